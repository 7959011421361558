//! What people call things: a cable by its entry or its number, a tasking by the cable and an office, a duty by the
//! tasking and a day. `HQ.12`, `MERE 7`, `2026 MERE 0007`, each with `/PAR` and `/2026-03-10` after it.

use domain::words::{DutyId, EntryId, OfficeId, TaskingId};
use jiff::civil::Date;

use crate::answer::Stop;
use crate::desk::Desk;
use crate::reading::Reading;
use crate::times;

/// A name, taken apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Name {
    /// The cable, by entry or number.
    pub(crate) cable: String,
    /// The office, if one is named.
    pub(crate) office: Option<OfficeId>,
    /// The day of an occurrence, if one is named.
    pub(crate) day: Option<Date>,
}

impl Name {
    /// Takes a name apart.
    pub(crate) fn read(text: &str) -> Result<Self, Stop> {
        let mut parts = text.split('/').map(str::trim);
        let cable = parts.next().unwrap_or("").to_owned();
        let mut name = Self { cable, office: None, day: None };
        for part in parts {
            let begins_with_digit = part.starts_with(|c: char| c.is_ascii_digit());
            if begins_with_digit && name.day.is_none() {
                name.day = Some(times::day(part).map_err(Stop::Usage)?);
            } else if name.office.is_none() && name.day.is_none() {
                name.office = Some(part.parse().map_err(|error| Stop::Usage(format!("{error}")))?);
            } else {
                return Err(Stop::Usage(format!(
                    "`{text}` is not a tasking; write HQ.12, HQ.12/PAR or HQ.12/PAR/2026-03-10"
                )));
            }
        }
        Ok(name)
    }
}

impl Desk {
    /// The entry that began what somebody names, by entry or number.
    pub(crate) fn entry(&self, name: &str) -> Result<EntryId, Stop> {
        match name.trim().parse() {
            Ok(entry) => Ok(entry),
            Err(_) => self.reading()?.entry(name.trim()),
        }
    }

    /// The views, as the acting officer.
    pub(crate) fn reading(&self) -> Result<Reading, Stop> {
        Reading::of(self.registry.record().clone(), &self.officer, Some(self.office), self.now())
    }

    /// A duty; of the acting office, unless another is named.
    pub(crate) fn duty(&self, text: &str) -> Result<DutyId, Stop> {
        let name = Name::read(text)?;
        let instruction = self.entry(&name.cable)?;
        let office = name.office.unwrap_or(self.office);
        if office == instruction.office {
            return Err(Stop::Usage(format!("say which post: {text}/PAR")));
        }
        Ok(DutyId { tasking: TaskingId { instruction, office }, occurrence: name.day })
    }

    /// An instruction, and one post of it if one is named.
    pub(crate) fn instruction(&self, text: &str) -> Result<(EntryId, Option<OfficeId>), Stop> {
        let name = Name::read(text)?;
        if let Some(day) = name.day {
            return Err(Stop::Usage(format!("an instruction has no day: leave /{day} out")));
        }
        Ok((self.entry(&name.cable)?, name.office))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_taken_apart() {
        let read =
            |text| Name::read(text).map(|name| (name.cable, name.office.map(|o| o.to_string()), name.day));
        let day = "2026-03-10".parse().ok();
        assert_eq!(read("HQ.12").ok(), Some(("HQ.12".to_owned(), None, None)));
        assert_eq!(read("MERE 7 / PAR").ok(), Some(("MERE 7".to_owned(), Some("PAR".to_owned()), None)));
        assert_eq!(read("MERE 7/2026-03-10").ok(), Some(("MERE 7".to_owned(), None, day)));
        assert!(read("HQ.12/PAR/2026-02-30").is_err());
        assert!(read("HQ.12/2026-03-10/PAR").is_err());
        assert!(read("HQ.12/PAR/OSL").is_err());
    }
}
