//! What duty officers opened in an emergency: who, at which office, when and why, for those who give the role and take it
//! back. Which cable it was is told where the administrator may read it; the office it came from knows in any case.

use askama::Template;
use axum::response::Response;
use views::OpeningLine;

use crate::links;
use crate::page::{Chip, Link, Place, Shell, When};
use crate::pages::{instruction, sample_shell};
use crate::print;
use crate::tongue::Tongue;
use crate::visit::{Guest, Miss, Visit};

/// How many of the latest are listed.
const LISTED_MAX: u32 = 200;

/// The page of openings.
#[derive(Clone, Debug, Template)]
#[cfg_attr(test, derive(serde::Serialize, serde::Deserialize))]
#[template(path = "admin_openings.html")]
pub(crate) struct Openings {
    pub(crate) page: Shell,
    pub(crate) ways: Vec<Chip>,
    pub(crate) sentence: String,
    pub(crate) lines: Vec<Line>,
}

/// One opening.
#[derive(Clone, Debug)]
#[cfg_attr(test, derive(serde::Serialize, serde::Deserialize))]
pub(crate) struct Line {
    pub(crate) officer: String,
    pub(crate) office: String,
    pub(crate) at: When,
    pub(crate) until: When,
    pub(crate) why: String,
    pub(crate) cable: Option<Link>,
    pub(crate) entry: String,
}

/// `GET /admin/openings`
pub(crate) async fn show(guest: Guest) -> Response {
    guest.read(page).await
}

fn page(visit: &Visit) -> Result<Openings, Miss> {
    super::entered(visit)?;
    let mut page = visit.shell(&visit.say("admin-openings"), Place::Nowhere);
    page.style("keys");
    let found = visit.views().openings(&visit.reader, LISTED_MAX, visit.now)?;
    let lines: Vec<Line> = found.iter().map(|opening| line(visit, opening)).collect();
    let ways = super::ways(visit.tongue, "openings");
    Ok(Openings { page, ways, sentence: told(visit.tongue, lines.len()), lines })
}

fn line(visit: &Visit, opening: &OpeningLine) -> Line {
    let when = |at| print::when(visit.tongue, at, &visit.own_zone(), visit.now);
    let cable = opening.cable.as_ref().map(|cable| {
        Link::new(&instruction::cable_name(visit.tongue, cable), instruction::cable_link(cable))
    });
    Line {
        officer: opening.officer.to_string(),
        office: opening.office.name.to_string(),
        at: when(opening.at),
        until: when(opening.until),
        why: opening.why.clone().unwrap_or_else(|| visit.say("record-gone")),
        cable,
        entry: opening.opening.to_string(),
    }
}

fn told(tongue: Tongue, openings: usize) -> String {
    tongue.tell("admin-openings-known", &[("openings", openings.into())])
}

/// The page as the administrator of the fictional ministry sees it.
pub(crate) fn sample() -> Openings {
    let tongue = Tongue::English;
    let mut page = sample_shell(&tongue.say("admin-openings"), Place::Nowhere, ("admin", "Headquarters"));
    page.style("keys");
    let line = |entry: &str, cable: Option<Link>, why: &str| Line {
        officer: "duty.officer".into(),
        office: "Headquarters".into(),
        at: When::new("2026-11-22T02:31Z", "Sun 22 Nov 03:31", "02:31Z"),
        until: When::new("2026-11-22T03:31Z", "Sun 22 Nov 04:31", "03:31Z"),
        why: why.into(),
        cable,
        entry: entry.into(),
    };
    let seen = Link::new("2026 LISBON 0098", links::record("2026-LISBON-0098"));
    let lines = vec![
        line("HQ.4902", None, "A trawler is adrift off Peniche; the desk cannot be reached."),
        line("HQ.4811", Some(seen), "The minister lands in an hour and asks what Lisbon reported."),
    ];
    Openings { page, ways: super::ways(tongue, "openings"), sentence: told(tongue, lines.len()), lines }
}
