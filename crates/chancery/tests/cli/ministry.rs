//! A small ministry for each test: headquarters, Paris and Oslo, and the officers every story needs.

use std::ffi::OsStr;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;
use tempfile::TempDir;

/// The binary under test.
pub(crate) const BINARY: &str = env!("CARGO_BIN_EXE_chancery");

/// An instruction to the posts of EUROPE.
pub(crate) const SHEET: &str = "\
TO: EUROPE
CLASSIFICATION: UNCLASSIFIED
PRECEDENCE: ROUTINE
TAGS: EFIS
SUBJECT: LOST FISHING GEAR: ENGAGE HOST GOVERNMENTS
DUE: AS SOON AS POSSIBLE
LEVEL: DIRECTOR
REPORT: REPLY CABLE

1. OBJECTIVE. Posts are to bring the draft agreement before the ministry.

2. BACKGROUND. The draft was circulated in September.

POINTS
- (VERBATIM) Estmark proposes an agreement of five parts.
- (PARAPHRASE) Two thirds of the gear is lost in winter.
- (NOT IN WRITING, OPTIONAL) We would not refuse two steps.

3. REPORTING. By reply cable.
";

/// A folder with a record in it.
pub(crate) struct Ministry {
    root: TempDir,
}

/// What a command came to.
#[derive(Debug)]
pub(crate) struct Came {
    pub(crate) code: Option<i32>,
    pub(crate) out: String,
    pub(crate) err: String,
}

/// Who acts: an officer at an office.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Who(pub(crate) &'static str, pub(crate) &'static str);

pub(crate) const ADMIN: Who = Who("HQ", "admin");
pub(crate) const DESK: Who = Who("HQ", "oceans.desk");
pub(crate) const LEGAL: Who = Who("HQ", "legal.desk");
pub(crate) const FISH: Who = Who("HQ", "fish.desk");
pub(crate) const HEAD: Who = Who("HQ", "oceans.head");
pub(crate) const RECORDS: Who = Who("HQ", "records");
pub(crate) const PARIS: Who = Who("PAR", "par.head");
pub(crate) const OSLO: Who = Who("OSL", "osl.head");

impl Ministry {
    /// An empty folder.
    pub(crate) fn empty() -> Self {
        Self { root: TempDir::new().expect("a folder") }
    }

    /// A folder with the ministry set up.
    pub(crate) fn open() -> Self {
        let ministry = Self::empty();
        ministry.begin();
        for (code, station, country, zone) in
            [("PAR", "PARIS", "FR", "Europe/Paris"), ("OSL", "OSLO", "NO", "Europe/Oslo")]
        {
            let open = ["office", "open", code, "--station", station, "--country", country];
            ministry.ok(ADMIN, &[&open[..], &["--city", station, "--zone", zone]].concat());
        }
        for (officer, at) in [("par.head", "PAR"), ("osl.head", "OSL")] {
            let roles = ["action-officer", "drafter", "approver", "releaser"];
            ministry.ok(ADMIN, &[&["role", "grant", officer], &roles[..], &["--at", at]].concat());
        }
        ministry.ok(ADMIN, &["collective", "define", "EUROPE", "PAR", "OSL"]);
        ministry
    }

    /// Begins the record with headquarters and its officers.
    pub(crate) fn begin(&self) {
        let name = ["init", "--name", "Ministry of External Relations", "--station", "MERE"];
        self.ok(ADMIN, &[&name[..], &["--city", "Estholm", "--zone", "Europe/Copenhagen"]].concat());
        for (officer, roles) in [
            ("oceans.desk", &["drafter"][..]),
            ("legal.desk", &["clearer"]),
            ("fish.desk", &["clearer"]),
            ("oceans.head", &["approver", "releaser"]),
            ("records", &["records-officer"]),
        ] {
            self.ok(ADMIN, &[&["role", "grant", officer], roles, &["--at", "HQ"]].concat());
        }
    }

    /// The folder of the record.
    pub(crate) fn folder(&self) -> PathBuf {
        self.root.path().join("record")
    }

    /// The record's file, with nothing of it left in its log.
    pub(crate) fn record(&self) -> PathBuf {
        let path = self.folder().join("record.db");
        let db = rusqlite::Connection::open(&path).expect("the record");
        db.query_row("PRAGMA wal_checkpoint(TRUNCATE)", (), |_| Ok(())).expect("nobody else has it");
        path
    }

