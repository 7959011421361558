//! The board of an instruction: one sentence first, then every post. Of a filed telegram: whom it addressed and what
//! may be their replies.

use domain::fact::{CableNumber, Stance};
use domain::tasking::{Stage, Timeliness};
use views::{ArchiveBoard, BoardLine, BoardView, Happening, InstructionLine, Shape};

use crate::answer::{Answer, Stop};
use crate::commands::inbox::urgency;
use crate::paint::{Cell, Paint, Put as _, Table, Tone};
use crate::reading::{self, Clocks, Reading, not_found};
use crate::shell::Shell;
use crate::times;

/// How many instructions are listed.
const LISTED: usize = 50;
/// How many lines the chronology shows unless more are wanted.
const LINES: usize = 12;

/// Shows how an instruction stands at every post.
///
/// Each word is bound to a recorded fact; late and overdue are computed for the moment asked about. Without a name it
/// lists the instructions you may see. --as-of shows what was true then, --known what was known then. For a telegram
/// filed from elsewhere it shows the addressees and what may be their replies.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:
  chancery board
  chancery board 'MERE 7'
  chancery board HQ.12 --as-of 2026-12-03 --known 2026-12-03T14:05Z")]
pub(crate) struct Board {
    /// The instruction, by entry or number.
    instruction: Option<String>,
    /// Shows the whole chronology.
    #[arg(long)]
    all: bool,
    #[command(flatten)]
    clocks: Clocks,
}

impl Board {
    pub(crate) fn run(self, shell: &Shell) -> Result<Answer, Stop> {
        let reading = Reading::open(shell)?;
        let paint = shell.paint;
        let Some(name) = &self.instruction else {
            let list =
                reading.views.instructions(&reading.reader, LISTED, self.clocks.when(), reading.now)?;
            let shape = views::Instructions { instructions: &list, drafts: None, next: None };
            return Ok(Answer::new("board", instructions(paint, &list), Shape::Instructions(shape)));
        };
        let id = reading.entry(name)?;
        if let Some(mut board) = reading.views.board(&reading.reader, id, self.clocks.when(), reading.now)? {
            if self.all {
                let all = reading.views.chronology(&reading.reader, id, self.clocks.when(), usize::MAX)?;
                board.chronology = all.unwrap_or_default();
            }
            let lines = if self.all { usize::MAX } else { LINES };
            return Ok(Answer::new("board", posts(paint, &board, lines), Shape::Board(&board)));
        }
        match reading.views.archive_board(&reading.reader, id, self.clocks.when())? {
            Some(board) => Ok(Answer::new("board", archive(paint, &board), Shape::ArchiveBoard(&board))),
            None => Err(not_found(&format!("released instruction {name}"))),
        }
    }
}

fn instructions(paint: Paint, list: &[InstructionLine]) -> String {
    if list.is_empty() {
        return paint.dim("no instruction has been released that you may see");
    }
    let mut table = Table::new(&["INSTRUCTION", "NUMBER", "NEXT DUE", "SUBJECT", "STANDS"]);
    for line in list {
        table.row(vec![
            Cell::new(line.instruction, Tone::Bold),
            line.number.to_string().into(),
            line.due.map(times::shown).unwrap_or_default().into(),
            (&line.subject).into(),
            (&line.sentence).into(),
        ]);
    }
    table.print(paint)
}

fn posts(paint: Paint, board: &BoardView, lines: usize) -> String {
    let head = format!("{} ({})  {}", board.number, board.instruction, board.subject);
    let mut out =
        format!("{}\n{}\n", paint.bold(&paint.prose(&head, 0, 2)), paint.prose(&board.sentence, 0, 2));
    let times = format!("released {}, as of {}", times::shown(board.released_at), times::shown(board.moment));
    out.put(format!("{}\n\n", paint.dim(&paint.prose(&times, 0, 2))));
    let mut table = Table::new(&["POST", "STANDS", "DUE", "POINTS", "POSITION", "ENGAGED", "REPLY"]);
    for line in &board.lines {
        table.row(row(line));
    }
    out.push_str(&table.print(paint));
    let names = |offices: &[views::OfficeName]| {
        offices.iter().map(|office| office.office.to_string()).collect::<Vec<_>>().join(" ")
    };
    if !board.others.is_empty() {
        out.put(format!("\n{}", paint.labelled("asked too", &names(&board.others))));
    }
    if !board.informed.is_empty() {
        out.put(format!("\n{}", paint.labelled("informed", &names(&board.informed))));
    }
    out.push_str(&happenings(paint, "What happened, newest first", &board.chronology, lines));
    out
}

