//! Opens, closes, rates and lists offices.

use cable::Level;
use domain::command::Command;
use domain::fact::{OfficeClosed, OfficeKind, OfficeOpened, OfficeRated, Weekday};
use domain::words::{Coordinates, OfficeId};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde::Serialize;
use views::{OfficeLine, Offices, Shape};

use crate::answer::{Answer, Stop};
use crate::desk::{self, Desk};
use crate::paint::{Cell, Table, Tone};
use crate::reading::Clocks;
use crate::shell::Shell;
use crate::times;

/// The working week where nothing else is said.
pub(crate) const WEEK: [Weekday; 5] =
    [Weekday::Monday, Weekday::Tuesday, Weekday::Wednesday, Weekday::Thursday, Weekday::Friday];

/// Opens, closes, rates and lists offices.
///
/// An office owns one journal: what its officers do stands there. Headquarters' administrator opens, closes and rates
/// offices. A new office is written on this machine unless --elsewhere says that it has a machine of its own.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:
  chancery office open PAR --station PARIS --country FR --city Paris --zone Europe/Paris
  chancery office list")]
pub(crate) struct Office {
    #[command(subcommand)]
    act: Act,
}

#[derive(Debug, clap::Subcommand)]
enum Act {
    Open(Open),
    Close(Close),
    Rate(Rate),
    List(List),
    Settle(Settle),
}

/// Opens an office.
///
/// Its code is how it is typed, its station how it stands in cable numbers. Opening the same office again adds nothing.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:
  chancery office open MAR --kind consulate --parent PAR --station MARSEILLE --country FR \\
      --city Marseille --zone Europe/Paris")]
struct Open {
    /// Its code: 2 to 11 capital letters or digits.
    code: OfficeId,
    /// Its name as people say it; made from its kind and city if not given.
    #[arg(long)]
    name: Option<String>,
    /// Its name in cable numbers.
    #[arg(long)]
    station: String,
    /// What kind of office: embassy, mission, consulate or agency.
    #[arg(long, default_value = "embassy")]
    kind: OfficeKind,
    /// The host country, two letters of ISO 3166-1.
    #[arg(long)]
    country: Option<String>,
    /// The city it is in.
    #[arg(long)]
    city: String,
    /// Its time zone by IANA name, such as Europe/Paris.
    #[arg(long)]
    zone: String,
    /// Its working days.
    #[arg(long, value_delimiter = ',', default_values_t = WEEK)]
    week: Vec<Weekday>,
    /// Its address on cables.
    #[arg(long, value_name = "ADDRESS")]
    plad: Option<String>,
    /// The office it belongs to, for a consulate.
    #[arg(long)]
    parent: Option<OfficeId>,
    /// Where its city is, in degrees north and east, such as 38.72,-9.14; it puts the office on the map.
    #[arg(long, value_name = "NORTH,EAST", allow_hyphen_values = true)]
    coordinates: Option<Coordinates>,
    /// Leaves its journal to another machine.
    #[arg(long)]
    elsewhere: bool,
}

/// Closes an office.
///
/// It can be addressed until the day before; what it did stays on record.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  chancery office close BON --on 1999-07-01")]
struct Close {
    /// The code of the office, such as PAR.
    code: OfficeId,
    /// The first day it is closed.
    #[arg(long, value_parser = times::day, value_name = "DAY")]
    on: Date,
}

/// Says what an office may hold.
///
/// From that day on, nothing classified higher is released to it. An office that was never rated is not limited.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  chancery office rate BON CONFIDENTIAL --from 2026-12-01")]
struct Rate {
    /// The code of the office, such as PAR.
    code: OfficeId,
    /// The highest classification: UNCLASSIFIED, CONTROLLED, RESTRICTED, CONFIDENTIAL, SECRET or TOP SECRET.
    level: Level,
    /// The first day; today if not said.
    #[arg(long, value_parser = times::day, value_name = "DAY")]
    from: Option<Date>,
}

/// Lists the offices.
///
/// An office marked `here` is written on this machine. --as-of lists those that were open then, --known those that
/// were known then.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  chancery office list --json\n  chancery office list --as-of 2026-01-01")]
struct List {
    /// Lists closed offices too.
    #[arg(long)]
    all: bool,
    #[command(flatten)]
    clocks: Clocks,
}

/// Makes this machine the one that writes an office's journal.
///
/// For an office that moves, or whose record is restored from an export. Two machines that write one journal make
/// two histories of it: be sure that the other one has stopped for good.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Example:\n  chancery import backup.jsonl --folder restored\n  chancery office settle PAR --folder restored"
)]
struct Settle {
    /// The code of the office, such as PAR.
    code: OfficeId,
}

