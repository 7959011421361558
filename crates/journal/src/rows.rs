//! Rows to entries and back. An entry that does not match its own digest never leaves this file.

use domain::entry::{Digest, Entry, Epoch, Paper, Salt};
use domain::words::{EntryId, OfficeId};
use jiff::Timestamp;
use rusqlite::types::ValueRef;
use rusqlite::{CachedStatement, Connection, Params, Row, Statement};

use crate::Fault;
use crate::chain::{self, Body};

/// The columns of an entry, in the order `Raw::of` reads them.
macro_rules! entries {
    ($rest:literal) => {
        concat!(
            "SELECT arrival, office, number, epoch, at, actor, dossier, kind, fact, command, seen, salt, ",
            "previous, digest, arrived FROM entry ",
            $rest
        )
    };
}
pub(crate) use entries;

/// An entry as its row has it, borrowed.
pub(crate) struct Raw<'r> {
    pub(crate) arrival: i64,
    pub(crate) id: EntryId,
    epoch: Epoch,
    at: Timestamp,
    actor: &'r str,
    dossier: &'r str,
    pub(crate) kind: &'r str,
    pub(crate) fact: &'r [u8],
    command: Option<&'r str>,
    seen: Option<&'r str>,
    salt: Salt,
    pub(crate) previous: Digest,
    pub(crate) digest: Digest,
    arrived: Timestamp,
}

/// Why a row is no entry, with as much of its name as could be read.
pub(crate) struct Odd {
    pub(crate) arrival: i64,
    pub(crate) entry: Option<EntryId>,
    pub(crate) why: String,
}

impl Odd {
    pub(crate) fn fault(self, path: &std::path::Path) -> Fault {
        match self.entry {
            Some(entry) => Fault::Altered { entry, why: self.why },
            None => Fault::Damaged {
                path: path.to_owned(),
                why: format!("the entry stored at arrival {}: {}", self.arrival, self.why),
            },
        }
    }
}

impl<'r> Raw<'r> {
    /// Reads a row of `entries!`.
    pub(crate) fn of(row: &'r Row<'_>) -> Result<Self, Odd> {
        let arrival = int(row, 0).unwrap_or_default();
        let odd = |why: &str| Odd { arrival, entry: None, why: why.to_owned() };
        let office: OfficeId =
            text(row, 1).and_then(|office| office.parse().ok()).ok_or_else(|| odd("no office code"))?;
        let number = int(row, 2)
            .and_then(|number| u64::try_from(number).ok())
            .filter(|number| *number > 0)
            .ok_or_else(|| odd("no number"))?;
        let id = EntryId { office, number };
        let odd = |why: &str| Odd { arrival, entry: Some(id), why: format!("its {why} cannot be read") };
        Ok(Self {
            arrival,
            id,
            epoch: Epoch(fixed(row, 3).ok_or_else(|| odd("epoch"))?),
            at: time(row, 4).ok_or_else(|| odd("time"))?,
            actor: text(row, 5).ok_or_else(|| odd("actor"))?,
            dossier: text(row, 6).ok_or_else(|| odd("dossier"))?,
            kind: text(row, 7).ok_or_else(|| odd("kind"))?,
            fact: blob(row, 8).ok_or_else(|| odd("fact"))?,
            command: maybe(row, 9).ok_or_else(|| odd("command"))?,
            seen: maybe(row, 10).ok_or_else(|| odd("seen head"))?,
            salt: Salt(fixed(row, 11).ok_or_else(|| odd("salt"))?),
            previous: Digest(fixed(row, 12).ok_or_else(|| odd("previous digest"))?),
            digest: Digest(fixed(row, 13).ok_or_else(|| odd("digest"))?),
            arrived: time(row, 14).ok_or_else(|| odd("time of arrival"))?,
        })
    }

    /// The digest the row ought to have.
    pub(crate) fn computed<'d>(
        &self,
        papers: impl ExactSizeIterator<Item = &'d Digest>,
        scratch: &mut Vec<u8>,
    ) -> Digest {
        let body = Body {
            salt: self.salt,
            at: self.at,
            actor: self.actor,
            dossier: self.dossier,
            kind: self.kind,
            fact: self.fact,
            command: self.command.unwrap_or(""),
            seen: self.seen.unwrap_or(""),
        }
        .digest(papers, scratch);
        chain::link(self.id.office, self.epoch, self.id.number, &self.previous, &body, scratch)
    }

    /// The entry, if it is what its digest says.
    pub(crate) fn entry(&self, papers: Vec<Paper>, scratch: &mut Vec<u8>) -> Result<Entry, Odd> {
        let odd = |why: &str| Odd { arrival: self.arrival, entry: Some(self.id), why: why.to_owned() };
        if self.computed(papers.iter().map(|paper| &paper.digest), scratch) != self.digest {
            return Err(odd("its digest does not match what it holds"));
        }
        let seen = match self.seen {
            Some(text) => Some(chain::read_seen(text).ok_or_else(|| odd("its seen head cannot be read"))?),
            None => None,
        };
        Ok(Entry {
            id: self.id,
            epoch: self.epoch,
            at: self.at,
            actor: self.actor.parse().map_err(|_| odd("its actor cannot be read"))?,
            dossier: self.dossier.parse().map_err(|_| odd("its dossier cannot be read"))?,
            kind: self.kind.into(),
            fact: self.fact.into(),
            papers,
            seen,
            command: self.command.map(Into::into),
            salt: self.salt,
            previous: self.previous,
            digest: self.digest,
            arrival: u64::try_from(self.arrival).map_err(|_| odd("its arrival is negative"))?,
            arrived: self.arrived,
        })
    }
}

