//! The forms by which people act, one function each. A form is built from what was typed, so that a refusal loses nothing.

use std::collections::BTreeMap;

use domain::fact::{
    ClearanceAnswer, Confidence, Disposition, Form as FormOf, Given, HostLevel, Piece, Proposes, Ruling,
    Stance,
};

use crate::form::{Field, Form};
use crate::links;

/// What was typed into a form, by field. Nothing typed is an empty answer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Kept(BTreeMap<String, String>);

impl Kept {
    /// Keeps the last value given for each field.
    pub(crate) fn of(pairs: impl IntoIterator<Item = (String, String)>) -> Self {
        Self(pairs.into_iter().collect())
    }

    /// What was typed, without the blanks around it.
    pub(crate) fn get(&self, field: &str) -> &str {
        self.0.get(field).map_or("", |value| value.trim())
    }

    /// What was typed, blanks and all.
    pub(crate) fn raw(&self, field: &str) -> &str {
        self.0.get(field).map_or("", String::as_str)
    }

    /// Only some of what was typed.
    pub(crate) fn only(&self, fields: &[&str]) -> Self {
        Self(
            self.0
                .iter()
                .filter(|(name, _)| fields.contains(&name.as_str()))
                .map(|(n, v)| (n.clone(), v.clone()))
                .collect(),
        )
    }

    /// What was typed, or `usual` while nothing was.
    pub(crate) fn or<'a>(&'a self, field: &str, usual: &'a str) -> &'a str {
        match self.get(field) {
            "" => usual,
            typed => typed,
        }
    }
}

/// A duty an engagement may count for, with the points of its instruction.
#[derive(Clone, Debug)]
pub(crate) struct DutyAsked {
    /// The entry that began the instruction, as the names of the fields carry it.
    pub(crate) instruction: String,
    /// What people call it.
    pub(crate) label: String,
    pub(crate) points: Vec<PointAsked>,
}

/// One talking point as the form asks about it.
#[derive(Clone, Debug)]
pub(crate) struct PointAsked {
    pub(crate) id: String,
    pub(crate) mark: String,
    pub(crate) required: bool,
    pub(crate) text: String,
}

/// Where a form about a tasking belongs: the tasking and the duties still open.
#[derive(Clone, Debug)]
pub(crate) struct Desk {
    pub(crate) instruction: String,
    pub(crate) post: String,
    /// Value and label of each duty that is open.
    pub(crate) duties: Vec<(String, String)>,
    pub(crate) readers: String,
}

/// How a drafting sheet is written.
pub(crate) const SHEET: &str = "The head first, one label a line; an empty line; numbered paragraphs; then POINTS, each point \
    on a line that begins with a dash and its mark in brackets.";

const FORMS: [(FormOf, &str); 5] = [
    (FormOf::Call, "Call on an official"),
    (FormOf::Note, "Diplomatic note"),
    (FormOf::Letter, "Letter"),
    (FormOf::Phone, "Telephone"),
    (FormOf::Margins, "In the margins of a meeting"),
];

const LEVELS: [(HostLevel, &str); 7] = [
    (HostLevel::Working, "Working level"),
    (HostLevel::Director, "Director"),
    (HostLevel::DirectorGeneral, "Director-general"),
    (HostLevel::DeputyMinister, "Deputy minister"),
    (HostLevel::Minister, "Minister"),
    (HostLevel::HeadOfGovernment, "Head of government"),
    (HostLevel::HeadOfState, "Head of state"),
];

const DISPOSITIONS: [(Disposition, &str); 5] = [
    (Disposition::AsWritten, "As written"),
    (Disposition::Adapted, "Adapted"),
    (Disposition::Withheld, "Withheld (say why)"),
    (Disposition::Overtaken, "Overtaken (say why)"),
    (Disposition::RaisedByHost, "Raised by the host"),
];

const STANCES: [(Stance, &str); 5] = [
    (Stance::Supports, "Supports"),
    (Stance::LeansToward, "Leans toward"),
    (Stance::Undecided, "Undecided"),
    (Stance::LeansAgainst, "Leans against"),
    (Stance::Opposes, "Opposes"),
];

