use proptest::prelude::*;

use super::super::{
    Basis, Before, CannotConsolidate, Cell, Consolidation, consolidate,
    tests::{after, basis, cell, euros, organisation, sub_area},
};
use crate::{call::FlatRate, money::Money, rate::Rate};

const WAGES: &str = "personnel";
const FLAT: &str = "flat_rate";

/// 40 per cent of wages; 80 per cent of it all is granted.
fn eura(wages_budget: &str, flat_budget: &str) -> Basis {
    let budgets = [
        ("444", WAGES, wages_budget),
        ("444", FLAT, flat_budget),
        ("936", WAGES, wages_budget),
        ("936", FLAT, flat_budget),
        ("444", "travel", "1000.00"),
    ];
    Basis {
        rate: "80".parse().unwrap(),
        flat_rate: Some(FlatRate {
            rate: "40".parse().unwrap(),
            category: FLAT.to_owned(),
            wages: [WAGES.to_owned()].into(),
        }),
        ..basis("170000.00", &budgets)
    }
}

fn of_flat_rate(claim: &Consolidation) -> Vec<(u128, String, String)> {
    let derived = claim.cells.iter().filter(|cell| cell.category == FLAT);
    derived
        .map(|cell| {
            let area = (1..9).find(|&number| sub_area(number) == cell.sub_area).unwrap();
            (area, cell.claimed.to_string(), cell.cumulative.to_string())
        })
        .collect()
}

/// Scenario S10, EURA variant: wages 100 000 + 40 % = 140 000; 80 % = 112 000.00.
#[test]
fn s10_a_flat_rate_of_wages() {
    let cells = vec![cell("444", WAGES, 1, "100000.00", "100000.00")];
    let claim = consolidate(&eura("100000.00", "40000.00"), cells, &Before::default()).unwrap();
    assert_eq!(of_flat_rate(&claim), [(1, "40000.00".into(), "40000.00".into())]);
    let figures = claim.figures;
    assert_eq!(figures.claimed, euros("140000.00"));
    assert_eq!(figures.eligible, euros("140000.00"));
    assert_eq!(figures.amount, euros("112000.00"));
    assert_eq!(claim.partners[0].grant_share, euros("112000.00"));
}

/// Trap 3 of the peers: disallowing one invoice must also shrink the flat rate derived from it; here 10 000 of
/// wages are disallowed after the claim, and the next claim takes back 80 % of 14 000.
#[test]
fn trap_03_disallowing_a_wage_line_shrinks_the_flat_rate() {
    let basis = eura("100000.00", "40000.00");
    let first = vec![cell("444", WAGES, 1, "100000.00", "100000.00")];
    let first = consolidate(&basis, first, &Before::default()).unwrap();
    let corrected = vec![cell("444", WAGES, 1, "0.00", "90000.00")];
    let next = consolidate(&basis, corrected, &after(&first)).unwrap();
    assert_eq!(of_flat_rate(&next), [(1, "0.00".into(), "36000.00".into())]);
    assert_eq!(next.figures.amount, euros("-11200.00"));
    assert_eq!(next.partners[0].accepted, euros("-14000.00"));
}

/// Goal: one rounding per partner, sub-areas sum to it; parked wages carry no flat rate; the flat rate has
/// a budget of its own. A row: wages of sub-areas 1 and 2, budgets of wages and flat rate, the cells, accepted,
/// parked.
#[test]
fn rounding_and_ceilings() {
    type Line<'a> = ([&'a str; 2], [&'a str; 2], [&'a str; 2], &'a str, &'a str);
    let table: [Line<'_>; 7] = [
        (
            ["0.01", "0.01"],
            ["9.00", "9.00"],
            ["0.01", "0.00"],
            "0.03",
            "0.00",
        ),
        (
            ["1.01", "1.01"],
            ["9.00", "9.00"],
            ["0.41", "0.40"],
            "2.83",
            "0.00",
        ),
        (
            ["-1.01", "-1.01"],
            ["9.00", "9.00"],
            ["-0.40", "-0.41"],
            "-2.83",
            "0.00",
        ),
        (
            ["3.00", "-1.00"],
            ["9.00", "9.00"],
            ["1.20", "-0.40"],
            "2.80",
            "0.00",
        ),
        (
            ["60.00", "60.00"],
            ["100.00", "99.00"],
            ["20.00", "20.00"],
            "140.00",
            "20.00",
        ),
        (
            ["60.00", "40.00"],
            ["100.00", "30.00"],
            ["24.00", "16.00"],
            "130.00",
            "10.00",
        ),
        (
            ["60.00", "40.00"],
            ["0.00", "40.00"],
            ["0.00", "0.00"],
            "0.00",
            "100.00",
        ),
    ];
    for (wages, budgets, derived, accepted, parked) in table {
        let cells = vec![
            cell("444", WAGES, 1, wages[0], wages[0]),
            cell("444", WAGES, 2, wages[1], wages[1]),
        ];
        let claim = consolidate(&eura(budgets[0], budgets[1]), cells, &Before::default()).unwrap();
        let found: Vec<String> = of_flat_rate(&claim)
            .into_iter()
            .map(|(_, _, cumulative)| cumulative)
            .collect();
        assert_eq!(found, derived, "{wages:?}");
        assert_eq!(claim.figures.eligible, euros(accepted), "{wages:?}");
        assert_eq!(claim.figures.parked, euros(parked), "{wages:?}");
    }
}

