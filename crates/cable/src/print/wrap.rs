//! Breaks text at blanks so that no line is wider than the layout allows, no word is parted, and no line begins
//! with something that would be read as anything but the words it continues.

use crate::parse::{furnishes, misread};

/// Wraps a label's value; lines that continue it start with one blank.
pub(super) fn label(text: &str, width: usize) -> Vec<String> {
    let words: Vec<&str> = text.split(' ').collect();
    let mut out = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let blank = if at == 0 { "" } else { " " };
        let widest = fit(&words, at, width - blank.len());
        let next_line = |end: usize| words.get(end..fit(&words, end, width - 1)).unwrap_or(&[]).join(" ");
        let good =
            |end: &usize| *end >= words.len() || !(hyphen(&words, *end) || furnishes(&next_line(*end)));
        let end = (at + 1..=widest).rev().find(good).unwrap_or(widest);
        out.push(format!("{blank}{}", words.get(at..end).unwrap_or(&[]).join(" ")));
        at = end;
    }
    out
}

/// Wraps the words of a paragraph; `due` is the number that would start the next.
pub(super) fn body(text: &str, width: usize, due: u32) -> Vec<String> {
    let words: Vec<&str> = text.split(' ').collect();
    let mut out = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let widest = fit(&words, at, width);
        let next_line = |end: usize| words.get(end..fit(&words, end, width)).unwrap_or(&[]).join(" ");
        let good =
            |end: &usize| *end >= words.len() || !(hyphen(&words, *end) || misread(&next_line(*end), due));
        let end = (at + 1..=widest).rev().find(good).unwrap_or(widest);
        out.push(words.get(at..end).unwrap_or(&[]).join(" "));
        at = end;
    }
    out
}

/// Tells whether a break here would glue two words: a hyphen at a line's end joins without a blank.
fn hyphen(words: &[&str], end: usize) -> bool {
    let before = end.checked_sub(1).and_then(|before| words.get(before)).unwrap_or(&"");
    before.ends_with('-')
}

/// Returns the end of the widest line that starts at a word; one word at least.
fn fit(words: &[&str], start: usize, width: usize) -> usize {
    let mut taken = 0;
    for (index, word) in words.iter().enumerate().skip(start) {
        taken += word.chars().count() + usize::from(index > start);
        if taken > width && index > start {
            return index;
        }
    }
    words.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_line_is_wider_than_allowed_unless_one_word_is() {
        let lines = body(&"WORD ".repeat(40).trim_end().replace("WORD WORD WORD", "WORDS"), 55, 2);
        assert!(lines.iter().all(|line| line.chars().count() <= 55) && lines.len() > 1);
        assert_eq!(body(&"X".repeat(80), 55, 2), ["X".repeat(80)]);
    }

    #[test]
    fn a_line_never_starts_with_what_would_open_a_paragraph() {
        let lines = body("AAAA BBBB CCCC DDDD 2. EEEE", 20, 2);
        assert_eq!(lines, ["AAAA BBBB CCCC", "DDDD 2. EEEE"]);
        let lines = body("AAAA BBBB CCCC DDDD SECRET", 20, 2);
        assert_eq!(lines, ["AAAA BBBB CCCC", "DDDD SECRET"]);
        assert_eq!(body("AAAA BBBB CCCC MID- AND", 20, 2), ["AAAA BBBB CCCC", "MID- AND"]);
    }
}
