//! The digests that chain an office's entries: paper, body, link. They are taken over stored bytes and
//! over nothing re-written; docs/format.md says the same for a reader without this program.
//! Link and body are apart so that an entry can be withheld from an office that may not read it,
//! its body digest sent alone, and the chain still be checked.

use domain::entry::{Digest, Entry, Epoch, Head, Salt};
use domain::words::OfficeId;
use jiff::Timestamp;
use sha2::{Digest as _, Sha256};

/// What the body digest of an entry covers.
pub(crate) struct Body<'a> {
    pub(crate) salt: Salt,
    pub(crate) at: Timestamp,
    pub(crate) actor: &'a str,
    pub(crate) dossier: &'a str,
    pub(crate) kind: &'a str,
    pub(crate) fact: &'a [u8],
    pub(crate) command: &'a str,
    pub(crate) seen: &'a str,
}

/// The salted digest of a paper's words.
pub fn of_paper(salt: Salt, words: &str) -> Digest {
    let mut hash = Sha256::new();
    hash.update(b"chancery/paper/1\0");
    hash.update(salt.0);
    hash.update(words.as_bytes());
    Digest(hash.finalize().into())
}

impl Body<'_> {
    /// The body digest; `scratch` is only there so that its memory is used again.
    pub(crate) fn digest<'d>(
        &self,
        papers: impl ExactSizeIterator<Item = &'d Digest>,
        scratch: &mut Vec<u8>,
    ) -> Digest {
        scratch.clear();
        scratch.extend_from_slice(b"chancery/body/1\0");
        scratch.extend_from_slice(&self.salt.0);
        scratch.extend_from_slice(&self.at.as_millisecond().to_be_bytes());
        field(scratch, self.actor.as_bytes());
        field(scratch, self.dossier.as_bytes());
        field(scratch, self.kind.as_bytes());
        field(scratch, self.fact);
        field(scratch, self.command.as_bytes());
        field(scratch, self.seen.as_bytes());
        let count = u16::try_from(papers.len()).unwrap_or(u16::MAX);
        scratch.extend_from_slice(&count.to_be_bytes());
        for digest in papers {
            scratch.extend_from_slice(&digest.0);
        }
        Digest(Sha256::digest(scratch).into())
    }
}

/// The digest of an entry, which covers its body and through `previous` every entry before it.
pub(crate) fn link(
    office: OfficeId,
    epoch: Epoch,
    number: u64,
    previous: &Digest,
    body: &Digest,
    scratch: &mut Vec<u8>,
) -> Digest {
    scratch.clear();
    scratch.extend_from_slice(b"chancery/link/1\0");
    field(scratch, office.as_str().as_bytes());
    scratch.extend_from_slice(&epoch.0);
    scratch.extend_from_slice(&number.to_be_bytes());
    scratch.extend_from_slice(&previous.0);
    scratch.extend_from_slice(&body.0);
    Digest(Sha256::digest(scratch).into())
}

/// The digest an entry ought to have, computed from what it holds.
pub fn of_entry(entry: &Entry) -> Digest {
    let mut scratch = Vec::with_capacity(512);
    let body = Body {
        salt: entry.salt,
        at: entry.at,
        actor: entry.actor.as_str(),
        dossier: &entry.dossier.to_string(),
        kind: &entry.kind,
        fact: &entry.fact,
        command: entry.command.as_deref().unwrap_or(""),
        seen: &entry.seen.as_ref().map(seen_text).unwrap_or_default(),
    }
    .digest(entry.papers.iter().map(|paper| &paper.digest), &mut scratch);
    link(entry.id.office, entry.epoch, entry.id.number, &entry.previous, &body, &mut scratch)
}

/// A head as it is stored and digested: `HQ.4711:` and 64 hexadecimal digits.
pub(crate) fn seen_text(head: &Head) -> String {
    format!("{}:{}", head.entry, head.digest)
}

/// Reads what `seen_text` wrote.
pub(crate) fn read_seen(text: &str) -> Option<Head> {
    let (entry, digest) = text.split_once(':')?;
    let head = Head { entry: entry.parse().ok()?, digest: digest.parse().ok()? };
    // Upper-case digits read alike but are other bytes than those that were digested.
    (seen_text(&head) == text).then_some(head)
}

fn field(out: &mut Vec<u8>, bytes: &[u8]) {
    let length = u32::try_from(bytes.len()).unwrap_or(u32::MAX);
    out.extend_from_slice(&length.to_be_bytes());
    out.extend_from_slice(bytes);
}
