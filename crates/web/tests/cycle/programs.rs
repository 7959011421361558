//! What programs can ask, from outside: the same desk, the same reader, the same refusals, and less than their officers may.

use domain::cable::Level;
use serde_json::{Value, json};
use web::{Access, Scope};

use crate::SHEET;
use crate::ministry::Ministry;
use crate::program::Program;

mod audit;
mod document;
mod feeds;

/// Every address that can be read, in a ministry with one instruction to Lisbon and Oslo.
const READS: [&str; 16] = [
    "/inbox.json",
    "/inbox.json?office=LIS",
    "/instructions.json",
    "/i/2026-MFA-0001.json",
    "/i/2026-MFA-0001/board.json?all=true",
    "/t/2026-MFA-0001/LIS.json",
    "/r/2026-MFA-0001.json",
    "/q.json?q=gear",
    "/positions.json",
    "/positions.json?topic=2026-MFA-0001",
    "/offices.json",
    "/taskings.json",
    "/taskings.json?done=true",
    "/p/LIS.json",
    "/i/2026-MFA-0001/map.json",
    "/i/2026-MFA-0001/v/1.json",
];

fn reader(ministry: &Ministry, officer: &str) -> Program {
    ministry.program(officer, &[Scope::Read], None)
}

#[test]
fn a_program_reads_what_the_pages_show_in_the_shapes_of_the_command_line() {
    let ministry = Ministry::open();
    ministry.released(SHEET);
    let lisbon = reader(&ministry, "lis.political");
    let desk = reader(&ministry, "oceans.desk");
    for path in READS {
        // How it was drafted is for the office that drafted it.
        let lisbon = if path.contains("/v/") { &desk } else { &lisbon };
        let told = lisbon.get(path);
        assert_eq!(told.status, 200, "{path}: {}", told.body);
        assert_eq!(told.headers["content-type"], "application/json", "{path}");
        assert_eq!(told.json()["chancery"], 1, "{path}");
        let again = lisbon.send("GET", path, &[&format!("If-None-Match: {}", told.headers["etag"])], "");
        assert!(again.status == 304 && again.body.is_empty(), "{path}: {}", again.status);
        assert_eq!(
            (&*told.headers["content-language"], &told.headers["vary"]),
            ("en", &again.headers["vary"])
        );
        let head = lisbon.send("HEAD", path, &[], "");
        assert!(head.status == 200 && head.body.is_empty(), "{path}");
    }
    let board = lisbon.get("/i/2026-MFA-0001/board.json").json();
    assert_eq!((&board["command"], &board["board"]["counts"]["posts"]), (&json!("board"), &json!(1)));
    let inbox = lisbon.get("/inbox.json").json();
    assert_eq!(inbox["pending"], 1);
    assert_eq!(
        inbox["inbox"]["to_acknowledge"][0]["tasking"].as_str().map(|id| id.ends_with("/LIS")),
        Some(true)
    );
    let found = lisbon.get("/q.json?q=gear").json();
    assert_eq!((&found["query"], &found["total"]), (&json!("gear"), &json!(1)));
    let newest = lisbon.get("/board.json");
    assert_eq!((newest.status, newest.headers["location"].as_str()), (303, "/i/2026-MFA-0001/board.json"));

    // Whoever is signed in on a browser reads the same.
    let mut browser = ministry.browser("lis.political");
    assert_eq!(browser.get("/offices.json").body, lisbon.get("/offices.json").body);
}

#[test]
fn a_cable_is_kept_as_a_file_in_any_form_by_who_may_read_it() {
    let ministry = Ministry::open();
    ministry.released(SHEET);
    let lisbon = reader(&ministry, "lis.political");
    let plain = lisbon.get("/r/2026-MFA-0001.txt");
    assert_eq!((plain.status, plain.headers["content-type"].as_str()), (200, "text/plain; charset=utf-8"));
    assert_eq!(plain.headers["content-disposition"], "attachment; filename=\"2026-MFA-0001.txt\"");
    assert!(plain.body.contains("Article 6") || plain.body.contains("ARTICLE 6"), "{}", plain.body);
    for form in ["telex", "post", "plain"] {
        let told = lisbon.get(&format!("/r/2026-MFA-0001.txt?form={form}"));
        assert!(told.status == 200 && told.body.to_uppercase().contains("SUBJ"), "{form}: {}", told.body);
    }
    assert_eq!(lisbon.get("/r/2026-MFA-0001.txt?form=fax").status, 400);
    let page = ministry.browser("lis.political").get("/r/2026-MFA-0001");
    assert!(page.body.contains("href=\"/r/2026-MFA-0001.txt\""));
    ministry.released(&SHEET.replace("CONFIDENTIAL", "SECRET").replace("(C)", "(S)"));
    assert_eq!(lisbon.get("/r/2026-MFA-0002.txt").body, lisbon.get("/r/2026-MFA-0003.txt").body);
}

