//! Which forms an instruction's page offers: those this officer can use on the cable as it stands.
//! What is offered is a courtesy; the desk decides what is done.

use domain::cable::sheet;
use domain::fact::{Piece, Role};
use views::{CableView, ClearanceView, DraftView, Stage};

use crate::acts::Tried;
use crate::form::{Field, Form};
use crate::forms::{self, Kept, PieceAsked};
use crate::pages::{board, compose};
use crate::visit::Visit;

/// The forms this officer can use on the cable as it stands.
pub(super) fn offer(
    visit: &Visit,
    view: &CableView,
    board: Option<&views::BoardView>,
    sheet: &str,
    tried: Option<&Tried<'_>>,
) -> Vec<Form> {
    let (line, nothing) = (&view.line, Kept::default());
    let kept = |act: &str| tried.filter(|tried| tried.act == act).map_or(&nothing, |tried| tried.kept);
    let is = |role| visit.holds(line.office, role);
    let name = line.dossier.to_string();
    let mut forms = Vec::new();
    match (line.stage, &view.draft) {
        (Stage::Draft, Some(draft)) => {
            let asked = !draft.clearances.is_empty();
            let lower = !draft.lacks.is_empty() && draft.regraded_by.is_none();
            if lower && is(Role::Approver) && draft.drafter != *visit.officer() {
                forms.push(forms::regrade(visit.tongue, &name, &draft.lacks, kept("regrade")));
            }
            if is(Role::Approver) && draft.cleared && draft.approved_by.is_none() && !lower {
                forms.push(forms::approve(visit.tongue, &name));
            }
            if is(Role::Releaser) && draft.cleared && draft.approved_by.is_some() {
                let read = sheet::read(sheet);
                let addressees = compose::expand(visit, &read).0.unwrap_or_default();
                forms.push(forms::release(visit.tongue, &name, &compose::readers(visit, &read, &addressees)));
            }
            if is(Role::Drafter) {
                let ask = forms::ask_clearance(visit.tongue, &name, kept("ask-clearance"));
                forms.push(if asked { ask.folded() } else { ask });
            }
            if is(Role::Approver) && asked && !draft.cleared {
                forms.push(forms::waive(visit.tongue, &name, kept("waive")));
            }
            if is(Role::Drafter) {
                forms.push(forms::abandon(visit.tongue, &name, kept("abandon")));
            }
        }
        (Stage::Released, _)
            if (is(Role::Approver) || is(Role::Releaser))
                && board.is_some_and(|board| board::pending(&board.counts) > 0) =>
        {
            forms.push(forms::withdraw_all(visit.tongue, &name, kept("withdraw")));
        }
        _ => {}
    }
    // Whoever answers for a text answers for the one they saw.
    let version = view.draft.as_ref().map(|draft| draft.version.to_string()).unwrap_or_default();
    let carried = Field::Carried { name: "version".into(), value: version };
    forms.into_iter().map(|form| visit.seal(form.field(carried.clone()))).collect()
}

/// What this officer was asked to clear and has not answered as it now reads, and the pieces they may reword.
pub(crate) fn asked_of<'d>(
    visit: &Visit,
    draft: &'d DraftView,
) -> Option<(&'d ClearanceView, Vec<PieceAsked>)> {
    let mine =
        draft.clearances.iter().find(|each| each.clearer == *visit.officer() && !each.open.is_empty())?;
    let remit = draft.pieces.iter().filter(|piece| mine.asked.is_empty() || mine.asked.contains(&piece.name));
    let words = remit.filter(|piece| piece.piece != Piece::Head);
    let pieces = words.map(|piece| PieceAsked { piece: piece.piece, text: piece.text.clone() });
    Some((mine, pieces.collect()))
}
