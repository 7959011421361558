//! Reads a document of *Documents on Australian Foreign Policy* in the Markdown its editors keep: front matter, a
//! line with kind, number, place and date, a line of precedence and class in the words of that service, the text.

use jiff::civil;

use crate::cable::{Cable, DateLine, Piece};
use crate::fields::dtg::month_named;
use crate::fields::{Level, Number, Precedence, squeeze};
use crate::parse;
use crate::readers::{addressee, found_elsewhere, placeless};

/// The kinds of document that are sent over the wire, longest first.
const KINDS: [&str; 8] = [
    "circular cablegram",
    "teleprinter message",
    "cablegrams",
    "cablegram",
    "savingram",
    "telegram",
    "dispatch",
    "cable",
];

/// Reads a document; what is no cablegram is read as a text with its date and parties.
pub fn read(text: &str) -> Cable {
    let (front, rest) = front_matter(text);
    let mut lines = rest.lines().map(str::trim).filter(|line| !line.is_empty()).peekable();
    let mut head = Head::default();
    while let Some(line) = lines.peek() {
        let line = plain(line);
        if !head.takes(&line) {
            // A line of other addressees may stand above the line with the kind.
            let above = head.words.is_empty() && !head.begun && line.len() <= 120;
            if !above
                || !rest
                    .lines()
                    .map(str::trim)
                    .skip_while(|each| plain(each) != line)
                    .nth(2)
                    .is_some_and(kind)
            {
                break;
            }
            head.words.push(line);
        }
        lines.next();
    }
    let body: Vec<String> = lines.map(plain).filter(|line| !line.is_empty() && !archive(line)).collect();
    let mut cable = parse::parse_body(&body.join("\n\n"));
    placeless(&mut cable);
    text.clone_into(&mut cable.text);

    let date = front.date.or(head.date);
    cable.date_line = date.map(|on| DateLine { on: Some(on), at: None, raw: on.to_string() });
    let year = date.map(civil::Date::year);
    cable.numbers.extend(head.number(year));
    cable.level = head.level;
    cable.precedence = head.precedence;
    cable.handling = head.words.into_iter().map(|text| Piece { text, span: 0..0 }).collect();
    let (from, to) = parties(&front.title);
    cable.from = from.or(head.place).map(|from| from.to_uppercase());
    cable.to.extend(to.map(|to| addressee(&to, head.precedence)));
    cable.subject = head.subject;
    found_elsewhere(&mut cable);
    cable
}

#[derive(Default)]
struct Front {
    title: String,
    date: Option<civil::Date>,
}

/// Parts the front matter from the text.
fn front_matter(text: &str) -> (Front, &str) {
    let mut front = Front::default();
    let Some(rest) = text.strip_prefix("---\n") else { return (front, text) };
    let end = rest.find("\n---").unwrap_or(0);
    let mut in_title = false;
    for line in rest.get(..end).unwrap_or("").lines() {
        if let Some(title) = line.strip_prefix("title:") {
            title.trim().trim_matches(['\'', '"']).clone_into(&mut front.title);
            in_title = true;
        } else if let Some(date) = line.strip_prefix("doc_date:") {
            front.date = date.trim().trim_matches(['\'', '"']).parse().ok();
            in_title = false;
        } else if in_title && line.starts_with("  ") {
            front.title.push(' ');
            front.title.push_str(line.trim());
        } else {
            in_title = false;
        }
    }
    let body = rest.get(end..).and_then(|tail| tail.strip_prefix("\n---")).unwrap_or(rest);
    (front, body)
}

/// What stands above the text.
#[derive(Default)]
struct Head {
    begun: bool,
    series: String,
    serial: Option<u32>,
    place: Option<String>,
    date: Option<civil::Date>,
    precedence: Option<Precedence>,
    level: Option<Level>,
    words: Vec<String>,
    subject: String,
    lines: u8,
}

