//! Proof of an act: a passkey signs a description of what its officer is about to do, and the signature is recorded beside
//! it. The description is text that anybody can make again from the record; its SHA-256, with a nonce, is the challenge.
//! How a signature is checked is `passkey`'s; who may act at all is decided before anybody is asked for a proof.

use std::fmt::Write as _;

use passkey::{Expected, Said, Wrong};
use serde::{Deserialize, Serialize};

use crate::command::{Command, Context, World};
use crate::entry::{Digest, Entry, Proposal, Salt};
use crate::fact::{ActConfirmed, Addressee, Fact};
use crate::keys::{Key, Keys};
use crate::refusal::Refusal;
use crate::words::{DossierId, EntryId, Handle, Octets, OfficeId};

/// How an officer is present when they act.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Presence {
    /// At the console of the machine, whose keeper speaks for them.
    #[default]
    Console,
    /// On a page they are signed in on.
    Page,
    /// By a program that shows a token of theirs.
    Program,
    /// On a page, with a passkey that signed for this act.
    Passkey(Box<Proof>),
}

/// What a passkey signed to confirm one act.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proof {
    /// The passkey.
    pub credential: Octets,
    /// Drawn for this act, so that no confirmation serves twice.
    pub nonce: Salt,
    /// The authenticator data, as signed.
    pub authenticator: Octets,
    /// The client data, whose digest was signed.
    pub client: Octets,
    /// The signature.
    pub signature: Octets,
}

/// Why a confirmation on record proves nothing.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unproven {
    /// It confirms another officer's act, or none.
    #[error("it does not stand beside an act of its own officer")]
    Misplaced,
    /// The key was not the officer's at the time.
    #[error("the passkey was not one of its officer's at the time")]
    Key,
    /// The signature does not stand for this act.
    #[error("{0}")]
    Wrong(#[from] Wrong),
}

/// Whether an officer who holds a passkey confirms such an act by it: what binds others, what changes who may act,
/// and what puts need-to-know aside.
pub fn is_weighty(fact: &Fact) -> bool {
    matches!(
        fact,
        Fact::DraftApproved(_)
            | Fact::DraftRegraded(_)
            | Fact::InstructionReleased(_)
            | Fact::ReplyReleased(_)
            | Fact::OfficeRated(_)
            | Fact::RoleGranted(_)
            | Fact::RoleRevoked(_)
            | Fact::RoleDelegated(_)
            | Fact::AccessGranted(_)
            | Fact::PasskeyRegistered(_)
            | Fact::PasskeyRevoked(_)
            | Fact::RecoveryAsked(_)
            | Fact::RecoveryGranted(_)
            | Fact::IdentityLinked(_)
            | Fact::IdentityUnlinked(_)
            | Fact::EmergencyOpened(_)
    )
}

/// Whether a command leads to such an act. An officer's first passkey is not among them: there is none to confirm it.
pub fn is_weighty_command(command: &Command) -> bool {
    matches!(
        command,
        Command::Approve { .. }
            | Command::Regrade { .. }
            | Command::Release { .. }
            | Command::RateOffice(_)
            | Command::GrantRole(_)
            | Command::RevokeRole(_)
            | Command::Delegate(_)
            | Command::GrantAccess(_)
            | Command::AskRecovery { .. }
            | Command::GrantRecovery { .. }
            | Command::LinkIdentity(_)
            | Command::UnlinkIdentity(_)
            | Command::OpenInEmergency { .. }
    )
}

/// The entry that holds the text an act is about, if it is about one.
pub fn version(fact: &Fact) -> Option<EntryId> {
    match fact {
        Fact::DraftApproved(fact) => Some(fact.version),
        Fact::DraftRegraded(fact) => Some(fact.version),
        Fact::InstructionReleased(fact) => Some(fact.version),
        Fact::ReplyReleased(fact) => Some(fact.version),
        _ => None,
    }
}

/// Describes an act in lines of text. `text` is the digest of the entry that last changed the draft: by the chain it
/// stands for every word of it. A release names its addressees; its number is the desk's to give, and not in it. Any other
/// fact is bound by the digest of its bytes.
pub fn describe(
    office: OfficeId,
    officer: &Handle,
    dossier: DossierId,
    fact: &Fact,
    text: Option<Digest>,
) -> String {
    let mut act = format!(
        "chancery act 1\nkind {}\noffice {office}\nofficer {officer}\ndossier {dossier}\n",
        fact.kind()
    );
    // Writing into text cannot fail.
    if let (Some(version), Some(text)) = (version(fact), text) {
        let _ = writeln!(act, "text {version} {text}");
    }
    let mut address = |addressees: &[Addressee]| {
        for (word, action) in [("action", true), ("info", false)] {
            let offices = addressees.iter().filter(|addressee| addressee.action == action);
            let _ = offices
                .map(|addressee| addressee.office)
                .fold(write!(act, "{word}"), |_, office| write!(act, " {office}"));
            act.push('\n');
        }
    };
    match fact {
        Fact::InstructionReleased(fact) => address(&fact.addressees),
        Fact::ReplyReleased(fact) => address(&fact.addressees),
        other => {
            let _ = writeln!(act, "fact {}", Digest(passkey::digest(&other.bytes())));
        }
    }
    act
}

