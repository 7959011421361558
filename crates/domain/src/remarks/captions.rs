//! Rules CAP, TAG, DEM and CLS-12 that ask who drafts, what is answered and where it goes.

use cable::Profile;
use cable::check::{Review, Sure};

use crate::access::restricts;
use crate::directory::Directory;
use crate::fact::OfficeKind;
use crate::remarks::Known;
use crate::remarks::addresses::Addressed;
use crate::remarks::sentences;
use crate::words::Handle;

/// The most posts whose countries are looked for: beyond, a code for the region serves better.
const COUNTRIES_MAX: usize = 3;

pub(super) fn check(review: &mut Review<'_>, known: &Known<'_>, addressed: &Addressed) {
    holders(review, known);
    dropped(review, known);
    countries(review, known, addressed);
    let office = known.office.and_then(|office| known.directory.office(office));
    let instructs = review.instructs() && !known.reply;
    if let Some(office) = office.filter(|office| instructs && office.opened.kind != OfficeKind::Headquarters)
    {
        let say = sentences::DEM_11.with([("office", &office.opened.office)]);
        review.say("DEM-11", 0, "", say);
    }
}

fn holders(review: &mut Review<'_>, known: &Known<'_>) {
    let Some(drafter) = known.drafter else { return };
    for caption in not_held(known.directory, known.profile, &review.sheet.captions, drafter) {
        let say = sentences::CAP_04.with([("caption", &caption), ("officer", &drafter)]);
        review.say("CAP-04", 0, caption, say);
    }
}

/// The captions that are given to named holders, of whom the officer is not one.
pub(crate) fn not_held<'a>(
    directory: &'a Directory,
    profile: &'a Profile,
    captions: &'a [String],
    officer: &Handle,
) -> impl Iterator<Item = &'a String> {
    let held = directory.access(officer).map(|access| access.captions.as_slice()).unwrap_or_default();
    captions.iter().filter(move |caption| {
        let only = caption.starts_with("FOR ") && caption.ends_with(" ONLY");
        let rule = profile.caption(if only { "ONLY" } else { caption });
        rule.is_some_and(|rule| rule.holders) && !held.contains(caption)
    })
}

fn dropped(review: &mut Review<'_>, known: &Known<'_>) {
    let cited = known.history.iter().flat_map(|history| history.cited.iter().flatten());
    for answered in cited.filter(|cited| cited.answered) {
        let (number, own) = (&answered.number, review.sheet.level);
        if let (Some(highest), Some(level)) = (answered.level.filter(|highest| Some(*highest) > own), own) {
            let say = sentences::CLS_12.with([("number", number), ("highest", &highest), ("level", &level)]);
            let line = review.sheet.line_of("CLASSIFICATION").unwrap_or(0);
            review.say("CLS-12", line, "", say);
        }
        let kept = |caption: &&String| review.sheet.captions.contains(caption) || !restricts(caption);
        for caption in answered.captions.iter().filter(|caption| !kept(caption)) {
            let say = sentences::CAP_05.with([("number", number), ("caption", caption)]);
            review.say("CAP-05", 0, "", say);
        }
    }
}

fn countries(review: &mut Review<'_>, known: &Known<'_>, addressed: &Addressed) {
    let tags = &review.sheet.tags;
    let subjects = || tags.iter().filter(|tag| known.profile.subject_tag(tag));
    let inward = subjects().next().is_some() && subjects().all(|tag| tag.starts_with(['A', 'O']));
    let many = addressed.named.len() > COUNTRIES_MAX;
    if known.profile.fips || tags.is_empty() || inward || many {
        return;
    }
    let offices = addressed.named.iter().filter_map(|id| known.directory.office(*id));
    let mut missing: Vec<&str> = offices.filter_map(|office| office.opened.country.as_deref()).collect();
    missing.dedup();
    missing.retain(|country| !tags.iter().any(|tag| tag == country));
    if let (Some(last), false) = (tags.last(), missing.is_empty()) {
        let codes = missing.join(", ");
        let say = sentences::TAG_03.with([("codes", &codes)]);
        review.say("TAG-03", 0, last, say).or_write(&format!("{last}, {codes}"), Sure::Ask);
    }
}
