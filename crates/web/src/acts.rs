//! From a form to a command: what was typed is read field by field, and everything that cannot be read is said at once,
//! each at its field. What the rules think of the command is the desk's to say; its refusal comes back through here to
//! the field it is about.

use std::str::FromStr;

use domain::cable::sheet;
use domain::calendar;
use domain::command::{Answered, Command, Credit, Held};
use domain::fact::{Disposition, Form, HostLevel, Interlocutor, Piece, Purpose};
use domain::refusal::Refusal;
use domain::words::{DutyId, EntryId, Handle, ParagraphId, PointId, TaskingId};
use fluent_bundle::FluentValue;
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;

use crate::form;
use crate::forms::{self, Kept, PieceAsked};
use crate::page::{Problem, Shell};
use crate::tongue::Tongue;

/// Something that was not right, and the field it is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Complaint {
    pub(crate) field: String,
    wrong: Wrong,
}

/// What was not right, before it is said in the reader's language.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Wrong {
    /// A message about something that has a message of its own: the reason.
    What(&'static str, &'static str),
    /// A message about something that was typed or has a name.
    Named(&'static str, &'static str, String),
    /// A message that needs no more.
    Plain(&'static str),
    /// The rules say no.
    Refused(Refusal),
}

impl Complaint {
    /// A message that needs nothing more to be said, with its hint.
    pub(crate) fn plain(field: &str, id: &'static str) -> Self {
        Self::new(field, Wrong::Plain(id))
    }

    fn new(field: &str, wrong: Wrong) -> Self {
        Self { field: field.into(), wrong }
    }

    /// The sentence and the hint in a language.
    pub(crate) fn told(&self, tongue: Tongue) -> (String, String) {
        let both = |id: &str, about: &[(&str, FluentValue<'_>)]| {
            (tongue.tell(id, about), tongue.tell(&format!("{id}.hint"), about))
        };
        match &self.wrong {
            Wrong::What(id, what) => both(id, &[("what", tongue.say(what).into())]),
            Wrong::Named(id, name, value) => both(id, &[(name, value.as_str().into())]),
            Wrong::Plain(id) => both(id, &[]),
            Wrong::Refused(refusal) => {
                let (said, hint) = tongue.refusal(refusal);
                (sentence(&said), sentence(&hint))
            }
        }
    }
}

/// A command, or everything that kept it from being read.
pub(crate) type Read = Result<Command, Vec<Complaint>>;

/// What was tried on a page and did not succeed.
pub(crate) struct Tried<'a> {
    pub(crate) act: &'a str,
    pub(crate) kept: &'a Kept,
    pub(crate) complaints: Vec<Complaint>,
}

impl Tried<'_> {
    /// Tells every complaint at its field and in the summary on top; on the page as a whole if the form is gone.
    pub(crate) fn tell(&self, forms: &mut [form::Form], page: &mut Shell) {
        if let Some(form) = forms.iter_mut().find(|form| form.id == self.act) {
            form.unfold();
        }
        for complaint in &self.complaints {
            let (sentence, hint) = complaint.told(page.tongue);
            let form = forms.iter_mut().find(|form| form.id == self.act);
            let problem = form.map(|form| form.refuse(&complaint.field, &sentence, &hint));
            page.errors.push(problem.unwrap_or_else(|| Problem { sentence, hint, href: "#main".into() }));
        }
    }
}

/// A form in the middle of being read.
struct Reading<'a> {
    kept: &'a Kept,
    complaints: Vec<Complaint>,
}

impl<'a> Reading<'a> {
    fn of(kept: &'a Kept) -> Self {
        Self { kept, complaints: Vec::new() }
    }

    fn complain(&mut self, field: &str, wrong: Wrong) {
        self.complaints.push(Complaint::new(field, wrong));
    }

    /// What was typed, if anything was.
    fn maybe(&self, field: &str) -> Option<String> {
        let typed = self.kept.get(field);
        (!typed.is_empty()).then(|| typed.to_owned())
    }

    fn text(&mut self, field: &str, what: &'static str) -> Option<String> {
        let typed = self.maybe(field);
        if typed.is_none() {
            self.complain(field, Wrong::What("acts-missing", what));
        }
        typed
    }

    fn date(&mut self, field: &str, what: &'static str) -> Option<Date> {
        let typed = self.kept.get(field);
        let read = typed.parse().ok();
        if read.is_none() {
            let id = if typed.is_empty() { "acts-day-missing" } else { "acts-no-day" };
            self.complain(field, Wrong::What(id, what));
        }
        read
    }