#[test]
fn a_program_asks_for_another_time_as_a_page_does() {
    let ministry = Ministry::open();
    ministry.released(SHEET);
    let desk = reader(&ministry, "oceans.desk");
    let before = desk.get("/i/2026-MFA-0001/board.json?on=2026-11-01");
    assert_eq!(before.status, 404, "nobody had been asked");
    let at = desk.get("/i/2026-MFA-0001/board.json?known=2026-11-20T09:00:00Z&on=2026-11-20");
    assert_eq!(at.json()["board"]["counts"]["posts"], 2, "{}", at.body);
    let odd = desk.get("/i/2026-MFA-0001/board.json?on=yesterday");
    assert_eq!((odd.status, odd.json()["status"].clone()), (400, json!(400)));
}

#[test]
fn what_a_program_may_not_see_looks_like_what_is_not_there() {
    let ministry = Ministry::open();
    let secret =
        SHEET.replace("CONFIDENTIAL", "SECRET").replace("(C)", "(S)").replace("TO: EUROPE", "TO: OSL");
    ministry.released(&secret);
    let lisbon = ministry.program("lis.political", &[Scope::Read, Scope::Act, Scope::Draft], None);
    let missing = lisbon.get("/i/HQ.999999.json");
    assert_eq!((missing.status, missing.headers["content-type"].as_str()), (404, "application/problem+json"));
    for path in [
        "/i/2026-MFA-0001.json",
        "/i/2026-MFA-0001/board.json",
        "/t/2026-MFA-0001/OSL.json",
        "/t/2026-MFA-0001/LIS.json",
        "/t/2026-MFA-0001/nowhere.json",
        "/r/2026-MFA-0001.json",
        "/positions.json?topic=2026-MFA-0001",
        "/inbox.json?office=OSL",
        "/inbox.json?office=XXX",
        "/no/such/page.json",
    ] {
        assert_eq!(lisbon.get(path).timeless(), missing.timeless(), "{path}");
    }
    for path in
        ["/t/2026-MFA-0001/OSL/acknowledge", "/t/HQ.999999/OSL/acknowledge", "/i/2026-MFA-0001/abandon"]
    {
        assert_eq!(lisbon.post(path, &json!({})).timeless(), missing.timeless(), "{path}");
    }
    for path in ["/instructions.json", "/q.json?q=agreement", "/inbox.json"] {
        let told = lisbon.get(path);
        assert!(told.status == 200 && !told.body.contains("fishing gear"), "{path}: {}", told.body);
    }
    // One who may read it, with a token that may not.
    let low = ministry.program("osl.head", &[Scope::Read, Scope::Act], Some(Level::Confidential));
    assert_eq!(low.get("/i/2026-MFA-0001.json").timeless(), missing.timeless());
    assert_eq!(low.post("/t/2026-MFA-0001/OSL/acknowledge", &json!({})).timeless(), missing.timeless());
    assert_eq!(reader(&ministry, "osl.head").get("/i/2026-MFA-0001.json").status, 200);
}

