//! Answers a request for clearance, or waives one.

use std::str::FromStr;

use domain::command::Command;
use domain::fact::{ClearanceAnswer, Piece};
use domain::words::Handle;

use crate::answer::{Answer, Stop};
use crate::commands::ask_clearance::Part;
use crate::desk::Desk;
use crate::shell::Shell;

/// Answers: yes, in substance, with changes, no; or waives.
///
/// The answer covers the parts the clearer was asked about, as they stand at that moment. With --change the clearer
/// rewords parts and clears the result; the others are asked again about what was reworded. An approver may --waive
/// a clearance that does not come or says no, with a reason.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:
  chancery clear HQ.12 --as legal.desk
  chancery clear HQ.12 --as legal.desk --change '2=The draft was circulated in September.'
  chancery clear HQ.12 --as legal.desk --answer no --why 'Article 7 is misquoted in point 4.'
  chancery clear HQ.12 --as oceans.head --waive legal.desk --why 'On leave; nothing legal changed.'")]
pub(crate) struct Clear {
    /// The draft, such as HQ.12.
    draft: String,
    /// The answer: yes, in-substance, with-changes or no.
    #[arg(long, conflicts_with = "waive")]
    answer: Option<Said>,
    /// A part and its new words, such as '2=...' or 'P1=...'; may be repeated.
    #[arg(long = "change", value_name = "PART=TEXT", conflicts_with = "waive")]
    changes: Vec<Change>,
    /// The reason for a no or a waiver; otherwise a remark.
    #[arg(long, value_name = "TEXT")]
    why: Option<String>,
    /// The officer whose clearance an approver waives.
    #[arg(long, value_name = "CLEARER", requires = "why")]
    waive: Option<Handle>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Said {
    Given(ClearanceAnswer),
    No,
}

impl FromStr for Said {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if text.eq_ignore_ascii_case("no") {
            return Ok(Self::No);
        }
        text.parse().map(Self::Given).map_err(|_| "say yes, in-substance, with-changes or no".to_owned())
    }
}

#[derive(Debug, Clone)]
struct Change(Piece, String);

impl FromStr for Change {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (part, words) =
            text.split_once('=').ok_or("write the part, an equals sign and the new words: '2=...'")?;
        Ok(Self(part.parse::<Part>()?.0, words.trim().to_owned()))
    }
}

impl Clear {
    pub(crate) fn run(self, shell: &Shell) -> Result<Answer, Stop> {
        let desk = Desk::open(shell)?;
        let draft = desk.entry(&self.draft)?;
        let changes: Vec<_> = self.changes.into_iter().map(|Change(piece, words)| (piece, words)).collect();
        let why = self.why.filter(|why| !why.trim().is_empty());
        if let Some(clearer) = self.waive {
            let said = format!("waived the clearance of {clearer} on {draft}");
            let stood = format!("{clearer} does not stand in the way of {draft}");
            let receipt =
                desk.ask(Command::WaiveClearance { draft, clearer, why: why.unwrap_or_default() })?;
            return Ok(desk.said(shell, "clear", &receipt, &said, &stood));
        }
        let otherwise = if changes.is_empty() { ClearanceAnswer::Yes } else { ClearanceAnswer::WithChanges };
        match self.answer.unwrap_or(Said::Given(otherwise)) {
            Said::No if !changes.is_empty() => Err(Stop::Usage(
                "a no changes nothing: leave --change out, or answer with-changes".to_owned(),
            )),
            Said::No => {
                let receipt = desk.ask(Command::RefuseClearance { draft, why: why.unwrap_or_default() })?;
                let said = format!("{} does not clear {draft}", desk.officer);
                Ok(desk.said(shell, "clear", &receipt, &said, &said))
            }
            Said::Given(answer) => {
                let answer = if changes.is_empty() { answer } else { ClearanceAnswer::WithChanges };
                let command = Command::Clear { draft, answer, changes, remark: why };
                let receipt = desk.ask(command)?;
                let said = format!("{} clears {draft}: {answer}", desk.officer);
                Ok(desk.said(
                    shell,
                    "clear",
                    &receipt,
                    &said,
                    &format!("{} has cleared {draft}", desk.officer),
                ))
            }
        }
    }
}
