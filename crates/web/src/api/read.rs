//! What a program may read, address by address: the question of each page put to the views by the same reader, and told in
//! the shapes of `views::shaped`. What is printed on the page for people is not made here.

use domain::cable;
use domain::calendar;
use domain::words::{EntryId, OfficeId, TaskingId};
use jiff::Timestamp;
use jiff::civil::Date;
use serde_json::json;
use views::{CollectiveLine, InboxView, Log, OfficeLine, Shape, Stage, Tasked, Wanted, shaped};

use super::problem::{Problem, Stop};
use super::table::Media;
use super::{Answer, Asked};
use crate::links;
use crate::visit::Visit;

/// How many things a page of a list holds unless more or fewer are wanted.
const PAGE: usize = 50;
/// How many it may hold.
const PAGE_MAX: usize = 200;
/// How many drafts are listed.
const DRAFTS_MAX: usize = 500;

/// What came of a look.
pub(super) type Told = Result<Answer, Stop>;

impl Asked {
    /// What stands in the path, under a name.
    pub(super) fn path(&self, name: &str) -> &str {
        self.path.get(name).map_or("", String::as_str)
    }

    /// How many things are wanted.
    fn most(&self) -> Result<usize, Stop> {
        match self.query.get("most") {
            "" => Ok(PAGE),
            typed => typed.parse().ok().filter(|most| (1..=PAGE_MAX).contains(most)).ok_or_else(|| {
                Problem::unread("`most` is not a number from 1 to 200.", "Leave it out for 50.")
            }),
        }
    }

    /// Whether something more is wanted.
    fn wants(&self, name: &str) -> Result<bool, Stop> {
        match self.query.get(name) {
            "" | "false" => Ok(false),
            "true" => Ok(true),
            _ => {
                let hint = "Leave it out, or say `true`.";
                Err(Problem::unread(format!("`{name}` is neither `true` nor `false`."), hint))
            }
        }
    }

    /// The two clocks, each a day on the reader's own clock, of which the end is meant, or an instant.
    fn when(&self, visit: &Visit) -> Result<views::When, Stop> {
        let read = |name: &str| -> Result<Option<Timestamp>, Stop> {
            let typed = self.query.get(name);
            let day = typed.parse::<Date>().ok().filter(|_| typed.len() == 10);
            match (typed.is_empty(), day) {
                (true, _) => Ok(None),
                (_, Some(day)) => Ok(Some(calendar::end_of(day, &visit.own_zone()))),
                _ => typed.parse().map(Some).map_err(|_| {
                    let hint = "Give a day such as 2026-12-03, or an instant such as 2026-12-03T14:05:00Z.";
                    Problem::unread(format!("`{name}` is neither a day nor an instant."), hint)
                }),
            }
        };
        Ok(views::When { as_of: read("on")?, known: read("known")? })
    }
}

/// What waits for the offices of whoever reads, or for one of them.
pub(super) fn inbox(visit: &Visit, asked: &Asked) -> Told {
    let offices: Vec<_> = match asked.query.get("office") {
        "" => visit.reader.offices.iter().copied().collect(),
        typed => {
            let office = typed.parse().map_err(|_| Stop::NotFound)?;
            // Whose inbox one may not open, one cannot tell from one that is not there.
            visit.reader.offices.contains(&office).then_some(office).ok_or(Stop::NotFound)?;
            vec![office]
        }
    };
    let (mut inbox, when) = (InboxView::default(), asked.when(visit)?);
    for office in &offices {
        inbox.join(visit.views().inbox(&visit.reader, *office, when, visit.now)?);
    }
    let only = match offices.as_slice() {
        [only] => Some(*only),
        _ => None,
    };
    let shape = views::Inbox {
        office: only,
        offices,
        officer: visit.officer(),
        pending: inbox.pending(),
        inbox: &inbox,
    };
    Ok(Answer::json(shaped("inbox", Shape::Inbox(shape))))
}

/// Released instructions, newest first, and on the first page the drafts there are.
pub(super) fn instructions(visit: &Visit, asked: &Asked) -> Told {
    let (most, when) = (asked.most()?, asked.when(visit)?);
    let before = match asked.query.get("before") {
        "" => None,
        typed => Some(typed.parse::<EntryId>().map_err(|_| {
            Problem::unread("`before` is not the name of an entry.", "Take `next` of the page before.")
        })?),
    };
    let found = visit.views().instructions_before(&visit.reader, before, most, when, visit.now)?;
    let views::InstructionPage { lines: instructions, next } = found.ok_or(Stop::NotFound)?;
    let wanted = Wanted { stage: Some(Stage::Draft), ..Wanted::default() };
    let drafts = match before {
        // Which drafts there were on another day is told by the inbox.
        None if !when.is_past() => Some(visit.views().cables(&visit.reader, &wanted, DRAFTS_MAX)?),
        _ => None,
    };
    let shape = views::Instructions { instructions: &instructions, drafts: drafts.as_deref(), next };
    Ok(Answer::json(shaped("board", Shape::Instructions(shape))))
}

