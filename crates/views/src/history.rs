//! What happened, in sentences: the history of a cable from its entries, and the chronology of an instruction
//! from its taskings. Who drafted and cleared is for the drafting office; what a post did is for the post, the
//! office that instructed and the archive.

use domain::entry::Entry;
use domain::fact::{Fact, Piece};
use domain::tasking::{Act, Tasking, concerned, owner};
use domain::words::{DossierId, EntryId, Handle, OfficeId};
use jiff::Timestamp;
use serde::Serialize;

use crate::Fault;
use crate::cable::{self, CableLine};
use crate::directory;
use crate::instruction::{Instruction, is_drafting};
use crate::look::{Look, When};

/// One thing that happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "the fields are the sentence")]
pub struct Happening {
    pub entry: EntryId,
    pub at: Timestamp,
    /// When it reached this office, if that is shown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub arrived: Option<Timestamp>,
    pub office: OfficeId,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub officer: Option<Handle>,
    pub sentence: String,
    /// The reason or remark that was given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub said: Option<String>,
}

/// The history of a cable that the reader may see; nothing if it did not exist at the time asked for.
pub(crate) fn of(look: &Look<'_>, line: &CableLine, when: When) -> Result<Option<Vec<Happening>>, Fault> {
    let id = line.dossier;
    let inside = look.reader.archive || look.reader.offices.contains(&line.office);
    let entries = look.record.dossier(DossierId::Of(id))?;
    let mut entries = entries.iter().filter(|entry| when.counts(entry.at, entry.arrived)).peekable();
    if entries.peek().is_none_or(|first| first.id != id) {
        return Ok(None);
    }
    let mut history = Vec::new();
    for entry in entries {
        // What cannot be read is listed as unread.
        let Ok(fact) = entry.fact() else { continue };
        let seen = match concerned(id, &fact).as_slice() {
            [tasking] => look.sees(id.office, tasking.office) && entry.office() == owner(*tasking, &fact),
            // A release names all its addressees, and all of them see one another.
            _ => inside || !is_drafting(&fact),
        };
        let Some(mut sentence) = sentence(look, &fact).filter(|_| seen) else { continue };
        // The number of a reply is for those who may read the reply.
        if let Fact::TaskingReported(reported) = &fact
            && cable::one(look, reported.reply)?.is_none()
        {
            sentence = format!("{} reported", directory::name(&look.directory, entry.office()).name);
        }
        history.push(Happening {
            entry: entry.id,
            at: entry.at,
            arrived: Some(entry.arrived),
            office: entry.office(),
            officer: Some(entry.actor.clone()),
            sentence,
            said: said(&fact, entry),
        });
    }
    // An outsider of an unreleased draft sees nothing at all; that was decided by its label.
    Ok(Some(history))
}

fn said(fact: &Fact, entry: &Entry) -> Option<String> {
    let place = match fact {
        Fact::DraftAbandoned(fact) => fact.why?,
        Fact::ClearanceGiven(fact) => fact.remark?,
        Fact::ClearanceRefused(fact) => fact.why,
        Fact::ClearanceWaived(fact) => fact.why,
        Fact::TaskingExtensionDeclined(fact) => fact.why,
        Fact::TaskingObjectionRuled(fact) => fact.why?,
        Fact::TaskingWithdrawn(fact) => fact.why,
        Fact::TaskingReturned(fact) => fact.why,
        Fact::TaskingObjected(fact) => fact.why,
        Fact::TaskingExtensionRequested(fact) => fact.why,
        Fact::TaskingDelivered(fact) => fact.answer.as_ref()?.text,
        Fact::PositionAssessed(fact) => fact.basis,
        _ => return None,
    };
    entry.text(place).map(ToString::to_string)
}

fn pieces(pieces: &[Piece]) -> String {
    if pieces.is_empty() {
        return "the whole".to_owned();
    }
    pieces.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}

