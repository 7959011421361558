//! One visit to the identity provider and back. Its browser keeps a cookie for ten minutes; what goes to the provider is
//! made from that cookie and a secret of this server, so that only this browser can come back with it and strangers who
//! begin many visits fill nothing.

use axum::http::HeaderMap;
use axum::http::header::COOKIE;
use data_encoding::BASE64URL_NOPAD;
use jiff::{SignedDuration, Timestamp};
use ring::hmac;

use crate::session::hex;

/// How long a visit may take.
const VISIT_MAX: SignedDuration = SignedDuration::from_mins(10);
/// The longest address that is gone on to.
const NEXT_MAX: usize = 1_024;

/// What makes and recognises visits.
pub(super) struct Flow {
    key: hmac::Key,
}

/// A visit that came back to the browser it left.
#[derive(Debug)]
pub(super) struct Visited {
    /// By which it is known to have come back already.
    pub(super) digest: [u8; 32],
    pub(super) begun: Timestamp,
    pub(super) next: String,
}

/// Bytes as the text that `OpenID` Connect and its relatives use for them.
pub(super) fn text(bytes: &[u8]) -> String {
    BASE64URL_NOPAD.encode(bytes)
}

/// What the browser keeps of a visit: chance, when it began, and where it goes on to.
pub(super) fn kept(chance: [u8; 32], now: Timestamp, next: &str) -> String {
    let next = if next.len() > NEXT_MAX { "" } else { next };
    format!("{}.{}.{}", hex(&chance), now.as_second(), text(next.as_bytes()))
}

impl Flow {
    pub(super) fn new(secret: &[u8; 32]) -> Self {
        Self { key: hmac::Key::new(hmac::HMAC_SHA256, secret) }
    }

    fn made(&self, purpose: &str, kept: &str) -> hmac::Tag {
        hmac::sign(&self.key, format!("{purpose}\0{kept}").as_bytes())
    }

    /// What comes back in the address, and binds it to the browser.
    pub(super) fn state(&self, kept: &str) -> String {
        text(self.made("state", kept).as_ref())
    }

    /// What comes back in the statement, and binds it to the visit.
    pub(super) fn nonce(&self, kept: &str) -> String {
        text(self.made("nonce", kept).as_ref())
    }

    /// What is shown with the code, so that nobody else can use it.
    pub(super) fn verifier(&self, kept: &str) -> String {
        // RFC 7636, section 4.1: 43 letters for 32 bytes.
        text(self.made("verifier", kept).as_ref())
    }

    /// The visit that a browser began, if it comes back with its own state in time.
    pub(super) fn recognised(&self, kept: &str, state: &str, now: Timestamp) -> Option<Visited> {
        let state = BASE64URL_NOPAD.decode(state.as_bytes()).ok()?;
        hmac::verify(&self.key, format!("state\0{kept}").as_bytes(), &state).ok()?;
        let mut parts = kept.splitn(3, '.').skip(1);
        let begun = Timestamp::from_second(parts.next()?.parse().ok()?).ok()?;
        let next = BASE64URL_NOPAD.decode(parts.next()?.as_bytes()).ok()?;
        let took = now.duration_since(begun);
        let digest = state.try_into().ok().filter(|_| took.abs() < VISIT_MAX)?;
        Some(Visited { digest, begun, next: String::from_utf8(next).ok()? })
    }
}

fn name(secure: bool) -> &'static str {
    if secure { "__Host-chancery-visit" } else { "chancery-visit" }
}

/// The line that gives a browser what it keeps of a visit. The provider sends it back from another site, so a strict
/// cookie would not be shown.
pub(crate) fn cookie(kept: &str, secure: bool) -> String {
    let (only, age) = (if secure { "; Secure" } else { "" }, VISIT_MAX.as_secs());
    format!("{}={kept}; Path=/; Max-Age={age}; HttpOnly; SameSite=Lax{only}", name(secure))
}

/// The line that takes it away again.
pub(crate) fn no_cookie(secure: bool) -> String {
    let only = if secure { "; Secure" } else { "" };
    format!("{}=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax{only}", name(secure))
}

