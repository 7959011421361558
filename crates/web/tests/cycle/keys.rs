//! Passkeys over HTTP, with authenticators in software: registered, signed in by, and asked before what weighs. And every
//! way in which one can be wrong, none of which lets anybody in or anything through.

use domain::command::Command;
use domain::fact::{Role, RoleRevoked};
use jiff::ToSpan as _;
use passkey::software::Authenticator;
use passkey::text;

use crate::SHEET;
use crate::browser::{Answer, Browser};
use crate::ministry::Ministry;

/// A browser that calls the server by the name passkeys sign for.
pub(crate) fn by_name(ministry: &Ministry) -> Browser {
    let mut browser = Browser::new(ministry.at);
    browser.host = format!("localhost:{}", ministry.at.port());
    browser
}

pub(crate) fn key(ministry: &Ministry, seed: u8) -> Authenticator {
    Authenticator::new(seed, "localhost", &format!("http://localhost:{}", ministry.at.port()))
}

/// The challenge that a form on a page sets.
fn challenge(page: &Answer, action: &str) -> Vec<u8> {
    let set = page.attribute(&format!("form[action='{action}']"), "data-challenge");
    assert!(set.is_some(), "no challenge for {action}:\n{}", page.body);
    text::read(&set.unwrap_or_default()).expect("bytes")
}

/// Lets a passkey answer the form on a page.
pub(crate) fn answer(browser: &mut Browser, page: &Answer, action: &str, key: &Authenticator) -> Answer {
    signed(browser, page, action, key, &challenge(page, action))
}

fn signed(
    browser: &mut Browser,
    page: &Answer,
    action: &str,
    key: &Authenticator,
    challenge: &[u8],
) -> Answer {
    let said = key.sign(challenge);
    let fields = [
        ("credential", text::of(&key.credential)),
        ("authenticator", text::of(&said.authenticator_data)),
        ("client", text::of(&said.client_data)),
        ("signature", text::of(&said.signature)),
    ];
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    browser.submit(page, action, &fields)
}

pub(crate) fn register(browser: &mut Browser, key: &Authenticator) -> Answer {
    let page = browser.get("/me");
    let (client, attestation) = key.register(&challenge(&page, "/me/passkey"));
    let (client, attestation) = (text::of(&client), text::of(&attestation));
    browser.submit(&page, "/me/passkey", &[("client", &client), ("attestation", &attestation)])
}

/// An officer who signed in with a code and registered a passkey.
pub(crate) fn enrolled(ministry: &Ministry, officer: &str, seed: u8) -> (Browser, Authenticator) {
    let (mut browser, key) = (by_name(ministry), key(ministry, seed));
    browser.sign_in_with(officer, &ministry.code(officer));
    let page = register(&mut browser, &key);
    assert!(page.text(".receipt").contains("Your passkey is registered"), "{}", page.text("main"));
    (browser, key)
}

fn sign_in(ministry: &Ministry, key: &Authenticator) -> (Browser, Answer) {
    let mut browser = by_name(ministry);
    let page = browser.get("/sign-in");
    let page = answer(&mut browser, &page, "/sign-in/passkey", key);
    (browser, page)
}

/// A draft that is cleared and waits for its approver.
pub(crate) fn cleared(ministry: &Ministry) -> String {
    cleared_of(ministry, SHEET)
}

fn cleared_of(ministry: &Ministry, sheet: &str) -> String {
    let (mut desk, mut treaty) = (by_name(ministry), by_name(ministry));
    desk.sign_in_with("oceans.desk", &ministry.code("oceans.desk"));
    treaty.sign_in_with("treaty.desk", &ministry.code("treaty.desk"));
    let page = desk.get("/compose");
    let draft = desk.submit(&page, "/compose", &[("text", sheet), ("act", "save")]);
    let at = draft.path.clone();
    desk.submit(&draft, &format!("{at}/ask-clearance"), &[("ask-clearance-who", "treaty.desk")]);
    let page = treaty.get(&at);
    treaty.submit(&page, &format!("{at}/clear"), &[]);
    at
}