fn sentence(look: &Look<'_>, fact: &Fact) -> Option<String> {
    let name = |office| directory::name(&look.directory, office).name;
    let cleared = |cleared: &[domain::fact::Cleared]| {
        pieces(&cleared.iter().map(|cleared| cleared.piece).collect::<Vec<_>>())
    };
    Some(match fact {
        Fact::DraftBegun(_) => "draft begun".to_owned(),
        Fact::DraftRevised(_) => "draft revised".to_owned(),
        Fact::DraftAbandoned(_) => "draft abandoned".to_owned(),
        Fact::DraftApproved(_) => "approved".to_owned(),
        Fact::ActConfirmed(_) => "confirmed with a passkey".to_owned(),
        Fact::ClearanceRequested(fact) => format!("{} asked to clear {}", fact.clearer, pieces(&fact.pieces)),
        Fact::ClearanceGiven(fact) => format!("{} cleared ({})", cleared(&fact.pieces), fact.answer),
        Fact::ClearanceRefused(fact) => format!("{} not cleared", cleared(&fact.pieces)),
        Fact::ClearanceWaived(fact) => format!("clearance of {} waived", fact.clearer),
        Fact::InstructionReleased(fact) => format!("released as {}", fact.number),
        Fact::ReplyReleased(fact) => format!("released as {}", fact.number),
        Fact::CableFiled(fact) => format!("filed from {}", fact.source),
        Fact::TaskingIssued(fact) => match fact.to.as_slice() {
            [one] => format!("{} asked to act", name(one.office)),
            all => format!("{} offices asked to act", all.len()),
        },
        Fact::TaskingRuleChanged(fact) => {
            format!("rule changed for {} from {}", name(fact.office), fact.from)
        }
        Fact::TaskingExtended(fact) => format!("{} given until {}", name(fact.duty.tasking.office), fact.to),
        Fact::TaskingExtensionDeclined(fact) => {
            format!("more time declined for {}", name(fact.duty.tasking.office))
        }
        Fact::TaskingObjectionRuled(fact) => format!("objection of {}: {}", name(fact.office), fact.ruling),
        Fact::TaskingWithdrawn(fact) => format!("taken back from {}", name(fact.office)),
        Fact::TaskingReturned(fact) => format!("reply of {} returned", name(fact.duty.tasking.office)),
        Fact::TaskingAcknowledged(fact) => format!("{} acknowledged", name(fact.office)),
        Fact::TaskingObjected(fact) => {
            format!("{} objects and proposes {}", name(fact.duty.tasking.office), fact.proposes)
        }
        Fact::TaskingExtensionRequested(fact) => {
            format!("{} asks for time until {}", name(fact.duty.tasking.office), fact.to)
        }
        Fact::TaskingDelivered(fact) => {
            format!("{} delivered on {}", name(fact.duty.tasking.office), fact.on)
        }
        Fact::TaskingReported(fact) => {
            format!("{} reported by {}", name(fact.duty.tasking.office), fact.number)
        }
        Fact::EngagementPlanned(fact) => {
            format!("{} plans a {} on {}", name(fact.duty.tasking.office), fact.form, fact.on)
        }
        Fact::PositionAssessed(fact) => {
            format!("{} judged to be: {} on {}", fact.country, fact.stance, fact.on)
        }
        _ => return None,
    })
}

