//! Sessions: who is signed in on which browser, for how long, and the token their forms must carry. A browser holds a
//! random value and the server only its digest; losing the list signs people out and loses no record.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::sync::{Mutex, MutexGuard, PoisonError};

use axum::http::HeaderMap;
use axum::http::header::COOKIE;
use domain::words::Handle;
use jiff::{SignedDuration, Timestamp};
use sha2::{Digest, Sha256};

use crate::page::Receipt;

/// A session ends when nothing was asked in it for this long.
const IDLE_MAX: SignedDuration = SignedDuration::from_mins(60);
/// A session ends after this long whatever was asked in it.
const AGE_MAX: SignedDuration = SignedDuration::from_hours(12);
/// So many sessions are kept; the one idle longest makes room.
const SESSIONS_MAX: usize = 10_000;

/// The value a browser keeps: 256 bits of chance in hexadecimal.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Ticket(String);

/// Every open session, by the digest of its ticket.
#[derive(Default)]
pub(crate) struct Sessions {
    open: Mutex<HashMap<[u8; 32], Session>>,
}

struct Session {
    officer: Handle,
    begun_at: Timestamp,
    seen_at: Timestamp,
    receipt: Option<Receipt>,
}

impl Ticket {
    /// A ticket from fresh chance.
    pub(crate) fn new(chance: [u8; 32]) -> Self {
        Self(hex(&chance))
    }

    /// The ticket a browser shows.
    pub(crate) fn shown(headers: &HeaderMap, secure: bool) -> Option<Self> {
        let shown = headers.get_all(COOKIE).iter().filter_map(|value| value.to_str().ok());
        let mut pairs = shown.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
        let (_, value) = pairs.find(|(name, _)| *name == cookie_name(secure))?;
        let whole = value.len() == 64 && value.bytes().all(|byte| byte.is_ascii_hexdigit());
        whole.then(|| Self(value.to_owned()))
    }

    /// The line that gives it to a browser.
    pub(crate) fn cookie(&self, secure: bool) -> String {
        // Without TLS a browser refuses the prefix, so on loopback the plain name has to do.
        let only = if secure { "; Secure" } else { "" };
        format!("{}={}; Path=/; HttpOnly; SameSite=Strict{only}", cookie_name(secure), self.0)
    }

    /// The token that every form of this browser carries. It gives nothing away about the ticket.
    pub(crate) fn token(&self) -> String {
        hex(Sha256::new()
            .chain_update(b"form\0")
            .chain_update(self.0.as_bytes())
            .finalize()
            .get(..16)
            .unwrap_or(&[]))
    }

    fn digest(&self) -> [u8; 32] {
        Sha256::digest(self.0.as_bytes()).into()
    }
}

/// The line that takes the ticket away from a browser.
pub(crate) fn no_cookie(secure: bool) -> String {
    let only = if secure { "; Secure" } else { "" };
    format!("{}=; Path=/; Max-Age=0; HttpOnly; SameSite=Strict{only}", cookie_name(secure))
}

fn cookie_name(secure: bool) -> &'static str {
    if secure { "__Host-chancery" } else { "chancery" }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

impl Sessions {
    fn all(&self) -> MutexGuard<'_, HashMap<[u8; 32], Session>> {
        // A panic elsewhere cannot leave a session half written.
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Opens a session under a fresh ticket.
    pub(crate) fn begin(&self, ticket: &Ticket, officer: Handle, now: Timestamp) {
        let mut open = self.all();
        open.retain(|_, session| session.lives(now));
        if open.len() >= SESSIONS_MAX {
            let idlest = open.iter().min_by_key(|(_, session)| session.seen_at).map(|(key, _)| *key);
            idlest.and_then(|key| open.remove(&key));
        }
        open.insert(ticket.digest(), Session { officer, begun_at: now, seen_at: now, receipt: None });
    }

    /// Who is signed in with a ticket; asking keeps the session alive.
    pub(crate) fn officer(&self, ticket: &Ticket, now: Timestamp) -> Option<Handle> {
        let mut open = self.all();
        let session = open.get_mut(&ticket.digest()).filter(|session| session.lives(now))?;
        session.seen_at = now;
        Some(session.officer.clone())
    }

    /// Ends a session at once.
    pub(crate) fn end(&self, ticket: &Ticket) {
        self.all().remove(&ticket.digest());
    }

    /// Keeps a receipt for the next page.
    pub(crate) fn leave(&self, ticket: &Ticket, receipt: Receipt) {
        if let Some(session) = self.all().get_mut(&ticket.digest()) {
            session.receipt = Some(receipt);
        }
    }

    /// Takes the receipt that was left, once.
    pub(crate) fn take(&self, ticket: &Ticket) -> Option<Receipt> {
        self.all().get_mut(&ticket.digest())?.receipt.take()
    }
}

impl Session {
    fn lives(&self, now: Timestamp) -> bool {
        now.duration_since(self.seen_at) < IDLE_MAX && now.duration_since(self.begun_at) < AGE_MAX
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(minutes: i64) -> Timestamp {
        Timestamp::UNIX_EPOCH + SignedDuration::from_mins(minutes)
    }

    fn signed_in() -> (Sessions, Ticket) {
        let (sessions, ticket) = (Sessions::default(), Ticket::new([7; 32]));
        sessions.begin(&ticket, "oceans.desk".parse().expect("a handle"), at(0));
        (sessions, ticket)
    }

    #[test]
    fn a_session_ends_when_nobody_uses_it_and_after_half_a_day_of_use() {
        let (sessions, ticket) = signed_in();
        assert!(sessions.officer(&ticket, at(59)).is_some());
        assert!(sessions.officer(&ticket, at(119)).is_none(), "idle for an hour");
        let (sessions, ticket) = signed_in();
        assert!((0..=719).step_by(30).all(|minute| sessions.officer(&ticket, at(minute)).is_some()));
        assert!(sessions.officer(&ticket, at(720)).is_none(), "half a day old");
    }

    #[test]
    fn signing_out_ends_the_session_at_once() {
        let (sessions, ticket) = signed_in();
        sessions.end(&ticket);
        assert!(sessions.officer(&ticket, at(1)).is_none());
    }

    #[test]
    fn a_receipt_is_shown_once() {
        let (sessions, ticket) = signed_in();
        sessions.leave(&ticket, Receipt { sentence: "Done.".into(), detail: String::new() });
        assert!(sessions.take(&ticket).is_some());
        assert!(sessions.take(&ticket).is_none());
    }

    #[test]
    fn a_ticket_reads_back_from_its_cookie_and_nothing_else_is_a_ticket() {
        let ticket = Ticket::new([0xab; 32]);
        let mut headers = HeaderMap::new();
        let line = ticket.cookie(false);
        let shown = line.split(';').next().expect("a first part");
        headers.insert(COOKIE, format!("other=1; {shown}").parse().expect("a header"));
        assert!(Ticket::shown(&headers, false) == Some(ticket.clone()));
        assert!(Ticket::shown(&headers, true).is_none(), "the plain name is not taken over TLS");
        headers.insert(COOKIE, "chancery=zz".parse().expect("a header"));
        assert!(Ticket::shown(&headers, false).is_none());
        assert!(
            ticket.cookie(true).starts_with("__Host-chancery=") && ticket.cookie(true).ends_with("; Secure")
        );
        assert_ne!(ticket.token(), Ticket::new([0xac; 32]).token());
    }
}
