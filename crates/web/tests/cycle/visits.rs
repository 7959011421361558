//! Signing in by the ministry's identity provider, as a browser meets it: out, back and in; and every way in which it comes
//! to nothing, which all read the same.

use domain::command::Command;
use domain::fact::{IdentityLinked, IdentityUnlinked, RoleRevoked};
use serde_json::{Value, json};

use crate::browser::{Answer, Browser};
use crate::keys;
use crate::ministry::Ministry;
use crate::provider::{CLIENT, Double, asked};

const SUBJECT: &str = "24400320";
const DESK: &str = "oceans.desk";

fn linked(issuer: &str) -> Command {
    let (officer, issuer, subject) = (DESK.parse().expect("a handle"), issuer.to_owned(), SUBJECT.to_owned());
    Command::LinkIdentity(IdentityLinked { officer, issuer, subject })
}

fn unlinked(issuer: &str) -> Command {
    let (officer, issuer, subject) = (DESK.parse().expect("a handle"), issuer.to_owned(), SUBJECT.to_owned());
    Command::UnlinkIdentity(IdentityUnlinked { officer, issuer, subject })
}

/// A ministry, the provider it trusts, and an account that speaks for the desk.
fn both() -> (Ministry, Double) {
    let double = Double::start();
    let provider = web::IdentityProvider::new(&double.issuer(), CLIENT).expect("an issuer");
    let ministry = Ministry::trusting(provider.called("Estmark <login>"));
    ministry.orders(linked(&double.issuer()));
    (ministry, double)
}

/// Leaves for the provider; gives the address it leads to.
fn leave(browser: &mut Browser, next: &str) -> String {
    let page = browser.get(next);
    let way = page.attribute("a.button[href^='/sign-in/provider']", "href").expect("a way there");
    let answer = browser.get_once(&way);
    assert_eq!(answer.status, 303, "{}", answer.body);
    answer.location()
}

/// Comes back from there with a code.
fn come_back(browser: &mut Browser, departure: &str) -> Answer {
    browser.get_once(&format!("/sign-in/provider/back?state={}&code=c0de", asked(departure)["state"]))
}

/// Signs in, as whoever the provider says with these changes to the claims.
fn visit(ministry: &Ministry, double: &Double, change: impl FnOnce(&mut Value)) -> (Browser, Answer) {
    let mut browser = Browser::new(ministry.at);
    let departure = leave(&mut browser, "/offices");
    let mut claims = double.claims(&departure, SUBJECT, ministry.clock.now().as_second());
    change(&mut claims);
    double.states(&double.statement(&claims));
    let answer = come_back(&mut browser, &departure);
    (browser, answer)
}

/// What a browser is shown in the end whose visit came to nothing.
fn in_vain(browser: &mut Browser, answer: &Answer) -> String {
    assert_eq!(answer.status, 200, "{}", answer.body);
    assert_eq!(answer.headers["refresh"], "0; url=/sign-in?tried=provider");
    let page = browser.get_once("/sign-in?tried=provider");
    assert_eq!(page.status, 422, "{}", page.body);
    assert_eq!(browser.get_once("/inbox").status, 303, "still nobody");
    page.text(".errors")
}

#[test]
fn an_officer_signs_in_by_the_account_that_speaks_for_them() {
    let (ministry, double) = both();
    let (mut browser, answer) = visit(&ministry, &double, |_| {});
    assert_eq!((answer.status, answer.headers["refresh"].as_str()), (200, "0; url=/offices"));
    assert_eq!(answer.attribute("main a.button", "href").as_deref(), Some("/offices"));
    assert_eq!(answer.count("form"), 0);
    let page = browser.get_once("/offices");
    assert!(page.text(".who").contains(DESK), "{}", page.text("main"));
    assert!(browser.get("/me").text("main").contains("identity provider"));
    let (kept, secure) = (browser.cookie(), browser.get("/sign-in"));
    assert!(!kept.contains("visit"), "{kept}");
    assert_eq!(secure.text("a.button[href^='/sign-in/provider']"), "Sign in with Estmark <login>");
}

#[test]
fn what_is_kept_of_a_visit_comes_back_from_another_site_and_is_read_by_nobody() {
    let (ministry, _double) = both();
    let answer = Browser::new(ministry.at).get_once("/sign-in/provider?next=/offices");
    let cookie = &answer.headers["set-cookie"];
    assert!(cookie.starts_with("chancery-visit=") && cookie.contains("HttpOnly; SameSite=Lax"), "{cookie}");
    assert_eq!(answer.headers["cache-control"], "no-store");
    let sent = asked(&answer.location());
    assert_eq!(sent["redirect_uri"], format!("http://{}/sign-in/provider/back", ministry.at));
}

