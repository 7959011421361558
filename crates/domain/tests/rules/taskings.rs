//! Stories of taskings: what a post may do with its own, what headquarters may, and how they then stand.

use domain::command::{Assessment, Command};
use domain::fact::{Confidence, Form, Interlocutor, Proposes, Ruling, Stance};
use domain::refusal::Refusal;
use domain::tasking::{Heard, Stage, Timeliness};
use domain::words::{DutyId, EntryId, TaskingId};

use crate::common::{Desk, circular, day, duty, name, sheet_of, time, with};

const DUE: &[&str] = &["DUE: 2026-03-20 17:00"];

/// One instruction to Paris and Ottawa, due on 20 March.
fn issued() -> (Desk, EntryId) {
    let mut desk = Desk::of_the_ministry();
    let id = desk.issue("2026-03-01", &circular(&["PAR", "OTT"], DUE));
    (desk, id)
}

fn paris(desk: &mut Desk, at: &str, command: Command) -> Result<Vec<EntryId>, Refusal> {
    desk.ask("PAR", "par.political", at, command)
}

fn decides(desk: &mut Desk, at: &str, command: Command) -> Result<Vec<EntryId>, Refusal> {
    desk.ask("HQ", "oceans.director", at, command)
}

fn plan(duty: DutyId, on: &str) -> Command {
    Command::PlanEngagement { duty, on: day(on), with: with(), form: Form::Call }
}

fn stage(desk: &Desk, id: EntryId) -> Stage {
    desk.standing(id, "PAR", "2026-03-10").stage
}

#[test]
fn a_due_time_is_the_posts_own() {
    let (desk, id) = issued();
    assert_eq!(desk.tasking(id, "PAR").due(None), Some(time("2026-03-20T16:00Z")));
    assert_eq!(desk.tasking(id, "OTT").due(None), Some(time("2026-03-20T21:00Z")), "four hours behind");
}

#[test]
fn a_due_time_already_past_at_a_post_is_not_released() {
    let mut desk = Desk::of_the_ministry();
    let draft = desk.begin("2026-03-01", &circular(&["PAR"], DUE));
    desk.request("2026-03-01", draft, "legal.adviser", &[]);
    desk.clear("2026-03-01", draft, "legal.adviser");
    desk.ask("HQ", "oceans.director", "2026-03-01", Command::Approve { draft }).expect("approved");
    let released = desk.ask("HQ", "watch.officer", "2026-03-20T16:00Z", Command::Release { draft });
    assert!(matches!(released, Err(Refusal::InThePast { what: "a due time", .. })), "{released:?}");
}

#[test]
fn a_tasking_stands_as_its_last_act_says() {
    let (mut desk, id) = issued();
    let mine = duty(id, "PAR");
    assert_eq!(stage(&desk, id), Stage::Issued);
    paris(&mut desk, "2026-03-02", Command::Acknowledge { tasking: mine.tasking }).expect("acknowledged");
    assert_eq!(stage(&desk, id), Stage::Acknowledged);
    assert_eq!(paris(&mut desk, "2026-03-03", Command::Acknowledge { tasking: mine.tasking }), Ok(vec![]));
    paris(&mut desk, "2026-03-03", plan(mine, "2026-03-05")).expect("planned");
    assert_eq!(stage(&desk, id), Stage::Planned);
    let object = Command::Object { duty: mine, proposes: Proposes::Delay, why: "Elections.".into() };
    paris(&mut desk, "2026-03-04", object).expect("objected");
    assert_eq!(stage(&desk, id), Stage::Objected);
    let ruling = Command::RuleOnObjection {
        tasking: mine.tasking,
        ruling: Ruling::Reaffirmed,
        why: Some("Now.".into()),
    };
    decides(&mut desk, "2026-03-04", ruling).expect("ruled");
    assert_eq!(stage(&desk, id), Stage::Planned);
    desk.log("2026-03-05", "PAR", mine).expect("logged");
    let standing = desk.standing(id, "PAR", "2026-03-10");
    assert_eq!((standing.stage, standing.points_done, standing.points), (Stage::Delivered, 2, 2));
    desk.report("2026-03-06", "PAR", &[mine], false).expect("reported");
    let standing = desk.standing(id, "PAR", "2026-04-10");
    assert_eq!((standing.stage, standing.timeliness), (Stage::Reported, Timeliness::Done));
    assert_eq!(desk.standing(id, "OTT", "2026-03-10").stage, Stage::Issued, "Ottawa did nothing");
}

