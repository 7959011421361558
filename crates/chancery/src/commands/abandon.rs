//! Gives a draft up.

use domain::command::Command;

use crate::answer::{Answer, Stop};
use crate::desk::Desk;
use crate::shell::Shell;

/// Gives a draft up.
///
/// Its number was never used, so the series has no hole. What was drafted stays on record.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  chancery abandon HQ.12 --why 'Overtaken by the September session.'")]
pub(crate) struct Abandon {
    /// The draft, such as HQ.12.
    draft: String,
    /// Why, if there is something to say.
    #[arg(long, value_name = "TEXT")]
    why: Option<String>,
}

impl Abandon {
    pub(crate) fn run(self, shell: &Shell) -> Result<Answer, Stop> {
        let desk = Desk::open(shell)?;
        let draft = desk.entry(&self.draft)?;
        let receipt = desk.ask(Command::Abandon { draft, why: self.why })?;
        let said = format!("abandoned {draft}");
        Ok(desk.said(shell, "abandon", &receipt, &said, &format!("{draft} is abandoned already")))
    }
}
