//! Releases that wait ten seconds before the desk is asked, in `local.db`, so that a slip can be undone while the cable has
//! no number. A release that waits outlives a restart, and asking for it twice releases once: it goes under one name.
//! What a passkey signed for it waits with it, and is forgotten with it. What may be released is the desk's to say when
//! its time has come; what is urgent never comes here.

use std::sync::Weak;
use std::time::Duration;

use domain::command::Command;
use domain::proof::{Presence, Proof};
use domain::words::{EntryId, Handle};
use jiff::{SignedDuration, Timestamp};
use rusqlite::{OptionalExtension as _, params};

use crate::acts;
use crate::local::Fault;
use crate::tongue::Tongue;
use crate::visit::{House, Inner, Miss, Visit};

/// The table, and what has to be readable in it.
pub(crate) const TABLE: &str = "
CREATE TABLE IF NOT EXISTS held (
    draft   TEXT PRIMARY KEY,
    officer TEXT NOT NULL,      -- who released it
    once    TEXT NOT NULL,      -- the name under which the desk is asked
    version TEXT NOT NULL,      -- the text they released
    due_at  INTEGER NOT NULL,
    going   INTEGER NOT NULL,   -- 1 once the desk is being asked; it cannot be undone then
    refused TEXT                -- why it did not go out
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS confirmed (
    draft   TEXT PRIMARY KEY REFERENCES held (draft) ON DELETE CASCADE,
    proof   TEXT NOT NULL       -- what a passkey signed; its challenge is the digest of this one release
) STRICT, WITHOUT ROWID;";
pub(crate) const SHAPE: &str = "SELECT draft, officer, once, version, due_at, going, refused, proof FROM held JOIN confirmed USING (draft)";

/// How long a release can be undone.
pub(crate) const HOLD: SignedDuration = SignedDuration::from_secs(10);
/// How often the clock is looked at while something waits.
const TICK: Duration = Duration::from_millis(500);
/// How long it waits after a failure.
const PATIENCE: Duration = Duration::from_secs(5);

/// A release that waits, or did not go out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Held {
    pub(crate) due_at: Timestamp,
    pub(crate) going: bool,
    /// Why it did not go out.
    pub(crate) refused: Option<String>,
}

struct Due {
    draft: EntryId,
    officer: Handle,
    once: String,
    version: String,
    proof: Option<Proof>,
}

/// Holds the release of a draft as it stands, under a name, with what a passkey signed for it.
pub(crate) fn hold(
    visit: &Visit,
    (draft, version): (EntryId, EntryId),
    once: Option<&str>,
    proof: Option<&Proof>,
) -> Result<(), Miss> {
    let proof =
        proof.map(serde_json::to_string).transpose().map_err(|error| Miss::Fault(error.to_string()))?;
    let due = visit.now.checked_add(HOLD).unwrap_or(visit.now).as_millisecond();
    let officer = visit.officer().to_string();
    visit.house.local().with(|db| {
        let (holding, draft) = (db.transaction()?, draft.to_string());
        // A second press of the button does not begin the ten seconds anew.
        holding.execute("DELETE FROM held WHERE draft = ?1 AND refused IS NOT NULL", [&draft])?;
        let held = holding.execute(
            "INSERT OR IGNORE INTO held VALUES (?1, ?2, ?3, ?4, ?5, 0, NULL)",
            params![draft, officer, once.unwrap_or_default(), version.to_string(), due],
        )?;
        if let Some(proof) = proof.filter(|_| held > 0) {
            holding.execute("INSERT INTO confirmed VALUES (?1, ?2)", [draft, proof])?;
        }
        holding.commit()
    })?;
    Ok(())
}

/// Takes a release back; false if it is on its way.
pub(crate) fn undo(visit: &Visit, draft: EntryId) -> Result<bool, Miss> {
    let asked = "DELETE FROM held WHERE draft = ?1 AND going = 0 AND due_at > ?2";
    let undone = visit
        .house
        .local()
        .with(|db| db.execute(asked, params![draft.to_string(), visit.now.as_millisecond()]))?;
    Ok(undone > 0)
}

/// The release of a draft that waits or did not go out, if there is one.
pub(crate) fn of(house: &House, draft: EntryId) -> Result<Option<Held>, Fault> {
    house.local().with(|db| {
        let asked = "SELECT due_at, going, refused FROM held WHERE draft = ?1";
        let mut asking = db.prepare_cached(asked)?;
        let row = asking.query_row([draft.to_string()], |row| {
            let due_at = Timestamp::from_millisecond(row.get(0)?).unwrap_or(Timestamp::UNIX_EPOCH);
            Ok(Held { due_at, going: row.get(1)?, refused: row.get(2)? })
        });
        row.optional()
    })
}

