//! What can go wrong with the record, each with a sentence that says what, where and what to do.
//! A fault is for the operator; what the rules forbid a user is a refusal and lives in `domain`.

use std::io;
use std::path::{Path, PathBuf};

use domain::entry::Digest;
use domain::words::{EntryId, OfficeId, PaperId};

/// Why the record could not be read or written.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// Another process writes this record.
    #[error(
        "{} is in use: another process is writing this record. Stop it first, or only read", folder.display()
    )]
    InUse {
        /// The folder of the record.
        folder: PathBuf,
    },
    /// A record was to be begun where there is one.
    #[error("{} already holds a record. Open it, or name another folder", folder.display())]
    Exists {
        /// The folder of the record.
        folder: PathBuf,
    },
    /// There is no record to open.
    #[error("{} holds no record. Begin one there, or name the folder that has `record.db`", folder.display())]
    Missing {
        /// The folder that was named.
        folder: PathBuf,
    },
    /// The file is something else.
    #[error("{} is not a record of ours: {why}. It was left as it is", path.display())]
    NotARecord {
        /// The file.
        path: PathBuf,
        /// What gave it away.
        why: String,
    },
    /// The file was written by a later version.
    #[error(
        "{} has format {found}, written by a newer version; this one reads up to format {known}. \
         Use the newer version. The file was left as it is", path.display()
    )]
    Newer {
        /// The file.
        path: PathBuf,
        /// Its format.
        found: i64,
        /// The last format this version reads.
        known: i64,
    },
    /// The file is damaged where the engine that keeps it can see it.
    #[error(
        "{} is damaged: {why}. Keep the file as it is, restore `record.db` from a backup or an export, \
         and fetch what is missing from the offices that hold copies", path.display()
    )]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What was found.
        why: String,
    },
    /// An entry is not what its digest says.
    #[error(
        "entry {entry} was altered: {why}. Nothing was built on it. If it is stored here, verify the record, \
         then restore it from a backup or from an office that holds a copy"
    )]
    Altered {
        /// The entry.
        entry: EntryId,
        /// What does not fit.
        why: String,
    },
    /// Entries are missing in between.
    #[error("{office}: after number {after} comes {got}; ask {office} for the entries from {} on", after + 1)]
    Gap {
        /// The office whose entries they are.
        office: OfficeId,
        /// The last number that is here.
        after: u64,
        /// The number that came.
        got: u64,
    },
    /// Two different entries claim one number.
    #[error(
        "{entry} exists in two versions, {ours} here and {theirs} there: the journal of {} has forked, \
         most likely by a restored backup. Both are kept where they are; a person must decide", entry.office
    )]
    Fork {
        /// The number that is claimed twice.
        entry: EntryId,
        /// The digest here.
        ours: Digest,
        /// The digest there.
        theirs: Digest,
    },
    /// Somebody sent entries of an office that is written here.
    #[error(
        "entries of {office} were sent beyond our own head, but {office} is written here. \
         If this record was restored from an old backup, import what is missing before writing"
    )]
    Foreign {
        /// The office.
        office: OfficeId,
    },
    /// An entry was to be appended for an office that is not written here.
    #[error("{office} is not written here; its entries can only be received. Settle it here first")]
    NotHome {
        /// The office.
        office: OfficeId,
    },
    /// A command was recorded before.
    #[error("the command `{command}` of {office} is already recorded")]
    Repeated {
        /// The office.
        office: OfficeId,
        /// The caller's name for it.
        command: String,
    },
    /// Something does not fit into an entry.
    #[error("{what} does not fit into an entry: {why}")]
    Unfit {
        /// Which part of which entry.
        what: String,
        /// The bound it breaks.
        why: String,
    },
    /// Words were to be removed that no fact says are disposed of.
    #[error("the words of {paper} stay: no `paper.disposed` names them. Record the disposal first")]
    NotDisposed {
        /// The paper.
        paper: PaperId,
    },
    /// Words were removed but a reader still holds the log that has them.
    #[error(
        "the words of {paper} are removed but still in the log file, which somebody is reading. Dispose again"
    )]
    Lingering {
        /// The paper.
        paper: PaperId,
    },
    /// There is no such paper.
    #[error("there is no paper {paper} in this record")]
    NoPaper {
        /// The paper.
        paper: PaperId,
    },
    /// A line of an export could not be read.
    #[error("line {line} of the export is damaged: {why}. Nothing of it was stored")]
    Line {
        /// The line, from 1.
        line: u64,
        /// What was found.
        why: String,
    },
    /// The disk is full.
    #[error(
        "the disk that holds {} is full. Nothing of this was stored and nothing that was acknowledged is lost; \
         make room and try again", path.display()
    )]
    Full {
        /// The file.
        path: PathBuf,
    },
    /// The disk failed while entries were being made durable.
    #[error(
        "the disk failed while writing {}: {why}. What is on it is uncertain, so nothing more is written; \
         check the disk, then start again, which verifies the heads", path.display()
    )]
    Closed {
        /// The file.
        path: PathBuf,
        /// What the disk said.
        why: String,
    },
    /// The engine that keeps the file refused.
    #[error("{} could not be read or written: {source}", path.display())]
    Engine {
        /// The file.
        path: PathBuf,
        /// What the engine said.
        source: rusqlite::Error,
    },
    /// A file could not be read or written.
    #[error("{} could not be read or written: {source}", path.display())]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
}

impl Fault {
    /// Names the fault behind an answer of the engine.
    pub(crate) fn of(path: &Path, source: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode::{DatabaseCorrupt, DiskFull, NotADatabase};
        let path = path.to_owned();
        match source.sqlite_error_code() {
            Some(DiskFull) => Self::Full { path },
            Some(DatabaseCorrupt) => Self::Damaged { path, why: source.to_string() },
            Some(NotADatabase) => Self::NotARecord { path, why: "it is no SQLite file".to_owned() },
            _ => Self::Engine { path, source },
        }
    }

    pub(crate) fn io(path: &Path, source: io::Error) -> Self {
        Self::Io { path: path.to_owned(), source }
    }
}
