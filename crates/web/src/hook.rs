//! Hooks: addresses at which an officer's programs are told that something changed in what the officer may read. A hook is
//! kept in `local.db` with the place in the record up to which it was told, so that a restart loses nothing. What it is
//! told of is asked of the views anew each time, in `hook::watch`; where may be sent to is `hook::target`'s to say.

use std::fmt;
use std::str::FromStr;

use data_encoding::BASE64;
use domain::cable::Level;
use domain::words::Handle;
use jiff::{SignedDuration, Timestamp};
use rusqlite::{Row, params};

use crate::local::{Fault, Local};
use crate::session::hex;

mod send;
mod target;
mod watch;

pub(crate) use send::manners;
pub use target::WebhookHost;
pub(crate) use target::{Target, may_send};
pub(crate) use watch::watch;

/// An officer may hold so many hooks.
const HOOKS_MAX: i64 = 10;
/// After so long without an answer a hook is given up.
pub(crate) const PATIENCE: SignedDuration = SignedDuration::from_hours(24);
/// The first pause after a failure; each that follows is twice as long, up to an hour.
const PAUSE: SignedDuration = SignedDuration::from_secs(5);
const PAUSE_MAX: SignedDuration = SignedDuration::from_hours(1);

/// The table, and what has to be readable in it. Times are milliseconds since 1970.
pub(crate) const TABLE: &str = "
CREATE TABLE IF NOT EXISTS hook (
    name         TEXT PRIMARY KEY,
    officer      TEXT NOT NULL,     -- by handle
    address      TEXT NOT NULL,
    secret       BLOB NOT NULL,     -- what is signed with; a digest of it could sign nothing
    level        TEXT NOT NULL,     -- what is above it is not told
    base         TEXT NOT NULL,     -- where links begin: the origin of the page it was made on
    begun_at     INTEGER NOT NULL,
    arrival      INTEGER NOT NULL,  -- the last entry looked at
    delivered_at INTEGER,
    failed_at    INTEGER,
    failure      TEXT,              -- why the last try failed
    failing_from INTEGER,           -- since when nothing came through
    tries        INTEGER NOT NULL,  -- how many failed since then
    next_at      INTEGER NOT NULL,  -- when to try again
    ended        TEXT               -- why nothing is sent any more
) STRICT, WITHOUT ROWID;";
pub(crate) const SHAPE: &str =
    "SELECT name, officer, address, secret, level, base, begun_at, arrival, delivered_at,
    failed_at, failure, failing_from, tries, next_at, ended FROM hook";

/// A hook.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Hook {
    pub(crate) name: String,
    pub(crate) officer: Handle,
    pub(crate) address: String,
    pub(crate) level: Level,
    pub(crate) base: String,
    pub(crate) arrival: u64,
    pub(crate) delivered_at: Option<Timestamp>,
    /// When a try last failed, and why.
    pub(crate) failed: Option<(Timestamp, Failure)>,
    failing_from: Option<Timestamp>,
    tries: u32,
    pub(crate) ended: Option<Ended>,
}

/// Why a message did not come through.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Failure {
    /// Its host is not listed, or its name leads where nothing may be sent.
    Unlisted,
    /// Nobody answered.
    Unreachable,
    /// The answer took too long.
    Late,
    /// There was no secure connection.
    Insecure,
    /// The answer was no success.
    Answered(u16),
}

/// Why nothing is sent to a hook any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ended {
    /// Nothing came through for a day.
    Silent,
    /// The target said that it is gone.
    Gone,
    /// The officer holds no role any more.
    Role,
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unlisted => f.write_str("unlisted"),
            Self::Unreachable => f.write_str("unreachable"),
            Self::Late => f.write_str("late"),
            Self::Insecure => f.write_str("insecure"),
            Self::Answered(status) => write!(f, "{status}"),
        }
    }
}

impl FromStr for Failure {
    type Err = std::num::ParseIntError;

    fn from_str(word: &str) -> Result<Self, Self::Err> {
        Ok(match word {
            "unlisted" => Self::Unlisted,
            "unreachable" => Self::Unreachable,
            "late" => Self::Late,
            "insecure" => Self::Insecure,
            status => Self::Answered(status.parse()?),
        })
    }
}

impl Ended {
    const ALL: [Self; 3] = [Self::Silent, Self::Gone, Self::Role];

    fn word(self) -> &'static str {
        match self {
            Self::Silent => "silent",
            Self::Gone => "gone",
            Self::Role => "role",
        }
    }
}

