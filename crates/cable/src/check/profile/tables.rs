//! The tables a profile is made of, as they stand in its file. Each row may have a first and a last day. What a
//! table means is in the profile.

use jiff::civil;
use serde::Deserialize;

use crate::fields::{Level, Precedence};

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

/// Words by which a cable is handled fast or in turn, and how many hours each takes.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Precedences {
    pub(super) words: Vec<Precedence>,
    pub(super) hours: Option<u16>,
    pub(super) from: Option<civil::Date>,
    pub(super) until: Option<civil::Date>,
}

/// Levels in use.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Levels {
    pub(super) words: Vec<Level>,
    pub(super) from: Option<civil::Date>,
    pub(super) until: Option<civil::Date>,
}

/// Captions of one family that follow the same rules.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Captions {
    pub(super) names: Vec<String>,
    pub(super) family: Family,
    #[serde(default)]
    pub(super) alone: bool,
    #[serde(default)]
    pub(super) holders: bool,
    pub(super) from: Option<civil::Date>,
    pub(super) until: Option<civil::Date>,
}

/// The order under which cables are classified, and what it wants to be said.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Order {
    /// Its number.
    pub number: String,
    /// The words that may stand after the number when a cable is classified.
    pub codes: Vec<String>,
    /// Whether it wants to know who classified, or from what.
    #[serde(default)]
    pub classifier: bool,
    /// Whether it wants a reason.
    #[serde(default)]
    pub reason: bool,
    /// Whether its line stands on an unclassified cable too.
    #[serde(default)]
    pub always: bool,
    pub(super) from: Option<civil::Date>,
    pub(super) until: Option<civil::Date>,
}

/// The kinds of codes on the TAGS line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum CodeKind {
    Subject,
    Organization,
    Programme,
    Country,
}

/// Codes of one kind. Those marked temporary are kept for a time only.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(clippy::struct_field_names, reason = "the key of the file is called so")]
pub(super) struct Codes {
    pub(super) kind: CodeKind,
    pub(super) codes: String,
    #[serde(default)]
    pub(super) temporary: bool,
    pub(super) from: Option<civil::Date>,
    pub(super) until: Option<civil::Date>,
}

/// Names for many posts at once, and who clears what goes to them.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Collectives {
    /// The names, in full and by code.
    pub names: Vec<String>,
    /// Whether they mean all posts, and not those of a region.
    #[serde(default)]
    pub worldwide: bool,
    /// Who clears what asks them to act, by function.
    pub clearer: Option<String>,
    /// Who clears what only informs them, if that is somebody else.
    pub informed: Option<String>,
    pub(super) from: Option<civil::Date>,
    pub(super) until: Option<civil::Date>,
}

/// Who clears what concerns a country, an agency or a post.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Clearer {
    /// Who, by function.
    pub clearer: String,
    /// The receiving countries, by code.
    #[serde(default)]
    pub countries: Vec<String>,
    /// The names of agencies that the text may speak of.
    #[serde(default)]
    pub agencies: Vec<String>,
    /// The posts under restricted traffic, by code.
    #[serde(default)]
    pub posts: Vec<String>,
    pub(super) from: Option<civil::Date>,
    pub(super) until: Option<civil::Date>,
}

/// A series of numbers: whose it is, when it begins anew, and how a number in it is written.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Series {
    /// Whose numbers count on.
    pub scope: Scope,
    /// Whether they begin anew each year.
    #[serde(default)]
    pub yearly: bool,
    /// The form, with `{station}`, `{year}`, `{yy}` and `{serial}`, or `{serial4}` and `{serial6}` filled with noughts.
    pub form: String,
    pub(super) from: Option<civil::Date>,
    pub(super) until: Option<civil::Date>,
}

/// Whose numbers count on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// Each station has its own.
    Station,
    /// One for the whole service.
    Service,
}
