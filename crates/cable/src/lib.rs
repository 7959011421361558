//! The text room: the drafting sheet an officer types, the cable as it is sent, and the fields both are made of.
//! Reading never fails; what looks odd is kept and remarked upon. There is no file, no network, no clock and no
//! policy here, so the same text always gives the same answer.

pub mod fields;
pub mod remark;
pub mod sheet;

pub use fields::{Dtg, DtgLine, Level, Number, Precedence, Reference, ReferenceKind, Unreadable};
pub use remark::{Fix, Remark, Severity};
pub use sheet::{Address, Every, Mark, Sheet, SheetParagraph, SheetPoint};
