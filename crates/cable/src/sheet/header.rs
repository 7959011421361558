//! The labels at the top of a sheet: in any order, repeated or wrapped. A label nobody knows is remarked on with
//! the one that was probably meant.

use crate::fields::{OrderLine, Precedence, order, reference, squeeze};
use crate::remark::{Remark, Said, Sentence, Severity};
use crate::sentences;
use crate::sheet::{Address, Line, Sheet, body, dates};

#[derive(Clone, Copy, PartialEq, Eq)]
enum Label {
    To,
    Info,
    Classification,
    Order,
    ClassifiedBy,
    DerivedFrom,
    Reason,
    Captions,
    Precedence,
    Tags,
    Subject,
    Ref,
    Due,
    Every,
    Level,
    Report,
}

const LABELS: [(&str, Label); 21] = [
    ("TO", Label::To),
    ("INFO", Label::Info),
    ("CLASSIFICATION", Label::Classification),
    ("CLASS", Label::Classification),
    ("CLASSIFIED BY", Label::ClassifiedBy),
    ("DERIVED FROM", Label::DerivedFrom),
    ("REASON", Label::Reason),
    ("CAPTIONS", Label::Captions),
    ("CAPTION", Label::Captions),
    ("PRECEDENCE", Label::Precedence),
    ("TAGS", Label::Tags),
    ("SUBJECT", Label::Subject),
    ("SUBJ", Label::Subject),
    ("REF", Label::Ref),
    ("REFS", Label::Ref),
    ("REFERENCE", Label::Ref),
    ("REFERENCES", Label::Ref),
    ("DUE", Label::Due),
    ("EVERY", Label::Every),
    ("LEVEL", Label::Level),
    ("REPORT", Label::Report),
];

impl Label {
    /// The name it is written back with.
    fn name(self) -> &'static str {
        match self {
            Self::Order => "E.O.",
            other => LABELS.iter().find(|(_, label)| *label == other).map_or("", |(name, _)| name),
        }
    }
}

/// One label with the bytes of its value, continuation lines included.
struct Entry {
    label: Label,
    line: usize,
    start: usize,
    end: usize,
}

/// Reads the labels and returns the index of the line where the body starts.
pub(super) fn read(text: &str, lines: &[Line], sheet: &mut Sheet) -> usize {
    let mut entries: Vec<Entry> = Vec::new();
    // A continuation belongs to the entry before it, or to a label nobody knows.
    let (mut before_blank, mut open, mut unknown) = (true, false, false);
    let mut body = lines.len();
    for (index, line) in lines.iter().enumerate() {
        if line.blank() {
            (before_blank, open, unknown) = (false, false, false);
            continue;
        }
        if line.indented() && (open || unknown) {
            if let (true, Some(entry)) = (open, entries.last_mut()) {
                entry.end = line.span().end;
            }
            continue;
        }
        let word = line.text.split_once(':').map(|(word, _)| word);
        // The line of the order has no colon after its label, and often none at all.
        let order = order::label(line.text).map(|rest| (Label::Order, line.text.len() - rest.len()));
        let label = word.and_then(known).map(|label| (label, word.map_or(0, str::len) + 1));
        if let Some((label, after)) = label.or(order) {
            let start = line.start + after;
            entries.push(Entry { label, line: line.number, start, end: line.span().end });
            (open, unknown) = (true, false);
        } else if before_blank && word.is_some_and(label_like) {
            sheet.remarks.push(unknown_label(line, word.unwrap_or("")));
            (open, unknown) = (false, true);
        } else if before_blank && open && !body::starts(line.text) {
            let say = sentences::SHT_02;
            sheet.remarks.push(Remark::new("SHT-02", Severity::Warning, line.number, line.span(), say));
            if let Some(entry) = entries.last_mut() {
                entry.end = line.span().end;
            }
        } else {
            body = index;
            break;
        }
    }
    let mut seen = Vec::new();
    for entry in &entries {
        take(text, entry, &mut seen, sheet);
    }
    body
}

fn known(word: &str) -> Option<Label> {
    let word = word.trim();
    LABELS.iter().find(|(name, _)| name.eq_ignore_ascii_case(word)).map(|(_, label)| *label)
}

fn label_like(word: &str) -> bool {
    let word = word.trim_end();
    (2..=24).contains(&word.len())
        && word.bytes().all(|b| b.is_ascii_alphabetic() || matches!(b, b' ' | b'.' | b'-'))
        && word.split(' ').count() <= 3
}

fn unknown_label(line: &Line, word: &str) -> Remark {
    let word = word.trim();
    let near = crate::remark::nearest(word, LABELS.iter().map(|(name, _)| *name), 2);
    let say = match near {
        Some(label) => sentences::SHT_01_NEAR.with([("word", &word), ("label", &label)]),
        None => sentences::SHT_01.with([("word", &word)]),
    };
    let remark = Remark::new("SHT-01", Severity::Error, line.number, line.span(), say);
    match near {
        Some(label) => remark.with_fix(line.start..line.start + word.len(), label, false),
        None => remark,
    }
}

