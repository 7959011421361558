//! What needs an office: taskings to take up, to deliver, to mend; drafts to clear, approve and release; what
//! posts ask of headquarters; replies that came in. Highest precedence first, then what falls due first.

use domain::access::Reader;
use domain::cable::Precedence;
use domain::draft::Draft;
use domain::fact::{CableNumber, Proposes, Purpose, Role};
use domain::tasking::{Stage, Standing, Tasking, Timeliness};
use domain::words::{EntryId, Handle, OfficeId, TaskingId};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use serde::Serialize;

use crate::cable::{self, CableLine, Kind};
use crate::directory::OfficeName;
use crate::instruction::{self, Instruction};
use crate::look::{Look, When};
use crate::tasking::words;
use crate::{Fault, OpeningLine, Views, draft, emergency, tasks};

/// For how long something counts as lately.
const LATELY_DAYS: i64 = 7;

/// How many replies an inbox lists.
const REPLIES_MAX: usize = 100;

/// Into how many instructions an inbox of the past looks, the newest of that time first.
const LOOKED_MAX: u32 = 400;

/// What needs an office.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "the fields are the sentence")]
pub struct InboxView {
    pub to_acknowledge: Vec<TaskingLine>,
    pub returned: Vec<TaskingLine>,
    pub overdue: Vec<TaskingLine>,
    pub due_soon: Vec<TaskingLine>,
    pub planned: Vec<TaskingLine>,
    /// Open, and nothing of the above.
    pub open: Vec<TaskingLine>,
    /// Taken back in the last seven days.
    pub withdrawn: Vec<TaskingLine>,
    /// Drafts this officer was asked to clear as they now read.
    pub to_clear: Vec<DraftLine>,
    pub to_approve: Vec<DraftLine>,
    pub to_release: Vec<DraftLine>,
    /// This officer's own drafts that wait for somebody else or for more work.
    pub own_drafts: Vec<DraftLine>,
    /// What posts object to.
    pub objections: Vec<AskLine>,
    /// Where posts ask for more time.
    pub extensions: Vec<AskLine>,
    /// What this office did something about today, on its own calendar; the latest first.
    pub done: Vec<TaskingLine>,
    /// Replies to this office in the last seven days.
    pub replies: Vec<CableLine>,
    /// What duty officers opened of this office's cables in the last thirty days.
    pub opened_in_emergency: Vec<OpeningLine>,
}

/// One tasking in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "the fields are the sentence")]
pub struct TaskingLine {
    pub tasking: TaskingId,
    pub number: CableNumber,
    pub subject: String,
    pub from: OfficeName,
    pub precedence: Precedence,
    pub word: &'static str,
    pub standing: Standing,
}

/// One draft in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "the fields are the sentence")]
pub struct DraftLine {
    pub draft: EntryId,
    pub kind: Kind,
    pub subject: String,
    pub drafter: Handle,
    pub precedence: Precedence,
    /// By when this officer's answer is wanted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<Timestamp>,
    pub waits: Waits,
}

/// What a draft waits for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Waits {
    /// Nobody was asked to clear it.
    Asking,
    /// These have not cleared it as it now reads.
    Clearance(Vec<Handle>),
    /// An approver's word.
    Approval,
    /// Its release.
    Release,
}

impl std::fmt::Display for Waits {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Asking => f.write_str("a clearer to be asked"),
            Self::Clearance(open) => {
                let open: Vec<_> = open.iter().map(ToString::to_string).collect();
                write!(f, "clearance of {}", open.join(", "))
            }
            Self::Approval => f.write_str("approval"),
            Self::Release => f.write_str("release"),
        }
    }
}

