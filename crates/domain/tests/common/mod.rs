//! A desk without a disk: it decides commands, makes entries of what is proposed and folds them, as the
//! registry does with a journal. Several desks that pass entries on are several offices; one is all of them.

pub(crate) mod script;

use std::collections::{BTreeMap, HashMap};

use domain::cable::{Sheet, sheet};
use domain::command::{Command, Context, Credit, Held, World, decide};
use domain::directory::Directory;
use domain::dossier::Dossier;
use domain::draft::{Clearance, Draft};
use domain::entry::{Digest, Entry, Epoch, Head, Paper, Proposal, Salt};
use domain::fact::{
    Disposition, DraftApproved, Fact, Form, HostLevel, Interlocutor, OfficeKind, OfficeOpened, Purpose, Role,
    RoleGranted, Weekday,
};
use domain::proof::Presence;
use domain::refusal::Refusal;
use domain::tasking::{Heard, Standing, Tasking};
use domain::words::{DossierId, DutyId, EntryId, Handle, OfficeId, PointId, TaskingId};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

/// The four offices of every story: code, station, kind and zone.
pub(crate) const NETWORK: &[(&str, &str, OfficeKind, &str)] = &[
    ("HQ", "MERE", OfficeKind::Headquarters, "Europe/Paris"),
    ("OSL", "OSLO", OfficeKind::Embassy, "Europe/Oslo"),
    ("OTT", "OTTAWA", OfficeKind::Embassy, "America/Toronto"),
    ("PAR", "PARIS", OfficeKind::Embassy, "Europe/Paris"),
];

/// Who may do what at headquarters.
pub(crate) const STAFF: &[(&str, Role)] = &[
    ("network.admin", Role::Administrator),
    ("oceans.desk", Role::Drafter),
    ("oceans.desk", Role::Approver),
    ("europe.desk", Role::Drafter),
    ("legal.adviser", Role::Clearer),
    ("trade.desk", Role::Clearer),
    ("oceans.director", Role::Approver),
    ("watch.officer", Role::Releaser),
    ("records.office", Role::RecordsOfficer),
];

/// Any name that reads back from text.
pub(crate) fn name<T: std::str::FromStr<Err: std::fmt::Debug>>(text: &str) -> T {
    text.parse().expect("a name as the story has it")
}

pub(crate) fn hq() -> OfficeId {
    name("HQ")
}

pub(crate) fn day(text: &str) -> Date {
    text.parse().expect("a date")
}

/// A time, `2026-03-02T09:00Z`; a bare day is nine in the morning by UTC.
pub(crate) fn time(text: &str) -> Timestamp {
    if text.len() == 10 { format!("{text}T09:00Z").parse() } else { text.parse() }.expect("a time")
}

/// One desk with what it knows.
#[derive(Clone, Default)]
pub(crate) struct Desk {
    pub(crate) directory: Directory,
    pub(crate) dossiers: HashMap<EntryId, Dossier>,
    /// Each office's entries, in that office's order.
    pub(crate) journals: BTreeMap<OfficeId, Vec<Entry>>,
    /// What the house asks beyond the rules that hold everywhere.
    pub(crate) house: Option<domain::cable::Profile>,
    /// How whoever acts next is present.
    pub(crate) presence: Presence,
}

impl Desk {
    /// A desk of the ministry: headquarters and three posts, everybody in their role.
    pub(crate) fn of_the_ministry() -> Self {
        let mut desk = Self::default();
        for (code, station, kind, zone) in NETWORK {
            let office = opened(code, station, *kind, zone);
            desk.ask("HQ", "network.admin", "2026-01-05", Command::OpenOffice(office)).expect("opens");
        }
        let posts = NETWORK.iter().filter(|office| office.0 != "HQ").flat_map(|(code, ..)| {
            let roles = [Role::ActionOfficer, Role::Drafter, Role::Clearer, Role::Approver, Role::Releaser];
            let officer = format!("{}.political", code.to_lowercase());
            roles.map(|role| (*code, officer.clone(), role))
        });
        let staff = STAFF.iter().map(|(officer, role)| ("HQ", (*officer).to_owned(), *role));
        for (office, officer, role) in staff.chain(posts) {
            let from = day("2026-01-05");
            let granted =
                RoleGranted { officer: name(&officer), office: name(office), role, from, until: None };
            desk.ask("HQ", "network.admin", "2026-01-05", Command::GrantRole(granted)).expect("granted");
        }
        desk
    }

