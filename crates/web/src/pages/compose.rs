//! Writing an instruction on the drafting sheet: the text as typed, what the reader of cables made of it line by line, and
//! what still has to happen before it can be released.

use askama::Template;

use crate::form::{Field, Form};
use crate::forms;
use crate::links;
use crate::page::{Link, Place, Shell, Sign};
use crate::pages::instruction::Row;
use crate::pages::sample_shell;

/// The drafting page.
#[derive(Clone, Debug, Template)]
#[cfg_attr(test, derive(serde::Serialize, serde::Deserialize))]
#[template(path = "compose.html")]
pub(crate) struct Compose {
    pub(crate) page: Shell,
    pub(crate) heading: String,
    pub(crate) sentence: String,
    pub(crate) form: Form,
    pub(crate) remarks: Vec<Remark>,
    pub(crate) sheet: Vec<SheetLine>,
    pub(crate) tasks: Vec<Task>,
    pub(crate) posts: Vec<Row>,
    pub(crate) readers: String,
    pub(crate) printed: String,
}

/// Something odd in the text, said kindly.
#[derive(Clone, Debug)]
#[cfg_attr(test, derive(serde::Serialize, serde::Deserialize))]
pub(crate) struct Remark {
    pub(crate) line: String,
    pub(crate) weight: Sign,
    pub(crate) sentence: String,
    pub(crate) href: String,
}

/// A line of the sheet with its number and what was remarked on it.
#[derive(Clone, Debug)]
#[cfg_attr(test, derive(serde::Serialize, serde::Deserialize))]
pub(crate) struct SheetLine {
    pub(crate) number: usize,
    pub(crate) text: String,
    pub(crate) remarks: Vec<String>,
}

/// One thing a draft needs before release, and how it stands.
#[derive(Clone, Debug)]
#[cfg_attr(test, derive(serde::Serialize, serde::Deserialize))]
pub(crate) struct Task {
    pub(crate) word: String,
    pub(crate) state: Sign,
    pub(crate) detail: String,
}

/// A sheet with an unknown addressee and a figure without its source.
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
    let at = |number: usize, sentence: &str, grave: bool| Remark {
        line: format!("line {number}"),
        weight: if grave { Sign::new("grave", "!", "s5") } else { Sign::new("remark", "·", "s1") },
        sentence: sentence.into(),
        href: format!("#line-{number}"),
    };
    let remarks = vec![
        at(2, "No office or collective is called WELINGTON. Did you mean WELLINGTON?", true),
        at(15, "“2 March” has no year; it is read as 2 March 2027.", false),
    ];
    let sheet = text
        .lines()
        .enumerate()
        .map(|(place, line)| SheetLine {
            number: place + 1,
            text: line.into(),
            remarks: match place + 1 {
                2 => vec!["No office or collective is called WELINGTON. Did you mean WELLINGTON?".into()],
                15 => vec!["“2 March” has no year; it is read as 2 March 2027.".into()],
                _ => Vec::new(),
            },
        })
        .collect();
    let task =
        |word: &str, state: Sign, detail: &str| Task { word: word.into(), state, detail: detail.into() };
    Compose {
        page: {
            let mut page =
                sample_shell("New instruction", Place::Instructions, ("oceans.desk", "Headquarters"));
            page.crumbs = vec![Link::new("Instructions", links::instructions())];
            page
        },
        heading: "New instruction".into(),
        sentence: "Not saved yet. One grave remark stands in the way of clearance.".into(),
        form: form(&links::compose(), "c2FtcGxl", text),
        remarks,
        sheet,
        tasks: vec![
            task("Addressees", Sign::new("30 offices", "◑", "s2"), "EUROPE less GENEVA; one name is unknown"),
            task("Points", Sign::new("2", "●", "s4"), "1 verbatim, 1 if asked"),
            task("Due", Sign::new("15 Dec 17:00 at each post", "●", "s4"), "then every 30 days, 7 times"),
            task("References", Sign::new("1 found", "●", "s4"), "26 MFA 0431"),
            task("Clearance", Sign::new("not asked", "○", "s0"), ""),
            task("Release", Sign::new("not yet", "○", "s0"), "by director.oceans after approval"),
        ],
        posts: super::board::SAMPLE_POSTS
            .iter()
            .take(6)
            .map(|post| Row::new(post.1, "due 15 Dec 17:00 there, 16:00Z; 3 open taskings"))
            .collect(),
        readers: "41 officers at 31 offices with access to Confidential".into(),
        printed: super::instruction::SAMPLE_CABLE.into(),
    }
}

/// The form that holds the sheet.
pub(crate) fn form(action: &str, token: &str, text: &str) -> Form {
    let mut form = Form::new("sheet", action.into(), "", "Save draft")
        .token(token)
        .button("Check without saving", "check")
        .field(Field::text("text", "Drafting sheet", text, 26).hint(forms::SHEET));
    if let Some(first) = form.buttons.first_mut() {
        first.value = "save".into();
    }
    form
}
