//! The level of protection of a cable or of one paragraph, and its many spellings. Captions, which limit readers
//! inside a level, are not here.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::Unreadable;

/// The level of protection, lowest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Level {
    /// Open.
    #[serde(rename = "UNCLASSIFIED")]
    Unclassified,
    /// Not classified but controlled: limited official use, sensitive but unclassified.
    #[serde(rename = "CONTROLLED")]
    Controlled,
    /// The lowest class of services that have four.
    #[serde(rename = "RESTRICTED")]
    Restricted,
    /// Confidential.
    #[serde(rename = "CONFIDENTIAL")]
    Confidential,
    /// Secret.
    #[serde(rename = "SECRET")]
    Secret,
    /// Top secret.
    #[serde(rename = "TOP SECRET")]
    TopSecret,
}

/// Spellings with all blanks and marks taken out, longest first so that a line can be tried from the left.
const SPELLINGS: [(&str, Level); 13] = [
    ("SENSITIVEBUTUNCLASSIFIED", Level::Controlled),
    ("UNCLASSIFIEDSENSITIVE", Level::Controlled),
    ("LIMITEDOFFICIALUSE", Level::Controlled),
    ("UNCLASSENSITIVE", Level::Controlled),
    ("UNCLASSIFIED", Level::Unclassified),
    ("CONFIDENTIAL", Level::Confidential),
    ("RESTRICTED", Level::Restricted),
    ("CONTROLLED", Level::Controlled),
    ("TOPSECRET", Level::TopSecret),
    ("UNCLAS", Level::Unclassified),
    ("SECRET", Level::Secret),
    ("SBU", Level::Controlled),
    ("LOU", Level::Controlled),
];

impl Level {
    /// All of them, lowest first.
    pub const ALL: [Self; 6] = [
        Self::Unclassified,
        Self::Controlled,
        Self::Restricted,
        Self::Confidential,
        Self::Secret,
        Self::TopSecret,
    ];

    /// Returns the word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Unclassified => "UNCLASSIFIED",
            Self::Controlled => "CONTROLLED",
            Self::Restricted => "RESTRICTED",
            Self::Confidential => "CONFIDENTIAL",
            Self::Secret => "SECRET",
            Self::TopSecret => "TOP SECRET",
        }
    }

    /// Returns the word as it stands before the number on a telegram: letters apart from restricted upward.
    pub fn spaced(self) -> &'static str {
        match self {
            Self::Unclassified => "UNCLASSIFIED",
            Self::Controlled => "LIMITED OFFICIAL USE",
            Self::Restricted => "R E S T R I C T E D",
            Self::Confidential => "C O N F I D E N T I A L",
            Self::Secret => "S E C R E T",
            Self::TopSecret => "T O P S E C R E T",
        }
    }

    /// Returns the letters of the portion mark, without brackets.
    pub fn portion(self) -> &'static str {
        match self {
            Self::Unclassified => "U",
            Self::Controlled => "SBU",
            Self::Restricted => "R",
            Self::Confidential => "C",
            Self::Secret => "S",
            Self::TopSecret => "TS",
        }
    }

    /// Tells whether the law of classified matter applies, as it does from restricted upward.
    pub fn classified(self) -> bool {
        self >= Self::Restricted
    }

    /// Reads the letters of a portion mark or a whole class word, without brackets; what follows `//` or a
    /// dash (`C//NF`, `C - ENTIRE TEXT`) is not looked at.
    pub fn from_portion(mark: &str) -> Option<Self> {
        let mark = mark.split("//").next().unwrap_or("");
        let mark = mark.split(['-', '\u{2013}', '\u{2014}']).next().unwrap_or("").trim();
        let mark = mark.split('/').next().unwrap_or("").trim();
        let is = |word: &str| mark.eq_ignore_ascii_case(word);
        if is("U") {
            Some(Self::Unclassified)
        } else if is("R") {
            Some(Self::Restricted)
        } else if is("C") {
            Some(Self::Confidential)
        } else if is("S") {
            Some(Self::Secret)
        } else if is("TS") {
            Some(Self::TopSecret)
        } else {
            Self::read(mark)
        }
    }

    /// Reads a portion mark in brackets at the start of a paragraph and returns what follows it.
    pub fn split_portion(text: &str) -> (Option<Self>, &str) {
        let inside = text.strip_prefix('(').and_then(|rest| rest.split_once(')'));
        match inside {
            // No mark is longer; a longer bracket is part of the sentence.
            Some((mark, rest)) if mark.len() <= 40 => match Self::from_portion(mark) {
                Some(level) => (Some(level), rest),
                None => (None, text),
            },
            _ => (None, text),
        }
    }

    /// Reads a class word where most texts are none, and so are not worth an error.
    fn read(text: &str) -> Option<Self> {
        let line = text.trim();
        let (level, end) = Self::at_start(line)?;
        let rest = line.get(end..).unwrap_or("").trim();
        (rest.is_empty() || rest.eq_ignore_ascii_case("EFTO")).then_some(level)
    }

    /// Reads a class word, letters apart or not, at the start of a line; returns the bytes it took. Whole
    /// words only, so that SECRETARY is no secret.
    pub fn at_start(line: &str) -> Option<(Self, usize)> {
        SPELLINGS.iter().find_map(|(spelling, level)| Some((*level, take(line, spelling)?)))
    }
}

