//! A look at what people read, as one officer: the views of the record, brought up to date, and who is reading.

use std::io::Write as _;

use domain::access::Reader;
use domain::fact::{Fact, Role};
use domain::refusal::Refusal;
use domain::words::{EntryId, Handle, OfficeId};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use journal::Record;
use views::{CableLine, Kind, Views, When};

use crate::answer::Stop;
use crate::progress::Bar;
use crate::shell::Shell;
use crate::times::Moment;

/// The two clocks of a look.
#[derive(Debug, Clone, Copy, Default, clap::Args)]
pub(crate) struct Clocks {
    /// As it was true at a time: a day (its end, UTC) or an instant such as 2026-12-03T14:05Z.
    #[arg(long, value_name = "WHEN")]
    as_of: Option<Moment>,
    /// As we knew it at a time: what arrived later does not count.
    #[arg(long, value_name = "WHEN")]
    known: Option<Moment>,
}

impl Clocks {
    /// The state asked for.
    pub(crate) fn when(self) -> When {
        When { as_of: self.as_of.map(Moment::utc), known: self.known.map(Moment::utc) }
    }
}

/// The views, and who reads them.
#[derive(Debug)]
pub(crate) struct Reading {
    pub(crate) views: Views,
    pub(crate) reader: Reader,
    pub(crate) now: Timestamp,
}

impl Reading {
    /// Opens the views as the acting officer.
    pub(crate) fn open(shell: &Shell) -> Result<Self, Stop> {
        let record = Record::open(&shell.folder()?)?;
        Self::of(record, &shell.officer()?, shell.office().ok(), shell.clock()?.now())
    }

    /// The views of a record, as an officer.
    pub(crate) fn of(
        record: Record,
        officer: &Handle,
        office: Option<OfficeId>,
        now: Timestamp,
    ) -> Result<Self, Stop> {
        let views = follow(record)?;
        let directory = views.directory()?;
        let today = now.to_zoned(TimeZone::UTC).date();
        let reader = directory.reader(officer, today).ok_or_else(|| {
            let headquarters = directory.headquarters().map(|office| office.opened.office);
            match office.or(headquarters) {
                Some(office) => {
                    Refusal::NoRole { officer: officer.clone(), office, role: Role::Reader.word() }.into()
                }
                None => Stop::fault("the record has no office yet. Begin one with `chancery init`"),
            }
        })?;
        Ok(Self { views, reader, now })
    }

    /// The entry that began what somebody names: by entry or number, or a telegram by its name where it came from.
    pub(crate) fn entry(&self, name: &str) -> Result<EntryId, Stop> {
        self.named(name)?.ok_or_else(|| not_found(name))
    }

    /// The entry that began what somebody names, if there is one that the reader may see.
    pub(crate) fn named(&self, name: &str) -> Result<Option<EntryId>, Stop> {
        match self.views.named(&self.reader, name)? {
            Some(id) => Ok(Some(id)),
            None if is_foreign(name) => self.came_as(name),
            None => Ok(None),
        }
    }

    /// The telegram that came under a name. No view has these names, so the record is read from its beginning.
    fn came_as(&self, name: &str) -> Result<Option<EntryId>, Stop> {
        let record = self.views.record();
        let mut bar = Bar::new("looking for it", 20_000);
        let (mut at, end) = (0, record.position()?);
        loop {
            let entries = record.after(at, 2_000)?;
            let Some(last) = entries.last() else { return Ok(None) };
            at = last.arrival;
            bar.at(at, end);
            for entry in entries.iter().filter(|entry| &*entry.kind == "cable.filed") {
                if let Ok(Fact::CableFiled(filed)) = entry.fact()
                    && (filed.name == name || filed.name.replace('#', "-") == name)
                {
                    return Ok(self.views.named(&self.reader, &entry.id.to_string())?);
                }
            }
        }
    }
}

/// Whether a name can only be one that a collection elsewhere gave: ours are in capitals.
fn is_foreign(name: &str) -> bool {
    name.len() > 4 && name.contains(|c: char| c.is_ascii_lowercase()) && !name.contains(' ')
}

/// Opens the views of a record and brings them up to its end.
pub(crate) fn follow(record: Record) -> Result<Views, Stop> {
    let folder = record.folder().to_owned();
    let views = Views::open(&folder, record)?;
    let mut bar = Bar::new("reading the record", 20_000);
    views.follow(&mut |progress| bar.at(progress.done, progress.total))?;
    drop(bar);
    for notice in views.notices() {
        let _ = writeln!(std::io::stderr(), "note: {notice}");
    }
    Ok(views)
}

/// A cable's number as it is printed: ours with the whole year, an old one as its own office wrote it.
pub(crate) fn number(line: &CableLine) -> Option<String> {
    let number = line.number.as_ref()?;
    Some(match number.year {
        Some(year) if line.kind != Kind::Filed => format!("{year} {} {:04}", number.station, number.serial),
        _ => number.long(),
    })
}

/// The refusal of what is not there, or not to be seen.
pub(crate) fn not_found(name: &str) -> Stop {
    Refusal::NotFound { what: name.chars().take(80).collect() }.into()
}

impl From<views::Fault> for Stop {
    fn from(fault: views::Fault) -> Self {
        Self::fault(fault)
    }
}
