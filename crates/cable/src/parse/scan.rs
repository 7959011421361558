//! Lines of a message with the furniture of the paper taken out: page lines, copy numbers, banners, stamps and end
//! marks are set aside with their spans, so that a sentence broken by a page reads on.

use std::ops::Range;

use crate::cable::{Furniture, FurnitureKind, Section};
use crate::fields::{DtgLine, Level, Number};

/// One line that carries words of the message.
#[derive(Clone, Copy, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each tells what stood before the line")]
pub(super) struct Line<'a> {
    pub(super) text: &'a str,
    pub(super) start: usize,
    pub(super) number: usize,
    /// Whether a blank line stood before it.
    pub(super) blank_before: bool,
    /// Whether page furniture stood before it.
    pub(super) page_before: bool,
    /// Whether one blank opens it, as lines do that continue a label in the strict form.
    pub(super) continues: bool,
    /// Whether an end mark stood before it.
    pub(super) end_before: bool,
}

impl Line<'_> {
    pub(super) fn span(&self) -> Range<usize> {
        self.start..self.start + self.text.len()
    }
}

/// What the furniture tells about the message.
#[derive(Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is one oddity, seen or not")]
pub(super) struct Seen {
    pub(super) furniture: Vec<Furniture>,
    pub(super) banner: Option<Level>,
    pub(super) banners_doubled: bool,
    pub(super) page_number: Option<Number>,
    pub(super) section: Option<Section>,
    pub(super) copy_number: bool,
    pub(super) stamp: bool,
    pub(super) end_marks: usize,
    pub(super) odd_end: bool,
    pub(super) longest: usize,
}

/// Walks the lines of a text once.
pub(super) struct Scanner<'a> {
    text: &'a str,
    at: usize,
    number: usize,
    peeked: Option<Line<'a>>,
    last_was_banner: bool,
    after_page: bool,
    bare_page: bool,
    pub(super) seen: Seen,
}

