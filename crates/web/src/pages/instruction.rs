//! One instruction, in draft or released: the cable, its points, who cleared what, and what happened to it.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use domain::cable::sheet;
use domain::command::Command;
use domain::fact::{Piece, Role};
use domain::refusal::Refusal;
use domain::words::EntryId;
use views::{CableLine, CableView, ClearanceView, DraftView, Kind, Stage};

use crate::acts::{self, Complaint};
use crate::form::Form;
use crate::forms::{self, Kept};
use crate::links;
use crate::page::{Happening, Link, Place, Problem, Shell, Sign, When};
use crate::pages::{board, compose};
use crate::pages::{precedence, sample_sealed, sample_shell};
use crate::print;
use crate::visit::{self, Acted, Guest, Miss, Submitted, Visit};

/// How much of its history a cable's page shows.
pub(crate) const HISTORY_MAX: usize = 100;

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
    pub(crate) count: usize,
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
pub(crate) fn mark(word: &str) -> Sign {
    let (glyph, class) = match word {
        "verbatim" => ("“”", "k0"),
        "paraphrase" => ("≈", "k1"),
        "if asked" => ("¿", "k2"),
        _ => ("⊘", "k3"),
    };
    Sign::new(word, glyph, class)
}

/// The answer of a clearer with its glyph.
pub(crate) fn answer(word: &str) -> Sign {
    let (glyph, class) = match word {
        "yes" | "with changes" | "in substance" => ("✓", "s4"),
        "no" => ("✕", "s5"),
        "waived" => ("–", "s2"),
        "asked again" => ("↻", "s1"),
        _ => ("○", "s0"),
    };
    Sign::new(word, glyph, class)
}

/// `GET /i/{instruction}`
pub(crate) async fn show(Path(name): Path<String>, guest: Guest) -> Response {
    guest.read(move |visit| page(visit, visit.named(&name)?, None)).await
}

/// `POST /i/{instruction}/{act}`
pub(crate) async fn submit(Path((name, act)): Path<(String, String)>, submitted: Submitted) -> Response {
    submitted.act(move |visit, kept| act_on(visit, visit.named(&name)?, &act, kept)).await
}

/// What was tried on this page and did not succeed.
struct Tried<'a> {
    act: &'a str,
    kept: &'a Kept,
    complaints: Vec<Complaint>,
}

