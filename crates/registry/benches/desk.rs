//! The desk against the floor: whole commands, decided, chained and on the disk, beside bare commits of the
//! engine and of the same shape in the same run. The machine may be noisy, so rounds of both alternate and the figure
//! is the median of their ratios. `cargo bench -p registry`; `-- --rounds=9` sets the rounds,
//! `-- --parts` tells where the time of a release goes.

#![expect(clippy::disallowed_methods, reason = "a benchmark measures time")]
#![expect(clippy::unwrap_used, reason = "a benchmark that cannot go on has nothing to say")]
#![expect(clippy::cast_precision_loss, reason = "rates are for people")]

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use domain::cable;
use domain::command::Command;
use domain::fact::{ClearanceAnswer, OfficeKind, OfficeOpened, Purpose, Role, RoleGranted, Weekday};
use domain::proof::Presence;
use domain::words::{EntryId, OfficeId, TaskingId};
use registry::door::Clock;
use registry::{Ask, Registry};

/// Posts of a worldwide release.
const POSTS: usize = 275;
/// Bytes of text of a cable, as in the floor.
const TEXT: usize = 6_000;
/// Commands in flight, where more than one.
const IN_FLIGHT: usize = 20;

struct Ministry {
    _folder: tempfile::TempDir,
    registry: Registry,
    drafted: usize,
}

fn office(code: &str) -> OfficeId {
    code.parse().unwrap()
}

/// Codes with letters only where digits would be too few: P0 … P274.
fn post(number: usize) -> OfficeId {
    office(&format!("P{number}"))
}

impl Ministry {
    fn begin() -> Self {
        let folder = tempfile::tempdir_in(".").unwrap();
        let registry = Registry::begin(folder.path(), Clock::machine()).unwrap();
        let ministry = Self { _folder: folder, registry, drafted: 0 };
        let headquarters = office("HQ");
        ministry.registry.desk().settle(headquarters).unwrap();
        ministry.ask(
            "admin",
            headquarters,
            opened(headquarters, "MERE".to_owned(), OfficeKind::Headquarters),
        );
        let today = Clock::machine().now().to_zoned(jiff::tz::TimeZone::UTC).date();
        let role = |officer: &str, at, role| {
            let officer = officer.parse().unwrap();
            Command::GrantRole(RoleGranted { officer, office: at, role, from: today, until: None })
        };
        for (officer, held) in [
            ("desk", Role::Drafter),
            ("legal", Role::Clearer),
            ("director", Role::Approver),
            ("watch", Role::Releaser),
        ] {
            ministry.ask("admin", headquarters, role(officer, headquarters, held));
        }
        for number in 0..POSTS {
            let post = post(number);
            ministry.registry.desk().settle(post).unwrap();
            ministry.ask(
                "admin",
                headquarters,
                opened(post, format!("STATION {number}"), OfficeKind::Embassy),
            );
            ministry.ask("admin", headquarters, role("political", post, Role::ActionOfficer));
        }
        ministry
    }

    fn ask(&self, officer: &str, at: OfficeId, command: Command) -> Option<EntryId> {
        self.registry.desk().ask(ask(officer, at, command)).unwrap().began
    }

    /// Drafts that only wait for release, to all posts or to one.
    fn ready(&mut self, count: usize, posts: usize) -> Vec<EntryId> {
        let headquarters = office("HQ");
        let to: Vec<String> = (0..posts).map(|number| post(number).to_string()).collect();
        let text = "Engage the host government on the text as circulated. ".repeat(TEXT / 54);
        (0..count)
            .map(|_| {
                self.drafted += 1;
                let sheet = format!(
                    "TO: {}\nCLASSIFICATION: UNCLASSIFIED\nTAGS: EFIS\nSUBJECT: LOST FISHING GEAR {}\nREPORT: \
                     REPLY CABLE\n\n1. OBJECTIVE. {text}\n\nPOINTS\n- Mark what you set.\n- Say what you lose.\n",
                    to.join(", "),
                    self.drafted
                );
                let sheet = Box::new(cable::sheet::read(&sheet));
                let command = Command::Draft { purpose: Purpose::Instruction, sheet };
                let draft = self.ask("desk", headquarters, command).unwrap();
                let clearer = "legal".parse().unwrap();
                let request = Command::RequestClearance { draft, clearer, pieces: Vec::new(), by: None };
                self.ask("desk", headquarters, request);
                let answer = ClearanceAnswer::Yes;
                let clear = Command::Clear { draft, answer, changes: Vec::new(), remark: None };
                self.ask("legal", headquarters, clear);
                self.ask("director", headquarters, Command::Approve { draft });
                draft
            })
            .collect()
    }