/// Matches the letters of `spelling` against the start of `line`, blanks between letters allowed, and returns
/// where the match ends if a word ends there.
fn take(line: &str, spelling: &str) -> Option<usize> {
    let mut wanted = spelling.bytes();
    let mut want = wanted.next();
    let mut end = 0;
    for (at, byte) in line.bytes().enumerate() {
        let Some(letter) = want else { break };
        if byte == b' ' && at > 0 {
            continue;
        }
        if byte.to_ascii_uppercase() != letter {
            return None;
        }
        want = wanted.next();
        end = at + 1;
    }
    let ends_word = line.as_bytes().get(end).is_none_or(|next| !next.is_ascii_alphanumeric());
    (want.is_none() && ends_word).then_some(end)
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

impl FromStr for Level {
    type Err = Unreadable;

    fn from_str(text: &str) -> Result<Self, Unreadable> {
        Self::read(text).ok_or_else(|| Unreadable::new("classification", text))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_level_reads_its_word_its_spaced_form_and_its_portion() {
        for level in Level::ALL {
            assert_eq!(level.word().parse(), Ok(level));
            assert_eq!(level.spaced().parse(), Ok(level));
            assert_eq!(Level::from_portion(level.portion()), Some(level));
        }
    }

    #[test]
    fn only_whole_words_count() {
        assert!("SECRETARY".parse::<Level>().is_err());
        assert_eq!(Level::at_start("SECRETARIAT"), None);
        assert_eq!(Level::at_start("S E C R E T STATE 181062"), Some((Level::Secret, 11)));
    }

    #[test]
    fn old_and_spaced_spellings_are_read() {
        assert_eq!("limited official use".parse(), Ok(Level::Controlled));
        assert_eq!("UNCLAS EFTO".parse(), Ok(Level::Unclassified));
        assert_eq!("L I M I T E D OFFICIAL USE".parse(), Ok(Level::Controlled));
        assert_eq!("UNCLAS SENSITIVE".parse(), Ok(Level::Controlled));
    }

    #[test]
    fn a_mark_over_the_entire_text_gives_its_level() {
        assert_eq!(Level::split_portion("(C - ENTIRE TEXT). X"), (Some(Level::Confidential), ". X"));
        assert_eq!(Level::split_portion("(SBU/NF) X"), (Some(Level::Controlled), " X"));
        assert_eq!(Level::split_portion("(A) X"), (None, "(A) X"));
    }
}
