//! Makes, lists and takes back the tokens by which programs act for an officer. It reads the record and writes only
//! `local.db`, so that it works while `serve` runs.

use domain::cable::Level;
use domain::fact::Role;
use domain::refusal::Refusal;
use domain::words::Handle;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use journal::Record;
use registry::door;
use serde::Serialize;
use web::{Grant, NotGranted, Scope};

use crate::answer::{Answer, Stop};
use crate::desk;
use crate::paint::{Cell, Table, Tone};
use crate::shell::Shell;
use crate::times;

/// Makes, lists and takes back tokens for programs.
///
/// A token lets a program do a part of what its officer may: read up to a level, act for a post, draft. It never
/// releases, approves, clears or decides. It is shown once, and good for ninety days at most.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  chancery token add ledger --scope read --level RESTRICTED --as par.head")]
pub(crate) struct Token {
    #[command(subcommand)]
    act: Act,
}

#[derive(Debug, clap::Subcommand)]
enum Act {
    Add(Add),
    List(List),
    Revoke(Revoke),
}

/// Makes a token for the acting officer.
///
/// It is printed once and kept as a digest: whoever loses it makes another. A token for feeds stands in the address of a
/// calendar, where others may see it, so it may do nothing else.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Example:\n  chancery token add ledger --scope read --scope act --days 30 --as par.head\n  chancery token add calendar --scope feed --level UNCLASSIFIED --as par.head"
)]
struct Add {
    /// What it is for, as its officer will know it again.
    label: String,
    /// What it may do: read, act, draft or feed; may be repeated.
    #[arg(long = "scope", value_name = "SCOPE", required = true)]
    scopes: Vec<Scope>,
    /// The highest level it may read, if less than its officer may.
    #[arg(long)]
    level: Option<Level>,
    /// For how many days it is good.
    #[arg(long, default_value_t = 30, value_parser = clap::value_parser!(u16).range(1..=i64::from(web::DAYS_MAX)))]
    days: u16,
}

/// Lists the tokens of the acting officer.
///
/// With what each may do, until when, and when it was last used. The tokens themselves are not kept.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  chancery token list --as par.head")]
struct List {}

/// Takes a token back at once.
///
/// By the name that `token list` shows. A program that shows it afterwards is not known.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  chancery token revoke 5f1c09ab --as par.head")]
struct Revoke {
    /// The name of the token.
    name: String,
}

#[derive(Serialize)]
struct Added<'a> {
    token: &'a str,
    name: &'a str,
    officer: &'a Handle,
    until: Timestamp,
}

#[derive(Serialize)]
struct Listed<'a> {
    name: &'a str,
    label: &'a str,
    scopes: Vec<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    level: Option<Level>,
    since: Timestamp,
    until: Timestamp,
    #[serde(skip_serializing_if = "Option::is_none")]
    used: Option<Timestamp>,
}

#[derive(Serialize)]
struct Tokens<'a> {
    officer: &'a Handle,
    tokens: Vec<Listed<'a>>,
}

#[derive(Serialize)]
struct Revoked<'a> {
    revoked: &'a str,
    new: bool,
}

/// The memory of the machine, the acting officer and the time.
struct Desk {
    local: web::Local,
    officer: Handle,
    now: Timestamp,
}

impl Desk {
    fn open(shell: &Shell) -> Result<Self, Stop> {
        let folder = shell.folder()?;
        let directory = desk::directory(&Record::open(&folder)?)?;
        let (officer, now) = (shell.officer()?, shell.clock()?.now());
        // A program of an officer without a role could do nothing, whatever its token.
        if directory.reader(&officer, now.to_zoned(TimeZone::UTC).date()).is_none() {
            let headquarters = directory.headquarters().map(|office| office.opened.office);
            let office = headquarters
                .ok_or_else(|| Stop::fault("the record has no office yet. Begin one with `chancery init`"))?;
            return Err(Refusal::NoRole { officer, office, role: Role::Reader.word() }.into());
        }
        Ok(Self { local: web::Local::open(&folder).map_err(Stop::fault)?, officer, now })
    }
}

impl Token {
    pub(crate) fn run(self, shell: &Shell) -> Result<Answer, Stop> {
        let desk = Desk::open(shell)?;
        match self.act {
            Act::Add(add) => add.run(shell, &desk),
            Act::List(_) => List::run(shell, &desk),
            Act::Revoke(revoke) => revoke.run(shell, &desk),
        }
    }
}

impl Add {
    fn run(self, shell: &Shell, desk: &Desk) -> Result<Answer, Stop> {
        let Self { label, scopes, level, days } = self;
        let grant = Grant { label, scopes: scopes.into_iter().collect(), level, days };
        let mut chance = [0; 36];
        door::draw(&mut chance);
        let issued = desk.local.grant(&desk.officer, &grant, desk.now, chance).map_err(|why| match why {
            NotGranted::Asked(sentence) => Stop::Usage(sentence),
            NotGranted::Fault(fault) => Stop::fault(fault),
        })?;
        let rest = format!(
            "Good until {}. It is not shown again; `chancery token revoke {}` takes it back.",
            times::shown(issued.until),
            issued.name
        );
        let text = format!("{}\n{}", shell.paint.bold(&issued.secret), shell.paint.prose(&rest, 0, 0));
        let (token, name, officer) = (issued.secret.as_str(), issued.name.as_str(), &desk.officer);
        Ok(Answer::new("token", text, Added { token, name, officer, until: issued.until }))
    }
}

impl List {
    fn run(shell: &Shell, desk: &Desk) -> Result<Answer, Stop> {
        let held = desk.local.tokens(&desk.officer, desk.now).map_err(Stop::fault)?;
        let mut table = Table::new(&["NAME", "FOR", "MAY", "UP TO", "UNTIL", "LAST USED"]);
        for token in &held {
            let scopes: Vec<_> = token.scopes.iter().map(|scope| scope.word()).collect();
            table.row(vec![
                Cell::new(&token.name, Tone::Bold),
                (&token.label).into(),
                scopes.join(" ").into(),
                token.level.map_or("", Level::word).into(),
                times::shown(token.expires_at).into(),
                token.used_at.map(times::shown).unwrap_or_default().into(),
            ]);
        }
        let tokens = held.iter().map(|token| Listed {
            name: &token.name,
            label: &token.label,
            scopes: token.scopes.iter().map(|scope| scope.word()).collect(),
            level: token.level,
            since: token.begun_at,
            until: token.expires_at,
            used: token.used_at,
        });
        let text = if held.is_empty() {
            shell.paint.dim(&format!("{} has no token", desk.officer))
        } else {
            table.print(shell.paint)
        };
        Ok(Answer::new("token", text, Tokens { officer: &desk.officer, tokens: tokens.collect() }))
    }
}

impl Revoke {
    fn run(self, shell: &Shell, desk: &Desk) -> Result<Answer, Stop> {
        let new = desk.local.revoke(&desk.officer, &self.name).map_err(Stop::fault)?;
        let text = if new {
            format!("{} is taken back", self.name)
        } else {
            format!("{} {} has no token {}", shell.paint.dim("nothing to add:"), desk.officer, self.name)
        };
        Ok(Answer::new("token", text, Revoked { revoked: &self.name, new }))
    }
}
