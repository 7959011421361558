//! Reads any text as a cable. Nothing is dropped and nothing fails: what cannot be placed is kept with its span,
//! and every oddity is a remark with one of the codes G1 to G30.

mod assemble;
mod body;
mod head;
mod labels;
mod marks;
mod parties;
mod scan;

#[cfg(test)]
mod quirks;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod vectors;

use crate::cable::Cable;
use crate::fields::{Addressee, Precedence, TagKind};
use crate::remark::{Remark, Severity};
use crate::sentences;
pub use assemble::assemble;
pub(crate) use body::{furnishes, misread, starts_item};
use head::Head;
pub(crate) use marks::date_line;
use scan::Scanner;

/// The widest line a telegram may have.
pub const WIDTH: usize = 69;

/// Reads a text as one cable; the sections of one, each after the other, are read as the whole.
pub fn parse(text: &str) -> Cable {
    let cable = one(text);
    let sectioned = cable.section.is_some_and(|section| section.of > 1);
    if sectioned { assemble::joined(text).unwrap_or(cable) } else { cable }
}

/// Reads a text as one message.
fn one(text: &str) -> Cable {
    let mut cable = Cable { text: text.to_owned(), ..Cable::default() };
    let mut scan = Scanner::new(text);
    let mut head = Head::new(&mut cable);
    head.read(&mut scan);
    body::read(&mut scan, head.cable);
    head.finish(scan.seen.page_number.take());
    let class_line = head.class_line;
    let mut seen = scan.seen;
    if !class_line {
        cable.level = seen.banner;
    }
    cable.section = cable.section.or(seen.section);
    cable.furniture.append(&mut seen.furniture);
    settle(&mut cable);
    remarks(&mut cable, &seen);
    cable
}

/// Tells whether a text, cut after the width of a line, would be taken for a line of the header.
pub(crate) fn taken_for_header(text: &str, width: usize) -> bool {
    let end = text.char_indices().nth(width).map_or(text.len(), |(at, _)| at);
    let line = text.get(..end).unwrap_or(text);
    marks::attention(line, true)
        || marks::note(line)
        || marks::label(line).is_some()
        || marks::list_of_posts(line)
        || marks::lettered(line)
        || crate::fields::order::label(line).is_some()
}

/// Reads a text that has no header of its own: paragraphs, signature and end marks only.
pub(crate) fn parse_body(text: &str) -> Cable {
    let mut cable = Cable { text: text.to_owned(), ..Cable::default() };
    let mut scan = Scanner::new(text);
    body::read(&mut scan, &mut cable);
    cable.furniture = scan.seen.furniture;
    cable
}

/// Reads a text that may hold several messages, one after the other; sections of one cable are messages each.
pub fn parse_many(text: &str) -> Vec<Cable> {
    let mut starts = vec![0];
    let (mut at, mut ended, mut paged) = (0, false, false);
    for line in text.split_inclusive('\n') {
        let bare = line.trim();
        let first_page = bare == "PAGE 01" || bare.starts_with("PAGE 01 ");
        let relay = bare.starts_with("ZCZC") || bare.starts_with("VZCZC");
        let begins = first_page && paged || relay && at > 0 || ended && !bare.is_empty() && opens(bare);
        if begins && starts.last() != Some(&at) {
            starts.push(at);
            paged = false;
        }
        if !bare.is_empty() {
            let attribute = bare == "Message Attributes";
            ended = matches!(bare, "NNNN" | "NNN")
                || bare.starts_with("NNNNMAFVVZCZ")
                || ended && !begins && !attribute;
        }
        paged |= first_page;
        at += line.len();
    }
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    starts.iter().zip(ends).map(|(start, end)| one(text.get(*start..end).unwrap_or(""))).collect()
}

/// Tells whether a line after an end mark opens another message.
fn opens(line: &str) -> bool {
    line.starts_with("PAGE 01") || line.starts_with("FM ") || crate::fields::DtgLine::read(line).is_some()
}