impl Hook {
    /// As it is once a message came through.
    fn told(self, through: u64) -> Self {
        Self { arrival: through, failing_from: None, tries: 0, ..self }
    }
}

/// A secret as it is shown, once.
// Standard Webhooks, "Signature scheme": what follows the prefix is the key in base64.
fn shown(secret: &[u8]) -> String {
    format!("whsec_{}", BASE64.encode(secret))
}

impl Local {
    /// Keeps a hook of an officer's, told from an arrival on, from fresh chance; its secret, or nothing if the officer
    /// has too many already.
    pub(crate) fn add_hook(
        &self,
        officer: &Handle,
        (address, level, base): (&str, Level, &str),
        (arrival, now): (u64, Timestamp),
        chance: [u8; 36],
    ) -> Result<Option<String>, Fault> {
        let (secret, name) = chance.split_at(32);
        let kept = self.with(|db| {
            db.execute(
                "INSERT INTO hook (name, officer, address, secret, level, base, begun_at, arrival, tries, next_at)
                 SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, 0, 0
                 WHERE (SELECT count(*) FROM hook WHERE officer = ?2) < ?9",
                params![
                    hex(name),
                    officer.as_str(),
                    address,
                    secret,
                    level.word(),
                    base,
                    now.as_millisecond(),
                    arrival.cast_signed(),
                    HOOKS_MAX
                ],
            )
        })?;
        Ok((kept > 0).then(|| shown(secret)))
    }

    /// The hooks of an officer, the oldest first.
    pub(crate) fn hooks(&self, officer: &Handle) -> Result<Vec<Hook>, Fault> {
        self.read_hooks("WHERE officer = ?1 ORDER BY begun_at, name", params![officer.as_str()])
    }

    /// The hooks that may be told something now, if anything arrived since they were last.
    pub(crate) fn hooks_due(&self, reached: u64, now: Timestamp) -> Result<Vec<Hook>, Fault> {
        let due = "WHERE ended IS NULL AND arrival < ?1 AND next_at <= ?2 ORDER BY name";
        self.read_hooks(due, params![reached.cast_signed(), now.as_millisecond()])
    }

    fn read_hooks(&self, which: &str, about: &[&dyn rusqlite::ToSql]) -> Result<Vec<Hook>, Fault> {
        let all = self.with(|db| {
            let mut asking = db.prepare_cached(&format!("{SHAPE} {which}"))?;
            let rows = asking.query_map(about, read)?;
            rows.collect::<Result<Vec<_>, _>>()
        })?;
        Ok(all.into_iter().flatten().collect())
    }

    /// Takes a hook of an officer's away at once.
    pub(crate) fn remove_hook(&self, officer: &Handle, name: &str) -> Result<(), Fault> {
        let asked = "DELETE FROM hook WHERE officer = ?1 AND name = ?2";
        self.with(|db| db.execute(asked, [officer.as_str(), name])).map(drop)
    }

    /// What a hook's messages are signed with; nothing if it was taken away.
    fn hook_secret(&self, name: &str) -> Result<Option<Vec<u8>>, Fault> {
        self.with(|db| {
            let mut asking = db.prepare_cached("SELECT secret FROM hook WHERE name = ?1")?;
            let mut rows = asking.query_map([name], |row| row.get(0))?;
            rows.next().transpose()
        })
    }

    /// Notes that there was nothing to tell up to an arrival.
    fn hook_passed(&self, name: &str, through: u64) -> Result<(), Fault> {
        let asked = "UPDATE hook SET arrival = ?2 WHERE name = ?1";
        self.with(|db| db.execute(asked, params![name, through.cast_signed()])).map(drop)
    }

    /// Notes that a message came through.
    fn hook_told(&self, name: &str, through: u64, now: Timestamp) -> Result<(), Fault> {
        let asked =
            "UPDATE hook SET arrival = ?2, delivered_at = ?3, failing_from = NULL, tries = 0, next_at = 0
            WHERE name = ?1";
        self.with(|db| db.execute(asked, params![name, through.cast_signed(), now.as_millisecond()]))
            .map(drop)
    }

