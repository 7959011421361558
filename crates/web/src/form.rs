//! A form as data: fields with their labels, hints, kept values and errors, and the one way each is printed.
//! What a form means is not known here; the desk decides, and its refusal comes back to the field it is about.

use askama::Template;
use askama::filters::HtmlSafe;

use crate::page::Problem;
use crate::tongue::Tongue;

/// A form that posts to one address and carries the session's token.
#[derive(Clone, Debug, Template)]
#[cfg_attr(test, derive(serde::Serialize, serde::Deserialize))]
#[template(path = "form.html")]
pub(crate) struct Form {
    pub(crate) id: String,
    pub(crate) action: String,
    #[cfg_attr(test, serde(skip))]
    pub(crate) tongue: Tongue,
    pub(crate) token: String,
    /// A name for this one submission, so that sending it twice does nothing twice.
    pub(crate) once: String,
    pub(crate) heading: String,
    pub(crate) hint: Option<String>,
    pub(crate) fields: Vec<Field>,
    pub(crate) readers: Option<String>,
    pub(crate) buttons: Vec<Button>,
    /// Folded forms wait behind their heading until opened.
    pub(crate) folded: Folded,
}

/// Whether a form stands open, or waits behind its heading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(test, derive(serde::Serialize, serde::Deserialize))]
pub(crate) enum Folded {
    Never,
    Closed,
    Open,
}

/// One way to submit a form.
#[derive(Clone, Debug)]
#[cfg_attr(test, derive(serde::Serialize, serde::Deserialize))]
pub(crate) struct Button {
    pub(crate) word: String,
    pub(crate) value: String,
    pub(crate) class: String,
}

/// One thing a form asks.
#[derive(Clone, Debug, Template)]
#[cfg_attr(test, derive(serde::Serialize, serde::Deserialize))]
#[template(path = "field.html")]
pub(crate) enum Field {
    /// One line: text, a date, a time, a number.
    Line(Line),
    /// Many lines.
    Text(Line),
    /// One of a list.
    Choice(Choice),
    /// Fields that belong together under one legend.
    Group { legend: String, hint: Option<String>, class: String, fields: Vec<Field> },
    /// Fields few people need, behind a line that opens.
    More { line: String, open: bool, fields: Vec<Field> },
    /// A value carried along.
    Carried { name: String, value: String },
}

/// A field one types into.
#[derive(Clone, Debug)]
#[cfg_attr(test, derive(serde::Serialize, serde::Deserialize))]
pub(crate) struct Line {
    pub(crate) id: String,
    pub(crate) kind: String,
    pub(crate) label: String,
    pub(crate) hint: Option<String>,
    pub(crate) value: String,
    pub(crate) rows: usize,
    /// What a browser may fill in, in HTML's own words; nothing if it is empty.
    pub(crate) fills: String,
    pub(crate) error: Option<Wrong>,
}

/// A field one chooses from.
#[derive(Clone, Debug)]
#[cfg_attr(test, derive(serde::Serialize, serde::Deserialize))]
pub(crate) struct Choice {
    pub(crate) id: String,
    pub(crate) label: String,
    pub(crate) hint: Option<String>,
    pub(crate) options: Vec<Answer>,
    pub(crate) error: Option<Wrong>,
}

/// What is wrong with what was typed, after the word that says that something is.
#[derive(Clone, Debug)]
#[cfg_attr(test, derive(serde::Serialize, serde::Deserialize))]
pub(crate) struct Wrong {
    pub(crate) lead: String,
    pub(crate) sentence: String,
}

/// One of the answers a choice offers.
#[derive(Clone, Debug)]
#[cfg_attr(test, derive(serde::Serialize, serde::Deserialize))]
pub(crate) struct Answer {
    pub(crate) value: String,
    pub(crate) label: String,
    pub(crate) chosen: bool,
}

impl HtmlSafe for Form {}
impl HtmlSafe for Field {}

impl Form {
    pub(crate) fn new(id: &str, action: String, heading: &str, button: &str) -> Self {
        Self {
            id: id.into(),
            action,
            tongue: Tongue::default(),
            token: String::new(),
            once: String::new(),
            heading: heading.into(),
            hint: None,
            fields: Vec::new(),
            readers: None,
            buttons: vec![Button { word: button.into(), value: String::new(), class: "first".into() }],
            folded: Folded::Never,
        }
    }

    /// Puts the reader's language, the session's token and this submission's own name on the form.
    pub(crate) fn sealed(mut self, tongue: Tongue, token: &str, once: &str) -> Self {
        self.tongue = tongue;
        self.token = token.into();
        self.once = once.into();
        self
    }

