//! One cable as its page needs it: header, words, references both ways, replies, remarks, history; and for what
//! was drafted here the pieces and clearances.

use domain::access::Reader;
use domain::cable::{Precedence, Said};
use domain::fact::{Addressee, Fact};
use domain::words::{DutyId, EntryId, OfficeId, PaperId};
use serde::Serialize;

use crate::cable::{self, CableLine, Kind, Stage};
use crate::history::{self, Happening};
use crate::instruction::Instruction;
use crate::look::{Look, When};
use crate::references::{self, ReferenceView};
use crate::version::{VersionMark, marks};
use crate::{Fault, Views, draft, filed, instruction, labels};

/// One addressee of a cable.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AddresseeView {
    /// The name as it stands on the line, or the office's.
    pub name: String,
    /// The office, if it is one of ours.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub office: Option<OfficeId>,
    /// Whether it must act.
    pub action: bool,
    /// How fast it is handled there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub precedence: Option<Precedence>,
    /// The collective that brought it in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub through: Option<String>,
}

/// What is odd about a cable's text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "the fields are the sentence")]
pub struct RemarkView {
    pub code: String,
    pub line: usize,
    pub weight: &'static str,
    pub sentence: String,
    /// The same before it was said, for another language.
    #[serde(skip)]
    pub said: Said,
}

/// A cable with all that is known of it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CableView {
    /// Its header.
    #[serde(flatten)]
    pub line: CableLine,
    /// Who got it.
    pub addressees: Vec<AddresseeView>,
    /// The offices whose officers may read it.
    pub audience: Vec<OfficeId>,
    /// The duties a reply answers.
    pub answers: Vec<DutyId>,
    /// The cable as it went out or came; none for a draft, or when the words were disposed of.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// What it cites.
    pub references: Vec<ReferenceView>,
    /// What cites it.
    pub cited_by: Vec<ReferenceView>,
    /// Other texts under its number, which each keeps: a copy that came again, or a number given twice.
    pub namesakes: Vec<CableLine>,
    /// The replies to it, if it is an instruction.
    pub replies: Vec<CableLine>,
    /// What is odd about its text.
    pub remarks: Vec<RemarkView>,
    /// Pieces, clearances and approval, if it was drafted here.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub draft: Option<draft::DraftView>,
    /// The versions of its text that the reader may read; for readers of the drafting office only.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub versions: Vec<VersionMark>,
    /// Where it came from: a collection and its name there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<(String, String)>,
    /// What happened to it.
    pub history: Vec<Happening>,
}

impl Views {
    /// One cable with its text, its references both ways and its history; nothing if there is none, or the reader
    /// may not see it.
    pub fn show(&self, reader: &Reader, id: EntryId, when: When) -> Result<Option<CableView>, Fault> {
        self.look(reader, |look| {
            let Some(mut line) = cable::one(look, id)? else { return Ok(None) };
            let filed = line.kind == Kind::Filed;
            let there = if filed {
                when.counts(line.at, line.arrived)
            } else {
                !when.is_past() || as_then(look, &mut line, when)?
            };
            if !there {
                return Ok(None);
            }
            // A telegram from elsewhere was there before it was filed here.
            let told = if filed { When { as_of: None, ..when } } else { when };
            let Some(history) = history::of(look, &line, told)? else { return Ok(None) };
            view(look, line, history, when).map(Some)
        })
    }
}

/// Puts a drafted cable's line back to what it was at the time asked for; false if there was nothing of it then
/// that the reader may see.
fn as_then(look: &Look<'_>, line: &mut CableLine, when: When) -> Result<bool, Fault> {
    let found = instruction::dossier(look, line.dossier, when)?;
    let Some(draft) = found.and_then(|dossier| dossier.draft) else { return Ok(false) };
    if draft.released.is_some() {
        return Ok(true);
    }
    line.stage = if draft.abandoned { Stage::Abandoned } else { Stage::Draft };
    line.number = None;
    line.at = draft.begun_at;
    draft.text(draft.content.subject).clone_into(&mut line.subject);
    line.precedence = draft.content.precedence;
    // It is marked as it was then; who may see it is asked of today and of that time.
    line.level = draft.content.level;
    line.captions.clone_from(&draft.content.captions);
    Ok(instruction::may_look_back(look.reader, draft.office(), &draft.content))
}