#[test]
fn other_costs_carry_none_and_nothing_is_booked_on_it() {
    let basis = eura("100.00", "40.00");
    let travel = vec![cell("444", "travel", 1, "10.00", "10.00")];
    let claim = consolidate(&basis, travel, &Before::default()).unwrap();
    assert_eq!(
        (of_flat_rate(&claim).len(), claim.figures.eligible),
        (0, euros("10.00"))
    );
    let booked = vec![cell("444", FLAT, 1, "10.00", "10.00")];
    assert_eq!(
        consolidate(&basis, booked, &Before::default()),
        Err(CannotConsolidate::BookedOnFlatRate(FLAT.to_owned()))
    );
}

/// Partner, sub-area, cents; wages or travel.
type Spent = (bool, u8, i64, bool);

fn spent() -> impl Strategy<Value = Vec<Spent>> {
    let cents = prop_oneof![-300_i64..300, -50_000_i64..5_000_000];
    proptest::collection::vec((any::<bool>(), 1..5_u8, cents, any::<bool>()), 0..25)
}

fn cells(lines: &[Spent]) -> Vec<Cell> {
    let one = |&(is_lohja, area, cents, is_wages): &Spent| Cell {
        partner: organisation(if is_lohja { "444" } else { "936" }),
        category: if is_wages { WAGES } else { "travel" }.to_owned(),
        sub_area: sub_area(area.into()),
        claimed: Money::from_cents(cents),
        counted: Money::from_cents(cents),
        cumulative: Money::from_cents(cents),
    };
    lines.iter().map(one).collect()
}

fn flat_of(claim: &Consolidation, partner: &str) -> Money {
    let own = claim
        .cells
        .iter()
        .filter(|cell| cell.category == FLAT && cell.partner == organisation(partner));
    Money::sum(own.map(|cell| cell.cumulative)).unwrap()
}

proptest! {
    /// What the cells of the flat rate sum to is the rate of the partner's accepted wages, rounded once; the
    /// order of lines does not matter; less wages never give more flat rate.
    #[test]
    fn it_follows_the_accepted_wages(
        lines in spent(), wages_budget in 0_i64..2_000_000, flat_budget in 0_i64..900_000,
        millionths in 0_u32..=1_000_000, seed in any::<u64>(), less in 0_i64..100_000,
    ) {
        let [wages_budget, flat_budget] = [wages_budget, flat_budget].map(|cents| Money::from_cents(cents).to_string());
        let mut basis = eura(&wages_budget, &flat_budget);
        let rate = Rate::of_stored_millionths(millionths).unwrap();
        basis.flat_rate.as_mut().unwrap().rate = rate;
        let claim = consolidate(&basis, cells(&lines), &Before::default()).unwrap();
        for partner in ["444", "936"] {
            let accepted = claim.categories.iter()
                .filter(|one| one.partner == organisation(partner) && one.category == WAGES)
                .map(|one| one.accepted);
            let accepted = Money::sum(accepted).unwrap();
            prop_assert_eq!(flat_of(&claim, partner), rate.of_half_up(accepted));
        }
        let mut mixed = lines.clone();
        mixed.sort_by_key(|line| (line.2.cast_unsigned()).wrapping_mul(seed | 1).rotate_left(17));
        prop_assert_eq!(&consolidate(&basis, cells(&mixed), &Before::default()).unwrap(), &claim);
        if let Some(wage) = lines.iter().position(|line| line.3) {
            let mut disallowed = lines.clone();
            disallowed[wage].2 -= less;
            let smaller = consolidate(&basis, cells(&disallowed), &Before::default()).unwrap();
            let partner = if lines[wage].0 { "444" } else { "936" };
            prop_assert!(flat_of(&smaller, partner) <= flat_of(&claim, partner));
            // Taken back and given again leaves nothing.
            let mut again = disallowed.clone();
            again[wage].2 += less;
            prop_assert_eq!(&consolidate(&basis, cells(&again), &Before::default()).unwrap(), &claim);
        }
    }
}
