//! The one writer. It appends for the offices whose journals are written here, many commands in one
//! transaction, and returns only when they are on the disk. On any error nothing of a batch is stored.

use std::borrow::Borrow;
use std::collections::{HashMap, HashSet};
use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use domain::entry::{Entry, Epoch, Head, Proposal, Salt};
use domain::words::{Handle, OfficeId, PaperId};
use jiff::Timestamp;
use rusqlite::Connection;

use crate::bell::Bell;
use crate::read::{self, Record};
use crate::seal::Sealer;
use crate::store::Store;
use crate::{Fault, papers, rows, schema};

/// The longest fact, in bytes.
pub const FACT_MAX: usize = 1 << 20;

/// The longest paper, in bytes.
pub const PAPER_MAX: usize = 64 << 20;

/// What one command wants recorded.
#[derive(Debug, Clone)]
pub struct Append {
    /// The office that acts; it must be at home here.
    pub office: OfficeId,
    /// When, by that office's clock; kept to the millisecond.
    pub at: Timestamp,
    /// Who acted.
    pub actor: Handle,
    /// The caller's own name for the command; the first entry carries it.
    pub command: Option<Arc<str>>,
    /// The last entry of headquarters the office knew.
    pub seen: Option<Head>,
    /// The facts, in order.
    pub proposals: Vec<Proposal>,
}

/// The one writer of a record.
#[derive(Debug)]
pub struct Journal {
    pub(crate) folder: PathBuf,
    pub(crate) store: Store,
    /// The head of every office, so that an append need not read.
    pub(crate) heads: HashMap<OfficeId, Head>,
    pub(crate) homes: HashMap<OfficeId, Epoch>,
    /// The last arrival.
    pub(crate) position: u64,
    /// The papers that were disposed of.
    pub(crate) disposed: HashSet<PaperId>,
    bell: Arc<Bell>,
    /// Held for as long as this lives; the system lets go of it when the process dies.
    _lock: File,
}

impl Journal {
    /// Begins a record in a folder that has none.
    pub fn begin(folder: &Path) -> Result<Self, Fault> {
        std::fs::create_dir_all(folder).map_err(|error| Fault::io(folder, error))?;
        let lock = lock(folder)?;
        Self::load(folder, schema::create(folder)?, lock)
    }

    /// Opens a record for writing, after a quick look at its form and at the last entry of each office.
    pub fn open(folder: &Path) -> Result<Self, Fault> {
        if !schema::file(folder).exists() {
            return Err(Fault::Missing { folder: folder.to_owned() });
        }
        let lock = lock(folder)?;
        Self::load(folder, schema::write(folder)?, lock)
    }

    fn load(folder: &Path, db: Connection, lock: File) -> Result<Self, Fault> {
        let path = schema::file(folder);
        let heads = read::checked_heads(&db, &path)?;
        let homes = read::homes(&db, &path)?;
        let position = read::position(&db, &path)?;
        let disposed = papers::all(&db).map_err(|error| Fault::of(&path, error))?;
        let bell = Arc::new(Bell::default());
        bell.ring(position);
        let journal = Self {
            folder: folder.to_owned(),
            store: Store { path, db, failed: None },
            heads: heads.into_iter().map(|head| (head.entry.office, head)).collect(),
            homes,
            position,
            disposed,
            bell,
            _lock: lock,
        };
        Ok(journal)
    }

    /// A reader of this record, which the writer wakes.
    pub fn record(&self) -> Record {
        Record::beside(&self.folder, Arc::clone(&self.bell))
    }

    /// Makes this node the one that writes an office's journal from now on, in a new run of it.
    pub fn settle(&mut self, office: OfficeId, epoch: Epoch) -> Result<(), Fault> {
        self.store.usable()?;
        self.store
            .db
            .execute(
                "INSERT INTO home (office, epoch) VALUES (?1, ?2)
                 ON CONFLICT (office) DO UPDATE SET epoch = excluded.epoch",
                (office.as_str(), &epoch.0[..]),
            )
            .map_err(|error| self.store.fault(error))?;
        self.homes.insert(office, epoch);
        Ok(())
    }

    /// The offices whose journals are written here, in order of their codes.
    pub fn homes(&self) -> Vec<OfficeId> {
        let mut homes: Vec<_> = self.homes.keys().copied().collect();
        homes.sort_unstable();
        homes
    }

    /// The last entry of an office.
    pub fn head(&self, office: OfficeId) -> Option<Head> {
        self.heads.get(&office).copied()
    }

    /// Appends what several commands want recorded in one durable transaction: all of it or nothing.
    pub fn append(
        &mut self,
        batch: Vec<Append>,
        arrived: Timestamp,
        salts: &mut dyn FnMut() -> Salt,
    ) -> Result<Vec<Arc<Entry>>, Fault> {
        self.store.usable()?;
        let sealer = Sealer {
            homes: &self.homes,
            heads: &self.heads,
            position: self.position,
            arrived: to_millisecond(arrived),
            salts,
        };
        let entries = sealer.seal(batch)?;
        if entries.is_empty() {
            return Ok(entries);
        }
        self.store
            .transact(|to| rows::insert(&to.db, &entries).map_err(|error| to.fault(error)))
            .map_err(|fault| repeated(&self.store, &entries, fault))?;
        let head = |entry: &Arc<Entry>| (entry.id.office, Head { entry: entry.id, digest: entry.digest });
        let gone = entries.iter().filter_map(|entry| papers::disposal(entry));
        self.reach(entries.iter().map(head), self.position + entries.len() as u64, gone);
        Ok(entries)
    }

    /// Notes how far the record reaches after a commit, and wakes the followers.
    pub(crate) fn reach(
        &mut self,
        heads: impl IntoIterator<Item = (OfficeId, Head)>,
        position: u64,
        disposed: impl IntoIterator<Item = PaperId>,
    ) {
        self.heads.extend(heads);
        self.position = position;
        self.disposed.extend(disposed);
        self.bell.ring(position);
    }
}

/// Names the command that was recorded before, if that is why the engine refused.
pub(crate) fn repeated<E: Borrow<Entry>>(store: &Store, entries: &[E], fault: Fault) -> Fault {
    let Fault::Engine { source, .. } = &fault else { return fault };
    if source.sqlite_error_code() != Some(rusqlite::ErrorCode::ConstraintViolation) {
        return fault;
    }
    let mut named = HashSet::new();
    let again = entries.iter().map(Borrow::borrow).find_map(|entry| {
        let (office, command) = (entry.id.office, entry.command.as_ref()?);
        let known = read::command(&store.db, &store.path, office, command).ok().flatten();
        let before = known.is_some_and(|known| known != entry.id) || !named.insert((office, command));
        before.then(|| (office, command.to_string()))
    });
    again.map_or(fault, |(office, command)| Fault::Repeated { office, command })
}

/// The record keeps milliseconds, so an entry handed out must not have more.
pub(crate) fn to_millisecond(time: Timestamp) -> Timestamp {
    Timestamp::from_millisecond(time.as_millisecond()).unwrap_or(time)
}

fn lock(folder: &Path) -> Result<File, Fault> {
    let path = folder.join("record.lock");
    let file =
        File::options().create(true).append(true).open(&path).map_err(|error| Fault::io(&path, error))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(Fault::InUse { folder: folder.to_owned() }),
        Err(TryLockError::Error(error)) => Err(Fault::io(&path, error)),
    }
}

#[cfg(test)]
mod tests;
