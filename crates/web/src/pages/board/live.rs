//! The part of a board that changes while somebody looks at it: the sentence, the filters and a line for each post. The
//! page shows it, and whoever listens is sent it anew when what they may see of it has changed.

use std::hash::{DefaultHasher, Hash, Hasher as _};

use askama::Template;
use askama::filters::HtmlSafe;
use domain::tasking::{Standing, Timeliness};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use views::{BoardLine, HeardMark, When};

use crate::countries;
use crate::fragments::Fragment;
use crate::links::{self, BoardView};
use crate::page::{Link, Sign, When as Printed};
use crate::pages::{stance, standing};
use crate::print;
use crate::tongue::Tongue;
use crate::visit::{Miss, Visit};

use super::filter::{self, Asked, Group};

/// The sentence, the filters and the lines.
#[derive(Clone, Debug, Default, Template, Hash)]
#[cfg_attr(test, derive(serde::Serialize, serde::Deserialize))]
#[template(path = "board_live.html")]
pub(crate) struct Live {
    /// What the table and the filters are, for those who do not see them.
    pub(crate) posts: String,
    pub(crate) filters: String,
    pub(crate) sentence: String,
    pub(crate) strip: Strip,
    pub(crate) groups: Vec<Group>,
    pub(crate) all: Option<Link>,
    pub(crate) columns: Vec<Column>,
    #[cfg_attr(test, serde(skip))]
    pub(crate) lines: Vec<Fragment>,
    pub(crate) empty: Option<String>,
    pub(crate) others: String,
}

impl HtmlSafe for Live {}

impl Live {
    /// A name for exactly what this shows, by which a page tells which board it has.
    pub(crate) fn seen(&self) -> String {
        let mut hasher = DefaultHasher::new();
        self.hash(&mut hasher);
        format!("{:016x}", hasher.finish())
    }
}

/// The sentence drawn: one span a standing, as wide as its count.
#[derive(Clone, Debug, Default, Hash)]
#[cfg_attr(test, derive(serde::Serialize, serde::Deserialize))]
pub(crate) struct Strip {
    pub(crate) width: usize,
    pub(crate) spans: Vec<Span>,
}

/// A span of the strip.
#[derive(Clone, Debug, Hash)]
#[cfg_attr(test, derive(serde::Serialize, serde::Deserialize))]
pub(crate) struct Span {
    pub(crate) start: usize,
    pub(crate) width: usize,
    pub(crate) class: String,
}

/// A column's heading; most lead to the board sorted by it, and the one it is sorted by to the other way round.
#[derive(Clone, Debug, Hash)]
#[cfg_attr(test, derive(serde::Serialize, serde::Deserialize))]
pub(crate) struct Column {
    pub(crate) word: String,
    pub(crate) href: String,
    pub(crate) sorted: Option<String>,
}

