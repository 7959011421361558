//! What is found, by whom, in what order; and that no text a person can type is more than a question.

use domain::access::Reader;
use domain::cable::Level;
use domain::fact::PaperDisposed;
use domain::words::{DossierId, EntryId, PaperId};
use proptest::prelude::*;

use crate::trial::{Trial, reader};
use crate::{SearchPage, When};

fn search(trial: &Trial, who: &Reader, question: &str) -> SearchPage {
    trial.follow();
    trial.views.search(who, question, When::NOW, 10, None).expect("searched")
}

fn found(page: &SearchPage) -> Vec<EntryId> {
    page.hits.iter().map(|hit| hit.cable.dossier).collect()
}

const OLD: &str = "UNCLAS\nPAGE 01 PARIS 00032\n\nR 181200Z JAN 73\nFM AMEMBASSY PARIS\nTO SECSTATE WASHDC 1234\n\n\
    UNCLAS PARIS 0032\n\nE.O. 11652: N/A\nTAGS: EFIS, FR\nSUBJECT: OLD NETS\n\n1. NETS WERE FOUND.\n";

#[test]
fn what_is_found_of_the_past_had_been_sent_and_had_come_by_then() {
    let mut trial = Trial::begin();
    let first = trial.instruct(&["PAR"]);
    let then = trial.now;
    trial.wait_hours(24);
    let second = trial.instruct(&["PAR"]);
    let old = trial.file(OLD);
    trial.follow();
    let ask = |question: &str, when| {
        let page = trial.views.search(&reader(&["HQ"]), question, when, 10, None).expect("searched");
        (found(&page), page.total)
    };
    let (as_of, known) = (Some(then), Some(then));
    assert_eq!(ask("fishing", When::NOW), (vec![second, first], 2));
    assert_eq!(ask("fishing", When { as_of, known: None }), (vec![first], 1));
    assert_eq!(ask("nets", When { as_of, known: None }), (vec![old], 1), "it was sent in 1973");
    assert_eq!(ask("nets", When { as_of: None, known }), (vec![], 0), "and nobody here knew of it");
}

#[test]
fn the_newest_is_found_first_and_an_old_paper_filed_today_stays_old() {
    let mut trial = Trial::begin();
    let first = trial.instruct(&["PAR"]);
    let second = trial.instruct(&["PAR"]);
    let old = trial.file(OLD);
    let who = reader(&["HQ"]);
    assert_eq!(found(&search(&trial, &who, "fishing")), [second, first]);
    assert_eq!(found(&search(&trial, &who, "kind:filed")), [old]);
    assert_eq!(found(&search(&trial, &who, "before:1974")), [old]);
    assert_eq!(found(&search(&trial, &who, "from:paris tag:efis")), [old]);
    assert_eq!(found(&search(&trial, &who, "\"NETS WERE\" -gear")), [old]);
    assert_eq!(found(&search(&trial, &who, "-nets")), [second, first]);
    assert_eq!(found(&search(&trial, &who, "\"MERE 1\"")), [first], "by its number");
}

#[test]
fn what_a_reader_may_not_see_is_neither_found_nor_counted() {
    let mut trial = Trial::begin();
    let id = trial.instruct(&["PAR"]);
    trial.deliver(id, "PAR", None);
    let (reply, _) = trial.reply(id, "PAR", Level::Secret);
    let hq = reader(&["HQ"]);
    let page = search(&trial, &hq, "fishing");
    assert_eq!((found(&page), page.total), (vec![reply, id], 2));
    let low = Reader { level: Level::Confidential, ..hq };
    let page = search(&trial, &low, "fishing");
    assert_eq!((found(&page), page.total), (vec![id], 1));
    let page = search(&trial, &reader(&["OSL"]), "fishing");
    assert_eq!((page.hits.len(), page.total), (0, 0));
    assert!(page.next.is_none() && !page.at_least);
}

#[test]
fn operators_ask_of_whom_to_whom_where_and_what() {
    let mut trial = Trial::begin();
    let id = trial.instruct(&["PAR", "OSL"]);
    trial.deliver(id, "PAR", None);
    let (reply, _) = trial.reply(id, "PAR", Level::Secret);
    let old = trial.file(OLD);
    let who = reader(&["HQ"]);
    let ask = |question: &str| found(&search(&trial, &who, question));
    assert_eq!(ask("to:OSL"), [id]);
    assert_eq!(ask("to:oslo"), [id], "by the name of its station");
    assert_eq!(ask("to:SECSTATE"), [old]);
    assert!(ask("post:PAR").contains(&reply) && ask("host:FR").contains(&id));
    assert_eq!(ask("mark:SECRET"), [reply]);
    assert_eq!(ask("is:reply OR is:filed"), [reply, old]);
    assert_eq!(ask("-(is:reply OR is:filed)"), [id]);
    assert_eq!(ask("quote:\"nets were found\""), [old]);
    assert_eq!(ask("subject:nets date:1972..1974"), [old]);
    assert!(ask("ref:26-MERE-0001").contains(&reply), "the reply cites the instruction");
    assert!(!ask("has:tags -is:filed").contains(&old));
    let odd = search(&trial, &who, "fron:PARIS");
    assert!(odd.hits.is_empty() && odd.errors[0].to_string().contains("`from:`"), "{:?}", odd.errors);
}

