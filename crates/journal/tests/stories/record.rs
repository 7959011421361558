//! What goes into the record comes out of it, for readers in this process and in another.

use std::time::Duration;

use crate::common::{acknowledged, append, at, begun, filed, id, office, salts, small};
use domain::words::{DossierId, PaperId};
use journal::{Fault, Journal, Record};

#[test]
fn what_is_appended_is_read_back_the_same() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut journal = begun(folder.path(), "HQ");
    let one = append("HQ", 5, Some("c-1"), vec![filed(DossierId::Of(id("HQ.1")), "Good offices.")]);
    let stored = journal.append(vec![one], at(6), &mut salts()).expect("room on the disk");
    let record = journal.record();
    assert_eq!(record.after(0, 10).expect("a record"), [(*stored[0]).clone()]);
    assert_eq!(record.entry(id("HQ.1")).expect("a record").as_ref(), Some(&*stored[0]));
    assert_eq!(record.entry(id("HQ.2")).expect("a record"), None);
    assert_eq!(record.command(office("HQ"), "c-1").expect("a record"), Some(id("HQ.1")));
    assert_eq!(record.command(office("PAR"), "c-1").expect("a record"), None);
    assert_eq!(record.paper(stored[0].paper(0)).expect("a record").as_deref(), Some("Good offices."));
    assert_eq!(record.paper(stored[0].paper(1)).expect("a record"), None);
    assert_eq!(record.head(office("HQ")).expect("a record"), journal.head(office("HQ")));
}

#[test]
fn a_dossier_is_its_own_entries_in_order() {
    let folder = tempfile::tempdir().expect("a folder");
    let record = small(folder.path()).record();
    let dossier = record.dossier(DossierId::Of(id("HQ.3"))).expect("a record");
    let ids: Vec<_> = dossier.iter().map(|entry| entry.id.to_string()).collect();
    assert_eq!(ids, ["HQ.3", "HQ.4"]);
    assert_eq!(dossier[0].text(0).map(|words| &**words), Some("Good offices."));
    assert!(record.dossier(DossierId::Directory).expect("a record").is_empty());
}

#[test]
fn the_last_of_some_kinds_is_found() {
    let folder = tempfile::tempdir().expect("a folder");
    let record = small(folder.path()).record();
    let last = |kinds: &[&str]| {
        record.last_of_kind(office("HQ"), kinds).expect("a record").map(|entry| entry.id.to_string())
    };
    assert_eq!(last(&["cable.filed"]).as_deref(), Some("HQ.5"));
    assert_eq!(last(&["cable.filed", "tasking.acknowledged"]).as_deref(), Some("HQ.6"));
    assert_eq!(last(&["office.opened"]), None);
}

#[test]
fn an_append_is_all_or_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut journal = small(folder.path());
    let head = journal.head(office("HQ"));
    let good = append("HQ", 9, Some("new"), vec![acknowledged(DossierId::Directory, "PAR")]);
    let again = append("HQ", 9, Some("command-1"), vec![acknowledged(DossierId::Directory, "PAR")]);
    let fault = journal.append(vec![good, again], at(9), &mut salts()).expect_err("a repeated command");
    assert!(matches!(fault, Fault::Repeated { .. }), "{fault}");
    assert_eq!(journal.head(office("HQ")), head);
    assert_eq!(journal.record().position().expect("a record"), 6);
    let fault = journal
        .append(vec![append("PAR", 9, None, vec![])], at(9), &mut salts())
        .expect_err("an office that is not at home");
    assert!(matches!(fault, Fault::NotHome { .. }), "{fault}");
}

#[test]
fn a_second_writer_is_refused_and_a_reader_is_not() {
    let folder = tempfile::tempdir().expect("a folder");
    let journal = small(folder.path());
    let fault = Journal::open(folder.path()).expect_err("a second writer");
    assert!(matches!(fault, Fault::InUse { .. }), "{fault}");
    assert_eq!(Record::open(folder.path()).expect("a reader").position().expect("a record"), 6);
    drop(journal);
    assert_eq!(Journal::open(folder.path()).expect("the writer is gone").homes(), [office("HQ")]);
    let fault = Journal::begin(folder.path()).expect_err("a record is there");
    assert!(matches!(fault, Fault::Exists { .. }), "{fault}");
}

