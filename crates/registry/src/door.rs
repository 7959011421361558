//! The one door by which clocks and chance enter. Everything else is handed a time or bytes.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use domain::entry::{Epoch, Salt};
use jiff::Timestamp;

/// A clock: the machine's, or one that is set by hand so that a year can be played in a minute.
#[derive(Debug, Clone, Default)]
pub struct Clock {
    /// Milliseconds since 1970 of a clock set by hand.
    played: Option<Arc<AtomicI64>>,
}

impl Clock {
    /// The machine's clock.
    pub fn machine() -> Self {
        Self::default()
    }

    /// A clock that stands still until it is set.
    pub fn played(at: Timestamp) -> Self {
        Self { played: Some(Arc::new(AtomicI64::new(at.as_millisecond()))) }
    }

    /// Sets a clock that is played; the machine's is left alone.
    pub fn set(&self, at: Timestamp) {
        if let Some(played) = &self.played {
            played.store(at.as_millisecond(), Ordering::Release);
        }
    }

    /// The time, to the millisecond, as the record keeps it.
    #[expect(clippy::disallowed_methods, reason = "this is the door")]
    pub fn now(&self) -> Timestamp {
        let milliseconds = match &self.played {
            Some(played) => played.load(Ordering::Acquire),
            None => Timestamp::now().as_millisecond(),
        };
        Timestamp::from_millisecond(milliseconds).unwrap_or(Timestamp::UNIX_EPOCH)
    }
}

/// Bytes of chance from the system, drawn in larger lots because each draw is a system call.
#[derive(Debug)]
pub struct Chance {
    lot: [u8; 4096],
    used: usize,
}

impl Default for Chance {
    fn default() -> Self {
        Self { lot: [0; 4096], used: 4096 }
    }
}

impl Chance {
    /// Sixteen bytes.
    fn sixteen(&mut self) -> [u8; 16] {
        if self.used + 16 > self.lot.len() {
            draw(&mut self.lot);
            self.used = 0;
        }
        let mut bytes = [0; 16];
        let drawn = &mut self.lot[self.used..self.used + 16];
        bytes.copy_from_slice(drawn);
        // What was used must not lie about in memory: a salt is what keeps a disposed paper from being guessed.
        drawn.fill(0);
        self.used += 16;
        bytes
    }

    /// A salt.
    pub fn salt(&mut self) -> Salt {
        Salt(self.sixteen())
    }

    /// The name of a new run of a journal.
    pub fn epoch(&mut self) -> Epoch {
        Epoch(self.sixteen())
    }
}

/// Fills bytes with chance, for keys and codes.
///
/// # Panics
///
/// If the system has no source of chance: without one nothing here is safe, and none we run on lacks it.
#[expect(clippy::disallowed_methods, reason = "this is the door")]
pub fn draw(bytes: &mut [u8]) {
    getrandom::fill(bytes)
        .expect("a system without chance cannot keep a record safely, and none we run on lacks it");
}
