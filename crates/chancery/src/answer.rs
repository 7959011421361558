//! What a command says and with which code it ends: 0 done, 1 refused, 2 fault, 64 usage. With `--json` the same
//! is said as one JSON object on standard output. A closed pipe ends everything quietly.

use std::io::{self, Write};
use std::process::ExitCode;

use domain::refusal::Refusal;
use registry::Failure;
use serde::Serialize;
use views::shaped;

use crate::paint;
use crate::shell::Shell;

const REFUSED: u8 = 1;
const FAULT: u8 = 2;
/// As `sysexits.h` has it.
pub(crate) const USAGE: u8 = 64;

/// What a command has to say when it was done.
#[derive(Debug)]
pub(crate) struct Answer {
    text: String,
    /// What is said beside it, on standard error; a program finds it in its object.
    beside: String,
    pub(crate) json: String,
    clean: bool,
}

/// Why a command was not done.
#[derive(Debug)]
pub(crate) enum Stop {
    /// The rules say no; the person must act.
    Refused(Refused),
    /// The machine failed; the operator must act.
    Fault(String),
    /// What was typed makes no sense.
    Usage(String),
    /// Nobody reads on.
    Closed,
}

/// A refusal, ready to be said.
#[derive(Debug, Serialize)]
pub(crate) struct Refused {
    pub(crate) code: String,
    pub(crate) sentence: String,
    pub(crate) hint: String,
}

#[derive(Serialize)]
struct RefusedShape<'a> {
    refused: &'a Refused,
}

#[derive(Serialize)]
struct FaultShape {
    fault: Sentence,
}

#[derive(Serialize)]
struct UsageShape {
    usage: Sentence,
}

#[derive(Serialize)]
struct Sentence {
    sentence: String,
}

impl Answer {
    /// An answer that says the same to a person and to a program.
    pub(crate) fn new(command: &str, text: impl Into<String>, body: impl Serialize) -> Self {
        Self { text: text.into(), beside: String::new(), json: shaped(command, body), clean: true }
    }

    /// An answer that is text in either case.
    pub(crate) fn text(text: impl Into<String>) -> Self {
        let text = text.into();
        Self { json: text.clone(), text, beside: String::new(), clean: true }
    }

    /// The same answer, with something said beside it on standard error.
    pub(crate) fn beside(mut self, said: String) -> Self {
        self.beside = said;
        self
    }

    /// The same answer, ending with the code of a refusal unless all is well.
    pub(crate) fn ends(mut self, clean: bool) -> Self {
        self.clean = clean;
        self
    }
}

impl Stop {
    /// A refusal of the command line's own.
    pub(crate) fn refused(code: &str, sentence: impl Into<String>, hint: impl Into<String>) -> Self {
        Self::Refused(Refused { code: code.to_owned(), sentence: sentence.into(), hint: hint.into() })
    }

    /// A fault in words.
    pub(crate) fn fault(why: impl std::fmt::Display) -> Self {
        Self::Fault(format!("{why}"))
    }

    /// What a failed write to standard output or a file means.
    pub(crate) fn writing(what: &str, error: &io::Error) -> Self {
        if error.kind() == io::ErrorKind::BrokenPipe {
            return Self::Closed;
        }
        Self::Fault(format!(
            "{what} could not be written: {error}. Look whether the disk is full, and try again"
        ))
    }
}

impl From<Refusal> for Stop {
    fn from(refusal: Refusal) -> Self {
        Self::refused(refusal.code(), refusal.to_string(), refusal.hint())
    }
}

impl From<Failure> for Stop {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Refused(refusal) => refusal.into(),
            Failure::Faulted(fault) => Self::fault(fault),
        }
    }
}

impl From<registry::Fault> for Stop {
    fn from(fault: registry::Fault) -> Self {
        Self::fault(fault)
    }
}

impl From<journal::Fault> for Stop {
    fn from(fault: journal::Fault) -> Self {
        Self::fault(fault)
    }
}

/// Says what became of a command and returns the code to end with.
pub(crate) fn finish(shell: &Shell, command: &str, done: Result<Answer, Stop>) -> ExitCode {
    let code = match done {
        Ok(answer) => {
            let said = if shell.json { &answer.json } else { &answer.text };
            if !shell.json && !answer.beside.is_empty() {
                // The answer itself matters more than what is said beside it.
                let _ = io::stderr().lock().write_all(answer.beside.as_bytes());
            }
            match say(said) {
                Ok(()) => u8::from(!answer.clean) * REFUSED,
                Err(error) => told(shell, command, &Stop::writing("standard output", &error)),
            }
        }
        Err(stop) => told(shell, command, &stop),
    };
    ExitCode::from(code)
}

fn told(shell: &Shell, command: &str, stop: &Stop) -> u8 {
    let (code, json, text) = match stop {
        Stop::Closed => return 0,
        Stop::Refused(refused) => {
            let Refused { code, sentence, hint } = refused;
            let said = format!(
                "{} [{code}]: {}\n{} {}",
                shell.paint.bad("refused"),
                paint::clean(sentence),
                shell.paint.dim("hint:"),
                paint::clean(hint)
            );
            (REFUSED, shaped(command, RefusedShape { refused }), said)
        }
        Stop::Fault(why) => {
            let sentence = format!("could not {}: {why}", doing(command));
            let said = paint::clean(&sentence);
            (FAULT, shaped(command, FaultShape { fault: Sentence { sentence } }), said)
        }
        Stop::Usage(why) => {
            let text = format!(
                "{} {}\n\nFor more, try 'chancery {command} --help'.",
                shell.paint.bad("error:"),
                why
            );
            (USAGE, shaped(command, UsageShape { usage: Sentence { sentence: why.clone() } }), text)
        }
    };
    if shell.json {
        // The code tells even those whom the words no longer reach.
        let _ = say(&json);
    } else {
        let _ = writeln!(io::stderr().lock(), "{text}");
    }
    code
}

/// The command as it reads after "could not".
fn doing(command: &str) -> &str {
    match command {
        "init" => "begin the record",
        "ack" => "acknowledge",
        "sign-in" => "make a code",
        "inbox" => "read the inbox",
        "board" => "read the board",
        "paper" => "make the paper",
        "positions" => "read the positions",
        other => other,
    }
}

fn say(text: &str) -> io::Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(text.as_bytes())?;
    if !text.ends_with('\n') && !text.is_empty() {
        out.write_all(b"\n")?;
    }
    out.flush()
}
