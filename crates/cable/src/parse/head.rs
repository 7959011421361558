//! The header: from the first line to the start of the body. Each line is tried against the forms that may stand
//! in the part reached so far; what fits none is kept as handling line, note or residue.

use crate::cable::{Cable, Distribution, Drafting, Filing, Furniture, FurnitureKind, Piece, Section};
use crate::fields::{DtgLine, Level, Number, addressee, caption, squeeze};
use crate::parse::scan::{Line, Scanner};
use crate::parse::{body, marks};
use crate::remark::{Remark, Sentence, Severity};
use crate::sentences;

/// How far the header has been read.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Zone {
    /// Above the date-time line.
    Top,
    /// From the date-time line through the addressees.
    Addresses,
    /// From the classification line: captions and attention lines.
    Handling,
    /// From the first label.
    Labels,
}

/// Whose lines are being read.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Block {
    None,
    To,
    Info,
    Xmt,
}

/// What the header reader carries from line to line.
#[expect(clippy::struct_excessive_bools, reason = "each is one thing seen or not")]
pub(super) struct Head<'c> {
    pub(super) cable: &'c mut Cable,
    pub(super) zone: Zone,
    pub(super) block: Block,
    pub(super) drafting_open: bool,
    distribution_open: bool,
    /// A number above the date-time line: printed by an editor, so trusted only if no other is found.
    pub(super) top: Option<Number>,
    top_serial: Option<u32>,
    pub(super) class_line: bool,
    pub(super) label_seen: bool,
}

impl<'c> Head<'c> {
    pub(super) fn new(cable: &'c mut Cable) -> Self {
        Self {
            cable,
            zone: Zone::Top,
            block: Block::None,
            drafting_open: false,
            distribution_open: false,
            top: None,
            top_serial: None,
            class_line: false,
            label_seen: false,
        }
    }

    /// Reads the header; leaves the scanner at the first line of the body.
    pub(super) fn read(&mut self, scan: &mut Scanner) {
        while let Some(line) = scan.peek() {
            if body::attributes_start(line.text) {
                break;
            }
            if !self.place(&line, scan) {
                break;
            }
        }
    }

    pub(super) fn remark(&mut self, code: &'static str, severity: Severity, line: &Line, say: Sentence) {
        self.cable.remarks.push(Remark::new(code, severity, line.number, line.span(), say));
    }

    /// Places one line and takes it off the scanner; answers no when the body starts here.
    fn place(&mut self, line: &Line, scan: &mut Scanner) -> bool {
        let text = line.text;
        if marks::relay(text) {
            self.cable.furniture.push(Furniture { kind: FurnitureKind::Relay, span: line.span() });
            scan.next();
            return true;
        }
        let long = text.len() > 400;
        if !long && (self.label(line, scan) || self.broken_date(line, scan)) {
            return true;
        }
        // A copy may print subject or addressees above the date-time line.
        let open =
            self.zone <= Zone::Addresses || (self.cable.from.is_none() && self.cable.date_raw.is_none());
        if open && (self.dates(text, line) || self.parties(line)) {
            scan.next();
            return true;
        }
        let between = self.zone == Zone::Addresses && self.block == Block::None && self.cable.from.is_none();
        if !long && (self.zone == Zone::Top || between) && self.top(line) {
            scan.next();
            return true;
        }
        if !long && self.zone <= Zone::Handling && (self.number(line) || self.captions(line)) {
            scan.next();
            return true;
        }
        if body::number(text).is_some() || body::summary(text) {
            return false;
        }
        if !long && self.aside(line) {
            scan.next();
            return true;
        }
        if !long && self.zone == Zone::Addresses && self.addressee(line) {
            scan.next();
            return true;
        }
        self.leftover(line, scan)
    }

    /// Keeps a line nobody knows, or answers no when it reads like a sentence of the body.
    fn leftover(&mut self, line: &Line, scan: &mut Scanner) -> bool {
        let text = line.text;
        let short = text.len() <= 50 && !text.ends_with('.');
        let begun = self.cable.dtg.is_some() || self.cable.from.is_some() || self.cable.date_raw.is_some();
        match self.zone {
            // Editors put their notes, which are sentences, above the header.
            Zone::Top if !begun && (short || scan.header_ahead()) => self.cable.residue.push(piece(line)),
            // Between the date-time line and FM stands nothing of the message.
            _ if short
                && self.cable.from.is_none()
                && self.zone != Zone::Handling
                && body::number(text).is_none() =>
            {
                self.cable.residue.push(piece(line));
            }
            Zone::Addresses | Zone::Handling if short => {
                let say = sentences::G14;
                self.remark("G14", Severity::Warning, line, say);
                self.cable.handling.push(piece(line));
                self.zone = Zone::Handling;
            }
            _ => return false,
        }
        scan.next();
        true
    }

