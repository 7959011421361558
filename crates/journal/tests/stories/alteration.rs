//! Whatever is altered behind the record's back is named, and altered bytes are never read as a record.

use std::fs;
use std::path::Path;

use crate::common::{acknowledged, append, at, disposed, id, office, salts, small};
use domain::words::{DossierId, PaperId};
use journal::{Fault, Journal, Record, Verdict, Why};
use rusqlite::Connection;
use rusqlite::types::Value;

/// Opens the file as somebody would who wants to alter it.
fn behind(folder: &Path) -> Connection {
    Connection::open(folder.join("record.db")).expect("a file")
}

fn verdict(folder: &Path) -> Result<Verdict, Fault> {
    Record::open(folder)?.verify(&mut |_, _| true)
}

/// What is wrong, as it is told.
fn told(folder: &Path) -> String {
    match verdict(folder) {
        Ok(verdict) => verdict.findings.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"),
        Err(fault) => fault.to_string(),
    }
}

/// Every value that differs from one in a single byte, or for a number in a single digit.
fn flips(value: &Value) -> Vec<Value> {
    match value {
        Value::Integer(number) => {
            vec![Value::Integer(number + 1), Value::Integer(number - 1), Value::Integer(-number - 1)]
        }
        Value::Text(text) => (0..text.len())
            .map(|place| {
                let mut bytes = text.clone().into_bytes();
                bytes[place] ^= 1;
                Value::Text(String::from_utf8(bytes).expect("ASCII stays ASCII"))
            })
            .collect(),
        Value::Blob(blob) => (0..blob.len())
            .map(|place| {
                let mut bytes = blob.clone();
                bytes[place] ^= 1;
                Value::Blob(bytes)
            })
            .chain([Value::Blob(Vec::new())])
            .collect(),
        _ => Vec::new(),
    }
}

#[test]
fn every_byte_of_every_column_is_covered() {
    let folder = tempfile::tempdir().expect("a folder");
    drop(small(folder.path()));
    let db = behind(folder.path());
    // Local notes are no part of any entry: when this node stored it.
    let columns = [
        ("act", "arrival", "entries office number epoch at actor dossier command seen previous"),
        ("entry", "arrival", "arrival kind fact papers salt digest"),
        ("paper", "place", "place digest salt text"),
    ];
    let mut tried = 0;
    for (table, key, columns) in columns {
        for column in columns.split(' ') {
            let mut rows = db.prepare(&format!("SELECT {key}, {column} FROM {table}")).expect("a table");
            let rows: Vec<(i64, Value)> = rows
                .query_map((), |row| Ok((row.get(0)?, row.get(1)?)))
                .and_then(Iterator::collect)
                .expect("rows");
            for (row, value) in rows {
                for flipped in
                    flips(&value).into_iter().chain([Value::Null]).filter(|flipped| *flipped != value)
                {
                    let set = format!("UPDATE {table} SET {column} = ?2 WHERE {key} = ?1");
                    // What the table itself refuses cannot be altered this way.
                    if db.execute(&set, (row, &flipped)).is_err() {
                        continue;
                    }
                    tried += 1;
                    let told = told(folder.path());
                    // The words of a paper are gone with a null; that they lack is told as well.
                    assert!(!told.is_empty(), "{table}.{column} of row {row} became {flipped:?} unseen");
                    let now = if column == key
                        && let Value::Integer(moved) = flipped
                    {
                        moved
                    } else {
                        row
                    };
                    db.execute(&set, (now, &value)).expect("put back");
                }
            }
        }
    }
    assert!(verdict(folder.path()).expect("a record").holds(), "all was put back");
    assert!(tried > 1_000, "{tried}");
}

#[test]
fn altered_bytes_are_never_read() {
    let folder = tempfile::tempdir().expect("a folder");
    drop(small(folder.path()));
    let db = behind(folder.path());
    db.execute("UPDATE entry SET fact = CAST(replace(fact, 'PAR', 'OSL') AS BLOB) WHERE arrival = 4", ())
        .expect("altered");
    let record = Record::open(folder.path()).expect("a record");
    let faults = [
        record.after(0, 10).expect_err("altered"),
        record.entry(id("HQ.4")).expect_err("altered"),
        record.dossier(DossierId::Of(id("HQ.3"))).expect_err("altered"),
        record.export(None, &mut Vec::new()).expect_err("altered"),
    ];
    for fault in faults {
        assert!(fault.to_string().starts_with("entry HQ.4 was altered: its digest"), "{fault}");
    }
    // What does not touch it is still read.
    assert!(record.entry(id("HQ.6")).expect("a sound entry").is_some());
    drop(record);
    db.execute("UPDATE entry SET fact = CAST(replace(fact, 'PAR', 'OSL') AS BLOB) WHERE arrival = 6", ())
        .expect("altered");
    let fault = Journal::open(folder.path()).expect_err("the last entry is looked at");
    assert!(fault.to_string().contains("HQ.6"), "{fault}");
}

