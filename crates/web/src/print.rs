//! How times, dates and lists are printed: the place's own clock first, UTC beside it, the year only when it is not
//! the reader's, all in the reader's language.

use jiff::Timestamp;
use jiff::Zoned;
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;

use crate::page::When;
use crate::tongue::Tongue;

/// An instant at a place, as read at `now`.
pub(crate) fn when(tongue: Tongue, at: Timestamp, zone: &TimeZone, now: Timestamp) -> When {
    let (there, utc) = (at.to_zoned(zone.clone()), at.to_zoned(TimeZone::UTC));
    let this_year = now.to_zoned(zone.clone()).year() == there.year();
    let weekday = weekday(tongue, there.date());
    let about = [
        ("weekday", weekday.into()),
        ("day", there.day().into()),
        ("month", short_month(tongue, there.date()).into()),
        ("year", there.year().to_string().into()),
        ("clock", clock(tongue, &there).into()),
    ];
    let local = tongue.tell(if this_year { "time-when" } else { "time-when-year" }, &about);
    let beside = if utc.date() == there.date() { beside(&utc) } else { on_day(tongue, &utc, true) };
    When { machine: utc.strftime("%Y-%m-%dT%H:%MZ").to_string(), local, utc: beside }
}

/// An instant in UTC alone, short.
pub(crate) fn zulu(tongue: Tongue, at: Timestamp, now: Timestamp) -> String {
    let (at, now) = (at.to_zoned(TimeZone::UTC), now.to_zoned(TimeZone::UTC));
    if at.date() == now.date() { beside(&at) } else { on_day(tongue, &at, at.year() == now.year()) }
}

/// UTC is written alike in every language.
fn beside(utc: &Zoned) -> String {
    utc.strftime("%H:%MZ").to_string()
}

fn on_day(tongue: Tongue, utc: &Zoned, this_year: bool) -> String {
    let about = [
        ("day", utc.day().into()),
        ("month", short_month(tongue, utc.date()).into()),
        ("year", utc.year().to_string().into()),
        ("clock", beside(utc).into()),
    ];
    tongue.tell(if this_year { "time-day-clock" } else { "time-day-clock-year" }, &about)
}

fn clock(tongue: Tongue, at: &Zoned) -> String {
    let two = |number: i8| format!("{number:02}");
    tongue.tell("time-clock", &[("hour", two(at.hour()).into()), ("minute", two(at.minute()).into())])
}

fn short_month(tongue: Tongue, on: Date) -> String {
    tongue.word("month", &format!("{}.short", on.month()))
}

/// A time on whichever clock is meant, with its year.
pub(crate) fn civil(tongue: Tongue, at: DateTime) -> String {
    let unplaced = at.to_zoned(TimeZone::UTC).unwrap_or_default();
    let about = [
        ("weekday", weekday(tongue, at.date()).into()),
        ("day", at.day().into()),
        ("month", short_month(tongue, at.date()).into()),
        ("year", at.year().to_string().into()),
        ("clock", clock(tongue, &unplaced).into()),
    ];
    tongue.tell("time-when-year", &about)
}

fn weekday(tongue: Tongue, on: Date) -> String {
    tongue.word("weekday", &on.weekday().to_monday_one_offset().to_string())
}

/// The weekday and the time of day at a place.
pub(crate) fn there(tongue: Tongue, at: &Zoned) -> String {
    let about = [("weekday", weekday(tongue, at.date()).into()), ("clock", clock(tongue, at).into())];
    tongue.tell("time-there", &about)
}

/// A day, with its year when it is not the reader's.
pub(crate) fn day(tongue: Tongue, on: Date, now: Timestamp) -> String {
    let this_year = on.year() == now.to_zoned(TimeZone::UTC).year();
    named_day(tongue, on, &short_month(tongue, on), this_year)
}

/// A day in full.
pub(crate) fn long_day(tongue: Tongue, on: Date) -> String {
    named_day(tongue, on, &tongue.word("month", &on.month().to_string()), false)
}