    /// Runs commands with so many in flight; each one's latency, the time of all, and how many commits they took.
    fn run(&self, asks: Vec<Ask>, in_flight: usize) -> Run {
        let desk = self.registry.desk();
        let queue = Arc::new(std::sync::Mutex::new(asks));
        let begun = Instant::now();
        let workers: Vec<_> = (0..in_flight)
            .map(|_| {
                let (desk, queue) = (desk.clone(), Arc::clone(&queue));
                std::thread::spawn(move || {
                    let mut done = Vec::new();
                    loop {
                        let Some(ask) = queue.lock().unwrap().pop() else { return done };
                        let begun = Instant::now();
                        // Commands of one commit are told the same last arrival.
                        let arrival = desk.ask(ask).unwrap().arrival;
                        done.push((begun.elapsed(), arrival));
                    }
                })
            })
            .collect();
        let done: Vec<_> = workers.into_iter().flat_map(|worker| worker.join().unwrap()).collect();
        let all = begun.elapsed();
        let commits = done.iter().map(|(_, arrival)| arrival).collect::<std::collections::HashSet<_>>().len();
        Run { took: done.into_iter().map(|(took, _)| took).collect(), all, commits }
    }

    fn releases(drafts: &[EntryId]) -> Vec<Ask> {
        let release = |draft: &EntryId| ask("watch", office("HQ"), Command::Release { draft: *draft });
        drafts.iter().map(release).collect()
    }
}

fn ask(officer: &str, at: OfficeId, command: Command) -> Ask {
    Ask { office: at, officer: officer.parse().unwrap(), presence: Presence::Console, name: None, command }
}

fn opened(id: OfficeId, station: String, kind: OfficeKind) -> Command {
    Command::OpenOffice(OfficeOpened {
        office: id,
        name: station.clone(),
        station,
        kind,
        country: None,
        city: "Estholm".to_owned(),
        zone: "Europe/Copenhagen".to_owned(),
        week: Weekday::ALL[..5].to_vec(),
        plad: None,
        parent: None,
        coordinates: None,
    })
}

/// One round of one side.
struct Run {
    took: Vec<Duration>,
    all: Duration,
    commits: usize,
}

/// The engine alone: one message and its rows a commit, WAL and FULL, as the record is.
struct Floor {
    _folder: tempfile::TempDir,
    db: rusqlite::Connection,
    messages: i64,
}

impl Floor {
    fn begin() -> Self {
        let folder = tempfile::tempdir_in(".").unwrap();
        let db = rusqlite::Connection::open(Path::new(folder.path()).join("floor.db")).unwrap();
        db.execute_batch(
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
             CREATE TABLE m (id INTEGER PRIMARY KEY, body TEXT);
             CREATE TABLE d (mid INT, post INT, state INT, at INT, PRIMARY KEY (mid, post)) WITHOUT ROWID;",
        )
        .unwrap();
        Self { _folder: folder, db, messages: 0 }
    }

    /// Commits of so many messages with so many rows each; each commit's latency, and the time of all.
    fn run(&mut self, commits: usize, messages: usize, rows: usize) -> Run {
        let body = "x".repeat(TEXT);
        let begun = Instant::now();
        let mut took = Vec::new();
        for _ in 0..commits {
            let commit = Instant::now();
            let tx = self.db.transaction().unwrap();
            for _ in 0..messages {
                self.messages += 1;
                tx.prepare_cached("INSERT INTO m VALUES (?1, ?2)")
                    .unwrap()
                    .execute((self.messages, &body))
                    .unwrap();
                let mut row = tx.prepare_cached("INSERT INTO d VALUES (?1, ?2, 0, 0)").unwrap();
                for post in 0..rows {
                    row.execute((self.messages, i64::try_from(post).unwrap())).unwrap();
                }
            }
            tx.commit().unwrap();
            took.push(commit.elapsed());
        }
        Run { took, all: begun.elapsed(), commits }
    }
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}

fn p50(took: &[Duration]) -> f64 {
    median(took.iter().map(|took| took.as_secs_f64() * 1e6).collect())
}

fn per_second(count: usize, took: Duration) -> f64 {
    count as f64 / took.as_secs_f64()
}

/// Alternates rounds of the floor and of ours and prints rates, latencies and the median of the ratios.
fn compare(
    title: &str,
    rounds: usize,
    count: usize,
    mut floor: impl FnMut() -> Run,
    mut ours: impl FnMut() -> Run,
) {
    let (mut floors, mut rates, mut ratios) = (Vec::new(), Vec::new(), Vec::new());
    let (mut floor_p50, mut our_p50, mut commits) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..rounds {
        let (bare, full) = (floor(), ours());
        let (floor_rate, rate) = (per_second(count, bare.all), per_second(count, full.all));
        commits.push(full.commits as f64 / count as f64);
        floors.push(floor_rate);
        rates.push(rate);
        ratios.push(rate / floor_rate);
        floor_p50.push(p50(&bare.took));
        our_p50.push(p50(&full.took));
    }
    println!(
        "{title:44} {:>7.0}/s p50 {:>6.0} us | floor {:>7.0}/s p50 {:>6.0} us | ratio {:.2} | {:.3} commits each",
        median(rates),
        median(our_p50),
        median(floors),
        median(floor_p50),
        median(ratios),
        median(commits)
    );
}

