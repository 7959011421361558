//! Figures of the views on this machine: rebuilding a million entries, the board of 275 posts, an inbox, search,
//! and the memory all of it takes. `cargo bench -p views -- 1000000` sets how many entries.
#![expect(clippy::disallowed_methods, reason = "a benchmark reads the clock")]

use std::collections::HashMap;
use std::error::Error;
use std::sync::Arc;
use std::time::{Duration, Instant};

use domain::access::Reader;
use domain::cable::{Level, Mark, Precedence};
use domain::entry::{Epoch, Proposal, Salt};
use domain::fact::{
    Address, Addressee, Answer, CableNumber, Content, Disposition, DraftBegun, EngagementHeld,
    EngagementPlanned, Fact, Form, HostLevel, InstructionReleased, Interlocutor, Issue, Member, OfficeKind,
    OfficeOpened, Paragraph, Point, PointUsed, Purpose, ReplyReleased, Stance, TaskingAcknowledged,
    TaskingDelivered, TaskingIssued, TaskingReported, Terms, Words,
};
use domain::words::{DossierId, DutyId, EntryId, OfficeId, ParagraphId, PointId, TaskingId};
use jiff::{Timestamp, ToSpan};
use journal::{Append, Journal};
use views::{Views, When};

type Done<T> = Result<T, Box<dyn Error>>;

const POSTS: usize = 275;
const ASKED: usize = 50;

/// Words in a telegram's manner; which ones follow is decided by a small generator with a fixed seed.
const WORDS: &str = "fishing gear lost nets harbour agreement draft minister director conveyed talking points \
    host government position considers report marking registry compensation vessel trawler coast reply instruction \
    meeting called noted concern support timeline parliament ratify text clause amendment";

struct Record {
    journal: Journal,
    now: Timestamp,
    chance: u64,
    batch: Vec<Append>,
    next: HashMap<OfficeId, u64>,
    entries: usize,
    serial: u32,
}

fn office(post: usize) -> Done<OfficeId> {
    Ok(if post == 0 { "HQ".parse()? } else { format!("P{post:03}").parse()? })
}

impl Record {
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

    fn flush(&mut self) -> Done<()> {
        let chance = &mut self.chance;
        let mut salts = || {
            *chance = chance.wrapping_add(1);
            Salt([chance.to_le_bytes(), chance.to_be_bytes()].concat().try_into().unwrap_or_default())
        };
        self.journal.append(std::mem::take(&mut self.batch), self.now, &mut salts)?;
        Ok(())
    }

