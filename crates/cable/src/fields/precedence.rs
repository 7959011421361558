//! Precedence: how fast an addressee must have the cable before them. The words and their order are here; which of
//! them a service still uses is for its profile.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::Unreadable;

/// The speed class of handling, lowest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Precedence {
    /// In turn.
    #[serde(rename = "ROUTINE")]
    Routine,
    /// Ahead of routine.
    #[serde(rename = "PRIORITY")]
    Priority,
    /// Before anything but a flash; no call at night by itself.
    #[serde(rename = "IMMEDIATE")]
    Immediate,
    /// Immediate action by a named addressee at any hour.
    #[serde(rename = "NIACT IMMEDIATE")]
    Niact,
    /// At once, at any hour, with an acknowledgement.
    #[serde(rename = "FLASH")]
    Flash,
}

impl Precedence {
    /// All of them, lowest first.
    pub const ALL: [Self; 5] = [Self::Routine, Self::Priority, Self::Immediate, Self::Niact, Self::Flash];

    /// Returns the word as printed after an addressee.
    pub fn word(self) -> &'static str {
        match self {
            Self::Routine => "ROUTINE",
            Self::Priority => "PRIORITY",
            Self::Immediate => "IMMEDIATE",
            Self::Niact => "NIACT IMMEDIATE",
            Self::Flash => "FLASH",
        }
    }

    /// Returns the letter of the date-time line. Night action shares the letter of immediate; only the word
    /// after the addressee tells them apart.
    pub fn prosign(self) -> char {
        match self {
            Self::Routine => 'R',
            Self::Priority => 'P',
            Self::Immediate | Self::Niact => 'O',
            Self::Flash => 'Z',
        }
    }

    /// Reads the letter of the date-time line.
    pub fn from_prosign(letter: char) -> Option<Self> {
        match letter.to_ascii_uppercase() {
            'R' => Some(Self::Routine),
            'P' => Some(Self::Priority),
            // A zero for the letter O is the commonest slip of typists and scanners.
            'O' | '0' => Some(Self::Immediate),
            'Z' => Some(Self::Flash),
            _ => None,
        }
    }

    /// Reads a precedence where most words are none, and so are not worth an error.
    pub(crate) fn read(text: &str) -> Option<Self> {
        let mut words = text.split_whitespace();
        let (first, second, more) = (words.next().unwrap_or(""), words.next(), words.next());
        let is = |word: &str| first.eq_ignore_ascii_case(word);
        let found = match second {
            None if is("ROUTINE") => Some(Self::Routine),
            None if is("PRIORITY") => Some(Self::Priority),
            None if is("IMMEDIATE") => Some(Self::Immediate),
            None if is("NIACT") => Some(Self::Niact),
            None if is("FLASH") => Some(Self::Flash),
            Some(next) if is("NIACT") && next.eq_ignore_ascii_case("IMMEDIATE") => Some(Self::Niact),
            _ => None,
        };
        found.filter(|_| more.is_none())
    }

    /// Takes the precedence off the end of an addressee and returns what is left of the addressee.
    pub fn split_off(text: &str) -> (&str, Option<Self>) {
        let text = text.trim_end();
        let (head, last) = match text.rfind(char::is_whitespace) {
            Some(at) => (text.get(..at).unwrap_or(""), text.get(at..).unwrap_or("").trim_start()),
            None => ("", text),
        };
        let Some(found) = Self::read(last) else {
            return (text, None);
        };
        let head = head.trim_end();
        if found == Self::Immediate {
            let before = head.rfind(char::is_whitespace).map_or(0, |at| at + 1);
            let word = head.get(before..).unwrap_or("").trim();
            if word.eq_ignore_ascii_case("NIACT") {
                return (head.get(..before).unwrap_or("").trim_end(), Some(Self::Niact));
            }
        }
        (head, Some(found))
    }
}

impl fmt::Display for Precedence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

impl FromStr for Precedence {
    type Err = Unreadable;

    fn from_str(text: &str) -> Result<Self, Unreadable> {
        Self::read(text).ok_or_else(|| Unreadable::new("precedence", text))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_precedence_reads_its_own_word() {
        for each in Precedence::ALL {
            assert_eq!(each.word().parse(), Ok(each));
            assert_eq!(each.word().to_lowercase().parse(), Ok(each));
        }
        assert!("ROUTINE FLASH".parse::<Precedence>().is_err());
    }

    #[test]
    fn night_action_is_taken_off_as_one_word_of_two() {
        assert_eq!(Precedence::split_off("CANBERRA NIACT IMMEDIATE"), ("CANBERRA", Some(Precedence::Niact)));
        assert_eq!(Precedence::split_off("CANBERRA IMMEDIATE"), ("CANBERRA", Some(Precedence::Immediate)));
        assert_eq!(Precedence::split_off("SAN JOSE"), ("SAN JOSE", None));
    }

    #[test]
    fn a_flash_goes_before_everything() {
        assert!(Precedence::Flash > Precedence::Niact && Precedence::Niact > Precedence::Immediate);
        assert!(Precedence::Priority > Precedence::Routine);
    }

    #[test]
    fn the_wire_form_is_the_word() {
        let json = serde_json::to_string(&Precedence::Niact).unwrap();
        assert_eq!(json, "\"NIACT IMMEDIATE\"");
    }
}
