//! Mail with the header fields of military messaging (RFC 6477, RFC 7912): read into a cable and written from a
//! message. A body that is itself a telegram speaks first and the fields fill in what it does not say. Taking the
//! mail apart (folding, encoded words, MIME parts, transfer encodings, alphabets) is a library's; here is what its
//! fields mean. Attachments are named in a note and left where they are.

use std::borrow::Cow;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use mail_parser::{HeaderValue, MessageParser, MimeHeaders, PartType};

use crate::cable::{Cable, DateLine, Drafting, Piece};
use crate::fields::{Addressee, Dtg, Level, Precedence, Tag, TagScheme, caption, squeeze};
use crate::parse;
use crate::print::{Layout, Message, print};
use crate::readers::{addressee, found_elsewhere, placeless, shift};
use crate::remark::{Remark, Severity};

/// Reads a mail: header fields, a blank line, a body of any kind.
pub fn read(text: &str) -> Cable {
    let Parts { fields, body, body_at, attached } = apart(text);
    let mut cable = parse::parse(&body);
    if cable.from.is_none() && cable.to.is_empty() {
        cable = parse::parse_body(&body);
    }
    match body_at {
        Some(at) => shift(&mut cable, at),
        None => placeless(&mut cable),
    }
    text.clone_into(&mut cable.text);
    // Addressees without a word take the precedence of the fields, which the body may lack.
    let mut late: Vec<(&str, &str)> = Vec::new();
    for (name, value) in &fields {
        match name.as_str() {
            "mmhs-primary-precedence" => cable.precedence = cable.precedence.or(precedence(value)),
            "mmhs-copy-precedence" => cable.info_precedence = cable.info_precedence.or(precedence(value)),
            _ => late.push((name, value)),
        }
    }
    let (listed_to, listed_info) = (cable.to.is_empty(), cable.info.is_empty());
    for (name, value) in late {
        field(&mut cable, name, value, listed_to, listed_info);
    }
    let attached = attached.into_iter().map(|name| Piece { text: format!("attachment: {name}"), span: 0..0 });
    cable.notes.extend(attached);
    found_elsewhere(&mut cable);
    cable
}

/// A mail taken apart.
#[derive(Default)]
struct Parts<'a> {
    /// The fields, names in lower case.
    fields: Vec<(String, String)>,
    /// The first text.
    body: Cow<'a, str>,
    /// Where the body stands in the mail, if it stands there as it is.
    body_at: Option<usize>,
    /// The names of what is attached.
    attached: Vec<String>,
}

fn apart(text: &str) -> Parts<'_> {
    let parser = MessageParser::new().with_mime_headers().default_header_text();
    let Some(mail) = parser.parse(text.as_bytes()) else {
        return Parts { body: Cow::Borrowed(text), body_at: Some(0), ..Parts::default() };
    };
    let value = |value: &HeaderValue| value.as_text().map(squeeze).unwrap_or_default();
    let fields = mail.headers().iter().map(|field| (field.name().to_ascii_lowercase(), value(&field.value)));
    let attached = mail.attachments().map(|part| squeeze(part.attachment_name().unwrap_or("without a name")));
    let parts = Parts { fields: fields.collect(), attached: attached.collect(), ..Parts::default() };
    let first = mail.text_bodies().next();
    let at = first.and_then(|part| usize::try_from(part.offset_body).ok());
    let end = first.and_then(|part| usize::try_from(part.offset_end).ok());
    let as_it_is = at.zip(end).and_then(|(at, end)| text.get(at..end)).unwrap_or("");
    match first.map(|part| &part.body) {
        Some(PartType::Text(body)) if body == as_it_is => {
            Parts { body: Cow::Borrowed(as_it_is), body_at: at, ..parts }
        }
        // Hypertext is read as the words it shows.
        _ => Parts { body: Cow::Owned(mail.body_text(0).unwrap_or_default().into_owned()), ..parts },
    }
}

