//! Any cable as it stands in the record: its head, its text, what it refers to and what refers to it, and what the reader
//! of cables found odd. Nothing on this page can change it.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use views::{ArchiveBoard, CableLine, CableView, Kind, Log, ReferenceView, RemarkView, Stage};

use crate::acts;
use crate::links;
use crate::page::{Happening, Link, Place, Shell, Sign, When};
use crate::pages::instruction::{self, Row};
use crate::pages::{board, sample_shell, tasking, version};
use crate::print;
use crate::visit::{self, Guest, Miss, Visit};

/// How many of the latest engagements are listed.
const ENGAGEMENTS_MAX: usize = 12;

/// The page of one record.
#[derive(Clone, Debug, Template)]
#[cfg_attr(test, derive(serde::Serialize, serde::Deserialize))]
#[template(path = "record.html")]
pub(crate) struct Record {
    pub(crate) page: Shell,
    pub(crate) number: String,
    pub(crate) subject: String,
    pub(crate) sentence: String,
    pub(crate) links: Vec<Link>,
    pub(crate) head: Vec<Row>,
    pub(crate) text: Vec<Part>,
    pub(crate) caused: Vec<Caused>,
    pub(crate) cites: Vec<Reference>,
    pub(crate) cited_by: Vec<Reference>,
    pub(crate) namesakes: Vec<Reference>,
    pub(crate) replies: Vec<Reference>,
    pub(crate) remarks: Vec<Row>,
    pub(crate) history: Vec<Happening>,
    pub(crate) openings: Vec<Happening>,
}

/// A part of the text; a numbered paragraph has a name by which an address leads to it.
#[derive(Clone, Debug)]
#[cfg_attr(test, derive(serde::Serialize, serde::Deserialize))]
pub(crate) struct Part {
    pub(crate) id: String,
    pub(crate) text: String,
}

/// Something that came of the cable.
#[derive(Clone, Debug)]
#[cfg_attr(test, derive(serde::Serialize, serde::Deserialize))]
pub(crate) struct Caused {
    pub(crate) what: Link,
    pub(crate) about: String,
}

/// A reference in either direction, found or not.
#[derive(Clone, Debug)]
#[cfg_attr(test, derive(serde::Serialize, serde::Deserialize))]
pub(crate) struct Reference {
    pub(crate) state: Sign,
    pub(crate) as_written: String,
    pub(crate) found: Option<Link>,
    /// The cables that could be meant, where it is not certain which.
    pub(crate) candidates: Vec<Link>,
    pub(crate) about: String,
}

/// `GET /r/{cable}`
pub(crate) async fn show(Path(name): Path<String>, guest: Guest) -> Response {
    guest.read(move |visit| page(visit, &name)).await
}

/// Any cable the reader may see.
fn page(visit: &Visit, name: &str) -> Result<Record, Miss> {
    version::led(name)?;
    let id = visit.named(name)?;
    let view = visit.views().show(&visit.reader, id, visit.when())?.ok_or(Miss::NotFound)?;
    let line = &view.line;
    if line.kind != Kind::Filed && line.stage == Stage::Draft {
        return Err(Miss::Elsewhere(links::instruction(&id.to_string())));
    }
    let number = instruction::cable_name(visit.tongue, line);
    let filed = match line.kind {
        Kind::Filed => visit.views().archive_board(&visit.reader, id, visit.when())?,
        _ => None,
    };
    let mut page = visit.shell(&number, Place::Archive);
    visit.date(&mut page);
    page.marking = visit::marking(visit.tongue, line.level);
    page.crumbs = vec![Link::new(&visit.say("shell-archive"), links::archive(""))];
    let gone = visit.say("record-gone");
    let history = instruction::newest_first(&view);
    Ok(Record {
        number,
        subject: match line.subject.as_str() {
            "" => visit.say("record-no-subject"),
            subject => subject.into(),
        },
        sentence: match &filed {
            Some(board) => format!("{} {}", sentence(visit, &view), proposals(visit, board)),
            None => sentence(visit, &view),
        },
        links: ways(visit, &view),
        head: head(visit, &view),
        text: parts(view.text.as_deref().unwrap_or(&gone)),
        caused: caused(visit, &view)?,
        cites: view.references.iter().map(|each| reference(visit, each)).collect(),
        cited_by: view.cited_by.iter().map(|each| reference(visit, each)).collect(),
        namesakes: view.namesakes.iter().map(|each| namesake(visit, each)).collect(),
        replies: match &filed {
            Some(board) => proposed(visit, board),
            None => view.replies.iter().map(|each| answered(visit, each)).collect(),
        },
        remarks: view.remarks.iter().map(|each| remark(visit, each)).collect(),
        history: board::happenings(visit.tongue, &history, &visit.own_zone(), visit.now),
        openings: board::happenings(
            visit.tongue,
            &instruction::openings(&view),
            &visit.own_zone(),
            visit.now,
        ),
        page,
    })
}

