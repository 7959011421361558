//! The forms of single lines by which the header is known: labels, class and section marks, the dash line, the
//! internal distribution, attention lines and notes.

use jiff::civil;
use jiff::tz::TimeZone;

use crate::cable::{DateLine, Distribution, Filing, Section};
use crate::fields::dtg::month_named;
use crate::fields::{DtgLine, Number, addressee};
use crate::parse::head::section_of;

/// A label whose value is more than one word.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Label {
    Tags,
    Subject,
    References,
}

/// Takes a label off a line.
pub(super) fn label(line: &str) -> Option<(Label, &str)> {
    let width = line.bytes().take_while(u8::is_ascii_alphabetic).count();
    if !(3..=10).contains(&width) {
        return None;
    }
    let word = line.get(..width)?;
    let rest = line.get(width..)?;
    let is = |name: &str| word.eq_ignore_ascii_case(name);
    let colon = rest.trim_start_matches(['.', ' ']).starts_with(':');
    let value = rest.trim_start_matches(['.', ' ']).trim_start_matches([':', ' ', '.']);
    let all_capitals = word.bytes().all(|b| b.is_ascii_uppercase());
    if is("TAGS") || is("TAGZ") {
        return Some((Label::Tags, value));
    }
    // "SUBJECT MATTER OF" inside a sentence needs the colon to be a label, unless it stands in capitals.
    if (is("SUBJECT") || is("SUBJ") || is("SUBJECTS")) && (colon || (all_capitals && rest.len() < 120)) {
        return Some((Label::Subject, value));
    }
    let reference = ["REF", "REFS", "REFERENCE", "REFERENCES", "REFTEL", "REFTELS", "RETEL", "RETELS"];
    let bare =
        all_capitals && rest.starts_with([' ', '.']) && rest.len() < 80 && !rest.trim_end().ends_with('.');
    if reference.iter().any(|name| is(name)) && (colon || bare || (all_capitals && value.is_empty())) {
        return Some((Label::References, value));
    }
    None
}

/// Tells whether a line starts with a reference letter: `B. STATE`, `(C) PARIS`, `B) STATE`, `2) TUNIS A-80`.
pub(super) fn lettered(line: &str) -> bool {
    let rest = line.strip_prefix('(').unwrap_or(line);
    let mut chars = rest.chars();
    let (Some(letter), Some(close)) = (chars.next(), chars.next()) else { return false };
    let mark = letter.is_ascii_uppercase() && matches!(close, '.' | ')');
    mark && line.len() <= 120
        && rest
            .get(2..)
            .is_some_and(|rest| rest.starts_with(' ') || rest.starts_with(|c: char| c.is_ascii_uppercase()))
}

/// Reads the date an editor put above the text: `October 12, 1972, 1744Z`, `Tehran, November 22, 1972`.
pub(crate) fn date_line(line: &str) -> Option<DateLine> {
    if line.len() > 80 || !line.bytes().any(|b| b.is_ascii_lowercase()) {
        return None;
    }
    let mut words =
        line.split([' ', ',', '.']).filter(|word| !word.is_empty()).skip_while(|word| month(word).is_none());
    let month = month(words.next()?)?;
    let day: i8 = words.next()?.parse().ok()?;
    let year: i16 = words.next().filter(|year| year.len() == 4)?.parse().ok()?;
    let on = civil::Date::new(year, month, day).ok();
    let clock =
        words.next().and_then(|word| word.strip_suffix('Z')).filter(|clock| matches!(clock.len(), 3 | 4));
    let at = clock.and_then(|clock| {
        let (hour, minute) = clock.split_at_checked(clock.len() - 2)?;
        let time = civil::Time::new(hour.parse().ok()?, minute.parse().ok()?, 0, 0).ok()?;
        on?.to_datetime(time).to_zoned(TimeZone::UTC).ok().map(|zoned| zoned.timestamp())
    });
    Some(DateLine { on, at, raw: line.to_owned() })
}

