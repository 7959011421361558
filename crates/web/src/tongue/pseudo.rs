//! Two languages nobody speaks, made from English: one with accents, brackets and two fifths more letters, one in Arabic
//! letters. Tests look at the pages in them and see what does not come from the catalogue, and what has no room.

use std::borrow::Cow;

use super::{Catalogue, english, read};

/// English through a change of every letter.
pub(super) fn strange(plurals: &str, change: fn(&str) -> Cow<'_, str>) -> Catalogue {
    let mut catalogue = read(plurals, &english());
    // Variables stand isolated, so that a test can tell them from the words around them.
    catalogue.set_use_isolating(true);
    catalogue.set_transform(Some(change));
    catalogue
}

/// Puts the brackets around a message by which a test knows it.
pub(super) fn bracketed(said: &str) -> String {
    format!("⟦{said}⟧")
}

/// Accents on every letter; vowels stand twice, which makes a text about two fifths longer.
pub(super) fn accented(text: &str) -> Cow<'_, str> {
    let mut strange = String::with_capacity(text.len() * 2);
    for letter in text.chars() {
        let accented = swapped(letter, "áƀçđéƒǧħíĵķĺɱñóƥɋřšŧúṽŵẋýž", "ÁƁÇĐÉƑǦĦÍĴĶĹṀÑÓƤɊŘŠŦÚṼŴẊÝŽ");
        strange.push(accented);
        if "aeiouAEIOU".contains(letter) {
            strange.push(accented);
        }
    }
    Cow::Owned(strange)
}

/// Arabic letters, one for each of ours.
pub(super) fn mirrored(text: &str) -> Cow<'_, str> {
    let letters = "ابجدهوزحطيكلمنسعفصقرشتثخذض";
    Cow::Owned(text.chars().map(|letter| swapped(letter, letters, letters)).collect())
}

fn swapped(letter: char, small: &str, capital: &str) -> char {
    let (first, letters) = match letter {
        'a'..='z' => ('a', small),
        'A'..='Z' => ('A', capital),
        other => return other,
    };
    letters.chars().nth(letter as usize - first as usize).unwrap_or(letter)
}