fn act_on(visit: &Visit, id: EntryId, act: &str, kept: &Kept) -> Result<Acted<Instruction>, Miss> {
    let (read, done) = match act {
        "ask-clearance" => (acts::ask_clearance(id, kept), "clearance is asked for"),
        "clear" if kept.get("act") == "refuse" => (one(acts::clear(id, kept)), "your refusal is recorded"),
        "clear" => (one(acts::clear(id, kept)), "your clearance is recorded"),
        "waive" => (one(acts::waive(id, kept)), "the clearance is waived"),
        "approve" => (Ok(vec![Command::Approve { draft: id }]), "the draft is approved as it stands"),
        "release" => (Ok(vec![Command::Release { draft: id }]), "the cable is released"),
        "abandon" => (Ok(vec![acts::abandon(id, kept)]), "the draft is abandoned"),
        "withdraw" => (one(acts::withdraw(id, None, kept)), "the instruction is withdrawn from every post"),
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
    Ok(Acted::Refused(page(visit, id, Some(Tried { act, kept, complaints }))?))
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
fn page(visit: &Visit, id: EntryId, tried: Option<Tried<'_>>) -> Result<Instruction, Miss> {
    let view = visit.views().show(&visit.reader, id, views::When::NOW)?.ok_or(Miss::NotFound)?;
    let line = &view.line;
    if line.kind == Kind::Filed {
        return Err(Miss::Elsewhere(links::record(&id.to_string())));
    }
    let name = cable_name(line);
    let mut page = visit.shell(&name, Place::Instructions);
    page.marking = visit::marking(line.level);
    page.crumbs = vec![Link::new("Instructions", links::instructions())];
    let board = match (line.kind, line.stage) {
        (Kind::Instruction, Stage::Released) => {
            visit.views().board(&visit.reader, id, views::When::NOW, visit.now)?
        }
        _ => None,
    };
    let sheet = view.draft.as_ref().map(|draft| sheet_of(&view, draft)).unwrap_or_default();
    let mut offered = offer(visit, &view, board.as_ref(), &sheet, tried.as_ref());
    for complaint in tried.iter().flat_map(|tried| &tried.complaints) {
        let act = tried.as_ref().map_or("", |tried| tried.act);
        let problem = match offered.iter_mut().find(|form| form.id == act) {
            Some(form) => form.refuse(&complaint.field, &complaint.sentence, &complaint.hint),
            None => Problem {
                sentence: complaint.sentence.clone(),
                hint: complaint.hint.clone(),
                href: "#main".into(),
            },
        };
        page.errors.push(problem);
    }
    let draft = view.draft.as_ref();
    Ok(Instruction {
        number: name,
        subject: line.subject.clone(),
        precedence: precedence(line.precedence.word()),
        stage: stage(&view),
        sentence: match &board {
            Some(board) => acts::sentence(&board.sentence),
            None => stage_sentence(visit, &view),
        },
        links: ways(visit, &view),
        head: head(visit, &view),
        addressees: addressees(visit, &view, &sheet),
        cable: view.text.clone().unwrap_or(sheet),
        points: draft.map(points).unwrap_or_default(),
        clearance_sentence: draft.map(clearance_sentence).unwrap_or_default(),
        clearances: draft.map(|draft| draft.clearances.iter().map(clearance).collect()).unwrap_or_default(),
        history: board::happenings(&newest_first(&view), &visit.own_zone(), visit.now),
        forms: offered,
        page,
    })
}

fn newest_first(view: &CableView) -> Vec<views::Happening> {
    let mut history = view.history.clone();
    history.sort_by_key(|each| std::cmp::Reverse((each.at, each.entry)));
    history.truncate(HISTORY_MAX);
    history
}

/// What a cable is called: its number, or the entry that began it.
pub(crate) fn cable_name(line: &CableLine) -> String {
    let number = line.number.as_ref().map(links::in_full);
    number.unwrap_or_else(|| format!("{} {}", line.stage.word(), line.dossier))
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

fn stage(view: &CableView) -> Sign {
    match (view.line.stage, view.draft.as_ref()) {
        (Stage::Released, _) => Sign::new("released", "●", "s4"),
        (Stage::Abandoned, _) => Sign::new("abandoned", "✕", "s6"),
        (_, Some(draft)) if draft.approved_by.is_some() => Sign::new("approved", "◕", "s3"),
        (_, Some(draft)) if draft.clearances.is_empty() => Sign::new("drafting", "○", "s0"),
        (_, Some(draft)) if draft.cleared => Sign::new("cleared", "◑", "s2"),
        (_, Some(_)) => Sign::new("in clearance", "◔", "s1"),
        (other, None) => Sign::new(other.word(), "·", "s0"),
    }
}

fn stage_sentence(visit: &Visit, view: &CableView) -> String {
    let office = visit.name(view.line.office);
    let kind = if view.line.kind == Kind::Reply { "A reply" } else { "An instruction" };
    match (view.line.stage, view.draft.as_ref()) {
        (Stage::Released, _) => {
            let at = print::when(view.line.at, &visit.own_zone(), visit.now);
            format!("{kind} of {office}, released {} ({}).", at.local, at.utc)
        }
        (Stage::Abandoned, _) => format!("{kind} of {office} that was given up; it never had a number."),
        (_, Some(draft)) => format!("{kind} of {office}, in draft. {}", clearance_sentence(draft)),
        _ => format!("{kind} of {office}."),
    }
}

fn clearance_sentence(draft: &DraftView) -> String {
    if draft.clearances.is_empty() {
        return "Nobody has been asked to clear it.".into();
    }
    let count = |word: &str| draft.clearances.iter().filter(|each| each.word == word).count();
    let (all, stand) = (draft.clearances.len(), count("given") + count("waived"));
    let cleared = format!("Cleared by {stand} of {all}");
    match (&draft.approved_by, draft.cleared) {
        (Some(by), _) => format!("{cleared}; approved by {by} as it stands."),
        (None, true) => format!("{cleared}; not yet approved."),
        (None, false) => format!("{cleared}; it cannot be released around the others."),
    }
}

fn clearance(view: &ClearanceView) -> Clearance {
    let (word, glyph, class) = match view.word {
        "given" => ("cleared", "✓", "s4"),
        "waived" => ("waived", "–", "s2"),
        "refused" => ("refused", "✕", "s5"),
        _ => ("waits", "○", "s0"),
    };
    let about = if view.asked.is_empty() { "all".to_owned() } else { view.asked.join(", ") };
    Clearance {
        who: view.clearer.to_string(),
        pieces: if view.open.is_empty() { about } else { format!("{about}; open: {}", view.open.join(", ")) },
        answer: Sign::new(word, glyph, class),
        when: None,
        remark: view.said.clone().unwrap_or_default(),
    }
}

fn points(draft: &DraftView) -> Vec<Point> {
    let points = draft.pieces.iter().filter_map(|piece| Some((piece.mark?, piece)));
    points
        .map(|(word, piece)| Point {
            id: piece.name.trim_start_matches("point ").to_owned(),
            mark: mark(&word.to_lowercase()),
            required: if piece.optional { "optional" } else { "required" }.into(),
            text: piece.text.clone(),
            variants: piece
                .variants
                .iter()
                .map(|(who, text)| Row::new(&format!("for {who}:"), text))
                .collect(),
        })
        .collect()
}

fn head(visit: &Visit, view: &CableView) -> Vec<Row> {
    let line = &view.line;
    let at = print::when(line.at, &visit.own_zone(), visit.now);
    let mut rows = vec![
        Row::new("From", &format!("{}, drafted by {}", visit.name(line.office), line.author)),
        Row::new(
            if line.stage == Stage::Released { "Released" } else { "Changed" },
            &format!("{} ({})", at.local, at.utc),
        ),
        Row::new("Classification", &marked(line)),
    ];
    if let Some(draft) = &view.draft {
        let terms = &draft.terms;
        if let Some(due) = terms.due {
            rows.push(Row::new("Due", &format!("{} at each post", due.strftime("%a %-d %b %Y %H:%M"))));
        }
        if let Some(every) = terms.every {
            let until =
                every.until.map(|until| format!(" until {}", print::long_day(until))).unwrap_or_default();
            rows.push(Row::new("Again", &format!("at least every {} days{until}", every.days)));
        }
        if let Some(level) = terms.level {
            rows.push(Row::new("Level", &format!("{} or above", print::spaced(level.word()))));
        }
        if line.kind == Kind::Instruction {
            let report = if terms.report { "a reply cable is required" } else { "none is required" };
            rows.push(Row::new("Report", report));
        }
    }
    let references: Vec<_> = view.references.iter().map(|reference| reference.raw.clone()).collect();
    for (label, list) in [("Tags", &line.tags), ("References", &references)] {
        if !list.is_empty() {
            rows.push(Row::new(label, &list.join(", ")));
        }
    }
    rows
}

/// The level and captions of a cable in one line.
pub(crate) fn marked(line: &CableLine) -> String {
    std::iter::once(line.level.word().to_owned())
        .chain(line.captions.iter().cloned())
        .collect::<Vec<_>>()
        .join(" / ")
}

fn addressees(visit: &Visit, view: &CableView, sheet: &str) -> Vec<Addressees> {
    let group =
        |heading: &str, names: Vec<String>| Addressees { heading: heading.into(), count: names.len(), names };
    let groups = if view.line.stage == Stage::Released {
        let named = |action: bool| {
            let each = view.addressees.iter().filter(|each| each.action == action);
            each.map(|each| match &each.through {
                Some(through) => format!("{} ({through})", each.name),
                None => each.name.clone(),
            })
            .collect()
        };
        vec![group("To act", named(true)), group("For information", named(false))]
    } else {
        let expanded = compose::expand(visit, &sheet::read(sheet)).0.unwrap_or_default();
        let named = |action: bool| {
            let each = expanded.iter().filter(|each| each.action == action);
            each.map(|each| visit.name(each.office)).collect()
        };
        vec![group("To act, as of today", named(true)), group("For information, as of today", named(false))]
    };
    groups.into_iter().filter(|group| group.count > 0).collect()
}

fn ways(visit: &Visit, view: &CableView) -> Vec<Link> {
    let line = &view.line;
    let name = address(line);
    let mut ways = Vec::new();
    if line.kind == Kind::Instruction && line.stage == Stage::Released {
        ways.push(Link::new("Board", links::board(&name)));
        ways.push(Link::new("Positions", links::positions_on(&name)));
    }
    for duty in &view.answers {
        let tasking = duty.tasking;
        let word =
            if view.answers.len() == 1 { "The tasking".to_owned() } else { format!("Tasking {tasking}") };
        ways.push(Link::new(
            &word,
            links::tasking(&tasking.instruction.to_string(), tasking.office.as_str()),
        ));
    }
    match line.stage {
        Stage::Released => ways.push(Link::new("As a record", links::record(&name))),
        Stage::Draft if visit.holds(line.office, Role::Drafter) => {
            ways.push(Link::new("Revise", links::revise(&line.dossier.to_string())));
        }
        _ => {}
    }
    ways
}

/// The draft as a drafting sheet, in its canonical form.
pub(crate) fn sheet_of(view: &CableView, draft: &DraftView) -> String {
    let line = &view.line;
    let mut text = String::new();
    let mut put = |label: &str, value: &str| {
        if !value.is_empty() {
            text.push_str(&format!("{label}: {value}\n"));
        }
    };
    draft.to.iter().for_each(|to| put("TO", to));
    draft.info.iter().for_each(|info| put("INFO", info));
    put("CLASSIFICATION", line.level.word());
    put("CAPTIONS", &line.captions.join(", "));
    put("PRECEDENCE", line.precedence.word());
    put("TAGS", &line.tags.join(", "));
    put("SUBJECT", &line.subject);
    view.references.iter().for_each(|reference| put("REF", &reference.raw));
    let terms = &draft.terms;
    put("DUE", &terms.due.map(|due| due.strftime("%Y-%m-%d %H:%M").to_string()).unwrap_or_default());
    if let Some(every) = terms.every {
        let until = every.until.map(|until| format!(" UNTIL {until}")).unwrap_or_default();
        let first =
            every.first_within_days.map(|days| format!(", FIRST WITHIN {days} DAYS")).unwrap_or_default();
        put("EVERY", &format!("{} DAYS{until}{first}", every.days));
    }
    put("LEVEL", terms.level.map_or("", |level| level.word()));
    if line.kind == Kind::Instruction {
        put("REPORT", if terms.report { "REPLY CABLE" } else { "NONE" });
    }
    let paragraphs = draft.pieces.iter().filter(|piece| matches!(piece.piece, Piece::Paragraph(_)));
    for (number, piece) in (1..).zip(paragraphs) {
        let portion = piece.portion.map(|level| format!("({}) ", level.portion())).unwrap_or_default();
        text.push_str(&format!("\n{number}. {portion}{}\n", piece.text));
    }
    let mut heading = "\nPOINTS\n";
    for piece in &draft.pieces {
        let Some(mark) = piece.mark else { continue };
        let optional = if piece.optional { ", OPTIONAL" } else { "" };
        text.push_str(&format!("{heading}- ({mark}{optional}) {}\n", piece.text));
        heading = "";
        for (who, words) in &piece.variants {
            text.push_str(&format!("  FOR {who}: {words}\n"));
        }
    }
    sheet::write(&sheet::read(&text))
}

/// The forms this officer can use on the cable as it stands.
fn offer(
    visit: &Visit,
    view: &CableView,
    board: Option<&views::BoardView>,
    sheet: &str,
    tried: Option<&Tried<'_>>,
) -> Vec<Form> {
    let (line, nothing) = (&view.line, Kept::default());
    let kept = |act: &str| tried.filter(|tried| tried.act == act).map_or(&nothing, |tried| tried.kept);
    let is = |role| visit.holds(line.office, role);
    let name = line.dossier.to_string();
    let mut forms = Vec::new();
    match (line.stage, &view.draft) {
        (Stage::Draft, Some(draft)) => {
            let mine = draft
                .clearances
                .iter()
                .find(|each| each.clearer == *visit.officer() && !each.open.is_empty());
            if let Some(mine) = mine.filter(|_| is(Role::Clearer)) {
                forms.push(forms::clear(&name, kept("clear"), &mine.open.join(", ")));
            }
            let asked = !draft.clearances.is_empty();
            if is(Role::Approver) && draft.cleared && asked && draft.approved_by.is_none() {
                forms.push(forms::approve(&name));
            }
            if is(Role::Releaser) && draft.cleared && draft.approved_by.is_some() {
                let read = sheet::read(sheet);
                let addressees = compose::expand(visit, &read).0.unwrap_or_default();
                forms.push(forms::release(&name, &compose::readers(visit, &read, &addressees)));
            }
            if is(Role::Drafter) {
                forms.push(forms::ask_clearance(&name, kept("ask-clearance")));
            }
            if is(Role::Approver) && asked && !draft.cleared {
                forms.push(forms::waive(&name, kept("waive")));
            }
            if is(Role::Drafter) {
                forms.push(forms::abandon(&name, kept("abandon")));
            }
        }
        (Stage::Released, _) if is(Role::Approver) || is(Role::Releaser) => {
            if board.is_some_and(|board| board::pending(&board.counts) > 0) {
                forms.push(forms::withdraw_all(&name, kept("withdraw")));
            }
        }
        _ => {}
    }
    forms.into_iter().map(|form| visit.seal(form)).collect()
}

pub(crate) const SAMPLE_CABLE: &str = "\
O 100840Z NOV 26
FM MFA ESTMARK
TO EUROPE COLLECTIVE IMMEDIATE
ESTEMBASSY OTTAWA IMMEDIATE
ESTEMBASSY CANBERRA IMMEDIATE
ESTEMBASSY WELLINGTON IMMEDIATE
INFO ESTMISSION GENEVA
C O N F I D E N T I A L MFA 0431
TAGS: EFIS, SENV, PREL
SUBJECT: LOST FISHING GEAR: ENGAGE HOST ON THE DRAFT AGREEMENT
BEFORE THE GENEVA SESSION
REF: (A) 26 MFA 0398 (B) 26 GENEVA 0077

1. (C) ACTION REQUEST: POSTS ARE ASKED TO RAISE THE DRAFT AGREEMENT
ON LOST FISHING GEAR AT DIRECTOR LEVEL OR ABOVE BY 24 NOVEMBER,
AND AT LEAST EVERY 30 DAYS THEREAFTER UNTIL 30 JUNE 2027.

2. (C) THE GENEVA SESSION OPENS ON 1 DECEMBER. ELEVEN STATES HAVE SAID
THEY WILL SUPPORT ARTICLE 6 (MARKING OF GEAR); FOUR HAVE NOT ANSWERED.

3. (U) TALKING POINTS ARE IN PARAGRAPH 5. POINT 4 IS TO BE USED ONLY IF
ASKED. NO PAPER IS TO BE LEFT ON POINT 7.

4. (U) REPORT BY CABLE, CITING THIS MESSAGE, WITH THE HOST'S ANSWER.
";

/// The released instruction of the demonstration.
pub(crate) fn sample() -> Instruction {
    let point = |id: &str, word: &str, required: &str, text: &str| Point {
        id: id.into(),
        mark: mark(word),
        required: required.into(),
        text: text.into(),
        variants: Vec::new(),
    };
    let mut points = vec![
        point(
            "P1",
            "verbatim",
            "required",
            "Estmark attaches importance to an agreement in which every net can be traced to its vessel.",
        ),
        point(
            "P2",
            "paraphrase",
            "required",
            "Marking costs less than one percent of the price of the gear; the figures are in the annex.",
        ),
        point(
            "P3",
            "paraphrase",
            "required",
            "A deposit paid on landing old gear has raised returns wherever it was tried.",
        ),
        point(
            "P4",
            "if asked",
            "optional",
            "We could accept a longer transition for vessels under twelve metres.",
        ),
        point("P5", "verbatim", "required", "We ask for your support for Article 6 as drafted."),
        point("P6", "paraphrase", "required", "We would welcome your experts at the March workshop."),
        point(
            "P7",
            "not in writing",
            "required",
            "Two coastal states are ready to announce a joint scheme if the host joins.",
        ),
    ];
    if let Some(third) = points.get_mut(2) {
        third.variants = vec![Row::new(
            "for CANBERRA, WELLINGTON",
            "Your own deposit scheme is the example we quote to others.",
        )];
    }
    let cleared = |who: &str, pieces: &str, word: &str, local: &str, remark: &str| Clearance {
        who: who.into(),
        pieces: pieces.into(),
        answer: answer(word),
        when: (!local.is_empty()).then(|| When::new("2026-11-09T13:00Z", local, "13:00Z")),
        remark: remark.into(),
    };
    let happened = |local: &str, who: &str, what: &str| Happening {
        when: When::new("2026-11-10T08:40Z", local, "08:40Z"),
        who: who.into(),
        what: what.into(),
        note: None,
        link: None,
    };
    Instruction {
        page: {
            let mut page = sample_shell("2026 MFA 0431", Place::Instructions, ("oceans.desk", "Headquarters"));
            page.crumbs = vec![Link::new("Instructions", links::instructions())];
            page
        },
        number: "2026 MFA 0431".into(),
        subject: "Lost fishing gear: engage host on the draft agreement before the Geneva session".into(),
        precedence: precedence("IMMEDIATE"),
        stage: Sign::new("released", "●", "s4"),
        sentence: "35 posts: 14 reported, 7 delivered, 6 planned, 5 acknowledged, 2 not acknowledged, 1 unknown since 14:05Z".into(),
        links: vec![
            Link::new("Board", links::board("2026-MFA-0431")),
            Link::new("As a record", links::record("2026-MFA-0431")),
        ],
        head: vec![
            Row::new("From", "Headquarters, drafted by oceans.desk"),
            Row::new("Released", "Tue 10 Nov 2026 09:40 (08:40Z) by director.oceans"),
            Row::new("Due", "Tue 24 Nov 2026 17:00 at each post"),
            Row::new("Then", "at least every 30 days until 30 June 2027"),
            Row::new("Level", "director or above"),
            Row::new("Report", "a reply cable is required"),
            Row::new("Tags", "EFIS, SENV, PREL"),
        ],
        addressees: vec![
            Addressees {
                heading: "To act".into(),
                count: 35,
                names: super::board::SAMPLE_POSTS.iter().map(|post| post.1.into()).collect(),
            },
            Addressees { heading: "For information".into(), count: 1, names: vec!["Mission Geneva".into()] },
        ],
        cable: SAMPLE_CABLE.into(),
        points,
        clearance_sentence: "Cleared by 3 of 3; approved as it stands.".into(),
        clearances: vec![
            cleared("treaty.desk", "paragraphs 1-4, points 1 and 5", "yes", "Mon 9 Nov 14:00", ""),
            cleared("finance.desk", "point 2", "with changes", "Mon 9 Nov 11:20", "“less than one percent”, not “under one percent”"),
            cleared("europe.desk", "all", "waived", "Tue 10 Nov 08:31", "out of reach until Thursday; told by telephone"),
        ],
        history: vec![
            happened("Tue 10 Nov 09:40", "director.oceans", "released as 2026 MFA 0431 to 35 posts"),
            happened("Tue 10 Nov 09:31", "director.oceans", "approved, and waived europe.desk"),
            happened("Mon 9 Nov 14:00", "treaty.desk", "cleared paragraphs 1-4, points 1 and 5"),
            happened("Fri 6 Nov 16:12", "oceans.desk", "began the draft"),
        ],
        forms: vec![
            sample_sealed(forms::clear("2026-MFA-0431", &forms::Kept::default(), "paragraphs 2 to 4")),
            sample_sealed(forms::withdraw_all("2026-MFA-0431", &forms::Kept::default())),
        ],
    }
}
