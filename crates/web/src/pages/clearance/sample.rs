//! The clearance page with made-up content: one paragraph changed, one added, one as it was.

use super::{Clearance, PieceSeen, Run, Said, piece_seen, whole};
use crate::form::Form;
use crate::forms::{self, Kept, PieceAsked};
use crate::links;
use crate::page::{Link, Place, Sign};
use crate::pages::{sample_sealed, sample_shell};
use crate::tongue::Tongue;
use domain::fact::Piece;
use domain::words::{ParagraphId, PointId};

/// A draft whose second paragraph was changed since the clearer answered.
pub(crate) fn sample() -> Clearance {
    let run = |words: &str, added: bool, struck: bool| Run { words: words.into(), added, struck };
    let (second, point) = (Piece::Paragraph(ParagraphId(2)), Piece::Point(PointId(1)));
    let changed = vec![
        run("(C) The second session opens on ", false, false),
        run("2 March.", false, true),
        run("9 March 2027.", true, false),
    ];
    let said = Said {
        weight: Sign::new("warning", "·", "s1"),
        words: "9 March 2027".into(),
        sentence: "The day is a holiday at three of the posts.".into(),
    };
    let mine: Vec<PieceSeen> = vec![
        piece_seen(Tongue::English, second, Sign::new("changed", "≠", "s5"), true, changed, vec![said]),
        piece_seen(
            Tongue::English,
            point,
            Sign::new("as before", "=", "s0"),
            false,
            whole("(VERBATIM) We thank you for your support of Article 6."),
            Vec::new(),
        ),
    ];
    let others = vec![piece_seen(
        Tongue::English,
        Piece::Head,
        Sign::new("as before", "=", "s0"),
        false,
        whole("TO: EUROPE\nCLASSIFICATION: Confidential\nSUBJECT: Lost fishing gear"),
        Vec::new(),
    )];
    let pieces = [PieceAsked { piece: second, text: "The second session opens on 9 March 2027.".into() }];
    let mut page = sample_shell("Clear draft HQ.4720", Place::Instructions, ("treaty.desk", "Headquarters"));
    page.style("compose");
    page.script("keep");
    page.crumbs = vec![
        Link::new("Instructions", links::instructions()),
        Link::new("draft HQ.4720", links::instruction("HQ.4720")),
    ];
    let form: Form = forms::clear(Tongue::English, "HQ.4720", &Kept::default(), "paragraph 2", &pieces);
    Clearance {
        page,
        number: "draft HQ.4720".into(),
        subject: "Lost fishing gear: follow-up after the Geneva session".into(),
        sentence: "1 of 2 parts changed since your last answer.".into(),
        links: vec![Link::new("The whole draft", links::instruction("HQ.4720"))],
        mine,
        others,
        form: Some(sample_sealed(form)),
    }
}
