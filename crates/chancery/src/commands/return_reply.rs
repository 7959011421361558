//! Returns a reply that does not answer what was asked.

use domain::command::Command;

use crate::answer::{Answer, Stop};
use crate::desk::Desk;
use crate::shell::Shell;

/// Finds a reply insufficient.
///
/// An approver or releaser of headquarters may. The duty the reply closed is open again; the reply stays on record.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  chancery return HQ.12/PAR --why 'Nothing on point 4.' --as oceans.head")]
pub(crate) struct Return {
    /// The duty: HQ.12/PAR, with the day after it for one occurrence.
    duty: String,
    /// What is missing.
    #[arg(long, value_name = "TEXT")]
    why: String,
}

impl Return {
    pub(crate) fn run(self, shell: &Shell) -> Result<Answer, Stop> {
        let desk = Desk::open(shell)?;
        let duty = desk.duty(&self.duty)?;
        let receipt = desk.ask(Command::Return { duty, why: self.why })?;
        let said = format!("returned the reply on {duty}");
        Ok(desk.said(shell, "return", &receipt, &said, &format!("the reply on {duty} is returned already")))
    }
}
