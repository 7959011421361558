//! Looking: the board with its filters, the map, and a board that tells its changes to whoever listens.

use std::io::Read;
use std::net::TcpStream;

use domain::cable::Level;
use domain::command::Command;
use domain::fact::AccessGranted;

use crate::SHEET;
use crate::ministry::Ministry;

/// Reads a line until a text has come, or fails.
fn until(line: &mut TcpStream, wanted: &str) -> String {
    let (mut all, mut some) = (String::new(), [0; 4_096]);
    while !all.contains(wanted) {
        let read = line.read(&mut some).unwrap_or(0);
        assert!(read > 0, "the line ended before `{wanted}`: {all}");
        all += &String::from_utf8_lossy(&some[..read]);
    }
    all
}

#[test]
fn filters_combine_and_each_says_how_many_posts_it_would_leave() {
    let ministry = Ministry::open();
    let at = ministry.released(SHEET);
    let mut lisbon = ministry.browser("lis.political");
    let inbox = lisbon.get("/inbox");
    lisbon.submit(&inbox, &format!("/t/{}/LIS/acknowledge", at.trim_start_matches("/i/")), &[]);
    let mut desk = ministry.browser("oceans.desk");
    let board = desk.get(&format!("{at}/board"));
    assert_eq!(board.count(".grid tbody tr"), 2);
    assert!(board.text(".filters").contains("Northern Europe 1"), "{}", board.text(".filters"));
    let north = desk.get(&format!("{at}/board?region=northern-europe"));
    assert!(north.text(".grid tbody").starts_with("Embassy Oslo"), "{}", north.text(".grid tbody"));
    assert_eq!(north.count(".filters [aria-current]"), 1);
    assert_eq!(north.count(".filters a.s1"), 0, "beside the region nobody acknowledged");
    let none = desk.get(&format!("{at}/board?region=northern-europe&standing=acknowledged"));
    assert!(none.text(".empty").contains("No post stands so"));
    let back = desk.get(&format!("{at}/board?sort=-post"));
    assert!(back.text(".grid tbody").starts_with("Embassy Oslo"));
    assert_eq!(back.count("th[aria-sort=descending]"), 1);
}

#[test]
fn the_map_shows_the_posts_of_the_table_and_lists_those_without_a_place() {
    let ministry = Ministry::open();
    let at = ministry.released(SHEET);
    let mut desk = ministry.browser("oceans.desk");
    let map = desk.get(&format!("{at}/map"));
    assert_eq!(map.status, 200);
    assert_eq!(map.count("svg a"), 1, "Lisbon");
    assert!(map.text(".beside").contains("Embassy Oslo"), "{}", map.text("main"));
    let coast =
        map.body.split("<use href=\"").nth(1).and_then(|rest| rest.split('#').next()).expect("a coast");
    let coast = desk.get(coast);
    assert_eq!((coast.status, coast.headers["content-type"].as_str()), (200, "image/svg+xml"));
    assert!(coast.headers["cache-control"].contains("immutable"));
    let mut oslo = ministry.browser("osl.head");
    let own = oslo.get(&format!("{at}/map"));
    assert_eq!(own.count("svg a"), 0, "how Lisbon stands is not for Oslo");
    assert_eq!(oslo.get("/i/HQ.999/map").status, 404);
}

#[test]
fn a_board_tells_its_changes_to_those_who_may_see_them_until_they_sign_out() {
    let ministry = Ministry::open();
    let at = ministry.released(SHEET);
    let events = |browser: &mut crate::browser::Browser| {
        let board = browser.get(&format!("{at}/board"));
        let html = board.html();
        let live = html.select(&scraper::Selector::parse("#live").expect("a selector")).next().expect("live");
        live.attr("data-events").expect("where it tells").to_owned()
    };
    let (mut desk, mut oslo) = (ministry.browser("oceans.desk"), ministry.browser("osl.head"));
    let (at_desk, at_oslo) = (events(&mut desk), events(&mut oslo));
    let (mut desk_line, mut oslo_line) = (desk.listen(&at_desk), oslo.listen(&at_oslo));
    assert!(until(&mut desk_line, "\r\n\r\n").contains("text/event-stream"));
    until(&mut oslo_line, "\r\n\r\n");

    let mut lisbon = ministry.browser("lis.political");
    let inbox = lisbon.get("/inbox");
    lisbon.submit(&inbox, &format!("/t/{}/LIS/acknowledge", at.trim_start_matches("/i/")), &[]);
    let told = until(&mut desk_line, "2 posts: 1 acknowledged, 1 not acknowledged");
    assert!(told.contains("event: board"));

    let page = desk.get("/inbox");
    desk.submit(&page, "/sign-out", &[]);
    let rest = until(&mut desk_line, "event: end");
    assert!(!rest.contains("event: board"));
    // What Lisbon did is nothing to Oslo, so Oslo heard of its own sign-out first.
    let page = oslo.get("/inbox");
    oslo.submit(&page, "/sign-out", &[]);
    assert!(!until(&mut oslo_line, "event: end").contains("event: board"));
    assert_eq!(desk.get_once(&at_desk).status, 303, "nobody is signed in");
    assert_eq!(lisbon.get_once("/i/HQ.999/board/events").status, 404);
}

