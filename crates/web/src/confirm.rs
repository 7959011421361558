//! What waits for a passkey: acts that the desk wants confirmed, and the challenges of signing in and of registering.
//! All of it is kept in memory for some minutes; a server that starts anew lets people ask again. Whether a signature is
//! right is not decided here.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use domain::command::Command;
use domain::entry::Salt;
use domain::proof;
use domain::words::{Octets, OfficeId};
use jiff::{SignedDuration, Timestamp};
use rusqlite::OptionalExtension as _;

use crate::local::{Fault, Local};
use crate::session::Ticket;

/// For so long an act waits, and a challenge is good for one to two of these.
const WAITS: SignedDuration = SignedDuration::from_mins(5);
/// So many acts wait at most; the oldest makes room.
const ACTS_MAX: usize = 4_096;

/// What a challenge is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Purpose {
    SignIn,
    Register,
}

/// An act that the desk wants confirmed.
#[derive(Clone)]
pub(crate) struct Act {
    pub(crate) office: OfficeId,
    pub(crate) command: Command,
    /// The caller's own name for the command.
    pub(crate) name: Option<Arc<str>>,
    /// Its description, by which the challenge is made.
    pub(crate) words: String,
    pub(crate) nonce: Salt,
    /// The page it was asked on.
    pub(crate) back: String,
    ticket: [u8; 32],
    at: Timestamp,
}

/// Everything that waits.
pub(crate) struct Waiting {
    /// Makes challenges that only this server can make, so that strangers who ask for many fill nothing.
    secret: [u8; 32],
    /// Challenges that were answered rightly, until they are too old to be answered again.
    spent: Mutex<HashMap<[u8; 32], Timestamp>>,
    acts: Mutex<HashMap<Salt, Act>>,
}

fn all<T>(of: &Mutex<T>) -> MutexGuard<'_, T> {
    // A panic elsewhere cannot leave an entry half written.
    of.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Act {
    /// What the passkey signs.
    pub(crate) fn challenge(&self) -> [u8; 32] {
        proof::challenge(&self.words, self.nonce).0
    }
}

impl Waiting {
    pub(crate) fn new(secret: [u8; 32]) -> Self {
        Self { secret, spent: Mutex::default(), acts: Mutex::default() }
    }

    /// The challenge for one form of one browser now.
    pub(crate) fn challenge(
        &self,
        ticket: &Ticket,
        once: &str,
        purpose: Purpose,
        now: Timestamp,
    ) -> [u8; 32] {
        self.made(ticket, once, purpose, now.as_second().div_euclid(WAITS.as_secs()))
    }

    /// The challenges one form may answer now: the one of these minutes and the one before.
    pub(crate) fn answerable(
        &self,
        ticket: &Ticket,
        once: &str,
        purpose: Purpose,
        now: Timestamp,
    ) -> [[u8; 32]; 2] {
        let lot = now.as_second().div_euclid(WAITS.as_secs());
        [self.made(ticket, once, purpose, lot), self.made(ticket, once, purpose, lot - 1)]
    }

    fn made(&self, ticket: &Ticket, once: &str, purpose: Purpose, lot: i64) -> [u8; 32] {
        let purpose = match purpose {
            Purpose::SignIn => b"sign in ",
            Purpose::Register => b"register",
        };
        // Every part but the last has one length, so that no two lists of parts make the same bytes.
        let parts = [self.secret.as_slice(), purpose, &ticket.digest(), &lot.to_be_bytes(), once.as_bytes()];
        passkey::digest(&parts.concat())
    }

    /// Spends a challenge; false if it was spent before.
    pub(crate) fn spend(&self, challenge: [u8; 32], now: Timestamp) -> bool {
        let mut spent = all(&self.spent);
        spent.retain(|_, at| now.duration_since(*at).abs() < WAITS * 3);
        spent.insert(challenge, now).is_none()
    }

    /// Lets an act wait for the officer who holds a ticket, and names it.
    pub(crate) fn put(
        &self,
        ticket: &Ticket,
        (office, command, name): (OfficeId, Command, Option<Arc<str>>),
        (words, back): (String, String),
        (nonce, at): (Salt, Timestamp),
    ) -> Salt {
        let mut acts = all(&self.acts);
        acts.retain(|_, act| at.duration_since(act.at) < WAITS);
        if acts.len() >= ACTS_MAX {
            let oldest = acts.iter().min_by_key(|(_, act)| act.at).map(|(name, _)| *name);
            oldest.map(|name| acts.remove(&name));
        }
        acts.insert(nonce, Act { office, command, name, words, nonce, back, ticket: ticket.digest(), at });
        nonce
    }

