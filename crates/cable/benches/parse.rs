//! How fast telegrams are read: cables and megabytes a second on the shared texts (or on made-up ones), how far that is
//! from only looking at every byte, and a table of sizes that shows whether time grows in proportion, also on texts made
//! to be slow. `cargo bench -p cable -- quick` leaves the table out. `tests/allocations.rs` counts the memory.

use std::hint::black_box;
use std::time::{Duration, Instant};

use serde::Deserialize;

#[derive(Deserialize)]
struct Raw {
    text: String,
}

const MADE_UP: &str = "\
P R 281848Z DEC 76
FM AMEMBASSY OSLO
TO SECSTATE WASHDC PRIORITY 7937
INFO AMEMBASSY PARIS
AMEMBASSY ROME
C O N F I D E N T I A L OSLO 5192
EXDIS
E.O. 11652: GDS
TAGS: EFIS, NO
SUBJECT: LOST FISHING GEAR
REF: A. STATE 199269, B. OSLO 5136 (NOTAL)

";

fn main() {
    let real = real();
    let made_up = format!("{MADE_UP}{}VANCE\n", paragraphs(2000 - MADE_UP.len()));
    if real.is_empty() {
        println!("the shared texts are not here; made-up ones are read instead");
    } else {
        report("real telegrams", &real);
        let heads: Vec<String> = real.iter().map(|text| cut(text, 2000)).collect();
        report("real telegrams cut at 2 kB", &heads);
    }
    report("made-up telegrams of 2 kB", &vec![made_up; 200]);

    if std::env::args().any(|word| word == "quick") {
        return;
    }
    println!("\nns per byte by size (time in proportion to size gives even rows)");
    println!("{:<28}{:>9}{:>9}{:>9}{:>9}", "text", "1 MiB", "4 MiB", "16 MiB", "64 MiB");
    for (name, head, unit) in SHAPES {
        row(name, &[20, 22, 24, 26], |size| {
            let text = format!("{head}{}", unit.repeat(size / unit.len()));
            time(|| cable::parse(&text).paragraphs.len()).as_nanos()
        });
    }
    println!("\nthe drafting sheet, read and checked");
    println!("{:<28}{:>9}{:>9}{:>9}", "text", "64 KiB", "256 KiB", "1 MiB");
    let Some(profile) = cable::Profile::named("us-current") else { return };
    for (name, head, unit) in SHEETS {
        row(name, &[16, 18, 20], |size| {
            let text = format!("{head}{}", unit.repeat((size - head.len()) / unit.len()));
            time(|| cable::lint(&text, &profile).1.len()).as_nanos()
        });
    }
}

/// Texts that would be slow if anything looked back or ahead too far: name, head, unit.
const SHAPES: [(&str, &str, &str); 12] = [
    ("numbered paragraphs", MADE_UP, "1. TEXT OF A PARAGRAPH OF ONE LINE.\n\n"),
    ("one paragraph", MADE_UP, "WORDS WITHOUT AN END "),
    ("lines of one letter", "", "A\n"),
    ("blank lines", "", "\n"),
    ("page furniture", "", "PAGE 01 STATE 1\n53\nSECRET\n"),
    ("addressees", "R 172244Z FEB 78\nFM X\nTO Y\n", "AMEMBASSY OSLO\n"),
    ("references", "SUBJECT: X\nREF: A. B 1,\n", "B. C 2,\n"),
    ("one line of brackets", "REF: ", "(A) "),
    ("continued TAGS", "TAGS: A,\n", "B,\n"),
    ("points", "SUBJECT: X\n\n1. ", "A\n-- B\n"),
    ("short lines", "SUBJECT: X\n\n", "ABC\n\n"),
    ("attributes", "Message Attributes\n", "key: value\n"),
];

/// Sheets that would be slow in reading or in checking.
const SHEETS: [(&str, &str, &str); 8] = [
    ("addressees", "TO: ", "A;"),
    ("members left out", "TO: A EXCEPT ", "B,"),
    ("unknown captions", "CAPTIONS: ", "EXDI,"),
    ("unknown TAGS", "TAGS: ", "PREI,"),
    ("cited references", "SUBJECT: X\n\n1. ", "ref B "),
    ("loose days", "SUBJECT: X\n\n1. ", "Friday "),
    ("paragraphs", "SUBJECT: X\n\n", "1. A\n\n"),
    ("variants", "SUBJECT: X\n\nPOINTS\n- a\n", "  FOR A: b\n"),
];

fn row(name: &str, powers: &[u32], nanos: impl Fn(usize) -> u128) {
    print!("{name:<28}");
    for power in powers {
        let size = 1_usize << power;
        // Tenths of a nanosecond, to stay in whole numbers.
        let tenths = nanos(size) * 10 / (size as u128);
        print!("{:>7}.{}", tenths / 10, tenths % 10);
    }
    println!();
}

fn paragraphs(size: usize) -> String {
    let text = "THE MINISTRY SAID IT WOULD STUDY THE DRAFT AND\nANSWER BEFORE THE SESSION. ";
    (1..)
        .map(|n| format!("{n}. {}\n\n", text.repeat(3)))
        .scan(0, |sum, p| {
            *sum += p.len();
            (*sum <= size).then_some(p)
        })
        .collect()
}

fn real() -> Vec<String> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data/cables/raw-cables.jsonl");
    let lines = std::fs::read_to_string(path).unwrap_or_default();
    lines.lines().filter_map(|line| serde_json::from_str::<Raw>(line).ok()).map(|raw| raw.text).collect()
}

fn cut(text: &str, size: usize) -> String {
    let mut end = size.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(..end).unwrap_or("").to_owned()
}

/// Reads the texts again and again for two seconds and prints the rate.
fn report(name: &str, texts: &[String]) {
    let bytes: usize = texts.iter().map(String::len).sum();
    let (mut best, mut floor, mut spent) = (Duration::MAX, Duration::MAX, Duration::ZERO);
    while spent < Duration::from_secs(2) {
        let round = time(|| read(texts));
        // The floor moves with the machine's load, so the ratio hardly does.
        floor = floor.min(time(|| texts.iter().map(|text| lines(black_box(text))).sum::<usize>()));
        best = best.min(round);
        spent += round;
    }
    let per_second = |count: usize| count as u128 * 1_000_000_000 / best.as_nanos().max(1);
    let (cables, megabytes) = (per_second(texts.len()), per_second(bytes) / 1_000_000);
    println!(
        "{name}: {cables} cables/s, {megabytes} MB/s, {} times the floor ({} texts of {} bytes)",
        best.as_nanos() / floor.as_nanos().max(1),
        texts.len(),
        bytes / texts.len().max(1)
    );
}

fn read(texts: &[String]) -> usize {
    texts.iter().map(|text| cable::parse(black_box(text)).numbers.len()).sum()
}

/// The least that reading can be: every byte looked at once.
fn lines(text: &str) -> usize {
    text.bytes().filter(|byte| black_box(*byte) == b'\n').count()
}

#[expect(clippy::disallowed_methods, reason = "a benchmark needs a clock")]
fn time<T>(work: impl FnOnce() -> T) -> Duration {
    let start = Instant::now();
    black_box(work());
    start.elapsed()
}