/// One post.
#[derive(Clone, Debug, Template)]
#[cfg_attr(test, derive(serde::Serialize, serde::Deserialize))]
#[template(path = "board_line.html")]
pub(crate) struct Line {
    /// The words of the columns, for where there is no room for a heading.
    pub(crate) columns: Vec<String>,
    pub(crate) post: String,
    pub(crate) href: String,
    pub(crate) country: String,
    pub(crate) standing: Sign,
    pub(crate) since: String,
    pub(crate) lateness: Option<String>,
    pub(crate) due: Option<Printed>,
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

/// A board that was read, with what was asked of it.
pub(crate) struct Read {
    pub(crate) view: BoardView,
    pub(crate) when: When,
    pub(crate) zone: TimeZone,
    /// The instruction's name in an address.
    pub(crate) dossier: String,
    pub(crate) found: views::BoardView,
}

/// Reads the board of an instruction as asked for.
pub(crate) fn read(visit: &Visit, name: &str, asked: &Asked) -> Result<Read, Miss> {
    let id = visit.named(name)?;
    let (view, zone) = (asked.view(), visit.own_zone());
    let when = visit.when();
    let found = match visit.views().board(&visit.reader, id, when, visit.now)? {
        Some(found) => found,
        // Who may see the instruction today may know that it was not there yet.
        None if when.is_past() => not_yet(visit, id, when)?,
        None => return Err(Miss::NotFound),
    };
    Ok(Read { view, when, zone, dossier: links::dashed(&found.number), found })
}

/// The board of an instruction at a time before it was released, or before we knew of it.
fn not_yet(visit: &Visit, id: domain::words::EntryId, when: When) -> Result<views::BoardView, Miss> {
    let now = visit.views().board(&visit.reader, id, When::NOW, visit.now)?.ok_or(Miss::NotFound)?;
    Ok(views::BoardView {
        moment: when.moment(visit.now),
        sentence: String::new(),
        counts: views::Counts::default(),
        lines: Vec::new(),
        others: Vec::new(),
        informed: Vec::new(),
        chronology: Vec::new(),
        ..now
    })
}

/// Prints what changes of a board.
pub(crate) fn printed(visit: &Visit, read: &Read) -> Live {
    let Read { view, when, dossier, found, .. } = read;
    let wanted = found.lines.iter().filter(|line| filter::wanted(line, view));
    let mut wanted: Vec<&BoardLine> = wanted.collect();
    filter::sort(&mut wanted, visit.tongue, &view.sort);
    let columns = columns(visit.tongue, dossier, view);
    let (tongue, minute) = (visit.tongue, minute(found.moment));
    let print = |line: &BoardLine| Fragment::of(&printed_line(visit, line, found.moment, &columns));
    let kept = &visit.house.parts().lines;
    let line = |line: &BoardLine| kept.of((tongue, line.tasking), minute, line, || print(line));
    let lines: Vec<Fragment> = wanted.into_iter().map(line).collect();
    let empty = lines
        .is_empty()
        .then(|| visit.say(if found.lines.is_empty() { "board-none-seen" } else { "board-none-so" }));
    let names = |offices: &[views::OfficeName]| {
        print::list(visit.tongue, &offices.iter().map(|office| office.name.to_string()).collect::<Vec<_>>())
            .into()
    };
    let mut others = Vec::new();
    if !found.others.is_empty() {
        others.push(visit.tell("board-asked-too", &[("offices", names(&found.others))]));
    }
    if !found.informed.is_empty() {
        others.push(visit.tell("board-informed", &[("offices", names(&found.informed))]));
    }
    Live {
        posts: visit.say("board-posts"),
        filters: visit.say("board-filters"),
        sentence: sentence(visit.tongue, found, when),
        strip: Strip::of(&filter::spans(&found.counts)),
        groups: filter::groups(visit.tongue, &found.lines, view, |view| links::board_as(dossier, view)),
        all: filter::lifted(view)
            .map(|plain| Link::new(&all(visit.tongue, found), links::board_as(dossier, &plain))),
        columns,
        lines,
        empty,
        others: others.join(" "),
    }
}

/// How many posts stand how, in a sentence.
pub(crate) fn sentence(tongue: Tongue, found: &views::BoardView, when: &When) -> String {
    let counts = &found.counts;
    if counts.posts == 0 {
        let before = when.is_past() && found.sentence.is_empty();
        return tongue.say(if before { "board-not-released" } else { "board-sentence-none" });
    }
    counted(tongue, counts, found.moment)
}

/// The same of some posts that are known by their counts alone.
pub(crate) fn counted(tongue: Tongue, counts: &views::Counts, moment: Timestamp) -> String {
    let heard = counts.unknown - counts.never_heard;
    let all = [
        (counts.reported, "board-count-reported"),
        (counts.delivered, "board-count-delivered"),
        (counts.planned, "board-count-planned"),
        (counts.objected, "board-count-objected"),
        (counts.returned, "board-count-returned"),
        (counts.acknowledged, "board-count-acknowledged"),
        (counts.not_acknowledged, "board-count-not-acknowledged"),
        (counts.withdrawn, "board-count-withdrawn"),
        (counts.unasked, "board-count-unasked"),
        (heard, "board-count-unknown"),
        (counts.never_heard, "board-count-never-heard"),
    ];
    let since = counts.unknown_since.map(|since| print::zulu(tongue, since, moment)).unwrap_or_default();
    let known = all.into_iter().filter(|(count, _)| *count > 0);
    let parts = known.map(|(count, word)| {
        let about = [("count", count.into()), ("clock", since.as_str().into())];
        tongue.tell(word, &about)
    });
    let parts = parts.collect::<Vec<_>>().join(", ");
    let about = [("posts", counts.posts.into()), ("parts", parts.into())];
    let mut said = tongue.tell("board-sentence", &about);
    if counts.overdue > 0 {
        said += " ";
        said += &tongue.tell("board-sentence-overdue", &[("overdue", counts.overdue.into())]);
    }
    said
}

/// The word for all posts, which lifts every filter.
pub(crate) fn all(tongue: Tongue, found: &views::BoardView) -> String {
    tongue.tell("board-all", &[("posts", found.lines.len().into())])
}

/// The columns of a board, the one it is sorted by marked.
pub(crate) fn columns(tongue: Tongue, dossier: &str, view: &BoardView) -> Vec<Column> {
    let names =
        ["post", "country", "standing", "due", "heard", "engaged", "level", "points", "position", "reply"];
    let now = if view.sort.is_empty() { "post" } else { view.sort.as_str() };
    let column = |name: &&str| {
        // There is no order among replies.
        let sort = if *name == "reply" { "" } else { name };
        let falls = now.strip_prefix('-') == Some(sort);
        let rises = now == sort && !sort.is_empty();
        let next = if rises { format!("-{sort}") } else { sort.to_owned() };
        Column {
            word: tongue.word("board-column", name),
            href: match sort {
                "" => String::new(),
                _ => links::board_as(dossier, &BoardView { sort: next, ..view.clone() }),
            },
            sorted: (rises || falls).then(|| if rises { "ascending" } else { "descending" }.to_owned()),
        }
    };
    names.iter().map(column).collect()
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
            words.push(tongue.tell("board-since", &[("clock", print::zulu(tongue, since, moment).into())]));
        }
        Timeliness::Unknown { since: None } => words.push(tongue.say("board-never-heard")),
        Timeliness::Overdue => late = standing.due.map(|due| print::lateness(tongue, due, moment)),
        Timeliness::DueSoon => words.push(tongue.say("board-due-soon")),
        Timeliness::Late => words.push(tongue.say("board-after-its-time")),
        Timeliness::Open | Timeliness::Done => {}
    }
    if standing.crossed {
        words.push(tongue.say("board-crossed"));
    }
    if standing.missed > 0 {
        words.push(tongue.tell("board-missed", &[("missed", standing.missed.into())]));
    }
    (words.join(", "), late)
}

