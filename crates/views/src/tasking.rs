//! A tasking as the post's page needs it: what to say, in the words meant for that post, what became of each
//! point, what the host answered, what was asked and ruled, and for a standing tasking each duty.

use domain::access::Reader;
use domain::cable::{Mark, Precedence};
use domain::calendar;
use domain::fact::{CableNumber, Content, Disposition, Fact, HostLevel, Point, Proposes, Ruling, Words};
use domain::handout::{Spoken, may_be_written};
use domain::tasking::{Standing, Tasking};
use domain::words::{EntryId, OfficeId, PaperId, PointId, TaskingId};
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use serde::Serialize;

use crate::board::{self, BoardLine};
use crate::directory::OfficeName;
use crate::instruction::{Head, Instruction};
use crate::look::{Look, When};
use crate::positions::PositionView;
use crate::{Fault, Views};

/// How a point may be used.
const MARKS: [Mark; 4] = [Mark::Verbatim, Mark::Paraphrase, Mark::IfAsked, Mark::NotInWriting];

/// How many days ahead the duties of a standing tasking are listed.
const AHEAD_DAYS: i32 = 92;

/// What one office was asked to do, and what it did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "the fields are the sentence")]
pub struct TaskingView {
    pub tasking: TaskingId,
    pub number: CableNumber,
    pub subject: String,
    pub precedence: Precedence,
    pub from: OfficeName,
    pub released_at: Timestamp,
    /// The line as it stands on the board.
    pub line: BoardLine,
    /// The lowest level of interlocutor that will do.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub level: Option<HostLevel>,
    /// Whether a reply cable is required to close it.
    pub report: bool,
    /// The post's time zone.
    pub zone: String,
    pub points: Vec<PointView>,
    /// One for a tasking that does not recur; else its occurrences through the next three months.
    pub duties: Vec<DutyView>,
    pub objections: Vec<ObjectionView>,
    pub requests: Vec<RequestView>,
    pub returned: Vec<ReturnView>,
    /// Why it was taken back.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub withdrawn: Option<String>,
    /// The cable as it went out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

impl TaskingView {
    /// The points to be handed over: those named, or all that may be left in writing.
    pub fn spoken(&self, chosen: &[PointId]) -> Vec<Spoken<'_>> {
        let spoken = self.points.iter().filter_map(|point| {
            let mark = MARKS.into_iter().find(|mark| mark.word() == point.mark)?;
            Some(Spoken { point: point.point, mark, text: &point.text })
        });
        let wanted = |spoken: &Spoken<'_>| match chosen {
            [] => may_be_written(spoken.mark),
            chosen => chosen.contains(&spoken.point),
        };
        spoken.filter(wanted).collect()
    }

    /// The host office that is to be met.
    pub fn host(&self) -> Option<&str> {
        let mut plans = self.duties.iter().filter_map(|duty| duty.plan.as_ref());
        plans.next_back().map(|plan| plan.with.office.as_str())
    }

    /// What of the cable no paper for the host may name.
    pub fn internal(&self) -> Vec<String> {
        let number = self.number.to_string();
        let short = number.split_once(' ').map(|(_, short)| short.to_owned()).unwrap_or_default();
        vec![number, short]
    }
}

/// A point as it reads at this post.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "the fields are the sentence")]
pub struct PointView {
    pub point: PointId,
    pub mark: &'static str,
    /// Whether the tasking can close without it.
    pub optional: bool,
    pub text: String,
    /// Whether the words are for this post rather than for all.
    pub variant: bool,
}

/// One thing to be done once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "the fields are the sentence")]
pub struct DutyView {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub occurrence: Option<Date>,
    pub word: &'static str,
    pub standing: Standing,
    /// The required points that have no disposition yet.
    pub open: Vec<PointId>,
    pub used: Vec<UseView>,
    pub answers: Vec<AnswerView>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub plan: Option<domain::tasking::Planned>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reply: Option<board::ReplyMark>,
}

/// What became of a point in an engagement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "the fields are the sentence")]
pub struct UseView {
    pub point: PointId,
    pub disposition: Disposition,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
    pub engagement: EntryId,
    pub on: Date,
}

