//! The binary: it reads what was typed at the terminal, hands it to the desk or the views, and says what became of
//! it. There are no rules here: what may be done is decided in `domain`, what may be read is decided in `views`.

mod answer;
mod cli;
mod commands;
mod demo;
mod desk;
mod input;
mod names;
mod overview;
mod paint;
mod progress;
mod reading;
mod shell;
mod times;

use std::process::ExitCode;

use clap::Parser as _;

use crate::answer::Answer;
use crate::cli::Cli;
use crate::shell::Shell;

fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            let code = if error.use_stderr() { answer::USAGE } else { 0 };
            // Nobody is left to be told when the pipe is closed.
            let _ = error.print();
            return ExitCode::from(code);
        }
    };
    let shell = Shell::new(cli.everywhere);
    let Some(act) = cli.act else {
        return answer::finish(&shell, "chancery", Ok(Answer::text(overview::welcome(shell.paint))));
    };
    let name = act.name();
    answer::finish(&shell, name, act.run(&shell))
}
