//! The dictionary of facts in docs/facts.md, made from the comments and fields in the domain's own source, so that
//! what a stranger reads of a kind is what the program writes. Only the shapes that source uses are understood.

use std::fmt::Write as _;

/// One field of a struct, or one variant of an enum.
#[derive(Debug, Default)]
struct Field {
    name: String,
    kind: String,
    doc: String,
    optional: bool,
}

/// One declaration: a struct, an enum, or a closed list of words.
#[derive(Debug)]
struct Declared {
    name: String,
    doc: String,
    form: Form,
    fields: Vec<Field>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    Struct,
    Enum,
    List,
}

const HEAD: &str = "# Facts

Every kind of fact of format 1, with the members of its JSON. Made from the source by
`cargo run -p house --example facts`; a test holds the two together. What an entry and a paper are is in
[format.md](format.md); the words are explained in [GLOSSARY.md](../GLOSSARY.md).

A member marked *may be absent* is left out when there is nothing to say. A kind is never renamed or removed; members are only
ever added, each with a meaning for its absence.

## How values are written

| value | in JSON |
|---|---|
| office | text: `\"PAR\"` |
| officer | text, a function: `\"oceans.desk\"` |
| coordinates | text: `\"38.72,-9.14\"`, degrees north and east |
| entry | text: `\"HQ.4711\"` |
| duty | text: `\"HQ.4711/PAR\"`, or with the day of the occurrence `\"HQ.4711/PAR/2026-03-10\"` |
| paper | text: `\"HQ.4711#0\"` |
| bytes | text: base64url without padding (RFC 4648, section 5) |
| nonce | text: 32 hexadecimal digits |
| place of a paper | number: its place among the papers of the entry that carries the fact, from 0 |
| paragraph, point | number: its identity in the draft |
| instant | text: `\"2026-03-10T09:12:00Z\"` |
| day | text: `\"2026-03-10\"` |
| local time | text: `\"2026-03-10T12:00:00\"` |
| level | text: `\"UNCLASSIFIED\"`, `\"CONTROLLED\"`, `\"RESTRICTED\"`, `\"CONFIDENTIAL\"`, `\"SECRET\"`, `\"TOP SECRET\"` |
| precedence | text: `\"ROUTINE\"`, `\"PRIORITY\"`, `\"IMMEDIATE\"`, `\"NIACT IMMEDIATE\"`, `\"FLASH\"` |
| mark | text: `\"verbatim\"`, `\"paraphrase\"`, `\"if-asked\"`, `\"not-in-writing\"` |
| one of several forms | text, or an object with one member that names the form: `\"head\"`, `{\"point\":3}` |
";

/// Makes the dictionary from the source of the facts.
pub fn dictionary(source: &str) -> String {
    let declared = declarations(source);
    let kinds: Vec<(&str, &str)> = within(source, "facts! {").filter_map(kind_of).collect();
    let mut page = HEAD.to_owned();
    for line in within(source, "facts! {") {
        let line = line.trim();
        if let Some(heading) = line.strip_prefix("// ") {
            // Writing into text cannot fail.
            let _ = write!(page, "\n## {}\n", heading.trim_end_matches('.'));
        } else if let Some((kind, name)) = kind_of(line)
            && let Some(fact) = declared.iter().find(|one| one.name == name)
        {
            let _ = write!(page, "\n### `{kind}`\n\n{}\n", fact.doc);
            table(&mut page, fact, &kinds);
        }
    }
    page.push_str("\n## Parts of facts\n");
    for part in declared
        .iter()
        .filter(|one| one.form != Form::List && !kinds.iter().any(|(_, fact)| *fact == one.name))
    {
        let _ = write!(page, "\n### {}\n\n{}\n", words(&part.name), part.doc);
        table(&mut page, part, &kinds);
    }
    page.push_str("\n## Closed lists of words\n\nText, one of:\n");
    for list in declared.iter().filter(|one| one.form == Form::List) {
        let _ = write!(page, "\n### {}\n\n{}\n", words(&list.name), list.doc);
        table(&mut page, list, &kinds);
    }
    page
}

/// A line of the list of kinds: the kind on the wire and its type.
fn kind_of(line: &str) -> Option<(&str, &str)> {
    let (kind, name) = line.trim().trim_end_matches(',').split_once(" => ")?;
    Some((kind.trim_matches('"'), name))
}

