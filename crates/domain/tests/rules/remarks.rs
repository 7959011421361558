//! What the ministry has to say of a sheet beside its text: each rule with what it lets pass and what it answers.

use domain::cable::check::{Needs, RULES};
use domain::cable::{Level, Profile, Remark, Severity, sheet};
use domain::command::Command;
use domain::fact::{AccessGranted, OfficeClosed, OfficeRated};
use domain::refusal::Refusal;
use domain::remarks::{ANSWERED, Answered, Cited, History, Known, remarks};
use domain::words::Handle;

use crate::common::{Desk, day, name};
use crate::network::define;

/// To two posts, by name and through a collective.
const GOOD: &str = "\
TO: PAR ROUTINE
TO: NORTH ROUTINE
INFO: OTT ROUTINE
CLASSIFICATION: UNCLASSIFIED
TAGS: PHSA, PA
SUBJECT: HIGH SEAS TREATY
REF: A. 2026 MERE 0003
DUE: 2026-03-20 17:00

1. OBJECTIVE. Early ratification, as ref A, para 2.

POINTS
- (VERBATIM) The treaty is open.
  FOR PAR: Le traité est ouvert.
";

/// Clearers as a ministry would put them into its own file.
const CLEARERS: &str = r#"
[[clearer]]
clearer = "france.desk"
countries = ["PA"]

[[clearer]]
clearer = "fish.agency"
agencies = ["Fisheries Agency"]

[[clearer]]
clearer = "traffic.officer"
posts = ["OTT"]

[[collective]]
names = ["EVERYBODY"]
worldwide = true
clearer = "watch.officer"

[[collective]]
names = ["NORTH"]
clearer = "europe.bureau"
informed = "operations.centre"
"#;

struct Story {
    desk: Desk,
    profile: Profile,
    history: History,
    asked: Option<Vec<Handle>>,
    reply: bool,
    office: &'static str,
    at: &'static str,
}

fn story() -> Story {
    let mut desk = Desk::of_the_ministry();
    define(&mut desk, "NORTH", "2026-01-06", &["OSL"]).expect("defined");
    for (officer, level) in [("par.political", Level::Secret), ("oceans.desk", Level::Secret)] {
        let access = AccessGranted { officer: name(officer), level, captions: vec![] };
        desk.ask("HQ", "network.admin", "2026-01-06", Command::GrantAccess(access)).expect("granted");
    }
    let file = include_str!("../../../cable/profiles/plain.toml");
    let profile = Profile::read(&format!("{file}{CLEARERS}")).expect("a profile").as_of(day("2026-03-03"));
    let cited = Cited {
        number: "2026 MERE 0003".into(),
        level: Some(Level::Unclassified),
        received: Some(["HQ", "PAR", "OSL"].into_iter().map(name).collect()),
        paragraphs: (1..=7)
            .map(|number| (Some(number), None, format!("Paragraph {number} says what was agreed.")))
            .collect(),
        ..Cited::default()
    };
    let asked = Some(["france.desk", "europe.bureau"].into_iter().map(name).collect());
    let history = History { cited: vec![Some(cited)], recent: vec![], newest: 3 };
    Story { desk, profile, history, asked, reply: false, office: "HQ", at: "2026-03-03T10:00:00Z" }
}

impl Story {
    fn remarks(&self, text: &str) -> Vec<Remark> {
        let drafter: Handle = name("oceans.desk");
        let known = Known {
            directory: &self.desk.directory,
            profile: &self.profile,
            at: self.at.parse().expect("a time"),
            office: Some(name(self.office)),
            drafter: Some(&drafter),
            reply: self.reply,
            asked: self.asked.clone(),
            history: Some(self.history.clone()),
        };
        remarks(&sheet::read(text), &known, Some(text))
    }

    fn codes(&self, text: &str) -> Vec<String> {
        self.remarks(text).iter().map(|remark| remark.code.to_string()).collect()
    }

