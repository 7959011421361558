//! Signing in: a handle, and the one-time code that whoever keeps this server gave to its officer. Every failure is told in
//! one wording, so that nobody learns who acts here. A demonstration lists its officers instead and asks for no code.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::Query;
use axum::http::header::RETRY_AFTER;
use axum::http::{HeaderValue, StatusCode};
use axum::response::Response;
use domain::calendar;
use domain::fact::Role;
use domain::words::{Handle, Octets, OfficeId};
use jiff::tz::TimeZone;
use passkey::{Expected, Said, Wrong};

use crate::code::Shown;
use crate::confirm::Purpose;
use crate::form::{Field, Form};
use crate::forms::Kept;
use crate::links;
use crate::page::{Link, Marking, Place, Shell};
use crate::pages::key::KeyForm;
use crate::pages::{sample_sealed, visited};
use crate::print;
use crate::session::{How, Ticket};
use crate::tongue::Tongue;
use crate::visit::{self, Guest, House, Miss, Submitted};

/// The sign-in page.
#[derive(Clone, Debug, Template)]
#[cfg_attr(test, derive(serde::Serialize, serde::Deserialize))]
#[template(path = "sign_in.html")]
pub(crate) struct SignIn {
    pub(crate) page: Shell,
    pub(crate) welcome: String,
    pub(crate) form: Form,
    pub(crate) key: Option<KeyForm>,
    pub(crate) elsewhere: Option<String>,
    /// The way to the identity provider, if the ministry has one.
    pub(crate) provider: Option<Link>,
    pub(crate) next: String,
    pub(crate) officers: Vec<Officer>,
}

/// One officer who may sign in by a press of a button.
#[derive(Clone, Debug)]
#[cfg_attr(test, derive(serde::Serialize, serde::Deserialize))]
pub(crate) struct Officer {
    pub(crate) handle: String,
    pub(crate) office: String,
    pub(crate) does: String,
}

/// What was tried at the door and did not succeed.
#[derive(Clone, Copy)]
enum Tried {
    Code(Shown),
    Passkey,
    Provider,
}

/// What a sign-in form or link says.
#[derive(Debug, serde::Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    pub(crate) next: String,
    /// What was tried elsewhere and did not succeed.
    #[serde(default)]
    tried: String,
}

/// `GET /sign-in`
pub(crate) async fn show(guest: Guest, Query(asked): Query<Asked>) -> Response {
    guest
        .at_the_door(move |house, guest| {
            let (ticket, cookie) = guest.ticketed();
            let tried = (asked.tried == "provider").then_some(Tried::Provider);
            let page = page(house, guest, &ticket, &asked.next, "", tried)?;
            let status = tried.map_or(StatusCode::OK, |_| StatusCode::UNPROCESSABLE_ENTITY);
            let mut answer = visit::print_page(status, &page);
            if let Some(line) = cookie {
                visit::set_cookie(&mut answer, &line);
            }
            Ok(answer)
        })
        .await
}

/// `POST /sign-in`
pub(crate) async fn submit(Submitted { guest, kept }: Submitted) -> Response {
    guest
        .at_the_door(move |house, guest| {
            let (given, next) = (kept.get("officer"), kept.get("next"));
            let now = house.now();
            let how = if house.door().introduces { How::Demonstration } else { How::Code };
            let shown = if house.door().introduces {
                Shown::Good
            } else {
                house.local().redeem(given, kept.get("code"), now)?
            };
            let officer = given.parse::<Handle>().ok();
            let directory = house.views().directory()?;
            let today = calendar::day_at(now, &TimeZone::UTC);
            let officer = officer.filter(|officer| directory.reader(officer, today).is_some());
            let status = match (shown, officer) {
                (Shown::Good, Some(officer)) => return guest.sign_in(officer, how, next),
                (Shown::Good | Shown::Bad, _) => StatusCode::UNPROCESSABLE_ENTITY,
                (Shown::TooMany, _) => StatusCode::TOO_MANY_REQUESTS,
            };
            tracing::info!(%status, "nobody was signed in");
            let page = page(house, guest, &guest.ticketed().0, next, given, Some(Tried::Code(shown)))?;
            let mut answer = visit::print_page(status, &page);
            if shown == Shown::TooMany {
                answer.headers_mut().insert(RETRY_AFTER, HeaderValue::from_static("60"));
            }
            Ok(answer)
        })
        .await
}

/// `POST /sign-out`
pub(crate) async fn leave(Submitted { guest, .. }: Submitted) -> Response {
    guest
        .at_the_door(|house, guest| {
            guest.sign_out(|account| {
                let page = visited::farewell(house, guest, account)?;
                Some(visit::print_page(StatusCode::OK, &page))
            })
        })
        .await
}

