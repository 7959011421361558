//! Hooks from outside: a receiver on a real port is told of what its officer may read, signed, at least once and in order;
//! of nothing else, nobody else, and nowhere else.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::time::Duration;

use jiff::SignedDuration;
use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::SHEET;
use crate::ministry::Ministry;

/// How long a message may take.
const SOON: Duration = Duration::from_secs(20);
/// How long nothing has to come for nothing to be sent: some looks of the watcher.
const QUIET: Duration = Duration::from_secs(3);

/// One request that came.
#[derive(Debug)]
struct Came {
    head: String,
    body: String,
}

impl Came {
    fn header(&self, name: &str) -> &str {
        let line = self.head.lines().find_map(|line| {
            let (header, value) = line.split_once(": ")?;
            header.eq_ignore_ascii_case(name).then_some(value)
        });
        line.expect("the header is there")
    }

    fn json(&self) -> Value {
        serde_json::from_str(&self.body).expect("JSON")
    }
}

/// Listens at an address and gives every request the answer that stands first.
fn receive(at: SocketAddr, answer: &'static str) -> (SocketAddr, Receiver<Came>) {
    let listener = TcpListener::bind(at).expect("a port");
    let at = listener.local_addr().expect("an address");
    let (tell, told) = mpsc::channel();
    std::thread::spawn(move || {
        for line in listener.incoming() {
            let came = taken(line.expect("a connection"), answer);
            if tell.send(came).is_err() {
                return;
            }
        }
    });
    (at, told)
}

fn taken(mut line: TcpStream, answer: &str) -> Came {
    let (mut text, mut piece) = (Vec::new(), [0; 4096]);
    loop {
        let read = line.read(&mut piece).expect("read");
        text.extend_from_slice(&piece[..read]);
        let so_far = String::from_utf8_lossy(&text).into_owned();
        let Some((head, body)) = so_far.split_once("\r\n\r\n") else { continue };
        let length = head.lines().find_map(|line| {
            let (name, value) = line.split_once(": ")?;
            name.eq_ignore_ascii_case("content-length").then(|| value.parse::<usize>().expect("a length"))
        });
        if body.len() >= length.expect("a length") {
            line.write_all(
                format!("HTTP/1.1 {answer}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n").as_bytes(),
            )
            .expect("answered");
            return Came { head: head.to_owned(), body: body.to_owned() };
        }
    }
}

fn any_port() -> SocketAddr {
    SocketAddr::from(([127, 0, 0, 1], 0))
}

/// An address at which nobody listens yet.
fn quiet_port() -> SocketAddr {
    TcpListener::bind(any_port()).and_then(|listener| listener.local_addr()).expect("a port")
}

/// Registers a hook by the form, and gives its secret.
fn register(ministry: &Ministry, officer: &str, address: &str, level: &str) -> String {
    let mut browser = ministry.browser(officer);
    let page = browser.get("/me/hooks");
    let page = browser.submit(&page, "/me/hooks", &[("address", address), ("level", level)]);
    assert_eq!(page.status, 200, "{}", page.text("main"));
    let secret = page.text(".receipt pre");
    assert!(!browser.get("/me/hooks").body.contains(&secret), "it is shown once");
    secret
}

/// What comes when time goes on.
fn tried(ministry: &Ministry, told: &Receiver<Came>) -> Came {
    let mut tries = (0..20).map(|_| {
        ministry.clock.set(ministry.clock.now() + SignedDuration::from_mins(5));
        told.recv_timeout(Duration::from_secs(1))
    });
    tries.find_map(Result::ok).expect("it came")
}

/// Asks until it is so, for some twenty seconds.
fn until(what: &str, mut so: impl FnMut() -> bool) {
    let mut tries = (0..100).map(|_| {
        std::thread::sleep(Duration::from_millis(200));
        so()
    });
    assert!(tries.any(|so| so), "{what}");
}

/// RFC 2104 by hand, so that what signs does not check itself.
fn hmac(key: &[u8], text: &[u8]) -> [u8; 32] {
    let pad = |with: u8| {
        let mut block = [with; 64];
        block.iter_mut().zip(key).for_each(|(byte, key)| *byte ^= key);
        block
    };
    let inner = Sha256::new().chain_update(pad(0x36)).chain_update(text).finalize();
    Sha256::new().chain_update(pad(0x5c)).chain_update(inner).finalize().into()
}

