//! A snippet: a few words around the first place where something that was asked for stands, with the words asked
//! for marked. It is cut from the text in the record; the index has none.

use serde::Serialize;

/// How many characters stand before the first mark, and how many in all.
const BEFORE: usize = 60;
const LENGTH: usize = 200;

/// How much of a text is looked through.
const LOOKED: usize = 64 << 10;

/// A run of a snippet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "the fields are the sentence")]
pub struct Span {
    pub text: String,
    /// Whether it was asked for.
    pub marked: bool,
}

/// Where the words of a text start and end, from a place on.
fn words(text: &str) -> impl Iterator<Item = (usize, usize)> {
    let mut start = None;
    text.char_indices().chain([(text.len(), ' ')]).filter_map(move |(at, c)| {
        match (c.is_alphanumeric(), start) {
            (true, None) => {
                start = Some(at);
                None
            }
            (false, Some(from)) => {
                start = None;
                Some((from, at))
            }
            _ => None,
        }
    })
}

fn small(text: &str) -> impl Iterator<Item = char> {
    text.chars().flat_map(char::to_lowercase)
}

/// A phrase that was asked for, word by word in small letters.
type Phrase = Vec<Vec<char>>;

/// Where a phrase ends that begins with a word, if the text goes on with it.
fn ends(text: &str, from: usize, phrase: &Phrase) -> Option<usize> {
    let mut next = words(text.get(from..)?);
    let (last, body) = phrase.split_last()?;
    for wanted in body {
        let (start, end) = next.next()?;
        if !small(text.get(from + start..from + end)?).eq(wanted.iter().copied()) {
            return None;
        }
    }
    // A beginning was asked for as well as a word; both are marked.
    let (start, end) = next.next()?;
    let mut word = small(text.get(from + start..from + end)?);
    last.iter().all(|wanted| word.next() == Some(*wanted)).then_some(from + end)
}

/// Cuts a snippet out of a text.
pub(crate) fn around(text: &str, wanted: &[String]) -> Vec<Span> {
    let mut end = text.len().min(LOOKED);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let text = text.get(..end).unwrap_or("");
    let phrase = |phrase: &String| -> Phrase {
        words(phrase).map(|(start, end)| small(phrase.get(start..end).unwrap_or("")).collect()).collect()
    };
    let wanted: Vec<Phrase> = wanted.iter().map(phrase).filter(|phrase| !phrase.is_empty()).collect();
    let mark = |(from, _): (usize, usize)| {
        wanted.iter().find_map(|phrase| ends(text, from, phrase)).map(|end| (from, end))
    };
    let first = words(text).find_map(mark).map_or(0, |(from, _)| from);
    let before = text.get(..first).unwrap_or("").char_indices().rev().take(BEFORE);
    let start = before.last().map_or(first, |(at, _)| at);
    let window = text.get(start..).unwrap_or("");
    let stop = start + window.char_indices().nth(LENGTH).map_or(window.len(), |(at, _)| at);
    let (start, stop) = whole(text, start, first, stop);
    let window = text.get(start..).unwrap_or("");
    let mut spans = Vec::new();
    let mut at = start;
    let mut push = |from: usize, to: usize, marked: bool| {
        let run = text.get(from..to).unwrap_or("").split_whitespace().collect::<Vec<_>>().join(" ");
        let (before, after) = (blank(text, from, true), blank(text, to, false));
        let run = format!("{}{run}{}", if before { " " } else { "" }, if after { " " } else { "" });
        if to > from && !run.trim().is_empty() {
            spans.push(Span { text: run, marked });
        } else if to > from && !marked {
            spans.push(Span { text: " ".to_owned(), marked });
        }
    };
    let marks = words(window).map(|(from, to)| (from + start, to + start)).take_while(|(_, to)| *to <= stop);
    for (from, to) in marks.filter_map(mark) {
        // A phrase may begin inside the one before it.
        if from < at || to > stop {
            continue;
        }
        push(at, from, false);
        push(from, to, true);
        at = to;
    }
    push(at, stop, false);
    spans
}

/// Moves the ends of a cut inwards to where words end, as far as the first mark lets them.
fn whole(text: &str, start: usize, first: usize, stop: usize) -> (usize, usize) {
    let (mut whole_start, mut whole_stop) = (start, stop);
    if start > 0 && !blank(text, start, false) {
        let cut = text.get(start..first).unwrap_or("").find(char::is_whitespace);
        whole_start += cut.unwrap_or(0);
    }
    if stop < text.len() && !blank(text, stop, true) {
        let cut = text.get(first..stop).unwrap_or("").rfind(char::is_whitespace);
        whole_stop = cut.map_or(stop, |at| first + at);
    }
    (whole_start, whole_stop)
}

/// Whether a blank stands at the inner edge of a run.
fn blank(text: &str, at: usize, begins: bool) -> bool {
    let side = if begins {
        text.get(at..).unwrap_or("").chars().next()
    } else {
        text.get(..at).unwrap_or("").chars().next_back()
    };
    side.is_some_and(char::is_whitespace)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn printed(text: &str, wanted: &[&str]) -> String {
        let wanted: Vec<_> = wanted.iter().map(|&word| word.to_owned()).collect();
        let mark = |span: Span| if span.marked { format!("[{}]", span.text) } else { span.text };
        around(text, &wanted).into_iter().map(mark).collect()
    }

    #[test]
    fn what_was_asked_for_is_marked_where_it_first_stands() {
        assert_eq!(
            printed("The lost\nfishing gear of Maré.", &["fishing gear"]),
            "The lost [fishing gear] of Maré."
        );
        assert_eq!(printed("nets and netting", &["net"]), "[nets] and [netting]");
    }

    #[test]
    fn a_long_text_is_cut_around_the_first_mark() {
        let text = format!("{} needle {}", "hay ".repeat(500), "straw ".repeat(500));
        let cut = printed(&text, &["needle"]);
        assert!(cut.contains("[needle]") && cut.chars().count() < 230, "{cut}");
    }

    #[test]
    fn no_word_is_cut_in_two() {
        let text = format!("{} needle {}", "classified ".repeat(50), "fisheries ".repeat(50));
        let cut = printed(&text, &["needle"]);
        let known = ["classified", "[needle]", "fisheries"];
        assert!(cut.split_whitespace().all(|word| known.contains(&word)), "{cut}");
        let unbroken = "渔".repeat(300);
        assert_eq!(printed(&unbroken, &[]).chars().count(), LENGTH);
    }

    #[test]
    fn a_text_without_a_mark_begins_at_its_beginning() {
        assert_eq!(printed("Short text", &["absent"]), "Short text");
        assert_eq!(printed("", &["absent"]), "");
    }
}
