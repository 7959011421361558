//! Sessions: who is signed in on which browser, for how long, and the token their forms must carry. A browser holds a
//! random value and the server only its digest. They stand in `local.db`, so that people stay signed in when the server
//! starts anew, and in memory before it, so that reading pages writes at most once a minute.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::sync::{Mutex, MutexGuard, PoisonError};

use axum::http::HeaderMap;
use axum::http::header::COOKIE;
use domain::directory::Directory;
use domain::words::Handle;
use jiff::{SignedDuration, Timestamp};
use rusqlite::{Connection, OptionalExtension as _, params};
use sha2::{Digest, Sha256};

use crate::local::{Fault, Local};
use crate::page::Receipt;
use crate::provider::Account;

/// A session ends when nothing was asked in it for this long.
const IDLE_MAX: SignedDuration = SignedDuration::from_mins(60);
/// The same for whoever may change who may do what.
const IDLE_MAX_OF_ADMINISTRATORS: SignedDuration = SignedDuration::from_mins(15);
/// A session ends after this long whatever was asked in it.
const AGE_MAX: SignedDuration = SignedDuration::from_hours(12);
/// So many sessions are kept; the one idle longest makes room.
const SESSIONS_MAX: i64 = 10_000;
/// So long it is remembered whose session one was that has ended, so that what they typed is kept for them.
const REMEMBERED: SignedDuration = SignedDuration::from_hours(24);
/// How far what the file says of the last use may lag behind.
const LAG: SignedDuration = SignedDuration::from_mins(1);

/// The value a browser keeps: 256 bits of chance in hexadecimal.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Ticket(String);

/// How somebody signed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum How {
    Code,
    Passkey,
    /// By an account of the ministry's identity provider.
    Provider,
    /// In the demonstration, where anybody may be anybody.
    Demonstration,
}

impl How {
    /// The word the file keeps it by.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Code => "code",
            Self::Passkey => "passkey",
            Self::Provider => "provider",
            Self::Demonstration => "demonstration",
        }
    }

    fn of(word: &str) -> Self {
        let known =
            [Self::Passkey, Self::Provider, Self::Demonstration].into_iter().find(|how| how.word() == word);
        known.unwrap_or(Self::Code)
    }
}

/// An open session as lists show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Open {
    /// A name for it that opens nothing.
    pub(crate) name: String,
    pub(crate) officer: String,
    pub(crate) begun_at: Timestamp,
    /// To the minute.
    pub(crate) seen_at: Timestamp,
    pub(crate) how: How,
}

/// Every open session, by the digest of its ticket.
pub(crate) struct Sessions {
    local: Local,
    /// Those that were used since the server started; the file knows the others.
    open: Mutex<HashMap<[u8; 32], Session>>,
}

struct Session {
    officer: Handle,
    begun_at: Timestamp,
    seen_at: Timestamp,
    /// What the file says of `seen_at`.
    kept_at: Timestamp,
    /// Whether its officer could change who may do what when something was last asked in it.
    administers: bool,
    receipt: Option<Receipt>,
    /// The account of the identity provider it was begun by, without which it ends.
    account: Option<Account>,
    /// What its officer might do when it was begun; it ends when that is changed.
    rights: Option<[u8; 32]>,
}

impl Ticket {
    /// A ticket from fresh chance.
    pub(crate) fn new(chance: [u8; 32]) -> Self {
        Self(hex(&chance))
    }

    /// The ticket a browser shows.
    pub(crate) fn shown(headers: &HeaderMap, secure: bool) -> Option<Self> {
        let shown = headers.get_all(COOKIE).iter().filter_map(|value| value.to_str().ok());
        let mut pairs = shown.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
        let (_, value) = pairs.find(|(name, _)| *name == cookie_name(secure))?;
        let whole = value.len() == 64 && value.bytes().all(|byte| byte.is_ascii_hexdigit());
        whole.then(|| Self(value.to_owned()))
    }

