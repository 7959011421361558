//! The drafting sheet: what an officer types, labels first, then numbered paragraphs and talking points. It is read
//! from any text without ever failing and written back in one canonical form. Whether the sheet may be released is
//! asked in `check`.

mod body;
mod dates;
mod header;
mod write;

#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::ops::Range;

use jiff::civil;
use serde::{Deserialize, Serialize};

use crate::fields::{Level, OrderLine, Precedence, Reference};
use crate::remark::{Remark, Severity};
use crate::sentences;

pub use write::{protection, write};

/// The longest sheet that is read, in bytes; the longest real cable is a quarter of it.
pub const TEXT_MAX: usize = 1 << 20;

/// A drafting sheet.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sheet {
    /// Who must act.
    pub to: Vec<Address>,
    /// Who is informed.
    pub info: Vec<Address>,
    /// The level of the whole.
    pub level: Option<Level>,
    /// Under what it is protected, and until when.
    #[serde(default)]
    pub protection: Protection,
    /// The captions, upper case, as typed.
    pub captions: Vec<String>,
    /// The precedence of every addressee that has none of its own.
    pub precedence: Option<Precedence>,
    /// The TAGS, upper case; a bracket stays with the code before it.
    pub tags: Vec<String>,
    /// The subject, blanks squeezed.
    pub subject: String,
    /// What the instruction builds on.
    pub references: Vec<Reference>,
    /// When the posts are to have reported, in the time of each post.
    pub due: Option<civil::DateTime>,
    /// Whether the report is wanted as soon as possible instead of by a date.
    pub soonest: bool,
    /// How often the instruction is to be carried out again.
    pub every: Option<Every>,
    /// The level at which to engage the host government.
    pub interlocutor_level: Option<String>,
    /// Whether a reply cable is wanted.
    pub report: Option<bool>,
    /// The paragraphs.
    pub paragraphs: Vec<SheetParagraph>,
    /// The talking points.
    pub points: Vec<SheetPoint>,
    /// Where columns were typed; a paragraph keeps words and no columns.
    #[serde(default)]
    pub tables: Vec<SheetTable>,
    /// On which line each label stands first.
    #[serde(default)]
    pub labels: Vec<(Cow<'static, str>, usize)>,
    /// What was odd.
    pub remarks: Vec<Remark>,
}

impl Sheet {
    /// Tells the precedence an addressee gets: its own, or that of the sheet.
    pub fn precedence_of(&self, address: &Address) -> Option<Precedence> {
        address.precedence.or(self.precedence)
    }

    /// Tells on which line a label stands first, by the name it is written back with.
    pub fn line_of(&self, label: &str) -> Option<usize> {
        self.labels.iter().find(|(name, _)| *name == label).map(|(_, line)| *line)
    }

    /// Returns the same sheet without lines, spans and remarks, to compare what two sheets say.
    #[must_use]
    pub fn said(mut self) -> Self {
        self.remarks.clear();
        self.tables.clear();
        self.labels.clear();
        self.to.iter_mut().chain(&mut self.info).for_each(|address| address.line = 0);
        self.paragraphs.iter_mut().for_each(|paragraph| paragraph.line = 0);
        self.points.iter_mut().for_each(|point| point.line = 0);
        self.references.iter_mut().for_each(|reference| reference.span = 0..0);
        self
    }
}

/// Under what a sheet is protected: the line of the order, and what the order wants to be said of whoever decided.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Protection {
    /// The line of the order: `13526: DECL: 2036-11-25`.
    pub order: Option<OrderLine>,
    /// Who classified it, by function; empty if nobody is named.
    pub classified_by: String,
    /// The source whose level it takes over; empty if none is named.
    pub derived_from: String,
    /// The reason as the order letters it, `1.4(B)`; empty if none is given.
    pub reason: String,
}