#[test]
fn a_post_acts_on_its_own_taskings_only() {
    let (mut desk, id) = issued();
    let theirs: TaskingId = duty(id, "OTT").tasking;
    let refusal = Refusal::NotYours { tasking: theirs, owner: name("OTT"), office: name("PAR") };
    let acknowledge = Command::Acknowledge { tasking: theirs };
    assert_eq!(paris(&mut desk, "2026-03-02", acknowledge), Err(refusal.clone()));
    assert_eq!(paris(&mut desk, "2026-03-02", plan(theirs.into(), "2026-03-05")), Err(refusal));
    let nobodys = duty(id, "OSL").tasking;
    let absent = paris(&mut desk, "2026-03-02", Command::Acknowledge { tasking: nobodys });
    assert_eq!(absent, Err(Refusal::NotFound { what: format!("tasking {nobodys}") }));
}

#[test]
fn a_post_changes_nothing_of_what_was_asked() {
    let (mut desk, id) = issued();
    let (owner, office) = (name("HQ"), name("PAR"));
    let refusal = Err(Refusal::NotTheInstructor { instruction: id, owner, office });
    let mine = duty(id, "PAR");
    let why = || "x".to_owned();
    for command in [
        Command::Extend { duty: mine, to: time("2026-05-01") },
        Command::DeclineExtension { duty: mine, why: why() },
        Command::Withdraw { instruction: id, office: None, why: why() },
        Command::Return { duty: mine, why: why() },
        Command::RuleOnObjection { tasking: mine.tasking, ruling: Ruling::Accepted, why: None },
    ] {
        assert_eq!(paris(&mut desk, "2026-03-02", command), refusal);
    }
}

#[test]
fn a_plan_is_for_today_or_later_and_replaced_by_the_next() {
    let (mut desk, id) = issued();
    let mine = duty(id, "PAR");
    let past = paris(&mut desk, "2026-03-03", plan(mine, "2026-03-02"));
    assert!(matches!(past, Err(Refusal::InThePast { .. })), "{past:?}");
    paris(&mut desk, "2026-03-03", plan(mine, "2026-03-03")).expect("today");
    paris(&mut desk, "2026-03-03", plan(mine, "2026-03-08")).expect("later");
    assert_eq!(desk.tasking(id, "PAR").plan(None).map(|plan| plan.on), Some(day("2026-03-08")));
    let nobody = Interlocutor { office: " ".into(), level: with().level };
    let vague = Command::PlanEngagement { duty: mine, on: day("2026-03-09"), with: nobody, form: Form::Call };
    assert_eq!(paris(&mut desk, "2026-03-03", vague).expect_err("nobody").code(), "empty");
}

#[test]
fn more_time_is_asked_for_granted_or_declined() {
    let (mut desk, id) = issued();
    let mine = duty(id, "PAR");
    let ask = |to: &str| Command::RequestExtension { duty: mine, to: time(to), why: "Recess.".into() };
    let due = time("2026-03-20T16:00Z");
    assert_eq!(
        paris(&mut desk, "2026-03-02", ask("2026-03-20T16:00Z")),
        Err(Refusal::NotLater { duty: mine, due })
    );
    let request = paris(&mut desk, "2026-03-02", ask("2026-04-10")).expect("asked")[0];
    let open = desk.tasking(id, "PAR").open_request(None).map(|request| request.act.entry);
    assert_eq!(open, Some(request));
    let grant = Command::Extend { duty: mine, to: time("2026-04-10") };
    decides(&mut desk, "2026-03-03", grant).expect("extended");
    assert_eq!(desk.tasking(id, "PAR").open_request(None), None);
    assert_eq!(desk.tasking(id, "PAR").due(None), Some(time("2026-04-10")));
    assert_eq!(desk.tasking(id, "OTT").due(None), Some(time("2026-03-20T21:00Z")), "Paris alone");
    paris(&mut desk, "2026-03-04", ask("2026-06-01")).expect("asked again");
    let decline = Command::DeclineExtension { duty: mine, why: "The vote is in May.".into() };
    decides(&mut desk, "2026-03-05", decline.clone()).expect("declined");
    let none = Refusal::NothingAsked { duty: mine, what: "request for more time" };
    assert_eq!(decides(&mut desk, "2026-03-06", decline), Err(none));
}

