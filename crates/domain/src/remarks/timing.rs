//! Rules PRE that ask what time it is at the post: whether the deadline can be met, and whom night action rouses.

use cable::Precedence;
use cable::check::Review;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan as _};

use crate::calendar;
use crate::directory::Office;
use crate::remarks::Known;
use crate::remarks::addresses::{Addressed, NAMED_MAX, list};
use crate::remarks::sentences;
use crate::words::OfficeId;

/// The hours of a working day.
const OPENS: i8 = 9;
const CLOSES: i8 = 17;

pub(super) fn check(review: &mut Review<'_>, known: &Known<'_>, addressed: &Addressed) {
    if let Some(due) = review.sheet.due {
        late(review, known, addressed, due);
    }
    let sheet = review.sheet;
    let by_name = |id: &OfficeId| {
        let own = sheet
            .to
            .iter()
            .find(|address| known.directory.called(&address.name) == Ok(crate::fact::Member::Office(*id)));
        own.and_then(|address| sheet.precedence_of(address)).or(sheet.precedence)
    };
    let roused: Vec<&OfficeId> = addressed
        .acting
        .iter()
        .filter(|id| by_name(id) == Some(Precedence::Niact))
        .filter(|id| {
            let Some((_, zone)) = place(known, **id) else { return false };
            let hour = known.at.to_zoned(zone).hour();
            !(6..22).contains(&hour)
        })
        .collect();
    if !roused.is_empty() {
        let say = sentences::PRE_08.with([("offices", &list(&roused))]);
        review.say("PRE-08", 0, "", say);
    }
}

fn late(review: &mut Review<'_>, known: &Known<'_>, addressed: &Addressed, due: DateTime) {
    let sheet = review.sheet;
    let Some(precedence) = sheet.to.iter().filter_map(|address| sheet.precedence_of(address)).max() else {
        return;
    };
    let Some(hours) = known.profile.hours(precedence) else { return };
    let Ok(there) = known.at.checked_add(i64::from(hours).hours()) else { return };
    let mut late = Vec::new();
    for id in &addressed.acting {
        let Some((office, zone)) = place(known, *id) else { continue };
        // What rings nobody waits for the working day.
        let read = if precedence >= Precedence::Niact { there } else { at_work(office, &zone, there) };
        if read > calendar::instant(due, &zone) {
            late.push(format!("{id} {}", read.to_zoned(zone).strftime("%Y-%m-%d %H:%M")));
        }
    }
    if !late.is_empty() {
        let more = late.len().saturating_sub(NAMED_MAX);
        late.truncate(NAMED_MAX);
        let rest = if more == 0 { String::new() } else { format!(", +{more}") };
        let posts = format!("{}{rest}", late.join(", "));
        let say = sentences::PRE_07.with([("precedence", &precedence), ("posts", &posts)]);
        let line = sheet.line_of("DUE").unwrap_or(0);
        review.say("PRE-07", line, "", say);
    }
}

/// The first moment, from one on, at which somebody is at work in an office.
fn at_work(office: &Office, zone: &TimeZone, from: Timestamp) -> Timestamp {
    let mut local = from.to_zoned(zone.clone()).datetime();
    // A week has seven days, whatever the office calls work.
    for _ in 0..8 {
        let works =
            office.opened.week.iter().any(|day| {
                *day as usize == usize::from(local.weekday().to_monday_zero_offset().unsigned_abs())
            });
        if works && local.hour() < CLOSES {
            if local.hour() < OPENS {
                local = local.date().at(OPENS, 0, 0, 0);
            }
            break;
        }
        let Ok(next) = local.date().tomorrow() else { break };
        local = next.at(OPENS, 0, 0, 0);
    }
    calendar::instant(local, zone)
}

fn place<'a>(known: &Known<'a>, id: OfficeId) -> Option<(&'a Office, TimeZone)> {
    let office = known.directory.office(id)?;
    Some((office, calendar::zone(&office.opened.zone).ok()?))
}
