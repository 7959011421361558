//! The reference line: which earlier cables, airgrams, letters or talks a cable builds on. Lists are read lettered
//! or not, and what is no number is kept as prose. Whether a reference resolves is for whoever keeps the archive.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::{DtgLine, Number};

/// What a reference points to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReferenceKind {
    /// A cable with a number, or a station whose number is missing.
    Cable,
    /// A message sent by pouch (`A-128`, `CA-3400`).
    Airgram,
    /// A message of another service, named by originator and date-time group.
    DateTime,
    /// A cable named only by its kind: Deptel, Embtel, Reftel, Septel.
    Alias,
    /// A letter, a talk, a document, in words.
    Prose,
}

/// One item of the reference line.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Reference {
    /// The letter before it, upper case; several numbers may share one.
    pub letter: Option<char>,
    /// The words, without letter and separators, blanks squeezed.
    pub raw: String,
    /// What it points to.
    pub kind: ReferenceKind,
    /// The number, if it has a full one.
    pub number: Option<Number>,
    /// Whether it was marked as not sent to all addressees.
    pub notal: bool,
    /// The bytes of the text it was read from.
    pub span: Range<usize>,
}

/// Reads a reference list; `offset` is where `text` starts in the whole.
pub fn list(text: &str, offset: usize) -> Vec<Reference> {
    let mut out: Vec<Reference> = Vec::new();
    let mut station: Option<String> = None;
    for (letter, part) in lettered(text) {
        let first_of_part = out.len();
        for piece in pieces(text.get(part.clone()).unwrap_or(""), part.start) {
            let Some(mut read) = item(text, piece, station.as_deref()) else { continue };
            read.letter = letter;
            if let Some(number) = &read.number {
                station = Some(number.station.clone());
            }
            let before = if out.len() > first_of_part { out.last_mut() } else { None };
            match before {
                // "(NOTAL)" after a comma, or wrapped to the next line, marks the item before it.
                Some(last) if read.raw.is_empty() => last.notal |= read.notal,
                // A comma inside a sentence parts no references.
                Some(last) if read.kind == ReferenceKind::Prose && last.kind == ReferenceKind::Prose => {
                    last.span.end = read.span.end;
                    last.notal |= read.notal;
                    last.raw.clear();
                }
                _ if read.raw.is_empty() => {}
                // "TEHRAN 4535, AUGUST 17, 1971": the date is about the number before it.
                Some(last)
                    if read.kind == ReferenceKind::Prose
                        && last.kind != ReferenceKind::Prose
                        && dated(&read.raw) =>
                {
                    last.span.end = read.span.end;
                }
                _ => out.push(read),
            }
        }
    }
    for each in &mut out {
        // A sentence put together from several pieces is taken whole, once.
        if each.raw.is_empty() {
            each.raw = words(text.get(each.span.clone()).unwrap_or(""));
        }
        each.span = each.span.start + offset..each.span.end + offset;
    }
    out
}

/// Cuts the text at its letters: `(A)`, `A.`, `A)`, `a.` where the next letter of the alphabet is due.
fn lettered(text: &str) -> Vec<(Option<char>, Range<usize>)> {
    let bytes = text.as_bytes();
    let byte = |at: usize| bytes.get(at).copied().unwrap_or(b' ');
    let mut parts: Vec<(Option<char>, Range<usize>)> = Vec::new();
    let (mut start, mut letter, mut due) = (0, None, None::<u8>);
    let mut at = 0;
    while at < bytes.len() {
        let boundary =
            at == 0 || !byte(at - 1).is_ascii_alphanumeric() && !matches!(byte(at - 1), b'.' | b'\'' | b'-');
        let open = byte(at) == b'(';
        // "( A)" has a blank that the typist did not mean.
        let gap = usize::from(open && byte(at + 1) == b' ');
        let sign = if open { byte(at + 1 + gap) } else { byte(at) }.to_ascii_uppercase();
        let close = byte(at + gap + if open { 2 } else { 1 });
        let counted = sign.is_ascii_digit() && close == b')';
        let closes = if open { close == b')' } else { matches!(close, b'.' | b')') };
        let marks = counted || (sign.is_ascii_uppercase() && closes);
        // A station's initials ("U.S. NOTE") are followed at once by another letter.
        let initials = !open && close == b'.' && byte(at + 2).is_ascii_alphabetic() && byte(at + 3) == b'.';
        if boundary && marks && !initials && expected(sign, open, due, text.get(start..at).unwrap_or("")) {
            if at > start {
                parts.push((letter, start..at));
            }
            at += gap + if open { 3 } else { 2 };
            start = at;
            letter = Some(char::from(sign));
            due = Some(sign.saturating_add(1));
        } else {
            at += 1;
        }
    }
    if start < text.len() {
        parts.push((letter, start..text.len()));
    }
    parts
}

