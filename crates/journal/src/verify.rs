//! Reads the whole record and says whether every chain, every body and every paper is what it was.
//! Of each office it names the first entry that is not, and why.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::fmt;
use std::mem::discriminant;

use domain::entry::{Digest, Head};
use domain::words::{EntryId, OfficeId, PaperId};
use rusqlite::fallible_streaming_iterator::FallibleStreamingIterator as _;
use rusqlite::{Connection, Rows};

use crate::read::{Record, homes};
use crate::rows::{self, Odd, Raw, entries};
use crate::{Fault, papers};

/// After so many entries the caller is asked whether to go on.
const STEP: u64 = 4096;

/// What verifying found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Verdict {
    /// So many entries were read.
    pub entries: u64,
    /// So many papers, with words or without.
    pub papers: u64,
    /// So many of those were lawfully disposed of.
    pub disposed: u64,
    /// So many are of other offices and their words were not fetched.
    pub awaited: u64,
    /// The last entry of each office whose chain holds.
    pub heads: Vec<Head>,
    /// The first bad entry of each office, and what belongs to none.
    pub findings: Vec<Finding>,
    /// Whether the caller stopped it before the end.
    pub stopped: bool,
}

impl Verdict {
    /// Whether everything was read and nothing found.
    pub fn holds(&self) -> bool {
        self.findings.is_empty() && !self.stopped
    }
}

/// One entry that is not what it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The entry, if its name can still be read.
    pub entry: Option<EntryId>,
    /// Where it stands in the order of arrival.
    pub arrival: u64,
    /// What is wrong.
    pub why: Why,
}

/// What can be wrong with an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Why {
    /// It does not match its digest, or cannot be read.
    Altered(String),
    /// Entries before it are missing; this is the last number that is there.
    Gap {
        /// The last number before it.
        after: u64,
    },
    /// It does not follow the entry before it: one of the two is of another history.
    Fork {
        /// The digest of the entry before it.
        before: Digest,
        /// The digest it names instead.
        previous: Digest,
    },
    /// The words of a paper are missing and no fact says they were disposed of.
    Missing(u16),
    /// The words of a paper are there although a fact says they were disposed of.
    Present(u16),
    /// A paper belongs to no entry.
    Stray,
    /// An entry is missing, or no act covers it.
    Lost,
    /// Two acts cover it.
    Twice,
    /// The tables that find entries disagree with the entries.
    Index(String),
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.entry {
            Some(entry) => write!(f, "entry {entry} ")?,
            None => write!(f, "what is stored at arrival {} ", self.arrival)?,
        }
        match &self.why {
            Why::Altered(why) => write!(f, "was altered: {why}"),
            Why::Gap { after } => write!(f, "does not follow: before it there is only number {after}"),
            Why::Fork { before, previous } => {
                write!(f, "does not follow: it names {previous} as the entry before it, which is {before}")
            }
            Why::Missing(place) => {
                write!(f, "lacks the words of its paper {place}, and no disposal names them")
            }
            Why::Present(place) => {
                write!(f, "still has the words of its paper {place}, which were disposed of. Dispose again")
            }
            Why::Stray => f.write_str("is a paper that belongs to no entry"),
            Why::Lost => f.write_str("is missing, or belongs to no act"),
            Why::Twice => f.write_str("is claimed by two acts"),
            Why::Index(why) => write!(f, "cannot be found: {why}"),
        }
    }
}

impl Record {
    /// Verifies every chain, every body and every paper. `progress` hears how many entries are done of how
    /// many, and answers whether to go on.
    pub fn verify(&self, progress: &mut dyn FnMut(u64, u64) -> bool) -> Result<Verdict, Fault> {
        self.on(|db| {
            let fault = |error| Fault::of(self.path(), error);
            // One transaction sees one state, whatever is written meanwhile.
            let snapshot = db.unchecked_transaction().map_err(fault)?;
            let homes = homes(&snapshot, self.path())?.into_keys().collect();
            let check = Check { homes, ..Check::default() };
            check.run(&snapshot, progress).map_err(fault)
        })
    }
}

