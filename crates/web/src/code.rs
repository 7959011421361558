//! One-time codes: what an officer types to show that whoever keeps this server let them in. A code is drawn from
//! chance, kept as a digest only, good for one sign-in within a quarter of an hour, and replaced by the next one.
//! Whether its officer still holds a role is asked elsewhere.

use domain::words::Handle;
use jiff::{SignedDuration, Timestamp};
use rusqlite::params;
use sha2::{Digest, Sha256};

use crate::local::{Fault, Local};

/// How long a code is good.
const GOOD_FOR: SignedDuration = SignedDuration::from_mins(15);
/// Without I, L, O and U, which are read as something else; thirty-two, so that a byte of chance falls evenly.
const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// Ten letters of five bits: fifty bits.
const LENGTH: usize = 10;
/// Wrong tries are counted over this time.
const COUNTED_FOR: SignedDuration = SignedDuration::from_mins(1);
/// So many wrong tries may be made for one officer in that time.
const TRIES_EACH: usize = 5;
/// So many wrong tries may be made in all in that time.
const TRIES_ALL: usize = 300;

/// A code as it is told to an officer.
pub struct Code {
    /// What to type: two groups of five.
    pub words: String,
    /// Until when it is good.
    pub until: Timestamp,
}

/// What showing a code came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shown {
    /// It was good, and no longer is.
    Good,
    /// It was not good; why is nobody's business.
    Bad,
    /// Too many were wrong of late, so nobody looked.
    TooMany,
}

/// One wrong try.
pub(crate) struct Try {
    at: Timestamp,
    officer: [u8; 32],
}

impl Local {
    /// Makes a code for an officer, from fresh chance. An older one of theirs is void from now on.
    pub fn issue(&self, officer: &Handle, now: Timestamp, chance: [u8; LENGTH]) -> Result<Code, Fault> {
        let letters = chance.iter().map(|byte| usize::from(byte % 32));
        let code: String =
            letters.filter_map(|letter| LETTERS.get(letter)).map(|letter| char::from(*letter)).collect();
        let until = now.checked_add(GOOD_FOR).unwrap_or(Timestamp::MAX);
        let officer = officer.to_string();
        self.with(|db| {
            let writing = db.transaction()?;
            writing.execute("DELETE FROM code WHERE expires_at <= ?1 OR used = 1", [now.as_millisecond()])?;
            writing.execute(
                "INSERT OR REPLACE INTO code (officer, digest, expires_at, used) VALUES (?1, ?2, ?3, 0)",
                params![officer, digest(&officer, &code), until.as_millisecond()],
            )?;
            writing.commit()
        })?;
        let (one, other) = code.split_at(LENGTH / 2);
        Ok(Code { words: format!("{one}-{other}"), until })
    }

    /// Takes a code that somebody typed. Whether the officer is unknown or the code wrong, used or too old, the same is
    /// asked of the tables and the same is answered.
    pub(crate) fn redeem(&self, officer: &str, typed: &str, now: Timestamp) -> Result<Shown, Fault> {
        let who: [u8; 32] = Sha256::digest(officer).into();
        let mut tries = self.tries();
        // A clock may also be set back.
        tries.retain(|each| now.duration_since(each.at).abs() < COUNTED_FOR);
        if tries.len() >= TRIES_ALL || tries.iter().filter(|each| each.officer == who).count() >= TRIES_EACH {
            return Ok(Shown::TooMany);
        }
        // One statement, so that of two who show the same code at the same moment one gets in.
        let taken = self.with(|db| {
            let mut taking = db.prepare_cached(
                "UPDATE code SET used = 1 WHERE officer = ?1 AND digest = ?2 AND used = 0 AND expires_at > ?3",
            )?;
            taking.execute(params![officer, digest(officer, &plain(typed)), now.as_millisecond()])
        })?;
        if taken == 1 {
            return Ok(Shown::Good);
        }
        tries.push_back(Try { at: now, officer: who });
        Ok(Shown::Bad)
    }
}

/// What is kept of a code. The officer is in it, so that nobody's code is another's.
fn digest(officer: &str, code: &str) -> [u8; 32] {
    let digest = Sha256::new().chain_update(b"sign-in code\0").chain_update(officer.as_bytes());
    digest.chain_update(b"\0").chain_update(code.as_bytes()).finalize().into()
}

