//! Signing in: a handle, and the one-time code that whoever keeps this server gave to its officer. Every failure is told in
//! one wording, so that nobody learns who acts here. A demonstration lists its officers instead and asks for no code.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::Query;
use axum::http::header::RETRY_AFTER;
use axum::http::{HeaderValue, StatusCode};
use axum::response::Response;
use domain::calendar;
use domain::fact::Role;
use domain::words::{Handle, OfficeId};
use jiff::tz::TimeZone;

use crate::code::Shown;
use crate::form::{Field, Form};
use crate::links;
use crate::page::{Marking, Place, Shell};
use crate::pages::sample_sealed;
use crate::print;
use crate::tongue::Tongue;
use crate::visit::{self, Guest, House, Miss, Submitted};

const DEMONSTRATION: &str =
    "This is a demonstration: anybody may act as any officer, and no code is asked for.";
const HANDLES: &str = "Handles are small letters, digits, dots and dashes.";
const CODES: &str = "A code is good once and for fifteen minutes, and a newer one replaces it.";

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
            let page = page(house, guest, &asked.next, &token, "", None)?;
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
            let (given, next) = (kept.get("officer"), kept.get("next"));
            let now = house.now();
            let shown = if house.door().introduces {
                Shown::Good
            } else {
                house.local().redeem(given, kept.get("code"), now)?
            };
            let officer = given.parse::<Handle>().ok();
            let directory = house.views().directory()?;
            let today = calendar::day_at(now, &TimeZone::UTC);
            let officer = officer.filter(|officer| directory.reader(officer, today).is_some());
            let status = match (shown, officer) {
                (Shown::Good, Some(officer)) => return guest.sign_in(officer, next),
                (Shown::Good | Shown::Bad, _) => StatusCode::UNPROCESSABLE_ENTITY,
                (Shown::TooMany, _) => StatusCode::TOO_MANY_REQUESTS,
            };
            tracing::info!(%status, "nobody was signed in");
            let page = page(house, guest, next, &guest.token().0, given, Some(shown))?;
            let mut answer = visit::print_page(status, &page);
            if shown == Shown::TooMany {
                answer.headers_mut().insert(RETRY_AFTER, HeaderValue::from_static("60"));
            }
            Ok(answer)
        })
        .await
}

/// `POST /sign-out`
pub(crate) async fn leave(Submitted { guest, .. }: Submitted) -> Response {
    guest.at_the_door(|_, guest| guest.sign_out()).await
}

/// The page, with what came of a try if there was one.
fn page(
    house: &House,
    guest: &Guest,
    next: &str,
    token: &str,
    given: &str,
    tried: Option<Shown>,
) -> Result<SignIn, Miss> {
    let introduces = house.door().introduces;
    let officers = if introduces { officers(house, guest.tongue)? } else { Vec::new() };
    let mut form = form(next, given, introduces).sealed(guest.tongue, token, "");
    let mut page = guest.bare("Sign in", token);
    page.style("door");
    if introduces {
        page.notice = Some(DEMONSTRATION.into());
    }
    let wrong = tried.map(|shown| match shown {
        Shown::TooMany => ("code", "Too many tries were wrong. Try again in a minute.", ""),
        _ if introduces => ("officer", "Nobody here acts under that handle today.", HANDLES),
        _ => ("code", "Nobody was signed in: handle and code do not go together.", CODES),
    });
    page.errors.extend(wrong.map(|(field, sentence, hint)| form.refuse(field, sentence, hint)));
    Ok(SignIn { page, welcome: house.ministry().to_owned(), form, next: next.to_owned(), officers })
}

/// Who may act here today, headquarters first.
fn officers(house: &House, tongue: Tongue) -> Result<Vec<Officer>, Miss> {
    let today = calendar::day_at(house.now(), &TimeZone::UTC);
    let directory = house.views().directory()?;
    let mut found: BTreeMap<(bool, OfficeId, &Handle), Vec<Role>> = BTreeMap::new();
    for held in directory.roles() {
        if directory.holds(&held.officer, held.office, held.role, today) {
            let abroad = directory.headquarters().is_none_or(|office| office.opened.office != held.office);
            found.entry((abroad, held.office, &held.officer)).or_default().push(held.role);
        }
    }
    let name = |office: OfficeId| {
        directory.office(office).map_or_else(|| office.to_string(), |office| office.opened.name.clone())
    };
    let officers = found.into_iter().map(|((_, office, handle), roles)| Officer {
        handle: handle.to_string(),
        office: name(office),
        does: print::list(tongue, &roles.into_iter().map(|role| does(role).to_owned()).collect::<Vec<_>>()),
    });
    Ok(officers.collect())
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
    let mut page = Shell::new(Tongue::English, "Sign in", Place::Nowhere);
    page.style("door");
    page.ministry = "Ministry of External Relations of Estmark".into();
    page.marking = Marking { words: "Unclassified".into(), class: "m0".into() };
    page.notice = Some(DEMONSTRATION.into());
    let officer = |handle: &str, office: &str, does: &str| Officer {
        handle: handle.into(),
        office: office.into(),
        does: does.into(),
    };
    SignIn {
        page,
        welcome: "Ministry of External Relations of Estmark".into(),
        form: sample_sealed(form("", "", true)),
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

/// The page of a ministry that is not a demonstration, after a try that was wrong.
pub(crate) fn sample_refused() -> SignIn {
    let mut page = Shell::new(Tongue::English, "Sign in", Place::Nowhere);
    page.style("door");
    page.ministry = "Ministry of External Relations of Estmark".into();
    let mut form = sample_sealed(form("", "oceans.desk", false));
    page.errors =
        vec![form.refuse("code", "Nobody was signed in: handle and code do not go together.", CODES)];
    SignIn { welcome: page.ministry.clone(), page, form, next: String::new(), officers: Vec::new() }
}

/// The form that asks for a handle and, outside a demonstration, for a code.
fn form(next: &str, given: &str, introduces: bool) -> Form {
    let handle = Field::line("officer", "text", "Your handle", given).fills("username");
    let code = Field::line("code", "text", "Your one-time code", "").fills("one-time-code");
    let form = Form::new("sign-in", links::sign_in(), "", "Sign in")
        .field(Field::Carried { name: "next".into(), value: next.into() })
        .field(handle.hint("The function you act in, such as oceans.desk"));
    if introduces {
        return form;
    }
    form.field(code.hint("Ten letters and digits. Whoever keeps this server makes it with chancery sign-in"))
}
