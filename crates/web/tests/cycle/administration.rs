//! The administration over HTTP: who gets in, roles and access changed with and without a passkey, sessions ended.

use crate::keys::{answer, by_name, enrolled};
use crate::ministry::Ministry;

#[test]
fn to_whoever_is_no_administrator_there_is_no_administration() {
    let ministry = Ministry::open();
    let mut desk = ministry.browser("director.oceans");
    let page = desk.get("/me");
    assert!(!page.body.contains("/admin"), "no link leads there");
    let nothing = desk.get_once("/nothing-at-all").body;
    for path in [
        "/admin",
        "/admin/roles",
        "/admin/sessions",
        "/admin/openings",
        "/admin/identities",
        "/admin/profiles",
    ] {
        let told = desk.get_once(path);
        assert_eq!((told.status, told.body == nothing), (404, true), "{path}");
    }
    let before = ministry.entries();
    let token = page.form("/sign-out", &[]);
    for act in [
        "roles/grant",
        "roles/access",
        "roles/rate",
        "roles/revoke",
        "sessions/end",
        "identities/link",
        "identities/unlink",
        "profiles/try",
    ] {
        let more = [("officer", "admin"), ("session", "all"), ("held", "lis.head LIS approver")];
        let mut fields = token.clone();
        fields.extend(more.map(|(name, value)| (name.to_owned(), value.to_owned())));
        assert_eq!(desk.post(&format!("/admin/{act}"), &fields).status, 404, "{act}");
    }
    assert_eq!(ministry.entries(), before);
}

#[test]
fn an_administrator_with_a_passkey_changes_roles_and_access_with_it() {
    let ministry = Ministry::guarded();
    ministry.administrator("second.admin");
    let (mut admin, key) = enrolled(&ministry, "second.admin", 1);
    let page = admin.get("/admin");
    assert_eq!(page.path, "/admin/roles");
    assert!(page.text("footer").contains("Administration"));

    let typed = [
        ("grant-officer", "lis.economic"),
        ("grant-role", "drafter"),
        ("grant-office", "LIS"),
        ("grant-until", "2026-12-31"),
    ];
    let before = ministry.entries();
    let confirm = admin.submit(&page, "/admin/roles/grant", &typed);
    assert!(confirm.path.starts_with("/confirm/"), "{}", confirm.text("main"));
    assert!(confirm.text(".lead").contains("lis.economic act as drafter at LIS"));
    assert_eq!(ministry.entries(), before, "nothing is recorded before the passkey signs");
    let page = answer(&mut admin, &confirm, &confirm.path, &key);
    assert_eq!(page.path, "/admin/roles", "and back");
    assert!(page.text(".receipt").contains("It is confirmed"), "{}", page.text("main"));
    assert!(ministry.entries() > before);
    assert!(page.text("main").contains("lis.economic") && page.text("main").contains("31 Dec"));

    let typed =
        [("access-officer", "lis.economic"), ("access-level", "SECRET"), ("access-captions", "exdis, nodis")];
    let confirm = admin.submit(&page, "/admin/roles/access", &typed);
    let page = answer(&mut admin, &confirm, &confirm.path, &key);
    assert!(page.text("table").contains("SECRET, EXDIS, NODIS"), "{}", page.text("table"));

    let typed = [("rate-office", "LIS"), ("rate-level", "RESTRICTED"), ("rate-from", "2026-11-20")];
    let confirm = admin.submit(&page, "/admin/roles/rate", &typed);
    assert!(confirm.text(".lead").contains("LIS may hold up to RESTRICTED"), "{}", confirm.text("main"));
    let page = answer(&mut admin, &confirm, &confirm.path, &key);
    let post = admin.get("/p/LIS");
    assert!(post.text("main").contains("May hold up toRESTRICTED"), "{}", post.text("main"));

    let confirm = admin.submit(&page, "/admin/roles/revoke", &[("held", "lis.economic LIS drafter")]);
    let page = answer(&mut admin, &confirm, &confirm.path, &key);
    assert!(!page.text("table").contains("lis.economic"), "{}", page.text("table"));
}

#[test]
fn an_administrator_without_a_passkey_changes_roles_at_once_and_is_told_what_is_wrong_at_its_field() {
    let ministry = Ministry::open();
    ministry.administrator("second.admin");
    let mut admin = ministry.browser("second.admin");
    let page = admin.get("/admin/roles");
    let typed = [("grant-officer", "Not A Handle"), ("grant-from", "soon"), ("grant-role", "king")];
    let wrong = admin.submit(&page, "/admin/roles/grant", &typed);
    assert_eq!(wrong.status, 422);
    assert_eq!(wrong.count(".errors a"), 3, "{}", wrong.text(".errors"));
    let typed = [("grant-officer", "lis.economic"), ("grant-until", "2025-01-01")];
    let wrong = admin.submit(&page, "/admin/roles/grant", &typed);
    assert_eq!((wrong.status, wrong.count(".errors a")), (422, 1), "{}", wrong.text("main"));
    let typed = [("rate-level", "BLUE"), ("rate-from", "soon")];
    let wrong = admin.submit(&page, "/admin/roles/rate", &typed);
    assert_eq!((wrong.status, wrong.count(".errors a")), (422, 2), "{}", wrong.text("main"));
    let done = admin.submit(&page, "/admin/roles/grant", &[("grant-officer", "lis.economic")]);
    assert!(done.text(".receipt").contains("The role is granted"), "{}", done.text("main"));
}

