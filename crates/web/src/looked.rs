//! When an officer last looked at a draft, in `local.db`: the version they saw and the one they saw before it, so that
//! looking again shows the same changes until there are new ones. Losing it makes everything new once, and no more.

use domain::words::EntryId;
use jiff::{SignedDuration, Timestamp};
use rusqlite::{OptionalExtension as _, params};

use crate::visit::{Miss, Visit};

/// The table, and what has to be readable in it.
pub(crate) const TABLE: &str = "
CREATE TABLE IF NOT EXISTS looked (
    officer TEXT NOT NULL,
    draft   TEXT NOT NULL,
    seen    TEXT NOT NULL,      -- the version last looked at
    before  TEXT,               -- the version looked at before that
    at      INTEGER NOT NULL,
    PRIMARY KEY (officer, draft)
) STRICT, WITHOUT ROWID;";
pub(crate) const SHAPE: &str = "SELECT officer, draft, seen, before, at FROM looked";

/// How long it is remembered.
const AGE_MAX: SignedDuration = SignedDuration::from_hours(24 * 90);

/// Notes that the officer looks at a version, and gives the one they saw before it.
pub(crate) fn at(visit: &Visit, draft: EntryId, version: EntryId) -> Result<Option<EntryId>, Miss> {
    let (officer, draft, version) = (visit.officer().to_string(), draft.to_string(), version.to_string());
    let now = visit.now;
    let before = visit.house.local().with(|db| {
        let asked = "SELECT seen, before FROM looked WHERE officer = ?1 AND draft = ?2";
        let known = db
            .prepare_cached(asked)?
            .query_row([&officer, &draft], |row| {
                Ok((row.get::<_, String>(0)?, row.get::<_, Option<String>>(1)?))
            })
            .optional()?;
        let before = match known {
            Some((seen, before)) if seen == version => return Ok(before),
            Some((seen, _)) => Some(seen),
            None => None,
        };
        let gone = now.checked_sub(AGE_MAX).unwrap_or(Timestamp::MIN).as_millisecond();
        db.execute("DELETE FROM looked WHERE at < ?1", [gone])?;
        db.execute(
            "INSERT OR REPLACE INTO looked VALUES (?1, ?2, ?3, ?4, ?5)",
            params![officer, draft, version, before, now.as_millisecond()],
        )?;
        Ok(before)
    })?;
    Ok(before.and_then(|before| before.parse().ok()))
}
