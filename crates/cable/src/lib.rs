//! The text room: the drafting sheet, what an officer types; the cable as it is sent; and the fields both are made
//! of. Reading never fails; what looks odd is kept and remarked upon. There is no file, no network, no clock and no
//! policy here, so the same text always gives the same answer.
//!
//! A telegram is read into a [`Cable`], which keeps every byte:
//!
//! ```
//! let text = "R 162300Z AUG 73\nFM SECSTATE WASHDC\nTO ALL DIPLOMATIC POSTS\nSTATE 163147\nTAGS: PFOR\n\
//!             SUBJECT: KEY ISSUES\n\n1. FIRST.\n\n2. SECOND.\n\nROGERS\n";
//! let cable = cable::parse(text);
//! assert_eq!(cable.number().unwrap().long(), "73 STATE 163147");
//! assert_eq!(cable.paragraphs.len(), 2);
//! assert_eq!(cable.original(), text);
//! ```
//!
//! A sheet is read, checked against a profile, and answered line by line:
//!
//! ```
//! let profile = cable::Profile::named("plain").unwrap();
//! let (sheet, remarks) = cable::lint("TO: PARIS\nSUBJECT: NETS\n\nText.\n", &profile);
//! assert_eq!(sheet.subject, "NETS");
//! assert!(remarks.iter().any(|remark| remark.code == "CLS-01"));
//! ```

pub mod cable;
pub mod check;
pub mod fields;
pub mod parse;
pub mod print;
pub mod readers;
pub mod remark;
pub mod resolve;
pub mod sentences;
pub mod sheet;

pub use cable::{Cable, Paragraph};
pub use check::{Profile, ProfileFault, check, lint};
pub use fields::{
    Addressee, Dtg, DtgLine, Level, Number, Precedence, Reference, ReferenceKind, Tag, TagKind, TagScheme,
    Unreadable,
};
pub use parse::{assemble, parse, parse_many};
pub use print::{Form, Layout, Message, print};
pub use remark::{Fix, Remark, Said, Sentence, Severity};
pub use resolve::{Meaning, Sent, resolve};
pub use sheet::{Address, Every, Mark, Protection, Sheet, SheetParagraph, SheetPoint, SheetTable};