/// Tells whether a letter may be a mark here: the one that is due, or any after a separator while none is.
fn expected(sign: u8, open: bool, due: Option<u8>, before: &str) -> bool {
    // One letter may have been lost in transmission.
    if let Some(next) = due {
        return sign == next || (open && sign == next.saturating_add(1));
    }
    let before = before.trim_end();
    matches!(sign, b'A' | b'1') || before.is_empty() || before.ends_with([',', ';', ':'])
}

/// Cuts a part at `;`, `:`, `,` and AND. A comma before a year belongs to a date.
fn pieces(part: &str, offset: usize) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut start = 0;
    let mut depth = 0_u32;
    for (at, c) in part.char_indices() {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        let rest = part.get(at + c.len_utf8()..).unwrap_or("");
        let cut = depth == 0
            && match c {
                ';' | ':' => true,
                ',' => !year_follows(part.get(start..at).unwrap_or(""), rest),
                // A full stop between two numbers is a comma's slip.
                '.' => {
                    part.as_bytes().get(at.wrapping_sub(1)).is_some_and(u8::is_ascii_digit)
                        && rest.starts_with(' ')
                        && numbered(rest.trim_start())
                }
                // AND joins two numbers; inside prose it is a word.
                ' ' | '\n' => ["AND ", "& ", "AND\n"].iter().any(|and| {
                    let head = rest.get(..and.len()).is_some_and(|head| head.eq_ignore_ascii_case(and));
                    let next = rest.get(and.len()..).unwrap_or("").trim_start();
                    head && numbered(next)
                }),
                _ => false,
            };
        if cut {
            out.push(offset + start..offset + at);
            start = at + c.len_utf8();
        }
    }
    out.push(offset + start..offset + part.len());
    out
}

/// Tells whether `JULY 7` comes before and ` 1971` after a comma.
fn year_follows(before: &str, after: &str) -> bool {
    let after = after.trim_start();
    let digits = after.bytes().take_while(u8::is_ascii_digit).count();
    let day = before.trim_end().bytes().rev().take_while(u8::is_ascii_digit).count();
    let word = before.trim_end().trim_end_matches(|c: char| c.is_ascii_digit()).trim_end();
    let last = word.rsplit([' ', '\n']).next().unwrap_or("");
    let dated = last.get(..3).is_some_and(|start| MONTHS.iter().any(|name| name.eq_ignore_ascii_case(start)));
    matches!(digits, 2 | 4) && matches!(day, 1 | 2) && dated
}

/// Tells whether an item is nothing but a date.
fn dated(raw: &str) -> bool {
    let first = raw.split(' ').next().unwrap_or("");
    let named = first.len() >= 3 && first.get(..3).is_some_and(|start| MONTHS.contains(&start));
    named && raw.len() <= 20 && raw.bytes().any(|b| b.is_ascii_digit())
}

/// Tells whether a text starts with a number, alone or after a station.
fn numbered(text: &str) -> bool {
    let head = head(text, 60);
    let end = head.find([',', ';', ':', '(', '\n']).unwrap_or(head.len());
    let head = head.get(..end).unwrap_or("").trim();
    let head = head.strip_suffix("NOTAL").unwrap_or(head).trim_end();
    let words = head.split_whitespace().take(4);
    let digits = words.filter(|word| word.bytes().any(|b| b.is_ascii_digit())).count();
    digits == 1 && (bare(head).is_some() || Number::read(head).is_some()) || airgram(head)
}

/// Returns at most the first `most` bytes of a text, so that no look ahead grows with it.
fn head(text: &str, most: usize) -> &str {
    let mut end = most.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(..end).unwrap_or("")
}

fn bare(text: &str) -> Option<u32> {
    let text = text.trim_end_matches('.');
    let digits = !text.is_empty() && text.len() <= 7 && text.bytes().all(|b| b.is_ascii_digit());
    digits.then(|| text.parse().ok()).flatten()
}

/// Tells whether a word of the text has the form `A-128`, `CA-3400` or `A 128`.
fn airgram(text: &str) -> bool {
    text.split_whitespace().any(|word| {
        let word = word.trim_matches(['(', ')', ',', '.', ';']);
        let Some((kind, serial)) = word.split_once('-') else { return false };
        let kind = kind.eq_ignore_ascii_case("A")
            || kind.eq_ignore_ascii_case("CA")
            || kind.eq_ignore_ascii_case("CERP");
        kind && !serial.is_empty() && serial.bytes().all(|b| b.is_ascii_digit())
    })
}

const ALIASES: [&str; 12] = [
    "REFTEL", "REFTELS", "DEPTEL", "DEPTELS", "EMBTEL", "EMBTELS", "SEPTEL", "SEPTELS", "CONTEL", "USUNTEL",
    "REFAIR", "CIRTEL",
];

