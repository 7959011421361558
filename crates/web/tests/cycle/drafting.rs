//! Writing, clearing and letting go: what a drafter sees before anything is sent, what a clearer sees of what changed, what
//! is kept when something goes wrong, and the moment in which a release can be undone.

use domain::command::Command;
use domain::fact::OfficeRated;
use jiff::ToSpan as _;

use crate::SHEET;
use crate::browser::Browser;
use crate::ministry::Ministry;

fn drafted(ministry: &Ministry, sheet: &str) -> (Browser, String) {
    let mut desk = ministry.browser("oceans.desk");
    let page = desk.get("/compose");
    let draft = desk.submit(&page, "/compose", &[("text", sheet), ("act", "save")]);
    assert!(draft.path.starts_with("/i/"), "{}", draft.text("main"));
    (desk, draft.path)
}

/// A draft that only waits for its release, and whoever releases it.
fn ready(ministry: &Ministry, sheet: &str) -> (Browser, String) {
    let (mut desk, at) = drafted(ministry, sheet);
    let page = desk.get(&at);
    desk.submit(&page, &format!("{at}/ask-clearance"), &[("ask-clearance-who", "treaty.desk")]);
    let mut treaty = ministry.browser("treaty.desk");
    let page = treaty.get(&format!("{at}/clear"));
    treaty.submit(&page, &format!("{at}/clear"), &[]);
    let mut director = ministry.browser("director.oceans");
    let page = director.get(&at);
    director.submit(&page, &format!("{at}/approve"), &[]);
    (director, at)
}

#[test]
fn a_sheet_is_seen_as_the_cable_it_becomes_with_whom_it_reaches_and_who_reads_it() {
    let ministry = Ministry::open();
    ministry.released(SHEET);
    let mut desk = ministry.browser("oceans.desk");
    let page = desk.get("/compose");
    assert!(page.text(".lead").contains("An empty sheet"), "{}", page.text("main"));
    let before = ministry.entries();
    let sheet = SHEET.replace("REPORT:", "REF: 2026 MFA 0001\nREF: 2026 MFA 0099\nREPORT:").replace(
        "- (PARAPHRASE) Marking costs little.\n",
        "- (PARAPHRASE) Marking costs little.\n  FOR OSL: Nets drift north.\n",
    );
    let seen = desk.submit(&page, "/compose", &[("text", &sheet), ("act", "preview")]);
    assert_eq!(ministry.entries(), before, "looking records nothing");
    assert!(seen.text(".cable").contains("TO EUROPE COLLECTIVE IMMEDIATE"), "{}", seen.text(".cable"));
    assert!(seen.text(".cable").contains("MFA 0000") && seen.text(".cable").contains("ACTION REQUESTED."));
    assert!(seen.text(".tasks").contains("2 to act"), "{}", seen.text(".tasks"));
    let reach = seen.text(".reach");
    // It is nine in Lisbon and ten in Oslo, on a Friday.
    assert!(reach.contains("Embassy Lisbon EUROPE") && reach.contains("Fri 20 Nov 09:00"), "{reach}");
    assert!(reach.contains("Fri 20 Nov 10:00") && reach.contains("1 open, 1 on the same tags"), "{reach}");
    assert!(seen.text(".refs").contains("2026 MFA 0001") && seen.text(".refs").contains("not found"));
    let readers = seen.text("section[aria-labelledby=readers]");
    assert!(
        readers.contains("lis.head, lis.political") || readers.contains("lis.political, lis.head"),
        "{readers}"
    );
    // The points in the words of the post that is chosen.
    assert!(!seen.text(".points").contains("Nets drift north."));
    let fields = seen.form("/compose", &[("text", &sheet), ("act", "preview")]);
    let as_oslo: Vec<_> = fields.into_iter().chain([("as".to_owned(), "OSL".to_owned())]).collect();
    let oslo = desk.post("/compose", &as_oslo);
    assert!(oslo.text(".points").contains("Nets drift north."), "{}", oslo.text(".points"));
    // A browser with scripts asks for the same part alone.
    let part = desk.post("/compose/preview", &as_oslo);
    assert_eq!(part.status, 200);
    assert!(part.body.contains("Nets drift north.") && !part.body.contains("<html"), "{}", part.body);
}

