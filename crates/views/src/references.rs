//! References: what a cable cites and what cites it, as written. Which cable a reference means is asked when it
//! is read, so a cable that arrives after the one that cites it is found without any repair. The rules are those of
//! `cable::resolve`; here it is told which cables there are.

use domain::cable::fields::citation::{Citation, Way, Whose, citations};
use domain::cable::fields::reference;
use domain::cable::resolve::{Meaning, Sent, resolve};
use domain::cable::{Number, Reference};
use domain::entry::Entry;
use domain::fact::Fact;
use domain::words::EntryId;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use rusqlite::Connection;
use serde::Serialize;

use crate::cable::{self, CableLine, Stage};
use crate::follow::Apply;
use crate::look::{Look, When};
use crate::{Fault, instruction, say};

pub(crate) const VERSION: u32 = 2;

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
    /// The cables that could be meant, where it is not certain which.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub candidates: Vec<CableLine>,
}

pub(crate) fn apply(to: &mut Apply<'_>, dossier: EntryId, entry: &Entry, fact: &Fact) -> Result<(), Fault> {
    let references = match fact {
        Fact::DraftBegun(begun) if entry.id == dossier => listed(&begun.content.references),
        Fact::DraftRevised(revised) if entry.office() == dossier.office => {
            listed(&revised.content.references)
        }
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

/// The references of a draft's REF lines.
fn listed(lines: &[String]) -> Vec<Reference> {
    lines.iter().flat_map(|line| reference::list(line, 0)).collect()
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

/// The numbers a cable cites, for the index of words: station and serial, one a line.
pub(crate) fn numbers(db: &Connection, citing: EntryId) -> Result<String, Fault> {
    let mut found = db.prepare_cached(
        "SELECT station, serial FROM reference WHERE citing = ?1 AND serial IS NOT NULL ORDER BY place",
    )?;
    let mut rows = found.query([citing.to_string()])?;
    let mut numbers = Vec::new();
    while let Some(row) = rows.next()? {
        let (station, serial): (String, u32) = (row.get(0)?, row.get(1)?);
        numbers.push(format!("{station} {serial}"));
    }
    Ok(numbers.join("\n"))
}

/// What a cable cites, with the cables there were then.
pub(crate) fn out(look: &Look<'_>, citing: &CableLine, when: When) -> Result<Vec<ReferenceView>, Fault> {
    let mut views = Vec::new();
    for Written { letter, raw, number } in written(look, citing, when)? {
        let cited = number.map(by_number).or_else(|| citations(&raw).into_iter().next());
        let (cable, candidates) = match cited {
            Some(cited) => meant(look, &cited, citing, when)?,
            None => (None, Vec::new()),
        };
        views.push(ReferenceView { letter, raw, cable, candidates });
    }
    Ok(views)
}

/// A reference as it is written.
struct Written {
    letter: Option<char>,
    raw: String,
    number: Option<Number>,
}

/// The REF lines of a cable; of a draft that has changed since, as they were.
fn written(look: &Look<'_>, citing: &CableLine, when: When) -> Result<Vec<Written>, Fault> {
    if when.is_past() && citing.stage == Stage::Draft {
        let draft = instruction::dossier(look, citing.dossier, when)?.and_then(|dossier| dossier.draft);
        let lines = draft.map(|draft| listed(&draft.content.references)).unwrap_or_default();
        let each = lines.into_iter();
        return Ok(each
            .map(|Reference { letter, raw, number, .. }| Written { letter, raw, number })
            .collect());
    }
    let mut found = look.db.prepare_cached(
        "SELECT letter, raw, station, serial, year FROM reference WHERE citing = ?1 ORDER BY place",
    )?;
    let mut rows = found.query([citing.dossier.to_string()])?;
    let mut references = Vec::new();
    while let Some(row) = rows.next()? {
        let letter: Option<String> = row.get(0)?;
        let (station, serial): (Option<String>, Option<u32>) = (row.get(2)?, row.get(3)?);
        let year = row.get(4)?;
        references.push(Written {
            letter: letter.and_then(|letter| letter.chars().next()),
            raw: row.get(1)?,
            number: station.zip(serial).map(|(station, serial)| Number { station, year, serial }),
        });
    }
    Ok(references)
}

/// What cited a cable then, oldest first.
pub(crate) fn back(look: &Look<'_>, cited: &CableLine, when: When) -> Result<Vec<ReferenceView>, Fault> {
    let Some(number) = &cited.number else { return Ok(Vec::new()) };
    let mut found = look.db.prepare_cached(
        "SELECT citing, letter, raw, year FROM reference WHERE station = ?1 AND serial = ?2 ORDER BY citing, place",
    )?;
    let mut rows = found.query((&number.station, number.serial))?;
    let mut references: Vec<ReferenceView> = Vec::new();
    while let Some(row) = rows.next()? {
        let citing = cable::one(look, say::read(row, 0)?)?;
        let Some(citing) = citing.filter(|citing| when.counts(citing.at, citing.arrived)) else { continue };
        let number = Number { year: row.get(3)?, ..number.clone() };
        let known =
            |view: &ReferenceView| view.cable.as_ref().is_some_and(|cable| cable.dossier == citing.dossier);
        let is_it = meant(look, &by_number(number), &citing, when)?
            .0
            .is_some_and(|found| found.dossier == cited.dossier);
        if is_it && !references.iter().any(known) {
            let letter: Option<String> = row.get(1)?;
            let letter = letter.and_then(|letter| letter.chars().next());
            let (cable, candidates) = (Some(citing), Vec::new());
            references.push(ReferenceView { letter, raw: row.get(2)?, cable, candidates });
        }
    }
    references.sort_by_key(|view| view.cable.as_ref().map(|cable| (cable.at, cable.dossier)));
    Ok(references)
}

/// A number on a REF line, as a citation.
fn by_number(number: Number) -> Citation {
    let Number { station, year, serial } = number;
    Citation { whose: Whose::Station(station), serial, way: None, on: None, year, span: 0..0 }
}

/// The cable that a citation means, among those the reader may see, or those it could mean.
fn meant(
    look: &Look<'_>,
    cited: &Citation,
    citing: &CableLine,
    when: When,
) -> Result<(Option<CableLine>, Vec<CableLine>), Fault> {
    let own = citing.number.as_ref().map_or(citing.origin.as_str(), |number| number.station.as_str());
    let station = match &cited.whose {
        Whose::Station(station) => station,
        Whose::Ministry => look.directory.headquarters().map_or("", |office| office.opened.station.as_str()),
        // A REF line that says whose a number is without a name says it of its writer.
        Whose::Post | Whose::Ours | Whose::Yours => own,
    };
    among(look, cited, station, &sent(citing), Some(citing.dossier), when)
}

/// The cable of a station that a number means to a sheet that is not sent yet.
pub(crate) fn to_sheet(
    look: &Look<'_>,
    number: &Number,
    draft: Option<EntryId>,
    on: Date,
) -> Result<Option<CableLine>, Fault> {
    let station = String::new();
    let citing = Sent { station, serial: None, year: on.year(), on, to: Vec::new(), way: Way::Wire };
    Ok(among(look, &by_number(number.clone()), &number.station, &citing, draft, When::NOW)?.0)
}

fn among(
    look: &Look<'_>,
    cited: &Citation,
    station: &str,
    citing: &Sent,
    own: Option<EntryId>,
    when: When,
) -> Result<(Option<CableLine>, Vec<CableLine>), Fault> {
    let headquarters = look.directory.headquarters().map_or("", |office| office.opened.station.as_str());
    let mut lines = cable::numbered(look, station, cited.serial)?;
    lines.retain(|line| Some(line.dossier) != own && when.counts(line.at, line.arrived));
    let known: Vec<Sent> = lines.iter().map(sent).collect();
    Ok(match resolve(cited, citing, headquarters, &known) {
        Meaning::Cable(at) => (lines.into_iter().nth(at), Vec::new()),
        Meaning::Unresolved(which) => {
            (None, which.into_iter().filter_map(|at| lines.get(at).cloned()).collect())
        }
    })
}

/// The outside of a cable. The stations it went to are not told, because here each station counts all it sends in
/// one series.
fn sent(line: &CableLine) -> Sent {
    let on = line.at.to_zoned(TimeZone::UTC).date();
    let number = line.number.as_ref();
    Sent {
        station: number.map_or(line.origin.as_str(), |number| number.station.as_str()).to_owned(),
        serial: number.map(|number| number.serial),
        year: number.and_then(|number| number.year).unwrap_or(on.year()),
        on,
        to: Vec::new(),
        way: Way::Wire,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
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
    fn what_could_be_meant_is_named_to_whom_it_may_be_shown_and_nothing_else_is_betrayed() {
        let mut trial = Trial::begin();
        let open = trial.file(&telegram(77, "101200Z JAN 74", "NONE"));
        let twin = telegram(77, "111200Z JAN 74", "NONE");
        let secret = trial.file(&twin.replace("UNCLAS", "S E C R E T"));
        let citing = trial.file(&telegram(78, "201200Z JAN 74", "PARIS 77"));
        trial.follow();
        let told = |level| {
            let who = domain::access::Reader { level, ..reader(&["HQ"]) };
            let view = trial.views.show(&who, citing, When::NOW).expect("read").expect("shown");
            let reference = view.references.into_iter().next().expect("a reference");
            let candidates: Vec<_> = reference.candidates.iter().map(|line| line.dossier).collect();
            (reference.cable.map(|cable| cable.dossier), candidates)
        };
        assert_eq!(told(domain::cable::Level::Secret), (None, vec![open, secret]));
        assert_eq!(
            told(domain::cable::Level::Unclassified),
            (Some(open), vec![]),
            "as if there were no other"
        );
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
