//! Rules CLS on the order under which a cable is classified: whose decision it was, why, and until when. They are
//! asked only where the profile has an order on the day.

use jiff::ToSpan as _;
use jiff::civil::Date;

use crate::check::{Review, Sure};
use crate::fields::OrderLine;
use crate::sentences;

pub(super) fn check(review: &mut Review) {
    let sheet = review.sheet;
    let profile = review.profile;
    let (Some(level), Some(order)) = (sheet.level, profile.order()) else { return };
    let line = sheet.protection.order.as_ref();
    let spares = line.is_some_and(|line| line.code.as_deref() == Some("N/A"));
    if !level.classified() {
        match line {
            Some(line) if !spares => {
                let say = sentences::CLS_06.with([("level", &level)]);
                let tail = line.raw.get(order_digits(line)..).unwrap_or("").to_owned();
                review.say("CLS-06", 0, &tail, say).or_write(": N/A", Sure::Ask);
            }
            None if order.always => {
                let say = sentences::CLS_06_OPEN.with([("order", &order.number)]);
                review.say("CLS-06", 0, "", say);
            }
            _ => {}
        }
        return;
    }
    if spares {
        let say = sentences::CLS_06_SPARED.with([("level", &level)]);
        review.say("CLS-06", 0, "N/A", say);
        return;
    }
    let codes = order.codes.join(" or ");
    let known = |line: &OrderLine| {
        line.code.as_ref().is_some_and(|code| order.codes.contains(code)) && says_until(line)
    };
    let by = &sheet.protection;
    if !line.is_some_and(known) {
        let say = sentences::CLS_05.with([("level", &level), ("order", &order.number), ("codes", &codes)]);
        review.say("CLS-05", 0, "", say);
    }
    if order.classifier && by.classified_by.is_empty() && by.derived_from.is_empty() {
        review.say("CLS-05", 0, "", sentences::CLS_05_WHO.with([("level", &level)]));
    }
    if order.reason && by.reason.is_empty() && by.derived_from.is_empty() {
        review.say("CLS-05", 0, "", sentences::CLS_05_WHY.with([("level", &level)]));
    }
    if let (Some(ends), Some(today)) = (line.and_then(|line| line.date), profile.on) {
        ends_in_time(review, ends, today);
    }
}

fn ends_in_time(review: &mut Review, ends: Date, today: Date) {
    let latest = today.checked_add(25.years()).unwrap_or(Date::MAX);
    if ends < today {
        let say = sentences::CLS_07.with([("ends", &ends)]);
        review.say("CLS-07", 0, "", say);
    } else if ends > latest {
        let say = sentences::CLS_07_LONG.with([("ends", &ends), ("latest", &latest)]);
        review.say("CLS-07", 0, "", say);
    }
}

/// Tells whether the line says until when: by a date, an event, or a code that has its own term.
fn says_until(line: &OrderLine) -> bool {
    let tail = line.raw.rsplit_once(':').map_or("", |(_, tail)| tail.trim());
    line.code.as_deref() != Some("DECL") || line.date.is_some() || (tail.len() > 3 && tail != "DECL")
}

/// Returns where the order's number ends.
fn order_digits(line: &OrderLine) -> usize {
    line.raw.bytes().take_while(u8::is_ascii_digit).count()
}
