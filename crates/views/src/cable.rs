//! Every cable: drafts, released instructions and replies, telegrams filed from elsewhere. A row holds what a list
//! needs; the words stay in the record. The number of a document grows with the time of release, so that search
//! finds the newest first without sorting.

use std::collections::{BTreeSet, HashMap};

use domain::access::{Label, Reader};
use domain::cable::{Level, Number, Precedence};
use domain::fact::{Addressee, CableNumber};
use domain::words::{EntryId, Handle, OfficeId, PaperId};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use rusqlite::{Connection, OptionalExtension as _, Row};
use serde::Serialize;

use crate::instruction::Head;
use crate::look::{Look, When};
use crate::{Fault, Views, labels, say};

mod apply;

pub(crate) use apply::{Carried, apply, first_doc, flush};

pub(crate) const VERSION: u32 = 3;

pub(crate) const TABLE: &str = "
CREATE TABLE cable (
    dossier       TEXT    NOT NULL UNIQUE,
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
);
CREATE INDEX cable_number ON cable (station, serial, year) WHERE serial IS NOT NULL;
CREATE INDEX cable_listed ON cable (kind, stage, doc, at);
CREATE INDEX cable_arrival ON cable (arrival) WHERE doc IS NOT NULL;";

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
    fn read(word: &str) -> Result<Self, Fault> {
        let known = Self::ALL.into_iter().find(|known| known.word() == word);
        known.ok_or_else(|| Fault::odd("a cable", "no kind"))
    }

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
    fn read(word: &str) -> Result<Self, Fault> {
        let known = Self::ALL.into_iter().find(|known| known.word() == word);
        known.ok_or_else(|| Fault::odd("a cable", "no stage"))
    }

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
    let station: Option<String> = row.get(6)?;
    let (year, serial): (Option<i16>, Option<u32>) = (row.get(7)?, row.get(8)?);
    Ok(CableLine {
        dossier: say::read(row, 0)?,
        kind: Kind::read(&kind)?,
        stage: Stage::read(&stage)?,
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

/// The line of a cable that was found among those the reader may see.
pub(crate) fn found(db: &Connection, id: EntryId) -> Result<Option<CableLine>, Fault> {
    Ok(listed(db, lines!("WHERE dossier = ?1"), [id.to_string()])?.pop())
}

/// The place of a released instruction among all cables, if the reader may see it.
pub(crate) fn place(look: &Look<'_>, id: EntryId) -> Result<Option<i64>, Fault> {
    let mut found = look.db.prepare_cached(
        "SELECT doc FROM cable WHERE dossier = ?1 AND kind = 'instruction' AND stage = 'released'
         AND label IN (SELECT value FROM json_each(?2))",
    )?;
    Ok(found.query_row((id.to_string(), look.permitted()), |row| row.get(0)).optional()?)
}

/// The instructions the reader may see from a place downwards, of those there were then, newest first.
pub(crate) fn instructions(
    look: &Look<'_>,
    below: i64,
    most: usize,
    when: When,
) -> Result<Vec<EntryId>, Fault> {
    let mut found = look.db.prepare_cached(
        "SELECT dossier FROM cable
         WHERE kind = 'instruction' AND stage = 'released' AND label IN (SELECT value FROM json_each(?1))
         AND doc < ?3 AND at <= ?4 AND arrived <= ?5 ORDER BY doc DESC LIMIT ?2",
    )?;
    let (at, arrived) = when.bounds();
    let mut rows = found.query((look.permitted(), limit(most), below, at, arrived))?;
    let mut ids = Vec::new();
    while let Some(row) = rows.next()? {
        ids.push(say::read(row, 0)?);
    }
    Ok(ids)
}

/// The open drafts of an office that the reader may see.
pub(crate) fn drafts(look: &Look<'_>, office: OfficeId) -> Result<Vec<CableLine>, Fault> {
    let sql = lines!(
        "WHERE kind IN ('instruction', 'reply') AND stage = 'draft'
        AND label IN (SELECT value FROM json_each(?1)) AND office = ?2 ORDER BY at DESC"
    );
    listed(look.db, sql, (look.permitted(), office.to_string()))
}

/// What an office drafted that may have been an open draft then, as far as the reader may see it now.
pub(crate) fn drafts_then(look: &Look<'_>, office: OfficeId, when: When) -> Result<Vec<CableLine>, Fault> {
    // What was released by then was no draft any more; when a draft was given up only its own history knows.
    let sql = lines!(
        "WHERE office = ?1 AND kind IN ('instruction', 'reply')
        AND (stage IN ('draft', 'abandoned') OR at > ?2 OR arrived > ?3)
        AND label IN (SELECT value FROM json_each(?4)) ORDER BY at DESC"
    );
    let (at, arrived) = when.bounds();
    listed(look.db, sql, (office.to_string(), at, arrived, look.permitted()))
}

/// The replies that were sent since a time, of those there were then, newest first.
pub(crate) fn replies_since(
    look: &Look<'_>,
    since: Timestamp,
    most: usize,
    when: When,
) -> Result<Vec<CableLine>, Fault> {
    let sql = lines!(
        "WHERE kind = 'reply' AND stage = 'released' AND doc >= ?1
        AND label IN (SELECT value FROM json_each(?2)) AND at <= ?4 AND arrived <= ?5 ORDER BY doc DESC LIMIT ?3"
    );
    let (at, arrived) = when.bounds();
    listed(look.db, sql, (first_doc(since), look.permitted(), limit(most), at, arrived))
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

/// What each released reply demands of its reader.
pub(crate) fn labels_of(
    look: &Look<'_>,
    replies: &BTreeSet<EntryId>,
) -> Result<HashMap<EntryId, Label>, Fault> {
    let mut found =
        look.db.prepare_cached("SELECT label FROM cable WHERE dossier = ?1 AND stage = 'released'")?;
    let mut labels = HashMap::new();
    for reply in replies {
        let mut rows = found.query([reply.to_string()])?;
        if let Some(row) = rows.next()? {
            labels.insert(*reply, labels::read(look.db, row.get(0)?)?);
        }
    }
    Ok(labels)
}

/// The cable that people call by a name.
pub(crate) fn named(look: &Look<'_>, name: &str) -> Result<Option<EntryId>, Fault> {
    if let Ok(id) = name.trim().parse::<EntryId>() {
        return Ok(one(look, id)?.map(|line| line.dossier));
    }
    let Ok(number) = name.parse::<Number>() else { return Ok(None) };
    let mut found = look.db.prepare_cached(
        "SELECT dossier, label FROM cable
         WHERE station = ?1 AND serial = ?2 AND (?3 IS NULL OR year = ?3) ORDER BY doc DESC",
    )?;
    let mut rows = found.query((&number.station, number.serial, number.year))?;
    while let Some(row) = rows.next()? {
        if look.classes().has(row.get(1)?) {
            return Ok(Some(say::read(row, 0)?));
        }
    }
    Ok(None)
}

/// The released and filed cables of a station with a serial, of whatever year, that the reader may see.
pub(crate) fn numbered(look: &Look<'_>, station: &str, serial: u32) -> Result<Vec<CableLine>, Fault> {
    let sql = lines!(
        "WHERE station = ?1 AND serial = ?2 AND label IN (SELECT value FROM json_each(?3)) ORDER BY doc"
    );
    listed(look.db, sql, (station, serial, look.permitted()))
}

/// The other cables that bear the number of one in its year, and that the reader may see.
pub(crate) fn namesakes(look: &Look<'_>, line: &CableLine) -> Result<Vec<CableLine>, Fault> {
    let Some(number) = &line.number else { return Ok(Vec::new()) };
    // A filed cable's number seldom says its year; the day it was sent does.
    let year = |line: &CableLine| {
        let said = line.number.as_ref().and_then(|number| number.year);
        said.unwrap_or_else(|| line.at.to_zoned(TimeZone::UTC).year())
    };
    let mut others = numbered(look, &number.station, number.serial)?;
    others.retain(|other| other.dossier != line.dossier && year(other) == year(line));
    Ok(others)
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
    /// Cables in a list, those begun or sent last first.
    pub fn cables(&self, reader: &Reader, wanted: &Wanted, most: usize) -> Result<Vec<CableLine>, Fault> {
        self.look(reader, |look| {
            // Each kind in each stage is in order already; the planner would sort them all together.
            let sql = lines!(
                "WHERE kind = ?1 AND stage = ?2 AND label IN (SELECT value FROM json_each(?3))
                AND (?4 IS NULL OR office = ?4) ORDER BY doc DESC, at DESC LIMIT ?5"
            );
            let office = wanted.office.map(|office| office.to_string());
            let mut lines = Vec::new();
            for kind in Kind::ALL.into_iter().filter(|kind| wanted.kind.is_none_or(|wanted| wanted == *kind))
            {
                for stage in Stage::ALL {
                    if wanted.stage.is_none_or(|wanted| wanted == stage) {
                        let some = (kind.word(), stage.word(), look.permitted(), &office, limit(most));
                        lines.extend(listed(look.db, sql, some)?);
                    }
                }
            }
            lines.sort_by_key(|line| std::cmp::Reverse((line.at, line.dossier)));
            lines.truncate(most);
            Ok(lines)
        })
    }
}

/// A cable as search takes it in.
pub(crate) struct Document {
    pub(crate) line: CableLine,
    pub(crate) doc: i64,
    pub(crate) label: i64,
    pub(crate) text: PaperId,
    pub(crate) arrival: u64,
    /// Whom it went to, if it is one of ours.
    pub(crate) addressees: Vec<Addressee>,
}

/// Released and filed cables that arrived after an entry, in order of arrival, at most so many.
pub(crate) fn documents(db: &Connection, after: u64, most: usize) -> Result<Vec<Document>, Fault> {
    let mut found = db.prepare_cached(
        "SELECT dossier, kind, stage, office, author, origin, station, year, serial, at, arrived, precedence,
             level, captions, subject, tags, doc, label, text, arrival, addressees
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
            addressees: serde_json::from_str(&row.get::<_, String>(20)?)
                .map_err(|why| Fault::odd("a cable", why))?,
        });
    }
    Ok(documents)
}
