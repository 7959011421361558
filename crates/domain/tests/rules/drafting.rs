//! Stories of drafts: what keeps its identity, what a revision records, numbers and release.

use domain::command::Command;
use domain::fact::{Fact, Piece, Purpose};
use domain::refusal::Refusal;
use domain::words::{EntryId, ParagraphId, PointId};

use crate::common::{Desk, circular, hq, name, read, sheet_of};

fn revise(desk: &mut Desk, at: &str, draft: EntryId, text: &str) -> Result<Vec<EntryId>, Refusal> {
    desk.ask("HQ", "oceans.desk", at, Command::Revise { draft, sheet: Box::new(read(text)) })
}

fn paragraphs(desk: &Desk, draft: EntryId) -> Vec<(u16, String)> {
    let draft = desk.draft(draft);
    draft.content.paragraphs.iter().map(|p| (p.id.0, draft.text(p.text).to_owned())).collect()
}

fn three(texts: &[&str]) -> String {
    sheet_of(&["PAR"], &[], texts, &["(VERBATIM) The treaty is open."])
}

#[test]
fn a_paragraph_keeps_its_identity_when_it_is_moved_renumbered_or_reworded() {
    let mut desk = Desk::of_the_ministry();
    let draft = desk.begin("2026-02-01", &three(&["One.", "Two.", "Three."]));
    let own = |list: &[(u16, &str)]| list.iter().map(|(id, t)| (*id, (*t).to_owned())).collect::<Vec<_>>();
    revise(&mut desk, "2026-02-02", draft, &three(&["Three.", "One.", "Two."])).expect("moved");
    assert_eq!(paragraphs(&desk, draft), own(&[(3, "Three."), (1, "One."), (2, "Two.")]));
    revise(&mut desk, "2026-02-03", draft, &three(&["New.", "Three.", "One.", "Two."])).expect("inserted");
    assert_eq!(paragraphs(&desk, draft), own(&[(4, "New."), (3, "Three."), (1, "One."), (2, "Two.")]));
    revise(&mut desk, "2026-02-04", draft, &three(&["New.", "Three again.", "One.", "Two."]))
        .expect("reworded");
    assert_eq!(paragraphs(&desk, draft)[1], (3, "Three again.".to_owned()));
}

#[test]
fn under_what_a_draft_is_protected_is_kept_and_printed() {
    let mut desk = Desk::of_the_ministry();
    let labels = ["E.O. 13526: DECL: 2036-02-01", "CLASSIFIED BY: oceans.director", "REASON: 1.4(B)"];
    let sheet = |labels: &[&str]| {
        let text = sheet_of(&["PAR"], labels, &["(C) One."], &["(VERBATIM) The treaty is open."]);
        text.replace("CLASSIFICATION: UNCLASSIFIED", "CLASSIFICATION: CONFIDENTIAL")
    };
    let draft = desk.begin("2026-02-01", &sheet(&labels));
    assert_eq!(revise(&mut desk, "2026-02-02", draft, &sheet(&labels)), Ok(vec![]));
    let written = domain::cable::sheet::write(&desk.draft(draft).sheet());
    assert!(labels.iter().all(|label| written.contains(label)), "{written}");
    let released = desk.release("2026-02-03", draft);
    let released = desk.entry(released[0]).text(0).expect("the cable").to_string();
    assert!(released.contains("\nE.O. 13526: DECL: 2036-02-01\n"), "{released}");
    assert!(
        released.contains("(U) CLASSIFIED BY oceans.director. REASON: 1.4(B).\n\n1. (C) One."),
        "{released}"
    );
    let open = desk.begin("2026-02-04", &sheet(&[]));
    assert_eq!(desk.draft(open).content.protection, None);
}

