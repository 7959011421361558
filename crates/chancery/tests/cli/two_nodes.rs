//! Headquarters and a post on machines of their own, their journals carried as exports: a withdrawal that crosses an
//! act of the post, and a copy of the record that can be verified and written on.

use crate::ministry::{ADMIN, DESK, HEAD, Ministry, PARIS, RECORDS, SHEET, Who, came, command};

/// Headquarters that has Paris on another machine, and an instruction it released to it.
fn with_paris_elsewhere() -> (Ministry, String) {
    let hq = Ministry::empty();
    hq.begin();
    let open = ["office", "open", "PAR", "--elsewhere", "--station", "PARIS", "--country", "FR"];
    hq.ok(ADMIN, &[&open[..], &["--city", "Paris", "--zone", "Europe/Paris"]].concat());
    let roles = ["action-officer", "drafter", "approver", "releaser"];
    hq.ok(ADMIN, &[&["role", "grant", "par.head"], &roles[..], &["--at", "PAR"]].concat());
    hq.ok(ADMIN, &["collective", "define", "EUROPE", "PAR"]);
    let draft = hq.release(SHEET);
    (hq, draft)
}

#[test]
fn what_a_post_opened_in_an_emergency_is_told_at_headquarters_when_its_journal_arrives() {
    const DUTY: Who = Who("PAR", "par.duty");
    let (hq, draft) = with_paris_elsewhere();
    hq.ok(ADMIN, &["role", "grant", "par.duty", "duty-officer", "--at", "PAR"]);
    let open = ["emergency", &draft, "--why", "The line to headquarters is down."];
    assert_eq!(hq.refused(DUTY, &open), "not-here");
    let (paris, carried) = (Ministry::empty(), hq.beside("to-paris.jsonl").display().to_string());
    hq.ok(HEAD, &["export", "--out", &carried]);
    paris.ok(PARIS, &["import", &carried]);
    paris.ok(PARIS, &["office", "settle", "PAR"]);
    assert!(
        paris.json(DUTY, &open)["opened"]["text"].as_str().is_some_and(|text| text.contains("five parts"))
    );
    assert!(!hq.ok(DESK, &["inbox"]).contains("Opened in an emergency"));
    let back = paris.beside("to-hq.jsonl").display().to_string();
    paris.ok(PARIS, &["export", "--only", "PAR", "--out", &back]);
    assert_eq!(hq.json(HEAD, &["import", &back])["stored"], 1);
    let inbox = hq.ok(DESK, &["inbox"]);
    assert!(inbox.contains("Opened in an emergency") && inbox.contains("par.duty (PAR)"), "{inbox}");
}

#[test]
fn a_withdrawal_crosses_what_the_post_did_meanwhile() {
    let (hq, draft) = with_paris_elsewhere();
    assert_eq!(hq.refused(PARIS, &["ack", &draft]), "not-here");

    // To the post.
    let paris = Ministry::empty();
    let carried = hq.beside("to-paris.jsonl").display().to_string();
    hq.ok(HEAD, &["export", "--out", &carried]);
    assert_eq!(hq.refused(HEAD, &["export", "--out", &carried]), "file-exists");
    assert!(paris.ok(PARIS, &["import", &carried]).contains("office settle"));
    paris.ok(PARIS, &["office", "settle", "PAR"]);
    paris.ok(PARIS, &["ack", &draft]);
    assert_eq!(paris.refused(HEAD, &["withdraw", &draft, "--why", "x"]), "not-here");

    // Both act, neither knowing of the other.
    hq.ok(HEAD, &["withdraw", &draft, "--why", "Overtaken."]);
    let held = ["log", "--duty", &draft, "--with", "Directorate for Fisheries", "--level", "director"];
    paris.ok(PARIS, &[&held[..], &["--rest", "as-written", "--answer", "They agree."]].concat());

    // Back to headquarters, twice.
    let back = paris.beside("to-hq.jsonl").display().to_string();
    paris.ok(PARIS, &["export", "--only", "PAR", "--out", &back]);
    assert_eq!(hq.json(HEAD, &["import", &back])["stored"], 3);
    assert_eq!(hq.json(HEAD, &["import", &back])["stored"], 0);
    let board = hq.ok(DESK, &["board", &draft]);
    assert!(board.contains("withdrawn (crossed)"), "{board}");
    assert!(hq.ok(RECORDS, &["verify"]).starts_with("the record holds"));
}

#[test]
fn an_export_is_taken_back_byte_for_byte() {
    let m = Ministry::open();
    m.release(SHEET);
    let export = m.ok(RECORDS, &["export"]);
    let copy = Ministry::empty();
    let path = copy.file("export.jsonl", &export);
    copy.ok(RECORDS, &["import", &path]);
    assert_eq!(copy.ok(RECORDS, &["export"]), export);
    assert!(copy.ok(RECORDS, &["verify"]).starts_with("the record holds"));

    let altered = copy.file("altered.jsonl", export.replace("OBJECTIVE", "OBJECTIVF"));
    let elsewhere = copy.beside("elsewhere");
    let came = came(command(&elsewhere, RECORDS, &["import", &altered]));
    assert_eq!(came.code, Some(2));
    assert!(came.err.contains("was altered"), "{}", came.err);
}
