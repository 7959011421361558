//! One reader at the pages, without a socket between: what they are told, and the links they find. What differs between
//! any two sessions (the tokens of forms, what a passkey is to sign) is masked.

use std::collections::{BTreeSet, VecDeque};

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::header::{CONTENT_TYPE, COOKIE, HOST, LOCATION, ORIGIN, SET_COOKIE};
use axum::http::{Method, Request};
use tokio::runtime::Runtime;
use tower::ServiceExt as _;

use crate::world::{Person, World};

/// Somebody signed in.
pub(crate) struct Visitor {
    router: Router,
    running: Runtime,
    cookie: String,
    /// What the forms of this session carry.
    token: String,
}

/// What an address answered.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Seen {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: String,
}

impl Visitor {
    pub(crate) fn sign_in(world: &World, person: &Person) -> Self {
        Self::of(world.router(), person)
    }

    /// The same at any pages.
    pub(crate) fn of(router: Router, person: &Person) -> Self {
        let running = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        let mut visitor = Self { router, running, cookie: String::new(), token: String::new() };
        let (page, cookie) = visitor.ask(Method::GET, "/sign-in", String::new());
        visitor.cookie = cookie.unwrap_or_default();
        let typed = format!("token={}&officer={}", token_on(&page), person.officer);
        let (answer, cookie) = visitor.ask(Method::POST, "/sign-in", typed);
        assert_eq!(answer.status, 303, "{}", answer.body);
        visitor.cookie = cookie.expect("a ticket");
        let page = visitor.ask(Method::GET, "/offices", String::new()).0;
        token_on(&page).clone_into(&mut visitor.token);
        visitor
    }

    /// Sends a form of one of our own pages; the answer without what is chance.
    pub(crate) fn send(&self, method: Method, path: &str, fields: &str) -> Seen {
        without_chance(self.ask(method, path, format!("token={}&{fields}", self.token)).0)
    }

    /// Asks for an address; the answer without what is chance.
    pub(crate) fn get(&self, path: &str) -> Seen {
        without_chance(self.ask(Method::GET, path, String::new()).0)
    }

    /// Follows links from the first pages on, as far as it may; gives the addresses.
    pub(crate) fn crawl(&self, most: usize) -> Vec<String> {
        let first = ["/inbox", "/instructions", "/board", "/q?q=gear", "/positions", "/offices"];
        let mut ahead: VecDeque<String> = first.map(str::to_owned).into();
        let (mut known, mut found): (BTreeSet<String>, _) = (ahead.iter().cloned().collect(), Vec::new());
        while let Some(path) = ahead.pop_front().filter(|_| found.len() < most) {
            let seen = self.get(&path);
            let links = seen.body.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
            let to = seen.headers.iter().filter(|(name, _)| name == LOCATION.as_str());
            let links = links.chain(to.map(|(_, to)| to.as_str()));
            for link in links.filter(|link| link.starts_with('/') && !link.starts_with("/assets/")) {
                let link =
                    link.split('#').next().unwrap_or_default().replace("&#38;", "&").replace("&amp;", "&");
                if known.insert(link.clone()) {
                    ahead.push_back(link);
                }
            }
            found.push(path);
        }
        found
    }

    fn ask(&self, method: Method, path: &str, body: String) -> (Seen, Option<String>) {
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header(HOST, "localhost")
            .header(ORIGIN, "http://localhost")
            .header(COOKIE, &self.cookie)
            .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(body))
            .expect("a request");
        self.running.block_on(async {
            let answer = self.router.clone().oneshot(request).await.expect("no error reaches us");
            let status = answer.status().as_u16();
            let given = answer.headers().get(SET_COOKIE).and_then(|line| line.to_str().ok());
            let cookie = given.and_then(|line| line.split(';').next()).map(str::to_owned);
            let text =
                |value: &axum::http::HeaderValue| String::from_utf8_lossy(value.as_bytes()).into_owned();
            let headers = answer.headers().iter().filter(|(name, _)| *name != SET_COOKIE);
            let headers = headers.map(|(name, value)| (name.to_string(), text(value))).collect();
            let bytes = to_bytes(answer.into_body(), usize::MAX).await.expect("a body");
            (Seen { status, headers, body: String::from_utf8_lossy(&bytes).into_owned() }, cookie)
        })
    }
}

impl Seen {
    /// The same without a name that whoever asked gave.
    pub(crate) fn without(self, name: &str) -> Self {
        let left = |text: String| text.replace(name, "…");
        let headers = self.headers.into_iter().map(|(header, value)| (header, left(value))).collect();
        Self { headers, body: left(self.body), ..self }
    }
}

/// The token that the forms of a page carry.
fn token_on(page: &Seen) -> &str {
    let after = page.body.split("name=\"token\" value=\"").nth(1);
    after.and_then(|rest| rest.split('"').next()).unwrap_or_default()
}

fn without_chance(mut seen: Seen) -> Seen {
    for before in ["name=\"token\" value", "name=\"once\" value", "name=\"session\" value", "data-challenge"]
    {
        seen.body = masked(&seen.body, &format!("{before}=\""));
    }
    seen
}

/// The text with every value that follows `before` left out.
fn masked(text: &str, before: &str) -> String {
    let mut parts = text.split(before);
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        out.push_str(before);
        out.push_str(part.find('"').map_or(part, |end| &part[end..]));
    }
    out
}
