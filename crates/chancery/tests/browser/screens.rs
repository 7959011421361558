//! Every screen there is, found by following links from the inbox, and what each must be: without a fault that axe-core
//! finds, no wider than its window, and of meaning without its colours. The table of routes says when one is missing.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::driver::Driver;
use crate::hand::{DESK, Hand, Manner, NARROW, STICKS_OUT};
use crate::keys::{SHEET, cleared};
use crate::served::Served;

/// Officers whose pages differ: who instructs, who clears, a post with something overdue, who keeps the house.
const OFFICERS: [&str; 6] = ["oceans.desk", "legal", "ath.political", "records", "duty.officer", "admin"];

/// Pages that no link leads to, or that are others with a question in their address.
const BESIDES: [(&str, &str); 8] = [
    ("oceans.desk", "/q?q=gear"),
    ("oceans.desk", "/i/HQ.999999"),
    ("oceans.desk", "/board?sort=due"),
    ("legal", "/inbox"),
    ("ath.political", "/inbox"),
    ("ath.political", "/instructions"),
    ("oceans.desk", "/board?on=2026-10-31"),
    ("ath.political", "/inbox?on=2026-10-31"),
];

/// Pages that no link leads to but an act: they are looked at where the act is done.
const ACTED: [&str; 3] = ["/confirm/{act}", "/i/{instruction}/going", "/emergency/{cable}"];

/// The rules of WCAG 2.2, levels A and AA, as axe-core names them.
const RULES: [&str; 5] = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/// One page as one officer sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Screen {
    officer: &'static str,
    path: String,
    /// The route that leads there.
    route: &'static str,
}

/// How a page is looked at: width, colours, direction.
type Look = (u32, &'static str, &'static str);

/// Each of the three with each of the others.
const LOOKS: [Look; 8] = [
    (DESK, "light", "ltr"),
    (DESK, "light", "rtl"),
    (DESK, "dark", "ltr"),
    (DESK, "dark", "rtl"),
    (NARROW, "dark", "rtl"),
    (NARROW, "dark", "ltr"),
    (NARROW, "light", "rtl"),
    (NARROW, "light", "ltr"),
];

/// The route a path belongs to.
fn route(path: &str) -> Option<&'static str> {
    let path = path.split(['?', '#']).next().unwrap_or_default();
    let fits = |pattern: &str| {
        pattern.split('/').count() == path.split('/').count()
            && pattern.split('/').zip(path.split('/')).all(|(asked, given)| {
                asked == given || (asked.starts_with('{') && asked.ends_with('}') && !given.is_empty())
            })
    };
    let mut routes: Vec<_> = web::routes().into_iter().filter(|route| route.method == "GET").collect();
    // What is named in full is meant before what may be anything.
    routes.sort_by_key(|route| route.path.matches('{').count());
    routes.into_iter().map(|route| route.path).find(|pattern| fits(pattern))
}

/// Whether a route leads to no page but to something a program reads.
fn is_no_page(route: &str) -> bool {
    let for_programs = [".json", ".ics", ".atom", ".txt"].iter().any(|end| route.ends_with(end));
    ["/", "/admin"].contains(&route)
        || route.starts_with("/sign-in/provider")
        || route.starts_with("/assets/")
        || route.ends_with("/events")
        || for_programs
}

/// Finds a page for every route by following links, as several officers.
fn screens(hand: &Hand<'_>) -> Vec<Screen> {
    let mut found: BTreeMap<(&str, bool), Screen> = BTreeMap::new();
    let links = "return [...document.querySelectorAll('a[href]')].map(a => a.getAttribute('href'));";
    let mut all = vec![Screen { officer: "", path: "/sign-in".into(), route: "/sign-in" }];
    for officer in OFFICERS {
        hand.sign_in(officer);
        let (mut ahead, mut seen) = (vec!["/inbox".to_owned()], Vec::new());
        while let Some(path) = ahead.pop() {
            let Some(route) = route(&path) else { continue };
            // A post and headquarters do different things at the same address.
            let key = (route, officer == "ath.political" && route.starts_with("/t/"));
            if seen.contains(&route) || is_no_page(route) {
                continue;
            }
            seen.push(route);
            hand.go(&path);
            let kind = hand.window.run("return document.contentType;", &[]);
            if kind != "text/html" {
                found.entry(key).or_insert(Screen { officer: "", path, route });
                continue;
            }
            found.entry(key).or_insert_with(|| Screen { officer, path: path.clone(), route });
            let links = hand.window.run(links, &[]);
            let links = links.as_array().into_iter().flatten().filter_map(Value::as_str);
            let ours = links.filter(|link| link.starts_with('/')).map(str::to_owned);
            let fresh: Vec<_> = ours.collect();
            ahead.splice(0..0, fresh.into_iter().rev());
        }
    }
    all.extend(found.into_values().filter(|screen| !screen.officer.is_empty()));
    for (officer, path) in BESIDES {
        all.push(Screen { officer, path: path.into(), route: route(path).expect("a route") });
    }
    all.sort_by_key(|screen| OFFICERS.iter().position(|officer| *officer == screen.officer));
    all
}

