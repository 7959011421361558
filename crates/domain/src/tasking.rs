//! A tasking: what one office was asked to do, and what it did about it. Headquarters owns the asking
//! and the post owns the doing, so each half can be recorded while the line between them is down, and
//! the board is the same whatever order they arrive in. How it stands is computed from both and a
//! time; lateness is a question and never stored. A standing tasking's occurrences are duties of their own.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

use cable::Precedence;

use crate::calendar;
use crate::entry::Entry;
use crate::fact::{
    CableNumber, Confidence, Disposition, Fact, Form, Given, HostLevel, Interlocutor, Issue, Proposes, Rule,
    Ruling, Stance, TaskingIssued,
};
use crate::words::{DutyId, EntryId, Handle, OfficeId, PaperId, PointId, TaskingId};

mod standing;
pub use standing::{Heard, Stage, Standing, Timeliness};

/// Both halves of a tasking.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tasking {
    /// Which one.
    pub id: TaskingId,
    /// Headquarters' half; none while only the post's entries have arrived.
    pub asked: Option<Asked>,
    /// The post's half.
    pub done: Done,
}

/// What was asked: the instructing office's half.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Asked {
    /// When it was issued.
    pub issued: Act,
    /// How fast the cable is handled at the post.
    pub precedence: Precedence,
    /// The post's time zone.
    pub zone: String,
    /// When it falls due, if it does not recur.
    pub due: Option<Timestamp>,
    /// The rules of a standing tasking, each from a due day on.
    pub rules: Vec<(Date, Rule)>,
    /// The lowest level of interlocutor that will do.
    pub level: Option<HostLevel>,
    /// Whether a reply cable is required to close it.
    pub report: bool,
    /// The points that must have a disposition.
    pub required: Vec<PointId>,
    /// The withdrawal.
    pub withdrawn: Option<Act>,
    /// The reply entries found insufficient.
    pub returned: Vec<Returned>,
    /// More time given.
    pub extended: Vec<Extended>,
    /// Requests for more time that were declined.
    pub declined: Vec<EntryId>,
    /// Answers to objections.
    pub ruled: Vec<(EntryId, Ruling)>,
}

/// What was done: the post's half.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Done {
    /// Who acknowledged it, and when.
    pub acknowledged: Option<(Act, Handle)>,
    /// Engagements planned.
    pub planned: Vec<Planned>,
    /// Objections made.
    pub objections: Vec<Objection>,
    /// Requests for more time.
    pub requests: Vec<Request>,
    /// What engagements did for it.
    pub delivered: Vec<Delivered>,
    /// Replies that reported on it.
    pub reported: Vec<Reported>,
}

/// An entry and its time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the fields are the sentence")]
pub struct Act {
    pub entry: EntryId,
    pub at: Timestamp,
}

/// A reply found insufficient.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the fields are the sentence")]
pub struct Returned {
    pub occurrence: Option<Date>,
    pub report: EntryId,
    pub act: Act,
    pub why: PaperId,
}

/// More time given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the fields are the sentence")]
pub struct Extended {
    pub occurrence: Option<Date>,
    pub to: Timestamp,
    pub request: Option<EntryId>,
    pub act: Act,
}

/// An engagement planned for a duty.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the fields are the sentence")]
pub struct Planned {
    pub occurrence: Option<Date>,
    pub on: Date,
    pub with: Interlocutor,
    pub form: Form,
    pub act: Act,
}

/// An objection.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the fields are the sentence")]
pub struct Objection {
    pub occurrence: Option<Date>,
    pub proposes: Proposes,
    pub why: PaperId,
    pub act: Act,
}

/// A request for more time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the fields are the sentence")]
pub struct Request {
    pub occurrence: Option<Date>,
    pub to: Timestamp,
    pub why: PaperId,
    pub act: Act,
}

/// What an engagement did for a duty.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the fields are the sentence")]
pub struct Delivered {
    pub occurrence: Option<Date>,
    pub engagement: EntryId,
    pub on: Date,
    pub level: HostLevel,
    pub points: Vec<(PointId, Disposition)>,
    pub answer: Option<Heeded>,
    pub act: Act,
    /// The last entry of headquarters known when it was logged.
    pub seen: Option<u64>,
}

/// The host's answer, as the board needs it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the fields are the sentence")]
pub struct Heeded {
    pub text: PaperId,
    pub stance: Option<Stance>,
    pub given: Option<Given>,
    pub confidence: Option<Confidence>,
}

