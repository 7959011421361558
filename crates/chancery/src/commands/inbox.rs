//! What waits for an office, as one of its officers sees it.

use domain::tasking::Timeliness;
use views::{AskLine, CableLine, DraftLine, OpeningLine, Shape, TaskingLine};

use crate::answer::{Answer, Stop};
use crate::paint::{Cell, Paint, Put as _, Table, Tone};
use crate::reading::{self, Clocks, Reading};
use crate::shell::Shell;
use crate::times;

/// Shows what waits for you.
///
/// Taskings to acknowledge, returned, overdue, due soon and planned; drafts to clear, approve and release; objections
/// and requests for more time to decide; replies of the last week. What you may not read is neither shown nor counted.
/// --as-of shows what waited then, --known what was known to wait then.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:
  chancery inbox --office PAR --as par.head
  chancery inbox --as-of 2026-12-03")]
pub(crate) struct Inbox {
    #[command(flatten)]
    clocks: Clocks,
}

impl Inbox {
    pub(crate) fn run(self, shell: &Shell) -> Result<Answer, Stop> {
        let reading = Reading::open(shell)?;
        let office = shell.office()?;
        if !reading.reader.offices.contains(&office) {
            let officer = reading.reader.officer.clone();
            return Err(domain::refusal::Refusal::NoRole { officer, office, role: "reader" }.into());
        }
        let inbox = reading.views.inbox(&reading.reader, office, self.clocks.when(), reading.now)?;
        let paint = shell.paint;
        let pending = inbox.pending();
        let officer = &reading.reader.officer;
        let mut out = match pending {
            0 => format!("{} for {officer} at {office}\n", paint.good("nothing waits")),
            1 => format!("{} for {officer} at {office}\n", paint.bold("1 thing waits")),
            many => format!("{} for {officer} at {office}\n", paint.bold(&format!("{many} things wait"))),
        };
        section(&mut out, paint, "Opened in an emergency", &inbox.opened_in_emergency, openings);
        for (head, list) in [
            ("To acknowledge", &inbox.to_acknowledge),
            ("Returned by headquarters", &inbox.returned),
            ("Overdue", &inbox.overdue),
            ("Due soon", &inbox.due_soon),
            ("Planned", &inbox.planned),
            ("Open", &inbox.open),
            ("Taken back", &inbox.withdrawn),
        ] {
            section(&mut out, paint, head, list, taskings);
        }
        for (head, list) in [
            ("To clear", &inbox.to_clear),
            ("To approve", &inbox.to_approve),
            ("To release", &inbox.to_release),
            ("Your drafts", &inbox.own_drafts),
        ] {
            section(&mut out, paint, head, list, drafts);
        }
        section(&mut out, paint, "Objections", &inbox.objections, asks);
        section(&mut out, paint, "More time wanted", &inbox.extensions, asks);
        section(&mut out, paint, "Replies of the last week", &inbox.replies, cables);
        let (office, offices) = (Some(office), vec![office]);
        let shape = views::Inbox { office, offices, officer, pending, inbox: &inbox };
        Ok(Answer::new("inbox", out, Shape::Inbox(shape)))
    }
}

fn section<T>(out: &mut String, paint: Paint, head: &str, list: &[T], table: impl Fn(&[T]) -> Table) {
    if !list.is_empty() {
        out.put(format!("\n{}\n{}", paint.bold(head), table(list).print(paint)));
    }
}

/// How a due time looks: red when it has passed, yellow when it is near.
pub(crate) fn urgency(timeliness: Timeliness) -> Tone {
    match timeliness {
        Timeliness::Overdue | Timeliness::Late => Tone::Bad,
        Timeliness::DueSoon | Timeliness::Unknown { .. } => Tone::Warn,
        Timeliness::Open | Timeliness::Done => Tone::Plain,
    }
}

fn taskings(list: &[TaskingLine]) -> Table {
    let mut table = Table::new(&["TASKING", "NUMBER", "DUE", "STANDS", "SUBJECT"]);
    for line in list {
        let occurrence = line.standing.occurrence.map(|day| format!("/{day}")).unwrap_or_default();
        let due = line.standing.due.map(times::shown).unwrap_or_default();
        table.row(vec![
            Cell::new(format!("{}{occurrence}", line.tasking), Tone::Bold),
            line.number.to_string().into(),
            Cell::new(due, urgency(line.standing.timeliness)),
            line.word.into(),
            (&line.subject).into(),
        ]);
    }
    table
}

fn drafts(list: &[DraftLine]) -> Table {
    let mut table = Table::new(&["DRAFT", "KIND", "BY", "WAITS FOR", "DRAFTER", "SUBJECT"]);
    for line in list {
        table.row(vec![
            Cell::new(line.draft, Tone::Bold),
            line.kind.word().into(),
            line.by.map(times::shown).unwrap_or_default().into(),
            line.waits.to_string().into(),
            (&line.drafter).into(),
            (&line.subject).into(),
        ]);
    }
    table
}

fn asks(list: &[AskLine]) -> Table {
    let mut table = Table::new(&["TASKING", "NUMBER", "POST", "PROPOSES", "UNTIL", "WHY"]);
    for line in list {
        let occurrence = line.occurrence.map(|day| format!("/{day}")).unwrap_or_default();
        table.row(vec![
            Cell::new(format!("{}{occurrence}", line.tasking), Tone::Bold),
            line.number.to_string().into(),
            (&line.office.name).into(),
            line.proposes.map(|proposes| proposes.to_string()).unwrap_or_default().into(),
            line.to.map(times::shown).unwrap_or_default().into(),
            line.why.as_deref().unwrap_or("").into(),
        ]);
    }
    table
}

fn openings(list: &[OpeningLine]) -> Table {
    let mut table = Table::new(&["CABLE", "NUMBER", "BY", "AT", "UNTIL", "WHY"]);
    for line in list {
        let Some(cable) = &line.cable else { continue };
        table.row(vec![
            Cell::new(cable.dossier, Tone::Bold),
            reading::number(cable).unwrap_or_default().into(),
            format!("{} ({})", line.officer, line.office.office).into(),
            times::shown(line.at).into(),
            times::shown(line.until).into(),
            line.why.as_deref().unwrap_or("").into(),
        ]);
    }
    table
}

/// Cables in a list.
pub(crate) fn cables(list: &[CableLine]) -> Table {
    let mut table = Table::new(&["CABLE", "NUMBER", "FROM", "SENT", "SUBJECT"]);
    for line in list {
        table.row(vec![
            Cell::new(line.dossier, Tone::Bold),
            reading::number(line).unwrap_or_default().into(),
            (&line.origin).into(),
            times::shown(line.at).into(),
            (&line.subject).into(),
        ]);
    }
    table
}
