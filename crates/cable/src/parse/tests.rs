//! Stories of reading telegrams: a whole one, odd layouts, and texts nobody would send.

use proptest::prelude::*;
use serde::Deserialize;

use super::*;
use crate::cable::FurnitureKind;
use crate::fields::Level;

#[derive(Deserialize)]
struct Raw {
    id: String,
    text: String,
}

/// The real telegrams of the shared data, if they are there.
fn real() -> Vec<Raw> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data/cables/raw-cables.jsonl");
    let Ok(lines) = std::fs::read_to_string(path) else {
        println!("skipped: the shared data are not here");
        return Vec::new();
    };
    lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// A whole cable in the full archive form, made up.
const WHOLE: &str = "\
CONFIDENTIAL

PAGE 01 STATE 181062
53
ORIGIN IO-10
INFO OCT-01 ISO-00 EUR-12 SS-15 /038 R
DRAFTED BY IO/UNP:ABCDEF:GH
APPROVED BY IO:IJKLM
EUR:NOPQR (SUBS)
--------------------- 054819
O R 172244Z FEB 78 ZFF6
FM SECSTATE WASHDC
TO AMEMBASSY KABUL NIACT IMMEDIATE
AMEMBASSY PARIS IMMEDIATE 7937
INFO AMEMBASSY OSLO
CONFIDENTIAL
CONFIDENTIAL
PAGE 02 STATE 181062
AMEMBASSY ROME
XMT AMEMBASSY SOFIA
AMEMBASSY BUCHAREST
STATE GRNC
BT
C O N F I D E N T I A L STATE 181062 TOSEC 190010
STADIS/////////////////////////////////
USSALTTWO
FOR THE AMBASSADOR FROM THE SECRETARY
E.O. 11652: XGDS
TAGS: PFOR AF, IR, TU
SUBJECT: LOST GEAR: A SECOND
LOOK
REF: A. BERLIN 5136, B. STATE 199269 (NOTAL),
C. STATE 181062
1. (C) SUMMARY. WE ASK POSTS TO SPEAK TO THE COMPETENT MINISTRY
ABOUT GEAR LOST AT SEA. END SUMMARY.
2. (U) POINTS:
-- NETS DRIFT.
-- PORTS CAN
TAKE THEM.
FOR ROME: NOTHING.
3. (C) REPORT BY CABLE.
VANCE
CONFIDENTIAL
NNNN
";

fn codes(cable: &Cable) -> Vec<&str> {
    cable.remarks.iter().map(|remark| remark.code.as_ref()).collect()
}

