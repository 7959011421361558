//! Signing in: a list of the officers who may act here. Proof of who they are comes with a later page.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::Query;
use axum::http::StatusCode;
use axum::response::Response;
use domain::calendar;
use domain::fact::Role;
use domain::words::{Handle, OfficeId};
use jiff::tz::TimeZone;

use crate::form::{Field, Form};
use crate::links;
use crate::page::{Marking, Place, Shell};
use crate::pages::sample_sealed;
use crate::print;
use crate::visit::{self, Guest, House, Miss, Submitted};

/// The sign-in page.
#[derive(Clone, Debug, Template)]
#[cfg_attr(test, derive(serde::Serialize, serde::Deserialize))]
#[template(path = "sign_in.html")]
pub(crate) struct SignIn {
    pub(crate) page: Shell,
    pub(crate) welcome: String,
    pub(crate) form: Form,
    pub(crate) next: String,
    pub(crate) officers: Vec<Officer>,
}

/// One officer who may sign in by a press of a button.
#[derive(Clone, Debug)]
#[cfg_attr(test, derive(serde::Serialize, serde::Deserialize))]
pub(crate) struct Officer {
    pub(crate) handle: String,
    pub(crate) office: String,
    pub(crate) does: String,
}

/// What a sign-in form or link says.
#[derive(Debug, serde::Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    next: String,
}

/// `GET /sign-in`
pub(crate) async fn show(guest: Guest, Query(asked): Query<Asked>) -> Response {
    guest
        .at_the_door(move |house, guest| {
            let (token, cookie) = guest.token();
            let page = page(house, &asked.next, &token, "")?;
            let mut answer = visit::print_page(StatusCode::OK, &page);
            if let Some(line) = cookie {
                visit::set_cookie(&mut answer, &line);
            }
            Ok(answer)
        })
        .await
}

/// `POST /sign-in`
pub(crate) async fn submit(Submitted { guest, kept }: Submitted) -> Response {
    guest
        .at_the_door(move |house, guest| {
            let today = calendar::day_at(house.now(), &TimeZone::UTC);
            let officer = kept.get("officer").parse::<Handle>().ok();
            let directory = house.views().directory()?;
            if let Some(officer) = officer.filter(|officer| directory.reader(officer, today).is_some()) {
                Ok(guest.sign_in(officer, kept.get("next")))
            } else {
                let given = kept.or("officer", "nobody");
                let page = page(house, kept.get("next"), &guest.token().0, given)?;
                Ok(visit::print_page(StatusCode::UNPROCESSABLE_ENTITY, &page))
            }
        })
        .await
}

/// `POST /sign-out`
pub(crate) async fn leave(Submitted { guest, .. }: Submitted) -> Response {
    guest.sign_out()
}

/// The page, listing who may act here today if the ministry introduces its officers.
fn page(house: &House, next: &str, token: &str, given: &str) -> Result<SignIn, Miss> {
    let now = house.now();
    let today = calendar::day_at(now, &TimeZone::UTC);
    let directory = house.views().directory()?;
    let mut found: BTreeMap<(bool, OfficeId, &Handle), Vec<Role>> = BTreeMap::new();
    if house.door().introduces {
        for held in directory.roles() {
            if directory.holds(&held.officer, held.office, held.role, today) {
                let abroad =
                    directory.headquarters().is_none_or(|office| office.opened.office != held.office);
                found.entry((abroad, held.office, &held.officer)).or_default().push(held.role);
            }
        }
    }
    let name = |office: OfficeId| {
        directory.office(office).map_or_else(|| office.to_string(), |office| office.opened.name.clone())
    };
    let officers = found
        .into_iter()
        .map(|((_, office, handle), roles)| Officer {
            handle: handle.to_string(),
            office: name(office),
            does: print::list(&roles.into_iter().map(|role| does(role).to_owned()).collect::<Vec<_>>()),
        })
        .collect();
    let mut form = form(next, given).sealed(token, "");
    let mut page = visit::bare(house, "Sign in");
    if !given.is_empty() {
        let hint = "Handles are small letters, digits, dots and dashes.";
        page.errors.push(form.refuse("officer", "Nobody here acts under that handle today.", hint));
    }
    Ok(SignIn { page, welcome: house.ministry().to_owned(), form, next: next.to_owned(), officers })
}

fn does(role: Role) -> &'static str {
    match role {
        Role::Drafter => "drafts",
        Role::Clearer => "clears",
        Role::Approver => "approves",
        Role::Releaser => "releases",
        Role::ActionOfficer => "carries out taskings",
        Role::RecordsOfficer => "keeps the record",
        Role::Reader => "reads the archive",
        Role::Administrator => "opens offices and grants roles",
    }
}

/// The page as the demonstration ministry shows it.
pub(crate) fn sample() -> SignIn {
    let mut page = Shell::new("Sign in", Place::Nowhere);
    page.ministry = "Ministry of External Relations of Estmark".into();
    page.marking = Marking { words: "Unclassified".into(), class: "m0".into() };
    let officer = |handle: &str, office: &str, does: &str| Officer {
        handle: handle.into(),
        office: office.into(),
        does: does.into(),
    };
    SignIn {
        page,
        welcome: "Ministry of External Relations of Estmark".into(),
        form: sample_sealed(form("", "")),
        next: String::new(),
        officers: vec![
            officer("oceans.desk", "Headquarters", "drafts and revises"),
            officer("treaty.desk", "Headquarters", "clears"),
            officer("director.oceans", "Headquarters", "approves and releases"),
            officer("lis.head", "Embassy Lisbon", "carries out taskings, releases replies"),
            officer("wel.political", "Embassy Wellington", "carries out taskings"),
            officer("records", "Headquarters", "keeps the record"),
        ],
    }
}

/// The form that asks for a handle.
fn form(next: &str, given: &str) -> Form {
    Form::new("sign-in", links::sign_in(), "", "Sign in")
        .field(Field::Carried { name: "next".into(), value: next.into() })
        .field(
            Field::line("officer", "text", "Your handle", given)
                .hint("The function you act in, such as oceans.desk"),
        )
}
