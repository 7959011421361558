//! Break-glass over HTTP: a duty officer opens one cable for an hour, with a reason and a passkey; it is on record before a
//! word is shown, the office it came from is told, and no other address answers them a byte differently.

use domain::command::Command;
use domain::fact::{Role, RoleRevoked};
use jiff::SignedDuration;
use web::{Access, Scope};

use crate::SHEET;
use crate::browser::{Answer, Browser};
use crate::keys::{answer, by_name, cleared, enrolled};
use crate::ministry::Ministry;

const WHY: &str = "A trawler is adrift off Peniche; the desk cannot be reached.";

/// The entries of a kind in the record as a stranger gets it.
fn recorded(ministry: &Ministry, kind: &str) -> usize {
    ministry.exported().lines().filter(|line| line.contains(&format!("\"kind\":\"{kind}\""))).count()
}

fn open(duty: &mut Browser, cable: &str, why: &str) -> Answer {
    let page = duty.get("/emergency");
    duty.submit(&page, "/emergency", &[("emergency-cable", cable), ("emergency-why", why)])
}

fn wait(ministry: &Ministry, minutes: i64) {
    ministry.clock.set(ministry.clock.now() + SignedDuration::from_mins(minutes));
}

/// Every page and form there is about one cable or about none, as somebody is answered: the table of routes says which.
fn everywhere(duty: &mut Browser, cable: &str) -> Vec<(String, u16, String)> {
    let mut all = Vec::new();
    let token = duty.get("/keys").form("/sign-out", &[]);
    let token: Vec<_> = token.into_iter().filter(|(name, _)| name == "token").collect();
    for route in web::routes() {
        let is_ours = ["/emergency", "/emergency/{cable}", "/sign-in", "/sign-out"].contains(&route.path);
        let ends_what_we_look_with = route.path.starts_with("/me") || route.path.starts_with("/sign-in/");
        if is_ours || ends_what_we_look_with || route.path.ends_with("/events") {
            continue;
        }
        if matches!(route.access, Access::Program(Scope::Feed)) {
            continue;
        }
        let path = route.path.replace("{instruction}", cable).replace("{cable}", cable);
        let path = path.replace("{post}", "LIS").replace("{name}", "x");
        let acts: &[&str] =
            if path.contains("{act}") { &["approve", "release", "withdraw", "log"] } else { &[""] };
        for act in acts {
            let path = path.replace("{act}", act);
            let told = match route.method {
                "GET" => duty.get_once(&path),
                _ => duty.post(&path, &token),
            };
            all.push((format!("{} {path}", route.method), told.status, without_chance(&told.body)));
        }
    }
    for question in
        ["/q?q=agreement", "/q?q=Article", "/go?q=2026+MFA+0001", "/i/2026-MFA-0001", "/r/2026-MFA-0001"]
    {
        let told = duty.get_once(question);
        all.push((question.to_owned(), told.status, without_chance(&told.body)));
    }
    all
}

fn same(one: &[(String, u16, String)], other: &[(String, u16, String)]) {
    assert_eq!(one.len(), other.len());
    for (one, other) in one.iter().zip(other) {
        let apart = one.2.lines().zip(other.2.lines()).find(|(one, other)| one != other);
        assert!(one == other, "an opening changes the answer at {}: {apart:?}", one.0);
    }
}

/// A body without what is drawn for each session and submission, and without whose it is.
fn without_chance(body: &str) -> String {
    let mut text = body.replace("night.duty", "…").replace("other.duty", "…");
    for (before, after) in [("name=\"once\" value=\"", "\""), ("name=\"token\" value=\"", "\"")] {
        let mut parts = text.split(before);
        let first = parts.next().unwrap_or_default().to_owned();
        text = parts.fold(first, |mut out, part| {
            out.push_str(before);
            out.push_str(part.find(after).map_or(part, |end| &part[end..]));
            out
        });
    }
    text
}