#[test]
fn every_visit_that_comes_to_nothing_reads_the_same() {
    let (ministry, double) = both();
    let mut told = Vec::new();
    for (name, value) in [
        ("sub", json!("another")),
        ("nonce", json!("another")),
        ("aud", json!("another")),
        ("iss", json!("https://evil.example")),
        ("exp", json!(0)),
    ] {
        let (mut browser, answer) = visit(&ministry, &double, |claims| claims[name] = value);
        told.push(in_vain(&mut browser, &answer));
    }
    // A browser that began no visit, one that comes back a second time, and a provider that says no.
    let mut browser = Browser::new(ministry.at);
    let answer = browser.get_once("/sign-in/provider/back?state=x&code=y");
    told.push(in_vain(&mut browser, &answer));
    let departure = leave(&mut browser, "/offices");
    double.replies("/token", 400, "{}");
    let answer = come_back(&mut browser, &departure);
    told.push(in_vain(&mut browser, &answer));
    let exchanged = double.heard("/token").len();
    let answer = come_back(&mut browser, &departure);
    assert_eq!(double.heard("/token").len(), exchanged, "a visit comes back once");
    told.push(in_vain(&mut browser, &answer));
    // An officer who has lost every role, by an account that still speaks for them.
    let (officer, office) = (DESK.parse().expect("a handle"), "HQ".parse().expect("an office"));
    let role = domain::fact::Role::Drafter;
    ministry.orders(Command::RevokeRole(RoleRevoked { officer, office, role }));
    let (mut browser, answer) = visit(&ministry, &double, |_| {});
    told.push(in_vain(&mut browser, &answer));
    assert!(told[0].contains("named nobody who acts here today"), "{}", told[0]);
    assert!(told.iter().all(|each| *each == told[0]), "{told:?}");
}

#[test]
fn a_provider_that_is_not_there_leads_back_to_the_door() {
    let provider = web::IdentityProvider::new("http://127.0.0.1:9", CLIENT).expect("an issuer");
    let ministry = Ministry::trusting(provider);
    let mut browser = Browser::new(ministry.at);
    let answer = browser.get_once("/sign-in/provider");
    assert_eq!((answer.status, answer.location().as_str()), (303, "/sign-in?tried=provider"));
    let without = Ministry::guarded();
    let page = Browser::new(without.at).get("/sign-in");
    assert_eq!(page.count("a[href^='/sign-in/provider']"), 0);
    for path in ["/sign-in/provider", "/sign-in/provider/back?state=x"] {
        let answer = Browser::new(without.at).get_once(path);
        assert!(answer.status == 303 && answer.location().starts_with("/sign-in"), "{}", answer.location());
    }
}

#[test]
fn whoever_is_sent_back_by_a_stranger_stays_signed_in() {
    let (ministry, double) = both();
    let (mut browser, _) = visit(&ministry, &double, |_| {});
    browser.get_once("/sign-in/provider/back?state=x&code=y");
    assert_eq!(browser.get_once("/inbox").status, 200);
}

#[test]
fn a_visit_goes_on_to_pages_of_ours_only() {
    let (ministry, double) = both();
    for next in ["//evil.example", "https://evil.example", "/\\evil.example"] {
        let mut browser = Browser::new(ministry.at);
        let departure = browser.get_once(&format!("/sign-in/provider?next={next}")).location();
        let claims = double.claims(&departure, SUBJECT, ministry.clock.now().as_second());
        double.states(&double.statement(&claims));
        let answer = come_back(&mut browser, &departure);
        assert_eq!(answer.headers["refresh"], "0; url=/", "{next}");
    }
}

#[test]
fn unlinking_an_account_ends_the_sessions_that_came_by_it_and_no_other() {
    let (mut ministry, double) = both();
    let (mut browser, _) = visit(&ministry, &double, |_| {});
    let mut other = Browser::new(ministry.at);
    other.sign_in_with(DESK, &ministry.code(DESK));
    ministry.orders(unlinked(&double.issuer()));
    assert_eq!(browser.get_once("/inbox").status, 303);
    assert_eq!(other.get_once("/inbox").status, 200);
    ministry.orders(linked(&double.issuer()));
    assert_eq!(browser.get_once("/inbox").status, 303, "it has ended for good");
    let (browser, _) = visit(&ministry, &double, |_| {});
    ministry.restart(|_| {});
    let mut browser = browser.moved(ministry.at);
    assert_eq!(browser.get_once("/inbox").status, 200, "it outlives the server");
    ministry.orders(unlinked(&double.issuer()));
    assert_eq!(browser.get_once("/inbox").status, 303);
}

