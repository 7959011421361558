//! TAGS: the index codes of a cable. A code is told by table and date, never by shape, because an organization can
//! look like a country and the same two letters were East Germany once and are Georgia now.

use serde::{Deserialize, Serialize};

/// What a code indexes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TagKind {
    /// A subject.
    Subject,
    /// A country or region.
    Country,
    /// An organization.
    Organization,
    /// A programme: K and three letters.
    Programme,
    /// In no table.
    Unknown,
}

/// Which list two-letter codes are of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TagScheme {
    /// FIPS 10, in use from 1973.
    Fips,
    /// ISO 3166, in use today.
    #[default]
    Iso,
}

impl TagScheme {
    /// Tells which list was in use in a year.
    pub fn in_year(year: Option<i16>) -> Self {
        // FIPS 10 was withdrawn as a standard in September 2008; the department's lists moved with it.
        if year.is_some_and(|year| year < 2009) { Self::Fips } else { Self::Iso }
    }
}

/// One code.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Tag {
    /// The code, upper case.
    pub code: String,
    /// What it indexes.
    pub kind: TagKind,
    /// The list a country code is of.
    pub scheme: TagScheme,
    /// The name in brackets after it; kept as text and never to be indexed.
    pub name: Option<String>,
}

impl Tag {
    /// Reads a code by the tables of its time.
    pub fn new(code: &str, name: Option<&str>, scheme: TagScheme) -> Self {
        let code = code.to_ascii_uppercase();
        Self { kind: kind(&code), code, scheme, name: name.map(str::to_owned) }
    }

    /// Returns the country of a code whose letters mean different countries in the two lists.
    pub fn country(&self) -> Option<&'static str> {
        let known = COLLISIONS.iter().find(|(code, ..)| *code == self.code);
        known.and_then(|(_, fips, iso)| if self.scheme == TagScheme::Fips { Some(*fips) } else { *iso })
    }
}

/// Code, country in FIPS 10, country in ISO 3166.
const COLLISIONS: [(&str, &str, Option<&str>); 11] = [
    ("AS", "Australia", Some("American Samoa")),
    ("AU", "Austria", Some("Australia")),
    ("CH", "China", Some("Switzerland")),
    ("ES", "El Salvador", Some("Spain")),
    ("GE", "East Germany", Some("Georgia")),
    ("GW", "West Germany", Some("Guinea-Bissau")),
    ("IS", "Israel", Some("Iceland")),
    ("IZ", "Iraq", None),
    ("SW", "Sweden", None),
    ("UK", "United Kingdom", None),
    ("UR", "Soviet Union", None),
];

/// Subject codes of 1973 to 1979 and of today.
const SUBJECTS: &str = " AADP AART AAUD ABLD ABUD ACKM ACLM ACMM ACMS ACOA ACOM ACOU ADCO ADPM ADTO AEMR AFAC AFIN AFOP AFSI AFSN \
AFSP AGAO AINF AINR AINT ALEO ALIB ALOW ALTR AMED AMGT AMTC ANET AODE AOMS AORC AORG APCS APER APOU APUB AREC AREG ASAF ASCH ASEC \
ASIG ASUP ATRN AVCE AWRD BAGB BBAK BBCP BBSR BDIS BENC BEXP BFOL BGEN BLIB BMGT BPRO BPUB BTIO BTRA CARR CASC CDES CFED CGEN CJAN \
CLOK CMGT CPAS CPRS CVIS EAGR EAID EAIR EALR ECEM ECIN ECON ECPS ECRE ECRP EEWT EFIN EFIS EGEN EIND EINT EINV ELAB ELEC ELTN EMAE \
EMES EMIN ENRG EPAP EPET ESTC ETEL ETRD ETTC EWWT MARR MASS MCAP MILI MMOL MNUC MOPS MORG MPOL OCLR OCON OEXC OGEN OIIP OPRC OREP \
OSCI OTRA OVIP PARM PBOR PBTS PDEV PDIP PFOR PGOV PHSA PHUM PINR PINS PINT PLOS PNAT PORG PORS PREF PREL PROP PTER SCUL SEDU SENV \
SGEN SHUM SMIG SNAR SOCI SOPN SPOP SREF SWEL TBIO TECH TGEN TINT TNGD TPHY TRGY TSPA TSPL ";

/// Organizations of both eras.
const ORGANIZATIONS: &str = " ADB AEC AFDB ANZUS APEC ASEAN AU-1 CCMS CENTO COCOM COE COMECON CSCE DAC ECOSOC EEC EFTA EU EUN FAO G-10 \
G-20 G-7 G-77 GATT IAEA IBRD ICAO ICCS ICJ ICRC IDB ILO IMCO IMF IMO ITU IWY MBFR NAC NATO NPG OAS OAU OECD OPEC OSCE PLO SEATO UN \
UNCTAD UNDP UNEP UNESCO UNGA UNHCR UNICEF UNIDO UNO UNSC UNWFC UNWPC UPU WCIWY WEU WFC WHO WIPO WMO WTO ";