const LETTERS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

fn from_base64(text: &str) -> Vec<u8> {
    let digits = text.bytes().filter(|byte| *byte != b'=');
    let digits = digits.map(|byte| LETTERS.iter().position(|letter| *letter == byte).expect("base64"));
    let (mut bytes, mut held, mut bits) = (Vec::new(), 0, 0);
    for digit in digits {
        (held, bits) = ((held << 6 | digit) & 0xffff, bits + 6);
        if bits >= 8 {
            bits -= 8;
            bytes.push(u8::try_from(held >> bits & 0xff).expect("a byte"));
        }
    }
    bytes
}

fn is_signed(came: &Came, secret: &str) -> bool {
    let key = from_base64(secret.strip_prefix("whsec_").expect("a secret of Standard Webhooks"));
    let text = format!("{}.{}.{}", came.header("webhook-id"), came.header("webhook-timestamp"), came.body);
    let signature = came.header("webhook-signature").strip_prefix("v1,").expect("the first scheme");
    key.len() == 32 && from_base64(signature) == hmac(&key, text.as_bytes())
}

#[test]
fn a_receiver_is_told_what_its_officer_may_read_signed_and_without_a_word_of_it() {
    let (at, told) = receive(any_port(), "204 No Content");
    let (low_at, low) = receive(any_port(), "204 No Content");
    let ministry = Ministry::sending_to(&[at, low_at]);
    let secret = register(&ministry, "lis.head", &format!("http://{at}/in?a=b"), "CONFIDENTIAL");
    register(&ministry, "lis.head", &format!("http://{low_at}/"), "UNCLASSIFIED");
    ministry.released(SHEET);
    let first = told.recv_timeout(SOON).expect("told of the release");
    assert!(first.head.starts_with("POST /in?a=b HTTP/1.1"), "{}", first.head);
    assert!(is_signed(&first, &secret), "{first:?}");
    assert!(!is_signed(
        &Came { body: first.body.replace("0001", "0002"), head: first.head.clone() },
        &secret
    ));
    let body = first.json();
    assert_eq!(body["type"], "instruction.released");
    assert_eq!(body["data"]["number"], "2026 MFA 0001");
    assert_eq!(body["data"]["link"], format!("http://{}/i/2026-MFA-0001", ministry.at));
    for word in ["fishing", "CONFIDENTIAL", "EFIS", "Article", "oceans.desk"] {
        assert!(!first.body.contains(word) && !first.head.contains(word), "{word}");
    }
    // Everything Lisbon does is told too, the reply last but for the taskings it answers.
    ministry.reported();
    let mut kinds = Vec::new();
    while !kinds.contains(&"reply.released".to_owned()) {
        let came = told.recv_timeout(SOON).expect("told of what Lisbon did");
        assert!(is_signed(&came, &secret));
        kinds.push(came.json()["type"].as_str().expect("a kind").to_owned());
    }
    assert!(kinds.iter().filter(|kind| *kind == "tasking.changed").count() >= 4, "{kinds:?}");
    ministry.on_duty("night.duty");
    let mut duty = ministry.browser("night.duty");
    let page = duty.get("/emergency");
    let typed = [("emergency-cable", "2026 MFA 0001"), ("emergency-why", "A ship is adrift.")];
    let opened = duty.submit(&page, "/emergency", &typed);
    assert_eq!(opened.status, 200, "{}", opened.text("main"));
    let came = std::iter::from_fn(|| told.recv_timeout(SOON).ok());
    let came = came.map(|came| came.json()).find(|came| came["type"] == "emergency.opened");
    assert_eq!(came.expect("told of it")["data"]["number"], "2026 MFA 0001");
    assert_eq!(
        low.recv_timeout(QUIET).map(|came| came.body),
        Err(RecvTimeoutError::Timeout),
        "above its level"
    );
    let page = ministry.browser("lis.head").get("/me/hooks");
    assert_eq!(page.count("tbody tr"), 2, "{}", page.text("main"));
}