    /// What the desk knows, to decide with.
    pub(crate) fn world(&self) -> World<'_> {
        World { directory: &self.directory, dossiers: &self.dossiers, house: self.house.as_ref() }
    }

    /// Who acts, and the numbers the desk would give.
    pub(crate) fn context(&self, office: OfficeId, officer: &Handle, at: Timestamp) -> Context {
        let journal = self.journals.get(&office);
        let released = journal.into_iter().flatten().rev().find_map(|entry| match entry.fact() {
            Ok(Fact::InstructionReleased(fact)) => Some((fact.number, entry.at)),
            Ok(Fact::ReplyReleased(fact)) => Some((fact.number, entry.at)),
            _ => None,
        });
        let year = at.to_zoned(TimeZone::UTC).year();
        let in_year = released.as_ref().filter(|(number, _)| number.year == year);
        Context {
            office,
            officer: officer.clone(),
            presence: self.presence.clone(),
            at,
            next: journal.map_or(0, |entries| entries.len() as u64) + 1,
            serial: in_year.map_or(1, |(number, _)| number.serial + 1),
            last_release: released.map(|(_, at)| at),
        }
    }

    /// Decides and records. Whatever was recorded, the same command at once again must add nothing.
    #[expect(clippy::needless_pass_by_value, reason = "a story says it shorter")]
    pub(crate) fn ask(
        &mut self,
        office: &str,
        officer: &str,
        at: &str,
        command: Command,
    ) -> Result<Vec<EntryId>, Refusal> {
        self.act(name(office), &name(officer), time(at), &command)
    }

    pub(crate) fn act(
        &mut self,
        office: OfficeId,
        officer: &Handle,
        at: Timestamp,
        command: &Command,
    ) -> Result<Vec<EntryId>, Refusal> {
        let context = self.context(office, officer, at);
        let proposals = decide(self.world(), &context, command)?;
        let all: Vec<EntryId> =
            proposals.into_iter().map(|proposal| self.record(office, officer, at, proposal)).collect();
        // Whether words are still there is known to the journal only.
        if !command.begins() && !matches!(command, Command::Dispose { .. }) {
            let again = decide(self.world(), &self.context(office, officer, at), command);
            let added = again.unwrap_or_default();
            assert!(added.is_empty(), "{command:?} was repeated and added {added:?}");
        }
        Ok(all)
    }

    /// Records a proposal in an office's journal, whoever may.
    pub(crate) fn record(
        &mut self,
        office: OfficeId,
        officer: &Handle,
        at: Timestamp,
        proposal: Proposal,
    ) -> EntryId {
        let number = self.journals.get(&office).map_or(0, |entries| entries.len() as u64) + 1;
        let paper = |text| Paper { digest: Digest::default(), words: Some((Salt::default(), text)) };
        let seen = self.journals.get(&hq()).and_then(|entries| entries.last());
        let entry = Entry {
            id: EntryId { office, number },
            epoch: Epoch::default(),
            at,
            actor: officer.clone(),
            dossier: proposal.dossier,
            kind: proposal.fact.kind().into(),
            fact: proposal.fact.bytes().into(),
            papers: proposal.papers.into_iter().map(paper).collect(),
            seen: seen.map(|entry| Head { entry: entry.id, digest: entry.digest }),
            command: None,
            salt: Salt::default(),
            previous: Digest::default(),
            digest: Digest::default(),
            arrival: 0,
            arrived: at,
        };
        self.receive(&entry);
        entry.id
    }

    /// Takes in an entry, of this desk or another; one it has already changes nothing.
    pub(crate) fn receive(&mut self, entry: &Entry) {
        let journal = self.journals.entry(entry.office()).or_default();
        if entry.id.number != journal.len() as u64 + 1 {
            return;
        }
        journal.push(entry.clone());
        match entry.dossier {
            DossierId::Directory => self.directory.evolve(entry).expect("readable"),
            DossierId::Of(id) => {
                self.dossiers.entry(id).or_insert_with(|| Dossier::new(id)).evolve(entry).expect("readable");
            }
        }
    }

    /// Takes in all that another desk has of one office's journal.
    pub(crate) fn fetch(&mut self, office: &str, from: &Self) {
        from.journals.get(&name::<OfficeId>(office)).into_iter().flatten().for_each(|e| self.receive(e));
    }

    pub(crate) fn dossier(&self, id: EntryId) -> &Dossier {
        self.dossiers.get(&id).expect("a dossier of the story")
    }

    pub(crate) fn draft(&self, id: EntryId) -> &Draft {
        self.dossier(id).draft.as_ref().expect("a draft of the story")
    }

    pub(crate) fn tasking(&self, id: EntryId, office: &str) -> &Tasking {
        self.dossier(id).taskings.get(&name(office)).expect("a tasking of the story")
    }

    /// How a tasking stands for someone on the post's own node.
    pub(crate) fn standing(&self, id: EntryId, office: &str, at: &str) -> Standing {
        self.tasking(id, office).standing(time(at), Heard::Here)
    }

    /// How a clearer stands towards a draft.
    pub(crate) fn clearance(&self, id: EntryId, clearer: &str) -> Clearance {
        let draft = self.draft(id);
        draft.clearance(draft.asked.get(&name::<Handle>(clearer)).expect("a clearer of the story"))
    }

    /// The facts of some entries, in words.
    pub(crate) fn kinds(&self, entries: &[EntryId]) -> Vec<String> {
        entries.iter().map(|id| self.entry(*id).kind.to_string()).collect()
    }

    pub(crate) fn entry(&self, id: EntryId) -> &Entry {
        let place = usize::try_from(id.number).expect("small") - 1;
        self.journals.get(&id.office).and_then(|journal| journal.get(place)).expect("an entry of the story")
    }

    // ---- Whole acts, for stories about what comes after them ----------------------------------

    /// Drafts an instruction.
    pub(crate) fn begin(&mut self, at: &str, text: &str) -> EntryId {
        let command = Command::Draft { purpose: Purpose::Instruction, sheet: Box::new(read(text)) };
        self.ask("HQ", "oceans.desk", at, command).expect("a good draft")[0]
    }

    /// Asks a clearer about some pieces; none means all.
    pub(crate) fn request(
        &mut self,
        at: &str,
        draft: EntryId,
        clearer: &str,
        pieces: &[domain::fact::Piece],
    ) {
        let pieces = pieces.to_vec();
        let command = Command::RequestClearance { draft, clearer: name(clearer), pieces, by: None };
        self.ask("HQ", "oceans.desk", at, command).expect("asked");
    }

    /// Clears as it stands.
    pub(crate) fn clear(&mut self, at: &str, draft: EntryId, clearer: &str) {
        let answer = domain::fact::ClearanceAnswer::Yes;
        let command = Command::Clear { draft, answer, changes: Vec::new(), remark: None };
        self.ask("HQ", clearer, at, command).expect("cleared");
    }

    /// Records an approval that no rule was asked about, as an earlier version's journal may hold one.
    pub(crate) fn approve_unchecked(&mut self, at: &str, draft: EntryId) {
        let fact = DraftApproved { version: self.draft(draft).version }.into();
        let proposal = Proposal { dossier: DossierId::Of(draft), fact, papers: Vec::new() };
        self.record(hq(), &name("oceans.director"), time(at), proposal);
    }

    /// Takes a draft through clearance, approval and release.
    pub(crate) fn release(&mut self, at: &str, draft: EntryId) -> Vec<EntryId> {
        self.request(at, draft, "legal.adviser", &[]);
        self.clear(at, draft, "legal.adviser");
        self.ask("HQ", "oceans.director", at, Command::Approve { draft }).expect("approved");
        self.ask("HQ", "watch.officer", at, Command::Release { draft }).expect("released")
    }

    /// Drafts and releases an instruction.
    pub(crate) fn issue(&mut self, at: &str, text: &str) -> EntryId {
        let draft = self.begin(at, text);
        self.release(at, draft);
        draft
    }

    /// Logs a call of that day by which every point was used as written and the host answered.
    pub(crate) fn log(&mut self, at: &str, office: &str, duty: DutyId) -> Result<Vec<EntryId>, Refusal> {
        let on = time(at).to_zoned(TimeZone::UTC).date();
        let command = Command::LogEngagement { held: held(on), credits: vec![self.credit(duty)] };
        self.ask(office, &political(office), at, command)
    }

    /// A credit for every point of the duty's instruction, with an answer.
    pub(crate) fn credit(&self, duty: DutyId) -> Credit {
        let points = self.dossiers.get(&duty.tasking.instruction).and_then(|known| known.draft.as_ref());
        let points = points.into_iter().flat_map(|draft| &draft.content.points);
        let points = points.map(|point| (point.id, Disposition::AsWritten, None)).collect();
        Credit { duty, points, answer: Some(answered()) }
    }

    /// Drafts a reply that cites the instructions and answers the duties.
    pub(crate) fn reply(
        &mut self,
        at: &str,
        office: &str,
        answers: &[DutyId],
        interim: bool,
    ) -> Result<EntryId, Refusal> {
        let numbers = answers.iter().map(|duty| self.number(duty.tasking.instruction));
        let cited: Vec<String> = numbers.collect();
        let purpose = Purpose::Reply { answers: answers.to_vec(), interim };
        let sheet = Box::new(read(&reply_text(&cited.join("; "))));
        self.ask(office, &political(office), at, Command::Draft { purpose, sheet }).map(|all| all[0])
    }

    /// Drafts, approves and releases a reply.
    pub(crate) fn report(
        &mut self,
        at: &str,
        office: &str,
        answers: &[DutyId],
        interim: bool,
    ) -> Result<EntryId, Refusal> {
        let draft = self.reply(at, office, answers, interim)?;
        let officer = political(office);
        self.ask(office, &officer, at, Command::Approve { draft })?;
        self.ask(office, &officer, at, Command::Release { draft })?;
        Ok(draft)
    }

    /// The number under which a draft went out, as people cite it.
    pub(crate) fn number(&self, draft: EntryId) -> String {
        let released = self.draft(draft).released.as_ref().expect("released");
        let number = &released.number;
        format!("{} {} {}", number.year.rem_euclid(100), number.station, number.serial)
    }
}

