//! Stories of the high-water mark: a reply goes out marked no lower than what it answers, or somebody who did not write it
//! answers for that, for this very text.

use domain::cable::Level;
use domain::command::Command;
use domain::fact::{AccessGranted, ClearanceAnswer, Piece, Purpose, Role, RoleGranted};
use domain::proof::Presence;
use domain::refusal::Refusal;
use domain::words::{DossierId, EntryId, ParagraphId};
use proptest::prelude::*;
use proptest::sample::{select, subsequence};

use crate::common::{Desk, circular, day, duty, name, read, reply_text};

const WHEN: &str = "2026-03-02";

/// A second person at Paris who may do everything but log, and everybody's access to what the stories mark.
pub(crate) fn staffed(desk: &mut Desk) {
    for role in [Role::Drafter, Role::Clearer, Role::Approver, Role::Releaser] {
        let (officer, office, from) = (name("par.head"), name("PAR"), day("2026-01-05"));
        let granted = RoleGranted { officer, office, role, from, until: None };
        desk.ask("HQ", "network.admin", "2026-01-05", Command::GrantRole(granted)).expect("granted");
    }
    for officer in ["par.political", "par.head", "oceans.desk", "watch.officer"] {
        let captions = ["EXDIS", "NOFORN"].map(str::to_owned).to_vec();
        let access = AccessGranted { officer: name(officer), level: Level::TopSecret, captions };
        let known = desk.directory.access(&name(officer)).is_some();
        if !known {
            desk.ask("HQ", "network.admin", "2026-01-05", Command::GrantAccess(access)).expect("granted");
        }
    }
}

fn marked(text: &str, level: Level, captions: &[&str]) -> String {
    let captions =
        if captions.is_empty() { String::new() } else { format!("\nCAPTIONS: {}", captions.join("; ")) };
    text.replace("CLASSIFICATION: UNCLASSIFIED", &format!("CLASSIFICATION: {level}{captions}"))
}

/// An instruction to Paris marked so, and an interim reply to it that is marked otherwise.
fn replied(instruction: (Level, &[&str]), reply: (Level, &[&str])) -> (Desk, EntryId) {
    let mut desk = Desk::of_the_ministry();
    staffed(&mut desk);
    let id = desk.issue("2026-03-01", &marked(&circular(&["PAR"], &[]), instruction.0, instruction.1));
    let draft = answered(&mut desk, &[id], reply);
    (desk, draft)
}

fn answered(desk: &mut Desk, instructions: &[EntryId], (level, captions): (Level, &[&str])) -> EntryId {
    let answers = instructions.iter().map(|id| duty(*id, "PAR")).collect();
    let cited: Vec<String> = instructions.iter().map(|id| desk.number(*id)).collect();
    let purpose = Purpose::Reply { answers, interim: true };
    let sheet = Box::new(read(&marked(&reply_text(&cited.join("; ")), level, captions)));
    desk.ask("PAR", "par.political", WHEN, Command::Draft { purpose, sheet }).expect("drafted")[0]
}

fn paris(desk: &mut Desk, officer: &str, command: Command) -> Result<Vec<EntryId>, Refusal> {
    desk.ask("PAR", officer, WHEN, command)
}

fn regrade(draft: EntryId) -> Command {
    Command::Regrade { draft, why: "It names nobody and nothing.".into() }
}

/// What Paris changes in the reply without changing its marking.
fn reworded(desk: &Desk, draft: EntryId, words: &str) -> Command {
    let mut sheet = desk.draft(draft).sheet();
    words.clone_into(&mut sheet.paragraphs[0].text);
    Command::Revise { draft, sheet: Box::new(sheet) }
}

#[test]
fn a_reply_marked_lower_waits_for_somebody_to_answer_for_it() {
    let (mut desk, draft) = replied((Level::Secret, &["EXDIS"]), (Level::Confidential, &[]));
    let refusal = paris(&mut desk, "par.political", Command::Approve { draft }).expect_err("marked lower");
    let told = format!("{draft} answers 2026 MERE 0001 and is not marked SECRET, EXDIS");
    assert_eq!((refusal.code(), refusal.to_string()), ("marked-lower", told));
    let entries = paris(&mut desk, "par.head", regrade(draft)).expect("regraded");
    assert_eq!(desk.kinds(&entries), ["draft.regraded"]);
    paris(&mut desk, "par.political", Command::Approve { draft })
        .expect("approved by its drafter, as replies are");
    paris(&mut desk, "par.political", Command::Release { draft }).expect("released");
    assert_eq!(desk.draft(draft).content.level, Level::Confidential, "the field was not edited");
}

