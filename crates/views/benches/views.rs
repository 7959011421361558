//! Figures of the views on this machine: rebuilding a million entries, the board of 275 posts, an inbox, search,
//! and the memory all of it takes. `cargo bench -p views -- 1000000` sets how many entries.
#![expect(clippy::disallowed_methods, reason = "a benchmark reads the clock")]

use std::time::{Duration, Instant};

use domain::access::Reader;
use domain::cable::Level;
use views::{Views, When};

mod made;

use made::{Done, POSTS, Record, office};

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
    let start = Instant::now();
    let (record, board) = Record::made(folder.path(), wanted)?;
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
    let (p50, p99) = times(|| Ok(views.inbox(&reader, office(0)?, When::NOW, now)?), 50)?;
    println!("inbox of headquarters: p50 {p50:?}, p99 {p99:?}");
    let (p50, p99) = times(|| Ok(views.instructions(&reader, 50, When::NOW, now)?), 50)?;
    println!("fifty instructions: p50 {p50:?}, p99 {p99:?}");
    for question in
        ["fishing", "fishing trawler", "\"lost nets\"", "from:MERE compensation", "absent", "-fishing"]
    {
        let (p50, p99) = times(|| Ok(views.search(&reader, question, When::NOW, 20, None)?), 100)?;
        println!("search {question}: p50 {p50:?}, p99 {p99:?}");
    }
    println!("peak memory: {} MiB", peak());
    Ok(())
}