const MONTHS: [&str; 12] =
    ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];

/// Reads one item; gives nothing when there is no word in it.
fn item(text: &str, piece: Range<usize>, station: Option<&str>) -> Option<Reference> {
    let whole = text.get(piece.clone())?;
    let trimmed = whole.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | ':' | '.'));
    let trimmed = ["AND ", "& ", "AND\n"].iter().fold(trimmed, |rest, and| match rest.get(..and.len()) {
        Some(head) if head.eq_ignore_ascii_case(and) => rest.get(and.len()..).unwrap_or("").trim_start(),
        _ => rest,
    });
    let start = piece.end - trimmed.len();
    let trimmed = trimmed.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | ':'));
    if trimmed.is_empty() {
        return None;
    }
    let mark = trimmed.as_bytes().windows(5).position(|word| word.eq_ignore_ascii_case(b"NOTAL"));
    let (raw, notal) = match mark {
        Some(at) => {
            let before = trimmed.get(..at).unwrap_or("").trim_end_matches(['(', ' ', '\n', '[']);
            let after = trimmed.get(at + 5..).unwrap_or("").trim_start_matches([')', ' ', '\n', ']', '.']);
            (words(&format!("{before} {after}")), true)
        }
        None => (words(trimmed), false),
    };
    let (kind, number) = kind(&raw, station);
    Some(Reference { letter: None, raw, kind, number, notal, span: start..start + trimmed.len() })
}

fn words(text: &str) -> String {
    let mut words = super::squeeze(text);
    words.truncate(words.trim_end_matches(['.', ',', ';', ':']).trim_end().len());
    words
}

fn kind(raw: &str, station: Option<&str>) -> (ReferenceKind, Option<Number>) {
    if airgram(raw) {
        return (ReferenceKind::Airgram, None);
    }
    if let (Some(serial), Some(station)) = (bare(raw), station) {
        return (ReferenceKind::Cable, Some(Number::new(station, None, serial)));
    }
    if other_service(raw) {
        return (ReferenceKind::DateTime, None);
    }
    if let Some(number) = head_number(raw) {
        return (ReferenceKind::Cable, Some(number));
    }
    let first = raw.split([' ', '(', ',']).next().unwrap_or("").trim_end_matches(['.', 'S', 's']);
    if ALIASES.iter().any(|alias| alias.eq_ignore_ascii_case(first)) {
        return (ReferenceKind::Alias, None);
    }
    // One short word without a number is a station whose number was lost.
    let lost = raw.len() <= 14 && !raw.is_empty() && raw.chars().all(|c| c.is_ascii_uppercase());
    (if lost { ReferenceKind::Cable } else { ReferenceKind::Prose }, None)
}

/// Tells whether a moment stands in the item: `USCINCEUR 311345Z MAY 73`.
fn other_service(raw: &str) -> bool {
    raw.char_indices().any(|(at, c)| {
        c.is_ascii_digit()
            && (at == 0 || !raw.as_bytes().get(at - 1).is_some_and(u8::is_ascii_alphanumeric))
            && raw.get(at..).is_some_and(|rest| rest.get(6..7) == Some("Z") || rest.get(6..8) == Some(" Z"))
            && raw.get(at..).is_some_and(|rest| rest.len() <= 8 || DtgLine::read(head(rest, 40)).is_some())
    })
}

