//! Host positions over time: what the answers to an instruction amount to, country by country, and what offices
//! judged apart from any one engagement. The latest is the one that holds for the latest day.

use std::collections::BTreeMap;
use std::sync::Arc;

use domain::access::Reader;
use domain::entry::Entry;
use domain::fact::{CableNumber, Confidence, Fact, Given, Stance};
use domain::words::{EntryId, OfficeId, PaperId};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde::Serialize;

use crate::directory::OfficeName;
use crate::follow::Apply;
use crate::instruction::Instruction;
use crate::look::{Look, When};
use crate::{Fault, Views, say};

pub(crate) const VERSION: u32 = 1;

pub(crate) const TABLE: &str = "
CREATE TABLE assessed (
    entry      TEXT    PRIMARY KEY,
    dossier    TEXT    NOT NULL,
    office     TEXT    NOT NULL,
    country    TEXT    NOT NULL,
    held_on    TEXT    NOT NULL,
    stance     TEXT    NOT NULL,
    given      TEXT,
    confidence TEXT    NOT NULL,
    basis      TEXT    NOT NULL,   -- the paper
    at         INTEGER NOT NULL,
    arrived    INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX assessed_dossier ON assessed (dossier);";

/// A host's position on a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "the fields are the sentence")]
pub struct PositionView {
    pub on: Date,
    pub stance: Stance,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub given: Option<Given>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub confidence: Option<Confidence>,
    /// Who says so.
    pub office: OfficeId,
    /// The engagement it was given in; none for an office's own judgement.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub engagement: Option<EntryId>,
    /// The entry that recorded it.
    pub entry: EntryId,
    pub at: Timestamp,
    /// The answer in the reporter's words, or what the judgement rests on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

/// The positions of one country, oldest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "the fields are the sentence")]
pub struct PositionLine {
    /// ISO 3166-1 alpha-2, or an office's name where the host is no country.
    pub country: Arc<str>,
    pub offices: Vec<OfficeName>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub latest: Option<PositionView>,
    pub history: Vec<PositionView>,
}

/// Host positions on what an instruction is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "the fields are the sentence")]
pub struct PositionsView {
    pub instruction: EntryId,
    pub number: CableNumber,
    pub subject: String,
    pub sentence: String,
    pub lines: Vec<PositionLine>,
}

pub(crate) fn apply(to: &mut Apply<'_>, dossier: EntryId, entry: &Entry, fact: &Fact) -> Result<(), Fault> {
    let Fact::PositionAssessed(assessed) = fact else { return Ok(()) };
    to.db
        .prepare_cached(
            "INSERT OR IGNORE INTO assessed VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
        )?
        .execute((
            entry.id.to_string(),
            dossier.to_string(),
            entry.office().as_str(),
            &assessed.country,
            assessed.on.to_string(),
            assessed.stance.word(),
            assessed.given.map(Given::word),
            assessed.confidence.word(),
            entry.paper(assessed.basis).to_string(),
            entry.at.as_millisecond(),
            entry.arrived.as_millisecond(),
        ))?;
    Ok(())
}

impl Views {
    /// What hosts think of what an instruction is about; nothing if there is no such instruction for this reader.
    pub fn positions(
        &self,
        reader: &Reader,
        instruction: EntryId,
        when: When,
    ) -> Result<Option<PositionsView>, Fault> {
        self.look(reader, |look| {
            let Some(found) = Instruction::of(look, instruction, when)? else { return Ok(None) };
            let lines = lines(look, &found, when, true)?;
            let head = &found.head;
            let sentence = sentence(&lines);
            let (number, subject) = (head.number.clone(), head.subject.clone());
            Ok(Some(PositionsView { instruction, number, subject, sentence, lines }))
        })
    }

    /// The same hosts and days without anybody's words, for a drawing of how they moved.
    pub fn moves(
        &self,
        reader: &Reader,
        instruction: EntryId,
        when: When,
    ) -> Result<Vec<PositionLine>, Fault> {
        self.look(reader, |look| match Instruction::of(look, instruction, when)? {
            Some(found) => lines(look, &found, when, false),
            None => Ok(Vec::new()),
        })
    }
}

fn lines(look: &Look<'_>, found: &Instruction, when: When, words: bool) -> Result<Vec<PositionLine>, Fault> {
    let instruction = found.head.id;
    let said = |paper| if words { text(look, paper) } else { Ok(None) };
    let mut lines: BTreeMap<Arc<str>, PositionLine> = BTreeMap::new();
    for tasking in found.seen(look) {
        let office = look.name(tasking.id.office);
        let line = entry(&mut lines, office.country.as_ref().unwrap_or(&office.name));
        line.offices.push(office);
        for delivered in &tasking.done.delivered {
            let Some(answer) = &delivered.answer else { continue };
            let Some(stance) = answer.stance else { continue };
            line.history.push(PositionView {
                on: delivered.on,
                stance,
                given: answer.given,
                confidence: answer.confidence,
                office: tasking.id.office,
                engagement: Some(delivered.engagement),
                entry: delivered.act.entry,
                at: delivered.act.at,
                text: said(answer.text)?,
            });
        }
    }
    for (country, paper, mut view) in assessed(look, instruction, when)? {
        if look.sees(instruction.office, view.office) {
            view.text = said(paper)?;
            entry(&mut lines, &country.into()).history.push(view);
        }
    }
    let mut lines: Vec<_> = lines.into_values().collect();
    for line in &mut lines {
        line.history.sort_by_key(|view| (view.on, view.at, view.entry));
        line.latest = line.history.last().cloned();
    }
    Ok(lines)
}

fn entry<'l>(lines: &'l mut BTreeMap<Arc<str>, PositionLine>, country: &Arc<str>) -> &'l mut PositionLine {
    let fresh =
        || PositionLine { country: Arc::clone(country), offices: vec![], latest: None, history: vec![] };
    lines.entry(Arc::clone(country)).or_insert_with(fresh)
}

