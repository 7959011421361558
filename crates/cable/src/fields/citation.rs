//! Numbers cited in running text: "Your 67, February 24", "Deptel 426", "Department's instruction No. 10, January
//! 4", "Paris's 1879 of May 9". Who is meant depends on who writes to whom, so that is told, not guessed.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::Number;

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
    /// A station named: its words in upper case, perhaps with a word or two before them that open the sentence.
    Station(String),
}

/// How a cited message went, where the text says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Way {
    /// Over the wire: telegram, cable, Deptel.
    Wire,
    /// By pouch: despatch, instruction, airgram.
    Pouch,
}

/// One number cited in the text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Citation {
    /// Whose it is.
    pub whose: Whose,
    /// The number.
    pub serial: u32,
    /// How it went, where the text says so.
    pub way: Option<Way>,
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
    let mut digits = 0;
    while let Some((start, word)) = words.get(at).copied() {
        at += 1;
        // An owner has its number within a few words; most words are passed over without being looked at.
        while digits < words.len() && !words.get(digits).is_some_and(|(_, word)| has_digit(word))
            || digits + 1 < at
        {
            digits += 1;
        }
        if digits > at + 5 {
            continue;
        }
        if let Some(number) = glued(word) {
            let (whose, span) = (Whose::Station(number.station), start..start + trimmed(word).len());
            out.push(Citation { whose, serial: number.serial, way: None, on: None, year: None, span });
            continue;
        }
        let following = words.get(at).map_or("", |(_, word)| *word);
        let Some(mut whose) = owner(word, following) else { continue };
        let mut start = start;
        if let Whose::Station(name) = &mut whose {
            start = whole_name(name, words.get(..at - 1).unwrap_or(&[])).unwrap_or(start);
        }
        let mut next = at;
        let mut way = aliased(word).then_some(Way::Wire);
        // A few words may stand between owner and number: telegram No., secret despatch.
        while next < at + 5
            && let Some(kind) = words.get(next).and_then(|(_, word)| between(word))
        {
            if let Between::Sent(sent) = kind {
                way = way.or(Some(sent));
            }
            next += 1;
        }
        let mut last = None;
        while let Some((position, word)) = words.get(next).copied() {
            let Some(serial) = serial(word) else { break };
            next += 1;
            // "September 20, 5 p.m." has an hour and no second number.
            let following = words.get(next).map_or("", |(_, word)| *word);
            if last.is_some()
                && ["a.", "p.", "am", "pm", "noon"].iter().any(|half| following.starts_with(half))
            {
                break;
            }
            let (on, year, after) = date(&words, next, word.ends_with([',', ';', '.']));
            let end = words.get(after.max(next) - 1).map_or(position, |(at, word)| at + trimmed(word).len());
            out.push(Citation { whose: whose.clone(), serial, way, on, year, span: start..end });
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

fn has_digit(word: &str) -> bool {
    word.bytes().any(|b| b.is_ascii_digit())
}

/// Reads a number with its series glued on and a full stop inside: `O.JA1233`.
fn glued(word: &str) -> Option<Number> {
    let word = trimmed(word);
    let plain = word.contains('.') && word.ends_with(|c: char| c.is_ascii_digit()) && capital(word);
    word.parse().ok().filter(|number: &Number| plain && number.station.contains('.'))
}

fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let base = text.as_ptr() as usize;
    text.split_whitespace().map(move |word| (word.as_ptr() as usize - base, word))
}

fn trimmed(word: &str) -> &str {
    word.trim_end_matches([',', '.', ';', ':', ')', ']'])
}

/// Reads the owner of a number, if a word is one before the word that follows.
fn owner(word: &str, following: &str) -> Option<Whose> {
    let word = word.trim_start_matches(['(', '[', '"', '\u{201c}', '\u{2014}']);
    let lower = word.to_lowercase();
    let bare = trimmed(&lower);
    // "ReDeptel", "Reurtel": the same word with "re" glued on.
    let bare = bare.strip_prefix("re").filter(|rest| rest.len() > 4 && rest.contains("tel")).unwrap_or(bare);
    let owned = bare.strip_suffix("'s").or_else(|| bare.strip_suffix("\u{2019}s"));
    let owned = owned.or_else(|| bare.strip_suffix("s'")).or_else(|| bare.strip_suffix("s\u{2019}"));
    match bare {
        "your" | "yours" | "urtel" | "urtels" | "yourtel" | "ur" => return Some(Whose::Yours),
        "my" | "our" | "mytel" | "mytels" | "ourtel" | "ourtels" => return Some(Whose::Ours),
        "deptel" | "deptels" | "depcirtel" | "depcirtels" | "deptcirtel" => return Some(Whose::Ministry),
        "embtel" | "embtels" | "legtel" | "legtels" | "contel" | "contels" | "congentel" | "usuntel" => {
            return Some(Whose::Post);
        }
        _ => {}
    }
    match owned.or_else(|| between(following).is_some().then_some(bare)) {
        Some("department" | "dept" | "depart") => Some(Whose::Ministry),
        Some("embassy" | "legation" | "consulate" | "mission" | "delegation" | "consul") => Some(Whose::Post),
        _ => {
            let name = word.split(['\'', '\u{2019}']).next().unwrap_or("");
            let named = capital(name) && name.chars().count() >= 4;
            // Without an apostrophe a name and a number are a citation only if the name can be a station's.
            let bare = name.len() == word.len() && serial(following).is_some_and(|serial| serial >= 10);
            let telling = owned.is_some() || bare && name.chars().all(char::is_alphabetic) && !counted(name);
            (named && telling).then(|| Whose::Station(name.to_uppercase()))
        }
    }
}

fn capital(word: &str) -> bool {
    word.starts_with(char::is_uppercase)
}

/// Tells whether a word with a number after it is something other than a station: a month, a part of a text.
fn counted(word: &str) -> bool {
    const COUNTED: [&str; 16] = [
        "article",
        "page",
        "para",
        "paragraph",
        "part",
        "section",
        "chapter",
        "resolution",
        "public",
        "line",
        "group",
        "about",
        "some",
        "document",
        "volume",
        "order",
    ];
    let lower = word.to_lowercase();
    month(word).is_some() || COUNTED.iter().any(|counted| lower.trim_end_matches('s') == *counted)
}

/// Puts the capitalised words right before a name in front of it, two at most; answers where they start.
fn whole_name(name: &mut String, before: &[(usize, &str)]) -> Option<usize> {
    let joins = |word: &&(usize, &str)| {
        let lower = matches!(word.1, "de" | "of");
        lower || capital(word.1) && word.1.chars().all(char::is_alphabetic)
    };
    let words = before.iter().rev().take(2).take_while(joins);
    let mut start = None;
    for (at, word) in words {
        *name = format!("{} {name}", word.to_uppercase());
        start = Some(*at);
    }
    start
}

/// Tells whether an owner's word says that the message was a telegram: Deptel, urtel.
fn aliased(word: &str) -> bool {
    let lower = word.to_lowercase();
    trimmed(&lower).trim_end_matches('s').ends_with("tel")
}

/// A word between owner and number.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Between {
    /// It names the way the message went.
    Sent(Way),
    /// It says something else of it: secret, No.
    Word,
}

