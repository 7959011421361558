//! The board of the demonstration's first instruction, and one of any size for the budget.

use crate::fragments::Fragment;
use crate::links::{self, BoardView};
use crate::page::{Chip, Happening, Link, Place, Sign, When};
use crate::pages::{precedence, sample_crumbs, sample_shell, stance, standing};
use crate::tongue::Tongue;

use super::filter::Group;
use super::live::{Column, Line, Live, Strip, columns};
use super::moves::{Drawing, Step, drawn};
use super::{Board, History};

/// Code, post, country and offset from UTC of the posts in the samples.
pub(crate) const SAMPLE_POSTS: [(&str, &str, &str, i32); 35] = [
    ("WEL", "Wellington", "New Zealand", 13),
    ("CBR", "Canberra", "Australia", 11),
    ("SYD", "Sydney (consulate)", "Australia", 11),
    ("OTT", "Ottawa", "Canada", -5),
    ("VAN", "Vancouver (consulate)", "Canada", -8),
    ("HFX", "Halifax (consulate)", "Canada", -4),
    ("LIS", "Lisbon", "Portugal", 0),
    ("MAD", "Madrid", "Spain", 1),
    ("PAR", "Paris", "France", 1),
    ("DUB", "Dublin", "Ireland", 0),
    ("LON", "London", "United Kingdom", 0),
    ("EDI", "Edinburgh (consulate)", "United Kingdom", 0),
    ("BRU", "Brussels", "Belgium", 1),
    ("HAG", "The Hague", "Netherlands", 1),
    ("BER", "Berlin", "Germany", 1),
    ("HAM", "Hamburg (consulate)", "Germany", 1),
    ("COP", "Copenhagen", "Denmark", 1),
    ("OSL", "Oslo", "Norway", 1),
    ("STO", "Stockholm", "Sweden", 1),
    ("HEL", "Helsinki", "Finland", 2),
    ("REY", "Reykjavik", "Iceland", 0),
    ("TAL", "Tallinn", "Estonia", 2),
    ("RIG", "Riga", "Latvia", 2),
    ("VIL", "Vilnius", "Lithuania", 2),
    ("WAR", "Warsaw", "Poland", 1),
    ("PRG", "Prague", "Czechia", 1),
    ("VIE", "Vienna", "Austria", 1),
    ("BRN", "Bern", "Switzerland", 1),
    ("ROM", "Rome", "Italy", 1),
    ("VAL", "Valletta", "Malta", 1),
    ("ATH", "Athens", "Greece", 2),
    ("NIC", "Nicosia", "Cyprus", 2),
    ("ZAG", "Zagreb", "Croatia", 1),
    ("LJU", "Ljubljana", "Slovenia", 1),
    ("BUC", "Bucharest", "Romania", 2),
];

/// The board of the demonstration's first instruction.
pub(crate) fn sample() -> Board {
    sample_of(35)
}

