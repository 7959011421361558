//! The desk for programs: the pages' own addresses with `.json` after them to read, and the forms' own addresses to act.
//! One table holds every address with what it asks and gives; the router, the document at `/openapi.json` and the audit
//! are made from it. A program shows a token, or reads with the session of a browser; cookies beside a token do not count.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use axum::Router;
use axum::body::{Bytes, to_bytes};
use axum::extract::rejection::PathRejection;
use axum::extract::{FromRequestParts as _, Path, Query, Request, State};
use axum::http::header::{
    ACCEPT, CONTENT_DISPOSITION, CONTENT_TYPE, ETAG, HOST, HeaderName, IF_NONE_MATCH, LOCATION, VARY,
};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodRouter, get, post};
use domain::cable::Level;
use sha2::{Digest, Sha256};
use tower::ServiceExt as _;

use crate::FORM_MAX;
use crate::forms::Kept;
use crate::guard::BY_WHOM;
use crate::limits::Kind;
use crate::routes::{Access, Route};
use crate::session::hex;
use crate::token::{self, Scope};
use crate::visit::{Guest, House, Visit, on_the_beat};

mod act;
mod atom;
mod calendar;
mod document;
mod problem;
mod read;
mod table;

use problem::{Problem, Stop};
use table::{Endpoint, Media, Verb};

/// The header by which a program names a request, so that sending it twice does nothing twice.
const ONCE: HeaderName = HeaderName::from_static("idempotency-key");
/// How long such a name may be.
const ONCE_MAX: usize = 200;

/// What a program asked.
struct Asked {
    path: BTreeMap<String, String>,
    query: Kept,
    body: Bytes,
    once: String,
    /// How high the channel is on which the answer goes.
    channel: Level,
    /// How the server is called from outside.
    base: String,
}

/// What a program is told.
struct Answer {
    status: StatusCode,
    media: &'static str,
    body: String,
    to: Option<String>,
    /// The name under which it is kept as a file.
    file: Option<String>,
}

impl Answer {
    fn json(body: String) -> Self {
        Self { status: StatusCode::OK, media: Media::Json.name(), body, to: None, file: None }
    }

    /// Something new, and where it is read.
    fn made(body: String, to: Option<String>) -> Self {
        Self { status: StatusCode::CREATED, to, ..Self::json(body) }
    }

    /// The answer, or only word that nothing has changed since it was last given.
    fn told(self, headers: &HeaderMap) -> Response {
        // RFC 9110, section 8.8.3.
        let tag = format!("\"{}\"", hex(&Sha256::digest(&self.body)[..16]));
        let known = headers.get(IF_NONE_MATCH).and_then(|known| known.to_str().ok());
        let same = known.is_some_and(|known| known.split(',').any(|one| one.trim() == tag));
        let mut answer = if same && self.status == StatusCode::OK {
            // RFC 9110, section 15.4.5: what it would differ by is said here too.
            (StatusCode::NOT_MODIFIED, [(VARY, BY_WHOM)]).into_response()
        } else {
            (self.status, [(CONTENT_TYPE, self.media)], self.body).into_response()
        };
        let mut put = |name, value: &str| {
            if let Ok(value) = HeaderValue::from_str(value) {
                answer.headers_mut().insert(name, value);
            }
        };
        put(ETAG, &tag);
        if let Some(to) = &self.to {
            put(LOCATION, to);
        }
        if let Some(file) = &self.file {
            // RFC 6266, section 4.1: the name is of letters, digits, dashes and points.
            put(CONTENT_DISPOSITION, &format!("attachment; filename=\"{file}\""));
        }
        answer
    }
}

/// What somebody is told who is not known.
pub(crate) fn unknown() -> Response {
    Problem::unknown().into_response()
}

/// Every address for programs, for whoever audits it.
pub(crate) fn routes() -> Vec<Route> {
    static ADDRESSES: LazyLock<Vec<String>> =
        LazyLock::new(|| table::ENDPOINTS.iter().map(Endpoint::address).collect());
    let document = Route { method: "GET", path: document::PATH, access: Access::Anybody };
    let each = table::ENDPOINTS.iter().zip(ADDRESSES.iter()).map(|(endpoint, address)| Route {
        method: endpoint.verb.word(),
        path: address,
        access: Access::Program(endpoint.scope),
    });
    std::iter::once(document).chain(each).collect()
}

