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
#[derive(Debug)]
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::trial::{Trial, reader};

    #[test]
    fn what_a_silent_post_did_is_unknown_since_it_was_last_heard() {
        let mut trial = Trial::begin_at(&["HQ", "OSL"]);
        let id = trial.instruct(&["PAR", "OSL", "WEL"]);
        trial.acknowledge_from_afar(id, "PAR", 5);
        let arrived = trial.now;
        let said = |trial: &Trial, when| {
            trial.follow();
            let board = trial.views.board(&reader(&["HQ"]), id, when, trial.now).expect("read");
            board.expect("a board").sentence
        };
        assert_eq!(said(&trial, When::NOW), "3 posts: 1 acknowledged, 1 not acknowledged, 1 never heard");
        trial.wait_hours(25);
        assert_eq!(
            said(&trial, When::NOW),
            "3 posts: 1 not acknowledged, 1 unknown since 01 FEB 13:10Z, 1 never heard"
        );
        let before = arrived.checked_sub(jiff::SignedDuration::from_hours(1)).expect("a time");
        let known = When { as_of: None, known: Some(before) };
        assert_eq!(said(&trial, known), "3 posts: 1 not acknowledged, 2 never heard");
        let as_of = When { as_of: Some(before), known: None };
        assert_eq!(said(&trial, as_of), "3 posts: 1 acknowledged, 1 not acknowledged, 1 never heard");
    }
}
