//! The read side of the record: many readers, in this process or another, beside the one writer.
//! Entries read are checked against their digests, and in order of arrival against the entry before them;
//! altered bytes are never returned.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use domain::entry::{Digest, Entry, Epoch, Head};
use domain::words::{DossierId, EntryId, OfficeId, PaperId};
use rusqlite::{Connection, OptionalExtension};

use crate::bell::Bell;
use crate::rows::{self, entries};
use crate::{Fault, schema};

/// How many connections wait for the next reader.
const IDLE_MAX: usize = 8;

/// How often a reader in another process than the writer looks for news.
const LOOK: Duration = Duration::from_millis(50);

/// A reader of the record. Clones are cheap and share their connections to the file.
#[derive(Debug, Clone)]
pub struct Record {
    shared: Arc<Shared>,
}

#[derive(Debug)]
struct Shared {
    folder: PathBuf,
    path: PathBuf,
    idle: Mutex<Vec<Connection>>,
    /// Present when the writer lives in this process.
    bell: Option<Arc<Bell>>,
}

impl Record {
    /// Opens a record for reading only, whoever writes it.
    pub fn open(folder: &Path) -> Result<Self, Fault> {
        let first = schema::read(folder)?;
        Ok(Self::with(folder, None, vec![first]))
    }

    /// A reader beside the writer of the same process.
    pub(crate) fn beside(folder: &Path, bell: Arc<Bell>) -> Self {
        Self::with(folder, Some(bell), Vec::new())
    }

    fn with(folder: &Path, bell: Option<Arc<Bell>>, idle: Vec<Connection>) -> Self {
        let (folder, path, idle) = (folder.to_owned(), schema::file(folder), Mutex::new(idle));
        Self { shared: Arc::new(Shared { folder, path, idle, bell }) }
    }

    /// The folder the record is in.
    pub fn folder(&self) -> &Path {
        &self.shared.folder
    }

    /// Lends a connection; it goes back unless something failed.
    pub(crate) fn on<T>(&self, work: impl FnOnce(&Connection) -> Result<T, Fault>) -> Result<T, Fault> {
        let idle = || self.shared.idle.lock().unwrap_or_else(PoisonError::into_inner);
        let waiting = idle().pop();
        let db = match waiting {
            Some(db) => db,
            None => schema::read(&self.shared.folder)?,
        };
        let done = work(&db)?;
        let mut idle = idle();
        if idle.len() < IDLE_MAX {
            idle.push(db);
        }
        Ok(done)
    }

    pub(crate) fn path(&self) -> &Path {
        &self.shared.path
    }

    /// Entries of all offices after an arrival, in order of arrival, at most so many.
    pub fn after(&self, arrival: u64, max: usize) -> Result<Vec<Entry>, Fault> {
        let found = self.on(|db| {
            // Begins one before, because the first may need the digest of the entry before it in its act.
            let sql = entries!(
                "WHERE act.arrival >= (SELECT coalesce(max(arrival), 0) FROM act WHERE arrival <= ?1 + 1)
                     AND act.arrival <= ?2 AND +entry.arrival >= ?1 AND +entry.arrival <= ?2"
                by "act.arrival, entry.arrival"
            );
            let last = arrival.saturating_add(max as u64).min(i64::MAX as u64);
            let sought = (arrival.cast_signed(), last.cast_signed());
            rows::read(db, self.path(), sql, sought, |raw| raw.arrival > arrival.cast_signed())
        })?;
        let mut last: HashMap<OfficeId, Head> = HashMap::new();
        for (position, entry) in (arrival + 1..).zip(&found) {
            let before = last.insert(entry.id.office, Head { entry: entry.id, digest: entry.digest });
            let follows = before
                .is_none_or(|head| head.entry.number + 1 == entry.id.number && head.digest == entry.previous);
            if !follows || entry.arrival != position {
                let why = "it does not follow the entry stored before it".to_owned();
                return Err(Fault::Altered { entry: entry.id, why });
            }
        }
        Ok(found)
    }

