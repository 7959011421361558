//! The short names of countries and the regions they are counted in, for people; the record keeps the codes. The lists
//! are the standards' own and take no view of anybody's borders.

use std::collections::HashMap;
use std::sync::LazyLock;

use domain::handout::HandoutLanguage;

use crate::tongue::Tongue;

// ISO 3166-1, alpha-2 codes and English short names, shortened where the standard adds a form of government.
const ENGLISH: &str = "\
AD Andorra|AE United Arab Emirates|AF Afghanistan|AG Antigua and Barbuda|AI Anguilla|AL Albania|AM Armenia|AO Angola|\
AQ Antarctica|AR Argentina|AS American Samoa|AT Austria|AU Australia|AW Aruba|AX Åland Islands|AZ Azerbaijan|\
BA Bosnia and Herzegovina|BB Barbados|BD Bangladesh|BE Belgium|BF Burkina Faso|BG Bulgaria|BH Bahrain|BI Burundi|\
BJ Benin|BL Saint Barthélemy|BM Bermuda|BN Brunei Darussalam|BO Bolivia|BQ Bonaire, Sint Eustatius and Saba|BR Brazil|\
BS Bahamas|BT Bhutan|BV Bouvet Island|BW Botswana|BY Belarus|BZ Belize|CA Canada|CC Cocos (Keeling) Islands|\
CD Congo, Democratic Republic of the|CF Central African Republic|CG Congo|CH Switzerland|CI Côte d’Ivoire|\
CK Cook Islands|CL Chile|CM Cameroon|CN China|CO Colombia|CR Costa Rica|CU Cuba|CV Cabo Verde|CW Curaçao|\
CX Christmas Island|CY Cyprus|CZ Czechia|DE Germany|DJ Djibouti|DK Denmark|DM Dominica|DO Dominican Republic|\
DZ Algeria|EC Ecuador|EE Estonia|EG Egypt|EH Western Sahara|ER Eritrea|ES Spain|ET Ethiopia|FI Finland|FJ Fiji|\
FK Falkland Islands (Malvinas)|FM Micronesia|FO Faroe Islands|FR France|GA Gabon|GB United Kingdom|GD Grenada|\
GE Georgia|GF French Guiana|GG Guernsey|GH Ghana|GI Gibraltar|GL Greenland|GM Gambia|GN Guinea|GP Guadeloupe|\
GQ Equatorial Guinea|GR Greece|GS South Georgia and the South Sandwich Islands|GT Guatemala|GU Guam|\
GW Guinea-Bissau|GY Guyana|HK Hong Kong|HM Heard Island and McDonald Islands|HN Honduras|HR Croatia|HT Haiti|\
HU Hungary|ID Indonesia|IE Ireland|IL Israel|IM Isle of Man|IN India|IO British Indian Ocean Territory|IQ Iraq|\
IR Iran|IS Iceland|IT Italy|JE Jersey|JM Jamaica|JO Jordan|JP Japan|KE Kenya|KG Kyrgyzstan|KH Cambodia|KI Kiribati|\
KM Comoros|KN Saint Kitts and Nevis|KP Korea, Democratic People’s Republic of|KR Korea, Republic of|KW Kuwait|\
KY Cayman Islands|KZ Kazakhstan|LA Lao People’s Democratic Republic|LB Lebanon|LC Saint Lucia|LI Liechtenstein|\
LK Sri Lanka|LR Liberia|LS Lesotho|LT Lithuania|LU Luxembourg|LV Latvia|LY Libya|MA Morocco|MC Monaco|MD Moldova|\
ME Montenegro|MF Saint Martin (French part)|MG Madagascar|MH Marshall Islands|MK North Macedonia|ML Mali|MM Myanmar|\
MN Mongolia|MO Macao|MP Northern Mariana Islands|MQ Martinique|MR Mauritania|MS Montserrat|MT Malta|MU Mauritius|\
MV Maldives|MW Malawi|MX Mexico|MY Malaysia|MZ Mozambique|NA Namibia|NC New Caledonia|NE Niger|NF Norfolk Island|\
NG Nigeria|NI Nicaragua|NL Netherlands|NO Norway|NP Nepal|NR Nauru|NU Niue|NZ New Zealand|OM Oman|PA Panama|PE Peru|\
PF French Polynesia|PG Papua New Guinea|PH Philippines|PK Pakistan|PL Poland|PM Saint Pierre and Miquelon|\
PN Pitcairn|PR Puerto Rico|PS Palestine, State of|PT Portugal|PW Palau|PY Paraguay|QA Qatar|RE Réunion|RO Romania|\
RS Serbia|RU Russian Federation|RW Rwanda|SA Saudi Arabia|SB Solomon Islands|SC Seychelles|SD Sudan|SE Sweden|\
SG Singapore|SH Saint Helena, Ascension and Tristan da Cunha|SI Slovenia|SJ Svalbard and Jan Mayen|SK Slovakia|\
SL Sierra Leone|SM San Marino|SN Senegal|SO Somalia|SR Suriname|SS South Sudan|ST Sao Tome and Principe|\
SV El Salvador|SX Sint Maarten (Dutch part)|SY Syrian Arab Republic|SZ Eswatini|TC Turks and Caicos Islands|TD Chad|\
TF French Southern Territories|TG Togo|TH Thailand|TJ Tajikistan|TK Tokelau|TL Timor-Leste|TM Turkmenistan|\
TN Tunisia|TO Tonga|TR Türkiye|TT Trinidad and Tobago|TV Tuvalu|TW Taiwan, Province of China|TZ Tanzania|UA Ukraine|\
UG Uganda|UM United States Minor Outlying Islands|US United States|UY Uruguay|UZ Uzbekistan|VA Holy See|\
VC Saint Vincent and the Grenadines|VE Venezuela|VG Virgin Islands (British)|VI Virgin Islands (U.S.)|VN Viet Nam|\
VU Vanuatu|WF Wallis and Futuna|WS Samoa|YE Yemen|YT Mayotte|ZA South Africa|ZM Zambia|ZW Zimbabwe";

