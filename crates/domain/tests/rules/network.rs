//! Stories of the network: offices, collectives, roles, access, and the two acts of the archive.

use domain::cable::Level;
use domain::command::Command;
use domain::fact::{
    AccessGranted, Address, CollectiveDefined, Member, OfficeClosed, OfficeKind, OfficeRated, Role,
    RoleGranted, RoleRevoked,
};
use domain::refusal::Refusal;
use domain::words::{EntryId, PaperId};

use crate::common::{Desk, circular, day, hq, name, opened};

pub(crate) fn define(
    desk: &mut Desk,
    collective: &str,
    from: &str,
    members: &[&str],
) -> Result<Vec<EntryId>, Refusal> {
    defined(desk, collective, from, members, &[])
}

fn defined(
    desk: &mut Desk,
    collective: &str,
    from: &str,
    members: &[&str],
    except: &[&str],
) -> Result<Vec<EntryId>, Refusal> {
    let member =
        |given: &&str| desk.directory.called(given).unwrap_or_else(|_| Member::Collective((*given).into()));
    let members = members.iter().map(member).collect();
    let except = except.iter().map(|code| name(code)).collect();
    let defined = CollectiveDefined { name: collective.into(), from: day(from), members, except };
    desk.ask("HQ", "network.admin", "2026-01-06", Command::DefineCollective(defined))
}

fn granted(officer: &str, office: &str, role: Role) -> RoleGranted {
    RoleGranted { officer: name(officer), office: name(office), role, from: day("2026-01-01"), until: None }
}

#[test]
fn the_first_office_is_the_headquarters_and_its_opener_administers() {
    let mut desk = Desk::default();
    let post = opened("PAR", "PARIS", OfficeKind::Embassy, "Europe/Paris");
    let early = desk.ask("PAR", "par.political", "2026-01-05", Command::OpenOffice(post));
    assert!(matches!(early, Err(Refusal::UnknownOffice { .. })), "{early:?}");
    let hq = opened("HQ", "MERE", OfficeKind::Headquarters, "Europe/Paris");
    let founded = desk.ask("HQ", "network.admin", "2026-01-05", Command::OpenOffice(hq)).expect("founded");
    assert_eq!(desk.kinds(&founded), ["office.opened", "role.granted"]);
    let post = opened("PAR", "PARIS", OfficeKind::Embassy, "Europe/Paris");
    let stranger = desk.ask("HQ", "oceans.desk", "2026-01-05", Command::OpenOffice(post));
    assert!(matches!(stranger, Err(Refusal::NoRole { role: "administrator", .. })), "{stranger:?}");
}

#[test]
fn only_headquarters_administrator_changes_the_network() {
    let mut desk = Desk::of_the_ministry();
    let local = granted("par.admin", "PAR", Role::Administrator);
    desk.ask("HQ", "network.admin", "2026-01-06", Command::GrantRole(local)).expect("granted");
    let more = Command::GrantRole(granted("par.admin", "HQ", Role::Administrator));
    let refused = desk.ask("PAR", "par.admin", "2026-01-07", more.clone());
    assert!(matches!(refused, Err(Refusal::NoRole { .. })), "{refused:?}");
    // Nor does it help to write it into one's own journal.
    let fact = granted("par.admin", "HQ", Role::Administrator).into();
    let dossier = domain::words::DossierId::Directory;
    let proposal = domain::entry::Proposal { dossier, fact, papers: vec![] };
    let before = desk.directory.clone();
    desk.record(name("PAR"), &name("par.admin"), crate::common::time("2026-01-07"), proposal);
    assert_eq!(desk.directory, before);
}

#[test]
fn a_role_holds_within_its_days_and_until_it_is_revoked() {
    let mut desk = Desk::of_the_ministry();
    let until = Some(day("2026-03-31"));
    let grant = RoleGranted { from: day("2026-02-01"), until, ..granted("new.desk", "HQ", Role::Drafter) };
    desk.ask("HQ", "network.admin", "2026-01-06", Command::GrantRole(grant)).expect("granted");
    let draft = |desk: &mut Desk, at: &str| {
        let sheet = Box::new(crate::common::read(&circular(&["PAR"], &[])));
        let purpose = domain::fact::Purpose::Instruction;
        desk.ask("HQ", "new.desk", at, Command::Draft { purpose, sheet })
    };
    assert!(draft(&mut desk, "2026-01-31").is_err());
    assert!(draft(&mut desk, "2026-02-01").is_ok());
    assert!(draft(&mut desk, "2026-03-31T23:00Z").is_ok());
    assert!(draft(&mut desk, "2026-04-01").is_err());
    let (officer, office) = (name("new.desk"), hq());
    let revoke = Command::RevokeRole(RoleRevoked { officer, office, role: Role::Drafter });
    desk.ask("HQ", "network.admin", "2026-02-02", revoke).expect("revoked");
    assert!(matches!(draft(&mut desk, "2026-02-03"), Err(Refusal::NoRole { .. })));
}

