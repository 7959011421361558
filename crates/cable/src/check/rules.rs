//! The catalogue of rules, each with its code, its severity before any profile, what has to be known to answer it,
//! and its sentence. An absolute rule may be neither softened by a profile nor overridden by a person.

use crate::remark::Severity;

/// What has to be known to answer a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Needs {
    /// The text and the profile; answered here.
    Text,
    /// The directory, the history, the roles or the clock of a ministry; answered by the rooms that have them.
    Ministry,
}

/// One rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rule {
    /// Its code.
    pub code: &'static str,
    /// How grave breaking it is, unless a profile says otherwise.
    pub severity: Severity,
    /// What has to be known to answer it.
    pub needs: Needs,
    /// What it asks.
    pub asks: &'static str,
}

const fn rule(code: &'static str, severity: Severity, asks: &'static str) -> Rule {
    Rule { code, severity, needs: Needs::Text, asks }
}

const fn wider(code: &'static str, severity: Severity, asks: &'static str) -> Rule {
    Rule { code, severity, needs: Needs::Ministry, asks }
}

use Severity::{Absolute, Advice, Error, Warning};

/// All rules, in the order of the table they were written after, and one of our own.
pub const RULES: [Rule; 95] = [
    rule("PRE-01", Error, "every addressee has a precedence of the profile's list"),
    rule("PRE-02", Error, "night action is justified in the first paragraph"),
    rule("PRE-03", Error, "night action is for action addressees only"),
    rule("PRE-04", Warning, "night action is not given to a collective"),
    rule("PRE-05", Warning, "no information addressee has a higher precedence than the action addressees"),
    rule("PRE-06", Warning, "a text sent flash or for night action has at most 200 words"),
    wider("PRE-07", Warning, "the deadline leaves the time the precedence takes"),
    wider("PRE-08", Advice, "night action that rings at night is known to do so"),
    rule("CLS-01", Absolute, "the overall classification is given"),
    rule("CLS-02", Absolute, "the overall classification is not below the highest portion mark"),
    rule("CLS-03", Warning, "the overall classification is not above the highest portion mark"),
    rule("CLS-04", Error, "in a classified cable every paragraph and the subject bear a portion mark"),
    rule("CLS-05", Error, "a classified cable says who classified it or from what, why, and until when"),
    rule(
        "CLS-06",
        Error,
        "the line of the order says N/A when the cable is unclassified, and more when it is classified",
    ),
    rule("CLS-07", Warning, "protection ends in the future and within 25 years"),
    rule("CLS-08", Warning, "the subject line is unclassified"),
    wider("CLS-09", Warning, "no words are taken over from a cable that is more highly classified"),
    rule("CLS-10", Warning, "personal detail is marked as controlled"),
    wider("CLS-11", Absolute, "no addressee gets more than its office may hold"),
    wider("CLS-12", Warning, "a reply is marked no lower than the cable it answers"),
    rule("CAP-01", Error, "every caption is in the register on the day"),
    rule("CAP-02", Absolute, "there is at most one channel caption"),
    rule("CAP-03", Absolute, "a caption that stands alone has no other beside it"),
    wider(
        "CAP-04",
        Absolute,
        "who drafts and who releases are holders of a caption that is given to named ones",
    ),
    wider("CAP-05", Warning, "a reply bears the captions of the cable it answers"),
    rule("CAP-06", Warning, "no collective is addressed under a caption for named readers"),
    rule("CAP-07", Error, "an agrément cable is classified or controlled"),
    rule("CAP-08", Warning, "a cable kept to the ministry has no addressee outside it"),
    rule("CAP-09", Warning, "a widening caption has no restricting one beside it"),
    rule("TAG-01", Error, "there is a subject among the TAGS"),
    rule("TAG-02", Error, "every code of the TAGS is in the register"),
    wider("TAG-03", Warning, "the country of a foreign action post is among the TAGS"),
    rule("TAG-04", Advice, "the own country is among the TAGS only when it is itself involved"),
    rule("TAG-05", Error, "there is no person's name in the TAGS"),
    rule("TAG-06", Advice, "there are at most eight TAGS"),
    rule("TAG-07", Warning, "an instruction has a subject that is kept for good"),
    rule("SUB-01", Error, "there is a subject"),
    rule("SUB-02", Warning, "the subject fits two lines"),
    rule("SUB-03", Advice, "the subject of an instruction says that action is asked for"),
    wider("SUB-04", Warning, "a subject of the last thirty days comes again only with a reference"),
    wider("REF-01", Warning, "a reference leads to a cable that is known"),
    wider("REF-02", Error, "nothing is cited that is not yet sent"),
    wider("REF-03", Warning, "every action addressee has the cable that is cited"),
    rule("REF-04", Warning, "a reference cited in the text stands in the reference line"),
    wider("REF-05", Warning, "a paragraph that is cited is there"),
    wider("REF-06", Error, "a reply cites the instruction it answers"),
    rule("TXT-01", Error, "every character is one the profile can send"),
    rule("TXT-02", Error, "no word is wider than a line"),
    rule("TXT-03", Error, "paragraphs are numbered 1, 2, 3 if there is more than one"),
    rule("TXT-04", Warning, "a single paragraph has no number"),
    rule("TXT-05", Warning, "a cable of more than three pages has a summary"),
    rule("TXT-06", Warning, "a table fits the line and stands flush left"),
    rule("TXT-07", Advice, "an abbreviation is in the glossary or explained"),
    rule("TXT-08", Warning, "nothing of a template is left over"),
    rule("TXT-09", Warning, "a day is given by its date"),
    rule("ADR-01", Absolute, "there is an action addressee"),
    wider("ADR-02", Error, "every addressee is known and open on the day"),
    wider("ADR-03", Error, "a collective means at least one office and never itself"),
    rule("ADR-04", Error, "nobody is both addressed and left out"),
    wider("ADR-05", Warning, "who is left out belongs to a collective that is addressed"),
    rule("ADR-06", Warning, "nobody is tasked who is addressed for information only"),
    wider("ADR-07", Warning, "whoever is tasked in the text is addressed"),
    wider("ADR-08", Warning, "somebody at every addressee may read the cable"),
    rule("ADR-09", Advice, "nobody is addressed twice"),
    rule("DEM-01", Error, "an instruction states its objective"),
    rule("DEM-02", Warning, "there are answers to what the other side may ask"),
    rule("DEM-03", Warning, "an instruction gives the background"),
    rule("DEM-04", Error, "an instruction has a talking point"),
    rule("DEM-05", Error, "a deadline is given, or that the report is wanted as soon as possible"),
    rule("DEM-06", Warning, "the level of the interlocutor is stated"),
    rule("DEM-07", Error, "it is said whether a report is wanted"),
    rule("DEM-08", Warning, "it is said whether anything is left in writing"),
    rule("DEM-09", Error, "what is handed over holds nothing above what may be handed over"),
    rule("DEM-10", Warning, "a figure in a point has a source"),
    wider("DEM-11", Error, "posts are instructed by an office with the authority to do so"),
    rule("DEM-12", Warning, "a recurring instruction has an interval and an end"),
    rule("DEM-13", Warning, "a candidature names the date of the election"),
    rule("DEM-14", Warning, "a joint demarche names who leads"),
    wider("CLR-01", Absolute, "who approves and who releases hold those roles"),
    wider("CLR-02", Error, "the review of every receiving country has cleared"),
    wider("CLR-03", Error, "the watch has cleared a cable to all posts"),
    wider("CLR-04", Error, "the bureau has cleared a cable to the posts of its region"),
    wider("CLR-05", Error, "an agency named in the text has cleared"),
    wider("CLR-06", Warning, "a clearance is for the text as it stands"),
    wider("CLR-07", Warning, "nobody clears what they drafted"),
    wider("CLR-08", Error, "a post under restricted traffic is written to with the clearance that asks for"),
    wider("REC-01", Error, "the kind of record and how long it is kept are known"),
    rule("REC-02", Warning, "nothing is said to be attached that is not"),
    wider("REC-03", Error, "a note that was delivered is kept in copy before the duty closes"),
    wider("REC-04", Absolute, "what was released is never changed"),
    rule("PRV-01", Absolute, "no private person's document or case number stands in the text"),
    rule("PRV-02", Warning, "no private telephone number stands in the text"),
    rule("PRV-03", Warning, "no figure is so small that it points to persons"),
    wider("NUM-01", Absolute, "a number is given once and none is left out"),
    wider("NUM-02", Absolute, "no cable is dated before the one released last"),
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
