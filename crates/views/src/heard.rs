//! When each office was last heard: the times at which its entries arrived, for offices whose journals are
//! written elsewhere. For an office at home there is nothing to wait for.

use std::collections::{BTreeSet, HashMap, HashSet};

use domain::entry::Entry;
use domain::tasking::Heard;
use domain::words::OfficeId;
use jiff::Timestamp;
use rusqlite::Connection;

use crate::look::{Look, When};
use crate::{Fault, say};

pub(crate) const VERSION: u32 = 1;

pub(crate) const TABLE: &str = "
CREATE TABLE heard (
    office  TEXT    NOT NULL,
    arrived INTEGER NOT NULL,   -- milliseconds since 1970; one row for each time something came
    PRIMARY KEY (office, arrived)
) WITHOUT ROWID;";

pub(crate) fn apply<'a>(
    db: &Connection,
    homes: &HashSet<OfficeId>,
    entries: impl Iterator<Item = &'a Entry>,
) -> Result<(), Fault> {
    let away = entries.filter(|entry| !homes.contains(&entry.office()));
    let heard: BTreeSet<_> = away.map(|entry| (entry.office(), entry.arrived.as_millisecond())).collect();
    let mut row = db.prepare_cached("INSERT OR IGNORE INTO heard VALUES (?1, ?2)")?;
    for (office, arrived) in heard {
        row.execute((office.as_str(), arrived))?;
    }
    Ok(())
}

/// What is known of each office's doings.
pub(crate) struct Ear {
    homes: HashSet<OfficeId>,
    away: HashMap<OfficeId, Timestamp>,
}

impl Ear {
    /// Listens as of what was known at a time.
    pub(crate) fn new(look: &Look<'_>, when: When) -> Result<Self, Fault> {
        let homes = look.record.homes()?.into_iter().collect();
        let known = when.known.map_or(i64::MAX, Timestamp::as_millisecond);
        // Steps from office to office instead of reading every arrival.
        let mut last = look.db.prepare_cached(
            "WITH RECURSIVE step (office) AS (
                 SELECT min(office) FROM heard
                 UNION ALL
                 SELECT (SELECT min(office) FROM heard WHERE office > step.office) FROM step
                 WHERE step.office IS NOT NULL)
             SELECT office, (SELECT max(arrived) FROM heard WHERE heard.office = step.office AND arrived <= ?1)
             FROM step WHERE office IS NOT NULL",
        )?;
        let mut rows = last.query([known])?;
        let mut away = HashMap::new();
        while let Some(row) = rows.next()? {
            if let Some(arrived) = row.get::<_, Option<i64>>(1)? {
                away.insert(say::read(row, 0)?, say::time(arrived));
            }
        }
        Ok(Self { homes, away })
    }

    pub(crate) fn heard(&self, office: OfficeId) -> Heard {
        if self.homes.contains(&office) { Heard::Here } else { Heard::Away(self.away.get(&office).copied()) }
    }
}