fn text(look: &Look<'_>, paper: PaperId) -> Result<Option<String>, Fault> {
    Ok(look.record.paper(paper)?.map(|text| text.to_string()))
}

fn assessed(
    look: &Look<'_>,
    dossier: EntryId,
    when: When,
) -> Result<Vec<(String, PaperId, PositionView)>, Fault> {
    let day = when.as_of.map(|as_of| as_of.to_zoned(TimeZone::UTC).date());
    let mut found = look.db.prepare_cached(
        "SELECT country, held_on, stance, given, confidence, office, entry, at, basis FROM assessed
         WHERE dossier = ?1 AND (?2 IS NULL OR held_on <= ?2) AND arrived <= ?3 ORDER BY entry",
    )?;
    let known = when.known.map_or(i64::MAX, Timestamp::as_millisecond);
    let mut rows = found.query((dossier.to_string(), day.map(|day| day.to_string()), known))?;
    let mut all = Vec::new();
    while let Some(row) = rows.next()? {
        let view = PositionView {
            on: say::read(row, 1)?,
            stance: say::read(row, 2)?,
            given: say::maybe(row, 3)?,
            confidence: say::maybe(row, 4)?,
            office: say::read(row, 5)?,
            engagement: None,
            entry: say::read(row, 6)?,
            at: say::time(row.get(7)?),
            text: None,
        };
        all.push((row.get(0)?, say::read(row, 8)?, view));
    }
    Ok(all)
}

/// `5 countries: 1 opposes, 2 undecided, 1 supports, 1 not known`.
fn sentence(lines: &[PositionLine]) -> String {
    let of =
        |stance| lines.iter().filter(|line| line.latest.as_ref().map(|view| view.stance) == stance).count();
    let known = Stance::ALL.iter().map(|stance| (of(Some(*stance)), stance.word().replace('-', " ")));
    let all = known.chain([(of(None), "not known".to_owned())]);
    let parts: Vec<_> =
        all.filter(|(count, _)| *count > 0).map(|(count, word)| format!("{count} {word}")).collect();
    let countries =
        if lines.len() == 1 { "1 country".to_owned() } else { format!("{} countries", lines.len()) };
    if parts.is_empty() { countries } else { format!("{countries}: {}", parts.join(", ")) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::trial::{Trial, reader};
    use domain::fact::PositionAssessed;
    use domain::words::DossierId;

    #[test]
    fn the_latest_day_holds_whenever_it_was_written_up() {
        let mut trial = Trial::begin();
        let id = trial.instruct(&["PAR", "OSL"]);
        trial.deliver(id, "PAR", Some(Stance::Opposes));
        let first = trial.now;
        trial.wait_hours(48);
        trial.deliver(id, "PAR", Some(Stance::LeansToward));
        let earlier = PositionAssessed {
            country: "FR".into(),
            on: "2026-01-20".parse().expect("a date"),
            stance: Stance::Undecided,
            given: None,
            confidence: Confidence::Low,
            basis: 0,
        };
        trial.put("HQ", Some(DossierId::Of(id)), earlier, &["The press."]);
        trial.follow();
        let view =
            |when| trial.views.positions(&reader(&["HQ"]), id, when).expect("read").expect("positions");
        let now = view(When::NOW);
        assert_eq!(now.sentence, "2 countries: 1 leans toward, 1 not known");
        let france = now.lines.iter().find(|line| &*line.country == "FR").expect("France");
        let stances: Vec<_> = france.history.iter().map(|view| view.stance).collect();
        assert_eq!(stances, [Stance::Undecided, Stance::Opposes, Stance::LeansToward]);
        assert_eq!(france.history[1].text.as_deref(), Some("They will consider it."));
        let then = view(When { as_of: Some(first), known: None });
        assert_eq!(then.sentence, "2 countries: 1 opposes, 1 not known");
        let known = view(When { as_of: None, known: Some(first) });
        let france = known.lines.iter().find(|line| &*line.country == "FR").expect("France");
        assert_eq!(france.history.len(), 1, "what was assessed later was not known");
    }
}
