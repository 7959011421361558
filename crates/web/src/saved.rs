//! Saved searches: the questions an officer asks of the archive again and again, on this machine, and up to which entry
//! they have looked at the answers. No answer is kept, so a lost file loses a list of questions and nothing else.

use domain::words::Handle;
use rusqlite::{OptionalExtension as _, params};

use crate::local::{Fault, Local};

/// So many an officer keeps; the one asked longest ago makes room.
const KEPT_MAX: i64 = 40;

/// Times are arrivals: the last entry that the answers seen had taken in.
pub(crate) const TABLE: &str = "
CREATE TABLE IF NOT EXISTS saved_search (
    officer  TEXT NOT NULL,
    question TEXT NOT NULL,
    looked   INTEGER NOT NULL,
    PRIMARY KEY (officer, question)
) STRICT, WITHOUT ROWID;";

/// A question and how far its answers were seen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Saved {
    pub(crate) question: String,
    pub(crate) looked: u64,
}

/// The questions of an officer, in the order of their words.
pub(crate) fn of(local: &Local, officer: &Handle) -> Result<Vec<Saved>, Fault> {
    local.with(|db| {
        let mut found = db.prepare_cached(
            "SELECT question, looked FROM saved_search WHERE officer = ?1 ORDER BY question",
        )?;
        let saved = found.query_map([officer.as_str()], |row| {
            Ok(Saved { question: row.get(0)?, looked: row.get::<_, i64>(1)?.cast_unsigned() })
        })?;
        saved.collect()
    })
}

/// Keeps a question, its answers seen up to an entry.
pub(crate) fn keep(local: &Local, officer: &Handle, question: &str, arrival: u64) -> Result<(), Fault> {
    local.with(|db| {
        let (officer, arrival) = (officer.as_str(), arrival.cast_signed());
        db.execute("INSERT OR REPLACE INTO saved_search VALUES (?1, ?2, ?3)", params![officer, question, arrival])?;
        db.execute(
            "DELETE FROM saved_search WHERE officer = ?1 AND question IN (
                 SELECT question FROM saved_search WHERE officer = ?1 ORDER BY looked DESC LIMIT -1 OFFSET ?2)",
            params![officer, KEPT_MAX],
        )?;
        Ok(())
    })
}

/// Whether a question is kept; if it is, its answers are seen up to an entry.
pub(crate) fn look(local: &Local, officer: &Handle, question: &str, arrival: u64) -> Result<bool, Fault> {
    local.with(|db| {
        let known = "SELECT looked FROM saved_search WHERE officer = ?1 AND question = ?2";
        let mut known = db.prepare_cached(known)?;
        let looked: Option<i64> =
            known.query_row(params![officer.as_str(), question], |row| row.get(0)).optional()?;
        let arrival = arrival.cast_signed();
        if looked.is_some_and(|looked| looked < arrival) {
            let seen = "UPDATE saved_search SET looked = ?3 WHERE officer = ?1 AND question = ?2";
            db.prepare_cached(seen)?.execute(params![officer.as_str(), question, arrival])?;
        }
        Ok(looked.is_some())
    })
}

/// Forgets a question.
pub(crate) fn forget(local: &Local, officer: &Handle, question: &str) -> Result<(), Fault> {
    local.with(|db| {
        let gone = "DELETE FROM saved_search WHERE officer = ?1 AND question = ?2";
        db.execute(gone, params![officer.as_str(), question]).map(drop)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_question_is_kept_once_for_its_officer_and_seen_ever_further() {
        let local = Local::in_memory();
        let (desk, other): (Handle, Handle) =
            ("oceans.desk".parse().expect("a handle"), "treaty.desk".parse().expect("a handle"));
        keep(&local, &desk, "nets", 5).expect("kept");
        keep(&local, &desk, "nets", 7).expect("kept");
        assert_eq!(of(&local, &desk).expect("read"), [Saved { question: "nets".into(), looked: 7 }]);
        assert_eq!(of(&local, &other).expect("read"), []);
        assert!(look(&local, &desk, "nets", 9).expect("looked"));
        assert!(look(&local, &desk, "nets", 8).expect("looked"), "never back");
        assert_eq!(of(&local, &desk).expect("read")[0].looked, 9);
        assert!(!look(&local, &other, "nets", 9).expect("looked"));
        forget(&local, &desk, "nets").expect("forgotten");
        assert_eq!(of(&local, &desk).expect("read"), []);
    }

    #[test]
    fn there_is_an_end_to_how_many_are_kept() {
        let local = Local::in_memory();
        let desk: Handle = "oceans.desk".parse().expect("a handle");
        for number in 0..50 {
            keep(&local, &desk, &format!("question {number:02}"), number).expect("kept");
        }
        let kept = of(&local, &desk).expect("read");
        assert_eq!((kept.len(), kept[0].question.as_str()), (40, "question 10"));
    }
}
