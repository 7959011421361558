//! What an officer typed and nobody has recorded yet, in `local.db`: kept under the officer and the address of the form, so
//! that a crash, a session that ended or a form that came too late loses nothing. It is offered to that officer alone and
//! removed when the form is recorded, when they discard it, or when it is old. It is no record, and nothing of it is logged.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use domain::words::Handle;
use jiff::{SignedDuration, Timestamp};
use rusqlite::{Connection, OptionalExtension as _, params};

use crate::forms::Kept;
use crate::links;
use crate::local::{Fault, Local};
use crate::visit::{Acted, Submitted, see_other};

/// The table, and what has to be readable in it.
pub(crate) const TABLE: &str = "
CREATE TABLE IF NOT EXISTS unsaved (
    officer TEXT NOT NULL,
    form    TEXT NOT NULL,      -- the address the form goes to
    once    TEXT NOT NULL,      -- the name of the submission
    words   TEXT,               -- JSON of what was typed; none once it is recorded
    at      INTEGER NOT NULL,
    PRIMARY KEY (officer, form)
) STRICT, WITHOUT ROWID;";
pub(crate) const SHAPE: &str = "SELECT officer, form, once, words, at FROM unsaved";

/// The longest words of one form that are kept, a little more than the longest sheet.
const WORDS_MAX: usize = 2 << 20;
/// Of so many forms of one officer; the oldest makes room.
const FORMS_MAX: i64 = 40;
/// How long they are kept.
const AGE_MAX: SignedDuration = SignedDuration::from_hours(24 * 14);
/// The longest address of a form of ours.
const ADDRESS_MAX: usize = 200;

/// Words that wait on a page to be taken up again or discarded.
#[derive(Clone, Debug)]
pub(crate) struct Unsaved {
    /// The address of their form.
    pub(crate) form: String,
    pub(crate) at: Timestamp,
    pub(crate) kept: Kept,
}

/// Keeps what was typed into a form; what says nothing is not kept, nor is what was recorded under the same name.
pub(crate) fn keep(
    local: &Local,
    officer: &Handle,
    form: &str,
    kept: &Kept,
    now: Timestamp,
) -> Result<(), Fault> {
    let typed = kept.typed();
    let Ok(words) = serde_json::to_string(&typed) else { return Ok(()) };
    let ours = form.starts_with('/') && form.len() <= ADDRESS_MAX && !form.contains(['?', '#', '\\']);
    if typed.is_blank() || !ours || words.len() > WORDS_MAX {
        return Ok(());
    }
    local.with(|db| {
        let gone = now.checked_sub(AGE_MAX).unwrap_or(Timestamp::MIN).as_millisecond();
        db.execute("DELETE FROM unsaved WHERE at < ?1", [gone])?;
        db.prepare_cached(
            "INSERT INTO unsaved VALUES (?1, ?2, ?3, ?4, ?5)
             ON CONFLICT (officer, form) DO UPDATE SET once = ?3, words = ?4, at = ?5
             WHERE NOT (unsaved.words IS NULL AND unsaved.once = ?3)",
        )?
        .execute(params![
            officer.to_string(),
            form,
            kept.get("once"),
            words,
            now.as_millisecond()
        ])?;
        db.execute(
            "DELETE FROM unsaved WHERE officer = ?1 AND form NOT IN
             (SELECT form FROM unsaved WHERE officer = ?1 ORDER BY at DESC LIMIT ?2)",
            params![officer.to_string(), FORMS_MAX],
        )?;
        Ok(())
    })
}

/// Removes the words of a form that was recorded; a copy of it that comes later keeps nothing.
pub(crate) fn recorded(
    local: &Local,
    officer: &Handle,
    form: &str,
    once: &str,
    now: Timestamp,
) -> Result<(), Fault> {
    local.with(|db| {
        let asked = "SELECT words IS NOT NULL FROM unsaved WHERE officer = ?1 AND form = ?2";
        let mut asking = db.prepare_cached(asked)?;
        let waited = asking.query_row(params![officer.to_string(), form], |row| row.get(0)).optional()?;
        drop(asking);
        db.prepare_cached("INSERT OR REPLACE INTO unsaved VALUES (?1, ?2, ?3, NULL, ?4)")?
            .execute(params![officer.to_string(), form, once, now.as_millisecond()])?;
        if waited.unwrap_or(false) { empty_log(db) } else { Ok(()) }
    })
}

/// Empties the file's log, in which words that were removed would stand until it is written over.
fn empty_log(db: &Connection) -> Result<(), rusqlite::Error> {
    db.query_row("PRAGMA wal_checkpoint(TRUNCATE)", (), |_| Ok(()))
}

/// Removes the words of a form that an officer does not want.
fn discard(local: &Local, officer: &Handle, form: &str) -> Result<(), Fault> {
    local.with(|db| {
        let asked = "DELETE FROM unsaved WHERE officer = ?1 AND form = ?2";
        db.execute(asked, params![officer.to_string(), form])?;
        empty_log(db)
    })
}

