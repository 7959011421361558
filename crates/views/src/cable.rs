//! Every cable: drafts, released instructions and replies, telegrams filed from elsewhere. A row holds what a list
//! needs; the words stay in the record. The number of a document grows with the time of release, so that search
//! finds the newest first without sorting.

use std::collections::{BTreeSet, HashMap};

use domain::access::{Label, Reader};
use domain::cable::{Level, Number, Precedence};
use domain::entry::Entry;
use domain::fact::{Addressee, CableFiled, CableNumber, Content, Fact, Purpose, Words};
use domain::words::{DutyId, EntryId, Handle, OfficeId, PaperId};
use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, Row};
use serde::Serialize;

use crate::follow::Apply;
use crate::history::{self, Happening};
use crate::instruction::Head;
use crate::look::{Look, When};
use crate::references::{self, ReferenceView};
use crate::{Fault, Views, directory, draft, filed, labels, say};

pub(crate) const VERSION: u32 = 1;

pub(crate) const TABLE: &str = "
CREATE TABLE cable (
    dossier       TEXT    PRIMARY KEY,
    doc           INTEGER UNIQUE,      -- grows with the time of release or of the telegram; none for a draft
    kind          TEXT    NOT NULL,    -- instruction, reply, filed
    stage         TEXT    NOT NULL,    -- draft, abandoned, released, filed
    office        TEXT    NOT NULL,    -- who drafted or filed it
    author        TEXT    NOT NULL,
    origin        TEXT    NOT NULL,    -- who sent it, as its number or its FM line has it
    station       TEXT,
    year          INTEGER,
    serial        INTEGER,
    at            INTEGER NOT NULL,    -- when it was begun, released or, by its own word, sent
    arrival       INTEGER NOT NULL,    -- the entry that began, released or filed it
    arrived       INTEGER NOT NULL,
    precedence    TEXT    NOT NULL,
    label         INTEGER NOT NULL,
    level         TEXT    NOT NULL,
    captions      TEXT    NOT NULL,    -- JSON
    subject       TEXT    NOT NULL,
    subject_paper TEXT,
    tags          TEXT    NOT NULL,    -- with blanks between
    addressees    TEXT    NOT NULL,    -- JSON, as expanded at release
    version       TEXT    NOT NULL,    -- the entry that last changed the draft
    text          TEXT,                -- the paper of the cable as it went out or came
    answers       TEXT    NOT NULL     -- JSON, the duties a reply answers
) WITHOUT ROWID;
CREATE INDEX cable_number ON cable (station, serial, year) WHERE serial IS NOT NULL;
CREATE INDEX cable_listed ON cable (kind, stage, doc);
CREATE INDEX cable_arrival ON cable (arrival) WHERE doc IS NOT NULL;
CREATE INDEX cable_subject ON cable (subject_paper) WHERE subject_paper IS NOT NULL;
CREATE TABLE answered (
    instruction TEXT NOT NULL,
    reply       TEXT NOT NULL,
    PRIMARY KEY (instruction, reply)
) WITHOUT ROWID;";

/// What a cable is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the words are the trade's")]
pub enum Kind {
    Instruction,
    Reply,
    Filed,
}

/// How far a cable has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the words are the trade's")]
pub enum Stage {
    Draft,
    Abandoned,
    Released,
    Filed,
}

impl Kind {
    const ALL: [Self; 3] = [Self::Instruction, Self::Reply, Self::Filed];

    /// The word in a list.
    pub fn word(self) -> &'static str {
        match self {
            Self::Instruction => "instruction",
            Self::Reply => "reply",
            Self::Filed => "filed",
        }
    }
}

impl Stage {
    const ALL: [Self; 4] = [Self::Draft, Self::Abandoned, Self::Released, Self::Filed];

    /// The word in a list.
    pub fn word(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Abandoned => "abandoned",
            Self::Released => "released",
            Self::Filed => "filed",
        }
    }
}

