//! What host governments have said, as it stands now and as it moved. A position is what was recorded, with how it was
//! given and how sure the reporter was; nothing is averaged.

use askama::Template;
use axum::extract::Query;
use axum::response::Response;
use domain::fact::Stance;

use crate::countries;
use crate::links;
use crate::page::{Chip, Link, Place, Shell, Sign};
use crate::pages::{sample_past, sample_shell, stance};
use crate::print;
use crate::tongue::Tongue;
use crate::visit::{self, Guest, Miss, Visit};

/// How many instructions can be chosen from.
const TOPICS_MAX: usize = 12;

/// The positions page.
#[derive(Clone, Debug, Template)]
#[cfg_attr(test, derive(serde::Serialize, serde::Deserialize))]
#[template(path = "positions.html")]
pub(crate) struct Positions {
    pub(crate) page: Shell,
    pub(crate) sentence: String,
    pub(crate) topics: Vec<Chip>,
    pub(crate) lines: Vec<Line>,
    pub(crate) empty: Option<String>,
}

/// One host country.
#[derive(Clone, Debug)]
#[cfg_attr(test, derive(serde::Serialize, serde::Deserialize))]
pub(crate) struct Line {
    pub(crate) country: String,
    pub(crate) stance: Sign,
    pub(crate) since: String,
    pub(crate) how: String,
    pub(crate) sure: String,
    pub(crate) moves: Vec<Move>,
    pub(crate) source: Option<Link>,
}

/// A position on a day.
#[derive(Clone, Debug)]
#[cfg_attr(test, derive(serde::Serialize, serde::Deserialize))]
pub(crate) struct Move {
    pub(crate) on: String,
    pub(crate) stance: Sign,
}

/// The instruction whose subject is asked about.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    topic: String,
}

/// `GET /positions`
pub(crate) async fn show(Query(asked): Query<Asked>, guest: Guest) -> Response {
    guest.read(move |visit| page(visit, &asked.topic)).await
}

/// What hosts think of what an instruction is about: the one asked for, or the newest.
fn page(visit: &Visit, topic: &str) -> Result<Positions, Miss> {
    let lines = visit.views().instructions(&visit.reader, TOPICS_MAX, visit.when(), visit.now)?;
    let id = match topic {
        "" => lines.first().map(|line| line.instruction),
        topic => Some(visit.named(topic)?),
    };
    let mut page = visit.shell(&visit.say("positions-title"), Place::Positions);
    visit.date(&mut page);
    let Some(id) = id else {
        let empty = visit.say("positions-no-instruction");
        return Ok(Positions {
            page,
            sentence: String::new(),
            topics: Vec::new(),
            lines: Vec::new(),
            empty: Some(empty),
        });
    };
    let found = visit.views().positions(&visit.reader, id, visit.when())?.ok_or(Miss::NotFound)?;
    page.marking = visit::marking(visit.tongue, visit.reader.level);
    let topics = lines.iter().map(|line| Chip {
        sign: Sign::new(&line.number.to_string(), "", ""),
        count: String::new(),
        href: links::positions_on(&links::dashed(&line.number)),
        here: line.instruction == id,
    });
    let mut lines: Vec<(bool, Line)> =
        found.lines.iter().map(|line| (line.latest.is_none(), printed(visit, id, line))).collect();
    // What is known first, in the order people look for a country in.
    lines.sort_by(|(one, a), (other, b)| (one, &a.country).cmp(&(other, &b.country)));
    let lines: Vec<Line> = lines.into_iter().map(|(_, line)| line).collect();
    Ok(Positions {
        page,
        sentence: sentence(visit.tongue, &found),
        topics: topics.collect(),
        empty: lines.is_empty().then(|| visit.say("positions-empty")),
        lines,
    })
}

/// How many hosts hold which position.
fn sentence(tongue: Tongue, found: &views::PositionsView) -> String {
    let of = |stance: Option<Stance>| {
        found.lines.iter().filter(|line| line.latest.as_ref().map(|view| view.stance) == stance).count()
    };
    let known = Stance::ALL.iter().map(|stance| (of(Some(*stance)), stance.word()));
    let all = known.chain([(of(None), "not-known")]).filter(|(count, _)| *count > 0);
    let part = |(count, word): (usize, &str)| {
        let about = [("count", count.into()), ("stance", tongue.word("stance", word).into())];
        tongue.tell("positions-part", &about)
    };
    let about = [
        ("number", found.number.to_string().into()),
        ("subject", found.subject.as_str().into()),
        ("countries", found.lines.len().into()),
        ("parts", all.map(part).collect::<Vec<_>>().join(", ").into()),
    ];
    tongue.tell("positions-sentence", &about)
}

