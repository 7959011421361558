//! Plans an engagement for a duty.

use domain::command::Command;
use domain::fact::{Form, HostLevel, Interlocutor};
use jiff::civil::Date;

use crate::answer::{Answer, Stop};
use crate::desk::Desk;
use crate::shell::Shell;
use crate::times;

/// Says when and with whom.
///
/// The plan stands on the board until an engagement is logged; another plan replaces it. Name host officials by
/// office and level, never by person.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:
  chancery plan HQ.12 --on 2026-12-01 --with 'Directorate for Fisheries' --level director \\
      --office PAR --as par.head")]
pub(crate) struct Plan {
    /// The duty: HQ.12, MERE 7, or HQ.12/2026-03-10 for one occurrence of a standing tasking.
    duty: String,
    /// The day, at the post.
    #[arg(long, value_parser = times::day, value_name = "DAY")]
    on: Date,
    /// The host office.
    #[arg(long, value_name = "OFFICE")]
    with: String,
    /// The level: desk, director, director-general, deputy-minister, minister, head-of-government, head-of-state.
    #[arg(long)]
    level: HostLevel,
    /// The form: call, note, letter, phone or margins.
    #[arg(long, default_value = "call")]
    form: Form,
}

impl Plan {
    pub(crate) fn run(self, shell: &Shell) -> Result<Answer, Stop> {
        let desk = Desk::open(shell)?;
        let duty = desk.duty(&self.duty)?;
        let (on, form) = (self.on, self.form);
        let with = Interlocutor { office: self.with, level: self.level };
        let done = format!("planned for {duty}: {form} on {on} with {}", with.office);
        let receipt = desk.ask(Command::PlanEngagement { duty, on, with, form })?;
        Ok(desk.said(shell, "plan", &receipt, &done, &format!("that is the plan for {duty} already")))
    }
}