#[test]
fn rows_that_are_deleted_swapped_or_doubled_are_named() {
    for (alter, says) in [
        ("DELETE FROM entry WHERE arrival = 3", "entry HQ.4 does not follow: before it there is only number 2"),
        ("DELETE FROM entry WHERE arrival = 6", "stored at arrival 6 is missing"),
        ("DELETE FROM act WHERE arrival = 3", "entry HQ.5 does not follow: before it there is only number 2"),
        ("DELETE FROM act WHERE arrival = 5", "stored at arrival 5 is missing"),
        ("DELETE FROM act", "is missing, or belongs to no act"),
        (
            "UPDATE entry SET arrival = -3 WHERE arrival = 3; UPDATE entry SET arrival = 3 WHERE arrival = 4;
             UPDATE entry SET arrival = 4 WHERE arrival = -3",
            "entry HQ.3 was altered",
        ),
        (
            "UPDATE act SET arrival = -3, number = -3 WHERE arrival = 3; UPDATE act SET arrival = 3 WHERE arrival = 5;
             UPDATE act SET arrival = 5, number = 3 WHERE arrival = -3",
            "HQ.",
        ),
        (
            "INSERT INTO entry SELECT 7, kind, fact, papers, salt, digest FROM entry WHERE arrival = 6",
            "stored at arrival 7 is missing, or belongs to no act",
        ),
        (
            "INSERT INTO entry SELECT 7, kind, fact, papers, salt, digest FROM entry WHERE arrival = 6;
             UPDATE act SET entries = 3 WHERE arrival = 5",
            "entry HQ.7 was altered",
        ),
        ("DELETE FROM paper WHERE place = 3 * 65536", "entry HQ.3 was altered: it has 0 papers instead of 1"),
        ("INSERT INTO paper SELECT 3 * 65536 + 1, digest, salt, text FROM paper WHERE place = 65536", "entry HQ.3"),
        ("INSERT INTO paper SELECT 99 * 65536, digest, salt, text FROM paper WHERE place = 65536", "arrival 99"),
        ("UPDATE paper SET salt = NULL, text = NULL WHERE place = 3 * 65536", "lacks the words of its paper 0"),
        ("INSERT INTO disposal VALUES (2)", "table of disposals"),
    ] {
        let folder = tempfile::tempdir().expect("a folder");
        drop(small(folder.path()));
        behind(folder.path()).execute_batch(alter).expect(alter);
        let told = told(folder.path());
        assert!(told.contains(says), "{alter}\n{told}");
    }
}

#[test]
fn of_each_office_the_first_bad_entry_is_named() {
    let folder = tempfile::tempdir().expect("a folder");
    drop(small(folder.path()));
    let db = behind(folder.path());
    db.execute("UPDATE entry SET salt = zeroblob(16) WHERE arrival IN (2, 4, 5)", ()).expect("altered");
    let verdict = verdict(folder.path()).expect("a record");
    let [finding] = verdict.findings.as_slice() else { unreachable!("{:?}", verdict.findings) };
    assert_eq!((finding.entry, finding.arrival), (Some(id("HQ.2")), 2));
    assert_eq!(verdict.entries, 6);
    assert!(verdict.heads.is_empty());
}

#[test]
fn missing_words_need_a_disposal_and_disposed_words_must_be_gone() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut journal = small(folder.path());
    let paper = PaperId { entry: id("HQ.3"), place: 0 };
    let strip = "UPDATE paper SET salt = NULL, text = NULL WHERE place = 3 * 65536";
    behind(folder.path()).execute(strip, ()).expect("altered");
    let found = verdict(folder.path()).expect("a record").findings;
    assert_eq!(found.iter().map(|finding| &finding.why).collect::<Vec<_>>(), [&Why::Missing(0)]);
    let one = append("HQ", 9, None, vec![disposed(DossierId::Of(id("HQ.3")), paper)]);
    journal.append(vec![one], at(9), &mut salts()).expect("room on the disk");
    assert!(verdict(folder.path()).expect("a record").holds());
    let still = PaperId { entry: id("HQ.1"), place: 0 };
    let one = append("HQ", 9, None, vec![disposed(DossierId::Of(id("HQ.1")), still)]);
    journal.append(vec![one], at(9), &mut salts()).expect("room on the disk");
    let found = verdict(folder.path()).expect("a record").findings;
    assert_eq!(found.iter().map(|finding| &finding.why).collect::<Vec<_>>(), [&Why::Present(0)]);
    journal.dispose(still).expect("a disposal");
    assert!(verdict(folder.path()).expect("a record").holds());
}

