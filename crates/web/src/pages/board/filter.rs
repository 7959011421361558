//! What a reader asks of a board: which posts, in what order, as of when. Filters combine, each chip is a link that sets
//! or lifts one of them, and its count says how many posts it would leave.

use std::collections::BTreeMap;

use domain::tasking::Timeliness;
use jiff::civil::Date;
use views::{BoardLine, HeardMark};

use crate::countries;
use crate::links::BoardView;
use crate::page::{Chip, Sign};
use crate::pages::{stance, standing};
use crate::tongue::Tongue;

use super::live::stands;

/// The filters and the order, as the address carries them.
#[derive(Clone, Debug, Default, serde::Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    standing: String,
    lateness: String,
    region: String,
    position: String,
    sort: String,
    /// The board that a page which listens for changes has seen.
    pub(crate) seen: String,
}

/// Filters of one kind, with the word for what they go by.
#[derive(Clone, Debug, Hash)]
#[cfg_attr(test, derive(serde::Serialize, serde::Deserialize))]
pub(crate) struct Group {
    pub(crate) word: String,
    pub(crate) chips: Vec<Chip>,
}

/// What posts are told apart by.
#[derive(Clone, Copy, PartialEq, Eq)]
enum By {
    Standing,
    Lateness,
    Region,
    Position,
}

impl Asked {
    pub(crate) fn view(&self) -> BoardView {
        let Self { standing, lateness, region, position, sort, .. } = self.clone();
        BoardView { standing, lateness, region, position, sort }
    }
}

impl By {
    const ALL: [Self; 4] = [Self::Standing, Self::Lateness, Self::Region, Self::Position];

    fn word(self) -> &'static str {
        match self {
            Self::Standing => "standing",
            Self::Lateness => "lateness",
            Self::Region => "region",
            Self::Position => "position",
        }
    }

    /// A word with its sign, as the reader's language has it.
    fn told(self, tongue: Tongue, word: &str) -> Sign {
        match self {
            Self::Standing => standing(tongue, word),
            Self::Lateness => {
                let (glyph, class) = match word {
                    "overdue" => ("!", "late"),
                    "due soon" => ("◷", ""),
                    _ => ("·", ""),
                };
                Sign::new(&tongue.word("lateness", word), glyph, class)
            }
            Self::Region => Sign::new(&tongue.word("region", word), "", ""),
            Self::Position => stance(tongue, word),
        }
    }

    /// The word by which a line is found, with its order.
    fn of(self, line: &BoardLine) -> Option<(usize, &'static str)> {
        match self {
            Self::Standing => {
                let word = stands(line);
                let order = ["reported", "delivered", "planned", "acknowledged", "not acknowledged"];
                let place = order.iter().position(|known| *known == word).unwrap_or(order.len());
                Some((place, word))
            }
            Self::Lateness => match line.standing.timeliness {
                Timeliness::Overdue => Some((0, "overdue")),
                Timeliness::DueSoon => Some((1, "due soon")),
                Timeliness::Late => Some((2, "done late")),
                _ => None,
            },
            Self::Region => {
                let region = line.office.country.as_deref().and_then(countries::region);
                Some((0, region.unwrap_or("elsewhere")))
            }
            Self::Position => {
                let mark = line.position.as_ref()?;
                Some((mark.stance as usize, mark.stance.word()))
            }
        }
    }

    fn asked(self, view: &BoardView) -> &str {
        match self {
            Self::Standing => &view.standing,
            Self::Lateness => &view.lateness,
            Self::Region => &view.region,
            Self::Position => &view.position,
        }
    }

    fn set(self, view: &BoardView, to: String) -> BoardView {
        let view = view.clone();
        match self {
            Self::Standing => BoardView { standing: to, ..view },
            Self::Lateness => BoardView { lateness: to, ..view },
            Self::Region => BoardView { region: to, ..view },
            Self::Position => BoardView { position: to, ..view },
        }
    }
}

/// A word as an address holds it.
fn slug(word: &str) -> String {
    word.to_lowercase().replace(' ', "-")
}

fn fits(line: &BoardLine, view: &BoardView, but: Option<By>) -> bool {
    By::ALL.iter().filter(|by| Some(**by) != but).all(|by| {
        let asked = by.asked(view);
        asked.is_empty() || by.of(line).is_some_and(|(_, word)| slug(word) == asked)
    })
}

