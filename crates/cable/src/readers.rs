//! Readers of cables that came another way than as a telegram: mail with military headers, a document of *Foreign
//! Relations of the United States* in TEI, a document of *Documents on Australian Foreign Policy* in Markdown. Each
//! gives the same [`Cable`]; spans of what was lifted out of markup are empty, and the original stays whole.

pub mod dafp;
pub mod frus;
pub mod mail;

use crate::cable::Cable;
use crate::fields::{Addressee, Precedence};

/// Moves every span by the bytes that stood before the text.
fn shift(cable: &mut Cable, by: usize) {
    let move_span = |span: &mut std::ops::Range<usize>| *span = span.start + by..span.end + by;
    cable
        .remarks
        .iter_mut()
        .filter(|remark| remark.line > 0 || !remark.span.is_empty())
        .for_each(|r| move_span(&mut r.span));
    cable.references.iter_mut().for_each(|r| move_span(&mut r.span));
    cable.paragraphs.iter_mut().for_each(|p| move_span(&mut p.span));
    cable.furniture.iter_mut().for_each(|p| move_span(&mut p.span));
    let Cable { handling, attention, notes, residue, accounting, .. } = cable;
    let pieces = [handling, attention, notes, residue, accounting];
    pieces.into_iter().flatten().for_each(|piece| move_span(&mut piece.span));
}

/// Empties every span, for a text that was lifted out of markup.
fn placeless(cable: &mut Cable) {
    cable.remarks.iter_mut().for_each(|r| r.span = 0..0);
    cable.references.iter_mut().for_each(|r| r.span = 0..0);
    cable.paragraphs.iter_mut().for_each(|p| p.span = 0..0);
    cable.furniture.clear();
    let Cable { handling, attention, notes, residue, accounting, .. } = cable;
    let pieces = [handling, attention, notes, residue, accounting];
    pieces.into_iter().flatten().for_each(|piece| piece.span = 0..0);
}

/// Drops the remarks on things that were then found elsewhere.
fn found_elsewhere(cable: &mut Cable) {
    let Cable { remarks, tags, subject, dtg, date_line, to, from, .. } = cable;
    let dated = dtg.is_some() || date_line.is_some();
    remarks.retain(|remark| match remark.code.as_ref() {
        "G8" => tags.is_empty(),
        "G9" => subject.is_empty(),
        "G11" => !dated,
        "G24" => from.is_none() && to.is_empty(),
        // Line width and end marks are the telegram's; these texts came another way.
        "G23" | "G25" => false,
        _ => true,
    });
}

fn addressee(name: &str, precedence: Option<Precedence>) -> Addressee {
    Addressee {
        name: crate::fields::squeeze(name).to_uppercase(),
        precedence,
        raw: name.trim().to_owned(),
        ..Addressee::default()
    }
}
