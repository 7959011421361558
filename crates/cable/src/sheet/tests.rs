//! Stories of the drafting sheet: what officers type, well and badly, and what is read of it.

use proptest::prelude::*;

use super::*;

const WHOLE: &str = "\
TO: EUROPE-PLUS EXCEPT MADRID, OSLO
TO: OTTAWA; CANBERRA NIACT IMMEDIATE
INFO: GENEVA
CLASSIFICATION: UNCLASSIFIED
E.O. 13526: N/A
CAPTIONS: LIMDIS
PRECEDENCE: ROUTINE
TAGS: EFIS, SENV
SUBJECT: LOST FISHING GEAR: ENGAGE HOST GOVERNMENTS
    EVERY MONTH
REF: A. MERE 0117, B. 25 PARIS 0032 (NOTAL)
DUE: 2026-12-10 17:00
EVERY: 30 DAYS UNTIL 2027-06-30, FIRST WITHIN 10 DAYS
LEVEL: DIRECTOR
REPORT: REPLY CABLE

1. OBJECTIVE. Bring lost gear
home.

2. (C) BACKGROUND. Nets drift.

POINTS
- (VERBATIM) Nets drift for years.
- Ports can take them.
  FOR PARIS: Brest takes them.
  FOR NORDIC: Bergen takes them,
    and others.
- (NOT IN WRITING, OPTIONAL) We would pay.

3. REPORTING. By cable.
";

#[test]
fn a_whole_sheet_is_read_field_by_field() {
    let sheet = read(WHOLE);
    assert_eq!(sheet.remarks, []);
    let to: Vec<_> =
        sheet.to.iter().map(|a| (a.name.as_str(), a.except.join(" "), a.precedence, a.line)).collect();
    assert_eq!(
        to,
        [
            ("EUROPE-PLUS", "MADRID OSLO".to_owned(), None, 1),
            ("OTTAWA", String::new(), None, 2),
            ("CANBERRA", String::new(), Some(Precedence::Niact), 2)
        ]
    );
    assert_eq!(sheet.info.len(), 1);
    assert_eq!((sheet.level, sheet.precedence), (Some(Level::Unclassified), Some(Precedence::Routine)));
    assert_eq!(
        (sheet.captions.join(","), sheet.tags.join(",")),
        ("LIMDIS".to_owned(), "EFIS,SENV".to_owned())
    );
    assert_eq!(sheet.subject, "LOST FISHING GEAR: ENGAGE HOST GOVERNMENTS EVERY MONTH");
    assert_eq!(
        sheet.references.iter().map(|r| (r.letter, r.notal)).collect::<Vec<_>>(),
        [(Some('A'), false), (Some('B'), true)]
    );
    assert_eq!(sheet.due.map(|due| due.to_string()).as_deref(), Some("2026-12-10T17:00:00"));
    let every = sheet.every.unwrap();
    assert_eq!((every.days, every.first_within_days), (30, Some(10)));
    assert_eq!(every.until.map(|day| day.to_string()).as_deref(), Some("2027-06-30"));
    assert_eq!((sheet.interlocutor_level.as_deref(), sheet.report), (Some("DIRECTOR"), Some(true)));
    let numbers: Vec<_> = sheet.paragraphs.iter().map(|p| (p.number, p.portion, p.line)).collect();
    assert_eq!(numbers, [(Some(1), None, 17), (Some(2), Some(Level::Confidential), 20), (Some(3), None, 30)]);
    assert_eq!(sheet.paragraphs.first().map(|p| p.text.as_str()), Some("OBJECTIVE. Bring lost gear home."));
    let points: Vec<_> =
        sheet.points.iter().map(|p| (p.mark, p.optional, p.variants.len(), p.line)).collect();
    assert_eq!(
        points,
        [(Mark::Verbatim, false, 0, 23), (Mark::Paraphrase, false, 2, 24), (Mark::NotInWriting, true, 0, 28)]
    );
    let nordic = sheet.points.get(1).and_then(|p| p.variants.get(1)).cloned();
    assert_eq!(nordic, Some(("NORDIC".to_owned(), "Bergen takes them, and others.".to_owned())));
}

