//! Approves a draft.

use domain::command::Command;

use crate::answer::{Answer, Stop};
use crate::desk::Desk;
use crate::shell::Shell;

/// Answers for the text as it now stands.
///
/// An approver may, once every clearer has answered; nobody approves an instruction of their own. Any later change
/// voids the approval.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  chancery approve HQ.12 --as oceans.head")]
pub(crate) struct Approve {
    /// The draft, such as HQ.12.
    draft: String,
}

impl Approve {
    pub(crate) fn run(self, shell: &Shell) -> Result<Answer, Stop> {
        let desk = Desk::open(shell)?;
        let draft = desk.entry(&self.draft)?;
        let receipt = desk.ask(Command::Approve { draft })?;
        let said = format!("approved {draft}");
        Ok(desk.said(shell, "approve", &receipt, &said, &format!("{draft} is approved as it stands")))
    }
}
