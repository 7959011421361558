//! Break-glass: a duty officer opens one cable that was not addressed to them, for an hour, with a reason, on record.
//! It puts need-to-know aside and nothing else: levels and captions hold, drafts stay with their office, and nothing but
//! the reading of that one text hangs on it.
//! It is an audited override as NIST SP 800-53, AC-3(10), has it.

use crate::command::{Context, World};
use crate::entry::Proposal;
use crate::fact::{EmergencyOpened, Role};
use crate::prose;
use crate::refusal::Refusal;
use crate::words::{DossierId, EntryId};

/// For how long a cable stays open.
const OPEN_MINUTES: u16 = 60;

/// What is not there, what level or captions hide and what is still a draft are answered alike.
pub(crate) fn open(
    world: World<'_>,
    context: &Context,
    cable: EntryId,
    why: &str,
) -> Result<Vec<Proposal>, Refusal> {
    world.need(context, &[Role::DutyOfficer])?;
    // Asked first, so that an empty reason tells nothing about a cable.
    let why = prose::reason(why)?;
    let missing = || Refusal::NotFound { what: cable.to_string() };
    let dossier = world.dossier(cable)?;
    let today = context.at.to_zoned(jiff::tz::TimeZone::UTC).date();
    let reader = world.directory.reader(&context.officer, today).ok_or_else(missing)?;
    let label = dossier.label().filter(|label| reader.may_open(label)).ok_or_else(missing)?;
    if reader.may_read(&label) {
        return Err(Refusal::ReadsAnyway { officer: context.officer.clone(), cable });
    }
    let mut opened = dossier.opened.values().flatten();
    if opened.any(|opening| opening.by == context.officer && opening.is_open(context.at)) {
        return Ok(Vec::new());
    }
    let fact = EmergencyOpened { minutes: OPEN_MINUTES, why: 0 };
    Ok(vec![Proposal { dossier: DossierId::Of(cable), fact: fact.into(), papers: vec![why] }])
}