#[test]
fn a_role_at_no_office_or_ending_before_it_begins_is_refused() {
    let mut desk = Desk::of_the_ministry();
    let nowhere = Command::GrantRole(granted("new.desk", "XXX", Role::Drafter));
    let refused = desk.ask("HQ", "network.admin", "2026-01-06", nowhere);
    assert_eq!(refused, Err(Refusal::UnknownOffice { given: "XXX".into() }));
    let until = Some(day("2025-12-31"));
    let never = Command::GrantRole(RoleGranted { until, ..granted("new.desk", "HQ", Role::Drafter) });
    let refused = desk.ask("HQ", "network.admin", "2026-01-06", never);
    assert!(matches!(refused, Err(Refusal::EndsBeforeItBegins { .. })), "{refused:?}");
}

#[test]
fn a_collective_is_dated_and_frozen_in_what_was_released() {
    let mut desk = Desk::of_the_ministry();
    define(&mut desk, "EUROPE", "2026-01-06", &["PAR"]).expect("defined");
    define(&mut desk, "EUROPE", "2026-03-01", &["PAR", "OSL"]).expect("redefined");
    let before = desk.issue("2026-02-28", &circular(&["EUROPE"], &[]));
    let after = desk.issue("2026-03-01", &circular(&["EUROPE"], &[]));
    let tasked = |id| desk.dossier(id).taskings.keys().map(ToString::to_string).collect::<Vec<_>>();
    assert_eq!(tasked(before), ["PAR"]);
    assert_eq!(tasked(after), ["OSL", "PAR"]);
    let released = desk.draft(after).released.as_ref().expect("released");
    let through = released.addressees[0].through.as_ref().map(|t| format!("{t:?}")).expect("a collective");
    assert!(through.contains("EUROPE") && through.contains("2026-03-01"), "{through}");
}

#[test]
fn an_office_taken_out_is_reached_by_no_other_collective_of_the_same_list() {
    let mut desk = Desk::of_the_ministry();
    define(&mut desk, "EUROPE", "2026-01-06", &["PAR", "OSL"]).expect("defined");
    define(&mut desk, "NORDIC", "2026-01-06", &["OSL", "OTT"]).expect("defined");
    let collective =
        |name: &str| Address { who: Member::Collective(name.to_owned()), except: vec![], precedence: None };
    let europe = || Address { except: vec![name("OSL")], ..collective("EUROPE") };
    let expand = |to: &[Address], info: &[Address]| {
        let routine = domain::cable::Precedence::Routine;
        let all = desk.directory.expand(to, info, routine, day("2026-02-01")).expect("expands");
        all.iter()
            .map(|a| format!("{}{}", a.office, if a.action { "" } else { " informed" }))
            .collect::<Vec<_>>()
    };
    assert_eq!(expand(&[europe(), collective("NORDIC")], &[]), ["OTT", "PAR"]);
    let informed = expand(&[europe()], &[collective("NORDIC")]);
    assert_eq!(informed, ["OSL informed", "OTT informed", "PAR"], "not to act and yet to know");
}

#[test]
fn a_definition_takes_offices_out_even_of_what_it_nests() {
    let mut desk = Desk::of_the_ministry();
    define(&mut desk, "EUROPE", "2026-01-06", &["PAR", "OSL"]).expect("defined");
    defined(&mut desk, "ALL-BUT", "2026-01-06", &["EUROPE", "OTT"], &["OSL"]).expect("defined");
    let (members, since) = desk.directory.members("ALL-BUT", day("2026-02-01")).expect("known");
    assert_eq!(members.iter().map(ToString::to_string).collect::<Vec<_>>(), ["OTT", "PAR"]);
    assert_eq!(since, day("2026-01-06"));
}

#[test]
fn collectives_nest_four_deep_and_no_deeper() {
    let mut desk = Desk::of_the_ministry();
    define(&mut desk, "A", "2026-01-06", &["PAR"]).expect("defined");
    define(&mut desk, "B", "2026-01-06", &["A"]).expect("defined");
    define(&mut desk, "C", "2026-01-06", &["B"]).expect("defined");
    define(&mut desk, "D", "2026-01-06", &["C"]).expect("four deep");
    let five = define(&mut desk, "E", "2026-01-06", &["D"]);
    assert!(matches!(five, Err(Refusal::CollectiveDepth { .. })), "{five:?}");
}

