//! Looking back: every page that can be asked for as of a day says so, leads on in the past, offers nothing to do there, and
//! opens nothing that is closed today.

use scraper::Selector;

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
