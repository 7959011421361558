//! The arrows between rooms: what the room table of ARCHITECTURE.md says each may import is exactly what its
//! manifest imports, either way. Tests may look further, but only down.

use std::collections::{BTreeMap, BTreeSet};

use house::{Source, sources};

/// What each room imports of ours.
type Arrows = BTreeMap<String, BTreeSet<String>>;

const COLUMNS: [&str; 5] =
    ["room", "what lives there", "may import (ours)", "notable outside help", "never in it"];

/// Reads the room table. The tests-only house may look at everything, so its row says `all` and gives no arrows.
fn told(text: &str) -> Result<Arrows, String> {
    let cells = |line: &str| -> Vec<String> {
        line.trim().trim_matches('|').split('|').map(|cell| cell.trim().to_owned()).collect()
    };
    let mut lines = text.lines().skip_while(|line| cells(line) != COLUMNS);
    if lines.next().is_none() {
        return Err(format!("no table with the columns {COLUMNS:?}"));
    }
    let mut arrows = Arrows::new();
    for line in lines.skip(1).take_while(|line| line.starts_with('|')) {
        let row = cells(line);
        let [room, _, imports, _, _] = row.as_slice() else {
            return Err(format!("not five cells: {line}"));
        };
        let names = quoted(imports);
        let said = !names.is_empty() || imports == "–" || imports.starts_with("all");
        let [room] = quoted(room)[..] else { return Err(format!("not one room in `{room}`")) };
        if !said {
            return Err(format!("{room} may import what? `{imports}`"));
        }
        arrows.insert(room.to_owned(), names.into_iter().map(str::to_owned).collect());
    }
    Ok(arrows)
}

/// What stands between backticks.
fn quoted(text: &str) -> Vec<&str> {
    text.split('`').skip(1).step_by(2).collect()
}

/// Reads what the manifests import in one of their tables.
fn drawn(manifests: &[Source], tables: &[&str]) -> Result<Arrows, String> {
    let read =
        |source: &Source| source.text.parse::<toml::Table>().map_err(|e| format!("{}: {e}", source.path));
    let tomls = manifests.iter().map(read).collect::<Result<Vec<_>, _>>()?;
    let name = |manifest: &toml::Table| manifest.get("package")?.get("name")?.as_str().map(str::to_owned);
    let ours: BTreeSet<String> = tomls.iter().filter_map(name).collect();
    let imports = |manifest: &toml::Table| -> BTreeSet<String> {
        let tables = tables.iter().filter_map(|table| manifest.get(*table)?.as_table());
        tables.flat_map(toml::Table::keys).filter(|key| ours.contains(*key)).cloned().collect()
    };
    Ok(tomls.iter().filter_map(|manifest| Some((name(manifest)?, imports(manifest)))).collect())
}

/// Every difference between what is told and what is drawn, as a sentence.
fn differences(told: &Arrows, drawn: &Arrows) -> Vec<String> {
    let mut said = Vec::new();
    for room in told.keys().chain(drawn.keys()).collect::<BTreeSet<_>>() {
        match (told.get(room), drawn.get(room)) {
            (Some(may), Some(does)) => {
                said.extend(
                    does.difference(may)
                        .map(|to| format!("{room} imports {to}, which the table does not allow")),
                );
                said.extend(
                    may.difference(does)
                        .map(|to| format!("{room} may import {to} by the table and does not")),
                );
            }
            (Some(_), None) => said.push(format!("the table has a room {room} and there is no such crate")),
            (None, _) => said.push(format!("there is a crate {room} and the table has no such room")),
        }
    }
    said
}

/// Every room that can be reached from one by arrows.
fn below(arrows: &Arrows, room: &str) -> BTreeSet<String> {
    let mut reached = BTreeSet::new();
    let mut ahead = vec![room.to_owned()];
    while let Some(next) = ahead.pop() {
        for to in arrows.get(&next).into_iter().flatten() {
            if reached.insert(to.clone()) {
                ahead.push(to.clone());
            }
        }
    }
    reached
}