    /// One entry.
    pub fn entry(&self, id: EntryId) -> Result<Option<Entry>, Fault> {
        self.on(|db| entry(db, self.path(), id))
    }

    /// The entries of one office after a number, in order, at most so many.
    pub fn of_office(&self, office: OfficeId, after: u64, max: usize) -> Result<Vec<Entry>, Fault> {
        let last = after.saturating_add(max as u64).min(i64::MAX as u64);
        self.on(|db| {
            let sql = entries!(
                "WHERE office = ?1 AND number <= ?3 AND number >= coalesce(
                     (SELECT max(number) FROM act WHERE office = ?1 AND number <= ?2 + 1), 0)
                     AND +entry.arrival >= act.arrival + ?2 - act.number
                     AND +entry.arrival <= act.arrival + ?3 - act.number"
                by "number, entry.arrival"
            );
            let sought = (office.as_str(), after.cast_signed(), last.cast_signed());
            rows::read(db, self.path(), sql, sought, |raw| raw.id.number > after)
        })
    }

    /// A dossier's entries, of all offices, in order of arrival.
    pub fn dossier(&self, dossier: DossierId) -> Result<Vec<Entry>, Fault> {
        let sql = entries!("WHERE dossier = ?1" by "act.arrival, entry.arrival");
        self.on(|db| rows::read(db, self.path(), sql, [dossier.to_string()], |_| true))
    }

    /// The words of a paper, if they are here.
    pub fn paper(&self, paper: PaperId) -> Result<Option<Arc<str>>, Fault> {
        // The digest proves the words only together with the entry that covers it.
        let entry = self.entry(paper.entry)?;
        Ok(entry.and_then(|entry| entry.text(paper.place).cloned()))
    }

    /// The last entry of an office.
    pub fn head(&self, office: OfficeId) -> Result<Option<Head>, Fault> {
        self.on(|db| head(db, self.path(), office))
    }

    /// The last entry of every office, in order of their codes.
    pub fn heads(&self) -> Result<Vec<Head>, Fault> {
        self.on(|db| {
            let mut heads = Vec::new();
            for office in offices(db, self.path())? {
                heads.extend(head(db, self.path(), office)?);
            }
            Ok(heads)
        })
    }

    /// Every office that has an entry, in order of their codes.
    pub fn offices(&self) -> Result<Vec<OfficeId>, Fault> {
        self.on(|db| offices(db, self.path()))
    }

    /// The offices whose journals are written here, in order of their codes.
    pub fn homes(&self) -> Result<Vec<OfficeId>, Fault> {
        let mut homes: Vec<_> = self.on(|db| homes(db, self.path()))?.into_keys().collect();
        homes.sort_unstable();
        Ok(homes)
    }

    /// The last entry of an office that is of one of these kinds.
    pub fn last_of_kind(&self, office: OfficeId, kinds: &[&str]) -> Result<Option<Entry>, Fault> {
        let number = self.on(|db| {
            let fault = |error| Fault::of(self.path(), error);
            let mut backwards = db
                .prepare_cached(
                    "SELECT number + entry.arrival - act.arrival, kind FROM act CROSS JOIN entry
                     ON entry.arrival >= act.arrival AND entry.arrival < act.arrival + act.entries
                     WHERE office = ?1 ORDER BY number DESC, entry.arrival DESC",
                )
                .map_err(fault)?;
            let mut rows = backwards.query([office.as_str()]).map_err(fault)?;
            while let Some(row) = rows.next().map_err(fault)? {
                let kind = row.get_ref(1).map_err(fault)?;
                if kind.as_str().is_ok_and(|kind| kinds.contains(&kind)) {
                    return row.get::<_, i64>(0).map(Some).map_err(fault);
                }
            }
            Ok(None)
        })?;
        match number {
            Some(number) => self.entry(EntryId { office, number: number.cast_unsigned() }),
            None => Ok(None),
        }
    }

    /// Every entry of a kind, of all offices, in order of arrival. It looks at all entries: for checks, not for pages.
    pub fn of_kind(&self, kind: &str) -> Result<Vec<Entry>, Fault> {
        let arrivals: Vec<i64> = self.on(|db| {
            let fault = |error| Fault::of(self.path(), error);
            let mut asked = db
                .prepare_cached("SELECT arrival FROM entry WHERE kind = ?1 ORDER BY arrival")
                .map_err(fault)?;
            let found = asked.query_map([kind], |row| row.get(0)).map_err(fault)?;
            found.collect::<Result<_, _>>().map_err(fault)
        })?;
        let mut found = Vec::with_capacity(arrivals.len());
        for arrival in arrivals {
            found.extend(self.after(arrival.cast_unsigned().saturating_sub(1), 1)?);
        }
        Ok(found)
    }

    /// The entry that carries a command of an office, by which a repetition is known.
    pub fn command(&self, office: OfficeId, command: &str) -> Result<Option<EntryId>, Fault> {
        self.on(|db| self::command(db, self.path(), office, command))
    }

    /// The last arrival; 0 while there is none.
    pub fn position(&self) -> Result<u64, Fault> {
        self.on(|db| position(db, self.path()))
    }

    /// Waits until entries have arrived after a position, or for as long as given; returns the last arrival.
    pub fn watch(&self, after: u64, timeout: Duration) -> Result<u64, Fault> {
        if let Some(bell) = &self.shared.bell {
            return Ok(bell.wait(after, timeout));
        }
        let mut left = timeout;
        loop {
            let reached = self.position()?;
            if reached > after || left.is_zero() {
                return Ok(reached);
            }
            let pause = left.min(LOOK);
            std::thread::sleep(pause);
            left -= pause;
        }
    }
}

