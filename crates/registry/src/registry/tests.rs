//! Stories of the desk: what is handed in is decided once, committed together and never lost.

use std::sync::Arc;

use domain::cable;
use domain::command::Command;
use domain::fact::{ClearanceAnswer, OfficeKind, OfficeOpened, Purpose, Role, RoleGranted, Weekday};
use domain::proof::Presence;
use domain::refusal::Refusal;
use domain::words::{EntryId, Handle, OfficeId, PaperId, TaskingId};
use jiff::{Timestamp, ToSpan};

use super::Registry;
use crate::door::Clock;
use crate::{Ask, Failure, Fault, Receipt};

const SHEET: &str = "TO: PARIS\nCLASSIFICATION: UNCLASSIFIED\nTAGS: EFIS\nSUBJECT: LOST FISHING GEAR\n\n\
    1. OBJECTIVE. Ask.\n\nPOINTS\n- Mark what you set.\n";

struct Office {
    folder: tempfile::TempDir,
    registry: Registry,
    clock: Clock,
}

fn id(code: &str) -> OfficeId {
    code.parse().expect("an office code")
}

fn opened(code: &str, station: &str, kind: OfficeKind) -> Command {
    Command::OpenOffice(OfficeOpened {
        office: id(code),
        name: station.to_owned(),
        station: station.to_owned(),
        kind,
        country: None,
        city: station.to_owned(),
        zone: "Europe/Paris".to_owned(),
        week: Weekday::ALL[..5].to_vec(),
        plad: None,
        parent: None,
        coordinates: None,
    })
}

fn grant(officer: &str, office: &str, role: Role) -> Command {
    let from = "2026-01-01".parse().expect("a date");
    let officer = officer.parse().expect("a handle");
    Command::GrantRole(RoleGranted { officer, office: id(office), role, from, until: None })
}

impl Office {
    fn begin() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let clock = Clock::played("2026-03-02T09:00:00Z".parse().expect("a time"));
        let registry = Registry::begin(folder.path(), clock.clone()).expect("begins");
        let office = Self { folder, registry, clock };
        for code in ["HQ", "PAR"] {
            office.registry.desk().settle(id(code)).expect("settles");
        }
        office.must("admin", opened("HQ", "MERE", OfficeKind::Headquarters));
        office.must("admin", opened("PAR", "PARIS", OfficeKind::Embassy));
        for (officer, at, role) in [
            ("desk", "HQ", Role::Drafter),
            ("legal", "HQ", Role::Clearer),
            ("director", "HQ", Role::Approver),
            ("watch", "HQ", Role::Releaser),
            ("records", "HQ", Role::RecordsOfficer),
            ("par.political", "PAR", Role::ActionOfficer),
        ] {
            office.must("admin", grant(officer, at, role));
        }
        office
    }

    fn ask(&self, officer: &str, command: Command) -> Result<Receipt, Failure> {
        self.registry.desk().ask(ask(officer, command))
    }

    fn must(&self, officer: &str, command: Command) -> Receipt {
        self.ask(officer, command).expect("is done")
    }

    fn drafted(&self, name: &str) -> EntryId {
        let named = Ask { name: Some(name.into()), ..ask("desk", draft()) };
        self.registry.desk().ask(named).expect("is drafted").began.expect("begins a dossier")
    }

    fn ready(&self, name: &str) -> EntryId {
        let draft = self.drafted(name);
        let clearer: Handle = "legal".parse().expect("a handle");
        self.must("desk", Command::RequestClearance { draft, clearer, pieces: Vec::new(), by: None });
        let answer = ClearanceAnswer::Yes;
        self.must("legal", Command::Clear { draft, answer, changes: Vec::new(), remark: None });
        self.must("director", Command::Approve { draft });
        draft
    }

    fn reopened(self) -> Self {
        let Self { folder, registry, clock } = self;
        drop(registry);
        let registry = Registry::open(folder.path(), clock.clone()).expect("opens again");
        Self { folder, registry, clock }
    }
}

fn ask(officer: &str, command: Command) -> Ask {
    let office = if officer.starts_with("par.") { id("PAR") } else { id("HQ") };
    Ask {
        office,
        officer: officer.parse().expect("a handle"),
        presence: Presence::Console,
        name: None,
        command,
    }
}

fn draft() -> Command {
    Command::Draft { purpose: Purpose::Instruction, sheet: Box::new(cable::sheet::read(SHEET)) }
}

fn serial(receipt: &Receipt) -> Option<u32> {
    receipt.number.as_ref().map(|number| number.serial)
}

