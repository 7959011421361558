//! A tasking on a terminal: what was asked, the points as they read at the post, and what became of each.

use jiff::civil::Date;
use views::{DutyView, TaskingView};

use crate::commands::board::leaning;
use crate::commands::inbox::urgency;
use crate::paint::{Cell, Paint, Put as _, Table, Tone};
use crate::times;

/// Prints a tasking; of a standing one the occurrence of a day or the present one, or all that are listed.
pub(crate) fn print(paint: Paint, view: &TaskingView, day: Option<Date>, all: bool) -> String {
    let mut out =
        format!("{}  {}\n", paint.bold(&view.tasking.to_string()), paint.dim(&view.number.to_string()));
    out.push_str(&paint.labelled("subject", &view.subject));
    out.push_str(&paint.labelled("from", &format!("{}, {}", view.from.name, times::shown(view.released_at))));
    out.push_str(&paint.labelled("precedence", &view.precedence.to_string()));
    if let Some(level) = view.level {
        out.push_str(&paint.labelled("level", &format!("{level} or higher")));
    }
    out.push_str(&paint.labelled("report", if view.report { "by reply cable" } else { "none wanted" }));
    if let Some(why) = &view.withdrawn {
        out.push_str(&paint.labelled("taken back", why));
    }
    if !view.points.is_empty() {
        out.put(format!("\n{}\n", paint.bold("Points")));
        for point in &view.points {
            let optional = if point.optional { ", OPTIONAL" } else { "" };
            let own = if point.variant { " (for this post)" } else { "" };
            out.push_str(&paint.labelled(
                &point.point.to_string(),
                &format!("({}{optional}) {}{own}", point.mark, point.text),
            ));
        }
    }
    let full = day.or(view.line.standing.occurrence);
    for duty in view.duties.iter().filter(|duty| all || duty.occurrence == full) {
        out.push_str(&one(paint, duty));
    }
    if !all && day.is_none() && view.duties.len() > 1 {
        out.put(format!("\n{}\n{}", paint.bold("All occurrences"), occurrences(&view.duties).print(paint)));
        out.push_str(&paint.dim("the day after the tasking shows one of them; --all shows every one\n"));
    }
    out.push_str(&asked(paint, view));
    out
}

fn occurrences(duties: &[DutyView]) -> Table {
    let mut table = Table::new(&["DUE", "STANDS", "POINTS", "ENGAGED", "ANSWER", "REPLY"]);
    for duty in duties {
        let standing = &duty.standing;
        let stance =
            duty.answers.last().and_then(|answer| answer.position.as_ref()).map(|position| position.stance);
        table.row(vec![
            Cell::new(duty.occurrence.map(|day| day.to_string()).unwrap_or_default(), Tone::Bold),
            Cell::new(duty.word, urgency(standing.timeliness)),
            format!("{}/{}", standing.points_done, standing.points).into(),
            duty.answers.last().map(|answer| answer.on.to_string()).unwrap_or_default().into(),
            Cell::new(stance.map(|stance| stance.to_string()).unwrap_or_default(), leaning(stance)),
            duty.reply.as_ref().map(|reply| reply.number.to_string()).unwrap_or_default().into(),
        ]);
    }
    table
}

fn one(paint: Paint, duty: &DutyView) -> String {
    let head = duty.occurrence.map_or_else(|| "How it stands".to_owned(), |day| format!("Due {day}"));
    let due = duty.standing.due.map(|due| format!(", due {}", times::shown(due))).unwrap_or_default();
    let missing: Vec<_> = duty.open.iter().map(ToString::to_string).collect();
    let missing = if missing.is_empty() { String::new() } else { format!("; open: {}", missing.join(", ")) };
    let words = format!("{}{due}{missing}", duty.word);
    let words = match urgency(duty.standing.timeliness) {
        Tone::Bad => paint.bad(&words),
        Tone::Warn => paint.warn(&words),
        _ => words,
    };
    let mut out = format!("\n{}  {words}\n", paint.bold(&head));
    if let Some(plan) = &duty.plan {
        let with = format!("{} on {} with {}, {}", plan.form, plan.on, plan.with.office, plan.with.level);
        out.push_str(&paint.labelled("planned", &with));
    }
    if !duty.used.is_empty() {
        let mut table = Table::new(&["POINT", "BECAME", "ON", "ENGAGEMENT", "WHY"]);
        for used in &duty.used {
            table.row(vec![
                Cell::new(used.point, Tone::Bold),
                used.disposition.into(),
                used.on.into(),
                used.engagement.into(),
                used.why.as_deref().unwrap_or("").into(),
            ]);
        }
        out.push_str(&table.print(paint));
    }
    for answer in &duty.answers {
        let stance = answer.position.as_ref().map(|position| position.stance);
        let stance = stance.map(|stance| match leaning(Some(stance)) {
            Tone::Good => paint.good(stance.word()),
            Tone::Bad => paint.bad(stance.word()),
            _ => stance.word().to_owned(),
        });
        let words = answer.text.as_deref().unwrap_or("(the words were disposed of)");
        let stance = stance.map(|stance| format!(" [{stance}]")).unwrap_or_default();
        out.put(format!("{}{stance}\n", paint.labelled("answered", words).trim_end()));
    }
    if let Some(reply) = &duty.reply {
        out.push_str(
            &paint.labelled(
                "reply",
                &format!("{} ({}), {}", reply.number, reply.reply, times::shown(reply.at)),
            ),
        );
    }
    out
}

fn asked(paint: Paint, view: &TaskingView) -> String {
    let mut out = String::new();
    for objection in &view.objections {
        let ruling = objection.ruling.map_or("no ruling yet".to_owned(), |ruling| ruling.to_string());
        let why = objection.why.as_deref().unwrap_or("");
        let said =
            format!("{} proposes {}: {why} ({ruling})", times::shown(objection.at), objection.proposes);
        out.push_str(&paint.labelled("objection", &said));
    }
    for request in &view.requests {
        let granted = match request.granted {
            None => "no answer yet",
            Some(true) => "granted",
            Some(false) => "declined",
        };
        let why = request.why.as_deref().unwrap_or("");
        let said =
            format!("{} until {}: {why} ({granted})", times::shown(request.at), times::shown(request.to));
        out.push_str(&paint.labelled("more time", &said));
    }
    for returned in &view.returned {
        let why = returned.why.as_deref().unwrap_or("");
        out.push_str(&paint.labelled("returned", &format!("{}: {why}", times::shown(returned.at))));
    }
    if out.is_empty() { out } else { format!("\n{out}") }
}
