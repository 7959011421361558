//! Stories of printing: what is printed reads back as the same message, in every layout.

use proptest::prelude::*;

use super::*;
use crate::parse::parse;

fn release() -> Message {
    let number = Number::new("MERE", Some(2026), 117);
    let mut message =
        Message::new(number, "2026-03-14T17:23:00Z".parse().unwrap(), "MERE", Level::Confidential);
    message.to =
        vec![("PARIS".to_owned(), Precedence::Immediate), ("SAN MARINO".to_owned(), Precedence::Routine)];
    message.info = vec![("GENEVA".to_owned(), Precedence::Routine)];
    message.xmt = vec!["OSLO".to_owned()];
    message.captions = vec!["LIMDIS".to_owned()];
    message.tags = vec!["EFIS".to_owned(), "SENV".to_owned()];
    message.subject =
        "(U) LOST FISHING GEAR: ENGAGE HOST GOVERNMENTS EVERY MONTH UNTIL THE SESSION".to_owned();
    message.references = vec!["25 PARIS 0032 (NOTAL)".to_owned(), "MERE 0103".to_owned()];
    message.paragraphs = vec![
        (
            Some(Level::Confidential),
            "OBJECTIVE. POSTS ARE TO BRING THE DRAFT BEFORE THE COMPETENT MINISTRY.".to_owned(),
        ),
        (Some(Level::Unclassified), "POINTS.\n-- NETS DRIFT.\n-- PORTS CAN TAKE THEM.".to_owned()),
    ];
    message.signature = "MINISTER FOR FOREIGN AFFAIRS".to_owned();
    message
}

#[test]
fn a_release_is_printed_in_the_strict_form() {
    let expected = "\
CONFIDENTIAL
O R 141723Z MAR 2026
FM MERE
TO PARIS IMMEDIATE
SAN MARINO ROUTINE
INFO GENEVA ROUTINE
XMT OSLO

C O N F I D E N T I A L MERE 0117
LIMDIS

TAGS: EFIS, SENV
SUBJECT: (U) LOST FISHING GEAR: ENGAGE HOST GOVERNMENTS EVERY MONTH
 UNTIL THE SESSION
REF: A. 25 PARIS 0032 (NOTAL), B. MERE 0103

1. (C) OBJECTIVE. POSTS ARE TO BRING THE DRAFT BEFORE THE COMPETENT
MINISTRY.

2. (U) POINTS.
-- NETS DRIFT.
-- PORTS CAN TAKE THEM.

MINISTER FOR FOREIGN AFFAIRS
CONFIDENTIAL
NNNN
";
    assert_eq!(print(&release(), Layout::Telegram), expected);
}

#[test]
fn a_release_reads_back_as_itself_in_every_layout() {
    for layout in [Layout::Telegram, Layout::Post, Layout::Plain] {
        let printed = print(&release(), layout);
        assert_eq!(Message::of(&parse(&printed)), Some(release()), "{printed}");
        assert!(printed.lines().all(|line| line.chars().count() <= layout.width()));
    }
}

#[test]
fn a_single_paragraph_has_no_number() {
    let mut message = release();
    message.paragraphs.truncate(1);
    let printed = print(&message, Layout::Telegram);
    assert!(printed.contains("\n(C) OBJECTIVE.") && !printed.contains("1. "));
    assert_eq!(Message::of(&parse(&printed)), Some(message));
}

#[test]
fn a_single_paragraph_is_never_taken_for_the_header() {
    for text in [
        "FOR YOUR INFORMATION NETS DRIFT.",
        "SUBJECT: NETS",
        "CORRECTED FIGURES FOLLOW.",
        "PASS THIS ON.",
        "A. NETS.",
    ] {
        let mut message = release();
        message.paragraphs = vec![(None, text.to_owned())];
        for layout in [Layout::Telegram, Layout::Plain] {
            assert_eq!(Message::of(&parse(&print(&message, layout))), Some(message.clone()), "{text}");
        }
    }
}

#[test]
fn who_classified_it_is_said_before_the_first_paragraph_and_takes_no_number() {
    for paragraphs in [2, 1] {
        let mut message = release();
        message.paragraphs.truncate(paragraphs);
        message.order_line = Some("13526: DECL: 03/14/2036".to_owned());
        message.authority = Some("CLASSIFIED BY OCEANS DIRECTOR. REASON: 1.4(B).".to_owned());
        for layout in [Layout::Telegram, Layout::Post, Layout::Plain] {
            let printed = print(&message, layout);
            assert!(printed.contains("\n(U) CLASSIFIED BY OCEANS DIRECTOR. REASON: 1.4(B).\n"), "{printed}");
            assert_eq!(Message::of(&parse(&printed)), Some(message.clone()), "{printed}");
        }
    }
}

#[test]
fn a_long_cable_is_cut_into_numbered_sections() {
    let mut message = release();
    message.paragraphs = (0..60)
        .map(|at| (Some(Level::Unclassified), format!("{} {at}.", "WORD ".repeat(40).trim())))
        .collect();
    let pages = sections(&message, Layout::Telegram);
    assert!(pages.len() > 1);
    let read: Vec<_> = pages.iter().map(|page| parse(page)).collect();
    let of = u16::try_from(pages.len()).unwrap();
    for (part, cable) in (1..).zip(&read) {
        assert_eq!(cable.section.map(|section| (section.part, section.of)), Some((part, of)));
        assert_eq!(cable.number(), Some(&message.number));
    }
    let together: Vec<_> =
        read.iter().flat_map(|cable| &cable.paragraphs).map(|p| (p.portion, p.text.clone())).collect();
    assert_eq!(together, message.paragraphs);
}

