//! Going to anything by its number, its code or a few words of its subject. What is called exactly so is gone to at once;
//! else what the reader may see of it is listed, and nothing else is counted or hinted at.

use askama::Template;
use axum::extract::Query;
use axum::http::StatusCode;
use axum::response::Response;

use crate::countries;
use crate::links;
use crate::page::{Place, Shell};
use crate::pages::{instruction, sample_shell};
use crate::visit::{Guest, Miss, Visit, print_page, see_other};

/// How many of a kind are listed.
const LISTED_MAX: usize = 8;

/// The page that leads anywhere.
#[derive(Clone, Debug, Template)]
#[cfg_attr(test, derive(serde::Serialize, serde::Deserialize))]
#[template(path = "go.html")]
pub(crate) struct Go {
    pub(crate) page: Shell,
    pub(crate) query: String,
    pub(crate) found: Vec<Found>,
    pub(crate) empty: Option<String>,
}

/// Something one may go to.
#[derive(Clone, Debug)]
#[cfg_attr(test, derive(serde::Serialize, serde::Deserialize))]
pub(crate) struct Found {
    pub(crate) name: String,
    pub(crate) href: String,
    pub(crate) about: String,
}

/// What was typed; `only` asks for the list even of what is called exactly so.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    q: String,
    only: String,
}

/// `GET /go`
pub(crate) async fn show(Query(asked): Query<Asked>, guest: Guest) -> Response {
    guest
        .work(move |visit| {
            let typed = asked.q.trim();
            if asked.only.is_empty()
                && let Some(to) = exactly(visit, typed)?
            {
                return Ok(see_other(&to));
            }
            let page = Go {
                page: visit.shell(&visit.say("go-title"), Place::Nowhere),
                found: found(visit, typed)?,
                empty: None,
                query: asked.q.clone(),
            };
            let empty = (page.found.is_empty() && !typed.is_empty()).then(|| visit.say("go-empty"));
            Ok(print_page(StatusCode::OK, &Go { empty, ..page }))
        })
        .await
}

/// Where what is called exactly so stands.
fn exactly(visit: &Visit, typed: &str) -> Result<Option<String>, Miss> {
    if typed.is_empty() {
        return Ok(None);
    }
    let code = typed.to_ascii_uppercase();
    if let Some(office) = visit.directory.offices().find(|office| office.opened.office.as_str() == code) {
        return Ok(Some(links::office(office.opened.office.as_str())));
    }
    match visit.named(typed) {
        Ok(id) => {
            let view = visit.views().show(&visit.reader, id, views::When::NOW)?;
            Ok(view.map(|view| instruction::cable_link(&view.line)))
        }
        Err(Miss::NotFound) => Ok(None),
        Err(miss) => Err(miss),
    }
}

/// What has the words in its name or its subject.
fn found(visit: &Visit, typed: &str) -> Result<Vec<Found>, Miss> {
    let words = typed.to_lowercase();
    if words.chars().filter(|c| c.is_alphanumeric()).count() < 2 {
        return Ok(Vec::new());
    }
    let today = visit.today();
    let offices = visit.directory.offices().filter(|office| office.open_on(today));
    let offices = offices.map(|office| &office.opened).filter(|office| {
        [office.name.as_str(), office.city.as_str(), office.station.as_str(), office.office.as_str()]
            .iter()
            .any(|name| name.to_lowercase().contains(&words))
    });
    let mut found: Vec<Found> = offices
        .take(LISTED_MAX)
        .map(|office| Found {
            name: office.name.clone(),
            href: links::office(office.office.as_str()),
            about: countries::name(visit.tongue, office.country.as_deref().unwrap_or_default()).to_owned(),
        })
        .collect();
    // What is typed is words, never an operator, and the last of them may still be growing.
    let plain: String = words.chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    let question = format!("{}*", plain.split_whitespace().collect::<Vec<_>>().join(" "));
    let page = visit.views().search(&visit.reader, &question, views::When::NOW, LISTED_MAX, None)?;
    found.extend(page.hits.iter().map(|hit| Found {
        name: instruction::cable_name(visit.tongue, &hit.cable),
        href: instruction::cable_link(&hit.cable),
        about: hit.cable.subject.clone(),
    }));
    Ok(found)
}

/// A search for a word that an office and two cables have.
pub(crate) fn sample() -> Go {
    let found =
        |name: &str, href: String, about: &str| Found { name: name.into(), href, about: about.into() };
    Go {
        page: sample_shell("Go to", Place::Nowhere, ("oceans.desk", "Headquarters")),
        query: "lisbon".into(),
        found: vec![
            found("Embassy Lisbon", links::office("LIS"), "Portugal"),
            found(
                "2026 LISBON 0098",
                links::record("2026-LISBON-0098"),
                "Lost fishing gear: Portugal ready to support",
            ),
        ],
        empty: None,
    }
}
