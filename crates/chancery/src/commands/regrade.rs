//! Answers for a reply that is marked lower than what it answers.

use domain::command::Command;

use crate::answer::{Answer, Stop};
use crate::desk::Desk;
use crate::shell::Shell;

/// Answers for marking a reply lower than the instruction it answers.
///
/// A reply is marked no lower than what it answers, or it is not approved. An approver who did not write it may answer
/// for a lower marking, with a reason that whoever reads the reply can read. Any later change voids it.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Example:\n  chancery regrade PAR.12 --why 'It tells a published rule and nothing of what we asked.' --as par.head"
)]
pub(crate) struct Regrade {
    /// The draft of the reply, such as PAR.12.
    draft: String,
    /// The reason.
    #[arg(long, value_name = "TEXT")]
    why: String,
}

impl Regrade {
    pub(crate) fn run(self, shell: &Shell) -> Result<Answer, Stop> {
        let desk = Desk::open(shell)?;
        let draft = desk.entry(&self.draft)?;
        let receipt = desk.ask(Command::Regrade { draft, why: self.why })?;
        let said = format!("{} answers for the marking of {draft}", desk.officer);
        Ok(desk.said(shell, "regrade", &receipt, &said, &format!("the marking of {draft} is answered for")))
    }
}
