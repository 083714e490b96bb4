//! A use period that ends before its time: the chain of periods is cut on the last day.

use chrono::NaiveDate;

use super::extension::Link;
use crate::{ids::PeriodId, use_period::UsePeriod, workflow::RefusalCode};

/// Why a use period cannot end then.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StopRefused {
    /// Nothing would stop.
    #[error("the use period ends on {0} as it is; name an earlier last day")]
    NotEarlier(NaiveDate),
    /// The project would never have been.
    #[error("the use period begins on {0}; name that day or a later one")]
    BeforeTheBeginning(NaiveDate),
    /// Costs would lose their ground.
    #[error(
        "cost reports hold costs until {0}; name that day or a later one, or have the later costs taken out first"
    )]
    CostsAfter(NaiveDate),
    /// A period is reported on already.
    #[error("cost reports of the period that begins on {0} are open; name that day or a later one")]
    PeriodOpened(NaiveDate),
}

impl StopRefused {
    /// The same for programs.
    #[must_use]
    pub const fn code(&self) -> RefusalCode {
        match self {
            Self::NotEarlier(_) | Self::BeforeTheBeginning(_) => RefusalCode::InvalidInput,
            Self::CostsAfter(_) | Self::PeriodOpened(_) => RefusalCode::LimitExceeded,
        }
    }
}

/// How the chain of periods is cut.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Curtailment {
    /// The period in which the last day lies, when nothing rests on it and it would end later.
    pub shortened: Option<(PeriodId, UsePeriod)>,
    /// The periods after it.
    pub removed: Vec<PeriodId>,
}

/// Cuts the chain on the last day. A period on which a cost report rests keeps its days: the use period
/// decides which of its costs are eligible.
///
/// # Errors
/// [`StopRefused`]: unless the day is in the use period and before its end, and when costs or cost reports of
/// later days are there; `costs_until` is the last day of which there are any.
pub fn curtail(
    use_period: UsePeriod,
    chain: &[Link],
    last: NaiveDate,
    costs_until: Option<NaiveDate>,
) -> Result<Curtailment, StopRefused> {
    if last >= use_period.last {
        return Err(StopRefused::NotEarlier(use_period.last));
    }
    if last < use_period.first {
        return Err(StopRefused::BeforeTheBeginning(use_period.first));
    }
    if let Some(until) = costs_until.filter(|until| *until > last) {
        return Err(StopRefused::CostsAfter(until));
    }
    let after = |link: &&Link| link.period.days.first > last;
    let opened = chain.iter().filter(after).filter(|link| link.used);
    if let Some(first) = opened.map(|link| link.period.days.first).max() {
        return Err(StopRefused::PeriodOpened(first));
    }
    let cut = chain
        .iter()
        .find(|link| !link.used && link.period.days.contains(last) && link.period.days.last > last);
    Ok(Curtailment {
        shortened: cut.map(|link| {
            let first = link.period.days.first;
            (link.period.id, UsePeriod { first, last })
        }),
        removed: chain.iter().filter(after).map(|link| link.period.id).collect(),
    })
}

#[cfg(test)]
mod tests;