pub(crate) fn command(
    db: &Connection,
    path: &Path,
    office: OfficeId,
    command: &str,
) -> Result<Option<EntryId>, Fault> {
    db.prepare_cached("SELECT number FROM act WHERE office = ?1 AND command = ?2")
        .and_then(|mut found| {
            found.query_row((office.as_str(), command), |row| row.get::<_, i64>(0)).optional()
        })
        .map(|number| number.map(|number| EntryId { office, number: number.cast_unsigned() }))
        .map_err(|error| Fault::of(path, error))
}

pub(crate) fn position(db: &Connection, path: &Path) -> Result<u64, Fault> {
    db.prepare_cached("SELECT coalesce(max(arrival), 0) FROM entry")
        .and_then(|mut found| found.query_row((), |row| row.get::<_, i64>(0)))
        .map(|arrival| arrival.max(0).cast_unsigned())
        .map_err(|error| Fault::of(path, error))
}

pub(crate) fn offices(db: &Connection, path: &Path) -> Result<Vec<OfficeId>, Fault> {
    let fault = |error| Fault::of(path, error);
    // Steps from office to office instead of reading every entry.
    let mut steps = db
        .prepare_cached(
            "WITH RECURSIVE step (office) AS (
                 SELECT min(office) FROM act
                 UNION ALL
                 SELECT (SELECT min(office) FROM act WHERE office > step.office) FROM step
                 WHERE step.office IS NOT NULL)
             SELECT office FROM step WHERE office IS NOT NULL",
        )
        .map_err(fault)?;
    let mut rows = steps.query(()).map_err(fault)?;
    let mut offices = Vec::new();
    while let Some(row) = rows.next().map_err(fault)? {
        let office = row.get_ref(0).map_err(fault)?.as_str().ok().and_then(|office| office.parse().ok());
        offices.push(office.ok_or_else(|| Fault::Damaged {
            path: path.to_owned(),
            why: "an entry has no office code. Verify the record to learn which".to_owned(),
        })?);
    }
    Ok(offices)
}

