//! The catalogue of refusals: every code once, every sentence naming something, and every one of them
//! provoked by some command.

use std::collections::BTreeSet;

use domain::refusal::Refusal;

#[test]
fn a_placeholder() {
    let codes: BTreeSet<_> = Refusal::CATALOGUE.iter().map(|(code, ..)| *code).collect();
    assert_eq!(codes.len(), Refusal::CATALOGUE.len());
}
