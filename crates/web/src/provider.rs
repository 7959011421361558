//! The ministry's own identity provider, by `OpenID` Connect: a visit is sent there and comes back with a code, which is
//! changed for a signed statement of who it was. The statement names an account; which officer an account speaks for is on
//! record, and asked elsewhere. Nothing is kept of a visit under way but what its own browser holds.

use std::fmt;
use std::sync::atomic::{AtomicUsize, Ordering};

use jiff::Timestamp;
use ring::digest;

use crate::confirm::Waiting;
use crate::hook::WebhookHost;
use crate::links;

mod fetch;
mod flow;
mod metadata;
#[cfg(test)]
mod tests;
mod token;

pub(crate) use flow::{cookie, no_cookie, shown};

use fetch::Fetcher;
use flow::Flow;
use metadata::{Authentication, Known};

/// So many visits may be on their way to the provider at once.
const EXCHANGES_MAX: usize = 32;

/// The identity provider as whoever keeps the server names it.
#[derive(Clone, Debug)]
pub struct IdentityProvider {
    issuer: String,
    client: String,
    name: String,
    secret: Option<Secret>,
    hosts: Vec<WebhookHost>,
}

/// What proves to the provider that it is this server; it is never printed.
#[derive(Clone)]
struct Secret(String);

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret")
    }
}

impl IdentityProvider {
    /// The provider at an address, where this server is known as a client.
    pub fn new(issuer: &str, client: &str) -> Result<Self, String> {
        let host = fetch::host(issuer).ok_or_else(|| {
            format!("`{issuer}` is no issuer: it begins with https:// and has neither `?` nor `#`")
        })?;
        if client.is_empty() || !client.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Err("the client is the name the provider gave to this server, without blanks".to_owned());
        }
        let (issuer, client, name) = (issuer.to_owned(), client.to_owned(), host.to_string());
        Ok(Self { issuer, client, name, secret: None, hosts: vec![host] })
    }

    /// The same, called by a name on the sign-in page; its host, if not said.
    #[must_use]
    pub fn called(self, name: &str) -> Self {
        Self { name: name.to_owned(), ..self }
    }

    /// The same, with the secret this server shows to it. Without one the proof of each exchange has to do.
    #[must_use]
    pub fn with_secret(self, secret: &str) -> Self {
        Self { secret: Some(Secret(secret.to_owned())), ..self }
    }

    /// The same, with further hosts of the provider to which this server may speak.
    #[must_use]
    pub fn also_at(mut self, hosts: &[WebhookHost]) -> Self {
        self.hosts.extend_from_slice(hosts);
        self
    }
}

/// An account of the provider.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Account {
    pub(crate) issuer: String,
    pub(crate) subject: String,
}

/// What a visit came back with, as its address says.
#[derive(Clone, Debug, Default)]
pub(crate) struct Returned(pub(crate) Vec<(String, String)>);

impl Returned {
    /// A parameter that is said once; one that is said twice is none.
    fn get(&self, name: &str) -> Option<&str> {
        let mut said = self.0.iter().filter(|(known, _)| known == name);
        let value = said.next().map(|(_, value)| value.as_str());
        value.filter(|_| said.next().is_none())
    }
}

/// Why nobody is signed in. It is for the operator's log: no word of it is the visitor's or the provider's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Wrong {
    #[error("the provider could not be reached")]
    Unreachable,
    #[error("the provider did not answer in time")]
    Late,
    #[error("the provider's certificate was not taken, or it does not speak TLS")]
    Insecure,
    #[error("the provider's answer was too large")]
    Large,
    #[error("the provider answered with status {0}")]
    Answered(u16),
    #[error("the provider's answer could not be read")]
    Unreadable,
    #[error("the provider describes itself under another issuer")]
    Described,
    #[error("an endpoint of the provider is at a host that is not listed")]
    Unlisted,
    #[error("the provider takes no S256 challenge")]
    NoChallenge,
    #[error("too many visits are on their way to the provider")]
    Busy,
    #[error("the visit was not begun in this browser, or too long ago")]
    State,
    #[error("the visit came back a second time")]
    Replayed,
    #[error("the visit came back from another issuer")]
    MixedUp,
    #[error("the provider says {0}")]
    Refused(&'static str),
    #[error("the visit came back without a code")]
    NoCode,
    #[error("the statement is not of the form of an ID token")]
    Form,
    #[error("the statement is signed in a way that is not taken")]
    Algorithm,
    #[error("the statement is signed with a key that the provider does not publish")]
    Key,
    #[error("the signature of the statement is wrong")]
    Signature,
    #[error("the statement is another issuer's")]
    Issuer,
    #[error("the statement is for another client")]
    Audience,
    #[error("the statement has expired")]
    Expired,
    #[error("the statement was not made for this visit")]
    Stale,
    #[error("the statement answers another visit")]
    Nonce,
    #[error("the statement names no account")]
    Subject,
}

/// What a visit takes along: where it goes, and what its browser keeps meanwhile.
pub(crate) struct Departure {
    pub(crate) to: String,
    pub(crate) kept: String,
}

/// What the provider gives for a code, as far as it matters here.
#[derive(serde::Deserialize)]
struct Answer {
    id_token: String,
}

/// The provider, with what is known of it.
pub(crate) struct Provider {
    settings: IdentityProvider,
    known: Known,
    flow: Flow,
    under_way: AtomicUsize,
}

impl Provider {
    /// The provider, not yet asked anything.
    pub(crate) fn new(settings: IdentityProvider, secret: &[u8; 32]) -> Self {
        let fetcher = Fetcher::new(&settings.hosts);
        Self::asked_by(settings, fetcher, secret)
    }

