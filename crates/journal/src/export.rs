//! The record as JSON Lines: a header, then one entry a line in order of arrival. What is exported can be
//! imported into an empty record and exported again, byte for byte the same.

use std::io::{self, BufRead, Read, Write};
use std::sync::Arc;

use domain::entry::{Digest, Entry, Epoch, Paper, Salt};
use domain::words::{DossierId, EntryId, Handle, OfficeId};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::append::{Journal, to_millisecond};
use crate::read::Record;
use crate::receive::Received;
use crate::{Fault, chain};

/// What an export calls itself.
pub const EXPORT: &str = "chancery-record";

/// The version of exports that is written, and the last that is read.
const VERSION: u32 = 1;

/// So many entries are read at a time.
const STEP: usize = 512;

/// A line longer than this is no entry.
const LINE_MAX: u64 = 1 << 30;

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Header {
    format: String,
    version: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    office: Option<OfficeId>,
    entries: u64,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    id: EntryId,
    epoch: Epoch,
    at: i64,
    actor: Handle,
    dossier: DossierId,
    kind: Arc<str>,
    fact: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    command: Option<Arc<str>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    seen: Option<String>,
    salt: Salt,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    papers: Vec<LinePaper>,
    previous: Digest,
    digest: Digest,
    arrived: i64,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct LinePaper {
    digest: Digest,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    salt: Option<Salt>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    text: Option<Arc<str>>,
}

impl Record {
    /// Writes the entries of one office, or of all, as JSON Lines; returns how many.
    pub fn export(&self, office: Option<OfficeId>, out: &mut dyn Write) -> Result<u64, Fault> {
        let io = |error: io::Error| Fault::io(std::path::Path::new("the export"), error);
        let entries = match office {
            Some(office) => self.head(office)?.map_or(0, |head| head.entry.number),
            None => self.position()?,
        };
        let header = Header { format: EXPORT.to_owned(), version: VERSION, office, entries };
        write_line(out, &header).map_err(io)?;
        let mut done = 0;
        while done < entries {
            let some = STEP.min(usize::try_from(entries - done).unwrap_or(STEP));
            let found = match office {
                Some(office) => self.of_office(office, done, some)?,
                None => self.after(done, some)?,
            };
            if found.is_empty() {
                let why = format!("after {done} of {entries} entries there are no more");
                return Err(Fault::Damaged { path: self.path().to_owned(), why });
            }
            for entry in found {
                write_line(out, &line(entry)?).map_err(io)?;
                done += 1;
            }
        }
        out.flush().map_err(io)?;
        Ok(done)
    }
}

impl Journal {
    /// Takes in what was exported, in one durable transaction: all of it or nothing.
    /// An empty record is restored as it was, times of arrival included; otherwise this is as `receive`.
    /// No office becomes at home here by it: settle it afterwards, in a new run.
    pub fn import(&mut self, mut lines: impl BufRead, arrived: Timestamp) -> Result<Received, Fault> {
        let restored = self.position == 0;
        let mut text = Vec::new();
        next(&mut lines, &mut text, 1)?;
        let header: Header = parse(&text, 1)?;
        if header.format != EXPORT || header.version > VERSION {
            let why =
                format!("it is `{}` version {}, not `{EXPORT}` {VERSION}", header.format, header.version);
            return Err(Fault::Line { line: 1, why });
        }
        let mut number = 1;
        let sent = std::iter::from_fn(|| {
            number += 1;
            match next(&mut lines, &mut text, number) {
                Ok(true) => Some(sent(&text, number).map(|(entry, there)| {
                    let arrived = if restored { there } else { to_millisecond(arrived) };
                    (entry, arrived)
                })),
                Ok(false) if number - 2 == header.entries => None,
                Ok(false) => {
                    let why = format!("it ends after {} of {} entries", number - 2, header.entries);
                    Some(Err(Fault::Line { line: number, why }))
                }
                Err(fault) => Some(Err(fault)),
            }
        });
        self.take_in(sent)
    }
}

/// Reads a line as an entry and the time at which it arrived there.
fn sent(text: &[u8], number: u64) -> Result<(Entry, Timestamp), Fault> {
    let damaged = |why: &str| Fault::Line { line: number, why: why.to_owned() };
    let sent = entry(parse(text, number)?)
        .ok_or_else(|| damaged("a time or a head cannot be read, or a paper has words without salt"))?;
    let arrived = sent.arrived;
    Ok((sent, arrived))
}

fn line(entry: Entry) -> Result<Line, Fault> {
    let fact = String::from_utf8(entry.fact.into_vec());
    let papers = entry.papers.into_iter().map(|paper| {
        let (salt, text) = paper.words.unzip();
        LinePaper { digest: paper.digest, salt, text }
    });
    Ok(Line {
        id: entry.id,
        epoch: entry.epoch,
        at: entry.at.as_millisecond(),
        actor: entry.actor,
        dossier: entry.dossier,
        kind: entry.kind,
        fact: fact.map_err(|_| Fault::Altered { entry: entry.id, why: "its fact is not text".to_owned() })?,
        command: entry.command,
        seen: entry.seen.as_ref().map(chain::seen_text),
        salt: entry.salt,
        papers: papers.collect(),
        previous: entry.previous,
        digest: entry.digest,
        arrived: entry.arrived.as_millisecond(),
    })
}

fn entry(line: Line) -> Option<Entry> {
    let papers = line.papers.into_iter().map(|paper| match (paper.salt, paper.text) {
        (None, None) => Some(Paper { digest: paper.digest, words: None }),
        (salt, text) => Some(Paper { digest: paper.digest, words: Some((salt?, text?)) }),
    });
    let seen = match line.seen {
        Some(text) => Some(chain::read_seen(&text)?),
        None => None,
    };
    Some(Entry {
        id: line.id,
        epoch: line.epoch,
        at: Timestamp::from_millisecond(line.at).ok()?,
        actor: line.actor,
        dossier: line.dossier,
        kind: line.kind,
        fact: line.fact.into_bytes().into_boxed_slice(),
        papers: papers.collect::<Option<_>>()?,
        seen,
        command: line.command,
        salt: line.salt,
        previous: line.previous,
        digest: line.digest,
        arrival: 0,
        arrived: Timestamp::from_millisecond(line.arrived).ok()?,
    })
}

fn write_line(out: &mut dyn Write, line: &impl Serialize) -> io::Result<()> {
    serde_json::to_writer(&mut *out, line)?;
    out.write_all(b"\n")
}

/// Reads the next line without its end; says whether there was one.
fn next(lines: &mut impl BufRead, text: &mut Vec<u8>, number: u64) -> Result<bool, Fault> {
    let damaged = |why: String| Fault::Line { line: number, why };
    text.clear();
    let read = lines.by_ref().take(LINE_MAX).read_until(b'\n', text);
    let read = read.map_err(|error| damaged(format!("it could not be read: {error}")))?;
    if read > 0 && text.pop() != Some(b'\n') {
        return Err(damaged("it is cut off".to_owned()));
    }
    Ok(read > 0)
}

fn parse<'t, T: Deserialize<'t>>(text: &'t [u8], number: u64) -> Result<T, Fault> {
    serde_json::from_slice(text)
        .map_err(|error| Fault::Line { line: number, why: format!("{error} (of the line)") })
}
