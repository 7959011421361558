//! A draft as one of its versions read, by number. What was drafted is for its office, and what a version said is asked of
//! the views, which know who may read it; a version that is hidden looks like one that never was.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use domain::words::EntryId;
use views::VersionView;

use crate::links;
use crate::page::{Happening, Link, Place, Shell};
use crate::pages::{instruction, sample_shell};
use crate::print;
use crate::visit::{self, Guest, Miss, Visit};

/// The page of one version.
#[derive(Clone, Debug, Template)]
#[cfg_attr(test, derive(serde::Serialize, serde::Deserialize))]
#[template(path = "version.html")]
pub(crate) struct Version {
    pub(crate) page: Shell,
    pub(crate) number: String,
    pub(crate) subject: String,
    pub(crate) sentence: String,
    pub(crate) links: Vec<Link>,
    pub(crate) sheet: String,
}

/// `GET /i/{instruction}/v/{version}`
pub(crate) async fn show(Path((name, version)): Path<(String, String)>, guest: Guest) -> Response {
    guest
        .read(move |visit| {
            let id = visit.named(&name)?;
            Ok(page(visit, id, &of(visit, id, &version)?))
        })
        .await
}

/// The version of a draft that an address names.
pub(crate) fn of(visit: &Visit, id: EntryId, typed: &str) -> Result<VersionView, Miss> {
    // One version has one address.
    let number = typed.parse::<usize>().ok().filter(|number| number.to_string() == typed);
    let found = visit.views().version(&visit.reader, id, number.ok_or(Miss::NotFound)?)?;
    found.ok_or(Miss::NotFound)
}

/// Where a cable's name with a version after it leads: `HQ.12@v3`.
pub(crate) fn led(name: &str) -> Result<(), Miss> {
    let Some((name, version)) = name.split_once("@v") else { return Ok(()) };
    Err(Miss::Elsewhere(links::version(name, version)))
}

/// Leads from each line of a history to the version it made.
pub(crate) fn linked(
    visit: &Visit,
    view: &views::CableView,
    own: &[views::Happening],
    told: &mut [Happening],
) {
    for (each, told) in own.iter().zip(told) {
        let made = view.versions.iter().find(|mark| mark.entry == each.entry);
        told.link = made.map(|mark| link(visit, view.line.dossier, mark.version));
    }
}

/// A link to a version of a draft.
pub(crate) fn link(visit: &Visit, id: EntryId, version: usize) -> Link {
    let word = visit.tell("draft-version-link", &[("version", version.into())]);
    Link::new(&word, links::version(&id.to_string(), &version.to_string()))
}

fn page(visit: &Visit, id: EntryId, version: &VersionView) -> Version {
    let name = instruction::cable_name(visit.tongue, &version.cable);
    let about = [("name", name.as_str().into()), ("version", version.version.into())];
    let title = visit.tell("draft-version-title", &about);
    let mut page = visit.shell(&title, Place::Instructions);
    page.marking = visit::marking(visit.tongue, version.level);
    let whole = links::instruction(&instruction::address(&version.cable));
    page.crumbs = vec![
        Link::new(&visit.say("shell-instructions"), links::instructions()),
        Link::new(&name, whole.clone()),
    ];
    let at = print::when(visit.tongue, version.at, &visit.own_zone(), visit.now);
    let about = [
        ("version", version.version.into()),
        ("versions", version.versions.into()),
        ("by", version.by.to_string().into()),
        ("at", at.local.into()),
        ("utc", at.utc.into()),
    ];
    let beside = [version.before, version.after].into_iter().flatten();
    let mut links: Vec<Link> = beside.map(|other| link(visit, id, other)).collect();
    links.push(Link::new(&visit.say("draft-version-present"), whole));
    Version {
        number: name,
        subject: version.subject.clone(),
        sentence: visit.tell("draft-version", &about),
        links,
        sheet: version.sheet.clone(),
        page,
    }
}

/// The second of three versions of a draft.
pub(crate) fn sample() -> Version {
    let link = |word: &str, version: &str| Link::new(word, links::version("HQ.4720", version));
    Version {
        page: sample_shell("Version 2", Place::Instructions, ("oceans.desk", "Headquarters")),
        number: "draft HQ.4720".into(),
        subject: "Lost fishing gear: follow-up after the Geneva session".into(),
        sentence: "Version 2 of 3, as oceans.desk left it on Sun 22 Nov 15:02 (14:02Z).".into(),
        links: vec![
            link("Version 1", "1"),
            link("Version 3", "3"),
            Link::new("As it stands", links::instruction("HQ.4720")),
        ],
        sheet: "TO: EUROPE\nCLASSIFICATION: CONFIDENTIAL\nSUBJECT: LOST FISHING GEAR: FOLLOW-UP\n\n1. (C) REPORT.\n".into(),
    }
}
