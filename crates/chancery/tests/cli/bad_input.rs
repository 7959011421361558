//! What people, disks and other programs do wrong: each gets a clear message, and nothing acknowledged is lost.

use std::fs::{File, OpenOptions};
use std::io::{Read as _, Seek as _, SeekFrom, Write as _};
use std::process::Stdio;
use std::time::Duration;

use crate::ministry::{ADMIN, DESK, HEAD, LEGAL, Ministry, PARIS, RECORDS, SHEET};

#[test]
fn names_that_do_not_exist_are_refused() {
    let m = Ministry::open();
    let unknown = m.file("unknown.txt", SHEET.replace("TO: EUROPE", "TO: EUROPE; ATLANTIS"));
    assert_eq!(m.refused(DESK, &["draft", &unknown]), "unknown-office");
    assert_eq!(m.refused(ADMIN, &["collective", "define", "SOUTH", "ATLANTIS"]), "unknown-office");
    assert_eq!(m.refused(ADMIN, &["role", "grant", "x.desk", "drafter", "--at", "XYZ"]), "unknown-office");
    let draft = m.draft(SHEET);
    assert_eq!(m.refused(DESK, &["ask-clearance", &draft, "nobody.desk"]), "no-role");
    assert_eq!(m.refused(DESK, &["ask-clearance", &draft, "legal.desk", "--of", "9"]), "no-such-piece");
}

#[test]
fn collectives_that_hold_nobody_or_themselves_are_refused() {
    let m = Ministry::open();
    assert_eq!(m.refused(ADMIN, &["collective", "define", "NOBODY"]), "collective-empty");
    assert_eq!(m.refused(ADMIN, &["collective", "define", "SELF", "SELF"]), "collective-cycle");
    m.ok(ADMIN, &["collective", "define", "NORTH", "OSL", "EUROPE"]);
    assert_eq!(m.refused(ADMIN, &["collective", "define", "EUROPE", "PAR", "NORTH"]), "collective-cycle");
    let sheet = SHEET.replace("TO: EUROPE", "TO: EUROPE EXCEPT PARIS, OSLO");
    let draft = m.draft(&sheet);
    m.ok(DESK, &["ask-clearance", &draft, "legal.desk"]);
    m.ok(LEGAL, &["clear", &draft]);
    m.ok(HEAD, &["approve", &draft]);
    assert_eq!(m.refused(HEAD, &["release", &draft]), "collective-empty");
}

#[test]
fn dates_that_cannot_be_are_refused() {
    let m = Ministry::open();
    let draft = m.release(SHEET);
    let log = ["log", "--duty", &draft, "--with", "Ministry", "--level", "director", "--rest", "as-written"];
    let on = |day: &'static str| [&log[..], &["--on", day]].concat();
    assert_eq!(m.refused(PARIS, &on("2999-01-01")), "in-the-future");
    assert_eq!(m.refused(PARIS, &on("1999-01-01")), "before-release");
    assert_eq!(m.run(PARIS, &on("2026-02-30")).code, Some(64));
    let plan = ["plan", &draft, "--with", "Ministry", "--level", "director", "--on", "1999-01-01"];
    assert_eq!(m.refused(PARIS, &plan), "in-the-past");
    assert_eq!(m.refused(PARIS, &["extend", &draft, "--to", "2001-01-01", "--why", "x"]), "in-the-past");
    let past = m.file("past.txt", SHEET.replace("AS SOON AS POSSIBLE", "2999-02-30 17:00"));
    assert_eq!(m.refused(DESK, &["draft", &past]), "sheet-in-error");
}

