//! Finds words in everything the reader may see.

use views::{SearchPage, Shape};

use crate::answer::{Answer, Stop};
use crate::paint::{Paint, Put as _};
use crate::reading::{self, Clocks, Reading};
use crate::shell::Shell;
use crate::times;

/// Finds words in everything you may read.
///
/// Words are all wanted unless OR stands between them; \"in quotes\" they must follow one another, and a word* finds
/// all that begin so. The newest come first. What you may not read is neither shown nor counted. --as-of finds what had
/// been sent by then, --known what had come here by then.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:
  chancery search fishing gear
  chancery search '\"light dues\" Oslo' --most 50")]
pub(crate) struct Search {
    /// The words.
    #[arg(required = true)]
    words: Vec<String>,
    /// How many to show.
    #[arg(long, default_value_t = 20)]
    most: usize,
    /// Where the page begins, as the page before said.
    #[arg(long, value_name = "PLACE")]
    from: Option<i64>,
    #[command(flatten)]
    clocks: Clocks,
}

impl Search {
    pub(crate) fn run(self, shell: &Shell) -> Result<Answer, Stop> {
        let query = self.words.join(" ");
        let reading = Reading::open(shell)?;
        let (when, most) = (self.clocks.when(), self.most.clamp(1, 1000));
        let page = reading.views.search(&reading.reader, &query, when, most, self.from)?;
        let shape = views::Search { query: &query, page: &page };
        Ok(Answer::new("search", found(shell.paint, &page), Shape::Search(shape)))
    }
}

/// Marks around what was asked for while lines are broken; of the private range, where no word has a letter.
const OPEN: char = '\u{e000}';
const CLOSE: char = '\u{e001}';

/// A snippet without the halves of words at its ends.
fn cut(snippet: &str) -> String {
    let words: Vec<_> = snippet.split_whitespace().collect();
    match words.as_slice() {
        [_, inner @ .., _] if inner.len() > 8 => format!("\u{2026} {} \u{2026}", inner.join(" ")),
        all => all.join(" "),
    }
}

fn marked(span: &views::Span) -> String {
    let text = span.text.replace([OPEN, CLOSE], "\u{fffd}");
    if span.marked { format!("{OPEN}{text}{CLOSE}") } else { text }
}

fn found(paint: Paint, page: &SearchPage) -> String {
    let mut out = match (page.total, page.at_least) {
        (0, _) => format!("{}\n", paint.dim("nothing found that you may read")),
        (1, _) => format!("{}\n", paint.bold("1 cable")),
        (many, true) => format!("{}\n", paint.bold(&format!("at least {} cables", many - 1))),
        (many, false) => format!("{}\n", paint.bold(&format!("{many} cables"))),
    };
    for remark in page.errors.iter().chain(&page.remarks) {
        out.put(format!("{} {}\n", paint.warn("note:"), paint.prose(&remark.to_string(), 6, 6)));
    }
    for hit in &page.hits {
        let number = reading::number(&hit.cable).unwrap_or_default();
        let head = [number, hit.cable.dossier.to_string(), times::shown(hit.cable.at)];
        let head: Vec<_> = head.into_iter().filter(|part| !part.is_empty()).collect();
        out.put(format!("\n{}\n", paint.bold(&head.join("  "))));
        if !hit.cable.subject.is_empty() {
            out.put(format!("  {}\n", paint.prose(&hit.cable.subject, 2, 2)));
        }
        let snippet: String = hit.snippet.iter().map(marked).collect();
        let shown = paint.prose(&cut(&snippet), 4, 4);
        let shown = paint.marked(&shown, OPEN, CLOSE);
        out.put(format!("    {shown}\n"));
    }
    if let Some(next) = page.next {
        out.put(format!("\n{}\n", paint.dim(&format!("more: --from {next}"))));
    }
    out
}
