//! A small ministry for the tests of this room: headquarters and a few posts in one record, with short words for
//! what they do. Nothing here decides; the facts are put down as a story needs them.

use std::path::Path;
use std::sync::Arc;

use domain::access::Reader;
use domain::cable::{Level, Mark, Precedence};
use domain::entry::{Epoch, Head, Proposal, Salt};
use domain::fact::{
    Address, Addressee, Answer, CableFiled, CableNumber, ClearanceAnswer, ClearanceGiven, ClearanceRequested,
    Cleared, Content, Disposition, DraftBegun, DraftRevised, EmergencyOpened, EngagementHeld, Fact, Form,
    HostLevel, InstructionReleased, Interlocutor, Issue, Member, OfficeKind, OfficeOpened, Paragraph, Piece,
    Point, PointUsed, Proposes, Purpose, ReplyReleased, Role, RoleGranted, RoleRevoked, Stance,
    TaskingAcknowledged, TaskingDelivered, TaskingIssued, TaskingObjected, TaskingReported, TaskingReturned,
    TaskingWithdrawn, Terms, Words,
};
use domain::words::{DossierId, DutyId, EntryId, Handle, OfficeId, ParagraphId, PointId, TaskingId};
use jiff::{Timestamp, ToSpan};
use journal::{Append, Journal};
use tempfile::TempDir;

use crate::Views;

pub(crate) fn office(code: &str) -> OfficeId {
    code.parse().expect("an office code")
}

pub(crate) fn handle(name: &str) -> Handle {
    name.parse().expect("a handle")
}

pub(crate) fn time(text: &str) -> Timestamp {
    text.parse().expect("a time")
}

/// A reader for some offices.
pub(crate) fn reader(offices: &[&str]) -> Reader {
    Reader {
        officer: handle("some.officer"),
        offices: offices.iter().map(|code| office(code)).collect(),
        level: Level::Secret,
        captions: [].into(),
        archive: false,
    }
}

pub(crate) struct Trial {
    folder: TempDir,
    journal: Journal,
    pub(crate) views: Views,
    /// The time by which the next act happens.
    pub(crate) now: Timestamp,
    serial: u32,
    chance: u64,
    /// Who acts next, if not the usual officer.
    actor: Option<Handle>,
}

const POSTS: [(&str, &str, Option<&str>, &str); 5] = [
    ("HQ", "MERE", None, "Europe/Tallinn"),
    ("PAR", "PARIS", Some("FR"), "Europe/Paris"),
    ("OSL", "OSLO", Some("NO"), "Europe/Oslo"),
    ("WEL", "WELLINGTON", Some("NZ"), "Pacific/Auckland"),
    ("OTT", "OTTAWA", Some("CA"), "America/Toronto"),
];

impl Trial {
    pub(crate) fn begin() -> Self {
        Self::begin_at(&POSTS.map(|(code, ..)| code))
    }

    /// Begins with only some of the offices at home.
    pub(crate) fn begin_at(homes: &[&str]) -> Self {
        let mut trial = Self::empty("HQ");
        for code in homes.iter().filter(|code| **code != "HQ") {
            trial.journal.settle(office(code), Epoch([7; 16])).expect("settled");
        }
        trial.found();
        trial
    }

    /// A record of one office that knows of nothing.
    fn empty(code: &str) -> Self {
        let folder = TempDir::new().expect("a folder");
        let mut journal = Journal::begin(folder.path()).expect("a record");
        journal.settle(office(code), Epoch([9; 16])).expect("settled");
        let views = Views::open(folder.path(), journal.record()).expect("views");
        let now = time("2026-02-01T08:00:00Z");
        Self { folder, journal, views, now, serial: 0, chance: 0, actor: None }
    }

    /// Opens the offices and grants the roles.
    fn found(&mut self) {
        let trial = self;
        for (code, station, country, zone) in POSTS {
            let opened = OfficeOpened {
                office: office(code),
                name: station[..1].to_owned() + &station[1..].to_lowercase(),
                station: station.to_owned(),
                kind: if country.is_some() { OfficeKind::Embassy } else { OfficeKind::Headquarters },
                country: country.map(str::to_owned),
                city: station.to_owned(),
                zone: zone.to_owned(),
                week: vec![],
                plad: None,
                parent: None,
                coordinates: None,
            };
            trial.put("HQ", Some(DossierId::Directory), opened, &[]);
        }
        trial.grant("oceans.desk", Role::Drafter, "HQ");
        trial.approver("oceans.head", "HQ");
    }