#[test]
fn a_follower_is_woken_by_the_commit() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut journal = small(folder.path());
    let (near, far) = (journal.record(), Record::open(folder.path()).expect("a reader"));
    assert_eq!(near.watch(6, Duration::from_millis(1)).expect("a record"), 6);
    assert_eq!(far.watch(6, Duration::from_millis(1)).expect("a record"), 6);
    let followers = [near, far]
        .map(|record| std::thread::spawn(move || record.watch(6, Duration::from_mins(1)).expect("a record")));
    let one = append("HQ", 9, None, vec![acknowledged(DossierId::Directory, "PAR")]);
    journal.append(vec![one], at(9), &mut salts()).expect("room on the disk");
    for follower in followers {
        assert_eq!(follower.join().expect("no panic"), 7);
    }
}

#[test]
fn a_sound_record_verifies() {
    let folder = tempfile::tempdir().expect("a folder");
    let journal = small(folder.path());
    let verdict = journal.record().verify(&mut |_, _| true).expect("a record");
    assert!(verdict.holds(), "{verdict:?}");
    assert_eq!((verdict.entries, verdict.papers), (6, 3));
    assert_eq!(verdict.heads, [journal.head(office("HQ")).expect("entries")]);
}

#[test]
fn verifying_tells_how_far_it_is_and_stops_when_told() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut journal = begun(folder.path(), "HQ");
    let many = vec![acknowledged(DossierId::Directory, "PAR"); 10_000];
    journal.append(vec![append("HQ", 9, None, many)], at(9), &mut salts()).expect("room on the disk");
    let mut heard = Vec::new();
    let verdict = journal.record().verify(&mut |done, all| {
        heard.push((done, all));
        true
    });
    assert!(verdict.expect("a record").holds());
    assert_eq!(heard, [(4096, 10_000), (8192, 10_000), (10_000, 10_000)]);
    let verdict = journal.record().verify(&mut |_, _| false).expect("a record");
    assert!(verdict.stopped && !verdict.holds() && verdict.entries == 4096 && verdict.findings.is_empty());
    // Reading in steps begins in the middle of an act and ends in the middle of it.
    let record = journal.record();
    let numbers =
        |entries: Vec<domain::entry::Entry>| entries.iter().map(|entry| entry.id.number).collect::<Vec<_>>();
    assert_eq!(numbers(record.after(4_998, 3).expect("a record")), [4_999, 5_000, 5_001]);
    assert_eq!(numbers(record.of_office(office("HQ"), 9_998, 3).expect("a record")), [9_999, 10_000]);
    assert!(record.after(10_000, 3).expect("a record").is_empty());
    assert!(record.of_office(office("PAR"), 0, 3).expect("a record").is_empty());
}

#[test]
fn a_record_whose_beginning_died_is_begun_again() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("record.db"), b"").expect("a file");
    assert!(matches!(Journal::open(folder.path()), Err(Fault::Missing { .. })));
    assert!(Journal::begin(folder.path()).expect("nothing was there").homes().is_empty());
}

#[test]
fn words_go_when_they_are_disposed_of_and_the_chain_holds() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut journal = small(folder.path());
    let paper = PaperId { entry: id("HQ.3"), place: 0 };
    let fault = journal.dispose(paper).expect_err("no disposal yet");
    assert!(matches!(fault, Fault::NotDisposed { .. }), "{fault}");
    let one = append("HQ", 9, None, vec![crate::common::disposed(DossierId::Of(id("HQ.3")), paper)]);
    journal.append(vec![one], at(9), &mut salts()).expect("room on the disk");
    journal.dispose(paper).expect("a disposal");
    assert_eq!(journal.record().paper(paper).expect("a record"), None);
    let verdict = journal.record().verify(&mut |_, _| true).expect("a record");
    assert!(verdict.holds(), "{verdict:?}");
    assert_eq!(verdict.disposed, 1);
}
