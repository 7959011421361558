//! The whole cycle over HTTP, as people live it: the real router on a loopback port, over a real record, driven by
//! browsers that know no script.

mod administration;
mod browser;
mod door;
mod drafting;
mod emergency;
mod floods;
mod hooks;
mod hostile;
mod keys;
mod looking;
mod marking;
mod ministry;
mod past;
mod program;
mod programs;
mod provider;
mod tongues;
mod visits;

use ministry::Ministry;

const SHEET: &str = "\
TO: EUROPE
CLASSIFICATION: CONFIDENTIAL
PRECEDENCE: IMMEDIATE
TAGS: EFIS
SUBJECT: Lost fishing gear: engage host on the draft agreement
DUE: 2026-11-24 17:00
LEVEL: director
REPORT: REPLY CABLE

1. (C) Posts are asked to raise the draft agreement.

2. (U) Report by cable.

POINTS
- (VERBATIM) We ask for your support for Article 6.
- (PARAPHRASE) Marking costs little.
";

const REPLY: &str = "\
TO: HQ
CLASSIFICATION: CONFIDENTIAL
PRECEDENCE: PRIORITY
TAGS: EFIS
SUBJECT: Lost fishing gear: a first answer
REF: (A) 26 MFA 0001

1. (C) They lean toward it.
";

