//! References: what a cable cites and what cites it, as written. Which cable a reference means is asked when it
//! is read, so a cable that arrives after the one that cites it is found without any repair. A reference without
//! a year means the citing cable's year, else the year before; a cable never cites itself.

use domain::cable::fields::reference;
use domain::cable::{Number, Reference};
use domain::entry::Entry;
use domain::fact::Fact;
use domain::words::EntryId;
use jiff::ToSpan;
use jiff::tz::TimeZone;
use serde::Serialize;

use crate::cable::{self, CableLine};
use crate::follow::Apply;
use crate::look::Look;
use crate::{Fault, say};

pub(crate) const VERSION: u32 = 1;

pub(crate) const TABLE: &str = "
CREATE TABLE reference (
    citing  TEXT    NOT NULL,
    place   INTEGER NOT NULL,
    letter  TEXT,
    raw     TEXT    NOT NULL,
    station TEXT,
    serial  INTEGER,
    year    INTEGER,
    PRIMARY KEY (citing, place)
) WITHOUT ROWID;
CREATE INDEX reference_number ON reference (station, serial) WHERE serial IS NOT NULL;";

/// A reference, seen from either end.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ReferenceView {
    /// The letter before it in the list.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub letter: Option<char>,
    /// The reference as written.
    pub raw: String,
    /// The cable at the other end; none if it is not here, or not for this reader.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cable: Option<CableLine>,
}

pub(crate) fn apply(to: &mut Apply<'_>, dossier: EntryId, entry: &Entry, fact: &Fact) -> Result<(), Fault> {
    let list = |lines: &[String]| lines.iter().flat_map(|line| reference::list(line, 0)).collect::<Vec<_>>();
    let references = match fact {
        Fact::DraftBegun(begun) if entry.id == dossier => list(&begun.content.references),
        Fact::DraftRevised(revised) if entry.office() == dossier.office => list(&revised.content.references),
        Fact::CableFiled(_) if entry.id == dossier => {
            to.filed.as_ref().map(|cable| cable.references.clone()).unwrap_or_default()
        }
        _ => return Ok(()),
    };
    if entry.id != dossier {
        to.db.prepare_cached("DELETE FROM reference WHERE citing = ?1")?.execute([dossier.to_string()])?;
    }
    for (place, reference) in (0i64..).zip(&references) {
        put(to, dossier, place, reference)?;
    }
    Ok(())
}

fn put(to: &Apply<'_>, citing: EntryId, place: i64, reference: &Reference) -> Result<(), Fault> {
    let number = reference.number.as_ref();
    to.db.prepare_cached("INSERT OR IGNORE INTO reference VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)")?.execute(
        (
            citing.to_string(),
            place,
            reference.letter.map(String::from),
            &reference.raw,
            number.map(|number| number.station.as_str()),
            number.map(|number| number.serial),
            number.and_then(|number| number.year),
        ),
    )?;
    Ok(())
}

/// What a cable cites.
pub(crate) fn out(look: &Look<'_>, citing: &CableLine) -> Result<Vec<ReferenceView>, Fault> {
    let mut found = look.db.prepare_cached(
        "SELECT letter, raw, station, serial, year FROM reference WHERE citing = ?1 ORDER BY place",
    )?;
    let mut rows = found.query([citing.dossier.to_string()])?;
    let mut references = Vec::new();
    while let Some(row) = rows.next()? {
        let letter: Option<String> = row.get(0)?;
        let (station, serial): (Option<String>, Option<u32>) = (row.get(2)?, row.get(3)?);
        let year = row.get(4)?;
        let number = station.zip(serial).map(|(station, serial)| Number { station, year, serial });
        let cable = match number {
            Some(number) => resolve(look, &number, citing)?,
            None => None,
        };
        let letter = letter.and_then(|letter| letter.chars().next());
        references.push(ReferenceView { letter, raw: row.get(1)?, cable });
    }
    Ok(references)
}