/// What the host answered in an engagement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "the fields are the sentence")]
pub struct AnswerView {
    pub engagement: EntryId,
    pub on: Date,
    /// The words; none if they were disposed of.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub position: Option<PositionView>,
}

/// An objection and its ruling.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "the fields are the sentence")]
pub struct ObjectionView {
    pub entry: EntryId,
    pub at: Timestamp,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub occurrence: Option<Date>,
    pub proposes: Proposes,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ruling: Option<Ruling>,
}

/// A request for more time and its answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "the fields are the sentence")]
pub struct RequestView {
    pub entry: EntryId,
    pub at: Timestamp,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub occurrence: Option<Date>,
    pub to: Timestamp,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
    /// Whether it was granted; nothing while it waits.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub granted: Option<bool>,
}

/// A reply found insufficient.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "the fields are the sentence")]
pub struct ReturnView {
    pub entry: EntryId,
    pub at: Timestamp,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub occurrence: Option<Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
}

impl Views {
    /// One tasking; nothing if there is none, or the reader may not see what that office does.
    pub fn tasking(
        &self,
        reader: &Reader,
        id: TaskingId,
        when: When,
        now: Timestamp,
    ) -> Result<Option<TaskingView>, Fault> {
        self.look(reader, |look| {
            let Some(found) = Instruction::of(look, id.instruction, when)? else { return Ok(None) };
            let tasking =
                found.taskings.get(&id.office).filter(|_| look.sees(id.instruction.office, id.office));
            tasking.map(|tasking| view(look, &found, tasking, when, when.moment(now))).transpose()
        })
    }
}

fn view(
    look: &Look<'_>,
    found: &Instruction,
    tasking: &Tasking,
    when: When,
    moment: Timestamp,
) -> Result<TaskingView, Fault> {
    let ear = look.ear(when)?;
    let heard = ear.heard(tasking.id.office);
    let words = |paper| Ok::<_, Fault>(look.record.paper(paper)?.map(|text| text.to_string()));
    let ask = tasking.asked.as_ref();
    let mut objections = Vec::new();
    for made in &tasking.done.objections {
        let mut ruled = ask.iter().flat_map(|asked| &asked.ruled);
        objections.push(ObjectionView {
            entry: made.act.entry,
            at: made.act.at,
            occurrence: made.occurrence,
            proposes: made.proposes,
            why: words(made.why)?,
            ruling: ruled.find(|(objection, _)| *objection == made.act.entry).map(|(_, ruling)| *ruling),
        });
    }
    let mut requests = Vec::new();
    for made in &tasking.done.requests {
        let request = Some(made.act.entry);
        let given = ask.is_some_and(|asked| asked.extended.iter().any(|given| given.request == request));
        let declined = ask.is_some_and(|asked| asked.declined.contains(&made.act.entry));
        requests.push(RequestView {
            entry: made.act.entry,
            at: made.act.at,
            occurrence: made.occurrence,
            to: made.to,
            why: words(made.why)?,
            granted: (given || declined).then_some(given),
        });
    }
    let mut returned = Vec::new();
    for back in ask.iter().flat_map(|asked| &asked.returned) {
        let (entry, at, occurrence) = (back.act.entry, back.act.at, back.occurrence);
        returned.push(ReturnView { entry, at, occurrence, why: words(back.why)? });
    }
    let withdrawn = match ask.and_then(|asked| asked.withdrawn) {
        Some(act) => look.record.entry(act.entry)?.and_then(|entry| match entry.fact() {
            Ok(Fact::TaskingWithdrawn(fact)) => entry.text(fact.why).map(ToString::to_string),
            _ => None,
        }),
        None => None,
    };
    let occurrences = if tasking.recurs() {
        let ahead = moment.checked_add(i64::from(AHEAD_DAYS * 24).hours()).unwrap_or(moment);
        let mut days = tasking.occurrences(calendar::day_at(ahead, &tasking.zone()));
        // A rule whose first day lies further ahead still has a duty to show.
        if days.is_empty() {
            days.extend(tasking.current(moment));
        }
        days.into_iter().map(Some).collect()
    } else {
        vec![None]
    };
    let duty =
        |occurrence| duty(look, found, tasking, occurrence, tasking.duty_standing(occurrence, moment, heard));
    Ok(TaskingView {
        tasking: tasking.id,
        number: found.head.number.clone(),
        subject: found.head.subject.clone(),
        precedence: ask.map_or(found.head.precedence, |asked| asked.precedence),
        from: look.name(found.head.id.office),
        released_at: found.head.released_at,
        line: board::line(look, found, &ear, tasking, tasking.standing(moment, heard)),
        level: ask.and_then(|asked| asked.level),
        report: ask.is_some_and(|asked| asked.report),
        zone: ask.map_or_else(|| "UTC".to_owned(), |asked| asked.zone.clone()),
        points: points(look, &found.head, tasking.id.office)?,
        duties: occurrences.into_iter().map(duty).collect::<Result<_, _>>()?,
        objections,
        requests,
        returned,
        withdrawn,
        text: words(found.head.text)?,
    })
}

