//! The inbox of an office: what needs someone here, in groups, the most urgent first. What is done leaves it by being done.

use askama::Template;
use axum::response::Response;
use domain::fact::Role;
use domain::tasking::Timeliness;
use views::{AskLine, CableLine, DraftLine, InboxView, OpeningLine, TaskingLine, Waits};

use crate::form::Form;
use crate::forms::{self, Desk};
use crate::links;
use crate::page::{Link, Place, Shell, Sign, When};
use crate::pages::tasking::clock;
use crate::pages::{board, instruction};
use crate::pages::{precedence, sample_past, sample_sealed, sample_shell, standing};
use crate::print;
use crate::tongue::Tongue;
use crate::visit::{self, Guest, Miss, Visit};

/// The inbox page.
#[derive(Clone, Debug, Template)]
#[cfg_attr(test, derive(serde::Serialize, serde::Deserialize))]
#[template(path = "inbox.html")]
pub(crate) struct Inbox {
    pub(crate) page: Shell,
    pub(crate) sentence: String,
    pub(crate) groups: Vec<Group>,
    pub(crate) empty: Option<String>,
    pub(crate) start: Option<Link>,
    pub(crate) done: Vec<Done>,
}

/// What somebody here did today.
#[derive(Clone, Debug)]
#[cfg_attr(test, derive(serde::Serialize, serde::Deserialize))]
pub(crate) struct Done {
    pub(crate) standing: Sign,
    pub(crate) tasking: Link,
    pub(crate) number: String,
}

/// Things that need the same act.
#[derive(Clone, Debug)]
#[cfg_attr(test, derive(serde::Serialize, serde::Deserialize))]
pub(crate) struct Group {
    pub(crate) id: String,
    pub(crate) heading: String,
    pub(crate) items: Vec<Item>,
}

/// One thing that needs someone.
#[derive(Clone, Debug)]
#[cfg_attr(test, derive(serde::Serialize, serde::Deserialize))]
pub(crate) struct Item {
    pub(crate) precedence: Sign,
    pub(crate) number: String,
    pub(crate) subject: String,
    pub(crate) href: String,
    pub(crate) from: String,
    pub(crate) needs: String,
    pub(crate) due: Option<When>,
    pub(crate) lateness: Option<String>,
    /// What the clock there does before it is due.
    pub(crate) clock: Option<String>,
    pub(crate) act: Option<Form>,
}

/// `GET /`: the inbox is where everybody begins.
pub(crate) async fn home(guest: Guest) -> Response {
    guest.lead(|_| Ok(links::inbox())).await
}

/// `GET /inbox`
pub(crate) async fn show(guest: Guest) -> Response {
    guest.read(page).await
}

/// What needs the offices of whoever reads.
fn page(visit: &Visit) -> Result<Inbox, Miss> {
    let mut all = InboxView::default();
    for office in &visit.reader.offices {
        all.join(visit.views().inbox(&visit.reader, *office, visit.when(), visit.now)?);
    }
    let mut page = visit.shell(&visit.say("inbox-title"), Place::Inbox);
    visit.date(&mut page);
    // A list holds subjects of many levels: it is marked as high as its reader may read.
    page.marking = visit::marking(visit.tongue, visit.reader.level);
    let pending = all.pending();
    if let Some(tab) = page.tabs.first_mut().filter(|_| pending > 0 && visit.acts()) {
        tab.count = Some(pending.to_string());
    }
    let taskings =
        |lines: &[TaskingLine], needs: &str| lines.iter().map(|line| tasking(visit, line, needs)).collect();
    let drafts = |lines: &[DraftLine], needs: &str, to: To| {
        lines.iter().map(|line| draft(visit, line, needs, to)).collect()
    };
    let asks = |lines: &[AskLine]| lines.iter().map(|line| ask(visit, line)).collect();
    let named = |id: &str, items: Vec<Item>| group(visit, id, items);
    let groups = vec![
        named("opened", all.opened_in_emergency.iter().filter_map(|line| opened(visit, line)).collect()),
        named("acknowledge", taskings(&all.to_acknowledge, "inbox-group-acknowledge.needs")),
        named("overdue", taskings(&all.overdue, "")),
        named("returned", taskings(&all.returned, "inbox-group-returned.needs")),
        named("due-soon", taskings(&all.due_soon, "")),
        named("objections", asks(&all.objections)),
        named("extensions", asks(&all.extensions)),
        named("to-clear", drafts(&all.to_clear, "inbox-group-to-clear.needs", links::clear)),
        named("to-approve", drafts(&all.to_approve, "inbox-group-to-approve.needs", links::check)),
        named("to-release", drafts(&all.to_release, "inbox-group-to-release.needs", links::check)),
        named("planned", taskings(&all.planned, "")),
        named("open", taskings(&all.open, "")),
        named("drafts", drafts(&all.own_drafts, "", links::instruction)),
        named("replies", all.replies.iter().map(|line| reply(visit, line)).collect()),
        named("withdrawn", taskings(&all.withdrawn, "inbox-group-withdrawn.needs")),
    ];
    let groups: Vec<Group> = groups.into_iter().filter(|group| !group.items.is_empty()).collect();
    let drafts = visit.offices_as(Role::Drafter);
    let instructs = drafts.iter().any(|office| Some(*office) == headquarters(visit));
    Ok(Inbox {
        page,
        sentence: sentence(visit.tongue, pending, all.overdue.len()),
        empty: groups.is_empty().then(|| visit.say("inbox-empty")),
        groups,
        done: all.done.iter().map(|line| done(visit.tongue, line)).collect(),
        start: (instructs && visit.acts()).then(|| Link::new(&visit.say("inbox-write"), links::compose())),
    })
}

