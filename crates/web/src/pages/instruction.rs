//! One instruction, in draft or released: the cable, its points, who cleared what, and what happened to it.

use std::collections::BTreeSet;

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use domain::cable::{Precedence, sheet};
use domain::calendar;
use domain::command::Command;
use domain::fact::Role;
use domain::proof::Proof;
use domain::refusal::Refusal;
use domain::words::{EntryId, OfficeId};
use jiff::civil::DateTime;
use views::{CableLine, CableView, ClearanceView, DraftView, Kind, Stage};

use crate::acts::{self, Complaint, Tried};
use crate::form::Form;
use crate::forms::Kept;
use crate::held;
use crate::links;
use crate::page::{Happening, Link, Place, Shell, Sign, When};
use crate::pages::precedence;
use crate::pages::{board, check, compose, going, version};
use crate::print;
use crate::sheets;
use crate::tongue::Tongue;
use crate::visit::{self, Acted, Guest, Miss, Submitted, Visit};

mod offer;
mod sample;

pub(crate) use offer::asked_of;
pub(crate) use sample::{SAMPLE_CABLE, sample};

/// How much of its history a cable's page shows.
const HISTORY_MAX: usize = 100;

/// The page of one instruction.
#[derive(Clone, Debug, Template)]
#[cfg_attr(test, derive(serde::Serialize, serde::Deserialize))]
#[template(path = "instruction.html")]
pub(crate) struct Instruction {
    pub(crate) page: Shell,
    pub(crate) number: String,
    pub(crate) subject: String,
    pub(crate) precedence: Sign,
    pub(crate) stage: Sign,
    pub(crate) sentence: String,
    pub(crate) links: Vec<Link>,
    pub(crate) head: Vec<Row>,
    pub(crate) addressees: Vec<Addressees>,
    pub(crate) cable: String,
    pub(crate) points: Vec<Point>,
    pub(crate) clearances: Vec<Clearance>,
    pub(crate) clearance_sentence: String,
    pub(crate) history: Vec<Happening>,
    pub(crate) openings: Vec<Happening>,
    /// What became of a release that waits or did not go out.
    pub(crate) held: Option<String>,
    pub(crate) forms: Vec<Form>,
}

/// A label and what stands beside it.
#[derive(Clone, Debug)]
#[cfg_attr(test, derive(serde::Serialize, serde::Deserialize))]
pub(crate) struct Row {
    pub(crate) label: String,
    pub(crate) value: String,
}

/// Addressees of one kind, expanded.
#[derive(Clone, Debug)]
#[cfg_attr(test, derive(serde::Serialize, serde::Deserialize))]
pub(crate) struct Addressees {
    pub(crate) heading: String,
    pub(crate) count: String,
    pub(crate) names: Vec<String>,
}

/// A talking point as the post will read it.
#[derive(Clone, Debug)]
#[cfg_attr(test, derive(serde::Serialize, serde::Deserialize))]
pub(crate) struct Point {
    pub(crate) id: String,
    pub(crate) mark: Sign,
    pub(crate) required: String,
    pub(crate) text: String,
    pub(crate) variants: Vec<Row>,
}

/// One clearer and their answer.
#[derive(Clone, Debug)]
#[cfg_attr(test, derive(serde::Serialize, serde::Deserialize))]
pub(crate) struct Clearance {
    pub(crate) who: String,
    pub(crate) pieces: String,
    pub(crate) answer: Sign,
    pub(crate) when: Option<When>,
    pub(crate) remark: String,
}

impl Row {
    pub(crate) fn new(label: &str, value: &str) -> Self {
        Self { label: label.into(), value: value.into() }
    }
}

/// The mark of a point with its glyph.
pub(crate) fn mark(tongue: Tongue, word: &str) -> Sign {
    let (glyph, class) = match word {
        "verbatim" => ("“”", "k0"),
        "paraphrase" => ("≈", "k1"),
        "if asked" => ("¿", "k2"),
        _ => ("⊘", "k3"),
    };
    Sign::new(&tongue.word("mark", word), glyph, class)
}