fn duty(
    look: &Look<'_>,
    found: &Instruction,
    tasking: &Tasking,
    occurrence: Option<Date>,
    standing: Standing,
) -> Result<DutyView, Fault> {
    let (mut used, mut answers) = (Vec::new(), Vec::new());
    for delivered in tasking.deliveries(occurrence) {
        let entry = look.record.entry(delivered.act.entry)?;
        let fact = entry.as_ref().and_then(|entry| entry.fact().ok());
        let why = |point: PointId| match (&entry, &fact) {
            (Some(entry), Some(Fact::TaskingDelivered(fact))) => {
                let place = fact.points.iter().find(|used| used.point == point)?.why?;
                entry.text(place).map(ToString::to_string)
            }
            _ => None,
        };
        let (engagement, on) = (delivered.engagement, delivered.on);
        used.extend(delivered.points.iter().map(|(point, disposition)| UseView {
            point: *point,
            disposition: *disposition,
            why: why(*point),
            engagement,
            on,
        }));
        if let Some(answer) = &delivered.answer {
            let text = look.record.paper(answer.text)?.map(|text| text.to_string());
            let position = answer.stance.map(|stance| PositionView {
                on,
                stance,
                given: answer.given,
                confidence: answer.confidence,
                office: tasking.id.office,
                engagement: Some(engagement),
                entry: delivered.act.entry,
                at: delivered.act.at,
                text: None,
            });
            answers.push(AnswerView { engagement, on, text, position });
        }
    }
    let reply = tasking.reply(occurrence);
    let reply = reply.filter(|reply| found.may_read_reply(look.reader, reply.reply));
    Ok(DutyView {
        occurrence,
        word: standing.stage.word(),
        standing,
        open: tasking.points_open(occurrence),
        used,
        answers,
        plan: tasking.plan(occurrence).cloned(),
        reply: reply.map(|reply| board::ReplyMark {
            reply: reply.reply,
            number: reply.number.clone(),
            at: reply.act.at,
        }),
    })
}

/// The points in the words meant for an office: its own, else those of a collective it was in at release.
fn points(look: &Look<'_>, head: &Head, office: OfficeId) -> Result<Vec<PointView>, Fault> {
    let Some(entry) = look.record.entry(head.version)? else { return Ok(Vec::new()) };
    let content: Content = match entry.fact() {
        Ok(Fact::DraftBegun(fact)) => fact.content,
        Ok(Fact::DraftRevised(fact)) => fact.content,
        _ => return Ok(Vec::new()),
    };
    let text = |words: Words| -> Result<String, Fault> {
        let found = match words {
            Words::New(place) => entry.text(place).cloned(),
            Words::Kept(paper) => look.record.paper(paper)?,
        };
        Ok(found.map(|text| text.to_string()).unwrap_or_default())
    };
    let day = head.released_at.to_zoned(jiff::tz::TimeZone::UTC).date();
    let held_by =
        |name: &str| look.directory.members(name, day).is_ok_and(|(members, _)| members.contains(&office));
    let resolve = |point: &Point| {
        let variant = point.variant_for(office, held_by);
        Ok(PointView {
            point: point.id,
            mark: point.mark.word(),
            optional: !point.required(),
            text: text(variant.map_or(point.text, |variant| variant.text))?,
            variant: variant.is_some(),
        })
    };
    content.points.iter().map(resolve).collect()
}