#[test]
fn a_post_acts_through_a_program() {
    let ministry = Ministry::open();
    ministry.released(SHEET);
    let lisbon = ministry.program("lis.political", &[Scope::Read, Scope::Act, Scope::Draft], None);
    let at = "/t/2026-MFA-0001/LIS";
    let told = lisbon.post(&format!("{at}/acknowledge"), &json!({}));
    assert_eq!((told.status, &told.json()["new"]), (201, &json!(true)), "{}", told.body);
    let again = lisbon.send("POST", &format!("{at}/acknowledge"), &[], "");
    assert_eq!((again.status, &again.json()["new"]), (200, &json!(false)), "said already");

    let plan = json!({ "on": "2026-11-23", "form": "call",
        "with": { "office": "Maritime Policy", "level": "director" } });
    assert_eq!(lisbon.post(&format!("{at}/plan"), &plan).status, 201);
    let log = json!({ "on": "2026-11-20", "form": "call",
        "with": { "office": "Maritime Policy", "level": "director" },
        "points": [{ "point": 1, "became": "as-written" }],
        "answer": { "text": "They lean toward it.", "stance": "leans-toward", "given": "orally", "confidence": "high" } });
    let key = ["Content-Type: application/json", "Idempotency-Key: 5f1c"];
    let first = lisbon.send("POST", &format!("{at}/log"), &key, &log.to_string());
    assert_eq!(first.status, 201, "{}", first.body);
    let entries = ministry.entries();
    let second = lisbon.send("POST", &format!("{at}/log"), &key, &log.to_string());
    assert_eq!(
        (second.json()["began"].clone(), ministry.entries()),
        (first.json()["began"].clone(), entries)
    );
    let tasking = lisbon.get(&format!("{at}.json"));
    assert_eq!(tasking.json()["tasking"]["line"]["word"], "delivered", "{}", tasking.body);

    let object = json!({ "proposes": "delay", "why": "A government is being formed." });
    assert_eq!(lisbon.post(&format!("{at}/object"), &object).status, 201);
    let more = json!({ "to": "2026-12-01T12:00:00Z", "why": "after the vote" });
    assert_eq!(lisbon.post(&format!("{at}/ask-extension"), &more).status, 201);
    let reply = json!({ "sheet": crate::REPLY, "interim": true });
    let drafted = lisbon.post(&format!("{at}/reply"), &reply);
    assert_eq!(drafted.status, 201, "{}", drafted.body);
    let draft = lisbon.get(&drafted.headers["location"]).json();
    assert_eq!((&draft["cable"]["kind"], &draft["cable"]["stage"]), (&json!("reply"), &json!("draft")));
}

#[test]
fn a_desk_drafts_through_a_program() {
    let ministry = Ministry::open();
    let desk = ministry.program("oceans.desk", &[Scope::Read, Scope::Draft], None);
    let drafted = desk.post("/compose", &json!({ "sheet": SHEET }));
    assert_eq!(drafted.status, 201, "{}", drafted.body);
    let read_at = drafted.headers["location"].clone();
    let at = read_at.trim_end_matches(".json");
    let version = desk.get(&read_at).json()["cable"]["draft"]["version"].clone();
    let changed = SHEET.replace("Marking costs little", "Marking costs nothing");
    let revised = desk.post(&format!("{at}/revise"), &json!({ "sheet": changed, "version": version }));
    assert_eq!(revised.status, 201, "{}", revised.body);
    let late = desk.post(&format!("{at}/revise"), &json!({ "sheet": SHEET, "version": version }));
    assert_eq!(late.status, 409, "somebody else changed it: {}", late.body);
    let asked = json!({ "clearer": "treaty.desk", "pieces": ["head", "P1"] });
    assert_eq!(desk.post(&format!("{at}/ask-clearance"), &asked).status, 201);
    let odd = json!({ "clearer": "treaty.desk", "pieces": ["the good part"] });
    assert_eq!(desk.post(&format!("{at}/ask-clearance"), &odd).status, 400);
    assert_eq!(desk.post(&format!("{at}/abandon"), &json!({ "why": "a trial" })).status, 201);
    let refused = desk.post(&format!("{at}/ask-clearance"), &asked);
    assert_eq!(refused.status, 422);
    let refused = refused.json();
    let (code, sentence) = (refused["refused"]["code"].as_str(), refused["refused"]["sentence"].as_str());
    assert!(code.is_some() && sentence.is_some() && refused["detail"].as_str() == sentence, "{refused}");
    assert!(refused["refused"]["hint"].as_str().is_some_and(|hint| !hint.is_empty()));
}

