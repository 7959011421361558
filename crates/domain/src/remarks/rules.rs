//! How each rule that needs the ministry is answered: by a remark, by a refusal with its code, or not at all and
//! why. Together with the rules of the text this is the whole table.

/// How a rule that needs the ministry is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answered {
    /// By a remark on the sheet.
    Remark,
    /// By a refusal of the act, under this code; there may be a remark on the sheet before.
    Refusal(&'static str),
    /// By nothing, for this reason.
    Nothing(&'static str),
}

use Answered::{Nothing, Refusal, Remark};

/// Every rule that needs the ministry and how it is answered, in the order of the catalogue.
pub const ANSWERED: &[(&str, Answered)] = &[
    ("PRE-07", Remark),
    ("PRE-08", Remark),
    ("CLS-09", Remark),
    ("CLS-11", Refusal("above-rating")),
    ("CLS-12", Refusal("marked-lower")),
    ("CAP-04", Refusal("caption-not-held")),
    ("CAP-05", Refusal("marked-lower")),
    ("TAG-03", Remark),
    ("SUB-04", Remark),
    ("REF-01", Remark),
    ("REF-02", Remark),
    ("REF-03", Remark),
    ("REF-05", Remark),
    ("REF-06", Refusal("reply-without-citation")),
    ("ADR-02", Refusal("unknown-office")),
    ("ADR-03", Refusal("collective-empty")),
    ("ADR-05", Remark),
    ("ADR-07", Remark),
    ("ADR-08", Remark),
    ("DEM-11", Refusal("no-authority-to-instruct")),
    ("CLR-01", Refusal("no-role")),
    ("CLR-02", Remark),
    ("CLR-03", Remark),
    ("CLR-04", Remark),
    ("CLR-05", Remark),
    ("CLR-06", Refusal("not-cleared")),
    ("CLR-07", Remark),
    ("CLR-08", Remark),
    (
        "REC-01",
        Nothing(
            "kinds are closed by type; how long a thing is kept is decided at disposal, with its authority",
        ),
    ),
    ("REC-03", Nothing("the record holds words, and a scan of a note is none")),
    ("REC-04", Refusal("already-released")),
    ("NUM-01", Nothing("it cannot be broken: one thread numbers, and number and release are one commit")),
    ("NUM-02", Refusal("clock-behind")),
];