/// The papers of the entry stored at an arrival, each checked against its digest.
pub(crate) fn papers(
    by_arrival: &mut Statement<'_>,
    raw: &Raw<'_>,
) -> Result<Result<Vec<Paper>, Odd>, rusqlite::Error> {
    let mut rows = by_arrival.query([raw.arrival])?;
    let mut papers = Vec::new();
    while let Some(row) = rows.next()? {
        let odd = |why: &str| Odd {
            arrival: raw.arrival,
            entry: Some(raw.id),
            why: format!("its paper {}: {why}", papers.len()),
        };
        match paper(row, papers.len()) {
            Ok(paper) => papers.push(paper),
            Err(why) => return Ok(Err(odd(why))),
        }
    }
    Ok(Ok(papers))
}

/// Finds the papers of one entry in order, for `papers`.
pub(crate) const PAPERS: &str =
    "SELECT place, digest, salt, text FROM paper WHERE arrival = ?1 ORDER BY place";

/// Reads a row of `PAPERS`.
pub(crate) fn paper(row: &Row<'_>, place: usize) -> Result<Paper, &'static str> {
    if int(row, 0).and_then(|found| usize::try_from(found).ok()) != Some(place) {
        return Err("another one stands in its place");
    }
    let digest = Digest(fixed(row, 1).ok_or("its digest cannot be read")?);
    let words = match (row.get_ref(2), row.get_ref(3)) {
        (Ok(ValueRef::Null), Ok(ValueRef::Null)) => None,
        _ => {
            let salt = Salt(fixed(row, 2).ok_or("its salt cannot be read")?);
            let words = blob(row, 3).and_then(|bytes| std::str::from_utf8(bytes).ok());
            let words = words.ok_or("its words are not text")?;
            if chain::of_paper(salt, words) != digest {
                return Err("its words do not match its digest");
            }
            Some((salt, words.into()))
        }
    };
    Ok(Paper { digest, words })
}

/// Reads all entries a statement of `entries!` finds, with their papers.
pub(crate) fn read(
    db: &Connection,
    path: &std::path::Path,
    sql: &str,
    wanted: impl Params,
) -> Result<Vec<Entry>, Fault> {
    let fault = |error| Fault::of(path, error);
    let mut found: CachedStatement<'_> = db.prepare_cached(sql).map_err(fault)?;
    let mut by_arrival = db.prepare_cached(PAPERS).map_err(fault)?;
    let mut rows = found.query(wanted).map_err(fault)?;
    let (mut entries, mut scratch) = (Vec::new(), Vec::with_capacity(512));
    while let Some(row) = rows.next().map_err(fault)? {
        let raw = Raw::of(row).map_err(|odd| odd.fault(path))?;
        let papers = papers(&mut by_arrival, &raw).map_err(fault)?.map_err(|odd| odd.fault(path))?;
        entries.push(raw.entry(papers, &mut scratch).map_err(|odd| odd.fault(path))?);
    }
    Ok(entries)
}

fn int(row: &Row<'_>, column: usize) -> Option<i64> {
    row.get_ref(column).ok().and_then(|value| value.as_i64().ok())
}

fn time(row: &Row<'_>, column: usize) -> Option<Timestamp> {
    int(row, column).and_then(|ms| Timestamp::from_millisecond(ms).ok())
}

fn text<'r>(row: &'r Row<'_>, column: usize) -> Option<&'r str> {
    row.get_ref(column).ok().and_then(|value| value.as_str().ok())
}

fn blob<'r>(row: &'r Row<'_>, column: usize) -> Option<&'r [u8]> {
    row.get_ref(column).ok().and_then(|value| value.as_blob().ok())
}

fn fixed<const N: usize>(row: &Row<'_>, column: usize) -> Option<[u8; N]> {
    blob(row, column).and_then(|bytes| bytes.try_into().ok())
}

/// Text or nothing; `None` is neither.
fn maybe<'r>(row: &'r Row<'_>, column: usize) -> Option<Option<&'r str>> {
    match row.get_ref(column).ok()? {
        ValueRef::Null => Some(None),
        // Absent and empty are digested alike, so empty is not stored.
        value => value.as_str().ok().filter(|text| !text.is_empty()).map(Some),
    }
}
