//! Opens one cable in an emergency and prints its text.

use domain::command::Command;
use domain::fact::Role;
use domain::refusal::Refusal;
use registry::Told;
use serde::Serialize;
use views::OpenedCable;

use crate::answer::{Answer, Stop};
use crate::desk::Desk;
use crate::reading::not_found;
use crate::shell::Shell;
use crate::times;

/// Opens one cable in an emergency, on record.
///
/// A duty officer may open one cable that was not addressed to their offices, for an hour, with a reason. Level and
/// captions hold; drafts and TOP SECRET are never opened. The office it came from and the administrators are told.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Example:\n  chancery emergency '2026 PARIS 42' --why 'A ship is adrift; the desk cannot be reached' --as night.duty"
)]
pub(crate) struct Emergency {
    /// The cable, by number or entry.
    cable: String,
    /// Why it cannot wait; others will read it.
    #[arg(long, value_name = "TEXT")]
    why: String,
}

#[derive(Serialize)]
struct Opened<'a> {
    opened: &'a OpenedCable,
    #[serde(flatten)]
    told: Told,
}

impl Emergency {
    pub(crate) fn run(self, shell: &Shell) -> Result<Answer, Stop> {
        let desk = Desk::open(shell)?;
        let reading = desk.reading()?;
        let today = reading.now.to_zoned(jiff::tz::TimeZone::UTC).date();
        let directory = reading.views.directory()?;
        if directory.on_duty(&desk.officer, today).next().is_none() {
            let (officer, office, role) = (desk.officer.clone(), desk.office, Role::DutyOfficer.word());
            return Err(Refusal::NoRole { officer, office, role }.into());
        }
        let missing = || not_found(&self.cable);
        let cable = reading.views.openable(&reading.reader, self.cable.trim())?.ok_or_else(missing)?;
        let receipt = desk.ask(Command::OpenInEmergency { cable, why: self.why.clone() })?;
        reading.views.follow(&mut |_| {})?;
        let opened = reading.views.opened(&reading.reader, cable, receipt.at)?.ok_or_else(missing)?;
        let said = format!(
            "{cable} is open to {} until {}; that is on record ({}), and {} has been told",
            desk.officer,
            times::shown(opened.until),
            opened.opening,
            cable.office,
        );
        let body = Opened { opened: &opened, told: Told::from(&receipt) };
        Ok(Answer::new("emergency", opened.text.as_str(), body).beside(shell.paint.prose(&said, 0, 0)))
    }
}