impl Serialize for Waits {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

/// Something a post asks of headquarters.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "the fields are the sentence")]
pub struct AskLine {
    pub tasking: TaskingId,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub occurrence: Option<Date>,
    /// The entry to answer.
    pub entry: EntryId,
    pub number: CableNumber,
    pub subject: String,
    pub precedence: Precedence,
    pub office: OfficeName,
    pub at: Timestamp,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub proposes: Option<Proposes>,
    /// The new time asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
}

impl InboxView {
    /// Puts what needs another office with it.
    pub fn join(&mut self, other: Self) {
        self.to_acknowledge.extend(other.to_acknowledge);
        self.returned.extend(other.returned);
        self.overdue.extend(other.overdue);
        self.due_soon.extend(other.due_soon);
        self.planned.extend(other.planned);
        self.open.extend(other.open);
        self.withdrawn.extend(other.withdrawn);
        self.to_clear.extend(other.to_clear);
        self.to_approve.extend(other.to_approve);
        self.to_release.extend(other.to_release);
        self.own_drafts.extend(other.own_drafts);
        self.objections.extend(other.objections);
        self.extensions.extend(other.extensions);
        self.done.extend(other.done);
        self.replies.extend(other.replies);
        self.opened_in_emergency.extend(other.opened_in_emergency);
    }