impl Head {
    /// Takes a line if it belongs to the head.
    fn takes(&mut self, line: &str) -> bool {
        // The head is a handful of lines; anything past that is text.
        self.lines = self.lines.saturating_add(1);
        if self.lines > 7 || line.len() > 200 {
            return false;
        }
        if let Some(title) = line.strip_prefix('#') {
            squeeze(title.trim_start_matches('#')).clone_into(&mut self.subject);
            return true;
        }
        if self.serial.is_none() && self.first(line) || self.date.is_none() && self.dated(line) {
            self.begun = true;
            return true;
        }
        self.begun && self.marks(line)
    }

    /// Reads `Cablegram 316 OTTAWA, 3 September 1946, 12.39 p.m.`
    fn first(&mut self, line: &str) -> bool {
        let lower = line.to_lowercase();
        let Some(kind) = KINDS.iter().find(|kind| lower.starts_with(**kind)) else { return false };
        let rest = line.get(kind.len()..).unwrap_or("").trim_start_matches([' ', ',', ':']);
        let (number, rest) = rest.split_once(' ').unwrap_or((rest, ""));
        let rest = if self.numbered(number) { rest } else { line.get(kind.len()..).unwrap_or("") };
        self.dated(rest.trim_start_matches([' ', ',']));
        true
    }

    /// Reads `Jakarta, 9 December 1975`.
    fn dated(&mut self, line: &str) -> bool {
        let Some((place, rest)) = line.split_once(',') else { return false };
        let mut words = rest.split([' ', ',']).filter(|word| !word.is_empty());
        let (Some(day), Some(month), Some(year)) = (words.next(), words.next(), words.next()) else {
            return false;
        };
        let Some(date) = civil_date(day, month, year) else { return false };
        let place = place.trim().trim_matches(['_', '*']);
        if place.len() > 60 {
            return false;
        }
        self.place = (!place.is_empty()).then(|| squeeze(place));
        self.date = Some(date);
        // "CANBERRA, 22 November 1946 Cablegram 397" has the number at the end.
        if let Some(at) = words.position(|word| KINDS.contains(&word.to_lowercase().as_str())).map(|_| words)
        {
            at.take(2).any(|word| self.numbered(word));
        }
        true
    }

    /// Reads a number with the letters of its series: `316`, `E74`, `O.CH298236`, `135[A]`.
    fn numbered(&mut self, word: &str) -> bool {
        if word.starts_with(|c: char| c.is_ascii_lowercase()) {
            return false;
        }
        let word = word
            .split(['[', '/'])
            .find(|part| !part.is_empty())
            .unwrap_or("")
            .trim_end_matches([']', '.', ',', ':', '\\']);
        // "86A" is of the series A of its station.
        let (word, after) = match word.strip_suffix('A') {
            Some(digits) if digits.ends_with(|c: char| c.is_ascii_digit()) => (digits, "A"),
            _ => (word, ""),
        };
        let series = word.trim_end_matches(|c: char| c.is_ascii_digit());
        let digits = word.get(series.len()..).unwrap_or("");
        let plain = series.len() <= 6
            && series.chars().all(|c| c.is_ascii_alphabetic() || matches!(c, '.' | '/' | '-'));
        let Ok(serial) = digits.parse() else { return false };
        if !plain || self.serial.is_some() {
            return false;
        }
        self.series = format!("{}{after}", series.trim_end_matches(['.', '-']));
        self.serial = Some(serial);
        true
    }