/// The arrival of an entry.
pub(crate) fn arrival(db: &Connection, path: &Path, id: EntryId) -> Result<Option<i64>, Fault> {
    db.prepare_cached(
        "SELECT arrival + ?2 - number, entries - (?2 - number) FROM act
         WHERE office = ?1 AND number <= ?2 ORDER BY number DESC LIMIT 1",
    )
    .and_then(|mut found| {
        let sought = (id.office.as_str(), id.number.cast_signed());
        found.query_row(sought, |row| Ok((row.get::<_, i64>(0)?, row.get::<_, i64>(1)?))).optional()
    })
    .map(|found| found.filter(|(_, left)| *left > 0).map(|(arrival, _)| arrival))
    .map_err(|error| Fault::of(path, error))
}

pub(crate) fn entry(db: &Connection, path: &Path, id: EntryId) -> Result<Option<Entry>, Fault> {
    let Some(arrival) = arrival(db, path, id)? else { return Ok(None) };
    let sql = entries!(
        "WHERE act.arrival = (SELECT max(arrival) FROM act WHERE arrival <= ?1)
             AND +entry.arrival >= ?1 - 1 AND +entry.arrival <= ?1"
        by "act.arrival, entry.arrival"
    );
    let found = rows::read(db, path, sql, [arrival], |raw| raw.arrival == arrival)?.pop();
    match found {
        Some(entry) if entry.id == id => Ok(Some(entry)),
        _ => Err(Fault::Altered { entry: id, why: "it is not where its office's journal has it".to_owned() }),
    }
}

fn head(db: &Connection, path: &Path, office: OfficeId) -> Result<Option<Head>, Fault> {
    let last = db
        .prepare_cached("SELECT number + entries - 1 FROM act WHERE office = ?1 ORDER BY number DESC LIMIT 1")
        .and_then(|mut found| found.query_row([office.as_str()], |row| row.get::<_, i64>(0)).optional())
        .map_err(|error| Fault::of(path, error))?;
    let Some(last) = last else { return Ok(None) };
    let entry = entry(db, path, EntryId { office, number: last.cast_unsigned() })?;
    Ok(entry.map(|entry| Head { entry: entry.id, digest: entry.digest }))
}

/// The heads, after a look at whether each follows the entry before it.
pub(crate) fn checked_heads(db: &Connection, path: &Path) -> Result<Vec<Head>, Fault> {
    let mut heads = Vec::new();
    for office in offices(db, path)? {
        let Some(head) = head(db, path, office)? else { continue };
        let number = head.entry.number - 1;
        let last = entry(db, path, head.entry)?.map(|entry| entry.previous);
        let before = match number {
            0 => Some(Digest::default()),
            number => entry(db, path, EntryId { office, number })?.map(|entry| entry.digest),
        };
        if before != last {
            let why = format!("it does not follow number {number} of its office");
            return Err(Fault::Altered { entry: head.entry, why });
        }
        heads.push(head);
    }
    Ok(heads)
}

pub(crate) fn homes(db: &Connection, path: &Path) -> Result<HashMap<OfficeId, Epoch>, Fault> {
    let fault = |error| Fault::of(path, error);
    let mut found = db.prepare_cached("SELECT office, epoch FROM home").map_err(fault)?;
    let mut rows = found.query(()).map_err(fault)?;
    let mut homes = HashMap::new();
    while let Some(row) = rows.next().map_err(fault)? {
        let office = row.get_ref(0).map_err(fault)?.as_str().ok().and_then(|office| office.parse().ok());
        let epoch = row.get_ref(1).map_err(fault)?.as_blob().ok().and_then(|epoch| epoch.try_into().ok());
        let (Some(office), Some(epoch)) = (office, epoch) else {
            let why = "the table of offices written here cannot be read".to_owned();
            return Err(Fault::Damaged { path: path.to_owned(), why });
        };
        homes.insert(office, Epoch(epoch));
    }
    Ok(homes)
}