/// `GET /i/{instruction}`
pub(crate) async fn show(Path(name): Path<String>, guest: Guest) -> Response {
    guest
        .read(move |visit| {
            version::led(&name)?;
            let id = visit.named(&name)?;
            held::go(&visit.house)?;
            let restored = visit.restored()?;
            let tried = restored.as_ref().map(|(act, kept)| Tried { act, kept, complaints: Vec::new() });
            page(visit, id, tried.as_ref())
        })
        .await
}

/// `POST /i/{instruction}/{act}`
pub(crate) async fn submit(Path((name, act)): Path<(String, String)>, submitted: Submitted) -> Response {
    submitted.act(move |visit, kept| act_on(visit, visit.named(&name)?, &act, kept)).await
}

fn act_on(visit: &Visit, id: EntryId, act: &str, kept: &Kept) -> Result<Acted<Instruction>, Miss> {
    let view = visit.views().show(&visit.reader, id, views::When::NOW)?.ok_or(Miss::NotFound)?;
    let draft = view.draft.as_ref().filter(|_| view.line.stage == Stage::Draft);
    let answers = matches!(act, "waive" | "regrade" | "approve" | "release");
    if draft.is_some_and(|draft| answers && kept.get("version") != draft.version.to_string()) {
        // What was typed into the old words would undo the new ones.
        let kept = kept.only(&["waive-who", "waive-why", "regrade-why"]);
        let tried = Tried { act, kept: &kept, complaints: vec![acts::stale()] };
        return Ok(Acted::Refused(page(visit, id, Some(&tried))?));
    }
    let (read, done) = match act {
        "ask-clearance" => (acts::ask_clearance(id, kept), "ask-clearance"),
        "waive" => (one(acts::waive(id, kept)), "waive"),
        "regrade" => (one(acts::regrade(id, kept)), "regrade"),
        "approve" | "release" => return send_on(visit, &view, act, kept),
        "undo" => return undo(visit, id),
        "abandon" => (Ok(vec![acts::abandon(id, kept)]), "abandon"),
        "withdraw" => (one(acts::withdraw(id, None, kept)), "withdraw-all"),
        _ => return Err(Miss::NotFound),
    };
    let complaints = match read {
        Ok(commands) => match ask_all(visit, id, commands, kept)? {
            Ok(Some(receipt)) => {
                visit.leave(done, &receipt);
                return Ok(Acted::Done(links::instruction(&id.to_string())));
            }
            Ok(None) => Vec::new(),
            Err(refusal) => vec![acts::complaint(&refusal, act, None)],
        },
        Err(complaints) => complaints,
    };
    Ok(Acted::Refused(page(visit, id, Some(&Tried { act, kept, complaints }))?))
}

/// The one way by which a draft is approved or released from a page. What is not urgent waits a moment, without a number, so
/// that a slip can be undone.
fn send_on(visit: &Visit, view: &CableView, act: &str, kept: &Kept) -> Result<Acted<Instruction>, Miss> {
    let id = view.line.dossier;
    let name = id.to_string();
    let command = match act {
        "approve" => Command::Approve { draft: id },
        _ => Command::Release { draft: id },
    };
    // Whoever confirms by a passkey does so first, and it waits then.
    let confirms = visit.house.door().wants_passkeys || visit.directory.keys().holds(visit.officer());
    if act == "release" && !confirms && hold(visit, view, visit.name_of(kept.get("once")).as_deref(), None)? {
        return Ok(Acted::Done(links::going(&name)));
    }
    match visit.ask(id.office, command, kept.get("once"))? {
        Ok(receipt) => {
            visit.leave(act, &receipt);
            Ok(Acted::Done(links::instruction(&name)))
        }
        Err(refusal) => {
            let tried = Tried { act, kept, complaints: vec![acts::complaint(&refusal, act, None)] };
            Ok(Acted::Refused(page(visit, id, Some(&tried))?))
        }
    }
}

