//! Rules ADR and CLS-11: whoever is addressed or tasked is known, open and really meant.

use std::collections::BTreeSet;

use cable::check::{Review, Sure};
use cable::remark::nearest;
use cable::{Address, Level, Said};

use crate::fact::Member;
use crate::refusal::Refusal;
use crate::remarks::Known;
use crate::remarks::sentences;
use crate::words::OfficeId;

/// The offices a sheet means today, as far as its names are known.
#[derive(Debug, Default)]
pub(super) struct Addressed {
    /// Who must act.
    pub(super) acting: BTreeSet<OfficeId>,
    /// Who must act and is addressed by name.
    pub(super) named: BTreeSet<OfficeId>,
    /// Who is informed.
    pub(super) informed: BTreeSet<OfficeId>,
}

/// The most offices named in one remark.
pub(super) const NAMED_MAX: usize = 8;

pub(super) fn check(review: &mut Review<'_>, known: &Known<'_>) -> Addressed {
    let sheet = review.sheet;
    let mut addressed = Addressed::default();
    for (list, action) in [(&sheet.to, true), (&sheet.info, false)] {
        for address in list {
            let (offices, by_name) = meant(review, known, address);
            let to = if action { &mut addressed.acting } else { &mut addressed.informed };
            to.extend(offices.iter().copied());
            if action && by_name {
                addressed.named.extend(offices);
            }
        }
    }
    tasked(review, known, &addressed);
    above(review, known, &addressed);
    unread(review, known, &addressed);
    addressed
}

/// The offices an address means, and whether it names one; remarks on what it means to nobody.
fn meant(review: &mut Review<'_>, known: &Known<'_>, address: &Address) -> (BTreeSet<OfficeId>, bool) {
    let today = known.today();
    let mut left_out = BTreeSet::new();
    for name in &address.except {
        match known.directory.called(name) {
            Ok(Member::Office(id)) => {
                left_out.insert(id);
            }
            Ok(Member::Collective(_)) => {
                let say = sentences::ADR_02_LEFT_OUT.with([("name", &name)]);
                review.say("ADR-02", address.line, name, say);
            }
            Err(_) => unknown(review, known, address.line, name),
        }
    }
    match known.directory.called(&address.name) {
        Err(_) => {
            unknown(review, known, address.line, &address.name);
            (BTreeSet::new(), false)
        }
        Ok(Member::Office(id)) => {
            let closed = known.directory.office(id).filter(|office| !office.open_on(today));
            if let Some(on) = closed.and_then(|office| office.closed_on) {
                let say = sentences::ADR_02_CLOSED.with([("office", &id), ("on", &on)]);
                review.say("ADR-02", address.line, &address.name, say);
                return (BTreeSet::new(), true);
            }
            (BTreeSet::from([id]), true)
        }
        Ok(Member::Collective(name)) => match known.directory.members(&name, today) {
            Err(refusal) => {
                review.say("ADR-03", address.line, &address.name, means_nobody(&refusal));
                (BTreeSet::new(), false)
            }
            Ok((mut members, _)) => {
                for id in left_out.iter().filter(|id| !members.contains(id)) {
                    let say = sentences::ADR_05.with([("office", &id), ("name", &name)]);
                    review.say("ADR-05", address.line, id.as_str(), say);
                }
                members.retain(|id| !left_out.contains(id));
                if members.is_empty() {
                    let say = means_nobody(&Refusal::CollectiveEmpty { name, on: today });
                    review.say("ADR-03", address.line, &address.name, say);
                }
                (members, false)
            }
        },
    }
}

/// Why a collective means no office today.
fn means_nobody(refusal: &Refusal) -> Said {
    match refusal {
        Refusal::CollectiveEmpty { name, on } => sentences::ADR_03.with([("name", name), ("on", on)]),
        Refusal::CollectiveCycle { name, through } => {
            sentences::ADR_03_CYCLE.with([("name", name), ("through", through)])
        }
        Refusal::CollectiveDepth { name } => sentences::ADR_03_DEPTH.with([("name", name)]),
        other => sentences::ADR_03_WHY.with([("why", other)]),
    }
}

