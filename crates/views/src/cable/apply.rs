//! How entries become rows of cables: drafts begun and revised, cables released under their number, telegrams
//! filed as they came. Only the office that began a draft can change its row.

use std::collections::{BTreeSet, HashMap};

use domain::access::Label;
use domain::cable::{Cable, Level, Number, Precedence};
use domain::entry::Entry;
use domain::fact::{Addressee, CableFiled, CableNumber, Content, Fact, Purpose, Words};
use domain::words::{DossierId, DutyId, EntryId, OfficeId, PaperId};
use jiff::Timestamp;
use serde::Serialize;

use super::{Kind, Stage};
use crate::follow::Apply;
use crate::{Fault, filed, labels, say};

/// Documents of one minute share its range.
const IN_A_MINUTE: i64 = 1 << 12;

/// For how many minutes the next free document number is kept.
const DOCS_MAX: usize = 10_000;

/// The first document number of a time.
pub(crate) fn first_doc(at: Timestamp) -> i64 {
    at.as_second().div_euclid(60).saturating_mul(IN_A_MINUTE)
}

fn next_doc(to: &mut Apply<'_>, at: Timestamp) -> Result<i64, Fault> {
    // A minute that is full lends from the next: the order stays, the time is a little off.
    let mut first = first_doc(at);
    loop {
        let next = if let Some(next) = to.carried.cables.docs.get(&first) {
            *next
        } else {
            let mut last = to.db.prepare_cached("SELECT max(doc) FROM cable WHERE doc >= ?1 AND doc < ?2")?;
            let last: Option<i64> = last.query_row((first, first + IN_A_MINUTE), |row| row.get(0))?;
            last.map_or(first, |last| last + 1)
        };
        to.carried.cables.docs.insert(first, next + 1);
        if next < first + IN_A_MINUTE {
            return Ok(next);
        }
        first += IN_A_MINUTE;
    }
}

/// What the follower keeps of cables: the rows this transaction has changed, written once at its end, and the next
/// free document number of minutes that were asked for.
#[derive(Debug, Default)]
pub(crate) struct Carried {
    changed: HashMap<EntryId, Draft>,
    docs: HashMap<i64, i64>,
}

/// A row of the table as the follower changes it.
#[derive(Debug)]
struct Draft {
    doc: Option<i64>,
    kind: Kind,
    stage: Stage,
    office: OfficeId,
    author: String,
    origin: String,
    number: Option<Number>,
    at: i64,
    arrival: i64,
    arrived: i64,
    precedence: Precedence,
    label: Label,
    subject: String,
    subject_paper: Option<PaperId>,
    tags: String,
    addressees: Vec<Addressee>,
    version: EntryId,
    text: Option<PaperId>,
    answers: Vec<DutyId>,
}

impl Draft {
    fn new(kind: Kind, entry: &Entry) -> Self {
        Self {
            doc: None,
            kind,
            stage: Stage::Draft,
            office: entry.office(),
            author: entry.actor.to_string(),
            origin: entry.office().to_string(),
            number: None,
            at: entry.at.as_millisecond(),
            arrival: entry.arrival.cast_signed(),
            arrived: entry.arrived.as_millisecond(),
            precedence: Precedence::Routine,
            label: Label {
                level: Level::Unclassified,
                captions: BTreeSet::new(),
                audience: [entry.office()].into(),
            },
            subject: String::new(),
            subject_paper: None,
            tags: String::new(),
            addressees: Vec::new(),
            version: entry.id,
            text: None,
            answers: Vec::new(),
        }
    }

    fn say(&mut self, to: &Apply<'_>, content: &Content, entry: &Entry) -> Result<(), Fault> {
        let (paper, subject) = match content.subject {
            Words::New(place) => (entry.paper(place), entry.text(place).cloned()),
            Words::Kept(paper) => (paper, to.record.paper(paper)?),
        };
        self.subject_paper = Some(paper);
        self.subject = subject.map(|text| text.to_string()).unwrap_or_default();
        self.precedence = content.precedence;
        self.label.level = content.level;
        self.label.captions = content.captions.iter().cloned().collect();
        self.tags = content.tags.join(" ");
        self.version = entry.id;
        Ok(())
    }
}

