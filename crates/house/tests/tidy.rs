//! The tidiness of the tree: file heads, leftover notes, banned calls, lengths, links, the glossary, the
//! standards cited. Each check is a function from text to the sentences it has to say, and each is shown to fail.

use std::collections::BTreeSet;

use house::{Source, source, sources};

/// A source file in a room has at most so many lines.
const LINES_MAX: usize = 800;

/// Files that may be longer, each with its reason.
const LONG: &[(&str, &str)] =
    &[("crates/domain/src/fact.rs", "one list of every fact and closed list of words")];

/// Texts with a bound of their own.
const SHORT: &[(&str, usize)] = &[("README.md", 100), ("ARCHITECTURE.md", 200)];

/// Notes that belong into an issue. Joined here so that this file does not hold them.
const NOTES: &[&str] = &[concat!("TO", "DO"), concat!("FIX", "ME"), concat!("XX", "X:"), concat!("HA", "CK")];

/// Calls by which clocks and chance enter, and the doors at which they may.
const CLOCKS_AND_CHANCE: &[&str] = &[
    "SystemTime::now",
    "Instant::now",
    "Timestamp::now",
    "Zoned::now",
    "Utc::now",
    "Local::now",
    "thread_rng",
    "getrandom::",
    "OsRng",
];
const DOOR: &str = "crates/registry/src/door.rs";

/// Parts of type names that say nothing.
const EMPTY_WORDS: &[&str] =
    &["Manager", "Helper", "Util", "Utils", "Dto", "DTO", "Impl", "Processor", "Data", "Info"];

/// Folders of somebody's machine.
const MACHINES: &[&str] = &[concat!("/wo", "rk/"), concat!("/ro", "ot/"), concat!("/ho", "me/")];

/// Series of standards that a line of code may cite by number.
const SERIES: &[&str] = &["RFC ", "ISO ", "ACP ", "STANAG ", "FIPS ", "5 FAH-", "E.O. "];

type Said = Vec<String>;

// ---- The checks -------------------------------------------------------------------------------

fn head(source: &Source) -> Said {
    let lines: Vec<_> = source.text.lines().take_while(|line| line.starts_with("//!")).collect();
    match lines.len() {
        0 => vec![format!("{} does not open with what lives there (`//!`)", source.path)],
        1..=8 => Vec::new(),
        // The front page of a library that others may take has room for an example.
        9..=40 if source.path.ends_with("/src/lib.rs") => Vec::new(),
        many => vec![format!("{} opens with {many} lines; five sentences are enough", source.path)],
    }
}

fn notes(source: &Source) -> Said {
    let left = |line: &str| NOTES.iter().find(|note| line.contains(*note)).copied();
    let lines = (1..).zip(source.text.lines());
    lines.filter_map(|(n, line)| Some(format!("{}:{n} leaves a {}", source.path, left(line)?))).collect()
}

fn clocks_and_chance(source: &Source) -> Said {
    if source.path == DOOR {
        return Vec::new();
    }
    let called = |line: &str| CLOCKS_AND_CHANCE.iter().find(|call| line.contains(*call)).copied();
    code(source)
        .filter_map(|(n, line)| {
            Some(format!("{}:{n} calls {}; clocks and chance enter by {DOOR}", source.path, called(line)?))
        })
        .collect()
}

fn unwrapped(source: &Source) -> Said {
    let call = concat!(".unw", "rap()");
    let found = code(source).filter(|(_, line)| line.contains(call));
    found.map(|(n, _)| format!("{}:{n} unwraps; say with `expect` why it cannot be", source.path)).collect()
}

fn too_long(source: &Source, most: usize) -> Said {
    let lines = source.text.lines().count();
    if lines > most {
        vec![format!("{} has {lines} lines; the most is {most}", source.path)]
    } else {
        Vec::new()
    }
}

fn empty_names(source: &Source) -> Said {
    let names = declared(source.text.lines(), &["struct ", "enum ", "trait ", "type "]);
    let empty = |name: &String| words(name).into_iter().find(|word| EMPTY_WORDS.contains(&word.as_str()));
    names
        .into_iter()
        .filter_map(|name| empty(&name).map(|word| format!("{}: {name} says nothing by {word}", source.path)))
        .collect()
}

fn machines(source: &Source) -> Said {
    let lines = (1..).zip(source.text.lines());
    let named = |line: &str| MACHINES.iter().find(|path| line.contains(*path)).copied();
    lines.filter_map(|(n, line)| Some(format!("{}:{n} names {}", source.path, named(line)?))).collect()
}