#[test]
fn points_need_what_their_marks_demand() {
    let m = Ministry::open();
    let draft = m.release(SHEET);
    let log = ["log", "--duty", &draft, "--with", "Ministry", "--level", "director"];
    let with = |more: &[&'static str]| [&log[..], more].concat();
    assert_eq!(m.refused(PARIS, &with(&["--point", "1=adapted"])), "verbatim-point");
    assert_eq!(m.refused(PARIS, &with(&["--point", "2=withheld"])), "why-needed");
    assert_eq!(m.refused(PARIS, &with(&["--point", "3=as-written", "--form", "note"])), "not-in-writing");
    assert_eq!(m.refused(PARIS, &with(&["--point", "9=as-written"])), "no-such-point");
    assert_eq!(m.run(PARIS, &with(&["--point", "1=done"])).code, Some(64));
    assert_eq!(m.run(PARIS, &with(&["--point", "2:1=adapted"])).code, Some(64), "there is one duty");
}

#[test]
fn absurd_sizes_are_refused_unread() {
    let m = Ministry::open();
    let path = m.beside("huge.txt");
    File::create(&path).and_then(|file| file.set_len(65 << 20)).expect("a sparse file");
    let name = path.display().to_string();
    for command in ["draft", "lint"] {
        let came = m.run(DESK, &[command, &name]);
        assert_eq!(came.code, Some(1), "{}", came.err);
        assert!(came.err.starts_with("refused [too-long]: the sheet is 68157440 bytes long"), "{}", came.err);
    }
    assert_eq!(m.refused(RECORDS, &["import", &name]), "too-long");
    let endless = m.fed(DESK, &["draft", "-"], &vec![b'x'; 3 << 20]);
    assert!(endless.err.starts_with("refused [too-long]"), "{}", endless.err);
    let long = m.file("long.txt", "x".repeat(5 << 20));
    let came = m.run(RECORDS, &["import", &long]);
    assert_eq!(came.code, Some(1));
    assert!(came.out.contains("the cable is 5242880 bytes long"), "{}", came.out);
}

#[test]
fn a_broken_letter_is_named_by_its_byte() {
    let m = Ministry::open();
    let mut sheet = SHEET.as_bytes().to_vec();
    let at = SHEET.find("OBJECTIVE").expect("the word");
    sheet[at] = 0xe9;
    let came = m.run(DESK, &["draft", &m.file("latin.txt", &sheet)]);
    assert_eq!(came.code, Some(1));
    assert!(came.err.contains(&format!("byte {at}, on line 10,")), "{}", came.err);
}

#[test]
fn a_second_process_is_told_that_another_writes() {
    let m = Ministry::open();
    let mut first = m.command(RECORDS, &["import", "-"]);
    let mut first = first.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("it starts");
    let mut pipe = first.stdin.take().expect("a pipe");
    // It holds the record from its first line to its last.
    pipe.write_all(b"{\"id\": \"1\", \"text\": \"FM OSLO\"}\n").expect("room");
    pipe.flush().expect("room");
    let path = m.file("s.txt", SHEET);
    let refused = (0..100).find_map(|_| {
        std::thread::sleep(Duration::from_millis(30));
        Some(m.run(DESK, &["draft", &path, "--again"])).filter(|came| came.code != Some(0))
    });
    let refused = refused.expect("a second writer is not let in");
    assert_eq!(refused.code, Some(2));
    assert!(
        refused.err.contains("could not draft: ") && refused.err.contains("is in use"),
        "{}",
        refused.err
    );
    assert_eq!(m.run(DESK, &["office", "list"]).code, Some(0), "reading goes on");
    drop(pipe);
    assert!(first.wait().expect("it ends").success());
    m.ok(DESK, &["draft", &path, "--again"]);
}

#[test]
fn a_flipped_byte_is_found_and_its_entry_named() {
    let m = Ministry::open();
    let draft = m.release(SHEET);
    let path = m.record();
    let bytes = std::fs::read(&path).expect("the record");
    // The words of the draft, and not those of the cable as released, where a number stands before them.
    let needle = b"BACKGROUND. The draft was";
    let mut places = (0..bytes.len()).filter(|at| bytes[*at..].starts_with(needle));
    let at = places.rfind(|at| !bytes[..*at].ends_with(b"2. ")).expect("the words are in the file");
    let mut file = OpenOptions::new().write(true).open(&path).expect("the record");
    file.seek(SeekFrom::Start(at as u64)).and_then(|_| file.write_all(b"C")).expect("a byte");
    drop(file);
    let came = m.run(RECORDS, &["verify"]);
    assert_eq!(came.code, Some(1), "{}{}", came.out, came.err);
    assert!(came.out.contains("does not hold") && came.out.contains(&draft), "{}", came.out);
    let value = m.run(RECORDS, &["verify", "--json"]);
    let value: serde_json::Value = serde_json::from_str(&value.out).expect("JSON");
    assert_eq!((&value["holds"], &value["findings"][0]["entry"]), (&false.into(), &draft.clone().into()));
    // Nothing is built on it.
    let came = m.run(PARIS, &["ack", &draft]);
    assert_eq!(came.code, Some(2), "{}", came.out);
    assert!(came.err.contains("was altered"), "{}", came.err);
}

#[test]
fn a_truncated_or_overwritten_record_is_said_to_be_one() {
    for (spoil, wanted) in [(0u64, "record"), (40, "record"), (5_000, "record")] {
        let m = Ministry::open();
        m.release(SHEET);
        let path = m.record();
        let file = OpenOptions::new().write(true).open(&path).expect("the record");
        file.set_len(spoil).expect("cut off");
        drop(file);
        for arguments in [&["verify"][..], &["inbox"], &["ack", "HQ.1"], &["export"]] {
            let came = m.run(PARIS, arguments);
            assert!(matches!(came.code, Some(1 | 2)), "{spoil} {arguments:?} {came:?}");
            let said = format!("{}{}", came.out, came.err);
            assert!(said.contains(wanted) && !said.contains("panicked"), "{spoil} {arguments:?}: {said}");
        }
    }
    let m = Ministry::open();
    m.release(SHEET);
    let path = m.record();
    let size = std::fs::metadata(&path).expect("the record").len();
    let mut file = OpenOptions::new().write(true).open(&path).expect("the record");
    file.seek(SeekFrom::Start(size / 2)).and_then(|_| file.write_all(&[0xa5; 6_000])).expect("garbage");
    drop(file);
    let came = m.run(RECORDS, &["verify"]);
    assert_eq!(came.code, Some(1), "{}{}", came.out, came.err);
    assert!(came.out.contains("does not hold"), "{}", came.out);
    std::fs::write(&path, "this is no database, but it is long enough to be taken for one".repeat(100))
        .expect("text");
    let came = m.run(RECORDS, &["verify"]);
    assert!(came.err.contains("is not a record of ours"), "{}{}", came.out, came.err);
}

#[test]
fn what_was_acknowledged_survives_a_kill() {
    let m = Ministry::open();
    let path = m.file("s.txt", SHEET);
    let mut acknowledged = Vec::new();
    for round in 0..30u64 {
        let mut command = m.command(DESK, &["draft", &path, "--again", "--json"]);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("it starts");
        // The blow falls a little later each time: before, in the middle of and after the commit.
        std::thread::sleep(Duration::from_micros(700 * round));
        let _ = child.kill();
        let mut said = String::new();
        child.stdout.take().expect("a pipe").read_to_string(&mut said).expect("text");
        child.wait().expect("it ends");
        if let Ok(value) = serde_json::from_str::<serde_json::Value>(&said) {
            acknowledged.extend(value["draft"].as_str().map(str::to_owned));
        }
    }
    acknowledged.push(m.draft(&SHEET.replace("GEAR", "NETS")));
    for draft in &acknowledged {
        assert!(m.ok(DESK, &["show", draft]).contains("LOST FISHING"), "{draft}");
    }
    assert!(m.ok(RECORDS, &["verify"]).starts_with("the record holds"));
}

#[test]
fn an_import_that_is_killed_is_simply_done_again() {
    let m = Ministry::open();
    let line = |n: usize| {
        format!("{{\"id\": \"{n}\", \"text\": \"FM OSLO\\nTO STATE\\nOSLO {n}\\n1. Text {n}.\"}}\n")
    };
    let all: String = (0..4_000).map(line).collect();
    let path = m.file("many.jsonl", &all);
    let mut child = m.command(RECORDS, &["import", &path]).stdout(Stdio::null()).spawn().expect("it starts");
    std::thread::sleep(Duration::from_millis(60));
    let _ = child.kill();
    child.wait().expect("it ends");
    assert!(m.ok(RECORDS, &["verify"]).starts_with("the record holds"));
    let done = m.json(RECORDS, &["import", &path]);
    let sum = done["filed"].as_u64().unwrap_or(0) + done["known"].as_u64().unwrap_or(0);
    assert_eq!(sum, 4_000);
    let found = m.json(RECORDS, &["search", "text", "--most", "1"]);
    assert!(found["total"].as_u64().is_some_and(|total| total > 0));
    let export = m.ok(RECORDS, &["export"]);
    let filed = export.lines().filter(|line| line.contains("\"cable.filed\"")).count();
    assert_eq!(filed, 4_000, "each is there once");
}

#[test]
fn a_full_disk_loses_nothing_that_was_acknowledged() {
    let m = Ministry::open();
    let draft = m.release(SHEET);
    let line =
        |n: usize| format!("{{\"id\": \"{n}\", \"text\": \"FM OSLO\\n1. {n}. {}\"}}\n", "Text. ".repeat(500));
    let path = m.file("many.jsonl", (0..2_000).map(line).collect::<String>());
    // A limit on the size of files is what a disk that fills up looks like from within.
    let limited = "trap '' XFSZ; ulimit -f 1500; exec \"$@\"";
    let command = m.command(RECORDS, &["import", &path]);
    let mut shell = std::process::Command::new("sh");
    shell.args(["-c", limited, "sh"]).arg(command.get_program()).args(command.get_args());
    let Ok(output) = shell.stdin(Stdio::null()).output() else {
        println!("skipped: there is no shell to set the limit");
        return;
    };
    let err = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{err}");
    assert!(err.starts_with("could not import: ") && err.contains("record.db"), "{err}");
    assert!(m.ok(RECORDS, &["verify"]).starts_with("the record holds"));
    assert!(m.ok(DESK, &["show", &draft]).contains("LOST FISHING"));
    let done = m.json(RECORDS, &["import", &path]);
    let sum = done["filed"].as_u64().unwrap_or(0) + done["known"].as_u64().unwrap_or(0);
    assert_eq!(sum, 2_000);
}

#[test]
fn an_answer_that_cannot_be_written_is_a_fault() {
    let Ok(full) = OpenOptions::new().write(true).open("/dev/full") else {
        println!("skipped: there is no /dev/full");
        return;
    };
    let m = Ministry::open();
    let came = m.command(RECORDS, &["export"]).stdout(full).stderr(Stdio::piped()).output().expect("it runs");
    let err = String::from_utf8_lossy(&came.stderr);
    assert_eq!(came.status.code(), Some(2), "{err}");
    assert!(err.starts_with("could not export: standard output could not be written"), "{err}");
}
