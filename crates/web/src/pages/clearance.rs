//! Clearing a draft: what changed since this clearer last looked, their own pieces first, with remarks at their words; and
//! the three answers. What an answer does is the desk's to say.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use domain::cable::{lint, sheet};
use domain::fact::{Piece, Role};
use domain::words::EntryId;
use similar::{ChangeTag, TextDiff};
use views::{CableView, ClearanceView, PieceView, Reading};

use crate::acts::{self, Tried};
use crate::form::{Field, Form};
use crate::forms::{self, Kept};
use crate::links;
use crate::looked;
use crate::page::{Link, Place, Shell, Sign};
use crate::pages::{compose, instruction, version};
use crate::sheets;
use crate::tongue::Tongue;
use crate::visit::{self, Acted, Guest, Miss, Submitted, Visit};

mod sample;

pub(crate) use sample::sample;

/// The clearance page.
#[derive(Clone, Debug, Template)]
#[cfg_attr(test, derive(serde::Serialize, serde::Deserialize))]
#[template(path = "clearance.html")]
pub(crate) struct Clearance {
    pub(crate) page: Shell,
    pub(crate) number: String,
    pub(crate) subject: String,
    pub(crate) sentence: String,
    pub(crate) links: Vec<Link>,
    /// The pieces this clearer was asked about.
    pub(crate) mine: Vec<PieceSeen>,
    pub(crate) others: Vec<PieceSeen>,
    pub(crate) form: Option<Form>,
}

/// A piece, with what changed in it.
#[derive(Clone, Debug)]
#[cfg_attr(test, derive(serde::Serialize, serde::Deserialize))]
pub(crate) struct PieceSeen {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) state: Sign,
    /// Whether there is something new to read in it.
    pub(crate) fresh: bool,
    pub(crate) runs: Vec<Run>,
    pub(crate) remarks: Vec<Said>,
}

/// Words that stand, were added or were struck out.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(test, derive(serde::Serialize, serde::Deserialize))]
pub(crate) struct Run {
    pub(crate) words: String,
    pub(crate) added: bool,
    pub(crate) struck: bool,
}

/// A remark on a piece.
#[derive(Clone, Debug)]
#[cfg_attr(test, derive(serde::Serialize, serde::Deserialize))]
pub(crate) struct Said {
    pub(crate) weight: Sign,
    pub(crate) words: String,
    pub(crate) sentence: String,
}

/// `GET /i/{instruction}/clear`
pub(crate) async fn show(Path(name): Path<String>, guest: Guest) -> Response {
    guest
        .read(move |visit| {
            let id = visit.named(&name)?;
            let version = compose::drafted(visit, id)?.draft.map(|draft| draft.version.to_string());
            let restored = visit.restored()?.map(|(act, kept)| {
                let stands = version.as_deref() == Some(kept.get("version"));
                // Rewordings of words that changed since would undo the new ones; they are shown to be copied.
                (act, if stands { kept } else { kept.only(&["clear-answer", "clear-remark"]) })
            });
            let tried = restored.as_ref().map(|(act, kept)| Tried { act, kept, complaints: Vec::new() });
            page(visit, id, tried.as_ref())
        })
        .await
}

/// `POST /i/{instruction}/clear`
pub(crate) async fn submit(Path(name): Path<String>, submitted: Submitted) -> Response {
    submitted.act(move |visit, kept| answer(visit, visit.named(&name)?, kept)).await
}

