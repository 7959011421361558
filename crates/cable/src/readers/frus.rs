//! Reads one document of *Foreign Relations of the United States* in its TEI markup: the heading names kind, number
//! and parties, the date line the moment, and the text is either a telegram as sent or edited prose.

use crate::cable::{Cable, DateLine};
use crate::fields::{Number, squeeze};
use crate::parse;
use crate::readers::{addressee, found_elsewhere, placeless};

/// Reads a `div` of type document.
pub fn read(tei: &str) -> Cable {
    let head = element(tei, "head").map(|inner| squeeze(&text_of(inner))).unwrap_or_default();
    let dateline = element(tei, "dateline").map(|inner| squeeze(&text_of(inner))).unwrap_or_default();
    let body = text_of(&without(&without(tei, "head"), "dateline"));
    // A telegram printed as sent has its own FM line near the top.
    let sent = body.lines().take(60).any(|line| line.trim_start().starts_with("FM "));
    let mut cable = if sent { parse::parse(&body) } else { parse::parse_body(&body) };
    placeless(&mut cable);
    tei.clone_into(&mut cable.text);
    let heading = heading(&head);
    if cable.date_line.is_none() {
        cable.date_line = date(&dateline).or_else(|| date(&head)).or_else(|| when(tei));
    }
    let year = cable.date_line.as_ref().and_then(|line| line.on).map(jiff::civil::Date::year);
    let serial = heading.serial.or_else(|| if sent { None } else { opening_number(&mut cable) });
    if let (true, Some(serial)) = (cable.numbers.is_empty(), serial) {
        let station = station(&heading.from, &dateline);
        cable.numbers.push(Number::new(&station, year, serial));
    }
    if cable.from.is_none() && !heading.from.is_empty() {
        cable.from = Some(heading.from.to_uppercase());
    }
    if cable.to.is_empty() && !heading.to.is_empty() {
        cable.to.push(addressee(&heading.to, None));
    }
    found_elsewhere(&mut cable);
    cable
}

/// Takes the telegram's number off the first paragraph, where prose texts print it: `1329. In view of`, `No. 598`.
fn opening_number(cable: &mut Cable) -> Option<u32> {
    let follows = |number: u32| cable.paragraphs.iter().any(|each| each.number == Some(number + 1));
    let counted = cable.paragraphs.first()?.number;
    // A small number is the first of the paragraphs if a second one follows.
    let own = counted.filter(|number| *number > 20 || !follows(*number));
    if own.is_some() {
        cable.paragraphs.first_mut()?.number = None;
        return own;
    }
    // A despatch has its number on a line of its own, before or after a word or two.
    let alone = |text: &str| text.strip_prefix("No. ").and_then(|number| number.trim().parse().ok());
    if let Some((at, serial)) = (0..3).find_map(|at| Some((at, alone(&cable.paragraphs.get(at)?.text)?))) {
        cable.paragraphs.remove(at);
        return Some(serial);
    }
    let first = cable.paragraphs.first_mut()?;
    let digits = first.text.bytes().take_while(u8::is_ascii_digit).count();
    let serial = first.text.get(..digits)?.parse().ok()?;
    let rest = first.text.get(digits..)?.strip_prefix(". ")?.to_owned();
    first.text = rest;
    Some(serial)
}

/// Parts a volume into its documents.
pub fn documents(volume: &str) -> impl Iterator<Item = &str> {
    let document = |at: &usize| {
        let rest = volume.as_bytes().get(*at..).unwrap_or(&[]);
        let head = rest.get(..400).unwrap_or(rest);
        let tag = head.split(|b| *b == b'>').next().unwrap_or(&[]);
        tag.windows(15).any(|attribute| attribute == b"type=\"document\"")
    };
    let starts: Vec<usize> = volume.match_indices("<div").map(|(at, _)| at).filter(document).collect();
    let ends: Vec<usize> = starts.iter().skip(1).copied().chain([volume.len()]).collect();
    starts.into_iter().zip(ends).filter_map(|(start, end)| volume.get(start..end))
}

/// What the heading says: `8. Telegram 1329 From the Embassy in Vietnam to the Department of State`.
#[derive(Debug, Default, PartialEq)]
struct Heading {
    serial: Option<u32>,
    from: String,
    to: String,
}

