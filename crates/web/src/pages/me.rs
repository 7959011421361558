//! An officer's own keys and sessions: passkeys registered and revoked, sessions listed and ended, a duty handed over for
//! some days and taken back. Keys are the directory's and go through the desk; sessions are this machine's.

use askama::Template;
use axum::response::Response;
use domain::command::Command;
use domain::fact::{PasskeyRegistered, Role, RoleDelegated, RoleDelegationEnded};
use domain::words::{Handle, Octets, OfficeId};
use jiff::civil::Date;
use passkey::Expected;

use crate::acts;
use crate::confirm::Purpose;
use crate::form::{Field, Form};
use crate::forms::Kept;
use crate::links;
use crate::page::{Place, Problem, Shell, When};
use crate::pages::key::KeyForm;
use crate::pages::{sample_sealed, sample_shell};
use crate::print;
use crate::tongue::Tongue;
use crate::visit::{Acted, Guest, Miss, Submitted, Visit};

/// The page.
#[derive(Clone, Debug, Template)]
#[cfg_attr(test, derive(serde::Serialize, serde::Deserialize))]
#[template(path = "me.html")]
pub(crate) struct Me {
    pub(crate) page: Shell,
    pub(crate) token: String,
    pub(crate) keys: Vec<Key>,
    /// None where passkeys do not work: at an address that is no name.
    pub(crate) register: Option<KeyForm>,
    pub(crate) elsewhere: Option<String>,
    pub(crate) sessions: Vec<Session>,
    pub(crate) duties: Vec<Duty>,
    pub(crate) delegate: Option<Form>,
    /// Recoveries that wait for a second administrator; only administrators see them.
    pub(crate) recoveries: Vec<Duty>,
    pub(crate) recover: Option<Form>,
}

/// One passkey.
#[derive(Clone, Debug)]
#[cfg_attr(test, derive(serde::Serialize, serde::Deserialize))]
pub(crate) struct Key {
    pub(crate) credential: String,
    pub(crate) since: When,
    pub(crate) kind: String,
}

/// One open session.
#[derive(Clone, Debug)]
#[cfg_attr(test, derive(serde::Serialize, serde::Deserialize))]
pub(crate) struct Session {
    pub(crate) name: String,
    pub(crate) since: When,
    pub(crate) seen: When,
    pub(crate) how: String,
    pub(crate) here: bool,
}

/// One duty handed over.
#[derive(Clone, Debug)]
#[cfg_attr(test, derive(serde::Serialize, serde::Deserialize))]
pub(crate) struct Duty {
    pub(crate) value: String,
    pub(crate) sentence: String,
}

/// `GET /me`
pub(crate) async fn show(guest: Guest) -> Response {
    guest.read(|visit| page(visit, None)).await
}

/// `POST /me/passkey`
pub(crate) async fn register(submitted: Submitted) -> Response {
    submitted.act(registered).await
}

/// `POST /me/revoke`
pub(crate) async fn revoke(submitted: Submitted) -> Response {
    submitted
        .act(|visit, kept| {
            let officer = visit.officer().clone();
            let credential: Octets = kept.get("credential").parse().map_err(|_| Miss::NotFound)?;
            ask(visit, kept, Command::RevokePasskey { officer, credential }, "revoke-passkey")
        })
        .await
}

/// `POST /me/end`
pub(crate) async fn end(submitted: Submitted) -> Response {
    submitted
        .act(|visit, kept| {
            visit.sessions().end_named(visit.officer(), kept.get("session"))?;
            Ok(Acted::<Me>::Done(links::me()))
        })
        .await
}

/// `POST /me/delegate`
pub(crate) async fn delegate(submitted: Submitted) -> Response {
    submitted
        .act(|visit, kept| match delegated(kept) {
            Ok(delegated) => ask(visit, kept, Command::Delegate(delegated), "delegate"),
            Err(complaints) => Ok(Acted::Refused(page(visit, Some((kept, &complaints)))?)),
        })
        .await
}

/// `POST /me/take-back`
pub(crate) async fn take_back(submitted: Submitted) -> Response {
    submitted
        .act(|visit, kept| {
            let mut parts = kept.get("duty").split(' ');
            let mut next = || parts.next().unwrap_or_default();
            let (officer, office, role) = (next().parse(), next().parse(), next().parse());
            let (Ok(officer), Ok(office), Ok(role)) = (officer, office, role) else {
                return Err(Miss::NotFound);
            };
            ask(
                visit,
                kept,
                Command::EndDelegation(RoleDelegationEnded { officer, office, role }),
                "take-back",
            )
        })
        .await
}

