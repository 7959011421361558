//! The catalogue against itself and against the code: every message in every language, with the same variables, used,
//! and said once.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use domain::remarks::Answered;

use super::*;

/// A message or an attribute of one, and the variables it names.
type Messages = BTreeMap<String, BTreeSet<String>>;

/// Reads a catalogue's text without the library, so that what the library leaves out is seen.
fn messages(text: &str) -> Messages {
    let mut found = Messages::new();
    let (mut message, mut part) = (String::new(), String::new());
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let key = line.split_once('=').map(|(key, _)| key.trim()).unwrap_or_default();
        if line.starts_with(|first: char| first.is_ascii_lowercase()) {
            message = key.to_owned();
            part = message.clone();
            assert!(found.insert(part.clone(), BTreeSet::new()).is_none(), "{part} is said twice");
        } else if line.trim_start().starts_with('.') && !key.contains(' ') {
            part = format!("{message}{key}");
            assert!(found.insert(part.clone(), BTreeSet::new()).is_none(), "{part} is said twice");
        }
        for variable in line.split('$').skip(1) {
            let name: String =
                variable.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '-').collect();
            found.entry(part.clone()).or_default().insert(name);
        }
    }
    found
}

fn files(folder: &Path, all: &mut Vec<PathBuf>) {
    for file in fs::read_dir(folder).expect("the folder is there") {
        let path = file.expect("readable").path();
        if path.is_dir() {
            files(&path, all);
        } else if path.extension().is_some_and(|kind| kind == "rs" || kind == "html") {
            all.push(path);
        }
    }
}

/// The code and the templates, without the tests of the catalogue.
fn code() -> String {
    let room = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut all = Vec::new();
    files(&room.join("src"), &mut all);
    files(&room.join("templates"), &mut all);
    let own = |path: &PathBuf| !path.ends_with("tongue/tests.rs") && !path.ends_with("src/tongue.rs");
    all.iter().filter(|path| own(path)).map(|path| fs::read_to_string(path).expect("text")).collect()
}

/// The words in quotes directly after each call of one of these names.
fn asked<'a>(code: &'a str, calls: &[&str]) -> BTreeSet<&'a str> {
    let mut found = BTreeSet::new();
    for call in calls {
        for rest in code.split(call).skip(1) {
            if let Some(rest) = rest.trim_start().strip_prefix('"') {
                found.extend(rest.split('"').next());
            }
        }
    }
    found
}

#[test]
fn every_message_stands_in_every_language_with_the_same_variables() {
    let (english, french) = (messages(&english().concat()), messages(&french().concat()));
    for (id, variables) in &english {
        assert_eq!(Some(variables), french.get(id), "{id} in French");
    }
    for id in french.keys() {
        assert!(english.contains_key(id), "{id} is in French alone");
    }
}

#[test]
fn the_library_reads_the_whole_catalogue() {
    for file in english().into_iter().chain(french()) {
        let read = FluentResource::try_new(file.clone().into_owned());
        let wrong = read.err().map(|(_, errors)| errors);
        assert!(wrong.is_none(), "{wrong:?} in\n{file}");
    }
}

#[test]
fn every_file_of_the_catalogue_is_carried() {
    for (tag, carried) in [("en", english()), ("fr", french())] {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("locales").join(tag);
        for file in fs::read_dir(folder).expect("the folder is there") {
            let path = file.expect("readable").path();
            let text = fs::read_to_string(&path).expect("text");
            assert!(
                carried.contains(&Cow::Borrowed(text.as_str())),
                "{} is not in the list of tongue.rs",
                path.display()
            );
        }
    }
}

#[test]
fn every_message_asked_for_is_there_and_every_message_there_is_asked_for() {
    let code = code();
    let english = messages(&ENGLISH.concat());
    let ids = asked(&code, &[".say(", ".tell("]);
    for id in &ids {
        assert!(english.contains_key(*id), "no message {id}");
    }
    let mut lists = asked(&code, &[".word("]);
    lists.extend(code.split("offered(").skip(1).filter_map(|rest| rest.split('"').nth(1)));
    // The rules and the history speak of things, pieces and words of lists.
    lists.extend([
        "what",
        "role",
        "disposition",
        "piece",
        "answer",
        "proposes",
        "ruling",
        "stance",
        "count",
        "region",
        "standing",
        "instruction-name",
    ]);
    let unused = english.keys().filter(|id| {
        // An attribute goes with its message: `.button` and `.hint` are asked for by the name of the act.
        let name = id.split('.').next().unwrap_or_default();
        let of_a_list = lists.iter().any(|list| id.starts_with(&format!("{list}-")));
        let within = ENGLISH.concat().contains(&format!("{{ {id} }}"));
        // A page may say its own messages without its name before them.
        let short = name.split_once('-').map_or(name, |(_, rest)| rest);
        let quoted = |id: &&str| code.contains(&format!("\"{id}\"")) || code.contains(&format!("\"{id}."));
        let said = [name, short].iter().any(quoted);
        !(of_a_list || within || said)
    });
    assert_eq!(unused.collect::<Vec<_>>(), Vec::<&String>::new(), "nobody asks for them");
}

