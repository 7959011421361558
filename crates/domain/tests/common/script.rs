//! Scripts by chance: dice that become commands an officer might give, sensible or absurd, at the desk of
//! one office. What is refused is refused; the point is what the rest folds to.

use std::sync::OnceLock;

use domain::cable::{Level, Sheet};
use domain::command::{Answered, Assessment, Command, Credit, Held};
use domain::draft::Draft;
use domain::fact::{
    ClearanceAnswer, CollectiveDefined, Confidence, Disposition, Every, Form, Given, Member, OfficeClosed,
    OfficeRated, Piece, Proposes, Purpose, Role, RoleGranted, RoleRevoked, Ruling, Stance,
};
use domain::words::{DutyId, EntryId, Handle, OfficeId, ParagraphId, PointId, TaskingId};
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};

use super::{
    Desk, answered, circular, day, held, hq, name, political, read, reply_text, sheet_of, time, with,
};

/// A throw: what to do, with what, and how.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Throw {
    pub(crate) what: u8,
    pub(crate) which: u8,
    pub(crate) how: u8,
    pub(crate) text: u8,
}

impl Throw {
    fn of<T>(self, list: &[T]) -> Option<&T> {
        list.get(usize::from(self.which) % list.len().max(1))
    }

    fn how<T: Clone>(self, list: &[T]) -> T {
        list[usize::from(self.how) % list.len()].clone()
    }

    fn text(self) -> String {
        match self.text % 8 {
            0 => String::new(),
            1 => " \n\t".to_owned(),
            2 => "A\u{0}B\u{202e}C\r\n".to_owned(),
            3 => "é".repeat(9_000),
            4 => "Because.".to_owned(),
            _ => format!("Words {}.", self.text),
        }
    }

    fn day(self, near: Timestamp) -> Date {
        match self.text % 16 {
            0 => Date::MIN,
            1 => Date::MAX,
            _ => {
                let days = i64::from(self.how % 64) - 8;
                let moved = near.checked_add(SignedDuration::from_hours(24 * days)).unwrap_or(near);
                moved.to_zoned(jiff::tz::TimeZone::UTC).date()
            }
        }
    }

    fn time(self, near: Timestamp) -> Timestamp {
        match self.text % 16 {
            0 => Timestamp::MIN,
            1 => Timestamp::MAX,
            _ => {
                let hours = 24 * (i64::from(self.how) - 16);
                near.checked_add(SignedDuration::from_hours(hours)).unwrap_or(near)
            }
        }
    }
}

/// The ministry with one single and one standing instruction under way, known everywhere.
pub(crate) fn under_way() -> Desk {
    static BASE: OnceLock<Desk> = OnceLock::new();
    let base = BASE.get_or_init(|| {
        let mut desk = Desk::of_the_ministry();
        for office in offices() {
            let (role, from) = (Role::DutyOfficer, day("2026-01-05"));
            let granted = RoleGranted { officer: duty_officer(office), office, role, from, until: None };
            desk.ask("HQ", "network.admin", "2026-01-05", Command::GrantRole(granted)).expect("granted");
        }
        let due = "DUE: 2026-03-20 17:00";
        desk.issue("2026-03-01", &circular(&["PAR", "OSL"], &[due, "INFO: OTT"]));
        let every = "EVERY: 10 DAYS UNTIL 2026-05-30, FIRST WITHIN 5 DAYS";
        desk.issue("2026-03-01", &circular(&["PAR", "OSL", "OTT"], &[every]));
        let draft = desk.begin("2026-03-01", &circular(&["OTT"], &[]));
        desk.request("2026-03-01", draft, "legal.adviser", &[]);
        desk.request("2026-03-01", draft, "trade.desk", &[Piece::Point(PointId(1))]);
        desk
    });
    base.clone()
}

/// Does at an office's desk what a throw comes to.
pub(crate) fn act(desk: &mut Desk, office: OfficeId, at: Timestamp, throw: Throw) {
    for (officer, command) in commands(desk, office, at, throw) {
        // A refusal is an answer, too.
        let _ = desk.act(office, &officer, at, &command);
    }
}

/// The offices that act in a script, headquarters first.
pub(crate) fn offices() -> Vec<OfficeId> {
    super::NETWORK.iter().map(|(code, ..)| name(code)).collect()
}