    pub(crate) fn hint(mut self, hint: &str) -> Self {
        self.hint = Some(hint.into());
        self
    }

    pub(crate) fn readers(mut self, readers: &str) -> Self {
        self.readers = Some(readers.into());
        self
    }

    pub(crate) fn folded(mut self) -> Self {
        self.folded = Folded::Closed;
        self
    }

    pub(crate) fn field(mut self, field: Field) -> Self {
        self.fields.push(field);
        self
    }

    pub(crate) fn button(mut self, word: &str, value: &str) -> Self {
        self.buttons.push(Button { word: word.into(), value: value.into(), class: String::new() });
        self
    }

    /// Opens the form if it waits behind its heading.
    pub(crate) fn unfold(&mut self) {
        if self.folded == Folded::Closed {
            self.folded = Folded::Open;
        }
    }

    /// Marks the field with this id, unfolds the form and gives the line for the summary. A field that is not there leaves
    /// the error with the form as a whole.
    pub(crate) fn refuse(&mut self, field: &str, sentence: &str, hint: &str) -> Problem {
        self.unfold();
        let wrong = Wrong { lead: self.tongue.say("form-error"), sentence: sentence.into() };
        let marked = self.fields.iter_mut().any(|each| each.mark(field, &wrong));
        let target = if marked { field } else { self.id.as_str() };
        Problem { sentence: sentence.into(), hint: hint.into(), href: format!("#{target}") }
    }
}

impl Field {
    pub(crate) fn line(id: &str, kind: &str, label: &str, value: &str) -> Self {
        Self::Line(Line::new(id, kind, label, value))
    }

    pub(crate) fn text(id: &str, label: &str, value: &str, rows: usize) -> Self {
        Self::Text(Line { rows, ..Line::new(id, "", label, value) })
    }

    /// A list to choose from; `chosen` is the value that is set.
    pub(crate) fn choice(id: &str, label: &str, answers: &[(impl AsRef<str>, String)], chosen: &str) -> Self {
        let options = answers
            .iter()
            .map(|(value, label)| Answer {
                value: value.as_ref().into(),
                label: label.clone(),
                chosen: value.as_ref() == chosen,
            })
            .collect();
        Self::Choice(Choice { id: id.into(), label: label.into(), hint: None, options, error: None })
    }

    pub(crate) fn group(legend: &str, class: &str, fields: Vec<Field>) -> Self {
        Self::Group { legend: legend.into(), hint: None, class: class.into(), fields }
    }

    pub(crate) fn hint(mut self, words: &str) -> Self {
        match &mut self {
            Self::Line(line) | Self::Text(line) => line.hint = Some(words.into()),
            Self::Choice(choice) => choice.hint = Some(words.into()),
            Self::Group { hint, .. } => *hint = Some(words.into()),
            Self::More { .. } | Self::Carried { .. } => {}
        }
        self
    }

    /// Lets a browser fill a line in.
    pub(crate) fn fills(mut self, what: &str) -> Self {
        if let Self::Line(line) = &mut self {
            what.clone_into(&mut line.fills);
        }
        self
    }

    fn mark(&mut self, field: &str, wrong: &Wrong) -> bool {
        match self {
            Self::Line(line) | Self::Text(line) if line.id == field => line.error = Some(wrong.clone()),
            Self::Choice(choice) if choice.id == field => choice.error = Some(wrong.clone()),
            Self::Group { fields, .. } => return fields.iter_mut().any(|each| each.mark(field, wrong)),
            Self::More { fields, open, .. } => {
                let here = fields.iter_mut().any(|each| each.mark(field, wrong));
                *open |= here;
                return here;
            }
            _ => return false,
        }
        true
    }
}

impl Line {
    fn new(id: &str, kind: &str, label: &str, value: &str) -> Self {
        Self {
            id: id.into(),
            kind: kind.into(),
            label: label.into(),
            hint: None,
            value: value.into(),
            rows: 1,
            fills: String::new(),
            error: None,
        }
    }

    /// The ids of the texts that explain this field to a screen reader.
    fn told_by(&self) -> String {
        told_by(&self.id, self.hint.is_some(), self.error.is_some())
    }
}

impl Choice {
    fn told_by(&self) -> String {
        told_by(&self.id, self.hint.is_some(), self.error.is_some())
    }
}

fn told_by(id: &str, hint: bool, error: bool) -> String {
    let parts = [hint.then(|| format!("{id}-hint")), error.then(|| format!("{id}-error"))];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
}
