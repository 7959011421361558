//! Release: the one act after which nothing changes. Clearances and approval are checked, the cable is
//! numbered, collectives become the offices they mean that day, and one tasking per action addressee is
//! issued; a reply closes its duties only when every required point is accounted for.

use std::sync::Arc;

use jiff::tz::TimeZone;

use crate::calendar;
use crate::command::{Context, World};
use crate::draft::Draft;
use crate::drafting;
use crate::duties;
use crate::entry::Proposal;
use crate::fact::{
    Addressee, CableNumber, InstructionReleased, Issue, OfficeKind, Purpose, ReplyReleased, Role,
    TaskingIssued, TaskingReported, Terms,
};
use crate::marking;
use crate::refusal::Refusal;
use crate::remarks::addresses::list;
use crate::tasking::Tasking;
use crate::words::{DossierId, DutyId, EntryId};

/// Releases a draft. Releasing what was released adds nothing.
pub(crate) fn release(world: World<'_>, context: &Context, id: EntryId) -> Result<Vec<Proposal>, Refusal> {
    let known = world.dossier(id)?.draft.as_ref();
    if known.is_some_and(|draft| draft.released.is_some() && draft.office() == context.office) {
        world.need(context, &[Role::Releaser])?;
        return Ok(Vec::new());
    }
    let draft = drafting::open(world, context, id)?;
    world.need(context, &[Role::Releaser])?;
    drafting::cleared(draft)?;
    if !draft.is_approved() {
        return Err(Refusal::NotApproved { draft: id });
    }
    // What the drafter was entitled to at approval may have been taken since.
    for officer in [&draft.drafter, &context.officer] {
        drafting::entitled(world, context, draft, officer)?;
    }
    // An approval may be from before this was asked, or from an office where it is not.
    marking::high_enough(world, context, draft)?;
    if let Some(last) = context.last_release.filter(|last| *last > context.at) {
        return Err(Refusal::ClockBehind { at: context.at, last });
    }
    let office = world.directory.office(context.office).ok_or(Refusal::NotFound { what: id.to_string() })?;
    if draft.purpose == Purpose::Instruction && office.opened.kind != OfficeKind::Headquarters {
        return Err(Refusal::NoAuthorityToInstruct { office: context.office });
    }
    let today = context.at.to_zoned(TimeZone::UTC).date();
    let content = &draft.content;
    let addressees = world.directory.expand(&content.to, &content.info, content.precedence, today)?;
    if !addressees.iter().any(|addressee| addressee.action) {
        return Err(Refusal::NoActionAddressee { draft: id });
    }
    let above = world.directory.below(content.level, today, addressees.iter().map(|each| &each.office));
    if !above.is_empty() {
        let (level, offices) = (content.level, list(&above));
        return Err(Refusal::AboveRating { draft: id, level, offices });
    }
    let number =
        CableNumber { station: office.opened.station.clone(), year: today.year(), serial: context.serial };
    let text = crate::text::printed(world, context, draft, &number)?;
    match &draft.purpose {
        Purpose::Instruction => instruction(world, context, draft, number, addressees, text),
        Purpose::Reply { answers, interim } => {
            let mut proposals = reported(world, context, draft.id, answers, *interim, &number)?;
            let answers = answers.clone();
            let released = ReplyReleased { number, addressees, answers, version: draft.version, text: 0 };
            let dossier = DossierId::Of(draft.id);
            proposals.insert(0, Proposal { dossier, fact: released.into(), papers: vec![text] });
            Ok(proposals)
        }
    }
}

fn instruction(
    world: World<'_>,
    context: &Context,
    draft: &Draft,
    number: CableNumber,
    addressees: Vec<Addressee>,
    text: Arc<str>,
) -> Result<Vec<Proposal>, Refusal> {
    let dossier = DossierId::Of(draft.id);
    let terms = &draft.content.terms;
    let required: Vec<_> =
        draft.content.points.iter().filter(|point| point.required()).map(|point| point.id).collect();
    let acting = addressees.iter().filter(|addressee| addressee.action);
    let to = acting.map(|addressee| issue(world, context, terms, addressee)).collect::<Result<_, _>>()?;
    let issued = TaskingIssued { level: terms.level, report: terms.report, required, to };
    let released = InstructionReleased { number, addressees, version: draft.version, text: 0 };
    Ok(vec![
        Proposal { dossier, fact: released.into(), papers: vec![text] },
        Proposal { dossier, fact: issued.into(), papers: Vec::new() },
    ])
}

/// What one office is asked: when it falls due there, by its own clocks.
fn issue(
    world: World<'_>,
    context: &Context,
    terms: &Terms,
    addressee: &Addressee,
) -> Result<Issue, Refusal> {
    let office = world.directory.office(addressee.office);
    let zone_name = office.map_or("UTC", |office| office.opened.zone.as_str());
    let mut issue = Issue {
        office: addressee.office,
        precedence: addressee.precedence,
        zone: zone_name.to_owned(),
        due: None,
        rule: None,
    };
    if terms.every.is_none() && terms.due.is_none() {
        return Ok(issue);
    }
    let zone = calendar::zone(zone_name)?;
    if let Some(every) = &terms.every {
        issue.rule = Some(calendar::rule(every, calendar::day_at(context.at, &zone))?);
    } else if let Some(due) = terms.due.map(|due| calendar::instant(due, &zone)) {
        if due <= context.at {
            let (on, today) = (calendar::day_at(due, &zone), calendar::day_at(context.at, &zone));
            return Err(Refusal::InThePast { what: "a due time", on, today });
        }
        issue.due = Some(due);
    }
    Ok(issue)
}

/// What a reply says of each duty it answers. It closes a duty only when every required point has a
/// disposition and the host's answer is recorded.
fn reported(
    world: World<'_>,
    context: &Context,
    reply: EntryId,
    answers: &[DutyId],
    interim: bool,
    number: &CableNumber,
) -> Result<Vec<Proposal>, Refusal> {
    let report = |duty: &DutyId| {
        let tasking = duties::own(world, context, duty.tasking)?;
        duties::not_withdrawn(tasking)?;
        if !interim {
            accounted_for(tasking, *duty)?;
        }
        let fact = TaskingReported { duty: *duty, reply, number: number.clone(), closes: !interim };
        let dossier = DossierId::Of(duty.tasking.instruction);
        Ok(Proposal { dossier, fact: fact.into(), papers: Vec::new() })
    };
    answers.iter().map(report).collect()
}

fn accounted_for(tasking: &Tasking, duty: DutyId) -> Result<(), Refusal> {
    if tasking.deliveries(duty.occurrence).next().is_none() {
        return Err(Refusal::NoEngagement { duty });
    }
    let open = tasking.points_open(duty.occurrence);
    if !open.is_empty() {
        let points = open.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
        return Err(Refusal::PointsOpen { duty, points });
    }
    if tasking.complete(duty.occurrence) { Ok(()) } else { Err(Refusal::NoAnswer { duty }) }
}