#[test]
fn the_same_name_again_adds_nothing_and_gets_the_same_dossier() {
    let office = Office::begin();
    let first = office.drafted("draft-1");
    let position = office.registry.record().position().expect("a position");
    assert_eq!(office.drafted("draft-1"), first);
    assert_eq!(office.registry.record().position().expect("a position"), position);
    let office = office.reopened();
    assert_eq!(office.drafted("draft-1"), first, "also after a restart");
}

#[test]
fn releases_in_flight_together_are_numbered_without_a_hole() {
    let office = Office::begin();
    let drafts: Vec<EntryId> = (0..20).map(|n| office.ready(&format!("draft-{n}"))).collect();
    let desk = office.registry.desk();
    let release = |draft: &EntryId| desk.hand_in(ask("watch", Command::Release { draft: *draft }));
    let pending: Vec<_> = drafts.iter().map(release).collect();
    let mut serials: Vec<u32> =
        pending.into_iter().filter_map(|pending| serial(&pending.wait().expect("is released"))).collect();
    serials.sort_unstable();
    assert_eq!(serials, (1..=20).collect::<Vec<_>>());
}

#[test]
fn numbers_go_on_after_a_restart_and_restart_with_the_year() {
    let office = Office::begin();
    let (one, two, three) = (office.ready("1"), office.ready("2"), office.ready("3"));
    assert_eq!(serial(&office.must("watch", Command::Release { draft: one })), Some(1));
    let office = office.reopened();
    assert_eq!(serial(&office.must("watch", Command::Release { draft: two })), Some(2));
    assert_eq!(serial(&office.must("watch", Command::Release { draft: two })), Some(2), "nothing new");
    office.clock.set("2027-01-01T00:00:01Z".parse().expect("a time"));
    assert_eq!(serial(&office.must("watch", Command::Release { draft: three })), Some(1));
}

#[test]
fn a_clock_that_went_back_cannot_release() {
    let office = Office::begin();
    let (one, two) = (office.ready("1"), office.ready("2"));
    office.must("watch", Command::Release { draft: one });
    let now = office.clock.now();
    office.clock.set(now.checked_sub(10.minutes()).expect("a time"));
    let refused = office.ask("watch", Command::Release { draft: two });
    assert!(matches!(refused, Err(Failure::Refused(Refusal::ClockBehind { .. }))), "{refused:?}");
}

#[test]
fn the_same_release_eight_times_at_once_releases_once() {
    let office = Office::begin();
    let draft = office.ready("1");
    let desk = office.registry.desk();
    let pending: Vec<_> = (0..8).map(|_| desk.hand_in(ask("watch", Command::Release { draft }))).collect();
    let receipts: Vec<_> = pending.into_iter().map(|pending| pending.wait().expect("is answered")).collect();
    assert_eq!(receipts.iter().filter(|receipt| receipt.is_new()).count(), 1);
    assert!(receipts.iter().all(|receipt| serial(receipt) == Some(1)), "{receipts:?}");
}

#[test]
fn an_office_whose_journal_is_written_elsewhere_is_refused_here() {
    let office = Office::begin();
    office.must("admin", opened("OSL", "OSLO", OfficeKind::Embassy));
    let elsewhere = Ask { office: id("OSL"), ..ask("desk", draft()) };
    let refused = office.registry.desk().ask(elsewhere);
    assert!(matches!(refused, Err(Failure::Refused(Refusal::NotHere { .. }))), "{refused:?}");
    let unknown = Ask { office: id("XXX"), ..ask("desk", draft()) };
    let refused = office.registry.desk().ask(unknown);
    assert!(matches!(refused, Err(Failure::Refused(Refusal::UnknownOffice { .. }))), "{refused:?}");
}

#[test]
fn a_second_desk_on_the_same_record_is_told_so() {
    let office = Office::begin();
    let second = Registry::open(office.folder.path(), Clock::machine());
    assert!(matches!(second, Err(Fault::Journal(journal::Fault::InUse { .. }))), "{second:?}");
}

#[test]
fn disposed_words_are_gone_and_the_chain_holds() {
    let office = Office::begin();
    let draft = office.drafted("1");
    let paper = PaperId { entry: draft, place: 1 };
    assert!(office.registry.record().paper(paper).expect("reads").is_some());
    let dispose = |paper| Command::Dispose { paper, authority: "Schedule 4, item 12".to_owned() };
    assert!(office.must("records", dispose(paper)).is_new());
    assert!(office.registry.record().paper(paper).expect("reads").is_none());
    assert!(!office.must("records", dispose(paper)).is_new(), "again adds nothing");
    let verdict = office.registry.record().verify(&mut |_, _| true).expect("verifies");
    assert!(verdict.holds(), "{verdict:?}");
    let refused = office.ask("records", dispose(PaperId { entry: draft, place: 99 }));
    assert!(matches!(refused, Err(Failure::Refused(Refusal::NotFound { .. }))));
}

