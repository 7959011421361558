//! Writes the manual pages.

use std::path::PathBuf;

use clap::CommandFactory as _;
use serde::Serialize;

use crate::answer::{Answer, Stop};
use crate::cli::Cli;

/// Writes the manual pages.
///
/// One page for the program and one for each command, in a folder that is created if need be.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  chancery man ~/.local/share/man/man1")]
pub(crate) struct Man {
    /// The folder.
    #[arg(value_name = "DIR")]
    to: PathBuf,
}

#[derive(Serialize)]
struct Body {
    folder: String,
    pages: usize,
}

impl Man {
    pub(crate) fn run(self) -> Result<Answer, Stop> {
        let folder = self.to.display().to_string();
        std::fs::create_dir_all(&self.to).map_err(|error| Stop::writing(&folder, &error))?;
        clap_mangen::generate_to(Cli::command(), &self.to).map_err(|error| Stop::writing(&folder, &error))?;
        let listed =
            std::fs::read_dir(&self.to).map_err(|error| crate::input::unreadable(&folder, &error))?;
        let is_page = |name: &std::ffi::OsStr| name.to_string_lossy().starts_with("chancery");
        let pages = listed.flatten().filter(|entry| is_page(&entry.file_name())).count();
        Ok(Answer::new("man", format!("wrote {pages} pages to {folder}"), Body { folder, pages }))
    }
}
