//! Stories of what an opening shows, to whom, for how long, and who is told; and that no other read knows of it.

use super::*;
use crate::trial::{Trial, handle, office, reader};

const ORDINARY: &str = "R 210910Z APR 76\nFM OSLO\nTO PARIS\nUNCLAS OSLO 5136\nSUBJECT: GEAR\n1. LOST.\n";

/// A duty officer at headquarters, who belongs to no office by that.
fn on_duty(level: Level) -> Reader {
    Reader { officer: handle("duty.officer"), level, ..reader(&[]) }
}

/// A ministry with a duty officer.
fn trial() -> Trial {
    let mut trial = Trial::begin();
    trial.grant("duty.officer", Role::DutyOfficer, "HQ");
    trial
}

fn opened(trial: &Trial, who: &Reader, cable: EntryId) -> Option<OpenedCable> {
    trial.follow();
    trial.views.opened(who, cable, trial.now).expect("read")
}

#[test]
fn an_opening_shows_its_officer_one_text_until_it_ends_and_nobody_else_anything() {
    let mut trial = trial();
    let (one, other) = (trial.instruct(&["PAR"]), trial.instruct(&["PAR"]));
    let duty = on_duty(Level::Secret);
    assert_eq!(opened(&trial, &duty, one), None, "before it is opened");
    let entry = trial.open_in_emergency("duty.officer", one, 60);
    let shown = opened(&trial, &duty, one).expect("open");
    assert_eq!((shown.opening, shown.text.as_str()), (entry, "INSTRUCTION ON LOST FISHING GEAR"));
    assert_eq!(shown.number.map(|number| number.to_string()).as_deref(), Some("MERE 0001"));
    assert_eq!(opened(&trial, &duty, other), None, "another cable");
    assert_eq!(opened(&trial, &Reader { officer: handle("other.officer"), ..duty.clone() }, one), None);
    let before_the_end = shown.until.checked_sub(1.millisecond()).expect("a time");
    let at = |now| trial.views.opened(&duty, one, now).expect("read").is_some();
    assert!(at(before_the_end) && !at(shown.until));
}

#[test]
fn an_opening_ends_with_the_role_the_level_or_the_words() {
    let mut trial = trial();
    let cable = trial.instruct(&["PAR"]);
    trial.open_in_emergency("duty.officer", cable, 60);
    assert!(opened(&trial, &on_duty(Level::Confidential), cable).is_some());
    assert_eq!(opened(&trial, &on_duty(Level::Restricted), cable), None, "the level was lowered since");
    trial.open_in_emergency("no.duty", cable, 60);
    let never = Reader { officer: handle("no.duty"), ..on_duty(Level::Secret) };
    assert_eq!(opened(&trial, &never, cable), None, "an entry without the role opens nothing");
    let top = trial.draft("HQ", domain::fact::Purpose::Instruction, Level::TopSecret, &[]);
    trial.release(top, &["PAR"]);
    trial.open_in_emergency("duty.officer", top, 60);
    assert_eq!(opened(&trial, &on_duty(Level::TopSecret), top), None);
    let draft = trial.draft("HQ", domain::fact::Purpose::Instruction, Level::Confidential, &[]);
    trial.open_in_emergency("duty.officer", draft, 60);
    assert_eq!(opened(&trial, &on_duty(Level::Secret), draft), None, "a draft has no text");
    trial.revoke("duty.officer", Role::DutyOfficer, "HQ");
    assert_eq!(opened(&trial, &on_duty(Level::Secret), cable), None, "the role was taken back");
}

