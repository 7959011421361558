//! Calendars and feeds, from outside: what a subscriber's own program makes of them, and what they never say.

use domain::cable::Level;
use web::Scope;

use super::document::python;
use crate::SHEET;
use crate::ministry::Ministry;
use crate::program::Program;

fn unfolded(text: &str) -> String {
    text.replace("\r\n ", "")
}

#[test]
fn what_falls_due_and_what_is_planned_stands_in_a_calendar() {
    let ministry = Ministry::open();
    ministry.released(SHEET);
    ministry.planned();
    let secret = ministry.token("lis.political", &[Scope::Feed], Some(Level::Confidential));
    let told = Program::new(ministry.at).get(&format!("/feeds/{secret}.ics"));
    assert_eq!((told.status, told.headers["content-type"].as_str()), (200, "text/calendar; charset=utf-8"));
    let text = unfolded(&told.body);
    assert_eq!(text.matches("BEGIN:VEVENT").count(), 2, "{text}");
    assert!(text.contains("\r\nDTSTART:20261124T170000Z\r\n"), "17:00 in Lisbon in winter: {text}");
    assert!(text.contains("\r\nDTSTART;VALUE=DATE:20261123\r\n"), "{text}");
    assert!(text.contains("SUMMARY:Due: 2026 MFA 0001 Lost fishing gear: engage host"), "{text}");
    assert!(text.contains(&format!("URL:http://{}/t/", ministry.at)), "{text}");

    // The same is said again until something changes, so a subscriber is told of nothing new.
    let tag = format!("If-None-Match: {}", told.headers["etag"]);
    ministry.clock.set(ministry.clock.now() + jiff::SignedDuration::from_hours(1));
    let again = Program::new(ministry.at).send("GET", &format!("/feeds/{secret}.ics"), &[&tag], "");
    assert_eq!(again.status, 304);

    // The desk that asked sees when the next answer is due.
    let desk = ministry.program("oceans.desk", &[Scope::Read], None).get("/inbox.ics");
    assert!(unfolded(&desk.body).contains("SUMMARY:Due to us: 2026 MFA 0001"), "{}", desk.body);
}

#[test]
fn a_feed_says_nothing_above_its_level() {
    let ministry = Ministry::open();
    ministry.released(SHEET);
    ministry.planned();
    let nobody = Program::new(ministry.at);
    for level in [None, Some(Level::Unclassified), Some(Level::Restricted)] {
        let secret = ministry.token("lis.political", &[Scope::Feed], level);
        let text = unfolded(&nobody.get(&format!("/feeds/{secret}.ics")).body);
        assert!(text.contains("SUMMARY:A duty is due: 2026 MFA 0001\r\n"), "{text}");
        assert!(!text.contains("fishing") && !text.contains("Maritime"), "{text}");
        let board = nobody.get(&format!("/feeds/{secret}/i/2026-MFA-0001/board.atom"));
        let missing = nobody.get(&format!("/feeds/{secret}/i/HQ.999999/board.atom"));
        assert_eq!((board.status, board.timeless()), (404, missing.timeless()));
    }
}

#[test]
fn a_feed_token_opens_feeds_and_nothing_else_until_it_is_taken_back() {
    let ministry = Ministry::open();
    ministry.released(SHEET);
    let secret = ministry.token("lis.political", &[Scope::Feed], None);
    let nobody = Program::new(ministry.at);
    let missing = nobody.get("/feeds/chancery_00.ics");
    assert_eq!(Program::with_token(ministry.at, &secret).get("/inbox.json").status, 403);
    let reads = ministry.token("lis.political", &[Scope::Read], None);
    assert_eq!(nobody.get(&format!("/feeds/{reads}.ics")).timeless(), missing.timeless());
    assert_eq!(nobody.get(&format!("/feeds/{secret}.ics")).status, 200);
    ministry.revoke_roles("lis.political");
    assert_eq!(nobody.get(&format!("/feeds/{secret}.ics")).timeless(), missing.timeless());
}

