//! One look at the views by one reader: a consistent state of the file, the directory as it stands, and the one
//! question whether the reader may see a thing. Also the two clocks a look may be set to.

use std::cell::OnceCell;
use std::sync::Arc;

use domain::access::Reader;
use domain::directory::Directory;
use domain::words::OfficeId;
use jiff::Timestamp;
use journal::Record;
use rusqlite::Connection;
use serde::{Deserialize, Serialize};

use crate::directory::{Names, OfficeName};
use crate::heard::Ear;
use crate::labels::{Classes, Permitted};
use crate::store::{Meta, Shared, lock, meta};
use crate::{Fault, Views, board, directory};

/// Which state is asked for: as it was true at one time, as we knew it at another; now, if neither is set.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct When {
    /// As it was true then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub as_of: Option<Timestamp>,
    /// As we knew it then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub known: Option<Timestamp>,
}

impl When {
    /// Now, with all that is known.
    pub const NOW: Self = Self { as_of: None, known: None };

    /// Whether it asks for another state than the present one.
    pub fn is_past(&self) -> bool {
        self.as_of.is_some() || self.known.is_some()
    }

    /// The time for which lateness is asked.
    pub fn moment(&self, now: Timestamp) -> Timestamp {
        self.as_of.or(self.known).unwrap_or(now)
    }

    /// Whether something that was done at one time and arrived at another counts.
    pub(crate) fn counts(&self, at: Timestamp, arrived: Timestamp) -> bool {
        self.as_of.is_none_or(|as_of| at <= as_of) && self.knew(arrived)
    }

    /// The last times, in milliseconds since 1970, at which what counts was done and arrived.
    pub(crate) fn bounds(&self) -> (i64, i64) {
        let until = |clock: Option<Timestamp>| clock.map_or(i64::MAX, Timestamp::as_millisecond);
        (until(self.as_of), until(self.known))
    }

    /// Whether what arrived then was known.
    pub(crate) fn knew(&self, arrived: Timestamp) -> bool {
        self.known.is_none_or(|known| arrived <= known)
    }
}

/// What reads keep in memory between looks.
#[derive(Debug, Default)]
pub(crate) struct Kept {
    generation: i64,
    pub(crate) classes: Classes,
    directory: Option<(u64, Arc<Directory>, Arc<Names>)>,
    ear: Option<(u64, Arc<Ear>)>,
    pub(crate) boards: board::Kept,
}

/// A reader's look at one state of the file.
pub(crate) struct Look<'a> {
    pub(crate) db: &'a Connection,
    pub(crate) record: &'a Record,
    pub(crate) reader: &'a Reader,
    pub(crate) directory: Arc<Directory>,
    names: Arc<Names>,
    shared: &'a Shared,
    permitted: OnceCell<Arc<Permitted>>,
    cursor: u64,
}