fn answer(visit: &Visit, id: EntryId, kept: &Kept) -> Result<Acted<Clearance>, Miss> {
    let view = compose::drafted(visit, id)?;
    let draft = view.draft.as_ref().ok_or(Miss::NotFound)?;
    let act = "clear";
    if kept.get("version") != draft.version.to_string() {
        // What was typed into the old words would undo the new ones.
        let kept = kept.only(&["clear-answer", "clear-remark"]);
        let complaints = vec![acts::stale()];
        return Ok(Acted::Refused(page(visit, id, Some(&Tried { act, kept: &kept, complaints }))?));
    }
    let pieces = instruction::asked_of(visit, draft).map(|(_, pieces)| pieces).unwrap_or_default();
    let complaints = match acts::clear(id, &pieces, kept) {
        Ok(command) => match visit.ask(id.office, command, kept.get("once"))? {
            Ok(receipt) => {
                let refuses = kept.get("act") == "refuse";
                visit.leave(if refuses { "refuse" } else { "clear" }, &receipt);
                return Ok(Acted::Done(links::instruction(&id.to_string())));
            }
            Err(refusal) => vec![acts::complaint(&refusal, act, None)],
        },
        Err(complaints) => complaints,
    };
    Ok(Acted::Refused(page(visit, id, Some(&Tried { act, kept, complaints }))?))
}

/// The page of a draft as one of its clearers reads it.
fn page(visit: &Visit, id: EntryId, tried: Option<&Tried<'_>>) -> Result<Clearance, Miss> {
    let view = compose::drafted(visit, id)?;
    let draft = view.draft.as_ref().ok_or(Miss::NotFound)?;
    let name = id.to_string();
    let mine = draft.clearances.iter().find(|each| each.clearer == *visit.officer());
    let last = looked::at(visit, id, draft.version)?;
    let before = Before::of(visit, id, mine, last)?;
    let now = visit.views().reading(&visit.reader, id, draft.version)?.ok_or(Miss::NotFound)?;
    let remarks = remarks(visit, &view, &now);
    let (own, others): (Vec<_>, Vec<_>) = seen(visit.tongue, &now, &before, &remarks)
        .into_iter()
        .partition(|(piece, _)| mine.is_some_and(|mine| in_remit(mine, &piece.to_string())));
    let own: Vec<PieceSeen> = own.into_iter().map(|(_, piece)| piece).collect();
    let others: Vec<PieceSeen> = others.into_iter().map(|(_, piece)| piece).collect();
    let mut page =
        visit.shell(&visit.tell("clearance-title", &[("name", name.as_str().into())]), Place::Instructions);
    page.style("compose");
    page.script("keep");
    page.marking = visit::marking(visit.tongue, view.line.level);
    page.crumbs = vec![
        Link::new(&visit.say("shell-instructions"), links::instructions()),
        Link::new(&instruction::cable_name(visit.tongue, &view.line), links::instruction(&name)),
    ];
    let nothing = Kept::default();
    let kept = tried.map_or(&nothing, |tried| tried.kept);
    let asked = instruction::asked_of(visit, draft).filter(|_| visit.holds(id.office, Role::Clearer));
    let mut offered: Vec<Form> = asked
        .map(|(mine, pieces)| {
            let version = Field::Carried { name: "version".into(), value: draft.version.to_string() };
            visit.seal(forms::clear(visit.tongue, &name, kept, &mine.open.join(", "), &pieces).field(version))
        })
        .into_iter()
        .collect();
    if let Some(tried) = tried {
        tried.tell(&mut offered, &mut page);
    }
    Ok(Clearance {
        number: instruction::cable_name(visit.tongue, &view.line),
        subject: view.line.subject.clone(),
        sentence: sentence(visit.tongue, mine, &own, last.is_some()),
        links: ways(visit, &view, last),
        mine: own,
        others,
        form: offered.pop(),
        page,
    })
}

/// Where one looks from here: the whole draft, this version of it, and the one this clearer saw last.
fn ways(visit: &Visit, view: &CableView, last: Option<EntryId>) -> Vec<Link> {
    let id = view.line.dossier;
    let whole = Link::new(&visit.say("clearance-whole"), links::instruction(&id.to_string()));
    let made = |entry: EntryId| view.versions.iter().find(|mark| mark.entry == entry);
    let this = view.draft.as_ref().and_then(|draft| made(draft.version));
    let seen = last.and_then(made).map(|mark| Link {
        word: visit.tell("draft-version-seen", &[("version", mark.version.into())]),
        ..version::link(visit, id, mark.version)
    });
    std::iter::once(whole)
        .chain(this.map(|mark| version::link(visit, id, mark.version)))
        .chain(seen)
        .collect()
}