#[test]
fn words_that_did_not_change_are_kept_and_not_recorded_again() {
    let mut desk = Desk::of_the_ministry();
    let draft = desk.begin("2026-02-01", &three(&["One.", "Two."]));
    let revised =
        revise(&mut desk, "2026-02-02", draft, &three(&["One.", "Two, reworded."])).expect("revised");
    let entry = desk.entry(revised[0]);
    let papers: Vec<_> = entry.papers.iter().filter_map(|paper| paper.text()).map(|text| &**text).collect();
    assert_eq!(papers, ["Two, reworded."]);
}

#[test]
fn revising_a_draft_to_what_it_says_records_nothing() {
    let mut desk = Desk::of_the_ministry();
    let text = sheet_of(
        &["PAR NIACT IMMEDIATE", "OSL, OTT"],
        &[
            "INFO: MERE",
            "CAPTIONS: EXDIS",
            "REF: A. 25 MERE 12, B. 25 PARIS 3 (NOTAL)",
            "DUE: 2026-05-01 17:00",
            "LEVEL: DIRECTOR",
            "REPORT: REPLY CABLE",
        ],
        &["(C) Objective.", "(U) Background."],
        &[
            "(VERBATIM) The treaty is open.\n  FOR PAR: Le traité est ouvert.",
            "(IF ASKED, OPTIONAL) No date.",
        ],
    );
    let text = text.replace("CLASSIFICATION: UNCLASSIFIED", "CLASSIFICATION: CONFIDENTIAL");
    let draft = desk.begin("2026-02-01", &text);
    assert_eq!(revise(&mut desk, "2026-02-02", draft, &text), Ok(vec![]));
    let printed = desk.draft(draft).sheet();
    let command = Command::Revise { draft, sheet: Box::new(printed) };
    assert_eq!(desk.ask("HQ", "oceans.desk", "2026-02-02", command), Ok(vec![]), "its own sheet");
}

#[test]
fn an_identity_that_was_given_up_is_not_given_out_again() {
    let mut desk = Desk::of_the_ministry();
    let draft = desk.begin("2026-02-01", &three(&["One.", "Two."]));
    revise(&mut desk, "2026-02-02", draft, &three(&["One."])).expect("shortened");
    revise(&mut desk, "2026-02-03", draft, &three(&["One.", "Another matter."])).expect("lengthened");
    assert_eq!(paragraphs(&desk, draft)[1].0, 3);
    assert_eq!(desk.draft(draft).pieces.len(), 4, "head, two paragraphs, one point");
}

#[test]
fn an_abandoned_draft_used_no_number() {
    let mut desk = Desk::of_the_ministry();
    let given_up = desk.begin("2026-02-01", &circular(&["PAR"], &[]));
    let abandon = Command::Abandon { draft: given_up, why: Some("Overtaken.".into()) };
    desk.ask("HQ", "oceans.desk", "2026-02-02", abandon).expect("abandoned");
    let next = desk.issue("2026-02-03", &circular(&["PAR"], &[]));
    assert_eq!(desk.number(next), "26 MERE 1");
    let revised = revise(&mut desk, "2026-02-04", given_up, &circular(&["OSL"], &[]));
    assert_eq!(revised, Err(Refusal::DraftIsAbandoned { draft: given_up }));
}

#[test]
fn numbers_are_each_offices_own_restart_each_year_and_have_no_hole() {
    let mut desk = Desk::of_the_ministry();
    let numbered = |desk: &mut Desk, at: &str| {
        let issued = desk.issue(at, &circular(&["PAR", "OSL"], &[]));
        (issued, desk.number(issued))
    };
    let (first, number) = numbered(&mut desk, "2026-02-01");
    assert_eq!(number, "26 MERE 1");
    assert_eq!(numbered(&mut desk, "2026-12-31T23:59Z").1, "26 MERE 2");
    assert_eq!(numbered(&mut desk, "2027-01-01T00:00Z").1, "27 MERE 1");
    assert_eq!(numbered(&mut desk, "2027-01-02").1, "27 MERE 2");
    desk.log("2027-01-03", "PAR", crate::common::duty(first, "PAR")).expect("logged");
    let reply = desk.report("2027-01-03", "PAR", &[crate::common::duty(first, "PAR")], false);
    assert_eq!(desk.number(reply.expect("released")), "27 PARIS 1");
}

