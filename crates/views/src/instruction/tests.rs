//! Whatever happens in whatever order, the tables and the record must tell the same: this is what makes the
//! file of views something that may be thrown away.

use domain::cable::Level;
use domain::fact::Stance;
use domain::words::EntryId;
use jiff::Timestamp;
use proptest::prelude::*;

use super::Instruction;
use crate::When;
use crate::heard::Ear;
use crate::trial::{Trial, office, reader};

const POSTS: [&str; 4] = ["PAR", "OSL", "WEL", "OTT"];

/// One act of a script, by a post on one of two instructions.
#[derive(Debug, Clone, Copy)]
enum Act {
    Acknowledge,
    Object,
    Deliver(Option<Stance>),
    Reply,
    Withdraw,
    SendBack,
    Wait(i64),
    Correct,
    Follow,
}

fn acts() -> impl Strategy<Value = Vec<(Act, usize, usize)>> {
    let act = prop_oneof![
        Just(Act::Acknowledge),
        Just(Act::Object),
        Just(Act::Deliver(None)),
        Just(Act::Deliver(Some(Stance::Supports))),
        Just(Act::Deliver(Some(Stance::Opposes))),
        Just(Act::Reply),
        Just(Act::Withdraw),
        Just(Act::SendBack),
        (1i64..60).prop_map(Act::Wait),
        Just(Act::Correct),
        Just(Act::Follow),
    ];
    proptest::collection::vec((act, 0..POSTS.len(), 0..2usize), 0..24)
}

/// Plays a script and returns the instructions and the times after each act.
fn play(trial: &mut Trial, script: &[(Act, usize, usize)]) -> (Vec<EntryId>, Vec<Timestamp>) {
    let instructions = vec![trial.instruct(&POSTS), trial.instruct(&POSTS[..2])];
    let (mut times, mut reports, mut held) = (vec![trial.now], vec![], vec![]);
    for (act, post, which) in script {
        let (post, id) = (POSTS[*post], instructions[*which]);
        match act {
            Act::Acknowledge => drop(trial.acknowledge(id, post)),
            Act::Object => drop(trial.object(id, post)),
            Act::Deliver(stance) => held.push((post, trial.deliver(id, post, *stance))),
            Act::Reply => reports.push((id, post, trial.reply(id, post, Level::Confidential).1)),
            Act::Withdraw => drop(trial.withdraw(id, post)),
            Act::SendBack => {
                if let Some((id, post, report)) = reports.last() {
                    trial.send_back(*id, post, *report);
                }
            }
            Act::Wait(hours) => trial.wait_hours(*hours),
            Act::Correct => {
                if let Some((post, engagement)) = held.last() {
                    trial.correct(post, *engagement);
                }
            }
            Act::Follow => trial.follow(),
        }
        times.push(trial.now);
    }
    (instructions, times)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn the_tables_and_the_record_tell_the_same(script in acts()) {
        let mut trial = Trial::begin();
        let (instructions, _) = play(&mut trial, &script);
        trial.follow();
        let who = reader(&["HQ"]);
        for id in instructions {
            let everything = When { as_of: None, known: Some(Timestamp::MAX) };
            let (stored, folded) = trial.views.look(&who, |look| {
                Ok((Instruction::stored(look, id)?, Instruction::folded(look, id, everything)?))
            }).expect("read");
            prop_assert_eq!(stored.as_ref(), folded.as_deref());
        }
    }

    #[test]
    fn what_was_known_then_is_what_the_tables_said_then(script in acts(), cut in 0usize..24) {
        let mut trial = Trial::begin();
        let cut = cut.min(script.len());
        let (instructions, times) = play(&mut trial, &script[..cut]);
        trial.follow();
        let who = reader(&["HQ"]);
        let then = *times.last().expect("a time");
        let said: Vec<_> = instructions
            .iter()
            .map(|id| trial.views.board(&who, *id, When::NOW, then).expect("read"))
            .collect();
        // More happens; what was known then does not change.
        for (post, id) in POSTS.iter().zip(instructions.iter().cycle()) {
            trial.acknowledge(*id, post);
            trial.deliver(*id, post, Some(Stance::Undecided));
            trial.reply(*id, post, Level::Unclassified);
        }
        trial.follow();
        let when = When { as_of: None, known: Some(then) };
        for (id, said) in instructions.iter().zip(said) {
            let known = trial.views.board(&who, *id, when, trial.now).expect("read");
            prop_assert_eq!(known, said);
        }
    }

    #[test]
    fn a_rebuilt_file_is_the_file_that_followed(script in acts()) {
        let mut trial = Trial::begin();
        let (instructions, _) = play(&mut trial, &script);
        trial.follow();
        let who = reader(&["HQ"]);
        let boards = |trial: &Trial| {
            instructions.iter().map(|id| trial.views.board(&who, *id, When::NOW, trial.now).expect("read")).collect::<Vec<_>>()
        };
        let before = boards(&trial);
        trial.views.rebuild(&mut |_| {}).expect("rebuilt");
        prop_assert_eq!(boards(&trial), before);
    }
}

#[test]
fn an_office_at_home_is_always_heard() {
    let trial = Trial::begin();
    trial.follow();
    let heard =
        trial.views.look(&reader(&["HQ"]), |look| Ok(Ear::new(look, When::NOW)?.heard(office("PAR"))));
    assert_eq!(heard.expect("read"), domain::tasking::Heard::Here);
}