/// Whether a line is among those asked for; an unknown word asks for nothing that exists.
pub(crate) fn wanted(line: &BoardLine, view: &BoardView) -> bool {
    fits(line, view, None)
}

/// Whether a line is overdue.
pub(crate) fn is_overdue(line: &BoardLine) -> bool {
    line.standing.timeliness == Timeliness::Overdue
}

/// The filters there are, each with how many posts it would leave beside the other filters.
pub(crate) fn groups(
    tongue: Tongue,
    lines: &[BoardLine],
    view: &BoardView,
    link: impl Fn(&BoardView) -> String,
) -> Vec<Group> {
    let all = By::ALL.into_iter().map(|by| {
        let mut counted: BTreeMap<(usize, &str), usize> = BTreeMap::new();
        for word in lines.iter().filter(|line| fits(line, view, Some(by))).filter_map(|line| by.of(line)) {
            *counted.entry(word).or_default() += 1;
        }
        let counts: Vec<usize> = counted.values().copied().collect();
        let chips: Vec<Chip> = counted
            .into_iter()
            .map(|((_, word), count)| {
                let name = slug(word);
                let here = by.asked(view) == name;
                let other = by.set(view, if here { String::new() } else { name });
                Chip { sign: by.told(tongue, word), count: count.to_string(), href: link(&other), here }
            })
            .collect();
        (Group { word: tongue.word("board-by", by.word()), chips }, counts)
    });
    // A filter that would leave everything tells nothing.
    let all = all.map(|(group, counted)| (group, counted.iter().any(|count| *count < lines.len())));
    all.filter(|(group, tells)| *tells || group.chips.iter().any(|chip| chip.here))
        .map(|(group, _)| group)
        .collect()
}

/// The address that lifts every filter, if one is set.
pub(crate) fn lifted(view: &BoardView) -> Option<BoardView> {
    let plain = BoardView { sort: view.sort.clone(), ..BoardView::default() };
    (plain != *view).then_some(plain)
}

fn country(tongue: Tongue, line: &BoardLine) -> &str {
    countries::name(tongue, line.office.country.as_deref().unwrap_or_default())
}

/// Puts lines in the order asked for.
pub(crate) fn sort(lines: &mut [&BoardLine], tongue: Tongue, by: &str) {
    let newest = |at: Option<Date>| std::cmp::Reverse(at);
    match by.trim_start_matches('-') {
        "country" => lines.sort_by(|one, other| country(tongue, one).cmp(country(tongue, other))),
        "standing" => lines.sort_by_key(|line| line.standing.stage),
        "due" => lines.sort_by_key(|line| (line.standing.due.is_none(), line.standing.due)),
        "heard" => lines.sort_by_key(|line| match line.heard {
            HeardMark::Away(since) => (0, since),
            HeardMark::Here => (1, None),
        }),
        "engaged" => lines.sort_by_key(|line| newest(line.engagement.as_ref().map(|mark| mark.on))),
        "level" => {
            lines.sort_by_key(|line| std::cmp::Reverse(line.engagement.as_ref().map(|mark| mark.level)));
        }
        "points" => lines.sort_by_key(|line| line.standing.points_done),
        "position" => lines.sort_by_key(|line| line.position.as_ref().map(|mark| mark.stance)),
        _ => lines.sort_by(|one, other| one.office.name.cmp(&other.office.name)),
    }
    if by.starts_with('-') {
        lines.reverse();
    }
}

/// The signs a sentence is drawn with, as wide as they are many.
pub(crate) fn spans(counts: &views::Counts) -> Vec<(usize, String)> {
    let all = [
        (counts.reported, "reported"),
        (counts.delivered, "delivered"),
        (counts.planned, "planned"),
        (counts.acknowledged, "acknowledged"),
        (counts.not_acknowledged, "not acknowledged"),
        (counts.objected, "objected"),
        (counts.returned, "returned"),
        (counts.withdrawn, "withdrawn"),
        (counts.unasked, "instruction not here"),
        (counts.unknown, "unknown"),
    ];
    let known = all.into_iter().filter(|(count, _)| *count > 0);
    known.map(|(count, word)| (count, standing(Tongue::English, word).class)).collect()
}