/// Asks the desk for every release whose time has come. What fails is asked again at the next look.
pub(crate) fn go(house: &House) -> Result<(), Miss> {
    let now = house.now().as_millisecond();
    let due = house.local().with(|db| {
        let mut found = db.prepare_cached(
            "UPDATE held SET going = 1 WHERE due_at <= ?1 AND refused IS NULL
             RETURNING draft, officer, once, version,
                       (SELECT proof FROM confirmed WHERE confirmed.draft = held.draft)",
        )?;
        let rows = found.query_map([now], |row| {
            let text = |at| row.get::<_, String>(at);
            Ok((text(0)?, text(1)?, text(2)?, text(3)?, row.get::<_, Option<String>>(4)?))
        })?;
        rows.collect::<Result<Vec<_>, _>>()
    })?;
    for (draft, officer, once, version, proof) in due {
        let read = draft.parse().ok().zip(officer.parse().ok());
        // Without a proof that reads, the desk asks for one and the release does not go out.
        let proof = proof.and_then(|proof| serde_json::from_str(&proof).ok());
        let asked = match read {
            Some((draft, officer)) => ask(house, Due { draft, officer, once, version, proof })?,
            // Nobody could have released what has no name.
            None => Ok(()),
        };
        house.local().with(|db| {
            let ending = db.transaction()?;
            match &asked {
                Ok(()) => ending.execute("DELETE FROM held WHERE draft = ?1", [&draft])?,
                Err(why) => {
                    ending.execute("DELETE FROM confirmed WHERE draft = ?1", [&draft])?;
                    ending.execute("UPDATE held SET refused = ?2 WHERE draft = ?1", [&draft, why])?
                }
            };
            ending.commit()
        })?;
    }
    Ok(())
}

/// Releases one draft; a sentence if it does not go out.
fn ask(house: &House, due: Due) -> Result<Result<(), String>, Miss> {
    let directory = house.views().directory()?;
    let today = domain::calendar::day_at(house.now(), &jiff::tz::TimeZone::UTC);
    let Some(reader) = directory.reader(&due.officer, today) else {
        return Ok(Err(Tongue::in_all(|tongue| tongue.say("draft-not-gone.no-role"))));
    };
    let view = house.views().show(&reader, due.draft, views::When::NOW)?;
    let stands = view.as_ref().and_then(|view| view.draft.as_ref()).map(|draft| draft.version.to_string());
    if stands.as_deref() != Some(due.version.as_str()) {
        return Ok(Err(Tongue::in_all(|tongue| tongue.say("draft-not-gone.changed"))));
    }
    let keyless = due.proof.is_none() && !directory.keys().holds(&due.officer);
    if keyless && house.door().wants_passkeys {
        return Ok(Err(Tongue::in_all(|tongue| tongue.say("me-needed"))));
    }
    let command = Command::Release { draft: due.draft };
    let name = (!due.once.is_empty()).then(|| due.once.into());
    let presence = due.proof.map_or(Presence::Page, |proof| Presence::Passkey(Box::new(proof)));
    match house.ask_as(&due.officer, due.draft.office, command, name, presence) {
        Ok(Ok(_)) => Ok(Ok(())),
        Ok(Err(refusal)) => Ok(Err(Tongue::in_all(|tongue| acts::sentence(&tongue.refusal(&refusal).0)))),
        Err(Miss::NotFound) => Ok(Err(Tongue::in_all(|tongue| tongue.say("draft-not-gone.gone")))),
        Err(miss) => Err(miss),
    }
}

/// Sends what is due for as long as the house stands.
pub(crate) fn watch(house: Weak<Inner>) {
    let look = move || {
        while let Some(house) = house.upgrade().map(House::of) {
            let failed = match waits(&house) {
                Ok(true) => go(&house).err().map(|miss| format!("{miss:?}")),
                Ok(false) => None,
                Err(fault) => Some(fault.to_string()),
            };
            let pause = if failed.is_some() { PATIENCE } else { TICK };
            if let Some(why) = failed {
                tracing::error!("a release that waits could not be sent and is tried again: {why}");
            }
            // Nobody holds the house while nothing is done.
            drop(house);
            std::thread::park_timeout(pause);
        }
    };
    if let Err(error) = std::thread::Builder::new().name("held releases".into()).spawn(look) {
        tracing::error!("nobody watches over releases that wait; opening a draft's page sends them: {error}");
    }
}

fn waits(house: &House) -> Result<bool, Fault> {
    house.local().with(|db| {
        let asked = "SELECT EXISTS (SELECT 1 FROM held WHERE refused IS NULL)";
        db.prepare_cached(asked)?.query_row((), |row| row.get(0))
    })
}
