//! How much may be asked in a minute: by each officer, from each address where nobody is signed in, and of the house by
//! all together. Whoever is signed in is counted by who they are, so a flood from elsewhere does not keep them out; what
//! programs may ask with one token is counted beside this. What is asked is not known here but by its kind.

use std::net::IpAddr;

use axum::http::Method;
use domain::words::Handle;
use jiff::{SignedDuration, Timestamp};
use sha2::{Digest, Sha256};

use crate::rate::Rate;

/// What an officer may ask in a minute unless the ministry says otherwise: twenty pages a second, for a minute on end.
const PAGES: u32 = 1_200;
/// How often in a minute somebody may try to sign in from one address.
const TRIES: u32 = 30;
/// All officers together may ask so many times what one may; no smaller number of them keeps the others out.
const ALL: u32 = 20;
/// All addresses together may try so many times what one may.
const TRIES_ALL: u32 = 10;

/// How many questions are answered in a minute; those beyond are told to wait (RFC 6585, section 4).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Pages, for each officer.
    pub pages: u32,
    /// Searches, for each officer.
    pub searches: u32,
    /// Answers for programs and feeds, for each officer.
    pub answers: u32,
    /// Forms, for each officer.
    pub forms: u32,
    /// Anything, for each address from which nobody is signed in.
    pub guests: u32,
    /// Tries to sign in, from each address.
    pub tries: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self::of(PAGES)
    }
}

impl Limits {
    /// So many pages a minute for each officer, and the rest in proportion.
    pub fn of(pages: u32) -> Self {
        let part = |of: u32| (pages / of).max(1);
        Self {
            pages: pages.max(1),
            searches: part(5),
            answers: part(2),
            forms: part(5),
            guests: part(2),
            tries: TRIES,
        }
    }

    /// No limit that anybody reaches, for whoever measures.
    pub fn none() -> Self {
        let all = u32::MAX;
        Self { pages: all, searches: all, answers: all, forms: all, guests: all, tries: all }
    }
}

/// What kind of question it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Page,
    Search,
    /// An answer for a program, a feed, or a text to keep.
    Answer,
    /// Anything that may change something.
    Form,
}

impl Kind {
    /// The kind of a question, by how and where it is asked. What programs ask stands below `/.` by then.
    pub(crate) fn of(method: &Method, path: &str) -> Self {
        let page = path.split('?').next().unwrap_or_default();
        match page {
            _ if !method.is_safe() => Self::Form,
            _ if page.starts_with("/.") => Self::Answer,
            "/q" | "/go" => Self::Search,
            _ => Self::Page,
        }
    }
}

/// A limit for each who asks, and one for all together.
struct Pair {
    each: Rate,
    all: Rate,
}

impl Pair {
    fn new(each: u32, times: u32) -> Self {
        Self { each: Rate::new(each), all: Rate::new(each.saturating_mul(times)) }
    }

    fn count(&self, asker: [u8; 32], now: Timestamp) -> Result<(), SignedDuration> {
        self.each.count(asker, now)?;
        self.all.count([0; 32], now)
    }
}

/// What has been asked of late, held against the limits.
pub(crate) struct Asked {
    pages: Pair,
    searches: Pair,
    answers: Pair,
    forms: Pair,
    guests: Rate,
    tries: Pair,
}

impl Asked {
    pub(crate) fn of(limits: Limits) -> Self {
        Self {
            pages: Pair::new(limits.pages, ALL),
            searches: Pair::new(limits.searches, ALL),
            answers: Pair::new(limits.answers, ALL),
            forms: Pair::new(limits.forms, ALL),
            guests: Rate::new(limits.guests),
            tries: Pair::new(limits.tries, TRIES_ALL),
        }
    }

    fn pair(&self, kind: Kind) -> &Pair {
        match kind {
            Kind::Page => &self.pages,
            Kind::Search => &self.searches,
            Kind::Answer => &self.answers,
            Kind::Form => &self.forms,
        }
    }

