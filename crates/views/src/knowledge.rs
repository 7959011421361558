//! What a sheet is looked at with: the cables it cites, those of late with its subject, and the last number of the
//! office that drafts it. The rules themselves are the domain's.

use std::collections::BTreeSet;

use domain::access::Reader;
use domain::cable::{self, Reference, Sheet};
use domain::fact::Addressee;
use domain::remarks::{Cited, History};
use domain::words::{EntryId, OfficeId};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};

use crate::cable::{CableLine, Stage, first_doc, text};
use crate::look::Look;
use crate::{Fault, Views, references, say};

/// For how long a subject is remembered.
const DAYS: i64 = 30;

/// Who cites, and when.
#[derive(Debug, Clone, Copy)]
#[expect(missing_docs, reason = "the fields are the sentence")]
pub struct Citing<'a> {
    pub office: OfficeId,
    pub at: Timestamp,
    /// The draft itself, if it is one already.
    pub draft: Option<EntryId>,
    /// The instructions a reply answers.
    pub answers: &'a [EntryId],
}

impl Views {
    /// What is known of earlier cables to a reader who looks at a sheet.
    pub fn history(&self, reader: &Reader, sheet: &Sheet, citing: Citing<'_>) -> Result<History, Fault> {
        self.look(reader, |look| {
            let cited = sheet.references.iter().map(|reference| cited(look, reference, citing));
            Ok(History {
                cited: cited.collect::<Result<_, _>>()?,
                recent: recent(look, &sheet.subject, citing)?,
                newest: newest(look, citing)?,
            })
        })
    }
}

fn cited(look: &Look<'_>, reference: &Reference, citing: Citing<'_>) -> Result<Option<Cited>, Fault> {
    let Some(number) = &reference.number else { return Ok(None) };
    let today = citing.at.to_zoned(TimeZone::UTC).date();
    let found = references::to_sheet(look, number, citing.draft, today)?;
    let Some(line) = found else { return Ok(None) };
    let text = text(look, line.dossier)?;
    let paragraphs = text.map(|text| cable::parse(&text).paragraphs).unwrap_or_default();
    Ok(Some(Cited {
        number: named(&line),
        answered: citing.answers.contains(&line.dossier),
        level: Some(line.level),
        received: received(look, &line)?,
        paragraphs: paragraphs.into_iter().map(|each| (each.number, each.portion, each.text)).collect(),
        captions: line.captions,
    }))
}

/// A cable's number with the whole year, as ours are written.
fn named(line: &CableLine) -> String {
    line.number.as_ref().map_or_else(
        || line.dossier.to_string(),
        |number| match number.year {
            Some(year) => format!("{year} {number}"),
            None => number.to_string(),
        },
    )
}

/// The offices that have a cable of ours; of another's we know only the copy that came here.
fn received(look: &Look<'_>, line: &CableLine) -> Result<Option<BTreeSet<OfficeId>>, Fault> {
    if line.stage != Stage::Released {
        return Ok(None);
    }
    let mut found = look.db.prepare_cached("SELECT addressees FROM cable WHERE dossier = ?1")?;
    let addressees: String = found.query_row([line.dossier.to_string()], |row| row.get(0))?;
    let addressees: Vec<Addressee> =
        serde_json::from_str(&addressees).map_err(|why| Fault::odd("a cable", why))?;
    let offices = addressees.iter().map(|addressee| addressee.office);
    Ok(Some(offices.chain([line.office]).collect()))
}

/// The cables of the last thirty days with a subject, newest first.
fn recent(
    look: &Look<'_>,
    subject: &str,
    citing: Citing<'_>,
) -> Result<Vec<(String, jiff::civil::Date)>, Fault> {
    let since = citing.at.checked_sub((DAYS * 24).hours()).unwrap_or(citing.at);
    let mut found = look.db.prepare_cached(
        "SELECT station, year, serial, at FROM cable
         WHERE kind IN ('instruction', 'reply') AND stage = 'released' AND doc >= ?1 AND subject = ?2 COLLATE NOCASE
         AND office = ?3 AND label IN (SELECT value FROM json_each(?4)) ORDER BY doc DESC LIMIT 3",
    )?;
    let office = citing.office.to_string();
    let mut rows = found.query((first_doc(since), subject, office, look.permitted()))?;
    let mut cables = Vec::new();
    while let Some(row) = rows.next()? {
        let (station, year, serial): (String, i16, u32) = (row.get(0)?, row.get(1)?, row.get(2)?);
        let on = say::time(row.get(3)?).to_zoned(TimeZone::UTC).date();
        cables.push((format!("{year} {station} {serial:04}"), on));
    }
    Ok(cables)
}

/// The last serial of the citing office's own series this year.
fn newest(look: &Look<'_>, citing: Citing<'_>) -> Result<u32, Fault> {
    let year = citing.at.to_zoned(TimeZone::UTC).year();
    let mut found = look.db.prepare_cached(
        "SELECT max(serial) FROM cable
         WHERE office = ?1 AND year = ?2 AND stage = 'released' AND label IN (SELECT value FROM json_each(?3))",
    )?;
    let newest: Option<u32> =
        found.query_row((citing.office.to_string(), year, look.permitted()), |row| row.get(0))?;
    Ok(newest.unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use domain::cable::sheet;
    use domain::fact::Purpose;

    use super::*;
    use crate::trial::{Trial, office, reader};

    #[test]
    fn a_sheet_meets_what_it_cites_and_what_was_sent_of_late() {
        let mut trial = Trial::begin();
        let filed = trial.file(
            "R 101200Z DEC 25\nFM PARIS\nTO MERE\n\nUNCLAS PARIS 0077\n\nTAGS: EFIS\nSUBJECT: NETS\n\n1. ONE.\n\n2. TWO.\n",
        );
        let draft = trial.draft("HQ", Purpose::Instruction, cable::Level::Unclassified, &[]);
        trial.follow();
        let look = sheet::read("SUBJECT: NETS\nREF: A. 25 PARIS 77, B. 25 PARIS 78, C. LETTER\n\nText.\n");
        let at = "2026-03-01T12:00:00Z".parse().expect("a time");
        let citing = Citing { office: office("HQ"), at, draft: Some(draft), answers: &[filed] };
        let history = trial.views.history(&reader(&["HQ"]), &look, citing).expect("read");
        let [Some(first), None, None] = history.cited.as_slice() else { panic!("{history:?}") };
        assert!(first.answered && first.received.is_none(), "{first:?}");
        assert_eq!(
            first.paragraphs.iter().map(|(number, ..)| *number).collect::<Vec<_>>(),
            [Some(1), Some(2)]
        );
        assert_eq!((history.recent.len(), history.newest), (0, 0), "nothing was released");
    }
}
