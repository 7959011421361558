//! What one post was asked to do: the points, the duties with their due times, what has been done, and the forms to go on.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use domain::calendar;
use domain::command::Command;
use domain::fact::{Form, Interlocutor};
use domain::handout::{HandoutForm, HandoutLanguage};
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
pub(crate) fn disposition(tongue: Tongue, word: &str) -> Sign {
    let (glyph, class) = match word.replace(' ', "-").as_str() {
        "as-written" => ("●", "s4"),
        "adapted" => ("≈", "s3"),
        "raised-by-host" => ("◁", "s3"),
        "withheld" => ("⊘", "s5"),
        "overtaken" => ("↷", "s6"),
        _ => ("○", "s0"),
    };
    Sign::new(&tongue.word("disposition", word), glyph, class)
}

/// `GET /t/{instruction}/{post}`
pub(crate) async fn show(Path((instruction, post)): Path<(String, String)>, guest: Guest) -> Response {
    guest
        .read(move |visit| {
            let restored = visit.restored()?;
            let tried = restored.as_ref().map(|(act, kept)| Tried { act, kept, complaints: Vec::new() });
            page(visit, named(visit, &instruction, &post)?, tried.as_ref())
        })
        .await
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
    visit.views().tasking(&visit.reader, id, visit.when(), visit.now)?.ok_or(Miss::NotFound)
}