    /// Asserts that a rule answers the good sheet with something changed in it.
    fn answers(&self, code: &str, from: &str, to: &str) -> Remark {
        assert!(GOOD.contains(from), "{from}");
        let said = self.remarks(&GOOD.replace(from, to));
        let found = said.iter().find(|remark| remark.code == code);
        assert!(found.is_some(), "{code} is silent on {to:?}: {said:#?}");
        found.expect("it was just asserted").clone()
    }
}

#[test]
fn a_good_sheet_passes_every_rule_of_the_ministry() {
    assert_eq!(story().codes(GOOD), Vec::<String>::new());
}

#[test]
fn whoever_is_addressed_or_tasked_is_known_open_and_meant() {
    let mut s = story();
    let near = s.answers("ADR-02", "TO: PAR ROUTINE", "TO: PARI ROUTINE");
    assert_eq!(near.fix.map(|fix| fix.replace).as_deref(), Some("PAR"));
    s.answers("ADR-02", "TO: PAR ROUTINE", "TO: AMEMBASSY FOOBAR ROUTINE");
    s.answers("ADR-03", "TO: NORTH ROUTINE", "TO: NORTH ROUTINE EXCEPT OSL");
    s.answers("ADR-05", "TO: NORTH ROUTINE", "TO: NORTH ROUTINE EXCEPT PAR");
    s.answers("ADR-07", "  FOR PAR: Le traité", "  FOR MERE: Le traité");
    s.answers("ADR-07", "1. OBJECTIVE.", "1. FOR ROME: Say so.\n\n2. OBJECTIVE.");
    s.answers("ADR-06", "  FOR PAR: Le traité", "  FOR OTTAWA: Le traité");
    assert!(!s.codes(&GOOD.replace("FOR PAR:", "FOR NORTH:")).contains(&"ADR-07".to_owned()));
    let closed = OfficeClosed { office: name("OTT"), on: day("2026-03-01") };
    s.desk.ask("HQ", "network.admin", "2026-02-20", Command::CloseOffice(closed)).expect("closed");
    assert!(s.codes(GOOD).contains(&"ADR-02".to_owned()));
}

#[test]
fn a_cable_goes_where_somebody_may_read_it() {
    let found = story().answers("ADR-08", "UNCLASSIFIED", "CONFIDENTIAL");
    assert!(found.message.contains("OSL") && !found.message.contains("PAR"), "{found}");
}

#[test]
fn the_deadline_leaves_the_time_that_the_precedence_takes() {
    let s = story();
    let found = s.answers("PRE-07", "DUE: 2026-03-20 17:00", "DUE: 2026-03-03 12:00");
    assert!(found.message.contains("PAR 2026-03-03") || found.message.contains("PAR 2026-03-04"), "{found}");
    let weekend = Story { at: "2026-03-06T16:00:00Z", ..story() };
    let found = weekend.answers("PRE-07", "DUE: 2026-03-20 17:00", "DUE: 2026-03-08 17:00");
    assert!(found.message.contains("PAR 2026-03-09 09:00"), "{found}");
}

#[test]
fn night_action_says_whom_it_rouses() {
    let night = Story { at: "2026-03-03T01:00:00Z", ..story() };
    let found = night.answers("PRE-08", "TO: PAR ROUTINE", "TO: PAR NIACT IMMEDIATE");
    assert!(found.message.contains("PAR") && found.severity == Severity::Advice, "{found}");
    let by_day = GOOD.replace("TO: PAR ROUTINE", "TO: PAR NIACT IMMEDIATE");
    assert!(!story().codes(&by_day).contains(&"PRE-08".to_owned()));
}

#[test]
fn captions_for_named_holders_are_theirs_alone() {
    let mut s = story();
    let held = s.answers("CAP-04", "TAGS:", "CAPTIONS: AGREMENT\nTAGS:");
    assert_eq!(held.severity, Severity::Absolute);
    let captions = vec!["AGREMENT".to_owned()];
    let access = AccessGranted { officer: name("oceans.desk"), level: Level::Secret, captions };
    s.desk.ask("HQ", "network.admin", "2026-01-07", Command::GrantAccess(access)).expect("granted");
    assert!(!s.codes(&GOOD.replace("TAGS:", "CAPTIONS: AGREMENT\nTAGS:")).contains(&"CAP-04".to_owned()));
}

