//! The test vectors of the specification, section 12.3: each line put where it belongs in a small cable, a story a row.

use super::*;
use crate::cable::FurnitureKind;
use crate::fields::{Level, Number, Reference, ReferenceKind, TagKind};

/// Reads a cable that holds nothing but what every cable has, with a date-time line and a line under each part.
fn small(dtg: &str, addressee: &str, label: &str) -> Cable {
    parse(&format!("{dtg}\nFM AMEMBASSY BERLIN\n{addressee}\n{label}\nSUBJECT: X\n\n1. TEXT.\n"))
}

fn dated(dtg: &str) -> Cable {
    small(dtg, "TO SECSTATE WASHDC", "")
}

fn addressed(lines: &str) -> Cable {
    small("O R 172244Z FEB 78", lines, "")
}

fn labelled(line: &str) -> Cable {
    small("O 172244Z FEB 78", "TO SECSTATE WASHDC", line)
}

fn above(line: &str) -> Cable {
    parse(&format!(
        "{line}\nO 172244Z FEB 78\nFM AMEMBASSY BERLIN\nTO SECSTATE WASHDC\nSUBJECT: X\n\n1. TEXT.\n"
    ))
}

fn moment(cable: &Cable) -> Option<String> {
    cable.dtg.as_ref().map(|dtg| dtg.at.to_string())
}

fn remarked(cable: &Cable, code: &str) -> bool {
    cable.remarks.iter().any(|remark| remark.code == code)
}

fn numbers(list: &[Number]) -> Vec<String> {
    list.iter().map(ToString::to_string).collect()
}

fn tags(cable: &Cable, kind: TagKind) -> Vec<&str> {
    cable.tags.iter().filter(|tag| tag.kind == kind).map(|tag| tag.code.as_str()).collect()
}

fn references(cable: &Cable) -> Vec<(Option<char>, ReferenceKind, Option<String>)> {
    let one = |r: &Reference| (r.letter, r.kind, r.number.as_ref().map(ToString::to_string));
    cable.references.iter().map(one).collect()
}

#[test]
fn two_precedences_before_the_group() {
    let cable = dated("P R 281848Z DEC 66");
    assert_eq!(
        (cable.precedence, cable.info_precedence),
        (Some(Precedence::Priority), Some(Precedence::Routine))
    );
    assert_eq!(moment(&cable).as_deref(), Some("1966-12-28T18:48:00Z"));
}

#[test]
fn an_operating_signal_after_the_year() {
    let cable = dated("O 172244Z FEB 78 ZFF6");
    assert_eq!((cable.precedence, cable.signals.join(" ")), (Some(Precedence::Immediate), "ZFF6".to_owned()));
}

#[test]
fn blanks_inside_the_group() {
    let cable = dated("P 251346 Z JUN 7 3");
    assert_eq!(
        (cable.precedence, moment(&cable).as_deref()),
        (Some(Precedence::Priority), Some("1973-06-25T13:46:00Z"))
    );
    assert!(remarked(&cable, "G1"));
}

#[test]
fn a_day_that_is_none() {
    let cable = dated("O 411058Z DEC 75");
    assert_eq!((moment(&cable), cable.date_raw.as_deref()), (None, Some("411058Z DEC 75")));
    assert!(remarked(&cable, "G11"));
}

#[test]
fn a_year_of_four_digits_without_a_precedence() {
    let cable = dated("011500Z JAN 2006");
    assert_eq!((cable.precedence, moment(&cable).as_deref()), (None, Some("2006-01-01T15:00:00Z")));
    assert!(!remarked(&cable, "G30"));
}

#[test]
fn night_action() {
    let cable = addressed("TO AMEMBASSY KABUL NIACT IMMEDIATE");
    let kabul = cable.to.first().unwrap();
    assert_eq!((kabul.name.as_str(), kabul.precedence), ("AMEMBASSY KABUL", Some(Precedence::Niact)));
}