fn view(look: &Look<'_>, line: CableLine, history: Vec<Happening>, when: When) -> Result<CableView, Fault> {
    let id = line.dossier;
    let mut found =
        look.db.prepare_cached("SELECT label, addressees, text, answers FROM cable WHERE dossier = ?1")?;
    let (label, addressees, text, answers) = found.query_row([id.to_string()], |row| {
        let text: Option<String> = row.get(2)?;
        Ok((row.get(0)?, row.get::<_, String>(1)?, text, row.get::<_, String>(3)?))
    })?;
    let released = matches!(line.stage, Stage::Released | Stage::Filed);
    let mut audience = labels::read(look.db, label)?.audience;
    audience.retain(|office| released || *office == line.office);
    let mut addressees: Vec<Addressee> =
        serde_json::from_str(&addressees).map_err(|why| Fault::odd("a cable", why))?;
    addressees.retain(|_| released);
    let text: Option<PaperId> =
        text.map(|text| text.parse().map_err(|why| Fault::odd("a paper", why))).transpose()?;
    let text = match text.filter(|_| released) {
        Some(paper) => look.record.paper(paper)?,
        None => None,
    };
    let mut addressees: Vec<_> = addressees.iter().map(|addressee| ours(look, addressee)).collect();
    let (mut remarks, mut source) = (Vec::new(), None);
    if line.kind == Kind::Filed {
        let filed = filed::view(text.as_deref().unwrap_or_default());
        (addressees, remarks) = (filed.addressees, filed.remarks);
        let first = look.record.entry(id)?.and_then(|entry| entry.fact().ok());
        if let Some(Fact::CableFiled(fact)) = first {
            source = Some((fact.source, fact.name));
        }
    }
    let draft = match line.kind {
        Kind::Filed => None,
        _ => draft::view(look, id, when)?,
    };
    let versions = match line.kind {
        Kind::Filed => Vec::new(),
        // What came after the time asked for is not told of.
        _ => marks(look, id)?
            .into_iter()
            .filter(|mark| history.iter().any(|each| each.entry == mark.entry))
            .collect(),
    };
    let mut replies = Vec::new();
    if let Some(found) = Instruction::of(look, id, when)? {
        for reply in instruction::replies(&found.taskings) {
            replies.extend(cable::one(look, reply)?);
        }
        replies.sort_by_key(|reply| (reply.at, reply.dossier));
    }
    Ok(CableView {
        audience: audience.into_iter().collect(),
        addressees,
        answers: serde_json::from_str(&answers).map_err(|why| Fault::odd("a cable", why))?,
        text: text.map(|text| text.to_string()),
        references: references::out(look, &line, when)?,
        cited_by: references::back(look, &line, when)?,
        namesakes: namesakes(look, &line, when)?,
        replies,
        remarks,
        draft,
        versions,
        source,
        history,
        line,
    })
}

/// The other texts under a cable's number that were there then.
fn namesakes(look: &Look<'_>, line: &CableLine, when: When) -> Result<Vec<CableLine>, Fault> {
    let mut all = cable::namesakes(look, line)?;
    all.retain(|other| when.counts(other.at, other.arrived));
    Ok(all)
}

