//! The stylesheet, carried in the binary and served under a name made from its own bytes, so that a browser may keep it
//! for ever and never shows a new page in an old dress. There is no script and no picture.

use std::fmt::Write as _;
use std::sync::LazyLock;

use axum::extract::Path;
use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use sha2::{Digest, Sha256};

/// The stylesheet as it is sent.
pub(crate) const STYLESHEET: &str = include_str!("../assets/chancery.css");

static NAME: LazyLock<String> = LazyLock::new(|| {
    let digest = Sha256::digest(STYLESHEET.as_bytes());
    let mut name = String::from("chancery-");
    for byte in digest.iter().take(6) {
        let _ = write!(name, "{byte:02x}");
    }
    name.push_str(".css");
    name
});

/// The file name of the stylesheet, with a digest of its content.
pub(crate) fn stylesheet_name() -> &'static str {
    &NAME
}

/// The stylesheet, by its name of today; a name of another day is not found.
pub(crate) async fn show(Path(name): Path<String>) -> Response {
    if name != stylesheet_name() {
        return StatusCode::NOT_FOUND.into_response();
    }
    let headers =
        [(CONTENT_TYPE, "text/css; charset=utf-8"), (CACHE_CONTROL, "public, max-age=31536000, immutable")];
    (headers, STYLESHEET).into_response()
}
