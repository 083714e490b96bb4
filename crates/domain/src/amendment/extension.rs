//! A longer use period: the chain of periods goes on without a gap.

use chrono::{Days, NaiveDate};

use crate::{
    ids::PeriodId,
    project::Period,
    schedule::{CostPeriod, cost_periods},
    use_period::UsePeriod,
};

/// More than ten years more is a slip of the keyboard.
const FARTHEST: Days = Days::new(3660);

/// Why a use period cannot end then.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ExtensionRefused {
    /// Not later.
    #[error("the use period ends on {0} already; name a later last day")]
    NotLater(NaiveDate),
    /// Too far.
    #[error("a use period is extended by ten years at most; name an earlier last day")]
    TooFar,
    /// The money is gone by then.
    #[error("the appropriation can be paid until {0} only; name a last day before that")]
    AfterExpiry(NaiveDate),
}

/// A period as the chain of them needs to be known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Link {
    /// The period.
    pub period: Period,
    /// Whether a cost report or a claim rests on it, so that its days stay as they are.
    pub used: bool,
}

/// How the chain goes on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Continuation {
    /// The last period, when nothing rests on it and its calendar period ends later.
    pub lengthened: Option<(PeriodId, UsePeriod)>,
    /// New periods with their numbers, in order.
    pub added: Vec<(i32, UsePeriod)>,
}

/// Whether the use period can end on this day.
///
/// # Errors
/// [`ExtensionRefused`].
pub fn check(
    use_period: UsePeriod,
    last: NaiveDate,
    expires_on: Option<NaiveDate>,
) -> Result<(), ExtensionRefused> {
    if last <= use_period.last {
        return Err(ExtensionRefused::NotLater(use_period.last));
    }
    let farthest = use_period.last.checked_add_days(FARTHEST);
    if farthest.is_none_or(|farthest| last > farthest) {
        return Err(ExtensionRefused::TooFar);
    }
    match expires_on {
        Some(expires) if last >= expires => Err(ExtensionRefused::AfterExpiry(expires)),
        _ => Ok(()),
    }
}

/// Continues the chain to a later last day: the last period is lengthened to the end of its calendar
/// period while nothing rests on it, and new ones follow on the day after. What exists is not renumbered.
#[must_use]
pub fn continue_periods(length: CostPeriod, chain: &[Link], last: NaiveDate) -> Continuation {
    let Some(end) = chain.iter().max_by_key(|link| link.period.number) else {
        return Continuation::default();
    };
    let mut continuation = Continuation::default();
    let mut next = end.period.days.last.succ_opt();
    if !end.used {
        let whole = UsePeriod {
            first: end.period.days.first,
            last,
        };
        if let Some(days) = cost_periods(length, whole).first()
            && days.last > end.period.days.last
        {
            continuation.lengthened = Some((end.period.id, *days));
            next = days.last.succ_opt();
        }
    }
    if let Some(first) = next.filter(|first| *first <= last) {
        let numbers = end.period.number.saturating_add(1)..;
        continuation.added = numbers
            .zip(cost_periods(length, UsePeriod { first, last }))
            .collect();
    }
    continuation
}

#[cfg(test)]
mod tests;