#[test]
fn what_is_hidden_from_an_officer_is_told_to_no_hook_of_theirs_and_a_lost_role_ends_it() {
    let (at, told) = receive(any_port(), "200 OK");
    let ministry = Ministry::sending_to(&[at]);
    register(&ministry, "lis.head", &format!("http://{at}/"), "CONFIDENTIAL");
    ministry.released(&SHEET.replace("TO: EUROPE", "TO: OSLO"));
    assert_eq!(told.recv_timeout(QUIET).map(|came| came.body), Err(RecvTimeoutError::Timeout));
    ministry.released(SHEET);
    let came = told.recv_timeout(SOON).expect("told of their own");
    assert_eq!(came.json()["data"]["number"], "2026 MFA 0002");
    ministry.revoke_roles("lis.head");
    ministry.released(SHEET);
    assert_eq!(told.recv_timeout(QUIET).map(|came| came.body), Err(RecvTimeoutError::Timeout));
}

#[test]
fn a_target_that_is_down_is_told_later_also_after_a_restart_and_under_the_same_name() {
    let at = quiet_port();
    let mut ministry = Ministry::sending_to(&[at]);
    let secret = register(&ministry, "lis.head", &format!("http://{at}/"), "CONFIDENTIAL");
    ministry.released(SHEET);
    let failed = |ministry: &Ministry| ministry.browser("lis.head").get("/me/hooks").text("main");
    until("the page says that nobody answered", || failed(&ministry).contains("nobody answered"));
    ministry.restart(|_| {});
    // It comes up, but not quite: its first answer is an error.
    let (_, told) = receive(at, "503 Service Unavailable");
    let first = tried(&ministry, &told);
    let again = tried(&ministry, &told);
    assert_eq!(first.header("webhook-id"), again.header("webhook-id"));
    assert_ne!(first.header("webhook-timestamp"), again.header("webhook-timestamp"));
    assert!(is_signed(&first, &secret) && is_signed(&again, &secret));
    assert_eq!(again.json()["type"], "instruction.released", "nothing was lost");
    // After a day of it the hook is given up, and the page says so.
    until("the page says that it is given up", || {
        ministry.clock.set(ministry.clock.now() + SignedDuration::from_hours(13));
        std::thread::sleep(Duration::from_secs(1));
        failed(&ministry).contains("Given up")
    });
    while told.try_recv().is_ok() {}
    ministry.clock.set(ministry.clock.now() + SignedDuration::from_hours(2));
    assert!(told.recv_timeout(QUIET).is_err(), "and nothing is sent any more");
}

#[test]
fn a_redirect_is_not_followed_and_a_host_that_is_not_listed_is_refused_at_the_form() {
    let (elsewhere, reached) = receive(any_port(), "200 OK");
    let answer = format!("302 Found\r\nLocation: http://{elsewhere}/");
    let (at, told) = receive(any_port(), answer.leak());
    let ministry = Ministry::sending_to(&[at]);
    let mut browser = ministry.browser("lis.head");
    for address in [
        format!("http://{elsewhere}/"),
        format!("http://{at}@{elsewhere}/"),
        "http://169.254.169.254/latest".to_owned(),
        format!("http://localhost:{}/", at.port()),
        "file:///etc/passwd".to_owned(),
    ] {
        let page = browser.get("/me/hooks");
        let page = browser.submit(&page, "/me/hooks", &[("address", &address), ("level", "CONFIDENTIAL")]);
        assert_eq!(page.status, 422, "{address}: {}", page.text("main"));
        assert_eq!(page.count("tbody tr"), 0);
    }
    register(&ministry, "lis.head", &format!("http://{at}/"), "CONFIDENTIAL");
    ministry.released(SHEET);
    told.recv_timeout(SOON).expect("told once");
    until("the page says what came of it", || {
        browser.get("/me/hooks").text("main").contains("the answer was 302")
    });
    assert!(reached.try_recv().is_err(), "nothing went where the answer led");

    // Taken away, it is told nothing any more.
    let page = browser.get("/me/hooks");
    browser.submit(&page, "/me/hooks/remove", &[]);
    assert_eq!(browser.get("/me/hooks").count("tbody tr"), 0);
    ministry.clock.set(ministry.clock.now() + SignedDuration::from_mins(5));
    assert!(told.recv_timeout(QUIET).is_err());
}
