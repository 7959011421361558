//! What hosts hold on what an instruction is about, and how that moved.

use views::{PositionsView, Shape};

use crate::answer::{Answer, Stop};
use crate::commands::board::leaning;
use crate::paint::{Cell, Paint, Table, Tone};
use crate::reading::{Clocks, Reading, not_found};
use crate::shell::Shell;

/// Shows what hosts hold, over time.
///
/// The positions hosts took on what an instruction is about: from answers in engagements, and from judgements of our
/// own. Each says how it was given, how sure its reporter is, and which entry it rests on.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:
  chancery positions 'MERE 7'
  chancery positions HQ.12 --history --as-of 2026-12-03")]
pub(crate) struct Positions {
    /// The instruction, by entry or number.
    instruction: String,
    /// Shows every position, not only the latest of each host.
    #[arg(long)]
    history: bool,
    #[command(flatten)]
    clocks: Clocks,
}

impl Positions {
    pub(crate) fn run(self, shell: &Shell) -> Result<Answer, Stop> {
        let reading = Reading::open(shell)?;
        let id = reading.entry(&self.instruction)?;
        let found = reading.views.positions(&reading.reader, id, self.clocks.when())?;
        let found = found.ok_or_else(|| not_found(&format!("released instruction {}", self.instruction)))?;
        Ok(Answer::new("positions", hosts(shell.paint, &found, self.history), Shape::Positions(&found)))
    }
}

fn hosts(paint: Paint, view: &PositionsView, history: bool) -> String {
    let head = format!("{} ({})  {}", view.number, view.instruction, view.subject);
    let mut out =
        format!("{}\n{}\n\n", paint.bold(&paint.prose(&head, 0, 2)), paint.prose(&view.sentence, 0, 2));
    let mut table = Table::new(&["HOST", "POSITION", "ON", "GIVEN", "SURE", "BY", "ENTRY", "IN WORDS"]);
    for line in &view.lines {
        let all = line.history.iter();
        let latest = line.latest.iter();
        let shown: Vec<_> = if history { all.collect() } else { latest.collect() };
        if shown.is_empty() {
            table.row(vec![Cell::new(&line.country, Tone::Bold), Cell::new("not known", Tone::Dim)]);
        }
        for (place, position) in shown.into_iter().enumerate() {
            table.row(vec![
                Cell::new(if place == 0 { &*line.country } else { "" }, Tone::Bold),
                Cell::new(position.stance, leaning(Some(position.stance))),
                position.on.into(),
                position.given.map(|given| given.to_string()).unwrap_or_default().into(),
                position.confidence.map(|sure| sure.to_string()).unwrap_or_default().into(),
                if position.engagement.is_none() {
                    format!("{} judges", position.office)
                } else {
                    position.office.to_string()
                }
                .into(),
                Cell::new(position.engagement.unwrap_or(position.entry), Tone::Dim),
                position.text.as_deref().unwrap_or("").into(),
            ]);
        }
    }
    out.push_str(&table.print(paint));
    out
}
