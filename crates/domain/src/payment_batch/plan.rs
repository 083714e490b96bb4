use std::collections::BTreeSet;

use chrono::{Days, NaiveDate};

use crate::{calendar, ids::PayoutId};

/// So many payments are in one file at most: a person must be able to look through what is approved.
pub const MOST_LINES: usize = 500;
/// Banks keep a file for so many days at most.
const MOST_DAYS_AHEAD: u64 = 60;

/// Why a batch cannot be put together so.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PlanRefused {
    /// Nothing is to be paid.
    #[error("name the payouts that are to be paid")]
    Empty,
    /// More than a person looks through.
    #[error("a batch holds at most {MOST_LINES} payouts, these are {0}; make several batches")]
    TooMany(usize),
    /// The same payout again.
    #[error("this payout is named before; name each once")]
    Twice(usize),
    /// A day that was.
    #[error("the bank cannot pay on {0}, which is past; choose a working day from today on")]
    Past(NaiveDate),
    /// Banks do not pay on such a day.
    #[error("banks do not pay on {0}; the next working day is {1}")]
    NoWorkingDay(NaiveDate, NaiveDate),
    /// Banks do not keep it so long.
    #[error("the bank keeps a file for 60 days at most; choose a day until {0}")]
    TooFar(NaiveDate),
}

impl PlanRefused {
    /// Where in the input the fault is.
    #[must_use]
    pub fn path(&self) -> Vec<String> {
        let payouts = "payoutIds".to_owned();
        match self {
            Self::Empty | Self::TooMany(_) => vec![payouts],
            Self::Twice(place) => vec![payouts, place.to_string()],
            Self::Past(_) | Self::NoWorkingDay(..) | Self::TooFar(_) => vec!["executionDate".to_owned()],
        }
    }
}

/// Whether a batch of these payouts can be paid on that day.
///
/// # Errors
/// The first thing that cannot be.
pub fn check_plan(payouts: &[PayoutId], day: NaiveDate, today: NaiveDate) -> Result<(), PlanRefused> {
    if payouts.is_empty() {
        return Err(PlanRefused::Empty);
    }
    if payouts.len() > MOST_LINES {
        return Err(PlanRefused::TooMany(payouts.len()));
    }
    let mut seen = BTreeSet::new();
    if let Some(place) = payouts.iter().position(|&payout| !seen.insert(payout)) {
        return Err(PlanRefused::Twice(place));
    }
    if day < today {
        return Err(PlanRefused::Past(day));
    }
    if !calendar::is_working_day(day) {
        return Err(PlanRefused::NoWorkingDay(day, calendar::roll(day)));
    }
    let last = today + Days::new(MOST_DAYS_AHEAD);
    if day > last {
        return Err(PlanRefused::TooFar(last));
    }
    Ok(())
}
