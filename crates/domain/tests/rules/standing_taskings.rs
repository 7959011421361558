//! Stories of standing taskings: each occurrence is a duty of its own, and a new rule leaves the past alone.

use domain::command::Command;
use domain::fact::{Every, Form};
use domain::refusal::Refusal;
use domain::tasking::{Stage, Timeliness};
use domain::words::EntryId;
use jiff::civil::Date;

use crate::common::{Desk, circular, day, duty, name, occurrence, with};

/// Every thirty days until the end of June, the first on 10 March.
fn standing() -> (Desk, EntryId) {
    let mut desk = Desk::of_the_ministry();
    let every = "EVERY: 30 DAYS UNTIL 2026-06-30, FIRST WITHIN 10 DAYS";
    let id = desk.issue("2026-02-28", &circular(&["PAR", "OTT"], &[every]));
    (desk, id)
}

fn change(id: EntryId, days: u16, first: u16, until: &str) -> Command {
    let every = Every { days, first_within_days: Some(first), until: Some(day(until)) };
    Command::ChangeRule { instruction: id, office: None, every }
}

fn days(desk: &Desk, id: EntryId, office: &str) -> Vec<String> {
    let all = desk.tasking(id, office).occurrences(Date::MAX);
    all.iter().map(|day| day.strftime("%m-%d").to_string()).collect()
}

fn report(desk: &mut Desk, id: EntryId, at: &str, on: &str) {
    let duty = occurrence(id, "PAR", on);
    desk.log(at, "PAR", duty).expect("logged");
    desk.report(at, "PAR", &[duty], false).expect("reported");
}

#[test]
fn each_occurrence_is_a_duty_of_its_own() {
    let (mut desk, id) = standing();
    assert_eq!(days(&desk, id, "PAR"), ["03-10", "04-09", "05-09", "06-08"]);
    report(&mut desk, id, "2026-03-05", "2026-03-10");
    let tasking = desk.tasking(id, "PAR");
    assert!(tasking.closed(Some(day("2026-03-10"))) && !tasking.closed(Some(day("2026-04-09"))));
    let now = desk.standing(id, "PAR", "2026-03-06");
    assert_eq!((now.occurrence, now.missed), (Some(day("2026-04-09")), 0));
}

#[test]
fn missing_one_does_not_close_the_next() {
    let (mut desk, id) = standing();
    let now = desk.standing(id, "PAR", "2026-03-15");
    assert_eq!((now.occurrence, now.missed), (Some(day("2026-04-09")), 1));
    report(&mut desk, id, "2026-04-01", "2026-04-09");
    let now = desk.standing(id, "PAR", "2026-04-02");
    assert_eq!((now.occurrence, now.missed), (Some(day("2026-05-09")), 1), "March is still missing");
    report(&mut desk, id, "2026-04-03", "2026-03-10");
    let now = desk.standing(id, "PAR", "2026-04-04");
    assert_eq!(now.missed, 0, "done late is done");
    let march = desk.tasking(id, "PAR").duty_standing(
        Some(day("2026-03-10")),
        crate::common::time("2026-04-04"),
        domain::tasking::Heard::Here,
    );
    assert_eq!((march.stage, march.timeliness), (Stage::Reported, Timeliness::Late));
}

#[test]
fn an_occurrence_falls_due_when_its_day_ends_at_the_post() {
    let (desk, id) = standing();
    let due = |office| desk.tasking(id, office).due(Some(day("2026-04-09"))).map(|due| due.to_string());
    assert_eq!(due("PAR").as_deref(), Some("2026-04-09T21:59:59.999Z"));
    assert_eq!(due("OTT").as_deref(), Some("2026-04-10T03:59:59.999Z"));
}

#[test]
fn when_all_have_passed_the_last_is_overdue() {
    let (desk, id) = standing();
    let now = desk.standing(id, "PAR", "2026-07-10");
    assert_eq!(now.occurrence, Some(day("2026-06-08")));
    assert_eq!((now.timeliness, now.missed), (Timeliness::Overdue, 3));
}

#[test]
fn a_new_rule_never_rewrites_past_occurrences() {
    let (mut desk, id) = standing();
    report(&mut desk, id, "2026-03-05", "2026-03-10");
    let changed = desk.ask("HQ", "oceans.director", "2026-04-20", change(id, 10, 5, "2026-05-30"));
    assert_eq!(changed.expect("changed").len(), 2, "one for each post");
    assert_eq!(days(&desk, id, "PAR"), ["03-10", "04-09", "04-25", "05-05", "05-15", "05-25"]);
    assert!(desk.tasking(id, "PAR").closed(Some(day("2026-03-10"))));
    let again = desk.ask("HQ", "oceans.director", "2026-05-07", change(id, 20, 20, "2026-06-30"));
    assert_eq!(again.expect("changed again").len(), 2);
    assert_eq!(days(&desk, id, "PAR"), ["03-10", "04-09", "04-25", "05-05", "05-27", "06-16"]);
}

#[test]
fn a_rule_changed_before_the_first_occurrence_takes_its_place() {
    let (mut desk, id) = standing();
    desk.ask("HQ", "oceans.director", "2026-03-01", change(id, 30, 3, "2026-05-30")).expect("changed");
    assert_eq!(days(&desk, id, "PAR"), ["03-04", "04-03", "05-03"]);
}

