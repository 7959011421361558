//! What this machine remembers of its visitors, in `local.db`: open sessions, sign-in codes and tokens, as digests only,
//! and how often each passkey has signed; words nobody has recorded yet, releases that wait a moment, which drafts were
//! looked at, saved searches, and hooks with what their messages are signed with, each told in a file of its own.
//! Nothing of the record is in it, so a file that is damaged or not ours is set aside and begun anew, and whoever
//! deletes it signs people out and loses nothing else. Who may sign in is not decided here.

use std::collections::VecDeque;
use std::fmt;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use rusqlite::{Connection, ErrorCode, TransactionBehavior};

use crate::code::Try;
use crate::{held, hook, looked, saved, token, unsaved};

/// The file's name in the folder of a record.
const FILE: &str = "local.db";
/// `CHLO`, so that another program's file is not taken for ours.
const APPLICATION: i64 = 0x4348_4c4f;
/// The version of the tables. A file of another version is begun anew: people sign in again.
const VERSION: i64 = 2;
/// How long to wait for another process that writes at this moment.
const PATIENCE: Duration = Duration::from_secs(5);

/// So many files may stand aside.
const ASIDE_MAX: usize = 1_000;

/// Times are milliseconds since 1970.
const TABLES: &str = "
CREATE TABLE IF NOT EXISTS session (
    digest   BLOB PRIMARY KEY,      -- SHA-256 of the ticket the browser holds
    officer  TEXT NOT NULL,         -- by handle
    begun_at INTEGER NOT NULL,
    seen_at  INTEGER NOT NULL,      -- to the minute
    receipt  TEXT,                  -- of the last act, until a page has shown it
    how      TEXT NOT NULL          -- by what they signed in: code, passkey, provider
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS account (
    session  BLOB PRIMARY KEY REFERENCES session (digest) ON DELETE CASCADE,
    issuer   TEXT NOT NULL,         -- the identity provider that said who it was
    subject  TEXT NOT NULL          -- and its name for them
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS rights (
    session  BLOB PRIMARY KEY REFERENCES session (digest) ON DELETE CASCADE,
    may      BLOB NOT NULL          -- SHA-256 of what its officer might do when it was begun
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS code (
    officer    TEXT PRIMARY KEY,    -- so that a new code voids the one before
    digest     BLOB NOT NULL,       -- SHA-256 of officer and code
    expires_at INTEGER NOT NULL,
    used       INTEGER NOT NULL     -- 1 once somebody signed in with it
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS counter (
    credential TEXT PRIMARY KEY,    -- of a passkey, in base64url
    signed     INTEGER NOT NULL     -- how often, by its own count when it was last seen
) STRICT, WITHOUT ROWID;";

/// What has to be readable in a file that is ours.
const SHAPES: [&str; 10] = [
    held::SHAPE,
    hook::SHAPE,
    looked::SHAPE,
    unsaved::SHAPE,
    "SELECT digest, officer, begun_at, seen_at, receipt, how FROM session",
    "SELECT session, issuer, subject FROM account",
    "SELECT session, may FROM rights",
    "SELECT credential, signed FROM counter",
    "SELECT officer, digest, expires_at, used FROM code",
    token::SHAPE,
];

/// The memory of this machine, shared by everyone who holds it.
#[derive(Clone)]
pub struct Local(Arc<Inner>);

struct Inner {
    path: PathBuf,
    db: Mutex<Connection>,
    tries: Mutex<VecDeque<Try>>,
}

/// Why the memory of this machine could not be used.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// The engine could not read or write it.
    #[error("{}: {source}", path.display())]
    Store {
        /// The file.
        path: PathBuf,
        /// What the engine said.
        source: rusqlite::Error,
    },
    /// A damaged file could not be set aside.
    #[error("{} is of no use ({why}) and could not be set aside: {source}", path.display())]
    Aside {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        why: String,
        /// What the system said.
        source: io::Error,
    },
}

/// What opening a file came to.
enum Opened {
    Ours(Connection),
    /// It is of no use, and why.
    Strange(String),
}

impl Local {
    /// Opens the memory of the machine in the folder of a record, and begins it if there is none.
    pub fn open(folder: &Path) -> Result<Self, Fault> {
        let path = folder.join(FILE);
        let store = |source| Fault::Store { path: path.clone(), source };
        let db = match open(&path).map_err(store)? {
            Opened::Ours(db) => db,
            Opened::Strange(why) => {
                let aside = set_aside(&path).map_err(|source| Fault::Aside {
                    path: path.clone(),
                    why: why.clone(),
                    source,
                })?;
                tracing::warn!(
                    "{} is of no use ({why}). It stands aside as {} and a new one was begun: people sign in again",
                    path.display(),
                    aside.display()
                );
                match open(&path).map_err(store)? {
                    Opened::Ours(db) => db,
                    Opened::Strange(why) => {
                        let source = io::Error::other("a new one is of no use either");
                        return Err(Fault::Aside { path, why, source });
                    }
                }
            }
        };
        Ok(Self::of(path, db))
    }

    /// A memory that ends with the test.
    #[cfg(test)]
    pub(crate) fn in_memory() -> Self {
        let db = Connection::open_in_memory().expect("memory");
        make_tables(&db).expect("tables");
        Self::of(PathBuf::from(":memory:"), db)
    }

    fn of(path: PathBuf, db: Connection) -> Self {
        Self(Arc::new(Inner { path, db: Mutex::new(db), tries: Mutex::default() }))
    }

    /// Does one thing with the tables.
    pub(crate) fn with<T>(
        &self,
        work: impl FnOnce(&mut Connection) -> Result<T, rusqlite::Error>,
    ) -> Result<T, Fault> {
        // A panic elsewhere cannot leave a transaction half done: it rolls back as it unwinds.
        let mut db = self.0.db.lock().unwrap_or_else(PoisonError::into_inner);
        work(&mut db).map_err(|source| Fault::Store { path: self.0.path.clone(), source })
    }

    /// The wrong tries of the last minute.
    pub(crate) fn tries(&self) -> MutexGuard<'_, VecDeque<Try>> {
        self.0.tries.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for Local {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Local").field(&self.0.path).finish()
    }
}

/// Opens a file, and says so if it is damaged or somebody else's. What only is out of reach is an error.
fn open(path: &Path) -> Result<Opened, rusqlite::Error> {
    match begin(path) {
        Err(rusqlite::Error::SqliteFailure(error, why))
            if matches!(error.code, ErrorCode::NotADatabase | ErrorCode::DatabaseCorrupt) =>
        {
            Ok(Opened::Strange(why.unwrap_or_else(|| error.to_string())))
        }
        other => other,
    }
}

fn begin(path: &Path) -> Result<Opened, rusqlite::Error> {
    let mut db = Connection::open(path)?;
    db.busy_timeout(PATIENCE)?;
    // In one transaction, because another process may begin the file at the same moment.
    let making = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let number = |asked| making.query_row(asked, (), |row| row.get::<_, i64>(0));
    let (application, version) = (number("PRAGMA application_id")?, number("PRAGMA user_version")?);
    let tables = number("SELECT count(*) FROM sqlite_schema")?;
    if tables > 0 && (application, version) != (APPLICATION, VERSION) {
        return Ok(Opened::Strange(format!("application {application}, version {version}")));
    }
    let whole = making.query_row("PRAGMA quick_check(1)", (), |row| row.get::<_, String>(0))?;
    if whole != "ok" {
        return Ok(Opened::Strange(whole));
    }
    make_tables(&making)?;
    for shape in SHAPES {
        if let Err(error) = making.prepare(shape) {
            return Ok(Opened::Strange(error.to_string()));
        }
    }
    making.pragma_update(None, "application_id", APPLICATION)?;
    making.pragma_update(None, "user_version", VERSION)?;
    making.commit()?;
    // A power cut may cost the last seconds, which signs somebody out and no more.
    db.pragma_update(None, "synchronous", "NORMAL")?;
    // Words that are discarded leave nothing behind in the file.
    db.pragma_update(None, "secure_delete", true)?;
    match db.pragma_update(None, "journal_mode", "WAL") {
        // Somebody else is in it at this moment; it works either way, and the next opening asks again.
        Err(rusqlite::Error::SqliteFailure(error, _)) if error.code == ErrorCode::DatabaseBusy => {}
        other => other?,
    }
    Ok(Opened::Ours(db))
}

fn make_tables(db: &Connection) -> Result<(), rusqlite::Error> {
    [TABLES, token::TABLE, held::TABLE, hook::TABLE, looked::TABLE, unsaved::TABLE, saved::TABLE]
        .iter()
        .try_for_each(|each| db.execute_batch(each))
}

/// Gives a file and its log another name, so that whoever wants to can look what is left of it.
fn set_aside(path: &Path) -> io::Result<PathBuf> {
    let named = |end: &str| {
        let mut name = path.as_os_str().to_owned();
        name.push(end);
        PathBuf::from(name)
    };
    let free = (1..=ASIDE_MAX).map(|n| format!(".damaged-{n}")).find(|end| !named(end).exists());
    let end =
        free.ok_or_else(|| io::Error::other(format!("{ASIDE_MAX} stand aside already; remove them")))?;
    let aside = named(&end);
    fs::rename(path, &aside)?;
    // A log that stayed behind would be read as the new file's.
    for log in ["-wal", "-shm", "-journal"] {
        match fs::rename(named(log), named(&format!("{end}{log}"))) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
    }
    Ok(aside)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder() -> tempfile::TempDir {
        tempfile::tempdir().expect("a folder")
    }

    fn count(local: &Local) -> i64 {
        let asked = "SELECT (SELECT count(*) FROM session) + (SELECT count(*) FROM code)";
        local.with(|db| db.query_row(asked, (), |row| row.get(0))).expect("counted")
    }

    fn remember(local: &Local) {
        local
            .with(|db| db.execute("INSERT INTO code VALUES ('oceans.desk', x'00', 1, 0)", ()))
            .expect("kept");
    }

    #[test]
    fn what_is_remembered_is_there_when_it_is_opened_again() {
        let folder = folder();
        let local = Local::open(folder.path()).expect("begun");
        remember(&local);
        let beside = Local::open(folder.path()).expect("opened beside the first");
        assert_eq!(count(&beside), 1);
        drop((local, beside));
        assert_eq!(count(&Local::open(folder.path()).expect("opened")), 1);
        assert!(!folder.path().join("local.db.damaged-1").exists());
    }

    #[test]
    fn a_file_that_is_damaged_or_not_ours_is_set_aside_and_begun_anew() {
        let folder = folder();
        let path = folder.path().join(FILE);
        let foreign = "CREATE TABLE session (of TEXT); INSERT INTO session VALUES ('somebody else');";
        let newer = format!("PRAGMA application_id = {APPLICATION}; PRAGMA user_version = 3; {foreign}");
        let misshapen = format!("PRAGMA application_id = {APPLICATION}; PRAGMA user_version = 2; {foreign}");
        fs::write(&path, "no database, and long enough to be seen as none ".repeat(40)).expect("written");
        assert_eq!(count(&Local::open(folder.path()).expect("begun anew")), 0);
        for (n, content) in (2..).zip([foreign, &newer, &misshapen]) {
            for end in ["", "-wal", "-shm"] {
                let _ = fs::remove_file(folder.path().join(format!("{FILE}{end}")));
            }
            Connection::open(&path).and_then(|db| db.execute_batch(content)).expect("somebody else's");
            let local = Local::open(folder.path()).expect("begun anew");
            assert_eq!(count(&local), 0);
            remember(&local);
            let aside = folder.path().join(format!("local.db.damaged-{n}"));
            let theirs = Connection::open(aside).expect("it is there");
            let kept = theirs.query_row("SELECT of FROM session", (), |row| row.get::<_, String>(0));
            assert_eq!(kept.as_deref(), Ok("somebody else"), "nothing of it is changed");
        }
        assert_eq!(count(&Local::open(folder.path()).expect("opened")), 1, "and the new one stays");
    }

    #[test]
    fn a_page_that_was_overwritten_is_noticed() {
        let folder = folder();
        let local = Local::open(folder.path()).expect("begun");
        remember(&local);
        drop(local);
        let path = folder.path().join(FILE);
        let mut bytes = fs::read(&path).expect("read");
        bytes.iter_mut().skip(4096).for_each(|byte| *byte = 0xa5);
        fs::write(&path, bytes).expect("written");
        assert_eq!(count(&Local::open(folder.path()).expect("begun anew")), 0);
        assert!(folder.path().join("local.db.damaged-1").exists());
    }

    #[test]
    fn a_folder_that_is_not_there_is_a_fault_and_nothing_is_set_aside() {
        let folder = folder();
        assert!(matches!(Local::open(&folder.path().join("nowhere")), Err(Fault::Store { .. })));
    }
}
