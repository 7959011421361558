//! Every page by its sample: well formed, labelled, without script or style of its own, safe with hostile words, and small.

use std::io::Write as _;

use askama::Template;
use scraper::{ElementRef, Html, Selector};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::*;

const HOSTILE: &str = "\"'><script>alert(1)</script><img src=x onerror=alert(1)><!-- {{ page }}";

fn parse(name: &str, page: &str) -> Html {
    let html = Html::parse_document(page);
    assert!(html.errors.is_empty(), "{name} is not well formed: {:?}", html.errors);
    html
}

fn all<'a>(html: &'a Html, what: &str) -> Vec<ElementRef<'a>> {
    html.select(&Selector::parse(what).expect("a selector")).collect()
}

fn ids(html: &Html) -> Vec<String> {
    all(html, "[id]").iter().filter_map(|each| each.attr("id")).map(str::to_owned).collect()
}

/// Puts the hostile words into every text of a page.
fn poison(value: Value) -> Value {
    match value {
        // A closed form does not draw its fields' errors; the names of variants must stay.
        Value::String(text) if ["Never", "Closed", "Open"].contains(&text.as_str()) => Value::String(text),
        Value::String(text) => Value::String(format!("{text}{HOSTILE}")),
        Value::Array(each) => Value::Array(each.into_iter().map(poison).collect()),
        Value::Object(fields) => {
            Value::Object(fields.into_iter().map(|(name, each)| (name, poison(each))).collect())
        }
        other => other,
    }
}

fn poisoned<Page: Template + Serialize + DeserializeOwned>(page: &Page) -> String {
    let value = poison(serde_json::to_value(page).expect("a page is plain values"));
    let page: Page = serde_json::from_value(value).expect("the same shape");
    page.render().expect("it prints")
}

/// How much the sheets or scripts of a page weigh, compressed one by one as they are sent.
fn dress(page: &str, kind: &str) -> usize {
    let html = Html::parse_document(page);
    let asked = all(&html, if kind == "css" { "link[rel=stylesheet]" } else { "script[src]" });
    let asked = asked.iter().filter_map(|each| each.attr("href").or(each.attr("src")));
    let names: Vec<&str> = asked.filter_map(|path| path.strip_prefix("/assets/")).collect();
    let known = crate::pages::assets();
    let files = known.iter().filter(|file| names.contains(&crate::assets::name(file)));
    let files: Vec<&String> = files.collect();
    assert_eq!(files.len(), names.len(), "every sheet is there: {names:?}");
    files.into_iter().map(|file| size(&asset(file))).sum()
}

fn size(page: &str) -> usize {
    let mut squeeze = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    squeeze.write_all(page.as_bytes()).expect("memory");
    squeeze.finish().expect("memory").len()
}

#[test]
fn every_page_is_well_formed_and_has_one_heading_of_the_first_rank() {
    for (name, page) in samples() {
        let html = parse(name, &page);
        assert_eq!(all(&html, "h1").len(), 1, "{name}");
        assert_eq!(all(&html, "main").len(), 1, "{name}");
        assert_eq!(all(&html, "head title").len(), 1, "{name}");
        assert!(all(&html, "html[lang][dir]").len() == 1, "{name} says its language and direction");
        assert_eq!(all(&html, ".marking").len(), 2, "{name} is marked at top and bottom");
        let mut rank = 1;
        for heading in all(&html, "main h1, main h2, main h3, main h4") {
            let here = heading.value().name()[1..].parse::<u8>().expect("a rank");
            assert!(here <= rank + 1, "{name}: {} skips a rank", heading.inner_html());
            rank = here;
        }
    }
}

#[test]
fn the_check_sees_a_tag_that_was_never_closed() {
    let broken = Html::parse_document("<!doctype html><title>x</title><div><p>a</div></section>");
    assert!(!broken.errors.is_empty());
}

