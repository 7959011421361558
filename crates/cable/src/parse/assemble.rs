//! Several messages that are the sections of one cable: put in order, read as one, and what is missing among them
//! told. The bytes of every section stay.

use std::collections::{BTreeMap, BTreeSet};

use crate::cable::{Cable, Section};
use crate::parse::{one, parse_many};
use crate::remark::{Remark, Severity};
use crate::sentences;

/// The most missing sections that are named; more are counted.
const NAMED_MAX: usize = 9;

/// Puts the sections of one cable in order and one after the other. Gives nothing if they are not of one cable, if two
/// have the same place, or if what comes out would not read as one.
pub fn assemble(sections: &[&str]) -> Option<String> {
    let mut ordered = BTreeMap::new();
    for text in sections {
        if ordered.insert(one(text).section?.part, *text).is_some() {
            return None;
        }
    }
    let mut whole = String::with_capacity(sections.iter().map(|text| text.len() + 1).sum());
    for text in ordered.values() {
        if !whole.is_empty() && !whole.ends_with('\n') {
            whole.push('\n');
        }
        whole.push_str(text);
    }
    let read = parse_many(&whole);
    (read.len() == sections.len() && of_one(&read)).then_some(whole)
}

/// Tells whether messages are sections of one cable, each after the one before.
fn of_one(messages: &[Cable]) -> bool {
    messages.len() > 1
        && messages.iter().all(|message| message.section.is_some() && message.number().is_some())
        && messages.windows(2).all(|pair| match pair {
            [one, next] => {
                let places = one.section.zip(next.section);
                let follows = places.is_some_and(|(a, b)| a.of == b.of && a.part < b.part);
                follows && one.number() == next.number()
            }
            _ => false,
        })
}

/// Reads a text that holds the sections of one cable as that cable; gives nothing if it holds anything else.
pub(super) fn joined(text: &str) -> Option<Cable> {
    let sections = parse_many(text);
    if !of_one(&sections) {
        return None;
    }
    let parts: Vec<Section> = sections.iter().filter_map(|section| section.section).collect();
    let mut sections = sections.into_iter();
    // The header of the first is that of the whole; the others repeat it in part.
    let mut whole = sections.next()?;
    let (mut bytes, mut lines) = (whole.text.len(), whole.text.matches('\n').count());
    for section in sections {
        let moved = |span: std::ops::Range<usize>| span.start + bytes..span.end + bytes;
        whole.paragraphs.extend(section.paragraphs.into_iter().map(|mut paragraph| {
            (paragraph.span, paragraph.line) = (moved(paragraph.span), paragraph.line + lines);
            paragraph
        }));
        whole.furniture.extend(section.furniture.into_iter().map(|mut piece| {
            piece.span = moved(piece.span);
            piece
        }));
        whole.residue.extend(section.residue.into_iter().map(|mut piece| {
            piece.span = moved(piece.span);
            piece
        }));
        // What is said of the whole of a section is said of its header, which repeats the first.
        let placed = section.remarks.into_iter().filter(|remark| !remark.span.is_empty());
        whole.remarks.extend(placed.map(|mut remark| {
            remark.span = moved(remark.span);
            remark.line += if remark.line == 0 { 0 } else { lines };
            remark
        }));
        whole.signature = section.signature.or(whole.signature);
        whole.attributes.extend(section.attributes);
        bytes += section.text.len();
        lines += section.text.matches('\n').count();
    }
    text.clone_into(&mut whole.text);
    whole.remarks.retain(|remark| remark.code != "G18");
    match missing(&parts) {
        Some(remark) => whole.remarks.push(remark),
        None => whole.section = None,
    }
    Some(whole)
}