/// The minute in which a moment falls: what is printed of a board says no time more exactly.
pub(super) fn minute(moment: Timestamp) -> i64 {
    moment.as_second().div_euclid(60)
}

fn printed_line(visit: &Visit, line: &BoardLine, moment: Timestamp, columns: &[Column]) -> Line {
    let (since, lateness) = beside(visit.tongue, &line.standing, moment);
    let office = line.tasking.office;
    let engagement = line.engagement.as_ref();
    Line {
        columns: columns.iter().map(|column| column.word.clone()).collect(),
        post: line.office.name.to_string(),
        href: links::tasking(&line.tasking.instruction.to_string(), office.as_str()),
        country: countries::name(visit.tongue, line.office.country.as_deref().unwrap_or_default()).to_owned(),
        standing: standing(visit.tongue, stands(line)),
        since,
        lateness,
        due: line.standing.due.map(|due| print::when(visit.tongue, due, &visit.zone(office), moment)),
        heard: match line.heard {
            HeardMark::Here => visit.say("board-heard-here"),
            HeardMark::Away(Some(at)) => print::zulu(visit.tongue, at, moment),
            HeardMark::Away(None) => visit.say("board-heard-never"),
        },
        engaged: engagement
            .map(|mark| {
                let form = mark.form.map(|form| format!(", {}", visit.tongue.word("form-of", form.word())));
                print::day(visit.tongue, mark.on, moment) + &form.unwrap_or_default()
            })
            .unwrap_or_default(),
        level: engagement.map(|mark| visit.tongue.word("level-of", mark.level.word())).unwrap_or_default(),
        points: format!("{}/{}", line.standing.points_done, line.standing.points),
        position: line.position.as_ref().map(|mark| stance(visit.tongue, mark.stance.word())),
        reply: line
            .reply
            .as_ref()
            .map(|mark| Link::new(&mark.number.to_string(), links::record(&links::dashed(&mark.number)))),
    }
}