/// Links of a Markdown text to files and headings that are not there.
fn broken_links(page: &Source, read: impl Fn(&str) -> Option<String>) -> Said {
    let folder = page.path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let targets = page.text.split("](").skip(1).filter_map(|rest| rest.split(')').next());
    let ours = targets.filter(|to| !to.contains("://") && !to.starts_with("mailto:"));
    ours.filter_map(|to| {
        let (path, anchor) = to.split_once('#').unwrap_or((to, ""));
        let path = if path.is_empty() { page.path.clone() } else { joined(folder, path) };
        let Some(text) = read(&path) else {
            return Some(format!("{} links to {to}: no such file", page.path));
        };
        let headings: Vec<_> = text.lines().filter(|line| line.starts_with('#')).map(slug).collect();
        let lost = !anchor.is_empty() && !headings.iter().any(|heading| heading == anchor);
        lost.then(|| format!("{} links to {to}: no such heading", page.path))
    })
    .collect()
}

/// Public nouns of the domain that the glossary does not hold, by their name or as words.
fn not_in_glossary(source: &Source, glossary: &str) -> Said {
    let product: Vec<_> = source.product_lines().into_iter().map(|(_, line)| line).collect();
    let mut names = declared(product.iter().copied(), &["pub struct ", "pub enum "]);
    names.extend(listed(&product, "word_list! {"));
    let plain = glossary.to_lowercase();
    let known = |name: &String| {
        glossary.contains(&format!("`{name}`"))
            || plain.contains(&format!("| {} |", words(name).join(" ").to_lowercase()))
    };
    let missing = names.into_iter().filter(|name| !known(name));
    missing.map(|name| format!("{}: {name} is not in GLOSSARY.md", source.path)).collect()
}

/// Kinds of fact that a text does not name.
fn kinds_missing(kinds: &[&str], page: &Source) -> Said {
    let missing = kinds.iter().filter(|kind| !page.text.contains(&format!("`{kind}`")));
    missing.map(|kind| format!("{} does not name `{kind}`", page.path)).collect()
}

/// Commands that a text does not name.
fn commands_missing(command: &Source, glossary: &str) -> Said {
    let inside = command.text.lines().skip_while(|line| !line.starts_with("pub enum Command {")).skip(1);
    let named = inside.take_while(|line| *line != "}").filter_map(|line| {
        let name: String =
            line.strip_prefix("    ")?.chars().take_while(char::is_ascii_alphanumeric).collect();
        name.starts_with(|c: char| c.is_ascii_uppercase()).then_some(name)
    });
    let missing = named.filter(|name| !glossary.contains(&format!("`{name}`")));
    missing.map(|name| format!("the command {name} is not in GLOSSARY.md")).collect()
}

/// Standards cited in a source that the index does not hold.
fn uncited(source: &Source, index: &str) -> Said {
    let cited: BTreeSet<String> = source.text.lines().flat_map(citations).collect();
    let missing = cited.into_iter().filter(|standard| !index.contains(standard.as_str()));
    missing.map(|standard| format!("{} cites {standard}; docs/standards.md does not", source.path)).collect()
}

/// Names between backticks such as `registry::desk::Desk::ask` that no source of that room holds.
fn lost_names(page: &Source, rooms: &[Source]) -> Said {
    let names = page.text.split('`').skip(1).step_by(2);
    let ours = names.filter_map(|name| {
        let (room, rest) = name.trim_end_matches("()").split_once("::")?;
        let last = rest.rsplit("::").next()?;
        let mut files = rooms.iter().filter(|source| source.room() == Some(room)).peekable();
        files.peek()?;
        let there = |file: &Source| declares(&file.text, last) || file.path.ends_with(&format!("/{last}.rs"));
        (!files.any(there)).then(|| format!("{} speaks of `{name}`, which is not there", page.path))
    });
    ours.collect()
}

// ---- What they are made of --------------------------------------------------------------------

/// Lines of code that a user's machine runs, without comments.
fn code(source: &Source) -> impl Iterator<Item = (usize, &str)> {
    source.product_lines().into_iter().filter(|(_, line)| !line.trim_start().starts_with("//"))
}

