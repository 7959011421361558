//! Writes completions for a shell.

use clap::CommandFactory as _;
use clap_complete::Shell as Kind;

use crate::answer::{Answer, Stop};
use crate::cli::Cli;

/// Writes completions for a shell.
///
/// They go to standard output; where your shell wants them is in its own manual.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:
  chancery completions bash > ~/.local/share/bash-completion/completions/chancery
  chancery completions fish > ~/.config/fish/completions/chancery.fish")]
pub(crate) struct Completions {
    /// The shell: bash, zsh, fish, elvish or powershell.
    #[arg(hide_possible_values = true)]
    for_shell: Kind,
}

impl Completions {
    pub(crate) fn run(self) -> Result<Answer, Stop> {
        let mut out = Vec::new();
        clap_complete::generate(self.for_shell, &mut Cli::command(), "chancery", &mut out);
        let text = String::from_utf8(out).map_err(Stop::fault)?;
        Ok(Answer::text(text))
    }
}
