//! What one post was asked to do: the points, the duties with their due times, what has been done, and the forms to go on.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use domain::access::Label;
use domain::calendar;
use domain::command::Command;
use domain::fact::{Form, Interlocutor, Role};
use domain::tasking::{Stage, Timeliness};
use domain::words::{DutyId, PointId, TaskingId};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use views::{DutyView, EngagementView, PointView, TaskingView, UseView};

use crate::acts::{self, Complaint};
use crate::forms::{self, Desk, DutyAsked, Kept, PointAsked};
use crate::links;
use crate::page::{Happening, Link, Place, Problem, Receipt, Shell, Sign, When};
use crate::pages::board;
use crate::pages::instruction::{self, Point, Row};
use crate::pages::{precedence, sample_sealed, sample_shell, stance, standing};
use crate::print;
use crate::visit::{self, Acted, Guest, Marks, Miss, Submitted, Visit};

/// How many other taskings one engagement can be credited to.
const OTHERS_MAX: usize = 6;
/// How many duties a form offers.
const DUTIES_MAX: usize = 12;
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

/// What was tried on this page and did not succeed.
struct Tried<'a> {
    act: &'a str,
    kept: &'a Kept,
    complaints: Vec<Complaint>,
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
            let others: Vec<_> = others(visit, id)?.iter().flat_map(other_duty).collect();
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
    Ok(Acted::Refused(page(visit, id, Some(Tried { act, kept, complaints }))?))
}

fn other_duty(view: &TaskingView) -> Option<(DutyId, Vec<PointId>)> {
    let duty = view.duties.iter().find(|duty| duty.occurrence == view.line.standing.occurrence)?;
    let points = view.points.iter().map(|point| point.point).collect();
    Some((DutyId { tasking: view.tasking, occurrence: duty.occurrence }, points))
}

/// The post's other open taskings, the most urgent first, as far as a form can hold them.
fn others(visit: &Visit, id: TaskingId) -> Result<Vec<TaskingView>, Miss> {
    let inbox = visit.views().inbox(&visit.reader, id.office, visit.now)?;
    let lists =
        [inbox.overdue, inbox.due_soon, inbox.returned, inbox.planned, inbox.to_acknowledge, inbox.open];
    let lines = lists.into_iter().flatten().filter(|line| line.tasking != id).take(OTHERS_MAX);
    let mut views = Vec::new();
    for line in lines {
        views.extend(visit.views().tasking(&visit.reader, line.tasking, views::When::NOW, visit.now)?);
    }
    views.retain(|view| !view.points.is_empty());
    Ok(views)
}

/// The page of a tasking, with what was tried on it if it did not succeed.
fn page(visit: &Visit, id: TaskingId, tried: Option<Tried<'_>>) -> Result<Tasking, Miss> {
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
    let mut offered = offer(visit, &view, &marks, &held, tried.as_ref())?;
    for complaint in tried.iter().flat_map(|tried| &tried.complaints) {
        let act = tried.as_ref().map_or("", |tried| tried.act);
        let problem = match offered.iter_mut().find(|form| form.id == act) {
            Some(form) => form.refuse(&complaint.field, &complaint.sentence, &complaint.hint),
            None => Problem {
                sentence: complaint.sentence.clone(),
                hint: complaint.hint.clone(),
                href: "#main".into(),
            },
        };
        page.errors.push(problem);
    }
    let (beside, lateness) = board::beside(&view.line.standing, visit.now);
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
        sentence: asked_sentence(&view, &zone, visit.now),
        links: vec![
            Link::new("The cable", links::record(&dossier)),
            Link::new("Board", links::board(&dossier)),
        ],
        head: head(visit, &view, &beside),
        points: view.points.iter().map(point).collect(),
        duties: view.duties.iter().map(|duty| printed(duty, &zone, visit.now)).collect(),
        engagements: engagements(visit, &view, &held),
        history: board::happenings(&history, &zone, visit.now),
        forms: offered,
        page,
    })
}

