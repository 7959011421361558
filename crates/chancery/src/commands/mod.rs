//! The commands, one file each. A command reads what was typed, asks the desk or the views, and says what came of it.

pub(crate) mod abandon;
pub(crate) mod approve;
pub(crate) mod ask_clearance;
pub(crate) mod clear;
pub(crate) mod collective;
pub(crate) mod draft;
pub(crate) mod init;
pub(crate) mod lint;
pub(crate) mod office;
pub(crate) mod release;
pub(crate) mod revise;
pub(crate) mod role;