#[test]
fn a_remark_stands_at_its_line_with_its_words_and_a_safe_fix_is_one_button() {
    let ministry = Ministry::open();
    let mut desk = ministry.browser("oceans.desk");
    let page = desk.get("/compose");
    let sheet = SHEET.replace("TO: EUROPE", "TO: WELINGTON");
    let seen = desk.submit(&page, "/compose", &[("text", &sheet), ("act", "preview")]);
    assert!(seen.count(".remarks a[href='#line-1']") >= 1, "{}", seen.text(".remarks"));
    assert!(seen.text("#line-1").contains("WELINGTON"));
    let odd = SHEET.replace("CLASSIFICATION: CONFIDENTIAL", "CLASSIFICATION: CONFIDENTAL");
    let seen = desk.submit(&page, "/compose", &[("text", &odd), ("act", "preview")]);
    let fixed = desk.submit(&seen, "/compose", &[("act", "fix")]);
    assert_eq!(fixed.status, 200);
    if seen.count("button[value=fix]") == 1 {
        assert!(!fixed.text("#text").contains("CONFIDENTAL"), "{}", fixed.text("#text"));
    }
}

#[test]
fn an_office_that_may_not_hold_it_is_named_while_drafting_and_gets_nothing() {
    let ministry = Ministry::open();
    let from = "2026-11-01".parse().expect("a day");
    let (office, level) = ("OSL".parse().expect("an office"), domain::cable::Level::Restricted);
    ministry.orders(Command::RateOffice(OfficeRated { office, level, from }));
    let (mut director, at) = ready(&ministry, SHEET);
    let page = director.get(&format!("{at}/check"));
    let remarks = page.text(".remarks");
    assert!(remarks.contains("CONFIDENTIAL may not be held at OSL."), "{remarks}");
    let refused = director.submit(&page, &format!("{at}/release"), &[]);
    assert_eq!(refused.status, 422);
    assert!(refused.text(".errors").contains("that may not be held at OSL"), "{}", refused.text("main"));
}

#[test]
fn answers_are_checked_before_they_go_on_and_each_leads_back_to_its_line() {
    let ministry = Ministry::open();
    let mut desk = ministry.browser("oceans.desk");
    let page = desk.get("/compose");
    let check = desk.submit(&page, "/compose", &[("text", SHEET), ("act", "go-on")]);
    assert!(check.path.ends_with("/check"), "{}", check.path);
    let name = check.path.trim_end_matches("/check");
    assert!(check.text(".lead").contains("ask for clearance"), "{}", check.text("main"));
    assert!(check.count(&format!(".answers a[href='{name}/revise#line-1']")) >= 1, "{}", check.body);
    assert!(check.text("main").contains("2: Embassy Lisbon, Embassy Oslo"), "{}", check.text("main"));
    let asked =
        desk.submit(&check, &format!("{name}/ask-clearance"), &[("ask-clearance-who", "treaty.desk")]);
    assert!(asked.text(".clearances").contains("treaty.desk"), "{}", asked.text("main"));
}

