//! Days and times as officers type them. A day that cannot be is answered with what to write instead.

use jiff::civil;

use crate::remark::Said;
use crate::sentences;
use crate::sheet::Every;

/// Reads a day: `2026-12-10` or `10 DEC 2026`.
pub(super) fn day(text: &str) -> Result<civil::Date, Said> {
    let parts: Vec<&str> = text.split(['-', ' ', '/']).filter(|part| !part.is_empty()).collect();
    let [first, second, third] = parts.as_slice() else {
        return Err(sentences::SHT_04.with([("given", &text.escape_debug())]));
    };
    let named = month(second);
    let (year, month, day) = match named {
        Some(month) => (*third, month, first.parse::<i8>().ok()),
        None => (*first, second.parse::<i8>().unwrap_or(0), third.parse::<i8>().ok()),
    };
    let whole = [first, second, third].iter().all(|part| part.len() <= 9);
    let (Ok(year), Some(day), true) = (year.parse::<i32>(), day, whole) else {
        return Err(sentences::SHT_04.with([("given", &text.escape_debug())]));
    };
    let Ok(year @ 1000..=9999) = i16::try_from(year) else {
        return Err(sentences::SHT_04_YEAR.with([("year", &year)]));
    };
    if !(1..=12).contains(&month) {
        return Err(sentences::SHT_04_MONTH.with([("month", &month), ("year", &year)]));
    }
    civil::Date::new(year, month, day).map_err(|_| {
        let last = civil::Date::new(year, month, 1).map_or(28, civil::Date::days_in_month);
        let last = format!("{year:04}-{month:02}-{last:02}");
        sentences::SHT_04_DAY.with([("given", &text.escape_debug()), ("last", &last)])
    })
}

fn month(text: &str) -> Option<i8> {
    const MONTHS: [&str; 12] =
        ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
    let start = text.get(..3)?;
    let index = MONTHS.iter().position(|name| name.eq_ignore_ascii_case(start))?;
    text.bytes().all(|b| b.is_ascii_alphabetic()).then(|| i8::try_from(index + 1).ok())?
}

/// Reads a day with or without a time; a day alone lasts to its last minute.
pub(super) fn moment(text: &str) -> Result<civil::DateTime, Said> {
    let text = text.trim();
    let text = strip_suffix(strip_suffix(text, "TIME"), "LOCAL");
    // A T joins date and time in the form of ISO 8601, section 4.3.2.
    let (date, clock) = match text.split_once(['T', 't']) {
        Some((date, clock)) if clock.starts_with(|c: char| c.is_ascii_digit()) => (date, Some(clock)),
        _ => match text.rsplit_once(' ') {
            Some((date, last)) if last.contains(':') || clock_of_four(date, last) => (date, Some(last)),
            _ => (text, None),
        },
    };
    let date = day(date.trim().trim_end_matches(','))?;
    let Some(clock) = clock else { return Ok(date.at(23, 59, 0, 0)) };
    time(clock.trim())
        .map(|time| date.to_datetime(time))
        .ok_or_else(|| sentences::SHT_04_CLOCK.with([("given", &clock.escape_debug()), ("date", &date)]))
}

/// Tells whether `1700` after a whole date is a time and not the year of `10 DEC 2026`.
fn clock_of_four(date: &str, last: &str) -> bool {
    last.len() == 4 && last.bytes().all(|b| b.is_ascii_digit()) && day(date.trim()).is_ok()
}

fn strip_suffix<'a>(text: &'a str, word: &str) -> &'a str {
    let at = text.len().saturating_sub(word.len());
    match text.get(at..) {
        Some(tail) if tail.eq_ignore_ascii_case(word) => text.get(..at).unwrap_or("").trim_end(),
        _ => text,
    }
}

