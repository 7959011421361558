//! Looking back: every page that can be asked for as of a day says so, leads on in the past, offers nothing to do there, and
//! opens nothing that is closed today.

use domain::cable::Level;
use domain::command::Command;
use domain::fact::{AccessGranted, Role, RoleGranted};
use scraper::Selector;
use serde_json::{Value, json};

use crate::SHEET;
use crate::ministry::Ministry;

/// Where the links and forms of a page's body lead.
fn leads(page: &crate::browser::Answer) -> Vec<String> {
    let (html, links) = (page.html(), Selector::parse("main a[href], nav a[href]").expect("a selector"));
    html.select(&links).filter_map(|link| link.attr("href").map(str::to_owned)).collect()
}

#[test]
fn a_page_of_the_past_says_so_leads_on_in_the_past_and_lets_nothing_be_done() {
    let ministry = Ministry::open();
    let at = ministry.released(SHEET);
    let tasking = format!("/t/{}/LIS", at.trim_start_matches("/i/"));
    let mut lisbon = ministry.browser("lis.political");
    let now = lisbon.get("/inbox");
    assert!(now.offers(&format!("{tasking}/acknowledge")) && now.count(".past") == 0);
    assert_eq!(now.count(".dated input[type=date]"), 2);
    let board = format!("{at}/board");
    for path in [
        "/inbox",
        "/instructions",
        "/taskings",
        "/positions",
        "/offices",
        "/p/LIS",
        "/q?q=gear",
        &at,
        &board,
        &tasking,
    ] {
        let join = if path.contains('?') { '&' } else { '?' };
        let page = lisbon.get(&format!("{path}{join}on=2026-11-20&known=2026-11-20"));
        assert_eq!(page.status, 200, "{path}");
        assert!(page.text(".past").contains("20 November 2026"), "{path}: {}", page.text("main"));
        assert_eq!(page.attribute(".past a", "href").as_deref(), Some(path), "the way back to now");
        assert_eq!(page.count("main form[method=post]"), 0, "{path}");
        let lists =
            ["/inbox", "/taskings", "/t/", "/r/", "/p/", "/i/", "/q", "/positions", "/offices", "/board"];
        for link in leads(&page) {
            let keeps = link.contains("on=2026-11-20") && link.contains("known=2026-11-20");
            let clocked = lists.iter().any(|list| link.starts_with(list)) && !link.contains("/paper");
            assert!(keeps || !clocked || link == path, "{link} on {path} forgets the day");
        }
    }
    let search = lisbon.get("/q?on=2026-11-20");
    assert_eq!(search.attribute(".search input[name=on]", "value").as_deref(), Some("2026-11-20"));
}

#[test]
fn what_was_not_there_then_is_not_there_and_the_present_is_one_step_away() {
    let ministry = Ministry::open();
    let at = ministry.released(SHEET);
    let mut desk = ministry.browser("oceans.desk");
    assert!(desk.get("/inbox?on=2026-11-01").text(".lead").contains("Nothing"), "nobody had asked anything");
    assert_eq!(desk.get("/q?q=gear&on=2026-11-01").count(".hits li"), 0);
    assert_eq!(desk.get("/q?q=gear&on=2026-11-20").count(".hits li"), 1);
    assert_eq!(desk.get("/taskings?on=2026-11-01").count(".grid tbody tr"), 0);
    let gone = desk.get("/r/2026-MFA-0001?on=2026-11-01");
    assert_eq!(gone.status, 404);
    assert_eq!(gone.attribute(".past a", "href").as_deref(), Some("/r/2026-MFA-0001"));
    let nothing = desk.get("/r/2026-MFA-0099?on=2026-11-01");
    assert_eq!(gone.text("main"), nothing.text("main"), "what was not there yet looks like what never was");
    assert_eq!(desk.get(&format!("{at}?on=2026-11-20")).status, 200);
}

#[test]
fn who_may_not_see_a_thing_today_does_not_see_it_by_looking_back() {
    let ministry = Ministry::open();
    let secret = SHEET.replace("CONFIDENTIAL", "SECRET").replace("(C)", "(S)");
    let at = ministry.released(&secret);
    let tasking = format!("/t/{}/LIS", at.trim_start_matches("/i/"));
    let mut lisbon = ministry.browser("lis.political");
    for path in ["/inbox", "/taskings", "/q?q=gear", "/p/LIS", "/positions", "/instructions"] {
        let join = if path.contains('?') { '&' } else { '?' };
        for clock in ["on", "known"] {
            let page = lisbon.get(&format!("{path}{join}{clock}=2026-11-20"));
            assert!(!page.body.contains("fishing gear"), "{path}");
        }
    }
    for path in [&at, &format!("{at}/board"), &tasking, "/r/2026-MFA-0001"] {
        assert_eq!(lisbon.get(&format!("{path}?known=2026-11-20")).status, 404, "{path}");
    }
}

