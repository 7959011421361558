//! The guard at the door, asked from outside: sessions, forms from elsewhere, headers on every answer, hostile words in
//! every field, and requests no browser would send.

mod codes;

use domain::cable::Level;
use domain::command::Command;
use domain::fact::{AccessGranted, Role, RoleGranted, RoleRevoked};

use crate::browser::{Answer, Browser, encoded};
use crate::ministry::Ministry;

const HEADERS: [(&str, &str); 5] = [
    ("content-security-policy", "default-src 'none'"),
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
    ("referrer-policy", "same-origin"),
    ("cross-origin-opener-policy", "same-origin"),
];

fn dressed(answer: &Answer) {
    for (name, value) in HEADERS {
        let found = answer.headers.get(name);
        assert!(
            found.is_some_and(|found| found.starts_with(value)),
            "{} lacks {name}: {:?}",
            answer.path,
            answer.headers
        );
    }
    let policy = &answer.headers["content-security-policy"];
    assert!(!policy.contains("unsafe") && policy.contains("frame-ancestors 'none'"));
    assert!(answer.headers.contains_key("cache-control"), "{}", answer.path);
}

#[test]
fn every_answer_carries_its_headers_errors_included() {
    let ministry = Ministry::open();
    let mut guest = Browser::new(ministry.at);
    let mut desk = ministry.browser("oceans.desk");
    let sheet = web::links::asset("chancery.css");
    for path in [
        "/",
        "/inbox",
        "/instructions",
        "/compose",
        "/board",
        "/q",
        "/q?q=fish",
        "/positions",
        "/offices",
        "/no/such/page",
        "/i/x",
        "/r/%00",
        "/t/a/b",
        &sheet,
    ] {
        dressed(&guest.get_once(path));
        dressed(&desk.get_once(path));
    }
    dressed(&guest.send("POST", "/compose", &[], "text=x"));
    dressed(&desk.send("DELETE", "/inbox", &[], ""));
    dressed(&desk.send("GET", "/inbox", &["Host: evil.example"], ""));
    let page = desk.get("/inbox");
    assert_eq!(page.headers["cache-control"], "no-store");
    let style = desk.get(&sheet);
    assert!(style.headers["cache-control"].contains("immutable") && style.status == 200);
    assert_eq!(desk.get_once("/assets/chancery-000000000000.css").status, 404);
}

#[test]
fn nobody_sees_a_page_without_signing_in() {
    let ministry = Ministry::open();
    let mut guest = Browser::new(ministry.at);
    for path in [
        "/inbox",
        "/instructions",
        "/compose",
        "/board",
        "/q?q=x",
        "/positions",
        "/offices",
        "/i/HQ.1",
        "/nowhere",
    ] {
        let answer = guest.get_once(path);
        assert_eq!(answer.status, 303, "{path}");
        assert!(answer.location().starts_with("/sign-in"), "{path}");
    }
    let answer = guest.sign_in("no.such.officer");
    assert_eq!(answer.status, 422);
    assert!(answer.text(".errors").contains("Nobody here acts under that handle"));
    let wanted = guest.get("/offices");
    assert!(wanted.path.starts_with("/sign-in?next="), "{}", wanted.path);
    let arrived = guest.submit(&wanted, "/sign-in", &[("officer", "oceans.desk")]);
    assert_eq!(arrived.path, "/offices");
}

#[test]
fn a_session_is_new_at_sign_in_and_dead_at_sign_out() {
    let ministry = Ministry::open();
    let mut desk = Browser::new(ministry.at);
    let page = desk.get("/sign-in");
    let before = desk.clone();
    desk.submit(&page, "/sign-in", &[("officer", "oceans.desk")]);
    let mut fixed = before;
    assert_eq!(fixed.get_once("/inbox").status, 303, "the ticket from before signing in is worth nothing");
    let inbox = desk.get("/inbox");
    let cookie = desk.clone();
    desk.submit(&inbox, "/sign-out", &[]);
    let mut again = cookie;
    assert_eq!(again.get_once("/inbox").status, 303, "the ticket from before signing out is worth nothing");
}

#[test]
fn a_cookie_is_out_of_reach_of_scripts_and_other_sites() {
    let ministry = Ministry::open();
    let answer = Browser::new(ministry.at).get_once("/sign-in");
    let cookie = &answer.headers["set-cookie"];
    assert!(
        cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict") && cookie.contains("Path=/"),
        "{cookie}"
    );
}

