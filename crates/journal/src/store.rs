//! The connection that writes, and the transaction: durable when it returns, or as if it had not been.

use std::path::PathBuf;

use rusqlite::Connection;

use crate::Fault;

/// The file, open for the one writer.
#[derive(Debug)]
pub(crate) struct Store {
    pub(crate) path: PathBuf,
    pub(crate) db: Connection,
    /// What the disk said when it failed; nothing is written after that.
    pub(crate) failed: Option<String>,
}

impl Drop for Store {
    /// Moves what is in the log into the file, so that a copy of the file alone is whole once nobody writes.
    fn drop(&mut self) {
        if self.failed.is_none() {
            // What fails here is still in the log, and the next to open it finds it there.
            let _ = self.db.execute_batch("PRAGMA wal_checkpoint(TRUNCATE)");
        }
    }
}

impl Store {
    /// Runs one durable transaction.
    pub(crate) fn transact<T>(&mut self, work: impl FnOnce(&Self) -> Result<T, Fault>) -> Result<T, Fault> {
        self.usable()?;
        self.run("BEGIN IMMEDIATE").map_err(|error| self.fault(error))?;
        let failed = match work(self) {
            Ok(done) => match self.run("COMMIT") {
                Ok(()) => return Ok(done),
                Err(error) => {
                    // After a failed fsync the system may have dropped what it could not write, and a second
                    // fsync would not say so. Only a fresh look at the file tells what is there.
                    let uncertain = error.sqlite_error_code() == Some(rusqlite::ErrorCode::SystemIoFailure);
                    self.failed = uncertain.then(|| error.to_string());
                    self.usable().err().unwrap_or_else(|| self.fault(error))
                }
            },
            Err(fault) => fault,
        };
        // After some errors the engine has rolled back by itself.
        if !self.db.is_autocommit() {
            self.run("ROLLBACK").map_err(|error| self.fault(error))?;
        }
        Err(failed)
    }

    /// Refuses if the disk has failed.
    pub(crate) fn usable(&self) -> Result<(), Fault> {
        match &self.failed {
            Some(why) => Err(Fault::Closed { path: self.path.clone(), why: why.clone() }),
            None => Ok(()),
        }
    }

    /// Names the fault behind an answer of the engine.
    pub(crate) fn fault(&self, error: rusqlite::Error) -> Fault {
        Fault::of(&self.path, error)
    }

    fn run(&self, sql: &str) -> Result<(), rusqlite::Error> {
        self.db.prepare_cached(sql)?.execute(()).map(|_| ())
    }
}
