//! Facets: what the hits have in common, counted over the newest of those the reader may see and over nothing else, each
//! with the words that would narrow the question to it.

use std::collections::BTreeMap;

use serde::Serialize;

use super::Page;
use crate::Fault;

/// So many of the newest hits are counted.
const COUNTED_MAX: u32 = 1_000;
/// So many values of one kind are shown.
const VALUES_MAX: usize = 8;

/// One thing that hits are told apart by.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Facet {
    /// The operator that narrows by it: `from`.
    pub operator: &'static str,
    /// Its values, the most frequent first.
    pub values: Vec<Value>,
}

/// A value, and how many of the hits have it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Value {
    /// As a list shows it.
    pub word: String,
    /// As it is asked for: `from:LISBON`.
    pub question: String,
    /// How many.
    pub count: u32,
}

impl Page<'_> {
    pub(super) fn facets(&self) -> Result<Vec<Facet>, Fault> {
        let mut found = self.look.db.prepare_cached(
            "SELECT kind, origin, year, precedence, level, tags FROM (
                 SELECT word.rowid AS hit FROM word CROSS JOIN found ON found.doc = word.rowid
                 WHERE word MATCH ?1 AND word.rowid >= ?2 AND word.rowid <= ?3
                     AND found.label IN (SELECT value FROM json_each(?4))
                     AND (?6 IS NULL OR EXISTS (SELECT 1 FROM cable WHERE cable.doc = found.doc
                         AND at <= ?6 AND arrived <= ?7))
                 ORDER BY word.rowid DESC LIMIT ?5)
             CROSS JOIN cable ON cable.doc = hit",
        )?;
        let (first, last) = (self.query.first, self.query.last);
        let mut rows = found.query((
            &self.query.matching,
            first,
            last,
            self.permitted,
            COUNTED_MAX,
            self.then.0,
            self.then.1,
        ))?;
        let mut counted: [(&'static str, BTreeMap<String, u32>); 6] =
            ["is", "from", "date", "prec", "mark", "tags"].map(|operator| (operator, BTreeMap::new()));
        let mut hits = 0;
        while let Some(row) = rows.next()? {
            hits += 1;
            let year = row.get::<_, Option<i16>>(2)?.map(|year| year.to_string());
            let tags: String = row.get(5)?;
            let mut tags: Vec<&str> = tags.split_whitespace().collect();
            tags.sort_unstable();
            tags.dedup();
            let values: [Vec<String>; 6] = [
                vec![row.get(0)?],
                vec![row.get(1)?],
                year.into_iter().collect(),
                vec![row.get(3)?],
                vec![row.get(4)?],
                tags.into_iter().map(str::to_owned).collect(),
            ];
            for ((_, counts), values) in counted.iter_mut().zip(values) {
                for value in values.into_iter().filter(|value| !value.is_empty()) {
                    *counts.entry(value).or_insert(0) += 1;
                }
            }
        }
        let facets = counted.into_iter().map(|(operator, counts)| {
            // What all the hits have does not narrow anything.
            let mut values: Vec<Value> = counts
                .into_iter()
                .filter(|(_, count)| *count < hits)
                .map(|(word, count)| Value { question: asked(operator, &word), word, count })
                .collect();
            values.sort_by_key(|value| std::cmp::Reverse(value.count));
            values.truncate(VALUES_MAX);
            Facet { operator, values }
        });
        Ok(facets.filter(|facet| !facet.values.is_empty()).collect())
    }
}

fn asked(operator: &str, word: &str) -> String {
    let plain = word.chars().all(|c| c.is_alphanumeric() || c == '-');
    if plain { format!("{operator}:{word}") } else { format!("{operator}:\"{}\"", word.replace('"', " ")) }
}
