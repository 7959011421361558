//! Rules TXT: what can be sent, how it is numbered, and what was left over from a template.

use std::collections::BTreeSet;

use crate::check::{Review, Sure, whole};
use crate::print::{has, plain};
use crate::sentences;

/// The lines of a page (Commerce's rule of 21 lines of 69 characters).
const PAGE_LINES: usize = 21;

pub(super) fn check(review: &mut Review) {
    repertoire(review);
    numbering(review);
    length(review);
    for (line, text) in review.texts() {
        leftovers(review, line, &text);
        loose_days(review, line, &text);
    }
    tables(review);
    abbreviations(review);
    let subject = review.sheet.subject.clone();
    leftovers(review, 0, &subject);
}

fn repertoire(review: &mut Review) {
    let width = review.profile.width;
    let texts = std::iter::once((0, review.sheet.subject.clone())).chain(review.texts());
    for (line, text) in texts.collect::<Vec<_>>() {
        if let Some(word) = text.split(' ').find(|word| word.chars().count() > width) {
            let say = sentences::TXT_02.with([("characters", &word.chars().count()), ("width", &width)]);
            review.say("TXT-02", line, word.get(..40).unwrap_or(word), say);
        }
        if !review.profile.telex {
            continue;
        }
        let mut said = BTreeSet::new();
        for c in text.chars() {
            let capital = c.to_uppercase().next().unwrap_or(c);
            if has(capital) || !said.insert(c) {
                continue;
            }
            let found = c.to_string();
            match plain(capital) {
                Some(stand_in) => {
                    let say = sentences::TXT_01.with([("character", &c), ("instead", &stand_in)]);
                    review.say("TXT-01", line, &found, say).or_write(stand_in, Sure::Safe);
                }
                None => {
                    review.say(
                        "TXT-01",
                        line,
                        &found,
                        sentences::TXT_01_NONE.with([("character", &c.escape_debug())]),
                    );
                }
            }
        }
    }
}

fn numbering(review: &mut Review) {
    let paragraphs = &review.sheet.paragraphs;
    if let [only] = paragraphs.as_slice() {
        if let Some(number) = only.number {
            let say = sentences::TXT_04;
            review.say("TXT-04", only.line, &format!("{number}. "), say).or_write("", Sure::Safe);
        }
        return;
    }
    for (due, paragraph) in (1_u32..).zip(paragraphs) {
        if paragraph.number == Some(due) {
            continue;
        }
        let line = paragraph.line;
        match paragraph.number {
            Some(number) => {
                let say = sentences::TXT_03.with([("number", &number), ("due", &due)]);
                review
                    .say("TXT-03", line, &format!("{number}."), say)
                    .or_write(&format!("{due}."), Sure::Ask);
            }
            None => {
                review.say("TXT-03", line, "", sentences::TXT_03_NONE.with([("due", &due)]));
            }
        }
        // One answer is enough: all that follow are off by as much.
        return;
    }
}

fn length(review: &mut Review) {
    let width = review.profile.width;
    let lines: usize = review.texts().iter().map(|(_, text)| text.chars().count() / width + 2).sum();
    let pages = lines.div_ceil(PAGE_LINES);
    let summary = review.sheet.paragraphs.iter().any(|paragraph| whole(&paragraph.text, "SUMMARY"));
    if pages > 3 && !summary {
        let say = sentences::TXT_05.with([("pages", &pages)]);
        review.say("TXT-05", 0, "", say);
    }
}

fn tables(review: &mut Review) {
    let width = review.profile.width;
    for table in &review.sheet.tables {
        let columns = table.width - table.indent;
        if columns > width {
            let say = sentences::TXT_06.with([("columns", &columns), ("width", &width)]);
            review.say("TXT-06", table.line, "", say);
        } else if table.indent > 0 {
            let say = sentences::TXT_06_INDENT.with([("blanks", &table.indent)]);
            review.say("TXT-06", table.line, "", say);
        }
    }
}

/// Looks for short words in capitals that neither the glossary nor the text explains. Where all is in capitals,
/// nothing can be told.
fn abbreviations(review: &mut Review) {
    let profile = review.profile;
    let mut known: BTreeSet<&str> = profile.glossary.split_whitespace().collect();
    if known.is_empty() {
        return;
    }
    // Words of the sheet itself.
    known.extend(["SOURCE", "REF", "REFS", "REFTEL", "NOTAL", "NIACT", "POINTS", "FOR"]);
    let texts = review.texts();
    let letters = |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
    // "(GRPO)" after the words it stands for explains it.
    let told: BTreeSet<String> = texts
        .iter()
        .flat_map(|(_, text)| text.split(' ').filter(|word| word.starts_with('(') && word.contains(')')))
        .map(letters)
        .collect();
    let offices: BTreeSet<&str> = {
        let sheet = review.sheet;
        let names = sheet.to.iter().chain(&sheet.info).flat_map(|a| a.name.split(' '));
        let cited = sheet.references.iter().flat_map(|reference| reference.raw.split(' '));
        names.chain(cited).collect()
    };
    let mut said = BTreeSet::new();
    for (line, text) in &texts {
        if !text.chars().any(char::is_lowercase) {
            continue;
        }
        for word in text.split([' ', '/']).map(letters) {
            let capitals = (2..=6).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_uppercase());
            if !capitals
                || known.contains(word.as_str())
                || told.contains(&word)
                || offices.contains(word.as_str())
                || profile.organization_tag(&word)
                || review.sheet.tags.contains(&word)
                || !said.insert(word.clone())
            {
                continue;
            }
            let say = sentences::TXT_07.with([("word", &word)]);
            review.say("TXT-07", *line, &word, say);
        }
    }
}

fn leftovers(review: &mut Review, line: usize, text: &str) {
    let words = ["TBD", "TBC", "XX", "XXX", "XXXX", "LOREM"];
    let marks = ["[ ]", "[]", "[...]", "???"];
    let word = words.into_iter().find(|word| whole(text, word));
    if let Some(left) = word.or_else(|| marks.into_iter().find(|mark| text.contains(mark))) {
        review.say("TXT-08", line, left, sentences::TXT_08.with([("left", &left)]));
    }
}

fn loose_days(review: &mut Review, line: usize, text: &str) {
    const DAYS: [&str; 11] = [
        "TOMORROW",
        "YESTERDAY",
        "NEXT WEEK",
        "NEXT MONTH",
        "MONDAY",
        "TUESDAY",
        "WEDNESDAY",
        "THURSDAY",
        "FRIDAY",
        "SATURDAY",
        "SUNDAY",
    ];
    let upper = text.to_uppercase();
    for day in DAYS {
        let loose = upper.match_indices(day).any(|(at, _)| {
            let before = upper.get(..at).unwrap_or("");
            let after: String = upper.get(at + day.len()..).unwrap_or("").chars().take(18).collect();
            let head: String = before.chars().rev().take(14).collect();
            let dated = after.chars().chain(head.chars()).any(|c| c.is_ascii_digit());
            let part = before.ends_with(char::is_alphanumeric) || after.starts_with(char::is_alphanumeric);
            !dated && !part
        });
        if loose {
            review.say("TXT-09", line, day, sentences::TXT_09.with([("day", &day)]));
        }
    }
}
