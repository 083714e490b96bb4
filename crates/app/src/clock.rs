//! The one clock. Nothing else in the system reads the time.

use std::{
    fmt,
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicI64, Ordering},
    },
};

use chrono::{DateTime, Duration, DurationRound, Utc};

/// Tells the time in UTC, in whole microseconds, which both databases can hold.
pub trait Clock: Send + Sync + fmt::Debug {
    /// Now.
    fn now(&self) -> DateTime<Utc>;
}

/// The machine's clock.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(
        clippy::disallowed_methods,
        reason = "the one place that reads the wall clock"
    )]
    fn now(&self) -> DateTime<Utc> {
        let now = Utc::now();
        now.duration_trunc(Duration::microseconds(1)).unwrap_or(now)
    }
}

/// The demonstration's clock: the machine's, running ahead.
#[derive(Debug, Default)]
pub struct ShiftedClock {
    ahead_microseconds: AtomicI64,
}

impl ShiftedClock {
    /// A clock that runs ahead by so many microseconds.
    #[must_use]
    pub const fn new(ahead_microseconds: i64) -> Self {
        Self {
            ahead_microseconds: AtomicI64::new(ahead_microseconds),
        }
    }

    /// Lets it run ahead by so many microseconds from now on.
    pub fn set(&self, ahead_microseconds: i64) {
        self.ahead_microseconds
            .store(ahead_microseconds, Ordering::SeqCst);
    }
}

impl Clock for ShiftedClock {
    fn now(&self) -> DateTime<Utc> {
        SystemClock.now() + Duration::microseconds(self.ahead_microseconds.load(Ordering::SeqCst))
    }
}

/// A clock that stands still until it is moved.
#[derive(Debug)]
pub struct ManualClock(Mutex<DateTime<Utc>>);

impl ManualClock {
    /// A clock that shows this time.
    #[must_use]
    pub const fn new(now: DateTime<Utc>) -> Self {
        Self(Mutex::new(now))
    }

    /// Shows another time from now on.
    pub fn set(&self, now: DateTime<Utc>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = now;
    }

    /// Moves on by so much.
    pub fn advance(&self, by: Duration) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) += by;
    }
}

impl Clock for ManualClock {
    fn now(&self) -> DateTime<Utc> {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
