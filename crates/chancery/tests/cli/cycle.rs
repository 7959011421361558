//! One instruction all the way round: two posts and headquarters, by typed commands alone.

use crate::ministry::{DESK, FISH, HEAD, LEGAL, Ministry, OSLO, PARIS, SHEET};

/// An engagement on both required points, for a duty.
fn log<'a>(duty: &'a str, what: &'a str, stance: &'a str) -> Vec<&'a str> {
    let who = ["log", "--duty", duty, "--with", "Directorate for Fisheries", "--level", "director"];
    let said = ["--rest", what, "--answer", "They will study it.", "--stance", stance, "--given", "orally"];
    [&who[..], &said[..], &["--confidence", "medium"]].concat()
}

#[test]
fn an_instruction_goes_all_the_way_round() {
    let m = Ministry::open();
    let draft = m.draft(SHEET);

    // Clearance: one clearer agrees, the other rewords a paragraph, and only the first is asked again, about that.
    m.ok(DESK, &["ask-clearance", &draft, "legal.desk", "fish.desk"]);
    assert_eq!(m.refused(HEAD, &["release", &draft]), "not-cleared");
    m.ok(FISH, &["clear", &draft]);
    let changed = "2=BACKGROUND. The draft was circulated in September 2999.";
    assert!(m.ok(LEGAL, &["clear", &draft, "--change", changed]).contains("with-changes"));
    let shown = m.ok(DESK, &["show", &draft]);
    assert!(shown.contains("September 2999"), "{shown}");
    let waits = shown.lines().find(|line| line.starts_with("fish.desk")).expect("the clearer");
    assert!(waits.contains("waiting") && waits.contains("paragraph 2") && !waits.contains("head"), "{waits}");
    assert_eq!(m.refused(HEAD, &["approve", &draft]), "not-cleared");
    assert!(m.ok(FISH, &["inbox"]).contains(&draft));
    m.ok(FISH, &["clear", &draft]);

    // Approval by somebody else than the drafter, then release.
    assert_eq!(m.refused(HEAD, &["release", &draft]), "not-approved");
    m.ok(HEAD, &["approve", &draft]);
    let released = m.json(HEAD, &["release", &draft]);
    let number = released["number"].as_str().expect("a number").to_owned();
    assert!(number.ends_with(" MERE 0001"), "{number}");
    assert_eq!(released["taskings"], serde_json::json!([format!("{draft}/OSL"), format!("{draft}/PAR")]));
    assert!(m.ok(HEAD, &["release", &draft]).contains("was released as"), "releasing again adds nothing");

    // The post has it; headquarters' board says who has it since when.
    assert!(m.ok(PARIS, &["inbox"]).contains("To acknowledge"));
    let acknowledged = m.json(PARIS, &["ack", "MERE 1"]);
    let then = acknowledged["at"].as_str().expect("a time").to_owned();
    assert!(m.ok(PARIS, &["ack", &number]).starts_with("nothing to add"));
    let plan = [
        "plan",
        "MERE 1",
        "--on",
        "2999-12-01",
        "--with",
        "Directorate for Fisheries",
        "--level",
        "director",
    ];
    m.ok(PARIS, &plan);
    m.ok(PARIS, &["object", &draft, "--proposes", "delay", "--why", "Closed until 7 January."]);
    assert!(m.ok(HEAD, &["inbox"]).contains("Objections"));
    let paris = format!("{draft}/PAR");
    m.ok(HEAD, &["object", &paris, "--ruling", "reaffirmed", "--why", "The session cannot wait."]);
    let year: i16 = then.get(..4).and_then(|year| year.parse().ok()).expect("a year");
    let later = format!("{}-12-20", year + 1);
    m.ok(PARIS, &["extend", &draft, "--to", &later, "--why", "The director is away."]);
    m.ok(DESK, &["extend", &paris, "--to", &later]);
    assert_eq!(m.refused(DESK, &["extend", &paris, "--decline", "--why", "No."]), "nothing-asked");

    // A reply without a citation, or before every point has a disposition and an answer, closes nothing.
    let uncited = "CLASSIFICATION: UNCLASSIFIED\nSUBJECT: GEAR\n\n1. All points were made.\n";
    let uncited = m.file("uncited.txt", uncited);
    assert_eq!(m.refused(PARIS, &["reply", &draft, "--sheet", &uncited]), "reply-without-citation");
    let reply = ["reply", &draft, "--text", "All points were made.\n\nThey will study it.", "--release"];
    assert_eq!(m.refused(PARIS, &reply), "no-engagement");
    let half = ["log", "--duty", &draft, "--with", "Directorate for Fisheries", "--level", "director"];
    m.ok(PARIS, &[&half[..], &["--point", "1=as-written"]].concat());
    assert_eq!(m.refused(PARIS, &reply), "points-open");
    m.ok(PARIS, &[&half[..], &["--point", "2=withheld: the director had to leave"]].concat());
    assert_eq!(m.refused(PARIS, &reply), "no-answer");
    let logged = m.json(PARIS, &log(&draft, "as-written", "leans-toward"));
    assert_eq!(logged["new"], true);
    assert!(m.ok(PARIS, &log(&draft, "as-written", "leans-toward")).starts_with("already logged as "));
    let engagement = logged["engagement"].as_str().expect("an engagement").to_owned();
    let corrected = [&log(&draft, "as-written", "undecided")[..], &["--correct", &engagement]].concat();
    assert!(m.ok(PARIS, &corrected).starts_with(&format!("corrected {engagement}")));
    assert!(m.ok(DESK, &["positions", &draft]).contains("undecided"));
    let right = [&log(&draft, "as-written", "leans-toward")[..], &["--correct", &engagement]].concat();
    m.ok(PARIS, &right);
    assert!(m.ok(PARIS, &right).ends_with("says so already\n"));
    assert!(m.ok(PARIS, &["show", &engagement]).contains("2 times"));
    let closed = m.json(PARIS, &reply);
    assert_eq!((&closed["closes"], &closed["released"]), (&true.into(), &true.into()));
    assert!(closed["number"].as_str().is_some_and(|number| number.ends_with(" PARIS 0001")));
    assert!(m.ok(PARIS, &reply).contains("was released as"), "replying again adds nothing");

    // Headquarters finds it insufficient; the duty is open again.
    m.ok(HEAD, &["return", &paris, "--why", "Nothing on point 2."]);
    assert!(m.ok(PARIS, &["inbox"]).contains("Returned by headquarters"));
    let again = ["reply", "MERE 1", "--text", "Point 2 was made in the margins.", "--release"];
    m.ok(PARIS, &again);

    // Oslo's tasking is taken back.
    let oslo = format!("{draft}/OSL");
    m.ok(HEAD, &["withdraw", &oslo, "--why", "Oslo is co-author now."]);
    assert_eq!(m.refused(OSLO, &["ack", &draft]), "tasking-withdrawn");

    // The board, now and as it was; who may not see it finds nothing.
    let board = m.json(DESK, &["board", "MERE 1"]);
    let words: Vec<_> =
        board["board"]["lines"].as_array().expect("lines").iter().map(|line| &line["word"]).collect();
    assert_eq!(words, ["withdrawn", "reported"], "Oslo and Paris");
    let was = m.json(DESK, &["board", &draft, "--as-of", &then]);
    let word = |view: &serde_json::Value| {
        let lines = view["board"]["lines"].as_array().expect("lines").clone();
        let line = lines.into_iter().find(|line| line["office"]["office"] == "PAR").expect("Paris");
        line["word"].as_str().expect("a word").to_owned()
    };
    assert_eq!(word(&was), "delivered", "an engagement counts by its day, whenever it was written up");
    assert_eq!(word(&m.json(DESK, &["board", &draft, "--known", &then])), "acknowledged");
    let waited = m.json(PARIS, &["inbox", "--known", &then]);
    assert_eq!(waited["inbox"]["open"][0]["tasking"], format!("{draft}/PAR"), "{waited}");
    assert!(m.ok(DESK, &["search", "gear", "--as-of", "2001-01-01"]).contains("nothing found"));
    assert!(!m.ok(DESK, &["search", "gear", "--as-of", &then]).contains("PARIS 0001"));
    assert_eq!(m.refused(DESK, &["board", &draft, "--as-of", "2001-01-01"]), "not-found");
    let positions = m.ok(DESK, &["positions", &draft]);
    assert!(positions.contains("FR") && positions.contains("leans-toward"), "{positions}");
    let tasking = m.ok(PARIS, &["show", &paris]);
    for words in ["The director had to leave", "Nothing on point 2.", &later, "reaffirmed"] {
        assert!(tasking.to_lowercase().contains(&words.to_lowercase()), "{words}\n{tasking}");
    }
    assert!(m.ok(DESK, &["search", "margins"]).contains("PARIS 0002"));
    assert!(m.ok(DESK, &["verify"]).starts_with("the record holds"));
}