#[test]
fn a_disposal_cut_short_by_a_crash_is_finished_at_the_next_start() {
    let office = Office::begin();
    let draft = office.drafted("1");
    let paper = PaperId { entry: draft, place: 1 };
    let Office { folder, registry, clock } = office;
    drop(registry);
    // The fact is on the disk and the process dies before the words are gone.
    let mut journal = journal::Journal::open(folder.path()).expect("opens");
    let fact = domain::fact::PaperDisposed { paper, authority: "Schedule 4".to_owned() }.into();
    let dossier = domain::words::DossierId::Directory;
    let append = journal::Append {
        office: id("HQ"),
        at: clock.now(),
        actor: "records".parse().expect("a handle"),
        command: None,
        seen: None,
        proposals: vec![domain::entry::Proposal { dossier, fact, papers: Vec::new() }],
    };
    journal.append(vec![append], clock.now(), &mut Default::default).expect("appends");
    let record = journal.record();
    assert!(
        !record.verify(&mut |_, _| true).expect("verifies").holds(),
        "words that should be gone are there"
    );
    drop((journal, record));
    let registry = Registry::open(folder.path(), clock).expect("opens again");
    assert!(registry.record().paper(paper).expect("reads").is_none());
    assert!(registry.record().verify(&mut |_, _| true).expect("verifies").holds());
}

#[test]
fn what_one_node_wrote_is_taken_in_by_another_and_the_post_acts_on_it() {
    let office = Office::begin();
    let draft = office.ready("1");
    office.must("watch", Command::Release { draft });
    let folder = tempfile::tempdir().expect("a folder");
    let post = Registry::begin(folder.path(), office.clock.clone()).expect("begins");
    let mut lines = Vec::new();
    office.registry.record().export(Some(id("HQ")), &mut lines).expect("exports");
    post.desk().import(Box::new(std::io::Cursor::new(lines))).expect("is taken in");
    post.desk().settle(id("PAR")).expect("settles");
    let tasking = TaskingId { instruction: draft, office: id("PAR") };
    let done = post.desk().ask(ask("par.political", Command::Acknowledge { tasking })).expect("is done");
    let entry = post.record().entry(done.entries[0]).expect("reads").expect("is there");
    let head = office.registry.record().head(id("HQ")).expect("reads");
    assert_eq!(entry.seen, head, "the post witnesses headquarters' last entry");
    let taken = office.registry.desk().receive(vec![entry]);
    assert!(
        taken.is_err(),
        "PAR's journal is written at headquarters' node, so it cannot come from elsewhere"
    );
}

#[test]
fn handles_left_over_are_told_that_the_desk_has_stopped() {
    let office = Office::begin();
    let desk = office.registry.desk();
    drop(office);
    let told = desk.ask(ask("desk", draft()));
    assert!(matches!(told, Err(Failure::Faulted(Fault::Stopped))), "{told:?}");
}

#[test]
fn a_name_is_known_within_one_commit_too() {
    let office = Office::begin();
    let desk = office.registry.desk();
    let name: Arc<str> = "twice".into();
    let named = || Ask { name: Some(Arc::clone(&name)), ..ask("desk", draft()) };
    let pending: Vec<_> = (0..4).map(|_| desk.hand_in(named())).collect();
    let began: Vec<_> = pending.into_iter().map(|p| p.wait().expect("is answered").began).collect();
    assert!(began.iter().all(|id| *id == began[0] && id.is_some()), "{began:?}");
}

#[test]
fn what_a_receipt_says_of_when_is_also_when_it_was_known() {
    let folder = tempfile::tempdir().expect("a folder");
    let registry = Registry::begin(folder.path(), Clock::machine()).expect("begins");
    registry.desk().settle(id("HQ")).expect("settles");
    for number in 0..50 {
        let command = opened("HQ", &format!("MERE {number}"), OfficeKind::Headquarters);
        if let Ok(receipt) = registry.desk().ask(ask("admin", command)) {
            let entry = registry.record().entry(receipt.entries[0]).expect("reads").expect("is there");
            assert_eq!((entry.at, entry.arrived), (receipt.at, receipt.at));
        }
    }
}

#[test]
fn time_is_kept_to_the_millisecond() {
    let office = Office::begin();
    office.clock.set(Timestamp::from_nanosecond(1_772_442_000_123_456_789).expect("a time"));
    let receipt = office.must("desk", draft());
    let entry = office.registry.record().entry(receipt.entries[0]).expect("reads").expect("is there");
    assert_eq!((entry.at, entry.at.subsec_nanosecond()), (receipt.at, 123_000_000));
}