/// Names that stand after one of the openings at the start of a line.
fn declared<'a>(lines: impl Iterator<Item = &'a str>, openings: &[&str]) -> Vec<String> {
    let mut names = Vec::new();
    for line in lines {
        let line = line.trim_start();
        let bare = line.strip_prefix("pub(crate) ").unwrap_or(line);
        let plain = bare.strip_prefix("pub ").unwrap_or(bare);
        let rest = openings
            .iter()
            .find_map(|opening| bare.strip_prefix(opening).or_else(|| plain.strip_prefix(opening)));
        names.extend(rest.map(identifier).filter(|name| name.starts_with(|c: char| c.is_ascii_uppercase())));
    }
    names
}

/// Names of the lists that a macro of ours declares.
fn listed(lines: &[&str], opening: &str) -> Vec<String> {
    let mut names = Vec::new();
    let mut inside = false;
    for line in lines {
        inside = (inside || *line == opening) && *line != "}";
        let name = line.strip_prefix("    ").filter(|rest| inside && rest.ends_with(" {")).map(identifier);
        names.extend(name.filter(|name| name.starts_with(|c: char| c.is_ascii_uppercase())));
    }
    names
}

fn identifier(text: &str) -> String {
    text.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').collect()
}

/// The words of a name: `TaskingIssued` is `Tasking`, `Issued`.
fn words(name: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for c in name.chars() {
        match words.last_mut() {
            Some(word) if !c.is_ascii_uppercase() => word.push(c),
            _ => words.push(c.to_string()),
        }
    }
    words
}

/// The heading's name in a link: small letters, blanks as dashes, no other signs.
fn slug(heading: &str) -> String {
    let plain = heading.trim_start_matches('#').trim().to_lowercase();
    let kept = plain.chars().filter(|c| c.is_alphanumeric() || *c == ' ' || *c == '-' || *c == '_');
    kept.map(|c| if c == ' ' { '-' } else { c }).collect()
}

/// A path as seen from a folder.
fn joined(folder: &str, path: &str) -> String {
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in path.split('/') {
        match part {
            "." | "" => {}
            ".." => drop(parts.pop()),
            name => parts.push(name),
        }
    }
    parts.join("/")
}

/// Standards that a comment cites by number.
fn citations(line: &str) -> Vec<String> {
    let comment = line.split_once("//").map_or("", |(_, comment)| comment);
    let mut found = Vec::new();
    for series in SERIES {
        for (at, _) in comment.match_indices(series) {
            let rest = comment.get(at + series.len()..).unwrap_or("");
            let number: String = rest.chars().take_while(|c| c.is_ascii_digit() || *c == '-').collect();
            let number = number.trim_end_matches('-');
            if number.starts_with(|c: char| c.is_ascii_digit()) {
                found.push(format!("{series}{number}"));
            }
        }
    }
    found
}

/// Whether a text declares a name.
fn declares(text: &str, name: &str) -> bool {
    let openings = ["fn ", "struct ", "enum ", "trait ", "type ", "const ", "mod "];
    let ends = |rest: &str| !rest.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '_');
    let is = |opening: &&str| {
        let wanted = format!("{opening}{name}");
        text.match_indices(&wanted).any(|(at, _)| text.get(at + wanted.len()..).is_some_and(ends))
    };
    // A variant or a command stands alone at the start of its line.
    openings.iter().any(is) || text.lines().any(|line| identifier(line.trim_start()) == name)
}

fn rust() -> Vec<Source> {
    let mut all = sources(&[".rs"]);
    all.retain(|source| source.room().is_some());
    all
}

/// What a user's machine runs: without tests, benches, examples, and modules that only tests see.
fn product() -> Vec<Source> {
    let all = rust();
    let only_tests = |source: &Source| {
        let stem = source.path.rsplit('/').next().and_then(|name| name.strip_suffix(".rs")).unwrap_or("");
        let mut siblings = all.iter().filter(|other| other.room() == source.room());
        stem == "tests" || siblings.any(|other| other.test_modules().contains(&stem))
    };
    all.iter().filter(|source| source.is_product() && !only_tests(source)).cloned().collect()
}

/// Our texts; what is filed for the demo are cables, not texts about the project.
fn pages() -> Vec<Source> {
    sources(&[".md"])
}

fn text_of(path: &str) -> String {
    source(path).unwrap_or_else(|| Source::new(path, "")).text
}

#[track_caller]
fn nothing(said: &[String]) {
    assert!(said.is_empty(), "\n{}\n", said.join("\n"));
}

// ---- The tree -----------------------------------------------------------------------------------

#[test]
fn every_file_opens_with_what_lives_there() {
    nothing(&rust().iter().flat_map(head).collect::<Said>());
}

#[test]
fn no_note_is_left_over() {
    let all = sources(&[".rs", ".md", ".html", ".css", ".toml", ".sql", ".py"]);
    nothing(&all.iter().flat_map(notes).collect::<Said>());
}