    /// Makes an officer approver at an office.
    pub(crate) fn approver(&mut self, officer: &str, code: &str) {
        self.grant(officer, Role::Approver, code);
    }

    /// Grants an officer a role at an office.
    pub(crate) fn grant(&mut self, officer: &str, role: Role, code: &str) {
        let from = self.now.to_zoned(jiff::tz::TimeZone::UTC).date();
        let granted = RoleGranted { officer: handle(officer), office: office(code), role, from, until: None };
        self.put("HQ", Some(DossierId::Directory), granted, &[]);
    }

    /// Takes a role back.
    pub(crate) fn revoke(&mut self, officer: &str, role: Role, code: &str) {
        let revoked = RoleRevoked { officer: handle(officer), office: office(code), role };
        self.put("HQ", Some(DossierId::Directory), revoked, &[]);
    }

    pub(crate) fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// An office elsewhere acknowledges, and the entry arrives here after some hours.
    pub(crate) fn acknowledge_from_afar(&mut self, instruction: EntryId, code: &str, hours: i64) {
        let mut afar = Self::empty(code);
        afar.now = self.now;
        afar.acknowledge(instruction, code);
        self.wait_hours(hours);
        let entries = afar.journal.record().of_office(office(code), 0, 9).expect("read");
        self.journal.receive(entries, self.now).expect("received");
    }

    pub(crate) fn journal(&self) -> &Journal {
        &self.journal
    }

    /// The entry the next act of an office will be.
    pub(crate) fn next(&self, code: &str) -> EntryId {
        let office = office(code);
        EntryId { office, number: self.journal.head(office).map_or(1, |head| head.entry.number + 1) }
    }

    fn head(&self) -> Option<Head> {
        self.journal.head(office("HQ"))
    }

    /// Puts a fact down; about itself, if no dossier is named.
    pub(crate) fn put(
        &mut self,
        code: &str,
        dossier: Option<DossierId>,
        fact: impl Into<Fact>,
        papers: &[&str],
    ) -> EntryId {
        let id = self.next(code);
        self.now = self.now.checked_add(1.minute()).expect("time goes on");
        let append = Append {
            office: id.office,
            at: self.now,
            actor: self
                .actor
                .take()
                .unwrap_or_else(|| handle(if code == "HQ" { "oceans.desk" } else { "post.officer" })),
            command: None,
            seen: self.head().filter(|_| code != "HQ"),
            proposals: vec![Proposal {
                dossier: dossier.unwrap_or(DossierId::Of(id)),
                fact: fact.into(),
                papers: papers.iter().map(|&text| Arc::from(text)).collect(),
            }],
        };
        let chance = &mut self.chance;
        let mut salts = || {
            *chance += 1;
            let mut salt = [0; 16];
            salt[..8].copy_from_slice(&chance.to_le_bytes());
            Salt(salt)
        };
        self.journal.append(vec![append], self.now, &mut salts).expect("appended");
        id
    }

    pub(crate) fn wait_hours(&mut self, hours: i64) {
        self.now = self.now.checked_add(hours.hours()).expect("time goes on");
    }

    pub(crate) fn draft(
        &mut self,
        code: &str,
        purpose: Purpose,
        level: Level,
        references: &[&str],
    ) -> EntryId {
        let content = Content {
            points: vec![
                Point {
                    id: PointId(1),
                    mark: Mark::Verbatim,
                    optional: false,
                    text: Words::New(2),
                    variants: vec![],
                },
                Point {
                    id: PointId(2),
                    mark: Mark::Paraphrase,
                    optional: false,
                    text: Words::New(3),
                    variants: vec![domain::fact::Variant {
                        for_whom: Member::Office(office("WEL")),
                        text: Words::New(4),
                    }],
                },
            ],
            ..content(level, references)
        };
        let papers = ["Lost fishing gear", "Raise it.", "Gear drifts.", "Nets kill.", "Nets kill penguins."];
        self.put(code, None, DraftBegun { purpose, content }, &papers)
    }

