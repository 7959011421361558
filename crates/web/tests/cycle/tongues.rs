//! The languages of the pages, as a reader meets them: the browser's preference, the choice in the foot of every page,
//! and where the choice leads back to.

use std::collections::BTreeSet;

use scraper::{ElementRef, Selector};

use crate::browser::{Answer, Browser};
use crate::ministry::Ministry;
use crate::provider::{CLIENT, Double};

#[test]
fn a_page_is_in_the_language_the_reader_chose_and_before_that_in_the_one_the_browser_prefers() {
    let ministry = Ministry::open();
    let mut desk = Browser::new(ministry.at);
    desk.prefers = "fr-CH, fr;q=0.9, en;q=0.8".into();
    let door = desk.get("/sign-in");
    assert_eq!(door.count("html[lang=fr][dir=ltr]"), 1);

    // The choice is offered before one is known, and leads back to where it was made.
    let chosen = desk.submit(&door, "/tongue", &[("tongue", "en")]);
    assert_eq!(chosen.path, "/sign-in");
    assert_eq!(chosen.count("html[lang=en]"), 1);
    let chosen = desk.submit(&chosen, "/tongue", &[("tongue", "fr")]);
    assert_eq!(chosen.count(".tongue [aria-current][value=fr]"), 1);

    // It outlives signing in, and signing out.
    let inbox = desk.submit(&chosen, "/sign-in", &[("officer", "oceans.desk")]);
    assert_eq!(inbox.text("h1"), "À traiter");
    let list = desk.get("/instructions?x=1");
    let list = desk.submit(&list, "/tongue", &[("tongue", "en")]);
    assert_eq!(list.path, "/instructions?x=1");
    let out = desk.submit(&list, "/sign-out", &[]);
    assert_eq!(out.count("html[lang=en]"), 1);
}

#[test]
fn a_choice_of_language_is_taken_from_our_own_pages_only_and_leads_nowhere_else() {
    let ministry = Ministry::open();
    let mut desk = ministry.browser("oceans.desk");
    let page = desk.get("/inbox");
    let fields = |token: &str, back: &str| {
        [("token", token), ("tongue", "fr"), ("back", back)].map(|(n, v)| (n.to_owned(), v.to_owned()))
    };
    assert_eq!(desk.post("/tongue", &fields("guessed", "/inbox")).status, 403);
    let token = page.form("/tongue", &[]).into_iter().find(|(name, _)| name == "token").expect("a token").1;
    for elsewhere in ["https://evil.example/", "//evil.example/", "/\\evil.example"] {
        assert_eq!(desk.post("/tongue", &fields(&token, elsewhere)).location(), "/");
    }
    assert_eq!(desk.get("/inbox").count("html[lang=fr]"), 1);
}

/// What stands outside the brackets of the catalogue.
fn outside(text: &str) -> String {
    let mut depth = 0_usize;
    let mut left = String::new();
    for letter in text.chars() {
        match letter {
            // Between isolates stands a value, as in a label, which can hold no marks.
            '⟦' | '\u{2068}' => depth += 1,
            '⟧' | '\u{2069}' => depth = depth.saturating_sub(1),
            _ if depth == 0 => left.push(letter),
            _ => {}
        }
    }
    left
}

/// Whether an element, or one around it, says that it holds what somebody typed and not words of the page.
fn is_data(element: ElementRef<'_>) -> bool {
    let marked = |each: ElementRef<'_>| {
        let name = each.value().name();
        let by_name = ["bdi", "time", "pre", "code", "kbd", "q", "blockquote", "textarea"].contains(&name);
        by_name || each.attr("dir") == Some("auto") || each.attr("translate") == Some("no")
    };
    marked(element) || element.ancestors().filter_map(ElementRef::wrap).any(marked)
}

/// Every word of a page that is neither from the catalogue nor marked as data.
fn untranslated(answer: &Answer) -> Vec<String> {
    let html = answer.html();
    let mut found = Vec::new();
    for element in html.select(&Selector::parse("body *").expect("a selector")) {
        for attribute in ["title", "aria-label", "placeholder", "alt"] {
            let words = element.attr(attribute).map(outside).unwrap_or_default();
            if words.contains(char::is_alphabetic) && !is_data(element) {
                found.push(format!("{attribute}: {}", words.trim()));
            }
        }
        let own = element.children().filter_map(|child| child.value().as_text().map(|text| outside(text)));
        let mut own = own.collect::<String>();
        if element.value().name() == "noscript" {
            // A reader of pages that knows scripts takes what is in it for text, with its tags.
            let within = scraper::Html::parse_fragment(&own);
            own = within.root_element().text().collect();
        }
        if own.contains(char::is_alphabetic) && !is_data(element) {
            found.push(own.split_whitespace().collect::<Vec<_>>().join(" "));
        }
    }
    found
}

