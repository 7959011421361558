//! Following the record: entries in order of arrival, many in one transaction, each handed to every view. The
//! cursor stands in the same file and is read again inside the transaction, so that two processes may both follow.

use std::collections::HashSet;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, mpsc};
use std::thread::JoinHandle;
use std::time::Duration;

use domain::cable::{Cable, parse};
use domain::entry::Entry;
use domain::fact::{Fact, Unreadable};
use domain::words::DossierId;
use journal::Record;
use rusqlite::{Connection, TransactionBehavior};

use crate::store::{Meta, Shared, Writer, lock, meta};
use crate::{
    Fault, Views, cable, emergency, engagements, heard, labels, positions, references, search, tasks,
};

/// How many entries are read at a time.
const READ: usize = 5_000;

/// How many reads share a transaction.
const READS: usize = 8;

/// Entries in order of arrival, each with its fact.
type Chunk = Vec<(Entry, Result<Fact, Unreadable>)>;

fn read(record: &Record, after: u64) -> Result<Chunk, Fault> {
    let with_fact = |entry: Entry| {
        let fact = entry.fact();
        (entry, fact)
    };
    Ok(record.after(after, READ)?.into_iter().map(with_fact).collect())
}

/// How long the thread that follows waits before it looks whether it should end.
const LOOK: Duration = Duration::from_millis(250);

/// How far following has come: every entry is passed over twice, once for the tables and once for search.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields are the sentence")]
pub struct Progress {
    pub done: u64,
    pub total: u64,
}

/// What the follower keeps in memory from one transaction to the next, as long as nobody else follows too.
#[derive(Debug, Default)]
pub(crate) struct Carried {
    generation: i64,
    cursor: u64,
    pub(crate) labels: labels::Known,
    pub(crate) tasks: tasks::Carried,
    pub(crate) cables: cable::Carried,
}

/// Where a view puts what an entry says.
pub(crate) struct Apply<'a> {
    pub(crate) db: &'a Connection,
    pub(crate) record: &'a Record,
    pub(crate) carried: &'a mut Carried,
    /// The telegram that the entry files, read once for every view.
    pub(crate) filed: Option<Cable>,
}

impl Views {
    /// Brings every view up to the end of the record and returns the last arrival applied.
    pub fn follow(&self, progress: &mut dyn FnMut(Progress)) -> Result<u64, Fault> {
        match self.shared.follow(progress) {
            Err(fault) if fault.is_damage() => {
                let path = self.shared.path.display();
                self.shared.anew(format!("{path} was damaged ({fault}) and is made anew from the record"))?;
                self.shared.follow(progress)
            }
            done => done,
        }
    }

    /// Drops everything derived and derives it again.
    pub fn rebuild(&self, progress: &mut dyn FnMut(Progress)) -> Result<u64, Fault> {
        self.shared.anew(format!("{} is made anew because somebody asked", self.shared.path.display()))?;
        // The one who asked needs no notice.
        drop(self.notices());
        self.follow(progress)
    }

    /// Follows the record in a thread of its own until what is returned is dropped.
    pub fn follow_in_background(&self) -> Result<Follower, Fault> {
        let stop = Arc::new(AtomicBool::new(false));
        let (views, told) = (self.clone(), Arc::clone(&stop));
        let run = move || {
            let mut said = String::new();
            while !told.load(Ordering::Relaxed) {
                let followed = views.follow(&mut |_| {});
                let watch = |reached| views.shared.record.watch(reached, LOOK).map_err(Fault::from);
                if let Err(fault) = followed.and_then(watch) {
                    // The operator reads it once; then only time can help, or what the operator does.
                    let fault = fault.to_string();
                    if fault != said {
                        lock(&views.shared.notices).push(fault.clone());
                        said = fault;
                    }
                    std::thread::sleep(LOOK);
                }
            }
        };
        let thread = std::thread::Builder::new().name("views".to_owned()).spawn(run);
        let thread = thread.map_err(|source| Fault::Thread { source })?;
        Ok(Follower { stop, thread: Some(thread) })
    }