pub(crate) fn apply(to: &mut Apply<'_>, dossier: EntryId, entry: &Entry, fact: &Fact) -> Result<(), Fault> {
    match fact {
        Fact::PaperDisposed(disposed) => return dispose(to, disposed.paper),
        // The entry that names the dossier begins it, and only its office can do anything to it afterwards.
        Fact::DraftBegun(begun) if entry.id == dossier => {
            let kind = if begun.purpose == Purpose::Instruction { Kind::Instruction } else { Kind::Reply };
            let mut draft = Draft::new(kind, entry);
            if let Purpose::Reply { answers, .. } = &begun.purpose {
                draft.answers.clone_from(answers);
            }
            draft.say(to, &begun.content, entry)?;
            to.carried.cables.changed.insert(dossier, draft);
            return Ok(());
        }
        Fact::CableFiled(filed) if entry.id == dossier => {
            let draft = file(to, entry, filed)?;
            to.carried.cables.changed.insert(dossier, draft);
            return Ok(());
        }
        Fact::DraftRevised(_)
        | Fact::DraftAbandoned(_)
        | Fact::InstructionReleased(_)
        | Fact::ReplyReleased(_)
            if entry.office() == dossier.office => {}
        _ => return Ok(()),
    }
    let Some(mut draft) = take(to, dossier)? else { return Ok(()) };
    match fact {
        Fact::DraftRevised(revised) => draft.say(to, &revised.content, entry)?,
        Fact::DraftAbandoned(_) => draft.stage = Stage::Abandoned,
        Fact::InstructionReleased(fact) => {
            release(to, &mut draft, entry, &fact.number, &fact.addressees, fact.text)?;
        }
        Fact::ReplyReleased(fact) => {
            draft.answers.clone_from(&fact.answers);
            draft.label.audience.extend(fact.answers.iter().map(|duty| duty.tasking.instruction.office));
            release(to, &mut draft, entry, &fact.number, &fact.addressees, fact.text)?;
        }
        _ => {}
    }
    to.carried.cables.changed.insert(dossier, draft);
    Ok(())
}

fn release(
    to: &mut Apply<'_>,
    draft: &mut Draft,
    entry: &Entry,
    number: &CableNumber,
    addressees: &[Addressee],
    text: u16,
) -> Result<(), Fault> {
    draft.doc = Some(next_doc(to, entry.at)?);
    draft.stage = Stage::Released;
    draft.origin.clone_from(&number.station);
    draft.number =
        Some(Number { station: number.station.clone(), year: Some(number.year), serial: number.serial });
    draft.at = entry.at.as_millisecond();
    draft.arrival = entry.arrival.cast_signed();
    draft.arrived = entry.arrived.as_millisecond();
    draft.label.audience.extend(addressees.iter().map(|addressee| addressee.office));
    draft.addressees = addressees.to_vec();
    draft.text = Some(entry.paper(text));
    Ok(())
}

fn file(to: &mut Apply<'_>, entry: &Entry, filed: &CableFiled) -> Result<Draft, Fault> {
    let header = filed::header(to.filed.as_ref().unwrap_or(&Cable::default()), entry.office());
    let at = header.at.unwrap_or(entry.at);
    let paper = Some(entry.paper(filed.text));
    Ok(Draft {
        doc: Some(next_doc(to, at)?),
        stage: Stage::Filed,
        origin: header.origin,
        number: header.number,
        at: at.as_millisecond(),
        precedence: header.precedence,
        label: header.label,
        subject: header.subject,
        subject_paper: paper,
        tags: header.tags.join(" "),
        text: paper,
        ..Draft::new(Kind::Filed, entry)
    })
}