#[test]
fn a_form_from_elsewhere_changes_nothing() {
    let ministry = Ministry::open();
    let mut desk = ministry.browser("oceans.desk");
    let page = desk.get("/compose");
    let fields = page.form("/compose", &[("text", crate::SHEET), ("act", "save")]);
    let before = ministry.entries();
    let ours = format!("Origin: http://{}", ministry.at);
    let body = encoded(&fields);
    let without: Vec<(String, String)> = fields.iter().filter(|(name, _)| name != "token").cloned().collect();
    let cases: [(&[&str], String); 6] = [
        (&[], body.clone()),
        (&["Origin: https://evil.example"], body.clone()),
        (&["Origin: null"], body.clone()),
        (&["Sec-Fetch-Site: cross-site"], body.clone()),
        (&[&ours, "Sec-Fetch-Site: same-site"], body.clone()),
        (&[&ours], encoded(&without)),
    ];
    for (more, body) in cases {
        let answer = desk.send("POST", "/compose", more, &body);
        assert_eq!(answer.status, 403, "{more:?}");
        assert_eq!(ministry.entries(), before, "{more:?}");
    }
    let mut other = ministry.browser("treaty.desk");
    assert_eq!(other.post("/compose", &fields).status, 403, "another session's token");
    assert_eq!(ministry.entries(), before);
    assert_eq!(desk.post("/compose", &fields).status, 303, "the form itself was good");
}

#[test]
fn hostile_words_travel_the_whole_way_and_stay_words() {
    let ministry = Ministry::open();
    let hostile = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>";
    let sheet = crate::SHEET
        .replace("Lost fishing gear", hostile)
        .replace("We ask for", hostile)
        .replace("Posts are asked", hostile);
    let at = ministry.released(&sheet);
    let tasking = format!("/t/{}/LIS", at.trim_start_matches("/i/"));
    let mut lisbon = ministry.browser("lis.political");
    let page = lisbon.get(&tasking);
    let typed = [("object-why", hostile)];
    lisbon.submit(&page, &format!("{tasking}/object"), &typed);
    let mut desk = ministry.browser("oceans.desk");
    let search = format!("/q?q={}", "%3Cscript%3Ealert");
    for path in [
        "/inbox",
        "/instructions",
        &at,
        &format!("{at}/board"),
        &tasking,
        "/r/2026-MFA-0001",
        "/positions",
        &search,
        "/sign-in?next=%22%3E%3Cscript%3E",
    ] {
        for browser in [&mut lisbon, &mut desk] {
            let page = browser.get(path);
            let html = page.html();
            let bad =
                scraper::Selector::parse("script:not([src]), img, [onerror], [style]").expect("a selector");
            assert_eq!(html.select(&bad).count(), 0, "{path}");
        }
    }
    assert!(desk.get(&at).text("h1").contains("<script>alert(1)</script>"), "and they are shown as typed");
}

#[test]
fn requests_no_browser_would_send_are_answered_and_nothing_breaks() {
    let ministry = Ministry::open();
    let mut desk = ministry.browser("oceans.desk");
    let page = desk.get("/compose");
    let token = page.form("/sign-out", &[]);
    for (path, status) in [
        ("/t/HQ.1/XXX/acknowledge", 404),
        ("/t/%2e%2e/%2e%2e/log", 404),
        ("/i/HQ.1/no-such-act", 404),
        ("/i/18446744073709551616/release", 404),
        ("/i/HQ.18446744073709551615/approve", 404),
    ] {
        assert_eq!(desk.post(path, &token).status, status, "{path}");
    }
    let huge = "x".repeat(5 << 20);
    let origin = format!("Origin: http://{}", ministry.at);
    // The server may close the line while the browser still sends; either way nothing is taken.
    let before = ministry.entries();
    let large = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        desk.send("POST", "/compose", &[&origin], &format!("text={huge}")).status
    }));
    assert!(large.is_err() || large.is_ok_and(|status| status == 413));
    assert_eq!(ministry.entries(), before);
    assert_eq!(desk.get("/inbox").status, 200);
    let odd = desk.get("/i/HQ.1/board?on=yesterday&known=%00&sort=%3Cb%3E&standing=x");
    assert_eq!(odd.status, 404);
}

#[test]
fn a_ticket_is_void_when_what_its_officer_may_do_is_changed_and_those_of_others_are_not() {
    let officer: domain::words::Handle = "treaty.desk".parse().expect("a handle");
    let (office, role) = ("HQ".parse().expect("an office"), Role::Drafter);
    let (from, until) = ("2026-01-01".parse().expect("a day"), None);
    let changes = [
        Command::GrantRole(RoleGranted { officer: officer.clone(), office, role, from, until }),
        Command::RevokeRole(RoleRevoked { officer: officer.clone(), office, role }),
        Command::GrantAccess(AccessGranted { officer, level: Level::Restricted, captions: Vec::new() }),
    ];
    let mut ministry = Ministry::open();
    let mut other = ministry.browser("oceans.desk");
    for (place, change) in changes.into_iter().enumerate() {
        let mut treaty = ministry.browser("treaty.desk");
        ministry.orders(change);
        if place == 0 {
            // Also when it is changed while nothing is served.
            ministry.restart(|_| {});
            (treaty, other) = (treaty.moved(ministry.at), other.moved(ministry.at));
        }
        assert_eq!(treaty.get_once("/inbox").status, 303, "change {place}");
        assert_eq!(treaty.get_once("/inbox.json").status, 401, "change {place}");
        assert_eq!(other.get_once("/inbox").status, 200, "change {place}");
    }
    let mut treaty = ministry.browser("treaty.desk");
    assert_eq!(treaty.get_once("/inbox").status, 200, "a new ticket is of the new rights");
}
