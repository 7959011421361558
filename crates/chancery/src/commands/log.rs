//! Logs an engagement: what it was, and for each duty it served what became of each point and what the host answered.

use std::str::FromStr;

use domain::command::{Answered, Command, Credit, Held};
use domain::fact::{Confidence, Disposition, Form, Given, HostLevel, Interlocutor, Stance};
use domain::words::{DutyId, PointId};
use jiff::civil::Date;
use registry::Told;
use serde::Serialize;
use views::When;

use crate::answer::{Answer, Stop};
use crate::desk::Desk;
use crate::reading;
use crate::shell::Shell;
use crate::times;

/// Records an engagement: each point, and the host's answer.
///
/// One engagement may serve several duties: name each with --duty. A point is given by its number and what became
/// of it: as-written, adapted, withheld, overtaken or raised-by-host; withheld and overtaken need a reason after a
/// colon. With several duties, '2:1=adapted' is point 1 of the second. The same engagement again adds nothing unless
/// --again says so.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:
  chancery log --duty HQ.12 --on 2026-12-01 --with 'Directorate for Fisheries' --level director \\
      --point 1=as-written --point 2=adapted --point '3=withheld: the director had to leave' \\
      --answer 'They will study the fund.' --stance leans-toward --given orally --confidence medium \\
      --office PAR --as par.head
  chancery log --duty HQ.12 --duty HQ.40 --with 'Ministry of the Sea' --level minister --rest as-written \\
      --answer 'He agreed to both.' --stance supports --office PAR --as par.head")]
pub(crate) struct Log {
    /// A duty it served: HQ.12, MERE 7, or HQ.12/2026-03-10; may be repeated.
    #[arg(long = "duty", value_name = "DUTY", required = true)]
    duties: Vec<String>,
    /// The day, at the post; today if not given.
    #[arg(long, value_parser = times::day, value_name = "DAY")]
    on: Option<Date>,
    /// The host office.
    #[arg(long, value_name = "OFFICE")]
    with: String,
    /// The level: desk, director, director-general, deputy-minister, minister, head-of-government, head-of-state.
    #[arg(long)]
    level: HostLevel,
    /// The form: call, note, letter, phone or margins.
    #[arg(long, default_value = "call")]
    form: Form,
    /// What became of a point, such as 1=as-written; may be repeated.
    #[arg(long = "point", value_name = "POINT=WHAT")]
    points: Vec<Used>,
    /// What became of every point not named.
    #[arg(long, value_name = "WHAT")]
    rest: Option<Disposition>,
    /// What the host answered, in your words.
    #[arg(long, value_name = "TEXT")]
    answer: Option<String>,
    /// The position it amounts to: opposes, leans-against, undecided, leans-toward or supports.
    #[arg(long, requires = "answer")]
    stance: Option<Stance>,
    /// How it was given: in-writing, orally, personally or promised-later.
    #[arg(long, requires = "answer")]
    given: Option<Given>,
    /// How sure you are: low, medium or high.
    #[arg(long, requires = "answer")]
    confidence: Option<Confidence>,
    /// Notes for your own office.
    #[arg(long, value_name = "TEXT")]
    notes: Option<String>,
    /// The engagement this corrects, such as PAR.7.
    #[arg(long, value_name = "ENGAGEMENT")]
    correct: Option<String>,
    /// Logs it even if the same was logged before.
    #[arg(long)]
    again: bool,
}

/// A point as typed: of which duty, which one, what became of it, why.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Used {
    duty: usize,
    point: PointId,
    what: Disposition,
    why: Option<String>,
}

impl FromStr for Used {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (point, what) =
            text.split_once('=').ok_or("write the point and what became of it: 1=as-written")?;
        let (duty, point) = match point.split_once(':') {
            Some((duty, point)) => (duty.trim().parse().ok().filter(|duty| *duty > 0), point),
            None => (Some(1), point),
        };
        let point = point.trim();
        let number = point.strip_prefix(['P', 'p']).unwrap_or(point).parse();
        let (Some(duty), Ok(number)) = (duty, number) else {
            return Err(format!(
                "`{point}` is not a point; write 1 or P1, or 2:1 for point 1 of the second duty"
            ));
        };
        let (what, why) =
            what.split_once(':').map_or((what, None), |(what, why)| (what, Some(why.trim().to_owned())));
        let what = what.parse().map_err(|error: domain::fact::NotAWord| error.to_string())?;
        Ok(Self { duty, point: PointId(number), what, why })
    }
}

