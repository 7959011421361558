//! Prints what is read from each telegram of a file, one JSON object a line in and out: `{"id": …, "text": …}`.

use std::io::Read as _;

use serde::Deserialize;

#[derive(Deserialize)]
struct Record {
    id: String,
    text: String,
}

fn main() {
    let mut all = String::new();
    if std::io::stdin().read_to_string(&mut all).is_err() {
        eprintln!("the input is no text");
        return;
    }
    for record in all.lines().filter_map(|line| serde_json::from_str::<Record>(line).ok()) {
        let read = cable::parse(&record.text);
        if let Ok(json) = serde_json::to_string(&(record.id, read)) {
            println!("{json}");
        }
    }
}
