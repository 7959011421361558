//! Break-glass: where a duty officer names one cable and says why, and where the text of it stands as long as it is open.
//! To anybody else neither page is there. Whether a cable may be opened is the desk's to say, and each opening is recorded
//! before its text is shown.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use domain::command::Command;
use domain::words::OfficeId;

use crate::acts::{self, Complaint, Tried};
use crate::form::{Field, Form};
use crate::forms::Kept;
use crate::links;
use crate::page::{Place, Shell, When};
use crate::pages::instruction::SAMPLE_CABLE;
use crate::pages::{sample_sealed, sample_shell};
use crate::print;
use crate::tongue::Tongue;
use crate::visit::{self, Acted, Guest, Miss, Submitted, Visit};

/// The name of the form.
const ACT: &str = "emergency";

/// The page that asks which cable, and why.
#[derive(Clone, Debug, Template)]
#[cfg_attr(test, derive(serde::Serialize, serde::Deserialize))]
#[template(path = "emergency.html")]
pub(crate) struct Emergency {
    pub(crate) page: Shell,
    pub(crate) forms: Vec<Form>,
}

/// The page of a cable that is open.
#[derive(Clone, Debug, Template)]
#[cfg_attr(test, derive(serde::Serialize, serde::Deserialize))]
#[template(path = "opened.html")]
pub(crate) struct Opened {
    pub(crate) page: Shell,
    pub(crate) number: String,
    pub(crate) opening: String,
    pub(crate) until: When,
    pub(crate) cable: String,
}

/// `GET /emergency`
pub(crate) async fn show(guest: Guest) -> Response {
    guest
        .read(|visit| {
            entered(visit)?;
            let restored = visit.restored()?;
            let tried = restored.as_ref().map(|(act, kept)| Tried { act, kept, complaints: Vec::new() });
            Ok(page(visit, tried.as_ref()))
        })
        .await
}

/// `POST /emergency`
pub(crate) async fn submit(submitted: Submitted) -> Response {
    submitted.act(open).await
}

/// `GET /emergency/{cable}`
pub(crate) async fn opened(Path(name): Path<String>, guest: Guest) -> Response {
    guest.read(move |visit| shown(visit, &name)).await
}

/// Where the visitor is on duty; nothing is here for whoever is not.
fn entered(visit: &Visit) -> Result<OfficeId, Miss> {
    let homes = visit.views().homes()?;
    let today = visit.today();
    let mut on_duty = visit.directory.on_duty(visit.officer(), today).peekable();
    let any = on_duty.peek().copied();
    // Only a journal that is written here can say so.
    on_duty.find(|office| homes.contains(office)).or(any).ok_or(Miss::NotFound)
}

fn open(visit: &Visit, kept: &Kept) -> Result<Acted<Emergency>, Miss> {
    let office = entered(visit)?;
    let refused = |complaints| Ok(Acted::Refused(page(visit, Some(&Tried { act: ACT, kept, complaints }))));
    let (name, why) = (kept.get("emergency-cable"), kept.get("emergency-why"));
    let missing =
        [("emergency-cable", "emergency-no-cable", name), ("emergency-why", "emergency-no-why", why)];
    let missing = missing.into_iter().filter(|(.., typed)| typed.is_empty());
    let missing: Vec<_> = missing.map(|(field, id, _)| Complaint::plain(field, id)).collect();
    if !missing.is_empty() {
        return refused(missing);
    }
    let nothing = || refused(vec![Complaint::plain("emergency-cable", "emergency-nothing")]);
    let Some(cable) = visit.views().openable(&visit.reader, &name.replace('-', " "))? else {
        return nothing();
    };
    let command = Command::OpenInEmergency { cable, why: why.to_owned() };
    match visit.ask(office, command, kept.get("once")) {
        Ok(Ok(receipt)) => {
            visit.leave(ACT, &receipt);
            Ok(Acted::Done(links::opened(&cable.to_string())))
        }
        Ok(Err(refusal)) => refused(vec![acts::complaint(&refusal, ACT, None)]),
        Err(Miss::NotFound) => nothing(),
        Err(miss) => Err(miss),
    }
}

fn page(visit: &Visit, tried: Option<&Tried<'_>>) -> Emergency {
    let mut page = visit.shell(&visit.say("emergency-title"), Place::Nowhere);
    let nothing = Kept::default();
    let mut forms = [visit.seal(form(visit.tongue, tried.map_or(&nothing, |tried| tried.kept)))];
    if let Some(tried) = tried {
        tried.tell(&mut forms, &mut page);
    }
    Emergency { page, forms: forms.into() }
}

fn form(tongue: Tongue, kept: &Kept) -> Form {
    Form::new(ACT, links::emergency(), &tongue.say("emergency-form"), &tongue.say("emergency-form.act"))
        .field(
            Field::line(
                "emergency-cable",
                "text",
                &tongue.say("emergency-cable"),
                kept.get("emergency-cable"),
            )
            .hint(&tongue.say("emergency-cable.hint")),
        )
        .field(
            Field::text("emergency-why", &tongue.say("emergency-why"), kept.get("emergency-why"), 4)
                .hint(&tongue.say("emergency-why.hint")),
        )
}

fn shown(visit: &Visit, name: &str) -> Result<Opened, Miss> {
    entered(visit)?;
    let cable = name.parse().map_err(|_| Miss::NotFound)?;
    let found = visit.views().opened(&visit.reader, cable, visit.now)?.ok_or(Miss::NotFound)?;
    let number = found.number.as_ref().map_or_else(|| cable.to_string(), links::in_full);
    let mut page = visit.shell(&number, Place::Nowhere);
    page.marking = visit::marking(visit.tongue, found.level);
    Ok(Opened {
        page,
        number,
        opening: found.opening.to_string(),
        until: print::when(visit.tongue, found.until, &visit.own_zone(), visit.now),
        cable: found.text,
    })
}

/// The page on which a duty officer opens a cable.
pub(crate) fn sample() -> Emergency {
    let tongue = Tongue::English;
    let page = sample_shell(&tongue.say("emergency-title"), Place::Nowhere, ("duty.officer", "Headquarters"));
    Emergency { page, forms: vec![sample_sealed(form(tongue, &Kept::default()))] }
}

/// A cable that is open in the small hours.
pub(crate) fn sample_opened() -> Opened {
    Opened {
        page: sample_shell("2026 MFA 0431", Place::Nowhere, ("duty.officer", "Headquarters")),
        number: "2026 MFA 0431".into(),
        opening: "HQ.4902".into(),
        until: When::new("2026-11-22T03:31Z", "Sun 22 Nov 04:31", "03:31Z"),
        cable: SAMPLE_CABLE.into(),
    }
}