/// The words of a paper, if they are here.
pub(crate) fn words(look: &Look<'_>, paper: PaperId) -> Result<Option<String>, Fault> {
    Ok(look.record.paper(paper)?.map(|text| text.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::trial::{Trial, office, reader};
    use domain::cable::Level;
    use domain::fact::{Stance, TaskingDeliveryRetracted};
    use domain::words::DossierId;

    fn view(trial: &Trial, who: &Reader, id: EntryId, code: &str) -> Option<TaskingView> {
        trial.follow();
        let tasking = TaskingId { instruction: id, office: office(code) };
        trial.views.tasking(who, tasking, When::NOW, trial.now).expect("read")
    }

    #[test]
    fn a_point_reads_in_the_words_meant_for_the_post() {
        let mut trial = Trial::begin();
        let id = trial.instruct(&["PAR", "WEL"]);
        let texts = |code: &str| {
            let points = view(&trial, &reader(&[code]), id, code).expect("a tasking").points;
            points.into_iter().map(|point| (point.text, point.variant)).collect::<Vec<_>>()
        };
        let plain = ("Gear drifts.".to_owned(), false);
        assert_eq!(texts("PAR"), [plain.clone(), ("Nets kill.".to_owned(), false)]);
        assert_eq!(texts("WEL"), [plain, ("Nets kill penguins.".to_owned(), true)]);
        assert_eq!(view(&trial, &reader(&["PAR"]), id, "WEL"), None);
    }

    #[test]
    fn a_tasking_tells_what_was_said_asked_and_ruled() {
        let mut trial = Trial::begin();
        let id = trial.instruct(&["PAR"]);
        trial.object(id, "PAR");
        trial.deliver(id, "PAR", Some(Stance::Supports));
        let (reply, report) = trial.reply(id, "PAR", Level::Confidential);
        let seen = view(&trial, &reader(&["PAR"]), id, "PAR").expect("a tasking");
        let duty = seen.duties.first().expect("a duty");
        assert_eq!((duty.word, duty.used.len(), duty.open.len()), ("reported", 2, 0));
        assert_eq!(
            duty.answers.first().and_then(|answer| answer.text.as_deref()),
            Some("They will consider it.")
        );
        assert_eq!(duty.reply.as_ref().map(|mark| mark.reply), Some(reply));
        assert_eq!(
            seen.objections.first().and_then(|made| made.why.as_deref()),
            Some("The minister travels.")
        );
        trial.send_back(id, "PAR", report);
        trial.withdraw(id, "PAR");
        let seen = view(&trial, &reader(&["PAR"]), id, "PAR").expect("a tasking");
        assert_eq!(seen.returned.first().and_then(|back| back.why.as_deref()), Some("No answer in it."));
        assert_eq!((seen.line.word, seen.withdrawn.as_deref()), ("withdrawn", Some("Overtaken.")));
    }

    #[test]
    fn what_an_engagement_did_not_do_after_all_is_gone_from_the_board() {
        let mut trial = Trial::begin();
        let id = trial.instruct(&["PAR"]);
        let engagement = trial.deliver(id, "PAR", Some(Stance::Supports));
        let duty = Trial::duty(id, "PAR");
        let retracted = TaskingDeliveryRetracted { duty, engagement };
        trial.put("PAR", Some(DossierId::Of(id)), retracted, &[]);
        let seen = view(&trial, &reader(&["PAR"]), id, "PAR").expect("a tasking");
        assert_eq!((seen.line.engagement, seen.line.position), (None, None));
    }

    #[test]
    fn what_another_office_writes_about_a_tasking_changes_nothing() {
        let mut trial = Trial::begin();
        let id = trial.instruct(&["PAR"]);
        let forged = domain::fact::TaskingAcknowledged { office: office("PAR") };
        trial.put("OSL", Some(DossierId::Of(id)), forged, &[]);
        let seen = view(&trial, &reader(&["HQ"]), id, "PAR").expect("a tasking");
        assert_eq!(seen.line.word, "not acknowledged");
    }
}