fn commands(desk: &Desk, office: OfficeId, at: Timestamp, throw: Throw) -> Vec<(Handle, Command)> {
    let as_officer = |officer: &str, command| vec![(name::<Handle>(officer), command)];
    let stranger = ["oceans.desk", "trade.desk", "watch.officer", "par.political", "nobody"];
    if throw.what >= 250 {
        let officer = throw.how(&stranger);
        let some = Throw { what: throw.text, ..throw };
        let all =
            if throw.which.is_multiple_of(2) { ask(desk, at, some) } else { done(desk, office, at, some) };
        return all.into_iter().flat_map(|(_, command)| as_officer(officer, command)).collect();
    }
    if office == hq() { ask(desk, at, throw) } else { done(desk, office, at, throw) }
}

fn duty_officer(office: OfficeId) -> Handle {
    name(&format!("{}.duty", office.as_str().to_lowercase()))
}

fn drafts(desk: &Desk, office: OfficeId) -> Vec<&Draft> {
    let mut all: Vec<&Draft> = desk.dossiers.values().filter_map(|known| known.draft.as_ref()).collect();
    all.retain(|draft| draft.id.office == office);
    all.sort_by_key(|draft| draft.id);
    all
}

fn duty(desk: &Desk, office: Option<OfficeId>, throw: Throw) -> DutyId {
    let mut taskings: Vec<_> = desk.dossiers.values().flat_map(|known| known.taskings.values()).collect();
    taskings.retain(|tasking| office.is_none_or(|office| tasking.id.office == office));
    taskings.sort_by_key(|tasking| tasking.id);
    let Some(tasking) = throw.of(&taskings) else {
        return TaskingId { instruction: EntryId { office: hq(), number: 1 }, office: hq() }.into();
    };
    let days = tasking.occurrences(Date::MAX);
    let occurrence = match throw.text % 32 {
        0 => None,
        1 => Some(Date::MAX),
        _ => days.get(usize::from(throw.how) % days.len().max(1)).copied(),
    };
    DutyId { tasking: tasking.id, occurrence }
}

fn sheet(throw: Throw) -> Sheet {
    let to: &[&str] =
        throw.how(&[&["PAR"][..], &["PAR", "OSL NIACT IMMEDIATE"], &["EUROPE"], &["MERE", "OTT"]]);
    let head: &[&str] =
        throw.how(&[&[][..], &["INFO: OTT"], &["EVERY: 7 DAYS UNTIL 2026-06-30"], &["REPORT: NONE"]]);
    let one = format!("Objective {}.", throw.text % 4);
    let two = format!("Background {}.", throw.which % 4);
    let paragraphs = throw.how(&[vec![&*one], vec![&*one, &*two], vec![&*two, &*one, "More."]]);
    let points =
        throw.how(&[&["(VERBATIM) One."][..], &["(VERBATIM) One.", "(IF ASKED, OPTIONAL) Two."], &[]]);
    let mut sheet = read(&sheet_of(to, head, &paragraphs, points));
    if throw.text % 16 == 7 {
        sheet.subject = throw.text();
        sheet.due = Some(throw.how(&[Date::MIN, Date::MAX]).at(23, 59, 59, 0));
        sheet.every = Some(domain::cable::Every {
            days: u16::from(throw.how) * 200,
            until: Some(Date::MAX),
            first_within_days: Some(u16::MAX),
        });
    }
    sheet
}

fn piece(throw: Throw) -> Piece {
    let number = u16::from(throw.how % 4);
    match throw.text % 3 {
        0 => Piece::Head,
        1 => Piece::Paragraph(ParagraphId(number)),
        _ => Piece::Point(PointId(number)),
    }
}

