//! A profile: the words a service uses and when, as a data file anyone can write. Tables are dated, because
//! priority was dropped from one list and codes changed their meaning; a file with a mistake says on which line.

use std::collections::BTreeMap;

use jiff::civil;
use serde::Deserialize;

use crate::check::rules;
use crate::fields::{Level, Precedence};
use crate::remark::Severity;

/// A mistake in a profile.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {what}")]
pub struct ProfileFault {
    /// The line it stands on, from 1.
    pub line: usize,
    /// What is wrong and what to write.
    pub what: String,
}

/// The families of captions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Family {
    /// Limits who may see it.
    Distribution,
    /// Adds a condition to the level.
    Control,
    /// An exclusive path with its own readers.
    Channel,
    /// Something else with its own rules.
    Special,
    /// Widens the circle of readers.
    Widening,
}

/// The words of one service.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Profile {
    /// The short name.
    pub code: String,
    /// The name.
    pub name: String,
    /// The widest line.
    #[serde(default = "seventy_less_one")]
    pub width: usize,
    /// Whether only the telex alphabet can be sent.
    #[serde(default)]
    pub telex: bool,
    /// The code of the own country in the TAGS.
    pub own_country: Option<String>,
    /// How names of the ministry's own offices begin; empty if that cannot be told.
    #[serde(default)]
    pub ministry: Vec<String>,
    /// Names of collectives known by the text alone.
    #[serde(default)]
    pub collectives: Vec<String>,
    /// Words one of which opens the subject of an instruction.
    #[serde(default)]
    pub action_words: Vec<String>,
    /// The levels in use; empty for all.
    #[serde(default)]
    pub levels: Vec<Level>,
    /// The day as of which the tables are read; without it, entries that have ended do not count.
    pub on: Option<civil::Date>,
    #[serde(default)]
    precedence: Vec<Precedences>,
    #[serde(default)]
    caption: Vec<Captions>,
    #[serde(default)]
    tags: Vec<Codes>,
    temporary: Option<Temporary>,
    #[serde(default)]
    severity: BTreeMap<String, Severity>,
}