    fn time(&mut self, field: &str, what: &'static str) -> Option<DateTime> {
        let typed = self.kept.get(field);
        let read = typed.replace(' ', "T").parse().ok();
        if read.is_none() {
            self.complain(field, Wrong::What("acts-no-time", what));
        }
        read
    }

    /// One of a closed list; nothing chosen is nothing.
    fn word<T: FromStr>(&mut self, field: &str, what: &'static str) -> Option<T> {
        self.one_of(field, Wrong::What("acts-not-offered", what))
    }

    fn one_of<T: FromStr>(&mut self, field: &str, otherwise: Wrong) -> Option<T> {
        let typed = self.kept.get(field);
        let read = typed.parse().ok();
        if read.is_none() && !typed.is_empty() {
            self.complain(field, otherwise);
        }
        read
    }

    fn needed<T: FromStr>(&mut self, field: &str, what: &'static str) -> Option<T> {
        if self.kept.get(field).is_empty() {
            self.complain(field, Wrong::What("acts-not-chosen", what));
        }
        self.word(field, what)
    }

    /// The duty a form about a tasking names; the tasking itself if it does not recur.
    fn duty(&mut self, act: &str, tasking: TaskingId) -> Option<DutyId> {
        let field = format!("{act}-duty");
        let typed = self.kept.get(&field);
        if typed.is_empty() {
            return Some(tasking.into());
        }
        let read = typed.parse().ok().filter(|duty: &DutyId| duty.tasking == tasking);
        if read.is_none() {
            self.complain(&field, Wrong::Plain("acts-not-our-duty"));
        }
        read
    }

    fn interlocutor(&mut self, act: &str) -> Option<Interlocutor> {
        let office = self.text(&format!("{act}-office"), "acts-what-office");
        let level = self.needed::<HostLevel>(&format!("{act}-level"), "acts-what-level");
        Some(Interlocutor { office: office?, level: level? })
    }

    fn form(&mut self, act: &str) -> Option<Form> {
        self.needed(&format!("{act}-form"), "acts-what-form")
    }

    fn done(self, command: Option<Command>) -> Read {
        match command {
            Some(command) if self.complaints.is_empty() => Ok(command),
            _ => Err(self.complaints),
        }
    }
}

/// A plan for an engagement.
pub(crate) fn plan(tasking: TaskingId, kept: &Kept) -> Read {
    let mut read = Reading::of(kept);
    let duty = read.duty("plan", tasking);
    let on = read.date("plan-on", "acts-what-day");
    let with = read.interlocutor("plan");
    let form = read.form("plan");
    let command = || Some(Command::PlanEngagement { duty: duty?, on: on?, with: with?, form: form? });
    let command = command();
    read.done(command)
}

/// An engagement and what it did for its duty, and for others whose points were answered in the same form.
pub(crate) fn log(
    tasking: TaskingId,
    points: &[PointId],
    required: &[PointId],
    others: &[(DutyId, Vec<PointId>)],
    kept: &Kept,
) -> Read {
    let mut read = Reading::of(kept);
    let duty = read.duty("log", tasking);
    let on = read.date("log-on", "acts-what-day");
    let with = read.interlocutor("log");
    let form = read.form("log");
    let answer = answered(&mut read);
    let mut own = used(&mut read, tasking.instruction, points);
    if let Some(rest) = read.word::<Disposition>("log-rest", "forms-log-rest") {
        let said: Vec<PointId> = own.iter().map(|(point, ..)| *point).collect();
        let left = required.iter().filter(|point| !said.contains(point));
        own.extend(left.map(|point| (*point, rest, None)));
    }
    let mut credits: Vec<Credit> =
        duty.map(|duty| Credit { duty, points: own, answer: answer.clone() }).into_iter().collect();
    for (other, points) in others {
        let points = used(&mut read, other.tasking.instruction, points);
        if !points.is_empty() {
            credits.push(Credit { duty: *other, points, answer: answer.clone() });
        }
    }
    let notes = read.maybe("log-notes");
    let held = || Some(Held { on: on?, with: with?, form: form?, notes });
    let command = held().map(|held| Command::LogEngagement { held, credits });
    read.done(command)
}

