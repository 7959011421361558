//! How times, dates and counts are printed: the place's own clock first, UTC beside it, the year only when it is not
//! the reader's.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::page::When;

/// An instant at a place, as read at `now`.
pub(crate) fn when(at: Timestamp, zone: &TimeZone, now: Timestamp) -> When {
    let (there, utc) = (at.to_zoned(zone.clone()), at.to_zoned(TimeZone::UTC));
    let this_year = now.to_zoned(zone.clone()).year() == there.year();
    let local = there.strftime(if this_year { "%a %-d %b %H:%M" } else { "%a %-d %b %Y %H:%M" });
    let beside = utc.strftime(if utc.date() == there.date() { "%H:%MZ" } else { "%-d %b %H:%MZ" });
    When {
        machine: utc.strftime("%Y-%m-%dT%H:%MZ").to_string(),
        local: local.to_string(),
        utc: beside.to_string(),
    }
}

/// An instant in UTC alone, short.
pub(crate) fn zulu(at: Timestamp, now: Timestamp) -> String {
    let (at, now) = (at.to_zoned(TimeZone::UTC), now.to_zoned(TimeZone::UTC));
    let form = match (at.date() == now.date(), at.year() == now.year()) {
        (true, _) => "%H:%MZ",
        (false, true) => "%-d %b %H:%MZ",
        (false, false) => "%-d %b %Y %H:%MZ",
    };
    at.strftime(form).to_string()
}

/// A day, with its year when it is not the reader's.
pub(crate) fn day(on: Date, now: Timestamp) -> String {
    let form = if on.year() == now.to_zoned(TimeZone::UTC).year() { "%-d %b" } else { "%-d %b %Y" };
    on.strftime(form).to_string()
}

/// A day in full.
pub(crate) fn long_day(on: Date) -> String {
    on.strftime("%-d %B %Y").to_string()
}

/// How late something is, in the largest unit that says enough.
pub(crate) fn lateness(due: Timestamp, now: Timestamp) -> String {
    let hours = now.duration_since(due).as_hours();
    match hours {
        ..1 => "just late".into(),
        1..48 => format!("{hours} {} late", plural(hours, "hour", "hours")),
        _ => format!("{} days late", hours / 24),
    }
}

/// One or many.
pub(crate) fn plural<'a>(count: impl TryInto<u64>, one: &'a str, many: &'a str) -> &'a str {
    if count.try_into().is_ok_and(|count| count == 1) { one } else { many }
}

/// A word of a closed list as people write it: `leans-toward` becomes `leans toward`.
pub(crate) fn spaced(word: &str) -> String {
    word.replace('-', " ")
}

/// A list in a sentence.
pub(crate) fn list(items: &[String]) -> String {
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().expect("a time")
    }

    #[test]
    fn a_time_is_told_on_the_clock_of_the_place_with_utc_beside_it() {
        let wellington = TimeZone::get("Pacific/Auckland").expect("a zone");
        let told = when(at("2026-11-24T04:00:00Z"), &wellington, at("2026-11-22T14:10:00Z"));
        assert_eq!((told.local.as_str(), told.utc.as_str()), ("Tue 24 Nov 17:00", "04:00Z"));
        assert_eq!(told.machine, "2026-11-24T04:00Z");
    }

    #[test]
    fn utc_names_its_day_when_it_is_another() {
        let wellington = TimeZone::get("Pacific/Auckland").expect("a zone");
        let told = when(at("2025-11-23T20:05:00Z"), &wellington, at("2026-11-22T14:10:00Z"));
        assert_eq!((told.local.as_str(), told.utc.as_str()), ("Mon 24 Nov 2025 09:05", "23 Nov 20:05Z"));
    }

    #[test]
    fn lateness_is_said_in_hours_then_in_days() {
        let due = at("2026-11-20T00:00:00Z");
        assert_eq!(lateness(due, at("2026-11-20T01:30:00Z")), "1 hour late");
        assert_eq!(lateness(due, at("2026-11-22T14:10:00Z")), "2 days late");
    }
}