fn take(text: &str, entry: &Entry, seen: &mut Vec<Label>, sheet: &mut Sheet) {
    let value = text.get(entry.start..entry.end).unwrap_or("");
    let trimmed = value.trim();
    let start = entry.start + value.len() - value.trim_start().len();
    let span = start..start + trimmed.len();
    if trimmed.is_empty() {
        return;
    }
    let single = !matches!(entry.label, Label::To | Label::Info | Label::Captions | Label::Tags | Label::Ref);
    if single && seen.contains(&entry.label) {
        let say = sentences::SHT_03;
        sheet.remarks.push(Remark::new("SHT-03", Severity::Warning, entry.line, span, say));
        return;
    }
    if !seen.contains(&entry.label) {
        sheet.labels.push((entry.label.name().into(), entry.line));
    }
    seen.push(entry.label);
    let given = trimmed.escape_debug();
    let mut odd = |code: &'static str, say: Said| {
        sheet.remarks.push(Remark::new(code, Severity::Error, entry.line, span.clone(), say));
    };
    match entry.label {
        Label::To => addresses(trimmed, start, entry.line, &mut sheet.to, &mut sheet.remarks),
        Label::Info => addresses(trimmed, start, entry.line, &mut sheet.info, &mut sheet.remarks),
        Label::Classification => {
            let mut parts = trimmed.split("//");
            match parts.next().unwrap_or("").parse() {
                Ok(level) => sheet.level = Some(level),
                Err(_) => odd("SHT-05", sentences::SHT_05_CLASSIFICATION.with([("given", &given)])),
            }
            sheet.captions.extend(parts.flat_map(list));
        }
        Label::Order => sheet.protection.order = Some(OrderLine::read(trimmed)),
        Label::ClassifiedBy => sheet.protection.classified_by = squeeze(trimmed),
        Label::DerivedFrom => sheet.protection.derived_from = squeeze(trimmed),
        Label::Reason => sheet.protection.reason = squeeze(trimmed),
        Label::Captions => sheet.captions.extend(list(trimmed)),
        Label::Precedence => match trimmed.parse() {
            Ok(precedence) => sheet.precedence = Some(precedence),
            Err(_) => odd("SHT-05", sentences::SHT_05_PRECEDENCE.with([("given", &given)])),
        },
        Label::Tags => sheet.tags.extend(tags(trimmed)),
        Label::Subject => sheet.subject = squeeze(trimmed),
        Label::Ref => sheet.references.extend(reference::list(trimmed, start)),
        Label::Due => {
            let wish = squeeze(trimmed).to_uppercase();
            if matches!(wish.as_str(), "AS SOON AS POSSIBLE" | "SOONEST" | "ASAP") {
                sheet.soonest = true;
            } else {
                match dates::moment(trimmed) {
                    Ok(due) => sheet.due = Some(due),
                    Err(say) => odd("SHT-04", say),
                }
            }
        }
        Label::Every => match dates::every(trimmed) {
            Ok(every) => sheet.every = Some(every),
            Err(say) => odd("SHT-04", say),
        },
        Label::Level => sheet.interlocutor_level = Some(squeeze(trimmed).to_uppercase()),
        Label::Report => match squeeze(trimmed).to_uppercase().as_str() {
            "REPLY CABLE" | "CABLE" | "REPLY" | "YES" => sheet.report = Some(true),
            "NONE" | "NO" => sheet.report = Some(false),
            _ => odd("SHT-05", sentences::SHT_05_REPORT.with([("given", &given)])),
        },
    }
}

/// Reads a list parted by commas and semicolons, in upper case.
fn list(text: &str) -> impl Iterator<Item = String> {
    text.split([',', ';']).map(|item| squeeze(item).to_uppercase()).filter(|item| !item.is_empty())
}

/// Reads TAGS parted by blanks or commas; what stands in brackets after a code stays with it.
fn tags(text: &str) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let (mut depth, mut joined) = (0_u32, false);
    let mut tag = String::new();
    for c in text.chars().chain([',']) {
        match c {
            '(' => {
                // "OVIP (" carries on the code before; ", (" does not.
                if depth == 0 && tag.is_empty() && joined {
                    tag = out.pop().unwrap_or_default();
                    tag.push(' ');
                }
                depth += 1;
                tag.push(c);
            }
            ')' if depth > 0 => {
                depth -= 1;
                tag.push(c);
            }
            _ if depth > 0 => tag.push(c),
            ',' | ';' => {
                push_tag(&mut out, &mut tag);
                joined = false;
            }
            _ if c.is_whitespace() => {
                joined |= push_tag(&mut out, &mut tag);
            }
            _ => tag.push(c),
        }
    }
    if !tag.is_empty() {
        tag.pop();
        tag.extend((0..depth).map(|_| ')'));
        push_tag(&mut out, &mut tag);
    }
    out
}

