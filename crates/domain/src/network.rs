//! Deciding about the network: offices, collectives, roles and access, and the two acts of the archive,
//! filing a cable written elsewhere and disposing of words. Only headquarters' administrator changes the network.

use crate::command::{Context, World};
use crate::entry::Proposal;
use crate::fact::{
    AccessGranted, CableFiled, CollectiveDefined, Fact, OfficeClosed, OfficeKind, OfficeOpened, OfficeRated,
    PaperDisposed, Role, RoleDelegated, RoleDelegationEnded, RoleGranted, RoleRevoked,
};
use crate::prose::{self, PAPER_MAX};
use crate::refusal::Refusal;
use crate::words::{DossierId, PaperId};

/// A duty is handed over for so many days at most.
const DELEGATION_MAX: i32 = 366;

type Decided = Result<Vec<Proposal>, Refusal>;

pub(crate) fn directory(fact: impl Into<Fact>) -> Vec<Proposal> {
    vec![Proposal { dossier: DossierId::Directory, fact: fact.into(), papers: Vec::new() }]
}

pub(crate) fn administers(world: World<'_>, context: &Context) -> Result<(), Refusal> {
    if world.directory.headquarters().is_some_and(|known| known.opened.office != context.office) {
        let (officer, office) = (context.officer.clone(), context.office);
        return Err(Refusal::NoRole { officer, office, role: Role::Administrator.word() });
    }
    world.need(context, &[Role::Administrator])
}

/// The first office opened is the headquarters, and its opener its first administrator.
pub(crate) fn open_office(world: World<'_>, context: &Context, office: &OfficeOpened) -> Decided {
    let founding = world.directory.headquarters().is_none();
    if founding && (office.kind != OfficeKind::Headquarters || office.office != context.office) {
        return Err(Refusal::UnknownOffice { given: "headquarters".to_owned() });
    }
    if !founding {
        administers(world, context)?;
    }
    if !world.directory.check_office(office)? {
        return Ok(Vec::new());
    }
    let mut proposals = directory(office.clone());
    if founding {
        proposals.extend(directory(RoleGranted {
            officer: context.officer.clone(),
            office: office.office,
            role: Role::Administrator,
            from: context.at.to_zoned(jiff::tz::TimeZone::UTC).date(),
            until: None,
        }));
    }
    Ok(proposals)
}

pub(crate) fn close_office(world: World<'_>, context: &Context, closed: &OfficeClosed) -> Decided {
    administers(world, context)?;
    let known = world.directory.office(closed.office);
    let known = known.ok_or_else(|| Refusal::UnknownOffice { given: closed.office.to_string() })?;
    if known.opened.kind == OfficeKind::Headquarters {
        return Err(Refusal::HeadquartersStays { office: closed.office });
    }
    Ok(if known.closed_on == Some(closed.on) { Vec::new() } else { directory(closed.clone()) })
}

pub(crate) fn rate_office(world: World<'_>, context: &Context, rated: &OfficeRated) -> Decided {
    administers(world, context)?;
    let known = world.directory.office(rated.office);
    let known = known.ok_or_else(|| Refusal::UnknownOffice { given: rated.office.to_string() })?;
    let stands = known.ratings.get(&rated.from) == Some(&rated.level);
    Ok(if stands { Vec::new() } else { directory(rated.clone()) })
}

pub(crate) fn define_collective(world: World<'_>, context: &Context, defined: &CollectiveDefined) -> Decided {
    administers(world, context)?;
    if defined.members.is_empty() {
        return Err(Refusal::CollectiveEmpty { name: defined.name.clone(), on: defined.from });
    }
    Ok(if world.directory.check_collective(defined)? { directory(defined.clone()) } else { Vec::new() })
}

pub(crate) fn grant_role(world: World<'_>, context: &Context, granted: &RoleGranted) -> Decided {
    administers(world, context)?;
    if world.directory.office(granted.office).is_none() {
        return Err(Refusal::UnknownOffice { given: granted.office.to_string() });
    }
    if let Some(until) = granted.until.filter(|until| *until < granted.from) {
        return Err(Refusal::EndsBeforeItBegins { first: granted.from, until });
    }
    Ok(if world.directory.roles().contains(granted) { Vec::new() } else { directory(granted.clone()) })
}

