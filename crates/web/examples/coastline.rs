//! Draws the coastline of the maps from Natural Earth's countries at 1:110 million (public domain, naturalearthdata.com):
//! `cargo run -p web --example coastline -- countries-110m.geojson > crates/web/assets/coastline.svg`.
//! A border is an edge that two countries share; such edges are left out, so that the map takes no side in any of them.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use serde_json::Value;
use web::projection::{HEIGHT, WIDTH, project};

/// A corner of a country, in millionths of a degree, so that two countries' corners can be the same.
type Corner = (i32, i32);
/// A point of the sheet.
type Point = (f64, f64);

/// How far a line may stray from the coast, and how small an island may be, in units of the sheet.
const STRAY: f64 = 0.5;
const ISLAND: f64 = 6.0;

fn main() {
    let path = std::env::args().nth(1).expect("the file of countries is named");
    let text = std::fs::read_to_string(&path).expect("the file of countries can be read");
    let map: Value = serde_json::from_str(&text).expect("it is GeoJSON");
    let mut line = String::new();
    for ring in joined(coasts(&map)) {
        draw(&mut line, &ring);
    }
    println!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {HEIGHT}\">\
         <title>Coastline, from Natural Earth 1:110m, public domain</title><path id=\"land\" d=\"{line}\"/></svg>"
    );
}

/// The edges that only one country has. Antarctica is left out: no ministry has a post there.
fn coasts(map: &Value) -> BTreeMap<Corner, Vec<Corner>> {
    let mut edges: BTreeSet<(Corner, Corner)> = BTreeSet::new();
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    for country in list(&map["features"]) {
        if country["properties"]["a3"] == "ATA" {
            continue;
        }
        let (kind, shape) = (&country["geometry"]["type"], &country["geometry"]["coordinates"]);
        let polygons = if kind == "MultiPolygon" { list(shape) } else { vec![shape.clone()] };
        for ring in polygons.iter().flat_map(list) {
            let corners: Vec<Corner> = list(&ring).iter().map(corner).collect();
            for pair in corners.windows(2) {
                let (one, other) = (pair[0], pair[1]);
                if one != other && !edges.remove(&(other, one)) {
                    edges.insert((one, other));
                }
            }
        }
    }
    let mut next: BTreeMap<Corner, Vec<Corner>> = BTreeMap::new();
    for (from, to) in edges {
        next.entry(from).or_default().push(to);
    }
    next
}

fn corner(pair: &Value) -> Corner {
    let millionths = |place: usize| whole(pair[place].as_f64().expect("a number") * 1e6);
    (millionths(0), millionths(1))
}

#[expect(clippy::cast_possible_truncation, reason = "180 millions fit")]
fn whole(number: f64) -> i32 {
    number.round() as i32
}

/// The edges one after the other, until each ring is closed.
fn joined(mut next: BTreeMap<Corner, Vec<Corner>>) -> Vec<Vec<Point>> {
    let mut rings = Vec::new();
    while let Some(first) = next.keys().next().copied() {
        let (mut ring, mut here) = (vec![first], first);
        while let Some(ways) = next.get_mut(&here) {
            let way = ways.pop().expect("an empty list is removed");
            if ways.is_empty() {
                next.remove(&here);
            }
            ring.push(way);
            here = way;
            if here == first {
                break;
            }
        }
        assert_eq!(ring.first(), ring.last(), "a coast that ends nowhere");
        let degrees = |millionths: i32| f64::from(millionths) / 1e6;
        rings.push(ring.into_iter().map(|(east, north)| project(degrees(north), degrees(east))).collect());
    }
    rings
}

fn draw(line: &mut String, ring: &[Point]) {
    let area: f64 = ring.windows(2).map(|pair| pair[0].0 * pair[1].1 - pair[1].0 * pair[0].1).sum();
    if area.abs() / 2.0 < ISLAND {
        return;
    }
    // A ring has no ends to draw a line between, so it is taken in two halves.
    let (one, other) = ring.split_at(ring.len() / 2);
    let mut kept = simple(&[one, &other[..1]].concat());
    kept.pop();
    kept.extend(simple(other));
    let mut points: Vec<(i32, i32)> = kept.iter().map(|(x, y)| (whole(*x), whole(*y))).collect();
    points.dedup();
    points.pop();
    if points.len() < 3 {
        return;
    }
    let (x, y) = points[0];
    let _ = write!(line, "M{x} {y}l");
    for (place, pair) in points.windows(2).enumerate() {
        let (x, y) = (pair[1].0 - pair[0].0, pair[1].1 - pair[0].1);
        let gap = if place == 0 || x < 0 { "" } else { " " };
        let between = if y < 0 { "" } else { " " };
        let _ = write!(line, "{gap}{x}{between}{y}");
    }
    line.push('z');
}

/// The points without which the line would stray too far (Douglas and Peucker).
fn simple(points: &[Point]) -> Vec<Point> {
    let [first, .., last] = points else { return points.to_vec() };
    let length = (last.0 - first.0).hypot(last.1 - first.1);
    let stray = |point: &Point| {
        if length == 0.0 {
            return (point.0 - first.0).hypot(point.1 - first.1);
        }
        let across = (last.0 - first.0) * (first.1 - point.1) - (first.0 - point.0) * (last.1 - first.1);
        across.abs() / length
    };
    let inner = 1..points.len() - 1;
    let farthest =
        inner.map(|place| (stray(&points[place]), place)).max_by(|one, other| one.0.total_cmp(&other.0));
    match farthest {
        Some((far, place)) if far > STRAY => {
            let mut kept = simple(&points[..=place]);
            kept.pop();
            kept.extend(simple(&points[place..]));
            kept
        }
        _ => vec![*first, *last],
    }
}