#[test]
fn an_officer_registers_a_passkey_and_signs_in_with_it() {
    let ministry = Ministry::guarded();
    let (mut browser, key) = enrolled(&ministry, "oceans.desk", 1);
    let page = browser.get("/me");
    assert!(page.text("main").contains("By a one-time code"), "{}", page.text("main"));
    let (mut other, inbox) = sign_in(&ministry, &key);
    assert!(inbox.text(".who").contains("oceans.desk"), "{}", inbox.text("main"));
    assert!(other.get("/me").text("main").contains("By a passkey"));
}

#[test]
fn a_wrong_passkey_lets_nobody_in_and_every_way_of_being_wrong_reads_the_same() {
    let ministry = Ministry::guarded();
    let (_, good) = enrolled(&ministry, "oceans.desk", 1);
    let wrongs: &[fn(&mut Authenticator)] = &[
        |key| key.origin = "https://evil.example".into(),
        |key| key.origin = "http://localhost:1".into(),
        |key| key.party = "evil.example".into(),
        |key| key.flags = 0x01,
        |key| key.flags = 0x04,
        |key| key.credential = vec![9; 32],
        |key| *key = Authenticator::new(2, "localhost", &key.origin),
    ];
    let mut told = Vec::new();
    for wrong in wrongs {
        let mut key = key(&ministry, 1);
        wrong(&mut key);
        let (mut browser, page) = sign_in(&ministry, &key);
        assert_eq!(page.status, 422, "{}", page.text("main"));
        assert_eq!(browser.get_once("/inbox").status, 303, "still nobody");
        told.push(page.text(".errors"));
    }
    told.dedup();
    assert_eq!(told.len(), 1, "{told:?}");
    // An answer for another browser's page, and one that was taken before.
    let (mut one, mut other) = (by_name(&ministry), by_name(&ministry));
    let (page, theirs) = (one.get("/sign-in"), other.get("/sign-in"));
    let challenge = challenge(&theirs, "/sign-in/passkey");
    assert_eq!(signed(&mut one, &page, "/sign-in/passkey", &good, &challenge).status, 422);
    let mut again = other.clone();
    assert_eq!(answer(&mut other, &theirs, "/sign-in/passkey", &good).status, 200);
    assert_eq!(answer(&mut again, &theirs, "/sign-in/passkey", &good).status, 422, "replayed");
    let rubbish = [("credential", "AAEC"), ("client", "e30"), ("authenticator", "AA"), ("signature", "AA")];
    assert_eq!(one.submit(&page, "/sign-in/passkey", &rubbish).status, 422);
}

#[test]
fn a_copy_of_a_passkey_is_noticed_by_its_counter() {
    let ministry = Ministry::guarded();
    let (_, mut key) = enrolled(&ministry, "oceans.desk", 1);
    for (counter, status) in [(5, 200), (6, 200), (6, 422), (3, 422), (0, 422), (7, 200)] {
        key.counter = counter;
        assert_eq!(sign_in(&ministry, &key).1.status, status, "counter {counter}");
    }
}

