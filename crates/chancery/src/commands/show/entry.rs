//! One engagement, or one entry of the record, on a terminal.

use domain::entry::Entry;
use views::{EngagementView, Happening, Told};

use crate::paint::Paint;
use crate::times;

/// Prints an engagement.
pub(crate) fn engagement(paint: Paint, view: &EngagementView) -> String {
    let mut out = format!("{}  {}\n", paint.bold(&view.engagement.to_string()), paint.dim("engagement"));
    out.push_str(&paint.labelled("by", &view.office.name));
    out.push_str(&paint.labelled("on", &format!("{}, {}", view.on, view.form)));
    out.push_str(&paint.labelled("with", &format!("{}, {}", view.with.office, view.with.level)));
    let served: Vec<_> = view.instructions.iter().map(ToString::to_string).collect();
    out.push_str(&paint.labelled("served", &served.join(", ")));
    if view.corrections > 0 {
        out.push_str(&paint.labelled("corrected", &format!("{} times", view.corrections)));
    }
    if let Some(notes) = &view.notes {
        out.push_str(&paint.labelled("notes", notes));
    }
    out
}

/// An entry about the network, with its fact as it stands and no sentence to be translated.
pub(crate) fn of_directory(entry: &Entry) -> Happening {
    Happening {
        entry: entry.id,
        at: entry.at,
        arrived: Some(entry.arrived),
        office: entry.office(),
        officer: Some(entry.actor.clone()),
        told: Told::itself(String::from_utf8_lossy(&entry.fact).into_owned()),
        said: None,
    }
}

/// Prints one entry.
pub(crate) fn print(paint: Paint, dossier: &str, kind: &str, happening: &Happening) -> String {
    let mut out = format!("{}  {}\n", paint.bold(&happening.entry.to_string()), paint.dim(kind));
    out.push_str(&paint.labelled("about", dossier));
    let who = happening.officer.as_ref().map(|officer| format!(" by {officer}")).unwrap_or_default();
    out.push_str(
        &paint.labelled("at", &format!("{}{who} of {}", times::shown(happening.at), happening.office)),
    );
    out.push_str(&paint.labelled("says", &happening.told.to_string()));
    if let Some(said) = &happening.said {
        out.push_str(&paint.labelled("words", said));
    }
    out
}
