//! A released instruction with everything under it, as the board and the tasking pages need it: read from the
//! tables, or folded from the record for another state of things. Both ways must give the same.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use domain::access::{Label, Reader};
use domain::cable::Precedence;
use domain::dossier::Dossier;
use domain::draft::Draft;
use domain::fact::{Addressee, CableNumber, Content, EngagementHeld, Fact, Purpose};
use domain::tasking::Tasking;
use domain::words::{DossierId, EntryId, OfficeId, PaperId};
use jiff::Timestamp;
use serde::Serialize;

use crate::look::{Look, When};
use crate::{Counts, Fault, Views, board, cable, engagements, tasks};

/// What an instruction is, apart from what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Head {
    pub(crate) id: EntryId,
    pub(crate) number: CableNumber,
    pub(crate) subject: String,
    pub(crate) precedence: Precedence,
    pub(crate) label: Label,
    pub(crate) addressees: Vec<Addressee>,
    pub(crate) released_at: Timestamp,
    /// The entry that last changed the draft.
    pub(crate) version: EntryId,
    /// The cable as it went out.
    pub(crate) text: PaperId,
}

/// An instruction and everything under it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Instruction {
    pub(crate) head: Head,
    pub(crate) taskings: BTreeMap<OfficeId, Tasking>,
    /// The engagements that did something for it.
    pub(crate) held: HashMap<EntryId, EngagementHeld>,
    /// What each reply on it demands of its reader.
    pub(crate) replies: HashMap<EntryId, Label>,
}

impl Instruction {
    /// The instruction as asked for; nothing if there is none that the reader may see. Who may see it is asked of today,
    /// and of that time besides: looking back opens nothing.
    pub(crate) fn of(look: &Look<'_>, id: EntryId, when: When) -> Result<Option<Arc<Self>>, Fault> {
        if when.is_past() && cable::place(look, id)?.is_none() {
            return Ok(None);
        }
        let found = if when.is_past() { Self::folded(look, id, when)? } else { Self::kept(look, id)? };
        Ok(found.filter(|found| look.reader.may_read(&found.head.label)))
    }

    /// From memory if nothing has changed, else from the tables.
    fn kept(look: &Look<'_>, id: EntryId) -> Result<Option<Arc<Self>>, Fault> {
        let Some(changed) = tasks::changed(look.db, id)? else { return Ok(None) };
        if let Some(kept) = look.boards(|kept| kept.get(id, changed)) {
            return Ok(Some(kept));
        }
        let Some(found) = Self::stored(look, id)?.map(Arc::new) else { return Ok(None) };
        look.boards(|kept| kept.put(id, changed, &found));
        Ok(Some(found))
    }

    /// From the tables.
    pub(crate) fn stored(look: &Look<'_>, id: EntryId) -> Result<Option<Self>, Fault> {
        let Some(about) = cable::head(look, id)? else { return Ok(None) };
        let taskings = tasks::of_instruction(look.db, id)?;
        let taskings: BTreeMap<_, _> =
            taskings.into_iter().map(|tasking| (tasking.id.office, tasking)).collect();
        let held = engagements::several(look.db, &engagements(&taskings))?;
        let replies = cable::labels_of(look, &replies(&taskings))?;
        Ok(Some(Self { head: about, taskings, held, replies }))
    }

    /// From the record, keeping what counts at the times asked for.
    pub(crate) fn folded(look: &Look<'_>, id: EntryId, when: When) -> Result<Option<Arc<Self>>, Fault> {
        let Some(dossier) = dossier(look, id, when)? else { return Ok(None) };
        let Some(about) = dossier.draft.as_ref().and_then(head) else { return Ok(None) };
        // An engagement counts by its own day, which the delivery repeats, so when it was written up or corrected
        // matters only for what was known. What a reply demands of its reader never changes.
        let wanted = engagements(&dossier.taskings);
        let mut held = HashMap::new();
        if when.known.is_none() {
            held = engagements::several(look.db, &wanted)?;
        } else {
            for engagement in wanted {
                let known = When { as_of: None, known: when.known };
                let found = fold(look, engagement, known)?.and_then(|found| found.engagement);
                held.extend(found.map(|found| (engagement, found.held)));
            }
        }
        let replies = cable::labels_of(look, &replies(&dossier.taskings))?;
        Ok(Some(Arc::new(Self { head: about, taskings: dossier.taskings, held, replies })))
    }

    /// The taskings whose course the reader may see.
    pub(crate) fn seen<'a>(&'a self, look: &'a Look<'_>) -> impl Iterator<Item = &'a Tasking> {
        self.taskings.values().filter(|tasking| look.sees(self.head.id.office, tasking.id.office))
    }

    /// Whether the reader may know of a reply.
    pub(crate) fn may_read_reply(&self, reader: &Reader, reply: EntryId) -> bool {
        self.replies.get(&reply).is_some_and(|label| reader.may_read(label))
    }
}

fn engagements(taskings: &BTreeMap<OfficeId, Tasking>) -> BTreeSet<EntryId> {
    let delivered = taskings.values().flat_map(|tasking| &tasking.done.delivered);
    delivered.map(|delivered| delivered.engagement).collect()
}

/// The replies that reported on taskings.
pub(crate) fn replies(taskings: &BTreeMap<OfficeId, Tasking>) -> BTreeSet<EntryId> {
    let reported = taskings.values().flat_map(|tasking| &tasking.done.reported);
    reported.map(|reported| reported.reply).collect()
}

