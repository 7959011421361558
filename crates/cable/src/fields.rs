//! The fields a cable is made of, each readable from tolerant text and printable in one strict form. Which values
//! are allowed on which date is not decided here; that is the business of a profile.

pub mod addressee;
pub mod caption;
pub mod citation;
pub mod dtg;
pub mod level;
pub mod number;
pub mod order;
pub mod precedence;
pub mod reference;
pub mod tags;

pub use addressee::Addressee;
pub use citation::{Citation, Way, Whose, citations};
pub use dtg::{Dtg, DtgLine};
pub use level::Level;
pub use number::Number;
pub use order::OrderLine;
pub use precedence::Precedence;
pub use reference::{Reference, ReferenceKind};
pub use tags::{Tag, TagKind, TagScheme};

/// The answer when a word is not a value of the field asked for.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{given:?} is not a {field}")]
pub struct Unreadable {
    /// The field asked for.
    pub field: &'static str,
    /// What was given, shortened to what fits a line.
    pub given: String,
}

impl Unreadable {
    pub(crate) fn new(field: &'static str, given: &str) -> Self {
        Self { field, given: given.chars().take(80).collect() }
    }
}

/// Joins the words of a text with single blanks and puts them into upper case.
pub(crate) fn upper(text: &str) -> String {
    let mut out = squeeze(text);
    if out.is_ascii() {
        out.make_ascii_uppercase();
        out
    } else {
        out.to_uppercase()
    }
}

/// Joins the words of a text with single blanks.
pub(crate) fn squeeze(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}