#[test]
fn a_number_means_only_what_has_gone_out_and_what_level_and_captions_reach() {
    let mut trial = trial();
    let cable = trial.instruct(&["PAR"]);
    let (reply, _) = trial.reply(cable, "PAR", Level::Secret);
    let draft = trial.draft("HQ", domain::fact::Purpose::Instruction, Level::Confidential, &[]);
    let captioned = trial.file(&ORDINARY.replace("UNCLAS OSLO 5136\n", "UNCLAS OSLO 5137\nEXDIS\n"));
    let filed = trial.file(ORDINARY);
    trial.follow();
    let means = |who: &Reader, name: &str| trial.views.openable(who, name).expect("read");
    let duty = on_duty(Level::Confidential);
    for name in ["2026 MERE 0001", "MERE 1", &cable.to_string()] {
        assert_eq!(means(&duty, name), Some(cable), "{name}");
    }
    assert_eq!(means(&duty, "OSLO 5136"), Some(filed));
    let hidden = [
        "2026 MERE 0009",
        "2025 MERE 0001",
        "PARIS 2",
        &reply.to_string(),
        &draft.to_string(),
        "OSLO 5137",
        &captioned.to_string(),
        "HQ.999",
        "",
        "gear",
    ];
    for name in hidden {
        assert_eq!(means(&duty, name), None, "{name}");
    }
    assert_eq!(means(&on_duty(Level::Secret), "PARIS 2"), Some(reply));
}

#[test]
fn the_office_it_came_from_is_told_for_thirty_days_and_its_history_says_so_for_good() {
    let mut trial = trial();
    let cable = trial.instruct(&["PAR"]);
    let entry = trial.open_in_emergency("duty.officer", cable, 60);
    trial.follow();
    let told = |who: &Reader, code: &str, now| {
        let inbox = trial.views.inbox(who, office(code), When::NOW, now).expect("read");
        inbox.opened_in_emergency
    };
    let hq = reader(&["HQ"]);
    let lines = told(&hq, "HQ", trial.now);
    let [line] = lines.as_slice() else { panic!("not told once: {lines:?}") };
    assert_eq!(
        (line.opening, line.officer.as_str(), line.why.as_deref()),
        (entry, "duty.officer", Some("Now."))
    );
    assert_eq!(line.cable.as_ref().map(|cable| cable.dossier), Some(cable));
    assert_eq!(told(&reader(&["PAR"]), "PAR", trial.now), [], "an addressee sees it in the history");
    assert_eq!(told(&Reader { level: Level::Restricted, ..hq.clone() }, "HQ", trial.now), []);
    assert_eq!(told(&hq, "HQ", trial.now.checked_add((24 * 31).hours()).expect("a time")), []);
    for who in [&hq, &reader(&["PAR"])] {
        let view = trial.views.show(who, cable, When::NOW).expect("read").expect("shown");
        let last = view.history.last().expect("a history");
        assert_eq!((last.entry, last.said.as_deref()), (entry, Some("Now.")));
        assert!(last.told.to_string().starts_with("opened it in an emergency until "));
    }
}

#[test]
fn administrators_of_headquarters_see_every_opening_and_its_cable_only_where_they_may_read_it() {
    let mut trial = trial();
    trial.grant("an.admin", Role::Administrator, "HQ");
    trial.grant("par.admin", Role::Administrator, "PAR");
    let (cable, secret) = (trial.instruct(&["PAR"]), trial.instruct(&["PAR"]));
    let (reply, _) = trial.reply(secret, "PAR", Level::Secret);
    let first = trial.open_in_emergency("duty.officer", cable, 60);
    let second = trial.open_in_emergency("duty.officer", reply, 60);
    trial.follow();
    let listed = |officer: &str, offices: &[&str]| {
        let who = Reader { officer: handle(officer), level: Level::Confidential, ..reader(offices) };
        let lines = trial.views.openings(&who, 99, trial.now).expect("read");
        lines
            .into_iter()
            .map(|line| (line.opening, line.cable.map(|cable| cable.dossier)))
            .collect::<Vec<_>>()
    };
    assert_eq!(listed("an.admin", &[]), [(second, None), (first, None)]);
    assert_eq!(listed("an.admin", &["HQ"]), [(second, None), (first, Some(cable))]);
    for nobody in ["par.admin", "duty.officer", "some.officer"] {
        assert_eq!(listed(nobody, &["HQ", "PAR"]), [], "{nobody}");
    }
}

