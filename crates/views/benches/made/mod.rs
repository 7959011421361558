//! A record made up for measuring: headquarters, 275 posts, and instructions that went all the way round, in words of a
//! telegram's manner. A fixed seed makes it the same each time. Nothing is measured here.

use std::collections::HashMap;
use std::error::Error;
use std::path::Path;
use std::sync::Arc;

use domain::cable::{Level, Mark, Precedence};
use domain::entry::{Epoch, Proposal, Salt};
use domain::fact::{
    AccessGranted, Address, Addressee, Answer, CableNumber, Content, Disposition, DraftBegun, EngagementHeld,
    EngagementPlanned, Fact, Form, HostLevel, InstructionReleased, Interlocutor, Issue, Member, OfficeKind,
    OfficeOpened, Paragraph, Point, PointUsed, Purpose, ReplyReleased, Role, RoleGranted, Stance,
    TaskingAcknowledged, TaskingDelivered, TaskingIssued, TaskingReported, Terms, Words,
};
use domain::words::{DossierId, DutyId, EntryId, Handle, OfficeId, ParagraphId, PointId, TaskingId};
use jiff::{Timestamp, ToSpan};
use journal::{Append, Journal};

pub(crate) type Done<T> = Result<T, Box<dyn Error>>;

/// How many posts there are.
pub(crate) const POSTS: usize = 275;
const ASKED: usize = 50;

/// Words in a telegram's manner; which ones follow is decided by a small generator with a fixed seed.
const WORDS: &str = "fishing gear lost nets harbour agreement draft minister director conveyed talking points \
    host government position considers report marking registry compensation vessel trawler coast reply instruction \
    meeting called noted concern support timeline parliament ratify text clause amendment";

pub(crate) struct Record {
    pub(crate) journal: Journal,
    pub(crate) now: Timestamp,
    chance: u64,
    batch: Vec<Append>,
    next: HashMap<OfficeId, u64>,
    pub(crate) entries: usize,
    serial: u32,
}

pub(crate) fn office(post: usize) -> Done<OfficeId> {
    Ok(if post == 0 { "HQ".parse()? } else { format!("P{post:03}").parse()? })
}

impl Record {
    /// Begins a record in a folder and fills it with instructions to fifty posts until it holds so many entries; the
    /// last is to all posts, and is given.
    pub(crate) fn made(folder: &Path, entries: usize) -> Done<(Self, EntryId)> {
        let mut journal = Journal::begin(folder)?;
        for post in 0..=POSTS {
            journal.settle(office(post)?, Epoch([1; 16]))?;
        }
        let now = "2026-01-05T08:00:00Z".parse()?;
        let mut record =
            Self { journal, now, chance: 7, batch: vec![], next: HashMap::new(), entries: 0, serial: 0 };
        record.open()?;
        let mut first = 0;
        while record.entries + 2_200 < entries {
            record.instruct(first, ASKED)?;
            first += ASKED;
        }
        let board = record.instruct(0, POSTS)?;
        record.flush()?;
        Ok((record, board))
    }

    fn random(&mut self) -> u64 {
        self.chance =
            self.chance.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        self.chance >> 33
    }

    fn prose(&mut self, words: usize) -> String {
        let known: Vec<&str> = WORDS.split_whitespace().collect();
        let mut text = String::new();
        for _ in 0..words {
            let dice = self.random();
            // One word in sixteen is of the trade; the rest are of a large vocabulary, few of them frequent.
            if dice.is_multiple_of(16) {
                let pick = usize::try_from(dice >> 4).unwrap_or(0) % known.len();
                text.push_str(known.get(pick).copied().unwrap_or_default());
            } else {
                let share = (dice >> 4) % 1_000;
                text.push('w');
                text.push_str(&(share * share * share / 16_667).to_string());
            }
            text.push(' ');
        }
        text
    }

    fn put(
        &mut self,
        post: usize,
        dossier: Option<DossierId>,
        fact: Fact,
        papers: &[String],
    ) -> Done<EntryId> {
        let office = office(post)?;
        let number = self.next.entry(office).or_insert(0);
        *number += 1;
        let id = EntryId { office, number: *number };
        self.now = self.now.checked_add(300.milliseconds())?;
        self.entries += 1;
        self.batch.push(Append {
            office,
            at: self.now,
            actor: "some.officer".parse()?,
            command: None,
            seen: None,
            proposals: vec![Proposal {
                dossier: dossier.unwrap_or(DossierId::Of(id)),
                fact,
                papers: papers.iter().map(|text| Arc::from(text.as_str())).collect(),
            }],
        });
        if self.batch.len() >= 4_000 {
            self.flush()?;
        }
        Ok(id)
    }

    pub(crate) fn flush(&mut self) -> Done<()> {
        let chance = &mut self.chance;
        let mut salts = || {
            *chance = chance.wrapping_add(1);
            Salt([chance.to_le_bytes(), chance.to_be_bytes()].concat().try_into().unwrap_or_default())
        };
        self.journal.append(std::mem::take(&mut self.batch), self.now, &mut salts)?;
        Ok(())
    }