#[test]
fn a_later_request_takes_the_place_of_an_earlier_one() {
    let (mut desk, id) = issued();
    let mine = duty(id, "PAR");
    for to in ["2026-04-10", "2026-04-20"] {
        let ask = Command::RequestExtension { duty: mine, to: time(to), why: "Recess.".into() };
        paris(&mut desk, "2026-03-02", ask).expect("asked");
    }
    let grant = Command::Extend { duty: mine, to: time("2026-04-20") };
    decides(&mut desk, "2026-03-03", grant.clone()).expect("extended");
    assert_eq!(desk.tasking(id, "PAR").open_request(None), None, "nothing more to decide");
    assert_eq!(decides(&mut desk, "2026-03-04", grant), Ok(vec![]), "a second time adds nothing");
}

#[test]
fn more_time_is_later_than_now_and_not_absurd() {
    let (mut desk, id) = issued();
    let mine = duty(id, "PAR");
    let late = Command::Extend { duty: mine, to: time("2026-04-01") };
    let past = decides(&mut desk, "2026-05-01", late).expect_err("gone by");
    assert_eq!(past.code(), "in-the-past");
    let ages = Command::Extend { duty: mine, to: time("2099-01-01") };
    let absurd = decides(&mut desk, "2026-03-02", ages).expect_err("absurd");
    assert_eq!(absurd.code(), "in-the-future");
}

#[test]
fn an_objection_is_an_answer_and_headquarters_rules_on_it_once() {
    let (mut desk, id) = issued();
    let mine = duty(id, "PAR");
    let rule = |ruling| Command::RuleOnObjection { tasking: mine.tasking, ruling, why: None };
    let early = decides(&mut desk, "2026-03-02", rule(Ruling::Accepted));
    assert_eq!(early, Err(Refusal::NothingAsked { duty: mine, what: "objection" }));
    let object = |proposes, why: &str| Command::Object { duty: mine, proposes, why: why.to_owned() };
    let silent = paris(&mut desk, "2026-03-02", object(Proposes::Drop, ""));
    assert_eq!(silent, Err(Refusal::Empty { what: "the reason" }));
    paris(&mut desk, "2026-03-02", object(Proposes::Drop, "They voted already.")).expect("objected");
    let drafter = desk.ask("HQ", "europe.desk", "2026-03-03", rule(Ruling::Accepted));
    assert!(matches!(drafter, Err(Refusal::NoRole { .. })), "an act of authority: {drafter:?}");
    decides(&mut desk, "2026-03-03", rule(Ruling::Accepted)).expect("accepted");
    assert_eq!(desk.tasking(id, "PAR").open_objection(None), None);
}

#[test]
fn one_ruling_answers_all_that_the_post_objects() {
    let (mut desk, id) = issued();
    let mine = duty(id, "PAR");
    for proposes in [Proposes::Delay, Proposes::Change] {
        let object = Command::Object { duty: mine, proposes, why: "Elections.".into() };
        paris(&mut desk, "2026-03-02", object).expect("objected");
    }
    let rule = Command::RuleOnObjection {
        tasking: mine.tasking,
        ruling: Ruling::Reaffirmed,
        why: Some("Now.".into()),
    };
    assert_eq!(decides(&mut desk, "2026-03-03", rule).expect("ruled").len(), 2);
    assert_eq!(desk.tasking(id, "PAR").open_objection(None), None);
}

#[test]
fn a_withdrawal_takes_back_what_is_open_and_leaves_what_is_reported() {
    let (mut desk, id) = issued();
    let mine = duty(id, "PAR");
    desk.log("2026-03-05", "PAR", mine).expect("logged");
    desk.report("2026-03-05", "PAR", &[mine], false).expect("reported");
    let withdraw = |office| Command::Withdraw { instruction: id, office, why: "Postponed.".into() };
    assert_eq!(decides(&mut desk, "2026-03-06", withdraw(None)).expect("withdrawn").len(), 1);
    assert_eq!(desk.standing(id, "PAR", "2026-03-10").stage, Stage::Reported);
    let ottawa = desk.standing(id, "OTT", "2026-04-10");
    assert_eq!((ottawa.stage, ottawa.timeliness), (Stage::Withdrawn, Timeliness::Done));
    let closed = decides(&mut desk, "2026-03-06", withdraw(Some(name("PAR"))));
    assert_eq!(closed, Err(Refusal::DutyIsClosed { duty: mine }));
    assert_eq!(decides(&mut desk, "2026-03-07", withdraw(None)), Ok(vec![]));
}

