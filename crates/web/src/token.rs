//! Tokens: what an officer gives to a program so that it may do a part of what they may do themselves, for a while. A token
//! is drawn from chance, shown once and kept as a digest. It never releases, approves, clears or decides, because no scope
//! says so; what its officer may read and do is asked anew each time, elsewhere.

use std::collections::BTreeSet;
use std::fmt;
use std::str::FromStr;

use axum::http::HeaderMap;
use axum::http::header::{AUTHORIZATION, CONTENT_TYPE};
use domain::cable::Level;
use domain::words::Handle;
use jiff::{SignedDuration, Timestamp};
use rusqlite::{OptionalExtension as _, Row, params};
use sha2::{Digest, Sha256};

use crate::local::{Fault, Local};
use crate::session::hex;

/// A token is good for so many days at most.
pub const DAYS_MAX: u16 = 90;
/// An officer may hold so many tokens.
const TOKENS_MAX: i64 = 50;
/// How far what the file says of the last use may lag behind.
const LAG: SignedDuration = SignedDuration::from_mins(1);
/// How a token begins, so that one that was left lying about is known for what it is.
const BEGINS: &str = "chancery_";

/// The table of tokens, in `local.db`. Times are milliseconds since 1970.
pub(crate) const TABLE: &str = "
CREATE TABLE IF NOT EXISTS token (
    digest     BLOB PRIMARY KEY,    -- SHA-256 of the token
    name       TEXT NOT NULL UNIQUE,
    officer    TEXT NOT NULL,       -- by handle
    label      TEXT NOT NULL,       -- what the officer calls it
    scopes     TEXT NOT NULL,       -- with blanks between
    level      TEXT,                -- the highest it may read, if that is less than the officer may
    begun_at   INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    used_at    INTEGER              -- to the minute
) STRICT, WITHOUT ROWID;";

/// What has to be readable in a file that is ours.
pub(crate) const SHAPE: &str =
    "SELECT digest, name, officer, label, scopes, level, begun_at, expires_at, used_at FROM token";

/// A part of what an officer may do, that a token may do for them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scope {
    /// Reading whatever its officer may read, up to its level.
    Read,
    /// What a post does about its taskings: acknowledging, planning, logging, objecting, asking for time.
    Act,
    /// Drafting and revising, and asking for clearance.
    Draft,
    /// Reading calendars and boards at an address that holds the token, and nothing else.
    Feed,
}

impl Scope {
    /// Every scope.
    pub const ALL: [Self; 4] = [Self::Read, Self::Act, Self::Draft, Self::Feed];

    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Act => "act",
            Self::Draft => "draft",
            Self::Feed => "feed",
        }
    }
}

impl fmt::Display for Scope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.word())
    }
}

impl FromStr for Scope {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let known = Self::ALL.into_iter().find(|scope| scope.word() == text);
        known.ok_or_else(|| format!("`{text}` is not a scope; there are read, act, draft and feed"))
    }
}

/// What a token shall be good for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grant {
    /// What the officer calls it.
    pub label: String,
    /// What it may do.
    pub scopes: BTreeSet<Scope>,
    /// The highest level it may read, if that is less than the officer may.
    pub level: Option<Level>,
    /// For how many days.
    pub days: u16,
}

/// A token as it is shown, once.
pub struct Issued {
    /// What the program must show.
    pub secret: String,
    /// What it is revoked by.
    pub name: String,
    /// Until when it is good.
    pub until: Timestamp,
}

/// A token as it is listed.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields are the sentence")]
pub struct Token {
    pub name: String,
    pub officer: Handle,
    pub label: String,
    pub scopes: BTreeSet<Scope>,
    pub level: Option<Level>,
    pub begun_at: Timestamp,
    pub expires_at: Timestamp,
    pub used_at: Option<Timestamp>,
}