/// Leads what programs ask to the table here, and everything else to the pages.
pub(crate) fn beside(pages: Router<()>, house: House) -> Router<()> {
    let mut programs = Router::new().route("/.json/openapi", get(document::show));
    for endpoint in table::ENDPOINTS {
        programs = programs.route(&endpoint.route(), served(endpoint));
    }
    let programs = programs
        .fallback(nowhere)
        .method_not_allowed_fallback(|| async { Problem::not_so() })
        .with_state(house);
    let sort = move |mut request: Request| {
        let of_program = for_programs(&mut request);
        let to = if of_program { programs.clone() } else { pages.clone() };
        async move { to.oneshot(request).await.into_response() }
    };
    Router::new().fallback(sort)
}

/// Whether a program asks: something follows the name of a page, or a token is shown. The address is brought into the form
/// the table has it in, which nobody can ask for from outside.
fn for_programs(request: &mut Request) -> bool {
    let path = request.uri().path();
    if path.starts_with("/.") {
        return false;
    }
    let twin = Media::ALL.into_iter().find_map(|media| Some((media, path.strip_suffix(media.suffix())?)));
    if let Some((media, page)) = twin {
        let query = request.uri().query().map(|query| format!("?{query}")).unwrap_or_default();
        if let Ok(address) = format!("/{}{page}{query}", media.suffix()).parse() {
            *request.uri_mut() = address;
            return true;
        }
    }
    token::shown(request.headers()).is_some()
}

/// An address that leads nowhere looks like a thing one may not see. A page is only told of its twin.
async fn nowhere(request: Request) -> Problem {
    if !request.method().is_safe() || request.uri().path().starts_with("/.") {
        return Problem::not_found();
    }
    let hint = "Put `.json` after the address, or ask without a token.";
    Problem::new(StatusCode::NOT_ACCEPTABLE, "Pages are for people, and this is asked by a program.", hint)
}

fn served(endpoint: &'static Endpoint) -> MethodRouter<House> {
    let answer = move |State(house): State<House>,
                       path: Result<Path<BTreeMap<String, String>>, PathRejection>,
                       request: Request| answer(endpoint, house, path, request);
    match endpoint.verb {
        Verb::Get => get(answer),
        Verb::Post => post(answer),
    }
}

async fn answer(
    endpoint: &'static Endpoint,
    house: House,
    path: Result<Path<BTreeMap<String, String>>, PathRejection>,
    request: Request,
) -> Response {
    let path = match path {
        Ok(Path(path)) => path,
        Err(PathRejection::MissingPathParams(_)) => BTreeMap::new(),
        Err(_) => return Problem::not_found().into_response(),
    };
    let (mut parts, body) = request.into_parts();
    let Ok(body) = to_bytes(body, FORM_MAX).await else {
        return Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "That is too much.", "").into_response();
    };
    let Ok(guest) = Guest::from_request_parts(&mut parts, &house).await;
    let waiting = house.clone();
    // Programs wait for their turn among the readers, or one that asks much would make pages late.
    let turn = if parts.method == Method::GET { waiting.turn().await } else { None };
    let beat = house.beat();
    let done = tokio::task::spawn_blocking(move || {
        let done = work(endpoint, &house, &guest, path, &parts, body);
        done.map_or_else(Stop::told, |answer| answer.told(&parts.headers))
    });
    let answer = done.await.unwrap_or_else(|error| problem::fault(&error.to_string()));
    drop(turn);
    on_the_beat(beat, answer).await
}

fn work(
    endpoint: &Endpoint,
    house: &House,
    guest: &Guest,
    path: BTreeMap<String, String>,
    parts: &Parts,
    body: Bytes,
) -> Result<Answer, Stop> {
    let (visit, channel) = match endpoint.scope {
        Scope::Feed => subscribed(endpoint, house, guest, path.get("secret").map_or("", String::as_str))?,
        _ => known(endpoint, house, guest, parts)?,
    };
    accepts(endpoint.media, &parts.headers)?;
    let pairs = Query::<Vec<(String, String)>>::try_from_uri(&parts.uri);
    let pairs = pairs.map_err(|_| Problem::unread("The query cannot be read.", "Encode it as a form is."))?;
    if !body.is_empty() {
        speaks_json(&parts.headers)?;
    }
    let once = once(parts, &body)?;
    let host = parts.headers.get(HOST).and_then(|host| host.to_str().ok()).unwrap_or("localhost");
    let base = format!("{}://{host}", if house.door().secure { "https" } else { "http" });
    (endpoint.work)(&visit, &Asked { path, query: Kept::of(pairs.0), body, once, channel, base })
}