// ---- Following ----------------------------------------------------------------------------------

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
        let next = match to.carried.docs.get(&first) {
            Some(next) => *next,
            None => {
                let mut last =
                    to.db.prepare_cached("SELECT max(doc) FROM cable WHERE doc >= ?1 AND doc < ?2")?;
                let last: Option<i64> = last.query_row((first, first + IN_A_MINUTE), |row| row.get(0))?;
                last.map_or(first, |last| last + 1)
            }
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
    let text = entry.text(filed.text).cloned().unwrap_or_default();
    let header = filed::header(&text, entry);
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

// ---- Reading ------------------------------------------------------------------------------------

/// One cable in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "the fields are the sentence")]
pub struct CableLine {
    pub dossier: EntryId,
    pub kind: Kind,
    pub stage: Stage,
    /// Who drafted or filed it.
    pub office: OfficeId,
    pub author: Handle,
    /// Who sent it.
    pub origin: String,
    /// Its number; none for a draft. A filed cable's year may be unknown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number: Option<Number>,
    /// When it was begun, released or, by its own word, sent.
    pub at: Timestamp,
    /// When it reached this office.
    pub arrived: Timestamp,
    pub precedence: Precedence,
    pub level: Level,
    pub captions: Vec<String>,
    pub subject: String,
    pub tags: Vec<String>,
}

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
    /// The replies to it, if it is an instruction.
    pub replies: Vec<CableLine>,
    /// What is odd about its text.
    pub remarks: Vec<RemarkView>,
    /// Pieces, clearances and approval, if it was drafted here.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub draft: Option<draft::DraftView>,
    /// Where it came from: a collection and its name there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<(String, String)>,
    /// What happened to it.
    pub history: Vec<Happening>,
}

/// Which cables are wanted in a list; all, if nothing is said.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields are the sentence")]
pub struct Wanted {
    pub kind: Option<Kind>,
    pub stage: Option<Stage>,
    pub office: Option<OfficeId>,
}

/// The columns of a line, in the order `line` reads them.
macro_rules! lines {
    ($rest:literal) => {
        concat!(
            "SELECT dossier, kind, stage, office, author, origin, station, year, serial, at, arrived, precedence, ",
            "level, captions, subject, tags FROM cable ",
            $rest
        )
    };
}

fn line(row: &Row<'_>) -> Result<CableLine, Fault> {
    let word = |column| -> Result<String, Fault> { Ok(row.get(column)?) };
    let (kind, stage, captions) = (word(1)?, word(2)?, word(13)?);
    let kind = Kind::ALL.into_iter().find(|known| known.word() == kind);
    let stage = Stage::ALL.into_iter().find(|known| known.word() == stage);
    let station: Option<String> = row.get(6)?;
    let (year, serial): (Option<i16>, Option<u32>) = (row.get(7)?, row.get(8)?);
    Ok(CableLine {
        dossier: say::read(row, 0)?,
        kind: kind.ok_or_else(|| Fault::odd("a cable", "no kind"))?,
        stage: stage.ok_or_else(|| Fault::odd("a cable", "no stage"))?,
        office: say::read(row, 3)?,
        author: say::read(row, 4)?,
        origin: word(5)?,
        number: station.zip(serial).map(|(station, serial)| Number { station, year, serial }),
        at: say::time(row.get(9)?),
        arrived: say::time(row.get(10)?),
        precedence: say::read(row, 11)?,
        level: say::read(row, 12)?,
        captions: serde_json::from_str(&captions).map_err(|why| Fault::odd("a cable", why))?,
        subject: word(14)?,
        tags: word(15)?.split_whitespace().map(str::to_owned).collect(),
    })
}

fn listed(
    db: &Connection,
    sql: &'static str,
    wanted: impl rusqlite::Params,
) -> Result<Vec<CableLine>, Fault> {
    let mut found = db.prepare_cached(sql)?;
    let mut rows = found.query(wanted)?;
    let mut lines = Vec::new();
    while let Some(row) = rows.next()? {
        lines.push(line(row)?);
    }
    Ok(lines)
}

/// A cable's line, if the reader may see it.
pub(crate) fn one(look: &Look<'_>, id: EntryId) -> Result<Option<CableLine>, Fault> {
    let sql = lines!("WHERE dossier = ?1 AND label IN (SELECT value FROM json_each(?2))");
    Ok(listed(look.db, sql, (id.to_string(), look.permitted()))?.pop())
}

/// The instructions the reader may see, newest first.
pub(crate) fn instructions(look: &Look<'_>, most: usize) -> Result<Vec<EntryId>, Fault> {
    let mut found = look.db.prepare_cached(
        "SELECT dossier FROM cable
         WHERE kind = 'instruction' AND stage = 'released' AND label IN (SELECT value FROM json_each(?1))
         ORDER BY doc DESC LIMIT ?2",
    )?;
    let mut rows = found.query((look.permitted(), limit(most)))?;
    let mut ids = Vec::new();
    while let Some(row) = rows.next()? {
        ids.push(say::read(row, 0)?);
    }
    Ok(ids)
}