/// The page, with what came of a try if there was one.
fn page(
    house: &House,
    guest: &Guest,
    ticket: &Ticket,
    next: &str,
    given: &str,
    tried: Option<Tried>,
) -> Result<SignIn, Miss> {
    let introduces = house.door().introduces;
    let officers = if introduces { officers(house, guest.tongue)? } else { Vec::new() };
    let token = ticket.token();
    let mut form = form(guest.tongue, next, given, introduces).sealed(guest.tongue, &token, "");
    let mut page = guest.bare(&guest.tongue.say("sign-in-title"), &token);
    page.style("door");
    if introduces {
        page.notice = Some(page.say("sign-in-demonstration"));
    }
    let wrong = tried.map(|tried| match tried {
        Tried::Passkey => ("", page.say("sign-in-no-passkey"), String::new()),
        Tried::Provider => ("", page.say("sign-in-no-account"), page.say("sign-in-no-account.hint")),
        Tried::Code(Shown::TooMany) => ("code", page.say("sign-in-too-many"), String::new()),
        _ if introduces => ("officer", page.say("sign-in-no-handle"), page.say("sign-in-no-handle.hint")),
        Tried::Code(_) => ("code", page.say("sign-in-no-match"), page.say("sign-in-no-match.hint")),
    });
    page.errors.extend(wrong.map(|(field, sentence, hint)| form.refuse(field, &sentence, &hint)));
    let (key, elsewhere) = match guest.elsewhere() {
        _ if introduces => (None, None),
        None => {
            page.script("passkey");
            let once = visit::once();
            let challenge = house.waiting().challenge(ticket, &once, Purpose::SignIn, house.now());
            let (action, party) = (links::sign_in_by_passkey(), house.door().party());
            let button = guest.tongue.say("sign-in-passkey");
            let key = KeyForm::signs(guest.tongue, action, &party, challenge, &button);
            (Some(key.sealed(&token, &once).then(next)), None)
        }
        elsewhere => (None, elsewhere),
    };
    let welcome = house.ministry().to_owned();
    let provider = house.provider().map(|provider| way(guest.tongue, provider.name(), next));
    Ok(SignIn { page, welcome, form, key, elsewhere, provider, next: next.to_owned(), officers })
}

/// The way to the identity provider, by the name the ministry calls it.
fn way(tongue: Tongue, name: &str, next: &str) -> Link {
    let word = tongue.tell("sign-in-provider", &[("name", name.to_owned().into())]);
    Link::new(&word, links::sign_in_by_provider(next))
}

/// `POST /sign-in/passkey`
pub(crate) async fn by_passkey(Submitted { guest, kept }: Submitted) -> Response {
    guest
        .at_the_door(move |house, guest| {
            if let Some(officer) = signed(house, guest, &kept)? {
                return guest.sign_in(officer, How::Passkey, kept.get("next"));
            }
            let page = page(house, guest, &guest.ticketed().0, kept.get("next"), "", Some(Tried::Passkey))?;
            Ok(visit::print_page(StatusCode::UNPROCESSABLE_ENTITY, &page))
        })
        .await
}

/// Whose passkey signed for this page. Why it is nobody's is for the log alone.
fn signed(house: &House, guest: &Guest, kept: &Kept) -> Result<Option<Handle>, Miss> {
    let octets = |field: &str| kept.get(field).parse::<Octets>().map(|octets| octets.0).unwrap_or_default();
    let (authenticator, client, signature) = (octets("authenticator"), octets("client"), octets("signature"));
    let Some(ticket) = guest.ticket() else { return Ok(None) };
    let directory = house.views().directory()?;
    let (now, credential) = (house.now(), Octets(octets("credential")));
    let today = calendar::day_at(now, &TimeZone::UTC);
    let key = directory.keys().key(&credential).filter(|key| key.revoked.is_none());
    let Some(key) = key.filter(|key| directory.reader(&key.officer, today).is_some()) else {
        tracing::info!("a passkey that is not known was shown");
        return Ok(None);
    };
    let origin = guest.origin();
    let said = Said { authenticator_data: &authenticator, client_data: &client, signature: &signature };
    for challenge in house.waiting().answerable(ticket, kept.get("once"), Purpose::SignIn, now) {
        let expected = Expected { party: &key.party, origin: Some(&origin), challenge: &challenge };
        match passkey::assertion(expected, &key.key.0, said) {
            Ok(seen) => {
                let fresh = house.waiting().spend(challenge, now)
                    && house.local().counts(&credential, seen.counter)?;
                return Ok(fresh.then(|| key.officer.clone()));
            }
            Err(Wrong::Challenge) => {}
            Err(wrong) => {
                tracing::info!(officer = %key.officer, "a passkey was not taken: {wrong}");
                return Ok(None);
            }
        }
    }
    Ok(None)
}

