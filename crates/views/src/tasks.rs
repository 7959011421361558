//! Taskings as the domain's own fold has them, one row each, and when each instruction last changed. How a
//! tasking stands is asked when it is read; no lateness is in any column.

use std::collections::HashMap;
use std::collections::hash_map::Entry as Slot;

use domain::entry::Entry;
use domain::fact::Fact;
use domain::tasking::{Tasking, concerned, owner};
use domain::words::{EntryId, OfficeId, TaskingId};
use jiff::Timestamp;
use jiff::civil::Date;
use rusqlite::{Connection, OptionalExtension};

use crate::follow::Apply;
use crate::look::When;
use crate::{Fault, say};

pub(crate) const VERSION: u32 = 3;

pub(crate) const TABLE: &str = "
CREATE TABLE tasking (
    id          INTEGER PRIMARY KEY,
    instruction TEXT    NOT NULL,
    office      TEXT    NOT NULL,
    open        INTEGER NOT NULL,   -- whether anything can still be asked of the office
    waits       INTEGER NOT NULL,   -- whether an objection or a request waits for headquarters
    withdrawn   INTEGER,            -- when it was taken back, milliseconds since 1970
    acted       INTEGER,            -- when the office last did anything about it, milliseconds since 1970
    state       TEXT    NOT NULL,   -- the domain's tasking as JSON
    UNIQUE (instruction, office)
);
CREATE INDEX tasking_office ON tasking (office, open);
CREATE INDEX tasking_acted ON tasking (office, acted) WHERE acted IS NOT NULL;
CREATE INDEX tasking_waits ON tasking (instruction) WHERE waits = 1;
CREATE INDEX tasking_withdrawn ON tasking (office, withdrawn) WHERE withdrawn IS NOT NULL;
CREATE TABLE instruction_changed (
    instruction TEXT PRIMARY KEY,
    arrival     INTEGER NOT NULL
) WITHOUT ROWID;";

/// How many taskings the follower keeps in memory.
const KEPT_MAX: usize = 8_000;

/// What the follower keeps: states that need not be read again, and what this transaction has changed.
#[derive(Debug, Default)]
pub(crate) struct Carried {
    kept: HashMap<TaskingId, Kept>,
    changed: HashMap<EntryId, u64>,
}

#[derive(Debug)]
struct Kept {
    row: Option<i64>,
    state: Tasking,
    dirty: bool,
}

pub(crate) fn apply(to: &mut Apply<'_>, dossier: EntryId, entry: &Entry, fact: &Fact) -> Result<(), Fault> {
    let changed = &mut to.carried.tasks.changed;
    match fact {
        Fact::InstructionReleased(_) => {
            changed.insert(dossier, entry.arrival);
        }
        // The board names the reply, and whether the reader may see it.
        Fact::ReplyReleased(reply) => {
            changed.extend(reply.answers.iter().map(|duty| (duty.tasking.instruction, entry.arrival)));
        }
        _ => {}
    }
    // Each fact is its owner's word; what another office writes about a tasking changes nothing.
    for id in concerned(dossier, fact).into_iter().filter(|id| entry.office() == owner(*id, fact)) {
        to.carried.tasks.changed.insert(dossier, entry.arrival);
        let kept = match to.carried.tasks.kept.entry(id) {
            Slot::Occupied(kept) => kept.into_mut(),
            Slot::Vacant(slot) => {
                let found = find(to.db, id)?;
                let (row, state) = found.map_or((None, Tasking::new(id)), |(row, state)| (Some(row), state));
                slot.insert(Kept { row, state, dirty: true })
            }
        };
        kept.state.evolve(entry, fact);
        kept.dirty = true;
    }
    Ok(())
}

/// Marks an instruction as changed by something outside its dossier.
pub(crate) fn touch(to: &mut Apply<'_>, instruction: EntryId, arrival: u64) {
    to.carried.tasks.changed.insert(instruction, arrival);
}

