//! Writing an instruction on the drafting sheet: the text as typed, what the reader of cables made of it line by line, and
//! what still has to happen before it can be released.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use domain::access::Label;
use domain::cable::sheet::{self, Sheet};
use domain::cable::{Level, Precedence, lint};
use domain::calendar;
use domain::fact::{Address, Addressee, Member, Role};
use domain::refusal::Refusal;
use domain::words::EntryId;

use crate::acts::{self, Complaint};
use crate::form::{Field, Form};
use crate::forms::Kept;
use crate::links;
use crate::page::{Link, Place, Shell, Sign};
use crate::pages::instruction::Row;
use crate::pages::{sample_sealed, sample_shell};
use crate::print;
use crate::sheets;
use crate::tongue::Tongue;
use crate::visit::{self, Acted, Guest, Miss, Submitted, Visit};

/// The drafting page.
#[derive(Clone, Debug, Template)]
#[cfg_attr(test, derive(serde::Serialize, serde::Deserialize))]
#[template(path = "compose.html")]
pub(crate) struct Compose {
    pub(crate) page: Shell,
    pub(crate) heading: String,
    pub(crate) sentence: String,
    pub(crate) form: Form,
    pub(crate) remarks: Vec<Remark>,
    pub(crate) sheet: Vec<SheetLine>,
    pub(crate) tasks: Vec<Task>,
    pub(crate) posts: Vec<Row>,
    pub(crate) readers: String,
    pub(crate) printed: String,
}

/// Something odd in the text, said kindly.
#[derive(Clone, Debug)]
#[cfg_attr(test, derive(serde::Serialize, serde::Deserialize))]
pub(crate) struct Remark {
    pub(crate) at: usize,
    pub(crate) grave: bool,
    pub(crate) line: String,
    pub(crate) weight: Sign,
    pub(crate) sentence: String,
    pub(crate) href: String,
}

/// A line of the sheet with its number and what was remarked on it.
#[derive(Clone, Debug)]
#[cfg_attr(test, derive(serde::Serialize, serde::Deserialize))]
pub(crate) struct SheetLine {
    pub(crate) number: usize,
    pub(crate) text: String,
    pub(crate) remarks: Vec<String>,
}

/// One thing a draft needs before release, and how it stands.
#[derive(Clone, Debug)]
#[cfg_attr(test, derive(serde::Serialize, serde::Deserialize))]
pub(crate) struct Task {
    pub(crate) word: String,
    pub(crate) state: Sign,
    pub(crate) detail: String,
}

/// `GET /compose`
pub(crate) async fn blank(guest: Guest) -> Response {
    guest
        .read(|visit| {
            Ok(page(
                visit,
                &Sheeted { draft: None, text: "", version: String::new(), said: None, checked: false },
            ))
        })
        .await
}

/// `GET /i/{instruction}/revise`
pub(crate) async fn of_draft(Path(name): Path<String>, guest: Guest) -> Response {
    guest
        .read(move |visit| {
            let id = visit.named(&name)?;
            let view = visit.views().show(&visit.reader, id, views::When::NOW)?.ok_or(Miss::NotFound)?;
            let draft = view.draft.as_ref().filter(|_| view.line.stage == views::Stage::Draft);
            let draft = draft.ok_or(Miss::NotFound)?;
            let text = sheets::of_draft(&view, draft);
            Ok(page(
                visit,
                &Sheeted {
                    draft: Some(id),
                    text: &text,
                    version: draft.version.to_string(),
                    said: None,
                    checked: false,
                },
            ))
        })
        .await
}

/// `POST /compose`
pub(crate) async fn submit(submitted: Submitted) -> Response {
    submitted.act(|visit, kept| save(visit, None, kept)).await
}

/// `POST /i/{instruction}/revise`
pub(crate) async fn revise(Path(name): Path<String>, submitted: Submitted) -> Response {
    submitted
        .act(move |visit, kept| {
            let draft = visit.named(&name)?;
            save(visit, Some(draft), kept)
        })
        .await
}

