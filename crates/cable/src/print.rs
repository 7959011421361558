//! Prints a cable in the strict form: banner, date-time line, addressees, classification line, labels, numbered
//! paragraphs, signature, end mark. What is printed here reads back as the same message; what a layout cannot carry
//! is told, not dropped in silence.

mod form;
mod relay;
mod telex;
mod wrap;

#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::fmt::Write as _;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::cable::Cable;
use crate::fields::{Dtg, Level, Number, Precedence, squeeze};
use crate::parse::{starts_item, taken_for_header};

pub use form::Form;
pub use relay::{Relay, losses as relay_losses, relay};
pub use telex::losses;
pub(crate) use telex::{has, plain};

/// What a cable says, in the order it is printed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    /// Its number; the year is that of release.
    pub number: Number,
    /// When it was released.
    pub dtg: Timestamp,
    /// Who sends it.
    pub from: String,
    /// Who must act.
    pub to: Vec<(String, Precedence)>,
    /// Who is informed.
    pub info: Vec<(String, Precedence)>,
    /// The members of a collective left out.
    pub xmt: Vec<String>,
    /// The level of the whole.
    pub level: Level,
    /// Captions, a line each.
    pub captions: Vec<String>,
    /// What follows `E.O.`, such as `13526: N/A`.
    pub order_line: Option<String>,
    /// The TAGS.
    pub tags: Vec<String>,
    /// The subject.
    pub subject: String,
    /// What it builds on, without letters; they are put before them if there are several.
    pub references: Vec<String>,
    /// Who classified it, from what and why, as said before the first paragraph; it has no number.
    #[serde(default)]
    pub authority: Option<String>,
    /// Portion mark and words of each paragraph; a line end parts points under one number.
    pub paragraphs: Vec<(Option<Level>, String)>,
    /// The name under which it goes; may be empty.
    pub signature: String,
}

impl Message {
    /// Starts a message with what no cable can go without; fill in the rest.
    pub fn new(number: Number, dtg: Timestamp, from: impl Into<String>, level: Level) -> Self {
        Self {
            number,
            dtg,
            from: from.into(),
            to: Vec::new(),
            info: Vec::new(),
            xmt: Vec::new(),
            level,
            captions: Vec::new(),
            order_line: None,
            tags: Vec::new(),
            subject: String::new(),
            references: Vec::new(),
            authority: None,
            paragraphs: Vec::new(),
            signature: String::new(),
        }
    }

    /// Takes what a cable says out of how it was read; gives nothing for a cable without number or date.
    pub fn of(cable: &Cable) -> Option<Self> {
        let addressed = |list: &[crate::fields::Addressee]| {
            list.iter().map(|a| (a.name.clone(), a.precedence.unwrap_or(Precedence::Routine))).collect()
        };
        let handling = cable.handling.iter().map(|piece| piece.text.clone());
        let authority = cable.paragraphs.first().filter(|first| {
            let several = cable.paragraphs.len() > 1 && first.number.is_none();
            several && AUTHORITY.iter().any(|words| first.text.starts_with(words))
        });
        let body = cable.paragraphs.iter().skip(usize::from(authority.is_some()));
        let notal = |raw: &str, notal: bool| if notal { format!("{raw} (NOTAL)") } else { raw.to_owned() };
        Some(Self {
            number: cable.number()?.clone(),
            dtg: cable.sent_at()?,
            from: cable.from.clone().unwrap_or_default(),
            to: addressed(&cable.to),
            info: addressed(&cable.info),
            xmt: cable.xmt.iter().map(|a| a.name.clone()).collect(),
            level: cable.level.unwrap_or(Level::Unclassified),
            captions: cable.captions.iter().cloned().chain(handling).collect(),
            order_line: cable.order_line.as_ref().map(|line| line.raw.clone()),
            tags: cable.tags.iter().map(|tag| tag.code.clone()).collect(),
            subject: cable.subject.clone(),
            references: cable.references.iter().map(|r| notal(&r.raw, r.notal)).collect(),
            authority: authority.map(|paragraph| paragraph.text.clone()),
            paragraphs: body.map(|p| (p.portion, p.text.clone())).collect(),
            signature: cable.signature.clone().unwrap_or_default(),
        })
    }

