//! Deciding about taskings: headquarters extends, rules, withdraws, returns; the post acknowledges, plans,
//! objects, asks for time; either assesses a host's position. Each acts on its own half only.

use std::collections::HashMap;
use std::sync::Arc;

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};

use crate::calendar;
use crate::command::{Assessment, Context, World, assessed};
use crate::dossier::Dossier;
use crate::entry::Proposal;
use crate::fact::{
    EngagementPlanned, Every, Fact, Form, Interlocutor, Proposes, Role, Ruling, TaskingAcknowledged,
    TaskingExtended, TaskingExtensionDeclined, TaskingExtensionRequested, TaskingObjected,
    TaskingObjectionRuled, TaskingReturned, TaskingRuleChanged, TaskingWithdrawn,
};
use crate::prose;
use crate::refusal::Refusal;
use crate::tasking::Tasking;
use crate::words::{DossierId, DutyId, EntryId, OfficeId, TaskingId};

type Decided = Result<Vec<Proposal>, Refusal>;

/// The roles that change what was asked.
const ASKS: &[Role] = &[Role::Drafter, Role::Approver, Role::Releaser];
/// The roles that answer for it: withdrawing, returning and ruling are acts of authority.
const DECIDES: &[Role] = &[Role::Approver, Role::Releaser];

/// The roles that carry a tasking out.
const ACTS: &[Role] = &[Role::ActionOfficer];
/// The roles that speak for the post to headquarters about it: its head may object, whoever acts.
const SPEAKS: &[Role] = &[Role::ActionOfficer, Role::Approver];

/// The tasking, if it is addressed to the acting office.
pub(crate) fn own<'a>(world: World<'a>, context: &Context, id: TaskingId) -> Result<&'a Tasking, Refusal> {
    let absent = || Refusal::NotFound { what: format!("tasking {id}") };
    let tasking = world.dossier(id.instruction)?.tasking(id).filter(|tasking| tasking.asked.is_some());
    if id.office != context.office {
        let known = tasking.is_some();
        let (owner, office) = (id.office, context.office);
        return Err(if known { Refusal::NotYours { tasking: id, owner, office } } else { absent() });
    }
    tasking.ok_or_else(absent)
}

/// The tasking, if the acting office gave the instruction.
fn given<'a>(world: World<'a>, context: &Context, id: TaskingId) -> Result<&'a Tasking, Refusal> {
    let dossier = instructed(world, context, id.instruction)?;
    let tasking = dossier.tasking(id).filter(|tasking| tasking.asked.is_some());
    tasking.ok_or_else(|| Refusal::NotFound { what: format!("tasking {id}") })
}

fn instructed<'a>(world: World<'a>, context: &Context, id: EntryId) -> Result<&'a Dossier, Refusal> {
    let dossier = world.dossier(id)?;
    if dossier.draft.as_ref().is_none_or(|draft| draft.released.is_none()) {
        return Err(Refusal::NotAnInstruction { dossier: id });
    }
    if id.office != context.office {
        return Err(Refusal::NotTheInstructor { instruction: id, owner: id.office, office: context.office });
    }
    Ok(dossier)
}

/// Refuses a duty that does not exist: an occurrence that is none, or none named where one must be.
pub(crate) fn named(tasking: &Tasking, duty: DutyId, now: Timestamp) -> Result<(), Refusal> {
    let days = tasking.occurrences(Date::MAX);
    match duty.occurrence {
        None if days.is_empty() => Ok(()),
        None => {
            let open = days.iter().filter(|day| !tasking.closed(Some(**day)));
            Err(Refusal::WhichOccurrence { tasking: duty.tasking, open: dates(open) })
        }
        Some(_) if days.is_empty() => Err(Refusal::DoesNotRecur { tasking: duty.tasking }),
        Some(day) if days.contains(&day) => Ok(()),
        Some(_) => {
            let next = days.iter().filter(|day| tasking.due(Some(**day)).is_some_and(|due| due >= now));
            Err(Refusal::NoSuchOccurrence { duty, next: dates(next) })
        }
    }
}

