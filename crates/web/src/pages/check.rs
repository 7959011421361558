//! Everything a draft says, block by block, to be checked before it goes to its clearers and before it goes out. Each block
//! leads to its line on the drafting sheet; the forms that take the draft on are those of its own page.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use domain::cable::sheet::{self, Sheet};
use domain::fact::Role;
use domain::words::EntryId;
use views::{CableView, DraftView, Kind};

use crate::form::Form;
use crate::links;
use crate::page::{Link, Place, Shell, Sign};
use crate::pages::compose::{self, Seen, Sheeted};
use crate::pages::instruction::{self, Row};
use crate::sheets;
use crate::tongue::Tongue;
use crate::visit::{self, Guest, Miss, Visit};

/// The acts that take a draft on.
pub(crate) const ONWARD: [&str; 4] = ["ask-clearance", "regrade", "approve", "release"];

/// The page on which a draft is checked.
#[derive(Clone, Debug, Template)]
#[cfg_attr(test, derive(serde::Serialize, serde::Deserialize))]
#[template(path = "check.html")]
pub(crate) struct Check {
    pub(crate) page: Shell,
    pub(crate) number: String,
    pub(crate) subject: String,
    pub(crate) sentence: String,
    pub(crate) remarks: Vec<Told>,
    pub(crate) blocks: Vec<Block>,
    pub(crate) forms: Vec<Form>,
}

/// A remark, and the line on the sheet it leads to.
#[derive(Clone, Debug)]
#[cfg_attr(test, derive(serde::Serialize, serde::Deserialize))]
pub(crate) struct Told {
    pub(crate) weight: Sign,
    pub(crate) line: Link,
    pub(crate) sentence: String,
}

/// One part of what a draft says.
#[derive(Clone, Debug)]
#[cfg_attr(test, derive(serde::Serialize, serde::Deserialize))]
pub(crate) struct Block {
    pub(crate) id: String,
    pub(crate) heading: String,
    pub(crate) rows: Vec<Row>,
    pub(crate) change: Option<Link>,
}

/// `GET /i/{instruction}/check`
pub(crate) async fn show(Path(name): Path<String>, guest: Guest) -> Response {
    guest.read(move |visit| page(visit, visit.named(&name)?)).await
}

fn page(visit: &Visit, id: EntryId) -> Result<Check, Miss> {
    let view = compose::drafted(visit, id)?;
    let draft = view.draft.as_ref().ok_or(Miss::NotFound)?;
    let text = sheets::of_draft(&view, draft);
    let name = id.to_string();
    let drafts = visit.holds(view.line.office, Role::Drafter);
    let seen = compose::see(visit, &Sheeted::new(Some(&view), &text, ""))?;
    let grave = seen.remarks.iter().filter(|remark| remark.grave).count();
    let mut page =
        visit.shell(&visit.tell("check-title", &[("name", name.as_str().into())]), Place::Instructions);
    page.style("compose");
    page.marking = visit::marking(visit.tongue, view.line.level);
    page.crumbs = vec![
        Link::new(&visit.say("shell-instructions"), links::instructions()),
        Link::new(&instruction::cable_name(visit.tongue, &view.line), links::instruction(&name)),
    ];
    let told = seen.remarks.iter().map(|remark| Told {
        weight: remark.weight.clone(),
        line: Link::new(&remark.line, links::revise_at(&name, remark.at.max(1))),
        sentence: remark.sentence.clone(),
    });
    let mut forms = instruction::offered(visit, &view, &text);
    forms.retain(|form| ONWARD.contains(&form.id.as_str()));
    Ok(Check {
        number: instruction::cable_name(visit.tongue, &view.line),
        subject: view.line.subject.clone(),
        sentence: sentence(visit.tongue, draft, grave),
        remarks: told.collect(),
        blocks: blocks(visit.tongue, &view, draft, &text, &seen, drafts),
        forms,
        page,
    })
}

