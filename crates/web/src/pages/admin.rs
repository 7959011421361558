//! The administration, for those who hold the administrator's role at headquarters; to anybody else there is none. What
//! stands on its pages is in the modules below; here is what lets somebody in and leads from one page to the next.

use axum::response::Response;
use domain::words::OfficeId;

use crate::acts::{self, Tried};
use crate::forms::Kept;
use crate::links;
use crate::page::{Chip, Sign};
use crate::pages::me::Me;
use crate::tongue::Tongue;
use crate::visit::{Acted, Guest, Miss, Visit};

pub(crate) mod identities;
pub(crate) mod openings;
pub(crate) mod profiles;
pub(crate) mod roles;
pub(crate) mod sessions;

/// The pages, by the name each has in its address and the message that names it.
const PAGES: [(&str, &str); 5] = [
    ("roles", "admin-roles"),
    ("sessions", "admin-sessions"),
    ("openings", "admin-openings"),
    ("identities", "admin-identities"),
    ("profiles", "admin-profiles"),
];

/// `GET /admin`
pub(crate) async fn first(guest: Guest) -> Response {
    guest
        .read(|visit| {
            entered(visit)?;
            Err::<Me, _>(Miss::Elsewhere(links::admin("roles")))
        })
        .await
}

/// The office that keeps the directory, if the visitor administers it; otherwise nothing is here.
fn entered(visit: &Visit) -> Result<OfficeId, Miss> {
    visit.administers().ok_or(Miss::NotFound)
}

/// A page on which the directory is changed, and what of it.
struct Changed {
    page: &'static str,
    what: &'static str,
}

/// Asks headquarters' desk, where the directory is kept; if it says no, the page is shown again with what was tried.
fn change<Page>(
    visit: &Visit,
    kept: &Kept,
    (here, act): (Changed, &str),
    read: acts::Read,
    page: impl Fn(&Visit, Option<&Tried<'_>>) -> Page,
) -> Result<Acted<Page>, Miss> {
    let office = entered(visit)?;
    let refused = |complaints| Ok(Acted::Refused(page(visit, Some(&Tried { act, kept, complaints }))));
    let command = match read {
        Ok(command) => command,
        Err(complaints) => return refused(complaints),
    };
    match visit.ask(office, command, kept.get("once"))? {
        Ok(receipt) => {
            visit.leave(&format!("{act}-{}", here.what), &receipt);
            Ok(Acted::Done(links::admin(here.page)))
        }
        Err(refusal) => refused(vec![acts::complaint(&refusal, act, None)]),
    }
}

/// The way from one page to the others.
fn ways(tongue: Tongue, here: &str) -> Vec<Chip> {
    let way = |(page, name): (&str, &str)| Chip {
        sign: Sign::new(&tongue.say(name), "", ""),
        count: String::new(),
        href: links::admin(page),
        here: page == here,
    };
    PAGES.map(way).into()
}
