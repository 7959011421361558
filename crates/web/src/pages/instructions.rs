//! The list of instructions: drafts on this desk first, then what was released, each with its board in a line.

use askama::Template;
use axum::response::Response;
use domain::fact::Role;
use views::{CableLine, InstructionLine, Stage, Wanted};

use crate::links;
use crate::page::{Chip, Link, Place, Shell, Sign, When};
use crate::pages::board;
use crate::pages::{precedence, sample_shell};
use crate::print;
use crate::tongue::Tongue;
use crate::visit::{self, Guest, Miss, Visit};

/// How many instructions the page lists.
const LISTED_MAX: usize = 60;

/// The list page.
#[derive(Clone, Debug, Template)]
#[cfg_attr(test, derive(serde::Serialize, serde::Deserialize))]
#[template(path = "instructions.html")]
pub(crate) struct Instructions {
    pub(crate) page: Shell,
    pub(crate) sentence: String,
    pub(crate) start: Option<Link>,
    pub(crate) chips: Vec<Chip>,
    pub(crate) drafts: Vec<Draft>,
    pub(crate) released: Vec<Released>,
    pub(crate) empty: Option<String>,
}

/// A draft and how far it is.
#[derive(Clone, Debug)]
#[cfg_attr(test, derive(serde::Serialize, serde::Deserialize))]
pub(crate) struct Draft {
    pub(crate) name: String,
    pub(crate) subject: String,
    pub(crate) href: String,
    pub(crate) by: String,
    pub(crate) stage: Sign,
    pub(crate) about: String,
    pub(crate) changed: When,
}

/// A released instruction and what became of it so far.
#[derive(Clone, Debug)]
#[cfg_attr(test, derive(serde::Serialize, serde::Deserialize))]
pub(crate) struct Released {
    pub(crate) number: String,
    pub(crate) subject: String,
    pub(crate) href: String,
    pub(crate) board: String,
    pub(crate) precedence: Sign,
    pub(crate) on: When,
    pub(crate) due: Option<When>,
    pub(crate) posts: usize,
    pub(crate) done: usize,
    pub(crate) sentence: String,
    pub(crate) late: Option<String>,
}

/// `GET /instructions`
pub(crate) async fn show(guest: Guest) -> Response {
    guest.read(page).await
}

/// The drafts and instructions the reader may see.
fn page(visit: &Visit) -> Result<Instructions, Miss> {
    let wanted = Wanted { stage: Some(Stage::Draft), ..Wanted::default() };
    // Which drafts there were is told by the inbox; the list of the past is of what had been released.
    let drafts =
        if visit.acts() { visit.views().cables(&visit.reader, &wanted, LISTED_MAX)? } else { Vec::new() };
    let released = visit.views().instructions(&visit.reader, LISTED_MAX, visit.when(), visit.now)?;
    let open = released.iter().filter(|line| board::pending(&line.counts) > 0).count();
    let late = released.iter().filter(|line| line.counts.overdue > 0).count();
    let mut page = visit.shell(&visit.say("instructions-title"), Place::Instructions);
    visit.date(&mut page);
    page.marking = visit::marking(visit.tongue, visit.reader.level);
    let about = [("drafts", drafts.len().into()), ("open", open.into()), ("late", late.into())];
    let sentence = visit.tell("instructions-sentence", &about);
    Ok(Instructions {
        page,
        sentence,
        start: (visit.acts() && !visit.offices_as(Role::Drafter).is_empty())
            .then(|| Link::new(&visit.say("inbox-write"), links::compose())),
        chips: Vec::new(),
        drafts: drafts.iter().map(|line| draft(visit, line)).collect(),
        empty: released.is_empty().then(|| visit.say("instructions-empty")),
        released: released.iter().map(|line| printed(visit, line)).collect(),
    })
}

fn draft(visit: &Visit, line: &CableLine) -> Draft {
    let office = visit.name(line.office);
    let about =
        visit.tell("instructions-about", &[("kind", line.kind.word().into()), ("office", office.into())]);
    Draft {
        name: line.dossier.to_string(),
        subject: line.subject.clone(),
        href: links::instruction(&line.dossier.to_string()),
        by: line.author.to_string(),
        stage: Sign::new(&visit.tongue.word("instruction-stage", line.stage.word()), "○", "s0"),
        about,
        changed: print::when(visit.tongue, line.at, &visit.own_zone(), visit.now),
    }
}