fn field(cable: &mut Cable, name: &str, value: &str, listed_to: bool, listed_info: bool) {
    let note = |text: &str| Piece { text: text.to_owned(), span: 0..0 };
    let info = cable.info_precedence.or(cable.precedence);
    match name {
        "date" if cable.date_line.is_none() => cable.date_line = moment(value).map(|at| date_line(at, value)),
        // RFC 6477, MMHS-Extended-Authorisation-Info: when the message was authorised for release.
        "mmhs-extended-authorisation-info" if cable.dtg.is_none() => cable.dtg = moment(value).map(Dtg::new),
        "subject" if cable.subject.is_empty() => cable.subject = squeeze(value),
        "from" if cable.from.is_none() => cable.from = mailboxes(value).into_iter().next(),
        // RFC 6477, MMHS-Originator-PLAD: the originator's name in the directory.
        "mmhs-originator-plad" => cable.from = Some(squeeze(value).to_uppercase()),
        "to" if listed_to => cable.to.extend(mailboxes(value).iter().map(|who| with(who, cable.precedence))),
        "cc" if listed_info => cable.info.extend(mailboxes(value).iter().map(|who| with(who, info))),
        // RFC 6477, MMHS-Exempted-Address: members of a list who get no copy.
        "mmhs-exempted-address" if cable.xmt.is_empty() => {
            cable.xmt.extend(mailboxes(value).iter().map(|who| addressee(who, None)));
        }
        // RFC 6477, MMHS-Subject-Indicator-Codes: the nearest field to TAGS.
        "mmhs-subject-indicator-codes" if cable.tags.is_empty() => {
            let year = cable.sent_at().map(|at| at.to_zoned(TimeZone::UTC).year());
            let scheme = TagScheme::in_year(year);
            cable.tags = strings(value).map(|code| Tag::new(code, None, scheme)).collect();
        }
        // RFC 6477, MMHS-Handling-Instructions.
        "mmhs-handling-instructions" => {
            for instruction in strings(value) {
                let (known, rest) = caption::at_start(instruction);
                if known.is_empty() || !rest.is_empty() {
                    if !cable.handling.iter().any(|piece| piece.text == instruction) {
                        cable.handling.push(note(instruction));
                    }
                    continue;
                }
                for caption in known {
                    if !cable.captions.iter().any(|mine| mine == caption) {
                        cable.captions.push(caption.to_owned());
                    }
                }
            }
        }
        // RFC 6477, MMHS-Message-Instructions.
        "mmhs-message-instructions" => cable.attention.extend(strings(value).map(note)),
        // RFC 6477, MMHS-Originator-Reference.
        "mmhs-originator-reference" if cable.numbers.is_empty() => match value.trim().parse() {
            Ok(number) => cable.numbers.push(number),
            Err(_) => cable.notes.push(note(value.trim())),
        },
        // RFC 6477, MMHS-Other-Recipients-Indicator-To and -CC: reached by other means, ZEN on a telegram.
        "mmhs-other-recipients-indicator-to" => cable.to.extend(strings(value).map(reached)),
        "mmhs-other-recipients-indicator-cc" => cable.info.extend(strings(value).map(reached)),
        // RFC 7912, MMHS-Authorizing-Users.
        "mmhs-authorizing-users" => {
            cable.drafting.get_or_insert_with(Drafting::default).approved = Some(squeeze(value));
        }
        // RFC 7444, SIO-Label: the words of the marking; the label itself is for the gateway.
        "sio-label" if cable.level.is_none() => {
            let marking = value.split("marking=\"").nth(1).and_then(|rest| rest.split('"').next());
            cable.level = marking.and_then(|marking| Level::at_start(marking.trim())).map(|(level, _)| level);
        }
        // RFC 6477, the remaining fields: kept as they stand.
        "mmhs-message-type" | "mmhs-acp127-message-identifier" | "mmhs-codress-message-indicator" => {
            cable.notes.push(note(&format!("{name}: {}", squeeze(value))));
        }
        _ => {}
    }
}

fn with(who: &str, precedence: Option<Precedence>) -> Addressee {
    Addressee { defaulted: precedence.is_some(), ..addressee(who, precedence) }
}

fn reached(who: &str) -> Addressee {
    Addressee { routing: Some("ZEN".to_owned()), ..addressee(who, None) }
}