#[test]
fn clocks_and_chance_enter_by_one_door() {
    nothing(&product().iter().flat_map(clocks_and_chance).collect::<Said>());
}

#[test]
fn product_code_does_not_unwrap() {
    nothing(&product().iter().flat_map(unwrapped).collect::<Said>());
}

#[test]
fn files_stay_readable() {
    let long = |source: &Source| LONG.iter().any(|(path, _)| *path == source.path);
    let all = rust();
    let bound = all.iter().filter(|source| !long(source));
    nothing(&bound.flat_map(|source| too_long(source, LINES_MAX)).collect::<Said>());
    let stale = all.iter().filter(|source| long(source) && too_long(source, LINES_MAX).is_empty());
    nothing(&stale.map(|source| format!("{} needs no exception any more", source.path)).collect::<Said>());
}

#[test]
fn texts_keep_their_length() {
    let texts = SHORT.iter().map(|(path, most)| (source(path), path, *most));
    nothing(
        &texts
            .flat_map(|(text, path, most)| {
                text.map_or_else(|| vec![format!("{path} is missing")], |text| too_long(&text, most))
            })
            .collect::<Said>(),
    );
}

#[test]
fn types_are_named_by_what_they_are() {
    nothing(&product().iter().flat_map(empty_names).collect::<Said>());
}

#[test]
fn no_file_names_a_folder_of_somebodys_machine() {
    let all = sources(&[".rs", ".md", ".html", ".css", ".toml", ".sql", ".py", ".txt", "run"]);
    nothing(&all.iter().flat_map(machines).collect::<Said>());
}

#[test]
fn every_link_leads_somewhere() {
    let root = house::root();
    let read = |path: &str| {
        let whole = root.join(path);
        std::fs::read_to_string(&whole).ok().or_else(|| whole.is_dir().then(String::new))
    };
    // What fuzzing starts from is data in somebody's form, not a page of ours.
    let written = pages().into_iter().filter(|page| !page.path.contains("/seeds/"));
    nothing(&written.flat_map(|page| broken_links(&page, read)).collect::<Said>());
}

#[test]
fn every_public_noun_of_the_domain_is_in_the_glossary() {
    let glossary = text_of("GLOSSARY.md");
    let domain = product().into_iter().filter(|source| source.room() == Some("domain"));
    nothing(&domain.flat_map(|source| not_in_glossary(&source, &glossary)).collect::<Said>());
}

#[test]
fn every_kind_of_fact_is_in_the_glossary_and_in_the_dictionary() {
    for path in ["GLOSSARY.md", "docs/facts.md"] {
        nothing(&kinds_missing(domain::fact::Fact::KINDS, &Source::new(path, &text_of(path))));
    }
}

#[test]
fn the_dictionary_of_facts_is_current() {
    let facts = source("crates/domain/src/fact.rs").expect("the facts are there");
    let current = house::facts::dictionary(&facts.text) == text_of("docs/facts.md");
    assert!(current, "make it anew: cargo run -p house --example facts > docs/facts.md");
}

#[test]
fn every_command_is_in_the_glossary() {
    let command = source("crates/domain/src/command.rs").expect("the commands are there");
    nothing(&commands_missing(&command, &text_of("GLOSSARY.md")));
}

#[test]
fn every_standard_cited_is_in_the_index() {
    let index = text_of("docs/standards.md");
    nothing(&product().iter().flat_map(|source| uncited(source, &index)).collect::<Said>());
}

#[test]
fn the_texts_speak_of_names_that_are_there() {
    let rooms = rust();
    let texts = ["ARCHITECTURE.md", "DESIGN.md", "CONTRIBUTING.md", "GLOSSARY.md", "SECURITY.md"];
    let pages = texts.iter().filter_map(|path| source(path));
    nothing(&pages.flat_map(|page| lost_names(&page, &rooms)).collect::<Said>());
}

// ---- Each check is shown to fail ----------------------------------------------------------------

mod shown_to_fail {
    use super::*;

    fn in_views(text: &str) -> Source {
        Source::new("crates/views/src/board.rs", text)
    }

    #[test]
    fn a_missing_and_an_endless_head() {
        assert_eq!(head(&in_views("use std::fmt;\n")).len(), 1);
        assert_eq!(head(&in_views(&"//! Much.\n".repeat(9))).len(), 1);
        assert!(head(&in_views("//! The board.\n")).is_empty());
    }

