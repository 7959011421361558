//! The text room: the drafting sheet an officer types, the cable as it is sent, and the fields both are made of.
//! Reading never fails; what looks odd is kept and remarked upon. There is no file, no network, no clock and no
//! policy here, so the same text always gives the same answer.

pub mod cable;
pub mod check;
pub mod fields;
pub mod parse;
pub mod print;
pub mod readers;
pub mod remark;
pub mod sheet;

pub use cable::{Cable, Paragraph};
pub use check::{Profile, ProfileFault, check, lint};
pub use fields::{
    Addressee, Dtg, DtgLine, Level, Number, Precedence, Reference, ReferenceKind, Tag, TagKind, TagScheme,
    Unreadable,
};
pub use parse::{parse, parse_many};
pub use print::{Layout, Message, print};
pub use remark::{Fix, Remark, Severity};
pub use sheet::{Address, Every, Mark, Sheet, SheetParagraph, SheetPoint};
