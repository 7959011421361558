//! Why a command did not lead to a receipt: the rules said no, or the machine failed.

use domain::fact::Unreadable;
use domain::refusal::Refusal;

/// The machine failed; the operator must act.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// The record could not be read or written.
    #[error(transparent)]
    Journal(#[from] journal::Fault),
    /// An entry of a known kind could not be read.
    #[error("{0}; the record was written by a program that broke its format: run `chancery verify`")]
    Unreadable(#[from] Unreadable),
    /// The desk has stopped.
    #[error("the desk has stopped; see the log for why, and start the program again")]
    Stopped,
    /// Another command in the same commit met a fault, so nothing of it was stored.
    #[error("nothing was stored: {0}")]
    Commit(String),
}

/// Refused or faulted, nothing else.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// The rules say no; the person must act.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The machine failed; the operator must act.
    #[error(transparent)]
    Faulted(#[from] Fault),
}

impl From<journal::Fault> for Failure {
    fn from(fault: journal::Fault) -> Self {
        Self::Faulted(fault.into())
    }
}

impl From<Unreadable> for Failure {
    fn from(unreadable: Unreadable) -> Self {
        Self::Faulted(unreadable.into())
    }
}
