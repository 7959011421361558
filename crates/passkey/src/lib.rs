//! What a passkey says, read and checked by Web Authentication Level 3: the registration of a new key and the assertion
//! by which it signs. Pure: whoever asks hands in the challenge, and keeps counters and keys. No attestation is asked for,
//! so the model of an authenticator is neither known nor kept.

mod ceremony;
mod client;
mod key;
mod statement;

#[cfg(any(test, feature = "software"))]
pub mod software;

pub use ceremony::{Expected, Registered, Said, Seen, Wrong, assertion, registration, went_on};

/// The SHA-256 of some bytes, by which a challenge stands for a text.
pub fn digest(bytes: &[u8]) -> [u8; 32] {
    let mut digest = [0; 32];
    digest.copy_from_slice(ring::digest::digest(&ring::digest::SHA256, bytes).as_ref());
    digest
}

/// Binary values in the text form that Web Authentication gives them: base64url without padding.
pub mod text {
    use data_encoding::BASE64URL_NOPAD;

    /// Bytes as text.
    pub fn of(bytes: &[u8]) -> String {
        BASE64URL_NOPAD.encode(bytes)
    }

    /// The bytes a text stands for, if it stands for any.
    pub fn read(text: &str) -> Option<Vec<u8>> {
        BASE64URL_NOPAD.decode(text.as_bytes()).ok()
    }
}

#[cfg(test)]
mod tests;
