//! The archive: one line to ask with, the newest answers first, each with the words around what was found.

use askama::Template;
use axum::extract::Query;
use axum::response::Response;
use domain::cable::Level;

use crate::links;
use crate::page::{Link, Place, Shell};
use crate::pages::instruction::Row;
use crate::pages::{instruction, sample_shell};
use crate::print;
use crate::visit::{self, Guest, Miss, Visit};

/// How many answers stand on one page.
const ANSWERS_MAX: usize = 25;

/// The archive page.
#[derive(Clone, Debug, Template)]
#[cfg_attr(test, derive(serde::Serialize, serde::Deserialize))]
#[template(path = "search.html")]
pub(crate) struct Search {
    pub(crate) page: Shell,
    pub(crate) query: String,
    pub(crate) action: String,
    pub(crate) sentence: String,
    pub(crate) remarks: Vec<String>,
    pub(crate) hits: Vec<Hit>,
    pub(crate) more: Option<Link>,
    pub(crate) help: Vec<Row>,
    pub(crate) empty: Option<String>,
}

/// A cable that was found.
#[derive(Clone, Debug)]
#[cfg_attr(test, derive(serde::Serialize, serde::Deserialize))]
pub(crate) struct Hit {
    pub(crate) number: String,
    pub(crate) href: String,
    pub(crate) subject: String,
    pub(crate) from: String,
    pub(crate) on: String,
    pub(crate) snippet: Vec<Piece>,
}

/// A piece of the text around a find.
#[derive(Clone, Debug)]
#[cfg_attr(test, derive(serde::Serialize, serde::Deserialize))]
pub(crate) struct Piece {
    pub(crate) text: String,
    pub(crate) found: bool,
}

/// The words that narrow a search, with an example each.
pub(crate) fn help() -> Vec<Row> {
    vec![
        Row::new("from:LISBON", "sent by an office"),
        Row::new("tag:EFIS", "under a tag"),
        Row::new("kind:reply", "instructions, replies or filed telegrams only"),
        Row::new("after:2026-11-01", "from a day on"),
        Row::new("before:1974", "until a day or a year"),
        Row::new("\"deposit scheme\"", "these words together"),
        Row::new("fish*", "words that begin so"),
        Row::new("-draft", "without a word"),
    ]
}

/// The question and where in its answers to begin.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    q: String,
    from: String,
}

/// `GET /q`
pub(crate) async fn show(Query(asked): Query<Asked>, guest: Guest) -> Response {
    guest.read(move |visit| page(visit, &asked)).await
}

/// What the archive answers.
fn page(visit: &Visit, asked: &Asked) -> Result<Search, Miss> {
    let mut page = visit.shell("Archive", Place::Archive);
    let question = asked.q.trim();
    let mut search = Search {
        query: asked.q.clone(),
        action: links::archive(""),
        sentence: String::new(),
        remarks: Vec::new(),
        hits: Vec::new(),
        more: None,
        help: help(),
        empty: None,
        page: page.clone(),
    };
    if question.is_empty() {
        search.empty =
            Some("Ask for words, a number, an office or a tag. The newest answers come first.".into());
        return Ok(search);
    }
    let found = visit.views().search(&visit.reader, question, ANSWERS_MAX, asked.from.parse().ok())?;
    let level = found.hits.iter().map(|hit| hit.cable.level).max().unwrap_or(Level::Unclassified);
    page.marking = visit::marking(visit.tongue, level);
    search.page = page;
    let more = if found.at_least { "more than " } else { "" };
    search.sentence =
        format!("{more}{} {}, the newest first.", found.total, print::plural(found.total, "cable", "cables"));
    search.more =
        found.next.map(|next| Link::new("Older answers", links::archive_from(question, &next.to_string())));
    search.empty = found.hits.is_empty().then(|| "Nothing that you may read holds all of this.".into());
    search.remarks = found.remarks.iter().map(|remark| crate::acts::sentence(remark)).collect();
    search.hits = found.hits.iter().map(|hit| printed(visit, hit)).collect();
    Ok(search)
}

fn printed(visit: &Visit, hit: &views::Hit) -> Hit {
    Hit {
        number: instruction::cable_name(&hit.cable),
        href: instruction::cable_link(&hit.cable),
        subject: match hit.cable.subject.as_str() {
            "" => "(no subject)".into(),
            subject => subject.into(),
        },
        from: hit.cable.origin.clone(),
        on: print::day(
            visit.tongue,
            domain::calendar::day_at(hit.cable.at, &jiff::tz::TimeZone::UTC),
            visit.now,
        ),
        snippet: hit
            .snippet
            .iter()
            .map(|span| Piece { text: span.text.clone(), found: span.marked })
            .collect(),
    }
}

/// An answer of four.
pub(crate) fn sample() -> Search {
    let hit =
        |number: &str, subject: &str, from: &str, on: &str, before: &str, found: &str, after: &str| Hit {
            number: number.into(),
            href: links::record(&number.replace(' ', "-")),
            subject: subject.into(),
            from: from.into(),
            on: on.into(),
            snippet: vec![
                Piece { text: before.into(), found: false },
                Piece { text: found.into(), found: true },
                Piece { text: after.into(), found: false },
            ],
        };
    Search {
        page: sample_shell("Archive", Place::Archive, ("oceans.desk", "Headquarters")),
        query: "deposit tag:EFIS".into(),
        action: links::archive(""),
        sentence: "4 cables, the newest first.".into(),
        remarks: vec!["“sort:” is not a question the archive knows; it was left out.".into()],
        hits: vec![
            hit(
                "2026 LISBON 0098",
                "Lost fishing gear: Portugal ready to support Article 6",
                "Embassy Lisbon",
                "21 Nov 2026",
                "… ASKED WHETHER A ",
                "DEPOSIT",
                " PAID ON LANDING COULD BE NATIONAL …",
            ),
            hit(
                "2026 MFA 0431",
                "Lost fishing gear: engage host on the draft agreement",
                "Headquarters",
                "10 Nov 2026",
                "… A ",
                "DEPOSIT",
                " PAID ON LANDING OLD GEAR HAS RAISED RETURNS …",
            ),
            hit(
                "2026 CANBERRA 0112",
                "Joint demarche on lost fishing gear",
                "Embassy Canberra",
                "2 Nov 2026",
                "… THE STATE ",
                "DEPOSIT",
                " SCHEME HAS RUN SINCE 2019 …",
            ),
            hit(
                "1974 REYKJAVIK 0412",
                "Return of trawl gear",
                "Embassy Reykjavik",
                "14 Mar 1974",
                "… WITHOUT ",
                "DEPOSIT",
                " OR SURETY …",
            ),
        ],
        more: Some(Link::new("Older answers", links::archive_from("deposit tag:EFIS", "4"))),
        help: help(),
        empty: None,
    }
}
