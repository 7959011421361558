//! Remarks on a sheet that need more than its text: the directory, the clock, earlier cables, who was asked. What
//! the text alone can answer is said by `cable::check`; what stops an act is a refusal and stands in the decisions.
//! Nothing is looked up here: whoever asks brings what is known.

pub(crate) mod addresses;
pub(crate) mod captions;
mod clearers;
mod references;
mod rules;
pub mod sentences;
mod timing;

use std::collections::BTreeSet;

use cable::check::Review;
use cable::{Level, Profile, Remark, Sheet};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::directory::Directory;
use crate::words::{Handle, OfficeId};

pub use rules::{ANSWERED, Answered};

/// What a ministry knows when it looks at a sheet.
#[derive(Debug, Clone)]
pub struct Known<'a> {
    /// Offices, collectives, roles and access.
    pub directory: &'a Directory,
    /// The rules of the house.
    pub profile: &'a Profile,
    /// The time.
    pub at: Timestamp,
    /// The office that drafts.
    pub office: Option<OfficeId>,
    /// Who drafts.
    pub drafter: Option<&'a Handle>,
    /// Whether it will be a reply.
    pub reply: bool,
    /// Who was asked to clear the draft; none if there is no draft yet.
    pub asked: Option<Vec<Handle>>,
    /// What is known of earlier cables; none if nobody looked.
    pub history: Option<History>,
}

/// What is known of earlier cables.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct History {
    /// For each reference of the sheet, in its order, the cable it means, if that is here.
    pub cited: Vec<Option<Cited>>,
    /// Cables of the last thirty days with the sheet's subject: number and day.
    pub recent: Vec<(String, Date)>,
    /// The serial of the cable that the drafting office released last this year; 0 before its first.
    pub newest: u32,
}

/// A cable that a sheet cites.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Cited {
    /// Its number.
    pub number: String,
    /// Whether the sheet answers it.
    pub answered: bool,
    /// Its classification.
    pub level: Option<Level>,
    /// Its captions.
    pub captions: Vec<String>,
    /// The offices that have it; none if that is not known, as for a cable of another service.
    pub received: Option<BTreeSet<OfficeId>>,
    /// Number, portion mark and words of each paragraph.
    pub paragraphs: Vec<(Option<u32>, Option<Level>, String)>,
}

impl Known<'_> {
    fn today(&self) -> Date {
        self.at.to_zoned(TimeZone::UTC).date()
    }
}

/// What the ministry's rules have to say of a sheet beside those of the text; with the text, remarks have spans.
pub fn remarks(sheet: &Sheet, known: &Known<'_>, text: Option<&str>) -> Vec<Remark> {
    let mut review = Review::new(sheet, known.profile);
    let addressed = addresses::check(&mut review, known);
    captions::check(&mut review, known, &addressed);
    timing::check(&mut review, known, &addressed);
    if let Some(history) = &known.history {
        references::check(&mut review, known, history, &addressed);
    }
    clearers::check(&mut review, known, &addressed);
    review.remarks(text)
}
