//! Stories of clearance: who is asked again by what, and that nothing goes out around a clearer.

use domain::command::Command;
use domain::draft::Clearance;
use domain::fact::{ClearanceAnswer, Piece};
use domain::refusal::Refusal;
use domain::words::{EntryId, ParagraphId, PointId};

use crate::common::{Desk, circular, name, read, sheet_of};

const HEAD: Piece = Piece::Head;
const FIRST: Piece = Piece::Paragraph(ParagraphId(1));
const SECOND: Piece = Piece::Paragraph(ParagraphId(2));
const POINT: Piece = Piece::Point(PointId(1));

fn text(subject: &str, first: &str, second: &str, point: &str) -> String {
    let subject = format!("SUBJECT: {subject}");
    sheet_of(&["PAR"], &[&subject], &[first, second], &[point])
}

/// A draft about which legal was asked for everything and trade for the second paragraph, both content.
fn cleared() -> (Desk, EntryId) {
    let mut desk = Desk::of_the_ministry();
    let draft = desk.begin("2026-02-01", &text("FISH", "One.", "Two.", "(VERBATIM) Join."));
    desk.request("2026-02-02", draft, "legal.adviser", &[]);
    desk.request("2026-02-02", draft, "trade.desk", &[SECOND]);
    desk.clear("2026-02-03", draft, "legal.adviser");
    desk.clear("2026-02-03", draft, "trade.desk");
    (desk, draft)
}

fn revise(desk: &mut Desk, draft: EntryId, text: &str) {
    let command = Command::Revise { draft, sheet: Box::new(read(text)) };
    assert!(!desk.ask("HQ", "oceans.desk", "2026-02-04", command).expect("revised").is_empty());
}

fn both(desk: &Desk, draft: EntryId) -> (Clearance, Clearance) {
    (desk.clearance(draft, "legal.adviser"), desk.clearance(draft, "trade.desk"))
}

fn waiting(pieces: &[Piece]) -> Clearance {
    Clearance::Waiting(pieces.to_vec())
}

#[test]
fn an_edit_asks_again_exactly_the_clearers_of_what_it_touched() {
    for (edit, legal, trade) in [
        (text("FISH", "One.", "Two, reworded.", "(VERBATIM) Join."), waiting(&[SECOND]), waiting(&[SECOND])),
        (text("FISH", "One, reworded.", "Two.", "(VERBATIM) Join."), waiting(&[FIRST]), Clearance::Given),
        (text("FISH", "One.", "Two.", "(VERBATIM) Join now."), waiting(&[POINT]), Clearance::Given),
        (text("FISH", "One.", "Two.", "(PARAPHRASE) Join."), waiting(&[POINT]), Clearance::Given),
        (text("OCEANS", "One.", "Two.", "(VERBATIM) Join."), waiting(&[HEAD]), Clearance::Given),
        (text("FISH", "One.", "(U) Two.", "(VERBATIM) Join."), waiting(&[SECOND]), waiting(&[SECOND])),
        (text("FISH", "Two.", "One.", "(VERBATIM) Join."), Clearance::Given, Clearance::Given),
    ] {
        let (mut desk, draft) = cleared();
        revise(&mut desk, draft, &edit);
        assert_eq!(both(&desk, draft), (legal, trade), "{edit}");
    }
}

#[test]
fn a_new_paragraph_is_for_those_asked_about_everything() {
    let (mut desk, draft) = cleared();
    let longer = sheet_of(&["PAR"], &["SUBJECT: FISH"], &["One.", "Two.", "Three."], &["(VERBATIM) Join."]);
    revise(&mut desk, draft, &longer);
    let third = Piece::Paragraph(ParagraphId(3));
    assert_eq!(both(&desk, draft), (waiting(&[third]), Clearance::Given));
}

