//! Search: the newest cables that hold the words asked for. The index keeps no text, only where each word stands;
//! snippets come from the record. Documents are numbered in order of release, so that the newest are found first
//! without sorting. The index follows on its own, after the other views.

use domain::access::Reader;
use domain::cable::Said;
use domain::entry::Entry;
use domain::fact::Fact;
use domain::words::{EntryId, PaperId};
use journal::Record;
use rusqlite::{Connection, TransactionBehavior};
use serde::Serialize;

use crate::cable::{self, CableLine};
use crate::follow::Apply;
use crate::look::{Look, When};
use crate::store::meta;
use crate::{Fault, Views, references, say};

mod facets;
mod query;
pub mod sentences;
mod snippet;

pub use facets::{Facet, Value};
use query::Query;
pub use snippet::Span;

pub(crate) const VERSION: u32 = 2;

pub(crate) const TABLE: &str = "
CREATE TABLE found (
    doc     INTEGER PRIMARY KEY,
    dossier TEXT    NOT NULL,
    label   INTEGER NOT NULL,
    text    TEXT    NOT NULL      -- the paper
);
CREATE INDEX found_text ON found (text);
CREATE TABLE disposed (paper TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE VIRTUAL TABLE word USING fts5 (
    kind, origin, tags, number, subject, text, addressed, marks, prec, cites, holds,
    content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2'
);";

/// How many documents one transaction takes in: few enough that nobody waits for long.
const BATCH: usize = 400;

/// Beyond this many hits a count says `more than`.
const COUNT_MAX: u32 = 250;

/// A page of hits, newest first.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[expect(missing_docs, reason = "the fields are the sentence")]
pub struct SearchPage {
    pub hits: Vec<Hit>,
    /// How many cables this reader can find so; counting ends at 251.
    pub total: u32,
    /// Whether there are more than were counted.
    pub at_least: bool,
    /// Where the next page begins.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<i64>,
    /// What of the question was left out.
    pub remarks: Vec<Said>,
    /// Why nothing was looked for: an operator nobody knows, a date that is none.
    pub errors: Vec<Said>,
    /// What the newest of the hits have in common, each with the words that would narrow the question to it.
    pub facets: Vec<Facet>,
}

/// One cable found.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[expect(missing_docs, reason = "the fields are the sentence")]
pub struct Hit {
    #[serde(flatten)]
    pub cable: CableLine,
    pub snippet: Vec<Span>,
}

pub(crate) fn apply(to: &mut Apply<'_>, _entry: &Entry, fact: &Fact) -> Result<(), Fault> {
    let Fact::PaperDisposed(disposed) = fact else { return Ok(()) };
    let paper = disposed.paper.to_string();
    to.db.prepare_cached("INSERT OR IGNORE INTO disposed VALUES (?1)")?.execute([&paper])?;
    let gone = to
        .db
        .prepare_cached("DELETE FROM word WHERE rowid IN (SELECT doc FROM found WHERE text = ?1)")?
        .execute([&paper])?;
    to.db.prepare_cached("DELETE FROM found WHERE text = ?1")?.execute([&paper])?;
    if gone > 0 {
        // A deleted document's words stay in the index until it is merged, and these must not stay.
        to.db.execute("INSERT INTO word (word) VALUES ('optimize')", ())?;
    }
    Ok(())
}

/// Takes in the next documents and returns the arrival of the last; nothing if there are no more.
pub(crate) fn follow(db: &mut Connection, record: &Record) -> Result<Option<u64>, Fault> {
    let waiting = |db: &Connection| -> Result<_, Fault> {
        let cursor: i64 = db.prepare_cached("SELECT found FROM meta")?.query_row((), |row| row.get(0))?;
        cable::documents(db, cursor.cast_unsigned(), BATCH)
    };
    if waiting(db)?.is_empty() {
        return Ok(None);
    }
    let batch = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let mut documents = waiting(&batch)?;
    let Some(cursor) = documents.last().map(|last| last.arrival) else { return Ok(None) };
    // The index writes out what it has gathered whenever a document number goes down.
    documents.sort_unstable_by_key(|document| document.doc);
    {
        let mut gone = batch.prepare_cached("SELECT 1 FROM disposed WHERE paper = ?1")?;
        let mut found = batch.prepare_cached("INSERT OR IGNORE INTO found VALUES (?1, ?2, ?3, ?4)")?;
        let mut words = batch.prepare_cached(
            "INSERT INTO word (rowid, kind, origin, tags, number, subject, text, addressed, marks, prec, cites, holds)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
        )?;
        for document in &documents {
            let (line, paper) = (&document.line, document.text.to_string());
            if gone.exists([&paper])? {
                continue;
            }
            let text = record.paper(document.text)?;
            found.execute((document.doc, line.dossier.to_string(), document.label, &paper))?;
            let number = line.number.as_ref();
            let cites = references::numbers(&batch, line.dossier)?;
            words.execute((
                document.doc,
                format!("cable {}", line.kind.word()),
                format!("{} {}", line.origin, line.office),
                line.tags.join(" "),
                number.map(|number| format!("{} {} {}", number.long(), number.station, number.serial)),
                &line.subject,
                text.as_deref(),
                addressed(document, text.as_deref().unwrap_or_default()),
                format!("{} {}", line.level, line.captions.join(" \n ")),
                line.precedence.word(),
                &cites,
                holds(document, &cites, text.is_some()),
            ))?;
        }
        batch.prepare_cached("UPDATE meta SET found = ?1")?.execute([cursor.cast_signed()])?;
    }
    batch.commit()?;
    Ok(Some(cursor))
}

/// Whom a cable went to: the codes of our offices and the collectives they were in, else the names on its lines.
fn addressed(document: &cable::Document, text: &str) -> String {
    let ours = document.addressees.iter().map(|addressee| {
        let through = addressee.through.as_ref().map_or("", |through| through.collective.as_str());
        format!("{} {through}", addressee.office)
    });
    if document.line.kind != cable::Kind::Filed {
        return ours.collect::<Vec<_>>().join("\n");
    }
    let cable = domain::cable::parse(text);
    let named = cable.to.iter().chain(&cable.info).map(|addressee| addressee.name.clone());
    named.collect::<Vec<_>>().join("\n")
}

/// What a cable has, in the words `has:` knows.
fn holds(document: &cable::Document, cites: &str, text: bool) -> String {
    let line = &document.line;
    let all = [
        (!cites.is_empty(), "ref"),
        (!line.tags.is_empty(), "tags"),
        (!line.captions.is_empty(), "captions"),
        (text, "text"),
    ];
    all.iter().filter(|(has, _)| *has).map(|(_, word)| *word).collect::<Vec<_>>().join(" ")
}

impl Views {
    /// The newest cables that hold what is asked for: words (all of them, or one OR another), "a phrase", -without,
    /// beginning*, (parentheses), and operators: from:PARIS to:EUROPE post:LIS host:PT tags:PFOR mark:SECRET
    /// prec:FLASH ref:26-LISBON-0098 quote:"…" subject:… date:2025-11..2025-12 after: before: is:reply has:ref.
    /// An operator nobody knows is an error, and then nothing is found. `from` continues a page. Of another time those
    /// are found that were sent and had come by then.
    pub fn search(
        &self,
        reader: &Reader,
        question: &str,
        when: When,
        most: usize,
        from: Option<i64>,
    ) -> Result<SearchPage, Fault> {
        self.look(reader, |look| {
            let query = Query::read(question, &look.directory);
            if !query.errors.is_empty() {
                return Ok(SearchPage {
                    remarks: query.remarks,
                    errors: query.errors,
                    ..SearchPage::default()
                });
            }
            let page = Page { look, query: &query, permitted: look.permitted(), then: then(when) };
            let mut hits = page.hits(most + 1, from)?;
            let next = if hits.len() > most { hits.get(most).map(|(doc, _, _)| *doc) } else { None };
            hits.truncate(most);
            let total = page.count()?;
            let mut lines = Vec::with_capacity(hits.len());
            for (_, dossier, paper) in hits {
                let Some(cable) = cable::found(look.db, dossier)? else { continue };
                let text = look.record.paper(paper)?;
                let snippet = snippet::around(text.as_deref().unwrap_or_default(), &query.wanted);
                lines.push(Hit { cable, snippet });
            }
            Ok(SearchPage {
                hits: lines,
                total,
                at_least: total > COUNT_MAX,
                next,
                remarks: query.remarks.clone(),
                errors: Vec::new(),
                facets: if total > 1 { page.facets()? } else { Vec::new() },
            })
        })
    }

    /// The last entry that the index has taken in.
    pub fn found_through(&self) -> Result<u64, Fault> {
        self.shared.on(|db| Ok(meta(db)?.found))
    }

    /// How many cables this reader can find by a question that arrived here after an entry; counting ends at 251.
    pub fn found_since(&self, reader: &Reader, question: &str, arrival: u64) -> Result<u32, Fault> {
        self.look(reader, |look| {
            let query = Query::read(question, &look.directory);
            if !query.errors.is_empty() {
                return Ok(0);
            }
            let page = Page { look, query: &query, permitted: look.permitted(), then: then(When::NOW) };
            page.count_since(arrival)
        })
    }
}

struct Page<'a> {
    look: &'a Look<'a>,
    query: &'a Query,
    permitted: &'a str,
    /// The last times at which what is found was sent, of which there is none for now, and had come.
    then: (Option<i64>, i64),
}

