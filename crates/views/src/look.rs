//! One look at the views by one reader: a consistent state of the file, the directory as it stands, and the one
//! question whether the reader may see a thing. Also the two clocks a look may be set to.

use std::cell::OnceCell;
use std::sync::Arc;

use domain::access::Reader;
use domain::directory::Directory;
use domain::words::OfficeId;
use jiff::Timestamp;
use journal::Record;
use rusqlite::Connection;
use serde::{Deserialize, Serialize};

use crate::labels::Classes;
use crate::store::{Meta, Shared, lock, meta};
use crate::{Fault, Views, board, directory};

/// Which state is asked for: as it was true at one time, as we knew it at another; now, if neither is set.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct When {
    /// As it was true then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub as_of: Option<Timestamp>,
    /// As we knew it then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub known: Option<Timestamp>,
}

impl When {
    /// Now, with all that is known.
    pub const NOW: Self = Self { as_of: None, known: None };

    /// Whether it asks for another state than the present one.
    pub fn is_past(&self) -> bool {
        self.as_of.is_some() || self.known.is_some()
    }

    /// The time for which lateness is asked.
    pub fn moment(&self, now: Timestamp) -> Timestamp {
        self.as_of.or(self.known).unwrap_or(now)
    }

    /// Whether something that was done at one time and arrived at another counts.
    pub(crate) fn counts(&self, at: Timestamp, arrived: Timestamp) -> bool {
        self.as_of.is_none_or(|as_of| at <= as_of) && self.knew(arrived)
    }

    /// Whether what arrived then was known.
    pub(crate) fn knew(&self, arrived: Timestamp) -> bool {
        self.known.is_none_or(|known| arrived <= known)
    }
}

/// What reads keep in memory between looks.
#[derive(Debug, Default)]
pub(crate) struct Kept {
    generation: i64,
    pub(crate) classes: Classes,
    directory: Option<(u64, Arc<Directory>)>,
    pub(crate) boards: board::Kept,
}

/// A reader's look at one state of the file.
pub(crate) struct Look<'a> {
    pub(crate) db: &'a Connection,
    pub(crate) record: &'a Record,
    pub(crate) reader: &'a Reader,
    pub(crate) directory: Arc<Directory>,
    shared: &'a Shared,
    permitted: OnceCell<String>,
}

impl Views {
    /// Looks at the views as a reader.
    pub(crate) fn look<T>(
        &self,
        reader: &Reader,
        work: impl Fn(&Look<'_>) -> Result<T, Fault>,
    ) -> Result<T, Fault> {
        self.shared.on(|db| {
            let directory = self.shared.prepare(db)?;
            work(&Look {
                db,
                record: &self.shared.record,
                reader,
                directory,
                shared: &self.shared,
                permitted: OnceCell::new(),
            })
        })
    }

    /// The offices, collectives and roles, as they stand.
    pub fn directory(&self) -> Result<Arc<Directory>, Fault> {
        self.shared.on(|db| self.shared.prepare(db))
    }
}

impl Shared {
    fn prepare(&self, db: &Connection) -> Result<Arc<Directory>, Fault> {
        let Meta { generation, directory, .. } = meta(db)?;
        let mut kept = lock(&self.kept);
        if kept.generation != generation {
            *kept = Kept { generation, ..Kept::default() };
        }
        kept.classes.refresh(db)?;
        match &kept.directory {
            Some((arrival, known)) if *arrival == directory => Ok(Arc::clone(known)),
            _ => {
                let known = Arc::new(directory::fold(&self.record, directory)?);
                kept.directory = Some((directory, Arc::clone(&known)));
                Ok(known)
            }
        }
    }
}

impl Look<'_> {
    /// The classes the reader may see, as a JSON list.
    pub(crate) fn permitted(&self) -> &str {
        self.permitted.get_or_init(|| lock(&self.shared.kept).classes.permitted(self.reader))
    }

    /// The boards kept in memory.
    pub(crate) fn boards<T>(&self, work: impl FnOnce(&mut board::Kept) -> T) -> T {
        work(&mut lock(&self.shared.kept).boards)
    }

    /// Whether the reader sees what an office did for an instruction: the office itself, the office that
    /// instructed, the archive.
    pub(crate) fn sees(&self, instructor: OfficeId, office: OfficeId) -> bool {
        self.reader.archive
            || self.reader.offices.contains(&office)
            || self.reader.offices.contains(&instructor)
    }
}
