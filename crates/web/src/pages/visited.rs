//! The way to the ministry's identity provider and back. Whatever comes of a visit, the browser is first shown a page of
//! ours that leads on, for a strict cookie is shown only to a page that was asked for from one of our own. Why a visit came
//! to nothing is for the log alone.

use axum::extract::Query;
use axum::http::header::REFRESH;
use axum::http::{HeaderValue, StatusCode};
use axum::response::Response;
use domain::calendar;
use domain::words::Handle;
use jiff::tz::TimeZone;

use crate::links;
use crate::page::{Link, Shell};
use crate::pages::problem::Problem;
use crate::pages::sign_in::Asked;
use crate::provider::{self, Account, Provider, Returned};
use crate::session::How;
use crate::visit::{self, Guest, House, Miss};

/// `GET /sign-in/provider`
pub(crate) async fn leave(guest: Guest, Query(asked): Query<Asked>) -> Response {
    guest
        .at_the_door(move |house, guest| {
            let provider = house.provider().ok_or(Miss::NotFound)?;
            let (back, chance) = (back(guest), House::chance());
            let begun = provider.begin((&back, &asked.next), guest.tongue.tag(), chance, house.now());
            Ok(match begun {
                Ok(departure) => {
                    let mut answer = visit::see_other(&departure.to);
                    let kept = provider::cookie(&departure.kept, house.door().secure);
                    visit::set_cookie(&mut answer, &kept);
                    answer
                }
                Err(wrong) => {
                    tracing::warn!("nobody could be sent to the identity provider: {wrong}");
                    visit::see_other(&links::sign_in_in_vain())
                }
            })
        })
        .await
}

/// `GET /sign-in/provider/back`
pub(crate) async fn come_back(guest: Guest, Query(said): Query<Vec<(String, String)>>) -> Response {
    guest
        .at_the_door(move |house, guest| {
            let provider = house.provider().ok_or(Miss::NotFound)?;
            let named = named(house, guest, provider, &Returned(said))?;
            let to =
                named.as_ref().map_or_else(links::sign_in_in_vain, |(_, _, next)| visit::ours(next).into());
            let mut answer = visit::print_page(StatusCode::OK, &page(guest.frame("visited"), &to));
            if let Ok(to) = HeaderValue::from_str(&format!("0; url={to}")) {
                answer.headers_mut().insert(REFRESH, to);
            }
            if let Some((officer, account, _)) = named {
                guest.let_in(&mut answer, officer, (How::Provider, Some(account)))?;
            }
            visit::set_cookie(&mut answer, &provider::no_cookie(house.door().secure));
            Ok(answer)
        })
        .await
}

/// Where the provider sends visits back to: the page they left, by the name the browser calls it.
fn back(guest: &Guest) -> String {
    format!("{}{}", guest.origin(), links::sign_in_returned())
}

/// The officer a visit came back as, by which account, and where to.
fn named(
    house: &House,
    guest: &Guest,
    provider: &Provider,
    returned: &Returned,
) -> Result<Option<(Handle, Account, String)>, Miss> {
    let now = house.now();
    let visit = (guest.away.as_deref(), returned);
    let (account, next) = match provider.finish(visit, &back(guest), house.waiting(), now) {
        Ok(came) => came,
        Err(wrong) => {
            tracing::warn!("nobody was signed in by the identity provider: {wrong}");
            return Ok(None);
        }
    };
    let (directory, today) = (house.views().directory()?, calendar::day_at(now, &TimeZone::UTC));
    let officer = directory.keys().identified(&account.issuer, &account.subject);
    let officer = officer.filter(|officer| directory.reader(officer, today).is_some());
    if officer.is_none() {
        tracing::warn!("nobody was signed in by the identity provider: the account speaks for no officer");
    }
    Ok(officer.cloned().map(|officer| (officer, account, next)))
}

/// The page from which somebody whom the provider let in signs out there too. The pages may send a form to us only, so a link
/// leads on.
pub(crate) fn farewell(house: &House, guest: &Guest, account: &Account) -> Option<Problem> {
    let provider = house.provider().filter(|provider| provider.issuer() == account.issuer)?;
    let back = format!("{}{}", guest.origin(), links::sign_in());
    let to = provider.farewell(&back, guest.tongue.tag(), house.now())?;
    let (mut page, name) = (guest.frame("signed-out"), &[("name", provider.name().into())]);
    page.style("door");
    Some(Problem {
        heading: page.say("signed-out"),
        sentence: page.tell("signed-out.sentence", name),
        hint: page.say("signed-out.hint"),
        way_on: Link::new(&page.tell("signed-out.way-on", name), to),
        page,
        typed: Vec::new(),
    })
}

/// The page that leads on, by itself or by a link.
fn page(mut page: Shell, to: &str) -> Problem {
    page.style("door");
    Problem {
        heading: page.say("visited"),
        sentence: page.say("visited.sentence"),
        hint: String::new(),
        way_on: Link::new(&page.say("visited.way-on"), to.to_owned()),
        page,
        typed: Vec::new(),
    }
}
