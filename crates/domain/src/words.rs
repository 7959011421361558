//! The names of things: offices, officers, entries, dossiers, taskings, duties, papers.
//! Every name reads back from what it prints, because people type them. No meaning lives here.

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// Says what was wrong with a name that could not be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{given}` is not {wanted}")]
pub struct NotAName {
    /// What was given, shortened to what a line can show.
    pub given: String,
    /// What a name of this kind looks like, with an example.
    pub wanted: &'static str,
}

fn not(given: &str, wanted: &'static str) -> NotAName {
    NotAName { given: given.chars().take(60).collect(), wanted }
}

/// Serialises a name as the text it prints and reads it back from that text.
macro_rules! as_text {
    ($($name:ty),*) => {$(
        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                to.collect_str(self)
            }
        }
        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                let text = <std::borrow::Cow<'de, str> as serde::Deserialize>::deserialize(from)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }
        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                std::fmt::Display::fmt(self, f)
            }
        }
    )*};
}
pub(crate) use as_text;
as_text!(OfficeId, Handle, EntryId, DossierId, TaskingId, DutyId, PaperId, Coordinates, Octets);

/// An office's short code, `HQ` or `PAR`: two to eleven capital letters or digits, letter first.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct OfficeId {
    bytes: [u8; 11],
    length: u8,
}

impl OfficeId {
    /// The code as text.
    pub fn as_str(&self) -> &str {
        // Only ASCII letters and digits get in, so neither alternative is ever taken.
        let code = self.bytes.get(..usize::from(self.length)).unwrap_or_default();
        std::str::from_utf8(code).unwrap_or_default()
    }
}

impl fmt::Display for OfficeId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl FromStr for OfficeId {
    type Err = NotAName;

    fn from_str(text: &str) -> Result<Self, NotAName> {
        const WANTED: &str = "an office code: 2 to 11 capital letters or digits, letter first, such as PAR";
        let code = text.as_bytes();
        let fits = (2..=11).contains(&code.len())
            && code[0].is_ascii_uppercase()
            && code.iter().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit());
        if !fits {
            return Err(not(text, WANTED));
        }
        let mut bytes = [0; 11];
        bytes[..code.len()].copy_from_slice(code);
        let length = u8::try_from(code.len()).expect("at most eleven");
        Ok(Self { bytes, length })
    }
}

/// Where an office is, `38.72,-9.14`: latitude and longitude in hundredths of a degree, about a kilometre, which is
/// enough for a map of the world and too little for anything else.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Coordinates {
    /// North of the equator, in hundredths of a degree.
    pub latitude: i16,
    /// East of Greenwich, in hundredths of a degree.
    pub longitude: i16,
}

impl fmt::Display for Coordinates {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let degrees = |hundredths: i16| format!("{:.2}", f64::from(hundredths) / 100.0);
        write!(f, "{},{}", degrees(self.latitude), degrees(self.longitude))
    }
}

impl FromStr for Coordinates {
    type Err = NotAName;

    fn from_str(text: &str) -> Result<Self, NotAName> {
        const WANTED: &str = "coordinates: degrees north and east with at most two decimals and a comma between, such as 38.72,-9.14";
        // RFC 5870, section 3.4.2: latitude first, both in decimal degrees.
        let read = || {
            let (north, east) = text.split_once(',')?;
            Some(Self { latitude: hundredths(north, 90)?, longitude: hundredths(east, 180)? })
        };
        read().ok_or_else(|| not(text, WANTED))
    }
}

/// Reads decimal degrees up to a bound, without a float that would not read back as it was written.
fn hundredths(text: &str, most: i16) -> Option<i16> {
    let (minus, digits) = text.strip_prefix('-').map_or((false, text), |digits| (true, digits));
    let (whole, part) = digits.split_once('.').unwrap_or((digits, "0"));
    let plain = |text: &str, most: usize| {
        (1..=most).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
    };
    if !plain(whole, 3) || !plain(part, 2) {
        return None;
    }
    let part: i16 = part.parse::<i16>().ok()? * if part.len() == 1 { 10 } else { 1 };
    let all = whole.parse::<i16>().ok()?.checked_mul(100)?.checked_add(part)?;
    (all <= most * 100).then_some(if minus { -all } else { all })
}

/// The handle under which an officer acts, `oceans.desk` or `par.head`: a function, not a person.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Handle(Arc<str>);