    fn open(&mut self) -> Done<()> {
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

    fn instruct(&mut self, first: usize, posts: usize) -> Done<EntryId> {
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

fn times<T>(mut work: impl FnMut() -> Done<T>, rounds: usize) -> Done<(Duration, Duration)> {
    let mut all = Vec::with_capacity(rounds);
    for _ in 0..rounds {
        let start = Instant::now();
        drop(work()?);
        all.push(start.elapsed());
    }
    all.sort_unstable();
    let at = |share: usize| all.get((all.len() - 1) * share / 100).copied().unwrap_or_default();
    Ok((at(50), at(99)))
}

/// Seconds of processor this process has used, in hundredths; 0 where the system does not tell.
fn seconds() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let after = stat.rsplit(')').next().unwrap_or_default();
    let ticks = after.split_whitespace().skip(11).take(2).filter_map(|ticks| ticks.parse::<u32>().ok());
    f64::from(ticks.sum::<u32>()) / 100.0
}

/// The largest resident size so far, in MiB; 0 where the system does not tell.
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM:")).unwrap_or_default();
    line.split_whitespace().nth(1).and_then(|kib| kib.parse::<u64>().ok()).unwrap_or(0) / 1024
}

fn main() -> Done<()> {
    let wanted = std::env::args().filter_map(|word| word.parse().ok()).next_back().unwrap_or(100_000);
    let folder = tempfile::tempdir()?;
    let mut journal = Journal::begin(folder.path())?;
    for post in 0..=POSTS {
        journal.settle(office(post)?, Epoch([1; 16]))?;
    }
    let now = "2026-01-05T08:00:00Z".parse()?;
    let mut record =
        Record { journal, now, chance: 7, batch: vec![], next: HashMap::new(), entries: 0, serial: 0 };
    let start = Instant::now();
    record.open()?;
    let mut first = 0;
    while record.entries + 2_200 < wanted {
        record.instruct(first, ASKED)?;
        first += ASKED;
    }
    let board = record.instruct(0, POSTS)?;
    record.flush()?;
    let entries = record.entries;
    println!("record: {entries} entries written in {:.1} s", start.elapsed().as_secs_f64());

    let (start, spent) = (Instant::now(), seconds());
    let (mut cursor, reading) = (0, record.journal.record());
    while let Some(last) = reading.after(cursor, 5_000)?.last() {
        cursor = last.arrival;
    }
    let million = |time: f64| time * 1e6 / f64::from(u32::try_from(entries).unwrap_or(1));
    println!(
        "reading alone: {:.2} s per million entries, {:.2} s of processor",
        million(start.elapsed().as_secs_f64()),
        million(seconds() - spent)
    );

    // Writing 5 there starts the largest resident size anew, so that only the views are counted.
    drop(std::fs::write("/proc/self/clear_refs", "5"));
    let before = peak();
    let views = Views::open(folder.path(), record.journal.record())?;
    let (start, spent) = (Instant::now(), seconds());
    let mut tables = (0.0, 0.0);
    views.follow(&mut |progress| {
        // The first of the two passes is that of the tables.
        if progress.done <= progress.total / 2 {
            tables = (start.elapsed().as_secs_f64(), seconds() - spent);
        }
    })?;
    println!(
        "rebuild: {:.2} s per million entries, {:.2} s of processor",
        million(tables.0),
        million(tables.1)
    );
    println!(
        "search index: {:.2} s per million entries more, {:.2} s of processor",
        million(start.elapsed().as_secs_f64() - tables.0),
        million(seconds() - spent - tables.1)
    );
    println!("peak memory: {} MiB ({before} MiB before)", peak());
    let size = std::fs::metadata(folder.path().join("views.db"))?.len();
    println!("views.db: {} MiB", size >> 20);

    let reader = Reader {
        officer: "some.officer".parse()?,
        offices: [office(0)?].into(),
        level: Level::Secret,
        captions: [].into(),
        archive: false,
    };
    let now = record.now;
    let see = |when| -> Done<()> {
        let board = views.board(&reader, board, when, now)?;
        board.filter(|board| board.lines.len() == POSTS).ok_or("no board")?;
        Ok(())
    };
    let start = Instant::now();
    see(When::NOW)?;
    println!("board of {POSTS}: first look {:?}", start.elapsed());
    let (p50, p99) = times(|| see(When::NOW), 500)?;
    println!("board of {POSTS}: p50 {p50:?}, p99 {p99:?}");
    let (p50, p99) = times(|| see(When { as_of: Some(now), known: None }), 20)?;
    println!("board of {POSTS} folded for another day: p50 {p50:?}, p99 {p99:?}");
    let (p50, p99) = times(|| Ok(views.inbox(&reader, office(0)?, now)?), 50)?;
    println!("inbox of headquarters: p50 {p50:?}, p99 {p99:?}");
    let (p50, p99) = times(|| Ok(views.instructions(&reader, 50, now)?), 50)?;
    println!("fifty instructions: p50 {p50:?}, p99 {p99:?}");
    for question in
        ["fishing", "fishing trawler", "\"lost nets\"", "from:MERE compensation", "absent", "-fishing"]
    {
        let (p50, p99) = times(|| Ok(views.search(&reader, question, 20, None)?), 100)?;
        println!("search {question}: p50 {p50:?}, p99 {p99:?}");
    }
    println!("peak memory: {} MiB", peak());
    Ok(())
}