fn sentence(visit: &Visit, view: &CableView) -> String {
    let line = &view.line;
    if line.kind == Kind::Filed {
        return match &view.source {
            Some((source, name)) => visit.tell(
                "record-filed.from",
                &[("source", source.as_str().into()), ("name", name.as_str().into())],
            ),
            None => visit.say("record-filed"),
        };
    }
    let at = print::when(visit.tongue, line.at, &visit.own_zone(), visit.now);
    let about = [
        ("kind", line.kind.word().into()),
        ("office", visit.name(line.office).into()),
        ("at", at.local.into()),
        ("utc", at.utc.into()),
    ];
    visit.tell("instruction-of.released", &about)
}

/// How many replies to a telegram from before our time are proposed.
fn proposals(visit: &Visit, board: &ArchiveBoard) -> String {
    let replies = board.replies.len() + board.addressees.iter().map(|one| one.replies.len()).sum::<usize>();
    let about = [
        ("addressees", board.addressees.len().into()),
        ("action", board.addressees.iter().filter(|one| one.addressee.action).count().into()),
        ("replies", replies.into()),
    ];
    visit.tell("record-proposals", &about)
}

fn ways(visit: &Visit, view: &CableView) -> Vec<Link> {
    let line = &view.line;
    let name = instruction::address(line);
    let mut ways = Vec::new();
    if line.kind == Kind::Instruction {
        ways.push(Link::new(&visit.say("shell-board"), links::board(&name)));
    }
    if line.kind != Kind::Filed {
        ways.push(Link::new(&visit.say("record-with-points"), links::instruction(&name)));
    }
    if view.text.is_some() {
        ways.push(Link::new(&visit.say("record-as-text"), links::record_text(&name)));
    }
    for duty in view.answers.iter().take(8) {
        let tasking = duty.tasking;
        let word = if view.answers.len() == 1 {
            visit.say("record-tasking-answered")
        } else {
            visit.tell("instruction-the-tasking.named", &[("tasking", tasking.to_string().into())])
        };
        ways.push(Link::new(
            &word,
            links::tasking(&tasking.instruction.to_string(), tasking.office.as_str()),
        ));
    }
    ways
}

/// The text, cut where a numbered paragraph begins: numbers count up from one, so that a figure at the head of a line is
/// not taken for one.
fn parts(text: &str) -> Vec<Part> {
    let mut parts = vec![Part { id: String::new(), text: String::new() }];
    let mut next = 1_u32;
    for line in text.split_inclusive('\n') {
        let digits: String = line.trim_start().chars().take_while(char::is_ascii_digit).collect();
        let begins = digits.parse() == Ok(next)
            && line.trim_start().get(digits.len()..).is_some_and(|rest| rest.starts_with(". "));
        if begins {
            parts.push(Part { id: format!("p{next}"), text: String::new() });
            next += 1;
        }
        if let Some(part) = parts.last_mut() {
            part.text += line;
        }
    }
    parts
}

/// The taskings and the engagements that came of an instruction, as far as the reader sees them.
fn caused(visit: &Visit, view: &CableView) -> Result<Vec<Caused>, Miss> {
    if view.line.kind != Kind::Instruction {
        return Ok(Vec::new());
    }
    let id = view.line.dossier;
    let mut all = Vec::new();
    if let Some(found) = visit.views().board(&visit.reader, id, visit.when(), visit.now)? {
        let what = Link::new(&visit.say("record-taskings"), links::board(&instruction::address(&view.line)));
        all.push(Caused { what, about: board::counted(visit.tongue, &found.counts, found.moment) });
    }
    let log = Log { instruction: Some(id), when: visit.when(), ..Log::default() };
    for met in visit.views().engagements(&visit.reader, &log, ENGAGEMENTS_MAX)? {
        let on = print::day(visit.tongue, met.on, visit.now);
        let what = Link::new(&met.office.name, links::tasking(&id.to_string(), met.office.office.as_str()));
        let about = format!("{on}: {}", tasking::with(visit.tongue, met.form, &met.with));
        all.push(Caused { what, about });
    }
    Ok(all)
}