/// The board of the newest instruction that still has something to be done, else of the newest.
pub(super) fn newest_board(visit: &Visit, _asked: &Asked) -> Told {
    let lines = visit.views().instructions(&visit.reader, 100, views::When::NOW, visit.now)?;
    let open = lines.iter().find(|line| crate::pages::board::pending(&line.counts) > 0).or(lines.first());
    let open = open.ok_or(Stop::NotFound)?;
    Err(Stop::Elsewhere(format!("{}.json", links::board(&links::dashed(&open.number)))))
}

/// The board of one instruction; the addressees and possible replies of a telegram from elsewhere.
pub(super) fn board(visit: &Visit, asked: &Asked) -> Told {
    let (all, when) = (asked.wants("all")?, asked.when(visit)?);
    let id = visit.named(asked.path("instruction"))?;
    if let Some(mut board) = visit.views().board(&visit.reader, id, when, visit.now)? {
        if all {
            let all = visit.views().chronology(&visit.reader, id, when, usize::MAX)?;
            board.chronology = all.unwrap_or_default();
        }
        return Ok(Answer::json(shaped("board", Shape::Board(&board))));
    }
    let archived = visit.views().archive_board(&visit.reader, id, when)?.ok_or(Stop::NotFound)?;
    Ok(Answer::json(shaped("board", Shape::ArchiveBoard(&archived))))
}

/// Any cable: an instruction or reply in draft or released, or a telegram from elsewhere.
pub(super) fn cable(visit: &Visit, asked: &Asked) -> Told {
    let name = [asked.path("instruction"), asked.path("cable")].concat();
    let found = visit.views().show(&visit.reader, visit.named(&name)?, asked.when(visit)?)?;
    Ok(Answer::json(shaped("show", Shape::Cable(&found.ok_or(Stop::NotFound)?))))
}

/// A draft as one of its versions read.
pub(super) fn version(visit: &Visit, asked: &Asked) -> Told {
    let id = visit.named(asked.path("instruction"))?;
    let found = crate::pages::version::of(visit, id, asked.path("version"))?;
    Ok(Answer::json(shaped("show", Shape::Version(&found))))
}

/// What one post was asked to do.
pub(super) fn tasking(visit: &Visit, asked: &Asked) -> Told {
    let id = tasking_id(visit, asked)?;
    let found = visit.views().tasking(&visit.reader, id, asked.when(visit)?, visit.now)?;
    Ok(Answer::json(shaped("show", Shape::Tasking(&found.ok_or(Stop::NotFound)?))))
}

/// The tasking a path names, not yet whether the reader may see it.
pub(super) fn tasking_id(visit: &Visit, asked: &Asked) -> Result<TaskingId, Stop> {
    let office = asked.path("post").parse().map_err(|_| Stop::NotFound)?;
    Ok(TaskingId { instruction: visit.named(asked.path("instruction"))?, office })
}

/// A cable as it went out or came, or in one of the forms in which cables leave the house, as a file.
pub(super) fn text(visit: &Visit, asked: &Asked) -> Told {
    let found = visit.views().show(&visit.reader, visit.named(asked.path("cable"))?, views::When::NOW)?;
    let found = found.ok_or(Stop::NotFound)?;
    let text = found.text.as_deref().ok_or(Stop::NotFound)?;
    let body = match asked.query.get("form") {
        "" => text.to_owned(),
        form => {
            let form: cable::Form = form.parse().map_err(|_| {
                Problem::unread("There is no such form.", "Ask for telex, post, plain, relay or mail.")
            })?;
            let printed = form.print(&cable::parse(text)).map(|(printed, _)| printed);
            let why = "It has no number or no date-time group, without which no form can carry it.";
            printed.ok_or_else(|| Problem::unread(why, "Leave `form` out for the text as it came."))?
        }
    };
    let safe = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '.');
    let name: String =
        crate::pages::instruction::address(&found.line).chars().filter(|letter| safe(*letter)).collect();
    Ok(Answer { media: Media::Text.name(), file: Some(format!("{name}.txt")), ..Answer::json(body) })
}

