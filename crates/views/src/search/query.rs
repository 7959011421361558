//! The question as typed, read into what the index understands. Words are all wanted unless OR stands between them, a
//! dash takes one away, parentheses keep some together, `from:` and its like say where to look. An operator nobody
//! knows is an error, with the nearest name if one is near, and never silently a word; nothing typed is taken for the index's own syntax.

use domain::cable::{Number, Said};
use domain::directory::Directory;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::cable::first_doc;
use crate::search::sentences;

/// The longest question that is read, in characters.
const LENGTH_MAX: usize = 1_000;

/// The most words of one question.
const WORDS_MAX: usize = 32;

/// How deep parentheses may stand in one another.
const DEPTH_MAX: usize = 8;

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
    pub(crate) remarks: Vec<Said>,
    /// Why nothing is looked for.
    pub(crate) errors: Vec<Said>,
}

/// The operators of the language.
const OPERATORS: [&str; 18] = [
    "from", "to", "post", "host", "tags", "tag", "mark", "prec", "ref", "quote", "subject", "date", "on",
    "after", "before", "is", "kind", "has",
];

/// The columns in which a word without an operator is looked for.
const ANYWHERE: &str = "{number subject text}";

/// What a cable can be asked to be, and to have.
const KINDS: [&str; 3] = ["instruction", "reply", "filed"];
const HOLDINGS: [&str; 4] = ["ref", "tags", "captions", "text"];

/// What parentheses hold: what is wanted, and what is not.
#[derive(Default)]
struct All {
    with: Vec<String>,
    without: Vec<String>,
}

impl All {
    /// In the index's language; nothing if nothing is asked.
    fn print(&self) -> Option<String> {
        if self.with.is_empty() && self.without.is_empty() {
            return None;
        }
        // Every document is of the kind `cable`, so that a question of what is not wanted goes the same way.
        let with = match self.with.as_slice() {
            [] => "kind : \"cable\"".to_owned(),
            all => all.join(" AND "),
        };
        Some(if self.without.is_empty() {
            format!("({with})")
        } else {
            format!("(({with}) NOT ({}))", self.without.join(" OR "))
        })
    }
}

/// Reading, from left to right.
struct Reading<'a> {
    rest: &'a [char],
    directory: &'a Directory,
    query: Query,
    words: usize,
}

impl Query {
    /// Reads any text; the directory says which offices a name means.
    pub(crate) fn read(question: &str, directory: &Directory) -> Self {
        let characters: Vec<char> =
            question.chars().take(LENGTH_MAX).map(|c| if c == '\0' { ' ' } else { c }).collect();
        let query = Self {
            matching: String::new(),
            wanted: Vec::new(),
            first: i64::MIN,
            last: i64::MAX,
            remarks: Vec::new(),
            errors: Vec::new(),
        };
        let mut reading = Reading { rest: &characters, directory, query, words: 0 };
        let mut all = All::default();
        // A parenthesis that closes nothing is passed over.
        while !reading.rest.is_empty() {
            all.with.extend(reading.any(0));
            reading.rest = reading.rest.get(1..).unwrap_or_default();
        }
        let mut query = reading.query;
        query.matching = all.print().unwrap_or_else(|| "kind : \"cable\"".to_owned());
        if reading.words > WORDS_MAX {
            query.remarks.push(sentences::WORDS.with([("most", &WORDS_MAX)]));
        }
        query
    }
}