/// Why there is no token.
#[derive(Debug, thiserror::Error)]
pub enum NotGranted {
    /// What was asked for cannot be had.
    #[error("{0}")]
    Asked(String),
    /// It could not be kept.
    #[error(transparent)]
    Fault(#[from] Fault),
}

impl Token {
    /// Whether a program may do with it what a scope says.
    pub(crate) fn allows(&self, scope: Scope) -> bool {
        self.scopes.contains(&scope)
    }
}

/// What a token is kept and counted by.
pub(crate) fn digest(secret: &str) -> [u8; 32] {
    Sha256::new().chain_update(b"token\0").chain_update(secret.as_bytes()).finalize().into()
}

/// What a program shows of itself. Whoever shows anything is a program, and its cookies are nobody's business.
pub(crate) fn shown(headers: &HeaderMap) -> Option<&str> {
    // RFC 6750, section 2.1.
    let shown = headers.get(AUTHORIZATION)?.to_str().unwrap_or_default();
    let (scheme, secret) = shown.split_once(' ').unwrap_or((shown, ""));
    Some(if scheme.eq_ignore_ascii_case("bearer") { secret.trim() } else { "" })
}

/// Whether JSON is sent, which no form can do.
pub(crate) fn sends_json(headers: &HeaderMap) -> bool {
    let said = headers.get(CONTENT_TYPE).and_then(|said| said.to_str().ok()).unwrap_or_default();
    said.split(';').next().unwrap_or_default().trim().eq_ignore_ascii_case("application/json")
}

impl Local {
    /// Gives an officer a token, from fresh chance.
    pub fn grant(
        &self,
        officer: &Handle,
        grant: &Grant,
        now: Timestamp,
        chance: [u8; 36],
    ) -> Result<Issued, NotGranted> {
        let asked = |sentence: &str| Err(NotGranted::Asked(sentence.to_owned()));
        let label = grant.label.trim();
        if !(1..=80).contains(&label.chars().count()) || label.chars().any(char::is_control) {
            return asked("a token needs a name of 1 to 80 letters: what it is for");
        }
        if !(1..=DAYS_MAX).contains(&grant.days) {
            return asked("a token is good for 1 to 90 days");
        }
        if grant.scopes.is_empty() {
            return asked("a token needs a scope: read, act, draft or feed");
        }
        if grant.scopes.contains(&Scope::Feed) && grant.scopes.len() > 1 {
            return asked("a token for feeds stands in an address, so it may do nothing else");
        }
        let (secret, name) = chance.split_at(32);
        let (secret, name) = (format!("{BEGINS}{}", hex(secret)), hex(name));
        let until = now.checked_add(SignedDuration::from_hours(24 * i64::from(grant.days)));
        let until = until.unwrap_or(Timestamp::MAX);
        let scopes = grant.scopes.iter().map(|scope| scope.word()).collect::<Vec<_>>().join(" ");
        let kept = self.with(|db| {
            let writing = db.transaction()?;
            writing.execute("DELETE FROM token WHERE expires_at <= ?1", [now.as_millisecond()])?;
            let held = writing.query_row(
                "SELECT count(*) FROM token WHERE officer = ?1",
                [officer.as_str()],
                |row| row.get::<_, i64>(0),
            )?;
            if held >= TOKENS_MAX {
                return Ok(false);
            }
            writing.execute(
                "INSERT INTO token (digest, name, officer, label, scopes, level, begun_at, expires_at)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
                params![
                    digest(&secret),
                    name,
                    officer.as_str(),
                    label,
                    scopes,
                    grant.level.map(Level::word),
                    now.as_millisecond(),
                    until.as_millisecond()
                ],
            )?;
            writing.commit()?;
            Ok(true)
        })?;
        if kept {
            Ok(Issued { secret, name, until })
        } else {
            asked("an officer may hold 50 tokens; revoke one")
        }
    }

    /// The token that a secret is, if it is good.
    pub(crate) fn token(&self, secret: &str, now: Timestamp) -> Result<Option<Token>, Fault> {
        if !secret.starts_with(BEGINS) {
            return Ok(None);
        }
        let digest = digest(secret);
        let found = self.with(|db| {
            let mut asking = db.prepare_cached(
                "SELECT name, officer, label, scopes, level, begun_at, expires_at, used_at FROM token
                 WHERE digest = ?1 AND expires_at > ?2",
            )?;
            asking.query_row(params![digest, now.as_millisecond()], read).optional()
        })?;
        let Some(token) = found.flatten() else { return Ok(None) };
        if token.used_at.is_none_or(|used| now.duration_since(used).abs() >= LAG) {
            let kept = self.with(|db| {
                let asked = "UPDATE token SET used_at = ?2 WHERE digest = ?1";
                db.prepare_cached(asked)?.execute(params![digest, now.as_millisecond()])
            });
            // On a full disk programs can still read.
            if let Err(fault) = kept {
                tracing::warn!("the last use of a token could not be kept: {fault}");
            }
        }
        Ok(Some(token))
    }

    /// The tokens an officer holds, the newest first.
    pub fn tokens(&self, officer: &Handle, now: Timestamp) -> Result<Vec<Token>, Fault> {
        let all = self.with(|db| {
            let mut asking = db.prepare_cached(
                "SELECT name, officer, label, scopes, level, begun_at, expires_at, used_at FROM token
                 WHERE officer = ?1 AND expires_at > ?2 ORDER BY begun_at DESC, name",
            )?;
            let rows = asking.query_map(params![officer.as_str(), now.as_millisecond()], read)?;
            rows.collect::<Result<Vec<_>, _>>()
        })?;
        Ok(all.into_iter().flatten().collect())
    }

