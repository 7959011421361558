//! Public keys as authenticators give them, in COSE, and the signatures they check. Three algorithms are taken: those that
//! security keys, telephones and computers use.

use ciborium::Value;
use ring::signature;

use crate::ceremony::Wrong;
use crate::statement::value;

/// The algorithms by their numbers in COSE, best first (RFC 9053, sections 2.1 and 2.2; RFC 8812, section 2).
pub(crate) const ES256: i128 = -7;
pub(crate) const EDDSA: i128 = -8;
pub(crate) const RS256: i128 = -257;

/// A public key.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Key {
    /// A point on P-256, uncompressed.
    Es256([u8; 65]),
    /// Ed25519.
    EdDsa([u8; 32]),
    /// RSA: modulus and exponent.
    Rs256(Vec<u8>, Vec<u8>),
}

impl Key {
    /// Reads a key that has to be one of ours and nothing more.
    pub(crate) fn read(bytes: &[u8]) -> Result<Self, Wrong> {
        let mut left = bytes;
        let Value::Map(members) = value(&mut left)? else { return Err(Wrong::Key) };
        if !left.is_empty() {
            return Err(Wrong::Key);
        }
        let member = |label: i128| {
            let mut found = members.iter().filter(|(name, _)| integer(name) == Some(label));
            // A label that stands twice could be read in two ways.
            found.next().map(|(_, value)| value).filter(|_| found.next().is_none())
        };
        let number = |label| member(label).and_then(integer);
        let octets = |label| member(label).and_then(Value::as_bytes).ok_or(Wrong::Key);
        // RFC 9052, section 7.1: 1 is the type of the key, 3 its algorithm; RFC 9053, section 7: -1 is the curve.
        match (number(1), number(3), number(-1)) {
            (Some(2), Some(ES256), Some(1)) => {
                let mut point = [4; 65];
                let (x, y) = (octets(-2)?, octets(-3)?);
                if (x.len(), y.len()) != (32, 32) {
                    return Err(Wrong::Key);
                }
                for (place, byte) in point.iter_mut().skip(1).zip(x.iter().chain(y)) {
                    *place = *byte;
                }
                Ok(Self::Es256(point))
            }
            (Some(1), Some(EDDSA), Some(6)) => {
                octets(-2)?.as_slice().try_into().map(Self::EdDsa).map_err(|_| Wrong::Key)
            }
            (Some(3), Some(RS256), _) => Ok(Self::Rs256(octets(-1)?.clone(), octets(-2)?.clone())),
            _ => Err(Wrong::Key),
        }
    }

    /// Whether it made a signature over a message.
    pub(crate) fn signed(&self, message: &[u8], said: &[u8]) -> bool {
        let checked = match self {
            Self::Es256(point) => {
                signature::UnparsedPublicKey::new(&signature::ECDSA_P256_SHA256_ASN1, point)
                    .verify(message, said)
            }
            Self::EdDsa(key) => {
                signature::UnparsedPublicKey::new(&signature::ED25519, key).verify(message, said)
            }
            Self::Rs256(n, e) => {
                let key = signature::RsaPublicKeyComponents { n, e };
                key.verify(&signature::RSA_PKCS1_2048_8192_SHA256, message, said)
            }
        };
        checked.is_ok()
    }
}

fn integer(value: &Value) -> Option<i128> {
    value.as_integer().map(i128::from)
}