fn month(word: &str) -> Option<i8> {
    // Editors write a date as a sentence has it; in capitals it is the telegram's own.
    let lower = word.get(1..).is_some_and(|rest| rest.bytes().all(|byte| byte.is_ascii_lowercase()));
    if lower && word.starts_with(|first: char| first.is_ascii_uppercase()) { month_named(word) } else { None }
}

/// Tells whether a line has the shape of a date-time line: a group of six digits or so and a month or year.
pub(super) fn like_dtg(line: &str) -> bool {
    if line.len() > 45 {
        return false;
    }
    let mut words = line.split_whitespace().peekable();
    let mut signs = 0;
    while words.next_if(|word| word.len() <= 2 && word.bytes().all(|b| b"ZOPR0".contains(&b))).is_some() {
        signs += 1;
    }
    let rest: Vec<&str> = words.collect();
    if let [group, month, year, ..] = rest.as_slice() {
        let months = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
        let named = months.iter().any(|name| month.starts_with(name));
        let year_digits = matches!(year.trim_end_matches([':', '.']).len(), 2 | 4)
            && year.starts_with(|c: char| c.is_ascii_digit());
        let digits = group.bytes().filter(u8::is_ascii_digit).count();
        let grouped = digits >= 5 || (signs > 0 && group.len() >= 6);
        let dated = digits >= 1 && group.len() <= 2;
        return (named && year_digits && (grouped || dated))
            || (signs > 0 && grouped && month.len() == 3 && year_digits);
    }
    if let [group, ..] = rest.as_slice() {
        return signs > 0
            && group.len() == 7
            && group.ends_with('Z')
            && DtgLine::read(line).is_none()
            && group.bytes().take(6).all(|b| b.is_ascii_digit());
    }
    false
}

/// Reads the letters that number references, to tell whether the next line goes on: `B.`, `(C)`, `2)`.
pub(super) fn letter(line: &str) -> Option<u8> {
    let rest = line.strip_prefix('(').unwrap_or(line);
    rest.bytes().next().map(|letter| letter.to_ascii_uppercase())
}

/// Tells whether a letter carries on a list whose last item had `last`; an empty list takes any.
pub(super) fn goes_on(last: Option<char>, letter: Option<u8>) -> bool {
    let Some(last) = last.map(u32::from) else { return true };
    letter.map(u32::from).is_some_and(|letter| letter == last + 1 || letter == last + 2)
}

/// Tells whether a line is the letterhead of a printed copy.
pub(super) fn letterhead(line: &str) -> bool {
    if !line.starts_with(['T', 't', 'D', 'd', 'A', 'a']) || line.len() > 60 {
        return false;
    }
    let squeezed: String = line.chars().filter(|c| c.is_alphabetic()).take(40).collect();
    squeezed.eq_ignore_ascii_case("TELEGRAM")
        || squeezed.eq_ignore_ascii_case("AIRGRAM")
        || (line.len() <= 40
            && squeezed.get(..17).is_some_and(|start| start.eq_ignore_ascii_case("DEPARTMENTOFSTATE")))
}

/// Tells whether a line is one of the relay's own (ACP 127, lines 1 to 4 and 11).
pub(super) fn relay(line: &str) -> bool {
    // Most lines start with none of these letters and need not be cut into words.
    if !line.starts_with(['B', 'Z', 'D', 'R', 'P', 'O', 'V']) {
        return false;
    }
    let mut words = line.split_whitespace();
    let first = words.next().unwrap_or("");
    let second = words.next().unwrap_or("");
    let called = |word: &str| {
        (4..=8).contains(&word.len()) && word.starts_with('R') && word.bytes().all(|b| b.is_ascii_uppercase())
    };
    match first {
        "BT" => second.is_empty(),
        "ZNR" | "ZNY" => second.len() == 5 && second.bytes().all(|b| Some(b) == second.bytes().next()),
        "DE" | "RR" | "PP" | "OO" | "ZZ" => called(second),
        _ => first.starts_with("VZCZC") || first.starts_with("ZCZC"),
    }
}

