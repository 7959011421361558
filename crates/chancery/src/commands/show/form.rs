//! A cable in one of the forms in which it leaves the house, and what that form cannot carry.

use cable::{Form, Remark};
use domain::refusal::Refusal;
use serde::Serialize;
use views::CableView;

use crate::answer::{Answer, Stop};
use crate::commands::lint;
use crate::paint::Paint;

#[derive(Serialize)]
struct InForm<'a> {
    form: Form,
    text: &'a str,
    losses: Vec<Loss<'a>>,
}

#[derive(Serialize)]
struct Loss<'a> {
    code: &'a str,
    severity: cable::Severity,
    sentence: &'a str,
}

impl<'a> From<&'a Remark> for Loss<'a> {
    fn from(remark: &'a Remark) -> Self {
        Self { code: &remark.code, severity: remark.severity, sentence: &remark.message }
    }
}

/// Prints a cable in a form; a draft is none yet, and a text without number or date-time group has no form.
pub(crate) fn print(paint: Paint, found: &CableView, form: Form) -> Result<Answer, Stop> {
    let name = found.line.dossier;
    let Some(text) = &found.text else {
        if found.draft.is_some() {
            return Err(Stop::Usage(format!("{name} is a draft; it has a form when it is released")));
        }
        return Err(Refusal::WordsMissing { what: name.to_string() }.into());
    };
    let Some((printed, lost)) = form.print(&cable::parse(text)) else {
        let say = format!("{name} has no number or no date-time group, without which no form can carry it");
        return Err(Stop::Usage(say));
    };
    let body = InForm { form, text: &printed, losses: lost.iter().map(Loss::from).collect() };
    Ok(Answer::new("show", printed.as_str(), body).beside(lint::losses(paint, &lost)))
}
