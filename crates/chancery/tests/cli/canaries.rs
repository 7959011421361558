//! Words nobody else has use for, in everything a visitor may send: none of them may turn up where a keeper of the machine
//! looks, in what the server says, logs, leaves behind in files, or in the memory of the machine beyond what it offers.

use std::fmt::Write as _;
use std::path::Path;
use std::process::Stdio;

use crate::ministry::{ADMIN, Ministry, SHEET};
use crate::signing_in::Serving;

/// So many words in each body.
const EACH: usize = 250;

/// Words of one kind that stand nowhere else.
fn canaries(kind: &str, body: usize) -> String {
    (0..EACH).fold(String::new(), |mut text, place| {
        // Writing into text cannot fail.
        let _ = write!(text, "canary{kind}{body}x{place} ");
        text
    })
}

fn encoded(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect::<Vec<_>>().concat()
}

/// How often a word begins in a file, in the letters it was sent in or in capitals.
fn found(path: &Path, kind: &str) -> usize {
    let bytes = std::fs::read(path).unwrap_or_default().to_ascii_lowercase();
    let word = format!("canary{kind}").to_lowercase();
    bytes.windows(word.len()).filter(|window| *window == word.as_bytes()).count()
}

#[test]
fn no_word_that_was_sent_turns_up_in_a_log_a_leftover_file_or_the_memory_of_the_machine() {
    let m = Ministry::open();
    let (log, said, left) = (m.beside("log"), m.beside("said"), m.beside("left"));
    std::fs::create_dir(&left).expect("a folder");
    let file = |path: &Path| std::fs::File::create(path).expect("a file");
    let mut command = m.command(ADMIN, &["serve", "--port", "0"]);
    command.env("CHANCERY_LOG", "trace").env("TMPDIR", &left).env("SQLITE_TMPDIR", &left);
    command.stdout(file(&said)).stderr(file(&log)).stdin(Stdio::null());
    let serving = Serving::said_in(command, &said);
    let code = m.json(ADMIN, &["sign-in", "oceans.desk"])["code"].as_str().expect("a code").to_owned();
    let ticket = serving.sign_in("oceans.desk", &code).expect("in");

    let mut bodies = 0;
    let mut send = |request: &str, body: &str, wanted: &[&str]| {
        bodies += 1;
        let (head, _) = serving.send(request, &ticket, body);
        let status = head.split(' ').nth(1).unwrap_or_default();
        assert!(wanted.contains(&status), "{request}: {head}");
    };
    let token = serving.token("/compose", &ticket);
    for body in 0..8 {
        // A sheet that is refused, and then saved.
        let sheet = SHEET.replace("The draft was circulated", &canaries("saved", body));
        let form = |act: &str, text: &str| {
            format!("token={token}&once=canary{body}&profile=plain&act={act}&text={}", encoded(text))
        };
        send("POST /compose", &form("save", &sheet.replace("TO: EUROPE", "TO: NOWHERE")), &["422"]);
        send("POST /compose", &form("save", &sheet), &["303"]);
        // What is only looked at, what is sought, and what leads nowhere.
        send("POST /compose/preview", &form("preview", &canaries("looked", body)), &["200"]);
        let few: String = canaries("sought", body).split(' ').take(40).collect::<Vec<_>>().join("+");
        send(&format!("GET /q?q={few}"), "", &["200"]);
        send(&format!("GET /i/{}", few.replace('+', "-")), "", &["404"]);
        send(&format!("GET /positions?topic={few}"), "", &["200", "404"]);
        // Forms without their token, in other words than a form's, and of a handle that is nobody's.
        send("POST /compose", &format!("text={}", encoded(&canaries("stale", body))), &["403"]);
        send(
            "POST /i/HQ.1/release",
            &format!("token={token}&why={}", encoded(&canaries("stale", body))),
            &["404"],
        );
        let (_, page) = serving.send("GET /sign-in", "", "");
        assert!(page.contains("name=\"officer\""));
        send(
            "POST /sign-in",
            &format!("token={token}&officer=canarydoor{body}&code=canarydoor{body}"),
            &["422", "429"],
        );
        send(&format!("GET /q%00{few}%ff"), "", &["400", "404"]);
    }
    assert!(serving.inbox(&ticket).is_some());
    drop(serving);

    let folder = m.folder();
    let kept = ["record.db", "record.db-wal"].map(|file| found(&folder.join(file), "saved"));
    assert!(kept.iter().sum::<usize>() >= 8 * EACH, "the words are where they belong: {kept:?}");
    for kind in ["saved", "looked", "sought", "stale", "door"] {
        for path in [&log, &said, &folder.join("chancery.toml"), &folder.join("record.lock")] {
            assert_eq!(found(path, kind), 0, "{kind} in {}", path.display());
        }
    }
    for kind in ["saved", "sought", "stale", "door"] {
        for memory in ["local.db", "local.db-wal"] {
            assert_eq!(found(&folder.join(memory), kind), 0, "{kind} in {memory}");
        }
    }
    let known = ["record.db", "views.db", "local.db", "chancery.toml", "record.lock"];
    for each in std::fs::read_dir(&folder).expect("read") {
        let name = each.expect("read").file_name().into_string().expect("text");
        let ours = known.iter().any(|known| {
            name == *known || name.strip_prefix(known).is_some_and(|rest| ["-wal", "-shm"].contains(&rest))
        });
        assert!(ours, "{name} was left behind");
    }
    assert_eq!(std::fs::read_dir(&left).expect("read").count(), 0, "no temporary file is left");
    println!("{bodies} requests with {} words", bodies * EACH);
}
