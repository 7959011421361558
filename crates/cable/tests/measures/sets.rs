//! How the readers of two published series agree with an index made of them by other means: number, date, sender and
//! addressee of 5,372 documents of *Documents on Australian Foreign Policy* and of the telegrams in four volumes of
//! *Foreign Relations of the United States*. The index is itself a reading of the headings and not always right, so
//! the bars lie below one; where it has nothing to say, nothing is compared.

use std::collections::BTreeMap;

use crate::shared::{australian, documents, serial, unpacked};
use cable::{Cable, readers};
use jiff::civil::Date;

/// Right answers and all answers asked for, by field.
#[derive(Default)]
struct Figures(BTreeMap<&'static str, (u32, u32)>);

impl Figures {
    fn count(&mut self, field: &'static str, right: bool) {
        let (rights, all) = self.0.entry(field).or_default();
        *rights += u32::from(right);
        *all += 1;
    }

    /// Prints each field and holds it against its bar.
    fn hold(&self, set: &str, bars: &[(&str, f64)]) {
        for (field, bar) in bars {
            let (right, all) = self.0.get(field).copied().unwrap_or_default();
            let share = f64::from(right) / f64::from(all.max(1));
            println!("{set} {field}: {right} of {all} ({:.2} %)", share * 100.0);
            assert!(share >= *bar, "{set} {field}: {share:.4}");
        }
    }
}

/// A name with nothing but its letters and digits, for two writings of it to compare.
fn bare(name: &str) -> String {
    let name = name.trim().to_lowercase();
    let name = name.strip_prefix("the ").unwrap_or(&name);
    name.chars().filter(|c| c.is_alphanumeric()).collect()
}

fn compare(figures: &mut Figures, cable: &Cable, number: Option<u32>, on: Date, from: &str, to: &str) {
    if let Some(number) = number {
        figures.count("number", cable.number().map(|mine| mine.serial) == Some(number));
    }
    let mine = cable.date_line.as_ref().and_then(|line| line.on);
    let sent = cable.sent_at().map(|at| at.to_zoned(jiff::tz::TimeZone::UTC).date());
    figures.count("date", mine == Some(on) || sent == Some(on));
    if !from.is_empty() {
        figures.count("from", cable.from.as_deref().map(bare) == Some(bare(from)));
    }
    if !to.is_empty() {
        let mine: Vec<String> = cable.to.iter().map(|addressee| bare(&addressee.name)).collect();
        figures.count("to", mine.concat() == bare(to));
    }
}

/// Whether the first line of a text that starts with a number starts with this one.
fn opens(text: &str, number: u32) -> bool {
    let numbers = text.lines().filter_map(|line| {
        let line = line.strip_prefix("No. ").unwrap_or(line);
        let digits = line.bytes().take_while(u8::is_ascii_digit).count();
        line.get(..digits)?.parse::<u32>().ok()
    });
    numbers.take(1).any(|first| first == number)
}

#[test]
fn the_australian_series_is_read_as_its_index_has_it() {
    let documents = australian();
    if documents.is_empty() {
        println!("skipped: the shared documents are not here, or tar or xz is not");
        return;
    }
    let mut figures = Figures::default();
    for document in documents {
        let cable = readers::dafp::read(&document.text);
        assert_eq!(cable.original(), document.text);
        let Ok(on) = document.date.parse() else { continue };
        let (from, to) = (document.from.unwrap_or_default(), document.to.unwrap_or_default());
        compare(&mut figures, &cable, serial(document.number.as_deref()), on, &from, &to);
    }
    figures.hold("DAFP", &[("number", 0.99), ("date", 0.999), ("from", 0.999), ("to", 0.999)]);
}

#[test]
fn the_american_volumes_are_read_as_their_index_has_them() {
    let index = documents();
    let index: BTreeMap<&str, _> = index.iter().map(|document| (document.id.as_str(), document)).collect();
    let mut figures = Figures::default();
    for volume in ["frus1927v01", "frus1964-68v20", "frus1969-76v28", "frus1969-76ve14p1"] {
        let Some(tei) = unpacked("xz", "-dc", &format!("frus/tei/{volume}.xml.xz")) else {
            println!("skipped: the shared volumes are not here, or xz is not");
            return;
        };
        for text in readers::frus::documents(&tei) {
            let cable = readers::frus::read(text);
            assert_eq!(cable.original(), text);
            let name = text.split("xml:id=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap();
            let Some(document) = index.get(format!("{volume}#{name}").as_str()) else { continue };
            let Some(on) = document.date.get(..10).and_then(|on| on.parse().ok()) else { continue };
            // The index at times took the first paragraph's number for the telegram's.
            let number = serial(document.number.as_deref()).filter(|number| opens(&document.text, *number));
            // A telegram printed as sent names its parties in the words of its own header.
            let as_sent = cable.from.as_deref().is_some_and(|from| text.contains(&format!("FM {from}")));
            let parties = if as_sent { ("", "") } else { (document.from.as_str(), document.to.as_str()) };
            compare(&mut figures, &cable, number, on, parties.0, parties.1);
        }
    }
    figures.hold("FRUS", &[("number", 0.95), ("date", 0.99), ("from", 0.98), ("to", 0.97)]);
}
