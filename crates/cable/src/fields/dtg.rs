//! The date-time group: when a cable was released, in one line with its precedences and operating signals. Blanks
//! between any two characters, full month names and years of two digits are read; an impossible day is kept as
//! text and gives no time.

use std::fmt;
use std::str::FromStr;

use jiff::Timestamp;
use jiff::civil;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

use super::number::window;
use super::{Precedence, Unreadable};

const MONTHS: [&str; 12] = [
    "JANUARY",
    "FEBRUARY",
    "MARCH",
    "APRIL",
    "MAY",
    "JUNE",
    "JULY",
    "AUGUST",
    "SEPTEMBER",
    "OCTOBER",
    "NOVEMBER",
    "DECEMBER",
];

/// The number of a month that is written out, in any case.
pub(crate) fn month_named(word: &str) -> Option<i8> {
    let at = MONTHS.iter().position(|name| name.eq_ignore_ascii_case(word))?;
    i8::try_from(at + 1).ok()
}

/// A moment, to the minute, in Zulu time.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Dtg {
    /// The moment.
    pub at: Timestamp,
    /// The group as it was written.
    pub raw: String,
}

impl Dtg {
    /// Builds the group of a moment; seconds are dropped.
    pub fn new(at: Timestamp) -> Self {
        let at = Timestamp::from_second(at.as_second().div_euclid(60) * 60).unwrap_or(at);
        let mut dtg = Self { at, raw: String::new() };
        dtg.raw = dtg.to_string();
        dtg
    }
}

impl fmt::Display for Dtg {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let time = self.at.to_zoned(TimeZone::UTC).datetime();
        let month = usize::try_from(time.month()).ok().and_then(|month| MONTHS.get(month.wrapping_sub(1)));
        let month = month.and_then(|name| name.get(..3)).unwrap_or("???");
        let (day, hour, minute, year) = (time.day(), time.hour(), time.minute(), time.year());
        write!(f, "{day:02}{hour:02}{minute:02}Z {month} {year:04}")
    }
}

impl FromStr for Dtg {
    type Err = Unreadable;

    fn from_str(text: &str) -> Result<Self, Unreadable> {
        let line = DtgLine::read(text).and_then(|line| line.dtg);
        line.ok_or_else(|| Unreadable::new("date-time group", text))
    }
}

/// The line that carries the group.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DtgLine {
    /// The first precedence: that of the action addressees.
    pub action: Option<Precedence>,
    /// The second precedence, if there are two: that of the information addressees.
    pub info: Option<Precedence>,
    /// The moment, if there is such a day.
    pub dtg: Option<Dtg>,
    /// The group as it was written.
    pub raw: String,
    /// Operating signals and whatever else follows the year.
    pub signals: Vec<String>,
    /// Whether blanks stood where none belong.
    pub spaced: bool,
}

impl DtgLine {
    /// Reads a line as `[precedence [precedence]] ddhhmmZ month year [signals]`; gives nothing when the line
    /// is something else.
    pub fn read(line: &str) -> Option<Self> {
        let mut found = Self::default();
        let mut rest = found.prosigns(line.trim_start());
        // "0131355Z" is the zero of an immediate run into the group.
        if found.action.is_none()
            && rest.starts_with('0')
            && rest.get(7..8).is_some_and(|z| z == "Z" || z == "z")
        {
            found.action = Some(Precedence::Immediate);
            rest = rest.get(1..)?;
        }
        let start = line.len() - rest.len();
        let (digits, after, spaced) = digits(rest, 8);
        if !(5..=8).contains(&digits.len()) {
            return None;
        }
        let mut blanks = spaced;
        let mut rest = rest.get(after..)?;
        let zulu = rest.trim_start();
        if let Some(next) = zulu.strip_prefix(['Z', 'z']) {
            blanks |= zulu.len() != rest.len();
            rest = next;
        }
        let rest = rest.trim_start_matches([' ', '\t', '.', ',', '/']);
        let (month, taken) = month(rest)?;
        let rest_of_line = rest.get(taken..)?;
        let tail = rest_of_line.trim_start_matches([' ', '\t', '.', ',', '\'']);
        let (year, after, spaced) = year(tail);
        blanks |= spaced;
        let tail_start = line.len() - tail.len();
        line.get(start..tail_start + after)?.trim().clone_into(&mut found.raw);
        found.signals = tail.get(after..)?.split_whitespace().map(str::to_owned).collect();
        found.spaced = blanks;
        found.dtg = (digits.len() == 6)
            .then(|| moment(&digits, month, year?))
            .flatten()
            .map(|at| Dtg { at, raw: found.raw.clone() });
        Some(found)
    }

    /// Takes one or two precedence letters off the front.
    fn prosigns<'a>(&mut self, line: &'a str) -> &'a str {
        let mut rest = line;
        for _ in 0..2 {
            let word_end = rest.find(char::is_whitespace).unwrap_or(0);
            let word = rest.get(..word_end).unwrap_or("");
            if word.is_empty() || word.len() > 2 {
                break;
            }
            if !word.chars().all(|sign| Precedence::from_prosign(sign).is_some()) {
                break;
            }
            for sign in word.chars().filter_map(Precedence::from_prosign) {
                match (self.action, self.info) {
                    (None, _) => self.action = Some(sign),
                    // `RR` is the routing form of a single precedence.
                    (Some(first), None) if first != sign => self.info = Some(sign),
                    _ => {}
                }
            }
            rest = rest.get(word_end..).unwrap_or("").trim_start();
        }
        rest
    }
}

