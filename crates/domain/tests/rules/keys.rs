//! Stories of passkeys: who must confirm what, what a confirmation binds, how it is checked again, and how a lost key is
//! replaced. And of a duty handed over for some days.

use domain::command::{Command, decide};
use domain::entry::Salt;
use domain::fact::{Fact, Role, RoleDelegated, RoleDelegationEnded, RoleGranted, RoleRevoked};
use domain::proof::{self, Presence, Unproven};
use domain::refusal::Refusal;
use domain::words::{EntryId, Handle};
use passkey::software::Authenticator;

use crate::common::{Desk, circular, day, hq, name, time};

const DAY: &str = "2026-03-02";

fn ready() -> (Desk, EntryId) {
    let mut desk = Desk::of_the_ministry();
    let draft = desk.begin(DAY, &circular(&["PAR", "OTT"], &[]));
    desk.request(DAY, draft, "legal.adviser", &[]);
    desk.clear(DAY, draft, "legal.adviser");
    (desk, draft)
}

fn handle(text: &str) -> Handle {
    name(text)
}

fn granted(officer: &str, role: Role) -> Command {
    let from = day("2026-01-01");
    Command::GrantRole(RoleGranted { officer: name(officer), office: hq(), role, from, until: None })
}

fn code(answer: &Result<Vec<EntryId>, Refusal>) -> &'static str {
    answer.as_ref().map_or_else(Refusal::code, |_| "recorded")
}

#[test]
fn whoever_holds_a_passkey_approves_and_releases_only_with_it() {
    let (mut desk, draft) = ready();
    let director = desk.enrol(1, "oceans.director");
    for presence in [Presence::Page, Presence::Console] {
        desk.presence = presence;
        let answer = desk.ask("HQ", "oceans.director", DAY, Command::Approve { draft });
        assert_eq!(code(&answer), "passkey-needed");
    }
    let approved = desk.confirm(&director, "HQ", "oceans.director", DAY, Command::Approve { draft });
    assert_eq!(desk.kinds(&approved.expect("approved")), ["draft.approved", "act.confirmed"]);
    // The releaser holds none, and is asked for none.
    desk.presence = Presence::Page;
    let released = desk.ask("HQ", "watch.officer", DAY, Command::Release { draft }).expect("released");
    assert_eq!(desk.kinds(&released), ["instruction.released", "tasking.issued"]);
}

#[test]
fn a_confirmation_binds_the_act_the_text_and_the_addressees_and_serves_nothing_else() {
    let (mut desk, draft) = ready();
    let director = desk.enrol(1, "oceans.director");
    let context = desk.context(hq(), &handle("oceans.director"), time(DAY));
    let Err(Refusal::PasskeyNeeded { act, .. }) = decide(desk.world(), &context, &Command::Approve { draft })
    else {
        panic!("no passkey was asked for");
    };
    let lines: Vec<&str> = act.lines().map(|line| line.split(' ').next().unwrap_or_default()).collect();
    assert_eq!(lines, ["chancery", "kind", "office", "officer", "dossier", "text", "fact"]);
    let signed = Desk::proof_of(&act, &director);
    // The text changes after it was signed for.
    let mut changed = desk.clone();
    changed.presence = Presence::Console;
    let sheet = Box::new(crate::common::read(&circular(&["PAR"], &[])));
    changed.ask("HQ", "oceans.desk", DAY, Command::Revise { draft, sheet }).expect("revised");
    changed.clear(DAY, draft, "legal.adviser");
    changed.presence = signed.clone();
    let answer = changed.ask("HQ", "oceans.director", DAY, Command::Approve { draft });
    assert_eq!(code(&answer), "proof-wrong");
    // Another draft, word for word the same.
    let other = {
        desk.presence = Presence::Console;
        let other = desk.begin(DAY, &circular(&["PAR", "OTT"], &[]));
        desk.request(DAY, other, "legal.adviser", &[]);
        desk.clear(DAY, other, "legal.adviser");
        other
    };
    desk.presence = signed.clone();
    let answer = desk.ask("HQ", "oceans.director", DAY, Command::Approve { draft: other });
    assert_eq!(code(&answer), "proof-wrong");
    // Another officer cannot use it either, with a passkey of their own or without.
    desk.presence = signed.clone();
    assert_eq!(code(&desk.ask("HQ", "oceans.desk", DAY, granted("oceans.desk", Role::Reader))), "no-role");
    desk.ask("HQ", "oceans.director", DAY, Command::Approve { draft }).expect("and it serves its own");
}

