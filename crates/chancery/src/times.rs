//! Dates and times as people type them and as they are printed. Times are UTC and end in Z unless a place is named.

use domain::calendar;
use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;

/// A time as typed: a day, a local time, or an instant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Moment {
    /// A whole day: what falls on it may be done until it ends.
    Day(Date),
    /// A time of day where it counts.
    Local(DateTime),
    /// An instant, the same everywhere.
    Instant(Timestamp),
}

impl Moment {
    /// The instant it means at a place.
    pub(crate) fn at(self, zone: &TimeZone) -> Timestamp {
        match self {
            Self::Day(day) => calendar::end_of(day, zone),
            Self::Local(local) => calendar::instant(local, zone),
            Self::Instant(at) => at,
        }
    }

    /// The instant it means when no place is named.
    pub(crate) fn utc(self) -> Timestamp {
        self.at(&TimeZone::UTC)
    }
}

impl std::str::FromStr for Moment {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let text = text.trim();
        if let Ok(day) = text.parse::<Date>()
            && text.len() == 10
        {
            return Ok(Self::Day(day));
        }
        let zulu = text.strip_suffix(['Z', 'z']).unwrap_or(text);
        let local =
            ["%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M"].iter().find_map(|form| DateTime::strptime(form, zulu).ok());
        match local {
            Some(local) if zulu.len() < text.len() => {
                Ok(Self::Instant(calendar::instant(local, &TimeZone::UTC)))
            }
            Some(local) => Ok(Self::Local(local)),
            None => text.parse().map(Self::Instant).map_err(|_| {
                "not a day or time that exists; write 2026-12-03, 2026-12-03 14:05Z or 2026-12-03T14:05:00Z".to_owned()
            }),
        }
    }
}

/// Reads a day. Words like today are not read: what day it is depends on the place.
pub(crate) fn day(text: &str) -> Result<Date, String> {
    let text = text.trim();
    let day = text.parse::<Date>().ok().filter(|_| text.len() == 10);
    day.ok_or_else(|| {
        format!("`{text}` is not a day that exists; write year, month and day such as 2026-12-03")
    })
}

/// A time as printed, to the minute.
pub(crate) fn shown(at: Timestamp) -> String {
    at.to_zoned(TimeZone::UTC).strftime("%Y-%m-%d %H:%MZ").to_string()
}

/// The day of a time in a few letters, as a board has room for: `28 OCT`.
pub(crate) fn short(at: Timestamp) -> String {
    at.to_zoned(TimeZone::UTC).strftime("%-d %b").to_string().to_uppercase()
}
