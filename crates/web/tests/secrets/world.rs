//! Records made up by chance: a few offices, a cast of readers, and items (drafts, instructions with what posts did for
//! them, filed telegrams) whose every text holds a word of its own. An item may be varied in what somebody cannot see.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use domain::cable::{Level, Mark, Precedence, Profile};
use domain::entry::{Epoch, Proposal, Salt};
use domain::fact::{
    AccessGranted, Address, Addressee, Answer, CableFiled, CableNumber, ClearanceAnswer, ClearanceGiven,
    Cleared, Content, Disposition, DraftBegun, EmergencyOpened, EngagementHeld, Fact, Form, HostLevel,
    InstructionReleased, Interlocutor, Issue, Member, OfficeKind, OfficeOpened, Paragraph, Piece, Point,
    PointUsed, Proposes, Purpose, ReplyReleased, Role, RoleGranted, Stance, TaskingAcknowledged,
    TaskingDelivered, TaskingExtensionRequested, TaskingIssued, TaskingObjected, TaskingReported, Terms,
    Words,
};
use domain::words::{DossierId, DutyId, EntryId, OfficeId, ParagraphId, PointId, TaskingId};
use jiff::{Timestamp, ToSpan};
use journal::{Append, Journal};
use registry::Registry;
use registry::door::Clock;
use tempfile::TempDir;
use views::Views;

use crate::judge::{LEVELS, Secret, allows};

/// Days before, between and after what is recorded.
pub(crate) const DAYS: [&str; 4] = ["2026-01-15", "2026-02-02", "2026-02-14", "2026-02-28"];

pub(crate) const POSTS: [&str; 3] = ["PAR", "OSL", "WEL"];
const STATIONS: [(&str, &str); 4] =
    [("HQ", "MERE"), ("PAR", "PARIS"), ("OSL", "OSLO"), ("WEL", "WELLINGTON")];
const CAPTIONS: [&str; 3] = ["EXDIS", "NODIS", "NOFORN"];
const STANCES: [Stance; 3] = [Stance::Supports, Stance::Undecided, Stance::Opposes];

/// Somebody who reads.
pub(crate) struct Person {
    pub(crate) officer: &'static str,
    pub(crate) offices: &'static [&'static str],
    pub(crate) level: &'static str,
    pub(crate) captions: &'static [&'static str],
    /// Whether their role opens what was not addressed to their offices.
    pub(crate) archive: bool,
}

const fn person(
    officer: &'static str,
    offices: &'static [&'static str],
    level: &'static str,
    captions: &'static [&'static str],
    archive: bool,
) -> Person {
    Person { officer, offices, level, captions, archive }
}

pub(crate) const CAST: [Person; 11] = [
    person("par.low", &["PAR"], "UNCLASSIFIED", &[], false),
    person("par.head", &["PAR"], "SECRET", &["EXDIS"], false),
    person("osl.political", &["OSL"], "CONFIDENTIAL", &[], false),
    person("wel.head", &["WEL"], "SECRET", &[], false),
    person("nordic.roving", &["OSL", "PAR"], "RESTRICTED", &["NOFORN"], false),
    person("oceans.desk", &["HQ"], "CONFIDENTIAL", &[], false),
    person("director.oceans", &["HQ"], "SECRET", &["EXDIS", "NODIS"], false),
    person("new.clerk", &["HQ"], "UNCLASSIFIED", &[], false),
    person("records", &["HQ"], "CONFIDENTIAL", &["NOFORN"], true),
    person("cabinet", &["HQ"], "SECRET", &["EXDIS", "NODIS", "NOFORN"], true),
    // On duty at headquarters, which lets nobody read anything until they open it.
    person("duty.officer", &[], "SECRET", &["EXDIS", "NOFORN"], false),
];

/// Chance that a seed repeats.
pub(crate) struct Chance(u64);

impl Chance {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ 0x5DEE_CE66)
    }

    pub(crate) fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).expect("31 bits") % most
    }

    fn of<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.below(all.len())]
    }

    fn some<T: Copy>(&mut self, all: &[T], one_in: usize) -> Vec<T> {
        all.iter().copied().filter(|_| self.below(one_in) == 0).collect()
    }
}

