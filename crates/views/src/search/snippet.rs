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

/// The words of a text, each in small letters with where it starts and ends.
fn words(text: &str) -> Vec<(String, usize, usize)> {
    let mut words = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        match (c.is_alphanumeric(), start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                words.push((text.get(from..at).unwrap_or("").to_lowercase(), from, at));
                start = None;
            }
            _ => {}
        }
    }
    words
}

/// Cuts a snippet out of a text.
pub(crate) fn around(text: &str, wanted: &[String]) -> Vec<Span> {
    let mut end = text.len().min(LOOKED);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let text = text.get(..end).unwrap_or("");
    let wanted: Vec<Vec<String>> = wanted
        .iter()
        .map(|phrase| words(phrase).into_iter().map(|(word, _, _)| word).collect())
        .filter(|phrase: &Vec<String>| !phrase.is_empty())
        .collect();
    let all = words(text);
    let found = |at: usize| {
        wanted.iter().find_map(|phrase| {
            let run = all.get(at..at + phrase.len())?;
            let (last, body) = phrase.split_last()?;
            // A beginning was asked for as well as a word; both are marked.
            let same = run.iter().zip(body).all(|((word, _, _), wanted)| word == wanted)
                && run.last().is_some_and(|(word, _, _)| word.starts_with(last.as_str()));
            same.then(|| (run.first().map_or(0, |first| first.1), run.last().map_or(0, |last| last.2)))
        })
    };
    let marks: Vec<(usize, usize)> = (0..all.len()).filter_map(found).collect();
    let first = marks.first().map_or(0, |(start, _)| *start);
    let start =
        text.get(..first).unwrap_or("").char_indices().rev().take(BEFORE).last().map_or(first, |(at, _)| at);
    let window = text.get(start..).unwrap_or("");
    let stop = start + window.char_indices().nth(LENGTH).map_or(window.len(), |(at, _)| at);
    let mut spans = Vec::new();
    let mut at = start;
    let mut push = |from: usize, to: usize, marked: bool| {
        let run = text.get(from..to).unwrap_or("").split_whitespace().collect::<Vec<_>>().join(" ");
        let (before, after) = (blank(text, from, true), blank(text, to, false));
        let run = format!("{}{run}{}", if before { " " } else { "" }, if after { " " } else { "" });
        if !run.trim().is_empty() || (run == " " && !marked) {
            spans.push(Span { text: run, marked });
        }
    };
    for (from, to) in marks.into_iter().filter(|(from, to)| *from >= start && *to <= stop) {
        if from < at {
            continue;
        }
        push(at, from, false);
        push(from, to, true);
        at = to;
    }
    push(at, stop, false);
    spans
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
    fn a_text_without_a_mark_begins_at_its_beginning() {
        assert_eq!(printed("Short text", &["absent"]), "Short text");
        assert_eq!(printed("", &["absent"]), "");
    }
}