#[test]
fn what_is_written_reads_the_same() {
    let sheet = read(WHOLE);
    assert_eq!(read(&write(&sheet)).said(), sheet.said());
}

#[test]
fn an_impossible_date_is_named_with_its_line_and_left_out() {
    let sheet = read("TO: PARIS\nDUE: 2026-02-30\n");
    let remark = sheet.remarks.first().unwrap();
    assert_eq!((remark.line, remark.severity, remark.code.as_ref()), (2, Severity::Error, "SHT-04"));
    assert!(remark.message.contains("2026-02-28"), "{}", remark.message);
    assert_eq!(sheet.due, None);
    for due in ["0000-01-01", "10000-01-01", "2026-12-10 24:01"] {
        let sheet = read(&format!("DUE: {due}"));
        assert_eq!((sheet.due, sheet.remarks.len()), (None, 1), "{due}");
    }
}

#[test]
fn an_unknown_label_is_remarked_on_with_the_one_meant() {
    let sheet = read("to: PARIS\nCLASIFICATION: SECRET\nFROM: MERE\nsubject: X\n");
    let said: Vec<_> = sheet
        .remarks
        .iter()
        .map(|r| (r.line, r.code.as_ref(), r.fix.as_ref().map(|f| f.replace.as_str())))
        .collect();
    assert_eq!(said, [(2, "SHT-01", Some("CLASSIFICATION")), (3, "SHT-01", None)]);
    assert_eq!((sheet.level, sheet.subject.as_str()), (None, "X"));
}

#[test]
fn a_mark_spelt_wrong_is_remarked_and_a_bracket_of_words_is_not() {
    let said = |point: &str| {
        let sheet = read(&format!("TO: PARIS\n\n1. X\n\nPOINTS\n- {point}\n"));
        let fix = |r: &crate::Remark| r.fix.as_ref().map(|f| (f.span.clone(), f.replace.clone()));
        assert!(
            sheet.remarks.iter().all(|r| (r.line, r.code.as_ref()) == (6, "SHT-08")),
            "{:?}",
            sheet.remarks
        );
        (sheet.remarks.iter().map(fix).collect::<Vec<_>>(), sheet.points.first().map(|p| p.mark))
    };
    let words = Some(Mark::Paraphrase);
    assert_eq!(said("(not in writng) We would pay."), (vec![Some((27..40, "NOT IN WRITING".into()))], words));
    assert_eq!(said("(OPTIONAL, VERBATM) Pay."), (vec![Some((37..44, "VERBATIM".into()))], words));
    assert_eq!(said("(IF ASKED, urgent) Pay."), (vec![None], words));
    assert_eq!(said("(If  Asked) Pay."), (vec![], Some(Mark::IfAsked)));
    assert_eq!(said("(Two ships, one crew) are lost."), (vec![], words));
    assert_eq!(said("() Pay."), (vec![], words));
}

#[test]
fn labels_may_stand_in_any_order_repeat_and_be_parted_by_blank_lines() {
    let sheet = read(
        "SUBJECT: A\n\nTAGS: EFIS\n\nTO: PARIS\nTAGS: SENV\nSUBJECT: B\n\nTO THE POINT: this is body.\n",
    );
    assert_eq!((sheet.subject.as_str(), sheet.tags.join(",")), ("A", "EFIS,SENV".to_owned()));
    assert_eq!(sheet.remarks.iter().map(|r| (r.line, r.code.as_ref())).collect::<Vec<_>>(), [(7, "SHT-03")]);
    assert_eq!(sheet.paragraphs.first().map(|p| p.text.as_str()), Some("TO THE POINT: this is body."));
}

#[test]
fn a_sheet_without_labels_is_all_body() {
    let sheet = read("Dear all,\nplease act.\n");
    assert_eq!((sheet.paragraphs.len(), sheet.remarks.len()), (1, 0));
}

#[test]
fn a_sheet_too_large_is_not_read_at_all() {
    let sheet = read(&format!("TO: PARIS\n\n{}", "x".repeat(TEXT_MAX)));
    assert_eq!((sheet.to.len(), sheet.paragraphs.len(), sheet.remarks.len()), (0, 0, 1));
    assert_eq!(sheet.remarks.first().map(|r| r.severity), Some(Severity::Error));
}

