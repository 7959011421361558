//! The board of one instruction on a map: the same posts as in the table, each a link where its city is, with the glyph
//! of how it stands. Posts that are near one another are set apart, and Europe is drawn larger beside the world. A post
//! whose place is not known is listed.

use askama::Template;
use axum::extract::{Path, Query};
use axum::response::Response;
use domain::words::Coordinates;
use views::BoardLine;

use crate::links;
use crate::page::{Link, Place, Shell, Sign};
use crate::pages::board::filter::{self, Asked, Group};
use crate::pages::board::live;
use crate::pages::standing;
use crate::projection::project;
use crate::tongue::Tongue;
use crate::visit::{self, Guest, Miss, Visit};

mod sample;
mod spread;

pub(crate) use sample::sample;
use spread::{Sheet, Spot};

/// The world without the ice, and Europe, in units of the sheet, with how many of them a dot of 24 pixels takes at the
/// least width each is shown in.
const WORLD: Sheet = Sheet { left: 0.0, top: 20.0, width: 4_000.0, height: 1_690.0, dot: 100.0 };
const EUROPE: Sheet = Sheet { left: 1_790.0, top: 60.0, width: 590.0, height: 440.0, dot: 22.0 };

/// Fewer posts than this in Europe need no larger drawing.
const CROWD: usize = 6;

/// The map page.
#[derive(Clone, Debug, Template)]
#[cfg_attr(test, derive(serde::Serialize, serde::Deserialize))]
#[template(path = "map.html")]
pub(crate) struct Map {
    pub(crate) page: Shell,
    pub(crate) number: String,
    pub(crate) subject: String,
    pub(crate) sentence: String,
    pub(crate) table: Link,
    pub(crate) groups: Vec<Group>,
    pub(crate) all: Option<Link>,
    pub(crate) coastline: String,
    pub(crate) drawings: Vec<Drawing>,
    pub(crate) beside: Vec<Listed>,
    pub(crate) empty: Option<String>,
}

/// One map.
#[derive(Clone, Debug)]
#[cfg_attr(test, derive(serde::Serialize, serde::Deserialize))]
pub(crate) struct Drawing {
    pub(crate) id: String,
    pub(crate) name: String,
    /// The part of the sheet that is seen.
    pub(crate) seen: String,
    /// The part that is drawn larger elsewhere, as a path.
    pub(crate) frame: String,
    /// The measures of a dot, as an SVG rectangle has them.
    pub(crate) measures: [String; 4],
    pub(crate) dots: Vec<Dot>,
}

/// A post on the map.
#[derive(Clone, Debug)]
#[cfg_attr(test, derive(serde::Serialize, serde::Deserialize))]
pub(crate) struct Dot {
    pub(crate) href: String,
    /// Everything the table says first: the post, how it stands, how late it is.
    pub(crate) told: String,
    pub(crate) code: String,
    pub(crate) sign: Sign,
    pub(crate) late: bool,
    pub(crate) x: i32,
    pub(crate) y: i32,
    /// A line to where the city is, if the dot had to be set apart.
    pub(crate) leader: String,
}

/// A post that has no place.
#[derive(Clone, Debug)]
#[cfg_attr(test, derive(serde::Serialize, serde::Deserialize))]
pub(crate) struct Listed {
    pub(crate) sign: Sign,
    pub(crate) post: Link,
}

/// A post to be drawn.
pub(crate) struct Post {
    pub(crate) code: String,
    pub(crate) name: String,
    pub(crate) href: String,
    pub(crate) sign: Sign,
    pub(crate) beside: String,
    pub(crate) late: bool,
    pub(crate) coordinates: Option<Coordinates>,
}

/// `GET /i/{instruction}/map`
pub(crate) async fn show(Path(name): Path<String>, Query(asked): Query<Asked>, guest: Guest) -> Response {
    guest.read_warm(move |visit| page(visit, &name, &asked)).await
}

