//! A desk's officers with passkeys in software: they register, sign for an act, and act with what they signed.

use domain::command::{Command, decide};
use domain::entry::Salt;
use domain::fact::PasskeyRegistered;
use domain::proof::{self, Presence, Proof};
use domain::refusal::Refusal;
use domain::words::EntryId;
use passkey::software::Authenticator;

use crate::common::{Desk, name, time};

impl Desk {
    /// Asks a clearer about all of another drafter's draft.
    pub(crate) fn request_by(&mut self, drafter: &str, draft: EntryId, clearer: &str) {
        let command =
            Command::RequestClearance { draft, clearer: name(clearer), pieces: Vec::new(), by: None };
        self.ask("HQ", drafter, "2026-03-02", command).expect("asked");
    }

    /// Registers a passkey for an officer who has none, and gives it.
    pub(crate) fn enrol(&mut self, seed: u8, officer: &str) -> Authenticator {
        let key = Authenticator::new(seed, "localhost", "http://localhost");
        self.register(officer, &key).expect("a first passkey");
        key
    }

    /// Registers a passkey at headquarters.
    pub(crate) fn register(&mut self, officer: &str, key: &Authenticator) -> Result<Vec<EntryId>, Refusal> {
        let registered = PasskeyRegistered {
            officer: name(officer),
            credential: key.credential.clone().into(),
            key: key.key().into(),
            party: key.party.clone(),
            synced: false,
        };
        self.ask("HQ", officer, "2026-03-02", Command::RegisterPasskey(registered))
    }

    /// Asks, is told to confirm, and confirms with a passkey.
    pub(crate) fn confirm(
        &mut self,
        key: &Authenticator,
        office: &str,
        officer: &str,
        at: &str,
        command: Command,
    ) -> Result<Vec<EntryId>, Refusal> {
        self.presence = Presence::Page;
        let context = self.context(name(office), &name(officer), time(at));
        match decide(self.world(), &context, &command) {
            Err(Refusal::PasskeyNeeded { act, .. }) => self.presence = Self::proof_of(&act, key),
            Err(refusal) => return Err(refusal),
            Ok(proposals) => assert!(proposals.is_empty(), "no passkey was asked for: {proposals:?}"),
        }
        self.ask(office, officer, at, command)
    }

    /// A passkey's signature for an act.
    pub(crate) fn proof_of(act: &str, key: &Authenticator) -> Presence {
        let nonce = Salt([key.counter.to_be_bytes()[3]; 16]);
        let answer = key.sign(&proof::challenge(act, nonce).0);
        Presence::Passkey(Box::new(Proof {
            credential: key.credential.clone().into(),
            nonce,
            authenticator: answer.authenticator_data.into(),
            client: answer.client_data.into(),
            signature: answer.signature.into(),
        }))
    }
}