#[test]
fn disposed_words_are_on_no_page_and_in_no_log() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut journal = small(folder.path());
    let dossier = DossierId::Of(id("HQ.7"));
    let words = "The minister will be told nothing of the sardines. ".repeat(400);
    let mut salts = salts();
    let one = append("HQ", 9, None, vec![crate::common::filed(dossier, &words)]);
    journal.append(vec![one], at(9), &mut salts).expect("room on the disk");
    let holds = || {
        ["record.db", "record.db-wal"].iter().any(|file| {
            let bytes = fs::read(folder.path().join(file)).unwrap_or_default();
            bytes.windows(8).any(|window| window == b"sardines")
        })
    };
    assert!(holds());
    let paper = PaperId { entry: id("HQ.7"), place: 0 };
    let one = append("HQ", 9, None, vec![disposed(dossier, paper), acknowledged(dossier, "PAR")]);
    journal.append(vec![one], at(9), &mut salts).expect("room on the disk");
    journal.dispose(paper).expect("a disposal");
    journal.dispose(paper).expect("once more");
    assert!(!holds());
    assert_eq!(journal.head(office("HQ")).map(|head| head.entry), Some(id("HQ.9")));
}

#[test]
fn a_file_damaged_anywhere_is_refused_or_named_and_never_read_wrong() {
    let folder = tempfile::tempdir().expect("a folder");
    drop(small(folder.path()));
    let sound = Record::open(folder.path()).expect("a record").after(0, 10).expect("entries");
    let path = folder.path().join("record.db");
    let bytes = fs::read(&path).expect("a file");
    let (mut seen, mut harmless) = (0, 0);
    for place in (0..bytes.len()).filter(|place| bytes[*place] != 0).step_by(3) {
        let mut altered = bytes.clone();
        altered[place] ^= 0x11;
        fs::write(&path, &altered).expect("a file");
        // Bytes that nothing reads may change; what is read is right or refused.
        let read = Record::open(folder.path()).and_then(|record| record.after(0, 10));
        let told = told(folder.path());
        match read {
            Ok(read) if told.is_empty() => {
                let local = |entry: &domain::entry::Entry| (entry.id, entry.digest, entry.papers.clone());
                assert!(read.iter().map(local).eq(sound.iter().map(local)), "byte {place}");
                harmless += 1;
            }
            _ => seen += 1,
        }
    }
    // The harmless ones are mostly comments in the text of the tables.
    assert!(seen > 2 * harmless, "{seen} seen, {harmless} harmless");
}

#[test]
fn a_file_that_is_cut_off_garbage_newer_or_another_is_refused_with_a_sentence() {
    let folder = tempfile::tempdir().expect("a folder");
    drop(small(folder.path()));
    let path = folder.path().join("record.db");
    let bytes = fs::read(&path).expect("a file");
    let refusal = |content: &[u8]| {
        fs::write(&path, content).expect("a file");
        let reader =
            Record::open(folder.path()).and_then(|record| record.after(0, 10)).expect_err("bad file");
        let writer = Journal::open(folder.path()).expect_err("bad file").to_string();
        assert_eq!(fs::read(&path).expect("a file"), content, "left as it is");
        assert_eq!(reader.to_string(), writer);
        writer
    };
    for cut in [bytes.len() - 1, bytes.len() - 4096, bytes.len() / 2, 4096, 4095, 512] {
        let told = refusal(&bytes[..cut]);
        assert!(told.contains("is damaged: ") && told.contains("restore"), "{cut}: {told}");
    }
    assert!(refusal(&[0x5a; 9_000]).contains("is not a record of ours"));
    assert!(refusal(b"short").contains("is not a record of ours"));
    fs::write(&path, &bytes).expect("a file");
    behind(folder.path()).execute_batch("PRAGMA user_version = 2").expect("altered");
    let told = refusal(&fs::read(&path).expect("a file"));
    assert!(
        told.contains("has format 2, written by a newer version; this one reads up to format 1"),
        "{told}"
    );
    behind(folder.path())
        .execute_batch("PRAGMA user_version = 1; PRAGMA application_id = 1")
        .expect("altered");
    assert!(refusal(&fs::read(&path).expect("a file")).contains("is not a record of ours"));
    fs::remove_file(&path).expect("a file");
    let fault = Journal::open(folder.path()).expect_err("no file");
    assert!(matches!(fault, Fault::Missing { .. }), "{fault}");
    fs::write(&path, b"").expect("a file");
    assert!(matches!(Record::open(folder.path()), Err(Fault::Missing { .. })));
}
