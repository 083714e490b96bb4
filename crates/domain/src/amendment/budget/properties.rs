//! What holds for any budget and any changes of it.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::{
    Accepted, Ground, Spent, shift,
    tests::{area, org},
    total,
};
use crate::{
    amendment::CellChange,
    entitlement::{CategoryCost, ceiling},
    money::Money,
    project::BudgetCell,
    rate::Rate,
};

const CATEGORIES: [&str; 3] = ["personnel", "services", "travel"];

type Place = (u128, usize, u128);

fn places() -> impl Strategy<Value = Place> {
    (1_u128..4, 0_usize..3, 1_u128..3)
}

fn amounts() -> impl Strategy<Value = BTreeMap<Place, i64>> {
    proptest::collection::btree_map(places(), prop_oneof![0_i64..300, 0_i64..5_000_000], 1..16)
}

/// Costs that claims hold may be above the budget and, after credits, below nothing.
fn costs() -> impl Strategy<Value = BTreeMap<Place, i64>> {
    proptest::collection::btree_map(places(), prop_oneof![-300_i64..300, -1000_i64..6_000_000], 0..16)
}

/// Moves from one place to another, some of them the other way round.
fn moves() -> impl Strategy<Value = Vec<(Place, Place, i64)>> {
    proptest::collection::vec(
        (places(), places(), prop_oneof![1_i64..300, 1_i64..3_000_000]),
        1..6,
    )
}

fn ground(budget: &BTreeMap<Place, i64>, costs: &BTreeMap<Place, i64>, tolerance: Rate) -> Ground {
    let cells: Vec<BudgetCell> = budget
        .iter()
        .map(|(&(partner, category, sub_area), &cents)| BudgetCell {
            partner: org(partner),
            category: CATEGORIES[category].to_owned(),
            sub_area: area(sub_area),
            amount: Money::from_cents(cents),
        })
        .collect();
    let spent: Vec<Spent> = costs
        .iter()
        .map(|(&(partner, category, sub_area), &cents)| Spent {
            partner: org(partner),
            category: CATEGORIES[category].to_owned(),
            sub_area: area(sub_area),
            cost: Money::from_cents(cents),
        })
        .collect();
    let mut accepted = Vec::new();
    for partner in 1..4 {
        for category in CATEGORIES {
            let is_it = |one: &&Spent| one.partner == org(partner) && one.category == category;
            let cost = Money::sum(spent.iter().filter(is_it).map(|one| one.cost)).unwrap();
            let is_it = |one: &&BudgetCell| one.partner == org(partner) && one.category == category;
            let budget = Money::sum(cells.iter().filter(is_it).map(|one| one.amount)).unwrap();
            let within = ceiling(&CategoryCost {
                budget,
                tolerance,
                cumulative_cost: cost,
                accepted_before: Money::ZERO,
            })
            .unwrap();
            accepted.push(Accepted {
                partner: org(partner),
                category: category.to_owned(),
                accepted: within.accepted,
            });
        }
    }
    Ground {
        award: Rate::EIGHTY_FIVE_PERCENT.of_floor(total(&cells).unwrap()),
        cells,
        spent,
        accepted,
        tolerance,
        rate: Rate::EIGHTY_FIVE_PERCENT,
        granted: Money::ZERO,
        partners: (1..4).map(org).collect(),
        categories: CATEGORIES.map(ToOwned::to_owned).to_vec(),
        sub_areas: (1..3).map(area).collect(),
    }
}

fn changes(moves: &[(Place, Place, i64)]) -> Vec<CellChange> {
    let one = |(partner, category, sub_area): Place, cents| CellChange {
        partner: org(partner),
        category: CATEGORIES[category].to_owned(),
        sub_area: area(sub_area),
        change: Money::from_cents(cents),
    };
    moves
        .iter()
        .flat_map(|&(from, to, cents)| [one(from, -cents), one(to, cents)])
        .collect()
}

proptest! {
    /// Whatever moves: the cents stay, nothing is below nothing, and what was accepted before is accepted
    /// under the new budget too.
    #[test]
    fn cents_are_conserved_and_nothing_accepted_is_taken_back(
        budget in amounts(),
        costs in costs(),
        moves in moves(),
        percent in prop_oneof![Just(0_i64), 0_i64..20],
    ) {
        let tolerance = Rate::from_percent(percent.into()).unwrap();
        let ground = ground(&budget, &costs, tolerance);
        if let Ok(after) = shift(&ground, &changes(&moves), None) {
            prop_assert_eq!(after.total, total(&ground.cells).unwrap());
            prop_assert_eq!(total(&after.cells).unwrap(), after.total);
            prop_assert_eq!(after.award, ground.award);
            prop_assert!(after.cells.iter().all(|cell| cell.amount > Money::ZERO));
            for one in &ground.accepted {
                let is_it = |cell: &&BudgetCell| cell.partner == one.partner && cell.category == one.category;
                let budget = Money::sum(after.cells.iter().filter(is_it).map(|cell| cell.amount)).unwrap();
                prop_assert!(tolerance.added_to(budget).unwrap() >= one.accepted, "{:?}", one);
            }
        }
    }

    /// The order of the changes does not matter, and taking everything back gives the old budget.
    #[test]
    fn order_is_irrelevant_and_a_shift_can_be_undone(budget in amounts(), moves in moves()) {
        let ground = ground(&budget, &BTreeMap::new(), Rate::ZERO);
        let there = changes(&moves);
        let reversed: Vec<CellChange> = there.iter().rev().cloned().collect();
        let after = shift(&ground, &there, None);
        prop_assert_eq!(after.clone().ok(), shift(&ground, &reversed, None).ok());
        if let Ok(after) = after {
            let back: Vec<CellChange> = there
                .iter()
                .map(|one| CellChange { change: one.change.negated().unwrap(), ..one.clone() })
                .collect();
            let changed = Ground { cells: after.cells, ..ground.clone() };
            let again = shift(&changed, &back, None).unwrap();
            let before: Vec<BudgetCell> =
                ground.cells.iter().filter(|cell| !cell.amount.is_zero()).cloned().collect();
            prop_assert_eq!(again.cells, before);
        }
    }
}
