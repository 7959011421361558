//! Figures measured on the shared sets, printed and held against their bars: `cargo test -p cable --test measures --
//! --nocapture`.

#![expect(clippy::unwrap_used, reason = "a test may stop")]

mod chains;
mod sets;
mod shared;
