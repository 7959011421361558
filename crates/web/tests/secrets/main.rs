//! What a reader may not see leaves no trace: two records that differ only in what is hidden from somebody are the same
//! to them, byte for byte, at every address; and what they do see is what an independent judge allows.
//! `CHANCERY_PAIRS=2000` asks for as many pairs of records instead of fifty, `CHANCERY_PAIRS=500..1000` for those of some seeds.

mod judge;
mod matrix;
mod timing;
mod visitor;
mod world;

use std::collections::BTreeSet;
use std::ops::Range;

use judge::Secret;
use visitor::{Seen, Visitor};
use world::{CAST, Chance, Item, Person, World};

/// How many addresses a visitor follows by links.
const FOLLOWED: usize = 50;
/// How many addresses are tried that no link may lead to.
const TRIED: usize = 30;
/// How many of them are asked for as of another day besides.
const LOOKED_BACK: usize = 20;

/// What one reader asks: addresses found by links, questions to the search, and what they should not know of.
fn asks(chance: &mut Chance, visitor: &Visitor, worlds: &[&World]) -> Vec<String> {
    let mut asks = visitor.crawl(FOLLOWED);
    let fixed = web::routes().into_iter().filter(|route| route.method == "GET" && !route.path.contains('{'));
    asks.extend(fixed.map(|route| route.path.to_owned()));
    for query in ["gear", "zq*", "-absent", "from:OSLO", "from:MERE", "kind:reply", "kind:filed", "tag:EFIS"]
    {
        asks.push(format!("/q?q={}", query.replace('*', "%2A")));
    }
    let mut tried: Vec<String> = Vec::new();
    for world in worlds {
        for id in &world.dossiers {
            tried.extend(["", "/board", "/revise", "/map"].map(|page| format!("/i/{id}{page}")));
            tried.extend(world::POSTS.map(|post| format!("/t/{id}/{post}")));
            tried.extend(["", ".json", ".txt"].map(|form| format!("/r/{id}{form}")));
        }
        for name in &world.names {
            tried.extend(["", "/board", "/board.json"].map(|page| format!("/i/{name}{page}")));
            tried.extend(["", ".json", "/host-paper"].map(|page| format!("/r/{name}{page}")));
        }
        tried.extend(world.secrets.iter().map(|secret| format!("/q?q={}", secret.word)));
    }
    for _ in 0..TRIED {
        asks.push(tried[chance.below(tried.len())].clone());
    }
    // The same as of a day, on either clock: looking back opens nothing.
    for _ in 0..LOOKED_BACK {
        let ask = asks[chance.below(asks.len())].clone();
        let (join, clock) = (if ask.contains('?') { '&' } else { '?' }, ["on", "known"][chance.below(2)]);
        asks.push(format!("{ask}{join}{clock}={}", world::DAYS[chance.below(world::DAYS.len())]));
    }
    asks
}

/// Plays one pair of records for one reader; gives how many answers were compared and how many entries differ.
fn compare(seed: u64) -> Result<(usize, usize), String> {
    let mut chance = Chance::new(seed);
    let person: &Person = &CAST[chance.below(CAST.len())];
    let items: Vec<Item> = (0..6 + chance.below(8)).map(|_| Item::any(&mut chance)).collect();
    let one = World::of(&items, &mut Chance::new(seed));
    let mut varied: Vec<Item> = items.iter().map(|item| item.vary(&mut chance, person)).collect();
    let more = 1 + chance.below(6);
    varied.extend((0..more).map(|_| Item::hidden_from(&mut chance, person)));
    let other = World::of(&varied, &mut Chance::new(seed));
    let (first, second) = (Visitor::sign_in(&one, person), Visitor::sign_in(&other, person));
    let asks = asks(&mut chance, &first, &[&one, &other]);
    for ask in &asks {
        let (here, there) = (first.get(ask), second.get(ask));
        if here != there {
            return Err(format!("pair {seed}: {ask} as {}\n{}", person.officer, difference(&here, &there)));
        }
    }
    let differ = items.iter().zip(&varied).filter(|(one, other)| one != other).count() + more;
    Ok((asks.len(), differ))
}

fn difference(here: &Seen, there: &Seen) -> String {
    if here.status != there.status || here.body == there.body {
        return format!("{} {:?}\n{} {:?}", here.status, here.headers, there.status, there.headers);
    }
    let lines = here.body.lines().zip(there.body.lines());
    let mut apart = lines.filter(|(one, other)| one != other);
    apart.next().map_or_else(
        || format!("{} bytes and {}", here.body.len(), there.body.len()),
        |(one, other)| {
            let same = one.bytes().zip(other.bytes()).take_while(|(a, b)| a == b).count();
            let cut = |text: &str| text.chars().skip(same.saturating_sub(60)).take(200).collect::<String>();
            format!("…{}\n…{}", cut(one), cut(other))
        },
    )
}

fn pairs() -> Range<u64> {
    let asked = std::env::vars().find(|(name, _)| name == "CHANCERY_PAIRS").map(|(_, value)| value);
    let asked = asked.as_deref().unwrap_or("50");
    let (first, end) = asked.split_once("..").unwrap_or(("0", asked));
    first.parse().expect("a seed")..end.parse().expect("a seed")
}

#[test]
fn what_is_hidden_from_a_reader_changes_no_byte_of_what_they_are_told() {
    let (mut answers, mut differ, mut leaks) = (0, 0, Vec::new());
    for seed in pairs() {
        match compare(seed) {
            Ok((asked, hidden)) => (answers, differ) = (answers + asked, differ + hidden),
            Err(leak) => leaks.push(leak),
        }
    }
    println!(
        "{} pairs of records with {differ} hidden differences, {answers} answers compared",
        pairs().count()
    );
    assert!(leaks.is_empty(), "{} leaks\n{}", leaks.len(), leaks.join("\n\n"));
}

#[test]
fn each_reader_is_told_the_words_that_an_independent_judge_allows_and_all_of_them() {
    let (mut pages, mut words) = (0, 0);
    for seed in pairs().step_by(4) {
        let mut chance = Chance::new(seed + 1_000_000);
        let items: Vec<Item> = (0..8).map(|_| Item::any(&mut chance)).collect();
        let world = World::of(&items, &mut Chance::new(seed));
        for person in CAST.iter().skip(chance.below(3)).step_by(3) {
            let visitor = Visitor::sign_in(&world, person);
            let (allowed, hidden): (Vec<&Secret>, Vec<&Secret>) =
                world.secrets.iter().partition(|secret| judge::allows(person, secret));
            let mut told = BTreeSet::new();
            for ask in asks(&mut chance, &visitor, &[&world]) {
                let seen = visitor.get(&ask);
                pages += 1;
                // A question is given back with the page, whatever the answer.
                let asked = ask.strip_prefix("/q?q=").unwrap_or_default();
                let asked = asked.split('&').next().unwrap_or_default();
                for secret in hidden.iter().filter(|secret| secret.word != asked) {
                    let who = person.officer;
                    assert!(!seen.body.contains(&secret.word), "seed {seed}: {ask} tells {who} {secret:?}");
                }
                told.extend(
                    allowed.iter().filter(|secret| seen.body.contains(&secret.word)).map(|it| &it.word),
                );
            }
            words += told.len();
            // What stands in a list must stand there: a page that shows nothing keeps every secret.
            for secret in allowed.iter().filter(|secret| secret.listed) {
                assert!(
                    told.contains(&secret.word),
                    "seed {seed}: {} is not told {secret:?}",
                    person.officer
                );
            }
        }
    }
    println!("{pages} pages held against the judge, {words} words told");
}
