//! Numbers cited in running text: "Your 67, February 24", "Deptel 426", "Department's instruction No. 10, January
//! 4", "Paris's 1879 of May 9". Who is meant depends on who writes to whom, so that is told, not guessed.

use std::ops::Range;

use serde::{Deserialize, Serialize};

/// Whose message is cited.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Whose {
    /// The addressee's: your, urtel.
    Yours,
    /// The writer's own: my, our, mytel.
    Ours,
    /// The ministry's, whoever writes: Department's, Deptel.
    Ministry,
    /// The post's, whoever writes: Embassy's, Embtel, Legation's.
    Post,
    /// A station named.
    Station(String),
}

/// One number cited in the text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Citation {
    /// Whose it is.
    pub whose: Whose,
    /// The number.
    pub serial: u32,
    /// Month and day, where they are given.
    pub on: Option<(i8, i8)>,
    /// The year, where it is given.
    pub year: Option<i16>,
    /// The bytes from the owner to the number or date.
    pub span: Range<usize>,
}

/// Finds the numbers cited in a text.
pub fn citations(text: &str) -> Vec<Citation> {
    let words: Vec<(usize, &str)> = words(text).collect();
    let mut out = Vec::new();
    let mut at = 0;
    while let Some((start, word)) = words.get(at).copied() {
        at += 1;
        let Some(whose) = owner(word) else { continue };
        let mut next = at;
        // A few words may stand between owner and number: telegram No., secret despatch.
        while next < at + 5 && words.get(next).is_some_and(|(_, word)| between(word)) {
            next += 1;
        }
        let mut last = None;
        while let Some((position, word)) = words.get(next).copied() {
            let Some(serial) = serial(word) else { break };
            next += 1;
            let (on, year, after) = date(&words, next, word.ends_with([',', ';', '.']));
            let end = words.get(after.max(next) - 1).map_or(position, |(at, word)| at + trimmed(word).len());
            out.push(Citation { whose: whose.clone(), serial, on, year, span: start..end });
            next = after.max(next);
            last = Some(next);
            // "426 and 431", "426, 431": the owner holds for all.
            let joined = words.get(next - 1).is_some_and(|(_, word)| word.ends_with(','));
            let and = words.get(next).is_some_and(|(_, word)| matches!(*word, "and" | "AND" | "&"));
            if and {
                next += 1;
            } else if !joined {
                break;
            }
        }
        at = last.unwrap_or(at);
    }
    out
}

fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let base = text.as_ptr() as usize;
    text.split_whitespace().map(move |word| (word.as_ptr() as usize - base, word))
}

fn trimmed(word: &str) -> &str {
    word.trim_end_matches([',', '.', ';', ':', ')', ']'])
}

/// Reads the owner of a number, if a word is one.
fn owner(word: &str) -> Option<Whose> {
    let word = word.trim_start_matches(['(', '[', '"', '\u{201c}', '\u{2014}']);
    let lower = word.to_lowercase();
    let bare = trimmed(&lower);
    let owned = bare.strip_suffix("'s").or_else(|| bare.strip_suffix("\u{2019}s"));
    let owned = owned.or_else(|| bare.strip_suffix("s'")).or_else(|| bare.strip_suffix("s\u{2019}"));
    match bare {
        "your" | "yours" | "urtel" | "urtels" | "yourtel" => return Some(Whose::Yours),
        "my" | "our" | "mytel" | "mytels" | "ourtel" | "ourtels" => return Some(Whose::Ours),
        "deptel" | "deptels" | "depcirtel" | "depcirtels" | "deptcirtel" => return Some(Whose::Ministry),
        "embtel" | "embtels" | "legtel" | "legtels" | "contel" | "contels" | "congentel" | "usuntel" => {
            return Some(Whose::Post);
        }
        _ => {}
    }
    match owned? {
        "department" | "dept" | "depart" => Some(Whose::Ministry),
        "embassy" | "legation" | "consulate" | "mission" | "delegation" | "consul" => Some(Whose::Post),
        _ => {
            let name = word.split(['\'', '\u{2019}']).next().unwrap_or("");
            let named = name.starts_with(|c: char| c.is_uppercase()) && name.chars().count() >= 4;
            named.then(|| Whose::Station(name.to_uppercase()))
        }
    }
}

