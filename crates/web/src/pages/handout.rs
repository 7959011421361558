//! A paper for the host, as it is printed: its own page without the frame of the others, because nothing of ours may be on
//! it. What may be on it is `domain::handout`'s to say.

use askama::Template;
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use axum::response::Response;
use domain::calendar;
use domain::handout::{Handout, HandoutForm, HandoutLanguage, KeptBack, Leaving, handout};
use domain::words::{PointId, TaskingId};

use crate::countries;
use crate::links;
use crate::page::{Link, Place};
use crate::pages::problem::Problem;
use crate::tongue::Tongue;
use crate::visit::{Guest, Miss, Visit, print_page, spoken};

/// The page of a paper for the host.
#[derive(Template)]
#[template(path = "handout.html")]
struct Printed {
    stylesheet: String,
    title: String,
    paper: Handout,
}

/// `GET /t/{instruction}/{post}/paper`, with the form and, if not all, the points.
pub(crate) async fn show(
    Path((instruction, post)): Path<(String, String)>,
    Query(asked): Query<Vec<(String, String)>>,
    guest: Guest,
) -> Response {
    guest
        .work(move |visit| {
            Ok(match page(visit, &instruction, &post, &asked)? {
                Ok(paper) => spoken(paper.paper.language.tag(), print_page(StatusCode::OK, &paper)),
                Err(why) => print_page(StatusCode::UNPROCESSABLE_ENTITY, &why),
            })
        })
        .await
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
    let language = wanted("in").next().unwrap_or_else(|| visit.tongue.of_handouts().tag());
    let language = HandoutLanguage::ALL.into_iter().find(|known| known.tag() == language);
    let language = language.ok_or(Miss::NotFound)?;
    let mut chosen = Vec::new();
    for point in wanted("point") {
        let number = point.strip_prefix('P').and_then(|number| number.parse().ok());
        chosen.push(number.map(PointId).ok_or(Miss::NotFound)?);
    }
    let made = handout(&Leaving {
        form,
        language,
        ministry: visit.house.ministry(),
        post: &office.opened,
        host: view.host().unwrap_or(language.host()),
        country: office.opened.country.as_deref().map_or("", |code| countries::on_paper(language, code)),
        on: calendar::day_at(visit.now, &visit.zone(id.office)),
        points: &view.spoken(&chosen),
        internal: &view.internal(),
    });
    Ok(match made {
        Ok(paper) => {
            // The page is titled in the language of the paper, whoever asks for it.
            let tongue = Tongue::tagged(language.tag()).unwrap_or_default();
            let title = paper.heading.map_or_else(|| tongue.say("draft-handout.title"), str::to_owned);
            Ok(Printed { stylesheet: links::asset("handout.css"), title, paper })
        }
        Err(why) => {
            let mut page = visit.shell(&visit.say("draft-handout"), Place::Inbox);
            page.style("door");
            let back = links::tasking(&id.instruction.to_string(), id.office.as_str());
            Err(Problem {
                heading: page.say("draft-handout"),
                sentence: kept_back(visit.tongue, &why),
                hint: page.say("draft-handout.hint"),
                way_on: Link::new(&page.say("draft-handout.back"), back),
                typed: Vec::new(),
                page,
            })
        }
    })
}

/// Why a paper is not handed over.
fn kept_back(tongue: Tongue, why: &KeptBack) -> String {
    let point = |id: &str, point: PointId, mark: &str| {
        let mark = tongue.word("mark", mark);
        tongue.tell(id, &[("point", point.to_string().into()), ("mark", mark.into())])
    };
    match why {
        KeptBack::Marked { point: id, mark } => point("draft-kept-back.marked", *id, mark),
        KeptBack::Classified { point: id, mark } => point("draft-kept-back.classified", *id, mark),
        KeptBack::Internal { point: id } => point("draft-kept-back.internal", *id, ""),
        KeptBack::Nothing => tongue.say("draft-kept-back.nothing"),
    }
}
