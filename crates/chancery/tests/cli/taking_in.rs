//! Telegrams from elsewhere: what holds none is remarked on, what was known adds nothing, and the declassified ones
//! of the data folder are filed to the last.

use std::path::Path;

use crate::ministry::{ADMIN, Ministry, PARIS, RECORDS};

const TELEGRAM: &str = "R 162300Z AUG 73\\nFM SECSTATE WASHDC\\nTO AMEMBASSY OSLO\\nUNCLAS STATE 163147\\nTAGS: PFOR\\nSUBJECT: LIGHT DUES\\n1. Text.\\n";

/// A line with a telegram of its own, whose words hold its name.
fn line(id: &str) -> String {
    let text = TELEGRAM.replace("Text", &format!("Text {id}"));
    format!("{{\"id\": \"{id}\", \"text\": \"{text}\", \"head\": null}}\n")
}

#[test]
fn telegrams_are_filed_once_however_often_they_come() {
    let m = Ministry::open();
    let path = m.file("old.jsonl", [line("a"), line("b"), line("c")].concat());
    let first = m.json(RECORDS, &["import", &path]);
    assert_eq!((&first["filed"], &first["known"]), (&3.into(), &0.into()));
    let again = m.json(RECORDS, &["import", &path]);
    assert_eq!((&again["filed"], &again["known"]), (&0.into(), &3.into()));
    assert!(m.ok(RECORDS, &["import", &path]).starts_with("nothing to add"));
    let shown = m.ok(RECORDS, &["show", "STATE 163147"]);
    assert!(shown.contains("LIGHT DUES") && shown.contains("old, "), "{shown}");
    assert!(m.ok(RECORDS, &["search", "\"light dues\""]).starts_with("3 cables"));
}

#[test]
fn a_reference_that_could_mean_several_names_them() {
    let m = Ministry::open();
    let dated = |id: &str, day: &str| line(id).replace("162300Z", day);
    let citing = dated("c", "292300Z").replace("163147", "163200");
    let citing = citing.replace("LIGHT DUES\\n", "LIGHT DUES\\nREF: STATE 163147\\n");
    let path = m.file("old.jsonl", [dated("a", "162300Z"), dated("b", "172300Z"), citing].concat());
    assert_eq!(m.json(RECORDS, &["import", &path])["filed"], 3);
    let shown = m.ok(RECORDS, &["show", "STATE 163200"]);
    assert!(shown.contains("may be") && shown.contains("STATE 163147"), "{shown}");
    let told = m.json(RECORDS, &["show", "STATE 163200"]);
    let candidates = told["cable"]["references"][0]["candidates"].as_array().map(Vec::len);
    assert_eq!(candidates, Some(2), "{}", told["cable"]["references"]);
}

#[test]
fn what_is_no_telegram_is_remarked_on_and_the_rest_is_filed() {
    let m = Ministry::open();
    let mut text = [line("a").as_bytes(), b"{\"id\": 7}\n\n"].concat();
    text.extend(
        [b"{\"id\": \"caf\xe9\", \"text\": \"FM OSLO \xff\"}\n".as_slice(), line("d").as_bytes()].concat(),
    );
    let path = m.file("old.jsonl", text);
    let came = m.run(RECORDS, &["import", &path]);
    assert_eq!(came.code, Some(1), "something was not filed");
    assert!(came.out.starts_with("filed 3 telegrams"), "{}", came.out);
    assert!(came.out.contains("not filed: old, line 2: it holds no telegram"), "{}", came.out);
    assert!(came.out.contains("line 4: it is not all UTF-8"), "{}", came.out);
}

/// A section of a cable in three, with its words.
fn section(part: u8, words: &str) -> String {
    let class = format!("UNCLAS SECTION 0{part} OF 03 STATE");
    let text = TELEGRAM.replace("UNCLAS STATE", &class).replace("1. Text.", &format!("{part}. {words}"));
    format!("{}NNNN\n", text.replace("\\n", "\n"))
}

fn said(filed: &serde_json::Value) -> Vec<String> {
    let remarks = filed["remarks"].as_array().expect("remarks").iter();
    remarks.map(|remark| format!("{}: {}", remark["place"], remark["sentence"]).replace('"', "")).collect()
}