fn asked_sentence(view: &TaskingView, zone: &TimeZone, now: Timestamp) -> String {
    if let Some(why) = &view.withdrawn {
        return format!("Headquarters took this back: {why}");
    }
    let points = view.points.len();
    let mut words = match points {
        0 => "Carry out the instruction".to_owned(),
        _ => format!("Raise {points} {}", print::plural(points, "point", "points")),
    };
    if let Some(level) = view.level {
        words += &format!(" at {} level or above", print::spaced(level.word()));
    }
    if let Some(due) = view.line.standing.due {
        let due = print::when(due, zone, now);
        words += &format!(" by {} ({})", due.local, due.utc);
    }
    let recurs = view.duties.iter().any(|duty| duty.occurrence.is_some());
    words += if recurs { ", and again each time it falls due" } else { "" };
    words += if view.report { ", and report by cable." } else { "." };
    words
}

fn head(visit: &Visit, view: &TaskingView, beside: &str) -> Vec<Row> {
    let zone = visit.zone(view.tasking.office);
    let released = print::when(view.released_at, &zone, visit.now);
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
        let at = print::zulu(back.at, visit.now);
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
        let to = print::when(made.to, &zone, visit.now);
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

fn printed(duty: &DutyView, zone: &TimeZone, now: Timestamp) -> Duty {
    let (_, lateness) = board::beside(&duty.standing, now);
    let sign = match duty.standing.timeliness {
        Timeliness::Unknown { .. } => standing("unknown"),
        _ => standing(duty.word),
    };
    Duty {
        name: duty.occurrence.map_or_else(|| "Once".to_owned(), |day| print::day(day, now)),
        due: duty.standing.due.map(|due| print::when(due, zone, now)),
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
                on: print::day(plan.on, visit.now),
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
            on: print::day(each.on, visit.now),
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

/// The forms this officer can use on the tasking as it stands, the likeliest first.
fn offer(
    visit: &Visit,
    view: &TaskingView,
    marks: &Marks,
    held: &[EngagementView],
    tried: Option<&Tried<'_>>,
) -> Result<Vec<crate::form::Form>, Miss> {
    let (id, nothing) = (view.tasking, Kept::default());
    let kept = |act: &str| tried.filter(|tried| tried.act == act).map_or(&nothing, |tried| tried.kept);
    let is = |office, roles: &[Role]| roles.iter().any(|role| visit.holds(office, *role));
    let mut forms = Vec::new();
    let open: Vec<&DutyView> = view.duties.iter().filter(|duty| is_open(duty)).collect();
    let readers = visit.readers(&Label {
        level: marks.level,
        captions: marks.captions.iter().cloned().collect(),
        audience: [id.office, id.instruction.office].into(),
    });
    let desk = |duties: &[&DutyView]| Desk {
        instruction: id.instruction.to_string(),
        post: id.office.to_string(),
        duties: choices(view, duties, &visit.zone(id.office), visit.now),
        readers: readers.clone(),
    };
    let at_post = desk(&open);
    let issued = view.line.standing.stage == Stage::Issued;
    if is(id.office, &[Role::ActionOfficer]) && !open.is_empty() {
        if issued {
            forms.push(forms::acknowledge(&at_post));
        }
        let others = others(visit, id)?;
        let asked: Vec<DutyAsked> = others.iter().flat_map(|other| other_asked(visit, other)).collect();
        let points = asked_points(view);
        let today = calendar::day_at(visit.now, &visit.zone(id.office)).to_string();
        let log = forms::engagement(&at_post, &points, &asked, &today, kept("log"));
        forms.push(if issued { log.folded() } else { log });
        forms.push(forms::plan(&at_post, kept("plan")));
    }
    let delivered: Vec<&DutyView> = open.iter().copied().filter(|duty| !duty.used.is_empty()).collect();
    if is(id.office, &[Role::Drafter]) && !delivered.is_empty() {
        forms.push(forms::reply(
            &desk(&delivered),
            &reply_sheet(view, marks, held, delivered.first()),
            kept("reply"),
        ));
    }
    if is(id.office, &[Role::ActionOfficer, Role::Approver]) && !open.is_empty() {
        forms.push(forms::ask_extension(&at_post, kept("ask-extension")));
        forms.push(forms::object(&at_post, kept("object")));
    }
    offer_headquarters(visit, view, &desk, &kept, &mut forms);
    Ok(forms.into_iter().map(|form| visit.seal(form)).collect())
}

fn offer_headquarters<'k>(
    visit: &Visit,
    view: &TaskingView,
    desk: &dyn Fn(&[&DutyView]) -> Desk,
    kept: &dyn Fn(&str) -> &'k Kept,
    forms: &mut Vec<crate::form::Form>,
) {
    let instructor = view.tasking.instruction.office;
    let decides = visit.holds(instructor, Role::Approver) || visit.holds(instructor, Role::Releaser);
    if !(decides || visit.holds(instructor, Role::Drafter)) || view.withdrawn.is_some() {
        return;
    }
    if let Some(request) = view.requests.iter().rev().find(|request| request.granted.is_none()) {
        let asked: Vec<&DutyView> =
            view.duties.iter().filter(|duty| duty.occurrence == request.occurrence).collect();
        let to = request.to.to_zoned(visit.zone(view.tasking.office)).strftime("%Y-%m-%dT%H:%M").to_string();
        forms.push(forms::rule_extension(&desk(&asked), &to, kept("extend")));
    }
    if decides && view.objections.iter().any(|made| made.ruling.is_none()) {
        forms.push(forms::rule_objection(&desk(&[]), kept("rule")));
    }
    let reported: Vec<&DutyView> = view.duties.iter().rev().filter(|duty| duty.reply.is_some()).collect();
    if decides && !reported.is_empty() {
        forms.push(forms::return_report(&desk(&reported), kept("return")));
    }
    if decides && view.duties.iter().any(is_open) {
        forms.push(forms::withdraw(&desk(&[]), kept("withdraw")));
    }
}

fn is_open(duty: &DutyView) -> bool {
    !matches!(duty.standing.stage, Stage::Reported | Stage::Withdrawn | Stage::Unasked)
}

/// The duties to choose from, the one before the post now first.
fn choices(
    view: &TaskingView,
    duties: &[&DutyView],
    zone: &TimeZone,
    now: Timestamp,
) -> Vec<(String, String)> {
    let mut duties: Vec<_> = duties.iter().filter(|duty| duty.occurrence.is_some()).collect();
    duties.sort_by_key(|duty| (duty.occurrence != view.line.standing.occurrence, duty.occurrence));
    let choice = |duty: &&&DutyView| {
        let id = DutyId { tasking: view.tasking, occurrence: duty.occurrence };
        let due = duty.standing.due.map(|due| print::when(due, zone, now).local).unwrap_or_default();
        (id.to_string(), format!("due {due}"))
    };
    duties.iter().take(DUTIES_MAX).map(choice).collect()
}

fn asked_points(view: &TaskingView) -> Vec<PointAsked> {
    let asked = |point: &PointView| PointAsked {
        id: point.point.to_string(),
        mark: point.mark.to_lowercase(),
        required: !point.optional,
        text: point.text.clone(),
    };
    view.points.iter().map(asked).collect()
}

fn other_asked(visit: &Visit, view: &TaskingView) -> Option<DutyAsked> {
    let (duty, _) = other_duty(view)?;
    let due =
        view.line.standing.due.map(|due| {
            format!(", due {}", print::when(due, &visit.zone(view.tasking.office), visit.now).local)
        });
    Some(DutyAsked {
        instruction: duty.tasking.instruction.to_string(),
        label: format!("{}: {}{}", view.number, view.subject, due.unwrap_or_default()),
        points: asked_points(view),
    })
}

/// The reply as the log already tells it, for a person to finish.
fn reply_sheet(
    view: &TaskingView,
    marks: &Marks,
    held: &[EngagementView],
    duty: Option<&&DutyView>,
) -> String {
    let mark = marks.level.portion();
    let mut sheet = format!("TO: {}\nCLASSIFICATION: {}\n", view.from.office, marks.level.word());
    if !marks.captions.is_empty() {
        sheet += &format!("CAPTIONS: {}\n", marks.captions.join(", "));
    }
    sheet +=
        &format!("PRECEDENCE: {}\nSUBJECT: {}\nREF: {}\n", view.precedence.word(), view.subject, view.number);
    let Some(duty) = duty else { return sheet };
    let mut number = 0;
    let mut paragraph = |text: String| {
        number += 1;
        sheet += &format!("\n{number}. ({mark}) {text}\n");
    };
    for each in held {
        let used: Vec<&UseView> =
            duty.used.iter().filter(|used| used.engagement == each.engagement).collect();
        if used.is_empty() {
            continue;
        }
        paragraph(format!(
            "On {} the post raised the reference with {} at {} level ({}).",
            print::long_day(each.on),
            each.with.office,
            print::spaced(each.with.level.word()),
            print::spaced(each.form.word()),
        ));
        let became = used.iter().map(|used| {
            let why = used.why.as_ref().map(|why| format!(" ({why})")).unwrap_or_default();
            format!("{} {}{why}", used.point, print::spaced(used.disposition.word()))
        });
        paragraph(format!("Points: {}.", became.collect::<Vec<_>>().join("; ")));
        let answer = duty.answers.iter().find(|answer| answer.engagement == each.engagement);
        if let Some(text) = answer.and_then(|answer| answer.text.as_ref()) {
            paragraph(format!(
                "The host answered: {}",
                text.split_whitespace().collect::<Vec<_>>().join(" ")
            ));
        }
        if let Some(position) = answer.and_then(|answer| answer.position.as_ref()) {
            let how = how(position);
            let how = if how.is_empty() { how } else { format!(" ({how})") };
            paragraph(format!("Comment: the host {}{how}.", print::spaced(position.stance.word())));
        }
    }
    sheet
}

fn sample_desk() -> Desk {
    Desk {
        instruction: "HQ.4711".into(),
        post: "WEL".into(),
        duties: vec![
            ("HQ.4711/WEL/2026-11-24".into(), "due Tue 24 Nov 17:00".into()),
            ("HQ.4711/WEL/2026-12-24".into(), "due Thu 24 Dec 17:00".into()),
        ],
        readers: "12 officers: Embassy Wellington (4), Headquarters (7), Mission Geneva (1), all with access to Confidential".into(),
    }
}

const SAMPLE_REPLY: &str = "\
TO: HQ
INFO: GENEVA
CLASSIFICATION: CONFIDENTIAL
PRECEDENCE: PRIORITY
TAGS: EFIS, PREL
SUBJECT: Lost fishing gear: host ready to support Article 6
REF: 26 MFA 0431

1. (C) On 19 November the embassy raised reference with the Ministry of Foreign Affairs and Trade, Environment \
Division, at director level.

2. (C) The director said Article 6 was close to what the host already requires.
";

fn sample_others() -> Vec<DutyAsked> {
    vec![DutyAsked {
        instruction: "HQ.4690".into(),
        label: "2026 MFA 0417: Observers at the spring session, due 25 November".into(),
        points: vec![PointAsked {
            id: "P1".into(),
            mark: "paraphrase".into(),
            required: true,
            text: "We hope observers will be admitted to the working groups.".into(),
        }],
    }]
}

fn asked(points: &[Point]) -> Vec<PointAsked> {
    points
        .iter()
        .map(|point| PointAsked {
            id: point.id.clone(),
            mark: point.mark.word.clone(),
            required: point.required == "required",
            text: point.text.clone(),
        })
        .collect()
}

/// A post in the middle of a standing tasking.
pub(crate) fn sample() -> Tasking {
    let points = instruction::sample().points;
    let desk = sample_desk();
    let kept = Kept::default();
    let forms = [
        forms::engagement(&desk, &asked(&points), &sample_others(), "2026-11-22", &kept),
        forms::plan(&desk, &kept),
        forms::reply(&desk, SAMPLE_REPLY, &kept),
        forms::ask_extension(&desk, &kept),
        forms::object(&desk, &kept),
    ]
    .map(sample_sealed)
    .to_vec();
    let duty = |name: &str, due: (&str, &str), word: &str, late: &str, points: &str, report: &str| Duty {
        name: name.into(),
        due: Some(When::new("2026-11-24T04:00Z", due.0, due.1)),
        standing: standing(word),
        lateness: (!late.is_empty()).then(|| late.into()),
        points: points.into(),
        report: (!report.is_empty()).then(|| Link::new(report, links::record(&report.replace(' ', "-")))),
    };
    let used = |id: &str, word: &str, why: &str| PointUsed {
        id: id.into(),
        became: disposition(word),
        why: why.into(),
    };
    let happened = |local: &str, utc: &str, who: &str, what: &str| Happening {
        when: When::new("2026-11-19T02:40Z", local, utc),
        who: who.into(),
        what: what.into(),
        note: None,
        link: None,
    };
    Tasking {
        page: {
            let mut page = sample_shell("2026 MFA 0431 at Wellington", Place::Inbox, ("wel.political", "Embassy Wellington"));
            page.crumbs = vec![
                Link::new("Inbox", links::inbox()),
                Link::new("2026 MFA 0431", links::instruction("2026-MFA-0431")),
            ];
            page.notice = Some("Last contact with headquarters 07:40Z; 3 entries wait to go.".into());
            page.receipt = Some(Receipt {
                sentence: "The plan is recorded.".into(),
                detail: "Entry WEL.311 on 22 November at 14:09Z, in this office’s journal.".into(),
            });
            page
        },
        number: "2026 MFA 0431".into(),
        post: "Wellington".into(),
        subject: "Lost fishing gear: engage host on the draft agreement before the Geneva session".into(),
        precedence: precedence("IMMEDIATE"),
        standing: standing("planned"),
        lateness: Some("October occurrence 2 days late".into()),
        sentence: "Raise seven points at director level or above by Tue 24 Nov 17:00, then at least every 30 days until 30 June 2027, and report by cable.".into(),
        links: vec![
            Link::new("The cable", links::record("2026-MFA-0431")),
            Link::new("Board", links::board("2026-MFA-0431")),
        ],
        head: vec![
            Row::new("From", "Headquarters, oceans.desk"),
            Row::new("Level", "director or above"),
            Row::new("Report", "a reply cable that cites 2026 MFA 0431"),
            Row::new("Other open taskings with this host", "3"),
        ],
        points,
        duties: vec![
            duty("24 October", ("Sat 24 Oct 17:00", "04:00Z"), "reported", "", "7/7", "2026 WELLINGTON 0074"),
            duty("20 November", ("Fri 20 Nov 17:00", "04:00Z"), "delivered", "2 days late", "4/7", ""),
            duty("24 December", ("Thu 24 Dec 17:00", "04:00Z"), "planned", "", "0/7", ""),
        ],
        engagements: vec![
            Engagement {
                on: "Mon 30 Nov".into(),
                stage: standing("planned"),
                with: "call, Ministry for Primary Industries, director".into(),
                points: Vec::new(),
                position: None,
                how: String::new(),
                answer: None,
            },
            Engagement {
                on: "Thu 19 Nov".into(),
                stage: standing("delivered"),
                with: "call, Ministry of Foreign Affairs and Trade, Environment Division, director".into(),
                points: vec![
                    used("P1", "as written", ""),
                    used("P2", "adapted", "with the host’s own figures"),
                    used("P3", "raised by host", ""),
                    used("P7", "withheld", "a third party was in the room"),
                ],
                position: Some(stance("leans toward")),
                how: "orally, for the government; confidence medium".into(),
                answer: Some("The director said Article 6 was close to what the host already requires. A transition of three years would make it easy; two would need a rule change.".into()),
            },
        ],
        history: vec![
            happened("Sun 22 Nov 03:09", "14:09Z", "wel.political", "planned a call for 30 November"),
            happened("Thu 19 Nov 15:40", "02:40Z", "wel.head", "asked for more time until 30 November"),
            happened("Wed 11 Nov 09:05", "20:05Z", "wel.political", "acknowledged"),
            happened("Tue 10 Nov 21:40", "08:40Z", "Headquarters", "issued the tasking"),
        ],
        forms,
    }
}

/// The same page after a refusal: the summary on top, the field marked, what was typed kept.
pub(crate) fn sample_refused() -> Tasking {
    let mut page = sample();
    let kept = Kept::of([
        ("log-office".into(), "Ministry for Primary Industries".into()),
        ("point-HQ.4711-P1".into(), "withheld".into()),
        ("log-answer".into(), "They will answer in writing <b>next</b> week.".into()),
    ]);
    let mut form =
        forms::engagement(&sample_desk(), &asked(&page.points), &sample_others(), "2026-11-22", &kept);
    page.page.receipt = None;
    page.page.errors = vec![
        form.refuse(
            "why-HQ.4711-P1",
            "A point that was withheld needs a reason.",
            "Say in a few words why it was not used.",
        ),
        form.refuse("log-on", "The engagement lies in the future.", "Plan it, or correct the day."),
    ];
    page.forms = vec![sample_sealed(form)];
    page
}
