//! Partners' shares of the grant to the cent (rule 4).
//!
//! Shares are computed on *cumulative* accepted costs, exactly like the grant itself, and a
//! partner's share of one claim is its cumulative share less its cumulative share before. So cents
//! are conserved among partners and over time: the shares of a claim sum to the claim, and the
//! shares of all claims sum to the grant. The price is small: because the residual cents are given
//! out anew each time, a partner that reports nothing in a claim may get or give a cent in it.

use super::explanation::{Explanation, Input, Limit, Quantity, Rule};
use crate::{
    identifiers::MunicipalityCode,
    money::{Money, Overflow},
    rate::Rate,
    rounding::{Fraction, Rounding},
};
use std::{cmp::Reverse, collections::BTreeMap};

/// A partner's part of the grant on everything accepted so far.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartnerShare {
    /// The partner.
    pub municipality: MunicipalityCode,
    /// Its cumulative share. Negative when its credit notes exceed its costs.
    pub share: Money,
    /// True when the share contains one of the missing cents.
    pub residual_cent: bool,
    /// Why.
    pub explanation: Explanation,
}

/// Why a grant cannot be split.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SplitRefused {
    /// A partner is listed twice.
    #[error("municipality {0} is listed twice: add up its accepted costs before splitting the grant")]
    ListedTwice(MunicipalityCode),
    /// A grant is never negative.
    #[error("a grant of {0} cannot be split: the grant on all accepted costs is never negative")]
    NegativeGrant(Money),
    /// More than the rate allows on these costs.
    #[error("a grant of {grant} cannot be split: on these accepted costs the rate allows {most} at most")]
    MoreThanTheRate {
        /// What was to be split.
        grant: Money,
        /// The floor of rate x accepted costs.
        most: Money,
    },
    /// The numbers are too large.
    #[error(transparent)]
    TooLarge(#[from] Overflow),
}

/// How the exact shares relate to the accepted costs.
enum Basis {
    /// The grant is the floor of rate x accepted: each share is rate x the partner's costs.
    Rate,
    /// The award caps the grant: each share is the partner's proportion of the grant.
    Proportion { grant: i128, accepted: i128 },
    /// Credits exceed costs, so the grant is 0: partners with costs keep rate x costs, and those
    /// with credits give exactly that much, in proportion to their credits.
    Offset { costs: i128, credits: i128 },
}

/// Splits the grant on everything accepted so far among the partners by largest remainder.
///
/// `total_grant` is the answer of [`grant_on`](super::grant_on) for the same rate and the sum of
/// the same costs. Shares come in ascending order of municipality code, whatever the order of the
/// partners, and always sum to `total_grant`. A partner whose cumulative accepted cost is negative
/// has a negative share. Each share is less than a cent from the exact one, and a share is rate x
/// the partner's costs at most, apart from a residual cent.
///
/// # Errors
/// [`SplitRefused`] when a partner is listed twice or `total_grant` cannot be the grant on these
/// costs.
pub fn split(
    total_grant: Money,
    partners: &[(MunicipalityCode, Money)],
    rate: Rate,
) -> Result<Vec<PartnerShare>, SplitRefused> {
    let mut accepted = BTreeMap::new();
    for (municipality, cost) in partners {
        if accepted.insert(*municipality, *cost).is_some() {
            return Err(SplitRefused::ListedTwice(*municipality));
        }
    }
    let basis = basis(total_grant, &accepted, rate)?;
    let mut parts = Vec::with_capacity(accepted.len());
    for (municipality, cost) in accepted {
        let exact = basis.exact_share(cost, rate)?;
        let (below, remainder) = exact.floor_and_remainder()?;
        parts.push(Part {
            municipality,
            cost,
            exact,
            share: below,
            remainder,
            residual_cent: false,
        });
    }
    give_missing_cents(total_grant, &mut parts)?;
    Ok(parts
        .into_iter()
        .map(|part| part.explained(&basis, total_grant, rate))
        .collect())
}

/// What a claim brings each partner: the cumulative shares after it less those before it. A
/// partner that is only in one of the lists counts as 0.00 in the other.
///
/// # Errors
/// [`Overflow`] when a difference does not fit.
pub fn split_of_claim(
    before: &[PartnerShare],
    after: &[PartnerShare],
) -> Result<Vec<(MunicipalityCode, Money)>, Overflow> {
    let mut shares: BTreeMap<MunicipalityCode, Money> = BTreeMap::new();
    for part in after {
        shares.insert(part.municipality, part.share);
    }
    for part in before {
        let share = shares.entry(part.municipality).or_default();
        *share = share.checked_sub(part.share)?;
    }
    Ok(shares.into_iter().collect())
}

