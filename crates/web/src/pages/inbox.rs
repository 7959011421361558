//! The inbox of an office: what needs someone here, in groups, the most urgent first. What is done leaves it by being done.

use askama::Template;

use crate::form::Form;
use crate::links;
use crate::page::{Link, Place, Shell, Sign, When};
use crate::pages::{precedence, sample_shell};

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
    pub(crate) act: Option<Form>,
}

/// A busy morning at a post that is also drafting.
pub(crate) fn sample() -> Inbox {
    let item = |prec: &str, number: &str, subject: &str, from: &str, needs: &str| Item {
        precedence: precedence(prec),
        number: number.into(),
        subject: subject.into(),
        href: links::tasking("HQ.4711", "WEL"),
        from: from.into(),
        needs: needs.into(),
        due: None,
        lateness: None,
        act: None,
    };
    let due = |machine: &str, local: &str, utc: &str| Some(When::new(machine, local, utc));
    let acknowledge = |number: &str| {
        let mut form = Form::new("", links::tasking_act(number, "WEL", "acknowledge"), "", "Acknowledge");
        form.token = "c2FtcGxlLXRva2Vu".into();
        Some(form)
    };
    let group =
        |id: &str, heading: &str, items: Vec<Item>| Group { id: id.into(), heading: heading.into(), items };
    Inbox {
        page: sample_shell("Inbox", Place::Inbox, ("wel.political", "Embassy Wellington")),
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
        start: Some(Link::new("Write a new instruction", links::compose())),
    }
}