fn headquarters(visit: &Visit) -> Option<domain::words::OfficeId> {
    visit.directory.headquarters().map(|office| office.opened.office)
}

fn sentence(tongue: Tongue, pending: usize, overdue: usize) -> String {
    let mut words = tongue.tell("inbox-needs-you", &[("pending", pending.into())]);
    if overdue > 0 {
        words += " ";
        words += &tongue.tell("inbox-overdue-too", &[("overdue", overdue.into())]);
    }
    words
}

fn group(visit: &Visit, id: &str, items: Vec<Item>) -> Group {
    Group { id: id.into(), heading: visit.tongue.word("inbox-group", id), items }
}

fn tasking(visit: &Visit, line: &TaskingLine, needs: &str) -> Item {
    let (instruction, post) = (line.tasking.instruction.to_string(), line.tasking.office);
    let (beside, lateness) = board::beside(visit.tongue, &line.standing, visit.moment());
    let points = line.standing.points - line.standing.points_done;
    let missing = match points {
        0 => visit.say("inbox-needs-report"),
        open => visit
            .tell("inbox-needs-engagement", &[("open", open.into()), ("all", line.standing.points.into())]),
    };
    let acknowledges =
        visit.acts() && line.word == "not acknowledged" && visit.holds(post, Role::ActionOfficer);
    let act = acknowledges.then(|| {
        let desk = Desk {
            tongue: visit.tongue,
            instruction: instruction.clone(),
            post: post.to_string(),
            duties: Vec::new(),
            readers: String::new(),
        };
        let mut form = forms::acknowledge(&desk);
        (form.id, form.heading, form.hint) = (String::new(), String::new(), None);
        visit.seal(form)
    });
    let needs = if needs.is_empty() { missing } else { visit.say(needs) };
    Item {
        precedence: precedence(visit.tongue, line.precedence.word()),
        number: line.number.to_string(),
        subject: line.subject.clone(),
        href: links::tasking(&instruction, post.as_str()),
        from: line.from.name.to_string(),
        needs: match (line.standing.timeliness, beside.is_empty()) {
            (Timeliness::DueSoon, _) | (_, true) => needs,
            _ => visit.tell("inbox-beside", &[("needs", needs.into()), ("beside", beside.into())]),
        },
        due: line.standing.due.map(|due| print::when(visit.tongue, due, &visit.zone(post), visit.now)),
        lateness,
        clock: line.standing.due.and_then(|due| clock(visit, &visit.zone(post), due)),
        act,
    }
}

fn done(tongue: Tongue, line: &TaskingLine) -> Done {
    let (instruction, post) = (line.tasking.instruction.to_string(), line.tasking.office);
    Done {
        standing: standing(tongue, line.word),
        tasking: Link::new(&line.subject, links::tasking(&instruction, post.as_str())),
        number: line.number.to_string(),
    }
}

/// The page on which one does what a draft needs.
type To = fn(&str) -> String;

