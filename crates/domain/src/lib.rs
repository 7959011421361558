//! What the institution knows and how it decides: offices, instructions, clearance, taskings,
//! engagements, replies, positions. Pure: no I/O, no clock, no chance, no SQL, no HTTP words.
//! Facts are folded into dossiers; commands are decided against them and propose new facts.

pub use cable;

pub mod access;
pub mod calendar;
pub mod command;
pub mod directory;
pub mod dossier;
pub mod draft;
pub mod engagement;
pub mod entry;
pub mod fact;
pub mod handout;
pub mod keys;
pub mod proof;
pub mod refusal;
pub mod remarks;
pub mod tasking;
pub mod text;
pub mod words;

mod drafting;
mod duties;
mod emergency;
mod enrolment;
mod logging;
mod marking;
mod network;
mod prose;
mod release;

pub use prose::{PAPER_MAX, REASON_MAX};