    /// Reads what may stand above the date-time line.
    fn top(&mut self, line: &Line) -> bool {
        let text = line.text;
        if let Some(date) = marks::date_line(text).filter(|_| self.cable.date_line.is_none()) {
            self.cable.date_line = Some(date);
            return true;
        }
        if marks::letterhead(text) {
            let kind = FurnitureKind::Letterhead;
            self.cable.furniture.push(Furniture { kind, span: line.span() });
            let digits =
                text.rsplit(' ').next().map(|word| word.trim_start_matches(|c: char| !c.is_ascii_digit()));
            self.top_serial = self.top_serial.or(digits.and_then(|word| word.parse().ok()));
            return true;
        }
        if let Some(filing) = marks::dash_line(text) {
            self.filing(filing);
            self.drafting_open = false;
            return true;
        }
        if let Some(rest) = ["DRAFTED BY", "DRAFTED"].iter().find_map(|label| text.strip_prefix(label)) {
            self.cable.drafting.get_or_insert_with(Drafting::default).drafted =
                Some(squeeze(rest.trim_start_matches(':')));
            (self.drafting_open, self.distribution_open) = (true, false);
            return true;
        }
        if let Some(rest) = ["APPROVED BY", "APPROVED"].iter().find_map(|label| text.strip_prefix(label)) {
            self.cable.drafting.get_or_insert_with(Drafting::default).approved =
                Some(squeeze(rest.trim_start_matches(':')));
            self.drafting_open = true;
            return true;
        }
        if self.distribution(text) {
            return true;
        }
        if self.drafting_open {
            self.cable.drafting.get_or_insert_with(Drafting::default).cleared.push(squeeze(text));
            return true;
        }
        if text.bytes().all(|b| b.is_ascii_digit()) && text.len() <= 7 {
            if text.len() >= 4 {
                self.top_serial = self.top_serial.or_else(|| text.parse().ok());
            }
            return true;
        }
        if text.len() <= 40
            && let Some(number) = Number::read(text)
        {
            self.top.get_or_insert(Number::new(
                marks::station_of(&number.station),
                number.year,
                number.serial,
            ));
            return true;
        }
        false
    }

    fn filing(&mut self, filing: Filing) {
        let kept = self.cable.filing.get_or_insert_with(Filing::default);
        kept.filed = kept.filed.take().or(filing.filed);
        kept.serial = kept.serial.or(filing.serial);
        kept.copies = kept.copies.or(filing.copies);
    }

    /// Reads `ACTION EUR-12`, `ORIGIN SS-25`, `INFO OCT-01 ISO-00 /026 R` and their continuation lines.
    fn distribution(&mut self, text: &str) -> bool {
        let labelled = ["ACTION", "ORIGIN", "INFO"].iter().find_map(|label| text.strip_prefix(label));
        let labelled = labelled.filter(|rest| rest.starts_with([' ', ':']));
        let rest = match labelled {
            Some(rest) => rest.trim_start_matches(':'),
            None if self.distribution_open => text,
            None => return false,
        };
        let Some(read) = marks::distribution(rest) else {
            self.distribution_open &= labelled.is_some();
            return false;
        };
        self.distribution_open = true;
        let kept = self.cable.distribution.get_or_insert_with(Distribution::default);
        kept.offices.extend(read.offices);
        kept.sum = kept.sum.saturating_add(read.sum);
        kept.total = kept.total.or(read.total);
        true
    }

    /// Reads a date-time group whose month stands on the next line.
    fn broken_date(&mut self, line: &Line, scan: &mut Scanner) -> bool {
        let text = line.text;
        if self.cable.date_raw.is_some() || text.len() > 24 {
            return false;
        }
        let group = text.rsplit(' ').next().and_then(|word| word.strip_suffix('Z')).unwrap_or("");
        if group.len() != 6 || !group.bytes().all(|b| b.is_ascii_digit()) {
            return false;
        }
        let mut words = text.split(' ');
        let first =
            words.clone().next().filter(|word| word.len() >= 3 && word.bytes().all(|b| b.is_ascii_digit()));
        if first.is_some() {
            words.next();
        }
        let group: Vec<&str> = words.collect();
        scan.next();
        let joined = scan.peek().map(|next| format!("{} {}", group.join(" "), next.text));
        let read = joined.as_deref().is_some_and(|joined| self.dates(joined, line));
        if read {
            scan.next();
            self.top_serial = self.top_serial.or_else(|| first?.parse().ok());
        } else {
            self.cable.residue.push(piece(line));
        }
        true
    }

