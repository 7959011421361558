//! What is read from the head of a request, and how a wait is written into that of an answer; nothing of who asks.

use axum::http::HeaderMap;
use axum::http::header::{ACCEPT_ENCODING, REFERER};
use jiff::SignedDuration;

/// So many whole seconds that waiting them is enough.
pub(crate) fn seconds(wait: SignedDuration) -> i64 {
    i64::try_from((wait.as_millis().max(1) + 999) / 1_000).unwrap_or(i64::MAX)
}

/// Whether a browser takes what is compressed with gzip.
pub(super) fn gzip(headers: &HeaderMap) -> bool {
    // RFC 9110, section 12.5.3: a weight of nothing refuses it.
    let taken = headers.get(ACCEPT_ENCODING).and_then(|taken| taken.to_str().ok()).unwrap_or_default();
    let mut ways = taken.split(',').map(|way| way.trim().split_once(';').unwrap_or((way.trim(), "")));
    ways.any(|(way, weight)| way.eq_ignore_ascii_case("gzip") && !matches!(weight.trim(), "q=0" | "q=0.0"))
}

/// The path of the page a request comes from; nothing if the browser does not say.
pub(super) fn left(headers: &HeaderMap) -> String {
    let from =
        headers.get(REFERER).and_then(|from| from.to_str().ok()).and_then(|from| from.split_once("://"));
    from.and_then(|(_, from)| from.find('/').and_then(|slash| from.get(slash..)))
        .unwrap_or_default()
        .to_owned()
}