/// The addresses at which no page is in a reader's language, each with its reason.
const EXCEPT: &[(&str, &str)] = &[
    ("/assets/{name}", "style and scripts hold no words"),
    ("/i/{instruction}/board/events", "what is told there is put into the board, which is walked"),
    (
        "/t/{instruction}/{post}/paper",
        "a paper speaks the language chosen for it; a test of its own reads it",
    ),
    ("/openapi.json", "programs read it"),
    ("/sign-in/provider", "it leads on to the pages of another"),
];

/// A walk through the pages in the language nobody speaks.
#[derive(Default)]
struct Walk {
    /// Routes at which a page was seen.
    seen: BTreeSet<String>,
    wrong: Vec<String>,
}

impl Walk {
    /// Looks at the page an address of a route leads to.
    fn at(&mut self, browser: &mut Browser, route: &str, path: &str) {
        browser.prefers = "qps".into();
        let answer = browser.get(path);
        if answer.status == 200 {
            self.seen.insert(route.to_owned());
        }
        self.look(&answer, path);
    }

    /// Looks at the page that answers a form.
    fn sent(&mut self, browser: &mut Browser, from: &str, action: &str, typed: &[(&str, &str)]) {
        browser.prefers = "qps".into();
        let page = browser.get(from);
        let answer = browser.submit(&page, action, typed);
        assert_eq!(answer.status, 422, "{action} takes {typed:?}");
        assert!(answer.count(".errors a") > 0, "{action} says what is wrong");
        self.look(&answer, &format!("{action} with {typed:?}"));
    }

    fn look(&mut self, answer: &Answer, what: &str) {
        assert_eq!(
            answer.count("html[lang=qps]"),
            1,
            "{what} is in the language of the test: {}",
            answer.status
        );
        assert_eq!(answer.headers.get("content-language").map(String::as_str), Some("qps"), "{what}");
        assert_eq!(answer.headers.get("vary").map(String::as_str), Some("accept-language, cookie"), "{what}");
        let found = untranslated(answer);
        if !found.is_empty() {
            self.wrong.push(format!("{what}: {found:#?}"));
        }
    }
}

/// The addresses of pages in the table of routes.
fn routes() -> Vec<&'static str> {
    let of_people = |route: &web::Route| matches!(route.access, web::Access::Anybody | web::Access::Officer);
    let all = web::routes().into_iter().filter(|route| route.method == "GET" && of_people(route));
    all.map(|route| route.path).filter(|path| EXCEPT.iter().all(|(known, _)| known != path)).collect()
}

#[test]
fn no_page_shows_words_that_are_not_from_the_catalogue_unless_they_are_marked_as_what_somebody_wrote() {
    let mut walk = Walk::default();
    let ministry = Ministry::open();
    ministry.administrator("second.admin");
    ministry.on_duty("night.duty");
    let plain = || routes().into_iter().filter(|path| !path.contains('{'));
    // Before anything happened, every page says that there is nothing.
    let mut people = ["oceans.desk", "second.admin", "lis.political", "lis.head", "night.duty"]
        .map(|officer| ministry.browser(officer));
    for browser in &mut people {
        for path in plain() {
            walk.at(browser, path, path);
        }
    }
    let instruction = ministry.released(crate::SHEET);
    let [mut desk, mut admin, mut lisbon, mut chief, mut duty] = people;
    drafts(&ministry, &mut walk, &mut desk);
    let name = instruction.trim_start_matches("/i/");
    for browser in [&mut desk, &mut lisbon, &mut chief] {
        for (route, path) in [
            ("/i/{instruction}", "/i/@"),
            ("/i/{instruction}/board", "/i/@/board"),
            ("/i/{instruction}/board", "/i/@/board?on=2026-11-20T09:00&known=2026-11-20T10:00"),
            ("/i/{instruction}/map", "/i/@/map"),
            ("/t/{instruction}/{post}", "/t/@/LIS"),
            ("/r/{cable}", "/r/@"),
            ("/p/{post}", "/p/LIS"),
            ("/q", "/q?q=gear"),
            ("/q", "/q?q=nothing-of-the-kind"),
            ("/go", "/go?to=Lisbon"),
            ("/go", "/go?to=nowhere"),
            ("/nowhere", "/nowhere"),
            ("/paper", "/t/@/LIS/paper?point=P9"),
        ] {
            walk.at(browser, route, &path.replace('@', name));
        }
        for path in plain() {
            walk.at(browser, path, path);
        }
    }
    walk.sent(
        &mut duty,
        "/emergency",
        "/emergency",
        &[("emergency-cable", "MFA 999"), ("emergency-why", "x")],
    );
    walk.sent(&mut duty, "/emergency", "/emergency", &[]);
    let page = duty.get("/emergency");
    let typed = [("emergency-cable", name), ("emergency-why", "A ship is adrift.")];
    let opened = duty.submit(&page, "/emergency", &typed);
    walk.at(&mut duty, "/emergency/{cable}", &opened.path);
    walk.at(&mut desk, "/inbox", "/inbox");
    walk.at(&mut desk, "/r/{cable}", &format!("/r/{name}"));
    walk.at(&mut admin, "/admin/openings", "/admin/openings");
    // What is said at a field, and in the summary above.
    let tasking = format!("/t/{name}/LIS");
    walk.sent(&mut lisbon, &tasking, &format!("{tasking}/log"), &[]);
    walk.sent(&mut lisbon, &tasking, &format!("{tasking}/plan"), &[("plan-on", "soon")]);
    walk.sent(&mut lisbon, &tasking, &format!("{tasking}/object"), &[]);
    walk.sent(&mut lisbon, &tasking, &format!("{tasking}/ask-extension"), &[("ask-extension-to", "soon")]);
    walk.sent(&mut desk, "/me/tokens", "/me/tokens", &[]);
    let grant = [("grant-officer", "Not A Handle"), ("grant-from", "soon"), ("grant-role", "king")];
    walk.sent(&mut admin, "/admin/roles", "/admin/roles/grant", &grant);
    walk.at(&mut admin, "/admin/profiles", "/admin/profiles?profile=us-current");
    ministry.reported();
    walk.at(&mut desk, "/r/{cable}", "/r/2026-LISBON-0001");
    walk.at(&mut desk, "/t/{instruction}/{post}", &tasking);
    walk.at(&mut desk, "/positions", "/positions");
    walk.at(&mut desk, "/i/{instruction}/board", &format!("{instruction}/board"));
    guarded(&mut walk);
    assert!(walk.wrong.is_empty(), "{}", walk.wrong.join("\n"));
    let missing: Vec<_> = routes().into_iter().filter(|route| !walk.seen.contains(*route)).collect();
    assert!(missing.is_empty(), "nobody looked at {missing:?}: walk there, or say in EXCEPT why not");
}

