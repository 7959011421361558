//! The record: every office's entries, each office's chained by digests, and beside them the words people
//! typed, in one file that is the truth. One writer appends and receives, many readers follow.
//! It knows kinds, not meanings, with one exception: `paper.disposed`, because missing words must be
//! matched by a fact that says so. No clock and no chance: salts, epochs and times are handed in.

mod append;
mod bell;
mod chain;
mod export;
mod fault;
mod papers;
mod read;
mod receive;
mod rows;
mod schema;
mod seal;
mod store;
mod verify;

pub use append::{Append, FACT_MAX, Journal, PAPER_MAX};
pub use chain::{of_entry, of_paper};
pub use export::EXPORT;
pub use fault::Fault;
pub use read::Record;
pub use receive::Received;
pub use schema::FORMAT;
pub use verify::{Finding, Verdict, Why};