/// What headquarters' officers do.
fn ask(desk: &Desk, at: Timestamp, throw: Throw) -> Vec<(Handle, Command)> {
    let own = drafts(desk, hq());
    let Some(draft) = throw.of(&own).map(|draft| draft.id) else { return Vec::new() };
    let last = own.last().map_or(draft, |draft| draft.id);
    let clearer = throw.how(&["legal.adviser", "trade.desk"]);
    let duty = duty(desk, None, throw);
    let office = (!throw.how.is_multiple_of(3)).then_some(duty.tasking.office);
    let why = throw.text();
    let by = |officer: &str, command| vec![(name::<Handle>(officer), command)];
    let decides = |command| by("oceans.director", command);
    match throw.what % 26 {
        0 | 1 => {
            let sheet = Box::new(sheet(throw));
            by("oceans.desk", Command::Draft { purpose: Purpose::Instruction, sheet })
        }
        2 => by("oceans.desk", Command::Revise { draft: last, sheet: Box::new(sheet(throw)) }),
        3 => by("oceans.desk", Command::Abandon { draft: last, why: Some(why) }),
        4 => {
            let pieces = if throw.how.is_multiple_of(2) { vec![] } else { vec![piece(throw)] };
            let command = Command::RequestClearance { draft: last, clearer: name(clearer), pieces, by: None };
            by("oceans.desk", command)
        }
        5 | 6 => {
            let changes =
                if throw.how.is_multiple_of(2) { vec![] } else { vec![(piece(throw), why.clone())] };
            let answer = throw.how(ClearanceAnswer::ALL);
            let remark = (throw.which.is_multiple_of(2)).then_some(why);
            by(clearer, Command::Clear { draft: last, answer, changes, remark })
        }
        7 => by(clearer, Command::RefuseClearance { draft: last, why }),
        8 => decides(Command::WaiveClearance { draft: last, clearer: name(clearer), why }),
        9 => decides(Command::Approve { draft: last }),
        10 => by("watch.officer", Command::Release { draft: last }),
        11 | 12 => {
            let draft = last;
            let pieces = Vec::new();
            let clear = Command::Clear { draft, answer: ClearanceAnswer::Yes, changes: vec![], remark: None };
            let ask = Command::RequestClearance { draft, clearer: name(clearer), pieces, by: None };
            let mut all = by("oceans.desk", ask);
            all.extend(by(clearer, clear));
            all.extend(decides(Command::Approve { draft }));
            all.extend(by("watch.officer", Command::Release { draft }));
            all
        }
        13 => {
            let until = (!throw.text.is_multiple_of(8)).then(|| throw.day(at));
            let first_within_days = (throw.how.is_multiple_of(2)).then_some(u16::from(throw.how));
            let every = Every { days: u16::from(throw.text) * 2, first_within_days, until };
            decides(Command::ChangeRule { instruction: duty.tasking.instruction, office, every })
        }
        14 => decides(Command::Extend { duty, to: throw.time(at) }),
        15 => decides(Command::DeclineExtension { duty, why }),
        16 | 21 => {
            let ruling = throw.how(Ruling::ALL);
            decides(Command::RuleOnObjection { tasking: duty.tasking, ruling, why: Some(why) })
        }
        17 | 22 => decides(Command::Withdraw { instruction: duty.tasking.instruction, office, why }),
        18 | 19 | 23 => {
            let duty = throw.of(&reported(desk)).copied().unwrap_or(duty);
            decides(Command::Return { duty, why })
        }
        20 => by("oceans.desk", assess(duty, at, throw)),
        _ => by("network.admin", network(at, throw)),
    }
}

/// The duties a reply closes.
fn reported(desk: &Desk) -> Vec<DutyId> {
    let taskings = desk.dossiers.values().flat_map(|known| known.taskings.values());
    let closing = taskings.flat_map(|tasking| {
        let of = |report: &domain::tasking::Reported| DutyId {
            tasking: tasking.id,
            occurrence: report.occurrence,
        };
        tasking.done.reported.iter().map(of).filter(|duty| tasking.reply(duty.occurrence).is_some())
    });
    let mut all: Vec<DutyId> = closing.collect();
    all.sort();
    all
}

fn network(at: Timestamp, throw: Throw) -> Command {
    let office = throw.of(&offices()).copied().unwrap_or(hq());
    let (officer, role) = (name(&political(office.as_str())), throw.how(Role::ALL));
    match throw.text % 4 {
        0 => {
            let inner = (throw.which.is_multiple_of(2)).then(|| Member::Collective("EUROPE".to_owned()));
            let members = std::iter::once(Member::Office(office)).chain(inner).collect();
            let name = throw.how(&["EUROPE", "NORDIC", "bad"]).to_owned();
            let defined = CollectiveDefined { name, from: throw.day(at), members, except: Vec::new() };
            Command::DefineCollective(defined)
        }
        1 if throw.which > 200 => Command::CloseOffice(OfficeClosed { office, on: throw.day(at) }),
        1 if throw.which > 150 => {
            Command::RateOffice(OfficeRated { office, level: throw.how(&Level::ALL), from: throw.day(at) })
        }
        2 => Command::RevokeRole(RoleRevoked { officer, office, role: throw.how(&[Role::Reader, role]) }),
        _ => Command::GrantRole(RoleGranted { officer, office, role, from: day("2026-01-01"), until: None }),
    }
}

fn assess(duty: DutyId, at: Timestamp, throw: Throw) -> Command {
    let assessed = Assessment {
        country: throw.how(&["PA", "OS", "XX"]).to_owned(),
        on: throw.day(at),
        stance: throw.how(Stance::ALL),
        given: Some(throw.how(Given::ALL)),
        confidence: throw.how(Confidence::ALL),
        basis: throw.text(),
    };
    Command::AssessPosition { instruction: duty.tasking.instruction, assessed }
}

