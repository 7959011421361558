//! Changes how often a standing tasking recurs.

use domain::command::Command;
use domain::fact::Every;
use jiff::civil::Date;

use crate::answer::{Answer, Stop};
use crate::desk::Desk;
use crate::shell::Shell;
use crate::times;

/// Changes how often a standing tasking recurs.
///
/// The new rule holds from tomorrow at each post; occurrences until then keep the old one. What an instruction says
/// is not changed by it: that takes a further cable.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:
  chancery amend HQ.12 --every 14 --until 2027-06-30 --as oceans.head
  chancery amend HQ.12/PAR --every 60 --until 2027-06-30 --first-within 10 --as oceans.head")]
pub(crate) struct Amend {
    /// The instruction, HQ.12 or MERE 7, or one tasking of it, HQ.12/PAR.
    instruction: String,
    /// Days from one due day to the next.
    #[arg(long, value_name = "DAYS")]
    every: u16,
    /// The last day on which one can fall due.
    #[arg(long, value_parser = times::day, value_name = "DAY")]
    until: Date,
    /// Days until the first due day; one interval if not given.
    #[arg(long, value_name = "DAYS")]
    first_within: Option<u16>,
}

impl Amend {
    pub(crate) fn run(self, shell: &Shell) -> Result<Answer, Stop> {
        let desk = Desk::open(shell)?;
        let (instruction, office) = desk.instruction(&self.instruction)?;
        let every = Every { days: self.every, first_within_days: self.first_within, until: Some(self.until) };
        let receipt = desk.ask(Command::ChangeRule { instruction, office, every })?;
        let done =
            format!("{instruction} recurs every {} days until {}, from tomorrow on", self.every, self.until);
        Ok(desk.said(shell, "amend", &receipt, &done, "that is the rule already"))
    }
}
