//! What may be left with a host in writing: a non-paper, an aide-memoire, a note verbale, made of points alone. Nothing of
//! the cable gets in: no number, no mark, no name of another post; a point that may not be written down is refused.

use cable::{Level, Mark};
use jiff::civil::Date;

use crate::fact::{OfficeKind, OfficeOpened};
use crate::words::PointId;

/// The forms a handout can have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HandoutForm {
    /// Without heading, attribution or signature.
    NonPaper,
    /// Says in its first two lines to whom it goes, and from whom.
    AideMemoire,
    /// In the third person, with the formulas of courtesy.
    NoteVerbale,
}

/// A point as it would be handed over.
#[derive(Debug, Clone, Copy)]
#[expect(missing_docs, reason = "the fields are the sentence")]
pub struct Spoken<'a> {
    pub point: PointId,
    pub mark: Mark,
    pub text: &'a str,
}

/// What a handout is made of. Whoever calls this gives nothing else of the cable in.
#[derive(Debug, Clone, Copy)]
#[expect(missing_docs, reason = "the fields are the sentence")]
pub struct Leaving<'a> {
    pub form: HandoutForm,
    pub ministry: &'a str,
    pub post: &'a OfficeOpened,
    /// The host office it goes to, and the country.
    pub host: &'a str,
    pub country: &'a str,
    /// The day at the post.
    pub on: Date,
    pub points: &'a [Spoken<'a>],
    /// Names that must not be in it: the cable's number, what it cites.
    pub internal: &'a [String],
}

/// A handout, block by block as it is printed.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields are the sentence")]
pub struct Handout {
    pub form: HandoutForm,
    /// To whom it goes.
    pub to: Vec<String>,
    pub letterhead: Vec<String>,
    pub heading: Option<&'static str>,
    pub opening: Option<String>,
    pub points: Vec<String>,
    pub closing: Vec<String>,
}

/// Why a point is not handed over.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum KeptBack {
    /// Only spoken, or only if asked.
    #[error("point {point} is marked {mark} and is never left in writing")]
    Marked {
        /// The point.
        point: PointId,
        /// Its mark.
        mark: &'static str,
    },
    /// It carries a mark of classification.
    #[error("point {point} carries the mark {mark} and is not for the host")]
    Classified {
        /// The point.
        point: PointId,
        /// What it carries.
        mark: String,
    },
    /// It names something of the cable.
    #[error("point {point} names something internal and cannot be handed over as it reads")]
    Internal {
        /// The point.
        point: PointId,
    },
    /// There is nothing left to hand over.
    #[error("no point of this instruction may be left in writing")]
    Nothing,
}

impl HandoutForm {
    /// Every form.
    pub const ALL: [Self; 3] = [Self::NonPaper, Self::AideMemoire, Self::NoteVerbale];

    /// The word in an address and on a command line.
    pub fn word(self) -> &'static str {
        match self {
            Self::NonPaper => "non-paper",
            Self::AideMemoire => "aide-memoire",
            Self::NoteVerbale => "note-verbale",
        }
    }
}

/// Whether a point may be left in writing by its mark.
pub fn may_be_written(mark: Mark) -> bool {
    matches!(mark, Mark::Verbatim | Mark::Paraphrase)
}

/// Makes a handout of points, or says which of them is in the way.
pub fn handout(leaving: &Leaving<'_>) -> Result<Handout, KeptBack> {
    if leaving.points.is_empty() {
        return Err(KeptBack::Nothing);
    }
    for spoken in leaving.points {
        check(spoken, leaving.internal)?;
    }
    let (form, post) = (leaving.form, leaving.post);
    let date = leaving.on.strftime("%-d %B %Y").to_string();
    let we = match post.kind {
        OfficeKind::Embassy => "The Embassy",
        OfficeKind::Mission => "The Mission",
        OfficeKind::Consulate => "The Consulate",
        OfficeKind::Headquarters => "The Ministry",
        OfficeKind::Agency => "The Agency",
    };
    let host = format!("the {}", leaving.host.trim_start_matches("The ").trim_start_matches("the "));
    let to = vec![leaving.host.to_owned(), leaving.country.to_owned()];
    let texts =
        leaving.points.iter().map(|spoken| spoken.text.split_whitespace().collect::<Vec<_>>().join(" "));
    let bare = Handout {
        form,
        to: Vec::new(),
        letterhead: vec![leaving.ministry.to_owned(), post.name.clone()],
        heading: None,
        opening: None,
        points: texts.collect(),
        closing: vec![format!("{}, {date}", post.city)],
    };
    Ok(match form {
        HandoutForm::NonPaper => Handout { letterhead: Vec::new(), closing: Vec::new(), ..bare },
        HandoutForm::AideMemoire => Handout { to, heading: Some("Aide-mémoire"), ..bare },
        HandoutForm::NoteVerbale => Handout {
            opening: Some(format!(
                "{we} presents its compliments to {host} and has the honour to convey the following on behalf of its \
                 Government:"
            )),
            points: bare.points.iter().map(|text| format!("“{text}”")).collect(),
            closing: std::iter::once(format!(
                "{we} avails itself of this opportunity to renew to {host} the assurances of its highest consideration."
            ))
            .chain(bare.closing.clone())
            .chain(to)
            .collect(),
            ..bare
        },
    })
}