    /// Waits until the views show an arrival, for a page that must show what its reader has just done, and says
    /// whether they do. If nobody else is at it they are brought up to it here; search follows in its own time.
    pub fn caught_up(&self, arrival: u64, timeout: Duration) -> Result<bool, Fault> {
        if self.shared.reached() >= arrival {
            return Ok(true);
        }
        // Whoever gets the writer first follows; the others find the work done.
        if let Ok(writer) = self.shared.writer.try_lock() {
            drop(writer);
            return Ok(self.shared.tables(&mut lock(&self.shared.writer), &mut |_| {})? >= arrival);
        }
        let reached = lock(&self.shared.reached);
        let waited = self.shared.moved.wait_timeout_while(reached, timeout, |reached| *reached < arrival);
        let reached = *waited.unwrap_or_else(std::sync::PoisonError::into_inner).0;
        Ok(reached >= arrival)
    }

    /// The last arrival that following has shown in this process, without asking the file.
    pub fn reached(&self) -> u64 {
        self.shared.reached()
    }

    /// The last arrival the views show.
    pub fn position(&self) -> Result<u64, Fault> {
        self.shared.on(|db| Ok(meta(db)?.cursor))
    }
}

impl Shared {
    pub(crate) fn reached(&self) -> u64 {
        *lock(&self.reached)
    }

    pub(crate) fn follow(&self, progress: &mut dyn FnMut(Progress)) -> Result<u64, Fault> {
        let mut writer = lock(&self.writer);
        loop {
            let reached = self.tables(&mut writer, progress)?;
            let total = 2 * reached;
            if let Some(found) = search::follow(&mut writer.db, &self.record)? {
                progress(Progress { done: reached + found, total });
            } else {
                progress(Progress { done: total, total });
                return Ok(reached);
            }
        }
    }

    /// Brings everything but search up to the end of the record.
    fn tables(&self, writer: &mut Writer, progress: &mut dyn FnMut(Progress)) -> Result<u64, Fault> {
        loop {
            let total = self.record.position()?;
            let Meta { cursor: before, found, .. } = meta(&writer.db)?;
            let progress =
                &mut |done: u64| progress(Progress { done: done + found, total: 2 * total.max(done) });
            if before < total {
                if total - before > READ as u64 {
                    self.stream(writer, before, total, progress)?;
                } else {
                    let done = self.batch(writer, &mut |cursor| read(&self.record, cursor))?;
                    self.tell(done);
                    progress(done);
                }
                continue;
            }
            self.tell(before);
            return Ok(before);
        }
    }

    fn tell(&self, done: u64) {
        *lock(&self.reached) = done;
        self.moved.notify_all();
    }

    /// Many transactions: one thread reads ahead and checks while this one writes.
    fn stream(
        &self,
        writer: &mut Writer,
        from: u64,
        total: u64,
        progress: &mut dyn FnMut(u64),
    ) -> Result<(), Fault> {
        std::thread::scope(|scope| {
            let (give, take) = mpsc::sync_channel(1);
            scope.spawn(move || {
                let mut cursor = Some(from);
                while let Some(after) = cursor {
                    let chunk = read(&self.record, after);
                    cursor =
                        chunk.as_ref().ok().and_then(|chunk| chunk.last()).map(|(entry, _)| entry.arrival);
                    if give.send(chunk).is_err() {
                        return;
                    }
                }
            });
            let mut before = from;
            loop {
                let done = self.batch(writer, &mut |cursor| {
                    let Ok(chunk) = take.recv() else { return Ok(Chunk::new()) };
                    let mut chunk = chunk?;
                    // Another process may have followed too; what does not fit on is read again by the caller.
                    chunk.retain(|(entry, _)| entry.arrival > cursor);
                    let fits = chunk.first().is_some_and(|(entry, _)| entry.arrival == cursor + 1);
                    Ok(if fits { chunk } else { Chunk::new() })
                })?;
                self.tell(done);
                progress(done);
                if done == before || done >= total {
                    return Ok(());
                }
                before = done;
            }
        })
    }