    /// The line that gives it to a browser.
    pub(crate) fn cookie(&self, secure: bool) -> String {
        // Without TLS a browser refuses the prefix, so on loopback the plain name has to do.
        let only = if secure { "; Secure" } else { "" };
        format!("{}={}; Path=/; HttpOnly; SameSite=Strict{only}", cookie_name(secure), self.0)
    }

    /// The token that every form of this browser carries. It gives nothing away about the ticket.
    pub(crate) fn token(&self) -> String {
        hex(Sha256::new()
            .chain_update(b"form\0")
            .chain_update(self.0.as_bytes())
            .finalize()
            .get(..16)
            .unwrap_or(&[]))
    }

    /// The name of its session, which opens nothing.
    pub(crate) fn name(&self) -> String {
        named(&self.digest())
    }

    pub(crate) fn digest(&self) -> [u8; 32] {
        Sha256::digest(self.0.as_bytes()).into()
    }
}

fn named(digest: &[u8]) -> String {
    hex(digest.get(..8).unwrap_or(digest))
}

/// The line that takes the ticket away from a browser.
pub(crate) fn no_cookie(secure: bool) -> String {
    let only = if secure { "; Secure" } else { "" };
    format!("{}=; Path=/; Max-Age=0; HttpOnly; SameSite=Strict{only}", cookie_name(secure))
}

fn cookie_name(secure: bool) -> &'static str {
    if secure { "__Host-chancery" } else { "chancery" }
}

/// What an officer may do, by what is on record of it and whatever day it is, as a digest.
pub(crate) fn rights(directory: &Directory, officer: &Handle) -> [u8; 32] {
    let roles: Vec<_> = directory.roles().iter().filter(|role| role.officer == *officer).collect();
    let handed = directory.delegations().iter().filter(|each| each.delegated.officer == *officer);
    let handed: Vec<_> = handed.map(|each| (&each.by, &each.delegated)).collect();
    let all = serde_json::to_vec(&(roles, handed, directory.access(officer)));
    // What holds only text and dates always prints.
    Sha256::digest(all.unwrap_or_default()).into()
}

/// Bytes as hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

impl Local {
    /// Ends every session of an officer, while nothing is served.
    pub fn sign_out(&self, officer: &Handle) -> Result<(), Fault> {
        Sessions::of(self.clone()).end_all(officer)
    }
}

impl Sessions {
    /// The sessions a memory holds.
    pub(crate) fn of(local: Local) -> Self {
        Self { local, open: Mutex::default() }
    }

    fn all(&self) -> MutexGuard<'_, HashMap<[u8; 32], Session>> {
        // A panic elsewhere cannot leave a session half written.
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Opens a session under a fresh ticket.
    pub(crate) fn begin(
        &self,
        ticket: &Ticket,
        officer: Handle,
        (how, account): (How, Option<Account>),
        now: Timestamp,
    ) -> Result<(), Fault> {
        let mut open = self.all();
        open.retain(|_, session| session.lives(now));
        let (digest, name) = (ticket.digest(), officer.to_string());
        let removed = self.local.with(|db| {
            let writing = db.transaction()?;
            let removed = make_room(&writing, now)?;
            writing.execute(
                "INSERT OR REPLACE INTO session (digest, officer, begun_at, seen_at, how) VALUES (?1, ?2, ?3, ?3, ?4)",
                params![digest, name, now.as_millisecond(), how.word()],
            )?;
            if let Some(Account { issuer, subject }) = &account {
                writing.execute("INSERT INTO account VALUES (?1, ?2, ?3)", params![digest, issuer, subject])?;
            }
            writing.commit()?;
            Ok(removed)
        })?;
        for digest in removed {
            open.remove(&digest);
        }
        let (begun_at, seen_at, kept_at) = (now, now, now);
        let (administers, receipt, rights) = (false, None, None);
        let session = Session { officer, begun_at, seen_at, kept_at, administers, receipt, account, rights };
        open.insert(digest, session);
        Ok(())
    }

