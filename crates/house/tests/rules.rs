//! The table of rules in print is the one that is checked. Each rule has its accepted and refused case where it is
//! answered: in `cable`, or in `domain`.

#[expect(dead_code, reason = "the example prints what is compared here")]
#[path = "../examples/rules.rs"]
mod made;

#[test]
fn the_table_of_rules_is_current() {
    let path = house::root().join("docs/rules.md");
    let printed = std::fs::read_to_string(path).unwrap_or_default();
    assert!(printed == made::table(), "make it anew: cargo run -p house --example rules > docs/rules.md");
}
