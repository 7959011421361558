//! Begins an instruction from a drafting sheet.

use std::path::PathBuf;

use cable::Remark;
use domain::command::Command;
use domain::fact::Purpose;
use registry::Told;
use serde::Serialize;

use crate::answer::{Answer, Stop};
use crate::commands::lint;
use crate::desk::Desk;
use crate::input;
use crate::shell::Shell;

/// A sheet with all that is usual, for the help; it must pass `lint`.
const SHEET: &str = "\
TO: EUROPE EXCEPT MADRID
INFO: GENEVA
CLASSIFICATION: UNCLASSIFIED
PRECEDENCE: ROUTINE
TAGS: EFIS, SENV
SUBJECT: LOST FISHING GEAR: ENGAGE HOST GOVERNMENTS
REF: 25 MERE 1790
DUE: 2027-12-10 17:00
LEVEL: DIRECTOR
REPORT: REPLY CABLE

1. OBJECTIVE. Posts are to bring the draft agreement before the ministry.

POINTS
- (VERBATIM) Estmark proposes an agreement of five parts.
- (PARAPHRASE) Two thirds of the gear is lost in four months of winter.
  FOR NORDIC: We would value a comparison with your own figures.
- (IF ASKED) Contributions to the fund are voluntary.
- (NOT IN WRITING, OPTIONAL) We would not refuse an agreement in two steps.

2. REPORTING. By reply cable.
";

fn example() -> String {
    let sheet: String = SHEET.lines().map(|line| format!("  {line}").trim_end().to_owned() + "\n").collect();
    format!(
        "Example:\n  chancery draft sheet.txt --as oceans.desk\n\n\
         A sheet has labels first, then numbered paragraphs and, if there are talking points, a list of them:\n\n\
         {sheet}\n\
         EVERY: 30 DAYS UNTIL 2028-06-30, FIRST WITHIN 10 DAYS makes it a standing tasking."
    )
}

/// Begins an instruction from a drafting sheet.
///
/// Anyone with the role drafter may. The draft is recorded under an entry such as HQ.12, by which it is revised,
/// cleared, approved and released. The same sheet again adds nothing unless --again says so.
#[derive(Debug, clap::Args)]
#[command(after_help = example())]
pub(crate) struct Draft {
    /// The sheet; - reads standard input.
    sheet: PathBuf,
    /// Makes a new draft even if the same sheet was drafted before.
    #[arg(long)]
    again: bool,
}

#[derive(Serialize)]
pub(crate) struct Drafted<'a> {
    pub(crate) draft: String,
    pub(crate) remarks: &'a [Remark],
    #[serde(flatten)]
    pub(crate) told: Told,
}

impl Draft {
    pub(crate) fn run(self, shell: &Shell) -> Result<Answer, Stop> {
        let sheet = cable::sheet::read(&input::sheet(&self.sheet)?);
        let remarks = lint::remarks(shell, &sheet, None)?;
        let subject = sheet.subject.clone();
        let desk = Desk::open(shell)?;
        let command = Command::Draft { purpose: Purpose::Instruction, sheet: Box::new(sheet) };
        let receipt = desk.begin(self.again, command)?;
        let id = receipt.began.map(|id| id.to_string()).unwrap_or_default();
        let paint = shell.paint;
        let text = if receipt.is_new() {
            format!(
                "{} {}: {}\n{}{}",
                paint.good("drafted"),
                paint.bold(&id),
                paint.prose(&subject, 10 + id.len(), 4),
                lint::listed(paint, &remarks),
                paint.dim(&format!("next: chancery ask-clearance {id} CLEARER"))
            )
        } else {
            format!("already drafted as {}; --again makes a new one", paint.bold(&id))
        };
        Ok(Answer::new("draft", text, Drafted { draft: id, remarks: &remarks, told: Told::from(&receipt) }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sheet_in_the_help_stands_before_the_rules() {
        let profile = cable::Profile::named("plain").expect("a profile of the house");
        let (sheet, remarks) = cable::lint(SHEET, &profile);
        let grave: Vec<_> = remarks.iter().filter(|remark| remark.severity.stops()).collect();
        assert!(grave.is_empty(), "{grave:?}");
        assert_eq!((sheet.paragraphs.len(), sheet.points.len()), (2, 4));
    }
}
