//! What the record costs, beside what the disk and the engine cost without it, in one run. The machine is
//! shared and noisy, so floor and record take turns and the ratio of each turn is what counts.
//! `cargo bench -p journal` runs all of it, `-- quick` a short form, `-- release` one case.

#![expect(clippy::disallowed_methods, reason = "a benchmark reads the clock")]
#![expect(clippy::cast_precision_loss, reason = "figures are printed to three digits")]

use std::fmt::Write as _;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use domain::entry::{Epoch, Proposal, Salt};
use domain::fact::{
    Addressee, CableFiled, CableNumber, HostLevel, InstructionReleased, Issue, TaskingIssued,
};
use domain::words::{DossierId, EntryId, OfficeId, PointId};
use jiff::Timestamp;
use journal::{Append, Journal};
use rusqlite::Connection;
use sha2::Digest as _;

const POSTS: usize = 275;
const GROUP: usize = 20;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let [mode, case, folder] = arguments.as_slice()
        && mode == "child"
    {
        return child(case, Path::new(folder));
    }
    let quick = arguments.iter().any(|argument| argument == "quick");
    let (rounds, turn) = if quick { (7, 300) } else { (9, 700) };
    let turn = Duration::from_millis(turn);
    println!("journal: {rounds} rounds, {} ms a turn; medians [least-most]", turn.as_millis());
    let wanted = |case: &str| {
        arguments.iter().all(|argument| argument.starts_with('-') || argument == "quick" || argument == case)
    };
    for (case, name, rows, group) in [
        ("one", "1 fact with a 6 kB paper", 1, 1),
        ("release", "a release: 6 kB paper, 275 taskings", POSTS, 1),
        ("group", "20 facts with 6 kB papers in one commit", 1, GROUP),
        ("releases", "20 releases in one commit", POSTS, GROUP),
    ] {
        if wanted(case) {
            against_the_floor(name, rows, group, rounds, turn);
        }
    }
    if wanted("counted") {
        counted();
    }
    if wanted("million") {
        million(if quick { 100_000 } else { 1_000_000 });
    }
}

/// Takes turns between the engine alone and the record.
fn against_the_floor(name: &str, rows: usize, group: usize, rounds: usize, turn: Duration) {
    let folder = scratch();
    let mut floor = Floor::new(folder.path(), rows, group);
    let mut ours = Ours::new(&folder.path().join("ours"), rows, group);
    let (mut low, mut own) = (Vec::new(), Vec::new());
    for _ in 0..rounds {
        low.push(time(turn, || floor.commit()));
        own.push(time(turn, || ours.commit()));
    }
    let ratios: Vec<f64> = low.iter().zip(&own).map(|(low, own)| own.rate / low.rate).collect();
    let p50s: Vec<f64> = low.iter().zip(&own).map(|(low, own)| low.p50 / own.p50).collect();
    let rate = |turns: &[Turn]| spread(turns.iter().map(|turn| turn.rate * group as f64).collect());
    let p50 = |turns: &[Turn]| spread(turns.iter().map(|turn| turn.p50 * 1e6).collect());
    println!("\n{name}");
    println!("  engine alone   {:>28} /s   p50 {:>26} us", rate(&low), p50(&low));
    println!("  record         {:>28} /s   p50 {:>26} us", rate(&own), p50(&own));
    println!("  of the floor   {:>28}      p50 {:>26}", spread(ratios), spread(p50s));
    let facts = ours.facts_a_commit();
    println!("  facts          {:>28} /s", spread(own.iter().map(|turn| turn.rate * facts as f64).collect()));
}

struct Turn {
    rate: f64,
    p50: f64,
}

/// Repeats a commit, which says how long it took without the making of what it stores.
fn time(turn: Duration, mut commit: impl FnMut() -> Duration) -> Turn {
    let mut took = Vec::new();
    let mut all = Duration::ZERO;
    while all < turn {
        let one = commit();
        all += one;
        took.push(one.as_secs_f64());
    }
    let rate = took.len() as f64 / all.as_secs_f64();
    took.sort_by(f64::total_cmp);
    Turn { rate, p50: took[took.len() / 2] }
}