/// The words that wait for an officer on a page, by the forms that stand on it.
pub(crate) fn on_page(
    local: &Local,
    officer: &Handle,
    page: &str,
    now: Timestamp,
) -> Result<Vec<Unsaved>, Fault> {
    let since = now.checked_sub(AGE_MAX).unwrap_or(Timestamp::MIN).as_millisecond();
    local.with(|db| {
        let mut found = db.prepare_cached(
            "SELECT form, words, at FROM unsaved
             WHERE officer = ?1 AND words IS NOT NULL AND at >= ?2 AND substr(form, 1, length(?3)) = ?3",
        )?;
        let mut rows = found.query(params![officer.to_string(), since, page])?;
        let mut all = Vec::new();
        while let Some(row) = rows.next()? {
            let (form, words): (String, String) = (row.get(0)?, row.get(1)?);
            let at = Timestamp::from_millisecond(row.get(2)?);
            if let (true, Ok(kept), Ok(at)) =
                (links::page_of(&form) == page, serde_json::from_str(&words), at)
            {
                all.push(Unsaved { form, at, kept });
            }
        }
        Ok(all)
    })
}

/// The words of one form, to be put back into it.
pub(crate) fn of_form(local: &Local, officer: &Handle, form: &str) -> Result<Option<Kept>, Fault> {
    let words = local.with(|db| {
        let asked = "SELECT words FROM unsaved WHERE officer = ?1 AND form = ?2 AND words IS NOT NULL";
        let mut asking = db.prepare_cached(asked)?;
        asking.query_row([officer.as_str(), form], |row| row.get::<_, String>(0)).optional()
    })?;
    Ok(words.and_then(|words| serde_json::from_str(&words).ok()))
}

/// `POST /words`: keeps what is being typed, or discards it.
pub(crate) async fn submit(submitted: Submitted) -> Response {
    if submitted.kept.get("act") == "discard" {
        return submitted
            .act(|visit, kept| {
                discard(visit.house.local(), visit.officer(), kept.get("form"))?;
                Ok(Acted::<crate::pages::problem::Problem>::Done(links::page_of(kept.get("form"))))
            })
            .await;
    }
    let Submitted { guest, kept } = submitted;
    guest
        .at_the_door(move |house, guest| {
            let Some(officer) = guest.remembered()? else { return Ok(see_other(&links::sign_in())) };
            keep(house.local(), &officer, kept.get("form"), &kept, house.now())?;
            Ok(StatusCode::NO_CONTENT.into_response())
        })
        .await
}

#[cfg(test)]
mod tests {
    use super::*;

    fn officer(name: &str) -> Handle {
        name.parse().expect("a handle")
    }

    fn typed(text: &str, once: &str) -> Kept {
        let pairs = [("text", text), ("once", once), ("token", "secret"), ("version", "HQ.4")];
        Kept::of(pairs.map(|(name, value)| (name.to_owned(), value.to_owned())))
    }

    fn at(hours: i64) -> Timestamp {
        Timestamp::UNIX_EPOCH + SignedDuration::from_hours(hours)
    }

    fn texts(local: &Local, who: &str, page: &str, hours: i64) -> Vec<String> {
        let found = on_page(local, &officer(who), page, at(hours)).expect("read");
        found.iter().map(|each| each.kept.raw("text").to_owned()).collect()
    }

    #[test]
    fn words_are_offered_to_their_officer_on_their_page_alone_and_go_when_recorded() {
        let local = Local::in_memory();
        let (desk, form) = (officer("oceans.desk"), "/i/HQ.7/waive");
        keep(&local, &desk, form, &typed("for now", "a"), at(0)).expect("kept");
        assert_eq!(texts(&local, "oceans.desk", "/i/HQ.7", 1), ["for now"]);
        assert!(texts(&local, "treaty.desk", "/i/HQ.7", 1).is_empty());
        assert!(texts(&local, "oceans.desk", "/i/HQ.70", 1).is_empty());
        assert!(texts(&local, "oceans.desk", "/i/HQ.7/revise", 1).is_empty());
        recorded(&local, &desk, form, "a", at(1)).expect("noted");
        keep(&local, &desk, form, &typed("for now", "a"), at(1)).expect("too late");
        assert!(
            texts(&local, "oceans.desk", "/i/HQ.7", 1).is_empty(),
            "a copy that came late is not offered"
        );
        keep(&local, &desk, form, &typed("again", "b"), at(2)).expect("kept");
        assert_eq!(texts(&local, "oceans.desk", "/i/HQ.7", 2), ["again"]);
        discard(&local, &desk, form).expect("discarded");
        assert!(texts(&local, "oceans.desk", "/i/HQ.7", 2).is_empty());
    }

    #[test]
    fn neither_tokens_nor_old_words_nor_the_forty_first_form_are_kept() {
        let local = Local::in_memory();
        let desk = officer("oceans.desk");
        for n in 0..=FORMS_MAX {
            keep(&local, &desk, &format!("/t/HQ.{n}/LIS/log"), &typed("x", "a"), at(n)).expect("kept");
        }
        assert!(texts(&local, "oceans.desk", "/t/HQ.0/LIS", 41).is_empty(), "the oldest made room");
        assert_eq!(texts(&local, "oceans.desk", "/t/HQ.40/LIS", 41), ["x"]);
        assert!(texts(&local, "oceans.desk", "/t/HQ.40/LIS", 24 * 30).is_empty());
        let all = local.with(|db| {
            db.query_row("SELECT group_concat(words) FROM unsaved", (), |row| row.get::<_, String>(0))
        });
        assert!(!all.expect("read").contains("secret"));
        keep(&local, &desk, "https://elsewhere.example", &typed("x", "a"), at(0)).expect("passed over");
        keep(&local, &desk, "/compose", &typed(" ", "a"), at(60)).expect("passed over");
        assert!(texts(&local, "oceans.desk", "/compose", 60).is_empty());
    }
}