#[test]
fn approval_and_release_wait_for_the_passkey_on_a_page_of_their_own() {
    let ministry = Ministry::guarded();
    let at = cleared(&ministry);
    let (mut director, key) = enrolled(&ministry, "director.oceans", 1);
    let page = director.get(&at);
    let confirm = director.submit(&page, &format!("{at}/approve"), &[]);
    assert!(confirm.path.starts_with("/confirm/"), "{}", confirm.path);
    assert!(confirm.text("h1").contains("Confirm with your passkey"));
    assert!(confirm.text(".lead").contains("You approve draft HQ."), "{}", confirm.text("main"));
    assert!(confirm.text(".act").contains("kind draft.approved"), "{}", confirm.text("main"));
    assert!(confirm.text("noscript").contains("needs a browser with scripts"), "what is needed is said");
    let before = ministry.entries();
    let (action, mut stranger) = (confirm.path.clone(), director.clone());
    // The form as it stands on the page, with nothing signed.
    assert_eq!(stranger.submit(&confirm, &action, &[]).status, 422);
    let wrongs: &[fn(&mut Authenticator)] = &[
        |key| key.origin = "https://evil.example".into(),
        |key| key.party = "evil.example".into(),
        |key| key.flags = 0x01,
        |key| key.credential = vec![9; 32],
        |key| *key = Authenticator::new(2, "localhost", &key.origin),
    ];
    for wrong in wrongs {
        let mut key = self::key(&ministry, 1);
        wrong(&mut key);
        assert_eq!(answer(&mut stranger, &confirm, &action, &key).status, 422);
    }
    // A signature for signing in, and one for another page's act.
    let other = director.submit(&page, &format!("{at}/approve"), &[]);
    let theirs = challenge(&other, &other.path.clone());
    assert_eq!(signed(&mut stranger, &confirm, &action, &key, &theirs).status, 422);
    assert_eq!(signed(&mut stranger, &confirm, &action, &key, &[7; 32]).status, 422);
    // Another officer cannot even see it.
    let (mut desk, _) = enrolled(&ministry, "oceans.desk", 3);
    let registered = ministry.entries() - before;
    assert_eq!(desk.get_once(&action).status, 404);
    assert_eq!(ministry.entries() - before, registered, "nothing else was recorded");
    let approved = answer(&mut director, &confirm, &action, &key);
    assert_eq!(approved.path, format!("{at}/check"));
    assert!(approved.text(".receipt").contains("It is confirmed"), "{}", approved.text("main"));
    assert_eq!(director.get_once(&action).status, 404, "it is gone");
    let confirm = director.submit(&approved, &format!("{at}/release"), &[]);
    let released = answer(&mut director, &confirm, &confirm.path, &key);
    assert!(released.text(".receipt").contains("Number 2026 MFA 0001"), "{}", released.text("main"));
    assert!(released.body.contains("confirmed with a passkey"), "and the history says so");
}

/// What is not urgent, approved by a passkey, released by it, and waiting.
fn waiting(ministry: &Ministry, director: &mut Browser, key: &Authenticator) -> String {
    let at = cleared_of(ministry, &SHEET.replace("PRECEDENCE: IMMEDIATE", "PRECEDENCE: ROUTINE"));
    let page = director.get(&at);
    let confirm = director.submit(&page, &format!("{at}/approve"), &[]);
    answer(director, &confirm, &confirm.path, key);
    let going = release(director, &at, key);
    assert_eq!(going.path, format!("{at}/going"), "{}", going.text("main"));
    at
}

fn release(director: &mut Browser, at: &str, key: &Authenticator) -> Answer {
    let page = director.get(&format!("{at}/check"));
    let confirm = director.submit(&page, &format!("{at}/release"), &[]);
    assert!(confirm.path.starts_with("/confirm/"), "{}: {}", confirm.path, confirm.text("main"));
    answer(director, &confirm, &confirm.path, key)
}

/// How many proofs the memory of the machine holds.
fn kept(ministry: &Ministry) -> u32 {
    let db = rusqlite::Connection::open(ministry.folder.path().join("local.db")).expect("opened beside it");
    db.query_row("SELECT count(*) FROM confirmed", (), |row| row.get(0)).expect("counted")
}

#[test]
fn a_release_confirmed_by_a_passkey_waits_too_outlives_a_restart_and_its_proof_is_forgotten_with_it() {
    let mut ministry = Ministry::guarded();
    let (mut director, key) = enrolled(&ministry, "director.oceans", 1);
    let at = waiting(&ministry, &mut director, &key);
    let before = ministry.entries();
    let going = director.get(&format!("{at}/going"));
    assert!(going.text(".lead").contains("Goes out in 10 s"), "{}", going.text("main"));
    assert_eq!(kept(&ministry), 1);
    let undone = director.submit(&going, &format!("{at}/undo"), &[]);
    assert!(undone.text(".receipt").contains("undone"), "{}", undone.text("main"));
    assert_eq!(kept(&ministry), 0, "taken back");
    ministry.clock.set(ministry.clock.now() + 20.seconds());
    director.get(&at);
    assert_eq!(ministry.entries(), before, "nothing went out");

    release(&mut director, &at, &key);
    ministry.restart(|_| {});
    assert_eq!(kept(&ministry), 1);
    let mut director = director.moved(ministry.at);
    director.host = by_name(&ministry).host;
    ministry.clock.set(ministry.clock.now() + 11.seconds());
    let out = director.get(&format!("{at}/going"));
    assert!(out.text(".over").contains("2026 MFA 0001"), "{}", out.text("main"));
    assert!(out.body.contains("confirmed with a passkey"), "the proof stands beside the act");
    assert_eq!(kept(&ministry), 0, "done");
    assert_eq!(ministry.exported().matches("\"kind\":\"act.confirmed\"").count(), 2);
}