#[test]
fn every_field_has_a_label_and_every_name_is_unique() {
    for (name, page) in samples() {
        let html = parse(name, &page);
        let ids = ids(&html);
        let mut once = ids.clone();
        once.sort();
        once.dedup();
        assert_eq!(once.len(), ids.len(), "{name} repeats an id: {ids:?}");
        for field in all(&html, "input:not([type=hidden]), select, textarea") {
            let id = field.attr("id").unwrap_or_default();
            let labels = all(&html, "label").iter().filter(|label| label.attr("for") == Some(id)).count();
            assert_eq!(labels, 1, "{name}: field {id}");
        }
        for pointer in ["aria-labelledby", "aria-describedby"] {
            for each in all(&html, &format!("[{pointer}]")) {
                for target in each.attr(pointer).unwrap_or_default().split(' ') {
                    assert!(ids.iter().any(|id| id == target), "{name}: nothing is called {target}");
                }
            }
        }
        for link in all(&html, "a[href^='#']") {
            let target = link.attr("href").unwrap_or_default().trim_start_matches('#');
            assert!(ids.iter().any(|id| id == target), "{name}: no place {target}");
        }
        for form in all(&html, "form[method=post]") {
            let token = Selector::parse("input[name=token]").expect("a selector");
            assert_eq!(form.select(&token).count(), 1, "{name}: a form without its token");
        }
    }
}

#[test]
fn no_page_carries_script_or_style_of_its_own() {
    for (name, page) in samples() {
        let html = parse(name, &page);
        assert!(all(&html, "style, iframe, object, embed, base, meta[http-equiv]").is_empty(), "{name}");
        for script in all(&html, "script") {
            assert!(script.attr("src").is_some_and(|from| from.starts_with("/assets/")), "{name}");
            assert!(script.inner_html().is_empty(), "{name}");
        }
        for each in all(&html, "*") {
            for (attribute, value) in each.value().attrs() {
                assert!(!attribute.starts_with("on") && attribute != "style", "{name}: {attribute}");
                assert!(
                    !value.trim_start().to_ascii_lowercase().starts_with("javascript:"),
                    "{name}: {value}"
                );
            }
        }
    }
}

#[test]
fn hostile_words_in_any_text_stay_words() {
    let pages = [
        ("sign_in", poisoned(&sign_in::sample())),
        ("sign_in_refused", poisoned(&sign_in::sample_refused())),
        ("inbox", poisoned(&inbox::sample())),
        ("instructions", poisoned(&instructions::sample())),
        ("instruction", poisoned(&instruction::sample())),
        ("compose", poisoned(&compose::sample())),
        ("check", poisoned(&check::sample())),
        ("clearance", poisoned(&clearance::sample())),
        ("going", poisoned(&going::sample())),
        ("board", poisoned(&board::sample())),
        ("map", poisoned(&map::sample())),
        ("tasking", poisoned(&tasking::sample())),
        ("tasking_refused", poisoned(&tasking::sample_refused())),
        ("record", poisoned(&record::sample())),
        ("search", poisoned(&search::sample())),
        ("go", poisoned(&go::sample())),
        ("keys", poisoned(&keys::sample())),
        ("taskings", poisoned(&taskings::sample())),
        ("post", poisoned(&post::sample())),
        ("positions", poisoned(&positions::sample())),
        ("offices", poisoned(&offices::sample())),
        ("admin_roles", poisoned(&admin::roles::sample())),
        ("admin_sessions", poisoned(&admin::sessions::sample())),
        ("admin_identities", poisoned(&admin::identities::sample())),
        ("emergency", poisoned(&emergency::sample())),
        ("opened", poisoned(&emergency::sample_opened())),
        ("admin_openings", poisoned(&admin::openings::sample())),
        ("admin_profiles", poisoned(&admin::profiles::sample())),
        ("problem", poisoned(&problem::sample())),
    ];
    let (line, drawing, history) = board::sample_parts();
    let alone = |part: String| format!("<!doctype html><title>A part</title>{part}");
    let parts = [
        ("board_line", alone(format!("<table><tbody>{}</table>", poisoned(&line)))),
        ("board_moves", alone(poisoned(&drawing))),
        ("history", alone(poisoned(&history))),
    ];
    for (name, page) in pages.into_iter().chain(parts) {
        let html = parse(name, &page);
        assert!(page.contains("alert(1)"), "{name} shows the words");
        assert!(all(&html, "script:not([src]), img, [onerror]").is_empty(), "{name} runs them");
        assert!(!page.contains("<!--"), "{name} lets a comment begin");
    }
}