#[test]
fn a_collective_has_a_plain_name_members_that_exist_and_is_no_office() {
    let mut desk = Desk::of_the_ministry();
    let code = |result: Result<Vec<EntryId>, Refusal>| result.expect_err("refused").code();
    assert_eq!(code(define(&mut desk, "europe", "2026-01-06", &["PAR"])), "bad-name");
    assert_eq!(code(define(&mut desk, "EUROPE\nFAKE", "2026-01-06", &["PAR"])), "bad-name");
    assert_eq!(code(define(&mut desk, "PARIS", "2026-01-06", &["PAR"])), "office-exists");
    assert_eq!(code(define(&mut desk, "EUROPE", "2026-01-06", &["ATLANTIS"])), "unknown-office");
    assert_eq!(code(define(&mut desk, "EUROPE", "2026-01-06", &[])), "collective-empty");
}

#[test]
fn a_closed_office_is_addressed_until_the_day_before() {
    let mut desk = Desk::of_the_ministry();
    let closed = OfficeClosed { office: name("OSL"), on: day("2026-02-10") };
    desk.ask("HQ", "network.admin", "2026-02-01", Command::CloseOffice(closed)).expect("closes");
    desk.issue("2026-02-09", &circular(&["OSL"], &[]));
    let draft = desk.begin("2026-02-10", &circular(&["OSL"], &[]));
    desk.request("2026-02-10", draft, "legal.adviser", &[]);
    desk.clear("2026-02-10", draft, "legal.adviser");
    desk.ask("HQ", "oceans.director", "2026-02-10", Command::Approve { draft }).expect("approved");
    let released = desk.ask("HQ", "watch.officer", "2026-02-10", Command::Release { draft });
    assert_eq!(released, Err(Refusal::OfficeIsClosed { office: name("OSL"), on: day("2026-02-10") }));
}

#[test]
fn an_office_gets_nothing_above_what_it_may_hold_on_the_day_and_the_others_do() {
    let mut desk = Desk::of_the_ministry();
    let rate = |desk: &mut Desk, officer: &str, level, from| {
        let rated = OfficeRated { office: name("OSL"), level, from: day(from) };
        desk.ask("HQ", officer, "2026-02-01", Command::RateOffice(rated))
    };
    let (low, high) = (Level::Restricted, Level::Secret);
    let stranger = rate(&mut desk, "oceans.director", low, "2026-02-10").map_err(|refusal| refusal.code());
    assert_eq!(stranger, Err("no-role"));
    rate(&mut desk, "network.admin", low, "2026-02-10").expect("rated");
    rate(&mut desk, "network.admin", high, "2026-02-20").expect("rated anew from a later day");
    assert_eq!(rate(&mut desk, "network.admin", low, "2026-02-10"), Ok(vec![]), "said already");
    let office = desk.directory.office(name("OSL")).expect("open");
    let on = |date| office.rating(day(date));
    assert_eq!((on("2026-02-09"), on("2026-02-10"), on("2026-02-20")), (None, Some(low), Some(high)));
    let text = circular(&["OSL", "PAR"], &[]).replace("UNCLASSIFIED", "CONFIDENTIAL");
    let ready = |desk: &mut Desk, at: &str| {
        let draft = desk.begin(at, &text);
        desk.request(at, draft, "legal.adviser", &[]);
        desk.clear(at, draft, "legal.adviser");
        desk.ask("HQ", "oceans.director", at, Command::Approve { draft }).expect("approved");
        draft
    };
    let release =
        |desk: &mut Desk, at: &str, draft| desk.ask("HQ", "watch.officer", at, Command::Release { draft });
    let draft = ready(&mut desk, "2026-02-09");
    release(&mut desk, "2026-02-09", draft).expect("nothing limits it yet");
    let draft = ready(&mut desk, "2026-02-10");
    let above = Refusal::AboveRating { draft, level: Level::Confidential, offices: "OSL".into() };
    assert_eq!(release(&mut desk, "2026-02-10", draft), Err(above));
    release(&mut desk, "2026-02-20", draft).expect("from that day it may");
}

