//! The cable as it goes out: the draft's words under the number, time and addressees fixed at release.

use std::sync::Arc;

use crate::command::{Context, World};
use crate::draft::Draft;
use crate::fact::{Addressee, CableNumber};
use crate::refusal::Refusal;

/// Prints a draft as the cable that will be kept.
pub(crate) fn printed(
    _world: World<'_>,
    context: &Context,
    draft: &Draft,
    number: &CableNumber,
    addressees: &[Addressee],
) -> Result<Arc<str>, Refusal> {
    if draft.text(draft.content.subject).is_empty() {
        return Err(Refusal::WordsMissing { what: draft.id.to_string() });
    }
    let _ = addressees;
    Ok(format!("{number} {}\n\n{}", context.at, cable::sheet::write(&draft.sheet())).into())
}
