//! Opens `record.db`: what the file must look like, how it is written durably, what is refused.
//! The tables themselves are in `schema.sql`.

use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};

use rusqlite::{Connection, OpenFlags};

use crate::Fault;

/// The tables, as text.
pub(crate) const TABLES: &str = include_str!("schema.sql");

/// The format this version writes, and the last it reads.
pub const FORMAT: i64 = 1;

/// `CHNC`: marks the file as a record of ours.
pub(crate) const APPLICATION: i64 = 0x4348_4e43;

/// The file of the record in its folder.
pub(crate) fn file(folder: &Path) -> PathBuf {
    folder.join("record.db")
}

/// Creates the file and its tables, unless there is a record already.
pub(crate) fn create(folder: &Path) -> Result<Connection, Fault> {
    let path = file(folder);
    let fault = |error| Fault::of(&path, error);
    // A process that died between creating the file and its tables left an empty one; that is no record.
    if fs::metadata(&path).is_ok_and(|file| file.len() > 0) {
        return Err(Fault::Exists { folder: folder.to_owned() });
    }
    let writable = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE;
    let db = Connection::open_with_flags(&path, writable | OpenFlags::SQLITE_OPEN_NO_MUTEX).map_err(fault)?;
    db.execute_batch(&format!(
        "PRAGMA page_size = 4096; BEGIN IMMEDIATE; {TABLES};
         PRAGMA application_id = {APPLICATION}; PRAGMA user_version = {FORMAT}; COMMIT;"
    ))
    .map_err(fault)?;
    durable(&db).map_err(fault)?;
    Ok(db)
}

/// Opens the file for the one writer.
pub(crate) fn write(folder: &Path) -> Result<Connection, Fault> {
    let path = present(folder)?;
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let db = Connection::open_with_flags(&path, flags).map_err(|error| Fault::of(&path, error))?;
    check(&db, &path)?;
    durable(&db).map_err(|error| Fault::of(&path, error))?;
    Ok(db)
}

/// Opens the file for a reader, which may be another process than the writer.
pub(crate) fn read(folder: &Path) -> Result<Connection, Fault> {
    let path = present(folder)?;
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let db = Connection::open_with_flags(&path, flags).map_err(|error| Fault::of(&path, error))?;
    db.busy_timeout(std::time::Duration::from_secs(5)).map_err(|error| Fault::of(&path, error))?;
    check(&db, &path)?;
    db.set_prepared_statement_cache_capacity(32);
    Ok(db)
}

fn present(folder: &Path) -> Result<PathBuf, Fault> {
    let path = file(folder);
    match fs::metadata(&path) {
        Ok(file) if file.len() > 0 => {}
        _ => return Err(Fault::Missing { folder: folder.to_owned() }),
    }
    whole(&path)?;
    Ok(path)
}

/// Checks that the file is as long as it says. The engine itself reads what was cut off the end as zeros.
fn whole(path: &Path) -> Result<(), Fault> {
    // While there is a log, the file may rightly lag behind what its first page says.
    let log = path.with_extension("db-wal");
    if fs::metadata(log).is_ok_and(|log| log.len() > 0) {
        return Ok(());
    }
    let io = |error| Fault::io(path, error);
    let mut file = File::open(path).map_err(io)?;
    let length = file.metadata().map_err(io)?.len();
    let mut head = [0; 32];
    let read = file.read(&mut head).map_err(io)?;
    // SQLite file format, 1.3: the page size at 16, the number of pages at 28.
    let (Some(size), Some(pages)) = (head.get(16..18), head.get(28..32)) else { return Ok(()) };
    let number = |bytes: &[u8]| bytes.iter().fold(0, |number: u64, byte| number << 8 | u64::from(*byte));
    let says = number(pages) * if number(size) == 1 { 65_536 } else { number(size) };
    if read == head.len() && head.starts_with(b"SQLite format 3\0") && length < says {
        let why = format!("it has {length} bytes and should have {says}; it was cut off");
        return Err(Fault::Damaged { path: path.to_owned(), why });
    }
    Ok(())
}

/// Durable means on the disk before anyone is told: every commit waits for its fsync.
fn durable(db: &Connection) -> Result<(), rusqlite::Error> {
    db.set_prepared_statement_cache_capacity(32);
    db.busy_timeout(std::time::Duration::from_secs(5))?;
    db.execute_batch("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;")
}

fn check(db: &Connection, path: &Path) -> Result<(), Fault> {
    let number =
        |pragma| db.query_row(pragma, (), |row| row.get::<_, i64>(0)).map_err(|error| Fault::of(path, error));
    let (application, found) = (number("PRAGMA application_id")?, number("PRAGMA user_version")?);
    if application != APPLICATION {
        let why = format!("its application number is {application}, not {APPLICATION}");
        return Err(Fault::NotARecord { path: path.to_owned(), why });
    }
    if found > FORMAT {
        return Err(Fault::Newer { path: path.to_owned(), found, known: FORMAT });
    }
    let tables = number(
        "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name IN ('act', 'entry', 'disposal', 'paper', 'home')",
    )?;
    if found != FORMAT || tables != 5 {
        let why = format!("format {found} with {tables} of 5 tables");
        return Err(Fault::Damaged { path: path.to_owned(), why });
    }
    Ok(())
}