fn then(when: When) -> (Option<i64>, i64) {
    let (at, arrived) = when.bounds();
    (when.is_past().then_some(at), arrived)
}

impl Page<'_> {
    fn hits(&self, most: usize, from: Option<i64>) -> Result<Vec<(i64, EntryId, PaperId)>, Fault> {
        // CROSS JOIN keeps the planner from turning the join round and sorting.
        let mut found = self.look.db.prepare_cached(
            "SELECT doc, dossier, found.text FROM word CROSS JOIN found ON doc = word.rowid
             WHERE word MATCH ?1 AND word.rowid >= ?2 AND word.rowid <= ?3
                 AND label IN (SELECT value FROM json_each(?4))
                 AND (?6 IS NULL OR EXISTS (SELECT 1 FROM cable WHERE cable.doc = found.doc
                     AND at <= ?6 AND arrived <= ?7))
             ORDER BY word.rowid DESC LIMIT ?5",
        )?;
        let (first, last) = (self.query.first, from.unwrap_or(i64::MAX).min(self.query.last));
        let most = i64::try_from(most).unwrap_or(i64::MAX);
        let mut rows = found.query((
            &self.query.matching,
            first,
            last,
            self.permitted,
            most,
            self.then.0,
            self.then.1,
        ))?;
        let mut hits = Vec::new();
        while let Some(row) = rows.next()? {
            hits.push((row.get(0)?, say::read(row, 1)?, say::read(row, 2)?));
        }
        Ok(hits)
    }

    fn count_since(&self, arrival: u64) -> Result<u32, Fault> {
        let mut count = self.look.db.prepare_cached(
            "SELECT count(*) FROM (
                 SELECT 1 FROM word CROSS JOIN found ON found.doc = word.rowid
                 CROSS JOIN cable ON cable.doc = found.doc
                 WHERE word MATCH ?1 AND word.rowid >= ?2 AND word.rowid <= ?3
                     AND found.label IN (SELECT value FROM json_each(?4)) AND cable.arrival > ?5
                 ORDER BY word.rowid DESC LIMIT ?6)",
        )?;
        let Query { matching, first, last, .. } = self.query;
        let wanted = (matching, first, last, self.permitted, arrival.cast_signed(), COUNT_MAX + 1);
        Ok(count.query_row(wanted, |row| row.get(0))?)
    }

    fn count(&self) -> Result<u32, Fault> {
        let mut count = self.look.db.prepare_cached(
            "SELECT count(*) FROM (
                 SELECT 1 FROM word CROSS JOIN found ON doc = word.rowid
                 WHERE word MATCH ?1 AND word.rowid >= ?2 AND word.rowid <= ?3
                     AND label IN (SELECT value FROM json_each(?4))
                     AND (?6 IS NULL OR EXISTS (SELECT 1 FROM cable WHERE cable.doc = found.doc
                         AND at <= ?6 AND arrived <= ?7))
                 ORDER BY word.rowid DESC LIMIT ?5)",
        )?;
        let (first, last) = (self.query.first, self.query.last);
        let most = COUNT_MAX + 1;
        let wanted = (&self.query.matching, first, last, self.permitted, most, self.then.0, self.then.1);
        Ok(count.query_row(wanted, |row| row.get(0))?)
    }
}

#[cfg(test)]
mod tests;
