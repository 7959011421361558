//! The board of one instruction: one sentence first, then every post in a line, then what happened in order of time.
//! Standing is computed from what is recorded on both sides; what is not known says so.

use askama::Template;
use axum::extract::{Path, Query};
use axum::response::Response;
use domain::calendar;
use domain::tasking::{Standing, Timeliness};
use domain::words::EntryId;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use views::{BoardLine, Counts, HeardMark};

use crate::acts;
use crate::countries;
use crate::form::Field;
use crate::links::{self, BoardView};
use crate::page::{Chip, Happening, Link, Place, Shell, Sign, When};
use crate::pages::{precedence, stance, standing};
use crate::print;
use crate::tongue::Tongue;
use crate::visit::{self, Guest, Miss, Visit};

mod sample;

#[cfg(test)]
pub(crate) use sample::sample_of;
pub(crate) use sample::{SAMPLE_POSTS, sample};

/// The board page.
#[derive(Clone, Debug, Template)]
#[cfg_attr(test, derive(serde::Serialize, serde::Deserialize))]
#[template(path = "board.html")]
pub(crate) struct Board {
    pub(crate) page: Shell,
    pub(crate) number: String,
    pub(crate) subject: String,
    pub(crate) precedence: Sign,
    pub(crate) sentence: String,
    pub(crate) strip: Strip,
    pub(crate) chips: Vec<Chip>,
    pub(crate) columns: Vec<Column>,
    pub(crate) lines: Vec<Line>,
    pub(crate) empty: Option<String>,
    pub(crate) others: String,
    pub(crate) history: Vec<Happening>,
    pub(crate) asked_at: String,
    pub(crate) as_of: Vec<Field>,
    pub(crate) now: Option<Link>,
}

/// The sentence drawn: one span a standing, as wide as its count.
#[derive(Clone, Debug, Default)]
#[cfg_attr(test, derive(serde::Serialize, serde::Deserialize))]
pub(crate) struct Strip {
    pub(crate) width: usize,
    pub(crate) spans: Vec<Span>,
}

/// A span of the strip.
#[derive(Clone, Debug)]
#[cfg_attr(test, derive(serde::Serialize, serde::Deserialize))]
pub(crate) struct Span {
    pub(crate) start: usize,
    pub(crate) width: usize,
    pub(crate) class: String,
}

/// A column's heading; most lead to the board sorted by it.
#[derive(Clone, Debug)]
#[cfg_attr(test, derive(serde::Serialize, serde::Deserialize))]
pub(crate) struct Column {
    pub(crate) word: String,
    pub(crate) href: String,
    pub(crate) sorted: bool,
}

/// One post.
#[derive(Clone, Debug)]
#[cfg_attr(test, derive(serde::Serialize, serde::Deserialize))]
pub(crate) struct Line {
    pub(crate) post: String,
    pub(crate) href: String,
    pub(crate) country: String,
    pub(crate) standing: Sign,
    pub(crate) since: String,
    pub(crate) lateness: Option<String>,
    pub(crate) due: Option<When>,
    pub(crate) heard: String,
    pub(crate) engaged: String,
    pub(crate) level: String,
    pub(crate) points: String,
    pub(crate) position: Option<Sign>,
    pub(crate) reply: Option<Link>,
}

impl Strip {
    /// Lays the counts side by side.
    pub(crate) fn of(counts: &[(usize, String)]) -> Self {
        let mut strip = Self::default();
        for (count, class) in counts {
            strip.spans.push(Span { start: strip.width, width: *count, class: class.clone() });
            strip.width += count;
        }
        strip
    }
}

/// The columns of a board, the one it is sorted by marked.
pub(crate) fn columns(dossier: &str, view: &BoardView) -> Vec<Column> {
    let names = [
        ("Post", "post"),
        ("Country", "country"),
        ("Standing", "standing"),
        ("Due", "due"),
        ("Last heard", "heard"),
        ("Last engagement", "engaged"),
        ("Level", "level"),
        ("Points", "points"),
        ("Position", "position"),
        ("Reply", ""),
    ];
    names
        .iter()
        .map(|(word, sort)| Column {
            word: (*word).into(),
            href: if sort.is_empty() {
                String::new()
            } else {
                links::board_as(dossier, &BoardView { sort: (*sort).into(), ..view.clone() })
            },
            sorted: !sort.is_empty() && (*sort == view.sort || (*sort == "post" && view.sort.is_empty())),
        })
        .collect()
}