fn head(visit: &Visit, view: &CableView) -> Vec<Row> {
    let line = &view.line;
    let named = |action: bool| {
        let each = view.addressees.iter().filter(|each| each.action == action);
        each.map(|each| each.name.clone()).collect::<Vec<_>>().join(", ")
    };
    let at = print::when(visit.tongue, line.at, &jiff::tz::TimeZone::UTC, visit.now);
    let arrived = print::when(visit.tongue, line.arrived, &visit.own_zone(), visit.now);
    let all = [
        ("record-from", line.origin.clone()),
        ("record-to", named(true)),
        ("record-info", named(false)),
        ("record-classification", instruction::marked(visit.tongue, line)),
        ("record-precedence", visit.tongue.word("precedence", line.precedence.word())),
        ("record-tags", line.tags.join(", ")),
        ("record-sent", format!("{}Z", at.local)),
        ("record-arrived", tasking::in_line(visit, arrived)),
        ("record-entry", line.dossier.to_string()),
    ];
    all.iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(label, value)| Row::new(&visit.say(label), value))
        .collect()
}

fn reference(visit: &Visit, view: &ReferenceView) -> Reference {
    let state = match (&view.cable, view.candidates.is_empty()) {
        (Some(_), _) => Sign::new(&visit.say("record-found"), "●", "s4"),
        (None, false) => Sign::new(&visit.say("record-unsure"), "◑", "s2"),
        (None, true) => Sign::new(&visit.say("record-not-here"), "○", "s0"),
    };
    let link = |line: &CableLine| {
        Link::new(&instruction::cable_name(visit.tongue, line), instruction::cable_link(line))
    };
    let letter = view.letter.map(|letter| format!("({letter}) ")).unwrap_or_default();
    Reference {
        state,
        as_written: format!("{letter}{}", view.raw),
        found: view.cable.as_ref().map(link),
        candidates: view.candidates.iter().map(link).collect(),
        about: view.cable.as_ref().map(|line| line.subject.clone()).unwrap_or_default(),
    }
}

/// Another text under the same number; when it was sent tells the two apart.
fn namesake(visit: &Visit, line: &CableLine) -> Reference {
    let name = instruction::cable_name(visit.tongue, line);
    let sent = print::when(visit.tongue, line.at, &jiff::tz::TimeZone::UTC, visit.now);
    Reference {
        state: Sign::new(&visit.say("record-namesake"), "◑", "s2"),
        // The number leads to one of them only; the entry to the one that is meant.
        found: Some(Link::new(&name, links::record(&line.dossier.to_string()))),
        candidates: Vec::new(),
        as_written: name,
        about: format!("{}Z, {}", sent.local, line.subject),
    }
}

fn answered(visit: &Visit, line: &CableLine) -> Reference {
    let name = instruction::cable_name(visit.tongue, line);
    Reference {
        state: Sign::new(&visit.say("record-reply"), "●", "s4"),
        found: Some(Link::new(&name, instruction::cable_link(line))),
        candidates: Vec::new(),
        as_written: name,
        about: line.subject.clone(),
    }
}

/// The cables that may be replies to a telegram from before our time, each with what speaks for it; a person judges.
fn proposed(visit: &Visit, board: &ArchiveBoard) -> Vec<Reference> {
    let named = board.addressees.iter().flat_map(|one| &one.replies);
    named
        .chain(&board.replies)
        .map(|reply| {
            let name = instruction::cable_name(visit.tongue, &reply.cable);
            Reference {
                state: Sign::new(&visit.say("record-proposed"), "◔", "s1"),
                found: Some(Link::new(&name, instruction::cable_link(&reply.cable))),
                candidates: Vec::new(),
                as_written: name,
                about: format!("{}; {}", reply.cable.origin, reply.evidence),
            }
        })
        .collect()
}

fn remark(visit: &Visit, view: &RemarkView) -> Row {
    let line = match view.line {
        0 => visit.say("record-whole-text"),
        line => visit.tell("record-line", &[("line", line.into())]),
    };
    let weight = visit.tongue.word("weight", view.weight);
    Row::new(
        &line,
        &format!("{} ({}, {})", acts::sentence(&visit.tongue.remark(&view.said)), weight, view.code),
    )
}

