//! The page when there is no page: not found (which is also what "not permitted" looks like), or a fault.

use askama::Template;
use axum::response::Response;

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
}

/// An address that leads nowhere looks like a thing one may not see.
pub(crate) async fn nowhere(guest: Guest) -> Response {
    guest.read(|_| Err::<Problem, Miss>(Miss::NotFound)).await
}

/// What one sees where there is nothing one may see.
pub(crate) fn not_found(mut page: Shell) -> Problem {
    page.style("door");
    Problem {
        page,
        heading: "Nothing is here".into(),
        sentence: "There is no such page, or nothing on it that you may read.".into(),
        hint: "Check the number, or look in the archive.".into(),
        way_on: Link::new("Search the archive", links::archive("")),
    }
}

/// What one sees when the machine failed: a name for the operator to look for, and nothing else.
pub(crate) fn fault(mut page: Shell, log: &str) -> Problem {
    page.style("door");
    Problem {
        page,
        heading: "The machine failed".into(),
        sentence: format!("This could not be done. The reason is in the log under {log}."),
        hint: "What was acknowledged before is on the disk. Tell the operator the name, or try again.".into(),
        way_on: Link::new("Go to the inbox", links::inbox()),
    }
}

/// What one sees when a form does not carry this session's token.
pub(crate) fn stale(mut page: Shell) -> Problem {
    page.style("door");
    Problem {
        page,
        heading: "This form is too old".into(),
        sentence: "Nothing was recorded: the form was made in another session.".into(),
        hint: "Go back, open the page again, and send the form from there.".into(),
        way_on: Link::new("Go to the inbox", links::inbox()),
    }
}

/// The page for an address that leads nowhere.
pub(crate) fn sample() -> Problem {
    not_found(sample_shell("Nothing is here", Place::Nowhere, ("oceans.desk", "Headquarters")))
}