impl<'a> Scanner<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self {
            text,
            at: 0,
            number: 0,
            peeked: None,
            last_was_banner: false,
            after_page: false,
            bare_page: false,
            seen: Seen::default(),
        }
    }

    /// Tells whether a line alone would be taken for furniture.
    pub(super) fn furnishes(line: &str) -> bool {
        Scanner::new(line).furniture(line).is_some()
    }

    pub(super) fn peek(&mut self) -> Option<Line<'a>> {
        if self.peeked.is_none() {
            self.peeked = self.read();
        }
        self.peeked
    }

    pub(super) fn next(&mut self) -> Option<Line<'a>> {
        let line = self.peek();
        self.peeked = None;
        line
    }

    /// Tells whether a header opens among the next lines: a date-time line with FM below it.
    pub(super) fn header_ahead(&self) -> bool {
        let lines = self.text.get(self.at..).unwrap_or("").lines().map(str::trim);
        let mut ahead = lines.filter(|line| !line.is_empty()).take(40).peekable();
        while let Some(line) = ahead.next() {
            if ahead.peek().is_some_and(|next| next.starts_with("FM ")) && DtgLine::read(line).is_some() {
                return true;
            }
        }
        false
    }

    fn read(&mut self) -> Option<Line<'a>> {
        let (mut blank_before, mut page_before, mut end_before) = (false, false, false);
        loop {
            let rest = self.text.get(self.at..)?;
            if rest.is_empty() {
                return None;
            }
            let width = rest.find('\n').map_or(rest.len(), |at| at + 1);
            let whole = rest.get(..width)?;
            let start = self.at + (whole.len() - whole.trim_start().len());
            let text = whole.trim();
            self.at += width;
            self.number += 1;
            if text.is_empty() {
                blank_before = true;
                continue;
            }
            self.seen.longest = self.seen.longest.max(text.len());
            let Some(kind) = self.furniture(text) else {
                (self.last_was_banner, self.after_page, self.bare_page) = (false, false, false);
                let number = self.number;
                let continues = whole.starts_with(' ') && !whole.starts_with("  ");
                return Some(Line { text, start, number, blank_before, page_before, continues, end_before });
            };
            self.seen.furniture.push(Furniture { kind, span: start..start + text.len() });
            page_before |= !matches!(kind, FurnitureKind::EndMark | FurnitureKind::Relay);
            end_before |= kind == FurnitureKind::EndMark;
        }
    }

    fn furniture(&mut self, text: &str) -> Option<FurnitureKind> {
        let first = *text.as_bytes().first()?;
        if self.bare_page && number_line(text) {
            self.seen.page_number = self.seen.page_number.take().or_else(|| Number::read(text));
            (self.bare_page, self.last_was_banner) = (false, false);
            return Some(FurnitureKind::Page);
        }
        if self.after_page
            && first.is_ascii_digit()
            && text.len() <= 3
            && text.bytes().all(|b| b.is_ascii_digit())
        {
            (self.after_page, self.seen.copy_number) = (false, true);
            return Some(FurnitureKind::CopyNumber);
        }
        let kind = match first {
            b'P' if text.starts_with("PAGE ") => self.page(text),
            b'U' | b'L' | b'R' | b'C' | b'S' | b'T' | b'u' | b'l' | b'r' | b'c' | b's' | b't' => {
                self.banner(text)
            }
            b'N' if end_mark(text) => {
                self.seen.end_marks += 1;
                self.seen.odd_end |= text != "NNNN";
                Some(FurnitureKind::EndMark)
            }
            b'E' | b'<' | b'&' if end_words(text) => {
                self.seen.end_marks += 1;
                self.seen.odd_end = true;
                Some(FurnitureKind::EndMark)
            }
            b'B' if text == "BT" => Some(FurnitureKind::Relay),
            // ACP 128, line 15: the serial repeated.
            b'#' if text.len() <= 7 && text.bytes().skip(1).all(|b| b.is_ascii_digit()) => {
                Some(FurnitureKind::Relay)
            }
            b'*' if text.starts_with("*** Current") => Some(FurnitureKind::Stamp),
            b'D' if stamp(text) => Some(FurnitureKind::Stamp),
            b'M' if text == "Message Text" => Some(FurnitureKind::Stamp),
            _ => None,
        };
        let kind = kind.or_else(|| stamp(text).then_some(FurnitureKind::Stamp));
        self.seen.stamp |= kind == Some(FurnitureKind::Stamp);
        if kind.is_some() {
            let banner = kind == Some(FurnitureKind::Banner);
            self.seen.banners_doubled |= banner && self.last_was_banner;
            self.last_was_banner = banner;
        }
        kind
    }

    /// Reads `PAGE 02 BERLIN 05192 01 OF 03 101529Z`, or `PAGE 02` with the number on the next line.
    fn page(&mut self, text: &str) -> Option<FurnitureKind> {
        let rest = text.strip_prefix("PAGE ")?.trim_start();
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        if !(1..=3).contains(&digits) || text.len() > 80 {
            return None;
        }
        let rest = rest.get(digits..)?;
        if rest.trim().is_empty() {
            self.bare_page = true;
        } else {
            if !rest.starts_with(' ') {
                return None;
            }
            let mut words = rest.split_whitespace();
            let end = words.clone().position(|word| word.bytes().all(|b| b.is_ascii_digit()))?;
            let name: Vec<&str> = words.by_ref().take(end + 1).collect();
            let number = Number::read(&name.join(" "))?;
            let tail: Vec<&str> = words.collect();
            if let [part, "OF", of, ..] = tail.as_slice() {
                let (part, of) = (part.parse().ok()?, of.parse().ok()?);
                self.seen.section.get_or_insert(Section { part, of });
            }
            self.seen.page_number.get_or_insert(number);
        }
        self.after_page = true;
        Some(FurnitureKind::Page)
    }

    fn banner(&mut self, text: &str) -> Option<FurnitureKind> {
        if text.len() > 60 {
            return None;
        }
        let (level, end) = Level::at_start(text)?;
        let rest = text.get(end..)?.trim();
        if !(rest.is_empty() || rest == "POSS DUPE" || rest == "EFTO") {
            return None;
        }
        self.seen.banner = self.seen.banner.max(Some(level));
        Some(FurnitureKind::Banner)
    }
}

fn number_line(text: &str) -> bool {
    text.len() <= 40 && text.starts_with(|c: char| c.is_ascii_uppercase()) && Number::read(text).is_some()
}

fn end_mark(text: &str) -> bool {
    (text.len() == 3 || text.len() == 4) && text.bytes().all(|b| b == b'N')
        || text.starts_with("NNNNMAFVVZCZ")
}

fn end_words(text: &str) -> bool {
    text.len() <= 40 && text.contains("END OF DOCUMENT")
}

/// Tells whether a line is one of the stamps archives put into released texts.
fn stamp(text: &str) -> bool {
    // Stamps are in lower case, telegrams are not; one letter tells most lines apart.
    let lower = text.len() <= 160 && text.bytes().any(|b| b == b'w');
    (lower && text.contains("Systematic Review") && text.contains("eclassified"))
        || text.starts_with("Declassified/Released")
}
