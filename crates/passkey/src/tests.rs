//! Stories of ceremonies with an authenticator in software: what is right is taken, and nothing that is wrong in any one
//! place.

use proptest::prelude::*;

use crate::software::Authenticator;
use crate::{Expected, Wrong, assertion, registration, went_on};

const PARTY: &str = "localhost";
const PAGE: &str = "http://localhost:8080";
const CHALLENGE: [u8; 32] = [7; 32];

fn expected() -> Expected<'static> {
    Expected { party: PARTY, origin: Some(PAGE), challenge: &CHALLENGE }
}

fn key() -> Authenticator {
    Authenticator::new(1, PARTY, PAGE)
}

fn registered(key: &Authenticator) -> Result<crate::Registered, Wrong> {
    let (client, attestation) = key.register(&CHALLENGE);
    registration(expected(), &client, &attestation)
}

fn asserted(key: &Authenticator, expected: Expected<'_>) -> Result<crate::Seen, Wrong> {
    assertion(expected, &key.key(), key.sign(&CHALLENGE).said())
}

#[test]
fn a_key_is_registered_and_signs() {
    let mut key = key();
    let known = registered(&key).expect("registered");
    assert_eq!((known.credential.as_slice(), known.key), (key.credential.as_slice(), key.key()));
    assert!(!known.synced);
    key.counter = 5;
    assert_eq!(asserted(&key, expected()).map(|seen| seen.counter), Ok(5));
    let anywhere = Expected { origin: None, ..expected() };
    assert_eq!(asserted(&key, anywhere).map(|seen| seen.counter), Ok(5), "checked again years later");
}

/// One thing that is wrong with a key, and what is said of it.
type Fault = (&'static str, fn(&mut Authenticator), Wrong);

const FAULTS: &[Fault] = &[
    ("another page", |key| key.origin = "https://evil.example".into(), Wrong::Origin),
    ("another port", |key| key.origin = "http://localhost:8081".into(), Wrong::Origin),
    ("another party", |key| key.party = "evil.example".into(), Wrong::Party),
    ("nobody there", |key| key.flags = 0x04, Wrong::Presence),
    ("nobody verified", |key| key.flags = 0x01, Wrong::Verification),
    ("backed up and not to be", |key| key.flags = 0x15, Wrong::Contradiction),
    ("extensions that are not there", |key| key.flags = 0x85, Wrong::Unreadable),
];

#[test]
fn nothing_is_taken_that_is_wrong_in_one_place() {
    for (what, change, wrong) in FAULTS {
        let mut key = key();
        change(&mut key);
        assert_eq!(registered(&key), Err(*wrong), "registering: {what}");
        assert_eq!(asserted(&key, expected()), Err(*wrong), "signing: {what}");
    }
}

#[test]
fn an_answer_to_another_challenge_or_by_another_key_is_not_taken() {
    let (key, other) = (key(), Authenticator::new(2, PARTY, PAGE));
    let replayed = key.sign(&[8; 32]);
    assert_eq!(assertion(expected(), &key.key(), replayed.said()), Err(Wrong::Challenge));
    let theirs = other.sign(&CHALLENGE);
    assert_eq!(assertion(expected(), &key.key(), theirs.said()), Err(Wrong::Signature));
    let mut mixed = key.sign(&CHALLENGE);
    mixed.client_data = key.client_data("webauthn.create", &CHALLENGE);
    assert_eq!(assertion(expected(), &key.key(), mixed.said()), Err(Wrong::Kind));
    let framed = String::from_utf8(key.client_data("webauthn.get", &CHALLENGE)).expect("text");
    mixed.client_data = framed.replace("false", "true").into_bytes();
    assert_eq!(assertion(expected(), &key.key(), mixed.said()), Err(Wrong::Origin), "inside another page");
}

#[test]
fn a_counter_must_go_on_unless_the_key_does_not_count() {
    assert!(went_on(0, 0) && went_on(0, 1) && went_on(4, 5));
    assert!(!went_on(5, 5) && !went_on(5, 4) && !went_on(5, 0));
}

#[test]
fn a_key_of_an_unknown_algorithm_and_an_attestation_are_not_taken() {
    let (client, mut attestation) = key().register(&CHALLENGE);
    let place = attestation.windows(4).position(|four| four == b"none").expect("it says so");
    attestation[place] = b'N';
    assert_eq!(registration(expected(), &client, &attestation), Err(Wrong::Attestation));
    let (client, mut attestation) = key().register(&CHALLENGE);
    let place = attestation.len() - key().key().len();
    // The algorithm stands fifth in the key: -8 becomes -9.
    attestation[place + 4] = 0x28;
    assert_eq!(registration(expected(), &client, &attestation), Err(Wrong::Key));
}

proptest! {
    #[test]
    fn what_is_cut_short_or_altered_is_not_taken(cut in 0usize..400, place in 0usize..400, bit in 0u8..8) {
        let key = key();
        let (client, attestation) = key.register(&CHALLENGE);
        if cut < attestation.len() {
            prop_assert!(registration(expected(), &client, &attestation[..cut]).is_err());
        }
        let answer = key.sign(&CHALLENGE);
        for which in 0..3 {
            let mut altered = answer.clone();
            let part = match which {
                0 => &mut altered.authenticator_data,
                1 => &mut altered.client_data,
                _ => &mut altered.signature,
            };
            let place = place % part.len();
            part[place] ^= 1 << bit;
            prop_assert!(assertion(expected(), &key.key(), altered.said()).is_err());
            let mut short = answer.clone();
            let part = match which {
                0 => &mut short.authenticator_data,
                1 => &mut short.client_data,
                _ => &mut short.signature,
            };
            part.truncate(cut % part.len());
            prop_assert!(assertion(expected(), &key.key(), short.said()).is_err());
        }
    }

    #[test]
    fn any_bytes_are_answered_without_a_crash(client in ".{0,200}", bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let said = crate::Said { authenticator_data: &bytes, client_data: client.as_bytes(), signature: &bytes };
        prop_assert!(registration(expected(), client.as_bytes(), &bytes).is_err());
        prop_assert!(assertion(expected(), &bytes, said).is_err());
    }
}