/// `POST /me/recover`
pub(crate) async fn recover(submitted: Submitted) -> Response {
    submitted
        .act(|visit, kept| {
            let Ok(officer) = kept.get("recover-who").parse::<Handle>() else {
                let complaint = acts::Complaint::plain("recover-who", "me-no-officer");
                return Ok(Acted::Refused(page(visit, Some((kept, &[complaint])))?));
            };
            ask(visit, kept, Command::AskRecovery { officer }, "ask-recovery")
        })
        .await
}

/// `POST /me/agree`
pub(crate) async fn agree(submitted: Submitted) -> Response {
    submitted
        .act(|visit, kept| {
            let officer: Handle = kept.get("officer").parse().map_err(|_| Miss::NotFound)?;
            let office = visit.headquarters().ok_or(Miss::NotFound)?;
            match visit.ask(office, Command::GrantRecovery { officer: officer.clone() }, kept.get("once"))? {
                Ok(_) => visit.recovered(&officer).map(Acted::Shown),
                Err(refusal) => {
                    let (sentence, hint) = acts::complaint(&refusal, "", None).told(visit.tongue);
                    Ok(Acted::Refused(visit.not_recovered(Problem { sentence, hint, href: "#main".into() })))
                }
            }
        })
        .await
}

/// Asks headquarters' desk, where the directory is kept.
fn ask(visit: &Visit, kept: &Kept, command: Command, done: &str) -> Result<Acted<Me>, Miss> {
    let office = visit.headquarters().ok_or(Miss::NotFound)?;
    match visit.ask(office, command, kept.get("once"))? {
        Ok(receipt) => {
            visit.leave(done, &receipt);
            Ok(Acted::Done(links::me()))
        }
        Err(refusal) => {
            let complaints = [acts::complaint(&refusal, "delegate", None)];
            Ok(Acted::Refused(page(visit, Some((kept, &complaints)))?))
        }
    }
}

/// A passkey that was just made, checked and handed to the desk.
fn registered(visit: &Visit, kept: &Kept) -> Result<Acted<Me>, Miss> {
    let octets = |field: &str| kept.get(field).parse::<Octets>().map(|octets| octets.0).unwrap_or_default();
    let (client, attestation) = (octets("client"), octets("attestation"));
    let party = visit.house.door().party();
    let answerable =
        visit.waiting().answerable(visit.ticket(), kept.get("once"), Purpose::Register, visit.now);
    let made = answerable.iter().find_map(|challenge| {
        let expected = Expected { party: &party, origin: Some(visit.origin()), challenge };
        passkey::registration(expected, &client, &attestation).ok().map(|made| (made, *challenge))
    });
    let Some((made, _)) = made.filter(|(_, challenge)| visit.waiting().spend(*challenge, visit.now)) else {
        let complaint = acts::Complaint::plain("", "me-not-registered");
        return Ok(Acted::Refused(page(visit, Some((kept, &[complaint])))?));
    };
    let credential = Octets::from(made.credential);
    visit.house.local().counts(&credential, made.counter)?;
    let (officer, key, synced) = (visit.officer().clone(), made.key.into(), made.synced);
    let registered = PasskeyRegistered { officer, credential, key, party, synced };
    ask(visit, kept, Command::RegisterPasskey(registered), "register-passkey")
}

fn delegated(kept: &Kept) -> Result<RoleDelegated, Vec<acts::Complaint>> {
    let mut complaints = Vec::new();
    let mut missing = |field: &str, id| complaints.push(acts::Complaint::plain(field, id));
    let duty = kept.get("delegate-duty").split_once(' ');
    let duty = duty.and_then(|(office, role)| Some((office.parse().ok()?, role.parse().ok()?)));
    let officer: Option<Handle> = kept.get("delegate-to").parse().ok();
    let mut day = |field: &str| {
        let day: Option<Date> = kept.get(field).parse().ok();
        if day.is_none() {
            missing(field, "me-no-day");
        }
        day
    };
    let (from, until) = (day("delegate-from"), day("delegate-until"));
    if officer.is_none() {
        missing("delegate-to", "me-no-officer");
    }
    if duty.is_none() {
        missing("delegate-duty", "me-no-duty");
    }
    match (officer, duty, from, until) {
        (Some(officer), Some((office, role)), Some(from), Some(until)) => {
            Ok(RoleDelegated { officer, office, role, from, until })
        }
        _ => Err(complaints),
    }
}

