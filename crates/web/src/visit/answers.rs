//! What goes back to whoever asked: pages, ways elsewhere, cookies, and the page of a failure.

use askama::Template;
use axum::http::header::{CONTENT_LANGUAGE, CONTENT_TYPE, LOCATION, SET_COOKIE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};

use super::{House, fresh_salt};
use crate::page::{Place, Shell};
use crate::pages::problem;
use crate::tongue::Tongue;

/// A page as an answer.
pub(crate) fn print_page(status: StatusCode, page: &impl Template) -> Response {
    print_text(status, page.render())
}

/// A page that is in a language of its own, whatever its reader speaks.
pub(crate) fn spoken(tag: &'static str, mut answer: Response) -> Response {
    answer.headers_mut().insert(CONTENT_LANGUAGE, HeaderValue::from_static(tag));
    answer
}

/// What a page came to as an answer.
pub(crate) fn print_text(status: StatusCode, text: askama::Result<String>) -> Response {
    match text {
        Ok(text) => (status, [(CONTENT_TYPE, "text/html; charset=utf-8")], text).into_response(),
        // Rendering into memory fails only when a value refuses to print, and ours are text.
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

/// Where to lead someone who says where they want to go: a path of our own, or the first page.
pub(crate) fn ours(next: &str) -> &str {
    // Two slashes would be another server.
    let ours = next.starts_with('/') && !next.starts_with("//") && !next.contains(['\\', '\r', '\n']);
    if ours { next } else { "/" }
}

pub(crate) fn see_other(to: &str) -> Response {
    let to = HeaderValue::from_str(to).unwrap_or(HeaderValue::from_static("/"));
    (StatusCode::SEE_OTHER, [(LOCATION, to)]).into_response()
}

pub(crate) fn set_cookie(answer: &mut Response, line: &str) {
    if let Ok(line) = HeaderValue::from_str(line) {
        answer.headers_mut().append(SET_COOKIE, line);
    }
}

/// Puts words of a failure into the log, and gives the name to look for them.
pub(crate) fn logged(words: &str) -> String {
    let name: String = fresh_salt().to_string().chars().take(8).collect();
    tracing::error!(log = %name, "{words}");
    name
}

/// A machine's failure: the words go to the log under a name, and only the name to the person.
pub(crate) fn fault(house: &House, tongue: Tongue, words: &str) -> Response {
    let name = logged(words);
    let page = problem::fault(bare(house, tongue, &tongue.say("problem-fault")), &name);
    spoken(tongue.tag(), print_page(StatusCode::INTERNAL_SERVER_ERROR, &page))
}

/// A frame for someone who is not known.
pub(super) fn bare(house: &House, tongue: Tongue, title: &str) -> Shell {
    let mut shell = Shell::new(tongue, title, Place::Nowhere);
    house.ministry().clone_into(&mut shell.ministry);
    shell
}
