//! What the reader must survive, by the sample cables of the specification, section 10: a story a row, in texts that
//! were made up to show the oddity and nothing else.

use super::*;
use crate::cable::FurnitureKind;
use crate::fields::{Addressee, Level, ReferenceKind};

fn names(list: &[Addressee]) -> Vec<&str> {
    list.iter().map(|addressee| addressee.name.as_str()).collect()
}

fn remarked(cable: &Cable, code: &str) -> bool {
    cable.remarks.iter().any(|remark| remark.code == code)
}

fn cited(cable: &Cable) -> Vec<(char, &str)> {
    cable.references.iter().map(|r| (r.letter.unwrap_or('-'), r.raw.as_str())).collect()
}

fn tagged(cable: &Cable) -> Vec<&str> {
    cable.tags.iter().map(|tag| tag.code.as_str()).collect()
}

fn counted(cable: &Cable, kind: FurnitureKind) -> usize {
    cable.furniture.iter().filter(|piece| piece.kind == kind).count()
}

/// The paragraphs' numbers, 0 for none.
fn counts(cable: &Cable) -> Vec<u32> {
    cable.paragraphs.iter().map(|paragraph| paragraph.number.unwrap_or(0)).collect()
}

#[test]
fn row_1_a_note_stands_between_class_and_order_and_an_airgram_among_the_references() {
    let cable = parse(
        "P R 281848Z DEC 66\nFM AMEMBASSY LIMA\nTO SECSTATE WASHDC PRIORITY\nINFO AMEMBASSY QUITO\nUSCINCSO\nSTATE GRNC\nBT\nUNCLAS LIMA 2481\n\nDECLASSIFIED BY THE ARCHIVES IN 2009\n--------------\n\nE.O. 11652: N/A\nTAGS: EFIS, PE\nSUBJECT:  NETS\nREF: STATE 106206; STATE CA-3400 NOV 2, 1966\n\n1. TEXT.\n",
    );
    assert_eq!(
        (cable.precedence, cable.info_precedence),
        (Some(Precedence::Priority), Some(Precedence::Routine))
    );
    assert_eq!((names(&cable.info), cable.accounting.len()), (vec!["AMEMBASSY QUITO", "USCINCSO"], 1));
    assert_eq!((cable.level, cable.subject.as_str()), (Some(Level::Unclassified), "NETS"));
    assert!(cable.order_line.is_some());
    assert_eq!(tagged(&cable), ["EFIS", "PE"]);
    assert_eq!(
        cable.references.iter().map(|r| r.kind).collect::<Vec<_>>(),
        [ReferenceKind::Cable, ReferenceKind::Airgram]
    );
}

#[test]
fn row_2_a_note_of_declassification_opens_the_body() {
    let cable = parse(
        "R 021200Z APR 73\nFM AMEMBASSY OSLO\nTO SECSTATE WASHDC\nCONFIDENTIAL OSLO 2077\nSUBJECT: NETS\n\nDECLASSIFIED BY THE ARCHIVES ON MAY 4, 2006.\n\n1. THE PORTS ARE OPEN.\n",
    );
    assert_eq!((cable.subject.as_str(), counts(&cable)), ("NETS", vec![0, 1]));
    assert_eq!(cable.level, Some(Level::Confidential));
}