/// Bytes this process has sent to the disk.
fn written() -> u64 {
    let io = std::fs::read_to_string("/proc/self/io").unwrap_or_default();
    let line = io.lines().find_map(|line| line.strip_prefix("wchar: "));
    line.and_then(|bytes| bytes.parse().ok()).unwrap_or(0)
}

/// Where the time of a release goes, apart from the disk.
fn parts(ministry: &mut Ministry) {
    use domain::command::{Context, World, decide};
    use domain::directory::Directory;
    use domain::dossier::Dossier;
    use domain::words::DossierId;

    let draft = ministry.ready(1, POSTS)[0];
    let record = ministry.registry.record().clone();
    let mut directory = Directory::default();
    for entry in record.dossier(DossierId::Directory).unwrap() {
        directory.evolve(&entry).unwrap();
    }
    let time = |title: &str, each: &mut dyn FnMut()| {
        let begun = Instant::now();
        (0..200).for_each(|_| each());
        println!("{title:28} {:>7.1} us", begun.elapsed().as_secs_f64() * 1e6 / 200.0);
    };
    let entries = record.dossier(DossierId::Of(draft)).unwrap();
    time("read the dossier", &mut || drop(record.dossier(DossierId::Of(draft)).unwrap()));
    time("fold the draft", &mut || drop(Dossier::fold(draft, &entries).unwrap()));
    let dossiers = [(draft, Dossier::fold(draft, &entries).unwrap())].into();
    let context = Context {
        office: office("HQ"),
        officer: "watch".parse().unwrap(),
        presence: Presence::Console,
        at: Clock::machine().now(),
        next: 10_000,
        serial: 1,
        last_release: None,
    };
    let world = World { directory: &directory, dossiers: &dossiers, house: None };
    let command = Command::Release { draft };
    time("decide", &mut || drop(decide(world, &context, &command).unwrap()));
    let proposals = decide(world, &context, &command).unwrap();
    time("write the facts", &mut || proposals.iter().for_each(|proposal| drop(proposal.fact.bytes())));
    ministry.ask("watch", office("HQ"), command);
    let entries = record.dossier(DossierId::Of(draft)).unwrap();
    let released = &entries[entries.len() - 2..];
    time("read the facts", &mut || released.iter().for_each(|entry| drop(entry.fact().unwrap())));
    time("fold the draft and release", &mut || drop(Dossier::fold(draft, &entries).unwrap()));
}

fn main() {
    let rounds = std::env::args().find_map(|argument| argument.strip_prefix("--rounds=")?.parse().ok());
    let rounds: usize = rounds.unwrap_or(9);
    println!("{rounds} rounds each, alternating; a cable of {TEXT} bytes; {POSTS} posts; medians");
    let mut ministry = Ministry::begin();
    let mut floor = Floor::begin();

    if std::env::args().any(|argument| argument == "--parts") {
        return parts(&mut ministry);
    }
    // One command, one fact: each post acknowledges.
    let per_round = 200;
    let instructions = {
        let drafts = ministry.ready(2 * (rounds * per_round).div_ceil(POSTS), POSTS);
        ministry.run(Ministry::releases(&drafts), 1);
        drafts
    };
    let acknowledge = |(instruction, number): (&EntryId, usize)| {
        let tasking = TaskingId { instruction: *instruction, office: post(number) };
        ask("political", post(number), Command::Acknowledge { tasking })
    };
    let mut acks: Vec<Ask> = instructions
        .iter()
        .flat_map(|id| (0..POSTS).map(move |number| (id, number)))
        .map(acknowledge)
        .collect();
    compare(
        "acknowledge, 1 in flight (floor: 1 row)",
        rounds,
        per_round,
        || floor.run(per_round, 1, 1),
        || ministry.run(acks.split_off(acks.len() - per_round), 1),
    );
    compare(
        "acknowledge, 20 in flight (floor: 20 rows)",
        rounds,
        per_round,
        || floor.run(per_round / IN_FLIGHT, IN_FLIGHT, 1),
        || ministry.run(acks.split_off(acks.len().saturating_sub(per_round)), IN_FLIGHT),
    );

    // A release to every post: facts, number, taskings, chain in one durable commit. Each round's drafts are
    // approved just before, as they are in life, so the desk has them at hand.
    let per_round = 60;
    for (title, in_flight) in
        [("release to 275 posts, 1 in flight", 1), ("release to 275 posts, 20 in flight", IN_FLIGHT)]
    {
        compare(
            title,
            rounds,
            per_round,
            || floor.run(per_round / in_flight, in_flight, POSTS),
            || {
                let drafts = ministry.ready(per_round, POSTS);
                ministry.run(Ministry::releases(&drafts), in_flight)
            },
        );
    }

    // Bytes: what one release hands to the system, the write-ahead log included.
    let drafts = ministry.ready(per_round, POSTS);
    let before = written();
    ministry.run(Ministry::releases(&drafts), 1);
    let bytes = (written() - before) as f64 / per_round as f64;
    println!(
        "a release hands {:.0} kB to the system: {:.0} bytes a tasking beyond twice its text",
        bytes / 1e3,
        (bytes - 2.0 * TEXT as f64) / POSTS as f64
    );
}