fn heading(head: &str) -> Heading {
    let rest =
        head.split_once(". ").map_or(head, |(number, rest)| if number.len() <= 5 { rest } else { head });
    let lower = rest.to_ascii_lowercase();
    let mut out = Heading::default();
    let kind =
        ["telegram", "airgram", "instruction", "despatch", "circular", "memorandum from", "message from"]
            .iter()
            .any(|kind| lower.contains(kind));
    let Some(from_at) = lower.find(" from ").filter(|_| kind) else {
        // The older volumes name the parties alone: "The Ambassador in Norland to the Secretary of State".
        if let Some((from, to)) =
            rest.split_once(" to ").filter(|_| !lower.contains("memorandum") && rest.len() <= 200)
        {
            out.from = squeeze(from.strip_prefix("The ").unwrap_or(from));
            out.to = squeeze(to.strip_prefix("the ").unwrap_or(to));
        }
        return out;
    };
    let before = rest.get(..from_at).unwrap_or("");
    out.serial = before.split([' ', '\u{2013}', '-']).find_map(|word| word.parse().ok());
    let parties = rest.get(from_at + 6..).unwrap_or("");
    // "From the Mission to the United Nations to the Department": what is a mission to is part of its name.
    let named = ["the Mission to ", "the Delegation to "].iter().find(|name| parties.starts_with(**name));
    let skip = named.map_or(0, |name| name.len());
    let joint = parties.get(skip..).and_then(|rest| rest.find(" to ")).map(|at| at + skip);
    let (from, to) = joint
        .map_or((parties, ""), |at| (parties.get(..at).unwrap_or(""), parties.get(at + 4..).unwrap_or("")));
    // A date may follow the addressee after a comma.
    let to = to.find(", ").map_or(to, |at| to.get(..at).unwrap_or(to));
    out.from = squeeze(from.strip_prefix("the ").unwrap_or(from));
    out.to = squeeze(to.strip_prefix("the ").unwrap_or(to));
    out
}

/// Names the station: the Department is STATE, a post is the place of its date line.
fn station(from: &str, dateline: &str) -> String {
    if from.starts_with("Department of State") {
        return "STATE".to_owned();
    }
    dateline.split(',').next().map(str::trim).filter(|place| !place.is_empty()).unwrap_or(from).to_owned()
}

/// Reads a date line such as `Saigon, January 31, 1961, 7 p.m.`; the hour counts only in Zulu time.
fn date(line: &str) -> Option<DateLine> {
    parse::date_line(line)
}

/// Reads the machine's date of the date line: `when="1970-07-06"`.
fn when(tei: &str) -> Option<DateLine> {
    let at = tei.find("when=\"")? + 6;
    let raw = tei.get(at..at + 10)?;
    Some(DateLine { on: raw.parse().ok(), at: None, raw: raw.to_owned() })
}

/// Returns what stands inside the first element of a name.
fn element<'a>(tei: &'a str, name: &str) -> Option<&'a str> {
    let (start, end) = bounds(tei, name)?;
    let whole = tei.get(start..end)?;
    let open = whole.find('>')? + 1;
    let close = whole.rfind("</").filter(|close| *close >= open)?;
    whole.get(open..close)
}

/// Returns the bytes of the first element of a name.
fn bounds(tei: &str, name: &str) -> Option<(usize, usize)> {
    let open = format!("<{name}");
    let start = tei.match_indices(&open).map(|(at, _)| at).find(|at| {
        tei.as_bytes().get(at + open.len()).is_some_and(|next| matches!(next, b'>' | b' ' | b'\n'))
    })?;
    let close = format!("</{name}>");
    let end = tei.get(start..)?.find(&close)? + start + close.len();
    Some((start, end))
}

fn without(tei: &str, name: &str) -> String {
    match bounds(tei, name) {
        Some((start, end)) => format!("{}{}", tei.get(..start).unwrap_or(""), tei.get(end..).unwrap_or("")),
        None => tei.to_owned(),
    }
}