#[test]
fn french_is_set_as_french_is() {
    for file in french() {
        for line in file.lines().filter(|line| !line.starts_with('#')) {
            for odd in [" ;", " :", " ?", " !", " »", "« ", "\u{a0};", "\u{a0}?", "\u{a0}!", "'", "..."] {
                let kept = odd == "..." && line.contains("(SOURCE: ...)");
                assert!(kept || !line.contains(odd), "{odd:?} in {line}");
            }
        }
    }
}

#[test]
fn every_rule_and_every_oddity_is_said_in_every_language() {
    let known =
        |name: &str| french().concat().lines().any(|line| line.starts_with(&format!("remark-{name} = ")));
    let rules = || cable::sentences::ALL.iter().chain(remarks::sentences::ALL);
    let sentences = || rules().chain(search_sentences::ALL);
    assert!(sentences().all(|each| known(each.name)));
    for rule in cable::check::RULES {
        let family = rule.code[..3].to_lowercase();
        let code = rule.code.to_lowercase();
        let said = sentences().any(|each| each.name == family || each.name.starts_with(&code));
        let answered = remarks::ANSWERED.iter().find(|(known, _)| *known == rule.code);
        let otherwise = matches!(answered, Some((_, Answered::Refusal(_) | Answered::Nothing(_))));
        assert!(said || otherwise, "{} has no sentence", rule.code);
    }
}

#[test]
fn a_remark_is_said_with_the_words_and_days_of_the_language() {
    let profile = cable::Profile::named("plain").expect("it ships with the program");
    let sheet =
        "TO: PARIS\nCLASSIFICATION: CONFIDENTIAL\nSUBJECT: Nets\n\n1. (S) Nets drift.\n\n2. (C) They sink.\n";
    let said = cable::lint(sheet, &profile).1;
    let found = said.iter().find(|odd| odd.code == "CLS-02").expect("it is marked too low");
    assert_eq!(found.message, "paragraph 1 is marked (S) and the whole only CONFIDENTIAL");
    let french = Tongue::French.remark(&found.said);
    assert_eq!(french, "le paragraphe 1 est marqué (S), alors que l’ensemble n’est que CONFIDENTIEL");
    let more = cable::Sentence { name: "nobody-wrote-this", english: "{word} is odd" };
    let said = more.with([("word", &"x")]);
    assert_eq!(Tongue::French.remark(&said), "x is odd", "what has no French is said as the rules have it");
    let refusal = Refusal::SheetInError { line: 5, remark: found.said.clone(), more: 0 };
    assert!(Tongue::French.refusal(&refusal).0.contains("le paragraphe 1 est marqué (S)"));
}

#[test]
fn what_is_missing_is_said_in_english_and_then_by_its_id() {
    assert_eq!(Tongue::French.say("nobody-wrote-this"), "nobody-wrote-this");
    assert_eq!(Tongue::French.say("shell-sign-out.nothing"), "shell-sign-out.nothing");
    assert_eq!(Tongue::French.tell("time-late-hours", &[]), "time-late-hours", "a variable is missing");
    assert_eq!(Tongue::French.word("weekday", "Nonday"), "Nonday");
}

#[test]
fn plurals_are_those_of_the_language() {
    let late = |tongue: Tongue, hours: i32| tongue.tell("time-late-hours", &[("hours", hours.into())]);
    assert_eq!(late(Tongue::English, 1), "1 hour late");
    assert_eq!(late(Tongue::English, 2), "2 hours late");
    assert_eq!(late(Tongue::French, 2), "2 heures de retard");
}

#[test]
fn a_request_is_answered_in_the_chosen_language_then_the_preferred_one_then_english() {
    let of = |accept: &str, cookie: &str| {
        let mut headers = HeaderMap::new();
        headers.insert(ACCEPT_LANGUAGE, accept.parse().expect("a header"));
        headers.insert(COOKIE, cookie.parse().expect("a header"));
        Tongue::of(&headers)
    };
    assert_eq!(Tongue::of(&HeaderMap::new()), Tongue::English);
    assert_eq!(of("fr-CA, en;q=0.8", "a=b"), Tongue::French);
    assert_eq!(of("de, en;q=0.5, fr;q=0.9", ""), Tongue::French);
    assert_eq!(of("fr;q=0, de", ""), Tongue::English);
    assert_eq!(of("*;q=high", ""), Tongue::English);
    assert_eq!(of("fr", "chancery=x; chancery-tongue=en"), Tongue::English);
    assert_eq!(of("fr", "chancery-tongue=tlh"), Tongue::French, "a choice nobody offers is none");
}

#[test]
fn a_refusal_names_levels_as_the_language_has_them_and_captions_as_they_stand() {
    let draft = "PAR.12".parse().expect("an entry");
    let (answered, lacks) = ("2026 MERE 0007".into(), "TOP SECRET, LIMDIS".into());
    let (said, _) = Tongue::French.refusal(&Refusal::MarkedLower { draft, answered, lacks });
    assert_eq!(said, "PAR.12 répond à 2026 MERE 0007 et n’est pas marqué TRÈS SECRET, LIMDIS");
}