fn check(spoken: &Spoken<'_>, internal: &[String]) -> Result<(), KeptBack> {
    let Spoken { point, mark, text } = *spoken;
    if !may_be_written(mark) {
        return Err(KeptBack::Marked { point, mark: mark.word() });
    }
    let marks = Level::ALL.iter().filter(|level| **level != Level::Unclassified);
    let carried = marks.flat_map(|level| [format!("({})", level.portion()), level.word().to_uppercase()]);
    if let Some(mark) = carried.into_iter().find(|mark| text.contains(mark.as_str())) {
        return Err(KeptBack::Classified { point, mark });
    }
    if internal.iter().any(|name| name.len() > 3 && text.contains(name.as_str())) {
        return Err(KeptBack::Internal { point });
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::directory::tests::opened;

    fn made(form: HandoutForm, mark: Mark, text: &str) -> Result<Handout, KeptBack> {
        let post = opened("LIS", "LISBON", OfficeKind::Embassy, "Europe/Lisbon");
        handout(&Leaving {
            form,
            ministry: "Ministry of Estmark",
            post: &post,
            host: "Ministry of the Sea",
            country: "Portugal",
            on: jiff::civil::date(2026, 11, 20),
            points: &[Spoken { point: PointId(1), mark, text }],
            internal: &["2026 MFA 0001".to_owned()],
        })
    }

    #[test]
    fn a_non_paper_says_nothing_of_whom_it_is_from_or_for() {
        let paper = made(HandoutForm::NonPaper, Mark::Verbatim, "Nets  drift.").expect("made");
        assert_eq!(paper.points, ["Nets drift."]);
        assert!(paper.to.is_empty() && paper.letterhead.is_empty() && paper.closing.is_empty());
        assert!(paper.heading.is_none() && paper.opening.is_none());
    }

    #[test]
    fn an_aide_memoire_begins_with_whom_it_is_for_and_a_note_speaks_in_the_third_person() {
        let paper = made(HandoutForm::AideMemoire, Mark::Paraphrase, "Nets drift.").expect("made");
        assert_eq!(paper.to, ["Ministry of the Sea", "Portugal"]);
        let note = made(HandoutForm::NoteVerbale, Mark::Verbatim, "We ask.").expect("made");
        let opening = note.opening.unwrap_or_default();
        assert!(opening.starts_with("The Embassy presents its compliments to the Ministry of the Sea"));
        assert_eq!(note.points, ["“We ask.”"]);
        assert!(note.closing.iter().any(|line| line.contains("highest consideration")));
        assert!(note.closing.iter().any(|line| line.ends_with("20 November 2026")));
    }

    #[test]
    fn what_may_not_be_written_down_is_refused_by_name() {
        for mark in [Mark::IfAsked, Mark::NotInWriting] {
            let refused = made(HandoutForm::NonPaper, mark, "x");
            assert_eq!(refused, Err(KeptBack::Marked { point: PointId(1), mark: mark.word() }));
        }
        for text in ["(C) Nets drift.", "As in our CONFIDENTIAL cable."] {
            let refused = made(HandoutForm::NoteVerbale, Mark::Verbatim, text);
            assert!(matches!(refused, Err(KeptBack::Classified { .. })), "{text}");
        }
        let refused = made(HandoutForm::NoteVerbale, Mark::Verbatim, "See 2026 MFA 0001.");
        assert_eq!(refused, Err(KeptBack::Internal { point: PointId(1) }));
    }
}
