//! The log of engagements with hosts: when, with which office at what level, in what form, for which
//! instructions. An engagement demands of its reader what the instructions it served demand together.

use std::collections::{BTreeSet, HashMap};

use domain::access::{Label, Reader};
use domain::cable::Level;
use domain::entry::Entry;
use domain::fact::{EngagementHeld, Fact, Form, Interlocutor};
use domain::words::{EntryId, OfficeId, PaperId};
use jiff::civil::Date;
use rusqlite::Connection;
use serde::Serialize;

use crate::directory::{self, OfficeName};
use crate::follow::Apply;
use crate::look::Look;
use crate::{Fault, Views, cable, say, tasks};

pub(crate) const VERSION: u32 = 1;

pub(crate) const TABLE: &str = "
CREATE TABLE engagement (
    engagement  TEXT    PRIMARY KEY,
    office      TEXT    NOT NULL,
    held_on     TEXT    NOT NULL,
    held        TEXT    NOT NULL,             -- the fact as JSON, as last corrected
    notes       TEXT,                         -- the paper of the notes
    corrections INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;
CREATE INDEX engagement_held ON engagement (office, held_on);
CREATE TABLE credit (
    instruction TEXT NOT NULL,
    engagement  TEXT NOT NULL,
    duty        TEXT NOT NULL,
    PRIMARY KEY (instruction, engagement, duty)
) WITHOUT ROWID;
CREATE INDEX credit_engagement ON credit (engagement);";

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
            to.db
                .prepare_cached(
                    "UPDATE engagement SET held_on = ?2, held = ?3, notes = ?4, corrections = corrections + 1
                     WHERE engagement = ?1",
                )?
                .execute((dossier.to_string(), held.on.to_string(), json(held)?, notes(held)))?;
            for instruction in served(to.db, dossier)? {
                tasks::touch(to, instruction, entry.arrival);
            }
        }
        Fact::TaskingDelivered(delivered) if entry.office() == delivered.duty.tasking.office => {
            to.db.prepare_cached("INSERT OR IGNORE INTO credit VALUES (?1, ?2, ?3)")?.execute((
                dossier.to_string(),
                delivered.engagement.to_string(),
                delivered.duty.to_string(),
            ))?;
        }
        Fact::TaskingDeliveryRetracted(retracted) if entry.office() == retracted.duty.tasking.office => {
            let credit = (retracted.engagement.to_string(), retracted.duty.to_string());
            to.db
                .prepare_cached(
                    "DELETE FROM credit WHERE instruction = ?1 AND engagement = ?2 AND duty = ?3",
                )?
                .execute((dossier.to_string(), credit.0, credit.1))?;
        }
        _ => {}
    }
    Ok(())
}

fn served(db: &Connection, engagement: EntryId) -> Result<Vec<EntryId>, Fault> {
    let mut found = db.prepare_cached(
        "SELECT DISTINCT instruction FROM credit WHERE engagement = ?1 ORDER BY instruction",
    )?;
    let mut rows = found.query([engagement.to_string()])?;
    let mut instructions = Vec::new();
    while let Some(row) = rows.next()? {
        instructions.push(say::read(row, 0)?);
    }
    Ok(instructions)
}

/// The engagements that served an instruction.
pub(crate) fn of_instruction(
    db: &Connection,
    instruction: EntryId,
) -> Result<HashMap<EntryId, EngagementHeld>, Fault> {
    let mut found = db.prepare_cached(
        "SELECT DISTINCT engagement, held FROM credit JOIN engagement USING (engagement) WHERE instruction = ?1",
    )?;
    let mut rows = found.query([instruction.to_string()])?;
    let mut all = HashMap::new();
    while let Some(row) = rows.next()? {
        let held = row.get_ref(1)?.as_str().map_err(|why| Fault::odd("an engagement", why))?;
        let held = serde_json::from_str(held).map_err(|why| Fault::odd("an engagement", why))?;
        all.insert(say::read(row, 0)?, held);
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
                     AND (?4 IS NULL OR engagement IN (SELECT engagement FROM credit WHERE instruction = ?4))
                 ORDER BY held_on DESC, engagement DESC",
            )?;
            let mut rows = found.query((
                log.office.map(|office| office.to_string()),
                log.from.map(|day| day.to_string()),
                log.until.map(|day| day.to_string()),
                log.instruction.map(|instruction| instruction.to_string()),
            ))?;
            let mut views = Vec::new();
            while let Some(row) = rows.next()? {
                if views.len() == most {
                    break;
                }
                views.extend(view(look, row)?);
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
                Some(row) => view(look, row),
                None => Ok(None),
            }
        })
    }
}

fn view(look: &Look<'_>, row: &rusqlite::Row<'_>) -> Result<Option<EngagementView>, Fault> {
    let (engagement, office): (EntryId, OfficeId) = (say::read(row, 0)?, say::read(row, 1)?);
    let mut instructions = served(look.db, engagement)?;
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
    let held: String = row.get(2)?;
    let held: EngagementHeld = serde_json::from_str(&held).map_err(|why| Fault::odd("an engagement", why))?;
    let notes: Option<PaperId> = say::maybe(row, 3)?;
    let notes = match notes {
        Some(paper) => look.record.paper(paper)?,
        None => None,
    };
    Ok(Some(EngagementView {
        engagement,
        office: directory::name(&look.directory, office),
        on: held.on,
        with: held.with,
        form: held.form,
        notes: notes.map(|notes| notes.to_string()),
        corrections: row.get::<_, u32>(4)?,
        instructions,
    }))
}
