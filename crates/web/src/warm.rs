//! Pages that are kept warm: the bytes that would be printed again for the same session, kept until anything is recorded, the
//! minute is over or the session has something to say. A board of hundreds of posts is asked for far more often than it
//! changes. Whether somebody is signed in is asked before and every time; no page is ever kept for two sessions.

use std::collections::HashMap;
use std::io::Write as _;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use axum::body::Bytes;
use axum::http::HeaderValue;
use axum::http::header::{CONTENT_ENCODING, CONTENT_TYPE, VARY};
use axum::response::{IntoResponse, Response};
use flate2::Compression;
use flate2::write::GzEncoder;

/// How many pages are kept; then all are let go.
const WARM_MAX: usize = 128;

/// What a page is kept for: the session, and everything of the request that it is made from.
pub(crate) type Key = (String, String, &'static str);

/// What a page is true for: the last arrival the views showed, and the minute.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Stamp {
    pub(crate) reached: u64,
    pub(crate) minute: i64,
}

/// A page as it is sent, plain and, once somebody takes that, compressed.
pub(crate) struct Page {
    stamp: Stamp,
    plain: Bytes,
    squeezed: OnceLock<Bytes>,
}

/// The pages that are kept.
#[derive(Default)]
pub(crate) struct Warm {
    held: Mutex<HashMap<Key, Arc<Page>>>,
    usual: AtomicUsize,
}

impl Warm {
    /// The page that is kept, if it is still true.
    pub(crate) fn get(&self, key: &Key, stamp: Stamp) -> Option<Arc<Page>> {
        let held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        held.get(key).filter(|page| page.stamp == stamp).map(Arc::clone)
    }

    /// The bytes that the last page took: room for the next, which is not moved as it grows.
    pub(crate) fn usual(&self) -> usize {
        self.usual.load(Ordering::Relaxed)
    }

    /// Keeps a page.
    pub(crate) fn put(&self, key: Key, stamp: Stamp, text: String) -> Arc<Page> {
        self.usual.store(text.len(), Ordering::Relaxed);
        let page = Arc::new(Page { stamp, plain: text.into(), squeezed: OnceLock::new() });
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        if held.len() >= WARM_MAX {
            held.clear();
        }
        held.insert(key, Arc::clone(&page));
        page
    }
}

impl Page {
    /// The page as an answer, compressed for whoever takes that.
    pub(crate) fn answer(&self, gzip: bool) -> Response {
        let html = (CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
        let vary = (VARY, HeaderValue::from_static("accept-encoding"));
        if gzip {
            let encoding = (CONTENT_ENCODING, HeaderValue::from_static("gzip"));
            return ([html, vary, encoding], self.squeezed.get_or_init(|| squeezed(&self.plain)).clone())
                .into_response();
        }
        ([html, vary], self.plain.clone()).into_response()
    }
}

fn squeezed(plain: &[u8]) -> Bytes {
    let mut squeeze = GzEncoder::new(Vec::new(), Compression::default());
    // Writing into memory cannot fail.
    squeeze.write_all(plain).and_then(|()| squeeze.finish()).unwrap_or_default().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_kept_for_its_session_until_something_is_recorded_or_the_minute_is_over() {
        let warm = Warm::default();
        let key = |who: &str| (who.to_owned(), "/i/1/board".to_owned(), "en");
        let now = Stamp { reached: 7, minute: 3 };
        warm.put(key("one"), now, "<p>board</p>".into());
        assert!(warm.get(&key("one"), now).is_some());
        assert!(warm.get(&key("another"), now).is_none());
        assert!(warm.get(&key("one"), Stamp { reached: 8, ..now }).is_none());
        assert!(warm.get(&key("one"), Stamp { minute: 4, ..now }).is_none());
    }
}
