//! Visits to a provider that is right and to one that is wrong in one place: every way of being wrong has its reason in the
//! log, and none lets anybody in.

use std::time::Duration;

use data_encoding::BASE64URL_NOPAD;
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};

use super::*;

#[path = "../../tests/cycle/provider.rs"]
mod double;

use double::{CLIENT, Double, METADATA, Reply, asked, key, published, signed};

const BACK: &str = "https://desk.example/sign-in/provider/back";
/// How long the tests wait for an answer.
const PATIENCE: Duration = Duration::from_millis(1_500);

fn at(seconds: i64) -> Timestamp {
    Timestamp::from_second(1_764_000_000 + seconds).expect("a time")
}

fn client(double: &Double) -> IdentityProvider {
    IdentityProvider::new(&double.issuer(), CLIENT).expect("an issuer")
}

fn visiting(settings: IdentityProvider) -> Provider {
    let fetcher = Fetcher::patient(&settings.hosts, PATIENCE);
    Provider::asked_by(settings, fetcher, &[9; 32])
}

/// A provider, ours for it, and what waits.
fn both() -> (Double, Provider, Waiting) {
    let double = Double::start();
    let provider = visiting(client(&double));
    (double, provider, Waiting::new([3; 32]))
}

fn begin(provider: &Provider, chance: u8, now: Timestamp) -> Departure {
    provider.begin((BACK, "/inbox"), "fr", [chance; 32], now).expect("sent off")
}