fn listed(list: &str, code: &str) -> bool {
    let width = code.len();
    let mut rest = list;
    while let Some(at) = rest.find(code) {
        let before = at.checked_sub(1).and_then(|before| rest.as_bytes().get(before));
        if before == Some(&b' ') && rest.as_bytes().get(at + width) == Some(&b' ') {
            return true;
        }
        rest = rest.get(at + 1..).unwrap_or("");
    }
    false
}

fn kind(code: &str) -> TagKind {
    let letters = code.bytes().all(|b| b.is_ascii_uppercase());
    match code.len() {
        2..=9 if code.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-') => {}
        _ => return TagKind::Unknown,
    }
    if listed(ORGANIZATIONS, code) {
        return TagKind::Organization;
    }
    match code.len() {
        2 if letters => TagKind::Country,
        4 if letters && listed(SUBJECTS, code) => TagKind::Subject,
        4 if letters && code.starts_with('K') => TagKind::Programme,
        _ => TagKind::Unknown,
    }
}

/// What was odd about a TAGS line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Oddities {
    pub(crate) mixed: bool,
    pub(crate) named: bool,
    pub(crate) unknown: bool,
}

/// Reads a TAGS line without its label: blanks, commas, slashes or all of them part codes; brackets hold names.
pub(crate) fn line(text: &str, scheme: TagScheme) -> (Vec<Tag>, Oddities) {
    let mut out: Vec<Tag> = Vec::new();
    let mut odd = Oddities::default();
    let (mut commas, mut blanks) = (false, false);
    let mut rest = text.trim().trim_end_matches('.');
    while !rest.is_empty() {
        if let Some(inside) = rest.strip_prefix('(') {
            let end = inside.find(')').unwrap_or(inside.len());
            if let Some(tag) = out.last_mut() {
                tag.name = Some(super::squeeze(inside.get(..end).unwrap_or("")));
                odd.named = true;
            }
            rest = inside.get(end..).unwrap_or("").trim_start_matches(')');
        } else {
            let end = rest.find([',', ' ', '/', ';', '(', '\n', '\t']).unwrap_or(rest.len());
            let code = rest.get(..end).unwrap_or("").trim_matches(['.', ':', '-']);
            if !code.is_empty() {
                let tag = Tag::new(code, None, scheme);
                odd.unknown |= tag.kind == TagKind::Unknown;
                out.push(tag);
            }
            rest = rest.get(end..).unwrap_or("");
        }
        let trimmed = rest.trim_start_matches([',', ' ', '/', ';', '\n', '\t', '.']);
        let between = rest.get(..rest.len() - trimmed.len()).unwrap_or("");
        if !trimmed.is_empty() && !trimmed.starts_with('(') {
            if between.contains([',', '/', ';']) {
                commas = true;
            } else {
                blanks = true;
            }
        }
        rest = trimmed;
    }
    odd.mixed = commas && blanks;
    (out, odd)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(text: &str) -> Vec<(String, TagKind)> {
        line(text, TagScheme::Fips).0.into_iter().map(|tag| (tag.code, tag.kind)).collect()
    }

    #[test]
    fn blanks_and_commas_part_codes_alike() {
        let (tags, odd) = line("PFOR AF, IR, TU", TagScheme::Fips);
        assert_eq!(tags.iter().map(|tag| tag.code.as_str()).collect::<Vec<_>>(), ["PFOR", "AF", "IR", "TU"]);
        assert!(odd.mixed && tags.iter().skip(1).all(|tag| tag.kind == TagKind::Country));
    }

    #[test]
    fn a_name_in_brackets_is_kept_and_is_no_code() {
        let (tags, odd) = line("OVIP (VANCE, CYRUS), PFOR", TagScheme::Fips);
        assert_eq!(tags.iter().map(|tag| tag.code.as_str()).collect::<Vec<_>>(), ["OVIP", "PFOR"]);
        assert_eq!(
            (odd.named, tags.first().and_then(|tag| tag.name.as_deref())),
            (true, Some("VANCE, CYRUS"))
        );
    }

    #[test]
    fn the_same_letters_are_another_country_in_another_time() {
        let east = Tag::new("GE", None, TagScheme::in_year(Some(1978)));
        assert_eq!(east.country(), Some("East Germany"));
        assert_eq!(Tag::new("GE", None, TagScheme::in_year(Some(2026))).country(), Some("Georgia"));
    }

    #[test]
    fn organizations_are_told_by_table_and_not_by_shape() {
        assert_eq!(
            codes("UN, UNESCO, WFC, KPRP, EAGR/EAID, XXXX").iter().map(|(_, kind)| *kind).collect::<Vec<_>>(),
            [
                TagKind::Organization,
                TagKind::Organization,
                TagKind::Organization,
                TagKind::Programme,
                TagKind::Subject,
                TagKind::Subject,
                TagKind::Unknown
            ]
        );
    }
}
