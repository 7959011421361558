//! Numbering: each office's cables in one series a year, without holes, read from its own last release.

use std::collections::HashMap;
use std::collections::hash_map::Entry as Slot;

use domain::entry::Entry;
use domain::fact::{CableNumber, Fact};
use domain::words::OfficeId;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use journal::Record;

use crate::failure::Fault;

/// The kinds that use up a number.
const NUMBERED: &[&str] = &["instruction.released", "reply.released"];

/// The last number each office used, and when.
#[derive(Debug, Default)]
pub(crate) struct Numbering {
    last: HashMap<OfficeId, Option<(CableNumber, Timestamp)>>,
}

impl Numbering {
    fn last(
        &mut self,
        record: &Record,
        office: OfficeId,
    ) -> Result<Option<&(CableNumber, Timestamp)>, Fault> {
        let known = match self.last.entry(office) {
            Slot::Occupied(known) => known.into_mut(),
            Slot::Vacant(slot) => {
                let entry = record.last_of_kind(office, NUMBERED)?;
                slot.insert(entry.as_ref().map(number).transpose()?.flatten())
            }
        };
        Ok(known.as_ref())
    }

    /// The next serial of an office in the year of a time, and when it last released.
    pub(crate) fn next(
        &mut self,
        record: &Record,
        office: OfficeId,
        at: Timestamp,
    ) -> Result<(u32, Option<Timestamp>), Fault> {
        let year = at.to_zoned(TimeZone::UTC).year();
        let last = self.last(record, office)?;
        // Numbers restart each year and never skip: a gap in an office's numbers is how the reader at the
        // other end learns that a cable is missing.
        let serial =
            last.filter(|(number, _)| number.year == year).map_or(1, |(number, _)| number.serial + 1);
        Ok((serial, last.map(|(_, at)| *at)))
    }

    /// Notes a number that a proposal or an entry uses.
    pub(crate) fn note(&mut self, office: OfficeId, fact: &Fact, at: Timestamp) {
        if let Some(number) = used(fact) {
            self.last.insert(office, Some((number.clone(), at)));
        }
    }

    /// Forgets everything; it is read again from the record.
    pub(crate) fn forget(&mut self) {
        self.last.clear();
    }
}

fn number(entry: &Entry) -> Result<Option<(CableNumber, Timestamp)>, Fault> {
    Ok(used(&entry.fact()?).map(|number| (number.clone(), entry.at)))
}

/// The number a fact uses up.
pub(crate) fn used(fact: &Fact) -> Option<&CableNumber> {
    match fact {
        Fact::InstructionReleased(released) => Some(&released.number),
        Fact::ReplyReleased(released) => Some(&released.number),
        _ => None,
    }
}
