//! The instruction's page as the demonstration ministry shows it.

use domain::fact::Piece;
use domain::words::{ParagraphId, PointId};

use crate::forms::{self, PieceAsked};
use crate::links;
use crate::page::{Happening, Link, Place, Sign, When};
use crate::pages::board::SAMPLE_POSTS;
use crate::pages::{precedence, sample_sealed, sample_shell};
use crate::tongue::Tongue;

use super::{Addressees, Clearance, Instruction, Point, Row, mark};

/// A cable as it goes out.
pub(crate) const SAMPLE_CABLE: &str = "\
O 100840Z NOV 26
FM MFA ESTMARK
TO EUROPE COLLECTIVE IMMEDIATE
ESTEMBASSY OTTAWA IMMEDIATE
ESTEMBASSY CANBERRA IMMEDIATE
ESTEMBASSY WELLINGTON IMMEDIATE
INFO ESTMISSION GENEVA
C O N F I D E N T I A L MFA 0431
TAGS: EFIS, SENV, PREL
SUBJECT: LOST FISHING GEAR: ENGAGE HOST ON THE DRAFT AGREEMENT
BEFORE THE GENEVA SESSION
REF: (A) 26 MFA 0398 (B) 26 GENEVA 0077

1. (C) ACTION REQUEST: POSTS ARE ASKED TO RAISE THE DRAFT AGREEMENT
ON LOST FISHING GEAR AT DIRECTOR LEVEL OR ABOVE BY 24 NOVEMBER,
AND AT LEAST EVERY 30 DAYS THEREAFTER UNTIL 30 JUNE 2027.

2. (C) THE GENEVA SESSION OPENS ON 1 DECEMBER. ELEVEN STATES HAVE SAID
THEY WILL SUPPORT ARTICLE 6 (MARKING OF GEAR); FOUR HAVE NOT ANSWERED.

3. (U) TALKING POINTS ARE IN PARAGRAPH 5. POINT 4 IS TO BE USED ONLY IF
ASKED. NO PAPER IS TO BE LEFT ON POINT 7.

4. (U) REPORT BY CABLE, CITING THIS MESSAGE, WITH THE HOST'S ANSWER.
";