fn answered(read: &mut Reading<'_>) -> Option<Answered> {
    let stance = read.word("log-stance", "acts-what-position");
    let given = read.word("log-given", "acts-what-given");
    let confidence = read.word("log-confidence", "acts-what-sure");
    let text = read.maybe("log-answer");
    if text.is_none() && (stance.is_some() || given.is_some() || confidence.is_some()) {
        read.complain("log-answer", Wrong::Plain("acts-answer-missing"));
    }
    Some(Answered { text: text?, stance, given, confidence })
}

fn used(
    read: &mut Reading<'_>,
    instruction: EntryId,
    points: &[PointId],
) -> Vec<(PointId, Disposition, Option<String>)> {
    let instruction = instruction.to_string();
    let mut all = Vec::new();
    for point in points {
        let name = point.to_string();
        let field = forms::became(&instruction, &name);
        let became = read.one_of(&field, Wrong::Named("acts-became-not-offered", "point", name.clone()));
        let why = read.maybe(&forms::why(&instruction, &name));
        match became {
            Some(became) => all.push((*point, became, why)),
            None if why.is_some() => {
                read.complain(&field, Wrong::Named("acts-became-missing", "point", name));
            }
            None => {}
        }
    }
    all
}

/// An objection.
pub(crate) fn object(tasking: TaskingId, kept: &Kept) -> Read {
    let mut read = Reading::of(kept);
    let duty = read.duty("object", tasking);
    let proposes = read.needed("object-proposes", "acts-what-proposal");
    let why = read.text("object-why", "acts-what-reason");
    let command = || Some(Command::Object { duty: duty?, proposes: proposes?, why: why? });
    let command = command();
    read.done(command)
}

/// A request for more time, read on the post's own clock.
pub(crate) fn ask_extension(tasking: TaskingId, zone: &TimeZone, kept: &Kept) -> Read {
    let mut read = Reading::of(kept);
    let duty = read.duty("ask-extension", tasking);
    let to = read.time("ask-extension-to", "acts-what-new-time");
    let why = read.text("ask-extension-why", "acts-what-reason");
    let command =
        || Some(Command::RequestExtension { duty: duty?, to: calendar::instant(to?, zone), why: why? });
    let command = command();
    read.done(command)
}

/// Headquarters' decision on a request for more time.
pub(crate) fn extend(tasking: TaskingId, zone: &TimeZone, kept: &Kept) -> Read {
    let mut read = Reading::of(kept);
    let duty = read.duty("extend", tasking);
    let command = if kept.get("act") == "decline" {
        let why = read.text("extend-why", "acts-what-reason");
        duty.zip(why).map(|(duty, why)| Command::DeclineExtension { duty, why })
    } else {
        let to = read.time("extend-to", "acts-what-new-due-time");
        duty.zip(to).map(|(duty, to)| Command::Extend { duty, to: calendar::instant(to, zone) })
    };
    read.done(command)
}

/// Headquarters' ruling on an objection.
pub(crate) fn rule(tasking: TaskingId, kept: &Kept) -> Read {
    let mut read = Reading::of(kept);
    let ruling = read.needed("rule-ruling", "acts-what-ruling");
    let why = read.maybe("rule-why");
    let command = ruling.map(|ruling| Command::RuleOnObjection { tasking, ruling, why });
    read.done(command)
}

/// Headquarters returns a report.
pub(crate) fn give_back(tasking: TaskingId, kept: &Kept) -> Read {
    let mut read = Reading::of(kept);
    let duty = read.duty("return", tasking);
    let why = read.text("return-why", "acts-what-lack");
    let command = duty.zip(why).map(|(duty, why)| Command::Return { duty, why });
    read.done(command)
}

/// Headquarters takes back one post's tasking, or the whole instruction.
pub(crate) fn withdraw(instruction: EntryId, office: Option<domain::words::OfficeId>, kept: &Kept) -> Read {
    let mut read = Reading::of(kept);
    let why = read.text("withdraw-why", "acts-what-reason");
    let command = why.map(|why| Command::Withdraw { instruction, office, why });
    read.done(command)
}

/// A reply, drafted.
pub(crate) fn reply(tasking: TaskingId, kept: &Kept) -> Read {
    let mut read = Reading::of(kept);
    let duty = read.duty("reply", tasking);
    let text = read.text("reply-sheet", "acts-what-sheet");
    let command = duty.zip(text).map(|(duty, text)| Command::Draft {
        purpose: Purpose::Reply { answers: vec![duty], interim: kept.get("reply-kind") == "interim" },
        sheet: Box::new(sheet::read(&text)),
    });
    read.done(command)
}