#[test]
fn a_paragraph_struck_out_is_asked_about_once_more() {
    let (mut desk, draft) = cleared();
    revise(&mut desk, draft, &sheet_of(&["PAR"], &["SUBJECT: FISH"], &["One."], &["(VERBATIM) Join."]));
    assert_eq!(both(&desk, draft), (waiting(&[SECOND]), waiting(&[SECOND])));
    desk.clear("2026-02-05", draft, "trade.desk");
    assert_eq!(both(&desk, draft), (waiting(&[SECOND]), Clearance::Given));
}

#[test]
fn nothing_is_cleared_by_striking_out_what_a_clearer_was_asked_about() {
    let mut desk = Desk::of_the_ministry();
    let draft = desk.begin("2026-02-01", &text("FISH", "One.", "Two.", "(VERBATIM) Join."));
    desk.request("2026-02-02", draft, "trade.desk", &[SECOND]);
    revise(&mut desk, draft, &sheet_of(&["PAR"], &["SUBJECT: FISH"], &["One."], &["(VERBATIM) Join."]));
    let approved = desk.ask("HQ", "oceans.director", "2026-02-05", Command::Approve { draft });
    assert!(matches!(approved, Err(Refusal::NotCleared { .. })), "{approved:?}");
}

#[test]
fn a_second_request_widens_and_never_narrows() {
    let (mut desk, draft) = cleared();
    let refuse = Command::RefuseClearance { draft, why: "Not so.".into() };
    desk.ask("HQ", "trade.desk", "2026-02-04", refuse).expect("refused");
    desk.request("2026-02-05", draft, "trade.desk", &[FIRST]);
    let narrowed = desk.clearance(draft, "trade.desk");
    assert_eq!(narrowed, Clearance::Refused(vec![SECOND]), "the refusal still stands");
    desk.clear("2026-02-05", draft, "trade.desk");
    assert_eq!(desk.clearance(draft, "trade.desk"), Clearance::Given);
    desk.request("2026-02-06", draft, "legal.adviser", &[FIRST]);
    assert_eq!(desk.clearance(draft, "legal.adviser"), Clearance::Given, "asked about all, still about all");
}

#[test]
fn clearing_with_changes_keeps_the_clearers_own_word_and_asks_the_others() {
    let (mut desk, draft) = cleared();
    let changes = vec![(SECOND, "Two, as trade has it.".to_owned())];
    let clear = Command::Clear { draft, answer: ClearanceAnswer::WithChanges, changes, remark: None };
    let entries = desk.ask("HQ", "trade.desk", "2026-02-04", clear.clone()).expect("cleared");
    assert_eq!(desk.kinds(&entries), ["draft.revised", "clearance.given"]);
    assert_eq!(both(&desk, draft), (waiting(&[SECOND]), Clearance::Given));
    assert_eq!(desk.draft(draft).text(desk.draft(draft).content.paragraphs[1].text), "Two, as trade has it.");
    assert_eq!(desk.ask("HQ", "trade.desk", "2026-02-04", clear), Ok(vec![]), "a second time adds nothing");
}

#[test]
fn a_mark_before_a_clearers_words_is_the_mark_of_the_paragraph() {
    let (mut desk, draft) = cleared();
    let changes = vec![(SECOND, "(R) Two, as trade has it.".to_owned())];
    let clear = Command::Clear { draft, answer: ClearanceAnswer::WithChanges, changes, remark: None };
    desk.ask("HQ", "trade.desk", "2026-02-04", clear).expect("cleared");
    let draft = desk.draft(draft);
    let second = &draft.content.paragraphs[1];
    assert_eq!(second.portion, Some(domain::cable::Level::Restricted));
    assert_eq!(draft.text(second.text), "Two, as trade has it.");
}

#[test]
fn a_change_that_changes_nothing_leaves_the_other_pieces_cleared() {
    let (mut desk, draft) = cleared();
    let changes = vec![(FIRST, "One.".to_owned()), (SECOND, "Two, better.".to_owned())];
    let clear = Command::Clear { draft, answer: ClearanceAnswer::WithChanges, changes, remark: None };
    desk.ask("HQ", "legal.adviser", "2026-02-04", clear).expect("cleared");
    assert_eq!(both(&desk, draft), (Clearance::Given, waiting(&[SECOND])));
}

