//! The demo as a newcomer gets it, served by the real binary for one test. It is played once and copied for each, so
//! that what one test does to it no other sees.

use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;

use tempfile::TempDir;

const BINARY: &str = env!("CARGO_BIN_EXE_chancery");

/// A demo of its own, served until the test ends.
pub(crate) struct Served {
    process: Child,
    /// Where it is, without a slash at the end.
    pub(crate) base: String,
    folder: Option<TempDir>,
}

/// The year, played once for all tests of this run.
fn played() -> &'static Path {
    static PLAYED: OnceLock<PathBuf> = OnceLock::new();
    PLAYED.get_or_init(|| {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("demo");
        // It is not there the first time.
        let _ = std::fs::remove_dir_all(&folder);
        let played = command(&folder).arg("--no-serve").output().expect("it runs");
        assert!(played.status.success(), "{}", String::from_utf8_lossy(&played.stderr));
        folder
    })
}

fn command(folder: &Path) -> Command {
    let mut command = plain();
    command.arg("demo").arg(folder);
    command
}

fn plain() -> Command {
    let mut command = Command::new(BINARY);
    for name in ["CHANCERY_FOLDER", "CHANCERY_OFFICE", "CHANCERY_AS", "COLUMNS", "NO_COLOR"] {
        command.env_remove(name);
    }
    command.stdin(Stdio::null());
    command
}

/// Copies a folder with all that is in it.
fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("a folder");
    for each in std::fs::read_dir(from).expect("a folder").flatten() {
        let (from, to) = (each.path(), to.join(each.file_name()));
        if from.is_dir() {
            copy(&from, &to);
        } else {
            std::fs::copy(from, to).expect("copied");
        }
    }
}

impl Served {
    /// A copy of the demo, at a free port.
    pub(crate) fn demo() -> Self {
        let folder = TempDir::new().expect("a folder");
        copy(played(), folder.path());
        Self::begin(command(folder.path()), folder)
    }

    /// The same record, served as a ministry does: nobody is introduced at the door.
    pub(crate) fn guarded(mut self) -> Self {
        let folder = self.folder.take().expect("it is served once");
        drop(self);
        let mut serving = plain();
        serving.arg("serve").arg("--folder").arg(folder.path());
        Self::begin(serving, folder)
    }

    /// A ministry of one desk, whose officer signs in at an identity provider by an account.
    pub(crate) fn trusting(issuer: &str, secret: &str, (officer, account): (&str, &str)) -> Self {
        let folder = TempDir::new().expect("a folder");
        let init =
            ["init", "--name", "Ministry of External Relations", "--station", "MERE", "--city", "Estholm"];
        for act in [
            &init[..],
            &["role", "grant", officer, "drafter", "--at", "HQ"],
            &["identity", "link", officer, account, "--issuer", issuer],
        ] {
            let mut doing = plain();
            doing.args(act).args(["--office", "HQ", "--as", "admin", "--folder"]).arg(folder.path());
            let done = doing.output().expect("it runs");
            assert!(done.status.success(), "{act:?}: {}", String::from_utf8_lossy(&done.stderr));
        }
        let mut serving = plain();
        serving.args(["serve", "--oidc-issuer", issuer, "--oidc-client", "basic"]);
        serving.args(["--oidc-name", "Estmark login"]).env("CHANCERY_OIDC_SECRET", secret);
        serving.arg("--folder").arg(folder.path());
        Self::begin(serving, folder)
    }

    /// The address by the name that passkeys sign for.
    pub(crate) fn by_name(&self) -> String {
        self.base.replace("127.0.0.1", "localhost")
    }

    /// What `verify` says of the record.
    pub(crate) fn verify(&self) -> serde_json::Value {
        let folder = self.folder.as_ref().expect("it is served").path();
        let verified = plain().args(["verify", "--json", "--folder"]).arg(folder).output().expect("it runs");
        serde_json::from_slice(&verified.stdout).expect("JSON")
    }

    fn begin(mut serving: Command, folder: TempDir) -> Self {
        serving.args(["--port", "0", "--json"]).stdout(Stdio::piped());
        let mut process = serving.spawn().expect("it starts");
        let mut lines = BufReader::new(process.stdout.take().expect("a pipe")).lines().map_while(Result::ok);
        let url = lines.find_map(|line| {
            let said: serde_json::Value = serde_json::from_str(&line).ok()?;
            said["url"].as_str().map(|url| url.trim_end_matches('/').to_owned())
        });
        Self { process, base: url.expect("where to look"), folder: Some(folder) }
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        // It has ended by itself if this fails.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