/// What cites a cable, oldest first.
pub(crate) fn back(look: &Look<'_>, cited: &CableLine) -> Result<Vec<ReferenceView>, Fault> {
    let Some(number) = &cited.number else { return Ok(Vec::new()) };
    let mut found = look.db.prepare_cached(
        "SELECT citing, letter, raw, year FROM reference WHERE station = ?1 AND serial = ?2 ORDER BY citing, place",
    )?;
    let mut rows = found.query((&number.station, number.serial))?;
    let mut references: Vec<ReferenceView> = Vec::new();
    while let Some(row) = rows.next()? {
        let Some(citing) = cable::one(look, say::read(row, 0)?)? else { continue };
        let meant = Number { year: row.get(3)?, ..number.clone() };
        let known =
            |view: &ReferenceView| view.cable.as_ref().is_some_and(|cable| cable.dossier == citing.dossier);
        let is_it = resolve(look, &meant, &citing)?.is_some_and(|found| found.dossier == cited.dossier);
        if is_it && !references.iter().any(known) {
            let letter: Option<String> = row.get(1)?;
            let letter = letter.and_then(|letter| letter.chars().next());
            references.push(ReferenceView { letter, raw: row.get(2)?, cable: Some(citing) });
        }
    }
    references.sort_by_key(|view| view.cable.as_ref().map(|cable| (cable.at, cable.dossier)));
    Ok(references)
}

/// The cable that a number on a REF line means, among those the reader may see.
fn resolve(look: &Look<'_>, number: &Number, citing: &CableLine) -> Result<Option<CableLine>, Fault> {
    let mut found = cable::numbered(look, &number.station, number.serial)?;
    found.retain(|cable| cable.dossier != citing.dossier);
    let of = |year: i16| move |cable: &&CableLine| cable.number.as_ref().and_then(|n| n.year) == Some(year);
    if let Some(year) = number.year {
        return Ok(found.iter().find(of(year)).cloned());
    }
    let sent = citing.at.to_zoned(TimeZone::UTC).year();
    let year = citing.number.as_ref().and_then(|number| number.year).unwrap_or(sent);
    // Date-time groups are typed by hand; a day of grace keeps a slip of the hour from hiding a cable.
    let grace = citing.at.checked_add(24.hours()).unwrap_or(citing.at);
    let this = found.iter().filter(|cable| cable.at <= grace).find(of(year));
    Ok(this.or_else(|| found.iter().find(of(year - 1))).cloned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::When;
    use crate::trial::{Trial, reader};

    /// A telegram of Paris under a number and a date that cites another.
    fn telegram(serial: u32, dtg: &str, reference: &str) -> String {
        format!(
            "UNCLAS\nPAGE 01 PARIS {serial:05}\n\nR {dtg}\nFM AMEMBASSY PARIS\nTO SECSTATE WASHDC 1234\n\n\
             UNCLAS PARIS {serial:05}\n\nE.O. 11652: N/A\nTAGS: EFIS, FR\nSUBJECT: NETS\nREF: {reference}\n\n1. NETS.\n"
        )
    }

    fn cited(trial: &Trial, id: EntryId) -> Option<EntryId> {
        trial.follow();
        let view = trial.views.show(&reader(&["HQ"]), id, When::NOW).expect("read").expect("shown");
        view.references.first().and_then(|view| view.cable.as_ref()).map(|cable| cable.dossier)
    }

    #[test]
    fn without_a_year_the_citing_years_cable_is_meant_else_the_year_before() {
        let mut trial = Trial::begin();
        let old = trial.file(&telegram(77, "101200Z DEC 73", "NONE"));
        let citing = trial.file(&telegram(5, "051200Z JAN 74", "PARIS 77"));
        assert_eq!(cited(&trial, citing), Some(old), "the year before");
        let later = trial.file(&telegram(77, "201200Z MAR 74", "NONE"));
        assert_eq!(cited(&trial, citing), Some(old), "a cable cannot cite what was not yet sent");
        let second = trial.file(&telegram(99, "011200Z APR 74", "PARIS 77"));
        assert_eq!(cited(&trial, second), Some(later), "the citing year");
    }

    #[test]
    fn a_cable_that_arrives_later_is_found_and_none_cites_itself() {
        let mut trial = Trial::begin();
        let citing = trial.file(&telegram(5, "051200Z MAR 74", "PARIS 4"));
        assert_eq!(cited(&trial, citing), None);
        let own = trial.file(&telegram(6, "061200Z MAR 74", "PARIS 6"));
        assert_eq!(cited(&trial, own), None);
        let cable = trial.file(&telegram(4, "041200Z MAR 74", "NONE"));
        assert_eq!(cited(&trial, citing), Some(cable));
        let back =
            trial.views.show(&reader(&["HQ"]), cable, When::NOW).expect("read").expect("shown").cited_by;
        assert_eq!(
            back.iter().filter_map(|view| view.cable.as_ref()).map(|c| c.dossier).collect::<Vec<_>>(),
            [citing]
        );
        assert_eq!(back.first().map(|view| view.raw.as_str()), Some("PARIS 4"));
    }
}
