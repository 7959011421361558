//! Any cable as it stands in the record: its head, its text, what it refers to and what refers to it, and what the reader
//! of cables found odd. Nothing on this page can change it.

use askama::Template;

use crate::links;
use crate::page::{Happening, Link, Place, Shell, Sign, When};
use crate::pages::instruction::Row;
use crate::pages::sample_shell;

/// The page of one record.
#[derive(Clone, Debug, Template)]
#[cfg_attr(test, derive(serde::Serialize, serde::Deserialize))]
#[template(path = "record.html")]
pub(crate) struct Record {
    pub(crate) page: Shell,
    pub(crate) number: String,
    pub(crate) subject: String,
    pub(crate) sentence: String,
    pub(crate) links: Vec<Link>,
    pub(crate) head: Vec<Row>,
    pub(crate) text: String,
    pub(crate) cites: Vec<Reference>,
    pub(crate) cited_by: Vec<Reference>,
    pub(crate) remarks: Vec<Row>,
    pub(crate) history: Vec<Happening>,
}

/// A reference in either direction, found or not.
#[derive(Clone, Debug)]
#[cfg_attr(test, derive(serde::Serialize, serde::Deserialize))]
pub(crate) struct Reference {
    pub(crate) state: Sign,
    pub(crate) as_written: String,
    pub(crate) found: Option<Link>,
    pub(crate) about: String,
}

/// A reply with two references, one of them unresolved.
pub(crate) fn sample() -> Record {
    let reference = |state: Sign, written: &str, found: &str, about: &str| Reference {
        state,
        as_written: written.into(),
        found: (!found.is_empty()).then(|| Link::new(found, links::record(&found.replace(' ', "-")))),
        about: about.into(),
    };
    Record {
        page: {
            let mut page = sample_shell("2026 LISBON 0098", Place::Archive, ("oceans.desk", "Headquarters"));
            page.crumbs = vec![Link::new("Archive", links::archive(""))];
            page
        },
        number: "2026 LISBON 0098".into(),
        subject: "Lost fishing gear: Portugal ready to support Article 6".into(),
        sentence: "A reply of Embassy Lisbon to 2026 MFA 0431, released Sat 21 Nov 2026 16:10 (16:10Z).".into(),
        links: vec![
            Link::new("The tasking it reports on", links::tasking("HQ.4711", "LIS")),
            Link::new("Board", links::board("2026-MFA-0431")),
        ],
        head: vec![
            Row::new("From", "ESTEMBASSY LISBON"),
            Row::new("To", "MFA ESTMARK (priority)"),
            Row::new("Info", "ESTMISSION GENEVA, ESTEMBASSY MADRID"),
            Row::new("Classification", "Confidential"),
            Row::new("Tags", "EFIS, PREL, PO"),
            Row::new("Date-time group", "P 211610Z NOV 26"),
        ],
        text: "P 211610Z NOV 26\nFM ESTEMBASSY LISBON\nTO MFA ESTMARK PRIORITY\nINFO ESTMISSION GENEVA\nESTEMBASSY MADRID\nC O N F I D E N T I A L LISBON 0098\nTAGS: EFIS, PREL, PO\nSUBJECT: LOST FISHING GEAR: PORTUGAL READY TO SUPPORT ARTICLE 6\nREF: (A) 26 MFA 0431 (B) GENEVA 77 NOTAL\n\n1. (C) ON 20 NOVEMBER THE EMBASSY RAISED REF A WITH THE DIRECTORATE-\nGENERAL FOR MARITIME POLICY AT DIRECTOR LEVEL. SIX OF SEVEN POINTS\nWERE USED; POINT 7 WAS WITHHELD BECAUSE A THIRD PARTY WAS PRESENT.\n\n2. (C) THE DIRECTOR SAID PORTUGAL COULD ACCEPT ARTICLE 6 IF THE\nTRANSITION WAS THREE YEARS. THE ANSWER WAS GIVEN FOR THE GOVERNMENT.\n\n3. (C) COMMENT: WE JUDGE THE POSITION AS LEANING TOWARD. END COMMENT.\n".into(),
        cites: vec![
            reference(Sign::new("found", "●", "s4"), "26 MFA 0431", "2026 MFA 0431", "Lost fishing gear: engage host on the draft agreement"),
            reference(Sign::new("two candidates", "◑", "s2"), "GENEVA 77 NOTAL", "", "2026 GENEVA 0077 or 2025 GENEVA 0077"),
        ],
        cited_by: vec![
            reference(Sign::new("reply", "●", "s4"), "26 LISBON 0098", "2026 MFA 0440", "Thanks for a full report"),
        ],
        remarks: vec![Row::new("line 9", "reference (B) has no year; both years are kept as candidates")],
        history: vec![Happening {
            when: When::new("2026-11-21T16:10Z", "Sat 21 Nov 16:10", "16:10Z"),
            who: "lis.head".into(),
            what: "released; reports on the duty of 24 November".into(),
            note: None,
            link: None,
        }],
    }
}
