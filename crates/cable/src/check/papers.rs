//! Rules on what goes with the words: papers handed over, sources of figures, attachments. A sheet carries words
//! alone, so what it says of them is all there is to look at.

use crate::check::{Review, whole};
use crate::sentences;

/// The headings under which a paragraph is meant to be handed over as it stands.
const HANDED_OVER: [&str; 6] =
    ["NON-PAPER", "NON PAPER", "LEAVE-BEHIND", "LEAVE BEHIND", "AIDE-MEMOIRE", "NOTE VERBALE"];

pub(super) fn check(review: &mut Review) {
    handed_over(review);
    for point in &review.sheet.points {
        claims(review, point.line, &point.text);
    }
    for (line, text) in review.texts() {
        attached(review, line, &text);
    }
}

fn handed_over(review: &mut Review) {
    let most = review.profile.handed_over;
    for (at, paragraph) in review.sheet.paragraphs.iter().enumerate() {
        let upper = paragraph.text.to_uppercase();
        let Some(heading) = HANDED_OVER.iter().find(|heading| {
            let rest = upper.strip_prefix(**heading);
            rest.is_some_and(|rest| rest.starts_with(['.', ':']))
        }) else {
            continue;
        };
        if let Some(portion) = paragraph.portion.filter(|portion| *portion > most) {
            let number = paragraph.number.map_or(at + 1, |number| number as usize);
            let mark = format!("({})", portion.portion());
            let say = sentences::DEM_09.with([
                ("number", &number),
                ("heading", &heading),
                ("mark", &mark),
                ("most", &most.portion()),
            ]);
            review.say("DEM-09", paragraph.line, &mark, say);
        }
    }
}

/// A figure is a claim that somebody will ask about: `(SOURCE: ...)` or a reference beside it answers.
fn claims(review: &mut Review, line: usize, text: &str) {
    let told = ["SOURCE", "SOURCES", "ACCORDING TO", "REFTEL"].iter().any(|word| whole(text, word));
    if told || cites(text) {
        return;
    }
    if let Some(figure) = text.split(' ').find(|word| is_figure(word)) {
        let figure = figure.trim_matches(|c: char| !c.is_alphanumeric() && c != '%');
        let say = sentences::DEM_10.with([("figure", &figure)]);
        review.say("DEM-10", line, figure, say);
    }
}

/// Tells whether the words name a reference by its letter.
fn cites(text: &str) -> bool {
    let upper = text.to_uppercase();
    upper.match_indices("REF ").any(|(at, _)| {
        let mut after = upper.get(at + 4..).unwrap_or("").chars();
        after.next().is_some_and(|c| c.is_ascii_uppercase())
            && !after.next().is_some_and(char::is_alphanumeric)
    })
}

/// Tells whether a word is an amount: a share, or a number of two digits and more that is no year, day or name.
fn is_figure(word: &str) -> bool {
    let word = word.trim_matches(|c: char| !c.is_alphanumeric() && c != '%');
    let digits = word.bytes().filter(u8::is_ascii_digit).count();
    let amount = word.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b',' | b'%'));
    let year = digits == 4 && word.len() == 4 && (word.starts_with("19") || word.starts_with("20"));
    amount && !year && (word.ends_with('%') && digits > 0 || digits > 2)
}

fn attached(review: &mut Review, line: usize, text: &str) {
    const WORDS: [&str; 6] = ["ATTACHED", "ATTACHMENT", "ATTACHMENTS", "ENCLOSED", "ENCLOSURE", "ANNEXED"];
    if let Some(word) = WORDS.into_iter().find(|word| whole(text, word)) {
        let say = sentences::REC_02.with([("word", &word)]);
        review.say("REC-02", line, word, say);
    }
}