#[test]
fn an_information_addressee_without_a_word() {
    let cable = addressed("TO SECSTATE WASHDC\nINFO AMEMBASSY PARIS PRIORITY\nAMEMBASSY ROME");
    let rome = cable.info.get(1).unwrap();
    assert_eq!(
        (rome.name.as_str(), rome.precedence, rome.defaulted),
        ("AMEMBASSY ROME", Some(Precedence::Routine), true)
    );
}

#[test]
fn a_running_number() {
    let cable = addressed("TO SECSTATE WASHDC IMMEDIATE 7937");
    let state = cable.to.first().unwrap();
    assert_eq!(
        (state.name.as_str(), state.precedence, state.mcn),
        ("SECSTATE WASHDC", Some(Precedence::Immediate), Some(7937))
    );
}

#[test]
fn a_running_number_that_only_holds_the_place() {
    let cable = addressed("TO SECSTATE WASHDC IMMEDIATE 7937\nSECDEF WASHDC 0000");
    let defence = cable.to.get(1).unwrap();
    assert_eq!((defence.name.as_str(), defence.mcn), ("SECDEF WASHDC", Some(0)));
}

#[test]
fn an_accounting_line() {
    let cable = addressed("TO SECSTATE WASHDC\nSTATE GRNC");
    assert_eq!((cable.accounting.len(), cable.to.len(), cable.info.len()), (1, 1, 0));
    assert!(remarked(&cable, "G13"));
}

#[test]
fn a_spaced_class_with_a_section() {
    let cable = labelled("C O N F I D E N T I A L SECTION 01 OF 03 BERLIN 05192");
    assert_eq!(cable.level, Some(Level::Confidential));
    assert_eq!(cable.section.map(|section| (section.part, section.of)), Some((1, 3)));
    assert_eq!(cable.number().map(Number::long).as_deref(), Some("78 BERLIN 5192"));
}

#[test]
fn two_numbers_on_one_line() {
    let cable = labelled("S E C R E T STATE 181062 TOSEC 190010");
    assert_eq!(cable.level, Some(Level::Secret));
    assert_eq!(numbers(&cable.numbers), ["STATE 181062", "TOSEC 190010"]);
    assert!(remarked(&cable, "G17"));
}

#[test]
fn a_garbled_second_number_does_not_cost_the_first() {
    let cable = labelled("S E C R E T STATE 181062 TOSEC 1 90010");
    assert_eq!((cable.level, cable.numbers.len(), cable.to.len()), (Some(Level::Secret), 1, 1));
}

#[test]
fn a_caption_with_filler() {
    let cable = labelled("STADIS/////////////////////////////////");
    assert_eq!((cable.captions.join(" ").as_str(), cable.handling.len()), ("STADIS", 0));
}

#[test]
fn an_order_line_with_a_date_and_a_classifier() {
    let order = labelled("E.O. 12065: GDS 11/15/85 (VEST, GEORGE S.)").order_line.unwrap();
    assert_eq!((order.order.as_deref(), order.code.as_deref()), (Some("12065"), Some("GDS")));
    assert_eq!(order.date.map(|date| date.to_string()).as_deref(), Some("1985-11-15"));
    assert!(order.raw.ends_with("(VEST, GEORGE S.)"));
}

#[test]
fn an_exemption_without_its_reason() {
    let cable = labelled("E.O. 11652: XGDS");
    let order = cable.order_line.as_ref().unwrap();
    assert_eq!((order.code.as_deref(), order.reason), (Some("XGDS"), None));
    let severity = cable.remarks.iter().find(|remark| remark.code == "G10").map(|remark| remark.severity);
    assert_eq!(severity, Some(Severity::Warning));
}

#[test]
fn tags_parted_by_commas_and_blanks() {
    let cable = labelled("TAGS: PFOR AF, IR, TU");
    assert_eq!(tags(&cable, TagKind::Subject), ["PFOR"]);
    assert_eq!(tags(&cable, TagKind::Country), ["AF", "IR", "TU"]);
    assert!(cable.tags.iter().all(|tag| tag.scheme == crate::fields::TagScheme::Fips));
    assert!(remarked(&cable, "G7"));
}

#[test]
fn a_country_that_is_no_more() {
    let cable = labelled("TAGS: PGOV, GE, US");
    assert_eq!(cable.tags.get(1).and_then(crate::fields::Tag::country), Some("East Germany"));
}

