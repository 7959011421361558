//! Break-glass at the console: one cable opened for its text, on record, and no more.

use crate::ministry::{ADMIN, DESK, Ministry, PARIS, SHEET, Who};

const DUTY: Who = Who("HQ", "duty.officer");
const WHY: &str = "A ship is adrift, and the desk cannot be reached.";

fn on_duty() -> Ministry {
    let m = Ministry::open();
    m.ok(ADMIN, &["role", "grant", "duty.officer", "duty-officer", "--at", "HQ"]);
    m
}

#[test]
fn a_duty_officer_prints_one_cable_and_the_record_says_so() {
    let m = on_duty();
    let draft = m.release(SHEET);
    assert_eq!(m.refused(DUTY, &["show", &draft]), "not-found", "it was not addressed to them");
    let came = m.run(DUTY, &["emergency", "MERE 1", "--why", WHY]);
    assert_eq!(came.code, Some(0), "{}{}", came.out, came.err);
    assert!(came.out.contains("LOST FISHING GEAR") && came.out.contains("five parts"), "{}", came.out);
    let beside = came.err.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(beside.contains("that is on record (HQ.") && beside.contains("HQ has been told"), "{beside}");
    // Again prints it again and adds nothing.
    let told = m.json(DUTY, &["emergency", &draft, "--why", WHY]);
    assert_eq!((&told["new"], &told["opened"]["cable"]), (&false.into(), &draft.as_str().into()));
    assert!(told["opened"]["text"].as_str().is_some_and(|text| text.contains("five parts")));
    for reading in [&["show", &draft][..], &["board", &draft], &["show", &format!("{draft}/PAR")]] {
        assert_eq!(m.refused(DUTY, reading), "not-found", "{reading:?}");
    }
    // Who answers for it is told, and whoever reads it sees it for good.
    let inbox = m.ok(DESK, &["inbox"]);
    assert!(inbox.contains("Opened in an emergency") && inbox.contains("duty.officer"), "{inbox}");
    assert!(m.ok(PARIS, &["show", &draft]).contains("opened it in an emergency until"));
    assert_eq!(m.json(ADMIN, &["verify"])["holds"], true);
}

#[test]
fn what_may_not_be_opened_is_refused_by_what_is_wrong_and_no_more_is_said() {
    let m = on_duty();
    let draft = m.draft(SHEET);
    let secret = SHEET.replace("UNCLASSIFIED", "CONFIDENTIAL");
    m.ok(ADMIN, &["role", "access", "oceans.desk", "CONFIDENTIAL"]);
    m.ok(ADMIN, &["role", "access", "oceans.head", "CONFIDENTIAL"]);
    m.ok(ADMIN, &["role", "access", "legal.desk", "CONFIDENTIAL"]);
    let hidden = m.release(&secret);
    for cable in [draft.as_str(), &hidden, "MERE 1", "MERE 99", "HQ.9999"] {
        assert_eq!(m.refused(DUTY, &["emergency", cable, "--why", WHY]), "not-found", "{cable}");
    }
    let open = m.release(SHEET);
    assert_eq!(m.refused(DUTY, &["emergency", &open, "--why", " "]), "empty");
    assert_eq!(m.refused(PARIS, &["emergency", &open, "--why", WHY]), "no-role");
    m.ok(ADMIN, &["role", "grant", "duty.officer", "reader", "--at", "PAR"]);
    assert_eq!(m.refused(DUTY, &["emergency", &open, "--why", WHY]), "reads-anyway");
}