impl Handle {
    /// The handle as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Handle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl FromStr for Handle {
    type Err = NotAName;

    fn from_str(text: &str) -> Result<Self, NotAName> {
        let fits = (1..=48).contains(&text.len())
            && text.starts_with(|c: char| c.is_ascii_lowercase())
            && text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '.' || c == '-');
        if fits {
            Ok(Self(text.into()))
        } else {
            Err(not(
                text,
                "an officer's handle: 1 to 48 small letters, digits, dots or dashes, such as oceans.desk",
            ))
        }
    }
}

/// Binary values of a few hundred bytes, such as a key; they print in base64url.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Octets(pub Arc<[u8]>);

impl From<Vec<u8>> for Octets {
    fn from(bytes: Vec<u8>) -> Self {
        Self(bytes.into())
    }
}

impl fmt::Display for Octets {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&passkey::text::of(&self.0))
    }
}

impl FromStr for Octets {
    type Err = NotAName;

    fn from_str(text: &str) -> Result<Self, NotAName> {
        let read = passkey::text::read(text).map(Self::from);
        read.ok_or_else(|| not(text, "bytes in base64url without padding"))
    }
}

/// One entry of the record, `HQ.4711`: the office whose journal it is in, and its number there.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct EntryId {
    /// The office that wrote it.
    pub office: OfficeId,
    /// Its place in that office's journal, from 1, without holes.
    pub number: u64,
}

impl fmt::Display for EntryId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.office, self.number)
    }
}

impl FromStr for EntryId {
    type Err = NotAName;

    fn from_str(text: &str) -> Result<Self, NotAName> {
        const WANTED: &str = "an entry: an office and a number, such as HQ.4711";
        let (office, number) = text.split_once('.').ok_or_else(|| not(text, WANTED))?;
        let digits =
            !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit()) && !number.starts_with('0');
        match (office.parse(), number.parse()) {
            (Ok(office), Ok(number)) if digits => Ok(Self { office, number }),
            _ => Err(not(text, WANTED)),
        }
    }
}

/// What an entry is about: the directory of offices and officers, or one cable and everything
/// under it, named by the entry that began it.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum DossierId {
    /// Offices, collectives, roles: the network itself.
    Directory,
    /// A cable and all that follows from it; an engagement with hosts.
    Of(EntryId),
}

impl fmt::Display for DossierId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Directory => f.write_str("DIRECTORY"),
            Self::Of(entry) => entry.fmt(f),
        }
    }
}

impl FromStr for DossierId {
    type Err = NotAName;

    fn from_str(text: &str) -> Result<Self, NotAName> {
        if text == "DIRECTORY" { Ok(Self::Directory) } else { text.parse().map(Self::Of) }
    }
}

/// What one office was asked to do by one instruction, `HQ.4711/PAR`.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TaskingId {
    /// The instruction, by the entry that began its draft.
    pub instruction: EntryId,
    /// The office that has to act.
    pub office: OfficeId,
}

impl fmt::Display for TaskingId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.instruction, self.office)
    }
}

impl FromStr for TaskingId {
    type Err = NotAName;

    fn from_str(text: &str) -> Result<Self, NotAName> {
        let parts = text.split_once('/');
        match parts.map(|(instruction, office)| (instruction.parse(), office.parse())) {
            Some((Ok(instruction), Ok(office))) => Ok(Self { instruction, office }),
            _ => Err(not(text, "a tasking: an instruction and an office, such as HQ.4711/PAR")),
        }
    }
}

/// One thing to be done once: a tasking, or one occurrence of a standing tasking,
/// `HQ.4711/PAR/2026-03-10`, named by the day it falls due at the post.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct DutyId {
    /// The tasking it belongs to.
    pub tasking: TaskingId,
    /// The day of the occurrence; none for a tasking that does not recur.
    pub occurrence: Option<Date>,
}

impl From<TaskingId> for DutyId {
    fn from(tasking: TaskingId) -> Self {
        Self { tasking, occurrence: None }
    }
}

impl fmt::Display for DutyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.tasking.fmt(f)?;
        self.occurrence.map_or(Ok(()), |on| write!(f, "/{on}"))
    }
}

impl FromStr for DutyId {
    type Err = NotAName;