fn returned(departure: &Departure, more: &[(&str, &str)]) -> Returned {
    let state = asked(&departure.to)["state"].clone();
    let mut said = vec![("state".to_owned(), state)];
    said.extend(more.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
    Returned(said)
}

type Came = Result<(Account, String), Wrong>;

fn finish(provider: &Provider, waiting: &Waiting, departure: &Departure, now: Timestamp) -> Came {
    let returned = returned(departure, &[("code", "c0de")]);
    provider.finish((Some(&departure.kept), &returned), BACK, waiting, now)
}

/// What a visit comes to if the provider is wrong about something.
fn visit(wrong: impl FnOnce(&Double, &mut Value) -> Option<String>) -> Came {
    let (double, provider, waiting) = both();
    let departure = begin(&provider, 1, at(0));
    let mut claims = double.claims(&departure.to, "24400320", at(5).as_second());
    let statement = wrong(&double, &mut claims).unwrap_or_else(|| double.statement(&claims));
    double.states(&statement);
    finish(&provider, &waiting, &departure, at(6))
}

#[test]
fn a_visit_goes_out_with_a_challenge_and_comes_back_with_an_account() {
    let (double, provider, waiting) = both();
    let departure = begin(&provider, 1, at(0));
    assert!(
        departure.to.starts_with(&format!("{}/authorize?realm=ministry&response_type=code", double.issuer()))
    );
    let sent = asked(&departure.to);
    let said = |name: &str| sent[name].as_str();
    assert_eq!((said("client_id"), said("redirect_uri"), said("scope")), (CLIENT, BACK, "openid"));
    assert_eq!((said("code_challenge_method"), said("ui_locales")), ("S256", "fr"));
    double.states(&double.statement(&double.claims(&departure.to, "24400320", at(5).as_second())));
    let (account, next) = finish(&provider, &waiting, &departure, at(6)).expect("it is right");
    assert_eq!((account.issuer, account.subject.as_str()), (double.issuer(), "24400320"));
    assert_eq!(next, "/inbox");
    let exchanged = double.heard("/token").concat();
    let form = asked(exchanged.rsplit_once("\r\n\r\n").expect("a body").1);
    let digest = ring::digest::digest(&ring::digest::SHA256, form["code_verifier"].as_bytes());
    assert_eq!(BASE64URL_NOPAD.encode(digest.as_ref()), said("code_challenge"));
    assert_eq!((form["code"].as_str(), form["redirect_uri"].as_str()), ("c0de", BACK));
    assert_eq!(form["client_id"], CLIENT, "a client without a secret says who it is");
    assert!(!exchanged.to_lowercase().contains("authorization:"), "{exchanged}");
}

#[test]
fn a_secret_is_shown_as_the_provider_asks_and_never_printed() {
    for (ways, basic) in [(None, true), (Some(json!(["client_secret_post"])), false)] {
        let double = Double::start();
        let mut metadata = double.metadata();
        if let Some(ways) = ways {
            metadata["token_endpoint_auth_methods_supported"] = ways;
        }
        double.describes(&metadata);
        let settings = client(&double).with_secret("s3cret/+");
        assert!(!format!("{settings:?}").contains("s3cret"), "{settings:?}");
        let (provider, waiting) = (visiting(settings), Waiting::new([3; 32]));
        let departure = begin(&provider, 1, at(0));
        double.states(&double.statement(&double.claims(&departure.to, "1", at(0).as_second())));
        assert!(finish(&provider, &waiting, &departure, at(1)).is_ok());
        let exchanged = double.heard("/token").concat();
        assert_eq!(exchanged.contains("Basic Y2hhbmNlcnk6czNjcmV0JTJGJTJC"), basic, "{exchanged}");
        assert_eq!(exchanged.contains("client_secret=s3cret%2F%2B"), !basic, "{exchanged}");
    }
}

#[test]
fn a_statement_that_was_not_made_for_this_client_and_this_visit_names_nobody() {
    let changes: &[(&str, Value, Wrong)] = &[
        ("nonce", json!("another"), Wrong::Nonce),
        ("nonce", Value::Null, Wrong::Nonce),
        ("aud", json!("another"), Wrong::Audience),
        ("aud", json!([]), Wrong::Audience),
        ("aud", json!([CLIENT, "another"]), Wrong::Audience),
        ("azp", json!("another"), Wrong::Audience),
        ("iss", json!("https://evil.example"), Wrong::Issuer),
        ("exp", json!(at(-55).as_second()), Wrong::Expired),
        ("exp", json!("never"), Wrong::Form),
        ("exp", Value::Null, Wrong::Form),
        ("iat", json!(at(-61).as_second()), Wrong::Stale),
        ("iat", json!(at(67).as_second()), Wrong::Stale),
        ("nbf", json!(at(67).as_second()), Wrong::Stale),
        ("sub", json!(""), Wrong::Subject),
        ("sub", json!("a\nb"), Wrong::Subject),
        ("sub", json!("x".repeat(256)), Wrong::Subject),
        ("sub", json!(1), Wrong::Form),
    ];
    for (name, value, wrong) in changes {
        let came = visit(|_, claims| {
            claims[*name] = value.clone();
            None
        });
        assert_eq!(came, Err(*wrong), "{name}: {value}");
    }
    for (name, value) in [
        ("aud", json!([CLIENT])),
        ("azp", json!(CLIENT)),
        ("exp", json!(at(-50).as_second())),
        ("iat", json!(at(60).as_second())),
        ("nbf", json!(at(0).as_second())),
    ] {
        let came = visit(|_, claims| {
            claims[name] = value;
            None
        });
        assert!(came.is_ok(), "{name}: {came:?}");
    }
}

#[test]
fn a_statement_that_is_not_signed_by_the_provider_names_nobody() {
    let head = |head: Value, wrong| {
        let came = visit(|_, claims| Some(signed(&key(1), &head, claims)));
        assert_eq!(came, Err(wrong), "{head}");
    };
    head(json!({ "alg": "none", "kid": "one" }), Wrong::Algorithm);
    head(json!({ "alg": "None", "kid": "one" }), Wrong::Algorithm);
    head(json!({ "alg": "HS256", "kid": "one" }), Wrong::Algorithm);
    head(json!({ "alg": "RS256", "kid": "one" }), Wrong::Key);
    head(json!({ "alg": "ES256", "kid": "one" }), Wrong::Key);
    head(json!({ "alg": "EdDSA", "kid": "two" }), Wrong::Key);
    head(json!({ "alg": "EdDSA", "kid": "one", "crit": ["b64"], "b64": false }), Wrong::Form);
    head(json!({ "alg": "EdDSA", "kid": "one", "typ": "at+jwt" }), Wrong::Form);
    head(json!({ "kid": "one" }), Wrong::Form);
    let own = published(&key(2), "one");
    let claimed = json!({ "alg": "EdDSA", "kid": "one", "jwk": own });
    let came = visit(|_, claims| Some(signed(&key(2), &claimed, claims)));
    assert_eq!(came, Err(Wrong::Signature), "a key that came along with the statement");
    // The public key as a secret of both sides, as libraries were tricked into.
    let came = visit(|_, claims| {
        let part = |value: &Value| BASE64URL_NOPAD.encode(value.to_string().as_bytes());
        let signed = format!("{}.{}", part(&json!({ "alg": "HS256", "kid": "one" })), part(claims));
        let public = published(&key(1), "one")["x"].as_str().map(str::to_owned).expect("a key");
        let public = BASE64URL_NOPAD.decode(public.as_bytes()).expect("bytes");
        let tag =
            ring::hmac::sign(&ring::hmac::Key::new(ring::hmac::HMAC_SHA256, &public), signed.as_bytes());
        Some(format!("{signed}.{}", BASE64URL_NOPAD.encode(tag.as_ref())))
    });
    assert_eq!(came, Err(Wrong::Algorithm));
    for cut in ["", "a.b", "..", "e30.e30.", "a.b.c.d"] {
        assert_eq!(visit(|_, _| Some(cut.into())), Err(Wrong::Form), "{cut}");
    }
    let came = visit(|double, claims| Some(format!("{}AAAA", double.statement(claims))));
    assert_eq!(came, Err(Wrong::Signature));
    let came = visit(|double, claims| {
        let whole = double.statement(claims);
        claims["sub"] = json!("1");
        let other = BASE64URL_NOPAD.encode(claims.to_string().as_bytes());
        let parts: Vec<&str> = whole.split('.').collect();
        Some(format!("{}.{other}.{}", parts[0], parts[2]))
    });
    assert_eq!(came, Err(Wrong::Signature), "claims of another's");
}

#[test]
fn a_visit_comes_back_once_to_the_browser_that_began_it() {
    let (double, provider, waiting) = both();
    let departure = begin(&provider, 1, at(0));
    double.states(&double.statement(&double.claims(&departure.to, "1", at(0).as_second())));
    let back = returned(&departure, &[("code", "c0de")]);
    let other = begin(&provider, 2, at(0));
    for (kept, said) in [
        (None, &back),
        (Some(other.kept.as_str()), &back),
        (Some("x"), &back),
        (Some(departure.kept.as_str()), &Returned::default()),
        (Some(departure.kept.as_str()), &returned(&departure, &[("state", "twice"), ("code", "c0de")])),
    ] {
        assert_eq!(provider.finish((kept, said), BACK, &waiting, at(1)), Err(Wrong::State));
    }
    assert_eq!(finish(&provider, &waiting, &departure, at(600)), Err(Wrong::State), "too late");
    assert!(double.heard("/token").is_empty(), "the provider was not asked");
    assert!(finish(&provider, &waiting, &departure, at(1)).is_ok());
    assert_eq!(finish(&provider, &waiting, &departure, at(2)), Err(Wrong::Replayed));
    assert_eq!(double.heard("/token").len(), 1);
    // A code that was used already, taken along by another visit.
    double.replies("/token", 400, r#"{"error":"invalid_grant"}"#);
    assert_eq!(finish(&provider, &waiting, &other, at(2)), Err(Wrong::Answered(400)));
}

#[test]
fn a_visit_that_comes_back_from_another_issuer_is_not_believed() {
    for (said, promised, wrong) in [
        (Some("https://evil.example"), false, Some(Wrong::MixedUp)),
        (None, true, Some(Wrong::MixedUp)),
        (None, false, None),
        (Some(""), true, Some(Wrong::MixedUp)),
    ] {
        let (double, provider, waiting) = both();
        let mut metadata = double.metadata();
        metadata["authorization_response_iss_parameter_supported"] = promised.into();
        double.describes(&metadata);
        let departure = begin(&provider, 1, at(0));
        double.states(&double.statement(&double.claims(&departure.to, "1", at(0).as_second())));
        let mut more = vec![("code", "c0de")];
        more.extend(said.map(|issuer| ("iss", issuer)));
        let returned = returned(&departure, &more);
        let came = provider.finish((Some(&departure.kept), &returned), BACK, &waiting, at(1));
        assert_eq!(came.err(), wrong, "{said:?}, {promised}");
    }
}

#[test]
fn a_visit_that_the_provider_refuses_says_so_in_a_word_of_the_standard() {
    for (said, wrong) in [
        (("error", "access_denied"), Wrong::Refused("access_denied")),
        (("error", "root was here"), Wrong::Refused("something else")),
        (("code", ""), Wrong::NoCode),
    ] {
        let (_double, provider, waiting) = both();
        let departure = begin(&provider, 1, at(0));
        let returned = returned(&departure, &[said]);
        let came = provider.finish((Some(&departure.kept), &returned), BACK, &waiting, at(1));
        assert_eq!(came, Err(wrong));
    }
}

#[test]
fn an_answer_that_is_huge_slow_led_elsewhere_or_no_answer_is_not_taken() {
    let huge = format!("{{\"id_token\":\"{}\"}}", "x".repeat(300 << 10));
    let slow = Reply { status: 200, body: b"{}".to_vec(), stalls: PATIENCE * 2 };
    let plain = |status, body: &str| Reply { status, body: body.into(), stalls: Duration::ZERO };
    for (path, reply, wrong) in [
        ("/token", plain(200, &huge), Wrong::Large),
        ("/token", slow.clone(), Wrong::Late),
        ("/token", plain(302, "{}"), Wrong::Answered(302)),
        ("/token", plain(200, "<p>"), Wrong::Unreadable),
        ("/token", plain(200, "{}"), Wrong::Unreadable),
        ("/keys", plain(200, &huge), Wrong::Large),
        ("/keys", slow, Wrong::Late),
        ("/keys", plain(500, "{}"), Wrong::Answered(500)),
        ("/keys", plain(200, r#"{"keys":[{"kty":"odd"},7,{}]}"#), Wrong::Key),
    ] {
        let (double, provider, waiting) = both();
        let departure = begin(&provider, 1, at(0));
        double.states(&double.statement(&double.claims(&departure.to, "1", at(0).as_second())));
        double.reply(path, reply);
        assert_eq!(finish(&provider, &waiting, &departure, at(1)), Err(wrong), "{path}");
    }
}

#[test]
fn a_provider_that_describes_itself_wrongly_is_not_visited() {
    let changes: &[(&str, Value, Wrong)] = &[
        ("issuer", json!("https://evil.example"), Wrong::Described),
        ("token_endpoint", json!("https://evil.example/token"), Wrong::Unlisted),
        ("jwks_uri", json!("file:///etc/passwd"), Wrong::Unlisted),
        ("authorization_endpoint", json!("javascript:alert(1)"), Wrong::Unlisted),
        ("code_challenge_methods_supported", json!(["plain"]), Wrong::NoChallenge),
        ("token_endpoint", Value::Null, Wrong::Unreadable),
    ];
    for (name, value, wrong) in changes {
        let (double, provider, _) = both();
        let mut metadata = double.metadata();
        metadata[*name] = value.clone();
        double.describes(&metadata);
        let sent = provider.begin((BACK, "/"), "en", [1; 32], at(0)).map(|departure| departure.to);
        assert_eq!(sent, Err(*wrong), "{name}");
        // Whoever tries again at once is not a reason to ask again.
        assert!(provider.begin((BACK, "/"), "en", [1; 32], at(1)).is_err());
        assert_eq!(double.heard(METADATA).len(), 1);
        double.describes(&double.metadata());
        assert!(provider.begin((BACK, "/"), "en", [1; 32], at(6)).is_ok());
    }
}

#[test]
fn keys_are_asked_for_again_when_one_is_not_known_and_at_most_once_a_minute() {
    let (double, provider, waiting) = both();
    let second = |minute: i64| {
        let now = at(minute);
        let departure = begin(&provider, u8::try_from(minute).expect("small"), now);
        let claims = double.claims(&departure.to, "1", now.as_second());
        double.states(&signed(&key(2), &json!({ "alg": "EdDSA", "kid": "two" }), &claims));
        finish(&provider, &waiting, &departure, now)
    };
    assert_eq!(second(0), Err(Wrong::Key));
    assert_eq!(double.heard("/keys").len(), 1);
    double.publishes(&[published(&key(1), "one"), published(&key(2), "two")]);
    assert_eq!(second(59), Err(Wrong::Key), "asked less than a minute ago");
    assert_eq!(double.heard("/keys").len(), 1);
    assert!(second(60).is_ok());
    assert_eq!(double.heard("/keys").len(), 2);
    assert!(second(61).is_ok());
    assert_eq!(double.heard("/keys").len(), 2, "it is known now");
}

#[test]
fn a_statement_that_names_no_key_is_checked_with_the_only_one_there_is() {
    let unnamed = |keys: &[Value]| {
        visit(|double, claims| {
            double.publishes(keys);
            Some(signed(&key(1), &json!({ "alg": "EdDSA" }), claims))
        })
    };
    let (one, two) = (published(&key(1), "one"), published(&key(2), "two"));
    assert!(unnamed(std::slice::from_ref(&one)).is_ok());
    assert_eq!(unnamed(&[one.clone(), two]), Err(Wrong::Key));
    for (name, other) in [("use", "enc"), ("alg", "ES256"), ("crv", "X25519"), ("kty", "EC")] {
        let mut key = one.clone();
        key[name] = other.into();
        assert_eq!(unnamed(&[key]), Err(Wrong::Key), "{name}");
    }
}

#[test]
fn no_more_than_so_many_visits_are_under_way_at_once() {
    let (_double, provider, _) = both();
    let places: Vec<_> = (0..EXCHANGES_MAX).map(|_| provider.place().expect("free")).collect();
    assert_eq!(provider.place().err(), Some(Wrong::Busy));
    drop(places);
    assert!(provider.place().is_ok());
}

#[test]
fn clocks_may_lie_a_minute_apart() {
    let later = visit(|_, claims| {
        claims["iat"] = (at(6) + SignedDuration::from_secs(60)).as_second().into();
        None
    });
    assert!(later.is_ok(), "{later:?}");
}
