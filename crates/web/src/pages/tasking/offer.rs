//! Which forms a tasking's page offers: those this officer can use on the tasking as it stands, the likeliest first.
//! What is offered is a courtesy; the desk decides what is done.

use domain::access::Label;
use domain::calendar;
use domain::fact::Role;
use domain::tasking::Stage;
use domain::words::{DutyId, PointId, TaskingId};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use views::{DutyView, EngagementView, PointView, TaskingView};

use crate::acts::Tried;
use crate::forms::{self, Desk, DutyAsked, Kept, PointAsked};
use crate::print;
use crate::sheets;
use crate::tongue::Tongue;
use crate::visit::{Marks, Miss, Visit};

/// How many other taskings one engagement can be credited to.
const OTHERS_MAX: usize = 6;
/// How many duties a form offers.
const DUTIES_MAX: usize = 12;

/// The forms this officer can use on the tasking as it stands, the likeliest first.
pub(super) fn offer(
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
        tongue: visit.tongue,
        instruction: id.instruction.to_string(),
        post: id.office.to_string(),
        duties: choices(visit.tongue, view, duties, &visit.zone(id.office), visit.now),
        readers: readers.clone(),
    };
    let at_post = desk(&open);
    let issued = view.line.standing.stage == Stage::Issued;
    let mut delivered: Vec<&DutyView> = open.iter().copied().filter(|duty| !duty.used.is_empty()).collect();
    // The sheet is drafted for the duty that the form offers first.
    delivered.sort_by_key(|duty| duty.occurrence != view.line.standing.occurrence);
    let told = delivered.first().is_some_and(|duty| duty.open.is_empty() && !duty.answers.is_empty());
    // What was missed long ago can still be logged, but it is not what one comes here for.
    let before_us = open.iter().any(|duty| duty.occurrence == view.line.standing.occurrence);
    let mut reply = None;
    if is(id.office, &[Role::Drafter]) && !delivered.is_empty() {
        let sheet = sheets::reply(visit.tongue, view, marks, held, delivered.first());
        reply = Some(forms::reply(&desk(&delivered), &sheet, kept("reply")));
    }
    if told && view.report {
        // All is said and answered: what is left is to report it.
        forms.extend(reply.take());
    }
    if is(id.office, &[Role::ActionOfficer]) && !open.is_empty() {
        if issued {
            forms.push(forms::acknowledge(&at_post));
        }
        let others = others(visit, id)?;
        let asked: Vec<DutyAsked> = others.iter().filter_map(|other| other_asked(visit, other)).collect();
        let points = asked_points(view);
        let today = calendar::day_at(visit.now, &visit.zone(id.office)).to_string();
        let usual = usual(view, held, &today);
        let log = forms::engagement(&at_post, &points, &asked, &today, &kept("log").over(usual));
        forms.push(if issued || told || !before_us { log.folded() } else { log });
        forms.push(forms::plan(&at_post, kept("plan")));
    }
    forms.extend(reply.map(crate::form::Form::folded));
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
    tongue: Tongue,
    view: &TaskingView,
    duties: &[&DutyView],
    zone: &TimeZone,
    now: Timestamp,
) -> Vec<(String, String)> {
    let mut duties: Vec<_> = duties.iter().filter(|duty| duty.occurrence.is_some()).collect();
    duties.sort_by_key(|duty| (duty.occurrence != view.line.standing.occurrence, duty.occurrence));
    let choice = |duty: &&&DutyView| {
        let id = DutyId { tasking: view.tasking, occurrence: duty.occurrence };
        let due = duty.standing.due.map(|due| print::when(tongue, due, zone, now).local).unwrap_or_default();
        (id.to_string(), tongue.tell("tasking-due", &[("due", due.into())]))
    };
    duties.iter().take(DUTIES_MAX).map(choice).collect()
}

/// What a form about an engagement begins with: the plan for the duty before the post, else the last engagement for this
/// instruction, else the level that was asked for.
fn usual(view: &TaskingView, held: &[EngagementView], today: &str) -> Vec<(&'static str, String)> {
    let duty = view.duties.iter().find(|duty| duty.occurrence == view.line.standing.occurrence);
    let plan = duty.and_then(|duty| duty.plan.as_ref());
    let with = plan.map(|plan| (&plan.with, plan.form)).or(held.first().map(|met| (&met.with, met.form)));
    let planned = plan.map(|plan| plan.on.to_string()).filter(|on| on.as_str() <= today);
    let mut usual: Vec<(&str, String)> = planned.map(|on| ("log-on", on)).into_iter().collect();
    usual.extend(view.level.map(|level| ("log-level", level.word().to_owned())));
    if let Some((with, form)) = with {
        usual.push(("log-office", with.office.clone()));
        usual.push(("log-level", with.level.word().to_owned()));
        usual.push(("log-form", form.word().to_owned()));
    }
    usual
}

/// The points that close the duty, of which one word can say what became of them all.
pub(super) fn required(view: &TaskingView) -> Vec<PointId> {
    view.points.iter().filter(|point| !point.optional).map(|point| point.point).collect()
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
    let zone = visit.zone(view.tasking.office);
    let due = view.line.standing.due.map(|due| print::when(visit.tongue, due, &zone, visit.now).local);
    let id = if due.is_some() { "tasking-other-due" } else { "tasking-other" };
    let about = [
        ("number", view.number.to_string().into()),
        ("subject", view.subject.as_str().into()),
        ("due", due.unwrap_or_default().into()),
    ];
    Some(DutyAsked {
        instruction: duty.tasking.instruction.to_string(),
        label: visit.tell(id, &about),
        points: asked_points(view),
    })
}

/// The duty of another tasking that one engagement can be credited to, and its points.
pub(super) fn other_duty(view: &TaskingView) -> Option<(DutyId, Vec<PointId>)> {
    let duty = view.duties.iter().find(|duty| duty.occurrence == view.line.standing.occurrence)?;
    let points = view.points.iter().map(|point| point.point).collect();
    Some((DutyId { tasking: view.tasking, occurrence: duty.occurrence }, points))
}

/// The post's other open taskings, the most urgent first, as far as a form can hold them.
pub(super) fn others(visit: &Visit, id: TaskingId) -> Result<Vec<TaskingView>, Miss> {
    let inbox = visit.views().inbox(&visit.reader, id.office, views::When::NOW, visit.now)?;
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
