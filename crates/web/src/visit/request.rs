//! What a request brings: who sends it, by what the browser shows of itself; and a form, once its token fits. What a form
//! asks is done as the visit of whoever is signed in, and what was typed is kept until it is recorded.

use askama::Template;
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::StatusCode;
use axum::http::header::HOST;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};

use super::answers::{bare, print_page, see_other};
use super::{Acted, Guest, House, Miss, Submitted, Visit, heads};
use crate::forms::Kept;
use crate::lines::Peer;
use crate::pages::problem;
use crate::provider;
use crate::session::Ticket;
use crate::tongue::Tongue;
use crate::unsaved;

impl FromRequestParts<House> for Guest {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, house: &House) -> Result<Self, Self::Rejection> {
        let ticket = Ticket::shown(&parts.headers, house.door().secure);
        let path = parts.uri.path_and_query().map_or("/", |path| path.as_str()).to_owned();
        let (tongue, method) = (Tongue::of(&parts.headers), parts.method.clone());
        let gzip = heads::gzip(&parts.headers);
        let left = heads::left(&parts.headers);
        let host = parts.headers.get(HOST).and_then(|host| host.to_str().ok()).unwrap_or_default().to_owned();
        let away = provider::shown(&parts.headers, house.door().secure);
        let peer = parts.extensions.get::<Peer>().map(|peer| peer.0);
        let address = house.door().asker(peer, &parts.headers);
        Ok(Self { tongue, house: house.clone(), ticket, method, path, gzip, address, left, host, away })
    }
}

impl FromRequest<House> for Submitted {
    type Rejection = Response;

    async fn from_request(request: Request, house: &House) -> Result<Self, Response> {
        let (mut parts, body) = request.into_parts();
        let Ok(guest) = Guest::from_request_parts(&mut parts, house).await;
        let request = Request::from_parts(parts, body);
        let pairs = axum::Form::<Vec<(String, String)>>::from_request(request, house).await;
        let kept = Kept::of(pairs.map_err(IntoResponse::into_response)?.0);
        let ours = guest.ticket.as_ref().is_some_and(|ticket| same(kept.get("token"), &ticket.token()));
        if ours {
            return Ok(Self { guest, kept });
        }
        Err(match guest.count_unknown() {
            Ok(()) => stale(house, guest.tongue, &kept),
            Err(miss) => guest.missed(None, miss),
        })
    }
}

/// Compares without telling by the time it takes how much was right.
fn same(one: &str, other: &str) -> bool {
    one.len() == other.len() && one.bytes().zip(other.bytes()).fold(0, |odd, (a, b)| odd | (a ^ b)) == 0
}

impl Submitted {
    /// Does what a form asks, and answers with the next page or with the same page and what was wrong.
    pub(crate) async fn act<Page: Template>(
        self,
        work: impl FnOnce(&Visit, &Kept) -> Result<Acted<Page>, Miss> + Send + 'static,
    ) -> Response {
        let Self { guest, kept } = self;
        let (form, typed) = (guest.path.clone(), kept.clone());
        let act = move |visit: &Visit| {
            let (local, officer, form) = (visit.house.local(), visit.officer(), form.as_str());
            let acted = work(visit, &kept)?;
            let kept_words = match &acted {
                Acted::Done(_) => unsaved::recorded(local, officer, form, kept.get("once"), visit.now),
                Acted::Shown(_) | Acted::Refused(_) => unsaved::keep(local, officer, form, &kept, visit.now),
            };
            // What was asked is done or told; that the words could not be kept besides must not hide it.
            if let Err(fault) = kept_words {
                tracing::warn!("what was typed could not be kept: {fault}");
            }
            Ok(match acted {
                Acted::Done(to) => see_other(&to),
                Acted::Shown(page) => print_page(StatusCode::OK, &page),
                Acted::Refused(page) => print_page(StatusCode::UNPROCESSABLE_ENTITY, &page),
            })
        };
        guest
            .work_or(act, move |guest| {
                if let Some(officer) = guest.remembered()? {
                    let house = &guest.house;
                    unsaved::keep(house.local(), &officer, &guest.path, &typed, house.now())?;
                }
                Ok(())
            })
            .await
    }

    /// Looks at what a form holds, and keeps and records nothing.
    pub(crate) async fn look<Page: Template>(
        self,
        work: impl FnOnce(&Visit, &Kept) -> Result<Page, Miss> + Send + 'static,
    ) -> Response {
        let Self { guest, kept } = self;
        guest.work(move |visit| Ok(print_page(StatusCode::OK, &work(visit, &kept)?))).await
    }
}

fn stale(house: &House, tongue: Tongue, kept: &Kept) -> Response {
    let page = problem::stale(bare(house, tongue, &tongue.say("problem-stale")), &kept.typed());
    print_page(StatusCode::FORBIDDEN, &page)
}
