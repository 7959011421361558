//! The page between a weighty act and the desk: what will be done, in one sentence, and the passkey that confirms it.
//! What the passkey signs is the desk's own description of the act, and the desk checks it. A release that is not urgent
//! waits its ten seconds with what was signed.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use domain::command::Command;
use domain::entry::{Digest, Salt};
use domain::proof::{Presence, Proof};
use domain::words::{Handle, Octets};
use passkey::{Expected, Said};

use crate::acts;
use crate::confirm::Act;
use crate::forms::Kept;
use crate::links;
use crate::page::{Place, Problem, Shell};
use crate::pages::instruction;
use crate::pages::key::KeyForm;
use crate::pages::sample_shell;
use crate::tongue::Tongue;
use crate::visit::{Acted, Guest, Miss, Submitted, Visit};

/// The page that asks for a confirmation, or that tells what came of it.
#[derive(Clone, Debug, Template)]
#[cfg_attr(test, derive(serde::Serialize, serde::Deserialize))]
#[template(path = "confirm.html")]
pub(crate) struct Confirm {
    pub(crate) page: Shell,
    pub(crate) sentence: String,
    pub(crate) key: Option<KeyForm>,
    pub(crate) words: String,
    pub(crate) digest: String,
    pub(crate) back: String,
}

/// `GET /confirm/{act}`
pub(crate) async fn show(Path(named): Path<String>, guest: Guest) -> Response {
    guest.read(move |visit| Ok(page(visit, &waiting(visit, &named)?))).await
}

/// `POST /confirm/{act}`
pub(crate) async fn submit(Path(named): Path<String>, submitted: Submitted) -> Response {
    submitted.act(move |visit, kept| confirm(visit, &waiting(visit, &named)?, kept)).await
}

fn waiting(visit: &Visit, named: &str) -> Result<Act, Miss> {
    let named: Salt = named.parse().map_err(|_| Miss::NotFound)?;
    visit.waiting().act(visit.ticket(), named, visit.now).ok_or(Miss::NotFound)
}

fn page(visit: &Visit, act: &Act) -> Confirm {
    let mut page = visit.shell(&visit.say("confirm-title"), Place::Nowhere);
    page.style("keys");
    page.script("passkey");
    let keys = visit.directory.keys();
    let key = KeyForm::signs(
        visit.tongue,
        links::confirm(&act.nonce.to_string()),
        &visit.house.door().party(),
        act.challenge(),
        &visit.say("confirm-button"),
    );
    let key = key.keys(keys.of(visit.officer()).map(|key| key.credential.to_string()));
    Confirm {
        page,
        sentence: sentence(visit.tongue, &act.command),
        key: Some(key.sealed(&visit.ticket().token(), "")),
        words: format!("{}nonce {}\n", act.words, act.nonce),
        digest: Digest(act.challenge()).to_string(),
        back: act.back.clone(),
    }
}

/// What will be done, in one sentence.
fn sentence(tongue: Tongue, command: &Command) -> String {
    let tell = |id: &str, what: &dyn ToString| tongue.tell(id, &[("what", what.to_string().into())]);
    let account = |id: &str, officer: &Handle, subject: &str, issuer: &str| {
        let about = [
            ("what", officer.to_string().into()),
            ("subject", subject.to_owned().into()),
            ("issuer", issuer.to_owned().into()),
        ];
        tongue.tell(id, &about)
    };
    match command {
        Command::Approve { draft } => tell("confirm-approve", draft),
        Command::Regrade { draft, .. } => tell("confirm-regrade", draft),
        Command::Release { draft } => tell("confirm-release", draft),
        Command::GrantRole(granted) => {
            let about = [
                ("officer", granted.officer.to_string().into()),
                ("role", tongue.word("role", granted.role.word()).into()),
                ("office", granted.office.to_string().into()),
            ];
            tongue.tell("confirm-grant", &about)
        }
        Command::RevokeRole(revoked) => {
            let about = [
                ("officer", revoked.officer.to_string().into()),
                ("role", tongue.word("role", revoked.role.word()).into()),
                ("office", revoked.office.to_string().into()),
            ];
            tongue.tell("confirm-revoke", &about)
        }
        Command::Delegate(delegated) => {
            let about = [
                ("officer", delegated.officer.to_string().into()),
                ("role", tongue.word("role", delegated.role.word()).into()),
                ("office", delegated.office.to_string().into()),
                ("from", delegated.from.to_string().into()),
                ("until", delegated.until.to_string().into()),
            ];
            tongue.tell("confirm-delegate", &about)
        }
        Command::RateOffice(rated) => {
            let about = [
                ("office", rated.office.to_string().into()),
                ("level", tongue.word("level", rated.level.word()).into()),
                ("from", rated.from.to_string().into()),
            ];
            tongue.tell("confirm-rate", &about)
        }
        Command::GrantAccess(granted) => tell("confirm-access", &granted.officer),
        Command::RegisterPasskey(registered) => tell("confirm-register", &registered.officer),
        Command::RevokePasskey { officer, .. } => tell("confirm-revoke-key", officer),
        Command::AskRecovery { officer } => tell("confirm-ask-recovery", officer),
        Command::GrantRecovery { officer } => tell("confirm-grant-recovery", officer),
        Command::LinkIdentity(it) => account("confirm-link", &it.officer, &it.subject, &it.issuer),
        Command::UnlinkIdentity(it) => account("confirm-unlink", &it.officer, &it.subject, &it.issuer),
        Command::OpenInEmergency { cable, .. } => tell("confirm-open", cable),
        _ => tongue.say("confirm-other"),
    }
}

