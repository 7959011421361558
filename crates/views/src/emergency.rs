//! What duty officers opened in an emergency: the one text an opening shows its officer while it lasts, the cable that a
//! typed number means to them, and who is told. No other read knows of openings, so that nothing else can widen by one.

use domain::access::Reader;
use domain::cable::{Level, Number};
use domain::dossier::Opening;
use domain::entry::Entry;
use domain::fact::{Fact, Role};
use domain::words::{EntryId, Handle, OfficeId};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan as _};
use rusqlite::{OptionalExtension as _, Row};
use serde::Serialize;

use crate::directory::OfficeName;
use crate::follow::Apply;
use crate::look::{Look, When};
use crate::tasking::words;
use crate::{CableLine, Fault, Views, cable, labels, say};

pub(crate) const VERSION: u32 = 1;

pub(crate) const TABLE: &str = "
CREATE TABLE opening (
    entry   TEXT    PRIMARY KEY,
    dossier TEXT    NOT NULL,
    office  TEXT    NOT NULL,   -- at which the officer was on duty
    officer TEXT    NOT NULL,
    at      INTEGER NOT NULL,
    until   INTEGER NOT NULL,
    why     TEXT    NOT NULL,   -- the paper of the reason
    arrived INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX opening_cable ON opening (dossier, officer, until);
CREATE INDEX opening_at ON opening (at);";

/// For how long an inbox tells of an opening; the history of the cable tells of it for good.
const TOLD_DAYS: i64 = 30;

/// A cable as an opening shows it: its number and its text, and nothing that is known of it besides.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "the fields are the sentence")]
pub struct OpenedCable {
    pub cable: EntryId,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number: Option<Number>,
    pub level: Level,
    pub captions: Vec<String>,
    /// The entry by which it is open.
    pub opening: EntryId,
    pub until: Timestamp,
    pub text: String,
}

/// An opening, as those are told who answer for the cable or for the roles.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "the fields are the sentence")]
pub struct OpeningLine {
    pub opening: EntryId,
    pub officer: Handle,
    /// At which the officer was on duty.
    pub office: OfficeName,
    pub at: Timestamp,
    pub until: Timestamp,
    /// The reason, if its words are still here.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
    /// The cable, if the reader may see it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cable: Option<CableLine>,
}

pub(crate) fn apply(to: &mut Apply<'_>, dossier: EntryId, entry: &Entry, fact: &Fact) -> Result<(), Fault> {
    let Fact::EmergencyOpened(opened) = fact else { return Ok(()) };
    let opening = Opening::of(entry, opened);
    to.db.prepare_cached("INSERT OR IGNORE INTO opening VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)")?.execute(
        (
            entry.id.to_string(),
            dossier.to_string(),
            entry.office().as_str(),
            opening.by.as_str(),
            opening.at.as_millisecond(),
            opening.until.as_millisecond(),
            opening.why.to_string(),
            entry.arrived.as_millisecond(),
        ),
    )?;
    Ok(())
}

impl Views {
    /// The text of one cable that this officer opened in an emergency, while it is open, they are on duty and their level
    /// and captions reach it.
    pub fn opened(
        &self,
        reader: &Reader,
        cable: EntryId,
        now: Timestamp,
    ) -> Result<Option<OpenedCable>, Fault> {
        self.look(reader, |look| {
            let mut standing = look.db.prepare_cached(
                "SELECT entry, office, until FROM opening
                 WHERE dossier = ?1 AND officer = ?2 AND at <= ?3 AND until > ?3 ORDER BY until DESC",
            )?;
            let mut rows =
                standing.query((cable.to_string(), reader.officer.as_str(), now.as_millisecond()))?;
            let today = now.to_zoned(TimeZone::UTC).date();
            while let Some(row) = rows.next()? {
                let (opening, until) = (say::read(row, 0)?, say::time(row.get(2)?));
                let office: OfficeId = say::read(row, 1)?;
                if look.directory.on_duty(&reader.officer, today).any(|on_duty| on_duty == office) {
                    return shown(look, cable, opening, until);
                }
            }
            Ok(None)
        })
    }

    /// The cable that has gone out or was filed and that a name means to a duty officer: of those that their level and
    /// captions reach, the newest. What is not there, hidden or a draft is nothing.
    pub fn openable(&self, reader: &Reader, name: &str) -> Result<Option<EntryId>, Fault> {
        self.look(reader, |look| {
            let (entry, number) = (name.trim().parse::<EntryId>().ok(), name.parse::<Number>().ok());
            let station = number.as_ref().map(|number| number.station.as_str());
            let (serial, year) =
                (number.as_ref().map(|number| number.serial), number.as_ref().and_then(|number| number.year));
            let mut called = look.db.prepare_cached(
                "SELECT dossier, label FROM cable WHERE dossier = ?1 AND text IS NOT NULL
                 UNION ALL
                 SELECT dossier, label FROM (
                     SELECT dossier, label FROM cable
                     WHERE station = ?2 AND serial = ?3 AND (?4 IS NULL OR year = ?4) AND text IS NOT NULL
                     ORDER BY doc DESC)",
            )?;
            let mut rows = called.query((entry.map(|id| id.to_string()), station, serial, year))?;
            while let Some(row) = rows.next()? {
                if reader.may_open(&labels::read(look.db, row.get(1)?)?) {
                    return Ok(Some(say::read(row, 0)?));
                }
            }
            Ok(None)
        })
    }

    /// Every opening there was, the latest first, for an administrator of headquarters; nothing for anybody else. Which
    /// cable it was is told where they may read it.
    pub fn openings(&self, reader: &Reader, most: u32, now: Timestamp) -> Result<Vec<OpeningLine>, Fault> {
        self.look(reader, |look| {
            let headquarters = look.directory.headquarters().map(|office| office.opened.office);
            let today = now.to_zoned(TimeZone::UTC).date();
            let administers =
                |office| look.directory.holds(&reader.officer, office, Role::Administrator, today);
            if !headquarters.is_some_and(administers) {
                return Ok(Vec::new());
            }
            let mut found = look.db.prepare_cached(
                "SELECT entry, officer, office, at, until, why, dossier FROM opening ORDER BY at DESC, entry LIMIT ?1",
            )?;
            let mut rows = found.query([most])?;
            let mut lines = Vec::new();
            while let Some(row) = rows.next()? {
                lines.push(line(look, row)?);
            }
            Ok(lines)
        })
    }
}

/// What was opened lately of the cables that an office sent or filed, as far as the reader may see them.
pub(crate) fn of_office(
    look: &Look<'_>,
    office: OfficeId,
    when: When,
    moment: Timestamp,
) -> Result<Vec<OpeningLine>, Fault> {
    let since = moment.checked_sub((TOLD_DAYS * 24).hours()).unwrap_or(moment);
    let mut found = look.db.prepare_cached(
        "SELECT opening.entry, opening.officer, opening.office, opening.at, opening.until, opening.why, opening.dossier
         FROM opening JOIN cable ON cable.dossier = opening.dossier
         WHERE opening.at >= ?1 AND opening.at <= ?2 AND opening.arrived <= ?3 AND cable.office = ?4
         AND cable.label IN (SELECT value FROM json_each(?5)) ORDER BY opening.at DESC, opening.entry",
    )?;
    let (at, arrived) = when.bounds();
    let mut rows = found.query((since.as_millisecond(), at, arrived, office.as_str(), look.permitted()))?;
    let mut lines = Vec::new();
    while let Some(row) = rows.next()? {
        lines.push(line(look, row)?);
    }
    Ok(lines)
}

fn line(look: &Look<'_>, row: &Row<'_>) -> Result<OpeningLine, Fault> {
    Ok(OpeningLine {
        opening: say::read(row, 0)?,
        officer: say::read(row, 1)?,
        office: look.name(say::read(row, 2)?),
        at: say::time(row.get(3)?),
        until: say::time(row.get(4)?),
        why: words(look, say::read(row, 5)?)?,
        cable: cable::one(look, say::read(row, 6)?)?,
    })
}

fn shown(
    look: &Look<'_>,
    id: EntryId,
    opening: EntryId,
    until: Timestamp,
) -> Result<Option<OpenedCable>, Fault> {
    let mut found = look.db.prepare_cached(
        "SELECT label, station, year, serial FROM cable WHERE dossier = ?1 AND text IS NOT NULL",
    )?;
    let row = found.query_row([id.to_string()], |row| {
        let number = (row.get::<_, Option<String>>(1)?, row.get(2)?, row.get::<_, Option<u32>>(3)?);
        Ok((row.get(0)?, number))
    });
    let Some((label, (station, year, serial))) = row.optional()? else { return Ok(None) };
    let label = labels::read(look.db, label)?;
    let text = if look.reader.may_open(&label) { cable::text(look, id)? } else { None };
    Ok(text.map(|text| OpenedCable {
        cable: id,
        number: station.zip(serial).map(|(station, serial)| Number { station, year, serial }),
        level: label.level,
        captions: label.captions.into_iter().collect(),
        opening,
        until,
        text: text.to_string(),
    }))
}

#[cfg(test)]
mod tests;
