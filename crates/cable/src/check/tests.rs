//! Stories of the rules: for each, what it accepts and what it refuses, from the table it was written after.

use super::*;

/// A sheet that breaks no rule of the profile in use.
const GOOD: &str = "\
TO: AMEMBASSY PARIS IMMEDIATE
TO: AMEMBASSY OTTAWA
INFO: AMEMBASSY ROME
CLASSIFICATION: UNCLASSIFIED
PRECEDENCE: ROUTINE
TAGS: EFIS, FR
SUBJECT: DEMARCHE REQUEST: LOST FISHING GEAR
REF: A. STATE 0117, B. PARIS 0032
DUE: 2026-12-10 17:00
LEVEL: DIRECTOR
REPORT: REPLY CABLE

1. OBJECTIVE. Win support, as in ref B.

2. BACKGROUND. Nets drift for years. Nothing is left in writing.

POINTS
- (VERBATIM) Nets drift.
- (IF ASKED) Ports can take them.

3. REPORTING. By Friday 4 December.
";

fn us() -> Profile {
    Profile::named("us-current").unwrap()
}

fn codes(text: &str, profile: &Profile) -> Vec<String> {
    lint(text, profile).1.iter().map(|remark| remark.code.to_string()).collect()
}

/// Asserts that a rule passes the good sheet and answers the same sheet with something changed.
fn refuses(code: &str, from: &str, to: &str) -> Remark {
    assert!(GOOD.contains(from), "{from}");
    let (_, remarks) = lint(&GOOD.replace(from, to), &us());
    let found = remarks.iter().find(|remark| remark.code == code);
    found.unwrap_or_else(|| panic!("{code} is silent on {to:?}: {remarks:#?}")).clone()
}

#[test]
fn a_good_sheet_passes_every_rule() {
    assert_eq!(codes(GOOD, &us()), Vec::<String>::new());
}

#[test]
fn pre_01_asks_for_a_precedence_of_the_list() {
    let missing = refuses("PRE-01", "PRECEDENCE: ROUTINE\n", "");
    assert_eq!(
        (missing.line, missing.fix.map(|fix| (fix.replace, fix.safe))),
        (2, Some(("AMEMBASSY OTTAWA ROUTINE".to_owned(), false)))
    );
    let old = refuses("PRE-01", "PRECEDENCE: ROUTINE", "PRECEDENCE: PRIORITY");
    assert!(old.message.contains("not in the list"), "{}", old.message);
    let then = Profile::named("us-1973-79").unwrap();
    assert!(
        !codes(&GOOD.replace("PRECEDENCE: ROUTINE", "PRECEDENCE: PRIORITY"), &then)
            .contains(&"PRE-01".to_owned())
    );
    let uk = Profile::named("uk-like").unwrap();
    assert!(
        !codes(&GOOD.replace("PRECEDENCE: ROUTINE", "PRECEDENCE: PRIORITY"), &uk)
            .contains(&"PRE-01".to_owned())
    );
}

#[test]
fn pre_02_to_06_keep_night_action_rare() {
    refuses("PRE-02", "PARIS IMMEDIATE", "PARIS NIACT IMMEDIATE");
    let justified = GOOD
        .replace("PARIS IMMEDIATE", "PARIS NIACT IMMEDIATE")
        .replace("Win support", "NIACT because the vote is at dawn");
    assert_eq!(codes(&justified, &us()), Vec::<String>::new());
    refuses("PRE-03", "INFO: AMEMBASSY ROME", "INFO: AMEMBASSY ROME NIACT IMMEDIATE");
    refuses("PRE-04", "TO: AMEMBASSY OTTAWA", "TO: ALL DIPLOMATIC POSTS NIACT IMMEDIATE");
    refuses("PRE-05", "INFO: AMEMBASSY ROME", "INFO: AMEMBASSY ROME FLASH");
    let long = format!("Nets drift {}", "and drift ".repeat(120));
    let text = GOOD.replace("PARIS IMMEDIATE", "PARIS FLASH").replace("Nets drift for years", &long);
    assert!(codes(&text, &us()).contains(&"PRE-06".to_owned()));
}

#[test]
fn cls_01_and_02_cannot_be_overridden() {
    let missing = refuses("CLS-01", "CLASSIFICATION: UNCLASSIFIED\n", "");
    let low = refuses("CLS-02", "2. BACKGROUND", "2. (C) BACKGROUND");
    assert_eq!((missing.severity, low.severity, low.line), (Severity::Absolute, Severity::Absolute, 15));
    assert!(low.message.contains("paragraph 2"), "{}", low.message);
}