#[test]
fn an_instruction_goes_all_the_way_round_by_forms_alone() {
    let ministry = Ministry::open();

    // The desk drafts, and asks for clearance.
    let mut desk = ministry.browser("oceans.desk");
    let page = desk.get("/compose");
    let looked =
        desk.submit(&page, "/compose", &[("text", "TO: NOWHERE\nSUBJECT: x\n\n1. x\n"), ("act", "preview")]);
    assert_eq!(looked.status, 200);
    assert!(looked.text(".remarks").contains("NOWHERE"), "{}", looked.text("main"));
    let draft = desk.submit(&page, "/compose", &[("text", SHEET), ("act", "save")]);
    assert_eq!(draft.status, 200, "{}", draft.text("main"));
    assert!(draft.text(".receipt").contains("The draft is saved."));
    assert!(draft.text(".lead").contains("Nobody has been asked"));
    let at = draft.path.clone();
    let asked = desk.submit(&draft, &format!("{at}/ask-clearance"), &[("ask-clearance-who", "treaty.desk")]);
    assert!(asked.text(".clearances").contains("treaty.desk"), "{}", asked.text("main"));

    // Nobody releases around the clearer.
    let mut director = ministry.browser("director.oceans");
    let early = director.get(&at);
    assert!(!early.offers(&format!("{at}/release")) && !early.offers(&format!("{at}/approve")));

    // The clearer finds it in the inbox and clears.
    let mut treaty = ministry.browser("treaty.desk");
    let inbox = treaty.get("/inbox");
    assert!(inbox.text("#to-clear").contains('1'), "{}", inbox.text("main"));
    let page = treaty.get(&at);
    let cleared = treaty.submit(
        &page,
        &format!("{at}/clear"),
        &[("clear-remark", "with thanks"), ("change-P2", "Marking costs less than one percent.")],
    );
    assert!(cleared.text(".clearances").contains("cleared"), "{}", cleared.text("main"));

    assert!(cleared.text(".points").contains("less than one percent"), "{}", cleared.text("main"));

    // The director approves and releases, shown exactly who will read it.
    let page = director.get(&at);
    director.submit(&page, &format!("{at}/approve"), &[]);
    let approved = director.get(&format!("{at}/check"));
    assert!(approved.text("#release .readers").contains("Embassy Lisbon"), "{}", approved.text("main"));
    let released = director.submit(&approved, &format!("{at}/release"), &[]);
    assert!(released.text(".receipt").contains("Number 2026 MFA 0001"), "{}", released.text("main"));
    assert!(released.text(".cable").contains("SUPPORT FOR ARTICLE 6") || released.body.contains("Article 6"));

    // The post acknowledges from its inbox.
    let mut lisbon = ministry.browser("lis.political");
    let inbox = lisbon.get("/inbox");
    assert!(inbox.text(".lead").contains("One thing needs you"), "{}", inbox.text("main"));
    let tasking = format!("/t/{}/LIS", at.trim_start_matches("/i/"));
    let page = lisbon.submit(&inbox, &format!("{tasking}/acknowledge"), &[]);
    assert_eq!(page.path, tasking);
    assert!(page.text(".over").contains("acknowledged"), "{}", page.text("main"));

    // It plans, then logs. A form that is not right comes back with the summary, and keeps what was typed.
    let plan = [("plan-on", "2026-11-20"), ("plan-office", "Directorate for Fisheries")];
    let page = lisbon.submit(&page, &format!("{tasking}/plan"), &plan);
    assert!(page.text(".over").contains("planned"), "{}", page.text("main"));
    let instruction = at.trim_start_matches("/i/").to_owned();
    let (one, two) = (format!("point-{instruction}-P1"), format!("point-{instruction}-P2"));
    let held = [("log-office", "Directorate for Fisheries"), (&one, "as-written"), (&two, "withheld")];
    let wrong = lisbon.submit(&page, &format!("{tasking}/log"), &held);
    assert_eq!(wrong.status, 422);
    assert!(wrong.text(".errors").contains("say why"), "{}", wrong.text("main"));
    let why = format!("why-{instruction}-P2");
    assert_eq!(wrong.count(&format!(".errors a[href='#{why}']")), 1);
    assert_eq!(wrong.count(&format!("[id='{why}'][aria-invalid=true]")), 1);
    assert_eq!(wrong.count("#log-office[value='Directorate for Fisheries']"), 1);
    let held = [
        (why.as_str(), "a third party was present"),
        ("log-answer", "They can accept Article 6 with a transition."),
        ("log-stance", "leans-toward"),
        ("log-given", "orally"),
        ("log-confidence", "high"),
    ];
    let logged = lisbon.submit(&wrong, &format!("{tasking}/log"), &held);
    assert!(logged.text(".over").contains("delivered"), "{}", logged.text("main"));
    assert!(logged.text(".engagements").contains("leans toward"));

    // The reply is drafted from the log, cleared, approved, released; it closes the duty.
    let mut answer = lisbon.submit(&logged, &format!("{tasking}/reply"), &[]);
    let at_reply = answer.path.clone();
    assert!(answer.text(".cable").contains("2026 MFA 0001"), "{}", answer.text("main"));
    let asked = [("ask-clearance-who", "lis.head")];
    answer = lisbon.submit(&answer, &format!("{at_reply}/ask-clearance"), &asked);
    let mut chief = ministry.browser("lis.head");
    let page = chief.get(&at_reply);
    assert!(!page.offers(&format!("{at_reply}/clear")), "it is cleared where one sees what changed");
    let page = chief.submit(&page, &format!("{at_reply}/clear"), &[]);
    let page = chief.submit(&page, &format!("{at_reply}/approve"), &[]);
    let sent = chief.submit(&page, &format!("{at_reply}/release"), &[]);
    assert!(sent.text(".receipt").contains("2026 LISBON 0001"), "{}", sent.text("main"));
    drop(answer);

    // Headquarters sees it on the board, in the positions, in the archive and in the inbox.
    let board = desk.get("/board");
    assert!(
        board.text(".lead").contains("2 posts: 1 reported, 1 not acknowledged"),
        "{}",
        board.text(".lead")
    );
    assert!(board.text(".grid").contains("2026 LISBON 0001"));
    let only = desk.get(&format!("{}?standing=not-acknowledged&sort=due", board.path));
    assert_eq!(only.count(".grid tbody tr"), 1);
    assert!(desk.get("/positions").text(".grid").contains("leans toward"));
    let found = desk.get("/q?q=transition");
    assert!(found.text(".hits").contains("2026 LISBON 0001"), "{}", found.text("main"));
    let record = desk.get("/r/2026-LISBON-0001");
    assert!(record.text("main").contains("It refers to") && record.text("main").contains("2026 MFA 0001"));
    assert!(desk.get("/inbox").text("main").contains("Replies to read"));

    // It was so today; at the end of the day before nobody had been asked.
    let before = desk.get(&format!("{}?on=2026-11-01", board.path));
    assert!(before.text(".lead").contains("had not been released"), "{}", before.text("main"));

    // The director returns the report; the duty is open again.
    let page = director.get(&tasking);
    let back =
        director.submit(&page, &format!("{tasking}/return"), &[("return-why", "point 2 is still owed")]);
    assert!(back.text(".over").contains("returned"), "{}", back.text("main"));
    assert!(lisbon.get("/inbox").text("main").contains("Returned"));
}

