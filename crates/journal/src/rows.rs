//! Rows to entries and back. An entry that does not match its own digest never leaves this file.

use std::borrow::Borrow;
use std::path::Path;

use domain::entry::{Digest, Entry, Epoch, Paper, Salt};
use domain::words::{EntryId, OfficeId};
use jiff::Timestamp;
use rusqlite::types::ValueRef;
use rusqlite::{CachedStatement, Connection, Params, Row, Statement};

use crate::chain::{self, Body};
use crate::{Fault, papers};

/// The columns of an entry and of the act it belongs to, in the order `Raw::of` reads them.
/// Given a condition, and the column of the act to go by.
macro_rules! entries {
    ($condition:literal by $order:literal) => {
        concat!(
            "SELECT entry.arrival, act.arrival, office, number, epoch, at, actor, dossier, kind, fact, command, ",
            "seen, entry.salt, previous, entry.digest, arrived, papers ",
            // Acts outside, their entries inside: else the engine may try it the other way round.
            "FROM act CROSS JOIN entry ",
            "ON entry.arrival >= act.arrival AND entry.arrival < act.arrival + act.entries ",
            $condition,
            " ORDER BY ",
            $order
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
    pub(crate) papers: u16,
}

/// Why a row is no entry, with as much of its name as could be read.
pub(crate) struct Odd {
    pub(crate) arrival: i64,
    pub(crate) entry: Option<EntryId>,
    pub(crate) why: String,
}

impl Odd {
    pub(crate) fn fault(self, path: &Path) -> Fault {
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
    /// Reads a row of `entries!`; `before` is the digest of the entry before it in the same act.
    pub(crate) fn of(row: &'r Row<'_>, before: Option<Digest>) -> Result<Self, Odd> {
        let arrival = int(row, 0).unwrap_or_default();
        let odd = |why: &str| Odd { arrival, entry: None, why: why.to_owned() };
        let office: OfficeId =
            text(row, 2).and_then(|office| office.parse().ok()).ok_or_else(|| odd("no office code"))?;
        let nth = int(row, 1).and_then(|first| arrival.checked_sub(first)).ok_or_else(|| odd("no act"))?;
        let number = int(row, 3)
            .and_then(|number| number.checked_add(nth))
            .and_then(|number| u64::try_from(number).ok())
            .filter(|number| *number > 0)
            .ok_or_else(|| odd("no number"))?;
        let id = EntryId { office, number };
        let odd = |why: &str| Odd { arrival, entry: Some(id), why: format!("its {why} cannot be read") };
        let first = nth == 0;
        let command = maybe(row, 10).map_err(|NotText| odd("command"))?;
        Ok(Self {
            arrival,
            id,
            epoch: Epoch(fixed(row, 4).ok_or_else(|| odd("epoch"))?),
            at: time(row, 5).ok_or_else(|| odd("time"))?,
            actor: text(row, 6).ok_or_else(|| odd("actor"))?,
            dossier: text(row, 7).ok_or_else(|| odd("dossier"))?,
            kind: text(row, 8).ok_or_else(|| odd("kind"))?,
            fact: blob(row, 9).ok_or_else(|| odd("fact"))?,
            command: command.filter(|_| first),
            seen: maybe(row, 11).map_err(|NotText| odd("seen head"))?,
            salt: Salt(fixed(row, 12).ok_or_else(|| odd("salt"))?),
            previous: match before {
                Some(before) if !first => before,
                _ => Digest(fixed(row, 13).ok_or_else(|| odd("previous digest"))?),
            },
            digest: Digest(fixed(row, 14).ok_or_else(|| odd("digest"))?),
            arrived: time(row, 15).ok_or_else(|| odd("time of arrival"))?,
            papers: int(row, 16)
                .and_then(|papers| u16::try_from(papers).ok())
                .ok_or_else(|| odd("number of papers"))?,
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

/// The first place in which a paper of the entry at an arrival can be.
pub(crate) fn place(arrival: i64) -> i64 {
    arrival.saturating_mul(65_536)
}

/// Finds papers in a range of places.
const PAPERS: &str =
    "SELECT place, digest, salt, text FROM paper WHERE place >= ?1 AND place < ?2 ORDER BY place";

/// Reads a row of `PAPERS` that ought to be in a place.
pub(crate) fn paper(row: &Row<'_>, wanted: i64) -> Result<Paper, &'static str> {
    if int(row, 0) != Some(wanted) {
        return Err("it is missing");
    }
    let digest = Digest(fixed(row, 1).ok_or("its digest cannot be read")?);
    if let (Ok(ValueRef::Null), Ok(ValueRef::Null)) = (row.get_ref(2), row.get_ref(3)) {
        return Ok(Paper { digest, words: None });
    }
    let salt = Salt(fixed(row, 2).ok_or("its salt cannot be read")?);
    let words = blob(row, 3).and_then(|bytes| std::str::from_utf8(bytes).ok());
    let words = words.ok_or("its words are not text")?;
    if chain::of_paper(salt, words) != digest {
        return Err("its words do not match its digest");
    }
    Ok(Paper { digest, words: Some((salt, words.into())) })
}

/// The papers of an entry, each checked against its digest.
fn papers(found: &mut Statement<'_>, raw: &Raw<'_>) -> Result<Result<Vec<Paper>, Odd>, rusqlite::Error> {
    let mut papers = Vec::new();
    if raw.papers == 0 {
        return Ok(Ok(papers));
    }
    let first = place(raw.arrival);
    let mut rows = found.query((first, place(raw.arrival + 1)))?;
    let odd = |nth: usize, why: &str| Odd {
        arrival: raw.arrival,
        entry: Some(raw.id),
        why: format!("its paper {nth}: {why}"),
    };
    while let Some(row) = rows.next()? {
        match paper(row, first + i64::try_from(papers.len()).unwrap_or(i64::MAX - first)) {
            Ok(paper) => papers.push(paper),
            Err(why) => return Ok(Err(odd(papers.len(), why))),
        }
    }
    let complete = papers.len() == usize::from(raw.papers);
    Ok(if complete { Ok(papers) } else { Err(odd(papers.len(), "it is missing, or there is one too many")) })
}

/// Reads the entries that a statement of `entries!` finds, with their papers. Of each act it must find
/// the entries from the first on, or from the one before the first that is wanted.
pub(crate) fn read(
    db: &Connection,
    path: &Path,
    sql: &str,
    sought: impl Params,
    wanted: impl Fn(&Raw<'_>) -> bool,
) -> Result<Vec<Entry>, Fault> {
    let fault = |error| Fault::of(path, error);
    let mut found: CachedStatement<'_> = db.prepare_cached(sql).map_err(fault)?;
    let mut papers_of = db.prepare_cached(PAPERS).map_err(fault)?;
    let mut rows = found.query(sought).map_err(fault)?;
    let (mut entries, mut scratch) = (Vec::new(), Vec::with_capacity(512));
    let mut before = None;
    while let Some(row) = rows.next().map_err(fault)? {
        let raw = Raw::of(row, before).map_err(|odd| odd.fault(path))?;
        before = Some(raw.digest);
        if wanted(&raw) {
            let papers = papers(&mut papers_of, &raw).map_err(fault)?.map_err(|odd| odd.fault(path))?;
            entries.push(raw.entry(papers, &mut scratch).map_err(|odd| odd.fault(path))?);
        }
    }
    Ok(entries)
}

/// Writes entries and their papers.
pub(crate) fn insert<E: Borrow<Entry>>(db: &Connection, entries: &[E]) -> Result<(), rusqlite::Error> {
    insert_facts(db, entries)?;
    insert_acts(db, entries)
}

/// Writes what entries do not share.
fn insert_facts<E: Borrow<Entry>>(db: &Connection, entries: &[E]) -> Result<(), rusqlite::Error> {
    let mut row = db.prepare_cached(
        "INSERT INTO entry (arrival, kind, fact, papers, salt, digest) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?;
    let mut words =
        db.prepare_cached("INSERT INTO paper (place, digest, salt, text) VALUES (?1, ?2, ?3, ?4)")?;
    for entry in entries.iter().map(Borrow::borrow) {
        let arrival = entry.arrival.cast_signed();
        if &*entry.kind == papers::DISPOSED {
            db.prepare_cached("INSERT INTO disposal (arrival) VALUES (?1)")?.execute([arrival])?;
        }
        let papers = i64::try_from(entry.papers.len()).unwrap_or(i64::MAX);
        row.execute((arrival, &*entry.kind, &*entry.fact, papers, &entry.salt.0[..], &entry.digest.0[..]))?;
        for (place, paper) in (place(arrival)..).zip(&entry.papers) {
            let (salt, text) =
                paper.words.as_ref().map(|(salt, text)| (&salt.0[..], text.as_bytes())).unzip();
            words.execute((place, &paper.digest.0[..], salt, text))?;
        }
    }
    Ok(())
}

/// Writes what entries share: those with one envelope are gathered into one act.
fn insert_acts<E: Borrow<Entry>>(db: &Connection, entries: &[E]) -> Result<(), rusqlite::Error> {
    let mut act = db.prepare_cached(
        "INSERT INTO act (arrival, entries, office, number, epoch, at, actor, dossier, command, seen, previous,
             arrived)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
    )?;
    for entries in entries.chunk_by(|before, entry| one_act(before.borrow(), entry.borrow())) {
        let Some(first) = entries.first().map(Borrow::borrow) else { continue };
        act.execute((
            first.arrival.cast_signed(),
            i64::try_from(entries.len()).unwrap_or(i64::MAX),
            first.id.office.as_str(),
            first.id.number.cast_signed(),
            &first.epoch.0[..],
            first.at.as_millisecond(),
            first.actor.as_str(),
            first.dossier.to_string(),
            first.command.as_deref(),
            first.seen.as_ref().map(chain::seen_text),
            &first.previous.0[..],
            first.arrived.as_millisecond(),
        ))?;
    }
    Ok(())
}

/// Whether an entry shares the envelope of the one before it.
fn one_act(before: &Entry, entry: &Entry) -> bool {
    let follows = before.id.office == entry.id.office
        && before.id.number + 1 == entry.id.number
        && before.digest == entry.previous;
    let told = |entry: &Entry| (entry.epoch, entry.at, entry.dossier, entry.seen, entry.arrived);
    follows && entry.command.is_none() && told(before) == told(entry) && before.actor == entry.actor
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

/// Text, or none if there is none; anything else is odd.
fn maybe<'r>(row: &'r Row<'_>, column: usize) -> Result<Option<&'r str>, NotText> {
    match row.get_ref(column) {
        Ok(ValueRef::Null) => Ok(None),
        // Absent and empty are digested alike, so empty is not stored.
        Ok(value) => value.as_str().ok().filter(|text| !text.is_empty()).map(Some).ok_or(NotText),
        Err(_) => Err(NotText),
    }
}

struct NotText;