/// A reply that reported on a duty.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the fields are the sentence")]
pub struct Reported {
    pub occurrence: Option<Date>,
    pub reply: EntryId,
    pub number: CableNumber,
    pub closes: bool,
    pub act: Act,
    /// The last entry of headquarters known when it was released.
    pub seen: Option<u64>,
}

impl Tasking {
    /// A tasking of which nothing is known yet.
    pub fn new(id: TaskingId) -> Self {
        Self { id, asked: None, done: Done::default() }
    }

    /// Takes in an entry of the instruction's dossier that is about this tasking. Each half listens
    /// only to its owner: what another office writes about it changes nothing.
    pub fn evolve(&mut self, entry: &Entry, fact: &Fact) {
        let act = Act { entry: entry.id, at: entry.at };
        let seen = entry.seen.filter(|head| head.entry.office == self.id.instruction.office);
        let seen = seen.map(|head| head.entry.number);
        if entry.office() == self.id.instruction.office {
            self.ask(act, fact);
        }
        if entry.office() == self.id.office {
            self.done.take(act, seen, &entry.actor, fact);
        }
    }

    /// Takes in what the office is asked; what was asked first stands.
    pub(crate) fn issue(&mut self, act: Act, issued: &TaskingIssued, issue: &Issue) {
        self.asked.get_or_insert_with(|| Asked {
            issued: act,
            precedence: issue.precedence,
            zone: issue.zone.clone(),
            due: issue.due,
            rules: issue.rule.iter().map(|rule| (rule.first_on, rule.clone())).collect(),
            level: issued.level,
            report: issued.report,
            required: issued.required.clone(),
            withdrawn: None,
            returned: Vec::new(),
            extended: Vec::new(),
            declined: Vec::new(),
            ruled: Vec::new(),
        });
    }

    fn ask(&mut self, act: Act, fact: &Fact) {
        if let Fact::TaskingIssued(issued) = fact
            && let Some(issue) = issued.to.iter().find(|issue| issue.office == self.id.office)
        {
            self.issue(act, issued, issue);
        }
        let Some(asked) = &mut self.asked else { return };
        match fact {
            Fact::TaskingRuleChanged(changed) => asked.rules.push((changed.from, changed.rule.clone())),
            Fact::TaskingWithdrawn(_) => asked.withdrawn = asked.withdrawn.or(Some(act)),
            Fact::TaskingReturned(returned) => asked.returned.push(Returned {
                occurrence: returned.duty.occurrence,
                report: returned.report,
                act,
                why: PaperId { entry: act.entry, place: returned.why },
            }),
            Fact::TaskingExtended(extended) => asked.extended.push(Extended {
                occurrence: extended.duty.occurrence,
                to: extended.to,
                request: extended.request,
                act,
            }),
            Fact::TaskingExtensionDeclined(declined) => asked.declined.push(declined.request),
            Fact::TaskingObjectionRuled(ruled) => asked.ruled.push((ruled.objection, ruled.ruling)),
            _ => {}
        }
    }

    /// The due days of a standing tasking through a day, each under the rule in force for it.
    pub fn occurrences(&self, through: Date) -> Vec<Date> {
        let Some(asked) = &self.asked else { return Vec::new() };
        let mut days = Vec::new();
        for (place, (from, rule)) in asked.rules.iter().enumerate() {
            // The last rule made wins, also where a clock that went back made it hold from an earlier day.
            let next = asked.rules.iter().skip(place + 1).map(|(next, _)| *next).min();
            let end = next.and_then(|next| next.yesterday().ok());
            days.extend(calendar::occurrences(rule, *from, end.map_or(through, |end| end.min(through))));
        }
        days
    }

    /// Whether the tasking recurs.
    pub fn recurs(&self) -> bool {
        self.asked.as_ref().is_some_and(|asked| !asked.rules.is_empty())
    }

    /// The post's time zone; UTC while the asking is not known.
    pub fn zone(&self) -> TimeZone {
        let zone = self.asked.as_ref().and_then(|asked| calendar::zone(&asked.zone).ok());
        zone.unwrap_or(TimeZone::UTC)
    }