/// Holds a release if it can wait; false if it cannot.
pub(crate) fn hold(
    visit: &Visit,
    view: &CableView,
    name: Option<&str>,
    proof: Option<&Proof>,
) -> Result<bool, Miss> {
    let Some(draft) = view.draft.as_ref().filter(|draft| may_wait(visit, view, draft)) else {
        return Ok(false);
    };
    held::hold(visit, (view.line.dossier, draft.version), name, proof)?;
    Ok(true)
}

/// Whether a release can wait: it is ready as far as one can see, and nobody gets it as something urgent.
fn may_wait(visit: &Visit, view: &CableView, draft: &DraftView) -> bool {
    let read = sheet::read(&sheets::of_draft(view, draft));
    let addressees = compose::expand(visit, &read).0.unwrap_or_default();
    let fastest = addressees.iter().map(|each| each.precedence).max().unwrap_or(view.line.precedence);
    let ready = draft.cleared && draft.approved_by.is_some() && visit.holds(view.line.office, Role::Releaser);
    view.line.stage == Stage::Draft && ready && fastest < Precedence::Immediate
}

/// Takes a release back while it waits.
fn undo(visit: &Visit, id: EntryId) -> Result<Acted<Instruction>, Miss> {
    let done = Acted::Done(links::instruction(&id.to_string()));
    if held::undo(visit, id)? {
        visit.leave_word(&visit.say("draft-undone"), &visit.say("draft-undone.hint"));
        return Ok(done);
    }
    held::go(&visit.house)?;
    visit.leave_word(&visit.say("draft-too-late"), &visit.say("draft-too-late.hint"));
    Ok(done)
}

/// What becomes of a release that waits, or why it did not go out.
fn held_sentence(visit: &Visit, id: EntryId) -> Result<Option<String>, Miss> {
    let held = held::of(&visit.house, id)?;
    let left = |held: &held::Held| held.due_at.duration_since(visit.now).as_secs().max(0);
    Ok(held.map(|held| match &held.refused {
        Some(why) => visit.tell("draft-not-gone", &[("why", visit.tongue.of_all(why).into())]),
        None => visit.tell("draft-waits", &[("seconds", left(&held).into())]),
    }))
}

/// Exactly who will read what a draft becomes.
pub(crate) fn will_read(visit: &Visit, view: &CableView) -> String {
    let text = view.draft.as_ref().map(|draft| sheets::of_draft(view, draft)).unwrap_or_default();
    let read = sheet::read(&text);
    let addressees = compose::expand(visit, &read).0.unwrap_or_default();
    compose::readers(visit, &read, &addressees)
}

/// The forms this officer can use on a draft as it stands.
pub(crate) fn offered(visit: &Visit, view: &CableView, sheet: &str) -> Vec<Form> {
    offer::offer(visit, view, None, sheet, None)
}

fn one(read: acts::Read) -> Result<Vec<Command>, Vec<Complaint>> {
    read.map(|command| vec![command])
}

/// Asks each in turn; the first refusal ends it.
fn ask_all(
    visit: &Visit,
    id: EntryId,
    commands: Vec<Command>,
    kept: &Kept,
) -> Result<Result<Option<registry::Receipt>, Refusal>, Miss> {
    let mut last = None;
    for (place, command) in commands.into_iter().enumerate() {
        let once = match kept.get("once") {
            "" => String::new(),
            once => format!("{once} {place}"),
        };
        match visit.ask(id.office, command, &once)? {
            Ok(receipt) => last = Some(receipt),
            Err(refusal) => return Ok(Err(refusal)),
        }
    }
    Ok(Ok(last))
}

