//! Classes of labels: every thing that demands the same of its reader has the same number, so that what a
//! reader may not see is left out by a list of numbers before anything is counted. Who may read what is decided
//! by `domain::access` alone.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use domain::access::{Label, Reader};
use rusqlite::{Connection, OptionalExtension};

use crate::{Fault, Views};

pub(crate) const VERSION: u32 = 1;

pub(crate) const TABLE: &str = "
CREATE TABLE label (
    id    INTEGER PRIMARY KEY,
    label TEXT NOT NULL UNIQUE   -- level, captions and audience as JSON, sets in order
);";

/// The classes the follower knows, by their text.
pub(crate) type Known = HashMap<String, i64>;

/// The number of a label's class; a new one if it is the first of it.
pub(crate) fn class(db: &Connection, known: &mut Known, label: &Label) -> Result<i64, Fault> {
    let text = serde_json::to_string(label).map_err(|why| Fault::odd("a label", why))?;
    if let Some(id) = known.get(&text) {
        return Ok(*id);
    }
    let found = db
        .prepare_cached("SELECT id FROM label WHERE label = ?1")?
        .query_row([&text], |row| row.get(0))
        .optional()?;
    let id = match found {
        Some(id) => id,
        None => db.prepare_cached("INSERT INTO label (label) VALUES (?1)")?.insert([&text])?,
    };
    known.insert(text, id);
    Ok(id)
}

fn number(place: usize) -> i64 {
    i64::try_from(place).unwrap_or(i64::MAX)
}

/// The classes a reader's process has seen so far.
#[derive(Debug, Default)]
pub(crate) struct Classes {
    all: Vec<Label>,
    /// For each reader, how many classes were looked at and which of them may be read.
    permitted: HashMap<String, (usize, Arc<Permitted>)>,
}

/// The classes a reader may read.
#[derive(Debug, Default)]
pub(crate) struct Permitted {
    /// Their numbers, from below.
    classes: Vec<i64>,
    /// The same as a JSON list for `json_each`.
    pub(crate) list: String,
}

impl Permitted {
    /// Whether a class is one of them.
    pub(crate) fn has(&self, class: i64) -> bool {
        self.classes.binary_search(&class).is_ok()
    }
}

/// For how many readers the answer is kept.
const READERS_MAX: usize = 64;

impl Classes {
    /// Takes in what came since the last look.
    pub(crate) fn refresh(&mut self, db: &Connection) -> Result<(), Fault> {
        let mut more = db.prepare_cached("SELECT id, label FROM label WHERE id > ?1 ORDER BY id")?;
        let mut rows = more.query([number(self.all.len())])?;
        while let Some(row) = rows.next()? {
            let text = row.get_ref(1)?.as_str().map_err(|why| Fault::odd("a label", why))?;
            self.all.push(serde_json::from_str(text).map_err(|why| Fault::odd("a label", why))?);
        }
        Ok(())
    }

    /// The classes a reader may read.
    pub(crate) fn permitted(&mut self, reader: &Reader) -> Arc<Permitted> {
        let Self { all, permitted } = self;
        let key = format!("{reader:?}");
        if permitted.len() >= READERS_MAX && !permitted.contains_key(&key) {
            permitted.clear();
        }
        let (looked, known) = permitted.entry(key).or_default();
        if *looked < all.len() || known.list.is_empty() {
            let more = all.iter().enumerate().skip(*looked).filter(|(_, label)| reader.may_read(label));
            let more = more.map(|(place, _)| number(place) + 1);
            let classes: Vec<i64> = known.classes.iter().copied().chain(more).collect();
            let list = serde_json::to_string(&classes).unwrap_or_default();
            *known = Arc::new(Permitted { classes, list });
            *looked = all.len();
        }
        Arc::clone(known)
    }
}

impl Views {
    /// Every caption and handling line that anything here bears, for whoever grants access.
    pub fn captions(&self) -> Result<BTreeSet<String>, Fault> {
        self.shared.on(|db| {
            let mut all = db.prepare_cached("SELECT label FROM label")?;
            let mut rows = all.query(())?;
            let mut captions = BTreeSet::new();
            while let Some(row) = rows.next()? {
                let text = row.get_ref(0)?.as_str().map_err(|why| Fault::odd("a label", why))?;
                let label: Label = serde_json::from_str(text).map_err(|why| Fault::odd("a label", why))?;
                captions.extend(label.captions);
            }
            Ok(captions)
        })
    }
}

/// The label of a class.
pub(crate) fn read(db: &Connection, id: i64) -> Result<Label, Fault> {
    let mut found = db.prepare_cached("SELECT label FROM label WHERE id = ?1")?;
    let text: String = found.query_row([id], |row| row.get(0))?;
    serde_json::from_str(&text).map_err(|why| Fault::odd("a label", why))
}
