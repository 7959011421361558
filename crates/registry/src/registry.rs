//! The registry: the thread that owns the journal. It takes all that waits, decides each command in turn,
//! commits what they propose in one transaction and answers when it is on the disk. Two commands share a
//! commit only if neither could see what the other does, so each is decided on what is really recorded.

use std::collections::HashSet;
use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread::JoinHandle;

use domain::cable::Profile;
use domain::command::{Command, Context, World, decide};
use domain::directory::Directory;
use domain::entry::{Entry, Proposal};
use domain::fact::Fact;
use domain::refusal::Refusal;
use domain::words::{DossierId, EntryId, OfficeId};
use jiff::Timestamp;
use journal::{Append, Journal, Record};

use crate::claims::{self, Claims};
use crate::desk::{Ask, Desk, Job, Receipt};
use crate::door::{Chance, Clock};
use crate::dossiers::Dossiers;
use crate::failure::{Failure, Fault};
use crate::numbering::{self, Numbering};

/// How many commands may wait; those who hand in more wait themselves.
const QUEUE: usize = 4_096;
/// How many commands share a commit at most.
const BATCH: usize = 512;

/// The desk's thread and what it keeps open. Dropping it finishes what waits and closes the record.
#[derive(Debug)]
pub struct Registry {
    desk: Option<Desk>,
    record: Record,
    clock: Clock,
    thread: Option<JoinHandle<()>>,
}

impl Registry {
    /// Begins a record in a folder that has none.
    pub fn begin(folder: &Path, clock: Clock) -> Result<Self, Fault> {
        Self::start(Journal::begin(folder)?, clock, None)
    }

    /// Opens the record of a folder for writing, by the rules that hold in every house.
    pub fn open(folder: &Path, clock: Clock) -> Result<Self, Fault> {
        Self::start(Journal::open(folder)?, clock, None)
    }

    /// Opens the record of a folder for writing, by those rules and by what a house's own profile adds to them.
    pub fn open_in_house(folder: &Path, clock: Clock, profile: Profile) -> Result<Self, Fault> {
        Self::start(Journal::open(folder)?, clock, Some(profile))
    }

    fn start(journal: Journal, clock: Clock, house: Option<Profile>) -> Result<Self, Fault> {
        let record = journal.record();
        let mut clerk = Clerk {
            record: journal.record(),
            journal,
            clock: clock.clone(),
            chance: Chance::default(),
            homes: HashSet::new(),
            directory: Directory::default(),
            dossiers: Dossiers::default(),
            numbering: Numbering::default(),
            house,
        };
        clerk.homes = clerk.journal.homes().into_iter().collect();
        clerk.read_directory()?;
        clerk.finish_disposals()?;
        let (jobs, waiting) = sync_channel(QUEUE);
        let thread = std::thread::Builder::new().name("desk".to_owned()).spawn(move || clerk.work(&waiting));
        let thread = thread.map_err(|error| Fault::Commit(error.to_string()))?;
        Ok(Self { desk: Some(Desk { jobs }), record, clock, thread: Some(thread) })
    }

    /// A handle to hand commands in by.
    ///
    /// # Panics
    ///
    /// Never: the desk is there until the registry is dropped.
    pub fn desk(&self) -> Desk {
        self.desk.clone().expect("the desk is there until the registry is dropped")
    }

    /// A reader of the record, woken by every commit.
    pub fn record(&self) -> &Record {
        &self.record
    }

    /// The clock the desk goes by.
    pub fn clock(&self) -> &Clock {
        &self.clock
    }
}

