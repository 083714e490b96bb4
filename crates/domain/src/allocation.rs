//! What of a ledger row belongs to the project, and to which of its sub-areas (rule 2).
//!
//! A row may belong to the project in part (half of an invoice), and to several sub-areas. The project's
//! share is rounded once, half up, the same for credit notes; the parts sum to it to the cent by largest
//! remainder, of equal fractions to the part named first. What is not the project's stays the
//! municipality's own part: booked = claimed + own.

use crate::{
    entitlement::{self, Explanation, Input, Quantity, Rule},
    ids::SubAreaId,
    money::{Money, Overflow},
    rate::Rate,
    rounding::{Rounding, largest_remainder},
};

/// A row is split into so many parts at most.
pub const MOST_PARTS: usize = 50;

/// How much of something, stated as a proportion or in money.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Size {
    /// Per cent of the whole.
    Percent(Rate),
    /// EUR, of the sign of the whole.
    Amount(Money),
}

/// What of the project's share goes to one sub-area.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    /// The sub-area.
    pub sub_area: SubAreaId,
    /// How much.
    pub size: Size,
}

/// How a row is allocated, as a person states it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Allocation {
    /// What of it belongs to the project; all of it when absent.
    pub share: Option<Size>,
    /// Its sub-areas; the one it has when empty.
    pub parts: Vec<Part>,
    /// Why.
    pub reason: String,
}

/// An allocation in money.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Allocated {
    /// What is claimed.
    pub share: Money,
    /// The sub-areas with their amounts, which sum to the share.
    pub parts: Vec<(SubAreaId, Money)>,
}

/// Why a row cannot be allocated so.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CannotAllocate {
    /// Neither a share nor parts.
    #[error("state the project's share of the line, or at least two sub-areas to split it over, or both")]
    NothingAsked,
    /// No reason.
    #[error("say why the line is allocated so")]
    NoReason,
    /// More than there is, or of the other sign.
    #[error("{amount} is no part of {whole}; state an amount between 0.00 and {whole}")]
    NotAPart {
        /// What was stated.
        amount: Money,
        /// Of what.
        whole: Money,
    },
    /// One part is no split.
    #[error("a line is split over 2 to {MOST_PARTS} sub-areas; classify it when it has one")]
    PartCount,
    /// A sub-area named twice.
    #[error("part {0} names a sub-area that another part names; give each sub-area one part")]
    SubAreaTwice(usize),
    /// Percentages beside amounts.
    #[error("state every part in per cent or every part as an amount")]
    Mixed,
    /// Percentages that are not the whole.
    #[error("the parts add up to {0} per cent; they must be 100 per cent of the project's share")]
    PartsNotWhole(rust_decimal::Decimal),
    /// Amounts that are not the whole.
    #[error("the parts add up to {parts}, the project's share is {share}; they must be equal")]
    PartsDiffer {
        /// Their sum.
        parts: Money,
        /// What they should be.
        share: Money,
    },
    /// The numbers are too large.
    #[error(transparent)]
    TooLarge(#[from] Overflow),
}

impl CannotAllocate {
    /// The field of the input at fault.
    #[must_use]
    pub fn path(&self) -> Vec<String> {
        let field = |name: &str| vec![name.to_owned()];
        match self {
            Self::NothingAsked | Self::NotAPart { .. } | Self::TooLarge(_) => field("share"),
            Self::NoReason => field("reason"),
            Self::SubAreaTwice(part) => vec!["parts".to_owned(), part.to_string(), "subAreaId".to_owned()],
            Self::PartCount | Self::Mixed | Self::PartsNotWhole(_) | Self::PartsDiffer { .. } => {
                field("parts")
            }
        }
    }
}

impl Allocation {
    /// What it comes to for a row that the ledger has with this amount.
    ///
    /// # Errors
    /// [`CannotAllocate`] when it asks for nothing, gives no reason, or does not add up.
    pub fn of(&self, booked: Money) -> Result<Allocated, CannotAllocate> {
        if self.reason.trim().is_empty() {
            return Err(CannotAllocate::NoReason);
        }
        if self.share.is_none() && self.parts.is_empty() {
            return Err(CannotAllocate::NothingAsked);
        }
        let share = match self.share {
            None => booked,
            Some(Size::Percent(rate)) => entitlement::eligible(booked, rate).result,
            Some(Size::Amount(amount)) => within(amount, booked)?,
        };
        Ok(Allocated {
            share,
            parts: self.split(share)?,
        })
    }

    fn split(&self, share: Money) -> Result<Vec<(SubAreaId, Money)>, CannotAllocate> {
        if self.parts.is_empty() {
            return Ok(Vec::new());
        }
        if !(2..=MOST_PARTS).contains(&self.parts.len()) {
            return Err(CannotAllocate::PartCount);
        }
        for (index, part) in self.parts.iter().enumerate() {
            if self.parts[..index]
                .iter()
                .any(|one| one.sub_area == part.sub_area)
            {
                return Err(CannotAllocate::SubAreaTwice(index));
            }
        }
        let mut rates = Vec::new();
        let mut amounts = Vec::new();
        for part in &self.parts {
            match part.size {
                Size::Percent(rate) => rates.push(rate),
                Size::Amount(amount) => amounts.push(within(amount, share)?),
            }
        }
        let amounts = match (rates.is_empty(), amounts.is_empty()) {
            (false, false) => return Err(CannotAllocate::Mixed),
            (true, _) => {
                let sum = Money::sum(amounts.iter().copied())?;
                if sum != share {
                    return Err(CannotAllocate::PartsDiffer { parts: sum, share });
                }
                amounts
            }
            (false, true) => by_rates(share, &rates)?,
        };
        Ok(self.parts.iter().map(|part| part.sub_area).zip(amounts).collect())
    }
}

fn by_rates(share: Money, rates: &[Rate]) -> Result<Vec<Money>, CannotAllocate> {
    let percent: rust_decimal::Decimal = rates.iter().map(|rate| rate.percent()).sum();
    if percent != rust_decimal::Decimal::ONE_HUNDRED {
        return Err(CannotAllocate::PartsNotWhole(percent.normalize()));
    }
    // Of credits as of costs, so that a credit note mirrors its invoice.
    let negative = share.is_negative();
    let whole = if negative { share.negated()? } else { share };
    let exact: Vec<_> = rates.iter().map(|rate| rate.fraction_of(whole)).collect();
    let parts = largest_remainder(whole, &exact)?.ok_or(Overflow)?;
    let turned = |part: Money| if negative { part.negated() } else { Ok(part) };
    Ok(parts.into_iter().map(turned).collect::<Result<_, _>>()?)
}

/// An amount between nothing and the whole, on its side.
fn within(amount: Money, whole: Money) -> Result<Money, CannotAllocate> {
    let holds = if whole.is_negative() {
        whole <= amount && amount <= Money::ZERO
    } else {
        Money::ZERO <= amount && amount <= whole
    };
    if holds {
        Ok(amount)
    } else {
        Err(CannotAllocate::NotAPart { amount, whole })
    }
}

/// Why so much of a row is claimed: all of it, a rate of it, or what a person stated.
#[must_use]
pub fn explain_share(booked: Money, share: Money, rate: Option<Rate>) -> Explanation {
    match rate {
        Some(rate) => entitlement::eligible(booked, rate),
        None => Explanation {
            rule: Rule::Source,
            inputs: vec![Input::amount(Quantity::Booked, booked)],
            unrounded: share.to_string(),
            rounding: Rounding::Exact,
            limited_by: None,
            result: share,
        },
    }
}

#[cfg(test)]
mod tests;