/// Refuses a list that names a duty twice: what is said of it once would be lost.
pub(crate) fn once(what: &'static str, duties: impl Iterator<Item = DutyId>) -> Result<(), Refusal> {
    let mut seen = HashMap::new();
    duties.for_each(|duty| *seen.entry(duty).or_insert(0) += 1);
    match seen.values().max() {
        Some(given) if *given > 1 => Err(Refusal::TooMany { what, given: *given, most: 1 }),
        _ => Ok(()),
    }
}

fn dates<'a>(days: impl Iterator<Item = &'a Date>) -> String {
    let days: Vec<String> = days.take(3).map(ToString::to_string).collect();
    if days.is_empty() { "none".to_owned() } else { days.join(", ") }
}

pub(crate) fn not_withdrawn(tasking: &Tasking) -> Result<(), Refusal> {
    let withdrawn = tasking.asked.as_ref().is_some_and(|asked| asked.withdrawn.is_some());
    if withdrawn { Err(Refusal::TaskingIsWithdrawn { tasking: tasking.id }) } else { Ok(()) }
}

/// A duty of the acting office that is still to be done.
fn open<'a>(
    world: World<'a>,
    context: &Context,
    duty: DutyId,
    roles: &[Role],
) -> Result<&'a Tasking, Refusal> {
    let tasking = own(world, context, duty.tasking)?;
    world.need(context, roles)?;
    named(tasking, duty, context.at)?;
    not_withdrawn(tasking)?;
    if tasking.closed(duty.occurrence) {
        return Err(Refusal::DutyIsClosed { duty });
    }
    Ok(tasking)
}

fn about(instruction: EntryId, fact: impl Into<Fact>, papers: Vec<Arc<str>>) -> Vec<Proposal> {
    vec![Proposal { dossier: DossierId::Of(instruction), fact: fact.into(), papers }]
}

// ---- The post's half --------------------------------------------------------------------------

pub(crate) fn acknowledge(world: World<'_>, context: &Context, id: TaskingId) -> Decided {
    let tasking = own(world, context, id)?;
    world.need(context, &[Role::ActionOfficer])?;
    if tasking.done.acknowledged.is_some() {
        return Ok(Vec::new());
    }
    not_withdrawn(tasking)?;
    Ok(about(id.instruction, TaskingAcknowledged { office: id.office }, Vec::new()))
}

pub(crate) fn plan(
    world: World<'_>,
    context: &Context,
    duty: DutyId,
    on: Date,
    with: &Interlocutor,
    form: Form,
) -> Decided {
    let tasking = open(world, context, duty, ACTS)?;
    let today = calendar::day_at(context.at, &tasking.zone());
    if on < today {
        return Err(Refusal::InThePast { what: "an engagement", on, today });
    }
    prose::paper("the interlocutor's office", &with.office, 200)?;
    let same = |plan: &crate::tasking::Planned| plan.on == on && plan.with == *with && plan.form == form;
    if tasking.plan(duty.occurrence).is_some_and(same) {
        return Ok(Vec::new());
    }
    let planned = EngagementPlanned { duty, on, with: with.clone(), form };
    Ok(about(duty.tasking.instruction, planned, Vec::new()))
}

pub(crate) fn object(
    world: World<'_>,
    context: &Context,
    duty: DutyId,
    proposes: Proposes,
    why: &str,
) -> Decided {
    let tasking = open(world, context, duty, SPEAKS)?;
    let why = prose::reason(why)?;
    let open = tasking.open_objection(duty.occurrence);
    if open.is_some_and(|open| open.proposes == proposes && open.occurrence == duty.occurrence) {
        return Ok(Vec::new());
    }
    Ok(about(duty.tasking.instruction, TaskingObjected { duty, proposes, why: 0 }, vec![why]))
}

pub(crate) fn request_extension(
    world: World<'_>,
    context: &Context,
    duty: DutyId,
    to: Timestamp,
    why: &str,
) -> Decided {
    let tasking = open(world, context, duty, SPEAKS)?;
    let why = prose::reason(why)?;
    later(tasking, duty, to, context.at)?;
    if tasking.open_request(duty.occurrence).is_some_and(|open| open.to == to) {
        return Ok(Vec::new());
    }
    let asked = TaskingExtensionRequested { duty, to, why: 0 };
    Ok(about(duty.tasking.instruction, asked, vec![why]))
}

