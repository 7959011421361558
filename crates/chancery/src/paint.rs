//! How things look on a terminal: colours where they are wanted, tables that fit the width, and text from
//! elsewhere with nothing in it that a terminal would obey. What is said is not decided here.

use unicode_width::UnicodeWidthStr as _;

/// The narrowest line anything is laid out for.
const NARROWEST: usize = 40;
/// The widest line of running text; longer ones are hard to read.
const PROSE: usize = 100;

/// A cell longer than this is running text.
const SENTENCE: usize = 36;
/// The least room for running text.
const PHRASE: usize = 20;

/// How to print.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Paint {
    colour: bool,
    width: usize,
}

impl Paint {
    pub(crate) fn new(colour: bool, width: usize) -> Self {
        Self { colour, width: width.max(NARROWEST) }
    }

    fn ink(self, code: &str, text: &str) -> String {
        if self.colour && !text.is_empty() { format!("\x1b[{code}m{text}\x1b[0m") } else { text.to_owned() }
    }

    /// A heading.
    pub(crate) fn bold(self, text: &str) -> String {
        self.ink("1", text)
    }

    /// What matters less.
    pub(crate) fn dim(self, text: &str) -> String {
        self.ink("2", text)
    }

    /// What went well.
    pub(crate) fn good(self, text: &str) -> String {
        self.ink("32", text)
    }

    /// What asks for attention.
    pub(crate) fn warn(self, text: &str) -> String {
        self.ink("33", text)
    }

    /// What went wrong.
    pub(crate) fn bad(self, text: &str) -> String {
        self.ink("31", text)
    }

    /// Text in which what stands between two marks is made to stand out, and the marks are taken away.
    pub(crate) fn marked(self, text: &str, open: char, close: char) -> String {
        if self.colour {
            text.replace(open, "\x1b[1;33m").replace(close, "\x1b[0m")
        } else {
            text.replace([open, close], "")
        }
    }

    /// Running text, wrapped, each line after the first indented by so many blanks.
    pub(crate) fn prose(self, text: &str, first: usize, indent: usize) -> String {
        let width = self.width.min(PROSE);
        let lines = wrap(&clean(text), width.saturating_sub(indent), width.saturating_sub(first));
        lines.join(&format!("\n{}", " ".repeat(indent)))
    }

    /// A block of text, each line wrapped and indented.
    pub(crate) fn block(self, text: &str, indent: usize) -> String {
        let blank = " ".repeat(indent);
        let lines = text.lines().map(|line| match line.trim_end() {
            "" => "\n".to_owned(),
            line => format!("{blank}{}\n", self.prose(line, indent, indent)),
        });
        lines.collect()
    }

    /// A line of words with what it is in front.
    pub(crate) fn labelled(self, label: &str, text: &str) -> String {
        const LABEL: usize = 12;
        let gap = " ".repeat(LABEL.saturating_sub(label.width()).max(1));
        let first = LABEL.max(label.width() + 1);
        format!("{}{gap}{}\n", self.dim(label), self.prose(text, first, LABEL))
    }
}

/// Text that grows.
pub(crate) trait Put {
    /// Adds what follows.
    fn put(&mut self, more: impl AsRef<str>);
}

impl Put for String {
    fn put(&mut self, more: impl AsRef<str>) {
        self.push_str(more.as_ref());
    }
}

/// How a cell looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tone {
    Plain,
    Bold,
    Dim,
    Good,
    Warn,
    Bad,
}

/// One cell of a table.
#[derive(Debug, Clone)]
pub(crate) struct Cell {
    text: String,
    tone: Tone,
}

impl Cell {
    pub(crate) fn new(text: impl std::fmt::Display, tone: Tone) -> Self {
        let text = clean(&format!("{text}")).split_whitespace().collect::<Vec<_>>().join(" ");
        Self { text, tone }
    }
}

impl<T: std::fmt::Display> From<T> for Cell {
    fn from(text: T) -> Self {
        Self::new(text, Tone::Plain)
    }
}

/// A table whose last columns may wrap; on a narrow terminal each row becomes a few lines of its own.
#[derive(Debug)]
pub(crate) struct Table {
    heads: Vec<&'static str>,
    rows: Vec<Vec<Cell>>,
}