    /// Who is signed in with a ticket; asking keeps the session alive.
    pub(crate) fn officer(
        &self,
        ticket: &Ticket,
        now: Timestamp,
        administers: impl FnOnce(&Handle) -> bool,
    ) -> Result<Option<Handle>, Fault> {
        let mut open = self.all();
        let digest = ticket.digest();
        if !open.contains_key(&digest)
            && let Some(kept) = self.recall(&digest)?
        {
            open.insert(digest, kept);
        }
        let Some(session) = open.get_mut(&digest) else { return Ok(None) };
        session.administers = administers(&session.officer);
        if !session.lives(now) {
            return Ok(None);
        }
        session.seen_at = now;
        if now.duration_since(session.kept_at).abs() >= LAG {
            session.kept_at = now;
            let kept = self.local.with(|db| {
                let asked = "UPDATE session SET seen_at = ?2 WHERE digest = ?1";
                db.prepare_cached(asked)?.execute(params![digest, now.as_millisecond()])
            });
            // On a full disk people can still read.
            if let Err(fault) = kept {
                tracing::warn!("the last use of a session could not be kept: {fault}");
            }
        }
        Ok(Some(session.officer.clone()))
    }

    /// Who is signed in with a ticket; asking does not keep the session alive.
    pub(crate) fn whose(&self, ticket: &Ticket, now: Timestamp) -> Option<Handle> {
        let open = self.all();
        let session = open.get(&ticket.digest()).filter(|session| session.lives(now));
        session.map(|session| session.officer.clone())
    }

    /// The account of the identity provider by which a session was begun that somebody has asked in.
    pub(crate) fn account(&self, ticket: &Ticket) -> Option<Account> {
        self.all().get(&ticket.digest()).and_then(|session| session.account.clone())
    }

    /// Binds a session to what its officer may do as it begins.
    pub(crate) fn bind(&self, ticket: &Ticket, rights: [u8; 32]) -> Result<(), Fault> {
        let digest = ticket.digest();
        self.local
            .with(|db| db.execute("INSERT OR REPLACE INTO rights VALUES (?1, ?2)", [digest, rights]))?;
        if let Some(session) = self.all().get_mut(&digest) {
            session.rights = Some(rights);
        }
        Ok(())
    }

    /// What the officer of a session that somebody has asked in might do when it was begun.
    pub(crate) fn rights(&self, ticket: &Ticket) -> Option<[u8; 32]> {
        self.all().get(&ticket.digest()).and_then(|session| session.rights)
    }

    /// Whose session it is or was, for a day after it has ended by itself.
    pub(crate) fn known(&self, ticket: &Ticket) -> Result<Option<Handle>, Fault> {
        Ok(self.recall(&ticket.digest())?.map(|session| session.officer))
    }

    /// Ends a session at once.
    pub(crate) fn end(&self, ticket: &Ticket) -> Result<(), Fault> {
        let mut open = self.all();
        let digest = ticket.digest();
        self.local.with(|db| db.execute("DELETE FROM session WHERE digest = ?1", [digest]))?;
        open.remove(&digest);
        Ok(())
    }

    /// The sessions of an officer, the last begun first.
    pub(crate) fn of_officer(&self, officer: &Handle, now: Timestamp) -> Result<Vec<Open>, Fault> {
        let all = self.list(now)?;
        Ok(all.into_iter().filter(|open| open.officer == officer.as_str()).collect())
    }