#[test]
fn a_duty_officer_opens_one_cable_for_an_hour_and_nothing_else_changes_for_them() {
    let ministry = Ministry::open();
    ministry.on_duty("night.duty");
    let at = ministry.released(SHEET);
    let other = ministry.released(&SHEET.replace("Lost fishing gear", "Another matter"));
    let (cable, other) = (at.trim_start_matches("/i/"), other.trim_start_matches("/i/"));
    let mut duty = ministry.browser("night.duty");
    assert!(duty.get("/inbox").text("footer").contains("In an emergency"));
    assert_eq!(duty.get_once(&at).status, 404, "it was not addressed to them");
    let before = everywhere(&mut duty, cable);
    assert!(before.len() > 60, "{}", before.len());
    assert_eq!(recorded(&ministry, "emergency.opened"), 0);
    assert_eq!(duty.get_once(&format!("/emergency/{cable}")).status, 404, "before it is opened");

    let page = open(&mut duty, "2026 MFA 0001", WHY);
    assert_eq!((page.status, page.path.as_str()), (200, format!("/emergency/{cable}").as_str()));
    assert!(page.text(".cable").contains("Article 6"), "{}", page.text("main"));
    assert!(page.text(".lead").contains("Open to you until"), "{}", page.text(".lead"));
    assert!(page.text(".receipt").contains("The cable is open"));
    assert_eq!(page.text("header .marking"), "CONFIDENTIAL");
    assert_eq!(page.count("main a"), 0, "nothing leads on from it");
    assert_eq!(recorded(&ministry, "emergency.opened"), 1);

    // Again adds nothing; and each address answers as it did.
    assert_eq!(open(&mut duty, cable, WHY).status, 200);
    assert_eq!(recorded(&ministry, "emergency.opened"), 1);
    let during = everywhere(&mut duty, cable);
    same(&before, &during);
    assert_eq!(duty.get_once(&format!("/emergency/{other}")).status, 404, "another cable");
    for twin in [".json", ".txt", "/board", "/revise"] {
        assert_eq!(duty.get_once(&format!("/emergency/{cable}{twin}")).status, 404, "{twin}");
    }
    assert_eq!(ministry.browser("lis.head").get_once(&format!("/emergency/{cable}")).status, 404);

    // An hour later it is closed, and everything is as it was.
    wait(&ministry, 59);
    assert_eq!(duty.get_once(&format!("/emergency/{cable}")).status, 200);
    wait(&ministry, 1);
    let gone = duty.get_once(&format!("/emergency/{cable}"));
    assert_eq!((gone.status, &gone.body), (404, &duty.get_once("/nothing-at-all").body));
    ministry.on_duty("other.duty");
    let never = everywhere(&mut ministry.browser("other.duty"), cable);
    same(&never, &everywhere(&mut duty, cable));
    open(&mut duty, "MFA 1", WHY);
    assert_eq!(recorded(&ministry, "emergency.opened"), 2, "each time it is shown anew it is on record anew");
}

#[test]
fn the_office_it_came_from_is_told_at_once_and_the_page_of_the_cable_says_so_for_good() {
    let ministry = Ministry::open();
    ministry.on_duty("night.duty");
    ministry.administrator("second.admin");
    let at = ministry.released(SHEET);
    let mut duty = ministry.browser("night.duty");
    assert_eq!(open(&mut duty, "2026 MFA 0001", WHY).status, 200);
    let mut desk = ministry.browser("oceans.desk");
    let inbox = desk.get("/inbox");
    assert!(inbox.text("#opened").contains('1'), "{}", inbox.text("main"));
    for word in ["night.duty", "Headquarters", WHY] {
        assert!(inbox.text("main").contains(word), "{word}: {}", inbox.text("main"));
    }
    for path in [at.clone(), "/r/2026-MFA-0001".to_owned()] {
        for officer in ["oceans.desk", "lis.political"] {
            let page = ministry.browser(officer).get(&path);
            let told = page.text("section[aria-labelledby=openings]");
            assert!(told.contains("night.duty") && told.contains(WHY), "{officer} at {path}: {told}");
        }
    }
    let mut admin = ministry.browser("second.admin");
    let page = admin.get("/admin/openings");
    assert!(page.text("tbody").contains("night.duty") && page.text("tbody").contains(WHY));
    assert!(page.text("tbody").contains("not for you to read"), "administrators read nothing by their role");
    // A month later the inbox is quiet, and the page is not.
    wait(&ministry, 60 * 24 * 31);
    let mut desk = ministry.browser("oceans.desk");
    assert_eq!(desk.get("/inbox").count("#opened"), 0);
    assert!(desk.get(&at).text("section[aria-labelledby=openings]").contains(WHY));
}

