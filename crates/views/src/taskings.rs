//! Taskings across instructions: what all posts, or one, were asked, as the reader may see it. The lines are those of the
//! boards, so that a list and a board never differ.

use domain::access::Reader;
use domain::fact::CableNumber;
use domain::tasking::Heard;
use domain::words::OfficeId;
use jiff::Timestamp;
use serde::Serialize;

use crate::board::{self, BoardLine, HeardMark};
use crate::instruction::Instruction;
use crate::look::When;
use crate::{Fault, Views, cable};

/// How many instructions are gone through, the newest first.
const INSTRUCTIONS_MAX: usize = 200;

/// One tasking with the instruction it is of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "the fields are the sentence")]
pub struct TaskedLine {
    pub number: CableNumber,
    pub subject: String,
    #[serde(flatten)]
    pub line: BoardLine,
}

/// Which taskings are wanted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tasked {
    /// Only those of an office.
    pub office: Option<OfficeId>,
    /// Also those of which nothing is left to do.
    pub done: bool,
    /// As they stood then.
    pub when: When,
}

impl Views {
    /// The taskings the reader may see, of the newest instruction first.
    pub fn taskings(
        &self,
        reader: &Reader,
        wanted: Tasked,
        now: Timestamp,
    ) -> Result<Vec<TaskedLine>, Fault> {
        self.look(reader, |look| {
            let (ear, moment) = (look.ear(wanted.when)?, wanted.when.moment(now));
            let mut lines = Vec::new();
            for id in cable::instructions(look, i64::MAX, INSTRUCTIONS_MAX, wanted.when)? {
                let Some(found) = Instruction::of(look, id, wanted.when)? else { continue };
                for (tasking, standing) in board::standings(&found, look, &ear, moment) {
                    let asked = wanted.office.is_none_or(|office| office == tasking.id.office)
                        && (wanted.done || board::is_pending(&standing));
                    if asked {
                        let (number, subject) = (found.head.number.clone(), found.head.subject.clone());
                        let line = board::line(look, &found, &ear, tasking, standing);
                        lines.push(TaskedLine { number, subject, line });
                    }
                }
            }
            Ok(lines)
        })
    }

    /// Since when an office's doings are known; nothing for a reader who sees none of them.
    pub fn heard(&self, reader: &Reader, office: OfficeId, when: When) -> Result<Option<HeardMark>, Fault> {
        self.look(reader, |look| {
            let headquarters = look.directory.headquarters().map(|known| known.opened.office);
            if !headquarters.is_some_and(|headquarters| look.sees(headquarters, office)) {
                return Ok(None);
            }
            Ok(Some(match look.ear(when)?.heard(office) {
                Heard::Here => HeardMark::Here,
                Heard::Away(since) => HeardMark::Away(since),
            }))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::trial::{Trial, office, reader};
    use domain::cable::Level;

    #[test]
    fn a_reader_sees_the_taskings_of_their_offices_and_headquarters_sees_all() {
        let mut trial = Trial::begin();
        let first = trial.instruct(&["PAR", "OSL"]);
        let asked = trial.now;
        trial.wait_hours(1);
        let second = trial.instruct(&["PAR"]);
        trial.deliver(first, "PAR", None);
        trial.reply(first, "PAR", Level::Confidential);
        trial.follow();
        let seen = |who: &[&str], wanted| {
            let lines = trial.views.taskings(&reader(who), wanted, trial.now).expect("read");
            lines
                .into_iter()
                .map(|line| (line.line.tasking.instruction, line.line.tasking.office))
                .collect::<Vec<_>>()
        };
        let (paris, oslo) = (office("PAR"), office("OSL"));
        assert_eq!(seen(&["HQ"], Tasked::default()), [(second, paris), (first, oslo)]);
        assert_eq!(seen(&["PAR"], Tasked::default()), [(second, paris)]);
        let then = When { as_of: Some(asked), known: None };
        assert_eq!(
            seen(&["HQ"], Tasked { when: then, ..Tasked::default() }),
            [(first, oslo), (first, paris)]
        );
        assert_eq!(
            seen(&["PAR"], Tasked { done: true, ..Tasked::default() }),
            [(second, paris), (first, paris)]
        );
        assert_eq!(seen(&["HQ"], Tasked { office: Some(oslo), ..Tasked::default() }), [(first, oslo)]);
        assert_eq!(seen(&["WEL"], Tasked::default()), []);
        assert!(trial.views.heard(&reader(&["HQ"]), paris, When::NOW).expect("read").is_some());
        assert_eq!(trial.views.heard(&reader(&["OSL"]), paris, When::NOW).expect("read"), None);
    }
}