fn dispose(to: &mut Apply<'_>, paper: PaperId) -> Result<(), Fault> {
    let Some(DossierId::Of(dossier)) = to.record.entry(paper.entry)?.map(|entry| entry.dossier) else {
        return Ok(());
    };
    let Some(mut draft) = take(to, dossier)? else { return Ok(()) };
    if draft.subject_paper == Some(paper) {
        draft.subject.clear();
    }
    to.carried.cables.changed.insert(dossier, draft);
    Ok(())
}

/// The row of a dossier, from what this transaction has changed or from the table.
fn take(to: &mut Apply<'_>, dossier: EntryId) -> Result<Option<Draft>, Fault> {
    if let Some(draft) = to.carried.cables.changed.remove(&dossier) {
        return Ok(Some(draft));
    }
    let mut found = to.db.prepare_cached(
        "SELECT kind, stage, office, author, origin, station, year, serial, at, arrived, precedence, label, subject,
             tags, doc, arrival, subject_paper, addressees, version, text, answers
         FROM cable WHERE dossier = ?1",
    )?;
    let mut rows = found.query([dossier.to_string()])?;
    let Some(row) = rows.next()? else { return Ok(None) };
    let (addressees, answers): (String, String) = (row.get(17)?, row.get(20)?);
    let station: Option<String> = row.get(5)?;
    let (year, serial): (Option<i16>, Option<u32>) = (row.get(6)?, row.get(7)?);
    Ok(Some(Draft {
        doc: row.get(14)?,
        kind: Kind::read(&row.get::<_, String>(0)?)?,
        stage: Stage::read(&row.get::<_, String>(1)?)?,
        office: say::read(row, 2)?,
        author: row.get(3)?,
        origin: row.get(4)?,
        number: station.zip(serial).map(|(station, serial)| Number { station, year, serial }),
        at: row.get(8)?,
        arrival: row.get(15)?,
        arrived: row.get(9)?,
        precedence: say::read(row, 10)?,
        label: labels::read(to.db, row.get(11)?)?,
        subject: row.get(12)?,
        subject_paper: say::maybe(row, 16)?,
        tags: row.get(13)?,
        addressees: serde_json::from_str(&addressees).map_err(|why| Fault::odd("a cable", why))?,
        version: say::read(row, 18)?,
        text: say::maybe(row, 19)?,
        answers: serde_json::from_str(&answers).map_err(|why| Fault::odd("a cable", why))?,
    }))
}

/// Writes what this transaction has changed.
pub(crate) fn flush(to: &mut Apply<'_>) -> Result<(), Fault> {
    let Carried { changed, docs } = &mut to.carried.cables;
    let mut write = to.db.prepare_cached(
        "INSERT OR REPLACE INTO cable (dossier, doc, kind, stage, office, author, origin, station, year, serial, at,
             arrival, arrived, precedence, label, level, captions, subject, subject_paper, tags, addressees, version, text,
             answers)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23,
             ?24)",
    )?;
    let mut all: Vec<_> = changed.drain().collect();
    all.sort_unstable_by_key(|(_, draft)| draft.arrival);
    for (dossier, draft) in all {
        let number = draft.number.as_ref();
        write.execute(rusqlite::params![
            dossier.to_string(),
            draft.doc,
            draft.kind.word(),
            draft.stage.word(),
            draft.office.as_str(),
            draft.author,
            draft.origin,
            number.map(|number| number.station.as_str()),
            number.and_then(|number| number.year),
            number.map(|number| number.serial),
            draft.at,
            draft.arrival,
            draft.arrived,
            draft.precedence.word(),
            labels::class(to.db, &mut to.carried.labels, &draft.label)?,
            draft.label.level.word(),
            json(&draft.label.captions)?,
            draft.subject,
            draft.subject_paper.map(|paper| paper.to_string()),
            draft.tags,
            json(&draft.addressees)?,
            draft.version.to_string(),
            draft.text.map(|paper| paper.to_string()),
            json(&draft.answers)?,
        ])?;
    }
    if docs.len() > DOCS_MAX {
        docs.clear();
    }
    Ok(())
}

fn json(value: &impl Serialize) -> Result<String, Fault> {
    serde_json::to_string(value).map_err(|why| Fault::odd("a list", why))
}
