//! A process that is killed in the middle loses nothing it had acknowledged.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use crate::common::{append, at, begun, filed, office, salts};
use domain::words::DossierId;
use journal::{Fault, Journal};

/// Names the folder to a child.
const FOLDER: &str = "CHANCERY_TEST_CHILD";

/// Appends until it is killed, and says after each append what is durable. Does nothing unless told.
#[test]
fn child_that_appends() {
    let Some(folder) = std::env::var_os(FOLDER) else { return };
    let mut journal = Journal::open(Path::new(&folder)).expect("a record");
    let mut salts = salts();
    for n in 0.. {
        let batch =
            (0..=n % 5).map(|_| append("HQ", n, None, vec![filed(DossierId::Directory, "Noted."); 3]));
        let stored = journal.append(batch.collect(), at(n), &mut salts).expect("room on the disk");
        let last = stored.last().expect("entries");
        let mut out = std::io::stdout().lock();
        writeln!(out, "durable {} {}", last.id, last.digest).and_then(|()| out.flush()).expect("a reader");
    }
}

#[test]
fn nothing_acknowledged_is_lost_by_a_kill() {
    let folder = tempfile::tempdir().expect("a folder");
    drop(begun(folder.path(), "HQ"));
    let mut acknowledged = Vec::new();
    let mut reached = 0;
    for round in 0..20 {
        let mut child = Command::new(std::env::current_exe().expect("a path"))
            .args(["crash::child_that_appends", "--exact", "--nocapture"])
            .env(FOLDER, folder.path())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("a child");
        let mut told = BufReader::new(child.stdout.take().expect("a pipe"));
        let mut line = String::new();
        while !line.contains("durable") {
            line.clear();
            assert_ne!(told.read_line(&mut line).expect("text"), 0, "the child stopped");
        }
        assert!(matches!(Journal::open(folder.path()), Err(Fault::InUse { .. })));
        std::thread::sleep(Duration::from_millis(round * 37 % 101));
        child.kill().expect("a child to kill");
        child.wait().expect("a dead child");
        while line.ends_with('\n') {
            if let Some(("", durable)) = line.split_once("durable ") {
                acknowledged.push(durable.trim_end().to_owned());
            }
            line.clear();
            told.read_line(&mut line).expect("text");
        }
        let journal = Journal::open(folder.path()).expect("whatever was cut off is rolled back");
        let verdict = journal.record().verify(&mut |_, _| true).expect("a record");
        assert!(verdict.holds(), "{:?}", verdict.findings);
        for durable in &acknowledged {
            let (id, digest) = durable.split_once(' ').expect("a name and a digest");
            let entry = journal.record().entry(id.parse().expect("an entry")).expect("a record");
            assert_eq!(entry.map(|entry| entry.digest.to_string()).as_deref(), Some(digest), "{id}");
        }
        // The child's commits are of 3, 6, 9, 12, 15, 3 … entries: none of them came half.
        let head = journal.head(office("HQ")).expect("entries").entry.number;
        for commit in 0.. {
            if reached >= head {
                break;
            }
            reached += commit % 5 * 3 + 3;
        }
        assert_eq!(reached, head, "a commit came half");
    }
    assert!(acknowledged.len() > 20, "{}", acknowledged.len());
}
