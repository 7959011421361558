//! A draft as its page needs it: the pieces with their words, who was asked to clear what and how each stands
//! towards the draft as it now reads. It is folded from the record when asked for; a ministry has few open drafts.

use std::collections::BTreeSet;

use domain::cable::Protection;
use domain::draft::{Asked, Clearance, Draft};
use domain::fact::{Content, Piece, Purpose, Terms, Words};
use domain::words::{EntryId, Handle};
use jiff::Timestamp;
use serde::Serialize;

use crate::Fault;
use crate::instruction::{self, Instruction};
use crate::look::{Look, When};

/// A draft with its clearances.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[expect(missing_docs, reason = "the fields are the sentence")]
pub struct DraftView {
    pub draft: EntryId,
    pub drafter: Handle,
    pub begun_at: Timestamp,
    /// The entry that last changed it.
    pub version: EntryId,
    pub pieces: Vec<PieceView>,
    /// Who is addressed, as typed: `EUROPE EXCEPT OSL`.
    pub to: Vec<String>,
    pub info: Vec<String>,
    pub terms: Terms,
    /// Under which order it is protected, by whose decision, why and until when.
    pub protection: Protection,
    /// Who cleared what; for readers of the drafting office only.
    pub clearances: Vec<ClearanceView>,
    /// Who approved it as it now reads.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub approved_by: Option<Handle>,
    /// Who answers for marking it lower than what it answers, as it now reads.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub regraded_by: Option<Handle>,
    /// What its marking lacks of what it answers, if it is not released; nothing for those who may not read all of that.
    pub lacks: Vec<String>,
    /// Whether clearance stands in nobody's way; an instruction needs somebody's, a reply may do without.
    pub cleared: bool,
}

/// One piece of a draft.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[expect(missing_docs, reason = "the fields are the sentence")]
pub struct PieceView {
    pub piece: Piece,
    /// `head`, `paragraph 2`, `point P1`.
    pub name: String,
    pub text: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub portion: Option<domain::cable::Level>,
    /// How a point is to be used.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mark: Option<&'static str>,
    pub optional: bool,
    /// Other words of a point, and for whom.
    pub variants: Vec<(String, String)>,
    /// The entry that last changed it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<EntryId>,
}

/// One clearer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "the fields are the sentence")]
pub struct ClearanceView {
    pub clearer: Handle,
    /// The pieces asked about, by name; none means all of them.
    pub asked: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<Timestamp>,
    /// `given`, `waived`, `refused`, `waiting`.
    pub word: &'static str,
    /// The pieces refused or waited for.
    pub open: Vec<String>,
    /// The pieces answered about, and for each the entry whose words the answer was about.
    #[serde(skip)]
    pub answered: Vec<(Piece, EntryId)>,
    /// The last remark or reason.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub said: Option<String>,
}

/// The word for how a clearer stands, and the pieces it is about.
pub(crate) fn stands(draft: &Draft, asked: &Asked) -> (&'static str, Vec<Piece>) {
    match draft.clearance(asked) {
        Clearance::Given => ("given", Vec::new()),
        Clearance::Waived => ("waived", Vec::new()),
        Clearance::Refused(pieces) => ("refused", pieces),
        Clearance::Waiting(pieces) => ("waiting", pieces),
    }
}

/// A draft as asked for.
pub(crate) fn view(look: &Look<'_>, id: EntryId, when: When) -> Result<Option<DraftView>, Fault> {
    let Some(draft) = instruction::dossier(look, id, when)?.and_then(|dossier| dossier.draft) else {
        return Ok(None);
    };
    let inside = look.reader.archive || look.reader.offices.contains(&draft.office());
    let names = |pieces: &[Piece]| pieces.iter().map(ToString::to_string).collect();
    let clearances = draft.asked.iter().filter(|_| inside).map(|(clearer, asked)| {
        let (word, open) = stands(&draft, asked);
        ClearanceView {
            clearer: clearer.clone(),
            asked: names(&asked.pieces),
            by: asked.by,
            word,
            open: names(&open),
            answered: asked.answers.iter().map(|(piece, (version, _))| (*piece, *version)).collect(),
            said: asked.said.and_then(|paper| draft.words.get(&paper)).map(ToString::to_string),
        }
    });
    Ok(Some(DraftView {
        draft: id,
        drafter: draft.drafter.clone(),
        begun_at: draft.begun_at,
        version: draft.version,
        pieces: of_draft(&draft),
        to: draft.content.to.iter().map(address).collect(),
        info: draft.content.info.iter().map(address).collect(),
        terms: draft.content.terms.clone(),
        protection: draft.protection(),
        clearances: clearances.collect(),
        approved_by: draft
            .approved
            .as_ref()
            .filter(|_| inside && draft.is_approved())
            .map(|(by, _)| by.clone()),
        regraded_by: draft.regraded.as_ref().filter(|_| draft.is_regraded()).map(|(by, _)| by.clone()),
        lacks: lacks(look, &draft, when)?,
        cleared: draft.is_cleared(),
    }))
}

fn lacks(look: &Look<'_>, draft: &Draft, when: When) -> Result<Vec<String>, Fault> {
    let Purpose::Reply { answers, .. } = &draft.purpose else { return Ok(Vec::new()) };
    let answered: BTreeSet<EntryId> = answers.iter().map(|duty| duty.tasking.instruction).collect();
    let mut labels = Vec::with_capacity(answered.len());
    for id in answered.into_iter().filter(|_| draft.released.is_none()) {
        let Some(found) = Instruction::of(look, id, when)? else { return Ok(Vec::new()) };
        labels.push(found.head.label.clone());
    }
    Ok(draft.lacks(&labels))
}

fn address(address: &domain::fact::Address) -> String {
    let mut text = member(&address.who);
    if !address.except.is_empty() {
        let except: Vec<_> = address.except.iter().map(ToString::to_string).collect();
        text = format!("{text} EXCEPT {}", except.join(", "));
    }
    match address.precedence {
        Some(precedence) => format!("{text} {precedence}"),
        None => text,
    }
}

fn member(member: &domain::fact::Member) -> String {
    match member {
        domain::fact::Member::Office(office) => office.to_string(),
        domain::fact::Member::Collective(name) => name.clone(),
    }
}

/// The pieces of a draft as it reads.
pub(crate) fn of_draft(draft: &Draft) -> Vec<PieceView> {
    pieces(&draft.content, &|words| draft.text(words).to_owned(), &|piece| draft.pieces.get(&piece).copied())
}

fn pieces(
    content: &Content,
    text: &dyn Fn(Words) -> String,
    version: &dyn Fn(Piece) -> Option<EntryId>,
) -> Vec<PieceView> {
    let blank = |piece: Piece, words| PieceView {
        piece,
        name: piece.to_string(),
        text: text(words),
        portion: None,
        mark: None,
        optional: false,
        variants: Vec::new(),
        version: version(piece),
    };
    let paragraphs = content.paragraphs.iter().map(|paragraph| PieceView {
        portion: paragraph.portion,
        ..blank(Piece::Paragraph(paragraph.id), paragraph.text)
    });
    let points = content.points.iter().map(|point| PieceView {
        mark: Some(point.mark.word()),
        optional: point.optional,
        variants: point
            .variants
            .iter()
            .map(|variant| (member(&variant.for_whom), text(variant.text)))
            .collect(),
        ..blank(Piece::Point(point.id), point.text)
    });
    std::iter::once(blank(Piece::Head, content.subject)).chain(paragraphs).chain(points).collect()
}
