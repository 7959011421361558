//! The cable as it goes out: the draft's words under the number, time and addressees fixed at release,
//! followed by its talking points and by what is asked of whom by when.

use std::fmt::Write as _;
use std::sync::Arc;

use cable::print::{Layout, Message, print};

use crate::command::{Context, World};
use crate::draft::Draft;
use crate::fact::{Address, CableNumber, Member, Point, Purpose};
use crate::refusal::Refusal;
use crate::words::OfficeId;

/// Prints a draft as the cable that will be kept.
pub(crate) fn printed(
    world: World<'_>,
    context: &Context,
    draft: &Draft,
    number: &CableNumber,
) -> Result<Arc<str>, Refusal> {
    let content = &draft.content;
    if draft.text(content.subject).is_empty() {
        return Err(Refusal::WordsMissing { what: draft.id.to_string() });
    }
    let number = cable::Number::new(&number.station, Some(number.year), number.serial);
    let mut message = Message::new(number, context.at, plad(world, context.office), content.level);
    let addressed = |list: &[Address]| {
        let each = list
            .iter()
            .map(|address| (named(world, &address.who), address.precedence.unwrap_or(content.precedence)));
        each.collect()
    };
    message.to = addressed(&content.to);
    message.info = addressed(&content.info);
    let left_out = content.to.iter().chain(&content.info).flat_map(|address| &address.except);
    message.xmt = left_out.map(|office| plad(world, *office)).collect();
    let protection = draft.protection();
    message.authority = protection.authority();
    message.order_line = protection.order.map(|order| order.raw);
    message.captions.clone_from(&content.captions);
    message.tags.clone_from(&content.tags);
    draft.text(content.subject).clone_into(&mut message.subject);
    let references = cable::fields::reference::list(&content.references.join("; "), 0);
    let notal = |notal| if notal { " (NOTAL)" } else { "" };
    message.references =
        references.iter().map(|cited| format!("{}{}", cited.raw, notal(cited.notal))).collect();
    let paragraphs = content.paragraphs.iter();
    message.paragraphs =
        paragraphs.map(|paragraph| (paragraph.portion, draft.text(paragraph.text).to_owned())).collect();
    if draft.purpose == Purpose::Instruction {
        // Where paragraphs are marked, those the desk adds carry the highest mark among them.
        let portion = draft.highest_portion();
        if !content.points.is_empty() {
            let lines: String = content.points.iter().map(|point| spoken(draft, point)).collect();
            message.paragraphs.push((portion, format!("TALKING POINTS.{lines}")));
        }
        message.paragraphs.push((portion, asked(draft)));
    }
    message.signature = named(world, &Member::Office(context.office));
    Ok(print(&message, Layout::Plain).into())
}

/// The name under which an office is addressed.
fn plad(world: World<'_>, office: OfficeId) -> String {
    let known = world.directory.office(office).map(|office| &office.opened);
    let name = known.map(|opened| opened.plad.as_ref().unwrap_or(&opened.station).clone());
    name.unwrap_or_else(|| office.to_string())
}

fn named(world: World<'_>, member: &Member) -> String {
    match member {
        Member::Office(office) => plad(world, *office),
        Member::Collective(name) => format!("{name} COLLECTIVE"),
    }
}

fn spoken(draft: &Draft, point: &Point) -> String {
    let optional = if point.optional { ", OPTIONAL" } else { "" };
    let mut lines = format!("\n-- {} ({}{optional}) {}", point.id, point.mark.word(), draft.text(point.text));
    for variant in &point.variants {
        let whom = match &variant.for_whom {
            Member::Office(office) => office.to_string(),
            Member::Collective(name) => name.clone(),
        };
        let _ = write!(lines, "\n-- FOR {whom}: {}", draft.text(variant.text));
    }
    lines
}

/// What is asked, in one paragraph.
fn asked(draft: &Draft) -> String {
    let terms = &draft.content.terms;
    let mut text = "ACTION REQUESTED.".to_owned();
    if let Some(due) = terms.due {
        let _ = write!(text, " By {} local time.", due.strftime("%-d %B %Y, %H:%M"));
    }
    if terms.soonest {
        text.push_str(" As soon as possible.");
    }
    if let Some(every) = &terms.every {
        let _ = write!(text, " At least every {} days", every.days);
        if let Some(until) = every.until {
            let _ = write!(text, " until {}", until.strftime("%-d %B %Y"));
        }
        if let Some(first) = every.first_within_days {
            let _ = write!(text, ", first within {first} days");
        }
        text.push('.');
    }
    match terms.level {
        Some(level) => {
            let _ = write!(text, " At the level of {level} or higher.");
        }
        None => text.push_str(" At the level the post thinks best."),
    }
    text.push_str(if terms.report { " Report by reply cable." } else { " No reply cable is required." });
    text
}
