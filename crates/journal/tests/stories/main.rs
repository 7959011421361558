//! Stories about the record as a whole: what is kept, altered, killed, sent and exported.

mod alteration;
mod common;
mod crash;
mod exchange;
mod record;