/// A sheet saved: a new instruction, or a revision of a draft.
pub(crate) fn save(draft: Option<EntryId>, text: &str) -> Command {
    let sheet = Box::new(sheet::read(text));
    match draft {
        Some(draft) => Command::Revise { draft, sheet },
        None => Command::Draft { purpose: Purpose::Instruction, sheet },
    }
}

/// A clearer's answer, with the pieces they reworded.
pub(crate) fn clear(draft: EntryId, asked: &[PieceAsked], kept: &Kept) -> Read {
    let mut read = Reading::of(kept);
    let command = if kept.get("act") == "refuse" {
        read.text("clear-remark", "acts-what-reason").map(|why| Command::RefuseClearance { draft, why })
    } else {
        let answer = read.needed("clear-answer", "acts-what-answer");
        let remark = read.maybe("clear-remark");
        let squeezed = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        let reworded = asked.iter().filter_map(|asked| {
            let typed = squeezed(kept.get(&forms::change(asked.piece)));
            (!typed.is_empty() && typed != squeezed(&asked.text)).then_some((asked.piece, typed))
        });
        let changes: Vec<_> = reworded.collect();
        if kept.get("act") == "edit" && changes.is_empty() {
            let first = asked.first().map(|asked| forms::change(asked.piece)).unwrap_or_default();
            read.complain(&first, Wrong::Plain("acts-nothing-changed"));
        }
        answer.map(|answer| Command::Clear { draft, answer, changes, remark })
    };
    read.done(command)
}

/// Asking clearers: one command for each of them.
pub(crate) fn ask_clearance(draft: EntryId, kept: &Kept) -> Result<Vec<Command>, Vec<Complaint>> {
    let mut read = Reading::of(kept);
    let pieces = pieces(&mut read, "ask-clearance-pieces");
    let whom = read.text("ask-clearance-who", "acts-what-whom").unwrap_or_default();
    let mut commands = Vec::new();
    for name in whom.split([',', ' ']).filter(|name| !name.is_empty()) {
        match name.parse::<Handle>() {
            Ok(clearer) => {
                commands.push(Command::RequestClearance { draft, clearer, pieces: pieces.clone(), by: None });
            }
            Err(_) => {
                read.complain("ask-clearance-who", Wrong::Named("acts-no-handle", "given", name.to_owned()));
            }
        }
    }
    if read.complaints.is_empty() { Ok(commands) } else { Err(read.complaints) }
}

fn pieces(read: &mut Reading<'_>, field: &str) -> Vec<Piece> {
    let typed = read.maybe(field).unwrap_or_default();
    let mut pieces = Vec::new();
    for name in typed.split([',', ' ']).filter(|name| !name.is_empty()) {
        match piece(name) {
            Some(piece) => pieces.push(piece),
            None => read.complain(field, Wrong::Named("acts-no-piece", "given", name.to_owned())),
        }
    }
    pieces
}

/// A part of a draft by its name: `head`, a paragraph `2`, a point `P1`.
pub(crate) fn piece(name: &str) -> Option<Piece> {
    let point = name.strip_prefix(['P', 'p']).and_then(|number| number.parse().ok());
    match (point, name.parse()) {
        (Some(point), _) => Some(Piece::Point(PointId(point))),
        (None, Ok(paragraph)) => Some(Piece::Paragraph(ParagraphId(paragraph))),
        _ => name.eq_ignore_ascii_case("head").then_some(Piece::Head),
    }
}

/// Going on without a clearer.
pub(crate) fn waive(draft: EntryId, kept: &Kept) -> Read {
    let mut read = Reading::of(kept);
    let clearer = read.needed("waive-who", "acts-what-clearer");
    let why = read.text("waive-why", "acts-what-reason");
    let command = clearer.zip(why).map(|(clearer, why)| Command::WaiveClearance { draft, clearer, why });
    read.done(command)
}

/// Answering for a lower marking.
pub(crate) fn regrade(draft: EntryId, kept: &Kept) -> Read {
    let mut read = Reading::of(kept);
    let why = read.text("regrade-why", "acts-what-reason");
    read.done(why.map(|why| Command::Regrade { draft, why }))
}

/// Giving a draft up.
pub(crate) fn abandon(draft: EntryId, kept: &Kept) -> Command {
    Command::Abandon { draft, why: Reading::of(kept).maybe("abandon-why") }
}

