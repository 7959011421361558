//! Stories of break-glass: who may open what in an emergency, that it is recorded each time, and that it changes nothing
//! else of what its officer may do or read.

use domain::cable::Level;
use domain::command::Command;
use domain::fact::{AccessGranted, Fact, Role, RoleDelegated, RoleGranted};
use domain::proof::Presence;
use domain::refusal::Refusal;
use domain::words::EntryId;

use crate::common::{Desk, circular, day, duty, hq, name};

const DAY: &str = "2026-03-02";

/// The ministry with a duty officer, cleared up to confidential and for one caption.
fn on_duty() -> Desk {
    let mut desk = Desk::of_the_ministry();
    let officer = || name("duty.officer");
    let (office, role, from) = (hq(), Role::DutyOfficer, day("2026-01-05"));
    let granted = RoleGranted { officer: officer(), office, role, from, until: None };
    desk.ask("HQ", "network.admin", "2026-01-05", Command::GrantRole(granted)).expect("granted");
    clear(&mut desk, Level::Confidential, &["EXDIS"]);
    desk
}

fn clear(desk: &mut Desk, level: Level, captions: &[&str]) {
    let captions = captions.iter().map(|&caption| caption.to_owned()).collect();
    let granted = AccessGranted { officer: name("duty.officer"), level, captions };
    desk.ask("HQ", "network.admin", "2026-01-06", Command::GrantAccess(granted)).expect("granted");
}

/// A telegram that Oslo filed, with its classification line and what stands below it.
fn filed(desk: &mut Desk, marks: &str) -> EntryId {
    let text = format!("R 210910Z APR 76\nFM OSLO\nTO PARIS\n{marks} OSLO 5136\nSUBJECT: GEAR\n1. LOST.\n");
    let text = text.replace('|', "\n");
    let file = Command::FileCable { source: "volume 14".into(), name: marks.to_owned(), text };
    desk.ask("OSL", "osl.political", DAY, file).expect("filed")[0]
}

fn open(desk: &mut Desk, at: &str, cable: EntryId) -> Result<Vec<EntryId>, Refusal> {
    let why = "Consular emergency: the ambassador cannot be reached.".to_owned();
    desk.ask("HQ", "duty.officer", at, Command::OpenInEmergency { cable, why })
}

fn code(answer: &Result<Vec<EntryId>, Refusal>) -> &'static str {
    answer.as_ref().map_or_else(Refusal::code, |_| "recorded")
}

#[test]
fn a_duty_officer_opens_one_cable_for_an_hour_and_the_record_says_who_when_until_when_and_why() {
    let mut desk = on_duty();
    let cable = desk.issue(DAY, &circular(&["PAR"], &[]));
    let opened = open(&mut desk, "2026-03-02T23:10Z", cable).expect("opened");
    assert_eq!(desk.kinds(&opened), ["emergency.opened"]);
    let entry = desk.entry(opened[0]);
    let Ok(Fact::EmergencyOpened(fact)) = entry.fact() else { panic!("another fact") };
    assert_eq!(entry.dossier, domain::words::DossierId::Of(cable));
    assert!(entry.text(fact.why).is_some_and(|why| why.starts_with("Consular emergency")));
    let opening = &desk.dossier(cable).opened[&hq()][0];
    assert_eq!(
        (opening.by.as_str(), opening.until.to_string().as_str()),
        ("duty.officer", "2026-03-03T00:10:00Z")
    );
    let open_at = |at: &str| opening.is_open(crate::common::time(at));
    assert!(open_at("2026-03-02T23:10Z") && open_at("2026-03-03T00:09:59Z"));
    assert!(!open_at("2026-03-02T23:09:59Z") && !open_at("2026-03-03T00:10Z"));
}

#[test]
fn opening_again_adds_nothing_while_it_is_open_and_is_recorded_anew_afterwards() {
    let mut desk = on_duty();
    let cable = filed(&mut desk, "UNCLAS");
    assert_eq!(open(&mut desk, "2026-03-02T10:00Z", cable).expect("opened").len(), 1);
    assert_eq!(open(&mut desk, "2026-03-02T10:59:59Z", cable), Ok(vec![]));
    assert_eq!(open(&mut desk, "2026-03-02T11:00Z", cable).expect("opened anew").len(), 1);
}

