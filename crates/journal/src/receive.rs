//! Entries of another office: checked against their digests and against the chain that is here, stored
//! once however often they come. What does not fit is refused by name and nothing of it is stored.

use std::collections::{BTreeMap, HashMap};

use domain::entry::{Digest, Entry, Head, Paper};
use domain::words::{EntryId, OfficeId};
use jiff::Timestamp;

use crate::append::{FACT_MAX, Journal, PAPER_MAX, to_millisecond};
use crate::{Fault, chain, read};

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
        let entries = entries.into_iter().map(|entry| (entry, arrived)).collect();
        self.take_in(entries)
    }

    /// Stores entries, each with its own time of arrival.
    pub(crate) fn take_in(&mut self, sent: Vec<(Entry, Timestamp)>) -> Result<Received, Fault> {
        self.usable()?;
        let mut heads: HashMap<OfficeId, Head> = HashMap::new();
        let mut early: BTreeMap<EntryId, (Entry, Timestamp)> = BTreeMap::new();
        let (mut fresh, mut words): (Vec<Entry>, Vec<Words>) = (Vec::new(), Vec::new());
        let mut fresh_at: HashMap<EntryId, usize> = HashMap::new();
        let mut known = 0;
        for (entry, arrived) in sent {
            genuine(&entry)?;
            let office = entry.id.office;
            let mut next = Some((entry, arrived));
            // An entry that was waited for may be followed by others that came too early.
            while let Some((mut entry, arrived)) = next.take() {
                let head = heads.get(&office).or_else(|| self.heads.get(&office)).copied();
                let (after, before) =
                    head.map_or((0, Digest::default()), |head| (head.entry.number, head.digest));
                let id = entry.id;
                if id.number > after + 1 {
                    if let Some((other, _)) = early.get(&id)
                        && other.digest != entry.digest
                    {
                        return Err(Fault::Fork { entry: id, ours: other.digest, theirs: entry.digest });
                    }
                    known += usize::from(early.insert(id, (entry, arrived)).is_some());
                } else if id.number <= after {
                    match fresh_at.get(&id).and_then(|at| fresh.get_mut(*at)) {
                        Some(stored) => {
                            same(stored.digest, &entry)?;
                            for (here, sent) in stored.papers.iter_mut().zip(entry.papers) {
                                here.words = here.words.take().or(sent.words);
                            }
                        }
                        None => words.extend(self.known(entry)?),
                    }
                    known += 1;
                } else {
                    if self.homes.contains_key(&office) {
                        return Err(Fault::Foreign { office });
                    }
                    if entry.previous != before {
                        let entry_before = EntryId { office, number: after };
                        return Err(Fault::Fork {
                            entry: entry_before,
                            ours: before,
                            theirs: entry.previous,
                        });
                    }
                    entry.arrival = self.position + 1 + fresh.len() as u64;
                    entry.arrived = arrived;
                    entry.at = to_millisecond(entry.at);
                    entry.command = entry.command.filter(|command| !command.is_empty());
                    heads.insert(office, Head { entry: id, digest: entry.digest });
                    fresh_at.insert(id, fresh.len());
                    fresh.push(entry);
                    next = early.remove(&EntryId { office, number: id.number + 1 });
                }
            }
        }
        if let Some(id) = early.keys().next() {
            let head = heads.get(&id.office).or_else(|| self.heads.get(&id.office));
            let after = head.map_or(0, |head| head.entry.number);
            return Err(Fault::Gap { office: id.office, after, got: id.number });
        }
        let received = Received { stored: fresh.len(), known, words: words.len() };
        self.keep(fresh, words)?;
        Ok(received)
    }

    /// Checks an entry that is here already and finds the words it brings.
    fn known(&self, sent: Entry) -> Result<Vec<Words>, Fault> {
        let here = read::entry(&self.db, &self.path, sent.id)?;
        let here = here.ok_or_else(|| Fault::Damaged {
            path: self.path.clone(),
            why: format!("{} is missing though later entries of its office are there", sent.id),
        })?;
        same(here.digest, &sent)?;
        let pairs = (0..).zip(here.papers.iter().zip(sent.papers));
        let lacking = pairs.filter(|(_, (here, sent))| here.words.is_none() && sent.words.is_some());
        Ok(lacking
            .map(|(place, (_, paper))| Words { arrival: here.arrival, id: here.id, place, paper })
            .collect())
    }
}

/// Words for a paper that is here without them.
pub(crate) struct Words {
    pub(crate) arrival: u64,
    pub(crate) id: EntryId,
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
