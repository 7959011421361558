//! Deciding about an engagement that took place: what it was, and what it did for each duty it credits.
//! One meeting may credit several taskings; a point is never just ticked, it has a disposition.

use std::sync::Arc;

use cable::Mark;
use jiff::tz::TimeZone;

use crate::calendar;
use crate::command::{Answered, Context, Credit, Held, World, recorded};
use crate::drafting::POINTS_MAX;
use crate::duties;
use crate::engagement::Engagement;
use crate::entry::Proposal;
use crate::fact::{
    Answer, Disposition, EngagementCorrected, Fact, Form, PointUsed, Role, TaskingDelivered,
    TaskingDeliveryRetracted,
};
use crate::prose::{self, PAPER_MAX};
use crate::refusal::Refusal;
use crate::words::{DossierId, DutyId, EntryId};

/// Logs an engagement, or corrects one.
pub(crate) fn log(
    world: World<'_>,
    context: &Context,
    corrects: Option<EntryId>,
    held: &Held,
    credits: &[Credit],
) -> Result<Vec<Proposal>, Refusal> {
    world.need(context, &[Role::ActionOfficer])?;
    let zone =
        world.directory.office(context.office).and_then(|office| calendar::zone(&office.opened.zone).ok());
    let today = calendar::day_at(context.at, &zone.unwrap_or(TimeZone::UTC));
    if held.on > today {
        return Err(Refusal::InTheFuture { what: "an engagement", on: held.on, today });
    }
    if credits.is_empty() {
        return Err(Refusal::Empty { what: "the list of taskings it counts for" });
    }
    duties::once("credits for one tasking", credits.iter().map(|credit| credit.duty))?;
    prose::paper("the interlocutor's office", &held.with.office, 200)?;
    let notes = held.notes.as_deref().map(|notes| prose::paper("the notes", notes, PAPER_MAX)).transpose()?;
    let recorded = recorded(held, credits);
    let (engagement, fact, gone): (EntryId, Fact, Vec<Proposal>) = match corrects {
        None => (context.entry(0), recorded.into(), Vec::new()),
        Some(id) => {
            let known = world.dossier(id)?.engagement.as_ref().filter(|_| id.office == context.office);
            let known = known.ok_or_else(|| Refusal::NotFound { what: format!("engagement {id}") })?;
            (id, EngagementCorrected { engagement: id, held: recorded }.into(), retracted(known, id, credits))
        }
    };
    let papers = notes.into_iter().collect();
    let mut proposals = vec![Proposal { dossier: DossierId::Of(engagement), fact, papers }];
    for credit in credits {
        proposals.push(delivered(world, context, engagement, held, credit)?);
    }
    proposals.extend(gone);
    Ok(proposals)
}

/// A correction names every duty the engagement counts for; those it no longer names lose their credit.
fn retracted(known: &Engagement, engagement: EntryId, credits: &[Credit]) -> Vec<Proposal> {
    let dropped = |duty: &&DutyId| !credits.iter().any(|credit| credit.duty == **duty);
    let retract = |duty: &DutyId| {
        let fact = TaskingDeliveryRetracted { duty: *duty, engagement };
        let dossier = DossierId::Of(duty.tasking.instruction);
        Proposal { dossier, fact: fact.into(), papers: Vec::new() }
    };
    known.held.credits.iter().filter(dropped).map(retract).collect()
}

fn delivered(
    world: World<'_>,
    context: &Context,
    engagement: EntryId,
    held: &Held,
    credit: &Credit,
) -> Result<Proposal, Refusal> {
    let duty = credit.duty;
    let tasking = duties::own(world, context, duty.tasking)?;
    duties::named(tasking, duty, context.at)?;
    if let Some(asked) = &tasking.asked {
        let released = calendar::day_at(asked.issued.at, &tasking.zone());
        if held.on < released {
            return Err(Refusal::BeforeRelease { on: held.on, released });
        }
        // What was done before the withdrawal arrived is still to be recorded; what came after is not.
        if let Some(withdrawn) = asked.withdrawn
            && held.on > calendar::day_at(withdrawn.at, &tasking.zone())
        {
            return Err(Refusal::TaskingIsWithdrawn { tasking: tasking.id });
        }
    }
    if credit.points.len() > POINTS_MAX {
        let given = credit.points.len();
        return Err(Refusal::TooMany { what: "points of one tasking", given, most: POINTS_MAX });
    }
    let mut papers: Vec<Arc<str>> = Vec::new();
    let mut put = |text: Arc<str>| {
        papers.push(text);
        u16::try_from(papers.len() - 1).unwrap_or(u16::MAX)
    };
    let mut points = Vec::new();
    for (point, disposition, why) in &credit.points {
        let draft = world.dossier(duty.tasking.instruction)?.draft.as_ref();
        let known = draft.and_then(|draft| draft.point(*point));
        let known =
            known.ok_or(Refusal::NoSuchPoint { instruction: duty.tasking.instruction, point: *point })?;
        let said = why.as_deref().filter(|why| !why.trim().is_empty());
        match disposition {
            Disposition::Withheld | Disposition::Overtaken if said.is_none() => {
                return Err(Refusal::WhyNeeded { point: *point, disposition: disposition.word() });
            }
            Disposition::Adapted if known.mark == Mark::Verbatim && said.is_none() => {
                return Err(Refusal::VerbatimPoint { point: *point });
            }
            Disposition::AsWritten | Disposition::Adapted
                if known.mark == Mark::NotInWriting && matches!(held.form, Form::Note | Form::Letter) =>
            {
                return Err(Refusal::NotInWritingPoint { point: *point, form: held.form.word() });
            }
            _ => {}
        }
        let why = said.map(prose::reason).transpose()?.map(&mut put);
        points.push(PointUsed { point: *point, disposition: *disposition, why });
    }
    let answer = credit.answer.as_ref().map(|answer| heard(answer, &mut put)).transpose()?;
    let level = held.with.level;
    let fact = TaskingDelivered { duty, engagement, on: held.on, level, points, answer };
    Ok(Proposal { dossier: DossierId::Of(duty.tasking.instruction), fact: fact.into(), papers })
}

fn heard(answer: &Answered, put: &mut impl FnMut(Arc<str>) -> u16) -> Result<Answer, Refusal> {
    let text = put(prose::paper("the host's answer", &answer.text, PAPER_MAX)?);
    Ok(Answer { text, stance: answer.stance, given: answer.given, confidence: answer.confidence })
}