#[test]
fn a_token_does_only_what_its_scopes_say() {
    let ministry = Ministry::open();
    ministry.released(SHEET);
    let entries = ministry.entries();
    for (scope, path) in
        [(Scope::Read, "/t/2026-MFA-0001/LIS/acknowledge"), (Scope::Act, "/t/2026-MFA-0001/LIS/reply")]
    {
        let told = ministry.program("lis.political", &[scope], None).post(path, &json!({}));
        assert_eq!(told.status, 403, "{}", told.body);
        assert!(told.headers["www-authenticate"].contains("insufficient_scope"));
    }
    for scope in [Scope::Act, Scope::Draft, Scope::Feed] {
        let program = ministry.program("lis.political", &[scope], None);
        assert_eq!(program.get("/inbox.json").status, 403, "{scope} does not read");
    }
    assert_eq!(ministry.entries(), entries);
}

#[test]
fn no_token_releases_approves_clears_or_decides() {
    let ministry = Ministry::open();
    let at = ministry.released(SHEET);
    let all = [Scope::Read, Scope::Act, Scope::Draft];
    let (director, treaty) =
        (ministry.program("director.oceans", &all, None), ministry.program("treaty.desk", &all, None));
    let mut desk = ministry.browser("oceans.desk");
    let page = desk.get("/compose");
    let draft = desk.submit(&page, "/compose", &[("text", SHEET), ("act", "save")]).path;
    let entries = ministry.entries();
    for program in [director, treaty] {
        for act in ["clear", "waive", "regrade", "approve", "release", "withdraw"] {
            for path in [format!("{at}/{act}"), format!("{draft}/{act}")] {
                assert_eq!(program.post(&path, &json!({})).status, 404, "{path}");
            }
        }
        for act in ["extend", "rule", "return", "withdraw"] {
            let path = format!("/t/{}/LIS/{act}", at.trim_start_matches("/i/"));
            assert_eq!(program.post(&path, &json!({})).status, 404, "{path}");
        }
    }
    assert_eq!(ministry.entries(), entries);
}

#[test]
fn a_token_ends_when_it_is_revoked_or_its_time_is_over_or_its_officer_loses_the_last_role() {
    let ministry = Ministry::open();
    let program = reader(&ministry, "lis.political");
    assert_eq!(program.get("/inbox.json").status, 200);
    ministry.revoke_roles("lis.political");
    let told = program.get("/inbox.json");
    assert_eq!((told.status, told.headers["www-authenticate"].as_str()), (401, "Bearer realm=\"chancery\""));

    let program = reader(&ministry, "lis.head");
    let local = ministry.local();
    let officer = "lis.head".parse().expect("a handle");
    let name = local.tokens(&officer, ministry.clock.now()).expect("read")[0].name.clone();
    assert!(local.revoke(&officer, &name).expect("asked"));
    assert_eq!(program.get("/inbox.json").status, 401);

    let program = reader(&ministry, "lis.head");
    ministry.clock.set("2027-01-20T09:00:00Z".parse().expect("a time"));
    assert_eq!(program.get("/inbox.json").status, 401);
}

#[test]
fn what_a_browser_holds_does_not_count_beside_a_token() {
    let ministry = Ministry::open();
    let cookie = ministry.browser("oceans.desk").cookie();
    let signed_in = Program { shows: vec![format!("Cookie: {cookie}")], ..Program::new(ministry.at) };
    assert_eq!(signed_in.get("/inbox.json").status, 200);
    let mut both = reader(&ministry, "lis.political");
    both.shows.push(format!("Cookie: {cookie}"));
    assert_eq!(both.get("/inbox.json").json()["officer"], "lis.political");
    for shows in ["Authorization: Bearer chancery_wrong", "Authorization: Basic b2NlYW5z", "Authorization: "]
    {
        let odd = Program { shows: vec![shows.into(), format!("Cookie: {cookie}")], ..signed_in.clone() };
        assert_eq!(odd.get("/inbox.json").status, 401, "{shows}");
        assert_eq!(odd.post("/compose", &json!({ "sheet": SHEET })).status, 401, "{shows}");
    }
    // And a session only reads.
    let origin = format!("Origin: http://{}", ministry.at);
    let entries = ministry.entries();
    let sheet = json!({ "sheet": SHEET }).to_string();
    let tried = signed_in.send("POST", "/compose", &[&origin, "Content-Type: application/json"], &sheet);
    assert!(tried.status >= 400 && ministry.entries() == entries, "{}", tried.status);
}