// The French short names of the same standard, shortened alike.
const FRENCH: &str = "\
AD Andorre|AE Émirats arabes unis|AF Afghanistan|AG Antigua-et-Barbuda|AI Anguilla|AL Albanie|AM Arménie|\
AO Angola|AQ Antarctique|AR Argentine|AS Samoa américaines|AT Autriche|AU Australie|AW Aruba|AX Îles Åland|\
AZ Azerbaïdjan|BA Bosnie-Herzégovine|BB Barbade|BD Bangladesh|BE Belgique|BF Burkina Faso|BG Bulgarie|\
BH Bahreïn|BI Burundi|BJ Bénin|BL Saint-Barthélemy|BM Bermudes|BN Brunéi Darussalam|BO Bolivie|\
BQ Bonaire, Saint-Eustache et Saba|BR Brésil|BS Bahamas|BT Bhoutan|BV Île Bouvet|BW Botswana|BY Bélarus|\
BZ Belize|CA Canada|CC Îles Cocos (Keeling)|CD République démocratique du Congo|CF République centrafricaine|\
CG Congo|CH Suisse|CI Côte d’Ivoire|CK Îles Cook|CL Chili|CM Cameroun|CN Chine|CO Colombie|CR Costa Rica|\
CU Cuba|CV Cabo Verde|CW Curaçao|CX Île Christmas|CY Chypre|CZ Tchéquie|DE Allemagne|DJ Djibouti|DK Danemark|\
DM Dominique|DO République dominicaine|DZ Algérie|EC Équateur|EE Estonie|EG Égypte|EH Sahara occidental|\
ER Érythrée|ES Espagne|ET Éthiopie|FI Finlande|FJ Fidji|FK Îles Falkland (Malvinas)|FM Micronésie|FO Îles Féroé|\
FR France|GA Gabon|GB Royaume-Uni|GD Grenade|GE Géorgie|GF Guyane française|GG Guernesey|GH Ghana|GI Gibraltar|\
GL Groenland|GM Gambie|GN Guinée|GP Guadeloupe|GQ Guinée équatoriale|GR Grèce|\
GS Géorgie du Sud-et-les Îles Sandwich du Sud|GT Guatemala|GU Guam|GW Guinée-Bissau|GY Guyana|HK Hong Kong|\
HM Îles Heard-et-MacDonald|HN Honduras|HR Croatie|HT Haïti|HU Hongrie|ID Indonésie|IE Irlande|IL Israël|\
IM Île de Man|IN Inde|IO Territoire britannique de l’océan Indien|IQ Iraq|IR Iran|IS Islande|IT Italie|\
JE Jersey|JM Jamaïque|JO Jordanie|JP Japon|KE Kenya|KG Kirghizistan|KH Cambodge|KI Kiribati|KM Comores|\
KN Saint-Kitts-et-Nevis|KP République populaire démocratique de Corée|KR République de Corée|KW Koweït|\
KY Îles Caïmanes|KZ Kazakhstan|LA République démocratique populaire lao|LB Liban|LC Sainte-Lucie|\
LI Liechtenstein|LK Sri Lanka|LR Libéria|LS Lesotho|LT Lituanie|LU Luxembourg|LV Lettonie|LY Libye|MA Maroc|\
MC Monaco|MD Moldova|ME Monténégro|MF Saint-Martin (partie française)|MG Madagascar|MH Îles Marshall|\
MK Macédoine du Nord|ML Mali|MM Myanmar|MN Mongolie|MO Macao|MP Îles Mariannes du Nord|MQ Martinique|\
MR Mauritanie|MS Montserrat|MT Malte|MU Maurice|MV Maldives|MW Malawi|MX Mexique|MY Malaisie|MZ Mozambique|\
NA Namibie|NC Nouvelle-Calédonie|NE Niger|NF Île Norfolk|NG Nigéria|NI Nicaragua|NL Pays-Bas|NO Norvège|\
NP Népal|NR Nauru|NU Niue|NZ Nouvelle-Zélande|OM Oman|PA Panama|PE Pérou|PF Polynésie française|\
PG Papouasie-Nouvelle-Guinée|PH Philippines|PK Pakistan|PL Pologne|PM Saint-Pierre-et-Miquelon|PN Pitcairn|\
PR Porto Rico|PS État de Palestine|PT Portugal|PW Palaos|PY Paraguay|QA Qatar|RE La Réunion|RO Roumanie|\
RS Serbie|RU Fédération de Russie|RW Rwanda|SA Arabie saoudite|SB Îles Salomon|SC Seychelles|SD Soudan|SE Suède|\
SG Singapour|SH Sainte-Hélène, Ascension et Tristan da Cunha|SI Slovénie|SJ Svalbard et île Jan Mayen|\
SK Slovaquie|SL Sierra Leone|SM Saint-Marin|SN Sénégal|SO Somalie|SR Suriname|SS Soudan du Sud|\
ST Sao Tomé-et-Principe|SV El Salvador|SX Saint-Martin (partie néerlandaise)|SY République arabe syrienne|\
SZ Eswatini|TC Îles Turques-et-Caïques|TD Tchad|TF Terres australes françaises|TG Togo|TH Thaïlande|\
TJ Tadjikistan|TK Tokelau|TL Timor-Leste|TM Turkménistan|TN Tunisie|TO Tonga|TR Türkiye|TT Trinité-et-Tobago|\
TV Tuvalu|TW Taïwan, province de Chine|TZ Tanzanie|UA Ukraine|UG Ouganda|\
UM Îles mineures éloignées des États-Unis|US États-Unis|UY Uruguay|UZ Ouzbékistan|VA Saint-Siège|\
VC Saint-Vincent-et-les Grenadines|VE Venezuela|VG Îles Vierges britanniques|VI Îles Vierges des États-Unis|\
VN Viet Nam|VU Vanuatu|WF Wallis-et-Futuna|WS Samoa|YE Yémen|YT Mayotte|ZA Afrique du Sud|ZM Zambie|ZW Zimbabwe";