fn unknown(review: &mut Review<'_>, known: &Known<'_>, line: usize, name: &str) {
    let offices = known.directory.offices().flat_map(|office| {
        let opened = &office.opened;
        [opened.office.as_str(), &opened.station].into_iter().chain(opened.plad.as_deref())
    });
    let names = offices.chain(known.directory.collectives().map(|(name, _)| name));
    if let Some(near) = nearest(name, names, 2) {
        let say = sentences::ADR_02_NEAR.with([("name", &name), ("near", &near)]);
        review.say("ADR-02", line, name, say).or_write(near, Sure::Ask);
    } else {
        let say = sentences::ADR_02.with([("name", &name)]);
        review.say("ADR-02", line, name, say);
    }
}

/// Whoever has words of their own, in a variant or in a paragraph that begins with "FOR ROME:", is addressed.
fn tasked(review: &mut Review<'_>, known: &Known<'_>, addressed: &Addressed) {
    let sheet = review.sheet;
    let variants = sheet
        .points
        .iter()
        .flat_map(|point| point.variants.iter().map(|(name, _)| (point.line, name.clone())));
    let paragraphs = sheet.paragraphs.iter().filter_map(|paragraph| {
        let (name, _) = paragraph.text.strip_prefix("FOR ")?.split_once(':')?;
        let short = name.len() <= 60 && !name.contains('.') && name == name.to_uppercase();
        short.then(|| (paragraph.line, name.trim().to_owned()))
    });
    for (line, name) in variants.chain(paragraphs).collect::<Vec<_>>() {
        let offices = match known.directory.called(&name) {
            Ok(Member::Office(id)) => BTreeSet::from([id]),
            Ok(Member::Collective(name)) => {
                known.directory.members(&name, known.today()).map(|(all, _)| all).unwrap_or_default()
            }
            Err(_) => BTreeSet::new(),
        };
        if !offices.is_disjoint(&addressed.acting) {
            continue;
        }
        let words = format!("FOR {name}");
        let by_text = sheet.info.iter().any(|address| address.name == name);
        if offices.is_disjoint(&addressed.informed) {
            let say = sentences::ADR_07.with([("name", &name)]);
            review.say("ADR-07", line, &words, say);
        } else if !by_text {
            let say = sentences::ADR_06_EXPANDED.with([("name", &name)]);
            review.say("ADR-06", line, &words, say);
        }
    }
}

/// An office where officers are known and none of them may read the level would get what nobody there can open.
fn unread(review: &mut Review<'_>, known: &Known<'_>, addressed: &Addressed) {
    let Some(level) = review.sheet.level.filter(|level| *level > Level::Unclassified) else { return };
    let today = known.today();
    let may = |officer| known.directory.access(officer).is_some_and(|access| access.level >= level);
    let closed = |office: &&OfficeId| {
        let mut officers = known.directory.roles().iter().filter(|held| {
            held.office == **office && held.from <= today && held.until.is_none_or(|last| today <= last)
        });
        let first = officers.next();
        first.is_some_and(|first| !may(&first.officer) && !officers.any(|held| may(&held.officer)))
    };
    let all = addressed.acting.union(&addressed.informed);
    let blind: Vec<&OfficeId> = all.filter(closed).collect();
    if !blind.is_empty() {
        review.say("ADR-08", 0, "", sentences::ADR_08.with([("level", &level), ("offices", &list(&blind))]));
    }
}

/// An office is sent nothing above what it may hold.
fn above(review: &mut Review<'_>, known: &Known<'_>, addressed: &Addressed) {
    let Some(level) = review.sheet.level else { return };
    let all = addressed.acting.union(&addressed.informed);
    let above = known.directory.below(level, known.today(), all);
    if !above.is_empty() {
        let line = review.sheet.line_of("CLASSIFICATION").unwrap_or(0);
        let say = sentences::CLS_11.with([("level", &level), ("offices", &list(&above))]);
        review.say("CLS-11", line, "", say);
    }
}

/// Names offices, and how many more there are.
pub(crate) fn list(offices: &[&OfficeId]) -> String {
    let named = offices.iter().take(NAMED_MAX).map(ToString::to_string).collect::<Vec<_>>().join(", ");
    match offices.len().saturating_sub(NAMED_MAX) {
        0 => named,
        more => format!("{named}, +{more}"),
    }
}