#[test]
fn a_confirmed_release_is_judged_again_when_its_time_has_come() {
    type Meanwhile = fn(&Ministry, &mut Browser, &str, &Authenticator);
    let meanwhile: [(Meanwhile, &str); 4] = [
        (|ministry, _, _, _| ministry.revoke_roles("director.oceans"), "holds no role any more"),
        (
            |ministry, _, _, _| {
                let (officer, role) = ("director.oceans".parse().expect("a handle"), Role::Releaser);
                let office = "HQ".parse().expect("an office");
                ministry.orders(Command::RevokeRole(RoleRevoked { officer, office, role }));
            },
            "releaser",
        ),
        (
            |_, director, _, key| {
                let page = director.get("/me");
                let named = text::of(&key.credential);
                let confirm = director.submit(&page, "/me/revoke", &[("credential", &named)]);
                answer(director, &confirm, &confirm.path, key);
            },
            "passkey",
        ),
        (
            |ministry, _, at, _| {
                let mut desk = by_name(ministry);
                desk.sign_in_with("oceans.desk", &ministry.code("oceans.desk"));
                let page = desk.get(&format!("{at}/revise"));
                let changed = SHEET.replace("costs little", "costs nothing");
                desk.submit(&page, &format!("{at}/revise"), &[("text", &changed), ("act", "save")]);
            },
            "changed after it was released",
        ),
    ];
    for (meanwhile, why) in meanwhile {
        let ministry = Ministry::guarded();
        let (mut director, key) = enrolled(&ministry, "director.oceans", 1);
        let at = waiting(&ministry, &mut director, &key);
        meanwhile(&ministry, &mut director, &at, &key);
        ministry.clock.set(ministry.clock.now() + 11.seconds());
        let mut desk = by_name(&ministry);
        desk.sign_in_with("oceans.desk", &ministry.code("oceans.desk"));
        let page = desk.get(&at);
        let told = page.text(".notice");
        assert!(told.contains("did not go out") && told.contains(why), "{why}: {}", page.text("main"));
        assert_eq!(kept(&ministry), 0, "{why}");
        assert!(!ministry.exported().contains("instruction.released"), "{why}");
    }
}

#[test]
fn what_was_changed_after_it_was_shown_is_not_approved() {
    let ministry = Ministry::guarded();
    let at = cleared(&ministry);
    let (mut director, key) = enrolled(&ministry, "director.oceans", 1);
    let page = director.get(&at);
    let confirm = director.submit(&page, &format!("{at}/approve"), &[]);
    let mut desk = by_name(&ministry);
    desk.sign_in_with("oceans.desk", &ministry.code("oceans.desk"));
    let sheet = desk.get(&format!("{at}/revise"));
    let changed = SHEET.replace("Marking costs little", "Marking costs nothing");
    desk.submit(&sheet, &format!("{at}/revise"), &[("text", &changed), ("act", "save")]);
    let refused = answer(&mut director, &confirm, &confirm.path, &key);
    assert_eq!(refused.status, 422, "{}", refused.text("main"));
    assert!(!director.get(&at).text("main").contains("approved as it"));
}

#[test]
fn where_passkeys_are_required_nobody_releases_without_one() {
    let mut ministry = Ministry::guarded();
    ministry.wants_passkeys = true;
    ministry.restart(|_| {});
    let at = cleared(&ministry);
    let mut director = by_name(&ministry);
    director.sign_in_with("director.oceans", &ministry.code("director.oceans"));
    let page = director.get(&at);
    let led = director.submit(&page, &format!("{at}/approve"), &[]);
    assert_eq!(led.path, "/me", "{}", led.text("main"));
    assert!(led.text(".receipt").contains("register a passkey"), "{}", led.text("main"));
}