/// Takes the markup off: paragraphs are parted by blank lines, line breaks kept, footnotes left out.
fn text_of(tei: &str) -> String {
    let mut out = String::with_capacity(tei.len());
    let mut rest = tei;
    let mut notes = 0_u32;
    while let Some(at) = rest.find('<') {
        if notes == 0 {
            words(rest.get(..at).unwrap_or(""), &mut out);
        }
        let tag_end = rest.get(at..).and_then(|tag| tag.find('>')).map_or(rest.len(), |end| at + end + 1);
        let tag = rest.get(at..tag_end).unwrap_or("");
        let name = tag.trim_start_matches(['<', '/']).split([' ', '>', '/', '\n']).next().unwrap_or("");
        let empty = tag.ends_with("/>");
        match (name, tag.starts_with("</")) {
            ("note", false) if !empty => notes += 1,
            ("note", true) => notes = notes.saturating_sub(1),
            ("lb", _) => out.push('\n'),
            (
                "p" | "item" | "head" | "closer" | "signed" | "opener" | "dateline" | "row" | "div" | "list",
                _,
            ) => {
                out.push_str("\n\n");
            }
            _ => {}
        }
        rest = rest.get(tag_end..).unwrap_or("");
    }
    if notes == 0 {
        words(rest, &mut out);
    }
    out
}

/// Appends words with blanks squeezed and entities read; line breaks of the markup are blanks.
fn words(text: &str, out: &mut String) {
    let mut blank = text.starts_with(char::is_whitespace);
    for word in text.split_whitespace() {
        if blank && !out.is_empty() && !out.ends_with(['\n', ' ']) {
            out.push(' ');
        }
        let mut rest = word;
        while let Some(at) = rest.find('&') {
            out.push_str(rest.get(..at).unwrap_or(""));
            let tail = rest.get(at..).unwrap_or("");
            let known = [("&amp;", '&'), ("&lt;", '<'), ("&gt;", '>'), ("&quot;", '"'), ("&apos;", '\'')];
            if let Some((entity, c)) = known.iter().find(|(entity, _)| tail.starts_with(entity)) {
                out.push(*c);
                rest = tail.get(entity.len()..).unwrap_or("");
            } else {
                out.push('&');
                rest = tail.get(1..).unwrap_or("");
            }
        }
        out.push_str(rest);
        blank = true;
    }
    if text.ends_with(char::is_whitespace) && !out.ends_with(['\n', ' ']) {
        out.push(' ');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_telegram_as_sent_is_read_by_its_own_header() {
        let tei = "<div type=\"document\"><head>8. Telegram 163147 From the Department of State to All Posts, August 16, 1973<note n=\"1\">Source: x &amp; y</note></head><p>R 162300Z AUG 73</p><p>FM SECSTATE WASHDC<lb/>TO ALL DIPLOMATIC POSTS</p><p>STATE 163147<lb/>TAGS: PFOR</p><p>SUBJECT: NETS &amp; PORTS</p><p>1. FIRST.<note n=\"2\">Not <p>this</p>.</note></p><p>ROGERS</p></div>";
        let cable = read(tei);
        assert_eq!(cable.original(), tei);
        assert_eq!(cable.number().map(ToString::to_string).as_deref(), Some("STATE 163147"));
        assert_eq!((cable.subject.as_str(), cable.signature.as_deref()), ("NETS & PORTS", Some("ROGERS")));
        assert_eq!(cable.paragraphs.iter().map(|p| p.text.as_str()).collect::<Vec<_>>(), ["FIRST."]);
    }

    #[test]
    fn edited_prose_has_its_parties_from_the_heading() {
        let tei = "<div type=\"document\"><head>8. Telegram 1329 From the Embassy in Norland to the Department of State</head><dateline><placeName>Norby</placeName>, <date when=\"1961-01-31\">January 31, 1961</date>, 7 p.m.</dateline><p>1329. In view of <hi>nets</hi>.</p></div>";
        let cable = read(tei);
        assert_eq!(cable.number().map(ToString::to_string).as_deref(), Some("NORBY 1329"));
        assert_eq!(cable.from.as_deref(), Some("EMBASSY IN NORLAND"));
        assert_eq!(cable.to.first().map(|a| a.name.as_str()), Some("DEPARTMENT OF STATE"));
        assert_eq!(
            cable.date_line.and_then(|line| line.on).map(|on| on.to_string()).as_deref(),
            Some("1961-01-31")
        );
    }

    #[test]
    fn any_text_is_read() {
        for tei in [
            "",
            "<",
            "<head",
            "<head>",
            "</head>",
            "<note>",
            "&",
            "<div><head>x</head",
            "<date when=\"\u{e9}",
        ] {
            assert_eq!(read(tei).original(), tei);
        }
    }
}