/// The name of a country as a paper for a host has it.
pub fn on_paper(language: HandoutLanguage, code: &str) -> &str {
    name(if language == HandoutLanguage::French { Tongue::French } else { Tongue::English }, code)
}

/// The name of a country; what is no code stays as it is.
pub(crate) fn name(tongue: Tongue, code: &str) -> &str {
    static READ: LazyLock<[HashMap<&str, &str>; 2]> = LazyLock::new(|| {
        [ENGLISH, FRENCH].map(|names| names.split('|').filter_map(|line| line.split_once(' ')).collect())
    });
    let [english, french] = &*READ;
    let names = if tongue == Tongue::French { french } else { english };
    names.get(code).copied().unwrap_or(code)
}

// United Nations M49, the sub-regions, by the codes of ISO 3166-1.
const REGIONS: [(&str, &str); 23] = [
    ("Northern Africa", "DZ EG LY MA SD TN EH"),
    ("Eastern Africa", "IO BI KM DJ ER ET TF KE MG MW MU YT MZ RE RW SC SO SS UG TZ ZM ZW"),
    ("Middle Africa", "AO CM CF TD CG CD GQ GA ST"),
    ("Southern Africa", "BW SZ LS NA ZA"),
    ("Western Africa", "BJ BF CV CI GM GH GN GW LR ML MR NE NG SH SN SL TG"),
    ("Caribbean", "AI AG AW BS BB BQ VG KY CU CW DM DO GD GP HT JM MQ MS PR BL KN LC MF VC SX TT TC VI"),
    ("Central America", "BZ CR SV GT HN MX NI PA"),
    ("South America", "AR BO BV BR CL CO EC FK GF GY PY PE GS SR UY VE"),
    ("Northern America", "BM CA GL PM US"),
    ("Central Asia", "KZ KG TJ TM UZ"),
    ("Eastern Asia", "CN HK MO KP JP MN KR TW"),
    ("South-eastern Asia", "BN KH ID LA MY MM PH SG TH TL VN"),
    ("Southern Asia", "AF BD BT IN IR MV NP PK LK"),
    ("Western Asia", "AM AZ BH CY GE IQ IL JO KW LB OM QA SA PS SY TR AE YE"),
    ("Eastern Europe", "BY BG CZ HU PL MD RO RU SK UA"),
    ("Northern Europe", "AX DK EE FO FI GG IS IE IM JE LV LT NO SJ SE GB"),
    ("Southern Europe", "AL AD BA HR GI GR VA IT MT ME MK PT SM RS SI ES"),
    ("Western Europe", "AT BE FR DE LI LU MC NL CH"),
    ("Australia and New Zealand", "AU CX CC HM NZ NF"),
    ("Melanesia", "FJ NC PG SB VU"),
    ("Micronesia", "GU KI MH FM NR MP PW UM"),
    ("Polynesia", "AS CK PF NU PN WS TK TO TV WF"),
    ("Antarctica", "AQ"),
];

