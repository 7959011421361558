//! Rules DEM: what an instruction to engage a host government must state. They apply when a sheet asks for points,
//! a report, a level or a time; any other sheet is a cable that only tells.

use crate::check::{Review, whole};
use crate::sentences;
use crate::sheet::Mark;

pub(super) fn check(review: &mut Review) {
    if !review.instructs() {
        return;
    }
    let sheet = review.sheet;
    let says = |word: &str| sheet.paragraphs.iter().any(|paragraph| whole(&paragraph.text, word));
    if !(says("OBJECTIVE") || says("OBJECTIVES")) {
        review.say("DEM-01", 0, "", sentences::DEM_01);
    }
    if sheet.points.is_empty() {
        review.say("DEM-04", 0, "", sentences::DEM_04);
    } else if !sheet.points.iter().any(|point| point.mark == Mark::IfAsked) {
        review.say("DEM-02", 0, "", sentences::DEM_02);
    }
    if !says("BACKGROUND") {
        review.say("DEM-03", 0, "", sentences::DEM_03);
    }
    if sheet.due.is_none() && !sheet.soonest && sheet.every.is_none() && sheet.report != Some(false) {
        let say = sentences::DEM_05;
        review.say("DEM-05", 0, "", say);
    }
    if sheet.interlocutor_level.is_none() {
        review.say("DEM-06", 0, "", sentences::DEM_06);
    }
    if sheet.report.is_none() {
        review.say("DEM-07", 0, "", sentences::DEM_07);
    }
    let texts = review.texts();
    let written = [
        "NON-PAPER",
        "NON PAPER",
        "IN WRITING",
        "AIDE-MEMOIRE",
        "LEFT BEHIND",
        "LEAVE",
        "WRITTEN",
        "NOTE VERBALE",
    ];
    let told = texts.iter().any(|(_, text)| written.iter().any(|word| whole(text, word)));
    if !told && !sheet.points.iter().any(|point| point.mark == Mark::NotInWriting) {
        review.say("DEM-08", 0, "", sentences::DEM_08);
    }
    let about = |words: &[&str]| words.iter().any(|word| whole(&sheet.subject, word) || says(word));
    let dated = |text: &str| {
        text.split(' ').any(|word| word.len() >= 4 && word.bytes().take(4).all(|b| b.is_ascii_digit()))
    };
    if about(&["CANDIDATURE", "CANDIDACY"]) && !texts.iter().any(|(_, text)| dated(text)) {
        review.say("DEM-13", 0, "", sentences::DEM_13);
    }
    if about(&["JOINT DEMARCHE", "JOINTLY"]) && !about(&["LEAD", "LEADS", "LED BY"]) {
        review.say("DEM-14", 0, "", sentences::DEM_14);
    }
    match sheet.every {
        Some(every) if every.until.is_none() => {
            let say = sentences::DEM_12.with([("days", &every.days)]);
            review.say("DEM-12", 0, "EVERY", say);
        }
        Some(_) => {}
        None => {
            let again = ["REGULARLY", "EVERY MONTH", "EVERY WEEK", "ONCE A MONTH", "PERIODICALLY"];
            let found = texts.iter().find_map(|(line, text)| {
                again.iter().find(|word| whole(text, word)).map(|word| (*line, *word))
            });
            if let Some((line, word)) = found {
                let say = sentences::DEM_12_AGAIN.with([("word", &word)]);
                review.say("DEM-12", line, word, say);
            }
        }
    }
}