#[test]
fn a_post_objects_and_asks_for_time_and_headquarters_decides() {
    let ministry = Ministry::open();
    let at = ministry.released(SHEET);
    let tasking = format!("/t/{}/OSL", at.trim_start_matches("/i/"));
    let mut oslo = ministry.browser("osl.head");
    let page = oslo.get(&tasking);
    let typed = [("object-proposes", "delay"), ("object-why", "A government is being formed.")];
    let page = oslo.submit(&page, &format!("{tasking}/object"), &typed);
    assert!(page.text(".over").contains("objected"), "{}", page.text("main"));
    let typed = [("ask-extension-to", "2026-12-01T12:00"), ("ask-extension-why", "after the vote")];
    let page = oslo.submit(&page, &format!("{tasking}/ask-extension"), &typed);
    assert!(page.text("main").contains("waits for an answer"), "{}", page.text("main"));
    let mut director = ministry.browser("director.oceans");
    let inbox = director.get("/inbox").text("main");
    assert!(inbox.contains("Objections to rule on") && inbox.contains("Requests for time"), "{inbox}");
    let page = director.get(&tasking);
    let page = director.submit(&page, &format!("{tasking}/extend"), &[]);
    assert!(page.text("main").contains("granted"), "{}", page.text("main"));
    assert!(page.text("main").contains("Tue 1 Dec 12:00"), "{}", page.text("main"));
    let page = director.submit(&page, &format!("{tasking}/rule"), &[("rule-ruling", "reaffirmed")]);
    assert!(page.text("main").contains("reaffirmed"), "{}", page.text("main"));
    let page =
        director.submit(&page, &format!("{tasking}/withdraw"), &[("withdraw-why", "overtaken by the vote")]);
    assert!(page.text(".over").contains("withdrawn"), "{}", page.text("main"));
    assert!(page.text(".lead").contains("overtaken by the vote"));
}

#[test]
fn sending_a_form_twice_does_nothing_twice() {
    let ministry = Ministry::open();
    let mut desk = ministry.browser("oceans.desk");
    let page = desk.get("/compose");
    let fields = page.form("/compose", &[("text", SHEET), ("act", "save")]);
    let first = desk.post("/compose", &fields);
    let second = desk.post("/compose", &fields);
    assert_eq!(first.status, 303);
    assert_eq!(first.location(), second.location(), "the same draft");
    let list = desk.get("/instructions");
    assert!(list.text("#drafts").contains('1'), "{}", list.text("main"));
}