fn named_day(tongue: Tongue, on: Date, month: &str, this_year: bool) -> String {
    let year = on.year().to_string();
    let about = [("day", on.day().into()), ("month", month.into()), ("year", year.into())];
    tongue.tell(if this_year { "time-day" } else { "time-day-year" }, &about)
}

/// How late something is, in the largest unit that says enough.
pub(crate) fn lateness(tongue: Tongue, due: Timestamp, now: Timestamp) -> String {
    let hours = now.duration_since(due).as_hours();
    match hours {
        ..1 => tongue.say("time-late-just"),
        1..48 => tongue.tell("time-late-hours", &[("hours", hours.into())]),
        _ => tongue.tell("time-late-days", &[("days", (hours / 24).into())]),
    }
}

/// One or many.
pub(crate) fn plural<'a>(count: impl TryInto<u64>, one: &'a str, many: &'a str) -> &'a str {
    if count.try_into().is_ok_and(|count| count == 1) { one } else { many }
}

/// A name where no mark-up can set it apart from the words around it, as in a list to choose from.
pub(crate) fn isolated(name: &str) -> String {
    format!("\u{2068}{name}\u{2069}")
}

/// A word of a closed list as people write it: `leans-toward` becomes `leans toward`.
pub(crate) fn spaced(word: &str) -> String {
    word.replace('-', " ")
}

/// A list in a sentence.
pub(crate) fn list(tongue: Tongue, items: &[String]) -> String {
    let pair = |id: &str, one: &str, name: &str, other: &str| {
        tongue.tell(id, &[("first", one.into()), (name, other.into())])
    };
    let comma = |all: String, next: &String| match all.as_str() {
        "" => next.clone(),
        all => pair("list-comma", all, "next", next),
    };
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => pair("list-and", &first.iter().fold(String::new(), comma), "last", last),
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
        let told = when(Tongue::English, at("2026-11-24T04:00:00Z"), &wellington, at("2026-11-22T14:10:00Z"));
        assert_eq!((told.local.as_str(), told.utc.as_str()), ("Tue 24 Nov 17:00", "04:00Z"));
        assert_eq!(told.machine, "2026-11-24T04:00Z");
    }

    #[test]
    fn utc_names_its_day_when_it_is_another() {
        let wellington = TimeZone::get("Pacific/Auckland").expect("a zone");
        let told = when(Tongue::English, at("2025-11-23T20:05:00Z"), &wellington, at("2026-11-22T14:10:00Z"));
        assert_eq!((told.local.as_str(), told.utc.as_str()), ("Mon 24 Nov 2025 09:05", "23 Nov 20:05Z"));
    }

    #[test]
    fn lateness_is_said_in_hours_then_in_days() {
        let due = at("2026-11-20T00:00:00Z");
        assert_eq!(lateness(Tongue::English, due, at("2026-11-20T01:30:00Z")), "1 hour late");
        assert_eq!(lateness(Tongue::English, due, at("2026-11-22T14:10:00Z")), "2 days late");
    }

    #[test]
    fn french_times_and_lists_are_french() {
        let lisbon = TimeZone::get("Europe/Lisbon").expect("a zone");
        let (french, now) = (Tongue::French, at("2026-11-22T14:10:00Z"));
        let told = when(french, at("2026-07-01T07:05:00Z"), &lisbon, now);
        assert_eq!((told.local.as_str(), told.utc.as_str()), ("mer. 1er juill. 08\u{a0}h\u{a0}05", "07:05Z"));
        assert_eq!(long_day(french, jiff::civil::date(2026, 8, 2)), "2 août 2026");
        let three: Vec<String> = ["Lisbonne", "Oslo", "Paris"].map(Into::into).into();
        assert_eq!(list(french, &three), "Lisbonne, Oslo et Paris");
        assert_eq!(list(Tongue::English, &three[..2]), "Lisbonne and Oslo");
    }
}
