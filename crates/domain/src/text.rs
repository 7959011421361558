//! The cable as it goes out: the draft's words under the number, time and addressees fixed at release, followed by
//! its talking points and by what is asked of whom by when. A sheet can be printed before, to be looked at.

use std::fmt::Write as _;
use std::sync::Arc;

use cable::print::{Layout, Message, print};
use cable::{Address, Level, Precedence, Sheet, SheetPoint};
use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::command::{Context, World};
use crate::directory::Directory;
use crate::draft::Draft;
use crate::fact::{CableNumber, HostLevel, Member, Purpose};
use crate::refusal::Refusal;
use crate::words::{OfficeId, PointId};

/// Prints a draft as the cable that will be kept.
pub(crate) fn printed(
    world: World<'_>,
    context: &Context,
    draft: &Draft,
    number: &CableNumber,
) -> Result<Arc<str>, Refusal> {
    if draft.text(draft.content.subject).is_empty() {
        return Err(Refusal::WordsMissing { what: draft.id.to_string() });
    }
    let points: Vec<PointId> = draft.content.points.iter().map(|point| point.id).collect();
    let (sheet, office) = (draft.sheet(), context.office);
    let outgoing = Outgoing { directory: world.directory, office, at: context.at, serial: number.serial };
    Ok(outgoing.printed(&sheet, &points, draft.purpose == Purpose::Instruction).into())
}

/// Where a cable goes out from, when, and under which serial: what it says besides its sheet.
#[derive(Debug, Clone, Copy)]
#[expect(missing_docs, reason = "the fields are the sentence")]
pub struct Outgoing<'a> {
    pub directory: &'a Directory,
    pub office: OfficeId,
    pub at: Timestamp,
    /// 0 while it has none.
    pub serial: u32,
}

impl Outgoing<'_> {
    /// Prints a sheet as the cable it becomes: names of the directory take their designators, others stay as typed.
    pub fn printed(&self, sheet: &Sheet, points: &[PointId], instructs: bool) -> String {
        let station = self.directory.office(self.office).map(|office| office.opened.station.clone());
        let station = station.unwrap_or_else(|| self.office.to_string());
        let year = self.at.to_zoned(TimeZone::UTC).year();
        let number = cable::Number::new(&station, Some(year), self.serial);
        let level = sheet.level.unwrap_or(Level::Unclassified);
        let mut message = Message::new(number, self.at, self.plad(self.office), level);
        let otherwise = sheet.precedence.unwrap_or(Precedence::Routine);
        let addressed = |list: &[Address]| {
            let each = list.iter().map(|to| (self.named(&to.name), to.precedence.unwrap_or(otherwise)));
            each.collect()
        };
        message.to = addressed(&sheet.to);
        message.info = addressed(&sheet.info);
        let left_out = sheet.to.iter().chain(&sheet.info).flat_map(|address| &address.except);
        message.xmt = left_out.map(|name| self.named(name)).collect();
        message.authority = sheet.protection.authority();
        message.order_line = sheet.protection.order.as_ref().map(|order| order.raw.clone());
        message.captions.clone_from(&sheet.captions);
        message.tags.clone_from(&sheet.tags);
        sheet.subject.clone_into(&mut message.subject);
        let notal = |notal| if notal { " (NOTAL)" } else { "" };
        message.references =
            sheet.references.iter().map(|cited| format!("{}{}", cited.raw, notal(cited.notal))).collect();
        let paragraphs = sheet.paragraphs.iter();
        message.paragraphs =
            paragraphs.map(|paragraph| (paragraph.portion, paragraph.text.clone())).collect();
        if instructs {
            // Where paragraphs are marked, those the desk adds carry the highest mark among them.
            let portion = sheet.paragraphs.iter().filter_map(|paragraph| paragraph.portion).max();
            if !sheet.points.is_empty() {
                let lines: String = points.iter().zip(&sheet.points).map(|(id, p)| spoken(*id, p)).collect();
                message.paragraphs.push((portion, format!("TALKING POINTS.{lines}")));
            }
            message.paragraphs.push((portion, asked(sheet)));
        }
        message.signature = self.plad(self.office);
        print(&message, Layout::Plain)
    }

    /// The name under which an office is addressed.
    fn plad(&self, office: OfficeId) -> String {
        let known = self.directory.office(office).map(|office| &office.opened);
        let name = known.map(|opened| opened.plad.as_ref().unwrap_or(&opened.station).clone());
        name.unwrap_or_else(|| office.to_string())
    }

    fn named(&self, name: &str) -> String {
        match self.directory.called(name) {
            Ok(Member::Office(office)) => self.plad(office),
            Ok(Member::Collective(name)) => format!("{name} COLLECTIVE"),
            Err(_) => name.to_owned(),
        }
    }
}

fn spoken(id: PointId, point: &SheetPoint) -> String {
    let optional = if point.optional { ", OPTIONAL" } else { "" };
    let mut lines = format!("\n-- {id} ({}{optional}) {}", point.mark.word(), point.text);
    for (whom, words) in &point.variants {
        let _ = write!(lines, "\n-- FOR {whom}: {words}");
    }
    lines
}

/// What is asked, in one paragraph.
fn asked(sheet: &Sheet) -> String {
    let mut text = "ACTION REQUESTED.".to_owned();
    if let Some(due) = sheet.due {
        let _ = write!(text, " By {} local time.", due.strftime("%-d %B %Y, %H:%M"));
    }
    if sheet.soonest {
        text.push_str(" As soon as possible.");
    }
    if let Some(every) = &sheet.every {
        let _ = write!(text, " At least every {} days", every.days);
        if let Some(until) = every.until {
            let _ = write!(text, " until {}", until.strftime("%-d %B %Y"));
        }
        if let Some(first) = every.first_within_days {
            let _ = write!(text, ", first within {first} days");
        }
        text.push('.');
    }
    match sheet.interlocutor_level.as_deref().and_then(|level| level.parse::<HostLevel>().ok()) {
        Some(level) => {
            let _ = write!(text, " At the level of {level} or higher.");
        }
        None => text.push_str(" At the level the post thinks best."),
    }
    text.push_str(if sheet.report.unwrap_or(true) {
        " Report by reply cable."
    } else {
        " No reply cable is required."
    });
    text
}