/// Looks at a sheet, or hands it in.
fn save(visit: &Visit, draft: Option<EntryId>, kept: &Kept) -> Result<Acted<Compose>, Miss> {
    let (text, seen) = (kept.raw("text"), kept.get("version"));
    let on =
        |version: &str, said, checked| Sheeted { draft, text, version: version.to_owned(), said, checked };
    if kept.get("act") == "check" {
        return Ok(Acted::Shown(page(visit, &on(seen, None, true))));
    }
    if let Some(id) = draft {
        let view = visit.views().show(&visit.reader, id, views::When::NOW)?.ok_or(Miss::NotFound)?;
        let version = view.draft.map(|draft| draft.version.to_string()).unwrap_or_default();
        if version != seen {
            let said = acts::stale_sheet();
            return Ok(Acted::Refused(page(visit, &on(&version, Some(said), false))));
        }
    }
    let office = match draft {
        Some(draft) => draft.office,
        None => visit.offices_as(Role::Drafter).first().copied().or(visit.home()).ok_or(Miss::NotFound)?,
    };
    match visit.ask(office, acts::save(draft, text), kept.get("once"))? {
        Ok(receipt) => {
            visit.leave("save", &receipt);
            let dossier = draft.or(receipt.began).ok_or(Miss::NotFound)?;
            Ok(Acted::Done(links::instruction(&dossier.to_string())))
        }
        Err(refusal) => {
            let said = acts::complaint(&refusal, "sheet", None);
            Ok(Acted::Refused(page(visit, &on(seen, Some(said), false))))
        }
    }
}

/// Where the sheet on the page comes from.
pub(crate) struct Sheeted<'a> {
    /// The draft it is of; none for a new one.
    pub(crate) draft: Option<EntryId>,
    /// The sheet as typed.
    pub(crate) text: &'a str,
    /// The version of the draft it was typed over.
    pub(crate) version: String,
    /// What was said against it when it was handed in.
    pub(crate) said: Option<Complaint>,
    /// Whether it was looked at without being handed in.
    pub(crate) checked: bool,
}

/// The drafting page with whatever is on the sheet.
pub(crate) fn page(visit: &Visit, on: &Sheeted<'_>) -> Compose {
    let (read, said) = lint(on.text, &visit.profile());
    let heading = on.draft.map_or_else(|| "New instruction".to_owned(), |draft| format!("Draft {draft}"));
    let mut page = visit.shell(&heading, Place::Instructions);
    page.marking = visit::marking(visit.tongue, read.level.unwrap_or(Level::Unclassified));
    page.crumbs = vec![Link::new("Instructions", links::instructions())];
    let name = on.draft.map(|draft| draft.to_string());
    if let Some(name) = &name {
        page.crumbs.push(Link::new(name, links::instruction(name)));
    }
    let action = name.as_deref().map_or_else(links::compose, links::revise);
    let carried = Field::Carried { name: "version".into(), value: on.version.clone() };
    let mut form = visit.seal(form(visit.tongue, &action, on.text).field(carried));
    if let Some(said) = &on.said {
        let (sentence, hint) = said.told(visit.tongue);
        page.errors.push(form.refuse(&said.field, &sentence, &hint));
    }
    let blank = on.text.trim().is_empty();
    let (addressees, mut remarks) = expand(visit, &read);
    let wider = if blank { Vec::new() } else { visit.remarks(&read, on.draft, on.text) };
    remarks.retain(|own| !wider.iter().any(|odd| odd.line == own.at && odd.code.starts_with("ADR-0")));
    remarks.extend(said.iter().chain(&wider).map(remark));
    remarks.sort_by_key(|remark| (!remark.grave, remark.at));
    let lines = on.text.lines().enumerate().map(|(place, text)| SheetLine {
        number: place + 1,
        text: text.to_owned(),
        remarks: remarks
            .iter()
            .filter(|each| each.at == place + 1)
            .map(|each| each.sentence.clone())
            .collect(),
    });
    let odd = !remarks.is_empty();
    Compose {
        heading,
        sentence: sentence(on, blank, &remarks),
        form,
        sheet: if odd { lines.collect() } else { Vec::new() },
        remarks,
        tasks: if blank { Vec::new() } else { tasks(visit, &read, addressees.as_deref()) },
        posts: posts(visit, &read, addressees.as_deref().unwrap_or_default()),
        readers: addressees.map(|addressees| readers(visit, &read, &addressees)).unwrap_or_default(),
        printed: if blank { String::new() } else { sheet::write(&read) },
        page,
    }
}

