//! The document at `/openapi.json` against what is really told, and against others' readings of it.

use std::collections::BTreeSet;
use std::process::Command;

use serde_json::Value;
use web::{Access, Scope};

use super::READS;
use crate::SHEET;
use crate::ministry::Ministry;
use crate::program::Program;

/// What a shape says beside another, led to where it stands.
fn led<'a>(document: &'a Value, shape: &'a Value) -> &'a Value {
    match shape["$ref"].as_str() {
        Some(name) => {
            led(document, &document["components"]["schemas"][name.rsplit('/').next().unwrap_or_default()])
        }
        None => shape,
    }
}

/// What in a value no shape speaks of.
fn unspoken(document: &Value, shape: &Value, value: &Value, at: &str, found: &mut BTreeSet<String>) {
    let shape = led(document, shape);
    if let Some(either) = shape["oneOf"].as_array().filter(|_| shape.get("properties").is_none()) {
        let all = either.iter().map(|shape| {
            let mut odd = BTreeSet::new();
            unspoken(document, shape, value, at, &mut odd);
            odd
        });
        found.extend(all.min_by_key(BTreeSet::len).unwrap_or_default());
        return;
    }
    match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                let at = format!("{at}.{name}");
                match shape["properties"].get(name) {
                    Some(shape) => unspoken(document, shape, value, &at, found),
                    None => drop(found.insert(at)),
                }
            }
        }
        Value::Array(values) => {
            for (place, value) in values.iter().enumerate() {
                let shape = shape["prefixItems"].get(place).unwrap_or(&shape["items"]);
                unspoken(document, shape, value, &format!("{at}[]"), found);
            }
        }
        Value::String(word) => {
            if let Some(words) = shape["enum"].as_array()
                && !words.iter().any(|known| known == word)
            {
                found.insert(format!("{at} = {word}"));
            }
            if shape["type"] != "string" && shape["type"][0] != "string" && shape.get("const").is_none() {
                found.insert(format!("{at} is text"));
            }
        }
        _ => {}
    }
}

#[test]
fn the_document_holds_every_address_for_programs_and_no_other() {
    let ministry = Ministry::guarded();
    let told = Program::new(ministry.at).get("/openapi.json");
    assert_eq!((told.status, told.headers["content-type"].as_str()), (200, "application/json"));
    let document = told.json();
    let mut written = BTreeSet::new();
    for (path, methods) in document["paths"].as_object().expect("paths") {
        for method in methods.as_object().expect("methods").keys() {
            written.insert(format!("{} {path}", method.to_uppercase()));
        }
    }
    let served = web::routes().into_iter().filter(|route| matches!(route.access, Access::Program(_)));
    let served: BTreeSet<_> = served.map(|route| format!("{} {}", route.method, route.path)).collect();
    assert_eq!(written, served);
}

/// The pages that programs do not read, and why.
const NO_TWIN: [(&str, &str); 27] = [
    ("/", "leads to the inbox"),
    ("/sign-in", "programs show a token"),
    ("/sign-in/provider", "leads to the identity provider"),
    ("/sign-in/provider/back", "comes back from it"),
    ("/confirm/{act}", "a person touches a passkey"),
    ("/me", "an officer's own keys and sessions"),
    ("/me/tokens", "a token makes no tokens"),
    ("/me/hooks", "a token makes no hooks"),
    ("/admin", "leads to its first page"),
    ("/admin/roles", "`chancery role` administers at the console"),
    ("/admin/identities", "`chancery identity` administers at the console"),
    ("/admin/openings", "for whoever answers for the roles; the office concerned has them in its inbox"),
    ("/admin/profiles", "files of the house, which it has beside the program"),
    ("/admin/sessions", "a token ends no session"),
    ("/compose", "a blank sheet"),
    ("/i/{instruction}/revise", "the sheet of a draft stands at the draft itself"),
    ("/i/{instruction}/check", "a draft sent is checked, and the answer says what is odd"),
    ("/i/{instruction}/clear", "what changed since a person last looked"),
    ("/i/{instruction}/going", "ten seconds in which a person may think again"),
    ("/i/{instruction}/board/events", "a stream for a page that is open; programs have hooks"),
    ("/t/{instruction}/{post}/paper", "for the host, on paper"),
    ("/emergency", "no program opens anything in an emergency"),
    ("/emergency/{cable}", "no program opens anything in an emergency"),
    ("/go", "leads on by what was typed"),
    ("/keys", "for people's hands"),
    ("/assets/{name}", "style and scripts of the pages"),
    ("/openapi.json", "is for programs itself"),
];

#[test]
fn every_page_can_be_read_by_programs_or_there_is_a_reason_why_not() {
    let routes = web::routes();
    let served: BTreeSet<_> = routes.iter().map(|route| route.path).collect();
    let without = routes.iter().filter(|route| {
        route.method == "GET"
            && !matches!(route.access, Access::Program(_))
            && !served.contains(format!("{}.json", route.path).as_str())
    });
    let without: BTreeSet<_> = without.map(|route| route.path).collect();
    let reasons: BTreeSet<_> = NO_TWIN.iter().map(|(path, _)| *path).collect();
    assert_eq!(without, reasons);
}

