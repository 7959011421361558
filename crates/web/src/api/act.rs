//! What a program may do: acts of a post about its taskings, and drafting. Each body is read into a command for the same
//! desk that forms go to. Nothing that releases, approves, clears or decides is here, so no token can do it.

use domain::cable::sheet;
use domain::command::{Answered, Command, Credit, Held};
use domain::fact::{
    Confidence, Disposition, Form, Given, HostLevel, Interlocutor, Proposes, Purpose, Role, Stance,
};
use domain::words::{DutyId, EntryId, Handle, OfficeId, PointId, TaskingId};
use jiff::Timestamp;
use jiff::civil::Date;
use registry::Told as Recorded;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use views::shaped;

use super::problem::{Problem, Stop};
use super::read::{Told, tasking_id};
use super::{Answer, Asked};
use crate::acts;
use crate::links;
use crate::visit::Visit;

/// A sheet for a new instruction.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Drafted {
    sheet: String,
    office: Option<OfficeId>,
}

/// A sheet in the place of a draft.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Revised {
    sheet: String,
    /// The entry that last changed the draft which the new sheet was made from.
    version: EntryId,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Abandoned {
    why: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ClearanceAsked {
    clearer: Handle,
    #[serde(default)]
    pieces: Vec<String>,
    by: Option<Timestamp>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Nothing {}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Plan {
    occurrence: Option<Date>,
    on: Date,
    with: With,
    form: Form,
}

/// The host office one meets, and the level of the official.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct With {
    office: String,
    level: HostLevel,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Logged {
    occurrence: Option<Date>,
    on: Date,
    with: With,
    form: Form,
    notes: Option<String>,
    #[serde(default)]
    points: Vec<PointUsed>,
    answer: Option<AnswerGiven>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PointUsed {
    point: PointId,
    became: Disposition,
    why: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AnswerGiven {
    text: String,
    stance: Option<Stance>,
    given: Option<Given>,
    confidence: Option<Confidence>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Objected {
    occurrence: Option<Date>,
    proposes: Proposes,
    why: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TimeAsked {
    occurrence: Option<Date>,
    to: Timestamp,
    why: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Replied {
    occurrence: Option<Date>,
    sheet: String,
    #[serde(default)]
    interim: bool,
}

impl From<With> for Interlocutor {
    fn from(with: With) -> Self {
        Self { office: with.office, level: with.level }
    }
}

impl Asked {
    /// What was sent, as what is wanted; nothing sent is an empty object.
    fn body<T: DeserializeOwned>(&self) -> Result<T, Stop> {
        let sent = if self.body.is_empty() { b"{}".as_slice() } else { &self.body };
        serde_json::from_slice(sent).map_err(|error| {
            // What was sent is not repeated: it may be a cable.
            let place = format!("line {}, column {}", error.line(), error.column());
            let what = match error.classify() {
                serde_json::error::Category::Data => "does not have the fields that are wanted",
                _ => "is not JSON",
            };
            let hint = "Look at /openapi.json for what is wanted at this address.";
            Problem::unread(format!("The body {what}, at {place}."), hint)
        })
    }

    /// Asks the desk, and tells what was recorded under the name of the command that does the same.
    fn ask(&self, visit: &Visit, office: OfficeId, command: Command, name: &str) -> Told {
        let begins = command.begins();
        let receipt = visit.ask(office, command, &self.once)??;
        let began = receipt.began.filter(|_| begins);
        let to = began.filter(|_| matches!(name, "draft" | "reply"));
        let to = to.map(|draft| format!("{}.json", links::instruction(&draft.to_string())));
        let body = shaped(name, Recorded::from(&receipt));
        Ok(if receipt.is_new() { Answer::made(body, to) } else { Answer::json(body) })
    }
}

/// The tasking in the path, if the reader may see it.
fn seen(visit: &Visit, asked: &Asked) -> Result<TaskingId, Stop> {
    let id = tasking_id(visit, asked)?;
    let found = visit.views().tasking(&visit.reader, id, views::When::NOW, visit.now)?;
    found.map(|_| id).ok_or(Stop::NotFound)
}

/// The draft in the path, if the reader may see it, and the entry that last changed it.
fn draft(visit: &Visit, asked: &Asked) -> Result<(EntryId, EntryId), Stop> {
    let id = visit.named(asked.path("instruction"))?;
    let found = visit.views().show(&visit.reader, id, views::When::NOW)?.ok_or(Stop::NotFound)?;
    Ok((id, found.draft.ok_or(Stop::NotFound)?.version))
}

pub(super) fn compose(visit: &Visit, asked: &Asked) -> Told {
    let body: Drafted = asked.body()?;
    let own = || visit.offices_as(Role::Drafter).first().copied().or(visit.home());
    let office = body.office.or_else(own).ok_or(Stop::NotFound)?;
    let sheet = Box::new(sheet::read(&body.sheet));
    asked.ask(visit, office, Command::Draft { purpose: Purpose::Instruction, sheet }, "draft")
}

pub(super) fn revise(visit: &Visit, asked: &Asked) -> Told {
    let (draft, version) = draft(visit, asked)?;
    let body: Revised = asked.body()?;
    if body.version != version {
        let detail = format!("The draft was changed by {version} after you read it.");
        let hint = "Read it as it now stands, and revise that.";
        let status = axum::http::StatusCode::CONFLICT;
        return Err(Stop::Problem(Box::new(Problem::new(status, detail, hint))));
    }
    let sheet = Box::new(sheet::read(&body.sheet));
    asked.ask(visit, draft.office, Command::Revise { draft, sheet }, "revise")
}

pub(super) fn ask_clearance(visit: &Visit, asked: &Asked) -> Told {
    let (draft, _) = draft(visit, asked)?;
    let body: ClearanceAsked = asked.body()?;
    let pieces: Option<Vec<_>> = body.pieces.iter().map(|name| acts::piece(name)).collect();
    let pieces = pieces.ok_or_else(|| {
        Problem::unread("One of `pieces` is no part of a draft.", "Write head, a paragraph 2 or a point P1.")
    })?;
    let command = Command::RequestClearance { draft, clearer: body.clearer, pieces, by: body.by };
    asked.ask(visit, draft.office, command, "ask-clearance")
}

pub(super) fn abandon(visit: &Visit, asked: &Asked) -> Told {
    let (draft, _) = draft(visit, asked)?;
    let body: Abandoned = asked.body()?;
    asked.ask(visit, draft.office, Command::Abandon { draft, why: body.why }, "abandon")
}

pub(super) fn acknowledge(visit: &Visit, asked: &Asked) -> Told {
    let tasking = seen(visit, asked)?;
    asked.body::<Nothing>()?;
    asked.ask(visit, tasking.office, Command::Acknowledge { tasking }, "ack")
}

pub(super) fn plan(visit: &Visit, asked: &Asked) -> Told {
    let tasking = seen(visit, asked)?;
    let Plan { occurrence, on, with, form } = asked.body()?;
    let duty = DutyId { tasking, occurrence };
    asked.ask(visit, tasking.office, Command::PlanEngagement { duty, on, with: with.into(), form }, "plan")
}

pub(super) fn log(visit: &Visit, asked: &Asked) -> Told {
    let tasking = seen(visit, asked)?;
    let Logged { occurrence, on, with, form, notes, points, answer } = asked.body()?;
    let points = points.into_iter().map(|used| (used.point, used.became, used.why)).collect();
    let answer = answer.map(|AnswerGiven { text, stance, given, confidence }| Answered {
        text,
        stance,
        given,
        confidence,
    });
    let credit = Credit { duty: DutyId { tasking, occurrence }, points, answer };
    let held = Held { on, with: with.into(), form, notes };
    asked.ask(visit, tasking.office, Command::LogEngagement { held, credits: vec![credit] }, "log")
}

pub(super) fn object(visit: &Visit, asked: &Asked) -> Told {
    let tasking = seen(visit, asked)?;
    let Objected { occurrence, proposes, why } = asked.body()?;
    let duty = DutyId { tasking, occurrence };
    asked.ask(visit, tasking.office, Command::Object { duty, proposes, why }, "object")
}

pub(super) fn ask_extension(visit: &Visit, asked: &Asked) -> Told {
    let tasking = seen(visit, asked)?;
    let TimeAsked { occurrence, to, why } = asked.body()?;
    let duty = DutyId { tasking, occurrence };
    asked.ask(visit, tasking.office, Command::RequestExtension { duty, to, why }, "extend")
}

pub(super) fn reply(visit: &Visit, asked: &Asked) -> Told {
    let tasking = seen(visit, asked)?;
    let Replied { occurrence, sheet, interim } = asked.body()?;
    let purpose = Purpose::Reply { answers: vec![DutyId { tasking, occurrence }], interim };
    let sheet = Box::new(sheet::read(&sheet));
    asked.ask(visit, tasking.office, Command::Draft { purpose, sheet }, "reply")
}
