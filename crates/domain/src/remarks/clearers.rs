//! Rules CLR: who has to clear what a sheet becomes, by the tables of the profile, and who of them was not asked.

use std::collections::BTreeSet;

use cable::Severity;
use cable::check::{Review, whole};

use crate::remarks::Known;
use crate::remarks::addresses::Addressed;
use crate::remarks::sentences;

/// One clearance that has to be asked for.
struct Wanted<'a> {
    rule: &'static str,
    clearer: &'a str,
    line: usize,
    why: String,
}

pub(super) fn check(review: &mut Review<'_>, known: &Known<'_>, addressed: &Addressed) {
    if let (Some(asked), Some(drafter)) = (&known.asked, known.drafter)
        && asked.contains(drafter)
    {
        review.say("CLR-07", 0, "", sentences::CLR_07.with([("officer", &drafter)]));
    }
    if known.reply {
        return;
    }
    let mut seen = BTreeSet::new();
    for wanted in wanted(review, known, addressed) {
        // Whoever drafts speaks for their own desk.
        let is = |handle: &crate::words::Handle| handle.as_str() == wanted.clearer;
        let answered = known.asked.iter().flatten().any(is) || known.drafter.is_some_and(is);
        if answered || !seen.insert((wanted.rule, wanted.clearer)) {
            continue;
        }
        // Before there is a draft, nobody can have been asked.
        let early = known.asked.is_none();
        let say = match (wanted.rule, early) {
            ("CLR-08", true) => sentences::CLR_08,
            ("CLR-08", false) => sentences::CLR_08_NOT_ASKED,
            (_, true) => sentences::CLR,
            (_, false) => sentences::CLR_NOT_ASKED,
        };
        let say = say.with([("clearer", &wanted.clearer), ("why", &wanted.why)]);
        let finding = review.say(wanted.rule, wanted.line, "", say);
        if early {
            finding.only(Severity::Advice);
        }
    }
}

fn wanted<'a>(review: &Review<'_>, known: &Known<'a>, addressed: &Addressed) -> Vec<Wanted<'a>> {
    let sheet = review.sheet;
    let mut out = Vec::new();
    for (list, action) in [(&sheet.to, true), (&sheet.info, false)] {
        for address in list {
            let Some(table) = known.profile.collective_called(&address.name) else { continue };
            let informed = table.informed.as_ref().filter(|_| !action && !table.worldwide);
            if let Some(clearer) = informed.or(table.clearer.as_ref()) {
                let rule = if table.worldwide { "CLR-03" } else { "CLR-04" };
                out.push(Wanted { rule, clearer, line: address.line, why: address.name.clone() });
            }
        }
    }
    let texts = review.texts();
    for table in known.profile.clearers() {
        let mut put = |rule, line, why: String| out.push(Wanted { rule, clearer: &table.clearer, line, why });
        for id in &addressed.named {
            let country = known.directory.office(*id).and_then(|office| office.opened.country.as_ref());
            if let Some(country) = country.filter(|country| table.countries.contains(country)) {
                put("CLR-02", 0, country.clone());
            }
        }
        for name in &table.agencies {
            let found = texts.iter().find(|(_, text)| whole(text, &name.to_uppercase()));
            if let Some((line, _)) = found {
                put("CLR-05", *line, name.clone());
            }
        }
        let all = addressed.acting.iter();
        for id in all.filter(|id| table.posts.iter().any(|post| post == id.as_str())) {
            put("CLR-08", 0, id.to_string());
        }
    }
    out
}
