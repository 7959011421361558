//! Objects to a tasking, at a post; rules on an objection, at headquarters.

use domain::command::Command;
use domain::fact::{Proposes, Ruling};

use crate::answer::{Answer, Stop};
use crate::desk::Desk;
use crate::shell::Shell;

/// Objects to a tasking; headquarters rules on it.
///
/// An objection is a normal reply, not a failure: the post proposes to do it later, otherwise or not at all, and says
/// why. Headquarters reaffirms, amends or accepts; until then the tasking stands.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:
  chancery object HQ.12 --proposes delay --why 'The ministry is closed until 7 January.' --office PAR --as par.head
  chancery object HQ.12/PAR --ruling reaffirmed --why 'The session cannot wait.' --as oceans.head")]
pub(crate) struct Object {
    /// The duty: HQ.12 at the post; HQ.12/PAR at headquarters.
    duty: String,
    /// What the post proposes: delay, change or drop.
    #[arg(long, conflicts_with = "ruling", required_unless_present = "ruling", requires = "why")]
    proposes: Option<Proposes>,
    /// How headquarters rules: reaffirmed, amended or accepted.
    #[arg(long)]
    ruling: Option<Ruling>,
    /// The reason.
    #[arg(long, value_name = "TEXT")]
    why: Option<String>,
}

impl Object {
    pub(crate) fn run(self, shell: &Shell) -> Result<Answer, Stop> {
        let desk = Desk::open(shell)?;
        let duty = desk.duty(&self.duty)?;
        match (self.proposes, self.ruling) {
            (_, Some(ruling)) => {
                let tasking = duty.tasking;
                let receipt = desk.ask(Command::RuleOnObjection { tasking, ruling, why: self.why })?;
                let said = format!("the objection to {tasking} is answered: {ruling}");
                Ok(desk.said(shell, "object", &receipt, &said, &said))
            }
            (Some(proposes), None) => {
                let why = self.why.unwrap_or_default();
                let receipt = desk.ask(Command::Object { duty, proposes, why })?;
                let said = format!("{} objects to {duty} and proposes: {proposes}", desk.office);
                Ok(desk.said(shell, "object", &receipt, &said, &said))
            }
            (None, None) => {
                Err(Stop::Usage("say --proposes at a post, or --ruling at headquarters".to_owned()))
            }
        }
    }
}
