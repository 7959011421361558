//! The tasking page as the demonstration ministry shows it, before and after a refusal.

use crate::forms::{self, Desk, DutyAsked, Kept, PointAsked};
use crate::links;
use crate::page::{Happening, Link, Place, Receipt, When};
use crate::pages::instruction::{self, Point, Row};
use crate::pages::{precedence, sample_sealed, sample_shell, stance, standing};
use crate::tongue::Tongue;

use super::{Duty, Engagement, PointUsed, Tasking, disposition};

fn sample_desk() -> Desk {
    Desk {
        tongue: Tongue::English,
        instruction: "HQ.4711".into(),
        post: "WEL".into(),
        duties: vec![
            ("HQ.4711/WEL/2026-11-24".into(), "due Tue 24 Nov 17:00".into()),
            ("HQ.4711/WEL/2026-12-24".into(), "due Thu 24 Dec 17:00".into()),
        ],
        readers: "12 officers: Embassy Wellington (4), Headquarters (7), Mission Geneva (1), all with access to Confidential".into(),
    }
}

const SAMPLE_REPLY: &str = "\
TO: HQ
INFO: GENEVA
CLASSIFICATION: CONFIDENTIAL
PRECEDENCE: PRIORITY
TAGS: EFIS, PREL
SUBJECT: Lost fishing gear: host ready to support Article 6
REF: 26 MFA 0431

1. (C) On 19 November the embassy raised reference with the Ministry of Foreign Affairs and Trade, Environment \
Division, at director level.

2. (C) The director said Article 6 was close to what the host already requires.
";

fn sample_others() -> Vec<DutyAsked> {
    vec![DutyAsked {
        instruction: "HQ.4690".into(),
        label: "2026 MFA 0417: Observers at the spring session, due 25 November".into(),
        points: vec![PointAsked {
            id: "P1".into(),
            mark: "paraphrase".into(),
            required: true,
            text: "We hope observers will be admitted to the working groups.".into(),
        }],
    }]
}

fn asked(points: &[Point]) -> Vec<PointAsked> {
    points
        .iter()
        .map(|point| PointAsked {
            id: point.id.clone(),
            mark: point.mark.word.clone(),
            required: point.required == "required",
            text: point.text.clone(),
        })
        .collect()
}