/// Drafts, as their drafter, their clearer and their releaser see them.
fn drafts(ministry: &Ministry, walk: &mut Walk, desk: &mut Browser) {
    let saved = |desk: &mut Browser, sheet: &str| {
        let page = desk.get("/compose");
        desk.submit(&page, "/compose", &[("text", sheet), ("act", "save")]).path
    };
    let odd = crate::SHEET.replace("TO: EUROPE", "TO: NOWHERE, LIS").replace("REPORT", "REPORTS");
    walk.sent(desk, "/compose", "/compose", &[("text", &odd), ("act", "save")]);
    let variants = format!("{}  FOR LIS: Words of their own.\n", crate::SHEET);
    let draft = saved(desk, &variants.replace("TAGS: EFIS", "TAGS: EFIS\nREF: 26 MFA 0001, 26 MFA 9999"));
    let at = |act: &str| format!("{draft}/{act}");
    walk.at(desk, "/i/{instruction}", &draft);
    walk.at(desk, "/i/{instruction}/check", &at("check"));
    let asked = [("ask-clearance-who", "treaty.desk"), ("ask-clearance-pieces", "2, P1")];
    let page = desk.get(&draft);
    desk.submit(&page, &at("ask-clearance"), &asked);
    walk.at(desk, "/i/{instruction}/revise", &at("revise"));
    walk.at(desk, "/i/{instruction}/check", &at("check"));
    walk.at(desk, "/i/{instruction}/clear", &at("clear"));
    let mut treaty = ministry.browser("treaty.desk");
    walk.at(&mut treaty, "/i/{instruction}/clear", &at("clear"));
    walk.at(&mut treaty, "/inbox", "/inbox");
    // Its words change under the clearer, who then looks again.
    let page = desk.get(&at("revise"));
    let changed = variants.replace("Report by cable", "Report by cable at once");
    desk.submit(&page, &at("revise"), &[("text", &changed), ("act", "save")]);
    walk.at(&mut treaty, "/i/{instruction}/clear", &at("clear"));
    walk.at(desk, "/i/{instruction}", &draft);
    walk.at(desk, "/i/{instruction}/v/{version}", &at("v/1"));

    // What is not urgent waits a moment before it goes out.
    let calm = saved(desk, &crate::SHEET.replace("IMMEDIATE", "ROUTINE"));
    let page = desk.get(&calm);
    desk.submit(&page, &format!("{calm}/ask-clearance"), &[("ask-clearance-who", "treaty.desk")]);
    let page = treaty.get(&calm);
    treaty.submit(&page, &format!("{calm}/clear"), &[]);
    let mut director = ministry.browser("director.oceans");
    let page = director.get(&calm);
    let page = director.submit(&page, &format!("{calm}/approve"), &[]);
    director.submit(&page, &format!("{calm}/release"), &[]);
    walk.at(&mut director, "/i/{instruction}/going", &format!("{calm}/going"));
    walk.at(&mut director, "/i/{instruction}", &calm);
    let page = director.get(&calm);
    director.submit(&page, &format!("{calm}/undo"), &[]);
    walk.at(&mut director, "/i/{instruction}", &calm);
}

