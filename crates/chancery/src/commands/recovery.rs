//! Recovers officers who lost their passkeys: one administrator asks, another agrees.

use domain::command::Command;
use domain::words::Handle;
use jiff::Timestamp;
use registry::{Told, door};
use serde::Serialize;

use crate::answer::{Answer, Stop};
use crate::desk::{self, Desk};
use crate::paint::{Cell, Table, Tone};
use crate::shell::Shell;
use crate::times;

/// Recovers an officer who lost their passkeys.
///
/// Two administrators of headquarters, neither of them the officer: one asks, and within 24 hours the other agrees. When
/// all have lost theirs, whoever keeps the machine names two of them here, and the record shows that no passkey confirmed
/// it.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:
  chancery recovery ask par.head --as admin
  chancery recovery grant par.head --as second.admin
  chancery recovery list")]
pub(crate) struct Recovery {
    #[command(subcommand)]
    act: Act,
}

#[derive(Debug, clap::Subcommand)]
enum Act {
    Ask(Ask),
    Grant(Grant),
    List(List),
}

/// Asks that an officer may register a passkey anew.
///
/// The first of two administrators. Nothing changes for the officer until another agrees.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  chancery recovery ask par.head --as admin")]
struct Ask {
    /// Who lost their passkeys, by handle.
    officer: Handle,
}

/// Agrees, as the second administrator.
///
/// Every passkey of the officer is revoked and every session of theirs ends. The code that is printed lets them sign in
/// once, within fifteen minutes, and register a passkey anew: hand it over by a way on which only they read it.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  chancery recovery grant par.head --as second.admin")]
struct Grant {
    /// Who lost their passkeys, by handle.
    officer: Handle,
}

/// Lists the recoveries that wait for a second administrator.
///
/// With who asked, and when.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  chancery recovery list")]
struct List {}

#[derive(Serialize)]
struct Granted<'a> {
    officer: &'a Handle,
    code: &'a str,
    until: Timestamp,
    #[serde(flatten)]
    told: Told,
}

#[derive(Serialize)]
struct Waiting {
    officer: Handle,
    by: Handle,
    at: Timestamp,
}

#[derive(Serialize)]
struct Recoveries {
    recoveries: Vec<Waiting>,
}

impl Recovery {
    pub(crate) fn run(self, shell: &Shell) -> Result<Answer, Stop> {
        match self.act {
            Act::Ask(ask) => ask.run(shell),
            Act::Grant(grant) => grant.run(shell),
            Act::List(_) => List::run(shell),
        }
    }
}

impl Ask {
    fn run(self, shell: &Shell) -> Result<Answer, Stop> {
        let desk = Desk::open(shell)?;
        let receipt = desk.ask(Command::AskRecovery { officer: self.officer.clone() })?;
        let done = format!(
            "{} may register a passkey anew once another administrator agrees, within 24 hours",
            self.officer
        );
        Ok(desk.said(shell, "recovery", &receipt, &done, &format!("you asked for {} already", self.officer)))
    }
}

impl Grant {
    fn run(self, shell: &Shell) -> Result<Answer, Stop> {
        let officer = &self.officer;
        let desk = Desk::open(shell)?;
        // Opened first: if it cannot be, nothing is recorded that nobody could use.
        let local = web::Local::open(&shell.folder()?).map_err(Stop::fault)?;
        let receipt = desk.ask(Command::GrantRecovery { officer: officer.clone() })?;
        local.sign_out(officer).map_err(Stop::fault)?;
        let mut chance = [0; 10];
        door::draw(&mut chance);
        let code = local.issue(officer, desk.now(), chance).map_err(Stop::fault)?;
        let rest = format!(
            "Every passkey of {officer} is revoked. Hand them this code, by a way on which only they read it: it is good \
             once, until {}, to sign in and register a passkey anew.",
            times::shown(code.until)
        );
        let text = format!("{}\n{}", shell.paint.bold(&code.words), shell.paint.prose(&rest, 0, 0));
        let told = Told::from(&receipt);
        Ok(Answer::new("recovery", text, Granted { officer, code: &code.words, until: code.until, told }))
    }
}

impl List {
    fn run(shell: &Shell) -> Result<Answer, Stop> {
        let directory = desk::directory(&journal::Record::open(&shell.folder()?)?)?;
        let waiting = directory.keys().recoveries(shell.clock()?.now());
        let waiting = waiting.map(|(officer, asked)| Waiting {
            officer: officer.clone(),
            by: asked.by.clone(),
            at: asked.at,
        });
        let recoveries: Vec<_> = waiting.collect();
        let mut table = Table::new(&["OFFICER", "ASKED BY", "AT"]);
        for each in &recoveries {
            let at = times::shown(each.at);
            table.row(vec![Cell::new(&each.officer, Tone::Bold), (&each.by).into(), at.into()]);
        }
        let text = if recoveries.is_empty() {
            shell.paint.dim("no recovery waits for a second administrator")
        } else {
            table.print(shell.paint)
        };
        Ok(Answer::new("recovery", text, Recoveries { recoveries }))
    }
}
