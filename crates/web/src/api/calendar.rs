//! A calendar of what falls due and of planned engagements, as other programs subscribe to it. A calendar is a channel with
//! a level of its own: what is above it says only that a duty is due, and its number.

use std::fmt::Write as _;

use domain::cable::Level;
use domain::tasking::{Planned, Timeliness};
use domain::words::TaskingId;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use views::{DutyView, InboxView, TaskingView};

use super::problem::Stop;
use super::read::Told;
use super::table::Media;
use super::{Answer, Asked};
use crate::links;
use crate::print;
use crate::visit::Visit;

/// How many taskings a calendar holds.
const TASKINGS_MAX: usize = 300;
/// A line has so many octets at most.
const LINE_MAX: usize = 75;

/// When something is.
enum At {
    Instant(Timestamp),
    Day(Date),
}

/// One thing in a calendar.
struct Event {
    name: String,
    at: At,
    /// When what is said here was last changed.
    changed: Timestamp,
    /// Whether its time was changed.
    moved: bool,
    summary: String,
    about: String,
    url: String,
}

/// What falls due at the offices of whoever reads, and what their posts plan.
pub(super) fn calendar(visit: &Visit, asked: &Asked) -> Told {
    let mut inbox = InboxView::default();
    for office in &visit.reader.offices {
        inbox.join(visit.views().inbox(&visit.reader, *office, views::When::NOW, visit.now)?);
    }
    let open =
        [inbox.overdue, inbox.due_soon, inbox.returned, inbox.planned, inbox.to_acknowledge, inbox.open];
    let mut taskings: Vec<TaskingId> = open.iter().flatten().map(|line| line.tasking).collect();
    taskings.sort_unstable();
    taskings.dedup();
    taskings.truncate(TASKINGS_MAX);
    let mut events = Vec::new();
    for id in taskings {
        if let Some(view) = visit.views().tasking(&visit.reader, id, views::When::NOW, visit.now)? {
            let level = visit.marks(id.instruction).map_err(Stop::from)?.level;
            of_tasking(asked, &view, level, &mut events);
        }
    }
    of_own_instructions(visit, asked, &mut events)?;
    Ok(Answer { media: Media::Calendar.name(), ..Answer::json(printed(visit.house.ministry(), &events)) })
}

/// The duties of a tasking that are still to be done, and what is planned for them.
fn of_tasking(asked: &Asked, view: &TaskingView, level: Level, events: &mut Vec<Event>) {
    let url = format!(
        "{}{}",
        asked.base,
        links::tasking(&view.tasking.instruction.to_string(), view.tasking.office.as_str())
    );
    let says = |what: &str, otherwise: &str| {
        if level <= asked.channel {
            format!("{what}: {} {}", view.number, view.subject)
        } else {
            format!("{otherwise}: {}", view.number)
        }
    };
    let done = |duty: &&DutyView| {
        view.withdrawn.is_none() && !matches!(duty.standing.timeliness, Timeliness::Done | Timeliness::Late)
    };
    for duty in view.duties.iter().filter(done) {
        let post = &view.line.office.name;
        let occurrence = duty.occurrence.map(|day| format!(".{day}")).unwrap_or_default();
        let name = format!("{}.{}{occurrence}", view.tasking.instruction, view.tasking.office);
        if let Some(due) = duty.standing.due {
            events.push(Event {
                name: format!("due.{name}"),
                at: At::Instant(due),
                changed: duty.standing.since,
                moved: duty.standing.extended,
                summary: says("Due", "A duty is due"),
                about: format!("{post}, {}: {}.", view.precedence.word(), duty.word),
                url: url.clone(),
            });
        }
        if let Some(plan) = &duty.plan {
            events.push(Event {
                name: format!("plan.{name}"),
                at: At::Day(plan.on),
                changed: plan.act.at,
                moved: false,
                summary: says("Planned", "An engagement is planned"),
                about: planned(post, plan, level <= asked.channel),
                url: url.clone(),
            });
        }
    }
}

fn planned(post: &str, plan: &Planned, open: bool) -> String {
    if open {
        let (form, level) = (print::spaced(plan.form.word()), print::spaced(plan.with.level.word()));
        format!("{post}: {form} with {} ({level}).", plan.with.office)
    } else {
        format!("{post}.")
    }
}

/// The next time at which something falls due on what an office of the reader asked of others.
fn of_own_instructions(visit: &Visit, asked: &Asked, events: &mut Vec<Event>) -> Result<(), Stop> {
    let lines = visit.views().instructions(&visit.reader, TASKINGS_MAX, views::When::NOW, visit.now)?;
    for line in lines.iter().filter(|line| visit.reader.offices.contains(&line.instruction.office)) {
        let Some(due) = line.due else { continue };
        let open = visit.marks(line.instruction).map_err(Stop::from)?.level <= asked.channel;
        let posts = crate::pages::board::pending(&line.counts);
        events.push(Event {
            name: format!("asked.{}", line.instruction),
            at: At::Instant(due),
            changed: line.released_at,
            moved: false,
            summary: if open {
                format!("Due to us: {} {}", line.number, line.subject)
            } else {
                format!("A duty is due to us: {}", line.number)
            },
            about: format!(
                "{posts} {} to do.",
                print::plural(posts, "post has something left", "posts have something left")
            ),
            url: format!("{}{}", asked.base, links::board(&links::dashed(&line.number))),
        });
    }
    Ok(())
}

