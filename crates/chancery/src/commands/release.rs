//! Releases a draft.

use domain::command::Command;

use crate::answer::{Answer, Stop};
use crate::desk::{Desk, Told};
use crate::shell::Shell;

/// Numbers it, sends it, and tasks every action addressee.
///
/// A releaser may, once the draft is cleared and approved as it stands. Collectives become the offices they mean
/// today. From then on nothing in it changes; it is corrected by a further cable.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  chancery release HQ.12 --as duty.officer")]
pub(crate) struct Release {
    /// The draft, such as HQ.12.
    draft: String,
}

impl Release {
    pub(crate) fn run(self, shell: &Shell) -> Result<Answer, Stop> {
        let desk = Desk::open(shell)?;
        let draft = desk.entry(&self.draft)?;
        let receipt = desk.ask(Command::Release { draft })?;
        let number = receipt.number.as_ref().map(ToString::to_string).unwrap_or_default();
        let taskings = receipt.entries.len().saturating_sub(1);
        let paint = shell.paint;
        let text = if receipt.is_new() {
            let tasks = if taskings == 1 { "1 tasking".to_owned() } else { format!("{taskings} taskings") };
            format!("{} {draft} as {}, with {tasks}", paint.good("released"), paint.bold(&number))
        } else {
            format!("{draft} was released as {}", paint.bold(&number))
        };
        Ok(Answer::new("release", text, Told::from(&receipt)))
    }
}
