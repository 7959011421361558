//! What the tables of a profile say, row by row and with the days of each, for whoever shows a profile to people. What a
//! row means for a sheet is in the profile.

use std::borrow::Cow;

use jiff::civil;

use super::tables::CodeKind;
use super::{Family, Profile, Scope};

/// A table of a profile.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Table {
    /// Precedences, and the hours each takes.
    Precedences,
    /// Levels in use.
    Levels,
    /// Captions.
    Captions,
    /// Codes of the TAGS line.
    Tags,
    /// Orders under which cables are classified.
    Orders,
    /// Series of numbers.
    Series,
    /// Names for many posts at once.
    Collectives,
    /// Who clears what.
    Clearers,
}

/// One row of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row<'a> {
    /// The table it stands in.
    pub table: Table,
    /// The words it is about, as cables have them.
    pub words: Vec<Cow<'a, str>>,
    /// What it says of them.
    pub notes: Vec<Note<'a>>,
    /// The first day it holds, if it has one.
    pub from: Option<civil::Date>,
    /// The last day it holds, if it has one.
    pub until: Option<civil::Date>,
}

/// One thing a row says of its words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Note<'a> {
    /// What they are, in a word of the file: a family of captions, a kind of code, whose numbers count on.
    Kind(&'static str),
    /// Something that holds of them, by its name in the file.
    Holds(&'static str),
    /// The hours from release to the reader.
    Hours(u16),
    /// Who clears what asks them to act.
    Clearer(&'a str),
    /// Who clears what only informs them.
    Informed(&'a str),
    /// Further names, and the key they stand under in the file.
    Names(&'static str, &'a [String]),
}

impl Table {
    /// Every table, in the order they are shown.
    pub const ALL: [Self; 8] = [
        Self::Precedences,
        Self::Levels,
        Self::Captions,
        Self::Tags,
        Self::Orders,
        Self::Series,
        Self::Collectives,
        Self::Clearers,
    ];

    /// The key of the table in the file.
    pub fn word(self) -> &'static str {
        match self {
            Self::Precedences => "precedence",
            Self::Levels => "level",
            Self::Captions => "caption",
            Self::Tags => "tags",
            Self::Orders => "order",
            Self::Series => "series",
            Self::Collectives => "collective",
            Self::Clearers => "clearer",
        }
    }
}

impl Row<'_> {
    /// Tells whether the row holds on a day.
    pub fn holds_on(&self, day: civil::Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day <= until)
    }
}

impl Family {
    fn word(self) -> &'static str {
        match self {
            Self::Distribution => "distribution",
            Self::Control => "control",
            Self::Channel => "channel",
            Self::Special => "special",
            Self::Widening => "widening",
        }
    }
}

impl CodeKind {
    fn word(self) -> &'static str {
        match self {
            Self::Subject => "subject",
            Self::Organization => "organization",
            Self::Programme => "programme",
            Self::Country => "country",
        }
    }
}

impl Scope {
    fn word(self) -> &'static str {
        match self {
            Self::Station => "station",
            Self::Service => "service",
        }
    }
}

fn words(names: &[String]) -> Vec<Cow<'_, str>> {
    names.iter().map(|name| Cow::Borrowed(name.as_str())).collect()
}

/// The notes of those that hold.
fn holding<'a>(each: &[(bool, &'static str)]) -> impl Iterator<Item = Note<'a>> {
    each.iter().filter(|(holds, _)| *holds).map(|(_, name)| Note::Holds(name))
}

/// The notes of those lists that have anything in them.
fn listed<'a>(each: &[(&'static str, &'a [String])]) -> impl Iterator<Item = Note<'a>> {
    each.iter().filter(|(_, names)| !names.is_empty()).map(|(key, names)| Note::Names(key, names))
}

impl Profile {
    /// Returns the profiles of the house.
    pub fn house() -> impl Iterator<Item = Self> {
        super::HOUSE.iter().filter_map(|text| Self::read(text).ok())
    }

