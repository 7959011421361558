//! Asking the identity provider: over TLS, at listed hosts only, within ten seconds, up to a size, and without following it
//! anywhere. What the answers mean is not known here.

use std::net::IpAddr;
use std::time::Duration;

use data_encoding::BASE64;
use ureq::http::{Response, Uri};
use ureq::{Agent, Body};

use super::Wrong;
use crate::hook::{Target, WebhookHost, manners, may_send};
use crate::links;

/// How long one answer may take, from the name to the last byte.
const ANSWER_MAX: Duration = Duration::from_secs(10);
/// How large one answer may be.
const SIZE_MAX: u64 = 256 << 10;

/// Who asks.
pub(super) struct Fetcher {
    agent: Agent,
    hosts: Vec<WebhookHost>,
}

/// The host of an issuer, if it is one.
pub(super) fn host(issuer: &str) -> Option<WebhookHost> {
    // OpenID Connect Discovery 1.0, section 3: no query and no fragment.
    let plain = !issuer.contains(['?', '#']) && issuer.bytes().all(|byte| byte.is_ascii_graphic());
    let uri: Uri = issuer.parse().ok().filter(|uri| plain && is_safe(uri))?;
    Target::of(&uri)?;
    uri.authority()?.as_str().parse().ok()
}

/// Whether what goes there cannot be read on the way: over TLS, or without leaving this machine.
fn is_safe(uri: &Uri) -> bool {
    let host = uri.host().unwrap_or_default().trim_start_matches('[').trim_end_matches(']');
    let here = host == "localhost" || host.parse::<IpAddr>().is_ok_and(|address| address.is_loopback());
    match uri.scheme_str() {
        Some("https") => true,
        Some("http") => here,
        _ => false,
    }
}

/// The header by which a client with a secret shows who it is.
pub(super) fn basic(client: &str, secret: &str) -> String {
    // RFC 6749, section 2.3.1: each is encoded before the two are put together.
    let both = format!("{}:{}", links::encoded(client), links::encoded(secret));
    format!("Basic {}", BASE64.encode(both.as_bytes()))
}

impl Fetcher {
    pub(super) fn new(hosts: &[WebhookHost]) -> Self {
        Self::patient(hosts, ANSWER_MAX)
    }

    pub(super) fn patient(hosts: &[WebhookHost], patience: Duration) -> Self {
        Self { agent: manners(patience).into(), hosts: hosts.to_vec() }
    }

    /// Whether an address is one that may be asked.
    pub(super) fn may_ask(&self, address: &str) -> Result<(), Wrong> {
        let uri: Option<Uri> = address.parse().ok().filter(is_safe);
        let target = uri.as_ref().and_then(Target::of);
        if target.is_some_and(|target| may_send(&self.hosts, &target)) {
            Ok(())
        } else {
            Err(Wrong::Unlisted)
        }
    }

    /// Asks for what stands at an address.
    pub(super) fn get(&self, address: &str) -> Result<Vec<u8>, Wrong> {
        self.may_ask(address)?;
        read(self.agent.get(address).header("accept", "application/json").call())
    }

    /// Sends a form to an address; `shown` says who sends it.
    pub(super) fn post(
        &self,
        address: &str,
        form: &[(&str, &str)],
        shown: Option<&str>,
    ) -> Result<Vec<u8>, Wrong> {
        self.may_ask(address)?;
        let mut asking = self.agent.post(address).header("accept", "application/json");
        if let Some(shown) = shown {
            asking = asking.header("authorization", shown);
        }
        read(asking.send_form(form.iter().copied()))
    }
}

fn read(answered: Result<Response<Body>, ureq::Error>) -> Result<Vec<u8>, Wrong> {
    let mut answer = answered.map_err(|error| wrong(&error))?;
    let status = answer.status().as_u16();
    if status != 200 {
        return Err(Wrong::Answered(status));
    }
    answer.body_mut().with_config().limit(SIZE_MAX).read_to_vec().map_err(|error| wrong(&error))
}

fn wrong(error: &ureq::Error) -> Wrong {
    match error {
        ureq::Error::Timeout(_) => Wrong::Late,
        ureq::Error::Tls(_) | ureq::Error::Rustls(_) | ureq::Error::TlsRequired => Wrong::Insecure,
        ureq::Error::BodyExceedsLimit(_) => Wrong::Large,
        _ => Wrong::Unreachable,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_issuer_is_reached_over_tls_or_on_this_machine() {
        for good in [
            "https://login.ministry.example",
            "https://login.ministry.example:8443/realms/ministry",
            "http://127.0.0.1:8080",
            "http://localhost:8080/",
            "http://[::1]:8080",
        ] {
            assert!(host(good).is_some(), "{good}");
        }
        for bad in [
            "",
            "login.ministry.example",
            "http://login.ministry.example",
            "http://127.0.0.1.evil.example",
            "http://localhost.evil.example",
            "https://login.ministry.example/?realm=one",
            "https://login.ministry.example/#here",
            "https://me@login.ministry.example",
            "https://login.ministry.example/a b",
            "ftp://login.ministry.example",
        ] {
            assert!(host(bad).is_none(), "{bad}");
        }
    }

    #[test]
    fn only_listed_hosts_are_asked() {
        let fetcher = Fetcher::new(&[host("https://login.ministry.example").expect("a host")]);
        assert_eq!(fetcher.may_ask("https://login.ministry.example/token"), Ok(()));
        for bad in [
            "http://login.ministry.example/token",
            "https://login.ministry.example:8443/token",
            "https://evil.example/token",
            "https://login.ministry.example@evil.example/token",
            "http://127.0.0.1/token",
            "/token",
        ] {
            assert_eq!(fetcher.may_ask(bad), Err(Wrong::Unlisted), "{bad}");
        }
    }

    #[test]
    fn a_secret_with_odd_letters_is_encoded_before_it_is_joined() {
        assert_eq!(basic("s6BhdRkqt3", "gX1fBat3bV"), "Basic czZCaGRSa3F0MzpnWDFmQmF0M2JW", "of RFC 6749");
        assert_eq!(basic("a:b", "c d%"), format!("Basic {}", BASE64.encode(b"a%3Ab:c%20d%25")));
    }
}
