//! Judges a host's position, apart from any one engagement.

use domain::command::{Assessment, Command};
use domain::fact::{Confidence, Given, Stance};
use jiff::civil::Date;

use crate::answer::{Answer, Stop};
use crate::desk::Desk;
use crate::shell::Shell;
use crate::times;

/// Judges a host's position.
///
/// For what is known from elsewhere than an engagement of our own: a speech, a vote, a colleague. It stands on the
/// chronology beside what hosts answered, marked as a judgement and with what it rests on.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:
  chancery assess HQ.12 --country FR --stance leans-toward --confidence medium \\
      --basis 'The minister said so before the committee.' --office PAR --as par.head")]
pub(crate) struct Assess {
    /// The instruction it is about, HQ.12 or MERE 7.
    instruction: String,
    /// The host country, two letters of ISO 3166-1.
    #[arg(long)]
    country: String,
    /// The position: opposes, leans-against, undecided, leans-toward or supports.
    #[arg(long)]
    stance: Stance,
    /// How sure: low, medium or high.
    #[arg(long)]
    confidence: Confidence,
    /// What it rests on.
    #[arg(long, value_name = "TEXT")]
    basis: String,
    /// How it is known: in-writing, orally, personally or promised-later.
    #[arg(long)]
    given: Option<Given>,
    /// The day it holds for; today if not given.
    #[arg(long, value_parser = times::day, value_name = "DAY")]
    on: Option<Date>,
}

impl Assess {
    pub(crate) fn run(self, shell: &Shell) -> Result<Answer, Stop> {
        let desk = Desk::open(shell)?;
        let (instruction, _) = desk.instruction(&self.instruction)?;
        let today = jiff::tz::TimeZone::UTC.to_datetime(desk.now()).date();
        let said =
            format!("{} {} on {instruction}, {} confidence", self.country, self.stance, self.confidence);
        let assessed = Assessment {
            country: self.country,
            on: self.on.unwrap_or(today),
            stance: self.stance,
            given: self.given,
            confidence: self.confidence,
            basis: self.basis,
        };
        let receipt = desk.ask(Command::AssessPosition { instruction, assessed })?;
        Ok(desk.said(shell, "assess", &receipt, &said, &said))
    }
}