/// The page of a cable that is drafted or was released here.
fn page(visit: &Visit, id: EntryId, tried: Option<&Tried<'_>>) -> Result<Instruction, Miss> {
    let view = visit.views().show(&visit.reader, id, visit.when())?.ok_or(Miss::NotFound)?;
    let line = &view.line;
    if line.kind == Kind::Filed {
        return Err(Miss::Elsewhere(links::record(&id.to_string())));
    }
    let name = cable_name(visit.tongue, line);
    let mut page = visit.shell(&name, Place::Instructions);
    visit.date(&mut page);
    page.marking = visit::marking(visit.tongue, line.level);
    page.crumbs = vec![Link::new(&visit.say("shell-instructions"), links::instructions())];
    let board = match (line.kind, line.stage) {
        (Kind::Instruction, Stage::Released) => {
            visit.views().board(&visit.reader, id, visit.when(), visit.now)?
        }
        _ => None,
    };
    let sheet = view.draft.as_ref().map(|draft| sheets::of_draft(&view, draft)).unwrap_or_default();
    let mut offered =
        if visit.acts() { offer::offer(visit, &view, board.as_ref(), &sheet, tried) } else { Vec::new() };
    // What takes a draft on stands where it is checked, and here only while it is not right.
    offered.retain(|form| {
        !check::ONWARD.contains(&form.id.as_str()) || tried.is_some_and(|tried| tried.act == form.id)
    });
    if let Some(tried) = tried {
        tried.tell(&mut offered, &mut page);
    }
    let draft = view.draft.as_ref();
    let held = if visit.acts() { held_sentence(visit, id)? } else { None };
    if visit.acts() && held::of(&visit.house, id)?.is_some_and(|held| held.refused.is_none()) {
        // While it waits it can only be undone.
        offered = vec![visit.seal(going::undo(visit.tongue, &id.to_string()))];
    }
    page.script("keep");
    let own = newest_first(&view);
    let mut history = board::happenings(visit.tongue, &own, &visit.own_zone(), visit.now);
    version::linked(visit, &view, &own, &mut history);
    Ok(Instruction {
        number: name,
        subject: line.subject.clone(),
        precedence: precedence(visit.tongue, line.precedence.word()),
        stage: stage(visit.tongue, &view),
        sentence: match &board {
            Some(board) => board::counted(visit.tongue, &board.counts, board.moment),
            None => stage_sentence(visit, &view),
        },
        links: ways(visit, &view),
        head: head(visit, &view, &sheet),
        addressees: addressees(visit, &view, &sheet),
        cable: view.text.clone().unwrap_or(sheet),
        points: draft.map(|draft| points(visit.tongue, draft)).unwrap_or_default(),
        clearance_sentence: draft.map(|draft| clearance_sentence(visit.tongue, draft)).unwrap_or_default(),
        clearances: draft
            .map(|draft| draft.clearances.iter().map(|each| clearance(visit.tongue, each)).collect())
            .unwrap_or_default(),
        history,
        openings: board::happenings(visit.tongue, &openings(&view), &visit.own_zone(), visit.now),
        held,
        forms: offered,
        page,
    })
}

/// What its own office did with it, the newest first; what posts did stands on the board.
pub(crate) fn newest_first(view: &CableView) -> Vec<views::Happening> {
    let own = view.history.iter().filter(|each| each.office == view.line.office && !is_opening(each));
    let mut history: Vec<_> = own.cloned().collect();
    history.sort_by_key(|each| std::cmp::Reverse((each.at, each.entry)));
    history.truncate(HISTORY_MAX);
    history
}

/// Who opened it in an emergency, the newest first: whoever may read it sees that for good.
pub(crate) fn openings(view: &CableView) -> Vec<views::Happening> {
    view.history.iter().rev().filter(|each| is_opening(each)).cloned().collect()
}

fn is_opening(happening: &views::Happening) -> bool {
    happening.told.name == "opened-in-emergency"
}