#[test]
fn one_engagement_serves_two_taskings() {
    let m = Ministry::open();
    let first = m.release(SHEET);
    let second = m.release(&SHEET.replace("LOST FISHING GEAR", "PORT RECEPTION"));
    let call =
        ["log", "--with", "Ministry of the Sea", "--level", "minister", "--duty", &first, "--duty", &second];
    let points = ["--point", "1=adapted: the minister asked for it shorter", "--point", "2:2=raised-by-host"];
    let rest = ["--rest", "as-written", "--answer", "He agreed to both.", "--stance", "supports"];
    m.ok(PARIS, &[&call[..], &points[..], &rest[..]].concat());
    m.ok(PARIS, &["reply", &first, &second, "--text", "Both were raised.", "--release"]);
    for instruction in [&first, &second] {
        let board = m.json(DESK, &["board", instruction]);
        let paris = board["board"]["lines"][1].clone();
        assert_eq!((&paris["word"], &paris["position"]["stance"]), (&"reported".into(), &"supports".into()));
    }
    let shown = m.ok(PARIS, &["show", &format!("{second}/PAR")]);
    assert!(shown.contains("raised-by-host"), "{shown}");
    assert!(!shown.contains("asked for it shorter"), "that was the first: {shown}");
}

#[test]
fn a_standing_tasking_recurs_and_each_occurrence_is_a_duty_of_its_own() {
    let m = Ministry::open();
    let sheet = SHEET
        .replace("LEVEL: DIRECTOR", "LEVEL: DIRECTOR\nEVERY: 30 DAYS UNTIL 2099-06-30, FIRST WITHIN 10 DAYS");
    let draft = m.release(&sheet);
    let came = m.run(PARIS, &log(&draft, "as-written", "undecided"));
    assert!(came.err.starts_with("refused [which-occurrence]"), "{}", came.err);
    let board = m.json(PARIS, &["board", &draft]);
    let day = board["board"]["lines"][0]["standing"]["occurrence"].as_str().expect("a day").to_owned();
    let duty = format!("{draft}/{day}");
    m.ok(PARIS, &log(&duty, "as-written", "undecided"));
    m.ok(PARIS, &["reply", &duty, "--text", "Raised as instructed.", "--release"]);
    let shown = m.ok(PARIS, &["show", &format!("{draft}/PAR/{day}")]);
    assert!(shown.contains(&format!("Due {day}  reported")), "{shown}");
    m.ok(HEAD, &["amend", &draft, "--every", "14", "--until", "2099-06-30"]);
    assert_eq!(m.refused(HEAD, &["amend", &draft, "--every", "0", "--until", "2099-06-30"]), "bad-interval");
}

