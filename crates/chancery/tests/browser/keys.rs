//! Passkeys in a real browser, with the browser's own virtual authenticator: registered, signed in by, asked before
//! approval and release, and revoked. What was signed is checked again by the command line.

use std::time::Duration;

use serde_json::json;

use crate::driver::Driver;
use crate::hand::{Hand, Manner};
use crate::screens::faults;
use crate::served::Served;

pub(crate) const SHEET: &str = "\
TO: PARIS
CLASSIFICATION: UNCLASSIFIED
PRECEDENCE: IMMEDIATE
TAGS: EFIS
SUBJECT: HARBOUR BELLS: A NEW NOTE FOR THE MOLES
LEVEL: DIRECTOR
REPORT: REPLY CABLE

1. OBJECTIVE. The post is to ask whether a lower note would be heard.

POINTS
- (VERBATIM) Estmark means to tune its bells lower.
";

/// A draft that everybody asked has cleared, by the page it is on.
pub(crate) fn cleared(desk: &Hand<'_>, sheet: &str) -> String {
    desk.sign_in("oceans.desk");
    desk.go("/compose");
    desk.write("#text", sheet);
    desk.press("button[name=act][value=save]");
    let draft = desk.path();
    desk.go(&format!("{draft}/check"));
    desk.write("#ask-clearance-who", "legal");
    desk.press(&format!("form[action='{draft}/ask-clearance'] button.first"));
    desk.sign_in("legal");
    desk.go(&format!("{draft}/clear"));
    desk.press(&format!("form[action='{draft}/clear'] button.first"));
    draft
}

/// Somebody whose browser holds passkeys.
fn with_passkeys<'a>(driver: &'a Driver, base: &str) -> Hand<'a> {
    let hand = Hand::new(driver, base, Manner::Usual);
    let authenticator = json!({
        "protocol": "ctap2", "transport": "internal",
        "hasResidentKey": true, "hasUserVerification": true, "isUserVerified": true,
    });
    hand.window.send("webauthn/authenticator", &authenticator);
    hand
}

fn register(hand: &Hand<'_>, officer: &str) {
    hand.sign_in(officer);
    hand.go("/me");
    hand.press("form[action='/me/passkey'] button");
    assert!(hand.says(".receipt").contains("Your passkey is registered"), "{}", hand.says("main"));
    assert_eq!(faults(hand), [""; 0]);
}

fn confirm(hand: &Hand<'_>) {
    assert!(hand.path().starts_with("/confirm/"), "{}: {}", hand.path(), hand.says("main"));
    assert_eq!(faults(hand), [""; 0]);
    hand.press("form[data-passkey] button");
}

#[test]
fn passkeys_register_sign_in_confirm_what_weighs_and_are_revoked() {
    let Some(driver) = Driver::start() else { return };
    let served = Served::demo();
    let base = served.by_name();
    let desk = Hand::new(&driver, &base, Manner::Usual);
    let draft = cleared(&desk, &SHEET.replace("IMMEDIATE", "ROUTINE"));

    let (director, watch) = (with_passkeys(&driver, &base), with_passkeys(&driver, &base));
    register(&director, "director.oceans");
    register(&watch, "watch");
    director.go(&format!("{draft}/check"));
    director.press(&format!("form[action='{draft}/approve'] button.first"));
    confirm(&director);
    assert!(director.says(".receipt").contains("confirmed"), "{}", director.says("main"));
    for undone in [true, false] {
        watch.go(&format!("{draft}/check"));
        watch.press(&format!("form[action='{draft}/release'] button.first"));
        confirm(&watch);
        assert!(watch.says("main").contains("Goes out in"), "{}", watch.says("main"));
        if undone {
            watch.press(&format!("form[action='{draft}/undo'] button"));
            assert!(watch.says(".receipt").contains("undone"), "{}", watch.says("main"));
        }
    }
    // The page asks for itself anew until the ten seconds are over.
    let out = (0..60).any(|_| {
        std::thread::sleep(Duration::from_millis(500));
        watch.path() == draft
    });
    assert!(out, "{}: {}", watch.path(), watch.says("main"));
    assert!(watch.says("main").contains("confirmed with a passkey"), "{}", watch.says("main"));
    drop((desk, watch));

    // The same record where nobody is introduced: the passkey alone lets in, and a revoked one lets nobody in.
    let served = served.guarded();
    let director = director.elsewhere(&served.by_name());
    director.go("/sign-in");
    director.press("form[action='/sign-in/passkey'] button");
    assert!(director.says(".who").contains("director.oceans"), "{}", director.says("main"));
    director.go("/me");
    assert!(director.says("#sessions + ul").contains("By a passkey"), "{}", director.says("main"));
    director.press("form[action='/me/revoke'] button");
    confirm(&director);
    director.press("form[action='/sign-out'] button");
    director.press("form[action='/sign-in/passkey'] button");
    assert!(director.says(".errors").contains("Nobody was signed in"), "{}", director.says("main"));

    let verified = served.verify();
    assert_eq!(verified["holds"], true, "{verified}");
    assert_eq!(verified["proofs"], 3, "approval, release, and the revocation: {verified}");
}