#[test]
fn a_reply_marked_as_high_needs_nobody() {
    for (level, captions) in [(Level::Secret, vec!["EXDIS"]), (Level::TopSecret, vec!["NOFORN", "EXDIS"])] {
        let (mut desk, draft) = replied((Level::Secret, &["EXDIS"]), (level, &captions));
        paris(&mut desk, "par.political", Command::Approve { draft }).expect("approved");
        let refused = paris(&mut desk, "par.head", regrade(draft));
        assert_eq!(refused, Err(Refusal::NotMarkedLower { draft }));
    }
    let (mut desk, draft) = replied((Level::Secret, &["INFORM CONSULS"]), (Level::Secret, &[]));
    paris(&mut desk, "par.political", Command::Approve { draft })
        .expect("who is informed widens and does not mark");
}

#[test]
fn a_reply_to_two_is_marked_as_high_as_both_together() {
    let (mut desk, _) = replied((Level::Secret, &[]), (Level::Secret, &[]));
    let secret = desk.issue("2026-03-01", &marked(&circular(&["PAR"], &[]), Level::Secret, &[]));
    let exdis = desk.issue("2026-03-01", &marked(&circular(&["PAR"], &[]), Level::Confidential, &["EXDIS"]));
    let draft = answered(&mut desk, &[secret, exdis], (Level::Secret, &[]));
    let refusal =
        paris(&mut desk, "par.political", Command::Approve { draft }).expect_err("a caption is missing");
    let told = format!("{draft} answers 2026 MERE 0003 and is not marked EXDIS");
    assert_eq!(refusal.to_string(), told, "only what is marked higher is named");
    let draft = answered(&mut desk, &[secret, exdis], (Level::Secret, &["EXDIS"]));
    paris(&mut desk, "par.political", Command::Approve { draft }).expect("approved");
}

#[test]
fn who_wrote_any_of_it_alone_does_not_answer_for_its_marking() {
    let (mut desk, draft) = replied((Level::Secret, &[]), (Level::Unclassified, &[]));
    let own = |officer| Err(Refusal::OwnMarking { draft, officer: name(officer) });
    assert_eq!(paris(&mut desk, "par.political", regrade(draft)), own("par.political"));
    let revise = reworded(&desk, draft, "The head of post put it otherwise.");
    paris(&mut desk, "par.head", revise).expect("reworded");
    assert_eq!(paris(&mut desk, "par.head", regrade(draft)), own("par.head"));
    // The drafter clears the words, and two persons stand for them.
    let ask = Command::RequestClearance { draft, clearer: name("par.political"), pieces: vec![], by: None };
    paris(&mut desk, "par.political", ask).expect("asked");
    let clear = Command::Clear { draft, answer: ClearanceAnswer::Yes, changes: vec![], remark: None };
    paris(&mut desk, "par.political", clear).expect("cleared");
    paris(&mut desk, "par.head", regrade(draft)).expect("regraded");
}

#[test]
fn any_change_of_the_text_voids_it() {
    let (mut desk, draft) = replied((Level::Secret, &[]), (Level::Unclassified, &[]));
    let lower =
        |desk: &mut Desk| paris(desk, "par.political", Command::Approve { draft }).expect_err("lower").code();
    paris(&mut desk, "par.head", regrade(draft)).expect("regraded");
    let revise = reworded(&desk, draft, "The ministry will study article 4 as well.");
    paris(&mut desk, "par.political", revise).expect("reworded");
    assert_eq!(lower(&mut desk), "marked-lower");
    paris(&mut desk, "par.head", regrade(draft)).expect("regraded anew");
    let ask = Command::RequestClearance { draft, clearer: name("par.head"), pieces: vec![], by: None };
    paris(&mut desk, "par.political", ask).expect("asked");
    let changes = vec![(Piece::Paragraph(ParagraphId(1)), "A clearer's words.".to_owned())];
    let clear = Command::Clear { draft, answer: ClearanceAnswer::Yes, changes, remark: None };
    paris(&mut desk, "par.head", clear).expect("cleared with changes");
    assert_eq!(lower(&mut desk), "marked-lower");
    assert!(desk.draft(draft).regraded.is_some() && !desk.draft(draft).is_regraded());
}

#[test]
fn whoever_may_not_read_what_is_answered_learns_nothing_of_its_marking() {
    let (mut desk, draft) = replied((Level::Secret, &["NOFORN"]), (Level::Unclassified, &[]));
    let access = AccessGranted { officer: name("par.head"), level: Level::Secret, captions: vec![] };
    desk.ask("HQ", "network.admin", WHEN, Command::GrantAccess(access)).expect("granted");
    let unread = Err(Refusal::SourceNotRead { draft, officer: name("par.head") });
    for command in [regrade(draft), Command::Approve { draft }] {
        assert_eq!(paris(&mut desk, "par.head", command), unread);
    }
}

#[test]
fn an_approval_from_before_the_rule_releases_nothing_marked_lower() {
    let (mut desk, draft) = replied((Level::Secret, &[]), (Level::Unclassified, &[]));
    let version = desk.draft(draft).version;
    let fact = domain::fact::DraftApproved { version }.into();
    let proposal = domain::entry::Proposal { dossier: DossierId::Of(draft), fact, papers: vec![] };
    desk.record(name("PAR"), &name("par.head"), crate::common::time(WHEN), proposal);
    let release = |desk: &mut Desk| paris(desk, "par.political", Command::Release { draft });
    assert_eq!(release(&mut desk).expect_err("marked lower").code(), "marked-lower");
    paris(&mut desk, "par.head", regrade(draft)).expect("regraded");
    release(&mut desk).expect("released");
}

