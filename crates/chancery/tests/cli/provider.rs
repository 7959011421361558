//! Signing in by a real identity provider: linked at the console, visited through its own forms by somebody whose browser
//! keeps cookies and follows where it is led, and ended by unlinking.

use std::collections::BTreeMap;
use std::fs;
use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::process::Child;

use crate::ministry::{ADMIN, Ministry};
use crate::signing_in::serving;

#[path = "../shared/provider.rs"]
mod real;

use real::{Provider, SECRET};

const SUBJECT: &str = "24400320";

/// Somebody's browser.
#[derive(Default)]
struct Visitor {
    /// The cookies of each host.
    jars: BTreeMap<String, BTreeMap<String, String>>,
}

/// What came back, and from where.
struct Page {
    host: String,
    status: String,
    head: String,
    body: String,
}

impl Page {
    fn header(&self, name: &str) -> Option<String> {
        let mut lines = self.head.lines().filter_map(|line| line.split_once(": "));
        lines.find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value.to_owned())
    }

    /// What stands between two texts.
    fn between(&self, before: &str, after: &str) -> String {
        let rest = self.body.split_once(before).map(|(_, rest)| rest);
        assert!(rest.is_some(), "no {before}: {}", self.body);
        rest.and_then(|rest| rest.split_once(after))
            .expect("an end")
            .0
            .replace("&#38;", "&")
            .replace("&amp;", "&")
    }
}

impl Visitor {
    fn ask(&mut self, method: &str, host: &str, path: &str, body: &str) -> Page {
        let jar = self.jars.entry(host.to_owned()).or_default();
        let shown: Vec<String> = jar.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let mut line = TcpStream::connect(host).expect("it listens");
        write!(
            line,
            "{method} {path} HTTP/1.1\r\nHost: {host}\r\nOrigin: http://{host}\r\nCookie: {}\r\nConnection: close\r\n\
             Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{body}",
            shown.join("; "),
            body.len()
        )
        .expect("asked");
        let mut answer = String::new();
        line.read_to_string(&mut answer).expect("answered");
        let (head, body) = answer.split_once("\r\n\r\n").expect("a head and a page");
        let lines = head.lines().filter_map(|line| line.split_once(": "));
        for (_, cookie) in lines.filter(|(name, _)| name.eq_ignore_ascii_case("set-cookie")) {
            let (name, value) =
                cookie.split(';').next().and_then(|pair| pair.split_once('=')).expect("a pair");
            jar.insert(name.to_owned(), value.to_owned());
        }
        let status = head.split(' ').nth(1).unwrap_or_default().to_owned();
        Page { host: host.to_owned(), status, head: head.to_owned(), body: body.to_owned() }
    }

    /// Asks for a page, and for all it leads to.
    fn go(&mut self, url: &str) -> Page {
        let (host, path) =
            url.strip_prefix("http://").and_then(|rest| rest.split_once('/')).expect("an address");
        let page = self.ask("GET", host, &format!("/{path}"), "");
        self.led(page)
    }

    fn led(&mut self, page: Page) -> Page {
        let refresh = page.header("refresh").and_then(|to| to.strip_prefix("0; url=").map(str::to_owned));
        match page.header("location").or(refresh) {
            Some(to) if to.starts_with('/') => self.go(&format!("http://{}{to}", page.host)),
            Some(to) => self.go(&to),
            None => page,
        }
    }

    /// Submits the form of the provider that is on a page.
    fn submit(&mut self, page: &Page, login: &str) -> Page {
        let action = page.between("action=\"", "\"");
        let prompt = page.between("name=\"prompt\" value=\"", "\"");
        let path = action.strip_prefix(&format!("http://{}", page.host)).unwrap_or(&action).to_owned();
        let page = self.ask("POST", &page.host, &path, &format!("prompt={prompt}&login={login}&password=x"));
        self.led(page)
    }

    /// Signs out at a server of ours and then at the provider, which comes back and asks for a login the next time.
    fn sign_out(&mut self, base: &str, page: &Page) {
        let token = page.between("name=\"token\" value=\"", "\"");
        let left =
            self.ask("POST", base.trim_start_matches("http://"), "/sign-out", &format!("token={token}"));
        assert!(left.body.contains("Sign out at Estmark login too"), "{}", left.body);
        let asks = self.go(&left.between("class=\"button\" href=\"", "\""));
        let (action, xsrf) = (asks.between("action=\"", "\""), asks.between("name=\"xsrf\" value=\"", "\""));
        let path = action.strip_prefix(&format!("http://{}", asks.host)).unwrap_or(&action).to_owned();
        let came = self.ask("POST", &asks.host, &path, &format!("xsrf={xsrf}&logout=yes"));
        let came = self.led(came);
        assert!(came.body.contains("Sign in with Estmark login"), "{}", came.body);
        let again = self.go(&format!("{base}{}", came.between("class=\"button\" href=\"", "\"")));
        assert!(again.body.contains("name=\"login\""), "it knows them no more: {}", again.body);
    }

    /// Signs in at the provider as an account, beginning and ending at a server of ours.
    fn sign_in(base: &str, account: &str) -> (Self, Page) {
        let mut visitor = Self::default();
        let door = visitor.go(&format!("{base}/offices"));
        assert!(door.body.contains("Sign in with Estmark login"), "{}", door.body);
        let page = visitor.go(&format!("{base}{}", door.between("class=\"button\" href=\"", "\"")));
        let page = visitor.submit(&page, account);
        // It asks whether we may know who they are.
        let page = visitor.submit(&page, account);
        (visitor, page)
    }
}

