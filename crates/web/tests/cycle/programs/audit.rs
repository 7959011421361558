//! The audit of every address there is, from the table the router is made of: who gets in, what every answer carries, and
//! that no name in an address leaves its place.

use web::{Access, Route, Scope};

use crate::SHEET;
use crate::ministry::Ministry;
use crate::program::{Program, Told};

/// What every answer must carry, pages and programs, errors included.
const CARRIED: [(&str, &str); 7] = [
    ("content-security-policy", "default-src 'none'"),
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
    ("referrer-policy", "same-origin"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("cache-control", ""),
];

/// An address with a name in the place of everything that varies.
fn filled(route: &Route, name: &str) -> String {
    let part = |part: &str| {
        let end = part.find('}').map_or("", |end| part.get(end + 1..).unwrap_or_default());
        if part.starts_with('{') { format!("{name}{end}") } else { part.to_owned() }
    };
    route.path.split('/').map(part).collect::<Vec<_>>().join("/")
}

fn carries_all(told: &Told, of: &str) {
    for (name, begins) in CARRIED {
        let carried = told.headers.get(name).is_some_and(|value| value.starts_with(begins));
        assert!(carried, "{of}: {} lacks {name}: {:?}", told.status, told.headers);
    }
    let kept = &told.headers["cache-control"];
    assert!(kept == "no-store" || of.contains("/assets/"), "{of} may be kept: {kept}");
}

#[test]
fn nobody_gets_in_who_shows_nothing() {
    let ministry = Ministry::guarded();
    let nobody = Program::new(ministry.at);
    let routes = web::routes();
    assert!(routes.len() > 35);
    for route in routes {
        let path = filled(&route, "HQ.1");
        let told = nobody.send(route.method, &path, &[&format!("Origin: http://{}", ministry.at)], "");
        match route.access {
            Access::Anybody => {
                assert!(told.status < 400 || path.contains("/assets/"), "{path}: {}", told.status);
            }
            Access::Officer => assert!(
                told.status == 303 && told.headers["location"].starts_with("/sign-in"),
                "{path}: {}",
                told.status
            ),
            Access::Program(Scope::Feed) => assert_eq!(told.status, 404, "{path}"),
            Access::Program(_) => assert!(matches!(told.status, 401 | 403 | 415), "{path}: {}", told.status),
            Access::Form | Access::Door => assert!(told.status >= 400, "{path}: {}", told.status),
        }
        carries_all(&told, &format!("{} {path}", route.method));
    }
}

#[test]
fn no_form_is_taken_from_another_site_or_without_its_token() {
    let ministry = Ministry::open();
    ministry.released(SHEET);
    let entries = ministry.entries();
    let cookie = format!("Cookie: {}", ministry.browser("lis.political").cookie());
    let form = "Content-Type: application/x-www-form-urlencoded";
    let ours = format!("Origin: http://{}", ministry.at);
    let sent: [&[&str]; 5] = [
        &[form],
        &[form, "Origin: https://elsewhere.example"],
        &[form, "Sec-Fetch-Site: cross-site"],
        &[form, &ours, "Sec-Fetch-Site: cross-site"],
        // From our own page, but without the page's token.
        &[form, &ours, "Sec-Fetch-Site: same-origin"],
    ];
    let unsafe_routes: Vec<_> = web::routes().into_iter().filter(|route| route.method != "GET").collect();
    assert!(unsafe_routes.len() > 15);
    for route in unsafe_routes {
        let path =
            filled(&route, "2026-MFA-0001").replace("/t/2026-MFA-0001/2026-MFA-0001", "/t/2026-MFA-0001/LIS");
        for with in sent {
            let mut with = with.to_vec();
            with.push(&cookie);
            let told = Program::new(ministry.at).send(route.method, &path, &with, "why=x&act=acknowledge");
            assert!(matches!(told.status, 403 | 415 | 422), "{path} {with:?}: {}", told.status);
        }
    }
    assert_eq!(ministry.entries(), entries);
}

#[test]
fn no_name_in_an_address_leads_out_of_its_place() {
    let ministry = Ministry::open();
    ministry.released(SHEET);
    let program = ministry.program("oceans.desk", &[Scope::Read, Scope::Act, Scope::Draft], None);
    let mut browser = ministry.browser("oceans.desk");
    let signed_in =
        Program { shows: vec![format!("Cookie: {}", browser.cookie())], ..Program::new(ministry.at) };
    let missing = program.get("/i/HQ.999999.json");
    let lost = browser.get("/i/HQ.999999");
    let ups = [
        "../",
        "..\\",
        "..%2f",
        "..%2F",
        "..%5c",
        "%2e%2e/",
        "%2e%2e%2f",
        "....//",
        "..;/",
        "%252e%252e%252f",
    ];
    let files = ["record.db", "local.db", "etc/passwd", "chancery.toml%00", "etc/passwd%00.json", "..", "."];
    let mut tried = 0;
    let routes: Vec<_> = web::routes().into_iter().filter(|route| route.path.contains('{')).collect();
    for (up, file) in ups.iter().flat_map(|up| files.iter().map(move |file| (up, file))) {
        for times in [1, 6] {
            let name = format!("{}{file}", up.repeat(times));
            for route in &routes {
                let path = filled(route, &name);
                let asks = if matches!(route.access, Access::Program(_)) { &program } else { &signed_in };
                let told = asks.send(route.method, &path, &["Content-Type: application/json"], "");
                let known = if told.body.starts_with('{') { &missing.body } else { &lost.body };
                let turned_away =
                    matches!(told.status, 400 | 401 | 403 | 405 | 406 | 415) || told.status == 303;
                let nothing = told.status == 404 && (told.body == *known || route.path.contains("/assets/"));
                assert!(nothing || turned_away, "{} {path}: {} {}", route.method, told.status, told.body);
                assert!(!told.body.contains("SQLite") && !told.body.contains("root:"), "{path}");
                tried += 1;
            }
        }
    }
    assert!(tried > 500, "{tried}");
    for absolute in ["/etc/passwd", "/%2fetc%2fpasswd", "//etc/passwd", "/.json/inbox", "/.json/openapi"] {
        assert_eq!(signed_in.get(absolute).status, 404, "{absolute}");
    }
}

#[test]
fn errors_carry_what_answers_carry() {
    let ministry = Ministry::open();
    let program = ministry.program("oceans.desk", &[Scope::Read], None);
    let json = "Content-Type: application/json";
    for (status, told) in [
        (401, Program::new(ministry.at).get("/inbox.json")),
        (403, program.send("POST", "/compose", &[json], "{}")),
        (404, program.get("/nothing.json")),
        (405, program.send("PUT", "/inbox.json", &[], "")),
        (406, program.send("GET", "/inbox.json", &["Accept: image/png"], "")),
        (413, program.send("POST", "/compose", &[json, "Content-Length: 5000000"], "")),
        (403, Program::new(ministry.at).send("POST", "/compose", &[], "")),
        (421, Program::new(ministry.at).send("GET", "/inbox", &["Host: elsewhere.example"], "")),
    ] {
        if status != 421 {
            assert_eq!(told.status, status, "{}", told.body);
        }
        carries_all(&told, &status.to_string());
    }
}