/// What the browser kept of a visit, as it shows it.
pub(crate) fn shown(headers: &HeaderMap, secure: bool) -> Option<String> {
    let lines = headers.get_all(COOKIE).iter().filter_map(|line| line.to_str().ok());
    let mut pairs = lines.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(known, _)| *known == name(secure)).map(|(_, value)| value.to_owned())
}

/// Why the provider sent a visit back, in a word of the standards; no other word of it reaches the log.
pub(super) fn refusal(said: &str) -> &'static str {
    // RFC 6749, section 4.1.2.1, and OpenID Connect Core 1.0, section 3.1.2.6.
    let words = [
        "access_denied",
        "account_selection_required",
        "consent_required",
        "interaction_required",
        "invalid_request",
        "invalid_scope",
        "login_required",
        "server_error",
        "temporarily_unavailable",
        "unauthorized_client",
        "unsupported_response_type",
    ];
    words.into_iter().find(|word| *word == said).unwrap_or("something else")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> Timestamp {
        Timestamp::UNIX_EPOCH + SignedDuration::from_secs(seconds)
    }

    #[test]
    fn a_visit_is_known_in_its_own_browser_for_ten_minutes_and_nowhere_else() {
        let flow = Flow::new(&[1; 32]);
        let one = kept([7; 32], at(0), "/inbox?a=b&c=é");
        let state = flow.state(&one);
        let back = flow.recognised(&one, &state, at(599)).expect("it is known");
        assert_eq!((back.begun, back.next.as_str()), (at(0), "/inbox?a=b&c=é"));
        assert!(flow.recognised(&one, &state, at(600)).is_none(), "too late");
        let other = kept([8; 32], at(0), "/inbox?a=b&c=é");
        assert!(flow.recognised(&other, &state, at(1)).is_none(), "another browser");
        let later = kept([7; 32], at(900), "/inbox?a=b&c=é");
        assert!(flow.recognised(&later, &state, at(901)).is_none(), "a cookie that was changed");
        assert!(Flow::new(&[2; 32]).recognised(&one, &state, at(1)).is_none(), "another server");
        for wrong in ["", "A", &state[1..], &flow.nonce(&one), &flow.verifier(&one), &format!("{state}=")] {
            assert!(flow.recognised(&one, wrong, at(1)).is_none(), "{wrong}");
        }
    }

    #[test]
    fn what_goes_to_the_provider_gives_nothing_away_of_the_rest() {
        let (flow, kept) = (Flow::new(&[1; 32]), kept([7; 32], at(0), "/"));
        let all = [flow.state(&kept), flow.nonce(&kept), flow.verifier(&kept)];
        assert!(all[0] != all[1] && all[1] != all[2] && all[0] != all[2]);
        let fits = |text: &String| {
            text.len() == 43 && text.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_".contains(&b))
        };
        assert!(all.iter().all(fits), "{all:?}");
    }

    #[test]
    fn an_address_that_is_too_long_is_not_gone_on_to() {
        assert!(kept([0; 32], at(0), &"/".repeat(NEXT_MAX + 1)).ends_with(".0."));
    }

    #[test]
    fn the_cookie_is_lax_and_bound_to_its_host() {
        let line = cookie("a.b.c", true);
        assert!(line.starts_with("__Host-chancery-visit=a.b.c; Path=/; Max-Age=600;"), "{line}");
        assert!(line.contains("HttpOnly; SameSite=Lax; Secure"), "{line}");
        let mut headers = HeaderMap::new();
        headers.insert(COOKIE, "x=1; __Host-chancery-visit=a.b.c".parse().expect("a header"));
        assert_eq!(shown(&headers, true).as_deref(), Some("a.b.c"));
        assert_eq!(shown(&headers, false), None);
    }

    #[test]
    fn only_words_of_the_standards_reach_the_log() {
        assert_eq!(refusal("access_denied"), "access_denied");
        assert_eq!(refusal("access_denied\nroot signed in"), "something else");
    }
}
