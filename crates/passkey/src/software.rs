//! An authenticator in software, which does what a real one does and whatever else a test asks of it. Nothing is secret
//! about it: its keys are made from a number.

use ciborium::Value;
use ring::signature::{Ed25519KeyPair, KeyPair as _};

use crate::key::EDDSA;
use crate::{digest, text};

/// A key and what it says of itself; a test changes what it wants to be wrong.
#[derive(Debug)]
pub struct Authenticator {
    pair: Ed25519KeyPair,
    /// The name of its credential.
    pub credential: Vec<u8>,
    /// The party it was made for.
    pub party: String,
    /// The page it believes to be on.
    pub origin: String,
    /// The flags it sets: present and verified.
    pub flags: u8,
    /// How often it has signed.
    pub counter: u32,
}

/// What an authenticator and its browser hand over after signing.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names are the standard's")]
pub struct Answer {
    pub authenticator_data: Vec<u8>,
    pub client_data: Vec<u8>,
    pub signature: Vec<u8>,
}

impl Authenticator {
    /// An authenticator with a key made from a number.
    ///
    /// # Panics
    ///
    /// Never: any thirty-two bytes make a key.
    pub fn new(seed: u8, party: &str, origin: &str) -> Self {
        let pair = Ed25519KeyPair::from_seed_unchecked(&[seed; 32]).expect("any thirty-two bytes make a key");
        let credential = digest(&[seed]).to_vec();
        Self { pair, credential, party: party.to_owned(), origin: origin.to_owned(), flags: 0x05, counter: 0 }
    }

    /// The public key in COSE.
    pub fn key(&self) -> Vec<u8> {
        let number = |number: i64| Value::Integer(number.into());
        let curve = Value::Bytes(self.pair.public_key().as_ref().to_vec());
        let algorithm = Value::Integer(i64::try_from(EDDSA).unwrap_or(0).into());
        written(&Value::Map(vec![
            (number(1), number(1)),
            (number(3), algorithm),
            (number(-1), number(6)),
            (number(-2), curve),
        ]))
    }

    /// The client data of a ceremony.
    pub fn client_data(&self, kind: &str, challenge: &[u8]) -> Vec<u8> {
        let (challenge, origin) = (text::of(challenge), &self.origin);
        let said = serde_json::json!({
            "type": kind, "challenge": challenge, "origin": origin, "crossOrigin": false,
        });
        said.to_string().into_bytes()
    }

    /// Makes a credential: the client data and the attestation object.
    pub fn register(&self, challenge: &[u8]) -> (Vec<u8>, Vec<u8>) {
        let mut said = self.said(self.flags | 0x40);
        said.extend([0; 16]);
        said.extend(u16::try_from(self.credential.len()).unwrap_or(u16::MAX).to_be_bytes());
        said.extend(&self.credential);
        said.extend(self.key());
        let word = |word: &str| Value::Text(word.to_owned());
        let attestation = Value::Map(vec![
            (word("fmt"), word("none")),
            (word("attStmt"), Value::Map(Vec::new())),
            (word("authData"), Value::Bytes(said)),
        ]);
        (self.client_data("webauthn.create", challenge), written(&attestation))
    }

    /// Signs a challenge.
    pub fn sign(&self, challenge: &[u8]) -> Answer {
        let authenticator_data = self.said(self.flags);
        let client_data = self.client_data("webauthn.get", challenge);
        let mut message = authenticator_data.clone();
        message.extend(digest(&client_data));
        let signature = self.pair.sign(&message).as_ref().to_vec();
        Answer { authenticator_data, client_data, signature }
    }

    fn said(&self, flags: u8) -> Vec<u8> {
        let mut said = digest(self.party.as_bytes()).to_vec();
        said.push(flags);
        said.extend(self.counter.to_be_bytes());
        said
    }
}

impl Answer {
    /// The answer as it is checked.
    pub fn said(&self) -> crate::Said<'_> {
        crate::Said {
            authenticator_data: &self.authenticator_data,
            client_data: &self.client_data,
            signature: &self.signature,
        }
    }
}

/// A value in CBOR.
fn written(value: &Value) -> Vec<u8> {
    let mut bytes = Vec::new();
    // Writing into memory cannot fail.
    let _ = ciborium::into_writer(value, &mut bytes);
    bytes
}
