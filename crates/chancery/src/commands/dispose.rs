//! Removes the words of a paper, with authority.

use domain::command::Command;
use domain::words::PaperId;

use crate::answer::{Answer, Stop};
use crate::desk::Desk;
use crate::shell::Shell;

/// Removes the words of a paper, lawfully.
///
/// A records officer may, naming the authority. The words go for good; that they were there, their digest and the
/// disposal itself stay, and the chain holds. A paper is an entry and a place, such as HQ.12#0.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  chancery dispose HQ.12#0 --authority 'Schedule B-14' --as records")]
pub(crate) struct Dispose {
    /// The paper, such as HQ.12#0.
    paper: PaperId,
    /// The disposal authority.
    #[arg(long, value_name = "TEXT")]
    authority: String,
}

impl Dispose {
    pub(crate) fn run(self, shell: &Shell) -> Result<Answer, Stop> {
        let desk = Desk::open(shell)?;
        let paper = self.paper;
        let receipt = desk.ask(Command::Dispose { paper, authority: self.authority })?;
        let done = format!("the words of {paper} are gone");
        Ok(desk.said(shell, "dispose", &receipt, &done, &format!("{done} already")))
    }
}
