//! The pages on this machine: where to look is said at once, others may read meanwhile, and a word ends it.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::process::Stdio;

use crate::ministry::{ADMIN, DESK, Ministry, SHEET};

#[test]
fn pages_are_served_until_somebody_says_stop() {
    let m = Ministry::open();
    m.release(SHEET);
    let mut serving = m.command(ADMIN, &["serve", "--port", "0", "--json"]);
    let mut serving = serving.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it starts");
    let mut said = String::new();
    let mut out = BufReader::new(serving.stdout.take().expect("a pipe"));
    out.read_line(&mut said).expect("where to look");
    let value: serde_json::Value = serde_json::from_str(&said).expect("JSON");
    let url = value["url"].as_str().expect("a URL");
    let host = url.trim_start_matches("http://").trim_end_matches('/');

    let mut page = TcpStream::connect(host).expect("it listens");
    write!(page, "GET /sign-in HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n").expect("asked");
    let mut answer = Vec::new();
    page.read_to_end(&mut answer).expect("answered");
    assert!(answer.starts_with(b"HTTP/1.1 200"), "{}", String::from_utf8_lossy(&answer));

    // Others read, and do not write.
    assert!(m.ok(DESK, &["board"]).contains("LOST FISHING"));
    let path = m.file("again.txt", SHEET);
    let came = m.run(DESK, &["draft", &path, "--again"]);
    assert!(came.code == Some(2) && came.err.contains("is in use"), "{came:?}");

    let told = std::process::Command::new("kill").arg(serving.id().to_string()).status();
    if told.is_ok_and(|status| status.success()) {
        assert!(serving.wait().expect("it ends").success());
        let mut err = String::new();
        serving.stderr.take().expect("a pipe").read_to_string(&mut err).expect("text");
        assert_eq!(err, "");
        m.ok(DESK, &["draft", &path, "--again"]);
    } else {
        serving.kill().expect("it ends");
        serving.wait().expect("it ends");
    }
}

#[test]
fn a_port_that_is_taken_is_named() {
    let m = Ministry::open();
    let taken = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = taken.local_addr().expect("an address").port().to_string();
    let came = m.run(ADMIN, &["serve", "--port", &port]);
    assert_eq!(came.code, Some(2));
    assert!(came.err.contains(&format!("127.0.0.1:{port} cannot be listened at")), "{}", came.err);
}
