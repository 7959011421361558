//! Which account of the ministry's identity provider speaks for which officer, and the forms by which an administrator
//! changes it. Whoever holds a passkey confirms each change with it on the page that follows.

use askama::Template;
use axum::response::Response;
use domain::command::Command;
use domain::fact::{IdentityLinked, IdentityUnlinked};
use domain::words::Handle;

use crate::acts::{Complaint, Tried};
use crate::form::{Field, Form};
use crate::forms::Kept;
use crate::links;
use crate::page::{Chip, Place, Shell};
use crate::pages::{sample_sealed, sample_shell};
use crate::tongue::Tongue;
use crate::visit::{Guest, Miss, Submitted, Visit};

/// What is changed here.
const HERE: super::Changed = super::Changed { page: "identities", what: "identity" };

/// The page of accounts.
#[derive(Clone, Debug, Template)]
#[cfg_attr(test, derive(serde::Serialize, serde::Deserialize))]
#[template(path = "admin_identities.html")]
pub(crate) struct Identities {
    pub(crate) page: Shell,
    pub(crate) ways: Vec<Chip>,
    pub(crate) token: String,
    pub(crate) sentence: String,
    pub(crate) lines: Vec<Line>,
    pub(crate) link: Form,
}

/// One account.
#[derive(Clone, Debug)]
#[cfg_attr(test, derive(serde::Serialize, serde::Deserialize))]
pub(crate) struct Line {
    pub(crate) officer: String,
    pub(crate) issuer: String,
    pub(crate) subject: String,
    pub(crate) unlink: String,
}

/// `GET /admin/identities`
pub(crate) async fn show(guest: Guest) -> Response {
    guest
        .read(|visit| {
            super::entered(visit)?;
            let restored = visit.restored()?;
            let tried = restored.as_ref().map(|(act, kept)| Tried { act, kept, complaints: Vec::new() });
            Ok(page(visit, tried.as_ref()))
        })
        .await
}

/// `POST /admin/identities/link`
pub(crate) async fn link(submitted: Submitted) -> Response {
    submitted
        .act(|visit, kept| {
            super::change(visit, kept, (HERE, "link"), linked(kept).map(Command::LinkIdentity), page)
        })
        .await
}

/// `POST /admin/identities/unlink`
pub(crate) async fn unlink(submitted: Submitted) -> Response {
    submitted
        .act(|visit, kept| {
            let officer: Handle = kept.get("officer").parse().map_err(|_| Miss::NotFound)?;
            let (issuer, subject) = (kept.get("issuer").to_owned(), kept.get("subject").to_owned());
            let unlinked = IdentityUnlinked { officer, issuer, subject };
            super::change(visit, kept, (HERE, "unlink"), Ok(Command::UnlinkIdentity(unlinked)), page)
        })
        .await
}

fn linked(kept: &Kept) -> Result<IdentityLinked, Vec<Complaint>> {
    let missing =
        |field: &str, id: &'static str| kept.get(field).is_empty().then(|| Complaint::plain(field, id));
    let officer: Option<Handle> = kept.get("link-officer").parse().ok();
    let wrong = [
        officer.is_none().then(|| Complaint::plain("link-officer", "me-no-officer")),
        missing("link-issuer", "admin-no-issuer"),
        missing("link-subject", "admin-no-subject"),
    ];
    let wrong: Vec<Complaint> = wrong.into_iter().flatten().collect();
    let (issuer, subject) = (kept.get("link-issuer").to_owned(), kept.get("link-subject").to_owned());
    officer
        .filter(|_| wrong.is_empty())
        .map(|officer| IdentityLinked { officer, issuer, subject })
        .ok_or(wrong)
}

/// The page, with what was tried if it did not succeed.
fn page(visit: &Visit, tried: Option<&Tried<'_>>) -> Identities {
    let tongue = visit.tongue;
    let mut page = visit.shell(&visit.say("admin-identities"), Place::Nowhere);
    page.style("keys");
    let nothing = Kept::default();
    let issuer = visit.house.provider().map(crate::provider::Provider::issuer).unwrap_or_default();
    let form = form(tongue, issuer, tried.map_or(&nothing, |tried| tried.kept));
    let mut forms = [visit.seal(form)];
    if let Some(tried) = tried {
        tried.tell(&mut forms, &mut page);
    }
    let [link] = forms;
    let known = visit.directory.keys().identities();
    let mut lines: Vec<Line> =
        known.map(|(issuer, subject, officer)| line(tongue, officer.as_str(), issuer, subject)).collect();
    lines.sort_by(|one, other| one.officer.cmp(&other.officer));
    let sentence = tongue.tell("admin-identities-known", &[("accounts", lines.len().into())]);
    let (ways, token) = (super::ways(tongue, "identities"), visit.ticket().token());
    Identities { page, ways, token, sentence, lines, link }
}

fn line(tongue: Tongue, officer: &str, issuer: &str, subject: &str) -> Line {
    let about = [("officer", officer.to_owned().into()), ("subject", subject.to_owned().into())];
    Line {
        officer: officer.into(),
        issuer: issuer.into(),
        subject: subject.into(),
        unlink: tongue.tell("admin-unlink-of", &about),
    }
}

fn form(tongue: Tongue, issuer: &str, kept: &Kept) -> Form {
    let line = |name: &str, label: &str, usual: &str| {
        Field::line(name, "text", &tongue.say(label), kept.or(name, usual))
    };
    let said = |part: &str| tongue.say(&format!("admin-link{part}"));
    Form::new("link", links::admin_act("identities", "link"), &said(""), &said(".act"))
        .hint(&said(".hint"))
        .field(line("link-officer", "admin-by-handle", ""))
        .field(line("link-issuer", "admin-issuer", issuer).hint(&tongue.say("admin-issuer.hint")))
        .field(line("link-subject", "admin-subject", "").hint(&tongue.say("admin-subject.hint")))
}

/// The page as the administrator of the fictional ministry sees it.
pub(crate) fn sample() -> Identities {
    let tongue = Tongue::English;
    let mut page = sample_shell(&tongue.say("admin-identities"), Place::Nowhere, ("admin", "Headquarters"));
    page.style("keys");
    if let Some(who) = &mut page.who {
        who.administers = true;
    }
    let issuer = "https://login.estmark.example";
    let lines = vec![
        line(tongue, "director.oceans", issuer, "248289761001"),
        line(tongue, "lis.political", issuer, "90125ab2-4a7e-4c1f-9a41-9d6e2f3b7c10"),
    ];
    Identities {
        page,
        ways: super::ways(tongue, "identities"),
        token: "token".into(),
        sentence: tongue.tell("admin-identities-known", &[("accounts", 2.into())]),
        lines,
        link: sample_sealed(form(tongue, issuer, &Kept::default())),
    }
}
