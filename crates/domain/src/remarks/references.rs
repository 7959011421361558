//! Rules REF, and those of CLS and SUB, that ask what earlier cables say and who has them.

use std::collections::HashSet;

use cable::check::{Review, Sure, whole};
use cable::{Level, Reference, ReferenceKind};
use jiff::tz::TimeZone;

use crate::remarks::addresses::{Addressed, list};
use crate::remarks::sentences;
use crate::remarks::{Cited, History, Known};
use crate::words::OfficeId;

/// So many words in a row are taken over and not written twice by chance.
const SHINGLE: usize = 8;

pub(super) fn check(review: &mut Review<'_>, known: &Known<'_>, history: &History, addressed: &Addressed) {
    let sheet = review.sheet;
    for (reference, cited) in sheet.references.iter().zip(&history.cited) {
        if later(review, known, history, reference) {
            continue;
        }
        match cited {
            None if reference.number.is_some()
                && reference.kind == ReferenceKind::Cable
                && !reference.notal =>
            {
                let say = sentences::REF_01.with([("reference", &reference.raw)]);
                review.say("REF-01", 0, &reference.raw, say);
            }
            None => {}
            Some(cited) => {
                not_received(review, reference, cited, addressed);
                taken_over(review, cited);
            }
        }
    }
    paragraphs(review, history);
    let again = history
        .recent
        .iter()
        .find(|(number, _)| !history.cited.iter().flatten().any(|cited| cited.number == *number));
    if let Some((number, on)) = again.filter(|_| !sheet.subject.is_empty()) {
        review.say("SUB-04", 0, "", sentences::SUB_04.with([("number", &number), ("on", &on)]));
    }
}

/// A cable of the own office with a serial not yet given, or of a year to come, cannot have been sent.
fn later(review: &mut Review<'_>, known: &Known<'_>, history: &History, reference: &Reference) -> bool {
    let Some(number) = &reference.number else { return false };
    let this = known.at.to_zoned(TimeZone::UTC).year();
    let station = known.office.and_then(|office| known.directory.office(office));
    let own = station.is_some_and(|office| office.opened.station == number.station);
    let year = number.year.unwrap_or(this);
    let unsent = own && year == this && number.year.is_some() && number.serial > history.newest;
    if year > this || unsent {
        let say = sentences::REF_02.with([("reference", &reference.raw)]);
        review.say("REF-02", 0, &reference.raw, say);
        return true;
    }
    false
}

fn not_received(review: &mut Review<'_>, reference: &Reference, cited: &Cited, addressed: &Addressed) {
    let Some(received) = cited.received.as_ref().filter(|_| !reference.notal) else { return };
    let without: Vec<&OfficeId> =
        addressed.acting.iter().filter(|office| !received.contains(office)).collect();
    if !without.is_empty() {
        let say = sentences::REF_03.with([("reference", &reference.raw), ("offices", &list(&without))]);
        let marked = format!("{} (NOTAL)", reference.raw);
        review.say("REF-03", 0, &reference.raw, say).or_write(&marked, Sure::Ask);
    }
}

/// Words of a paragraph that is more highly classified than this sheet.
fn taken_over(review: &mut Review<'_>, cited: &Cited) {
    let Some(level) = review.sheet.level else { return };
    let words = |text: &str| -> Vec<String> {
        let bare = |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric()).to_uppercase();
        text.split_whitespace().map(bare).filter(|word| !word.is_empty()).collect()
    };
    let higher = cited.paragraphs.iter().filter_map(|(number, portion, text)| {
        let portion: Level = portion.or(cited.level)?;
        (portion > level).then_some((number, portion, text))
    });
    let sources: Vec<_> = higher
        .map(|(number, portion, text)| {
            let runs: HashSet<String> = words(text).windows(SHINGLE).map(|run| run.join(" ")).collect();
            (number, portion, runs)
        })
        .collect();
    if sources.is_empty() {
        return;
    }
    for (line, text) in review.texts() {
        for run in words(&text).windows(SHINGLE) {
            let joined = run.join(" ");
            let Some((number, portion, _)) = sources.iter().find(|(_, _, runs)| runs.contains(&joined))
            else {
                continue;
            };
            let (paragraph, highest) = (number.unwrap_or_default(), *portion);
            let say = if number.is_some() { sentences::CLS_09 } else { sentences::CLS_09_WHOLE };
            let say = say.with([
                ("paragraph", &paragraph),
                ("cable", &cited.number),
                ("highest", &highest),
                ("level", &level),
            ]);
            review.say("CLS-09", line, "", say);
            return;
        }
    }
}

/// "Ref A, para 9", "para 9 of ref A", "reftel para 9": the paragraph is there.
fn paragraphs(review: &mut Review<'_>, history: &History) {
    let references = &review.sheet.references;
    for (line, text) in review.texts() {
        if !["PARA", "PARAGRAPH"].iter().any(|word| whole(&text, word)) {
            continue;
        }
        let upper = text.to_uppercase();
        let words: Vec<&str> =
            upper.split_whitespace().map(|word| word.trim_matches(|c: char| !c.is_alphanumeric())).collect();
        for (at, pair) in words.windows(2).enumerate() {
            let [para, number] = pair else { continue };
            let (true, Ok(number)) = (matches!(*para, "PARA" | "PARAGRAPH"), number.parse::<u32>()) else {
                continue;
            };
            let target = target(references, &words, at).and_then(|place| history.cited.get(place)?.as_ref());
            let Some(target) = target else { continue };
            let last = target.paragraphs.iter().filter_map(|(number, ..)| *number).max();
            if last.is_some_and(|last| number > last) {
                let say = sentences::REF_05.with([("cable", &target.number), ("number", &number)]);
                review.say("REF-05", line, &format!("{para} {number}"), say);
            }
        }
    }
}

/// The place of the reference that a paragraph beside it belongs to: the one with the letter, or for "reftel" the
/// first.
fn target(references: &[Reference], words: &[&str], at: usize) -> Option<usize> {
    let lettered = |at: usize| {
        let word = words.get(at).filter(|word| word.len() == 1)?;
        references.iter().position(|reference| reference.letter == word.chars().next())
    };
    let near = (at.saturating_sub(3)..at).chain(at + 2..at + 5);
    for place in near {
        match words.get(place) {
            Some(&"REFTEL") => return lettered(place + 1).or((!references.is_empty()).then_some(0)),
            Some(&"REF") => return lettered(place + 1),
            _ => {}
        }
    }
    None
}
