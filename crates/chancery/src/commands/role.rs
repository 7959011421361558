//! Says who may act in which role where, and what they may read.

use cable::Level;
use domain::command::Command;
use domain::fact::{self, AccessGranted, RoleDelegated, RoleDelegationEnded, RoleGranted, RoleRevoked};
use domain::words::{Handle, OfficeId};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use registry::Receipt;
use serde::Serialize;

use crate::answer::{Answer, Stop};
use crate::desk::{self, Desk};
use crate::paint::{Cell, Table, Tone};
use crate::shell::Shell;
use crate::times;

/// Says who may draft, clear, approve, release, act and read.
///
/// Roles: drafter, clearer, approver, releaser (headquarters and posts), action-officer (posts), records-officer,
/// reader, administrator, duty-officer. An officer is a handle such as oceans.desk: a function, not a person.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:
  chancery role grant oceans.desk drafter --at HQ
  chancery role grant par.head action-officer drafter approver releaser --at PAR
  chancery role access par.head CONFIDENTIAL
  chancery role delegate par.deputy approver --at PAR --until 2026-12-31 --as par.head
  chancery role list")]
pub(crate) struct Role {
    #[command(subcommand)]
    act: Act,
}

#[derive(Debug, clap::Subcommand)]
enum Act {
    Grant(Grant),
    Revoke(Revoke),
    Access(Access),
    Delegate(Delegate),
    TakeBack(TakeBack),
    List(List),
}

/// Grants roles to an officer at an office.
///
/// A role lasts until it is revoked, or until a last day.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Example:\n  chancery role grant par.head action-officer drafter approver releaser --at PAR"
)]
struct Grant {
    /// The officer, by handle.
    officer: Handle,
    /// The roles: drafter, clearer, approver, releaser, action-officer, records-officer, reader, administrator,
    /// duty-officer.
    #[arg(required = true)]
    roles: Vec<fact::Role>,
    /// The office at which they hold.
    #[arg(long, value_name = "CODE")]
    at: OfficeId,
    /// The first day; today if not given.
    #[arg(long, value_parser = times::day, value_name = "DAY")]
    from: Option<Date>,
    /// The last day.
    #[arg(long, value_parser = times::day, value_name = "DAY")]
    until: Option<Date>,
}

/// Revokes roles of an officer at an office.
///
/// What the officer did stays on record under the same handle.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  chancery role revoke par.head releaser --at PAR")]
struct Revoke {
    /// The officer, by handle.
    officer: Handle,
    /// The roles: drafter, clearer, approver, releaser, action-officer, records-officer, reader, administrator,
    /// duty-officer.
    #[arg(required = true)]
    roles: Vec<fact::Role>,
    /// The office at which they held.
    #[arg(long, value_name = "CODE")]
    at: OfficeId,
}

/// Says what an officer may read.
///
/// It replaces what was granted before. Without it an officer reads what is unclassified and has no captions.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  chancery role access oceans.desk SECRET --caption EXDIS")]
struct Access {
    /// The officer, by handle.
    officer: Handle,
    /// The highest classification: UNCLASSIFIED, CONTROLLED, RESTRICTED, CONFIDENTIAL, SECRET or TOP SECRET.
    level: Level,
    /// A caption they are entitled to; may be repeated.
    #[arg(long = "caption", value_name = "CAPTION")]
    captions: Vec<String>,
}

/// Lets another officer act in a role of one's own.
///
/// The acting officer hands the duty over for a time; the other acts under their own handle. It ends by itself, and at
/// once if the giver loses the role. It is kept in headquarters' journal, so the acting office is headquarters.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Example:\n  chancery role delegate par.deputy approver --at PAR --until 2026-12-31 --as par.head --office HQ"
)]
struct Delegate {
    /// Who is to act, by handle.
    officer: Handle,
    /// The role, which the acting officer holds.
    role: fact::Role,
    /// The office at which it holds.
    #[arg(long, value_name = "CODE")]
    at: OfficeId,
    /// The first day; today if not given.
    #[arg(long, value_parser = times::day, value_name = "DAY")]
    from: Option<Date>,
    /// The last day.
    #[arg(long, value_parser = times::day, value_name = "DAY")]
    until: Date,
}