/// Reads the line of dashes: `--------------------- 054819`, `------------------081487 172331Z /61`.
pub(super) fn dash_line(line: &str) -> Option<Filing> {
    let dashes = line.bytes().take_while(|b| *b == b'-').count();
    if dashes < 8 {
        return None;
    }
    let mut filing = Filing::default();
    let rest = line.get(dashes..)?.trim();
    if rest.len() > 40 {
        return None;
    }
    for word in rest.split_whitespace() {
        if let Some(copies) = word.strip_prefix('/') {
            filing.copies = copies.parse().ok();
        } else if word.len() == 7 && word.ends_with('Z') {
            filing.filed = Some(word.to_owned());
        } else {
            filing.serial = filing.serial.or(word.parse().ok());
        }
    }
    Some(filing)
}

/// Reads `OCT-01 ISO-00 SS-15 /065 W`; gives nothing when a word is no office with a count.
pub(super) fn distribution(text: &str) -> Option<Distribution> {
    let mut out = Distribution::default();
    let mut words = text.split([' ', ',']).filter(|word| !word.is_empty()).peekable();
    let mut any = false;
    while let Some(word) = words.next() {
        if let Some(total) = word.strip_prefix('/') {
            out.total = total.parse().ok();
            any |= out.total.is_some();
            // A letter after the total closes the list.
            words.next_if(|next| next.len() == 1);
            continue;
        }
        let (office, count) = match word.rsplit_once('-') {
            Some((office, count)) => (office, count.to_owned()),
            None => (
                word,
                words.next_if(|next| next.len() <= 3 && next.bytes().all(|b| b.is_ascii_digit()))?.to_owned(),
            ),
        };
        // Scanned copies hold the letter O for a zero.
        let count: u32 = count.replace('O', "0").parse().ok().filter(|count| *count < 1000)?;
        if office.is_empty()
            || office.len() > 12
            || !office.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'/' || b == b'-')
        {
            return None;
        }
        out.offices.push((office.to_owned(), count));
        out.sum = out.sum.saturating_add(count);
        any = true;
    }
    any.then_some(out)
}

/// Reads `SECTION 01 OF 03` and returns what follows.
pub(super) fn section(text: &str) -> (Option<Section>, &str) {
    let Some(rest) = text.strip_prefix("SECTION ").or_else(|| text.strip_prefix("SECT ")) else {
        return (None, text);
    };
    let mut words = rest.splitn(4, ' ');
    if let (Some(part), Some("OF"), Some(of)) = (words.next(), words.next(), words.next())
        && let Some(section) = section_of(part, of)
    {
        return (Some(section), words.next().unwrap_or(""));
    }
    (None, text)
}

/// Reads one or more numbers on a line: `STATE 181062 TOSEC 190010`; gives none if anything else stands there.
pub(super) fn numbers(text: &str) -> Vec<Number> {
    let mut out = Vec::new();
    let mut start = 0;
    let mut end = 0;
    let upper = text.trim();
    if upper.len() > 80 {
        return out;
    }
    for word in upper.split(' ') {
        let next = end + word.len();
        let serial = word.trim_end_matches(['.', ',']).bytes().rev().take_while(u8::is_ascii_digit).count();
        if serial > 0
            && upper.get(start..next).is_some_and(|piece| piece.bytes().any(|b| b.is_ascii_alphabetic()))
        {
            match upper.get(start..next).and_then(Number::read) {
                Some(number) => out.push(of_party(number)),
                None => return Vec::new(),
            }
            start = (next + 1).min(upper.len());
        }
        end = next + 1;
    }
    if upper.get(start..).is_some_and(|rest| !rest.trim().is_empty()) {
        // A number with anything after it is not a line of numbers.
        return Vec::new();
    }
    out
}

