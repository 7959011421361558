//! The client data: what the browser says it was asked, by whom and for what. It is JSON that the authenticator signs
//! the digest of, so nothing of it is believed before the signature is.

use serde::Deserialize;

use crate::ceremony::{Expected, Wrong};
use crate::text;

/// Longer than any browser writes.
const CLIENT_MAX: usize = 8 << 10;

/// Web Authentication Level 3, section 5.8.1.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Client {
    r#type: String,
    challenge: String,
    origin: String,
    #[serde(default)]
    cross_origin: bool,
    top_origin: Option<String>,
}

/// Checks the client data of a ceremony.
pub(crate) fn check(kind: &str, expected: &Expected<'_>, bytes: &[u8]) -> Result<(), Wrong> {
    if bytes.len() > CLIENT_MAX {
        return Err(Wrong::Unreadable);
    }
    let client: Client = serde_json::from_slice(bytes).map_err(|_| Wrong::Unreadable)?;
    if client.r#type != kind {
        return Err(Wrong::Kind);
    }
    if text::read(&client.challenge).is_none_or(|said| said != expected.challenge) {
        return Err(Wrong::Challenge);
    }
    let of_party = belongs(&client.origin, expected.party);
    if !of_party || expected.origin.is_some_and(|origin| origin != client.origin) {
        return Err(Wrong::Origin);
    }
    // A page of ours is never shown inside another's.
    if client.cross_origin || client.top_origin.is_some() {
        return Err(Wrong::Origin);
    }
    Ok(())
}

/// Whether an origin may speak for a party: the party's own host or one below it, through TLS or on this machine.
fn belongs(origin: &str, party: &str) -> bool {
    let Some((scheme, host)) = origin.split_once("://") else { return false };
    let (name, port) = host.split_once(':').unwrap_or((host, "0"));
    let below = name.strip_suffix(party).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'));
    let secure =
        scheme == "https" || (scheme == "http" && (name == "localhost" || name.ends_with(".localhost")));
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-');
    let numbered = !port.is_empty() && port.bytes().all(|digit| digit.is_ascii_digit());
    below && secure && numbered && name.bytes().all(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_origin_speaks_for_the_party_it_lies_under_and_for_no_other() {
        let ours = |origin| belongs(origin, "chancery.example");
        assert!(ours("https://chancery.example") && ours("https://par.chancery.example:8443"));
        for other in [
            "http://chancery.example",
            "https://evilchancery.example",
            "https://chancery.example.evil.test",
            "https://chancery.example@evil.test",
            "https://evil.test/chancery.example",
            "https://chancery.example:x",
            "chancery.example",
            "null",
        ] {
            assert!(!ours(other), "{other}");
        }
        assert!(belongs("http://localhost:8080", "localhost"));
    }
}