    pub(crate) fn open(&mut self) -> Done<()> {
        for post in 0..=POSTS {
            let opened = OfficeOpened {
                office: office(post)?,
                name: format!("Embassy {post}"),
                station: format!("STATION {}", letters(post)),
                kind: if post == 0 { OfficeKind::Headquarters } else { OfficeKind::Embassy },
                country: Some("FR".to_owned()).filter(|_| post > 0),
                city: "City".to_owned(),
                zone: "Europe/Paris".to_owned(),
                week: vec![],
                plad: None,
                parent: None,
                coordinates: None,
            };
            self.put(0, Some(DossierId::Directory), opened.into(), &[])?;
        }
        for (officer, role) in [("some.officer", Role::Drafter), ("some.filer", Role::RecordsOfficer)] {
            let (officer, from): (Handle, _) = (officer.parse()?, "2026-01-01".parse()?);
            let access = AccessGranted { officer: officer.clone(), level: Level::Secret, captions: vec![] };
            let granted = RoleGranted { officer, office: office(0)?, role, from, until: None };
            self.put(0, Some(DossierId::Directory), granted.into(), &[])?;
            self.put(0, Some(DossierId::Directory), access.into(), &[])?;
        }
        self.flush()
    }

    fn content(&mut self) -> (Content, Vec<String>) {
        let point = |id: u16| Point {
            id: PointId(id),
            mark: Mark::Paraphrase,
            optional: false,
            text: Words::New(id + 1),
            variants: vec![],
        };
        let content = Content {
            subject: Words::New(0),
            level: Level::Confidential,
            protection: None,
            captions: vec![],
            precedence: Precedence::Priority,
            tags: vec!["EFIS".into(), "PREL".into()],
            references: vec![],
            to: vec![Address { who: Member::Collective("EUROPE".into()), except: vec![], precedence: None }],
            info: vec![],
            paragraphs: vec![Paragraph { id: ParagraphId(1), portion: None, text: Words::New(1) }],
            points: (1..=5).map(point).collect(),
            terms: Terms::default(),
        };
        let papers = (0..7).map(|_| self.prose(12)).collect();
        (content, papers)
    }

    pub(crate) fn instruct(&mut self, first: usize, posts: usize) -> Done<EntryId> {
        let (content, papers) = self.content();
        let begun = DraftBegun { purpose: Purpose::Instruction, content };
        let id = self.put(0, None, begun.into(), &papers)?;
        let dossier = Some(DossierId::Of(id));
        self.serial += 1;
        let number = CableNumber { station: "MERE".into(), year: 2026, serial: self.serial };
        let asked: Vec<usize> = (0..posts).map(|post| (first + post) % POSTS + 1).collect();
        let mut addressees = Vec::new();
        for post in &asked {
            let (office, precedence) = (office(*post)?, Precedence::Priority);
            addressees.push(Addressee { office, action: true, precedence, through: None });
        }
        let text = self.prose(250);
        let released = InstructionReleased { number, addressees, version: id, text: 0 };
        self.put(0, dossier, released.into(), &[text])?;
        let due = Some(self.now.checked_add(240.hours())?);
        let mut to = Vec::new();
        for post in &asked {
            let zone = "Europe/Paris".to_owned();
            to.push(Issue {
                office: office(*post)?,
                precedence: Precedence::Priority,
                zone,
                due,
                rule: None,
            });
        }
        let required = (1..=5).map(PointId).collect();
        let issued = TaskingIssued { level: Some(HostLevel::Director), report: true, required, to };
        self.put(0, dossier, issued.into(), &[])?;
        for post in asked {
            self.act(id, post)?;
        }
        Ok(id)
    }

    fn act(&mut self, instruction: EntryId, post: usize) -> Done<()> {
        let office = office(post)?;
        let dossier = Some(DossierId::Of(instruction));
        let duty = DutyId::from(TaskingId { instruction, office });
        let with = Interlocutor { office: "Directorate for Fisheries".into(), level: HostLevel::Director };
        let (on, form) = (self.now.to_zoned(jiff::tz::TimeZone::UTC).date(), Form::Call);
        self.put(post, dossier, TaskingAcknowledged { office }.into(), &[])?;
        self.put(post, dossier, EngagementPlanned { duty, on, with: with.clone(), form }.into(), &[])?;
        let held = EngagementHeld { credits: vec![duty], on, with, form, notes: None };
        let engagement = self.put(post, None, held.into(), &[])?;
        let used =
            |point| PointUsed { point: PointId(point), disposition: Disposition::AsWritten, why: None };
        let answer = Answer { text: 0, stance: Some(Stance::LeansToward), given: None, confidence: None };
        let delivered = TaskingDelivered {
            duty,
            engagement,
            on,
            level: HostLevel::Director,
            points: (1..=5).map(used).collect(),
            answer: Some(answer),
        };
        let words = self.prose(25);
        self.put(post, dossier, delivered.into(), &[words])?;
        let (content, papers) = self.content();
        let begun = DraftBegun { purpose: Purpose::Reply { answers: vec![duty], interim: false }, content };
        let reply = self.put(post, None, begun.into(), &papers)?;
        self.serial += 1;
        let station = format!("STATION {}", letters(post));
        let number = CableNumber { station, year: 2026, serial: self.serial };
        let hq =
            Addressee { office: "HQ".parse()?, action: true, precedence: Precedence::Routine, through: None };
        let text = self.prose(250);
        let released = ReplyReleased {
            number: number.clone(),
            addressees: vec![hq],
            answers: vec![duty],
            version: reply,
            text: 0,
        };
        self.put(post, Some(DossierId::Of(reply)), released.into(), &[text])?;
        self.put(post, dossier, TaskingReported { duty, reply, number, closes: true }.into(), &[])?;
        Ok(())
    }
}

fn letters(mut number: usize) -> String {
    let mut text = String::from("A");
    while number > 0 {
        text.push(char::from(b'A' + u8::try_from(number % 26).unwrap_or(0)));
        number /= 26;
    }
    text
}
