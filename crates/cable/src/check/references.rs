//! Rules REF that the text alone can answer: a reference cited in the text stands in the reference line.

use std::collections::BTreeSet;

use crate::check::{Review, whole};
use crate::sentences;

pub(super) fn check(review: &mut Review) {
    let letters: BTreeSet<char> =
        review.sheet.references.iter().filter_map(|reference| reference.letter).collect();
    let none = review.sheet.references.is_empty();
    for (line, text) in review.texts() {
        if none && (whole(&text, "REFTEL") || whole(&text, "REFTELS")) {
            review.say("REF-04", line, "REFTEL", sentences::REF_04);
        }
        let upper = text.to_uppercase();
        let mut said = BTreeSet::new();
        for start in ["REF ", "REFTEL "] {
            for (at, _) in upper.match_indices(start) {
                let whole_word = !upper.get(..at).is_some_and(|head| head.ends_with(char::is_alphanumeric));
                let mut rest = upper.get(at + start.len()..).unwrap_or("").chars();
                let (letter, next) = (rest.next(), rest.next());
                let Some(letter) = letter.filter(char::is_ascii_uppercase) else { continue };
                if whole_word
                    && !next.is_some_and(char::is_alphanumeric)
                    && !letters.contains(&letter)
                    && said.insert(letter)
                {
                    let words = format!("{start}{letter}");
                    let say = sentences::REF_04_LETTER.with([("words", &words), ("letter", &letter)]);
                    review.say("REF-04", line, &words, say);
                }
            }
        }
    }
}