#[test]
fn a_clearer_reads_what_changed_since_they_answered_and_nothing_else() {
    let ministry = Ministry::open();
    let (mut desk, at) = drafted(&ministry, SHEET);
    let page = desk.get(&at);
    let who = [("ask-clearance-who", "treaty.desk"), ("ask-clearance-pieces", "1, P2")];
    desk.submit(&page, &format!("{at}/ask-clearance"), &who);
    let mut treaty = ministry.browser("treaty.desk");
    let clear = format!("{at}/clear");
    let first = treaty.get(&clear);
    assert!(first.text(".lead").contains("All of it is new to you: 2 parts."), "{}", first.text("main"));
    assert_eq!(first.count("#paragraph-1 ins, #point-P2 ins"), 0, "what is new altogether has no changes");
    let returned = treaty.submit(&first, &clear, &[("act", "refuse")]);
    assert_eq!(returned.status, 422, "a reason is asked for");
    assert_eq!(returned.count("#clear-remark[aria-invalid=true]"), 1);
    let unchanged = treaty.submit(&first, &clear, &[("act", "edit")]);
    assert!(unchanged.text(".errors").contains("You changed nothing."), "{}", unchanged.text("main"));
    treaty.submit(&first, &clear, &[]);

    let page = desk.get(&format!("{at}/revise"));
    let changed =
        SHEET.replace("costs little", "costs very little").replace("Report by cable.", "Report soon.");
    desk.submit(&page, &format!("{at}/revise"), &[("text", &changed), ("act", "save")]);
    for _ in 0..2 {
        // Looking again shows the same changes.
        let again = treaty.get(&clear);
        assert!(
            again.text(".lead").contains("1 of 2 parts changed since your last answer."),
            "{}",
            again.text("main")
        );
        assert_eq!(again.text("#point-P2 ins"), "added: very end of addition");
        assert_eq!(again.count("section#paragraph-1, section#point-P2"), 1, "what did not change is folded");
        assert!(again.text("#paragraph-2").contains("soon"), "the rest is there for reading");
    }
}

#[test]
fn a_clearer_who_never_answered_reads_what_changed_since_they_last_looked() {
    let ministry = Ministry::open();
    let (mut desk, at) = drafted(&ministry, SHEET);
    let page = desk.get(&at);
    desk.submit(&page, &format!("{at}/ask-clearance"), &[("ask-clearance-who", "treaty.desk")]);
    let mut treaty = ministry.browser("treaty.desk");
    treaty.get(&format!("{at}/clear"));
    let page = desk.get(&format!("{at}/revise"));
    let changed = SHEET.replace("IMMEDIATE", "PRIORITY");
    desk.submit(&page, &format!("{at}/revise"), &[("text", &changed), ("act", "save")]);
    for _ in 0..2 {
        let seen = treaty.get(&format!("{at}/clear"));
        assert!(seen.text(".lead").contains("changed since you last looked"), "{}", seen.text("main"));
        assert!(seen.text("#head del").contains("IMMEDIATE") && seen.text("#head ins").contains("PRIORITY"));
    }
}

#[test]
fn words_of_a_form_that_was_refused_are_offered_again_and_go_when_it_is_recorded() {
    let ministry = Ministry::open();
    let mut desk = ministry.browser("oceans.desk");
    let page = desk.get("/compose");
    let unknown = SHEET.replace("TO: EUROPE", "TO: NOWHERE");
    let refused = desk.submit(&page, "/compose", &[("text", &unknown), ("act", "save")]);
    assert_eq!(refused.status, 422);
    assert_eq!(refused.count(".unsaved"), 0, "they are on the page");
    let later = desk.get("/compose");
    assert!(
        later.text(".unsaved").contains("You have unsaved words of Fri 20 Nov 10:00"),
        "{}",
        later.text("main")
    );
    let restored = desk.get("/compose?restore=%2Fcompose");
    assert!(restored.text("#text").contains("TO: NOWHERE"));
    assert_eq!(ministry.browser("treaty.desk").get("/compose").count(".unsaved"), 0, "to their officer only");
    let saved = desk.submit(&restored, "/compose", &[("text", SHEET), ("act", "save")]);
    assert_eq!(saved.status, 200);
    assert_eq!(desk.get("/compose").count(".unsaved"), 0);

    // What a script keeps while it is typed, and what its officer does not want.
    let page = desk.get("/compose");
    let mut typed = page.form("/compose", &[("text", "Half a thought")]);
    typed.push(("form".into(), "/compose".into()));
    assert_eq!(desk.post("/words", &typed).status, 204);
    let page = desk.get("/compose");
    assert!(page.text(".unsaved pre").contains("Half a thought"));
    let gone = desk.submit(&page, "/words", &[("act", "discard")]);
    assert_eq!((gone.path.as_str(), gone.count(".unsaved")), ("/compose", 0));
}