    /// When a duty falls due, more time included.
    pub fn due(&self, occurrence: Option<Date>) -> Option<Timestamp> {
        let asked = self.asked.as_ref()?;
        let given =
            asked.extended.iter().filter(|more| more.occurrence == occurrence).map(|more| more.to).max();
        let first = match occurrence {
            Some(day) => Some(calendar::end_of(day, &self.zone())),
            None => asked.due,
        };
        given.max(first)
    }

    /// The occurrence that a person looking now has before them: the first that headquarters returned, else
    /// the first that is not closed and whose day has not passed, else the last one there is. None for a
    /// tasking that does not recur.
    pub fn current(&self, now: Timestamp) -> Option<Date> {
        let days = self.occurrences(Date::MAX);
        let returned = days.iter().find(|day| self.returned(Some(**day)).is_some());
        let open =
            |day: &&Date| self.due(Some(**day)).is_none_or(|due| due >= now) && !self.closed(Some(**day));
        returned.or_else(|| days.iter().find(open)).or(days.last()).copied()
    }

    /// The required points of a duty that have no disposition yet.
    pub fn points_open(&self, occurrence: Option<Date>) -> Vec<PointId> {
        let required = self.asked.iter().flat_map(|asked| &asked.required);
        required.copied().filter(|point| !self.point_done(occurrence, *point)).collect()
    }

    fn point_done(&self, occurrence: Option<Date>, point: PointId) -> bool {
        self.deliveries(occurrence).any(|done| done.points.iter().any(|(used, _)| *used == point))
    }

    /// What engagements did for a duty, in the order they were logged.
    pub fn deliveries(&self, occurrence: Option<Date>) -> impl Iterator<Item = &Delivered> {
        self.done.delivered.iter().filter(move |done| done.occurrence == occurrence)
    }

    /// The reply that stands for a duty: the last that closes it and was not returned.
    pub fn reply(&self, occurrence: Option<Date>) -> Option<&Reported> {
        let last = self
            .done
            .reported
            .iter()
            .rev()
            .find(|report| report.occurrence == occurrence && report.closes)?;
        let returned = self.asked.iter().flat_map(|asked| &asked.returned);
        let mut returned = returned.map(|returned| returned.report);
        (!returned.any(|report| report == last.act.entry)).then_some(last)
    }

    /// The return of the last reply on a duty, if nothing has closed it since.
    pub fn returned(&self, occurrence: Option<Date>) -> Option<&Returned> {
        if self.reply(occurrence).is_some() {
            return None;
        }
        let returned = self.asked.iter().flat_map(|asked| asked.returned.iter().rev());
        returned.into_iter().find(|returned| returned.occurrence == occurrence)
    }

    /// Whether a duty needs no more: a reply closes it, or none is required and every point is done
    /// and answered.
    pub fn closed(&self, occurrence: Option<Date>) -> bool {
        let Some(asked) = &self.asked else { return false };
        if asked.report {
            return self.reply(occurrence).is_some();
        }
        self.complete(occurrence)
    }

    /// Whether every required point has a disposition and the host's answer is recorded.
    pub fn complete(&self, occurrence: Option<Date>) -> bool {
        self.points_open(occurrence).is_empty()
            && self.deliveries(occurrence).any(|delivered| delivered.answer.is_some())
    }

    /// The objection nobody has answered.
    pub fn open_objection(&self, occurrence: Option<Date>) -> Option<&Objection> {
        let ruled = |entry: EntryId| {
            self.asked.iter().flat_map(|asked| &asked.ruled).any(|(objection, _)| *objection == entry)
        };
        let concerns = |made: &&Objection| made.occurrence.is_none() || made.occurrence == occurrence;
        self.done.objections.iter().rev().filter(concerns).find(|made| !ruled(made.act.entry))
    }

    /// The last request for more time, if nobody has answered it; it took the place of those before.
    pub fn open_request(&self, occurrence: Option<Date>) -> Option<&Request> {
        let answered = |entry: EntryId| {
            self.asked.iter().any(|asked| {
                asked.declined.contains(&entry)
                    || asked.extended.iter().any(|extended| extended.request == Some(entry))
            })
        };
        let concerns = |asked: &&Request| asked.occurrence == occurrence;
        self.done.requests.iter().rev().find(concerns).filter(|asked| !answered(asked.act.entry))
    }

    /// The plan that stands for a duty.
    pub fn plan(&self, occurrence: Option<Date>) -> Option<&Planned> {
        self.done.planned.iter().rev().find(|planned| planned.occurrence == occurrence)
    }
}