    /// Returns the precedence letters of the date-time line: that of action, then that of information if it differs.
    fn prosigns(&self) -> String {
        let highest = |list: &[(String, Precedence)]| list.iter().map(|(_, precedence)| *precedence).max();
        let action =
            highest(&self.to).or_else(|| highest(&self.info)).unwrap_or(Precedence::Routine).prosign();
        match highest(&self.info).map(Precedence::prosign).filter(|info| *info != action) {
            Some(info) => format!("{action} {info}"),
            None => action.to_string(),
        }
    }
}

/// The words one of which opens the paragraph that says who classified a cable.
const AUTHORITY: [&str; 3] = ["CLASSIFIED BY ", "DERIVED FROM ", "REASON: "];

/// How a cable is laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Layout {
    /// The telegram: capitals, 69 columns.
    Telegram,
    /// The telegram as typed at a post: capitals, 55 columns.
    Post,
    /// Plain text: UTF-8, upper and lower case, 80 columns.
    Plain,
}

impl Layout {
    /// Returns the widest line, in characters.
    pub fn width(self) -> usize {
        match self {
            Self::Telegram => 69,
            Self::Post => 55,
            Self::Plain => 80,
        }
    }

    fn words(self, text: &str) -> String {
        match self {
            Self::Plain => text.to_owned(),
            Self::Telegram | Self::Post => telex::capitals(text),
        }
    }

    fn class(self, level: Level) -> &'static str {
        match self {
            Self::Plain => level.word(),
            Self::Telegram | Self::Post => level.spaced(),
        }
    }

    fn banner(self, level: Level) -> &'static str {
        match (self, level) {
            (Self::Telegram | Self::Post, Level::Controlled) => level.spaced(),
            _ => level.word(),
        }
    }
}

/// The lines of text after which a cable is cut into sections.
pub const SECTION_LINES: usize = 100;

/// Prints a message whole.
pub fn print(message: &Message, layout: Layout) -> String {
    let mut body = authority(message, layout);
    body.extend((0..message.paragraphs.len()).flat_map(|at| paragraph(message, at, layout)));
    page(message, layout, "", &body)
}

/// Prints a message in as many sections as its length asks for, each a telegram of its own. Paragraphs stay whole.
pub fn sections(message: &Message, layout: Layout) -> Vec<String> {
    let mut pages: Vec<Vec<String>> = vec![authority(message, layout)];
    for at in 0..message.paragraphs.len() {
        let lines = paragraph(message, at, layout);
        let full =
            pages.last().is_some_and(|page| !page.is_empty() && page.len() + lines.len() > SECTION_LINES);
        if full {
            pages.push(Vec::new());
        }
        if let Some(page) = pages.last_mut() {
            page.extend(lines);
        }
    }
    if pages.len() == 1 {
        return vec![print(message, layout)];
    }
    let of = pages.len();
    let mark = |at: usize| format!("SECTION {:02} OF {of:02} ", at + 1);
    pages.iter().enumerate().map(|(at, body)| page(message, layout, &mark(at), body)).collect()
}

