//! Lawful disposal: the words of a paper go, from the file and from its log; the digest stays and the
//! chain with it. What was disposed of does not come back when another office sends it again.

use std::collections::HashSet;

use domain::entry::Entry;
use domain::fact::{Fact, PaperDisposed};
use domain::words::PaperId;
use rusqlite::Connection;

use crate::append::Journal;
use crate::receive::Words;
use crate::{Fault, read, rows};

/// The one kind whose meaning the record knows.
pub(crate) const DISPOSED: &str = "paper.disposed";

impl Journal {
    /// Removes the words of a paper that a `paper.disposed` in the record names. May be repeated.
    pub fn dispose(&mut self, paper: PaperId) -> Result<(), Fault> {
        self.store.usable()?;
        if !self.disposed.contains(&paper) {
            return Err(Fault::NotDisposed { paper });
        }
        // What is freed is overwritten with zeros, not only unlinked.
        self.store.db.execute_batch("PRAGMA secure_delete = ON").map_err(|error| self.store.fault(error))?;
        let removed = self.remove(paper);
        self.store.db.execute_batch("PRAGMA secure_delete = OFF").map_err(|error| self.store.fault(error))?;
        removed?;
        // The log still has the old pages until it is emptied into the file.
        let busy = self.store.db.query_row("PRAGMA wal_checkpoint(TRUNCATE)", (), |row| row.get::<_, i64>(0));
        if busy.map_err(|error| self.store.fault(error))? == 0 {
            Ok(())
        } else {
            Err(Fault::Lingering { paper })
        }
    }

    fn remove(&mut self, paper: PaperId) -> Result<(), Fault> {
        let arrival =
            read::arrival(&self.store.db, &self.store.path, paper.entry)?.ok_or(Fault::NoPaper { paper })?;
        let place = rows::place(arrival) + i64::from(paper.place);
        let removed = self.store.transact(|to| {
            to.db
                .execute("UPDATE paper SET salt = NULL, text = NULL WHERE place = ?1", [place])
                .map_err(|error| to.fault(error))
        })?;
        if removed == 0 { Err(Fault::NoPaper { paper }) } else { Ok(()) }
    }
}

/// The paper an entry says was disposed of, if it is such an entry.
pub(crate) fn disposal(entry: &Entry) -> Option<PaperId> {
    named(&entry.kind, &entry.fact)
}

/// The paper a fact says was disposed of, if it is such a fact.
pub(crate) fn named(kind: &str, fact: &[u8]) -> Option<PaperId> {
    if kind != DISPOSED {
        return None;
    }
    match Fact::read(kind, fact) {
        Ok(Fact::PaperDisposed(PaperDisposed { paper, .. })) => Some(paper),
        _ => None,
    }
}

/// Every paper that was disposed of.
pub(crate) fn all(db: &Connection) -> Result<HashSet<PaperId>, rusqlite::Error> {
    let mut found = db.prepare("SELECT fact FROM disposal CROSS JOIN entry USING (arrival)")?;
    let mut rows = found.query(())?;
    let mut disposed = HashSet::new();
    while let Some(row) = rows.next()? {
        disposed.extend(row.get_ref(0)?.as_blob().ok().and_then(|fact| named(DISPOSED, fact)));
    }
    Ok(disposed)
}

/// Stores words for papers that are here without them.
pub(crate) fn fill(db: &Connection, words: &[Words]) -> Result<(), rusqlite::Error> {
    let mut paper =
        db.prepare_cached("UPDATE paper SET salt = ?2, text = ?3 WHERE place = ?1 AND text IS NULL")?;
    for Words { arrival, place, paper: sent, .. } in words {
        if let Some((salt, text)) = &sent.words {
            let place = rows::place(arrival.cast_signed()) + i64::from(*place);
            paper.execute((place, &salt.0[..], text.as_bytes()))?;
        }
    }
    Ok(())
}