/// Shows each screen to somebody who looks at it.
fn each_screen(tongue: &str, look: impl FnMut(&Hand<'_>, &Screen)) {
    let Some(driver) = Driver::start() else { return };
    let served = Served::demo();
    let hand = Hand::new(&driver, &served.base, Manner::Usual);
    hand.window.tell("Network.enable", &json!({}));
    let asked = json!({ "headers": { "Accept-Language": tongue } });
    hand.window.tell("Network.setExtraHTTPHeaders", &asked);
    let screens = screens(&hand);
    walk(&hand, &screens, look);
}

fn walk(hand: &Hand<'_>, screens: &[Screen], mut look: impl FnMut(&Hand<'_>, &Screen)) {
    let mut signed_in = "admin";
    for screen in screens {
        if screen.officer.is_empty() {
            hand.press("form[action='/sign-out'] button");
        } else if screen.officer != signed_in {
            hand.sign_in(screen.officer);
        }
        signed_in = screen.officer;
        hand.go(&screen.path);
        look(hand, screen);
    }
}

/// Turns the page that is open into another look.
fn turn(hand: &Hand<'_>, (width, colours, direction): Look) {
    hand.window.wide(width, 1000);
    hand.window.media(&[("prefers-color-scheme", colours), ("prefers-reduced-motion", "reduce")]);
    hand.window.run("document.documentElement.dir = arguments[0];", &[json!(direction)]);
}

/// Where axe-core lies on this machine, if it does.
fn axe() -> Option<String> {
    let folder = std::env::var_os("CHANCERY_AXE").map(PathBuf::from)?;
    std::fs::read_to_string(folder.join("axe.min.js")).ok()
}

/// What axe-core finds wrong on the page as it stands.
fn violations(hand: &Hand<'_>, axe: &str) -> Vec<String> {
    if hand.window.run("return typeof axe;", &[]) == "undefined" {
        hand.window.run(axe, &[]);
    }
    let script = "
        const done = arguments[arguments.length - 1];
        const settings = { runOnly: { type: 'tag', values: arguments[0] }, resultTypes: ['violations'] };
        axe.run(document, settings).then(
            found => done(found.violations.map(it =>
                it.id + ': ' + it.nodes.slice(0, 3).map(node => node.html.slice(0, 140)).join(' ; '))),
            error => done([String(error)]));";
    let found = hand.window.run_on(script, &[json!(RULES)]);
    found.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
}

/// Signs that say what they mean by colour alone: no word in them, or none of their own glyph.
const ONLY_COLOUR: &str = "
    return [...document.querySelectorAll('.st, .prec, .v, .k, .late')].filter(it => {
        const glyph = it.classList.contains('late') ? it.textContent.trim()[0]
            : (it.querySelector('i[aria-hidden]') || {}).textContent;
        return !(glyph || '').trim() || !/[\\p{L}\\p{N}]/u.test(it.textContent);
    }).map(it => it.outerHTML.slice(0, 140));";

/// What a machine finds wrong on the page that is open, in each look.
pub(crate) fn faults(hand: &Hand<'_>) -> Vec<String> {
    faults_in(hand, &LOOKS)
}

fn faults_in(hand: &Hand<'_>, looks: &[Look]) -> Vec<String> {
    let axe = axe();
    let mut wrong = Vec::new();
    for look in looks {
        turn(hand, *look);
        let mut found = axe.as_deref().map(|axe| violations(hand, axe)).unwrap_or_default();
        for script in [STICKS_OUT, ONLY_COLOUR] {
            let said = hand.window.run(script, &[]);
            found.extend(said.as_array().into_iter().flatten().map(Value::to_string));
        }
        wrong.extend(found.iter().map(|it| format!("{}, {look:?}: {it}", hand.path())));
    }
    wrong
}