/// What this clearer has to do, in one sentence.
fn sentence(tongue: Tongue, mine: Option<&ClearanceView>, own: &[PieceSeen], looked: bool) -> String {
    let Some(mine) = mine else { return tongue.say("clearance-not-asked") };
    let fresh = own.iter().filter(|piece| piece.fresh).count();
    let id = match (mine.open.is_empty(), mine.answered.is_empty(), looked) {
        (_, true, false) => "clearance-all-new",
        (true, ..) => "clearance-answered",
        (false, false, _) => "clearance-since-answer",
        (false, true, true) => "clearance-since-look",
    };
    tongue.tell(id, &[("fresh", fresh.into()), ("parts", own.len().into())])
}

fn in_remit(mine: &ClearanceView, name: &str) -> bool {
    mine.asked.is_empty() || mine.asked.iter().any(|asked| asked == name)
}

/// How the pieces read when this clearer last answered about each, or else last looked.
struct Before(BTreeMap<Piece, String>);

impl Before {
    fn of(
        visit: &Visit,
        id: EntryId,
        mine: Option<&ClearanceView>,
        last: Option<EntryId>,
    ) -> Result<Self, Miss> {
        let mut readings: BTreeMap<EntryId, Reading> = BTreeMap::new();
        let answered = mine.map(|mine| mine.answered.as_slice()).unwrap_or_default();
        for version in answered.iter().map(|(_, version)| *version).chain(last) {
            if let Some(reading) = visit.views().reading(&visit.reader, id, version)? {
                readings.insert(version, reading);
            }
        }
        let mut before: BTreeMap<Piece, String> = BTreeMap::new();
        if let Some(reading) = last.and_then(|last| readings.get(&last)) {
            before.extend(reading.pieces.iter().map(|piece| (piece.piece, words(reading, piece))));
        }
        for (piece, version) in answered {
            let reading = readings.get(version);
            let then =
                reading.and_then(|r| r.pieces.iter().find(|each| each.piece == *piece).map(|p| words(r, p)));
            // A piece that was struck out when they answered has no words then.
            before.insert(*piece, then.unwrap_or_default());
        }
        Ok(Self(before))
    }
}

/// A piece as it is compared: everything in it that a clearer answers for.
fn words(reading: &Reading, piece: &PieceView) -> String {
    if piece.piece == Piece::Head {
        return reading.head.trim_end().to_owned();
    }
    let portion = piece.portion.map(|level| format!("({}) ", level.portion())).unwrap_or_default();
    let optional = if piece.optional { ", OPTIONAL" } else { "" };
    let mark = piece.mark.map(|mark| format!("({mark}{optional}) ")).unwrap_or_default();
    let variants = piece.variants.iter().map(|(who, words)| format!("\nFOR {who}: {words}"));
    format!("{portion}{mark}{}{}", piece.text, variants.collect::<String>())
}

/// Every piece with what changed in it, in the order of the text; struck ones last.
fn seen(
    tongue: Tongue,
    now: &Reading,
    before: &Before,
    remarks: &BTreeMap<Piece, Vec<Said>>,
) -> Vec<(Piece, PieceSeen)> {
    let state = |word, glyph, class| Sign::new(&tongue.word("clearance-state", word), glyph, class);
    let known = |piece: &Piece| before.0.get(piece).filter(|words| !words.is_empty());
    let standing = now.pieces.iter().map(|piece| {
        let text = words(now, piece);
        let (how, fresh, runs) = match known(&piece.piece) {
            None if before.0.is_empty() => (state("new", "+", "s1"), true, whole(&text)),
            None => (state("added", "+", "s3"), true, diff("", &text)),
            Some(then) if *then == text => (state("as-before", "=", "s0"), false, whole(&text)),
            Some(then) => (state("changed", "≠", "s5"), true, diff(then, &text)),
        };
        let said = remarks.get(&piece.piece).cloned().unwrap_or_default();
        (piece.piece, piece_seen(tongue, piece.piece, how, fresh, runs, said))
    });
    let gone = before
        .0
        .iter()
        .filter(|(piece, words)| !words.is_empty() && !now.pieces.iter().any(|each| each.piece == **piece));
    let struck = gone.map(|(piece, then)| {
        let how = state("struck-out", "✕", "s6");
        (*piece, piece_seen(tongue, *piece, how, true, diff(then, ""), Vec::new()))
    });
    let struck: Vec<_> = struck.collect();
    standing.chain(struck).collect()
}

