//! What one post was asked to do: the points, the duties with their due times, what has been done, and the forms to go on.

use std::fmt::Write as _;

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use domain::command::Command;
use domain::fact::{Form, Interlocutor};
use domain::tasking::Timeliness;
use domain::words::{PointId, TaskingId};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use views::{DutyView, EngagementView, PointView, TaskingView};

use crate::acts::{self, Tried};
use crate::forms::Kept;
use crate::links;
use crate::page::{Happening, Link, Place, Shell, Sign, When};
use crate::pages::board;
use crate::pages::instruction::{self, Point, Row};
use crate::pages::{precedence, stance, standing};
use crate::print;
use crate::tongue::Tongue;
use crate::visit::{self, Acted, Guest, Miss, Submitted, Visit};

mod offer;
mod sample;

pub(crate) use sample::{sample, sample_refused};

/// How many engagements the page lists.
const ENGAGEMENTS_MAX: usize = 40;
/// How far back the page looks for what happened here.
const CHRONOLOGY_MAX: usize = 400;

/// The tasking page.
#[derive(Clone, Debug, Template)]
#[cfg_attr(test, derive(serde::Serialize, serde::Deserialize))]
#[template(path = "tasking.html")]
pub(crate) struct Tasking {
    pub(crate) page: Shell,
    pub(crate) number: String,
    pub(crate) post: String,
    pub(crate) subject: String,
    pub(crate) precedence: Sign,
    pub(crate) standing: Sign,
    pub(crate) lateness: Option<String>,
    pub(crate) sentence: String,
    pub(crate) links: Vec<Link>,
    pub(crate) head: Vec<Row>,
    pub(crate) points: Vec<Point>,
    pub(crate) duties: Vec<Duty>,
    pub(crate) engagements: Vec<Engagement>,
    pub(crate) history: Vec<Happening>,
    /// The forms that may be used now, the likeliest first.
    pub(crate) forms: Vec<crate::form::Form>,
}

/// One thing to be done once.
#[derive(Clone, Debug)]
#[cfg_attr(test, derive(serde::Serialize, serde::Deserialize))]
pub(crate) struct Duty {
    pub(crate) name: String,
    pub(crate) due: Option<When>,
    pub(crate) standing: Sign,
    pub(crate) lateness: Option<String>,
    pub(crate) points: String,
    pub(crate) report: Option<Link>,
}

/// A meeting, call or note that was logged or is planned.
#[derive(Clone, Debug)]
#[cfg_attr(test, derive(serde::Serialize, serde::Deserialize))]
pub(crate) struct Engagement {
    pub(crate) on: String,
    pub(crate) stage: Sign,
    pub(crate) with: String,
    pub(crate) points: Vec<PointUsed>,
    pub(crate) position: Option<Sign>,
    pub(crate) how: String,
    pub(crate) answer: Option<String>,
}

/// What became of one point.
#[derive(Clone, Debug)]
#[cfg_attr(test, derive(serde::Serialize, serde::Deserialize))]
pub(crate) struct PointUsed {
    pub(crate) id: String,
    pub(crate) became: Sign,
    pub(crate) why: String,
}

/// What became of a point, with its glyph.
pub(crate) fn disposition(word: &str) -> Sign {
    let (glyph, class) = match word {
        "as written" => ("●", "s4"),
        "adapted" => ("≈", "s3"),
        "raised by host" => ("◁", "s3"),
        "withheld" => ("⊘", "s5"),
        "overtaken" => ("↷", "s6"),
        _ => ("○", "s0"),
    };
    Sign::new(word, glyph, class)
}

/// `GET /t/{instruction}/{post}`
pub(crate) async fn show(Path((instruction, post)): Path<(String, String)>, guest: Guest) -> Response {
    guest.read(move |visit| page(visit, named(visit, &instruction, &post)?, None)).await
}

