//! Rules SUB: there is a subject, it is short, and it says what is asked.

use crate::check::Review;
use crate::fields::Level;
use crate::sentences;

pub(super) fn check(review: &mut Review) {
    let subject = review.sheet.subject.as_str();
    if subject.is_empty() {
        review.say("SUB-01", 0, "", sentences::SUB_01);
        return;
    }
    let width = subject.chars().count();
    let most = review.profile.width * 2;
    if width > most {
        let say = sentences::SUB_02.with([("width", &width), ("most", &most)]);
        review.say("SUB-02", 0, subject.get(..20).unwrap_or(""), say);
    }
    let words = &review.profile.action_words;
    let (_, bare) = Level::split_portion(subject);
    let bare = bare.trim_start().to_uppercase();
    if review.instructs() && !words.is_empty() && !words.iter().any(|word| bare.starts_with(word.as_str())) {
        let say = sentences::SUB_03.with([("word", &words.first().map_or("", |word| word))]);
        review.say("SUB-03", 0, "", say);
    }
}
