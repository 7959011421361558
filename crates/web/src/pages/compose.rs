//! Writing an instruction or a reply on the drafting sheet. The sheet is looked at on demand, and while it is typed where
//! scripts run; what is seen in it is told by `seen`. Whether it may go out is the desk's to say.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use domain::access::Label;
use domain::cable::check::fixed;
use domain::cable::sheet::{self, Sheet};
use domain::cable::{Level, Precedence};
use domain::fact::{Address, Addressee, Member, Role};
use domain::refusal::Refusal;
use domain::words::EntryId;
use views::CableView;

use crate::acts::{self, Complaint};
use crate::form::{Button, Field, Form};
use crate::forms::Kept;
use crate::links;
use crate::page::{Link, Place, Shell, Sign};
use crate::sheets;
use crate::tongue::Tongue;
use crate::visit::{self, Acted, Guest, Miss, Submitted, Visit};

mod sample;
mod seen;

pub(crate) use sample::sample;
pub(crate) use seen::{Addressed, Seen, due, every, level, report, see};

/// The drafting page.
#[derive(Clone, Debug, Template)]
#[cfg_attr(test, derive(serde::Serialize, serde::Deserialize))]
#[template(path = "compose.html")]
pub(crate) struct Compose {
    pub(crate) page: Shell,
    pub(crate) heading: String,
    pub(crate) form: Form,
    /// Where the sheet is looked at while it is typed.
    pub(crate) preview: String,
    pub(crate) seen: Seen,
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
    /// The words it is about, if it is about some.
    pub(crate) words: String,
    pub(crate) href: String,
    /// Where they stand, in the units of a browser's text field.
    pub(crate) from: usize,
    pub(crate) to: usize,
}

/// `GET /compose`
pub(crate) async fn blank(guest: Guest) -> Response {
    guest
        .read(|visit| {
            let restored = visit.restored()?.map(|(_, kept)| typed(&kept)).unwrap_or_default();
            page(visit, &Sheeted { checked: !restored.is_empty(), ..Sheeted::new(None, &restored, "") })
        })
        .await
}

/// `GET /i/{instruction}/revise`
pub(crate) async fn of_draft(Path(name): Path<String>, guest: Guest) -> Response {
    guest
        .read(move |visit| {
            let view = drafted(visit, visit.named(&name)?)?;
            if let Some((_, kept)) = visit.restored()? {
                let text = typed(&kept);
                // It is saved over the version it was typed over, so that nobody's later words are lost unseen.
                let on = Sheeted::new(Some(&view), &text, kept.get("version"));
                return page(visit, &Sheeted { checked: true, ..on });
            }
            let draft = view.draft.as_ref().ok_or(Miss::NotFound)?;
            page(
                visit,
                &Sheeted::new(Some(&view), &sheets::of_draft(&view, draft), &draft.version.to_string()),
            )
        })
        .await
}

/// `POST /compose`
pub(crate) async fn submit(submitted: Submitted) -> Response {
    submitted.act(|visit, kept| save(visit, None, kept)).await
}

/// `POST /i/{instruction}/revise`
pub(crate) async fn revise(Path(name): Path<String>, submitted: Submitted) -> Response {
    submitted.act(move |visit, kept| save(visit, Some(visit.named(&name)?), kept)).await
}

/// `POST /compose/preview`
pub(crate) async fn preview(submitted: Submitted) -> Response {
    submitted.look(|visit, kept| look(visit, None, kept)).await
}

/// `POST /i/{instruction}/revise/preview`
pub(crate) async fn preview_draft(Path(name): Path<String>, submitted: Submitted) -> Response {
    submitted.look(move |visit, kept| look(visit, Some(visit.named(&name)?), kept)).await
}

/// A draft that can still be changed, as the reader may see it.
pub(crate) fn drafted(visit: &Visit, id: EntryId) -> Result<CableView, Miss> {
    let view = visit.views().show(&visit.reader, id, views::When::NOW)?.ok_or(Miss::NotFound)?;
    match (view.line.stage, &view.draft) {
        (views::Stage::Draft, Some(_)) => Ok(view),
        // What was a draft a moment ago stands with the cables.
        (views::Stage::Released, Some(_)) => Err(Miss::Elsewhere(links::instruction(&id.to_string()))),
        _ => Err(Miss::NotFound),
    }
}

/// A sheet as it was typed: browsers send two characters for each end of a line.
fn typed(kept: &Kept) -> String {
    kept.raw("text").replace("\r\n", "\n")
}

/// Only what is seen in a sheet, to be put in the place of what was seen before.
fn look(visit: &Visit, draft: Option<EntryId>, kept: &Kept) -> Result<Seen, Miss> {
    let view = draft.map(|draft| drafted(visit, draft)).transpose()?;
    let text = typed(kept);
    let on = Sheeted { checked: true, seen_by: kept.get("as"), ..Sheeted::new(view.as_ref(), &text, "") };
    see(visit, &on)
}