#[test]
fn a_reply_keeps_the_captions_of_what_it_answers() {
    let mut s = Story { reply: true, ..story() };
    for cited in s.history.cited.iter_mut().flatten() {
        (cited.answered, cited.captions) = (true, vec!["NODIS".to_owned()]);
    }
    s.answers("CAP-05", "TAGS:", "TAGS:");
    assert!(!s.codes(&GOOD.replace("TAGS:", "CAPTIONS: NODIS\nTAGS:")).contains(&"CAP-05".to_owned()));
}

#[test]
fn an_office_that_may_not_hold_the_level_is_named_and_no_other() {
    let mut s = story();
    let rated = OfficeRated { office: name("OSL"), level: Level::Confidential, from: day("2026-02-01") };
    s.desk.ask("HQ", "network.admin", "2026-01-10", Command::RateOffice(rated)).expect("rated");
    let found = s.answers("CLS-11", "CLASSIFICATION: UNCLASSIFIED", "CLASSIFICATION: SECRET");
    assert_eq!((found.severity, &*found.message), (Severity::Absolute, "SECRET may not be held at OSL"));
    let held = GOOD.replace("CLASSIFICATION: UNCLASSIFIED", "CLASSIFICATION: CONFIDENTIAL");
    assert!(!s.codes(&held).contains(&"CLS-11".to_owned()));
}

#[test]
fn a_reply_is_marked_as_high_as_what_it_answers() {
    let mut s = Story { reply: true, ..story() };
    for cited in s.history.cited.iter_mut().flatten() {
        (cited.answered, cited.level) = (true, Some(Level::Secret));
    }
    let found = s.answers("CLS-12", "CLASSIFICATION: UNCLASSIFIED", "CLASSIFICATION: CONFIDENTIAL");
    assert!(found.message.contains("SECRET") && found.message.contains("CONFIDENTIAL"), "{found}");
    for level in ["SECRET", "TOP SECRET"] {
        let text = GOOD.replace("CLASSIFICATION: UNCLASSIFIED", &format!("CLASSIFICATION: {level}"));
        assert!(!s.codes(&text).contains(&"CLS-12".to_owned()), "{level}");
    }
}

#[test]
fn the_country_of_a_post_that_must_act_is_among_the_tags() {
    let found = story().answers("TAG-03", "TAGS: PHSA, PA", "TAGS: PHSA");
    assert_eq!(found.fix.map(|fix| fix.replace).as_deref(), Some("PHSA, PA"));
    assert!(!story().codes(&GOOD.replace("PHSA, PA", "AMGT")).contains(&"TAG-03".to_owned()));
}

#[test]
fn a_reference_leads_somewhere_and_to_those_who_must_act() {
    let mut s = story();
    s.answers("REF-02", "2026 MERE 0003", "2026 MERE 0004");
    s.answers("REF-02", "2026 MERE 0003", "2031 PARIS 0004");
    let absent = Story { history: History { cited: vec![None], ..s.history.clone() }, ..story() };
    absent.answers("REF-01", "2026 MERE 0003", "25 MERE 9999");
    let notal = GOOD.replace("2026 MERE 0003", "25 MERE 9999 (NOTAL)");
    assert!(!absent.codes(&notal).contains(&"REF-01".to_owned()));
    s.answers("REF-05", "para 2", "para 9");
    let of_ref = GOOD.replace("as ref A, para 2", "see para 9 of ref A");
    assert!(s.codes(&of_ref).contains(&"REF-05".to_owned()));
    assert!(!s.codes(&GOOD.replace("as ref A, para 2", "as in para 9")).contains(&"REF-05".to_owned()));
    for cited in s.history.cited.iter_mut().flatten() {
        cited.received = Some([name("HQ"), name("PAR")].into());
    }
    let found = s.answers("REF-03", "TAGS:", "TAGS:");
    assert!(found.message.contains("OSL"), "{found}");
    assert!(!s.codes(&GOOD.replace("0003", "0003 (NOTAL)")).contains(&"REF-03".to_owned()));
}