    /// Counts a question of an officer's; says how long to wait if it is one too many.
    pub(crate) fn officer(&self, officer: &Handle, kind: Kind, now: Timestamp) -> Result<(), SignedDuration> {
        self.pair(kind).count(Sha256::digest(officer.as_str()).into(), now)
    }

    /// Counts a question of a program's among those of all; its token has a rate of its own.
    pub(crate) fn program(&self, kind: Kind, now: Timestamp) -> Result<(), SignedDuration> {
        self.pair(kind).all.count([0; 32], now)
    }

    /// Counts a question of somebody who is not known. Where the address is not known either, nobody is kept out for what
    /// others ask.
    pub(crate) fn guest(&self, address: Option<IpAddr>, now: Timestamp) -> Result<(), SignedDuration> {
        address.map_or(Ok(()), |address| self.guests.count(whereabouts(address), now))
    }

    /// Counts a try to sign in.
    pub(crate) fn tries(&self, address: Option<IpAddr>, now: Timestamp) -> Result<(), SignedDuration> {
        match address {
            Some(address) => self.tries.count(whereabouts(address), now),
            None => self.tries.all.count([0; 32], now),
        }
    }
}

/// What an address is counted by. Who has one IPv6 address has the 2^64 beside it.
fn whereabouts(address: IpAddr) -> [u8; 32] {
    let bits = match address {
        IpAddr::V4(address) => address.to_ipv6_mapped().to_bits(),
        IpAddr::V6(address) if address.to_ipv4_mapped().is_some() => address.to_bits(),
        IpAddr::V6(address) => address.to_bits() >> 64 << 64,
    };
    Sha256::digest(bits.to_be_bytes()).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn served(mut count: impl FnMut() -> bool, tried: u32) -> u32 {
        (0..tried).map(|_| u32::from(count())).sum()
    }

    #[test]
    fn an_officer_who_floods_keeps_out_nobody_but_themselves() {
        let asked = Asked::of(Limits::of(10));
        let now = Timestamp::UNIX_EPOCH;
        let (one, other) = ("oceans.desk".parse().expect("a handle"), "lis.head".parse().expect("a handle"));
        assert_eq!(served(|| asked.officer(&one, Kind::Page, now).is_ok(), 1_000), 10);
        assert_eq!(served(|| asked.officer(&other, Kind::Page, now).is_ok(), 1_000), 10);
        assert_eq!(served(|| asked.officer(&one, Kind::Search, now).is_ok(), 1_000), 2);
    }

    #[test]
    fn all_officers_together_are_answered_twenty_times_as_often_as_one() {
        let asked = Asked::of(Limits::of(10));
        let officers: Vec<Handle> =
            (0..50).map(|number| format!("desk.{number}").parse().expect("a handle")).collect();
        let all = officers.iter().cycle().take(5_000);
        let served = all.filter(|one| asked.officer(one, Kind::Page, Timestamp::UNIX_EPOCH).is_ok()).count();
        assert_eq!(served, 200);
    }

    #[test]
    fn tries_are_counted_by_address_and_neighbours_in_ipv6_are_one() {
        let asked = Asked::of(Limits::default());
        let now = Timestamp::UNIX_EPOCH;
        let from = |last: u32| Some(format!("2001:db8::{last:x}").parse().expect("an address"));
        let mut last = 0;
        let mut tries = || {
            last += 1;
            asked.tries(from(last), now).is_ok()
        };
        assert_eq!(served(&mut tries, 500), 30);
        assert!(asked.tries("192.0.2.7".parse().ok(), now).is_ok());
    }

    #[test]
    fn what_is_asked_has_one_kind() {
        for (method, path, kind) in [
            (Method::GET, "/inbox", Kind::Page),
            (Method::GET, "/q?q=fish", Kind::Search),
            (Method::GET, "/.json/q?q=fish", Kind::Answer),
            (Method::HEAD, "/i/HQ.1/board", Kind::Page),
            (Method::POST, "/q/keep", Kind::Form),
            (Method::DELETE, "/inbox", Kind::Form),
        ] {
            assert_eq!(Kind::of(&method, path), kind, "{path}");
        }
    }
}
