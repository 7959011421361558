//! Writes the record as JSON Lines.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::PathBuf;

use domain::words::OfficeId;
use journal::Record;
use serde::Serialize;

use crate::answer::{Answer, Stop};
use crate::shell::Shell;

/// Writes the record as JSON Lines.
///
/// A header and one entry a line, byte for byte as stored: `import` takes it back and `verify` checks it there.
/// docs/format.md describes it for those who read it without this program. It goes to standard output, or to a file
/// that must not exist yet.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:
  chancery export --out backup.jsonl
  chancery export --only PAR > par.jsonl")]
pub(crate) struct Export {
    /// Writes the entries of this office alone.
    #[arg(long, value_name = "CODE")]
    only: Option<OfficeId>,
    /// The file; standard output if not given.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

#[derive(Serialize)]
struct Body {
    entries: u64,
    out: String,
}

impl Export {
    pub(crate) fn run(self, shell: &Shell) -> Result<Answer, Stop> {
        let record = Record::open(&shell.folder()?)?;
        let Some(path) = self.out else {
            let mut out = BufWriter::new(std::io::stdout().lock());
            return match record.export(self.only, &mut out) {
                Ok(_) => out
                    .flush()
                    .map_err(|error| Stop::writing("standard output", &error))
                    .map(|()| Answer::text("")),
                Err(journal::Fault::Io { source, .. }) => Err(Stop::writing("standard output", &source)),
                Err(fault) => Err(fault.into()),
            };
        };
        let name = path.display().to_string();
        let file = File::create_new(&path).map_err(|error| match error.kind() {
            std::io::ErrorKind::AlreadyExists => Stop::refused(
                "file-exists",
                format!("{name} exists already"),
                "name another file; an export never replaces one",
            ),
            _ => Stop::writing(&name, &error),
        })?;
        let mut out = BufWriter::new(file);
        let entries = record.export(self.only, &mut out)?;
        let file = out.into_inner().map_err(|error| Stop::writing(&name, error.error()))?;
        file.sync_all().map_err(|error| Stop::writing(&name, &error))?;
        let text = format!("{} {entries} entries to {name}", shell.paint.good("wrote"));
        Ok(Answer::new("export", text, Body { entries, out: name }))
    }
}