#[test]
fn a_hostile_confirmation_is_never_taken() {
    let (desk, draft) = ready();
    let wrongs: &[fn(&mut Authenticator)] = &[
        |key| key.origin = "https://evil.example".into(),
        |key| key.party = "evil.example".into(),
        |key| key.flags = 0x01,
        |key| key.flags = 0x04,
        |key| key.credential = vec![1, 2, 3],
    ];
    for wrong in wrongs {
        let mut desk = desk.clone();
        let mut key = desk.enrol(1, "oceans.director");
        wrong(&mut key);
        let answer = desk.confirm(&key, "HQ", "oceans.director", DAY, Command::Approve { draft });
        assert_eq!(code(&answer), "proof-wrong");
    }
    let mut desk = desk.clone();
    desk.enrol(1, "oceans.director");
    let other = desk.enrol(2, "watch.officer");
    let answer = desk.confirm(&other, "HQ", "oceans.director", DAY, Command::Approve { draft });
    assert_eq!(code(&answer), "proof-wrong", "another officer's passkey");
}

#[test]
fn a_confirmation_of_a_role_serves_once_even_if_the_role_was_taken_back_in_between() {
    let mut desk = Desk::of_the_ministry();
    let mut key = desk.enrol(1, "network.admin");
    let role = || granted("new.desk", Role::Drafter);
    desk.confirm(&key, "HQ", "network.admin", DAY, role()).expect("granted");
    let spent = desk.presence.clone();
    key.counter += 1;
    let revoked = RoleRevoked { officer: name("new.desk"), office: hq(), role: Role::Drafter };
    desk.confirm(&key, "HQ", "network.admin", DAY, Command::RevokeRole(revoked)).expect("revoked");
    desk.presence = spent;
    assert_eq!(code(&desk.ask("HQ", "network.admin", DAY, role())), "proof-wrong");
}

#[test]
fn a_further_passkey_is_confirmed_by_one_that_is_there() {
    let mut desk = Desk::of_the_ministry();
    let first = desk.enrol(1, "oceans.desk");
    let second = Authenticator::new(2, "localhost", "http://localhost");
    desk.presence = Presence::Page;
    assert_eq!(code(&desk.register("oceans.desk", &second)), "passkey-needed");
    let context = desk.context(hq(), &handle("oceans.desk"), time(DAY));
    let registered = domain::fact::PasskeyRegistered {
        officer: name("oceans.desk"),
        credential: second.credential.clone().into(),
        key: second.key().into(),
        party: "localhost".into(),
        synced: false,
    };
    let command = Command::RegisterPasskey(registered);
    assert!(decide(desk.world(), &context, &command).is_err());
    desk.confirm(&first, "HQ", "oceans.desk", DAY, command).expect("confirmed by the first");
    assert_eq!(desk.directory.keys().of(&handle("oceans.desk")).count(), 2);
}

#[test]
fn two_administrators_replace_a_lost_passkey_and_the_old_one_is_void() {
    let (mut desk, draft) = ready();
    let lost = desk.enrol(1, "oceans.director");
    desk.presence = Presence::Console;
    for second in ["second.admin", "third.admin"] {
        desk.ask("HQ", "network.admin", DAY, granted(second, Role::Administrator)).expect("granted");
    }
    let officer = || handle("oceans.director");
    let ask = || Command::AskRecovery { officer: officer() };
    let grant = || Command::GrantRecovery { officer: officer() };
    desk.ask("HQ", "network.admin", DAY, ask()).expect("asked");
    assert_eq!(code(&desk.ask("HQ", "network.admin", DAY, grant())), "recovery-alone");
    let late = "2026-03-03T09:00Z";
    assert_eq!(code(&desk.ask("HQ", "second.admin", late, grant())), "recovery-not-asked", "a day later");
    let granted = desk.ask("HQ", "second.admin", "2026-03-03T08:59Z", grant()).expect("granted");
    assert_eq!(desk.kinds(&granted), ["recovery.granted", "passkey.revoked"]);
    let answer = desk.confirm(&lost, "HQ", "oceans.director", "2026-03-04", Command::Approve { draft });
    assert_eq!(code(&answer), "proof-wrong", "the lost one");
    desk.presence = Presence::Page;
    let new = Authenticator::new(2, "localhost", "http://localhost");
    desk.register("oceans.director", &new).expect("anew");
    let third = Authenticator::new(3, "localhost", "http://localhost");
    assert_eq!(code(&desk.register("oceans.director", &third)), "passkey-needed", "once");
    desk.confirm(&new, "HQ", "oceans.director", "2026-03-04", Command::Approve { draft }).expect("approved");
}

#[test]
fn an_administrator_who_lost_the_role_no_longer_counts_as_one_of_two() {
    let mut desk = Desk::of_the_ministry();
    desk.enrol(1, "oceans.director");
    desk.presence = Presence::Console;
    desk.ask("HQ", "network.admin", DAY, granted("second.admin", Role::Administrator)).expect("granted");
    let officer = || handle("oceans.director");
    desk.ask("HQ", "second.admin", DAY, Command::AskRecovery { officer: officer() }).expect("asked");
    let revoked = RoleRevoked { officer: name("second.admin"), office: hq(), role: Role::Administrator };
    desk.ask("HQ", "network.admin", DAY, Command::RevokeRole(revoked)).expect("revoked");
    let answer = desk.ask("HQ", "network.admin", DAY, Command::GrantRecovery { officer: officer() });
    assert_eq!(code(&answer), "no-role");
}