    /// Every open session, the last begun first.
    pub(crate) fn list(&self, now: Timestamp) -> Result<Vec<Open>, Fault> {
        let rows = self.local.with(|db| {
            let asked = "SELECT digest, officer, begun_at, seen_at, how FROM session ORDER BY begun_at DESC";
            let mut asking = db.prepare_cached(asked)?;
            let rows = asking.query_map((), |row| {
                let digest: Vec<u8> = row.get(0)?;
                let (begun, seen): (i64, i64) = (row.get(2)?, row.get(3)?);
                Ok((named(&digest), row.get::<_, String>(1)?, begun, seen, row.get::<_, String>(4)?))
            })?;
            rows.collect::<Result<Vec<_>, _>>()
        })?;
        let at = |milliseconds| Timestamp::from_millisecond(milliseconds).ok();
        let open = rows.into_iter().filter_map(|(name, officer, begun, seen, how)| {
            let (begun_at, seen_at) = (at(begun)?, at(seen)?);
            Some(Open { name, officer, begun_at, seen_at, how: How::of(&how) })
        });
        Ok(open.filter(|open| alive(open.begun_at, open.seen_at, now)).collect())
    }

    /// Ends a session of an officer by its name.
    pub(crate) fn end_named(&self, officer: &Handle, name: &str) -> Result<(), Fault> {
        self.end_those(officer, |digest| named(digest) == name)
    }

    /// Ends every session of an officer.
    pub(crate) fn end_all(&self, officer: &Handle) -> Result<(), Fault> {
        self.end_those(officer, |_| true)
    }

    fn end_those(&self, officer: &Handle, which: impl Fn(&[u8]) -> bool) -> Result<(), Fault> {
        let mut open = self.all();
        let ended = self.local.with(|db| {
            let ending = db.transaction()?;
            let asked = "SELECT digest FROM session WHERE officer = ?1";
            let mut those: Vec<[u8; 32]> = {
                let mut asking = ending.prepare_cached(asked)?;
                let theirs = asking.query_map([officer.as_str()], |row| row.get(0))?;
                theirs.collect::<Result<_, _>>()?
            };
            those.retain(|digest| which(digest));
            for digest in &those {
                ending.execute("DELETE FROM session WHERE digest = ?1", [digest])?;
            }
            ending.commit()?;
            Ok(those)
        })?;
        for digest in ended {
            open.remove(&digest);
        }
        Ok(())
    }

    /// Keeps a receipt for the next page.
    pub(crate) fn leave(&self, ticket: &Ticket, receipt: Receipt) {
        if let Some(session) = self.all().get_mut(&ticket.digest()) {
            self.keep(ticket, serde_json::to_string(&receipt).ok().as_deref());
            session.receipt = Some(receipt);
        }
    }

    /// Takes the receipt that was left, once.
    pub(crate) fn take(&self, ticket: &Ticket) -> Option<Receipt> {
        let mut open = self.all();
        let receipt = open.get_mut(&ticket.digest())?.receipt.take()?;
        self.keep(ticket, None);
        Some(receipt)
    }

    /// Whether a receipt waits for the next page.
    pub(crate) fn has_receipt(&self, ticket: &Ticket) -> bool {
        self.all().get(&ticket.digest()).is_some_and(|session| session.receipt.is_some())
    }

    /// Writes the receipt down. The act it is of was recorded, so nobody is told of a failure when only this failed.
    fn keep(&self, ticket: &Ticket, receipt: Option<&str>) {
        let kept = self.local.with(|db| {
            let asked = "UPDATE session SET receipt = ?2 WHERE digest = ?1";
            db.prepare_cached(asked)?.execute(params![ticket.digest(), receipt])
        });
        if let Err(fault) = kept {
            tracing::warn!("a receipt could not be kept: {fault}");
        }
    }