/// The page, with what was tried if it did not succeed.
fn page(visit: &Visit, tried: Option<(&Kept, &[acts::Complaint])>) -> Result<Me, Miss> {
    let tongue = visit.tongue;
    let mut page = visit.shell(&visit.say("me-title"), Place::Nowhere);
    page.style("keys");
    page.script("passkey");
    let (known, officer, zone) = (visit.directory.keys(), visit.officer(), visit.own_zone());
    let when = |at| print::when(tongue, at, &zone, visit.now);
    let keys: Vec<Key> = known
        .of(officer)
        .map(|key| Key {
            credential: key.credential.to_string(),
            since: when(key.at),
            kind: tongue.say(if key.synced { "me-key-synced" } else { "me-key-bound" }),
        })
        .collect();
    let (party, elsewhere) = (visit.house.door().party(), visit.elsewhere());
    let once = crate::visit::once();
    let challenge = visit.waiting().challenge(visit.ticket(), &once, Purpose::Register, visit.now);
    let key = KeyForm::signs(tongue, links::me_act("passkey"), &party, challenge, &visit.say("me-register"));
    let key = key.registers(officer).keys(keys.iter().map(|key| key.credential.clone()));
    let sessions = visit.sessions().of_officer(officer, visit.now)?.into_iter().map(|open| Session {
        here: open.name == visit.ticket().name(),
        since: when(open.begun_at),
        seen: when(open.seen_at),
        how: tongue.word("session", open.how.word()),
        name: open.name,
    });
    let nothing = Kept::default();
    let mut delegate = delegate_form(visit, tried.map_or(&nothing, |(kept, _)| kept));
    let (recoveries, mut recover) = recovering(visit, tried.map_or(&nothing, |(kept, _)| kept));
    if let Some((_, complaints)) = tried {
        for complaint in complaints {
            let (sentence, hint) = complaint.told(tongue);
            let problem = match &mut delegate {
                Some(form) if complaint.field.starts_with("delegate-") => {
                    form.refuse(&complaint.field, &sentence, &hint)
                }
                _ if complaint.field.starts_with("recover-") && recover.is_some() => {
                    let told = recover.as_mut().map(|form| form.refuse(&complaint.field, &sentence, &hint));
                    told.unwrap_or(Problem { sentence, hint, href: "#main".into() })
                }
                _ => Problem { sentence, hint, href: "#main".into() },
            };
            page.errors.push(problem);
        }
    }
    Ok(Me {
        page,
        token: visit.ticket().token(),
        register: elsewhere.is_none().then(|| key.sealed(&visit.ticket().token(), &once)),
        elsewhere,
        keys,
        sessions: sessions.collect(),
        duties: duties(visit),
        delegate,
        recoveries,
        recover,
    })
}

/// What an administrator of headquarters may do for officers who lost their passkeys.
fn recovering(visit: &Visit, kept: &Kept) -> (Vec<Duty>, Option<Form>) {
    let administers = visit.headquarters().is_some_and(|office| visit.holds(office, Role::Administrator));
    if !administers {
        return (Vec::new(), None);
    }
    let waiting = visit.directory.keys().recoveries(visit.now);
    let waiting =
        waiting.filter(|(officer, asked)| asked.by != *visit.officer() && *officer != visit.officer());
    let waiting = waiting.map(|(officer, asked)| Duty {
        value: officer.to_string(),
        sentence: visit.tell(
            "me-recovery",
            &[("officer", officer.to_string().into()), ("by", asked.by.to_string().into())],
        ),
    });
    let who = Field::line("recover-who", "text", &visit.say("me-recover-who"), kept.get("recover-who"));
    let (heading, act) = (visit.say("me-recover"), visit.say("me-recover.act"));
    let form =
        Form::new("recover", links::me_act("recover"), &heading, &act).hint(&visit.say("me-recover.hint"));
    (waiting.collect(), Some(visit.seal(form.field(who))))
}

