//! The board of one instruction: one sentence first, then every post in a line, then what hosts think and what happened.
//! Standing is computed from what is recorded on both sides; what is not known says so.

use askama::Template;
use axum::extract::{Path, Query};
use axum::response::Response;
use domain::calendar;
use domain::words::{EntryId, OfficeId, TaskingId};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use views::{BoardLine, Counts, PositionLine};

use crate::fragments::{Fragment, Fragments};
use crate::links;
use crate::page::{Happening, Link, Place, Shell, Sign};
use crate::pages::precedence;
use crate::print;
use crate::tongue::Tongue;
use crate::visit::{self, Guest, Miss, Visit};

pub(crate) mod events;
pub(crate) mod filter;
pub(crate) mod live;
pub(crate) mod moves;
mod sample;

use filter::Asked;
pub(crate) use live::{beside, counted, stands};
pub(crate) use sample::{SAMPLE_POSTS, sample};
#[cfg(test)]
pub(crate) use sample::{sample_of, sample_parts};

/// The board page.
#[derive(Clone, Debug, Template)]
#[cfg_attr(test, derive(serde::Serialize, serde::Deserialize))]
#[template(path = "board.html")]
pub(crate) struct Board {
    pub(crate) page: Shell,
    pub(crate) number: String,
    pub(crate) subject: String,
    pub(crate) precedence: Sign,
    pub(crate) ways: Vec<Link>,
    pub(crate) live: live::Live,
    /// Where changes are told; nothing for a board of the past, which has none.
    pub(crate) events: String,
    #[cfg_attr(test, serde(skip))]
    pub(crate) moves: Fragment,
    pub(crate) positions: Link,
    #[cfg_attr(test, serde(skip))]
    pub(crate) history: Fragment,
}

/// What happened, as a part of a page.
#[derive(Clone, Debug, Template)]
#[cfg_attr(test, derive(serde::Serialize, serde::Deserialize))]
#[template(path = "history.html")]
pub(crate) struct History {
    pub(crate) history: Vec<Happening>,
}

/// The parts of boards that are kept: by language and by what each is about.
#[derive(Default)]
pub(crate) struct Parts {
    lines: Fragments<(Tongue, TaskingId), BoardLine>,
    moves: Fragments<(Tongue, Date, EntryId), Vec<PositionLine>>,
    histories: Fragments<(Tongue, Option<OfficeId>, EntryId), Vec<views::Happening>>,
}

/// `GET /board`: the newest instruction that still has something to be done, else the newest.
pub(crate) async fn newest(guest: Guest) -> Response {
    guest
        .lead(|visit| {
            let lines = visit.views().instructions(&visit.reader, 100, visit.when(), visit.now)?;
            let open = lines.iter().find(|line| pending(&line.counts) > 0).or(lines.first());
            Ok(open.map_or_else(links::instructions, |line| {
                visit.clocks.at(&links::board(&links::dashed(&line.number)))
            }))
        })
        .await
}

/// `GET /i/{instruction}/board`
pub(crate) async fn show(Path(name): Path<String>, Query(asked): Query<Asked>, guest: Guest) -> Response {
    guest.read_warm(move |visit| page(visit, &name, &asked)).await
}

/// How many posts have something left to do.
pub(crate) fn pending(counts: &Counts) -> usize {
    counts.posts - counts.reported - counts.withdrawn - counts.unasked
}

/// The board of an instruction, as asked for.
fn page(visit: &Visit, name: &str, asked: &Asked) -> Result<Board, Miss> {
    let read = live::read(visit, name, asked)?;
    let live = live::printed(visit, &read);
    let live::Read { view, when, zone, dossier, found } = read;
    let number = found.number.to_string();
    let mut page =
        visit.shell(&visit.tell("board-title", &[("number", number.as_str().into())]), Place::Board);
    page.style("board");
    visit.date(&mut page);
    page.marking = visit::marking(visit.tongue, visit.marks(found.instruction)?.level);
    page.crumbs = vec![
        Link::new(&visit.say("shell-instructions"), links::instructions()),
        Link::new(&number, links::instruction(&dossier)),
    ];
    let events = if when.is_past() {
        String::new()
    } else {
        page.script("live");
        links::board_events(&dossier, &view, &live.seen())
    };
    let (parts, tongue, minute, id) =
        (visit.house.parts(), visit.tongue, live::minute(visit.now), found.instruction);
    let until = calendar::day_at(found.moment, &zone);
    let given = visit.views().moves(&visit.reader, id, when)?;
    let draw = || moves::all(visit, &given, until).map(|drawing| Fragment::of(&drawing)).unwrap_or_default();
    let tell = || Fragment::of(&History { history: happenings(tongue, &found.chronology, &zone, visit.now) });
    Ok(Board {
        number: number.clone(),
        subject: found.subject.clone(),
        precedence: precedence(visit.tongue, found.precedence.word()),
        ways: vec![
            Link::new(&visit.say("board-to-map"), links::map_as(&dossier, &view)),
            Link::new(&visit.say("board-to-instruction"), links::instruction(&dossier)),
        ],
        live,
        events,
        moves: parts.moves.of((tongue, until, id), minute, &given, draw),
        positions: Link::new(&visit.say("board-moves-table"), links::positions_on(&dossier)),
        history: parts.histories.of((tongue, visit.home(), id), minute, &found.chronology, tell),
        page,
    })
}

/// What happened, as a history prints it.
pub(crate) fn happenings(
    tongue: Tongue,
    all: &[views::Happening],
    zone: &TimeZone,
    now: Timestamp,
) -> Vec<Happening> {
    all.iter()
        .map(|each| Happening {
            when: print::when(tongue, each.at, zone, now),
            who: each.officer.as_ref().map(ToString::to_string).unwrap_or_default(),
            what: tongue.told(&each.told, zone, now),
            note: each.said.clone(),
            link: None,
        })
        .collect()
}