/// Takes back a duty that the acting officer handed over.
///
/// What the other did meanwhile stays on record under their handle.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Example:\n  chancery role take-back par.deputy approver --at PAR --as par.head --office HQ"
)]
struct TakeBack {
    /// Who acted, by handle.
    officer: Handle,
    /// The role.
    role: fact::Role,
    /// The office at which it held.
    #[arg(long, value_name = "CODE")]
    at: OfficeId,
}

/// Lists who holds which role.
///
/// Roles that have ended are left out.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  chancery role list --at PAR")]
struct List {
    /// Only the roles at this office.
    #[arg(long, value_name = "CODE")]
    at: Option<OfficeId>,
}

impl Role {
    pub(crate) fn run(self, shell: &Shell) -> Result<Answer, Stop> {
        match self.act {
            Act::Grant(grant) => grant.run(shell),
            Act::Revoke(revoke) => revoke.run(shell),
            Act::Access(access) => access.run(shell),
            Act::Delegate(delegate) => delegate.run(shell),
            Act::TakeBack(back) => back.run(shell),
            Act::List(list) => list.run(shell),
        }
    }
}

impl Grant {
    fn run(self, shell: &Shell) -> Result<Answer, Stop> {
        let desk = Desk::open(shell)?;
        let from = self.from.unwrap_or_else(|| desk.now().to_zoned(TimeZone::UTC).date());
        let held = desk.directory()?;
        let (officer, office, until) = (self.officer.clone(), self.at, self.until);
        let wanted = |role: &fact::Role| {
            // Granted yesterday and asked for again today is the same role, unless other dates are named.
            let holds = held.holds(&officer, office, *role, from);
            !(holds && self.from.is_none() && until.is_none())
        };
        let grant = |role: fact::Role| {
            Command::GrantRole(RoleGranted { officer: officer.clone(), office, role, from, until })
        };
        let receipts = all(&desk, self.roles.iter().copied().filter(wanted).map(grant))?;
        let roles = words(&self.roles);
        let done = format!("{} is {roles} at {} from {from} on", self.officer, self.at);
        Ok(desk.said_all(
            shell,
            "role",
            &receipts,
            &done,
            &format!("{} is {roles} at {} already", self.officer, self.at),
        ))
    }
}

impl Revoke {
    fn run(self, shell: &Shell) -> Result<Answer, Stop> {
        let desk = Desk::open(shell)?;
        let revoke = |role: &fact::Role| {
            Command::RevokeRole(RoleRevoked { officer: self.officer.clone(), office: self.at, role: *role })
        };
        let receipts = all(&desk, self.roles.iter().map(revoke))?;
        let said = format!("{} is no longer {} at {}", self.officer, words(&self.roles), self.at);
        let was = format!("{} was not {} at {}", self.officer, words(&self.roles), self.at);
        Ok(desk.said_all(shell, "role", &receipts, &said, &was))
    }
}

impl Access {
    fn run(self, shell: &Shell) -> Result<Answer, Stop> {
        let desk = Desk::open(shell)?;
        let captions: Vec<_> = self.captions.iter().map(|caption| caption.to_uppercase()).collect();
        let with = if captions.is_empty() { String::new() } else { format!(" with {}", captions.join(", ")) };
        let said = format!("{} may read up to {}{with}", self.officer, self.level.word());
        let granted = AccessGranted { officer: self.officer, level: self.level, captions };
        let receipt = desk.ask(Command::GrantAccess(granted))?;
        Ok(desk.said(shell, "role", &receipt, &said, &said))
    }
}

impl Delegate {
    fn run(self, shell: &Shell) -> Result<Answer, Stop> {
        let desk = Desk::open(shell)?;
        let from = self.from.unwrap_or_else(|| desk.now().to_zoned(TimeZone::UTC).date());
        let Self { officer, role, at: office, until, .. } = self;
        let said = format!("{officer} acts as {role} at {office} for {} until {until}", desk.officer);
        let held = desk.directory()?;
        // Handed over yesterday and asked for again today is the same, unless another first day is named.
        let handed = held.delegations().iter().any(|known| {
            let it = &known.delegated;
            known.by == desk.officer
                && (&it.officer, it.office, it.role, it.until) == (&officer, office, role, until)
                && it.from <= from
        });
        let delegated = RoleDelegated { officer, office, role, from, until };
        let wanted = (!(handed && self.from.is_none())).then_some(Command::Delegate(delegated));
        let receipts = all(&desk, wanted.into_iter())?;
        Ok(desk.said_all(shell, "role", &receipts, &said, &said))
    }
}