    /// Reads the date-time line.
    fn dates(&mut self, text: &str, line: &Line) -> bool {
        if self.cable.date_raw.is_some() || text.len() > 60 {
            return false;
        }
        let Some(read) = DtgLine::read(text) else {
            return self.zone == Zone::Top && self.odd_date(line);
        };
        if read.spaced {
            self.remark("G1", Severity::Advice, line, sentences::G1);
        }
        if read.dtg.is_none() {
            self.remark("G11", Severity::Warning, line, sentences::G11_NO_DAY);
        } else if read.raw.rsplit([' ', '.', ',', '\'']).next().is_some_and(|year| year.len() == 2) {
            self.remark("G30", Severity::Advice, line, sentences::G30);
        }
        (self.cable.precedence, self.cable.info_precedence) = (read.action, read.info);
        (self.cable.dtg, self.cable.signals) = (read.dtg, read.signals);
        self.cable.date_raw = Some(read.raw);
        (self.zone, self.drafting_open, self.distribution_open) = (Zone::Addresses, false, false);
        true
    }

    /// Keeps a line that has the shape of a date-time line and cannot be read as one.
    fn odd_date(&mut self, line: &Line) -> bool {
        if !marks::like_dtg(line.text) {
            return false;
        }
        self.remark("G11", Severity::Warning, line, sentences::G11_UNREAD);
        self.cable.date_raw = Some(squeeze(line.text));
        self.zone = Zone::Addresses;
        true
    }

    /// Reads the classification line, or the number alone.
    fn number(&mut self, line: &Line) -> bool {
        let text = line.text;
        if text.len() > 120 {
            return false;
        }
        if text.split(' ').any(|word| {
            word == "GRNC"
                || (word.starts_with("GR")
                    && word.len() > 2
                    && word.bytes().skip(2).all(|b| b.is_ascii_digit()))
        }) && text.len() <= 40
        {
            self.remark("G13", Severity::Advice, line, sentences::G13);
            self.cable.accounting.push(piece(line));
            return true;
        }
        let classed = Level::at_start(text);
        let rest = classed.map_or(text, |(_, end)| text.get(end..).unwrap_or("").trim());
        let (section, rest) = marks::section(rest);
        if classed.is_none() && section.is_none() && (self.zone == Zone::Top || !self.mine(text)) {
            return false;
        }
        let mut numbers = marks::numbers(rest);
        // A garbled second number must not cost the first.
        if numbers.is_empty() && classed.is_some() && self.zone > Zone::Top {
            numbers.extend(marks::first_number(rest));
        }
        if numbers.is_empty() && section.is_none() && classed.is_none_or(|_| !rest.is_empty()) {
            return false;
        }
        if let Some((level, end)) = classed {
            self.cable.level = Some(level);
            self.class_line = true;
            self.spacing(line, end);
        }
        self.cable.section = self.cable.section.or(section);
        for number in numbers {
            self.known(number, line);
        }
        (self.zone, self.block) = (Zone::Handling, Block::None);
        true
    }

    fn spacing(&mut self, line: &Line, end: usize) {
        let word = line.text.get(..end).unwrap_or("");
        let letters = word.bytes().filter(u8::is_ascii_alphabetic).count();
        let even = word.len() == letters || word.len() == letters * 2 - 1;
        let known = word.eq_ignore_ascii_case("LIMITED OFFICIAL USE")
            || word.eq_ignore_ascii_case("TOP SECRET")
            || word.starts_with("UNCLAS");
        if !even && !known {
            self.remark("G1", Severity::Advice, line, sentences::G1_LETTERS);
        }
    }

    fn known(&mut self, number: Number, line: &Line) {
        if self.cable.numbers.iter().any(|known| known.may_be(&number)) {
            return;
        }
        if !self.cable.numbers.is_empty() {
            self.remark("G17", Severity::Advice, line, sentences::G17);
        }
        self.cable.numbers.push(number);
    }

