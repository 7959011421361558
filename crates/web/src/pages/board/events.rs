//! A board that says when it has changed, by server-sent events. An event goes out only when the listener's own board is
//! printed differently, so it tells nobody more than the page would. Listening is no use of a session: whoever only
//! listens is signed out in time, and whoever loses their role hears no more.

use std::convert::Infallible;
use std::time::Duration;

use axum::extract::{Path, Query};
use axum::http::{HeaderMap, StatusCode};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use futures_util::stream;

use crate::visit::{Guest, Listening, Miss};

use super::filter::Asked;
use super::live;

/// How often a listener is looked after: changes that come faster go out together.
const BEAT: Duration = Duration::from_secs(1);
/// After so many beats the board is printed though nothing was recorded, for time alone makes posts late.
const BEATS: u32 = 30;
/// How often a silent line shows that it is alive.
const HEARTBEAT: Duration = Duration::from_secs(20);

/// Someone who listens, and the board they have.
struct Listener {
    guest: Guest,
    name: String,
    asked: Asked,
    seen: String,
    reached: u64,
    beats: u32,
    ended: bool,
    _listening: Listening,
}

/// `GET /i/{instruction}/board/events`
pub(crate) async fn show(
    Path(name): Path<String>,
    Query(asked): Query<Asked>,
    headers: HeaderMap,
    guest: Guest,
) -> Response {
    if let Err(miss) = guest.count_at_the_door() {
        return guest.no_page(miss).await;
    }
    // The same answers as the page itself gives to whoever may not see it.
    if let Err(miss) = print(&guest, &name, &asked, String::new()).await {
        return guest.no_page(miss).await;
    }
    let Some(listening) = guest.listen() else {
        return StatusCode::TOO_MANY_REQUESTS.into_response();
    };
    // A line that broke goes on from the board it had sent last.
    let last = headers.get("last-event-id").and_then(|id| id.to_str().ok());
    let seen = last.unwrap_or(&asked.seen).to_owned();
    let listener =
        Listener { guest, name, asked, seen, reached: 0, beats: 0, ended: false, _listening: listening };
    let events = stream::unfold(listener, |listener| Box::pin(next(listener)));
    Sse::new(events).keep_alive(KeepAlive::new().interval(HEARTBEAT)).into_response()
}

/// Waits for the next board that differs from the one the listener has; then for the end.
async fn next(mut listener: Listener) -> Option<(Result<Event, Infallible>, Listener)> {
    if listener.ended {
        return None;
    }
    loop {
        let reached = listener.guest.reached();
        if reached != listener.reached || listener.beats == 0 {
            (listener.reached, listener.beats) = (reached, BEATS);
            match print(&listener.guest, &listener.name, &listener.asked, listener.seen.clone()).await {
                Ok(None) => {}
                Ok(Some((seen, text))) => {
                    let event = Event::default().event("board").id(&seen).data(text.replace('\r', ""));
                    listener.seen = seen;
                    return Some((Ok(event), listener));
                }
                Err(_) => {
                    listener.ended = true;
                    return Some((Ok(Event::default().event("end").data("")), listener));
                }
            }
        }
        tokio::time::sleep(BEAT).await;
        listener.beats -= 1;
    }
}

/// The board as the listener may see it now, under its name; nothing if it is the one they have seen.
async fn print(
    guest: &Guest,
    name: &str,
    asked: &Asked,
    seen: String,
) -> Result<Option<(String, String)>, Miss> {
    let (name, asked) = (name.to_owned(), asked.clone());
    guest
        .look(move |visit| {
            let read = live::read(visit, &name, &asked)?;
            let board = live::printed(visit, &read);
            let now = board.seen();
            if now == seen {
                return Ok(None);
            }
            // Rendering into memory fails only when a value refuses to print, and ours are text.
            let text = askama::Template::render(&board).map_err(|why| Miss::Fault(why.to_string()))?;
            Ok(Some((now, text)))
        })
        .await
}
