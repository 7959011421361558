//! What holds of every map: no line across the world, every dot inside its drawing and a link, none on another.

use scraper::{Html, Selector};

use super::*;

/// The points of a path of `M`, `l` and `z`, absolute.
fn rings(path: &str) -> Vec<Vec<(i64, i64)>> {
    let ring = |ring: &str| {
        let plain = ring.replace('l', " ").replace('-', " -");
        let numbers: Vec<i64> =
            plain.split_whitespace().map(|number| number.parse().expect("a number")).collect();
        let mut here = (0, 0);
        let step = |pair: &[i64]| {
            here = (here.0 + pair[0], here.1 + pair[1]);
            here
        };
        numbers.chunks(2).map(step).collect::<Vec<_>>()
    };
    path.split('z').filter(|part| !part.is_empty()).map(|part| ring(part.trim_start_matches('M'))).collect()
}

#[test]
fn no_line_of_the_coast_crosses_the_world() {
    let coast = crate::assets::text("coastline.svg");
    let path = coast.split(" d=\"").nth(1).and_then(|rest| rest.split('"').next()).expect("a path");
    let rings = rings(path);
    assert!(rings.len() > 60, "{} islands and continents", rings.len());
    for ring in &rings {
        // The line that closes a ring counts as well.
        let closed = ring.iter().chain(ring.first());
        for (one, other) in closed.clone().zip(closed.skip(1)) {
            let far = (one.0 - other.0).abs().max((one.1 - other.1).abs());
            assert!(far < 400, "a line from {one:?} to {other:?}");
        }
        assert!(ring.iter().all(|(x, y)| (0..=4_000).contains(x) && (0..=1_947).contains(y)));
    }
    assert!(coast.len() < 24_000, "{} bytes", coast.len());
}

#[test]
fn every_post_with_a_place_is_a_link_inside_one_drawing_and_covers_no_other() {
    let posts = sample::posts();
    let (drawings, beside) = drawn(crate::tongue::Tongue::English, &posts);
    assert_eq!(drawings.iter().map(|drawing| drawing.dots.len()).sum::<usize>() + beside.len(), posts.len());
    assert_eq!(beside.iter().map(|post| post.post.word.as_str()).collect::<Vec<_>>(), ["Bucharest"]);
    for (drawing, sheet) in drawings.iter().zip([WORLD, EUROPE]) {
        for (place, dot) in drawing.dots.iter().enumerate() {
            assert!(sheet.holds(f64::from(dot.x), f64::from(dot.y)), "{} is off the map", dot.code);
            for other in &drawing.dots[..place] {
                let (x, y) = (f64::from((dot.x - other.x).abs()), f64::from((dot.y - other.y).abs()));
                assert!(
                    x + 1.0 >= sheet.dot * spread::WIDER || y + 1.0 >= sheet.dot,
                    "{} covers {}",
                    dot.code,
                    other.code
                );
            }
        }
    }
    let html = Html::parse_document(&sample().render().expect("it prints"));
    let select = |what: &str| Selector::parse(what).expect("a selector");
    let dots: Vec<_> = html.select(&select("svg a")).collect();
    assert_eq!(dots.len(), posts.len() - 1);
    for dot in dots {
        assert!(dot.attr("href").is_some_and(|href| href.starts_with("/t/")));
        assert!(
            dot.attr("aria-label").is_some_and(|told| told.contains(": ")),
            "it says how the post stands"
        );
        assert_eq!(dot.select(&select("rect")).count(), 1);
        assert!(dot.text().any(|text| !text.trim().is_empty()), "colour is not its only sign");
    }
}

#[test]
fn two_hundred_posts_in_one_town_are_all_shown_or_listed() {
    let post = |place: usize| Post {
        code: format!("P{place}"),
        name: format!("Post {place}"),
        href: links::tasking("HQ.1", "PAR"),
        sign: crate::pages::standing(crate::tongue::Tongue::English, "planned"),
        beside: String::new(),
        late: false,
        coordinates: "48.86,2.35".parse().ok(),
    };
    let posts: Vec<Post> = (0..200).map(post).collect();
    let (drawings, beside) = drawn(crate::tongue::Tongue::English, &posts);
    let shown: usize = drawings.iter().map(|drawing| drawing.dots.len()).sum();
    assert!(shown > 20 && shown + beside.len() == 200, "{shown} shown, {} listed", beside.len());
}
