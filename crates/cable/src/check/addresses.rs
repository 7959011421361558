//! Rules ADR that need no directory: somebody must act, and nobody is told two things at once.

use std::collections::HashSet;

use crate::check::Review;
use crate::sentences;

pub(super) fn check(review: &mut Review) {
    let sheet = review.sheet;
    if sheet.to.is_empty() {
        review.say("ADR-01", 0, "", sentences::ADR_01);
    }
    let acting: HashSet<&str> = sheet.to.iter().map(|address| address.name.as_str()).collect();
    let informed: HashSet<&str> = sheet.info.iter().map(|address| address.name.as_str()).collect();
    let mut seen = HashSet::new();
    for address in sheet.to.iter().chain(&sheet.info) {
        for left_out in address.except.iter().filter(|name| acting.contains(name.as_str())) {
            let say = sentences::ADR_04.with([("office", &left_out), ("name", &address.name)]);
            review.say("ADR-04", address.line, left_out, say);
        }
        if !seen.insert(address.name.as_str()) {
            let say = sentences::ADR_09.with([("name", &address.name)]);
            review.say("ADR-09", address.line, &address.name, say);
        }
    }
    for point in &sheet.points {
        for (name, _) in &point.variants {
            if informed.contains(name.as_str()) && !acting.contains(name.as_str()) {
                let say = sentences::ADR_06.with([("name", &name)]);
                review.say("ADR-06", point.line, &format!("FOR {name}"), say);
            }
        }
    }
}
