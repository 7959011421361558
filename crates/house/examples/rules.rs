//! Prints the table of rules, to be kept as docs/rules.md: made from the catalogue in `cable` and from how `domain`
//! answers what needs a ministry, so that what is printed there is what is checked.

use std::fmt::Write as _;

use domain::cable::check::{Needs, RULES};
use domain::remarks::{ANSWERED, Answered};

const HEAD: &str = "\
# Rules

What a drafting sheet is checked by, before anybody is asked to clear it.
`chancery lint FILE` says what it finds, and so does the drafting page; a profile may change what is an error, a warning or an advice.
What is absolute (`error!`) can be neither softened nor overridden, and stops the approval of a draft where the text alone shows it.

A rule of the *text* needs the sheet and the profile.
A rule of the *ministry* needs its directory, its clock, its cables or its roles, and is answered in the folder of a record.
A rule that is *refused* stops the act itself, under the code in the last column, whatever anybody overrides.

Made by `cargo run -p house --example rules`.

| rule | weight | asks that | answered |
|---|---|---|---|
";

/// The page, as the code has it.
pub(crate) fn table() -> String {
    let mut out = HEAD.to_owned();
    for rule in RULES {
        let how = match (rule.needs, ANSWERED.iter().find(|(code, _)| *code == rule.code)) {
            (Needs::Text, _) => "text".to_owned(),
            (Needs::Ministry, Some((_, Answered::Remark))) => "ministry".to_owned(),
            (Needs::Ministry, Some((_, Answered::Refusal(code)))) => format!("refused: `{code}`"),
            (Needs::Ministry, Some((_, Answered::Nothing(why)))) => format!("not: {why}"),
            (Needs::Ministry, None) => "not".to_owned(),
        };
        let _ = writeln!(out, "| {} | {} | {} | {how} |", rule.code, rule.severity.word(), rule.asks);
    }
    out
}

fn main() {
    print!("{}", table());
}
