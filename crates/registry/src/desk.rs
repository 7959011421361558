//! The desk's counter: hand in a command, get a receipt. Handles are cheap and may be used from any
//! thread; what is handed in while a commit is under way goes out together with the next.

use std::io::BufRead;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

use domain::command::Command;
use domain::entry::Entry;
use domain::fact::CableNumber;
use domain::proof::Presence;
use domain::words::{EntryId, Handle, OfficeId};
use jiff::Timestamp;

use crate::failure::{Failure, Fault};

/// A command, and who asks it where.
#[derive(Debug, Clone)]
pub struct Ask {
    /// The office in whose journal the facts will stand.
    pub office: OfficeId,
    /// Who acts.
    pub officer: Handle,
    /// How they are present.
    pub presence: Presence,
    /// The caller's own name for the command: the same name again adds nothing and gets the same receipt.
    pub name: Option<Arc<str>>,
    /// The command.
    pub command: Command,
}

/// What became of a command.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receipt {
    /// The entries it led to; none if there was nothing to add.
    pub entries: Vec<EntryId>,
    /// The entry that began the dossier it is about, when it began one or repeats one that did.
    pub began: Option<EntryId>,
    /// The number a release used.
    pub number: Option<CableNumber>,
    /// When it was recorded.
    pub at: Timestamp,
    /// The last arrival of the commit: a view that has come so far shows it.
    pub arrival: u64,
}

impl Receipt {
    /// Whether the command added anything.
    pub fn is_new(&self) -> bool {
        !self.entries.is_empty()
    }
}

/// What the desk's thread is handed.
pub(crate) enum Job {
    Ask(Box<Ask>, SyncSender<Result<Receipt, Failure>>),
    Settle(OfficeId, SyncSender<Result<(), Fault>>),
    Receive(Vec<Entry>, SyncSender<Result<journal::Received, Fault>>),
    Import(Box<dyn BufRead + Send>, SyncSender<Result<journal::Received, Fault>>),
    Close,
}

/// A handle to the desk.
#[derive(Debug, Clone)]
pub struct Desk {
    pub(crate) jobs: SyncSender<Job>,
}

impl std::fmt::Debug for Job {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // Commands hold what people typed, which has no place in a log.
        f.write_str("Job")
    }
}

/// A command handed in whose receipt has not been taken.
#[derive(Debug)]
pub struct Pending(Receiver<Result<Receipt, Failure>>);

impl Pending {
    /// Waits for the receipt.
    pub fn wait(self) -> Result<Receipt, Failure> {
        self.0.recv().unwrap_or(Err(Failure::Faulted(Fault::Stopped)))
    }
}

impl Desk {
    /// Hands in a command and waits until its facts are on the disk.
    pub fn ask(&self, ask: Ask) -> Result<Receipt, Failure> {
        self.hand_in(ask).wait()
    }

    /// Hands in a command without waiting, so that many can share one commit.
    pub fn hand_in(&self, ask: Ask) -> Pending {
        let (answer, waits) = sync_channel(1);
        if let Err(refused) = self.jobs.send(Job::Ask(Box::new(ask), answer))
            && let Job::Ask(_, answer) = refused.0
        {
            let _ = answer.send(Err(Failure::Faulted(Fault::Stopped)));
        }
        Pending(waits)
    }

    /// Makes this node the one that writes an office's journal from now on.
    pub fn settle(&self, office: OfficeId) -> Result<(), Fault> {
        self.job(|answer| Job::Settle(office, answer))
    }

    /// Takes in entries of another office, checked and without repetition.
    pub fn receive(&self, entries: Vec<Entry>) -> Result<journal::Received, Fault> {
        self.job(|answer| Job::Receive(entries, answer))
    }

    /// Takes in an export of a record.
    pub fn import(&self, lines: Box<dyn BufRead + Send>) -> Result<journal::Received, Fault> {
        self.job(|answer| Job::Import(lines, answer))
    }

    fn job<T>(&self, job: impl FnOnce(SyncSender<Result<T, Fault>>) -> Job) -> Result<T, Fault> {
        let (answer, waits) = sync_channel(1);
        self.jobs.send(job(answer)).map_err(|_| Fault::Stopped)?;
        waits.recv().map_err(|_| Fault::Stopped)?
    }
}
