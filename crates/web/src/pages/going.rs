//! The ten seconds before a release: when the cable goes out, and the button that undoes it. The page asks for itself anew
//! when the time has come, so that it works without scripts.

use askama::Template;
use axum::extract::Path;
use axum::http::header::REFRESH;
use axum::http::{HeaderValue, StatusCode};
use axum::response::Response;
use domain::words::EntryId;

use crate::form::Form;
use crate::held;
use crate::links;
use crate::page::{Link, Place, Shell};
use crate::pages::{compose, instruction};
use crate::tongue::Tongue;
use crate::visit::{self, Guest, Miss, Visit};

/// The page of a cable that is about to go out.
#[derive(Clone, Debug, Template)]
#[cfg_attr(test, derive(serde::Serialize, serde::Deserialize))]
#[template(path = "going.html")]
pub(crate) struct Going {
    pub(crate) page: Shell,
    pub(crate) number: String,
    pub(crate) subject: String,
    pub(crate) seconds: i64,
    pub(crate) readers: String,
    pub(crate) form: Form,
    pub(crate) link: Link,
}

/// `GET /i/{instruction}/going`
pub(crate) async fn show(Path(name): Path<String>, guest: Guest) -> Response {
    let mut answer = guest.read(move |visit| page(visit, visit.named(&name)?)).await;
    if answer.status() == StatusCode::OK {
        answer.headers_mut().insert(REFRESH, HeaderValue::from_static("2"));
    }
    answer
}

fn page(visit: &Visit, id: EntryId) -> Result<Going, Miss> {
    held::go(&visit.house)?;
    let name = id.to_string();
    let waits = held::of(&visit.house, id)?.filter(|held| held.refused.is_none());
    let Some(waits) = waits else { return Err(Miss::Elsewhere(links::instruction(&name))) };
    let view = compose::drafted(visit, id)?;
    let mut page = visit.shell(&visit.say("draft-going"), Place::Instructions);
    page.marking = visit::marking(visit.tongue, view.line.level);
    page.crumbs = vec![
        Link::new(&visit.say("shell-instructions"), links::instructions()),
        Link::new(&instruction::cable_name(visit.tongue, &view.line), links::instruction(&name)),
    ];
    let left = waits.due_at.duration_since(visit.now).as_secs().max(0);
    Ok(Going {
        number: instruction::cable_name(visit.tongue, &view.line),
        subject: view.line.subject.clone(),
        seconds: left,
        readers: instruction::will_read(visit, &view),
        form: visit.seal(undo(visit.tongue, &name)),
        link: Link::new(&visit.say("draft-going.back"), links::instruction(&name)),
        page,
    })
}

/// The button that undoes a release.
pub(crate) fn undo(tongue: Tongue, name: &str) -> Form {
    Form::new("undo", links::instruction_act(name, "undo"), "", &tongue.say("draft-going.undo"))
}

/// A cable that goes out in eight seconds.
pub(crate) fn sample() -> Going {
    use crate::pages::{sample_sealed, sample_shell};
    Going {
        page: sample_shell("Goes out", Place::Instructions, ("director.oceans", "Headquarters")),
        number: "draft HQ.4720".into(),
        subject: "Lost fishing gear: follow-up after the Geneva session".into(),
        seconds: 8,
        readers: "41 officers: Headquarters (4), Embassy Lisbon (3)".into(),
        form: sample_sealed(undo(Tongue::English, "HQ.4720")),
        link: Link::new("Back to the draft", links::instruction("HQ.4720")),
    }
}
