//! An engagement: one meeting, call or note with host officials, by office and level. What it did for
//! each duty it credits stands with the tasking; no name of an official has a place here.

use crate::entry::Entry;
use crate::fact::{EngagementHeld, Fact};
use crate::words::PaperId;

/// An engagement as it is now recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Engagement {
    /// When, with whom, in what form; as last corrected.
    pub held: EngagementHeld,
    /// The notes, if any.
    pub notes: Option<PaperId>,
    /// How often it was corrected.
    pub corrections: usize,
}

impl Engagement {
    /// Takes in an entry of the engagement's own dossier.
    pub fn evolve(known: &mut Option<Self>, entry: &Entry, fact: &Fact) {
        let notes = |held: &EngagementHeld| held.notes.map(|place| entry.paper(place));
        match (fact, known) {
            (Fact::EngagementHeld(held), known @ None) => {
                *known = Some(Self { held: held.clone(), notes: notes(held), corrections: 0 });
            }
            (Fact::EngagementCorrected(corrected), Some(known)) => {
                known.notes = notes(&corrected.held);
                known.held = corrected.held.clone();
                known.corrections += 1;
            }
            _ => {}
        }
    }
}
