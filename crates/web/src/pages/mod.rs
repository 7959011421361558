//! The pages, one module and one template each, with a sample of every one so that all can be looked at without a record.

use askama::Template;

use crate::clocks::Clocks;
use crate::links;
use crate::page::{Choice, Link, Marking, Place, Shell, Sign, When, Who};
use crate::tongue::Tongue;

pub(crate) mod admin;
pub(crate) mod board;
pub(crate) mod check;
pub(crate) mod clearance;
pub(crate) mod compose;
pub(crate) mod confirm;
pub(crate) mod emergency;
pub(crate) mod go;
pub(crate) mod going;
pub(crate) mod handout;
pub(crate) mod hooks;
pub(crate) mod inbox;
pub(crate) mod instruction;
pub(crate) mod instructions;
pub(crate) mod key;
pub(crate) mod keys;
pub(crate) mod map;
pub(crate) mod me;
pub(crate) mod offices;
pub(crate) mod positions;
pub(crate) mod post;
pub(crate) mod problem;
pub(crate) mod record;
pub(crate) mod search;
pub(crate) mod sign_in;
pub(crate) mod tasking;
pub(crate) mod taskings;
pub(crate) mod tokens;
pub(crate) mod version;
pub(crate) mod visited;

#[cfg(test)]
mod tests;

/// Every page with made-up content, by name, as it would be sent.
pub fn samples() -> Vec<(&'static str, String)> {
    fn print(page: &impl Template) -> String {
        page.render().expect("samples hold only text, which always prints")
    }
    vec![
        ("sign_in", print(&sign_in::sample())),
        ("sign_in_refused", print(&sign_in::sample_refused())),
        ("inbox", print(&inbox::sample())),
        ("instructions", print(&instructions::sample())),
        ("instruction", print(&instruction::sample())),
        ("compose", print(&compose::sample())),
        ("check", print(&check::sample())),
        ("clearance", print(&clearance::sample())),
        ("going", print(&going::sample())),
        ("version", print(&version::sample())),
        ("board", print(&board::sample())),
        ("map", print(&map::sample())),
        ("tasking", print(&tasking::sample())),
        ("tasking_refused", print(&tasking::sample_refused())),
        ("record", print(&record::sample())),
        ("search", print(&search::sample())),
        ("go", print(&go::sample())),
        ("keys", print(&keys::sample())),
        ("taskings", print(&taskings::sample())),
        ("post", print(&post::sample())),
        ("positions", print(&positions::sample())),
        ("offices", print(&offices::sample())),
        ("tokens", print(&tokens::sample())),
        ("hooks", print(&hooks::sample())),
        ("emergency", print(&emergency::sample())),
        ("opened", print(&emergency::sample_opened())),
        ("confirm", print(&confirm::sample())),
        ("me", print(&me::sample())),
        ("admin_roles", print(&admin::roles::sample())),
        ("admin_sessions", print(&admin::sessions::sample())),
        ("admin_openings", print(&admin::openings::sample())),
        ("admin_identities", print(&admin::identities::sample())),
        ("admin_profiles", print(&admin::profiles::sample())),
        ("problem", print(&problem::sample())),
    ]
}

/// The files of every style sheet and script.
pub fn assets() -> Vec<String> {
    crate::assets::files()
}

/// A style sheet or a script as it is sent, by the name of its file.
pub fn asset(file: &str) -> String {
    crate::assets::text(file)
}

/// A frame for a sample, with an officer of the fictional ministry signed in.
fn sample_shell(title: &str, place: Place, officer: (&str, &str)) -> Shell {
    let mut shell = Shell::new(Tongue::English, title, place);
    shell.ministry = "Ministry of External Relations of Estmark".into();
    shell.marking = Marking { words: "Confidential".into(), class: "m3".into() };
    shell.who = Some(Who {
        name: officer.0.into(),
        office: officer.1.into(),
        clock: When::new("2026-11-22T14:10Z", "22 Nov 15:10", "14:10Z"),
        sign_out: links::sign_out(),
        administers: false,
        on_duty: false,
        token: "c2FtcGxlLXRva2Vu".into(),
    });
    shell.choice = Some(Choice { token: "c2FtcGxlLXRva2Vu".into(), back: String::new() });
    if let Some(inbox) = shell.tabs.first_mut() {
        inbox.count = Some("9".into());
    }
    shell
}

/// Sets a sample's clocks as an address has them.
fn sample_past(page: &mut Shell, address: &str) {
    let now = "2026-11-22T14:10:00Z".parse().unwrap_or_default();
    let (dated, past) = Clocks::of(address).told(Tongue::English, &jiff::tz::TimeZone::UTC, now);
    (page.dated, page.past) = (Some(dated), past);
}

fn sample_sealed(form: crate::form::Form) -> crate::form::Form {
    form.sealed(Tongue::English, "c2FtcGxlLXRva2Vu", "c2FtcGxl")
}

fn sample_crumbs() -> Vec<Link> {
    vec![
        Link::new("Instructions", links::instructions()),
        Link::new("2026 MFA 0431", links::instruction("2026-MFA-0431")),
    ]
}

/// The standings a board can show, each with the glyph and class that say the same.
pub(crate) fn standing(tongue: Tongue, word: &str) -> Sign {
    let (glyph, class) = match word {
        "not acknowledged" => ("○", "s0"),
        "acknowledged" => ("◔", "s1"),
        "planned" => ("◑", "s2"),
        "delivered" => ("◕", "s3"),
        "reported" => ("●", "s4"),
        "returned" => ("↩", "s5"),
        "objected" | "asked for time" => ("⚑", "s5"),
        "withdrawn" => ("✕", "s6"),
        _ => ("?", "s7"),
    };
    Sign::new(&tongue.word("standing", word), glyph, class)
}

/// A precedence with its glyph.
pub(crate) fn precedence(tongue: Tongue, word: &str) -> Sign {
    let (glyph, class) = match word {
        "FLASH" => ("▲▲", "p3"),
        "IMMEDIATE" | "NIACT IMMEDIATE" => ("▲", "p2"),
        "PRIORITY" => ("◆", "p1"),
        _ => ("–", "p0"),
    };
    Sign::new(&tongue.word("precedence", word), glyph, class)
}

/// A host's position with its glyph, from against to for.
pub(crate) fn stance(tongue: Tongue, word: &str) -> Sign {
    let (glyph, class) = match word.replace(' ', "-").as_str() {
        "opposes" => ("−−", "v0"),
        "leans-against" => ("−", "v1"),
        "undecided" => ("±", "v2"),
        "leans-toward" => ("+", "v3"),
        "supports" => ("++", "v4"),
        _ => ("·", "v5"),
    };
    Sign::new(&tongue.word("stance", word), glyph, class)
}