/// `POST /t/{instruction}/{post}/{act}`
pub(crate) async fn submit(
    Path((instruction, post, act)): Path<(String, String, String)>,
    submitted: Submitted,
) -> Response {
    submitted.act(move |visit, kept| act_on(visit, named(visit, &instruction, &post)?, &act, kept)).await
}

fn named(visit: &Visit, instruction: &str, post: &str) -> Result<TaskingId, Miss> {
    let office = post.parse().map_err(|_| Miss::NotFound)?;
    Ok(TaskingId { instruction: visit.named(instruction)?, office })
}

fn found(visit: &Visit, id: TaskingId) -> Result<TaskingView, Miss> {
    visit.views().tasking(&visit.reader, id, views::When::NOW, visit.now)?.ok_or(Miss::NotFound)
}

fn act_on(visit: &Visit, id: TaskingId, act: &str, kept: &Kept) -> Result<Acted<Tasking>, Miss> {
    let view = found(visit, id)?;
    let zone = visit.zone(id.office);
    let (office, instructor) = (id.office, id.instruction.office);
    let (office, read, done) = match act {
        "acknowledge" => (office, Ok(Command::Acknowledge { tasking: id }), "receipt is acknowledged"),
        "plan" => (office, acts::plan(id, kept), "the plan is recorded"),
        "log" => {
            let points: Vec<_> = view.points.iter().map(|point| point.point).collect();
            let others: Vec<_> = offer::others(visit, id)?.iter().filter_map(offer::other_duty).collect();
            (office, acts::log(id, &points, &others, kept), "the engagement is logged")
        }
        "object" => (office, acts::object(id, kept), "the objection is recorded"),
        "ask-extension" => {
            (office, acts::ask_extension(id, &zone, kept), "the request for more time is recorded")
        }
        "reply" => (office, acts::reply(id, kept), "the reply is saved as a draft"),
        "extend" => (instructor, acts::extend(id, &zone, kept), "the decision is recorded"),
        "rule" => (instructor, acts::rule(id, kept), "the ruling is recorded"),
        "return" => (instructor, acts::give_back(id, kept), "the report is returned"),
        "withdraw" => {
            (instructor, acts::withdraw(id.instruction, Some(id.office), kept), "the tasking is withdrawn")
        }
        _ => return Err(Miss::NotFound),
    };
    let complaints = match read {
        Ok(command) => match visit.ask(office, command, kept.get("once"))? {
            Ok(receipt) => {
                visit.leave(done, &receipt);
                return Ok(Acted::Done(match (act, receipt.began) {
                    ("reply", Some(draft)) => links::instruction(&draft.to_string()),
                    _ => links::tasking(&id.instruction.to_string(), id.office.as_str()),
                }));
            }
            Err(refusal) => vec![acts::complaint(&refusal, act, Some(id.instruction))],
        },
        Err(complaints) => complaints,
    };
    Ok(Acted::Refused(page(visit, id, Some(&Tried { act, kept, complaints }))?))
}