fn confirm(visit: &Visit, act: &Act, kept: &Kept) -> Result<Acted<Confirm>, Miss> {
    let octets = |field: &str| kept.get(field).parse::<Octets>().ok();
    let proof = || {
        Some(Proof {
            credential: octets("credential")?,
            nonce: act.nonce,
            authenticator: octets("authenticator")?,
            client: octets("client")?,
            signature: octets("signature")?,
        })
    };
    let refused = |sentence: String, hint: String| {
        let mut page = page(visit, act);
        page.page.errors.push(Problem { sentence, hint, href: "#main".into() });
        Ok(Acted::Refused(page))
    };
    let signed = proof().filter(|proof| proof.signature.0.len() > 1);
    let Some(proof) = signed else {
        return refused(visit.say("confirm-nothing"), visit.say("key-without"));
    };
    // The desk checks what any copy of the record can check again; the exact page and the counter are known here only.
    if !is_fresh(visit, act, &proof)? {
        return refused(visit.say("confirm-wrong"), visit.say("confirm-wrong.hint"));
    }
    if let Command::Release { draft } = act.command {
        let view = visit.views().show(&visit.reader, draft, views::When::NOW)?.ok_or(Miss::NotFound)?;
        if instruction::hold(visit, &view, act.name.as_deref(), Some(&proof))? {
            visit.waiting().forget(act.nonce);
            return Ok(Acted::Done(links::going(&draft.to_string())));
        }
    }
    let presence = Presence::Passkey(Box::new(proof));
    match visit.ask_as(act.office, act.command.clone(), act.name.clone(), presence)? {
        Ok(receipt) => {
            visit.waiting().forget(act.nonce);
            if let Command::GrantRecovery { officer } = &act.command {
                return visit.recovered(officer).map(Acted::Shown);
            }
            visit.leave("confirm", &receipt);
            if let Command::OpenInEmergency { cable, .. } = &act.command {
                return Ok(Acted::Done(links::opened(&cable.to_string())));
            }
            Ok(Acted::Done(act.back.clone()))
        }
        Err(refusal) => {
            visit.waiting().forget(act.nonce);
            let mut page = page(visit, act);
            page.key = None;
            let (sentence, hint) = acts::complaint(&refusal, "", None).told(visit.tongue);
            page.page.errors.push(Problem { sentence, hint, href: "#main".into() });
            Ok(Acted::Refused(page))
        }
    }
}

/// Whether the signature is right for this very page, and the counter went on.
fn is_fresh(visit: &Visit, act: &Act, proof: &Proof) -> Result<bool, Miss> {
    let challenge = act.challenge();
    let key = visit.directory.keys().key(&proof.credential);
    let Some(key) = key.filter(|key| key.officer == *visit.officer() && key.revoked.is_none()) else {
        return Ok(false);
    };
    let expected = Expected { party: &key.party, origin: Some(visit.origin()), challenge: &challenge };
    let said = Said {
        authenticator_data: &proof.authenticator.0,
        client_data: &proof.client.0,
        signature: &proof.signature.0,
    };
    match passkey::assertion(expected, &key.key.0, said) {
        Ok(seen) => Ok(visit.house.local().counts(&proof.credential, seen.counter)?),
        Err(wrong) => {
            tracing::info!(officer = %visit.officer(), "a confirmation was not taken: {wrong}");
            Ok(false)
        }
    }
}

impl Visit {
    /// The page that tells an administrator the code with which a recovered officer begins anew.
    pub(crate) fn recovered(&self, officer: &Handle) -> Result<Confirm, Miss> {
        // Whoever found the lost key is out, wherever they are.
        self.sessions().end_all(officer)?;
        let code = self.house.fresh_code(officer)?;
        let mut page = self.shell(&self.say("recovered-title"), Place::Nowhere);
        page.style("keys");
        let sentence = self.tell(
            "recovered-sentence",
            &[("officer", officer.to_string().into()), ("code", code.words.into())],
        );
        Ok(Confirm {
            page,
            sentence,
            key: None,
            words: String::new(),
            digest: String::new(),
            back: links::me(),
        })
    }
}

impl Visit {
    /// The page that says why an officer is not recovered.
    pub(crate) fn not_recovered(&self, problem: Problem) -> Confirm {
        let mut page = self.shell(&self.say("me-recover"), Place::Nowhere);
        page.style("keys");
        page.errors.push(problem);
        let (words, digest) = (String::new(), String::new());
        Confirm { page, sentence: String::new(), key: None, words, digest, back: links::me() }
    }
}

/// The page as the fictional ministry's director sees it.
pub(crate) fn sample() -> Confirm {
    let tongue = Tongue::English;
    let mut page =
        sample_shell(&tongue.say("confirm-title"), Place::Nowhere, ("director.oceans", "Headquarters"));
    page.style("keys");
    page.script("passkey");
    let draft = "HQ.4711".parse().map(|draft| Command::Release { draft });
    let words = "chancery act 1\nkind instruction.released\noffice HQ\nofficer director.oceans\ndossier HQ.4711\n\
                 text HQ.4715 3f8a51c07de2b46498d3a0b7c6e1f25d9a4b3c8e7f60152d4c3b2a1908f7e6d5\naction LIS WEL\ninfo NYC\n";
    let nonce = Salt([7; 16]);
    let challenge = domain::proof::challenge(words, nonce);
    let key = KeyForm::signs(
        tongue,
        links::confirm(&nonce.to_string()),
        "chancery.example",
        challenge.0,
        &tongue.say("confirm-button"),
    );
    Confirm {
        page,
        sentence: draft.map(|command| sentence(tongue, &command)).unwrap_or_default(),
        key: Some(key.sealed("token", "")),
        words: format!("{words}nonce {nonce}\n"),
        digest: challenge.to_string(),
        back: links::instruction("HQ.4711"),
    }
}
