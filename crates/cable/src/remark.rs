//! A remark: something odd in a text, where it stands, how grave it is and, where it is safe, what to write
//! instead. Remarks are never errors of the program; deciding what to do about one is for the room above.

use std::borrow::Cow;
use std::ops::Range;

use serde::{Deserialize, Serialize};

/// How grave a remark is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Worth knowing; asks for nothing.
    Advice,
    /// Asks for a reason if the text is to go out as it is.
    Warning,
    /// Stops release until put right or overridden by someone who may.
    Error,
    /// Stops release; nobody may override it.
    Absolute,
}

impl Severity {
    /// Returns the word printed before a remark.
    pub fn word(self) -> &'static str {
        match self {
            Self::Advice => "advice",
            Self::Warning => "warning",
            Self::Error => "error",
            Self::Absolute => "error!",
        }
    }

    /// Tells whether a text with such a remark may not be released as it stands.
    pub fn stops(self) -> bool {
        self >= Self::Error
    }
}

/// A replacement that would settle a remark.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Fix {
    /// The bytes of the text to be replaced.
    pub span: Range<usize>,
    /// What to put there.
    pub replace: String,
    /// Whether it may be applied without asking the drafter.
    pub safe: bool,
}

/// One oddity of a text.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Remark {
    /// The rule, such as `G11`, `CLS-02` or `SHT-05`.
    pub code: Cow<'static, str>,
    /// The bytes of the text it is about; empty when it is about something missing.
    pub span: Range<usize>,
    /// The line it stands on, from 1; 0 when it is about the whole text.
    pub line: usize,
    /// One sentence for the drafter.
    pub message: Cow<'static, str>,
    /// How grave it is.
    pub severity: Severity,
    /// What would settle it, if that is known.
    pub fix: Option<Fix>,
    /// The same sentence before it was said, for another language.
    #[serde(skip)]
    pub said: Said,
}

/// A sentence a remark can say: a name that never changes, and its words in English with what varies in braces.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Sentence {
    /// Its name: the rule in small letters, with a word more where a rule has several.
    pub name: &'static str,
    /// Its words.
    pub english: &'static str,
}

/// A sentence and what it speaks of.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Said {
    /// The sentence.
    pub sentence: Sentence,
    /// What it speaks of, by the names in the sentence.
    pub about: Vec<(&'static str, String)>,
}

impl Sentence {
    /// Says it of some things, by the names it has for them.
    pub fn with<const N: usize>(self, about: [(&'static str, &dyn std::fmt::Display); N]) -> Said {
        Said { sentence: self, about: about.map(|(name, value)| (name, value.to_string())).into() }
    }
}

impl From<Sentence> for Said {
    fn from(sentence: Sentence) -> Self {
        Self { sentence, about: Vec::new() }
    }
}

/// Programs are told it in English.
impl Serialize for Said {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl std::fmt::Display for Said {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // The values are put in from the left, so that braces in a value are not taken for a place.
        let mut rest = self.sentence.english;
        while let Some((before, after)) = rest.split_once('{') {
            let (place, after) = after.split_once('}').unwrap_or((after, ""));
            let value = self.about.iter().find(|(name, _)| *name == place);
            debug_assert!(value.is_some(), "{} speaks of {place}", self.sentence.name);
            f.write_str(before)?;
            f.write_str(value.map_or("", |(_, value)| value))?;
            rest = after;
        }
        f.write_str(rest)
    }
}

impl Remark {
    /// Builds a remark without a fix.
    pub fn new(
        code: &'static str,
        severity: Severity,
        line: usize,
        span: Range<usize>,
        said: impl Into<Said>,
    ) -> Self {
        let said = said.into();
        let message = match said.about.as_slice() {
            [] => Cow::Borrowed(said.sentence.english),
            _ => Cow::Owned(said.to_string()),
        };
        Self { code: Cow::Borrowed(code), span, line, message, severity, fix: None, said }
    }

    /// Builds a remark on what a form of print cannot carry. It is read where the form is written, in English.
    pub fn of_print(
        code: &'static str,
        severity: Severity,
        line: usize,
        span: Range<usize>,
        message: impl Into<Cow<'static, str>>,
    ) -> Self {
        let (message, said) = (message.into(), Said::default());
        Self { code: Cow::Borrowed(code), span, line, message, severity, fix: None, said }
    }

    /// Adds a replacement that would settle it.
    #[must_use]
    pub fn with_fix(mut self, span: Range<usize>, replace: impl Into<String>, safe: bool) -> Self {
        self.fix = Some(Fix { span, replace: replace.into(), safe });
        self
    }
}

impl std::fmt::Display for Remark {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "line {}: {} [{}]: {}", self.line, self.severity.word(), self.code, self.message)
    }
}

/// Finds the known word nearest to what was typed, at most `most` letters away and the first of several; capitals do
/// not count.
pub fn nearest<'a>(typed: &str, known: impl Iterator<Item = &'a str>, most: usize) -> Option<&'a str> {
    let width = typed.chars().count();
    // Words whose lengths differ by more are farther apart than that.
    let near = known.filter(|word| word.chars().count().abs_diff(width) <= most);
    let near = near.map(|word| (distance(typed, word), word)).filter(|(far, _)| *far <= most);
    near.min_by_key(|(far, _)| *far).map(|(_, word)| word)
}

/// The longest word that is compared.
const WORD_MAX: usize = 40;

/// Counts the letters to add, drop or change between two words; letters past the fortieth do not count.
fn distance(one: &str, other: &str) -> usize {
    // A row of the table on the stack: this runs for every word that may be a misspelt one.
    let mut row = [0_u8; WORD_MAX + 1];
    for (cell, at) in row.iter_mut().zip(0..) {
        *cell = at;
    }
    let width = other.chars().take(WORD_MAX).count();
    for (mine, at) in one.chars().take(WORD_MAX).zip(0_u8..) {
        let mut corner = at;
        let mut left = at + 1;
        for (theirs, cell) in other.chars().take(WORD_MAX).zip(row.iter_mut().skip(1)) {
            let swap = corner + u8::from(!mine.eq_ignore_ascii_case(&theirs));
            corner = *cell;
            left = swap.min(left + 1).min(corner + 1);
            *cell = left;
        }
        if let Some(first) = row.first_mut() {
            *first = at + 1;
        }
    }
    row.get(width).copied().map_or(0, usize::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_is_said_with_what_it_speaks_of_and_nothing_in_it_is_taken_for_a_place() {
        let sentence = Sentence { name: "x", english: "{word} is near {near}" };
        assert_eq!(sentence.with([("word", &"{near}"), ("near", &2)]).to_string(), "{near} is near 2");
    }

    #[test]
    fn the_nearest_word_is_offered_and_a_far_one_is_not() {
        let known = ["EXDIS", "NODIS", "STADIS"];
        assert_eq!(nearest("EXDI", known.into_iter(), 2), Some("EXDIS"));
        assert_eq!(nearest("exdsi", known.into_iter(), 2), Some("EXDIS"));
        assert_eq!(nearest("PARIS SUMMIT", known.into_iter(), 2), None);
        assert_eq!((distance("", "AB"), distance("KITTEN", "SITTING")), (2, 3));
    }
}
