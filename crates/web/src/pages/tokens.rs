//! The tokens of whoever is signed in: what each may do and when it was last used, a form to make one, and a button to take
//! one back. A new token is on the page that answers the form, and never again.

use askama::Template;
use axum::response::Response;
use domain::cable::Level;
use registry::door;

use crate::acts::Tried;
use crate::form::{Field, Form};
use crate::forms::Kept;
use crate::links;
use crate::page::{Place, Shell, When};
use crate::pages::{sample_sealed, sample_shell};
use crate::print;
use crate::token::{Grant, NotGranted, Scope, Token};
use crate::tongue::Tongue;
use crate::visit::{Acted, Guest, Miss, Submitted, Visit};

/// The page of tokens.
#[derive(Clone, Debug, Template)]
#[cfg_attr(test, derive(serde::Serialize, serde::Deserialize))]
#[template(path = "tokens.html")]
pub(crate) struct Tokens {
    pub(crate) page: Shell,
    pub(crate) sentence: String,
    pub(crate) issued: Option<Issued>,
    pub(crate) lines: Vec<Line>,
    pub(crate) form: Form,
}

/// A token that was just made, and where a calendar finds it.
#[derive(Clone, Debug)]
#[cfg_attr(test, derive(serde::Serialize, serde::Deserialize))]
pub(crate) struct Issued {
    pub(crate) secret: String,
    pub(crate) sentence: String,
}

/// One token.
#[derive(Clone, Debug)]
#[cfg_attr(test, derive(serde::Serialize, serde::Deserialize))]
pub(crate) struct Line {
    pub(crate) label: String,
    pub(crate) name: String,
    pub(crate) may: String,
    pub(crate) level: String,
    pub(crate) until: When,
    pub(crate) used: Option<When>,
    pub(crate) revoke: Form,
}

/// What a token may do, as the form offers it.
const KINDS: [(&str, &str); 5] = [
    ("read", "tokens-kind-read"),
    ("read act", "tokens-kind-read-act"),
    ("read draft", "tokens-kind-read-draft"),
    ("read act draft", "tokens-kind-read-act-draft"),
    ("feed", "tokens-kind-feed"),
];

/// `GET /me/tokens`
pub(crate) async fn show(guest: Guest) -> Response {
    guest.read(|visit| page(visit, None, None)).await
}

/// `POST /me/tokens`
pub(crate) async fn add(submitted: Submitted) -> Response {
    submitted
        .act(|visit, kept| {
            let mut chance = [0; 36];
            door::draw(&mut chance);
            match visit.house.local().grant(visit.officer(), &read(kept), visit.now, chance) {
                Ok(issued) => Ok(Acted::Shown(page(visit, Some(issued), None)?)),
                Err(NotGranted::Fault(fault)) => Err(fault.into()),
                Err(NotGranted::Asked(_)) => {
                    let tried = Tried { act: "add", kept, complaints: vec![crate::acts::no_token()] };
                    Ok(Acted::Refused(page(visit, None, Some(&tried))?))
                }
            }
        })
        .await
}

/// `POST /me/tokens/revoke`
pub(crate) async fn revoke(submitted: Submitted) -> Response {
    submitted
        .act(|visit, kept| {
            visit.house.local().revoke(visit.officer(), kept.get("name"))?;
            Ok(Acted::<Tokens>::Done(links::tokens()))
        })
        .await
}

/// The form as a grant; what cannot be read is empty, and refused as such.
fn read(kept: &Kept) -> Grant {
    let scopes = kept.get("kind").split(' ').filter_map(|word| word.parse::<Scope>().ok());
    let level = kept.get("level");
    Grant {
        label: kept.get("label").to_owned(),
        scopes: scopes.collect(),
        // A level that cannot be read must not open all levels.
        level: if level.is_empty() { None } else { Some(level.parse().unwrap_or(Level::Unclassified)) },
        days: kept.get("days").parse().unwrap_or(0),
    }
}

