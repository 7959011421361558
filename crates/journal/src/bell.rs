//! Wakes those who follow the record, when the writer in the same process has committed.

use std::sync::{Condvar, Mutex, PoisonError};
use std::time::Duration;

/// The last arrival that was made durable, and who waits for the next.
#[derive(Debug, Default)]
pub(crate) struct Bell {
    position: Mutex<u64>,
    rung: Condvar,
}

impl Bell {
    /// Tells all who wait that the record now reaches this far.
    pub(crate) fn ring(&self, reached: u64) {
        *self.position.lock().unwrap_or_else(PoisonError::into_inner) = reached;
        self.rung.notify_all();
    }

    /// Waits until the record reaches beyond a position, or for as long as given; says how far it reaches.
    pub(crate) fn wait(&self, beyond: u64, timeout: Duration) -> u64 {
        let position = self.position.lock().unwrap_or_else(PoisonError::into_inner);
        let waited = self.rung.wait_timeout_while(position, timeout, |reached| *reached <= beyond);
        *waited.unwrap_or_else(PoisonError::into_inner).0
    }
}