fn fold(look: &Look<'_>, id: EntryId, when: When) -> Result<Option<Dossier>, Fault> {
    let entries = look.record.dossier(DossierId::Of(id))?;
    let counts = |entry: &&domain::entry::Entry| {
        // A delivery counts by the day it was held, not by the hour it was written up.
        let by_day = matches!(&*entry.kind, "tasking.delivered" | "engagement.held" | "engagement.corrected");
        if by_day { when.knew(entry.arrived) } else { when.counts(entry.at, entry.arrived) }
    };
    let mut dossier = Dossier::new(id);
    for entry in entries.iter().filter(counts) {
        // What cannot be read is in no table either, and listed as unread.
        drop(dossier.evolve(entry));
    }
    let known = dossier.draft.is_some() || dossier.filed.is_some() || dossier.engagement.is_some();
    Ok((known || !dossier.taskings.is_empty()).then_some(dossier))
}

/// A dossier as asked for.
pub(crate) fn dossier(look: &Look<'_>, id: EntryId, when: When) -> Result<Option<Dossier>, Fault> {
    let Some(mut dossier) = fold(look, id, when)? else { return Ok(None) };
    if let Some(as_of) = when.as_of {
        for tasking in dossier.taskings.values_mut() {
            let today = domain::calendar::day_at(as_of, &tasking.zone());
            tasking.done.delivered.retain(|delivered| delivered.on <= today);
        }
    }
    Ok(Some(dossier))
}

/// Whether a reader of today may see what a draft said: its office may, as far as they may read its level and captions
/// of that time.
pub(crate) fn may_look_back(reader: &Reader, office: OfficeId, content: &Content) -> bool {
    reader.may_read(&Label {
        level: content.level,
        captions: content.captions.iter().cloned().collect(),
        audience: [office].into(),
    })
}

fn head(draft: &Draft) -> Option<Head> {
    let released = draft.released.as_ref()?;
    (draft.purpose == Purpose::Instruction).then_some(())?;
    Some(Head {
        id: draft.id,
        number: released.number.clone(),
        subject: draft.text(draft.content.subject).to_owned(),
        precedence: draft.content.precedence,
        label: draft.label()?,
        addressees: released.addressees.clone(),
        released_at: released.at,
        version: draft.version,
        text: released.text,
    })
}

/// One instruction in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "the fields are the sentence")]
pub struct InstructionLine {
    pub instruction: EntryId,
    pub number: CableNumber,
    pub subject: String,
    pub precedence: Precedence,
    pub released_at: Timestamp,
    /// The first time at which something falls due that is not done.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due: Option<Timestamp>,
    pub counts: Counts,
    pub sentence: String,
}

/// A page of a list of instructions.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields are the sentence")]
pub struct InstructionPage {
    pub lines: Vec<InstructionLine>,
    /// After which instruction the next page begins, if there is one.
    pub next: Option<EntryId>,
}

impl Views {
    /// The released instructions the reader may see, newest first.
    pub fn instructions(
        &self,
        reader: &Reader,
        most: usize,
        when: When,
        now: Timestamp,
    ) -> Result<Vec<InstructionLine>, Fault> {
        let listed = self.instructions_before(reader, None, most, when, now)?;
        Ok(listed.map(|page| page.lines).unwrap_or_default())
    }

    /// The released instructions the reader may see from one of them downwards, newest first; nothing if there
    /// is no such one.
    pub fn instructions_before(
        &self,
        reader: &Reader,
        before: Option<EntryId>,
        most: usize,
        when: When,
        now: Timestamp,
    ) -> Result<Option<InstructionPage>, Fault> {
        self.look(reader, |look| {
            let below = match before {
                None => i64::MAX,
                Some(before) => match cable::place(look, before)? {
                    Some(place) => place,
                    None => return Ok(None),
                },
            };
            let (ear, moment) = (look.ear(when)?, when.moment(now));
            let mut ids = cable::instructions(look, below, most.saturating_add(1), when)?;
            let more = ids.len() > most;
            ids.truncate(most);
            let next = ids.last().copied().filter(|_| more);
            let mut lines = Vec::new();
            for id in ids {
                let Some(found) = Instruction::of(look, id, when)? else { continue };
                let standings = board::standings(&found, look, &ear, moment);
                let counts = board::count(standings.iter().map(|(_, standing)| standing));
                let open = standings.iter().filter(|(_, standing)| board::is_pending(standing));
                lines.push(InstructionLine {
                    instruction: id,
                    number: found.head.number.clone(),
                    subject: found.head.subject.clone(),
                    precedence: found.head.precedence,
                    released_at: found.head.released_at,
                    due: open.filter_map(|(_, standing)| standing.due).min(),
                    sentence: board::sentence(&counts, moment),
                    counts,
                });
            }
            Ok(Some(InstructionPage { lines, next }))
        })
    }

    /// The instruction, reply or filed cable that people call by a name: an entry, or a number with or without its
    /// year, of which the newest is meant.
    pub fn named(&self, reader: &Reader, name: &str) -> Result<Option<EntryId>, Fault> {
        self.look(reader, |look| cable::named(look, name))
    }
}

/// Whether the fact belongs to what an instruction is, so that its history shows it.
pub(crate) fn is_drafting(fact: &Fact) -> bool {
    matches!(
        fact,
        Fact::DraftBegun(_)
            | Fact::DraftRevised(_)
            | Fact::DraftAbandoned(_)
            | Fact::DraftApproved(_)
            | Fact::ClearanceRequested(_)
            | Fact::ClearanceGiven(_)
            | Fact::ClearanceRefused(_)
            | Fact::ClearanceWaived(_)
    )
}

#[cfg(test)]
mod tests;
