//! The directory as it stands, folded from its entries and kept in memory; and the names of offices for print.
//! There is no table: a ministry's directory is small, and only its entries change it.

use std::collections::HashMap;
use std::sync::Arc;

use domain::directory::{Directory, Office};
use domain::entry::Entry;
use domain::fact::OfficeOpened;
use domain::words::{DossierId, OfficeId};
use journal::Record;
use serde::Serialize;

use crate::Fault;

/// An office as a page names it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "the fields are the sentence")]
pub struct OfficeName {
    pub office: OfficeId,
    pub name: Arc<str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub country: Option<Arc<str>>,
}

/// The names of all offices, which a board hands out by the hundred.
#[derive(Debug, Default)]
pub(crate) struct Names(HashMap<OfficeId, OfficeName>);

impl Names {
    /// The names of a directory.
    pub(crate) fn of(directory: &Directory) -> Self {
        let name = |known: &Office| {
            let OfficeOpened { office, name, country, .. } = &known.opened;
            let named = OfficeName {
                office: *office,
                name: name.as_str().into(),
                country: country.as_deref().map(Into::into),
            };
            (*office, named)
        };
        Self(directory.offices().map(name).collect())
    }

    /// The name of an office; its code if the directory does not know it.
    pub(crate) fn get(&self, office: OfficeId) -> OfficeName {
        let unknown = || OfficeName { office, name: office.as_str().into(), country: None };
        self.0.get(&office).cloned().unwrap_or_else(unknown)
    }
}

/// Folds the directory from the entries that count.
pub(crate) fn fold(record: &Record, counts: impl Fn(&Entry) -> bool) -> Result<Directory, Fault> {
    let mut directory = Directory::default();
    for entry in record.dossier(DossierId::Directory)? {
        if counts(&entry) {
            // One entry of the directory that cannot be read must not hide all the others.
            drop(directory.evolve(&entry));
        }
    }
    Ok(directory)
}
