//! Parts of pages that are not printed again while they would come out the same: a line of a board, a drawing, a
//! history. Each is kept with all it was printed from, and given only for the very same, so nobody is shown what they
//! did not already have in hand. A board is read anew each time; of hundreds of posts few have moved since the last.

use std::collections::HashMap;
use std::fmt;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::{Arc, Mutex, PoisonError};

use askama::Template;
use askama::filters::HtmlSafe;

/// How many parts of one kind are kept; then all are let go.
const KEPT_MAX: usize = 4_000;

/// A part of a page, printed and escaped by its template.
#[derive(Clone, Debug, Default)]
pub(crate) struct Fragment {
    text: Arc<str>,
    name: u64,
}

impl Fragment {
    /// Prints a part.
    pub(crate) fn of(part: &impl Template) -> Self {
        // Rendering into memory fails only when a value refuses to print, and ours are text.
        let text = part.render().unwrap_or_default();
        let mut hasher = DefaultHasher::new();
        text.hash(&mut hasher);
        Self { text: text.into(), name: hasher.finish() }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.text.is_empty()
    }
}

impl HtmlSafe for Fragment {}

impl fmt::Display for Fragment {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.write_str(&self.text)
    }
}

impl Hash for Fragment {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.name.hash(state);
    }
}

/// The parts of one kind that are kept: by what each is, with what it was printed from.
pub(crate) struct Fragments<Key, From>(Mutex<HashMap<Key, (From, Fragment)>>);

impl<Key, From> Default for Fragments<Key, From> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<Key: Eq + Hash, From: Clone + PartialEq> Fragments<Key, From> {
    /// The part as it was printed from the same before, or printed now.
    pub(crate) fn of(&self, key: Key, from: &From, print: impl FnOnce() -> Fragment) -> Fragment {
        let held = || self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, part)) = held().get(&key).filter(|(before, _)| before == from) {
            return part.clone();
        }
        // Not under the lock: printing takes a thousand times as long as looking.
        let part = print();
        let mut held = held();
        if held.len() >= KEPT_MAX && !held.contains_key(&key) {
            held.clear();
        }
        held.insert(key, (from.clone(), part.clone()));
        part
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Template)]
    #[template(source = "<b>{{ word }}</b>", ext = "html")]
    struct Part<'a> {
        word: &'a str,
    }

    #[test]
    fn a_part_is_printed_again_only_from_something_else() {
        let (kept, mut printed) = (Fragments::default(), 0);
        let mut print = |key: u8, word: &str| {
            let part = kept.of(key, &word.to_owned(), || {
                printed += 1;
                Fragment::of(&Part { word })
            });
            (part.to_string(), printed)
        };
        assert_eq!(print(1, "Paris <"), ("<b>Paris &#60;</b>".into(), 1));
        assert_eq!(print(1, "Paris <").1, 1);
        assert_eq!(print(1, "Oslo"), ("<b>Oslo</b>".into(), 2));
        assert_eq!(print(2, "Oslo").1, 3);
    }
}
