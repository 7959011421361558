//! A program of the plainest kind: it shows its token, sends JSON, and reads what it is told.

use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

use serde_json::Value;

/// A program with what it shows of itself.
#[derive(Clone)]
pub(crate) struct Program {
    pub(crate) at: SocketAddr,
    /// Header lines it sends with everything.
    pub(crate) shows: Vec<String>,
}

/// What it was told.
#[derive(Debug)]
pub(crate) struct Told {
    pub(crate) status: u16,
    pub(crate) headers: BTreeMap<String, String>,
    pub(crate) body: String,
}

impl Program {
    /// A program that shows nothing.
    pub(crate) fn new(at: SocketAddr) -> Self {
        Self { at, shows: Vec::new() }
    }

    /// A program with a token.
    pub(crate) fn with_token(at: SocketAddr, secret: &str) -> Self {
        Self { at, shows: vec![format!("Authorization: Bearer {secret}")] }
    }

    pub(crate) fn get(&self, path: &str) -> Told {
        self.send("GET", path, &[], "")
    }

    pub(crate) fn post(&self, path: &str, body: &Value) -> Told {
        self.send("POST", path, &["Content-Type: application/json"], &body.to_string())
    }

    pub(crate) fn send(&self, method: &str, path: &str, more: &[&str], body: &str) -> Told {
        let mut request = format!("{method} {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n", self.at);
        let shown = self.shows.iter().map(String::as_str);
        for line in shown.chain(more.iter().copied()) {
            request.extend([line, "\r\n"]);
        }
        if !body.is_empty() {
            request.extend(["Content-Length: ", &body.len().to_string(), "\r\n"]);
        }
        let mut line = TcpStream::connect(self.at).expect("the server listens");
        line.set_read_timeout(Some(Duration::from_mins(1))).expect("a timeout");
        line.write_all(format!("{request}\r\n{body}").as_bytes()).expect("sent");
        let mut bytes = Vec::new();
        line.read_to_end(&mut bytes).expect("answered");
        let text = String::from_utf8(bytes).expect("text");
        let (head, body) = text.split_once("\r\n\r\n").expect("a head and a body");
        let mut lines = head.lines();
        let status = lines.next().and_then(|line| line.split(' ').nth(1)).and_then(|code| code.parse().ok());
        let headers = lines.filter_map(|line| line.split_once(": "));
        let headers = headers.map(|(name, value)| (name.to_lowercase(), value.to_owned())).collect();
        Told { status: status.expect("a status"), headers, body: body.to_owned() }
    }
}

impl Told {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.body).expect(&self.body)
    }

    /// What is the same each time: everything but the hour.
    pub(crate) fn timeless(&self) -> (u16, BTreeMap<String, String>, &str) {
        let mut headers = self.headers.clone();
        headers.remove("date");
        (self.status, headers, &self.body)
    }
}
