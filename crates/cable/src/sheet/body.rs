//! The body of a sheet: paragraphs, numbered or not, and the talking points with their marks and variants. Blank
//! lines part; line breaks inside a paragraph are the editor's and are not kept.

use std::ops::Range;

use crate::fields::Level;
use crate::remark::{Remark, Severity};
use crate::sheet::{Line, Mark, Sheet, SheetParagraph, SheetPoint, SheetTable};

/// What the next line without a sign of its own belongs to.
#[derive(PartialEq, Eq)]
enum Open {
    Nothing,
    Paragraph,
    Point,
}

/// Tells whether a line can only be the start of the body: a numbered paragraph or the heading of the points.
pub(super) fn starts(line: &str) -> bool {
    heading(line) || number(line).is_some()
}

/// Reads the lines after the labels.
pub(super) fn read(lines: &[Line], sheet: &mut Sheet) {
    let mut open = Open::Nothing;
    let mut in_points = false;
    let mut due = 1;
    for line in lines {
        let text = line.text.trim();
        if text.is_empty() {
            open = Open::Nothing;
        } else if heading(text) {
            (in_points, open) = (true, Open::Nothing);
        } else if in_points && bullet(text).is_some() {
            sheet.points.push(point(line, bullet(text).unwrap_or("")));
            open = Open::Point;
        } else if let Some((name, words)) = (in_points && line.indented()).then(|| variant(text)).flatten() {
            match sheet.points.last_mut() {
                Some(point) => add_variants(point, name, words),
                None => sheet.remarks.push(odd(line, line.span(), "a variant needs a point above it")),
            }
            open = Open::Point;
        } else if let Some((number, rest)) =
            number(text).filter(|(number, _)| open != Open::Paragraph || *number == due)
        {
            // Inside a paragraph only the number that is due starts the next, so that a sentence wrapped before
            // "5." stays whole.
            due = number.saturating_add(1);
            let text = rest.to_owned();
            sheet.paragraphs.push(SheetParagraph {
                number: Some(number),
                portion: None,
                text,
                line: line.number,
            });
            (in_points, open) = (false, Open::Paragraph);
        } else if in_points && (open == Open::Point || line.indented()) && !sheet.points.is_empty() {
            if let Some(point) = sheet.points.last_mut() {
                let text_of = point.variants.last_mut().map_or(&mut point.text, |(_, words)| words);
                append(text_of, text);
            }
        } else if open == Open::Paragraph {
            if let Some(paragraph) = sheet.paragraphs.last_mut() {
                append(&mut paragraph.text, text);
            }
        } else {
            let text = text.to_owned();
            sheet.paragraphs.push(SheetParagraph { number: None, portion: None, text, line: line.number });
            (in_points, open) = (false, Open::Paragraph);
        }
    }
    for paragraph in &mut sheet.paragraphs {
        let (portion, rest) = Level::split_portion(paragraph.text.trim_start());
        // "(C - ENTIRE TEXT). 1" has a period that belongs to the mark.
        let rest = if portion.is_some() { rest.strip_prefix('.').unwrap_or(rest) } else { rest };
        paragraph.text = crate::fields::squeeze(rest);
        paragraph.portion = portion;
    }
    close_points(lines, sheet);
    sheet.tables = tables(lines);
}

/// Finds the runs of two lines and more that were typed in columns.
fn tables(lines: &[Line]) -> Vec<SheetTable> {
    let mut found: Vec<SheetTable> = Vec::new();
    for line in lines.iter().filter(|line| columns(line.text)) {
        let bare = line.text.trim_start();
        let indent = line.text.chars().count() - bare.chars().count();
        let width = line.text.trim_end().chars().count();
        match found.last_mut().filter(|table| table.line + table.rows == line.number) {
            Some(table) => {
                table.rows += 1;
                table.width = table.width.max(width);
                table.indent = table.indent.min(indent);
            }
            None => found.push(SheetTable { line: line.number, rows: 1, width, indent }),
        }
    }
    found.retain(|table| table.rows > 1);
    found
}

/// Tells whether a line stands in columns: two tabs, bars or wide gaps inside it, whatever its sentences do.
fn columns(line: &str) -> bool {
    let line = line.trim();
    let gaps = line.match_indices("  ").filter(|(at, _)| {
        let before = line.get(..*at).unwrap_or("");
        // Two blanks after a full stop are how typists part sentences.
        !before.ends_with([' ', '.', ':', '?', '!'])
    });
    gaps.count() > 1 || line.matches('\t').count() > 1 || line.matches('|').count() > 1
}

