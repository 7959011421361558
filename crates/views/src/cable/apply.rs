//! How entries become rows of cables: drafts begun and revised, cables released under their number, telegrams
//! filed as they came. Only the office that began a draft can change its row.

use std::collections::{BTreeSet, HashMap};

use domain::access::Label;
use domain::cable::Cable;
use domain::entry::Entry;
use domain::fact::{Addressee, CableFiled, CableNumber, Content, Fact, Purpose, Words};
use domain::words::{DutyId, EntryId, OfficeId, PaperId};
use jiff::Timestamp;
use rusqlite::OptionalExtension;
use serde::Serialize;

use super::Kind;
use crate::follow::Apply;
use crate::{Fault, filed, labels};

/// Documents of one minute share its range.
const IN_A_MINUTE: i64 = 1 << 12;

/// The next free document number of minutes that were asked for.
pub(crate) type Docs = HashMap<i64, i64>;

/// The first document number of a time.
pub(crate) fn first_doc(at: Timestamp) -> i64 {
    at.as_second().div_euclid(60).saturating_mul(IN_A_MINUTE)
}

fn next_doc(to: &mut Apply<'_>, at: Timestamp) -> Result<i64, Fault> {
    // A minute that is full lends from the next: the order stays, the time is a little off.
    let mut first = first_doc(at);
    loop {
        let next = if let Some(next) = to.carried.docs.get(&first) {
            *next
        } else {
            let mut last = to.db.prepare_cached("SELECT max(doc) FROM cable WHERE doc >= ?1 AND doc < ?2")?;
            let last: Option<i64> = last.query_row((first, first + IN_A_MINUTE), |row| row.get(0))?;
            last.map_or(first, |last| last + 1)
        };
        to.carried.docs.insert(first, next + 1);
        if next < first + IN_A_MINUTE {
            return Ok(next);
        }
        first += IN_A_MINUTE;
    }
}

pub(crate) fn apply(to: &mut Apply<'_>, dossier: EntryId, entry: &Entry, fact: &Fact) -> Result<(), Fault> {
    match fact {
        Fact::CableFiled(cable) if entry.id == dossier => return file(to, entry, cable),
        Fact::PaperDisposed(disposed) => {
            to.db
                .prepare_cached("UPDATE cable SET subject = '' WHERE subject_paper = ?1")?
                .execute([disposed.paper.to_string()])?;
            return Ok(());
        }
        Fact::DraftBegun(begun) if entry.id == dossier => {
            return begin(to, entry, &begun.purpose, &begun.content);
        }
        _ => {}
    }
    // Only the office that began a draft can do anything to it.
    if entry.office() != dossier.office {
        return Ok(());
    }
    match fact {
        Fact::DraftRevised(revised) => revise(to, dossier, entry, &revised.content),
        Fact::DraftAbandoned(_) => {
            to.db
                .prepare_cached("UPDATE cable SET stage = 'abandoned' WHERE dossier = ?1")?
                .execute([dossier.to_string()])?;
            Ok(())
        }
        Fact::InstructionReleased(fact) => {
            release(to, dossier, entry, &fact.number, &fact.addressees, &[], fact.text)
        }
        Fact::ReplyReleased(fact) => {
            release(to, dossier, entry, &fact.number, &fact.addressees, &fact.answers, fact.text)
        }
        _ => Ok(()),
    }
}

fn json(value: &impl Serialize) -> Result<String, Fault> {
    serde_json::to_string(value).map_err(|why| Fault::odd("a list", why))
}

fn paper(words: Words, entry: &Entry) -> PaperId {
    match words {
        Words::New(place) => entry.paper(place),
        Words::Kept(paper) => paper,
    }
}

fn words(to: &Apply<'_>, words: Words, entry: &Entry) -> Result<String, Fault> {
    let found = match words {
        Words::New(place) => entry.text(place).cloned(),
        Words::Kept(paper) => to.record.paper(paper)?,
    };
    Ok(found.map(|text| text.to_string()).unwrap_or_default())
}

fn own_label(content: &Content, office: OfficeId) -> Label {
    Label {
        level: content.level,
        captions: content.captions.iter().cloned().collect(),
        audience: [office].into(),
    }
}

fn begin(to: &mut Apply<'_>, entry: &Entry, purpose: &Purpose, content: &Content) -> Result<(), Fault> {
    let (kind, answers) = match purpose {
        Purpose::Instruction => (Kind::Instruction, &[][..]),
        Purpose::Reply { answers, .. } => (Kind::Reply, &answers[..]),
    };
    let label = labels::class(to.db, &mut to.carried.labels, &own_label(content, entry.office()))?;
    let subject = words(to, content.subject, entry)?;
    to.db
        .prepare_cached(
            "INSERT OR IGNORE INTO cable (dossier, kind, stage, office, author, origin, at, arrival, arrived, precedence,
                 label, level, captions, subject, subject_paper, tags, addressees, version, answers)
             VALUES (?1, ?2, 'draft', ?3, ?4, ?3, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, '[]', ?1, ?15)",
        )?
        .execute(rusqlite::params![
            entry.id.to_string(),
            kind.word(),
            entry.office().as_str(),
            entry.actor.as_str(),
            entry.at.as_millisecond(),
            entry.arrival.cast_signed(),
            entry.arrived.as_millisecond(),
            content.precedence.word(),
            label,
            content.level.word(),
            json(&content.captions)?,
            subject,
            paper(content.subject, entry).to_string(),
            content.tags.join(" "),
            json(&answers)?,
        ])?;
    Ok(())
}

