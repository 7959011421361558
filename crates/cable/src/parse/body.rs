//! The body: numbered paragraphs, whatever stands under them, points, and at the end the signature, the end marks
//! and what an archive wrote below.

use crate::cable::{Cable, Paragraph};
use crate::fields::Level;
use crate::parse::head::{join, piece};
use crate::parse::scan::{Line, Scanner};
use crate::remark::{Remark, Severity};
use crate::sentences;

/// Reads `12.`, `12)` or a typist's `I.` before a blank, and returns what follows.
pub(super) fn number(text: &str) -> Option<(u32, &str)> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    if digits == 0 {
        let rest = text.strip_prefix("I. ").or_else(|| text.strip_prefix("l. "))?;
        return Some((1, rest));
    }
    let rest = text.get(digits..)?.strip_prefix(['.', ')'])?;
    let ends = rest.is_empty() || rest.starts_with(char::is_whitespace) || rest.starts_with('(');
    let ends = ends || (digits <= 2 && rest.starts_with(|c: char| c.is_ascii_uppercase()));
    ((1..=3).contains(&digits) && ends)
        .then(|| Some((text.get(..digits)?.parse().ok()?, rest.trim_start())))?
}

/// Tells whether a line opens the summary.
pub(super) fn summary(text: &str) -> bool {
    ["SUMMARY:", "SUMMARY.", "BEGIN SUMMARY", "SUMMARY -", "SUMMARY AND"]
        .iter()
        .any(|start| text.starts_with(start))
        || text == "SUMMARY"
}

/// Tells whether the archive's attributes start here.
pub(super) fn attributes_start(text: &str) -> bool {
    text == "Message Attributes"
}

/// Tells whether a line that continues a paragraph would be read as something else; `due` is the number that
/// would start the next paragraph.
pub(crate) fn misread(line: &str, due: u32) -> bool {
    let opens = number(line).is_some_and(|(number, _)| number == due);
    opens
        || starts_item(line)
        || group_mark(line)
        || comms_note(line)
        || attributes_start(line)
        || Scanner::furnishes(line)
}

/// Tells whether a line alone would be taken for furniture of the paper.
pub(crate) fn furnishes(line: &str) -> bool {
    Scanner::furnishes(line)
}

/// Tells whether a line is a note of the communicators below the text.
fn comms_note(text: &str) -> bool {
    text.starts_with("NOTE BY OC") || text.starts_with("NOTE: ") && text.len() <= 80
}

/// What the reader of the body carries from line to line.
#[derive(Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is one oddity, seen or not")]
struct State<'a> {
    /// A short line that is a signature if nothing follows, a heading if a numbered paragraph does.
    pending: Option<Line<'a>>,
    due: u32,
    restarted: bool,
    bracketed: bool,
    broken: bool,
    hyphen: bool,
}

/// Reads from the first line of the body to the end.
pub(super) fn read(scan: &mut Scanner, cable: &mut Cable) {
    let mut state = State { due: 1, ..State::default() };
    while let Some(line) = scan.next() {
        if attributes_start(line.text) {
            attributes(scan, cable);
            break;
        }
        if line.end_before {
            settle(&mut state, cable);
        }
        if group_mark(line.text) || comms_note(line.text) {
            if comms_note(line.text) {
                settle(&mut state, cable);
            } else {
                flush(&mut state, cable);
            }
            if group_mark(line.text) && cable.order_line.is_none() {
                cable.order_line = Some(crate::fields::OrderLine {
                    order: Some("GP".to_owned()),
                    raw: line.text.to_owned(),
                    ..Default::default()
                });
            } else {
                cable.notes.push(piece(&line));
            }
            continue;
        }
        if heading_or_words(&mut state, &line, cable) {
            continue;
        }
        if short(&line) {
            state.pending = Some(line);
        } else {
            place(&mut state, &line, cable);
        }
    }
    settle(&mut state, cable);
    sign_off(cable);
    let found = [
        (state.restarted || state.bracketed, "G29", sentences::G29),
        (state.broken, "G2", sentences::G2),
        (state.hyphen, "G22", sentences::G22),
    ];
    for (is, code, say) in found {
        if is {
            cable.remarks.push(Remark::new(code, Severity::Advice, 0, 0..0, say));
        }
    }
}