impl Views {
    /// Looks at the views as a reader.
    pub(crate) fn look<T>(
        &self,
        reader: &Reader,
        work: impl Fn(&Look<'_>) -> Result<T, Fault>,
    ) -> Result<T, Fault> {
        self.shared.on(|db| {
            let (cursor, directory, names) = self.shared.prepare(db)?;
            work(&Look {
                db,
                record: &self.shared.record,
                reader,
                directory,
                names,
                shared: &self.shared,
                permitted: OnceCell::new(),
                cursor,
            })
        })
    }

    /// The offices whose journals are written here.
    pub fn homes(&self) -> Result<Vec<OfficeId>, Fault> {
        Ok(self.shared.record.homes()?)
    }

    /// The offices, collectives and roles, as they stand.
    pub fn directory(&self) -> Result<Arc<Directory>, Fault> {
        self.shared.on(|db| Ok(self.shared.prepare(db)?.1))
    }

    /// The same as we knew it then. What holds on a day is asked of it with the day.
    pub fn directory_known(&self, when: When) -> Result<Arc<Directory>, Fault> {
        if when.known.is_none() {
            return self.directory();
        }
        Ok(Arc::new(directory::fold(&self.shared.record, |entry| when.knew(entry.arrived))?))
    }
}

impl Shared {
    /// The last arrival applied to a state of the file, its directory, and the names of its offices.
    fn prepare(&self, db: &Connection) -> Result<(u64, Arc<Directory>, Arc<Names>), Fault> {
        let Meta { generation, directory, cursor, .. } = meta(db)?;
        let mut kept = lock(&self.kept);
        if kept.generation != generation {
            *kept = Kept { generation, ..Kept::default() };
        }
        kept.classes.refresh(db)?;
        if let Some((arrival, known, names)) = &kept.directory
            && *arrival == directory
        {
            return Ok((cursor, Arc::clone(known), Arc::clone(names)));
        }
        let known = Arc::new(directory::fold(&self.record, |entry| entry.arrival <= directory)?);
        let names = Arc::new(Names::of(&known));
        kept.directory = Some((directory, Arc::clone(&known), Arc::clone(&names)));
        Ok((cursor, known, names))
    }
}

impl Look<'_> {
    /// The classes the reader may see, as a JSON list.
    pub(crate) fn permitted(&self) -> &str {
        &self.classes().list
    }

    /// The classes the reader may see.
    pub(crate) fn classes(&self) -> &Permitted {
        self.permitted.get_or_init(|| lock(&self.shared.kept).classes.permitted(self.reader))
    }

    /// What is known of each office's doings, from memory if nothing was recorded since. No office comes home while
    /// another process writes, so what is kept here cannot miss one that did.
    pub(crate) fn ear(&self, when: When) -> Result<Arc<Ear>, Fault> {
        if when.known.is_some() {
            return Ear::new(self, when).map(Arc::new);
        }
        let kept = lock(&self.shared.kept).ear.clone().filter(|(cursor, _)| *cursor == self.cursor);
        if let Some((_, ear)) = kept {
            return Ok(ear);
        }
        let ear = Arc::new(Ear::new(self, when)?);
        lock(&self.shared.kept).ear = Some((self.cursor, Arc::clone(&ear)));
        Ok(ear)
    }

    /// The boards kept in memory.
    pub(crate) fn boards<T>(&self, work: impl FnOnce(&mut board::Kept) -> T) -> T {
        work(&mut lock(&self.shared.kept).boards)
    }

    /// The name of an office; its code if the directory does not know it.
    pub(crate) fn name(&self, office: OfficeId) -> OfficeName {
        self.names.get(office)
    }