/// What an item is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum What {
    Draft,
    Filed,
    Instruction,
}

/// What a post did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Did {
    Acknowledged,
    Objected,
    AskedForTime,
    Delivered,
    Replied,
    /// Its duty officer opened the cable in an emergency.
    Opened,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Deed {
    post: &'static str,
    did: Did,
    words: usize,
    stance: Stance,
    level: &'static str,
    captions: Vec<&'static str>,
}

/// One thing in the record, with all that belongs to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Item {
    what: What,
    office: &'static str,
    level: &'static str,
    captions: Vec<&'static str>,
    posts: Vec<&'static str>,
    words: usize,
    refers: Option<usize>,
    deeds: Vec<Deed>,
}

impl Deed {
    fn any(chance: &mut Chance, post: &'static str) -> Self {
        let all =
            [Did::Acknowledged, Did::Objected, Did::AskedForTime, Did::Delivered, Did::Replied, Did::Opened];
        Self {
            post,
            did: chance.of(&all),
            words: chance.below(1 << 30),
            stance: chance.of(&STANCES),
            level: chance.of(&LEVELS),
            captions: chance.some(&CAPTIONS, 6),
        }
    }

    /// Another deed that leaves as many entries.
    fn other(&self, chance: &mut Chance) -> Self {
        loop {
            let other = Self::any(chance, self.post);
            if other.entries() == self.entries() {
                return other;
            }
        }
    }

    fn entries(&self) -> usize {
        match self.did {
            Did::Acknowledged | Did::Objected | Did::AskedForTime | Did::Opened => 1,
            Did::Delivered => 2,
            Did::Replied => 3,
        }
    }

    fn secrets(&self, of: &Item) -> Vec<Secret> {
        let secret = |place: usize| Secret {
            word: word(self.words, place),
            level: of.level,
            captions: of.captions.clone(),
            audience: of.audience(),
            doer: Some(self.post),
            drafters_only: false,
            listed: false,
        };
        match self.did {
            Did::Acknowledged => Vec::new(),
            Did::Objected | Did::AskedForTime => vec![secret(0)],
            // Whoever may read the cable is told who opened it and why.
            Did::Opened => vec![Secret { doer: None, ..secret(0) }],
            Did::Delivered => vec![secret(0), secret(1)],
            Did::Replied => (0..3)
                .map(|place| Secret {
                    level: self.level,
                    captions: self.captions.clone(),
                    audience: vec!["HQ", self.post],
                    doer: None,
                    listed: place == 0,
                    ..secret(place)
                })
                .collect(),
        }
    }
}

/// A word that stands nowhere else.
fn word(words: usize, place: usize) -> String {
    format!("zq{words}x{place}z")
}

/// A text of some length that holds such a word.
fn text(words: usize, place: usize) -> String {
    format!("Gear {} {}", word(words, place), "is lost ".repeat(words % 7))
}

impl Item {
    pub(crate) fn any(chance: &mut Chance) -> Self {
        let what = chance.of(&[What::Draft, What::Filed, What::Instruction, What::Instruction]);
        let office = if what == What::Instruction { "HQ" } else { chance.of(&["HQ", "PAR", "OSL", "WEL"]) };
        let mut posts = if what == What::Instruction { chance.some(&POSTS, 2) } else { Vec::new() };
        if what == What::Instruction && posts.is_empty() {
            posts.push(chance.of(&POSTS));
        }
        let doers: Vec<_> = posts.iter().flat_map(|post| [*post; 2]).collect();
        Self {
            what,
            office,
            level: chance.of(&LEVELS),
            captions: chance.some(&CAPTIONS, 5),
            deeds: chance.some(&doers, 2).into_iter().map(|post| Deed::any(chance, post)).collect(),
            posts,
            words: chance.below(1 << 30),
            refers: Some(chance.below(12)).filter(|serial| *serial > 3),
        }
    }

