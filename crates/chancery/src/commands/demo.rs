//! Plays the demo ministry's year into a new folder. What is played, and how, lives in `demo`.

use std::path::PathBuf;

use crate::answer::{Answer, Stop};
use crate::shell::Shell;

/// Plays a year at a fictional ministry and serves it.
///
/// Creates the Ministry of External Relations of Estmark in a new folder: offices, instructions, engagements and
/// replies in every state, and an archive of telegrams. Then it serves the pages and says where to look and as whom
/// to sign in.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  chancery demo\n  chancery demo estmark --no-serve")]
pub(crate) struct Demo {
    /// The folder, which must not hold a record yet.
    #[arg(value_name = "DIR", default_value = "chancery-demo")]
    pub(crate) to: PathBuf,
    /// Plays the year and ends without serving it.
    #[arg(long)]
    pub(crate) no_serve: bool,
}