/// What a cable is called: its number, or the entry that began it.
pub(crate) fn cable_name(tongue: Tongue, line: &CableLine) -> String {
    let number = line.number.as_ref().map(links::in_full);
    let id = format!("instruction-name-{}", line.stage.word());
    number.unwrap_or_else(|| tongue.tell(&id, &[("entry", line.dossier.to_string().into())]))
}

/// What a cable is called in an address. Telegrams from elsewhere may share a number, so they go by their entry.
pub(crate) fn address(line: &CableLine) -> String {
    let number = line.number.as_ref().filter(|_| line.kind != Kind::Filed);
    number.map_or_else(|| line.dossier.to_string(), |number| links::dashed(&links::in_full(number)))
}

/// Where a cable stands: in the record once it went out or was filed, with the drafts before.
pub(crate) fn cable_link(line: &CableLine) -> String {
    let name = address(line);
    if line.stage == Stage::Draft { links::instruction(&name) } else { links::record(&name) }
}

fn stage(tongue: Tongue, view: &CableView) -> Sign {
    let (word, glyph, class) = match (view.line.stage, view.draft.as_ref()) {
        (Stage::Released, _) => ("released", "●", "s4"),
        (Stage::Abandoned, _) => ("abandoned", "✕", "s6"),
        (_, Some(draft)) if draft.approved_by.is_some() => ("approved", "◕", "s3"),
        (_, Some(draft)) if draft.clearances.is_empty() => ("drafting", "○", "s0"),
        (_, Some(draft)) if draft.cleared => ("cleared", "◑", "s2"),
        (_, Some(_)) => ("in-clearance", "◔", "s1"),
        (other, None) => (other.word(), "·", "s0"),
    };
    Sign::new(&tongue.word("instruction-stage", word), glyph, class)
}

fn stage_sentence(visit: &Visit, view: &CableView) -> String {
    let at = print::when(visit.tongue, view.line.at, &visit.own_zone(), visit.now);
    let about = [
        ("kind", view.line.kind.word().into()),
        ("office", visit.name(view.line.office).into()),
        ("at", at.local.into()),
        ("utc", at.utc.into()),
    ];
    match (view.line.stage, view.draft.as_ref()) {
        (Stage::Released, _) => visit.tell("instruction-of.released", &about),
        (Stage::Abandoned, _) => visit.tell("instruction-of.abandoned", &about),
        (_, Some(draft)) => {
            let cleared = clearance_sentence(visit.tongue, draft);
            format!("{} {cleared}", visit.tell("instruction-of.draft", &about))
        }
        _ => visit.tell("instruction-of", &about),
    }
}

fn clearance_sentence(tongue: Tongue, draft: &DraftView) -> String {
    if draft.clearances.is_empty() {
        return tongue.say("instruction-nobody-asked");
    }
    let count = |word: &str| draft.clearances.iter().filter(|each| each.word == word).count();
    let by = draft.approved_by.as_ref().map(ToString::to_string);
    let id = match (&by, draft.cleared) {
        (Some(_), _) => "instruction-cleared.approved",
        (None, true) => "instruction-cleared.not-approved",
        (None, false) => "instruction-cleared",
    };
    let about = [
        ("count", (count("given") + count("waived")).into()),
        ("all", draft.clearances.len().into()),
        ("by", by.unwrap_or_default().into()),
    ];
    tongue.tell(id, &about)
}