#[test]
fn a_whole_archive_copy_is_read_field_by_field() {
    let cable = parse(WHOLE);
    assert_eq!(
        cable.numbers.iter().map(ToString::to_string).collect::<Vec<_>>(),
        ["STATE 181062", "TOSEC 190010"]
    );
    assert_eq!(cable.dtg.as_ref().map(|dtg| dtg.at.to_string()).as_deref(), Some("1978-02-17T22:44:00Z"));
    assert_eq!(
        (cable.precedence, cable.info_precedence),
        (Some(Precedence::Immediate), Some(Precedence::Routine))
    );
    assert_eq!(cable.signals, ["ZFF6"]);
    assert_eq!(cable.from.as_deref(), Some("SECSTATE WASHDC"));
    let show = |list: &[Addressee]| {
        let one = |a: &Addressee| {
            format!("{}/{}/{}/{:?}", a.name, a.precedence.map_or("", Precedence::word), a.defaulted, a.mcn)
        };
        list.iter().map(one).collect::<Vec<_>>()
    };
    assert_eq!(
        show(&cable.to),
        ["AMEMBASSY KABUL/NIACT IMMEDIATE/false/None", "AMEMBASSY PARIS/IMMEDIATE/false/Some(7937)"]
    );
    assert_eq!(show(&cable.info), ["AMEMBASSY OSLO/ROUTINE/true/None", "AMEMBASSY ROME/ROUTINE/true/None"]);
    assert_eq!(
        cable.xmt.iter().map(|a| a.name.as_str()).collect::<Vec<_>>(),
        ["AMEMBASSY SOFIA", "AMEMBASSY BUCHAREST"]
    );
    assert_eq!(cable.accounting.len(), 1);
    assert_eq!((cable.level, cable.captions.join(" ")), (Some(Level::Confidential), "STADIS".to_owned()));
    assert_eq!(cable.handling.iter().map(|p| p.text.as_str()).collect::<Vec<_>>(), ["USSALTTWO"]);
    assert_eq!(cable.attention.len(), 1);
    let order = cable.order_line.as_ref().unwrap();
    assert_eq!(
        (order.order.as_deref(), order.code.as_deref(), order.reason),
        (Some("11652"), Some("XGDS"), None)
    );
    assert_eq!(
        cable.tags.iter().map(|tag| tag.code.as_str()).collect::<Vec<_>>(),
        ["PFOR", "AF", "IR", "TU"]
    );
    assert_eq!(cable.subject, "LOST GEAR: A SECOND LOOK");
    let references: Vec<_> = cable.references.iter().map(|r| (r.letter, r.raw.as_str(), r.notal)).collect();
    assert_eq!(references, [(Some('A'), "BERLIN 5136", false), (Some('B'), "STATE 199269", true)]);
    assert_eq!(
        cable.paragraphs.iter().map(|p| (p.number, p.portion)).collect::<Vec<_>>(),
        [
            (Some(1), Some(Level::Confidential)),
            (Some(2), Some(Level::Unclassified)),
            (Some(3), Some(Level::Confidential))
        ]
    );
    assert_eq!(
        cable.paragraphs.get(1).map(|p| p.points.join("|")).as_deref(),
        Some("NETS DRIFT.|PORTS CAN TAKE THEM. FOR ROME: NOTHING.")
    );
    assert_eq!(cable.signature.as_deref(), Some("VANCE"));
    let distribution = cable.distribution.as_ref().unwrap();
    assert_eq!((distribution.sum, distribution.total, distribution.offices.len()), (38, Some(38), 5));
    let drafting = cable.drafting.as_ref().unwrap();
    assert_eq!((drafting.drafted.as_deref(), drafting.cleared.len()), (Some("IO/UNP:ABCDEF:GH"), 1));
    assert_eq!(cable.filing.as_ref().and_then(|filing| filing.serial), Some(54_819));
    assert_eq!(cable.residue, []);
    for code in ["G2", "G3", "G5", "G7", "G10", "G13", "G14", "G15", "G17", "G30"] {
        assert!(codes(&cable).contains(&code), "{code}: {:?}", codes(&cable));
    }
    for code in ["G21", "G25", "G26", "G8", "G9"] {
        assert!(!codes(&cable).contains(&code), "{code}");
    }
}

#[test]
fn furniture_is_taken_out_and_every_byte_can_be_put_back() {
    let cable = parse(WHOLE);
    let kinds = |kind| cable.furniture.iter().filter(|piece| piece.kind == kind).count();
    assert_eq!(
        (kinds(FurnitureKind::Page), kinds(FurnitureKind::Banner), kinds(FurnitureKind::EndMark)),
        (2, 4, 1)
    );
    assert_eq!(cable.original(), WHOLE);
}

#[test]
fn a_sum_that_does_not_add_up_is_remarked_on() {
    let text = "ORIGIN IO-10\nINFO OCT-01 /147 R\nR 172244Z FEB 78\nFM SECSTATE WASHDC\nTO AMEMBASSY OSLO\nSUBJECT: X\n\n1. Y.\n";
    assert!(codes(&parse(text)).contains(&"G21"));
    assert!(!codes(&parse(&text.replace("/147", "/011"))).contains(&"G21"));
}

#[test]
fn a_subject_that_ends_with_a_colon_goes_on_below_a_blank_line() {
    let text = "R 172244Z FEB 78\nFM AMEMBASSY OSLO\nTO SECSTATE WASHDC\nSUBJECT: REPNO:\n\nNETS IN THE NORTH\n\nTHE PORTS ARE OPEN AND THE NETS ARE MENDED.\n";
    assert_eq!(parse(text).subject, "REPNO: NETS IN THE NORTH");
}

