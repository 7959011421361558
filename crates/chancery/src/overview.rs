//! The overview a newcomer sees first: every command, grouped by who does what.

use crate::paint::{Paint, Put as _};

/// The commands, grouped by who does what.
const GROUPS: &[(&str, &[(&str, &str)])] = &[
    (
        "Set up",
        &[
            ("init", "begins a record, with its headquarters and first administrator"),
            ("office", "opens, closes and lists offices"),
            ("collective", "says who is meant by a name such as EUROPE"),
            ("role", "says who may draft, clear, approve, release, act, read; hands a duty over"),
            ("passkey", "lists passkeys and revokes them"),
            ("recovery", "lets an officer begin anew who lost their passkeys"),
            ("identity", "says which account of the identity provider speaks for whom"),
        ],
    ),
    (
        "Headquarters asks",
        &[
            ("lint", "remarks on a drafting sheet before anyone else does"),
            ("draft", "begins an instruction from a drafting sheet"),
            ("revise", "changes a draft; only those touched are asked again"),
            ("ask-clearance", "asks officers to clear a draft or parts of it"),
            ("clear", "answers: yes, in substance, with changes, no; or waives"),
            ("regrade", "answers for marking a reply lower than what it answers"),
            ("approve", "answers for the text as it now stands"),
            ("release", "numbers it, sends it, and tasks every action addressee"),
            ("abandon", "gives a draft up"),
            ("amend", "changes how often a standing tasking recurs"),
            ("withdraw", "takes back what was asked"),
            ("return", "finds a reply insufficient"),
        ],
    ),
    (
        "Posts act",
        &[
            ("inbox", "shows what waits for you"),
            ("ack", "says that a person has it"),
            ("plan", "says when and with whom"),
            ("paper", "prints a paper for the host, of points alone"),
            ("object", "objects to a tasking; headquarters rules on it"),
            ("extend", "asks for more time; headquarters grants or declines"),
            ("log", "records an engagement: each point, and the host's answer"),
            ("reply", "reports by a cable that cites the instruction"),
            ("assess", "judges a host's position"),
        ],
    ),
    (
        "Everybody reads",
        &[
            ("board", "shows how an instruction stands at every post"),
            ("positions", "shows what hosts hold, over time"),
            ("show", "shows anything by its number or entry"),
            ("search", "finds words in everything you may read"),
            ("emergency", "opens one cable in an emergency, on record"),
        ],
    ),
    (
        "The record",
        &[
            ("import", "files telegrams from elsewhere, or takes in an export"),
            ("export", "writes the record as JSON Lines"),
            ("verify", "checks every chain, entry and paper"),
            ("rebuild", "derives anew what people read"),
            ("dispose", "removes the words of a paper, lawfully"),
        ],
    ),
    (
        "The program",
        &[
            ("demo", "plays a year at a fictional ministry and serves it"),
            ("serve", "serves the pages on this machine"),
            ("sign-in", "makes a code with which an officer signs in"),
            ("token", "lets a program do a part of what an officer may"),
            ("completions", "writes completions for a shell"),
            ("man", "writes the manual pages"),
        ],
    ),
];

/// What somebody sees who types the name alone.
pub(crate) fn welcome(paint: Paint) -> String {
    let what = "Chancery keeps the record of a ministry's instructions and of what became of them.";
    format!("{}\n\n{}", paint.prose(what, 0, 0), overview(paint))
}

/// Prints the overview.
pub(crate) fn overview(paint: Paint) -> String {
    let mut out = String::new();
    for (group, commands) in GROUPS {
        out.push_str(&paint.bold(group));
        out.push('\n');
        for (command, about) in *commands {
            let said = paint.prose(about, 17, 17);
            out.put(format!("  {command:<14} {said}\n"));
        }
        out.push('\n');
    }
    out.push_str(
        "`chancery COMMAND --help` explains each, with an example. `chancery demo` shows it all at work.\n",
    );
    out
}
