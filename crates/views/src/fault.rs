//! What can go wrong with the views, each with a sentence that says what and where. A fault is for the
//! operator; a damaged file of views is none, because it is made anew from the record.

use std::path::{Path, PathBuf};

/// Why the views could not be read or brought up to date.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// The record could not be read.
    #[error(transparent)]
    Record(#[from] journal::Fault),
    /// The engine that keeps the file refused.
    #[error(
        "{} could not be read or written: {source}. It holds nothing that is not in the record: \
         `rebuild` makes it anew", path.display()
    )]
    Engine {
        /// The file.
        path: PathBuf,
        /// What the engine said.
        source: rusqlite::Error,
    },
    /// A value the views wrote could not be read back.
    #[error("{what} in the views could not be read: {why}. `rebuild` makes them anew")]
    Odd {
        /// What it was.
        what: &'static str,
        /// What the reader stumbled over.
        why: String,
    },
    /// The thread that follows the record could not be started.
    #[error("the thread that follows the record could not be started: {source}")]
    Thread {
        /// What the system said.
        source: std::io::Error,
    },
}

impl Fault {
    pub(crate) fn of(path: &Path, source: rusqlite::Error) -> Self {
        Self::Engine { path: path.to_owned(), source }
    }

    pub(crate) fn odd(what: &'static str, why: impl std::fmt::Display) -> Self {
        Self::Odd { what, why: format!("{why}") }
    }

    /// Whether the file itself is what failed, so that making it anew would help.
    pub(crate) fn is_damage(&self) -> bool {
        use rusqlite::ErrorCode::{DatabaseCorrupt, NotADatabase};
        match self {
            Self::Engine { source, .. } => {
                let missing = source.to_string();
                let missing = missing.contains("no such table") || missing.contains("no such column");
                missing || matches!(source.sqlite_error_code(), Some(DatabaseCorrupt | NotADatabase))
            }
            Self::Odd { .. } => true,
            _ => false,
        }
    }
}

impl From<rusqlite::Error> for Fault {
    // Views have one file; whoever hands the fault on to an operator puts its path in.
    fn from(source: rusqlite::Error) -> Self {
        Self::Engine { path: PathBuf::from(crate::store::FILE), source }
    }
}