#[test]
fn a_mark_of_the_order_below_the_text_is_no_name() {
    let text = "R 172244Z FEB 78\nFM AMEMBASSY OSLO\nTO SECSTATE WASHDC\nSUBJECT: X\n\n1. TEXT.\n\nEXEMPT.\n\nVANCE\n";
    assert_eq!(parse(text).signature.as_deref(), Some("VANCE"));
    assert_eq!(parse(&text.replace("VANCE\n", "")).signature, None);
}

#[test]
fn a_page_line_never_becomes_a_reference() {
    let text = "R 172244Z FEB 78\nFM SECSTATE WASHDC\nTO AMEMBASSY OSLO\nSTATE 1234\nSUBJECT: X\nREF: OSLO 1,\nPAGE 02 STATE 1234\n53\nOSLO 2\n\n1. Y.\n";
    let cable = parse(text);
    assert_eq!(cable.references.iter().map(|r| r.raw.as_str()).collect::<Vec<_>>(), ["OSLO 1", "OSLO 2"]);
    assert!(codes(&cable).contains(&"G2"));
}

#[test]
fn the_archive_attributes_are_read_and_kept_apart() {
    let text = format!(
        "Message Text\n\n{WHOLE}\nMessage Attributes\n\nAutomatic Decaptioning: X\nCapture Date: 01 JAN 1994\nSubject: LOST GEAR\nA SECOND LOOK\n"
    );
    let cable = parse(&text);
    assert_eq!(cable.attributes.len(), 3);
    assert_eq!(cable.attributes.last().map(|(_, value)| value.as_str()), Some("LOST GEAR A SECOND LOOK"));
    assert_eq!(cable.signature.as_deref(), Some("VANCE"));
}

#[test]
fn two_messages_in_one_file_are_parted_without_loss() {
    let twice = format!("{WHOLE}{WHOLE}");
    let cables = parse_many(&twice);
    assert_eq!(cables.len(), 2);
    assert_eq!(cables.iter().map(Cable::original).collect::<String>(), twice);
    assert_eq!(parse_many(WHOLE).len(), 1);
    assert_eq!(parse_many("").len(), 1);
}

#[test]
fn a_text_without_a_header_is_a_document() {
    let cable = parse("1. FIRST THING.\n\n2. SECOND THING.\n");
    assert_eq!((cable.paragraphs.len(), codes(&cable).contains(&"G24")), (2, true));
}

#[test]
fn no_real_telegram_is_lost() {
    let real = real();
    let mut found = [0; 6];
    for raw in &real {
        let cable = parse(&raw.text);
        assert_eq!(cable.original(), raw.text, "{}", raw.id);
        assert_eq!(
            parse_many(&raw.text).iter().map(Cable::original).collect::<String>(),
            raw.text,
            "{}",
            raw.id
        );
        let has = [
            cable.dtg.is_some(),
            !cable.numbers.is_empty(),
            !cable.subject.is_empty(),
            !(cable.to.is_empty() && cable.info.is_empty()),
            cable.from.is_some(),
            !cable.tags.is_empty(),
        ];
        for (count, has) in found.iter_mut().zip(has) {
            *count += usize::from(has);
        }
    }
    let [dtg, number, subject, addressees, from, tags] = found;
    println!(
        "{} telegrams: dtg {dtg} number {number} subject {subject} addressees {addressees} from {from} tags {tags}",
        real.len()
    );
    if real.len() == 216 {
        assert!(
            dtg >= 204 && number >= 215 && subject >= 203 && addressees == 216 && from == 216 && tags >= 88
        );
    }
}

