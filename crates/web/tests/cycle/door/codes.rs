//! Signing in with a code, over HTTP: who gets in, who does not, that nobody is told why, and what of it outlives the
//! server.

use jiff::SignedDuration;

use crate::browser::{Answer, Browser};
use crate::ministry::Ministry;

/// What a page says to somebody who did not get in, without what differs from browser to browser.
#[track_caller]
fn refused(answer: &Answer) -> String {
    assert_eq!(answer.status, 422, "{}", answer.text("main"));
    assert_eq!(answer.count("#code[aria-invalid=true]"), 1);
    assert_eq!(answer.count("#code[value='']"), 1, "no code is written into a page");
    answer.text(".errors")
}

fn gets_in(browser: &mut Browser) -> bool {
    browser.get_once("/inbox").status == 200
}

#[test]
fn without_a_code_nobody_gets_in_and_everybody_is_told_the_same() {
    let ministry = Ministry::guarded();
    let page = Browser::new(ministry.at).get("/sign-in");
    assert_eq!(page.count("#code[autocomplete=one-time-code]"), 1);
    assert_eq!(page.count(".officers, .notice"), 0, "{}", page.text("main"));
    assert!(!page.body.contains("treaty.desk"));

    let code = ministry.code("treaty.desk");
    let told = refused(&Browser::new(ministry.at).sign_in("oceans.desk"));
    assert!(told.contains("handle and code do not go together"), "{told}");
    for (officer, code) in [
        ("oceans.desk", "00000-00000"),
        ("oceans.desk", code.as_str()),
        ("no.such.officer", code.as_str()),
        ("No Handle At All", code.as_str()),
        ("", ""),
    ] {
        let mut guest = Browser::new(ministry.at);
        assert_eq!(refused(&guest.sign_in_with(officer, code)), told, "{officer} {code}");
        assert!(!gets_in(&mut guest), "{officer} {code}");
    }
    assert!(gets_in(&mut signed_in(&ministry, "treaty.desk", &code)), "others' tries cost nobody a code");
}

#[test]
fn a_code_is_good_for_one_sign_in() {
    let ministry = Ministry::guarded();
    let code = ministry.code("oceans.desk");
    let mut desk = Browser::new(ministry.at);
    let before = desk.get("/sign-in");
    let fixed = desk.clone();
    let page = desk.submit(
        &before,
        "/sign-in",
        &[("officer", "oceans.desk"), ("code", &code.to_lowercase().replace('-', " "))],
    );
    assert!(page.text(".who").contains("oceans.desk"), "{}", page.text("main"));
    assert!(!gets_in(&mut fixed.moved(ministry.at)), "the ticket from before is worth nothing");
    let mut other = Browser::new(ministry.at);
    refused(&other.sign_in_with("oceans.desk", &code));
    assert!(!gets_in(&mut other) && gets_in(&mut desk), "and the first one stays in");
}

#[test]
fn a_code_that_is_too_old_or_replaced_is_none() {
    let ministry = Ministry::guarded();
    let (old, new) = (ministry.code("oceans.desk"), ministry.code("oceans.desk"));
    refused(&Browser::new(ministry.at).sign_in_with("oceans.desk", &old));
    ministry.clock.set(ministry.clock.now() + SignedDuration::from_mins(15));
    refused(&Browser::new(ministry.at).sign_in_with("oceans.desk", &new));
    let code = ministry.code("oceans.desk");
    assert!(gets_in(&mut signed_in(&ministry, "oceans.desk", &code)));
}

#[test]
fn who_guesses_has_to_wait_and_learns_nothing() {
    let ministry = Ministry::guarded();
    let code = ministry.code("oceans.desk");
    let guess = |officer: &str| Browser::new(ministry.at).sign_in_with(officer, "00000-00000");
    for officer in ["oceans.desk", "no.such.officer"] {
        for _ in 0..5 {
            refused(&guess(officer));
        }
        let answer = guess(officer);
        assert_eq!((answer.status, answer.headers["retry-after"].as_str()), (429, "60"), "{officer}");
        assert!(answer.text(".errors").contains("Try again in a minute"));
    }
    let waits = Browser::new(ministry.at).sign_in_with("oceans.desk", &code);
    assert_eq!(waits.status, 429, "not even the right one is looked at");
    ministry.clock.set(ministry.clock.now() + SignedDuration::from_mins(1));
    assert!(gets_in(&mut signed_in(&ministry, "oceans.desk", &code)));
}

#[test]
fn people_stay_signed_in_when_the_server_starts_anew() {
    let mut ministry = Ministry::guarded();
    let code = ministry.code("oceans.desk");
    let desk = signed_in(&ministry, "oceans.desk", &code);
    let mut leaves = signed_in(&ministry, "treaty.desk", &ministry.code("treaty.desk"));
    let ticket = leaves.clone();
    let page = leaves.get("/inbox");
    leaves.submit(&page, "/sign-out", &[]);
    ministry.restart(|_| {});
    let mut desk = desk.moved(ministry.at);
    assert!(gets_in(&mut desk), "signed in");
    let page = desk.get("/compose");
    assert!(page.text(".who").contains("oceans.desk"));
    let saved = desk.submit(&page, "/compose", &[("text", crate::SHEET), ("act", "save")]);
    assert!(saved.text(".receipt").contains("The draft is saved."), "and acts: {}", saved.text("main"));
    assert!(!gets_in(&mut ticket.moved(ministry.at)), "signed out");
    refused(&Browser::new(ministry.at).sign_in_with("oceans.desk", &code));
}

#[test]
fn losing_the_memory_of_the_machine_signs_people_out_and_loses_no_record() {
    let mut ministry = Ministry::guarded();
    let desk = signed_in(&ministry, "oceans.desk", &ministry.code("oceans.desk"));
    let before = ministry.entries();
    ministry.restart(|folder| {
        for file in ["local.db", "local.db-wal", "local.db-shm"] {
            let _ = std::fs::remove_file(folder.join(file));
        }
    });
    assert!(!gets_in(&mut desk.moved(ministry.at)));
    let mut desk = signed_in(&ministry, "oceans.desk", &ministry.code("oceans.desk"));
    assert!(gets_in(&mut desk) && ministry.entries() == before);

    ministry.restart(|folder| std::fs::write(folder.join("local.db"), "no database").expect("written"));
    assert!(!gets_in(&mut desk.moved(ministry.at)));
    let mut desk = signed_in(&ministry, "oceans.desk", &ministry.code("oceans.desk"));
    assert!(gets_in(&mut desk) && ministry.entries() == before);
}

#[test]
fn a_demonstration_says_that_it_is_one_and_asks_for_no_code() {
    let ministry = Ministry::open();
    let page = Browser::new(ministry.at).get("/sign-in");
    assert!(page.text(".notice").contains("demonstration"), "{}", page.text("main"));
    assert_eq!(page.count("#code"), 0);
    assert!(page.text(".officers").contains("treaty.desk"));
    assert!(gets_in(&mut ministry.browser("oceans.desk")));
}

fn signed_in(ministry: &Ministry, officer: &str, code: &str) -> Browser {
    let mut browser = Browser::new(ministry.at);
    let page = browser.sign_in_with(officer, code);
    assert!(page.text(".who").contains(officer), "{}", page.text("main"));
    browser
}