fn sentence(tongue: Tongue, draft: &DraftView, grave: usize) -> String {
    let asked = !draft.clearances.is_empty();
    let next = match (asked, draft.cleared && asked, draft.approved_by.is_some()) {
        (false, ..) => "check-next.ask",
        (true, false, _) => "check-next.wait",
        (_, true, false) => "check-next.approve",
        (_, true, true) => "check-next.release",
    };
    let mut said = vec![tongue.say(next)];
    match &draft.regraded_by {
        Some(by) => said.push(tongue.tell("check-regraded", &[("by", by.to_string().into())])),
        None if draft.lacks.is_empty() => {}
        None => {
            let lacks = tongue.marks(draft.lacks.iter().map(String::as_str));
            said.push(tongue.tell("check-lower", &[("lacks", lacks.into())]));
        }
    }
    if grave > 0 {
        said.push(tongue.tell("check-errors", &[("errors", grave.into())]));
    }
    said.join(" ")
}

fn blocks(
    tongue: Tongue,
    view: &CableView,
    draft: &DraftView,
    text: &str,
    seen: &Seen,
    drafts: bool,
) -> Vec<Block> {
    let read = sheet::read(text);
    let name = draft.draft.to_string();
    let line = |label: &str| text.lines().position(|line| line.starts_with(label)).map_or(1, |at| at + 1);
    let change =
        |at: usize| drafts.then(|| Link::new(&tongue.say("check-change"), links::revise_at(&name, at)));
    let row = |label: &str, value: &str| Row::new(&tongue.say(label), value);
    let block = |id: &str, rows: Vec<Row>, change: Option<Link>| Block {
        id: id.into(),
        heading: tongue.say(id),
        rows: rows.into_iter().filter(|row| !row.value.is_empty()).collect(),
        change,
    };
    let reached = |action: bool| {
        let each = seen.addressees.iter().filter(|each| each.acts == action);
        let names: Vec<_> = each.map(|each| each.name.as_str()).collect();
        let about = [("count", names.len().into()), ("names", names.join(", ").into())];
        if names.is_empty() { String::new() } else { tongue.tell("check-counted", &about) }
    };
    let head = vec![
        row("check-subject", &read.subject),
        row("instruction-classification", &instruction::marked(tongue, &view.line)),
        row("check-precedence", &tongue.word("precedence", view.line.precedence.word())),
        row("instruction-tags", &read.tags.join(", ")),
    ];
    let typed = |list: &[String]| list.join("; ");
    let reach = vec![
        row("check-to", &typed(&draft.to)),
        row("check-to.today", &reached(true)),
        row("check-info", &typed(&draft.info)),
        row("check-info.today", &reached(false)),
    ];
    let references = seen.references.iter().map(|each| {
        let about = [("state", each.state.word.as_str().into()), ("about", each.about.as_str().into())];
        Row::new(&each.raw, &tongue.tell("check-reference", &about))
    });
    let paragraph = |(number, each): (usize, &sheet::SheetParagraph)| {
        let portion = each.portion.map(|level| format!("({}) ", level.portion())).unwrap_or_default();
        Row::new(&format!("{number}."), &format!("{portion}{}", each.text))
    };
    let points = seen.points.iter().zip(&read.points).flat_map(|(seen, point)| {
        let label = format!("{} {}, {}", seen.id, seen.mark.word, seen.need);
        let own = |who: &str| tongue.tell("instruction-for", &[("who", who.into())]);
        let own = point.variants.iter().map(|(who, words)| Row::new(&own(who), words));
        std::iter::once(Row::new(&label, &point.text)).chain(own).collect::<Vec<_>>()
    });
    let cleared = draft.clearances.iter().map(|each| {
        let each = instruction::clearance(tongue, each);
        let about = [("answer", each.answer.word.into()), ("pieces", each.pieces.into())];
        Row::new(&each.who, &tongue.tell("check-cleared", &about))
    });
    let first = |at: Option<usize>| at.unwrap_or(1);
    let mut all = vec![
        block("check-reach", reach, change(line("TO:"))),
        block("check-head", head, change(line("SUBJECT:"))),
    ];
    if view.line.kind == Kind::Instruction {
        all.push(block("check-asked", asked(tongue, &read), change(line("DUE:"))));
    }
    let text_at = first(read.paragraphs.first().map(|each| each.line));
    let points_at = first(read.points.first().map(|each| each.line));
    let read_by = tongue.tell("check-readers", &[("officers", seen.reader_count.as_str().into())]);
    all.extend([
        block("check-references", references.collect(), change(line("REF:"))),
        block("check-text", (1..).zip(&read.paragraphs).map(paragraph).collect(), change(text_at)),
        block("check-points", points.collect(), change(points_at)),
        block("check-clearance", cleared.collect(), None),
        Block { id: "check-readers".into(), heading: read_by, rows: seen.readers.clone(), change: None },
    ]);
    all
}

