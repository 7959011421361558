//! The writer at its limits: a full disk, a failed disk, sizes, durability.

use domain::fact::{Fact, TaskingAcknowledged};
use domain::words::DossierId;

use super::*;

fn begun(folder: &Path) -> Journal {
    let mut journal = Journal::begin(folder).expect("an empty folder");
    journal.settle("HQ".parse().expect("a code"), Epoch([7; 16])).expect("a place to write");
    journal
}

fn noted(papers: Vec<Arc<str>>) -> Append {
    let office: OfficeId = "HQ".parse().expect("a code");
    Append {
        office,
        at: Timestamp::UNIX_EPOCH,
        actor: "oceans.desk".parse().expect("a handle"),
        command: None,
        seen: None,
        proposals: vec![Proposal {
            dossier: DossierId::Directory,
            fact: TaskingAcknowledged { office }.into(),
            papers,
        }],
    }
}

fn append(journal: &mut Journal, papers: Vec<Arc<str>>) -> Result<Vec<Arc<Entry>>, Fault> {
    journal.append(vec![noted(papers)], Timestamp::UNIX_EPOCH, &mut || Salt([5; 16]))
}

#[test]
fn a_full_disk_is_told_nothing_is_stored_and_room_cures_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut journal = begun(folder.path());
    append(&mut journal, Vec::new()).expect("room");
    let pages: i64 = journal.store.db.query_row("PRAGMA page_count", (), |row| row.get(0)).expect("a number");
    journal
        .store
        .db
        .query_row(&format!("PRAGMA max_page_count = {}", pages + 2), (), |_| Ok(()))
        .expect("a bound");
    let head = journal.head("HQ".parse().expect("a code"));
    let fault = append(&mut journal, vec!["x".repeat(100_000).into()]).expect_err("no room");
    assert!(matches!(fault, Fault::Full { .. }), "{fault}");
    assert!(fault.to_string().contains("make room and try again"), "{fault}");
    assert_eq!(journal.head("HQ".parse().expect("a code")), head);
    assert_eq!(journal.record().position().expect("a record"), 1);
    append(&mut journal, Vec::new()).expect("a little still fits");
    journal.store.db.query_row("PRAGMA max_page_count = 100000", (), |_| Ok(())).expect("room");
    append(&mut journal, vec!["x".repeat(100_000).into()]).expect("room");
    let verdict = journal.record().verify(&mut |_, _| true).expect("a record");
    assert!(verdict.holds() && verdict.entries == 3, "{verdict:?}");
}

#[test]
fn every_commit_waits_for_the_disk() {
    let folder = tempfile::tempdir().expect("a folder");
    drop(begun(folder.path()));
    let journal = Journal::open(folder.path()).expect("a record");
    let asked =
        |pragma| journal.store.db.query_row(pragma, (), |row| row.get::<_, String>(0)).expect("an answer");
    assert_eq!(asked("SELECT synchronous || '' FROM pragma_synchronous"), "2");
    assert_eq!(asked("PRAGMA journal_mode"), "wal");
}

#[test]
fn after_the_disk_failed_nothing_more_is_written() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut journal = begun(folder.path());
    journal.store.failed = Some("disk I/O error".to_owned());
    let fault = append(&mut journal, Vec::new()).expect_err("the disk failed");
    assert!(matches!(fault, Fault::Closed { .. }), "{fault}");
    assert!(matches!(journal.receive(Vec::new(), Timestamp::UNIX_EPOCH), Err(Fault::Closed { .. })));
    drop(journal);
    append(&mut Journal::open(folder.path()).expect("a fresh look"), Vec::new()).expect("the disk is well");
}

#[test]
fn what_is_too_long_is_refused_and_what_just_fits_is_not() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut journal = begun(folder.path());
    for length in [0, 1, PAPER_MAX] {
        let stored = append(&mut journal, vec!["x".repeat(length).into()]).expect("it fits");
        let words = journal.record().paper(stored[0].paper(0)).expect("a record");
        assert_eq!(words.map(|words| words.len()), Some(length));
    }
    let fault =
        append(&mut journal, vec!["".into(), "x".repeat(PAPER_MAX + 1).into()]).expect_err("too long");
    assert_eq!(
        fault.to_string(),
        "the paper HQ.4#1 does not fit into an entry: it has more than 67108864 bytes"
    );
    let mut unknown = noted(Vec::new());
    unknown.proposals[0].fact = Fact::Unknown;
    let fault =
        journal.append(vec![unknown], Timestamp::UNIX_EPOCH, &mut || Salt([5; 16])).expect_err("no kind");
    assert!(fault.to_string().contains("no kind"), "{fault}");
}

#[test]
fn a_large_batch_is_all_or_nothing_too() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut journal = begun(folder.path());
    append(&mut journal, Vec::new()).expect("room");
    let head = journal.head("HQ".parse().expect("a code"));
    let batch = |last: Append| {
        let mut batch = vec![noted(vec!["Noted.".into()]); 400];
        batch.push(last);
        batch
    };
    let mut unknown = noted(Vec::new());
    unknown.proposals[0].fact = Fact::Unknown;
    let stranger = Append { office: "PAR".parse().expect("a code"), ..noted(Vec::new()) };
    for bad in [unknown, stranger] {
        let refused = journal.append(batch(bad), Timestamp::UNIX_EPOCH, &mut || Salt([5; 16]));
        assert!(matches!(refused, Err(Fault::Unfit { .. } | Fault::NotHome { .. })), "{refused:?}");
        assert_eq!(journal.head("HQ".parse().expect("a code")), head);
        assert_eq!(journal.record().position().expect("a record"), 1);
    }
    let mut count = 0_u128;
    let mut salts = || {
        count += 1;
        Salt(count.to_be_bytes())
    };
    let stored = journal.append(batch(noted(Vec::new())), Timestamp::UNIX_EPOCH, &mut salts).expect("room");
    let read = journal.record().after(1, 1_000).expect("a record");
    assert!(read.iter().eq(stored.iter().map(|entry| &**entry)));
    assert!(journal.record().verify(&mut |_, _| true).expect("a record").holds());
}

#[test]
fn times_are_kept_to_the_millisecond() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut journal = begun(folder.path());
    let fine: Timestamp = "2026-03-10T09:12:00.123456789Z".parse().expect("a time");
    let stored = journal.append(vec![Append { at: fine, ..noted(Vec::new()) }], fine, &mut || Salt([5; 16]));
    let stored = stored.expect("room");
    assert_eq!(stored[0].at.to_string(), "2026-03-10T09:12:00.123Z");
    assert_eq!(journal.record().after(0, 1).expect("a record"), [(*stored[0]).clone()]);
}
