//! The question as typed, read into what the index understands. Any text is a question: whatever is not of the
//! language is a word, and nothing typed is ever taken for the index's own syntax.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::cable::first_doc;

/// The longest question that is read, in characters.
const LENGTH_MAX: usize = 1_000;

/// The most words of one question.
const WORDS_MAX: usize = 32;

/// A question, read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Query {
    /// The question in the index's own language.
    pub(crate) matching: String,
    /// The words and phrases that a snippet shows.
    pub(crate) wanted: Vec<String>,
    /// The first document that can be meant.
    pub(crate) first: i64,
    /// The last one.
    pub(crate) last: i64,
    /// What was left out.
    pub(crate) remarks: Vec<String>,
}

/// One thing asked for.
struct Term {
    without: bool,
    field: Option<String>,
    words: String,
}

impl Query {
    /// Reads any text.
    pub(crate) fn read(question: &str) -> Self {
        let mut query = Self {
            matching: String::new(),
            wanted: Vec::new(),
            first: i64::MIN,
            last: i64::MAX,
            remarks: Vec::new(),
        };
        let (mut with, mut without) = (Vec::new(), Vec::new());
        let mut terms = terms(question);
        if terms.len() > WORDS_MAX {
            query.remarks.push(format!("only the first {WORDS_MAX} words were looked for"));
            terms.truncate(WORDS_MAX);
        }
        for term in terms {
            let Some(matching) = query.term(&term) else { continue };
            if term.without {
                without.push(matching);
            } else {
                with.push(matching);
            }
        }
        // Every document is of the kind `cable`, so that a question of dates alone, or of what is not wanted,
        // goes the same way as any other.
        if with.is_empty() {
            with.push("kind : \"cable\"".to_owned());
        }
        query.matching = format!("({})", with.join(" AND "));
        if !without.is_empty() {
            query.matching = format!("{} NOT ({})", query.matching, without.join(" OR "));
        }
        query
    }

    fn term(&mut self, term: &Term) -> Option<String> {
        let column = match term.field.as_deref() {
            None => "{number subject text}",
            Some("from") => "origin",
            Some("tag") => "tags",
            Some("kind") => "kind",
            Some(field) => {
                self.bound(field, term);
                return None;
            }
        };
        let prefix = term.field.is_none() && term.words.ends_with('*');
        let words = term.words.trim_end_matches('*');
        if !words.chars().any(char::is_alphanumeric) {
            return None;
        }
        if term.field.is_none() && !term.without {
            self.wanted.push(words.to_owned());
        }
        let star = if prefix { "*" } else { "" };
        Some(format!("{column} : \"{}\"{star}", words.replace('"', " ")))
    }

    fn bound(&mut self, field: &str, term: &Term) {
        let Some((first, next)) = period(&term.words) else {
            self.remarks.push(format!("`{field}:{}` is no date; write {field}:1973-01-01", term.words));
            return;
        };
        match field {
            "after" => self.first = self.first.max(first_doc(first)),
            "before" => self.last = self.last.min(first_doc(first).saturating_sub(1)),
            _ => {
                self.first = self.first.max(first_doc(first));
                self.last = self.last.min(first_doc(next).saturating_sub(1));
            }
        }
    }
}

/// The fields of the language.
const FIELDS: [&str; 6] = ["from", "tag", "kind", "after", "before", "on"];

fn terms(question: &str) -> Vec<Term> {
    let characters: Vec<char> =
        question.chars().take(LENGTH_MAX).map(|c| if c == '\0' { ' ' } else { c }).collect();
    let mut rest = characters.as_slice();
    let mut terms = Vec::new();
    loop {
        while let [blank, more @ ..] = rest
            && blank.is_whitespace()
        {
            rest = more;
        }
        if rest.is_empty() {
            return terms;
        }
        let without = matches!(rest, ['-', next, ..] if !next.is_whitespace());
        rest = if without { &rest[1..] } else { rest };
        let field = FIELDS.iter().find(|field| {
            let name: Vec<char> = field.chars().chain([':']).collect();
            rest.len() > name.len()
                && rest.iter().zip(&name).all(|(typed, wanted)| typed.eq_ignore_ascii_case(wanted))
        });
        if let Some(field) = field {
            rest = rest.get(field.len() + 1..).unwrap_or_default();
        }
        let quoted = rest.first().is_some_and(|c| is_quote(*c));
        let body = if quoted { rest.get(1..).unwrap_or_default() } else { rest };
        let ends = |c: &char| if quoted { is_quote(*c) } else { c.is_whitespace() || is_quote(*c) };
        let end = body.iter().position(ends).unwrap_or(body.len());
        let words: String = body.iter().take(end).collect();
        // The closing quotation mark is taken with the phrase.
        rest = body.get(if quoted { end + 1 } else { end }..).unwrap_or_default();
        if !words.trim().is_empty() {
            terms.push(Term { without, field: field.map(|field| (*field).to_owned()), words });
        }
    }
}

fn is_quote(c: char) -> bool {
    matches!(c, '"' | '\u{201c}' | '\u{201d}' | '\u{201e}')
}

/// A day, a month or a year, from its first moment to the first after it.
fn period(text: &str) -> Option<(Timestamp, Timestamp)> {
    let numbers: Vec<i16> = text.split('-').map(str::parse).collect::<Result<_, _>>().ok()?;
    let small = |number: i16| i8::try_from(number).ok();
    let (first, next) = match *numbers.as_slice() {
        [year] => (Date::new(year, 1, 1).ok()?, Date::new(year.checked_add(1)?, 1, 1).ok()?),
        [year, month] => {
            let first = Date::new(year, small(month)?, 1).ok()?;
            (first, first.last_of_month().tomorrow().ok()?)
        }
        [year, month, day] => {
            let first = Date::new(year, small(month)?, small(day)?).ok()?;
            (first, first.tomorrow().ok()?)
        }
        _ => return None,
    };
    let moment = |day: Date| Some(day.to_zoned(TimeZone::UTC).ok()?.timestamp());
    Some((moment(first)?, moment(next)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_all_wanted_and_phrases_stay_together() {
        let query = Query::read("fishing \"lost gear\" -salmon net*");
        assert_eq!(
            query.matching,
            "({number subject text} : \"fishing\" AND {number subject text} : \"lost gear\" \
             AND {number subject text} : \"net\"*) NOT ({number subject text} : \"salmon\")"
        );
        assert_eq!(query.wanted, ["fishing", "lost gear", "net"]);
    }

    #[test]
    fn fields_narrow_and_dates_bound() {
        let query = Query::read("from:PARIS tag:PFOR after:1973-01-01 before:1974");
        assert_eq!(query.matching, "(origin : \"PARIS\" AND tags : \"PFOR\")");
        assert!(query.first < query.last && query.remarks.is_empty());
        let month = Query::read("on:1973-02");
        assert_eq!(month.matching, "(kind : \"cable\")");
        assert_eq!(month.last - month.first + 1, 28 * 24 * 60 * 4096);
    }

    #[test]
    fn a_bad_date_is_remarked_on_and_left_out() {
        let query = Query::read("after:yesterday fish");
        assert_eq!(query.first, i64::MIN);
        assert_eq!(query.remarks, ["`after:yesterday` is no date; write after:1973-01-01"]);
    }
}
