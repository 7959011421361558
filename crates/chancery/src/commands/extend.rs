//! Asks for more time, at a post; grants or declines it, at headquarters.

use domain::command::Command;

use crate::answer::{Answer, Stop};
use crate::desk::Desk;
use crate::shell::Shell;
use crate::times::{self, Moment};

/// Asks for more time; headquarters grants or declines.
///
/// At the post, --to says until when and --why the reason. At headquarters --to grants, asked or not, and --decline
/// says no to what was asked. A day lasts until it ends at the post.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:
  chancery extend HQ.12 --to 2026-12-20 --why 'The director is away until the 18th.' --office PAR --as par.head
  chancery extend HQ.12/PAR --to 2026-12-20 --as oceans.desk
  chancery extend HQ.12/PAR --decline --why 'The session is on the 15th.' --as oceans.desk")]
pub(crate) struct Extend {
    /// The duty: HQ.12 at the post; HQ.12/PAR at headquarters.
    duty: String,
    /// The new time: a day, or a day and hour at the post.
    #[arg(long, value_name = "WHEN", required_unless_present = "decline")]
    to: Option<Moment>,
    /// Declines what the post asked for.
    #[arg(long, conflicts_with = "to", requires = "why")]
    decline: bool,
    /// The reason.
    #[arg(long, value_name = "TEXT")]
    why: Option<String>,
}

impl Extend {
    pub(crate) fn run(self, shell: &Shell) -> Result<Answer, Stop> {
        let desk = Desk::open(shell)?;
        let duty = desk.duty(&self.duty)?;
        let why = self.why.unwrap_or_default();
        let Some(to) = self.to else {
            let receipt = desk.ask(Command::DeclineExtension { duty, why })?;
            let said = format!("declined more time for {duty}");
            return Ok(desk.said(shell, "extend", &receipt, &said, &said));
        };
        let to = to.at(&desk.zone(duty.tasking.office)?);
        let until = times::shown(to);
        if desk.office == duty.tasking.instruction.office {
            let receipt = desk.ask(Command::Extend { duty, to })?;
            let said = format!("{duty} is due {until}");
            return Ok(desk.said(shell, "extend", &receipt, &said, &format!("{said} already")));
        }
        let receipt = desk.ask(Command::RequestExtension { duty, to, why })?;
        let said = format!("{} asks for time until {until} for {duty}", desk.office);
        Ok(desk.said(shell, "extend", &receipt, &said, &said))
    }
}