#[test]
fn cls_03_04_and_08_look_at_every_portion() {
    let classified = classified();
    assert_eq!(codes(&classified, &us()), Vec::<String>::new());
    let unmarked = classified.replace("2. (U) ", "2. ");
    let (_, remarks) = lint(&unmarked, &us());
    let found = remarks.iter().find(|remark| remark.code == "CLS-04").unwrap();
    assert!(found.message.contains("paragraph 2"));
    assert!(codes(&classified.replace("(U) DEMARCHE", "DEMARCHE"), &us()).contains(&"CLS-04".to_owned()));
    assert!(codes(&classified.replace("(C)", "(U)"), &us()).contains(&"CLS-03".to_owned()));
    assert!(codes(&classified.replace("(U) DEMARCHE", "(C) DEMARCHE"), &us()).contains(&"CLS-08".to_owned()));
}

/// The good sheet, classified and with all that the order wants.
fn classified() -> String {
    let lines = "CLASSIFICATION: CONFIDENTIAL\nE.O. 13526: DECL: 2036-11-25\nCLASSIFIED BY: oceans.director\nREASON: 1.4(B)";
    GOOD.replace("CLASSIFICATION: UNCLASSIFIED", lines)
        .replace("SUBJECT: ", "SUBJECT: (U) ")
        .replace("1. ", "1. (C) ")
        .replace("2. ", "2. (U) ")
        .replace("3. ", "3. (U) ")
}

fn today() -> Profile {
    us().as_of(jiff::civil::date(2026, 11, 25))
}

/// Asserts that the classified sheet passes and a rule answers it with something changed.
fn guards(code: &str, from: &str, to: &str) -> Remark {
    assert_eq!(codes(&classified(), &today()), Vec::<String>::new());
    assert!(classified().contains(from), "{from}");
    let (_, remarks) = lint(&classified().replace(from, to), &today());
    let found = remarks.iter().find(|remark| remark.code == code);
    found.unwrap_or_else(|| panic!("{code} is silent on {to:?}: {remarks:#?}")).clone()
}

#[test]
fn cls_05_asks_who_classified_it_why_and_until_when() {
    let reason = guards("CLS-05", "REASON: 1.4(B)\n", "");
    assert!(reason.message.contains("REASON") && !reason.message.contains("CLASSIFIED BY"), "{reason}");
    guards("CLS-05", "CLASSIFIED BY: oceans.director\n", "");
    guards("CLS-05", "E.O. 13526: DECL: 2036-11-25\n", "");
    guards("CLS-05", "DECL: 2036-11-25", "DECL:");
    let derived =
        classified().replace("CLASSIFIED BY: oceans.director\nREASON: 1.4(B)", "DERIVED FROM: 25 PARIS 0032");
    assert_eq!(codes(&derived, &today()), Vec::<String>::new());
    let event = classified().replace("DECL: 2036-11-25", "DECL: CLOSE OF THE CONFERENCE");
    assert_eq!(codes(&event, &today()), Vec::<String>::new());
}

#[test]
fn cls_06_wants_the_order_line_to_say_what_the_cable_is() {
    let found = refuses(
        "CLS-06",
        "CLASSIFICATION: UNCLASSIFIED",
        "CLASSIFICATION: UNCLASSIFIED\nE.O. 13526: DECL: 2035",
    );
    assert_eq!((found.line, found.fix.map(|fix| fix.replace)), (5, Some(": N/A".to_owned())));
    let open = GOOD.replace("CLASSIFICATION: UNCLASSIFIED", "CLASSIFICATION: UNCLASSIFIED\nE.O. 13526: N/A");
    assert_eq!(codes(&open, &today()), Vec::<String>::new());
    guards("CLS-06", "DECL: 2036-11-25", "N/A");
    let then = Profile::named("us-1973-79").unwrap();
    assert!(codes(GOOD, &then).contains(&"CLS-06".to_owned()), "the line was compulsory then");
    assert!(!codes(&GOOD.replace("TAGS:", "E.O. 11652: N/A\nTAGS:"), &then).contains(&"CLS-06".to_owned()));
    let plain = Profile::named("plain").unwrap();
    assert!(!codes(&classified().replace("DECL", "N/A"), &plain).iter().any(|code| code == "CLS-06"));
}

#[test]
fn cls_07_wants_protection_to_end_and_not_too_late() {
    assert!(guards("CLS-07", "DECL: 2036-11-25", "DECL: 2019-01-01").message.contains("ended"));
    assert!(guards("CLS-07", "DECL: 2036-11-25", "DECL: 2052-01-01").message.contains("25 years"));
    assert!(guards("CLS-07", "DECL: 2036-11-25", "DECL: 12/01/1999").message.contains("1999-12-01"));
}