    /// An act that waits for the officer who holds a ticket.
    pub(crate) fn act(&self, ticket: &Ticket, named: Salt, now: Timestamp) -> Option<Act> {
        let acts = all(&self.acts);
        let act = acts.get(&named).filter(|act| act.ticket == ticket.digest());
        act.filter(|act| now.duration_since(act.at) < WAITS).cloned()
    }

    /// Forgets an act that was done or refused.
    pub(crate) fn forget(&self, named: Salt) {
        all(&self.acts).remove(&named);
    }
}

impl Local {
    /// Notes how often a passkey has signed by its own count; false if it did not go on, which tells of a copy.
    pub(crate) fn counts(&self, credential: &Octets, now: u32) -> Result<bool, Fault> {
        let credential = credential.to_string();
        self.with(|db| {
            let noting = db.transaction()?;
            let asked = "SELECT signed FROM counter WHERE credential = ?1";
            let known: Option<u32> = noting.query_row(asked, [&credential], |row| row.get(0)).optional()?;
            let went_on = passkey::went_on(known.unwrap_or(0), now);
            if went_on {
                noting.execute("INSERT OR REPLACE INTO counter VALUES (?1, ?2)", (&credential, now))?;
            }
            noting.commit()?;
            Ok(went_on)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(minutes: i64) -> Timestamp {
        Timestamp::UNIX_EPOCH + SignedDuration::from_mins(minutes)
    }

    #[test]
    fn a_challenge_is_of_one_browser_one_purpose_and_some_minutes_and_is_answered_once() {
        let (waiting, ours, other) = (Waiting::new([1; 32]), Ticket::new([7; 32]), Ticket::new([8; 32]));
        let challenge = waiting.challenge(&ours, "1", Purpose::SignIn, at(1));
        assert!(waiting.answerable(&ours, "1", Purpose::SignIn, at(5)).contains(&challenge));
        assert!(!waiting.answerable(&ours, "1", Purpose::SignIn, at(10)).contains(&challenge), "too old");
        assert!(!waiting.answerable(&other, "1", Purpose::SignIn, at(1)).contains(&challenge));
        assert!(!waiting.answerable(&ours, "1", Purpose::Register, at(1)).contains(&challenge));
        let elsewhere = Waiting::new([2; 32]);
        assert!(!elsewhere.answerable(&ours, "1", Purpose::SignIn, at(1)).contains(&challenge));
        assert!(!waiting.answerable(&ours, "2", Purpose::SignIn, at(1)).contains(&challenge), "another form");
        assert!(waiting.spend(challenge, at(1)));
        assert!(!waiting.spend(challenge, at(9)), "again");
    }

    #[test]
    fn an_act_waits_for_its_own_officer_and_not_for_long() {
        let (waiting, ours, other) = (Waiting::new([1; 32]), Ticket::new([7; 32]), Ticket::new([8; 32]));
        let office: OfficeId = "HQ".parse().expect("an office");
        let command = Command::Approve { draft: "HQ.4711".parse().expect("an entry") };
        let words = ("chancery act 1\n".to_owned(), "/i/HQ.4711".to_owned());
        let named = waiting.put(&ours, (office, command, None), words, (Salt([3; 16]), at(0)));
        assert!(waiting.act(&ours, named, at(4)).is_some());
        assert!(waiting.act(&other, named, at(4)).is_none());
        assert!(waiting.act(&ours, named, at(5)).is_none());
        waiting.forget(named);
        assert!(waiting.act(&ours, named, at(1)).is_none());
    }

    #[test]
    fn a_counter_that_stands_still_or_goes_back_is_noticed_and_not_kept() {
        let (local, key) = (Local::in_memory(), Octets::from(vec![1, 2, 3]));
        let counts = |now| local.counts(&key, now).expect("noted");
        assert!(counts(0) && counts(0), "one that does not count");
        assert!(counts(5) && counts(6));
        assert!(!counts(6) && !counts(2) && !counts(0));
        assert!(counts(7));
    }
}
