//! The keys: what each does, where it works, and the switch that turns them off. Without scripts there are no keys, and
//! nothing on any page needs one.

use askama::Template;
use axum::response::Response;

use crate::page::{Place, Shell};
use crate::pages::sample_shell;
use crate::tongue::Tongue;
use crate::visit::Guest;

/// The page of the keys.
#[derive(Clone, Debug, Template)]
#[cfg_attr(test, derive(serde::Serialize, serde::Deserialize))]
#[template(path = "keys.html")]
pub(crate) struct Keys {
    pub(crate) page: Shell,
    pub(crate) groups: Vec<Group>,
}

/// Keys that belong together.
#[derive(Clone, Debug)]
#[cfg_attr(test, derive(serde::Serialize, serde::Deserialize))]
pub(crate) struct Group {
    pub(crate) heading: String,
    pub(crate) keys: Vec<Key>,
}

/// One key and what it does.
#[derive(Clone, Debug)]
#[cfg_attr(test, derive(serde::Serialize, serde::Deserialize))]
pub(crate) struct Key {
    pub(crate) key: String,
    pub(crate) does: String,
}

/// `GET /keys`
pub(crate) async fn show(guest: Guest) -> Response {
    guest
        .read(|visit| {
            Ok(Keys {
                page: visit.shell(&visit.say("keys-title"), Place::Nowhere),
                groups: groups(visit.tongue),
            })
        })
        .await
}

fn groups(tongue: Tongue) -> Vec<Group> {
    let lists = ["j", "k", "o", "u"].as_slice();
    let acts = ["a", "e", "Ctrl-Enter", "r", "c"].as_slice();
    let ways = ["g i", "g b", "g t", "g n", "g q", "g p", "g o", "Ctrl-K", "/", "?"].as_slice();
    [("lists", lists), ("acts", acts), ("ways", ways)]
        .into_iter()
        .map(|(id, keys)| Group {
            heading: tongue.word("keys-group", id),
            keys: keys
                .iter()
                .map(|key| {
                    let id = match *key {
                        "/" => "slash".to_owned(),
                        "?" => "help".to_owned(),
                        key => key.to_lowercase().replace(' ', "-"),
                    };
                    Key { key: (*key).into(), does: tongue.word("keys-does", &id) }
                })
                .collect(),
        })
        .collect()
}

/// The page as everybody sees it.
pub(crate) fn sample() -> Keys {
    Keys {
        page: sample_shell("Keys", Place::Nowhere, ("oceans.desk", "Headquarters")),
        groups: groups(Tongue::English),
    }
}
