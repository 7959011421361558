//! The forms by which people act, one function each. A form is built from what was typed, so that a refusal loses nothing.

use std::collections::BTreeMap;

use domain::fact::{
    ClearanceAnswer, Confidence, Disposition, Form as FormOf, Given, HostLevel, Piece, Proposes, Ruling,
    Stance,
};

use crate::form::{Button, Field, Form};
use crate::links;
use crate::tongue::Tongue;

/// What was typed into a form, by field. Nothing typed is an empty answer.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
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

    /// What a person typed, without what the form carries for itself; the version typed over stays.
    pub(crate) fn typed(&self) -> Self {
        let carried = |name: &str| matches!(name, "token" | "once" | "act" | "form");
        Self(self.0.iter().filter(|(name, _)| !carried(name)).map(|(n, v)| (n.clone(), v.clone())).collect())
    }

    /// Whether nobody typed anything.
    pub(crate) fn is_blank(&self) -> bool {
        self.texts().next().is_none()
    }

    /// Everything typed that says something, by field.
    pub(crate) fn texts(&self) -> impl Iterator<Item = (&str, &str)> {
        let said = self.0.iter().map(|(name, words)| (name.as_str(), words.as_str()));
        said.filter(|(name, words)| *name != "version" && !words.trim().is_empty())
    }

    /// What was typed; where the form has not been sent yet, what is usual.
    pub(crate) fn over(&self, usual: Vec<(&str, String)>) -> Self {
        let mut all: BTreeMap<String, String> =
            usual.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
        all.extend(self.0.clone());
        Self(all)
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
    pub(crate) tongue: Tongue,
    pub(crate) instruction: String,
    pub(crate) post: String,
    /// Value and label of each duty that is open.
    pub(crate) duties: Vec<(String, String)>,
    pub(crate) readers: String,
}

/// The words of a closed list as answers to choose; `none` stands first where nothing is an answer too.
fn offered<T: Copy>(
    tongue: Tongue,
    list: &str,
    all: &[T],
    word: fn(T) -> &'static str,
    none: Option<&str>,
) -> Vec<(&'static str, String)> {
    let none = none.map(|id| ("", tongue.say(id)));
    let label = |each: &T| (word(*each), tongue.word(list, &format!("{}.label", word(*each))));
    none.into_iter().chain(all.iter().map(label)).collect()
}

impl Desk {
    fn form(&self, act: &str, id: &str) -> Form {
        let action = links::tasking_act(&self.instruction, &self.post, act);
        worded(self.tongue, act, action, id)
    }

    fn duty(&self, act: &str, kept: &Kept) -> Field {
        let name = format!("{act}-duty");
        match self.duties.as_slice() {
            [] => Field::Carried { name, value: String::new() },
            duties => {
                let first = duties.first().map_or("", |(value, _)| value.as_str());
                Field::choice(&name, &self.tongue.say("forms-duty"), duties, kept.or(&name, first))
            }
        }
    }

    fn line(&self, name: &str, kind: &str, label: &str, value: &str) -> Field {
        Field::line(name, kind, &self.tongue.say(label), value)
    }

    fn text(&self, name: &str, label: &str, kept: &Kept, rows: usize) -> Field {
        Field::text(name, &self.tongue.say(label), kept.get(name), rows)
    }

    /// In which form an engagement is held.
    fn held(&self, name: &str, kept: &Kept) -> Field {
        let answers = offered(self.tongue, "form-of", FormOf::ALL, FormOf::word, None);
        Field::choice(name, &self.tongue.say("forms-form"), &answers, kept.or(name, "call"))
    }

    /// How high its other side is.
    fn level(&self, name: &str, kept: &Kept) -> Field {
        let answers = offered(self.tongue, "level-of", HostLevel::ALL, HostLevel::word, None);
        Field::choice(name, &self.tongue.say("forms-level"), &answers, kept.or(name, "director"))
    }
}

/// A form with the heading and the button that a message and its attribute give it.
fn worded(tongue: Tongue, act: &str, action: String, id: &str) -> Form {
    Form::new(act, action, &tongue.say(id), &tongue.say(&format!("{id}.button")))
}

/// "I have it."
pub(crate) fn acknowledge(desk: &Desk) -> Form {
    desk.form("acknowledge", "forms-acknowledge").hint(&desk.tongue.say("forms-acknowledge.hint"))
}

/// An engagement that is still to come.
pub(crate) fn plan(desk: &Desk, kept: &Kept) -> Form {
    desk.form("plan", "forms-plan")
        .folded()
        .field(desk.duty("plan", kept))
        .field(desk.line("plan-on", "date", "forms-day-at-post", kept.get("plan-on")))
        .field(desk.held("plan-form", kept))
        .field(desk.line("plan-office", "text", "forms-plan-office", kept.get("plan-office")))
        .field(desk.level("plan-level", kept))
}

