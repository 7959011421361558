//! The high-water mark: what is derived is marked no lower than what it comes from, unless somebody who did not write it
//! answers for that. What a reply comes from is known for sure: the instructions it answers. Words taken over from other
//! cables are remarked upon (CLS-09) and not decided here.

use std::collections::BTreeSet;

use jiff::tz::TimeZone;

use crate::access::Label;
use crate::command::{Context, World};
use crate::draft::Draft;
use crate::drafting;
use crate::entry::Proposal;
use crate::fact::{CableNumber, DraftRegraded, Purpose, Role};
use crate::prose;
use crate::refusal::Refusal;
use crate::words::{DutyId, EntryId};

/// Refuses a reply that is marked lower than what it answers, unless somebody answers for this very text.
pub(crate) fn high_enough(world: World<'_>, context: &Context, draft: &Draft) -> Result<(), Refusal> {
    let sources = sources(world, draft)?;
    let lacks = draft.lacks(sources.iter().map(|source| &source.label));
    if lacks.is_empty() || draft.is_regraded() {
        return Ok(());
    }
    read(world, context, draft, &sources)?;
    let higher = sources.iter().filter(|source| !draft.lacks([&source.label]).is_empty());
    let answered = higher.map(|source| source.number.to_string()).collect::<Vec<_>>().join(", ");
    Err(Refusal::MarkedLower { draft: draft.id, answered, lacks: lacks.join(", ") })
}

/// An approver answers for the lower marking. They neither drafted the text nor stand alone behind words of it, so two
/// persons stand for what goes out; and it holds for the text as it stands.
pub(crate) fn regrade(
    world: World<'_>,
    context: &Context,
    id: EntryId,
    why: &str,
) -> Result<Vec<Proposal>, Refusal> {
    let draft = drafting::open(world, context, id)?;
    world.need(context, &[Role::Approver])?;
    let why = prose::reason(why)?;
    if draft.drafter == context.officer || draft.stands_alone(&context.officer) {
        return Err(Refusal::OwnMarking { draft: id, officer: context.officer.clone() });
    }
    let sources = sources(world, draft)?;
    read(world, context, draft, &sources)?;
    if draft.lacks(sources.iter().map(|source| &source.label)).is_empty() {
        return Err(Refusal::NotMarkedLower { draft: id });
    }
    if draft.is_regraded() {
        return Ok(Vec::new());
    }
    Ok(drafting::about(id, DraftRegraded { version: draft.version, why: 0 }, vec![why]))
}

/// An instruction that a reply answers.
struct Source<'a> {
    number: &'a CableNumber,
    label: Label,
}

/// The instructions a reply answers, each once.
fn sources<'a>(world: World<'a>, draft: &Draft) -> Result<Vec<Source<'a>>, Refusal> {
    let answers: &[DutyId] = match &draft.purpose {
        Purpose::Instruction => &[],
        Purpose::Reply { answers, .. } => answers,
    };
    let instructions: BTreeSet<EntryId> = answers.iter().map(|duty| duty.tasking.instruction).collect();
    let of = |id: EntryId| {
        let source = world.dossier(id)?.draft.as_ref();
        let source = source.and_then(|source| Some((source.released.as_ref()?, source.label()?)));
        let (released, label) = source.ok_or(Refusal::NotAnInstruction { dossier: id })?;
        Ok(Source { number: &released.number, label })
    };
    instructions.into_iter().map(of).collect()
}

/// What is said of a marking tells the marking: nobody is told of one they may not read.
fn read(world: World<'_>, context: &Context, draft: &Draft, sources: &[Source<'_>]) -> Result<(), Refusal> {
    let today = context.at.to_zoned(TimeZone::UTC).date();
    let reader = world.directory.reader(&context.officer, today);
    if reader.is_some_and(|reader| sources.iter().all(|source| reader.may_read(&source.label))) {
        return Ok(());
    }
    Err(Refusal::SourceNotRead { draft: draft.id, officer: context.officer.clone() })
}
