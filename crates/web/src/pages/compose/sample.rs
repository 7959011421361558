//! The drafting page with made-up content: a sheet with an unknown addressee and a reference that leads nowhere.

use super::seen::{Cited, Part, PointSeen, SheetLine, Task, odd};
use super::{Addressed, Compose, Remark, Seen, form};
use crate::form::Answer;
use crate::links;
use crate::page::{Link, Place, Sign, When};
use crate::pages::instruction::{self, Row, mark};
use crate::pages::{board, sample_sealed, sample_shell};
use crate::tongue::Tongue;

/// A sheet with an unknown addressee and a day without its year.
pub(crate) fn sample() -> Compose {
    let text = "\
TO: EUROPE EXCEPT GVA
TO: WELINGTON
CLASSIFICATION: CONFIDENTIAL
PRECEDENCE: IMMEDIATE
TAGS: EFIS, SENV
SUBJECT: Lost fishing gear: follow-up after the Geneva session
REF: 26 MFA 0431
DUE: 2026-12-15 17:00
EVERY: 30 DAYS UNTIL 2027-06-30
LEVEL: director
REPORT: REPLY CABLE

1. (C) Posts are asked to thank hosts that supported Article 6.

2. (C) The second session opens on 2 March.

POINTS
- (VERBATIM) We thank you for your support of Article 6.
- (IF ASKED, OPTIONAL) A longer transition for small vessels remains possible.
";
    let mut page = sample_shell("New instruction", Place::Instructions, ("oceans.desk", "Headquarters"));
    page.style("compose");
    page.script("compose");
    page.crumbs = vec![Link::new("Instructions", links::instructions())];
    Compose {
        page,
        heading: "New instruction".into(),
        form: sample_sealed(form(Tongue::English, &links::compose(), text)),
        preview: links::preview(&links::compose()),
        seen: seen(text),
    }
}

/// What is seen in the sample's sheet.
pub(crate) fn seen(text: &str) -> Seen {
    let unknown = "No office or collective is called WELINGTON. Did you mean WELLINGTON?";
    let undated = "“2 March” has no year; it is read as 2 March 2027.";
    let remarks = vec![
        Remark { from: 25, to: 34, ..odd(Tongue::English, 2, "WELINGTON", true, unknown) },
        Remark { from: 330, to: 337, ..odd(Tongue::English, 15, "2 March", false, undated) },
    ];
    let line = |(place, line): (usize, &str)| SheetLine {
        number: place + 1,
        parts: match line.split_once("WELINGTON") {
            Some((before, _)) => vec![
                Part { words: before.into(), marked: false },
                Part { words: "WELINGTON".into(), marked: true },
            ],
            None => vec![Part { words: line.into(), marked: false }],
        },
        remarks: remarks
            .iter()
            .filter(|each| each.at == place + 1)
            .map(|each| each.sentence.clone())
            .collect(),
    };
    let task = |word: &str, state: Sign, detail: &str, href: &str| Task {
        word: word.into(),
        state,
        detail: detail.into(),
        href: href.into(),
    };
    Seen {
        tongue: Tongue::English,
        sentence: "Not saved yet. 1 error and 1 other remark.".into(),
        tasks: vec![
            task("Addressees", Sign::new("29 to act", "●", "s4"), "through EUROPE", "#addressees"),
            task("Points", Sign::new("2 to make", "●", "s4"), "1 verbatim, 1 if asked", "#points"),
            task("Due", Sign::new("15 Dec 2026 17:00 at each post", "●", "s4"), "every 30 days", "#lines"),
            task("References", Sign::new("1 of 2 not found", "◔", "s1"), "", "#references"),
            task("Readers", Sign::new("41 officers", "●", "s4"), "", "#readers"),
            task("Clearance", Sign::new("after it is saved", "○", "s0"), "", "#tasks"),
            task("Release", Sign::new("after it is saved", "○", "s0"), "", "#tasks"),
        ],
        fixes: 1,
        printed: instruction::SAMPLE_CABLE.into(),
        addressees: board::SAMPLE_POSTS
            .iter()
            .take(6)
            .map(|post| Addressed {
                name: post.1.into(),
                acts: true,
                role: Sign::new("acts", "▸", "s3"),
                through: "EUROPE".into(),
                now: When::new("2026-11-22T14:10Z", "Sun 22 Nov 15:10", "14:10Z"),
                hours: Sign::new("closed", "○", "s0"),
                due: Some(When::new("2026-12-15T16:00Z", "Tue 15 Dec 17:00", "16:00Z")),
                load: "3 open, 1 on the same tags".into(),
            })
            .collect(),
        posts: vec![Answer { value: "WEL".into(), label: "Embassy Wellington".into(), chosen: true }],
        points: vec![PointSeen {
            id: "P1".into(),
            mark: mark(Tongue::English, "verbatim"),
            need: "required".into(),
            text: "We thank you for your support of Article 6.".into(),
            own: "in the words for Embassy Wellington".into(),
        }],
        references: vec![
            Cited {
                state: Sign::new("found", "●", "s4"),
                raw: "A. 26 MFA 0431".into(),
                found: Some(Link::new("2026 MFA 0431", links::record("2026-MFA-0431"))),
                about: "Lost fishing gear: engage host on the draft agreement".into(),
            },
            Cited {
                state: Sign::new("not found", "○", "s0"),
                raw: "B. 26 MFA 9999".into(),
                found: None,
                about: "No cable you may read has this number.".into(),
            },
        ],
        readers: vec![Row::new("Headquarters (4)", "oceans.desk, treaty.desk, legal.desk, director.oceans")],
        reader_count: "41 officers".into(),
        lines: text.lines().enumerate().map(line).collect(),
        remarks,
    }
}
