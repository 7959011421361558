//! The page when there is no page: not found (which is also what "not permitted" looks like), or a fault.

use askama::Template;

use crate::links;
use crate::page::{Link, Place, Shell};
use crate::pages::sample_shell;

/// The page of a problem.
#[derive(Clone, Debug, Template)]
#[cfg_attr(test, derive(serde::Serialize, serde::Deserialize))]
#[template(path = "problem.html")]
pub(crate) struct Problem {
    pub(crate) page: Shell,
    pub(crate) heading: String,
    pub(crate) sentence: String,
    pub(crate) hint: String,
    pub(crate) way_on: Link,
}

/// What one sees where there is nothing one may see.
pub(crate) fn not_found(page: Shell) -> Problem {
    Problem {
        page,
        heading: "Nothing is here".into(),
        sentence: "There is no such page, or nothing on it that you may read.".into(),
        hint: "Check the number, or look in the archive.".into(),
        way_on: Link::new("Search the archive", links::archive("")),
    }
}

/// The page for an address that leads nowhere.
pub(crate) fn sample() -> Problem {
    not_found(sample_shell("Nothing is here", Place::Nowhere, ("oceans.desk", "Headquarters")))
}
