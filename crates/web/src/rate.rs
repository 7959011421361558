//! How often somebody may ask: so many times at once, and then as fast as a bucket fills. Kept in memory only, by the
//! digest of whoever asks; a server that starts anew forgives. What is asked is not known here.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use jiff::{SignedDuration, Timestamp};

/// So many askers are kept apart; those who come then share one bucket, until others have been forgotten.
const ASKERS_MAX: usize = 10_000;
/// How often it is looked whom to forget.
const SWEPT_EVERY: SignedDuration = SignedDuration::from_secs(1);

/// A rate, and how much of it each asker has used.
#[derive(Debug)]
pub(crate) struct Rate {
    per_minute: u32,
    used: Mutex<Used>,
}

#[derive(Debug, Default)]
struct Used {
    each: HashMap<[u8; 32], Bucket>,
    /// What those have used who came when there was no room.
    others: Option<Bucket>,
    swept_at: Option<Timestamp>,
}

/// How much an asker has used, and when that was so.
#[derive(Clone, Copy, Debug)]
struct Bucket {
    /// In thousandths of a question, because a millisecond frees only a part of one.
    used: u64,
    at: Timestamp,
}

impl Rate {
    /// A rate of so many questions a minute, all of which may come at once.
    pub(crate) fn new(per_minute: u32) -> Self {
        Self { per_minute: per_minute.max(1), used: Mutex::default() }
    }

    /// Counts a question; says how long to wait if it is one too many.
    pub(crate) fn count(&self, asker: [u8; 32], now: Timestamp) -> Result<(), SignedDuration> {
        let most = u64::from(self.per_minute) * 1_000;
        // A panic elsewhere cannot leave a bucket half written.
        let mut all = self.used.lock().unwrap_or_else(PoisonError::into_inner);
        let full = all.each.len() >= ASKERS_MAX;
        if full && all.swept_at.is_none_or(|swept| now.duration_since(swept).abs() >= SWEPT_EVERY) {
            all.swept_at = Some(now);
            all.each.retain(|_, bucket| self.left(*bucket, now) > 0);
        }
        let apart = all.each.len() < ASKERS_MAX || all.each.contains_key(&asker);
        let bucket = if apart { all.each.get(&asker).copied() } else { all.others };
        let used = bucket.map_or(0, |bucket| self.left(bucket, now));
        if used + 1_000 > most {
            let over = used + 1_000 - most;
            let wait = (over * 60).div_ceil(u64::from(self.per_minute));
            return Err(SignedDuration::from_millis(i64::try_from(wait).unwrap_or(i64::MAX)));
        }
        let bucket = Bucket { used: used + 1_000, at: now };
        if apart {
            all.each.insert(asker, bucket);
        } else {
            all.others = Some(bucket);
        }
        Ok(())
    }

    /// What a bucket still holds after what has flowed out since.
    fn left(&self, bucket: Bucket, now: Timestamp) -> u64 {
        // A clock may also be set back; then the bucket stands still.
        let passed = u64::try_from(now.duration_since(bucket.at).as_millis()).unwrap_or(0);
        bucket.used.saturating_sub(passed.saturating_mul(u64::from(self.per_minute)) / 60)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> Timestamp {
        Timestamp::UNIX_EPOCH + SignedDuration::from_secs(seconds)
    }

    #[test]
    fn so_many_may_be_asked_at_once_and_then_as_many_as_time_frees() {
        let rate = Rate::new(60);
        assert!((0..60).all(|_| rate.count([1; 32], at(0)).is_ok()));
        let wait = rate.count([1; 32], at(0)).expect_err("one too many");
        assert_eq!(wait, SignedDuration::from_secs(1));
        assert!(rate.count([2; 32], at(0)).is_ok(), "another asker has a bucket of their own");
        assert!(rate.count([1; 32], at(1)).is_ok());
        assert!(rate.count([1; 32], at(1)).is_err());
        assert_eq!((0..99).filter(|_| rate.count([1; 32], at(3600)).is_ok()).count(), 60);
    }

    #[test]
    fn a_clock_that_is_set_back_frees_nothing_and_takes_nothing() {
        let rate = Rate::new(2);
        assert!(rate.count([1; 32], at(100)).is_ok());
        assert!(rate.count([1; 32], at(0)).is_ok());
        assert!(rate.count([1; 32], at(0)).is_err());
    }

    #[test]
    fn whoever_asks_in_ever_new_names_fills_no_memory_and_gets_no_more() {
        let rate = Rate::new(1);
        let named = |number: u32| {
            let mut asker = [0; 32];
            asker[..4].copy_from_slice(&number.to_be_bytes());
            asker
        };
        let served = (0..50_000).filter(|number| rate.count(named(*number), at(0)).is_ok()).count();
        assert_eq!(served, ASKERS_MAX + 1);
        assert!(rate.count(named(90_000), at(60)).is_ok(), "and time frees their places");
        assert!(rate.used.lock().expect("whole").each.len() <= ASKERS_MAX);
    }
}
