//! Host positions over time as small multiples: one stepped line a host, from against at the foot to for at the head, on
//! the same days for all, so that a move is seen at a glance. The same is in the table of positions.

use std::fmt::Write as _;

use askama::Template;
use jiff::civil::Date;
use views::PositionLine;

use crate::countries;
use crate::page::Sign;
use crate::pages::stance;
use crate::print;
use crate::tongue::Tongue;
use crate::visit::Visit;

/// So many hosts stand on a board; the page of positions has all.
const HOSTS_MAX: usize = 36;

/// How wide and high a line is drawn.
const WIDTH: i64 = 100;
const STEP: i64 = 6;

/// The lines of all hosts.
#[derive(Clone, Debug, Template)]
#[cfg_attr(test, derive(serde::Serialize, serde::Deserialize))]
#[template(path = "board_moves.html")]
pub(crate) struct Drawing {
    pub(crate) all: Vec<Moves>,
}

/// One host's line.
#[derive(Clone, Debug)]
#[cfg_attr(test, derive(serde::Serialize, serde::Deserialize))]
pub(crate) struct Moves {
    pub(crate) host: String,
    pub(crate) now: Sign,
    /// The line and the points on it, as a path.
    pub(crate) line: String,
    pub(crate) last: (i64, i64),
    /// The same in words.
    pub(crate) told: String,
}

/// A position on a day, for a line.
pub(crate) struct Step {
    pub(crate) on: Date,
    /// From 0, against, to 4, for.
    pub(crate) height: i64,
    pub(crate) word: String,
    pub(crate) day: String,
}

/// Draws one host's line between two days.
pub(crate) fn drawn(tongue: Tongue, host: &str, steps: &[Step], from: Date, until: Date) -> Option<Moves> {
    let days = |to: Date| i64::from(from.until(to).map_or(0, |span| span.get_days()));
    let whole = days(until).max(1);
    let (mut line, mut last) = (String::new(), (0, 0));
    for (place, step) in steps.iter().enumerate() {
        let x = (days(step.on) * WIDTH / whole).clamp(0, WIDTH);
        let y = (4 - step.height) * STEP;
        // A position holds until the next is given.
        // Writing to a string cannot fail.
        let _ = if place == 0 { write!(line, "M{x} {y}") } else { write!(line, "H{x}V{y}") };
        last = (x, y);
    }
    let latest = steps.last()?;
    let _ = write!(line, "H{WIDTH}");
    let told = steps
        .iter()
        .map(|step| format!("{} {}", tongue.word("stance", &step.word), step.day))
        .collect::<Vec<_>>()
        .join(", ");
    Some(Moves { host: host.into(), now: stance(tongue, &latest.word), line, last, told })
}

/// The steps of a host that has given a position.
pub(crate) fn steps(visit: &Visit, line: &PositionLine) -> Vec<Step> {
    let step = |view: &views::PositionView| {
        let word = print::spaced(view.stance.word());
        let height = i64::try_from(view.stance as usize).unwrap_or(0);
        Step { on: view.on, height, word, day: print::day(visit.tongue, view.on, visit.now) }
    };
    line.history.iter().map(step).collect()
}

/// The lines of all hosts that gave a position, those that moved most lately first; none if none did.
pub(crate) fn all(visit: &Visit, found: &[PositionLine], until: Date) -> Option<Drawing> {
    let days = found.iter().flat_map(|line| &line.history).map(|view| view.on);
    let from = days.min()?;
    let mut hosts: Vec<&PositionLine> = found.iter().filter(|line| !line.history.is_empty()).collect();
    hosts.sort_by_key(|line| {
        let moved =
            line.history.windows(2).filter(|pair| matches!(pair, [one, other] if one.stance != other.stance));
        let moved = moved.filter_map(|pair| pair.last()).map(|view| view.on).max();
        (std::cmp::Reverse(moved), countries::name(visit.tongue, &line.country))
    });
    let drawn = |line: &&PositionLine| {
        drawn(visit.tongue, countries::name(visit.tongue, &line.country), &steps(visit, line), from, until)
    };
    Some(Drawing { all: hosts.iter().filter_map(drawn).take(HOSTS_MAX).collect() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_holds_its_height_until_the_next_position_and_then_to_the_end() {
        let day = |text: &str| text.parse::<Date>().expect("a day");
        let step =
            |on: &str, height, word: &str| Step { on: day(on), height, word: word.into(), day: on.into() };
        let steps = [step("2026-01-01", 1, "leans against"), step("2026-02-20", 4, "supports")];
        let moves =
            drawn(Tongue::English, "Norway", &steps, day("2026-01-01"), day("2026-04-11")).expect("a line");
        assert_eq!((moves.line.as_str(), moves.last), ("M0 18H50V0H100", (50, 0)));
        assert_eq!(moves.told, "leans against 2026-01-01, supports 2026-02-20");
        assert_eq!(moves.now.word, "supports");
        assert!(drawn(Tongue::English, "Norway", &[], day("2026-01-01"), day("2026-04-11")).is_none());
    }
}