/// A code as it was meant: in capitals, without what stands between the groups, and with the digits people took for letters.
fn plain(typed: &str) -> String {
    let kept = typed.chars().filter(|letter| !letter.is_whitespace() && !matches!(letter, '-' | '‐' | '–'));
    let meant = kept.map(|letter| match letter.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        other => other,
    });
    // More than a few letters too many is no code, however long.
    meant.take(4 * LENGTH).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const DESK: &str = "oceans.desk";

    fn at(seconds: i64) -> Timestamp {
        Timestamp::UNIX_EPOCH + SignedDuration::from_secs(seconds)
    }

    fn issued(local: &Local, officer: &str, chance: u8) -> String {
        let officer = officer.parse().expect("a handle");
        local.issue(&officer, at(0), [chance; LENGTH]).expect("issued").words
    }

    fn shown(local: &Local, officer: &str, code: &str, seconds: i64) -> Shown {
        local.redeem(officer, code, at(seconds)).expect("looked at")
    }

    #[test]
    fn a_code_is_good_once_for_its_officer_and_for_a_quarter_of_an_hour() {
        let local = Local::in_memory();
        let code = issued(&local, DESK, 7);
        assert_eq!(code, "77777-77777");
        assert_eq!(shown(&local, "treaty.desk", &code, 1), Shown::Bad, "another officer");
        assert_eq!(shown(&local, "nobody", &code, 1), Shown::Bad, "an unknown officer");
        assert_eq!(shown(&local, DESK, &code, 899), Shown::Good);
        assert_eq!(shown(&local, DESK, &code, 899), Shown::Bad, "used");
        let code = issued(&local, DESK, 8);
        assert_eq!(shown(&local, DESK, &code, 900), Shown::Bad, "expired");
    }

    #[test]
    fn a_new_code_voids_the_one_before_and_leaves_the_others_alone() {
        let local = Local::in_memory();
        let other = issued(&local, "treaty.desk", 1);
        let (old, new) = (issued(&local, DESK, 2), issued(&local, DESK, 3));
        assert_eq!(shown(&local, DESK, &old, 1), Shown::Bad);
        assert_eq!(shown(&local, DESK, &new, 1), Shown::Good);
        assert_eq!(shown(&local, "treaty.desk", &other, 1), Shown::Good);
    }

    #[test]
    fn a_code_may_be_typed_as_people_type() {
        for typed in ["01AZ0-1AZ01", " oiaz0 laz01 ", "OLAZO–1az0I", "0 1 a z 0 1 a z 0 1"] {
            let (local, officer) = (Local::in_memory(), DESK.parse().expect("a handle"));
            let chance = [0, 1, 10, 31, 32, 33, 42, 255, 64, 1];
            assert_eq!(local.issue(&officer, at(0), chance).expect("issued").words, "01AZ0-1AZ01");
            assert_eq!(shown(&local, DESK, typed, 1), Shown::Good, "{typed}");
        }
        let local = Local::in_memory();
        issued(&local, DESK, 7);
        for typed in ["", "7777777777X", &"7".repeat(1 << 20), "'; DROP TABLE code; --"] {
            assert_eq!(shown(&local, DESK, typed, 1), Shown::Bad);
        }
    }

    #[test]
    fn only_a_digest_is_kept() {
        let local = Local::in_memory();
        let code = issued(&local, DESK, 9).replace('-', "");
        let kept: Vec<u8> =
            local.with(|db| db.query_row("SELECT digest FROM code", (), |row| row.get(0))).expect("one");
        assert_eq!(kept, digest(DESK, &code));
        assert_ne!(kept, digest("treaty.desk", &code), "the same letters are another's code");
    }

    #[test]
    fn after_five_wrong_tries_an_officer_waits_a_minute_and_so_does_one_who_is_not_known() {
        for officer in [DESK, "nobody"] {
            let local = Local::in_memory();
            let code = issued(&local, DESK, 4);
            let other = issued(&local, "treaty.desk", 5);
            for second in 0..5 {
                assert_eq!(shown(&local, officer, "00000-00000", second), Shown::Bad);
            }
            assert_eq!(shown(&local, officer, &code, 59), Shown::TooMany, "nobody looks");
            assert_eq!(shown(&local, "treaty.desk", &other, 59), Shown::Good, "others do not wait");
            assert_ne!(shown(&local, officer, &code, 60), Shown::TooMany);
        }
    }

    #[test]
    fn after_three_hundred_wrong_tries_everybody_waits() {
        let local = Local::in_memory();
        let code = issued(&local, DESK, 6);
        for n in 0..300 {
            assert_eq!(shown(&local, &format!("desk.{n}"), "wrong", 0), Shown::Bad);
        }
        assert_eq!(shown(&local, DESK, &code, 59), Shown::TooMany);
        assert_eq!(shown(&local, DESK, &code, 60), Shown::Good);
    }
}
