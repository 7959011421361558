//! The form that asks a passkey: what it is asked stands in the form, a script hands it to the browser, and without the
//! script the page says what is needed.

use askama::Template;
use askama::filters::HtmlSafe;
use domain::words::Handle;
use passkey::text;

use crate::tongue::Tongue;

/// A form that a passkey answers.
#[derive(Clone, Debug, Template)]
#[cfg_attr(test, derive(serde::Serialize, serde::Deserialize))]
#[template(path = "key.html")]
pub(crate) struct KeyForm {
    pub(crate) action: String,
    /// `get` to sign, `create` to register.
    pub(crate) kind: String,
    pub(crate) challenge: String,
    pub(crate) party: String,
    /// The credentials that may sign, or that are registered already; none means any.
    pub(crate) keys: String,
    pub(crate) user: String,
    pub(crate) name: String,
    pub(crate) token: String,
    pub(crate) once: String,
    pub(crate) next: String,
    pub(crate) button: String,
    pub(crate) failed: String,
    pub(crate) without: String,
}

impl HtmlSafe for KeyForm {}

impl KeyForm {
    /// A form by which a passkey signs a challenge.
    pub(crate) fn signs(
        tongue: Tongue,
        action: String,
        party: &str,
        challenge: [u8; 32],
        button: &str,
    ) -> Self {
        Self {
            action,
            kind: "get".into(),
            challenge: text::of(&challenge),
            party: party.into(),
            keys: String::new(),
            user: String::new(),
            name: String::new(),
            token: String::new(),
            once: String::new(),
            next: String::new(),
            button: button.into(),
            failed: tongue.say("key-failed"),
            without: tongue.say("key-without"),
        }
    }

    /// A form by which an officer registers a passkey.
    pub(crate) fn registers(self, officer: &Handle) -> Self {
        // Section 14.6.1 of Web Authentication: the handle of the user tells nothing by itself.
        let user = passkey::digest(format!("chancery officer\0{officer}").as_bytes());
        Self { kind: "create".into(), user: text::of(&user), name: officer.to_string(), ..self }
    }

    /// Only these credentials, or not these when one is made.
    pub(crate) fn keys(self, keys: impl Iterator<Item = String>) -> Self {
        Self { keys: keys.collect::<Vec<_>>().join(" "), ..self }
    }

    /// The token of the browser's forms and a name for this submission.
    pub(crate) fn sealed(self, token: &str, once: &str) -> Self {
        Self { token: token.into(), once: once.into(), ..self }
    }

    /// Where to go afterwards.
    pub(crate) fn then(self, next: &str) -> Self {
        Self { next: next.into(), ..self }
    }
}
