//! The labelled lines of the header: E.O., TAGS, SUBJECT and REF, each with the lines that continue it. They may
//! stand in any order; a second of the same kind belongs to the body.

use crate::fields::{Level, OrderLine, ReferenceKind, TagScheme, order, reference, squeeze, tags};
use crate::parse::head::{Head, Zone, join};
use crate::parse::scan::{Line, Scanner};
use crate::parse::{body, marks};
use crate::remark::Severity;
use crate::sentences;

impl Head<'_> {
    /// Reads E.O., TAGS, SUBJECT and REF with the lines that continue them.
    pub(super) fn label(&mut self, line: &Line, scan: &mut Scanner) -> bool {
        let text = line.text;
        if self.cable.order_line.is_none()
            && let Some(rest) = order::label(text)
        {
            scan.next();
            self.order(rest, line, scan);
            return true;
        }
        let (kind, rest) = match marks::label(text) {
            Some(found) => found,
            None if self.unlabelled_references(text) => (marks::Label::References, text),
            None => return false,
        };
        let taken = match kind {
            marks::Label::Tags => !self.cable.tags.is_empty(),
            marks::Label::Subject => !self.cable.subject.is_empty(),
            marks::Label::References => !self.cable.references.is_empty(),
        };
        if taken {
            return false;
        }
        scan.next();
        let rest_at = line.start + text.len() - rest.len();
        match kind {
            marks::Label::Tags => self.tags(rest, line, scan),
            marks::Label::Subject => self.subject(rest, line, scan),
            marks::Label::References => self.references(rest_at, line, scan),
        }
        if self.zone > Zone::Top || self.cable.from.is_some() {
            self.zone = Zone::Labels;
        }
        self.label_seen = true;
        true
    }

    fn unlabelled_references(&self, text: &str) -> bool {
        !self.cable.subject.is_empty()
            && self.cable.references.is_empty()
            && (text.starts_with("(A) ") || text.starts_with("A. "))
            && text.len() <= 200
            && reference::list(text, 0).iter().all(|each| each.number.is_some())
    }

    fn order(&mut self, rest: &str, line: &Line, scan: &mut Scanner) {
        let (own, joined) = match rest.find("TAGS") {
            Some(at) if at > 0 => (rest.get(..at).unwrap_or(rest), rest.get(at..)),
            _ => (rest, None),
        };
        let read = OrderLine::read(own);
        if read.code.as_deref() == Some("XGDS") && read.reason.is_none() {
            self.remark("G10", Severity::Warning, line, sentences::G10_REASON);
        }
        self.cable.order_line = Some(read);
        if let Some((marks::Label::Tags, rest)) = joined.and_then(marks::label) {
            self.tags(rest, line, scan);
        }
        self.zone = Zone::Labels;
        self.label_seen = true;
    }

    fn tags(&mut self, rest: &str, line: &Line, scan: &mut Scanner) {
        let mut value = rest.to_owned();
        if rest.trim().is_empty() {
            self.remark("G6", Severity::Advice, line, sentences::G6);
            if let Some(next) =
                scan.peek().filter(|next| marks::label(next.text).is_none() && next.text.len() <= 80)
            {
                value.push_str(next.text);
                scan.next();
            }
        }
        while let Some(next) = scan.peek() {
            let open = value.trim_end().ends_with(',');
            let codes = next.text.len() <= 60
                && next
                    .text
                    .split([',', ' '])
                    .all(|word| word.len() <= 9 && word.bytes().all(|b| b.is_ascii_uppercase()));
            let more = next.continues || (open && codes);
            if next.blank_before && !next.page_before || !more {
                break;
            }
            value.push(' ');
            value.push_str(next.text);
            scan.next();
        }
        let year = self.cable.sent_at().map(|at| at.to_zoned(jiff::tz::TimeZone::UTC).year());
        let (read, odd) = tags::line(&value, TagScheme::in_year(year));
        if odd.mixed || line.text.starts_with("TAGS:") && !line.text.starts_with("TAGS: ") {
            self.remark("G7", Severity::Advice, line, sentences::G7);
        }
        if odd.named {
            self.remark("G28", Severity::Advice, line, sentences::G28);
        }
        if odd.unknown {
            self.remark("G27", Severity::Advice, line, sentences::G27);
        }
        self.cable.tags = read;
    }

    fn subject(&mut self, rest: &str, line: &Line, scan: &mut Scanner) {
        let numbered = |at: usize| {
            let found = reference::list(rest.get(at + 6..).unwrap_or(""), 0);
            !found.is_empty() && found.iter().all(|each| each.number.is_some())
        };
        let (rest, joined) = match rest.find(" REF: ").filter(|at| numbered(*at)) {
            Some(at) => (rest.get(..at).unwrap_or(rest), rest.get(at + 1..)),
            None => (rest, None),
        };
        let mut value = rest.trim().to_owned();
        if let Some((_, references)) = joined.and_then(marks::label) {
            self.cable.subject = squeeze(&value);
            let start = line.start + line.text.len() - references.len();
            self.references(start, line, scan);
            return;
        }
        let alone = value.is_empty();
        if alone {
            self.remark("G6", Severity::Advice, line, sentences::G6);
        }
        // A colon at the end of the line announces the rest, even below a blank line.
        if (alone || value.ends_with(':'))
            && let Some(next) = scan
                .peek()
                .filter(|next| marks::label(next.text).is_none() && body::number(next.text).is_none())
        {
            join(&mut value, next.text);
            scan.next();
        }
        while let Some(next) = scan.peek() {
            // Above the date-time line a page line opens the message itself.
            let parted = next.blank_before && (!next.page_before || self.cable.date_raw.is_none());
            let stops = parted || !next.continues && ends_subject(next.text);
            if stops {
                break;
            }
            join(&mut value, next.text);
            scan.next();
        }
        self.cable.subject = squeeze(&value);
    }

    fn references(&mut self, start: usize, line: &Line, scan: &mut Scanner) {
        let mut end = line.span().end;
        let mut last = line.text.get(start - line.start..).unwrap_or("");
        let (mut longer, mut broken) = (false, false);
        self.cable.references = reference::list(last, start);
        let mut last_letter = self.cable.references.last().map(|each| each.letter.unwrap_or('A'));
        if last.is_empty() {
            self.remark("G6", Severity::Advice, line, sentences::G6);
        }
        while let Some(next) = scan.peek() {
            let known = marks::label(next.text).is_some()
                || order::label(next.text).is_some()
                || next.text.len() > 200;
            let carried = next.continues && !next.blank_before;
            if known && !carried {
                break;
            }
            let letter = marks::letter(next.text);
            let lettered = marks::lettered(next.text) && marks::goes_on(last_letter, letter);
            let opens_body = body::number(next.text).is_some() || body::summary(next.text);
            if opens_body && !lettered && !carried {
                break;
            }
            // After a blank line "(C)" may as well be the portion mark of the first paragraph.
            let item = reference::list(next.text, 0).into_iter().next();
            let prose = item.as_ref().is_none_or(|item| item.kind == ReferenceKind::Prose);
            let lettered = lettered && !(next.blank_before && prose);
            let numbered = body::number(next.text).is_some() && !lettered;
            let open = last.is_empty()
                || last.ends_with([',', ';', ':'])
                || last
                    .len()
                    .checked_sub(3)
                    .and_then(|at| last.get(at..))
                    .is_some_and(|word| word.eq_ignore_ascii_case("AND"));
            let notal = next.text.starts_with("(NOTAL") || next.text.starts_with("NOTAL");
            let run_on = !next.blank_before && item.is_some_and(|item| item.number.is_some());
            let more = lettered || notal || run_on || (open && (last.is_empty() || !next.blank_before));
            if !carried && (numbered || !more || body::summary(next.text)) {
                break;
            }
            broken |= next.page_before;
            end = next.span().end;
            (last, longer) = (next.text, true);
            if lettered {
                last_letter = letter.map(char::from);
            }
            scan.next();
        }
        if broken {
            self.remark("G2", Severity::Advice, line, sentences::G2_REFERENCES);
        }
        let text = self.cable.text.get(start..end).unwrap_or("");
        if broken {
            self.cable.references = reference::list(&without_pages(text), start);
        } else if longer {
            self.cable.references = reference::list(text, start);
        }
    }
}

/// Tells whether a line under the subject is something else than its next words.
fn ends_subject(line: &str) -> bool {
    let referenced = || {
        let first = reference::list(line, 0).into_iter().next();
        first.is_some_and(|first| first.letter.is_some() && first.number.is_some())
    };
    line.len() > 200
        || marks::label(line).is_some()
        || order::label(line).is_some()
        || body::number(line).is_some()
        || body::summary(line)
        || marks::attention(line, true)
        || marks::note(line)
        || marks::like_dtg(line)
        || (marks::lettered(line) && referenced())
}

/// Blanks out page furniture inside a piece, keeping every byte in its place.
fn without_pages(text: &str) -> String {
    let keep = |line: &str| {
        let bare = line.trim();
        let furniture =
            bare.starts_with("PAGE ") || Level::at_start(bare).is_some_and(|(_, end)| end == bare.len());
        let copy = !bare.is_empty() && bare.len() <= 3 && bare.bytes().all(|b| b.is_ascii_digit());
        !(furniture || copy)
    };
    text.split_inclusive('\n')
        .map(|line| if keep(line) { line.to_owned() } else { " ".repeat(line.len()) })
        .collect()
}
