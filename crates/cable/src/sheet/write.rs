//! Writes a sheet in its canonical form: one label a line, one addressee a line, one paragraph a line. Reading it
//! again gives the same sheet.

use std::fmt::Write as _;

use crate::fields::Reference;
use crate::sheet::{Address, Protection, Sheet, SheetParagraph, SheetPoint};

/// Writes the sheet so that reading it again gives the same.
pub fn write(sheet: &Sheet) -> String {
    let mut out = String::new();
    sheet.to.iter().for_each(|address| label(&mut out, "TO", &addressed(address)));
    sheet.info.iter().for_each(|address| label(&mut out, "INFO", &addressed(address)));
    label(&mut out, "CLASSIFICATION", sheet.level.map_or("", |level| level.word()));
    out.push_str(&protection(&sheet.protection));
    label(&mut out, "CAPTIONS", &sheet.captions.join(", "));
    label(&mut out, "PRECEDENCE", sheet.precedence.map_or("", |precedence| precedence.word()));
    label(&mut out, "TAGS", &sheet.tags.join(", "));
    label(&mut out, "SUBJECT", &sheet.subject);
    references(&mut out, &sheet.references);
    if sheet.soonest {
        label(&mut out, "DUE", "AS SOON AS POSSIBLE");
    } else if let Some(due) = sheet.due {
        label(&mut out, "DUE", &format!("{} {:02}:{:02}", due.date(), due.hour(), due.minute()));
    }
    if let Some(every) = sheet.every {
        let mut value = format!("{} DAYS", every.days);
        if let Some(until) = every.until {
            let _ = write!(value, " UNTIL {until}");
        }
        if let Some(days) = every.first_within_days {
            let _ = write!(value, ", FIRST WITHIN {days} DAYS");
        }
        label(&mut out, "EVERY", &value);
    }
    label(&mut out, "LEVEL", sheet.interlocutor_level.as_deref().unwrap_or(""));
    label(&mut out, "REPORT", sheet.report.map_or("", |report| if report { "REPLY CABLE" } else { "NONE" }));

    let points_at = sheet.points.first().map_or(usize::MAX, |point| point.line);
    let (before, after) =
        sheet.paragraphs.split_at(sheet.paragraphs.partition_point(|p| p.line <= points_at));
    for each in before {
        paragraph(&mut out, each);
    }
    if !sheet.points.is_empty() {
        out.push_str("\nPOINTS\n");
        sheet.points.iter().for_each(|each| point(&mut out, each));
    }
    for each in after {
        paragraph(&mut out, each);
    }
    out
}

/// Writes the labels under which a sheet is protected; they read back as the same.
pub fn protection(protection: &Protection) -> String {
    let mut out = String::new();
    if let Some(order) = &protection.order {
        let _ = writeln!(out, "E.O. {}", order.raw);
    }
    label(&mut out, "CLASSIFIED BY", &protection.classified_by);
    label(&mut out, "DERIVED FROM", &protection.derived_from);
    label(&mut out, "REASON", &protection.reason);
    out
}

fn label(out: &mut String, label: &str, value: &str) {
    if !value.is_empty() {
        let _ = writeln!(out, "{label}: {value}");
    }
}

fn addressed(address: &Address) -> String {
    let mut value = address.name.clone();
    if let Some(precedence) = address.precedence {
        let _ = write!(value, " {precedence}");
    }
    if !address.except.is_empty() {
        let _ = write!(value, " EXCEPT {}", address.except.join(", "));
    }
    value
}

/// Writes one reference a line; a serial that leans on the station before it stays on that line.
fn references(out: &mut String, references: &[Reference]) {
    for reference in references {
        let leans = reference.number.is_some() && reference.raw.bytes().all(|b| b.is_ascii_digit());
        let notal = if reference.notal { " (NOTAL)" } else { "" };
        if leans && out.ends_with('\n') {
            out.pop();
            let _ = writeln!(out, " AND {}{notal}", reference.raw);
            continue;
        }
        let letter = reference.letter.map_or_else(String::new, |letter| format!("{letter}. "));
        label(out, "REF", &format!("{letter}{}{notal}", reference.raw));
    }
}

fn paragraph(out: &mut String, paragraph: &SheetParagraph) {
    let mut words: Vec<String> = Vec::new();
    words.extend(paragraph.number.map(|number| format!("{number}.")));
    words.extend(paragraph.portion.map(|portion| format!("({})", portion.portion())));
    if !paragraph.text.is_empty() {
        words.push(paragraph.text.clone());
    }
    let _ = writeln!(out, "\n{}", words.join(" "));
}

fn point(out: &mut String, point: &SheetPoint) {
    let optional = if point.optional { ", OPTIONAL" } else { "" };
    let line = format!("- ({}{optional}) {}", point.mark.word(), point.text);
    let _ = writeln!(out, "{}", line.trim_end());
    for (name, words) in &point.variants {
        let _ = writeln!(out, "  FOR {name}: {words}");
    }
}