    fn asked_by(settings: IdentityProvider, fetcher: Fetcher, secret: &[u8; 32]) -> Self {
        let known = Known::new(&settings.issuer, fetcher);
        Self { settings, known, flow: Flow::new(secret), under_way: AtomicUsize::new(0) }
    }

    /// What it is called on the sign-in page.
    pub(crate) fn name(&self) -> &str {
        &self.settings.name
    }

    /// The address of the provider, by which accounts are known.
    pub(crate) fn issuer(&self) -> &str {
        &self.settings.issuer
    }

    /// Sends a visit to the provider; it comes back to `back`, and goes on to `next` from there.
    pub(crate) fn begin(
        &self,
        (back, next): (&str, &str),
        tongue: &str,
        chance: [u8; 32],
        now: Timestamp,
    ) -> Result<Departure, Wrong> {
        let _place = self.place()?;
        let metadata = self.known.metadata(now)?;
        let kept = flow::kept(chance, now, next);
        let challenge = digest::digest(&digest::SHA256, self.flow.verifier(&kept).as_bytes());
        // OpenID Connect Core 1.0, section 3.1.2.1; RFC 7636, section 4.3.
        let asked = [
            ("response_type", "code"),
            ("client_id", &self.settings.client),
            ("redirect_uri", back),
            ("scope", "openid"),
            ("state", &self.flow.state(&kept)),
            ("nonce", &self.flow.nonce(&kept)),
            ("code_challenge", &flow::text(challenge.as_ref())),
            ("code_challenge_method", "S256"),
            ("ui_locales", tongue),
        ];
        let to = links::elsewhere(&metadata.authorization_endpoint, asked.into_iter());
        Ok(Departure { to, kept })
    }

    /// Where a session of the provider is ended, if it has told where; it comes back to `back`.
    pub(crate) fn farewell(&self, back: &str, tongue: &str, now: Timestamp) -> Option<String> {
        let _place = self.place().ok()?;
        let metadata = self.known.metadata(now).ok()?;
        // OpenID Connect RP-Initiated Logout 1.0, section 2: the statement of who it was is not kept, so the client is named.
        let asked = [
            ("client_id", self.settings.client.as_str()),
            ("post_logout_redirect_uri", back),
            ("ui_locales", tongue),
        ];
        Some(links::elsewhere(metadata.end_session_endpoint.as_ref()?, asked.into_iter()))
    }

    /// The account a visit came back with, and where it goes on to. `kept` is what the browser held meanwhile.
    pub(crate) fn finish(
        &self,
        (kept, returned): (Option<&str>, &Returned),
        back: &str,
        waiting: &Waiting,
        now: Timestamp,
    ) -> Result<(Account, String), Wrong> {
        let kept = kept.ok_or(Wrong::State)?;
        let state = returned.get("state").ok_or(Wrong::State)?;
        let visit = self.flow.recognised(kept, state, now).ok_or(Wrong::State)?;
        // RFC 9700, section 4.7.1: a state is good once, whatever becomes of it.
        if !waiting.spend(visit.digest, now) {
            return Err(Wrong::Replayed);
        }
        let _place = self.place()?;
        let metadata = self.known.metadata(now)?;
        // RFC 9207, section 2.4.
        match returned.get("iss") {
            Some(issuer) if issuer == self.settings.issuer => {}
            None if !metadata.authorization_response_iss_parameter_supported => {}
            _ => return Err(Wrong::MixedUp),
        }
        if returned.0.iter().any(|(name, _)| name == "error") {
            return Err(Wrong::Refused(flow::refusal(returned.get("error").unwrap_or_default())));
        }
        let code = returned.get("code").filter(|code| !code.is_empty()).ok_or(Wrong::NoCode)?;
        let statement = self.exchange(&metadata, code, back, &self.flow.verifier(kept))?;
        let expected = token::Expected {
            issuer: &self.settings.issuer,
            client: &self.settings.client,
            nonce: &self.flow.nonce(kept),
            begun: visit.begun,
            now,
        };
        let key = |kid: Option<&str>, algorithm| self.known.key(&metadata, kid, algorithm, now);
        let subject = token::check(&statement, key, &expected)?;
        Ok((Account { issuer: self.settings.issuer.clone(), subject }, visit.next))
    }

    /// Changes a code for the statement.
    fn exchange(
        &self,
        metadata: &metadata::Metadata,
        code: &str,
        back: &str,
        verifier: &str,
    ) -> Result<String, Wrong> {
        let mut form = vec![
            ("grant_type", "authorization_code"),
            ("code", code),
            ("redirect_uri", back),
            ("code_verifier", verifier),
        ];
        let client = self.settings.client.as_str();
        let mut shown = None;
        match self.settings.secret.as_ref().map(|Secret(secret)| (secret, metadata.authentication())) {
            Some((secret, Authentication::Basic)) => shown = Some(fetch::basic(client, secret)),
            Some((secret, Authentication::Post)) => {
                form.extend([("client_id", client), ("client_secret", secret.as_str())]);
            }
            None => form.push(("client_id", client)),
        }
        let answer = self.known.fetcher().post(&metadata.token_endpoint, &form, shown.as_deref())?;
        let answer: Answer = serde_json::from_slice(&answer).map_err(|_| Wrong::Unreadable)?;
        Ok(answer.id_token)
    }

    /// A place among the visits under way, free again when it is dropped.
    fn place(&self) -> Result<Place<'_>, Wrong> {
        let taken = self.under_way.fetch_add(1, Ordering::Relaxed);
        let place = Place(&self.under_way);
        if taken < EXCHANGES_MAX { Ok(place) } else { Err(Wrong::Busy) }
    }
}

struct Place<'a>(&'a AtomicUsize);

impl Drop for Place<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}
