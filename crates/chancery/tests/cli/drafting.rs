//! Sheets on their way to a release: lint, draft, revise, clear, waive, abandon.

use crate::ministry::{ADMIN, DESK, FISH, HEAD, LEGAL, Ministry, PARIS, SHEET, Who};

#[test]
fn the_same_sheet_again_adds_nothing_unless_wanted() {
    let m = Ministry::open();
    let path = m.file("s.txt", SHEET);
    let first = m.json(DESK, &["draft", &path]);
    let again = m.json(DESK, &["draft", &path]);
    assert_eq!((&first["new"], &again["new"]), (&true.into(), &false.into()));
    assert_eq!(first["draft"], again["draft"]);
    let said = m.ok(DESK, &["draft", &path]);
    assert!(said.starts_with(&format!("already drafted as {}", first["draft"].as_str().expect("a draft"))));
    assert_ne!(m.json(DESK, &["draft", &path, "--again"])["draft"], first["draft"]);
}

#[test]
fn a_sheet_may_come_by_standard_input() {
    let m = Ministry::open();
    let came = m.fed(DESK, &["draft", "-"], SHEET.as_bytes());
    assert_eq!(came.code, Some(0), "{}", came.err);
    assert!(came.out.starts_with("drafted HQ."), "{}", came.out);
}

#[test]
fn lint_names_the_line_and_ends_with_one_if_there_is_an_error() {
    let m = Ministry::empty();
    let good = m.file("good.txt", SHEET);
    let came = m.run(DESK, &["lint", &good]);
    assert_eq!(came.code, Some(0), "{}", came.out);
    let bad = m.file(
        "bad.txt",
        SHEET.replace("UNCLASSIFIED", "UNCLASIFIED").replace("AS SOON AS POSSIBLE", "2999-13-40"),
    );
    let came = m.run(DESK, &["lint", &bad]);
    assert_eq!(came.code, Some(1));
    assert!(came.out.contains("bad.txt:2:17\n") && came.out.contains("bad.txt:6:6\n"), "{}", came.out);
    assert!(came.out.contains("would stop release"), "{}", came.out);
    let came = m.run(DESK, &["lint", &bad, "--json"]);
    let value: serde_json::Value = serde_json::from_str(&came.out).expect("JSON");
    assert!(value["errors"].as_u64().is_some_and(|errors| errors >= 2), "{value}");
    assert_eq!(m.run(DESK, &["lint", &good, "--profile", "nowhere.toml"]).code, Some(2));
}

#[test]
fn a_caption_that_the_house_gives_to_named_holders_stops_approval_by_its_own_profile() {
    let m = Ministry::open();
    let draft = m.draft(&SHEET.replacen("SUBJECT:", "CAPTIONS: TREATY DESK\nSUBJECT:", 1));
    m.ok(DESK, &["ask-clearance", &draft, "legal.desk"]);
    m.ok(LEGAL, &["clear", &draft]);
    let own = "code = 'own'\nname = 'Own'\n[[precedence]]\nwords = ['ROUTINE', 'PRIORITY']\n\
               [[caption]]\nnames = ['TREATY DESK']\nfamily = 'control'\nholders = true\n";
    let own = m.file("own.toml", own);
    let config = m.folder().join("chancery.toml");
    let before = std::fs::read_to_string(&config).expect("the defaults");
    let rest: Vec<&str> = before.lines().filter(|line| !line.starts_with("profile")).collect();
    std::fs::write(&config, format!("profile = {own:?}\n{}\n", rest.join("\n"))).expect("written");
    assert_eq!(m.refused(HEAD, &["approve", &draft]), "caption-not-held");
    std::fs::write(&config, before).expect("written");
    m.ok(HEAD, &["approve", &draft]);
}

#[test]
fn an_edit_asks_again_only_those_it_touched() {
    let m = Ministry::open();
    let draft = m.draft(SHEET);
    m.ok(DESK, &["ask-clearance", &draft, "legal.desk", "--of", "head,1,P1"]);
    m.ok(DESK, &["ask-clearance", &draft, "fish.desk", "--of", "2,P2"]);
    m.ok(LEGAL, &["clear", &draft]);
    m.ok(FISH, &["clear", &draft, "--answer", "in-substance", "--why", "Check the figure."]);
    let sheet = m.ok(DESK, &["show", &draft, "--sheet"]);
    let path = m.file("revised.txt", sheet.replace("Two thirds", "More than half"));
    m.ok(DESK, &["revise", &draft, &path]);
    assert!(m.ok(DESK, &["revise", &draft, &path]).starts_with("nothing to add"));
    let version = |number: &str| format!("{draft}@v{number}");
    assert_eq!(m.ok(DESK, &["show", &version("1"), "--sheet"]), sheet, "as it was before");
    let second = m.ok(DESK, &["show", &version("2")]);
    assert!(second.contains("2 of 2, by oceans.desk") && second.contains("More than half"), "{second}");
    assert_eq!(m.refused(DESK, &["show", &version("3")]), "not-found");
    assert_eq!(m.refused(PARIS, &["show", &version("1")]), "not-found");
    assert!(m.ok(LEGAL, &["inbox"]).starts_with("nothing waits"));
    assert!(m.ok(FISH, &["inbox"]).contains(&draft));
    assert_eq!(m.refused(FISH, &["clear", &draft, "--change", "1=Mine."]), "outside-remit");
    m.ok(FISH, &["clear", &draft, "--answer", "no", "--why", "Not half either."]);
    assert_eq!(m.refused(HEAD, &["approve", &draft]), "not-cleared");
    m.ok(HEAD, &["clear", &draft, "--waive", "fish.desk", "--why", "The figure is public."]);
    m.ok(HEAD, &["approve", &draft]);
    let shown = m.ok(DESK, &["show", &draft]);
    assert!(shown.contains("waived") && shown.contains("approved by oceans.head"), "{shown}");
}

