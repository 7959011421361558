//! Releases a draft.

use cable::{Number, Profile};
use domain::command::Command;
use domain::fact::{CableNumber, Fact};
use domain::words::{DossierId, EntryId, TaskingId};
use registry::{Receipt, Told};
use serde::Serialize;

use crate::answer::{Answer, Stop};
use crate::commands::lint;
use crate::desk::Desk;
use crate::shell::Shell;

/// Numbers it, sends it, and tasks every action addressee.
///
/// A releaser may, once the draft is cleared and approved as it stands. Collectives become the offices they mean
/// today. From then on nothing in it changes; it is corrected by a further cable.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  chancery release HQ.12 --as watch.officer")]
pub(crate) struct Release {
    /// The draft, such as HQ.12.
    draft: String,
}

#[derive(Serialize)]
struct Released {
    draft: EntryId,
    taskings: Vec<TaskingId>,
    #[serde(flatten)]
    told: Told,
}

impl Release {
    pub(crate) fn run(self, shell: &Shell) -> Result<Answer, Stop> {
        let desk = Desk::open(shell)?;
        let draft = desk.entry(&self.draft)?;
        // A profile that cannot be read is said before anything goes out.
        let profile = lint::profile(shell, None)?;
        let receipt = desk.ask(Command::Release { draft })?;
        let number = receipt.number.as_ref().map(|number| numbered(&profile, number)).unwrap_or_default();
        let taskings = taskings(&desk, &receipt)?;
        let paint = shell.paint;
        let text = if receipt.is_new() {
            let tasks = match taskings.len() {
                0 => String::new(),
                1 => ", with 1 tasking".to_owned(),
                many => format!(", with {many} taskings"),
            };
            format!("{} {draft} as {}{tasks}", paint.good("released"), paint.bold(&number))
        } else {
            format!("{draft} was released as {}", paint.bold(&number))
        };
        let body = Released { draft, taskings, told: Told::from(&receipt) };
        Ok(Answer::new("release", text, body))
    }
}

/// A number as the service writes it, and as it is typed here where that is another way.
fn numbered(profile: &Profile, number: &CableNumber) -> String {
    let as_read = Number::new(&number.station, Some(number.year), number.serial);
    let (written, typed) = (profile.numbered(&as_read), number.to_string());
    if written == typed { typed } else { format!("{written} ({typed})") }
}

/// The taskings a release issued.
fn taskings(desk: &Desk, receipt: &Receipt) -> Result<Vec<TaskingId>, Stop> {
    let mut taskings = Vec::new();
    for id in &receipt.entries {
        let Some(entry) = desk.registry.record().entry(*id)? else { continue };
        if let (Ok(Fact::TaskingIssued(issued)), DossierId::Of(instruction)) = (entry.fact(), entry.dossier) {
            taskings.extend(issued.to.iter().map(|issue| TaskingId { instruction, office: issue.office }));
        }
    }
    Ok(taskings)
}