#[test]
fn nothing_is_to_be_done_on_a_withdrawn_tasking() {
    let (mut desk, id) = issued();
    let mine = duty(id, "PAR");
    let withdraw = Command::Withdraw { instruction: id, office: Some(name("PAR")), why: "Off.".into() };
    decides(&mut desk, "2026-03-05T12:00Z", withdraw).expect("withdrawn");
    let refusal = Refusal::TaskingIsWithdrawn { tasking: mine.tasking };
    let acknowledge = Command::Acknowledge { tasking: mine.tasking };
    assert_eq!(paris(&mut desk, "2026-03-06", acknowledge), Err(refusal.clone()));
    assert_eq!(paris(&mut desk, "2026-03-06", plan(mine, "2026-03-07")), Err(refusal.clone()));
    assert_eq!(desk.log("2026-03-06", "PAR", mine), Err(refusal.clone()));
    let on_the_day = Command::LogEngagement {
        held: crate::common::held(day("2026-03-05")),
        credits: vec![desk.credit(mine)],
    };
    paris(&mut desk, "2026-03-06", on_the_day).expect("what was done before is still recorded");
    let more = Command::Extend { duty: mine, to: time("2026-05-01") };
    assert_eq!(decides(&mut desk, "2026-03-06", more), Err(refusal));
}

#[test]
fn a_report_that_crossed_a_withdrawal_shows_crossed_on_both_sides() {
    let (mut hq, id) = issued();
    let mut paris = hq.clone();
    let withdraw = Command::Withdraw { instruction: id, office: Some(name("PAR")), why: "Off.".into() };
    decides(&mut hq, "2026-03-05T12:00Z", withdraw).expect("withdrawn");
    // The line is down: Paris has not heard.
    let mine = duty(id, "PAR");
    paris.log("2026-03-06", "PAR", mine).expect("logged");
    paris.report("2026-03-06", "PAR", &[mine], false).expect("reported");
    let told = hq.clone();
    hq.fetch("PAR", &paris);
    paris.fetch("HQ", &told);
    for desk in [&hq, &paris] {
        let standing = desk.standing(id, "PAR", "2026-03-10");
        assert_eq!((standing.stage, standing.crossed), (Stage::Withdrawn, true));
    }
    assert_eq!(hq.dossier(id), paris.dossier(id));
    assert!(!hq.standing(id, "OTT", "2026-03-10").crossed);
}

#[test]
fn what_was_done_before_the_withdrawal_did_not_cross_it() {
    let (mut desk, id) = issued();
    desk.log("2026-03-04", "PAR", duty(id, "PAR")).expect("logged");
    let withdraw = Command::Withdraw { instruction: id, office: None, why: "Off.".into() };
    decides(&mut desk, "2026-03-05", withdraw).expect("withdrawn");
    assert!(!desk.standing(id, "PAR", "2026-03-10").crossed);
}

#[test]
fn the_posts_half_may_arrive_first() {
    let (hq, id) = issued();
    let mut paris = hq.clone();
    let mine = duty(id, "PAR").tasking;
    paris.ask("PAR", "par.political", "2026-03-02", Command::Acknowledge { tasking: mine }).expect("taken");
    let mut oslo = Desk::default();
    oslo.fetch("PAR", &paris);
    assert_eq!(oslo.standing(id, "PAR", "2026-03-10").stage, Stage::Unasked);
    oslo.fetch("HQ", &hq);
    assert_eq!(oslo.dossier(id), paris.dossier(id));
    assert_eq!(oslo.standing(id, "PAR", "2026-03-10").stage, Stage::Acknowledged);
}

#[test]
fn lateness_is_asked_of_a_time_and_silence_is_never_called_overdue() {
    let (desk, id) = issued();
    let tasking = desk.tasking(id, "PAR");
    let at = |now: &str, heard| tasking.standing(time(now), heard).timeliness;
    assert_eq!(at("2026-03-05", Heard::Here), Timeliness::Open);
    assert_eq!(at("2026-03-18", Heard::Here), Timeliness::DueSoon);
    assert_eq!(at("2026-03-20T16:00Z", Heard::Here), Timeliness::DueSoon, "not yet past");
    assert_eq!(at("2026-03-20T16:01Z", Heard::Here), Timeliness::Overdue);
    assert_eq!(at("2026-03-25", Heard::Away(Some(time("2026-03-24T12:00Z")))), Timeliness::Overdue);
    let since = Some(time("2026-03-19"));
    assert_eq!(at("2026-03-25", Heard::Away(since)), Timeliness::Unknown { since });
    assert_eq!(at("2026-03-25", Heard::Away(None)), Timeliness::Unknown { since: None });
}

