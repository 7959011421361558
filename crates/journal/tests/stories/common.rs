//! A small office for the tests: fixed times, counted salts, and facts that need no thought.

use std::path::Path;
use std::sync::Arc;

use domain::entry::{Epoch, Proposal, Salt};
use domain::fact::{CableFiled, Fact, PaperDisposed, TaskingAcknowledged};
use domain::words::{DossierId, EntryId, OfficeId, PaperId};
use jiff::Timestamp;
use journal::{Append, Journal};

pub(crate) fn at(second: i64) -> Timestamp {
    Timestamp::from_second(1_767_225_600 + second).expect("a time in 2026")
}

pub(crate) fn office(code: &str) -> OfficeId {
    code.parse().expect("an office code")
}

pub(crate) fn id(text: &str) -> EntryId {
    text.parse().expect("an entry")
}

/// Salts that differ and are the same in every run.
pub(crate) fn salts() -> impl FnMut() -> Salt {
    let mut count = 0_u128;
    move || {
        count += 1;
        Salt(count.to_be_bytes())
    }
}

pub(crate) fn begun(folder: &Path, code: &str) -> Journal {
    let mut journal = Journal::begin(folder).expect("an empty folder");
    journal.settle(office(code), Epoch([7; 16])).expect("a place to write");
    journal
}

pub(crate) fn filed(dossier: DossierId, words: &str) -> Proposal {
    let fact = CableFiled { source: "estmark".into(), name: "one".into(), text: 0 };
    Proposal { dossier, fact: fact.into(), papers: vec![words.into()] }
}

pub(crate) fn acknowledged(dossier: DossierId, code: &str) -> Proposal {
    Proposal { dossier, fact: TaskingAcknowledged { office: office(code) }.into(), papers: Vec::new() }
}

pub(crate) fn disposed(dossier: DossierId, paper: PaperId) -> Proposal {
    let fact: Fact = PaperDisposed { paper, authority: "schedule 12".into() }.into();
    Proposal { dossier, fact, papers: Vec::new() }
}

pub(crate) fn append(code: &str, second: i64, command: Option<&str>, proposals: Vec<Proposal>) -> Append {
    Append {
        office: office(code),
        at: at(second),
        actor: "oceans.desk".parse().expect("a handle"),
        command: command.map(Arc::from),
        seen: None,
        proposals,
    }
}

/// A record of `HQ` with three dossiers: papers, plain facts, commands, a seen head.
pub(crate) fn small(folder: &Path) -> Journal {
    let mut journal = begun(folder, "HQ");
    let mut salts = salts();
    for n in 0..3 {
        let first = journal.head(office("HQ")).map_or(1, |head| head.entry.number + 1);
        let dossier = DossierId::Of(EntryId { office: office("HQ"), number: first });
        let mut one = append(
            "HQ",
            n,
            Some(&format!("command-{n}")),
            vec![filed(dossier, "Good offices."), acknowledged(dossier, "PAR")],
        );
        one.seen = journal.head(office("HQ"));
        journal.append(vec![one], at(n), &mut salts).expect("room on the disk");
    }
    journal
}
