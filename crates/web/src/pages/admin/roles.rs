//! Who acts in which role at which office, from when until when, and what they may read; and the forms by which an
//! administrator changes it, or says what an office may hold. Whoever holds a passkey confirms each change with it on the page that follows.

use askama::Template;
use axum::response::Response;
use domain::cable::Level;
use domain::command::Command;
use domain::directory::Directory;
use domain::fact::{AccessGranted, OfficeRated, Role, RoleGranted, RoleRevoked};
use domain::words::{Handle, OfficeId};
use jiff::civil::Date;

use crate::acts::{Complaint, Tried};
use crate::form::{Field, Form};
use crate::forms::Kept;
use crate::links;
use crate::page::{Chip, Place, Shell};
use crate::pages::{sample_sealed, sample_shell};
use crate::print;
use crate::tongue::Tongue;
use crate::visit::{Guest, Miss, Submitted, Visit};

/// What is changed here.
const HERE: super::Changed = super::Changed { page: "roles", what: "role" };

/// The page of roles.
#[derive(Clone, Debug, Template)]
#[cfg_attr(test, derive(serde::Serialize, serde::Deserialize))]
#[template(path = "admin_roles.html")]
pub(crate) struct Roles {
    pub(crate) page: Shell,
    pub(crate) ways: Vec<Chip>,
    pub(crate) token: String,
    pub(crate) sentence: String,
    pub(crate) lines: Vec<Line>,
    pub(crate) forms: Vec<Form>,
}

/// One role of one officer at one office.
#[derive(Clone, Debug)]
#[cfg_attr(test, derive(serde::Serialize, serde::Deserialize))]
pub(crate) struct Line {
    pub(crate) officer: String,
    pub(crate) office: String,
    pub(crate) href: String,
    pub(crate) reads: String,
    pub(crate) role: String,
    pub(crate) from: String,
    pub(crate) until: String,
    /// What the form that revokes it carries; nothing if it was handed over by an officer, who keeps it.
    pub(crate) held: String,
    pub(crate) revoke: String,
}

/// `GET /admin/roles`
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

/// `POST /admin/roles/grant`
pub(crate) async fn grant(submitted: Submitted) -> Response {
    submitted
        .act(|visit, kept| {
            super::change(visit, kept, (HERE, "grant"), granted(kept).map(Command::GrantRole), page)
        })
        .await
}

/// `POST /admin/roles/access`
pub(crate) async fn access(submitted: Submitted) -> Response {
    submitted
        .act(|visit, kept| {
            super::change(visit, kept, (HERE, "access"), entitled(kept).map(Command::GrantAccess), page)
        })
        .await
}

/// `POST /admin/roles/rate`
pub(crate) async fn rate(submitted: Submitted) -> Response {
    submitted
        .act(|visit, kept| {
            super::change(visit, kept, (HERE, "rate"), rated(kept).map(Command::RateOffice), page)
        })
        .await
}

/// `POST /admin/roles/revoke`
pub(crate) async fn revoke(submitted: Submitted) -> Response {
    submitted
        .act(|visit, kept| {
            let mut parts = kept.get("held").split(' ');
            let mut next = || parts.next().unwrap_or_default();
            let (officer, office, role) = (next().parse(), next().parse(), next().parse());
            let (Ok(officer), Ok(office), Ok(role)) = (officer, office, role) else {
                return Err(Miss::NotFound);
            };
            let revoked = RoleRevoked { officer, office, role };
            super::change(visit, kept, (HERE, "revoke"), Ok(Command::RevokeRole(revoked)), page)
        })
        .await
}

fn granted(kept: &Kept) -> Result<RoleGranted, Vec<Complaint>> {
    let mut complaints = Vec::new();
    let mut missing = |field: &str, id| complaints.push(Complaint::plain(field, id));
    let (officer, role) = (kept.get("grant-officer").parse().ok(), kept.get("grant-role").parse().ok());
    let (office, from) = (kept.get("grant-office").parse().ok(), kept.get("grant-from").parse().ok());
    let until = Some(kept.get("grant-until")).filter(|day| !day.is_empty()).map(str::parse::<Date>);
    for (field, id, given) in [
        ("grant-officer", "me-no-officer", officer.is_some()),
        ("grant-role", "admin-no-role", role.is_some()),
        ("grant-office", "admin-no-office", office.is_some()),
        ("grant-from", "me-no-day", from.is_some()),
        ("grant-until", "me-no-day", until.as_ref().is_none_or(Result::is_ok)),
    ] {
        if !given {
            missing(field, id);
        }
    }
    match (officer, office, role, from, until.transpose()) {
        (Some(officer), Some(office), Some(role), Some(from), Ok(until)) => {
            Ok(RoleGranted { officer, office, role, from, until })
        }
        _ => Err(complaints),
    }
}