#[test]
fn no_screen_has_a_fault_that_a_machine_can_find() {
    if axe().is_none() {
        println!("skipped in part: CHANCERY_AXE names no folder of axe-core");
    }
    let (mut wrong, mut looked) = (Vec::new(), Vec::new());
    each_screen("en", |hand, screen| {
        looked.push(screen.route);
        wrong.extend(faults(hand).iter().map(|it| format!("as {}: {it}", screen.officer)));
    });
    println!("{} screens, each in {} looks, {} faults", looked.len(), LOOKS.len(), wrong.len());
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
    if looked.is_empty() {
        return;
    }
    let pages = web::routes().into_iter().filter(|route| route.method == "GET" && !is_no_page(route.path));
    let missing: Vec<_> = pages.map(|route| route.path).filter(|path| !looked.contains(path)).collect();
    assert_eq!(missing, ACTED, "no link leads to these");
}

#[test]
fn no_screen_has_a_fault_in_french() {
    let (mut wrong, mut number) = (Vec::new(), 0);
    let looks = [(NARROW, "light", "ltr"), (DESK, "light", "ltr")];
    each_screen("fr", |hand, screen| {
        number += 1;
        let tongue = hand.window.run("return document.documentElement.lang;", &[]);
        if !screen.route.ends_with("/paper") && tongue != "fr" {
            wrong.push(format!("{} is not in French but in {tongue}", screen.path));
        }
        wrong.extend(faults_in(hand, &looks).iter().map(|it| format!("as {}: {it}", screen.officer)));
    });
    println!("{number} screens in French, {} faults", wrong.len());
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
}

#[test]
fn the_page_of_a_cable_that_is_about_to_go_out_has_no_fault() {
    let Some(driver) = Driver::start() else { return };
    let served = Served::demo();
    let hand = Hand::new(&driver, &served.base, Manner::Usual);
    let draft = cleared(&hand, &SHEET.replace("IMMEDIATE", "ROUTINE"));
    for (officer, act) in [("director.oceans", "approve"), ("watch", "release")] {
        hand.sign_in(officer);
        hand.go(&format!("{draft}/check"));
        hand.press(&format!("form[action='{draft}/{act}'] button"));
    }
    assert!(hand.path().ends_with("/going"), "{}: {}", hand.path(), hand.says("main"));
    // It asks for itself anew every other second, so what it shows is looked at where nothing moves.
    let shown = hand.window.run("return document.body.innerHTML;", &[]);
    hand.go("/keys");
    hand.window.run("document.body.innerHTML = arguments[0];", &[shown]);
    assert_eq!(faults(&hand), [""; 0]);
}

#[test]
fn the_pages_of_a_cable_that_was_opened_in_an_emergency_have_no_fault() {
    let Some(driver) = Driver::start() else { return };
    let served = Served::demo();
    let hand = Hand::new(&driver, &served.base, Manner::Usual);
    hand.sign_in("duty.officer");
    hand.go("/emergency");
    hand.write("#emergency-cable", "2026 MERE 1");
    hand.write("#emergency-why", "A ship is adrift, and the desk cannot be reached.");
    hand.press("form[action='/emergency'] button");
    assert!(hand.path().starts_with("/emergency/"), "{}: {}", hand.path(), hand.says("main"));
    let mut wrong = faults(&hand);
    for (officer, path) in [("oceans.desk", "/inbox"), ("admin", "/admin/openings")] {
        hand.sign_in(officer);
        hand.go(path);
        wrong.extend(faults(&hand));
    }
    assert_eq!(wrong, [""; 0]);
}

/// `cargo test -p chancery --test browser -- --ignored` draws them into `target/tmp/screens`.
#[test]
#[ignore = "draws pictures for people to look at"]
fn every_screen_is_drawn() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("screens");
    // It is not there the first time.
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).expect("a folder");
    let mut number = 0;
    each_screen("en", |hand, screen| {
        number += 1;
        for (name, look) in [
            ("light", (DESK, "light", "ltr")),
            ("dark", (DESK, "dark", "ltr")),
            ("narrow", (NARROW, "light", "ltr")),
        ] {
            turn(hand, look);
            let path: String =
                screen.path.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
            let file = format!("{number:02}{path}.{}.{name}.png", screen.officer);
            std::fs::write(folder.join(file), hand.window.picture()).expect("written");
        }
    });
    println!("{number} screens in {}", folder.display());
}
