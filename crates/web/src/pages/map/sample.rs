//! The map of the demonstration's first instruction.

use crate::links::{self, BoardView};
use crate::page::{Chip, Link, Place, Sign};
use crate::pages::board::SAMPLE_POSTS;
use crate::pages::board::filter::Group;
use crate::pages::{sample_crumbs, sample_shell, standing};
use crate::tongue::Tongue;

use super::{Map, Post, drawn};

/// Where the posts of the samples are, in the order of their list; the last has no place.
const PLACES: [&str; 34] = [
    "-41.30,174.78",
    "-35.28,149.13",
    "-33.87,151.21",
    "45.42,-75.70",
    "49.28,-123.12",
    "44.65,-63.57",
    "38.72,-9.14",
    "40.42,-3.70",
    "48.86,2.35",
    "53.35,-6.26",
    "51.50,-0.12",
    "55.95,-3.19",
    "50.85,4.35",
    "52.08,4.30",
    "52.52,13.40",
    "53.55,9.99",
    "55.68,12.57",
    "59.91,10.75",
    "59.33,18.07",
    "60.17,24.94",
    "64.15,-21.94",
    "59.44,24.75",
    "56.95,24.11",
    "54.69,25.28",
    "52.23,21.01",
    "50.08,14.44",
    "48.21,16.37",
    "46.95,7.45",
    "41.90,12.50",
    "35.90,14.51",
    "37.98,23.73",
    "35.17,33.37",
    "45.81,15.98",
    "46.06,14.51",
];

pub(super) fn posts() -> Vec<Post> {
    let words =
        ["reported", "delivered", "planned", "reported", "acknowledged", "not acknowledged", "unknown"];
    SAMPLE_POSTS
        .iter()
        .enumerate()
        .map(|(place, (code, post, _, _))| Post {
            code: (*code).into(),
            name: (*post).into(),
            href: links::tasking("HQ.4711", code),
            sign: standing(Tongue::English, words[place * 5 % words.len()]),
            beside: if place % 9 == 4 { "2 days late".into() } else { String::new() },
            late: place % 9 == 4,
            coordinates: PLACES.get(place).and_then(|place| place.parse().ok()),
        })
        .collect()
}

/// The map of the demonstration's first instruction.
pub(crate) fn sample() -> Map {
    let (drawings, beside) = drawn(Tongue::English, &posts());
    let mut page = sample_shell("Map of 2026 MFA 0431", Place::Board, ("oceans.desk", "Headquarters"));
    page.style("board");
    page.style("map");
    page.crumbs = sample_crumbs();
    let view = BoardView::default();
    let chip = |word: &str, count: &str| Chip {
        sign: standing(Tongue::English, word),
        count: count.into(),
        href: links::map_as("2026-MFA-0431", &BoardView { standing: word.replace(' ', "-"), ..view.clone() }),
        here: false,
    };
    let late = Chip { sign: Sign::new("overdue", "!", "late"), ..chip("overdue", "4") };
    Map {
        page,
        number: "2026 MFA 0431".into(),
        subject: "Lost fishing gear: engage host on the draft agreement before the Geneva session".into(),
        sentence:
            "35 posts: 10 reported, 5 delivered, 5 planned, 5 acknowledged, 5 not acknowledged, 5 unknown."
                .into(),
        table: Link::new("Show the table", links::board("2026-MFA-0431")),
        groups: vec![
            Group { word: "Standing".into(), chips: vec![chip("reported", "10"), chip("planned", "5")] },
            Group { word: "Time".into(), chips: vec![late] },
        ],
        all: None,
        coastline: links::asset("coastline.svg"),
        drawings,
        beside,
        empty: None,
    }
}