/// Squeezes the points and drops those that say nothing.
fn close_points(lines: &[Line], sheet: &mut Sheet) {
    for point in &mut sheet.points {
        point.text = crate::fields::squeeze(&point.text);
        for (_, words) in &mut point.variants {
            *words = crate::fields::squeeze(words);
        }
        point.variants.retain(|(_, words)| !words.is_empty());
    }
    let empty: Vec<usize> =
        sheet.points.iter().filter(|point| says_nothing(point)).map(|point| point.line).collect();
    let first = lines.first().map_or(0, |line| line.number);
    for number in empty {
        if let Some(line) = lines.get(number.saturating_sub(first)) {
            sheet.remarks.push(odd(line, line.span(), "this point has no words and was not read"));
        }
    }
    sheet.points.retain(|point| !says_nothing(point));
}

fn says_nothing(point: &SheetPoint) -> bool {
    point.text.is_empty() && point.variants.is_empty()
}

fn odd(line: &Line, span: Range<usize>, say: &'static str) -> Remark {
    Remark::new("SHT-07", Severity::Error, line.number, span, say)
}

fn append(text: &mut String, more: &str) {
    text.push(' ');
    text.push_str(more);
}

fn heading(line: &str) -> bool {
    let line = line.trim().trim_end_matches(':').trim_end();
    ["POINTS", "TALKING POINTS"].iter().any(|heading| heading.eq_ignore_ascii_case(line))
}

/// Returns what follows the sign of a point.
fn bullet(text: &str) -> Option<&str> {
    let rest = ["--", "-", "*", "\u{2022}"].iter().find_map(|sign| text.strip_prefix(sign))?;
    (rest.is_empty() || rest.starts_with(char::is_whitespace)).then(|| rest.trim_start())
}

/// Reads `12.` or `12)` before a blank or the line's end.
fn number(text: &str) -> Option<(u32, &str)> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    // Three digits are the longest number of a paragraph; four are a year.
    let rest = text.get(digits..)?.strip_prefix(['.', ')'])?;
    let whole = (1..=3).contains(&digits) && (rest.is_empty() || rest.starts_with(char::is_whitespace));
    whole.then(|| Some((text.get(..digits)?.parse().ok()?, rest.trim_start())))?
}

fn point(line: &Line, text: &str) -> SheetPoint {
    let mut point = SheetPoint { line: line.number, ..SheetPoint::default() };
    let marks = text.strip_prefix('(').and_then(|rest| rest.split_once(')'));
    let rest = match marks {
        Some((marks, rest)) if set_marks(&mut point, marks) => rest.trim_start(),
        _ => text,
    };
    rest.clone_into(&mut point.text);
    point
}

/// Reads the marks between the brackets; a bracket with any other word in it is part of the sentence.
fn set_marks(point: &mut SheetPoint, marks: &str) -> bool {
    let (mut mark, mut optional) = (None, false);
    for word in marks.split(',') {
        let word = crate::fields::squeeze(word).to_uppercase();
        match word.as_str() {
            "OPTIONAL" => optional = true,
            "VERBATIM" => mark = Some(Mark::Verbatim),
            "PARAPHRASE" => mark = Some(Mark::Paraphrase),
            "IF ASKED" => mark = Some(Mark::IfAsked),
            "NOT IN WRITING" => mark = Some(Mark::NotInWriting),
            _ => return false,
        }
    }
    point.mark = mark.unwrap_or_default();
    point.optional = optional;
    true
}

/// Reads `FOR PARIS: words`. Each word of the name starts with a capital, so that "for example:" is a sentence.
fn variant(text: &str) -> Option<(&str, &str)> {
    let rest =
        text.get(..4).filter(|start| start.eq_ignore_ascii_case("FOR ")).and_then(|_| text.get(4..))?;
    let (name, words) = rest.split_once(':')?;
    let capital = |word: &str| word.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
    let named = name.split_whitespace().all(capital) && !name.trim().is_empty() && name.len() <= 200;
    let phrase = ["EXAMPLE", "INSTANCE"].iter().any(|word| word.eq_ignore_ascii_case(name.trim()));
    (named && !phrase).then_some((name, words))
}

fn add_variants(point: &mut SheetPoint, names: &str, words: &str) {
    for name in names.split(',').map(|name| crate::fields::squeeze(name).to_uppercase()) {
        if !name.is_empty() {
            point.variants.push((name, words.to_owned()));
        }
    }
}