/// Reads the number a text starts with, at most three words of station.
pub(super) fn first_number(text: &str) -> Option<Number> {
    let mut end = 0;
    for word in text.split(' ').take(4) {
        end += word.len();
        if word.bytes().any(|b| b.is_ascii_digit()) {
            return Number::read(text.get(..end)?);
        }
        end += 1;
    }
    None
}

/// Tells whether a series belongs to a travelling party and so gives a second number to a cable.
pub(super) fn travelling(station: &str) -> bool {
    matches!(station, "TOSEC" | "SECTO" | "VIPTO" | "TOVIP" | "UNSEC" | "UNSECTO" | "HAKTO" | "TOHAK")
}

/// Takes the words before the series of a travelling party off: `UNSEC MIDEAST TRIP UNSECTO 08`.
fn of_party(number: Number) -> Number {
    match number.station.rsplit_once(' ') {
        Some((_, series)) if travelling(series) => Number::new(series, number.year, number.serial),
        _ => number,
    }
}

/// Returns the station whose series an originator uses: `SECSTATE WASHDC` is STATE, `AMEMBASSY TEHRAN` TEHRAN.
pub(super) fn station_of(plad: &str) -> &str {
    let plad = plad.trim_end_matches(['.', ',']);
    if plad.starts_with("SECSTATE") {
        return "STATE";
    }
    let (first, rest) = plad.split_once(' ').unwrap_or((plad, ""));
    if first == "USUN" {
        return first;
    }
    if rest.is_empty() || first == "USDEL" || !(addressee::opens(first)) {
        return plad;
    }
    if rest.starts_with("USUN") { "USUN" } else { rest }
}

/// Tells whether a line names who inside an addressee should get the cable, or whom to pass it to.
pub(super) fn attention(line: &str, strict: bool) -> bool {
    // Names may be in lower case where editors set them so.
    let named = line.starts_with("FOR ") && line.len() <= 60 && !line.ends_with('.');
    if line.len() > 220 || line.starts_with('(') || (line.bytes().any(|b| b.is_ascii_lowercase()) && !named) {
        return false;
    }
    let mut words = line.split_whitespace();
    let first = words.next().unwrap_or("");
    if matches!(first, "PASS" | "INFORM" | "POUCH") {
        return true;
    }
    if matches!(first, "FOR" | "FROM" | "FROM:" | "PERSONAL" | "DEPT" | "DEPARTMENT" | "FOR:") {
        return line.len() <= 120 || !strict;
    }
    let verb = |word: &str| matches!(word, "FOR" | "PASS" | "POUCH" | "FOR:");
    let near = words.take(if strict { 3 } else { 4 }).any(verb);
    let sentence = line.len() > 60 && (line.contains(". ") || line.ends_with('.'));
    near && !sentence && line.len() <= if strict { 100 } else { 160 }
}

/// Tells whether a line lists posts: five names or more in capitals parted by commas, before it says what for.
pub(super) fn list_of_posts(line: &str) -> bool {
    if !line.contains(',') {
        return false;
    }
    let names = line.split(',').count();
    let short = line.split(',').take(names.saturating_sub(1)).all(|name| name.trim().len() <= 24);
    names > 4 && short && !line.bytes().any(|b| b.is_ascii_lowercase())
}

/// Tells whether a line is a note on the copy: corrected, repeated, joint, quoted.
pub(super) fn note(line: &str) -> bool {
    if line.len() > 400 {
        return false;
    }
    let starts = |word: &str| line.starts_with(word);
    matches!(line, "QUOTE" | "QTE" | "BEGIN QUOTE")
        || starts("CORRECTED")
        || starts("C O R R E C T E D")
        || starts("FOL RPT")
        || starts("FOL RPEAT")
        || starts("FOL MSG")
        || starts("FOL IS REPEAT")
        || starts("FOLLOWING REPEAT")
        || starts("FOLLOWING SENT")
        || starts("FOLLOWING TEL")
        || starts("MEMORANDUM OF CONVERSATION")
        || (line.len() <= 60 && line.trim_end_matches('.').ends_with("MESSAGE"))
}
