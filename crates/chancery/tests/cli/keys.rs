//! Keys, recovery, accounts and duties at the console: what the pages do about them is done here too, and nothing that
//! needs a passkey's confirmation gets past it.

use domain::command::Command;
use domain::fact::PasskeyRegistered;
use domain::proof::Presence;
use registry::door::Clock;
use registry::{Ask, Registry};

use crate::ministry::{ADMIN, DESK, Ministry, Who};

const SECOND: Who = Who("HQ", "second.admin");
const ISSUER: &str = "https://login.example";

/// Gives an officer a passkey, as a page would.
fn register(m: &Ministry, officer: &str, name: u8) {
    let registry = Registry::open(&m.folder(), Clock::machine()).expect("a record");
    let officer: domain::words::Handle = officer.parse().expect("a handle");
    let registered = PasskeyRegistered {
        officer: officer.clone(),
        credential: vec![name; 12].into(),
        key: vec![1, 2, 3].into(),
        party: "localhost".into(),
        synced: false,
    };
    let (office, command) = ("HQ".parse().expect("an office"), Command::RegisterPasskey(registered));
    let ask = Ask { office, officer, presence: Presence::Page, name: None, command };
    registry.desk().ask(ask).expect("registered");
}

fn second_administrator(m: &Ministry) {
    m.ok(ADMIN, &["role", "grant", "second.admin", "administrator", "--at", "HQ"]);
}

#[test]
fn passkeys_are_listed_and_revoked_by_whoever_may() {
    let m = Ministry::open();
    assert_eq!(m.ok(ADMIN, &["passkey", "list"]), "there is no passkey\n");
    register(&m, "oceans.desk", 0xfb);
    let listed = m.json(ADMIN, &["passkey", "list", "oceans.desk"]);
    let name = listed["passkeys"][0]["name"].as_str().expect("a name").to_owned();
    assert!(name.starts_with('-') || name.len() == 16, "{name}");
    assert!(m.ok(ADMIN, &["passkey", "list"]).contains("stays on its device"));
    let revoke = ["passkey", "revoke", "oceans.desk", &name[..8]];
    assert_eq!(m.refused(DESK, &revoke), "passkey-needed", "whoever holds one confirms with it, on a page");
    assert_eq!(m.refused(DESK, &["passkey", "revoke", "legal.desk", &name]), "no-role");
    assert_eq!(m.refused(ADMIN, &["passkey", "revoke", "oceans.desk", "AAAA"]), "not-found");
    m.ok(ADMIN, &revoke);
    assert!(m.ok(ADMIN, &revoke).starts_with("nothing to add"));
    assert_eq!(m.ok(ADMIN, &["passkey", "list"]), "there is no passkey\n");
    assert!(m.json(ADMIN, &["passkey", "list", "--all"])["passkeys"][0]["revoked"].is_string());
}

#[test]
fn two_administrators_recover_an_officer_and_hand_over_a_code() {
    let m = Ministry::open();
    second_administrator(&m);
    assert_eq!(m.refused(ADMIN, &["recovery", "ask", "oceans.desk"]), "nothing-to-recover");
    register(&m, "oceans.desk", 1);
    assert_eq!(m.refused(ADMIN, &["recovery", "grant", "oceans.desk"]), "recovery-not-asked");
    m.ok(ADMIN, &["recovery", "ask", "oceans.desk"]);
    assert!(m.ok(ADMIN, &["recovery", "ask", "oceans.desk"]).starts_with("nothing to add"));
    let waiting = m.json(ADMIN, &["recovery", "list"]);
    assert_eq!(
        (&waiting["recoveries"][0]["officer"], &waiting["recoveries"][0]["by"]),
        (&"oceans.desk".into(), &"admin".into())
    );
    assert_eq!(m.refused(ADMIN, &["recovery", "grant", "oceans.desk"]), "recovery-alone");
    assert_eq!(m.refused(DESK, &["recovery", "grant", "oceans.desk"]), "no-role");
    let granted = m.json(SECOND, &["recovery", "grant", "oceans.desk"]);
    let code = granted["code"].as_str().expect("a code");
    assert!(code.len() == 11 && granted["new"] == true, "{granted}");
    assert_eq!(m.ok(ADMIN, &["passkey", "list", "oceans.desk"]), "there is no passkey\n");
    assert!(m.ok(ADMIN, &["recovery", "list"]).starts_with("no recovery waits"));
    assert_eq!(m.json(ADMIN, &["verify"])["holds"], true);
    register(&m, "oceans.desk", 2);
}

