//! What a leaving partner keeps, owes back and frees.

use super::{LeavingRefused, Standing, explain_returns, leave};
use crate::{
    amendment::{
        CellChange, Freed,
        budget::{
            Accepted, Ground, Spent,
            tests::{area, cell, change, euros, org},
            total,
        },
    },
    project::Partner,
    rate::Rate,
};

const KUHMOINEN: u128 = 1;
const VIRRAT: u128 = 2;

fn partners() -> Vec<Partner> {
    [(KUHMOINEN, "291", "Kuhmoinen"), (VIRRAT, "936", "Virrat")]
        .map(|(id, code, name)| Partner {
            organisation: org(id),
            code: code.parse().unwrap(),
            name: name.to_owned(),
        })
        .to_vec()
}

/// S7: a budget of 200 000.00, of which Kuhmoinen has 30 000.00 and has spent 8 000.00.
fn ground(award: &str) -> Ground {
    Ground {
        cells: vec![
            cell(KUHMOINEN, "services", 1, "5000.00"),
            cell(KUHMOINEN, "services", 2, "20000.00"),
            cell(KUHMOINEN, "travel", 1, "5000.00"),
            cell(VIRRAT, "services", 1, "170000.00"),
        ],
        // More in the first sub-area than its cell holds: the second pays for it.
        spent: vec![Spent {
            partner: org(KUHMOINEN),
            category: "services".to_owned(),
            sub_area: area(1),
            cost: euros("8000.00"),
        }],
        accepted: vec![Accepted {
            partner: org(KUHMOINEN),
            category: "services".to_owned(),
            accepted: euros("8000.00"),
        }],
        tolerance: Rate::ZERO,
        rate: Rate::EIGHTY_FIVE_PERCENT,
        award: euros(award),
        granted: euros("6800.00"),
        partners: vec![org(KUHMOINEN), org(VIRRAT)],
        categories: vec!["services".to_owned(), "travel".to_owned()],
        sub_areas: vec![area(1), area(2)],
    }
}

fn standing(received: &str) -> Standing {
    Standing {
        accepted: euros("8000.00"),
        entitled: euros("6800.00"),
        received: euros(received),
    }
}

#[test]
fn s7_the_award_is_lowered() {
    let ground = ground("170000.00");
    let left = leave(
        &ground,
        &partners(),
        org(KUHMOINEN),
        standing("10000.00"),
        &Freed::LowerAward,
    )
    .unwrap();
    assert_eq!(
        (left.budget, left.grant_of_budget),
        (euros("30000.00"), euros("25500.00"))
    );
    assert_eq!(
        (left.entitled, left.returns),
        (euros("6800.00"), euros("3200.00"))
    );
    assert_eq!(
        (left.freed_budget, left.freed),
        (euros("22000.00"), euros("18700.00"))
    );
    assert_eq!(
        (left.after.total, left.after.award),
        (euros("178000.00"), euros("151300.00"))
    );
    assert_eq!(
        left.after.cells[..2],
        [
            cell(KUHMOINEN, "services", 1, "5000.00"),
            cell(KUHMOINEN, "services", 2, "3000.00")
        ]
    );
    let explained = explain_returns(left.received, left.entitled).unwrap();
    assert_eq!((explained.result, explained.limited_by), (left.returns, None));
}

#[test]
fn s7_the_budget_goes_to_virrat() {
    let ground = ground("170000.00");
    let freed = Freed::MoveTo(vec![change(VIRRAT, "services", 1, "22000.00")]);
    let left = leave(&ground, &partners(), org(KUHMOINEN), standing("10000.00"), &freed).unwrap();
    assert_eq!((left.returns, left.freed), (euros("3200.00"), euros("18700.00")));
    assert_eq!(
        (left.after.total, left.after.award),
        (euros("200000.00"), euros("170000.00"))
    );
    assert_eq!(left.after.cells[2], cell(VIRRAT, "services", 1, "192000.00"));
}

/// Who received less than its share is still owed the rest; who used everything frees nothing.
#[test]
fn the_other_ends() {
    let mut ground = ground("170000.00");
    let left = leave(
        &ground,
        &partners(),
        org(KUHMOINEN),
        standing("6000.00"),
        &Freed::LowerAward,
    )
    .unwrap();
    assert_eq!((left.returns, left.owed_to_it), (euros("0.00"), euros("800.00")));

    ground.accepted = vec![
        Accepted {
            partner: org(KUHMOINEN),
            category: "services".to_owned(),
            accepted: euros("25000.00"),
        },
        Accepted {
            partner: org(KUHMOINEN),
            category: "travel".to_owned(),
            accepted: euros("5000.00"),
        },
    ];
    let used = Standing {
        accepted: euros("30000.00"),
        entitled: euros("25500.00"),
        received: euros("25500.00"),
    };
    let left = leave(&ground, &partners(), org(KUHMOINEN), used, &Freed::LowerAward).unwrap();
    assert_eq!(
        (left.freed, left.freed_budget, left.returns),
        (euros("0.00"), euros("0.00"), euros("0.00"))
    );
    assert_eq!(
        (left.after.award, left.after.total),
        (euros("170000.00"), total(&ground.cells).unwrap())
    );
}

/// When the award is less than the rate of the budget, the partner's part of the award is its proportion.
#[test]
fn an_award_below_the_rate() {
    let ground = ground("100000.00");
    let left = leave(
        &ground,
        &partners(),
        org(KUHMOINEN),
        standing("0.00"),
        &Freed::LowerAward,
    )
    .unwrap();
    assert_eq!(
        (left.grant_of_budget, left.freed),
        (euros("15000.00"), euros("8200.00"))
    );
    assert_eq!(left.after.award, euros("91800.00"));
}

#[test]
fn what_is_refused() {
    let ground = ground("170000.00");
    let refused = |partner: u128, freed: Freed| {
        leave(&ground, &partners(), org(partner), standing("0.00"), &freed).unwrap_err()
    };
    let to = |changes: Vec<CellChange>| Freed::MoveTo(changes);
    assert_eq!(refused(3, Freed::LowerAward), LeavingRefused::NoPartner);
    for (amount, moved) in [("21999.99", "21999.99"), ("22000.01", "22000.01")] {
        let expected = LeavingRefused::NotWhatIsFreed {
            freed: euros("22000.00"),
            moved: euros(moved),
        };
        assert_eq!(
            refused(KUHMOINEN, to(vec![change(VIRRAT, "services", 1, amount)])),
            expected
        );
    }
    for changes in [
        vec![change(KUHMOINEN, "services", 1, "22000.00")],
        vec![
            change(VIRRAT, "services", 1, "-1.00"),
            change(VIRRAT, "travel", 1, "22001.00"),
        ],
    ] {
        assert_eq!(refused(KUHMOINEN, to(changes)), LeavingRefused::TakenFromOthers);
    }
}
