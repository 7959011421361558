//! Every address with the name of a cable in it, for every class of label and every reader: where the judge says no, the
//! answer is the one for a name that nobody ever gave, byte for byte; where it says yes, something is found. The addresses
//! come from the table the router is made of, so none is left out.

use std::collections::BTreeSet;

use axum::http::Method;
use web::{Access, Route, Scope};

use crate::judge::{self, Secret};
use crate::visitor::Visitor;
use crate::world::{CAST, Chance, Item, World};

/// The addresses at which something is found by whoever may find it.
const FOUND: [&str; 4] =
    ["/i/{instruction}", "/r/{cable}", "/i/{instruction}/v/{version}", "/i/{instruction}/v/{version}.json"];

/// A name that nobody ever gave.
const NOBODYS: &str = "HQ.999999";

/// Whether an address is about one cable, and a browser can ask for it.
fn about_a_cable(route: &Route) -> bool {
    let named = route.path.contains("{instruction}") || route.path.contains("{cable}");
    // A page that listens never ends; what it shows is asked for as the page itself.
    named && route.access != Access::Program(Scope::Feed) && !route.path.ends_with("/events")
}

/// The addresses for a cable, each act by its name.
fn addresses(route: &Route, name: &str) -> Vec<String> {
    let path = route.path.replace("{instruction}", name).replace("{cable}", name).replace("{post}", "PAR");
    let path = path.replace("{version}", "1");
    if !path.contains("{act}") {
        return vec![path];
    }
    let acts: &[&str] = if path.starts_with("/i/") {
        &["regrade", "approve", "release", "abandon", "ask-clearance", "withdraw"]
    } else {
        &["acknowledge", "object", "log", "return", "extend"]
    };
    acts.iter().map(|act| path.replace("{act}", act)).collect()
}

#[test]
fn every_address_for_every_label_and_every_reader_is_decided_as_the_judge_decides() {
    let items = Item::of_every_label();
    let world = World::of(&items, &mut Chance::new(4));
    let entries = world.entries();
    let mut routes: Vec<Route> = web::routes().into_iter().filter(about_a_cable).collect();
    // A form's address and a program's are the same when something is sent there.
    let mut known = BTreeSet::new();
    routes.retain(|route| known.insert((route.method, route.path)));
    let (mut cells, mut hidden, mut found) = (0, 0, 0);
    for person in &CAST {
        let visitor = Visitor::sign_in(&world, person);
        for route in &routes {
            let ask = |name: &str| -> Vec<_> {
                let all = addresses(route, name).into_iter();
                all.map(|path| match route.method {
                    "GET" => visitor.get(&path),
                    _ => visitor.send(Method::POST, &path, "why=x&text=x&remark=x"),
                })
                // Where an answer leads on, it says the name it was asked by.
                .map(|seen| seen.without(name))
                .collect()
            };
            let nothing = ask(NOBODYS);
            for (item, dossier) in items.iter().zip(&world.dossiers) {
                cells += 1;
                // How a text was drafted is for the office that drafted it.
                let drafted = route.path.contains("{version}");
                let mine = Secret { drafters_only: drafted, ..item.subject() };
                if !judge::allows(person, &mine) || (drafted && item.is_filed()) {
                    hidden += 1;
                    for (seen, nothing) in ask(&dossier.to_string()).iter().zip(&nothing) {
                        let which =
                            format!("{} {} as {}: {item:?}", route.method, route.path, person.officer);
                        assert!(
                            seen == nothing && (seen.status >= 400 || seen.body.is_empty()),
                            "{which}\n{seen:?}\n{nothing:?}"
                        );
                    }
                } else if route.method == "GET" && FOUND.contains(&route.path) {
                    found += 1;
                    let seen = visitor.get(&addresses(route, &dossier.to_string())[0]);
                    assert!(
                        matches!(seen.status, 200 | 303),
                        "{} as {}: {item:?}",
                        route.path,
                        person.officer
                    );
                }
            }
        }
    }
    assert_eq!(cells, CAST.len() * routes.len() * items.len(), "every cell");
    assert_eq!(world.entries(), entries, "and nothing was recorded");
    println!(
        "{} addresses, {} labels, {} readers: {cells} cells, {hidden} hidden, {found} found",
        routes.len(),
        items.len(),
        CAST.len()
    );
}