    /// Gives a draft of headquarters other words under a level.
    pub(crate) fn revise(&mut self, draft: EntryId, level: Level, words: &str) -> EntryId {
        let content = content(level, &[]);
        let papers = ["Lost fishing gear", words];
        self.put("HQ", Some(DossierId::Of(draft)), DraftRevised { content }, &papers)
    }

    pub(crate) fn ask_clearance(&mut self, draft: EntryId, clearer: &str) {
        let asked = ClearanceRequested { clearer: handle(clearer), pieces: vec![], by: None };
        self.put("HQ", Some(DossierId::Of(draft)), asked, &[]);
    }

    /// A clearer agrees to the whole draft as it stands.
    pub(crate) fn clear(&mut self, draft: EntryId, clearer: &str) {
        let pieces = [
            Piece::Head,
            Piece::Paragraph(ParagraphId(1)),
            Piece::Point(PointId(1)),
            Piece::Point(PointId(2)),
        ];
        let pieces = pieces.map(|piece| Cleared { piece, version: draft }).to_vec();
        let given = ClearanceGiven { answer: ClearanceAnswer::Yes, pieces, remark: None };
        self.actor = Some(handle(clearer));
        self.put("HQ", Some(DossierId::Of(draft)), given, &[]);
    }

    fn number(&mut self, station: &str) -> CableNumber {
        self.serial += 1;
        CableNumber { station: station.to_owned(), year: 2026, serial: self.serial }
    }

    /// Releases a draft to posts and asks each to act.
    pub(crate) fn release(&mut self, draft: EntryId, posts: &[&str]) -> CableNumber {
        let number = self.number("MERE");
        let precedence = Precedence::Priority;
        let addressees = posts
            .iter()
            .map(|code| Addressee { office: office(code), action: true, precedence, through: None })
            .collect();
        let released = InstructionReleased { number: number.clone(), addressees, version: draft, text: 0 };
        self.put("HQ", Some(DossierId::Of(draft)), released, &["INSTRUCTION ON LOST FISHING GEAR"]);
        let due = Some(self.now.checked_add(240.hours()).expect("a time"));
        let issue = |code: &&str| {
            let zone = POSTS.iter().find(|(known, ..)| known == code).map_or("UTC", |(.., zone)| zone);
            Issue { office: office(code), precedence, zone: zone.to_owned(), due, rule: None }
        };
        let issued = TaskingIssued {
            level: Some(HostLevel::Director),
            report: true,
            required: vec![PointId(1), PointId(2)],
            to: posts.iter().map(issue).collect(),
        };
        self.put("HQ", Some(DossierId::Of(draft)), issued, &[]);
        number
    }

    /// Drafts and releases an instruction.
    pub(crate) fn instruct(&mut self, posts: &[&str]) -> EntryId {
        let draft = self.draft("HQ", Purpose::Instruction, Level::Confidential, &[]);
        self.release(draft, posts);
        draft
    }

    pub(crate) fn duty(instruction: EntryId, code: &str) -> DutyId {
        TaskingId { instruction, office: office(code) }.into()
    }

    pub(crate) fn acknowledge(&mut self, instruction: EntryId, code: &str) -> EntryId {
        let fact = TaskingAcknowledged { office: office(code) };
        self.put(code, Some(DossierId::Of(instruction)), fact, &[])
    }

    pub(crate) fn object(&mut self, instruction: EntryId, code: &str) -> EntryId {
        let fact = TaskingObjected { duty: Self::duty(instruction, code), proposes: Proposes::Delay, why: 0 };
        self.put(code, Some(DossierId::Of(instruction)), fact, &["The minister travels."])
    }

    pub(crate) fn withdraw(&mut self, instruction: EntryId, code: &str) -> EntryId {
        let fact = TaskingWithdrawn { office: office(code), why: 0 };
        self.put("HQ", Some(DossierId::Of(instruction)), fact, &["Overtaken."])
    }

