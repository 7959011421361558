//! Drafting sheets that the pages write for people to finish: a draft as it stands, and a reply from the log.

use domain::cable::sheet::{self, protection};
use domain::fact::Piece;
use views::{CableView, DraftView, DutyView, EngagementView, Kind, TaskingView, UseView};

use crate::print;
use crate::tongue::Tongue;
use crate::visit::Marks;

/// A sheet in the making: labels, then paragraphs, then points.
#[derive(Default)]
struct Writing(Vec<String>);

impl Writing {
    /// A label and its value, if it has one.
    fn label(&mut self, label: &str, value: &str) {
        if !value.is_empty() {
            self.0.push(format!("{label}: {value}"));
        }
    }

    /// Labels as they were written already.
    fn lines(&mut self, labels: &str) {
        self.0.extend(labels.lines().map(str::to_owned));
    }

    /// A numbered paragraph.
    fn paragraph(&mut self, number: usize, portion: &str, text: &str) {
        self.0.push(format!("\n{number}. {portion}{text}"));
    }

    /// The sheet in its canonical form.
    fn done(&self) -> String {
        sheet::write(&sheet::read(&self.0.join("\n")))
    }
}

/// A draft as a drafting sheet.
pub(crate) fn of_draft(view: &CableView, draft: &DraftView) -> String {
    let line = &view.line;
    let mut sheet = Writing::default();
    draft.to.iter().for_each(|to| sheet.label("TO", to));
    draft.info.iter().for_each(|info| sheet.label("INFO", info));
    sheet.label("CLASSIFICATION", line.level.word());
    sheet.lines(&protection(&draft.protection));
    sheet.label("CAPTIONS", &line.captions.join(", "));
    sheet.label("PRECEDENCE", line.precedence.word());
    sheet.label("TAGS", &line.tags.join(", "));
    sheet.label("SUBJECT", &line.subject);
    view.references.iter().for_each(|reference| sheet.label("REF", &reference.raw));
    let terms = &draft.terms;
    sheet.label("DUE", &terms.due.map(|due| due.strftime("%Y-%m-%d %H:%M").to_string()).unwrap_or_default());
    if let Some(every) = terms.every {
        let until = every.until.map(|until| format!(" UNTIL {until}")).unwrap_or_default();
        let first = every.first_within_days.map(|days| format!(", FIRST WITHIN {days} DAYS"));
        sheet.label("EVERY", &format!("{} DAYS{until}{}", every.days, first.unwrap_or_default()));
    }
    sheet.label("LEVEL", terms.level.map_or("", |level| level.word()));
    if line.kind == Kind::Instruction {
        sheet.label("REPORT", if terms.report { "REPLY CABLE" } else { "NONE" });
    }
    let paragraphs = draft.pieces.iter().filter(|piece| matches!(piece.piece, Piece::Paragraph(_)));
    for (number, piece) in (1..).zip(paragraphs) {
        let portion = piece.portion.map(|level| format!("({}) ", level.portion())).unwrap_or_default();
        sheet.paragraph(number, &portion, &piece.text);
    }
    let points: Vec<_> = draft.pieces.iter().filter_map(|piece| Some((piece.mark?, piece))).collect();
    if !points.is_empty() {
        sheet.0.push("\nPOINTS".into());
    }
    for (mark, piece) in points {
        let optional = if piece.optional { ", OPTIONAL" } else { "" };
        sheet.0.push(format!("- ({mark}{optional}) {}", piece.text));
        sheet.0.extend(piece.variants.iter().map(|(who, words)| format!("  FOR {who}: {words}")));
    }
    sheet.done()
}

/// The reply as the log already tells it.
pub(crate) fn reply(
    tongue: Tongue,
    view: &TaskingView,
    marks: &Marks,
    held: &[EngagementView],
    duty: Option<&&DutyView>,
) -> String {
    let portion = format!("({}) ", marks.level.portion());
    let mut sheet = Writing::default();
    sheet.label("TO", view.from.office.as_str());
    sheet.label("CLASSIFICATION", marks.level.word());
    sheet.label("CAPTIONS", &marks.captions.join(", "));
    sheet.label("PRECEDENCE", view.precedence.word());
    sheet.label("SUBJECT", &view.subject);
    sheet.label("REF", &view.number.to_string());
    let texts = duty.into_iter().flat_map(|duty| held.iter().flat_map(|each| told(tongue, duty, each)));
    for (number, text) in (1..).zip(texts.collect::<Vec<_>>()) {
        sheet.paragraph(number, &portion, &text);
    }
    sheet.done()
}

/// What one engagement did for a duty, a paragraph each: the meeting, the points, the answer, the judgement.
fn told(tongue: Tongue, duty: &DutyView, held: &EngagementView) -> Vec<String> {
    let used: Vec<&UseView> = duty.used.iter().filter(|used| used.engagement == held.engagement).collect();
    if used.is_empty() {
        return Vec::new();
    }
    let became = used.iter().map(|used| {
        let id = if used.why.is_some() { "tasking-reply-point.why" } else { "tasking-reply-point" };
        let about = [
            ("point", used.point.to_string().into()),
            ("became", tongue.word("disposition", used.disposition.word()).into()),
            ("why", used.why.clone().unwrap_or_default().into()),
        ];
        tongue.tell(id, &about)
    });
    let raised = [
        ("day", print::long_day(tongue, held.on).into()),
        ("office", held.with.office.as_str().into()),
        ("level", tongue.word("level-of", held.with.level.word()).into()),
        ("form", tongue.word("form-of", held.form.word()).into()),
    ];
    let points = became.collect::<Vec<_>>().join("; ");
    let mut texts = vec![
        tongue.tell("tasking-reply-raised", &raised),
        tongue.tell("tasking-reply-points", &[("points", points.into())]),
    ];
    let answer = duty.answers.iter().find(|answer| answer.engagement == held.engagement);
    if let Some(text) = answer.and_then(|answer| answer.text.as_ref()) {
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        texts.push(tongue.tell("tasking-reply-answered", &[("text", text.into())]));
    }
    if let Some(position) = answer.and_then(|answer| answer.position.as_ref()) {
        let how = crate::pages::tasking::how(tongue, position);
        let id = if how.is_empty() { "tasking-reply-comment" } else { "tasking-reply-comment.how" };
        let stance = tongue.word("stance", position.stance.word());
        texts.push(tongue.tell(id, &[("stance", stance.into()), ("how", how.into())]));
    }
    texts
}