fn date_line(at: Timestamp, raw: &str) -> DateLine {
    DateLine { on: Some(at.to_zoned(TimeZone::UTC).date()), at: Some(at), raw: raw.trim().to_owned() }
}

/// Reads a date of RFC 5322, section 3.3.
fn moment(value: &str) -> Option<Timestamp> {
    jiff::fmt::rfc2822::parse(value.trim()).ok().map(|zoned| zoned.timestamp())
}

/// Reads a precedence by word or number (RFC 6477: 0 deferred, 1 routine, 2 priority, 3 immediate, 4 flash,
/// 5 override).
fn precedence(value: &str) -> Option<Precedence> {
    let word = value
        .trim()
        .trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, ' ' | '('))
        .trim_end_matches([')', ' ']);
    let number = value.trim().split([' ', '(']).next().unwrap_or("");
    match number {
        "0" | "1" => Some(Precedence::Routine),
        "2" => Some(Precedence::Priority),
        "3" => Some(Precedence::Immediate),
        "4" | "5" => Some(Precedence::Flash),
        _ if word.eq_ignore_ascii_case("deferred") => Some(Precedence::Routine),
        _ if word.eq_ignore_ascii_case("override") => Some(Precedence::Flash),
        _ => word.parse().ok(),
    }
}

fn strings(value: &str) -> impl Iterator<Item = &str> {
    value.split(';').map(str::trim).filter(|item| !item.is_empty())
}

/// Reads the names of an address list: the display name, or the part before the at sign.
fn mailboxes(value: &str) -> Vec<String> {
    let list = format!("To: {value}\n");
    let parser = MessageParser::new().with_address_headers();
    let mail = parser.parse_headers(list.as_bytes());
    let boxes = mail.as_ref().and_then(|mail| mail.to()).map(|to| to.iter()).into_iter().flatten();
    let one = |address: &mail_parser::Addr| {
        let display = address.name().filter(|name| !name.contains('@'));
        let local = address.address().unwrap_or("").split('@').next().unwrap_or("");
        squeeze(&display.map_or_else(|| local.replace(['.', '_'], " "), str::to_owned)).to_uppercase()
    };
    boxes.map(one).filter(|name| !name.is_empty()).collect()
}

/// Writes a message as mail; addressees are mailboxes of the domain, the body is the plain layout.
pub fn write(message: &Message, domain: &str) -> String {
    let mut out = String::new();
    let mut field = |name: &str, value: &str| {
        if !value.is_empty() {
            fold(&mut out, name, value);
        }
    };
    let highest = |list: &[(String, Precedence)]| list.iter().map(|(_, precedence)| *precedence).max();
    let zoned = message.dtg.to_zoned(TimeZone::UTC);
    let date = jiff::fmt::rfc2822::to_string(&zoned).unwrap_or_default();
    let boxes =
        |names: Vec<&str>| names.iter().map(|name| mailbox(name, domain)).collect::<Vec<_>>().join(", ");
    field("Date", &date);
    field("From", &mailbox(&message.from, domain));
    field("To", &boxes(message.to.iter().map(|(name, _)| name.as_str()).collect()));
    field("Cc", &boxes(message.info.iter().map(|(name, _)| name.as_str()).collect()));
    field("Subject", &ascii(&message.subject));
    field("MMHS-Exempted-Address", &boxes(message.xmt.iter().map(String::as_str).collect()));
    field("MMHS-Extended-Authorisation-Info", &date);
    field("MMHS-Subject-Indicator-Codes", &message.tags.join("; "));
    field("MMHS-Handling-Instructions", &ascii(&message.captions.join("; ")));
    field("MMHS-Originator-Reference", &message.number.long());
    field("MMHS-Primary-Precedence", highest(&message.to).map_or("", mmhs));
    field("MMHS-Copy-Precedence", highest(&message.info).map_or("", mmhs));
    field("MMHS-Originator-PLAD", &ascii(&message.from));
    field("MIME-Version", "1.0");
    field("Content-Type", "text/plain; charset=utf-8");
    field("Content-Transfer-Encoding", "8bit");
    out.push_str("\r\n");
    for line in print(message, Layout::Plain).lines() {
        out.push_str(line);
        out.push_str("\r\n");
    }
    out
}

