//! Lists passkeys and revokes them. One is registered on a page, for only a browser can ask for it.

use domain::command::Command;
use domain::keys::Key;
use domain::words::{Handle, Octets};
use jiff::Timestamp;
use serde::Serialize;

use crate::answer::{Answer, Stop};
use crate::desk::{self, Desk};
use crate::paint::{Cell, Table, Tone};
use crate::shell::Shell;
use crate::times;

/// Lists and revokes passkeys.
///
/// An officer registers their own on the page /me. An officer revokes their own, an administrator anybody's; whoever
/// holds a passkey does it on the page, where it is confirmed with one.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:
  chancery passkey list par.head
  chancery passkey revoke par.head pQECAyYgASFYIA")]
pub(crate) struct Passkey {
    #[command(subcommand)]
    act: Act,
}

#[derive(Debug, clap::Subcommand)]
enum Act {
    List(List),
    Revoke(Revoke),
}

/// Lists the passkeys that count.
///
/// With the name by which each is revoked, since when it counts, and whether it may be copied between devices.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  chancery passkey list par.head")]
struct List {
    /// Only those of this officer.
    officer: Option<Handle>,
    /// Also those that were revoked.
    #[arg(long)]
    all: bool,
}

/// Revokes a passkey.
///
/// Nothing is signed in or confirmed with it any more. What it confirmed stays proved.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  chancery passkey revoke par.head pQECAyYgASFYIA")]
struct Revoke {
    /// Whose it is, by handle.
    officer: Handle,
    /// Its name, or how that begins, as `passkey list` shows it.
    #[arg(allow_hyphen_values = true)]
    name: String,
}

#[derive(Serialize)]
struct Listed<'a> {
    officer: &'a Handle,
    name: &'a Octets,
    party: &'a str,
    synced: bool,
    since: Timestamp,
    #[serde(skip_serializing_if = "Option::is_none")]
    revoked: Option<Timestamp>,
}

#[derive(Serialize)]
struct Passkeys<'a> {
    passkeys: Vec<Listed<'a>>,
}

impl Passkey {
    pub(crate) fn run(self, shell: &Shell) -> Result<Answer, Stop> {
        match self.act {
            Act::List(list) => list.run(shell),
            Act::Revoke(revoke) => revoke.run(shell),
        }
    }
}

impl List {
    fn run(self, shell: &Shell) -> Result<Answer, Stop> {
        let directory = desk::directory(&journal::Record::open(&shell.folder()?)?)?;
        let wanted = |key: &&Key| {
            self.officer.as_ref().is_none_or(|officer| key.officer == *officer)
                && (self.all || key.revoked.is_none())
        };
        let mut keys: Vec<&Key> = directory.keys().all().filter(wanted).collect();
        keys.sort_by(|one, other| (&one.officer, one.at).cmp(&(&other.officer, other.at)));
        let mut table = Table::new(&["OFFICER", "NAME", "FOR", "KIND", "SINCE", "REVOKED"]);
        for key in &keys {
            table.row(vec![
                Cell::new(&key.officer, Tone::Bold),
                key.credential.to_string().into(),
                (&key.party).into(),
                if key.synced { "may be copied" } else { "stays on its device" }.into(),
                times::shown(key.at).into(),
                key.revoked.map(|(_, at)| times::shown(at)).unwrap_or_default().into(),
            ]);
        }
        let passkeys = keys.iter().map(|key| Listed {
            officer: &key.officer,
            name: &key.credential,
            party: &key.party,
            synced: key.synced,
            since: key.at,
            revoked: key.revoked.map(|(_, at)| at),
        });
        let text =
            if keys.is_empty() { shell.paint.dim("there is no passkey") } else { table.print(shell.paint) };
        Ok(Answer::new("passkey", text, Passkeys { passkeys: passkeys.collect() }))
    }
}

impl Revoke {
    fn run(self, shell: &Shell) -> Result<Answer, Stop> {
        let Self { officer, name } = self;
        let desk = Desk::open(shell)?;
        let directory = desk.directory()?;
        let begins = |key: &&Key| key.officer == officer && key.credential.to_string().starts_with(&name);
        let mut named = directory.keys().all().filter(begins);
        let credential = match (named.next(), named.next()) {
            (Some(key), None) => key.credential.clone(),
            (Some(_), Some(_)) => {
                return Err(Stop::Usage(format!(
                    "several passkeys of {officer} begin with {name}: say more of it"
                )));
            }
            // The desk says what it says of every passkey that is not there.
            (None, _) => Octets::from(name.clone().into_bytes()),
        };
        let receipt = desk.ask(Command::RevokePasskey { officer: officer.clone(), credential })?;
        let said = format!("the passkey {name} of {officer} is revoked");
        Ok(desk.said(shell, "passkey", &receipt, &said, &said))
    }
}
