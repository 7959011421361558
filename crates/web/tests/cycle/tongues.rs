//! The languages of the pages, as a reader meets them: the browser's preference, the choice in the foot of every page,
//! and where the choice leads back to.

use scraper::{ElementRef, Selector};

use crate::browser::{Answer, Browser};
use crate::ministry::Ministry;

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
        let own = own.collect::<String>();
        if own.contains(char::is_alphabetic) && !is_data(element) {
            found.push(own.split_whitespace().collect::<Vec<_>>().join(" "));
        }
    }
    found
}

#[test]
fn no_page_shows_words_that_are_not_from_the_catalogue_unless_they_are_marked_as_what_somebody_wrote() {
    let ministry = Ministry::open();
    let instruction = ministry.released(crate::SHEET);
    ministry.planned();
    let mut desk = ministry.browser("oceans.desk");
    desk.prefers = "qps".into();
    let pages = pages(&instruction);
    // And a draft, as its drafter sees it.
    let sheet = desk.get("/compose");
    let draft = desk.submit(&sheet, "/compose", &[("text", crate::SHEET), ("act", "save")]).path;
    let pages = pages.into_iter().chain(["", "/check", "/revise"].map(|page| format!("{draft}{page}")));
    let mut wrong = Vec::new();
    for path in &pages.collect::<Vec<_>>() {
        let answer = desk.get(path);
        assert_eq!(answer.count("html[lang=qps]"), 1, "{path} is in the language of the test");
        let found = untranslated(&answer);
        let page = path
            .replace(instruction.trim_start_matches("/i/"), "…")
            .replace(draft.trim_start_matches("/i/"), "draft");
        assert!(path == "/nowhere" || answer.status == 200, "{path} answers {}", answer.status);
        if !found.is_empty() {
            wrong.push(format!("{page}: {found:#?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn no_page_of_the_administration_shows_words_that_are_not_from_the_catalogue() {
    let ministry = Ministry::open();
    let mut admin = ministry.browser("admin");
    admin.prefers = "qps".into();
    let profile = "/admin/profiles?profile=us-current";
    for path in ["/admin/roles", "/admin/sessions", "/admin/identities", "/admin/profiles", profile] {
        let answer = admin.get(path);
        assert_eq!((answer.status, answer.count("html[lang=qps]")), (200, 1), "{path}");
        assert_eq!(untranslated(&answer), [""; 0], "{path}");
    }
}

fn pages(at: &str) -> Vec<String> {
    let instruction = at.trim_start_matches("/i/");
    let plain = [
        "/sign-in",
        "/inbox",
        "/instructions",
        "/compose",
        "/q",
        "/q?q=gear",
        "/positions",
        "/offices",
        "/p/LIS",
        "/taskings",
        "/keys",
        "/me/tokens",
        "/me",
        "/nowhere",
    ];
    let of = |what: &str| what.replace('@', instruction);
    let instructions = ["/i/@", "/i/@/board", "/i/@/map", "/t/@/LIS", "/r/@"].map(of);
    plain.map(str::to_owned).into_iter().chain(instructions).collect()
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
