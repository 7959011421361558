//! Parts of pages that are not printed again while they would come out the same: a line of a board, a drawing, a
//! history. Each is kept with all it was printed from, and given only for the very same, so nobody is shown what they
//! did not already have in hand. A board is read anew each time; of hundreds of posts few have moved since the last.

use std::collections::HashMap;
use std::fmt;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::{Arc, Mutex, PoisonError};

use askama::Template;
use askama::filters::HtmlSafe;

/// How many bytes of one kind are kept; then all are let go.
const KEPT_MAX: usize = 4 << 20;

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

/// The parts of one kind that are kept: by what each is, one for each, with what it was printed from.
pub(crate) struct Fragments<Key, From>(Mutex<Kept<Key, From>>);

struct Kept<Key, From> {
    /// The minute in which a part was printed, for a time is told beside it, and what else it hangs on.
    parts: HashMap<Key, (i64, From, Fragment)>,
    bytes: usize,
}

impl<Key, From> Default for Fragments<Key, From> {
    fn default() -> Self {
        Self(Mutex::new(Kept { parts: HashMap::new(), bytes: 0 }))
    }
}

impl<Key: Eq + Hash, From: Clone + PartialEq> Fragments<Key, From> {
    /// The part as it was printed in the same minute from the same before, or printed now.
    pub(crate) fn of(
        &self,
        key: Key,
        minute: i64,
        from: &From,
        print: impl FnOnce() -> Fragment,
    ) -> Fragment {
        let held = || self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let same = |(then, before, _): &&(i64, From, Fragment)| *then == minute && before == from;
        if let Some((.., part)) = held().parts.get(&key).filter(same) {
            return part.clone();
        }
        // Not under the lock: printing takes a thousand times as long as looking.
        let part = print();
        let mut held = held();
        if held.bytes + part.text.len() > KEPT_MAX {
            held.parts.clear();
            held.bytes = 0;
        }
        held.bytes += part.text.len();
        let old = held.parts.insert(key, (minute, from.clone(), part.clone()));
        held.bytes -= old.map_or(0, |(.., old)| old.text.len());
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
        let mut print = |key: u8, minute: i64, word: &str| {
            let part = kept.of(key, minute, &word.to_owned(), || {
                printed += 1;
                Fragment::of(&Part { word })
            });
            (part.to_string(), printed)
        };
        assert_eq!(print(1, 7, "Paris <"), ("<b>Paris &#60;</b>".into(), 1));
        assert_eq!(print(1, 7, "Paris <").1, 1);
        assert_eq!(print(1, 7, "Oslo"), ("<b>Oslo</b>".into(), 2));
        assert_eq!(print(2, 7, "Oslo").1, 3);
        assert_eq!(print(2, 8, "Oslo").1, 4, "what was late by an hour may be late by two");
    }

    #[test]
    fn what_is_kept_is_bounded_by_its_bytes_and_holds_one_part_for_each_thing() {
        let kept = Fragments::default();
        let long = "x".repeat(1 << 20);
        let part = |key: u8, minute: i64| kept.of(key, minute, &(), || Fragment::of(&Part { word: &long }));
        let held = || {
            let held = kept.0.lock().expect("nobody fell over");
            (held.parts.len(), held.bytes)
        };
        let one = part(0, 0).text.len();
        (1..60).for_each(|minute| drop(part(0, minute)));
        assert_eq!(held(), (1, one), "the minutes before are let go");
        (1..60).for_each(|key| drop(part(key, 0)));
        let (parts, bytes) = held();
        assert!(bytes <= KEPT_MAX && bytes == parts * one, "{parts} parts of {bytes} bytes");
    }
}