    #[test]
    fn a_note_left_over() {
        for note in NOTES {
            assert_eq!(notes(&in_views(&format!("//! The board.\n// {note} later\n"))).len(), 1);
        }
        assert!(notes(&in_views("//! Nothing to do here.\n")).is_empty());
    }

    #[test]
    fn a_clock_outside_the_door() {
        let text = "//! Head.\nlet now = Timestamp::now();\n// Timestamp::now is banned.\n";
        assert_eq!(clocks_and_chance(&in_views(text)).len(), 1);
        assert!(clocks_and_chance(&Source::new(DOOR, text)).is_empty());
        let in_tests = "//! Head.\n#[cfg(test)]\nmod tests {\n    let now = Timestamp::now();\n}\n";
        assert!(clocks_and_chance(&in_views(in_tests)).is_empty());
    }

    #[test]
    fn an_unwrap() {
        let call = concat!("let a = b.unw", "rap();\n");
        assert_eq!(unwrapped(&in_views(call)).len(), 1);
        assert!(unwrapped(&in_views("let a = b.unwrap_or(c);\n")).is_empty());
        assert!(unwrapped(&in_views(&format!("#[cfg(test)]\nmod tests {{\n{call}}}\n"))).is_empty());
    }

    #[test]
    fn a_file_too_long() {
        assert_eq!(too_long(&in_views(&"a\n".repeat(11)), 10).len(), 1);
        assert!(too_long(&in_views(&"a\n".repeat(10)), 10).is_empty());
    }

    #[test]
    fn a_name_that_says_nothing() {
        let text = "pub struct BoardManager;\nenum Helper {}\npub(crate) struct Board;\npub struct Dated;\n";
        assert_eq!(empty_names(&in_views(text)).len(), 2);
    }

    #[test]
    fn a_folder_of_a_machine() {
        assert_eq!(machines(&in_views(&format!("let a = \"{}x\";\n", MACHINES.concat()))).len(), 1);
        assert!(machines(&in_views("let a = \"/homes\";\n")).is_empty());
    }

    #[test]
    fn a_link_to_nowhere() {
        let page = Source::new(
            "docs/quirks.md",
            "[a](format.md) [b](../README.md#where-to-read-on) [c](https://example.org) [d](gone.md) [e](format.md#gone)",
        );
        let read = |path: &str| match path {
            "docs/format.md" => Some("# The record\n".to_owned()),
            "README.md" => Some("## Where to read on\n".to_owned()),
            _ => None,
        };
        let said = broken_links(&page, read);
        assert_eq!(said.len(), 2, "{said:?}");
    }

    #[test]
    fn a_noun_nobody_explains() {
        let text = "//! Head.\npub struct TaskingIssued;\npub enum Member {}\nword_list! {\n    /// What.\n    Ruling {\n        Amended = \"amended\",\n    }\n}\n";
        let source = Source::new("crates/domain/src/fact.rs", text);
        assert_eq!(not_in_glossary(&source, "").len(), 3);
        assert!(not_in_glossary(&source, "| Tasking issued | `Member` | x `Ruling` |").is_empty());
    }

    #[test]
    fn a_kind_nobody_documents() {
        let page = Source::new("GLOSSARY.md", "`office.opened`");
        assert_eq!(kinds_missing(&["office.opened", "office.closed"], &page).len(), 1);
    }

    #[test]
    fn a_command_nobody_documents() {
        let text = "pub enum Command {\n    // Who.\n    OpenOffice(OfficeOpened),\n    Clear { draft: EntryId },\n}\n\n    Other,\n";
        let said = commands_missing(&in_views(text), "`OpenOffice`");
        assert_eq!(said, ["the command Clear is not in GLOSSARY.md"]);
    }

    #[test]
    fn a_standard_nobody_lists() {
        let text = "//! RFC 5545 section 3.3.5, and 5 FAH-2 H-442.\nlet a = \"RFC 1\";\n";
        assert_eq!(uncited(&in_views(text), "RFC 5545").len(), 1);
        assert!(uncited(&in_views(text), "RFC 5545 and 5 FAH-2").is_empty());
    }

    #[test]
    fn a_text_that_speaks_of_what_is_gone() {
        let page = Source::new(
            "ARCHITECTURE.md",
            "`views::board`, `views::Views::follow`, `views::gone`, `std::gone`",
        );
        let said = lost_names(&page, &[in_views("pub fn follow() {}\n")]);
        assert_eq!(said, ["ARCHITECTURE.md speaks of `views::gone`, which is not there"]);
    }
}