#[test]
fn row_3_the_drafting_block_holds_strays_and_the_references_no_letters() {
    let cable = parse(
        "SECRET\n\nPAGE 01 STATE 143949\n60\nORIGIN SS-25\nINFO OCT-01 /026 R\nDRAFTED BY NEA:ABCDEF:GH\n7/21/73 20353\nAPPROVED BY J:IJKLM\nJJSIS(O NOPQR\nS/S -O: J STUVW\nEUR:XYZAB (SUBS)\n--------------------- 054819\nO R 211905Z JUL 73\nFM SECSTATE WASHDC\nTO AMEMBASSY KABUL NIACT IMMEDIATE\nAMEMBASSY OSLO IMMEDIATE\nINFO AMEMBASSY ROME PRIORITY\nAMEMBASSY LIMA\nS E C R E T STATE 143949\nEXDIS\nE.O. 11652: XGDS\nTAGS: PFOR AF, IR, TU\nSUBJECT: NETS\nREF: KABUL 5336, 5350; OSLO 4964\n\n1. TEXT.\n",
    );
    let words: Vec<_> = cable.to.iter().map(|each| each.precedence.map(Precedence::word)).collect();
    assert_eq!(words, [Some("NIACT IMMEDIATE"), Some("IMMEDIATE")]);
    let lima = cable.info.get(1).unwrap();
    assert_eq!(
        (lima.name.as_str(), lima.precedence, lima.defaulted),
        ("AMEMBASSY LIMA", Some(Precedence::Routine), true)
    );
    let drafting = cable.drafting.as_ref().unwrap();
    assert_eq!((drafting.approved.as_deref(), drafting.cleared.len()), (Some("J:IJKLM"), 4));
    assert_eq!(cable.captions, ["EXDIS"]);
    assert_eq!(tagged(&cable), ["PFOR", "AF", "IR", "TU"]);
    assert_eq!(cited(&cable), [('-', "KABUL 5336"), ('-', "5350"), ('-', "OSLO 4964")]);
    assert_eq!(counted(&cable, FurnitureKind::CopyNumber), 1);
}

#[test]
fn row_4_a_scanned_note_between_persons_keeps_what_is_no_header() {
    let text = "Declassified/Released 04 MAY 2006\n1 n P $ E E\" -T\nDE WTE #0661 0381304\nO 071304Z FEB 74\nFM THE FIRST PERSON\nTO THE SECOND PERSON\nTOP SECRET WH 40661\n\n1. TEXT.\n\nWHSR COMMENT: SENT AT NOON.\n";
    let cable = parse(text);
    assert_eq!(
        (cable.from.as_deref(), names(&cable.to)),
        (Some("THE FIRST PERSON"), vec!["THE SECOND PERSON"])
    );
    assert_eq!((cable.dtg.is_some(), counted(&cable, FurnitureKind::Stamp)), (true, 1));
    assert!(cable.body().contains("WHSR COMMENT"));
    assert_eq!(cable.original(), text);
}

#[test]
fn row_5_a_page_breaks_the_addressees_and_a_line_the_words() {
    let offices = "AID-05 CIAE-00 COME-00 EB-07 FRB-03 INR-07\n".repeat(6);
    let cable = parse(&format!(
        "PAGE 01 STATE 133602\nORIGIN EUR-12\nINFO {offices}OCT-01 /145 R\nR 071200Z JUN 75\nFM SECSTATE WASHDC\nTO AMEMBASSY OSLO\nINFO AMEMBASSY ROME\nCONFIDENTIAL\nCONFIDENTIAL\nPAGE 02 STATE 133602\nAMEMBASSY LIMA\nC O N F I D E N T I A L STATE 133602\nE.O. 11652: GDS\nTAGS: EFIS\nSUBJECT: NETS\n1. WE CON-\nSULT ON THE PROGRAM O\nACTION.\n"
    ));
    assert_eq!(names(&cable.info), ["AMEMBASSY ROME", "AMEMBASSY LIMA"]);
    let distribution = cable.distribution.as_ref().unwrap();
    assert_eq!((distribution.offices.len(), distribution.sum, distribution.total), (38, 145, Some(145)));
    assert_eq!(cable.body(), "WE CON-SULT ON THE PROGRAM O ACTION.");
    assert_eq!(cable.references, []);
    for code in ["G2", "G5", "G22"] {
        assert!(remarked(&cable, code), "{code}");
    }
}

#[test]
fn row_6_a_text_that_starts_with_paragraph_1_is_a_document() {
    let cable =
        parse("1. NORWAY: NETS ARE LOST AT SEA. (CONFIDENTIAL) OSLO 5448, 8/7.)\n\n2. PERU: PORTS OPEN.\n");
    assert_eq!((counts(&cable), cable.subject.as_str()), (vec![1, 2], ""));
    assert!(cable.body().contains("(CONFIDENTIAL) OSLO 5448, 8/7.)"));
    assert!(remarked(&cable, "G24"));
}