/// The released instruction of the demonstration.
pub(crate) fn sample() -> Instruction {
    let point = |id: &str, word: &str, required: &str, text: &str| Point {
        id: id.into(),
        mark: mark(Tongue::English, word),
        required: required.into(),
        text: text.into(),
        variants: Vec::new(),
    };
    let mut points = vec![
        point(
            "P1",
            "verbatim",
            "required",
            "Estmark attaches importance to an agreement in which every net can be traced to its vessel.",
        ),
        point(
            "P2",
            "paraphrase",
            "required",
            "Marking costs less than one percent of the price of the gear; the figures are in the annex.",
        ),
        point(
            "P3",
            "paraphrase",
            "required",
            "A deposit paid on landing old gear has raised returns wherever it was tried.",
        ),
        point(
            "P4",
            "if asked",
            "optional",
            "We could accept a longer transition for vessels under twelve metres.",
        ),
        point("P5", "verbatim", "required", "We ask for your support for Article 6 as drafted."),
        point("P6", "paraphrase", "required", "We would welcome your experts at the March workshop."),
        point(
            "P7",
            "not in writing",
            "required",
            "Two coastal states are ready to announce a joint scheme if the host joins.",
        ),
    ];
    if let Some(third) = points.get_mut(2) {
        third.variants = vec![Row::new(
            "for CANBERRA, WELLINGTON",
            "Your own deposit scheme is the example we quote to others.",
        )];
    }
    let cleared = |who: &str, pieces: &str, word: &str, local: &str, remark: &str| Clearance {
        who: who.into(),
        pieces: pieces.into(),
        answer: answer(word),
        when: (!local.is_empty()).then(|| When::new("2026-11-09T13:00Z", local, "13:00Z")),
        remark: remark.into(),
    };
    let asked = [
        PieceAsked {
            piece: Piece::Paragraph(ParagraphId(2)),
            text: "The Geneva session opens on 1 December.".into(),
        },
        PieceAsked {
            piece: Piece::Point(PointId(1)),
            text: "Estmark attaches importance to an agreement in which every net can be traced.".into(),
        },
    ];
    let happened = |local: &str, who: &str, what: &str| Happening {
        when: When::new("2026-11-10T08:40Z", local, "08:40Z"),
        who: who.into(),
        what: what.into(),
        note: None,
        link: None,
    };
    Instruction {
        page: {
            let mut page = sample_shell("2026 MFA 0431", Place::Instructions, ("oceans.desk", "Headquarters"));
            page.crumbs = vec![Link::new("Instructions", links::instructions())];
            page
        },
        number: "2026 MFA 0431".into(),
        subject: "Lost fishing gear: engage host on the draft agreement before the Geneva session".into(),
        precedence: precedence(Tongue::English, "IMMEDIATE"),
        stage: Sign::new("released", "●", "s4"),
        sentence: "35 posts: 14 reported, 7 delivered, 6 planned, 5 acknowledged, 2 not acknowledged, 1 unknown since 14:05Z".into(),
        links: vec![
            Link::new("Board", links::board("2026-MFA-0431")),
            Link::new("As a record", links::record("2026-MFA-0431")),
        ],
        head: vec![
            Row::new("From", "Headquarters, drafted by oceans.desk"),
            Row::new("Released", "Tue 10 Nov 2026 09:40 (08:40Z) by director.oceans"),
            Row::new("Due", "Tue 24 Nov 2026 17:00 at each post"),
            Row::new("Then", "at least every 30 days until 30 June 2027"),
            Row::new("Level", "director or above"),
            Row::new("Report", "a reply cable is required"),
            Row::new("Tags", "EFIS, SENV, PREL"),
        ],
        addressees: vec![
            Addressees {
                heading: "To act".into(),
                count: "35 offices".into(),
                names: SAMPLE_POSTS.iter().map(|post| post.1.into()).collect(),
            },
            Addressees { heading: "For information".into(), count: "1 office".into(), names: vec!["Mission Geneva".into()] },
        ],
        cable: SAMPLE_CABLE.into(),
        points,
        clearance_sentence: "Cleared by 3 of 3; approved as it stands.".into(),
        clearances: vec![
            cleared("treaty.desk", "paragraphs 1-4, points 1 and 5", "yes", "Mon 9 Nov 14:00", ""),
            cleared("finance.desk", "point 2", "with changes", "Mon 9 Nov 11:20", "“less than one percent”, not “under one percent”"),
            cleared("europe.desk", "all", "waived", "Tue 10 Nov 08:31", "out of reach until Thursday; told by telephone"),
        ],
        held: None,
        openings: Vec::new(),
        history: vec![
            happened("Tue 10 Nov 09:40", "director.oceans", "released as 2026 MFA 0431 to 35 posts"),
            happened("Tue 10 Nov 09:31", "director.oceans", "approved, and waived europe.desk"),
            happened("Mon 9 Nov 14:00", "treaty.desk", "cleared paragraphs 1-4, points 1 and 5"),
            happened("Fri 6 Nov 16:12", "oceans.desk", "began the draft"),
        ],
        forms: vec![
            sample_sealed(forms::clear(Tongue::English, "2026-MFA-0431", &forms::Kept::default(), "paragraph 2, point P1", &asked)),
            sample_sealed(forms::withdraw_all(Tongue::English, "2026-MFA-0431", &forms::Kept::default())),
        ],
    }
}

/// The answer of a clearer with its glyph.
fn answer(word: &str) -> Sign {
    let (glyph, class) = match word {
        "yes" | "with changes" | "in substance" => ("✓", "s4"),
        "no" => ("✕", "s5"),
        "waived" => ("–", "s2"),
        "asked again" => ("↻", "s1"),
        _ => ("○", "s0"),
    };
    Sign::new(word, glyph, class)
}
