//! Lawful disposal: the words of a paper go, from the file and from its log; the digest stays and the
//! chain with it. What was disposed of does not come back when another office sends it again.

use std::collections::HashSet;

use domain::entry::Entry;
use domain::fact::{Fact, PaperDisposed};
use domain::words::PaperId;
use rusqlite::Connection;

use crate::append::Journal;
use crate::receive::Words;
use crate::rows::{self, insert};
use crate::{Fault, read};

/// The one kind whose meaning the record knows.
pub(crate) const DISPOSED: &str = "paper.disposed";

impl Journal {
    /// Removes the words of a paper that a `paper.disposed` in the record names. May be repeated.
    pub fn dispose(&mut self, paper: PaperId) -> Result<(), Fault> {
        self.usable()?;
        if !self.disposed.contains(&paper) {
            return Err(Fault::NotDisposed { paper });
        }
        let path = self.path.clone();
        let fault = |error| Fault::of(&path, error);
        // What is freed is overwritten with zeros, not only unlinked.
        self.db.execute_batch("PRAGMA secure_delete = ON").map_err(fault)?;
        let removed = self.remove(paper);
        self.db.execute_batch("PRAGMA secure_delete = OFF").map_err(fault)?;
        removed?;
        // The log still has the old pages until it is emptied into the file.
        let busy = self.db.query_row("PRAGMA wal_checkpoint(TRUNCATE)", (), |row| row.get::<_, i64>(0));
        if busy.map_err(fault)? == 0 { Ok(()) } else { Err(Fault::Lingering { paper }) }
    }

    fn remove(&mut self, paper: PaperId) -> Result<(), Fault> {
        let arrival = read::arrival(&self.db, &self.path, paper.entry)?.ok_or(Fault::NoPaper { paper })?;
        let removed = self.transact(|db| {
            let place = rows::place(arrival) + i64::from(paper.place);
            db.execute("UPDATE paper SET salt = NULL, text = NULL WHERE place = ?1", [place])
        })?;
        if removed == 0 { Err(Fault::NoPaper { paper }) } else { Ok(()) }
    }

    /// Stores what was received, except words that were disposed of here.
    pub(crate) fn keep(&mut self, mut fresh: Vec<Entry>, mut words: Vec<Words>) -> Result<(), Fault> {
        let disposed: HashSet<PaperId> = fresh.iter().filter_map(disposal).collect();
        let gone = |paper: PaperId| disposed.contains(&paper) || self.disposed.contains(&paper);
        for entry in &mut fresh {
            let id = entry.id;
            for (place, paper) in (0..).zip(&mut entry.papers) {
                paper.words = paper.words.take().filter(|_| !gone(PaperId { entry: id, place }));
            }
        }
        words.retain(|words| !gone(PaperId { entry: words.id, place: words.place }));
        if fresh.is_empty() && words.is_empty() {
            return Ok(());
        }
        self.transact(|db| {
            insert(db, &fresh)?;
            fill(db, &words)
        })?;
        self.stored(fresh.iter());
        Ok(())
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

fn fill(db: &Connection, words: &[Words]) -> Result<(), rusqlite::Error> {
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
