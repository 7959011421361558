//! Begins a record: the folder, the headquarters, its first administrator. What is wrong with them is said before
//! anything is created.

use std::collections::HashMap;

use domain::command::{Command, Context, World, decide};
use domain::directory::Directory;
use domain::fact::{OfficeKind, OfficeOpened, Role, RoleGranted, Weekday};
use domain::proof::Presence;
use jiff::tz::TimeZone;
use registry::{Ask, Registry};
use registry::{Told, door::Clock};
use serde::Serialize;

use crate::answer::{Answer, Stop};
use crate::commands::office::WEEK;
use crate::shell::Shell;

const EXAMPLE: &str = "Example:
  chancery init --office HQ --as admin --name 'Ministry of External Relations' \\
      --station MERE --city Estholm --zone Europe/Copenhagen";

/// Begins a record, with its headquarters and first administrator.
///
/// Creates the folder (./record unless --folder names another) with an empty record, opens the headquarters in it
/// and makes the officer of --as its administrator and records officer: the one says who may do what, the other reads. A
/// file chancery.toml in the folder keeps both as defaults.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLE)]
pub(crate) struct Init {
    /// The name of the headquarters as people say it.
    #[arg(long)]
    name: String,
    /// Its name in cable numbers, such as MERE in 2026 MERE 0007.
    #[arg(long)]
    station: String,
    /// The city it is in.
    #[arg(long)]
    city: String,
    /// Its time zone by IANA name.
    #[arg(long, default_value = "UTC")]
    zone: String,
    /// Its working days.
    #[arg(long, value_delimiter = ',', default_values_t = WEEK)]
    week: Vec<Weekday>,
    /// Its address on cables.
    #[arg(long, value_name = "ADDRESS")]
    plad: Option<String>,
}

#[derive(Serialize)]
struct Body<'a> {
    folder: &'a str,
    office: String,
    officer: String,
    #[serde(flatten)]
    told: Told,
}

impl Init {
    pub(crate) fn run(self, shell: &Shell) -> Result<Answer, Stop> {
        let folder = shell.new_folder();
        let (office, officer) = (shell.office()?, shell.officer()?);
        let command = Command::OpenOffice(OfficeOpened {
            office,
            name: self.name,
            station: self.station,
            kind: OfficeKind::Headquarters,
            country: None,
            city: self.city,
            zone: self.zone,
            week: self.week,
            plad: self.plad,
            parent: None,
            coordinates: None,
        });
        let clock = Clock::machine();
        let at = clock.now();
        let context = Context {
            office,
            officer: officer.clone(),
            presence: Presence::Console,
            at,
            next: 1,
            serial: 1,
            last_release: None,
        };
        // A headquarters that would be refused must not leave a folder behind.
        let nothing = World { directory: &Directory::default(), dossiers: &HashMap::new(), house: None };
        decide(nothing, &context, &command)?;
        std::fs::create_dir_all(&folder).map_err(|error| {
            Stop::Fault(format!("the folder {} could not be created: {error}", folder.display()))
        })?;
        let registry = Registry::begin(&folder, clock)?;
        let desk = registry.desk();
        desk.settle(office)?;
        let receipt = desk.ask(Ask {
            office,
            officer: officer.clone(),
            presence: Presence::Console,
            name: None,
            command,
        })?;
        // An administrator reads nothing by that role, and whoever begins a record looks after it until somebody else does.
        let looks_after = RoleGranted {
            officer: officer.clone(),
            office,
            role: Role::RecordsOfficer,
            from: at.to_zoned(TimeZone::UTC).date(),
            until: None,
        };
        desk.ask(Ask {
            office,
            officer: officer.clone(),
            presence: Presence::Console,
            name: None,
            command: Command::GrantRole(looks_after),
        })?;
        Shell::keep_defaults(&folder, office, &officer)?;
        let shown = folder.display().to_string();
        let paint = shell.paint;
        let set = if Shell::is_usual(&folder) { String::new() } else { format!(" --folder {shown}") };
        let text = format!(
            "{} a record in {shown}: {office} is its headquarters, {officer} its administrator and records officer.\n\n\
             {}\n\
             \x20 1. say who works there      chancery role grant oceans.desk drafter --at {office}{set}\n\
             \x20 2. open the posts           chancery office open PAR --station PARIS --country FR --city Paris \\\n\
             \x20                                 --zone Europe/Paris{set}\n\
             \x20 3. name them together       chancery collective define EUROPE PAR{set}\n\
             \x20 4. draft an instruction     chancery draft sheet.txt --as oceans.desk{set}\n\n\
             {}",
            paint.good("began"),
            paint.bold("Next:"),
            paint.dim(
                "`chancery` alone lists every command; `chancery draft --help` shows what a sheet looks like."
            ),
        );
        let body = Body {
            folder: &shown,
            office: office.to_string(),
            officer: officer.to_string(),
            told: Told::from(&receipt),
        };
        Ok(Answer::new("init", text, body))
    }
}
