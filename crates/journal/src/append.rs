//! The one writer. It appends for the offices whose journals are written here, many commands in one
//! transaction, and returns only when they are on the disk. On any error nothing of a batch is stored.

use std::collections::{HashMap, HashSet};
use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use domain::entry::{Digest, Entry, Epoch, Head, Paper, Proposal, Salt};
use domain::fact::Fact;
use domain::words::{EntryId, Handle, OfficeId, PaperId};
use jiff::Timestamp;
use rusqlite::Connection;

use crate::bell::Bell;
use crate::chain::{self, Body};
use crate::read::{self, Record};
use crate::rows::insert;
use crate::{Fault, papers, schema};

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
    pub(crate) path: PathBuf,
    pub(crate) db: Connection,
    /// The head of every office, so that an append need not read.
    pub(crate) heads: HashMap<OfficeId, Head>,
    pub(crate) homes: HashMap<OfficeId, Epoch>,
    /// The last arrival.
    pub(crate) position: u64,
    /// The papers that were disposed of.
    pub(crate) disposed: HashSet<PaperId>,
    /// What the disk said when it failed; nothing is written after that.
    failed: Option<String>,
    bell: Arc<Bell>,
    kinds: HashMap<&'static str, Arc<str>>,
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
            path,
            db,
            heads: heads.into_iter().map(|head| (head.entry.office, head)).collect(),
            homes,
            position,
            disposed,
            failed: None,
            bell,
            kinds: HashMap::new(),
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
        self.usable()?;
        self.db
            .execute(
                "INSERT INTO home (office, epoch) VALUES (?1, ?2)
                 ON CONFLICT (office) DO UPDATE SET epoch = excluded.epoch",
                (office.as_str(), &epoch.0[..]),
            )
            .map_err(|error| Fault::of(&self.path, error))?;
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
        self.usable()?;
        let arrived = to_millisecond(arrived);
        let mut heads: HashMap<OfficeId, Head> = HashMap::new();
        let mut entries = Vec::with_capacity(batch.iter().map(|append| append.proposals.len()).sum());
        let mut scratch = Vec::with_capacity(1024);
        for append in batch {
            let Some(epoch) = self.homes.get(&append.office).copied() else {
                return Err(Fault::NotHome { office: append.office });
            };
            let mut head = heads.get(&append.office).or_else(|| self.heads.get(&append.office)).copied();
            let seen = append.seen.as_ref().map(chain::seen_text).unwrap_or_default();
            let mut command = append.command.filter(|command| !command.is_empty());
            let at = to_millisecond(append.at);
            let mut dossier = None;
            for proposal in append.proposals {
                let id =
                    EntryId { office: append.office, number: head.map_or(1, |head| head.entry.number + 1) };
                let fact = fit(id, &proposal)?;
                let papers: Vec<Paper> =
                    proposal.papers.into_iter().map(|words| paper(salts(), words)).collect();
                let text = match dossier.take() {
                    Some((known, text)) if known == proposal.dossier => text,
                    _ => proposal.dossier.to_string(),
                };
                let kind = proposal.fact.kind();
                let salt = salts();
                let previous = head.map_or(Digest::default(), |head| head.digest);
                let body = Body {
                    salt,
                    at,
                    actor: append.actor.as_str(),
                    dossier: &text,
                    kind,
                    fact: &fact,
                    command: command.as_deref().unwrap_or(""),
                    seen: &seen,
                }
                .digest(papers.iter().map(|paper| &paper.digest), &mut scratch);
                let digest = chain::link(id.office, epoch, id.number, &previous, &body, &mut scratch);
                dossier = Some((proposal.dossier, text));
                head = Some(Head { entry: id, digest });
                entries.push(Arc::new(Entry {
                    id,
                    epoch,
                    at,
                    actor: append.actor.clone(),
                    dossier: proposal.dossier,
                    kind: Arc::clone(self.kinds.entry(kind).or_insert_with(|| kind.into())),
                    fact: fact.into_boxed_slice(),
                    papers,
                    seen: append.seen,
                    command: command.take(),
                    salt,
                    previous,
                    digest,
                    arrival: self.position + 1 + entries.len() as u64,
                    arrived,
                }));
            }
            heads.extend(head.map(|head| (append.office, head)));
        }
        if !entries.is_empty() {
            self.transact(|db| insert(db, &entries)).map_err(|fault| self.repeated(&entries, fault))?;
            self.stored(entries.iter().map(|entry| &**entry));
        }
        Ok(entries)
    }

    /// Names the command that was recorded before, if that is why the engine refused.
    pub(crate) fn repeated(&self, entries: &[Arc<Entry>], fault: Fault) -> Fault {
        let Fault::Engine { source, .. } = &fault else { return fault };
        if source.sqlite_error_code() != Some(rusqlite::ErrorCode::ConstraintViolation) {
            return fault;
        }
        let mut seen = HashSet::new();
        let again = entries.iter().find_map(|entry| {
            let (office, command) = (entry.id.office, entry.command.as_ref()?);
            let known =
                read::command(&self.db, &self.path, office, command).is_ok_and(|known| known.is_some());
            (known || !seen.insert((office, command))).then(|| (office, command.to_string()))
        });
        again.map_or(fault, |(office, command)| Fault::Repeated { office, command })
    }

    /// Moves the heads and wakes the followers, after a commit.
    pub(crate) fn stored<'e>(&mut self, entries: impl Iterator<Item = &'e Entry>) {
        for entry in entries {
            self.heads.insert(entry.id.office, Head { entry: entry.id, digest: entry.digest });
            self.position = entry.arrival;
            self.disposed.extend(papers::disposal(entry));
        }
        self.bell.ring(self.position);
    }

    /// Runs one durable transaction.
    pub(crate) fn transact<T>(
        &mut self,
        work: impl FnOnce(&Connection) -> Result<T, rusqlite::Error>,
    ) -> Result<T, Fault> {
        self.usable()?;
        let path = &self.path;
        let fault = |error| Fault::of(path, error);
        run(&self.db, "BEGIN IMMEDIATE").map_err(fault)?;
        let done = work(&self.db).map_err(fault);
        let failed = match done {
            Ok(done) => match run(&self.db, "COMMIT") {
                Ok(()) => return Ok(done),
                Err(error) => {
                    // After a failed fsync the system may have dropped what it could not write, and a second
                    // fsync would not say so. Only a fresh look at the file tells what is there.
                    let uncertain = error.sqlite_error_code() == Some(rusqlite::ErrorCode::SystemIoFailure);
                    self.failed = uncertain.then(|| error.to_string());
                    self.usable().err().unwrap_or_else(|| Fault::of(&self.path, error))
                }
            },
            Err(fault) => fault,
        };
        // The engine has rolled back by itself after some errors; then this says so and is no matter.
        if !self.db.is_autocommit() {
            run(&self.db, "ROLLBACK").map_err(|error| Fault::of(&self.path, error))?;
        }
        Err(failed)
    }

    pub(crate) fn usable(&self) -> Result<(), Fault> {
        match &self.failed {
            Some(why) => Err(Fault::Closed { path: self.path.clone(), why: why.clone() }),
            None => Ok(()),
        }
    }
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

