//! The hooks of whoever is signed in: where changes are announced, how the last message fared, a form to register an
//! address, and a button to take one away. What a hook's messages are signed with is on the page that answers the form,
//! and never again.

use askama::Template;
use axum::response::Response;
use domain::cable::Level;
use registry::door;

use crate::acts::{Complaint, Tried};
use crate::form::{Field, Form};
use crate::forms::Kept;
use crate::hook::{Ended, Failure, Hook, Target, WebhookHost, may_send};
use crate::links;
use crate::page::{Place, Shell, When};
use crate::pages::{sample_sealed, sample_shell};
use crate::print;
use crate::tongue::Tongue;
use crate::visit::{Acted, Guest, Miss, Submitted, Visit};

/// The page of hooks.
#[derive(Clone, Debug, Template)]
#[cfg_attr(test, derive(serde::Serialize, serde::Deserialize))]
#[template(path = "hooks.html")]
pub(crate) struct Hooks {
    pub(crate) page: Shell,
    pub(crate) sentence: String,
    /// What the messages of the hook are signed with that was just registered.
    pub(crate) secret: Option<String>,
    pub(crate) lines: Vec<Line>,
    pub(crate) form: Form,
}

/// One hook.
#[derive(Clone, Debug)]
#[cfg_attr(test, derive(serde::Serialize, serde::Deserialize))]
pub(crate) struct Line {
    pub(crate) address: String,
    pub(crate) level: String,
    pub(crate) delivered: Option<When>,
    pub(crate) failed: Option<(When, String)>,
    /// Why nothing is sent any more.
    pub(crate) ended: Option<String>,
    pub(crate) remove: Form,
}

/// `GET /me/hooks`
pub(crate) async fn show(guest: Guest) -> Response {
    guest.read(|visit| page(visit, None, None)).await
}

/// `POST /me/hooks`
pub(crate) async fn add(submitted: Submitted) -> Response {
    submitted
        .act(|visit, kept| {
            let refused = |complaint| {
                let tried = Tried { act: "add", kept, complaints: vec![complaint] };
                Ok(Acted::Refused(page(visit, None, Some(&tried))?))
            };
            let address = kept.get("address").trim();
            let Some(target) = Target::read(address) else {
                return refused(Complaint::plain("address", "hooks-no-address"));
            };
            if !may_send(visit.house.webhook_hosts(), &target) {
                return refused(Complaint::plain("address", "hooks-not-listed"));
            }
            // A level that cannot be read must not open any other.
            let level = kept.get("level").parse().unwrap_or(Level::Unclassified);
            let mut chance = [0; 36];
            door::draw(&mut chance);
            let (about, from) = ((address, level, visit.origin()), (visit.views().position()?, visit.now));
            match visit.house.local().add_hook(visit.officer(), about, from, chance)? {
                Some(secret) => Ok(Acted::Shown(page(visit, Some(secret), None)?)),
                None => refused(Complaint::plain("", "hooks-too-many")),
            }
        })
        .await
}

/// `POST /me/hooks/remove`
pub(crate) async fn remove(submitted: Submitted) -> Response {
    submitted
        .act(|visit, kept| {
            visit.house.local().remove_hook(visit.officer(), kept.get("name"))?;
            Ok(Acted::<Hooks>::Done(links::hooks()))
        })
        .await
}

fn page(visit: &Visit, secret: Option<String>, tried: Option<&Tried<'_>>) -> Result<Hooks, Miss> {
    let mut page = visit.shell(&visit.say("hooks-title"), Place::Nowhere);
    let held = visit.house.local().hooks(visit.officer())?;
    let nothing = Kept::default();
    let kept = tried.map_or(&nothing, |tried| tried.kept);
    let listed = visit.house.webhook_hosts();
    let mut forms = [visit.seal(form(visit.tongue, kept, visit.reader.level, listed))];
    if let Some(tried) = tried {
        tried.tell(&mut forms, &mut page);
    }
    let [form] = forms;
    Ok(Hooks {
        page,
        sentence: visit.tongue.tell("hooks-held", &[("held", held.len().into())]),
        secret,
        lines: held.into_iter().map(|hook| line(visit, hook)).collect(),
        form,
    })
}