#[test]
fn a_board_is_a_feed_whose_entries_are_those_of_the_record() {
    let ministry = Ministry::open();
    ministry.released(&SHEET.replace("Lost fishing gear:", "Gear < nets & \"traps\":"));
    ministry.planned();
    let secret = ministry.token("oceans.desk", &[Scope::Feed], Some(Level::Secret));
    let told = Program::new(ministry.at).get(&format!("/feeds/{secret}/i/2026-MFA-0001/board.atom"));
    assert_eq!(
        (told.status, told.headers["content-type"].as_str()),
        (200, "application/atom+xml; charset=utf-8")
    );
    let feed = roxmltree::Document::parse(&told.body).expect("XML");
    let root = feed.root_element();
    assert_eq!(root.tag_name().namespace(), Some("http://www.w3.org/2005/Atom"));
    let text = |node: roxmltree::Node<'_, '_>, name: &str| {
        let found = node.children().find(|child| child.has_tag_name(("http://www.w3.org/2005/Atom", name)));
        found.and_then(|child| child.text().map(str::to_owned)).unwrap_or_default()
    };
    assert!(text(root, "title").contains("Gear < nets & \"traps\""), "{}", told.body);
    let entries: Vec<_> = root.children().filter(|child| child.tag_name().name() == "entry").collect();
    assert!(entries.len() >= 3, "{}", told.body);
    let mut names: Vec<_> = entries.iter().map(|entry| text(*entry, "id")).collect();
    assert!(names.iter().all(|name| name.starts_with("tag:127.0.0.1,2026:")), "{names:?}");
    names.sort();
    names.dedup();
    assert_eq!(names.len(), entries.len(), "each has a name of its own");
    let newest = entries.iter().map(|entry| text(*entry, "updated")).max();
    assert_eq!(newest, Some(text(root, "updated")));
    let mut browser = ministry.browser("oceans.desk");
    assert_eq!(browser.get("/i/2026-MFA-0001/board.atom").status, 200, "whoever is signed in reads it too");
}

#[test]
fn others_read_the_calendar_and_the_feed_as_we_meant_them() {
    let ministry = Ministry::open();
    ministry.released(
        &SHEET.replace("Lost fishing gear:", "Gear, nets; \\ “traps” éè漁具漁具漁具漁具漁具漁具漁具漁具:"),
    );
    ministry.planned();
    let secret = ministry.token("lis.political", &[Scope::Feed], Some(Level::Confidential));
    let nobody = Program::new(ministry.at);
    let (calendar, feed) = (ministry.folder.path().join("a.ics"), ministry.folder.path().join("a.atom"));
    std::fs::write(&calendar, nobody.get(&format!("/feeds/{secret}.ics")).body).expect("written");
    std::fs::write(&feed, nobody.get(&format!("/feeds/{secret}/i/2026-MFA-0001/board.atom")).body)
        .expect("written");
    let read = "import sys, icalendar
text = open(sys.argv[1], 'rb').read()
assert all(len(line) <= 75 for line in text.split(b'\\r\\n')) and b'\\n' not in text.replace(b'\\r\\n', b'')
calendar = icalendar.Calendar.from_ical(text)
assert not calendar.errors and calendar['version'] == '2.0' and calendar['prodid']
for event in calendar.walk('VEVENT'):
    assert not event.errors, event.errors
    assert event['uid'] and event['dtstamp'].dt.tzinfo and event['last-modified'].dt == event['dtstamp'].dt
    print(event['dtstart'].dt.isoformat(), event['summary'])
assert calendar.to_ical()";
    if let Some(ran) = python("icalendar", &["-c", read, calendar.to_str().expect("text")]) {
        let (out, err) = (String::from_utf8_lossy(&ran.stdout), String::from_utf8_lossy(&ran.stderr));
        assert!(ran.status.success(), "{err}");
        assert!(
            out.contains("2026-11-24T17:00:00+00:00 Due: 2026 MFA 0001 Gear, nets; \\ “traps” éè漁具"),
            "{out}"
        );
        assert!(out.contains("2026-11-23 Planned: 2026 MFA 0001"), "{out}");
    }
    let read = "import sys, feedparser
feed = feedparser.parse(sys.argv[1])
assert not feed.bozo and feed.version == 'atom10', feed
assert feed.feed.id and feed.feed.updated_parsed and feed.feed.link and feed.feed.author
for entry in feed.entries:
    assert entry.id and entry.title and entry.updated_parsed and entry.published_parsed and entry.link and entry.author
print(len(feed.entries), feed.feed.title)";
    if let Some(ran) = python("feedparser", &["-c", read, feed.to_str().expect("text")]) {
        let (out, err) = (String::from_utf8_lossy(&ran.stdout), String::from_utf8_lossy(&ran.stderr));
        assert!(ran.status.success() && out.contains("Gear, nets;"), "{out}{err}");
    }
}