/// What the engine does for a message and its rows, without any record.
struct Floor {
    db: Connection,
    rows: usize,
    group: usize,
    body: String,
    next: i64,
}

impl Floor {
    fn new(folder: &Path, rows: usize, group: usize) -> Self {
        let db = Connection::open(folder.join("floor.db")).expect("a place to write");
        db.execute_batch(
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
             CREATE TABLE m (id INTEGER PRIMARY KEY, body TEXT);
             CREATE TABLE d (mid INT, post INT, state INT, at INT, PRIMARY KEY (mid, post)) WITHOUT ROWID;",
        )
        .expect("the floor's tables");
        Self { db, rows, group, body: words(), next: 0 }
    }

    fn commit(&mut self) -> Duration {
        let begun = Instant::now();
        let run =
            |sql: &str| self.db.prepare_cached(sql).and_then(|mut sql| sql.execute(())).expect("a commit");
        run("BEGIN IMMEDIATE");
        for _ in 0..self.group {
            self.next += 1;
            let mut message = self.db.prepare_cached("INSERT INTO m VALUES (?1, ?2)").expect("a statement");
            message.execute((self.next, &self.body)).expect("a row");
            let mut row = self.db.prepare_cached("INSERT INTO d VALUES (?1, ?2, 0, 0)").expect("a statement");
            for post in (0_i64..).take(self.rows) {
                row.execute((self.next, post)).expect("a row");
            }
        }
        run("COMMIT");
        begun.elapsed()
    }
}

/// The same through the record.
struct Ours {
    journal: Journal,
    rows: usize,
    group: usize,
    body: Arc<str>,
    posts: Vec<OfficeId>,
    chance: u64,
}

impl Ours {
    fn new(folder: &Path, rows: usize, group: usize) -> Self {
        let mut journal = Journal::begin(folder).expect("a place to write");
        journal.settle("HQ".parse().expect("a code"), Epoch([1; 16])).expect("a place to write");
        let posts = (0..POSTS).map(|n| format!("P{n:03}").parse().expect("a code")).collect();
        Self { journal, rows, group, body: words().into(), posts, chance: 1 }
    }

    fn facts_a_commit(&self) -> usize {
        self.group * if self.rows == 1 { 1 } else { self.rows + 1 }
    }

    fn batch(&self) -> Vec<Append> {
        let office = "HQ".parse().expect("a code");
        let head = self.journal.head(office);
        let mut number = head.map_or(1, |head| head.entry.number + 1);
        let mut batch = Vec::with_capacity(self.group);
        for _ in 0..self.group {
            let draft = EntryId { office, number };
            let dossier = DossierId::Of(draft);
            let mut proposals = vec![self.cable(dossier, draft)];
            if self.rows > 1 {
                proposals.extend(self.posts.iter().map(|post| tasking(dossier, *post)));
            }
            number += proposals.len() as u64;
            batch.push(Append {
                office,
                at: now(),
                actor: "oceans.desk".parse().expect("a handle"),
                command: Some(format!("release-{number}").into()),
                // Headquarters witnesses itself by its own chain.
                seen: None,
                proposals,
            });
        }
        batch
    }

    fn cable(&self, dossier: DossierId, version: EntryId) -> Proposal {
        let papers = vec![Arc::clone(&self.body)];
        if self.rows == 1 {
            let fact = CableFiled { source: "estmark".into(), name: "one".into(), text: 0 };
            return Proposal { dossier, fact: fact.into(), papers };
        }
        let addressee = |post: &OfficeId| Addressee {
            office: *post,
            action: true,
            precedence: cable::Precedence::Priority,
            through: None,
        };
        let fact = InstructionReleased {
            number: CableNumber { station: "ESTMARK".into(), year: 2026, serial: 1 },
            addressees: self.posts.iter().map(addressee).collect(),
            version,
            text: 0,
        };
        Proposal { dossier, fact: fact.into(), papers }
    }

