//! The weave: headquarters and three posts each act on what they know, entries reach the others late and in
//! pieces, and whatever order the journals are folded in, everybody ends with the same dossiers and board.

#[expect(dead_code, reason = "the weave tells no stories, it only needs the desk that tells them")]
#[path = "../../domain/tests/common/mod.rs"]
mod common;

use std::collections::{BTreeMap, HashMap};

use common::script::{Throw, act, clock, offices, under_way};
use common::{Desk, hq, time};
use domain::directory::Directory;
use domain::dossier::Dossier;
use domain::entry::Entry;
use domain::fact::Fact;
use domain::tasking::{Heard, concerned, owner};
use domain::words::{DossierId, DutyId, EntryId, OfficeId};
use proptest::prelude::*;

/// One thing that happens: an office acts, or hears from another as far as a number of entries.
#[derive(Debug, Clone)]
enum Step {
    Act(usize, Throw),
    Hear { office: usize, from: usize, most: usize },
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let throw = (any::<u8>(), any::<u8>(), any::<u8>(), any::<u8>());
    let throw = throw.prop_map(|(what, which, how, text)| Throw { what, which, how, text });
    let step = prop_oneof![
        3 => (0usize..4, throw).prop_map(|(office, throw)| Step::Act(office, throw)),
        1 => (0usize..4, 0usize..4, 1usize..40)
            .prop_map(|(office, from, most)| Step::Hear { office, from, most }),
    ];
    prop::collection::vec(step, 1..30)
}

/// Plays the steps and returns each office's own journal.
fn play(steps: &[Step]) -> BTreeMap<OfficeId, Vec<Entry>> {
    let all = offices();
    let mut desks: Vec<Desk> = all.iter().map(|_| under_way()).collect();
    for (number, step) in steps.iter().enumerate() {
        match step {
            // Every office's clock is some hours off, each by its own.
            Step::Act(office, throw) => {
                let skew = [0, 5, -7, 2][*office];
                act(&mut desks[*office], all[*office], clock(number, skew), *throw);
            }
            Step::Hear { office, from, most } => {
                let told: Vec<Entry> = news(&desks[*from], &desks[*office], *most);
                for entry in &told {
                    desks[*office].receive(entry);
                }
            }
        }
    }
    all.iter().zip(&desks).map(|(office, desk)| (*office, own(desk, *office))).collect()
}

fn own(desk: &Desk, office: OfficeId) -> Vec<Entry> {
    desk.journals.get(&office).cloned().unwrap_or_default()
}

/// What one desk has that another lacks, as far as the line holds.
fn news(from: &Desk, to: &Desk, most: usize) -> Vec<Entry> {
    let known = |office: &OfficeId| to.journals.get(office).map_or(0, Vec::len);
    let all = from.journals.iter().flat_map(|(office, journal)| journal.iter().skip(known(office)));
    all.take(most).cloned().collect()
}

/// Everything folded from the record.
#[derive(Debug, Default, PartialEq)]
struct Folded {
    directory: Directory,
    dossiers: HashMap<EntryId, Dossier>,
}

impl Folded {
    fn evolve(&mut self, entry: &Entry) {
        match entry.dossier {
            DossierId::Directory => self.directory.evolve(entry).expect("readable"),
            DossierId::Of(id) => {
                let dossier = self.dossiers.entry(id).or_insert_with(|| Dossier::new(id));
                dossier.evolve(entry).expect("readable");
            }
        }
    }

    /// The board at some times, by people who hear the posts in different ways.
    fn board(&self) -> Vec<String> {
        let mut lines = Vec::new();
        for now in ["2026-03-04", "2026-04-09", "2026-07-01"].map(time) {
            for tasking in self.dossiers.values().flat_map(|dossier| dossier.taskings.values()) {
                for heard in [Heard::Here, Heard::Away(Some(time("2026-04-08"))), Heard::Away(None)] {
                    lines.push(format!("{now} {} {heard:?} {:?}", tasking.id, tasking.standing(now, heard)));
                }
            }
        }
        lines.sort();
        lines
    }
}