#[test]
fn what_the_telex_cannot_carry_is_told() {
    let mut message = release();
    message.subject = "GEAR \u{4e2d}".to_owned();
    assert_eq!(losses(&message, Layout::Telegram).len(), 1);
    assert_eq!(losses(&message, Layout::Plain), []);
    assert_eq!(losses(&release(), Layout::Telegram), []);
}

#[test]
fn printing_a_real_telegram_and_reading_it_again_is_stable() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data/cables/raw-cables.jsonl");
    let Ok(lines) = std::fs::read_to_string(path) else {
        println!("skipped: the shared data are not here");
        return;
    };
    let (mut all, mut stable) = (0, 0);
    for line in lines.lines() {
        let raw: serde_json::Value = serde_json::from_str(line).unwrap();
        let Some(first) = Message::of(&parse(raw["text"].as_str().unwrap())) else { continue };
        let once = print(&first, Layout::Plain);
        let Some(second) = Message::of(&parse(&once)) else { continue };
        all += 1;
        stable += usize::from(print(&second, Layout::Plain) == once);
    }
    println!("{stable} of {all} real telegrams print the same after being read again");
    assert!(stable * 100 >= all * 99, "{stable} of {all}");
}

fn words(most: usize) -> impl Strategy<Value = String> {
    let word = prop_oneof![
        8 => "[A-Z]{1,9}[,.]?",
        1 => "[A-Z]{2,9}-[A-Z]{2,5}",
        1 => "[A-Z]{2,5}-",
        1 => "[0-9]{1,4}[.,)]?",
        1 => prop::sample::select(vec!["SECRET", "NNNN", "PAGE", "02", "2.", "3.", "(A)", "--", "GP-3", "FOR", "TAGS:", "BT", "E.O."])
            .prop_map(str::to_owned),
    ];
    ("[A-Z]{3,8}", prop::collection::vec(word, 0..most), "[A-Z]{3,9}\\.")
        .prop_map(|(first, words, last)| squeeze(&format!("{first} {} {last}", words.join(" "))))
}

fn messages() -> impl Strategy<Value = Message> {
    let precedence = || prop::sample::select(Precedence::ALL.to_vec());
    // These words say something about an addressee and are no part of a name.
    let plain = |name: &String| {
        !name.split(' ').any(|word| ["UNN", "POUCH", "FLASH", "ROUTINE", "FOR", "PASS"].contains(&word))
    };
    let office = move || "(AMEMBASSY |USMISSION |)[A-Z]{4,9}( [A-Z]{3,8})?".prop_filter("a name", plain);
    let parties = move |least| prop::collection::vec((office(), precedence()), least..4);
    let level = || prop::sample::select(Level::ALL.to_vec());
    let item = words(12).prop_map(|text| format!("\n-- {text}"));
    let paragraph = (prop::option::of(level()), words(60), prop::collection::vec(item, 0..3))
        .prop_map(|(portion, text, items)| (portion, format!("{text}{}", items.concat())));
    let reference = prop_oneof!["[A-Z]{4,8} [1-9][0-9]{3}( \\(NOTAL\\))?", "2[0-9] [A-Z]{4,8} [1-9][0-9]{3}"];
    let head = ("[A-Z]{4,8}", 1_u32..99_999, 0_i64..60_000_000, "[A-Z]{4,8}", level());
    let parties = (parties(1), parties(0), prop::collection::vec(office(), 0..3));
    let labels = (
        prop::sample::subsequence(
            vec!["NODIS", "LIMDIS", "NOFORN", "DISSENT CHANNEL", "INFORM CONSULS"],
            0..3,
        ),
        prop::option::of(words(20).prop_map(|by| format!("CLASSIFIED BY {by}"))),
        prop::option::of(prop::sample::select(vec!["13526: N/A", "11652: GDS", "12958: DECL: 02/18/2029"])),
        prop::collection::vec(prop::sample::select(vec!["EFIS", "SENV", "FR", "UNGA", "PREL"]), 1..30),
        words(30),
        prop::collection::vec(reference, 0..9),
    );
    let body = (prop::collection::vec(paragraph, 2..6), "[A-Z]{4,9}( [A-Z]{4,9}){0,2}");
    (head, parties, labels, body).prop_map(|(head, parties, labels, body)| {
        // A year of four digits starts in 2006; minutes are the grain of the group.
        let dtg = Timestamp::from_second(1_136_073_600 + head.2 * 60).unwrap();
        let year = dtg.to_zoned(jiff::tz::TimeZone::UTC).year();
        let mut message = Message::new(Number::new(&head.0, Some(year), head.1), dtg, head.3, head.4);
        (message.to, message.info, message.xmt) = parties;
        message.captions = labels.0.into_iter().map(str::to_owned).collect();
        message.authority = labels.1;
        message.order_line = labels.2.map(str::to_owned);
        message.tags = labels.3.into_iter().map(str::to_owned).collect();
        message.subject = labels.4;
        message.references = labels.5;
        (message.paragraphs, message.signature) = body;
        message
    })
}

proptest! {
    #[test]
    fn what_is_printed_reads_back_as_the_same_message(message in messages()) {
        for layout in [Layout::Telegram, Layout::Post, Layout::Plain] {
            let printed = print(&message, layout);
            prop_assert_eq!(Message::of(&parse(&printed)), Some(message.clone()), "{}", printed);
        }
    }
}
