//! The rules kept here, each with its code, its severity before any profile, and its sentence. An absolute rule
//! may be neither softened by a profile nor overridden by a person.

use crate::remark::Severity;

/// One rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rule {
    /// Its code.
    pub code: &'static str,
    /// How grave breaking it is, unless a profile says otherwise.
    pub severity: Severity,
    /// What it asks.
    pub asks: &'static str,
}

const fn rule(code: &'static str, severity: Severity, asks: &'static str) -> Rule {
    Rule { code, severity, asks }
}

use Severity::{Absolute, Advice, Error, Warning};

/// All rules that need neither directory nor history.
pub const RULES: [Rule; 54] = [
    rule("PRE-01", Error, "every addressee has a precedence of the profile's list"),
    rule("PRE-02", Error, "night action is justified in the first paragraph"),
    rule("PRE-03", Error, "night action is for action addressees only"),
    rule("PRE-04", Warning, "night action is not given to a collective"),
    rule("PRE-05", Warning, "no information addressee has a higher precedence than the action addressees"),
    rule("PRE-06", Warning, "a text sent flash or for night action has at most 200 words"),
    rule("CLS-01", Absolute, "the overall classification is given"),
    rule("CLS-02", Absolute, "the overall classification is not below the highest portion mark"),
    rule("CLS-03", Warning, "the overall classification is not above the highest portion mark"),
    rule("CLS-04", Error, "in a classified cable every paragraph and the subject bear a portion mark"),
    rule("CLS-08", Warning, "the subject line is unclassified"),
    rule("CLS-10", Warning, "personal detail is marked as controlled"),
    rule("CAP-01", Error, "every caption is in the register on the day"),
    rule("CAP-02", Absolute, "there is at most one channel caption"),
    rule("CAP-03", Absolute, "a caption that stands alone has no other beside it"),
    rule("CAP-06", Warning, "no collective is addressed under a caption for named readers"),
    rule("CAP-07", Error, "an agrément cable is classified or controlled"),
    rule("CAP-08", Warning, "a cable kept to the ministry has no addressee outside it"),
    rule("CAP-09", Warning, "a widening caption has no restricting one beside it"),
    rule("TAG-01", Error, "there is a subject among the TAGS"),
    rule("TAG-02", Error, "every code of the TAGS is in the register"),
    rule("TAG-04", Advice, "the own country is among the TAGS only when it is itself involved"),
    rule("TAG-05", Error, "there is no person's name in the TAGS"),
    rule("TAG-06", Advice, "there are at most eight TAGS"),
    rule("TAG-07", Warning, "an instruction has a subject that is kept for good"),
    rule("SUB-01", Error, "there is a subject"),
    rule("SUB-02", Warning, "the subject fits two lines"),
    rule("SUB-03", Advice, "the subject of an instruction says that action is asked for"),
    rule("REF-04", Warning, "a reference cited in the text stands in the reference line"),
    rule("TXT-01", Error, "every character is one the profile can send"),
    rule("TXT-02", Error, "no word is wider than a line"),
    rule("TXT-03", Error, "paragraphs are numbered 1, 2, 3 if there is more than one"),
    rule("TXT-04", Warning, "a single paragraph has no number"),
    rule("TXT-05", Warning, "a cable of more than three pages has a summary"),
    rule("TXT-08", Warning, "nothing of a template is left over"),
    rule("TXT-09", Warning, "a day is given by its date"),
    rule("ADR-01", Absolute, "there is an action addressee"),
    rule("ADR-04", Error, "nobody is both addressed and left out"),
    rule("ADR-06", Warning, "nobody is tasked who is addressed for information only"),
    rule("ADR-09", Advice, "nobody is addressed twice"),
    rule("DEM-01", Error, "an instruction states its objective"),
    rule("DEM-02", Warning, "there are answers to what the other side may ask"),
    rule("DEM-03", Warning, "an instruction gives the background"),
    rule("DEM-04", Error, "an instruction has a talking point"),
    rule("DEM-05", Error, "a deadline is given, or that the report is wanted as soon as possible"),
    rule("DEM-06", Warning, "the level of the interlocutor is stated"),
    rule("DEM-07", Error, "it is said whether a report is wanted"),
    rule("DEM-08", Warning, "it is said whether anything is left in writing"),
    rule("DEM-12", Warning, "a recurring instruction has an interval and an end"),
    rule("DEM-13", Warning, "a candidature names the date of the election"),
    rule("DEM-14", Warning, "a joint demarche names who leads"),
    rule("PRV-01", Absolute, "no private person's document or case number stands in the text"),
    rule("PRV-02", Warning, "no private telephone number stands in the text"),
    rule("PRV-03", Warning, "no figure is so small that it points to persons"),
];

/// Finds a rule by its code.
pub fn find(code: &str) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.code == code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_is_given_once() {
        for (at, rule) in RULES.iter().enumerate() {
            assert!(!RULES.iter().skip(at + 1).any(|other| other.code == rule.code), "{}", rule.code);
        }
    }
}