fn entitled(kept: &Kept) -> Result<AccessGranted, Vec<Complaint>> {
    let officer: Option<Handle> = kept.get("access-officer").parse().ok();
    let level: Option<Level> = kept.get("access-level").parse().ok();
    let captions = kept.get("access-captions").split(',').map(|caption| caption.trim().to_uppercase());
    let captions = captions.filter(|caption| !caption.is_empty()).collect();
    match (officer, level) {
        (Some(officer), Some(level)) => Ok(AccessGranted { officer, level, captions }),
        (officer, level) => {
            let wrong = [
                officer.is_none().then(|| Complaint::plain("access-officer", "me-no-officer")),
                level.is_none().then(|| Complaint::plain("access-level", "admin-no-level")),
            ];
            Err(wrong.into_iter().flatten().collect())
        }
    }
}

fn rated(kept: &Kept) -> Result<OfficeRated, Vec<Complaint>> {
    let (office, level) = (kept.get("rate-office").parse().ok(), kept.get("rate-level").parse().ok());
    let from: Option<Date> = kept.get("rate-from").parse().ok();
    match (office, level, from) {
        (Some(office), Some(level), Some(from)) => Ok(OfficeRated { office, level, from }),
        (office, level, from) => {
            let wrong = [
                office.is_none().then(|| Complaint::plain("rate-office", "admin-no-office")),
                level.is_none().then(|| Complaint::plain("rate-level", "admin-no-level")),
                from.is_none().then(|| Complaint::plain("rate-from", "me-no-day")),
            ];
            Err(wrong.into_iter().flatten().collect())
        }
    }
}

/// The page, with what was tried if it did not succeed.
fn page(visit: &Visit, tried: Option<&Tried<'_>>) -> Roles {
    let mut page = visit.shell(&visit.say("admin-roles"), Place::Nowhere);
    page.style("keys");
    let today = visit.today();
    let nothing = Kept::default();
    let kept = tried.map_or(&nothing, |tried| tried.kept);
    let open = visit.directory.offices().filter(|office| office.open_on(today));
    let mut offices: Vec<_> = open.map(|office| (office.opened.office, office.opened.name.clone())).collect();
    offices.sort_by(|(_, one), (_, other)| one.cmp(other));
    let mut forms = forms(visit.tongue, &offices, today, kept).map(|form| visit.seal(form));
    if let Some(tried) = tried {
        tried.tell(&mut forms, &mut page);
    }
    let mut held: Vec<(RoleGranted, Option<Handle>)> = visit
        .directory
        .roles()
        .iter()
        .map(|held| (held.clone(), None))
        .chain(visit.directory.delegations().iter().map(handed))
        .filter(|(held, _)| held.until.is_none_or(|until| until >= today))
        .collect();
    held.sort_by(|(one, _), (other, _)| {
        (&one.officer, one.office, one.role, one.from).cmp(&(
            &other.officer,
            other.office,
            other.role,
            other.from,
        ))
    });
    let lines: Vec<Line> = held.iter().map(|(held, by)| line(visit, held, by.as_ref())).collect();
    held.dedup_by(|(one, _), (other, _)| one.officer == other.officer);
    Roles {
        page,
        ways: super::ways(visit.tongue, "roles"),
        token: visit.ticket().token(),
        sentence: visit
            .tell("admin-roles-held", &[("roles", lines.len().into()), ("officers", held.len().into())]),
        lines,
        forms: forms.into(),
    }
}

/// A duty that was handed over, as a role with its days, and whose it is.
fn handed(held: &domain::directory::Delegation) -> (RoleGranted, Option<Handle>) {
    let it = &held.delegated;
    let granted = RoleGranted {
        officer: it.officer.clone(),
        office: it.office,
        role: it.role,
        from: it.from,
        until: Some(it.until),
    };
    (granted, Some(held.by.clone()))
}

fn line(visit: &Visit, held: &RoleGranted, by: Option<&Handle>) -> Line {
    let tongue = visit.tongue;
    let day = |day| print::day(tongue, day, visit.now);
    let role = tongue.word("role", held.role.word());
    let office = visit.name(held.office);
    let about = [
        ("role", role.clone().into()),
        ("officer", held.officer.to_string().into()),
        ("office", office.clone().into()),
    ];
    Line {
        officer: held.officer.to_string(),
        office,
        href: links::office(held.office.as_str()),
        reads: reads(tongue, &visit.directory, &held.officer),
        revoke: visit.tell("admin-revoke-of", &about),
        from: day(held.from),
        until: held.until.map(day).unwrap_or_default(),
        held: by.map_or_else(
            || format!("{} {} {}", held.officer, held.office, held.role.word()),
            |_| String::new(),
        ),
        role: by.map_or(role.clone(), |by| {
            visit.tell("admin-handed", &[("role", role.clone().into()), ("by", by.to_string().into())])
        }),
    }
}