#[test]
fn every_field_that_is_told_stands_in_the_document() {
    let ministry = Ministry::open();
    ministry.released(SHEET);
    ministry.reported();
    let document = Program::new(ministry.at).get("/openapi.json").json();
    let mut odd = BTreeSet::new();
    for officer in ["oceans.desk", "lis.political", "lis.head"] {
        let program = ministry.program(officer, &[Scope::Read], None);
        for path in READS {
            let told = program.get(path);
            if told.status != 200 {
                continue;
            }
            let bare = path.split('?').next().unwrap_or(path);
            let known =
                document["paths"].as_object().expect("paths").iter().find(|(known, _)| fits(known, bare));
            let (_, known) = known.unwrap_or_else(|| panic!("{bare} is not in the document"));
            let shape = &known["get"]["responses"]["200"]["content"]["application/json"]["schema"];
            unspoken(&document, shape, &told.json(), bare, &mut odd);
        }
    }
    assert!(odd.is_empty(), "not in shapes.json: {odd:#?}");
}

/// Whether a path is one that a template means.
fn fits(template: &str, path: &str) -> bool {
    let (template, path): (Vec<_>, Vec<_>) = (template.split('/').collect(), path.split('/').collect());
    let part = |(known, part): (&&str, &&str)| {
        known == part
            || known
                .strip_prefix('{')
                .is_some_and(|rest| part.ends_with(rest.split('}').nth(1).unwrap_or("")))
    };
    template.len() == path.len() && template.iter().zip(&path).all(part)
}

/// Runs something of Python's; nothing if a module is not on this machine.
pub(super) fn python(module: &str, arguments: &[&str]) -> Option<std::process::Output> {
    let has = Command::new("python3").args(["-c", &format!("import {module}")]).output();
    if !has.is_ok_and(|has| has.status.success()) {
        println!("skipped: this machine has no Python module {module}");
        return None;
    }
    Some(Command::new("python3").args(arguments).output().expect("Python runs"))
}

#[test]
fn others_read_the_document_as_open_api() {
    let ministry = Ministry::guarded();
    let file = ministry.folder.path().join("openapi.json");
    std::fs::write(&file, Program::new(ministry.at).get("/openapi.json").body).expect("written");
    let file = file.to_str().expect("text");
    let Some(read) = python("openapi_spec_validator", &["-m", "openapi_spec_validator", file]) else {
        return;
    };
    let (out, err) = (String::from_utf8_lossy(&read.stdout), String::from_utf8_lossy(&read.stderr));
    assert!(read.status.success() && out.contains("OK"), "{out}{err}");
}

#[test]
fn what_others_make_up_from_the_document_is_answered_as_it_says() {
    let ministry = Ministry::open();
    ministry.released(SHEET);
    let token = ministry.token("lis.political", &[Scope::Read, Scope::Act, Scope::Draft], None);
    let url = format!("http://{}/openapi.json", ministry.at);
    let shows = format!("Authorization: Bearer {token}");
    let run = [
        "-m",
        "schemathesis.cli",
        "run",
        &url,
        "--header",
        &shows,
        "--max-examples",
        "20",
        "--phases",
        "examples,coverage,fuzzing",
        "--no-color",
        "--seed",
        "7",
        "--generation-deterministic",
        // The rules of a ministry refuse much that is well formed.
        "--exclude-checks",
        "positive_data_acceptance",
    ];
    let Some(ran) = python("schemathesis", &run) else { return };
    let out = String::from_utf8_lossy(&ran.stdout);
    assert!(ran.status.success(), "{out}{}", String::from_utf8_lossy(&ran.stderr));
}

/// The page about programs, as it is printed.
const PAGE: &str = include_str!("../../../../../docs/api.md");

#[test]
fn every_example_on_the_page_about_programs_works() {
    let curl = Command::new("curl").arg("--version").output();
    if !curl.is_ok_and(|curl| curl.status.success()) {
        println!("skipped: this machine has no curl");
        return;
    }
    let ministry = Ministry::open();
    ministry.released(SHEET);
    let token = ministry.token("lis.political", &[Scope::Read, Scope::Act], None);
    let feed = ministry.token("lis.political", &[Scope::Feed], Some(domain::cable::Level::Confidential));
    let blocks = PAGE.split("```sh\n").skip(1).filter_map(|block| block.split("```").next());
    let lines: Vec<_> = blocks.flat_map(str::lines).collect();
    assert!(lines.len() > 8 && lines.iter().all(|line| line.starts_with("curl -sf ")), "{lines:?}");
    for line in lines {
        let ran = Command::new("sh")
            .args(["-c", line])
            .env("AT", format!("http://{}", ministry.at))
            .env("TOKEN", &token)
            .env("FEED", &feed)
            .output()
            .expect("a shell");
        assert!(ran.status.success() && !ran.stdout.is_empty(), "{line}: {}", ran.status);
    }
}
