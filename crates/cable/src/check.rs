//! The rules a draft must meet before release, as far as the text alone can tell. Each has a code, a severity that
//! a profile may change, and an answer that says where and what to write instead. Rules that need a directory, a
//! history or a person's roles are for the rooms that have them.

mod addresses;
mod captions;
mod classification;
mod demarche;
mod papers;
mod precedence;
mod privacy;
pub mod profile;
mod protection;
mod references;
pub mod rules;
mod subject;
mod tags;
mod text;

#[cfg(test)]
mod tests;

use crate::remark::{Remark, Said, Severity};
use crate::sheet::{self, Sheet};

pub use profile::{Profile, ProfileFault};
pub use rules::{Needs, RULES, Rule};

/// The remarks after which a sheet is hopeless and the last is replaced by the next.
const FINDINGS_MAX: usize = 1000;

/// Checks a sheet by the rules of a profile. Remarks carry lines; spans are known only to [`lint`].
pub fn check(sheet: &Sheet, profile: &Profile) -> Vec<Remark> {
    let mut review = Review::new(sheet, profile);
    text_rules(&mut review);
    review.remarks(None)
}

/// Reads a text as a sheet and checks it; remarks carry spans of the text and, where one is known, a fix.
pub fn lint(text: &str, profile: &Profile) -> (Sheet, Vec<Remark>) {
    let sheet = sheet::read(text);
    let mut review = Review::new(&sheet, profile);
    text_rules(&mut review);
    let mut out = sheet.remarks.clone();
    out.extend(review.remarks(Some(text)));
    out.sort_by_key(|remark| (remark.line, remark.span.start));
    (sheet, out)
}

/// Applies the fixes that are safe, last first so that spans stay true; returns the text as it then stands.
pub fn fixed(text: &str, remarks: &[Remark]) -> String {
    let mut fixes: Vec<_> =
        remarks.iter().filter_map(|remark| remark.fix.as_ref()).filter(|fix| fix.safe).collect();
    fixes.sort_by_key(|fix| std::cmp::Reverse(fix.span.start));
    let mut out = text.to_owned();
    let mut before = out.len();
    for fix in fixes {
        // Two fixes that overlap would garble each other; the earlier waits for the next run.
        if fix.span.end <= before && out.get(fix.span.clone()).is_some() {
            out.replace_range(fix.span.clone(), &fix.replace);
            before = fix.span.start;
        }
    }
    out
}

fn text_rules(review: &mut Review) {
    precedence::check(review);
    classification::check(review);
    protection::check(review);
    captions::check(review);
    tags::check(review);
    subject::check(review);
    references::check(review);
    text::check(review);
    addresses::check(review);
    demarche::check(review);
    papers::check(review);
    privacy::check(review);
}

/// What a rule found, with the words it is about so that they can be looked up in the text.
pub struct Finding {
    remark: Remark,
    words: String,
    fix: Option<(String, Sure)>,
}

/// Whether a fix may be applied without asking.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Sure {
    /// Applied by `--fix`.
    Safe,
    /// Only offered.
    Ask,
}

impl Finding {
    /// Looks its words up in the text, from its line on.
    fn placed(self, text: &str, starts: &[usize]) -> Remark {
        let mut remark = self.remark;
        let Some(start) = remark.line.checked_sub(1).and_then(|line| starts.get(line)).copied() else {
            return remark;
        };
        // A paragraph may run over lines; words are looked for in the next few thousand bytes.
        let mut end = (start + 8192).min(text.len());
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        let window = text.get(start..end).unwrap_or("");
        let line = window.find('\n').unwrap_or(window.len());
        remark.span = start..start + window.get(..line).unwrap_or("").trim_end().len();
        let at = if self.words.is_empty() { None } else { find(window, &self.words) };
        if let Some(at) = at {
            remark.line += window.get(..at).unwrap_or("").matches('\n').count();
            remark.span = start + at..start + at + self.words.len();
            if let Some((replace, sure)) = self.fix {
                let span = remark.span.clone();
                remark = remark.with_fix(span, replace, sure == Sure::Safe);
            }
        }
        remark
    }
}

/// What every rule has before it: the sheet, the profile, and where to write. Rooms that know more than the text
/// say their own findings through one.
pub struct Review<'a> {
    /// The sheet under review.
    pub sheet: &'a Sheet,
    /// The rules it is under.
    pub profile: &'a Profile,
    out: Vec<Finding>,
}

impl<'a> Review<'a> {
    /// Begins a review with nothing found.
    pub fn new(sheet: &'a Sheet, profile: &'a Profile) -> Self {
        Self { sheet, profile, out: Vec::new() }
    }

    /// Ends the review; remarks get spans and fixes if the text is there in which to look words up.
    pub fn remarks(self, text: Option<&str>) -> Vec<Remark> {
        let Some(text) = text else { return self.out.into_iter().map(|finding| finding.remark).collect() };
        let starts: Vec<usize> =
            std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        self.out.into_iter().map(|finding| finding.placed(text, &starts)).collect()
    }