fn table(page: &mut String, one: &Declared, kinds: &[(&str, &str)]) {
    page.push_str(match one.form {
        Form::Struct => "\n| member | value | meaning |\n|---|---|---|\n",
        Form::Enum => "\n| form | value | meaning |\n|---|---|---|\n",
        Form::List => "\n| word | meaning |\n|---|---|\n",
    });
    for field in &one.fields {
        let doc = if field.doc.is_empty() { "–" } else { &field.doc };
        let absent = match (field.optional, field.kind.as_str()) {
            (true, "bool") => "; absent if false",
            (true, _) => "; may be absent",
            (false, _) => "",
        };
        let _ = match one.form {
            Form::List => writeln!(page, "| `{}` | {doc} |", field.name),
            _ => writeln!(page, "| `{}` | {}{absent} | {doc} |", field.name, value(&field.kind, kinds)),
        };
    }
}

/// A type of the source as a reader of JSON knows it.
fn value(kind: &str, kinds: &[(&str, &str)]) -> String {
    let inside = |opening: &str| kind.strip_prefix(opening)?.strip_suffix('>');
    if let Some(kind) = inside("Option<") {
        return value(kind, kinds);
    }
    if let Some(kind) = inside("Vec<") {
        return format!("list of {}", value(kind, kinds));
    }
    match kind {
        "" => "–".to_owned(),
        "OfficeId" => "office".to_owned(),
        "Handle" => "officer".to_owned(),
        "EntryId" => "entry".to_owned(),
        "DutyId" => "duty".to_owned(),
        "PaperId" => "paper".to_owned(),
        "Coordinates" => "coordinates".to_owned(),
        "Octets" => "bytes".to_owned(),
        "Salt" => "nonce".to_owned(),
        "Place" => "place of a paper".to_owned(),
        "ParagraphId" => "paragraph".to_owned(),
        "PointId" => "point".to_owned(),
        "Timestamp" => "instant".to_owned(),
        "Date" => "day".to_owned(),
        "DateTime" => "local time".to_owned(),
        "String" => "text".to_owned(),
        "bool" => "true or false".to_owned(),
        "u16" | "u32" | "i16" => "number".to_owned(),
        "Level" => "level".to_owned(),
        "Precedence" => "precedence".to_owned(),
        "cable::Mark" => "mark".to_owned(),
        other => {
            if let Some((kind, _)) = kinds.iter().find(|(_, fact)| *fact == other) {
                return format!("as in [`{kind}`](#{})", kind.replace('.', ""));
            }
            let name = words(other);
            format!("[{name}](#{})", name.to_lowercase().replace(' ', "-"))
        }
    }
}

/// `PointUsed` as `Point used`.
fn words(name: &str) -> String {
    let mut said = String::new();
    for (at, c) in name.chars().enumerate() {
        if at > 0 && c.is_ascii_uppercase() {
            said.push(' ');
            said.push(c.to_ascii_lowercase());
        } else {
            said.push(c);
        }
    }
    said
}

/// `PromisedLater` as `promised-later`, which is how forms are spelt on the wire.
fn kebab(name: &str) -> String {
    words(name).to_lowercase().replace(' ', "-")
}

/// The lines between an opening line and the brace that closes it.
fn within<'a>(source: &'a str, opening: &str) -> impl Iterator<Item = &'a str> {
    source.lines().skip_while(move |line| *line != opening).skip(1).take_while(|line| *line != "}")
}