/// The page of a tasking, with what was tried on it if it did not succeed.
fn page(visit: &Visit, id: TaskingId, tried: Option<&Tried<'_>>) -> Result<Tasking, Miss> {
    let view = found(visit, id)?;
    let zone = visit.zone(id.office);
    let (number, dossier) = (view.number.to_string(), links::dashed(&view.number));
    let post = view.line.office.name.clone();
    let marks = visit.marks(id.instruction)?;
    let at_post = visit.reader.offices.contains(&id.office);
    let mut page =
        visit.shell(&format!("{number} at {post}"), if at_post { Place::Inbox } else { Place::Board });
    page.marking = visit::marking(marks.level);
    page.crumbs = if at_post {
        vec![Link::new("Inbox", links::inbox()), Link::new(&number, links::instruction(&dossier))]
    } else {
        vec![
            Link::new("Instructions", links::instructions()),
            Link::new(&number, links::instruction(&dossier)),
            Link::new("Board", links::board(&dossier)),
        ]
    };
    let log =
        views::Log { office: Some(id.office), instruction: Some(id.instruction), ..views::Log::default() };
    let held = visit.views().engagements(&visit.reader, &log, ENGAGEMENTS_MAX)?;
    let mut offered = offer::offer(visit, &view, &marks, &held, tried)?;
    if let Some(tried) = tried {
        tried.tell(&mut offered, &mut page);
    }
    let (beside, lateness) = board::beside(visit.tongue, &view.line.standing, visit.now);
    let chronology =
        visit.views().chronology(&visit.reader, id.instruction, views::When::NOW, CHRONOLOGY_MAX)?;
    let own = |each: &views::Happening| each.office == id.office || each.sentence.contains(&post);
    let history: Vec<_> = chronology.unwrap_or_default().into_iter().filter(own).collect();
    Ok(Tasking {
        number,
        post,
        subject: view.subject.clone(),
        precedence: precedence(view.precedence.word()),
        standing: board::stands(&view.line),
        lateness,
        sentence: asked_sentence(visit.tongue, &view, &zone, visit.now),
        links: vec![
            Link::new("The cable", links::record(&dossier)),
            Link::new("Board", links::board(&dossier)),
        ],
        head: head(visit, &view, &beside),
        points: view.points.iter().map(point).collect(),
        duties: view.duties.iter().map(|duty| printed(visit.tongue, duty, &zone, visit.now)).collect(),
        engagements: engagements(visit, &view, &held),
        history: board::happenings(visit.tongue, &history, &zone, visit.now),
        forms: offered,
        page,
    })
}

fn asked_sentence(tongue: Tongue, view: &TaskingView, zone: &TimeZone, now: Timestamp) -> String {
    if let Some(why) = &view.withdrawn {
        return format!("Headquarters took this back: {why}");
    }
    let points = view.points.len();
    let mut words = match points {
        0 => "Carry out the instruction".to_owned(),
        _ => format!("Raise {points} {}", print::plural(points, "point", "points")),
    };
    if let Some(level) = view.level {
        let _ = write!(words, " at {} level or above", print::spaced(level.word()));
    }
    if let Some(due) = view.line.standing.due {
        let due = print::when(tongue, due, zone, now);
        let _ = write!(words, " by {} ({})", due.local, due.utc);
    }
    let recurs = view.duties.iter().any(|duty| duty.occurrence.is_some());
    words += if recurs { ", and again each time it falls due" } else { "" };
    words += if view.report { ", and report by cable." } else { "." };
    words
}

fn head(visit: &Visit, view: &TaskingView, beside: &str) -> Vec<Row> {
    let zone = visit.zone(view.tasking.office);
    let released = print::when(visit.tongue, view.released_at, &zone, visit.now);
    let mut rows = vec![
        Row::new("From", &view.from.name),
        Row::new("Released", &format!("{} ({})", released.local, released.utc)),
    ];
    if !beside.is_empty() {
        rows.push(Row::new("Standing", &acts::sentence(beside)));
    }
    if let Some(level) = view.level {
        rows.push(Row::new("Level", &format!("{} or above", print::spaced(level.word()))));
    }
    let cites = format!("a reply cable that cites {}", view.number);
    rows.push(Row::new("Report", if view.report { &cites } else { "none is required" }));
    for back in &view.returned {
        let at = print::zulu(visit.tongue, back.at, visit.now);
        rows.push(Row::new(
            "Returned",
            &format!("{at}: {}", back.why.as_deref().unwrap_or("no reason kept")),
        ));
    }
    for made in &view.objections {
        let ruling = made.ruling.map_or("waits for a ruling", |ruling| ruling.word());
        let why = made.why.as_deref().unwrap_or_default();
        rows.push(Row::new("Objection", &format!("proposes {}: {why} ({ruling})", made.proposes.word())));
    }
    for made in &view.requests {
        let to = print::when(visit.tongue, made.to, &zone, visit.now);
        let answer = match made.granted {
            Some(true) => "granted",
            Some(false) => "declined",
            None => "waits for an answer",
        };
        let why = made.why.as_deref().unwrap_or_default();
        rows.push(Row::new("More time", &format!("asked for until {}: {why} ({answer})", to.local)));
    }
    rows
}

