//! Takes in what was written elsewhere: telegrams, one a line of JSON or one a file, each filed as it came; or an
//! export of a record, entry by entry. Telegrams are handed in many at a time and known by their own words, so an
//! import that was broken off is simply done again.

mod telegrams;

use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

use registry::Registry;
use registry::door::Clock;
use serde::Serialize;

use crate::answer::{Answer, Stop};
use crate::desk::Desk;
use crate::input::{self, FILE_MAX};
use crate::paint::Put as _;
use crate::reading;
use crate::shell::Shell;

use telegrams::Filing;

/// Files telegrams from elsewhere, or takes in an export.
///
/// A file may hold telegrams as JSON Lines, each an object with `id` and `text`; or telegrams as plain text, known by
/// the file's name and, if there are several, their place in it (`old#2`); or an export of a record, which also begins
/// a record where there is none. A folder stands for the .txt files in it. The text is kept to the last byte; what is
/// odd about it becomes remarks. Sections of one cable are put together, and a copy within a collection is filed once.
/// Doing it again adds nothing.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:
  chancery import raw-cables.jsonl --as records
  chancery import old-telegrams/ --source 'Archive box 12' --as records
  chancery import backup.jsonl --folder restored")]
pub(crate) struct Import {
    /// The files or folders; - reads standard input.
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// What to call the collection they come from; the file's name if not given.
    #[arg(long, value_name = "NAME")]
    source: Option<String>,
}

#[derive(Serialize)]
struct Taken {
    stored: usize,
    known: usize,
    words: usize,
}

/// What a file turned out to hold.
enum Found {
    Export(Box<dyn BufRead + Send>),
    Lines(Box<dyn BufRead + Send>),
    Text(Vec<u8>),
}

impl Import {
    pub(crate) fn run(self, shell: &Shell) -> Result<Answer, Stop> {
        let mut files = Vec::new();
        for path in &self.files {
            files.extend(within(path)?);
        }
        // Standard input can be looked at only once, so what was found in the first file is kept.
        let first = files.first().map(|path| look(path)).transpose()?;
        let mut first = match first {
            Some(Found::Export(lines)) if files.len() == 1 => return export(shell, lines),
            first => first,
        };
        let desk = Desk::open(shell)?;
        let mut filing = Filing::new(&desk);
        for path in &files {
            let name = if path == Path::new("-") { "stdin".into() } else { stem(path) };
            let folder =
                path.parent().and_then(Path::file_name).map(|name| name.to_string_lossy().into_owned());
            match first.take().map_or_else(|| look(path), Ok)? {
                Found::Export(_) => {
                    let why = format!("{} is an export of a record: import it by itself", path.display());
                    return Err(Stop::Usage(why));
                }
                Found::Lines(lines) => {
                    let source = self.source.clone().unwrap_or_else(|| name.clone());
                    let size = std::fs::metadata(path).map_or(0, |file| file.len());
                    filing.lines(&source, lines, size)?;
                }
                Found::Text(text) => {
                    let source = self.source.clone().or(folder).unwrap_or_else(|| "files".to_owned());
                    filing.text(&source, &name, &text)?;
                }
            }
        }
        let done = filing.finish()?;
        let views = reading::follow(desk.registry.record().clone())?;
        drop(views);
        Ok(done.answer(shell))
    }
}

/// The file itself, or the texts of a folder in order of name.
fn within(path: &Path) -> Result<Vec<PathBuf>, Stop> {
    if !path.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let listed =
        std::fs::read_dir(path).map_err(|error| input::unreadable(&path.display().to_string(), &error))?;
    let is_text = |path: &PathBuf| path.extension().is_some_and(|end| end.eq_ignore_ascii_case("txt"));
    let mut files: Vec<_> = listed.flatten().map(|entry| entry.path()).filter(is_text).collect();
    files.sort();
    if files.is_empty() {
        return Err(Stop::Usage(format!("there is no .txt file in {}", path.display())));
    }
    Ok(files)
}

fn stem(path: &Path) -> String {
    path.file_stem().map_or_else(|| "file".to_owned(), |stem| stem.to_string_lossy().into_owned())
}

/// Looks at the beginning of a file, and leaves it to be read from there.
fn look(path: &Path) -> Result<Found, Stop> {
    let name = path.display().to_string();
    let fault = |error: std::io::Error| input::unreadable(&name, &error);
    let file: Box<dyn Read + Send> = if path == Path::new("-") {
        Box::new(std::io::stdin())
    } else {
        Box::new(File::open(path).map_err(fault)?)
    };
    let mut lines = BufReader::with_capacity(1 << 16, file);
    let start = lines.fill_buf().map_err(fault)?;
    let is_json = start.iter().find(|byte| !byte.is_ascii_whitespace()) == Some(&b'{');
    // The header of an export is short and comes first.
    let first = start.split(|byte| *byte == b'\n').next().unwrap_or(start);
    let is_export =
        serde_json::from_slice::<Header>(first).is_ok_and(|header| header.format == journal::EXPORT);
    if is_export {
        return Ok(Found::Export(Box::new(lines)));
    }
    if is_json {
        return Ok(Found::Lines(Box::new(lines)));
    }
    let mut text = Vec::new();
    lines.take(FILE_MAX as u64 + 1).read_to_end(&mut text).map_err(fault)?;
    if text.len() > FILE_MAX {
        let bytes = std::fs::metadata(path)
            .map_or(text.len(), |file| usize::try_from(file.len()).unwrap_or(usize::MAX));
        return Err(domain::refusal::Refusal::TooLong { what: "the telegram", bytes, most: FILE_MAX }.into());
    }
    Ok(Found::Text(text))
}

#[derive(serde::Deserialize)]
struct Header {
    format: String,
}

/// Takes in an export, into the record there is or into a new one.
fn export(shell: &Shell, lines: Box<dyn BufRead + Send>) -> Result<Answer, Stop> {
    let folder = shell.folder().unwrap_or_else(|_| shell.new_folder());
    let clock = Clock::machine();
    let registry = match Registry::open(&folder, clock.clone()) {
        Err(registry::Fault::Journal(journal::Fault::Missing { .. })) => {
            std::fs::create_dir_all(&folder)
                .map_err(|error| Stop::writing(&folder.display().to_string(), &error))?;
            Registry::begin(&folder, clock)?
        }
        opened => opened?,
    };
    let received = registry.desk().import(lines)?;
    let homes = registry.record().homes()?;
    let paint = shell.paint;
    let mut text = format!(
        "{} {} entries in {}; {} were known",
        paint.good("stored"),
        received.stored,
        folder.display(),
        received.known
    );
    if homes.is_empty() && received.stored > 0 {
        text.put(format!(
            "\n{}",
            paint.dim("nothing is written here yet: `chancery office settle CODE` makes this machine write an office's journal")
        ));
    }
    let taken = Taken { stored: received.stored, known: received.known, words: received.words };
    Ok(Answer::new("import", text, taken))
}