/// Who asks, by the token they show, or else by the session of their browser, which may only read.
fn known(endpoint: &Endpoint, house: &House, guest: &Guest, parts: &Parts) -> Result<(Visit, Level), Stop> {
    let unknown = || Stop::Problem(Box::new(Problem::unknown()));
    let Some(secret) = token::shown(&parts.headers) else {
        if parts.method != Method::GET && parts.method != Method::HEAD {
            return Err(unknown());
        }
        let visit = guest.enter()?;
        let channel = visit.reader.level;
        return Ok((visit, channel));
    };
    let token = house.local().token(secret, house.now()).map_err(crate::visit::Miss::from)?;
    let Some(token) = token else {
        guest.count_unknown()?;
        return Err(unknown());
    };
    count(house, secret, Kind::of(&parts.method, parts.uri.path()))?;
    if !token.allows(endpoint.scope) {
        return Err(Stop::Problem(Box::new(Problem::beyond(endpoint.scope))));
    }
    let visit = house.visited(&token.officer, token.level)?;
    let channel = visit.reader.level;
    Ok((visit, channel))
}

/// Counts a question for its token and for all.
fn count(house: &House, secret: &str, kind: Kind) -> Result<(), Stop> {
    let (now, wait) = (house.now(), |wait| Stop::Problem(Box::new(Problem::too_many(wait))));
    house.rate().count(token::digest(secret), now).map_err(wait)?;
    house.asked().program(kind, now).map_err(wait)
}

/// Who subscribed to a feed, by the token in its address. A calendar tells of what is above its level that it is there, as
/// mail would; a board above it is not there.
fn subscribed(
    endpoint: &Endpoint,
    house: &House,
    guest: &Guest,
    secret: &str,
) -> Result<(Visit, Level), Stop> {
    let token = house.local().token(secret, house.now()).map_err(crate::visit::Miss::from)?;
    let Some(token) = token.filter(|token| token.allows(Scope::Feed)) else {
        guest.count_unknown()?;
        return Err(Stop::NotFound);
    };
    count(house, secret, Kind::Answer)?;
    let channel = token.level.unwrap_or(Level::Unclassified);
    let most = if endpoint.media == Media::Calendar { None } else { Some(channel) };
    let visit = house.visited(&token.officer, most).map_err(|miss| match miss {
        crate::visit::Miss::SignedOut => Stop::NotFound,
        other => other.into(),
    })?;
    let channel = channel.min(visit.reader.level);
    Ok((visit, channel))
}

/// Whether the program takes what the address gives.
fn accepts(media: Media, headers: &HeaderMap) -> Result<(), Stop> {
    let asked = headers.get_all(ACCEPT).iter().filter_map(|value| value.to_str().ok());
    let mut ranges = asked.flat_map(|line| line.split(',')).peekable();
    // RFC 9110, section 12.5.1.
    let takes = |range: &str| {
        let mut parts = range.split(';').map(str::trim);
        let name = parts.next().unwrap_or_default().to_ascii_lowercase();
        let refused = parts.any(|part| matches!(part, "q=0" | "q=0.0" | "q=0.00" | "q=0.000"));
        let whole = media.name().split(';').next().unwrap_or_default();
        let kind = whole.split('/').next().unwrap_or_default();
        !refused && (name == "*/*" || name == whole || name.strip_suffix("/*") == Some(kind))
    };
    if ranges.peek().is_none() || ranges.any(takes) {
        return Ok(());
    }
    let detail = format!("This address gives {} and nothing else.", media.name());
    Err(Stop::Problem(Box::new(Problem::new(StatusCode::NOT_ACCEPTABLE, detail, "Accept that."))))
}

fn speaks_json(headers: &HeaderMap) -> Result<(), Stop> {
    if token::sends_json(headers) {
        return Ok(());
    }
    let status = StatusCode::UNSUPPORTED_MEDIA_TYPE;
    let hint = "Send application/json.";
    Err(Stop::Problem(Box::new(Problem::new(status, "The body is not said to be JSON.", hint))))
}

/// What the request is called: the program's own name for it together with what is asked, so that a name used again for
/// something else is another request.
fn once(parts: &Parts, body: &[u8]) -> Result<String, Stop> {
    let Some(name) = parts.headers.get(ONCE) else { return Ok(String::new()) };
    let fits = (1..=ONCE_MAX).contains(&name.len()) && name.to_str().is_ok();
    if !fits {
        return Err(Problem::unread("The `Idempotency-Key` is empty, too long or no text.", "Use a UUID."));
    }
    let asked = Sha256::new().chain_update(name.as_bytes()).chain_update(b"\0");
    let asked = asked.chain_update(parts.uri.path().as_bytes()).chain_update(b"\0").chain_update(body);
    Ok(format!("key {}", hex(&asked.finalize())))
}