#[test]
fn txt_06_wants_a_table_to_fit_the_line_and_stand_at_the_left() {
    let row = format!("Paris   {}   12\nOslo   {}   14", "9".repeat(40), "8".repeat(40));
    assert!(
        codes(&GOOD.replace("Nets drift for years.", &format!("As follows:\n{row}\n")), &us()).is_empty()
    );
    let wide = row.replace("   12", &format!("   {}", "7".repeat(40)));
    refuses("TXT-06", "Nets drift for years.", &format!("As follows:\n{wide}\n"));
    let indented = format!("   {}", row.replace('\n', "\n   "));
    refuses("TXT-06", "Nets drift for years.", &format!("As follows:\n{indented}\n"));
    let prose = "Nets drift.  They drift.  They sink.\nAnd more.  And more.  All of it.";
    assert!(codes(&GOOD.replace("Nets drift for years.", prose), &us()).is_empty());
}

#[test]
fn txt_07_asks_for_an_abbreviation_nobody_knows() {
    let found = refuses("TXT-07", "Win support", "Win support of GRPO");
    assert!(found.message.contains("GRPO"));
    for known in ["the EU", "UNESCO", "the group of posts (GRPO), in short GRPO,"] {
        assert!(codes(&GOOD.replace("Win support", &format!("Win support of {known}")), &us()).is_empty());
    }
    let capitals = GOOD.replace("Win support", "WIN SUPPORT OF GRPO").to_uppercase();
    assert!(!codes(&capitals, &us()).contains(&"TXT-07".to_owned()));
}

#[test]
fn dem_09_keeps_a_marked_paragraph_out_of_what_is_handed_over() {
    let found = guards("DEM-09", "3. (U) REPORTING", "3. (C) NON-PAPER. Nets drift.\n\n4. (U) REPORTING");
    assert!(found.message.contains("paragraph 3"), "{found}");
    let open = classified().replace("3. (U) REPORTING", "3. (U) NON-PAPER. Nets drift.\n\n4. (U) REPORTING");
    assert_eq!(codes(&open, &today()), Vec::<String>::new());
}

#[test]
fn dem_10_asks_for_the_source_of_a_figure() {
    let found = refuses("DEM-10", "(VERBATIM) Nets drift.", "(VERBATIM) Nets drift: 640,000 tonnes a year.");
    assert!(found.message.starts_with("640,000 "), "{found}");
    refuses("DEM-10", "(VERBATIM) Nets drift.", "(VERBATIM) 70% of nets drift.");
    for told in
        ["640,000 tonnes (SOURCE: FAO, 2025).", "640,000 tonnes, as in ref B.", "Since 2019, on 14 March."]
    {
        assert!(
            codes(&GOOD.replace("(VERBATIM) Nets drift.", &format!("(VERBATIM) {told}")), &us()).is_empty(),
            "{told}"
        );
    }
}

#[test]
fn rec_02_finds_an_attachment_that_cannot_be_there() {
    refuses("REC-02", "Win support", "Win support with the attached table");
}

#[test]
fn a_rule_about_the_head_points_at_its_line() {
    let found = refuses("TAG-02", "TAGS: EFIS, FR", "TAGS: EFIS, FR, PREI");
    let text = GOOD.replace("TAGS: EFIS, FR", "TAGS: EFIS, FR, PREI");
    assert_eq!((found.line, text.get(found.span), found.fix.is_some()), (6, Some("PREI"), true));
    let whole = refuses("TAG-04", "EFIS, FR", "EFIS, FR, FRUS, US");
    assert_eq!(GOOD.replace("EFIS, FR", "EFIS, FR, FRUS, US").get(whole.span), Some("US"));
}

#[test]
fn cap_rules_keep_captions_in_the_register_and_apart() {
    let caption = |captions: &str| refuses_caption(captions);
    let near = caption("EXDI");
    assert!(near.iter().any(|remark| remark.code == "CAP-01" && remark.message.contains("EXDIS")));
    let has = |captions: &str, code: &str| caption(captions).iter().any(|remark| remark.code == code);
    assert!(has("ROGER CHANNEL, DISSENT CHANNEL", "CAP-02"));
    assert!(has("AGREMENT, NODIS", "CAP-03") && has("AGREMENT", "CAP-07"));
    assert!(has("INFORM CONSULS, EXDIS", "CAP-09"));
    assert!(caption("EXDIS, NOFORN").is_empty() && caption("FOR HILL ONLY").is_empty());
    let stadis = GOOD.replace("TAGS: ", "CAPTIONS: STADIS\nTAGS: ");
    assert!(codes(&stadis, &us()).is_empty());
    assert!(
        codes(&stadis.replace("INFO: AMEMBASSY ROME", "INFO: SECDEF WASHDC"), &us())
            .contains(&"CAP-08".to_owned())
    );
    let wide =
        GOOD.replace("TAGS: ", "CAPTIONS: EXDIS\nTAGS: ").replace("AMEMBASSY OTTAWA", "ALL DIPLOMATIC POSTS");
    assert!(codes(&wide, &us()).contains(&"CAP-06".to_owned()));
}

