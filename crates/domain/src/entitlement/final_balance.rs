//! What remains to be paid or returned at the end (rule 8).

use super::explanation::{Explanation, Input, Limit, Quantity, Rule};
use crate::{
    money::{Money, Overflow},
    rounding::Rounding,
};

/// The amount per project in all up to which a return may be waived: 100.00 EUR unless the call says
/// otherwise (act 688/2001, 20 §).
pub const DE_MINIMIS: Money = Money::from_cents(10_000);

/// What has to happen with the balance.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FinalOutcome {
    /// To be paid to the lead municipality.
    Pay(Money),
    /// Nothing is open.
    Settled,
    /// To be returned by the lead municipality.
    Return(Money),
    /// To be returned, but so little that a recorded decision may waive it.
    Waivable(Money),
}

/// The end of a grant in numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FinalBalance {
    /// What has to happen.
    pub outcome: FinalOutcome,
    /// The part of the award that was not used and becomes free.
    pub released: Money,
    /// Why; the result is the balance, negative when money has to be returned.
    pub explanation: Explanation,
}

/// Compares what the project is entitled to with everything that was paid, advances included.
///
/// `grant` is the grant on all accepted costs ([`grant_on`](super::grant_on)); `paid` is what was paid less
/// what came back or is being recovered; `de_minimis` is what can still be waived of the project.
///
/// # Errors
/// [`Overflow`] when a difference does not fit.
pub fn final_balance(
    award: Money,
    grant: Money,
    paid: Money,
    de_minimis: Money,
) -> Result<FinalBalance, Overflow> {
    let entitled = grant.min(award);
    let balance = entitled.checked_sub(paid)?;
    let outcome = if balance.is_zero() {
        FinalOutcome::Settled
    } else if balance.is_negative() {
        let back = balance.negated()?;
        if back <= de_minimis {
            FinalOutcome::Waivable(back)
        } else {
            FinalOutcome::Return(back)
        }
    } else {
        FinalOutcome::Pay(balance)
    };
    Ok(FinalBalance {
        outcome,
        released: award.checked_sub(entitled)?,
        explanation: Explanation {
            rule: Rule::FinalBalance,
            inputs: vec![
                Input::amount(Quantity::Award, award),
                Input::amount(Quantity::Grant, grant),
                Input::amount(Quantity::Paid, paid),
            ],
            unrounded: balance.to_string(),
            rounding: Rounding::Exact,
            limited_by: (grant > award).then_some(Limit::Award),
            result: balance,
        },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn euros(text: &str) -> Money {
        text.parse().unwrap()
    }

    /// Goal: each outcome and the borders between them.
    #[test]
    fn outcomes() {
        use FinalOutcome::{Pay, Return, Settled, Waivable};
        for (award, grant, paid, outcome, released) in [
            (
                "170000.00",
                "159506.17",
                "150000.00",
                Pay(euros("9506.17")),
                "10493.83",
            ),
            (
                "170000.00",
                "159506.17",
                "159506.16",
                Pay(euros("0.01")),
                "10493.83",
            ),
            ("170000.00", "159506.17", "159506.17", Settled, "10493.83"),
            (
                "170000.00",
                "159506.17",
                "159560.00",
                Waivable(euros("53.83")),
                "10493.83",
            ),
            (
                "170000.00",
                "159506.17",
                "159606.17",
                Waivable(euros("100.00")),
                "10493.83",
            ),
            (
                "170000.00",
                "159506.17",
                "159606.18",
                Return(euros("100.01")),
                "10493.83",
            ),
            (
                "170000.00",
                "159506.17",
                "160000.00",
                Return(euros("493.83")),
                "10493.83",
            ),
            (
                "170000.00",
                "180000.00",
                "160000.00",
                Pay(euros("10000.00")),
                "0.00",
            ),
        ] {
            let answer = final_balance(euros(award), euros(grant), euros(paid), DE_MINIMIS).unwrap();
            assert_eq!(
                (answer.outcome, answer.released),
                (outcome, euros(released)),
                "{paid} paid"
            );
        }
        let least = Money::from_cents(i64::MIN);
        assert_eq!(
            final_balance(euros("1.00"), least, euros("1.00"), DE_MINIMIS),
            Err(Overflow)
        );
    }
}