impl Reading<'_> {
    /// Until the end or a parenthesis that closes: all of this, or all of that.
    fn any(&mut self, depth: usize) -> Option<String> {
        let mut ways = vec![];
        let mut all = All::default();
        loop {
            self.blanks();
            match self.rest {
                [] | [')', ..] => break,
                ['O', 'R', next, ..] if next.is_whitespace() || *next == '(' => {
                    self.rest = self.rest.get(2..).unwrap_or_default();
                    ways.extend(std::mem::take(&mut all).print());
                }
                _ => self.one(depth, &mut all),
            }
        }
        ways.extend(all.print());
        match ways.as_slice() {
            [] => None,
            [one] => Some(one.clone()),
            many => Some(format!("({})", many.join(" OR "))),
        }
    }

    fn blanks(&mut self) {
        let blanks = self.rest.iter().take_while(|c| c.is_whitespace()).count();
        self.rest = self.rest.get(blanks..).unwrap_or_default();
    }

    /// One word, phrase or pair of parentheses, wanted or not.
    fn one(&mut self, depth: usize, all: &mut All) {
        let without = matches!(self.rest, ['-', next, ..] if !next.is_whitespace());
        if without {
            self.rest = self.rest.get(1..).unwrap_or_default();
        }
        let found = if let ['(', inner @ ..] = self.rest {
            self.rest = inner;
            if depth == DEPTH_MAX {
                self.query.errors.push(sentences::DEPTH.with([("most", &DEPTH_MAX)]));
                self.rest = &[];
                return;
            }
            let found = self.any(depth + 1);
            self.rest = self.rest.get(1..).unwrap_or_default();
            found
        } else {
            self.term(depth, without)
        };
        if without { &mut all.without } else { &mut all.with }.extend(found);
    }

    fn term(&mut self, depth: usize, without: bool) -> Option<String> {
        let name: String = self.rest.iter().take_while(|c| c.is_ascii_alphabetic()).collect();
        let after = self.rest.get(name.len()..).unwrap_or_default();
        // `http://` and a colon at the end of a word are no operators.
        let operator = matches!(after, [':', next, ..] if !next.is_whitespace() && !matches!(next, '/' | ')' | ':'))
            && (2..=16).contains(&name.len());
        let name = name.to_ascii_lowercase();
        if operator {
            self.rest = after.get(1..).unwrap_or_default();
        }
        let (words, prefix) = self.words(!operator);
        self.words += 1;
        if self.words > WORDS_MAX || !words.chars().any(char::is_alphanumeric) {
            return None;
        }
        if operator {
            return self.operated(&name, &words, depth > 0 || without);
        }
        if !without {
            self.query.wanted.push(words.clone());
        }
        Some(format!("{ANYWHERE} : {}{}", quoted(&words), if prefix { "*" } else { "" }))
    }

    /// A word or what stands in quotes, and whether only its beginning was given.
    fn words(&mut self, free: bool) -> (String, bool) {
        let is_quoted = self.rest.first().is_some_and(|c| is_quote(*c));
        let body = if is_quoted { self.rest.get(1..).unwrap_or_default() } else { self.rest };
        let ends = |c: &char| {
            if is_quoted { is_quote(*c) } else { c.is_whitespace() || is_quote(*c) || matches!(c, '(' | ')') }
        };
        let end = body.iter().position(ends).unwrap_or(body.len());
        let words: String = body.iter().take(end).collect();
        // The closing quotation mark is taken with the phrase; a lone mark of another kind is passed over.
        let next = if is_quoted || end == 0 { end + 1 } else { end };
        self.rest = body.get(next.min(body.len())..).unwrap_or_default();
        let prefix = free && !is_quoted && words.ends_with('*');
        (words.trim_end_matches('*').to_owned(), prefix)
    }

    fn operated(&mut self, name: &str, words: &str, inside: bool) -> Option<String> {
        let one_of = |known: &[&str]| known.iter().any(|known| known.eq_ignore_ascii_case(words));
        match name {
            "from" => Some(self.party("origin", words)),
            "to" => Some(self.party("addressed", words)),
            "post" => Some(self.party("{origin addressed}", words)),
            "host" => self.host(words),
            "tags" | "tag" => Some(format!("tags : {}", quoted(words))),
            "mark" => Some(format!("marks : {}", quoted(words))),
            "prec" => Some(format!("prec : {}", quoted(words))),
            "subject" | "quote" => {
                self.query.wanted.push(words.to_owned());
                Some(format!("{} : {}", if name == "quote" { "text" } else { name }, quoted(words)))
            }
            "ref" => match words.replace('-', " ").parse::<Number>() {
                Ok(number) => {
                    Some(format!("cites : {}", quoted(&format!("{} {}", number.station, number.serial))))
                }
                Err(_) => self.wrong(sentences::REF.with([("words", &words)])),
            },
            "is" | "kind" if one_of(&KINDS) => Some(format!("kind : {}", quoted(words))),
            "is" | "kind" => self.wrong(sentences::KIND.with([
                ("name", &name),
                ("words", &words),
                ("known", &KINDS.join(", ")),
            ])),
            "has" if one_of(&HOLDINGS) => Some(format!("holds : {}", quoted(words))),
            "has" => self.wrong(sentences::HAS.with([("words", &words), ("known", &HOLDINGS.join(", "))])),
            "date" | "on" | "after" | "before" if inside => {
                self.wrong(sentences::WHOLE.with([("name", &name)]))
            }
            "date" | "on" | "after" | "before" => self.bound(name, words),
            _ => {
                let near = domain::cable::remark::nearest(name, OPERATORS.iter().copied(), 2);
                self.wrong(match near {
                    Some(near) => sentences::OPERATOR_NEAR.with([("name", &name), ("near", &near)]),
                    None => sentences::OPERATOR.with([("name", &name)]),
                })
            }
        }
    }

    fn wrong(&mut self, said: Said) -> Option<String> {
        self.query.errors.push(said);
        None
    }

    /// A name as written, and the codes of the offices that are called so.
    fn party(&self, column: &str, words: &str) -> String {
        let called = self.directory.offices().map(|office| &office.opened).filter(|office| {
            [&office.name, &office.station, &office.city].iter().any(|name| name.eq_ignore_ascii_case(words))
        });
        let codes = called.map(|office| quoted(office.office.as_str()));
        let all: Vec<String> = std::iter::once(quoted(words)).chain(codes).collect();
        format!("{column} : ({})", all.join(" OR "))
    }

    /// The offices in a host country, by its code.
    fn host(&mut self, words: &str) -> Option<String> {
        let there = self.directory.offices().map(|office| &office.opened).filter(|office| {
            office.country.as_ref().is_some_and(|country| country.eq_ignore_ascii_case(words))
        });
        let codes: Vec<String> = there.map(|office| quoted(office.office.as_str())).collect();
        if codes.is_empty() {
            return self.wrong(sentences::HOST.with([("words", &words)]));
        }
        Some(format!("{{origin addressed}} : ({})", codes.join(" OR ")))
    }

    /// Narrows the days; always without a word for the index.
    fn bound(&mut self, name: &str, words: &str) -> Option<String> {
        let range = words.split_once("..").filter(|_| matches!(name, "date" | "on"));
        let (from, until) = range.unwrap_or((words, words));
        let open = |text: &str| range.is_some() && text.is_empty();
        let (first, last) = (period(from), period(until));
        if (first.is_none() && !open(from)) || (last.is_none() && !open(until)) || (open(from) && open(until))
        {
            return self.wrong(sentences::DATE.with([("name", &name), ("words", &words)]));
        }
        let query = &mut self.query;
        if let Some((first, _)) = first.filter(|_| name != "before") {
            query.first = query.first.max(first_doc(first));
        }
        let end = match name {
            "after" => None,
            "before" => first.map(|(first, _)| first),
            _ => last.map(|(_, next)| next),
        };
        if let Some(end) = end {
            query.last = query.last.min(first_doc(end).saturating_sub(1));
        }
        None
    }
}