#[test]
fn what_one_may_not_see_looks_like_what_is_not_there() {
    let ministry = Ministry::open();
    let secret =
        SHEET.replace("CONFIDENTIAL", "SECRET").replace("(C)", "(S)").replace("TO: EUROPE", "TO: OSL");
    let at = ministry.released(&secret);
    let mut lisbon = ministry.browser("lis.political");
    let missing = lisbon.get("/i/HQ.999999");
    assert_eq!(missing.status, 404);
    let post = format!("/t/{}/OSL", at.trim_start_matches("/i/"));
    for path in
        [at.clone(), format!("{at}/board"), post, "/r/2026-MFA-0001".into(), "/i/2026-MFA-0001/board".into()]
    {
        let hidden = lisbon.get(&path);
        assert_eq!(hidden.status, 404, "{path}");
        assert_eq!(hidden.body, missing.body, "{path} differs from what is not there");
        let (mut one, mut other) = (hidden.headers.clone(), missing.headers.clone());
        one.remove("date");
        other.remove("date");
        assert_eq!(one, other, "{path}");
    }
    assert!(!lisbon.get("/q?q=agreement").text("main").contains("2026 MFA 0001"));
    assert!(!lisbon.get("/instructions").text("main").contains("Lost fishing gear"));
    let act = lisbon.get("/compose");
    let token = act.form("/sign-out", &[]);
    let tried = lisbon.post(&format!("{at}/release"), &token);
    let absent = lisbon.post("/i/HQ.999999/release", &token);
    assert_eq!((tried.status, &tried.body), (404, &absent.body));
}

#[test]
fn nobody_answers_for_words_they_have_not_seen() {
    let ministry = Ministry::open();
    let mut desk = ministry.browser("oceans.desk");
    let page = desk.get("/compose");
    let draft = desk.submit(&page, "/compose", &[("text", SHEET), ("act", "save")]);
    let at = draft.path.clone();
    desk.submit(&draft, &format!("{at}/ask-clearance"), &[("ask-clearance-who", "treaty.desk")]);
    let mut treaty = ministry.browser("treaty.desk");
    let seen = treaty.get(&format!("{at}/clear"));
    let (mine, theirs) = (desk.get(&format!("{at}/revise")), desk.get(&format!("{at}/revise")));
    let revise = format!("{at}/revise");
    let changed = SHEET.replace("Marking costs little", "Marking costs nothing");
    desk.submit(&mine, &revise, &[("text", &changed), ("act", "save")]);

    // The clearer's page is of the old words: nothing is recorded, and the new words are on the page.
    let before = ministry.entries();
    let answer = treaty.submit(&seen, &format!("{at}/clear"), &[]);
    assert_eq!(answer.status, 422);
    assert!(answer.text(".errors").contains("changed after you opened"), "{}", answer.text("main"));
    assert!(answer.text("#point-P2").contains("added: nothing."), "{}", answer.text("main"));
    assert_eq!(ministry.entries(), before);
    let cleared = treaty.submit(&answer, &format!("{at}/clear"), &[]);
    assert!(cleared.text(".clearances").contains("cleared"), "{}", cleared.text("main"));

    // A second drafter who typed over the old words is told, keeps what was typed, and may insist.
    let typed = SHEET.replace("Marking costs little", "Marking is cheap");
    let late = desk.submit(&theirs, &revise, &[("text", &typed), ("act", "save")]);
    assert_eq!(late.status, 422);
    assert!(late.text("#text").contains("Marking is cheap"));
    let insisted = desk.submit(&late, &revise, &[("act", "save")]);
    assert!(insisted.text(".points").contains("Marking is cheap"), "{}", insisted.text("main"));
}

#[test]
fn a_time_before_which_the_clock_changes_says_so_on_every_page_that_names_it() {
    let ministry = Ministry::open();
    let at = ministry.released(&SHEET.replace("2026-11-24 17:00", "2027-04-06 17:00"));
    let tasking = format!("/t/{}/LIS", at.trim_start_matches("/i/"));
    let mut lisbon = ministry.browser("lis.political");
    let there = "The clock at the post goes forward on 28 Mar 2027, before this is due";
    for path in ["/inbox", &tasking] {
        assert!(lisbon.get(path).text("main").contains(there), "{path}: {}", lisbon.get(path).text("main"));
    }
    let mut desk = ministry.browser("oceans.desk");
    assert!(desk.get(&at).text(".rows").contains("The clock changes before then at 2 of 2 posts."));
    let soon = ministry.released(SHEET);
    assert!(!desk.get(&soon).text(".rows").contains("clock"));
}