#[test]
fn row_7_day_41_is_kept_as_text_and_the_garbled_originator_as_a_line() {
    let text = "O 411058Z DEC 75\nPM THE FIRST PERSON\nTO THE SECOND PERSON\n\n1. TEXT.\n";
    let cable = parse(text);
    assert_eq!((cable.dtg.is_none(), cable.date_raw.as_deref()), (true, Some("411058Z DEC 75")));
    assert!(remarked(&cable, "G11"));
    assert_eq!((counts(&cable), cable.original()), (vec![1], text));
}

#[test]
fn row_8_the_subject_ends_at_the_attention_line() {
    let cable = parse(
        "R 161200Z JAN 76\nFM SECSTATE WASHDC\nTO ALL DIPLOMATIC POSTS\nUNCLAS STATE 011518\nINFORM CONSULS\nE.O. 11652: N/A\nTAGS:PFOR\nSUBJECT: ADDRESS ON NETS BY THE SECRE-\nTARY\nFOR THE AMBASSADOR\n\n1. TEXT.\n",
    );
    assert_eq!((tagged(&cable), cable.info.len()), (vec!["PFOR"], 0));
    assert_eq!(cable.subject, "ADDRESS ON NETS BY THE SECRE-TARY");
    assert_eq!(
        cable.attention.iter().map(|piece| piece.text.as_str()).collect::<Vec<_>>(),
        ["FOR THE AMBASSADOR"]
    );
    assert_eq!((cable.captions.join(" ").as_str(), cable.order_line.is_some()), ("INFORM CONSULS", true));
    assert!(remarked(&cable, "G7"));
}

#[test]
fn row_9_two_numbers_filler_and_paragraphs_that_start_again() {
    let cable = parse(
        "O 221200Z JUL 76\nFM SECSTATE WASHDC\nTO USDEL SECRETARY IMMEDIATE\nS E C R E T STATE 181062 TOSEC 190010\nSTADIS////////////////\nSUBJECT: NETS\n\nNORTH\n\n1. ONE.\n\n2. TWO.\n\nSOUTH\n\n1. ONE AGAIN.\n",
    );
    assert_eq!((cable.numbers.len(), cable.captions.join(" ").as_str()), (2, "STADIS"));
    assert_eq!(counts(&cable).into_iter().filter(|count| *count > 0).collect::<Vec<_>>(), [1, 2, 1]);
    assert!(cable.body().contains("ONE AGAIN."));
    assert!(remarked(&cable, "G29"));
}

#[test]
fn row_10_a_correction_names_the_paragraphs_of_another() {
    let cable = parse(
        "E.O. 13526 3.3(b)(1)>25Yrs\n[Sanitized copy attached]\nO 231200Z AUG 76\nFM SECSTATE WASHDC\nTO AMEMBASSY LIMA IMMEDIATE\nS E C R E T STATE 210906\nROGER CHANNEL\nSUBJECT: NETS\nREF: STATE 209192\n\n1. IN PARAGRAPH 4 OF REFTEL, FOR \"PARAGRAPH 3\" READ \"PARAGRAPH 2\".\n",
    );
    assert_eq!((cable.from.as_deref(), names(&cable.to)), (Some("SECSTATE WASHDC"), vec!["AMEMBASSY LIMA"]));
    assert_eq!((cable.level, cable.captions.join(" ").as_str()), (Some(Level::Secret), "ROGER CHANNEL"));
    assert_eq!(
        (cable.number().map(ToString::to_string).as_deref(), cited(&cable)),
        (Some("STATE 210906"), vec![('-', "STATE 209192")])
    );
    assert_eq!(counts(&cable), [1]);
}