#[test]
fn what_is_not_there_hidden_or_a_draft_is_answered_alike_and_nothing_is_recorded() {
    let ministry = Ministry::open();
    ministry.on_duty("night.duty");
    let top = SHEET.replace("CONFIDENTIAL", "SECRET").replace("(C)", "(S)");
    ministry.released(&top);
    let mut desk = ministry.browser("oceans.desk");
    let page = desk.get("/compose");
    let draft = desk.submit(&page, "/compose", &[("text", SHEET), ("act", "save")]).path;
    let before = ministry.entries();
    let mut duty = ministry.browser("night.duty");
    let mut told = Vec::new();
    for name in ["2026 MFA 0001", "2026 MFA 9999", draft.trim_start_matches("/i/"), "HQ.99999", "zebra"] {
        let page = open(&mut duty, name, WHY);
        assert_eq!(page.status, 422, "{name}");
        assert_eq!(page.attribute("#emergency-cable", "value").as_deref(), Some(name), "it is kept");
        told.push(without_chance(&page.body).replace(name, "…"));
    }
    told.dedup();
    assert_eq!(told.len(), 1, "{told:#?}");
    let page = open(&mut duty, "", " ");
    assert_eq!(page.count(".errors a"), 2, "{}", page.text("main"));
    assert_eq!(ministry.entries(), before);
}

#[test]
fn to_whoever_is_not_on_duty_there_is_no_such_page() {
    let ministry = Ministry::open();
    let at = ministry.released(SHEET);
    let mut desk = ministry.browser("osl.head");
    let page = desk.get("/me");
    assert!(!page.body.contains("/emergency"), "no link leads there");
    let nothing = desk.get_once("/nothing-at-all").body;
    for path in ["/emergency".to_owned(), at.replace("/i/", "/emergency/")] {
        let told = desk.get_once(&path);
        assert_eq!((told.status, told.body == nothing), (404, true), "{path}");
    }
    let before = ministry.entries();
    let mut fields = page.form("/sign-out", &[]);
    fields.push(("emergency-cable".to_owned(), "2026 MFA 0001".to_owned()));
    fields.push(("emergency-why".to_owned(), WHY.to_owned()));
    assert_eq!(desk.post("/emergency", &fields).status, 404);
    assert_eq!(ministry.entries(), before);
}

#[test]
fn whoever_holds_a_passkey_opens_with_it_and_who_may_read_the_cable_anyway_is_told_so() {
    let ministry = Ministry::guarded();
    ministry.on_duty("night.duty");
    ministry.on_duty("oceans.desk");
    let at = cleared(&ministry);
    let mut director = by_name(&ministry);
    director.sign_in_with("director.oceans", &ministry.code("director.oceans"));
    for act in ["approve", "release"] {
        let page = director.get(&format!("{at}/check"));
        director.submit(&page, &format!("{at}/{act}"), &[]);
    }
    let cable = at.trim_start_matches("/i/");
    let (mut duty, key) = enrolled(&ministry, "night.duty", 5);
    let before = ministry.entries();
    let confirm = open(&mut duty, "2026 MFA 0001", WHY);
    assert!(confirm.path.starts_with("/confirm/"), "{}", confirm.text("main"));
    assert!(confirm.text(".lead").contains(cable), "{}", confirm.text(".lead"));
    assert_eq!(ministry.entries(), before, "nothing is recorded before the passkey signs");
    assert_eq!(duty.get_once(&format!("/emergency/{cable}")).status, 404, "and nothing shown");
    let page = answer(&mut duty, &confirm, &confirm.path, &key);
    assert_eq!(page.path, format!("/emergency/{cable}"));
    assert!(page.text(".cable").contains("Article 6"), "{}", page.text("main"));
    assert_eq!(recorded(&ministry, "emergency.opened"), 1);
    assert!(recorded(&ministry, "act.confirmed") >= 1);

    let mut desk = by_name(&ministry);
    desk.sign_in_with("oceans.desk", &ministry.code("oceans.desk"));
    let told = open(&mut desk, "2026 MFA 0001", WHY);
    assert_eq!(told.status, 422);
    assert!(told.text(".errors").contains("may read"), "{}", told.text(".errors"));
    assert_eq!(recorded(&ministry, "emergency.opened"), 1);
}

#[test]
fn an_opening_ends_when_the_role_is_taken_back() {
    let ministry = Ministry::open();
    ministry.on_duty("night.duty");
    ministry.on_duty("lis.head");
    let at = ministry.released(&SHEET.replace("TO: EUROPE", "TO: OSL"));
    let mut head = ministry.browser("lis.head");
    let page = open(&mut head, "2026 MFA 0001", WHY);
    assert_eq!(page.status, 200, "{}", page.text("main"));
    ministry.orders(Command::RevokeRole(RoleRevoked {
        officer: "lis.head".parse().expect("a handle"),
        office: "HQ".parse().expect("an office"),
        role: Role::DutyOfficer,
    }));
    assert_eq!(head.get_once(&at).status, 303, "the ticket was of other rights");
    let mut head = ministry.browser("lis.head");
    assert_eq!(head.get_once(&at.replace("/i/", "/emergency/")).status, 404);
}
