//! The body of a sheet: paragraphs, numbered or not, and the talking points with their marks and variants. Blank
//! lines part; line breaks inside a paragraph are the editor's and are not kept.

use std::ops::Range;

use crate::fields::Level;
use crate::remark::{Remark, Sentence, Severity, nearest};
use crate::sentences;
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
            let (point, remark) = point(line, bullet(text).unwrap_or(""));
            sheet.points.push(point);
            sheet.remarks.extend(remark);
            open = Open::Point;
        } else if let Some((name, words)) = (in_points && line.indented()).then(|| variant(text)).flatten() {
            match sheet.points.last_mut() {
                Some(point) => add_variants(point, name, words),
                None => sheet.remarks.push(odd(line, line.span(), sentences::SHT_07_VARIANT)),
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
            sheet.remarks.push(odd(line, line.span(), sentences::SHT_07_POINT));
        }
    }
    sheet.points.retain(|point| !says_nothing(point));
}

fn says_nothing(point: &SheetPoint) -> bool {
    point.text.is_empty() && point.variants.is_empty()
}

fn odd(line: &Line, span: Range<usize>, say: Sentence) -> Remark {
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

/// The marks of a point as they are typed; the last may stand beside any other.
const MARKS: [(&str, Option<Mark>); 5] = [
    ("VERBATIM", Some(Mark::Verbatim)),
    ("PARAPHRASE", Some(Mark::Paraphrase)),
    ("IF ASKED", Some(Mark::IfAsked)),
    ("NOT IN WRITING", Some(Mark::NotInWriting)),
    ("OPTIONAL", None),
];

/// Reads a point from its first line. A bracket in front that holds no mark is the start of the sentence, but one that
/// nearly holds one is remarked: words that must not be handed over would lose their protection to a slip of the pen.
fn point(line: &Line, text: &str) -> (SheetPoint, Option<Remark>) {
    let mut point = SheetPoint { line: line.number, ..SheetPoint::default() };
    let mut remark = None;
    let mut words = text;
    if let Some((bracket, rest)) = text.strip_prefix('(').and_then(|rest| rest.split_once(')')) {
        if let Some((mark, optional)) = marks(bracket) {
            (point.mark, point.optional, words) = (mark, optional, rest.trim_start());
        } else {
            remark = misspelt(line, bracket);
        }
    }
    words.clone_into(&mut point.text);
    (point, remark)
}

/// Reads the marks between the brackets, and whether the point is optional; nothing if any other word stands there.
fn marks(bracket: &str) -> Option<(Mark, bool)> {
    let (mut mark, mut optional) = (Mark::default(), false);
    for word in bracket.split(',').map(|word| crate::fields::squeeze(word).to_uppercase()) {
        match MARKS.iter().find(|(name, _)| *name == word)? {
            (_, Some(named)) => mark = *named,
            (_, None) => optional = true,
        }
    }
    Some((mark, optional))
}

/// Names the word in a bracket that was probably meant to be a mark.
fn misspelt(line: &Line, bracket: &str) -> Option<Remark> {
    let start = line.start + line.text.find(bracket)?;
    let mut place = start;
    let (mut known, mut slip) = (false, None);
    for part in bracket.split(',') {
        let word = part.trim();
        let span = place + part.len() - part.trim_start().len()..place + part.trim_end().len();
        place += part.len() + 1;
        let near = nearest(&crate::fields::squeeze(word), MARKS.iter().map(|(name, _)| *name), 2);
        match near {
            Some(near) if near.eq_ignore_ascii_case(&crate::fields::squeeze(word)) => known = true,
            near => {
                slip = slip.filter(|(_, found): &(_, Option<&str>)| found.is_some()).or(Some((span, near)));
            }
        }
    }
    let (span, near) = slip?;
    let say = match near {
        Some(near) => sentences::SHT_08_NEAR.with([("near", &near)]),
        None if known => sentences::SHT_08.into(),
        None => return None,
    };
    let remark = Remark::new("SHT-08", Severity::Error, line.number, span.clone(), say);
    Some(match near {
        Some(near) => remark.with_fix(span, near, false),
        None => remark,
    })
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