/// The open drafts the reader may see.
pub(crate) fn drafts(look: &Look<'_>) -> Result<Vec<CableLine>, Fault> {
    let sql = lines!(
        "WHERE kind IN ('instruction', 'reply') AND stage = 'draft'
        AND label IN (SELECT value FROM json_each(?1)) ORDER BY at DESC"
    );
    listed(look.db, sql, [look.permitted()])
}

/// The replies that arrived since a time, newest first.
pub(crate) fn replies_since(look: &Look<'_>, since: Timestamp, most: usize) -> Result<Vec<CableLine>, Fault> {
    let sql = lines!(
        "WHERE kind = 'reply' AND stage = 'released' AND doc >= ?1
        AND label IN (SELECT value FROM json_each(?2)) ORDER BY doc DESC LIMIT ?3"
    );
    listed(look.db, sql, (first_doc(since), look.permitted(), limit(most)))
}

/// What an instruction is, apart from what became of it.
pub(crate) fn head(look: &Look<'_>, id: EntryId) -> Result<Option<Head>, Fault> {
    let mut found = look.db.prepare_cached(
        "SELECT station, year, serial, subject, precedence, label, addressees, at, version, text FROM cable
         WHERE dossier = ?1 AND kind = 'instruction' AND stage = 'released'",
    )?;
    let mut rows = found.query([id.to_string()])?;
    let Some(row) = rows.next()? else { return Ok(None) };
    let addressees: String = row.get(6)?;
    Ok(Some(Head {
        id,
        number: CableNumber { station: row.get(0)?, year: row.get(1)?, serial: row.get(2)? },
        subject: row.get(3)?,
        precedence: say::read(row, 4)?,
        label: labels::read(look.db, row.get(5)?)?,
        addressees: serde_json::from_str(&addressees).map_err(|why| Fault::odd("a cable", why))?,
        released_at: say::time(row.get(7)?),
        version: say::read(row, 8)?,
        text: say::read(row, 9)?,
    }))
}

/// The released replies on an instruction, and what each demands of its reader.
pub(crate) fn replies(look: &Look<'_>, instruction: EntryId) -> Result<HashMap<EntryId, Label>, Fault> {
    let mut found = look.db.prepare_cached(
        "SELECT reply, label FROM answered JOIN cable ON dossier = reply WHERE instruction = ?1",
    )?;
    let mut rows = found.query([instruction.to_string()])?;
    let mut replies = HashMap::new();
    while let Some(row) = rows.next()? {
        replies.insert(say::read(row, 0)?, labels::read(look.db, row.get(1)?)?);
    }
    Ok(replies)
}

/// The cable that people call by a name.
pub(crate) fn named(look: &Look<'_>, name: &str) -> Result<Option<EntryId>, Fault> {
    if let Ok(id) = name.trim().parse::<EntryId>() {
        return Ok(one(look, id)?.map(|line| line.dossier));
    }
    let Ok(number) = name.parse::<Number>() else { return Ok(None) };
    let mut found = look.db.prepare_cached(
        "SELECT dossier FROM cable
         WHERE station = ?1 AND serial = ?2 AND (?3 IS NULL OR year = ?3) AND label IN (SELECT value FROM json_each(?4))
         ORDER BY doc DESC LIMIT 1",
    )?;
    let mut rows = found.query((&number.station, number.serial, number.year, look.permitted()))?;
    match rows.next()? {
        Some(row) => Ok(Some(say::read(row, 0)?)),
        None => Ok(None),
    }
}

/// The released and filed cables of a station with a serial, of whatever year, that the reader may see.
pub(crate) fn numbered(look: &Look<'_>, station: &str, serial: u32) -> Result<Vec<CableLine>, Fault> {
    let sql = lines!(
        "WHERE station = ?1 AND serial = ?2 AND label IN (SELECT value FROM json_each(?3)) ORDER BY doc"
    );
    listed(look.db, sql, (station, serial, look.permitted()))
}

/// The words of a cable that the reader may see.
pub(crate) fn text(look: &Look<'_>, id: EntryId) -> Result<Option<std::sync::Arc<str>>, Fault> {
    let mut found =
        look.db.prepare_cached("SELECT text FROM cable WHERE dossier = ?1 AND text IS NOT NULL")?;
    let mut rows = found.query([id.to_string()])?;
    match rows.next()? {
        Some(row) => Ok(look.record.paper(say::read(row, 0)?)?),
        None => Ok(None),
    }
}

fn limit(most: usize) -> i64 {
    i64::try_from(most).unwrap_or(i64::MAX)
}