#[test]
fn positions_are_judged_apart_from_engagements() {
    let m = Ministry::open();
    let draft = m.release(SHEET);
    let judged = ["assess", &draft, "--country", "NO", "--stance", "opposes", "--confidence", "low"];
    m.ok(OSLO, &[&judged[..], &["--basis", "A speech in parliament."]].concat());
    let shown = m.ok(DESK, &["positions", &draft]);
    assert!(shown.contains("OSL judges") && shown.contains("A speech in parliament."), "{shown}");
    let future =
        ["assess", &draft, "--country", "NO", "--stance", "opposes", "--confidence", "low", "--basis", "x"];
    assert_eq!(m.refused(OSLO, &[&future[..], &["--on", "2999-01-01"]].concat()), "in-the-future");
}

#[test]
fn a_cable_is_printed_in_the_form_it_leaves_in_and_what_that_cannot_carry_is_said_beside_it() {
    let m = Ministry::open();
    let draft = m.release(&SHEET.replace("Two thirds", "Deux tiers, \u{e0} peu pr\u{e8}s"));
    let telex = m.run(DESK, &["show", &draft, "--form", "telex"]);
    assert_eq!(telex.code, Some(0), "{}", telex.err);
    assert!(
        telex.out.starts_with("UNCLASSIFIED\nR ") && telex.out.contains("DEUX TIERS, A PEU PRES"),
        "{}",
        telex.out
    );
    assert!(telex.err.contains("accents and typographic marks"), "{}", telex.err);
    let plain = m.run(DESK, &["show", &draft, "--form", "plain"]);
    assert_eq!(plain.err, "", "plain text carries it all");
    assert!(plain.out.contains("Deux tiers, \u{e0} peu pr\u{e8}s"), "{}", plain.out);
    for (form, begins) in [("post", "UNCLASSIFIED\n"), ("relay", "VZCZC"), ("mail", "Date: ")] {
        let value = m.json(DESK, &["show", &draft, "--form", form]);
        assert!(value["text"].as_str().is_some_and(|text| text.starts_with(begins)), "{value}");
        assert!(!value["losses"].as_array().expect("a list").is_empty(), "{value}");
        assert_eq!(value["form"], form);
    }
    assert_eq!(m.run(DESK, &["show", &draft, "--form", "pigeon"]).code, Some(64));
    let unsent = m.draft(&SHEET.replace("GEAR", "NETS"));
    assert_eq!(m.run(DESK, &["show", &unsent, "--form", "telex"]).code, Some(64));
}

