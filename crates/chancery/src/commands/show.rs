//! Shows anything by its number or entry: a cable or draft, a tasking, an engagement, one entry of the record.

mod cable_text;
mod entry;
mod form;
mod tasking_text;

use cable::{Form, sheet};
use domain::dossier::Dossier;
use domain::words::{DossierId, EntryId, TaskingId};
use serde::Serialize;
use views::{Happening, Shape, When};

use crate::answer::{Answer, Stop};
use crate::names::Name;
use crate::reading::{Clocks, Reading, not_found};
use crate::shell::Shell;
use crate::times;

/// Shows anything by its number or entry.
///
/// A cable or draft (HQ.12, MERE 7, 2026 MERE 0007) with its text, references, clearances and history; a tasking
/// (HQ.12/PAR) with its points and what became of each; an engagement; one entry of the record (HQ.15); or a draft as
/// one of its versions read (HQ.12@v2).
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:
  chancery show 'MERE 7'
  chancery show HQ.12/PAR --as par.head
  chancery show HQ.12 --sheet > sheet.txt
  chancery show HQ.12@v2
  chancery show 'MERE 7' --form telex > telegram.txt")]
pub(crate) struct Show {
    /// What: an entry, a number, or a tasking.
    what: String,
    /// Prints a draft as the sheet it was typed from, to be revised.
    #[arg(long)]
    sheet: bool,
    /// Prints the cable as it leaves the house: telex, post, plain, relay or mail. What the form cannot carry is said
    /// on standard error.
    #[arg(long, conflicts_with = "sheet")]
    form: Option<Form>,
    /// Shows the whole history, or every occurrence of a standing tasking.
    #[arg(long)]
    all: bool,
    #[command(flatten)]
    clocks: Clocks,
}

#[derive(Serialize)]
struct OfEntry<'a> {
    dossier: String,
    kind: &'a str,
    entry: &'a Happening,
}

#[derive(Serialize)]
struct OfSheet<'a> {
    draft: EntryId,
    sheet: &'a str,
}

impl Show {
    pub(crate) fn run(self, shell: &Shell) -> Result<Answer, Stop> {
        let reading = Reading::open(shell)?;
        if let Some((cable, version)) = self.what.split_once("@v") {
            return self.version(shell, &reading, cable, version);
        }
        let name = Name::read(&self.what)?;
        let when = self.clocks.when();
        if let Some(office) = name.office {
            let id = TaskingId { instruction: reading.entry(&name.cable)?, office };
            let found = reading.views.tasking(&reading.reader, id, when, reading.now)?;
            let found = found.ok_or_else(|| not_found(&format!("tasking {}", self.what)))?;
            let text = tasking_text::print(shell.paint, &found, name.day, self.all);
            return Ok(Answer::new("show", text, Shape::Tasking(&found)));
        }
        let lines = if self.all { usize::MAX } else { 15 };
        let id = match (reading.named(&name.cable)?, name.cable.parse::<EntryId>()) {
            (Some(id), _) => id,
            (None, Ok(entry)) => return self.other(shell, &reading, entry, when),
            (None, Err(_)) => return Err(not_found(&self.what)),
        };
        if self.sheet {
            return sheet(&reading, id);
        }
        let found = reading.views.show(&reading.reader, id, when)?.ok_or_else(|| not_found(&self.what))?;
        if let Some(form) = self.form {
            return form::print(shell.paint, &found, form);
        }
        Ok(Answer::new("show", cable_text::print(shell.paint, &found, lines), Shape::Cable(&found)))
    }

    /// A draft as one of its versions read.
    fn version(&self, shell: &Shell, reading: &Reading, cable: &str, version: &str) -> Result<Answer, Stop> {
        let (id, missing) = (reading.entry(cable)?, || not_found(&self.what));
        let number = version.parse().map_err(|_| missing())?;
        let found = reading.views.version(&reading.reader, id, number)?.ok_or_else(missing)?;
        let mut text = String::new();
        if !self.sheet {
            let made =
                format!("{} of {}, by {} at {}", number, found.versions, found.by, times::shown(found.at));
            text = format!("{}\n", shell.paint.labelled("version", &made));
        }
        Ok(Answer::new("show", text + &found.sheet, Shape::Version(&found)))
    }

    /// An entry that did not begin a cable: an engagement, or one fact of a dossier the reader may see.
    fn other(&self, shell: &Shell, reading: &Reading, id: EntryId, when: When) -> Result<Answer, Stop> {
        if let Some(found) = reading.views.engagement(&reading.reader, id)? {
            let text = entry::engagement(shell.paint, &found);
            return Ok(Answer::new("show", text, Shape::Engagement(&found)));
        }
        let stored = reading.views.record().entry(id)?.ok_or_else(|| not_found(&self.what))?;
        let happening = match stored.dossier {
            // The network is known to all who work in it.
            DossierId::Directory => Some(entry::of_directory(&stored)),
            DossierId::Of(dossier) => {
                let cable = reading.views.show(&reading.reader, dossier, when)?;
                cable.and_then(|cable| cable.history.into_iter().find(|happening| happening.entry == id))
            }
        };
        let happening = happening.ok_or_else(|| not_found(&self.what))?;
        let dossier = stored.dossier.to_string();
        let text = entry::print(shell.paint, &dossier, &stored.kind, &happening);
        Ok(Answer::new("show", text, OfEntry { dossier, kind: &stored.kind, entry: &happening }))
    }
}

/// The sheet of a draft that the reader's own office drafts.
fn sheet(reading: &Reading, id: EntryId) -> Result<Answer, Stop> {
    let missing = || not_found(&format!("draft {id}"));
    if !reading.reader.offices.contains(&id.office) {
        return Err(missing());
    }
    let entries = reading.views.record().dossier(DossierId::Of(id))?;
    let dossier = Dossier::fold(id, &entries).map_err(Stop::fault)?;
    let draft = dossier.draft.ok_or_else(missing)?;
    let text = sheet::write(&draft.sheet());
    Ok(Answer::new("show", &*text, OfSheet { draft: id, sheet: &text }))
}
