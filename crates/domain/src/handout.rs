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

/// The language of a handout's formulas. The points stand as they were drafted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HandoutLanguage {
    /// English.
    English,
    /// French.
    French,
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
    pub language: HandoutLanguage,
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
    pub language: HandoutLanguage,
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

impl HandoutLanguage {
    /// Every language.
    pub const ALL: [Self; 2] = [Self::English, Self::French];

    /// To whom a paper goes when nobody in particular was met or is to be met.
    pub fn host(self) -> &'static str {
        match self {
            Self::English => "Ministry of Foreign Affairs",
            Self::French => "Ministère des Affaires étrangères",
        }
    }

    /// Its tag, in an address and on the paper.
    pub fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::French => "fr",
        }
    }
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
    let courtesies = match leaving.language {
        HandoutLanguage::English => english(leaving),
        HandoutLanguage::French => french(leaving),
    };
    let to = vec![leaving.host.to_owned(), leaving.country.to_owned()];
    let texts =
        leaving.points.iter().map(|spoken| spoken.text.split_whitespace().collect::<Vec<_>>().join(" "));
    let bare = Handout {
        form,
        language: leaving.language,
        to: Vec::new(),
        letterhead: vec![leaving.ministry.to_owned(), post.name.clone()],
        heading: None,
        opening: None,
        points: texts.collect(),
        closing: vec![courtesies.place],
    };
    let (open, close) = courtesies.quotes;
    Ok(match form {
        HandoutForm::NonPaper => Handout { letterhead: Vec::new(), closing: Vec::new(), ..bare },
        HandoutForm::AideMemoire => Handout { to, heading: Some("Aide-mémoire"), ..bare },
        HandoutForm::NoteVerbale => Handout {
            opening: Some(courtesies.opening),
            points: bare.points.iter().map(|text| format!("{open}{text}{close}")).collect(),
            closing: std::iter::once(courtesies.closing).chain(bare.closing.clone()).chain(to).collect(),
            ..bare
        },
    })
}

/// What custom adds to the points.
struct Courtesies {
    opening: String,
    closing: String,
    /// Place and day.
    place: String,
    quotes: (&'static str, &'static str),
}

fn english(leaving: &Leaving<'_>) -> Courtesies {
    let we = match leaving.post.kind {
        OfficeKind::Embassy => "The Embassy",
        OfficeKind::Mission => "The Mission",
        OfficeKind::Consulate => "The Consulate",
        OfficeKind::Headquarters => "The Ministry",
        OfficeKind::Agency => "The Agency",
    };
    let host = format!("the {}", leaving.host.trim_start_matches("The ").trim_start_matches("the "));
    Courtesies {
        opening: format!(
            "{we} presents its compliments to {host} and has the honour to convey the following on behalf of its \
             Government:"
        ),
        closing: format!(
            "{we} avails itself of this opportunity to renew to {host} the assurances of its highest consideration."
        ),
        place: format!("{}, {}", leaving.post.city, leaving.on.strftime("%-d %B %Y")),
        quotes: ("“", "”"),
    }
}

fn french(leaving: &Leaving<'_>) -> Courtesies {
    const MONTHS: [&str; 12] = [
        "janvier",
        "février",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août",
        "septembre",
        "octobre",
        "novembre",
        "décembre",
    ];
    let we = match leaving.post.kind {
        OfficeKind::Embassy => "L’Ambassade",
        OfficeKind::Mission => "La Mission permanente",
        OfficeKind::Consulate => "Le Consulat",
        OfficeKind::Headquarters => "Le Ministère",
        OfficeKind::Agency => "L’Agence",
    };
    let (host, on) = (to_a_host(leaving.host), leaving.on);
    let month = usize::from(on.month().unsigned_abs()).checked_sub(1).and_then(|at| MONTHS.get(at));
    let day = if on.day() == 1 { "1er".to_owned() } else { on.day().to_string() };
    Courtesies {
        opening: format!(
            "{we} présente ses compliments {host} et a l’honneur, d’ordre de son Gouvernement, de lui faire part de \
             ce qui suit\u{a0}:"
        ),
        closing: format!(
            "{we} saisit cette occasion pour renouveler {host} les assurances de sa très haute considération."
        ),
        place: format!("{}, le {day} {} {}", leaving.post.city, month.unwrap_or(&""), on.year()),
        quotes: ("«\u{a0}", "\u{a0}»"),
    }
}

/// A host office as the one spoken to in French, with the article its first word takes.
fn to_a_host(host: &str) -> String {
    const MASCULINE: [&str; 8] = [
        "Ministère",
        "Secrétariat",
        "Département",
        "Cabinet",
        "Bureau",
        "Service",
        "Conseil",
        "Gouvernement",
    ];
    const FEMININE: [&str; 5] = ["Direction", "Présidence", "Commission", "Chancellerie", "Délégation"];
    const ELIDED: [&str; 5] = ["Office", "Agence", "Autorité", "Administration", "Institut"];
    let bare = ["Le ", "le ", "La ", "la ", "L’", "l’", "L'", "l'"];
    let host = bare.iter().find_map(|article| host.strip_prefix(article)).unwrap_or(host);
    let first = host.split(' ').next().unwrap_or_default();
    let is = |words: &[&str]| words.iter().any(|word| word.eq_ignore_ascii_case(first));
    match () {
        () if is(&MASCULINE) => format!("au {host}"),
        () if is(&FEMININE) => format!("à la {host}"),
        () if is(&ELIDED) => format!("à l’{host}"),
        () => format!("à {host}"),
    }
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
            language: HandoutLanguage::English,
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
    fn a_note_in_french_has_the_courtesies_of_french_and_the_article_its_host_takes() {
        let post = opened("LIS", "LISBONNE", OfficeKind::Embassy, "Europe/Lisbon");
        let note = handout(&Leaving {
            form: HandoutForm::NoteVerbale,
            language: HandoutLanguage::French,
            ministry: "Ministère d’Estmark",
            post: &post,
            host: "Ministère de la Mer",
            country: "Portugal",
            on: jiff::civil::date(2026, 12, 1),
            points: &[Spoken { point: PointId(1), mark: Mark::Verbatim, text: "Les filets dérivent." }],
            internal: &[],
        });
        let note = note.expect("made");
        let opening = note.opening.unwrap_or_default();
        assert!(
            opening.starts_with("L’Ambassade présente ses compliments au Ministère de la Mer"),
            "{opening}"
        );
        assert_eq!(note.points, ["«\u{a0}Les filets dérivent.\u{a0}»"]);
        assert!(
            note.closing.iter().any(|line| line.ends_with("les assurances de sa très haute considération."))
        );
        assert!(
            note.closing.iter().any(|line| line.ends_with(", le 1er décembre 2026")),
            "{:?}",
            note.closing
        );
        let hosts =
            ["la Direction générale de la mer", "Office des pêches", "l’Agence de l’eau", "Maritime Policy"];
        assert_eq!(
            hosts.map(to_a_host),
            [
                "à la Direction générale de la mer",
                "à l’Office des pêches",
                "à l’Agence de l’eau",
                "à Maritime Policy"
            ]
        );
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
