//! The wire form of every kind of fact, for ever: these bytes are read and written exactly so by every
//! version from the first on. A line is added when a kind is, and none is ever changed or taken out.

use std::collections::BTreeSet;

use domain::fact::Fact;

/// Each kind with every field, and once more with all that may be absent absent.
const FOR_EVER: &[(&str, &str)] = &[
    (
        "office.opened",
        r#"{"office":"LYS","name":"Consulate Lyon","station":"LYON","kind":"consulate","country":"FR","city":"Lyon","zone":"Europe/Paris","week":["mon","tue","wed","thu","fri"],"plad":"ESTCONSUL LYON","parent":"PAR"}"#,
    ),
    (
        "office.opened",
        r#"{"office":"HQ","name":"Ministry","station":"MERE","kind":"headquarters","city":"Mere","zone":"UTC","week":[]}"#,
    ),
    ("office.rated", r#"{"office":"LYS","level":"CONFIDENTIAL","from":"2026-12-01"}"#),
    ("office.closed", r#"{"office":"LYS","on":"2026-12-31"}"#),
    (
        "collective.defined",
        r#"{"name":"EUROPE","from":"2026-01-01","members":[{"office":"PAR"},{"collective":"NORDIC"}],"except":["OSL"]}"#,
    ),
    ("collective.defined", r#"{"name":"EUROPE","from":"2026-01-01","members":[{"office":"PAR"}]}"#),
    (
        "role.granted",
        r#"{"officer":"par.political","office":"PAR","role":"action-officer","from":"2026-01-01","until":"2026-12-31"}"#,
    ),
    ("role.granted", r#"{"officer":"oceans.desk","office":"HQ","role":"drafter","from":"2026-01-01"}"#),
    ("role.revoked", r#"{"officer":"oceans.desk","office":"HQ","role":"records-officer"}"#),
    ("access.granted", r#"{"officer":"oceans.desk","level":"TOP SECRET","captions":["EXDIS"]}"#),
    ("access.granted", r#"{"officer":"oceans.desk","level":"UNCLASSIFIED"}"#),
    (
        "role.delegated",
        r#"{"officer":"trade.desk","office":"HQ","role":"releaser","from":"2026-03-03","until":"2026-03-05"}"#,
    ),
    ("role.delegation-ended", r#"{"officer":"trade.desk","office":"HQ","role":"releaser"}"#),
    (
        "passkey.registered",
        r#"{"officer":"oceans.desk","credential":"AAEC_w","key":"pQEC","party":"chancery.example","synced":true}"#,
    ),
    (
        "passkey.registered",
        r#"{"officer":"oceans.desk","credential":"AAEC_w","key":"pQEC","party":"chancery.example"}"#,
    ),
    ("passkey.revoked", r#"{"officer":"oceans.desk","credential":"AAEC_w"}"#),
    ("recovery.asked", r#"{"officer":"oceans.desk"}"#),
    ("recovery.granted", r#"{"officer":"oceans.desk","asked":"HQ.4711"}"#),
    ("identity.linked", r#"{"officer":"oceans.desk","issuer":"https://login.example","subject":"24400320"}"#),
    (
        "identity.unlinked",
        r#"{"officer":"oceans.desk","issuer":"https://login.example","subject":"24400320"}"#,
    ),
    (
        "act.confirmed",
        r#"{"act":"HQ.4711","credential":"AAEC_w","nonce":"00000000000000000000000000000007","authenticator":"SZYN","client":"eyJ9","signature":"MEUC"}"#,
    ),
    (
        "draft.begun",
        r#"{"purpose":"instruction","content":{"subject":{"new":0},"level":"CONFIDENTIAL","captions":["EXDIS"],"precedence":"NIACT IMMEDIATE","tags":["PHSA"],"references":["A. 25 MERE 12 (NOTAL)"],"to":[{"who":{"office":"PAR"},"precedence":"FLASH"},{"who":{"collective":"EUROPE"},"except":["OSL"]}],"info":[{"who":{"office":"OTT"}}],"paragraphs":[{"id":1,"portion":"CONFIDENTIAL","text":{"new":1}},{"id":2,"text":{"new":2}}],"points":[{"id":1,"mark":"not-in-writing","optional":true,"text":{"new":3},"variants":[{"for_whom":{"office":"PAR"},"text":{"new":4}}]},{"id":2,"mark":"verbatim","text":{"new":5}}],"terms":{"due":"2026-03-20T17:00:00","soonest":true,"every":{"days":30,"first_within_days":10,"until":"2026-06-30"},"level":"minister","report":true}}}"#,
    ),
    (
        "draft.begun",
        r#"{"purpose":{"reply":{"answers":["HQ.4711/PAR","HQ.4712/PAR/2026-03-10"],"interim":true}},"content":{"subject":{"new":0},"level":"UNCLASSIFIED","precedence":"ROUTINE","to":[],"paragraphs":[],"terms":{"report":false}}}"#,
    ),
    (
        "draft.revised",
        r#"{"content":{"subject":{"kept":"HQ.4711#0"},"level":"SECRET","precedence":"PRIORITY","to":[],"paragraphs":[{"id":7,"text":{"kept":"HQ.4712#3"}}],"points":[{"id":1,"mark":"if-asked","text":{"new":0}},{"id":2,"mark":"paraphrase","text":{"new":1}}],"terms":{"every":{"days":7},"report":true}}}"#,
    ),
    ("draft.abandoned", r#"{"why":0}"#),
    ("draft.abandoned", r"{}"),
    ("draft.approved", r#"{"version":"HQ.4713"}"#),
    ("draft.regraded", r#"{"version":"HQ.4713","why":0}"#),
    (
        "clearance.requested",
        r#"{"clearer":"legal.adviser","pieces":["head",{"paragraph":2},{"point":1}],"by":"2026-03-01T12:00:00Z"}"#,
    ),
    ("clearance.requested", r#"{"clearer":"legal.adviser"}"#),
    (
        "clearance.given",
        r#"{"answer":"in-substance","pieces":[{"piece":"head","version":"HQ.4711"},{"piece":{"paragraph":2},"version":"HQ.4713"}],"remark":0}"#,
    ),
    ("clearance.given", r#"{"answer":"with-changes","pieces":[]}"#),
    ("clearance.refused", r#"{"pieces":[{"piece":{"point":1},"version":"HQ.4711"}],"why":0}"#),
    (
        "clearance.waived",
        r#"{"clearer":"trade.desk","pieces":[{"piece":{"paragraph":2},"version":"HQ.4711"}],"why":0}"#,
    ),
    (
        "instruction.released",
        r#"{"number":{"station":"MERE","year":2026,"serial":1},"addressees":[{"action":true,"precedence":"PRIORITY","through":{"collective":"EUROPE","since":"2026-01-01"},"offices":["OSL","PAR"]},{"action":false,"precedence":"ROUTINE","offices":["OTT"]}],"version":"HQ.4713","text":0}"#,
    ),
    (
        "tasking.issued",
        r#"{"level":"deputy-minister","report":true,"required":[1,2],"to":[{"office":"PAR","precedence":"FLASH","zone":"Europe/Paris","due":"2026-03-20T16:00:00Z"},{"office":"OSL","precedence":"IMMEDIATE","zone":"Europe/Oslo","rule":{"first_on":"2026-03-10","recur":"FREQ=DAILY;INTERVAL=30;UNTIL=20260630"}}]}"#,
    ),
    ("tasking.issued", r#"{"report":false,"required":[],"to":[]}"#),
    (
        "tasking.rule-changed",
        r#"{"office":"PAR","from":"2026-04-21","rule":{"first_on":"2026-04-25","recur":"FREQ=DAILY;INTERVAL=10;UNTIL=20260530"}}"#,
    ),
    ("tasking.extended", r#"{"duty":"HQ.4711/PAR","to":"2026-04-10T09:00:00Z","request":"PAR.9"}"#),
    ("tasking.extended", r#"{"duty":"HQ.4711/PAR/2026-03-10","to":"2026-04-10T09:00:00Z"}"#),
    ("tasking.extension-declined", r#"{"duty":"HQ.4711/PAR","request":"PAR.9","why":0}"#),
    ("tasking.objection-ruled", r#"{"office":"PAR","objection":"PAR.8","ruling":"reaffirmed","why":0}"#),
    ("tasking.objection-ruled", r#"{"office":"PAR","objection":"PAR.8","ruling":"accepted"}"#),
    ("tasking.withdrawn", r#"{"office":"PAR","why":0}"#),
    ("tasking.returned", r#"{"duty":"HQ.4711/PAR","report":"PAR.12","why":0}"#),
    ("tasking.acknowledged", r#"{"office":"PAR"}"#),
    ("tasking.objected", r#"{"duty":"HQ.4711/PAR","proposes":"delay","why":0}"#),
    ("tasking.extension-requested", r#"{"duty":"HQ.4711/PAR","to":"2026-04-10T09:00:00Z","why":0}"#),
    (
        "tasking.delivered",
        r#"{"duty":"HQ.4711/PAR","engagement":"PAR.10","on":"2026-03-05","level":"director-general","points":[{"point":1,"disposition":"as-written"},{"point":2,"disposition":"raised-by-host","why":1}],"answer":{"text":0,"stance":"leans-toward","given":"in-writing","confidence":"high"}}"#,
    ),
    (
        "tasking.delivered",
        r#"{"duty":"HQ.4711/PAR","engagement":"PAR.10","on":"2026-03-05","level":"working","points":[],"answer":{"text":0}}"#,
    ),
    (
        "tasking.delivered",
        r#"{"duty":"HQ.4711/PAR","engagement":"PAR.10","on":"2026-03-05","level":"head-of-state","points":[]}"#,
    ),
    ("tasking.delivery-retracted", r#"{"duty":"HQ.4711/PAR","engagement":"PAR.10"}"#),
    (
        "tasking.reported",
        r#"{"duty":"HQ.4711/PAR","reply":"PAR.11","number":{"station":"PARIS","year":2026,"serial":3},"closes":true}"#,
    ),
    (
        "engagement.planned",
        r#"{"duty":"HQ.4711/PAR","on":"2026-03-05","with":{"office":"Directorate for Fisheries","level":"director"},"form":"call"}"#,
    ),
    (
        "engagement.held",
        r#"{"credits":["HQ.4711/PAR"],"on":"2026-03-05","with":{"office":"Directorate for Fisheries","level":"minister"},"form":"margins","notes":0}"#,
    ),
    (
        "engagement.corrected",
        r#"{"engagement":"PAR.10","held":{"credits":["HQ.4711/PAR"],"on":"2026-03-04","with":{"office":"Cabinet","level":"head-of-government"},"form":"note"}}"#,
    ),
    (
        "reply.released",
        r#"{"number":{"station":"PARIS","year":2026,"serial":3},"addressees":[{"action":true,"precedence":"ROUTINE","offices":["HQ"]}],"answers":["HQ.4711/PAR"],"version":"PAR.11","text":0}"#,
    ),
    (
        "position.assessed",
        r#"{"country":"FR","on":"2026-03-05","stance":"opposes","given":"personally","confidence":"low","basis":0}"#,
    ),
    (
        "position.assessed",
        r#"{"country":"FR","on":"2026-03-05","stance":"supports","confidence":"medium","basis":0}"#,
    ),
    ("cable.filed", r#"{"source":"volume 14","name":"d8","text":0}"#),
    ("emergency.opened", r#"{"minutes":60,"why":0}"#),
    ("paper.disposed", r#"{"paper":"HQ.4711#0","authority":"Schedule 4.3"}"#),
];

#[test]
fn the_bytes_of_every_kind_are_read_and_written_exactly_so() {
    for (kind, bytes) in FOR_EVER {
        let fact = Fact::read(kind, bytes.as_bytes()).expect(bytes);
        assert_eq!(fact.kind(), *kind);
        assert_eq!(String::from_utf8(fact.bytes()).expect("text"), *bytes, "{kind}");
    }
    let shown: BTreeSet<_> = FOR_EVER.iter().map(|(kind, _)| *kind).collect();
    assert_eq!(shown, Fact::KINDS.iter().copied().collect(), "a kind without its bytes");
}

#[test]
fn a_field_of_a_later_version_is_passed_over() {
    for (kind, bytes) in FOR_EVER {
        let fact = Fact::read(kind, bytes.as_bytes()).expect(bytes);
        let begin = if *bytes == "{}" { r#"{"later":[{"a":null}]"# } else { r#"{"later":[{"a":null}],"# };
        let later = bytes.replacen('{', begin, 1);
        assert_eq!(Fact::read(kind, later.as_bytes()), Ok(fact), "{kind}");
    }
}

#[test]
fn a_kind_of_a_later_version_is_carried_and_odd_bytes_of_a_known_one_are_named() {
    assert_eq!(Fact::read("programme.suspended", b"\xff\x00"), Ok(Fact::Unknown));
    let later = br#"{"duty":"HQ.4711/PAR","proposes":"delegate","why":0}"#;
    assert_eq!(Fact::read("tasking.objected", later), Ok(Fact::Unknown), "a word of a later version");
    let unreadable = Fact::read("tasking.acknowledged", b"{\"office\":").expect_err("not JSON");
    assert!(unreadable.to_string().contains("tasking.acknowledged"), "{unreadable}");
    for (kind, _) in FOR_EVER {
        for odd in [&b""[..], b"null", b"[]", b"\xff", b"{\"a\":"] {
            let _ = Fact::read(kind, odd);
        }
    }
}
