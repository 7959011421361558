//! Rules CAP: captions are of the register and do not contradict each other.

use crate::check::profile::Family;
use crate::check::{Review, Sure};
use crate::fields::Level;
use crate::remark::nearest;
use crate::sentences;

pub(super) fn check(review: &mut Review) {
    let sheet = review.sheet;
    let profile = review.profile;
    let mut known = Vec::new();
    for (at, caption) in sheet.captions.iter().enumerate() {
        // "FOR X ONLY" names its reader inside the caption.
        let registered =
            if caption.starts_with("FOR ") && caption.ends_with(" ONLY") { "ONLY" } else { caption };
        if let Some(rule) = profile.caption(registered) {
            known.push((caption.as_str(), rule));
            continue;
        }
        // A sheet has a few captions; nobody needs guesses for the hundredth.
        let near = if at < 32 { nearest(caption, profile.captions(), 2) } else { None };
        if let Some(near) = near {
            let say = sentences::CAP_01_NEAR.with([("caption", &caption), ("near", &near)]);
            review.say("CAP-01", 0, caption, say).or_write(near, Sure::Ask);
        } else {
            let say = sentences::CAP_01.with([("caption", &caption)]);
            review.say("CAP-01", 0, caption, say);
        }
    }
    let of = |family| known.iter().filter(move |(_, rule)| rule.family == family).map(|(name, _)| *name);
    let channels: Vec<&str> = of(Family::Channel).collect();
    if let [first, second, ..] = channels.as_slice() {
        let say = sentences::CAP_02.with([("first", &first), ("second", &second)]);
        review.say("CAP-02", 0, second, say);
    }
    if let Some((name, _)) = known.iter().find(|(_, rule)| rule.alone)
        && sheet.captions.len() > 1
    {
        let say = sentences::CAP_03.with([("caption", &name)]);
        review.say("CAP-03", 0, name, say);
    }
    let named = of(Family::Distribution).find(|name| matches!(*name, "NODIS" | "EXDIS"));
    let addressed = sheet.to.iter().chain(&sheet.info);
    let collective = addressed.clone().find(|a| !a.except.is_empty() || profile.collective(&a.name));
    if let (Some(caption), Some(collective)) = (named, collective) {
        let say = sentences::CAP_06.with([("caption", &caption), ("name", &collective.name)]);
        review.say("CAP-06", collective.line, &collective.name, say);
    }
    if let Some(name) = of(Family::Channel).find(|name| name.starts_with("AGREMENT"))
        && sheet.level == Some(Level::Unclassified)
    {
        let say = sentences::CAP_07.with([("caption", &name)]);
        review.say("CAP-07", 0, name, say);
    }
    let outside = addressed.filter(|a| !profile.ministry.iter().any(|own| a.name.starts_with(own.as_str())));
    if sheet.captions.iter().any(|caption| caption == "STADIS") && !profile.ministry.is_empty() {
        for address in outside {
            let say = sentences::CAP_08.with([("name", &address.name)]);
            review.say("CAP-08", address.line, &address.name, say);
        }
    }
    let restricting =
        known.iter().find(|(_, rule)| !matches!(rule.family, Family::Widening | Family::Special));
    if let (Some(wide), Some((narrow, _))) = (of(Family::Widening).next(), restricting) {
        let say = sentences::CAP_09.with([("wide", &wide), ("narrow", &narrow)]);
        review.say("CAP-09", 0, wide, say);
    }
}
