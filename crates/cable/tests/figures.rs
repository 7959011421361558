//! How much of what a person reads off 104 real telegrams the reader finds: field by field against `corpus/truth.json`,
//! and apart from them for those 32 that were read only after the reader was mended by the others. Without the shared texts the test says that it skipped.

#![expect(clippy::unwrap_used, reason = "a test may stop")]

use std::collections::BTreeMap;

use cable::{Addressee, Cable, Reference, parse};
use serde::Deserialize;

#[derive(Deserialize)]
struct Truth {
    dtg: Option<String>,
    numbers: Vec<String>,
    from: Option<String>,
    to: Vec<String>,
    info: Vec<String>,
    xmt: Vec<String>,
    level: Option<String>,
    captions: Vec<String>,
    tags: Vec<String>,
    subject: String,
    references: Vec<String>,
    signature: Option<String>,
    /// Whether it was read after the reader was mended by the others.
    #[serde(default)]
    after: bool,
}

#[derive(Deserialize)]
struct Raw {
    id: String,
    text: String,
}

/// Right answers, wrong answers and misses of one field.
#[derive(Default)]
struct Count {
    right: u32,
    all: u32,
}

impl Count {
    /// Counts items of a list: all that are wanted or found, right if they are both.
    fn lists(&mut self, found: &[String], wanted: &[String]) {
        let right = found.iter().filter(|item| wanted.contains(item)).count().min(wanted.len());
        self.right += u32::try_from(right).unwrap();
        self.all += u32::try_from(found.len() + wanted.len() - right).unwrap();
    }

    fn one<T: PartialEq>(&mut self, found: &T, wanted: &T) {
        self.right += u32::from(found == wanted);
        self.all += 1;
    }

    fn share(&self) -> f64 {
        f64::from(self.right) / f64::from(self.all.max(1))
    }
}

fn addressed(list: &[Addressee]) -> Vec<String> {
    let one = |a: &Addressee| {
        let precedence = a.precedence.filter(|_| !a.defaulted).map_or(String::new(), |p| format!("|{p}"));
        format!("{}{precedence}{}", a.name, a.mcn.map_or(String::new(), |mcn| format!("|{mcn}")))
    };
    list.iter().map(one).collect()
}

fn referred(list: &[Reference]) -> Vec<String> {
    let one = |r: &Reference| {
        let kind = serde_json::to_value(r.kind).unwrap();
        let target = r.number.as_ref().map_or(r.raw.clone(), |n| format!("{} {}", n.station, n.serial));
        let notal = if r.notal { "|NOTAL" } else { "" };
        format!("{}|{}|{target}{notal}", r.letter.unwrap_or('-'), kind.as_str().unwrap())
    };
    list.iter().map(one).collect()
}

fn numbered(cable: &Cable) -> Vec<String> {
    let year = |year: Option<i16>| year.map_or(String::new(), |year| format!("{year} "));
    cable.numbers.iter().map(|n| format!("{}{} {}", year(n.year), n.station, n.serial)).collect()
}

fn of<'a>(counts: &'a mut BTreeMap<&'static str, Count>, field: &'static str) -> &'a mut Count {
    counts.entry(field).or_default()
}

#[test]
fn the_fields_of_real_telegrams_are_found_as_a_person_reads_them() {
    let shared = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data/cables/raw-cables.jsonl");
    let Ok(lines) = std::fs::read_to_string(shared) else {
        println!("skipped: the shared texts are not here");
        return;
    };
    let truth: BTreeMap<String, Truth> = serde_json::from_str(include_str!("../corpus/truth.json")).unwrap();
    let mut telegrams = 0;
    let mut sets = [BTreeMap::<&'static str, Count>::new(), BTreeMap::new()];
    for raw in lines.lines().map(|line| serde_json::from_str::<Raw>(line).unwrap()) {
        let Some(truth) = truth.get(&raw.id) else { continue };
        telegrams += 1;
        let cable = parse(&raw.text);
        let counts = &mut sets[usize::from(truth.after)];
        let dtg = cable.dtg.as_ref().map(|dtg| format!("{}Z", dtg.at.to_string().get(..16).unwrap()));
        of(counts, "dtg").one(&dtg, &truth.dtg);
        of(counts, "number").one(&numbered(&cable), &truth.numbers);
        of(counts, "originator").one(&cable.from, &truth.from);
        of(counts, "classification").one(&cable.level.map(|level| level.word().to_owned()), &truth.level);
        of(counts, "addressees").lists(&addressed(&cable.to), &truth.to);
        of(counts, "addressees").lists(&addressed(&cable.info), &truth.info);
        let xmt: Vec<String> = cable.xmt.iter().map(|a| a.name.clone()).collect();
        of(counts, "addressees").lists(&xmt, &truth.xmt);
        of(counts, "subject").one(&cable.subject, &truth.subject);
        let tags: Vec<String> = cable.tags.iter().map(|tag| tag.code.clone()).collect();
        of(counts, "tags").lists(&tags, &truth.tags);
        of(counts, "captions").lists(&cable.captions, &truth.captions);
        of(counts, "references").lists(&referred(&cable.references), &truth.references);
        of(counts, "signature").one(&cable.signature, &truth.signature);
    }
    assert_eq!(telegrams, truth.len());
    let least = [
        ("dtg", 1.0),
        ("number", 1.0),
        ("originator", 1.0),
        ("classification", 1.0),
        ("addressees", 0.98),
        ("subject", 0.98),
        ("tags", 0.98),
        ("captions", 0.95),
        ("references", 0.93),
        ("signature", 0.93),
    ];
    for (field, least) in least {
        let [seen, after] = sets.each_ref().map(|set| set.get(field).map_or((0, 0), |c| (c.right, c.all)));
        let both = Count { right: seen.0 + after.0, all: seen.1 + after.1 };
        println!(
            "{field}: {} of {} ({:.1} %), of those read after {} of {}",
            both.right,
            both.all,
            both.share() * 100.0,
            after.0,
            after.1
        );
        assert!(both.share() >= least, "{field}: {:.3}", both.share());
    }
}