/// Tells what the header fields cannot carry; the body carries it all.
pub fn losses(message: &Message) -> Vec<Remark> {
    let mut out = Vec::new();
    let mut lost = |say: &'static str| out.push(Remark::of_print("MAIL-01", Severity::Advice, 0, 0..0, say));
    let mixed = |list: &[(String, Precedence)]| {
        list.iter().any(|(_, each)| Some(*each) != list.first().map(|(_, first)| *first))
    };
    if mixed(&message.to) || mixed(&message.info) {
        lost("the fields have one precedence for all addressees; each one's own stands in the body");
    }
    if message.to.iter().chain(&message.info).any(|(_, precedence)| *precedence == Precedence::Niact) {
        lost("the fields have no night action; they say immediate and the body says more");
    }
    if !message.subject.is_ascii() || !message.from.is_ascii() {
        lost("a field holds letters beyond ASCII; they are left out there and stand in the body");
    }
    out
}

fn mmhs(precedence: Precedence) -> &'static str {
    match precedence {
        Precedence::Routine => "routine",
        Precedence::Priority => "priority",
        Precedence::Immediate | Precedence::Niact => "immediate",
        Precedence::Flash => "flash",
    }
}

fn mailbox(name: &str, domain: &str) -> String {
    let local: String =
        ascii(name).to_lowercase().chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '.' }).collect();
    let local = local.split('.').filter(|part| !part.is_empty()).collect::<Vec<_>>().join(".");
    format!("\"{}\" <{local}@{domain}>", ascii(name).replace(['"', '\\'], ""))
}

/// Leaves out what a header field cannot hold: letters beyond ASCII and control characters.
fn ascii(text: &str) -> String {
    text.chars().filter(|c| c.is_ascii_graphic() || *c == ' ').collect()
}

