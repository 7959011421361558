//! The board of an instruction: one sentence, then one line for each post that was asked to act. Every word on it
//! is a receipt; what is not known says since when. Posts see their own line and who else was asked.

use std::collections::HashMap;
use std::sync::Arc;

use domain::access::Reader;
use domain::cable::Precedence;
use domain::fact::{CableNumber, Confidence, Form, Given, HostLevel, Stance};
use domain::tasking::{Heard, Stage, Standing, Tasking, Timeliness};
use domain::words::{EntryId, TaskingId};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::Serialize;

use crate::directory::OfficeName;
use crate::heard::Ear;
use crate::history::{self, Happening};
use crate::instruction::Instruction;
use crate::look::{Look, When};
use crate::{Fault, Views, say};

/// How many happenings stand on the board itself.
const HAPPENINGS: usize = 30;

/// The board.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "the fields are the sentence")]
pub struct BoardView {
    pub instruction: EntryId,
    pub number: CableNumber,
    pub subject: String,
    pub precedence: Precedence,
    pub released_at: Timestamp,
    /// The time the board is true for.
    pub moment: Timestamp,
    pub sentence: String,
    pub counts: Counts,
    pub lines: Vec<BoardLine>,
    /// Posts that were asked too, whose course this reader does not see.
    pub others: Vec<OfficeName>,
    /// Posts that were only informed.
    pub informed: Vec<OfficeName>,
    /// What happened last, newest first.
    pub chronology: Vec<Happening>,
}

/// One post on the board.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "the fields are the sentence")]
pub struct BoardLine {
    pub tasking: TaskingId,
    pub office: OfficeName,
    pub precedence: Precedence,
    /// The word for how it stands.
    pub word: &'static str,
    pub standing: Standing,
    pub heard: HeardMark,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub engagement: Option<EngagementMark>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub position: Option<PositionMark>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reply: Option<ReplyMark>,
}

/// Since when the post's doings are known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum HeardMark {
    /// Its journal is written here.
    Here,
    /// Its last entry arrived then; none ever, if absent.
    Away(Option<Timestamp>),
}

/// The last engagement for a duty.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "the fields are the sentence")]
pub struct EngagementMark {
    pub engagement: EntryId,
    pub on: Date,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub with: Option<String>,
    pub level: HostLevel,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub form: Option<Form>,
}

/// The host's latest position.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "the fields are the sentence")]
pub struct PositionMark {
    pub stance: Stance,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub given: Option<Given>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub confidence: Option<Confidence>,
    pub on: Date,
}

/// The reply that stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "the fields are the sentence")]
pub struct ReplyMark {
    pub reply: EntryId,
    pub number: CableNumber,
    pub at: Timestamp,
}

/// How many posts stand how; each post is counted once in the first eleven.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "the fields are the sentence")]
pub struct Counts {
    pub posts: usize,
    pub reported: usize,
    pub delivered: usize,
    pub planned: usize,
    pub objected: usize,
    pub returned: usize,
    pub acknowledged: usize,
    pub not_acknowledged: usize,
    pub withdrawn: usize,
    pub unasked: usize,
    pub unknown: usize,
    /// Those of the unknown that were never heard at all.
    pub never_heard: usize,
    /// Since when the longest silent of the unknown has been silent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unknown_since: Option<Timestamp>,
    pub overdue: usize,
    pub due_soon: usize,
    pub late: usize,
}

/// Counts how posts stand.
pub(crate) fn count<'a>(standings: impl Iterator<Item = &'a Standing>) -> Counts {
    let mut counts = Counts::default();
    for standing in standings {
        counts.posts += 1;
        match standing.timeliness {
            Timeliness::Unknown { since } => {
                counts.unknown += 1;
                counts.never_heard += usize::from(since.is_none());
                counts.unknown_since = [since, counts.unknown_since].into_iter().flatten().min();
                continue;
            }
            Timeliness::Overdue => counts.overdue += 1,
            Timeliness::DueSoon => counts.due_soon += 1,
            Timeliness::Late => counts.late += 1,
            Timeliness::Open | Timeliness::Done => {}
        }
        let place = match standing.stage {
            Stage::Reported => &mut counts.reported,
            Stage::Delivered => &mut counts.delivered,
            Stage::Planned => &mut counts.planned,
            Stage::Objected => &mut counts.objected,
            Stage::Returned => &mut counts.returned,
            Stage::Acknowledged => &mut counts.acknowledged,
            Stage::Issued => &mut counts.not_acknowledged,
            Stage::Withdrawn => &mut counts.withdrawn,
            Stage::Unasked => &mut counts.unasked,
        };
        *place += 1;
    }
    counts
}

