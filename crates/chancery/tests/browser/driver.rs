//! A real browser that a test drives: chromedriver's JSON over a plain connection, and nothing of what is looked at.
//! Debian calls the two programs chromium and chromedriver; without them a test says so and passes.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use serde_json::{Value, json};

/// How chromium is told to mind its own business.
const FLAGS: &[&str] = &[
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
    "--lang=en-GB",
];

/// The key by which the driver names an element.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// Keys as the driver names them.
pub(crate) const TAB: &str = "\u{e004}";
pub(crate) const ENTER: &str = "\u{e007}";
pub(crate) const CONTROL: &str = "\u{e009}";
pub(crate) const DOWN: &str = "\u{e015}";
pub(crate) const RIGHT: &str = "\u{e014}";
pub(crate) const HOME: &str = "\u{e011}";

/// The program that drives browsers; it ends with the test.
pub(crate) struct Driver {
    process: Child,
    at: SocketAddr,
}

/// One browser with one window; it closes with the test.
pub(crate) struct Window<'a> {
    driver: &'a Driver,
    session: String,
}

impl Driver {
    /// Starts the driver; none, with a line that says so, where there is no browser.
    pub(crate) fn start() -> Option<Self> {
        let mut starting = Command::new("chromedriver");
        starting.args(["--port=0", "--log-level=SEVERE"]).stdin(Stdio::null()).stdout(Stdio::piped());
        let found = Command::new("chromium").arg("--version").output().and_then(|_| starting.spawn());
        let Ok(mut process) = found else {
            println!("skipped: chromium and chromedriver are not on this machine");
            return None;
        };
        let lines = BufReader::new(process.stdout.take().expect("a pipe")).lines();
        let said = lines.map_while(Result::ok).find(|line| line.contains("started successfully on port"));
        let port = said.and_then(|line| line.trim_end_matches('.').rsplit(' ').next()?.parse().ok());
        Some(Self { process, at: SocketAddr::from(([127, 0, 0, 1], port.expect("a port"))) })
    }

    /// Opens a window; `settings` are chromium's own, by their names.
    pub(crate) fn window(&self, settings: &Value) -> Window<'_> {
        let options = json!({ "binary": "/usr/bin/chromium", "args": FLAGS, "prefs": settings });
        let options = if std::path::Path::new("/usr/bin/chromium").exists() {
            options
        } else {
            json!({ "args": FLAGS, "prefs": settings })
        };
        let wanted = json!({ "capabilities": { "alwaysMatch": { "goog:chromeOptions": options } } });
        let opened = self.ask("POST", "/session", Some(&wanted)).expect("a window");
        let session = opened["sessionId"].as_str().expect("a session").to_owned();
        Window { driver: self, session }
    }

    /// Asks the driver for something.
    fn ask(&self, method: &str, path: &str, body: Option<&Value>) -> Result<Value, String> {
        let body = body.map(Value::to_string).unwrap_or_default();
        let asked = || -> std::io::Result<Vec<u8>> {
            let mut stream = TcpStream::connect(self.at)?;
            stream.set_read_timeout(Some(Duration::from_mins(2)))?;
            let at = self.at;
            let head = format!("{method} {path} HTTP/1.1\r\nHost: {at}\r\nConnection: close\r\n");
            let kind = format!("Content-Type: application/json\r\nContent-Length: {}\r\n\r\n", body.len());
            stream.write_all((head + &kind + &body).as_bytes())?;
            answer(stream)
        };
        let bytes = asked().map_err(|error| error.to_string())?;
        let mut answer: Value = serde_json::from_slice(&bytes).map_err(|error| error.to_string())?;
        let value = answer["value"].take();
        match value["error"].as_str() {
            Some(error) => Err(format!("{error}: {}", value["message"])),
            None => Ok(value),
        }
    }
}

/// The body of an answer, as long as it says it is.
fn answer(stream: TcpStream) -> std::io::Result<Vec<u8>> {
    let (mut reader, mut line, mut length) = (BufReader::new(stream), String::new(), 0);
    while reader.read_line(&mut line)? > 2 {
        if let Some((name, value)) = line.split_once(':')
            && name.eq_ignore_ascii_case("content-length")
        {
            length = value.trim().parse().unwrap_or(0);
        }
        line.clear();
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body)?;
    Ok(body)
}

impl Drop for Driver {
    fn drop(&mut self) {
        // It has ended by itself if this fails.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

impl Drop for Window<'_> {
    fn drop(&mut self) {
        // A window that is gone already is what we want.
        let _ = self.driver.ask("DELETE", &format!("/session/{}", self.session), None);
    }
}

impl Window<'_> {
    /// Sends a command of the driver about this window.
    pub(crate) fn try_send(&self, command: &str, body: &Value) -> Result<Value, String> {
        self.driver.ask("POST", &format!("/session/{}/{command}", self.session), Some(body))
    }