fn asked(tongue: Tongue, read: &Sheet) -> Vec<Row> {
    let row = |label: &str, value: Option<String>| Row::new(&tongue.say(label), &value.unwrap_or_default());
    let no_time = || read.every.is_none().then(|| tongue.say("compose-due.missing"));
    let once = read.due.is_some() || read.soonest;
    let due = once.then(|| compose::due(tongue, read)).flatten();
    vec![
        row("instruction-due", due.or_else(no_time)),
        row("instruction-again", compose::every(tongue, read)),
        row(
            "instruction-level",
            compose::level(tongue, read).or_else(|| Some(tongue.say("check-any-level"))),
        ),
        row("instruction-report", Some(compose::report(tongue, read.report.unwrap_or(true)))),
    ]
}

/// A draft that is cleared and waits for approval.
pub(crate) fn sample() -> Check {
    use crate::pages::{sample_sealed, sample_shell};
    let mut page =
        sample_shell("Check draft HQ.4720", Place::Instructions, ("director.oceans", "Headquarters"));
    page.style("compose");
    page.crumbs = vec![
        Link::new("Instructions", links::instructions()),
        Link::new("draft HQ.4720", links::instruction("HQ.4720")),
    ];
    let change = |line: usize| Some(Link::new("Change", links::revise_at("HQ.4720", line)));
    let block = |id: &str, heading: &str, rows: Vec<Row>, change: Option<Link>| Block {
        id: id.into(),
        heading: heading.into(),
        rows,
        change,
    };
    Check {
        page,
        number: "draft HQ.4720".into(),
        subject: "Lost fishing gear: follow-up after the Geneva session".into(),
        sentence: "Check what it says, then approve it.".into(),
        remarks: vec![Told {
            weight: Sign::new("remark", "·", "s1"),
            line: Link::new("line 15", links::revise_at("HQ.4720", 15)),
            sentence: "“2 March” has no year; it is read as 2 March 2027.".into(),
        }],
        blocks: vec![
            block(
                "check-reach",
                "Whom it reaches",
                vec![
                    Row::new("To, as typed", "EUROPE EXCEPT GVA"),
                    Row::new("To act today", "29: Embassy Athens, Embassy Berlin, Embassy Lisbon"),
                ],
                change(1),
            ),
            block("check-head", "Head", vec![Row::new("Subject", "Lost fishing gear")], change(6)),
            block("check-references", "References", Vec::new(), change(7)),
            block(
                "check-points",
                "Points",
                vec![Row::new("P1 verbatim, required", "We thank you for your support of Article 6.")],
                change(17),
            ),
            block(
                "check-readers",
                "Will be read by 41 officers",
                vec![Row::new("Headquarters (4)", "oceans.desk, treaty.desk")],
                None,
            ),
        ],
        forms: vec![sample_sealed(crate::forms::approve(Tongue::English, "HQ.4720"))],
    }
}