#[test]
fn a_clearer_changes_only_what_they_were_asked_about() {
    let (mut desk, draft) = cleared();
    let with =
        |changes| Command::Clear { draft, answer: ClearanceAnswer::WithChanges, changes, remark: None };
    let outside = desk.ask("HQ", "trade.desk", "2026-02-04", with(vec![(FIRST, "x".into())]));
    assert_eq!(outside, Err(Refusal::OutsideRemit { draft, piece: "paragraph 1".into() }));
    let head = desk.ask("HQ", "legal.adviser", "2026-02-04", with(vec![(HEAD, "x".into())]));
    assert_eq!(head, Err(Refusal::NoSuchPiece { draft, piece: "head".into() }));
    let nothing = desk.ask("HQ", "trade.desk", "2026-02-04", with(vec![]));
    assert_eq!(nothing, Err(Refusal::Empty { what: "the list of changes" }));
    let empty = desk.ask("HQ", "trade.desk", "2026-02-04", with(vec![(SECOND, " ".into())]));
    assert_eq!(empty, Err(Refusal::Empty { what: "the changed text" }));
}

#[test]
fn agreeing_in_substance_clears_and_its_remark_is_recorded_once() {
    let (mut desk, draft) = cleared();
    let answer = ClearanceAnswer::InSubstance;
    let remark = Some("Mind the quota.".to_owned());
    let clear = Command::Clear { draft, answer, changes: vec![], remark };
    assert_eq!(desk.ask("HQ", "trade.desk", "2026-02-04", clear.clone()).expect("cleared").len(), 1);
    assert_eq!(desk.clearance(draft, "trade.desk"), Clearance::Given);
    assert_eq!(desk.ask("HQ", "trade.desk", "2026-02-05", clear), Ok(vec![]));
    let other = Some("Mind the gap.".to_owned());
    let again = Command::Clear { draft, answer, changes: vec![], remark: other };
    assert_eq!(desk.ask("HQ", "trade.desk", "2026-02-05", again).expect("another remark").len(), 1);
}

#[test]
fn a_no_needs_a_reason_stands_in_the_way_and_can_be_answered_again() {
    let (mut desk, draft) = cleared();
    let no = |why: &str| Command::RefuseClearance { draft, why: why.to_owned() };
    assert_eq!(
        desk.ask("HQ", "trade.desk", "2026-02-04", no(" ")),
        Err(Refusal::Empty { what: "the reason" })
    );
    desk.ask("HQ", "trade.desk", "2026-02-04", no("The figure is wrong.")).expect("refused");
    assert_eq!(desk.clearance(draft, "trade.desk"), Clearance::Refused(vec![SECOND]));
    let waiting = "trade.desk refused paragraph 2".to_owned();
    let refusal = Err(Refusal::NotCleared { draft, waiting });
    assert_eq!(desk.ask("HQ", "oceans.director", "2026-02-05", Command::Approve { draft }), refusal);
    let said = desk.draft(draft).asked[&name("trade.desk")].said.expect("a reason");
    assert_eq!(desk.draft(draft).words.get(&said).map(|text| &**text), Some("The figure is wrong."));
    desk.ask("HQ", "trade.desk", "2026-02-05", no("And so is the year.")).expect("another reason");
    let said = desk.draft(draft).asked[&name("trade.desk")].said.expect("a reason");
    assert_eq!(desk.draft(draft).words.get(&said).map(|text| &**text), Some("And so is the year."));
    revise(&mut desk, draft, &text("FISH", "One.", "Two, put right.", "(VERBATIM) Join."));
    assert_eq!(desk.clearance(draft, "trade.desk"), waiting_for_second());
    desk.clear("2026-02-06", draft, "trade.desk");
    assert_eq!(desk.clearance(draft, "trade.desk"), Clearance::Given);
}

fn waiting_for_second() -> Clearance {
    waiting(&[SECOND])
}

