//! Rules DEM: what an instruction to engage a host government must state. They apply when a sheet asks for points,
//! a report, a level or a time; any other sheet is a cable that only tells.

use crate::check::{Review, whole};
use crate::sheet::Mark;

pub(super) fn check(review: &mut Review) {
    if !review.instructs() {
        return;
    }
    let sheet = review.sheet;
    let says = |word: &str| sheet.paragraphs.iter().any(|paragraph| whole(&paragraph.text, word));
    if !(says("OBJECTIVE") || says("OBJECTIVES")) {
        review.say("DEM-01", 0, "", "no paragraph states the objective; start one with OBJECTIVE.");
    }
    if sheet.points.is_empty() {
        review.say(
            "DEM-04",
            0,
            "",
            "there is no talking point; write POINTS and a line that starts with a dash",
        );
    } else if !sheet.points.iter().any(|point| point.mark == Mark::IfAsked) {
        review.say("DEM-02", 0, "", "no point answers what the other side may ask; mark one (IF ASKED)");
    }
    if !says("BACKGROUND") {
        review.say("DEM-03", 0, "", "no paragraph gives the background");
    }
    if sheet.due.is_none() && !sheet.soonest && sheet.every.is_none() && sheet.report != Some(false) {
        let say = "no deadline is given; write DUE: and a date, or DUE: AS SOON AS POSSIBLE";
        review.say("DEM-05", 0, "", say);
    }
    if sheet.interlocutor_level.is_none() {
        review.say("DEM-06", 0, "", "the level of the interlocutor is not stated; the post decides");
    }
    if sheet.report.is_none() {
        review.say(
            "DEM-07",
            0,
            "",
            "it is not said whether a report is wanted; write REPORT: REPLY CABLE or NONE",
        );
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
        review.say("DEM-08", 0, "", "it is not said whether anything may be left in writing");
    }
    let about = |words: &[&str]| words.iter().any(|word| whole(&sheet.subject, word) || says(word));
    let dated = |text: &str| {
        text.split(' ').any(|word| word.len() >= 4 && word.bytes().take(4).all(|b| b.is_ascii_digit()))
    };
    if about(&["CANDIDATURE", "CANDIDACY"]) && !texts.iter().any(|(_, text)| dated(text)) {
        review.say(
            "DEM-13",
            0,
            "",
            "a candidature is spoken for and no paragraph gives the date of the election",
        );
    }
    if about(&["JOINT DEMARCHE", "JOINTLY"]) && !about(&["LEAD", "LEADS", "LED BY"]) {
        review.say("DEM-14", 0, "", "the demarche is joint; say who takes part and who leads");
    }
    match sheet.every {
        Some(every) if every.until.is_none() => {
            let say = format!(
                "the instruction recurs every {} days without end; write UNTIL and a date",
                every.days
            );
            review.say("DEM-12", 0, "EVERY", say);
        }
        Some(_) => {}
        None => {
            let again = ["REGULARLY", "EVERY MONTH", "EVERY WEEK", "ONCE A MONTH", "PERIODICALLY"];
            let found = texts.iter().find_map(|(line, text)| {
                again.iter().find(|word| whole(text, word)).map(|word| (*line, *word))
            });
            if let Some((line, word)) = found {
                let say = format!("{word} asks for more than once; write EVERY: 30 DAYS UNTIL and a date");
                review.say("DEM-12", line, word, say);
            }
        }
    }
}