#[test]
fn a_name_in_the_tags() {
    let cable = labelled("TAGS: OVIP (VANCE, CYRUS), PFOR");
    assert_eq!(cable.tags.iter().map(|tag| tag.code.as_str()).collect::<Vec<_>>(), ["OVIP", "PFOR"]);
    assert!(remarked(&cable, "G28"));
}

#[test]
fn three_lettered_references() {
    let cable = labelled("REF: A. BERLIN 5136, B. STATE 199269, C. STATE 190578.");
    let cited = |letter, number: &str| (Some(letter), ReferenceKind::Cable, Some(number.to_owned()));
    assert_eq!(
        references(&cable),
        [cited('A', "BERLIN 5136"), cited('B', "STATE 199269"), cited('C', "STATE 190578")]
    );
}

#[test]
fn a_circular_and_a_dated_airgram() {
    let cable = labelled("REF: STATE 106206 CIRCULAR; STATE CA-3400 NOV 2, 1966");
    assert_eq!(
        references(&cable),
        [(None, ReferenceKind::Cable, Some("STATE 106206".to_owned())), (None, ReferenceKind::Airgram, None)]
    );
}

#[test]
fn a_reference_whose_number_is_lost() {
    let cable = labelled("REF: (A) STATE 92596; (B) PARIS 18495; (C) PARIS");
    assert_eq!(references(&cable).get(2), Some(&(Some('C'), ReferenceKind::Cable, None)));
    assert_eq!(cable.references.len(), 3);
    assert!(remarked(&cable, "G15"));
}

#[test]
fn one_mark_for_the_entire_text() {
    let cable = parse("FM AMEMBASSY OSLO\nTO SECSTATE WASHDC\nSUBJECT: X\n\n1. (C - ENTIRE TEXT). FIRST.\n");
    let first = cable.paragraphs.first().unwrap();
    assert_eq!(
        (first.number, first.portion, first.text.as_str()),
        (Some(1), Some(Level::Confidential), "FIRST.")
    );
}

#[test]
fn a_dash_line_with_a_serial() {
    assert_eq!(above("--------------------- 054819").filing.and_then(|filing| filing.serial), Some(54_819));
}

#[test]
fn a_dash_line_with_a_filing_time_before_or_after_the_serial() {
    let filed =
        |line| above(line).filing.map(|line| (line.filed.unwrap_or_default(), line.serial, line.copies));
    assert_eq!(
        filed("------------------201212Z 109980 /20"),
        Some(("201212Z".to_owned(), Some(109_980), Some(20)))
    );
    assert_eq!(
        filed("------------------081487 172331Z /61"),
        Some(("172331Z".to_owned(), Some(81_487), Some(61)))
    );
}

#[test]
fn a_page_line_with_a_section_and_a_time() {
    let cable = parse(
        "O 172244Z FEB 78\nFM AMEMBASSY BERLIN\nTO SECSTATE WASHDC\nSUBJECT: X\n\n1. ONE\nPAGE 02 BERLIN 05192 01 OF 03 101529Z\nTEXT.\n",
    );
    assert_eq!(cable.furniture.iter().map(|piece| piece.kind).collect::<Vec<_>>(), [FurnitureKind::Page]);
    assert_eq!(cable.section.map(|section| (section.part, section.of)), Some((1, 3)));
    assert_eq!(
        (numbers(&cable.numbers).join(" "), cable.body()),
        ("BERLIN 5192".to_owned(), "ONE TEXT.".to_owned())
    );
}

#[test]
fn a_distribution_that_adds_up() {
    let cable = above(
        "ACTION EUR-12\nINFO OCT-01 ISO-00 SS-15 NSC-05 CIAE-00 INR-10 NSAE-00 DODE-00 PM-05 H-02 L-03\nPA-02 PRS-01 USIA-06 ACDA-03 /065 W",
    );
    let distribution = cable.distribution.as_ref().unwrap();
    assert_eq!((distribution.total, distribution.sum), (Some(65), 65));
    assert!(!remarked(&cable, "G21"));
}
