//! Days and times: when something falls due at a post, and the days on which a standing tasking recurs.
//! Recurrence rules are RFC 5545's and a library reads them; this file is the one door to it.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;
use std::str::FromStr;

use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};

use crate::fact::{Every, Rule, Weekday};
use crate::refusal::Refusal;

/// No rule is asked for more occurrences than a daily one has in ten years.
const OCCURRENCES_MAX: u16 = 3_660;

/// How many changes of a clock are looked at: two a year, for as long as a duty may run.
const CHANGES_MAX: usize = 40;

/// The zone of a name, from the tables built into the program.
pub fn zone(name: &str) -> Result<TimeZone, Refusal> {
    TimeZone::get(name).map_err(|_| Refusal::UnknownZone { zone: name.chars().take(60).collect() })
}

/// The day it is at a place.
pub fn day_at(at: Timestamp, zone: &TimeZone) -> Date {
    zone.to_datetime(at).date()
}

/// Whether an office with these working days is at work at a local time: from nine to five.
pub fn at_work(week: &[Weekday], local: DateTime) -> bool {
    let place = usize::try_from(local.weekday().to_monday_zero_offset()).unwrap_or_default();
    let today = Weekday::ALL.get(place);
    today.is_some_and(|day| week.contains(day)) && (9..17).contains(&local.hour())
}

/// The instant of a local time. A time that the clocks skip is taken as the first after the gap,
/// one that comes twice as the earlier, as RFC 5545 section 3.3.5 has it.
pub fn instant(local: DateTime, zone: &TimeZone) -> Timestamp {
    zone.to_ambiguous_timestamp(local).compatible().unwrap_or(Timestamp::MAX)
}

/// The last instant of a day at a place: what falls due on a day may be done until it ends there.
pub fn end_of(day: Date, zone: &TimeZone) -> Timestamp {
    let next = day.tomorrow().unwrap_or(Date::MAX);
    let midnight = instant(next.at(0, 0, 0, 0), zone);
    midnight.checked_sub(1.millisecond()).unwrap_or(midnight)
}

/// The day on which the clock at a place first changes between two instants, and by how many seconds it goes forward.
pub fn clock_change(zone: &TimeZone, from: Timestamp, until: Timestamp) -> Option<(Date, i32)> {
    let changes = zone.following(from).map(|change| change.timestamp()).take_while(|at| *at <= until);
    // A change of name alone moves no clock.
    changes.take(CHANGES_MAX).find_map(|at| {
        let before = at.checked_sub(1.second()).ok()?;
        let moved = zone.to_offset(at).seconds() - zone.to_offset(before).seconds();
        (moved != 0).then(|| (day_at(at, zone), moved))
    })
}

/// The rule that an interval means for a cable released on a day at the post.
pub fn rule(every: &Every, released: Date) -> Result<Rule, Refusal> {
    if !(1..=366).contains(&every.days) {
        return Err(Refusal::BadInterval { days: every.days });
    }
    let Some(until) = every.until else { return Err(Refusal::NoEnd {}) };
    let within = every.first_within_days.unwrap_or(every.days);
    let first_on =
        released.checked_add(i32::from(within).days()).map_err(|_| Refusal::BadInterval { days: within })?;
    if first_on > until {
        return Err(Refusal::EndsBeforeItBegins { first: first_on, until });
    }
    let recur = format!("FREQ=DAILY;INTERVAL={};UNTIL={}", every.days, until.strftime("%Y%m%d"));
    Ok(Rule { first_on, recur })
}

thread_local! {
    // One release gives the same rule to every post, and a board asks for it once a row: reading the
    // rule anew each time was nine tenths of a release to 275 posts.
    static READ: RefCell<HashMap<Rule, Rc<[Date]>>> = RefCell::default();
}

/// How many rules are kept read.
const READ_MAX: usize = 256;

/// The due days of a rule from one day through another, both included, in order.
pub fn occurrences(rule: &Rule, from: Date, through: Date) -> Vec<Date> {
    let days = READ.with_borrow_mut(|read| {
        if let Some(days) = read.get(rule) {
            return Rc::clone(days);
        }
        if read.len() >= READ_MAX {
            read.clear();
        }
        let days: Rc<[Date]> = recurrence(rule).into();
        read.insert(rule.clone(), Rc::clone(&days));
        days
    });
    days.iter().copied().skip_while(|day| *day < from).take_while(|day| *day <= through).collect()
}

