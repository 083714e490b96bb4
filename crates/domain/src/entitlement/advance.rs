//! Advances and what is paid after clearing them (rule 7).

use super::explanation::{Explanation, Input, Limit, Quantity, Rule};
use crate::{
    money::{Money, Overflow},
    rate::Rate,
    rounding::Rounding,
};

/// How a claim uses up the advance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clearing {
    /// The part of the advance that this claim uses up.
    pub cleared: Money,
    /// The grant of the claim less what was cleared. Negative when something is owed back.
    pub net: Money,
    /// What is left of the advance afterwards.
    pub outstanding: Money,
    /// Why so much was cleared.
    pub explanation: Explanation,
}

/// Clears the advance with a claim: the clearing rate of the claim's grant, floored, but not more
/// than is left of the advance. The last claim clears all that is left, even if it is more than its
/// grant: then the rest is owed back. A claim whose grant is not positive clears nothing, unless it
/// is the last.
///
/// # Errors
/// [`Overflow`] when a difference does not fit.
pub fn clear_advance(
    grant_of_claim: Money,
    outstanding_advance: Money,
    clearing_rate: Rate,
    is_last: bool,
) -> Result<Clearing, Overflow> {
    let left = outstanding_advance.max(Money::ZERO);
    let by_rate = clearing_rate.of_floor(grant_of_claim);
    let (cleared, limited_by) = if is_last {
        (left, (by_rate != left).then_some(Limit::LastClaim))
    } else if by_rate.is_negative() {
        (Money::ZERO, Some(Limit::NotNegative))
    } else if by_rate > left {
        (left, Some(Limit::OutstandingAdvance))
    } else {
        (by_rate, None)
    };
    Ok(Clearing {
        cleared,
        net: grant_of_claim.checked_sub(cleared)?,
        outstanding: left.checked_sub(cleared)?,
        explanation: Explanation {
            rule: Rule::AdvanceClearing,
            inputs: vec![
                Input::rate(Quantity::ClearingRate, clearing_rate),
                Input::amount(Quantity::GrantOfClaim, grant_of_claim),
                Input::amount(Quantity::OutstandingAdvance, outstanding_advance),
            ],
            unrounded: clearing_rate.fraction_of(grant_of_claim).euros(),
            rounding: Rounding::Floor,
            limited_by,
            result: cleared,
        },
    })
}

/// What is paid and what is owed back when a claim is settled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Settlement {
    /// To be paid now; never negative.
    pub pay: Money,
    /// Owed by the project afterwards: carried to the next claim, or recovered. Never negative.
    pub owed: Money,
}

/// Settles the net of a claim against what the project already owed from earlier claims.
///
/// # Errors
/// [`Overflow`] when a difference does not fit.
pub fn settle(net: Money, owed_before: Money) -> Result<Settlement, Overflow> {
    let balance = net.checked_sub(owed_before)?;
    if balance.is_negative() {
        Ok(Settlement {
            pay: Money::ZERO,
            owed: balance.negated()?,
        })
    } else {
        Ok(Settlement {
            pay: balance,
            owed: Money::ZERO,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn euros(text: &str) -> Money {
        text.parse().unwrap()
    }

    /// Goal: what limits clearing at 50 per cent, in order of precedence.
    #[test]
    fn clearing() {
        let half: Rate = "50".parse().unwrap();
        for line in [
            // grant | advance | last | cleared | net | left | limited by
            "51000.00 | 51000.00 | no | 25500.00 | 25500.00 | 25500.00 | nothing",
            "68000.00 | 25500.00 | no | 25500.00 | 42500.00 | 0.00 | outstanding_advance",
            "22100.00 | 0.00 | no | 0.00 | 22100.00 | 0.00 | outstanding_advance",
            "0.01 | 100.00 | no | 0.00 | 0.01 | 100.00 | nothing",
            "-1700.00 | 100.00 | no | 0.00 | -1700.00 | 100.00 | not_negative",
            "51000.00 | 30000.00 | last | 30000.00 | 21000.00 | 0.00 | last_claim",
            "10000.00 | 30000.00 | last | 30000.00 | -20000.00 | 0.00 | last_claim",
            "-10.00 | 30.00 | last | 30.00 | -40.00 | 0.00 | last_claim",
            "60.00 | 30.00 | last | 30.00 | 30.00 | 0.00 | nothing",
            "60.00 | -30.00 | no | 0.00 | 60.00 | 0.00 | outstanding_advance",
        ] {
            let cells: Vec<&str> = line.split(" | ").collect();
            let last = cells[2] == "last";
            let answer = clear_advance(euros(cells[0]), euros(cells[1]), half, last).unwrap();
            let amounts = [answer.cleared, answer.net, answer.outstanding];
            assert_eq!(amounts, [3, 4, 5].map(|cell| euros(cells[cell])), "{line}");
            let limit = answer
                .explanation
                .limited_by
                .map_or("nothing".to_owned(), |limit| limit.to_string());
            assert_eq!(limit, cells[6], "{line}");
            assert_eq!(answer.explanation.result, answer.cleared);
        }
    }

    #[test]
    fn what_is_owed_is_carried_until_it_is_used_up() {
        for (net, owed_before, pay, owed) in [
            ("22100.00", "0.00", "22100.00", "0.00"),
            ("-1700.00", "0.00", "0.00", "1700.00"),
            ("1000.00", "1700.00", "0.00", "700.00"),
            ("1000.00", "700.00", "300.00", "0.00"),
            ("700.00", "700.00", "0.00", "0.00"),
        ] {
            let expected = Settlement {
                pay: euros(pay),
                owed: euros(owed),
            };
            assert_eq!(settle(euros(net), euros(owed_before)), Ok(expected), "{net}");
        }
        assert_eq!(settle(Money::from_cents(i64::MIN), Money::ZERO), Err(Overflow));
    }
}