fn piece_seen(
    tongue: Tongue,
    piece: Piece,
    state: Sign,
    fresh: bool,
    runs: Vec<Run>,
    remarks: Vec<Said>,
) -> PieceSeen {
    let id = piece.to_string();
    let name = forms::capital(&tongue.piece(&id));
    PieceSeen { id: id.replace(' ', "-"), name, state, fresh, runs, remarks }
}

fn whole(text: &str) -> Vec<Run> {
    vec![Run { words: text.to_owned(), added: false, struck: false }]
}

/// What was struck out of words and what was added, word by word.
fn diff(then: &str, now: &str) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for change in TextDiff::from_words(then, now).iter_all_changes() {
        let (added, struck) = (change.tag() == ChangeTag::Insert, change.tag() == ChangeTag::Delete);
        match runs.last_mut() {
            Some(last) if (last.added, last.struck) == (added, struck) => last.words.push_str(change.value()),
            _ => runs.push(Run { words: change.value().to_owned(), added, struck }),
        }
    }
    runs
}

/// What the rules of the house say of the draft, by piece.
fn remarks(visit: &Visit, view: &CableView, now: &Reading) -> BTreeMap<Piece, Vec<Said>> {
    let Some(draft) = view.draft.as_ref() else { return BTreeMap::new() };
    let text = sheets::of_draft(view, draft);
    let read = sheet::read(&text);
    let of = |wanted: fn(&Piece) -> bool| now.pieces.iter().map(|each| each.piece).filter(wanted);
    let paragraphs = of(|piece| matches!(piece, Piece::Paragraph(_))).zip(&read.paragraphs);
    let points = of(|piece| matches!(piece, Piece::Point(_))).zip(&read.points);
    // A point's variants stand on the lines after it.
    let mut starts: BTreeMap<usize, Piece> = paragraphs.map(|(piece, read)| (read.line, piece)).collect();
    starts.extend(points.map(|(piece, read)| (read.line, piece)));
    let mut said: BTreeMap<Piece, Vec<Said>> = BTreeMap::new();
    for odd in lint(&text, &visit.profile()).1 {
        let piece = starts.range(..=odd.line).next_back().map_or(Piece::Head, |(_, piece)| *piece);
        let stops = odd.severity.stops();
        let word = visit.tongue.word("weight", odd.severity.word().trim_end_matches('!'));
        let quoted = text.get(odd.span.clone()).filter(|words| words.len() <= 60 && !words.contains('\n'));
        said.entry(piece).or_default().push(Said {
            weight: if stops { Sign::new(&word, "!", "s5") } else { Sign::new(&word, "·", "s1") },
            words: quoted.unwrap_or_default().to_owned(),
            sentence: acts::sentence(&visit.tongue.remark(&odd.said)),
        });
    }
    said
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_struck_out_and_what_was_added_is_told_word_by_word() {
        let runs = diff("Marking costs little.", "Marking costs less than one percent.");
        let words: Vec<(&str, bool, bool)> =
            runs.iter().map(|run| (run.words.as_str(), run.added, run.struck)).collect();
        assert_eq!(
            words,
            [
                ("Marking costs ", false, false),
                ("little.", false, true),
                ("less than one percent.", true, false)
            ]
        );
        let now: String = runs.iter().filter(|run| !run.struck).map(|run| run.words.as_str()).collect();
        let then: String = runs.iter().filter(|run| !run.added).map(|run| run.words.as_str()).collect();
        assert_eq!(
            (then.as_str(), now.as_str()),
            ("Marking costs little.", "Marking costs less than one percent.")
        );
    }
}