#[derive(Default)]
struct Check {
    homes: HashSet<OfficeId>,
    heads: HashMap<OfficeId, Head>,
    /// The first finding of each office.
    first: BTreeMap<OfficeId, Finding>,
    nameless: Vec<Finding>,
    disposed: HashSet<PaperId>,
    absent: Vec<(PaperId, u64)>,
    present: Vec<(PaperId, u64)>,
    papers: u64,
    /// The last arrival.
    arrived: i64,
    /// The arrivals of the facts that say words were disposed of.
    disposals: Vec<i64>,
}

impl Check {
    fn run(
        mut self,
        db: &Connection,
        progress: &mut dyn FnMut(u64, u64) -> bool,
    ) -> Result<Verdict, rusqlite::Error> {
        self.disposed = papers::all(db)?;
        self.indexes(db)?;
        let all = db.query_row("SELECT count(*) FROM entry", (), |row| row.get::<_, i64>(0))?;
        let all = u64::try_from(all).unwrap_or_default();
        let mut verdict = Verdict::default();
        let mut in_order = db.prepare(entries!("" by "act.arrival, entry.arrival"))?;
        let mut rows = in_order.query(())?;
        let mut papers = db.prepare("SELECT place, digest, salt, text FROM paper ORDER BY place")?;
        let mut papers = Papers { rows: papers.query(())?, ahead: None };
        let (mut digests, mut scratch, mut before) = (Vec::new(), Vec::with_capacity(1024), None);
        papers.step()?;
        while let Some(row) = rows.next()? {
            verdict.entries += 1;
            self.arrive(row.get(0)?);
            match Raw::of(row, before.take()) {
                Ok(raw) => {
                    before = Some(raw.digest);
                    if raw.kind == papers::DISPOSED {
                        self.disposals.push(raw.arrival);
                    }
                    self.gather(&raw, &mut papers, &mut digests)?;
                    self.follow(&raw, &digests, &mut scratch);
                }
                Err(Odd { arrival, entry, why }) => self.find(entry, arrival, Why::Altered(why)),
            }
            if verdict.entries % STEP == 0 && !progress(verdict.entries, all) {
                verdict.stopped = true;
                break;
            }
        }
        if !verdict.stopped {
            self.stray(&mut papers, i64::MAX)?;
            let ends = "SELECT coalesce(max(arrival + entries), 1) FROM act";
            let ends: i64 = db.query_row(ends, (), |row| row.get(0))?;
            let mut found = db.prepare("SELECT arrival FROM disposal ORDER BY arrival")?;
            let found: Result<Vec<i64>, _> = found.query_map((), |row| row.get(0))?.collect();
            if found? != self.disposals {
                let why = "the table of disposals does not name the entries that are disposals".to_owned();
                self.find(None, 0, Why::Index(why));
            }
            self.arrive(ends.max(i64::try_from(all).unwrap_or(i64::MAX - 1) + 1));
            progress(verdict.entries, all);
        }
        self.conclude(&mut verdict);
        Ok(verdict)
    }

    /// Checks that what finds acts agrees with the acts: by a wrong index entries would be overlooked.
    fn indexes(&mut self, db: &Connection) -> Result<(), rusqlite::Error> {
        let said: String = db.query_row("PRAGMA integrity_check('act')", (), |row| row.get(0))?;
        if said != "ok" {
            self.find(None, 0, Why::Index(said));
        }
        Ok(())
    }

    /// Checks that arrivals have no holes and are taken once.
    fn arrive(&mut self, arrival: i64) {
        let expected = self.arrived + 1;
        if arrival > expected {
            self.find(None, expected, Why::Lost);
        } else if arrival < expected {
            self.find(None, arrival, Why::Twice);
        }
        self.arrived = arrival;
    }