#[test]
fn facets_count_only_what_the_reader_may_see() {
    let mut trial = Trial::begin();
    let id = trial.instruct(&["PAR"]);
    trial.deliver(id, "PAR", None);
    trial.reply(id, "PAR", Level::Secret);
    trial.instruct(&["PAR"]);
    let hq = reader(&["HQ"]);
    let said = |who: &Reader| {
        let facets = search(&trial, who, "fishing").facets;
        let values = facets.iter().flat_map(|facet| &facet.values);
        values.map(|value| format!("{} {}", value.question, value.count)).collect::<Vec<_>>()
    };
    assert!(said(&hq).contains(&"is:instruction 2".to_owned()), "{:?}", said(&hq));
    assert!(said(&hq).contains(&"is:reply 1".to_owned()) && said(&hq).contains(&"mark:SECRET 1".to_owned()));
    let low = said(&Reader { level: Level::Confidential, ..hq.clone() });
    assert!(!low.iter().any(|value| value.contains("reply") || value.contains("SECRET")), "{low:?}");
    for value in search(&trial, &hq, "fishing").facets.iter().flat_map(|facet| &facet.values) {
        let narrowed = search(&trial, &hq, &format!("fishing {}", value.question));
        assert_eq!(narrowed.total, value.count, "{}", value.question);
    }
}

#[test]
fn what_arrived_since_is_counted_for_a_saved_question() {
    let mut trial = Trial::begin();
    trial.instruct(&["PAR"]);
    trial.follow();
    let who = reader(&["HQ"]);
    let through = trial.views.found_through().expect("read");
    let since = |trial: &Trial, who: &Reader, question: &str, arrival| {
        trial.views.found_since(who, question, arrival).expect("counted")
    };
    assert_eq!((since(&trial, &who, "fishing", 0), since(&trial, &who, "fishing", through)), (1, 0));
    trial.instruct(&["PAR"]);
    trial.file(OLD);
    trial.follow();
    assert_eq!(since(&trial, &who, "fishing", through), 1);
    assert_eq!(since(&trial, &who, "nets", through), 1, "old words, new here");
    assert_eq!(since(&trial, &reader(&["OSL"]), "fishing", through), 0);
}

#[test]
fn a_draft_is_not_found() {
    let mut trial = Trial::begin();
    trial.draft("HQ", domain::fact::Purpose::Instruction, Level::Unclassified, &[]);
    assert_eq!(search(&trial, &reader(&["HQ"]), "fishing").total, 0);
}

#[test]
fn words_that_were_disposed_of_are_not_found() {
    let mut trial = Trial::begin();
    let old = trial.file(OLD);
    let who = reader(&["HQ"]);
    assert_eq!(found(&search(&trial, &who, "nets")), [old]);
    let disposed = PaperDisposed { paper: PaperId { entry: old, place: 0 }, authority: "schedule 7".into() };
    trial.put("HQ", Some(DossierId::Of(old)), disposed, &[]);
    assert_eq!(search(&trial, &who, "nets").total, 0);
    trial.views.rebuild(&mut |_| {}).expect("rebuilt");
    assert_eq!(search(&trial, &who, "nets").total, 0, "nor after a rebuild");
}

#[test]
fn pages_follow_each_other_without_a_gap() {
    let mut trial = Trial::begin();
    let all: Vec<_> = (0..5).map(|_| trial.instruct(&["PAR"])).collect();
    trial.follow();
    let (mut from, mut seen) = (None, Vec::new());
    loop {
        let page = trial.views.search(&reader(&["HQ"]), "fishing", When::NOW, 2, from).expect("searched");
        assert_eq!(page.total, 5);
        seen.extend(found(&page));
        from = page.next;
        if from.is_none() {
            break;
        }
    }
    seen.reverse();
    assert_eq!(seen, all);
}

#[test]
fn the_words_asked_for_are_marked() {
    let mut trial = Trial::begin();
    trial.instruct(&["PAR"]);
    let page = search(&trial, &reader(&["HQ"]), "\"lost fishing\"");
    let hit = page.hits.first().expect("a hit");
    let marked: Vec<_> =
        hit.snippet.iter().filter(|span| span.marked).map(|span| span.text.as_str()).collect();
    assert_eq!(marked, ["LOST FISHING"]);
}

thread_local! {
    static TRIAL: Trial = {
        let mut trial = Trial::begin();
        trial.instruct(&["PAR"]);
        trial.follow();
        trial
    };
}

proptest! {
    #[test]
    fn any_text_is_a_question(question in "\\PC{0,60}") {
        TRIAL.with(|trial| trial.views.search(&reader(&["HQ"]), &question, When::NOW, 3, None)).expect("searched");
    }

    #[test]
    fn the_signs_of_the_index_are_only_words(question in "[-\"*^:(){}+a-z ANDORT\\\\,.\u{0}']{0,40}") {
        TRIAL.with(|trial| trial.views.search(&reader(&["HQ"]), &question, When::NOW, 3, None)).expect("searched");
    }
}
