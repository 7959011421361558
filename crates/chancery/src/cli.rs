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
    Lint(commands::lint::Lint),
    Draft(commands::draft::Draft),
    Revise(commands::revise::Revise),
    AskClearance(commands::ask_clearance::AskClearance),
    Clear(commands::clear::Clear),
    Approve(commands::approve::Approve),
    Release(commands::release::Release),
    Abandon(commands::abandon::Abandon),
}

impl Act {
    /// The command's name as typed.
    pub(crate) fn name(&self) -> &'static str {
        match self {
            Self::Init(_) => "init",
            Self::Office(_) => "office",
            Self::Collective(_) => "collective",
            Self::Role(_) => "role",
            Self::Lint(_) => "lint",
            Self::Draft(_) => "draft",
            Self::Revise(_) => "revise",
            Self::AskClearance(_) => "ask-clearance",
            Self::Clear(_) => "clear",
            Self::Approve(_) => "approve",
            Self::Release(_) => "release",
            Self::Abandon(_) => "abandon",
        }
    }

    /// Does it.
    pub(crate) fn run(self, shell: &Shell) -> Result<Answer, Stop> {
        match self {
            Self::Init(act) => act.run(shell),
            Self::Office(act) => act.run(shell),
            Self::Collective(act) => act.run(shell),
            Self::Role(act) => act.run(shell),
            Self::Lint(act) => act.run(shell),
            Self::Draft(act) => act.run(shell),
            Self::Revise(act) => act.run(shell),
            Self::AskClearance(act) => act.run(shell),
            Self::Clear(act) => act.run(shell),
            Self::Approve(act) => act.run(shell),
            Self::Release(act) => act.run(shell),
            Self::Abandon(act) => act.run(shell),
        }
    }
}