impl Protection {
    /// Returns the sentence a cable says of it before its first paragraph; none if there is nothing to say.
    pub fn authority(&self) -> Option<String> {
        let part = |label: &str, value: &str| {
            (!value.is_empty()).then(|| format!("{label} {}.", value.trim_end_matches('.')))
        };
        let parts = [
            part("CLASSIFIED BY", &self.classified_by),
            part("DERIVED FROM", &self.derived_from),
            part("REASON:", &self.reason),
        ];
        let said: Vec<String> = parts.into_iter().flatten().collect();
        (!said.is_empty()).then(|| said.join(" "))
    }
}

/// Lines of a body that were typed in columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SheetTable {
    /// The line it starts on.
    pub line: usize,
    /// How many lines it has.
    pub rows: usize,
    /// The widest of them, in characters, from its first.
    pub width: usize,
    /// The blanks before the line that stands farthest left.
    pub indent: usize,
}

/// One addressee: a post, an office or a collective.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Address {
    /// The name, upper case.
    pub name: String,
    /// The members of the collective that are left out.
    pub except: Vec<String>,
    /// Its own precedence.
    pub precedence: Option<Precedence>,
    /// The line it stands on.
    pub line: usize,
}

/// How often an instruction is to be carried out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Every {
    /// Days from one time to the next.
    pub days: u16,
    /// The last day of it.
    pub until: Option<civil::Date>,
    /// Within how many days of release the first time falls.
    pub first_within_days: Option<u16>,
}

/// One paragraph.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SheetParagraph {
    /// The number typed before it.
    pub number: Option<u32>,
    /// The portion mark typed before it.
    pub portion: Option<Level>,
    /// The words, blanks squeezed.
    pub text: String,
    /// The line it starts on.
    pub line: usize,
}

/// How a talking point is to be used.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Mark {
    /// In these words.
    Verbatim,
    /// In the officer's own words.
    #[default]
    Paraphrase,
    /// Only when the other side asks.
    IfAsked,
    /// Spoken only; not in anything left behind.
    NotInWriting,
}

impl Mark {
    /// Returns the words of the mark, as typed between brackets.
    pub fn word(self) -> &'static str {
        match self {
            Self::Verbatim => "VERBATIM",
            Self::Paraphrase => "PARAPHRASE",
            Self::IfAsked => "IF ASKED",
            Self::NotInWriting => "NOT IN WRITING",
        }
    }
}

/// One talking point.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SheetPoint {
    /// How to use it.
    pub mark: Mark,
    /// Whether the post may leave it out.
    pub optional: bool,
    /// The words, blanks squeezed.
    pub text: String,
    /// Other words for one office, collective or region, in the order typed.
    pub variants: Vec<(String, String)>,
    /// The line it starts on.
    pub line: usize,
}

/// One line of the text: its number from 1, where it starts, and its words without the line end.
#[derive(Clone, Copy)]
struct Line<'a> {
    number: usize,
    start: usize,
    text: &'a str,
}

impl Line<'_> {
    fn blank(&self) -> bool {
        self.text.trim().is_empty()
    }

    fn indented(&self) -> bool {
        self.text.starts_with([' ', '\t'])
    }

    fn span(&self) -> Range<usize> {
        self.start..self.start + self.text.len()
    }
}

fn lines(text: &str) -> impl Iterator<Item = Line<'_>> {
    let mut start = 0;
    text.split_inclusive('\n').enumerate().map(move |(index, whole)| {
        let line = Line { number: index + 1, start, text: whole.trim_end_matches(['\n', '\r']) };
        start += whole.len();
        line
    })
}

/// Reads a sheet from any text. What cannot be read is left out and remarked on.
pub fn read(text: &str) -> Sheet {
    let mut sheet = Sheet::default();
    if text.len() > TEXT_MAX {
        let say = sentences::SHT_06.with([("bytes", &text.len()), ("most", &TEXT_MAX)]);
        sheet.remarks.push(Remark::new("SHT-06", Severity::Error, 0, 0..0, say));
        return sheet;
    }
    // A byte order mark is the editor's, not the officer's.
    let bom = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let all: Vec<Line> =
        lines(text.get(bom..).unwrap_or("")).map(|line| Line { start: line.start + bom, ..line }).collect();
    let body = header::read(text, &all, &mut sheet);
    body::read(all.get(body..).unwrap_or(&[]), &mut sheet);
    sheet
}