fn draft(visit: &Visit, line: &DraftLine, needs: &str, to: To) -> Item {
    // What is only looked back at is read, not done.
    let to = if visit.acts() { to } else { links::instruction };
    let needs = if needs.is_empty() { waits(visit, &line.waits) } else { visit.say(needs) };
    Item {
        precedence: precedence(visit.tongue, line.precedence.word()),
        number: visit.tell("instruction-name-draft", &[("entry", line.draft.to_string().into())]),
        subject: line.subject.clone(),
        href: to(&line.draft.to_string()),
        from: line.drafter.to_string(),
        needs,
        due: line.by.map(|by| print::when(visit.tongue, by, &visit.own_zone(), visit.now)),
        lateness: None,
        clock: None,
        act: None,
    }
}

fn waits(visit: &Visit, waits: &Waits) -> String {
    match waits {
        Waits::Asking => visit.say("inbox-waits-asking"),
        Waits::Clearance(open) => {
            let open: Vec<String> = open.iter().map(ToString::to_string).collect();
            let open = print::list(visit.tongue, &open);
            visit.tell("inbox-waits-clearance", &[("officers", open.into())])
        }
        Waits::Approval => visit.say("inbox-group-to-approve.needs"),
        Waits::Release => visit.say("inbox-group-to-release.needs"),
    }
}

fn ask(visit: &Visit, line: &AskLine) -> Item {
    let why = line.why.as_deref().unwrap_or_default();
    let with_why = |id: &str| if why.is_empty() { id.to_owned() } else { format!("{id}.why") };
    let needs = match (line.proposes, line.to) {
        (Some(proposes), _) => {
            let proposes = visit.tongue.word("proposes", proposes.word());
            let about = [("proposes", proposes.into()), ("why", why.into())];
            visit.tell(&with_why("inbox-needs-ruling"), &about)
        }
        (None, Some(to)) => {
            let to = print::when(visit.tongue, to, &visit.zone(line.tasking.office), visit.now).local;
            visit.tell(&with_why("inbox-needs-decision"), &[("to", to.into()), ("why", why.into())])
        }
        (None, None) => visit.say("inbox-needs-answer"),
    };
    Item {
        precedence: precedence(visit.tongue, line.precedence.word()),
        number: line.number.to_string(),
        subject: line.subject.clone(),
        href: links::tasking(&line.tasking.instruction.to_string(), line.tasking.office.as_str()),
        from: line.office.name.to_string(),
        needs,
        due: None,
        lateness: None,
        clock: None,
        act: None,
    }
}

fn reply(visit: &Visit, line: &CableLine) -> Item {
    Item {
        precedence: precedence(visit.tongue, line.precedence.word()),
        number: instruction::cable_name(visit.tongue, line),
        subject: line.subject.clone(),
        href: instruction::cable_link(line),
        from: visit.name(line.office),
        needs: visit.say("inbox-group-replies.needs"),
        due: None,
        lateness: None,
        clock: None,
        act: None,
    }
}

/// A cable of ours that a duty officer opened; whoever may not see the cable has no line of it.
fn opened(visit: &Visit, line: &OpeningLine) -> Option<Item> {
    let cable = line.cable.as_ref()?;
    let local = |at| print::when(visit.tongue, at, &visit.own_zone(), visit.now).local;
    let about = [
        ("at", local(line.at).into()),
        ("until", local(line.until).into()),
        ("why", line.why.clone().unwrap_or_else(|| visit.say("record-gone")).into()),
    ];
    Some(Item {
        precedence: precedence(visit.tongue, cable.precedence.word()),
        number: instruction::cable_name(visit.tongue, cable),
        subject: cable.subject.clone(),
        href: instruction::cable_link(cable),
        from: visit.tell(
            "inbox-group-opened.by",
            &[("officer", line.officer.to_string().into()), ("office", line.office.name.to_string().into())],
        ),
        needs: visit.tell("inbox-group-opened.needs", &about),
        due: None,
        lateness: None,
        clock: None,
        act: None,
    })
}

