//! The log of engagements with hosts: when, with which office at what level, in what form, for which
//! instructions. An engagement demands of its reader what the instructions it served demand together.

use std::collections::{BTreeSet, HashMap};

use domain::access::{Label, Reader};
use domain::cable::Level;
use domain::calendar;
use domain::engagement::Engagement;
use domain::entry::Entry;
use domain::fact::{EngagementHeld, Fact, Form, Interlocutor};
use domain::words::{EntryId, OfficeId};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use rusqlite::Connection;
use serde::Serialize;

use crate::directory::OfficeName;
use crate::follow::Apply;
use crate::look::{Look, When};
use crate::{Fault, Views, cable, instruction, say, tasks};

pub(crate) const VERSION: u32 = 2;

pub(crate) const TABLE: &str = "
CREATE TABLE engagement (
    engagement  TEXT    PRIMARY KEY,
    office      TEXT    NOT NULL,
    held_on     TEXT    NOT NULL,
    held        TEXT    NOT NULL,             -- the fact as JSON, as last corrected
    notes       TEXT,                         -- the paper of the notes
    corrections INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;
CREATE INDEX engagement_held ON engagement (office, held_on);";

/// One engagement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "the fields are the sentence")]
pub struct EngagementView {
    pub engagement: EntryId,
    pub office: OfficeName,
    pub on: Date,
    pub with: Interlocutor,
    pub form: Form,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub notes: Option<String>,
    pub corrections: u32,
    /// The instructions it served.
    pub instructions: Vec<EntryId>,
}

/// Which engagements are wanted; all, if nothing is said.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields are the sentence")]
pub struct Log {
    pub office: Option<OfficeId>,
    pub instruction: Option<EntryId>,
    pub from: Option<Date>,
    pub until: Option<Date>,
    /// As the log stood then.
    pub when: When,
}

pub(crate) fn apply(to: &mut Apply<'_>, dossier: EntryId, entry: &Entry, fact: &Fact) -> Result<(), Fault> {
    let json =
        |held: &EngagementHeld| serde_json::to_string(held).map_err(|why| Fault::odd("an engagement", why));
    let notes = |held: &EngagementHeld| held.notes.map(|place| entry.paper(place).to_string());
    match fact {
        Fact::EngagementHeld(held) if entry.id == dossier => {
            to.db
                .prepare_cached(
                    "INSERT OR IGNORE INTO engagement (engagement, office, held_on, held, notes)
                     VALUES (?1, ?2, ?3, ?4, ?5)",
                )?
                .execute((
                    dossier.to_string(),
                    entry.office().as_str(),
                    held.on.to_string(),
                    json(held)?,
                    notes(held),
                ))?;
        }
        Fact::EngagementCorrected(corrected) if entry.office() == dossier.office => {
            let held = &corrected.held;
            let old = found(to.db, dossier)?.map(|held| held.credits).unwrap_or_default();
            for duty in old.iter().chain(&held.credits) {
                tasks::touch(to, duty.tasking.instruction, entry.arrival);
            }
            to.db
                .prepare_cached(
                    "UPDATE engagement SET held_on = ?2, held = ?3, notes = ?4, corrections = corrections + 1
                     WHERE engagement = ?1",
                )?
                .execute((dossier.to_string(), held.on.to_string(), json(held)?, notes(held)))?;
        }
        _ => {}
    }
    Ok(())
}

fn read(row: &rusqlite::Row<'_>, column: usize) -> Result<EngagementHeld, Fault> {
    let held = row.get_ref(column)?.as_str().map_err(|why| Fault::odd("an engagement", why))?;
    serde_json::from_str(held).map_err(|why| Fault::odd("an engagement", why))
}

fn found(db: &Connection, engagement: EntryId) -> Result<Option<EngagementHeld>, Fault> {
    let mut found = db.prepare_cached("SELECT held FROM engagement WHERE engagement = ?1")?;
    let mut rows = found.query([engagement.to_string()])?;
    rows.next()?.map(|row| read(row, 0)).transpose()
}

/// Engagements by the entries that began them.
pub(crate) fn several(
    db: &Connection,
    wanted: &BTreeSet<EntryId>,
) -> Result<HashMap<EntryId, EngagementHeld>, Fault> {
    let mut all = HashMap::new();
    for engagement in wanted {
        all.extend(found(db, *engagement)?.map(|held| (*engagement, held)));
    }
    Ok(all)
}

impl Views {
    /// The log, newest first.
    pub fn engagements(&self, reader: &Reader, log: &Log, most: usize) -> Result<Vec<EngagementView>, Fault> {
        self.look(reader, |look| {
            let mut found = look.db.prepare_cached(
                "SELECT engagement, office, held, notes, corrections FROM engagement
                 WHERE (?1 IS NULL OR office = ?1) AND (?2 IS NULL OR held_on >= ?2) AND (?3 IS NULL OR held_on <= ?3)
                 ORDER BY held_on DESC, engagement DESC",
            )?;
            let mut rows = found.query((
                log.office.map(|office| office.to_string()),
                log.from.map(|day| day.to_string()),
                log.until.map(|day| day.to_string()),
            ))?;
            let mut views = Vec::new();
            while let Some(row) = rows.next()? {
                if views.len() == most {
                    break;
                }
                let view = view(look, row, log.when)?;
                let serves = |view: &EngagementView| {
                    log.instruction.is_none_or(|instruction| view.instructions.contains(&instruction))
                };
                views.extend(view.filter(serves));
            }
            Ok(views)
        })
    }

    /// One engagement; nothing if there is none, or the reader may not see it.
    pub fn engagement(&self, reader: &Reader, id: EntryId) -> Result<Option<EngagementView>, Fault> {
        self.look(reader, |look| {
            let mut found = look.db.prepare_cached(
                "SELECT engagement, office, held, notes, corrections FROM engagement WHERE engagement = ?1",
            )?;
            let mut rows = found.query([id.to_string()])?;
            match rows.next()? {
                Some(row) => view(look, row, When::NOW),
                None => Ok(None),
            }
        })
    }
}

fn view(look: &Look<'_>, row: &rusqlite::Row<'_>, when: When) -> Result<Option<EngagementView>, Fault> {
    let (id, office): (EntryId, OfficeId) = (say::read(row, 0)?, say::read(row, 1)?);
    let corrections = usize::try_from(row.get::<_, u32>(4)?).unwrap_or(usize::MAX);
    let now = Engagement { held: read(row, 2)?, notes: say::maybe(row, 3)?, corrections };
    let Some(known) = then(look, id, office, &now, when)? else { return Ok(None) };
    // Looking back opens nothing: who may not see what it says now does not see what it said.
    if known != now && seen(look, id, office, now)?.is_none() {
        return Ok(None);
    }
    seen(look, id, office, known)
}

/// An engagement as it was known then; nothing if it was not, or had not been held.
fn then(
    look: &Look<'_>,
    id: EntryId,
    office: OfficeId,
    now: &Engagement,
    when: When,
) -> Result<Option<Engagement>, Fault> {
    let known = match when.known {
        None => Some(now.clone()),
        Some(_) => {
            instruction::dossier(look, id, When { as_of: None, ..when })?.and_then(|then| then.engagement)
        }
    };
    let zone = look.directory.office(office).and_then(|known| calendar::zone(&known.opened.zone).ok());
    let until = when.as_of.map(|as_of| calendar::day_at(as_of, &zone.unwrap_or(TimeZone::UTC)));
    Ok(known.filter(|known| until.is_none_or(|until| known.held.on <= until)))
}

/// An engagement as it reads, if the reader may see it.
fn seen(
    look: &Look<'_>,
    engagement: EntryId,
    office: OfficeId,
    known: Engagement,
) -> Result<Option<EngagementView>, Fault> {
    let Engagement { held, notes, corrections } = known;
    let served: BTreeSet<_> = held.credits.iter().map(|duty| duty.tasking.instruction).collect();
    let mut instructions: Vec<_> = served.into_iter().collect();
    let mut label =
        Label { level: Level::Unclassified, captions: BTreeSet::new(), audience: [office].into() };
    for instruction in &instructions {
        if let Some(head) = cable::head(look, *instruction)? {
            label.level = label.level.max(head.label.level);
            label.captions.extend(head.label.captions);
            label.audience.insert(instruction.office);
        }
    }
    if !look.reader.may_read(&label) {
        return Ok(None);
    }
    // One call may serve the instructions of several offices; each sees its own.
    instructions.retain(|instruction| look.sees(instruction.office, office));
    let notes = match notes {
        Some(paper) => look.record.paper(paper)?,
        None => None,
    };
    Ok(Some(EngagementView {
        engagement,
        office: look.name(office),
        on: held.on,
        with: held.with,
        form: held.form,
        notes: notes.map(|notes| notes.to_string()),
        corrections: u32::try_from(corrections).unwrap_or(u32::MAX),
        instructions,
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::trial::{Trial, office, reader};

    #[test]
    fn a_correction_shows_in_the_log_and_on_the_board() {
        let mut trial = Trial::begin();
        let id = trial.instruct(&["PAR"]);
        let call = trial.deliver(id, "PAR", None);
        trial.follow();
        let who = reader(&["HQ"]);
        let level = |trial: &Trial| {
            let board = trial.views.board(&who, id, When::NOW, trial.now).expect("read").expect("a board");
            board.lines[0].engagement.as_ref().and_then(|mark| mark.with.clone())
        };
        assert_eq!(level(&trial).as_deref(), Some("Directorate for Fisheries"));
        trial.correct("PAR", call);
        trial.follow();
        assert_eq!(level(&trial).as_deref(), Some("Ministry of the Sea"));
        let seen = trial.views.engagement(&reader(&["PAR"]), call).expect("read").expect("seen");
        assert_eq!((seen.corrections, seen.form, seen.notes), (1, Form::Letter, None));
    }

    #[test]
    fn the_log_of_the_past_knows_no_correction_that_came_later() {
        let mut trial = Trial::begin();
        let id = trial.instruct(&["PAR"]);
        let before = trial.now;
        trial.wait_hours(24);
        let call = trial.deliver(id, "PAR", None);
        let logged = trial.now;
        trial.wait_hours(24);
        trial.correct("PAR", call);
        trial.follow();
        let log = |when| {
            let found = trial.views.engagements(&reader(&["PAR"]), &Log { when, ..Log::default() }, 9);
            found
                .expect("read")
                .into_iter()
                .map(|view| (view.with.office, view.corrections))
                .collect::<Vec<_>>()
        };
        assert_eq!(log(When::NOW), [("Ministry of the Sea".to_owned(), 1)]);
        let known = When { as_of: None, known: Some(logged) };
        assert_eq!(log(known), [("Directorate for Fisheries".to_owned(), 0)]);
        assert_eq!(log(When { as_of: Some(before), known: None }), []);
    }

    #[test]
    fn the_log_is_newest_first_and_narrowed_by_what_is_asked() {
        let mut trial = Trial::begin();
        let id = trial.instruct(&["PAR", "OSL"]);
        let other = trial.instruct(&["PAR"]);
        let first = trial.deliver(id, "PAR", None);
        trial.wait_hours(48);
        let second = trial.deliver(other, "PAR", None);
        let oslo = trial.deliver(id, "OSL", None);
        trial.follow();
        let log = |who: &Reader, log: &Log| {
            let found = trial.views.engagements(who, log, 9).expect("read");
            found.into_iter().map(|view| view.engagement).collect::<Vec<_>>()
        };
        let hq = reader(&["HQ"]);
        assert_eq!(log(&hq, &Log::default()).last(), Some(&first));
        assert_eq!(log(&hq, &Log { office: Some(office("PAR")), ..Log::default() }), [second, first]);
        assert_eq!(log(&hq, &Log { instruction: Some(id), ..Log::default() }), [oslo, first]);
        assert_eq!(log(&reader(&["OSL"]), &Log::default()), [oslo]);
    }
}