#[test]
fn done_after_its_time_is_late_and_more_time_makes_it_timely() {
    let (mut desk, id) = issued();
    let mine = duty(id, "PAR");
    desk.log("2026-03-25", "PAR", mine).expect("logged");
    desk.report("2026-03-25", "PAR", &[mine], false).expect("reported");
    assert_eq!(desk.standing(id, "PAR", "2026-04-01").timeliness, Timeliness::Late);
    let (mut desk, id) = issued();
    let mine = duty(id, "PAR");
    decides(&mut desk, "2026-03-10", Command::Extend { duty: mine, to: time("2026-03-30") })
        .expect("extended");
    desk.log("2026-03-25", "PAR", mine).expect("logged");
    desk.report("2026-03-25", "PAR", &[mine], false).expect("reported");
    assert_eq!(desk.standing(id, "PAR", "2026-04-01").timeliness, Timeliness::Done);
}

#[test]
fn a_draft_is_not_an_instruction_before_its_release() {
    let mut desk = Desk::of_the_ministry();
    let draft = desk.begin("2026-03-01", &circular(&["PAR"], &[]));
    let withdraw = Command::Withdraw { instruction: draft, office: None, why: "x".into() };
    let refusal = Err(Refusal::NotAnInstruction { dossier: draft });
    assert_eq!(decides(&mut desk, "2026-03-02", withdraw), refusal);
}

#[test]
fn where_no_report_is_wanted_the_answer_closes() {
    let mut desk = Desk::of_the_ministry();
    let id = desk
        .issue("2026-03-01", &sheet_of(&["PAR"], &["REPORT: NONE"], &["Tell them."], &["(VERBATIM) Hello."]));
    let mine = duty(id, "PAR");
    let mut silent = desk.credit(mine);
    silent.answer = None;
    let held = crate::common::held(day("2026-03-02"));
    let log = Command::LogEngagement { held, credits: vec![silent] };
    paris(&mut desk, "2026-03-02", log).expect("logged");
    assert_eq!(stage(&desk, id), Stage::Delivered);
    desk.log("2026-03-03", "PAR", mine).expect("answered");
    assert_eq!(stage(&desk, id), Stage::Reported);
    let planned = paris(&mut desk, "2026-03-04", plan(mine, "2026-03-09"));
    assert_eq!(planned, Err(Refusal::DutyIsClosed { duty: mine }));
}

#[test]
fn either_side_assesses_a_host_of_the_network_and_says_on_what_it_rests() {
    let (mut desk, id) = issued();
    let given = |confidence, basis: &str| Command::AssessPosition {
        instruction: id,
        assessed: Assessment {
            country: "PA".into(),
            on: day("2026-03-02"),
            stance: Stance::LeansToward,
            given: None,
            confidence,
            basis: basis.to_owned(),
        },
    };
    paris(&mut desk, "2026-03-03", given(Confidence::Low, "Press.")).expect("assessed");
    paris(&mut desk, "2026-03-04", given(Confidence::High, "A note.")).expect("surer now");
    desk.ask("HQ", "oceans.desk", "2026-03-04", given(Confidence::Low, "Unsure.")).expect("assessed");
    let known = |office: &str| desk.dossier(id).assessed.get(&name(office)).map_or(0, Vec::len);
    assert_eq!((known("PAR"), known("HQ")), (2, 1));
    let code = |desk: &mut Desk, at: &str, change: &dyn Fn(&mut Assessment)| {
        let Command::AssessPosition { instruction, mut assessed } = given(Confidence::Low, "x") else {
            return "";
        };
        change(&mut assessed);
        let command = Command::AssessPosition { instruction, assessed };
        paris(desk, at, command).expect_err("refused").code()
    };
    assert_eq!(code(&mut desk, "2026-03-05", &|a| a.country = "XX".into()), "bad-name");
    assert_eq!(code(&mut desk, "2026-03-05", &|a| a.on = day("2026-03-09")), "in-the-future");
    assert_eq!(code(&mut desk, "2026-03-05", &|a| a.basis = String::new()), "empty");
    let oslo = desk.ask("OSL", "osl.political", "2026-03-05", given(Confidence::Low, "Talk."));
    assert!(matches!(oslo, Err(Refusal::NotFound { .. })), "not addressed to Oslo: {oslo:?}");
}
