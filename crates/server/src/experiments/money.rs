//! What is asked for and what is granted. The amounts are drawn after the points, so that whatever the seed the money
//! ends at the twenty-first application, as it did.

use super::{
    draw::Draw,
    plan::{APPROPRIATION, Cell, GRANTED, LEAST_USEFUL, Outcome, Plan, Planned},
};

/// What the 21 best ask for together, about, in euros: a little more than there is.
const ASKED_BY_THE_BEST: i64 = 462_000;
/// Of so many applications a part of the costs is not accepted.
const CUT: usize = 3;
/// The least and the most that is asked for, in cents: "a few thousand" to "nearly 50 000".
const LEAST: i64 = 300_000;
const MOST: i64 = 4_990_000;

/// Draws the budgets along the ranking and gives the money out. False when it does not end at the twenty-first.
pub(super) fn give_out(draw: &mut Draw, plan: &mut Plan) -> bool {
    // The one on the line asks for the mean.
    let mut weights: Vec<i64> = (1..GRANTED).map(|_| draw.between(250, 1_900)).collect();
    weights.push(1_100);
    let all: i64 = weights.iter().sum();
    let cut = draw.different(CUT, GRANTED - 1);
    let mut left = APPROPRIATION;
    for (rank, place) in plan.order.clone().into_iter().enumerate() {
        let Some(one) = plan.applications.get_mut(place) else {
            return false;
        };
        let wanted = match weights.get(rank) {
            Some(weight) => ASKED_BY_THE_BEST * weight / all,
            None => draw.between(5_000, 49_000),
        };
        // The grant is 85 per cent of a budget in hundreds of euros.
        let budget = (wanted * 100 / 85 + 50) / 100 * 100;
        one.requested = budget * 85;
        one.cells = cells(budget, one.municipalities.len());
        if !(LEAST..=MOST).contains(&one.requested) {
            return false;
        }
        if rank >= GRANTED {
            one.outcome = rejection(one);
            continue;
        }
        if one.is_below_cut_off() || !one.results_stay {
            return false;
        }
        let is_last = rank + 1 == GRANTED;
        if is_last != (one.requested > left) {
            return false;
        }
        one.outcome = if is_last {
            Outcome::Rest(left)
        } else if cut.contains(&rank) {
            Outcome::Cut(one.requested - equipment(one) * 85)
        } else {
            Outcome::Full(one.requested)
        };
        if is_last && left * 100 < one.requested * LEAST_USEFUL {
            return false;
        }
        // What is cut elsewhere is not given to the one on the line: the list was kept before.
        left -= one.requested.min(left);
    }
    true
}

fn rejection(one: &Planned) -> Outcome {
    if !one.results_stay {
        Outcome::ResultsLeave
    } else if one.is_below_cut_off() {
        Outcome::BelowCutOff
    } else {
        Outcome::NoMoney
    }
}

fn equipment(one: &Planned) -> i64 {
    let cells = one.cells.iter().filter(|cell| cell.category == "equipment");
    cells.map(|cell| cell.euros).sum()
}

/// Half of the budget is the lead's, the rest the others' in equal parts of whole hundreds; each part is spread over
/// categories and the two sub-areas.
fn cells(budget: i64, municipalities: usize) -> Vec<Cell> {
    let hundreds = budget / 100;
    let of_the_lead = (hundreds + 1) / 2;
    let others = i64::try_from(municipalities).unwrap_or(2) - 1;
    let (each, more) = (
        (hundreds - of_the_lead) / others,
        (hundreds - of_the_lead) % others,
    );
    let mut cells = Vec::new();
    for (of, number) in (0..municipalities).zip(0_i64..) {
        let part = match number {
            0 => of_the_lead,
            number => each + i64::from(number <= more),
        } * 100;
        let (personnel, services) = (part / 2, part * 3 / 10);
        let equipment = if of == 0 { part / 10 } else { 0 };
        let travel = part - personnel - services - equipment;
        for (category, sub_area, euros) in [
            ("personnel", 0, personnel),
            ("services", 1, services),
            ("equipment", 1, equipment),
            ("travel", 0, travel),
        ] {
            if euros > 0 {
                cells.push(Cell {
                    of,
                    category,
                    sub_area,
                    euros,
                });
            }
        }
    }
    cells
}