/// A refusal, led to the field of the form `act` that it is about; an empty field is the form as a whole.
pub(crate) fn complaint(refusal: &Refusal, act: &str, instruction: Option<EntryId>) -> Complaint {
    let point = |point: &PointId, name: fn(&str, &str) -> String| {
        instruction.map(|instruction| name(&instruction.to_string(), &point.to_string())).unwrap_or_default()
    };
    let field = match refusal {
        Refusal::WhyNeeded { point: id, .. } | Refusal::VerbatimPoint { point: id } => point(id, forms::why),
        Refusal::NotInWritingPoint { point: id, .. } | Refusal::NoSuchPoint { point: id, .. } => {
            point(id, forms::became)
        }
        Refusal::InTheFuture { .. } | Refusal::InThePast { .. } | Refusal::BeforeRelease { .. } => {
            format!("{act}-on")
        }
        Refusal::NotLater { .. } => format!("{act}-to"),
        Refusal::WhichOccurrence { .. } | Refusal::NoSuchOccurrence { .. } | Refusal::DutyIsClosed { .. } => {
            format!("{act}-duty")
        }
        Refusal::NoSuchPiece { .. } => "ask-clearance-pieces".into(),
        Refusal::ReadsAnyway { .. } => "emergency-cable".into(),
        Refusal::SheetInError { .. } | Refusal::ReplyWithoutCitation { .. } if act == "reply" => {
            "reply-sheet".into()
        }
        Refusal::SheetInError { .. }
        | Refusal::UnknownOffice { .. }
        | Refusal::NoActionAddressee { .. }
        | Refusal::ReplyWithoutCitation { .. }
            if act == "sheet" =>
        {
            "text".into()
        }
        _ => String::new(),
    };
    Complaint::new(&field, Wrong::Refused(refusal.clone()))
}

/// The draft is no longer the one on the page.
pub(crate) fn stale() -> Complaint {
    Complaint::new("", Wrong::Plain("acts-stale"))
}

/// The same of a sheet, which is kept as it was typed.
pub(crate) fn stale_sheet() -> Complaint {
    Complaint::new("", Wrong::Plain("acts-stale-sheet"))
}

/// A token that could not be made as it was asked for.
pub(crate) fn no_token() -> Complaint {
    Complaint::new("", Wrong::Plain("tokens-not-made"))
}