/// Fills in what the header says once for all: years, default precedences, self-references.
fn settle(cable: &mut Cable) {
    by_the_record(cable);
    let year = cable.sent_at().map(|at| at.to_zoned(jiff::tz::TimeZone::UTC).year());
    if let Some(year) = year {
        for number in &mut cable.numbers {
            number.year.get_or_insert(year);
        }
    }
    let action = cable.precedence;
    let info = cable.info_precedence.or(action);
    default_to(&mut cable.to, action);
    default_to(&mut cable.info, info);
    let mut dropped = Vec::new();
    let numbers = &cable.numbers;
    cable.references.retain(|reference| {
        let own =
            reference.number.as_ref().is_some_and(|number| numbers.iter().any(|mine| mine.may_be(number)));
        if own {
            dropped.push(reference.span.clone());
        }
        !own
    });
    for span in dropped {
        let say = sentences::G15_ITSELF;
        cable.remarks.push(Remark::new("G15", Severity::Warning, 0, span, say));
    }
}

/// Lets the record's own date settle the year, where day and month agree and the years do not.
fn by_the_record(cable: &mut Cable) {
    let (Some(dtg), Some(on)) = (&mut cable.dtg, cable.date_line.as_ref().and_then(|line| line.on)) else {
        return;
    };
    let written = dtg.at.to_zoned(jiff::tz::TimeZone::UTC).datetime();
    if (written.month(), written.day()) != (on.month(), on.day()) || written.year() == on.year() {
        return;
    }
    if let Ok(moment) = on.to_datetime(written.time()).to_zoned(jiff::tz::TimeZone::UTC) {
        dtg.at = moment.timestamp();
        let say = sentences::G30_RECORD;
        cable.remarks.push(Remark::new("G30", Severity::Warning, 0, 0..0, say));
    }
}

/// Gives addressees without a word the precedence of the date-time line; night action is never given so.
fn default_to(list: &mut [Addressee], precedence: Option<Precedence>) {
    for addressee in list.iter_mut().filter(|addressee| addressee.precedence.is_none()) {
        addressee.precedence = precedence;
        addressee.defaulted = precedence.is_some();
    }
}

/// Remarks on what is odd about the whole.
fn remarks(cable: &mut Cable, seen: &scan::Seen) {
    let whole = |code, severity, say| Remark::new(code, severity, 0, 0..0, say);
    let mut out = Vec::new();
    let headless =
        cable.dtg.is_none() && cable.date_raw.is_none() && cable.from.is_none() && cable.to.is_empty();
    if headless {
        out.push(whole("G24", Severity::Warning, sentences::G24));
    } else {
        if cable.tags.is_empty() {
            out.push(whole("G8", Severity::Warning, sentences::G8));
        }
        if cable.subject.is_empty() {
            out.push(whole("G9", Severity::Warning, sentences::G9));
        }
        if cable.date_raw.is_none() {
            out.push(whole("G11", Severity::Warning, sentences::G11));
        }
        let classified = cable.level.is_some_and(crate::fields::Level::classified);
        if cable.order_line.is_none() {
            let severity = if classified { Severity::Warning } else { Severity::Advice };
            out.push(whole("G10", severity, sentences::G10));
        }
        if classified && cable.paragraphs.iter().any(|paragraph| paragraph.portion.is_none()) {
            out.push(whole("G26", Severity::Warning, sentences::G26));
        }
    }
    if cable.tags.iter().any(|tag| tag.kind == TagKind::Unknown && tag.code.len() > 9) {
        out.push(whole("G27", Severity::Advice, sentences::G27_LONG));
    }
    for reference in &cable.references {
        let lost = reference.kind == crate::fields::ReferenceKind::Cable && reference.number.is_none();
        let orphan = lost || reference.raw.bytes().all(|b| b.is_ascii_digit());
        if orphan && reference.number.is_none() {
            let (code, say) = if lost { ("G15", sentences::G15) } else { ("G16", sentences::G16) };
            out.push(Remark::new(code, Severity::Warning, 0, reference.span.clone(), say));
        }
    }
    if let Some(distribution) = &cable.distribution
        && distribution.total.is_some_and(|total| total != distribution.sum)
    {
        out.push(whole("G21", Severity::Warning, sentences::G21));
    }
    out.extend(cable.section.and_then(|section| assemble::missing(&[section])));
    let seen = [
        (seen.copy_number, "G3", sentences::G3),
        (seen.stamp, "G4", sentences::G4),
        (seen.banners_doubled, "G5", sentences::G5),
        (seen.longest > WIDTH, "G23", sentences::G23),
        (seen.odd_end || seen.end_marks == 0, "G25", sentences::G25),
    ];
    out.extend(
        seen.into_iter().filter(|(is, ..)| *is).map(|(_, code, say)| whole(code, Severity::Advice, say)),
    );
    cable.remarks.append(&mut out);
}