/// A ministry with passkeys and hooks: the door, what is confirmed, and what officers keep there.
fn guarded(walk: &mut Walk) {
    let ministry = Ministry::guarded();
    ministry.administrator("second.admin");
    let mut stranger = crate::keys::by_name(&ministry);
    walk.at(&mut stranger, "/sign-in", "/sign-in");
    walk.sent(&mut stranger, "/sign-in", "/sign-in", &[("officer", "oceans.desk"), ("code", "wrong")]);
    let (mut admin, _) = crate::keys::enrolled(&ministry, "second.admin", 2);
    for path in ["/me", "/admin/roles", "/admin/sessions", "/me/hooks"] {
        walk.at(&mut admin, path, path);
    }
    let page = admin.get("/admin/roles");
    let typed = [("grant-officer", "lis.economic"), ("grant-office", "LIS"), ("grant-role", "drafter")];
    let confirm = admin.submit(&page, "/admin/roles/grant", &typed);
    walk.at(&mut admin, "/confirm/{act}", &confirm.path);
    walk.sent(&mut admin, &confirm.path, &confirm.path, &[]);
    let double = Double::start();
    let provider = web::IdentityProvider::new(&double.issuer(), CLIENT).expect("an issuer");
    let trusting = Ministry::trusting(provider);
    let mut stranger = Browser::new(trusting.at);
    walk.at(&mut stranger, "/sign-in/provider/back", "/sign-in/provider/back?state=x&code=y");
    walk.at(&mut stranger, "/sign-in", "/sign-in");
    walk.at(&mut stranger, "/sign-in", "/sign-in?tried=provider");
    let listed = "127.0.0.1:9".parse().expect("an address");
    let sending = Ministry::sending_to(&[listed]);
    let mut desk = sending.browser("oceans.desk");
    walk.at(&mut desk, "/me/hooks", "/me/hooks");
    walk.sent(&mut desk, "/me/hooks", "/me/hooks", &[]);
}

#[test]
fn what_programs_are_told_is_the_same_in_every_language() {
    let ministry = Ministry::open();
    let instruction = ministry.released(crate::SHEET);
    let program = ministry.program("oceans.desk", &[web::Scope::Read], None);
    for path in
        ["/inbox.json", &format!("{instruction}/board.json"), &format!("{instruction}.json"), "/nowhere.json"]
    {
        let plain = program.get(path);
        let french = program.send("GET", path, &["Accept-Language: fr", "Cookie: chancery-tongue=fr"], "");
        assert_eq!(plain.timeless(), french.timeless(), "{path}");
        assert_eq!(french.headers["content-language"], "en", "{path}");
        assert_eq!(french.headers["vary"], "authorization, cookie", "{path}");
    }
}

/// Pages enough to see that each can be written the other way round.
fn pages(at: &str) -> Vec<String> {
    let plain = routes().into_iter().filter(|path| !path.contains('{')).map(str::to_owned);
    let name = at.trim_start_matches("/i/");
    let of = |what: &str| what.replace('@', name);
    let instructions = ["/i/@", "/i/@/board", "/i/@/map", "/t/@/LIS", "/r/@", "/p/LIS", "/nowhere"].map(of);
    plain.chain(instructions).collect()
}

#[test]
fn every_page_can_be_written_from_right_to_left() {
    let ministry = Ministry::open();
    let instruction = ministry.released(crate::SHEET);
    let mut desk = ministry.browser("oceans.desk");
    desk.prefers = "qps-Arab".into();
    for path in pages(&instruction) {
        let answer = desk.get(&path);
        assert_eq!(answer.count("html[dir=rtl][lang=qps-Arab]"), 1, "{path}");
    }
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("assets");
    for file in std::fs::read_dir(folder).expect("the folder is there") {
        let path = file.expect("readable").path();
        if path.extension().is_none_or(|kind| kind != "css") {
            continue;
        }
        let style = std::fs::read_to_string(&path).expect("text");
        for physical in [
            "margin-left",
            "margin-right",
            "padding-left",
            "padding-right",
            "border-left",
            "border-right",
            "text-align:left",
            "text-align:right",
            "float:left",
            "float:right",
            "{left:",
            "{right:",
            ";left:",
            ";right:",
        ] {
            assert!(!style.contains(physical), "{} says {physical}", path.display());
        }
    }
}
