//! An identity provider that says whatever a test wants it to say, right or wrong, and remembers what it was asked.

use std::collections::HashMap;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use data_encoding::BASE64URL_NOPAD;
use ring::signature::{Ed25519KeyPair, KeyPair};
use serde_json::{Value, json};

/// One answer.
#[derive(Clone)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) body: Vec<u8>,
    /// How long it stops in the middle.
    pub(crate) stalls: Duration,
}

#[derive(Default)]
struct Said {
    replies: HashMap<String, Reply>,
    asked: Vec<(String, String)>,
}

/// A provider on this machine.
pub(crate) struct Double {
    pub(crate) at: SocketAddr,
    said: Arc<Mutex<Said>>,
    key: Ed25519KeyPair,
}

pub(crate) const CLIENT: &str = "chancery";
pub(crate) const METADATA: &str = "/.well-known/openid-configuration";

fn part(value: &Value) -> String {
    BASE64URL_NOPAD.encode(value.to_string().as_bytes())
}

/// A signed statement's key, as the provider publishes it.
pub(crate) fn published(key: &Ed25519KeyPair, kid: &str) -> Value {
    let x = BASE64URL_NOPAD.encode(key.public_key().as_ref());
    json!({ "kty": "OKP", "crv": "Ed25519", "kid": kid, "use": "sig", "x": x })
}

pub(crate) fn key(seed: u8) -> Ed25519KeyPair {
    Ed25519KeyPair::from_seed_unchecked(&[seed; 32]).expect("a seed")
}

/// A statement with a head of one's own, signed.
pub(crate) fn signed(key: &Ed25519KeyPair, head: &Value, claims: &Value) -> String {
    let signed = format!("{}.{}", part(head), part(claims));
    format!("{signed}.{}", BASE64URL_NOPAD.encode(key.sign(signed.as_bytes()).as_ref()))
}

/// What a question in an address or a form says, by name.
pub(crate) fn asked(question: &str) -> HashMap<String, String> {
    let question = question.split_once('?').map_or(question, |(_, question)| question);
    let pairs = question.split('&').filter_map(|pair| pair.split_once('='));
    pairs.map(|(name, value)| (name.to_owned(), decoded(value))).collect()
}

fn decoded(text: &str) -> String {
    let mut bytes = text.bytes();
    let mut read = Vec::new();
    while let Some(byte) = bytes.next() {
        let digit = |byte: Option<u8>| byte.and_then(|byte| char::from(byte).to_digit(16)).expect("a digit");
        read.push(match byte {
            b'%' => u8::try_from(digit(bytes.next()) * 16 + digit(bytes.next())).expect("a byte"),
            b'+' => b' ',
            other => other,
        });
    }
    String::from_utf8(read).expect("text")
}

impl Double {
    pub(crate) fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let at = listener.local_addr().expect("an address");
        let said = Arc::new(Mutex::new(Said::default()));
        let telling = Arc::clone(&said);
        thread::spawn(move || {
            for line in listener.incoming().flatten() {
                let telling = Arc::clone(&telling);
                thread::spawn(move || answer(line, &telling));
            }
        });
        let double = Self { at, said, key: key(1) };
        double.describes(&double.metadata());
        double.publishes(&[published(&double.key, "one")]);
        double
    }

    pub(crate) fn issuer(&self) -> String {
        format!("http://{}", self.at)
    }

    pub(crate) fn metadata(&self) -> Value {
        let issuer = self.issuer();
        json!({
            "issuer": issuer,
            "authorization_endpoint": format!("{issuer}/authorize?realm=ministry"),
            "token_endpoint": format!("{issuer}/token"),
            "jwks_uri": format!("{issuer}/keys"),
        })
    }

    pub(crate) fn describes(&self, metadata: &Value) {
        self.replies(METADATA, 200, metadata.to_string());
    }

    pub(crate) fn publishes(&self, keys: &[Value]) {
        self.replies("/keys", 200, json!({ "keys": keys }).to_string());
    }

    /// Answers every code with a statement.
    pub(crate) fn states(&self, statement: &str) {
        let token = json!({ "access_token": "x", "token_type": "Bearer", "id_token": statement });
        self.replies("/token", 200, token.to_string());
    }

    pub(crate) fn replies(&self, path: &str, status: u16, body: impl Into<Vec<u8>>) {
        self.reply(path, Reply { status, body: body.into(), stalls: Duration::ZERO });
    }

    pub(crate) fn reply(&self, path: &str, reply: Reply) {
        self.said.lock().expect("whole").replies.insert(path.to_owned(), reply);
    }

    /// What was asked at a path, head and body.
    pub(crate) fn heard(&self, path: &str) -> Vec<String> {
        let said = self.said.lock().expect("whole");
        said.asked.iter().filter(|(at, _)| at == path).map(|(_, text)| text.clone()).collect()
    }

    /// The claims that are right for a visit that was sent off with an address.
    pub(crate) fn claims(&self, departure: &str, subject: &str, now: i64) -> Value {
        json!({
            "iss": self.issuer(), "sub": subject, "aud": CLIENT, "nonce": asked(departure)["nonce"],
            "iat": now, "exp": now + 300,
        })
    }

    /// A statement as it should be.
    pub(crate) fn statement(&self, claims: &Value) -> String {
        signed(&self.key, &json!({ "alg": "EdDSA", "kid": "one" }), claims)
    }
}

fn answer(mut line: TcpStream, telling: &Mutex<Said>) {
    let mut heard = Vec::new();
    let mut some = [0; 4096];
    let text = loop {
        let Ok(read) = line.read(&mut some) else { return };
        heard.extend_from_slice(&some[..read]);
        let text = String::from_utf8_lossy(&heard).into_owned();
        let whole = text.split_once("\r\n\r\n").is_some_and(|(head, body)| {
            let length = head.lines().find_map(|line| {
                line.to_lowercase().strip_prefix("content-length: ").and_then(|length| length.parse().ok())
            });
            body.len() >= length.unwrap_or(0)
        });
        if whole || read == 0 {
            break text;
        }
    };
    let path = text.split(' ').nth(1).unwrap_or_default().to_owned();
    let reply = {
        let mut said = telling.lock().expect("whole");
        said.asked.push((path.clone(), text));
        said.replies.get(&path).cloned()
    };
    let Some(Reply { status, body, stalls }) = reply else { return };
    let head = format!(
        "HTTP/1.1 {status} Said\r\nContent-Type: application/json\r\nLocation: /keys\r\nConnection: close\r\n\
         Content-Length: {}\r\n\r\n",
        body.len()
    );
    let (first, rest) = body.split_at(body.len() / 2);
    // Whoever asked may have gone by now.
    let _ = line.write_all(head.as_bytes()).and_then(|()| line.write_all(first));
    thread::sleep(stalls);
    let _ = line.write_all(rest);
}