    /// Reads the papers of an entry and checks their words.
    fn gather(
        &mut self,
        raw: &Raw<'_>,
        papers: &mut Papers<'_>,
        digests: &mut Vec<Digest>,
    ) -> Result<(), rusqlite::Error> {
        digests.clear();
        let first = rows::place(raw.arrival);
        self.stray(papers, first)?;
        let end = rows::place(raw.arrival + 1);
        while papers.ahead.is_some_and(|place| place < end) {
            let Some(row) = papers.rows.get() else { break };
            let place = u16::try_from(digests.len()).unwrap_or(u16::MAX);
            let checked = rows::paper(row, first + i64::from(place));
            self.papers += 1;
            match checked {
                Ok(paper) => {
                    digests.push(paper.digest);
                    let id = PaperId { entry: raw.id, place };
                    let disposed = self.disposed.contains(&id);
                    match (paper.words.is_some(), disposed) {
                        (true, true) => self.present.push((id, raw.arrival.cast_unsigned())),
                        (false, _) => self.absent.push((id, raw.arrival.cast_unsigned())),
                        (true, false) => {}
                    }
                }
                Err(why) => {
                    self.find(Some(raw.id), raw.arrival, Why::Altered(format!("its paper {place}: {why}")));
                }
            }
            papers.step()?;
        }
        if digests.len() != usize::from(raw.papers) {
            let why = format!("it has {} papers instead of {}", digests.len(), raw.papers);
            self.find(Some(raw.id), raw.arrival, Why::Altered(why));
        }
        Ok(())
    }

    /// Passes over papers that belong to no entry, up to a place.
    fn stray(&mut self, papers: &mut Papers<'_>, before: i64) -> Result<(), rusqlite::Error> {
        while let Some(place) = papers.ahead.filter(|place| *place < before) {
            self.find(None, place / 65_536, Why::Stray);
            papers.step()?;
        }
        Ok(())
    }

    /// Checks an entry against its digest and against the entry before it in its office's journal.
    fn follow(&mut self, raw: &Raw<'_>, papers: &[Digest], scratch: &mut Vec<u8>) {
        let head = Head { entry: raw.id, digest: raw.digest };
        let (after, before) = self
            .heads
            .insert(raw.id.office, head)
            .map_or((0, Digest::default()), |head| (head.entry.number, head.digest));
        // A hole comes first: behind it the digest may fail only because what it builds on is gone.
        if raw.id.number != after + 1 {
            self.find(Some(raw.id), raw.arrival, Why::Gap { after });
        } else if raw.computed(papers.iter(), scratch) != raw.digest {
            let why = "its digest does not match what it holds".to_owned();
            self.find(Some(raw.id), raw.arrival, Why::Altered(why));
        } else if raw.previous != before {
            self.find(Some(raw.id), raw.arrival, Why::Fork { before, previous: raw.previous });
        }
    }

    fn find(&mut self, entry: Option<EntryId>, arrival: i64, why: Why) {
        let arrival = arrival.max(0).cast_unsigned();
        let finding = Finding { entry, arrival, why };
        if let Some(entry) = entry {
            let first = self.first.entry(entry.office).or_insert_with(|| finding.clone());
            if first.entry.is_some_and(|found| found.number > entry.number) {
                *first = finding;
            }
            return;
        }
        // The first of a sort is enough for any number of rows without a name.
        let sort = discriminant(&finding.why);
        if self.nameless.iter().all(|found| discriminant(&found.why) != sort) {
            self.nameless.push(finding);
        }
    }

    fn conclude(mut self, verdict: &mut Verdict) {
        for (paper, arrival) in std::mem::take(&mut self.absent) {
            if self.disposed.contains(&paper) {
                verdict.disposed += 1;
            } else if self.homes.contains(&paper.entry.office) {
                self.find(Some(paper.entry), arrival.cast_signed(), Why::Missing(paper.place));
            } else {
                verdict.awaited += 1;
            }
        }
        for (paper, arrival) in std::mem::take(&mut self.present) {
            self.find(Some(paper.entry), arrival.cast_signed(), Why::Present(paper.place));
        }
        verdict.papers = self.papers;
        verdict.heads =
            self.heads.into_values().filter(|head| !self.first.contains_key(&head.entry.office)).collect();
        verdict.heads.sort_unstable_by_key(|head| head.entry.office);
        verdict.findings = self.first.into_values().chain(self.nameless).collect();
    }
}

/// All papers in order, one ahead.
struct Papers<'s> {
    rows: Rows<'s>,
    /// The place of the row that is next.
    ahead: Option<i64>,
}

impl Papers<'_> {
    fn step(&mut self) -> Result<(), rusqlite::Error> {
        self.ahead = self.rows.next()?.map(|row| row.get(0).unwrap_or(i64::MIN));
        Ok(())
    }
}