/// The duties the officer has handed over and not taken back.
fn duties(visit: &Visit) -> Vec<Duty> {
    let handed = visit.directory.delegations().iter().filter(|held| held.by == *visit.officer());
    let open = handed.map(|held| &held.delegated).filter(|held| held.until >= visit.today());
    let duty = |held: &RoleDelegated| Duty {
        value: format!("{} {} {}", held.officer, held.office, held.role.word()),
        sentence: visit.tell(
            "me-duty",
            &[
                ("role", visit.tongue.word("role", held.role.word()).into()),
                ("office", visit.name(held.office).into()),
                ("officer", held.officer.to_string().into()),
                ("from", print::day(visit.tongue, held.from, visit.now).into()),
                ("until", print::day(visit.tongue, held.until, visit.now).into()),
            ],
        ),
    };
    open.map(duty).collect()
}

/// The form by which a duty is handed over; none for whoever has none to hand over.
fn delegate_form(visit: &Visit, kept: &Kept) -> Option<Form> {
    let today = visit.today();
    let own = visit.directory.roles().iter().filter(|held| {
        held.officer == *visit.officer()
            && !matches!(held.role, Role::Administrator | Role::DutyOfficer)
            && visit.directory.was_granted(&held.officer, held.office, held.role, today)
    });
    let own: Vec<(OfficeId, Role, String)> =
        own.map(|held| (held.office, held.role, visit.name(held.office))).collect();
    (!own.is_empty()).then(|| visit.seal(delegate_of(visit.tongue, &own, today, kept)))
}

fn delegate_of(tongue: Tongue, own: &[(OfficeId, Role, String)], today: Date, kept: &Kept) -> Form {
    let option = |(office, role, name): &(OfficeId, Role, String)| {
        (
            format!("{office} {}", role.word()),
            format!("{} · {}", tongue.word("role", role.word()), print::isolated(name)),
        )
    };
    let options: Vec<(String, String)> = own.iter().map(option).collect();
    let line = |field: &str, kind: &str, label: &str, usual: &str| {
        Field::line(field, kind, &tongue.say(label), kept.or(field, usual))
    };
    Form::new(
        "delegate",
        links::me_act("delegate"),
        &tongue.say("me-delegate"),
        &tongue.say("me-delegate.act"),
    )
    .hint(&tongue.say("me-delegate.hint"))
    .field(Field::choice(
        "delegate-duty",
        &tongue.say("me-delegate-duty"),
        &options,
        kept.get("delegate-duty"),
    ))
    .field(line("delegate-to", "text", "me-delegate-to", ""))
    .field(line("delegate-from", "date", "me-delegate-from", &today.to_string()))
    .field(line("delegate-until", "date", "me-delegate-until", ""))
}

/// The page as a director of the fictional ministry sees it.
pub(crate) fn sample() -> Me {
    let tongue = Tongue::English;
    let mut page = sample_shell(&tongue.say("me-title"), Place::Nowhere, ("director.oceans", "Headquarters"));
    page.style("keys");
    page.script("passkey");
    let key =
        KeyForm::signs(tongue, links::me_act("passkey"), "localhost", [7; 32], &tongue.say("me-register"));
    let officer: Option<Handle> = "director.oceans".parse().ok();
    let office: Option<OfficeId> = "HQ".parse().ok();
    let own: Vec<_> =
        office.into_iter().map(|office| (office, Role::Approver, "Headquarters".to_owned())).collect();
    let session = |name: &str, how: &str, here: bool| Session {
        name: name.into(),
        since: When::new("2026-11-22T14:10Z", "22 Nov 15:10", "14:10Z"),
        seen: When::new("2026-11-22T14:10Z", "22 Nov 15:10", "14:10Z"),
        how: tongue.word("session", how),
        here,
    };
    Me {
        page,
        token: "token".into(),
        keys: vec![Key {
            credential: "AAEC".into(),
            since: When::new("2026-11-22T14:10Z", "22 Nov 15:10", "14:10Z"),
            kind: tongue.say("me-key-bound"),
        }],
        register: officer.map(|officer| key.registers(&officer).sealed("token", "once")),
        elsewhere: None,
        sessions: vec![session("1", "passkey", true), session("2", "code", false)],
        duties: Vec::new(),
        recoveries: Vec::new(),
        recover: None,
        delegate: Some(sample_sealed(delegate_of(
            tongue,
            &own,
            Date::constant(2026, 11, 24),
            &Kept::default(),
        ))),
    }
}