#[test]
fn releasing_again_adds_nothing_and_nothing_can_be_changed_after() {
    let mut desk = Desk::of_the_ministry();
    let draft = desk.issue("2026-02-01", &circular(&["PAR"], &[]));
    assert_eq!(desk.ask("HQ", "watch.officer", "2026-02-02", Command::Release { draft }), Ok(vec![]));
    let number = "2026 MERE 0001".to_owned();
    let refusal = Refusal::AlreadyReleased { draft, number };
    assert_eq!(revise(&mut desk, "2026-02-02", draft, &circular(&["OSL"], &[])), Err(refusal.clone()));
    let abandon = Command::Abandon { draft, why: None };
    assert_eq!(desk.ask("HQ", "oceans.desk", "2026-02-02", abandon), Err(refusal.clone()));
    assert_eq!(desk.ask("HQ", "oceans.director", "2026-02-02", Command::Approve { draft }), Err(refusal));
}

#[test]
fn a_release_records_the_cable_and_a_tasking_for_each_who_must_act() {
    let mut desk = Desk::of_the_ministry();
    let draft = desk.begin("2026-02-01", &circular(&["PAR", "OSL NIACT IMMEDIATE"], &["INFO: OTTAWA"]));
    let released = desk.release("2026-02-02", draft);
    assert_eq!(desk.kinds(&released), ["instruction.released", "tasking.issued"]);
    let Ok(Fact::InstructionReleased(fact)) = desk.entry(released[0]).fact() else { panic!("a release") };
    let gets: Vec<_> = fact.addressees.iter().map(|a| (a.office.to_string(), a.action)).collect();
    assert_eq!(gets, [("OSL".into(), true), ("OTT".into(), false), ("PAR".into(), true)]);
    let text = desk.entry(released[0]).text(fact.text).expect("the cable").to_string();
    assert!(text.contains("The treaty is open"), "{text}");
    let precedence = |office| desk.tasking(draft, office).asked.as_ref().map(|asked| asked.precedence);
    assert_eq!(precedence("OSL"), Some(domain::cable::Precedence::Niact), "its own");
    assert_eq!(precedence("PAR"), Some(domain::cable::Precedence::Priority), "the cable's");
    assert!(!desk.dossier(draft).taskings.contains_key(&name("OTT")), "nobody informed is tasked");
}

#[test]
fn a_post_reads_its_own_variant_of_a_point_or_its_collectives() {
    let mut desk = Desk::of_the_ministry();
    crate::network::define(&mut desk, "NORDIC", "2026-01-06", &["OSL"]).expect("defined");
    let point = "(VERBATIM) The treaty is open.\n  FOR NORDIC: Join your neighbours.\n  FOR PAR: Join.";
    let draft = desk.begin("2026-02-01", &sheet_of(&["PAR", "OSL", "OTT"], &[], &["Objective."], &[point]));
    let draft = desk.draft(draft);
    let point = draft.point(PointId(1)).expect("a point");
    let held = |office: &str| {
        let members = desk.directory.members("NORDIC", crate::common::day("2026-02-01")).expect("known").0;
        let office = name(office);
        let variant = point.variant_for(office, |_| members.contains(&office));
        draft.text(variant.map_or(point.text, |variant| variant.text)).to_owned()
    };
    assert_eq!(held("PAR"), "Join.");
    assert_eq!(held("OSL"), "Join your neighbours.");
    assert_eq!(held("OTT"), "The treaty is open.");
}