#[test]
fn a_number_is_told_as_the_service_writes_it() {
    let m = Ministry::open();
    let said = |name: &str| {
        let config = m.folder().join("chancery.toml");
        let before = std::fs::read_to_string(&config).expect("the defaults");
        let rest: Vec<&str> = before.lines().filter(|line| !line.starts_with("profile")).collect();
        std::fs::write(&config, format!("profile = {name:?}\n{}\n", rest.join("\n"))).expect("written");
        let draft = m.release(&SHEET.replace("GEAR", &name.to_uppercase()));
        m.ok(HEAD, &["release", &draft])
    };
    assert!(said("plain").ends_with(" MERE 0001\n"));
    let written = said("uk-like");
    assert!(written.contains("MERE eGram 2/") && written.ends_with(" MERE 0002)\n"), "{written}");
}

#[test]
fn a_paper_for_the_host_is_made_of_points_and_of_nothing_else() {
    let m = Ministry::open();
    let draft = m.release(SHEET);
    let tasking = format!("{draft}/PAR");
    let paper = m.ok(PARIS, &["paper", &tasking]);
    let shown = m.json(PARIS, &["show", &tasking]);
    let points = shown["tasking"]["points"].as_array().expect("points").clone();
    let first = points[0]["text"].as_str().expect("words").split(' ').next().expect("a word").to_owned();
    assert!(paper.contains(&first), "{paper}");
    for internal in ["MERE", "HQ.", "UNCLASSIFIED", "CONFIDENTIAL", "VERBATIM", "SUBJECT"] {
        assert!(!paper.contains(internal), "{internal} is in\n{paper}");
    }
    let note = m.json(PARIS, &["paper", &draft, "--form", "note-verbale", "--point", "P1"]);
    assert_eq!(note["form"], "note-verbale");
    assert!(note["text"].as_str().is_some_and(|text| text.contains("presents its compliments")), "{note}");
    assert_eq!(m.refused(PARIS, &["paper", &draft, "--point", "P9"]), "not-found");
    assert_eq!(m.refused(OSLO, &["paper", &tasking]), "not-found", "what Paris was asked is not for Oslo");
    assert_eq!(m.run(PARIS, &["paper", &draft, "--form", "fax"]).code, Some(64));
}