fn sentence(on: &Sheeted<'_>, blank: bool, remarks: &[Remark]) -> String {
    let grave = remarks.iter().filter(|remark| remark.grave).count();
    let saved = match (on.draft.is_some(), on.checked || on.said.is_some()) {
        (_, true) => "Looked at; nothing of it is saved.",
        (true, false) => "This is the draft as saved.",
        (false, false) => "Not saved yet.",
    };
    let others = remarks.len() - grave;
    let errors = format!("{grave} {}", print::plural(grave, "error", "errors"));
    let others = format!("{others} {}", print::plural(others, "other remark", "other remarks"));
    match (blank, grave, remarks.len()) {
        (true, ..) => {
            "An empty sheet. Write the head, the paragraphs and the points; it is looked at when you save."
                .into()
        }
        (_, 0, 0) => format!("{saved} Nothing is odd about it."),
        (_, 0, _) => format!("{saved} No error, {others}."),
        (_, grave, all) if grave == all => format!("{saved} {errors}."),
        _ => format!("{saved} {errors} and {others}."),
    }
}

fn remark(odd: &domain::cable::Remark) -> Remark {
    let grave = odd.severity.stops();
    let class = if grave { "s5" } else { "s1" };
    Remark {
        at: odd.line,
        grave,
        line: if odd.line == 0 { "the whole sheet".into() } else { format!("line {}", odd.line) },
        weight: Sign::new(odd.severity.word().trim_end_matches('!'), if grave { "!" } else { "·" }, class),
        sentence: acts::sentence(&odd.message),
        href: if odd.line == 0 { "#lines".into() } else { format!("#line-{}", odd.line) },
    }
}

/// The offices the address lines mean today, and what is odd about the names on them.
pub(crate) fn expand(visit: &Visit, read: &Sheet) -> (Option<Vec<Addressee>>, Vec<Remark>) {
    let mut odd = Vec::new();
    let tongue = visit.tongue;
    let mut complain = |line: usize, refusal: &Refusal| {
        odd.push(Remark {
            at: line,
            grave: true,
            line: format!("line {line}"),
            weight: Sign::new("error", "!", "s5"),
            sentence: acts::sentence(&tongue.refusal(refusal).0),
            href: format!("#line-{line}"),
        });
    };
    let mut read_all = |addresses: &[sheet::Address]| -> Vec<Address> {
        let mut all = Vec::new();
        for address in addresses {
            let mut except = Vec::new();
            for name in &address.except {
                match visit.directory.called(name) {
                    Ok(Member::Office(office)) => except.push(office),
                    Ok(Member::Collective(name)) => {
                        complain(address.line, &Refusal::UnknownOffice { given: name });
                    }
                    Err(refusal) => complain(address.line, &refusal),
                }
            }
            match visit.directory.called(&address.name) {
                Ok(who) => all.push(Address { who, except, precedence: address.precedence }),
                Err(refusal) => complain(address.line, &refusal),
            }
        }
        all
    };
    let (to, info) = (read_all(&read.to), read_all(&read.info));
    let otherwise = read.precedence.unwrap_or(Precedence::Routine);
    let expanded = visit.directory.expand(&to, &info, otherwise, visit.today());
    if let Err(refusal) = &expanded {
        complain(read.to.first().map_or(1, |address| address.line), refusal);
    }
    (expanded.ok().filter(|all| !all.is_empty()), odd)
}

