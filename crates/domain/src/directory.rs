//! The directory: offices, dated collectives, roles and access, and the expansion of a TO line
//! into the offices it means on a day. There is no place in it for a private person.

use std::collections::{BTreeMap, BTreeSet};

use cable::{Level, Precedence};
use jiff::civil::Date;

use crate::access::Reader;
use crate::calendar;
use crate::entry::Entry;
use crate::fact::{
    AccessGranted, Address, Addressee, CollectiveDefined, Fact, Member, OfficeKind, OfficeOpened, Role,
    RoleDelegated, RoleGranted, Through, Unreadable,
};
use crate::keys::Keys;
use crate::refusal::Refusal;
use crate::words::{Handle, OfficeId};

/// How deep collectives may hold collectives.
const DEPTH_MAX: usize = 4;

/// An office as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Office {
    /// Its particulars.
    pub opened: OfficeOpened,
    /// The day from which it is closed.
    pub closed_on: Option<Date>,
    /// The highest classification it may hold, each by the day it holds from.
    pub ratings: BTreeMap<Date, Level>,
}

impl Office {
    /// Whether it can be addressed on a day.
    pub fn open_on(&self, day: Date) -> bool {
        self.closed_on.is_none_or(|closed| day < closed)
    }

    /// The highest classification it may hold on a day; none if it was not rated, which limits nothing.
    pub fn rating(&self, day: Date) -> Option<Level> {
        self.ratings.range(..=day).next_back().map(|(_, level)| *level)
    }

    /// The code, name and station, by any of which people call it.
    fn is_called(&self, name: &str) -> bool {
        let called = |known: &str| known.eq_ignore_ascii_case(name);
        called(self.opened.office.as_str())
            || called(&self.opened.station)
            || called(&self.opened.name)
            || self.opened.plad.as_deref().is_some_and(called)
    }
}

/// A role that one officer lets another act in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delegation {
    /// Whose role it is.
    pub by: Handle,
    /// To whom, which role, and within which dates.
    pub delegated: RoleDelegated,
}

/// Offices, collectives, roles and access, folded from the record.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Directory {
    offices: BTreeMap<OfficeId, Office>,
    collectives: BTreeMap<String, Vec<CollectiveDefined>>,
    roles: Vec<RoleGranted>,
    delegations: Vec<Delegation>,
    access: BTreeMap<Handle, AccessGranted>,
    keys: Keys,
}

impl Directory {
    /// Takes in one entry about the directory. Headquarters owns it: what another office writes changes nothing.
    pub fn evolve(&mut self, entry: &Entry) -> Result<(), Unreadable> {
        let fact = entry.fact()?;
        let founds = matches!(&fact, Fact::OfficeOpened(opened)
            if opened.kind == OfficeKind::Headquarters && opened.office == entry.office());
        if self.headquarters().map_or(!founds, |known| known.opened.office != entry.office()) {
            return Ok(());
        }
        self.keys.take(entry, &fact);
        match fact {
            Fact::OfficeOpened(opened) => {
                self.offices.entry(opened.office).or_insert(Office {
                    opened,
                    closed_on: None,
                    ratings: BTreeMap::new(),
                });
            }
            Fact::OfficeClosed(closed) => {
                if let Some(office) = self.offices.get_mut(&closed.office) {
                    office.closed_on = Some(closed.on);
                }
            }
            Fact::OfficeRated(rated) => {
                if let Some(office) = self.offices.get_mut(&rated.office) {
                    office.ratings.insert(rated.from, rated.level);
                }
            }
            Fact::CollectiveDefined(defined) => {
                let versions = self.collectives.entry(defined.name.clone()).or_default();
                versions.retain(|version| version.from != defined.from);
                versions.push(defined);
                versions.sort_by_key(|version| version.from);
            }
            Fact::RoleGranted(granted) => {
                self.roles.retain(|held| !same_role(held, &granted));
                self.roles.push(granted);
            }
            Fact::RoleRevoked(revoked) => {
                let other = |officer: &Handle, office, role| {
                    (officer, office, role) != (&revoked.officer, revoked.office, revoked.role)
                };
                self.roles.retain(|held| other(&held.officer, held.office, held.role));
                self.delegations.retain(|held| {
                    let it = &held.delegated;
                    other(&it.officer, it.office, it.role)
                });
            }
            Fact::RoleDelegated(delegated) => {
                self.end(&entry.actor, &delegated.officer, delegated.office, delegated.role);
                self.delegations.push(Delegation { by: entry.actor.clone(), delegated });
            }
            Fact::RoleDelegationEnded(ended) => {
                self.end(&entry.actor, &ended.officer, ended.office, ended.role);
            }
            Fact::AccessGranted(granted) => {
                self.access.insert(granted.officer.clone(), granted);
            }
            _ => {}
        }
        Ok(())
    }