/// The challenge that a passkey signs for an act: the SHA-256 of its description with the nonce as its last line.
pub fn challenge(act: &str, nonce: Salt) -> Digest {
    Digest(passkey::digest(format!("{act}nonce {nonce}\n").as_bytes()))
}

/// Asks for a proof where one is needed, checks one that was given, and records it beside the act.
pub(crate) fn confirmed(
    world: World<'_>,
    context: &Context,
    mut proposals: Vec<Proposal>,
) -> Result<Vec<Proposal>, Refusal> {
    let weighty = proposals.iter().position(|proposal| is_weighty(&proposal.fact));
    let Some((place, proposal)) = weighty.and_then(|place| Some((place, proposals.get(place)?))) else {
        return Ok(proposals);
    };
    let keys = world.directory.keys();
    let officer = || context.officer.clone();
    if context.presence == Presence::Program {
        return Err(Refusal::ByProgram { officer: officer() });
    }
    let text = match proposal.dossier {
        DossierId::Of(id) => world.dossier(id)?.draft.as_ref().map(|draft| draft.version_digest),
        DossierId::Directory => None,
    };
    let dossier = proposal.dossier;
    let act = describe(context.office, &context.officer, dossier, &proposal.fact, text);
    let begins = matches!(proposal.fact, Fact::PasskeyRegistered(_)) && keys.may_begin(&context.officer);
    // When every administrator lost their keys, whoever keeps the machine names two of them; the record shows that no
    // passkey confirmed it.
    let recovers = matches!(proposal.fact, Fact::RecoveryAsked(_) | Fact::RecoveryGranted(_));
    let proof = match &context.presence {
        Presence::Passkey(proof) => proof,
        Presence::Console if recovers => return Ok(proposals),
        _ if begins || !keys.holds(&context.officer) => return Ok(proposals),
        _ => return Err(Refusal::PasskeyNeeded { officer: officer(), act }),
    };
    let wrong =
        |why: &dyn std::fmt::Display| Refusal::ProofWrong { officer: officer(), why: why.to_string() };
    let key =
        keys.key(&proof.credential).filter(|key| key.officer == context.officer && key.revoked.is_none());
    let key = key.ok_or_else(|| wrong(&Unproven::Key))?;
    if keys.is_spent(proof.nonce) {
        return Err(wrong(&Wrong::Challenge));
    }
    check(key, &act, proof).map_err(|why| wrong(&why))?;
    let proof = (**proof).clone();
    let confirmed = ActConfirmed {
        act: context.entry(place),
        credential: proof.credential,
        nonce: proof.nonce,
        authenticator: proof.authenticator,
        client: proof.client,
        signature: proof.signature,
    };
    proposals.push(Proposal { dossier, fact: confirmed.into(), papers: Vec::new() });
    Ok(proposals)
}

fn check(key: &Key, act: &str, proof: &Proof) -> Result<(), Wrong> {
    let challenge = challenge(act, proof.nonce);
    let expected = Expected { party: &key.party, origin: None, challenge: &challenge.0 };
    let said = Said {
        authenticator_data: &proof.authenticator.0,
        client_data: &proof.client.0,
        signature: &proof.signature.0,
    };
    passkey::assertion(expected, &key.key.0, said).map(drop)
}

/// Checks again a confirmation on record, against the keys of the whole record: `act` is the entry it names, `text` the
/// digest of the entry that holds the text.
pub fn recheck(keys: &Keys, confirmation: &Entry, act: &Entry, text: Option<Digest>) -> Result<(), Unproven> {
    let (Ok(Fact::ActConfirmed(confirmed)), Ok(fact)) = (confirmation.fact(), act.fact()) else {
        return Err(Unproven::Misplaced);
    };
    let beside = confirmed.act == act.id
        && act.office() == confirmation.office()
        && act.id.number < confirmation.id.number
        && (act.dossier, &act.actor, act.at) == (confirmation.dossier, &confirmation.actor, confirmation.at);
    if !beside || !is_weighty(&fact) || version(&fact).is_some() != text.is_some() {
        return Err(Unproven::Misplaced);
    }
    let key = keys.key(&confirmed.credential).filter(|key| key.officer == act.actor && counted(key, act));
    let key = key.ok_or(Unproven::Key)?;
    let described = describe(act.office(), &act.actor, act.dossier, &fact, text);
    let proof = Proof {
        credential: confirmed.credential,
        nonce: confirmed.nonce,
        authenticator: confirmed.authenticator,
        client: confirmed.client,
        signature: confirmed.signature,
    };
    Ok(check(key, &described, &proof)?)
}

/// Whether a key counted when an entry was written: by what the writing office knew of headquarters.
fn counted(key: &Key, act: &Entry) -> bool {
    let known = if act.office() == key.registered.office {
        act.id.number
    } else {
        act.seen.map_or(0, |seen| seen.entry.number + 1)
    };
    // An act may itself revoke the key it was confirmed by.
    key.registered.number < known && key.revoked.is_none_or(|(entry, _)| entry.number >= known)
}
