//! What the identity provider says of itself: its endpoints and the keys it signs with, asked for when they are first
//! needed, kept for an hour, and the keys asked for again when a statement names one that is not known.

use std::sync::{Arc, Mutex, PoisonError};

use jiff::{SignedDuration, Timestamp};
use serde::Deserialize;

use super::Wrong;
use super::fetch::Fetcher;
use super::token::{Algorithm, Key};

/// For so long what was said is believed.
const KEPT: SignedDuration = SignedDuration::from_hours(1);
/// How long after keys were asked for they may be asked for again.
const PAUSE: SignedDuration = SignedDuration::from_mins(1);
/// How long after an answer failed it may be asked for again.
const PAUSE_FAILED: SignedDuration = SignedDuration::from_secs(5);
/// So many keys are looked at.
const KEYS_MAX: usize = 100;

/// What the provider says of itself, as far as it matters here.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Metadata {
    issuer: String,
    pub(super) authorization_endpoint: String,
    pub(super) token_endpoint: String,
    jwks_uri: String,
    /// Where a session of the provider is ended, if it says so.
    pub(super) end_session_endpoint: Option<String>,
    token_endpoint_auth_methods_supported: Option<Vec<String>>,
    code_challenge_methods_supported: Option<Vec<String>>,
    #[serde(default)]
    pub(super) authorization_response_iss_parameter_supported: bool,
}

/// How a client with a secret shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Authentication {
    Basic,
    Post,
}

impl Metadata {
    /// How a secret is shown to this provider.
    pub(super) fn authentication(&self) -> Authentication {
        // OpenID Connect Discovery 1.0, section 3: what is not said is the first.
        let ways = self.token_endpoint_auth_methods_supported.as_deref().unwrap_or_default();
        let takes = |way: &str| ways.iter().any(|known| known == way);
        let posted = takes("client_secret_post") && !takes("client_secret_basic");
        if posted { Authentication::Post } else { Authentication::Basic }
    }
}

/// The provider as it is known so far.
pub(super) struct Known {
    fetcher: Fetcher,
    issuer: String,
    told: Mutex<Told<Arc<Metadata>>>,
    keys: Mutex<Told<Vec<Key>>>,
}

/// What was said, and when; or when it was asked for in vain.
struct Told<T> {
    said: Option<T>,
    at: Timestamp,
    failed: Option<(Timestamp, Wrong)>,
}

impl<T> Default for Told<T> {
    fn default() -> Self {
        Self { said: None, at: Timestamp::MIN, failed: None }
    }
}

impl<T> Told<T> {
    /// Asks anew, unless that has just failed.
    fn ask(&mut self, now: Timestamp, ask: impl FnOnce() -> Result<T, Wrong>) -> Result<(), Wrong> {
        if let Some((at, wrong)) = self.failed
            && now.duration_since(at).abs() < PAUSE_FAILED
        {
            return Err(wrong);
        }
        match ask() {
            Ok(said) => *self = Self { said: Some(said), at: now, failed: None },
            Err(wrong) => {
                self.failed = Some((now, wrong));
                return Err(wrong);
            }
        }
        Ok(())
    }

    fn is_older(&self, than: SignedDuration, now: Timestamp) -> bool {
        self.said.is_none() || now.duration_since(self.at).abs() >= than
    }
}

impl Known {
    pub(super) fn new(issuer: &str, fetcher: Fetcher) -> Self {
        Self { fetcher, issuer: issuer.to_owned(), told: Mutex::default(), keys: Mutex::default() }
    }

    pub(super) fn fetcher(&self) -> &Fetcher {
        &self.fetcher
    }

    /// What the provider says of itself. Others wait while one asks.
    pub(super) fn metadata(&self, now: Timestamp) -> Result<Arc<Metadata>, Wrong> {
        // A panic elsewhere leaves what was known before.
        let mut told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        if told.is_older(KEPT, now) {
            told.ask(now, || self.ask_metadata())?;
        }
        told.said.clone().ok_or(Wrong::Unreadable)
    }

    fn ask_metadata(&self) -> Result<Arc<Metadata>, Wrong> {
        // OpenID Connect Discovery 1.0, sections 4.1 and 4.3.
        let address = format!("{}/.well-known/openid-configuration", self.issuer.trim_end_matches('/'));
        let mut metadata: Metadata =
            serde_json::from_slice(&self.fetcher.get(&address)?).map_err(|_| Wrong::Unreadable)?;
        if metadata.issuer != self.issuer {
            return Err(Wrong::Described);
        }
        for endpoint in [&metadata.authorization_endpoint, &metadata.token_endpoint, &metadata.jwks_uri] {
            self.fetcher.may_ask(endpoint)?;
        }
        // Nobody is led anywhere else by signing out; who wants to sign in is not kept from it.
        metadata.end_session_endpoint.take_if(|endpoint| self.fetcher.may_ask(endpoint).is_err());
        // RFC 9700, section 2.1.1; who does not say may still take it, and a plain challenge is never sent.
        let challenges = metadata.code_challenge_methods_supported.as_ref();
        if challenges.is_some_and(|known| !known.iter().any(|way| way == "S256")) {
            return Err(Wrong::NoChallenge);
        }
        Ok(Arc::new(metadata))
    }

    /// The key that a statement names, for signatures of one kind.
    pub(super) fn key(
        &self,
        metadata: &Metadata,
        kid: Option<&str>,
        algorithm: Algorithm,
        now: Timestamp,
    ) -> Result<Key, Wrong> {
        let mut keys = self.keys.lock().unwrap_or_else(PoisonError::into_inner);
        if keys.is_older(KEPT, now) {
            keys.ask(now, || self.ask_keys(metadata))?;
        }
        if let Some(key) = chosen(keys.said.as_deref(), kid, algorithm) {
            return Ok(key);
        }
        // The provider may have begun to sign with another; strangers must not make us ask it all the time.
        if keys.is_older(PAUSE, now) {
            keys.ask(now, || self.ask_keys(metadata))?;
        }
        chosen(keys.said.as_deref(), kid, algorithm).ok_or(Wrong::Key)
    }

    fn ask_keys(&self, metadata: &Metadata) -> Result<Vec<Key>, Wrong> {
        #[derive(Deserialize)]
        struct Published {
            keys: Vec<serde_json::Value>,
        }
        let published: Published =
            serde_json::from_slice(&self.fetcher.get(&metadata.jwks_uri)?).map_err(|_| Wrong::Unreadable)?;
        // RFC 7517, section 5: keys of kinds that are not known are passed over.
        let keys = published.keys.into_iter().take(KEYS_MAX);
        Ok(keys.filter_map(|key| serde_json::from_value(key).ok()).collect())
    }
}

/// The key a statement names; if it names none, the only one there is.
fn chosen(keys: Option<&[Key]>, kid: Option<&str>, algorithm: Algorithm) -> Option<Key> {
    let fits = |key: &&Key| key.signs(algorithm) && (kid.is_none() || key.kid() == kid);
    let mut fitting = keys.unwrap_or_default().iter().filter(fits);
    let key = fitting.next()?;
    fitting.next().is_none().then(|| key.clone())
}