pub(crate) fn revoke_role(world: World<'_>, context: &Context, revoked: &RoleRevoked) -> Decided {
    administers(world, context)?;
    let held = world.directory.roles().iter().any(|held| {
        (&held.officer, held.office, held.role) == (&revoked.officer, revoked.office, revoked.role)
    });
    Ok(if held { directory(revoked.clone()) } else { Vec::new() })
}

/// An officer lets another act in a role of theirs while they are away. Nobody hands on what was handed to them, and
/// nobody makes an administrator or a duty officer.
pub(crate) fn delegate(world: World<'_>, context: &Context, delegated: &RoleDelegated) -> Decided {
    let RoleDelegated { officer, office, role, from, until } = delegated;
    let today = context.at.to_zoned(jiff::tz::TimeZone::UTC).date();
    let known = world.directory.headquarters().is_some_and(|known| known.opened.office == context.office);
    let missing = |officer: &crate::words::Handle, role: Role| Refusal::NoRole {
        officer: officer.clone(),
        office: *office,
        role: role.word(),
    };
    if !known || !world.directory.was_granted(&context.officer, *office, *role, today) {
        return Err(missing(&context.officer, *role));
    }
    if matches!(role, Role::Administrator | Role::DutyOfficer) || *officer == context.officer {
        return Err(Refusal::NotDelegable { role: role.word(), officer: officer.clone() });
    }
    if world.directory.reader(officer, today).is_none() {
        return Err(missing(officer, Role::Reader));
    }
    if *from < today {
        return Err(Refusal::InThePast { what: "a delegation", on: *from, today });
    }
    if until < from {
        return Err(Refusal::EndsBeforeItBegins { first: *from, until: *until });
    }
    let days = from.until(*until).map_or(i32::MAX, |span| span.get_days());
    if days > DELEGATION_MAX {
        return Err(Refusal::BadInterval { days: u16::try_from(days).unwrap_or(u16::MAX) });
    }
    let same =
        |held: &crate::directory::Delegation| held.by == context.officer && held.delegated == *delegated;
    Ok(if world.directory.delegations().iter().any(same) { Vec::new() } else { directory(delegated.clone()) })
}

/// Whoever handed a role over takes it back early; an administrator revokes roles instead.
pub(crate) fn end_delegation(world: World<'_>, context: &Context, ended: &RoleDelegationEnded) -> Decided {
    let known = world.directory.headquarters().is_some_and(|known| known.opened.office == context.office);
    let theirs = world.directory.delegations().iter().any(|held| {
        let it = &held.delegated;
        held.by == context.officer
            && (&it.officer, it.office, it.role) == (&ended.officer, ended.office, ended.role)
    });
    if known && theirs {
        return Ok(directory(ended.clone()));
    }
    Err(Refusal::NotFound { what: format!("delegation to {}", ended.officer) })
}

pub(crate) fn grant_access(world: World<'_>, context: &Context, granted: &AccessGranted) -> Decided {
    administers(world, context)?;
    let same = world.directory.access(&granted.officer) == Some(granted);
    Ok(if same { Vec::new() } else { directory(granted.clone()) })
}

/// Any office may file what it holds; the text is kept as it came.
pub(crate) fn file_cable(
    world: World<'_>,
    context: &Context,
    source: &str,
    name: &str,
    text: &str,
) -> Decided {
    world.need(context, &[Role::RecordsOfficer, Role::Administrator, Role::Drafter])?;
    let short = |what, given: &str| prose::paper(what, given, 200).map(|_| given.to_owned());
    let filed = CableFiled { source: short("the source", source)?, name: short("the name", name)?, text: 0 };
    let papers = vec![prose::paper("the cable", text, PAPER_MAX)?];
    Ok(vec![Proposal { dossier: DossierId::Of(context.entry(0)), fact: filed.into(), papers }])
}

/// The words go and the fact that they went stays. Whether they are there is the desk's to know.
pub(crate) fn dispose(world: World<'_>, context: &Context, paper: PaperId, authority: &str) -> Decided {
    world.need(context, &[Role::RecordsOfficer])?;
    if paper.entry.office != context.office {
        return Err(Refusal::NotFound { what: paper.to_string() });
    }
    prose::paper("the disposal authority", authority, 200)?;
    Ok(directory(PaperDisposed { paper, authority: authority.to_owned() }))
}