/// Who may act here today, headquarters first.
fn officers(house: &House, tongue: Tongue) -> Result<Vec<Officer>, Miss> {
    let today = calendar::day_at(house.now(), &TimeZone::UTC);
    let directory = house.views().directory()?;
    let mut found: BTreeMap<(bool, OfficeId, &Handle), Vec<Role>> = BTreeMap::new();
    for held in directory.roles() {
        if directory.holds(&held.officer, held.office, held.role, today) {
            let abroad = directory.headquarters().is_none_or(|office| office.opened.office != held.office);
            found.entry((abroad, held.office, &held.officer)).or_default().push(held.role);
        }
    }
    let name = |office: OfficeId| {
        directory.office(office).map_or_else(|| office.to_string(), |office| office.opened.name.clone())
    };
    let officers = found.into_iter().map(|((_, office, handle), roles)| Officer {
        handle: handle.to_string(),
        office: name(office),
        does: print::list(
            tongue,
            &roles
                .into_iter()
                .map(|role| tongue.word("role", &format!("{}.does", role.word())))
                .collect::<Vec<_>>(),
        ),
    });
    Ok(officers.collect())
}

/// The page as the demonstration ministry shows it.
pub(crate) fn sample() -> SignIn {
    let mut page = Shell::new(Tongue::English, &Tongue::English.say("sign-in-title"), Place::Nowhere);
    page.style("door");
    page.ministry = "Ministry of External Relations of Estmark".into();
    page.marking = Marking { words: "Unclassified".into(), class: "m0".into() };
    page.notice = Some(page.say("sign-in-demonstration"));
    let officer = |handle: &str, office: &str, does: &str| Officer {
        handle: handle.into(),
        office: office.into(),
        does: does.into(),
    };
    SignIn {
        page,
        welcome: "Ministry of External Relations of Estmark".into(),
        form: sample_sealed(form(Tongue::English, "", "", true)),
        key: None,
        elsewhere: None,
        provider: None,
        next: String::new(),
        officers: vec![
            officer("oceans.desk", "Headquarters", "drafts and revises"),
            officer("treaty.desk", "Headquarters", "clears"),
            officer("director.oceans", "Headquarters", "approves and releases"),
            officer("lis.head", "Embassy Lisbon", "carries out taskings, releases replies"),
            officer("wel.political", "Embassy Wellington", "carries out taskings"),
            officer("records", "Headquarters", "keeps the record"),
        ],
    }
}

/// The page of a ministry that is not a demonstration, after a try that was wrong.
pub(crate) fn sample_refused() -> SignIn {
    let mut page = Shell::new(Tongue::English, &Tongue::English.say("sign-in-title"), Place::Nowhere);
    page.style("door");
    page.ministry = "Ministry of External Relations of Estmark".into();
    let mut form = sample_sealed(form(Tongue::English, "", "oceans.desk", false));
    page.errors =
        vec![form.refuse("code", &page.say("sign-in-no-match"), &page.say("sign-in-no-match.hint"))];
    page.script("passkey");
    let tongue = Tongue::English;
    let (action, button) = (links::sign_in_by_passkey(), tongue.say("sign-in-passkey"));
    let key = KeyForm::signs(tongue, action, "chancery.example", [7; 32], &button).sealed("token", "");
    SignIn {
        welcome: page.ministry.clone(),
        page,
        form,
        key: Some(key),
        elsewhere: None,
        provider: Some(way(tongue, "Estmark login", "")),
        next: String::new(),
        officers: Vec::new(),
    }
}

/// The form that asks for a handle and, outside a demonstration, for a code.
fn form(tongue: Tongue, next: &str, given: &str, introduces: bool) -> Form {
    let line = |name: &str, id: &str, value: &str| {
        Field::line(name, "text", &tongue.say(id), value).hint(&tongue.say(&format!("{id}.hint")))
    };
    let form = Form::new("sign-in", links::sign_in(), "", &tongue.say("sign-in-title"))
        .field(Field::Carried { name: "next".into(), value: next.into() })
        .field(line("officer", "sign-in-handle", given).fills("username"));
    if introduces {
        return form;
    }
    form.field(line("code", "sign-in-code", "").fills("one-time-code"))
}