/// More time means a later time, and a time that can still come.
fn later(tasking: &Tasking, duty: DutyId, to: Timestamp, now: Timestamp) -> Result<(), Refusal> {
    let due = tasking.due(duty.occurrence);
    if let Some(due) = due.filter(|due| to <= *due) {
        return Err(Refusal::NotLater { duty, due });
    }
    let today = calendar::day_at(now, &tasking.zone());
    let on = calendar::day_at(to, &tasking.zone());
    if to <= now {
        return Err(Refusal::InThePast { what: "a due time", on, today });
    }
    if to.duration_since(now) > SignedDuration::from_hours(24 * 3_660) {
        return Err(Refusal::InTheFuture { what: "a due time more than ten years away,", on, today });
    }
    Ok(())
}

// ---- Headquarters' half -----------------------------------------------------------------------

pub(crate) fn extend(world: World<'_>, context: &Context, duty: DutyId, to: Timestamp) -> Decided {
    let tasking = given(world, context, duty.tasking)?;
    world.need(context, ASKS)?;
    named(tasking, duty, context.at)?;
    not_withdrawn(tasking)?;
    if tasking.closed(duty.occurrence) {
        return Err(Refusal::DutyIsClosed { duty });
    }
    let request = tasking.open_request(duty.occurrence).map(|request| request.act.entry);
    let extended = tasking.asked.iter().flat_map(|asked| &asked.extended);
    let mut same = extended.filter(|more| more.occurrence == duty.occurrence && more.to == to);
    if same.next().is_some() && request.is_none() {
        return Ok(Vec::new());
    }
    later(tasking, duty, to, context.at)?;
    Ok(about(duty.tasking.instruction, TaskingExtended { duty, to, request }, Vec::new()))
}

pub(crate) fn decline(world: World<'_>, context: &Context, duty: DutyId, why: &str) -> Decided {
    let tasking = given(world, context, duty.tasking)?;
    world.need(context, ASKS)?;
    let Some(request) = tasking.open_request(duty.occurrence) else {
        return Err(Refusal::NothingAsked { duty, what: "request for more time" });
    };
    let declined = TaskingExtensionDeclined { duty, request: request.act.entry, why: 0 };
    Ok(about(duty.tasking.instruction, declined, vec![prose::reason(why)?]))
}

/// Answers every open objection of a tasking.
pub(crate) fn rule_on_objection(
    world: World<'_>,
    context: &Context,
    id: TaskingId,
    ruling: Ruling,
    why: Option<&str>,
) -> Decided {
    let tasking = given(world, context, id)?;
    world.need(context, DECIDES)?;
    let ruled = |entry: EntryId| {
        tasking.asked.iter().flat_map(|asked| &asked.ruled).any(|(objection, _)| *objection == entry)
    };
    // All that are open, or the command given twice would say of the second what was said of the first.
    let open: Vec<EntryId> = tasking.done.objections.iter().map(|made| made.act.entry).collect();
    let open: Vec<EntryId> = open.into_iter().filter(|entry| !ruled(*entry)).collect();
    if open.is_empty() {
        return Err(Refusal::NothingAsked { duty: id.into(), what: "objection" });
    }
    let papers: Vec<_> = why.map(prose::reason).transpose()?.into_iter().collect();
    let why = (!papers.is_empty()).then_some(0);
    let rule = |objection: EntryId| {
        let fact = TaskingObjectionRuled { office: id.office, objection, ruling, why };
        about(id.instruction, fact, papers.clone())
    };
    Ok(open.into_iter().flat_map(rule).collect())
}

/// Takes back one tasking, or all that are open.
pub(crate) fn withdraw(
    world: World<'_>,
    context: &Context,
    instruction: EntryId,
    office: Option<OfficeId>,
    why: &str,
) -> Decided {
    let dossier = instructed(world, context, instruction)?;
    world.need(context, DECIDES)?;
    let why = prose::reason(why)?;
    if let Some(office) = office {
        let tasking = given(world, context, TaskingId { instruction, office })?;
        if not_withdrawn(tasking).is_ok() && done(tasking) {
            return Err(Refusal::DutyIsClosed { duty: tasking.id.into() });
        }
    }
    let open = dossier.taskings.values().filter(|tasking| {
        office.is_none_or(|office| tasking.id.office == office)
            && not_withdrawn(tasking).is_ok()
            && tasking.asked.is_some()
            && !done(tasking)
    });
    let fact = |tasking: &Tasking| TaskingWithdrawn { office: tasking.id.office, why: 0 };
    Ok(open.flat_map(|tasking| about(instruction, fact(tasking), vec![Arc::clone(&why)])).collect())
}