/// The region a country is counted in; none for what is no code.
pub(crate) fn region(code: &str) -> Option<&'static str> {
    static READ: LazyLock<HashMap<&str, &str>> = LazyLock::new(|| {
        let each = REGIONS.iter().flat_map(|(region, codes)| codes.split(' ').map(|code| (code, *region)));
        each.collect()
    });
    READ.get(code).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_as_its_country_and_anything_else_as_itself() {
        assert_eq!(name(Tongue::English, "NZ"), "New Zealand");
        assert_eq!(name(Tongue::French, "NZ"), "Nouvelle-Zélande");
        assert_eq!(name(Tongue::English, "Mission Geneva"), "Mission Geneva");
        assert_eq!(name(Tongue::French, ""), "");
    }

    #[test]
    fn every_code_stands_once_and_in_order() {
        let codes: Vec<&str> =
            ENGLISH.split('|').filter_map(|line| line.split_once(' ')).map(|(code, _)| code).collect();
        let french: Vec<&str> =
            FRENCH.split('|').filter_map(|line| line.split_once(' ')).map(|(code, _)| code).collect();
        assert_eq!((codes.len(), &codes), (249, &french));
        assert!(codes.windows(2).all(|pair| pair[0] < pair[1]));
    }

    #[test]
    fn every_country_is_counted_in_one_region() {
        let mut counted: Vec<&str> = REGIONS.iter().flat_map(|(_, codes)| codes.split(' ')).collect();
        counted.sort_unstable();
        let codes: Vec<&str> =
            ENGLISH.split('|').filter_map(|line| line.split_once(' ')).map(|(code, _)| code).collect();
        assert_eq!(counted, codes);
        assert_eq!((region("NO"), region("Mission Geneva")), (Some("Northern Europe"), None));
    }
}
