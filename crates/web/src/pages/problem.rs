//! The page when there is no page: not found (which is also what "not permitted" looks like), or a fault.

use askama::Template;
use axum::http::header::RETRY_AFTER;
use axum::http::{HeaderValue, StatusCode};
use axum::response::Response;
use fluent_bundle::FluentValue;
use jiff::SignedDuration;

use crate::forms::Kept;
use crate::links;
use crate::page::{Link, Place, Shell};
use crate::pages::sample_shell;
use crate::visit::{self, Guest, Miss};

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

/// What one sees who has asked too much of late: how long to wait, and that nothing was lost.
pub(crate) fn too_many(mut page: Shell, wait: SignedDuration) -> Response {
    let seconds = visit::seconds(wait);
    page.title = page.say("problem-too-many");
    page.style("door");
    let about = [("seconds", FluentValue::from(seconds))];
    let page = Problem {
        heading: page.say("problem-too-many"),
        sentence: page.tongue.tell("problem-too-many.sentence", &about),
        hint: page.say("problem-too-many.hint"),
        way_on: Link::new(&page.say("problem-to-inbox"), links::inbox()),
        page,
        typed: Vec::new(),
    };
    let mut answer = visit::print_page(StatusCode::TOO_MANY_REQUESTS, &page);
    answer.headers_mut().insert(RETRY_AFTER, HeaderValue::from(seconds));
    answer
}

/// The page for an address that leads nowhere.
pub(crate) fn sample() -> Problem {
    not_found(sample_shell("Nothing is here", Place::Nowhere, ("oceans.desk", "Headquarters")))
}
