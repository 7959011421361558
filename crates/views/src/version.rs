//! A draft as one of its versions read, by number: the first as it was begun, one more for every change of its words. Who
//! may see the draft today is asked first, and then whether they may read what it said then.

use domain::access::Reader;
use domain::cable::{Level, sheet};
use domain::entry::Entry;
use domain::fact::{Content, Fact};
use domain::words::{DossierId, EntryId, Handle};
use jiff::Timestamp;
use serde::Serialize;

use crate::cable::CableLine;
use crate::look::{Look, When};
use crate::{Fault, Views, cable, instruction};

/// One version of a draft.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct VersionView {
    /// Which one, from one.
    pub version: usize,
    /// How many there are.
    pub versions: usize,
    /// The entry that made it.
    pub entry: EntryId,
    /// When it was made.
    pub at: Timestamp,
    /// Who made it.
    pub by: Handle,
    /// How it was classified.
    pub level: Level,
    /// Its captions.
    pub captions: Vec<String>,
    /// Its subject.
    pub subject: String,
    /// All it said, as a drafting sheet.
    pub sheet: String,
    /// The version before it that the reader may read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before: Option<usize>,
    /// The version after it that the reader may read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<usize>,
    /// What it is a version of, as that stands.
    pub cable: CableLine,
}

/// Which version of a draft an entry made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "the fields are the sentence")]
pub struct VersionMark {
    pub version: usize,
    pub entry: EntryId,
}

impl Views {
    /// A draft as one of its versions read; nothing if there is none, or the reader may not read it.
    pub fn version(
        &self,
        reader: &Reader,
        id: EntryId,
        version: usize,
    ) -> Result<Option<VersionView>, Fault> {
        self.look(reader, |look| {
            let Some(cable) = cable::one(look, id)? else { return Ok(None) };
            let Some(draft) = instruction::dossier(look, id, When::NOW)?.and_then(|dossier| dossier.draft)
            else {
                return Ok(None);
            };
            let all = all(look, id)?;
            let readable: Vec<usize> = readable(look, id, &all).map(|mark| mark.version).collect();
            let made = version.checked_sub(1).and_then(|place| all.get(place));
            let Some((entry, content)) = made.filter(|_| readable.contains(&version)) else {
                return Ok(None);
            };
            let Some(then) = draft.at(entry) else { return Ok(None) };
            Ok(Some(VersionView {
                version,
                versions: all.len(),
                entry: entry.id,
                at: entry.at,
                by: entry.actor.clone(),
                level: content.level,
                captions: content.captions.clone(),
                subject: then.text(then.content.subject).to_owned(),
                sheet: sheet::write(&then.sheet()),
                before: readable.iter().rev().find(|other| **other < version).copied(),
                after: readable.iter().find(|other| **other > version).copied(),
                cable,
            }))
        })
    }
}

/// The versions of a draft that the reader may read.
pub(crate) fn marks(look: &Look<'_>, id: EntryId) -> Result<Vec<VersionMark>, Fault> {
    let all = all(look, id)?;
    Ok(readable(look, id, &all).collect())
}

/// The entries that gave a draft other words, each with what it said then.
fn all(look: &Look<'_>, id: EntryId) -> Result<Vec<(Entry, Content)>, Fault> {
    let entries = look.record.dossier(DossierId::Of(id))?;
    let made = entries.into_iter().filter_map(|entry| {
        let content = match entry.fact() {
            Ok(Fact::DraftBegun(begun)) if entry.id == id => begun.content,
            Ok(Fact::DraftRevised(revised)) if entry.office() == id.office => revised.content,
            _ => return None,
        };
        Some((entry, content))
    });
    Ok(made.collect())
}

fn readable<'a>(
    look: &'a Look<'_>,
    id: EntryId,
    all: &'a [(Entry, Content)],
) -> impl Iterator<Item = VersionMark> + 'a {
    let numbered = (1..).zip(all);
    let read =
        numbered.filter(move |(_, (_, content))| instruction::may_look_back(look.reader, id.office, content));
    read.map(|(version, (entry, _))| VersionMark { version, entry: entry.id })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::trial::{Trial, reader};
    use domain::fact::Purpose;

    #[test]
    fn a_draft_is_read_as_each_of_its_versions_by_its_own_office() {
        let mut trial = Trial::begin();
        let id = trial.draft("HQ", Purpose::Instruction, Level::Confidential, &[]);
        trial.revise(id, Level::Confidential, "Raise it at once.");
        trial.release(id, &["PAR"]);
        trial.follow();
        let version = |who: &[&str], number| trial.views.version(&reader(who), id, number).expect("read");
        let first = version(&["HQ"], 1).expect("there");
        assert_eq!((first.versions, first.before, first.after), (2, None, Some(2)));
        assert!(first.sheet.contains("Raise it.") && !first.sheet.contains("at once"), "{}", first.sheet);
        assert_eq!(first.entry, id);
        let second = version(&["HQ"], 2).expect("there");
        assert!(second.sheet.contains("Raise it at once."), "{}", second.sheet);
        assert_eq!((second.before, second.after), (Some(1), None));
        assert_eq!((version(&["HQ"], 0), version(&["HQ"], 3)), (None, None));
        assert!(trial.views.show(&reader(&["PAR"]), id, When::NOW).expect("read").is_some());
        assert_eq!(version(&["PAR"], 2), None, "how it was drafted is for the drafting office");
    }

    #[test]
    fn a_version_that_said_more_than_its_reader_may_read_is_not_there_after_the_draft_was_lowered() {
        let mut trial = Trial::begin();
        let id = trial.draft("HQ", Purpose::Instruction, Level::Confidential, &[]);
        trial.revise(id, Level::Secret, "Name the agent.");
        trial.revise(id, Level::Confidential, "Name nobody.");
        trial.follow();
        let low = Reader { level: Level::Confidential, ..reader(&["HQ"]) };
        let version = |number| trial.views.version(&low, id, number).expect("read");
        assert_eq!((version(2), version(4)), (None, None), "it looks like one that never was");
        let third = version(3).expect("there");
        assert_eq!((third.before, third.versions), (Some(1), 3));
        let marked = |who: &Reader| {
            let shown = trial.views.show(who, id, When::NOW).expect("read").expect("shown");
            shown.versions.iter().map(|mark| mark.version).collect::<Vec<_>>()
        };
        assert_eq!((marked(&low), marked(&reader(&["HQ"]))), (vec![1, 3], vec![1, 2, 3]));
    }
}