    /// One transaction; returns the last arrival it has taken in.
    fn batch(
        &self,
        writer: &mut Writer,
        next: &mut dyn FnMut(u64) -> Result<Chunk, Fault>,
    ) -> Result<u64, Fault> {
        let Writer { db, carried } = writer;
        let writing = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let meta = meta(&writing)?;
        if (carried.generation, carried.cursor) != (meta.generation, meta.cursor) {
            *carried = Carried { generation: meta.generation, cursor: meta.cursor, ..Carried::default() };
        }
        // Until this transaction is on the disk, what is carried belongs to nothing.
        carried.cursor = u64::MAX;
        let (mut cursor, mut mark, mut directory) = (meta.cursor, meta.mark, meta.directory);
        let homes: HashSet<_> = self.record.homes()?.into_iter().collect();
        for _ in 0..READS {
            let chunk = next(cursor)?;
            let Some((last, _)) = chunk.last() else { break };
            (cursor, mark) = (last.arrival, last.digest.to_string());
            heard::apply(&writing, &homes, chunk.iter().map(|(entry, _)| entry))?;
            let mut to = Apply { db: &writing, record: &self.record, carried, filed: None };
            for (entry, fact) in &chunk {
                if entry.dossier == DossierId::Directory {
                    directory = entry.arrival;
                }
                apply(&mut to, entry, fact)?;
            }
            if chunk.len() < READ {
                break;
            }
        }
        let mut to = Apply { db: &writing, record: &self.record, carried, filed: None };
        cable::flush(&mut to)?;
        tasks::flush(&mut to)?;
        writing.prepare_cached("UPDATE meta SET cursor = ?1, mark = ?2, directory = ?3")?.execute((
            cursor.cast_signed(),
            mark,
            directory.cast_signed(),
        ))?;
        writing.commit()?;
        carried.cursor = cursor;
        Ok(cursor)
    }
}

/// Hands one entry to every view.
fn apply(to: &mut Apply<'_>, entry: &Entry, fact: &Result<Fact, Unreadable>) -> Result<(), Fault> {
    let fact = match fact {
        Ok(Fact::Unknown) => return Ok(()),
        Ok(fact) => fact,
        // One fact that cannot be read must not hide all the others.
        Err(why) => {
            to.db
                .prepare_cached("INSERT OR IGNORE INTO unread VALUES (?1, ?2)")?
                .execute((entry.id.to_string(), why.to_string()))?;
            return Ok(());
        }
    };
    let DossierId::Of(dossier) = entry.dossier else { return Ok(()) };
    to.filed = match fact {
        Fact::CableFiled(filed) => Some(parse(entry.text(filed.text).map_or("", |text| text))),
        _ => None,
    };
    tasks::apply(to, dossier, entry, fact)?;
    cable::apply(to, dossier, entry, fact)?;
    references::apply(to, dossier, entry, fact)?;
    engagements::apply(to, dossier, entry, fact)?;
    positions::apply(to, dossier, entry, fact)?;
    emergency::apply(to, dossier, entry, fact)?;
    search::apply(to, entry, fact)
}

/// The thread that follows; it ends when this is dropped.
#[derive(Debug)]
pub struct Follower {
    stop: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Drop for Follower {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
        if let Some(thread) = self.thread.take() {
            // A follower that panicked has said so on its own.
            drop(thread.join());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::trial::{Trial, reader};
    use crate::{When, store};

    #[test]
    fn a_page_shows_what_its_reader_has_just_done() {
        let mut trial = Trial::begin();
        let id = trial.instruct(&["PAR"]);
        let follower = trial.views.follow_in_background().expect("a thread");
        trial.acknowledge(id, "PAR");
        let arrival = trial.journal().record().position().expect("read");
        assert!(trial.views.caught_up(arrival, Duration::from_secs(5)).expect("followed"));
        let board = trial.views.board(&reader(&["HQ"]), id, When::NOW, trial.now).expect("read");
        assert_eq!(board.map(|board| board.sentence).as_deref(), Some("1 post: 1 acknowledged"));
        drop(follower);
        assert!(!trial.views.caught_up(arrival + 1, Duration::from_millis(1)).expect("followed"));
    }

    #[test]
    fn progress_ends_at_the_end_of_the_record() {
        let mut trial = Trial::begin();
        trial.instruct(&["PAR", "OSL"]);
        let mut last = None;
        let reached = trial.views.follow(&mut |progress| last = Some(progress)).expect("followed");
        assert_eq!(last, Some(Progress { done: 2 * reached, total: 2 * reached }));
        assert_eq!(store::lock(&trial.views.shared.reached).to_owned(), reached);
    }
}
