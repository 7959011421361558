//! The style sheets and scripts, carried in the binary and served under names made from their own bytes, so that a
//! browser may keep them for ever and never shows a new page in an old dress. Every page has `chancery.css`; a sheet or
//! a script that only some pages need is a file of its own, asked for by `page::Shell`. No page needs a script to work.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::LazyLock;

use axum::extract::Path;
use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use sha2::{Digest, Sha256};

#[derive(rust_embed::Embed)]
#[folder = "assets"]
struct Files;

/// The name each file is served under.
static NAMES: LazyLock<BTreeMap<String, String>> = LazyLock::new(|| {
    let named = |file: &str| Some((file.to_owned(), dated(file, &Files::get(file)?.data)));
    Files::iter().filter_map(|file| named(&file)).collect()
});

/// A file's name with a digest of its content in it: `board.css` becomes `board-0a1b2c3d4e5f.css`.
fn dated(file: &str, bytes: &[u8]) -> String {
    let (stem, kind) = file.rsplit_once('.').unwrap_or((file, "txt"));
    let mut name = format!("{stem}-");
    for byte in Sha256::digest(bytes).iter().take(6) {
        // Writing to a string cannot fail.
        let _ = write!(name, "{byte:02x}");
    }
    name + "." + kind
}

/// Every file there is.
pub(crate) fn files() -> Vec<String> {
    NAMES.keys().cloned().collect()
}

/// The name a file is served under today. A file that is not in the binary has none, and its own name is not found.
pub(crate) fn name(file: &str) -> &str {
    NAMES.get(file).map_or(file, String::as_str)
}

/// What a file holds, for those who print it elsewhere.
pub(crate) fn text(file: &str) -> String {
    Files::get(file).map(|file| String::from_utf8_lossy(&file.data).into_owned()).unwrap_or_default()
}

/// A file, by its name of today; a name of another day is not found.
pub(crate) async fn show(Path(asked): Path<String>) -> Response {
    let file = NAMES.iter().find(|(_, name)| **name == asked).and_then(|(file, _)| Files::get(file));
    let Some(file) = file else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let kind = match asked.rsplit_once('.').map(|(_, kind)| kind) {
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("svg") => "image/svg+xml",
        _ => "text/plain; charset=utf-8",
    };
    let headers = [(CONTENT_TYPE, kind), (CACHE_CONTROL, "public, max-age=31536000, immutable")];
    (headers, file.data).into_response()
}
