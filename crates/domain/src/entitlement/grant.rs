//! From a line to the project's grant (rules 2 and 3).

use super::explanation::{Explanation, Input, Limit, Quantity, Rule};
use crate::{
    money::{Money, Overflow},
    rate::Rate,
    rounding::Rounding,
};

/// The net amount inside a gross amount; negative for credit notes, which mirror their invoices.
#[must_use]
pub fn net_of_vat(gross: Money, vat: Rate) -> Explanation {
    Explanation {
        rule: Rule::NetOfVat,
        inputs: vec![
            Input::amount(Quantity::Gross, gross),
            Input::rate(Quantity::VatRate, vat),
        ],
        unrounded: vat.net_fraction(gross).euros(),
        rounding: Rounding::HalfUp,
        limited_by: None,
        result: vat.net_of_gross(gross),
    }
}

/// The eligible part of a line: the net amount times the project's share of it, half up (rule 2).
#[must_use]
pub fn eligible(net: Money, share: Rate) -> Explanation {
    Explanation {
        rule: Rule::EligibleLine,
        inputs: vec![
            Input::amount(Quantity::Net, net),
            Input::rate(Quantity::Share, share),
        ],
        unrounded: share.fraction_of(net).euros(),
        rounding: Rounding::HalfUp,
        limited_by: None,
        result: share.of_half_up(net),
    }
}

/// The project's grant on everything accepted so far: floor(rate x accepted), at most the award,
/// never below zero (rule 3). Flooring keeps the grant within the rate.
#[must_use]
pub fn grant_on(cumulative_accepted: Money, rate: Rate, award: Money) -> Explanation {
    let by_rate = rate.of_floor(cumulative_accepted);
    let award_left = award.max(Money::ZERO);
    let (result, limited_by) = if by_rate.is_negative() {
        (Money::ZERO, Some(Limit::NotNegative))
    } else if by_rate > award_left {
        (award_left, Some(Limit::Award))
    } else {
        (by_rate, None)
    };
    Explanation {
        rule: Rule::CumulativeGrant,
        inputs: vec![
            Input::rate(Quantity::FundingRate, rate),
            Input::amount(Quantity::CumulativeAccepted, cumulative_accepted),
            Input::amount(Quantity::Award, award),
        ],
        unrounded: rate.fraction_of(cumulative_accepted).euros(),
        rounding: Rounding::Floor,
        limited_by,
        result,
    }
}

/// The grant of a claim: what it adds to the grant on everything accepted before. Negative when
/// more was taken back than was accepted anew.
///
/// # Errors
/// [`Overflow`] when the difference does not fit.
pub fn claim_amount(grant: Money, grant_before: Money) -> Result<Explanation, Overflow> {
    let result = grant.checked_sub(grant_before)?;
    Ok(Explanation {
        rule: Rule::ClaimAmount,
        inputs: vec![
            Input::amount(Quantity::Grant, grant),
            Input::amount(Quantity::GrantBefore, grant_before),
        ],
        unrounded: result.to_string(),
        rounding: Rounding::Exact,
        limited_by: None,
        result,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn euros(text: &str) -> Money {
        text.parse().unwrap()
    }

    /// Goal: rate, cap and zero, in order of precedence.
    #[test]
    fn the_grant_is_floored_capped_and_never_negative() {
        for (accepted, award, unrounded, grant, limit) in [
            ("57654.41", "100000.00", "49006.2485", "49006.24", None),
            ("57654.41", "49006.24", "49006.2485", "49006.24", None),
            (
                "57654.41",
                "49006.23",
                "49006.2485",
                "49006.23",
                Some(Limit::Award),
            ),
            ("0.01", "100.00", "0.0085", "0.00", None),
            ("0.00", "100.00", "0.00", "0.00", None),
            ("-10.01", "100.00", "-8.5085", "0.00", Some(Limit::NotNegative)),
            ("10.00", "0.00", "8.50", "0.00", Some(Limit::Award)),
            ("10.00", "-5.00", "8.50", "0.00", Some(Limit::Award)),
        ] {
            let answer = grant_on(euros(accepted), Rate::EIGHTY_FIVE_PERCENT, euros(award));
            assert_eq!(
                (answer.result, answer.limited_by),
                (euros(grant), limit),
                "{accepted} of {award}"
            );
            assert_eq!(answer.unrounded, unrounded);
        }
    }

    #[test]
    fn an_explanation_names_rule_inputs_and_rounding() {
        let answer = grant_on(euros("57654.41"), Rate::EIGHTY_FIVE_PERCENT, euros("170000.00"));
        assert_eq!(
            answer.rule.describe(),
            "rule 3: floor(rate x accepted), capped by the award"
        );
        assert_eq!(answer.rounding, Rounding::Floor);
        let inputs: Vec<_> = answer
            .inputs
            .iter()
            .map(|input| format!("{} {}", input.quantity, input.value))
            .collect();
        assert_eq!(
            inputs,
            [
                "funding_rate 85",
                "cumulative_accepted 57654.41",
                "award 170000.00"
            ]
        );
    }

    #[test]
    fn lines_and_credit_notes_mirror_each_other() {
        let half: Rate = "50".parse().unwrap();
        assert_eq!(eligible(euros("0.01"), half).result, euros("0.01"));
        assert_eq!(eligible(euros("-0.01"), half).result, euros("-0.01"));
        assert_eq!(eligible(euros("-0.01"), half).unrounded, "-0.005");
        let vat: Rate = "25.5".parse().unwrap();
        assert_eq!(net_of_vat(euros("999.99"), vat).result, euros("796.80"));
        assert_eq!(net_of_vat(euros("-999.99"), vat).result, euros("-796.80"));
        assert_eq!(net_of_vat(euros("999.99"), vat).unrounded, "796.8047808764…");
    }

    #[test]
    fn a_claim_is_a_difference_of_grants() {
        assert_eq!(
            claim_amount(euros("119000.00"), euros("51000.00"))
                .unwrap()
                .result,
            euros("68000.00")
        );
        assert_eq!(
            claim_amount(euros("117300.00"), euros("119000.00"))
                .unwrap()
                .result,
            euros("-1700.00")
        );
        assert_eq!(
            claim_amount(Money::from_cents(i64::MIN), Money::from_cents(1)),
            Err(Overflow)
        );
    }
}