    /// Reads `MOST IMMEDIATE TOP SECRET`, `O.JA3568 SECRET PRIORITY`, `1093. Top Secret Immediate`.
    fn marks(&mut self, line: &str) -> bool {
        let mut rest = line.trim_matches(['*', '_', ' ']).to_uppercase();
        let first = rest.split(' ').next().unwrap_or("").to_owned();
        let mut any = false;
        if first.bytes().any(|b| b.is_ascii_digit()) && self.numbered(&first) {
            rest = rest.get(first.len()..).unwrap_or("").trim_start().to_owned();
            any = true;
        }
        let mut words = Vec::new();
        let mut at = rest.as_str();
        while !at.is_empty() {
            let (taken, known) = self.mark(at);
            any |= known;
            if !known {
                words.push(at.get(..taken).unwrap_or("").to_owned());
            }
            at = at.get(taken..).unwrap_or("").trim_start_matches([' ', ',', '.', ';', ':']);
            if words.len() > 8 {
                return false;
            }
        }
        // A few other words may stand beside them: FOR THE PRIME MINISTER, GUARD, PERSONAL.
        let only = any && (line.len() <= 90);
        if only && !words.is_empty() {
            self.words.push(words.join(" "));
        }
        only
    }

    /// Reads one mark at the start; answers the bytes it takes and whether it is known.
    fn mark(&mut self, text: &str) -> (usize, bool) {
        const LEVELS: [(&str, Level); 6] = [
            ("MOST SECRET", Level::TopSecret),
            ("TOP SECRET", Level::TopSecret),
            ("SECRET", Level::Secret),
            ("CONFIDENTIAL", Level::Confidential),
            ("RESTRICTED", Level::Restricted),
            ("UNCLASSIFIED", Level::Unclassified),
        ];
        // Most immediate stood above immediate in this service and below nothing that ours names.
        const SPEEDS: [(&str, Precedence); 7] = [
            ("MOST IMMEDIATE", Precedence::Immediate),
            ("IMMEDIATE", Precedence::Immediate),
            ("PRIORITY", Precedence::Priority),
            ("IMPORTANT", Precedence::Priority),
            ("ROUTINE", Precedence::Routine),
            ("FLASH", Precedence::Flash),
            ("EMERGENCY", Precedence::Flash),
        ];
        let whole =
            |word: &str| text.strip_prefix(word).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric));
        if let Some((word, level)) = LEVELS.iter().find(|(word, _)| whole(word)) {
            self.level = self.level.or(Some(*level));
            return (word.len(), true);
        }
        if let Some((word, speed)) = SPEEDS.iter().find(|(word, _)| whole(word)) {
            self.precedence = self.precedence.or(Some(*speed));
            return (word.len(), true);
        }
        (text.find(' ').unwrap_or(text.len()).max(1), false)
    }

    fn number(&self, year: Option<i16>) -> Option<Number> {
        let place = self.place.as_deref().unwrap_or("");
        let station = format!("{place} {}", self.series);
        let station = if self.series.contains('.') { self.series.as_str() } else { station.trim() };
        Some(Number::new(if station.is_empty() { "CANBERRA" } else { station }, year, self.serial?))
    }
}

/// Tells whether a line opens with the kind of a message.
fn kind(line: &str) -> bool {
    let lower = line.to_lowercase();
    KINDS.iter().any(|kind| lower.starts_with(kind))
}

fn civil_date(day: &str, month: &str, year: &str) -> Option<civil::Date> {
    let month = month_named(month)?;
    let day = day.trim_end_matches(|c: char| c.is_ascii_alphabetic()).parse().ok()?;
    civil::Date::new(year.get(..4)?.parse().ok()?, month, day).ok()
}

/// Reads sender and addressee out of the title: `Evatt to Hood`, `Cablegram from Pritchett to Canberra`.
fn parties(title: &str) -> (Option<String>, Option<String>) {
    let lower = title.to_lowercase();
    let title = ["circular cablegram ", "cablegram ", "savingram ", "telegram "]
        .iter()
        .find_map(|kind| lower.starts_with(kind).then(|| title.get(kind.len()..)).flatten())
        .unwrap_or(title)
        .trim();
    let title = title.strip_prefix("from ").unwrap_or(title);
    let name = |name: &str| Some(squeeze(name.trim().trim_end_matches(','))).filter(|name| !name.is_empty());
    if let Some(to) = title.strip_prefix("to ") {
        return (None, name(to));
    }
    title.split_once(" to ").map_or((None, None), |(from, to)| (name(from), name(to)))
}