    /// A draft, a filed telegram and two instructions at every level, without captions and with some.
    pub(crate) fn of_every_label() -> Vec<Self> {
        let kinds: [(What, &str, &[&str]); 4] = [
            (What::Draft, "HQ", &[]),
            (What::Filed, "PAR", &[]),
            (What::Instruction, "HQ", &["PAR"]),
            (What::Instruction, "HQ", &["OSL", "WEL"]),
        ];
        let captions: [&[&str]; 3] = [&[], &["EXDIS"], &["NODIS", "NOFORN"]];
        let mut all = Vec::new();
        for (what, office, posts) in kinds {
            for (level, captions) in LEVELS.iter().flat_map(|level| captions.map(|some| (level, some))) {
                all.push(Self {
                    what,
                    office,
                    level,
                    captions: captions.to_vec(),
                    posts: posts.to_vec(),
                    words: all.len(),
                    refers: None,
                    deeds: Vec::new(),
                });
            }
        }
        all
    }

    /// Whether it went out under a number.
    pub(crate) fn is_released(&self) -> bool {
        self.what == What::Instruction
    }

    /// Whether it was not drafted here.
    pub(crate) fn is_filed(&self) -> bool {
        self.what == What::Filed
    }

    /// What its subject demands of who reads it.
    pub(crate) fn subject(&self) -> Secret {
        self.own_secrets().swap_remove(0)
    }

    /// Another that somebody knows nothing of.
    pub(crate) fn hidden_from(chance: &mut Chance, person: &Person) -> Self {
        loop {
            let item = Self::any(chance);
            if item.secrets().iter().all(|secret| !allows(person, secret)) {
                return item;
            }
        }
    }

    fn audience(&self) -> Vec<&'static str> {
        let mut audience = vec![self.office];
        audience.extend(&self.posts);
        audience
    }

    fn own_secrets(&self) -> Vec<Secret> {
        let places = match self.what {
            What::Draft => 3,
            What::Filed => 2,
            What::Instruction => 5,
        };
        let secret = |place| Secret {
            word: word(self.words, place),
            level: self.level,
            captions: self.captions.clone(),
            audience: self.audience(),
            doer: None,
            drafters_only: self.what == What::Instruction && place == 4,
            // What is filed is found by search alone.
            listed: place == 0 && self.what == What::Instruction,
        };
        (0..places).map(secret).collect()
    }

    fn secrets(&self) -> Vec<Secret> {
        let deeds = self.deeds.iter().flat_map(|deed| deed.secrets(self));
        self.own_secrets().into_iter().chain(deeds).collect()
    }

    /// The same to somebody, and different in all that they cannot see; it leaves as many entries in each journal.
    pub(crate) fn vary(&self, chance: &mut Chance, person: &Person) -> Self {
        let hidden = |secrets: Vec<Secret>| secrets.iter().all(|secret| !allows(person, secret));
        let mut varied = self.clone();
        if hidden(self.own_secrets()) {
            loop {
                let mut other = Self { words: chance.below(1 << 30), ..self.clone() };
                other.level = chance.of(&LEVELS);
                other.captions = chance.some(&CAPTIONS, 3);
                // A reply cites what its instruction cites, and may be seen by itself.
                if self.deeds.iter().all(|deed| deed.did != Did::Replied) {
                    other.refers = Some(chance.below(12)).filter(|serial| *serial > 3);
                }
                if self.what != What::Instruction {
                    other.what = chance.of(&[What::Draft, What::Filed]);
                } else if self.deeds.is_empty() {
                    other.posts = vec![chance.of(&POSTS)];
                }
                if hidden(other.own_secrets()) {
                    varied = other;
                    break;
                }
            }
        }
        for (place, deed) in self.deeds.iter().enumerate() {
            // An acknowledgement holds no word, and is as much the post's own business.
            let of = Deed { did: Did::Objected, ..deed.clone() };
            let as_done = [Did::Replied, Did::Opened];
            let seen = if as_done.contains(&deed.did) { deed.secrets(self) } else { of.secrets(self) };
            let other = deed.other(chance);
            let unseen = Deed {
                did: if as_done.contains(&other.did) { other.did } else { Did::Objected },
                ..other.clone()
            };
            if hidden(seen) && hidden(unseen.secrets(&varied)) {
                varied.deeds[place] = other;
            }
        }
        varied
    }
}

/// A record that was made, with what stands in it.
pub(crate) struct World {
    folder: TempDir,
    registry: Registry,
    views: Views,
    clock: Clock,
    pub(crate) dossiers: Vec<EntryId>,
    pub(crate) names: Vec<String>,
    pub(crate) secrets: Vec<Secret>,
}

