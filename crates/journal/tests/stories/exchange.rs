//! Entries travel between offices, by receiving and by export, and arrive the same or are refused by name.

use std::sync::Arc;

use crate::common::{acknowledged, append, at, begun, disposed, filed, id, office, salts, small};
use domain::entry::{Digest, Entry, Epoch, Head};
use domain::fact::Fact;
use domain::words::{DossierId, PaperId};
use journal::{Fault, Journal, Received, of_entry, of_paper};
use proptest::prelude::*;

/// What an office sends that has a handful of entries: `small`'s six, and one of a kind from the future.
fn sent() -> Vec<Entry> {
    let folder = tempfile::tempdir().expect("a folder");
    let mut entries = small(folder.path()).record().after(0, 100).expect("a record");
    let last = entries.last().expect("six entries").clone();
    entries.push(resealed(Entry {
        id: id("HQ.7"),
        kind: "weather.observed".into(),
        fact: br#"{"sky": "clear",  "by": ["the minister"] }"#.as_slice().into(),
        previous: last.digest,
        ..last
    }));
    entries
}

/// The entry with the digest that it ought to have.
fn resealed(mut entry: Entry) -> Entry {
    entry.digest = of_entry(&entry);
    entry
}

/// An entry without what is local to a node.
fn carried(entry: &Entry) -> Entry {
    Entry { arrival: 0, arrived: at(0), ..entry.clone() }
}

fn paris() -> (tempfile::TempDir, Journal) {
    let folder = tempfile::tempdir().expect("a folder");
    let journal = begun(folder.path(), "PAR");
    (folder, journal)
}

#[test]
fn what_is_received_is_what_was_sent_unknown_kinds_included() {
    let (_folder, mut journal) = paris();
    let received = journal.receive(sent(), at(99)).expect("sound entries");
    assert_eq!(received, Received { stored: 7, known: 0, words: 0 });
    let stored = journal.record().after(0, 100).expect("a record");
    assert!(stored.iter().map(carried).eq(sent().iter().map(carried)));
    assert!(stored.iter().all(|entry| entry.arrived == at(99)));
    assert_eq!(stored[6].fact().expect("carried"), Fact::Unknown);
    assert!(journal.record().verify(&mut |_, _| true).expect("a record").holds());
    let received = journal.receive(sent(), at(100)).expect("known entries");
    assert_eq!(received, Received { stored: 0, known: 7, words: 0 });
}

#[test]
fn gaps_forks_and_alterations_are_refused_by_name_and_nothing_is_stored() {
    let (_folder, mut journal) = paris();
    let all = sent();
    journal.receive(all[..3].to_vec(), at(9)).expect("sound entries");
    let mut refused = |entries: Vec<Entry>| {
        let fault = journal.receive(entries, at(9)).expect_err("must be refused").to_string();
        assert_eq!(journal.record().position().expect("a record"), 3, "{fault}");
        fault
    };
    assert!(
        refused(all[5..].to_vec()).starts_with("HQ: after number 3 comes 6; ask HQ for the entries from 4")
    );
    let gap = [&all[3..4], &all[5..6]].concat();
    assert!(refused(gap).starts_with("HQ: after number 4 comes 6"));
    let other = resealed(Entry { at: at(77), ..all[2].clone() });
    assert!(refused(vec![other]).starts_with("HQ.3 exists in two versions"));
    let other = resealed(Entry { previous: Digest([9; 32]), ..all[3].clone() });
    assert!(refused(vec![other]).starts_with("HQ.3 exists in two versions"));
    let altered = Entry { at: at(77), ..all[3].clone() };
    assert!(refused(vec![all[2].clone(), altered]).starts_with("entry HQ.4 was altered"));
    let mut altered = all[4].clone();
    altered.papers[0].words.as_mut().expect("words").1 = "Bad offices.".into();
    assert!(refused(vec![all[3].clone(), altered]).contains("the words of its paper 0 do not match"));
    let again = resealed(Entry { command: Some("command-1".into()), ..all[3].clone() });
    assert_eq!(refused(vec![again]), "the command `command-1` of HQ is already recorded");
    let none = resealed(Entry { id: id("HQ.4711"), ..all[3].clone() });
    let none = Entry { id: domain::words::EntryId { number: 0, ..none.id }, ..none };
    assert!(refused(vec![none]).contains("its number is none"));
}

