//! Changes a draft. Those whose parts were touched are asked again, and nobody else.

use std::path::PathBuf;

use domain::command::Command;

use crate::answer::{Answer, Stop};
use crate::desk::Desk;
use crate::input;
use crate::shell::Shell;

/// Changes a draft; only those touched are asked again.
///
/// Takes the whole sheet as it should now read (`show DRAFT --sheet` prints it as it stands). Paragraphs and points
/// keep their identity when reworded or moved; a clearance stands unless the words it covered changed.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:
  chancery show HQ.12 --sheet > sheet.txt
  chancery revise HQ.12 sheet.txt")]
pub(crate) struct Revise {
    /// The draft, such as HQ.12.
    draft: String,
    /// The sheet; - reads standard input.
    sheet: PathBuf,
}

impl Revise {
    pub(crate) fn run(self, shell: &Shell) -> Result<Answer, Stop> {
        let sheet = cable::sheet::read(&input::sheet(&self.sheet)?);
        let desk = Desk::open(shell)?;
        let draft = desk.entry(&self.draft)?;
        let receipt = desk.ask(Command::Revise { draft, sheet: Box::new(sheet) })?;
        let done = format!("revised {draft}; those whose parts changed are asked again");
        Ok(desk.said(shell, "revise", &receipt, &done, &format!("{draft} reads so already")))
    }
}