#[test]
fn a_waiver_holds_for_the_text_it_was_given_for() {
    let (mut desk, draft) = cleared();
    let refuse = Command::RefuseClearance { draft, why: "No.".into() };
    desk.ask("HQ", "trade.desk", "2026-02-04", refuse).expect("refused");
    let waive =
        Command::WaiveClearance { draft, clearer: name("trade.desk"), why: "Minister's wish.".into() };
    let drafter = desk.ask("HQ", "europe.desk", "2026-02-04", waive.clone());
    assert!(matches!(drafter, Err(Refusal::NoRole { .. })), "an approver's act: {drafter:?}");
    desk.ask("HQ", "oceans.director", "2026-02-04", waive.clone()).expect("waived");
    assert_eq!(desk.clearance(draft, "trade.desk"), Clearance::Waived);
    revise(&mut desk, draft, &text("FISH", "One, reworded.", "Two.", "(VERBATIM) Join."));
    assert_eq!(desk.clearance(draft, "trade.desk"), Clearance::Waived, "other pieces do not matter");
    revise(&mut desk, draft, &text("FISH", "One, reworded.", "Two again.", "(VERBATIM) Join."));
    assert_eq!(desk.clearance(draft, "trade.desk"), waiting_for_second());
}

#[test]
fn an_approval_is_void_after_any_edit() {
    let (mut desk, draft) = cleared();
    desk.ask("HQ", "oceans.director", "2026-02-04", Command::Approve { draft }).expect("approved");
    assert!(desk.draft(draft).is_approved());
    revise(&mut desk, draft, &text("FISH", "One!", "Two.", "(VERBATIM) Join."));
    assert!(!desk.draft(draft).is_approved());
    desk.clear("2026-02-05", draft, "legal.adviser");
    let release = desk.ask("HQ", "watch.officer", "2026-02-05", Command::Release { draft });
    assert_eq!(release, Err(Refusal::NotApproved { draft }));
}

#[test]
fn release_is_impossible_around_a_clearer() {
    let (mut desk, draft) = cleared();
    desk.ask("HQ", "oceans.director", "2026-02-04", Command::Approve { draft }).expect("approved");
    let refuse = Command::RefuseClearance { draft, why: "On second thoughts, no.".into() };
    desk.ask("HQ", "trade.desk", "2026-02-05", refuse).expect("refused");
    let release = desk.ask("HQ", "watch.officer", "2026-02-05", Command::Release { draft });
    assert!(matches!(release, Err(Refusal::NotCleared { .. })), "{release:?}");
}

#[test]
fn an_instruction_nobody_cleared_is_not_approved_and_a_waiver_clears_nothing() {
    let mut desk = Desk::of_the_ministry();
    let draft = desk.begin("2026-02-01", &text("FISH", "One.", "Two.", "(VERBATIM) Join."));
    let approve =
        |desk: &mut Desk| desk.ask("HQ", "oceans.director", "2026-02-02", Command::Approve { draft });
    assert_eq!(approve(&mut desk), Err(Refusal::NobodyAsked { draft }));
    desk.request("2026-02-02", draft, "trade.desk", &[]);
    let waive = Command::WaiveClearance { draft, clearer: name("trade.desk"), why: "Away.".into() };
    desk.ask("HQ", "oceans.director", "2026-02-02", waive).expect("waived");
    assert_eq!(approve(&mut desk), Err(Refusal::NobodyAsked { draft }));
}

#[test]
fn nobody_approves_an_instruction_of_their_own_writing() {
    let (mut desk, draft) = cleared();
    let own = desk.ask("HQ", "oceans.desk", "2026-02-04", Command::Approve { draft });
    assert_eq!(own, Err(Refusal::OwnDraft { draft, officer: name("oceans.desk") }));
}