fn printed(visit: &Visit, instruction: domain::words::EntryId, line: &views::PositionLine) -> Line {
    let latest = line.latest.as_ref();
    Line {
        country: countries::name(visit.tongue, &line.country).to_owned(),
        stance: latest.map_or_else(
            || stance(visit.tongue, "not-known"),
            |latest| stance(visit.tongue, latest.stance.word()),
        ),
        since: latest.map(|latest| print::day(visit.tongue, latest.on, visit.now)).unwrap_or_default(),
        how: latest
            .and_then(|latest| latest.given)
            .map(|given| visit.tongue.word("given", given.word()))
            .unwrap_or_default(),
        sure: latest
            .and_then(|latest| latest.confidence)
            .map(|sure| visit.tongue.word("confidence", sure.word()))
            .unwrap_or_default(),
        moves: line
            .history
            .iter()
            .map(|view| Move {
                on: print::day(visit.tongue, view.on, visit.now),
                stance: stance(visit.tongue, view.stance.word()),
            })
            .collect(),
        source: latest.map(|latest| {
            Link::new(
                &visit.name(latest.office),
                links::tasking(&instruction.to_string(), latest.office.as_str()),
            )
        }),
    }
}

/// Eight hosts over a year.
pub(crate) fn sample() -> Positions {
    let line = |country: &str, moves: &[(&str, &str)], how: &str, sure: &str, source: &str| Line {
        country: country.into(),
        stance: stance(Tongue::English, moves.last().map_or("", |last| last.1)),
        since: moves.last().map_or(String::new(), |last| last.0.into()),
        how: how.into(),
        sure: sure.into(),
        moves: moves
            .iter()
            .map(|(on, word)| Move { on: (*on).into(), stance: stance(Tongue::English, word) })
            .collect(),
        source: Some(Link::new(source, links::record(&source.replace(' ', "-")))),
    };
    let topic = |word: &str, count: &str, here: bool| Chip {
        sign: Sign::new(word, "", ""),
        count: count.into(),
        href: links::positions_on(word),
        here,
    };
    let mut page = sample_shell("Positions", Place::Positions, ("oceans.desk", "Headquarters"));
    sample_past(&mut page, "/positions?on=2026-11-20");
    Positions {
        page,
        sentence: "On 2026 MFA 0431: 3 support, 2 lean toward, 1 undecided, 1 leans against, 1 opposes; 2 moved in the last 30 days.".into(),
        topics: vec![topic("2026 MFA 0431", "8", true), topic("2026 MFA 0417", "3", false)],
        lines: vec![
            line("Portugal", &[("14 Feb", "undecided"), ("20 Nov", "leans toward")], "orally, for the government", "high", "2026 LISBON 0098"),
            line("New Zealand", &[("2 Mar", "leans toward"), ("19 Nov", "leans toward")], "orally, for the government", "medium", "2026 WELLINGTON 0074"),
            line("Australia", &[("9 Jan", "supports")], "in writing", "high", "2026 CANBERRA 0112"),
            line("Canada", &[("3 Feb", "undecided"), ("1 Jun", "leans toward"), ("30 Oct", "supports")], "in writing", "high", "2026 OTTAWA 0091"),
            line("Iceland", &[("11 Apr", "opposes")], "orally, for the government", "medium", "2026 REYKJAVIK 0033"),
            line("Norway", &[("11 Apr", "leans against"), ("12 Sep", "undecided")], "as a personal view", "low", "2026 OSLO 0058"),
            line("Spain", &[("7 May", "leans against")], "orally, for the government", "medium", "2026 MADRID 0041"),
            line("Ireland", &[("7 May", "undecided"), ("8 Oct", "supports")], "in writing", "high", "2026 DUBLIN 0064"),
        ],
        empty: None,
    }
}