/// Weaves the journals, each in its own order, as the picks have it.
fn weave<'a>(journals: &'a BTreeMap<OfficeId, Vec<Entry>>, picks: &[u8]) -> Vec<&'a Entry> {
    let mut rest: Vec<std::slice::Iter<'_, Entry>> = journals.values().map(|j| j.iter()).collect();
    let mut picks = picks.iter().cycle();
    let mut woven = Vec::new();
    while !rest.is_empty() {
        let start = usize::from(picks.next().copied().unwrap_or(0)) % rest.len();
        // Some picks take a run of one journal, as a bundle would bring it.
        let run = if picks.next().is_some_and(|pick| pick % 3 == 0) { 20 } else { 1 };
        woven.extend(rest[start].by_ref().take(run));
        rest.retain(|journal| journal.len() > 0);
    }
    woven
}

fn folded<'a>(entries: impl IntoIterator<Item = &'a Entry>) -> Folded {
    let mut all = Folded::default();
    entries.into_iter().for_each(|entry| all.evolve(entry));
    all
}

/// The same entry as another office would forge it: with that office's name and a number of its own.
fn forged(entry: &Entry, office: OfficeId) -> Option<Entry> {
    let fact = entry.fact().ok()?;
    let rightful = match entry.dossier {
        DossierId::Directory => hq(),
        DossierId::Of(id) => concerned(id, &fact).first().map_or(id.office, |tasking| owner(*tasking, &fact)),
    };
    // An office's own judgement of its host is its own, whoever else made one like it; and so is what its duty officer opened.
    let anybodys = matches!(fact, Fact::PositionAssessed(_) | Fact::EmergencyOpened(_));
    (rightful != office && !anybodys)
        .then(|| Entry { id: EntryId { office, number: 1_000_000 + entry.id.number }, ..entry.clone() })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_interleaving_of_the_offices_journals_gives_the_same_dossiers_and_board(
        steps in steps(),
        picks in prop::collection::vec(any::<u8>(), 1..64),
    ) {
        let journals = play(&steps);
        let one = folded(journals.values().flatten());
        let other = folded(weave(&journals, &picks));
        prop_assert_eq!(one.board(), other.board());
        prop_assert_eq!(&one, &other);
        let backwards = folded(journals.values().rev().flatten());
        prop_assert_eq!(&one.dossiers, &backwards.dossiers);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_an_office_writes_of_anothers_business_changes_nothing(
        steps in steps(),
        picks in prop::collection::vec(any::<u8>(), 1..64),
    ) {
        let journals = play(&steps);
        let all = offices();
        let honest = folded(journals.values().flatten());
        let mut beset = Folded::default();
        for (place, entry) in weave(&journals, &picks).into_iter().enumerate() {
            let office = all[(place + usize::from(picks[0])) % all.len()];
            let forgery = forged(entry, office);
            // A headquarters must have been founded before anything is anybody's business.
            let founded = beset.directory.headquarters().is_some();
            let early = picks[place % picks.len()] % 2 == 0;
            if let Some(forgery) = forgery.as_ref().filter(|_| founded && early) {
                beset.evolve(forgery);
            }
            beset.evolve(entry);
            if let Some(forgery) = &forgery {
                beset.evolve(forgery);
            }
        }
        // A forgery may name a dossier nobody has heard of yet; it stays empty.
        beset.dossiers.retain(|id, dossier| *dossier != Dossier::new(*id));
        prop_assert_eq!(honest.board(), beset.board());
        prop_assert_eq!(honest, beset);
    }
}

#[test]
fn the_weave_sees_acts_that_crossed_and_duties_of_every_stage() {
    use proptest::strategy::ValueTree;
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let (mut crossed, mut stages) = (0, std::collections::BTreeSet::new());
    for _ in 0..300 {
        let steps = steps().new_tree(&mut runner).expect("a script").current();
        let all = folded(play(&steps).values().flatten());
        for tasking in all.dossiers.values().flat_map(|dossier| dossier.taskings.values()) {
            let standing = tasking.standing(time("2026-05-01"), Heard::Here);
            crossed += usize::from(standing.crossed);
            stages.insert(standing.stage);
            let none: DutyId = tasking.id.into();
            stages.insert(tasking.duty_standing(none.occurrence, time("2026-03-02"), Heard::Here).stage);
        }
    }
    assert!(crossed > 5, "only {crossed} acts crossed a withdrawal");
    assert!(stages.len() >= 8, "only {stages:?}");
}