#[test]
fn a_refusal_leads_to_its_field_and_keeps_what_was_typed() {
    let page = tasking::sample_refused().render().expect("it prints");
    let html = parse("tasking_refused", &page);
    let first = all(&html, ".errors a").first().and_then(|link| link.attr("href")).map(str::to_owned);
    assert_eq!(first.as_deref(), Some("#why-HQ.4711-P1"));
    let field = all(&html, "[id='why-HQ.4711-P1']")[0];
    assert_eq!(field.attr("aria-invalid"), Some("true"));
    assert_eq!(field.attr("aria-describedby"), Some("why-HQ.4711-P1-error"));
    assert_eq!(all(&html, "[id='point-HQ.4711-P1'] option[selected]")[0].attr("value"), Some("withheld"));
    assert!(all(&html, "#log-answer")[0].text().collect::<String>().contains("<b>next</b>"));
    assert!(all(&html, "title")[0].inner_html().starts_with("Error: "));
}

#[test]
fn a_standing_is_told_by_a_word_and_a_glyph_before_any_colour() {
    let html = parse("board", &board::sample().render().expect("it prints"));
    for sign in all(&html, ".st") {
        let glyph = sign.select(&Selector::parse("i[aria-hidden]").expect("a selector")).next();
        assert!(glyph.is_some_and(|glyph| !glyph.inner_html().is_empty()));
        assert!(sign.text().collect::<String>().chars().any(char::is_alphabetic));
    }
    let words =
        ["reported", "delivered", "planned", "acknowledged", "not acknowledged", "objected", "unknown"];
    let mut glyphs: Vec<String> = words.iter().map(|word| standing(Tongue::English, word).glyph).collect();
    glyphs.sort();
    glyphs.dedup();
    assert_eq!(glyphs.len(), words.len(), "each has a glyph of its own");
}

#[test]
fn a_page_with_two_hundred_posts_and_its_sheet_fit_in_fourteen_kilobytes() {
    let board = board::sample_of(200).render().expect("it prints");
    for (name, page) in samples().into_iter().chain([("board of 200 posts", board)]) {
        let whole = size(&page) + dress(&page, "css");
        println!("{name}: {whole} B with its sheets, compressed");
        assert!(whole <= 14 * 1024, "{name} is too heavy: {whole} B");
    }
}

/// What a thin line carries in a second, and how long a question and its answer are on the way.
const LINE: usize = 64_000 / 8;
const ROUND_TRIP: f64 = 0.6;
/// How long somebody waits before they can read.
const PATIENCE: f64 = 3.0;

/// How long until a page can be read, after so many round trips and bytes.
#[expect(clippy::cast_precision_loss, reason = "some thousand bytes")]
fn readable(round_trips: f64, bytes: usize) -> f64 {
    round_trips * ROUND_TRIP + bytes as f64 / LINE as f64
}

#[test]
fn every_page_can_be_read_within_three_seconds_on_a_line_of_64_kilobits() {
    let board = board::sample_of(190).render().expect("it prints");
    println!("{:28} {:>7} {:>7} {:>7} {:>7}", "page", "HTML", "CSS", "first", "later");
    let mut slow = Vec::new();
    for (name, page) in samples().into_iter().chain([("board of 190 posts", board)]) {
        let (html, css) = (size(&page), dress(&page, "css"));
        // At first a connection, the page and its sheets; later the sheets are there already.
        let (first, later) = (readable(3.0, html + css), readable(2.0, html));
        println!("{name:28} {html:>5} B {css:>5} B {first:>5.1} s {later:>5.1} s");
        if later > PATIENCE {
            slow.push(name);
        }
    }
    assert_eq!(slow, [""; 0]);
}

#[test]
fn all_scripts_together_fit_in_ten_kilobytes() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/assets");
    let names = std::fs::read_dir(folder).expect("the folder is there");
    let paths = names.map(|file| file.expect("readable").path());
    let scripts = paths.filter(|path| path.extension().is_some_and(|kind| kind == "js"));
    let all: u64 = scripts.map(|path| path.metadata().expect("it is there").len()).sum();
    assert!(all <= 10 * 1024, "{all} bytes");
}

#[test]
fn the_templates_never_switch_escaping_off() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/templates");
    for file in std::fs::read_dir(folder).expect("the folder is there") {
        let path = file.expect("readable").path();
        let text = std::fs::read_to_string(&path).expect("text");
        assert!(
            !text.contains("|safe") && !text.contains("| safe") && !text.contains("autoescape"),
            "{path:?}"
        );
    }
}
