//! Rules CLS: the whole is protected at least as well as its parts, and each part says how well that is. Nothing is
//! ever raised or lowered here.

use crate::check::Review;
use crate::fields::Level;

pub(super) fn check(review: &mut Review) {
    let sheet = review.sheet;
    let (subject_portion, _) = Level::split_portion(&sheet.subject);
    let highest =
        sheet.paragraphs.iter().filter_map(|paragraph| paragraph.portion).chain(subject_portion).max();
    let Some(level) = sheet.level else {
        review.say(
            "CLS-01",
            0,
            "",
            "there is no classification; write CLASSIFICATION: UNCLASSIFIED or a higher one",
        );
        return;
    };
    if !review.profile.uses(level) {
        let say = format!("{level} is not a level of this profile");
        review.say("CLS-01", 0, level.word(), say);
    }
    for (at, paragraph) in sheet.paragraphs.iter().enumerate() {
        let name = paragraph
            .number
            .map_or_else(|| format!("the {}. paragraph", at + 1), |n| format!("paragraph {n}"));
        match paragraph.portion {
            Some(portion) if portion > level => {
                let mark = format!("({})", portion.portion());
                let say = format!("{name} is marked {mark} and the whole only {level}");
                review.say("CLS-02", paragraph.line, &mark, say);
            }
            None if level.classified() => {
                let say = format!(
                    "{name} has no portion mark; write ({}) or a lower one after its number",
                    level.portion()
                );
                review.say("CLS-04", paragraph.line, "", say);
            }
            _ => {}
        }
    }
    if subject_portion.is_some_and(|portion| portion > level) {
        let say = format!("the subject is marked higher than the whole, which is {level}");
        review.say("CLS-02", 0, "", say);
    }
    if level.classified() && subject_portion.is_none() && !sheet.subject.is_empty() {
        review.say("CLS-04", 0, "", "the subject has no portion mark; write (U) before it if it is open");
    }
    let marked = sheet.paragraphs.iter().all(|paragraph| paragraph.portion.is_some());
    if marked && highest.is_some_and(|highest| highest < level) {
        let say = format!(
            "the whole is {level} and no paragraph is above {}",
            highest.map_or("", |level| level.word())
        );
        review.say("CLS-03", 0, level.word(), say);
    }
    if let Some(portion) = subject_portion.filter(|portion| *portion > Level::Unclassified) {
        let say = format!(
            "the subject is marked ({}); an open subject can be listed and searched",
            portion.portion()
        );
        review.say("CLS-08", 0, "", say);
    }
}
