//! An addressee line: name, precedence, running number, routing. Names stay as written; whether there is such an
//! office is for a directory.

use serde::{Deserialize, Serialize};

use super::Precedence;

/// One addressee of a cable.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Addressee {
    /// The name, upper case, blanks squeezed.
    pub name: String,
    /// Its precedence.
    pub precedence: Option<Precedence>,
    /// Whether the precedence was taken from the date-time line because none stood here.
    pub defaulted: bool,
    /// The running number of messages to it.
    pub mcn: Option<u32>,
    /// The routing indicator before the name.
    pub routing: Option<String>,
    /// Whether it gets a copy by pouch.
    pub by_pouch: bool,
    /// The words as they stand.
    pub raw: String,
}

/// Words that open the name of an office abroad, with the slips of typists.
const OPENERS: [&str; 14] = [
    "AMEMBASSY",
    "AMCONSUL",
    "AMCONGEN",
    "USMISSION",
    "USINT",
    "USDEL",
    "USLO",
    "SECSTATE",
    "SECDEF",
    "AMEREMBASSY",
    "AMEMBASY",
    "AEMBASSY",
    "AMEBASSY",
    "WCONSUL",
];

/// Tells whether a word opens the name of an office, at most two letters astray.
pub(crate) fn opens(word: &str) -> bool {
    let word = routed(word).1;
    if !(5..=12).contains(&word.len()) || !word.bytes().all(|b| b.is_ascii_alphabetic()) {
        return false;
    }
    OPENERS.iter().any(|opener| opener.eq_ignore_ascii_case(word)) || misspelt(word)
}

/// Tells whether a word is AMEMBASSY or AMCONSUL with a letter or two astray.
pub(crate) fn misspelt(word: &str) -> bool {
    let mut letters = word.bytes().map(|b| b.to_ascii_uppercase());
    let opening = letters.next() == Some(b'A') && matches!(letters.next(), Some(b'M' | b'E'));
    let plausible = opening && (7..=11).contains(&word.len());
    plausible && crate::remark::nearest(word, ["AMEMBASSY", "AMCONSUL"].into_iter(), 2).is_some()
}

/// Parts the routing indicator from the name: `RUEHC/SECSTATE`.
fn routed(word: &str) -> (Option<&str>, &str) {
    // Most words are looked at no further: a routing indicator opens with R or is ZEN.
    if !word.starts_with(['R', 'Z']) {
        return (None, word);
    }
    match word.split_once('/') {
        Some((ri, name))
            if (4..=8).contains(&ri.len())
                && (ri.starts_with('R') || ri == "ZEN")
                && ri.bytes().all(|b| b.is_ascii_uppercase())
                && !name.is_empty() =>
        {
            (Some(ri), name)
        }
        Some(("ZEN", name)) if !name.is_empty() => (Some("ZEN"), name),
        _ => match word.find("AMEMBASSY").filter(|at| *at >= 4 && word.starts_with('R')) {
            // The stroke between routing and name may be lost or garbled.
            Some(at) => (word.get(..at), word.get(at..).unwrap_or(word)),
            None => (None, word),
        },
    }
}

/// Reads one line that may hold several addressees run together.
pub(crate) fn line(text: &str, out: &mut Vec<Addressee>) {
    // The separator of the relay, run into the last addressee.
    let text = text.strip_suffix(" BT").unwrap_or(text);
    let mut start = 0;
    let mut ended = false;
    for (at, word) in words(text) {
        if at > start && (opens(word) || (ended && !trails(word))) {
            push(text.get(start..at).unwrap_or(""), out);
            start = at;
        }
        ended = Precedence::read(word).is_some() && !word.eq_ignore_ascii_case("NIACT");
    }
    push(text.get(start..).unwrap_or(""), out);
}

/// Tells whether a word may follow a precedence inside one addressee: its running number, BY POUCH.
fn trails(word: &str) -> bool {
    word.bytes().all(|b| b.is_ascii_digit() || matches!(b, b',' | b'/'))
        || ["BY", "POUCH", "UNN"].contains(&word)
}

fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let base = text.as_ptr() as usize;
    text.split_whitespace().map(move |word| (word.as_ptr() as usize - base, word))
}