#[test]
fn row_11_office_headings_stand_over_paragraphs_without_numbers() {
    let cable = parse(
        "PAGE 01 STATE 233210\nORIGIN SS-15\nINFO OCT-01 /016\nR\nDRAFTED BY S/S:ABCDEF\nAPPROVED BY RIC;ARD\nS/S: SGHIJK\n--------------------- 054819\nO 211200Z SEP 76\nFM SECSTATE WASHDC\nTO USDEL SECRETARY IMMEDIATE\nS E C R E T STATE 233210 TOSEC 270001\nSUBJECT: NETS\n\nNORTH OFFICE\n\nTHE PORTS ARE OPEN, AND THE NETS ARE MENDED.\n\nSOUTH OFFICE\n\nTHE PORTS ARE SHUT.\n",
    );
    let drafting = cable.drafting.as_ref().unwrap();
    assert_eq!(
        (drafting.approved.as_deref(), drafting.cleared.join("|").as_str()),
        (Some("RIC;ARD"), "S/S: SGHIJK")
    );
    assert_eq!((cable.precedence, names(&cable.to)), (Some(Precedence::Immediate), vec!["USDEL SECRETARY"]));
    for words in ["NORTH OFFICE", "THE NETS ARE MENDED.", "SOUTH OFFICE", "THE PORTS ARE SHUT."] {
        assert!(cable.body().contains(words), "{words}");
    }
}

#[test]
fn row_12_the_same_message_stands_again_after_three_letters() {
    let once = "SECRET\nPAGE 01 LIMA 06963\nR 271200Z SEP 76\nFM AMEMBASSY LIMA\nTO SECSTATE WASHDC 1\nS E C R E T LIMA 6963\nSUBJECT: NETS\n\n1. HE DEPT THE NETS.\nHILL\nSECRET\nNNN\n";
    let cables = parse_many(&once.repeat(2));
    assert_eq!(cables.iter().map(Cable::original).collect::<String>(), once.repeat(2));
    assert_eq!(cables.len(), 2);
    for cable in &cables {
        assert_eq!((cable.signature.as_deref(), cable.body().as_str()), (Some("HILL"), "HE DEPT THE NETS."));
        assert!(remarked(cable, "G25"));
    }
}

#[test]
fn row_13_a_scanned_count_a_caption_between_banners_and_notes_above() {
    let cable = parse(
        "1 Source: the archives of the ministry.\n2 Not printed.\n\nCONFIDENTIAL\nEXDIS\nCONFIDENTIAL\nPAGE 01 LIMA 05522\nACTION SS-25\nINFO OCT-01 I50-00 /026 W\nR 201200Z JUL 77\nFM AMEMBASSY LIMA\nTO SECSTATE WASHDC 1\nC O N F I D E N T I A L LIMA 5522\nEXDIS\nSUBJECT: NETS\n\n1. TEXT.\n",
    );
    assert_eq!((cable.from.as_deref(), cable.subject.as_str()), (Some("AMEMBASSY LIMA"), "NETS"));
    assert_eq!(cable.number().map(ToString::to_string).as_deref(), Some("LIMA 5522"));
    assert_eq!(cable.captions, ["EXDIS"]);
    let distribution = cable.distribution.as_ref().unwrap();
    assert_eq!((distribution.sum, distribution.total, remarked(&cable, "G21")), (26, Some(26), false));
    assert_eq!(counted(&cable, FurnitureKind::Banner), 2);
}

#[test]
fn row_14_overstruck_words_and_hyphens_stay_as_they_stand() {
    let cable = parse(
        "O 061200Z AUG 77\nFM SECSTATE WASHDC\nTO USDEL SECRETARY\nS E C R E T STATE 185989\nSUBJECT: NETS\n\n1. FOREIGN MI AFFAIRS MINISTER RE-\nPORTS THAT PORTS ARE OPEN.\n",
    );
    assert_eq!(cable.body(), "FOREIGN MI AFFAIRS MINISTER RE-PORTS THAT PORTS ARE OPEN.");
    assert!(remarked(&cable, "G22"));
}

#[test]
fn row_15_items_have_brackets_and_a_sentence_stands_under_the_subject() {
    let cable = parse(
        "O 151200Z DEC 77\nFM SECSTATE WASHDC\nTO USDEL SECRETARY\nS E C R E T STATE 299033\nNODIS\nTAGS: OVIP (DOE, JANE)\nSUBJECT: EVENING READING\n\nTHERE FOLLOWS THE READING OF TODAY.\n\n1) NORTH: PORTS ARE OPEN.\n\n2) SOUTH: PORTS ARE SHUT.\n",
    );
    assert_eq!((cable.subject.as_str(), counts(&cable)), ("EVENING READING", vec![0, 1, 2]));
    assert_eq!((tagged(&cable), cable.captions.join(" ").as_str()), (vec!["OVIP"], "NODIS"));
    assert!(remarked(&cable, "G28") && remarked(&cable, "G29"));
}

