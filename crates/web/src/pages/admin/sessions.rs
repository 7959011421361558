//! Whose sessions are open on this machine, and a button to end one or all of an officer's. From where somebody is signed
//! in is not kept, so it is not here either.

use std::collections::BTreeMap;

use askama::Template;
use axum::response::Response;
use domain::words::Handle;

use crate::links;
use crate::page::{Chip, Place, Shell, When};
use crate::pages::sample_shell;
use crate::print;
use crate::tongue::Tongue;
use crate::visit::{Acted, Guest, Miss, Submitted, Visit};

/// The page of sessions.
#[derive(Clone, Debug, Template)]
#[cfg_attr(test, derive(serde::Serialize, serde::Deserialize))]
#[template(path = "admin_sessions.html")]
pub(crate) struct Sessions {
    pub(crate) page: Shell,
    pub(crate) ways: Vec<Chip>,
    pub(crate) token: String,
    pub(crate) sentence: String,
    pub(crate) lines: Vec<Line>,
}

/// One open session.
#[derive(Clone, Debug)]
#[cfg_attr(test, derive(serde::Serialize, serde::Deserialize))]
pub(crate) struct Line {
    pub(crate) officer: String,
    pub(crate) name: String,
    pub(crate) how: String,
    pub(crate) since: When,
    pub(crate) seen: When,
    pub(crate) place: String,
    /// Whether the officer has others, all of which can be ended at once.
    pub(crate) several: bool,
}

/// `GET /admin/sessions`
pub(crate) async fn show(guest: Guest) -> Response {
    guest.read(page).await
}

/// `POST /admin/sessions/end`
pub(crate) async fn end(submitted: Submitted) -> Response {
    submitted
        .act(|visit, kept| {
            super::entered(visit)?;
            let officer: Handle = kept.get("officer").parse().map_err(|_| Miss::NotFound)?;
            match kept.get("session") {
                "all" => visit.sessions().end_all(&officer)?,
                name => visit.sessions().end_named(&officer, name)?,
            }
            tracing::info!(%officer, by = %visit.officer(), "sessions were ended");
            let ended = visit.tell("admin-ended", &[("officer", officer.to_string().into())]);
            visit.leave_word(&ended, &visit.say("admin-ended.hint"));
            Ok(Acted::<Sessions>::Done(links::admin("sessions")))
        })
        .await
}

fn page(visit: &Visit) -> Result<Sessions, Miss> {
    super::entered(visit)?;
    let (tongue, zone) = (visit.tongue, visit.own_zone());
    let mut page = visit.shell(&visit.say("admin-sessions"), Place::Nowhere);
    page.style("keys");
    let when = |at| print::when(tongue, at, &zone, visit.now);
    let open = visit.sessions().list(visit.now)?;
    let mut each: BTreeMap<String, usize> = BTreeMap::new();
    for session in &open {
        *each.entry(session.officer.clone()).or_default() += 1;
    }
    let lines = open.into_iter().map(|session| Line {
        several: each.get(&session.officer).is_some_and(|many| *many > 1),
        place: tongue.say(if session.name == visit.ticket().name() {
            "admin-here"
        } else {
            "admin-elsewhere"
        }),
        how: tongue.word("session", session.how.word()),
        since: when(session.begun_at),
        seen: when(session.seen_at),
        officer: session.officer,
        name: session.name,
    });
    let mut lines: Vec<Line> = lines.collect();
    // The last begun stays first among an officer's own.
    lines.sort_by(|one, other| one.officer.cmp(&other.officer));
    Ok(Sessions {
        page,
        ways: super::ways(tongue, "sessions"),
        token: visit.ticket().token(),
        sentence: told(tongue, lines.len(), each.len()),
        lines,
    })
}

fn told(tongue: Tongue, sessions: usize, officers: usize) -> String {
    tongue.tell("admin-sessions-open", &[("sessions", sessions.into()), ("officers", officers.into())])
}

/// The page as the administrator of the fictional ministry sees it.
pub(crate) fn sample() -> Sessions {
    let tongue = Tongue::English;
    let mut page = sample_shell(&tongue.say("admin-sessions"), Place::Nowhere, ("admin", "Headquarters"));
    page.style("keys");
    let line = |officer: &str, name: &str, how: &str, place: &str, several: bool| Line {
        officer: officer.into(),
        name: name.into(),
        how: tongue.word("session", how),
        since: When::new("2026-11-22T13:40Z", "22 Nov 14:40", "13:40Z"),
        seen: When::new("2026-11-22T14:10Z", "22 Nov 15:10", "14:10Z"),
        place: tongue.say(place),
        several,
    };
    Sessions {
        page,
        ways: super::ways(tongue, "sessions"),
        token: "token".into(),
        sentence: told(tongue, 3, 2),
        lines: vec![
            line("admin", "1", "passkey", "admin-here", false),
            line("lis.political", "2", "passkey", "admin-elsewhere", true),
            line("lis.political", "3", "code", "admin-elsewhere", true),
        ],
    }
}
