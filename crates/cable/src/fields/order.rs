//! The line of the executive order under which a cable is protected: order, code, date, kept apart and never
//! trusted, because real lines hold every misspelling there is.

use jiff::civil;
use serde::{Deserialize, Serialize};

use super::number::window;

/// The line after `E.O.`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderLine {
    /// The order's number (`11652`), or `GP` for the group marks before 1972.
    pub order: Option<String>,
    /// The code (`GDS`, `XGDS`, `N/A`, `DECL`).
    pub code: Option<String>,
    /// The reason after an exemption (`XGDS-3`).
    pub reason: Option<u8>,
    /// The day on which protection ends.
    pub date: Option<civil::Date>,
    /// The line without its label, blanks squeezed; a classifier's name stays in it.
    pub raw: String,
}

/// Takes the label off and returns what follows: `E.O. 11652: GDS`, `EO 11652`, `11652: GDS`.
pub(crate) fn label(line: &str) -> Option<&str> {
    let bytes = line.as_bytes();
    let mut at = 0;
    let skip = |mut at: usize| {
        while bytes.get(at).is_some_and(|b| matches!(b, b' ' | b'.')) {
            at += 1;
        }
        at
    };
    let is = |at: usize, letter: u8| bytes.get(at).is_some_and(|b| b.eq_ignore_ascii_case(&letter));
    if is(0, b'E') {
        at = skip(1);
        if is(at, b'O') || is(at, b'0') {
            at = skip(at + 1);
        }
    }
    let rest = line.get(at..)?;
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    // The orders in question have five digits; four or six are a slip of the tape.
    let plain = (4..=6).contains(&digits);
    let known = plain
        && (at > 0
            || ["11652", "12065", "12356", "12958", "13526"].iter().any(|order| rest.starts_with(order)));
    // The group marks of the orders before 1972 (`GP-3`) stand in the same place.
    let group = rest.strip_prefix("GP").is_some_and(|rest| {
        rest.trim_start_matches(['-', ' ', '.']).starts_with(|c: char| c.is_ascii_digit())
    });
    (known || (at > 1 && group)).then_some(rest)
}

impl OrderLine {
    /// Reads the line from the order's number on.
    pub(crate) fn read(rest: &str) -> Self {
        let raw = super::squeeze(rest);
        let digits = raw.bytes().take_while(u8::is_ascii_digit).count();
        let group = raw.starts_with("GP").then_some("GP");
        let order = raw.get(..digits).filter(|order| !order.is_empty()).or(group).map(str::to_owned);
        if group.is_some() {
            return Self { order, raw, ..Self::default() };
        }
        let tail = raw.get(digits..).unwrap_or("").trim_start_matches([':', ' ', '.', ',', ';', '-']);
        let mut line = Self { order, ..Self::default() };
        let end = tail.find(|c: char| !(c.is_ascii_alphanumeric() || c == '/')).unwrap_or(tail.len());
        let word = tail.get(..end).unwrap_or("");
        let code = word.trim_end_matches(|c: char| c.is_ascii_digit());
        if !code.is_empty() {
            line.code = Some(if code.eq_ignore_ascii_case("NA") {
                "N/A".to_owned()
            } else {
                code.to_ascii_uppercase()
            });
        }
        let reason = word.get(code.len()..).filter(|digit| digit.len() == 1);
        let reason = reason.or_else(|| {
            let next = tail.get(end..)?.trim_start_matches(['-', ' ', '(']);
            next.get(..1).filter(|_| {
                !next
                    .get(1..2)
                    .is_some_and(|c| c == "/" || c.as_bytes().first().is_some_and(u8::is_ascii_digit))
            })
        });
        line.reason = reason
            .filter(|_| code.eq_ignore_ascii_case("XGDS"))
            .and_then(|digit| digit.parse().ok())
            .filter(|reason| (1..=4).contains(reason));
        line.date = tail.split([' ', ',', ':', ';', '(']).find_map(us_date);
        line.raw = raw;
        line
    }
}

/// Reads `11/15/85`, `12-31-74`, `02/18/2009`, and `2035-06-30`.
fn us_date(word: &str) -> Option<civil::Date> {
    let mut parts = word.split(['/', '-']);
    let (first, second, third) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() || [first, second, third].iter().any(|part| part.len() > 4) {
        return None;
    }
    if first.len() == 4 {
        return civil::Date::new(first.parse().ok()?, second.parse().ok()?, third.parse().ok()?).ok();
    }
    let year = third.parse().ok().map(|year| if third.len() == 2 { window(year) } else { year })?;
    civil::Date::new(year, first.parse().ok()?, second.parse().ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str) -> OrderLine {
        OrderLine::read(label(line).unwrap())
    }

    #[test]
    fn order_code_and_date_are_kept_apart_and_the_classifier_stays_text() {
        let line = read("E.O. 12065: GDS 11/15/85 (VEST, GEORGE S.)");
        assert_eq!((line.order.as_deref(), line.code.as_deref()), (Some("12065"), Some("GDS")));
        assert_eq!(line.date.map(|date| date.to_string()).as_deref(), Some("1985-11-15"));
        assert!(line.raw.contains("VEST"));
    }

    #[test]
    fn an_exemption_may_lack_its_reason() {
        assert_eq!(
            (read("E.O. 11652: XGDS").code.as_deref(), read("E.O. 11652: XGDS").reason),
            (Some("XGDS"), None)
        );
        assert_eq!((read("E.O. 11652: XGDS-3").reason, read("E.O. 11652: XGDS2").reason), (Some(3), Some(2)));
    }

    #[test]
    fn the_label_has_many_spellings() {
        for line in [
            "E. O. 11652: GDS",
            "EO 11652: GDS",
            "E.O11652: GDS",
            "11652: GDS",
            "E.O. 11652 GDS",
            "E.O. 11652:GDS",
        ] {
            assert_eq!(read(line).code.as_deref(), Some("GDS"), "{line}");
        }
        assert_eq!(read("E.O. 11652: NA").code.as_deref(), Some("N/A"));
        for line in ["EMBASSY 11652", "19731 X", "1. TEXT", "E. X"] {
            assert_eq!(label(line), None, "{line}");
        }
    }
}
