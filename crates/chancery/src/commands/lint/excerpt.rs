//! A remark with the line it is about, as compilers print it: the place, the line, and carets under the words.

use cable::Remark;
use unicode_width::UnicodeWidthStr as _;

use crate::commands::lint::weight;
use crate::paint::{Paint, clean};

/// The columns of a line that are shown; of a longer one, those around the words.
const SHOWN: usize = 72;
/// The columns shown before the words, where the line is cut.
const BEFORE: usize = 20;

/// Prints one remark on a sheet.
pub(super) fn of(paint: Paint, name: &str, text: &str, remark: &Remark) -> String {
    let said = paint.prose(&remark.message, 24, 2);
    let head = format!("{}[{}]: {said}\n", weight(paint, remark.severity), remark.code);
    let name = clean(name);
    let line = remark.line.checked_sub(1).and_then(|before| text.split('\n').nth(before));
    let Some(line) = line else { return format!("{head}  {} {name}\n\n", paint.dim("-->")) };
    let starts = text.split_inclusive('\n').take(remark.line - 1).map(str::len).sum::<usize>();
    let start = remark.span.start.saturating_sub(starts).min(line.len());
    let end = remark.span.end.saturating_sub(starts).clamp(start, line.len());
    // Editors count the letters of a line, from 1.
    let column = line.get(..start).unwrap_or("").chars().count() + 1;
    let number = remark.line.to_string();
    let margin = " ".repeat(number.len());
    let (before, words, after) = cut(line, start, end);
    let carets = "^".repeat(words.width().max(1));
    let help = remark.fix.as_ref().map_or_else(String::new, |fix| match fix.replace.as_str() {
        "" => " help: take it away".to_owned(),
        words => format!(" help: {}", clean(words)),
    });
    let bar = paint.dim("|");
    format!(
        "{head}{margin}{} {name}:{number}:{column}\n{margin} {bar}\n{} {bar} {before}{words}{after}\n{margin} {bar} {}{}{help}\n\n",
        paint.dim("-->"),
        paint.dim(&number),
        " ".repeat(before.width()),
        paint.warn(&carets),
    )
}

/// The line in three: before the words, the words, after them; tabs are blanks, and a long line loses its ends.
fn cut(line: &str, start: usize, end: usize) -> (String, String, String) {
    let plain = |part: Option<&str>| clean(&part.unwrap_or("").trim_end_matches('\r').replace('\t', "    "));
    let (mut before, words, after) =
        (plain(line.get(..start)), plain(line.get(start..end)), plain(line.get(end..)));
    if line.width() > SHOWN && before.width() > BEFORE {
        let from = before.char_indices().rev().nth(BEFORE).map_or(0, |(at, _)| at);
        before = format!("...{}", before.get(from..).unwrap_or(""));
    }
    let room = SHOWN.saturating_sub(before.width());
    let words = shortened(words, room.max(BEFORE));
    let room = room.saturating_sub(words.width());
    (before, words, shortened(after, room))
}

fn shortened(text: String, room: usize) -> String {
    if text.width() <= room {
        return text;
    }
    let mut short = String::new();
    for c in text.chars() {
        if short.width() + 3 >= room {
            break;
        }
        short.push(c);
    }
    short + "..."
}

#[cfg(test)]
mod tests {
    use cable::Severity;

    use super::*;

    fn said(text: &str, words: &str, line: usize) -> String {
        let at = text.find(words).expect("the words are there");
        let remark = Remark::of_print("TXT-08", Severity::Warning, line, at..at + words.len(), "odd");
        of(Paint::new(false, 100), "s.txt", text, &remark)
    }

    #[test]
    fn carets_stand_under_the_words_whatever_their_width() {
        assert_eq!(
            said("A\nB: 漁業 TBD\r\n", "TBD", 2),
            "warning[TXT-08]: odd\n --> s.txt:2:7\n  |\n2 | B: 漁業 TBD\n  |         ^^^\n\n"
        );
        assert!(said("\tx 漁業 y", "漁業", 1).ends_with("1 |     x 漁業 y\n  |       ^^^^\n\n"));
    }

    #[test]
    fn a_long_line_is_cut_around_the_words() {
        let text = format!("{}TBD{}", "x ".repeat(200), " y".repeat(200));
        let shown = said(&text, "TBD", 1);
        assert!(shown.contains(":1:401\n") && shown.contains("TBD y") && shown.contains("..."), "{shown}");
        assert!(shown.lines().all(|line| line.width() <= 80), "{shown}");
    }

    #[test]
    fn nothing_a_sheet_says_is_obeyed_by_the_terminal() {
        assert!(!said("\u{1b}[31mTBD", "TBD", 1).contains('\u{1b}'));
    }
}
