//! A stretch of days: the use period (*käyttöaika*) of a grant, or a reporting period in it.

use chrono::NaiveDate;

/// Days from the first to the last, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UsePeriod {
    /// The first day.
    pub first: NaiveDate,
    /// The last day.
    pub last: NaiveDate,
}

/// The last day comes before the first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the last day {last} comes before the first day {first}; correct one of them")]
pub struct EndsBeforeItBegins {
    /// The first day given.
    pub first: NaiveDate,
    /// The last day given.
    pub last: NaiveDate,
}

impl UsePeriod {
    /// A stretch of at least one day.
    ///
    /// # Errors
    /// [`EndsBeforeItBegins`].
    pub fn new(first: NaiveDate, last: NaiveDate) -> Result<Self, EndsBeforeItBegins> {
        if last < first {
            Err(EndsBeforeItBegins { first, last })
        } else {
            Ok(Self { first, last })
        }
    }

    /// Whether the day lies in it.
    #[must_use]
    pub fn contains(&self, day: NaiveDate) -> bool {
        self.first <= day && day <= self.last
    }
}
