//! The languages of the pages, as a reader meets them: the browser's preference, the choice in the foot of every page,
//! and where the choice leads back to.

use crate::browser::Browser;
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