#[test]
fn a_program_asks_for_the_same_days() {
    let ministry = Ministry::open();
    ministry.released(SHEET);
    let desk = ministry.program("oceans.desk", &[web::Scope::Read], None);
    let count = |path: &str, list: &str| {
        let answer = desk.get(path);
        assert_eq!(answer.status, 200, "{path}: {}", answer.body);
        answer.json()[list].as_array().map(Vec::len)
    };
    assert_eq!(count("/q.json?q=gear&on=2026-11-01", "hits"), Some(0));
    assert_eq!(count("/q.json?q=gear&on=2026-11-20", "hits"), Some(1));
    assert_eq!(count("/instructions.json?known=2026-11-01", "instructions"), Some(0));
    assert_eq!(desk.get("/inbox.json?on=yesterday").status, 400);
}

#[test]
fn every_version_of_a_draft_has_an_address_and_one_that_was_secret_stays_closed_when_it_is_lowered() {
    let ministry = Ministry::open();
    let clerk: domain::words::Handle = "new.clerk".parse().expect("a handle");
    let (office, from) = ("HQ".parse().expect("an office"), "2026-01-01".parse().expect("a day"));
    let (role, until) = (Role::Reader, None);
    ministry.orders(Command::GrantRole(RoleGranted { officer: clerk.clone(), office, role, from, until }));
    let (level, captions) = (Level::Confidential, Vec::new());
    ministry.orders(Command::GrantAccess(AccessGranted { officer: clerk, level, captions }));
    let mut desk = ministry.browser("oceans.desk");
    let page = desk.get("/compose");
    let secret = SHEET.replace("CONFIDENTIAL", "SECRET").replace("(C) Posts", "(S) Canary posts");
    let at = desk.submit(&page, "/compose", &[("text", &secret), ("act", "save")]).path;
    let page = desk.get(&format!("{at}/revise"));
    desk.submit(&page, &format!("{at}/revise"), &[("text", SHEET), ("act", "save")]);
    let (first, second) = (format!("{at}/v/1"), format!("{at}/v/2"));

    let page = desk.get(&at);
    assert!(leads(&page).contains(&first) && leads(&page).contains(&second), "from the history");
    let told = desk.get(&format!("{at}@v1"));
    assert_eq!(told.path, first, "and by its name");
    assert!(told.text(".cable").contains("Canary posts"), "{}", told.text("main"));
    assert!(told.text(".lead").contains("Version 1 of 2, as oceans.desk left it"), "{}", told.text("main"));
    assert_eq!(told.text(".marking").to_lowercase(), "secret");
    assert!(leads(&told).contains(&second), "{}", told.body);
    let clear = desk.get(&format!("{at}/clear"));
    assert!(leads(&clear).contains(&second), "from where it is cleared");

    let mut clerk = ministry.browser("new.clerk");
    let page = clerk.get(&at);
    assert!(!leads(&page).contains(&first) && leads(&page).contains(&second), "{}", page.text("main"));
    assert!(clerk.get(&second).text(".lead").contains("Version 2 of 2"));
    assert!(!clerk.get(&second).body.contains("/v/1"), "nothing leads where it is closed");
    let never = clerk.get(&format!("{at}/v/3"));
    for odd in ["1", "0", "01", "+2", "x", "99999999999999999999999"] {
        let gone = clerk.get(&format!("{at}/v/{odd}"));
        assert_eq!((gone.status, gone.text("main")), (404, never.text("main")), "{odd}");
    }
    let program = ministry.program("new.clerk", &[web::Scope::Read], None);
    assert_eq!(program.get(&format!("{first}.json")).status, 404);
    let told = program.get(&format!("{second}.json")).json();
    assert_eq!((&told["version"]["version"], &told["version"]["before"]), (&json!(2), &Value::Null));
    let told = program.get(&format!("{at}.json")).json();
    assert_eq!(told["cable"]["versions"].as_array().map(Vec::len), Some(1));
}
