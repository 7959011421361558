//! Says which account of the ministry's identity provider speaks for which officer.

use domain::command::Command;
use domain::fact::{IdentityLinked, IdentityUnlinked};
use domain::words::Handle;
use serde::Serialize;

use crate::answer::{Answer, Stop};
use crate::desk::{self, Desk};
use crate::paint::{Cell, Table, Tone};
use crate::shell::Shell;

/// Says which account of the identity provider speaks for an officer.
///
/// Whoever signs in at the provider with that account acts here as the officer; `serve --oidc-issuer` names the provider.
/// What weighs they still confirm with a passkey. Accounts are known by issuer and subject, never by a mail address.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:
  chancery identity link par.head 24400320 --issuer https://login.ministry.example
  chancery identity unlink par.head 24400320 --issuer https://login.ministry.example
  chancery identity list")]
pub(crate) struct Identity {
    #[command(subcommand)]
    act: Act,
}

#[derive(Debug, clap::Subcommand)]
enum Act {
    Link(Account),
    Unlink(Unlink),
    List(List),
}

/// Lets an account speak for an officer.
///
/// An account speaks for one officer; an officer may have several.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Example:\n  chancery identity link par.head 24400320 --issuer https://login.ministry.example"
)]
struct Account {
    /// The officer, by handle.
    officer: Handle,
    /// The provider's own name for the account, its subject.
    subject: String,
    /// The provider, exactly as it names itself.
    #[arg(long, value_name = "URL")]
    issuer: String,
}

/// Takes from an account the right to speak for an officer.
///
/// Sessions that were begun by it end at once; what the officer did stays on record.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Example:\n  chancery identity unlink par.head 24400320 --issuer https://login.ministry.example"
)]
struct Unlink {
    #[command(flatten)]
    account: Account,
}

/// Lists the accounts that speak for officers.
///
/// Those that were unlinked are left out.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  chancery identity list")]
struct List {}

#[derive(Serialize)]
struct Identities {
    identities: Vec<IdentityLinked>,
}

impl Identity {
    pub(crate) fn run(self, shell: &Shell) -> Result<Answer, Stop> {
        match self.act {
            Act::Link(account) => account.link(shell),
            Act::Unlink(Unlink { account }) => account.unlink(shell),
            Act::List(_) => List::run(shell),
        }
    }
}

impl Account {
    fn link(self, shell: &Shell) -> Result<Answer, Stop> {
        let Self { officer, subject, issuer } = self;
        let said = format!("account {subject} of {issuer} speaks for {officer}");
        let desk = Desk::open(shell)?;
        let receipt = desk.ask(Command::LinkIdentity(IdentityLinked { officer, issuer, subject }))?;
        Ok(desk.said(shell, "identity", &receipt, &said, &said))
    }

    fn unlink(self, shell: &Shell) -> Result<Answer, Stop> {
        let Self { officer, subject, issuer } = self;
        let said = format!("account {subject} of {issuer} does not speak for {officer}");
        let desk = Desk::open(shell)?;
        let receipt = desk.ask(Command::UnlinkIdentity(IdentityUnlinked { officer, issuer, subject }))?;
        Ok(desk.said(shell, "identity", &receipt, &said, &said))
    }
}

impl List {
    fn run(shell: &Shell) -> Result<Answer, Stop> {
        let directory = desk::directory(&journal::Record::open(&shell.folder()?)?)?;
        let known = directory.keys().identities().map(|(issuer, subject, officer)| IdentityLinked {
            officer: officer.clone(),
            issuer: issuer.to_owned(),
            subject: subject.to_owned(),
        });
        let mut identities: Vec<_> = known.collect();
        identities.sort_by(|one, other| one.officer.cmp(&other.officer));
        let mut table = Table::new(&["OFFICER", "ACCOUNT", "PROVIDER"]);
        for identity in &identities {
            table.row(vec![
                Cell::new(&identity.officer, Tone::Bold),
                (&identity.subject).into(),
                (&identity.issuer).into(),
            ]);
        }
        let text = if identities.is_empty() {
            shell.paint.dim("no account speaks for an officer")
        } else {
            table.print(shell.paint)
        };
        Ok(Answer::new("identity", text, Identities { identities }))
    }
}
