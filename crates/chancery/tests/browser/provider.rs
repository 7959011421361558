//! Signing in by a real identity provider in a real browser, which alone knows which cookies it shows to whom: out to
//! another site, through its forms, and back.

use std::time::Duration;

use crate::driver::Driver;
use crate::hand::{Hand, Manner};
use crate::screens::faults;
use crate::served::Served;

#[path = "../shared/provider.rs"]
mod real;

#[test]
fn an_officer_goes_to_the_identity_provider_and_comes_back_signed_in() {
    let Some(driver) = Driver::start() else { return };
    let Some(mut provider) = real::Provider::start() else { return };
    let served = Served::trusting(&provider.issuer, real::SECRET, ("oceans.desk", "24400320"));
    provider.serves(&served.base);

    let hand = visited(&driver, &served, &provider, "stranger");
    assert_eq!(hand.path(), "/sign-in?tried=provider");
    assert!(hand.says(".errors").contains("Nobody was signed in"), "{}", hand.says("main"));
    assert_eq!(faults(&hand), [""; 0]);
    drop(hand);

    let hand = visited(&driver, &served, &provider, "24400320");
    assert_eq!(hand.path(), "/offices");
    assert!(hand.says(".who").contains("oceans.desk"), "{}", hand.says("header"));
    hand.go("/me");
    assert!(hand.says("#sessions + ul").contains("identity provider"), "{}", hand.says("main"));
    hand.press("form[action='/sign-out'] button");
    assert!(hand.says("h1").contains("signed out here"), "{}", hand.says("main"));
    assert_eq!(faults(&hand), [""; 0]);
    hand.press("main a.button");
    assert!(hand.path().starts_with(&provider.issuer), "{}", hand.path());
    hand.press("button[name=logout]");
    assert_eq!(hand.path(), "/sign-in", "there too, and back");
}

/// Somebody who asked for a page, was sent to the door, and went out and back as an account.
fn visited<'a>(driver: &'a Driver, served: &Served, provider: &real::Provider, account: &str) -> Hand<'a> {
    let hand = Hand::new(driver, &served.base, Manner::Usual);
    hand.go("/offices");
    assert!(hand.path().starts_with("/sign-in"), "{}", hand.path());
    assert_eq!(faults(&hand), [""; 0]);
    hand.press("a.button[href^='/sign-in/provider']");
    assert!(hand.path().starts_with(&provider.issuer), "{}", hand.path());
    hand.write("input[name=login]", account);
    hand.write("input[name=password]", "any");
    hand.press("button.login-submit");
    // It asks whether we may know who they are; then the page that leads on is gone before anybody sees it.
    hand.press("button[type=submit]");
    for _ in 0..200 {
        if !hand.path().starts_with("/sign-in/provider") {
            break;
        }
        std::thread::sleep(Duration::from_millis(25));
    }
    hand
}