#[test]
fn only_those_asked_clear_and_only_clearers_are_asked() {
    let (mut desk, draft) = cleared();
    let clear = Command::Clear { draft, answer: ClearanceAnswer::Yes, changes: vec![], remark: None };
    let drafter = desk.ask("HQ", "oceans.desk", "2026-02-04", clear);
    assert!(matches!(drafter, Err(Refusal::NoRole { role: "clearer", .. })), "{drafter:?}");
    let clearer = name("watch.officer");
    let ask = Command::RequestClearance { draft, clearer, pieces: vec![], by: None };
    let asked = desk.ask("HQ", "oceans.desk", "2026-02-04", ask);
    assert!(matches!(asked, Err(Refusal::NoRole { role: "clearer", .. })), "{asked:?}");
    let waive = Command::WaiveClearance { draft, clearer: name("watch.officer"), why: "x".into() };
    let waived = desk.ask("HQ", "oceans.director", "2026-02-04", waive);
    assert_eq!(waived, Err(Refusal::NotAsked { draft, officer: name("watch.officer") }));
    let absent = Piece::Point(PointId(7));
    let clearer = name("trade.desk");
    let ask = Command::RequestClearance { draft, clearer, pieces: vec![absent], by: None };
    let piece = "point P7".to_owned();
    assert_eq!(desk.ask("HQ", "oceans.desk", "2026-02-04", ask), Err(Refusal::NoSuchPiece { draft, piece }));
}

#[test]
fn a_caption_for_named_holders_stops_a_drafter_and_a_releaser_who_are_none() {
    named_holders(Desk::of_the_ministry(), "MED CHANNEL");
}

#[test]
fn a_caption_that_the_house_gives_to_named_holders_stops_others_while_its_profile_says_so() {
    let own = "code = 'own'\nname = 'Own'\n[[precedence]]\nwords = ['ROUTINE', 'PRIORITY']\n\
               [[caption]]\nnames = ['TREATY DESK']\nfamily = 'control'\nholders = true\n";
    let house = |more: &str| domain::cable::Profile::read(&format!("{own}{more}")).expect("a profile");
    named_holders(Desk { house: Some(house("")), ..Desk::of_the_ministry() }, "TREATY DESK");
    let mut desk = Desk { house: Some(house("until = '2025-12-31'\n")), ..Desk::of_the_ministry() };
    let draft = desk.begin("2026-02-01", &circular(&["PAR"], &["CAPTIONS: TREATY DESK"]));
    desk.request("2026-02-01", draft, "legal.adviser", &[]);
    desk.clear("2026-02-01", draft, "legal.adviser");
    desk.ask("HQ", "oceans.director", "2026-02-02", Command::Approve { draft }).expect("approved");
}

/// Tells the story of a caption that only those may use who hold it.
fn named_holders(mut desk: Desk, caption: &str) {
    let draft = desk.begin("2026-02-01", &circular(&["PAR"], &[&format!("CAPTIONS: {caption}")]));
    desk.request("2026-02-01", draft, "legal.adviser", &[]);
    desk.clear("2026-02-01", draft, "legal.adviser");
    let not_held = |officer: &str| {
        Err(Refusal::CaptionNotHeld { draft, officer: name(officer), caption: caption.to_owned() })
    };
    let hold = |desk: &mut Desk, officer: &str| {
        let captions = vec![caption.to_owned()];
        let level = domain::cable::Level::Secret;
        let access = domain::fact::AccessGranted { officer: name(officer), level, captions };
        desk.ask("HQ", "network.admin", "2026-02-01", Command::GrantAccess(access)).expect("granted");
    };
    let approve =
        |desk: &mut Desk| desk.ask("HQ", "oceans.director", "2026-02-02", Command::Approve { draft });
    let release = |desk: &mut Desk| desk.ask("HQ", "watch.officer", "2026-02-03", Command::Release { draft });
    assert_eq!(approve(&mut desk), not_held("oceans.desk"), "the drafter");
    hold(&mut desk, "oceans.desk");
    approve(&mut desk).expect("approved");
    assert_eq!(release(&mut desk), not_held("watch.officer"), "the releaser");
    hold(&mut desk, "watch.officer");
    assert_eq!(release(&mut desk).expect("released").len(), 2);
}