    /// Holds an engagement and records what it did; returns the engagement.
    pub(crate) fn deliver(&mut self, instruction: EntryId, code: &str, stance: Option<Stance>) -> EntryId {
        let on = self.now.to_zoned(jiff::tz::TimeZone::UTC).date();
        let with = Interlocutor { office: "Directorate for Fisheries".into(), level: HostLevel::Director };
        let credits = vec![Self::duty(instruction, code)];
        let held = EngagementHeld { credits, on, with, form: Form::Call, notes: Some(0) };
        let engagement = self.put(code, None, held, &["Received at once."]);
        let used =
            |point| PointUsed { point: PointId(point), disposition: Disposition::AsWritten, why: None };
        let fact = TaskingDelivered {
            duty: Self::duty(instruction, code),
            engagement,
            on,
            level: HostLevel::Director,
            points: vec![used(1), used(2)],
            answer: stance.map(|stance| Answer {
                text: 0,
                stance: Some(stance),
                given: None,
                confidence: None,
            }),
        };
        self.put(code, Some(DossierId::Of(instruction)), fact, &["They will consider it."]);
        engagement
    }

    /// Corrects with whom an engagement was.
    pub(crate) fn correct(&mut self, code: &str, engagement: EntryId) {
        let with = Interlocutor { office: "Ministry of the Sea".into(), level: HostLevel::Minister };
        let on = self.now.to_zoned(jiff::tz::TimeZone::UTC).date();
        let held = EngagementHeld { credits: vec![], on, with, form: Form::Letter, notes: None };
        let fact = domain::fact::EngagementCorrected { engagement, held };
        self.put(code, Some(DossierId::Of(engagement)), fact, &[]);
    }

    /// Replies by a cable that closes; returns the reply's dossier and the entry that reported.
    pub(crate) fn reply(&mut self, instruction: EntryId, code: &str, level: Level) -> (EntryId, EntryId) {
        let answers = vec![Self::duty(instruction, code)];
        let purpose = Purpose::Reply { answers: answers.clone(), interim: false };
        let reply = self.draft(code, purpose, level, &["MERE 0001"]);
        let station = POSTS.iter().find(|(known, ..)| *known == code).map_or("", |(_, station, ..)| station);
        let number = self.number(station);
        let to_hq =
            Addressee { office: office("HQ"), action: true, precedence: Precedence::Routine, through: None };
        let released = ReplyReleased {
            number: number.clone(),
            addressees: vec![to_hq],
            answers,
            version: reply,
            text: 0,
        };
        self.put(code, Some(DossierId::Of(reply)), released, &["REPLY ON LOST FISHING GEAR: SUPPORTS"]);
        let reported = TaskingReported { duty: Self::duty(instruction, code), reply, number, closes: true };
        let report = self.put(code, Some(DossierId::Of(instruction)), reported, &[]);
        (reply, report)
    }

    pub(crate) fn send_back(&mut self, instruction: EntryId, code: &str, report: EntryId) -> EntryId {
        let fact = TaskingReturned { duty: Self::duty(instruction, code), report, why: 0 };
        self.put("HQ", Some(DossierId::Of(instruction)), fact, &["No answer in it."])
    }

    /// An officer at headquarters opens a cable in an emergency.
    pub(crate) fn open_in_emergency(&mut self, officer: &str, cable: EntryId, minutes: u16) -> EntryId {
        self.actor = Some(handle(officer));
        let opened = EmergencyOpened { minutes, why: 0 };
        self.put("HQ", Some(DossierId::Of(cable)), opened, &["Now."])
    }

    pub(crate) fn file(&mut self, text: &str) -> EntryId {
        let fact = CableFiled { source: "old papers".into(), name: "one".into(), text: 0 };
        self.put("HQ", None, fact, &[text])
    }

    pub(crate) fn follow(&self) {
        self.views.follow(&mut |_| {}).expect("followed");
    }
}

/// One paragraph for Paris.
fn content(level: Level, references: &[&str]) -> Content {
    Content {
        subject: Words::New(0),
        level,
        protection: None,
        captions: vec![],
        precedence: Precedence::Priority,
        tags: vec!["EFIS".into()],
        references: references.iter().map(|&text| text.to_owned()).collect(),
        to: vec![Address { who: Member::Office(office("PAR")), except: vec![], precedence: None }],
        info: vec![],
        paragraphs: vec![Paragraph { id: ParagraphId(1), portion: None, text: Words::New(1) }],
        points: vec![],
        terms: Terms::default(),
    }
}
