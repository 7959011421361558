//! Where a command runs: the folder of the record, the office and officer who act, and how to print. What the
//! command line leaves open is taken from the environment and then from `chancery.toml` in the folder.

use std::io::IsTerminal as _;
use std::path::{Path, PathBuf};

use domain::words::{Handle, OfficeId};
use jiff::{SignedDuration, Timestamp};
use registry::door::Clock;
use serde::{Deserialize, Serialize};

use crate::answer::Stop;
use crate::cli::Everywhere;
use crate::commands::serve::provider;
use crate::paint::Paint;

/// The file of defaults in the folder of a record.
const DEFAULTS: &str = "chancery.toml";
/// Where a record is looked for and begun when nobody names a folder.
const USUAL: &str = "record";

/// Where a command runs and how it prints.
#[derive(Debug)]
pub(crate) struct Shell {
    everywhere: Everywhere,
    /// Whether a program reads the answer.
    pub(crate) json: bool,
    /// How to print.
    pub(crate) paint: Paint,
}

/// What `chancery.toml` may say.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Defaults {
    #[serde(default)]
    office: Option<OfficeId>,
    #[serde(default, rename = "as")]
    officer: Option<Handle>,
    #[serde(default)]
    profile: Option<String>,
    /// The ministry's identity provider.
    #[serde(default)]
    oidc: provider::Defaults,
    /// By how many seconds a played ministry's clock is ahead of the machine's.
    #[serde(default)]
    played_clock_seconds: Option<i64>,
}

impl Shell {
    pub(crate) fn new(everywhere: Everywhere) -> Self {
        let json = everywhere.json;
        // no-color.org: set to anything but the empty string.
        let unwanted = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        let terminal = std::io::stdout().is_terminal();
        let width = terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
        let columns = std::env::var_os("COLUMNS").and_then(|columns| columns.to_str()?.parse().ok());
        let paint = Paint::new(terminal && !unwanted && !json, width.or(columns).unwrap_or(100));
        Self { everywhere, json, paint }
    }

    /// The folder a new record goes to.
    pub(crate) fn new_folder(&self) -> PathBuf {
        self.everywhere.record_folder.clone().unwrap_or_else(|| PathBuf::from(USUAL))
    }

    /// The folder of the record.
    pub(crate) fn folder(&self) -> Result<PathBuf, Stop> {
        if let Some(folder) = &self.everywhere.record_folder {
            return Ok(folder.clone());
        }
        let holds = |folder: &Path| folder.join("record.db").exists();
        [USUAL, "."].into_iter().map(PathBuf::from).find(|folder| holds(folder)).ok_or_else(|| {
            Stop::Usage(
                "there is no record in ./record or here: name its folder with --folder DIR or CHANCERY_FOLDER, \
                 or begin one with `chancery init`"
                    .to_owned(),
            )
        })
    }

    /// Whether a folder is found without being named.
    pub(crate) fn is_usual(folder: &Path) -> bool {
        folder == Path::new(USUAL)
    }

    fn defaults(&self) -> Result<Defaults, Stop> {
        let path = match self.folder() {
            Ok(folder) => folder.join(DEFAULTS),
            Err(_) => return Ok(Defaults::default()),
        };
        let text = match std::fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Defaults::default()),
            Err(error) => return Err(Stop::Fault(format!("{} could not be read: {error}", path.display()))),
        };
        toml::from_str(&text).map_err(|error| {
            let why = error.message().to_owned();
            Stop::Fault(format!(
                "{} makes no sense: {why}. It may say `office`, `as`, `profile` and `[oidc]`",
                path.display()
            ))
        })
    }

    /// The office that acts.
    pub(crate) fn office(&self) -> Result<OfficeId, Stop> {
        let default = || self.defaults().map(|defaults| defaults.office);
        let known = self.everywhere.acting_office.map_or_else(default, |office| Ok(Some(office)))?;
        known.ok_or_else(|| {
            Stop::Usage(
                "say which office acts: --office CODE, CHANCERY_OFFICE, or `office` in chancery.toml"
                    .to_owned(),
            )
        })
    }

    /// The officer who acts.
    pub(crate) fn officer(&self) -> Result<Handle, Stop> {
        let default = || self.defaults().map(|defaults| defaults.officer);
        let known =
            self.everywhere.acting_officer.clone().map_or_else(default, |officer| Ok(Some(officer)))?;
        known.ok_or_else(|| {
            Stop::Usage("say who acts: --as HANDLE, CHANCERY_AS, or `as` in chancery.toml".to_owned())
        })
    }

    /// The profile of the house's rules, if the folder names one.
    pub(crate) fn profile(&self) -> Result<Option<String>, Stop> {
        Ok(self.defaults()?.profile)
    }

    /// What the folder says of the ministry's identity provider.
    pub(crate) fn provider(&self) -> Result<provider::Defaults, Stop> {
        Ok(self.defaults()?.oidc)
    }

    /// The clock of the folder: the machine's, or that of a played ministry, as it stands now.
    pub(crate) fn clock(&self) -> Result<Clock, Stop> {
        Ok(self
            .defaults()?
            .played_clock_seconds
            .map_or_else(Clock::machine, |ahead| Clock::played(ahead_of(ahead))))
    }

    /// By how many seconds the clock of a played ministry is ahead of the machine's.
    pub(crate) fn played_clock(&self) -> Result<Option<i64>, Stop> {
        Ok(self.defaults()?.played_clock_seconds)
    }

    /// Writes the defaults of a played ministry.
    pub(crate) fn keep_played(folder: &Path, office: &str, officer: &str, seconds: i64) -> Result<(), Stop> {
        let path = folder.join(DEFAULTS);
        let text = format!(
            "# Who acts when the command line does not say.\noffice = \"{office}\"\nas = \"{officer}\"\n\
             # The year was played; its clock runs on from its end.\nplayed_clock_seconds = {seconds}\n"
        );
        std::fs::write(&path, text).map_err(|error| Stop::writing(&path.display().to_string(), &error))
    }

    /// The same surroundings, in another folder.
    pub(crate) fn within(&self, folder: &Path) -> Self {
        let mut everywhere = self.everywhere.clone();
        everywhere.record_folder = Some(folder.to_owned());
        Self { everywhere, json: self.json, paint: self.paint }
    }

    /// Writes the defaults of a folder.
    pub(crate) fn keep_defaults(folder: &Path, office: OfficeId, officer: &Handle) -> Result<(), Stop> {
        let path = folder.join(DEFAULTS);
        let text = format!(
            "# Who acts when the command line does not say.\noffice = \"{office}\"\nas = \"{officer}\"\n"
        );
        std::fs::write(&path, text).map_err(|error| Stop::writing(&path.display().to_string(), &error))
    }
}

/// The time so many seconds ahead of the machine's.
pub(crate) fn ahead_of(seconds: i64) -> Timestamp {
    let now = Clock::machine().now();
    now.checked_add(SignedDuration::from_secs(seconds)).unwrap_or(now)
}