#[test]
fn an_administrator_ends_one_or_all_sessions_of_an_officer() {
    let ministry = Ministry::guarded();
    ministry.administrator("second.admin");
    let mut here = by_name(&ministry);
    here.sign_in_with("second.admin", &ministry.code("second.admin"));
    let mut open: Vec<_> = (0..3).map(|_| by_name(&ministry)).collect();
    for browser in &mut open {
        browser.sign_in_with("oceans.desk", &ministry.code("oceans.desk"));
    }
    let alive = |open: &mut Vec<crate::browser::Browser>| {
        open.iter_mut()
            .map(|browser| browser.get_once("/inbox").status)
            .filter(|status| *status == 200)
            .count()
    };
    let page = here.get("/admin/sessions");
    assert!(page.text("#sentence").contains("4 sessions are open, of 2 officers"), "{}", page.text("main"));
    let name = page.attribute("input[value='oceans.desk'] + button", "value").expect("a session");
    let typed = [("officer", "oceans.desk"), ("session", name.as_str())];
    let token = page.form("/admin/sessions/end", &[]).into_iter().filter(|(name, _)| name == "token");
    let mut fields: Vec<_> = token.collect();
    fields.extend(typed.map(|(name, value)| (name.to_owned(), value.to_owned())));
    assert_eq!(here.post("/admin/sessions/end", &fields).location(), "/admin/sessions");
    assert_eq!(alive(&mut open), 2);
    if let Some(last) = fields.last_mut() {
        last.1 = "all".into();
    }
    here.post("/admin/sessions/end", &fields);
    assert_eq!(alive(&mut open), 0);
    assert!(here.get("/admin/sessions").text(".receipt").contains("oceans.desk is signed out"));
}

#[test]
fn an_administrator_sees_which_rows_of_a_profile_hold_on_a_day() {
    let ministry = Ministry::open();
    let mut admin = ministry.browser("admin");
    let page = admin.get("/admin/profiles");
    assert!(page.text("#sentence").contains("checks sheets and writes numbers by this profile"));
    assert_eq!(page.text(".chips [aria-current]:not([href='/admin/profiles'])"), "● plain in use");
    let held = |page: &crate::browser::Answer, word: &str| {
        let html = page.html();
        let rows = scraper::Selector::parse("table.profile tbody tr").expect("a selector");
        let text = |row: scraper::ElementRef<'_>| row.text().collect::<Vec<_>>().join(" ");
        let row = html.select(&rows).map(text).find(|row| row.contains(word)).expect("a row");
        !row.contains("not in force")
    };
    let then = admin.get("/admin/profiles?profile=us-current&on=2016-12-31");
    assert!(held(&then, "PRIORITY") && held(&then, "13526") && !held(&then, "12958"));
    assert_eq!(then.attribute("#on", "value").as_deref(), Some("2016-12-31"));
    let now = admin.get("/admin/profiles?profile=us-current&on=2017-01-01");
    assert!(!held(&now, "PRIORITY") && held(&now, "ROUTINE"), "{}", now.text("main"));
    assert!(now.text("#sentence").contains("not in use here"));
    assert_eq!(admin.get_once("/admin/profiles?profile=nowhere&on=never").status, 200);
}

#[test]
fn a_profile_is_tried_and_a_mistake_in_it_has_its_line_and_nothing_of_it_is_kept() {
    let ministry = Ministry::open();
    let mut admin = ministry.browser("admin");
    let before = ministry.entries();
    let page = admin.get("/admin/profiles");
    let own = "code = \"estmark\"\nname = \"Estmark <b>\"\n[[precedence]]\nwords = [\"ROUTINE\"]\n";
    let shown = admin.submit(&page, "/admin/profiles/try", &[("text", own)]);
    assert_eq!(shown.text("main h2"), "Estmark <b>", "{}", shown.text("main"));
    assert!(shown.text("#sentence").contains("Nothing of it is kept"));
    let broken = own.replace("ROUTINE", "SLOW");
    let shown = admin.submit(&page, "/admin/profiles/try", &[("text", &broken)]);
    let told = shown.text(".errors");
    assert!(told.contains("Line 4 cannot be read") && told.contains("SLOW"), "{told}");
    assert_eq!(shown.text("#text"), broken.split_whitespace().collect::<Vec<_>>().join(" "));
    assert!(!admin.get("/admin/profiles").body.contains("estmark"));
    assert_eq!(ministry.entries(), before);
}

#[test]
fn a_mistake_in_the_file_the_server_goes_by_is_seen_before_it_starts_anew() {
    let mut ministry = Ministry::open();
    let file = ministry.folder.path().join("estmark.toml");
    let good = "code = \"estmark\"\nname = \"Estmark\"\n[[precedence]]\nwords = [\"ROUTINE\"]\n";
    std::fs::write(&file, good).expect("written");
    ministry.profile_file = Some(file.clone());
    ministry.restart(|_| {});
    let mut admin = ministry.browser("admin");
    let page = admin.get("/admin/profiles");
    assert_eq!((page.text("main h2"), page.count(".errors")), ("Estmark".to_owned(), 0));
    assert!(page.text("#sentence").contains("by this profile"), "{}", page.text("main"));
    std::fs::write(&file, good.replace("ROUTINE", "SLOW")).expect("written");
    let page = admin.get("/admin/profiles");
    let told = page.text(".errors");
    assert!(told.contains("estmark.toml, line 4:") && told.contains("SLOW"), "{told}");
    assert!(page.text("table.profile").contains("ROUTINE"), "the server goes on");
    std::fs::remove_file(&file).expect("removed");
    assert!(admin.get("/admin/profiles").text(".errors").contains("estmark.toml cannot be read"));
}
