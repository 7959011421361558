//! How values stand in columns and times in sentences. No view's own knowledge is here.

use std::str::FromStr;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use rusqlite::Row;

use crate::Fault;

/// A name in a column, read back.
pub(crate) fn read<T: FromStr<Err: ToString>>(row: &Row<'_>, column: usize) -> Result<T, Fault> {
    let text = row.get_ref(column)?.as_str().map_err(|why| Fault::odd("a name", why))?;
    text.parse().map_err(|why: T::Err| Fault::odd("a name", why.to_string()))
}

/// A name in a column that may be empty.
pub(crate) fn maybe<T: FromStr<Err: ToString>>(row: &Row<'_>, column: usize) -> Result<Option<T>, Fault> {
    match row.get_ref(column)?.as_str_or_null().map_err(|why| Fault::odd("a name", why))? {
        Some(text) => text.parse().map(Some).map_err(|why: T::Err| Fault::odd("a name", why.to_string())),
        None => Ok(None),
    }
}

/// A time from its milliseconds.
pub(crate) fn time(milliseconds: i64) -> Timestamp {
    Timestamp::from_millisecond(milliseconds).unwrap_or(Timestamp::UNIX_EPOCH)
}

/// A time beside another: `14:05Z` on the same day, `21 NOV 14:05Z` on another, with the year in another year.
pub(crate) fn beside(at: Timestamp, now: Timestamp) -> String {
    let (at, now) = (at.to_zoned(TimeZone::UTC), now.to_zoned(TimeZone::UTC));
    let form = match (at.date() == now.date(), at.year() == now.year()) {
        (true, _) => "%H:%MZ",
        (_, true) => "%d %b %H:%MZ",
        _ => "%d %b %Y %H:%MZ",
    };
    at.strftime(form).to_string().to_uppercase()
}

/// A number of things in words: `1 post`, `27 posts`.
pub(crate) fn many(count: usize, one: &str) -> String {
    if count == 1 { format!("1 {one}") } else { format!("{count} {one}s") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_says_no_more_than_it_must() {
        let at: Timestamp = "2026-11-21T14:05:00Z".parse().expect("a time");
        let now = |text: &str| text.parse::<Timestamp>().expect("a time");
        assert_eq!(beside(at, now("2026-11-21T23:00:00Z")), "14:05Z");
        assert_eq!(beside(at, now("2026-11-22T23:00:00Z")), "21 NOV 14:05Z");
        assert_eq!(beside(at, now("2027-01-01T00:00:00Z")), "21 NOV 2026 14:05Z");
    }
}
