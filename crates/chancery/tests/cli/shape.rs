//! How answers look: codes, JSON, width, help, and pipes that close.

use std::io::Read as _;
use std::process::{Command, Stdio};

use crate::ministry::{ADMIN, BINARY, DESK, HEAD, Ministry, PARIS, SHEET};

#[test]
fn codes_tell_what_became_of_it() {
    let m = Ministry::open();
    assert_eq!(m.run(DESK, &["show", "HQ.1"]).code, Some(0));
    assert_eq!(m.run(DESK, &["show", "HQ.999"]).code, Some(1));
    assert_eq!(m.run(DESK, &["lint", "no-such-file"]).code, Some(2));
    for wrong in [&["shwo"][..], &["show"], &["show", "HQ.1", "--as-of", "2026-02-30"], &["extend", "HQ.1"]] {
        assert_eq!(m.run(DESK, wrong).code, Some(64), "{wrong:?}");
    }
}

#[test]
fn a_refusal_says_the_same_to_a_program() {
    let m = Ministry::open();
    let draft = m.draft(SHEET);
    let came = m.run(HEAD, &["release", &draft, "--json"]);
    assert_eq!((came.code, came.err.as_str()), (Some(1), ""));
    let value: serde_json::Value = serde_json::from_str(&came.out).expect("JSON");
    assert_eq!((&value["chancery"], &value["command"]), (&1.into(), &"release".into()));
    assert_eq!(value["refused"]["code"], "nobody-asked");
    assert!(value["refused"]["hint"].as_str().is_some_and(|hint| !hint.is_empty()));
    let came = m.run(HEAD, &["lint", "no-such-file", "--json"]);
    let value: serde_json::Value = serde_json::from_str(&came.out).expect("JSON");
    let sentence = value["fault"]["sentence"].as_str().expect("a sentence");
    assert!(sentence.starts_with("could not lint: no-such-file"), "{sentence}");
}

#[test]
fn nothing_is_wider_than_the_terminal() {
    let m = Ministry::open();
    let draft = m.release(SHEET);
    m.ok(PARIS, &["object", &draft, "--proposes", "delay", "--why", &"Because of the holidays. ".repeat(20)]);
    m.ok(DESK, &["draft", &m.file("more.txt", SHEET.replace("GEAR", "NETS"))]);
    for width in ["40", "60", "80"] {
        for arguments in [
            &["board", &draft][..],
            &["board"],
            &["inbox"],
            &["show", &draft],
            &["show", &format!("{draft}/PAR")],
            &["positions", &draft],
            &["search", "fishing"],
            &["role", "list"],
            &["office", "list"],
            &["collective", "list"],
            &["verify"],
            &["show", "HQ.21"],
        ] {
            let mut command = m.command(HEAD, arguments);
            command.env("COLUMNS", width);
            let output = command.output().expect("it runs");
            let text = String::from_utf8_lossy(&output.stdout).into_owned();
            assert!(output.status.success() && !text.is_empty(), "{arguments:?}");
            let limit: usize = width.parse().expect("a width");
            let longest = text.lines().max_by_key(|line| line.chars().count()).unwrap_or("");
            assert!(longest.chars().count() <= limit, "{width} {arguments:?}: {longest}");
        }
    }
}

#[test]
fn no_colour_goes_into_a_pipe() {
    let m = Ministry::open();
    let draft = m.release(SHEET);
    assert!(!m.ok(DESK, &["board", &draft]).contains('\x1b'));
    assert!(!m.run(DESK, &["show", "HQ.999"]).err.contains('\x1b'));
}

#[test]
fn a_closed_pipe_ends_quietly() {
    let m = Ministry::open();
    let long = format!("1. {}\n", "All work and no play. ".repeat(20_000));
    m.release(&SHEET.replace("3. REPORTING. By reply cable.\n", &long));
    let mut child = m
        .command(DESK, &["export"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("it starts");
    drop(child.stdout.take());
    let mut err = String::new();
    child.stderr.take().expect("a pipe").read_to_string(&mut err).expect("text");
    let status = child.wait().expect("it ends");
    assert_eq!((status.code(), err.as_str()), (Some(0), ""));
}

#[test]
fn the_overview_names_every_command_and_each_has_help_with_an_example() {
    let output = Command::new(BINARY).output().expect("it runs");
    assert_eq!(output.status.code(), Some(0));
    let overview = String::from_utf8(output.stdout).expect("text");
    let named = overview.lines().filter_map(|line| line.strip_prefix("  ")?.split_whitespace().next());
    let named: Vec<_> = named.collect();
    assert!(named.len() >= 35, "{named:?}");
    for command in named {
        let output = Command::new(BINARY).args([command, "--help"]).output().expect("it runs");
        let help = String::from_utf8(output.stdout).expect("text");
        assert_eq!(output.status.code(), Some(0), "{command}");
        assert!(help.contains(&format!("  chancery {command}")), "{command} has no example:\n{help}");
    }
}

#[test]
fn who_acts_may_stand_in_the_environment_or_the_folder() {
    let m = Ministry::open();
    let run = |office: Option<&str>, officer: Option<&str>| {
        let mut command = Command::new(BINARY);
        command.args(["inbox", "--json"]).env("CHANCERY_FOLDER", m.folder());
        command.env_remove("CHANCERY_OFFICE").env_remove("CHANCERY_AS");
        office.map(|office| command.env("CHANCERY_OFFICE", office));
        officer.map(|officer| command.env("CHANCERY_AS", officer));
        let value: serde_json::Value =
            serde_json::from_slice(&command.output().expect("it runs").stdout).expect("JSON");
        (value["office"].clone(), value["officer"].clone())
    };
    assert_eq!(run(None, None), ("HQ".into(), "admin".into()), "as chancery.toml says");
    assert_eq!(run(Some("PAR"), Some("par.head")), ("PAR".into(), "par.head".into()));
    std::fs::write(m.folder().join("chancery.toml"), "offce = \"HQ\"").expect("a file");
    let came = m.run(ADMIN, &["office", "list"]);
    assert_eq!(came.code, Some(0), "what the command line says needs no defaults: {}", came.err);
}
