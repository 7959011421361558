//! How often somebody may ask: so many times at once, and then as fast as a bucket fills. Kept in memory only, by the
//! digest of whoever asks; a server that starts anew forgives. What is asked is not known here.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use jiff::{SignedDuration, Timestamp};

/// So many askers are kept apart; then those whose buckets are full are forgotten.
const ASKERS_MAX: usize = 10_000;

/// A rate, and how much of it each asker has used.
#[derive(Debug)]
pub(crate) struct Rate {
    per_minute: u32,
    used: Mutex<HashMap<[u8; 32], Bucket>>,
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
        if all.len() >= ASKERS_MAX && !all.contains_key(&asker) {
            all.retain(|_, bucket| self.left(*bucket, now) > 0);
        }
        let used = all.get(&asker).map_or(0, |bucket| self.left(*bucket, now));
        if used + 1_000 > most {
            let over = used + 1_000 - most;
            let wait = (over * 60).div_ceil(u64::from(self.per_minute));
            return Err(SignedDuration::from_millis(i64::try_from(wait).unwrap_or(i64::MAX)));
        }
        all.insert(asker, Bucket { used: used + 1_000, at: now });
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
}
