//! What holds for any costs, claims and partners.

use super::{clear_advance, final_balance, grant_on, split, split_of_claim};
use crate::{identifiers::MunicipalityCode, money::Money, rate::Rate};
use proptest::prelude::*;
use rust_decimal::Decimal;

type Costs = Vec<(MunicipalityCode, Money)>;

fn rates() -> impl Strategy<Value = Rate> {
    prop_oneof![
        Just(Rate::EIGHTY_FIVE_PERCENT),
        (0_i64..=1_000_000).prop_map(|millionths| Rate::from_share(Decimal::new(millionths, 6)).unwrap()),
    ]
}

/// Up to twelve partners; amounts from cents, where fractions collide, to hundreds of millions.
fn costs_from(lowest: i64) -> impl Strategy<Value = Costs> {
    let cost = prop_oneof![lowest.max(-300)..300, lowest..10_000_000_000_i64];
    proptest::collection::btree_map(1_u16..1000, cost, 0..12).prop_map(|partners| {
        partners
            .into_iter()
            .map(|(code, cents)| (format!("{code:03}").parse().unwrap(), Money::from_cents(cents)))
            .collect()
    })
}

fn any_costs() -> impl Strategy<Value = Costs> {
    prop_oneof![costs_from(0), costs_from(-5_000_000_000)]
}

fn awards() -> impl Strategy<Value = Money> {
    prop_oneof![0_i64..1_000, 0_i64..100_000_000_000].prop_map(Money::from_cents)
}

fn total(amounts: &[(MunicipalityCode, Money)]) -> Money {
    Money::sum(amounts.iter().map(|(_, amount)| *amount)).unwrap()
}

fn decimal(amount: Money) -> Decimal {
    Decimal::new(amount.cents(), 2)
}

/// The cumulative costs after each partner reported something more (or a credit).
fn add(before: &Costs, more: &Costs) -> Costs {
    let mut sums: std::collections::BTreeMap<_, _> = before.iter().copied().collect();
    for (code, cost) in more {
        let sum = sums.entry(*code).or_insert(Money::ZERO);
        *sum = sum.checked_add(*cost).unwrap();
    }
    sums.into_iter().collect()
}