#[test]
fn who_may_read_less_reads_less_at_once_on_every_line_that_is_open() {
    let ministry = Ministry::open();
    let at = ministry.released(SHEET);
    ministry.planned();
    let (mut lisbon, mut oslo) = (ministry.browser("lis.political"), ministry.browser("osl.head"));
    let program = ministry.program("lis.political", &[web::Scope::Read], None);
    let feed = ministry.token("lis.political", &[web::Scope::Feed], Some(Level::Confidential));
    let nobody = crate::program::Program::new(ministry.at);
    let calendar = |name: &str| nobody.get(&format!("/feeds/{feed}{name}"));
    let board = format!("{at}/board");
    let page = lisbon.get(&board);
    let events = page.attribute("#live", "data-events").expect("where it tells");
    let mut line = lisbon.listen(&events);
    until(&mut line, "\r\n\r\n");
    for path in [&at, &board, "/r/2026-MFA-0001"] {
        assert_eq!(
            (lisbon.get(path).status, program.get(&format!("{path}.json")).status),
            (200, 200),
            "{path}"
        );
    }
    assert!(calendar(".ics").body.contains("fishing"));
    assert_eq!(calendar("/i/2026-MFA-0001/board.atom").status, 200);

    let (officer, captions) = ("lis.political".parse().expect("a handle"), Vec::new());
    let less = AccessGranted { officer, level: Level::Unclassified, captions };
    ministry.orders(Command::GrantAccess(less));
    assert_eq!(lisbon.get_once(&at).status, 303, "the ticket was of other rights");
    let mut lisbon = ministry.browser("lis.political");
    for path in [&at, &board, "/r/2026-MFA-0001"] {
        assert_eq!(
            (lisbon.get(path).status, program.get(&format!("{path}.json")).status),
            (404, 404),
            "{path}"
        );
    }
    assert!(!calendar(".ics").body.contains("fishing"));
    assert_eq!(calendar("/i/2026-MFA-0001/board.atom").status, 404);
    assert!(!lisbon.get("/q?q=agreement").text("main").contains("2026 MFA 0001"));
    assert!(!lisbon.get("/inbox").body.contains("2026 MFA 0001"));
    assert!(
        !until(&mut line, "event: end").contains("event: board"),
        "the open line ends without another word"
    );
    assert_eq!(oslo.get(&board).status, 200, "nobody else reads less");
}

#[test]
fn a_search_is_saved_and_says_what_is_new_since_it_was_looked_at() {
    let ministry = Ministry::open();
    let first = ministry.released(SHEET);
    let mut desk = ministry.browser("oceans.desk");
    let page = desk.get("/q?q=gear");
    assert!(page.text(".lead").contains("One cable."), "{}", page.text("main"));
    let page = desk.submit(&page, "/q/keep", &[]);
    assert!(page.text("#saved").contains('1') && page.offers("/q/forget"));
    assert_eq!(desk.get("/q").count(".new"), 0);
    ministry.released(SHEET);
    assert!(desk.get("/q").text(".new").contains("1 new"));
    assert_eq!(ministry.browser("treaty.desk").get("/q").count("#saved"), 0, "another officer's own");
    let page = desk.get("/q?q=gear");
    assert_eq!(desk.get("/q").count(".new"), 0, "it was looked at");
    let page = desk.submit(&page, "/q/forget", &[]);
    assert_eq!(page.count("#saved"), 0);

    let wrong = desk.get("/q?q=form%3ALISBON");
    assert!(wrong.text(".errors").contains("did you mean `from:`"), "{}", wrong.text("main"));
    assert_eq!(wrong.count("#q[aria-invalid=true]"), 1);
    assert_eq!(desk.get("/q?q=to%3ALIS+is%3Ainstruction").count(".hits li"), 2);
    assert_eq!(desk.get("/q?q=to%3ALIS+-is%3Ainstruction").count(".hits li"), 0);
    drop(first);
}

#[test]
fn anything_is_gone_to_by_its_number_its_code_or_its_subject() {
    let ministry = Ministry::open();
    ministry.released(SHEET);
    let mut desk = ministry.browser("oceans.desk");
    assert_eq!(desk.get_once("/go?q=2026+MFA+0001").location(), "/r/2026-MFA-0001");
    assert_eq!(desk.get_once("/go?q=mfa+1").location(), "/r/2026-MFA-0001");
    assert_eq!(desk.get_once("/go?q=lis").location(), "/p/LIS");
    let page = desk.get("/go?q=fishing");
    assert!(page.text("#found").contains("2026 MFA 0001"), "{}", page.text("main"));
    assert!(desk.get("/go?q=lisbo&only=1").text("#found").contains("Embassy Lisbon"));
    assert!(desk.get("/go?q=nothing+of+the+kind").text("#found").contains("Nothing that you may see"));
    assert_eq!(desk.get("/keys").count("kbd"), 19);
}

#[test]
fn an_office_has_a_page_and_the_taskings_are_those_one_may_see() {
    let ministry = Ministry::open();
    ministry.released(SHEET);
    let mut desk = ministry.browser("oceans.desk");
    assert_eq!(desk.get("/taskings").count(".grid tbody tr"), 2);
    assert_eq!(desk.get("/taskings?region=southern-europe").count(".grid tbody tr"), 1);
    let lisbon = desk.get("/p/LIS");
    assert!(lisbon.text(".lead").contains("there") && lisbon.text("main").contains("EUROPE"));
    assert_eq!(lisbon.count(".grid tbody tr"), 1);
    let mut oslo = ministry.browser("osl.head");
    assert_eq!(oslo.get("/taskings").count(".grid tbody tr"), 1);
    let seen = oslo.get("/p/LIS");
    assert_eq!((seen.status, seen.count(".grid tbody tr")), (200, 0), "what Lisbon has open is not for Oslo");
    assert!(!seen.text("main").contains("Last heard"));
    assert_eq!(desk.get("/p/NOPE").status, 404);
}