/// A busy morning at a post that is also drafting.
pub(crate) fn sample() -> Inbox {
    let item = |prec: &str, number: &str, subject: &str, from: &str, needs: &str| Item {
        precedence: precedence(Tongue::English, prec),
        number: number.into(),
        subject: subject.into(),
        href: links::tasking("HQ.4711", "WEL"),
        from: from.into(),
        needs: needs.into(),
        due: None,
        lateness: None,
        clock: None,
        act: None,
    };
    let due = |machine: &str, local: &str, utc: &str| Some(When::new(machine, local, utc));
    let acknowledge = |number: &str| {
        Some(sample_sealed(Form::new(
            "",
            links::tasking_act(number, "WEL", "acknowledge"),
            "",
            "Acknowledge",
        )))
    };
    let group =
        |id: &str, heading: &str, items: Vec<Item>| Group { id: id.into(), heading: heading.into(), items };
    Inbox {
        page: {
            let mut page = sample_shell("Inbox", Place::Inbox, ("wel.political", "Embassy Wellington"));
            sample_past(&mut page, "/inbox");
            page
        },
        sentence: "9 things need you. Two are overdue; the next is due today at 18:00.".into(),
        groups: vec![
            group(
                "acknowledge",
                "To acknowledge",
                vec![
                    Item {
                        due: due("2026-11-23T05:00Z", "Mon 23 Nov 18:00", "05:00Z"),
                        act: acknowledge("HQ.4711"),
                        ..item(
                            "IMMEDIATE",
                            "2026 MFA 0431",
                            "Lost fishing gear: engage host on the draft agreement before the Geneva session",
                            "Headquarters",
                            "a person here to say they have it",
                        )
                    },
                    Item {
                        act: acknowledge("HQ.4690"),
                        ..item(
                            "ROUTINE",
                            "2026 MFA 0429",
                            "Visit report format",
                            "Headquarters",
                            "acknowledgement only",
                        )
                    },
                ],
            ),
            group(
                "overdue",
                "Overdue",
                vec![
                    Item {
                        due: due("2026-11-20T04:00Z", "Fri 20 Nov 17:00", "04:00Z"),
                        lateness: Some("2 days late".into()),
                        clock: None,
                        ..item(
                            "PRIORITY",
                            "2026 MFA 0398",
                            "Monthly engagement on lost fishing gear, eleventh occurrence",
                            "Headquarters",
                            "an engagement: 3 of 7 points have no disposition",
                        )
                    },
                    Item {
                        due: due("2026-11-21T04:00Z", "Sat 21 Nov 17:00", "04:00Z"),
                        lateness: Some("1 day late".into()),
                        clock: None,
                        ..item(
                            "ROUTINE",
                            "2026 MFA 0371",
                            "Port calls of survey vessels in 2027",
                            "Headquarters",
                            "a reply cable",
                        )
                    },
                ],
            ),
            group(
                "due-soon",
                "Due soon",
                vec![Item {
                    due: due("2026-11-25T04:00Z", "Wed 25 Nov 17:00", "04:00Z"),
                    ..item(
                        "PRIORITY",
                        "2026 MFA 0417",
                        "Observers at the spring session",
                        "Headquarters",
                        "an engagement",
                    )
                }],
            ),
            group(
                "to-clear",
                "To clear",
                vec![Item {
                    due: due("2026-11-23T03:00Z", "Mon 23 Nov 16:00", "03:00Z"),
                    ..item(
                        "PRIORITY",
                        "draft WEL.218",
                        "Reply on gear marking: views of the Ministry for Primary Industries",
                        "wel.economic",
                        "paragraphs 2 to 4 and the head; paragraph 3 changed since you cleared it",
                    )
                }],
            ),
            group(
                "to-release",
                "To release",
                vec![item(
                    "PRIORITY",
                    "draft WEL.209",
                    "Reply on deposit schemes",
                    "wel.economic",
                    "release: cleared by 2, approved by wel.head",
                )],
            ),
            group(
                "returned",
                "Returned",
                vec![item(
                    "ROUTINE",
                    "2026 MFA 0352",
                    "Recovery figures for 2025",
                    "Headquarters",
                    "a further report: “point 4 has no answer from the host”",
                )],
            ),
            group(
                "replies",
                "Replies to read",
                vec![item(
                    "ROUTINE",
                    "2026 CANBERRA 0112",
                    "Joint demarche on lost fishing gear",
                    "Embassy Canberra",
                    "reading: you are on its distribution",
                )],
            ),
        ],
        empty: None,
        done: vec![Done {
            standing: standing(Tongue::English, "reported"),
            tasking: Link::new("Port calls of survey vessels in 2027", links::tasking("HQ.4600", "WEL")),
            number: "2026 MFA 0371".into(),
        }],
        start: Some(Link::new("Write a new instruction", links::compose())),
    }
}