fn seventy_less_one() -> usize {
    crate::parse::WIDTH
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Precedences {
    words: Vec<Precedence>,
    from: Option<civil::Date>,
    until: Option<civil::Date>,
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Captions {
    names: Vec<String>,
    family: Family,
    #[serde(default)]
    alone: bool,
    from: Option<civil::Date>,
    until: Option<civil::Date>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum CodeKind {
    Subject,
    Organization,
    Programme,
    Country,
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(clippy::struct_field_names, reason = "the key of the file is called so")]
struct Codes {
    kind: CodeKind,
    codes: String,
    from: Option<civil::Date>,
    until: Option<civil::Date>,
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Temporary {
    codes: String,
}

/// What the register says of a caption.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CaptionRule {
    /// Its family.
    pub family: Family,
    /// Whether it admits no other beside it.
    pub alone: bool,
}

impl Profile {
    /// Reads a profile; a mistake is answered with the line it stands on.
    pub fn read(text: &str) -> Result<Self, ProfileFault> {
        let profile: Self = toml::from_str(text).map_err(|fault| {
            let at = fault.span().map_or(0, |span| span.start);
            ProfileFault { line: line_of(text, at), what: fault.message().to_owned() }
        })?;
        let at = |needle: &str| line_of(text, text.find(needle).unwrap_or(0));
        for (code, severity) in &profile.severity {
            let Some(rule) = rules::find(code) else {
                return Err(ProfileFault { line: at(code), what: format!("there is no rule {code}") });
            };
            if (rule.severity == Severity::Absolute) != (*severity == Severity::Absolute) {
                let what = format!("{code} cannot be changed to or from an absolute rule");
                return Err(ProfileFault { line: at(code), what });
            }
        }
        if profile.width < 20 {
            let what =
                "a line of fewer than 20 characters holds no cable; 55, 69 and 80 are usual".to_owned();
            return Err(ProfileFault { line: at("width"), what });
        }
        if profile.precedence.iter().all(|table| table.words.is_empty()) {
            let what = "a profile needs a [[precedence]] table with at least one word".to_owned();
            return Err(ProfileFault { line: at("[[precedence"), what });
        }
        Ok(profile)
    }

    /// Returns a profile of the house by its code: `us-current`, `us-1973-79`, `uk-like`, `plain`.
    pub fn named(code: &str) -> Option<Self> {
        HOUSE.iter().filter_map(|text| Self::read(text).ok()).find(|profile| profile.code == code)
    }

    /// Returns the same profile as of a day.
    #[must_use]
    pub fn as_of(mut self, day: civil::Date) -> Self {
        self.on = Some(day);
        self
    }

    /// Tells how grave breaking a rule is here.
    pub fn severity(&self, code: &str) -> Severity {
        let own = rules::find(code).map_or(Severity::Warning, |rule| rule.severity);
        self.severity.get(code).copied().unwrap_or(own)
    }

    /// Returns the precedences in the list on the day, lowest first.
    pub fn precedences(&self) -> Vec<Precedence> {
        let valid = self.precedence.iter().filter(|table| self.valid(table.from, table.until));
        let mut words: Vec<Precedence> = valid.flat_map(|table| table.words.iter().copied()).collect();
        words.sort_unstable();
        words.dedup();
        words
    }

    /// Returns what the register says of a caption on the day.
    pub fn caption(&self, name: &str) -> Option<CaptionRule> {
        let valid = self.caption.iter().filter(|table| self.valid(table.from, table.until));
        let mut found = valid.filter(|table| table.names.iter().any(|known| known == name));
        found.next().map(|table| CaptionRule { family: table.family, alone: table.alone })
    }

    /// Returns the captions in the register on the day.
    pub fn captions(&self) -> impl Iterator<Item = &str> {
        let valid = self.caption.iter().filter(|table| self.valid(table.from, table.until));
        valid.flat_map(|table| table.names.iter().map(String::as_str))
    }

    /// Tells whether the profile has a register of codes at all.
    pub fn registers_tags(&self) -> bool {
        !self.tags.is_empty()
    }

    /// Tells whether a code is a subject. Without a register, four letters that are no programme are.
    pub fn subject_tag(&self, code: &str) -> bool {
        if self.registers_tags() {
            return self.listed(CodeKind::Subject, code);
        }
        code.len() == 4 && code.bytes().all(|b| b.is_ascii_uppercase()) && !code.starts_with('K')
    }

    /// Tells whether a code is in the register. Countries are known by two letters, programmes by a K.
    pub fn known_tag(&self, code: &str) -> bool {
        let letters = code.bytes().all(|b| b.is_ascii_uppercase());
        let country =
            code.len() == 2 && letters && !self.tags.iter().any(|table| table.kind == CodeKind::Country);
        let programme = code.len() == 4 && letters && code.starts_with('K');
        let kinds = [CodeKind::Subject, CodeKind::Organization, CodeKind::Programme, CodeKind::Country];
        !self.registers_tags()
            || country
            || programme
            || kinds.into_iter().any(|kind| self.listed(kind, code))
    }

    /// Returns the subject codes of the register on the day.
    pub fn subject_tags(&self) -> impl Iterator<Item = &str> {
        let valid = self
            .tags
            .iter()
            .filter(|table| table.kind == CodeKind::Subject && self.valid(table.from, table.until));
        valid.flat_map(|table| table.codes.split_whitespace())
    }

    /// Tells whether records under a subject are kept for a time only.
    pub fn temporary_tag(&self, code: &str) -> bool {
        self.temporary.as_ref().is_some_and(|list| list.codes.split_whitespace().any(|known| known == code))
    }

    /// Tells whether a name is a collective the profile knows.
    pub fn collective(&self, name: &str) -> bool {
        self.collectives.iter().any(|known| name.starts_with(known.as_str()))
    }

    fn listed(&self, kind: CodeKind, code: &str) -> bool {
        let valid =
            self.tags.iter().filter(|table| table.kind == kind && self.valid(table.from, table.until));
        valid.flat_map(|table| table.codes.split_whitespace()).any(|known| known == code)
    }

    fn valid(&self, from: Option<civil::Date>, until: Option<civil::Date>) -> bool {
        match self.on {
            Some(on) => from.is_none_or(|from| from <= on) && until.is_none_or(|until| on <= until),
            None => until.is_none(),
        }
    }
}

const HOUSE: [&str; 4] = [
    include_str!("../../profiles/us-current.toml"),
    include_str!("../../profiles/us-1973-79.toml"),
    include_str!("../../profiles/uk-like.toml"),
    include_str!("../../profiles/plain.toml"),
];

fn line_of(text: &str, at: usize) -> usize {
    text.bytes().take(at).filter(|b| *b == b'\n').count() + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_profiles_of_the_house_can_be_read() {
        for text in HOUSE {
            assert_eq!(Profile::read(text).map(|_| ()), Ok(()));
        }
        assert!(Profile::named("us-1973-79").is_some() && Profile::named("nowhere").is_none());
    }

    #[test]
    fn tables_are_read_as_of_a_day() {
        let now = Profile::named("us-current").unwrap();
        assert!(!now.precedences().contains(&Precedence::Priority));
        let then = now.as_of(civil::date(2010, 1, 1));
        assert!(then.precedences().contains(&Precedence::Priority));
    }

    #[test]
    fn a_broken_profile_says_where() {
        let fault = |text: &str| Profile::read(text).unwrap_err();
        let head = "code = \"x\"\nname = \"X\"\n";
        let table = "[[precedence]]\nwords = [\"ROUTINE\"]\n";
        assert_eq!(fault(&format!("{head}[[precedence]]\nwords = [\"SLOW\"]\n")).line, 4);
        assert_eq!(fault(&format!("{head}colour = 3\n{table}")).line, 3);
        assert_eq!(fault(&format!("{head}{table}[severity]\nXXX-99 = \"error\"\n")).line, 6);
        let softened = fault(&format!("{head}{table}[severity]\nCLS-02 = \"warning\"\n"));
        assert_eq!((softened.line, softened.what.contains("CLS-02")), (6, true));
        assert_eq!(fault(&format!("{head}width = 3\n{table}")).line, 3);
        assert!(Profile::read(head).is_err() && Profile::read("code = [").is_err());
    }
}