fn push(raw: &str, out: &mut Vec<Addressee>) {
    let raw = raw.trim();
    if raw.is_empty() {
        return;
    }
    let mut addressee = Addressee { raw: raw.to_owned(), ..Addressee::default() };
    let mut rest = raw;
    loop {
        rest = rest.trim_end_matches([' ', ',', '.', ';', '\t']);
        let at = rest.rfind([' ', '\t']).map_or(0, |at| at + 1);
        let word = rest.get(at..).unwrap_or("");
        let head = rest.get(..at).unwrap_or("");
        if head.trim().is_empty() {
            break;
        }
        let serial = word.split('/').next().unwrap_or("");
        let plain = |part: &str| (1..=5).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
        let digits = word.split('/').all(plain);
        if word.eq_ignore_ascii_case("POUCH") {
            let head = head.trim_end();
            addressee.by_pouch = true;
            rest = head.strip_suffix("BY").unwrap_or(head);
        } else if word.eq_ignore_ascii_case("UNN") {
            rest = head;
        } else if digits && addressee.mcn.is_none() {
            addressee.mcn = serial.parse().ok();
            rest = head;
        } else if let (None, Some(found)) = (addressee.precedence, precedence(word)) {
            addressee.precedence = Some(found);
            rest = head.trim_end();
            if let (Precedence::Immediate, Some(head)) = (found, rest.strip_suffix("NIACT")) {
                addressee.precedence = Some(Precedence::Niact);
                rest = head;
            }
        } else {
            break;
        }
    }
    let (routing, name) = routed(rest.trim());
    addressee.routing = routing.map(str::to_owned);
    addressee.name = super::upper(name);
    out.push(addressee);
}

/// Reads a precedence word, one or two letters astray.
fn precedence(word: &str) -> Option<Precedence> {
    if let Some(found) = Precedence::read(word) {
        return Some(found);
    }
    if word.len() < 6 || !word.starts_with(['P', 'I', 'R']) {
        return None;
    }
    crate::remark::nearest(word, ["PRIORITY", "IMMEDIATE", "ROUTINE"].into_iter(), 2)
        .and_then(Precedence::read)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(String, Option<Precedence>, Option<u32>)> {
        let mut out = Vec::new();
        line(text, &mut out);
        out.into_iter().map(|a| (a.name, a.precedence, a.mcn)).collect()
    }

    #[test]
    fn precedence_and_running_number_are_read_from_the_right_in_either_order() {
        let state = |p, n| [("SECSTATE WASHDC".to_owned(), p, n)];
        assert_eq!(read("SECSTATE WASHDC IMMEDIATE 7937"), state(Some(Precedence::Immediate), Some(7937)));
        assert_eq!(read("SECSTATE WASHDC 3449 PRIORITY"), state(Some(Precedence::Priority), Some(3449)));
        assert_eq!(read("SECSTATE WASHDC PRIORTY 3078"), state(Some(Precedence::Priority), Some(3078)));
        assert_eq!(read("RUEHC/SECSTATE WASHDC, 5152"), state(None, Some(5152)));
        assert_eq!(
            read("AMEMBASSY KABUL NIACT IMMEDIATE"),
            [("AMEMBASSY KABUL".to_owned(), Some(Precedence::Niact), None)]
        );
        assert_eq!(read("SECDEF WASHDC 0000"), [("SECDEF WASHDC".to_owned(), None, Some(0))]);
    }

    #[test]
    fn addressees_run_together_on_a_line_are_parted() {
        let names: Vec<_> = read(
            "RUDTC/AMEMBASSY LONDON PRIORITY RUFNPS/AMEMBASSY PARIS PRIORITY AMCONSUL DHAHRAN AMEMBASY JIDDA",
        )
        .into_iter()
        .map(|(name, ..)| name)
        .collect();
        assert_eq!(names, ["AMEMBASSY LONDON", "AMEMBASSY PARIS", "AMCONSUL DHAHRAN", "AMEMBASY JIDDA"]);
    }

    #[test]
    fn a_copy_by_pouch_is_noticed() {
        let mut out = Vec::new();
        line("AMEMBASSY SUVA BY POUCH", &mut out);
        assert!(out.iter().all(|a| a.by_pouch && a.name == "AMEMBASSY SUVA"));
    }
}