#[test]
fn a_release_that_waits_without_a_passkey_does_not_go_once_one_is_required() {
    let mut ministry = Ministry::guarded();
    let at = cleared_of(&ministry, &SHEET.replace("PRECEDENCE: IMMEDIATE", "PRECEDENCE: ROUTINE"));
    let mut director = by_name(&ministry);
    director.sign_in_with("director.oceans", &ministry.code("director.oceans"));
    for act in ["approve", "release"] {
        let page = director.get(&format!("{at}/check"));
        director.submit(&page, &format!("{at}/{act}"), &[]);
    }
    assert_eq!(director.get(&format!("{at}/going")).path, format!("{at}/going"));
    ministry.wants_passkeys = true;
    ministry.restart(|_| {});
    ministry.clock.set(ministry.clock.now() + 11.seconds());
    let mut director = director.moved(ministry.at);
    let told = director.get(&at).text(".notice");
    assert!(told.contains("did not go out") && told.contains("register a passkey"), "{told}");
    assert!(!ministry.exported().contains("instruction.released"));
}

#[test]
fn a_second_passkey_is_confirmed_by_the_first_and_a_revoked_one_is_void_at_once() {
    let ministry = Ministry::guarded();
    let (mut browser, first) = enrolled(&ministry, "oceans.desk", 1);
    let second = key(&ministry, 2);
    let confirm = register(&mut browser, &second);
    assert!(confirm.path.starts_with("/confirm/"), "{}", confirm.text("main"));
    let page = answer(&mut browser, &confirm, &confirm.path, &first);
    assert!(page.text(".receipt").contains("confirmed"), "{}", page.text("main"));
    let page = browser.get("/me");
    let confirm = browser.submit(&page, "/me/revoke", &[("credential", &text::of(&first.credential))]);
    answer(&mut browser, &confirm, &confirm.path, &second);
    assert_eq!(sign_in(&ministry, &first).1.status, 422, "the first is void");
    assert_eq!(sign_in(&ministry, &second).1.status, 200);
}

#[test]
fn at_an_address_that_is_no_name_the_page_leads_to_where_passkeys_work() {
    let ministry = Ministry::guarded();
    let mut browser = Browser::new(ministry.at);
    let page = browser.get("/sign-in");
    assert!(page.text("#elsewhere").contains("http://localhost:"), "{}", page.text("main"));
    assert!(!page.offers("/sign-in/passkey"));
}

#[test]
fn an_officer_sees_their_sessions_and_ends_one() {
    let ministry = Ministry::guarded();
    let (mut here, key) = enrolled(&ministry, "oceans.desk", 1);
    ministry.clock.set("2026-11-20T09:05:00Z".parse().expect("a time"));
    let (mut other, _) = sign_in(&ministry, &key);
    let page = here.get("/me");
    assert!(page.text("#sessions").contains("Where you are signed in"));
    // The one begun last stands first.
    let page = here.submit(&page, "/me/end", &[]);
    assert_eq!(page.status, 200);
    assert_eq!(other.get_once("/inbox").status, 303, "ended");
    assert_eq!(here.get_once("/inbox").status, 200);
}

#[test]
fn a_duty_is_handed_over_and_taken_back_on_a_page() {
    let ministry = Ministry::guarded();
    let mut director = by_name(&ministry);
    director.sign_in_with("director.oceans", &ministry.code("director.oceans"));
    let page = director.get("/me");
    let typed = [("delegate-to", "treaty.desk"), ("delegate-until", "2026-11-30")];
    let wrong =
        director.submit(&page, "/me/delegate", &[("delegate-to", "Nobody"), ("delegate-until", "soon")]);
    assert_eq!(wrong.status, 422);
    assert!(wrong.text(".errors").contains("not a handle") && wrong.text(".errors").contains("not a day"));
    let handed = director.submit(&page, "/me/delegate", &typed);
    assert!(handed.text(".rows").contains("treaty.desk") || handed.body.contains("to treaty.desk"));
    let back = director.submit(&handed, "/me/take-back", &[]);
    assert!(back.text(".receipt").contains("yours alone again"), "{}", back.text("main"));
}