/// Writes what this transaction has changed.
pub(crate) fn flush(to: &mut Apply<'_>) -> Result<(), Fault> {
    let carried = &mut to.carried.tasks;
    let mut dirty: Vec<_> = carried.kept.values_mut().filter(|kept| kept.dirty).collect();
    // Rows of one instruction stand together, as the board reads them.
    dirty.sort_unstable_by_key(|kept| (kept.row.unwrap_or(i64::MAX), kept.state.id));
    let mut more = to.db.prepare_cached(
        "INSERT INTO tasking (instruction, office, open, waits, withdrawn, acted, state)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?;
    let mut other = to.db.prepare_cached(
        "UPDATE tasking SET open = ?2, waits = ?3, withdrawn = ?4, acted = ?5, state = ?6 WHERE id = ?1",
    )?;
    for kept in dirty {
        let Tasking { id, asked, .. } = &kept.state;
        let state = serde_json::to_string(&kept.state).map_err(|why| Fault::odd("a tasking", why))?;
        let withdrawn = asked.as_ref().and_then(|asked| asked.withdrawn);
        let withdrawn = withdrawn.map(|withdrawn| withdrawn.at.as_millisecond());
        let acted = acted(&kept.state).map(Timestamp::as_millisecond);
        let (open, waits) = (is_open(&kept.state), waits(&kept.state));
        if let Some(row) = kept.row {
            other.execute((row, open, waits, withdrawn, acted, state))?;
        } else {
            let names = (id.instruction.to_string(), id.office.as_str());
            kept.row = Some(more.insert((names.0, names.1, open, waits, withdrawn, acted, state))?);
        }
        kept.dirty = false;
    }
    if carried.kept.len() > KEPT_MAX {
        carried.kept.clear();
    }
    let mut changed = to.db.prepare_cached(
        "INSERT INTO instruction_changed VALUES (?1, ?2)
         ON CONFLICT (instruction) DO UPDATE SET arrival = excluded.arrival",
    )?;
    for (instruction, arrival) in carried.changed.drain() {
        changed.execute((instruction.to_string(), arrival.cast_signed()))?;
    }
    Ok(())
}

fn is_open(state: &Tasking) -> bool {
    let Some(asked) = &state.asked else { return false };
    if asked.withdrawn.is_some() {
        return false;
    }
    if state.recurs() {
        // A standing tasking stays in sight until its last occurrence is done.
        let last = state.occurrences(Date::MAX).last().copied();
        return last.is_some_and(|last| !state.closed(Some(last)));
    }
    !state.closed(None)
}

/// Whether an objection or a request waits for headquarters.
pub(crate) fn waits(state: &Tasking) -> bool {
    // A withdrawal answers whatever was asked.
    if state.asked.as_ref().is_some_and(|asked| asked.withdrawn.is_some()) {
        return false;
    }
    let done = &state.done;
    done.objections.iter().any(|made| state.open_objection(made.occurrence).is_some())
        || done.requests.iter().any(|made| state.open_request(made.occurrence).is_some())
}

/// When the office last did anything about its tasking.
pub(crate) fn acted(state: &Tasking) -> Option<Timestamp> {
    let done = &state.done;
    let acknowledged = done.acknowledged.iter().map(|(act, _)| act.at);
    let delivered = done.delivered.iter().map(|delivered| delivered.act.at);
    let reported = done.reported.iter().map(|reported| reported.act.at);
    let planned = done.planned.iter().map(|planned| planned.act.at);
    acknowledged.chain(delivered).chain(reported).chain(planned).max()
}

fn read(text: &str) -> Result<Tasking, Fault> {
    serde_json::from_str(text).map_err(|why| Fault::odd("a tasking", why))
}

fn find(db: &Connection, id: TaskingId) -> Result<Option<(i64, Tasking)>, Fault> {
    let mut found =
        db.prepare_cached("SELECT id, state FROM tasking WHERE instruction = ?1 AND office = ?2")?;
    let names = (id.instruction.to_string(), id.office.as_str());
    let found = found.query_row(names, |row| Ok((row.get(0)?, row.get::<_, String>(1)?))).optional()?;
    found.map(|(row, text)| Ok((row, read(&text)?))).transpose()
}

fn several(db: &Connection, sql: &'static str, wanted: impl rusqlite::Params) -> Result<Vec<Tasking>, Fault> {
    let mut found = db.prepare_cached(sql)?;
    let mut rows = found.query(wanted)?;
    let mut states = Vec::new();
    while let Some(row) = rows.next()? {
        states.push(read(row.get_ref(0)?.as_str().map_err(|why| Fault::odd("a tasking", why))?)?);
    }
    Ok(states)
}

/// All taskings of an instruction.
pub(crate) fn of_instruction(db: &Connection, instruction: EntryId) -> Result<Vec<Tasking>, Fault> {
    several(db, "SELECT state FROM tasking WHERE instruction = ?1", [instruction.to_string()])
}

/// The taskings of an office of which something can still be asked.
pub(crate) fn open_at(db: &Connection, office: OfficeId) -> Result<Vec<Tasking>, Fault> {
    several(db, "SELECT state FROM tasking WHERE office = ?1 AND open = 1", [office.as_str()])
}

/// The taskings of an office that were taken back since a time.
pub(crate) fn withdrawn_at(db: &Connection, office: OfficeId, since: i64) -> Result<Vec<Tasking>, Fault> {
    several(db, "SELECT state FROM tasking WHERE office = ?1 AND withdrawn >= ?2", (office.as_str(), since))
}

/// The taskings about which an office did something since a time, the latest first.
pub(crate) fn acted_at(db: &Connection, office: OfficeId, since: i64) -> Result<Vec<Tasking>, Fault> {
    several(
        db,
        "SELECT state FROM tasking WHERE office = ?1 AND acted >= ?2 ORDER BY acted DESC",
        (office.as_str(), since),
    )
}

/// The instructions there were then that an office was asked by, the newest first, at most so many.
pub(crate) fn asked_of(
    db: &Connection,
    office: OfficeId,
    when: When,
    most: u32,
) -> Result<Vec<EntryId>, Fault> {
    let mut found = db.prepare_cached(
        "SELECT dossier FROM tasking JOIN cable ON dossier = instruction
         WHERE tasking.office = ?1 AND at <= ?2 AND arrived <= ?3 ORDER BY doc DESC LIMIT ?4",
    )?;
    let (at, arrived) = when.bounds();
    let mut rows = found.query((office.as_str(), at, arrived, most))?;
    let mut ids = Vec::new();
    while let Some(row) = rows.next()? {
        ids.push(say::read(row, 0)?);
    }
    Ok(ids)
}

/// The taskings in which an objection or a request waits for an answer.
pub(crate) fn waiting(db: &Connection) -> Result<Vec<Tasking>, Fault> {
    several(db, "SELECT state FROM tasking WHERE waits = 1", ())
}

/// The arrival that last changed an instruction or anything under it.
pub(crate) fn changed(db: &Connection, instruction: EntryId) -> Result<Option<u64>, Fault> {
    let mut found = db.prepare_cached("SELECT arrival FROM instruction_changed WHERE instruction = ?1")?;
    let found = found.query_row([instruction.to_string()], |row| row.get::<_, i64>(0)).optional()?;
    Ok(found.map(i64::cast_unsigned))
}
