//! Says who is meant by a name on a TO line, from which day on, and lists those names.

use domain::command::Command;
use domain::fact::{CollectiveDefined, Member};
use domain::words::OfficeId;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use views::{CollectiveLine, Collectives, Shape};

use crate::answer::{Answer, Stop};
use crate::desk::{self, Desk};
use crate::paint::{Cell, Table, Tone};
use crate::reading::Clocks;
use crate::shell::Shell;
use crate::times;

/// Says who is meant by a name such as EUROPE.
///
/// A collective holds offices and other collectives, less those named by --except, from a day on. A cable goes to
/// whom it means on the day of release, and to nobody else afterwards, however the collective changes.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:
  chancery collective define NORDIC OSL STO CPH HEL
  chancery collective define EUROPE-PLUS NORDIC PAR BER OTT --except MAD
  chancery collective list")]
pub(crate) struct Collective {
    #[command(subcommand)]
    act: Act,
}

#[derive(Debug, clap::Subcommand)]
enum Act {
    Define(Define),
    List(List),
}

/// Defines a collective from a day on.
///
/// The members given replace those of the definition before; that one stays on record for the days it held.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  chancery collective define NORDIC OSL STO CPH HEL --from 2026-01-01")]
struct Define {
    /// Its name: capital letters, digits, dashes and blanks.
    name: String,
    /// Offices and collectives in it, by code, station or name.
    members: Vec<String>,
    /// Offices left out even if a member collective holds them.
    #[arg(long, value_delimiter = ',', value_name = "OFFICE")]
    except: Vec<OfficeId>,
    /// The first day it means this; today if not given.
    #[arg(long, value_parser = times::day, value_name = "DAY")]
    from: Option<Date>,
}

/// Lists the collectives with the offices they mean.
///
/// A name means different offices on different days; --on asks for a day other than today, also one to come. --as-of
/// asks for the day of a time, --known for what had been defined by then.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:
  chancery collective list --on 2026-01-01
  chancery collective list --as-of 2026-01-01 --known 2026-03-01")]
struct List {
    /// The day for which to expand them.
    #[arg(long, value_parser = times::day, value_name = "DAY", conflicts_with = "as_of")]
    on: Option<Date>,
    #[command(flatten)]
    clocks: Clocks,
}

impl Collective {
    pub(crate) fn run(self, shell: &Shell) -> Result<Answer, Stop> {
        match self.act {
            Act::Define(define) => define.run(shell),
            Act::List(list) => list.run(shell),
        }
    }
}

impl Define {
    fn run(self, shell: &Shell) -> Result<Answer, Stop> {
        let desk = Desk::open(shell)?;
        let directory = desk.directory()?;
        let member = |given: &String| {
            // A collective that names itself is not known yet; the rules have a word for it.
            if *given == self.name { Ok(Member::Collective(given.clone())) } else { directory.called(given) }
        };
        let members = self.members.iter().map(member).collect::<Result<Vec<_>, _>>()?;
        let from = self.from.unwrap_or_else(|| desk.now().to_zoned(TimeZone::UTC).date());
        let count = members.len();
        let name = self.name.clone();
        let defined = CollectiveDefined { name: self.name, from, members, except: self.except };
        let receipt = desk.ask(Command::DefineCollective(defined))?;
        let done = format!("{name} means {count} named from {from} on");
        Ok(desk.said(shell, "collective", &receipt, &done, &format!("{name} means that already")))
    }
}

impl List {
    fn run(self, shell: &Shell) -> Result<Answer, Stop> {
        let record = journal::Record::open(&shell.folder()?)?;
        let when = self.clocks.when();
        let directory = desk::directory_known(&record, when)?;
        let now = shell.clock()?.now();
        let on = self.on.unwrap_or_else(|| when.moment(now).to_zoned(TimeZone::UTC).date());
        let collectives = CollectiveLine::all(&directory, on);
        let mut table = Table::new(&["NAME", "OFFICES", "SINCE", "MEANS"]);
        for each in &collectives {
            let offices: Vec<_> = each.offices.iter().map(ToString::to_string).collect();
            table.row(vec![
                Cell::new(&each.name, Tone::Bold),
                offices.len().into(),
                each.from.map_or_else(|| "not defined then".to_owned(), |from| from.to_string()).into(),
                offices.join(" ").into(),
            ]);
        }
        Ok(Answer::new(
            "collective",
            table.print(shell.paint),
            Shape::Collectives(Collectives { on, collectives }),
        ))
    }
}