/// Tells whether a line may be a signature or a heading: a few words in capitals without a full stop.
fn short(line: &Line) -> bool {
    let text = line.text;
    let name = text.trim_end_matches(['.', '*', '#']);
    text.len() <= 40
        && number(text).is_none()
        && name.bytes().all(|b| b.is_ascii_uppercase() || matches!(b, b' ' | b'-' | b'\'' | b'.'))
        && name.bytes().filter(u8::is_ascii_alphabetic).count() >= 3
        && name.split(' ').count() <= 5
}

/// Tells whether a short line can be a name.
fn name(text: &str) -> bool {
    let text = text.trim_end_matches('.');
    let common = [
        "UNQUOTE", "QUOTE", "END", "TEXT", "SUMMARY", "COMMENT", "NODIS", "EXDIS", "NOFORN", "LIMDIS",
        "STADIS", "GDS", "XGDS", "EXEMPT", "SECTION", "THE", "IS", "ARE", "WAS", "WILL", "NOT",
    ];
    !text.split(' ').any(|word| common.contains(&word))
}

/// Tells whether a line is the group mark of the orders before 1972: `GP-3.`
fn group_mark(text: &str) -> bool {
    let rest = text.strip_prefix("GP").unwrap_or("").trim_matches(['-', '.', ' ']);
    rest.len() == 1 && rest.bytes().all(|b| b.is_ascii_digit())
}

/// Takes the pending line as the signature, if it can be a name.
fn settle(state: &mut State, cable: &mut Cable) {
    match state.pending {
        Some(line) if name(line.text) && cable.signature.is_none() && closes(&line, cable) => {
            cable.signature = Some(line.text.trim_end_matches('.').to_owned());
            state.pending = None;
        }
        _ => flush(state, cable),
    }
}

/// Tells whether a line closes the text: after a blank line, or after a full sentence.
fn closes(line: &Line, cable: &Cable) -> bool {
    let ended = |last: &Paragraph| {
        last.text.is_empty() || last.text.ends_with(['.', '?', '!', ')', '"', '\u{201d}', '*', '#', ';', ':'])
    };
    let last = cable.paragraphs.last().map_or("", |last| last.text.as_str());
    let last_word = last.get(last.rfind([' ', '\n']).map_or(0, |at| at + 1)..).unwrap_or("");
    let marked = matches!(last_word, "UNQUOTE" | "GDS" | "XGDS" | "EXEMPT") || group_mark(last_word);
    marked || line.blank_before || cable.paragraphs.last().is_none_or(ended)
}

/// Takes the pending line as words of the body.
fn flush(state: &mut State, cable: &mut Cable) {
    if let Some(line) = state.pending.take() {
        place(state, &line, cable);
    }
}

/// Takes the pending line as the heading of a numbered paragraph that follows, or else as words; answers whether
/// the paragraph was placed with it.
fn heading_or_words(state: &mut State, next: &Line, cable: &mut Cable) -> bool {
    let Some(line) = state.pending else { return false };
    let opens = number(next.text).is_some_and(|(number, _)| number == state.due);
    if !(opens && line.blank_before && next.blank_before) {
        flush(state, cable);
        return false;
    }
    state.pending = None;
    place(state, next, cable);
    if let Some(paragraph) = cable.paragraphs.last_mut() {
        paragraph.heading = Some(line.text.trim_end_matches('.').to_owned());
        paragraph.span.start = line.start;
    }
    true
}

fn place(state: &mut State, line: &Line, cable: &mut Cable) {
    let text = line.text;
    let opening = number(text)
        .filter(|(number, _)| *number == state.due || line.blank_before || cable.paragraphs.is_empty());
    if let Some((number, rest)) = opening {
        state.restarted |= number != state.due && number == 1;
        state.bracketed |= text.trim_start_matches(|c: char| c.is_ascii_digit()).starts_with(')');
        state.due = number.saturating_add(1);
        open(Some(number), rest, line, cable);
        return;
    }
    state.broken |= line.page_before && !line.end_before;
    let numbered_before = cable.paragraphs.last().is_some_and(|last| last.number.is_some());
    let bullet = bullet(text);
    match cable.paragraphs.last_mut() {
        Some(last)
            if numbered_before || !line.blank_before || (line.page_before && runs_on(&last.text, text)) =>
        {
            last.span.end = line.span().end;
            if let Some(point) = bullet {
                last.points.push(point.to_owned());
            } else if let (false, Some(point)) = (line.blank_before, last.points.last_mut()) {
                join(point, text);
            }
            let joins = !line.blank_before && !starts_item(text) || runs_on(&last.text, text);
            if joins {
                state.hyphen |= last.text.ends_with('-');
                join(&mut last.text, text);
            } else {
                last.text.push('\n');
                last.text.push_str(text);
            }
        }
        _ => open(None, text, line, cable),
    }
}

