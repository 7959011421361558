//! The demo: the fictional Ministry of External Relations of Estmark and a year of its work, played
//! through the real desk on a clock set by hand. What is played is data beside this crate; nothing here
//! writes to the record but the desk.

mod network;
mod player;
mod script;

use std::path::{Path, PathBuf};

use jiff::{SignedDuration, Timestamp};
use registry::door::Clock;

pub(crate) use player::Played;

/// The last moment of the played year; the demo's clock runs on from there.
pub(crate) const ENDS_AT: &str = "2026-11-20T15:00:00Z";

/// The offices with nodes of their own: the first loses its link for good, the second for a morning.
pub(crate) const AWAY: &[&str] = &["WLG", "VIE"];

/// Why the demo could not be played.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Fault {
    /// The script is wrong, which is a fault of ours.
    #[error("the demo's script is at fault: {0}")]
    Script(String),
    /// An act of the script met a refusal or a fault.
    #[error("{act}: {failure}")]
    Act {
        /// Which act.
        act: String,
        /// What the desk said.
        failure: registry::Failure,
    },
    /// The record of the demo could not be begun or carried.
    #[error(transparent)]
    Registry(#[from] registry::Fault),
    /// The record could not be read.
    #[error(transparent)]
    Journal(#[from] journal::Fault),
}

/// The files of the demo, in the binary.
#[derive(rust_embed::Embed)]
#[folder = "demo/"]
struct Files;

/// A file of the demo as text.
fn file(name: &str) -> Result<String, Fault> {
    let found = Files::get(name).ok_or_else(|| Fault::Script(format!("{name} is missing")))?;
    String::from_utf8(found.data.into_owned()).map_err(|_| Fault::Script(format!("{name} is not UTF-8")))
}

/// The folder of a post's own node, inside the demo's folder.
pub(crate) fn away(folder: &Path, office: &str) -> PathBuf {
    folder.join("posts").join(office.to_lowercase())
}

/// Creates the ministry in an empty folder and plays its year; `progress` is told acts done and acts in all.
pub(crate) fn play(folder: &Path, progress: &mut dyn FnMut(usize, usize)) -> Result<Played, Fault> {
    let clock = Clock::played(Timestamp::UNIX_EPOCH);
    player::Player::begin(folder, &clock)?.play(progress)
}

/// How far the demo's clock stands from the machine's, so that it runs on from the end of the year.
pub(crate) fn clock_offset(now: Timestamp) -> SignedDuration {
    let end: Timestamp = ENDS_AT.parse().unwrap_or(Timestamp::UNIX_EPOCH);
    end.duration_since(now)
}

#[cfg(test)]
mod tests;