    /// Notes that a message did not come through, and when to try again; after a day of it, never.
    fn hook_failed(&self, hook: &Hook, failure: Failure, now: Timestamp) -> Result<(), Fault> {
        let from = hook.failing_from.unwrap_or(now);
        let ended = match failure {
            // Standard Webhooks, "Deliverability and reliability": who is gone is not asked again.
            Failure::Answered(410) => Some(Ended::Gone),
            _ if now.duration_since(from) >= PATIENCE => Some(Ended::Silent),
            _ => None,
        };
        let next = now.checked_add(pause(hook.tries)).unwrap_or(Timestamp::MAX);
        let asked = "UPDATE hook SET failed_at = ?2, failure = ?3, failing_from = ?4, tries = tries + 1, next_at = ?5,
            ended = ?6 WHERE name = ?1";
        let about = params![
            hook.name,
            now.as_millisecond(),
            failure.to_string(),
            from.as_millisecond(),
            next.as_millisecond(),
            ended.map(Ended::word)
        ];
        self.with(|db| db.execute(asked, about)).map(drop)
    }

    /// Ends a hook whose officer holds no role any more.
    fn hook_without_role(&self, name: &str) -> Result<(), Fault> {
        let asked = "UPDATE hook SET ended = ?2 WHERE name = ?1";
        self.with(|db| db.execute(asked, [name, Ended::Role.word()])).map(drop)
    }
}

/// How long to wait after so many failures before this one.
fn pause(tries: u32) -> SignedDuration {
    PAUSE.saturating_mul(1 << tries.min(10)).min(PAUSE_MAX)
}

/// A hook as it is kept; one that makes no sense is none.
fn read(row: &Row<'_>) -> Result<Option<Hook>, rusqlite::Error> {
    let text = |name| row.get::<_, String>(name);
    let time =
        |name| Ok::<_, rusqlite::Error>(row.get::<_, Option<i64>>(name)?.map(Timestamp::from_millisecond));
    let (Ok(officer), Ok(level)) = (text("officer")?.parse(), text("level")?.parse()) else {
        return Ok(None);
    };
    let failure = row.get::<_, Option<String>>("failure")?.and_then(|word| word.parse().ok());
    let ended: Option<String> = row.get("ended")?;
    Ok(Some(Hook {
        name: text("name")?,
        officer,
        address: text("address")?,
        level,
        base: text("base")?,
        arrival: row.get::<_, i64>("arrival")?.cast_unsigned(),
        delivered_at: time("delivered_at")?.and_then(Result::ok),
        failed: time("failed_at")?.and_then(Result::ok).zip(failure),
        failing_from: time("failing_from")?.and_then(Result::ok),
        tries: row.get("tries")?,
        ended: ended.and_then(|word| Ended::ALL.into_iter().find(|ended| ended.word() == word)),
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_from_seconds_to_an_hour_and_no_further() {
        assert_eq!(pause(0), SignedDuration::from_secs(5));
        assert_eq!(pause(1), SignedDuration::from_secs(10));
        assert_eq!(pause(9), SignedDuration::from_secs(2560));
        assert_eq!(pause(10), PAUSE_MAX);
        assert_eq!(pause(u32::MAX), PAUSE_MAX);
    }

    #[test]
    fn an_officer_holds_ten_hooks_and_takes_away_only_their_own() {
        let local = Local::in_memory();
        let (head, other): (Handle, Handle) =
            ("lis.head".parse().expect("one"), "osl.head".parse().expect("one"));
        let now = Timestamp::UNIX_EPOCH;
        let add = |officer: &Handle, chance| {
            let about = ("https://hooks.example.org/", Level::Unclassified, "https://desk.example.org");
            local.add_hook(officer, about, (7, now), [chance; 36]).expect("asked")
        };
        assert!((0..10).all(|chance| add(&head, chance).is_some()));
        assert_eq!(add(&head, 10), None);
        assert!(add(&other, 11).is_some_and(|secret| secret.starts_with("whsec_")));
        let own = local.hooks(&head).expect("read");
        local.remove_hook(&other, &own[0].name).expect("asked");
        assert_eq!(local.hooks(&head).expect("read").len(), 10);
        local.remove_hook(&head, &own[0].name).expect("asked");
        assert_eq!(local.hooks(&head).expect("read").len(), 9);
        assert_eq!(local.hooks_due(7, now).expect("read"), [], "nothing arrived since");
    }

    #[test]
    fn every_failure_is_read_as_it_was_written() {
        for failure in [
            Failure::Unlisted,
            Failure::Unreachable,
            Failure::Late,
            Failure::Insecure,
            Failure::Answered(302),
        ] {
            assert_eq!(failure.to_string().parse(), Ok(failure));
        }
    }
}