/// Rooms whose tests import what does not lie below them.
fn sideways(arrows: &Arrows, tests: &Arrows) -> Vec<String> {
    let mut said = Vec::new();
    for (room, imports) in tests.iter().filter(|(room, _)| *room != "house") {
        let below = below(arrows, room);
        said.extend(
            imports
                .difference(&below)
                .map(|to| format!("the tests of {room} import {to}, which is not below it")),
        );
    }
    said
}

fn manifests() -> Vec<Source> {
    let mut all = sources(&["Cargo.toml"]);
    // A room's fuzz targets are a workspace of their own, because they want another compiler.
    all.retain(|source| !source.path.contains("/fuzz/"));
    all.retain(|source| source.room().is_some());
    all
}

fn table() -> Arrows {
    let architecture = house::source("ARCHITECTURE.md").expect("ARCHITECTURE.md is there");
    told(&architecture.text).expect("its room table can be read")
}

#[test]
fn the_room_table_and_the_manifests_draw_the_same_arrows() {
    let drawn = drawn(&manifests(), &["dependencies", "build-dependencies"]).expect("manifests are TOML");
    let wrong = differences(&table(), &drawn);
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
}

#[test]
fn tests_look_only_down() {
    let drawn = drawn(&manifests(), &["dev-dependencies"]).expect("manifests are TOML");
    let wrong = sideways(&table(), &drawn);
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
}

mod shown_to_fail {
    use super::*;

    fn arrows(rows: &[(&str, &[&str])]) -> Arrows {
        let set = |to: &[&str]| to.iter().map(|&name| name.to_owned()).collect();
        rows.iter().map(|(room, to)| ((*room).to_owned(), set(to))).collect()
    }

    fn a_table(rows: &str) -> String {
        format!("text\n\n| {} |\n|---|---|---|---|---|\n{rows}\n\nmore\n", COLUMNS.join(" | "))
    }

    #[test]
    fn a_table_is_read_row_by_row() {
        let text = a_table(
            "| `cable` | text | – | – | I/O |\n| `domain` | rules | `cable` | serde | clock |\n| `house` | tests | all (tests only) | – | – |",
        );
        let read = told(&text).expect("a table");
        assert_eq!(read, arrows(&[("cable", &[]), ("domain", &["cable"]), ("house", &[])]));
    }

    #[test]
    fn a_table_that_is_missing_or_broken_is_said_to_be() {
        assert!(told("nothing here").is_err());
        assert!(told(&a_table("| `cable` | text |")).is_err());
        assert!(told(&a_table("| `cable` | text | everything | – | – |")).is_err());
    }

    #[test]
    fn an_arrow_too_many_and_one_too_few_are_both_found() {
        let told = arrows(&[("domain", &["cable"]), ("web", &["views"])]);
        let drawn = arrows(&[("domain", &["cable", "journal"]), ("web", &[])]);
        let wrong = differences(&told, &drawn);
        assert_eq!(wrong.len(), 2, "{wrong:?}");
        assert!(differences(&told, &told).is_empty());
    }

    #[test]
    fn a_room_that_only_one_side_knows_is_found() {
        let wrong = differences(&arrows(&[("courier", &[])]), &arrows(&[("gateway", &[])]));
        assert_eq!(wrong.len(), 2, "{wrong:?}");
    }

    #[test]
    fn manifests_are_read_for_our_own_rooms_only() {
        let manifest =
            "[package]\nname = \"domain\"\n[dependencies]\ncable.workspace = true\nserde = \"1\"\n";
        let cable = "[package]\nname = \"cable\"\n";
        let sources = [
            Source::new("crates/domain/Cargo.toml", manifest),
            Source::new("crates/cable/Cargo.toml", cable),
        ];
        let read = drawn(&sources, &["dependencies"]).expect("manifests");
        assert_eq!(read, arrows(&[("cable", &[]), ("domain", &["cable"])]));
    }

    #[test]
    fn a_test_that_looks_up_is_found() {
        let house = arrows(&[("cable", &[]), ("domain", &["cable"]), ("journal", &["domain"])]);
        assert!(sideways(&house, &arrows(&[("journal", &["cable"])])).is_empty());
        assert_eq!(sideways(&house, &arrows(&[("domain", &["journal"])])).len(), 1);
    }
}