    /// Whether the reader sees what an office did for an instruction: the office itself, the office that
    /// instructed, the archive.
    pub(crate) fn sees(&self, instructor: OfficeId, office: OfficeId) -> bool {
        self.reader.archive
            || self.reader.offices.contains(&office)
            || self.reader.offices.contains(&instructor)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::trial::{Trial, reader, time};
    use crate::{Log, Tasked, Wanted};
    use domain::cable::Level;
    use domain::fact::Stance;
    use domain::words::{EntryId, TaskingId};

    /// Everything there is to read, in one text.
    fn everything(trial: &Trial, who: &Reader, all: &[EntryId]) -> String {
        let (views, now) = (&trial.views, trial.now);
        let mut text = String::new();
        let mut add = |json: Result<String, serde_json::Error>| text.push_str(&json.expect("JSON"));
        let whens =
            [When::NOW, When { as_of: None, known: Some(now) }, When { as_of: Some(now), known: None }];
        add(serde_json::to_string(&views.instructions(who, 99, When::NOW, now).expect("read")));
        add(serde_json::to_string(&views.cables(who, &Wanted::default(), 99).expect("read")));
        for when in whens {
            for question in ["fishing", "-absent", "from:OSL", "kind:reply"] {
                add(serde_json::to_string(&views.search(who, question, when, 99, None).expect("read").hits));
            }
            for office in &who.offices {
                add(serde_json::to_string(&views.inbox(who, *office, when, now).expect("read")));
            }
            let (tasked, log) = (Tasked { when, ..Tasked::default() }, Log { when, ..Log::default() });
            add(serde_json::to_string(&views.taskings(who, tasked, now).expect("read")));
            add(serde_json::to_string(&views.engagements(who, &log, 99).expect("read")));
        }
        for id in all {
            add(serde_json::to_string(&views.engagement(who, *id).expect("read")));
            for when in whens {
                add(serde_json::to_string(&views.board(who, *id, when, now).expect("read")));
                add(serde_json::to_string(&views.archive_board(who, *id, when).expect("read")));
                add(serde_json::to_string(&views.show(who, *id, when).expect("read")));
                add(serde_json::to_string(&views.positions(who, *id, when).expect("read")));
                add(serde_json::to_string(&views.chronology(who, *id, when, 99).expect("read")));
                for office in ["HQ", "PAR", "OSL", "WEL"] {
                    let id = TaskingId { instruction: *id, office: office.parse().expect("a code") };
                    add(serde_json::to_string(&views.tasking(who, id, when, now).expect("read")));
                }
            }
        }
        text
    }

    #[test]
    fn nothing_that_is_read_betrays_what_its_reader_may_not_see() {
        let mut trial = Trial::begin();
        let shared = trial.instruct(&["PAR", "OSL"]);
        let oslo = trial.instruct(&["OSL"]);
        let call = trial.deliver(oslo, "OSL", Some(Stance::Opposes));
        let (reply, _) = trial.reply(oslo, "OSL", Level::Confidential);
        let other = trial.deliver(shared, "OSL", Some(Stance::Opposes));
        trial.object(shared, "OSL");
        let (secret, _) = trial.reply(shared, "PAR", Level::Secret);
        trial.follow();
        let all: Vec<_> =
            trial.journal().record().after(0, 999).expect("read").iter().map(|entry| entry.id).collect();
        let names = |ids: &[EntryId]| ids.iter().map(|id| format!("\"{id}\"")).collect::<Vec<_>>();
        let paris = everything(&trial, &reader(&["PAR"]), &all);
        for hidden in names(&[oslo, call, reply, other]) {
            assert!(!paris.contains(&hidden), "{hidden} is Oslo's business");
        }
        assert!(!paris.contains("The minister travels.") && !paris.contains("opposes"));
        assert!(paris.contains(&names(&[shared])[0]) && paris.contains(&names(&[secret])[0]));
        let low = Reader { level: Level::Confidential, ..reader(&["HQ"]) };
        let low = everything(&trial, &low, &all);
        assert!(!low.contains(&names(&[secret])[0]) && !low.contains("2026 PARIS"));
        let nobody = everything(&trial, &reader(&["WEL"]), &all);
        for id in names(&all) {
            assert!(!nobody.contains(&id), "{id} is nothing to Wellington");
        }
        let unclassified = Reader { level: Level::Unclassified, archive: true, ..reader(&["HQ"]) };
        let unclassified = everything(&trial, &unclassified, &all);
        assert!(!unclassified.contains("Lost fishing gear"), "the archive role opens no level");
    }

    #[test]
    fn the_two_clocks_are_asked_apart() {
        let (at, arrived) = (time("2026-03-01T00:00:00Z"), time("2026-03-05T00:00:00Z"));
        let third = time("2026-03-03T00:00:00Z");
        let day = Some(third);
        assert!(When { as_of: day, known: None }.counts(at, arrived));
        assert!(!When { as_of: None, known: day }.counts(at, arrived));
        assert!(When::NOW.counts(at, arrived) && !When::NOW.is_past());
        assert_eq!(When { as_of: None, known: day }.moment(arrived), third);
    }
}
