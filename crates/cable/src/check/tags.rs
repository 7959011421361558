//! Rules TAG: the index codes are of the register and fit what the cable is.

use crate::check::{Review, Sure};
use crate::remark::nearest;
use crate::sentences;

pub(super) fn check(review: &mut Review) {
    let sheet = review.sheet;
    let profile = review.profile;
    let mut subjects = Vec::new();
    for (at, tag) in sheet.tags.iter().enumerate() {
        let (code, name) =
            tag.split_once('(').map_or((tag.as_str(), ""), |(code, name)| (code.trim_end(), name));
        if !name.is_empty() {
            let say = sentences::TAG_05.with([("code", &code)]);
            review.say("TAG-05", 0, tag, say).or_write(code, Sure::Ask);
        }
        if profile.subject_tag(code) {
            subjects.push(code);
        }
        if !profile.known_tag(code) {
            // A line has a few codes; nobody needs guesses for the hundredth.
            let near = if at < 32 { nearest(code, profile.subject_tags(), 1) } else { None };
            if let Some(near) = near {
                let say = sentences::TAG_02_NEAR.with([("code", &code), ("near", &near)]);
                review.say("TAG-02", 0, code, say).or_write(near, Sure::Ask);
            } else {
                let say = sentences::TAG_02.with([("code", &code)]);
                review.say("TAG-02", 0, code, say);
            }
        }
    }
    if subjects.is_empty() {
        review.say("TAG-01", 0, "", sentences::TAG_01);
    }
    let own = profile.own_country.as_deref().filter(|own| sheet.tags.iter().any(|tag| tag == own));
    let other = sheet.tags.iter().any(|tag| tag.len() == 2 && Some(tag.as_str()) != own);
    if let (Some(own), true) = (own, other) {
        let say = sentences::TAG_04.with([("own", &own)]);
        review.say("TAG-04", 0, own, say);
    }
    if sheet.tags.len() > 8 {
        let say = sentences::TAG_06.with([("count", &sheet.tags.len())]);
        review.say("TAG-06", 0, "", say);
    }
    if review.instructs() && !subjects.is_empty() && subjects.iter().all(|code| profile.temporary_tag(code)) {
        let say = sentences::TAG_07.with([("codes", &subjects.join(", "))]);
        review.say("TAG-07", 0, "", say);
    }
}