/// Tells whether a word may stand between owner and number.
fn between(word: &str) -> bool {
    const KINDS: [&str; 30] = [
        "telegram",
        "telegrams",
        "despatch",
        "despatches",
        "dispatch",
        "dispatches",
        "instruction",
        "instructions",
        "circular",
        "cable",
        "cables",
        "cablegram",
        "telegraphic",
        "airgram",
        "message",
        "messages",
        "tel",
        "tels",
        "no",
        "nos",
        "number",
        "numbers",
        "secret",
        "urgent",
        "confidential",
        "priority",
        "niact",
        "circtel",
        "cirtel",
        "special",
    ];
    let lower = word.to_lowercase();
    KINDS.contains(&trimmed(&lower))
}

/// Reads a number as it stands in prose: `426`, `426,`, `1,879`.
fn serial(word: &str) -> Option<u32> {
    let word = trimmed(word.trim_start_matches(['(', '[']));
    let digits: String = word.chars().filter(|c| *c != ',').collect();
    let plain = (1..=6).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
    plain.then(|| digits.parse().ok())?
}

/// Reads `, February 24`, `of May 9, 1948` from a word on; returns it and the word after it.
fn date(words: &[(usize, &str)], from: usize, closed: bool) -> (Option<(i8, i8)>, Option<i16>, usize) {
    let word = |at: usize| words.get(at).map_or("", |(_, word)| *word);
    let mut at = from;
    if matches!(word(at), "of" | "dated") {
        at += 1;
    } else if !closed && month(word(at)).is_none() {
        return (None, None, from);
    }
    let day =
        |word: &str| trimmed(word).trim_end_matches(|c: char| c.is_ascii_lowercase()).parse::<i8>().ok();
    let (month, number) = match (month(word(at)), month(word(at + 1))) {
        (Some(month), _) => (month, day(word(at + 1))),
        (None, Some(month)) => (month, day(word(at))),
        (None, None) => return (None, None, from),
    };
    let Some(number) = number.filter(|day| (1..=31).contains(day)) else { return (None, None, from) };
    let year = trimmed(word(at + 2));
    let year = year.parse::<i16>().ok().filter(|_| year.len() == 4 && word(at + 1).ends_with(','));
    (Some((month, number)), year, at + 2 + usize::from(year.is_some()))
}

fn month(word: &str) -> Option<i8> {
    const MONTHS: [&str; 12] =
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    if !word.starts_with(|c: char| c.is_ascii_uppercase()) {
        return None;
    }
    let start = trimmed(word).get(..3)?.to_ascii_lowercase();
    let at = MONTHS.iter().position(|name| *name == start)?;
    i8::try_from(at + 1).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    type Cited = (Whose, u32, Option<(i8, i8)>);

    fn read(text: &str) -> Vec<Cited> {
        citations(text).into_iter().map(|c| (c.whose, c.serial, c.on)).collect()
    }

    #[test]
    fn owner_number_and_date_are_read_together() {
        assert_eq!(read("Your 67, February 24, was"), [(Whose::Yours, 67, Some((2, 24)))]);
        assert_eq!(read("my telegram No. 39 of September 7."), [(Whose::Ours, 39, Some((9, 7)))]);
        assert_eq!(
            read("Department\u{2019}s instruction No. 10, January 4"),
            [(Whose::Ministry, 10, Some((1, 4)))]
        );
        assert_eq!(read("your No. 247, of April 2"), [(Whose::Yours, 247, Some((4, 2)))]);
    }

    #[test]
    fn one_owner_may_hold_several_numbers() {
        assert_eq!(
            read("Deptels 426 and 431 and Embtel 526"),
            [(Whose::Ministry, 426, None), (Whose::Ministry, 431, None), (Whose::Post, 526, None)]
        );
        assert_eq!(
            read("Oslo\u{2019}s 1,879 to the Department"),
            [(Whose::Station("OSLO".to_owned()), 1879, None)]
        );
    }

    #[test]
    fn a_number_without_an_owner_is_no_citation() {
        assert_eq!(read("In 1948 we had 12 boats; your 3 boats and 20 men"), [(Whose::Yours, 3, None)]);
        assert_eq!(read("your views on 12 boats"), []);
    }

    #[test]
    fn spans_lie_on_the_words() {
        let text = "See \u{2014}your 67, February 24, again.";
        let found = citations(text);
        assert_eq!(
            found.first().and_then(|c| text.get(c.span.clone())),
            Some("\u{2014}your 67, February 24")
        );
    }
}