    /// A session the file knows; one that makes no sense is none.
    fn recall(&self, digest: &[u8; 32]) -> Result<Option<Session>, Fault> {
        let found = self.local.with(|db| {
            let asked = "SELECT officer, begun_at, seen_at, receipt, how, issuer, subject, may
                FROM session LEFT JOIN account ON account.session = digest
                LEFT JOIN rights ON rights.session = digest WHERE digest = ?1";
            let mut asking = db.prepare_cached(asked)?;
            let row = asking.query_row([digest], |row| {
                let (begun, seen): (i64, i64) = (row.get(1)?, row.get(2)?);
                let (how, issuer): (String, Option<String>) = (row.get(4)?, row.get(5)?);
                let account = issuer.zip(row.get(6)?).map(|(issuer, subject)| Account { issuer, subject });
                // One that lost its account cannot be told from one whose account was unlinked.
                let whole = account.is_some() || How::of(&how) != How::Provider;
                let receipt = row.get::<_, Option<String>>(3)?;
                Ok(whole.then_some((row.get::<_, String>(0)?, begun, seen, receipt, account, row.get(7)?)))
            });
            row.optional().map(Option::flatten)
        })?;
        let Some((officer, begun, seen, receipt, account, rights)) = found else { return Ok(None) };
        let at = |milliseconds| Timestamp::from_millisecond(milliseconds).ok();
        let session = officer.parse().ok().zip(at(begun).zip(at(seen)));
        Ok(session.map(|(officer, (begun_at, seen_at))| Session {
            officer,
            begun_at,
            seen_at,
            kept_at: seen_at,
            administers: false,
            receipt: receipt.and_then(|receipt| serde_json::from_str(&receipt).ok()),
            account,
            rights,
        }))
    }
}

/// Removes the sessions that have ended and, if there are too many, those idle longest; gives the latter.
fn make_room(db: &Connection, now: Timestamp) -> Result<Vec<[u8; 32]>, rusqlite::Error> {
    let before = |ago: SignedDuration| now.checked_sub(ago).unwrap_or(Timestamp::MIN).as_millisecond();
    db.execute(
        "DELETE FROM session WHERE seen_at <= ?1 OR begun_at <= ?2",
        [before(IDLE_MAX + REMEMBERED), before(AGE_MAX + REMEMBERED)],
    )?;
    let open = db.query_row("SELECT count(*) FROM session", (), |row| row.get::<_, i64>(0))?;
    if open < SESSIONS_MAX {
        return Ok(Vec::new());
    }
    let mut removing = db.prepare_cached(
        "DELETE FROM session WHERE digest IN (SELECT digest FROM session ORDER BY seen_at LIMIT ?1) RETURNING digest",
    )?;
    let removed = removing.query_map([open + 1 - SESSIONS_MAX], |row| row.get(0))?;
    removed.collect()
}

impl Session {
    fn lives(&self, now: Timestamp) -> bool {
        let idle = now.duration_since(self.seen_at);
        alive(self.begun_at, self.seen_at, now) && (!self.administers || idle < IDLE_MAX_OF_ADMINISTRATORS)
    }
}