fn fit(id: EntryId, proposal: &Proposal) -> Result<Vec<u8>, Fault> {
    let unfit = |what: String, why: &str| Fault::Unfit { what, why: why.to_owned() };
    if proposal.fact == Fact::Unknown {
        return Err(unfit(format!("the fact of {id}"), "it is of no kind this version knows"));
    }
    let fact = proposal.fact.bytes();
    if fact.len() > FACT_MAX {
        return Err(unfit(format!("the fact of {id}"), &format!("it has more than {FACT_MAX} bytes")));
    }
    if proposal.papers.len() > usize::from(u16::MAX) {
        return Err(unfit(format!("the papers of {id}"), "there are more than 65,535"));
    }
    if let Some(place) = proposal.papers.iter().position(|words| words.len() > PAPER_MAX) {
        return Err(unfit(format!("the paper {id}#{place}"), &format!("it has more than {PAPER_MAX} bytes")));
    }
    Ok(fact)
}

fn paper(salt: Salt, words: Arc<str>) -> Paper {
    Paper { digest: chain::of_paper(salt, &words), words: Some((salt, words)) }
}

pub(crate) fn run(db: &Connection, sql: &str) -> Result<(), rusqlite::Error> {
    db.prepare_cached(sql)?.execute(()).map(|_| ())
}

#[cfg(test)]
mod tests;