struct Writing {
    journal: Journal,
    now: Timestamp,
    batch: Vec<Append>,
    next: [u64; 4],
    dossiers: Vec<EntryId>,
}

fn office(code: &str) -> OfficeId {
    code.parse().expect("an office code")
}

fn level(word: &str) -> Level {
    word.parse().expect("a level")
}

impl World {
    /// Writes items down, one an hour.
    pub(crate) fn of(items: &[Item], chance: &mut Chance) -> Self {
        let folder = TempDir::new().expect("a folder");
        let mut journal = Journal::begin(folder.path()).expect("a record");
        for (place, (code, _)) in STATIONS.iter().enumerate() {
            let epoch = Epoch([u8::try_from(place).expect("few"); 16]);
            journal.settle(office(code), epoch).expect("settled");
        }
        let now = "2026-02-01T08:00:00Z".parse().expect("a time");
        let mut writing = Writing { journal, now, batch: Vec::new(), next: [0; 4], dossiers: Vec::new() };
        writing.found();
        for (place, item) in items.iter().enumerate() {
            writing.now = now.checked_add((i64::try_from(place).expect("few") + 2).hours()).expect("a time");
            writing.item(item, u32::try_from(place + 1).expect("few"));
        }
        let (mut batch, end) = (std::mem::take(&mut writing.batch), "2026-03-01T08:00:00Z");
        batch.sort_by_key(|append| append.at);
        let mut salts = || Salt(std::array::from_fn(|_| u8::try_from(chance.below(256)).expect("a byte")));
        let end: Timestamp = end.parse().expect("a time");
        writing.journal.append(batch, end, &mut salts).expect("appended");
        let dossiers = writing.dossiers;
        drop(writing.journal);
        let clock = Clock::played(end);
        let registry = Registry::open(folder.path(), clock.clone()).expect("opened");
        let views = Views::open(folder.path(), registry.record().clone()).expect("views");
        views.follow(&mut |_| {}).expect("followed");
        let names = (1..=items.len()).map(|serial| format!("2026-MERE-{serial:04}")).collect();
        let secrets = items.iter().flat_map(Item::secrets).collect();
        Self { folder, registry, views, clock, dossiers, names, secrets }
    }

    /// How many entries it holds.
    pub(crate) fn entries(&self) -> u64 {
        self.registry.record().position().expect("a position")
    }

    /// The pages over it.
    pub(crate) fn router(&self) -> Router {
        self.router_taking(Duration::ZERO)
    }

    /// The same, where it takes so long at least to say that there is nothing.
    pub(crate) fn router_taking(&self, nothing_takes: Duration) -> Router {
        let local = web::Local::open(self.folder.path()).expect("the memory of the machine");
        let plain = Profile::named("plain").expect("it ships with the program");
        let mut settings = web::Settings::new("Ministry", plain, local);
        settings.door.introduces = true;
        settings.limits = web::Limits::none();
        settings.nothing_takes = nothing_takes;
        // That a machine is busy tells nothing.
        settings.patience = Duration::from_hours(1);
        web::router(self.registry.desk(), self.views.clone(), self.clock.clone(), settings)
    }
}

impl Writing {
    fn put(
        &mut self,
        code: &str,
        dossier: Option<DossierId>,
        fact: impl Into<Fact>,
        papers: &[String],
    ) -> EntryId {
        let place = STATIONS.iter().position(|(known, _)| *known == code).expect("an office");
        self.next[place] += 1;
        let id = EntryId { office: office(code), number: self.next[place] };
        self.now = self.now.checked_add(1.second()).expect("time goes on");
        self.batch.push(Append {
            office: id.office,
            at: self.now,
            actor: "some.officer".parse().expect("a handle"),
            command: None,
            seen: None,
            proposals: vec![Proposal {
                dossier: dossier.unwrap_or(DossierId::Of(id)),
                fact: fact.into(),
                papers: papers.iter().map(|text| Arc::from(text.as_str())).collect(),
            }],
        });
        id
    }

