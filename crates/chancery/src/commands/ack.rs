//! Acknowledges taskings.

use domain::command::Command;
use registry::Receipt;

use crate::answer::{Answer, Stop};
use crate::desk::Desk;
use crate::shell::Shell;

/// Says that a person has it.
///
/// An action officer of the post may. The board then shows who has it since when; nothing else is promised by it.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:
  chancery ack HQ.12 --office PAR --as par.head
  chancery ack 'MERE 7' 'MERE 9' --office PAR --as par.head")]
pub(crate) struct Ack {
    /// The taskings: HQ.12, MERE 7 or HQ.12/PAR.
    #[arg(required = true)]
    taskings: Vec<String>,
}

impl Ack {
    pub(crate) fn run(self, shell: &Shell) -> Result<Answer, Stop> {
        let desk = Desk::open(shell)?;
        let taskings = self.taskings.iter().map(|text| Ok(desk.duty(text)?.tasking));
        let taskings = taskings.collect::<Result<Vec<_>, Stop>>()?;
        let ask = |tasking| desk.ask(Command::Acknowledge { tasking });
        let receipts: Vec<Receipt> = taskings.iter().map(|id| ask(*id)).collect::<Result<_, _>>()?;
        let which = taskings.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
        let done = format!("{} has {which}", desk.officer);
        Ok(desk.said_all(shell, "ack", &receipts, &done, &format!("{which} was acknowledged before")))
    }
}