    /// Records that a rule is broken at a line; 0 stands for the line of the label the rule is about.
    #[expect(clippy::missing_panics_doc, reason = "what was just put there is there")]
    pub fn say(
        &mut self,
        code: &'static str,
        line: usize,
        words: &str,
        said: impl Into<Said>,
    ) -> &mut Finding {
        let severity = self.profile.severity(code);
        let line = if line == 0 { home(self.sheet, code) } else { line };
        let remark = Remark::new(code, severity, line, 0..0, said);
        // Nobody reads the thousandth remark; an absolute one is never put aside for another.
        if self.out.len() >= FINDINGS_MAX {
            self.out.pop_if(|last| last.remark.severity < Severity::Absolute);
        }
        self.out.push(Finding { remark, words: words.to_owned(), fix: None });
        self.out.last_mut().expect("it was just put there")
    }

    /// Tells whether the sheet instructs: it asks for points, a report, a level or a time.
    pub fn instructs(&self) -> bool {
        let sheet = self.sheet;
        let asked = sheet.due.is_some() || sheet.soonest || sheet.every.is_some() || sheet.report.is_some();
        asked || !sheet.points.is_empty() || sheet.interlocutor_level.is_some()
    }

    /// Returns every piece of running text with its line: paragraphs, points, variants.
    pub fn texts(&self) -> Vec<(usize, String)> {
        let sheet = self.sheet;
        let paragraphs = sheet.paragraphs.iter().map(|paragraph| (paragraph.line, paragraph.text.clone()));
        let points = sheet.points.iter().map(|point| (point.line, point.text.clone()));
        let variants = sheet
            .points
            .iter()
            .flat_map(|point| point.variants.iter().map(|(_, words)| (point.line, words.clone())));
        paragraphs.chain(points).chain(variants).collect()
    }
}

impl Finding {
    /// Makes it less grave than the rule has it.
    pub fn only(&mut self, severity: Severity) {
        self.remark.severity = self.remark.severity.min(severity);
    }

    /// Offers words to write instead of those it is about.
    pub fn or_write(&mut self, replace: &str, sure: Sure) {
        self.fix = Some((replace.to_owned(), sure));
    }
}

/// Returns the line of the label a rule about the head is about; 0 if the label is missing.
fn home(sheet: &Sheet, code: &str) -> usize {
    let labels: &[&str] = match code {
        "CLS-05" | "CLS-06" | "CLS-07" => &["E.O.", "CLASSIFICATION"],
        "CLS-02" | "CLS-04" | "CLS-08" | "TXT-01" | "TXT-02" | "TXT-08" => &["SUBJECT"],
        "DEM-05" => &["DUE"],
        "DEM-06" => &["LEVEL"],
        "DEM-07" => &["REPORT"],
        "DEM-12" => &["EVERY"],
        _ => match code.get(..3) {
            Some("PRE") => &["PRECEDENCE"],
            Some("CLS") => &["CLASSIFICATION"],
            Some("CAP") => &["CAPTIONS", "CLASSIFICATION"],
            Some("TAG") => &["TAGS"],
            Some("SUB") => &["SUBJECT"],
            Some("REF") => &["REF"],
            _ => &[],
        },
    };
    labels.iter().find_map(|label| sheet.line_of(label)).unwrap_or(0)
}

/// Finds words in a text, whole ones rather than such as begin or end inside another; letter case aside.
fn find(text: &str, words: &str) -> Option<usize> {
    let (text, words) = (text.to_ascii_uppercase(), words.to_ascii_uppercase());
    let part = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let alone = |at: &usize| {
        let before = text.get(..*at).and_then(|head| head.chars().next_back());
        let after = text.get(at + words.len()..).and_then(|tail| tail.chars().next());
        let inside = |edge: Option<char>, other: Option<char>| part(edge) && part(other);
        !inside(words.chars().next(), before) && !inside(words.chars().next_back(), after)
    };
    let mut found = text.match_indices(&words).map(|(at, _)| at);
    found.find(alone).or_else(|| text.find(&words))
}

/// Tells whether remarks hold one that stops release.
pub fn stops(remarks: &[Remark]) -> bool {
    remarks.iter().any(|remark| remark.severity >= Severity::Error)
}

/// Tells whether a word stands whole in a text, letter case aside; the word is in capitals.
pub fn whole(text: &str, word: &str) -> bool {
    let upper = text.to_uppercase();
    let part = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    upper.match_indices(word).any(|(at, _)| {
        let before = upper.get(..at).and_then(|head| head.chars().next_back());
        let after = upper.get(at + word.len()..).and_then(|tail| tail.chars().next());
        !part(before) && !part(after)
    })
}
