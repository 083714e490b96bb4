//! Small steps between columns and domain values, each refusing what cannot be.

use std::str::FromStr;

use chrono::{DateTime, Utc};
use talkoot_domain::workflow::Stamp;
use uuid::Uuid;

use crate::StorageError;

/// A stored code as its enum.
pub(crate) fn code<T: FromStr>(
    table: &'static str,
    row: impl ToString,
    column: &str,
    text: &str,
) -> Result<T, StorageError> {
    text.parse().map_err(|_| {
        StorageError::inconsistent(table, row, format!("{column} is \"{text}\", which is unknown"))
    })
}

/// Two nullable columns that together say who and when.
pub(crate) fn stamp(by: Option<Uuid>, at: Option<DateTime<Utc>>) -> Option<Stamp> {
    Some(Stamp {
        by: by?.into(),
        at: at?,
    })
}

/// The two columns of a stamp.
pub(crate) fn stamp_columns(stamp: Option<Stamp>) -> (Option<Uuid>, Option<DateTime<Utc>>) {
    (stamp.map(|stamp| stamp.by.into()), stamp.map(|stamp| stamp.at))
}