fn basis(
    grant: Money,
    accepted: &BTreeMap<MunicipalityCode, Money>,
    rate: Rate,
) -> Result<Basis, SplitRefused> {
    let total = Money::sum(accepted.values().copied())?;
    let most = rate.of_floor(total).max(Money::ZERO);
    if grant.is_negative() {
        return Err(SplitRefused::NegativeGrant(grant));
    }
    if grant > most {
        return Err(SplitRefused::MoreThanTheRate { grant, most });
    }
    if total.is_negative() {
        let costs = Money::sum(accepted.values().copied().filter(|cost| !cost.is_negative()))?;
        let credits = Money::sum(accepted.values().copied().filter(|cost| cost.is_negative()))?;
        return Ok(Basis::Offset {
            costs: costs.cents().into(),
            credits: -i128::from(credits.cents()),
        });
    }
    if grant == most {
        return Ok(Basis::Rate);
    }
    Ok(Basis::Proportion {
        grant: grant.cents().into(),
        accepted: total.cents().into(),
    })
}

impl Basis {
    /// A partner's exact share in cents; all partners have the same denominator, so that their
    /// remainders can be compared, and the exact shares sum to the grant or less than a cent more.
    fn exact_share(&self, cost: Money, rate: Rate) -> Result<Fraction, Overflow> {
        let by_rate = rate.fraction_of(cost);
        let cents = i128::from(cost.cents());
        let scaled = |by: i128| by_rate.numerator.checked_mul(by).ok_or(Overflow);
        match *self {
            Self::Rate => Ok(by_rate),
            Self::Proportion { grant, accepted } => Ok(Fraction {
                numerator: cents.checked_mul(grant).ok_or(Overflow)?,
                denominator: accepted,
            }),
            Self::Offset { costs, credits } => Ok(Fraction {
                numerator: scaled(if cost.is_negative() { costs } else { credits })?,
                denominator: by_rate.denominator.checked_mul(credits).ok_or(Overflow)?,
            }),
        }
    }
}

struct Part {
    municipality: MunicipalityCode,
    cost: Money,
    exact: Fraction,
    share: Money,
    remainder: i128,
    residual_cent: bool,
}

/// Gives the cents that flooring left over to the largest fractions; `parts` are in ascending
/// order of municipality code, and the sort is stable, so that this order breaks ties.
fn give_missing_cents(grant: Money, parts: &mut [Part]) -> Result<(), Overflow> {
    let floors = Money::sum(parts.iter().map(|part| part.share))?;
    let missing = usize::try_from(grant.checked_sub(floors)?.cents()).map_err(|_| Overflow)?;
    let mut by_remainder: Vec<&mut Part> = parts.iter_mut().collect();
    by_remainder.sort_by_key(|part| Reverse(part.remainder));
    for part in by_remainder.into_iter().take(missing) {
        part.share = part.share.checked_add(Money::from_cents(1))?;
        part.residual_cent = true;
    }
    Ok(())
}

impl Part {
    fn explained(self, basis: &Basis, grant: Money, rate: Rate) -> PartnerShare {
        let mut inputs = vec![
            Input::rate(Quantity::FundingRate, rate),
            Input::amount(Quantity::CumulativeAccepted, self.cost),
        ];
        let limited_by = match *basis {
            Basis::Rate => None,
            Basis::Proportion { accepted, .. } => {
                inputs.push(Input::amount(Quantity::Grant, grant));
                let all = i64::try_from(accepted).map_or(Money::ZERO, Money::from_cents);
                inputs.push(Input::amount(Quantity::AcceptedByAll, all));
                Some(Limit::Award)
            }
            Basis::Offset { .. } => Some(Limit::NotNegative),
        };
        PartnerShare {
            municipality: self.municipality,
            share: self.share,
            residual_cent: self.residual_cent,
            explanation: Explanation {
                rule: Rule::PartnerShare,
                inputs,
                unrounded: self.exact.euros(),
                rounding: Rounding::LargestRemainder,
                limited_by,
                result: self.share,
            },
        }
    }
}

#[cfg(test)]
mod tests;
