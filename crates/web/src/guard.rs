//! The guard at the door: what every answer must carry, and which requests to act are let in. A request that acts must
//! come from one of our own pages, by what the browser says of its origin and by the token of the form.

use std::net::{IpAddr, SocketAddr};

use axum::extract::{Request, State};
use axum::http::header::{
    CACHE_CONTROL, CONTENT_LANGUAGE, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HOST, ORIGIN, REFERRER_POLICY,
    STRICT_TRANSPORT_SECURITY, VARY, X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::tongue::Tongue;
use crate::{api, token};

/// Everything a page may load: our own sheets of style, scripts and pictures, never a line of either within the page. It
/// may ask and submit forms to us only.
const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; \
     connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// What programs are told differs by who asks.
pub(crate) const BY_WHOM: &str = "authorization, cookie";

/// How this server may be called, and whether it is reached through TLS.
#[derive(Clone, Debug, Default)]
pub struct Door {
    /// Names it may be called by besides addresses and `localhost`.
    pub names: Vec<String>,
    /// Whether browsers reach it through TLS only.
    pub secure: bool,
    /// Whether the sign-in page lists the officers and anybody may act as any of them, as in a demonstration.
    pub introduces: bool,
    /// Whether nobody approves, releases or changes roles on a page without a passkey.
    pub wants_passkeys: bool,
    /// Where proxies stand, besides this machine.
    pub proxies: Vec<IpAddr>,
    /// The header in which a proxy says who asks; nobody else is believed.
    pub address_header: Option<String>,
}

/// Whether a proxy may stand at an address.
pub(crate) fn is_proxy(address: IpAddr, proxies: &[IpAddr]) -> bool {
    address.is_loopback() || proxies.contains(&address)
}

/// Lets a request in or turns it away, and dresses every answer.
pub(crate) async fn stand(State(door): State<Door>, request: Request, next: Next) -> Response {
    let refusal = door.turns_away(request.method(), request.headers());
    let tongue = Tongue::of(request.headers());
    let mut answer = match refusal {
        // Only a program sends JSON without saying where from, and it is told in its own words what it lacks.
        Some((StatusCode::FORBIDDEN, _)) if token::sends_json(request.headers()) => api::unknown(),
        Some((status, words)) => (status, words).into_response(),
        None => next.run(request).await,
    };
    dress(answer.headers_mut(), door.secure);
    speak(answer.headers_mut(), tongue);
    answer
}

impl Door {
    /// The host name that passkeys sign for: the first by which the server is called.
    pub(crate) fn party(&self) -> String {
        self.names.first().cloned().unwrap_or_else(|| "localhost".to_owned())
    }

    /// Whether passkeys work on a page of this host, and the same page's host where they do.
    pub(crate) fn passkeys_at(&self, host: &str) -> Result<(), String> {
        let (name, port) = host.rsplit_once(':').unwrap_or((host, ""));
        let party = self.party();
        if name == party || name.strip_suffix(&party).is_some_and(|rest| rest.ends_with('.')) {
            return Ok(());
        }
        Err(if port.is_empty() || self.secure { party } else { format!("{party}:{port}") })
    }

    /// The address that asks; nothing where only a proxy is known.
    pub(crate) fn asker(&self, peer: Option<IpAddr>, headers: &HeaderMap) -> Option<IpAddr> {
        let peer = peer?;
        if !is_proxy(peer, &self.proxies) {
            return Some(peer);
        }
        // What stands before the last address was said by whoever asked, and may be anything.
        let said = headers.get_all(self.address_header.as_deref()?).iter().next_back()?.to_str().ok()?;
        let last = said.rsplit(',').next().unwrap_or_default().trim();
        let plain = last.trim_start_matches('[').trim_end_matches(']');
        let of_port = || last.parse::<SocketAddr>().ok().map(|address| address.ip());
        plain.parse().ok().or_else(of_port).map(|address: IpAddr| address.to_canonical())
    }

    /// Why a request does not get in, if it does not.
    fn turns_away(&self, method: &Method, headers: &HeaderMap) -> Option<(StatusCode, &'static str)> {
        let text = |name: HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
        let host = text(HOST).unwrap_or_default();
        // A name that leads here without our knowing is how a hostile page would become our origin.
        if !self.is_ours(host) {
            return Some((StatusCode::MISDIRECTED_REQUEST, "This server is not called by that name.\n"));
        }
        // A browser shows a token only if our own pages were asked to, which no page does: whoever shows one is a program.
        if method.is_safe() || token::shown(headers).is_some() {
            return None;
        }
        let site = text(HeaderName::from_static("sec-fetch-site"));
        let origin = text(ORIGIN).map(|origin| origin.split_once("://").map_or("", |(_, host)| host));
        let ours = match (site, origin) {
            (Some(site), None) => site == "same-origin",
            (Some(site), Some(origin)) => site == "same-origin" && origin == host,
            (None, Some(origin)) => origin == host,
            (None, None) => false,
        };
        (!ours).then_some((StatusCode::FORBIDDEN, "This form was not sent from one of our own pages.\n"))
    }

    fn is_ours(&self, host: &str) -> bool {
        let name = match host.rsplit_once(':') {
            Some((name, port)) if port.bytes().all(|digit| digit.is_ascii_digit()) => name,
            _ => host,
        };
        let address = name.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>();
        address.is_ok()
            || name.eq_ignore_ascii_case("localhost")
            || self.names.iter().any(|ours| ours.eq_ignore_ascii_case(name))
    }
}

fn dress(headers: &mut HeaderMap, secure: bool) {
    let mut put = |name: HeaderName, value: &'static str| {
        headers.insert(name, HeaderValue::from_static(value));
    };
    put(CONTENT_SECURITY_POLICY, POLICY);
    put(X_CONTENT_TYPE_OPTIONS, "nosniff");
    put(X_FRAME_OPTIONS, "DENY");
    // Not `no-referrer`: browsers would then send our own forms with the origin `null`.
    put(REFERRER_POLICY, "same-origin");
    put(HeaderName::from_static("cross-origin-opener-policy"), "same-origin");
    put(HeaderName::from_static("cross-origin-resource-policy"), "same-origin");
    put(HeaderName::from_static("permissions-policy"), "camera=(), geolocation=(), microphone=()");
    if secure {
        // RFC 6797, section 6.1.
        put(STRICT_TRANSPORT_SECURITY, "max-age=31536000; includeSubDomains");
    }
    if !headers.contains_key(CACHE_CONTROL) {
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
}

/// Says in which language the words of an answer are, unless that was said, and by what else it differs. Pages speak the
/// reader's language; what programs are told is English.
fn speak(headers: &mut HeaderMap, reader: Tongue) {
    let kind = headers.get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default();
    let (tongue, by) = match kind {
        "text/html" | "text/event-stream" => (reader, "accept-language, cookie"),
        "application/json" | "application/problem+json" | "application/atom+xml" | "text/calendar" => {
            (Tongue::English, BY_WHOM)
        }
        _ => return,
    };
    // RFC 9110, sections 8.5 and 12.5.5.
    headers.entry(CONTENT_LANGUAGE).or_insert(HeaderValue::from_static(tongue.tag()));
    headers.append(VARY, HeaderValue::from_static(by));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(pairs: &[(&str, &str)]) -> HeaderMap {
        let pair = |(name, value): &(&str, &str)| {
            (HeaderName::try_from(*name).expect("a name"), HeaderValue::from_str(value).expect("a value"))
        };
        pairs.iter().map(pair).collect()
    }

    fn posted(pairs: &[(&str, &str)]) -> Option<StatusCode> {
        Door::default().turns_away(&Method::POST, &asked(pairs)).map(|(status, _)| status)
    }

    #[test]
    fn a_form_from_another_place_is_turned_away() {
        let host = ("host", "127.0.0.1:8080");
        assert_eq!(posted(&[host, ("origin", "http://127.0.0.1:8080")]), None);
        assert_eq!(posted(&[host, ("sec-fetch-site", "same-origin")]), None);
        let refused = Some(StatusCode::FORBIDDEN);
        assert_eq!(posted(&[host]), refused, "no origin at all");
        assert_eq!(posted(&[host, ("origin", "null")]), refused);
        assert_eq!(posted(&[host, ("origin", "http://127.0.0.1:8081")]), refused);
        assert_eq!(posted(&[host, ("origin", "https://evil.example")]), refused);
        assert_eq!(posted(&[host, ("sec-fetch-site", "cross-site")]), refused);
        assert_eq!(posted(&[host, ("sec-fetch-site", "same-site")]), refused);
        let both = [host, ("sec-fetch-site", "same-origin"), ("origin", "https://evil.example")];
        assert_eq!(posted(&both), refused);
    }

    #[test]
    fn a_name_that_was_pointed_here_by_a_stranger_is_not_ours() {
        let door = Door { names: vec!["chancery.example".into()], secure: true, ..Door::default() };
        let asked = |host: &str| door.turns_away(&Method::GET, &asked(&[("host", host)])).is_none();
        assert!(
            asked("127.0.0.1:8080") && asked("[::1]:8080") && asked("localhost") && asked("Chancery.Example")
        );
        assert!(!asked("evil.example") && !asked("127.0.0.1.evil.example:8080") && !asked(""));
    }

    #[test]
    fn only_a_proxy_is_believed_when_it_says_who_asks() {
        let header = Some("x-forwarded-for".to_owned());
        let proxies = vec!["192.0.2.1".parse().expect("an address")];
        let door = Door { proxies, address_header: header, ..Door::default() };
        let asker = |door: &Door, peer: &str, says: &str| {
            let asker = door.asker(peer.parse().ok(), &asked(&[("x-forwarded-for", says)]));
            asker.map_or_else(String::new, |asker| asker.to_string())
        };
        assert_eq!(asker(&door, "127.0.0.1", "203.0.113.9"), "203.0.113.9");
        assert_eq!(asker(&door, "192.0.2.1", "10.0.0.1, 203.0.113.9"), "203.0.113.9", "the proxy's own word");
        assert_eq!(asker(&door, "192.0.2.1", "203.0.113.9:443"), "203.0.113.9");
        assert_eq!(asker(&door, "192.0.2.1", "[2001:db8::1]:443"), "2001:db8::1");
        assert_eq!(asker(&door, "198.51.100.7", "203.0.113.9"), "198.51.100.7", "not a proxy");
        assert_eq!(asker(&door, "192.0.2.1", "unknown"), "", "no address");
        assert_eq!(asker(&Door::default(), "127.0.0.1", "203.0.113.9"), "", "nobody is believed");
    }
}
