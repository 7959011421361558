//! Warm dossiers: those lately in use, kept folded. A fold of the record cannot be stale as long as the
//! only writer tells it of every entry.

use std::collections::HashMap;

use domain::dossier::Dossier;
use domain::entry::Entry;
use domain::fact::Fact;
use domain::words::{DossierId, EntryId};
use journal::Record;

use crate::failure::Fault;

/// How many dossiers are kept; a year of weekly engagements at 200 posts is some megabytes folded.
const WARM_MAX: usize = 64;

/// The dossiers lately in use.
#[derive(Debug, Default)]
pub(crate) struct Dossiers {
    warm: HashMap<EntryId, Dossier>,
    used: HashMap<EntryId, u64>,
    tick: u64,
}

impl Dossiers {
    /// The dossiers at hand.
    pub(crate) fn warm(&self) -> &HashMap<EntryId, Dossier> {
        &self.warm
    }

    /// Loads what a command names, and the instructions that a reply answers or an engagement counts for.
    pub(crate) fn load(&mut self, record: &Record, named: Vec<EntryId>) -> Result<(), Fault> {
        let mut all = named;
        let mut at = 0;
        while let Some(id) = all.get(at).copied() {
            self.one(record, id)?;
            let duties = self.warm.get(&id).map_or(&[][..], Dossier::duties);
            for duty in duties {
                if !all.contains(&duty.tasking.instruction) {
                    all.push(duty.tasking.instruction);
                }
            }
            at += 1;
        }
        self.shed(&all);
        Ok(())
    }

    fn one(&mut self, record: &Record, id: EntryId) -> Result<(), Fault> {
        self.tick += 1;
        self.used.insert(id, self.tick);
        if self.warm.contains_key(&id) {
            return Ok(());
        }
        let entries = record.dossier(DossierId::Of(id))?;
        if !entries.is_empty() {
            self.warm.insert(id, Dossier::fold(id, &entries)?);
        }
        Ok(())
    }

    fn shed(&mut self, needed: &[EntryId]) {
        while self.warm.len() > WARM_MAX.max(needed.len()) {
            let used = |id: &EntryId| self.used.get(id).copied().unwrap_or(0);
            let oldest =
                self.warm.keys().filter(|id| !needed.contains(id)).min_by_key(|id| used(id)).copied();
            let Some(oldest) = oldest else { return };
            self.forget(oldest);
        }
        if self.used.len() > 16 * WARM_MAX {
            self.used.retain(|id, _| self.warm.contains_key(id));
        }
    }

    /// Takes in a committed entry and the fact it holds.
    pub(crate) fn take(&mut self, entry: &Entry, fact: &Fact) {
        let DossierId::Of(id) = entry.dossier else { return };
        if id == entry.id && matches!(fact, Fact::DraftBegun(_)) {
            self.tick += 1;
            self.used.insert(id, self.tick);
            self.warm.insert(id, Dossier::new(id));
        }
        if let Some(dossier) = self.warm.get_mut(&id) {
            dossier.take(entry, fact);
        }
        self.shed(&[id]);
    }

    /// Forgets one dossier; it is folded again when it is needed.
    pub(crate) fn forget(&mut self, id: EntryId) {
        self.warm.remove(&id);
        self.used.remove(&id);
    }

    /// Forgets everything.
    pub(crate) fn clear(&mut self) {
        self.warm.clear();
        self.used.clear();
    }
}
