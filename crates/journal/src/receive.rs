//! Entries of another office: checked against their digests and against the chain that is here, stored
//! once however often they come. What does not fit is refused by name and nothing of it is stored.

use std::collections::{BTreeMap, HashMap, HashSet};

use domain::entry::{Digest, Entry, Epoch, Head, Paper};
use domain::words::{EntryId, OfficeId, PaperId};
use jiff::Timestamp;

use crate::append::{FACT_MAX, Journal, PAPER_MAX, repeated, to_millisecond};
use crate::store::Store;
use crate::{Fault, chain, papers, read, rows};

/// So many entries are gathered before their rows are written.
const CHUNK: usize = 1024;

/// What became of entries that were sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Received {
    /// So many were new.
    pub stored: usize,
    /// So many were here already.
    pub known: usize,
    /// So many papers of entries that were here got their words.
    pub words: usize,
}

impl Journal {
    /// Stores entries of other offices in one durable transaction, in any order, known ones again or not.
    /// Known entries may bring words that were not here.
    pub fn receive(&mut self, entries: Vec<Entry>, arrived: Timestamp) -> Result<Received, Fault> {
        let arrived = to_millisecond(arrived);
        self.take_in(entries.into_iter().map(|entry| Ok((entry, arrived))))
    }

    /// Stores entries, each with its own time of arrival, as they come: they need not fit into memory.
    pub(crate) fn take_in(
        &mut self,
        mut sent: impl Iterator<Item = Result<(Entry, Timestamp), Fault>>,
    ) -> Result<Received, Fault> {
        let mut taking = Taking {
            homes: &self.homes,
            disposed: &self.disposed,
            heads: self.heads.clone(),
            position: self.position,
            early: BTreeMap::new(),
            fresh: Vec::new(),
            words: Vec::new(),
            gone: HashSet::new(),
            received: Received::default(),
        };
        self.store.transact(|to| {
            sent.try_for_each(|sent| sent.and_then(|(entry, arrived)| taking.take(to, entry, arrived)))?;
            taking.flush(to)?;
            taking.gap()
        })?;
        let Taking { heads, position, gone, received, .. } = taking;
        self.reach(heads, position, gone);
        Ok(received)
    }
}

/// Entries on their way into the record.
struct Taking<'j> {
    homes: &'j HashMap<OfficeId, Epoch>,
    disposed: &'j HashSet<PaperId>,
    heads: HashMap<OfficeId, Head>,
    position: u64,
    /// Those that came before the one they follow.
    early: BTreeMap<EntryId, (Entry, Timestamp)>,
    /// Those whose rows are to be written next.
    fresh: Vec<Entry>,
    words: Vec<Words>,
    /// The papers that they say were disposed of.
    gone: HashSet<PaperId>,
    received: Received,
}

