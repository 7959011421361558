//! The seeds of the fuzz targets, cut, spliced and garbled at random with a fixed start: every reader keeps the
//! original whole and none stops. The long run is `cargo test --release -p cable --test mutations -- --ignored`.

#![expect(clippy::unwrap_used, reason = "a test may stop")]

use std::path::{Path, PathBuf};

use cable::{Cable, Layout, Message, Profile, readers};

/// A small generator of chance that gives the same run every time.
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        // Xorshift, as published by Marsaglia in 2003.
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, most: usize) -> usize {
        usize::try_from(self.next() % u64::try_from(most.max(1)).unwrap()).unwrap()
    }
}

fn seeds() -> Vec<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/seeds");
    let folder = |path: PathBuf| std::fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path());
    let mut files: Vec<PathBuf> = folder(root).flat_map(folder).collect();
    files.sort();
    files.into_iter().map(|file| std::fs::read_to_string(file).unwrap()).collect()
}

/// Words that mean something to a reader, put where they do not belong.
const WORDS: [&str; 24] = [
    "\n",
    "\n\n",
    " ",
    "(",
    ")",
    "A. ",
    "(B) ",
    "1. ",
    "REF: ",
    "TAGS: ",
    "SUBJECT: ",
    "TO ",
    "INFO ",
    "FM ",
    "PAGE 02",
    "SECRET\n",
    "NNNN\n",
    "--",
    "\u{e9}",
    "\u{2014}",
    "<p>",
    "&",
    "---\n",
    "EXCEPT",
];

fn mutated(seeds: &[String], chance: &mut Chance) -> String {
    let mut text: Vec<char> = seeds[chance.below(seeds.len())].chars().collect();
    for _ in 0..=chance.below(12) {
        let at = chance.below(text.len() + 1);
        let end = (at + chance.below(40)).min(text.len());
        match chance.below(6) {
            0 => drop(text.drain(at..end)),
            1 => {
                let piece: Vec<char> = text[at..end].to_vec();
                let to = chance.below(text.len() + 1);
                text.splice(to..to, piece);
            }
            2 | 3 => {
                let word = WORDS[chance.below(WORDS.len())];
                text.splice(at..at, word.chars());
            }
            4 => {
                let other: Vec<char> = seeds[chance.below(seeds.len())].chars().collect();
                let from = chance.below(other.len());
                let till = (from + chance.below(200)).min(other.len());
                text.splice(at..at, other[from..till].to_vec());
            }
            _ => {
                if let Some(c) = text.get_mut(at) {
                    *c = char::from(u8::try_from(32 + chance.below(95)).unwrap());
                }
            }
        }
    }
    text.into_iter().collect()
}

fn all_readers(text: &str, profile: &Profile) {
    let read = cable::parse(text);
    assert_eq!(read.original(), text);
    let together: String = cable::parse_many(text).iter().map(Cable::original).collect();
    assert_eq!(together, text);
    if let Some(message) = Message::of(&read) {
        for layout in [Layout::Telegram, Layout::Plain] {
            let printed = cable::print(&message, layout);
            assert_eq!(cable::parse(&printed).original(), printed);
        }
        readers::mail::write(&message, "example.org");
    }
    let (sheet, remarks) = cable::lint(text, profile);
    for remark in &remarks {
        assert!(text.get(remark.span.clone()).is_some(), "{remark} {text}");
    }
    cable::check::fixed(text, &remarks);
    cable::sheet::read(&cable::sheet::write(&sheet));
    assert_eq!(readers::mail::read(text).original(), text);
    assert_eq!(readers::frus::read(text).original(), text);
    assert_eq!(readers::dafp::read(text).original(), text);
    if let Err(fault) = Profile::read(text) {
        assert!(fault.line >= 1 && fault.line <= text.lines().count() + 1, "{fault} {text}");
    }
}

fn run(start: u64, times: u32) {
    let seeds = seeds();
    let profile = Profile::named("us-1973-79").unwrap();
    let mut chance = Chance(start);
    for _ in 0..times {
        all_readers(&mutated(&seeds, &mut chance), &profile);
    }
}

#[test]
fn garbled_seeds_stop_no_reader() {
    run(0x9e37_79b9_7f4a_7c15, 300);
}

#[test]
#[ignore = "runs for many minutes"]
fn garbled_seeds_stop_no_reader_in_a_long_run() {
    run(0x2545_f491_4f6c_dd1d, 3_000_000);
}