    /// A file beside the record.
    pub(crate) fn file(&self, name: &str, text: impl AsRef<[u8]>) -> String {
        let path = self.root.path().join(name);
        std::fs::write(&path, text).expect("a file");
        path.display().to_string()
    }

    /// A name beside the record at which nothing is yet.
    pub(crate) fn beside(&self, name: &str) -> PathBuf {
        self.root.path().join(name)
    }

    /// The command, ready to be started.
    pub(crate) fn command<S: AsRef<OsStr>>(&self, who: Who, arguments: &[S]) -> Command {
        command(&self.folder(), who, arguments)
    }

    /// Runs a command to its end.
    pub(crate) fn run<S: AsRef<OsStr>>(&self, who: Who, arguments: &[S]) -> Came {
        came(self.command(who, arguments))
    }

    /// Runs a command with something to read.
    pub(crate) fn fed<S: AsRef<OsStr>>(&self, who: Who, arguments: &[S], fed: &[u8]) -> Came {
        let mut command = self.command(who, arguments);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("it starts");
        // A command that refuses early does not read on.
        let _ = child.stdin.take().expect("a pipe").write_all(fed);
        let output = child.wait_with_output().expect("it ends");
        Came {
            code: output.status.code(),
            out: String::from_utf8_lossy(&output.stdout).into_owned(),
            err: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }

    /// Runs a command that is done, and returns what it printed.
    #[track_caller]
    pub(crate) fn ok<S: AsRef<OsStr> + std::fmt::Debug>(&self, who: Who, arguments: &[S]) -> String {
        let came = self.run(who, arguments);
        assert_eq!(came.code, Some(0), "{arguments:?}\n{}{}", came.out, came.err);
        assert_eq!(came.err, "", "{arguments:?}");
        came.out
    }

    /// Runs a command that is done, and returns what it says to a program.
    #[track_caller]
    pub(crate) fn json<S: AsRef<OsStr> + std::fmt::Debug>(&self, who: Who, arguments: &[S]) -> Value {
        let mut command = self.command(who, arguments);
        command.arg("--json");
        let came = came(command);
        assert_eq!(came.code, Some(0), "{arguments:?}\n{}{}", came.out, came.err);
        let value: Value = serde_json::from_str(&came.out).expect("one JSON object");
        assert_eq!(value["chancery"], 1);
        value
    }

    /// Runs a command that is refused, and returns the code of the refusal.
    #[track_caller]
    pub(crate) fn refused<S: AsRef<OsStr> + std::fmt::Debug>(&self, who: Who, arguments: &[S]) -> String {
        let came = self.run(who, arguments);
        assert_eq!(came.code, Some(1), "{arguments:?}\n{}{}", came.out, came.err);
        assert!(came.err.contains("\nhint: "), "{}", came.err);
        let code = came.err.strip_prefix("refused [").and_then(|rest| rest.split_once("]: "));
        code.expect("a refusal with its code").0.to_owned()
    }

    /// Drafts a sheet, as the desk, and returns the draft.
    #[track_caller]
    pub(crate) fn draft(&self, sheet: &str) -> String {
        let path = self.file("sheet.txt", sheet);
        self.json(DESK, &["draft", &path])["draft"].as_str().expect("a draft").to_owned()
    }

    /// Drafts, clears, approves and releases a sheet.
    #[track_caller]
    pub(crate) fn release(&self, sheet: &str) -> String {
        let draft = self.draft(sheet);
        self.ok(DESK, &["ask-clearance", &draft, "legal.desk"]);
        self.ok(LEGAL, &["clear", &draft]);
        self.ok(HEAD, &["approve", &draft]);
        self.ok(HEAD, &["release", &draft]);
        draft
    }
}

/// The binary in a folder, as somebody; nothing of the surroundings leaks in.
pub(crate) fn command<S: AsRef<OsStr>>(folder: &Path, who: Who, arguments: &[S]) -> Command {
    let mut command = Command::new(BINARY);
    for name in ["CHANCERY_FOLDER", "CHANCERY_OFFICE", "CHANCERY_AS", "COLUMNS", "NO_COLOR"] {
        command.env_remove(name);
    }
    command.stdin(Stdio::null()).args(arguments);
    command.arg("--folder").arg(folder).args(["--office", who.0, "--as", who.1]);
    command
}

/// Runs a command to its end.
pub(crate) fn came(mut command: Command) -> Came {
    let output = command.output().expect("it runs");
    Came {
        code: output.status.code(),
        out: String::from_utf8_lossy(&output.stdout).into_owned(),
        err: String::from_utf8_lossy(&output.stderr).into_owned(),
    }
}
