//! The desk: it loads what a command is about, asks the domain to decide, and appends. One plain thread
//! is the only writer of the record; it takes every command that waits, commits their facts together
//! and acknowledges them together. No HTML, no HTTP, no SQL.

pub mod door;

mod claims;
mod desk;
mod dossiers;
mod failure;
mod numbering;
mod registry;
mod told;

pub use desk::{Ask, Desk, Pending, Receipt};
pub use failure::{Failure, Fault};
pub use registry::Registry;
pub use told::Told;
