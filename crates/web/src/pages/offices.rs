//! The offices with their hours, and the collectives with what they mean today.

use askama::Template;

use crate::page::{Place, Shell};
use crate::pages::sample_shell;

/// The offices page.
#[derive(Clone, Debug, Template)]
#[cfg_attr(test, derive(serde::Serialize, serde::Deserialize))]
#[template(path = "offices.html")]
pub(crate) struct Offices {
    pub(crate) page: Shell,
    pub(crate) sentence: String,
    pub(crate) lines: Vec<Line>,
    pub(crate) collectives: Vec<Collective>,
}

/// One office.
#[derive(Clone, Debug)]
#[cfg_attr(test, derive(serde::Serialize, serde::Deserialize))]
pub(crate) struct Line {
    pub(crate) code: String,
    pub(crate) name: String,
    pub(crate) kind: String,
    pub(crate) country: String,
    pub(crate) zone: String,
    pub(crate) clock: String,
    pub(crate) week: String,
    pub(crate) open: String,
}

/// A named set of offices.
#[derive(Clone, Debug)]
#[cfg_attr(test, derive(serde::Serialize, serde::Deserialize))]
pub(crate) struct Collective {
    pub(crate) name: String,
    pub(crate) since: String,
    pub(crate) rule: String,
    pub(crate) count: usize,
    pub(crate) members: Vec<String>,
}

/// The network of the demonstration.
pub(crate) fn sample() -> Offices {
    let lines = super::board::SAMPLE_POSTS
        .iter()
        .enumerate()
        .map(|(place, (code, post, country, offset))| Line {
            code: (*code).into(),
            name: if post.contains("consulate") {
                format!("Consulate {}", post.trim_end_matches(" (consulate)"))
            } else {
                format!("Embassy {post}")
            },
            kind: if post.contains("consulate") { "consulate" } else { "embassy" }.into(),
            country: (*country).into(),
            zone: format!("UTC{offset:+}"),
            clock: format!("{:02}:10", (14 + offset).rem_euclid(24)),
            week: "Mon–Fri".into(),
            open: (place % 6).to_string(),
        })
        .collect();
    let collective = |name: &str, rule: &str, members: &[&str]| Collective {
        name: name.into(),
        since: "1 January 2026".into(),
        rule: rule.into(),
        count: members.len(),
        members: members.iter().map(|member| (*member).into()).collect(),
    };
    Offices {
        page: sample_shell("Offices", Place::Offices, ("oceans.desk", "Headquarters")),
        sentence: "36 offices in 27 countries; 3 collectives.".into(),
        lines,
        collectives: vec![
            collective(
                "NORDIC",
                "COP, OSL, STO, HEL, REY",
                &["Copenhagen", "Oslo", "Stockholm", "Helsinki", "Reykjavik"],
            ),
            collective("BALTIC", "TAL, RIG, VIL", &["Tallinn", "Riga", "Vilnius"]),
            collective(
                "NORTH",
                "NORDIC, BALTIC except REY",
                &["Copenhagen", "Oslo", "Stockholm", "Helsinki", "Tallinn", "Riga", "Vilnius"],
            ),
        ],
    }
}