/// The two dates a board can be asked for.
pub(crate) fn as_of(view: &BoardView) -> Vec<Field> {
    let mut fields = vec![
        Field::line("on", "date", "As it was true on", &view.on),
        Field::line("known", "date", "As we knew it on", &view.known),
    ];
    let carried = [("standing", &view.standing), ("sort", &view.sort)];
    fields.extend(
        carried
            .into_iter()
            .filter(|(_, value)| !value.is_empty())
            .map(|(name, value)| Field::Carried { name: name.into(), value: value.clone() }),
    );
    fields
}

/// The columns a reader can sort by and the filter they can set, as the address carries them.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    standing: String,
    sort: String,
    on: String,
    known: String,
}

/// `GET /board`: the newest instruction that still has something to be done, else the newest.
pub(crate) async fn newest(guest: Guest) -> Response {
    guest
        .lead(|visit| {
            let lines = visit.views().instructions(&visit.reader, 100, visit.now)?;
            let open = lines.iter().find(|line| pending(&line.counts) > 0).or(lines.first());
            Ok(open.map_or_else(links::instructions, |line| links::board(&links::dashed(&line.number))))
        })
        .await
}

/// `GET /i/{instruction}/board`
pub(crate) async fn show(Path(name): Path<String>, Query(asked): Query<Asked>, guest: Guest) -> Response {
    guest.read(move |visit| page(visit, &name, asked)).await
}

/// How many posts have something left to do.
pub(crate) fn pending(counts: &Counts) -> usize {
    counts.posts - counts.reported - counts.withdrawn - counts.unasked
}

/// The board of an instruction, as asked for.
fn page(visit: &Visit, name: &str, asked: Asked) -> Result<Board, Miss> {
    let id = visit.named(name)?;
    let view = BoardView { standing: asked.standing, sort: asked.sort, on: asked.on, known: asked.known };
    let zone = visit.own_zone();
    let until = |day: &str| day.parse().ok().map(|day: Date| calendar::end_of(day, &zone));
    let when = views::When { as_of: until(&view.on), known: until(&view.known) };
    let found = match visit.views().board(&visit.reader, id, when, visit.now)? {
        Some(found) => found,
        // Who may see the instruction today may know that it was not there yet.
        None if when.is_past() => not_yet(visit, id, when)?,
        None => return Err(Miss::NotFound),
    };
    let number = found.number.to_string();
    let dossier = links::dashed(&found.number);
    let mut page = visit.shell(&format!("Board of {number}"), Place::Board);
    page.marking = visit::marking(visit.tongue, visit.marks(id)?.level);
    page.crumbs = vec![
        Link::new("Instructions", links::instructions()),
        Link::new(&number, links::instruction(&dossier)),
    ];
    let moment = found.moment;
    let mut shown: Vec<(&BoardLine, Line)> = found
        .lines
        .iter()
        .map(|line| (line, printed(visit, line, moment)))
        .filter(|(line, _)| wanted(&view.standing, line))
        .collect();
    sort(&mut shown, &view.sort);
    let lines: Vec<Line> = shown.into_iter().map(|(_, line)| line).collect();
    let empty = lines.is_empty().then(|| {
        if found.lines.is_empty() { "You see no post of this instruction." } else { "No post stands so." }
            .to_owned()
    });
    let others: Vec<String> = found.others.iter().map(|office| office.name.clone()).collect();
    let informed: Vec<String> = found.informed.iter().map(|office| office.name.clone()).collect();
    Ok(Board {
        number,
        subject: found.subject,
        precedence: precedence(visit.tongue, found.precedence.word()),
        sentence: acts::sentence(&found.sentence),
        strip: Strip::of(&spans(&found.counts)),
        chips: chips(visit.tongue, &dossier, &view, &found.counts),
        columns: columns(&dossier, &view),
        lines,
        empty,
        others: remarks(visit.tongue, &others, &informed),
        history: happenings(visit.tongue, &found.chronology, &zone, visit.now),
        asked_at: asked_at(visit.tongue, &when, moment, &zone),
        as_of: as_of(&view),
        now: when.is_past().then(|| {
            let now = BoardView { on: String::new(), known: String::new(), ..view.clone() };
            Link::new("Back to now", links::board_as(&dossier, &now))
        }),
        page,
    })
}

