//! A browser of the plainest kind: it keeps its cookies, follows links it is told to, and submits a form as it stands on
//! the page with what a person typed into it. It knows no script, as our pages have none.

use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

use scraper::{ElementRef, Html, Selector};

/// One person's browser.
#[derive(Clone)]
pub(crate) struct Browser {
    at: SocketAddr,
    cookies: BTreeMap<String, String>,
    /// The name by which it calls the server.
    pub(crate) host: String,
    /// The languages it prefers, as it says so; nothing if it does not.
    pub(crate) prefers: String,
}

/// What came back.
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: BTreeMap<String, String>,
    pub(crate) body: String,
    pub(crate) path: String,
}

impl Browser {
    pub(crate) fn new(at: SocketAddr) -> Self {
        Self { at, cookies: BTreeMap::new(), host: at.to_string(), prefers: String::new() }
    }

    /// Asks for a page, and for the one it leads to.
    pub(crate) fn get(&mut self, path: &str) -> Answer {
        let answer = self.send("GET", path, &[], "");
        if answer.status == 303 { self.get(&answer.location()) } else { answer }
    }

    /// Asks for a page and nothing more.
    pub(crate) fn get_once(&mut self, path: &str) -> Answer {
        self.send("GET", path, &[], "")
    }

    /// What the browser shows of itself.
    pub(crate) fn cookie(&self) -> String {
        let all: Vec<_> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        all.join("; ")
    }

    /// The same browser, at a server that listens somewhere else by now.
    pub(crate) fn moved(&self, at: SocketAddr) -> Self {
        Self { at, host: at.to_string(), ..self.clone() }
    }

    /// Signs in as an officer with a code.
    pub(crate) fn sign_in_with(&mut self, officer: &str, code: &str) -> Answer {
        let page = self.get("/sign-in");
        self.submit(&page, "/sign-in", &[("officer", officer), ("code", code)])
    }

    /// Signs in as an officer.
    pub(crate) fn sign_in(&mut self, officer: &str) -> Answer {
        let page = self.get("/sign-in");
        self.submit(&page, "/sign-in", &[("officer", officer)])
    }

    /// Fills in and submits the form on a page that goes to an address, or on the page of the draft that the page leads to;
    /// follows where it leads.
    pub(crate) fn submit(&mut self, page: &Answer, action: &str, typed: &[(&str, &str)]) -> Answer {
        let led = if page.offers(action) { None } else { stands(action) };
        let there = led.map(|path| self.get(&path));
        let page = there.as_ref().unwrap_or(page);
        let fields = page.form(action, typed);
        let origin = format!("Origin: http://{}", self.host);
        let from = format!("Referer: http://{}{}", self.host, page.path);
        let answer = self.send("POST", action, &[&origin, &from], &encoded(&fields));
        if answer.status == 303 { self.get(&answer.location()) } else { answer }
    }

    /// Sends fields from one of our own pages.
    pub(crate) fn post(&mut self, path: &str, fields: &[(String, String)]) -> Answer {
        let origin = format!("Origin: http://{}", self.host);
        self.send("POST", path, &[&origin], &encoded(fields))
    }

    /// Listens at an address; what comes is read from the line as it comes.
    pub(crate) fn listen(&self, path: &str) -> TcpStream {
        let all: Vec<String> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let cookie = all.join("; ");
        let mut line = TcpStream::connect(self.at).expect("the server listens");
        line.set_read_timeout(Some(Duration::from_secs(20))).expect("a timeout");
        let asked = format!("GET {path} HTTP/1.1\r\nHost: {}\r\nCookie: {cookie}\r\n\r\n", self.at);
        line.write_all(asked.as_bytes()).expect("sent");
        line
    }

