//! Prose a person typed, before it becomes a paper: not empty where something must be said, not longer
//! than a paper may be. What it says is nobody's business here.

use std::sync::Arc;

use crate::refusal::Refusal;

/// The longest paper, in bytes: ten times the longest cable known, 211 pages.
pub const PAPER_MAX: usize = 4 << 20;
/// The longest reason, remark or one-line answer, in bytes.
pub const REASON_MAX: usize = 16 << 10;

/// A paper of any sensible length, not empty.
pub(crate) fn paper(what: &'static str, text: &str, most: usize) -> Result<Arc<str>, Refusal> {
    if text.trim().is_empty() {
        return Err(Refusal::Empty { what });
    }
    if text.len() > most {
        return Err(Refusal::TooLong { what, bytes: text.len(), most });
    }
    Ok(text.into())
}

/// A reason.
pub(crate) fn reason(text: &str) -> Result<Arc<str>, Refusal> {
    paper("the reason", text, REASON_MAX)
}