/// The officer who does everything at a post.
pub(crate) fn political(office: &str) -> String {
    format!("{}.political", office.to_lowercase())
}

pub(crate) fn opened(code: &str, station: &str, kind: OfficeKind, zone: &str) -> OfficeOpened {
    OfficeOpened {
        office: name(code),
        name: format!("Office {station}"),
        station: station.to_owned(),
        kind,
        country: (kind == OfficeKind::Embassy).then(|| code[..2].to_owned()),
        city: station.to_owned(),
        zone: zone.to_owned(),
        week: Weekday::ALL[..5].to_vec(),
        plad: None,
        parent: None,
        coordinates: None,
    }
}

/// Reads a sheet that must be good.
pub(crate) fn read(text: &str) -> Sheet {
    let sheet = sheet::read(text);
    let grave: Vec<_> = sheet.remarks.iter().filter(|remark| remark.severity.stops()).collect();
    assert!(grave.is_empty(), "the story's sheet is odd: {grave:?}\n{text}");
    sheet
}

/// An instruction's sheet: who must act, further head lines, paragraphs and points as typed.
pub(crate) fn sheet_of(to: &[&str], head: &[&str], paragraphs: &[&str], points: &[&str]) -> String {
    let mut lines: Vec<String> = to.iter().map(|to| format!("TO: {to}")).collect();
    lines.push("CLASSIFICATION: UNCLASSIFIED\nPRECEDENCE: PRIORITY\nTAGS: PHSA".to_owned());
    if !head.iter().any(|line| line.starts_with("SUBJECT")) {
        lines.push("SUBJECT: HIGH SEAS TREATY".to_owned());
    }
    lines.extend(head.iter().map(|&line| line.to_owned()));
    lines.extend((1..).zip(paragraphs).map(|(number, text)| format!("\n{number}. {text}")));
    if !points.is_empty() {
        lines.push("\nPOINTS".to_owned());
        lines.extend(points.iter().map(|point| format!("- {point}")));
    }
    lines.join("\n") + "\n"
}