#[test]
fn what_is_asked_badly_is_told_so() {
    let ministry = Ministry::open();
    ministry.released(SHEET);
    let lisbon = ministry.program("lis.political", &[Scope::Read, Scope::Act], None);
    let problem = |told: &crate::program::Told, status: u16| {
        assert_eq!(told.status, status, "{}", told.body);
        assert_eq!(told.headers["content-type"], "application/problem+json");
        let said = told.json();
        assert_eq!((&said["type"], &said["status"]), (&json!("about:blank"), &json!(status)), "{said}");
        assert!(said["title"].is_string() && said["detail"].is_string(), "{said}");
    };
    problem(&lisbon.send("GET", "/inbox.json", &["Accept: text/html"], ""), 406);
    problem(&lisbon.send("GET", "/inbox.json", &["Accept: application/json;q=0, text/*"], ""), 406);
    assert_eq!(
        lisbon.send("GET", "/inbox.json", &["Accept: text/html, application/*;q=0.1"], "").status,
        200
    );
    problem(&lisbon.get("/inbox"), 406);
    let not_so = lisbon.send("DELETE", "/inbox.json", &[], "");
    problem(&not_so, 405);
    assert_eq!(not_so.headers["allow"], "GET,HEAD");
    problem(&lisbon.get("/instructions.json?most=0"), 400);
    problem(&lisbon.get("/instructions.json?before=7"), 400);
    problem(&lisbon.get("/q.json?from=x"), 400);
    let act = "/t/2026-MFA-0001/LIS/object";
    let object = json!({ "proposes": "delay", "why": "x" }).to_string();
    problem(&lisbon.send("POST", act, &["Content-Type: text/plain"], &object), 415);
    problem(&lisbon.send("POST", act, &[], &object), 415);
    for sent in
        ["{", "[]", "{}", r#"{"proposes":"delay","why":"x","who":"me"}"#, r#"{"proposes":"never","why":"x"}"#]
    {
        problem(&lisbon.send("POST", act, &["Content-Type: application/json"], sent), 400);
    }
    let long = format!("Idempotency-Key: {}", "k".repeat(201));
    problem(&lisbon.send("POST", act, &["Content-Type: application/json", &long], &object), 400);
    problem(&Program::new(ministry.at).get("/inbox.json"), 401);
}

#[test]
fn a_list_goes_on_where_its_page_ended_whatever_came_meanwhile() {
    let ministry = Ministry::open();
    for n in 0..5 {
        ministry.released(&SHEET.replace("Lost fishing gear", &format!("Lost fishing gear {n}")));
    }
    let desk = reader(&ministry, "oceans.desk");
    let first = desk.get("/instructions.json?most=2").json();
    let number = |page: &Value, place: usize| page["instructions"][place]["number"]["serial"].clone();
    assert_eq!((number(&first, 0), number(&first, 1)), (json!(5), json!(4)));
    ministry.released(SHEET);
    let next = first["next"].as_str().expect("there is more");
    let second = desk.get(&format!("/instructions.json?most=2&before={next}")).json();
    assert_eq!((number(&second, 0), number(&second, 1)), (json!(3), json!(2)));
    let next = second["next"].as_str().expect("there is more");
    let last = desk.get(&format!("/instructions.json?most=2&before={next}")).json();
    assert_eq!((number(&last, 0), last.get("next")), (json!(1), None));
}

#[test]
fn who_asks_too_often_waits_and_nobody_else_does() {
    let ministry = Ministry::asked_at_most(5);
    let (one, other) = (reader(&ministry, "oceans.desk"), reader(&ministry, "oceans.desk"));
    assert!((0..5).all(|_| one.get("/offices.json").status == 200));
    let told = one.get("/offices.json");
    assert_eq!((told.status, told.headers["retry-after"].as_str()), (429, "12"), "{}", told.body);
    assert_eq!(other.get("/offices.json").status, 200);
    let later = ministry.clock.now() + jiff::SignedDuration::from_secs(12);
    ministry.clock.set(later);
    assert_eq!(one.get("/offices.json").status, 200);
}

#[test]
fn a_token_is_asked_for_by_name_in_the_table() {
    let programs = web::routes().into_iter().filter(|route| matches!(route.access, Access::Program(_)));
    assert!(programs.clone().count() > 15);
    for route in programs {
        let reads = matches!(route.access, Access::Program(Scope::Read | Scope::Feed));
        assert_eq!(reads, route.method == "GET", "{}", route.path);
    }
}