    /// How many things need somebody; what is only for information is not counted.
    pub fn pending(&self) -> usize {
        let taskings = [&self.to_acknowledge, &self.returned, &self.overdue, &self.due_soon];
        let drafts = [&self.to_clear, &self.to_approve, &self.to_release];
        taskings.iter().map(|list| list.len()).sum::<usize>()
            + drafts.iter().map(|list| list.len()).sum::<usize>()
            + self.objections.len()
            + self.extensions.len()
    }
}

impl Views {
    /// What needs an office, or needed it then, as one of its officers sees it; empty for anybody else.
    pub fn inbox(
        &self,
        reader: &Reader,
        office: OfficeId,
        when: When,
        now: Timestamp,
    ) -> Result<InboxView, Fault> {
        self.look(reader, |look| {
            let mut inbox = InboxView::default();
            if !reader.offices.contains(&office) {
                return Ok(inbox);
            }
            let moment = when.moment(now);
            taskings(look, office, when, moment, &mut inbox)?;
            drafts(look, office, when, moment, &mut inbox)?;
            asks(look, office, when, &mut inbox)?;
            let replies = cable::replies_since(look, lately(moment), REPLIES_MAX, when)?;
            inbox.opened_in_emergency = emergency::of_office(look, office, when, moment)?;
            inbox.replies = replies.into_iter().filter(|reply| reply.office != office).collect();
            Ok(inbox)
        })
    }
}

fn lately(now: Timestamp) -> Timestamp {
    now.checked_sub((LATELY_DAYS * 24).hours()).unwrap_or(now)
}

fn line(look: &Look<'_>, tasking: &Tasking, standing: Standing) -> Result<Option<TaskingLine>, Fault> {
    let Some(head) = cable::head(look, tasking.id.instruction)? else { return Ok(None) };
    Ok(look.reader.may_read(&head.label).then(|| TaskingLine {
        tasking: tasking.id,
        number: head.number,
        subject: head.subject,
        from: look.name(tasking.id.instruction.office),
        precedence: tasking.asked.as_ref().map_or(head.precedence, |asked| asked.precedence),
        word: standing.stage.word(),
        standing,
    }))
}

/// The taskings of an office that an inbox may list.
struct Own {
    open: Vec<Tasking>,
    /// Taken back lately.
    withdrawn: Vec<Tasking>,
    /// Acted about since the morning, the latest first.
    acted: Vec<Tasking>,
}

/// Whatever an office has open, from the tables; or had, folded from the record.
fn own(
    look: &Look<'_>,
    office: OfficeId,
    when: When,
    since: Timestamp,
    morning: Timestamp,
) -> Result<Own, Fault> {
    if !when.is_past() {
        return Ok(Own {
            open: tasks::open_at(look.db, office)?,
            withdrawn: tasks::withdrawn_at(look.db, office, since.as_millisecond())?,
            acted: tasks::acted_at(look.db, office, morning.as_millisecond())?,
        });
    }
    let mut all = Vec::new();
    for id in tasks::asked_of(look.db, office, when, LOOKED_MAX)? {
        let found = Instruction::of(look, id, when)?;
        all.extend(found.and_then(|found| found.taskings.get(&office).cloned()));
    }
    let gone = |tasking: &Tasking| tasking.asked.as_ref().and_then(|asked| asked.withdrawn.map(|act| act.at));
    let mut acted = all.clone();
    acted.retain(|tasking| tasks::acted(tasking).is_some_and(|at| at >= morning));
    acted.sort_by_key(|tasking| std::cmp::Reverse(tasks::acted(tasking)));
    let mut withdrawn = all.clone();
    withdrawn.retain(|tasking| gone(tasking).is_some_and(|at| at >= since));
    Ok(Own { open: all, withdrawn, acted })
}

fn taskings(
    look: &Look<'_>,
    office: OfficeId,
    when: When,
    now: Timestamp,
    inbox: &mut InboxView,
) -> Result<(), Fault> {
    let ear = look.ear(when)?;
    let heard = ear.heard(office);
    let zone =
        look.directory.office(office).and_then(|known| domain::calendar::zone(&known.opened.zone).ok());
    let today = now.to_zoned(zone.unwrap_or(TimeZone::UTC)).start_of_day();
    let morning = today.map_or(now, |morning| morning.timestamp());
    let Own { open, withdrawn, acted } = own(look, office, when, lately(now), morning)?;
    for tasking in open {
        let standing = tasking.standing(now, heard);
        let list = match (standing.stage, standing.timeliness) {
            (Stage::Issued, _) => &mut inbox.to_acknowledge,
            (Stage::Returned, _) => &mut inbox.returned,
            (Stage::Reported | Stage::Withdrawn | Stage::Unasked, _) => continue,
            (_, Timeliness::Overdue) => &mut inbox.overdue,
            (_, Timeliness::DueSoon) => &mut inbox.due_soon,
            (Stage::Planned, _) => &mut inbox.planned,
            _ => &mut inbox.open,
        };
        list.extend(line(look, &tasking, standing)?);
    }
    for tasking in withdrawn {
        let standing = tasking.standing(now, heard);
        inbox.withdrawn.extend(line(look, &tasking, standing)?);
    }
    for tasking in acted {
        let standing = tasking.standing(now, heard);
        inbox.done.extend(line(look, &tasking, standing)?);
    }
    let lists = [
        &mut inbox.to_acknowledge,
        &mut inbox.returned,
        &mut inbox.overdue,
        &mut inbox.due_soon,
        &mut inbox.planned,
        &mut inbox.open,
        &mut inbox.withdrawn,
    ];
    for list in lists {
        list.sort_by_key(|line| {
            let due = line.standing.due.unwrap_or(Timestamp::MAX);
            (std::cmp::Reverse(line.precedence), due, line.tasking)
        });
    }
    Ok(())
}

/// A draft that was open then, with its line as it was; nothing if it was none, or the reader may not look back at it.
fn draft_then(look: &Look<'_>, row: &mut CableLine, when: When) -> Result<Option<Draft>, Fault> {
    let found = instruction::dossier(look, row.dossier, when)?.and_then(|dossier| dossier.draft);
    let Some(draft) = found else { return Ok(None) };
    if when.is_past() {
        if draft.released.is_some()
            || draft.abandoned
            || !instruction::may_look_back(look.reader, draft.office(), &draft.content)
        {
            return Ok(None);
        }
        draft.text(draft.content.subject).clone_into(&mut row.subject);
        row.precedence = draft.content.precedence;
    }
    Ok(Some(draft))
}

fn drafts(
    look: &Look<'_>,
    office: OfficeId,
    when: When,
    now: Timestamp,
    inbox: &mut InboxView,
) -> Result<(), Fault> {
    let today = now.to_zoned(TimeZone::UTC).date();
    let officer = &look.reader.officer;
    let is = |role| look.directory.holds(officer, office, role, today);
    let rows =
        if when.is_past() { cable::drafts_then(look, office, when)? } else { cable::drafts(look, office)? };
    for mut row in rows {
        let Some(draft) = draft_then(look, &mut row, when)? else { continue };
        let asked = draft.asked.get(officer);
        let mine = asked.is_some_and(|asked| draft::stands(&draft, asked).0 == "waiting");
        let line = DraftLine {
            draft: row.dossier,
            kind: row.kind,
            subject: row.subject,
            drafter: draft.drafter.clone(),
            precedence: row.precedence,
            by: asked.filter(|_| mine).and_then(|asked| asked.by),
            waits: waits(&draft),
        };
        let cleared = draft.is_cleared();
        if mine {
            inbox.to_clear.push(line.clone());
        }
        if cleared && !draft.is_approved() && is(Role::Approver) && draft.drafter != *officer {
            inbox.to_approve.push(line);
        } else if cleared && draft.is_approved() && is(Role::Releaser) {
            inbox.to_release.push(line);
        } else if draft.drafter == *officer {
            inbox.own_drafts.push(line);
        }
    }
    for list in [&mut inbox.to_clear, &mut inbox.to_approve, &mut inbox.to_release, &mut inbox.own_drafts] {
        let order =
            |line: &DraftLine| (std::cmp::Reverse(line.precedence), line.by.unwrap_or(Timestamp::MAX));
        list.sort_by_key(|line| (order(line), line.draft));
    }
    Ok(())
}

fn waits(draft: &Draft) -> Waits {
    let open: Vec<_> = draft.uncleared().into_iter().map(|(clearer, _)| clearer.clone()).collect();
    if draft.asked.is_empty() && draft.purpose == Purpose::Instruction {
        Waits::Asking
    } else if !open.is_empty() {
        Waits::Clearance(open)
    } else if draft.is_approved() {
        Waits::Release
    } else {
        Waits::Approval
    }
}

/// The taskings by an office in which a post may wait for its answer.
fn waiting(look: &Look<'_>, office: OfficeId, when: When) -> Result<Vec<Tasking>, Fault> {
    let mut all = Vec::new();
    if !when.is_past() {
        all = tasks::waiting(look.db)?;
        all.retain(|tasking| tasking.id.instruction.office == office);
        return Ok(all);
    }
    for id in cable::instructions(look, i64::MAX, LOOKED_MAX as usize, when)? {
        let found = if id.office == office { Instruction::of(look, id, when)? } else { None };
        let taskings = found.iter().flat_map(|found| found.taskings.values());
        all.extend(taskings.filter(|tasking| tasks::waits(tasking)).cloned());
    }
    Ok(all)
}

fn asks(look: &Look<'_>, office: OfficeId, when: When, inbox: &mut InboxView) -> Result<(), Fault> {
    for tasking in waiting(look, office, when)? {
        let Some(head) = cable::head(look, tasking.id.instruction)? else { continue };
        if !look.reader.may_read(&head.label) {
            continue;
        }
        let ask = |occurrence, entry, at| AskLine {
            tasking: tasking.id,
            occurrence,
            entry,
            number: head.number.clone(),
            subject: head.subject.clone(),
            precedence: head.precedence,
            office: look.name(tasking.id.office),
            at,
            proposes: None,
            to: None,
            why: None,
        };
        for made in &tasking.done.objections {
            // Only the last of several on one duty waits: an answer to it answers them.
            if tasking.open_objection(made.occurrence).map(|open| open.act) == Some(made.act) {
                let (proposes, why) = (Some(made.proposes), words(look, made.why)?);
                let line = ask(made.occurrence, made.act.entry, made.act.at);
                inbox.objections.push(AskLine { proposes, why, ..line });
            }
        }
        for made in &tasking.done.requests {
            if tasking.open_request(made.occurrence).map(|open| open.act) == Some(made.act) {
                let (to, why) = (Some(made.to), words(look, made.why)?);
                let line = ask(made.occurrence, made.act.entry, made.act.at);
                inbox.extensions.push(AskLine { to, why, ..line });
            }
        }
    }
    for list in [&mut inbox.objections, &mut inbox.extensions] {
        list.sort_by_key(|line| (std::cmp::Reverse(line.precedence), line.at, line.entry));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::trial::{Trial, handle, office, reader};
    use domain::cable::Level;
    use domain::fact::Purpose;

    fn inbox(trial: &Trial, who: &Reader, code: &str) -> InboxView {
        trial.follow();
        trial.views.inbox(who, office(code), When::NOW, trial.now).expect("read")
    }

    #[test]
    fn each_tasking_stands_once_under_what_it_needs() {
        let mut trial = Trial::begin();
        let first = trial.instruct(&["PAR", "OSL"]);
        let second = trial.instruct(&["PAR"]);
        trial.acknowledge(second, "PAR");
        let who = reader(&["PAR"]);
        let view = inbox(&trial, &who, "PAR");
        let ids = |list: &[TaskingLine]| list.iter().map(|line| line.tasking.instruction).collect::<Vec<_>>();
        assert_eq!((ids(&view.to_acknowledge), ids(&view.open)), (vec![first], vec![second]));
        trial.wait_hours(24 * 8);
        trial.acknowledge(first, "PAR");
        assert_eq!(ids(&inbox(&trial, &who, "PAR").due_soon), [first, second]);
        trial.wait_hours(24 * 4);
        trial.deliver(second, "PAR", None);
        let (_, report) = trial.reply(second, "PAR", Level::Confidential);
        let view = inbox(&trial, &who, "PAR");
        assert_eq!((ids(&view.overdue), view.pending()), (vec![first], 1));
        trial.send_back(second, "PAR", report);
        trial.withdraw(first, "PAR");
        let view = inbox(&trial, &who, "PAR");
        assert_eq!((ids(&view.returned), ids(&view.withdrawn)), (vec![second], vec![first]));
        assert_eq!(inbox(&trial, &who, "OSL"), InboxView::default(), "not an officer of Oslo");
        assert_eq!(ids(&view.done), [second], "delivered and reported today");
        trial.wait_hours(24);
        assert!(inbox(&trial, &who, "PAR").done.is_empty(), "that was yesterday");
    }

    #[test]
    fn headquarters_sees_what_posts_ask_and_what_they_replied() {
        let mut trial = Trial::begin();
        let id = trial.instruct(&["PAR", "OSL"]);
        let objection = trial.object(id, "PAR");
        trial.deliver(id, "OSL", None);
        let (reply, _) = trial.reply(id, "OSL", Level::Secret);
        let hq = reader(&["HQ"]);
        let view = inbox(&trial, &hq, "HQ");
        let asked = view.objections.first().expect("an objection");
        assert_eq!((asked.entry, asked.why.as_deref()), (objection, Some("The minister travels.")));
        assert_eq!(view.replies.iter().map(|line| line.dossier).collect::<Vec<_>>(), [reply]);
        let low = Reader { level: Level::Confidential, ..hq };
        assert!(inbox(&trial, &low, "HQ").replies.is_empty());
        trial.withdraw(id, "PAR");
        assert_eq!(inbox(&trial, &low, "HQ").objections.len(), 0, "a withdrawal answers it");
    }

    #[test]
    fn a_draft_waits_for_its_clearer_then_its_approver() {
        let mut trial = Trial::begin();
        let draft = trial.draft("HQ", Purpose::Instruction, Level::Confidential, &[]);
        let desk = Reader { officer: handle("oceans.desk"), ..reader(&["HQ"]) };
        let view = inbox(&trial, &desk, "HQ");
        assert_eq!(view.own_drafts.first().map(|line| line.waits.clone()), Some(Waits::Asking));
        trial.ask_clearance(draft, "legal.desk");
        let legal = Reader { officer: handle("legal.desk"), ..reader(&["HQ"]) };
        assert_eq!(inbox(&trial, &legal, "HQ").to_clear.len(), 1);
        let paris = Reader { officer: handle("legal.desk"), ..reader(&["PAR"]) };
        assert_eq!(inbox(&trial, &paris, "PAR").to_clear.len(), 0, "another office's draft");
        trial.clear(draft, "legal.desk");
        assert_eq!(inbox(&trial, &legal, "HQ").to_clear.len(), 0);
        let head = Reader { officer: handle("oceans.head"), ..reader(&["HQ"]) };
        assert_eq!(inbox(&trial, &head, "HQ").to_approve.len(), 1);
    }

    #[test]
    fn an_inbox_of_the_past_holds_what_waited_then() {
        let mut trial = Trial::begin();
        let first = trial.instruct(&["PAR", "OSL"]);
        let (issued, hq) = (trial.now, reader(&["HQ"]));
        trial.wait_hours(24);
        trial.object(first, "PAR");
        let objected = trial.now;
        trial.wait_hours(24);
        trial.withdraw(first, "PAR");
        trial.instruct(&["PAR"]);
        trial.follow();
        let then = |who: &Reader, code: &str, when| {
            trial.views.inbox(who, office(code), when, trial.now).expect("read")
        };
        let true_on = |at| When { as_of: Some(at), known: None };
        let paris = reader(&["PAR"]);
        let ids = |list: &[TaskingLine]| list.iter().map(|line| line.tasking.instruction).collect::<Vec<_>>();
        assert_eq!(ids(&then(&paris, "PAR", true_on(issued)).to_acknowledge), [first]);
        assert!(then(&paris, "PAR", true_on(issued)).withdrawn.is_empty());
        assert_eq!(then(&hq, "HQ", true_on(issued)).objections, []);
        assert_eq!(then(&hq, "HQ", true_on(objected)).objections.len(), 1);
        assert_eq!(then(&hq, "HQ", When::NOW).objections, [], "the withdrawal answered it");
        assert_eq!(then(&paris, "OSL", true_on(issued)), InboxView::default(), "looking back opens nothing");
    }

    #[test]
    fn a_draft_of_the_past_stands_as_it_was_and_only_for_who_may_read_what_it_said() {
        let mut trial = Trial::begin();
        let draft = trial.draft("HQ", Purpose::Instruction, Level::Secret, &[]);
        let drafted = trial.now;
        trial.release(draft, &["PAR"]);
        trial.follow();
        let then = When { as_of: Some(drafted), known: None };
        let desk = Reader { officer: handle("oceans.desk"), ..reader(&["HQ"]) };
        let own = |who: &Reader, when| {
            let view = trial.views.inbox(who, office("HQ"), when, trial.now).expect("read");
            view.own_drafts.iter().map(|line| line.draft).collect::<Vec<_>>()
        };
        assert_eq!((own(&desk, then), own(&desk, When::NOW)), (vec![draft], vec![]));
        assert_eq!(own(&Reader { level: Level::Confidential, ..desk }, then), []);
    }

    #[test]
    fn a_reply_that_nobody_was_asked_to_clear_waits_for_its_approver() {
        let mut trial = Trial::begin();
        let id = trial.instruct(&["PAR"]);
        let purpose = Purpose::Reply { answers: vec![Trial::duty(id, "PAR")], interim: false };
        trial.draft("PAR", purpose, Level::Confidential, &["MERE 0001"]);
        trial.approver("par.head", "PAR");
        let head = Reader { officer: handle("par.head"), ..reader(&["PAR"]) };
        let view = inbox(&trial, &head, "PAR");
        assert_eq!(view.to_approve.first().map(|line| line.waits.clone()), Some(Waits::Approval));
    }
}