    /// The offices, and the cast with all that lets them see forms.
    fn found(&mut self) {
        for (code, station) in STATIONS {
            let post = code != "HQ";
            let opened = OfficeOpened {
                office: office(code),
                name: station.to_owned(),
                station: station.to_owned(),
                kind: if post { OfficeKind::Embassy } else { OfficeKind::Headquarters },
                country: post.then(|| "FR".to_owned()),
                city: station.to_owned(),
                zone: "UTC".to_owned(),
                week: vec![],
                plad: None,
                parent: None,
                coordinates: None,
            };
            self.put("HQ", Some(DossierId::Directory), opened, &[]);
        }
        for person in &CAST {
            let officer: domain::words::Handle = person.officer.parse().expect("a handle");
            let from = "2026-01-01".parse().expect("a day");
            let granted = |code: &str, role| RoleGranted {
                officer: officer.clone(),
                office: office(code),
                role,
                from,
                until: None,
            };
            if person.offices.is_empty() {
                self.put("HQ", Some(DossierId::Directory), granted("HQ", Role::DutyOfficer), &[]);
            }
            let mut roles = vec![Role::Drafter, Role::ActionOfficer, Role::Approver, Role::Releaser];
            roles.extend(person.archive.then_some(Role::RecordsOfficer));
            for (code, role) in
                person.offices.iter().flat_map(|code| roles.iter().map(move |role| (code, *role)))
            {
                self.put("HQ", Some(DossierId::Directory), granted(code, role), &[]);
            }
            let captions = person.captions.iter().map(|&caption| caption.to_owned()).collect();
            let access = AccessGranted { officer, level: level(person.level), captions };
            self.put("HQ", Some(DossierId::Directory), access, &[]);
        }
    }