/// The board of an instruction at a time before it was released, or before we knew of it.
fn not_yet(visit: &Visit, id: EntryId, when: views::When) -> Result<views::BoardView, Miss> {
    let now = visit.views().board(&visit.reader, id, views::When::NOW, visit.now)?.ok_or(Miss::NotFound)?;
    Ok(views::BoardView {
        moment: when.moment(visit.now),
        sentence: "the instruction had not been released".into(),
        counts: Counts::default(),
        lines: Vec::new(),
        others: Vec::new(),
        informed: Vec::new(),
        chronology: Vec::new(),
        ..now
    })
}

fn remarks(tongue: Tongue, others: &[String], informed: &[String]) -> String {
    let mut words = Vec::new();
    if !others.is_empty() {
        words.push(format!("Asked too: {}.", print::list(tongue, others)));
    }
    if !informed.is_empty() {
        words.push(format!("Informed: {}.", print::list(tongue, informed)));
    }
    words.join(" ")
}

fn asked_at(tongue: Tongue, when: &views::When, moment: Timestamp, zone: &TimeZone) -> String {
    let day = |at: Timestamp| print::long_day(tongue, calendar::day_at(at, zone));
    match (when.as_of, when.known) {
        (None, None) => {
            format!("As it is true, and as we know it, at {}.", print::zulu(tongue, moment, moment))
        }
        (Some(on), None) => format!("As it was true on {}, with all that is known today.", day(on)),
        (None, Some(known)) => format!("As we knew it on {}.", day(known)),
        (Some(on), Some(known)) => format!("As it was true on {}, as we knew it on {}.", day(on), day(known)),
    }
}

/// How a line stands: unknown before anything else, for what is not known is never called late.
pub(crate) fn stands(line: &BoardLine) -> &'static str {
    match line.standing.timeliness {
        Timeliness::Unknown { .. } => "unknown",
        _ => line.word,
    }
}

/// What is to be said beside a standing.
pub(crate) fn beside(tongue: Tongue, standing: &Standing, moment: Timestamp) -> (String, Option<String>) {
    let mut words = Vec::new();
    let mut late = None;
    match standing.timeliness {
        Timeliness::Unknown { since: Some(since) } => {
            words.push(format!("since {}", print::zulu(tongue, since, moment)));
        }
        Timeliness::Unknown { since: None } => words.push("never heard".to_owned()),
        Timeliness::Overdue => late = standing.due.map(|due| print::lateness(tongue, due, moment)),
        Timeliness::DueSoon => words.push("due soon".to_owned()),
        Timeliness::Late => words.push("after its time".to_owned()),
        Timeliness::Open | Timeliness::Done => {}
    }
    if standing.crossed {
        words.push("crossed the withdrawal".to_owned());
    }
    if standing.missed > 0 {
        words.push(format!("{} missed before", standing.missed));
    }
    (words.join(", "), late)
}

fn printed(visit: &Visit, line: &BoardLine, moment: Timestamp) -> Line {
    let (since, lateness) = beside(visit.tongue, &line.standing, moment);
    let office = line.tasking.office;
    let engagement = line.engagement.as_ref();
    Line {
        post: line.office.name.clone(),
        href: links::tasking(&line.tasking.instruction.to_string(), office.as_str()),
        country: line.office.country.as_deref().map(countries::name).unwrap_or_default().to_owned(),
        standing: standing(visit.tongue, stands(line)),
        since,
        lateness,
        due: line.standing.due.map(|due| print::when(visit.tongue, due, &visit.zone(office), moment)),
        heard: match line.heard {
            HeardMark::Here => "here".to_owned(),
            HeardMark::Away(Some(at)) => print::zulu(visit.tongue, at, moment),
            HeardMark::Away(None) => "never".to_owned(),
        },
        engaged: engagement
            .map(|mark| {
                let form =
                    mark.form.map(|form| format!(", {}", print::spaced(form.word()))).unwrap_or_default();
                format!("{}{form}", print::day(visit.tongue, mark.on, moment))
            })
            .unwrap_or_default(),
        level: engagement.map(|mark| print::spaced(mark.level.word())).unwrap_or_default(),
        points: format!("{}/{}", line.standing.points_done, line.standing.points),
        position: line.position.as_ref().map(|mark| stance(visit.tongue, mark.stance.word())),
        reply: line
            .reply
            .as_ref()
            .map(|mark| Link::new(&mark.number.to_string(), links::record(&links::dashed(&mark.number)))),
    }
}

