//! Faults of an embedded database's disk. A statement that such a fault ends is not put to rest by the driver: its
//! connection goes on reading what was there before, and is refused each lock, for ever. Every connection that was open
//! then is closed instead of being used again; after a full disk work goes on without starting anything anew.

use std::{
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};

use sea_orm::{DbErr, sqlx::error::DatabaseError};

use crate::error::answer;

/// When a fault was seen last. Of the whole process: an error does not know whose it is, and closing a connection for
/// nothing costs a millisecond.
static LAST: Mutex<Option<Instant>> = Mutex::new(None);

/// By SQLite's numbers: no memory, a disk that cannot be read or written, damage, a full disk, a file that cannot be
/// opened, no database.
const FAULTS: [i32; 6] = [7, 10, 11, 13, 14, 26];

/// Notes the time when an error is such a fault.
pub(crate) fn note(error: &DbErr) {
    if is_fault(error) {
        *LAST.lock().unwrap_or_else(PoisonError::into_inner) = Some(Instant::now());
    }
}

fn is_fault(error: &DbErr) -> bool {
    let code = answer(error).and_then(DatabaseError::code);
    // Extended numbers have the plain one in their last byte; those of PostgreSQL have five signs.
    let number = code.and_then(|code| (code.len() < 5).then(|| code.parse::<i32>().ok()).flatten());
    number.is_some_and(|number| FAULTS.contains(&(number & 0xff)))
}

/// Whether a connection of this age was opened after the last fault.
pub(super) fn is_sound(age: Duration) -> bool {
    let last = *LAST.lock().unwrap_or_else(PoisonError::into_inner);
    last.is_none_or(|last| age < last.elapsed())
}