fn push_tag(out: &mut Vec<String>, tag: &mut String) -> bool {
    let whole = squeeze(tag).to_uppercase();
    tag.clear();
    let any = !whole.is_empty();
    out.extend(any.then_some(whole));
    any
}

/// Reads addressees parted by commas and semicolons; after EXCEPT commas part the members left out.
fn addresses(text: &str, start: usize, first_line: usize, out: &mut Vec<Address>, remarks: &mut Vec<Remark>) {
    let (mut at, mut line) = (0, first_line);
    for segment in text.split_inclusive(';') {
        let mut rest = segment.trim_end_matches(';');
        let mut offset = at;
        at += segment.len();
        loop {
            let comma = rest.find(',');
            let head = rest.get(..comma.unwrap_or(rest.len())).unwrap_or("");
            let excepting = except_at(head);
            let part = if excepting.is_some() { rest } else { head };
            let lead = part.len() - part.trim_start().len();
            line += newlines(part.get(..lead).unwrap_or(""));
            match address(part, excepting, line) {
                Ok(Some(address)) => out.push(address),
                Ok(None) => {}
                Err(say) => {
                    let from = start + offset + lead;
                    let span = from..from + part.trim().len();
                    remarks.push(Remark::new("SHT-07", Severity::Error, line, span, say));
                }
            }
            line += newlines(part.get(lead..).unwrap_or(""));
            match comma {
                Some(comma) if excepting.is_none() => {
                    rest = rest.get(comma + 1..).unwrap_or("");
                    offset += comma + 1;
                }
                _ => break,
            }
        }
    }
}

fn newlines(text: &str) -> usize {
    text.bytes().filter(|b| *b == b'\n').count()
}

/// Finds the word EXCEPT and returns the bytes before and through it.
fn except_at(text: &str) -> Option<(usize, usize)> {
    let mut at = 0;
    for word in text.split_inclusive(char::is_whitespace) {
        let bare = word.trim_end();
        if bare.eq_ignore_ascii_case("EXCEPT") {
            return Some((at, at + bare.len()));
        }
        at += word.len();
    }
    None
}

fn address(part: &str, excepting: Option<(usize, usize)>, line: usize) -> Result<Option<Address>, Sentence> {
    let (head, tail) = match excepting {
        Some((before, through)) => (part.get(..before).unwrap_or(""), part.get(through..).unwrap_or("")),
        None => (part, ""),
    };
    let (name, mut precedence) = named(head);
    let mut except: Vec<String> = list(tail).collect();
    if name.is_empty() {
        return match excepting {
            Some(_) => Err(sentences::SHT_07_BEFORE),
            None => Ok(None),
        };
    }
    if excepting.is_some() && except.is_empty() {
        return Err(sentences::SHT_07_AFTER);
    }
    if let (None, Some(last)) = (precedence, except.last_mut()) {
        let (kept, found) = named(last);
        (*last, precedence) = (kept, found);
    }
    Ok(Some(Address { name, except, precedence, line }))
}

/// Parts a name from the precedence after it; a name that is nothing but a precedence stays a name.
fn named(text: &str) -> (String, Option<Precedence>) {
    let whole = squeeze(text).to_uppercase();
    let (name, precedence) = Precedence::split_off(&whole);
    if name.is_empty() { (whole, None) } else { (name.to_owned(), precedence) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_brackets_stay_with_their_code() {
        assert_eq!(tags("OVIP (SMITH, JACK), PFOR  UNGA"), ["OVIP (SMITH, JACK)", "PFOR", "UNGA"]);
        assert_eq!(tags("efis, (x"), ["EFIS", "(X)"]);
        assert_eq!(tags("A(B)C )"), ["A(B)C", ")"]);
    }

    #[test]
    fn commas_after_except_part_the_members_left_out() {
        let (mut out, mut remarks) = (Vec::new(), Vec::new());
        addresses("PARIS, EUROPE EXCEPT MADRID, OSLO ROUTINE; OTTAWA", 0, 1, &mut out, &mut remarks);
        let names: Vec<_> = out.iter().map(|a| (a.name.as_str(), a.except.len(), a.precedence)).collect();
        assert_eq!(
            names,
            [("PARIS", 0, None), ("EUROPE", 2, Some(Precedence::Routine)), ("OTTAWA", 0, None)]
        );
        addresses("EXCEPT OSLO; EUROPE EXCEPT", 0, 1, &mut out, &mut remarks);
        assert_eq!((out.len(), remarks.len()), (3, 2));
    }
}