fn declarations(source: &str) -> Vec<Declared> {
    let mut all = Vec::new();
    let (mut doc, mut optional, mut written) = (String::new(), false, false);
    let mut open: Option<Declared> = None;
    let mut in_list = false;
    // A form that carries members of its own: its name stands before them.
    let mut form: Option<String> = None;
    for line in source.lines().take_while(|line| *line != "#[cfg(test)]") {
        let bare = line.trim();
        if let Some(said) = bare.strip_prefix("///") {
            if !doc.is_empty() {
                doc.push(' ');
            }
            doc.push_str(said.trim());
            continue;
        }
        optional |= bare.contains("skip_serializing_if");
        if bare.starts_with("#[derive") {
            written = bare.contains("Serialize");
        }
        if bare.starts_with("#[") && bare.ends_with(']') {
            continue;
        }
        match &mut open {
            None => {
                in_list = (in_list || line == "word_list! {") && line != "}";
                let outer = |word: &str| Some(line.strip_prefix(word)?.strip_suffix(" {")?.to_owned());
                let opened = if in_list && line != "word_list! {" {
                    bare.strip_suffix(" {").map(|name| (name.to_owned(), Form::List))
                } else if let Some(name) = outer("pub struct ").filter(|_| written) {
                    Some((name, Form::Struct))
                } else {
                    outer("pub enum ").filter(|_| written).map(|name| (name, Form::Enum))
                };
                if let Some((name, form)) = opened {
                    open = Some(Declared { name, doc: std::mem::take(&mut doc), form, fields: Vec::new() });
                }
            }
            Some(one) => {
                if bare == "}" && form.is_none() {
                    all.extend(open.take());
                } else if bare == "}," || bare == "}" {
                    form = None;
                } else if let Some(field) = field(bare, one.form, form.as_deref()) {
                    let opens = bare.ends_with('{').then(|| field.name.clone());
                    one.fields.push(Field { doc: std::mem::take(&mut doc), optional, ..field });
                    form = opens.or(form);
                }
            }
        }
        doc.clear();
        optional = false;
    }
    all
}

/// Reads a field, a form or a word.
fn field(line: &str, of: Form, inside: Option<&str>) -> Option<Field> {
    let name_and_kind = |name: &str, kind: &str| {
        Some(Field { name: name.to_owned(), kind: kind.to_owned(), ..Field::default() })
    };
    let line = line.trim_end_matches(',');
    if of == Form::List {
        // A word may stand behind an attribute that has signs of equality of its own.
        let word = line.rsplit_once(" = ")?.1;
        return name_and_kind(word.trim_matches('"'), "");
    }
    if let Some(outer) = inside {
        let (name, kind) = line.split_once(": ")?;
        return name_and_kind(&format!("{outer}.{name}"), kind);
    }
    if of == Form::Struct {
        let (name, kind) = line.strip_prefix("pub ")?.split_once(": ")?;
        return name_and_kind(name, kind);
    }
    match line.split_once('(') {
        Some((name, kind)) => name_and_kind(&kebab(name), kind.trim_end_matches(')')),
        None => name_and_kind(&kebab(line.trim_end_matches(" {")), ""),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOURCE: &str = r#"
facts! {
    // The directory; headquarters owns it.
    "office.closed" => OfficeClosed,
}

/// An office ceased.
#[derive(Debug, Serialize, Deserialize)]
pub struct OfficeClosed {
    /// Which.
    pub office: OfficeId,
    /// Why, if said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<Vec<Piece>>,
    pub on: Date,
}

/// A part.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Piece {
    /// The top.
    WholeHead,
    /// A point.
    Point(PointId),
    /// A reply.
    Reply {
        /// To what.
        answers: Vec<DutyId>,
    },
}

/// Never written.
#[derive(Debug)]
pub struct Unreadable {
    pub kind: String,
}

word_list! {
    /// A day.
    Weekday {
        #[expect(missing_docs, reason = "a day")] Monday = "mon",
        /// The second.
        Tuesday = "tue",
    }
}
"#;

    #[test]
    fn the_dictionary_says_what_the_source_says() {
        let page = dictionary(SOURCE);
        let (_, made) = page.split_once("`{\"point\":3}` |\n").expect("the head");
        let wanted = "
## The directory; headquarters owns it

### `office.closed`

An office ceased.

| member | value | meaning |
|---|---|---|
| `office` | office | Which. |
| `why` | list of [Piece](#piece); may be absent | Why, if said. |
| `on` | day | – |

## Parts of facts

### Piece

A part.

| form | value | meaning |
|---|---|---|
| `whole-head` | – | The top. |
| `point` | point | A point. |
| `reply` | – | A reply. |
| `reply.answers` | list of duty | To what. |

## Closed lists of words

Text, one of:

### Weekday

A day.

| word | meaning |
|---|---|
| `mon` | – |
| `tue` | The second. |
";
        assert_eq!(made, wanted);
    }
}