    /// Returns every row of every table, those of other days too, in the order of the file.
    pub fn rows(&self) -> Vec<Row<'_>> {
        let row = |table, words, notes, (from, until)| Row { table, words, notes, from, until };
        let precedences = self.precedence.iter().map(|it| {
            let words = it.words.iter().map(|word| Cow::Borrowed(word.word())).collect();
            row(
                Table::Precedences,
                words,
                it.hours.map(Note::Hours).into_iter().collect(),
                (it.from, it.until),
            )
        });
        let levels = self.level.iter().map(|it| {
            let words = it.words.iter().map(|level| Cow::Borrowed(level.word())).collect();
            row(Table::Levels, words, Vec::new(), (it.from, it.until))
        });
        let captions = self.caption.iter().map(|it| {
            let holds = holding(&[(it.alone, "alone"), (it.holders, "holders")]).collect::<Vec<_>>();
            let notes = std::iter::once(Note::Kind(it.family.word())).chain(holds).collect();
            row(Table::Captions, words(&it.names), notes, (it.from, it.until))
        });
        let tags = self.tags.iter().map(|it| {
            let codes = it.codes.split_whitespace().map(Cow::Borrowed).collect();
            let holds = holding(&[(it.temporary, "temporary")]).collect::<Vec<_>>();
            let notes = std::iter::once(Note::Kind(it.kind.word())).chain(holds).collect();
            row(Table::Tags, codes, notes, (it.from, it.until))
        });
        let orders = self.order.iter().map(|it| {
            let number = vec![Cow::Borrowed(it.number.as_str())];
            let holds = [(it.classifier, "classifier"), (it.reason, "reason"), (it.always, "always")];
            let notes = listed(&[("codes", it.codes.as_slice())]).chain(holding(&holds)).collect();
            row(Table::Orders, number, notes, (it.from, it.until))
        });
        let series = self.series.iter().map(|it| {
            let holds = holding(&[(it.yearly, "yearly")]).collect::<Vec<_>>();
            let notes = std::iter::once(Note::Kind(it.scope.word())).chain(holds).collect();
            row(Table::Series, vec![Cow::Borrowed(it.form.as_str())], notes, (it.from, it.until))
        });
        let collectives = self.collective.iter().map(|it| {
            let clear =
                [it.clearer.as_deref().map(Note::Clearer), it.informed.as_deref().map(Note::Informed)];
            let holds = holding(&[(it.worldwide, "worldwide")]).collect::<Vec<_>>();
            let notes = holds.into_iter().chain(clear.into_iter().flatten()).collect();
            row(Table::Collectives, words(&it.names), notes, (it.from, it.until))
        });
        let clearers = self.clearer.iter().map(|it| {
            let of =
                [("countries", it.countries.as_slice()), ("agencies", &it.agencies), ("posts", &it.posts)];
            let who = vec![Cow::Borrowed(it.clearer.as_str())];
            row(Table::Clearers, who, listed(&of).collect(), (it.from, it.until))
        });
        let known = precedences.chain(levels).chain(captions).chain(tags);
        known.chain(orders).chain(series).chain(collectives).chain(clearers).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_holds_from_its_first_day_to_its_last() {
        let us = Profile::named("us-current").expect("of the house");
        let rows = us.rows();
        let priority = rows.iter().find(|row| row.words == ["PRIORITY"]).expect("a row of its own");
        assert_eq!((priority.table, priority.notes.as_slice()), (Table::Precedences, &[Note::Hours(3)][..]));
        assert!(priority.holds_on(civil::date(2016, 12, 31)) && !priority.holds_on(civil::date(2017, 1, 1)));
        let order = rows.iter().find(|row| row.words == ["12958"]).expect("a row of its own");
        assert!(!order.holds_on(civil::date(1995, 10, 13)) && order.holds_on(civil::date(1995, 10, 14)));
        assert!(order.notes.contains(&Note::Holds("reason")), "{order:?}");
    }

    #[test]
    fn every_table_of_every_profile_is_shown_with_all_its_words() {
        for profile in Profile::house() {
            let rows = profile.rows();
            let of = |table| rows.iter().filter(move |row| row.table == table).count();
            let counts = [
                profile.precedence.len(),
                profile.level.len(),
                profile.caption.len(),
                profile.tags.len(),
                profile.order.len(),
                profile.series.len(),
                profile.collective.len(),
                profile.clearer.len(),
            ];
            assert_eq!(Table::ALL.map(of), counts, "{}", profile.code);
            assert!(rows.iter().all(|row| !row.words.is_empty()), "{}", profile.code);
        }
        assert_eq!(Profile::house().count(), 4);
    }

    #[test]
    fn what_holds_on_a_day_is_what_sheets_are_checked_by() {
        for day in [civil::date(1976, 6, 1), civil::date(2010, 6, 1), civil::date(2026, 6, 1)] {
            for profile in Profile::house().map(|profile| profile.as_of(day)) {
                let rows = profile.rows();
                let captions = rows.iter().filter(|row| row.table == Table::Captions && row.holds_on(day));
                let shown: Vec<&str> = captions.flat_map(|row| row.words.iter().map(AsRef::as_ref)).collect();
                assert_eq!(shown, profile.captions().collect::<Vec<_>>(), "{} on {day}", profile.code);
            }
        }
    }
}