/// Whether a tasking has nothing left to take back.
fn done(tasking: &Tasking) -> bool {
    match tasking.occurrences(Date::MAX).as_slice() {
        [] => tasking.closed(None),
        days => days.iter().all(|day| tasking.closed(Some(*day))),
    }
}

pub(crate) fn give_back(world: World<'_>, context: &Context, duty: DutyId, why: &str) -> Decided {
    let tasking = given(world, context, duty.tasking)?;
    world.need(context, DECIDES)?;
    let why = prose::reason(why)?;
    not_withdrawn(tasking)?;
    match tasking.reply(duty.occurrence) {
        Some(report) => {
            let returned = TaskingReturned { duty, report: report.act.entry, why: 0 };
            Ok(about(duty.tasking.instruction, returned, vec![why]))
        }
        None if tasking.returned(duty.occurrence).is_some() => Ok(Vec::new()),
        None => Err(Refusal::NothingToReturn { duty }),
    }
}

/// A new rule holds from the day after it is made, at each post; occurrences until then keep the old one.
pub(crate) fn change_rule(
    world: World<'_>,
    context: &Context,
    instruction: EntryId,
    office: Option<OfficeId>,
    every: &Every,
) -> Decided {
    let dossier = instructed(world, context, instruction)?;
    world.need(context, DECIDES)?;
    let mut proposals = Vec::new();
    let concerned =
        dossier.taskings.values().filter(|tasking| office.is_none_or(|id| tasking.id.office == id));
    let mut any = false;
    for tasking in concerned.filter(|tasking| tasking.asked.is_some() && not_withdrawn(tasking).is_ok()) {
        any = true;
        if !tasking.recurs() {
            return Err(Refusal::DoesNotRecur { tasking: tasking.id });
        }
        let today = calendar::day_at(context.at, &tasking.zone());
        let rule = calendar::rule(every, today)?;
        let from = today.tomorrow().unwrap_or(today);
        let last = tasking.asked.as_ref().and_then(|asked| asked.rules.last());
        if last.is_none_or(|(_, known)| *known != rule) {
            let changed = TaskingRuleChanged { office: tasking.id.office, from, rule };
            proposals.extend(about(instruction, changed, Vec::new()));
        }
    }
    if !any && let Some(office) = office {
        return Err(Refusal::NotFound { what: format!("tasking {}", TaskingId { instruction, office }) });
    }
    Ok(proposals)
}

// ---- Either side ------------------------------------------------------------------------------

pub(crate) fn assess(
    world: World<'_>,
    context: &Context,
    instruction: EntryId,
    given: &Assessment,
) -> Decided {
    let dossier = world.dossier(instruction)?;
    let addressed = dossier.taskings.contains_key(&context.office) || instruction.office == context.office;
    if dossier.draft.as_ref().is_none_or(|draft| draft.released.is_none()) || !addressed {
        return Err(Refusal::NotFound { what: format!("instruction {instruction}") });
    }
    world.need(context, &[Role::ActionOfficer, Role::Drafter])?;
    let hosts = |office: &crate::directory::Office| office.opened.country.as_deref() == Some(&*given.country);
    if !world.directory.offices().any(hosts) {
        return Err(Refusal::BadName {
            what: "a host country",
            given: given.country.chars().take(60).collect(),
            wanted: "two capital letters of ISO 3166-1 of a country that hosts an office",
        });
    }
    let today = calendar::day_at(context.at, &jiff::tz::TimeZone::UTC);
    if given.on > today {
        return Err(Refusal::InTheFuture { what: "a position", on: given.on, today });
    }
    let basis = prose::paper("what the position rests on", &given.basis, prose::REASON_MAX)?;
    let same = |known: &crate::dossier::Assessed| {
        (&known.country, known.on, known.stance, known.given, known.confidence)
            == (&given.country, given.on, given.stance, given.given, given.confidence)
    };
    if dossier.assessed.get(&context.office).and_then(|all| all.last()).is_some_and(same) {
        return Ok(Vec::new());
    }
    Ok(about(instruction, assessed(given), vec![basis]))
}