    fn end(&mut self, by: &Handle, officer: &Handle, office: OfficeId, role: Role) {
        self.delegations.retain(|held| {
            let it = &held.delegated;
            (&held.by, &it.officer, it.office, it.role) != (by, officer, office, role)
        });
    }

    /// Passkeys, recoveries and identities.
    pub fn keys(&self) -> &Keys {
        &self.keys
    }

    /// Every role handed over, with its dates, whether they have come or gone.
    pub fn delegations(&self) -> &[Delegation] {
        &self.delegations
    }

    /// Every office, open or closed, by code.
    pub fn offices(&self) -> impl Iterator<Item = &Office> {
        self.offices.values()
    }

    /// An office by code.
    pub fn office(&self, id: OfficeId) -> Option<&Office> {
        self.offices.get(&id)
    }

    /// Those of some offices that may not hold a classification on a day.
    pub(crate) fn below<'a>(
        &'a self,
        level: Level,
        day: Date,
        offices: impl Iterator<Item = &'a OfficeId>,
    ) -> Vec<&'a OfficeId> {
        let rating = |office: &OfficeId| self.office(*office).and_then(|known| known.rating(day));
        offices.filter(|office| rating(office).is_some_and(|most| most < level)).collect()
    }

    /// Every collective with its dated definitions, oldest first.
    pub fn collectives(&self) -> impl Iterator<Item = (&str, &[CollectiveDefined])> {
        self.collectives.iter().map(|(name, versions)| (name.as_str(), versions.as_slice()))
    }

    /// The headquarters, once opened.
    pub fn headquarters(&self) -> Option<&Office> {
        self.offices.values().find(|office| office.opened.kind == OfficeKind::Headquarters)
    }

    /// Every role held, with its dates.
    pub fn roles(&self) -> &[RoleGranted] {
        &self.roles
    }

    /// What an officer may read.
    pub fn access(&self, officer: &Handle) -> Option<&AccessGranted> {
        self.access.get(officer)
    }

    /// Whether an officer may act in a role at an office on a day: it was granted to them, or handed to them by one to
    /// whom it was.
    pub fn holds(&self, officer: &Handle, office: OfficeId, role: Role, day: Date) -> bool {
        self.was_granted(officer, office, role, day)
            || self.delegated(officer, day).any(|held| (held.office, held.role) == (office, role))
    }

    /// The roles handed to an officer that hold on a day.
    fn delegated<'a>(&'a self, officer: &'a Handle, day: Date) -> impl Iterator<Item = &'a RoleDelegated> {
        let held = self.delegations.iter().filter(move |held| {
            let it = &held.delegated;
            it.officer == *officer
                && (it.from..=it.until).contains(&day)
                && self.was_granted(&held.by, it.office, it.role, day)
        });
        held.map(|held| &held.delegated)
    }

    /// Whether a role at an office was granted to an officer themselves and holds on a day.
    pub fn was_granted(&self, officer: &Handle, office: OfficeId, role: Role, day: Date) -> bool {
        self.roles.iter().any(|held| {
            held.officer == *officer
                && held.office == office
                && held.role == role
                && held.from <= day
                && held.until.is_none_or(|last| day <= last)
        })
    }

    /// The offices at which an officer is on duty on a day, and so may open a cable in an emergency.
    pub fn on_duty(&self, officer: &Handle, day: Date) -> impl Iterator<Item = OfficeId> {
        let held =
            self.roles.iter().filter(move |held| held.role == Role::DutyOfficer && held.officer == *officer);
        let held = held.filter(move |held| held.from <= day && held.until.is_none_or(|last| day <= last));
        held.map(|held| held.office)
    }

    /// The officer as a reader on a day; nobody if they hold no role anywhere.
    pub fn reader(&self, officer: &Handle, day: Date) -> Option<Reader> {
        let granted = self.roles.iter().filter(|held| {
            held.officer == *officer && self.was_granted(officer, held.office, held.role, day)
        });
        let granted = granted.map(|held| (held.office, held.role));
        let handed = self.delegated(officer, day).map(|held| (held.office, held.role));
        let held: Vec<_> = granted.chain(handed).collect();
        let access = self.access.get(officer);
        let headquarters = self.headquarters().map(|office| office.opened.office);
        let archive = |(office, role): &(OfficeId, Role)| {
            matches!(role, Role::RecordsOfficer | Role::Reader) && Some(*office) == headquarters
        };
        (!held.is_empty()).then(|| Reader {
            officer: officer.clone(),
            // Duty officers and administrators belong to no office by that, or they could read all that was
            // addressed to it: the one opens what must not wait, the other says who may do what, and neither reads.
            offices: held
                .iter()
                .filter(|(_, role)| !matches!(role, Role::DutyOfficer | Role::Administrator))
                .map(|(office, _)| *office)
                .collect(),
            level: access.map_or(Level::Unclassified, |access| access.level),
            captions: access.map(|access| access.captions.iter().cloned().collect()).unwrap_or_default(),
            archive: held.iter().any(archive),
        })
    }

    /// The office or collective that people call by a name.
    pub fn called(&self, name: &str) -> Result<Member, Refusal> {
        let name = name.trim();
        let collective = self.collectives.keys().find(|known| known.eq_ignore_ascii_case(name));
        // Most are called by their code, and a sheet may address hundreds.
        let by_code = || name.to_ascii_uppercase().parse().ok().and_then(|id| self.offices.get(&id));
        let office = || by_code().or_else(|| self.offices.values().find(|office| office.is_called(name)));
        match collective {
            Some(known) => Ok(Member::Collective(known.clone())),
            None => office()
                .map(|office| Member::Office(office.opened.office))
                .ok_or_else(|| Refusal::UnknownOffice { given: name.chars().take(60).collect() }),
        }
    }

    /// The definition of a collective that holds on a day, and since when.
    fn definition(&self, name: &str, day: Date) -> Option<&CollectiveDefined> {
        let versions = self.collectives.get(name)?;
        versions.iter().rev().find(|version| version.from <= day)
    }

    /// The open offices a collective means on a day, and the day its definition dates from.
    pub fn members(&self, name: &str, day: Date) -> Result<(BTreeSet<OfficeId>, Date), Refusal> {
        let unknown = || Refusal::UnknownOffice { given: name.to_owned() };
        let from = self.definition(name, day).ok_or_else(unknown)?.from;
        let mut found = BTreeSet::new();
        self.gather(name, day, &mut vec![name.to_owned()], &mut found)?;
        found.retain(|id| self.offices.get(id).is_some_and(|office| office.open_on(day)));
        Ok((found, from))
    }

    fn gather(
        &self,
        name: &str,
        day: Date,
        path: &mut Vec<String>,
        found: &mut BTreeSet<OfficeId>,
    ) -> Result<(), Refusal> {
        if path.len() > DEPTH_MAX {
            return Err(Refusal::CollectiveDepth { name: path.first().cloned().unwrap_or_default() });
        }
        let Some(definition) = self.definition(name, day) else { return Ok(()) };
        let mut held = BTreeSet::new();
        for member in &definition.members {
            match member {
                Member::Office(id) => {
                    held.insert(*id);
                }
                Member::Collective(inner) if path.contains(inner) => {
                    let name = path.first().cloned().unwrap_or_default();
                    return Err(Refusal::CollectiveCycle { name, through: inner.clone() });
                }
                Member::Collective(inner) => {
                    path.push(inner.clone());
                    self.gather(inner, day, path, &mut held)?;
                    path.pop();
                }
            }
        }
        found.extend(held.into_iter().filter(|id| !definition.except.contains(id)));
        Ok(())
    }

    /// The offices a draft's addresses mean on a day: each once, with the higher role and the higher
    /// precedence, in order of code. An office both named and exempted, or nobody at all, is refused.
    pub fn expand(
        &self,
        to: &[Address],
        info: &[Address],
        otherwise: Precedence,
        day: Date,
    ) -> Result<Vec<Addressee>, Refusal> {
        let mut expanded: BTreeMap<OfficeId, Addressee> = BTreeMap::new();
        let lists = [(to, true), (info, false)];
        let all =
            || lists.iter().flat_map(|(list, action)| list.iter().map(move |address| (address, *action)));
        // Exempted from acting and yet informed makes sense; exempted and named on the same list does not.
        let left_out = |list: &[Address]| -> BTreeSet<OfficeId> {
            list.iter().flat_map(|address| address.except.iter().copied()).collect()
        };
        let exempted = [left_out(info), left_out(to)];
        for (address, action) in all() {
            let precedence = address.precedence.unwrap_or(otherwise);
            let mut put = |office: OfficeId, through: Option<&Through>| {
                let new = || Addressee { office, action, precedence, through: through.cloned() };
                let known = expanded.entry(office).or_insert_with(new);
                known.action |= action;
                known.precedence = known.precedence.max(precedence);
                if through.is_none() {
                    known.through = None;
                }
            };
            match &address.who {
                Member::Office(id) if exempted[usize::from(action)].contains(id) => {
                    return Err(Refusal::NamedAndExempted { office: *id });
                }
                Member::Office(id) => {
                    let office = self.offices.get(id);
                    let office = office.ok_or_else(|| Refusal::UnknownOffice { given: id.to_string() })?;
                    if let Some(on) = office.closed_on.filter(|_| !office.open_on(day)) {
                        return Err(Refusal::OfficeIsClosed { office: *id, on });
                    }
                    put(*id, None);
                }
                Member::Collective(name) => {
                    let (mut members, since) = self.members(name, day)?;
                    members.retain(|id| !exempted[usize::from(action)].contains(id));
                    if members.is_empty() {
                        return Err(Refusal::CollectiveEmpty { name: name.clone(), on: day });
                    }
                    let through = Through { collective: name.clone(), since };
                    for id in members {
                        put(id, Some(&through));
                    }
                }
            }
        }
        Ok(expanded.into_values().collect())
    }

    /// Checks what an office is said to be, before it is opened.
    pub(crate) fn check_office(&self, office: &OfficeOpened) -> Result<bool, Refusal> {
        if let Some(known) = self.offices.get(&office.office) {
            let same = known.opened == *office;
            return if same { Ok(false) } else { Err(Refusal::OfficeExists { office: office.office }) };
        }
        calendar::zone(&office.zone)?;
        plain("a station", &office.station, 24)?;
        plain("an office's name", &office.name, 80)?;
        plain("a city", &office.city, 80)?;
        if let Some(plad) = &office.plad {
            plain("an address designator", plad, 60)?;
        }
        if let Some(country) = &office.country
            && !(country.len() == 2 && country.bytes().all(|b| b.is_ascii_uppercase()))
        {
            return Err(Refusal::BadName {
                what: "a country",
                given: country.chars().take(60).collect(),
                wanted: "two capital letters of ISO 3166-1",
            });
        }
        if let Some(parent) = office.parent
            && !self.offices.contains_key(&parent)
        {
            return Err(Refusal::UnknownOffice { given: parent.to_string() });
        }
        let taken = self.offices.values().find(|known| known.opened.station == office.station);
        if let Some(known) = taken {
            return Err(Refusal::OfficeExists { office: known.opened.office });
        }
        match self.headquarters() {
            Some(known) if office.kind == OfficeKind::Headquarters => {
                Err(Refusal::OneHeadquarters { office: known.opened.office })
            }
            _ => Ok(true),
        }
    }

    /// Checks a collective's definition: names that exist, no cycle, not too deep.
    pub(crate) fn check_collective(&self, defined: &CollectiveDefined) -> Result<bool, Refusal> {
        let name = &defined.name;
        let shape = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '-' || c == ' ';
        if name.is_empty()
            || name.len() > 40
            || !name.starts_with(|c: char| c.is_ascii_uppercase())
            || !name.chars().all(shape)
        {
            return Err(Refusal::BadName {
                what: "a collective's name",
                given: name.chars().take(60).collect(),
                wanted: "capital letters, digits, dashes and blanks, at most 40, such as EUROPE-PLUS",
            });
        }
        if let Some(office) = self.offices.values().find(|office| office.is_called(name)) {
            return Err(Refusal::OfficeExists { office: office.opened.office });
        }
        for member in &defined.members {
            let known = match member {
                Member::Office(id) => self.offices.contains_key(id),
                Member::Collective(inner) => inner == name || self.collectives.contains_key(inner),
            };
            if !known {
                let given = match member {
                    Member::Office(id) => id.to_string(),
                    Member::Collective(inner) => inner.clone(),
                };
                return Err(Refusal::UnknownOffice { given });
            }
        }
        if self.collectives.get(name).is_some_and(|versions| versions.contains(defined)) {
            return Ok(false);
        }
        let mut after = self.clone();
        let versions = after.collectives.entry(name.clone()).or_default();
        versions.retain(|version| version.from != defined.from);
        versions.push(defined.clone());
        versions.sort_by_key(|version| version.from);
        // The change may close a cycle for another collective on this day or a later one.
        let days: BTreeSet<Date> = after.collectives.values().flatten().map(|version| version.from).collect();
        for day in days {
            for name in after.collectives.keys() {
                if after.definition(name, day).is_some() {
                    after.members(name, day)?;
                }
            }
        }
        Ok(true)
    }
}