#[derive(Serialize)]
struct Logged {
    engagement: String,
    duties: Vec<DutyId>,
    #[serde(flatten)]
    told: Told,
}

impl Log {
    pub(crate) fn run(self, shell: &Shell) -> Result<Answer, Stop> {
        let desk = Desk::open(shell)?;
        let duties = self.duties.iter().map(|text| desk.duty(text)).collect::<Result<Vec<_>, _>>()?;
        if let Some(used) = self.points.iter().find(|used| used.duty > duties.len()) {
            let many = duties.len();
            return Err(Stop::Usage(format!("there is no duty {}: {many} are named with --duty", used.duty)));
        }
        let credits = duties.iter().enumerate().map(|(at, duty)| self.credit(&desk, at + 1, *duty));
        let credits = credits.collect::<Result<Vec<_>, _>>()?;
        let on = self.on.map_or_else(|| desk.today(), Ok)?;
        let with = Interlocutor { office: self.with, level: self.level };
        let held = Held { on, with, form: self.form, notes: self.notes };
        let (receipt, corrected) = match &self.correct {
            Some(engagement) => {
                let engagement = desk.entry(engagement)?;
                let command = Command::CorrectEngagement { engagement, held, credits };
                (desk.change(engagement, command)?, Some(engagement))
            }
            None => (desk.begin(self.again, Command::LogEngagement { held, credits })?, None),
        };
        let id = corrected.or(receipt.began).map(|id| id.to_string()).unwrap_or_default();
        let paint = shell.paint;
        let which = duties.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
        let text = match (receipt.is_new(), corrected) {
            (true, None) => format!("{} as {} for {which}", paint.good("logged"), paint.bold(&id)),
            (true, Some(_)) => format!("{} {} for {which}", paint.good("corrected"), paint.bold(&id)),
            (false, None) => format!("already logged as {}; --again logs it once more", paint.bold(&id)),
            (false, Some(_)) => format!("{} says so already", paint.bold(&id)),
        };
        Ok(Answer::new("log", text, Logged { engagement: id, duties, told: Told::from(&receipt) }))
    }

    fn credit(&self, desk: &Desk, place: usize, duty: DutyId) -> Result<Credit, Stop> {
        let used = self.points.iter().filter(|used| used.duty == place);
        let mut points: Vec<_> = used.map(|used| (used.point, used.what, used.why.clone())).collect();
        if let Some(rest) = self.rest {
            let reading = desk.reading()?;
            let tasking = reading.views.tasking(&reading.reader, duty.tasking, When::NOW, reading.now)?;
            let tasking = tasking.ok_or_else(|| reading::not_found(&format!("tasking {}", duty.tasking)))?;
            for point in tasking.points.iter().filter(|point| !point.optional) {
                if !points.iter().any(|(named, ..)| *named == point.point) {
                    points.push((point.point, rest, None));
                }
            }
        }
        let answer = self.answer.as_ref().map(|text| Answered {
            text: text.clone(),
            stance: self.stance,
            given: self.given,
            confidence: self.confidence,
        });
        Ok(Credit { duty, points, answer })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_point_is_read_with_its_duty_and_its_reason() {
        let read = |text: &str| text.parse::<Used>();
        let used = |duty, point, what, why: Option<&str>| {
            Ok(Used { duty, point: PointId(point), what, why: why.map(str::to_owned) })
        };
        assert_eq!(read("1=as-written"), used(1, 1, Disposition::AsWritten, None));
        assert_eq!(
            read("P3=withheld: no time: none"),
            used(1, 3, Disposition::Withheld, Some("no time: none"))
        );
        assert_eq!(read("2:1=adapted"), used(2, 1, Disposition::Adapted, None));
        for bad in ["1", "=adapted", "x=adapted", "0:1=adapted", "1=done"] {
            assert!(read(bad).is_err(), "{bad}");
        }
    }
}
