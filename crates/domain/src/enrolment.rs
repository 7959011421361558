//! Deciding about keys: registering and revoking passkeys, recovery by two administrators, and the accounts of the ministry's
//! identity provider. An officer's first passkey needs nothing but that they are signed in; every further one needs the one
//! before, and a lost one two administrators.

use crate::command::{Context, World};
use crate::entry::Proposal;
use crate::fact::{
    IdentityLinked, IdentityUnlinked, PasskeyRegistered, PasskeyRevoked, RecoveryAsked, RecoveryGranted, Role,
};
use crate::network::{administers, directory};
use crate::refusal::Refusal;
use crate::words::{Handle, Octets};

type Decided = Result<Vec<Proposal>, Refusal>;

/// So many passkeys may count for one officer.
const KEYS_MAX: usize = 8;
/// How long the names of an identity provider may be.
const IDENTITY_MAX: usize = 255;

pub(crate) fn register(world: World<'_>, context: &Context, registered: &PasskeyRegistered) -> Decided {
    acts_at_headquarters(world, context)?;
    let officer = &context.officer;
    let keys = world.directory.keys();
    if let Some(known) = keys.key(&registered.credential) {
        let same = known.officer == *officer && known.key == registered.key && known.revoked.is_none();
        return if same { Ok(Vec::new()) } else { Err(Refusal::PasskeyTaken { officer: officer.clone() }) };
    }
    let given = keys.of(officer).count() + 1;
    if given > KEYS_MAX {
        return Err(Refusal::TooMany { what: "passkeys", given, most: KEYS_MAX });
    }
    if given == 1 && !keys.may_begin(officer) {
        return Err(Refusal::RecoveryNeeded { officer: officer.clone() });
    }
    Ok(directory(PasskeyRegistered { officer: officer.clone(), ..registered.clone() }))
}

/// Who registers is an officer today, and headquarters keeps the keys of all.
fn acts_at_headquarters(world: World<'_>, context: &Context) -> Result<(), Refusal> {
    let today = context.at.to_zoned(jiff::tz::TimeZone::UTC).date();
    let elsewhere = world.directory.headquarters().is_none_or(|known| known.opened.office != context.office);
    if elsewhere || world.directory.reader(&context.officer, today).is_none() {
        let (officer, office) = (context.officer.clone(), context.office);
        return Err(Refusal::NoRole { officer, office, role: Role::Reader.word() });
    }
    Ok(())
}

/// An officer revokes their own, an administrator anybody's.
pub(crate) fn revoke(world: World<'_>, context: &Context, officer: &Handle, credential: &Octets) -> Decided {
    if *officer == context.officer {
        acts_at_headquarters(world, context)?;
    } else {
        administers(world, context)?;
    }
    let known = world.directory.keys().key(credential).filter(|key| key.officer == *officer);
    let known = known.ok_or_else(|| Refusal::NotFound { what: format!("passkey of {officer}") })?;
    let fact = PasskeyRevoked { officer: officer.clone(), credential: credential.clone() };
    Ok(if known.revoked.is_none() { directory(fact) } else { Vec::new() })
}

/// The first administrator asks.
pub(crate) fn ask_recovery(world: World<'_>, context: &Context, officer: &Handle) -> Decided {
    administers(world, context)?;
    let keys = world.directory.keys();
    if *officer == context.officer {
        return Err(alone(context, officer));
    }
    if !keys.holds(officer) {
        return Err(Refusal::NothingToRecover { officer: officer.clone() });
    }
    let waits = keys.recovery(officer, context.at).is_some_and(|asked| asked.by == context.officer);
    Ok(if waits { Vec::new() } else { directory(RecoveryAsked { officer: officer.clone() }) })
}

/// The second agrees, and every passkey of the officer is void from then on.
pub(crate) fn grant_recovery(world: World<'_>, context: &Context, officer: &Handle) -> Decided {
    administers(world, context)?;
    let keys = world.directory.keys();
    let asked = keys.recovery(officer, context.at);
    let asked = asked.ok_or_else(|| Refusal::RecoveryNotAsked { officer: officer.clone() })?;
    if *officer == context.officer || asked.by == context.officer {
        return Err(alone(context, officer));
    }
    // Whoever lost the role since they asked no longer counts as one of two.
    let asker = Context { officer: asked.by.clone(), ..context.clone() };
    administers(world, &asker)?;
    let mut proposals = directory(RecoveryGranted { officer: officer.clone(), asked: asked.asked });
    for key in keys.of(officer) {
        proposals.extend(directory(PasskeyRevoked {
            officer: officer.clone(),
            credential: key.credential.clone(),
        }));
    }
    Ok(proposals)
}

fn alone(context: &Context, officer: &Handle) -> Refusal {
    Refusal::RecoveryAlone { administrator: context.officer.clone(), officer: officer.clone() }
}

pub(crate) fn link(world: World<'_>, context: &Context, linked: &IdentityLinked) -> Decided {
    administers(world, context)?;
    let name = |what, given: &str| {
        let fits =
            (1..=IDENTITY_MAX).contains(&given.len()) && given.bytes().all(|byte| byte.is_ascii_graphic());
        let given = || given.chars().take(60).collect();
        let wanted = "the provider's own name, without blanks";
        if fits { Ok(()) } else { Err(Refusal::BadName { what, given: given(), wanted }) }
    };
    name("an issuer", &linked.issuer)?;
    name("a subject", &linked.subject)?;
    match world.directory.keys().identified(&linked.issuer, &linked.subject) {
        Some(known) if *known == linked.officer => Ok(Vec::new()),
        Some(known) => Err(Refusal::IdentityTaken { officer: known.clone() }),
        None => Ok(directory(linked.clone())),
    }
}

pub(crate) fn unlink(world: World<'_>, context: &Context, unlinked: &IdentityUnlinked) -> Decided {
    administers(world, context)?;
    let known = world.directory.keys().identified(&unlinked.issuer, &unlinked.subject);
    Ok(if known == Some(&unlinked.officer) { directory(unlinked.clone()) } else { Vec::new() })
}