fn form(tongue: Tongue, kept: &Kept, most: Level, listed: &[WebhookHost]) -> Form {
    let levels = Level::ALL.iter().filter(|each| **each <= most);
    let levels: Vec<_> = levels.map(|each| (each.word(), tongue.word("level", each.word()))).collect();
    let hosts: Vec<_> = listed.iter().map(ToString::to_string).collect();
    let hint = if hosts.is_empty() {
        tongue.say("hooks-no-hosts")
    } else {
        tongue.tell("hooks-hosts", &[("hosts", hosts.join(", ").into())])
    };
    Form::new("add", links::hooks(), &tongue.say("hooks-add"), &tongue.say("hooks-add-button"))
        .hint(&tongue.say("hooks-add-hint"))
        .field(Field::line("address", "url", &tongue.say("hooks-address"), kept.get("address")).hint(&hint))
        .field(Field::choice(
            "level",
            &tongue.say("hooks-level-field"),
            &levels,
            kept.or("level", Level::Unclassified.word()),
        ))
}

fn line(visit: &Visit, hook: Hook) -> Line {
    let zone = visit.own_zone();
    let when = |at| print::when(visit.tongue, at, &zone, visit.now);
    let remove = Form::new("", links::hooks_remove(), "", &visit.say("hooks-remove"))
        .field(Field::Carried { name: "name".into(), value: hook.name });
    Line {
        address: hook.address,
        level: visit.tongue.word("level", hook.level.word()),
        delivered: hook.delivered_at.map(when),
        failed: hook.failed.map(|(at, failure)| (when(at), why(visit.tongue, failure))),
        ended: hook.ended.map(|ended| visit.say(over(ended))),
        remove: visit.seal(remove),
    }
}

fn why(tongue: Tongue, failure: Failure) -> String {
    match failure {
        Failure::Unlisted => tongue.say("hooks-unlisted"),
        Failure::Unreachable => tongue.say("hooks-unreachable"),
        Failure::Late => tongue.say("hooks-late"),
        Failure::Insecure => tongue.say("hooks-insecure"),
        Failure::Answered(status) => tongue.tell("hooks-answered", &[("status", status.to_string().into())]),
    }
}

fn over(ended: Ended) -> &'static str {
    match ended {
        Ended::Silent => "hooks-silent",
        Ended::Gone => "hooks-gone",
        Ended::Role => "hooks-role",
    }
}

/// Two hooks, one of them given up, and the secret of one that was just registered.
pub(crate) fn sample() -> Hooks {
    let tongue = Tongue::English;
    let when = |local: &str| When::new("2026-11-22T14:08Z", local, "14:08Z");
    let line = |address: &str, level: &str, failed: Option<Failure>, ended: Option<Ended>| Line {
        address: address.into(),
        level: level.into(),
        delivered: Some(when("Sun 22 Nov 15:08")),
        failed: failed.map(|failure| (when("Sun 22 Nov 15:08"), why(tongue, failure))),
        ended: ended.map(|ended| tongue.say(over(ended))),
        remove: sample_sealed(Form::new("", links::hooks_remove(), "", &tongue.say("hooks-remove"))),
    };
    let listed = ["hooks.example.org".parse().expect("it is a host")];
    Hooks {
        page: sample_shell("Webhooks", Place::Nowhere, ("oceans.desk", "Headquarters")),
        sentence: tongue.tell("hooks-held", &[("held", 2.into())]),
        secret: Some(format!("whsec_{}=", "5f1c09abQ7d".repeat(4).get(..43).unwrap_or_default())),
        lines: vec![
            line("https://hooks.example.org/desk", "UNCLASSIFIED", None, None),
            line(
                "https://hooks.example.org/ledger",
                "RESTRICTED",
                Some(Failure::Answered(503)),
                Some(Ended::Silent),
            ),
        ],
        form: sample_sealed(form(tongue, &Kept::default(), Level::Confidential, &listed)),
    }
}
