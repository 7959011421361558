//! The forms in which a cable leaves the house, each with its loss report: what stood in the text that was read and
//! has no place in a printed message, and what of the message the form cannot carry.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::cable::Cable;
use crate::fields::Unreadable;
use crate::print::{Layout, Message, Relay, losses, relay, relay_losses, sections};
use crate::readers::mail;
use crate::remark::{Remark, Severity};

/// A form in which a cable leaves the house.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Form {
    /// The telegram: capitals, 69 columns, in sections if it is long.
    Telex,
    /// The telegram as typed at a post: 55 columns.
    Post,
    /// Plain text.
    Plain,
    /// The telegram as a tape relay carries it (ACP 127).
    Relay,
    /// Mail with military fields (RFC 6477).
    Mail,
}

/// Where mailboxes stand whose addresses nobody knows; RFC 2606 keeps it for nobody.
const NOWHERE: &str = "cable.invalid";

impl Form {
    /// Every form.
    pub const ALL: [Self; 5] = [Self::Telex, Self::Post, Self::Plain, Self::Relay, Self::Mail];

    /// Returns its word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Telex => "telex",
            Self::Post => "post",
            Self::Plain => "plain",
            Self::Relay => "relay",
            Self::Mail => "mail",
        }
    }

    /// Prints a cable in this form, with what it cannot carry; nothing for a cable without number or date.
    pub fn print(self, cable: &Cable) -> Option<(String, Vec<Remark>)> {
        let message = Message::of(cable)?;
        let mut lost = left(cable);
        let laid_out = |layout| (sections(&message, layout).concat(), losses(&message, layout));
        let (text, more) = match self {
            Self::Telex => laid_out(Layout::Telegram),
            Self::Post => laid_out(Layout::Post),
            Self::Plain => laid_out(Layout::Plain),
            Self::Relay => {
                let addressed = cable.to.iter().chain(&cable.info);
                let called = addressed.filter_map(|addressee| addressee.routing.clone()).collect();
                (relay(&message, &Relay::unassigned(called)), relay_losses(&message))
            }
            Self::Mail => {
                let say = format!("no address is known of anybody; the mailboxes stand at {NOWHERE}");
                lost.push(Remark::of_print("MAIL-02", Severity::Warning, 0, 0..0, say));
                (mail::write(&message, NOWHERE), mail::losses(&message))
            }
        };
        lost.extend(more);
        Some((text, lost))
    }
}

impl fmt::Display for Form {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

impl FromStr for Form {
    type Err = Unreadable;

    fn from_str(text: &str) -> Result<Self, Unreadable> {
        let found = Self::ALL.into_iter().find(|form| form.word().eq_ignore_ascii_case(text.trim()));
        found.ok_or_else(|| Unreadable::new("form (telex, post, plain, relay, mail)", text))
    }
}

/// Tells what of a cable as it was read has no place in a message.
fn left(cable: &Cable) -> Vec<Remark> {
    let unlike = |heading: &str, text: &str| !text.to_uppercase().contains(&heading.to_uppercase());
    let mut headings = cable.paragraphs.iter().filter_map(|p| Some((p.heading.as_deref()?, p.text.as_str())));
    let renumbered = (1..).zip(&cable.paragraphs).any(|(at, p)| p.number.is_some_and(|number| number != at));
    let part = cable.section.is_some_and(|section| section.of > 1);
    let facts = [
        (cable.level.is_none(), "no classification was read; the form says UNCLASSIFIED"),
        (part, "this is one section of several and goes out as if it were the whole"),
        (!cable.residue.is_empty(), "lines nobody could place are left out"),
        (cable.numbers.len() > 1, "its further numbers are left out"),
        (!cable.attention.is_empty(), "the lines that say whom to pass it to are left out"),
        (!cable.notes.is_empty(), "the notes on the copy are left out"),
        (!cable.signals.is_empty(), "the operating signals are left out"),
        (!cable.accounting.is_empty(), "the accounting lines are left out"),
        (cable.distribution.is_some(), "the internal distribution is left out"),
        (cable.drafting.is_some(), "who drafted, approved and cleared it is left out"),
        (cable.filing.is_some(), "the line of the communicators is left out"),
        (!cable.attributes.is_empty(), "what the archive wrote below the text is left out"),
        (headings.any(|(heading, text)| unlike(heading, text)), "headings between paragraphs are left out"),
        (renumbered, "its paragraphs are numbered anew from 1"),
    ];
    let lost = facts.into_iter().filter(|(is, _)| *is);
    lost.map(|(_, say)| Remark::of_print("PRT-01", Severity::Warning, 0, 0..0, say)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::parse;

    const READ: &str = "R 162300Z AUG 73\nFM SECSTATE WASHDC\nTO RUEHFR/AMEMBASSY PARIS NIACT IMMEDIATE\n\
        C O N F I D E N T I A L STATE 163147\nTAGS: PFOR\nSUBJECT: Key issues\n\n1. First.\n\n2. Second.\n\nROGERS\n";

    fn said(form: Form, text: &str) -> Vec<String> {
        let (_, lost) = form.print(&parse(text)).expect("number and date");
        lost.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn every_form_of_a_cable_reads_back_as_the_same_message() {
        let cable = parse(READ);
        let message = Message::of(&cable).unwrap();
        for form in Form::ALL {
            assert_eq!(form.word().parse(), Ok(form));
            let (text, _) = form.print(&cable).unwrap();
            let read = if form == Form::Mail { mail::read(&text) } else { parse(&text) };
            assert_eq!(read.number(), cable.number(), "{form}: {text}");
            assert_eq!(read.paragraphs.len(), message.paragraphs.len(), "{form}: {text}");
        }
    }

    #[test]
    fn each_form_says_what_it_cannot_carry_and_plain_text_carries_all() {
        assert_eq!(said(Form::Plain, READ), [""; 0]);
        assert!(said(Form::Telex, READ).iter().any(|say| say.contains("capitals")));
        let relayed = said(Form::Relay, READ);
        for part in ["routing", "night action", "capitals"] {
            assert!(relayed.iter().any(|say| say.contains(part)), "{part}: {relayed:?}");
        }
        let (tape, _) = Form::Relay.print(&parse(READ)).unwrap();
        assert!(tape.contains("\nOO RUEHFR\r"), "{tape}");
        assert!(said(Form::Mail, READ).iter().any(|say| say.contains("cable.invalid")));
    }

    #[test]
    fn what_only_the_copy_had_is_told_in_every_form() {
        let copy =
            READ.replace("\n1. First", "\nPASS TO THE AMBASSADOR\n\n4. First").replace("2. Sec", "7. Sec");
        assert!(said(Form::Plain, &copy).iter().any(|say| say.contains("numbered anew")), "{copy}");
        assert!(parse("1. No header at all.\n").number().is_none());
        assert_eq!(Form::Plain.print(&parse("1. No header at all.\n")), None);
    }
}