/// A reply with two references, one of them unresolved.
pub(crate) fn sample() -> Record {
    let reference = |state: Sign, written: &str, found: &str, about: &str| Reference {
        state,
        as_written: written.into(),
        found: (!found.is_empty()).then(|| Link::new(found, links::record(&found.replace(' ', "-")))),
        candidates: Vec::new(),
        about: about.into(),
    };
    Record {
        page: {
            let mut page = sample_shell("2026 LISBON 0098", Place::Archive, ("oceans.desk", "Headquarters"));
            page.crumbs = vec![Link::new("Archive", links::archive(""))];
            page
        },
        number: "2026 LISBON 0098".into(),
        subject: "Lost fishing gear: Portugal ready to support Article 6".into(),
        sentence: "A reply of Embassy Lisbon to 2026 MFA 0431, released Sat 21 Nov 2026 16:10 (16:10Z)."
            .into(),
        links: vec![
            Link::new("The tasking it reports on", links::tasking("HQ.4711", "LIS")),
            Link::new("Board", links::board("2026-MFA-0431")),
        ],
        head: vec![
            Row::new("From", "ESTEMBASSY LISBON"),
            Row::new("To", "MFA ESTMARK (priority)"),
            Row::new("Info", "ESTMISSION GENEVA, ESTEMBASSY MADRID"),
            Row::new("Classification", "Confidential"),
            Row::new("Tags", "EFIS, PREL, PO"),
            Row::new("Date-time group", "P 211610Z NOV 26"),
        ],
        caused: vec![Caused {
            what: Link::new("Taskings", links::board("2026-MFA-0431")),
            about: "35 posts: 12 reported.".into(),
        }],
        text: parts(
            "P 211610Z NOV 26\nFM ESTEMBASSY LISBON\nTO MFA ESTMARK PRIORITY\nINFO ESTMISSION GENEVA\nESTEMBASSY MADRID\nC O N F I D E N T I A L LISBON 0098\nTAGS: EFIS, PREL, PO\nSUBJECT: LOST FISHING GEAR: PORTUGAL READY TO SUPPORT ARTICLE 6\nREF: (A) 26 MFA 0431 (B) GENEVA 77 NOTAL\n\n1. (C) ON 20 NOVEMBER THE EMBASSY RAISED REF A WITH THE DIRECTORATE-\nGENERAL FOR MARITIME POLICY AT DIRECTOR LEVEL. SIX OF SEVEN POINTS\nWERE USED; POINT 7 WAS WITHHELD BECAUSE A THIRD PARTY WAS PRESENT.\n\n2. (C) THE DIRECTOR SAID PORTUGAL COULD ACCEPT ARTICLE 6 IF THE\nTRANSITION WAS THREE YEARS. THE ANSWER WAS GIVEN FOR THE GOVERNMENT.\n\n3. (C) COMMENT: WE JUDGE THE POSITION AS LEANING TOWARD. END COMMENT.\n",
        ),
        cites: vec![
            reference(
                Sign::new("found", "●", "s4"),
                "26 MFA 0431",
                "2026 MFA 0431",
                "Lost fishing gear: engage host on the draft agreement",
            ),
            Reference {
                candidates: vec![
                    Link::new("2025 GENEVA 0077", links::record("2025-GENEVA-0077")),
                    Link::new("2026 GENEVA 0077", links::record("2026-GENEVA-0077")),
                ],
                ..reference(Sign::new("not certain", "◑", "s2"), "GENEVA 77 NOTAL", "", "")
            },
        ],
        cited_by: vec![reference(
            Sign::new("reply", "●", "s4"),
            "26 LISBON 0098",
            "2026 MFA 0440",
            "Thanks for a full report",
        )],
        namesakes: Vec::new(),
        replies: Vec::new(),
        remarks: vec![Row::new("line 9", "reference (B) has no year; both years are kept as candidates")],
        history: vec![Happening {
            when: When::new("2026-11-21T16:10Z", "Sat 21 Nov 16:10", "16:10Z"),
            who: "lis.head".into(),
            what: "released; reports on the duty of 24 November".into(),
            note: None,
            link: None,
        }],
        openings: vec![Happening {
            when: When::new("2026-11-22T02:31Z", "Sun 22 Nov 03:31", "02:31Z"),
            who: "duty.officer".into(),
            what: "opened it in an emergency until 22 Nov 04:31, on duty at Headquarters".into(),
            note: Some("A trawler is adrift off Peniche; the desk cannot be reached.".into()),
            link: None,
        }],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_paragraph_is_cut_where_its_number_follows_on_the_one_before() {
        let cut = parts("HEAD\n\n1. (C) ONE\n  7. a figure\n2. TWO\n2. again\n3.5 PERCENT\n");
        let names: Vec<&str> = cut.iter().map(|part| part.id.as_str()).collect();
        assert_eq!(names, ["", "p1", "p2"]);
        assert_eq!(cut.iter().map(|part| part.text.as_str()).collect::<String>().lines().count(), 7);
        assert_eq!(cut[1].text, "1. (C) ONE\n  7. a figure\n");
    }
}