/// What posts were asked, of the newest instruction first.
pub(super) fn taskings(visit: &Visit, asked: &Asked) -> Told {
    let wanted = Tasked { done: asked.wants("done")?, when: asked.when(visit)?, ..Tasked::default() };
    let found = visit.views().taskings(&visit.reader, wanted, visit.now)?;
    Ok(Answer::json(shaped("taskings", Shape::Taskings(&found))))
}

/// One office.
pub(super) fn post(visit: &Visit, asked: &Asked) -> Told {
    let (when, homes) = (asked.when(visit)?, visit.views().homes()?);
    let id: OfficeId = asked.path("post").parse().map_err(|_| Stop::NotFound)?;
    let known = visit.views().directory_known(when)?;
    let office = known.office(id).ok_or(Stop::NotFound)?;
    let on = calendar::day_at(when.moment(visit.now), &visit.own_zone());
    let within = |name: &str| known.members(name, on).is_ok_and(|(members, _)| members.contains(&id));
    let wanted = Tasked { office: Some(id), when, ..Tasked::default() };
    let log = Log { office: Some(id), when, ..Log::default() };
    let shape = views::Post {
        office: OfficeLine::of(office, &homes),
        heard: visit.views().heard(&visit.reader, id, when)?,
        taskings: &visit.views().taskings(&visit.reader, wanted, visit.now)?,
        engagements: &visit.views().engagements(&visit.reader, &log, PAGE)?,
        collectives: known.collectives().map(|(name, _)| name).filter(|name| within(name)).collect(),
    };
    Ok(Answer::json(shaped("post", Shape::Post(shape))))
}

/// A board as places: a feature for each post, without geometry where nobody said where it is.
pub(super) fn map(visit: &Visit, asked: &Asked) -> Told {
    let (id, when) = (visit.named(asked.path("instruction"))?, asked.when(visit)?);
    let board = visit.views().board(&visit.reader, id, when, visit.now)?.ok_or(Stop::NotFound)?;
    // RFC 7946, sections 3.1.1 and 3.2: the longitude comes first.
    let feature = |line: &views::BoardLine| {
        let known = visit.directory.office(line.tasking.office).and_then(|known| known.opened.coordinates);
        let degrees = |hundredths: i16| f64::from(hundredths) / 100.0;
        let point = known.map(|at| json!([degrees(at.longitude), degrees(at.latitude)]));
        let geometry = point.map(|point| json!({ "type": "Point", "coordinates": point }));
        json!({ "type": "Feature", "geometry": geometry, "properties": line })
    };
    let features: Vec<_> = board.lines.iter().map(feature).collect();
    Ok(Answer::json(shaped("map", json!({ "type": "FeatureCollection", "features": features }))))
}

/// What was found in the archive, newest first.
pub(super) fn search(visit: &Visit, asked: &Asked) -> Told {
    let from = match asked.query.get("from") {
        "" => None,
        typed => Some(typed.parse().map_err(|_| {
            Problem::unread("`from` is not a place in the answer.", "Take `next` of the page before.")
        })?),
    };
    let query = asked.query.get("q");
    let page = visit.views().search(&visit.reader, query, asked.when(visit)?, asked.most()?, from)?;
    Ok(Answer::json(shaped("search", Shape::Search(views::Search { query, page: &page }))))
}

/// What hosts hold on what an instruction is about: the one asked for, or the newest.
pub(super) fn positions(visit: &Visit, asked: &Asked) -> Told {
    let when = asked.when(visit)?;
    let newest = || visit.views().instructions(&visit.reader, 1, when, visit.now);
    let id = match asked.query.get("topic") {
        "" => newest()?.first().map(|line| line.instruction),
        topic => Some(visit.named(topic)?),
    };
    let id = id.ok_or(Stop::NotFound)?;
    let found = visit.views().positions(&visit.reader, id, when)?;
    Ok(Answer::json(shaped("positions", Shape::Positions(&found.ok_or(Stop::NotFound)?))))
}

/// The network as it stands today, or stood.
pub(super) fn offices(visit: &Visit, asked: &Asked) -> Told {
    let (when, homes) = (asked.when(visit)?, visit.views().homes()?);
    let on = calendar::day_at(when.moment(visit.now), &visit.own_zone());
    let known = visit.views().directory_known(when)?;
    let open = known.offices().filter(|office| office.open_on(on));
    let offices = open.map(|office| OfficeLine::of(office, &homes)).collect();
    let collectives = CollectiveLine::all(&known, on);
    Ok(Answer::json(shaped("office", Shape::Network { offices, on, collectives })))
}