#[test]
fn no_program_answers_for_a_marking_and_a_reason_is_given() {
    let (mut desk, draft) = replied((Level::Secret, &[]), (Level::Unclassified, &[]));
    desk.presence = Presence::Program;
    assert_eq!(
        paris(&mut desk, "par.head", regrade(draft)),
        Err(Refusal::ByProgram { officer: name("par.head") })
    );
    desk.presence = Presence::Page;
    let silent = paris(&mut desk, "par.head", Command::Regrade { draft, why: " ".into() });
    assert_eq!(silent, Err(Refusal::Empty { what: "the reason" }));
}

/// What somebody does to the reply.
#[derive(Debug, Clone, Copy)]
enum Act {
    Mark(usize),
    Reword,
    Ask,
    Clear,
    Regrade,
    Approve,
    Release,
}

const ACTS: [Act; 8] =
    [Act::Mark(0), Act::Mark(1), Act::Reword, Act::Ask, Act::Clear, Act::Regrade, Act::Approve, Act::Release];
const CAPTIONS: [&str; 3] = ["EXDIS", "NOFORN", "INFORM CONSULS"];

/// Whether one marking is lower than another, by the promise and not by the program.
fn lower(own: (Level, &[String]), source: (Level, &[String])) -> bool {
    let rank = |level: Level| Level::ALL.iter().position(|known| *known == level);
    let kept = |caption: &String| caption == "INFORM CONSULS" || own.1.contains(caption);
    rank(own.0) < rank(source.0) || !source.1.iter().all(kept)
}

fn markings() -> impl Strategy<Value = (Level, Vec<&'static str>)> {
    (select(Level::ALL.to_vec()), subsequence(CAPTIONS.to_vec(), 0..=2))
}

fn command(
    desk: &Desk,
    draft: EntryId,
    act: Act,
    step: usize,
    marks: &[(Level, Vec<&str>)],
    who: &str,
) -> Command {
    match act {
        Act::Mark(which) => {
            let mut sheet = desk.draft(draft).sheet();
            let (level, captions) = &marks[which];
            sheet.level = Some(*level);
            sheet.captions = captions.iter().map(|&caption| caption.to_owned()).collect();
            Command::Revise { draft, sheet: Box::new(sheet) }
        }
        Act::Reword => reworded(desk, draft, &format!("Reworded by {who}, {step}.")),
        Act::Ask => Command::RequestClearance { draft, clearer: name("par.head"), pieces: vec![], by: None },
        Act::Clear => Command::Clear { draft, answer: ClearanceAnswer::Yes, changes: vec![], remark: None },
        Act::Regrade => regrade(draft),
        Act::Approve => Command::Approve { draft },
        Act::Release => Command::Release { draft },
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_marked_lower_goes_out_but_by_a_second_person_who_answers_for_that_text(
        source in markings(),
        marks in prop::collection::vec(markings(), 2),
        acts in prop::collection::vec((select(ACTS.to_vec()), any::<bool>()), 1..14),
    ) {
        let (mut desk, draft) = replied((source.0, &source.1), (marks[0].0, &marks[0].1));
        let captions: Vec<String> = source.1.iter().map(|&caption| caption.to_owned()).collect();
        // What the promise knows: who wrote the marking and the words as they stand, and whether somebody answers for them.
        let (mut wrote, mut answered) = (["par.political"; 2], false);
        let end = [(Act::Approve, false), (Act::Release, false), (Act::Regrade, true), (Act::Approve, true), (Act::Release, false)];
        for (step, (act, head)) in acts.into_iter().chain(end).enumerate() {
            let who = if head { "par.head" } else { "par.political" };
            let own = desk.draft(draft).content.clone();
            let was_lower = lower((own.level, &own.captions), (source.0, &captions));
            let command = command(&desk, draft, act, step, &marks, who);
            let Ok(recorded) = paris(&mut desk, who, command) else { continue };
            if recorded.is_empty() {
                continue;
            }
            match act {
                Act::Mark(_) | Act::Reword => {
                    wrote[usize::from(matches!(act, Act::Reword))] = who;
                    answered = false;
                }
                Act::Regrade => {
                    prop_assert!(was_lower, "there was nothing to answer for");
                    prop_assert_ne!(who, "par.political", "the drafter answered for the marking");
                    // Nobody clears but the head of post, so what they wrote is theirs alone.
                    prop_assert!(!wrote.contains(&who), "{} answered for what they wrote", who);
                    answered = true;
                }
                Act::Release => {
                    prop_assert!(!was_lower || answered, "{:?} went out marked {:?}", source, own.level);
                }
                Act::Ask | Act::Clear | Act::Approve => {}
            }
        }
    }
}
