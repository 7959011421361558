//! What happened, in sentences: the history of a cable from its entries, and the chronology of an instruction
//! from its taskings. Who drafted and cleared is for the drafting office; what a post did is for the post, the
//! office that instructed and the archive.

use domain::dossier::Opening;
use domain::entry::Entry;
use domain::fact::Fact;
use domain::tasking::{Act, Tasking, concerned, owner};
use domain::words::{DossierId, EntryId, Handle, OfficeId};
use jiff::Timestamp;
use serde::Serialize;

use crate::Fault;
use crate::cable::{self, CableLine};
use crate::instruction::{Instruction, is_drafting};
use crate::look::{Look, When};
use crate::told::{About, Told};

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
    /// What happened, which is said in English where nobody says it in another language.
    #[serde(rename = "sentence")]
    pub told: Told,
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
        let Some(mut told) = sentence(look, entry, &fact).filter(|_| seen) else { continue };
        // The number of a reply is for those who may read the reply.
        if let Fact::TaskingReported(reported) = &fact
            && cable::one(look, reported.reply)?.is_none()
        {
            told = of_office("reported", &look.name(entry.office()).name);
        }
        history.push(Happening {
            entry: entry.id,
            at: entry.at,
            arrived: Some(entry.arrived),
            office: entry.office(),
            officer: Some(entry.actor.clone()),
            told,
            said: said(&fact, entry),
        });
    }
    // An outsider of an unreleased draft sees nothing at all; that was decided by its label.
    Ok(Some(history))
}

fn said(fact: &Fact, entry: &Entry) -> Option<String> {
    let place = match fact {
        Fact::DraftAbandoned(fact) => fact.why?,
        Fact::DraftRegraded(fact) => fact.why,
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
        Fact::EmergencyOpened(fact) => fact.why,
        _ => return None,
    };
    entry.text(place).map(ToString::to_string)
}

fn plain(name: &'static str) -> Told {
    Told { name, about: Vec::new() }
}

fn of_office(name: &'static str, office: &str) -> Told {
    Told { name, about: vec![("office", About::Name(office.to_owned()))] }
}

fn named(name: &'static str, what: &'static str, value: &impl ToString) -> Told {
    Told { name, about: vec![(what, About::Name(value.to_string()))] }
}

impl Told {
    fn and(mut self, what: &'static str, about: About) -> Self {
        self.about.push((what, about));
        self
    }
}

fn sentence(look: &Look<'_>, entry: &Entry, fact: &Fact) -> Option<Told> {
    let name = |office| look.name(office).name;
    let of = |sentence: &'static str, office| of_office(sentence, &name(office));
    let pieces = |sentence: &'static str, cleared: &[domain::fact::Cleared]| {
        let pieces = cleared.iter().map(|cleared| cleared.piece).collect();
        Told { name: sentence, about: vec![("pieces", About::Pieces(pieces))] }
    };
    Some(match fact {
        Fact::DraftBegun(_) => plain("draft-begun"),
        Fact::DraftRevised(_) => plain("draft-revised"),
        Fact::DraftAbandoned(_) => plain("draft-abandoned"),
        Fact::DraftApproved(_) => plain("approved"),
        Fact::DraftRegraded(_) => plain("regraded"),
        Fact::ActConfirmed(_) => plain("confirmed"),
        Fact::ClearanceRequested(fact) => named("asked-to-clear", "officer", &fact.clearer)
            .and("pieces", About::Pieces(fact.pieces.clone())),
        Fact::ClearanceGiven(fact) => {
            pieces("cleared", &fact.pieces).and("answer", About::Word(fact.answer.word()))
        }
        Fact::ClearanceRefused(fact) => pieces("not-cleared", &fact.pieces),
        Fact::ClearanceWaived(fact) => named("waived", "officer", &fact.clearer),
        Fact::InstructionReleased(fact) => named("released", "number", &fact.number),
        Fact::ReplyReleased(fact) => named("released", "number", &fact.number),
        Fact::CableFiled(fact) => named("filed", "source", &fact.source),
        Fact::TaskingIssued(fact) => match fact.to.as_slice() {
            [one] => of("asked", one.office),
            all => plain("asked-many").and("count", About::Count(all.len())),
        },
        Fact::TaskingRuleChanged(fact) => of("rule-changed", fact.office).and("day", About::Day(fact.from)),
        Fact::TaskingExtended(fact) => {
            of("extended", fact.duty.tasking.office).and("time", About::Time(fact.to))
        }
        Fact::TaskingExtensionDeclined(fact) => of("extension-declined", fact.duty.tasking.office),
        Fact::TaskingObjectionRuled(fact) => {
            of("objection-ruled", fact.office).and("ruling", About::Word(fact.ruling.word()))
        }
        Fact::TaskingWithdrawn(fact) => of("withdrawn", fact.office),
        Fact::TaskingReturned(fact) => of("returned", fact.duty.tasking.office),
        Fact::TaskingAcknowledged(fact) => of("acknowledged", fact.office),
        Fact::TaskingObjected(fact) => {
            of("objected", fact.duty.tasking.office).and("proposes", About::Word(fact.proposes.word()))
        }
        Fact::TaskingExtensionRequested(fact) => {
            of("extension-asked", fact.duty.tasking.office).and("time", About::Time(fact.to))
        }
        Fact::TaskingDelivered(fact) => {
            of("delivered", fact.duty.tasking.office).and("day", About::Day(fact.on))
        }
        Fact::TaskingReported(fact) => {
            of("reported-by", fact.duty.tasking.office).and("number", About::Name(fact.number.to_string()))
        }
        Fact::EngagementPlanned(fact) => of("planned", fact.duty.tasking.office)
            .and("form", About::Word(fact.form.word()))
            .and("day", About::Day(fact.on)),
        Fact::PositionAssessed(fact) => plain("assessed")
            .and("country", About::Country(fact.country.clone()))
            .and("stance", About::Word(fact.stance.word()))
            .and("day", About::Day(fact.on)),
        Fact::EmergencyOpened(fact) => {
            of("opened-in-emergency", entry.office()).and("time", About::Time(Opening::of(entry, fact).until))
        }
        _ => return None,
    })
}