/// `27 posts: 12 reported, 6 delivered, 1 unknown since 14:05Z; 2 overdue`.
pub(crate) fn sentence(counts: &Counts, moment: Timestamp) -> String {
    let known = [
        (counts.reported, Stage::Reported),
        (counts.delivered, Stage::Delivered),
        (counts.planned, Stage::Planned),
        (counts.objected, Stage::Objected),
        (counts.returned, Stage::Returned),
        (counts.acknowledged, Stage::Acknowledged),
        (counts.not_acknowledged, Stage::Issued),
        (counts.withdrawn, Stage::Withdrawn),
        (counts.unasked, Stage::Unasked),
    ];
    let mut parts: Vec<_> = known
        .iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, stage)| format!("{count} {}", stage.word()))
        .collect();
    if let Some(since) = counts.unknown_since {
        let heard = counts.unknown - counts.never_heard;
        parts.push(format!("{heard} unknown since {}", say::beside(since, moment)));
    }
    if counts.never_heard > 0 {
        parts.push(format!("{} never heard", counts.never_heard));
    }
    let posts = say::many(counts.posts, "post");
    let sentence = if parts.is_empty() { posts } else { format!("{posts}: {}", parts.join(", ")) };
    if counts.overdue == 0 { sentence } else { format!("{sentence}; {} overdue", counts.overdue) }
}

/// How each tasking the reader may see stands.
pub(crate) fn standings<'a>(
    found: &'a Instruction,
    look: &'a Look<'_>,
    ear: &Ear,
    moment: Timestamp,
) -> Vec<(&'a Tasking, Standing)> {
    let standing = |tasking: &'a Tasking| (tasking, tasking.standing(moment, ear.heard(tasking.id.office)));
    found.seen(look).map(standing).collect()
}

/// Whether something is still to be done.
pub(crate) fn is_pending(standing: &Standing) -> bool {
    !matches!(standing.stage, Stage::Reported | Stage::Withdrawn | Stage::Unasked)
}

impl Views {
    /// The board of an instruction; nothing if there is none, or the reader may not see it.
    pub fn board(
        &self,
        reader: &Reader,
        instruction: EntryId,
        when: When,
        now: Timestamp,
    ) -> Result<Option<BoardView>, Fault> {
        self.look(reader, |look| {
            let Some(found) = Instruction::of(look, instruction, when)? else { return Ok(None) };
            let ear = look.ear(when)?;
            Ok(Some(view(look, &found, &ear, when.moment(now))))
        })
    }

    /// What happened under an instruction, newest first.
    pub fn chronology(
        &self,
        reader: &Reader,
        instruction: EntryId,
        when: When,
        most: usize,
    ) -> Result<Option<Vec<Happening>>, Fault> {
        self.look(reader, |look| {
            let found = Instruction::of(look, instruction, when)?;
            Ok(found.map(|found| history::chronology(look, &found, most)))
        })
    }
}

/// The board of what was found, at a moment.
pub(crate) fn view(look: &Look<'_>, found: &Instruction, ear: &Ear, moment: Timestamp) -> BoardView {
    let standings = standings(found, look, ear, moment);
    let counts = count(standings.iter().map(|(_, standing)| standing));
    let name = |office| look.name(office);
    let head = &found.head;
    let hidden = found.taskings.keys().filter(|office| !look.sees(head.id.office, **office));
    let informed = head.addressees.iter().filter(|addressee| !addressee.action);
    BoardView {
        instruction: head.id,
        number: head.number.clone(),
        subject: head.subject.clone(),
        precedence: head.precedence,
        released_at: head.released_at,
        moment,
        sentence: sentence(&counts, moment),
        counts,
        lines: standings
            .into_iter()
            .map(|(tasking, standing)| line(look, found, ear, tasking, standing))
            .collect(),
        others: hidden.map(|office| name(*office)).collect(),
        informed: informed.map(|addressee| name(addressee.office)).collect(),
        chronology: history::chronology(look, found, HAPPENINGS),
    }
}