fn printed(visit: &Visit, line: &InstructionLine) -> Released {
    let dossier = links::dashed(&line.number);
    let zone = visit.own_zone();
    Released {
        number: line.number.to_string(),
        subject: line.subject.clone(),
        href: links::instruction(&dossier),
        board: links::board(&dossier),
        precedence: precedence(visit.tongue, line.precedence.word()),
        on: print::when(visit.tongue, line.released_at, &zone, visit.now),
        due: line.due.map(|due| print::when(visit.tongue, due, &zone, visit.now)),
        posts: line.counts.posts,
        done: line.counts.reported,
        sentence: board::counted(visit.tongue, &line.counts, visit.moment()),
        late: (line.counts.overdue > 0)
            .then(|| visit.tell("instructions-overdue", &[("count", line.counts.overdue.into())])),
    }
}

/// A desk with two drafts and a year of instructions.
pub(crate) fn sample() -> Instructions {
    let draft = |name: &str, subject: &str, stage: Sign, waits: &str, local: &str| Draft {
        name: name.into(),
        subject: subject.into(),
        href: links::instruction(name),
        by: "oceans.desk".into(),
        stage,
        about: waits.into(),
        changed: When::new("2026-11-22T09:12Z", local, "09:12Z"),
    };
    let released =
        |number: &str, subject: &str, prec: &str, posts: usize, done: usize, sentence: &str, late: &str| {
            Released {
                number: number.into(),
                subject: subject.into(),
                href: links::instruction(&number.replace(' ', "-")),
                board: links::board(&number.replace(' ', "-")),
                precedence: precedence(Tongue::English, prec),
                on: When::new("2026-11-10T08:40Z", "Tue 10 Nov 09:40", "08:40Z"),
                due: Some(When::new("2026-11-24T16:00Z", "Tue 24 Nov 17:00", "post time")),
                posts,
                done,
                sentence: sentence.into(),
                late: (!late.is_empty()).then(|| late.into()),
            }
        };
    let chip = |word: &str, count: &str, here: bool| Chip {
        sign: Sign::new(word, "", ""),
        count: count.into(),
        href: links::instructions(),
        here,
    };
    Instructions {
        page: sample_shell("Instructions", Place::Instructions, ("oceans.desk", "Headquarters")),
        sentence: "2 drafts on this desk; 5 instructions open at 35 posts, one with posts overdue.".into(),
        start: Some(Link::new("Write a new instruction", links::compose())),
        chips: vec![chip("open", "5", true), chip("closed", "31", false), chip("all", "36", false)],
        drafts: vec![
            draft(
                "HQ.5102",
                "Lost fishing gear: follow-up after the Geneva session",
                Sign::new("in clearance", "◑", "s2"),
                "Instruction, Headquarters",
                "Sun 22 Nov 10:12",
            ),
            draft(
                "HQ.5088",
                "Invitation to the March workshop on gear marking",
                Sign::new("drafting", "○", "s0"),
                "Instruction, Headquarters",
                "Fri 20 Nov 16:30",
            ),
        ],
        released: vec![
            released(
                "2026 MFA 0431",
                "Lost fishing gear: engage host on the draft agreement before the Geneva session",
                "IMMEDIATE",
                35,
                14,
                "35 posts: 14 reported, 7 delivered, 6 planned, 5 acknowledged, 2 not acknowledged, 1 unknown",
                "2 overdue",
            ),
            released(
                "2026 MFA 0429",
                "Visit report format",
                "ROUTINE",
                35,
                33,
                "35 posts: 33 acknowledged, 2 not acknowledged",
                "",
            ),
            released(
                "2026 MFA 0417",
                "Observers at the spring session",
                "PRIORITY",
                12,
                3,
                "12 posts: 3 reported, 4 planned, 5 acknowledged",
                "",
            ),
        ],
        empty: None,
    }
}
