//! Prints the dictionary of facts: `cargo run -p house --example facts > docs/facts.md`.

fn main() {
    let facts = house::source("crates/domain/src/fact.rs").expect("the facts are there");
    print!("{}", house::facts::dictionary(&facts.text));
}
