//! How a tasking stands: a question asked of both halves and a time, never a fact. Each word is bound to
//! a recorded act; what is not known says since when, and is never called overdue.

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use serde::Serialize;

use super::Tasking;

/// What falls due within this time is due soon.
const SOON: SignedDuration = SignedDuration::from_hours(3 * 24);
/// A post that writes its journal elsewhere and has been silent this long is not known to be idle.
const SILENCE: SignedDuration = SignedDuration::from_hours(24);

/// Since when the reader knows what the post does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Heard {
    /// The post's journal is written on this node: what is not in it was not done.
    Here,
    /// The post's entries arrive from elsewhere, the last one then; none ever if absent.
    Away(Option<Timestamp>),
}

/// The last thing that is known to have happened, each word a receipt.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// In the post's queue; nobody has taken it.
    Issued,
    /// A person at the post has it.
    Acknowledged,
    /// The post objects and nobody has answered yet.
    Objected,
    /// An engagement is planned.
    Planned,
    /// An engagement is logged.
    Delivered,
    /// A reply was released, or nothing more is asked.
    Reported,
    /// Headquarters found the reply insufficient.
    Returned,
    /// Headquarters took it back.
    Withdrawn,
    /// Only the post's half has arrived.
    Unasked,
}

impl Stage {
    /// The word on the board.
    pub fn word(self) -> &'static str {
        match self {
            Self::Issued => "not acknowledged",
            Self::Acknowledged => "acknowledged",
            Self::Objected => "objected",
            Self::Planned => "planned",
            Self::Delivered => "delivered",
            Self::Reported => "reported",
            Self::Returned => "returned",
            Self::Withdrawn => "withdrawn",
            Self::Unasked => "instruction not here",
        }
    }
}

/// Whether it is in time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Timeliness {
    /// Open, and not due soon or without a due time.
    Open,
    /// Falls due within three days.
    DueSoon,
    /// Its time has passed and it is not done.
    Overdue,
    /// Its time has passed, and what the post did is not known.
    Unknown {
        /// When the post was last heard; none if never.
        since: Option<Timestamp>,
    },
    /// Done in time, or withdrawn.
    Done,
    /// Done after its time.
    Late,
}

/// How a duty stands at a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Standing {
    /// The occurrence it is about.
    pub occurrence: Option<Date>,
    /// The last thing that happened.
    pub stage: Stage,
    /// When it happened.
    pub since: Timestamp,
    /// When the duty falls due.
    pub due: Option<Timestamp>,
    /// Whether headquarters gave it more time than it first had.
    pub extended: bool,
    /// Whether it is in time.
    pub timeliness: Timeliness,
    /// Required points with a disposition.
    pub points_done: usize,
    /// Required points.
    pub points: usize,
    /// The post acted before it could know of the withdrawal.
    pub crossed: bool,
    /// Occurrences before this one whose time passed without a reply or delivery.
    pub missed: usize,
}

impl Tasking {
    /// How the tasking stands: for a standing one, its current occurrence.
    pub fn standing(&self, now: Timestamp, heard: Heard) -> Standing {
        let occurrence = if self.recurs() { self.current(now) } else { None };
        self.duty_standing(occurrence, now, heard)
    }

    /// How one duty stands.
    pub fn duty_standing(&self, occurrence: Option<Date>, now: Timestamp, heard: Heard) -> Standing {
        let (stage, since) = self.stage(occurrence);
        let due = self.due(occurrence);
        let open = self.points_open(occurrence).len();
        let points = self.asked.as_ref().map_or(0, |asked| asked.required.len());
        Standing {
            occurrence,
            stage,
            since,
            due,
            extended: self
                .asked
                .iter()
                .flat_map(|asked| &asked.extended)
                .any(|more| more.occurrence == occurrence),
            timeliness: self.timeliness(occurrence, stage, due, now, heard),
            points_done: points - open,
            points,
            crossed: self.crossed(),
            missed: self.missed(occurrence, now),
        }
    }

    fn stage(&self, occurrence: Option<Date>) -> (Stage, Timestamp) {
        let first = self.done.acknowledged.as_ref().map(|(act, _)| act.at);
        let Some(asked) = &self.asked else {
            return (Stage::Unasked, first.unwrap_or(Timestamp::UNIX_EPOCH));
        };
        if let Some(withdrawn) = asked.withdrawn {
            return (Stage::Withdrawn, withdrawn.at);
        }
        if let Some(reply) = self.reply(occurrence) {
            return (Stage::Reported, reply.act.at);
        }
        if let Some(returned) = self.returned(occurrence) {
            return (Stage::Returned, returned.act.at);
        }
        if let Some(last) = self.deliveries(occurrence).last() {
            let done = !asked.report && self.complete(occurrence);
            return (if done { Stage::Reported } else { Stage::Delivered }, last.act.at);
        }
        if let Some(objection) = self.open_objection(occurrence) {
            return (Stage::Objected, objection.act.at);
        }
        if let Some(plan) = self.plan(occurrence) {
            return (Stage::Planned, plan.act.at);
        }
        first.map_or((Stage::Issued, asked.issued.at), |at| (Stage::Acknowledged, at))
    }

    fn timeliness(
        &self,
        occurrence: Option<Date>,
        stage: Stage,
        due: Option<Timestamp>,
        now: Timestamp,
        heard: Heard,
    ) -> Timeliness {
        match stage {
            Stage::Withdrawn => return Timeliness::Done,
            Stage::Reported => {
                let first =
                    self.done.reported.iter().find(|report| report.occurrence == occurrence && report.closes);
                let done = first.map(|report| report.act.at);
                let done = done.or_else(|| self.deliveries(occurrence).last().map(|last| last.act.at));
                let late = matches!((done, due), (Some(done), Some(due)) if done > due);
                return if late { Timeliness::Late } else { Timeliness::Done };
            }
            _ => {}
        }
        if let Heard::Away(since) = heard
            && since.is_none_or(|since| now.duration_since(since) > SILENCE)
        {
            return Timeliness::Unknown { since };
        }
        match due {
            Some(due) if due < now => Timeliness::Overdue,
            Some(due) if due.duration_since(now) <= SOON => Timeliness::DueSoon,
            _ => Timeliness::Open,
        }
    }

    /// Whether the post acted without knowing of the withdrawal: by its own word, the last entry of
    /// headquarters it had seen came before.
    fn crossed(&self) -> bool {
        let Some(withdrawn) = self.asked.as_ref().and_then(|asked| asked.withdrawn) else { return false };
        let unaware = |seen: Option<u64>| seen.is_none_or(|seen| seen < withdrawn.entry.number);
        let after = |at: Timestamp| at >= withdrawn.at;
        self.done.delivered.iter().any(|done| unaware(done.seen) && after(done.act.at))
            || self.done.reported.iter().any(|report| unaware(report.seen) && after(report.act.at))
    }

    fn missed(&self, current: Option<Date>, now: Timestamp) -> usize {
        let Some(current) = current else { return 0 };
        let withdrawn = self.asked.as_ref().and_then(|asked| asked.withdrawn);
        let passed = |day: &Date| {
            let due = self.due(Some(*day));
            due.is_some_and(|due| due < now && withdrawn.is_none_or(|withdrawn| due < withdrawn.at))
        };
        let before = self.occurrences(current).into_iter().filter(|day| *day < current && passed(day));
        before.filter(|day| !self.closed(Some(*day))).count()
    }
}