fn recurrence(rule: &Rule) -> Vec<Date> {
    // Due days are days, not instants: they are counted in UTC whatever the post's zone, and UNTIL, which
    // RFC 5545 section 3.3.10 wants of the type of DTSTART, is taken to the end of its day.
    let part = |part: &str| match part.strip_prefix("UNTIL=") {
        Some(day) if day.len() == 8 => format!("UNTIL={day}T235959Z"),
        _ => part.to_owned(),
    };
    let recur = rule.recur.split(';').map(part).collect::<Vec<_>>().join(";");
    let text = format!("DTSTART:{}\nRRULE:{recur}", rule.first_on.strftime("%Y%m%dT000000Z"));
    let Ok(set) = rrule::RRuleSet::from_str(&text) else { return Vec::new() };
    let days = set.all(OCCURRENCES_MAX).dates;
    days.iter().filter_map(|day| day.format("%Y-%m-%d").to_string().parse().ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_that_changes_before_a_time_says_when_and_which_way() {
        let at = |text: &str| text.parse::<Timestamp>().expect("a time");
        let (lisbon, bangkok) =
            (zone("Europe/Lisbon").expect("a zone"), zone("Asia/Bangkok").expect("a zone"));
        let (october, november) = (at("2026-10-20T12:00:00Z"), at("2026-11-24T17:00:00Z"));
        let autumn = Some((Date::constant(2026, 10, 25), -3600));
        assert_eq!(clock_change(&lisbon, october, november), autumn);
        assert_eq!(clock_change(&lisbon, november, at("2026-12-24T17:00:00Z")), None);
        assert_eq!(clock_change(&bangkok, october, at("2027-12-24T17:00:00Z")), None);
        let spring = clock_change(&lisbon, november, at("2027-04-01T00:00:00Z"));
        assert_eq!(spring, Some((Date::constant(2027, 3, 28), 3600)));
    }

    fn day(text: &str) -> Date {
        text.parse().expect("a date")
    }

    fn monthly() -> Every {
        Every { days: 30, first_within_days: Some(10), until: Some(day("2026-06-30")) }
    }

    #[test]
    fn every_thirty_days_first_within_ten_until_the_end_of_june() {
        let rule = rule(&monthly(), day("2026-02-28")).expect("a rule");
        assert_eq!(rule.first_on, day("2026-03-10"));
        let due = occurrences(&rule, day("2026-01-01"), day("2027-01-01"));
        assert_eq!(due, ["2026-03-10", "2026-04-09", "2026-05-09", "2026-06-08"].map(day));
        assert_eq!(occurrences(&rule, day("2026-04-09"), day("2026-05-08")), [day("2026-04-09")]);
    }

    #[test]
    fn a_rule_that_cannot_be_is_refused() {
        let every = |days, until| Every { days, first_within_days: None, until };
        assert!(matches!(rule(&every(0, None), day("2026-01-01")), Err(Refusal::BadInterval { days: 0 })));
        assert!(matches!(rule(&every(7, None), day("2026-01-01")), Err(Refusal::NoEnd {})));
        let ended = every(30, Some(day("2026-01-05")));
        assert!(matches!(rule(&ended, day("2026-01-01")), Err(Refusal::EndsBeforeItBegins { .. })));
    }

    #[test]
    fn a_day_ends_when_it_ends_at_the_post() {
        let wellington = zone("Pacific/Auckland").expect("a zone");
        let ottawa = zone("America/Toronto").expect("a zone");
        let on = day("2026-11-20");
        assert_eq!(end_of(on, &wellington).to_string(), "2026-11-20T10:59:59.999Z");
        assert_eq!(end_of(on, &ottawa).to_string(), "2026-11-21T04:59:59.999Z");
    }

    #[test]
    fn a_time_the_clocks_skip_is_the_first_after_the_gap() {
        let paris = zone("Europe/Paris").expect("a zone");
        assert_eq!(instant(day("2026-03-29").at(2, 30, 0, 0), &paris).to_string(), "2026-03-29T01:30:00Z");
        assert!(zone("Europe/Atlantis").is_err());
    }

    #[test]
    fn a_hostile_rule_gives_no_occurrences_and_no_panic() {
        let bad = Rule { first_on: day("2026-01-01"), recur: "FREQ=SECONDLY;INTERVAL=0".into() };
        assert!(occurrences(&bad, day("2026-01-01"), day("2026-12-31")).len() < 400);
    }

    #[test]
    fn an_office_is_at_work_on_its_own_days_from_nine_to_five() {
        let week = [Weekday::Sunday, Weekday::Monday];
        let at = |local: &str| at_work(&week, local.parse().expect("a local time"));
        assert!(at("2026-11-22T09:00") && at("2026-11-23T16:59"));
        assert!(!at("2026-11-22T17:00") && !at("2026-11-24T10:00"));
    }
}