/// A clearer and what they answered.
pub(crate) fn clearance(tongue: Tongue, view: &ClearanceView) -> Clearance {
    let (word, glyph, class) = match view.word {
        "given" => ("given", "✓", "s4"),
        "waived" => ("waived", "–", "s2"),
        "refused" => ("refused", "✕", "s5"),
        _ => ("waits", "○", "s0"),
    };
    let named = |names: &[String]| {
        print::list(tongue, &names.iter().map(|name| tongue.piece(name)).collect::<Vec<_>>())
    };
    let about = if view.asked.is_empty() { tongue.say("instruction-about-all") } else { named(&view.asked) };
    let open = [("about", about.as_str().into()), ("open", named(&view.open).into())];
    Clearance {
        who: view.clearer.to_string(),
        pieces: if view.open.is_empty() {
            about.clone()
        } else {
            tongue.tell("instruction-about-open", &open)
        },
        answer: Sign::new(&tongue.word("instruction-answer", word), glyph, class),
        when: None,
        remark: view.said.clone().unwrap_or_default(),
    }
}

fn points(tongue: Tongue, draft: &DraftView) -> Vec<Point> {
    let if_asked = domain::cable::Mark::IfAsked.word();
    let points = draft.pieces.iter().filter_map(|piece| Some((piece.mark?, piece)));
    points
        .map(|(word, piece)| Point {
            id: piece.name.trim_start_matches("point ").to_owned(),
            mark: mark(tongue, &word.to_lowercase()),
            // What is said only if asked for may never be: no tasking waits for it.
            required: tongue
                .word("need", if piece.optional || word == if_asked { "optional" } else { "required" }),
            text: piece.text.clone(),
            variants: piece
                .variants
                .iter()
                .map(|(who, text)| {
                    Row::new(&tongue.tell("instruction-for", &[("who", who.as_str().into())]), text)
                })
                .collect(),
        })
        .collect()
}

fn head(visit: &Visit, view: &CableView, sheet: &str) -> Vec<Row> {
    let line = &view.line;
    let at = print::when(visit.tongue, line.at, &visit.own_zone(), visit.now);
    let row = |label: &str, value: &str| Row::new(&visit.say(label), value);
    let by = [("office", visit.name(line.office).into()), ("author", line.author.to_string().into())];
    let mut rows = vec![
        row("instruction-from", &visit.tell("instruction-from.by", &by)),
        row(
            if line.stage == Stage::Released { "instruction-released" } else { "instruction-changed" },
            &super::tasking::in_line(visit, at),
        ),
        row("instruction-classification", &marked(visit.tongue, line)),
    ];
    if let Some(draft) = &view.draft {
        if let Some(by) = &draft.regraded_by {
            let by = [("by", by.to_string().into())];
            rows.push(row("instruction-regraded", &visit.tell("instruction-regraded.by", &by)));
        }
        let terms = &draft.terms;
        if let Some(due) = terms.due {
            let time = print::civil(visit.tongue, due);
            rows.push(row(
                "instruction-due",
                &visit.tell("instruction-due.at-posts", &[("time", time.into())]),
            ));
            rows.extend(clocks(visit, view, sheet, due).map(|told| row("tasking-clock", &told)));
        }
        if let Some(every) = terms.every {
            let until = every.until.map(|until| print::long_day(visit.tongue, until));
            let id = if until.is_some() { "instruction-again.until" } else { "instruction-again.every" };
            let about = [("days", every.days.into()), ("until", until.unwrap_or_default().into())];
            rows.push(row("instruction-again", &visit.tell(id, &about)));
        }
        if let Some(level) = terms.level {
            let level = visit.tongue.word("level-of", level.word());
            rows.push(row("instruction-level", &visit.tell("tasking-or-above", &[("level", level.into())])));
        }
        if line.kind == Kind::Instruction {
            let report = if terms.report { "instruction-report.required" } else { "instruction-report.none" };
            rows.push(row("instruction-report", &visit.say(report)));
        }
    }
    let references: Vec<_> = view.references.iter().map(|reference| reference.raw.clone()).collect();
    for (label, list) in [("instruction-tags", &line.tags), ("instruction-references", &references)] {
        if !list.is_empty() {
            rows.push(row(label, &list.join(", ")));
        }
    }
    rows
}

