//! Remarks on a drafting sheet. It asks nobody and records nothing.

use std::path::PathBuf;

use cable::{Remark, Severity};
use serde::Serialize;

use crate::answer::{Answer, Stop};
use crate::input;
use crate::paint::{Paint, Put as _};
use crate::shell::Shell;

/// Remarks on a drafting sheet before anyone else does.
///
/// Reads the sheet and prints every remark with its line: advice, warnings, and the errors that would stop its
/// release. Ends with code 1 if there is an error. No record is needed.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  chancery lint sheet.txt")]
pub(crate) struct Lint {
    /// The sheet; - reads standard input.
    sheet: PathBuf,
}

#[derive(Serialize)]
struct Body<'a> {
    remarks: &'a [Remark],
    errors: usize,
}

impl Lint {
    pub(crate) fn run(self, shell: &Shell) -> Result<Answer, Stop> {
        let sheet = cable::sheet::read(&input::sheet(&self.sheet)?);
        let remarks = &sheet.remarks;
        let errors = remarks.iter().filter(|remark| remark.severity.stops()).count();
        let mut text = listed(shell.paint, remarks);
        let others = remarks.len() - errors;
        text.put(match (errors, others) {
            (0, 0) => format!("{}\n", shell.paint.good("no remarks")),
            (0, _) => format!("{others} remarks; {}\n", shell.paint.good("nothing stops release")),
            _ => format!(
                "{} of {} remarks would stop release\n",
                shell.paint.bad(&errors.to_string()),
                remarks.len()
            ),
        });
        Ok(Answer::new("lint", text, Body { remarks, errors }).ends(errors == 0))
    }
}

/// Remarks, one a line, the gravest of a line first.
pub(crate) fn listed(paint: Paint, remarks: &[Remark]) -> String {
    let mut sorted: Vec<&Remark> = remarks.iter().collect();
    sorted.sort_by_key(|remark| (remark.line, std::cmp::Reverse(remark.severity)));
    let line = |remark: &Remark| {
        let grave = remark.severity.word();
        let grave = match remark.severity {
            Severity::Advice => paint.dim(grave),
            Severity::Warning => paint.warn(grave),
            Severity::Error | Severity::Absolute => paint.bad(grave),
        };
        let place = if remark.line == 0 { "sheet".to_owned() } else { format!("line {}", remark.line) };
        let said = paint.prose(&remark.message, 30, 4);
        format!("{place}: {grave} [{}] {said}\n", remark.code)
    };
    sorted.into_iter().map(line).collect()
}
