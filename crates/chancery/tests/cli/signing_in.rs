//! Signing in: a code is made by one process while another serves the pages, and opens them once.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use crate::ministry::{ADMIN, DESK, Ministry, PARIS};

/// The pages while a test looks at them.
pub(crate) struct Serving {
    child: Child,
    host: String,
    said: String,
}

/// Starts what serves the pages; gives what it said when it began to listen.
pub(crate) fn serving(mut command: Command) -> (Child, String) {
    let mut child = command.stdout(Stdio::piped()).spawn().expect("it starts");
    let mut out = BufReader::new(child.stdout.take().expect("a pipe"));
    let mut said = String::new();
    while !said.contains("Ctrl-C") {
        assert!(out.read_line(&mut said).expect("where to look") > 0, "{said}");
    }
    (child, said)
}

impl Serving {
    fn begin(m: &Ministry) -> Self {
        let mut command = m.command(ADMIN, &["serve", "--port", "0"]);
        command.stderr(Stdio::null());
        let (child, said) = serving(command);
        let host = said.lines().find_map(|line| line.strip_prefix("Serving at http://"));
        let host = host.expect("where to look").trim_end_matches('/').to_owned();
        Self { child, host, said }
    }

    /// Starts what says in a file where it serves.
    pub(crate) fn said_in(mut command: Command, file: &Path) -> Self {
        let child = command.spawn().expect("it starts");
        let mut serving = Self { child, host: String::new(), said: String::new() };
        for _ in 0..1_200 {
            serving.said = std::fs::read_to_string(file).unwrap_or_default();
            if serving.said.contains("Ctrl-C") {
                break;
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        let url = serving.said.lines().find_map(|line| line.trim().strip_prefix("Serving at http://"));
        url.expect("where to look").trim_end_matches('/').clone_into(&mut serving.host);
        serving
    }

    /// The token that the forms of a page carry.
    pub(crate) fn token(&self, page: &str, cookie: &str) -> String {
        let (_, page) = self.send(&format!("GET {page}"), cookie, "");
        let token = page.split_once("name=\"token\" value=\"").and_then(|(_, rest)| rest.split_once('"'));
        token.expect("a form with its token").0.to_owned()
    }

    /// Sends a request as a browser would; gives the head of the answer, with its cookie, and the page.
    pub(crate) fn send(&self, request: &str, cookie: &str, body: &str) -> (String, String) {
        let mut line = TcpStream::connect(&self.host).expect("it listens");
        write!(
            line,
            "{request} HTTP/1.1\r\nHost: {0}\r\nOrigin: http://{0}\r\nCookie: {cookie}\r\nConnection: close\r\n\
             Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {1}\r\n\r\n{body}",
            self.host,
            body.len()
        )
        .expect("asked");
        let mut answer = String::new();
        line.read_to_string(&mut answer).expect("answered");
        let (head, page) = answer.split_once("\r\n\r\n").expect("a head and a page");
        (head.to_owned(), page.to_owned())
    }

    /// Tries to sign in with a fresh browser; gives its cookie if that let it in.
    pub(crate) fn sign_in(&self, officer: &str, code: &str) -> Option<String> {
        let (head, page) = self.send("GET /sign-in", "", "");
        let before = cookie(&head);
        let token = page.split_once("name=\"token\" value=\"").and_then(|(_, rest)| rest.split_once('"'));
        let token = token.expect("a form with its token").0;
        let body = format!("token={token}&officer={officer}&code={code}&next=");
        let (head, page) = self.send("POST /sign-in", &before, &body);
        if head.starts_with("HTTP/1.1 303") {
            return Some(cookie(&head));
        }
        assert!(head.starts_with("HTTP/1.1 422") && page.contains("do not go together"), "{head}");
        None
    }

    /// The inbox, if it is open to a cookie.
    pub(crate) fn inbox(&self, cookie: &str) -> Option<String> {
        let (head, page) = self.send("GET /inbox", cookie, "");
        head.starts_with("HTTP/1.1 200").then_some(page)
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn cookie(head: &str) -> String {
    let line = head.lines().find_map(|line| line.strip_prefix("set-cookie: "));
    line.and_then(|line| line.split(';').next()).expect("a cookie").to_owned()
}

#[test]
fn a_code_is_made_while_the_pages_are_served_and_opens_them_once() {
    let m = Ministry::open();
    let serving = Serving::begin(&m);
    assert!(serving.said.contains("To sign in: run `chancery sign-in HANDLE`"), "{}", serving.said);
    assert_eq!(serving.inbox("chancery=none"), None);
    assert_eq!(serving.sign_in("oceans.desk", ""), None);

    let made = m.json(ADMIN, &["sign-in", "oceans.desk"]);
    assert_eq!((&made["command"], &made["officer"]), (&"sign-in".into(), &"oceans.desk".into()));
    let until: jiff::Timestamp = made["until"].as_str().and_then(|until| until.parse().ok()).expect("a time");
    let begun: jiff::Timestamp = m.json(DESK, &["show", "HQ.1"])["entry"]["at"]
        .as_str()
        .and_then(|at| at.parse().ok())
        .expect("a time");
    let good_for = until.duration_since(begun);
    assert!(good_for.as_mins() >= 15 && good_for.as_mins() < 25, "{good_for}");
    let code = made["code"].as_str().expect("a code");
    assert_eq!(serving.sign_in("par.head", code), None, "it is another's");
    let ticket = serving.sign_in("oceans.desk", code).expect("in");
    assert!(serving.inbox(&ticket).is_some_and(|page| page.contains("oceans.desk")));
    assert_eq!(serving.sign_in("oceans.desk", code), None, "it was used");

    // A program that was killed has lost nobody's session.
    drop(serving);
    let serving = Serving::begin(&m);
    assert!(serving.inbox(&ticket).is_some());

    // One who has lost every role gets no code.
    drop(serving);
    m.ok(
        ADMIN,
        &["role", "revoke", "par.head", "action-officer", "drafter", "approver", "releaser", "--at", "PAR"],
    );
    assert_eq!(m.refused(ADMIN, &["sign-in", "par.head"]), "no-role");
}

#[test]
fn a_code_says_until_when_and_where_and_is_for_officers_only() {
    let m = Ministry::open();
    let said = m.ok(ADMIN, &["sign-in", "par.head"]);
    let (code, rest) = said.split_once('\n').expect("the code on a line of its own");
    assert!(code.len() == 11 && code.as_bytes()[5] == b'-', "{said}");
    assert!(rest.contains("until 2") && rest.contains("Z.") && rest.contains("sign-in page"), "{said}");
    assert_ne!(m.ok(ADMIN, &["sign-in", "par.head"]).lines().next(), Some(code));
    assert_eq!(m.refused(PARIS, &["sign-in", "nobody.here"]), "no-role");
    let bytes = std::fs::read(m.folder().join("local.db")).expect("there is one");
    let plain = code.replace('-', "");
    for kept in [code, &plain] {
        assert!(!bytes.windows(kept.len()).any(|window| window == kept.as_bytes()), "only a digest is kept");
    }
}