/// At how many of the posts asked to act the clock changes before a time that each reads on its own.
fn clocks(visit: &Visit, view: &CableView, sheet: &str, due: DateTime) -> Option<String> {
    let posts: BTreeSet<OfficeId> = if view.line.stage == Stage::Released {
        let acting = view.addressees.iter().filter(|each| each.action);
        acting.filter_map(|each| each.office).collect()
    } else {
        let expanded = compose::expand(visit, &sheet::read(sheet)).0.unwrap_or_default();
        expanded.iter().filter(|each| each.action).map(|each| each.office).collect()
    };
    let changes = |post: &&OfficeId| {
        let zone = visit.zone(**post);
        calendar::clock_change(&zone, visit.now, calendar::instant(due, &zone)).is_some()
    };
    let count = posts.iter().filter(changes).count();
    let about = [("count", count.into()), ("posts", posts.len().into())];
    (count > 0).then(|| visit.tell("instruction-clock", &about))
}

/// The level and captions of a cable in one line.
pub(crate) fn marked(tongue: Tongue, line: &CableLine) -> String {
    std::iter::once(tongue.word("level", line.level.word()))
        .chain(line.captions.iter().cloned())
        .collect::<Vec<_>>()
        .join(" / ")
}

fn addressees(visit: &Visit, view: &CableView, sheet: &str) -> Vec<Addressees> {
    let group = |heading: &str, names: Vec<String>| Addressees {
        heading: visit.say(heading),
        count: visit.tell("instruction-offices", &[("count", names.len().into())]),
        names,
    };
    let groups = if view.line.stage == Stage::Released {
        let named = |action: bool| {
            let each = view.addressees.iter().filter(|each| each.action == action);
            each.map(|each| match &each.through {
                Some(through) => format!("{} ({through})", each.name),
                None => each.name.clone(),
            })
            .collect()
        };
        vec![group("instruction-to-act", named(true)), group("instruction-informed", named(false))]
    } else {
        let expanded = compose::expand(visit, &sheet::read(sheet)).0.unwrap_or_default();
        let named = |action: bool| {
            let each = expanded.iter().filter(|each| each.action == action);
            each.map(|each| visit.name(each.office)).collect()
        };
        vec![
            group("instruction-to-act.today", named(true)),
            group("instruction-informed.today", named(false)),
        ]
    };
    groups.into_iter().filter(|group| !group.names.is_empty()).collect()
}

fn ways(visit: &Visit, view: &CableView) -> Vec<Link> {
    let line = &view.line;
    let name = address(line);
    let mut ways = Vec::new();
    if line.kind == Kind::Instruction && line.stage == Stage::Released {
        ways.push(Link::new(&visit.say("shell-board"), links::board(&name)));
        ways.push(Link::new(&visit.say("shell-positions"), links::positions_on(&name)));
    }
    for duty in &view.answers {
        let tasking = duty.tasking;
        let word = if view.answers.len() == 1 {
            visit.say("instruction-the-tasking")
        } else {
            visit.tell("instruction-the-tasking.named", &[("tasking", tasking.to_string().into())])
        };
        ways.push(Link::new(
            &word,
            links::tasking(&tasking.instruction.to_string(), tasking.office.as_str()),
        ));
    }
    match line.stage {
        Stage::Released => ways.push(Link::new(&visit.say("instruction-as-record"), links::record(&name))),
        Stage::Draft => {
            let name = line.dossier.to_string();
            let asked = view.draft.as_ref().and_then(|draft| offer::asked_of(visit, draft));
            if asked.is_some() {
                ways.push(Link::new(&visit.say("instruction-see-and-clear"), links::clear(&name)));
            }
            if visit.holds(line.office, Role::Drafter) {
                ways.push(Link::new(&visit.say("instruction-revise"), links::revise(&name)));
            }
            ways.push(Link::new(&visit.say("instruction-check"), links::check(&name)));
        }
        _ => {}
    }
    ways
}