#[test]
fn no_other_read_shows_more_while_a_cable_is_open() {
    let mut trial = trial();
    let cable = trial.instruct(&["PAR"]);
    let duty = on_duty(Level::Secret);
    let everything = |trial: &Trial| {
        trial.follow();
        let (views, now) = (&trial.views, trial.now);
        let tasking = domain::words::TaskingId { instruction: cable, office: office("PAR") };
        format!(
            "{:?}{:?}{:?}{:?}{:?}{:?}{:?}{:?}",
            views.show(&duty, cable, When::NOW).expect("read"),
            views.board(&duty, cable, When::NOW, now).expect("read"),
            views.tasking(&duty, tasking, When::NOW, now).expect("read"),
            views.named(&duty, "MERE 1").expect("read"),
            views.search(&duty, "fishing", When::NOW, 9, None).expect("read").hits,
            views.instructions(&duty, 9, When::NOW, now).expect("read"),
            views.cables(&duty, &crate::Wanted::default(), 9).expect("read"),
            views.next_change(&duty, 0, 99).expect("read").change,
        )
    };
    let before = everything(&trial);
    trial.open_in_emergency("duty.officer", cable, 60);
    assert_eq!(everything(&trial), before);
    assert!(opened(&trial, &duty, cable).is_some());
}

#[test]
fn whatever_was_opened_by_whomever_a_text_is_shown_only_while_an_entry_stands_for_it() {
    let mut trial = trial();
    trial.grant("second.duty", Role::DutyOfficer, "HQ");
    let cables: Vec<(EntryId, Level)> =
        [Level::Unclassified, Level::Confidential, Level::Secret, Level::TopSecret]
            .map(|level| {
                let draft = trial.draft("HQ", domain::fact::Purpose::Instruction, level, &[]);
                trial.release(draft, &["PAR"]);
                (draft, level)
            })
            .into();
    // The last of them was never on duty, whatever stands in the record under its name.
    let officers =
        [("duty.officer", Level::Secret), ("second.duty", Level::TopSecret), ("no.duty", Level::TopSecret)];
    let mut chance = 7_u64;
    let mut below = |most: usize| {
        chance = chance.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(chance >> 33).expect("31 bits") % most
    };
    let (mut entries, mut shown, mut asked) = (Vec::new(), 0, 0);
    for _ in 0..160 {
        let (officer, (cable, _), minutes) = (below(officers.len()), cables[below(cables.len())], below(61));
        trial.open_in_emergency(officers[officer].0, cable, u16::try_from(minutes).expect("few"));
        entries.push((officer, cable, trial.now, i64::try_from(minutes).expect("few")));
        trial.now =
            trial.now.checked_add(i64::try_from(below(25)).expect("few").minutes()).expect("time goes on");
        trial.follow();
        for (place, (handle_of, level)) in officers.iter().enumerate() {
            let who = Reader { officer: handle(handle_of), ..on_duty(*level) };
            for (cable, marked) in &cables {
                let stands = entries.iter().any(|(by, of, at, minutes)| {
                    let end = at.checked_add(minutes.minutes()).expect("a time");
                    (*by, *of) == (place, *cable) && (*at..end).contains(&trial.now)
                });
                let wanted = stands && place < 2 && *level >= *marked && *marked != Level::TopSecret;
                let found = trial.views.opened(&who, *cable, trial.now).expect("read");
                assert_eq!(found.is_some(), wanted, "{handle_of} {cable} at {}", trial.now);
                (asked, shown) = (asked + 1, shown + usize::from(wanted));
            }
        }
    }
    assert!(asked == 1_920 && shown > 100, "{shown} of {asked}");
}