#[test]
fn another_office_finds_no_draft_of_headquarters() {
    let mut desk = Desk::of_the_ministry();
    let draft = desk.begin("2026-02-01", &circular(&["PAR"], &[]));
    let approve = desk.ask("PAR", "par.political", "2026-02-02", Command::Approve { draft });
    assert_eq!(approve, Err(Refusal::NotFound { what: format!("draft {draft}") }));
    let nothing = EntryId { office: hq(), number: 9_999 };
    let absent = desk.ask("PAR", "par.political", "2026-02-02", Command::Approve { draft: nothing });
    assert!(matches!(absent, Err(Refusal::NotFound { .. })), "hidden and absent look alike");
}

#[test]
fn a_post_drafts_but_has_no_authority_to_instruct() {
    let mut desk = Desk::of_the_ministry();
    let sheet = Box::new(read(&circular(&["OSL"], &[])));
    let command = Command::Draft { purpose: Purpose::Instruction, sheet };
    let draft = desk.ask("PAR", "par.political", "2026-02-01", command).expect("drafted")[0];
    let clearer = name("par.political");
    let request = Command::RequestClearance { draft, clearer, pieces: vec![Piece::Head], by: None };
    desk.ask("PAR", "par.political", "2026-02-01", request).expect("asked");
    let answer = domain::fact::ClearanceAnswer::Yes;
    let clear = Command::Clear { draft, answer, changes: vec![], remark: None };
    desk.ask("PAR", "par.political", "2026-02-01", clear).expect("cleared");
    let granted = domain::fact::RoleGranted {
        officer: name("par.head"),
        office: name("PAR"),
        role: domain::fact::Role::Approver,
        from: crate::common::day("2026-01-05"),
        until: None,
    };
    desk.ask("HQ", "network.admin", "2026-02-01", Command::GrantRole(granted)).expect("granted");
    desk.ask("PAR", "par.head", "2026-02-01", Command::Approve { draft }).expect("approved");
    let released = desk.ask("PAR", "par.political", "2026-02-01", Command::Release { draft });
    assert_eq!(released, Err(Refusal::NoAuthorityToInstruct { office: name("PAR") }));
}

#[test]
fn a_sheet_of_absurd_size_is_refused_by_its_measure() {
    let mut desk = Desk::of_the_ministry();
    let good = read(&circular(&["PAR"], &[]));
    let mut ask = |change: &dyn Fn(&mut domain::cable::Sheet)| {
        let mut sheet = good.clone();
        change(&mut sheet);
        let command = Command::Draft { purpose: Purpose::Instruction, sheet: Box::new(sheet) };
        desk.ask("HQ", "oceans.desk", "2026-02-01", command).expect_err("absurd").code()
    };
    assert_eq!(ask(&|sheet| sheet.paragraphs[0].text = "x".repeat(64 << 20)), "too-long");
    assert_eq!(ask(&|sheet| sheet.subject = "x".repeat(64 << 10)), "too-long");
    assert_eq!(ask(&|sheet| sheet.paragraphs = vec![sheet.paragraphs[0].clone(); 1_000]), "too-many");
    assert_eq!(ask(&|sheet| sheet.points = vec![sheet.points[0].clone(); 100]), "too-many");
    assert_eq!(ask(&|sheet| sheet.info = vec![sheet.to[0].clone(); 500]), "too-many");
    let variant = || ("PAR".to_owned(), "x".to_owned());
    assert_eq!(ask(&|sheet| sheet.points[0].variants = vec![variant(); 70_000]), "too-many");
    assert_eq!(ask(&|sheet| sheet.tags = vec!["PHSA".to_owned(); 2 << 20]), "too-long");
}

