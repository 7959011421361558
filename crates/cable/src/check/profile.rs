//! A profile: the words a service uses and when, as a data file anyone can write. Tables are dated, because
//! priority was dropped from one list and codes changed their meaning; a file with a mistake says on which line.

mod rows;
mod tables;

use std::collections::BTreeMap;

use jiff::civil;
use serde::Deserialize;

use crate::check::rules;
use crate::fields::{Level, Number, Precedence};
use crate::remark::Severity;

pub use rows::{Note, Row, Table};
use tables::{Captions, CodeKind, Codes, Levels, Precedences};
pub use tables::{Clearer, Collectives, Family, Order, Scope, Series};

/// A mistake in a profile.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {what}")]
pub struct ProfileFault {
    /// The line it stands on, from 1.
    pub line: usize,
    /// What is wrong and what to write.
    pub what: String,
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
    /// Whether countries have the codes of FIPS 10 and not those of ISO 3166.
    #[serde(default)]
    pub fips: bool,
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
    /// The abbreviations everybody knows; if there are none, nobody asks.
    #[serde(default)]
    pub glossary: String,
    /// The highest level of what may be handed over to another government.
    #[serde(default = "open")]
    pub handed_over: Level,
    /// The day as of which the tables are read; without it, entries that have ended do not count.
    pub on: Option<civil::Date>,
    #[serde(default)]
    precedence: Vec<Precedences>,
    #[serde(default)]
    caption: Vec<Captions>,
    #[serde(default)]
    tags: Vec<Codes>,
    #[serde(default)]
    level: Vec<Levels>,
    #[serde(default)]
    order: Vec<Order>,
    #[serde(default)]
    collective: Vec<Collectives>,
    #[serde(default)]
    clearer: Vec<Clearer>,
    #[serde(default)]
    series: Vec<Series>,
    #[serde(default)]
    severity: BTreeMap<String, Severity>,
}

fn open() -> Level {
    Level::Unclassified
}

fn seventy_less_one() -> usize {
    crate::parse::WIDTH
}

/// What the register says of a caption.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CaptionRule {
    /// Its family.
    pub family: Family,
    /// Whether it admits no other beside it.
    pub alone: bool,
    /// Whether only named holders may use it.
    pub holders: bool,
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
        found.next().map(|table| CaptionRule {
            family: table.family,
            alone: table.alone,
            holders: table.holders,
        })
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
        let valid = self.tags.iter().filter(|table| table.temporary && self.valid(table.from, table.until));
        valid.flat_map(|table| table.codes.split_whitespace()).any(|known| known == code)
    }

    /// Tells whether a code is an organisation of the register.
    pub fn organization_tag(&self, code: &str) -> bool {
        self.listed(CodeKind::Organization, code)
    }

    /// Tells whether a name is a collective the profile knows.
    pub fn collective(&self, name: &str) -> bool {
        self.collectives.iter().any(|known| name.starts_with(known.as_str()))
            || self.collective_called(name).is_some()
    }

    /// Returns what the profile says of a collective on the day.
    pub fn collective_called(&self, name: &str) -> Option<&Collectives> {
        let mut valid = self.collective.iter().filter(|table| self.valid(table.from, table.until));
        valid.find(|table| table.names.iter().any(|known| known == name.trim_end_matches(" COLLECTIVE")))
    }

    /// Returns who clears what on the day.
    pub fn clearers(&self) -> impl Iterator<Item = &Clearer> {
        self.clearer.iter().filter(|table| self.valid(table.from, table.until))
    }

    /// Tells whether a level is in use on the day; every level is if the profile names none.
    pub fn uses(&self, level: Level) -> bool {
        let valid = self.level.iter().filter(|table| self.valid(table.from, table.until));
        self.level.is_empty() || valid.flat_map(|table| &table.words).any(|known| *known == level)
    }

    /// Returns the order under which cables are classified on the day, if the service has one.
    pub fn order(&self) -> Option<&Order> {
        self.order.iter().find(|order| self.valid(order.from, order.until))
    }

    /// Returns the hours a precedence takes from release to the reader's review, if the profile says.
    pub fn hours(&self, precedence: Precedence) -> Option<u16> {
        let valid = self.precedence.iter().filter(|table| self.valid(table.from, table.until));
        valid.filter(|table| table.words.contains(&precedence)).find_map(|table| table.hours)
    }

    /// Returns the series in use on the day.
    pub fn series(&self) -> Option<&Series> {
        self.series.iter().find(|series| self.valid(series.from, series.until))
    }

    /// Writes a number as the service does; its short form if the profile has no series.
    pub fn numbered(&self, number: &Number) -> String {
        let Some(series) = self.series() else { return number.to_string() };
        let year = number.year.unwrap_or_default();
        let form = series.form.replace("{station}", &number.station).replace("{year}", &year.to_string());
        let form = form.replace("{yy}", &format!("{:02}", year.rem_euclid(100)));
        let form = form.replace("{serial4}", &format!("{:04}", number.serial));
        form.replace("{serial6}", &format!("{:06}", number.serial))
            .replace("{serial}", &number.serial.to_string())
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
    fn a_number_is_written_as_the_service_writes_it() {
        let number = Number::new("PARIS", Some(2006), 127);
        let written =
            |code: &str, year| Profile::named(code).unwrap().as_of(civil::date(year, 6, 1)).numbered(&number);
        assert_eq!(written("us-1973-79", 1976), "06 PARIS 000127");
        assert_eq!(written("uk-like", 2006), "PARIS eGram 127/06");
        assert_eq!(written("uk-like", 2003), "PARIS TELNO 127");
        assert_eq!(written("plain", 2026), "2006 PARIS 0127");
    }

    #[test]
    fn captions_of_the_past_are_known_to_the_past_only() {
        let us = Profile::named("us-current").unwrap();
        assert_eq!(us.caption("CHEROKEE"), None);
        assert!(us.clone().as_of(civil::date(1970, 1, 1)).caption("CHEROKEE").is_some());
        let order =
            |year| us.clone().as_of(civil::date(year, 1, 1)).order().map(|order| order.number.clone());
        assert_eq!((order(1990).as_deref(), order(2026).as_deref()), (Some("12356"), Some("13526")));
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
