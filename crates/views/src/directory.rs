//! The directory as it stands, folded from its entries and kept in memory; and the names of offices for print.
//! There is no table: a ministry's directory is small, and only its entries change it.

use domain::directory::Directory;
use domain::entry::Entry;
use domain::words::{DossierId, OfficeId};
use journal::Record;
use serde::Serialize;

use crate::Fault;

/// An office as a page names it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "the fields are the sentence")]
pub struct OfficeName {
    pub office: OfficeId,
    pub name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
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

/// The name of an office; its code if the directory does not know it.
pub(crate) fn name(directory: &Directory, office: OfficeId) -> OfficeName {
    let known = directory.office(office);
    OfficeName {
        office,
        name: known.map_or_else(|| office.to_string(), |known| known.opened.name.clone()),
        country: known.and_then(|known| known.opened.country.clone()),
    }
}