/// The board of an instruction, as asked for, on a map.
fn page(visit: &Visit, name: &str, asked: &Asked) -> Result<Map, Miss> {
    let live::Read { view, when, dossier, found, .. } = live::read(visit, name, asked)?;
    let number = found.number.to_string();
    let mut page =
        visit.shell(&visit.tell("board-map-title", &[("number", number.as_str().into())]), Place::Board);
    page.style("board");
    page.style("map");
    visit.date(&mut page);
    page.marking = visit::marking(visit.tongue, visit.marks(found.instruction)?.level);
    page.crumbs = vec![
        Link::new(&visit.say("shell-instructions"), links::instructions()),
        Link::new(&number, links::instruction(&dossier)),
        Link::new(&visit.say("shell-board"), links::board_as(&dossier, &view)),
    ];
    let wanted = found.lines.iter().filter(|line| filter::wanted(line, &view));
    let posts: Vec<Post> = wanted.map(|line| post(visit, line, found.moment)).collect();
    let (drawings, beside) = drawn(visit.tongue, &posts);
    Ok(Map {
        number,
        subject: found.subject.clone(),
        sentence: live::sentence(visit.tongue, &found, &when),
        table: Link::new(&visit.say("board-to-table"), links::board_as(&dossier, &view)),
        groups: filter::groups(visit.tongue, &found.lines, &view, |view| links::map_as(&dossier, view)),
        all: filter::lifted(&view)
            .map(|plain| Link::new(&live::all(visit.tongue, &found), links::map_as(&dossier, &plain))),
        coastline: links::asset("coastline.svg"),
        drawings,
        beside,
        empty: posts.is_empty().then(|| visit.say("board-none-so")),
        page,
    })
}

fn post(visit: &Visit, line: &BoardLine, moment: jiff::Timestamp) -> Post {
    let office = line.tasking.office;
    let (beside, late) = live::beside(visit.tongue, &line.standing, moment);
    Post {
        code: office.to_string(),
        name: line.office.name.to_string(),
        href: links::tasking(&line.tasking.instruction.to_string(), office.as_str()),
        sign: standing(visit.tongue, live::stands(line)),
        late: late.is_some(),
        beside: late.unwrap_or(beside),
        coordinates: visit.directory.office(office).and_then(|known| known.opened.coordinates),
    }
}

/// Puts posts on the world, those of a crowded Europe on a drawing of their own, and lists the others.
pub(crate) fn drawn(tongue: Tongue, posts: &[Post]) -> (Vec<Drawing>, Vec<Listed>) {
    let at = |post: &Post| {
        let place = post.coordinates?;
        Some(project(f64::from(place.latitude) / 100.0, f64::from(place.longitude) / 100.0))
    };
    let placed = posts.iter().filter_map(|post| Some((post, at(post)?)));
    let (mut europe, mut world): (Vec<_>, Vec<_>) = placed.partition(|(_, (x, y))| EUROPE.holds(*x, *y));
    if europe.len() < CROWD {
        world.append(&mut europe);
    }
    let frame = if europe.is_empty() { String::new() } else { EUROPE.frame() };
    let mut drawings = Vec::new();
    let mut left: Vec<&Post> = posts.iter().filter(|post| post.coordinates.is_none()).collect();
    for (id, name, sheet, frame, some) in [
        ("world", tongue.say("board-world"), WORLD, frame, world),
        ("europe", tongue.say("board-europe"), EUROPE, String::new(), europe),
    ] {
        if id == "europe" && some.is_empty() {
            continue;
        }
        let spots: Vec<(f64, f64)> = some.iter().map(|(_, at)| *at).collect();
        let mut dots = Vec::new();
        for ((post, _), spot) in some.iter().zip(spread::apart(&sheet, &spots)) {
            match spot {
                Some(spot) => dots.push(dot(post, &sheet, &spot)),
                None => left.push(*post),
            }
        }
        drawings.push(Drawing {
            id: id.into(),
            name,
            seen: sheet.seen(),
            frame,
            measures: sheet.measures(),
            dots,
        });
    }
    let listed =
        |post: &&Post| Listed { sign: post.sign.clone(), post: Link::new(&post.name, post.href.clone()) };
    (drawings, left.iter().map(listed).collect())
}

fn dot(post: &Post, sheet: &Sheet, spot: &Spot) -> Dot {
    let beside = if post.beside.is_empty() { String::new() } else { format!(", {}", post.beside) };
    Dot {
        href: post.href.clone(),
        told: format!("\u{2068}{}\u{2069}: {}{beside}", post.name, post.sign.word),
        code: post.code.clone(),
        sign: post.sign.clone(),
        late: post.late,
        x: spot.x,
        y: spot.y,
        leader: if spot.moved(sheet) { spot.leader() } else { String::new() },
    }
}

#[cfg(test)]
mod tests;