/// One line.
pub(crate) fn line(
    look: &Look<'_>,
    found: &Instruction,
    ear: &Ear,
    tasking: &Tasking,
    standing: Standing,
) -> BoardLine {
    let office = tasking.id.office;
    let delivered = &tasking.done.delivered;
    let last = delivered.iter().max_by_key(|delivered| (delivered.on, delivered.act.at, delivered.act.entry));
    let engagement = last.map(|last| {
        let held = found.held.get(&last.engagement);
        EngagementMark {
            engagement: last.engagement,
            on: last.on,
            with: held.map(|held| held.with.office.clone()),
            level: last.level,
            form: held.map(|held| held.form),
        }
    });
    let answered = delivered.iter().filter_map(|delivered| {
        let answer = delivered.answer.as_ref()?;
        let mark = PositionMark {
            stance: answer.stance?,
            given: answer.given,
            confidence: answer.confidence,
            on: delivered.on,
        };
        Some(((delivered.on, delivered.act.at, delivered.act.entry), mark))
    });
    let reply = tasking.reply(standing.occurrence);
    let reply = reply.filter(|reply| found.may_read_reply(look.reader, reply.reply));
    BoardLine {
        tasking: tasking.id,
        office: look.name(office),
        precedence: tasking.asked.as_ref().map_or(found.head.precedence, |asked| asked.precedence),
        word: standing.stage.word(),
        standing,
        heard: match ear.heard(office) {
            Heard::Here => HeardMark::Here,
            Heard::Away(since) => HeardMark::Away(since),
        },
        engagement,
        position: answered.max_by_key(|(order, _)| *order).map(|(_, mark)| mark),
        reply: reply.map(|reply| ReplyMark {
            reply: reply.reply,
            number: reply.number.clone(),
            at: reply.act.at,
        }),
    }
}

/// Instructions kept in memory as the tables had them at an arrival.
#[derive(Debug, Default)]
pub(crate) struct Kept {
    all: HashMap<EntryId, (u64, Arc<Instruction>)>,
    taskings: usize,
}

/// How many taskings are kept in memory, whatever instructions they belong to.
const KEPT_MAX: usize = 4_000;

impl Kept {
    pub(crate) fn get(&self, id: EntryId, changed: u64) -> Option<Arc<Instruction>> {
        self.all.get(&id).filter(|(kept, _)| *kept == changed).map(|(_, found)| Arc::clone(found))
    }