fn tasks(visit: &Visit, read: &Sheet, addressees: Option<&[Addressee]>) -> Vec<Task> {
    let task = |word: &str, state: Option<String>, missing: &str, detail: String| Task {
        word: word.into(),
        state: match state {
            Some(state) => Sign::new(&state, "●", "s4"),
            None => Sign::new(missing, "○", "s0"),
        },
        detail,
    };
    let acting =
        addressees.map(|all| all.iter().filter(|each| each.action).count()).filter(|count| *count > 0);
    let informed = addressees.map_or(0, |all| all.iter().filter(|each| !each.action).count());
    let marked = marked(read);
    let due = read.due.map(|due| format!("{} at each post", due.strftime("%-d %b %Y %H:%M")));
    let every = read.every.map(|every| {
        let until = every
            .until
            .map(|until| format!(" until {}", print::long_day(visit.tongue, until)))
            .unwrap_or_default();
        format!("every {} days{until}", every.days)
    });
    let references = read.references.len();
    vec![
        task(
            "Addressees",
            acting.map(|count| format!("{count} to act")),
            "nobody to act",
            if informed == 0 { String::new() } else { format!("{informed} for information") },
        ),
        task("Points", (!read.points.is_empty()).then(|| read.points.len().to_string()), "none", marked),
        task("Due", due.clone().or(every.clone()), "no time given", due.and(every).unwrap_or_default()),
        task(
            "Level",
            read.interlocutor_level.as_deref().map(str::to_lowercase),
            "the post decides",
            String::new(),
        ),
        task(
            "Report",
            read.report.map(|report| if report { "a reply cable" } else { "none asked" }.to_owned()),
            "not said",
            String::new(),
        ),
        task("References", (references > 0).then(|| references.to_string()), "none", String::new()),
    ]
}