    /// Takes a token of an officer's back at once; says whether there was one.
    pub fn revoke(&self, officer: &Handle, name: &str) -> Result<bool, Fault> {
        let asked = "DELETE FROM token WHERE officer = ?1 AND name = ?2";
        Ok(self.with(|db| db.execute(asked, [officer.as_str(), name]))? > 0)
    }
}

/// A token as it is kept; one that makes no sense is none.
fn read(row: &Row<'_>) -> Result<Option<Token>, rusqlite::Error> {
    let (name, officer, label): (String, String, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
    let (scopes, level): (String, Option<String>) = (row.get(3)?, row.get(4)?);
    let (begun, expires, used): (i64, i64, Option<i64>) = (row.get(5)?, row.get(6)?, row.get(7)?);
    let at = |milliseconds| Timestamp::from_millisecond(milliseconds).ok();
    let token = || {
        Some(Token {
            name,
            officer: officer.parse().ok()?,
            label,
            scopes: scopes.split(' ').map(Scope::from_str).collect::<Result<_, _>>().ok()?,
            // A level nobody can read any more must not widen the token.
            level: level.map(|level| level.parse().map_err(drop)).transpose().ok()?,
            begun_at: at(begun)?,
            expires_at: at(expires)?,
            used_at: used.and_then(at),
        })
    };
    Ok(token())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(days: i64) -> Timestamp {
        Timestamp::UNIX_EPOCH + SignedDuration::from_hours(24 * days)
    }

    fn officer(name: &str) -> Handle {
        name.parse().expect("a handle")
    }

    fn asked(scopes: &[Scope], days: u16) -> Grant {
        Grant { label: "the ledger".into(), scopes: scopes.iter().copied().collect(), level: None, days }
    }

    fn granted(local: &Local, chance: u8, days: u16) -> Issued {
        let grant = asked(&[Scope::Read], days);
        local.grant(&officer("lis.head"), &grant, at(0), [chance; 36]).expect("granted")
    }

    #[test]
    fn a_token_is_good_until_its_day_and_not_an_hour_longer() {
        let local = Local::in_memory();
        let issued = granted(&local, 7, 90);
        let token = local.token(&issued.secret, at(89)).expect("read").expect("good");
        assert_eq!((token.officer.as_str(), token.name.as_str()), ("lis.head", issued.name.as_str()));
        assert!(local.token(&issued.secret, at(90)).expect("read").is_none());
        assert!(local.token("chancery_00", at(1)).expect("read").is_none(), "nobody's");
        assert!(local.token("", at(1)).expect("read").is_none());
    }

    #[test]
    fn what_is_kept_of_a_token_does_not_give_it_away() {
        let local = Local::in_memory();
        let issued = granted(&local, 7, 1);
        let kept = local.with(|db| {
            db.query_row("SELECT hex(digest) || name || label FROM token", (), |row| row.get::<_, String>(0))
        });
        let kept = kept.expect("read").to_lowercase();
        let drawn = issued.secret.trim_start_matches(BEGINS);
        assert!(drawn.len() == 64 && !kept.contains(drawn.get(..16).expect("long enough")));
    }

    #[test]
    fn a_token_that_lasts_too_long_or_may_do_nothing_or_too_much_is_not_given() {
        let local = Local::in_memory();
        let mut tried = vec![asked(&[Scope::Read], 91), asked(&[Scope::Read], 0), asked(&[], 1)];
        tried.push(asked(&[Scope::Feed, Scope::Read], 1));
        tried.push(Grant { label: " ".into(), ..asked(&[Scope::Read], 1) });
        for grant in tried {
            let came = local.grant(&officer("lis.head"), &grant, at(0), [1; 36]);
            assert!(matches!(came, Err(NotGranted::Asked(_))), "{grant:?}");
        }
    }

    #[test]
    fn an_officer_takes_back_their_own_tokens_and_nobody_elses() {
        let local = Local::in_memory();
        let issued = granted(&local, 7, 1);
        assert!(!local.revoke(&officer("lis.political"), &issued.name).expect("asked"));
        assert!(local.token(&issued.secret, at(0)).expect("read").is_some());
        assert!(local.revoke(&officer("lis.head"), &issued.name).expect("asked"));
        assert!(local.token(&issued.secret, at(0)).expect("read").is_none());
        assert!(local.tokens(&officer("lis.head"), at(0)).expect("read").is_empty());
    }

    #[test]
    fn an_officer_holds_fifty_tokens_and_those_that_ended_do_not_count() {
        let local = Local::in_memory();
        for chance in 0..50 {
            granted(&local, chance, 1);
        }
        let more = |now| local.grant(&officer("lis.head"), &asked(&[Scope::Read], 1), now, [99; 36]);
        assert!(matches!(more(at(0)), Err(NotGranted::Asked(_))));
        assert!(more(at(1)).is_ok());
    }

    #[test]
    fn the_last_use_is_kept_to_the_minute() {
        let local = Local::in_memory();
        let issued = granted(&local, 7, 1);
        let changes = || local.with(|db| Ok(db.total_changes())).expect("counted");
        let before = changes();
        for second in 0..120 {
            let now = at(0) + SignedDuration::from_secs(second);
            assert!(local.token(&issued.secret, now).expect("read").is_some());
        }
        assert_eq!(changes() - before, 2);
        let listed = local.tokens(&officer("lis.head"), at(0)).expect("read");
        assert_eq!(listed[0].used_at, Some(at(0) + SignedDuration::from_mins(1)));
    }

    #[test]
    fn a_level_that_makes_no_sense_makes_no_token() {
        let local = Local::in_memory();
        let issued = granted(&local, 7, 1);
        local.with(|db| db.execute("UPDATE token SET level = 'HIGHEST OF ALL'", ())).expect("changed");
        assert!(local.token(&issued.secret, at(0)).expect("read").is_none());
    }
}