impl Table {
    pub(crate) fn new(heads: &[&'static str]) -> Self {
        Self { heads: heads.to_vec(), rows: Vec::new() }
    }

    pub(crate) fn row(&mut self, cells: Vec<Cell>) {
        self.rows.push(cells);
    }

    /// Lays the table out for a width; columns that are empty throughout are left out.
    pub(crate) fn print(mut self, paint: Paint) -> String {
        self.drop_empty();
        let widths = self.widths(str::width);
        // A column of running text that is squeezed to its longest word is harder to read than none.
        let words = self.widths(|text| {
            let longest = text.split(' ').map(str::width).max().unwrap_or(0);
            if text.width() > SENTENCE { longest.max(PHRASE) } else { longest }
        });
        match fit(&widths, &words, paint.width) {
            Some(widths) => self.wide(paint, &widths),
            None => self.narrow(paint),
        }
    }

    fn drop_empty(&mut self) {
        let used =
            |at: usize| self.rows.iter().any(|row| row.get(at).is_some_and(|cell| !cell.text.is_empty()));
        let keep: Vec<bool> = (0..self.heads.len()).map(used).collect();
        let kept = |at: usize| keep.get(at).copied().unwrap_or(false);
        self.heads =
            self.heads.iter().enumerate().filter(|(at, _)| kept(*at)).map(|(_, head)| *head).collect();
        for row in &mut self.rows {
            let cells = std::mem::take(row).into_iter().enumerate();
            *row = cells.filter(|(at, _)| kept(*at)).map(|(_, cell)| cell).collect();
        }
    }

    fn widths(&self, measure: impl Fn(&str) -> usize) -> Vec<usize> {
        let column =
            |at: usize| self.rows.iter().filter_map(|row| row.get(at)).map(|cell| measure(&cell.text)).max();
        self.heads.iter().enumerate().map(|(at, head)| column(at).unwrap_or(0).max(measure(head))).collect()
    }

    fn wide(&self, paint: Paint, widths: &[usize]) -> String {
        let mut out = String::new();
        let heads: Vec<Cell> = self.heads.iter().map(|head| Cell::new(head, Tone::Dim)).collect();
        for row in std::iter::once(&heads).chain(&self.rows) {
            let cells: Vec<Vec<String>> =
                row.iter().zip(widths).map(|(cell, width)| wrap(&cell.text, *width, *width)).collect();
            let height = cells.iter().map(Vec::len).max().unwrap_or(0);
            for line in 0..height {
                let mut text = String::new();
                let mut owed = 0;
                for ((lines, width), cell) in cells.iter().zip(widths).zip(row) {
                    let words = lines.get(line).map_or("", String::as_str);
                    if !words.is_empty() {
                        text.push_str(&" ".repeat(owed));
                        owed = 0;
                        text.push_str(&toned(paint, cell.tone, words));
                    }
                    owed += width.saturating_sub(words.width()) + 2;
                }
                out.push_str(&text);
                out.push('\n');
            }
        }
        out
    }

    /// Each row as running text: its first cell, then what the others say, label before value.
    fn narrow(&self, paint: Paint) -> String {
        let mut out = String::new();
        for row in &self.rows {
            let mut left = paint.width;
            let mut put = |out: &mut String, label: &str, cell: &Cell| {
                let label = if label.is_empty() { String::new() } else { format!("{label} ") };
                let needs = label.width() + cell.text.width();
                if left < paint.width && needs + 2 > left {
                    out.push_str("\n    ");
                    left = paint.width.saturating_sub(4);
                } else if left < paint.width {
                    out.push_str("  ");
                    left = left.saturating_sub(2);
                }
                let first = left.saturating_sub(label.width());
                let lines = wrap(&cell.text, paint.width.saturating_sub(4), first);
                out.push_str(&paint.dim(&label));
                for (at, line) in lines.iter().enumerate() {
                    if at > 0 {
                        out.push_str("\n    ");
                        left = paint.width.saturating_sub(4);
                    }
                    out.push_str(&toned(paint, cell.tone, line));
                    left = left.saturating_sub(line.width() + if at == 0 { label.width() } else { 0 });
                }
            };
            for (at, (head, cell)) in self.heads.iter().zip(row).enumerate() {
                if !cell.text.is_empty() {
                    put(&mut out, if at == 0 { "" } else { head }, cell);
                }
            }
            out.push('\n');
        }
        out
    }
}

fn toned(paint: Paint, tone: Tone, text: &str) -> String {
    match tone {
        Tone::Plain => text.to_owned(),
        Tone::Bold => paint.bold(text),
        Tone::Dim => paint.dim(text),
        Tone::Good => paint.good(text),
        Tone::Warn => paint.warn(text),
        Tone::Bad => paint.bad(text),
    }
}

/// Column widths that fit a line: the widest are narrowed first, but none below its longest word.
fn fit(widths: &[usize], words: &[usize], line: usize) -> Option<Vec<usize>> {
    let gaps = widths.len().saturating_sub(1) * 2;
    let mut widths = widths.to_vec();
    while widths.iter().sum::<usize>() + gaps > line {
        let yielding = widths.iter_mut().zip(words).filter(|(width, word)| **width > **word);
        let (widest, _) = yielding.max_by_key(|(width, _)| **width)?;
        *widest -= 1;
    }
    Some(widths)
}

/// Cuts text into lines at blanks; a word longer than a line is cut where the line ends.
fn wrap(text: &str, width: usize, first: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    let mut room = first.max(1);
    for word in text.split(' ') {
        let mut word = word;
        loop {
            let line = lines.last_mut().expect("there is always a line");
            let gap = usize::from(!line.is_empty());
            if line.width() + gap + word.width() <= room {
                if gap == 1 {
                    line.push(' ');
                }
                line.push_str(word);
                break;
            }
            if line.is_empty() {
                let cut = word
                    .char_indices()
                    .take_while(|(at, c)| word.get(..at + c.len_utf8()).is_some_and(|w| w.width() <= room));
                let end = cut.last().map_or(word.len(), |(at, c)| at + c.len_utf8());
                line.push_str(word.get(..end).unwrap_or(word));
                word = word.get(end..).unwrap_or("");
                if word.is_empty() {
                    break;
                }
            }
            lines.push(String::new());
            room = width.max(1);
        }
    }
    lines
}

/// Text without anything a terminal would obey: what came from elsewhere may hold escape codes.
pub(crate) fn clean(text: &str) -> String {
    let shown = |c: char| match c {
        '\n' => '\n',
        '\t' => ' ',
        c if c.is_control() => '\u{fffd}',
        // Marks that turn the direction of what follows could make one thing look like another.
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => '\u{fffd}',
        c => c,
    };
    text.chars().filter(|c| *c != '\r').map(shown).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_never_exceeds_its_line() {
        let mut rows = Vec::new();
        for width in [40, 60, 80, 120] {
            let mut table = Table::new(&["OFFICE", "STATE", "NEXT", "SUBJECT"]);
            let long = "LOST FISHING GEAR: ENGAGE HOST GOVERNMENTS EVERY MONTH AND REPORT BY REPLY CABLE";
            table.row(vec!["PAR".into(), "acknowledged".into(), "2026-03-10 22:59Z".into(), long.into()]);
            let text = table.print(Paint::new(false, width));
            rows.push(text.lines().map(str::width).max().unwrap_or(0));
            assert!(rows.last().is_some_and(|longest| *longest <= width), "{width}:\n{text}");
            assert_eq!(text.split_whitespace().filter(|word| *word == "MONTH").count(), 1);
        }
    }

    #[test]
    fn escape_codes_of_others_are_not_obeyed() {
        assert_eq!(clean("a\x1b[2Jb\r\n\tc\u{202e}"), "a\u{fffd}[2Jb\n c\u{fffd}");
    }

    #[test]
    fn colours_only_where_wanted() {
        assert_eq!(Paint::new(false, 80).bad("no"), "no");
        assert_eq!(Paint::new(true, 80).bad("no"), "\x1b[31mno\x1b[0m");
    }

    #[test]
    fn a_word_longer_than_the_line_is_cut() {
        assert_eq!(wrap("abcdefghij kl", 4, 4), ["abcd", "efgh", "ij", "kl"]);
        assert_eq!(wrap("", 4, 4), [""]);
    }
}