fn page(
    visit: &Visit,
    issued: Option<crate::token::Issued>,
    tried: Option<&Tried<'_>>,
) -> Result<Tokens, Miss> {
    let mut page = visit.shell(&visit.say("tokens-title"), Place::Nowhere);
    let held = visit.house.local().tokens(visit.officer(), visit.now)?;
    let nothing = Kept::default();
    let kept = tried.map_or(&nothing, |tried| tried.kept);
    let mut forms = [visit.seal(form(visit.tongue, kept, visit.reader.level))];
    if let Some(tried) = tried {
        tried.tell(&mut forms, &mut page);
    }
    let [form] = forms;
    Ok(Tokens {
        page,
        sentence: visit.tongue.tell("tokens-held", &[("held", held.len().into())]),
        issued: issued.map(|issued| shown(visit.tongue, &issued, &held)),
        lines: held.iter().map(|token| line(visit, token)).collect(),
        form,
    })
}

fn shown(tongue: Tongue, issued: &crate::token::Issued, held: &[Token]) -> Issued {
    let feeds = held.iter().any(|token| token.name == issued.name && token.allows(Scope::Feed));
    let sentence = if feeds {
        tongue.tell("tokens-once-feed", &[("address", links::calendar(&issued.secret).into())])
    } else {
        tongue.say("tokens-once")
    };
    Issued { secret: issued.secret.clone(), sentence }
}

fn form(tongue: Tongue, kept: &Kept, level: Level) -> Form {
    let kinds = KINDS.map(|(kind, label)| (kind, tongue.say(label)));
    let levels = Level::ALL.iter().filter(|each| **each <= level);
    let levels = levels.map(|each| (each.word(), tongue.word("level", each.word())));
    let levels: Vec<_> = std::iter::once(("", tongue.say("tokens-level-all"))).chain(levels).collect();
    Form::new("add", links::tokens(), &tongue.say("tokens-make"), &tongue.say("tokens-make-button"))
        .hint(&tongue.say("tokens-make-hint"))
        .field(Field::line("label", "text", &tongue.say("tokens-label"), kept.get("label")))
        .field(Field::choice("kind", &tongue.say("tokens-kind"), &kinds, kept.or("kind", "read")))
        .field(Field::choice("level", &tongue.say("tokens-level-field"), &levels, kept.get("level")))
        .field(
            Field::line("days", "number", &tongue.say("tokens-days"), kept.or("days", "30"))
                .hint(&tongue.say("tokens-days-hint")),
        )
}

fn line(visit: &Visit, token: &Token) -> Line {
    let zone = visit.own_zone();
    let when = |at| print::when(visit.tongue, at, &zone, visit.now);
    let may: Vec<_> = token.scopes.iter().map(|scope| visit.tongue.word("scope", scope.word())).collect();
    let revoke = Form::new("", links::tokens_revoke(), "", &visit.say("tokens-revoke"))
        .field(Field::Carried { name: "name".into(), value: token.name.clone() });
    Line {
        label: token.label.clone(),
        name: token.name.clone(),
        may: may.join(", "),
        level: token.level.map(|level| visit.tongue.word("level", level.word())).unwrap_or_default(),
        until: when(token.expires_at),
        used: token.used_at.map(when),
        revoke: visit.seal(revoke),
    }
}

/// Two programs, and one that was just let in.
pub(crate) fn sample() -> Tokens {
    let line = |label: &str, name: &str, may: &str, level: &str, used: bool| Line {
        label: label.into(),
        name: name.into(),
        may: may.into(),
        level: level.into(),
        until: When::new("2026-12-22T14:10Z", "Tue 22 Dec 15:10", "14:10Z"),
        used: used.then(|| When::new("2026-11-22T14:08Z", "Sun 22 Nov 15:08", "14:08Z")),
        revoke: sample_sealed(Form::new("", links::tokens_revoke(), "", "Take it back")),
    };
    Tokens {
        page: sample_shell("Tokens", Place::Nowhere, ("oceans.desk", "Headquarters")),
        sentence: "2 programs may act for you.".into(),
        issued: Some(Issued {
            secret: format!("chancery_{}", "5f1c09ab".repeat(8)),
            sentence: "It is shown once. Give it to the program now; whoever has it may do what it may."
                .into(),
        }),
        lines: vec![
            line("Weekly table for the ledger", "5f1c09ab", "read", "RESTRICTED", false),
            line("Calendar of the duty desk", "77aa0312", "feed", "UNCLASSIFIED", true),
        ],
        form: sample_sealed(form(Tongue::English, &Kept::default(), Level::Confidential)),
    }
}