/// Whether a line is among those asked for; an unknown word asks for nothing that exists.
fn wanted(standing: &str, line: &BoardLine) -> bool {
    match standing {
        "" => true,
        "overdue" => line.standing.timeliness == Timeliness::Overdue,
        "due-soon" => line.standing.timeliness == Timeliness::DueSoon,
        word => stands(line).replace(' ', "-") == word,
    }
}

fn sort(lines: &mut [(&BoardLine, Line)], by: &str) {
    let newest = |at: Option<Date>| std::cmp::Reverse(at);
    match by {
        "country" => lines.sort_by(|(_, one), (_, other)| one.country.cmp(&other.country)),
        "standing" => lines.sort_by_key(|(line, _)| line.standing.stage),
        "due" => lines.sort_by_key(|(line, _)| (line.standing.due.is_none(), line.standing.due)),
        "heard" => lines.sort_by_key(|(line, _)| match line.heard {
            HeardMark::Away(since) => (0, since),
            HeardMark::Here => (1, None),
        }),
        "engaged" => lines.sort_by_key(|(line, _)| newest(line.engagement.as_ref().map(|mark| mark.on))),
        "level" => {
            lines.sort_by_key(|(line, _)| std::cmp::Reverse(line.engagement.as_ref().map(|mark| mark.level)));
        }
        "points" => lines.sort_by_key(|(line, _)| line.standing.points_done),
        "position" => lines.sort_by_key(|(line, _)| line.position.as_ref().map(|mark| mark.stance)),
        _ => lines.sort_by(|(_, one), (_, other)| one.post.cmp(&other.post)),
    }
}

fn counted(counts: &Counts) -> [(usize, &'static str); 10] {
    [
        (counts.reported, "reported"),
        (counts.delivered, "delivered"),
        (counts.planned, "planned"),
        (counts.acknowledged, "acknowledged"),
        (counts.not_acknowledged, "not acknowledged"),
        (counts.objected, "objected"),
        (counts.returned, "returned"),
        (counts.withdrawn, "withdrawn"),
        (counts.unasked, "instruction not here"),
        (counts.unknown, "unknown"),
    ]
}

fn spans(counts: &Counts) -> Vec<(usize, String)> {
    let known = counted(counts).into_iter().filter(|(count, _)| *count > 0);
    known.map(|(count, word)| (count, standing(Tongue::English, word).class)).collect()
}

fn chips(tongue: Tongue, dossier: &str, view: &BoardView, counts: &Counts) -> Vec<Chip> {
    let chip = |sign: Sign, count: usize, standing: &str| Chip {
        sign,
        count: count.to_string(),
        href: links::board_as(dossier, &BoardView { standing: standing.into(), ..view.clone() }),
        here: view.standing == standing,
    };
    let mut chips = vec![chip(Sign::new(&tongue.word("standing", "all"), "", ""), counts.posts, "")];
    for (count, word) in counted(counts) {
        if count > 0 {
            chips.push(chip(standing(tongue, word), count, &word.replace(' ', "-")));
        }
    }
    for (count, word, class) in [(counts.overdue, "overdue", "late"), (counts.due_soon, "due soon", "")] {
        if count > 0 {
            chips.push(chip(
                Sign::new(&tongue.word("standing", word), "!", class),
                count,
                &word.replace(' ', "-"),
            ));
        }
    }
    chips
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
            what: each.sentence.clone(),
            note: each.said.clone(),
            link: None,
        })
        .collect()
}
