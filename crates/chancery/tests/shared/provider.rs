//! A real identity provider, started for one test: `oidc-provider` in node, from the folder that `CHANCERY_OIDC` names.
//! Without either a test says that it skipped.

use std::io::{BufRead as _, BufReader, Lines, Write as _};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

const SCRIPT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/shared/provider.mjs");

/// What a client with a secret shows to it.
pub(crate) const SECRET: &str = "s3cret of a test, with + and %";

/// The provider; it ends with the test.
pub(crate) struct Provider {
    process: Child,
    told: ChildStdin,
    says: Lines<BufReader<ChildStdout>>,
    /// How it names itself.
    pub(crate) issuer: String,
}

impl Provider {
    pub(crate) fn start() -> Option<Self> {
        let folder = std::env::var_os("CHANCERY_OIDC").filter(|folder| Path::new(folder).exists());
        let Some(folder) = folder else {
            println!("skipped: CHANCERY_OIDC names no folder of oidc-provider");
            return None;
        };
        let mut starting = Command::new("node");
        starting.arg(SCRIPT).arg(folder).env("PROVIDER_SECRET", SECRET);
        starting.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        let Ok(mut process) = starting.spawn() else {
            println!("skipped: node is not on this machine");
            return None;
        };
        let told = process.stdin.take().expect("a pipe");
        let mut says = BufReader::new(process.stdout.take().expect("a pipe")).lines();
        let Some(Ok(issuer)) = says.next() else {
            println!("skipped: this node does not run oidc-provider");
            return None;
        };
        Some(Self { process, told, says, issuer })
    }

    /// Tells it where a server stands to which its visitors go back.
    pub(crate) fn serves(&mut self, base: &str) {
        writeln!(self.told, "{base}/sign-in/provider/back").expect("it listens");
        assert_eq!(self.says.next().expect("it answers").expect("text"), "ready");
    }
}

impl Drop for Provider {
    fn drop(&mut self) {
        // It has ended by itself if this fails.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
