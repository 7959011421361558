//! The twelve things people come for, each of which must be possible in every manner of working: an instruction goes
//! from a blank sheet all the way round, and is found again.

use crate::driver::Driver;
use crate::hand::{Hand, Manner};
use crate::served::Served;

pub(crate) const SHEET: &str = "\
TO: PARIS, OSLO
CLASSIFICATION: UNCLASSIFIED
PRECEDENCE: IMMEDIATE
TAGS: EFIS
SUBJECT: HARBOUR LIGHTS: A NEW COLOUR FOR THE MOLES
DUE: 2026-11-30 17:00
LEVEL: DIRECTOR
REPORT: REPLY CABLE

1. OBJECTIVE. Posts are to ask whether amber lights would be confusing.

POINTS
- (VERBATIM) Estmark means to light its moles in amber.
- (PARAPHRASE) Amber carries farther in fog.
- (PARAPHRASE) The change takes two winters.
";

/// One person's way through the twelve.
struct Story<'a> {
    hand: Hand<'a>,
    /// The page of the instruction, once there is one.
    draft: String,
    reply: String,
}

/// A thing somebody comes for, by its name.
type Task = (&'static str, fn(&mut Story<'_>));

const TASKS: [Task; 12] = [
    ("sign in", |story| {
        story.hand.sign_in("oceans.desk");
        assert!(story.hand.says(".who").contains("oceans.desk"));
    }),
    ("draft an instruction", |story| {
        story.hand.go("/instructions");
        story.hand.press("a[href='/compose']");
        story.hand.write("#text", SHEET);
        story.hand.press("button[name=act][value=save]");
        assert!(story.hand.says("h1").contains("HARBOUR LIGHTS"), "{}", story.hand.says("main"));
        story.draft = story.hand.path();
    }),
    ("ask for clearance", |story| {
        story.hand.press(&format!("main a[href='{}/check']", story.draft));
        story.hand.write("#ask-clearance-who", "legal");
        story.submit(&format!("{}/ask-clearance", story.draft));
        assert!(story.hand.says("main").contains("legal"));
    }),
    ("clear", |story| {
        story.hand.sign_in("legal");
        story.hand.press(&format!("main a[href='{}/clear']", story.draft));
        story.submit(&format!("{}/clear", story.draft));
        assert!(story.hand.says(".clearances").contains("cleared"), "{}", story.hand.says("main"));
    }),
    ("approve and release", |story| {
        story.hand.sign_in("director.oceans");
        story.hand.press(&format!("main a[href='{}/check']", story.draft));
        story.submit(&format!("{}/approve", story.draft));
        story.hand.sign_in("watch");
        story.hand.go(&format!("{}/check", story.draft));
        story.submit(&format!("{}/release", story.draft));
        assert!(story.hand.says(".receipt").contains("Number"), "{}", story.hand.says("main"));
    }),
    ("find what needs me", |story| {
        story.hand.sign_in("par.political");
        let first = story.hand.says(".items li");
        assert!(first.contains("HARBOUR LIGHTS") && first.contains("IMMEDIATE"), "{first}");
    }),
    ("acknowledge", |story| {
        story.submit(&format!("{}/acknowledge", story.tasking()));
        assert!(story.hand.says(".over").contains("acknowledged"), "{}", story.hand.says("main"));
    }),
    ("ask for more time", |story| {
        story.hand.unfold("#ask-extension");
        story.hand.set_time("#ask-extension-to", "2026-12-01T11:00");
        story.hand.write("#ask-extension-why", "The director is away.");
        story.submit(&format!("{}/ask-extension", story.tasking()));
        assert!(story.hand.says("main").contains("waits for an answer"), "{}", story.hand.says("main"));
    }),
    ("log an engagement with three points", |story| {
        let tasking = story.tasking();
        let of = tasking.split('/').nth(2).expect("an instruction").to_owned();
        story.hand.unfold("#log");
        story.hand.write("#log-office", "Lighthouse Service");
        for point in 1..=3 {
            story.hand.choose(&format!("[id='point-{of}-P{point}']"), "as-written");
        }
        story.hand.write("#log-answer", "They see no confusion.");
        story.hand.choose("#log-stance", "supports");
        story.submit(&format!("{tasking}/log"));
        assert!(story.hand.says(".over").contains("delivered"), "{}", story.hand.says("main"));
    }),
    ("reply from the log", |story| {
        story.hand.unfold("#reply");
        story.submit(&format!("{}/reply", story.tasking()));
        story.reply = story.hand.path();
        assert!(story.hand.says(".cable").contains("Lighthouse Service"), "{}", story.hand.says("main"));
        story.hand.sign_in("par.head");
        story.hand.go(&story.reply);
        story.hand.press(&format!("main a[href='{}/check']", story.reply));
        story.submit(&format!("{}/approve", story.reply));
        story.hand.press(&format!("main a[href='{}/check']", story.reply));
        story.submit(&format!("{}/release", story.reply));
        assert!(story.hand.says(".receipt").contains("PARIS"), "{}", story.hand.says("main"));
    }),
    ("read who is behind, why, and how it was before", |story| {
        story.hand.sign_in("oceans.desk");
        story.hand.go(&story.draft);
        story.hand.press("main a[href$='/board']");
        assert!(story.hand.says(".lead").contains("1 not acknowledged"), "{}", story.hand.says(".lead"));
        story.hand.press("main a[href*='standing=not-acknowledged']");
        assert_eq!(story.hand.count(".grid tbody tr"), 1);
        story.hand.press(".grid tbody a[href^='/t/']");
        assert!(story.hand.says(".over").contains("Oslo"), "{}", story.hand.says("main"));
        story.hand.go("/i/2026-MERE-0002/board");
        story.hand.press("main a[href*='lateness=overdue']");
        assert_eq!(story.hand.count(".grid tbody tr"), story.hand.count(".grid tbody .late"));
        story.hand.press(".grid tbody a[href^='/t/']");
        assert!(story.hand.says("main").contains("late"), "{}", story.hand.says("main"));
        story.hand.go("/i/2026-MERE-0009/board");
        let now = story.hand.says(".lead");
        story.hand.set_time("#as-on", "2026-11-14");
        story.hand.press(".dated button");
        assert!(story.hand.path().contains("on=2026-11-14"), "{}", story.hand.path());
        assert_ne!(story.hand.says(".lead"), now);
    }),
    ("find a record and open it", |story| {
        story.hand.go("/q");
        story.hand.write("#q", "\"amber lights\"");
        story.hand.press(".search button");
        story.hand.press(".hits a[href^='/r/']");
        assert!(story.hand.says("main").contains("confusing"), "{}", story.hand.says("main"));
    }),
];

impl Story<'_> {
    /// Presses the first button of a form.
    fn submit(&self, action: &str) {
        self.hand.press(&format!("form[action='{action}'] button"));
    }

    fn tasking(&self) -> String {
        format!("/t/{}/PAR", self.draft.trim_start_matches("/i/"))
    }
}

/// Goes through the twelve in one manner, and says how long each took.
fn go_through(manner: Manner) {
    let Some(driver) = Driver::start() else { return };
    let served = Served::demo();
    let hand = Hand::new(&driver, &served.base, manner);
    let mut story = Story { hand, draft: String::new(), reply: String::new() };
    for (name, task) in TASKS {
        println!("{manner:?}: {name}");
        task(&mut story);
    }
}

#[test]
fn the_twelve_tasks_need_no_scripts() {
    go_through(Manner::NoScripts);
}

#[test]
fn the_twelve_tasks_need_no_mouse() {
    go_through(Manner::Keyboard);
}

#[test]
fn the_twelve_tasks_need_no_more_than_320_pixels() {
    go_through(Manner::Narrow);
}

#[test]
fn the_twelve_tasks_go_from_right_to_left() {
    go_through(Manner::RightToLeft);
}