#[test]
fn two_changes_on_one_day_leave_the_last() {
    let (mut desk, id) = standing();
    desk.ask("HQ", "oceans.director", "2026-04-20", change(id, 10, 5, "2026-05-30")).expect("changed");
    desk.ask("HQ", "oceans.director", "2026-04-20", change(id, 30, 20, "2026-06-30")).expect("changed");
    assert_eq!(days(&desk, id, "PAR"), ["03-10", "04-09", "05-10", "06-09"]);
}

#[test]
fn a_change_made_by_a_clock_that_went_back_leaves_no_day_twice() {
    let (mut desk, id) = standing();
    desk.ask("HQ", "oceans.director", "2026-04-20", change(id, 10, 5, "2026-05-30")).expect("changed");
    desk.ask("HQ", "oceans.director", "2026-03-20", change(id, 20, 20, "2026-06-30")).expect("changed");
    assert_eq!(days(&desk, id, "PAR"), ["03-10", "04-09", "04-29", "05-19", "06-08", "06-28"]);
}

#[test]
fn one_posts_rule_is_changed_alone() {
    let (mut desk, id) = standing();
    let every = Every { days: 7, first_within_days: None, until: Some(day("2026-03-15")) };
    let command = Command::ChangeRule { instruction: id, office: Some(name("OTT")), every };
    desk.ask("HQ", "oceans.director", "2026-03-01", command).expect("changed");
    assert_eq!(days(&desk, id, "OTT"), ["03-08", "03-15"]);
    assert_eq!(days(&desk, id, "PAR").len(), 4);
    let every = Every { days: 7, first_within_days: None, until: Some(day("2026-03-15")) };
    let absent = Command::ChangeRule { instruction: id, office: Some(name("OSL")), every };
    let absent = desk.ask("HQ", "oceans.director", "2026-03-01", absent);
    assert!(matches!(absent, Err(Refusal::NotFound { .. })), "{absent:?}");
}

#[test]
fn an_occurrence_must_be_named_and_be_one() {
    let (mut desk, id) = standing();
    let plan = |duty| Command::PlanEngagement { duty, on: day("2026-03-09"), with: with(), form: Form::Call };
    let mut ask = |duty| desk.ask("PAR", "par.political", "2026-03-01", plan(duty));
    let tasking = duty(id, "PAR").tasking;
    let open = "2026-03-10, 2026-04-09, 2026-05-09".to_owned();
    assert_eq!(ask(duty(id, "PAR")), Err(Refusal::WhichOccurrence { tasking, open: open.clone() }));
    let wrong = occurrence(id, "PAR", "2026-03-11");
    assert_eq!(ask(wrong), Err(Refusal::NoSuchOccurrence { duty: wrong, next: open }));
    assert!(ask(occurrence(id, "PAR", "2026-03-10")).is_ok());
    let single = desk.issue("2026-03-01", &circular(&["PAR"], &[]));
    let wrong = occurrence(single, "PAR", "2026-03-10");
    let refused = desk.ask("PAR", "par.political", "2026-03-01", plan(wrong));
    assert_eq!(refused, Err(Refusal::DoesNotRecur { tasking: wrong.tasking }));
}

#[test]
fn a_rule_that_cannot_be_is_not_released_and_not_changed_to() {
    let (mut desk, id) = standing();
    let mut code = |days, until: Option<&str>| {
        let every = Every { days, first_within_days: None, until: until.map(day) };
        let command = Command::ChangeRule { instruction: id, office: None, every };
        desk.ask("HQ", "oceans.director", "2026-03-01", command).expect_err("refused").code()
    };
    assert_eq!(code(0, Some("2026-06-30")), "bad-interval");
    assert_eq!(code(367, Some("2026-06-30")), "bad-interval");
    assert_eq!(code(30, None), "no-end");
    assert_eq!(code(30, Some("2026-03-02")), "ends-before-it-begins");
    let single = desk.issue("2026-03-01", &circular(&["PAR"], &[]));
    let refused = desk.ask("HQ", "oceans.director", "2026-03-02", change(single, 30, 5, "2026-06-30"));
    assert_eq!(refused, Err(Refusal::DoesNotRecur { tasking: duty(single, "PAR").tasking }));
}

#[test]
fn a_withdrawn_standing_tasking_misses_nothing_after() {
    let (mut desk, id) = standing();
    let withdraw = Command::Withdraw { instruction: id, office: None, why: "Done.".into() };
    desk.ask("HQ", "oceans.director", "2026-03-20", withdraw).expect("withdrawn");
    let now = desk.standing(id, "PAR", "2026-06-20");
    assert_eq!((now.stage, now.timeliness, now.missed), (Stage::Withdrawn, Timeliness::Done, 1));
}

#[test]
fn more_time_is_for_one_occurrence() {
    let (mut desk, id) = standing();
    let march = occurrence(id, "PAR", "2026-03-10");
    let to = crate::common::time("2026-03-20");
    desk.ask("HQ", "oceans.desk", "2026-03-01", Command::Extend { duty: march, to }).expect("extended");
    let tasking = desk.tasking(id, "PAR");
    assert_eq!(tasking.due(march.occurrence), Some(to));
    assert_eq!(
        tasking.due(Some(day("2026-04-09"))).map(|due| due.to_string()).as_deref(),
        Some("2026-04-09T21:59:59.999Z")
    );
    assert_eq!(desk.standing(id, "PAR", "2026-03-15").occurrence, Some(day("2026-03-10")), "still before it");
}

#[test]
fn the_rule_on_record_is_one_of_days() {
    let (desk, id) = standing();
    let asked = desk.tasking(id, "PAR").asked.as_ref().expect("asked");
    assert_eq!(asked.rules[0].1.recur, "FREQ=DAILY;INTERVAL=30;UNTIL=20260630");
}