proptest! {
    #[test]
    fn a_split_conserves_cents(costs in any_costs(), rate in rates(), award in awards()) {
        let grant = grant_on(total(&costs), rate, award).result;
        let shares = split(grant, &costs, rate).unwrap();
        prop_assert_eq!(shares.len(), costs.len());
        prop_assert_eq!(Money::sum(shares.iter().map(|part| part.share)), Ok(grant));
    }

    #[test]
    fn the_order_of_partners_is_irrelevant(costs in any_costs().prop_flat_map(|costs| (Just(costs.clone()), Just(costs).prop_shuffle())), rate in rates(), award in awards()) {
        let (sorted, shuffled) = costs;
        let grant = grant_on(total(&sorted), rate, award).result;
        prop_assert_eq!(split(grant, &sorted, rate), split(grant, &shuffled, rate));
    }

    #[test]
    fn the_grant_is_never_over_rate_or_award(cents in any::<i64>(), rate in rates(), award in awards()) {
        let accepted = Money::from_cents(cents);
        let grant = grant_on(accepted, rate, award).result;
        prop_assert!(!grant.is_negative() && grant <= award);
        prop_assert!(decimal(grant) <= rate.unrounded(accepted).max(Decimal::ZERO));
    }

    /// Costs (not credits) never get more than the rate and a residual cent, nor less than nothing.
    #[test]
    fn no_partner_gets_more_than_its_rate(costs in any_costs(), rate in rates(), award in awards()) {
        let grant = grant_on(total(&costs), rate, award).result;
        for ((_, cost), part) in costs.iter().zip(split(grant, &costs, rate).unwrap()) {
            let exact = rate.unrounded(*cost);
            let share = decimal(part.share);
            if cost.is_negative() {
                prop_assert!(share <= Decimal::ZERO && share > exact - Decimal::new(1, 2));
            } else {
                prop_assert!(share >= Decimal::ZERO && share < exact + Decimal::new(1, 2));
            }
        }
    }

    /// Claims of any kind, credits and corrections included: increments sum to what is cumulative,
    /// for the project and for every partner.
    #[test]
    fn increments_sum_to_the_cumulative(claims in proptest::collection::vec(any_costs(), 1..6), rate in rates(), award in awards()) {
        let (mut costs, mut shares) = (Costs::new(), Vec::new());
        let (mut grant, mut received) = (Money::ZERO, Costs::new());
        for claim in claims {
            costs = add(&costs, &claim);
            let after = grant_on(total(&costs), rate, award).result;
            let shares_after = split(after, &costs, rate).unwrap();
            let parts = split_of_claim(&shares, &shares_after).unwrap();
            prop_assert_eq!(total(&parts), after.checked_sub(grant).unwrap());
            received = add(&received, &parts);
            (grant, shares) = (after, shares_after);
        }
        let cumulative: Costs = shares.iter().map(|part| (part.municipality, part.share)).collect();
        prop_assert_eq!(received, cumulative);
    }

    /// Elsewhere +10.01 gave 8.50 and -10.01 took 8.51.
    #[test]
    fn trap_01_a_cost_and_its_reversal_leave_nothing(costs in any_costs(), more in any_costs(), rate in rates(), award in awards()) {
        let after = add(&costs, &more);
        let reversal: Costs = more.iter().map(|(code, cost)| (*code, cost.negated().unwrap())).collect();
        let back = add(&after, &reversal);
        let grants = [&costs, &after, &back].map(|costs| grant_on(total(costs), rate, award).result);
        let there = grants[1].checked_sub(grants[0]).unwrap();
        let again = grants[2].checked_sub(grants[1]).unwrap();
        prop_assert_eq!(there.checked_add(again), Ok(Money::ZERO));
        // Partners that only appeared with the cost are left with 0.00.
        let (first, last) = (split(grants[0], &costs, rate).unwrap(), split(grants[2], &back, rate).unwrap());
        for (code, difference) in split_of_claim(&first, &last).unwrap() {
            prop_assert_eq!(difference, Money::ZERO, "{}", code);
        }
    }

    #[test]
    fn more_cost_is_never_less_grant(cents in -1_000_000_i64..1_000_000_000, more in 0_i64..1_000_000, rate in rates(), award in awards()) {
        let less = grant_on(Money::from_cents(cents), rate, award).result;
        prop_assert!(grant_on(Money::from_cents(cents + more), rate, award).result >= less);
    }

    /// Whatever the claims, what is paid with the advance cleared is the grant in the end.
    #[test]
    fn an_advance_is_cleared_exactly(claims in proptest::collection::vec(-100_000_i64..1_000_000, 1..8), advance in 0_i64..2_000_000, clearing in rates()) {
        let award = Money::from_cents(i64::MAX);
        let (mut outstanding, mut cost) = (Money::from_cents(advance), Money::ZERO);
        let (mut grant, mut paid) = (Money::ZERO, outstanding);
        let last = claims.len() - 1;
        for (index, cents) in claims.into_iter().enumerate() {
            cost = cost.checked_add(Money::from_cents(cents)).unwrap();
            let after = grant_on(cost, Rate::EIGHTY_FIVE_PERCENT, award).result;
            let claim = after.checked_sub(grant).unwrap();
            let clearing = clear_advance(claim, outstanding, clearing, index == last).unwrap();
            prop_assert!(clearing.outstanding <= outstanding && !clearing.outstanding.is_negative());
            paid = paid.checked_add(clearing.net).unwrap();
            (grant, outstanding) = (after, clearing.outstanding);
        }
        prop_assert_eq!(outstanding, Money::ZERO);
        prop_assert_eq!(paid, grant);
        prop_assert_eq!(final_balance(award, grant, paid, Money::ZERO).unwrap().explanation.result, Money::ZERO);
    }
}