fn ours(look: &Look<'_>, addressee: &Addressee) -> AddresseeView {
    AddresseeView {
        name: look.name(addressee.office).name.to_string(),
        office: Some(addressee.office),
        action: addressee.action,
        precedence: Some(addressee.precedence),
        through: addressee.through.as_ref().map(|through| through.collective.clone()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::trial::{Trial, reader};
    use domain::cable::Level;
    use domain::fact::Purpose;

    #[test]
    fn an_unreleased_draft_is_shown_to_its_own_office_only() {
        let mut trial = Trial::begin();
        let draft = trial.draft("HQ", Purpose::Instruction, Level::Unclassified, &[]);
        trial.follow();
        let show = |who: &Reader| trial.views.show(who, draft, When::NOW).expect("read");
        assert_eq!(show(&reader(&["PAR"])), None);
        let view = show(&reader(&["HQ"])).expect("shown");
        assert_eq!((view.line.subject.as_str(), view.text), ("Lost fishing gear", None));
        let pieces = view.draft.expect("a draft").pieces;
        assert_eq!(
            pieces.iter().map(|piece| piece.name.as_str()).collect::<Vec<_>>(),
            ["head", "paragraph 1", "point P1", "point P2"]
        );
    }

    #[test]
    fn who_cleared_is_for_the_drafting_office_and_what_posts_do_for_themselves() {
        let mut trial = Trial::begin();
        let id = trial.draft("HQ", Purpose::Instruction, Level::Confidential, &[]);
        trial.ask_clearance(id, "legal.desk");
        trial.release(id, &["PAR", "OSL"]);
        trial.acknowledge(id, "PAR");
        trial.acknowledge(id, "OSL");
        trial.follow();
        let told = |who: &[&str]| {
            let view = trial.views.show(&reader(who), id, When::NOW).expect("read").expect("shown");
            view.history.into_iter().map(|line| line.told.to_string()).collect::<Vec<_>>()
        };
        let paris = told(&["PAR"]);
        assert_eq!(paris, ["released as 2026 MERE 0001", "2 offices asked to act", "Paris acknowledged"]);
        assert!(told(&["HQ"]).contains(&"legal.desk asked to clear the whole".to_owned()));
    }

    #[test]
    fn before_its_release_a_cable_was_a_draft_of_its_own_office() {
        let mut trial = Trial::begin();
        let id = trial.draft("HQ", Purpose::Instruction, Level::Confidential, &[]);
        let drafted = trial.now;
        trial.release(id, &["PAR"]);
        trial.follow();
        let then = When { as_of: Some(drafted), known: None };
        let show = |who: &[&str], when| trial.views.show(&reader(who), id, when).expect("read");
        assert!(show(&["PAR"], When::NOW).is_some() && show(&["PAR"], then).is_none());
        let view = show(&["HQ"], then).expect("shown");
        assert_eq!((view.line.stage, view.line.number, view.text), (Stage::Draft, None, None));
        assert!(view.addressees.is_empty());
    }

    #[test]
    fn a_number_that_two_texts_bear_in_one_year_leads_from_each_to_the_other() {
        let mut trial = Trial::begin();
        let text = |day: u8, year: u8| {
            format!(
                "R {day:02}0910Z APR {year}\nFM OSLO\nTO PARIS\nUNCLAS OSLO 5136\nSUBJECT: GEAR\n1. LOST.\n"
            )
        };
        let [one, other, _] = [(21, 76), (22, 76), (21, 77)].map(|(day, year)| trial.file(&text(day, year)));
        trial.follow();
        let mut archivist = reader(&["HQ"]);
        archivist.archive = true;
        let beside = |id| {
            let view = trial.views.show(&archivist, id, When::NOW).expect("read").expect("shown");
            view.namesakes.iter().map(|line| line.dossier).collect::<Vec<_>>()
        };
        assert_eq!((beside(one), beside(other)), (vec![other], vec![one]));
    }

    #[test]
    fn looking_back_shows_what_cited_a_cable_then_and_opens_no_level() {
        let mut trial = Trial::begin();
        let secret = trial.draft("HQ", Purpose::Instruction, Level::Secret, &[]);
        let drafted = trial.now;
        let id = trial.instruct(&["PAR"]);
        let sent = trial.now;
        trial.wait_hours(24);
        trial.deliver(id, "PAR", None);
        trial.reply(id, "PAR", Level::Confidential);
        trial.follow();
        let show = |id, when| trial.views.show(&reader(&["HQ"]), id, when).expect("read");
        let cited = |when| show(id, when).expect("shown").cited_by.len();
        assert_eq!((cited(When::NOW), cited(When { as_of: Some(sent), known: None })), (1, 0));
        let low = Reader { level: Level::Confidential, ..reader(&["HQ"]) };
        let then = When { as_of: Some(drafted), known: None };
        assert!(show(secret, then).is_some());
        assert_eq!(trial.views.show(&low, secret, then).expect("read"), None);
    }

    #[test]
    fn a_reply_and_its_instruction_cite_each_other() {
        let mut trial = Trial::begin();
        let id = trial.instruct(&["PAR"]);
        trial.deliver(id, "PAR", None);
        let (reply, _) = trial.reply(id, "PAR", Level::Confidential);
        trial.follow();
        let show = |id| trial.views.show(&reader(&["HQ"]), id, When::NOW).expect("read").expect("shown");
        let out = show(reply).references;
        assert_eq!(out.first().and_then(|view| view.cable.as_ref()).map(|cable| cable.dossier), Some(id));
        let back = show(id);
        assert_eq!(
            back.cited_by.first().and_then(|view| view.cable.as_ref()).map(|c| c.dossier),
            Some(reply)
        );
        assert_eq!(back.replies.iter().map(|line| line.dossier).collect::<Vec<_>>(), [reply]);
        assert_eq!(trial.views.named(&reader(&["HQ"]), "PARIS 2").expect("read"), Some(reply));
        assert_eq!(trial.views.named(&reader(&["OSL"]), "PARIS 2").expect("read"), None);
    }
}
