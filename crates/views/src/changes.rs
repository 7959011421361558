//! What changed in what a reader may read, one change after another as the entries arrived: cables released, taskings that
//! moved on. What the reader may not see is passed over without a trace. What is done about a change is not known here.

use domain::access::Reader;
use domain::cable::Number;
use domain::entry::Entry;
use domain::fact::Fact;
use domain::tasking::{concerned, owner};
use domain::words::{DossierId, EntryId, OfficeId};
use jiff::Timestamp;

use crate::cable;
use crate::instruction::Instruction;
use crate::look::{Look, When};
use crate::store::meta;
use crate::{CableLine, Fault, Views};

/// What changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Changed {
    /// An instruction was released.
    Instruction,
    /// A reply was released.
    Reply,
    /// The tasking of an office stands differently than before.
    Tasking(OfficeId),
    /// A duty officer opened a cable in an emergency.
    Opened(EntryId),
}

/// One change.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields are the sentence")]
pub struct Change {
    pub entry: EntryId,
    pub at: Timestamp,
    pub changed: Changed,
    /// The number of the cable; of the instruction, if it is a tasking.
    pub number: String,
}

/// How far was looked, and what was found there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NextChange {
    /// The last arrival looked at: that of the change, if there is one.
    pub through: u64,
    /// The first change the reader may see.
    pub change: Option<Change>,
}

impl Views {
    /// The first change after an arrival that the reader may see now, among so many entries.
    pub fn next_change(&self, reader: &Reader, after: u64, most: usize) -> Result<NextChange, Fault> {
        self.look(reader, |look| {
            // The record may be ahead of what can be read here; what is not derived yet waits for the next look.
            let shown = meta(look.db)?.cursor;
            let mut through = after;
            for entry in look.record.after(after, most)? {
                if entry.arrival > shown {
                    break;
                }
                through = entry.arrival;
                if let Some(change) = change(look, &entry)? {
                    return Ok(NextChange { through, change: Some(change) });
                }
            }
            Ok(NextChange { through, change: None })
        })
    }
}

fn change(look: &Look<'_>, entry: &Entry) -> Result<Option<Change>, Fault> {
    let DossierId::Of(dossier) = entry.dossier else { return Ok(None) };
    // What cannot be read changes nothing anybody could look at.
    let Ok(fact) = entry.fact() else { return Ok(None) };
    let (entry_id, at) = (entry.id, entry.at);
    let released = |changed, number: String| {
        let seen = cable::one(look, dossier)?;
        Ok(seen.map(|_| Change { entry: entry_id, at, changed, number }))
    };
    match &fact {
        Fact::InstructionReleased(fact) => return released(Changed::Instruction, fact.number.to_string()),
        Fact::ReplyReleased(fact) => return released(Changed::Reply, fact.number.to_string()),
        Fact::EmergencyOpened(_) => {
            let seen = cable::one(look, dossier)?;
            let number = |line: &CableLine| line.number.as_ref().map_or_else(|| dossier.to_string(), in_full);
            let changed = Changed::Opened(dossier);
            return Ok(seen.map(|line| Change { entry: entry_id, at, changed, number: number(&line) }));
        }
        // Taskings begin with the release, which was told.
        Fact::TaskingIssued(_) => return Ok(None),
        _ => {}
    }
    let concerned = concerned(dossier, &fact);
    let Some(tasking) = concerned.first() else { return Ok(None) };
    if entry.office() != owner(*tasking, &fact) || !look.sees(dossier.office, tasking.office) {
        return Ok(None);
    }
    let found = Instruction::of(look, dossier, When::NOW)?;
    let number = found.map(|found| found.head.number.to_string());
    Ok(number.map(|number| Change { entry: entry_id, at, changed: Changed::Tasking(tasking.office), number }))
}

/// A number with its year, where that is known.
fn in_full(number: &Number) -> String {
    number.year.map_or_else(|| number.to_string(), |year| format!("{year} {number}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::trial::{Trial, office, reader};
    use domain::cable::Level;

    /// Every change a reader is told of, from the beginning.
    fn all(trial: &Trial, who: &Reader) -> Vec<(EntryId, Changed)> {
        let (mut after, mut told) = (0, Vec::new());
        loop {
            let next = trial.views.next_change(who, after, 3).expect("read");
            if next.through == after {
                return told;
            }
            after = next.through;
            told.extend(next.change.map(|change| (change.entry, change.changed)));
        }
    }

    #[test]
    fn a_reader_is_told_of_every_change_they_may_see_and_of_no_other() {
        let mut trial = Trial::begin();
        let first = trial.instruct(&["PAR", "OSL"]);
        let acknowledged = trial.acknowledge(first, "OSL");
        trial.deliver(first, "PAR", None);
        trial.reply(first, "PAR", Level::Secret);
        trial.follow();
        let kinds = |who: &Reader| all(&trial, who).into_iter().map(|(_, kind)| kind).collect::<Vec<_>>();
        let (paris, oslo) = (Changed::Tasking(office("PAR")), Changed::Tasking(office("OSL")));
        let told = kinds(&reader(&["HQ"]));
        assert_eq!(told.first(), Some(&Changed::Instruction));
        assert!(told.contains(&oslo) && told.contains(&paris) && told.contains(&Changed::Reply), "{told:?}");
        assert_eq!(all(&trial, &reader(&["OSL"])).last(), Some(&(acknowledged, oslo)));
        assert_eq!(kinds(&reader(&["OSL"])), [Changed::Instruction, oslo]);
        assert!(!kinds(&reader(&["PAR"])).contains(&oslo));
        let low = Reader { level: Level::Confidential, ..reader(&["HQ"]) };
        assert!(
            !kinds(&low).contains(&Changed::Reply),
            "a secret reply tells nothing to who may not read it"
        );
        let unclassified = Reader { level: Level::Unclassified, ..reader(&["HQ"]) };
        assert_eq!(kinds(&unclassified), []);
        assert_eq!(kinds(&reader(&["WEL"])), []);
    }

    #[test]
    fn an_opening_in_an_emergency_is_told_to_those_who_may_read_the_cable() {
        let mut trial = Trial::begin();
        let cable = trial.instruct(&["PAR"]);
        let opened = trial.open_in_emergency("duty.officer", cable, 60);
        trial.follow();
        for who in [reader(&["HQ"]), reader(&["PAR"])] {
            assert_eq!(all(&trial, &who).last(), Some(&(opened, Changed::Opened(cable))));
        }
        assert_eq!(all(&trial, &reader(&["OSL"])), []);
        let duty = Reader { officer: "duty.officer".parse().expect("a handle"), ..reader(&[]) };
        assert_eq!(all(&trial, &duty), [], "and not to who opened it");
    }

    #[test]
    fn what_the_views_do_not_show_yet_waits() {
        let mut trial = Trial::begin();
        trial.follow();
        let shown = trial.views.reached();
        trial.instruct(&["PAR"]);
        let next = trial.views.next_change(&reader(&["HQ"]), shown, 99).expect("read");
        assert_eq!(next, NextChange { through: shown, change: None });
        trial.follow();
        let next = trial.views.next_change(&reader(&["HQ"]), shown, 99).expect("read");
        assert!(next.change.is_some_and(|change| change.changed == Changed::Instruction));
    }
}
