//! The file of views: one connection that follows the record, several that read, and the marks that tell whether
//! the file still belongs to this version and this record. A file that does not is made anew, with a notice.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use journal::Record;
use rusqlite::config::DbConfig;
use rusqlite::{Connection, OptionalExtension, TransactionBehavior};

use crate::follow::Carried;
use crate::look::Kept;
use crate::{Fault, cable, emergency, engagements, heard, labels, positions, references, search, tasks};

/// The name of the file in its folder.
pub(crate) const FILE: &str = "views.db";

/// How many connections wait for the next reader.
const IDLE_MAX: usize = 8;

/// What the views are, all of them together: a change of any makes the file anew.
fn version() -> String {
    let all = [
        ("cable", cable::VERSION),
        ("emergency", emergency::VERSION),
        ("engagements", engagements::VERSION),
        ("heard", heard::VERSION),
        ("labels", labels::VERSION),
        ("positions", positions::VERSION),
        ("references", references::VERSION),
        ("search", search::VERSION),
        ("store", 1),
        ("tasks", tasks::VERSION),
    ];
    all.map(|(view, version)| format!("{view} {version}")).join(", ")
}

const META: &str = "
CREATE TABLE meta (
    one        INTEGER PRIMARY KEY CHECK (one = 1),
    version    TEXT    NOT NULL,
    generation INTEGER NOT NULL,   -- grows each time the file is made anew
    cursor     INTEGER NOT NULL,   -- the last arrival applied
    mark       TEXT    NOT NULL,   -- the digest of the entry at the cursor
    directory  INTEGER NOT NULL,   -- the last arrival about the directory
    found      INTEGER NOT NULL    -- the last arrival that search has taken in
);
CREATE TABLE unread (entry TEXT PRIMARY KEY, why TEXT NOT NULL);";

/// What people read, derived from the record. Clones share one file.
#[derive(Debug, Clone)]
pub struct Views {
    pub(crate) shared: Arc<Shared>,
}

#[derive(Debug)]
pub(crate) struct Shared {
    pub(crate) path: PathBuf,
    pub(crate) record: Record,
    pub(crate) writer: Mutex<Writer>,
    readers: Mutex<Vec<Connection>>,
    pub(crate) kept: Mutex<Kept>,
    pub(crate) reached: Mutex<u64>,
    pub(crate) moved: Condvar,
    pub(crate) notices: Mutex<Vec<String>>,
    /// Whether a damaged file was made anew once; what still cannot be read then is no damage of the file.
    healed: AtomicBool,
}

/// The connection that follows the record, and what it carries from one batch to the next.
#[derive(Debug)]
pub(crate) struct Writer {
    pub(crate) db: Connection,
    pub(crate) carried: Carried,
}

/// The marks of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Meta {
    pub(crate) generation: i64,
    pub(crate) cursor: u64,
    pub(crate) mark: String,
    pub(crate) directory: u64,
    pub(crate) found: u64,
}

pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Views {
    /// Opens the views of a record in a folder, or begins them. What the file holds of another record, of
    /// another version or damaged is dropped, and `notices` says so. Call `follow` to bring it up to date.
    pub fn open(folder: &Path, record: Record) -> Result<Self, Fault> {
        let path = folder.join(FILE);
        let (db, notice) = open(&path, &record)?;
        let cursor = meta(&db)?.cursor;
        let shared = Shared {
            path,
            record,
            writer: Mutex::new(Writer { db, carried: Carried::default() }),
            readers: Mutex::default(),
            kept: Mutex::default(),
            reached: Mutex::new(cursor),
            moved: Condvar::new(),
            notices: Mutex::new(notice.into_iter().collect()),
            healed: AtomicBool::new(false),
        };
        Ok(Self { shared: Arc::new(shared) })
    }

    /// The record the views are of.
    pub fn record(&self) -> &Record {
        &self.shared.record
    }

    /// What an operator should know since the last call: that the file was made anew, and why.
    pub fn notices(&self) -> Vec<String> {
        std::mem::take(&mut *lock(&self.shared.notices))
    }

    /// The entries of a known kind that could not be read, with what was found; they are in no view.
    pub fn unread(&self) -> Result<Vec<(String, String)>, Fault> {
        self.shared.on(|db| {
            let mut found = db.prepare_cached("SELECT entry, why FROM unread ORDER BY entry")?;
            let rows = found.query_map((), |row| Ok((row.get(0)?, row.get(1)?)))?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
    }
}

impl Shared {
    /// Lends a connection for one consistent look; it goes back unless something failed.
    pub(crate) fn on<T>(&self, work: impl Fn(&Connection) -> Result<T, Fault>) -> Result<T, Fault> {
        match self.once(&work) {
            Err(fault) if fault.is_damage() && !self.healed.swap(true, Ordering::Relaxed) => {
                self.heal(&fault)?;
                self.once(&work)
            }
            done => done,
        }
    }

    fn once<T>(&self, work: impl Fn(&Connection) -> Result<T, Fault>) -> Result<T, Fault> {
        let waiting = lock(&self.readers).pop();
        let mut db = match waiting {
            Some(db) => db,
            None => connect(&self.path, 8 << 10)?,
        };
        let look = db.transaction_with_behavior(TransactionBehavior::Deferred)?;
        let done = work(&look)?;
        look.finish()?;
        let mut readers = lock(&self.readers);
        if readers.len() < IDLE_MAX {
            readers.push(db);
        }
        Ok(done)
    }

    /// Makes a damaged file anew and brings it up to date.
    pub(crate) fn heal(&self, why: &Fault) -> Result<(), Fault> {
        self.anew(format!("{} was damaged ({why}) and is made anew from the record", self.path.display()))?;
        self.follow(&mut |_| {}).map(|_| ())
    }

    /// Drops everything derived.
    pub(crate) fn anew(&self, notice: String) -> Result<(), Fault> {
        let mut writer = lock(&self.writer);
        lock(&self.readers).clear();
        if let Err(fault) = reset(&mut writer.db) {
            if !fault.is_damage() {
                return Err(fault);
            }
            // Not even the engine can make sense of the file; no reader of this process holds it now.
            writer.db = Connection::open_in_memory()?;
            remove(&self.path);
            writer.db = connect(&self.path, 32 << 10)?;
            create(&mut writer.db, 1)?;
        }
        writer.carried = Carried::default();
        *lock(&self.kept) = Kept::default();
        *lock(&self.reached) = 0;
        lock(&self.notices).push(notice);
        Ok(())
    }
}

fn open(path: &Path, record: &Record) -> Result<(Connection, Option<String>), Fault> {
    let anew = |why: &str| Some(format!("{} {why}; it is made anew from the record", path.display()));
    let found = connect(path, 32 << 10).and_then(|db| state(&db, record).map(|state| (db, state)));
    let spoilt = match found {
        Ok((db, State::Good)) => return Ok((db, None)),
        Ok((mut db, State::Empty)) => {
            create(&mut db, 1)?;
            return Ok((db, None));
        }
        Ok((mut db, State::Other(why))) => match reset(&mut db) {
            Ok(()) => return Ok((db, anew(why))),
            Err(fault) => fault,
        },
        Err(fault) => fault,
    };
    // Only a file that makes no sense is removed: one that is merely locked belongs to a process at work.
    if !spoilt.is_damage() {
        return Err(spoilt);
    }
    remove(path);
    let mut db = connect(path, 32 << 10)?;
    create(&mut db, 1)?;
    Ok((db, anew("could not be read")))
}

enum State {
    Good,
    Empty,
    /// Of something else, and what.
    Other(&'static str),
}

fn state(db: &Connection, record: &Record) -> Result<State, Fault> {
    let tables: i64 = db.query_row("SELECT count(*) FROM sqlite_schema", (), |row| row.get(0))?;
    if tables == 0 {
        return Ok(State::Empty);
    }
    let found = db.query_row("SELECT version FROM meta", (), |row| row.get::<_, String>(0)).optional();
    match found.map_err(Fault::from) {
        Ok(found) if found.as_deref() == Some(version().as_str()) => {}
        Err(fault) if !fault.is_damage() => return Err(fault),
        _ => return Ok(State::Other("was written by another version")),
    }
    let meta = meta(db)?;
    if meta.cursor == 0 {
        return Ok(State::Good);
    }
    let same =
        record.after(meta.cursor - 1, 1)?.first().is_some_and(|entry| entry.digest.to_string() == meta.mark);
    Ok(if same { State::Good } else { State::Other("belongs to another record") })
}

pub(crate) fn meta(db: &Connection) -> Result<Meta, Fault> {
    let mut found = db.prepare_cached("SELECT generation, cursor, mark, directory, found FROM meta")?;
    let meta = found.query_row((), |row| {
        Ok(Meta {
            generation: row.get(0)?,
            cursor: row.get::<_, i64>(1)?.cast_unsigned(),
            mark: row.get(2)?,
            directory: row.get::<_, i64>(3)?.cast_unsigned(),
            found: row.get::<_, i64>(4)?.cast_unsigned(),
        })
    })?;
    Ok(meta)
}

fn connect(path: &Path, cache_kib: i64) -> Result<Connection, Fault> {
    let fault = |source| Fault::of(path, source);
    let db = Connection::open(path).map_err(fault)?;
    let settle = || {
        db.busy_timeout(Duration::from_secs(10))?;
        db.set_prepared_statement_cache_capacity(256);
        // Plans do not hang on what is asked for; without this a statement is planned again for other values.
        db.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
        db.pragma_update(None, "journal_mode", "WAL")?;
        // A cache that lost its last seconds in a power cut follows the record again from where it stands.
        db.pragma_update(None, "synchronous", "NORMAL")?;
        db.pragma_update(None, "wal_autocheckpoint", 16_000)?;
        db.pragma_update(None, "cache_size", -cache_kib)?;
        db.pragma_update(None, "temp_store", "MEMORY")
    };
    settle().map_err(fault)?;
    Ok(db)
}

/// Empties the file in place, so that another process that has it open sees an empty one and not two.
fn reset(db: &mut Connection) -> Result<(), Fault> {
    let generation = meta(db).map_or(1, |meta| meta.generation + 1);
    db.flush_prepared_statement_cache();
    db.set_db_config(DbConfig::SQLITE_DBCONFIG_RESET_DATABASE, true)?;
    let emptied = db.execute_batch("VACUUM");
    db.set_db_config(DbConfig::SQLITE_DBCONFIG_RESET_DATABASE, false)?;
    emptied?;
    db.pragma_update(None, "journal_mode", "WAL")?;
    create(db, generation)
}

fn create(db: &mut Connection, generation: i64) -> Result<(), Fault> {
    let making = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
    // Another process may have begun at the same moment.
    if making.query_row("SELECT count(*) FROM sqlite_schema", (), |row| row.get::<_, i64>(0))? > 0 {
        return Ok(());
    }
    for table in [
        META,
        labels::TABLE,
        heard::TABLE,
        cable::TABLE,
        references::TABLE,
        tasks::TABLE,
        emergency::TABLE,
        engagements::TABLE,
        positions::TABLE,
        search::TABLE,
    ] {
        making.execute_batch(table)?;
    }
    making.execute("INSERT INTO meta VALUES (1, ?1, ?2, 0, '', 0, 0)", (version(), generation))?;
    making.commit()?;
    Ok(())
}

fn remove(path: &Path) {
    for end in ["", "-wal", "-shm"] {
        let mut name = path.as_os_str().to_owned();
        name.push(end);
        // What cannot be removed shows itself when the file is opened again.
        drop(std::fs::remove_file(PathBuf::from(name)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::When;
    use crate::trial::{Trial, reader};

    fn sentence(views: &Views, trial: &Trial, id: domain::words::EntryId) -> Option<String> {
        views.follow(&mut |_| {}).expect("followed");
        let board = views.board(&reader(&["HQ"]), id, When::NOW, trial.now).expect("read");
        board.map(|board| board.sentence)
    }

    fn reopened(trial: &Trial) -> Views {
        Views::open(trial.folder(), trial.journal().record()).expect("opened")
    }

    #[test]
    fn a_file_of_this_record_and_version_is_kept() {
        let mut trial = Trial::begin();
        let id = trial.instruct(&["PAR"]);
        trial.follow();
        let views = reopened(&trial);
        assert!(views.notices().is_empty());
        assert_eq!(views.position().expect("read"), trial.journal().record().position().expect("read"));
        assert!(sentence(&views, &trial, id).is_some());
    }

    #[test]
    fn a_file_of_another_record_is_made_anew_with_a_notice() {
        let (mut one, mut other) = (Trial::begin(), Trial::begin());
        let id = one.instruct(&["PAR"]);
        one.follow();
        other.wait_hours(5);
        other.instruct(&["OSL", "PAR"]);
        drop(one.views.shared.on(|db| Ok(db.pragma_query_value(None, "data_version", |_| Ok(()))?)));
        let views = Views::open(one.folder(), other.journal().record()).expect("opened");
        assert!(views.notices().iter().any(|notice| notice.contains("another record")));
        assert_eq!(sentence(&views, &other, id).as_deref(), Some("2 posts: 2 not acknowledged"));
    }

    #[test]
    fn a_file_of_another_version_is_made_anew_with_a_notice() {
        let mut trial = Trial::begin();
        let id = trial.instruct(&["PAR"]);
        trial.follow();
        lock(&trial.views.shared.writer).db.execute("UPDATE meta SET version = 'old'", ()).expect("spoilt");
        let views = reopened(&trial);
        assert!(views.notices().iter().any(|notice| notice.contains("another version")));
        assert!(sentence(&views, &trial, id).is_some());
    }

    #[test]
    fn a_file_that_is_no_database_is_made_anew_with_a_notice() {
        let mut trial = Trial::begin();
        let id = trial.instruct(&["PAR"]);
        let folder = tempfile::TempDir::new().expect("a folder");
        std::fs::write(folder.path().join(FILE), "not a database at all ".repeat(500)).expect("written");
        let views = Views::open(folder.path(), trial.journal().record()).expect("opened");
        assert_eq!(views.notices().len(), 1);
        assert!(sentence(&views, &trial, id).is_some());
        trial.acknowledge(id, "PAR");
        assert_eq!(sentence(&views, &trial, id).as_deref(), Some("1 post: 1 acknowledged"));
    }

    #[test]
    fn a_file_damaged_while_it_is_open_heals_on_the_next_look() {
        let mut trial = Trial::begin();
        let id = trial.instruct(&["PAR"]);
        trial.follow();
        lock(&trial.views.shared.writer).db.execute_batch("DROP TABLE tasking").expect("spoilt");
        lock(&trial.views.shared.kept).boards = crate::board::Kept::default();
        let board = trial.views.board(&reader(&["HQ"]), id, When::NOW, trial.now).expect("healed");
        assert_eq!(board.map(|board| board.sentence).as_deref(), Some("1 post: 1 not acknowledged"));
        assert!(trial.views.notices().iter().any(|notice| notice.contains("damaged")));
    }

    #[test]
    fn a_file_that_another_process_holds_is_not_touched() {
        let mut trial = Trial::begin();
        let id = trial.instruct(&["PAR"]);
        trial.follow();
        let path = trial.folder().join(FILE);
        lock(&trial.views.shared.writer).db.execute("UPDATE meta SET version = 'old'", ()).expect("spoilt");
        let other = Connection::open(&path).expect("opened");
        other.execute_batch("BEGIN IMMEDIATE").expect("held");
        let mut db = connect(&path, 1_024).expect("connected");
        db.busy_timeout(Duration::ZERO).expect("set");
        let fault = reset(&mut db).expect_err("it is held");
        assert!(!fault.is_damage(), "{fault}");
        other.execute_batch("ROLLBACK").expect("let go");
        assert!(sentence(&trial.views, &trial, id).is_some());
    }

    #[test]
    fn garbage_in_the_middle_of_the_file_never_shows_a_wrong_board() {
        let mut trial = Trial::begin();
        let id = trial.instruct(&["PAR", "OSL"]);
        trial.acknowledge(id, "PAR");
        trial.follow();
        let right = sentence(&trial.views, &trial, id);
        // A copy, so that no open connection of the trial's own is pulled from under it.
        lock(&trial.views.shared.writer)
            .db
            .execute_batch("PRAGMA wal_checkpoint(TRUNCATE)")
            .expect("settled");
        let whole = std::fs::read(trial.folder().join(FILE)).expect("read");
        for page in 0..whole.len() / 4_096 {
            let folder = tempfile::TempDir::new().expect("a folder");
            let mut spoilt = whole.clone();
            for byte in &mut spoilt[page * 4_096..(page + 1) * 4_096] {
                *byte = byte.wrapping_mul(31).wrapping_add(7);
            }
            std::fs::write(folder.path().join(FILE), spoilt).expect("written");
            let views = Views::open(folder.path(), trial.journal().record()).expect("opened");
            assert_eq!(sentence(&views, &trial, id), right, "page {page}");
        }
    }

    #[test]
    fn two_followers_of_one_file_do_not_do_the_work_twice() {
        let mut trial = Trial::begin();
        let id = trial.instruct(&["PAR"]);
        let second = reopened(&trial);
        trial.follow();
        assert!(sentence(&second, &trial, id).is_some());
        trial.acknowledge(id, "PAR");
        assert_eq!(sentence(&second, &trial, id).as_deref(), Some("1 post: 1 acknowledged"));
        trial.deliver(id, "PAR", None);
        assert_eq!(sentence(&trial.views, &trial, id).as_deref(), Some("1 post: 1 delivered"));
        assert_eq!(sentence(&second, &trial, id).as_deref(), Some("1 post: 1 delivered"));
    }
}