fn refuses_caption(captions: &str) -> Vec<Remark> {
    lint(&GOOD.replace("TAGS: ", &format!("CAPTIONS: {captions}\nTAGS: ")), &us()).1
}

#[test]
fn tag_rules_keep_codes_in_the_register_and_names_out() {
    refuses("TAG-01", "TAGS: EFIS, FR", "TAGS: FR");
    let near = refuses("TAG-02", "TAGS: EFIS", "TAGS: PREI");
    assert!(near.message.contains("PREL") || near.message.contains("PREF"), "{}", near.message);
    refuses("TAG-04", "EFIS, FR", "EFIS, FR, US");
    refuses("TAG-05", "EFIS, FR", "OVIP (SMITH, JACK)");
    refuses("TAG-06", "EFIS, FR", "EFIS, FR, DE, IT, ES, PT, GB, IE, SE");
    refuses("TAG-07", "TAGS: EFIS, FR", "TAGS: AMED");
    assert!(
        !codes(&GOOD.replace("EFIS, FR", "QQQQ"), &Profile::named("plain").unwrap())
            .contains(&"TAG-02".to_owned())
    );
}

#[test]
fn sub_rules_ask_for_a_short_subject_that_says_what_is_asked() {
    refuses("SUB-01", "SUBJECT: DEMARCHE REQUEST: LOST FISHING GEAR\n", "");
    refuses("SUB-02", "LOST FISHING GEAR", &"GEAR ".repeat(80));
    refuses("SUB-03", "DEMARCHE REQUEST: LOST FISHING GEAR", "FRANCE");
}

#[test]
fn ref_04_finds_a_letter_that_is_not_in_the_line() {
    let found = refuses("REF-04", "as in ref B", "as in ref C");
    assert_eq!((found.line, GOOD.replace("ref B", "ref C").get(found.span)), (13, Some("ref C")));
    refuses("REF-04", "REF: A. STATE 0117, B. PARIS 0032\n", "");
}

#[test]
fn txt_rules_look_at_numbers_leftovers_and_loose_days() {
    let misnumbered = refuses("TXT-03", "3. REPORTING", "4. REPORTING");
    assert_eq!(misnumbered.fix.map(|fix| fix.replace).as_deref(), Some("3."));
    refuses("TXT-03", "2. BACKGROUND", "BACKGROUND");
    refuses("TXT-08", "Win support", "TBD");
    refuses("TXT-08", "Win support", "Win [ ] support");
    refuses("TXT-09", "By Friday 4 December", "By Friday");
    refuses("TXT-09", "By Friday 4 December", "By tomorrow");
    refuses("TXT-02", "Win support", &"x".repeat(80));
    let single = "TO: PARIS ROUTINE\nCLASSIFICATION: UNCLASSIFIED\nTAGS: EFIS\nSUBJECT: X\n\n1. Only this.\n";
    let (_, remarks) = lint(single, &Profile::named("plain").unwrap());
    assert_eq!(remarks.iter().map(|remark| remark.code.as_ref()).collect::<Vec<_>>(), ["TXT-04"]);
    assert!(fixed(single, &remarks).ends_with("\nOnly this.\n"));
    refuses("TXT-05", "Nets drift for years", &"Nets drift for years ".repeat(400));
}

#[test]
fn txt_01_writes_typographic_marks_with_what_the_telex_has() {
    let telex = Profile::named("us-1973-79").unwrap();
    let text = GOOD.replace("Win support", "Win \u{201c}support\u{201d} \u{4e2d}");
    let (_, remarks) = lint(&text, &telex);
    let found: Vec<_> = remarks.iter().filter(|remark| remark.code == "TXT-01").collect();
    assert_eq!(found.len(), 3);
    let then = fixed(&text, &remarks);
    assert!(then.contains("Win \"support\" \u{4e2d}"), "{then}");
}