#[test]
fn row_16_a_project_line_restricts_and_a_page_line_has_its_number_below() {
    let long = "WORDS ".repeat(18);
    let cable = parse(&format!(
        "SECRET\nPAGE 01\nSTATE 042975\nO 172244Z FEB 78 ZFF6\nFM SECSTATE WASHDC\nTO AMEMBASSY MOSCOW IMMEDIATE\nS E C R E T STATE 042975\nNODIS\nUSSALTTWO\nE.O. 11652: XGDS-3\nTAGS: PARM\nSUBJECT: NETS\n1. {long}\nSECRET\nPAGE 02\nSTATE 042975\nRE\nOPENED.\n"
    ));
    assert_eq!((cable.signals.join(" ").as_str(), cable.captions.join(" ").as_str()), ("ZFF6", "NODIS"));
    assert_eq!(cable.handling.iter().map(|piece| piece.text.as_str()).collect::<Vec<_>>(), ["USSALTTWO"]);
    assert_eq!(
        (counted(&cable, FurnitureKind::Page), cable.numbers.len(), cable.references.len()),
        (4, 1, 0)
    );
    assert!(cable.body().ends_with("WORDS RE OPENED."), "{}", cable.body());
    assert!(remarked(&cable, "G14") && remarked(&cable, "G23"));
}

#[test]
fn row_17_a_report_in_sections_with_words_run_together() {
    let long = "THE AMBASSADORDESIGNATE ".repeat(6);
    let cable = parse(&format!(
        "PAGE 01 BERLIN 05192 01 OF 03 101529Z\nP 101512Z AUG 78\nFM AMEMBASSY BERLIN\nTO SECSTATE WASHDC PRIORITY 7937\nC O N F I D E N T I A L SECTION 01 OF 03 BERLIN 05192\nSUBJECT: NETS\nREF: A. BERLIN 5136, B. STATE 199269.\n1. {long}\nPAGE 02 BERLIN 05192 01 OF 03 101529Z\nSPOKE.\n"
    ));
    assert_eq!(cable.section.map(|section| (section.part, section.of)), Some((1, 3)));
    assert_eq!(cable.to.first().and_then(|each| each.mcn), Some(7937));
    assert_eq!(cited(&cable), [('A', "BERLIN 5136"), ('B', "STATE 199269")]);
    assert!(cable.body().ends_with("AMBASSADORDESIGNATE SPOKE."));
    assert!(remarked(&cable, "G18") && remarked(&cable, "G23"));
}

#[test]
fn row_18_the_subject_names_an_order_and_the_clearances_a_distribution() {
    let long = "WORDS ".repeat(28);
    let cable = parse(&format!(
        "PAGE 01 STATE 296107\nORIGIN A-02\nINFO OCT-01 /003 R\nDRAFTED BY A:ABCDE:FG\nAPPROVED BY A:HIJKL\nL:MNOPQ EUR:RSTUV\nDESIRED DISTRIBUTION\nALL BUREAUS\n------------------109980 221900Z /20\nR 221100Z NOV 78\nFM SECSTATE WASHDC\nTO ALL DIPLOMATIC POSTS\nSECDEF WASHDC 0000\nUNCLAS STATE 296107\nE.O. 12065: N/A\nTAGS: AINF\nSUBJECT: CHANGES UNDER E.O. 12065 FROM DECEM0ER 1\n\n1. {long}\n"
    ));
    assert_eq!(cable.drafting.as_ref().map(|drafting| drafting.cleared.len()), Some(3));
    assert_eq!(names(&cable.to), ["ALL DIPLOMATIC POSTS", "SECDEF WASHDC"]);
    assert_eq!(cable.to.get(1).and_then(|each| each.mcn), Some(0));
    assert_eq!(cable.subject, "CHANGES UNDER E.O. 12065 FROM DECEM0ER 1");
    assert_eq!(cable.order_line.as_ref().and_then(|line| line.code.as_deref()), Some("N/A"));
    let filing = cable.filing.as_ref().unwrap();
    assert_eq!((filing.filed.as_deref(), cable.dtg.is_some()), (Some("221900Z"), true));
}

