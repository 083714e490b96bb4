use rust_decimal::{Decimal, RoundingStrategy};

use crate::{
    money::{Money, Overflow},
    rate::Rate,
};

/// Budget, actual and forecast of something, EUR.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    /// The budget in force.
    pub budget: Money,
    /// Accepted by the authority.
    pub accepted: Money,
    /// Reported and not accepted yet.
    pub awaiting: Money,
    /// Accepted and reported together.
    pub actual: Money,
    /// The cost at completion as it is foreseen; never lower than the actual.
    pub forecast: Money,
    /// The forecast less the budget; negative when less is spent than planned.
    pub deviation: Money,
}

impl Figures {
    /// The figures of one place; `forecast` is what a person foresees at completion, the budget when nobody does.
    ///
    /// # Errors
    /// [`Overflow`] when a sum does not fit.
    pub fn of(
        budget: Money,
        accepted: Money,
        awaiting: Money,
        forecast: Option<Money>,
    ) -> Result<Self, Overflow> {
        let actual = accepted.checked_add(awaiting)?;
        let forecast = forecast.unwrap_or(budget).max(actual);
        Ok(Self {
            budget,
            accepted,
            awaiting,
            actual,
            forecast,
            deviation: forecast.checked_sub(budget)?,
        })
    }

    /// Several places together.
    ///
    /// # Errors
    /// [`Overflow`] when a sum does not fit.
    pub fn sum<'a>(of: impl IntoIterator<Item = &'a Self>) -> Result<Self, Overflow> {
        let mut sum = Self::default();
        for one in of {
            sum.budget = sum.budget.checked_add(one.budget)?;
            sum.accepted = sum.accepted.checked_add(one.accepted)?;
            sum.awaiting = sum.awaiting.checked_add(one.awaiting)?;
            sum.actual = sum.actual.checked_add(one.actual)?;
            sum.forecast = sum.forecast.checked_add(one.forecast)?;
            sum.deviation = sum.deviation.checked_add(one.deviation)?;
        }
        Ok(sum)
    }

    /// The deviation in per cent of the budget, rounded half up to two decimals; none without a budget.
    #[must_use]
    pub fn deviation_percent(&self) -> Option<Decimal> {
        percent_of(self.deviation, self.budget)
    }

    /// Whether the deviation, up or down, is more than this share of the budget.
    #[must_use]
    pub fn exceeds(&self, limit: Rate) -> bool {
        exceeds(self.deviation, self.budget, limit)
    }
}

/// A part in per cent of a whole, rounded half up to two decimals; none of nothing.
#[must_use]
pub fn percent_of(part: Money, whole: Money) -> Option<Decimal> {
    Decimal::from(part.cents())
        .checked_mul(Decimal::ONE_HUNDRED)?
        .checked_div(Decimal::from(whole.cents()))
        .map(|percent| percent.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero))
}

/// Whether a deviation, up or down, is more than this share of the whole; compared exactly, without rounding. Any
/// deviation from nothing is more.
#[must_use]
pub fn exceeds(deviation: Money, whole: Money, limit: Rate) -> bool {
    const WHOLE: u128 = 1_000_000;
    let deviation = u128::from(deviation.cents().unsigned_abs()).saturating_mul(WHOLE);
    let allowed = u128::from(whole.cents().unsigned_abs()).saturating_mul(u128::from(limit.millionths()));
    deviation > allowed
}