fn alive(begun_at: Timestamp, seen_at: Timestamp, now: Timestamp) -> bool {
    now.duration_since(seen_at) < IDLE_MAX && now.duration_since(begun_at) < AGE_MAX
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(minutes: i64) -> Timestamp {
        Timestamp::UNIX_EPOCH + SignedDuration::from_mins(minutes)
    }

    fn signed_in() -> (Sessions, Ticket) {
        let (sessions, ticket) = (Sessions::of(Local::in_memory()), Ticket::new([7; 32]));
        begin(&sessions, &ticket, 0);
        (sessions, ticket)
    }

    fn begin(sessions: &Sessions, ticket: &Ticket, minute: i64) {
        sessions
            .begin(ticket, "oceans.desk".parse().expect("a handle"), (How::Code, None), at(minute))
            .expect("begun");
    }

    fn lives(sessions: &Sessions, ticket: &Ticket, minute: i64) -> bool {
        sessions.officer(ticket, at(minute), |_| false).expect("read").is_some()
    }

    /// The same file, in a server that was started anew.
    fn restarted(sessions: &Sessions) -> Sessions {
        Sessions::of(sessions.local.clone())
    }

    #[test]
    fn a_session_ends_when_nobody_uses_it_and_after_half_a_day_of_use() {
        let (sessions, ticket) = signed_in();
        assert!(lives(&sessions, &ticket, 59));
        assert!(!lives(&sessions, &ticket, 119), "idle for an hour");
        let (sessions, ticket) = signed_in();
        assert!((0..=719).step_by(30).all(|minute| lives(&sessions, &ticket, minute)));
        assert!(!lives(&sessions, &ticket, 720), "half a day old");
    }

    #[test]
    fn an_administrators_session_ends_after_a_quarter_of_an_hour_that_nobody_uses_it() {
        let (sessions, ticket) = signed_in();
        let lives = |minute| sessions.officer(&ticket, at(minute), |_| true).expect("read").is_some();
        assert!(lives(14) && lives(28));
        assert!(sessions.whose(&ticket, at(43)).is_none(), "and a page that only listens hears no more");
        assert!(!lives(43));
    }

    #[test]
    fn a_session_outlives_the_server_and_no_longer_than_it_would_have() {
        let (sessions, ticket) = signed_in();
        assert!(lives(&sessions, &ticket, 50));
        let again = restarted(&sessions);
        assert!(lives(&again, &ticket, 109), "seen at minute 50");
        assert!(!lives(&restarted(&again), &ticket, 169));
        assert!(!lives(&again, &Ticket::new([8; 32]), 1), "nobody's ticket");
    }

    #[test]
    fn reading_writes_at_most_once_a_minute() {
        let (sessions, ticket) = signed_in();
        let changes = || sessions.local.with(|db| Ok(db.total_changes())).expect("counted");
        let before = changes();
        for second in 0..180 {
            let now = at(0) + SignedDuration::from_secs(second);
            assert!(sessions.officer(&ticket, now, |_| false).expect("read").is_some());
            assert!(sessions.take(&ticket).is_none());
        }
        assert_eq!(changes() - before, 2, "at one minute and at two");
    }

    #[test]
    fn when_nothing_can_be_written_people_read_on_and_are_told_that_they_are_not_signed_out() {
        let (sessions, ticket) = signed_in();
        sessions.local.with(|db| db.pragma_update(None, "query_only", true)).expect("set");
        assert!(lives(&sessions, &ticket, 30));
        sessions.leave(&ticket, Receipt { sentence: "Done.".into(), detail: String::new() });
        assert!(sessions.take(&ticket).is_some() && sessions.take(&ticket).is_none());
        assert!(sessions.end(&ticket).is_err());
        assert!(
            sessions
                .begin(
                    &Ticket::new([8; 32]),
                    "treaty.desk".parse().expect("a handle"),
                    (How::Code, None),
                    at(30)
                )
                .is_err()
        );
    }

    #[test]
    fn signing_out_ends_the_session_at_once_and_for_good() {
        let (sessions, ticket) = signed_in();
        sessions.end(&ticket).expect("ended");
        assert!(!lives(&sessions, &ticket, 1));
        assert!(!lives(&restarted(&sessions), &ticket, 1));
    }

    #[test]
    fn the_session_idle_longest_makes_room() {
        let (sessions, first) = signed_in();
        let ticket = |n: i64| {
            let mut chance = [0; 32];
            chance.iter_mut().zip(n.to_le_bytes()).for_each(|(to, from)| *to = from);
            Ticket::new(chance)
        };
        for n in 1..SESSIONS_MAX {
            begin(&sessions, &ticket(n), 1);
        }
        assert!(lives(&sessions, &first, 0), "as many as there is room for");
        begin(&sessions, &ticket(SESSIONS_MAX), 1);
        assert!(!lives(&sessions, &first, 1), "one too many");
        assert!(lives(&sessions, &ticket(1), 1) && lives(&sessions, &ticket(SESSIONS_MAX), 1));
        let next_day = 62 + 24 * 60;
        assert!(sessions.known(&ticket(1)).expect("read").is_some(), "it ended, and is remembered for a day");
        begin(&sessions, &first, next_day);
        let open = |db: &mut Connection| {
            db.query_row("SELECT count(*) FROM session", (), |row| row.get::<_, i64>(0))
        };
        assert_eq!(sessions.local.with(open).expect("counted"), 1, "those that have ended are removed");
    }

    #[test]
    fn a_receipt_is_shown_once_even_if_the_server_starts_anew_in_between() {
        let (sessions, ticket) = signed_in();
        sessions.leave(&ticket, Receipt { sentence: "Done.".into(), detail: String::new() });
        let again = restarted(&sessions);
        assert!(lives(&again, &ticket, 1));
        assert_eq!(again.take(&ticket).map(|receipt| receipt.sentence).as_deref(), Some("Done."));
        assert!(again.take(&ticket).is_none());
        let third = restarted(&again);
        assert!(lives(&third, &ticket, 2) && third.take(&ticket).is_none());
    }

    #[test]
    fn a_session_knows_its_account_in_a_server_that_was_started_anew_and_both_go_together() {
        let (sessions, ticket) = (Sessions::of(Local::in_memory()), Ticket::new([7; 32]));
        let account = Account { issuer: "https://login.example".into(), subject: "24400320".into() };
        let officer: Handle = "oceans.desk".parse().expect("a handle");
        sessions
            .begin(&ticket, officer.clone(), (How::Provider, Some(account.clone())), at(0))
            .expect("begun");
        let again = restarted(&sessions);
        assert!(lives(&again, &ticket, 1));
        assert_eq!(again.account(&ticket), Some(account));
        sessions.end_all(&officer).expect("ended");
        let count = |db: &mut Connection| {
            db.query_row("SELECT count(*) FROM account", (), |row| row.get::<_, i64>(0))
        };
        assert_eq!(sessions.local.with(count).expect("counted"), 0);
    }

    #[test]
    fn a_session_of_an_account_that_is_lost_is_none() {
        let (sessions, ticket) = (Sessions::of(Local::in_memory()), Ticket::new([7; 32]));
        let officer = "oceans.desk".parse().expect("a handle");
        sessions.begin(&ticket, officer, (How::Provider, None), at(0)).expect("begun");
        assert!(!lives(&restarted(&sessions), &ticket, 1));
    }

    #[test]
    fn a_row_that_makes_no_sense_is_no_session_and_a_receipt_that_makes_none_is_no_receipt() {
        let lives_with = |damage: &str| {
            let (sessions, ticket) = signed_in();
            let change = format!("UPDATE session SET {damage}");
            sessions.local.with(|db| db.execute(&change, ())).expect("changed");
            let again = restarted(&sessions);
            lives(&again, &ticket, 1) && again.take(&ticket).is_none()
        };
        assert!(!lives_with("officer = 'No Handle'"));
        assert!(!lives_with("begun_at = 9223372036854775807"));
        assert!(lives_with("receipt = '{'"));
    }

    #[test]
    fn a_ticket_reads_back_from_its_cookie_and_nothing_else_is_a_ticket() {
        let ticket = Ticket::new([0xab; 32]);
        let mut headers = HeaderMap::new();
        let line = ticket.cookie(false);
        let shown = line.split(';').next().expect("a first part");
        headers.insert(COOKIE, format!("other=1; {shown}").parse().expect("a header"));
        assert!(Ticket::shown(&headers, false) == Some(ticket.clone()));
        assert!(Ticket::shown(&headers, true).is_none(), "the plain name is not taken over TLS");
        headers.insert(COOKIE, "chancery=zz".parse().expect("a header"));
        assert!(Ticket::shown(&headers, false).is_none());
        assert!(
            ticket.cookie(true).starts_with("__Host-chancery=") && ticket.cookie(true).ends_with("; Secure")
        );
        assert_ne!(ticket.token(), Ticket::new([0xac; 32]).token());
    }
}
