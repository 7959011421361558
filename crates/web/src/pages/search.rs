//! The archive: one line to ask with, the newest answers first, each with the words around what was found.

use askama::Template;

use crate::links;
use crate::page::{Link, Place, Shell};
use crate::pages::instruction::Row;
use crate::pages::sample_shell;

/// The archive page.
#[derive(Clone, Debug, Template)]
#[cfg_attr(test, derive(serde::Serialize, serde::Deserialize))]
#[template(path = "search.html")]
pub(crate) struct Search {
    pub(crate) page: Shell,
    pub(crate) query: String,
    pub(crate) action: String,
    pub(crate) sentence: String,
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
        Row::new("to:WELLINGTON", "addressed to an office, directly or by a collective"),
        Row::new("ref:26-MFA-0431", "cites a cable"),
        Row::new("tags:EFIS", "under a tag"),
        Row::new("date:2026-11..2026-12", "in a span of time"),
        Row::new("\"deposit scheme\"", "these words together"),
        Row::new("-draft", "without a word"),
    ]
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
        query: "deposit tags:EFIS".into(),
        action: links::archive(""),
        sentence: "4 cables, the newest first.".into(),
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
        more: Some(Link::new("Older answers", links::archive_from("deposit tags:EFIS", "4"))),
        help: help(),
        empty: None,
    }
}
