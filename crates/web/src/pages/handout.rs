//! A paper for the host, as it is printed: its own page without the frame of the others, because nothing of ours may be on
//! it. What may be on it is `domain::handout`'s to say.

use askama::Template;
use axum::extract::{Path, Query};
use axum::response::Response;
use domain::cable::Mark;
use domain::calendar;
use domain::handout::{Handout, HandoutForm, Leaving, Spoken, handout, may_be_written};
use domain::words::TaskingId;

use crate::countries;
use crate::links;
use crate::page::{Link, Place};
use crate::pages::problem::Problem;
use crate::visit::{Guest, Miss, Visit};

/// To whom a paper goes when nobody in particular was met or is to be met.
const HOST: &str = "Ministry of Foreign Affairs";

const MARKS: [Mark; 4] = [Mark::Verbatim, Mark::Paraphrase, Mark::IfAsked, Mark::NotInWriting];

/// The page of a paper for the host.
#[derive(Template)]
#[template(path = "handout.html")]
struct Printed {
    stylesheet: String,
    paper: Handout,
}

/// `GET /t/{instruction}/{post}/paper`, with the form and, if not all, the points.
pub(crate) async fn show(
    Path((instruction, post)): Path<(String, String)>,
    Query(asked): Query<Vec<(String, String)>>,
    guest: Guest,
) -> Response {
    guest.either(move |visit| page(visit, &instruction, &post, &asked)).await
}

fn page(
    visit: &Visit,
    instruction: &str,
    post: &str,
    asked: &[(String, String)],
) -> Result<Result<Printed, Problem>, Miss> {
    let id = TaskingId {
        instruction: visit.named(instruction)?,
        office: post.parse().map_err(|_| Miss::NotFound)?,
    };
    let view =
        visit.views().tasking(&visit.reader, id, views::When::NOW, visit.now)?.ok_or(Miss::NotFound)?;
    let office = visit.directory.office(id.office).ok_or(Miss::NotFound)?;
    let wanted = |name: &'static str| {
        asked.iter().filter(move |(known, _)| known == name).map(|(_, value)| value.as_str())
    };
    let form = wanted("form").next().unwrap_or("non-paper");
    let form = HandoutForm::ALL.into_iter().find(|known| known.word() == form).ok_or(Miss::NotFound)?;
    let chosen: Vec<&str> = wanted("point").collect();
    let points: Vec<Spoken<'_>> = view
        .points
        .iter()
        .filter_map(|point| {
            let mark = MARKS.into_iter().find(|mark| mark.word() == point.mark)?;
            Some(Spoken { point: point.point, mark, text: &point.text })
        })
        .filter(|spoken| match chosen.as_slice() {
            [] => may_be_written(spoken.mark),
            chosen => chosen.contains(&spoken.point.to_string().as_str()),
        })
        .collect();
    let mut plans = view.duties.iter().filter_map(|duty| duty.plan.as_ref());
    let host = plans.next_back().map_or(HOST, |plan| plan.with.office.as_str()).to_owned();
    let number = view.number.to_string();
    let internal =
        [number.clone(), number.split_once(' ').map(|(_, short)| short.to_owned()).unwrap_or_default()];
    let made = handout(&Leaving {
        form,
        ministry: visit.house.ministry(),
        post: &office.opened,
        host: &host,
        country: office.opened.country.as_deref().map_or("", countries::name),
        on: calendar::day_at(visit.now, &visit.zone(id.office)),
        points: &points,
        internal: &internal,
    });
    Ok(match made {
        Ok(paper) => Ok(Printed { stylesheet: links::asset("handout.css"), paper }),
        Err(why) => {
            let mut page = visit.shell(&visit.say("draft-handout"), Place::Inbox);
            page.style("door");
            let back = links::tasking(&id.instruction.to_string(), id.office.as_str());
            Err(Problem {
                heading: page.say("draft-handout"),
                sentence: crate::acts::sentence(&why.to_string()),
                hint: page.say("draft-handout.hint"),
                way_on: Link::new(&page.say("draft-handout.back"), back),
                typed: Vec::new(),
                page,
            })
        }
    })
}