fn revise(to: &mut Apply<'_>, dossier: EntryId, entry: &Entry, content: &Content) -> Result<(), Fault> {
    let label = labels::class(to.db, &mut to.carried.labels, &own_label(content, dossier.office))?;
    let subject = words(to, content.subject, entry)?;
    to.db
        .prepare_cached(
            "UPDATE cable SET precedence = ?2, label = ?3, level = ?4, captions = ?5, subject = ?6,
                 subject_paper = ?7, tags = ?8, version = ?9
             WHERE dossier = ?1",
        )?
        .execute((
            dossier.to_string(),
            content.precedence.word(),
            label,
            content.level.word(),
            json(&content.captions)?,
            subject,
            paper(content.subject, entry).to_string(),
            content.tags.join(" "),
            entry.id.to_string(),
        ))?;
    Ok(())
}

fn release(
    to: &mut Apply<'_>,
    dossier: EntryId,
    entry: &Entry,
    number: &CableNumber,
    addressees: &[Addressee],
    answers: &[DutyId],
    text: u16,
) -> Result<(), Fault> {
    let mut row = to.db.prepare_cached("SELECT label FROM cable WHERE dossier = ?1 AND doc IS NULL")?;
    let own: Option<i64> = row.query_row([dossier.to_string()], |row| row.get(0)).optional()?;
    let Some(own) = own else { return Ok(()) };
    let mut label = labels::read(to.db, own)?;
    label.audience.extend(addressees.iter().map(|addressee| addressee.office));
    label.audience.extend(answers.iter().map(|duty| duty.tasking.instruction.office));
    let label = labels::class(to.db, &mut to.carried.labels, &label)?;
    let doc = next_doc(to, entry.at)?;
    to.db
        .prepare_cached(
            "UPDATE cable SET stage = 'released', doc = ?2, origin = ?3, station = ?3, year = ?4, serial = ?5, at = ?6,
                 arrival = ?7, arrived = ?8, label = ?9, addressees = ?10, text = ?11
             WHERE dossier = ?1",
        )?
        .execute((
            dossier.to_string(),
            doc,
            &number.station,
            number.year,
            number.serial,
            entry.at.as_millisecond(),
            entry.arrival.cast_signed(),
            entry.arrived.as_millisecond(),
            label,
            json(&addressees)?,
            entry.paper(text).to_string(),
        ))?;
    let mut answered = to.db.prepare_cached("INSERT OR IGNORE INTO answered VALUES (?1, ?2)")?;
    let instructions: BTreeSet<_> = answers.iter().map(|duty| duty.tasking.instruction).collect();
    for instruction in instructions {
        answered.execute((instruction.to_string(), dossier.to_string()))?;
    }
    Ok(())
}

fn file(to: &mut Apply<'_>, entry: &Entry, filed: &CableFiled) -> Result<(), Fault> {
    let header = filed::header(to.filed.as_ref().unwrap_or(&Cable::default()), entry.office());
    let label = labels::class(to.db, &mut to.carried.labels, &header.label)?;
    let at = header.at.unwrap_or(entry.at);
    let doc = next_doc(to, at)?;
    let (station, year, serial) = match &header.number {
        Some(number) => (Some(&number.station), number.year, Some(number.serial)),
        None => (None, None, None),
    };
    to.db
        .prepare_cached(
            "INSERT OR IGNORE INTO cable (dossier, doc, kind, stage, office, author, origin, station, year, serial, at,
                 arrival, arrived, precedence, label, level, captions, subject, subject_paper, tags, addressees, version,
                 text, answers)
             VALUES (?1, ?2, 'filed', 'filed', ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18,
                 '[]', ?1, ?17, '[]')",
        )?
        .execute(rusqlite::params![
            entry.id.to_string(),
            doc,
            entry.office().as_str(),
            entry.actor.as_str(),
            header.origin,
            station,
            year,
            serial,
            at.as_millisecond(),
            entry.arrival.cast_signed(),
            entry.arrived.as_millisecond(),
            header.precedence.word(),
            label,
            header.label.level.word(),
            json(&header.label.captions)?,
            header.subject,
            entry.paper(filed.text).to_string(),
            header.tags.join(" "),
        ])?;
    Ok(())
}