#[test]
fn a_reply_marked_lower_waits_for_an_approver_who_did_not_write_it() {
    let m = Ministry::open();
    for officer in ["oceans.desk", "oceans.head", "par.head", "par.deputy"] {
        m.ok(ADMIN, &["role", "access", officer, "SECRET"]);
    }
    m.ok(ADMIN, &["role", "grant", "par.deputy", "drafter", "approver", "--at", "PAR"]);
    let marked = SHEET.replace("CLASSIFICATION: UNCLASSIFIED", "CLASSIFICATION: CONFIDENTIAL");
    m.release(&marked);
    // From words alone it takes the marking of what it answers, and nobody is asked.
    let high = m.json(PARIS, &["reply", "MERE 1", "--text", "We wait.", "--interim", "--release"]);
    assert_eq!(high["released"], true);
    let sheet =
        "CLASSIFICATION: UNCLASSIFIED\nSUBJECT: GEAR: THE RULE HERE\nREF: MERE 1\n\n1. It is published.\n";
    let sheet = m.file("lower.txt", sheet);
    let draft = m.json(PARIS, &["reply", "MERE 1", "--sheet", &sheet, "--interim"]);
    let draft = draft["draft"].as_str().expect("a draft").to_owned();
    assert_eq!(m.refused(PARIS, &["approve", &draft]), "marked-lower");
    let regrade = ["regrade", &draft, "--why", "The rule is published."];
    assert_eq!(m.refused(PARIS, &regrade), "own-marking");
    assert!(m.ok(PARIS, &["show", &draft]).contains("not taken over: CONFIDENTIAL"));
    let deputy = Who("PAR", "par.deputy");
    assert!(m.ok(deputy, &regrade).contains("par.deputy answers for the marking of"));
    assert!(m.ok(deputy, &regrade).starts_with("nothing to add"));
    m.ok(PARIS, &["approve", &draft]);
    m.ok(PARIS, &["release", &draft]);
    let shown = m.ok(DESK, &["show", &draft]);
    assert!(
        shown.contains("regraded by par.deputy") && shown.contains("answered for a lower marking"),
        "{shown}"
    );
    assert!(m.ok(DESK, &["verify"]).starts_with("the record holds"));
}

#[test]
fn nothing_is_released_to_an_office_that_may_not_hold_it() {
    let m = Ministry::open();
    m.ok(ADMIN, &["office", "rate", "OSL", "RESTRICTED", "--from", "2020-01-01"]);
    m.ok(ADMIN, &["role", "access", "oceans.desk", "SECRET"]);
    let draft = m.draft(&SHEET.replace("CLASSIFICATION: UNCLASSIFIED", "CLASSIFICATION: CONFIDENTIAL"));
    m.ok(DESK, &["ask-clearance", &draft, "legal.desk"]);
    m.ok(LEGAL, &["clear", &draft]);
    m.ok(HEAD, &["approve", &draft]);
    assert_eq!(m.refused(HEAD, &["release", &draft]), "above-rating");
    m.ok(ADMIN, &["office", "rate", "OSL", "SECRET", "--from", "2020-01-02"]);
    m.ok(HEAD, &["release", &draft]);
}

#[test]
fn an_abandoned_draft_is_no_more_and_its_number_was_never_used() {
    let m = Ministry::open();
    let draft = m.draft(SHEET);
    m.ok(DESK, &["abandon", &draft, "--why", "Overtaken."]);
    assert!(m.ok(DESK, &["abandon", &draft]).starts_with("nothing to add"));
    assert_eq!(m.refused(DESK, &["ask-clearance", &draft, "legal.desk"]), "draft-abandoned");
    let next = m.release(&SHEET.replace("GEAR", "NETS"));
    assert!(m.ok(DESK, &["show", &next]).contains("MERE 0001"));
}

#[test]
fn posts_do_not_instruct_and_do_not_see_drafts_of_others() {
    let m = Ministry::open();
    let draft = m.draft(SHEET);
    assert_eq!(m.refused(PARIS, &["show", &draft]), "not-found");
    assert_eq!(m.refused(PARIS, &["show", &draft, "--sheet"]), "not-found");
    assert_eq!(m.refused(PARIS, &["approve", &draft]), "not-found");
    let path = m.file("s.txt", SHEET.replace("TO: EUROPE", "TO: OSLO"));
    let own = m.json(PARIS, &["draft", &path])["draft"].as_str().expect("a draft").to_owned();
    assert!(m.run(PARIS, &["release", &own]).err.starts_with("refused ["));
}
