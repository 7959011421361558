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
use crate::print;
use crate::sheets;
use crate::tongue::Tongue;
use crate::visit::{self, Guest, Miss, Visit};

/// The acts that take a draft on.
const ONWARD: [&str; 3] = ["ask-clearance", "approve", "release"];

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
    let mut page = visit.shell(&format!("Check draft {name}"), Place::Instructions);
    page.style("compose");
    page.marking = visit::marking(visit.tongue, view.line.level);
    page.crumbs = vec![
        Link::new("Instructions", links::instructions()),
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
        sentence: sentence(draft, grave),
        remarks: told.collect(),
        blocks: blocks(visit.tongue, &view, draft, &text, &seen, drafts),
        forms,
        page,
    })
}

fn sentence(draft: &DraftView, grave: usize) -> String {
    let asked = !draft.clearances.is_empty();
    let next = match (asked, draft.cleared && asked, draft.approved_by.is_some()) {
        (false, ..) => "Check what it says, then ask for clearance.",
        (true, false, _) => "Check what it says. It waits for its clearers.",
        (_, true, false) => "Check what it says, then approve it.",
        (_, true, true) => "Check what it says; after release nothing in it changes.",
    };
    match grave {
        0 => next.to_owned(),
        _ => format!("{next} {grave} {} in it.", print::plural(grave, "error stands", "errors stand")),
    }
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
    let change = |at: usize| drafts.then(|| Link::new("Change", links::revise_at(&name, at)));
    let block = |id: &str, heading: &str, rows: Vec<Row>, change: Option<Link>| Block {
        id: id.into(),
        heading: heading.into(),
        rows: rows.into_iter().filter(|row| !row.value.is_empty()).collect(),
        change,
    };
    let acts = |action: bool| {
        let role = if action { "acts" } else { "informed" };
        let each = seen.addressees.iter().filter(move |each| each.role.word == role);
        each.map(|each| each.name.as_str()).collect::<Vec<_>>()
    };
    let reached = |action: bool| match acts(action) {
        none if none.is_empty() => String::new(),
        names => format!("{}: {}", names.len(), names.join(", ")),
    };
    let head = vec![
        Row::new("Subject", &read.subject),
        Row::new("Classification", &instruction::marked(tongue, &view.line)),
        Row::new("Precedence", view.line.precedence.word()),
        Row::new("Tags", &read.tags.join(", ")),
    ];
    let typed = |list: &[String]| list.join("; ");
    let reach = vec![
        Row::new("To, as typed", &typed(&draft.to)),
        Row::new("To act today", &reached(true)),
        Row::new("Info, as typed", &typed(&draft.info)),
        Row::new("Informed today", &reached(false)),
    ];
    let references = seen
        .references
        .iter()
        .map(|each| Row::new(&each.raw, &format!("{}: {}", each.state.word, each.about)));
    let paragraph = |(number, each): (usize, &sheet::SheetParagraph)| {
        let portion = each.portion.map(|level| format!("({}) ", level.portion())).unwrap_or_default();
        Row::new(&format!("{number}."), &format!("{portion}{}", each.text))
    };
    let points = seen.points.iter().zip(&read.points).flat_map(|(seen, point)| {
        let label = format!("{} {}, {}", seen.id, seen.mark.word, seen.need);
        let own = point.variants.iter().map(|(who, words)| Row::new(&format!("for {who}"), words));
        std::iter::once(Row::new(&label, &point.text)).chain(own).collect::<Vec<_>>()
    });
    let cleared = draft.clearances.iter().map(|each| {
        let about = if each.asked.is_empty() { "all of it".to_owned() } else { each.asked.join(", ") };
        Row::new(each.clearer.as_str(), &format!("{}; {about}", each.word))
    });
    let first = |at: Option<usize>| at.unwrap_or(1);
    let mut all = vec![
        block("check-reach", "Whom it reaches", reach, change(line("TO:"))),
        block("check-head", "Head", head, change(line("SUBJECT:"))),
    ];
    if view.line.kind == Kind::Instruction {
        all.push(block("check-asked", "What is asked", asked(tongue, &read), change(line("DUE:"))));
    }
    let text_at = first(read.paragraphs.first().map(|each| each.line));
    let points_at = first(read.points.first().map(|each| each.line));
    all.extend([
        block("check-references", "References", references.collect(), change(line("REF:"))),
        block("check-text", "Text", (1..).zip(&read.paragraphs).map(paragraph).collect(), change(text_at)),
        block("check-points", "Points", points.collect(), change(points_at)),
        block("check-clearance", "Clearance", cleared.collect(), None),
        block("check-readers", &format!("Will be read by {}", seen.reader_count), seen.readers.clone(), None),
    ]);
    all
}

fn asked(tongue: Tongue, read: &Sheet) -> Vec<Row> {
    let due = read.due.map(|due| format!("{} at each post", due.strftime("%a %-d %b %Y %H:%M")));
    let due = due.or_else(|| read.soonest.then(|| "as soon as possible".to_owned()));
    let every = read.every.map(|every| {
        let until =
            every.until.map(|until| format!(" until {}", print::long_day(tongue, until))).unwrap_or_default();
        format!("at least every {} days{until}", every.days)
    });
    let level = read.interlocutor_level.as_ref().map(|level| format!("{} or above", level.to_lowercase()));
    let report = if read.report.unwrap_or(true) { "a reply cable" } else { "none" };
    vec![
        Row::new(
            "Due",
            &due.unwrap_or_else(|| if every.is_some() { String::new() } else { "no time given".into() }),
        ),
        Row::new("Again", &every.unwrap_or_default()),
        Row::new("Level", &level.unwrap_or_else(|| "as the post thinks best".into())),
        Row::new("Report", report),
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