    pub(crate) fn put(&mut self, id: EntryId, changed: u64, found: &Arc<Instruction>) {
        if self.taskings + found.taskings.len() > KEPT_MAX {
            self.all.clear();
            self.taskings = 0;
        }
        let old = self.all.insert(id, (changed, Arc::clone(found)));
        self.taskings += found.taskings.len();
        self.taskings -= old.map_or(0, |(_, old)| old.taskings.len());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::trial::{Trial, office, reader, time};
    use domain::cable::Level;

    fn board(trial: &Trial, who: &Reader, id: EntryId, when: When) -> Option<BoardView> {
        trial.follow();
        trial.views.board(who, id, when, trial.now).expect("read")
    }

    /// Four posts, each as far as its name says, and one that objects.
    fn story(trial: &mut Trial) -> EntryId {
        let id = trial.instruct(&["PAR", "OSL", "WEL", "OTT"]);
        trial.acknowledge(id, "PAR");
        trial.deliver(id, "PAR", Some(Stance::LeansToward));
        trial.acknowledge(id, "OSL");
        trial.deliver(id, "OSL", Some(Stance::Opposes));
        trial.reply(id, "OSL", Level::Confidential);
        trial.acknowledge(id, "WEL");
        id
    }

    #[test]
    fn one_sentence_says_how_all_posts_stand() {
        let mut trial = Trial::begin();
        let id = story(&mut trial);
        let board = board(&trial, &reader(&["HQ"]), id, When::NOW).expect("a board");
        assert_eq!(board.sentence, "4 posts: 1 reported, 1 delivered, 1 acknowledged, 1 not acknowledged");
        let oslo = board.lines.iter().find(|line| line.tasking.office == office("OSL")).expect("a line");
        assert_eq!((oslo.word, oslo.standing.points_done), ("reported", 2));
        assert_eq!(oslo.position.as_ref().map(|mark| mark.stance), Some(Stance::Opposes));
        assert_eq!(oslo.engagement.as_ref().map(|mark| mark.level), Some(HostLevel::Director));
        assert_eq!(
            oslo.reply.as_ref().map(|reply| reply.number.to_string()).as_deref(),
            Some("2026 OSLO 0002")
        );
        assert_eq!(
            board.chronology.first().map(|line| line.told.to_string()),
            Some("Wellington acknowledged".to_owned())
        );
    }

    #[test]
    fn a_post_sees_its_own_line_and_only_who_else_was_asked() {
        let mut trial = Trial::begin();
        let id = story(&mut trial);
        let board = board(&trial, &reader(&["PAR"]), id, When::NOW).expect("a board");
        assert_eq!(board.lines.iter().map(|line| line.tasking.office).collect::<Vec<_>>(), [office("PAR")]);
        assert_eq!(board.sentence, "1 post: 1 delivered");
        assert_eq!(board.others.len(), 3);
        let told: Vec<_> = board.chronology.iter().map(|line| line.told.to_string()).collect();
        assert!(!told.iter().any(|line| line.contains("Oslo")), "{told:?}");
    }

    #[test]
    fn who_may_not_read_the_instruction_finds_no_board() {
        let mut trial = Trial::begin();
        let id = trial.instruct(&["PAR"]);
        assert!(board(&trial, &reader(&["OSL"]), id, When::NOW).is_none());
        let low = Reader { level: Level::Unclassified, ..reader(&["PAR"]) };
        assert!(board(&trial, &low, id, When::NOW).is_none());
        assert!(board(&trial, &reader(&["PAR"]), id, When::NOW).is_some());
    }

    #[test]
    fn a_reply_the_reader_may_not_read_is_not_named() {
        let mut trial = Trial::begin();
        let id = trial.instruct(&["PAR"]);
        trial.deliver(id, "PAR", Some(Stance::Supports));
        trial.reply(id, "PAR", Level::Secret);
        let low = Reader { level: Level::Confidential, ..reader(&["HQ"]) };
        let line = |who: &Reader| board(&trial, who, id, When::NOW).expect("a board").lines.remove(0);
        assert_eq!((line(&low).word, line(&low).reply), ("reported", None));
        assert!(line(&reader(&["HQ"])).reply.is_some());
    }

    #[test]
    fn the_board_of_another_day_shows_what_was_true_or_known_then() {
        let mut trial = Trial::begin();
        let id = trial.instruct(&["PAR"]);
        trial.wait_hours(24);
        trial.acknowledge(id, "PAR");
        let acknowledged = trial.now;
        trial.wait_hours(72);
        trial.deliver(id, "PAR", None);
        let at = |when| board(&trial, &reader(&["HQ"]), id, when).map(|board| board.sentence);
        assert_eq!(at(When::NOW).as_deref(), Some("1 post: 1 delivered"));
        let then = Some(acknowledged);
        assert_eq!(at(When { as_of: then, known: None }).as_deref(), Some("1 post: 1 acknowledged"));
        assert_eq!(at(When { as_of: None, known: then }).as_deref(), Some("1 post: 1 acknowledged"));
        let before = Some(time("2026-01-01T00:00:00Z"));
        assert_eq!(at(When { as_of: before, known: None }), None);
    }

    #[test]
    fn an_unchanged_board_comes_from_memory_and_a_changed_one_does_not() {
        let mut trial = Trial::begin();
        let id = trial.instruct(&["PAR"]);
        let who = reader(&["HQ"]);
        let first = board(&trial, &who, id, When::NOW).expect("a board");
        assert_eq!(board(&trial, &who, id, When::NOW).as_ref(), Some(&first));
        trial.acknowledge(id, "PAR");
        assert_ne!(
            board(&trial, &who, id, When::NOW).as_ref().map(|board| &board.sentence),
            Some(&first.sentence)
        );
    }
}