/// Something a tasking's state remembers.
enum Deed<'a> {
    Issued,
    Acknowledged(&'a Handle),
    Planned(&'a domain::tasking::Planned),
    Objected(&'a domain::tasking::Objection),
    Requested(&'a domain::tasking::Request),
    Delivered(&'a domain::tasking::Delivered),
    Reported(&'a domain::tasking::Reported),
    Returned,
    Extended(Timestamp),
    Withdrawn,
}

fn deeds(tasking: &Tasking) -> Vec<(Act, Deed<'_>)> {
    let mut all = Vec::new();
    if let Some(asked) = &tasking.asked {
        all.push((asked.issued, Deed::Issued));
        all.extend(asked.returned.iter().map(|returned| (returned.act, Deed::Returned)));
        all.extend(asked.extended.iter().map(|extended| (extended.act, Deed::Extended(extended.to))));
        all.extend(asked.withdrawn.map(|act| (act, Deed::Withdrawn)));
    }
    let done = &tasking.done;
    all.extend(done.acknowledged.as_ref().map(|(act, by)| (*act, Deed::Acknowledged(by))));
    all.extend(done.planned.iter().map(|planned| (planned.act, Deed::Planned(planned))));
    all.extend(done.objections.iter().map(|made| (made.act, Deed::Objected(made))));
    all.extend(done.requests.iter().map(|made| (made.act, Deed::Requested(made))));
    all.extend(done.delivered.iter().map(|delivered| (delivered.act, Deed::Delivered(delivered))));
    all.extend(done.reported.iter().map(|reported| (reported.act, Deed::Reported(reported))));
    all
}

/// What happened under an instruction that the reader may see, newest first, at most so many.
pub(crate) fn chronology(look: &Look<'_>, found: &Instruction, most: usize) -> Vec<Happening> {
    let all = found.seen(look).flat_map(|tasking| {
        deeds(tasking).into_iter().map(move |(act, deed)| (act, tasking.id.office, deed))
    });
    let mut all: Vec<_> = all.collect();
    // The release asks every post at once: that is one line, not one for each.
    all.retain(|(_, _, deed)| !matches!(deed, Deed::Issued));
    let newest = |(act, _, _): &(Act, OfficeId, Deed<'_>)| std::cmp::Reverse((act.at, act.entry));
    if all.len() > most && most > 0 {
        all.select_nth_unstable_by_key(most - 1, newest);
        all.truncate(most);
    }
    all.sort_unstable_by_key(newest);
    let mut lines: Vec<_> =
        all.iter().map(|(act, office, deed)| told(look, found, *act, *office, deed)).collect();
    if lines.len() < most {
        lines.push(Happening {
            entry: found.head.id,
            at: found.head.released_at,
            arrived: None,
            office: found.head.id.office,
            officer: None,
            sentence: format!("released as {}", found.head.number),
            said: None,
        });
    }
    lines
}

fn told(look: &Look<'_>, found: &Instruction, act: Act, office: OfficeId, deed: &Deed<'_>) -> Happening {
    let post = directory::name(&look.directory, office).name;
    let sentence = match deed {
        Deed::Issued => format!("{post} asked to act"),
        Deed::Acknowledged(_) => format!("{post} acknowledged"),
        Deed::Planned(plan) => format!("{post} plans a {} on {}", plan.form, plan.on),
        Deed::Objected(made) => format!("{post} objects and proposes {}", made.proposes),
        Deed::Requested(made) => format!("{post} asks for time until {}", made.to),
        Deed::Delivered(delivered) => match delivered.answer.as_ref().and_then(|answer| answer.stance) {
            Some(stance) => {
                format!("{post} delivered on {}; the host {}", delivered.on, stance.word().replace('-', " "))
            }
            None => format!("{post} delivered on {}", delivered.on),
        },
        Deed::Reported(reported) if found.may_read_reply(look.reader, reported.reply) => {
            format!("{post} reported by {}", reported.number)
        }
        Deed::Reported(_) => format!("{post} reported"),
        Deed::Returned => format!("reply of {post} returned"),
        Deed::Extended(to) => format!("{post} given until {to}"),
        Deed::Withdrawn => format!("taken back from {post}"),
    };
    let officer = match deed {
        Deed::Acknowledged(by) => Some((*by).clone()),
        _ => None,
    };
    let office = act.entry.office;
    Happening { entry: act.entry, at: act.at, arrived: None, office, officer, sentence, said: None }
}