/// The calendar as it is sent. Of the libraries there are, each asks the machine for the time and for chance by itself.
fn printed(name: &str, events: &[Event]) -> String {
    // RFC 5545, section 3.4; RFC 7986, section 5.
    let mut out = String::new();
    for (key, value) in [
        ("BEGIN", "VCALENDAR"),
        ("VERSION", "2.0"),
        ("PRODID", "-//Chancery//Chancery//EN"),
        ("CALSCALE", "GREGORIAN"),
        ("NAME", &escaped(name)),
        ("X-WR-CALNAME", &escaped(name)),
        ("REFRESH-INTERVAL;VALUE=DURATION", "PT1H"),
        ("X-PUBLISHED-TTL", "PT1H"),
    ] {
        line(&mut out, key, value);
    }
    for event in events {
        // Without METHOD the stamp is that of the last change (section 3.8.7.2), so a calendar that says the same is the same.
        let changed = instant(event.changed);
        let (key, at) = match event.at {
            At::Instant(at) => ("DTSTART", instant(at)),
            At::Day(day) => ("DTSTART;VALUE=DATE", day.strftime("%Y%m%d").to_string()),
        };
        for (key, value) in [
            ("BEGIN", "VEVENT"),
            ("UID", &format!("{}@chancery", event.name)),
            ("DTSTAMP", &changed),
            ("LAST-MODIFIED", &changed),
            ("SEQUENCE", if event.moved { "1" } else { "0" }),
            (key, &at),
            ("SUMMARY", &escaped(&event.summary)),
            ("DESCRIPTION", &escaped(&event.about)),
            ("URL", &event.url),
            ("CLASS", "PRIVATE"),
            ("TRANSP", "TRANSPARENT"),
            ("END", "VEVENT"),
        ] {
            line(&mut out, key, value);
        }
    }
    line(&mut out, "END", "VCALENDAR");
    out
}

fn instant(at: Timestamp) -> String {
    at.to_zoned(TimeZone::UTC).strftime("%Y%m%dT%H%M%SZ").to_string()
}

/// Text as a value (section 3.3.11); what no text may hold is left out.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '\\' | ';' | ',' => out.extend(['\\', letter]),
            '\n' => out.push_str("\\n"),
            letter if letter.is_control() => {}
            letter => out.push(letter),
        }
    }
    out
}

/// One line, folded before its seventy-sixth octet and never within a letter (section 3.1).
fn line(out: &mut String, key: &str, value: &str) {
    let mut room = LINE_MAX;
    let mut whole = String::new();
    // Writing to a string cannot fail.
    let _ = write!(whole, "{key}:{value}");
    for letter in whole.chars() {
        if letter.len_utf8() > room {
            out.push_str("\r\n ");
            room = LINE_MAX - 1;
        }
        room -= letter.len_utf8();
        out.push(letter);
    }
    out.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    fn event(summary: &str) -> Event {
        Event {
            name: "due.HQ.12.LIS".into(),
            at: At::Instant("2026-11-24T17:00:00Z".parse().expect("a time")),
            changed: "2026-11-20T09:00:00Z".parse().expect("a time"),
            moved: true,
            summary: summary.into(),
            about: "Embassy Lisbon, IMMEDIATE: acknowledged.".into(),
            url: "http://localhost/t/HQ.12/LIS".into(),
        }
    }

    #[test]
    fn a_line_has_seventy_five_octets_at_most_and_no_letter_is_cut() {
        let long = "Fishing gear, lost; “found” \\ éèê 漁具 ".repeat(9);
        let sent = printed("Ministry", &[event(&long)]);
        assert!(sent.split("\r\n").all(|line| line.len() <= LINE_MAX));
        let whole = sent.replace("\r\n ", "");
        assert!(whole.contains(&format!("SUMMARY:{}\r\n", escaped(&long))));
    }

    #[test]
    fn nothing_in_a_subject_begins_a_line_of_its_own() {
        let hostile = "Gear\r\nATTENDEE:mailto:x@example.org\r\nX:\u{0}\u{85}";
        let sent = printed("Ministry", &[event(hostile)]).replace("\r\n ", "");
        assert!(sent.contains("SUMMARY:Gear\\nATTENDEE:mailto:x@example.org\\nX:\r\n"), "{sent}");
        assert_eq!(sent.matches("\r\nATTENDEE").count(), 0);
    }

    #[test]
    fn a_day_is_a_day_and_an_instant_is_in_utc() {
        let day = Event { at: At::Day("2026-11-23".parse().expect("a day")), ..event("x") };
        let sent = printed("Ministry", &[event("x"), day]);
        assert!(sent.contains("\r\nDTSTART:20261124T170000Z\r\n"));
        assert!(sent.contains("\r\nDTSTART;VALUE=DATE:20261123\r\n"));
    }
}
