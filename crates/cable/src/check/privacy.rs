//! Rules PRV and the rule on controlled detail: no private person can be told from the text. What is found is
//! never repeated in the remark, so that it does not spread to logs.

use crate::check::{Review, whole};
use crate::fields::Level;
use crate::sentences;

/// The smallest count that may stand in a text about persons.
const COUNT_MIN: u32 = 10;

pub(super) fn check(review: &mut Review) {
    for (line, text) in review.texts() {
        let subject =
            ["PASSPORT", "ASYLUM", "VISA", "CASE", "FILE", "NUMBER PLATE", "IDENTITY CARD", "REGISTRATION"];
        let named = subject.iter().find(|word| whole(&text, word));
        if let Some(word) = named
            && text.split(' ').any(document_number)
        {
            let say = sentences::PRV_01.with([("word", &word)]);
            review.say("PRV-01", line, word, say);
            if review.sheet.level == Some(Level::Unclassified) {
                review.say("CLS-10", line, word, sentences::CLS_10);
            }
        }
        if let Some(word) =
            ["MOBILE", "TELEPHONE", "PHONE", "CELL"].into_iter().find(|word| whole(&text, word))
            && text.split([',', ';', '.']).any(telephone)
        {
            review.say("PRV-02", line, word, sentences::PRV_02);
        }
        small_figures(review, line, &text);
    }
}

/// Tells whether a word has the shape of a document or case number: letters and at least six digits together, or a
/// serial with a year after a stroke.
fn document_number(word: &str) -> bool {
    let word = word.trim_matches(|c: char| !c.is_alphanumeric());
    let digits = word.bytes().filter(u8::is_ascii_digit).count();
    let letters = word.bytes().filter(u8::is_ascii_alphabetic).count();
    let plain = word.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'/'));
    let mixed = (1..=3).contains(&letters) && digits >= 6;
    let serial = word.split_once('/').is_some_and(|(serial, year)| {
        let number =
            |part: &str, most| (1..=most).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
        serial.len() >= 4 && number(serial, 9) && year.len() == 4 && number(year, 4)
    });
    plain && (mixed || serial)
}

/// Tells whether a piece of a sentence holds a telephone number: eight digits or more, parted by blanks and marks.
fn telephone(piece: &str) -> bool {
    let runs = piece.split(|c: char| !(c.is_ascii_digit() || matches!(c, ' ' | '-' | '(' | ')' | '/' | '+')));
    let digits = |run: &str| run.bytes().filter(u8::is_ascii_digit).count();
    runs.map(digits).any(|count| (8..=15).contains(&count))
}

fn small_figures(review: &mut Review, line: usize, text: &str) {
    let upper = text.to_uppercase();
    let words: Vec<&str> =
        upper.split(' ').map(|word| word.trim_matches(|c: char| !c.is_alphanumeric())).collect();
    for pair in words.windows(2) {
        let [count, what] = pair else { continue };
        let persons = matches!(
            *what,
            "PERSONS" | "PERSON" | "APPLICANTS" | "ASYLUM-SEEKERS" | "DETAINEES" | "MINORS" | "CHILDREN"
        );
        if let (true, Ok(number)) = (persons, count.parse::<u32>())
            && number > 0
            && number < COUNT_MIN
        {
            let say = sentences::PRV_03.with([("least", &COUNT_MIN)]);
            review.say("PRV-03", line, &format!("{count} {what}"), say);
        }
    }
}
