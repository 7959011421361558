//! The demo ministry's network, read from `network.toml` and put down as commands: offices, dated
//! collectives, officers with their roles and access.

use domain::cable::Level;
use domain::command::Command;
use domain::directory::Directory;
use domain::fact::{
    AccessGranted, CollectiveDefined, Member, OfficeKind, OfficeOpened, Role, RoleGranted, Weekday,
};
use domain::words::OfficeId;
use jiff::civil::Date;
use serde::Deserialize;

use super::Fault;

/// The network as written.
#[derive(Debug, Deserialize)]
pub(super) struct Network {
    office: Vec<Office>,
    collective: Vec<Collective>,
    officer: Vec<Officer>,
}

#[derive(Debug, Deserialize)]
struct Office {
    code: String,
    station: String,
    kind: String,
    country: Option<String>,
    city: String,
    zone: String,
    week: Vec<Weekday>,
    plad: Option<String>,
    parent: Option<String>,
    coordinates: Option<String>,
}

#[derive(Debug, Deserialize)]
struct Collective {
    name: String,
    version: Vec<Version>,
}

#[derive(Debug, Deserialize)]
struct Version {
    from: Date,
    members: Vec<String>,
}

#[derive(Debug, Deserialize)]
struct Officer {
    handle: String,
    office: String,
    roles: Vec<String>,
    access: String,
    #[serde(default)]
    captions: Vec<String>,
}

fn wrong(what: impl std::fmt::Display) -> Fault {
    Fault::Script(format!("network.toml: {what}"))
}

/// Reads the network.
pub(super) fn read(text: &str) -> Result<Network, Fault> {
    toml::from_str(text).map_err(wrong)
}

impl Network {
    /// The offices in order, the headquarters first.
    pub(super) fn offices(&self) -> Result<Vec<OfficeOpened>, Fault> {
        self.office.iter().map(Office::opened).collect()
    }

    /// The collectives, once the offices are known to the directory.
    pub(super) fn collectives(&self, directory: &Directory) -> Result<Vec<Command>, Fault> {
        let named: Vec<&str> = self.collective.iter().map(|collective| collective.name.as_str()).collect();
        let member = |name: &String| {
            if named.contains(&name.as_str()) {
                return Ok(Member::Collective(name.clone()));
            }
            directory.called(name).map_err(wrong)
        };
        let mut commands = Vec::new();
        for collective in &self.collective {
            for version in &collective.version {
                commands.push(Command::DefineCollective(CollectiveDefined {
                    name: collective.name.clone(),
                    from: version.from,
                    members: version.members.iter().map(member).collect::<Result<_, _>>()?,
                    except: Vec::new(),
                }));
            }
        }
        Ok(commands)
    }

    /// What each officer may do and read.
    pub(super) fn officers(&self, from: Date) -> Result<Vec<Command>, Fault> {
        let mut commands = Vec::new();
        for officer in &self.officer {
            let handle: domain::words::Handle = officer.handle.parse().map_err(wrong)?;
            let office: OfficeId = officer.office.parse().map_err(wrong)?;
            for role in &officer.roles {
                let role: Role = role.parse().map_err(wrong)?;
                let granted = RoleGranted { officer: handle.clone(), office, role, from, until: None };
                commands.push(Command::GrantRole(granted));
            }
            let level: Level = officer.access.parse().map_err(wrong)?;
            let captions = officer.captions.clone();
            commands.push(Command::GrantAccess(AccessGranted { officer: handle, level, captions }));
        }
        Ok(commands)
    }
}

impl Office {
    fn opened(&self) -> Result<OfficeOpened, Fault> {
        let kind: OfficeKind = self.kind.parse().map_err(wrong)?;
        let what = match kind {
            OfficeKind::Headquarters => "Ministry of External Relations".to_owned(),
            OfficeKind::Embassy => format!("Embassy {}", self.city),
            OfficeKind::Consulate => format!("Consulate {}", self.city),
            OfficeKind::Mission => format!("Mission {}", self.city),
            OfficeKind::Agency => "Fisheries Inspectorate".to_owned(),
        };
        Ok(OfficeOpened {
            office: self.code.parse().map_err(wrong)?,
            name: what,
            station: self.station.clone(),
            kind,
            country: self.country.clone(),
            city: self.city.clone(),
            zone: self.zone.clone(),
            week: self.week.clone(),
            plad: self.plad.clone(),
            parent: self.parent.as_deref().map(str::parse).transpose().map_err(wrong)?,
            coordinates: self.coordinates.as_deref().map(str::parse).transpose().map_err(wrong)?,
        })
    }
}