    fn commit(&mut self) -> Duration {
        let batch = self.batch();
        let mut chance = self.chance;
        let mut salt = || {
            chance = chance.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            Salt((u128::from(chance) * 0x9e37_79b9_7f4a_7c15_f39c_c060_5ced_c835).to_be_bytes())
        };
        let begun = Instant::now();
        let _entries = self.journal.append(batch, now(), &mut salt).expect("a commit");
        self.chance = chance;
        begun.elapsed()
    }
}

fn tasking(dossier: DossierId, office: OfficeId) -> Proposal {
    let issue = Issue {
        office,
        precedence: cable::Precedence::Priority,
        zone: "Europe/Paris".into(),
        due: Some(now()),
        rule: None,
    };
    let fact = TaskingIssued {
        level: Some(HostLevel::Director),
        report: true,
        required: vec![PointId(1), PointId(2)],
        to: vec![issue],
    };
    Proposal { dossier, fact: fact.into(), papers: Vec::new() }
}

fn now() -> Timestamp {
    Timestamp::from_second(1_767_225_600).expect("a time in 2026")
}

fn words() -> String {
    let mut words = String::with_capacity(6_100);
    let mut n = 0;
    while words.len() < 6_000 {
        n += 1;
        let _ = write!(words, "{n}. MINISTRY WELCOMES THE PROPOSAL AND WILL SAY SO. ");
    }
    words.truncate(6_000);
    words
}

fn scratch() -> tempfile::TempDir {
    tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).expect("a place to write")
}

fn spread(mut values: Vec<f64>) -> String {
    values.sort_by(f64::total_cmp);
    let show = |value: f64| if value < 10.0 { format!("{value:.2}") } else { format!("{value:.0}") };
    match values.as_slice() {
        [] => "-".to_owned(),
        [least, .., most] => format!("{} [{}-{}]", show(values[values.len() / 2]), show(*least), show(*most)),
        [one] => show(*one),
    }
}

/// Counts what no neighbour on the machine can change: system calls and bytes of 200 commits.
fn counted() {
    println!("\ncounted over 200 commits");
    for case in ["one", "release", "group"] {
        let folder = scratch();
        let this = std::env::current_exe().expect("a path");
        let trace = folder.path().join("trace");
        let traced = std::process::Command::new("strace")
            .args(["-f", "-e", "trace=fsync,fdatasync", "-o"])
            .arg(&trace)
            .arg(&this)
            .args(["child", case])
            .arg(folder.path().join("ours"))
            .output();
        let Ok(traced) = traced else {
            println!("  {case}: strace is not here, so fsyncs are not counted");
            continue;
        };
        let said = String::from_utf8_lossy(&traced.stdout).trim().to_owned();
        let syncs = std::fs::read_to_string(&trace).unwrap_or_default();
        // What comes before the first commit is the making of the file.
        let syncs = syncs.lines().filter(|line| line.contains("sync(")).count();
        println!("  {case}: {said}, {:.3} fsyncs a commit (making the file included)", syncs as f64 / 200.0);
    }
}

fn child(case: &str, folder: &Path) {
    let (rows, group) = match case {
        "one" => (1, 1),
        "release" => (POSTS, 1),
        "releases" => (POSTS, GROUP),
        _ => (1, GROUP),
    };
    let mut ours = Ours::new(folder, rows, group);
    let before = written();
    let mut payload = 0;
    for _ in 0..200 {
        for append in ours.batch() {
            for proposal in &append.proposals {
                payload += proposal.fact.bytes().len()
                    + proposal.papers.iter().map(|words| words.len()).sum::<usize>();
            }
        }
        ours.commit();
    }
    let bytes = written() - before;
    println!(
        "{:.2} bytes written a byte of facts and words ({} of {} kB a commit)",
        bytes as f64 / payload as f64,
        bytes / 200_000,
        payload / 200_000,
    );
}

