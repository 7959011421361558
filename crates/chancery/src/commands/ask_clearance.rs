//! Asks officers to clear a draft, or parts of it.

use std::str::FromStr;

use domain::command::Command;
use domain::fact::Piece;
use domain::words::{Handle, ParagraphId, PointId};
use registry::Receipt;

use crate::answer::{Answer, Stop};
use crate::desk::Desk;
use crate::shell::Shell;
use crate::times::Moment;

/// Asks officers to clear a draft or parts of it.
///
/// Without --of a clearer is asked about everything, what is added later included. Parts are `head` (subject,
/// marking, addressees, terms), paragraphs by number and points such as P1; `show` prints them.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:
  chancery ask-clearance HQ.12 legal.desk fisheries.desk
  chancery ask-clearance HQ.12 legal.desk --of head,2,P1 --by 2026-11-30")]
pub(crate) struct AskClearance {
    /// The draft, such as HQ.12.
    draft: String,
    /// Who is asked, by handle.
    #[arg(required = true)]
    clearers: Vec<Handle>,
    /// The parts asked about: head, 2, P1.
    #[arg(long, value_delimiter = ',', value_name = "PARTS")]
    of: Vec<Part>,
    /// By when an answer is wanted: a day, or a time.
    #[arg(long, value_name = "WHEN")]
    by: Option<Moment>,
}

/// A part of a draft as typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Part(pub(crate) Piece);

impl FromStr for Part {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let text = text.trim();
        let point = text.strip_prefix(['P', 'p']).map(str::parse);
        match (text.eq_ignore_ascii_case("head"), point, text.parse()) {
            (true, ..) => Ok(Self(Piece::Head)),
            (_, Some(Ok(point)), _) => Ok(Self(Piece::Point(PointId(point)))),
            (_, None, Ok(paragraph)) => Ok(Self(Piece::Paragraph(ParagraphId(paragraph)))),
            _ => Err(format!(
                "`{text}` is no part of a draft; write head, a paragraph such as 2, or a point such as P1"
            )),
        }
    }
}

impl AskClearance {
    pub(crate) fn run(self, shell: &Shell) -> Result<Answer, Stop> {
        let desk = Desk::open(shell)?;
        let draft = desk.entry(&self.draft)?;
        let pieces: Vec<Piece> = self.of.iter().map(|part| part.0).collect();
        let by = self.by.map(Moment::utc);
        let ask = |clearer: &Handle| {
            desk.ask(Command::RequestClearance {
                draft,
                clearer: clearer.clone(),
                pieces: pieces.clone(),
                by,
            })
        };
        let receipts: Vec<Receipt> = self.clearers.iter().map(ask).collect::<Result<_, _>>()?;
        let who = self.clearers.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
        let done = format!("asked {who} to clear {draft}");
        Ok(desk.said_all(
            shell,
            "ask-clearance",
            &receipts,
            &done,
            &format!("{who} has been asked so already"),
        ))
    }
}