impl TakeBack {
    fn run(self, shell: &Shell) -> Result<Answer, Stop> {
        let Self { officer, role, at: office } = self;
        let desk = Desk::open(shell)?;
        let said = format!("{officer} does not act as {role} at {office} for {}", desk.officer);
        let held = desk.directory()?;
        let handed = held.delegations().iter().any(|known| {
            let it = &known.delegated;
            known.by == desk.officer && (&it.officer, it.office, it.role) == (&officer, office, role)
        });
        let ended = RoleDelegationEnded { officer, office, role };
        let receipts = all(&desk, handed.then_some(Command::EndDelegation(ended)).into_iter())?;
        Ok(desk.said_all(shell, "role", &receipts, &said, &said))
    }
}

/// A duty that was handed over, as programs are told of it.
#[derive(Serialize)]
struct Handed {
    by: Handle,
    #[serde(flatten)]
    delegated: RoleDelegated,
}

impl List {
    fn run(self, shell: &Shell) -> Result<Answer, Stop> {
        #[derive(Serialize)]
        struct Listed {
            roles: Vec<RoleGranted>,
            access: Vec<AccessGranted>,
            delegations: Vec<Handed>,
        }
        let record = journal::Record::open(&shell.folder()?)?;
        let directory = desk::directory(&record)?;
        let today = shell.clock()?.now().to_zoned(TimeZone::UTC).date();
        let lasts = |role: &&RoleGranted| role.until.is_none_or(|until| until >= today);
        let here = |role: &&RoleGranted| self.at.is_none_or(|at| role.office == at);
        let mut roles: Vec<_> = directory.roles().iter().filter(lasts).filter(here).cloned().collect();
        roles.sort_by(|a, b| (a.office, &a.officer, a.role).cmp(&(b.office, &b.officer, b.role)));
        let handed = directory
            .delegations()
            .iter()
            .map(|held| Handed { by: held.by.clone(), delegated: held.delegated.clone() });
        let delegations: Vec<Handed> = handed
            .filter(|held| held.delegated.until >= today)
            .filter(|held| self.at.is_none_or(|at| held.delegated.office == at))
            .collect();
        let mut table = Table::new(&["OFFICE", "OFFICER", "READS", "ROLES"]);
        let mut access: Vec<AccessGranted> = Vec::new();
        for held in roles.chunk_by(|a, b| (a.office, &a.officer) == (b.office, &b.officer)) {
            let Some(first) = held.first() else { continue };
            let known = directory.access(&first.officer);
            let reads = known.map_or(Level::Unclassified.word().to_owned(), |access| {
                let captions: Vec<_> = access.captions.iter().map(|caption| format!(" {caption}")).collect();
                format!("{}{}", access.level.word(), captions.concat())
            });
            access.extend(known.filter(|known| !access.contains(known)).cloned());
            let all: Vec<_> = held
                .iter()
                .map(|role| {
                    role.until.map_or(role.role.to_string(), |until| format!("{} (until {until})", role.role))
                })
                .collect();
            table.row(vec![
                Cell::new(first.office, Tone::Bold),
                (&first.officer).into(),
                reads.into(),
                all.join(", ").into(),
            ]);
        }
        for Handed { by, delegated } in &delegations {
            let RoleDelegated { officer, office, role, from, until } = delegated;
            let said = format!("{role} for {by} ({from} until {until})");
            table.row(vec![Cell::new(office, Tone::Bold), officer.into(), "".into(), said.into()]);
        }
        Ok(Answer::new("role", table.print(shell.paint), Listed { roles, access, delegations }))
    }
}

fn all(desk: &Desk, commands: impl Iterator<Item = Command>) -> Result<Vec<Receipt>, Stop> {
    commands.map(|command| desk.ask(command)).collect()
}

fn words(roles: &[fact::Role]) -> String {
    roles.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}