#[test]
fn two_administrators_recover_an_officer_whose_sessions_end_and_who_begins_anew() {
    let ministry = Ministry::guarded();
    let (mut lost, old) = enrolled(&ministry, "oceans.desk", 1);
    ministry.administrator("second.admin");
    let (mut first, mut second) = (by_name(&ministry), by_name(&ministry));
    first.sign_in_with("admin", &ministry.code("admin"));
    second.sign_in_with("second.admin", &ministry.code("second.admin"));
    let page = first.get("/me");
    let asked = first.submit(&page, "/me/recover", &[("recover-who", "oceans.desk")]);
    assert!(asked.text(".receipt").contains("another administrator must agree"), "{}", asked.text("main"));
    assert!(!asked.offers("/me/agree"), "not by the same");
    let page = second.get("/me");
    let granted = second.submit(&page, "/me/agree", &[("officer", "oceans.desk")]);
    assert_eq!(granted.status, 200, "{}", granted.text("main"));
    let told = granted.text(".lead");
    let code = told.split(' ').find(|word| word.len() >= 11 && word.chars().nth(5) == Some('-'));
    assert_eq!(lost.get_once("/inbox").status, 303, "signed out everywhere");
    assert_eq!(sign_in(&ministry, &old).1.status, 422, "the old passkey is void");
    let mut anew = by_name(&ministry);
    anew.sign_in_with("oceans.desk", code.expect("a code").trim_end_matches('.'));
    let page = register(&mut anew, &key(&ministry, 2));
    assert!(page.text(".receipt").contains("registered"), "{}", page.text("main"));
    assert!(!anew.get("/me").offers("/me/recover"), "only administrators");
}

/// What a stranger's program says of an export: whether it holds, what it checked, what is wrong; nothing where it cannot run.
pub(crate) fn judged(ministry: &Ministry, export: &str) -> Option<(bool, String, String)> {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/verify.py");
    let path = ministry.folder.path().join("export.jsonl");
    std::fs::write(&path, export).expect("a file");
    let done = std::process::Command::new("python3").arg(script).arg(&path).output().ok()?;
    let text = |bytes| String::from_utf8(bytes).expect("text");
    Some((done.status.success(), text(done.stdout), text(done.stderr)))
}

#[test]
fn a_stranger_checks_the_proofs_without_our_program() {
    let ministry = Ministry::guarded();
    let at = cleared(&ministry);
    let (mut director, key) = enrolled(&ministry, "director.oceans", 1);
    for act in ["approve", "release"] {
        let page = director.get(&at);
        let page = director.submit(&page, &format!("{at}/{act}"), &[]);
        let confirm = page.path.split('?').next().unwrap_or_default().to_owned();
        answer(&mut director, &page, &confirm, &key);
    }
    let judged = |export: &str| judged(&ministry, export);
    let sound = ministry.exported();
    assert_eq!(sound.matches("\"kind\":\"act.confirmed\"").count(), 2);
    let Some((holds, said, wrong)) = judged(&sound) else {
        println!("skipped: there is no python3");
        return;
    };
    assert!(holds, "{wrong}");
    if said.contains("not checked") {
        println!("skipped: {said}");
        return;
    }
    assert!(said.contains("proofs 2 checked"), "{said}");
    let nonce = sound.split("nonce\\\":\\\"").nth(1).and_then(|rest| rest.get(..4)).expect("a nonce");
    let (one, other) = (format!("nonce\\\":\\\"{nonce}"), "nonce\\\":\\\"0000".to_owned());
    for (from, to, says) in [
        (one.as_str(), other.as_str(), "it was signed for something else"),
        (
            "\\\"party\\\":\\\"localhost\\\"",
            "\\\"party\\\":\\\"localhest\\\"",
            "it was signed on another page",
        ),
        (
            "\"actor\":\"director.oceans\",\"dossier\":\"HQ",
            "\"actor\":\"director.fishes\",\"dossier\":\"HQ",
            "an act of its own officer",
        ),
    ] {
        assert!(sound.contains(from), "{from}");
        let (holds, _, wrong) = judged(&sound.replacen(from, to, 1)).expect("python3");
        assert!(!holds && wrong.contains(says), "{says}: {wrong}");
    }
}