#[test]
fn nobody_opens_without_the_role_and_nobody_hands_it_on() {
    let mut desk = on_duty();
    let cable = filed(&mut desk, "UNCLAS");
    for officer in ["oceans.desk", "network.admin", "records.office", "nobody"] {
        let command = Command::OpenInEmergency { cable, why: "now".to_owned() };
        assert_eq!(code(&desk.ask("HQ", officer, DAY, command)), "no-role");
    }
    let elsewhere = Command::OpenInEmergency { cable, why: "now".to_owned() };
    assert_eq!(code(&desk.ask("PAR", "duty.officer", DAY, elsewhere)), "no-role");
    let (office, role) = (hq(), Role::DutyOfficer);
    let (from, until) = (day(DAY), day("2026-03-09"));
    let handed = RoleDelegated { officer: name("oceans.desk"), office, role, from, until };
    assert_eq!(code(&desk.ask("HQ", "duty.officer", DAY, Command::Delegate(handed))), "not-delegable");
}

#[test]
fn need_to_know_is_put_aside_and_level_and_captions_are_not() {
    let mut desk = on_duty();
    let cases = [
        ("UNCLAS", "recorded"),
        ("C O N F I D E N T I A L", "recorded"),
        ("S E C R E T", "not-found"),
        ("T O P S E C R E T", "not-found"),
        ("UNCLAS|NODIS|", "not-found"),
        ("UNCLAS|EXDIS|", "recorded"),
    ];
    for (marks, wanted) in cases {
        let cable = filed(&mut desk, marks);
        assert_eq!(code(&open(&mut desk, DAY, cable)), wanted, "{marks}");
    }
}

#[test]
fn top_secret_is_opened_by_nobody_whatever_they_are_cleared_for() {
    let mut desk = on_duty();
    clear(&mut desk, Level::TopSecret, &[]);
    let (secret, top) = (filed(&mut desk, "S E C R E T"), filed(&mut desk, "T O P S E C R E T"));
    assert_eq!(code(&open(&mut desk, DAY, secret)), "recorded");
    assert_eq!(code(&open(&mut desk, DAY, top)), "not-found");
}

#[test]
fn what_is_not_there_hidden_unreadable_or_still_a_draft_is_refused_in_the_same_words() {
    let mut desk = on_duty();
    let draft = desk.begin(DAY, &circular(&["PAR"], &[]));
    let hidden = filed(&mut desk, "S E C R E T");
    let text = "FM OSLO\nTO PARIS\nSUBJECT: GEAR\n1. NO LEVEL.\n".to_owned();
    let file = Command::FileCable { source: "volume 14".into(), name: "d8".into(), text };
    let unmarked = desk.ask("OSL", "osl.political", DAY, file).expect("filed")[0];
    let abandoned = desk.begin(DAY, &circular(&["PAR"], &[]));
    let give_up = Command::Abandon { draft: abandoned, why: None };
    desk.ask("HQ", "oceans.desk", DAY, give_up).expect("given up");
    for cable in [name("HQ.9999"), draft, hidden, unmarked, abandoned] {
        let what = cable.to_string();
        assert_eq!(open(&mut desk, DAY, cable), Err(Refusal::NotFound { what }));
    }
    desk.release(DAY, draft);
    assert_eq!(code(&open(&mut desk, DAY, draft)), "recorded", "once it has gone out");
}

#[test]
fn words_that_are_gone_are_not_opened() {
    let mut desk = on_duty();
    let cable = desk.issue(DAY, &circular(&["PAR"], &[]));
    let text = desk.draft(cable).released.as_ref().expect("released").text;
    let mut journal = desk.journals[&hq()].clone();
    for entry in journal.iter_mut().filter(|entry| entry.id == text.entry) {
        entry.papers[usize::from(text.place)].words = None;
    }
    let own = journal.iter().filter(|entry| entry.dossier == domain::words::DossierId::Of(cable));
    let folded = domain::dossier::Dossier::fold(cable, own).expect("readable");
    desk.dossiers.insert(cable, folded);
    assert_eq!(code(&open(&mut desk, DAY, cable)), "not-found");
}