/// The pages, for whoever the provider vouches for.
fn begin(m: &Ministry, provider: &mut Provider, client: &str, more: &[&str]) -> (Child, String) {
    let named = ["--oidc-issuer", &provider.issuer, "--oidc-client", client, "--oidc-name", "Estmark login"];
    let all = [&["serve", "--port", "0"][..], &named, more].concat();
    let mut command = m.command(ADMIN, &all);
    command.env_remove("CHANCERY_OIDC_SECRET").env("CHANCERY_LOG", "info");
    command.stderr(fs::File::create(m.folder().join("log")).expect("a file"));
    let (child, said) = serving(command);
    let at = said.lines().find_map(|line| line.strip_prefix("Serving at ")).expect("where to look");
    let base = at.trim_end_matches('/').to_owned();
    provider.serves(&base);
    (child, base)
}

fn end(mut child: Child) {
    child.kill().expect("it runs");
    child.wait().expect("it ends");
}

#[test]
fn whoever_a_real_provider_vouches_for_is_the_officer_their_account_is_linked_to() {
    let Some(mut provider) = Provider::start() else { return };
    let m = Ministry::open();
    let issuer = provider.issuer.clone();
    let account = ["oceans.desk", SUBJECT, "--issuer", &issuer];
    m.ok(ADMIN, &[&["identity", "link"][..], &account].concat());
    let secret = m.file("secret", format!("{SECRET}\n"));

    // RS256 with a secret, ES256 and EdDSA without.
    for (client, more) in [("basic", &["--oidc-secret-file", &secret][..]), ("public", &[]), ("edwards", &[])]
    {
        let (child, base) = begin(&m, &mut provider, client, more);
        let (mut visitor, page) = Visitor::sign_in(&base, SUBJECT);
        assert_eq!(page.status, "200", "{client}: {}", page.body);
        assert!(page.body.contains("<b dir=\"auto\">oceans.desk</b>"), "{client}: {}", page.body);
        visitor.sign_out(&base, &page);
        end(child);
    }

    // An account that speaks for nobody, and the reason in the log without a word of what was sent.
    let (child, base) = begin(&m, &mut provider, "basic", &["--oidc-secret-file", &secret]);
    let (mut visitor, page) = Visitor::sign_in(&base, "stranger-4711");
    assert_eq!(page.status, "422", "{}", page.body);
    assert!(page.body.contains("named nobody who acts here today"), "{}", page.body);
    assert!(visitor.go(&format!("{base}/inbox")).body.contains("Sign in with"));
    let (mut known, _) = Visitor::sign_in(&base, SUBJECT);
    end(child);
    let log = fs::read_to_string(m.folder().join("log")).expect("a log");
    assert!(log.contains("the account speaks for no officer"), "{log}");
    for hidden in [SECRET, "stranger-4711", "code="] {
        assert!(!log.contains(hidden), "{hidden}: {log}");
    }

    // The wrong secret lets nobody in, and reads the same.
    let wrong = m.file("wrong", "another");
    let (child, base) = begin(&m, &mut provider, "basic", &["--oidc-secret-file", &wrong]);
    let (_, page) = Visitor::sign_in(&base, SUBJECT);
    assert!(page.status == "422" && page.body.contains("named nobody who acts here today"), "{}", page.body);
    end(child);
    let log = fs::read_to_string(m.folder().join("log")).expect("a log");
    assert!(log.contains("the provider answered with status 401"), "{log}");

    // Unlinked while nothing is served: the session that came by it does not come back.
    m.ok(ADMIN, &[&["identity", "unlink"][..], &account].concat());
    let (child, moved) = begin(&m, &mut provider, "basic", &["--oidc-secret-file", &secret]);
    let host = |base: &str| base.trim_start_matches("http://").to_owned();
    let jar = known.jars.remove(&host(&base)).unwrap_or_default();
    known.jars.insert(host(&moved), jar);
    assert!(known.go(&format!("{moved}/inbox")).body.contains("Sign in with"));
    end(child);
}

#[test]
fn the_provider_may_be_named_in_the_folder_and_its_secret_stands_in_a_file_or_the_environment_only() {
    let m = Ministry::open();
    let defaults = m.folder().join("chancery.toml");
    let asked = |text: &str, more: &[&str]| {
        fs::write(&defaults, text).expect("a file");
        m.run(ADMIN, &[&["serve", "--port", "1"][..], more].concat())
    };
    let named = "[oidc]\nissuer = \"https://login.example\"\n";
    for (text, more, code, why) in [
        (named, &[][..], 64, "--oidc-client"),
        ("[oidc]\nissuer = \"http://login.example\"\nclient = \"x\"\n", &[], 64, "no issuer"),
        ("[oidc]\nissuer = \"https://login.example\"\nclient = \"x y\"\n", &[], 64, "without blanks"),
        ("[oidc]\nsecret = \"x\"\n", &[], 2, "makes no sense"),
        (named, &["--oidc-client", "x", "--oidc-secret-file", "/nowhere/secret"], 2, "/nowhere/secret"),
        (named, &["--oidc-secret", "x"], 64, "--oidc-secret"),
    ] {
        let came = asked(text, more);
        assert_eq!(came.code, Some(code), "{text} {more:?}: {}", came.err);
        assert!(came.err.contains(why), "{text} {more:?}: {}", came.err);
    }
}