#[test]
fn the_best_known_instruction_is_read_whole() {
    let Some(raw) = real().into_iter().find(|raw| raw.id == "frus1969-76ve14p1#d8") else { return };
    let cable = parse(&raw.text);
    assert_eq!(cable.to.iter().map(|a| a.name.as_str()).collect::<Vec<_>>(), ["ALL DIPLOMATIC POSTS"]);
    assert_eq!(cable.number().map(ToString::to_string).as_deref(), Some("STATE 163147"));
    assert!(cable.subject.starts_with("KEY ISSUES AT 29TH"), "{}", cable.subject);
    assert_eq!(cable.paragraphs.len(), 19);
    assert_eq!(cable.signature.as_deref(), Some("ROGERS"));
}

#[test]
fn a_hostile_text_is_read_in_time_proportional_to_its_length() {
    // Any quadratic step would take minutes here.
    let fill = |unit: &str| unit.repeat((1 << 17) / unit.len());
    let head = "R 172244Z FEB 78\nFM SECSTATE WASHDC\nTO AMEMBASSY OSLO\n";
    for (start, unit) in [
        ("", " "),
        ("", "\n"),
        ("", "A\n"),
        ("", "PAGE 01\n"),
        ("", "1\n"),
        ("", "SECRET\n"),
        ("", "NNNN\n"),
        ("", "- "),
        ("ACTION ", "A-1 "),
        ("FM ", "A "),
        ("DRAFTED BY X\n", "B:C\n"),
        (head, "AMEMBASSY OSLO "),
        (head, "AMEMBASSY OSLO\n"),
        (head, "AMEMBASSY OSLO\n\n"),
        (head, "OSLO 1 "),
        (head, "OSLO 1\n"),
        (head, "EXDIS "),
        (head, "EXDIS\n"),
        (head, "FOR A\n"),
        (head, "TAGS: "),
        (head, "TAGS: A,\nB,\n"),
        (head, "SUBJECT: X\nY\n"),
        (head, "SUBJECT: A\nREF: A. B 1\n"),
        ("REF: A. B 1,\n", "C 2,\n"),
        ("REF: A. B 1,\n", "B. C 2\nC. D 3\n"),
        ("REF: ", "(A) "),
        ("SUBJECT: X\n\n", "ABC\n\n"),
        ("SUBJECT: X\n\n", "1. A\n\n"),
        ("SUBJECT: X\n\n", "1. A\n-- B\n"),
        ("SUBJECT: X\n\n1. ", "A "),
        ("SUBJECT: X\n\n1. ", "A\n"),
        ("Message Attributes\n", "a: b\n"),
        ("Message Attributes\n", "a\n"),
        ("", "PAGE 02 A 1 01 OF 02\n"),
        ("", "("),
        ("", "E.O. 11652: GDS\n"),
    ] {
        let text = format!("{start}{}", fill(unit));
        assert_eq!(parse(&text).original().len(), text.len());
    }
}

/// Lines a header or body may hold, sensible and not.
fn line() -> impl Strategy<Value = String> {
    prop_oneof![
        2 => "[ -~é“]{0,60}",
        1 => prop::sample::select(WHOLE.lines().collect::<Vec<_>>()).prop_map(str::to_owned),
        1 => Just(String::new()),
    ]
}

proptest! {
    #[test]
    fn any_text_is_kept_and_every_span_lies_in_it(text in any::<String>()) {
        keeps(&text);
    }

    #[test]
    fn any_lines_are_kept_and_every_span_lies_in_them(lines in prop::collection::vec(line(), 0..40)) {
        keeps(&lines.join("\n"));
    }
}

fn keeps(text: &str) {
    let cable = parse(text);
    assert_eq!(cable.original(), text);
    let spans = cable.remarks.iter().map(|r| r.span.clone());
    let spans = spans.chain(cable.references.iter().map(|r| r.span.clone()));
    let spans = spans.chain(cable.paragraphs.iter().map(|p| p.span.clone()));
    let spans = spans.chain(cable.furniture.iter().map(|p| p.span.clone()));
    for span in spans {
        assert!(text.get(span.clone()).is_some(), "{span:?} {text:?}");
    }
    let pieces = [&cable.handling, &cable.attention, &cable.notes, &cable.residue, &cable.accounting];
    for piece in pieces.into_iter().flatten() {
        assert_eq!(text.get(piece.span.clone()), Some(piece.text.as_str()));
    }
}
