//! What may be typed: every command, and the options that stand everywhere.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};
use domain::words::{Handle, OfficeId};

use crate::answer::{Answer, Stop};
use crate::commands;
use crate::overview::overview;
use crate::paint::Paint;
use crate::shell::Shell;

/// The record of a ministry's instructions and of what became of them.
#[derive(Debug, Parser)]
#[command(
    name = "chancery",
    version,
    subcommand_required = false,
    arg_required_else_help = false,
    disable_help_subcommand = true,
    after_help = overview(Paint::new(false, 80)),
    help_template = "{about}\n\n{usage-heading} {usage}\n\n{after-help}\n\n{options}\n",
    long_about = None
)]
pub(crate) struct Cli {
    #[command(flatten)]
    pub(crate) everywhere: Everywhere,
    #[command(subcommand)]
    pub(crate) act: Option<Act>,
}

/// What may be said with every command.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Everywhere")]
pub(crate) struct Everywhere {
    /// The folder that holds the record; ./record, or the present one, if it holds one.
    #[arg(
        long = "folder",
        global = true,
        env = "CHANCERY_FOLDER",
        hide_env_values = true,
        value_name = "DIR"
    )]
    pub(crate) record_folder: Option<PathBuf>,
    /// The office that acts, by its code.
    #[arg(
        long = "office",
        global = true,
        env = "CHANCERY_OFFICE",
        hide_env_values = true,
        value_name = "CODE"
    )]
    pub(crate) acting_office: Option<OfficeId>,
    /// The officer who acts, by their handle.
    #[arg(long = "as", global = true, env = "CHANCERY_AS", hide_env_values = true, value_name = "HANDLE")]
    pub(crate) acting_officer: Option<Handle>,
    /// Answers with one JSON object, for programs.
    #[arg(long, global = true)]
    pub(crate) json: bool,
}

/// One command.
#[derive(Debug, Subcommand)]
pub(crate) enum Act {
    Init(commands::init::Init),
    Office(commands::office::Office),
    Collective(commands::collective::Collective),
    Role(commands::role::Role),
    Passkey(commands::passkey::Passkey),
    Recovery(commands::recovery::Recovery),
    Identity(commands::identity::Identity),
    Lint(commands::lint::Lint),
    Draft(commands::draft::Draft),
    Revise(commands::revise::Revise),
    AskClearance(commands::ask_clearance::AskClearance),
    Clear(commands::clear::Clear),
    Regrade(commands::regrade::Regrade),
    Approve(commands::approve::Approve),
    Release(commands::release::Release),
    Abandon(commands::abandon::Abandon),
    Amend(commands::amend::Amend),
    Withdraw(commands::withdraw::Withdraw),
    Return(commands::return_reply::Return),
    Inbox(commands::inbox::Inbox),
    Ack(commands::ack::Ack),
    Paper(commands::paper::Paper),
    Plan(commands::plan::Plan),
    Object(commands::object::Object),
    Extend(commands::extend::Extend),
    Log(commands::log::Log),
    Reply(commands::reply::Reply),
    Assess(commands::assess::Assess),
    Board(commands::board::Board),
    Positions(commands::positions::Positions),
    Show(commands::show::Show),
    Search(commands::search::Search),
    Emergency(commands::emergency::Emergency),
    Import(commands::import::Import),
    Export(commands::export::Export),
    Verify(commands::verify::Verify),
    Rebuild(commands::rebuild::Rebuild),
    Dispose(commands::dispose::Dispose),
    Serve(commands::serve::Serve),
    SignIn(commands::sign_in::SignIn),
    Token(commands::token::Token),
    Demo(commands::demo::Demo),
    Completions(commands::completions::Completions),
    Man(commands::man::Man),
}