    /// Tells whether a line is a number of this cable's own station, or of a travelling party.
    fn mine(&self, text: &str) -> bool {
        let Some(number) = marks::numbers(text).into_iter().next() else { return false };
        let station = number.station.as_str();
        if marks::travelling(station) {
            return true;
        }
        let from = self.cable.from.as_deref().unwrap_or("");
        let own = marks::station_of(from);
        let top = self.top.as_ref().is_some_and(|top| top.serial == number.serial || top.station == station);
        let serial = self.top_serial == Some(number.serial);
        let quoted = station != own && !self.cable.numbers.is_empty();
        !quoted
            && (station == own
                || top
                || serial
                || (!own.is_empty() && own.starts_with(station))
                || from.split(' ').any(|word| word == station))
            && !addressee::opens(text.split(' ').next().unwrap_or(""))
    }

    fn captions(&mut self, line: &Line) -> bool {
        let (found, rest) = caption::at_start(line.text);
        // "ONLY" and the like inside a sentence are words.
        if found.is_empty() || (rest.len() > 60 && !rest.starts_with("FOR ")) || self.zone == Zone::Top {
            return false;
        }
        for caption in found {
            if !self.cable.captions.iter().any(|known| known == caption) {
                self.cable.captions.push(caption.to_owned());
            }
        }
        if !rest.is_empty() {
            let start = line.start + line.text.len() - rest.len();
            self.cable.attention.push(Piece { text: rest.to_owned(), span: start..start + rest.len() });
        }
        (self.zone, self.block) = (Zone::Handling, Block::None);
        true
    }

    /// Reads attention lines, passing instructions and notes on the copy.
    fn aside(&mut self, line: &Line) -> bool {
        if self.zone == Zone::Top {
            return false;
        }
        if marks::note(line.text) {
            self.cable.notes.push(piece(line));
        } else if marks::attention(line.text, self.zone == Zone::Labels) {
            let first = line.text.split(' ').next().unwrap_or("");
            // An addressee may be named with an office inside it.
            if self.zone == Zone::Addresses && addressee::opens(first) && !line.blank_before {
                return false;
            }
            self.cable.attention.push(piece(line));
            if self.zone == Zone::Addresses {
                return true;
            }
        } else if self.zone == Zone::Handling && (self.quoted_number(line) || marks::list_of_posts(line.text))
        {
            self.cable.notes.push(piece(line));
        } else {
            return false;
        }
        self.zone = self.zone.max(Zone::Handling);
        true
    }

    /// Tells whether the line is the number of a cable repeated inside this one.
    fn quoted_number(&self, line: &Line) -> bool {
        line.text.len() <= 40 && !self.cable.numbers.is_empty() && Number::read(line.text).is_some()
    }

    /// Settles the number once the header is read.
    pub(super) fn finish(&mut self, page_number: Option<Number>) {
        let from = self.cable.from.as_deref().unwrap_or("");
        let own = marks::station_of(from).to_owned();
        let serial =
            self.top_serial.filter(|_| !own.is_empty()).map(|serial| Number::new(&own, None, serial));
        if self.cable.numbers.is_empty() {
            let page = page_number.map(|page| {
                if own.starts_with(page.station.as_str()) {
                    Number::new(&own, page.year, page.serial)
                } else {
                    page
                }
            });
            self.cable.numbers.extend(self.top.take().or(serial).or(page));
        } else if let Some(top) = self.top.take() {
            let known = self.cable.numbers.iter().any(|number| number.serial == top.serial);
            if !known && top.station == own {
                self.cable.remarks.push(Remark::new("G20", Severity::Warning, 0, 0..0, sentences::G20));
            }
        }
    }
}

pub(super) fn piece(line: &Line) -> Piece {
    Piece { text: line.text.to_owned(), span: line.span() }
}

/// Joins the words of the next line; a hyphen at the line's end joins without a blank.
pub(super) fn join(text: &mut String, more: &str) {
    let mut tail = text.chars().rev();
    let hyphen = tail.next() == Some('-') && tail.next().is_some_and(char::is_alphabetic);
    if !(text.is_empty() || hyphen && more.starts_with(char::is_alphabetic)) {
        text.push(' ');
    }
    text.push_str(more);
}

/// Reads a section mark and returns what is left of the line.
pub(super) fn section_of(part: &str, of: &str) -> Option<Section> {
    Some(Section { part: part.parse().ok()?, of: of.parse().ok()? })
}