    #[track_caller]
    pub(crate) fn send(&self, command: &str, body: &Value) -> Value {
        match self.try_send(command, body) {
            Ok(value) => value,
            Err(why) => panic!("{command}: {why}\non {}", self.address()),
        }
    }

    /// Sends a command of the browser's own protocol, for what the driver has no word.
    #[track_caller]
    pub(crate) fn tell(&self, command: &str, parameters: &Value) -> Value {
        self.send("goog/cdp/execute", &json!({ "cmd": command, "params": parameters }))
    }

    /// Opens an address and waits until the page is there.
    #[track_caller]
    pub(crate) fn go(&self, address: &str) {
        self.send("url", &json!({ "url": address }));
    }

    /// Where the window is.
    pub(crate) fn address(&self) -> String {
        let asked = self.driver.ask("GET", &format!("/session/{}/url", self.session), None);
        asked.ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
    }

    /// Runs a function of ours in the page; pages that allow no scripts allow this one.
    #[track_caller]
    pub(crate) fn run(&self, script: &str, arguments: &[Value]) -> Value {
        self.send("execute/sync", &json!({ "script": script, "args": arguments }))
    }

    /// Runs a function of ours that says by its last argument when it is done.
    #[track_caller]
    pub(crate) fn run_on(&self, script: &str, arguments: &[Value]) -> Value {
        self.send("execute/async", &json!({ "script": script, "args": arguments }))
    }

    /// The first element that fits.
    #[track_caller]
    pub(crate) fn find(&self, css: &str) -> String {
        let found = self.send("element", &json!({ "using": "css selector", "value": css }));
        found[ELEMENT].as_str().expect("an element").to_owned()
    }

    /// Clicks on what fits; refused by the browser when something lies over it.
    #[track_caller]
    pub(crate) fn click(&self, css: &str) {
        let element = self.find(css);
        self.send(&format!("element/{element}/click"), &json!({}));
    }

    /// Presses keys one after the other on whatever has the focus.
    #[track_caller]
    pub(crate) fn keys(&self, keys: &str) {
        let one = |key: char| {
            let way = |kind: &str| json!({ "type": kind, "value": key.to_string() });
            [way("keyDown"), way("keyUp")]
        };
        self.act(&keys.chars().flat_map(one).collect::<Vec<_>>());
    }

    /// Presses a key while another is held.
    #[track_caller]
    pub(crate) fn chord(&self, held: &str, key: &str) {
        let way = |kind: &str, key: &str| json!({ "type": kind, "value": key });
        self.act(&[way("keyDown", held), way("keyDown", key), way("keyUp", key), way("keyUp", held)]);
    }

    #[track_caller]
    fn act(&self, actions: &[Value]) {
        let keyboard = json!({ "type": "key", "id": "keyboard", "actions": actions });
        self.send("actions", &json!({ "actions": [keyboard] }));
    }

    /// Makes the window that wide, as a telephone or a desk has it.
    #[track_caller]
    pub(crate) fn wide(&self, width: u32, height: u32) {
        let size = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
        self.tell("Emulation.setDeviceMetricsOverride", &size);
    }

    /// Says which media features the page finds.
    #[track_caller]
    pub(crate) fn media(&self, features: &[(&str, &str)]) {
        let features: Vec<_> =
            features.iter().map(|(name, value)| json!({ "name": name, "value": value })).collect();
        self.tell("Emulation.setEmulatedMedia", &json!({ "features": features }));
    }

    /// A picture of the whole page.
    #[track_caller]
    pub(crate) fn picture(&self) -> Vec<u8> {
        let wanted = json!({ "format": "png", "captureBeyondViewport": true });
        let taken = self.tell("Page.captureScreenshot", &wanted);
        bytes(taken["data"].as_str().expect("a picture"))
    }
}

/// The bytes of a picture, which arrives as base64.
fn bytes(text: &str) -> Vec<u8> {
    const DIGITS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let (mut out, mut held, mut bits) = (Vec::with_capacity(text.len() / 4 * 3), 0_u32, 0);
    for digit in text.bytes().filter_map(|byte| DIGITS.iter().position(|digit| *digit == byte)) {
        held = held << 6 | u32::try_from(digit).expect("below 64");
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            out.push(u8::try_from(held >> bits & 0xff).expect("eight bits"));
        }
    }
    out
}

#[test]
fn a_picture_arrives_as_it_was_taken() {
    assert_eq!(bytes("aGFyYm91cg=="), b"harbour");
    assert_eq!(bytes("//79"), [255, 254, 253]);
}