#[test]
fn words_of_a_cable_that_is_more_highly_classified_are_found() {
    let mut s = story();
    let secret = "The minister will accept the fourth article if the second is dropped before June.";
    for cited in s.history.cited.iter_mut().flatten() {
        cited.level = Some(Level::Secret);
        cited.paragraphs = vec![(Some(2), Some(Level::Secret), secret.to_owned())];
    }
    let taken = "1. OBJECTIVE. We hear the minister will accept the fourth article if the second is dropped.";
    let found = s.answers("CLS-09", "1. OBJECTIVE.", taken);
    assert!(found.message.contains("paragraph 2 of 2026 MERE 0003"), "{found}");
    assert!(!s.codes(GOOD).contains(&"CLS-09".to_owned()));
}

#[test]
fn a_subject_of_late_comes_again_only_with_a_reference() {
    let mut s = story();
    s.history.recent = vec![("2026 MERE 0002".to_owned(), day("2026-02-20"))];
    assert_eq!(s.codes(GOOD), ["SUB-04"]);
    s.history.recent = vec![("2026 MERE 0003".to_owned(), day("2026-02-20"))];
    assert_eq!(s.codes(GOOD), Vec::<String>::new());
}

#[test]
fn only_headquarters_instructs() {
    let post = Story { office: "OTT", ..story() };
    assert!(post.codes(GOOD).contains(&"DEM-11".to_owned()));
}

#[test]
fn who_has_to_clear_is_computed_and_said_if_not_asked() {
    let mut s = story();
    s.asked = Some(vec![]);
    let said = |s: &Story, text: &str| s.codes(text);
    assert_eq!(said(&s, GOOD), ["CLR-04", "CLR-02"]);
    assert!(s.answers("CLR-04", "TO: NORTH", "INFO: NORTH").message.contains("operations.centre"));
    assert!(s.answers("CLR-03", "TO: NORTH", "TO: EVERYBODY").message.contains("watch.officer"));
    assert!(
        s.answers("CLR-05", "Early ratification", "The Fisheries Agency asks for it")
            .message
            .contains("fish.agency")
    );
    assert!(s.answers("CLR-08", "TO: PAR", "TO: OTT").message.contains("traffic.officer"));
    s.asked = Some(vec![name("oceans.desk"), name("france.desk"), name("europe.bureau")]);
    assert_eq!(said(&s, GOOD), ["CLR-07"]);
    s.asked = None;
    let early = s.answers("CLR-02", "TAGS:", "TAGS:");
    assert_eq!(early.severity, Severity::Advice, "before there is a draft nobody can have been asked");
}

#[test]
fn every_rule_is_checked_refused_or_said_to_be_missing() {
    let tests = include_str!("remarks.rs");
    let codes: Vec<&str> = Refusal::CATALOGUE.iter().map(|(code, ..)| *code).collect();
    let wider = RULES.iter().filter(|rule| rule.needs == Needs::Ministry).map(|rule| rule.code);
    assert_eq!(wider.collect::<Vec<_>>(), ANSWERED.iter().map(|(rule, _)| *rule).collect::<Vec<_>>());
    for (rule, answered) in ANSWERED {
        match answered {
            Answered::Remark => assert!(tests.contains(&format!("\"{rule}\"")), "{rule} is tried nowhere"),
            Answered::Refusal(code) => assert!(codes.contains(code), "{rule}: nothing is refused as {code}"),
            Answered::Nothing(why) => assert!(!why.is_empty(), "{rule}"),
        }
    }
    assert_eq!(RULES.iter().filter(|rule| rule.code != "ADR-09").count(), 94);
}