const GIVEN: [(Given, &str); 4] = [
    (Given::Orally, "Orally, for the government"),
    (Given::InWriting, "In writing"),
    (Given::Personally, "As a personal view"),
    (Given::PromisedLater, "An answer was promised for later"),
];

const CONFIDENCE: [(Confidence, &str); 3] =
    [(Confidence::High, "High"), (Confidence::Medium, "Medium"), (Confidence::Low, "Low")];

const PROPOSALS: [(Proposes, &str); 3] =
    [(Proposes::Delay, "Later"), (Proposes::Change, "Otherwise"), (Proposes::Drop, "Not at all")];

const RULINGS: [(Ruling, &str); 3] = [
    (Ruling::Reaffirmed, "Do it as instructed"),
    (Ruling::Amended, "Do it as now amended"),
    (Ruling::Accepted, "The objection is accepted"),
];

// “With changes” is not offered: it is what the record says when something was changed.
const ANSWERS: [(ClearanceAnswer, &str); 2] =
    [(ClearanceAnswer::Yes, "Yes"), (ClearanceAnswer::InSubstance, "In substance")];

/// The words of a closed list with what people read for them; `none` stands first where nothing is an answer too.
fn offered<T: Copy>(
    list: &[(T, &'static str)],
    word: fn(T) -> &'static str,
    none: Option<&'static str>,
) -> Vec<(&'static str, &'static str)> {
    let none = none.map(|label| ("", label));
    none.into_iter().chain(list.iter().map(|(each, label)| (word(*each), *label))).collect()
}

const REPORTS: [(&str, &str); 2] =
    [("full", "Completes the duty"), ("interim", "Reports progress and leaves it open")];

impl Desk {
    fn form(&self, act: &str, heading: &str, button: &str) -> Form {
        let action = links::tasking_act(&self.instruction, &self.post, act);
        Form::new(act, action, heading, button)
    }

    fn duty(&self, act: &str, kept: &Kept) -> Field {
        let name = format!("{act}-duty");
        match self.duties.as_slice() {
            [] => Field::Carried { name, value: String::new() },
            duties => {
                let answers: Vec<_> =
                    duties.iter().map(|(value, label)| (value.as_str(), label.as_str())).collect();
                let first = answers.first().map_or("", |(value, _)| *value);
                Field::choice(&name, "Which duty", &answers, kept.or(&name, first))
            }
        }
    }
}

/// "I have it."
pub(crate) fn acknowledge(desk: &Desk) -> Form {
    desk.form("acknowledge", "Acknowledge", "Acknowledge receipt")
        .hint("Says that a person at this post has read the tasking. It promises nothing else.")
}

/// An engagement that is still to come.
pub(crate) fn plan(desk: &Desk, kept: &Kept) -> Form {
    desk.form("plan", "Plan an engagement", "Record the plan")
        .folded()
        .field(desk.duty("plan", kept))
        .field(Field::line("plan-on", "date", "Day, at post", kept.get("plan-on")))
        .field(Field::choice(
            "plan-form",
            "Form",
            &offered(&FORMS, FormOf::word, None),
            kept.or("plan-form", "call"),
        ))
        .field(Field::line("plan-office", "text", "With which host office", kept.get("plan-office")))
        .field(Field::choice(
            "plan-level",
            "Level",
            &offered(&LEVELS, HostLevel::word, None),
            kept.or("plan-level", "director"),
        ))
}

/// The field that asks what became of a point.
pub(crate) fn became(instruction: &str, point: &str) -> String {
    format!("point-{instruction}-{point}")
}

/// The field that asks why.
pub(crate) fn why(instruction: &str, point: &str) -> String {
    format!("why-{instruction}-{point}")
}

fn checklist(instruction: &str, points: &[PointAsked], kept: &Kept) -> Vec<Field> {
    points
        .iter()
        .enumerate()
        .map(|(place, point)| {
            let need = if point.required { "required" } else { "optional" };
            let used = became(instruction, &point.id);
            let why = why(instruction, &point.id);
            Field::Group {
                legend: format!("{}. {}", place + 1, point.text),
                hint: Some(format!("{}, {need}", point.mark)),
                class: "point".into(),
                fields: vec![
                    Field::choice(
                        &used,
                        "What became of it",
                        &offered(&DISPOSITIONS, Disposition::word, Some("Not yet raised")),
                        kept.get(&used),
                    ),
                    Field::line(&why, "text", "How, or why not", kept.get(&why)),
                ],
            }
        })
        .collect()
}

/// An engagement that took place: with whom, what became of each point, what the host answered. One engagement may
/// count for other taskings too; their points wait behind a line each.
pub(crate) fn engagement(
    desk: &Desk,
    points: &[PointAsked],
    others: &[DutyAsked],
    today: &str,
    kept: &Kept,
) -> Form {
    let met = vec![
        desk.duty("log", kept),
        Field::line("log-on", "date", "Day, at post", kept.or("log-on", today)),
        Field::choice("log-form", "Form", &offered(&FORMS, FormOf::word, None), kept.or("log-form", "call")),
        Field::line("log-office", "text", "Host office", kept.get("log-office"))
            .hint("The office, never the name of a person"),
        Field::choice(
            "log-level",
            "Level",
            &offered(&LEVELS, HostLevel::word, None),
            kept.or("log-level", "director"),
        ),
    ];
    let answer = vec![
        Field::text("log-answer", "What the host said", kept.get("log-answer"), 5),
        Field::choice(
            "log-stance",
            "Position",
            &offered(&STANCES, Stance::word, Some("No position given")),
            kept.get("log-stance"),
        ),
        Field::choice(
            "log-given",
            "How it was given",
            &offered(&GIVEN, Given::word, Some("Not said")),
            kept.get("log-given"),
        ),
        Field::choice(
            "log-confidence",
            "How sure you are",
            &offered(&CONFIDENCE, Confidence::word, Some("Not said")),
            kept.get("log-confidence"),
        ),
    ];
    let mut form = desk
        .form("log", "Log an engagement", "Log the engagement")
        .field(Field::group("With whom", "row", met))
        .field(Field::group("Points", "checklist", checklist(&desk.instruction, points, kept)))
        .field(Field::group("The host’s answer", "row", answer))
        .field(Field::text("log-notes", "Notes", kept.get("log-notes"), 3).hint(
            "For your own office and headquarters; they stay out of the reply unless you put them there.",
        ));
    if !others.is_empty() {
        let others = others
            .iter()
            .map(|other| {
                let fields = checklist(&other.instruction, &other.points, kept);
                let open = other
                    .points
                    .iter()
                    .any(|point| !kept.get(&became(&other.instruction, &point.id)).is_empty());
                Field::More { line: other.label.clone(), open, fields }
            })
            .collect();
        let group = Field::group("It counts for other taskings too", "others", others);
        form = form.field(group.hint("Open those whose points were raised in the same engagement."));
    }
    if !desk.readers.is_empty() {
        form = form.readers(&desk.readers);
    }
    form
}

/// "Not so, not now, or not at all."
pub(crate) fn object(desk: &Desk, kept: &Kept) -> Form {
    desk.form("object", "Object", "Record the objection")
        .folded()
        .hint("An objection is a normal answer. Headquarters must rule on it.")
        .field(desk.duty("object", kept))
        .field(Field::choice(
            "object-proposes",
            "You propose",
            &offered(&PROPOSALS, Proposes::word, None),
            kept.or("object-proposes", "delay"),
        ))
        .field(Field::text("object-why", "Why", kept.get("object-why"), 4))
}

/// "We need more time."
pub(crate) fn ask_extension(desk: &Desk, kept: &Kept) -> Form {
    desk.form("ask-extension", "Ask for more time", "Ask for more time")
        .folded()
        .field(desk.duty("ask-extension", kept))
        .field(Field::line(
            "ask-extension-to",
            "datetime-local",
            "Until, at post",
            kept.get("ask-extension-to"),
        ))
        .field(Field::text("ask-extension-why", "Why", kept.get("ask-extension-why"), 3))
}

/// The cable that reports, as a drafting sheet filled from the log.
pub(crate) fn reply(desk: &Desk, sheet: &str, kept: &Kept) -> Form {
    desk.form("reply", "Draft the reply cable", "Save the reply as a draft")
        .hint("Drafted from the log. It is cleared and released like any cable; on release it reports the duty.")
        .field(desk.duty("reply", kept))
        .field(Field::choice("reply-kind", "This report", &REPORTS, kept.or("reply-kind", "full")))
        .field(Field::text("reply-sheet", "Drafting sheet", kept.or("reply-sheet", sheet), 18).hint(SHEET))
}

/// Headquarters finds a report insufficient.
pub(crate) fn return_report(desk: &Desk, kept: &Kept) -> Form {
    desk.form("return", "Return the report", "Return it")
        .folded()
        .hint("Opens the duty again. The report stays in the record.")
        .field(desk.duty("return", kept))
        .field(Field::text("return-why", "What is missing", kept.get("return-why"), 3))
}

/// Headquarters answers a request for time.
pub(crate) fn rule_extension(desk: &Desk, asked: &str, kept: &Kept) -> Form {
    desk.form("extend", "Decide on more time", "Grant")
        .button("Decline", "decline")
        .field(desk.duty("extend", kept))
        .field(Field::line(
            "extend-to",
            "datetime-local",
            "New due time, at post",
            kept.or("extend-to", asked),
        ))
        .field(Field::text("extend-why", "Why, if you decline", kept.get("extend-why"), 2))
}

/// Headquarters rules on an objection.
pub(crate) fn rule_objection(desk: &Desk, kept: &Kept) -> Form {
    desk.form("rule", "Rule on the objection", "Record the ruling")
        .field(Field::choice(
            "rule-ruling",
            "Ruling",
            &offered(&RULINGS, Ruling::word, None),
            kept.or("rule-ruling", "reaffirmed"),
        ))
        .field(Field::text("rule-why", "Why", kept.get("rule-why"), 3))
}

/// Headquarters takes one post's tasking back.
pub(crate) fn withdraw(desk: &Desk, kept: &Kept) -> Form {
    desk.form("withdraw", "Withdraw this tasking", "Withdraw it").folded().field(Field::text(
        "withdraw-why",
        "Why",
        kept.get("withdraw-why"),
        3,
    ))
}

fn of_draft(dossier: &str, act: &str, heading: &str, button: &str) -> Form {
    Form::new(act, links::instruction_act(dossier, act), heading, button)
}

/// A piece of a draft as a clearer may reword it.
#[derive(Clone, Debug)]
pub(crate) struct PieceAsked {
    pub(crate) piece: Piece,
    pub(crate) name: String,
    pub(crate) text: String,
}

/// The field that holds a piece's words; the head is not reworded by clearers.
pub(crate) fn change(piece: Piece) -> String {
    match piece {
        Piece::Head => "change-head".into(),
        Piece::Paragraph(id) => format!("change-{id}"),
        Piece::Point(id) => format!("change-{id}"),
    }
}

/// A clearer's answer to the pieces they were asked about, each of which they may reword.
pub(crate) fn clear(dossier: &str, kept: &Kept, about: &str, pieces: &[PieceAsked]) -> Form {
    let mut form = of_draft(dossier, "clear", "Your clearance", "Clear")
        .button("Refuse", "refuse")
        .hint(&format!("You are asked about {about}."))
        .field(Field::choice(
            "clear-answer",
            "Answer",
            &offered(&ANSWERS, ClearanceAnswer::word, None),
            kept.or("clear-answer", "yes"),
        ))
        .field(Field::text(
            "clear-remark",
            "Remark, or the reason if you refuse",
            kept.get("clear-remark"),
            3,
        ));
    if !pieces.is_empty() {
        let texts = pieces.iter().map(|asked| {
            let field = change(asked.piece);
            Field::text(&field, &capital(&asked.name), kept.or(&field, &asked.text), 4)
        });
        let open = pieces.iter().any(|asked| {
            let typed = kept.get(&change(asked.piece));
            !typed.is_empty() && typed != asked.text
        });
        let line = "Clear with changes: reword what you were asked about".into();
        form = form.field(Field::More { line, open, fields: texts.collect() });
    }
    form
}

fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// Asking officers to clear a draft.
pub(crate) fn ask_clearance(dossier: &str, kept: &Kept) -> Form {
    of_draft(dossier, "ask-clearance", "Ask for clearance", "Ask")
        .field(
            Field::line("ask-clearance-who", "text", "Whom", kept.get("ask-clearance-who"))
                .hint("Handles, separated by commas, such as treaty.desk, finance.desk"),
        )
        .field(
            Field::line("ask-clearance-pieces", "text", "About what", kept.get("ask-clearance-pieces"))
                .hint("Paragraphs and points, such as 2, 3, P1; empty for the whole draft"),
        )
}

/// Going on without a clearer.
pub(crate) fn waive(dossier: &str, kept: &Kept) -> Form {
    of_draft(dossier, "waive", "Waive a clearance", "Waive")
        .folded()
        .field(Field::line("waive-who", "text", "Whose", kept.get("waive-who")))
        .field(Field::text("waive-why", "Why", kept.get("waive-why"), 2))
}

/// The approver's word.
pub(crate) fn approve(dossier: &str) -> Form {
    of_draft(dossier, "approve", "Approve", "Approve as it stands")
        .hint("Any later change of the draft voids this approval.")
}

/// Numbering and sending.
pub(crate) fn release(dossier: &str, readers: &str) -> Form {
    of_draft(dossier, "release", "Release", "Release now")
        .hint(
            "Numbers the cable, fixes its addressees and tasks every action addressee. It cannot be undone.",
        )
        .readers(readers)
}

/// Giving a draft up.
pub(crate) fn abandon(dossier: &str, kept: &Kept) -> Form {
    of_draft(dossier, "abandon", "Abandon the draft", "Abandon it").folded().field(Field::text(
        "abandon-why",
        "Why, if you wish",
        kept.get("abandon-why"),
        2,
    ))
}

/// Taking a whole instruction back.
pub(crate) fn withdraw_all(dossier: &str, kept: &Kept) -> Form {
    of_draft(dossier, "withdraw", "Withdraw from every post", "Withdraw it everywhere")
        .folded()
        .field(Field::text("withdraw-why", "Why", kept.get("withdraw-why"), 3))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_the_record_knows_can_be_chosen() {
        assert!(FormOf::ALL.iter().all(|word| FORMS.iter().any(|(known, _)| known == word)));
        assert!(HostLevel::ALL.iter().all(|word| LEVELS.iter().any(|(known, _)| known == word)));
        assert!(Disposition::ALL.iter().all(|word| DISPOSITIONS.iter().any(|(known, _)| known == word)));
        assert!(Stance::ALL.iter().all(|word| STANCES.iter().any(|(known, _)| known == word)));
        assert!(Given::ALL.iter().all(|word| GIVEN.iter().any(|(known, _)| known == word)));
        assert!(Confidence::ALL.iter().all(|word| CONFIDENCE.iter().any(|(known, _)| known == word)));
        assert!(Proposes::ALL.iter().all(|word| PROPOSALS.iter().any(|(known, _)| known == word)));
        assert!(Ruling::ALL.iter().all(|word| RULINGS.iter().any(|(known, _)| known == word)));
        let said = |word: &&ClearanceAnswer| **word != ClearanceAnswer::WithChanges;
        assert!(
            ClearanceAnswer::ALL
                .iter()
                .filter(said)
                .all(|word| ANSWERS.iter().any(|(known, _)| known == word))
        );
    }
}