#[test]
fn a_stranger_checks_a_confirmation_again_and_finds_any_change() {
    let (mut desk, draft) = ready();
    let director = desk.enrol(1, "oceans.director");
    let approved = desk.confirm(&director, "HQ", "oceans.director", DAY, Command::Approve { draft });
    let [act, confirmation] = approved.expect("approved")[..] else { panic!("two entries") };
    // The key is revoked later, which changes nothing about what was signed before.
    desk.presence = Presence::Console;
    let credential = director.credential.clone().into();
    let revoke = Command::RevokePasskey { officer: handle("oceans.director"), credential };
    desk.ask("HQ", "network.admin", "2026-03-05", revoke).expect("revoked");
    let keys = desk.directory.keys();
    let (act, confirmation) = (desk.entry(act).clone(), desk.entry(confirmation).clone());
    let text = Some(desk.entry(draft).digest);
    assert_eq!(proof::recheck(keys, &confirmation, &act, text), Ok(()));
    let other_text = Some(domain::entry::Digest([1; 32]));
    assert!(matches!(proof::recheck(keys, &confirmation, &act, other_text), Err(Unproven::Wrong(_))));
    assert_eq!(proof::recheck(keys, &confirmation, &act, None), Err(Unproven::Misplaced));
    let mut forged = act.clone();
    forged.actor = handle("watch.officer");
    assert_eq!(proof::recheck(keys, &confirmation, &forged, text), Err(Unproven::Misplaced));
    let mut altered = confirmation.clone();
    let Ok(Fact::ActConfirmed(mut fact)) = altered.fact() else { panic!("a confirmation") };
    fact.nonce = Salt([9; 16]);
    altered.fact = Fact::from(fact).bytes().into();
    assert!(matches!(proof::recheck(keys, &altered, &act, text), Err(Unproven::Wrong(_))));
    let none = Desk::of_the_ministry();
    assert_eq!(proof::recheck(none.directory.keys(), &confirmation, &act, text), Err(Unproven::Key));
}

fn handed(from: &str, until: &str) -> RoleDelegated {
    let (from, until) = (day(from), day(until));
    RoleDelegated { officer: name("trade.desk"), office: hq(), role: Role::Releaser, from, until }
}

#[test]
fn a_duty_handed_over_holds_within_its_dates_and_only_while_its_giver_holds_it() {
    let mut desk = Desk::of_the_ministry();
    let delegate = || Command::Delegate(handed("2026-03-03", "2026-03-05"));
    desk.ask("HQ", "watch.officer", DAY, delegate()).expect("handed over");
    let holds =
        |desk: &Desk, on: &str| desk.directory.holds(&handle("trade.desk"), hq(), Role::Releaser, day(on));
    let days = ["2026-03-02", "2026-03-03", "2026-03-05", "2026-03-06"];
    assert_eq!(days.map(|on| holds(&desk, on)), [false, true, true, false]);
    // Nobody hands on what was handed to them, or what they never had.
    let on = Command::Delegate(RoleDelegated {
        officer: name("oceans.desk"),
        ..handed("2026-03-03", "2026-03-04")
    });
    assert_eq!(code(&desk.ask("HQ", "trade.desk", "2026-03-03", on)), "no-role");
    let ended = RoleDelegationEnded { officer: name("trade.desk"), office: hq(), role: Role::Releaser };
    let mut earlier = desk.clone();
    earlier.ask("HQ", "watch.officer", DAY, Command::EndDelegation(ended)).expect("taken back");
    assert!(!holds(&earlier, "2026-03-04"));
    let revoked = RoleRevoked { officer: name("watch.officer"), office: hq(), role: Role::Releaser };
    desk.ask("HQ", "network.admin", DAY, Command::RevokeRole(revoked)).expect("revoked");
    assert!(!holds(&desk, "2026-03-04"), "the giver lost it");
}

#[test]
fn a_draft_cannot_be_approved_by_its_drafter_through_a_duty_handed_to_them() {
    let mut desk = Desk::of_the_ministry();
    let sheet = Box::new(crate::common::read(&circular(&["PAR"], &[])));
    let purpose = domain::fact::Purpose::Instruction;
    let draft = desk.ask("HQ", "europe.desk", DAY, Command::Draft { purpose, sheet }).expect("drafted")[0];
    desk.request_by("europe.desk", draft, "legal.adviser");
    desk.clear(DAY, draft, "legal.adviser");
    let delegated =
        RoleDelegated { officer: name("europe.desk"), role: Role::Approver, ..handed(DAY, "2026-03-09") };
    desk.ask("HQ", "oceans.director", DAY, Command::Delegate(delegated)).expect("handed over");
    assert_eq!(code(&desk.ask("HQ", "europe.desk", DAY, Command::Approve { draft })), "own-draft");
}