/// A board of any size, for the budget.
pub(crate) fn sample_of(size: usize) -> Board {
    let view = BoardView { sort: "due".into(), ..BoardView::default() };
    let columns = columns(Tongue::English, "2026-MFA-0431", &view);
    let lines = lines(size, &columns);
    let count = |word: &str| lines.iter().filter(|line| line.standing.word == word).count();
    let order =
        ["reported", "delivered", "planned", "acknowledged", "not acknowledged", "objected", "unknown"];
    let counts: Vec<(usize, Sign)> =
        order.iter().map(|word| (count(word), standing(Tongue::English, word))).collect();
    let sentence = counts
        .iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, sign)| {
            let since = if sign.word == "unknown" { " since 14:05Z" } else { "" };
            format!("{count} {}{since}", sign.word)
        })
        .collect::<Vec<_>>()
        .join(", ");
    let chip = |sign: Sign, count: usize, view: BoardView| Chip {
        sign,
        count: count.to_string(),
        href: links::board_as("2026-MFA-0431", &view),
        here: false,
    };
    let standing_chips = counts.iter().filter(|(count, _)| *count > 0).map(|(count, sign)| {
        let standing = sign.word.replace(' ', "-");
        chip(sign.clone(), *count, BoardView { standing, ..view.clone() })
    });
    let late = lines.iter().filter(|line| line.lateness.is_some()).count();
    let overdue = BoardView { lateness: "overdue".into(), ..view.clone() };
    let regions = [
        "Australia and New Zealand",
        "Eastern Europe",
        "Northern America",
        "Northern Europe",
        "Southern Europe",
        "Western Europe",
    ];
    let regions = regions.into_iter().zip([3, 3, 3, 11, 9, 6]).map(|(word, count)| {
        chip(
            Sign::new(word, "", ""),
            count,
            BoardView { region: word.to_lowercase().replace(' ', "-"), ..view.clone() },
        )
    });
    let groups = vec![
        Group { word: "Standing".into(), chips: standing_chips.collect() },
        Group { word: "Time".into(), chips: vec![chip(Sign::new("overdue", "!", "late"), late, overdue)] },
        Group { word: "Region".into(), chips: regions.collect() },
    ];
    Board {
        page: {
            let mut page =
                sample_shell("Board of 2026 MFA 0431", Place::Board, ("oceans.desk", "Headquarters"));
            page.style("board");
            page.script("live");
            page.crumbs = sample_crumbs();
            page
        },
        number: "2026 MFA 0431".into(),
        subject: "Lost fishing gear: engage host on the draft agreement before the Geneva session".into(),
        precedence: precedence(Tongue::English, "IMMEDIATE"),
        ways: vec![
            Link::new("Map", links::map("2026-MFA-0431")),
            Link::new("Instruction", links::instruction("2026-MFA-0431")),
        ],
        live: Live {
            posts: "Posts and how each stands".into(),
            filters: "Filters".into(),
            sentence: format!("{size} posts: {sentence}"),
            strip: Strip::of(
                &counts.iter().map(|(count, sign)| (*count, sign.class.clone())).collect::<Vec<_>>(),
            ),
            groups,
            all: None,
            columns,
            lines: lines.iter().map(Fragment::of).collect(),
            empty: None,
            others: "Informed: Mission Geneva.".into(),
        },
        events: links::board_events("2026-MFA-0431", &view, "5f0d"),
        moves: Fragment::of(&drawing((size / 5).min(36))),
        positions: Link::new("The same in a table", links::positions_on("2026-MFA-0431")),
        history: Fragment::of(&history()),
    }
}

/// So many posts.
fn lines(size: usize, columns: &[Column]) -> Vec<Line> {
    let standings = [
        "reported",
        "delivered",
        "planned",
        "reported",
        "acknowledged",
        "reported",
        "delivered",
        "reported",
        "planned",
        "reported",
        "not acknowledged",
        "objected",
    ];
    let stances = ["supports", "leans toward", "undecided", "leans against", "", "supports", "leans toward"];
    let levels = ["director", "deputy minister", "director-general", "desk", "minister"];
    SAMPLE_POSTS
        .iter()
        .cycle()
        .zip(0..size)
        .map(|((code, post, country, offset), place)| {
            let word = if place == 20 { "unknown" } else { standings[place * 7 % standings.len()] };
            let number = i32::try_from(place).unwrap_or(0);
            let met = matches!(word, "reported" | "delivered");
            let day = 24 + place % 5;
            Line {
                columns: columns.iter().map(|column| column.word.clone()).collect(),
                post: (*post).into(),
                href: links::tasking("HQ.4711", code),
                country: (*country).into(),
                standing: standing(Tongue::English, word),
                since: if place == 20 { "since 14:05Z".into() } else { String::new() },
                lateness: (place % 17 == 4 && !met).then(|| "2 days late".into()),
                due: Some(When::new(
                    &format!("2026-11-{day}T{:02}:00Z", (17 - offset).rem_euclid(24)),
                    &format!("{day} Nov 17:00"),
                    &format!("{:02}:00Z", (17 - offset).rem_euclid(24)),
                )),
                heard: format!("{} Nov {:02}:{:02}Z", 22 - place % 3, number * 5 % 24, number * 13 % 60),
                engaged: if met { format!("{} Nov, call", 12 + place % 10) } else { String::new() },
                level: if met { levels[place * 3 % levels.len()].into() } else { String::new() },
                points: if met {
                    format!("{}/7", 7 - usize::from(word == "delivered") * (1 + place % 3))
                } else {
                    "0/7".into()
                },
                position: met.then(|| stance(Tongue::English, stances[place * 5 % 4])),
                reply: (word == "reported").then(|| {
                    let number = format!("2026 {code} {:04}", 80 + place * 3);
                    Link::new(&number, links::record(&number.replace(' ', "-")))
                }),
            }
        })
        .collect()
}

