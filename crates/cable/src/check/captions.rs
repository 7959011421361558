//! Rules CAP: captions are of the register and do not contradict each other.

use crate::check::profile::Family;
use crate::check::{Review, Sure};
use crate::fields::Level;
use crate::remark::nearest;

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
            let say = format!("no caption is called {caption}; did you mean {near}?");
            review.say("CAP-01", 0, caption, say).or_write(near, Sure::Ask);
        } else {
            let say = format!("{caption} is not in the register of captions on this day");
            review.say("CAP-01", 0, caption, say);
        }
    }
    let of = |family| known.iter().filter(move |(_, rule)| rule.family == family).map(|(name, _)| *name);
    let channels: Vec<&str> = of(Family::Channel).collect();
    if let [first, second, ..] = channels.as_slice() {
        let say = format!("{first} and {second} are both channels; a cable goes through one");
        review.say("CAP-02", 0, second, say);
    }
    if let Some((name, _)) = known.iter().find(|(_, rule)| rule.alone)
        && sheet.captions.len() > 1
    {
        let say = format!("{name} stands alone; take the other captions off");
        review.say("CAP-03", 0, name, say);
    }
    let named = of(Family::Distribution).find(|name| matches!(*name, "NODIS" | "EXDIS"));
    let addressed = sheet.to.iter().chain(&sheet.info);
    let collective = addressed.clone().find(|a| !a.except.is_empty() || profile.collective(&a.name));
    if let (Some(caption), Some(collective)) = (named, collective) {
        let say = format!("{caption} is for named readers and {} is a collective", collective.name);
        review.say("CAP-06", collective.line, &collective.name, say);
    }
    if let Some(name) = of(Family::Channel).find(|name| name.starts_with("AGREMENT"))
        && sheet.level == Some(Level::Unclassified)
    {
        let say = format!("a cable in {name} is classified or controlled");
        review.say("CAP-07", 0, name, say);
    }
    let outside = addressed.filter(|a| !profile.ministry.iter().any(|own| a.name.starts_with(own.as_str())));
    if sheet.captions.iter().any(|caption| caption == "STADIS") && !profile.ministry.is_empty() {
        for address in outside {
            let say = format!("STADIS keeps the cable in the ministry and {} is not of it", address.name);
            review.say("CAP-08", address.line, &address.name, say);
        }
    }
    let restricting =
        known.iter().find(|(_, rule)| !matches!(rule.family, Family::Widening | Family::Special));
    if let (Some(wide), Some((narrow, _))) = (of(Family::Widening).next(), restricting) {
        let say = format!("{wide} widens and {narrow} restricts; one of them is wrong");
        review.say("CAP-09", 0, wide, say);
    }
}
