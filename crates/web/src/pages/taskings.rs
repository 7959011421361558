//! Taskings across instructions: what the reader's offices were asked, or at headquarters what every post was, what
//! falls due first at the top, with the same filters as a board.

use askama::Template;
use axum::extract::Query;
use axum::response::Response;
use views::{Tasked, TaskedLine};

use crate::links::{self, BoardView};
use crate::page::{Chip, Link, Place, Shell, Sign, When};
use crate::pages::board::filter::{self, Asked, Group};
use crate::pages::board::live;
use crate::pages::{sample_shell, standing};
use crate::print;
use crate::tongue::Tongue;
use crate::visit::{self, Guest, Miss, Visit};

/// How many lines stand on the page.
const LISTED_MAX: usize = 200;

/// The page of taskings.
#[derive(Clone, Debug, Template)]
#[cfg_attr(test, derive(serde::Serialize, serde::Deserialize))]
#[template(path = "taskings.html")]
pub(crate) struct Taskings {
    pub(crate) page: Shell,
    pub(crate) sentence: String,
    pub(crate) groups: Vec<Group>,
    pub(crate) all: Option<Link>,
    pub(crate) lines: Vec<Line>,
    pub(crate) empty: Option<String>,
}

/// One tasking.
#[derive(Clone, Debug)]
#[cfg_attr(test, derive(serde::Serialize, serde::Deserialize))]
pub(crate) struct Line {
    pub(crate) subject: String,
    pub(crate) href: String,
    pub(crate) number: String,
    pub(crate) post: String,
    pub(crate) standing: Sign,
    pub(crate) since: String,
    pub(crate) late: Option<String>,
    pub(crate) due: Option<When>,
    pub(crate) points: String,
}

/// `GET /taskings`
pub(crate) async fn show(Query(asked): Query<Asked>, guest: Guest) -> Response {
    guest.read(move |visit| page(visit, &asked.view())).await
}

fn page(visit: &Visit, view: &BoardView) -> Result<Taskings, Miss> {
    let tongue = visit.tongue;
    let found = visit.views().taskings(
        &visit.reader,
        Tasked { when: visit.when(), ..Tasked::default() },
        visit.now,
    )?;
    let boards: Vec<views::BoardLine> = found.iter().map(|each| each.line.clone()).collect();
    let mut shown: Vec<&TaskedLine> = found.iter().filter(|each| filter::wanted(&each.line, view)).collect();
    shown.sort_by_key(|each| (each.line.standing.due.is_none(), each.line.standing.due));
    let overdue = found.iter().filter(|each| filter::is_overdue(&each.line)).count();
    let sentence = tongue.tell("taskings-open", &[("open", found.len().into()), ("overdue", overdue.into())]);
    let lines: Vec<Line> = shown.iter().take(LISTED_MAX).map(|each| line(visit, each)).collect();
    let mut page = visit.shell(&visit.say("taskings-title"), Place::Taskings);
    page.style("board");
    visit.date(&mut page);
    // A list holds subjects of many levels: it is marked as high as its reader may read.
    page.marking = visit::marking(visit.tongue, visit.reader.level);
    Ok(Taskings {
        page,
        sentence: match shown.len() {
            many if many > LISTED_MAX => {
                format!("{sentence} {}", tongue.tell("taskings-first", &[("first", LISTED_MAX.into())]))
            }
            _ => sentence,
        },
        groups: filter::groups(tongue, &boards, view, links::taskings_as),
        all: filter::lifted(view)
            .map(|plain| Link::new(&visit.say("taskings-all"), links::taskings_as(&plain))),
        empty: lines.is_empty().then(|| visit.say("taskings-empty")),
        lines,
    })
}

pub(crate) fn line(visit: &Visit, each: &TaskedLine) -> Line {
    let (office, stands) = (each.line.tasking.office, &each.line.standing);
    let (since, late) = live::beside(visit.tongue, stands, visit.moment());
    Line {
        subject: each.subject.clone(),
        href: links::tasking(&each.line.tasking.instruction.to_string(), office.as_str()),
        number: each.number.to_string(),
        post: each.line.office.name.to_string(),
        standing: standing(visit.tongue, live::stands(&each.line)),
        since,
        late,
        due: stands.due.map(|due| print::when(visit.tongue, due, &visit.zone(office), visit.now)),
        points: format!("{}/{}", stands.points_done, stands.points),
    }
}

pub(crate) fn sample_lines() -> Vec<Line> {
    let line = |subject: &str, number: &str, post: &str, word: &str, late: &str| Line {
        subject: subject.into(),
        href: links::tasking("HQ.4711", "WEL"),
        number: number.into(),
        post: post.into(),
        standing: standing(Tongue::English, word),
        since: String::new(),
        late: (!late.is_empty()).then(|| late.into()),
        due: Some(When::new("2026-11-24T04:00Z", "Tue 24 Nov 17:00", "04:00Z")),
        points: "3/7".into(),
    };
    vec![
        line(
            "Monthly engagement on lost fishing gear",
            "2026 MFA 0398",
            "Embassy Wellington",
            "acknowledged",
            "2 days late",
        ),
        line(
            "Lost fishing gear: engage host on the draft agreement",
            "2026 MFA 0431",
            "Embassy Wellington",
            "not acknowledged",
            "",
        ),
        line("Observers at the spring session", "2026 MFA 0417", "Embassy Wellington", "planned", ""),
    ]
}

/// Three taskings of a post.
pub(crate) fn sample() -> Taskings {
    let chip = |word: &str| Chip {
        sign: standing(Tongue::English, word),
        count: "1".into(),
        href: links::taskings_as(&BoardView { standing: word.replace(' ', "-"), ..BoardView::default() }),
        here: false,
    };
    let mut page = sample_shell("Taskings", Place::Taskings, ("wel.political", "Embassy Wellington"));
    page.style("board");
    Taskings {
        page,
        sentence: "3 taskings are open; one is overdue.".into(),
        groups: vec![Group { word: "Standing".into(), chips: vec![chip("planned"), chip("acknowledged")] }],
        all: None,
        lines: sample_lines(),
        empty: None,
    }
}