/// The field that asks what became of a point.
pub(crate) fn became(instruction: &str, point: &str) -> String {
    format!("point-{instruction}-{point}")
}

/// The field that asks why.
pub(crate) fn why(instruction: &str, point: &str) -> String {
    format!("why-{instruction}-{point}")
}

fn checklist(tongue: Tongue, instruction: &str, points: &[PointAsked], kept: &Kept) -> Vec<Field> {
    points
        .iter()
        .zip(1..)
        .map(|(point, place)| {
            let need = tongue.word("need", if point.required { "required" } else { "optional" });
            let used = became(instruction, &point.id);
            let why = why(instruction, &point.id);
            let answers = offered(
                tongue,
                "disposition",
                Disposition::ALL,
                Disposition::word,
                Some("forms-point-became.none"),
            );
            let about = [("place", place.into()), ("text", point.text.as_str().into())];
            let hint = [("mark", tongue.word("mark", &point.mark).into()), ("need", need.into())];
            Field::Group {
                legend: tongue.tell("forms-point", &about),
                hint: Some(tongue.tell("forms-point.hint", &hint)),
                class: "point".into(),
                fields: vec![
                    Field::choice(&used, &tongue.say("forms-point-became"), &answers, kept.get(&used)),
                    Field::line(&why, "text", &tongue.say("forms-point-why"), kept.get(&why)),
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
    let tongue = desk.tongue;
    let met = vec![
        desk.duty("log", kept),
        desk.line("log-on", "date", "forms-day-at-post", kept.or("log-on", today)),
        desk.held("log-form", kept),
        desk.line("log-office", "text", "forms-log-office", kept.get("log-office"))
            .hint(&tongue.say("forms-log-office.hint")),
        desk.level("log-level", kept),
    ];
    let choice = |name: &str, label: &str, answers: &[(&'static str, String)]| {
        Field::choice(name, &tongue.say(label), answers, kept.get(name))
    };
    let stances: Vec<Stance> = Stance::ALL.iter().rev().copied().collect();
    let stances = offered(tongue, "stance", &stances, Stance::word, Some("forms-log-stance.none"));
    let given = offered(tongue, "given", Given::ALL, Given::word, Some("forms-log-given.none"));
    let sure: Vec<Confidence> = Confidence::ALL.iter().rev().copied().collect();
    let sure = offered(tongue, "confidence", &sure, Confidence::word, Some("forms-log-confidence.none"));
    let answer = vec![
        desk.text("log-answer", "forms-log-answer", kept, 5),
        choice("log-stance", "forms-log-stance", &stances),
        choice("log-given", "forms-log-given", &given),
        choice("log-confidence", "forms-log-confidence", &sure),
    ];
    let mut form =
        desk.form("log", "forms-log").field(Field::group(&tongue.say("forms-log-with"), "row", met));
    if points.iter().any(|point| point.required) {
        // Only what needs no reason can be said of several points at once.
        let answers = [Disposition::AsWritten, Disposition::RaisedByHost];
        let answers =
            offered(tongue, "disposition", &answers, Disposition::word, Some("forms-log-rest.none"));
        form = form
            .field(choice("log-rest", "forms-log-rest", &answers).hint(&tongue.say("forms-log-rest.hint")));
    }
    form = form.field(Field::group(&tongue.say("forms-log-host-answer"), "row", answer));
    if !points.is_empty() {
        let checked = checklist(tongue, &desk.instruction, points, kept);
        form = form.field(Field::group(&tongue.say("forms-log-points"), "checklist", checked));
    }
    form = form
        .field(desk.text("log-notes", "forms-log-notes", kept, 3).hint(&tongue.say("forms-log-notes.hint")));
    if !others.is_empty() {
        let others = others
            .iter()
            .map(|other| {
                let fields = checklist(tongue, &other.instruction, &other.points, kept);
                let open = other
                    .points
                    .iter()
                    .any(|point| !kept.get(&became(&other.instruction, &point.id)).is_empty());
                Field::More { line: other.label.clone(), open, fields }
            })
            .collect();
        let group = Field::group(&tongue.say("forms-log-others"), "others", others);
        form = form.field(group.hint(&tongue.say("forms-log-others.hint")));
    }
    if !desk.readers.is_empty() {
        form = form.readers(&desk.readers);
    }
    form
}

/// "Not so, not now, or not at all."
pub(crate) fn object(desk: &Desk, kept: &Kept) -> Form {
    let tongue = desk.tongue;
    let proposals = offered(tongue, "proposes", Proposes::ALL, Proposes::word, None);
    desk.form("object", "forms-object")
        .folded()
        .hint(&tongue.say("forms-object.hint"))
        .field(desk.duty("object", kept))
        .field(Field::choice(
            "object-proposes",
            &tongue.say("forms-object-proposes"),
            &proposals,
            kept.or("object-proposes", "delay"),
        ))
        .field(desk.text("object-why", "forms-why", kept, 4))
}

/// "We need more time."
pub(crate) fn ask_extension(desk: &Desk, kept: &Kept) -> Form {
    let to = kept.get("ask-extension-to");
    desk.form("ask-extension", "forms-ask-extension")
        .folded()
        .field(desk.duty("ask-extension", kept))
        .field(desk.line("ask-extension-to", "datetime-local", "forms-ask-extension-to", to))
        .field(desk.text("ask-extension-why", "forms-why", kept, 3))
}

/// The cable that reports, as a drafting sheet filled from the log.
pub(crate) fn reply(desk: &Desk, sheet: &str, kept: &Kept) -> Form {
    let tongue = desk.tongue;
    let reports =
        [("full", tongue.say("forms-reply-kind.full")), ("interim", tongue.say("forms-reply-kind.interim"))];
    let kind = kept.or("reply-kind", "full");
    desk.form("reply", "forms-reply")
        .hint(&tongue.say("forms-reply.hint"))
        .field(desk.duty("reply", kept))
        .field(Field::choice("reply-kind", &tongue.say("forms-reply-kind"), &reports, kind))
        .field(
            Field::text("reply-sheet", &tongue.say("forms-sheet"), kept.or("reply-sheet", sheet), 18)
                .hint(&tongue.say("forms-sheet.hint")),
        )
}

/// Headquarters finds a report insufficient.
pub(crate) fn return_report(desk: &Desk, kept: &Kept) -> Form {
    desk.form("return", "forms-return")
        .folded()
        .hint(&desk.tongue.say("forms-return.hint"))
        .field(desk.duty("return", kept))
        .field(desk.text("return-why", "forms-return-why", kept, 3))
}

/// Headquarters answers a request for time.
pub(crate) fn rule_extension(desk: &Desk, asked: &str, kept: &Kept) -> Form {
    desk.form("extend", "forms-extend")
        .button(&desk.tongue.say("forms-extend.decline"), "decline")
        .field(desk.duty("extend", kept))
        .field(desk.line("extend-to", "datetime-local", "forms-extend-to", kept.or("extend-to", asked)))
        .field(desk.text("extend-why", "forms-extend-why", kept, 2))
}

/// Headquarters rules on an objection.
pub(crate) fn rule_objection(desk: &Desk, kept: &Kept) -> Form {
    let rulings = offered(desk.tongue, "ruling", Ruling::ALL, Ruling::word, None);
    let chosen = kept.or("rule-ruling", "reaffirmed");
    desk.form("rule", "forms-rule")
        .field(Field::choice("rule-ruling", &desk.tongue.say("forms-rule-ruling"), &rulings, chosen))
        .field(desk.text("rule-why", "forms-why", kept, 3))
}

/// Headquarters takes one post's tasking back.
pub(crate) fn withdraw(desk: &Desk, kept: &Kept) -> Form {
    let why = desk.text("withdraw-why", "forms-why", kept, 3);
    desk.form("withdraw", "forms-withdraw").folded().field(why)
}

fn of_draft(tongue: Tongue, dossier: &str, act: &str, id: &str) -> Form {
    worded(tongue, act, links::instruction_act(dossier, act), id)
}

fn text_of(tongue: Tongue, name: &str, label: &str, kept: &Kept, rows: usize) -> Field {
    Field::text(name, &tongue.say(label), kept.get(name), rows)
}

/// A piece of a draft as a clearer may reword it.
#[derive(Clone, Debug)]
pub(crate) struct PieceAsked {
    pub(crate) piece: Piece,
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
pub(crate) fn clear(tongue: Tongue, dossier: &str, kept: &Kept, about: &str, pieces: &[PieceAsked]) -> Form {
    // “With changes” is not offered: it is what the record says when something was changed.
    let answers = [ClearanceAnswer::Yes, ClearanceAnswer::InSubstance];
    let answers = offered(tongue, "answer", &answers, ClearanceAnswer::word, None);
    let chosen = kept.or("clear-answer", "yes");
    let mut form = of_draft(tongue, dossier, "clear", "forms-clear")
        .button(&tongue.say("forms-clear.refuse"), "refuse")
        .hint(&tongue.tell("forms-clear.hint", &[("pieces", about.into())]))
        .field(Field::choice("clear-answer", &tongue.say("forms-clear-answer"), &answers, chosen))
        .field(text_of(tongue, "clear-remark", "forms-clear-remark", kept, 3));
    if !pieces.is_empty() {
        let texts = pieces.iter().map(|asked| {
            let field = change(asked.piece);
            let name = capital(&tongue.piece(&asked.piece.to_string()));
            Field::text(&field, &name, kept.or(&field, &asked.text), 4)
        });
        let open = pieces.iter().any(|asked| {
            let typed = kept.get(&change(asked.piece));
            !typed.is_empty() && typed != asked.text
        });
        let line = tongue.say("forms-clear-changes");
        form = form.field(Field::More { line, open, fields: texts.collect() });
        form.buttons.insert(
            1,
            Button { word: tongue.say("forms-clear.edit"), value: "edit".into(), class: String::new() },
        );
    }
    form
}

/// Words with a capital first.
pub(crate) fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// Asking officers to clear a draft.
pub(crate) fn ask_clearance(tongue: Tongue, dossier: &str, kept: &Kept) -> Form {
    let line = |name: &str, label: &str| {
        let hint = tongue.say(&format!("{label}.hint"));
        Field::line(name, "text", &tongue.say(label), kept.get(name)).hint(&hint)
    };
    of_draft(tongue, dossier, "ask-clearance", "forms-ask-clearance")
        .field(line("ask-clearance-who", "forms-ask-clearance-who"))
        .field(line("ask-clearance-pieces", "forms-ask-clearance-pieces"))
}

/// Going on without a clearer.
pub(crate) fn waive(tongue: Tongue, dossier: &str, kept: &Kept) -> Form {
    of_draft(tongue, dossier, "waive", "forms-waive")
        .folded()
        .field(Field::line("waive-who", "text", &tongue.say("forms-waive-who"), kept.get("waive-who")))
        .field(text_of(tongue, "waive-why", "forms-why", kept, 2))
}

/// Answering for a marking that is lower than that of what is answered.
pub(crate) fn regrade(tongue: Tongue, dossier: &str, lacks: &[String], kept: &Kept) -> Form {
    let lacks = [("lacks", tongue.marks(lacks.iter().map(String::as_str)).into())];
    of_draft(tongue, dossier, "regrade", "forms-regrade")
        .hint(&tongue.tell("forms-regrade.hint", &lacks))
        .field(text_of(tongue, "regrade-why", "forms-why", kept, 2))
}

/// The approver's word.
pub(crate) fn approve(tongue: Tongue, dossier: &str) -> Form {
    of_draft(tongue, dossier, "approve", "forms-approve").hint(&tongue.say("forms-approve.hint"))
}

/// Numbering and sending.
pub(crate) fn release(tongue: Tongue, dossier: &str, readers: &str) -> Form {
    of_draft(tongue, dossier, "release", "forms-release")
        .hint(&tongue.say("forms-release.hint"))
        .readers(readers)
}

/// Giving a draft up.
pub(crate) fn abandon(tongue: Tongue, dossier: &str, kept: &Kept) -> Form {
    let why = text_of(tongue, "abandon-why", "forms-abandon-why", kept, 2);
    of_draft(tongue, dossier, "abandon", "forms-abandon").folded().field(why)
}

/// Taking a whole instruction back.
pub(crate) fn withdraw_all(tongue: Tongue, dossier: &str, kept: &Kept) -> Form {
    let why = text_of(tongue, "withdraw-why", "forms-why", kept, 3);
    of_draft(tongue, dossier, "withdraw", "forms-withdraw-all").folded().field(why)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_the_record_knows_can_be_chosen() {
        let said = |list: &str, words: Vec<&'static str>| {
            for word in words {
                for label in [word.to_owned(), format!("{word}.label")] {
                    assert_ne!(Tongue::French.word(list, &label), label, "{list} {word}");
                }
            }
        };
        said("form-of", FormOf::ALL.iter().map(|each| each.word()).collect());
        said("level-of", HostLevel::ALL.iter().map(|each| each.word()).collect());
        said("disposition", Disposition::ALL.iter().map(|each| each.word()).collect());
        said("stance", Stance::ALL.iter().map(|each| each.word()).collect());
        said("given", Given::ALL.iter().map(|each| each.word()).collect());
        said("confidence", Confidence::ALL.iter().map(|each| each.word()).collect());
        said("proposes", Proposes::ALL.iter().map(|each| each.word()).collect());
        said("ruling", Ruling::ALL.iter().map(|each| each.word()).collect());
        said("answer", vec![ClearanceAnswer::Yes.word(), ClearanceAnswer::InSubstance.word()]);
    }
}
