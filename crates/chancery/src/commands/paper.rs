//! A paper for the host, from the points of a tasking: a non-paper, an aide-memoire or a note verbale. What may be on it is
//! `domain::handout`'s to say; here it is laid out for a printer.

use domain::calendar;
use domain::handout::{Handout, HandoutForm, HandoutLanguage, KeptBack, Leaving, handout};
use domain::words::{PointId, TaskingId};
use serde::Serialize;
use views::When;

use crate::answer::{Answer, Stop};
use crate::names::Name;
use crate::paint::Paint;
use crate::reading::{Reading, not_found};
use crate::shell::Shell;

/// How wide a paper is.
const WIDTH: usize = 72;

/// Prints a paper for the host.
///
/// A non-paper, an aide-memoire or a note verbale of the points that may be left in writing, or of those named. Nothing of
/// the cable gets in: no number, no mark, no name of another post. A point that may not be written down is refused.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:
  chancery paper HQ.12/PAR --form aide-memoire
  chancery paper 'MERE 7' --office PAR --form note-verbale --point P1 --point P3 > note.txt")]
pub(crate) struct Paper {
    /// The tasking: HQ.12/PAR; at the post itself the cable alone is enough.
    tasking: String,
    /// The form: non-paper, aide-memoire or note-verbale.
    #[arg(long, default_value = "non-paper", value_parser = form, value_name = "FORM")]
    form: HandoutForm,
    /// The language of its formulas: en or fr. The points stand as they were drafted.
    #[arg(long, default_value = "en", value_parser = language, value_name = "LANGUAGE")]
    language: HandoutLanguage,
    /// A point to hand over; all that may be, if none is named.
    #[arg(long = "point", value_name = "POINT", value_parser = point)]
    points: Vec<PointId>,
}

fn point(text: &str) -> Result<PointId, String> {
    let number = text.trim_start_matches('P').parse().ok();
    number.map(PointId).ok_or_else(|| format!("`{text}` is no point; write P1"))
}

fn language(text: &str) -> Result<HandoutLanguage, String> {
    let known = HandoutLanguage::ALL.into_iter().find(|language| language.tag() == text);
    known.ok_or_else(|| format!("`{text}` is no language of papers; write en or fr"))
}

fn form(text: &str) -> Result<HandoutForm, String> {
    let known = HandoutForm::ALL.into_iter().find(|form| form.word() == text);
    known.ok_or_else(|| format!("`{text}` is no form; write non-paper, aide-memoire or note-verbale"))
}

#[derive(Serialize)]
struct Printed<'a> {
    form: &'a str,
    text: &'a str,
}

impl Paper {
    pub(crate) fn run(self, shell: &Shell) -> Result<Answer, Stop> {
        let reading = Reading::open(shell)?;
        let name = Name::read(&self.tasking)?;
        let office = name.office.map_or_else(|| shell.office(), Ok)?;
        let id = TaskingId { instruction: reading.entry(&name.cable)?, office };
        let found = reading.views.tasking(&reading.reader, id, When::NOW, reading.now)?;
        let missing = || not_found(&format!("tasking {}", self.tasking));
        let found = found.ok_or_else(missing)?;
        let directory = reading.views.directory()?;
        let post = &directory.office(office).ok_or_else(missing)?.opened;
        let ministry = directory.headquarters().map_or("", |office| office.opened.name.as_str());
        if let Some(unknown) =
            self.points.iter().find(|id| found.points.iter().all(|known| known.point != **id))
        {
            return Err(not_found(&format!("point {unknown} of {}", self.tasking)));
        }
        let zone = calendar::zone(&post.zone).map_err(Stop::fault)?;
        let made = handout(&Leaving {
            form: self.form,
            language: self.language,
            ministry,
            post,
            host: found.host().unwrap_or(self.language.host()),
            country: post.country.as_deref().map_or("", |code| web::country_name(self.language, code)),
            on: calendar::day_at(reading.now, &zone),
            points: &found.spoken(&self.points),
            internal: &found.internal(),
        });
        let text = laid_out(&made.map_err(|why| kept_back(&why))?);
        Ok(Answer::new("paper", text.as_str(), Printed { form: self.form.word(), text: &text }))
    }
}

fn kept_back(why: &KeptBack) -> Stop {
    let hint = "Hand over other points, or speak this one.".to_owned();
    Stop::refused("kept-back", why.to_string(), hint)
}

/// The blocks of a paper with a blank line between them.
fn laid_out(paper: &Handout) -> String {
    let page = Paint::new(false, WIDTH);
    let list = paper.form == HandoutForm::NonPaper || paper.form == HandoutForm::AideMemoire;
    let point = |text: &String| {
        if list { format!("-  {}", page.prose(text, 3, 3)) } else { page.prose(text, 0, 0) }
    };
    let heading = paper.heading.iter().map(|heading| (*heading).to_owned());
    let opening = paper.opening.iter().map(|opening| page.prose(opening, 0, 0));
    let closing = paper.closing.iter().map(|line| page.prose(line, 0, 0));
    let blocks = [paper.to.join("\n"), paper.letterhead.join("\n")].into_iter().chain(heading).chain(opening);
    let blocks = blocks.chain(paper.points.iter().map(point)).chain(closing);
    let blocks: Vec<String> = blocks.filter(|block| !block.trim().is_empty()).collect();
    format!("{}\n", blocks.join("\n\n"))
}