fn point(point: &PointView) -> Point {
    Point {
        id: point.point.to_string(),
        mark: instruction::mark(&point.mark.to_lowercase()),
        required: if point.optional { "optional" } else { "required" }.into(),
        text: point.text.clone(),
        variants: if point.variant {
            vec![Row::new("in the words meant for this post", "")]
        } else {
            Vec::new()
        },
    }
}

fn printed(tongue: Tongue, duty: &DutyView, zone: &TimeZone, now: Timestamp) -> Duty {
    let (_, lateness) = board::beside(tongue, &duty.standing, now);
    let sign = match duty.standing.timeliness {
        Timeliness::Unknown { .. } => standing("unknown"),
        _ => standing(duty.word),
    };
    Duty {
        name: duty.occurrence.map_or_else(|| "Once".to_owned(), |day| print::day(tongue, day, now)),
        due: duty.standing.due.map(|due| print::when(tongue, due, zone, now)),
        standing: sign,
        lateness,
        points: format!("{}/{}", duty.standing.points_done, duty.standing.points),
        report: duty
            .reply
            .as_ref()
            .map(|reply| Link::new(&reply.number.to_string(), links::record(&links::dashed(&reply.number)))),
    }
}

/// What is planned, then what was held, the newest first.
fn engagements(visit: &Visit, view: &TaskingView, held: &[EngagementView]) -> Vec<Engagement> {
    let mut all = Vec::new();
    for duty in &view.duties {
        if let Some(plan) = duty.plan.as_ref().filter(|_| duty.answers.is_empty() && duty.used.is_empty()) {
            all.push(Engagement {
                on: print::day(visit.tongue, plan.on, visit.now),
                stage: standing("planned"),
                with: with(plan.form, &plan.with),
                points: Vec::new(),
                position: None,
                how: String::new(),
                answer: None,
            });
        }
    }
    for each in held {
        let mut points: Vec<(PointId, PointUsed)> = Vec::new();
        for used in
            view.duties.iter().flat_map(|duty| &duty.used).filter(|used| used.engagement == each.engagement)
        {
            let became = disposition(&print::spaced(used.disposition.word()));
            let why = used.why.clone().unwrap_or_default();
            points.push((used.point, PointUsed { id: used.point.to_string(), became, why }));
        }
        points.sort_by_key(|(point, _)| *point);
        points.dedup_by_key(|(point, _)| *point);
        let mut answers = view.duties.iter().flat_map(|duty| &duty.answers);
        let answer = answers.find(|answer| answer.engagement == each.engagement);
        let position = answer.and_then(|answer| answer.position.as_ref());
        all.push(Engagement {
            on: print::day(visit.tongue, each.on, visit.now),
            stage: Sign::new("held", "◕", "s3"),
            with: with(each.form, &each.with),
            points: points.into_iter().map(|(_, used)| used).collect(),
            position: position.map(|position| stance(&print::spaced(position.stance.word()))),
            how: position.map(how).unwrap_or_default(),
            answer: answer.and_then(|answer| answer.text.clone()),
        });
    }
    all
}

fn with(form: Form, with: &Interlocutor) -> String {
    format!("{}, {}, {}", print::spaced(form.word()), with.office, print::spaced(with.level.word()))
}

/// How a position was given, and how sure its reporter was.
pub(crate) fn how(position: &views::PositionView) -> String {
    let given = position.given.map(|given| print::spaced(given.word()));
    let sure = position.confidence.map(|confidence| format!("confidence {}", confidence.word()));
    given.into_iter().chain(sure).collect::<Vec<_>>().join("; ")
}