/// Takes escapes, emphasis and footnote marks out of a line.
fn plain(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(at) = rest.find(['\\', '[', '_', '*']) {
        out.push_str(rest.get(..at).unwrap_or(""));
        let tail = rest.get(at..).unwrap_or("");
        let digits = tail.bytes().skip(1).take(4).take_while(u8::is_ascii_digit).count();
        // "[1](#f1)" and "[1]" are marks; "[AA:A1068]" and words are text.
        let after = tail.get(digits + 1..).and_then(|rest| rest.strip_prefix(']'));
        rest = match after.filter(|_| tail.starts_with('[') && (1..=3).contains(&digits)) {
            Some(after) => {
                let anchor = after
                    .strip_prefix("(#")
                    .map_or(0, |anchor| anchor.bytes().take_while(|b| *b != b')').take(12).count() + 3);
                after.get(anchor..).unwrap_or("")
            }
            _ if tail.starts_with('[') => {
                out.push('[');
                tail.get(1..).unwrap_or("")
            }
            _ => tail.get(1..).unwrap_or(""),
        };
    }
    out.push_str(rest);
    squeeze(&out)
}

/// Tells whether a line is the editors' archive reference.
fn archive(line: &str) -> bool {
    let line = line.trim_start_matches('[');
    ["AA:", "AA :", "NAA:", "NAA :", "FA:", "FA :"].iter().any(|start| line.starts_with(start))
}

#[cfg(test)]
mod tests {
    use super::*;

    const MADE_UP: &str = "---\ndoc_date: '1946-09-03'\ntitle: Wren to\n  Heron\n---\n\nCablegram 316 OTTAWA, 3 September 1946, 12.39 p.m.\n\nMOST IMMEDIATE TOP SECRET FOR THE MINISTER\n\nYour 4744. [1] Nets.\n\n2\\. Ports can _take_ them.[2](#f2)\n\n_[AA:A1067, ER46]_\n";

    #[test]
    fn head_title_and_text_are_read() {
        let cable = read(MADE_UP);
        assert_eq!(cable.original(), MADE_UP);
        assert_eq!(cable.number().map(Number::long).as_deref(), Some("1946 OTTAWA 0316"));
        assert_eq!((cable.level, cable.precedence), (Some(Level::TopSecret), Some(Precedence::Immediate)));
        assert_eq!(
            (cable.from.as_deref(), cable.to.first().map(|a| a.name.as_str())),
            (Some("WREN"), Some("HERON"))
        );
        assert_eq!(cable.handling.first().map(|piece| piece.text.as_str()), Some("FOR THE MINISTER"));
        let texts: Vec<_> = cable.paragraphs.iter().map(|p| (p.number, p.text.as_str())).collect();
        assert_eq!(texts, [(None, "Your 4744. Nets."), (Some(2), "Ports can take them.")]);
    }

    #[test]
    fn numbers_keep_the_letters_of_their_series() {
        let number = |line: &str| {
            let text = format!("---\ntitle: A to B\n---\n\nJakarta, 9 December 1975\n\n{line}\n\nText.\n");
            read(&text).number().map(ToString::to_string)
        };
        assert_eq!(number("O.JA3568 SECRET PRIORITY").as_deref(), Some("O.JA 3568"));
        assert_eq!(number("1093\\. Top Secret Immediate").as_deref(), Some("JAKARTA 1093"));
    }

    #[test]
    fn any_text_is_read() {
        for text in
            ["", "---\n", "---\ntitle: x", "Cablegram", "[", "[1", "Cablegram 1 \u{e9}, 3 May 1946", "\\"]
        {
            assert_eq!(read(text).original(), text);
        }
    }
}
