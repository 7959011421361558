//! Which known cable a citation means. Whoever keeps an archive says which cables there are; here is decided which
//! of them a number in a text can mean, or that none is meant for certain. A number is a name and not a key: a
//! ministry that counts its telegrams to each post by itself has many of one number, so who wrote to whom and when
//! must fit as well. What is doubtful stays unresolved, with its candidates.

use std::borrow::Borrow;

use jiff::ToSpan;
use jiff::civil::Date;

use crate::fields::citation::{Citation, Way, Whose};

/// The outside of a cable, as an archive knows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sent {
    /// The station whose series its number is of, in upper case.
    pub station: String,
    /// The serial, if it has one.
    pub serial: Option<u32>,
    /// The year its number is of.
    pub year: i16,
    /// The day it was sent.
    pub on: Date,
    /// The stations it went to, in upper case; empty where nobody knows.
    pub to: Vec<String>,
    /// How it went.
    pub way: Way,
}

/// What a citation comes to; the numbers are places in the list of known cables.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// One cable is meant.
    Cable(usize),
    /// None is meant for certain; these could be.
    Unresolved(Vec<usize>),
}

impl Meaning {
    /// Returns the cable that is meant, if one is.
    pub fn cable(&self) -> Option<usize> {
        match self {
            Self::Cable(at) => Some(*at),
            Self::Unresolved(_) => None,
        }
    }
}

/// Tells which of the known cables a citation in another means; `ministry` is the station that Department and
/// Deptel stand for.
///
/// Numbers compare as integers. A day that is given must be the day it was sent, or the next, when it was received.
/// Without a year the citing cable's year is meant, and if that year has none that was sent before, the year
/// before. No cable cites itself or one that was not yet sent; a day of grace covers a slip of the hour.
pub fn resolve<S: Borrow<Sent>>(cited: &Citation, citing: &Sent, ministry: &str, known: &[S]) -> Meaning {
    let of = |at: &usize| known.get(*at).map(Borrow::borrow);
    let grace = citing.on.checked_add(1.day()).unwrap_or(citing.on);
    let mut found: Vec<usize> = (0..known.len())
        .filter(|at| {
            of(at).is_some_and(|cable: &Sent| {
                cable.serial == Some(cited.serial)
                    && cable.on <= grace
                    && cable != citing
                    && cited.way.is_none_or(|way| way == cable.way)
                    && sender(cited, citing, ministry, &cable.station)
            })
        })
        .collect();
    if let Whose::Station(_) = cited.whose {
        let length = |at: &usize| of(at).map_or(0, |cable| cable.station.len());
        let longest = found.iter().map(length).max().unwrap_or(0);
        found.retain(|at| length(at) == longest);
    }
    narrow(&mut found, |at| of(at).is_some_and(|cable| cable.way == Way::Wire || cited.way.is_some()));
    if let Some((month, day)) = cited.on {
        found.retain(|at| of(at).is_some_and(|cable| near(cable.on, month, day)));
        narrow(&mut found, |at| {
            of(at).is_some_and(|cable| (cable.on.month(), cable.on.day()) == (month, day))
        });
    }
    let year = cited.year.unwrap_or(citing.year);
    let in_year = |year: i16| move |cable: &Sent| cable.year == year;
    let this = found.iter().any(|at| of(at).is_some_and(in_year(year)));
    let meant = if this || cited.year.is_some() { year } else { year - 1 };
    let mut certain: Vec<usize> =
        found.iter().copied().filter(|at| of(at).is_some_and(in_year(meant))).collect();
    narrow(&mut certain, |at| of(at).is_some_and(|cable| corresponds(citing, cable)));
    match certain.as_slice() {
        [one] if of(one).is_some_and(|cable| fits(cited, citing, ministry, cable)) => Meaning::Cable(*one),
        _ => Meaning::Unresolved(found),
    }
}

/// Keeps what fits, unless nothing does.
fn narrow(found: &mut Vec<usize>, fits: impl Fn(&usize) -> bool) {
    if found.iter().any(&fits) {
        found.retain(fits);
    }
}

/// Tells whether a station can be the sender that the citation names.
fn sender(cited: &Citation, citing: &Sent, ministry: &str, station: &str) -> bool {
    match &cited.whose {
        Whose::Yours => citing.to.iter().any(|to| to == station),
        Whose::Ministry => station == ministry,
        Whose::Post if citing.station == ministry => citing.to.iter().any(|to| to == station),
        Whose::Post | Whose::Ours => citing.station == station,
        Whose::Station(words) => ends_with_name(words, station),
    }
}

/// Tells whether words end with a name: SEE NEW DELHI with DELHI and with NEW DELHI.
fn ends_with_name(words: &str, name: &str) -> bool {
    words.strip_suffix(name).is_some_and(|before| before.is_empty() || before.ends_with(' '))
}

