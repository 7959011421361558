//! The number of a cable: station, year, serial. Numbers are compared as integers, so padding never matters; a
//! number is a name and not a key, because real archives hold the same number more than once.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::Unreadable;

/// The message reference number.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Number {
    /// The station whose series it is, upper case, single blanks.
    pub station: String,
    /// The year, where it was written or is known.
    pub year: Option<i16>,
    /// The serial in the station's series.
    pub serial: u32,
}

impl Number {
    /// Builds a number; the station is put into upper case with single blanks.
    pub fn new(station: &str, year: Option<i16>, serial: u32) -> Self {
        Self { station: super::upper(station), year, serial }
    }

    /// Reads a number where most texts are none, and so are not worth an error.
    pub(crate) fn read(text: &str) -> Option<Self> {
        scan(text.trim())
    }

    /// Returns the form with the year before it: `73 STATE 163147`, or the short form when no year is known.
    pub fn long(&self) -> String {
        match self.year {
            Some(year @ 1966..=2065) => format!("{:02} {self}", year.rem_euclid(100)),
            Some(year) => format!("{year} {self}"),
            None => self.to_string(),
        }
    }

    /// Tells whether two numbers may name the same cable: a year that one of them lacks does not part them.
    pub fn may_be(&self, other: &Self) -> bool {
        let years = match (self.year, other.year) {
            (Some(mine), Some(theirs)) => mine == theirs,
            _ => true,
        };
        years && self.serial == other.serial && self.station == other.station
    }

    /// Returns the same number with a year, if it had none.
    #[must_use]
    pub fn in_year(mut self, year: i16) -> Self {
        self.year.get_or_insert(year);
        self
    }
}

/// Widens a year of two digits: 66 to 99 are of the last century, 00 to 65 of this one.
pub fn window(year: i16) -> i16 {
    match year {
        0..=65 => 2000 + year,
        66..=99 => 1900 + year,
        _ => year,
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {:04}", self.station, self.serial)
    }
}

impl FromStr for Number {
    type Err = Unreadable;

    fn from_str(text: &str) -> Result<Self, Unreadable> {
        Self::read(text).ok_or_else(|| Unreadable::new("cable number", text))
    }
}

/// Reads `[year] station serial`, glued or apart: `STATE 163147`, `25 PARIS 0032`, `1973STATE163147`,
/// `STATE. 008901`.
fn scan(text: &str) -> Option<Number> {
    let text = text.trim_end_matches(['.', ',', ';', ':']);
    let digits_first = text.bytes().take_while(u8::is_ascii_digit).count();
    let year = match digits_first {
        0 => None,
        2 | 4 => {
            let year = text.get(..digits_first)?.parse().ok()?;
            Some(if digits_first == 2 { window(year) } else { year })
        }
        _ => return None,
    };
    let text = text.get(digits_first..)?.trim_start_matches([' ', '\'', '-']);
    let digits_last = text.bytes().rev().take_while(u8::is_ascii_digit).count();
    if digits_last == 0 || digits_last > 7 {
        return None;
    }
    let (station, serial) = text.split_at_checked(text.len() - digits_last)?;
    let station = station.trim_end_matches([' ', '.', ',', ':', '#']).trim_end();
    // "STATE'S 51556" is of the series of STATE.
    let station =
        ["'S", "\u{2019}S", "'s"].iter().find_map(|owner| station.strip_suffix(owner)).unwrap_or(station);
    let letters = station.bytes().filter(u8::is_ascii_alphabetic).count();
    let plain =
        station.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '.' | '-' | '\'' | '/' | '\u{2019}'));
    // Two letters is the shortest station in use (EC, UN); one letter and a dash is an airgram.
    if letters < 2 || !plain || station.len() > 40 || station.ends_with('-') {
        return None;
    }
    Some(Number::new(station, year, serial.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn padding_never_parts_two_numbers() {
        assert_eq!("TEHRAN 0416".parse::<Number>(), "Tehran 416".parse::<Number>());
    }

    #[test]
    fn the_year_may_stand_before_or_be_glued_on() {
        let state = Number::new("STATE", Some(1973), 163_147);
        assert_eq!("73 STATE 163147".parse(), Ok(state.clone()));
        assert_eq!("1973STATE163147".parse(), Ok(state.clone()));
        assert_eq!(state.long(), "73 STATE 163147");
        assert_eq!(state.to_string(), "STATE 163147");
    }

    #[test]
    fn stations_of_several_words_are_kept_whole() {
        let number: Number = "USDEL SHIRAZ 0013".parse().unwrap();
        assert_eq!((number.station.as_str(), number.serial), ("USDEL SHIRAZ", 13));
        assert!("STATE. 008901".parse::<Number>().is_ok());
    }

    #[test]
    fn an_airgram_a_bare_station_and_a_bare_serial_are_no_cable_numbers() {
        for text in ["A-128", "STATE CA-3400", "PARIS", "29777", "", "PARIS 123456789"] {
            assert!(text.parse::<Number>().is_err(), "{text}");
        }
    }

    #[test]
    fn a_missing_year_does_not_part_two_numbers() {
        let with: Number = "25 PARIS 32".parse().unwrap();
        let without: Number = "PARIS 0032".parse().unwrap();
        assert!(with.may_be(&without) && with != without);
        assert!(!with.may_be(&without.in_year(2024)));
    }
}