#[test]
fn sections_of_one_cable_are_put_together_whichever_files_they_come_in() {
    let m = Ministry::open();
    std::fs::create_dir(m.beside("box")).expect("a folder");
    m.file("box/a.txt", section(3, "LAST WORDS."));
    m.file("box/b.txt", [section(1, "FIRST WORDS."), section(2, "MIDDLE WORDS.")].concat());
    let folder = m.beside("box").display().to_string();
    let first = m.json(RECORDS, &["import", &folder]);
    assert_eq!(
        (&first["filed"], said(&first)),
        (&1.into(), vec!["b#1: it is put together from the sections b#1, b#2, a".to_owned()])
    );
    assert_eq!(m.json(RECORDS, &["import", &folder])["known"], 1);
    let shown = m.json(RECORDS, &["show", "STATE 163147"]);
    let text = shown["cable"]["text"].as_str().expect("its words");
    let whole = [section(1, "FIRST WORDS."), section(2, "MIDDLE WORDS."), section(3, "LAST WORDS.")].concat();
    assert_eq!(text, whole, "every byte of every section, in order");
    let plain = m.ok(RECORDS, &["show", "STATE 163147", "--form", "plain"]);
    assert!(plain.contains("1. FIRST WORDS.\n\n2. MIDDLE WORDS.\n\n3. LAST WORDS.\n"), "{plain}");
}

#[test]
fn a_section_that_did_not_come_is_named_and_the_others_are_filed() {
    let m = Ministry::open();
    let path = m.file("old.txt", [section(3, "LAST WORDS."), section(1, "FIRST WORDS.")].concat());
    let filed = m.json(RECORDS, &["import", &path]);
    assert_eq!(filed["filed"], 1);
    assert!(said(&filed).contains(&"old#2: section 2 of 3 missing".to_owned()), "{filed}");
    let shown = m.ok(RECORDS, &["show", "STATE 163147"]);
    assert!(shown.contains("section 2 of 3 missing"), "{shown}");
}

#[test]
fn a_copy_is_filed_once_and_a_number_given_twice_keeps_both() {
    let m = Ministry::open();
    let text = TELEGRAM.replace("\\n", "\n");
    let other = text.replace("1. Text.", "1. Other words.");
    let path = m.file("old.txt", [&text, "NNNN\n", &text, "NNNN\n", &other, "NNNN\n"].concat());
    let filed = m.json(RECORDS, &["import", &path]);
    assert_eq!(filed["filed"], 2);
    assert_eq!(
        said(&filed),
        [
            "old#2: it is the same message as old#1, which is kept",
            "old#3: 73 STATE 163147 is also the number of old#1, and they differ; both are kept"
        ]
    );
    assert!(m.ok(RECORDS, &["search", "\"light dues\""]).starts_with("2 cables"));
    assert_eq!(m.json(RECORDS, &["import", &path])["known"], 2);
}

#[test]
fn a_folder_of_texts_and_standard_input_are_taken_in() {
    let m = Ministry::open();
    std::fs::create_dir(m.beside("box-12")).expect("a folder");
    m.file("box-12/one.txt", TELEGRAM.replace("\\n", "\n"));
    m.file("box-12/two.txt", "no header at all");
    m.file("box-12/three.doc", "not looked at");
    let folder = m.beside("box-12").display().to_string();
    assert_eq!(m.json(RECORDS, &["import", &folder])["filed"], 2);
    assert!(m.ok(RECORDS, &["show", "STATE 163147"]).contains("box-12, one"));
    let came = m.fed(RECORDS, &["import", "-", "--source", "wire"], line("x").as_bytes());
    assert!(came.out.starts_with("filed 1 telegram"), "{}{}", came.out, came.err);
}

#[test]
fn who_may_not_file_is_refused_once_and_nothing_is_filed() {
    let m = Ministry::open();
    m.ok(ADMIN, &["role", "revoke", "par.head", "drafter", "--at", "PAR"]);
    let path = m.file("old.jsonl", [line("a"), line("b")].concat());
    assert_eq!(m.refused(PARIS, &["import", &path]), "no-role");
    assert!(m.ok(RECORDS, &["search", "dues"]).starts_with("nothing found"));
}

#[test]
fn the_declassified_telegrams_are_filed_to_the_last() {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/cables/raw-cables.jsonl");
    if !data.exists() {
        println!("skipped: {} is not here", data.display());
        return;
    }
    let m = Ministry::open();
    m.ok(ADMIN, &["role", "access", "records", "TOP SECRET"]);
    let path = data.display().to_string();
    let filed = m.json(RECORDS, &["import", &path]);
    assert_eq!((&filed["filed"], &filed["refused"]), (&216.into(), &serde_json::json!([])));
    assert_eq!(m.json(RECORDS, &["import", &path])["known"], 216);
    for name in ["STATE 163147", "frus1969-76ve14p1#d8", "frus1969-76ve14p1-d8"] {
        let board = m.ok(RECORDS, &["board", name]);
        assert!(board.contains("ALL DIPLOMATIC POSTS"), "{name}: {board}");
    }
    assert_eq!(m.refused(RECORDS, &["board", "frus1969-76ve14p1-d0"]), "not-found");
    assert!(m.ok(RECORDS, &["search", "consortium", "--most", "3"]).contains("cables"));
    assert!(m.ok(RECORDS, &["verify"]).starts_with("the record holds"));
}