/// Looks at a sheet, or hands it in.
fn save(visit: &Visit, draft: Option<EntryId>, kept: &Kept) -> Result<Acted<Compose>, Miss> {
    let view = draft.map(|draft| drafted(visit, draft)).transpose()?;
    let version = view.as_ref().and_then(|view| view.draft.as_ref()).map(|draft| draft.version.to_string());
    let (mut text, seen) = (typed(kept), kept.get("version"));
    let act = kept.get("act");
    if act == "fix" {
        text = fixed(&text, &domain::cable::lint(&text, &visit.profile()).1);
    }
    let on = Sheeted { seen_by: kept.get("as"), ..Sheeted::new(view.as_ref(), &text, seen) };
    if matches!(act, "preview" | "fix") {
        return Ok(Acted::Shown(page(visit, &Sheeted { checked: true, ..on })?));
    }
    if let Some(version) = version.filter(|version| version != seen) {
        let said = acts::stale_sheet();
        return Ok(Acted::Refused(page(visit, &Sheeted { version, said: Some(said), ..on })?));
    }
    let office = match draft {
        Some(draft) => draft.office,
        None => visit.offices_as(Role::Drafter).first().copied().or(visit.home()).ok_or(Miss::NotFound)?,
    };
    match visit.ask(office, acts::save(draft, &text), kept.get("once"))? {
        Ok(receipt) => {
            visit.leave("save", &receipt);
            let dossier = draft.or(receipt.began).ok_or(Miss::NotFound)?.to_string();
            Ok(Acted::Done(if act == "go-on" {
                links::check(&dossier)
            } else {
                links::instruction(&dossier)
            }))
        }
        Err(refusal) => {
            let said = Some(acts::complaint(&refusal, "sheet", None));
            Ok(Acted::Refused(page(visit, &Sheeted { said, ..on })?))
        }
    }
}

/// Where the sheet on the page comes from.
pub(crate) struct Sheeted<'a> {
    /// The draft it is of; none for a new one.
    pub(crate) draft: Option<&'a CableView>,
    /// The sheet as typed.
    pub(crate) text: &'a str,
    /// The version of the draft it was typed over.
    pub(crate) version: String,
    /// What was said against it when it was handed in.
    pub(crate) said: Option<Complaint>,
    /// Whether it was looked at without being handed in.
    pub(crate) checked: bool,
    /// The post in whose words the points are shown.
    pub(crate) seen_by: &'a str,
}

impl<'a> Sheeted<'a> {
    pub(crate) fn new(draft: Option<&'a CableView>, text: &'a str, version: &str) -> Self {
        Self { draft, text, version: version.to_owned(), said: None, checked: false, seen_by: "" }
    }
}

/// The drafting page with whatever is on the sheet.
fn page(visit: &Visit, on: &Sheeted<'_>) -> Result<Compose, Miss> {
    let seen = see(visit, on)?;
    let name = on.draft.map(|view| view.line.dossier.to_string());
    let heading = match &name {
        Some(name) => visit.tell("compose-title.draft", &[("name", name.as_str().into())]),
        None => visit.say("compose-title"),
    };
    let mut page = visit.shell(&heading, Place::Instructions);
    page.style("compose");
    page.script("compose");
    page.script("keep");
    let level = sheet::read(on.text).level.unwrap_or(Level::Unclassified);
    page.marking = visit::marking(visit.tongue, level);
    page.crumbs = vec![Link::new(&visit.say("shell-instructions"), links::instructions())];
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
    Ok(Compose { heading, form, preview: links::preview(&action), seen, page })
}

/// The offices the address lines mean today, and what is odd about the names on them.
pub(crate) fn expand(visit: &Visit, read: &Sheet) -> (Option<Vec<Addressee>>, Vec<Remark>) {
    let mut odd = Vec::new();
    let tongue = visit.tongue;
    let mut complain = |line: usize, refusal: &Refusal| {
        odd.push(seen::odd(tongue, line, "", true, &acts::sentence(&tongue.refusal(refusal).0)));
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

/// Exactly who will read what the sheet becomes.
pub(crate) fn readers(visit: &Visit, read: &Sheet, addressees: &[Addressee]) -> String {
    visit.readers(&label(visit, read, addressees))
}

/// What the sheet will demand of its readers.
fn label(visit: &Visit, read: &Sheet, addressees: &[Addressee]) -> Label {
    let own = visit.offices_as(Role::Drafter);
    Label {
        level: read.level.unwrap_or(Level::Unclassified),
        captions: read.captions.iter().cloned().collect(),
        audience: addressees.iter().map(|addressee| addressee.office).chain(own).collect(),
    }
}

/// The form that holds the sheet.
fn form(tongue: Tongue, action: &str, text: &str) -> Form {
    let button = |word: &str, value: &str, class: &str| Button {
        word: tongue.say(word),
        value: value.into(),
        class: class.into(),
    };
    let hint = tongue.say("forms-sheet.hint");
    let mut form = Form::new("sheet", action.into(), "", "")
        .field(Field::text("text", &tongue.say("forms-sheet"), text, 30).hint(&hint));
    form.buttons = vec![
        button("forms-sheet.button", "save", "first"),
        button("forms-sheet.go-on", "go-on", ""),
        button("forms-sheet.preview", "preview", ""),
    ];
    form
}