/// A phrase in the index's language; whatever stands in it is only words.
fn quoted(words: &str) -> String {
    format!("\"{}\"", words.replace('"', " "))
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

    fn read(question: &str) -> Query {
        Query::read(question, &Directory::default())
    }

    const TEXT: &str = "{number subject text}";

    #[test]
    fn words_are_all_wanted_and_phrases_stay_together() {
        let query = read("fishing \"lost gear\" -salmon net*");
        let all = format!("{TEXT} : \"fishing\" AND {TEXT} : \"lost gear\" AND {TEXT} : \"net\"*");
        assert_eq!(query.matching, format!("((({all}) NOT ({TEXT} : \"salmon\")))"));
        assert_eq!(query.wanted, ["fishing", "lost gear", "net"]);
    }

    #[test]
    fn one_or_the_other_and_parentheses_hold_together() {
        let query = read("a1 OR (b1 -c1)");
        assert_eq!(
            query.matching,
            format!("((({TEXT} : \"a1\") OR ((({TEXT} : \"b1\") NOT ({TEXT} : \"c1\")))))")
        );
        assert!(query.errors.is_empty());
        assert_eq!(read("OR").wanted, ["OR"], "alone it is a word");
        assert_eq!(read("a)b").wanted, ["a", "b"]);
    }

    #[test]
    fn operators_narrow_and_dates_bound() {
        let query = read("from:PARIS tags:PFOR after:1973-01-01 before:1974");
        assert_eq!(query.matching, "((origin : (\"PARIS\") AND tags : \"PFOR\"))");
        assert!(query.first < query.last && query.errors.is_empty());
        let month = read("on:1973-02");
        assert_eq!(month.matching, "kind : \"cable\"");
        assert_eq!(month.last - month.first + 1, 28 * 24 * 60 * 4096);
        let two = read("date:1973-02..1973-03");
        assert_eq!(two.last - two.first + 1, (28 + 31) * 24 * 60 * 4096);
        assert_eq!(read("date:..1973").first, i64::MIN);
        assert_eq!(read("ref:26-MFA-004312").matching, "((cites : \"MFA 4312\"))");
    }

    #[test]
    fn an_operator_nobody_knows_is_an_error_with_the_nearest_name() {
        let said = |question: &str| {
            read(question).errors.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")
        };
        assert!(said("form:PARIS fish").contains("did you mean `from:`"), "{}", said("form:PARIS fish"));
        assert!(said("tgas:EFIS").contains("`tags:`"), "{}", said("tgas:EFIS"));
        assert!(said("is:unread").contains("instruction, reply, filed"));
        assert!(said("after:yesterday").contains("is no date"));
        assert!(said("-after:1973").contains("whole question"));
        assert!(said("host:XX").contains("no office"));
        for word in ["http://example.org", "Re: nets", "\"form:PARIS\"", "12:30", "a:b"] {
            assert_eq!(said(word), "", "{word}");
        }
    }
}
