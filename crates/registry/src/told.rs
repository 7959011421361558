//! What a receipt says to a program, on the command line and at an address alike.

use domain::words::EntryId;
use jiff::Timestamp;
use serde::Serialize;

use crate::Receipt;

/// What became of a command, in the shape programs are told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Told {
    /// Whether anything was added.
    pub new: bool,
    /// The entries that were added.
    pub entries: Vec<EntryId>,
    /// The entry that began what it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub began: Option<EntryId>,
    /// The number a release used.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// When it was recorded.
    pub at: Timestamp,
}

impl From<&Receipt> for Told {
    fn from(receipt: &Receipt) -> Self {
        Self {
            new: receipt.is_new(),
            entries: receipt.entries.clone(),
            began: receipt.began,
            number: receipt.number.as_ref().map(ToString::to_string),
            at: receipt.at,
        }
    }
}