impl Taking<'_> {
    fn take(&mut self, to: &Store, entry: Entry, arrived: Timestamp) -> Result<(), Fault> {
        genuine(&entry)?;
        let office = entry.id.office;
        let mut next = Some((entry, arrived));
        // An entry that was waited for may be followed by others that came too early.
        while let Some((entry, arrived)) = next.take() {
            let id = entry.id;
            let head = self.heads.get(&office);
            let (after, before) =
                head.map_or((0, Digest::default()), |head| (head.entry.number, head.digest));
            if id.number > after + 1 {
                self.wait(entry, arrived)?;
            } else if id.number <= after {
                self.received.known += 1;
                self.flush(to)?;
                self.known(to, entry)?;
            } else {
                if self.homes.contains_key(&office) {
                    return Err(Fault::Foreign { office });
                }
                if entry.previous != before {
                    let last = EntryId { office, number: after };
                    return Err(Fault::Fork { entry: last, ours: before, theirs: entry.previous });
                }
                self.append(to, entry, arrived)?;
                next = self.early.remove(&EntryId { office, number: id.number + 1 });
            }
        }
        Ok(())
    }

    fn wait(&mut self, entry: Entry, arrived: Timestamp) -> Result<(), Fault> {
        if let Some((other, _)) = self.early.get(&entry.id) {
            same(other.digest, &entry)?;
            self.received.known += 1;
        }
        self.early.insert(entry.id, (entry, arrived));
        Ok(())
    }

    fn append(&mut self, to: &Store, mut entry: Entry, arrived: Timestamp) -> Result<(), Fault> {
        self.position += 1;
        entry.arrival = self.position;
        entry.arrived = arrived;
        entry.at = to_millisecond(entry.at);
        entry.command = entry.command.filter(|command| !command.is_empty());
        self.heads.insert(entry.id.office, Head { entry: entry.id, digest: entry.digest });
        self.gone.extend(papers::disposal(&entry));
        self.fresh.push(entry);
        self.received.stored += 1;
        if self.fresh.len() < CHUNK { Ok(()) } else { self.flush(to) }
    }

    /// Checks an entry that is here already and notes the words it brings.
    fn known(&mut self, to: &Store, sent: Entry) -> Result<(), Fault> {
        let here = read::entry(&to.db, &to.path, sent.id)?;
        let here = here.ok_or_else(|| Fault::Damaged {
            path: to.path.clone(),
            why: format!("{} is missing though later entries of its office are there", sent.id),
        })?;
        same(here.digest, &sent)?;
        let pairs = (0..).zip(here.papers.iter().zip(sent.papers));
        let lacking = pairs.filter(|(_, (here, sent))| here.words.is_none() && sent.words.is_some());
        self.words.extend(lacking.map(|(place, (_, paper))| Words {
            arrival: here.arrival,
            id: here.id,
            place,
            paper,
        }));
        Ok(())
    }

    /// Writes what has come so far, except words that were disposed of.
    fn flush(&mut self, to: &Store) -> Result<(), Fault> {
        let gone = |paper: PaperId| self.gone.contains(&paper) || self.disposed.contains(&paper);
        for entry in &mut self.fresh {
            let id = entry.id;
            for (place, paper) in (0..).zip(&mut entry.papers) {
                paper.words = paper.words.take().filter(|_| !gone(PaperId { entry: id, place }));
            }
        }
        self.words.retain(|words| !gone(PaperId { entry: words.id, place: words.place }));
        self.received.words += self.words.len();
        let written = rows::insert(&to.db, &self.fresh).and_then(|()| papers::fill(&to.db, &self.words));
        written.map_err(|error| repeated(to, &self.fresh, to.fault(error)))?;
        self.fresh.clear();
        self.words.clear();
        Ok(())
    }

    /// Refuses if an entry still waits for one before it.
    fn gap(&self) -> Result<(), Fault> {
        let Some(id) = self.early.keys().next() else { return Ok(()) };
        let after = self.heads.get(&id.office).map_or(0, |head| head.entry.number);
        Err(Fault::Gap { office: id.office, after, got: id.number })
    }
}

/// Words for a paper that is here without them.
pub(crate) struct Words {
    pub(crate) arrival: u64,
    id: EntryId,
    pub(crate) place: u16,
    pub(crate) paper: Paper,
}

fn same(ours: Digest, sent: &Entry) -> Result<(), Fault> {
    if ours == sent.digest {
        return Ok(());
    }
    Err(Fault::Fork { entry: sent.id, ours, theirs: sent.digest })
}

/// Checks that an entry is what its digest says, and its words what their digests say.
fn genuine(entry: &Entry) -> Result<(), Fault> {
    let altered = |why: String| Fault::Altered { entry: entry.id, why };
    let unfit = |why: String| Fault::Unfit { what: format!("what was sent as {}", entry.id), why };
    if entry.id.number == 0 || i64::try_from(entry.id.number).is_err() {
        return Err(unfit("its number is none".to_owned()));
    }
    if entry.fact.len() > FACT_MAX || std::str::from_utf8(&entry.fact).is_err() {
        return Err(unfit(format!("its fact is not text of at most {FACT_MAX} bytes")));
    }
    if entry.papers.len() > usize::from(u16::MAX) {
        return Err(unfit("it has more than 65,535 papers".to_owned()));
    }
    if chain::of_entry(entry) != entry.digest {
        return Err(altered("its digest does not match what it holds".to_owned()));
    }
    for (place, paper) in entry.papers.iter().enumerate() {
        if let Some((salt, words)) = &paper.words {
            if words.len() > PAPER_MAX {
                return Err(unfit(format!("its paper {place} has more than {PAPER_MAX} bytes")));
            }
            if chain::of_paper(*salt, words) != paper.digest {
                return Err(altered(format!("the words of its paper {place} do not match their digest")));
            }
        }
    }
    Ok(())
}
