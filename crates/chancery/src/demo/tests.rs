//! The year plays to its end through the real desk, and ends in every state it is meant to show.

use std::collections::BTreeMap;

use domain::dossier::Dossier;
use domain::tasking::{Heard, Stage, Standing, Timeliness};
use domain::words::{DossierId, OfficeId};
use jiff::Timestamp;
use journal::Record;

use super::{ENDS_AT, away, play};

fn standings(record: &Record, dossier: &Dossier, now: Timestamp) -> BTreeMap<String, Standing> {
    let homes = record.homes().expect("reads");
    let heard = |office: &OfficeId| {
        if homes.contains(office) {
            return Heard::Here;
        }
        let head = record.head(*office).expect("reads");
        let last = head.map(|head| record.entry(head.entry).expect("reads").expect("is there").arrived);
        Heard::Away(last)
    };
    let each = dossier.taskings.iter();
    each.map(|(office, tasking)| (office.to_string(), tasking.standing(now, heard(office)))).collect()
}

#[test]
fn the_year_ends_in_every_state_it_is_meant_to_show() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut told = (0, 0);
    let played = play(folder.path(), &mut |done, all| told = (done, all)).expect("plays");
    assert_eq!(told.0, told.1);
    assert_eq!((played.offices, played.filed, played.instructions), (36, 40, 10));
    let record = Record::open(folder.path()).expect("opens");
    assert!(record.verify(&mut |_, _| true).expect("verifies").holds());

    let main = played.main.expect("the main instruction");
    let dossier = Dossier::fold(main, &record.dossier(DossierId::Of(main)).expect("reads")).expect("folds");
    let now: Timestamp = ENDS_AT.parse().expect("a time");
    let standing = standings(&record, &dossier, now);
    assert_eq!(standing.len(), 23);
    let stage = |office: &str| standing.get(office).map(|standing| standing.stage);
    assert_eq!(stage("PAR"), Some(Stage::Reported));
    assert_eq!(stage("ROM"), Some(Stage::Delivered));
    assert_eq!(stage("TAL"), Some(Stage::Planned));
    assert_eq!(stage("ATH"), Some(Stage::Objected));
    assert_eq!(stage("BRU"), Some(Stage::Returned));
    assert_eq!(stage("RIG"), Some(Stage::Acknowledged));
    assert_eq!(stage("VAL"), Some(Stage::Issued));
    assert!(standing["VAL"].missed > 0);
    let vienna = standing["VIE"];
    assert_eq!((vienna.stage, vienna.crossed), (Stage::Withdrawn, true), "the report crossed the withdrawal");
    let wellington = standing["WLG"];
    assert!(matches!(wellington.timeliness, Timeliness::Unknown { since: Some(_) }), "{wellington:?}");
    assert!(standing.values().filter(|standing| standing.stage == Stage::Reported).count() >= 9);

    // What Wellington did after its link failed is on its own disk and nowhere else yet.
    let wlg: OfficeId = "WLG".parse().expect("an office");
    let own = Record::open(&away(folder.path(), "WLG")).expect("opens");
    let (here, there) = (record.head(wlg).expect("reads"), own.head(wlg).expect("reads"));
    assert!(there.expect("acted").entry.number > here.expect("was heard").entry.number);
    assert!(own.verify(&mut |_, _| true).expect("verifies").holds());
}

#[test]
fn playing_into_a_folder_that_has_a_record_is_a_fault_and_changes_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("record.db"), b"not ours").expect("writes");
    assert!(play(folder.path(), &mut |_, _| {}).is_err());
    assert_eq!(std::fs::read(folder.path().join("record.db")).expect("reads"), b"not ours");
}