fn same_role(one: &RoleGranted, other: &RoleGranted) -> bool {
    (&one.officer, one.office, one.role) == (&other.officer, other.office, other.role)
}

/// Names go into cables, pages and addresses: one line, no control characters, not empty, not long.
fn plain(what: &'static str, given: &str, most: usize) -> Result<(), Refusal> {
    let fits = !given.trim().is_empty() && given.len() <= most && !given.chars().any(char::is_control);
    if fits {
        return Ok(());
    }
    let wanted = "one line of text without control characters, not empty and not long";
    Err(Refusal::BadName { what, given: given.chars().take(60).collect(), wanted })
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::fact::Weekday;

    pub(crate) fn id(code: &str) -> OfficeId {
        code.parse().expect("an office code")
    }

    pub(crate) fn opened(code: &str, station: &str, kind: OfficeKind, zone: &str) -> OfficeOpened {
        OfficeOpened {
            office: id(code),
            name: format!("Office {station}"),
            station: station.to_owned(),
            kind,
            country: (kind == OfficeKind::Embassy).then(|| code[..2].to_owned()),
            city: station.to_owned(),
            zone: zone.to_owned(),
            week: Weekday::ALL[..5].to_vec(),
            plad: None,
            parent: None,
            coordinates: None,
        }
    }

    fn given() -> Directory {
        let mut directory = Directory::default();
        for (code, station, kind) in [
            ("HQ", "MERE", OfficeKind::Headquarters),
            ("PAR", "PARIS", OfficeKind::Embassy),
            ("OSL", "OSLO", OfficeKind::Embassy),
            ("OTT", "OTTAWA", OfficeKind::Embassy),
        ] {
            let opened = opened(code, station, kind, "Europe/Paris");
            assert_eq!(directory.check_office(&opened), Ok(true));
            directory
                .offices
                .insert(opened.office, Office { opened, closed_on: None, ratings: BTreeMap::new() });
        }
        directory
    }

    fn define(directory: &mut Directory, name: &str, from: &str, members: &[&str]) -> Result<bool, Refusal> {
        let member = |name: &&str| match directory.called(name) {
            Ok(member) => member,
            Err(_) => Member::Collective((*name).to_owned()),
        };
        let members = members.iter().map(member).collect();
        let defined = CollectiveDefined { name: name.into(), from: day(from), members, except: Vec::new() };
        let checked = directory.check_collective(&defined)?;
        directory.collectives.entry(name.into()).or_default().push(defined);
        Ok(checked)
    }

    fn day(text: &str) -> Date {
        text.parse().expect("a date")
    }

    fn to(who: Member) -> Address {
        Address { who, except: Vec::new(), precedence: None }
    }

    fn collective(name: &str) -> Address {
        to(Member::Collective(name.to_owned()))
    }

    fn codes(addressees: &[Addressee]) -> Vec<&str> {
        addressees.iter().map(|addressee| addressee.office.as_str()).collect()
    }

    #[test]
    fn a_collective_means_what_it_meant_on_the_day() {
        let mut directory = given();
        define(&mut directory, "EUROPE", "2026-01-01", &["PAR"]).expect("defined");
        define(&mut directory, "EUROPE", "2026-06-01", &["PAR", "OSL"]).expect("defined");
        define(&mut directory, "EUROPE-PLUS", "2026-01-01", &["EUROPE", "OTTAWA"]).expect("defined");
        let expand = |on| directory.expand(&[collective("EUROPE-PLUS")], &[], Precedence::Routine, day(on));
        assert_eq!(expand("2026-05-31").as_deref().map(codes), Ok(vec!["OTT", "PAR"]));
        assert_eq!(expand("2026-06-01").as_deref().map(codes), Ok(vec!["OSL", "OTT", "PAR"]));
        assert!(matches!(expand("2025-12-31"), Err(Refusal::UnknownOffice { .. })));
    }

    #[test]
    fn an_office_reached_twice_gets_one_copy_with_the_higher_role_and_precedence() {
        let mut directory = given();
        define(&mut directory, "EUROPE", "2026-01-01", &["PAR", "OSL"]).expect("defined");
        let info = Address { precedence: Some(Precedence::Immediate), ..to(Member::Office(id("PAR"))) };
        let all = directory
            .expand(&[collective("EUROPE")], &[info], Precedence::Routine, day("2026-02-01"))
            .expect("expands");
        assert_eq!(codes(&all), ["OSL", "PAR"]);
        assert!(all[1].action);
        assert_eq!(all[1].precedence, Precedence::Immediate);
    }

    #[test]
    fn an_exempted_member_is_left_out_and_cannot_also_be_named() {
        let mut directory = given();
        define(&mut directory, "EUROPE", "2026-01-01", &["PAR", "OSL"]).expect("defined");
        let except = |codes: &[&str]| Address {
            except: codes.iter().map(|c| id(c)).collect(),
            ..collective("EUROPE")
        };
        let expand = |to: &[Address]| directory.expand(to, &[], Precedence::Routine, day("2026-02-01"));
        assert_eq!(expand(&[except(&["OSL"])]).as_deref().map(codes), Ok(vec!["PAR"]));
        assert!(matches!(expand(&[except(&["OSL", "PAR"])]), Err(Refusal::CollectiveEmpty { .. })));
        let named = to(Member::Office(id("OSL")));
        assert_eq!(expand(&[except(&["OSL"]), named]), Err(Refusal::NamedAndExempted { office: id("OSL") }));
    }

    #[test]
    fn a_collective_cannot_contain_itself_by_any_path() {
        let mut directory = given();
        define(&mut directory, "A", "2026-01-01", &["PAR"]).expect("defined");
        define(&mut directory, "B", "2026-01-01", &["A"]).expect("defined");
        define(&mut directory, "C", "2026-01-01", &["B"]).expect("defined");
        let cycle = define(&mut directory, "A", "2026-03-01", &["C"]);
        assert!(matches!(cycle, Err(Refusal::CollectiveCycle { .. })), "{cycle:?}");
        let itself = define(&mut directory, "D", "2026-01-01", &["D"]);
        assert!(matches!(itself, Err(Refusal::CollectiveCycle { .. })), "{itself:?}");
    }

    #[test]
    fn an_unknown_name_and_a_closed_office_are_refused_by_name() {
        let mut directory = given();
        let unknown = directory.called("ATLANTIS\n").expect_err("no such office");
        assert_eq!(unknown, Refusal::UnknownOffice { given: "ATLANTIS".into() });
        if let Some(office) = directory.offices.get_mut(&id("OSL")) {
            office.closed_on = Some(day("2026-04-01"));
        }
        let expand =
            |on| directory.expand(&[to(Member::Office(id("OSL")))], &[], Precedence::Routine, day(on));
        assert!(expand("2026-03-31").is_ok());
        assert_eq!(
            expand("2026-04-01"),
            Err(Refusal::OfficeIsClosed { office: id("OSL"), on: day("2026-04-01") })
        );
    }

    #[test]
    fn an_office_with_an_impossible_zone_or_a_second_headquarters_is_refused() {
        let directory = given();
        let zone = opened("XXX", "XANADU", OfficeKind::Embassy, "Mars/Olympus");
        assert!(matches!(directory.check_office(&zone), Err(Refusal::UnknownZone { .. })));
        let second = opened("HQB", "SECOND", OfficeKind::Headquarters, "Europe/Paris");
        assert_eq!(directory.check_office(&second), Err(Refusal::OneHeadquarters { office: id("HQ") }));
        let same = opened("PAR", "PARIS", OfficeKind::Embassy, "Europe/Paris");
        assert_eq!(directory.check_office(&same), Ok(false), "repeating adds nothing");
    }
}
