//! Whether the time an answer takes tells what is hidden from what is not there. A measurement and no promise: it is run
//! by hand, on a machine that does nothing else, and says how far apart the two are (Welch's t; beyond 4.5 they differ).
//! `CHANCERY_CALLS` sets how many calls of each kind.
#![expect(clippy::disallowed_methods, reason = "a measurement reads the clock")]

use std::time::{Duration, Instant};

use crate::judge;
use crate::visitor::Visitor;
use crate::world::{CAST, Chance, Item, World};

/// How far apart two samples are, by Welch's t; what a busy machine made of the slowest twentieth is left out.
fn apart(mut one: Vec<f64>, mut other: Vec<f64>) -> (f64, f64) {
    let cut = |sample: &mut Vec<f64>| {
        sample.sort_unstable_by(f64::total_cmp);
        sample.truncate(sample.len() * 19 / 20);
        let count = f64::from(u32::try_from(sample.len()).expect("few"));
        let mean = sample.iter().sum::<f64>() / count;
        let spread = sample.iter().map(|time| (time - mean).powi(2)).sum::<f64>() / (count - 1.0);
        (mean, spread / count)
    };
    let ((one, of_one), (other, of_other)) = (cut(&mut one), cut(&mut other));
    ((one - other) / (of_one + of_other).sqrt(), (one - other) * 1e6)
}

#[test]
#[ignore = "takes minutes, and a machine that does nothing else"]
fn how_far_apart_in_time_are_what_is_hidden_and_what_is_not_there() {
    let asked = std::env::vars().find(|(name, _)| name == "CHANCERY_CALLS");
    let calls: usize = asked.and_then(|(_, calls)| calls.parse().ok()).unwrap_or(2_000);
    let items = Item::of_every_label();
    let world = World::of(&items, &mut Chance::new(4));
    let person = &CAST[0];
    let mut hidden = items.iter().zip(&world.dossiers).zip(&world.names);
    let ((_, dossier), name) = hidden
        .rfind(|((item, _), _)| !judge::allows(person, &item.subject()) && item.is_released())
        .expect("something is hidden");
    let pages = [
        ("an instruction by its entry", format!("/i/{dossier}"), "/i/HQ.999999"),
        ("the same for programs", format!("/i/{dossier}.json"), "/i/HQ.999999.json"),
        ("a record by its number", format!("/r/{name}"), "/r/2026-MERE-9999"),
    ];
    let measured = |takes: Duration, (what, here, nowhere): &(&str, String, &str)| {
        let (visitor, mut chance) = (Visitor::of(world.router_taking(takes), person), Chance::new(7));
        let (mut one, mut other) = (Vec::new(), Vec::new());
        while one.len().min(other.len()) < calls {
            let of_hidden = chance.below(2) == 0;
            let start = Instant::now();
            let seen = visitor.get(if of_hidden { here } else { nowhere });
            let took = start.elapsed().as_secs_f64();
            assert_eq!(seen.status, 404);
            if of_hidden { &mut one } else { &mut other }.push(took);
        }
        let (t, more) = apart(one, other);
        println!("{what}, 404 after {takes:?}: t = {t:.1}, {more:.1} µs more where it is hidden");
    };
    for page in &pages {
        measured(Duration::ZERO, page);
    }
    // Those that wait leave the machine alone meanwhile, so all are asked at once.
    std::thread::scope(|scope| {
        for page in &pages {
            scope.spawn(|| measured(Duration::from_millis(20), page));
        }
    });
}