/// Tells whether a cable was sent on a day of the year, or the day before.
fn near(on: Date, month: i8, day: i8) -> bool {
    let next = on.checked_add(1.day()).unwrap_or(on);
    [on, next].iter().any(|date| (date.month(), date.day()) == (month, day))
}

/// Tells whether a cable went between the parties of the citing one.
fn corresponds(citing: &Sent, cable: &Sent) -> bool {
    if cable.station == citing.station {
        cable.to.iter().any(|to| citing.to.contains(to))
    } else {
        cable.to.contains(&citing.station)
    }
}

/// Tells whether the parties of the only candidate fit as well. What one party wrote to the other must have gone
/// to it, for a ministry may count its telegrams to each post by itself.
fn fits(cited: &Citation, citing: &Sent, ministry: &str, cable: &Sent) -> bool {
    match cited.whose {
        Whose::Station(_) => true,
        _ if cable.station != ministry => true,
        _ => cable.to.is_empty() || corresponds(citing, cable),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::fields::citation::citations;

    fn sent(station: &str, serial: u32, on: Date, to: &[&str]) -> Sent {
        Sent {
            station: station.to_owned(),
            serial: Some(serial),
            year: on.year(),
            on,
            to: to.iter().map(|to| (*to).to_owned()).collect(),
            way: Way::Wire,
        }
    }

    /// What a text of Paris to the ministry, on a day, means among the known.
    fn means(text: &str, on: Date, known: &[Sent]) -> Meaning {
        let cited = citations(text).into_iter().next().expect("a citation");
        resolve(&cited, &sent("PARIS", 500, on, &["STATE"]), "STATE", known)
    }

    #[test]
    fn the_citing_year_is_meant_else_the_year_before_else_none() {
        let known = [
            sent("OSLO", 77, date(1972, 12, 1), &["STATE"]),
            sent("OSLO", 77, date(1973, 12, 1), &["STATE"]),
            sent("OSLO", 77, date(1974, 3, 1), &["STATE"]),
        ];
        assert_eq!(means("Oslo 77", date(1974, 4, 1), &known), Meaning::Cable(2));
        assert_eq!(
            means("Oslo 0077", date(1974, 1, 5), &known),
            Meaning::Cable(1),
            "a later one is not meant"
        );
        assert_eq!(means("Oslo 77", date(1976, 1, 5), &known), Meaning::Unresolved(vec![0, 1, 2]));
    }

    #[test]
    fn a_day_that_is_given_must_fit() {
        let known = [sent("STATE", 32, date(1934, 4, 4), &["PARIS"])];
        assert_eq!(means("your 32, April 4", date(1934, 4, 9), &known), Meaning::Cable(0));
        assert_eq!(
            means("your 32, April 5", date(1934, 4, 9), &known),
            Meaning::Cable(0),
            "when it was received"
        );
        assert_eq!(means("your 32, May 4", date(1934, 5, 9), &known), Meaning::Unresolved(vec![]));
    }

    #[test]
    fn a_ministry_that_counts_by_post_has_many_of_one_number() {
        let known = [
            sent("STATE", 426, date(1948, 3, 1), &["OSLO"]),
            sent("STATE", 426, date(1948, 3, 5), &["PARIS"]),
        ];
        assert_eq!(means("Deptel 426", date(1948, 3, 9), &known), Meaning::Cable(1));
        let other = known.get(..1).expect("two are known");
        assert_eq!(means("Deptel 426", date(1948, 3, 9), other), Meaning::Unresolved(vec![0]));
    }

    #[test]
    fn the_way_parts_a_despatch_from_a_telegram_of_the_same_number() {
        let telegram = sent("PARIS", 12, date(1934, 2, 1), &["STATE"]);
        let despatch = Sent { way: Way::Pouch, ..telegram.clone() };
        let known = [telegram, despatch];
        assert_eq!(means("my despatch No. 12", date(1934, 2, 9), &known), Meaning::Cable(1));
        assert_eq!(means("Embtel 12", date(1934, 2, 9), &known), Meaning::Cable(0));
        assert_eq!(
            means("my 12", date(1934, 2, 9), &known),
            Meaning::Cable(0),
            "a bare number is a telegram's"
        );
    }

    #[test]
    fn the_words_of_a_station_may_follow_others() {
        let known = [
            sent("DELHI", 864, date(1948, 9, 1), &["STATE"]),
            sent("NEW DELHI", 864, date(1948, 9, 2), &["STATE"]),
        ];
        assert_eq!(means("See New Delhi's 864", date(1948, 9, 9), &known), Meaning::Cable(1));
    }

    #[test]
    fn no_cable_cites_itself() {
        let own = [sent("PARIS", 500, date(1974, 4, 1), &["STATE"])];
        assert_eq!(means("Paris 500", date(1974, 4, 1), &own), Meaning::Unresolved(vec![]));
    }
}