#[test]
fn an_office_has_plain_particulars() {
    let mut desk = Desk::of_the_ministry();
    let good = || opened("WEL", "WELLINGTON", OfficeKind::Embassy, "Pacific/Auckland");
    let mut ask = |office| {
        let asked = desk.ask("HQ", "network.admin", "2026-01-06", Command::OpenOffice(office));
        asked.map_err(|refusal| refusal.code())
    };
    assert_eq!(ask(domain::fact::OfficeOpened { city: "a\nb".into(), ..good() }), Err("bad-name"));
    assert_eq!(ask(domain::fact::OfficeOpened { station: String::new(), ..good() }), Err("bad-name"));
    assert_eq!(ask(domain::fact::OfficeOpened { country: Some("nz".into()), ..good() }), Err("bad-name"));
    assert_eq!(ask(domain::fact::OfficeOpened { zone: "Nowhere".into(), ..good() }), Err("unknown-zone"));
    let parent = Some(name("XXX"));
    assert_eq!(ask(domain::fact::OfficeOpened { parent, ..good() }), Err("unknown-office"));
    assert_eq!(ask(domain::fact::OfficeOpened { station: "PARIS".into(), ..good() }), Err("office-exists"));
    let kind = OfficeKind::Headquarters;
    assert_eq!(ask(domain::fact::OfficeOpened { kind, ..good() }), Err("one-headquarters"));
    assert!(ask(good()).is_ok());
}

#[test]
fn what_an_officer_may_read_is_replaced_by_the_next_grant() {
    let mut desk = Desk::of_the_ministry();
    let officer = name("par.political");
    for (level, captions) in [("SECRET", vec!["EXDIS".to_owned()]), ("CONFIDENTIAL", vec![])] {
        let level = name(level);
        let grant = AccessGranted { officer: name("par.political"), level, captions };
        desk.ask("HQ", "network.admin", "2026-01-06", Command::GrantAccess(grant)).expect("granted");
    }
    let reader = desk.directory.reader(&officer, day("2026-02-01")).expect("a reader");
    assert_eq!(reader.level, Level::Confidential);
    assert!(reader.captions.is_empty() && !reader.archive);
    assert_eq!(desk.directory.reader(&name("nobody"), day("2026-02-01")), None);
}

#[test]
fn an_administrator_reads_nothing_until_another_role_lets_them() {
    let mut desk = Desk::of_the_ministry();
    let reader = |desk: &Desk| {
        desk.directory.reader(&name("network.admin"), day("2026-02-01")).expect("a reader").offices
    };
    assert!(reader(&desk).is_empty(), "who says who may read does not read by that");
    let (officer, office, from) = (name("network.admin"), name("HQ"), day("2026-01-06"));
    let grant = RoleGranted { officer, office, role: Role::Drafter, from, until: None };
    desk.ask("HQ", "network.admin", "2026-01-06", Command::GrantRole(grant)).expect("granted");
    assert_eq!(reader(&desk), [office].into());
}

#[test]
fn a_cable_written_elsewhere_is_filed_as_it_came() {
    let mut desk = Desk::of_the_ministry();
    let text = "R 011200Z JAN 75\r\nFM AMEMBASSY PARIS\r\n".to_owned();
    let file = Command::FileCable { source: "volume 14".into(), name: "d8".into(), text: text.clone() };
    let filed = desk.ask("PAR", "par.political", "2026-02-01", file.clone()).expect("filed")[0];
    let paper = desk.dossier(filed).filed.as_ref().expect("a filing").text;
    assert_eq!(desk.entry(paper.entry).text(paper.place).map(|text| &**text), Some(&*text));
    let stranger = desk.ask("PAR", "watch.officer", "2026-02-01", file);
    assert!(matches!(stranger, Err(Refusal::NoRole { .. })));
    let huge = Command::FileCable { source: "x".into(), name: "y".into(), text: "x".repeat(64 << 20) };
    let refused = desk.ask("PAR", "par.political", "2026-02-01", huge).expect_err("too long");
    assert_eq!(refused.code(), "too-long");
}

#[test]
fn words_are_disposed_of_by_their_own_offices_records_officer_under_an_authority() {
    let mut desk = Desk::of_the_ministry();
    let draft = desk.begin("2026-02-01", &circular(&["PAR"], &[]));
    let dispose = |entry, authority: &str| Command::Dispose {
        paper: PaperId { entry, place: 0 },
        authority: authority.to_owned(),
    };
    let ask = |desk: &mut Desk, officer: &str, command| desk.ask("HQ", officer, "2026-03-01", command);
    assert!(ask(&mut desk, "records.office", dispose(draft, " ")).is_err());
    let drafter = ask(&mut desk, "oceans.desk", dispose(draft, "GRS 4.3"));
    assert!(matches!(drafter, Err(Refusal::NoRole { role: "records-officer", .. })));
    let elsewhere = EntryId { office: name("PAR"), number: 1 };
    let refused = ask(&mut desk, "records.office", dispose(elsewhere, "GRS 4.3"));
    assert!(matches!(refused, Err(Refusal::NotFound { .. })));
    let disposed = ask(&mut desk, "records.office", dispose(draft, "GRS 4.3")).expect("disposed");
    assert_eq!(desk.kinds(&disposed), ["paper.disposed"]);
}