#[test]
fn line_ends_of_other_systems_make_no_difference() {
    let sheet = read(&WHOLE.replace('\n', "\r\n"));
    assert_eq!(sheet.said(), read(WHOLE).said());
}

#[test]
fn a_for_example_is_a_sentence_and_not_a_variant() {
    let sheet = read("POINTS\n- Many do,\n  for example: Brest.\n");
    assert_eq!(sheet.points.first().map(|p| p.text.as_str()), Some("Many do, for example: Brest."));
}

#[test]
fn the_wire_form_comes_back_whole() {
    let sheet = read(WHOLE);
    let json = serde_json::to_string(&sheet).unwrap();
    assert_eq!(serde_json::from_str::<Sheet>(&json).unwrap(), sheet);
}

#[test]
fn a_hostile_sheet_is_read_in_time_proportional_to_its_length() {
    // Any quadratic step would take minutes here.
    let fill = |unit: &str| unit.repeat(TEXT_MAX / 8 / unit.len());
    for (head, unit) in [
        ("REF: ", " "),
        ("REF: X", " AND Y"),
        ("REF: X", ", a"),
        ("REF: X ", "111111Z JAN 11 "),
        ("REF: ", "(A) "),
        ("TO: ", "A EXCEPT B,"),
        ("TO: ", "A;\n "),
        ("TAGS: ", "("),
        ("", "x\n\n"),
        ("", "5. a\n"),
        ("POINTS\n", "- a\n  FOR B: c\n"),
        ("", "LABLE: x\n"),
    ] {
        let sheet = read(&format!("{head}{}", fill(unit)));
        write(&sheet);
    }
}

/// Lines an officer might type, sensible and not.
fn body_line() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => "[A-Za-z0-9 ,.()é:-]{0,40}",
        2 => "([1-9]|1[0-2])[.)] ?[A-Za-z(). ]{0,20}",
        2 => "(-|--|\\*) ?(\\(VERBATIM\\)|\\(IF ASKED, OPTIONAL\\)|\\(X\\))? ?[A-Za-z ]{0,20}",
        1 => "  FOR [A-Z]{2,8}(, [A-Z]{2,8})?: [a-z ]{0,20}",
        1 => Just("POINTS\n- x".to_owned()),
        3 => Just(String::new()),
    ]
}

fn header_line() -> impl Strategy<Value = String> {
    prop_oneof![
        "(TO|INFO|to): [A-Z]{1,9}( EXCEPT [A-Z]{1,9}(, [A-Z]{1,9}){0,2})?( FLASH| NIACT IMMEDIATE)?([;,] [A-Z -]{0,9}){0,2}",
        "(TAGS|CAPTIONS): [A-Za-z(), ]{0,30}",
        "(SUBJECT|LEVEL): [^\r\n]{0,60}",
        "CLASSIFICATION: (SECRET|SBU|UNCLAS|X)(//NOFORN)?",
        "(DUE|EVERY): (2026-0[1-3]-3[01]|[1-9]0 DAYS UNTIL 2026-01-01|MONTH, FIRST WITHIN 3 DAYS)",
        "REF: (A\\. )?[A-Z]{3,6} [0-9]{1,5}(, B\\. PARIS 32 \\(NOTAL\\)| AND [0-9]{3})?",
        "REPORT: (NONE|REPLY CABLE|MAYBE)",
        "    [A-Z ,]{0,20}",
    ]
}

proptest! {
    #[test]
    fn writing_what_was_read_and_reading_it_again_says_the_same(
        header in prop::collection::vec(header_line(), 1..12),
        body in prop::collection::vec(body_line(), 0..24),
    ) {
        let text = format!("{}\n\nx\n\n{}", header.join("\n"), body.join("\n"));
        let sheet = read(&text);
        let written = write(&sheet);
        prop_assert_eq!(read(&written).said(), sheet.said(), "{}", written);
    }

    #[test]
    fn any_text_is_read(text in any::<String>()) {
        let sheet = read(&text);
        for remark in &sheet.remarks {
            prop_assert!(text.get(remark.span.clone()).is_some());
        }
        write(&sheet);
    }
}
