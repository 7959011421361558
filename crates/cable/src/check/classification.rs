//! Rules CLS: the whole is protected at least as well as its parts, and each part says how well that is. Nothing is
//! ever raised or lowered here.

use crate::check::Review;
use crate::fields::Level;
use crate::sentences;

pub(super) fn check(review: &mut Review) {
    let sheet = review.sheet;
    let (subject_portion, _) = Level::split_portion(&sheet.subject);
    let highest =
        sheet.paragraphs.iter().filter_map(|paragraph| paragraph.portion).chain(subject_portion).max();
    let Some(level) = sheet.level else {
        review.say("CLS-01", 0, "", sentences::CLS_01);
        return;
    };
    if !review.profile.uses(level) {
        let say = sentences::CLS_01_UNUSED.with([("given", &level)]);
        review.say("CLS-01", 0, level.word(), say);
    }
    for (at, paragraph) in sheet.paragraphs.iter().enumerate() {
        let number = paragraph.number.map_or(at + 1, |number| number as usize);
        match paragraph.portion {
            Some(portion) if portion > level => {
                let mark = format!("({})", portion.portion());
                let say = sentences::CLS_02.with([("number", &number), ("mark", &mark), ("level", &level)]);
                review.say("CLS-02", paragraph.line, &mark, say);
            }
            None if level.classified() => {
                let say = sentences::CLS_04.with([("number", &number), ("mark", &level.portion())]);
                review.say("CLS-04", paragraph.line, "", say);
            }
            _ => {}
        }
    }
    if subject_portion.is_some_and(|portion| portion > level) {
        let say = sentences::CLS_02_SUBJECT.with([("level", &level)]);
        review.say("CLS-02", 0, "", say);
    }
    if level.classified() && subject_portion.is_none() && !sheet.subject.is_empty() {
        review.say("CLS-04", 0, "", sentences::CLS_04_SUBJECT);
    }
    let marked = sheet.paragraphs.iter().all(|paragraph| paragraph.portion.is_some());
    if marked && highest.is_some_and(|highest| highest < level) {
        let say = sentences::CLS_03
            .with([("level", &level), ("highest", &highest.map_or("", |level| level.word()))]);
        review.say("CLS-03", 0, level.word(), say);
    }
    if let Some(portion) = subject_portion.filter(|portion| *portion > Level::Unclassified) {
        let say = sentences::CLS_08.with([("mark", &portion.portion())]);
        review.say("CLS-08", 0, "", say);
    }
}
