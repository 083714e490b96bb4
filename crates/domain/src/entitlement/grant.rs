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

/// What limits a grant besides its rate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cap {
    /// The most that may be granted.
    pub award: Money,
    /// Other public support, where it counts (rule 10).
    pub public: Option<PublicSupport>,
}

/// Public support beside the grant, and how much there may be of both together (rule 10).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PublicSupport {
    /// The most of the accepted costs that public support covers in all.
    pub most: Rate,
    /// What others than the authority give for the same costs.
    pub other: Money,
}

impl From<Money> for Cap {
    fn from(award: Money) -> Self {
        Self { award, public: None }
    }
}

impl PublicSupport {
    /// What is left for the grant on so much accepted, never below zero.
    fn left(self, accepted: Money) -> Money {
        let most = self.most.of_floor(accepted);
        let left = most.checked_sub(self.other).unwrap_or(Money::ZERO);
        left.max(Money::ZERO)
    }
}

/// The project's grant on everything accepted so far: floor(rate x accepted), at most the award, never below
/// zero (rule 3), and with other public support at most what that may cover of the costs (rule 10). Flooring
/// keeps the grant within the rate.
#[must_use]
pub fn grant_on(cumulative_accepted: Money, rate: Rate, cap: impl Into<Cap>) -> Explanation {
    let Cap { award, public } = cap.into();
    let by_rate = rate.of_floor(cumulative_accepted);
    let limits = [
        Some((award.max(Money::ZERO), Limit::Award)),
        public.map(|public| (public.left(cumulative_accepted), Limit::PublicSupport)),
    ];
    let (result, limited_by) = if by_rate.is_negative() {
        (Money::ZERO, Some(Limit::NotNegative))
    } else {
        limits
            .into_iter()
            .flatten()
            .fold((by_rate, None), |(least, by), (limit, name)| {
                if limit < least {
                    (limit, Some(name))
                } else {
                    (least, by)
                }
            })
    };
    let mut inputs = vec![
        Input::rate(Quantity::FundingRate, rate),
        Input::amount(Quantity::CumulativeAccepted, cumulative_accepted),
        Input::amount(Quantity::Award, award),
    ];
    if let Some(public) = public {
        inputs.push(Input::rate(Quantity::MostPublicSupport, public.most));
        inputs.push(Input::amount(Quantity::OtherSupport, public.other));
    }
    Explanation {
        rule: public.map_or(Rule::CumulativeGrant, |_| Rule::GrantBesideOtherSupport),
        inputs,
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

    /// Goal: rule 10; other support counts only above what the municipalities bear themselves.
    #[test]
    fn other_public_support_lowers_the_ceiling() {
        for (accepted, award, most, other, grant, limit) in [
            // 85 per cent of the whole, and nobody else: rule 3 alone.
            ("1000.00", "5000.00", "100", "0.00", "850.00", None),
            // 15 per cent are left for others before anything is lowered.
            ("1000.00", "5000.00", "100", "150.00", "850.00", None),
            (
                "1000.00",
                "5000.00",
                "100",
                "150.01",
                "849.99",
                Some(Limit::PublicSupport),
            ),
            (
                "1000.00",
                "5000.00",
                "90",
                "150.00",
                "750.00",
                Some(Limit::PublicSupport),
            ),
            // The lower of the two limits holds, and is named.
            ("1000.00", "700.00", "90", "150.00", "700.00", Some(Limit::Award)),
            ("1000.00", "750.00", "90", "150.00", "750.00", Some(Limit::Award)),
            // More than the costs is nothing, not less.
            (
                "1000.00",
                "5000.00",
                "90",
                "1200.00",
                "0.00",
                Some(Limit::PublicSupport),
            ),
            ("0.00", "5000.00", "90", "0.00", "0.00", None),
            (
                "-10.00",
                "5000.00",
                "90",
                "0.00",
                "0.00",
                Some(Limit::NotNegative),
            ),
            // floor(0.333333 x 10.01) = 3.33 for all support together.
            (
                "10.01",
                "5000.00",
                "33.3333",
                "0.33",
                "3.00",
                Some(Limit::PublicSupport),
            ),
        ] {
            let cap = Cap {
                award: euros(award),
                public: Some(PublicSupport {
                    most: most.parse().unwrap(),
                    other: euros(other),
                }),
            };
            let answer = grant_on(euros(accepted), Rate::EIGHTY_FIVE_PERCENT, cap);
            assert_eq!(
                (answer.result, answer.limited_by),
                (euros(grant), limit),
                "{other} beside {accepted} at {most}"
            );
            assert_eq!(answer.rule, Rule::GrantBesideOtherSupport);
            assert_eq!(answer.inputs.len(), 5);
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