/// A post in the middle of a standing tasking.
pub(crate) fn sample() -> Tasking {
    let points = instruction::sample().points;
    let desk = sample_desk();
    let kept = Kept::default();
    let forms = [
        forms::engagement(&desk, &asked(&points), &sample_others(), "2026-11-22", &kept),
        forms::plan(&desk, &kept),
        forms::reply(&desk, SAMPLE_REPLY, &kept).folded(),
        forms::ask_extension(&desk, &kept),
        forms::object(&desk, &kept),
    ]
    .map(sample_sealed)
    .to_vec();
    let duty = |name: &str, due: (&str, &str), word: &str, late: &str, points: &str, report: &str| Duty {
        name: name.into(),
        due: Some(When::new("2026-11-24T04:00Z", due.0, due.1)),
        standing: standing(Tongue::English, word),
        lateness: (!late.is_empty()).then(|| late.into()),
        points: points.into(),
        report: (!report.is_empty()).then(|| Link::new(report, links::record(&report.replace(' ', "-")))),
    };
    let used = |id: &str, word: &str, why: &str| PointUsed {
        id: id.into(),
        became: disposition(Tongue::English, word),
        why: why.into(),
    };
    let happened = |local: &str, utc: &str, who: &str, what: &str| Happening {
        when: When::new("2026-11-19T02:40Z", local, utc),
        who: who.into(),
        what: what.into(),
        note: None,
        link: None,
    };
    Tasking {
        page: {
            let mut page = sample_shell("2026 MFA 0431 at Wellington", Place::Inbox, ("wel.political", "Embassy Wellington"));
            page.crumbs = vec![
                Link::new("Inbox", links::inbox()),
                Link::new("2026 MFA 0431", links::instruction("2026-MFA-0431")),
            ];
            page.notice = Some("Last contact with headquarters 07:40Z; 3 entries wait to go.".into());
            page.receipt = Some(Receipt {
                sentence: "The plan is recorded.".into(),
                detail: "Entry WEL.311 on 22 November at 14:09Z, in this office’s journal.".into(),
            });
            page
        },
        number: "2026 MFA 0431".into(),
        post: "Wellington".into(),
        subject: "Lost fishing gear: engage host on the draft agreement before the Geneva session".into(),
        precedence: precedence(Tongue::English, "IMMEDIATE"),
        standing: standing(Tongue::English, "planned"),
        lateness: Some("October occurrence 2 days late".into()),
        sentence: "Raise seven points at director level or above by Tue 24 Nov 17:00, then at least every 30 days until 30 June 2027, and report by cable.".into(),
        links: vec![
            Link::new("The cable", links::record("2026-MFA-0431")),
            Link::new("Board", links::board("2026-MFA-0431")),
        ],
        head: vec![
            Row::new("From", "Headquarters, oceans.desk"),
            Row::new("Level", "director or above"),
            Row::new("Report", "a reply cable that cites 2026 MFA 0431"),
            Row::new("Other open taskings with this host", "3"),
        ],
        points,
        duties: vec![
            duty("24 October", ("Sat 24 Oct 17:00", "04:00Z"), "reported", "", "7/7", "2026 WELLINGTON 0074"),
            duty("20 November", ("Fri 20 Nov 17:00", "04:00Z"), "delivered", "2 days late", "4/7", ""),
            duty("24 December", ("Thu 24 Dec 17:00", "04:00Z"), "planned", "", "0/7", ""),
        ],
        engagements: vec![
            Engagement {
                on: "Mon 30 Nov".into(),
                stage: standing(Tongue::English, "planned"),
                with: "call, Ministry for Primary Industries, director".into(),
                points: Vec::new(),
                position: None,
                how: String::new(),
                answer: None,
            },
            Engagement {
                on: "Thu 19 Nov".into(),
                stage: standing(Tongue::English, "delivered"),
                with: "call, Ministry of Foreign Affairs and Trade, Environment Division, director".into(),
                points: vec![
                    used("P1", "as written", ""),
                    used("P2", "adapted", "with the host’s own figures"),
                    used("P3", "raised by host", ""),
                    used("P7", "withheld", "a third party was in the room"),
                ],
                position: Some(stance(Tongue::English, "leans toward")),
                how: "orally, for the government; confidence medium".into(),
                answer: Some("The director said Article 6 was close to what the host already requires. A transition of three years would make it easy; two would need a rule change.".into()),
            },
        ],
        history: vec![
            happened("Sun 22 Nov 03:09", "14:09Z", "wel.political", "planned a call for 30 November"),
            happened("Thu 19 Nov 15:40", "02:40Z", "wel.head", "asked for more time until 30 November"),
            happened("Wed 11 Nov 09:05", "20:05Z", "wel.political", "acknowledged"),
            happened("Tue 10 Nov 21:40", "08:40Z", "Headquarters", "issued the tasking"),
        ],
        forms,
    }
}

/// The same page after a refusal: the summary on top, the field marked, what was typed kept.
pub(crate) fn sample_refused() -> Tasking {
    let mut page = sample();
    let kept = Kept::of([
        ("log-office".into(), "Ministry for Primary Industries".into()),
        ("point-HQ.4711-P1".into(), "withheld".into()),
        ("log-answer".into(), "They will answer in writing <b>next</b> week.".into()),
    ]);
    let mut form =
        forms::engagement(&sample_desk(), &asked(&page.points), &sample_others(), "2026-11-22", &kept);
    page.page.receipt = None;
    page.page.errors = vec![
        form.refuse(
            "why-HQ.4711-P1",
            "A point that was withheld needs a reason.",
            "Say in a few words why it was not used.",
        ),
        form.refuse("log-on", "The engagement lies in the future.", "Plan it, or correct the day."),
    ];
    page.forms = vec![sample_sealed(form)];
    page
}
