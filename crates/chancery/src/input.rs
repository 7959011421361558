//! What is read from files and standard input: never more than is wanted, never a broken letter taken for a good
//! one where words go on record. What the words say is not looked at here.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use domain::refusal::Refusal;

use crate::answer::Stop;

/// The largest file that is read whole.
pub(crate) const FILE_MAX: usize = 64 << 20;

/// Reads a file, or standard input for `-`, up to a size; more than that is refused unread.
pub(crate) fn bytes(path: &Path, what: &'static str, most: usize) -> Result<Vec<u8>, Stop> {
    if path == Path::new("-") {
        return limited(std::io::stdin().lock(), what, most, "standard input");
    }
    let name = path.display().to_string();
    let file = File::open(path).map_err(|error| unreadable(&name, &error))?;
    let size = file.metadata().map_err(|error| unreadable(&name, &error))?;
    if size.is_dir() {
        return Err(Stop::Fault(format!("{name} is a folder. Name a file in it")));
    }
    let bytes = usize::try_from(size.len()).unwrap_or(usize::MAX);
    if bytes > most {
        return Err(Refusal::TooLong { what, bytes, most }.into());
    }
    limited(file, what, most, &name)
}

fn limited(from: impl Read, what: &'static str, most: usize, name: &str) -> Result<Vec<u8>, Stop> {
    let mut bytes = Vec::new();
    // One byte more tells a file that is too long from one that just fits.
    let read =
        from.take(most as u64 + 1).read_to_end(&mut bytes).map_err(|error| unreadable(name, &error))?;
    if read > most {
        return Err(Refusal::TooLong { what, bytes: read, most }.into());
    }
    Ok(bytes)
}

/// Reads a drafting sheet, or other words that go on record: they must be whole.
pub(crate) fn sheet(path: &Path) -> Result<String, Stop> {
    let bytes = bytes(path, "the sheet", cable::sheet::TEXT_MAX)?;
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let line = 1 + error.as_bytes().iter().take(at).filter(|byte| **byte == b'\n').count();
        Stop::refused(
            "not-utf-8",
            format!("{} is not UTF-8 text: byte {at}, on line {line}, belongs to no letter", path.display()),
            "save the sheet as UTF-8 and try again",
        )
    })
}

pub(crate) fn unreadable(name: &str, error: &std::io::Error) -> Stop {
    Stop::Fault(format!(
        "{name} could not be read: {error}. Look whether the name is right and you may read it"
    ))
}