/// A sentence as a page prints it: a capital first, unless a handle is, and a full stop last.
pub(crate) fn sentence(words: &str) -> String {
    let stop = if words.ends_with(['.', '?', '!']) { "" } else { "." };
    let begins = words.split(' ').next().unwrap_or_default();
    if begins.trim_end_matches('.').contains('.') {
        return format!("{words}{stop}");
    }
    let mut letters = words.chars();
    let first = letters.next().map(|letter| letter.to_uppercase().to_string()).unwrap_or_default();
    format!("{first}{}{stop}", letters.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tasking() -> TaskingId {
        "HQ.4711/WEL".parse().expect("a tasking")
    }

    fn kept(pairs: &[(&str, &str)]) -> Kept {
        Kept::of(pairs.iter().map(|(name, value)| ((*name).into(), (*value).into())))
    }

    const MET: [(&str, &str); 4] = [
        ("log-on", "2026-11-19"),
        ("log-form", "call"),
        ("log-office", "Environment Division"),
        ("log-level", "director"),
    ];

    #[test]
    fn everything_that_cannot_be_read_is_said_at_once_each_at_its_field() {
        let complaints = plan(tasking(), &kept(&[("plan-on", "soon"), ("plan-form", "séance")]))
            .expect_err("nothing fits");
        let fields: Vec<&str> = complaints.iter().map(|each| each.field.as_str()).collect();
        assert_eq!(fields, ["plan-on", "plan-office", "plan-level", "plan-form"]);
    }

    #[test]
    fn a_sentence_begins_with_a_capital_and_a_handle_stays_as_it_is() {
        assert_eq!(sentence("there is no draft HQ.12"), "There is no draft HQ.12.");
        assert_eq!(sentence("lis.head wrote HQ.12"), "lis.head wrote HQ.12.");
        assert_eq!((sentence("why?"), sentence("gone.")), ("Why?".to_owned(), "Gone.".to_owned()));
    }

    #[test]
    fn one_engagement_credits_every_duty_whose_points_were_answered() {
        let mut typed = MET.to_vec();
        typed.extend([
            ("log-duty", "HQ.4711/WEL/2026-11-24"),
            ("point-HQ.4711-P1", "as-written"),
            ("point-HQ.4690-P1", "adapted"),
            ("why-HQ.4690-P1", "in other words"),
            ("log-answer", "They agree."),
            ("log-stance", "supports"),
        ]);
        let other = "HQ.4690/WEL".parse().expect("a duty");
        let untouched = "HQ.4600/WEL".parse().expect("a duty");
        let others = [(other, vec![PointId(1)]), (untouched, vec![PointId(1)])];
        let points = [PointId(1), PointId(2)];
        let command = log(tasking(), &points, &points, &others, &kept(&typed)).expect("it reads");
        let Command::LogEngagement { credits, .. } = command else { panic!("another command") };
        let credited: Vec<String> = credits.iter().map(|credit| credit.duty.to_string()).collect();
        assert_eq!(credited, ["HQ.4711/WEL/2026-11-24", "HQ.4690/WEL"]);
        assert_eq!(credits[0].points, [(PointId(1), Disposition::AsWritten, None)]);
    }

    #[test]
    fn one_word_says_what_became_of_the_required_points_not_answered_one_by_one() {
        let mut typed = MET.to_vec();
        typed.extend([("point-HQ.4711-P2", "withheld"), ("why-HQ.4711-P2", "A third party was there.")]);
        typed.push(("log-rest", "as-written"));
        let (points, required) = ([PointId(1), PointId(2), PointId(3)], [PointId(1), PointId(2)]);
        let command = log(tasking(), &points, &required, &[], &kept(&typed)).expect("it reads");
        let Command::LogEngagement { credits, .. } = command else { panic!("another command") };
        let said: Vec<_> = credits[0].points.iter().map(|(point, became, _)| (*point, *became)).collect();
        assert_eq!(said, [(PointId(2), Disposition::Withheld), (PointId(1), Disposition::AsWritten)]);
    }

    #[test]
    fn a_position_without_words_is_asked_for_the_words() {
        let mut typed = MET.to_vec();
        typed.push(("log-stance", "supports"));
        let complaints = log(tasking(), &[], &[], &[], &kept(&typed)).expect_err("no answer");
        assert_eq!(complaints[0].field, "log-answer");
    }

    #[test]
    fn a_clearer_changes_only_what_they_reworded() {
        let asked = |piece: Piece, text: &str| PieceAsked { piece, text: text.into() };
        let asked = [
            asked(Piece::Paragraph(ParagraphId(1)), "Raise the draft."),
            asked(Piece::Point(PointId(2)), "It costs little."),
        ];
        let typed = kept(&[
            ("clear-answer", "yes"),
            ("change-1", "Raise the\r\n draft. "),
            ("change-P2", "It costs less than one percent."),
        ]);
        let command = clear(tasking().instruction, &asked, &typed).expect("it reads");
        let Command::Clear { changes, .. } = command else { panic!("another command") };
        assert_eq!(changes, [(Piece::Point(PointId(2)), "It costs less than one percent.".to_owned())]);
    }

    #[test]
    fn a_form_cannot_name_the_duty_of_another_post() {
        let typed =
            kept(&[("object-duty", "HQ.4711/PAR"), ("object-proposes", "delay"), ("object-why", "x")]);
        assert_eq!(object(tasking(), &typed).expect_err("not ours")[0].field, "object-duty");
    }

    #[test]
    fn more_time_is_read_on_the_clock_of_the_post() {
        let zone = TimeZone::get("Pacific/Auckland").expect("a zone");
        let typed = kept(&[("ask-extension-to", "2026-11-30T17:00"), ("ask-extension-why", "at sea")]);
        let command = ask_extension(tasking(), &zone, &typed).expect("it reads");
        let Command::RequestExtension { to, .. } = command else { panic!("another command") };
        assert_eq!(to.to_string(), "2026-11-30T04:00:00Z");
    }

    #[test]
    fn a_refusal_about_a_point_leads_to_the_point() {
        let refusal = Refusal::WhyNeeded { point: PointId(4), disposition: "withheld" };
        let complaint = complaint(&refusal, "log", Some(tasking().instruction));
        assert_eq!(complaint.field, "why-HQ.4711-P4");
        assert_eq!(complaint.told(Tongue::English).0, "Point P4 was withheld: say why.");
    }
}
