//! The desk as the command line uses it: opened for one command, asked, closed. A command that begins something is
//! named by what it says, so that typing it again adds nothing.

use std::sync::Arc;

use domain::calendar;
use domain::command::Command;
use domain::directory::Directory;
use domain::proof::Presence;
use domain::words::{DossierId, EntryId, Handle, OfficeId};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use registry::{Ask, Receipt, Registry, Told};
use sha2::{Digest as _, Sha256};
use views::When;

use crate::answer::{Answer, Stop};
use crate::commands::lint;
use crate::shell::Shell;

/// The desk, opened for one command.
#[derive(Debug)]
pub(crate) struct Desk {
    pub(crate) registry: Registry,
    /// The office that acts.
    pub(crate) office: OfficeId,
    /// The officer who acts.
    pub(crate) officer: Handle,
}

impl Desk {
    /// Opens the record for writing, as the acting office and officer.
    pub(crate) fn open(shell: &Shell) -> Result<Self, Stop> {
        let folder = shell.folder()?;
        let (office, officer) = (shell.office()?, shell.officer()?);
        let profile = lint::house(shell, None)?;
        Ok(Self { registry: Registry::open_in_house(&folder, shell.clock()?, profile)?, office, officer })
    }

    /// Asks one thing and waits until it is on the disk.
    pub(crate) fn ask(&self, command: Command) -> Result<Receipt, Stop> {
        Ok(self.registry.desk().ask(self.named(None, command))?)
    }

    /// Asks for something that begins a thing: the same again is known by its own words, unless wanted anew.
    pub(crate) fn begin(&self, again: bool, command: Command) -> Result<Receipt, Stop> {
        let name = if again { None } else { Some(self.name(&command)?) };
        Ok(self.registry.desk().ask(self.named(name, command))?)
    }

    /// Asks for a change that may come and go: the same again is a repetition only if nothing came in between.
    pub(crate) fn change(&self, dossier: EntryId, command: Command) -> Result<Receipt, Stop> {
        let name = self.name(&command)?;
        let entries = self.registry.record().dossier(DossierId::Of(dossier))?;
        let last = entries.last().and_then(|entry| entry.command.clone());
        let name = match last.filter(|last| last.starts_with(&*name)) {
            Some(last) => last,
            None => format!("{name}:{}", entries.len()).into(),
        };
        Ok(self.registry.desk().ask(self.named(Some(name), command))?)
    }

    /// A command of the acting officer, under a name.
    pub(crate) fn named(&self, name: Option<Arc<str>>, command: Command) -> Ask {
        Ask { office: self.office, officer: self.officer.clone(), presence: Presence::Console, name, command }
    }

    /// Says what one receipt came to: done, or nothing to add.
    pub(crate) fn said(
        &self,
        shell: &Shell,
        command: &str,
        receipt: &Receipt,
        done: &str,
        was: &str,
    ) -> Answer {
        self.said_all(shell, command, std::slice::from_ref(receipt), done, was)
    }

    /// Says what several receipts came to together.
    pub(crate) fn said_all(
        &self,
        shell: &Shell,
        command: &str,
        receipts: &[Receipt],
        done: &str,
        was: &str,
    ) -> Answer {
        let entries: Vec<EntryId> = receipts.iter().flat_map(|receipt| receipt.entries.clone()).collect();
        let paint = shell.paint;
        let text = match (entries.first(), entries.last()) {
            (Some(first), Some(last)) if first != last => {
                format!("{} {}", paint.prose(done, 0, 2), paint.dim(&format!("({first} to {last})")))
            }
            (Some(only), _) => format!("{} {}", paint.prose(done, 0, 2), paint.dim(&format!("({only})"))),
            _ => format!("{} {}", paint.dim("nothing to add:"), paint.prose(was, 16, 2)),
        };
        let told = Told {
            new: !entries.is_empty(),
            entries,
            began: None,
            number: None,
            at: receipts.iter().map(|receipt| receipt.at).max().unwrap_or_else(|| self.now()),
        };
        Answer::new(command, text, told)
    }

    fn name(&self, command: &Command) -> Result<Arc<str>, Stop> {
        let said = serde_json::to_string(command).map_err(Stop::fault)?;
        let mut digest = Sha256::new();
        for part in [self.office.as_str(), "\n", self.officer.as_str(), "\n", &said] {
            digest.update(part.as_bytes());
        }
        Ok(format!("cli:{}", hex(&digest.finalize())).into())
    }

    /// The offices, collectives and roles as they stand.
    pub(crate) fn directory(&self) -> Result<Directory, Stop> {
        directory(self.registry.record())
    }

    /// The time by the desk's clock.
    pub(crate) fn now(&self) -> Timestamp {
        self.registry.clock().now()
    }
}

impl Desk {
    /// The time zone of an office; UTC if it is not known.
    pub(crate) fn zone(&self, office: OfficeId) -> Result<TimeZone, Stop> {
        let directory = self.directory()?;
        let zone = directory.office(office).and_then(|office| calendar::zone(&office.opened.zone).ok());
        Ok(zone.unwrap_or(TimeZone::UTC))
    }

    /// The day it is at the acting office.
    pub(crate) fn today(&self) -> Result<Date, Stop> {
        Ok(calendar::day_at(self.now(), &self.zone(self.office)?))
    }
}

/// The directory of a record, folded.
pub(crate) fn directory(record: &journal::Record) -> Result<Directory, Stop> {
    directory_known(record, When::NOW)
}

/// The same as we knew it then. What holds on a day is asked of it with the day.
pub(crate) fn directory_known(record: &journal::Record, when: When) -> Result<Directory, Stop> {
    let mut directory = Directory::default();
    let mut entries = record.dossier(DossierId::Directory)?;
    entries.retain(|entry| when.known.is_none_or(|known| entry.arrived <= known));
    for entry in entries {
        directory.evolve(&entry).map_err(Stop::fault)?;
    }
    Ok(directory)
}

/// Bytes as hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}