/// The instruction of most stories: two paragraphs, two points.
pub(crate) fn circular(to: &[&str], head: &[&str]) -> String {
    let points = ["(VERBATIM) The treaty is open.", "(PARAPHRASE) Ratify soon."];
    sheet_of(to, head, &["Objective: early ratification.", "Background: the talks ended."], &points)
}

pub(crate) fn reply_text(cited: &str) -> String {
    format!(
        "CLASSIFICATION: UNCLASSIFIED\nSUBJECT: HIGH SEAS TREATY: REPLY\nREF: {cited}\n\n1. The ministry will study it.\n"
    )
}

pub(crate) fn with() -> Interlocutor {
    Interlocutor { office: "Directorate for Fisheries".to_owned(), level: HostLevel::Director }
}

pub(crate) fn held(on: Date) -> Held {
    Held { on, with: with(), form: Form::Call, notes: None }
}

pub(crate) fn answered() -> domain::command::Answered {
    domain::command::Answered {
        text: "They will study it.".to_owned(),
        stance: None,
        given: None,
        confidence: None,
    }
}

pub(crate) fn duty(instruction: EntryId, office: &str) -> DutyId {
    TaskingId { instruction, office: name(office) }.into()
}

pub(crate) fn occurrence(instruction: EntryId, office: &str, on: &str) -> DutyId {
    DutyId { occurrence: Some(day(on)), ..duty(instruction, office) }
}

pub(crate) fn point(number: u16) -> PointId {
    PointId(number)
}