/// Tells which sections are missing among those there are.
pub(super) fn missing(parts: &[Section]) -> Option<Remark> {
    let of = parts.first()?.of;
    let here: BTreeSet<u16> = parts.iter().map(|section| section.part).collect();
    let mut missing = (1..=of).filter(|part| !here.contains(part));
    let named: Vec<String> = missing.by_ref().take(NAMED_MAX).map(|part| part.to_string()).collect();
    let more = missing.count();
    let say = match (named.as_slice(), more) {
        ([], _) => return None,
        ([only], _) => sentences::G18.with([("part", &only), ("of", &of)]),
        (some, 0) => sentences::G18_SEVERAL.with([("parts", &some.join(", ")), ("of", &of)]),
        (some, more) => sentences::G18_MANY.with([("parts", &some.join(", ")), ("of", &of), ("more", &more)]),
    };
    Some(Remark::new("G18", Severity::Warning, 0, 0..0, say))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::parse;
    use crate::print::{Layout, Message, sections};

    fn long(paragraphs: usize) -> (Message, Vec<String>) {
        let read = parse(
            "R 162300Z AUG 73\nFM SECSTATE WASHDC\nTO AMEMBASSY PARIS\nUNCLAS STATE 163147\nTAGS: PFOR\nSUBJECT: ISSUES\n\n1. A.\n\n2. B.\n\nROGERS\n",
        );
        let mut message = Message::of(&read).expect("number and date");
        message.paragraphs =
            vec![(None, "ONE LINE OF WORDS. ".repeat(150).trim_end().to_owned()); paragraphs];
        let pages = sections(&message, Layout::Telegram);
        (message, pages)
    }

    fn gaps(cable: &Cable) -> Vec<&str> {
        let gaps = cable.remarks.iter().filter(|remark| remark.code == "G18");
        gaps.map(|remark| &*remark.message).collect()
    }

    #[test]
    fn sections_that_come_in_any_order_make_one_cable() {
        let (message, pages) = long(6);
        assert!(pages.len() > 2, "{}", pages.len());
        let backwards: Vec<&str> = pages.iter().rev().map(String::as_str).collect();
        let whole = assemble(&backwards).expect("one cable");
        assert_eq!(whole, pages.concat());
        let cable = parse(&whole);
        assert_eq!(Message::of(&cable).as_ref(), Some(&message));
        assert_eq!((cable.original(), gaps(&cable).len(), cable.section), (whole.as_str(), 0, None));
        let last = cable.paragraphs.last().expect("paragraphs");
        assert!(whole[last.span.clone()].starts_with("6. ONE LINE"), "spans are those of the whole");
        assert!(whole.lines().nth(last.line - 1).is_some_and(|line| line.starts_with("6. ")));
        assert_eq!(parse_many(&whole).len(), pages.len(), "the messages are still found apart");
    }

    #[test]
    fn a_section_that_did_not_come_is_named() {
        let (_, pages) = long(6);
        let of = pages.len();
        let whole = assemble(&[&pages[of - 1], &pages[0]]).expect("two sections of one cable");
        assert_eq!(gaps(&parse(&whole)).len(), 1);
        assert!(gaps(&parse(&whole))[0].ends_with(&format!("of {of} missing")));
        assert!(parse(&whole).section.is_some(), "it is not the whole");
        let three = |part| Section { part, of: 3 };
        assert_eq!(missing(&[three(1), three(3)]).unwrap().message, "section 2 of 3 missing");
        assert_eq!(missing(&[three(2)]).unwrap().message, "sections 1, 3 of 3 missing");
        let hostile = missing(&[Section { part: 1, of: u16::MAX }]).unwrap();
        assert!(hostile.message.len() < 80, "{}", hostile.message);
    }

    #[test]
    fn what_is_not_of_one_cable_is_not_put_together() {
        let (_, pages) = long(6);
        let other = pages[1].replace("STATE 163147", "STATE 163148");
        assert_eq!(assemble(&[&pages[0], &other]), None);
        assert_eq!(assemble(&[&pages[0], &pages[0]]), None, "the same place twice");
        assert_eq!(assemble(&[&pages[0]]), None);
        assert_eq!(assemble(&["1. NO SECTION.\n", "2. NOR THIS.\n"]), None);
    }
}
