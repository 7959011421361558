//! An entry: one fact in its envelope, as every office keeps it. The words a person typed are not
//! in the fact but in papers beside it, so that lawful disposal removes words and breaks nothing.
//! How digests are computed is the journal's business; what a fact means is `fact`'s.

use std::fmt;
use std::sync::Arc;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::fact::Fact;
use crate::words::{DossierId, EntryId, Handle, OfficeId, PaperId, as_text};

/// A SHA-256 digest; it prints as 64 hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Digest(pub [u8; 32]);

/// A run of one office's journal: drawn anew when a journal is begun or restored from a backup,
/// so that two histories with the same numbers can never be taken for one another.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Epoch(pub [u8; 16]);

/// Sixteen bytes of chance that keep a digest from confirming a guess at what it covers.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Salt(pub [u8; 16]);

macro_rules! as_hex {
    ($($name:ident),*) => {$(
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
            }
        }
        impl std::str::FromStr for $name {
            type Err = NotHex;
            fn from_str(text: &str) -> Result<Self, NotHex> {
                let mut bytes = Self::default();
                let nibble = |byte: u8| char::from(byte).to_digit(16).and_then(|n| u8::try_from(n).ok());
                if text.len() != bytes.0.len() * 2 {
                    return Err(NotHex { digits: bytes.0.len() * 2 });
                }
                for (place, pair) in bytes.0.iter_mut().zip(text.as_bytes().chunks_exact(2)) {
                    match (nibble(pair[0]), nibble(pair[1])) {
                        (Some(high), Some(low)) => *place = high << 4 | low,
                        _ => return Err(NotHex { digits: text.len() }),
                    }
                }
                Ok(bytes)
            }
        }
    )*};
}
as_hex!(Digest, Epoch, Salt);
as_text!(Digest, Epoch, Salt);

/// Says that a digest, epoch or salt was not written in hexadecimal.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not {digits} hexadecimal digits")]
pub struct NotHex {
    digits: usize,
}

/// The last entry of an office's journal, as someone knew it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    /// The entry.
    pub entry: EntryId,
    /// Its digest, which covers every entry before it.
    pub digest: Digest,
}

/// What a person typed, kept beside the fact that speaks of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paper {
    /// The salted digest that the entry covers; it stays when the words are disposed of.
    pub digest: Digest,
    /// The words and their salt; none when they were disposed of or not fetched.
    pub words: Option<(Salt, Arc<str>)>,
}

impl Paper {
    /// The words, if they are at hand.
    pub fn text(&self) -> Option<&Arc<str>> {
        self.words.as_ref().map(|(_, text)| text)
    }
}

/// One fact in its envelope, as recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The office that wrote it and its number in that office's journal.
    pub id: EntryId,
    /// The run of the office's journal it belongs to.
    pub epoch: Epoch,
    /// When the office recorded it, by the office's clock, to the millisecond.
    pub at: Timestamp,
    /// Who acted.
    pub actor: Handle,
    /// What it is about.
    pub dossier: DossierId,
    /// What kind of fact, `tasking.acknowledged`.
    pub kind: Arc<str>,
    /// The fact, as the bytes that were stored; the digest covers these and nothing re-written.
    pub fact: Box<[u8]>,
    /// The papers the fact speaks of, in order.
    pub papers: Vec<Paper>,
    /// The last entry of headquarters the office knew when it acted: it witnesses, and it tells
    /// an act that crossed a withdrawal from one that defied it.
    pub seen: Option<Head>,
    /// The caller's own name for the command, by which a repetition is known.
    pub command: Option<Arc<str>>,
    /// Keeps the digest from confirming guesses, so that an entry can be withheld from an office
    /// that may not read it and the chain still be checked.
    pub salt: Salt,
    /// The digest of the entry before it; zeros for the first.
    pub previous: Digest,
    /// The digest of this entry.
    pub digest: Digest,
    /// Its place in the order in which this node stored entries of all offices. Local.
    pub arrival: u64,
    /// When this node stored it. Local.
    pub arrived: Timestamp,
}

impl Entry {
    /// The fact, read; a kind this version does not know comes back as `Unknown` and is carried.
    pub fn fact(&self) -> Result<Fact, crate::fact::Unreadable> {
        Fact::read(&self.kind, &self.fact)
    }

    /// The name of the paper at a place among this entry's papers.
    pub fn paper(&self, place: u16) -> PaperId {
        PaperId { entry: self.id, place }
    }

    /// The words of the paper at a place, if they are at hand.
    pub fn text(&self, place: u16) -> Option<&Arc<str>> {
        self.papers.get(usize::from(place)).and_then(Paper::text)
    }

    /// The office that wrote it, and so owns the fact.
    pub fn office(&self) -> OfficeId {
        self.id.office
    }
}

/// A fact that a decision wants recorded, with the papers it speaks of.
#[derive(Debug, Clone, PartialEq)]
pub struct Proposal {
    /// What it is about.
    pub dossier: DossierId,
    /// What happened.
    pub fact: Fact,
    /// What the person typed, in the order the fact counts them.
    pub papers: Vec<Arc<str>>,
}
