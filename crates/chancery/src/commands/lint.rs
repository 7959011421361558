//! Remarks on drafting sheets: by their text alone, and by the record where there is one. It asks nobody and
//! records nothing.

mod excerpt;

use std::path::{Path, PathBuf};

use cable::check::fixed;
use cable::{Profile, Remark, Severity, Sheet};
use domain::remarks::Known;
use domain::words::EntryId;
use jiff::tz::TimeZone;
use serde::Serialize;
use views::Citing;

use crate::answer::{Answer, Stop};
use crate::desk;
use crate::input;
use crate::paint::{Paint, Put as _};
use crate::reading::Reading;
use crate::shell::Shell;

/// Remarks on drafting sheets before anyone else does.
///
/// Reads each sheet and prints every remark with the line it is about: advice, warnings, and errors. Ends with code 1
/// if there is an error. The rules of the house are those of a profile: plain, us-current, us-1973-79, uk-like, or a
/// file of your own. No record is needed; in the folder of one, its offices, collectives and clearers are known, and
/// to an officer its cables.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:
  chancery lint sheet.txt
  chancery lint sheets/*.txt --profile us-current
  chancery lint sheet.txt --fix > better.txt")]
pub(crate) struct Lint {
    /// The sheets; - reads standard input.
    #[arg(required = true)]
    sheets: Vec<PathBuf>,
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
    remarks: Vec<OnSheet<'a>>,
    errors: usize,
}

#[derive(Serialize)]
struct OnSheet<'a> {
    sheet: &'a str,
    #[serde(flatten)]
    remark: &'a Remark,
}

#[derive(Serialize)]
struct Fixed<'a> {
    profile: &'a str,
    sheet: &'a str,
}

impl Lint {
    pub(crate) fn run(self, shell: &Shell) -> Result<Answer, Stop> {
        let profile = profile(shell, self.profile.as_deref())?;
        if self.fix {
            let [sheet] = self.sheets.as_slice() else {
                return Err(Stop::Usage("--fix prints one sheet; name one".to_owned()));
            };
            let typed = input::sheet(sheet)?;
            let sheet = fixed(&typed, &cable::lint(&typed, &profile).1);
            return Ok(Answer::new("lint", sheet.as_str(), Fixed { profile: &profile.code, sheet: &sheet }));
        }
        let known = Ministry::open(shell);
        let mut all = Vec::new();
        for path in &self.sheets {
            let typed = input::sheet(path)?;
            let (sheet, mut remarks) = cable::lint(&typed, &profile);
            remarks.extend(
                known
                    .as_ref()
                    .map(|known| known.remarks(&sheet, &profile, None, Some(&typed)))
                    .transpose()?
                    .unwrap_or_default(),
            );
            remarks.sort_by_key(|remark| (remark.line, remark.span.start));
            all.push((path.display().to_string(), typed, remarks));
        }
        let mut text = String::new();
        for (name, typed, remarks) in &all {
            for remark in remarks {
                text.put(excerpt::of(shell.paint, name, typed, remark));
            }
        }
        let remarks: Vec<OnSheet<'_>> = all
            .iter()
            .flat_map(|(sheet, _, remarks)| remarks.iter().map(move |remark| OnSheet { sheet, remark }))
            .collect();
        let errors = remarks.iter().filter(|on| on.remark.severity.stops()).count();
        text.put(match (errors, remarks.len()) {
            (0, 0) => format!("{}\n", shell.paint.good("no remarks")),
            (0, 1) => format!("1 remark; {}\n", shell.paint.good("nothing stops release")),
            (0, all) => format!("{all} remarks; {}\n", shell.paint.good("nothing stops release")),
            (errors, all) => {
                format!("{} of {all} remarks would stop release\n", shell.paint.bad(&errors.to_string()))
            }
        });
        Ok(Answer::new("lint", text, Body { profile: &profile.code, remarks, errors }).ends(errors == 0))
    }
}

/// What a record knows of a ministry: its directory, and to an officer who reads, its cables.
struct Ministry {
    directory: domain::directory::Directory,
    reading: Option<Reading>,
    office: Option<domain::words::OfficeId>,
    officer: Option<domain::words::Handle>,
    at: jiff::Timestamp,
}

impl Ministry {
    /// The ministry of the record in the folder; none if there is no record there.
    fn open(shell: &Shell) -> Option<Self> {
        let at = shell.clock().ok()?.now();
        let record = journal::Record::open(&shell.folder().ok()?).ok()?;
        let directory = desk::directory(&record).ok()?;
        let (office, officer) = (shell.office().ok(), shell.officer().ok());
        let reading = officer.as_ref().and_then(|officer| Reading::of(record, officer, office, at).ok());
        Some(Self { directory, reading, office, officer, at })
    }

    /// What it has to say of a sheet beside what the text says; of a reply, with the instructions it answers.
    fn remarks(
        &self,
        sheet: &Sheet,
        profile: &Profile,
        answers: Option<&[EntryId]>,
        text: Option<&str>,
    ) -> Result<Vec<Remark>, Stop> {
        let history = self.reading.as_ref().zip(self.office).map(|(reading, office)| {
            let citing = Citing { office, at: self.at, draft: None, answers: answers.unwrap_or_default() };
            reading.views.history(&reading.reader, sheet, citing)
        });
        let known = Known {
            directory: &self.directory,
            profile,
            at: self.at,
            office: self.office,
            drafter: self.officer.as_ref(),
            reply: answers.is_some(),
            asked: None,
            history: history.transpose()?,
        };
        Ok(domain::remarks::remarks(sheet, &known, text))
    }
}

/// The profile somebody names, or the house's, as it was written.
pub(crate) fn house(shell: &Shell, named: Option<&str>) -> Result<Profile, Stop> {
    let default = shell.profile()?;
    let named = named.or(default.as_deref()).unwrap_or("plain");
    if let Some(profile) = Profile::named(named) {
        return Ok(profile);
    }
    let bytes = input::bytes(Path::new(named), "the profile", input::FILE_MAX)?;
    Profile::read(&String::from_utf8_lossy(&bytes))
        .map_err(|fault| Stop::Usage(format!("{named}, line {}: {}", fault.line, fault.what)))
}

/// The same as of today, with the collectives of the record if there is one.
pub(crate) fn profile(shell: &Shell, named: Option<&str>) -> Result<Profile, Stop> {
    let known = house(shell, named)?;
    // A profile of the past says itself as of which day it is read.
    let today = shell.clock()?.now().to_zoned(TimeZone::UTC).date();
    let day = known.on.unwrap_or(today);
    let mut profile = known.as_of(day);
    let record = shell.folder().ok().and_then(|folder| journal::Record::open(&folder).ok());
    if let Some(directory) = record.and_then(|record| desk::directory(&record).ok()) {
        profile.collectives.extend(directory.collectives().map(|(name, _)| name.to_owned()));
    }
    Ok(profile)
}

/// The file of the profile that the folder names, if it is one of its own.
pub(crate) fn profile_file(shell: &Shell) -> Result<Option<PathBuf>, Stop> {
    Ok(shell.profile()?.filter(|named| Profile::named(named).is_none()).map(PathBuf::from))
}

/// What the rules of the house say of a sheet, beside what its reading remarked; of a reply, with the instructions
/// it answers.
pub(crate) fn remarks(
    shell: &Shell,
    sheet: &Sheet,
    answers: Option<&[EntryId]>,
) -> Result<Vec<Remark>, Stop> {
    let profile = profile(shell, None)?;
    let known = Ministry::open(shell).map(|known| known.remarks(sheet, &profile, answers, None));
    let wider = known.transpose()?.unwrap_or_default();
    Ok(sheet.remarks.iter().cloned().chain(cable::check(sheet, &profile)).chain(wider).collect())
}

/// Remarks, one a line, the gravest of a line first.
pub(crate) fn listed(paint: Paint, remarks: &[Remark]) -> String {
    let mut sorted: Vec<&Remark> = remarks.iter().collect();
    sorted.sort_by_key(|remark| (remark.line, std::cmp::Reverse(remark.severity)));
    let line = |remark: &Remark| {
        let place = if remark.line == 0 { "sheet".to_owned() } else { format!("line {}", remark.line) };
        let said = paint.prose(&remark.message, 30, 4);
        format!("{place}: {} [{}] {said}\n", weight(paint, remark.severity), remark.code)
    };
    sorted.into_iter().map(line).collect()
}

/// What a form cannot carry, one a line.
pub(crate) fn losses(paint: Paint, lost: &[Remark]) -> String {
    let line = |remark: &Remark| {
        let said = paint.prose(&remark.message, 20, 4);
        format!("{} [{}] {said}\n", weight(paint, remark.severity), remark.code)
    };
    lost.iter().map(line).collect()
}

/// The word for how grave a remark is, in its colour.
fn weight(paint: Paint, severity: Severity) -> String {
    match severity {
        Severity::Advice => paint.dim(severity.word()),
        Severity::Warning => paint.warn(severity.word()),
        Severity::Error | Severity::Absolute => paint.bad(severity.word()),
    }
}