#[test]
fn an_account_speaks_for_one_officer_until_it_is_unlinked() {
    let m = Ministry::open();
    let account = |act, officer| ["identity", act, officer, "24400320", "--issuer", ISSUER];
    m.ok(ADMIN, &account("link", "oceans.desk"));
    assert!(m.ok(ADMIN, &account("link", "oceans.desk")).starts_with("nothing to add"));
    assert_eq!(m.refused(ADMIN, &account("link", "legal.desk")), "identity-taken");
    assert_eq!(m.refused(DESK, &account("unlink", "oceans.desk")), "no-role");
    let listed = m.json(ADMIN, &["identity", "list"]);
    assert_eq!(listed["identities"][0]["subject"], "24400320");
    assert!(m.ok(ADMIN, &["identity", "list"]).contains(ISSUER));
    m.ok(ADMIN, &account("unlink", "oceans.desk"));
    assert!(m.ok(ADMIN, &account("unlink", "oceans.desk")).starts_with("nothing to add"));
    assert_eq!(m.ok(ADMIN, &["identity", "list"]), "no account speaks for an officer\n");
    let blank = ["identity", "link", "oceans.desk", "a name", "--issuer", ISSUER];
    assert_eq!(m.refused(ADMIN, &blank), "bad-name");
}

#[test]
fn an_administrator_who_holds_a_passkey_changes_nothing_that_weighs_at_the_console() {
    let m = Ministry::open();
    register(&m, "admin", 1);
    for weighty in [
        &["identity", "link", "oceans.desk", "24400320", "--issuer", ISSUER][..],
        &["role", "grant", "oceans.desk", "approver", "--at", "HQ"],
        &["role", "revoke", "oceans.desk", "drafter", "--at", "HQ"],
        &["role", "access", "oceans.desk", "SECRET"],
        &["passkey", "revoke", "admin", "AQEB"],
    ] {
        assert_eq!(m.refused(ADMIN, weighty), "passkey-needed", "{weighty:?}");
    }
}

#[test]
fn a_duty_is_handed_over_for_a_time_and_taken_back() {
    let m = Ministry::open();
    let hand = ["role", "delegate", "legal.desk", "drafter", "--at", "HQ", "--until", "2999-12-31"];
    assert_eq!(m.refused(DESK, &hand), "bad-interval");
    let until =
        m.json(ADMIN, &["sign-in", "oceans.desk"])["until"].as_str().expect("a time")[..10].to_owned();
    let hand = ["role", "delegate", "legal.desk", "drafter", "--at", "HQ", "--until", &until];
    m.ok(DESK, &hand);
    assert!(m.ok(DESK, &hand).starts_with("nothing to add"));
    assert!(m.ok(ADMIN, &["role", "list"]).contains("drafter for oceans.desk"));
    let listed = m.json(ADMIN, &["role", "list", "--at", "HQ"]);
    assert_eq!(listed["delegations"][0]["officer"], "legal.desk");
    assert_eq!(listed["delegations"][0]["by"], "oceans.desk");
    let back = ["role", "take-back", "legal.desk", "drafter", "--at", "HQ"];
    m.ok(DESK, &back);
    assert!(m.ok(DESK, &back).starts_with("nothing to add"));
    let other = ["role", "delegate", "fish.desk", "approver", "--at", "HQ", "--until", &until];
    assert_eq!(m.refused(DESK, &other), "no-role", "nobody hands over what they do not hold");
}