impl Views {
    /// Cables in a list, those changed or sent last first.
    pub fn cables(&self, reader: &Reader, wanted: &Wanted, most: usize) -> Result<Vec<CableLine>, Fault> {
        self.look(reader, |look| {
            let sql = lines!(
                "WHERE label IN (SELECT value FROM json_each(?1)) AND (?2 IS NULL OR kind = ?2)
                AND (?3 IS NULL OR stage = ?3) AND (?4 IS NULL OR office = ?4) ORDER BY at DESC LIMIT ?5"
            );
            let office = wanted.office.map(|office| office.to_string());
            let wanted = (wanted.kind.map(Kind::word), wanted.stage.map(Stage::word));
            listed(look.db, sql, (look.permitted(), wanted.0, wanted.1, office, limit(most)))
        })
    }

    /// One cable with its text, its references both ways and its history; nothing if there is none, or the reader
    /// may not see it.
    pub fn show(&self, reader: &Reader, id: EntryId, when: When) -> Result<Option<CableView>, Fault> {
        self.look(reader, |look| {
            let Some(line) = one(look, id)? else { return Ok(None) };
            let Some(history) = history::of(look, &line, when)? else { return Ok(None) };
            view(look, line, history, when).map(Some)
        })
    }
}

fn view(look: &Look<'_>, line: CableLine, history: Vec<Happening>, when: When) -> Result<CableView, Fault> {
    let id = line.dossier;
    let mut found =
        look.db.prepare_cached("SELECT label, addressees, text, answers FROM cable WHERE dossier = ?1")?;
    let (label, addressees, text, answers) = found.query_row([id.to_string()], |row| {
        let text: Option<String> = row.get(2)?;
        Ok((row.get(0)?, row.get::<_, String>(1)?, text, row.get::<_, String>(3)?))
    })?;
    let addressees: Vec<Addressee> =
        serde_json::from_str(&addressees).map_err(|why| Fault::odd("a cable", why))?;
    let text: Option<PaperId> =
        text.map(|text| text.parse().map_err(|why| Fault::odd("a paper", why))).transpose()?;
    let text = match text {
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
    let replies = lines!(
        "WHERE dossier IN (SELECT reply FROM answered WHERE instruction = ?1)
        AND label IN (SELECT value FROM json_each(?2)) AND arrived <= ?3 AND at <= ?4 ORDER BY doc"
    );
    let until = |time: Option<Timestamp>| time.map_or(i64::MAX, Timestamp::as_millisecond);
    let replies =
        listed(look.db, replies, (id.to_string(), look.permitted(), until(when.known), until(when.as_of)))?;
    Ok(CableView {
        audience: labels::read(look.db, label)?.audience.into_iter().collect(),
        addressees,
        answers: serde_json::from_str(&answers).map_err(|why| Fault::odd("a cable", why))?,
        text: text.map(|text| text.to_string()),
        references: references::out(look, &line)?,
        cited_by: references::back(look, &line)?,
        replies,
        remarks,
        draft,
        source,
        history,
        line,
    })
}

fn ours(look: &Look<'_>, addressee: &Addressee) -> AddresseeView {
    AddresseeView {
        name: directory::name(&look.directory, addressee.office).name,
        office: Some(addressee.office),
        action: addressee.action,
        precedence: Some(addressee.precedence),
        through: addressee.through.as_ref().map(|through| through.collective.clone()),
    }
}

/// A cable as search takes it in.
pub(crate) struct Document {
    pub(crate) line: CableLine,
    pub(crate) doc: i64,
    pub(crate) label: i64,
    pub(crate) text: PaperId,
    pub(crate) arrival: u64,
}

/// Released and filed cables that arrived after an entry, in order of arrival, at most so many.
pub(crate) fn documents(db: &Connection, after: u64, most: usize) -> Result<Vec<Document>, Fault> {
    let mut found = db.prepare_cached(
        "SELECT dossier, kind, stage, office, author, origin, station, year, serial, at, arrived, precedence,
             level, captions, subject, tags, doc, label, text, arrival
         FROM cable WHERE doc IS NOT NULL AND arrival > ?1 ORDER BY arrival LIMIT ?2",
    )?;
    let mut rows = found.query((after.cast_signed(), limit(most)))?;
    let mut documents = Vec::new();
    while let Some(row) = rows.next()? {
        documents.push(Document {
            line: line(row)?,
            doc: row.get(16)?,
            label: row.get(17)?,
            text: say::read(row, 18)?,
            arrival: row.get::<_, i64>(19)?.cast_unsigned(),
        });
    }
    Ok(documents)
}