/// Reads up to `most` digits with blanks between them; returns them, the bytes they took and whether blanks
/// stood between.
fn digits(text: &str, most: usize) -> (String, usize, bool) {
    let mut found = String::new();
    let (mut end, mut spaced) = (0, false);
    for (at, c) in text.char_indices() {
        if c.is_ascii_digit() && found.len() < most {
            spaced |= !found.is_empty() && end != at;
            found.push(c);
            end = at + 1;
        } else if c != ' ' {
            break;
        }
    }
    (found, end, spaced)
}

/// Reads a month by its first three letters, if what follows belongs to the name.
fn month(text: &str) -> Option<(i8, usize)> {
    let width = text.bytes().take_while(u8::is_ascii_alphabetic).count();
    let word = text.get(..width)?;
    let known = |name: &&str| {
        width >= 3
            && width <= name.len()
            && name.get(..width).is_some_and(|part| part.eq_ignore_ascii_case(word))
    };
    let index = MONTHS.iter().position(known)?;
    Some((i8::try_from(index).ok()? + 1, width))
}

/// Reads a year of two or four digits; anything else gives none.
fn year(text: &str) -> (Option<i16>, usize, bool) {
    let glued = text.bytes().take_while(u8::is_ascii_digit).count();
    if glued == 2 || glued == 4 {
        return (text.get(..glued).and_then(|year| year.parse().ok()).map(window), glued, false);
    }
    let (found, end, spaced) = digits(text, 4);
    match found.len() {
        2 | 4 => (found.parse().ok().map(window), end, spaced),
        _ => (None, 0, false),
    }
}

fn moment(digits: &str, month: i8, year: i16) -> Option<Timestamp> {
    let two = |at: usize| digits.get(at..at + 2)?.parse::<i8>().ok();
    let date = civil::Date::new(year, month, two(0)?).ok()?;
    let time = civil::Time::new(two(2)?, two(4)?, 0, 0).ok()?;
    date.to_datetime(time).to_zoned(TimeZone::UTC).ok().map(|zoned| zoned.timestamp())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Option<String> {
        DtgLine::read(text)?.dtg.map(|dtg| dtg.at.to_string())
    }

    #[test]
    fn two_precedences_are_action_and_info() {
        let line = DtgLine::read("P R 281848Z DEC 66").unwrap();
        assert_eq!((line.action, line.info), (Some(Precedence::Priority), Some(Precedence::Routine)));
        assert_eq!(line.dtg.unwrap().at.to_string(), "1966-12-28T18:48:00Z");
        assert_eq!(DtgLine::read("PR 031735Z FEB, 69").unwrap().info, Some(Precedence::Routine));
        assert_eq!(at("PR 031735Z FEB, 69").as_deref(), Some("1969-02-03T17:35:00Z"));
    }

    #[test]
    fn operating_signals_are_kept_apart() {
        let line = DtgLine::read("O 172244Z FEB 78 ZFF6").unwrap();
        assert_eq!((line.action, line.signals), (Some(Precedence::Immediate), vec!["ZFF6".to_owned()]));
    }

    #[test]
    fn blanks_in_the_group_are_read_and_noticed() {
        let line = DtgLine::read("P 251346 Z JUN 7 3").unwrap();
        assert!(line.spaced);
        assert_eq!(line.dtg.unwrap().at.to_string(), "1973-06-25T13:46:00Z");
    }

    #[test]
    fn a_day_that_cannot_be_is_kept_as_text() {
        let line = DtgLine::read("O 411058Z DEC 75").unwrap();
        assert_eq!((line.dtg, line.raw.as_str()), (None, "411058Z DEC 75"));
        assert_eq!(at("R 118401Z AUG 71"), None);
        assert_eq!(DtgLine::read("P 12100018 FEB 71").unwrap().dtg, None);
    }

    #[test]
    fn four_letter_years_and_full_months_are_read() {
        assert_eq!(at("011500Z JAN 2006").as_deref(), Some("2006-01-01T15:00:00Z"));
        assert_eq!(at("0 141445Z January 71").as_deref(), Some("1971-01-14T14:45:00Z"));
    }

    #[test]
    fn other_lines_are_no_date_time_lines() {
        for line in ["FM SECSTATE WASHDC", "STATE 163147", "", "70", "R", "163147 MARCHING"] {
            assert_eq!(DtgLine::read(line), None, "{line}");
        }
    }

    #[test]
    fn it_prints_as_it_is_sent() {
        let dtg: Dtg = "141723Z MAR 2026".parse().unwrap();
        assert_eq!(dtg.to_string(), "141723Z MAR 2026");
        assert_eq!(Dtg::new(dtg.at), dtg);
    }
}