/// What an officer may read: a level, and the captions they are entitled to.
fn reads(tongue: Tongue, directory: &Directory, officer: &Handle) -> String {
    let known = directory.access(officer);
    let level = known.map_or(Level::Unclassified, |known| known.level);
    let level = tongue.word("level", level.word());
    known.map_or(level.clone(), |known| {
        std::iter::once(level).chain(known.captions.iter().cloned()).collect::<Vec<_>>().join(", ")
    })
}

fn forms(tongue: Tongue, offices: &[(OfficeId, String)], today: Date, kept: &Kept) -> [Form; 3] {
    let line = |id: &str, kind: &str, label: &str, usual: &str| {
        Field::line(id, kind, &tongue.say(label), kept.or(id, usual))
    };
    let choice = |id: &str, label: &str, offered: &[(String, String)]| {
        Field::choice(id, &tongue.say(label), offered, kept.get(id))
    };
    let roles: Vec<_> =
        Role::ALL.iter().map(|role| (role.word().to_owned(), tongue.word("role", role.word()))).collect();
    let offices: Vec<_> =
        offices.iter().map(|(code, name)| (code.to_string(), print::isolated(name))).collect();
    let levels: Vec<_> = Level::ALL
        .iter()
        .map(|level| (level.word().to_owned(), tongue.word("level", level.word())))
        .collect();
    let form = |act: &str, heading: &str| {
        let said = |part: &str| tongue.say(&format!("{heading}{part}"));
        Form::new(act, links::admin_act("roles", act), &said(""), &said(".act")).hint(&said(".hint")).folded()
    };
    [
        form("grant", "admin-grant")
            .field(line("grant-officer", "text", "admin-by-handle", ""))
            .field(choice("grant-role", "admin-role", &roles))
            .field(choice("grant-office", "admin-office", &offices))
            .field(line("grant-from", "date", "admin-from", &today.to_string()))
            .field(line("grant-until", "date", "admin-until-maybe", "")),
        form("access", "admin-access")
            .field(line("access-officer", "text", "admin-by-handle", ""))
            .field(choice("access-level", "admin-level", &levels))
            .field(
                line("access-captions", "text", "admin-captions", "")
                    .hint(&tongue.say("admin-captions.hint")),
            ),
        form("rate", "admin-rate")
            .field(choice("rate-office", "admin-office", &offices))
            .field(choice("rate-level", "admin-level", &levels))
            .field(line("rate-from", "date", "admin-from", &today.to_string())),
    ]
}

/// The page as the administrator of the fictional ministry sees it.
pub(crate) fn sample() -> Roles {
    let tongue = Tongue::English;
    let mut page = sample_shell(&tongue.say("admin-roles"), Place::Nowhere, ("admin", "Headquarters"));
    page.style("keys");
    if let Some(who) = &mut page.who {
        who.administers = true;
    }
    let line = |officer: &str, office: &str, code: &str, role: &str, reads: &str, until: &str| Line {
        officer: officer.into(),
        office: office.into(),
        href: links::office(code),
        reads: reads.into(),
        role: tongue.word("role", role),
        from: "1 Jan".into(),
        until: until.into(),
        held: format!("{officer} {code} {role}"),
        revoke: format!("Revoke: {role} of {officer}"),
    };
    let lines = vec![
        line("admin", "Headquarters", "HQ", "administrator", "UNCLASSIFIED", ""),
        line("director.oceans", "Headquarters", "HQ", "approver", "SECRET, EXDIS", ""),
        line("director.oceans", "Headquarters", "HQ", "releaser", "SECRET, EXDIS", ""),
        line("lis.political", "Embassy Lisbon", "LIS", "action-officer", "CONFIDENTIAL", "31 Dec"),
    ];
    let offices: Vec<(OfficeId, String)> =
        "HQ".parse().into_iter().map(|office| (office, "Headquarters".to_owned())).collect();
    let forms = forms(tongue, &offices, Date::constant(2026, 11, 24), &Kept::default());
    Roles {
        page,
        ways: super::ways(tongue, "roles"),
        token: "token".into(),
        sentence: tongue.tell("admin-roles-held", &[("roles", 4.into()), ("officers", 3.into())]),
        lines,
        forms: forms.map(sample_sealed).into(),
    }
}