fn time(text: &str) -> Option<civil::Time> {
    let (hour, minute) = match text.split_once(':') {
        Some(parts) => parts,
        None if text.len() == 4 => text.split_at_checked(2)?,
        None => return None,
    };
    let plain = |part: &str| (1..=2).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
    if !plain(hour) || !plain(minute) {
        return None;
    }
    civil::Time::new(hour.parse().ok()?, minute.parse().ok()?, 0, 0).ok()
}

/// Reads `30 DAYS UNTIL 2027-06-30, FIRST WITHIN 10 DAYS`.
pub(super) fn every(text: &str) -> Result<Every, Said> {
    let upper = text.to_uppercase().replace(',', " ");
    let words: Vec<&str> = upper.split_whitespace().collect();
    let find = |word: &str| words.iter().position(|each| *each == word);
    let (until_at, first_at) = (find("UNTIL"), find("FIRST"));
    let end = words.len();
    let interval = words.get(..until_at.unwrap_or(end).min(first_at.unwrap_or(end))).unwrap_or(&[]);
    let days = span_in_days(interval)
        .ok_or_else(|| sentences::SHT_04_EVERY.with([("given", &text.escape_debug())]))?;
    let mut found = Every { days, until: None, first_within_days: None };
    if let Some(at) = until_at {
        let stop = first_at.filter(|first| *first > at).unwrap_or(end);
        found.until = Some(day(&words.get(at + 1..stop).unwrap_or(&[]).join(" "))?);
    }
    if let Some(at) = first_at {
        let stop = until_at.filter(|until| *until > at).unwrap_or(end);
        let rest = words.get(at + 1..stop).unwrap_or(&[]);
        let rest = rest.strip_prefix(&["WITHIN"]).unwrap_or(rest);
        let days = span_in_days(rest)
            .ok_or_else(|| sentences::SHT_04_FIRST.with([("given", &text.escape_debug())]))?;
        found.first_within_days = Some(days);
    }
    Ok(found)
}

/// Reads `30 DAYS`, `2 WEEKS`, `MONTH` as days; a month is taken as thirty.
fn span_in_days(words: &[&str]) -> Option<u16> {
    let (count, unit) = match words {
        [unit] if !unit.starts_with(|c: char| c.is_ascii_digit()) => (1, *unit),
        [count] => (count.parse().ok()?, "DAYS"),
        [count, unit] => (count.parse::<u16>().ok()?, *unit),
        _ => return None,
    };
    let unit = match unit {
        "DAY" | "DAYS" => 1,
        "WEEK" | "WEEKS" => 7,
        "MONTH" | "MONTHS" => 30,
        _ => return None,
    };
    count.checked_mul(unit).filter(|days| *days > 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_that_cannot_be_is_answered_with_one_that_can() {
        assert_eq!(
            day("2026-02-30").unwrap_err().to_string(),
            "2026-02-30 is no day of the calendar; write 2026-02-28 or a day before it"
        );
        for text in ["0000-01-01", "10000-01-01", "2026-13-01", "soon", "2026-1-", "99999999999-01-01"] {
            assert!(day(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_date_alone_lasts_to_its_last_minute() {
        assert_eq!(moment("2026-12-10").map(|m| m.to_string()), Ok("2026-12-10T23:59:00".to_owned()));
        for text in
            ["2026-12-10 17:00", "2026-12-10T17:00", "10 DEC 2026 17:00", "10 Dec 2026 1700 local time"]
        {
            assert_eq!(moment(text).map(|m| m.to_string()), Ok("2026-12-10T17:00:00".to_owned()), "{text}");
        }
        assert!(moment("2026-12-10 25:00").is_err());
    }

    #[test]
    fn the_interval_may_be_given_in_weeks_or_months() {
        assert_eq!(every("2 weeks").map(|every| every.days), Ok(14));
        assert_eq!(every("MONTH").map(|every| every.days), Ok(30));
        assert!(
            every("0 DAYS").is_err()
                && every("OFTEN").is_err()
                && every("9999 WEEKS").is_err()
                && every("").is_err()
        );
        assert!(every("30 DAYS UNTIL 2026-02-30").is_err());
    }
}