/// What the officers of a post do.
fn done(desk: &Desk, office: OfficeId, at: Timestamp, throw: Throw) -> Vec<(Handle, Command)> {
    let officer = name::<Handle>(&political(office.as_str()));
    let duty = duty(desk, Some(office).filter(|_| throw.text != 5), throw);
    let why = throw.text();
    let today = at.to_zoned(jiff::tz::TimeZone::UTC).date();
    let own = drafts(desk, office);
    let last = own.last().map_or(EntryId { office, number: 1 }, |draft| draft.id);
    let command = match throw.what % 16 {
        0 | 1 => Command::Acknowledge { tasking: duty.tasking },
        2 => Command::PlanEngagement { duty, on: throw.day(at), with: with(), form: throw.how(Form::ALL) },
        3 => Command::Object { duty, proposes: throw.how(Proposes::ALL), why },
        4 => Command::RequestExtension { duty, to: throw.time(at), why },
        5 => log(desk, duty, throw.day(at), throw),
        6 => Command::FileCable { source: why.clone(), name: "d8".to_owned(), text: why },
        7 => assess(duty, at, throw),
        8 => Command::Abandon { draft: last, why: Some(why) },
        9 | 10 => {
            let mut engagements: Vec<_> = desk.dossiers.values().filter(|d| d.engagement.is_some()).collect();
            engagements.sort_by_key(|dossier| dossier.id);
            let engagement = throw.of(&engagements).map_or(last, |dossier| dossier.id);
            let credits = vec![credit(desk, duty, throw)];
            Command::CorrectEngagement { engagement, held: held(today), credits }
        }
        11 => {
            let mut cables: Vec<EntryId> = desk.dossiers.keys().copied().collect();
            cables.sort();
            let cable = throw.of(&cables).copied().unwrap_or(last);
            return vec![(duty_officer(office), Command::OpenInEmergency { cable, why })];
        }
        _ => {
            let mut all = vec![(officer.clone(), log(desk, duty, today, throw))];
            all.extend(reply(desk, office, &officer, duty, throw));
            return all;
        }
    };
    vec![(officer, command)]
}

fn log(desk: &Desk, duty: DutyId, on: Date, throw: Throw) -> Command {
    let notes = (throw.how.is_multiple_of(2)).then(|| throw.text());
    let held = Held { notes, form: throw.how(Form::ALL), ..held(on) };
    Command::LogEngagement { held, credits: vec![credit(desk, duty, throw)] }
}

fn credit(desk: &Desk, duty: DutyId, throw: Throw) -> Credit {
    if !throw.how.is_multiple_of(4) {
        return desk.credit(duty);
    }
    let number = u16::from(throw.which % 4);
    let points = vec![(PointId(number), throw.how(Disposition::ALL), Some(throw.text()))];
    let answer = Answered { text: throw.text(), stance: Some(throw.how(Stance::ALL)), ..answered() };
    Credit { duty, points, answer: Some(answer) }
}

/// A reply drafted, approved and released in one go; the draft is the entry after the last.
fn reply(
    desk: &Desk,
    office: OfficeId,
    officer: &Handle,
    duty: DutyId,
    throw: Throw,
) -> Vec<(Handle, Command)> {
    let known = desk.dossiers.get(&duty.tasking.instruction).and_then(|known| known.draft.as_ref());
    if known.is_none_or(|draft| draft.released.is_none()) {
        return Vec::new();
    }
    let cited = desk.number(duty.tasking.instruction);
    let purpose = Purpose::Reply { answers: vec![duty], interim: throw.how % 8 == 1 };
    let begin = Command::Draft { purpose, sheet: Box::new(read(&reply_text(&cited))) };
    let written = desk.journals.get(&office).map_or(0, |journal| journal.len() as u64);
    // The engagement before it takes two entries, or none if it is refused.
    let release = [written + 1, written + 3].map(|number| {
        let draft = EntryId { office, number };
        [Command::Approve { draft }, Command::Release { draft }]
    });
    let all = std::iter::once(begin).chain(release.into_iter().flatten());
    all.map(|command| (officer.clone(), command)).collect()
}

/// Noon of a day of the spring in which the scripts play, by a clock that is some hours off.
pub(crate) fn clock(step: usize, skew: i64) -> Timestamp {
    let hours = i64::try_from(step).unwrap_or(0) * 31 + skew;
    time("2026-03-01T12:00Z").checked_add(SignedDuration::from_hours(hours)).expect("this century")
}