fn open(number: Option<u32>, rest: &str, line: &Line, cable: &mut Cable) {
    let (portion, rest) = Level::split_portion(rest);
    let rest = if portion.is_some() { rest.strip_prefix('.').unwrap_or(rest).trim_start() } else { rest };
    let (for_post, rest) = match post(rest) {
        Some((post, words)) if number.is_none() || portion.is_some() || !words.is_empty() => {
            (Some(post.to_owned()), words)
        }
        _ => (None, rest),
    };
    let points = bullet(rest).map(str::to_owned).into_iter().collect();
    let heading = heading(rest);
    cable.paragraphs.push(Paragraph {
        number,
        portion,
        text: rest.to_owned(),
        heading,
        for_post,
        points,
        span: line.span(),
        line: line.number,
    });
}

/// Reads `FOR BONN: words`.
fn post(text: &str) -> Option<(&str, &str)> {
    let (name, words) = text.strip_prefix("FOR ")?.split_once(':')?;
    let plain =
        name.len() <= 40 && name.bytes().all(|b| b.is_ascii_uppercase() || matches!(b, b' ' | b',' | b'-'));
    plain.then(|| (name, words.trim_start()))
}

/// Reads a heading inside the paragraph: a few words in capitals before the first period or colon.
fn heading(text: &str) -> Option<String> {
    let end =
        text.get(..text.len().min(64)).map_or_else(|| text.find(['.', ':']), |head| head.find(['.', ':']))?;
    let words = text.get(..end)?;
    let capitals =
        words.len() >= 3 && words.split(' ').count() <= 6 && !words.bytes().any(|b| b.is_ascii_lowercase());
    let ends = text.get(end + 1..).is_some_and(|rest| rest.starts_with([' ', '\n']) || rest.is_empty());
    (capitals && ends && !words.starts_with('-')).then(|| words.to_owned())
}

fn bullet(text: &str) -> Option<&str> {
    let rest = text.strip_prefix("--").or_else(|| text.strip_prefix('-'))?;
    rest.starts_with(' ').then(|| rest.trim_start())
}

/// Tells whether a line opens an item of a list: a point, a letter, a number in brackets.
pub(crate) fn starts_item(text: &str) -> bool {
    let lettered = text.strip_prefix('(').unwrap_or(text);
    let mut chars = lettered.chars();
    let (first, second) = (chars.next(), chars.next());
    let marked = first.is_some_and(|c| c.is_ascii_alphanumeric()) && matches!(second, Some('.' | ')'));
    bullet(text).is_some() || (marked && chars.next() == Some(' '))
}

/// Tells whether a sentence broken off by a blank line or a page reads on in the next.
fn runs_on(before: &str, next: &str) -> bool {
    let last_line = before.rfind('\n').map_or(before, |at| before.get(at + 1..).unwrap_or(""));
    let ends = before.ends_with(['.', ':', ';', '?', '!', ')', '"', '\'', '\u{201d}', ']']);
    last_line.len() > 30 && !ends && !starts_item(next) && !next.starts_with(['"', '\u{201c}'])
}

/// Reads `Key: value` lines; a line without a colon continues the value above.
fn attributes(scan: &mut Scanner, cable: &mut Cable) {
    while let Some(line) = scan.next() {
        match line.text.split_once(':') {
            Some((key, value)) if key.len() <= 60 && !key.is_empty() => {
                cable.attributes.push((key.trim().to_owned(), value.trim().to_owned()));
            }
            _ => match cable.attributes.last_mut() {
                Some((_, value)) => join(value, line.text),
                None => cable.residue.push(piece(&line)),
            },
        }
    }
}

/// Takes a signature off the end of the last sentence, where lines were run together.
fn sign_off(cable: &mut Cable) {
    if cable.signature.is_some() {
        return;
    }
    let Some(last) = cable.paragraphs.last_mut() else { return };
    let Some((before, word)) = last.text.rsplit_once(' ') else { return };
    let alone = before.trim_end_matches(['"', '\u{201d}']).ends_with('.')
        && (4..=16).contains(&word.len())
        && word.bytes().all(|b| b.is_ascii_uppercase());
    if alone && name(word) {
        cable.signature = Some(word.to_owned());
        let width = before.len();
        last.text.truncate(width);
    }
}