/// Something a tasking's state remembers.
enum Deed<'a> {
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

/// What was done under a tasking, but that it was issued: the release asks every post at once, and that is one line.
fn deeds<'a>(tasking: &'a Tasking, mut to: impl FnMut(Act, Deed<'a>)) {
    if let Some(asked) = &tasking.asked {
        asked.returned.iter().for_each(|returned| to(returned.act, Deed::Returned));
        asked.extended.iter().for_each(|extended| to(extended.act, Deed::Extended(extended.to)));
        asked.withdrawn.iter().for_each(|act| to(*act, Deed::Withdrawn));
    }
    let done = &tasking.done;
    done.acknowledged.iter().for_each(|(act, by)| to(*act, Deed::Acknowledged(by)));
    done.planned.iter().for_each(|planned| to(planned.act, Deed::Planned(planned)));
    done.objections.iter().for_each(|made| to(made.act, Deed::Objected(made)));
    done.requests.iter().for_each(|made| to(made.act, Deed::Requested(made)));
    done.delivered.iter().for_each(|delivered| to(delivered.act, Deed::Delivered(delivered)));
    done.reported.iter().for_each(|reported| to(reported.act, Deed::Reported(reported)));
}

/// What happened under an instruction that the reader may see, newest first, at most so many.
pub(crate) fn chronology(look: &Look<'_>, found: &Instruction, most: usize) -> Vec<Happening> {
    let newest = |(act, _, _): &(Act, OfficeId, Deed<'_>)| std::cmp::Reverse((act.at, act.entry));
    let (mut all, mut floor) = (Vec::new(), None);
    for tasking in found.seen(look) {
        deeds(tasking, |act, deed| {
            let line = (act, tasking.id.office, deed);
            // What is older than enough others need not be sorted.
            if floor.is_none_or(|floor| newest(&line) < floor) {
                all.push(line);
            }
            if most > 0 && all.len() > 4 * most {
                floor = Some(newest(all.select_nth_unstable_by_key(most - 1, newest).1));
                all.truncate(most);
            }
        });
    }
    all.sort_unstable_by_key(newest);
    all.truncate(most);
    let mut lines: Vec<_> =
        all.iter().map(|(act, office, deed)| told(look, found, *act, *office, deed)).collect();
    if lines.len() < most {
        let released = named("released", "number", &found.head.number);
        lines.push(Happening {
            entry: found.head.id,
            at: found.head.released_at,
            arrived: None,
            office: found.head.id.office,
            officer: None,
            told: released,
            said: None,
        });
    }
    lines
}

fn told(look: &Look<'_>, found: &Instruction, act: Act, office: OfficeId, deed: &Deed<'_>) -> Happening {
    let post = look.name(office).name;
    let of = |name: &'static str| of_office(name, &post);
    let told = match deed {
        Deed::Acknowledged(_) => of("acknowledged"),
        Deed::Planned(plan) => {
            of("planned").and("form", About::Word(plan.form.word())).and("day", About::Day(plan.on))
        }
        Deed::Objected(made) => of("objected").and("proposes", About::Word(made.proposes.word())),
        Deed::Requested(made) => of("extension-asked").and("time", About::Time(made.to)),
        Deed::Delivered(delivered) => match delivered.answer.as_ref().and_then(|answer| answer.stance) {
            Some(stance) => of("delivered-stance")
                .and("day", About::Day(delivered.on))
                .and("stance", About::Word(stance.word())),
            None => of("delivered").and("day", About::Day(delivered.on)),
        },
        Deed::Reported(reported) if found.may_read_reply(look.reader, reported.reply) => {
            of("reported-by").and("number", About::Name(reported.number.to_string()))
        }
        Deed::Reported(_) => of("reported"),
        Deed::Returned => of("returned"),
        Deed::Extended(to) => of("extended").and("time", About::Time(*to)),
        Deed::Withdrawn => of("withdrawn"),
    };
    let officer = match deed {
        Deed::Acknowledged(by) => Some((*by).clone()),
        _ => None,
    };
    let office = act.entry.office;
    Happening { entry: act.entry, at: act.at, arrived: None, office, officer, told, said: None }
}