/// The marks of the points, counted.
fn marked(read: &Sheet) -> String {
    let mut counts: Vec<(&'static str, usize)> = Vec::new();
    for point in &read.points {
        let word = point.mark.word();
        match counts.iter_mut().find(|(known, _)| *known == word) {
            Some((_, count)) => *count += 1,
            None => counts.push((word, 1)),
        }
    }
    let each = counts.iter().map(|(word, count)| format!("{count} {}", word.to_lowercase()));
    each.collect::<Vec<_>>().join(", ")
}

/// Each post that will have to act, with the time it is there and when it will be due.
fn posts(visit: &Visit, read: &Sheet, addressees: &[Addressee]) -> Vec<Row> {
    let acting = addressees.iter().filter(|addressee| addressee.action);
    let line = |addressee: &Addressee| {
        let zone = visit.zone(addressee.office);
        let there = visit.now.to_zoned(zone.clone()).strftime("%a %H:%M").to_string();
        let due = read.due.map(|due| {
            let due = print::when(visit.tongue, calendar::instant(due, &zone), &zone, visit.now);
            format!("; due {} ({})", due.local, due.utc)
        });
        Row::new(&visit.name(addressee.office), &format!("now {there}{}", due.unwrap_or_default()))
    };
    acting.map(line).collect()
}

/// Exactly who will read what the sheet becomes.
pub(crate) fn readers(visit: &Visit, read: &Sheet, addressees: &[Addressee]) -> String {
    let own = visit.offices_as(Role::Drafter);
    visit.readers(&Label {
        level: read.level.unwrap_or(Level::Unclassified),
        captions: read.captions.iter().cloned().collect(),
        audience: addressees.iter().map(|addressee| addressee.office).chain(own).collect(),
    })
}

/// A sheet with an unknown addressee and a figure without its source.
pub(crate) fn sample() -> Compose {
    let text = "\
TO: EUROPE EXCEPT GVA
TO: WELINGTON
CLASSIFICATION: CONFIDENTIAL
PRECEDENCE: IMMEDIATE
TAGS: EFIS, SENV
SUBJECT: Lost fishing gear: follow-up after the Geneva session
REF: 26 MFA 0431
DUE: 2026-12-15 17:00
EVERY: 30 DAYS UNTIL 2027-06-30
LEVEL: director
REPORT: REPLY CABLE

1. (C) Posts are asked to thank hosts that supported Article 6.

2. (C) The second session opens on 2 March.

POINTS
- (VERBATIM) We thank you for your support of Article 6.
- (IF ASKED, OPTIONAL) A longer transition for small vessels remains possible.
";
    let at = |number: usize, sentence: &str, grave: bool| Remark {
        at: number,
        grave,
        line: format!("line {number}"),
        weight: if grave { Sign::new("grave", "!", "s5") } else { Sign::new("remark", "·", "s1") },
        sentence: sentence.into(),
        href: format!("#line-{number}"),
    };
    let remarks = vec![
        at(2, "No office or collective is called WELINGTON. Did you mean WELLINGTON?", true),
        at(15, "“2 March” has no year; it is read as 2 March 2027.", false),
    ];
    let sheet = text
        .lines()
        .enumerate()
        .map(|(place, line)| SheetLine {
            number: place + 1,
            text: line.into(),
            remarks: match place + 1 {
                2 => vec!["No office or collective is called WELINGTON. Did you mean WELLINGTON?".into()],
                15 => vec!["“2 March” has no year; it is read as 2 March 2027.".into()],
                _ => Vec::new(),
            },
        })
        .collect();
    let task =
        |word: &str, state: Sign, detail: &str| Task { word: word.into(), state, detail: detail.into() };
    Compose {
        page: {
            let mut page =
                sample_shell("New instruction", Place::Instructions, ("oceans.desk", "Headquarters"));
            page.crumbs = vec![Link::new("Instructions", links::instructions())];
            page
        },
        heading: "New instruction".into(),
        sentence: "Not saved yet. 1 error and 1 other remark.".into(),
        form: sample_sealed(form(Tongue::English, &links::compose(), text)),
        remarks,
        sheet,
        tasks: vec![
            task("Addressees", Sign::new("30 offices", "◑", "s2"), "EUROPE less GENEVA; one name is unknown"),
            task("Points", Sign::new("2", "●", "s4"), "1 verbatim, 1 if asked"),
            task("Due", Sign::new("15 Dec 17:00 at each post", "●", "s4"), "then every 30 days, 7 times"),
            task("References", Sign::new("1 found", "●", "s4"), "26 MFA 0431"),
            task("Clearance", Sign::new("not asked", "○", "s0"), ""),
            task("Release", Sign::new("not yet", "○", "s0"), "by director.oceans after approval"),
        ],
        posts: super::board::SAMPLE_POSTS
            .iter()
            .take(6)
            .map(|post| Row::new(post.1, "due 15 Dec 17:00 there, 16:00Z; 3 open taskings"))
            .collect(),
        readers: "41 officers at 31 offices with access to Confidential".into(),
        printed: super::instruction::SAMPLE_CABLE.into(),
    }
}

/// The form that holds the sheet.
pub(crate) fn form(tongue: Tongue, action: &str, text: &str) -> Form {
    let mut form = Form::new("sheet", action.into(), "", &tongue.say("forms-sheet.button"))
        .button(&tongue.say("forms-sheet.check"), "check")
        .field(
            Field::text("text", &tongue.say("forms-sheet"), text, 26).hint(&tongue.say("forms-sheet.hint")),
        );
    if let Some(first) = form.buttons.first_mut() {
        first.value = "save".into();
    }
    form
}