fn page(message: &Message, layout: Layout, section: &str, body: &[String]) -> String {
    let mut out = String::new();
    let mut line = |text: &str| {
        out.push_str(text.trim_end());
        out.push('\n');
    };
    line(layout.banner(message.level));
    line(&format!("{} {}", message.prosigns(), group(message.dtg)));
    line(&format!("FM {}", name(&message.from)));
    for (label, list) in [("TO", &message.to), ("INFO", &message.info)] {
        for (at, (who, precedence)) in list.iter().enumerate() {
            let label = if at == 0 { format!("{label} ") } else { String::new() };
            line(&format!("{label}{} {precedence}", name(who)));
        }
    }
    for (at, who) in message.xmt.iter().enumerate() {
        line(&format!("{}{}", if at == 0 { "XMT " } else { "" }, name(who)));
    }
    line("");
    line(&format!("{} {section}{}", layout.class(message.level), message.number));
    for caption in &message.captions {
        line(&name(caption));
    }
    line("");
    if let Some(order) = &message.order_line {
        let order = squeeze(order.trim_start_matches("E.O."));
        line(&format!("E.O. {}", layout.words(&order)));
    }
    let mut label =
        |text: String| wrap::label(&layout.words(&text), layout.width()).iter().for_each(|text| line(text));
    if !message.tags.is_empty() {
        label(format!("TAGS: {}", message.tags.join(", ")));
    }
    if !message.subject.is_empty() {
        label(format!("SUBJECT: {}", squeeze(&message.subject)));
    }
    if !message.references.is_empty() {
        label(format!("REF: {}", lettered(&message.references)));
    }
    for text in body {
        line(text);
    }
    if !message.signature.is_empty() {
        line("");
        line(&name(&message.signature));
    }
    line(layout.banner(message.level));
    line("NNNN");
    out
}

/// Prints a name: capitals in every layout, as directories have them.
fn name(text: &str) -> Cow<'_, str> {
    // Most names come from a directory and are right already; a release prints hundreds of them.
    let right = |byte: &u8| byte.is_ascii_uppercase() || byte.is_ascii_digit() || *byte == b' ';
    let squeezed = !text.contains("  ") && text.trim().len() == text.len();
    if squeezed && text.as_bytes().iter().all(right) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(squeeze(text).to_uppercase())
}

/// Prints the group; ACP 121 has years of four digits from 2006 on, two before.
fn group(at: Timestamp) -> String {
    let whole = Dtg::new(at).raw;
    let year = at.to_zoned(jiff::tz::TimeZone::UTC).year();
    match whole.rsplit_once(' ') {
        Some((head, _)) if (1966..2006).contains(&year) => format!("{head} {:02}", year.rem_euclid(100)),
        _ => whole,
    }
}

/// Puts letters before references if there are several; the alphabet bounds how many can have one.
fn lettered(references: &[String]) -> String {
    if let [only] = references {
        return squeeze(only);
    }
    let letters = ('A'..='Z').map(|letter| format!("{letter}. ")).chain(std::iter::repeat_with(String::new));
    let items = letters.zip(references).map(|(letter, text)| format!("{letter}{}", squeeze(text)));
    items.collect::<Vec<_>>().join(", ")
}

/// Lays out the paragraph that says who classified a cable.
fn authority(message: &Message, layout: Layout) -> Vec<String> {
    let Some(authority) = &message.authority else { return Vec::new() };
    let words = layout.words(&format!("(U) {}", squeeze(authority)));
    std::iter::once(String::new()).chain(wrap::body(&words, layout.width(), 1)).collect()
}

/// Lays out one paragraph: a blank line, then number, portion mark and words.
fn paragraph(message: &Message, at: usize, layout: Layout) -> Vec<String> {
    let Some((portion, text)) = message.paragraphs.get(at) else { return Vec::new() };
    let mut head = String::new();
    // A single paragraph has no number, unless its first words would be taken for a line of the header.
    let alone = message.paragraphs.len() == 1;
    if !alone || (portion.is_none() && taken_for_header(&layout.words(&squeeze(text)), layout.width())) {
        let _ = write!(head, "{}. ", at + 1);
    }
    if let Some(portion) = portion {
        let _ = write!(head, "({}) ", portion.portion());
    }
    let due = u32::try_from(at + 2).unwrap_or(u32::MAX);
    let mut out = vec![String::new()];
    for (index, block) in text.lines().map(squeeze).filter(|block| !block.is_empty()).enumerate() {
        let block = layout.words(&block);
        if index > 0 && !starts_item(&block) {
            out.push(String::new());
        }
        let head = if index == 0 { head.as_str() } else { "" };
        out.extend(wrap::body(&format!("{head}{block}"), layout.width(), due));
    }
    if out.len() == 1 {
        out.push(head.trim_end().to_owned());
    }
    out
}
