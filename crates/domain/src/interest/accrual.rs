use chrono::NaiveDate;

use super::{HalfYear, NoReferenceRate, ReferenceRates};
use crate::{
    entitlement::{Explanation, Input, Quantity, Rule},
    money::{Money, Overflow},
    rate::Rate,
    rounding::{Fraction, Rounding},
};

/// What is added to the reference rate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::EnumIter, strum::EnumString, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum Margin {
    /// 3 percentage points, from the payment on (act 688/2001, 24 §).
    Recovery,
    /// 7 percentage points, from the due date on (act 688/2001, 25 §; *korkolaki* 4 § 1 mom.).
    Late,
}

impl Margin {
    /// The addition in millionths of the whole.
    const fn millionths(self) -> u32 {
        match self {
            Self::Recovery => 30_000,
            Self::Late => 70_000,
        }
    }

    const fn rule(self) -> Rule {
        match self {
            Self::Recovery => Rule::RecoveryInterest,
            Self::Late => Rule::LateInterest,
        }
    }
}

/// An amount that was owed for some days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// What was owed, EUR.
    pub principal: Money,
    /// The day before the first that counts: of the payment, or when it was due.
    pub after: NaiveDate,
    /// The last day that counts: of the repayment.
    pub until: NaiveDate,
}

/// The days of a stretch that lie in one half-year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Segment {
    /// What was owed, EUR.
    pub principal: Money,
    /// The first day that counts.
    pub first: NaiveDate,
    /// The last day that counts.
    pub last: NaiveDate,
    /// How many days, both included.
    pub days: i64,
    /// The reference rate of the half-year.
    pub reference: Rate,
    /// The rate with the addition, per cent a year.
    pub rate: Rate,
    /// The exact interest in EUR, cut after ten decimals and marked when it does not end there.
    pub unrounded: String,
}

/// Interest and how it came about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Accrual {
    /// The segments, in the order of the stretches.
    pub segments: Vec<Segment>,
    /// The whole sum: the result is rounded once.
    pub explanation: Explanation,
}

impl Accrual {
    /// The interest, EUR.
    #[must_use]
    pub const fn amount(&self) -> Money {
        self.explanation.result
    }
}

/// Why interest cannot be computed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CannotAccrue {
    /// The end lies before the beginning.
    #[error("interest cannot run from {after} to {until}: the second day is earlier")]
    Backwards {
        /// The day before the first that counts.
        after: NaiveDate,
        /// The last day that counts.
        until: NaiveDate,
    },
    /// A debt below nothing.
    #[error("{0} is no debt; interest runs on amounts that are owed")]
    NotOwed(Money),
    /// A rate is not known.
    #[error(transparent)]
    NoRate(#[from] NoReferenceRate),
    /// The numbers are too large.
    #[error(transparent)]
    TooLarge(#[from] Overflow),
}

/// Cents times millionths times days, over this, are cents: ACT/365.
const DENOMINATOR: i128 = 1_000_000 * 365;

/// The interest on what was owed, exact over all stretches and half-years, rounded once at the end.
///
/// # Errors
/// [`CannotAccrue`]; a half-year without a known rate is an error, never a guess.
pub fn accrue(
    stretches: &[Stretch],
    margin: Margin,
    rates: &ReferenceRates,
) -> Result<Accrual, CannotAccrue> {
    let mut segments = Vec::new();
    let mut numerator: i128 = 0;
    for stretch in stretches {
        for (segment, part) in segments_of(stretch, margin, rates)? {
            numerator = numerator.checked_add(part).ok_or(Overflow)?;
            segments.push(segment);
        }
    }
    let exact = Fraction {
        numerator,
        denominator: DENOMINATOR,
    };
    let principal = stretches.first().map(|first| first.principal).unwrap_or_default();
    let days: i64 = segments.iter().map(|segment| segment.days).sum();
    Ok(Accrual {
        explanation: Explanation {
            rule: margin.rule(),
            inputs: vec![
                Input::amount(Quantity::Principal, principal),
                Input::rate(Quantity::InterestMargin, Rate::capped(margin.millionths())),
                Input {
                    quantity: Quantity::Days,
                    value: days.to_string(),
                },
            ],
            unrounded: exact.euros(),
            rounding: Rounding::HalfUp,
            limited_by: None,
            result: exact.half_up()?,
        },
        segments,
    })
}

fn segments_of(
    stretch: &Stretch,
    margin: Margin,
    rates: &ReferenceRates,
) -> Result<Vec<(Segment, i128)>, CannotAccrue> {
    let &Stretch {
        principal,
        after,
        until,
    } = stretch;
    if until < after {
        return Err(CannotAccrue::Backwards { after, until });
    }
    if principal.is_negative() {
        return Err(CannotAccrue::NotOwed(principal));
    }
    let mut found = Vec::new();
    let mut day = after;
    while day < until {
        let first = day.succ_opt().ok_or(Overflow)?;
        let half_year = HalfYear::of(first);
        let last = half_year.last().min(until);
        let reference = rates.of(half_year)?;
        let days = last.signed_duration_since(day).num_days();
        let rate = Rate::capped(reference.millionths().saturating_add(margin.millionths()));
        let numerator = i128::from(principal.cents())
            .checked_mul(i128::from(rate.millionths()))
            .and_then(|sum| sum.checked_mul(i128::from(days)))
            .ok_or(Overflow)?;
        let exact = Fraction {
            numerator,
            denominator: DENOMINATOR,
        };
        let segment = Segment {
            principal,
            first,
            last,
            days,
            reference,
            rate,
            unrounded: exact.euros(),
        };
        found.push((segment, numerator));
        day = last;
    }
    Ok(found)
}
