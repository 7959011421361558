//! The keys of the house, as the directory knows them: passkeys and whom they belong to, recoveries under way, and the
//! accounts of the identity provider that speak for officers. Public keys only; what has to stay secret is in nobody's record.

use std::collections::{BTreeMap, BTreeSet};

use jiff::{SignedDuration, Timestamp};

use crate::entry::{Entry, Salt};
use crate::fact::Fact;
use crate::words::{EntryId, Handle, Octets};

/// For so long a recovery waits for the second administrator.
pub const RECOVERY_WAITS: SignedDuration = SignedDuration::from_hours(24);

/// A passkey, as registered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Key {
    /// Whose it is.
    pub officer: Handle,
    /// The name its authenticator gave it.
    pub credential: Octets,
    /// The public key, in COSE.
    pub key: Octets,
    /// The host name it signs for.
    pub party: String,
    /// Whether it may be copied to other devices of its holder.
    pub synced: bool,
    /// The entry that registered it.
    pub registered: EntryId,
    /// When.
    pub at: Timestamp,
    /// The entry that revoked it, and when.
    pub revoked: Option<(EntryId, Timestamp)>,
}

/// A recovery that one administrator asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recovery {
    /// The entry.
    pub asked: EntryId,
    /// The administrator.
    pub by: Handle,
    /// When.
    pub at: Timestamp,
}

/// Passkeys, recoveries and identities, folded from the directory's entries.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Keys {
    known: BTreeMap<Octets, Key>,
    recoveries: BTreeMap<Handle, Recovery>,
    /// Who may register anew after a recovery.
    recovered: BTreeSet<Handle>,
    /// The officer an issuer's subject speaks for.
    identities: BTreeMap<(String, String), Handle>,
    /// What was drawn for confirmations, each good once.
    spent: BTreeSet<Salt>,
}

impl Keys {
    /// Takes in one fact of headquarters about the directory.
    pub(crate) fn take(&mut self, entry: &Entry, fact: &Fact) {
        match fact {
            Fact::PasskeyRegistered(fact) => {
                self.recovered.remove(&fact.officer);
                let new = || Key {
                    officer: fact.officer.clone(),
                    credential: fact.credential.clone(),
                    key: fact.key.clone(),
                    party: fact.party.clone(),
                    synced: fact.synced,
                    registered: entry.id,
                    at: entry.at,
                    revoked: None,
                };
                self.known.entry(fact.credential.clone()).or_insert_with(new);
            }
            Fact::PasskeyRevoked(fact) => {
                let key = self.known.get_mut(&fact.credential).filter(|key| key.officer == fact.officer);
                if let Some(key) = key {
                    key.revoked.get_or_insert((entry.id, entry.at));
                }
            }
            Fact::RecoveryAsked(fact) => {
                let asked = Recovery { asked: entry.id, by: entry.actor.clone(), at: entry.at };
                self.recoveries.insert(fact.officer.clone(), asked);
            }
            Fact::RecoveryGranted(fact) => {
                self.recoveries.remove(&fact.officer);
                self.recovered.insert(fact.officer.clone());
                for key in self.known.values_mut().filter(|key| key.officer == fact.officer) {
                    key.revoked.get_or_insert((entry.id, entry.at));
                }
            }
            Fact::IdentityLinked(fact) => {
                let account = (fact.issuer.clone(), fact.subject.clone());
                self.identities.entry(account).or_insert_with(|| fact.officer.clone());
            }
            Fact::IdentityUnlinked(fact) => {
                self.identities.remove(&(fact.issuer.clone(), fact.subject.clone()));
            }
            Fact::ActConfirmed(fact) => {
                self.spent.insert(fact.nonce);
            }
            _ => {}
        }
    }

    /// Every passkey there ever was, revoked ones included.
    pub fn all(&self) -> impl Iterator<Item = &Key> {
        self.known.values()
    }

    /// A passkey by the name its authenticator gave it, revoked or not.
    pub fn key(&self, credential: &Octets) -> Option<&Key> {
        self.known.get(credential)
    }

    /// The passkeys of an officer that count.
    pub fn of<'a>(&'a self, officer: &'a Handle) -> impl Iterator<Item = &'a Key> {
        self.known.values().filter(move |key| key.officer == *officer && key.revoked.is_none())
    }

    /// Whether an officer ever registered a passkey, and so confirms by one.
    pub fn holds(&self, officer: &Handle) -> bool {
        self.known.values().any(|key| key.officer == *officer)
    }

    /// Whether an officer may register a passkey that no other passkey of theirs confirms: their first, or the first
    /// after a recovery.
    pub fn may_begin(&self, officer: &Handle) -> bool {
        !self.holds(officer) || self.recovered.contains(officer)
    }

    /// The recovery of an officer that waits for the second administrator at a time.
    pub fn recovery(&self, officer: &Handle, now: Timestamp) -> Option<&Recovery> {
        self.recoveries.get(officer).filter(|asked| now.duration_since(asked.at) < RECOVERY_WAITS)
    }

    /// Every recovery that waits at a time.
    pub fn recoveries(&self, now: Timestamp) -> impl Iterator<Item = (&Handle, &Recovery)> {
        self.recoveries.iter().filter(move |(_, asked)| now.duration_since(asked.at) < RECOVERY_WAITS)
    }

    /// The officer for whom an account of an identity provider speaks.
    pub fn identified(&self, issuer: &str, subject: &str) -> Option<&Handle> {
        self.identities.get(&(issuer.to_owned(), subject.to_owned()))
    }

    /// The accounts of identity providers: issuer, subject and officer.
    pub fn identities(&self) -> impl Iterator<Item = (&str, &str, &Handle)> {
        self.identities
            .iter()
            .map(|((issuer, subject), officer)| (issuer.as_str(), subject.as_str(), officer))
    }

    /// Whether a confirmation was given with this before.
    pub(crate) fn is_spent(&self, nonce: Salt) -> bool {
        self.spent.contains(&nonce)
    }
}
