//! Two persons stand for every word that goes out, in whatever order three people act who may each do everything.

use std::collections::BTreeSet;

use domain::command::Command;
use domain::fact::{ClearanceAnswer, Piece, Role, RoleGranted};
use domain::refusal::Refusal;
use domain::words::{EntryId, ParagraphId};

use crate::common::{Desk, circular, day, hq, name, read};

const WHEN: &str = "2026-02-02";
const PEOPLE: [&str; 3] = ["one", "two", "three"];
/// How many acts come before a release is tried.
const ACTS: usize = 5;

/// What somebody does to the draft.
#[derive(Clone, Copy)]
enum Act {
    Revise,
    Clear,
    ClearWithChanges,
    Approve,
}

/// Who stands for the text as it is, by the promise and not by the program.
#[derive(Clone)]
struct Text {
    writer: &'static str,
    cleared: BTreeSet<&'static str>,
    approved: Option<&'static str>,
}

/// How often a release was tried, and how often it succeeded.
#[derive(Default)]
struct Tried {
    releases: usize,
    released: usize,
    refused: BTreeSet<&'static str>,
}

fn words(step: usize) -> String {
    circular(&["PAR"], &[]).replace("early ratification", &format!("ratification, draft {step}"))
}

fn begun() -> (Desk, EntryId) {
    let mut desk = Desk::of_the_ministry();
    for (officer, role) in PEOPLE.iter().flat_map(|officer| {
        [Role::Drafter, Role::Clearer, Role::Approver, Role::Releaser].map(|role| (*officer, role))
    }) {
        let (officer, from) = (name(officer), day("2026-01-05"));
        let granted = RoleGranted { officer, office: hq(), role, from, until: None };
        desk.ask("HQ", "network.admin", "2026-01-05", Command::GrantRole(granted)).expect("granted");
    }
    let sheet = Box::new(read(&words(0)));
    let draft = Command::Draft { purpose: domain::fact::Purpose::Instruction, sheet };
    let draft = desk.ask("HQ", "one", WHEN, draft).expect("begun")[0];
    for clearer in ["two", "three"] {
        let command = Command::RequestClearance { draft, clearer: name(clearer), pieces: vec![], by: None };
        desk.ask("HQ", "one", WHEN, command).expect("asked");
    }
    (desk, draft)
}

/// Does something; nothing if it is refused or changes nothing.
fn done(
    desk: &Desk,
    draft: EntryId,
    who: &'static str,
    act: Act,
    text: &Text,
    step: usize,
) -> Option<(Desk, Text)> {
    let changes =
        vec![(Piece::Paragraph(ParagraphId(1)), format!("Objective: as {who} would have it, {step}."))];
    let answer = ClearanceAnswer::Yes;
    let command = match act {
        Act::Revise => Command::Revise { draft, sheet: Box::new(read(&words(step))) },
        Act::Clear => Command::Clear { draft, answer, changes: vec![], remark: None },
        Act::ClearWithChanges => Command::Clear { draft, answer, changes, remark: None },
        Act::Approve => Command::Approve { draft },
    };
    let mut after = desk.clone();
    let recorded = after.ask("HQ", who, WHEN, command).ok()?;
    if recorded.is_empty() {
        return None;
    }
    let mut text = text.clone();
    match act {
        Act::Revise => text = Text { writer: who, cleared: BTreeSet::new(), approved: None },
        Act::Clear => {
            text.cleared.insert(who);
        }
        Act::ClearWithChanges => text = Text { writer: who, cleared: [who].into(), approved: None },
        Act::Approve => text.approved = Some(who),
    }
    Some((after, text))
}

fn play(desk: &Desk, draft: EntryId, text: &Text, step: usize, tried: &mut Tried) {
    for who in PEOPLE {
        tried.releases += 1;
        match desk.clone().ask("HQ", who, WHEN, Command::Release { draft }) {
            Ok(_) => {
                tried.released += 1;
                let approver = text.approved.expect("released without an approval of this text");
                assert!(text.cleared.iter().any(|clearer| *clearer != "one"), "released around the clearers");
                assert_ne!(approver, "one", "released on its drafter's own approval");
                let mut stand = text.cleared.clone();
                stand.extend([text.writer, approver]);
                assert!(stand.len() > 1, "{stand:?} alone stands for what went out");
            }
            Err(refusal) => {
                tried.refused.insert(match refusal {
                    Refusal::NotApproved { .. } => "not approved",
                    Refusal::NotCleared { .. } => "not cleared",
                    _ => "otherwise",
                });
            }
        }
    }
    if step > ACTS {
        return;
    }
    for (who, act) in [
        ("one", Act::Revise),
        ("two", Act::Revise),
        ("two", Act::Clear),
        ("three", Act::Clear),
        ("three", Act::ClearWithChanges),
        ("one", Act::Approve),
        ("two", Act::Approve),
        ("three", Act::Approve),
    ] {
        if let Some((after, text)) = done(desk, draft, who, act, text, step) {
            play(&after, draft, &text, step + 1, tried);
        }
    }
}

#[test]
fn in_every_order_of_six_acts_two_persons_stand_for_the_text_that_goes_out() {
    let (desk, draft) = begun();
    let text = Text { writer: "one", cleared: BTreeSet::new(), approved: None };
    let mut tried = Tried::default();
    play(&desk, draft, &text, 1, &mut tried);
    println!(
        "{} releases tried, {} released, refused as {:?}",
        tried.releases, tried.released, tried.refused
    );
    assert!(tried.released > 100 && tried.releases > 5_000, "{} of {}", tried.released, tried.releases);
    assert_eq!(tried.refused, ["not approved", "not cleared"].into());
}

#[test]
fn who_rewrites_anothers_draft_does_not_approve_it_alone() {
    let (desk, draft) = begun();
    let mut alone = desk.clone();
    let waive = Command::WaiveClearance { draft, clearer: name("three"), why: "Away.".into() };
    alone
        .ask("HQ", "two", WHEN, Command::Revise { draft, sheet: Box::new(read(&words(7))) })
        .expect("rewritten");
    alone.clear(WHEN, draft, "two");
    alone.ask("HQ", "two", WHEN, waive).expect("waived");
    let approved = alone.ask("HQ", "two", WHEN, Command::Approve { draft });
    assert_eq!(approved, Err(Refusal::OwnDraft { draft, officer: name("two") }));
    // Another who clears what was changed stands for it too.
    alone.clear(WHEN, draft, "three");
    alone.ask("HQ", "two", WHEN, Command::Approve { draft }).expect("approved");
    alone.ask("HQ", "two", WHEN, Command::Release { draft }).expect("released");
}
