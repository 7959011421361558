//! The two ceremonies of Web Authentication Level 3: a registration (section 7.1) and an assertion (section 7.2), each
//! check in the order of the standard. What a check needs to know comes in; what has to be kept comes out.

use ciborium::Value;

use crate::client;
use crate::digest;
use crate::key::Key;
use crate::statement::{Statement, value};

/// Longer than any authenticator writes without an attestation.
const ATTESTATION_MAX: usize = 16 << 10;

/// What a ceremony must be about.
#[derive(Debug, Clone, Copy)]
pub struct Expected<'a> {
    /// The party the key is for: a host name.
    pub party: &'a str,
    /// The exact origin of the page; none where only the party is known, as when an old assertion is checked again.
    pub origin: Option<&'a str>,
    /// The challenge that was set.
    pub challenge: &'a [u8],
}

/// A key that was registered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Registered {
    /// The name its authenticator gave it.
    pub credential: Vec<u8>,
    /// The public key, in COSE as it came.
    pub key: Vec<u8>,
    /// How often it has signed, by its own count; zero if it does not count.
    pub counter: u32,
    /// Whether it may be copied to other devices of its holder.
    pub synced: bool,
}

/// What an authenticator said when it signed.
#[derive(Debug, Clone, Copy)]
#[expect(missing_docs, reason = "the names are the standard's")]
pub struct Said<'a> {
    pub authenticator_data: &'a [u8],
    pub client_data: &'a [u8],
    pub signature: &'a [u8],
}

/// What is to be kept of an assertion that was right.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seen {
    /// How often the key has signed, by its own count; zero if it does not count.
    pub counter: u32,
}

/// Why a ceremony does not count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Wrong {
    /// Cut short, left over, or not in the form it must have.
    #[error("it cannot be read")]
    Unreadable,
    /// A registration where an assertion was asked for, or the reverse.
    #[error("it is not of the kind that was asked for")]
    Kind,
    /// Another challenge: an old one, or one for another act.
    #[error("it answers another question")]
    Challenge,
    /// Made on a page of somebody else.
    #[error("it was made on another page")]
    Origin,
    /// Made for another party.
    #[error("it was made for another server")]
    Party,
    /// Nobody touched the key.
    #[error("nobody was present")]
    Presence,
    /// The key did not ask for its PIN, finger or face.
    #[error("the key did not verify who holds it")]
    Verification,
    /// Flags that cannot stand together, or no credential where there must be one.
    #[error("the key contradicts itself")]
    Contradiction,
    /// A key of an algorithm that is not taken.
    #[error("the key is of a kind that is not taken here")]
    Key,
    /// An attestation, which nobody asked for.
    #[error("the key came with an attestation, which is not taken here")]
    Attestation,
    /// The signature is not that of the key.
    #[error("the signature is not that of the key")]
    Signature,
}

/// Checks a registration, by section 7.1.
pub fn registration(
    expected: Expected<'_>,
    client_data: &[u8],
    attestation: &[u8],
) -> Result<Registered, Wrong> {
    client::check("webauthn.create", &expected, client_data)?;
    if attestation.len() > ATTESTATION_MAX {
        return Err(Wrong::Unreadable);
    }
    let mut left = attestation;
    let Value::Map(members) = value(&mut left)? else { return Err(Wrong::Unreadable) };
    if !left.is_empty() || members.len() != 3 {
        return Err(Wrong::Unreadable);
    }
    let member = |name: &str| {
        let found = members.iter().find(|(known, _)| known.as_text() == Some(name));
        found.map(|(_, value)| value).ok_or(Wrong::Unreadable)
    };
    let statement = member("authData")?.as_bytes().ok_or(Wrong::Unreadable)?;
    let statement = Statement::read(statement)?;
    judge(&statement, &expected)?;
    let fresh = statement.fresh.as_ref().ok_or(Wrong::Contradiction)?;
    Key::read(fresh.key)?;
    // Section 8.7: without an attestation its statement is empty.
    let none =
        member("fmt")?.as_text() == Some("none") && member("attStmt")?.as_map().is_some_and(Vec::is_empty);
    if !none {
        return Err(Wrong::Attestation);
    }
    Ok(Registered {
        credential: fresh.credential.to_vec(),
        key: fresh.key.to_vec(),
        counter: statement.counter,
        synced: statement.is_synced(),
    })
}

/// Checks an assertion by a registered key, by section 7.2. Whose key it is, and whether it still counts, is for the caller.
pub fn assertion(expected: Expected<'_>, key: &[u8], said: Said<'_>) -> Result<Seen, Wrong> {
    client::check("webauthn.get", &expected, said.client_data)?;
    let statement = Statement::read(said.authenticator_data)?;
    judge(&statement, &expected)?;
    if statement.fresh.is_some() {
        return Err(Wrong::Contradiction);
    }
    let mut message = said.authenticator_data.to_vec();
    message.extend(digest(said.client_data));
    if !Key::read(key)?.signed(&message, said.signature) {
        return Err(Wrong::Signature);
    }
    Ok(Seen { counter: statement.counter })
}

/// What both ceremonies ask of the authenticator data: the party, presence, verification, and flags that agree.
fn judge(statement: &Statement<'_>, expected: &Expected<'_>) -> Result<(), Wrong> {
    if *statement.party != digest(expected.party.as_bytes()) {
        return Err(Wrong::Party);
    }
    if !statement.is_present() {
        return Err(Wrong::Presence);
    }
    if !statement.is_verified() {
        return Err(Wrong::Verification);
    }
    if statement.is_consistent() { Ok(()) } else { Err(Wrong::Contradiction) }
}

/// Whether a counter went on since it was last seen, by section 7.2: one that stands still or goes back tells of a copy of
/// the key; a key that does not count says zero always.
pub fn went_on(known: u32, now: u32) -> bool {
    (known == 0 && now == 0) || now > known
}