    fn draft(
        &mut self,
        code: &str,
        purpose: Purpose,
        item: &Item,
        says: (usize, &'static str, &[&'static str]),
    ) -> EntryId {
        let (words, at, captions) = says;
        let point = |id: u16| Point {
            id: PointId(id),
            mark: Mark::Paraphrase,
            optional: false,
            text: Words::New(id + 1),
            variants: vec![],
        };
        let content = Content {
            subject: Words::New(0),
            level: level(at),
            captions: captions.iter().map(|&caption| caption.to_owned()).collect(),
            precedence: Precedence::Priority,
            tags: vec!["EFIS".into()],
            references: item.refers.map(|serial| format!("2026 MERE {serial:04}")).into_iter().collect(),
            to: vec![Address { who: Member::Office(office("PAR")), except: vec![], precedence: None }],
            info: vec![],
            paragraphs: vec![Paragraph { id: ParagraphId(1), portion: None, text: Words::New(1) }],
            points: vec![point(1)],
            terms: Terms::default(),
            protection: None,
        };
        let papers: Vec<String> = (0..3).map(|place| text(words, place)).collect();
        let id = self.put(code, None, DraftBegun { purpose, content }, &papers);
        self.dossiers.push(id);
        id
    }

    fn item(&mut self, item: &Item, serial: u32) {
        let says = (item.words, item.level, &item.captions[..]);
        match item.what {
            What::Draft => {
                self.draft(item.office, Purpose::Instruction, item, says);
            }
            What::Filed => {
                let banner = if item.level == "CONTROLLED" { "LIMITED OFFICIAL USE" } else { item.level };
                let captions: String = item.captions.iter().flat_map(|caption| [*caption, "\n"]).collect();
                let telegram = format!(
                    "{banner}\nPAGE 01        PARIS {serial:05}\nR 220910Z APR 77\nFM PARIS\nTO MERE\nBT\n{banner} PARIS \
                     {serial}\n{captions}TAGS: EFIS\nSUBJECT: {}\n1. {}\n",
                    text(item.words, 0),
                    text(item.words, 1)
                );
                let fact =
                    CableFiled { source: "old papers".into(), name: format!("paper {serial}"), text: 0 };
                let id = self.put(item.office, None, fact, &[telegram]);
                self.dossiers.push(id);
            }
            What::Instruction => {
                let id = self.draft("HQ", Purpose::Instruction, item, says);
                self.release(item, id, serial);
                for (place, deed) in item.deeds.iter().enumerate() {
                    self.deed(item, id, deed, serial * 100 + u32::try_from(place).expect("few"));
                }
            }
        }
    }

    fn release(&mut self, item: &Item, id: EntryId, serial: u32) {
        let (dossier, precedence) = (Some(DossierId::Of(id)), Precedence::Priority);
        let pieces = vec![Cleared { piece: Piece::Head, version: id }];
        let given = ClearanceGiven { answer: ClearanceAnswer::Yes, pieces, remark: Some(0) };
        self.put("HQ", dossier, given, &[text(item.words, 4)]);
        let number = CableNumber { station: "MERE".into(), year: 2026, serial };
        let to = |code: &&str| Addressee { office: office(code), action: true, precedence, through: None };
        let addressees = item.posts.iter().map(to).collect();
        let released = InstructionReleased { number, addressees, version: id, text: 0 };
        self.put("HQ", dossier, released, &[text(item.words, 3)]);
        let due = self.now.checked_add(240.hours()).ok();
        let issue =
            |code: &&str| Issue { office: office(code), precedence, zone: "UTC".into(), due, rule: None };
        let to = item.posts.iter().map(issue).collect();
        let issued =
            TaskingIssued { level: Some(HostLevel::Director), report: true, required: vec![PointId(1)], to };
        self.put("HQ", dossier, issued, &[]);
    }

    fn deed(&mut self, item: &Item, instruction: EntryId, deed: &Deed, serial: u32) {
        let dossier = Some(DossierId::Of(instruction));
        let duty: DutyId = TaskingId { instruction, office: office(deed.post) }.into();
        let says = |place| text(deed.words, place);
        match deed.did {
            Did::Acknowledged => {
                self.put(deed.post, dossier, TaskingAcknowledged { office: office(deed.post) }, &[]);
            }
            Did::Objected => {
                let fact = TaskingObjected { duty, proposes: Proposes::Delay, why: 0 };
                self.put(deed.post, dossier, fact, &[says(0)]);
            }
            Did::AskedForTime => {
                let to = "2026-04-01T12:00:00Z".parse().expect("a time");
                let fact = TaskingExtensionRequested { duty, to, why: 0 };
                self.put(deed.post, dossier, fact, &[says(0)]);
            }
            Did::Opened => {
                let fact = EmergencyOpened { minutes: 60, why: 0 };
                self.put(deed.post, dossier, fact, &[says(0)]);
            }
            Did::Delivered => {
                let with = Interlocutor { office: "Directorate".into(), level: HostLevel::Director };
                let on = "2026-02-02".parse().expect("a day");
                let credits = vec![duty];
                let held = EngagementHeld { credits, on, with, form: Form::Call, notes: Some(0) };
                let engagement = self.put(deed.post, None, held, &[says(0)]);
                self.dossiers.push(engagement);
                let used = PointUsed { point: PointId(1), disposition: Disposition::AsWritten, why: None };
                let answer = Answer { text: 0, stance: Some(deed.stance), given: None, confidence: None };
                let fact = TaskingDelivered {
                    duty,
                    engagement,
                    on,
                    level: HostLevel::Director,
                    points: vec![used],
                    answer: Some(answer),
                };
                self.put(deed.post, dossier, fact, &[says(1)]);
            }
            Did::Replied => {
                let purpose = Purpose::Reply { answers: vec![duty], interim: false };
                let says = (deed.words, deed.level, &deed.captions[..]);
                let reply = self.draft(deed.post, purpose, item, says);
                let station = STATIONS.iter().find(|(code, _)| *code == deed.post).expect("an office").1;
                let number = CableNumber { station: station.into(), year: 2026, serial };
                let precedence = Precedence::Routine;
                let to = Addressee { office: office("HQ"), action: true, precedence, through: None };
                let released = ReplyReleased {
                    number: number.clone(),
                    addressees: vec![to],
                    answers: vec![duty],
                    version: reply,
                    text: 0,
                };
                let words = format!("{} {}", text(deed.words, 0), text(deed.words, 1));
                self.put(deed.post, Some(DossierId::Of(reply)), released, &[words]);
                let reported = TaskingReported { duty, reply, number, closes: true };
                self.put(deed.post, dossier, reported, &[]);
            }
        }
    }
}