impl Act {
    /// The command's name as typed.
    pub(crate) fn name(&self) -> &'static str {
        match self {
            Self::Init(_) => "init",
            Self::Office(_) => "office",
            Self::Collective(_) => "collective",
            Self::Role(_) => "role",
            Self::Passkey(_) => "passkey",
            Self::Recovery(_) => "recovery",
            Self::Identity(_) => "identity",
            Self::Lint(_) => "lint",
            Self::Draft(_) => "draft",
            Self::Revise(_) => "revise",
            Self::AskClearance(_) => "ask-clearance",
            Self::Clear(_) => "clear",
            Self::Regrade(_) => "regrade",
            Self::Approve(_) => "approve",
            Self::Release(_) => "release",
            Self::Abandon(_) => "abandon",
            Self::Amend(_) => "amend",
            Self::Withdraw(_) => "withdraw",
            Self::Return(_) => "return",
            Self::Inbox(_) => "inbox",
            Self::Ack(_) => "ack",
            Self::Paper(_) => "paper",
            Self::Plan(_) => "plan",
            Self::Object(_) => "object",
            Self::Extend(_) => "extend",
            Self::Log(_) => "log",
            Self::Reply(_) => "reply",
            Self::Assess(_) => "assess",
            Self::Board(_) => "board",
            Self::Positions(_) => "positions",
            Self::Show(_) => "show",
            Self::Search(_) => "search",
            Self::Emergency(_) => "emergency",
            Self::Import(_) => "import",
            Self::Export(_) => "export",
            Self::Verify(_) => "verify",
            Self::Rebuild(_) => "rebuild",
            Self::Dispose(_) => "dispose",
            Self::Serve(_) => "serve",
            Self::SignIn(_) => "sign-in",
            Self::Token(_) => "token",
            Self::Demo(_) => "demo",
            Self::Completions(_) => "completions",
            Self::Man(_) => "man",
        }
    }

    /// Does it.
    pub(crate) fn run(self, shell: &Shell) -> Result<Answer, Stop> {
        match self {
            Self::Init(act) => act.run(shell),
            Self::Office(act) => act.run(shell),
            Self::Collective(act) => act.run(shell),
            Self::Role(act) => act.run(shell),
            Self::Passkey(act) => act.run(shell),
            Self::Recovery(act) => act.run(shell),
            Self::Identity(act) => act.run(shell),
            Self::Lint(act) => act.run(shell),
            Self::Draft(act) => act.run(shell),
            Self::Revise(act) => act.run(shell),
            Self::AskClearance(act) => act.run(shell),
            Self::Clear(act) => act.run(shell),
            Self::Regrade(act) => act.run(shell),
            Self::Approve(act) => act.run(shell),
            Self::Release(act) => act.run(shell),
            Self::Abandon(act) => act.run(shell),
            Self::Amend(act) => act.run(shell),
            Self::Withdraw(act) => act.run(shell),
            Self::Return(act) => act.run(shell),
            Self::Inbox(act) => act.run(shell),
            Self::Ack(act) => act.run(shell),
            Self::Paper(act) => act.run(shell),
            Self::Plan(act) => act.run(shell),
            Self::Object(act) => act.run(shell),
            Self::Extend(act) => act.run(shell),
            Self::Log(act) => act.run(shell),
            Self::Reply(act) => act.run(shell),
            Self::Assess(act) => act.run(shell),
            Self::Board(act) => act.run(shell),
            Self::Positions(act) => act.run(shell),
            Self::Show(act) => act.run(shell),
            Self::Search(act) => act.run(shell),
            Self::Emergency(act) => act.run(shell),
            Self::Import(act) => act.run(shell),
            Self::Export(act) => act.run(shell),
            Self::Verify(_) => commands::verify::Verify::run(shell),
            Self::Rebuild(_) => commands::rebuild::Rebuild::run(shell),
            Self::Dispose(act) => act.run(shell),
            Self::Serve(act) => act.run(shell),
            Self::SignIn(act) => act.run(shell),
            Self::Token(act) => act.run(shell),
            Self::Demo(act) => act.run(shell),
            Self::Completions(act) => act.run(),
            Self::Man(act) => act.run(),
        }
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::*;

    /// Every command with those under it, by the words that lead to it.
    fn all(command: &clap::Command, path: &str, found: &mut Vec<(String, clap::Command)>) {
        for inner in command.get_subcommands() {
            let path = format!("{path} {}", inner.get_name());
            found.push((path.clone(), inner.clone()));
            all(inner, &path, found);
        }
    }

    #[test]
    fn every_command_explains_itself_at_length_with_an_example() {
        let mut found = Vec::new();
        all(&Cli::command(), "chancery", &mut found);
        assert!(found.len() > 40);
        for (path, command) in found {
            let about = command.get_about().map(ToString::to_string).unwrap_or_default();
            let long = command.get_long_about().map(ToString::to_string).unwrap_or_default();
            let example = command.get_after_help().map(ToString::to_string).unwrap_or_default();
            assert!(!about.is_empty() && long.len() > about.len() + 20, "{path}: {long}");
            assert!(example.contains(&path), "{path}: {example}");
            for argument in command.get_arguments().filter(|argument| argument.get_id() != "help") {
                let help = argument.get_help().map(ToString::to_string).unwrap_or_default();
                assert!(help.len() > 4, "{path}: {} is not explained", argument.get_id());
            }
        }
    }

    #[test]
    fn the_overview_names_every_command_once() {
        let overview = overview(Paint::new(false, 80));
        for command in Cli::command().get_subcommands() {
            let line = format!("  {} ", command.get_name());
            assert_eq!(overview.matches(&line).count(), 1, "{}", command.get_name());
        }
    }

    #[test]
    fn clap_finds_no_fault_with_it() {
        Cli::command().debug_assert();
    }
}