#[test]
fn a_session_that_ended_loses_no_words_and_gives_them_to_the_same_officer_only() {
    let ministry = Ministry::open();
    let at = ministry.released(SHEET);
    let tasking = format!("/t/{}/LIS", at.trim_start_matches("/i/"));
    let mut lisbon = ministry.browser("lis.political");
    let page = lisbon.get(&tasking);
    let fields = page.form(&format!("{tasking}/log"), &[("log-answer", "They will think about Article 6.")]);
    ministry.clock.set(ministry.clock.now() + 2.hours());
    let late = lisbon.post(&format!("{tasking}/log"), &fields);
    assert_eq!(late.status, 303);
    assert!(late.location().starts_with("/sign-in?next=%2Ft%2F"), "{}", late.location());
    let mut head = ministry.browser("lis.head");
    assert_eq!(head.get(&tasking).count(".unsaved"), 0, "another officer of the same post");
    let mut again = ministry.browser("lis.political");
    let page = again.get(&tasking);
    assert!(page.text(".unsaved").contains("They will think"), "{}", page.text("main"));
    let restored = again.get(&format!("{tasking}?restore={}", format!("{tasking}/log").replace('/', "%2F")));
    assert!(restored.text("#log-answer").contains("They will think"), "{}", restored.text("main"));
    // Another browser's form is handed back to whoever sent it.
    let mut stranger = Browser::new(ministry.at);
    stranger.get("/sign-in");
    let stale = stranger.post(&format!("{tasking}/log"), &fields);
    assert_eq!(stale.status, 403);
    assert!(stale.text("#typed + dl").contains("They will think") || stale.body.contains("They will think"));
}

#[test]
fn a_release_that_is_not_urgent_waits_ten_seconds_without_a_number_and_can_be_undone() {
    let mut ministry = Ministry::open();
    let routine = SHEET.replace("PRECEDENCE: IMMEDIATE", "PRECEDENCE: ROUTINE");
    let (mut director, at) = ready(&ministry, &routine);
    let page = director.get(&at);
    let going = director.submit(&page, &format!("{at}/release"), &[]);
    assert_eq!(going.path, format!("{at}/going"));
    assert!(going.text(".lead").contains("Goes out in 10 s"), "{}", going.text("main"));
    assert!(going.headers.contains_key("refresh"), "it asks for itself anew without scripts");
    let undone = director.submit(&going, &format!("{at}/undo"), &[]);
    assert!(undone.text(".receipt").contains("undone"), "{}", undone.text("main"));
    ministry.clock.set(ministry.clock.now() + 20.seconds());
    let page = director.get(&format!("{at}/check"));
    assert!(page.offers(&format!("{at}/release")), "it is a draft as before");

    // The second time it goes, once, although the server starts anew in between and the button is pressed twice.
    let fields = page.form(&format!("{at}/release"), &[]);
    director.post(&format!("{at}/release"), &fields);
    director.post(&format!("{at}/release"), &fields);
    ministry.restart(|_| {});
    let mut director = director.moved(ministry.at);
    assert!(director.get(&at).text(".notice").contains("goes out in"), "it waits still");
    ministry.clock.set(ministry.clock.now() + 11.seconds());
    let out = director.get(&format!("{at}/going"));
    assert_eq!(out.path, at);
    assert!(out.text(".over").contains("2026 MFA 0001"), "{}", out.text("main"));
    let entries = ministry.entries();
    director.get(&at);
    std::thread::sleep(std::time::Duration::from_millis(1_200));
    assert_eq!(ministry.entries(), entries);
    let late = director.post(&format!("{at}/undo"), &fields);
    assert_eq!(late.status, 303);
    assert!(director.get(&at).text(".receipt").contains("too late"));
}

#[test]
fn a_release_that_waits_goes_by_itself_and_not_at_all_if_the_draft_is_changed() {
    let ministry = Ministry::open();
    let routine = SHEET.replace("PRECEDENCE: IMMEDIATE", "PRECEDENCE: ROUTINE");
    let (mut director, first) = ready(&ministry, &routine);
    let page = director.get(&first);
    director.submit(&page, &format!("{first}/release"), &[]);
    ministry.clock.set(ministry.clock.now() + 11.seconds());
    let before = ministry.entries();
    let went = (0..40).any(|_| {
        std::thread::sleep(std::time::Duration::from_millis(100));
        ministry.entries() > before
    });
    assert!(went, "nobody looked at a page");

    let (mut director, second) = ready(&ministry, &routine);
    let page = director.get(&second);
    director.submit(&page, &format!("{second}/release"), &[]);
    let mut desk = ministry.browser("oceans.desk");
    let page = desk.get(&format!("{second}/revise"));
    let changed = routine.replace("costs little", "costs nothing");
    desk.submit(&page, &format!("{second}/revise"), &[("text", &changed), ("act", "save")]);
    ministry.clock.set(ministry.clock.now() + 11.seconds());
    let page = director.get(&second);
    assert!(page.text(".notice").contains("changed after it was released"), "{}", page.text("main"));
    assert!(!page.text(".over").contains("2026 MFA"), "{}", page.text(".over"));
}

