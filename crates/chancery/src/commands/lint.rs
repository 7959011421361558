//! Remarks on a drafting sheet. It asks nobody and records nothing.

use std::path::{Path, PathBuf};

use cable::check::fixed;
use cable::{Profile, Remark, Severity, Sheet};
use jiff::tz::TimeZone;
use serde::Serialize;

use crate::answer::{Answer, Stop};
use crate::desk;
use crate::input;
use crate::paint::{Paint, Put as _};
use crate::shell::Shell;

/// Remarks on a drafting sheet before anyone else does.
///
/// Reads the sheet and prints every remark with its line: advice, warnings, and errors. Ends with code 1 if there is
/// an error. The rules of the house are those of a profile: plain, us-current, us-1973-79, uk-like, or a file of your
/// own. No record is needed; where there is one, its collectives are known.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:
  chancery lint sheet.txt
  chancery lint sheet.txt --profile us-current
  chancery lint sheet.txt --fix > better.txt")]
pub(crate) struct Lint {
    /// The sheet; - reads standard input.
    sheet: PathBuf,
    /// The profile by code, or the file of one; `profile` in chancery.toml, or plain, if not given.
    #[arg(long, value_name = "PROFILE")]
    profile: Option<String>,
    /// Prints the sheet with every fix applied that is safe, instead of the remarks.
    #[arg(long)]
    fix: bool,
}

#[derive(Serialize)]
struct Body<'a> {
    profile: &'a str,
    remarks: &'a [Remark],
    errors: usize,
}

#[derive(Serialize)]
struct Fixed<'a> {
    profile: &'a str,
    sheet: &'a str,
}

impl Lint {
    pub(crate) fn run(self, shell: &Shell) -> Result<Answer, Stop> {
        let typed = input::sheet(&self.sheet)?;
        let profile = profile(shell, self.profile.as_deref())?;
        let (_, remarks) = cable::lint(&typed, &profile);
        if self.fix {
            let sheet = fixed(&typed, &remarks);
            return Ok(Answer::new("lint", sheet.as_str(), Fixed { profile: &profile.code, sheet: &sheet }));
        }
        let remarks = &remarks;
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
        Ok(Answer::new("lint", text, Body { profile: &profile.code, remarks, errors }).ends(errors == 0))
    }
}

/// The profile somebody names, as of today, with the collectives of the record if there is one.
pub(crate) fn profile(shell: &Shell, named: Option<&str>) -> Result<Profile, Stop> {
    let default = shell.profile()?;
    let named = named.or(default.as_deref()).unwrap_or("plain");
    let known = if let Some(profile) = Profile::named(named) {
        profile
    } else {
        let bytes = input::bytes(Path::new(named), "the profile", input::FILE_MAX)?;
        Profile::read(&String::from_utf8_lossy(&bytes))
            .map_err(|fault| Stop::Usage(format!("{named}, line {}: {}", fault.line, fault.what)))?
    };
    let mut profile = known.as_of(shell.clock()?.now().to_zoned(TimeZone::UTC).date());
    let record = shell.folder().ok().and_then(|folder| journal::Record::open(&folder).ok());
    if let Some(directory) = record.and_then(|record| desk::directory(&record).ok()) {
        profile.collectives.extend(directory.collectives().map(|(name, _)| name.to_owned()));
    }
    Ok(profile)
}

/// What the rules of the house say of a sheet, beside what its reading remarked.
pub(crate) fn remarks(shell: &Shell, sheet: &Sheet) -> Result<Vec<Remark>, Stop> {
    let checked = cable::check(sheet, &profile(shell, None)?);
    Ok(sheet.remarks.iter().cloned().chain(checked).collect())
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