/// Bytes this process handed to the system to write.
fn written() -> usize {
    field("/proc/self/io", "wchar:")
}

fn field(file: &str, name: &str) -> usize {
    let text = std::fs::read_to_string(file).unwrap_or_default();
    let line = text.lines().find_map(|line| line.strip_prefix(name));
    line.and_then(|line| line.split_whitespace().next()).and_then(|n| n.parse().ok()).unwrap_or_default()
}

fn million(entries: u64) {
    let folder = scratch();
    let path = folder.path().join("ours");
    let mut ours = Ours::new(&path, POSTS, GROUP);
    let begun = Instant::now();
    let mut stored = 0;
    while stored < entries {
        ours.commit();
        stored += ours.facts_a_commit() as u64;
    }
    let took = begun.elapsed().as_secs_f64();
    println!("\n{stored} entries of releases");
    println!("  append   {:>10.0} facts/s, {:.2} s", stored as f64 / took, took);
    let size = std::fs::metadata(path.join("record.db")).map_or(0, |file| file.len());
    println!("  size     {:>10} bytes an entry", size / stored);
    drop(ours);
    let begun = Instant::now();
    let journal = Journal::open(&path).expect("a record");
    println!("  open     {:>10.2} ms", begun.elapsed().as_secs_f64() * 1e3);
    let record = journal.record();
    let mut rates = Vec::new();
    for _ in 0..5 {
        let begun = Instant::now();
        let verdict = record.verify(&mut |_, _| true).expect("a record");
        assert!(verdict.holds(), "{:?}", verdict.findings);
        rates.push(stored as f64 / begun.elapsed().as_secs_f64());
    }
    let seconds = spread(rates.iter().map(|rate| 1e6 / rate).collect());
    println!("  verify   {} entries/s on one core, {seconds} s a million", spread(rates));
    let mut hashes = Vec::new();
    for _ in 0..5 {
        let (begun, mut last) = (Instant::now(), [0_u8; 32]);
        let mut bytes = [7_u8; 300];
        for _ in 0..200_000 {
            bytes[..32].copy_from_slice(&last);
            last = sha2::Sha256::digest(bytes).into();
        }
        assert_ne!(last, [0; 32]);
        hashes.push(200_000.0 / begun.elapsed().as_secs_f64());
    }
    println!("  SHA-256  {} of 300 bytes/s, chained, on one core", spread(hashes));
    let begun = Instant::now();
    let (mut position, mut read) = (0, 0_u64);
    loop {
        let some = record.after(position, 4096).expect("a record");
        let Some(last) = some.last() else { break };
        position = last.arrival;
        read += some.len() as u64;
    }
    println!("  read     {:>10.0} entries/s, checked", read as f64 / begun.elapsed().as_secs_f64());
    let line = folder.path().join("export.jsonl");
    let begun = Instant::now();
    let mut out = std::io::BufWriter::new(std::fs::File::create(&line).expect("a place to write"));
    record.export(None, &mut out).expect("a record");
    println!("  export   {:>10.0} entries/s", stored as f64 / begun.elapsed().as_secs_f64());
    let begun = Instant::now();
    let mut restored = Journal::begin(&folder.path().join("restored")).expect("a place to write");
    let lines = std::io::BufReader::new(std::fs::File::open(&line).expect("the export"));
    restored.import(lines, now()).expect("a sound export");
    assert_eq!(restored.head("HQ".parse().expect("a code")), journal.head("HQ".parse().expect("a code")));
    println!("  import   {:>10.0} entries/s", stored as f64 / begun.elapsed().as_secs_f64());
    println!("  memory   {:>10} MiB at most", field("/proc/self/status", "VmHWM:") / 1024);
}