/// Writes a field folded at blanks, at most 78 characters a line where words allow (RFC 5322, section 2.1.1).
fn fold(out: &mut String, name: &str, value: &str) {
    out.push_str(name);
    out.push(':');
    let mut width = name.len() + 1;
    // A line end inside a value would open another field.
    let value = ascii(value);
    for word in value.split(' ').filter(|word| !word.is_empty()) {
        if width + 1 + word.len() > 78 && width > 1 {
            out.push_str("\r\n");
            width = 0;
        }
        out.push(' ');
        out.push_str(word);
        width += 1 + word.len();
    }
    out.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fields::Number;

    const MADE_UP: &str = "Date: Sat, 14 Mar 2026 17:23:00 +0000\r\nFrom: \"MERE\" <mere@example.org>\r\nTo: \"AMEMBASSY PARIS\" <amembassy.paris@example.org>,\r\n oslo@example.org\r\nCc: \"Wren, of Rome\" <rome@example.org>\r\nSubject: Lost\r\n gear\r\nMMHS-Exempted-Address: sofia@example.org\r\nMMHS-Subject-Indicator-Codes: EFIS; SENV\r\nMMHS-Handling-Instructions: LIMDIS; USSALTTWO\r\nMMHS-Message-Instructions: FOR THE AMBASSADOR\r\nMMHS-Originator-Reference: 26 MERE 0117\r\nMMHS-Primary-Precedence: 3 (immediate)\r\nMMHS-Copy-Precedence: routine\r\nMMHS-Originator-PLAD: MERE ESTMARK\r\nMMHS-Other-Recipients-Indicator-To: BERN\r\nMMHS-Message-Type: operation\r\nMMHS-Authorizing-Users: releaser@example.org\r\nSIO-Label: marking=\"CONFIDENTIAL\"\r\n\r\n1. Nets drift.\r\n\r\n2. Ports take them.\r\n";

    #[test]
    fn every_field_finds_its_place() {
        let cable = read(MADE_UP);
        assert_eq!(cable.original(), MADE_UP);
        assert_eq!(cable.number().map(Number::long).as_deref(), Some("26 MERE 0117"));
        assert_eq!((cable.from.as_deref(), cable.subject.as_str()), (Some("MERE ESTMARK"), "Lost gear"));
        let to: Vec<_> =
            cable.to.iter().map(|a| (a.name.as_str(), a.precedence, a.routing.is_some())).collect();
        assert_eq!(
            to,
            [
                ("AMEMBASSY PARIS", Some(Precedence::Immediate), false),
                ("OSLO", Some(Precedence::Immediate), false),
                ("BERN", None, true)
            ]
        );
        assert_eq!(
            cable.info.iter().map(|a| (a.name.as_str(), a.precedence)).collect::<Vec<_>>(),
            [("WREN, OF ROME", Some(Precedence::Routine))]
        );
        assert_eq!(
            (cable.xmt.len(), cable.tags.len(), cable.captions.join(" ")),
            (1, 2, "LIMDIS".to_owned())
        );
        assert_eq!((cable.handling.len(), cable.attention.len(), cable.notes.len()), (1, 1, 1));
        assert_eq!(cable.level, Some(Level::Confidential));
        assert_eq!(cable.sent_at().map(|at| at.to_string()).as_deref(), Some("2026-03-14T17:23:00Z"));
        assert_eq!(cable.paragraphs.len(), 2);
        let first = cable.paragraphs.first().unwrap();
        assert_eq!(MADE_UP.get(first.span.clone()), Some("1. Nets drift."));
    }

    #[test]
    fn what_is_written_as_mail_reads_back_as_the_message() {
        let mut message = Message::new(
            Number::new("MERE", Some(2026), 117),
            "2026-03-14T17:23:00Z".parse().unwrap(),
            "MERE",
            Level::Secret,
        );
        message.to =
            vec![("AMEMBASSY PARIS".to_owned(), Precedence::Niact), ("OSLO".to_owned(), Precedence::Routine)];
        message.info = vec![("GENEVA".to_owned(), Precedence::Routine)];
        message.xmt = vec!["SOFIA".to_owned()];
        message.captions = vec!["LIMDIS".to_owned()];
        message.tags = vec!["EFIS".to_owned()];
        message.subject =
            "LOST FISHING GEAR AND WHAT IT COSTS THE PORTS THAT TAKE IT WITHOUT CHARGE IN WINTER".to_owned();
        message.paragraphs = vec![
            (Some(Level::Secret), "Nets drift.".to_owned()),
            (Some(Level::Unclassified), "Ports.".to_owned()),
        ];
        message.signature = "MINISTER".to_owned();
        let mail = write(&message, "example.org");
        assert_eq!(Message::of(&read(&mail)), Some(message.clone()), "{mail}");
        assert!(mail.lines().all(|line| line.len() <= 80));
        assert_eq!(losses(&message).len(), 2);
    }

    #[test]
    fn a_field_cannot_smuggle_in_another() {
        let mut message =
            Message::new(Number::new("MERE", Some(2026), 1), Timestamp::UNIX_EPOCH, "MERE", Level::Secret);
        message.subject = "X\r\nBcc: somebody@example.org".to_owned();
        message.to = vec![("A\"\r\nBcc: b <c>".to_owned(), Precedence::Routine)];
        let mail = write(&message, "example.org");
        let head = mail.split("\r\n\r\n").next().unwrap();
        assert!(!head.lines().any(|line| line.to_ascii_lowercase().starts_with("bcc")), "{head}");
    }

    #[test]
    fn encoded_words_and_encoded_bodies_are_read() {
        let mail = "From: =?utf-8?Q?Wr=C3=A9n?= <wren@example.org>\r\nTo: =?iso-8859-1?B?6WxhbiBvc2xv?= \
                    <oslo@example.org>\r\nSubject: =?UTF-8?B?RmlsZXRzIHBlcmR1cyDDoCBsYSBtZXI=?=\r\n\
                    MMHS-Message-Instructions: =?utf-8?Q?FOR_THE_CHARG=C3=89?=\r\n\
                    Content-Type: text/plain; charset=iso-8859-1\r\n\
                    Content-Transfer-Encoding: quoted-printable\r\n\r\n1. Les filets d=E9rivent =\r\n\
                    au large.\r\n";
        let cable = read(mail);
        assert_eq!(cable.original(), mail);
        assert_eq!(
            (cable.from.as_deref(), cable.subject.as_str()),
            (Some("WR\u{c9}N"), "Filets perdus \u{e0} la mer")
        );
        assert_eq!(cable.to.first().map(|to| to.name.as_str()), Some("\u{c9}LAN OSLO"));
        assert_eq!(cable.attention.first().map(|piece| piece.text.as_str()), Some("FOR THE CHARG\u{c9}"));
        let first = cable.paragraphs.first().expect("a paragraph");
        assert_eq!(first.text, "Les filets d\u{e9}rivent au large.");
        assert_eq!(first.span, 0..0, "what was decoded stands nowhere in the original");
    }

    #[test]
    fn the_first_text_of_several_parts_is_the_body_and_the_rest_is_named() {
        let mail = "From: wren@example.org\r\nTo: oslo@example.org\r\nMIME-Version: 1.0\r\n\
                    Content-Type: multipart/mixed; boundary=\"b\"\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\n\
                    1. Nets drift.\r\n--b\r\nContent-Type: application/pdf\r\n\
                    Content-Disposition: attachment; filename=\"nets.pdf\"\r\nContent-Transfer-Encoding: base64\r\n\r\n\
                    JVBERi0=\r\n--b--\r\n";
        let cable = read(mail);
        assert_eq!(cable.original(), mail);
        assert_eq!(cable.paragraphs.first().map(|p| p.text.as_str()), Some("Nets drift."));
        assert_eq!(cable.paragraphs.first().and_then(|p| mail.get(p.span.clone())), Some("1. Nets drift."));
        assert_eq!(
            cable.notes.iter().map(|piece| piece.text.as_str()).collect::<Vec<_>>(),
            ["attachment: nets.pdf"]
        );
    }

    #[test]
    fn a_telegram_carried_as_base64_is_read_as_the_telegram() {
        let telegram = "R 162300Z AUG 73\nFM SECSTATE WASHDC\nTO AMEMBASSY OSLO\nSTATE 163147\nSUBJECT: NETS\n\n1. FIRST.\n";
        let mail = "From: x@example.org\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n\
            UiAxNjIzMDBaIEFVRyA3MwpGTSBTRUNTVEFURSBXQVNIREMKVE8gQU1FTUJBU1NZIE9TTE8KU1RB\r\n\
            VEUgMTYzMTQ3ClNVQkpFQ1Q6IE5FVFMKCjEuIEZJUlNULgo=\r\n";
        let (cable, plain) = (read(mail), parse::parse(telegram));
        assert_eq!((&cable.numbers, &cable.to, &cable.dtg), (&plain.numbers, &plain.to, &plain.dtg));
    }

    #[test]
    fn mail_nested_or_broken_without_end_is_read() {
        let parts = "Content-Type: multipart/mixed; boundary=b\n\n--b\n".repeat(500);
        let nested = "Content-Type: message/rfc822\n\n".repeat(500);
        let words = format!("Subject: {}\n\nx", "=?utf-8?Q?=".repeat(2000));
        let folded = format!("To: {}\n\nx", "a@b,\n ".repeat(2000));
        let comments = format!("To: {}\n\nx", "(".repeat(20_000));
        let alphabet = "Content-Type: text/plain; charset=utf-7\nContent-Transfer-Encoding: base64\n\n////\n";
        for mail in
            [parts.as_str(), &nested, &words, &folded, &comments, alphabet, "\0\n\n\0", "To: \u{202e}<>\n\n"]
        {
            assert_eq!(read(mail).original(), mail);
        }
    }

    #[test]
    fn any_text_is_read() {
        for text in
            ["", ":", "\n", "To:", "To: \"", "Date: x\n\nbody", "no header at all", "A: b\n c\n\n\u{e9}"]
        {
            assert_eq!(read(text).original(), text);
        }
    }
}