#[test]
fn a_paper_for_the_host_holds_nothing_of_the_cable_in_any_byte() {
    let ministry = Ministry::open();
    let sheet = "\
TO: EUROPE
CLASSIFICATION: SECRET
PRECEDENCE: IMMEDIATE
TAGS: EFIS
SUBJECT: Canarysubject
REF: 2026 CANARYREF 0042
DUE: 2026-11-24 17:00
LEVEL: director
REPORT: REPLY CABLE

1. (S) Canarybackground and oceans.desk.

2. (U) Canarylast.

POINTS
- (VERBATIM) We ask for your support for Article 6.
  FOR OSL: Canaryoslo words, Support Article 6 in the north.
- (PARAPHRASE) Marking costs little.
- (IF ASKED) Canaryifasked.
- (NOT IN WRITING) Canaryspoken.
";
    let sheet = sheet.replace("SECRET", "CONFIDENTIAL").replace("(S)", "(C)");
    let at = ministry.released(&sheet);
    let instruction = at.trim_start_matches("/i/");
    let tasking = format!("/t/{instruction}/LIS");
    let mut lisbon = ministry.browser("lis.political");
    let page = lisbon.get(&tasking);
    let plan = [("plan-on", "2026-11-20"), ("plan-office", "Directorate for Fisheries")];
    lisbon.submit(&page, &format!("{tasking}/plan"), &plan);
    let forms = ["non-paper", "aide-memoire", "note-verbale"];
    for (form, language) in forms.iter().flat_map(|form| [(*form, "en"), (*form, "fr")]) {
        let paper = lisbon.get(&format!("{tasking}/paper?form={form}&in={language}"));
        assert_eq!(paper.count(&format!("html[lang={language}]")), 1);
        assert_eq!(paper.headers["content-language"], language);
        let courteous = paper.body.contains("présente ses compliments");
        assert_eq!(courteous, form == "note-verbale" && language == "fr", "{}", paper.body);
        assert_eq!(paper.status, 200, "{}", paper.body);
        let bytes = format!("{:?}\n{}", paper.headers, paper.body).to_lowercase();
        for canary in [
            "canary",
            "mfa",
            "hq.",
            "lis/",
            "oslo",
            "confidential",
            "immediate",
            "efis",
            "oceans",
            "treaty",
            "director.",
            "2026-11",
            "lis.political",
            "chancery",
            "token",
            "0001",
            "(c)",
            "verbatim",
        ] {
            assert!(!bytes.contains(canary), "{form} holds {canary}:\n{bytes}");
        }
        assert!(
            paper.body.contains("We ask for your support for Article 6.")
                && paper.body.contains("Marking costs")
        );
        let named = paper.body.contains("Directorate for Fisheries") && paper.body.contains("Estmark");
        assert_eq!(named, form != "non-paper", "{}", paper.body);
    }
    let first = lisbon.get(&format!("{tasking}/paper?form=aide-memoire"));
    assert!(first.text("main").starts_with("Directorate for FisheriesPortugal"), "{}", first.text("main"));
    // What may only be spoken is refused by name when it is asked for.
    let refused = lisbon.get(&format!("{tasking}/paper?form=non-paper&point=P4"));
    assert_eq!(refused.status, 422);
    assert!(refused.text("main").contains("P4 is marked “"), "{}", refused.text("main"));
    assert_eq!(ministry.browser("osl.head").get(&format!("{tasking}/paper?form=non-paper")).status, 404);
}