#[test]
fn adr_rules_ask_for_somebody_to_act_and_no_contradiction() {
    let nobody = GOOD.replace("TO: AMEMBASSY PARIS IMMEDIATE\nTO: AMEMBASSY OTTAWA\n", "");
    assert!(codes(&nobody, &us()).contains(&"ADR-01".to_owned()));
    refuses("ADR-04", "TO: AMEMBASSY OTTAWA", "TO: ALL DIPLOMATIC POSTS EXCEPT AMEMBASSY PARIS");
    refuses("ADR-09", "TO: AMEMBASSY OTTAWA", "TO: AMEMBASSY PARIS");
    refuses(
        "ADR-06",
        "- (VERBATIM) Nets drift.",
        "- (VERBATIM) Nets drift.\n  FOR AMEMBASSY ROME: Nets sink.",
    );
}

#[test]
fn dem_rules_ask_for_what_an_instruction_must_state() {
    refuses("DEM-01", "1. OBJECTIVE. Win support", "1. We would win support");
    refuses("DEM-02", "(IF ASKED)", "(PARAPHRASE)");
    refuses("DEM-03", "BACKGROUND. ", "");
    refuses("DEM-04", "POINTS\n- (VERBATIM) Nets drift.\n- (IF ASKED) Ports can take them.\n", "");
    refuses("DEM-05", "DUE: 2026-12-10 17:00\n", "");
    refuses("DEM-06", "LEVEL: DIRECTOR\n", "");
    refuses("DEM-07", "REPORT: REPLY CABLE\n", "");
    refuses("DEM-08", " Nothing is left in writing.", "");
    refuses("DEM-12", "Win support", "Engage regularly");
    refuses("DEM-13", "Win support", "Win support for the candidature");
    assert!(codes(&GOOD.replace("Win support", "Win support for the candidature of 2027"), &us()).is_empty());
    refuses("DEM-14", "Win support", "Make a joint demarche");
    assert!(codes(&GOOD.replace("Win support", "Make a joint demarche; Oslo leads"), &us()).is_empty());
    refuses("DEM-12", "DUE: 2026-12-10 17:00", "EVERY: 30 DAYS");
    assert!(codes(&GOOD.replace("2026-12-10 17:00", "AS SOON AS POSSIBLE"), &us()).is_empty());
}

#[test]
fn a_cable_that_only_tells_is_not_measured_as_an_instruction() {
    let tells = "TO: AMEMBASSY PARIS ROUTINE\nCLASSIFICATION: UNCLASSIFIED\nTAGS: EFIS\nSUBJECT: RESULTS\n\nAll went well.\n";
    assert_eq!(codes(tells, &us()), Vec::<String>::new());
}

#[test]
fn prv_rules_keep_private_persons_out_and_do_not_repeat_them() {
    let found = refuses("PRV-01", "Win support", "The asylum case 48213/2025 is pending");
    assert!(!found.message.contains("48213") && found.severity == Severity::Absolute);
    refuses("CLS-10", "Win support", "He holds passport XK1234567");
    let phone = refuses("PRV-02", "Win support", "Call the director on mobile +47 900 00 000");
    assert!(!phone.message.contains("900"));
    refuses("PRV-03", "Win support", "Last week 3 persons came");
    assert!(codes(&GOOD.replace("Win support", "In 2025, 340 persons came"), &us()).is_empty());
}

#[test]
fn every_rule_has_a_refused_case_above() {
    let tests = include_str!("tests.rs");
    for rule in RULES.iter().filter(|rule| rule.needs == Needs::Text) {
        assert!(tests.contains(&format!("\"{}\"", rule.code)), "{} is tried nowhere", rule.code);
    }
}

#[test]
fn a_span_lies_on_the_line_it_names() {
    let text = GOOD.replace("Win support", "TBD");
    let (_, remarks) = lint(&text, &us());
    for remark in &remarks {
        let before = text.get(..remark.span.start).unwrap();
        assert_eq!(before.matches('\n').count() + 1, remark.line.max(1), "{remark}");
    }
}

#[test]
fn a_hostile_sheet_is_checked_in_time_proportional_to_its_length() {
    let fill = |unit: &str| unit.repeat((1 << 16) / unit.len());
    for (head, unit) in [
        ("TO: ", "A;"),
        ("TO: A EXCEPT ", "B,"),
        ("CAPTIONS: ", "EXDI,"),
        ("TAGS: ", "PREI,"),
        ("SUBJECT: X\n\n1. ", "ref B "),
        ("SUBJECT: X\n\n1. ", "Friday "),
        ("SUBJECT: X\n\n", "1. A\n\n"),
        ("SUBJECT: X\n\nPOINTS\n- a\n", "  FOR A: b\n"),
    ] {
        lint(&format!("{head}{}", fill(unit)), &us());
    }
}