impl Drop for Registry {
    fn drop(&mut self) {
        // What was handed in before is finished; handles elsewhere are told that the desk has stopped.
        if let Some(desk) = self.desk.take() {
            let _ = desk.jobs.send(Job::Close);
        }
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// What the thread keeps.
struct Clerk {
    journal: Journal,
    record: Record,
    clock: Clock,
    chance: Chance,
    /// The offices whose journals are written here.
    homes: HashSet<OfficeId>,
    directory: Directory,
    dossiers: Dossiers,
    numbering: Numbering,
    /// What the house asks beyond the rules that hold everywhere.
    house: Option<Profile>,
}

/// A command decided and not yet committed.
struct Decided {
    ask: Box<Ask>,
    answer: SyncSender<Result<Receipt, Failure>>,
    proposals: Vec<Proposal>,
}

impl Clerk {
    fn work(mut self, waiting: &Receiver<Job>) {
        let mut left_over: Option<Job> = None;
        while let Some(first) = left_over.take().or_else(|| waiting.recv().ok()) {
            let mut batch: Vec<Decided> = Vec::new();
            let mut claimed = Claims::default();
            let mut next = Some(first);
            let mut at = self.clock.now();
            while let Some(job) = next.take() {
                // One time for all that goes out together, decided, recorded and stored: what a receipt says
                // of when is also when it was known.
                if batch.is_empty() {
                    at = self.clock.now();
                }
                match job {
                    Job::Ask(ask, answer) if batch.len() < BATCH => {
                        match self.consider(ask, answer, at, &mut claimed) {
                            Considered::Decided(decided) => batch.push(decided),
                            Considered::Answered => {}
                            Considered::Later(job) => {
                                left_over = Some(job);
                                break;
                            }
                        }
                    }
                    job => {
                        left_over = Some(job);
                        break;
                    }
                }
                next = waiting.try_recv().ok();
            }
            self.commit(batch, at);
            match left_over.take() {
                Some(Job::Close) => return,
                Some(job) => left_over = self.other(job),
                None => {}
            }
        }
    }

    /// Does a job that is no command; a command is handed back for the next commit.
    fn other(&mut self, job: Job) -> Option<Job> {
        match job {
            Job::Ask(..) | Job::Close => return Some(job),
            Job::Settle(office, answer) => {
                let _ = answer.send(self.settle(office));
            }
            Job::Receive(entries, answer) => {
                let arrived = self.clock.now();
                let received = self.journal.receive(entries, arrived).map_err(Fault::from);
                let _ = answer.send(self.anew().and(received));
            }
            Job::Import(lines, answer) => {
                let arrived = self.clock.now();
                let received = self.journal.import(lines, arrived).map_err(Fault::from);
                let _ = answer.send(self.anew().and(received));
            }
        }
        None
    }

    fn settle(&mut self, office: OfficeId) -> Result<(), Fault> {
        if !self.homes.contains(&office) {
            let epoch = self.chance.epoch();
            self.journal.settle(office, epoch)?;
            self.homes.insert(office);
        }
        Ok(())
    }

    /// Forgets what was folded: the record holds entries this thread was not told of.
    fn anew(&mut self) -> Result<(), Fault> {
        self.dossiers.clear();
        self.numbering.forget();
        self.read_directory()
    }

    fn read_directory(&mut self) -> Result<(), Fault> {
        let mut directory = Directory::default();
        for entry in self.record.dossier(DossierId::Directory)? {
            directory.evolve(&entry)?;
        }
        self.directory = directory;
        Ok(())
    }

    /// Removes words whose disposal was recorded when the process died before they were gone: only those of
    /// the last commit can be.
    fn finish_disposals(&mut self) -> Result<(), Fault> {
        let entries = self.record.dossier(DossierId::Directory)?;
        let disposed = entries.iter().rev().filter(|entry| &*entry.kind == "paper.disposed").take(BATCH);
        for entry in disposed {
            if let Fact::PaperDisposed(disposed) = entry.fact()?
                && self.record.paper(disposed.paper)?.is_some()
            {
                self.journal.dispose(disposed.paper)?;
            }
        }
        Ok(())
    }

    fn consider(
        &mut self,
        ask: Box<Ask>,
        answer: SyncSender<Result<Receipt, Failure>>,
        at: Timestamp,
        claimed: &mut Claims,
    ) -> Considered {
        match self.decide(&ask, at, claimed) {
            Ok(Some(proposals)) if proposals.is_empty() => {
                let position = self.record.position();
                let receipt = position.map(|arrival| Receipt {
                    entries: Vec::new(),
                    began: None,
                    number: self.number(&ask.command),
                    at,
                    arrival,
                });
                let _ = answer.send(receipt.map_err(Failure::from));
                Considered::Answered
            }
            Ok(Some(proposals)) => Considered::Decided(Decided { ask, answer, proposals }),
            Ok(None) => Considered::Later(Job::Ask(ask, answer)),
            Err(Told::Failure(failure)) => {
                let _ = answer.send(Err(failure));
                Considered::Answered
            }
            Err(Told::Before(receipt)) => {
                let _ = answer.send(Ok(receipt));
                Considered::Answered
            }
        }
    }

    /// The number of a draft that was released before, so that releasing again gives the same receipt.
    fn number(&self, command: &Command) -> Option<domain::fact::CableNumber> {
        let Command::Release { draft } = command else { return None };
        let draft = self.dossiers.warm().get(draft)?.draft.as_ref()?;
        draft.released.as_ref().map(|released| released.number.clone())
    }

    /// The facts a command leads to; nothing if it must wait for the commit under way.
    fn decide(
        &mut self,
        ask: &Ask,
        at: Timestamp,
        claimed: &mut Claims,
    ) -> Result<Option<Vec<Proposal>>, Told> {
        if claimed.directory {
            return Ok(None);
        }
        if let Some(name) = &ask.name {
            let key = (ask.office, Arc::clone(name));
            if claimed.names.contains(&key) {
                return Ok(None);
            }
            if let Some(entry) = self.record.command(ask.office, name).map_err(Fault::from)? {
                return Err(Told::Before(self.before(entry)?));
            }
            claimed.names.insert(key);
        }
        if !self.homes.contains(&ask.office) {
            let known = self.directory.office(ask.office).is_some();
            let given = ask.office.to_string();
            let office = ask.office;
            return Err(
                if known { Refusal::NotHere { office } } else { Refusal::UnknownOffice { given } }.into()
            );
        }
        self.dossiers.load(&self.record, ask.command.dossiers())?;
        let claims = claims::of(&ask.command, self.dossiers.warm());
        if claimed.clash(&claims) {
            return Ok(None);
        }
        let (serial, last_release) = self.numbering.next(&self.record, ask.office, at)?;
        let stored = self.journal.head(ask.office).map_or(0, |head| head.entry.number);
        let pending = claimed.entries.get(&ask.office).copied().unwrap_or(0);
        let context = Context {
            office: ask.office,
            officer: ask.officer.clone(),
            presence: ask.presence.clone(),
            at,
            next: stored + pending + 1,
            serial,
            last_release,
        };
        let world =
            World { directory: &self.directory, dossiers: self.dossiers.warm(), house: self.house.as_ref() };
        let mut proposals = decide(world, &context, &ask.command)?;
        if let Command::Dispose { paper, .. } = &ask.command {
            proposals = self.disposable(*paper, proposals)?;
        }
        claimed.make(claims);
        claimed.directory = proposals.iter().any(|proposal| proposal.dossier == DossierId::Directory);
        *claimed.entries.entry(ask.office).or_default() += proposals.len() as u64;
        for proposal in &proposals {
            self.numbering.note(ask.office, &proposal.fact, at);
        }
        Ok(Some(proposals))
    }

    /// Words can be disposed of once, and only if they are there.
    fn disposable(
        &self,
        paper: domain::words::PaperId,
        proposals: Vec<Proposal>,
    ) -> Result<Vec<Proposal>, Told> {
        let entry = self.record.entry(paper.entry).map_err(Fault::from)?;
        let known = entry.is_some_and(|entry| usize::from(paper.place) < entry.papers.len());
        if !known {
            return Err(Refusal::NotFound { what: format!("paper {paper}") }.into());
        }
        let there = self.record.paper(paper).map_err(Fault::from)?.is_some();
        Ok(if there { proposals } else { Vec::new() })
    }

    fn before(&self, id: EntryId) -> Result<Receipt, Told> {
        let entry = self.record.entry(id).map_err(Fault::from)?;
        let at = entry.map_or(Timestamp::UNIX_EPOCH, |entry| entry.at);
        let arrival = self.record.position().map_err(Fault::from)?;
        Ok(Receipt { entries: Vec::new(), began: Some(id), number: None, at, arrival })
    }

    fn commit(&mut self, batch: Vec<Decided>, at: Timestamp) {
        if batch.is_empty() {
            return;
        }
        let headquarters = self.directory.headquarters().map(|office| office.opened.office);
        let seen =
            |office: OfficeId| headquarters.filter(|hq| *hq != office).and_then(|hq| self.journal.head(hq));
        let mut waiting = Vec::with_capacity(batch.len());
        let mut appends = Vec::with_capacity(batch.len());
        // Kept beside the entries, so that what was just written need not be read again to be folded.
        let mut facts = Vec::with_capacity(batch.len());
        for Decided { ask, answer, proposals } in batch {
            waiting.push((answer, proposals.len()));
            facts.extend(proposals.iter().map(|proposal| proposal.fact.clone()));
            appends.push(Append {
                office: ask.office,
                at,
                actor: ask.officer,
                command: ask.name,
                seen: seen(ask.office),
                proposals,
            });
        }
        let chance = &mut self.chance;
        match self.journal.append(appends, at, &mut || chance.salt()) {
            Ok(entries) => self.answer(waiting, &entries, &facts),
            Err(fault) => {
                // Numbers were noted before the commit; what is folded was not touched.
                self.numbering.forget();
                let said = fault.to_string();
                for (answer, _) in waiting {
                    let _ = answer.send(Err(Failure::Faulted(Fault::Commit(said.clone()))));
                }
            }
        }
    }

    fn answer(&mut self, waiting: Vec<Waiting>, entries: &[Arc<Entry>], facts: &[Fact]) {
        let arrival = entries.last().map_or(0, |entry| entry.arrival);
        let mut receipts = Vec::with_capacity(waiting.len());
        let (mut entries_left, mut facts_left) = (entries, facts);
        for (answer, count) in waiting {
            let (own, others) = entries_left.split_at(count.min(entries_left.len()));
            let (said, more) = facts_left.split_at(count.min(facts_left.len()));
            (entries_left, facts_left) = (others, more);
            receipts.push((answer, receipt(own, said, arrival)));
        }
        // What was committed is answered even if folding it fails: then everything folded is forgotten.
        let mut each = entries.iter().zip(facts);
        if each.try_for_each(|(entry, fact)| self.take(entry, fact)).is_err() {
            let _ = self.anew();
        }
        for (answer, receipt) in receipts {
            let _ = answer.send(Ok(receipt));
        }
    }

    fn take(&mut self, entry: &Entry, fact: &Fact) -> Result<(), Fault> {
        if let Fact::PaperDisposed(disposed) = fact {
            // The fact is on the disk; now the words may go.
            self.journal.dispose(disposed.paper)?;
            if let Some(DossierId::Of(id)) =
                self.record.entry(disposed.paper.entry)?.map(|entry| entry.dossier)
            {
                self.dossiers.forget(id);
            }
            return Ok(());
        }
        match entry.dossier {
            DossierId::Directory => self.directory.evolve(entry)?,
            DossierId::Of(_) => self.dossiers.take(entry, fact),
        }
        Ok(())
    }
}

/// Who waits for a receipt, and for how many entries.
type Waiting = (SyncSender<Result<Receipt, Failure>>, usize);

fn receipt(own: &[Arc<Entry>], facts: &[Fact], arrival: u64) -> Receipt {
    let begins = |entry: &&Arc<Entry>| entry.dossier == DossierId::Of(entry.id);
    Receipt {
        entries: own.iter().map(|entry| entry.id).collect(),
        began: own.iter().find(begins).map(|entry| entry.id),
        number: facts.iter().find_map(numbering::used).cloned(),
        at: own.first().map_or(Timestamp::UNIX_EPOCH, |entry| entry.at),
        arrival,
    }
}

/// What came of looking at a command.
enum Considered {
    Decided(Decided),
    Answered,
    Later(Job),
}

/// Why a command is answered at once.
enum Told {
    Failure(Failure),
    /// It was done before, under the same name.
    Before(Receipt),
}

impl<E: Into<Failure>> From<E> for Told {
    fn from(error: E) -> Self {
        Self::Failure(error.into())
    }
}

#[cfg(test)]
mod tests;