#[test]
fn row_19_labels_stand_alone_and_an_orphan_above_the_references() {
    let cable = parse(
        "R 291200Z SEP 79\nFM SECSTATE WASHDC\nTO USMISSION GENEVA\nUNCLAS STATE 256250\nE.O. 12065: N/A\nTAGS:\nPORG, UNESCO\nSUBJECT:\nNETS AND PORTS\nREF:\n29777\n(A) STATE 92596; (B) PARIS 18495; (C) PARIS\n\n1. TEXT.\n",
    );
    assert_eq!((tagged(&cable), cable.subject.as_str()), (vec!["PORG", "UNESCO"], "NETS AND PORTS"));
    let numbered: Vec<_> =
        cable.references.iter().filter_map(|r| r.number.as_ref()).map(ToString::to_string).collect();
    assert_eq!(numbered, ["STATE 92596", "PARIS 18495"]);
    assert_eq!(cited(&cable).first(), Some(&('-', "29777")));
    assert_eq!(cited(&cable).last(), Some(&('C', "PARIS")));
    for code in ["G6", "G15", "G16"] {
        assert!(remarked(&cable, code), "{code}");
    }
}

#[test]
fn row_20_ten_references_over_four_lines_and_stamps_inside_a_sentence() {
    let stamp = "Declassified/Released Ministry of Foreign Affairs Systematic Review 20 Mar 2014";
    let cable = parse(&format!(
        "O 162000Z NOV 79\nFM SECSTATE WASHDC\nTO AMEMBASSY SOFIA IMMEDIATE\nC O N F I D E N T I A L STATE 297216\nEXDIS\nE.O. 12065: GDS 11/15/85\nTAGS: PEPR\nSUBJECT: NETS\nREF: (A) SOFIA 1, (B) OSLO 2, (C) LIMA 3 (NOTAL), (D) ROME 4\n(NOTAL), (E) BONN 5, (F) PARIS 6 (G) LONDON 7, (H) MOSCOW 8,\n(I) QUITO 9,\n(J) KABUL 10\nCONFIDENTIAL\nCONFIDENTIAL\nPAGE 02 STATE 297216\n1. (C - ENTIRE TEXT). THE PORTS WILL\n{stamp}\n{stamp}\nBE TIVE.\n"
    ));
    let letters: String = cable.references.iter().filter_map(|r| r.letter).collect();
    assert_eq!(letters, "ABCDEFGHIJ");
    let notal: String = cable.references.iter().filter(|r| r.notal).filter_map(|r| r.letter).collect();
    assert_eq!(notal, "CD");
    assert!(cable.references.iter().all(|r| r.number.is_some()));
    assert_eq!(
        (cable.body().as_str(), counted(&cable, FurnitureKind::Stamp)),
        ("THE PORTS WILL BE TIVE.", 2)
    );
    assert_eq!(cable.paragraphs.first().and_then(|paragraph| paragraph.portion), Some(Level::Confidential));
    assert!(remarked(&cable, "G4"));
}

#[test]
fn row_21_a_text_run_into_one_line_is_kept_whole() {
    let text = "R 251200Z SEP 81 FM SECSTATE WASHDC TO ALL DIPLOMATIC POSTS UNCLAS STATE 255656 SUBJECT: NETS 1. SINCE OCTOBER 259 1977 Declassified/Released 04 MAY 2006 THE PORTS ARE OPEN. 2. THE NETS ARE MENDED.";
    let cable = parse(text);
    assert_eq!(cable.original(), text);
    assert!(
        cable.body().contains("OCTOBER 259 1977") || cable.residue.iter().any(|piece| piece.text == text)
    );
    assert!(!remarked(&cable, "G30"));
}
