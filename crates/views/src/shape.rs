//! The shapes in which programs are told what people read: the same after `--json` and at an address that ends in `.json`.
//! Fields may be added; none changes its meaning or goes.

use std::collections::BTreeMap;

use domain::cable::Level;
use domain::directory::{Directory, Office};
use domain::fact::OfficeOpened;
use domain::words::{EntryId, Handle, OfficeId};
use jiff::civil::Date;
use serde::Serialize;

use crate::{
    ArchiveBoard, BoardView, CableLine, CableView, EngagementView, HeardMark, InboxView, InstructionLine,
    PositionsView, SearchPage, TaskedLine, TaskingView, VersionView,
};

/// The version of every shape; it grows when a field changes its meaning or goes.
pub const SHAPE: u32 = 1;

/// What is told, under the key that says what it is.
#[derive(Debug, Serialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names are the keys of the answers")]
pub enum Shape<'a> {
    Board(&'a BoardView),
    ArchiveBoard(&'a ArchiveBoard),
    Cable(&'a CableView),
    Version(&'a VersionView),
    Tasking(&'a TaskingView),
    Engagement(&'a EngagementView),
    Positions(&'a PositionsView),
    Taskings(&'a [TaskedLine]),
    #[serde(untagged)]
    Instructions(Instructions<'a>),
    #[serde(untagged)]
    Inbox(Inbox<'a>),
    #[serde(untagged)]
    Search(Search<'a>),
    #[serde(untagged)]
    Offices(Offices<'a>),
    #[serde(untagged)]
    Collectives(Collectives),
    #[serde(untagged)]
    Post(Post<'a>),
    #[serde(untagged)]
    Network {
        offices: Vec<OfficeLine<'a>>,
        on: Date,
        collectives: Vec<CollectiveLine>,
    },
}

/// Released instructions, and drafts where they are listed too.
#[derive(Debug, Serialize)]
#[expect(missing_docs, reason = "the fields are the sentence")]
pub struct Instructions<'a> {
    pub instructions: &'a [InstructionLine],
    #[serde(skip_serializing_if = "Option::is_none")]
    pub drafts: Option<&'a [CableLine]>,
    /// Where the next page begins, if there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<EntryId>,
}

/// What waits for one office, or for all offices of an officer.
#[derive(Debug, Serialize)]
#[expect(missing_docs, reason = "the fields are the sentence")]
pub struct Inbox<'a> {
    /// The office, if there is only one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub office: Option<OfficeId>,
    pub offices: Vec<OfficeId>,
    pub officer: &'a Handle,
    pub pending: usize,
    pub inbox: &'a InboxView,
}

/// What was found.
#[derive(Debug, Serialize)]
#[expect(missing_docs, reason = "the fields are the sentence")]
pub struct Search<'a> {
    pub query: &'a str,
    #[serde(flatten)]
    pub page: &'a SearchPage,
}

/// The offices.
#[derive(Debug, Serialize)]
#[expect(missing_docs, reason = "the fields are the sentence")]
pub struct Offices<'a> {
    pub offices: Vec<OfficeLine<'a>>,
}

/// One office with what it has open and what it did lately, as far as the reader may see it.
#[derive(Debug, Serialize)]
#[expect(missing_docs, reason = "the fields are the sentence")]
pub struct Post<'a> {
    pub office: OfficeLine<'a>,
    /// Since when its doings are known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub heard: Option<HeardMark>,
    pub taskings: &'a [TaskedLine],
    pub engagements: &'a [EngagementView],
    /// The collectives it is in.
    pub collectives: Vec<&'a str>,
}

/// One office in a list.
#[derive(Debug, Serialize)]
#[expect(missing_docs, reason = "the fields are the sentence")]
pub struct OfficeLine<'a> {
    #[serde(flatten)]
    pub opened: &'a OfficeOpened,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub closed_on: Option<Date>,
    /// The highest classification it may hold, each by the day it holds from.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub ratings: &'a BTreeMap<Date, Level>,
    /// Whether its journal is written here.
    pub here: bool,
}

/// The collectives as they stand on a day.
#[derive(Debug, Serialize)]
#[expect(missing_docs, reason = "the fields are the sentence")]
pub struct Collectives {
    pub on: Date,
    pub collectives: Vec<CollectiveLine>,
}

/// One collective in a list.
#[derive(Debug, Serialize)]
#[expect(missing_docs, reason = "the fields are the sentence")]
pub struct CollectiveLine {
    pub name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<Date>,
    pub offices: Vec<OfficeId>,
}

impl<'a> OfficeLine<'a> {
    /// An office as it is listed where the journals of some are written.
    pub fn of(office: &'a Office, homes: &[OfficeId]) -> Self {
        let here = homes.contains(&office.opened.office);
        Self { opened: &office.opened, closed_on: office.closed_on, ratings: &office.ratings, here }
    }
}

impl CollectiveLine {
    /// Every collective with the offices it means on a day.
    pub fn all(directory: &Directory, on: Date) -> Vec<Self> {
        let line = |name: &str| match directory.members(name, on) {
            Ok((offices, from)) => {
                Self { name: name.to_owned(), from: Some(from), offices: offices.into_iter().collect() }
            }
            Err(_) => Self { name: name.to_owned(), from: None, offices: Vec::new() },
        };
        directory.collectives().map(|(name, _)| line(name)).collect()
    }
}

#[derive(Serialize)]
struct Shaped<'a, T> {
    chancery: u32,
    command: &'a str,
    #[serde(flatten)]
    body: T,
}

/// One answer as a JSON object: the version of the shapes, the command that gives it, and what it says.
///
/// # Panics
///
/// Never with the shapes here: they hold only text, numbers, lists and maps by text.
pub fn shaped(command: &str, body: impl Serialize) -> String {
    let shaped = Shaped { chancery: SHAPE, command, body };
    serde_json::to_string(&shaped).expect("answers hold only text, numbers, lists and maps by text")
}