impl Office {
    pub(crate) fn run(self, shell: &Shell) -> Result<Answer, Stop> {
        match self.act {
            Act::Open(open) => open.run(shell),
            Act::Close(close) => close.run(shell),
            Act::Rate(rate) => rate.run(shell),
            Act::List(list) => list.run(shell),
            Act::Settle(settle) => settle.run(shell),
        }
    }
}

impl Open {
    fn run(self, shell: &Shell) -> Result<Answer, Stop> {
        let desk = Desk::open(shell)?;
        let kind = self.kind.word();
        let kind = format!("{}{}", kind.get(..1).unwrap_or("").to_uppercase(), kind.get(1..).unwrap_or(""));
        let name = self.name.unwrap_or_else(|| format!("{kind} {}", self.city));
        let receipt = desk.ask(Command::OpenOffice(OfficeOpened {
            office: self.code,
            name: name.clone(),
            station: self.station,
            kind: self.kind,
            country: self.country,
            city: self.city,
            zone: self.zone,
            week: self.week,
            plad: self.plad,
            parent: self.parent,
            coordinates: self.coordinates,
        }))?;
        if !self.elsewhere {
            desk.registry.desk().settle(self.code)?;
        }
        let what = format!("{} ({name})", self.code);
        Ok(desk.said(
            shell,
            "office",
            &receipt,
            &format!("opened {what}"),
            &format!("{what} is open already"),
        ))
    }
}

impl Close {
    fn run(self, shell: &Shell) -> Result<Answer, Stop> {
        let desk = Desk::open(shell)?;
        let receipt = desk.ask(Command::CloseOffice(OfficeClosed { office: self.code, on: self.on }))?;
        let said = format!("{} closes on {}", self.code, self.on);
        Ok(desk.said(shell, "office", &receipt, &said, &said))
    }
}

impl Rate {
    fn run(self, shell: &Shell) -> Result<Answer, Stop> {
        let desk = Desk::open(shell)?;
        let from = self.from.unwrap_or_else(|| desk.now().to_zoned(TimeZone::UTC).date());
        let (office, level) = (self.code, self.level);
        let receipt = desk.ask(Command::RateOffice(OfficeRated { office, level, from }))?;
        let said = format!("{office} may hold up to {level} from {from}");
        Ok(desk.said(shell, "office", &receipt, &said, &said))
    }
}

impl List {
    fn run(self, shell: &Shell) -> Result<Answer, Stop> {
        let record = journal::Record::open(&shell.folder()?)?;
        let when = self.clocks.when();
        let directory = desk::directory_known(&record, when)?;
        let homes = record.homes()?;
        let on = when.as_of.or(when.known).map(|at| at.to_zoned(TimeZone::UTC).date());
        // One that closes on a day to come is closed to whoever plans today.
        let open = |closed: Date| on.is_some_and(|on| on < closed);
        let offices: Vec<_> = directory
            .offices()
            .filter(|office| self.all || office.closed_on.is_none_or(open))
            .map(|office| OfficeLine::of(office, &homes))
            .collect();
        let mut table =
            Table::new(&["CODE", "STATION", "KIND", "COUNTRY", "NAME", "TIME ZONE", "WRITTEN", "CLOSED"]);
        for listed in &offices {
            table.row(vec![
                Cell::new(listed.opened.office, Tone::Bold),
                (&listed.opened.station).into(),
                listed.opened.kind.into(),
                listed.opened.country.as_deref().unwrap_or("").into(),
                (&listed.opened.name).into(),
                (&listed.opened.zone).into(),
                Cell::new(if listed.here { "here" } else { "elsewhere" }, Tone::Dim),
                listed.closed_on.map(|on| on.to_string()).unwrap_or_default().into(),
            ]);
        }
        Ok(Answer::new("office", table.print(shell.paint), Shape::Offices(Offices { offices })))
    }
}

impl Settle {
    fn run(self, shell: &Shell) -> Result<Answer, Stop> {
        #[derive(Serialize)]
        struct Settled {
            settled: OfficeId,
        }
        let registry = registry::Registry::open(&shell.folder()?, shell.clock()?)?;
        if desk::directory(registry.record())?.office(self.code).is_none() {
            return Err(domain::refusal::Refusal::UnknownOffice { given: self.code.to_string() }.into());
        }
        registry.desk().settle(self.code)?;
        let text = format!("the journal of {} is now written here", self.code);
        Ok(Answer::new("office", text, Settled { settled: self.code }))
    }
}