    /// Sends anything.
    pub(crate) fn send(&mut self, method: &str, path: &str, more: &[&str], body: &str) -> Answer {
        let mut request = format!("{method} {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n", self.host);
        if !self.cookies.is_empty() {
            request.extend(["Cookie: ", &self.cookie(), "\r\n"]);
        }
        if !self.prefers.is_empty() {
            request.extend(["Accept-Language: ", &self.prefers, "\r\n"]);
        }
        if method != "GET" {
            request += "Content-Type: application/x-www-form-urlencoded\r\n";
            request.extend(["Content-Length: ", &body.len().to_string(), "\r\n"]);
        }
        for line in more {
            request += line;
            request += "\r\n";
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
        let headers: BTreeMap<String, String> = lines
            .filter_map(|line| line.split_once(": "))
            .map(|(name, value)| (name.to_lowercase(), value.to_owned()))
            .collect();
        for line in head.lines().filter_map(|line| line.strip_prefix("set-cookie: ")) {
            let (name, value) = line.split(';').next().and_then(|pair| pair.split_once('=')).expect("a pair");
            if line.contains("Max-Age=0;") {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
        Answer { status: status.expect("a status"), headers, body: body.to_owned(), path: path.to_owned() }
    }
}

impl Answer {
    pub(crate) fn location(&self) -> String {
        self.headers.get("location").cloned().unwrap_or_default()
    }

    pub(crate) fn html(&self) -> Html {
        let html = Html::parse_document(&self.body);
        assert!(html.errors.is_empty(), "{}: {:?}", self.path, html.errors);
        html
    }

    /// The text of the first element that fits.
    pub(crate) fn text(&self, what: &str) -> String {
        let html = self.html();
        let all = html.select(&selector(what)).next().map(|each| each.text().collect::<String>());
        all.unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// An attribute of the first element that fits.
    pub(crate) fn attribute(&self, what: &str, name: &str) -> Option<String> {
        self.html().select(&selector(what)).next()?.attr(name).map(str::to_owned)
    }

    /// How many elements fit.
    pub(crate) fn count(&self, what: &str) -> usize {
        self.html().select(&selector(what)).count()
    }

    /// Whether a page offers a form that goes to an address.
    pub(crate) fn offers(&self, action: &str) -> bool {
        self.count(&format!("form[action='{action}']")) > 0
    }

    /// A form as it stands, with what was typed into it.
    pub(crate) fn form(&self, action: &str, typed: &[(&str, &str)]) -> Vec<(String, String)> {
        let html = self.html();
        let form = html.select(&selector(&format!("form[action='{action}']"))).next();
        assert!(form.is_some(), "{} has no form to {action}:\n{}", self.path, self.body);
        let form = form.expect("just asked");
        let mut fields: BTreeMap<String, String> = BTreeMap::new();
        for field in form.select(&selector("input, select, textarea")) {
            if let Some(name) = field.attr("name") {
                fields.insert(name.to_owned(), value(field));
            }
        }
        for (name, typed) in typed {
            let known = fields.contains_key(*name) || ["act", "officer", "tongue"].contains(name);
            assert!(known, "{} has no field {name}: {fields:?}", self.path);
            fields.insert((*name).to_owned(), (*typed).to_owned());
        }
        fields.into_iter().collect()
    }
}

/// The page of a draft on which a form stands: where it is checked, or cleared.
fn stands(action: &str) -> Option<String> {
    let (draft, act) = action.strip_prefix("/i/").and_then(|rest| rest.split_once('/'))?;
    match act {
        "ask-clearance" | "regrade" | "approve" | "release" => Some(format!("/i/{draft}/check")),
        "clear" => Some(action.to_owned()),
        _ => None,
    }
}

fn value(field: ElementRef<'_>) -> String {
    match field.value().name() {
        "textarea" => field.text().collect::<String>(),
        "select" => {
            let options: Vec<ElementRef<'_>> = field.select(&selector("option")).collect();
            let chosen = options.iter().find(|option| option.attr("selected").is_some()).or(options.first());
            chosen.and_then(|option| option.attr("value")).unwrap_or_default().to_owned()
        }
        _ => field.attr("value").unwrap_or_default().to_owned(),
    }
}

fn selector(what: &str) -> Selector {
    Selector::parse(what).expect("a selector")
}

pub(crate) fn encoded(fields: &[(String, String)]) -> String {
    let plain = |text: &str| text.bytes().map(|byte| format!("%{byte:02X}")).collect::<Vec<_>>().concat();
    fields
        .iter()
        .map(|(name, value)| format!("{}={}", plain(name), plain(value)))
        .collect::<Vec<_>>()
        .join("&")
}