/// Tells whether a word may stand between owner and number.
fn between(word: &str) -> Option<Between> {
    let lower = word.to_lowercase();
    match trimmed(&lower) {
        "telegram" | "telegrams" | "cable" | "cables" | "cablegram" | "telegraphic" | "tel" | "tels" => {
            Some(Between::Sent(Way::Wire))
        }
        "despatch" | "despatches" | "dispatch" | "dispatches" | "airgram" | "airgrams" | "savingram"
        | "savingrams" => Some(Between::Sent(Way::Pouch)),
        "instruction" | "instructions" | "circular" | "message" | "no" | "nos" | "number" | "numbers"
        | "secret" | "urgent" | "confidential" | "priority" | "niact" | "circtel" | "cirtel" | "special" => {
            Some(Between::Word)
        }
        _ => None,
    }
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
    fn a_word_for_both_a_message_and_a_sender_is_one_owner() {
        assert_eq!(read("ReDeptel 881, July 18"), [(Whose::Ministry, 881, Some((7, 18)))]);
        assert_eq!(read("(Embassy telegram 1185)"), [(Whose::Post, 1185, None)]);
        assert_eq!(read("Ur 1007 Aug 23."), [(Whose::Yours, 1007, Some((8, 23)))]);
        assert_eq!(read("by New Delhi 4535 of"), [(Whose::Station("NEW DELHI".to_owned()), 4535, None)]);
        assert_eq!(read("see O.JA1233."), [(Whose::Station("O.JA".to_owned()), 1233, None)]);
        assert_eq!(read("Article 51, May 12 and Resolution 242"), []);
    }

    #[test]
    fn the_way_is_told_where_the_text_tells_it() {
        let way = |text: &str| citations(text).first().and_then(|citation| citation.way);
        assert_eq!(way("my despatch No. 12"), Some(Way::Pouch));
        assert_eq!(way("Deptel 12"), Some(Way::Wire));
        assert_eq!(way("your 12"), None);
    }

    #[test]
    fn an_hour_after_a_date_is_no_second_number() {
        assert_eq!(read("Your 132, September 20, 5 p.m."), [(Whose::Yours, 132, Some((9, 20)))]);
        assert_eq!(read("Your 132, June 2, 5 a.m., and 133"), [(Whose::Yours, 132, Some((6, 2)))]);
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