#[test]
fn an_administrator_links_accounts_and_unlinks_them() {
    let double = Double::start();
    let provider = web::IdentityProvider::new(&double.issuer(), CLIENT).expect("an issuer");
    let ministry = Ministry::trusting(provider);
    ministry.administrator("director.oceans");
    let mut admin = Browser::new(ministry.at);
    admin.sign_in_with("director.oceans", &ministry.code("director.oceans"));
    let page = admin.get("/admin/identities");
    assert!(page.text("#sentence").starts_with("No account"), "{}", page.text("main"));
    assert_eq!(page.attribute("#link-issuer", "value"), Some(double.issuer()));
    let form = [("link-officer", DESK), ("link-subject", SUBJECT)];
    let page = admin.submit(&page, "/admin/identities/link", &form);
    assert!(page.text(".receipt").contains("The account is linked"), "{}", page.text("main"));
    let (mut browser, _) = visit(&ministry, &double, |_| {});
    assert_eq!(browser.get_once("/inbox").status, 200);
    let twice = [("link-officer", "treaty.desk"), ("link-subject", SUBJECT)];
    let refused = admin.submit(&page, "/admin/identities/link", &twice);
    assert!(refused.text(".errors").contains(DESK), "{}", refused.text("main"));
    let empty = admin.submit(&page, "/admin/identities/link", &[("link-officer", ""), ("link-issuer", "")]);
    assert_eq!((empty.status, empty.count(".errors li")), (422, 3), "{}", empty.text("main"));
    let page = admin.submit(&page, "/admin/identities/unlink", &[]);
    assert!(page.text(".receipt").contains("unlinked"), "{}", page.text("main"));
    assert_eq!(browser.get_once("/inbox").status, 303);
}

#[test]
fn whoever_holds_a_passkey_links_an_account_only_with_it() {
    let ministry = Ministry::guarded();
    ministry.administrator("director.oceans");
    let (mut admin, key) = keys::enrolled(&ministry, "director.oceans", 1);
    let page = admin.get("/admin/identities");
    let form = [("link-officer", DESK), ("link-issuer", "https://login.example"), ("link-subject", SUBJECT)];
    let page = admin.submit(&page, "/admin/identities/link", &form);
    assert!(page.path.starts_with("/confirm/"), "{}: {}", page.path, page.text("main"));
    assert!(
        page.text(".lead").contains(
            "account 24400320 of the identity provider https://login.example speak for oceans.desk"
        ),
        "{}",
        page.text("main")
    );
    let page = keys::answer(&mut admin, &page, &page.path.clone(), &key);
    assert!(page.text("tbody").contains(SUBJECT), "{}", page.text("main"));
}

#[test]
fn nobody_but_an_administrator_learns_that_accounts_are_kept() {
    let ministry = Ministry::guarded();
    let mut desk = Browser::new(ministry.at);
    desk.sign_in_with(DESK, &ministry.code(DESK));
    let (page, nowhere) = (desk.get_once("/admin/identities"), desk.get_once("/admin/nowhere"));
    assert_eq!((page.status, nowhere.status), (404, 404));
}

#[test]
fn whoever_came_by_the_provider_is_led_there_to_sign_out_too_and_nobody_is_led_anywhere_else() {
    let signs_out = |browser: &mut Browser| {
        let page = browser.get("/offices");
        let out = browser.submit(&page, "/sign-out", &[]);
        assert_eq!(browser.get_once("/offices").status, 303, "here it is over in any case");
        out
    };
    let double = Double::start();
    for (endpoint, leads) in [
        (json!(format!("{}/end?realm=ministry", double.issuer())), true),
        (Value::Null, false),
        (json!("https://evil.example/end"), false),
        (json!("javascript:alert(1)"), false),
    ] {
        let provider = web::IdentityProvider::new(&double.issuer(), CLIENT).expect("an issuer");
        let ministry = Ministry::trusting(provider.called("Estmark <login>"));
        ministry.orders(linked(&double.issuer()));
        let mut metadata = double.metadata();
        metadata["end_session_endpoint"] = endpoint;
        double.describes(&metadata);
        let (mut browser, _) = visit(&ministry, &double, |_| {});
        let out = signs_out(&mut browser);
        assert_eq!(out.path == "/sign-in", !leads, "{}", out.text("main"));
        if leads {
            assert_eq!(out.text("main a.button"), "Sign out at Estmark <login> too");
            assert_eq!(out.headers["clear-site-data"], "\"cache\"");
            let to = out.attribute("main a.button", "href").expect("a way there");
            assert!(to.starts_with(&format!("{}/end?realm=ministry&", double.issuer())), "{to}");
            let said = asked(&to);
            assert_eq!(said["client_id"], CLIENT);
            assert_eq!(said["post_logout_redirect_uri"], format!("http://{}/sign-in", ministry.at));
            assert!(!said.contains_key("id_token_hint"), "no statement is kept");
        }
        let mut by_code = Browser::new(ministry.at);
        by_code.sign_in_with(DESK, &ministry.code(DESK));
        assert_eq!(signs_out(&mut by_code).path, "/sign-in", "whoever came by a code was never there");
    }
}
