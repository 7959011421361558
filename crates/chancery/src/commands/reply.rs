//! Reports on duties by a cable: drafted from a sheet or from a few words, and, where the officer holds the roles,
//! approved and released in one go.

use std::path::PathBuf;

use cable::{Sheet, SheetParagraph};
use domain::command::Command;
use domain::fact::Purpose;
use domain::words::DutyId;
use registry::Told;
use serde::Serialize;
use views::When;

use crate::answer::{Answer, Stop};
use crate::commands::lint;
use crate::desk::Desk;
use crate::input;
use crate::shell::Shell;

/// Reports by a cable that cites the instruction.
///
/// The reply closes its duties only if every required point has a disposition and the host's answer is recorded, so
/// log the engagement first. From --text the cable is written for you: it cites the instructions, takes their marking
/// and goes to the office that gave them. A sheet must cite them on its REF line. --interim only reports progress.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:
  chancery reply HQ.12 --text 'All points were made; the ministry will study the fund.' --release \\
      --office PAR --as par.head
  chancery reply HQ.12 HQ.40/2026-12-10 --sheet reply.txt --office PAR --as par.political
  chancery reply HQ.12 --interim --text 'The director is away until Monday.' --release --office PAR --as par.head")]
pub(crate) struct Reply {
    /// The duties it answers: HQ.12, MERE 7, or HQ.12/2026-03-10.
    #[arg(required = true)]
    duties: Vec<String>,
    /// The sheet of the reply; - reads standard input.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["text", "subject"], required_unless_present = "text")]
    sheet: Option<PathBuf>,
    /// The text; an empty line begins a new paragraph.
    #[arg(long)]
    text: Option<String>,
    /// The subject line, with --text.
    #[arg(long)]
    subject: Option<String>,
    /// Reports progress and leaves the duties open.
    #[arg(long)]
    interim: bool,
    /// Approves and releases it as well.
    #[arg(long)]
    release: bool,
    /// Makes a new reply even if the same was drafted before.
    #[arg(long)]
    again: bool,
}

#[derive(Serialize)]
struct Replied {
    draft: String,
    answers: Vec<DutyId>,
    closes: bool,
    released: bool,
    #[serde(flatten)]
    told: Told,
}

impl Reply {
    pub(crate) fn run(self, shell: &Shell) -> Result<Answer, Stop> {
        let typed = self.sheet.as_ref().map(|path| input::sheet(path)).transpose()?;
        let desk = Desk::open(shell)?;
        let answers = self.duties.iter().map(|text| desk.duty(text)).collect::<Result<Vec<_>, _>>()?;
        let sheet = match typed {
            Some(text) => cable::sheet::read(&text),
            None => self.written(&desk, &answers)?,
        };
        let answered: Vec<_> = answers.iter().map(|duty| duty.tasking.instruction).collect();
        let remarks = if self.release { Vec::new() } else { lint::remarks(shell, &sheet, Some(&answered))? };
        let purpose = Purpose::Reply { answers: answers.clone(), interim: self.interim };
        let drafted = desk.begin(self.again, Command::Draft { purpose, sheet: Box::new(sheet) })?;
        let draft = drafted.began.ok_or_else(|| Stop::fault("the desk did not say which draft it began"))?;
        let paint = shell.paint;
        let id = draft.to_string();
        let was = if drafted.is_new() { "drafted" } else { "already drafted as" };
        let mut told = Told::from(&drafted);
        let text = if self.release {
            let released = release(&desk, draft).map_err(|stop| drafted_only(stop, &id))?;
            let number = released.number.as_ref().map(ToString::to_string).unwrap_or_default();
            told.entries.extend(released.entries.iter().copied());
            told.new |= released.is_new();
            told.number = Some(number.clone());
            told.at = released.at;
            let how = if self.interim { "reports on" } else { "closes" };
            let which = answers.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
            if told.new {
                format!("{} {id} as {}: it {how} {which}", paint.good("released"), paint.bold(&number))
            } else {
                format!("{id} was released as {}", paint.bold(&number))
            }
        } else {
            let next = format!("next: chancery approve {id}, then chancery release {id}");
            format!("{was} {}\n{}{}", paint.bold(&id), lint::listed(paint, &remarks), paint.dim(&next))
        };
        let body = Replied { draft: id, answers, closes: !self.interim, released: self.release, told };
        Ok(Answer::new("reply", text, body))
    }

    /// A sheet from the text typed: it cites what it answers and takes its marking.
    fn written(&self, desk: &Desk, answers: &[DutyId]) -> Result<Sheet, Stop> {
        let reading = desk.reading()?;
        let mut sheet = Sheet { subject: self.subject.clone().unwrap_or_default(), ..Sheet::default() };
        for duty in answers {
            let instruction = duty.tasking.instruction;
            let found = reading.views.show(&reading.reader, instruction, When::NOW)?;
            let line = found.ok_or_else(|| crate::reading::not_found(&instruction.to_string()))?.line;
            let Some(number) = line.number.as_ref() else {
                return Err(domain::refusal::Refusal::NotAnInstruction { dossier: instruction }.into());
            };
            let cited = cable::fields::reference::list(&number.long(), 0);
            add(&mut sheet.references, cited);
            sheet.level = sheet.level.max(Some(line.level));
            add(&mut sheet.captions, line.captions);
            add(&mut sheet.tags, line.tags);
            if sheet.subject.is_empty() {
                sheet.subject = format!("{}: REPLY", line.subject);
            }
        }
        let paragraphs = self.text.as_deref().unwrap_or("").split("\n\n");
        let words = paragraphs.map(|text| text.split_whitespace().collect::<Vec<_>>().join(" "));
        let numbered = (1..).zip(words.filter(|text| !text.is_empty()));
        sheet.paragraphs = numbered
            .map(|(number, text)| SheetParagraph { number: Some(number), portion: None, text, line: 0 })
            .collect();
        Ok(sheet)
    }
}

/// Adds what is not there yet.
fn add<T: PartialEq>(to: &mut Vec<T>, more: Vec<T>) {
    for one in more {
        if !to.contains(&one) {
            to.push(one);
        }
    }
}

fn release(desk: &Desk, draft: domain::words::EntryId) -> Result<registry::Receipt, Stop> {
    match desk.ask(Command::Approve { draft }) {
        Err(Stop::Refused(refused)) if refused.code == "already-released" => {}
        approved => drop(approved?),
    }
    desk.ask(Command::Release { draft })
}

/// The reply stands as a draft even if it did not go out: say so.
fn drafted_only(stop: Stop, id: &str) -> Stop {
    match stop {
        Stop::Refused(mut refused) => {
            refused.hint = format!("{}. The reply is kept as draft {id}", refused.hint);
            Stop::Refused(refused)
        }
        other => other,
    }
}
