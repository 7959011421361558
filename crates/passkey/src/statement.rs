//! The authenticator data: which party it was made for, whether a person was there and was verified, the counter, and at
//! a registration the new credential with its key. Its bytes are read strictly: what is cut short or left over is wrong.

use ciborium::Value;

use crate::ceremony::Wrong;

// Web Authentication Level 3, section 6.1: the bits of the flags.
const PRESENT: u8 = 0x01;
const VERIFIED: u8 = 0x04;
const BACKUP_ELIGIBLE: u8 = 0x08;
const BACKED_UP: u8 = 0x10;
const CREDENTIAL: u8 = 0x40;
const EXTENSIONS: u8 = 0x80;

/// The longest name a credential may have (section 7.1, step on the credential's identity).
const CREDENTIAL_MAX: usize = 1023;

/// What an authenticator states.
#[derive(Debug)]
pub(crate) struct Statement<'a> {
    pub(crate) party: &'a [u8; 32],
    flags: u8,
    pub(crate) counter: u32,
    pub(crate) fresh: Option<Fresh<'a>>,
}

/// A credential just made: its name, and its public key in COSE.
#[derive(Debug)]
pub(crate) struct Fresh<'a> {
    pub(crate) credential: &'a [u8],
    pub(crate) key: &'a [u8],
}

impl<'a> Statement<'a> {
    /// Reads the whole of the bytes.
    pub(crate) fn read(bytes: &'a [u8]) -> Result<Self, Wrong> {
        let mut left = bytes;
        let party = take(&mut left)?;
        let [flags] = *take::<1>(&mut left)?;
        let counter = u32::from_be_bytes(*take(&mut left)?);
        let fresh = if flags & CREDENTIAL == 0 { None } else { Some(Fresh::read(&mut left)?) };
        if flags & EXTENSIONS != 0 {
            let extensions = value(&mut left)?;
            extensions.is_map().then_some(()).ok_or(Wrong::Unreadable)?;
        }
        // Section 6.1: nothing else may follow.
        if !left.is_empty() {
            return Err(Wrong::Unreadable);
        }
        Ok(Self { party, flags, counter, fresh })
    }

    pub(crate) fn is_present(&self) -> bool {
        self.flags & PRESENT != 0
    }

    pub(crate) fn is_verified(&self) -> bool {
        self.flags & VERIFIED != 0
    }

    /// Whether the key may be copied to other devices of its holder.
    pub(crate) fn is_synced(&self) -> bool {
        self.flags & BACKUP_ELIGIBLE != 0
    }

    /// A key cannot be backed up that may not be.
    pub(crate) fn is_consistent(&self) -> bool {
        self.flags & BACKED_UP == 0 || self.is_synced()
    }
}

impl<'a> Fresh<'a> {
    fn read(left: &mut &'a [u8]) -> Result<Self, Wrong> {
        // The model of the authenticator is passed over.
        take::<16>(left)?;
        let length = usize::from(u16::from_be_bytes(*take(left)?));
        if length == 0 || length > CREDENTIAL_MAX {
            return Err(Wrong::Unreadable);
        }
        let (credential, rest) = left.split_at_checked(length).ok_or(Wrong::Unreadable)?;
        *left = rest;
        let before = *left;
        value(left)?;
        let (key, _) = before.split_at_checked(before.len() - left.len()).ok_or(Wrong::Unreadable)?;
        Ok(Self { credential, key })
    }
}

/// Takes the next bytes.
fn take<'a, const N: usize>(left: &mut &'a [u8]) -> Result<&'a [u8; N], Wrong> {
    let (taken, rest) = left.split_first_chunk().ok_or(Wrong::Unreadable)?;
    *left = rest;
    Ok(taken)
}

/// Takes the next value of CBOR.
pub(crate) fn value(left: &mut &[u8]) -> Result<Value, Wrong> {
    ciborium::de::from_reader_with_recursion_limit(left, 8).map_err(|_| Wrong::Unreadable)
}
