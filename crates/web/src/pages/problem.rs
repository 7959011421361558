//! The page when there is no page: not found (which is also what "not permitted" looks like), or a fault.

use askama::Template;
use axum::response::Response;

use crate::forms::Kept;
use crate::links;
use crate::page::{Link, Place, Shell};
use crate::pages::sample_shell;
use crate::visit::{Guest, Miss};

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
    /// What was typed into a form that came too late, to be copied from.
    pub(crate) typed: Vec<(String, String)>,
}

/// An address that leads nowhere looks like a thing one may not see.
pub(crate) async fn nowhere(guest: Guest) -> Response {
    guest.read(|_| Err::<Problem, Miss>(Miss::NotFound)).await
}

/// What one sees where there is nothing one may see.
pub(crate) fn not_found(mut page: Shell) -> Problem {
    page.style("door");
    Problem {
        heading: page.say("problem-not-found"),
        sentence: page.say("problem-not-found.sentence"),
        hint: page.say("problem-not-found.hint"),
        way_on: Link::new(&page.say("problem-not-found.way-on"), links::archive("")),
        page,
        typed: Vec::new(),
    }
}

/// What one sees when the machine failed: a name for the operator to look for, and nothing else.
pub(crate) fn fault(mut page: Shell, log: &str) -> Problem {
    page.style("door");
    Problem {
        heading: page.say("problem-fault"),
        sentence: page.tongue.tell("problem-fault.sentence", &[("log", log.into())]),
        hint: page.say("problem-fault.hint"),
        way_on: Link::new(&page.say("problem-to-inbox"), links::inbox()),
        page,
        typed: Vec::new(),
    }
}

/// What one sees when a form does not carry this session's token. Nobody knows whose words they are by then, so they are
/// handed back to the browser that sent them and kept nowhere.
pub(crate) fn stale(mut page: Shell, kept: &Kept) -> Problem {
    page.style("door");
    Problem {
        heading: page.say("problem-stale"),
        sentence: page.say("problem-stale.sentence"),
        hint: page.say("problem-stale.hint"),
        way_on: Link::new(&page.say("problem-to-inbox"), links::inbox()),
        page,
        typed: kept.texts().map(|(field, words)| (field.to_owned(), words.to_owned())).collect(),
    }
}

/// The page for an address that leads nowhere.
pub(crate) fn sample() -> Problem {
    not_found(sample_shell("Nothing is here", Place::Nowhere, ("oceans.desk", "Headquarters")))
}