/// Reads the number an item starts with; what follows it (CIRCULAR, PARA 4, a date) is prose about it.
fn head_number(raw: &str) -> Option<Number> {
    let mut seen_letters = false;
    let mut end = None;
    let mut word_start = 0;
    let mut count = 0;
    for word in raw.split(' ') {
        let word_end = word_start + word.len();
        let digits = word
            .bytes()
            .rev()
            .skip_while(|b| matches!(b, b'.' | b',' | b')'))
            .take_while(u8::is_ascii_digit)
            .count();
        seen_letters |= word.bytes().any(|b| b.is_ascii_alphabetic());
        count += 1;
        if digits > 0 && seen_letters {
            end = Some(word_end);
            break;
        }
        if count >= 5 {
            return None;
        }
        word_start = word_end + 1;
    }
    let number = Number::read(raw.get(..end?)?.trim_end_matches([')', '.']))?;
    let last = number.station.rsplit(' ').next().unwrap_or("");
    // "LETTER OF JULY 24" is no station.
    let dated = last.len() >= 3 && MONTHS.iter().any(|month| last.starts_with(month)) && number.serial <= 31;
    let wordy = number.station.split(' ').any(|word| {
        [
            "OF",
            "NO",
            "LETTER",
            "PARA",
            "MEMO",
            "MEMORANDUM",
            "THE",
            "DATED",
            "NOTE",
            "MY",
            "YOUR",
            "CONVERSATION",
            "MEETING",
        ]
        .contains(&word.trim_end_matches(['.', ',']))
    });
    if dated || wordy {
        return None;
    }
    // "USUN 6112 OF 1974" names its year.
    let rest = raw.get(end?..).unwrap_or("").trim_start().strip_prefix("OF ").unwrap_or("");
    let year = rest
        .get(..4)
        .filter(|year| year.bytes().all(|b| b.is_ascii_digit()))
        .and_then(|year| year.parse().ok());
    Some(Number { year: number.year.or(year), ..number })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(Option<char>, String, ReferenceKind)> {
        let show = |r: &Reference| r.number.as_ref().map_or_else(|| r.raw.clone(), ToString::to_string);
        list(text, 0).iter().map(|r| (r.letter, show(r), r.kind)).collect()
    }

    use ReferenceKind::{Airgram, Alias, Cable, DateTime, Prose};

    fn item(letter: char, what: &str, kind: ReferenceKind) -> (Option<char>, String, ReferenceKind) {
        (Some(letter), what.to_owned(), kind)
    }

    fn plain(what: &str, kind: ReferenceKind) -> (Option<char>, String, ReferenceKind) {
        (None, what.to_owned(), kind)
    }

    #[test]
    fn lettered_lists_are_cut_at_their_letters() {
        assert_eq!(
            read("A. BERLIN 5136, B. STATE 199269, C. STATE 190578."),
            [
                item('A', "BERLIN 5136", Cable),
                item('B', "STATE 199269", Cable),
                item('C', "STATE 190578", Cable)
            ]
        );
        assert_eq!(
            read("(A) STATE. 008901: (B) TEHRAN 279"),
            [item('A', "STATE 8901", Cable), item('B', "TEHRAN 0279", Cable)]
        );
    }

    #[test]
    fn a_second_serial_belongs_to_the_station_before_it() {
        assert_eq!(read("TEHRAN 5132 AND 5272"), [plain("TEHRAN 5132", Cable), plain("TEHRAN 5272", Cable)]);
        assert_eq!(
            read("(A) TEHRAN 3753 AND 3589 (B) AMB'S JULY 24 LETTER TO MIKLOS"),
            [
                item('A', "TEHRAN 3753", Cable),
                item('A', "TEHRAN 3589", Cable),
                item('B', "AMB'S JULY 24 LETTER TO MIKLOS", Prose)
            ]
        );
    }

    #[test]
    fn a_date_is_no_station() {
        let found = list("STATE 106206 CIRCULAR; STATE CA-3400 NOV 2, 1966", 0);
        assert_eq!(found.len(), 2);
        assert_eq!(found.first().map(|r| r.number.clone()), Some("STATE 106206".parse().ok()));
        assert_eq!(found.get(1).map(|r| r.kind), Some(Airgram));
    }

    #[test]
    fn a_station_without_its_number_stays_unresolved() {
        assert_eq!(
            read("(A) STATE 92596; (B) PARIS 18495; (C) PARIS"),
            [item('A', "STATE 92596", Cable), item('B', "PARIS 18495", Cable), item('C', "PARIS", Cable)]
        );
        assert_eq!(list("(C) PARIS", 0).first().map(|r| r.number.clone()), Some(None));
    }

    #[test]
    fn notal_marks_its_item_even_from_the_next_line() {
        let found = list("TEHRAN 249 (NOTAL); TEHRAN 279", 0);
        assert_eq!(found.iter().map(|r| r.notal).collect::<Vec<_>>(), [true, false]);
        let wrapped = list("A. MERE 0117, B. 25 PARIS 0032\n(NOTAL)", 0);
        assert_eq!(wrapped.iter().map(|r| r.notal).collect::<Vec<_>>(), [false, true]);
        assert_eq!(wrapped.get(1).and_then(|r| r.number.clone()), "25 PARIS 32".parse().ok());
    }

    #[test]
    fn other_services_and_aliases_are_named_as_such() {
        assert_eq!(read("USCINCEUR 311345Z MAY 73"), [plain("USCINCEUR 311345Z MAY 73", DateTime)]);
        assert_eq!(read("SEPTEL"), [plain("SEPTEL", Alias)]);
    }

    #[test]
    fn spans_point_into_the_whole_text() {
        let whole = "REF: A. MERE 0117, B. PARIS 0032 (NOTAL)";
        let found = list(whole.get(4..).unwrap(), 4);
        let cut: Vec<_> = found.iter().map(|r| whole.get(r.span.clone()).unwrap()).collect();
        assert_eq!(cut, ["MERE 0117", "PARIS 0032 (NOTAL)"]);
    }
}