#[test]
fn a_home_office_is_not_extended_from_outside() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut journal = small(folder.path());
    let received = journal.receive(sent()[..6].to_vec(), at(9)).expect("an echo of our own");
    assert_eq!(received.known, 6);
    let fault = journal.receive(sent(), at(9)).expect_err("beyond our head");
    assert!(matches!(fault, Fault::Foreign { .. }), "{fault}");
    let other = resealed(Entry { at: at(77), ..sent()[5].clone() });
    let fault = journal.receive(vec![other], at(9)).expect_err("another history");
    assert!(matches!(fault, Fault::Fork { entry, .. } if entry == id("HQ.6")), "{fault}");
}

#[test]
fn words_may_follow_their_entry_but_disposed_words_do_not_return() {
    let (_folder, mut journal) = paris();
    let bare: Vec<Entry> = sent()
        .into_iter()
        .map(|mut entry| {
            entry.papers.iter_mut().for_each(|paper| paper.words = None);
            entry
        })
        .collect();
    journal.receive(bare, at(9)).expect("sound entries");
    let verdict = journal.record().verify(&mut |_, _| true).expect("a record");
    assert!(verdict.holds() && verdict.awaited == 3, "{verdict:?}");
    let paper = PaperId { entry: id("HQ.3"), place: 0 };
    let one = append("PAR", 9, None, vec![disposed(DossierId::Of(id("HQ.3")), paper)]);
    journal.append(vec![one], at(9), &mut salts()).expect("room on the disk");
    let received = journal.receive(sent(), at(10)).expect("sound entries");
    assert_eq!((received.stored, received.known), (0, 7));
    let record = journal.record();
    let words = |entry| record.paper(PaperId { entry: id(entry), place: 0 }).expect("a record");
    assert_eq!((words("HQ.1").as_deref(), words("HQ.3")), (Some("Good offices."), None));
    let verdict = record.verify(&mut |_, _| true).expect("a record");
    assert!(verdict.holds() && verdict.awaited == 0 && verdict.disposed == 1, "{verdict:?}");
    let mut forged = sent()[0].clone();
    let (salt, _) = forged.papers[0].words.clone().expect("words");
    forged.papers[0].words = Some((salt, "Forged.".into()));
    assert_ne!(of_paper(salt, "Forged."), forged.papers[0].digest);
    assert!(matches!(journal.receive(vec![forged], at(10)), Err(Fault::Altered { .. })));
}

fn exported(journal: &Journal) -> String {
    let mut out = Vec::new();
    journal.record().export(None, &mut out).expect("a sound record");
    String::from_utf8(out).expect("text")
}

/// A record of three offices with everything an export can hold.
fn full() -> (tempfile::TempDir, Journal) {
    let (folder, mut journal) = paris();
    journal.receive(sent(), at(50)).expect("sound entries");
    journal.settle(office("CON"), Epoch([8; 16])).expect("a place to write");
    let mut salts = salts();
    let dossier = DossierId::Of(id("HQ.3"));
    let words = "Ünïcode, \"quotes\", \u{1} and\na line\u{2028}.";
    for n in 0..3 {
        let mut one =
            append("PAR", n, Some("again"), vec![filed(dossier, words), acknowledged(dossier, "PAR")]);
        one.command = Some(Arc::from(format!("c-{n}")));
        one.seen = journal.head(office("HQ"));
        let two = append("CON", n, None, vec![acknowledged(dossier, "CON"); 2]);
        journal.append(vec![one, two], at(100 - n), &mut salts).expect("room on the disk");
    }
    let paper = PaperId { entry: id("PAR.1"), place: 0 };
    let one = append("PAR", 9, None, vec![disposed(dossier, paper)]);
    journal.append(vec![one], at(200), &mut salts).expect("room on the disk");
    journal.dispose(paper).expect("a disposal");
    (folder, journal)
}

