//! A cable on a terminal: header, text or pieces, references both ways, clearances, history.

use views::{CableLine, CableView, DraftView, PieceView, ReferenceView};

use crate::commands::board::happenings;
use crate::paint::{Cell, Paint, Put as _, Table, Tone};
use crate::reading;
use crate::times;

/// Prints a cable or draft.
pub(crate) fn print(paint: Paint, view: &CableView, lines: usize) -> String {
    let line = &view.line;
    let number = reading::number(line);
    let name = number.map_or_else(
        || format!("{} {}", line.stage.word(), line.dossier),
        |number| format!("{number} ({})", line.dossier),
    );
    let mut out = format!("{}  {}\n", paint.bold(&name), paint.dim(line.kind.word()));
    let mark = [vec![line.level.word().to_owned()], line.captions.clone()].concat().join(" ");
    for (label, value) in [
        ("subject", line.subject.clone()),
        ("marking", mark),
        ("precedence", line.precedence.to_string()),
        ("from", format!("{}, {} by {}", line.origin, times::shown(line.at), line.author)),
        ("tags", line.tags.join(", ")),
        ("answers", view.answers.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")),
    ] {
        if !value.is_empty() {
            out.push_str(&paint.labelled(label, &value));
        }
    }
    out.push_str(&addressees(paint, view));
    if let Some((source, name)) = &view.source {
        out.push_str(&paint.labelled("came from", &format!("{source}, {name}")));
    }
    if let Some(draft) = view.draft.as_ref().filter(|_| view.text.is_none()) {
        out.push_str(&pieces(paint, draft));
    }
    if let Some(text) = &view.text {
        out.put(format!("\n{}\n", paint.block(text.trim_end(), 2).trim_end_matches('\n')));
    } else if view.draft.is_none() {
        out.put(format!(
            "\n{}\n",
            paint.dim("the words are not here: they were disposed of, or have not arrived")
        ));
    }
    out.push_str(&references(paint, "Cites", &view.references));
    out.push_str(&references(paint, "Cited by", &view.cited_by));
    if !view.namesakes.is_empty() {
        let table = crate::commands::inbox::cables(&view.namesakes);
        out.put(format!("\n{}\n{}", paint.bold("Other texts under this number"), table.print(paint)));
    }
    if !view.replies.is_empty() {
        let table = crate::commands::inbox::cables(&view.replies);
        out.put(format!("\n{}\n{}", paint.bold("Replies"), table.print(paint)));
    }
    if let Some(draft) = &view.draft {
        out.push_str(&clearances(paint, draft));
    }
    if !view.remarks.is_empty() {
        out.put(format!("\n{}\n", paint.bold("Odd about its text")));
        for remark in &view.remarks {
            let place = if remark.line == 0 { String::new() } else { format!("line {}: ", remark.line) };
            out.push_str(&paint.labelled(&remark.code, &format!("{place}{}", remark.sentence)));
        }
    }
    let newest: Vec<_> = view.history.iter().rev().cloned().collect();
    out.push_str(&happenings(paint, "History, newest first", &newest, lines));
    out
}

fn addressees(paint: Paint, view: &CableView) -> String {
    let mut out = String::new();
    if view.addressees.is_empty() {
        let typed = view.draft.iter().map(|draft| (draft.to.join("; "), draft.info.join("; ")));
        for (to, info) in typed {
            out.push_str(&paint.labelled("to", &to));
            if !info.is_empty() {
                out.push_str(&paint.labelled("info", &info));
            }
        }
        return out;
    }
    for (label, action) in [("to", true), ("info", false)] {
        let names = view.addressees.iter().filter(|addressee| addressee.action == action);
        let names: Vec<_> = names.map(|addressee| addressee.name.as_str()).collect();
        if !names.is_empty() {
            out.push_str(&paint.labelled(label, &names.join(", ")));
        }
    }
    out
}

fn pieces(paint: Paint, draft: &DraftView) -> String {
    let mut out = String::from("\n");
    for piece in draft.pieces.iter().filter(|piece| piece.name != "head") {
        out.push_str(&one(paint, piece));
    }
    out
}

fn one(paint: Paint, piece: &PieceView) -> String {
    let optional = if piece.optional { ", OPTIONAL" } else { "" };
    let mark = piece.mark.map(|mark| format!("({mark}{optional}) ")).unwrap_or_default();
    let portion = piece.portion.map(|level| format!("({}) ", level.portion())).unwrap_or_default();
    let mut out = paint.labelled(&piece.name, &format!("{mark}{portion}{}", piece.text));
    for (whom, text) in &piece.variants {
        out.push_str(&paint.labelled("", &format!("FOR {whom}: {text}")));
    }
    out
}

fn references(paint: Paint, head: &str, all: &[ReferenceView]) -> String {
    if all.is_empty() {
        return String::new();
    }
    let mut table = Table::new(&["AS WRITTEN", "CABLE", "NUMBER", "SUBJECT"]);
    for reference in all {
        let letter = reference.letter.map(|letter| format!("{letter}. ")).unwrap_or_default();
        let cable = reference.cable.as_ref();
        let could = |line: &CableLine| reading::number(line).unwrap_or_else(|| line.dossier.to_string());
        let could: Vec<_> = reference.candidates.iter().map(could).collect();
        let number = cable.and_then(reading::number).unwrap_or_else(|| could.join(", "));
        table.row(vec![
            format!("{letter}{}", reference.raw).into(),
            match cable {
                Some(cable) => Cell::new(cable.dossier, Tone::Bold),
                None if could.is_empty() => Cell::new("not here", Tone::Dim),
                None => Cell::new("may be", Tone::Warn),
            },
            number.into(),
            cable.map(|cable| cable.subject.as_str()).unwrap_or_default().into(),
        ]);
    }
    format!("\n{}\n{}", paint.bold(head), table.print(paint))
}

fn clearances(paint: Paint, draft: &DraftView) -> String {
    let mut out = String::new();
    if !draft.clearances.is_empty() {
        let mut table = Table::new(&["CLEARER", "STANDS", "ASKED ABOUT", "OPEN", "BY", "SAID"]);
        for clearance in &draft.clearances {
            let tone = match clearance.word {
                "given" | "waived" => Tone::Good,
                "refused" => Tone::Bad,
                _ => Tone::Warn,
            };
            let asked =
                if clearance.asked.is_empty() { "all".to_owned() } else { clearance.asked.join(", ") };
            let whole = clearance.open.len() > 2 && clearance.open.len() == draft.pieces.len();
            let open = if whole { "all".to_owned() } else { clearance.open.join(", ") };
            table.row(vec![
                Cell::new(&clearance.clearer, Tone::Bold),
                Cell::new(clearance.word, tone),
                asked.into(),
                open.into(),
                clearance.by.map(times::shown).unwrap_or_default().into(),
                clearance.said.as_deref().unwrap_or("").into(),
            ]);
        }
        out.put(format!("\n{}\n{}", paint.bold("Clearance"), table.print(paint)));
    }
    if !draft.lacks.is_empty() {
        out.push_str(&paint.labelled("marked lower", &format!("not taken over: {}", draft.lacks.join(", "))));
    }
    if let Some(officer) = &draft.regraded_by {
        out.push_str(&paint.labelled("regraded by", officer.as_str()));
    }
    if let Some(approver) = &draft.approved_by {
        out.push_str(&paint.labelled("approved by", approver.as_str()));
    }
    out
}
