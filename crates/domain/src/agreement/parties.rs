use super::Party;
use crate::{
    ids::OrganisationId,
    money::{Money, Overflow},
    rounding::{Fraction, largest_remainder},
};

/// A municipality's part of a budget, EUR.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    /// The municipality.
    pub organisation: OrganisationId,
    /// Its costs.
    pub costs: Money,
}

/// What each municipality gets of the award at most: the award in proportion to the parts of the budget; missing
/// cents by largest fraction, of equals to the first. In the order of the parts; the sum is the award.
///
/// What is paid is not computed from this but from the costs that are accepted (rules 3 and 4).
///
/// # Errors
/// [`Overflow`] when a sum does not fit, and for an award on a budget of nothing.
pub fn shares(award: Money, parts: &[Part]) -> Result<Vec<Party>, Overflow> {
    let whole = Money::sum(parts.iter().map(|part| part.costs))?;
    if award == Money::ZERO {
        let nothing = |part: &Part| Party {
            organisation: part.organisation,
            costs: part.costs,
            share: Money::ZERO,
        };
        return Ok(parts.iter().map(nothing).collect());
    }
    let exact: Result<Vec<Fraction>, Overflow> = parts
        .iter()
        .map(|part| {
            let numerator = i128::from(award.cents()).checked_mul(part.costs.cents().into());
            if whole <= Money::ZERO {
                return Err(Overflow);
            }
            Ok(Fraction {
                numerator: numerator.ok_or(Overflow)?,
                denominator: whole.cents().into(),
            })
        })
        .collect();
    let shares = largest_remainder(award, &exact?)?.ok_or(Overflow)?;
    Ok(parts
        .iter()
        .zip(shares)
        .map(|(part, share)| Party {
            organisation: part.organisation,
            costs: part.costs,
            share,
        })
        .collect())
}
