//! A sentence before it is said: a name that never changes and what it speaks of, so that a page can say it in another
//! language. English stands here, once; what happened is the history's to tell.

use domain::fact::Piece;
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Serialize, Serializer};

/// Every sentence a history can hold, by name, with what it speaks of in braces.
pub const SENTENCES: &[(&str, &str)] = &[
    ("draft-begun", "draft begun"),
    ("draft-revised", "draft revised"),
    ("draft-abandoned", "draft abandoned"),
    ("approved", "approved"),
    ("regraded", "answered for a lower marking than that of what it answers"),
    ("confirmed", "confirmed with a passkey"),
    ("asked-to-clear", "{officer} asked to clear {pieces}"),
    ("cleared", "{pieces} cleared ({answer})"),
    ("not-cleared", "{pieces} not cleared"),
    ("waived", "clearance of {officer} waived"),
    ("released", "released as {number}"),
    ("filed", "filed from {source}"),
    ("asked", "{office} asked to act"),
    ("asked-many", "{count} offices asked to act"),
    ("rule-changed", "rule changed for {office} from {day}"),
    ("extended", "{office} given until {time}"),
    ("extension-declined", "more time declined for {office}"),
    ("objection-ruled", "objection of {office}: {ruling}"),
    ("withdrawn", "taken back from {office}"),
    ("returned", "reply of {office} returned"),
    ("acknowledged", "{office} acknowledged"),
    ("objected", "{office} objects and proposes {proposes}"),
    ("extension-asked", "{office} asks for time until {time}"),
    ("delivered", "{office} delivered on {day}"),
    ("delivered-stance", "{office} delivered on {day}; the host {stance}"),
    ("reported", "{office} reported"),
    ("reported-by", "{office} reported by {number}"),
    ("planned", "{office} plans a {form} on {day}"),
    ("itself", "{words}"),
    ("opened-in-emergency", "opened it in an emergency until {time}, on duty at {office}"),
    ("assessed", "{country} judged to be: {stance} on {day}"),
];

/// One sentence of a history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// Its name in the list of sentences.
    pub name: &'static str,
    /// What it speaks of, by the names in the sentence.
    pub about: Vec<(&'static str, About)>,
}

/// Something a sentence speaks of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum About {
    /// A name or a number, the same in every language.
    Name(String),
    /// A country by its code, or an office's name where the host is none.
    Country(String),
    /// A word of a closed list.
    Word(&'static str),
    /// How many.
    Count(usize),
    /// A day.
    Day(Date),
    /// An instant.
    Time(Timestamp),
    /// Pieces of a draft; none is the whole of it.
    Pieces(Vec<Piece>),
}

impl Told {
    /// Words that are the same in every language.
    pub fn itself(words: String) -> Self {
        Self { name: "itself", about: vec![("words", About::Name(words))] }
    }

    /// Whether it speaks of an office by this name.
    pub fn is_of(&self, office: &str) -> bool {
        self.about
            .iter()
            .any(|(name, about)| *name == "office" && matches!(about, About::Name(said) if said == office))
    }
}

impl std::fmt::Display for About {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Name(name) | Self::Country(name) => f.write_str(name),
            Self::Word(word) => f.write_str(&word.replace('-', " ")),
            Self::Count(count) => write!(f, "{count}"),
            Self::Day(day) => write!(f, "{day}"),
            Self::Time(time) => write!(f, "{time}"),
            Self::Pieces(pieces) if pieces.is_empty() => f.write_str("the whole"),
            Self::Pieces(pieces) => {
                f.write_str(&pieces.iter().map(ToString::to_string).collect::<Vec<_>>().join(", "))
            }
        }
    }
}

impl std::fmt::Display for Told {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let known = SENTENCES.iter().find(|(name, _)| *name == self.name);
        // The values are put in from the left, so that braces in a value are not taken for a place.
        let mut rest = known.map_or(self.name, |(_, sentence)| *sentence);
        while let Some((before, after)) = rest.split_once('{') {
            let (place, after) = after.split_once('}').unwrap_or((after, ""));
            f.write_str(before)?;
            if let Some((_, value)) = self.about.iter().find(|(name, _)| *name == place) {
                write!(f, "{value}")?;
            }
            rest = after;
        }
        f.write_str(rest)
    }
}

impl Serialize for Told {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_is_said_with_what_it_speaks_of_and_nothing_in_it_is_taken_for_a_place() {
        let about = vec![("office", About::Name("{day}".into())), ("stance", About::Word("leans-toward"))];
        let day = ("day", About::Day(jiff::civil::date(2026, 11, 19)));
        let told = Told { name: "delivered-stance", about: about.into_iter().chain([day]).collect() };
        assert_eq!(told.to_string(), "{day} delivered on 2026-11-19; the host leans toward");
    }
}