fn row(line: &BoardLine) -> Vec<Cell> {
    let standing = &line.standing;
    // An occurrence is due on a day of the post's own; a time is the same everywhere.
    let due = match (standing.occurrence, standing.due) {
        (Some(day), Some(due)) if standing.extended => {
            Some(format!("{day}, more time to {}", times::shown(due)))
        }
        (Some(day), _) => Some(day.to_string()),
        (None, due) => due.map(times::shown),
    };
    let stage = match standing.stage {
        Stage::Reported => Tone::Good,
        Stage::Objected | Stage::Returned => Tone::Warn,
        Stage::Withdrawn | Stage::Unasked => Tone::Dim,
        _ => Tone::Plain,
    };
    let crossed = if standing.crossed { " (crossed)" } else { "" };
    let missed = match standing.missed {
        0 => String::new(),
        missed => format!("{missed} missed"),
    };
    let time = match standing.timeliness {
        Timeliness::Open | Timeliness::Done => String::new(),
        Timeliness::DueSoon => "due soon".to_owned(),
        Timeliness::Overdue => "overdue".to_owned(),
        Timeliness::Late => "late".to_owned(),
        Timeliness::Unknown { since } => since
            .map_or_else(|| "unknown".to_owned(), |since| format!("unknown since {}", times::short(since))),
    };
    let when = [due.unwrap_or_default(), time, missed];
    let when: Vec<_> = when.into_iter().filter(|words| !words.is_empty()).collect();
    let points = if standing.points == 0 {
        String::new()
    } else {
        format!("{}/{}", standing.points_done, standing.points)
    };
    let engagement = line.engagement.as_ref().map(|held| held.on.to_string());
    let stance = line.position.as_ref().map(|position| position.stance);
    vec![
        Cell::new(line.office.office, Tone::Bold),
        Cell::new(format!("{}{crossed}", line.word), stage),
        Cell::new(when.join(", "), urgency(standing.timeliness)),
        points.into(),
        Cell::new(stance.map(|stance| stance.to_string()).unwrap_or_default(), leaning(stance)),
        engagement.unwrap_or_default().into(),
        line.reply.as_ref().map(|reply| reply_number(&reply.number)).unwrap_or_default().into(),
    ]
}

/// A reply's number without its year: the newest of that number is meant.
fn reply_number(number: &CableNumber) -> String {
    format!("{} {:04}", number.station, number.serial)
}

/// How a position looks.
pub(crate) fn leaning(stance: Option<Stance>) -> Tone {
    match stance {
        Some(Stance::Supports | Stance::LeansToward) => Tone::Good,
        Some(Stance::Opposes | Stance::LeansAgainst) => Tone::Bad,
        Some(Stance::Undecided) | None => Tone::Plain,
    }
}

/// What happened, under a heading.
pub(crate) fn happenings(paint: Paint, head: &str, all: &[Happening], most: usize) -> String {
    if all.is_empty() {
        return String::new();
    }
    let mut out = format!("\n{}\n", paint.bold(head));
    for happening in all.iter().take(most) {
        let said = happening.said.as_ref().map(|said| format!(" \u{201c}{said}\u{201d}")).unwrap_or_default();
        let sentence = paint.prose(&format!("{} {}{said}", happening.office, happening.told), 19, 19);
        out.put(format!("{}  {sentence}\n", paint.dim(&times::shown(happening.at))));
    }
    if all.len() > most {
        out.push_str(&paint.dim(&format!("and {} more; --all shows them\n", all.len() - most)));
    }
    out
}

fn archive(paint: Paint, board: &ArchiveBoard) -> String {
    let number = reading::number(&board.cable).unwrap_or_default();
    let head = format!("{number} ({})  {}", board.cable.dossier, board.cable.subject);
    let mut out = format!(
        "{}\n{}\n\n",
        paint.bold(&paint.prose(head.trim(), 0, 2)),
        paint.prose(&board.sentence, 0, 2)
    );
    let mut table = Table::new(&["ADDRESSEE", "ACTION", "MAY HAVE REPLIED BY", "BECAUSE IT"]);
    for addressee in &board.addressees {
        let who = &addressee.addressee;
        let action = if who.action { "action" } else { "info" };
        let mut rest = addressee.replies.iter();
        let first = rest.next();
        for (reply, named) in std::iter::once((first, true)).chain(rest.map(|reply| (Some(reply), false))) {
            let (by, evidence) = reply.map(proposed).unwrap_or_default();
            table.row(vec![
                Cell::new(if named { who.name.as_str() } else { "" }, Tone::Bold),
                Cell::new(if named { action } else { "" }, Tone::Dim),
                by.into(),
                evidence.into(),
            ]);
        }
    }
    for reply in &board.replies {
        let (by, evidence) = proposed(reply);
        table.row(vec!["".into(), "".into(), by.into(), evidence.into()]);
    }
    out.push_str(&table.print(paint));
    out
}

fn proposed(reply: &views::ProposedReply) -> (String, String) {
    let number = reading::number(&reply.cable).unwrap_or_else(|| reply.cable.dossier.to_string());
    (format!("{number} ({})", reply.cable.dossier), reply.evidence.clone())
}
