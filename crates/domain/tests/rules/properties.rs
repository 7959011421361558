//! What holds whatever anybody asks: nothing panics, repeating adds nothing, a draft reads back from its own
//! sheet, an expansion names nobody twice and nobody taken out.

use std::collections::BTreeSet;

use domain::cable::Precedence;
use domain::command::Command;
use domain::directory::Directory;
use domain::fact::{Address, CollectiveDefined, Fact, Member};
use domain::words::OfficeId;
use proptest::prelude::*;
use proptest::strategy::ValueTree;

use crate::common::script::{Throw, act, clock, offices, under_way};
use crate::common::{day, hq, name, time};

pub(crate) fn throws(most: usize) -> impl Strategy<Value = Vec<(u8, Throw)>> {
    let throw = (any::<u8>(), any::<u8>(), any::<u8>(), any::<u8>(), any::<u8>());
    let one = throw.prop_map(|(who, what, which, how, text)| (who, Throw { what, which, how, text }));
    prop::collection::vec(one, 1..most)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    /// The desk itself asserts that each command, repeated, adds nothing.
    #[test]
    fn whatever_is_asked_nothing_panics_and_repeating_adds_nothing(script in throws(40)) {
        let mut desk = under_way();
        for (step, (who, throw)) in script.into_iter().enumerate() {
            let all = offices();
            let office = all[usize::from(who) % all.len()];
            act(&mut desk, office, clock(step, i64::from(who % 5)), throw);
        }
        for entry in desk.journals.values().flatten() {
            let fact = entry.fact().expect("readable");
            prop_assert_eq!(fact.bytes(), entry.fact.to_vec(), "{} reads back as it was written", entry.kind);
        }
        for draft in desk.dossiers.values().filter_map(|known| known.draft.as_ref()) {
            let open = draft.released.is_none() && !draft.abandoned && draft.office() == hq();
            if open && draft.content.terms.level.is_none() {
                let command = Command::Revise { draft: draft.id, sheet: Box::new(draft.sheet()) };
                let context = desk.context(hq(), &name("oceans.desk"), time("2026-06-01"));
                let proposals = domain::command::decide(desk.world(), &context, &command);
                prop_assert_eq!(proposals, Ok(vec![]), "a draft's own sheet changes it");
            }
        }
    }

    #[test]
    fn an_expansion_names_nobody_twice_and_nobody_taken_out(
        collectives in prop::collection::vec(prop::collection::vec(0usize..8, 1..6), 4),
        to in prop::collection::vec((0usize..8, prop::collection::vec(0usize..4, 0..2)), 1..4),
        info in prop::collection::vec((0usize..8, prop::collection::vec(0usize..4, 0..2)), 0..3),
    ) {
        let (directory, members) = network(&collectives);
        let address = |(who, except): &(usize, Vec<usize>)| Address {
            who: members[*who].clone(),
            except: except.iter().map(|place| offices()[*place]).collect(),
            precedence: None,
        };
        let (to, info): (Vec<_>, Vec<_>) = (to.iter().map(address).collect(), info.iter().map(address).collect());
        let Ok(all) = directory.expand(&to, &info, Precedence::Routine, day("2026-02-01")) else {
            return Ok(());
        };
        let once: BTreeSet<OfficeId> = all.iter().map(|addressee| addressee.office).collect();
        prop_assert_eq!(once.len(), all.len());
        let out = |list: &[Address], office| list.iter().any(|address| address.except.contains(&office));
        for addressee in all {
            let barred = if addressee.action { out(&to, addressee.office) } else { out(&info, addressee.office) };
            prop_assert!(!barred, "{} was taken out", addressee.office);
        }
    }
}

/// The four offices and four collectives of offices and one another, as far as the rules let them be.
fn network(collectives: &[Vec<usize>]) -> (Directory, Vec<Member>) {
    let mut desk = under_way();
    let names = ["A", "B", "C", "D"].map(|name| Member::Collective(name.to_owned()));
    let members: Vec<Member> = offices().into_iter().map(Member::Office).chain(names.clone()).collect();
    for (own, held) in names.iter().zip(collectives) {
        let Member::Collective(own) = own else { continue };
        let held = held.iter().map(|place| members[*place].clone()).collect();
        let defined =
            CollectiveDefined { name: own.clone(), from: day("2026-01-01"), members: held, except: vec![] };
        let _ = desk.ask("HQ", "network.admin", "2026-01-07", Command::DefineCollective(defined));
    }
    (desk.directory, members)
}

#[test]
fn scripts_by_chance_do_reach_every_kind_of_fact_about_taskings() {
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let mut kinds = BTreeSet::new();
    for _ in 0..300 {
        let script = throws(60).new_tree(&mut runner).expect("a script").current();
        let mut desk = under_way();
        for (step, (who, throw)) in script.into_iter().enumerate() {
            act(&mut desk, offices()[usize::from(who) % 4], clock(step, 0), throw);
        }
        kinds.extend(desk.journals.values().flatten().map(|entry| entry.kind.to_string()));
    }
    // Those have stories and properties of their own.
    let rare = ["paper.disposed", "access.granted", "act.confirmed", "draft.regraded"];
    let of_keys = ["passkey.", "recovery.", "identity.", "role.delegat"];
    let rare = |kind: &str| rare.contains(&kind) || of_keys.iter().any(|begin| kind.starts_with(begin));
    let missing: Vec<_> = Fact::KINDS.iter().filter(|kind| !rare(kind) && !kinds.contains(**kind)).collect();
    assert!(missing.is_empty(), "the properties never see {missing:?}");
}