#[test]
fn an_export_restores_an_empty_record_and_is_then_the_same_to_the_byte() {
    let (_folder, journal) = full();
    let first = exported(&journal);
    let folder = tempfile::tempdir().expect("a folder");
    let mut restored = Journal::begin(folder.path()).expect("an empty folder");
    let received = restored.import(first.as_bytes(), at(999)).expect("a sound export");
    assert_eq!(received.stored, 20);
    assert_eq!(exported(&restored), first);
    assert_eq!(restored.record().heads().expect("a record"), journal.record().heads().expect("a record"));
    assert!(restored.homes().is_empty());
    assert!(restored.record().verify(&mut |_, _| true).expect("a record").holds());
    assert_eq!(restored.import(first.as_bytes(), at(999)).expect("known entries").stored, 0);
    let one = append("PAR", 9, None, vec![acknowledged(DossierId::Directory, "PAR")]);
    restored.settle(office("PAR"), Epoch([9; 16])).expect("a place to write");
    restored.append(vec![one], at(999), &mut salts()).expect("room on the disk");
    assert!(restored.record().verify(&mut |_, _| true).expect("a record").holds());
}

#[test]
fn one_office_can_be_exported_and_imported_into_a_record_that_has_others() {
    let (_folder, journal) = full();
    let mut out = Vec::new();
    assert_eq!(journal.record().export(Some(office("PAR")), &mut out).expect("a record"), 7);
    let folder = tempfile::tempdir().expect("a folder");
    let mut other = small(folder.path());
    assert_eq!(other.import(out.as_slice(), at(300)).expect("a sound export").stored, 7);
    let mut again = Vec::new();
    other.record().export(Some(office("PAR")), &mut again).expect("a record");
    let local = |bytes: Vec<u8>| {
        let text = String::from_utf8(bytes).expect("text");
        text.lines()
            .map(|line| line.split(",\"arrived\"").next().expect("a part").to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(local(out), local(again));
}

#[test]
fn a_damaged_export_names_the_line_and_changes_nothing() {
    let (_folder, journal) = full();
    let sound = exported(&journal);
    let lines: Vec<&str> = sound.lines().collect();
    let folder = tempfile::tempdir().expect("a folder");
    let mut other = Journal::begin(folder.path()).expect("an empty folder");
    let mut refused = |text: &str| {
        let fault = other.import(text.as_bytes(), at(1)).expect_err(text).to_string();
        assert_eq!(other.record().position().expect("a record"), 0);
        fault
    };
    assert!(refused("").starts_with("line 1 of the export is damaged"));
    assert!(
        refused("{\"format\":\"diary\",\"version\":1,\"entries\":0}\n").contains("it is `diary` version 1")
    );
    assert!(refused(&sound.replacen("\"version\":1", "\"version\":2", 1)).contains("version 2"));
    assert!(
        refused(&sound[..sound.len() - 1]).starts_with("line 21 of the export is damaged: it is cut off")
    );
    assert!(
        refused(&format!("{}\n", lines[..9].join("\n")))
            .contains("line 10 of the export is damaged: it ends")
    );
    assert!(refused(&sound.replacen("oceans.desk", "Oceans Desk", 1)).starts_with("line 2 of"));
    assert!(refused(&sound.replacen("command-0", "command-9", 1)).starts_with("entry HQ.1 was altered"));
    let swapped = [&lines[..4], &lines[5..6], &lines[4..5], &lines[6..], &[""]].concat().join("\n");
    let folder = tempfile::tempdir().expect("a folder");
    let mut tolerant = Journal::begin(folder.path()).expect("an empty folder");
    tolerant.import(swapped.as_bytes(), at(1)).expect("the order of lines is no matter");
    let doubled = sound.replacen("\"entries\":20", "\"entries\":21", 1) + lines[3] + "\n";
    assert_eq!(tolerant.import(doubled.as_bytes(), at(1)).expect("known entries").known, 21);
}

#[test]
fn a_head_that_was_seen_is_kept() {
    let (_folder, journal) = full();
    let entry = journal.record().entry(id("PAR.1")).expect("a record").expect("an entry");
    assert_eq!(entry.seen, journal.head(office("HQ")));
    assert!(matches!(entry.seen, Some(Head { entry, .. }) if entry == id("HQ.7")));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn any_order_overlap_and_repetition_of_chunks_ends_in_the_same_record(
        chunks in prop::collection::vec((0_usize..7, 1_usize..7, any::<u64>()), 1..12),
    ) {
        let all = sent();
        let (_folder, mut journal) = paris();
        let mut reached = 0;
        for (from, length, order) in chunks {
            let to = (from + length).min(all.len());
            let mut chunk = all[from..to].to_vec();
            chunk.sort_by_key(|entry| entry.id.number.wrapping_mul(order | 1) ^ order);
            chunk.push(chunk[0].clone());
            match journal.receive(chunk, at(1)) {
                Ok(received) => {
                    prop_assert!(from <= reached);
                    prop_assert_eq!(received.stored, to.saturating_sub(reached));
                    reached = reached.max(to);
                }
                Err(Fault::Gap { after, .. }) => {
                    prop_assert!(from > reached);
                    prop_assert_eq!(after, reached as u64);
                }
                Err(fault) => prop_assert!(false, "{fault}"),
            }
        }
        journal.receive(all.clone(), at(1)).expect("sound entries");
        let stored = journal.record().after(0, 100).expect("a record");
        prop_assert!(stored.iter().map(carried).eq(all.iter().map(carried)));
        prop_assert!(journal.record().verify(&mut |_, _| true).expect("a record").holds());
    }
}

#[test]
fn the_verifier_that_is_not_ours_to_trust_agrees() {
    let (folder, journal) = full();
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/verify.py");
    let judged = |export: &str| {
        let path = folder.path().join("export.jsonl");
        std::fs::write(&path, export).expect("a file");
        let done = std::process::Command::new("python3").arg(script).arg(&path).output().ok()?;
        Some((
            done.status.success(),
            String::from_utf8(done.stdout).ok()?,
            String::from_utf8(done.stderr).ok()?,
        ))
    };
    let sound = exported(&journal);
    let Some((holds, heads, wrong)) = judged(&sound) else {
        println!("skipped: there is no python3");
        return;
    };
    assert!(holds, "{wrong}");
    let ours = journal.record().heads().expect("a record");
    let ours =
        ours.iter().map(|head| format!("{} {} {}\n", head.entry.office, head.entry.number, head.digest));
    assert_eq!(heads, ours.collect::<String>());
    for (from, to, says) in [
        ("\"actor\":\"oceans.desk\"", "\"actor\":\"oceans.dusk\"", "HQ.1: it does not match its digest"),
        ("Good offices.", "Bad offices.", "HQ.1#0: the words do not match"),
        ("\"id\":\"HQ.4\"", "\"id\":\"HQ.9\"", "HQ.9: before it there is only number 3"),
        ("schedule 12", "schedule 13", "PAR.7: it does not match"),
    ] {
        let (holds, _, wrong) = judged(&sound.replacen(from, to, 1)).expect("python3");
        assert!(!holds && wrong.contains(says), "{wrong}");
    }
    let lost =
        sound.lines().filter(|line| !line.contains("\"id\":\"PAR.7\"")).collect::<Vec<_>>().join("\n") + "\n";
    let (holds, _, wrong) = judged(&lost.replacen(":20", ":19", 1)).expect("python3");
    assert!(!holds && wrong.contains("PAR.1#0: the words are missing and no disposal names them"), "{wrong}");
}
