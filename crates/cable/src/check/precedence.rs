//! Rules PRE: every addressee has a speed that is in the list, and night action is asked for with reason.

use crate::check::{Review, Sure};
use crate::fields::Precedence;
use crate::sentences;

pub(super) fn check(review: &mut Review) {
    let sheet = review.sheet;
    let listed = review.profile.precedences();
    for address in sheet.to.iter().chain(&sheet.info) {
        match sheet.precedence_of(address) {
            None => {
                let say = sentences::PRE_01.with([("name", &address.name)]);
                review
                    .say("PRE-01", address.line, &address.name, say)
                    .or_write(&format!("{} ROUTINE", address.name), Sure::Ask);
            }
            Some(precedence) if !listed.contains(&precedence) => {
                let known: Vec<&str> = listed.iter().map(|each| each.word()).collect();
                let say =
                    sentences::PRE_01_UNLISTED.with([("given", &precedence), ("known", &known.join(", "))]);
                review.say("PRE-01", address.line, precedence.word(), say);
            }
            Some(_) => {}
        }
    }
    let action = sheet.to.iter().filter_map(|address| sheet.precedence_of(address)).max();
    for address in &sheet.info {
        let own = sheet.precedence_of(address);
        if address.precedence == Some(Precedence::Niact) {
            let say = sentences::PRE_03.with([("name", &address.name)]);
            review.say("PRE-03", address.line, "NIACT IMMEDIATE", say).or_write("IMMEDIATE", Sure::Ask);
        } else if action.is_some() && own > action {
            let say = sentences::PRE_05.with([("name", &address.name)]);
            review.say("PRE-05", address.line, &address.name, say);
        }
    }
    let night: Vec<_> =
        sheet.to.iter().filter(|address| sheet.precedence_of(address) == Some(Precedence::Niact)).collect();
    for address in &night {
        if !address.except.is_empty() || review.profile.collective(&address.name) {
            let say = sentences::PRE_04.with([("name", &address.name)]);
            review.say("PRE-04", address.line, &address.name, say);
        }
    }
    let first = sheet.paragraphs.first();
    if let Some(address) = night.first()
        && !first.is_some_and(|paragraph| crate::check::whole(&paragraph.text, "NIACT"))
    {
        let line = first.map_or(address.line, |paragraph| paragraph.line);
        review.say("PRE-02", line, "", sentences::PRE_02);
    }
    let fast = action.is_some_and(|action| action >= Precedence::Niact);
    let words: usize = review.texts().iter().map(|(_, text)| text.split(' ').count()).sum();
    if fast && words > 200 {
        let say = sentences::PRE_06.with([("words", &words)]);
        review.say("PRE-06", 0, "", say);
    }
}
