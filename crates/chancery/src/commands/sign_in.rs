//! Makes a one-time code with which an officer signs in on the pages. It reads the record and writes only `local.db`,
//! so that it works while `serve` runs. Who types the code proves no more than that they were given it.

use domain::fact::Role;
use domain::refusal::Refusal;
use domain::words::Handle;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use journal::Record;
use registry::door;
use serde::Serialize;

use crate::answer::{Answer, Stop};
use crate::desk;
use crate::shell::Shell;
use crate::times;

/// Makes a code with which an officer signs in.
///
/// For whoever keeps the server: run it in the folder that `serve` serves, and hand the code to the officer by a way
/// on which only they read it. It is good for one sign-in within fifteen minutes, and a newer one replaces it. The
/// demo asks for no codes.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  chancery sign-in oceans.desk")]
pub(crate) struct SignIn {
    /// The officer who is to sign in, by handle.
    officer: Handle,
}

#[derive(Serialize)]
struct Body<'a> {
    officer: &'a Handle,
    code: &'a str,
    until: Timestamp,
}

impl SignIn {
    pub(crate) fn run(self, shell: &Shell) -> Result<Answer, Stop> {
        let folder = shell.folder()?;
        let directory = desk::directory(&Record::open(&folder)?)?;
        let now = shell.clock()?.now();
        // An officer without a role could not sign in, whatever the code.
        if directory.reader(&self.officer, now.to_zoned(TimeZone::UTC).date()).is_none() {
            let headquarters = directory.headquarters().map(|office| office.opened.office);
            let office = headquarters
                .ok_or_else(|| Stop::fault("the record has no office yet. Begin one with `chancery init`"))?;
            return Err(Refusal::NoRole { officer: self.officer, office, role: Role::Reader.word() }.into());
        }
        let mut chance = [0; 10];
        door::draw(&mut chance);
        let local = web::Local::open(&folder).map_err(Stop::fault)?;
        let code = local.issue(&self.officer, now, chance).map_err(Stop::fault)?;
        let rest = format!(
            "Good once, until {}. Type it, with the handle {}, on the sign-in page; `chancery serve` says where that is.",
            times::shown(code.until),
            self.officer
        );
        let text = format!("{}\n{}", shell.paint.bold(&code.words), shell.paint.prose(&rest, 0, 0));
        Ok(Answer::new(
            "sign-in",
            text,
            Body { officer: &self.officer, code: &code.words, until: code.until },
        ))
    }
}
