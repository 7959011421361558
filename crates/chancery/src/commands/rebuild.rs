//! Derives anew what people read.

use journal::Record;
use serde::Serialize;
use views::Views;

use crate::answer::{Answer, Stop};
use crate::paint::{self, Put as _};
use crate::progress::Bar;
use crate::shell::Shell;

/// Derives anew what people read.
///
/// The board, the inbox, positions, references and search stand in views.db, which holds nothing that is not in the
/// record. It is made anew by itself after an update; this does it at once.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  chancery rebuild")]
pub(crate) struct Rebuild {}

#[derive(Serialize)]
struct Body {
    entries: u64,
    unread: Vec<(String, String)>,
}

impl Rebuild {
    pub(crate) fn run(shell: &Shell) -> Result<Answer, Stop> {
        let folder = shell.folder()?;
        let views = Views::open(&folder, Record::open(&folder)?)?;
        let mut bar = Bar::new("rebuilding", 1_000);
        let entries = views.rebuild(&mut |progress| bar.at(progress.done, progress.total))?;
        drop(bar);
        let unread = views.unread()?;
        let mut out = format!("{} from {entries} entries\n", shell.paint.good("rebuilt"));
        for (entry, why) in &unread {
            out.put(format!(
                "{} {entry} could not be read: {}\n",
                shell.paint.warn("note:"),
                paint::clean(why)
            ));
        }
        Ok(Answer::new("rebuild", out, Body { entries, unread }))
    }
}
