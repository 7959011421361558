//! A cable as it was read: every field with what was odd about it, and the text itself to the last byte. It says
//! what stood on the paper and nothing about whether that may be released.

use std::ops::Range;

use jiff::{Timestamp, civil};
use serde::{Deserialize, Serialize};

use crate::fields::{Addressee, Dtg, Level, Number, OrderLine, Precedence, Reference, Tag};
use crate::remark::Remark;

/// A cable as it was read.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Cable {
    /// The text it was read from, to the last byte.
    pub(crate) text: String,
    /// Its numbers: the first is the one it is known by, the others are aliases.
    pub numbers: Vec<Number>,
    /// Which section of how many this is.
    pub section: Option<Section>,
    /// When it was released, if the group gives a day that exists.
    pub dtg: Option<Dtg>,
    /// The date-time group as written.
    pub date_raw: Option<String>,
    /// The date put above the text by an editor or archivist.
    pub date_line: Option<DateLine>,
    /// The precedence of the action addressees by the date-time line.
    pub precedence: Option<Precedence>,
    /// The precedence of the information addressees by the date-time line, if it has two.
    pub info_precedence: Option<Precedence>,
    /// Operating signals after the year.
    pub signals: Vec<String>,
    /// Who sent it.
    pub from: Option<String>,
    /// Who must act.
    pub to: Vec<Addressee>,
    /// Who is informed.
    pub info: Vec<Addressee>,
    /// The members of a collective left out.
    pub xmt: Vec<Addressee>,
    /// Accounting lines (`STATE GRNC`), which are no addressees.
    pub accounting: Vec<Piece>,
    /// The level of the whole.
    pub level: Option<Level>,
    /// The captions known to the register, each once, in the order met.
    pub captions: Vec<String>,
    /// Lines that stand where captions do and are not known; they restrict until somebody maps them.
    pub handling: Vec<Piece>,
    /// Who inside an addressee should get it, and whom to pass it to.
    pub attention: Vec<Piece>,
    /// Notes on the copy: corrected, repeated, joint.
    pub notes: Vec<Piece>,
    /// The line of the order under which it is protected.
    pub order_line: Option<OrderLine>,
    /// The TAGS.
    pub tags: Vec<Tag>,
    /// The subject, blanks squeezed; empty if there is none.
    pub subject: String,
    /// The reference line.
    pub references: Vec<Reference>,
    /// The body.
    pub paragraphs: Vec<Paragraph>,
    /// The name under which it was sent.
    pub signature: Option<String>,
    /// The internal distribution, with its check sum.
    pub distribution: Option<Distribution>,
    /// Who drafted, approved and cleared.
    pub drafting: Option<Drafting>,
    /// The line of the communicators: serial, filing time, copies.
    pub filing: Option<Filing>,
    /// What the archive wrote below the text.
    pub attributes: Vec<(String, String)>,
    /// What belongs to the paper and not to the message: page lines, banners, stamps.
    pub furniture: Vec<Furniture>,
    /// Lines nobody could place.
    pub residue: Vec<Piece>,
    /// What was odd.
    pub remarks: Vec<Remark>,
}

impl Cable {
    /// Returns the text it was read from, to the last byte.
    pub fn original(&self) -> &str {
        &self.text
    }

    /// Returns the number it is known by.
    pub fn number(&self) -> Option<&Number> {
        self.numbers.first()
    }

    /// Returns when it was sent: by its own group, else by the date line above it.
    pub fn sent_at(&self) -> Option<Timestamp> {
        self.dtg.as_ref().map(|dtg| dtg.at).or_else(|| self.date_line.as_ref()?.at)
    }

    /// Returns the body as one text, a paragraph a line.
    pub fn body(&self) -> String {
        self.paragraphs.iter().map(|paragraph| paragraph.text.as_str()).collect::<Vec<_>>().join("\n")
    }
}

/// A piece of the text with where it stands.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Piece {
    /// The words, as they stand.
    pub text: String,
    /// The bytes.
    pub span: Range<usize>,
}

/// One section of a long cable.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Section {
    /// Which one.
    pub part: u16,
    /// Of how many.
    pub of: u16,
}

/// A date above the text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DateLine {
    /// The day, if it could be read.
    pub on: Option<civil::Date>,
    /// The moment, if a Zulu time stands beside the day.
    pub at: Option<Timestamp>,
    /// The line as it stands.
    pub raw: String,
}

/// What a piece of furniture is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FurnitureKind {
    /// `PAGE 02 STATE 133602`.
    Page,
    /// The lone number after a page line.
    CopyNumber,
    /// The classification alone on a line.
    Banner,
    /// A release stamp.
    Stamp,
    /// `NNNN` and its like.
    EndMark,
    /// The letterhead of a printed copy.
    Letterhead,
    /// A line of the relay: `VZCZC`, `DE`, `ZNR`, `BT`.
    Relay,
}

/// A piece that belongs to the paper and not to the message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Furniture {
    /// What it is.
    pub kind: FurnitureKind,
    /// The bytes.
    pub span: Range<usize>,
}

/// The computed readers inside the house.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Distribution {
    /// Each office with its count of copies; the action or originating office first.
    pub offices: Vec<(String, u32)>,
    /// The total printed.
    pub total: Option<u32>,
    /// The sum of the counts.
    pub sum: u32,
}

/// The drafting block.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Drafting {
    /// The drafter line, without its label.
    pub drafted: Option<String>,
    /// The approver line, without its label.
    pub approved: Option<String>,
    /// Clearances, one a line as printed.
    pub cleared: Vec<String>,
}

/// The line of dashes with what the communicators put on it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Filing {
    /// When communications took it, as written (`201212Z`).
    pub filed: Option<String>,
    /// The serial of the station.
    pub serial: Option<u32>,
    /// The count of copies.
    pub copies: Option<u32>,
}

/// One paragraph of the body.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paragraph {
    /// The number printed before it.
    pub number: Option<u32>,
    /// The portion mark.
    pub portion: Option<Level>,
    /// The words; blocks under one number are parted by line ends.
    pub text: String,
    /// The heading: on a line above, or the words up to the first period.
    pub heading: Option<String>,
    /// The addressee it is for alone (`FOR BONN:`).
    pub for_post: Option<String>,
    /// The lines that start with a dash or two.
    pub points: Vec<String>,
    /// The bytes from its first to its last line.
    pub span: Range<usize>,
    /// The line it starts on.
    pub line: usize,
}
