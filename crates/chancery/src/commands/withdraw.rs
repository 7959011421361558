//! Takes taskings back.

use domain::command::Command;

use crate::answer::{Answer, Stop};
use crate::desk::Desk;
use crate::shell::Shell;

/// Takes back what was asked.
///
/// An approver or releaser of headquarters may: one post's tasking, or all of an instruction. What was done stays on
/// record; what a post did before it could know is marked as crossed.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:
  chancery withdraw HQ.12 --why 'Overtaken by the September session.' --as oceans.head
  chancery withdraw HQ.12/PAR --why 'Paris is co-author now.' --as oceans.head")]
pub(crate) struct Withdraw {
    /// The instruction, HQ.12 or MERE 7, or one tasking of it, HQ.12/PAR.
    instruction: String,
    /// The reason.
    #[arg(long, value_name = "TEXT")]
    why: String,
}

impl Withdraw {
    pub(crate) fn run(self, shell: &Shell) -> Result<Answer, Stop> {
        let desk = Desk::open(shell)?;
        let (instruction, office) = desk.instruction(&self.instruction)?;
        let receipt = desk.ask(Command::Withdraw { instruction, office, why: self.why })?;
        let done = match receipt.entries.len() {
            1 => format!("withdrew 1 tasking of {instruction}"),
            many => format!("withdrew {many} taskings of {instruction}"),
        };
        Ok(desk.said(shell, "withdraw", &receipt, &done, &format!("nothing of {instruction} is open")))
    }
}
