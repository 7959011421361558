//! What people read: the inbox, the board and its chronology, cables with their references, positions,
//! engagements, search. Everything here is derived from the record into a file that may be deleted at any
//! time; nothing here decides, and nothing here writes the record. Every read takes a `Reader` first, and what
//! the reader may not see is neither listed nor counted.

mod archive;
mod board;
mod cable;
mod changes;
mod directory;
mod draft;
mod emergency;
mod engagements;
mod fault;
mod filed;
mod follow;
mod heard;
mod history;
mod inbox;
mod instruction;
mod knowledge;
mod labels;
mod look;
mod positions;
mod preview;
mod references;
mod say;
mod search;
mod shape;
mod show;
mod store;
mod tasking;
mod taskings;
mod tasks;
mod told;
#[cfg(test)]
mod trial;
mod version;

pub use archive::{ArchiveAddressee, ArchiveBoard, ProposedReply};
pub use board::{BoardLine, BoardView, Counts, EngagementMark, HeardMark, PositionMark, ReplyMark};
pub use cable::{CableLine, Kind, Stage, Wanted};
pub use changes::{Change, Changed, NextChange};
pub use directory::OfficeName;
pub use draft::{ClearanceView, DraftView, PieceView};
pub use emergency::{OpenedCable, OpeningLine};
pub use engagements::{EngagementView, Log};
pub use fault::Fault;
pub use follow::{Follower, Progress};
pub use history::Happening;
pub use inbox::{AskLine, DraftLine, InboxView, TaskingLine, Waits};
pub use instruction::{InstructionLine, InstructionPage};
pub use knowledge::Citing;
pub use look::When;
pub use positions::{PositionLine, PositionView, PositionsView};
pub use preview::{LoadView, Reading};
pub use references::ReferenceView;
pub use search::sentences as search_sentences;
pub use search::{Facet, Hit, SearchPage, Span, Value};
pub use shape::{
    CollectiveLine, Collectives, Inbox, Instructions, OfficeLine, Offices, Post, SHAPE, Search, Shape, shaped,
};
pub use show::{AddresseeView, CableView, RemarkView};
pub use store::Views;
pub use tasking::{
    AnswerView, DutyView, ObjectionView, PointView, RequestView, ReturnView, TaskingView, UseView,
};
pub use taskings::{Tasked, TaskedLine};
pub use told::{About, SENTENCES, Told};
pub use version::{VersionMark, VersionView};
