//! The characters of the telex alphabet (ITA2): capitals, digits and a few marks. Letters with accents and
//! typographic marks are written with what there is; the rest cannot be carried and is told.

use crate::print::{Layout, Message};
use crate::remark::{Remark, Severity};

/// The marks of the telex alphabet besides letters and digits (ITU-T F.1, section C).
const MARKS: &str = " -?:().,'=/+\"&!#$;@_%*[]<>";

/// Tells whether the telex alphabet has a character.
pub(crate) fn has(c: char) -> bool {
    c.is_ascii_uppercase() || c.is_ascii_digit() || MARKS.contains(c) || c == '\n'
}

/// Writes a text in capitals with the characters of the telex alphabet.
pub(super) fn capitals(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars().flat_map(char::to_uppercase) {
        match plain(c) {
            Some(plain) => out.push_str(plain),
            None if has(c) => out.push(c),
            None => out.push('?'),
        }
    }
    out
}

/// Returns how a capital or mark outside the alphabet is written with what there is.
pub(crate) fn plain(c: char) -> Option<&'static str> {
    Some(match c {
        '\u{201c}' | '\u{201d}' | '\u{201e}' | '\u{ab}' | '\u{bb}' => "\"",
        '\u{2018}' | '\u{2019}' | '\u{201a}' | '`' | '\u{b4}' => "'",
        '\u{2010}'..='\u{2012}' => "-",
        '\u{2013}' | '\u{2014}' => "--",
        '\u{2026}' => "...",
        '\u{a0}' | '\t' => " ",
        '\u{c0}'..='\u{c3}' | '\u{100}' | '\u{102}' | '\u{104}' => "A",
        '\u{c4}' | '\u{c6}' => "AE",
        '\u{c5}' => "AA",
        '\u{c7}' | '\u{106}' | '\u{108}' | '\u{10c}' => "C",
        '\u{d0}' | '\u{10e}' | '\u{110}' => "D",
        '\u{c8}'..='\u{cb}' | '\u{112}' | '\u{116}' | '\u{118}' | '\u{11a}' => "E",
        '\u{11e}' | '\u{122}' => "G",
        '\u{cc}'..='\u{cf}' | '\u{12a}' | '\u{12e}' | '\u{130}' => "I",
        '\u{136}' => "K",
        '\u{139}' | '\u{13b}' | '\u{13d}' | '\u{141}' => "L",
        '\u{d1}' | '\u{143}' | '\u{145}' | '\u{147}' => "N",
        '\u{d2}'..='\u{d5}' | '\u{14c}' | '\u{150}' => "O",
        '\u{d6}' | '\u{d8}' | '\u{152}' => "OE",
        '\u{158}' => "R",
        '\u{15a}' | '\u{15e}' | '\u{160}' | '\u{218}' => "S",
        '\u{1e9e}' => "SS",
        '\u{162}' | '\u{164}' | '\u{21a}' => "T",
        '\u{d9}'..='\u{db}' | '\u{16a}' | '\u{16e}' | '\u{170}' | '\u{172}' => "U",
        '\u{dc}' => "UE",
        '\u{dd}' | '\u{178}' => "Y",
        '\u{179}' | '\u{17b}' | '\u{17d}' => "Z",
        '\u{de}' => "TH",
        _ => return None,
    })
}

/// Tells what of a message a layout cannot carry as it stands.
pub fn losses(message: &Message, layout: Layout) -> Vec<Remark> {
    if layout == Layout::Plain {
        return Vec::new();
    }
    let mut out = Vec::new();
    let texts = || std::iter::once(&message.subject).chain(message.paragraphs.iter().map(|(_, text)| text));
    for (at, text) in texts().enumerate() {
        let lost = text.chars().flat_map(char::to_uppercase).find(|c| !has(*c) && plain(*c).is_none());
        if let Some(c) = lost {
            let place = if at == 0 { "the subject".to_owned() } else { format!("paragraph {at}") };
            let say =
                format!("{place} holds {c:?}, which the telex alphabet has not; a question mark is sent");
            out.push(Remark::of_print("TXT-01", Severity::Error, 0, 0..0, say));
        }
    }
    let mut told = |is: bool, say: &'static str| {
        if is {
            out.push(Remark::of_print("TLX-01", Severity::Advice, 0, 0..0, say));
        }
    };
    told(texts().any(|text| text.contains(char::is_lowercase)), "small letters are sent as capitals");
    let beyond = |text: &String| text.chars().flat_map(char::to_uppercase).any(|c| plain(c).is_some());
    told(
        texts().any(beyond),
        "accents and typographic marks are sent as the nearest plain letters and marks",
    );
    if message.references.len() > 26 {
        let say = "there are more references than letters; the last stand without";
        out.push(Remark::of_print("REF-07", Severity::Warning, 0, 0..0, say));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accents_and_typographic_marks_are_written_with_what_there_is() {
        assert_eq!(
            capitals("Reykjav\u{ed}k \u{2013} \u{201c}stra\u{df}e\u{201d}"),
            "REYKJAVIK -- \"STRASSE\""
        );
        assert_eq!(capitals("\u{4e2d}"), "?");
    }
}