/// The moves of so many hosts.
fn drawing(most: usize) -> Drawing {
    let day = |text: &str| text.parse::<jiff::civil::Date>().unwrap_or_default();
    let step = |on: &str, height, word: &str| Step { on: day(on), height, word: word.into(), day: on.into() };
    let moved = |host: &str, steps: &[Step]| {
        drawn(Tongue::English, host, steps, day("2026-01-09"), day("2026-11-22"))
    };
    let all = [
        moved("Portugal", &[step("2026-02-14", 2, "undecided"), step("2026-11-20", 3, "leans toward")]),
        moved(
            "Canada",
            &[
                step("2026-02-03", 2, "undecided"),
                step("2026-06-01", 3, "leans toward"),
                step("2026-10-30", 4, "supports"),
            ],
        ),
        moved("Norway", &[step("2026-04-11", 1, "leans against"), step("2026-09-12", 2, "undecided")]),
        moved("Iceland", &[step("2026-04-11", 0, "opposes")]),
        moved("Australia", &[step("2026-01-09", 4, "supports")]),
    ];
    Drawing { all: all.into_iter().flatten().cycle().take(most).collect() }
}

/// What happened.
fn history() -> History {
    let happened =
        |local: &str, utc: &str, who: &str, what: &str, note: &str, link: Option<Link>| Happening {
            when: When::new("2026-11-21T16:10Z", local, utc),
            who: who.into(),
            what: what.into(),
            note: (!note.is_empty()).then(|| note.into()),
            link,
        };
    History {
        history: vec![
            happened(
                "Sat 21 Nov 17:10",
                "16:10Z",
                "Lisbon",
                "reported:",
                "",
                Some(Link::new("2026 LISBON 0098", links::record("2026-LISBON-0098"))),
            ),
            happened(
                "Fri 20 Nov 15:02",
                "14:02Z",
                "Lisbon",
                "delivered 6 of 7 points to the Directorate-General for Maritime Policy, at director level:",
                "We can accept Article 6 if the transition is three years.",
                None,
            ),
            happened(
                "Thu 19 Nov 03:40",
                "02:40Z",
                "Wellington",
                "asked for time until 30 November:",
                "The responsible director is at sea until Friday.",
                None,
            ),
            happened(
                "Wed 18 Nov 10:15",
                "09:15Z",
                "Paris",
                "objected and proposes delay:",
                "A government is being formed.",
                None,
            ),
            happened("Tue 10 Nov 09:40", "08:40Z", "Headquarters", "released to 35 posts", "", None),
        ],
    }
}

/// A board's parts by themselves.
#[cfg(test)]
pub(crate) fn sample_parts() -> (Line, Drawing, History) {
    let columns = columns(Tongue::English, "2026-MFA-0431", &BoardView::default());
    // A line that has everything.
    let line = lines(35, &columns).into_iter().rev().find(|line| line.reply.is_some());
    (line.expect("one reported"), drawing(5), history())
}