    fn from_str(text: &str) -> Result<Self, NotAName> {
        const WANTED: &str =
            "a tasking or one occurrence of it, such as HQ.4711/PAR or HQ.4711/PAR/2026-03-10";
        let wrong = || not(text, WANTED);
        let mut cut = text.match_indices('/').map(|(at, _)| at).skip(1);
        match cut.next() {
            None => Ok(text.parse::<TaskingId>().map_err(|_| wrong())?.into()),
            Some(at) => {
                let (tasking, date) = (text.get(..at), text.get(at + 1..));
                let tasking = tasking.and_then(|t| t.parse().ok()).ok_or_else(wrong)?;
                let occurrence =
                    date.filter(|d| d.len() == 10).and_then(|d| d.parse().ok()).ok_or_else(wrong)?;
                Ok(Self { tasking, occurrence: Some(occurrence) })
            }
        }
    }
}

/// The words of one paper, `HQ.4711#0`: the entry that carries it and its place there.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PaperId {
    /// The entry whose fact speaks of the paper.
    pub entry: EntryId,
    /// Its place among that entry's papers, from 0.
    pub place: u16,
}

impl fmt::Display for PaperId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}#{}", self.entry, self.place)
    }
}

impl FromStr for PaperId {
    type Err = NotAName;

    fn from_str(text: &str) -> Result<Self, NotAName> {
        let parts = text.split_once('#').map(|(entry, place)| (entry.parse(), place.parse()));
        match parts {
            Some((Ok(entry), Ok(place))) => Ok(Self { entry, place }),
            _ => Err(not(text, "a paper: an entry and a place, such as HQ.4711#0")),
        }
    }
}

/// A paragraph of a draft. It keeps its identity when it is reworded, moved or renumbered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ParagraphId(pub u16);

/// A talking point of an instruction. It keeps its identity as a paragraph does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PointId(pub u16);

impl fmt::Display for PointId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "P{}", self.0)
    }
}

impl fmt::Display for ParagraphId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reads_back<T: FromStr<Err = NotAName> + fmt::Display>(text: &str) {
        assert_eq!(text.parse::<T>().map(|name| name.to_string()), Ok(text.to_owned()));
    }

    #[test]
    fn every_name_reads_back_from_what_it_prints() {
        reads_back::<OfficeId>("HQ");
        reads_back::<Handle>("par.head-2");
        reads_back::<EntryId>("HQ.4711");
        reads_back::<DossierId>("DIRECTORY");
        reads_back::<DossierId>("PAR.1");
        reads_back::<TaskingId>("HQ.4711/PAR");
        reads_back::<DutyId>("HQ.4711/PAR");
        reads_back::<DutyId>("HQ.4711/PAR/2026-03-10");
        reads_back::<PaperId>("HQ.4711#3");
    }

    #[test]
    fn a_bad_name_says_what_a_good_one_looks_like() {
        for bad in ["", "P", "par", "PÄR", "1PAR", "ABCDEFGHIJKL"] {
            let error = bad.parse::<OfficeId>().expect_err("must be refused").to_string();
            assert!(error.contains("such as PAR"), "{error}");
        }
        assert!("HQ.0".parse::<EntryId>().is_err());
        assert!("HQ.+1".parse::<EntryId>().is_err());
        assert!("HQ.1/PAR/2026-02-30".parse::<DutyId>().is_err());
        assert!("a\nb".parse::<Handle>().is_err());
    }

    #[test]
    fn names_travel_in_json_as_text() {
        let duty: DutyId = "HQ.4711/PAR/2026-03-10".parse().expect("a duty");
        let json = serde_json::to_string(&duty).expect("plain text");
        assert_eq!(json, "\"HQ.4711/PAR/2026-03-10\"");
        assert_eq!(serde_json::from_str::<DutyId>(&json).expect("reads back"), duty);
    }

    #[test]
    fn coordinates_are_two_decimals_north_and_east() {
        let lisbon: Coordinates = "38.72,-9.14".parse().expect("coordinates");
        assert_eq!((lisbon.latitude, lisbon.longitude), (3872, -914));
        assert_eq!(lisbon.to_string(), "38.72,-9.14");
        assert_eq!(
            "-0.5,180".parse::<Coordinates>().map(|place| place.to_string()),
            Ok("-0.50,180.00".to_owned())
        );
        for odd in
            ["38.72", "91,0", "0,180.01", "38.721,-9.14", "--1,2", "+1,2", "38.72, -9.14", ",", "1e1,2"]
        {
            assert!(odd.parse::<Coordinates>().is_err(), "{odd}");
        }
    }
}