impl Done {
    fn take(&mut self, act: Act, seen: Option<u64>, actor: &Handle, fact: &Fact) {
        let paper = |place| PaperId { entry: act.entry, place };
        match fact {
            Fact::TaskingAcknowledged(_) if self.acknowledged.is_none() => {
                self.acknowledged = Some((act, actor.clone()));
            }
            Fact::EngagementPlanned(planned) => self.planned.push(Planned {
                occurrence: planned.duty.occurrence,
                on: planned.on,
                with: planned.with.clone(),
                form: planned.form,
                act,
            }),
            Fact::TaskingObjected(objected) => self.objections.push(Objection {
                occurrence: objected.duty.occurrence,
                proposes: objected.proposes,
                why: paper(objected.why),
                act,
            }),
            Fact::TaskingExtensionRequested(asked) => self.requests.push(Request {
                occurrence: asked.duty.occurrence,
                to: asked.to,
                why: paper(asked.why),
                act,
            }),
            Fact::TaskingDelivered(delivered) => {
                let (engagement, occurrence) = (delivered.engagement, delivered.duty.occurrence);
                self.delivered.retain(|old| (old.engagement, old.occurrence) != (engagement, occurrence));
                self.delivered.push(Delivered {
                    occurrence,
                    engagement,
                    on: delivered.on,
                    level: delivered.level,
                    points: delivered.points.iter().map(|used| (used.point, used.disposition)).collect(),
                    answer: delivered.answer.as_ref().map(|answer| Heeded {
                        text: paper(answer.text),
                        stance: answer.stance,
                        given: answer.given,
                        confidence: answer.confidence,
                    }),
                    act,
                    seen,
                });
            }
            Fact::TaskingDeliveryRetracted(retracted) => {
                let gone = (retracted.engagement, retracted.duty.occurrence);
                self.delivered.retain(|old| (old.engagement, old.occurrence) != gone);
            }
            Fact::TaskingReported(reported) => self.reported.push(Reported {
                occurrence: reported.duty.occurrence,
                reply: reported.reply,
                number: reported.number.clone(),
                closes: reported.closes,
                act,
                seen,
            }),
            _ => {}
        }
    }
}

/// The taskings an entry of an instruction's dossier is about: one, or all that a release issues.
pub fn concerned(instruction: EntryId, fact: &Fact) -> Vec<TaskingId> {
    let office = |office: OfficeId| vec![TaskingId { instruction, office }];
    let of = |duty: DutyId| Vec::from_iter((duty.tasking.instruction == instruction).then_some(duty.tasking));
    match fact {
        Fact::TaskingIssued(fact) => {
            fact.to.iter().map(|issue| TaskingId { instruction, office: issue.office }).collect()
        }
        Fact::TaskingRuleChanged(fact) => office(fact.office),
        Fact::TaskingWithdrawn(fact) => office(fact.office),
        Fact::TaskingObjectionRuled(fact) => office(fact.office),
        Fact::TaskingAcknowledged(fact) => office(fact.office),
        Fact::TaskingReturned(fact) => of(fact.duty),
        Fact::TaskingExtended(fact) => of(fact.duty),
        Fact::TaskingExtensionDeclined(fact) => of(fact.duty),
        Fact::TaskingObjected(fact) => of(fact.duty),
        Fact::TaskingExtensionRequested(fact) => of(fact.duty),
        Fact::TaskingDelivered(fact) => of(fact.duty),
        Fact::TaskingDeliveryRetracted(fact) => of(fact.duty),
        Fact::TaskingReported(fact) => of(fact.duty),
        Fact::EngagementPlanned(fact) => of(fact.duty),
        _ => Vec::new(),
    }
}

/// The office whose word a fact about a tasking is: what was asked is the instructing office's, what was
/// done the post's.
pub fn owner(tasking: TaskingId, fact: &Fact) -> OfficeId {
    match fact {
        Fact::TaskingIssued(_)
        | Fact::TaskingRuleChanged(_)
        | Fact::TaskingExtended(_)
        | Fact::TaskingExtensionDeclined(_)
        | Fact::TaskingObjectionRuled(_)
        | Fact::TaskingWithdrawn(_)
        | Fact::TaskingReturned(_) => tasking.instruction.office,
        _ => tasking.office,
    }
}