fn act_on(visit: &Visit, id: TaskingId, act: &str, kept: &Kept) -> Result<Acted<Tasking>, Miss> {
    let view = found(visit, id)?;
    let zone = visit.zone(id.office);
    let (office, instructor) = (id.office, id.instruction.office);
    let (office, read) = match act {
        "acknowledge" => (office, Ok(Command::Acknowledge { tasking: id })),
        "plan" => (office, acts::plan(id, kept)),
        "log" => {
            let points: Vec<_> = view.points.iter().map(|point| point.point).collect();
            let required = offer::required(&view);
            let others: Vec<_> = offer::others(visit, id)?.iter().filter_map(offer::other_duty).collect();
            (office, acts::log(id, &points, &required, &others, kept))
        }
        "object" => (office, acts::object(id, kept)),
        "ask-extension" => (office, acts::ask_extension(id, &zone, kept)),
        "reply" => (office, acts::reply(id, kept)),
        "extend" => (instructor, acts::extend(id, &zone, kept)),
        "rule" => (instructor, acts::rule(id, kept)),
        "return" => (instructor, acts::give_back(id, kept)),
        "withdraw" => (instructor, acts::withdraw(id.instruction, Some(id.office), kept)),
        _ => return Err(Miss::NotFound),
    };
    let complaints = match read {
        Ok(command) => match visit.ask(office, command, kept.get("once"))? {
            Ok(receipt) => {
                visit.leave(act, &receipt);
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
    let post = view.line.office.name.to_string();
    let marks = visit.marks(id.instruction)?;
    let at_post = visit.reader.offices.contains(&id.office);
    let about = [("number", number.as_str().into()), ("post", post.as_str().into())];
    let title = visit.tell("tasking-title", &about);
    let mut page = visit.shell(&title, if at_post { Place::Inbox } else { Place::Board });
    page.script("keep");
    visit.date(&mut page);
    page.marking = visit::marking(visit.tongue, marks.level);
    page.crumbs = if at_post {
        vec![
            Link::new(&visit.say("shell-inbox"), links::inbox()),
            Link::new(&number, links::instruction(&dossier)),
        ]
    } else {
        vec![
            Link::new(&visit.say("shell-instructions"), links::instructions()),
            Link::new(&number, links::instruction(&dossier)),
            Link::new(&visit.say("shell-board"), links::board(&dossier)),
        ]
    };
    let when = visit.when();
    let log = views::Log {
        office: Some(id.office),
        instruction: Some(id.instruction),
        when,
        ..views::Log::default()
    };
    let held = visit.views().engagements(&visit.reader, &log, ENGAGEMENTS_MAX)?;
    let mut offered =
        if visit.acts() { offer::offer(visit, &view, &marks, &held, tried)? } else { Vec::new() };
    if let Some(tried) = tried {
        tried.tell(&mut offered, &mut page);
    }
    let (beside, lateness) = board::beside(visit.tongue, &view.line.standing, visit.moment());
    let chronology = visit.views().chronology(&visit.reader, id.instruction, when, CHRONOLOGY_MAX)?;
    let own = |each: &views::Happening| each.office == id.office || each.told.is_of(&post);
    let history: Vec<_> = chronology.unwrap_or_default().into_iter().filter(own).collect();
    Ok(Tasking {
        number,
        post,
        subject: view.subject.clone(),
        precedence: precedence(visit.tongue, view.precedence.word()),
        standing: standing(visit.tongue, board::stands(&view.line)),
        lateness,
        sentence: asked_sentence(visit.tongue, &view, &zone, visit.now),
        links: vec![
            Link::new(&visit.say("tasking-cable"), links::record(&dossier)),
            Link::new(&visit.say("shell-board"), links::board(&dossier)),
        ]
        .into_iter()
        .chain(handouts(visit, id))
        .collect(),
        head: head(visit, &view, &beside),
        points: view.points.iter().map(|each| point(visit.tongue, each)).collect(),
        duties: view.duties.iter().map(|duty| printed(visit.tongue, duty, &zone, visit.now)).collect(),
        engagements: engagements(visit, &view, &held),
        history: board::happenings(visit.tongue, &history, &zone, visit.now),
        forms: offered,
        page,
    })
}

/// The papers for the host that can be made of the points.
fn handouts(visit: &Visit, id: TaskingId) -> impl Iterator<Item = Link> {
    let (own, others): (Vec<_>, Vec<_>) =
        HandoutLanguage::ALL.into_iter().partition(|language| *language == visit.tongue.of_handouts());
    let all = own.into_iter().chain(others);
    let each = all.flat_map(|language| HandoutForm::ALL.map(|form| (language, form)));
    each.map(move |(language, form)| {
        let mut word = visit.say(&format!("draft-handout.{}", form.word()));
        if language != visit.tongue.of_handouts() {
            let about = [
                ("form", word.into()),
                ("language", visit.say(&format!("draft-handout.in-{}", language.tag())).into()),
            ];
            word = visit.tell("draft-handout-in", &about);
        }
        let (instruction, post) = (id.instruction.to_string(), id.office);
        Link::new(&word, links::handout(&instruction, post.as_str(), form.word(), language.tag()))
    })
}

fn asked_sentence(tongue: Tongue, view: &TaskingView, zone: &TimeZone, now: Timestamp) -> String {
    if let Some(why) = &view.withdrawn {
        return tongue.tell("tasking-taken-back", &[("why", why.as_str().into())]);
    }
    let yes = |is: bool| if is { "yes" } else { "no" };
    let due = view.line.standing.due.map(|due| print::when(tongue, due, zone, now));
    let (due, utc) = due.map_or(("none".to_owned(), String::new()), |due| (due.local, due.utc));
    let level = view.level.map_or("none".to_owned(), |level| tongue.word("level-of", level.word()));
    let recurs = view.duties.iter().any(|duty| duty.occurrence.is_some());
    let about = [
        ("points", view.points.len().into()),
        ("level", level.into()),
        ("due", due.into()),
        ("utc", utc.into()),
        ("again", yes(recurs).into()),
        ("report", yes(view.report).into()),
    ];
    tongue.tell("tasking-raise", &about)
}

/// What the clock at a post does before something falls due there, if it changes.
pub(crate) fn clock(visit: &Visit, zone: &TimeZone, due: Timestamp) -> Option<String> {
    let (day, moved) = calendar::clock_change(zone, visit.now, due)?;
    let id = if moved > 0 { "tasking-clock.forward" } else { "tasking-clock.back" };
    Some(visit.tell(id, &[("day", print::day(visit.tongue, day, visit.now).into())]))
}

fn head(visit: &Visit, view: &TaskingView, beside: &str) -> Vec<Row> {
    let zone = visit.zone(view.tasking.office);
    let row = |label: &str, value: &str| Row::new(&visit.say(label), value);
    let released = print::when(visit.tongue, view.released_at, &zone, visit.now);
    let mut rows =
        vec![row("tasking-from", &view.from.name), row("tasking-released", &in_line(visit, released))];
    if !beside.is_empty() {
        rows.push(row("tasking-standing", &acts::sentence(beside)));
    }
    if let Some(change) = view.line.standing.due.and_then(|due| clock(visit, &zone, due)) {
        rows.push(row("tasking-clock", &change));
    }
    if let Some(level) = view.level {
        let level = visit.tongue.word("level-of", level.word());
        rows.push(row("tasking-level", &visit.tell("tasking-or-above", &[("level", level.into())])));
    }
    let cites = visit.tell("tasking-report.cites", &[("number", view.number.to_string().into())]);
    let none = visit.say("tasking-report.none");
    rows.push(row("tasking-report", if view.report { &cites } else { &none }));
    for back in &view.returned {
        let at = print::zulu(visit.tongue, back.at, visit.now);
        let why = back.why.clone().unwrap_or_else(|| visit.say("tasking-returned.no-reason"));
        let about = [("at", at.into()), ("why", why.into())];
        rows.push(row("tasking-returned", &visit.tell("tasking-returned.why", &about)));
    }
    for made in &view.objections {
        let ruling = made.ruling.map_or_else(
            || visit.say("tasking-objection.waits"),
            |ruling| visit.tongue.word("ruling", ruling.word()),
        );
        let about = [
            ("proposes", visit.tongue.word("proposes", made.proposes.word()).into()),
            ("why", made.why.as_deref().unwrap_or_default().into()),
            ("ruling", ruling.into()),
        ];
        rows.push(row("tasking-objection", &visit.tell("tasking-objection.made", &about)));
    }
    for made in &view.requests {
        let answer = match made.granted {
            Some(true) => visit.say("tasking-more-time.granted"),
            Some(false) => visit.say("tasking-more-time.declined"),
            None => visit.say("tasking-more-time.waits"),
        };
        let about = [
            ("to", print::when(visit.tongue, made.to, &zone, visit.now).local.into()),
            ("why", made.why.as_deref().unwrap_or_default().into()),
            ("answer", answer.into()),
        ];
        rows.push(row("tasking-more-time", &visit.tell("tasking-more-time.asked", &about)));
    }
    rows
}

/// A time in the middle of a line, UTC in brackets.
pub(crate) fn in_line(visit: &Visit, when: When) -> String {
    visit.tell("tasking-time", &[("local", when.local.into()), ("utc", when.utc.into())])
}

fn point(tongue: Tongue, point: &PointView) -> Point {
    Point {
        id: point.point.to_string(),
        mark: instruction::mark(tongue, &point.mark.to_lowercase()),
        required: tongue.word("need", if point.optional { "optional" } else { "required" }),
        text: point.text.clone(),
        variants: if point.variant { vec![Row::new(&tongue.say("tasking-variant"), "")] } else { Vec::new() },
    }
}

fn printed(tongue: Tongue, duty: &DutyView, zone: &TimeZone, now: Timestamp) -> Duty {
    let (_, lateness) = board::beside(tongue, &duty.standing, now);
    let sign = match duty.standing.timeliness {
        Timeliness::Unknown { .. } => standing(tongue, "unknown"),
        _ => standing(tongue, duty.word),
    };
    Duty {
        name: duty.occurrence.map_or_else(|| tongue.say("tasking-once"), |day| print::day(tongue, day, now)),
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
                stage: standing(visit.tongue, "planned"),
                with: with(visit.tongue, plan.form, &plan.with),
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
            let became = disposition(visit.tongue, used.disposition.word());
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
            stage: Sign::new(&visit.say("tasking-held"), "◕", "s3"),
            with: with(visit.tongue, each.form, &each.with),
            points: points.into_iter().map(|(_, used)| used).collect(),
            position: position.map(|position| stance(visit.tongue, position.stance.word())),
            how: position.map(|position| how(visit.tongue, position)).unwrap_or_default(),
            answer: answer.and_then(|answer| answer.text.clone()),
        });
    }
    all
}

/// With whom an engagement is, and in which form.
pub(crate) fn with(tongue: Tongue, form: Form, with: &Interlocutor) -> String {
    let about = [
        ("form", tongue.word("form-of", form.word()).into()),
        ("office", with.office.as_str().into()),
        ("level", tongue.word("level-of", with.level.word()).into()),
    ];
    tongue.tell("tasking-with", &about)
}

/// How a position was given, and how sure its reporter was.
pub(crate) fn how(tongue: Tongue, position: &views::PositionView) -> String {
    let given = position.given.map(|given| tongue.word("given", given.word()));
    let sure = position.confidence.map(|sure| {
        let sure = tongue.word("confidence", sure.word());
        tongue.tell("tasking-confidence", &[("confidence", sure.into())])
    });
    given.into_iter().chain(sure).collect::<Vec<_>>().join("; ")
}
