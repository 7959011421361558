//! What those who write and clear a text ask before it goes out: how its points will be numbered, what each post has
//! on its hands already, and how a draft read when somebody last looked. How a sheet prints is the domain's.

use std::collections::BTreeMap;

use domain::access::Reader;
use domain::cable::{Sheet, sheet};
use domain::draft::Draft;
use domain::words::{DossierId, EntryId, OfficeId, PointId};
use serde::Serialize;

use crate::draft::{PieceView, of_draft};
use crate::look::When;
use crate::{Fault, Views, cable, instruction, say};

/// What an office has on its hands.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct LoadView {
    /// The taskings of which something can still be asked.
    pub open: usize,
    /// Those among them whose instruction shares a tag with the text in question.
    pub alike: usize,
}

/// How a draft read at one of its entries.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Reading {
    /// Its head as lines of a sheet.
    pub head: String,
    /// Its pieces, the head among them.
    pub pieces: Vec<PieceView>,
}

impl Views {
    /// The identity each point of a sheet will have, in a draft or in a new one.
    pub fn point_ids(
        &self,
        reader: &Reader,
        draft: Option<EntryId>,
        sheet: &Sheet,
    ) -> Result<Vec<PointId>, Fault> {
        self.look(reader, |look| {
            let known = match draft {
                Some(id) if cable::one(look, id)?.is_some() => instruction::dossier(look, id, When::NOW)?,
                _ => None,
            };
            Ok(Draft::point_ids(known.and_then(|dossier| dossier.draft).as_ref(), sheet))
        })
    }

    /// What each office has on its hands, as far as the reader may see it.
    pub fn loads(&self, reader: &Reader, tags: &[String]) -> Result<BTreeMap<OfficeId, LoadView>, Fault> {
        self.look(reader, |look| {
            let mut found = look.db.prepare_cached(
                "SELECT tasking.office, cable.office, cable.tags FROM tasking
                 JOIN cable ON cable.dossier = tasking.instruction
                 WHERE tasking.open = 1 AND cable.label IN (SELECT value FROM json_each(?1))",
            )?;
            let mut rows = found.query([look.permitted()])?;
            let mut loads: BTreeMap<OfficeId, LoadView> = BTreeMap::new();
            while let Some(row) = rows.next()? {
                let (office, instructor) = (say::read(row, 0)?, say::read(row, 1)?);
                if !look.sees(instructor, office) {
                    continue;
                }
                let its: String = row.get(2)?;
                let load = loads.entry(office).or_default();
                load.open += 1;
                load.alike += usize::from(its.split_whitespace().any(|tag| tags.iter().any(|t| t == tag)));
            }
            Ok(loads)
        })
    }

    /// How a draft read as one of its entries left it; nothing if the reader may not see it, or the entry is another's.
    pub fn reading(&self, reader: &Reader, id: EntryId, version: EntryId) -> Result<Option<Reading>, Fault> {
        self.look(reader, |look| {
            if cable::one(look, id)?.is_none() {
                return Ok(None);
            }
            let Some(draft) = instruction::dossier(look, id, When::NOW)?.and_then(|dossier| dossier.draft)
            else {
                return Ok(None);
            };
            let entry = look.record.entry(version)?.filter(|entry| entry.dossier == DossierId::Of(id));
            Ok(entry.and_then(|entry| draft.at(&entry)).map(|then| Reading {
                head: sheet::write(&Sheet { paragraphs: Vec::new(), points: Vec::new(), ..then.sheet() }),
                pieces: of_draft(&then),
            }))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::trial::{Trial, office, reader};

    #[test]
    fn a_load_counts_what_is_open_and_what_is_about_the_same() {
        let mut trial = Trial::begin();
        trial.instruct(&["PAR", "OSL"]);
        let done = trial.instruct(&["PAR"]);
        trial.withdraw(done, "PAR");
        trial.follow();
        let loads = |who: &Reader, tag: &str| trial.views.loads(who, &[tag.to_owned()]).expect("read");
        let all = loads(&reader(&["HQ"]), "EFIS");
        assert_eq!(all.get(&office("PAR")).map(|load| load.open), Some(1));
        assert_eq!(all.get(&office("OSL")).map(|load| load.open), Some(1));
        let paris = loads(&reader(&["PAR"]), "EFIS");
        assert_eq!(paris.get(&office("OSL")), None, "what Oslo has to do is not Paris's business");
        assert!(loads(&reader(&["HQ"]), "NONE").values().all(|load| load.alike == 0));
    }
}
