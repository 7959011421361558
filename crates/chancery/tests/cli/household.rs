//! The record and its household: beginning one, offices, roles, verifying, rebuilding, disposing.

use crate::ministry::{ADMIN, DESK, Ministry, PARIS, RECORDS, SHEET};

#[test]
fn a_record_is_begun_once_and_says_what_to_do_next() {
    let m = Ministry::empty();
    let init = ["init", "--name", "Ministry", "--station", "MERE", "--city", "Estholm"];
    let said = m.ok(ADMIN, &init);
    assert!(said.contains("chancery role grant") && said.contains("chancery draft"), "{said}");
    let came = m.run(ADMIN, &init);
    assert_eq!(came.code, Some(2));
    assert!(came.err.contains("already holds a record"), "{}", came.err);
    let defaults = std::fs::read_to_string(m.folder().join("chancery.toml")).expect("defaults");
    assert!(defaults.contains("office = \"HQ\"") && defaults.contains("as = \"admin\""), "{defaults}");
}

#[test]
fn what_is_wrong_with_a_headquarters_is_said_before_anything_is_created() {
    let m = Ministry::empty();
    let init = ["init", "--name", "Ministry", "--station", "MERE", "--city", "Estholm"];
    assert_eq!(m.refused(ADMIN, &[&init[..], &["--zone", "Europe/Atlantis"]].concat()), "unknown-zone");
    assert!(!m.folder().exists());
}

#[test]
fn offices_and_roles_are_listed_as_they_stand() {
    let m = Ministry::open();
    let listed = m.ok(ADMIN, &["office", "list"]);
    assert!(listed.contains("PARIS") && listed.contains("Europe/Oslo"), "{listed}");
    let rate = ["office", "rate", "PAR", "restricted", "--from", "2020-01-01"];
    assert_eq!(m.refused(DESK, &rate), "no-role");
    assert!(m.ok(ADMIN, &rate).contains("PAR may hold up to RESTRICTED from 2020-01-01"));
    assert!(m.ok(ADMIN, &rate).starts_with("nothing to add"));
    let known = m.json(ADMIN, &["office", "list"]);
    let paris = known["offices"].as_array().expect("offices").iter().find(|office| office["office"] == "PAR");
    assert_eq!(paris.expect("Paris")["ratings"], serde_json::json!({ "2020-01-01": "RESTRICTED" }));
    m.ok(ADMIN, &["office", "close", "OSL", "--on", "2020-01-01"]);
    assert!(!m.ok(ADMIN, &["office", "list"]).contains("OSL"));
    assert!(m.ok(ADMIN, &["office", "list", "--all"]).contains("2020-01-01"));
    let listed = |clock: &str, day: &str| m.ok(ADMIN, &["office", "list", clock, day]);
    assert!(listed("--as-of", "2019-12-31").contains("OSL"));
    assert!(!listed("--as-of", "2020-01-01").contains("OSL"));
    assert!(!listed("--known", "2001-01-01").contains("PARIS"), "nothing was known then");
    assert!(m.ok(ADMIN, &["collective", "list"]).lines().any(|line| line.ends_with("PAR")));
    let names = |clocks: &[&str]| m.json(ADMIN, &[&["collective", "list"], clocks].concat());
    let then = names(&["--as-of", "2001-01-01"]);
    assert_eq!(then["on"], "2001-01-01");
    assert_eq!(then["collectives"][0]["offices"], serde_json::json!([]), "it meant nobody yet: {then}");
    assert_eq!(names(&["--known", "2001-01-01"])["collectives"], serde_json::json!([]));
    assert!(
        m.ok(ADMIN, &["role", "grant", "oceans.desk", "drafter", "--at", "HQ"]).starts_with("nothing to add")
    );
    m.ok(ADMIN, &["role", "access", "oceans.desk", "secret", "--caption", "exdis"]);
    let roles = m.ok(ADMIN, &["role", "list", "--at", "HQ"]);
    assert!(roles.contains("SECRET EXDIS") && !roles.contains("par.head"), "{roles}");
    assert_eq!(m.refused(DESK, &["role", "grant", "oceans.desk", "approver", "--at", "HQ"]), "no-role");
}

#[test]
fn words_are_disposed_of_and_the_chain_holds() {
    let m = Ministry::open();
    let draft = m.release(SHEET);
    let paper = format!("{draft}#1");
    assert_eq!(m.refused(DESK, &["dispose", &paper, "--authority", "B-14"]), "no-role");
    m.ok(RECORDS, &["dispose", &paper, "--authority", "B-14"]);
    assert!(m.ok(RECORDS, &["dispose", &paper, "--authority", "B-14"]).starts_with("nothing to add"));
    assert_eq!(m.refused(RECORDS, &["dispose", "HQ.1#9", "--authority", "B-14"]), "not-found");
    let verified = m.json(RECORDS, &["verify"]);
    assert_eq!((&verified["holds"], &verified["disposed"]), (&true.into(), &1.into()));
}

#[test]
fn what_people_read_may_be_thrown_away() {
    let m = Ministry::open();
    let draft = m.release(SHEET);
    let before = m.json(PARIS, &["show", &draft]);
    m.ok(PARIS, &["rebuild"]);
    assert_eq!(m.json(PARIS, &["show", &draft]), before);
    std::fs::remove_file(m.folder().join("views.db")).expect("the views");
    assert_eq!(m.json(PARIS, &["show", &draft]), before);
    std::fs::write(m.folder().join("views.db"), "no database").expect("the views");
    let came = m.run(PARIS, &["show", &draft]);
    assert_eq!(came.code, Some(0));
    assert!(came.err.contains("made anew"), "{}", came.err);
}

#[test]
fn things_are_found_by_number_and_by_entry() {
    let m = Ministry::open();
    let draft = m.release(SHEET);
    let by_entry = m.json(PARIS, &["show", &draft]);
    let number = by_entry["cable"]["number"].clone();
    let year = number["year"].as_i64().expect("a year");
    for name in [
        "MERE 1".to_owned(),
        "MERE 0001".to_owned(),
        format!("{year} MERE 0001"),
        format!("{} MERE 1", year % 100),
    ] {
        assert_eq!(m.json(PARIS, &["show", &name]), by_entry, "{name}");
    }
    assert_eq!(m.refused(PARIS, &["show", "MERE 2"]), "not-found");
    assert_eq!(m.refused(PARIS, &["show", "HQ.99999"]), "not-found");
    assert!(m.ok(PARIS, &["show", "HQ.1"]).contains("office.opened"));
}

#[test]
fn completions_and_manual_pages_are_written() {
    let m = Ministry::empty();
    assert!(m.ok(ADMIN, &["completions", "bash"]).contains("ask-clearance"));
    let folder = m.beside("man").display().to_string();
    m.ok(ADMIN, &["man", &folder]);
    let page = std::fs::read_to_string(m.beside("man").join("chancery-clear.1")).expect("a page");
    assert!(page.contains("in substance"), "{page}");
}
