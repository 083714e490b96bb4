//! New identifiers: ordered by the clock's time, so that lists by id are lists by time.

use std::sync::{
    Mutex, PoisonError,
    atomic::{AtomicU64, Ordering},
};

use chrono::{DateTime, Utc};
use uuid::{Builder, ContextV7, Timestamp, Uuid};

/// Makes identifiers; within one millisecond each is larger than the one before.
#[derive(Debug)]
pub(crate) enum IdSource {
    /// Nobody can guess the next one.
    Unguessable(Mutex<ContextV7>),
    /// Counted: the same commands at the same times make the same ids.
    Counted(AtomicU64),
}

impl IdSource {
    pub(crate) fn new() -> Self {
        Self::Unguessable(Mutex::new(ContextV7::new()))
    }

    pub(crate) const fn counted() -> Self {
        Self::Counted(AtomicU64::new(1))
    }

    pub(crate) fn next(&self, now: DateTime<Utc>) -> Uuid {
        match self {
            Self::Unguessable(context) => {
                let context = context.lock().unwrap_or_else(PoisonError::into_inner);
                let seconds = u64::try_from(now.timestamp()).unwrap_or_default();
                Uuid::new_v7(Timestamp::from_unix(
                    &*context,
                    seconds,
                    now.timestamp_subsec_nanos(),
                ))
            }
            Self::Counted(counter) => {
                let mut rest = [0; 10];
                rest[2..].copy_from_slice(&counter.fetch_add(1, Ordering::Relaxed).to_be_bytes());
                let milliseconds = u64::try_from(now.timestamp_millis()).unwrap_or_default();
                Builder::from_unix_timestamp_millis(milliseconds, &rest).into_uuid()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_grow_with_the_time_and_within_it() {
        for source in [IdSource::new(), IdSource::counted()] {
            let start = DateTime::from_timestamp(1_800_000_000, 0).unwrap();
            let mut last = Uuid::nil();
            for step in 0..300 {
                let next = source.next(start + chrono::Duration::milliseconds(step / 100));
                assert!(next > last && next.get_version_num() == 7, "{next} after {last}");
                last = next;
            }
        }
    }

    #[test]
    fn counted_ids_repeat() {
        let now = DateTime::from_timestamp(1_800_000_000, 0).unwrap();
        let of = |source: &IdSource| [source.next(now), source.next(now)];
        assert_eq!(of(&IdSource::counted()), of(&IdSource::counted()));
        assert_ne!(of(&IdSource::new()), of(&IdSource::new()));
    }
}
