//! Every sentence that reading a cable, reading a sheet and checking it can remark, each by the name of its rule. When one
//! is said is not known here; what stands here in English a page may say in another language, by the same names.

use crate::remark::Sentence;

/// Declares sentences: a constant for each, and the list of them all.
#[macro_export]
macro_rules! sentences {
    ($($name:ident $word:literal: $english:literal;)+) => {
        $(#[doc = $english] pub const $name: Sentence = Sentence { name: $word, english: $english };)+
        /// Every sentence, in the order of the rules.
        pub const ALL: &[Sentence] = &[$($name),+];
    };
}

sentences! {
    // Reading and checking a sheet.
    SHT_01 "sht-01": "no label is called {word}; the line was not read";
    SHT_01_NEAR "sht-01-near": "no label is called {word}; {label} was probably meant";
    SHT_02 "sht-02": "this line has no label; start it with blanks if it continues the line above";
    SHT_03 "sht-03": "this label stands here a second time; only the first was read";
    SHT_04 "sht-04": "“{given}” is not a date; write it as 2026-12-10";
    SHT_04_CLOCK "sht-04-clock": "“{given}” is not a time of day; write hours and minutes at the post, as in {date} 17:00";
    SHT_04_DAY "sht-04-day": "{given} is no day of the calendar; write {last} or a day before it";
    SHT_04_EVERY "sht-04-every": "the interval “{given}” cannot be read; write it as 30 DAYS UNTIL 2027-06-30, FIRST WITHIN 10 DAYS";
    SHT_04_FIRST "sht-04-first": "FIRST WITHIN cannot be read in “{given}”; write it as 30 DAYS UNTIL 2027-06-30, FIRST WITHIN 10 DAYS";
    SHT_04_MONTH "sht-04-month": "there is no month {month}; write year, month and day, as in {year}-12-10";
    SHT_04_YEAR "sht-04-year": "the year {year} cannot be meant; write a year of four digits, as in 2026-12-10";
    SHT_05_CLASSIFICATION "sht-05-classification": "“{given}” is no classification; write UNCLASSIFIED, CONTROLLED, RESTRICTED, CONFIDENTIAL, SECRET or TOP SECRET";
    SHT_05_PRECEDENCE "sht-05-precedence": "“{given}” is no precedence; write ROUTINE, PRIORITY, IMMEDIATE, NIACT IMMEDIATE or FLASH";
    SHT_05_REPORT "sht-05-report": "“{given}” is no report; write REPLY CABLE or NONE";
    SHT_06 "sht-06": "the sheet has {bytes} bytes; at most {most} are read, so nothing was";
    SHT_07_AFTER "sht-07-after": "EXCEPT needs the members that are left out after it";
    SHT_07_BEFORE "sht-07-before": "EXCEPT needs a collective before it";
    SHT_07_POINT "sht-07-point": "this point has no words and was not read";
    SHT_07_VARIANT "sht-07-variant": "a variant needs a point above it";
    SHT_08 "sht-08": "a bracket with a mark holds marks only, parted by commas; this word is none";
    SHT_08_NEAR "sht-08-near": "no mark is called so; {near} was probably meant";
    PRE_01 "pre-01": "{name} has no precedence; write ROUTINE or a higher one after it";
    PRE_01_UNLISTED "pre-01-unlisted": "{given} is not in the list; write one of {known}";
    PRE_02 "pre-02": "night action is used; say in the first paragraph why, with the word NIACT";
    PRE_03 "pre-03": "{name} is informed only; night action is for those who must act";
    PRE_04 "pre-04": "{name} is a collective; every post in it would be roused";
    PRE_05 "pre-05": "{name} is informed faster than any addressee must act";
    PRE_06 "pre-06": "the text has {words} words; a flash or night action should have at most 200";
    CLS_01 "cls-01": "there is no classification; write CLASSIFICATION: UNCLASSIFIED or a higher one";
    CLS_01_UNUSED "cls-01-unused": "{given} is not a level of this profile";
    CLS_02 "cls-02": "paragraph {number} is marked {mark} and the whole only {level}";
    CLS_02_SUBJECT "cls-02-subject": "the subject is marked higher than the whole, which is {level}";
    CLS_03 "cls-03": "the whole is {level} and no paragraph is above {highest}";
    CLS_04 "cls-04": "paragraph {number} has no portion mark; write ({mark}) or a lower one after its number";
    CLS_04_SUBJECT "cls-04-subject": "the subject has no portion mark; write (U) before it if it is open";
    CLS_05 "cls-05": "the cable is {level} and does not say until when (E.O. {order}: {codes} and a date or event)";
    CLS_05_WHO "cls-05-who": "the cable is {level} and does not say who classified it (CLASSIFIED BY:) or from what (DERIVED FROM:)";
    CLS_05_WHY "cls-05-why": "the cable is {level} and does not say why (REASON:)";
    CLS_06 "cls-06": "the cable is {level} and its order line protects it; write N/A";
    CLS_06_OPEN "cls-06-open": "the line E.O. {order}: N/A stands on unclassified cables too";
    CLS_06_SPARED "cls-06-spared": "the cable is {level} and its order line says N/A";
    CLS_07 "cls-07": "protection ended on {ends}, before it began";
    CLS_07_LONG "cls-07-long": "protection until {ends} is longer than 25 years; {latest} is the last day";
    CLS_08 "cls-08": "the subject is marked ({mark}); an open subject can be listed and searched";
    CLS_10 "cls-10": "personal detail stands in an open text";
    CAP_01 "cap-01": "{caption} is not in the register of captions on this day";
    CAP_01_NEAR "cap-01-near": "no caption is called {caption}; did you mean {near}?";
    CAP_02 "cap-02": "{first} and {second} are both channels; a cable goes through one";
    CAP_03 "cap-03": "{caption} stands alone; take the other captions off";
    CAP_06 "cap-06": "{caption} is for named readers and {name} is a collective";
    CAP_07 "cap-07": "a cable in {caption} is classified or controlled";
    CAP_08 "cap-08": "STADIS keeps the cable in the ministry and {name} is not of it";
    CAP_09 "cap-09": "{wide} widens and {narrow} restricts; one of them is wrong";
    TAG_01 "tag-01": "there is no subject among the TAGS; write one, such as EFIS or PREL";
    TAG_02 "tag-02": "no code {code} is in the register";
    TAG_02_NEAR "tag-02-near": "no code {code} is in the register; {near} is the nearest";
    TAG_04 "tag-04": "{own} is the own country; keep it only if it is itself involved";
    TAG_05 "tag-05": "a name stands after {code}; names of persons do not belong into the TAGS";
    TAG_06 "tag-06": "there are {count} TAGS; more than eight index nothing";
    TAG_07 "tag-07": "{codes} is kept for a time only and this is an instruction";
    SUB_01 "sub-01": "there is no subject; write SUBJECT: and a line";
    SUB_02 "sub-02": "the subject has {width} characters; two lines hold {most}";
    SUB_03 "sub-03": "the subject of an instruction may start with {word}";
    REF_04 "ref-04": "reftel is cited and there is no reference line";
    REF_04_LETTER "ref-04-letter": "{words} is cited and no reference has the letter {letter}";
    TXT_01 "txt-01": "the telex alphabet has no {character}; {instead} is sent";
    TXT_01_NONE "txt-01-none": "the telex alphabet has no “{character}”";
    TXT_02 "txt-02": "a word of {characters} characters does not fit a line of {width}";
    TXT_03 "txt-03": "paragraph {number} stands where {due} is due";
    TXT_03_NONE "txt-03-none": "this paragraph has no number; {due} is due";
    TXT_04 "txt-04": "a single paragraph has no number";
    TXT_05 "txt-05": "the cable has about {pages} pages; over three it has a summary before the first paragraph";
    TXT_06 "txt-06": "the table is {columns} characters wide and a line holds {width}; write a list";
    TXT_06_INDENT "txt-06-indent": "the table stands {blanks} blanks in; begin it at the left";
    TXT_07 "txt-07": "{word} is not in the glossary; write it out once, with {word} in brackets after it";
    TXT_08 "txt-08": "{left} was left over from a template";
    TXT_09 "txt-09": "{day} is read on another day in another zone; write the date";
    ADR_01 "adr-01": "nobody is addressed for action; write TO: and a post or collective";
    ADR_04 "adr-04": "{office} is left out of {name} and addressed by name; drop one";
    ADR_06 "adr-06": "{name} has words of its own and is addressed for information only";
    ADR_09 "adr-09": "{name} is addressed twice; one copy is sent, for action if either says so";
    DEM_01 "dem-01": "no paragraph states the objective; start one with OBJECTIVE.";
    DEM_02 "dem-02": "no point answers what the other side may ask; mark one (IF ASKED)";
    DEM_03 "dem-03": "no paragraph gives the background";
    DEM_04 "dem-04": "there is no talking point; write POINTS and a line that starts with a dash";
    DEM_05 "dem-05": "no deadline is given; write DUE: and a date, or DUE: AS SOON AS POSSIBLE";
    DEM_06 "dem-06": "the level of the interlocutor is not stated; the post decides";
    DEM_07 "dem-07": "it is not said whether a report is wanted; write REPORT: REPLY CABLE or NONE";
    DEM_08 "dem-08": "it is not said whether anything may be left in writing";
    DEM_09 "dem-09": "paragraph {number} is handed over ({heading}) and marked {mark}; at most ({most}) may be";
    DEM_10 "dem-10": "{figure} is a claim without a source; write (SOURCE: ...) or the reference after it";
    DEM_12 "dem-12": "the instruction recurs every {days} days without end; write UNTIL and a date";
    DEM_12_AGAIN "dem-12-again": "{word} asks for more than once; write EVERY: 30 DAYS UNTIL and a date";
    DEM_13 "dem-13": "a candidature is spoken for and no paragraph gives the date of the election";
    DEM_14 "dem-14": "the demarche is joint; say who takes part and who leads";
    REC_02 "rec-02": "{word} speaks of something beside the cable, and a cable carries nothing but its words";
    PRV_01 "prv-01": "a number of a private person's document or case seems to stand beside {word}; take it out";
    PRV_02 "prv-02": "a telephone number seems to stand here; office and title are enough";
    PRV_03 "prv-03": "so small a figure may point to persons; write fewer than {least}";

    // Reading a cable.
    G1 "g1": "blanks stand inside the date-time group";
    G1_LETTERS "g1-letters": "the letters of the classification are not evenly apart";
    G2 "g2": "a page break stands inside a sentence";
    G2_ADDRESSEES "g2-addressees": "a page break stands inside the addressees";
    G2_REFERENCES "g2-references": "a page break stands inside the references";
    G3 "g3": "a number stands alone after a page line; it is no reference";
    G4 "g4": "release stamps stand in the text";
    G5 "g5": "the classification stands twice in a row";
    G6 "g6": "the label stands alone on its line";
    G7 "g7": "the codes are parted by commas and blanks, or follow the label at once";
    G8 "g8": "there are no TAGS";
    G9 "g9": "there is no subject";
    G10 "g10": "there is no E.O. line";
    G10_REASON "g10-reason": "an exemption stands without its reason";
    G11 "g11": "there is no date-time group";
    G11_NO_DAY "g11-no-day": "the date-time group names no day or hour there is; it is kept as text";
    G11_UNREAD "g11-unread": "this looks like a date-time group and cannot be read; it is kept as text";
    G12 "g12": "this addressee is not spelt as any known one; it is kept as written";
    G12_WITHOUT_TO "g12-without-to": "an addressee stands under the originator without TO";
    G13 "g13": "this is an accounting line and no addressee";
    G14 "g14": "this line stands where captions do and is not in the register; it restricts until mapped";
    G15 "g15": "this reference has no full number; it stays unresolved";
    G15_ITSELF "g15-itself": "a reference to the cable itself was dropped";
    G16 "g16": "this reference is a bare number; it stays unresolved";
    G17 "g17": "the cable carries a second number; it is kept as an alias";
    G18 "g18": "section {part} of {of} missing";
    G18_MANY "g18-many": "sections {parts} of {of} and {more} more missing";
    G18_SEVERAL "g18-several": "sections {parts} of {of} missing";
    G20 "g20": "another number is printed above the cable";
    G21 "g21": "the counts of the internal distribution do not add up to its total";
    G22 "g22": "words are parted at the end of a line";
    G23 "g23": "lines are longer than 69 characters";
    G24 "g24": "the text has no header; it is a document and not a cable";
    G25 "g25": "the end mark is not NNNN";
    G26 "g26": "a paragraph of a classified cable has no portion mark";
    G27 "g27": "a code is in no table; it may be garbled";
    G27_LONG "g27-long": "a TAGS code is too long to be one";
    G28 "g28": "a name stands in the TAGS; it is kept as text and must not be indexed";
    G29 "g29": "the numbers of the paragraphs start again or stand before a bracket";
    G30 "g30": "the year has two digits; 66 to 99 are read as of the last century";
    G30_RECORD "g30-record": "the year of the date-time group is not that of the record; the record's is taken";
}