#[test]
fn what_must_be_written_is_asked_for() {
    let mut desk = Desk::of_the_ministry();
    let good = read(&circular(&["PAR"], &[]));
    let mut ask = |change: &dyn Fn(&mut domain::cable::Sheet)| {
        let mut sheet = good.clone();
        change(&mut sheet);
        let command = Command::Draft { purpose: Purpose::Instruction, sheet: Box::new(sheet) };
        desk.ask("HQ", "oceans.desk", "2026-02-01", command)
    };
    assert_eq!(ask(&|sheet| sheet.subject = " ".into()), Err(Refusal::Empty { what: "the subject" }));
    assert_eq!(ask(&|sheet| sheet.paragraphs.clear()), Err(Refusal::Empty { what: "the text" }));
    assert_eq!(ask(&|sheet| sheet.level = None), Err(Refusal::Empty { what: "the classification" }));
    assert!(ask(&|sheet| sheet.to.clear()).is_ok(), "addressees may come later");
}

#[test]
fn nobody_to_act_is_nothing_to_release() {
    let mut desk = Desk::of_the_ministry();
    let draft = desk.begin("2026-02-01", &circular(&[], &["INFO: PAR"]));
    desk.request("2026-02-01", draft, "legal.adviser", &[]);
    desk.clear("2026-02-01", draft, "legal.adviser");
    let approved = desk.ask("HQ", "oceans.director", "2026-02-01", Command::Approve { draft });
    assert!(matches!(approved, Err(Refusal::SheetInError { .. })), "{approved:?}");
    desk.approve_unchecked("2026-02-01", draft);
    let released = desk.ask("HQ", "watch.officer", "2026-02-01", Command::Release { draft });
    assert_eq!(released, Err(Refusal::NoActionAddressee { draft }));
}

#[test]
fn a_cable_whose_words_are_gone_is_not_released() {
    let mut desk = Desk::of_the_ministry();
    let draft = desk.begin("2026-02-01", &circular(&["PAR"], &[]));
    desk.request("2026-02-01", draft, "legal.adviser", &[]);
    desk.clear("2026-02-01", draft, "legal.adviser");
    desk.ask("HQ", "oceans.director", "2026-02-01", Command::Approve { draft }).expect("approved");
    // As after a lawful disposal: the entries stand, the words of one are gone.
    for entry in desk.journals.get_mut(&hq()).into_iter().flatten().filter(|entry| entry.id == draft) {
        entry.papers.iter_mut().for_each(|paper| paper.words = None);
    }
    let entries = desk.journals[&hq()].clone();
    let own = entries.iter().filter(|entry| entry.dossier == domain::words::DossierId::Of(draft));
    let folded = domain::dossier::Dossier::fold(draft, own).expect("readable");
    desk.dossiers.insert(draft, folded);
    let released = desk.ask("HQ", "watch.officer", "2026-02-01", Command::Release { draft });
    assert!(matches!(released, Err(Refusal::WordsMissing { .. })), "{released:?}");
}

#[test]
fn the_clock_never_goes_behind_the_last_release() {
    let mut desk = Desk::of_the_ministry();
    let second = desk.begin("2026-02-01", &circular(&["PAR"], &[]));
    desk.request("2026-02-01", second, "legal.adviser", &[]);
    desk.clear("2026-02-01", second, "legal.adviser");
    desk.ask("HQ", "oceans.director", "2026-02-01", Command::Approve { draft: second }).expect("approved");
    desk.issue("2026-02-10", &circular(&["PAR"], &[]));
    let released = desk.ask("HQ", "watch.officer", "2026-02-09", Command::Release { draft: second });
    let (at, last) = (crate::common::time("2026-02-09"), crate::common::time("2026-02-10"));
    assert_eq!(released, Err(Refusal::ClockBehind { at, last }));
}

#[test]
fn a_paragraph_has_the_identity_it_was_given_first() {
    let mut desk = Desk::of_the_ministry();
    let draft = desk.begin("2026-02-01", &three(&["Same.", "Same."]));
    revise(&mut desk, "2026-02-02", draft, &three(&["Same.", "Between.", "Same."])).expect("inserted");
    let ids: Vec<_> = desk.draft(draft).content.paragraphs.iter().map(|p| p.id).collect();
    assert_eq!(ids, [ParagraphId(1), ParagraphId(3), ParagraphId(2)], "equal words keep their order");
}