#[test]
fn whoever_may_read_it_anyway_is_told_so_and_nothing_is_recorded() {
    let mut desk = on_duty();
    let cable = desk.issue(DAY, &circular(&["PAR"], &[]));
    let (office, role, from) = (name("PAR"), Role::Reader, day("2026-01-05"));
    let granted = RoleGranted { officer: name("duty.officer"), office, role, from, until: None };
    desk.ask("HQ", "network.admin", DAY, Command::GrantRole(granted)).expect("granted");
    assert_eq!(code(&open(&mut desk, DAY, cable)), "reads-anyway");
    assert!(desk.dossier(cable).opened.is_empty());
}

#[test]
fn a_reason_is_asked_for_before_anything_is_said_of_the_cable() {
    let mut desk = on_duty();
    let there = filed(&mut desk, "UNCLAS");
    for cable in [there, name("HQ.9999")] {
        let command = Command::OpenInEmergency { cable, why: " \n".to_owned() };
        assert_eq!(code(&desk.ask("HQ", "duty.officer", DAY, command)), "empty");
    }
}

#[test]
fn a_duty_officer_reads_nothing_by_the_role_and_nothing_more_by_an_opening() {
    let mut desk = on_duty();
    let cable = desk.issue(DAY, &circular(&["PAR"], &[]));
    let reader = |desk: &Desk| desk.directory.reader(&name("duty.officer"), day(DAY)).expect("a reader");
    let before = reader(&desk);
    assert!(before.offices.is_empty() && !before.archive);
    open(&mut desk, DAY, cable).expect("opened");
    assert_eq!(reader(&desk), before);
    assert!(!before.may_read(&desk.dossier(cable).label().expect("released")));
}

#[test]
fn an_opening_changes_nothing_of_the_cable_the_tasking_or_what_may_be_done_to_them() {
    let mut desk = on_duty();
    let cable = desk.issue(DAY, &circular(&["PAR"], &[]));
    let before = desk.dossier(cable).clone();
    open(&mut desk, DAY, cable).expect("opened");
    let after = desk.dossier(cable).clone();
    assert_eq!(domain::dossier::Dossier { opened: before.opened.clone(), ..after }, before);
    let tasking = duty(cable, "PAR").tasking;
    for command in [
        Command::Withdraw { instruction: cable, office: None, why: "now".to_owned() },
        Command::Acknowledge { tasking },
        Command::Release { draft: cable },
        Command::Dispose { paper: name(&format!("{cable}#0")), authority: "none".to_owned() },
    ] {
        let answer = desk.ask("HQ", "duty.officer", DAY, command);
        assert!(matches!(answer, Err(Refusal::NoRole { .. } | Refusal::NotYours { .. })), "{answer:?}");
    }
}

#[test]
fn no_program_opens_anything_and_whoever_holds_a_passkey_confirms_it() {
    let mut desk = on_duty();
    let (one, other) = (filed(&mut desk, "UNCLAS"), filed(&mut desk, "C O N F I D E N T I A L"));
    desk.presence = Presence::Program;
    assert_eq!(code(&open(&mut desk, DAY, one)), "by-program");
    desk.presence = Presence::Console;
    let key = desk.enrol(1, "duty.officer");
    for presence in [Presence::Page, Presence::Console] {
        desk.presence = presence;
        assert_eq!(code(&open(&mut desk, DAY, one)), "passkey-needed");
    }
    let command = |cable| Command::OpenInEmergency { cable, why: "now".to_owned() };
    let opened = desk.confirm(&key, "HQ", "duty.officer", DAY, command(one)).expect("opened");
    assert_eq!(desk.kinds(&opened), ["emergency.opened", "act.confirmed"]);
    // What was signed for one cable opens no other.
    assert_eq!(code(&desk.ask("HQ", "duty.officer", DAY, command(other))), "proof-wrong");
}
