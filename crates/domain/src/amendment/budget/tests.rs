//! What may move, and what may not be taken back.

use uuid::Uuid;

use super::{Accepted, Ground, ShiftRefused, Spent, shift, total};
use crate::{
    amendment::CellChange,
    ids::{OrganisationId, SubAreaId},
    money::Money,
    project::BudgetCell,
    rate::Rate,
};

pub(crate) fn org(number: u128) -> OrganisationId {
    Uuid::from_u128(number).into()
}

pub(crate) fn area(number: u128) -> SubAreaId {
    Uuid::from_u128(100 + number).into()
}

pub(crate) fn euros(text: &str) -> Money {
    text.parse().unwrap()
}

pub(crate) fn cell(partner: u128, category: &str, sub_area: u128, amount: &str) -> BudgetCell {
    BudgetCell {
        partner: org(partner),
        category: category.to_owned(),
        sub_area: area(sub_area),
        amount: euros(amount),
    }
}

pub(crate) fn change(partner: u128, category: &str, sub_area: u128, by: &str) -> CellChange {
    CellChange {
        partner: org(partner),
        category: category.to_owned(),
        sub_area: area(sub_area),
        change: euros(by),
    }
}

/// Two partners, two categories, two sub-areas: 40 000.00 in all, of which 85 per cent is the award.
fn ground() -> Ground {
    Ground {
        cells: vec![
            cell(1, "services", 1, "15000.00"),
            cell(1, "services", 2, "10000.00"),
            cell(1, "travel", 1, "2000.00"),
            cell(2, "services", 1, "13000.00"),
        ],
        spent: vec![
            Spent {
                partner: org(1),
                category: "services".to_owned(),
                sub_area: area(1),
                cost: euros("18000.00"),
            },
            Spent {
                partner: org(1),
                category: "travel".to_owned(),
                sub_area: area(1),
                cost: euros("2350.40"),
            },
        ],
        accepted: vec![
            Accepted {
                partner: org(1),
                category: "services".to_owned(),
                accepted: euros("18000.00"),
            },
            Accepted {
                partner: org(1),
                category: "travel".to_owned(),
                accepted: euros("2000.00"),
            },
        ],
        tolerance: Rate::ZERO,
        rate: Rate::EIGHTY_FIVE_PERCENT,
        award: euros("34000.00"),
        granted: euros("17000.00"),
        partners: vec![org(1), org(2)],
        categories: vec!["services".to_owned(), "travel".to_owned()],
        sub_areas: vec![area(1), area(2)],
    }
}

/// S3: 300.00 more for travel, from what services have left.
#[test]
fn s3_from_services_to_travel() {
    let changes = [
        change(1, "services", 2, "-300.00"),
        change(1, "travel", 1, "300.00"),
    ];
    let after = shift(&ground(), &changes, None).unwrap();
    assert_eq!(
        after.cells,
        [
            cell(1, "services", 1, "15000.00"),
            cell(1, "services", 2, "9700.00"),
            cell(1, "travel", 1, "2300.00"),
            cell(2, "services", 1, "13000.00"),
        ]
    );
    assert_eq!((after.total, after.award), (euros("40000.00"), euros("34000.00")));
    assert_eq!(after.total, total(&ground().cells).unwrap());
}

/// Goal: each refusal, in order of precedence.
#[test]
#[expect(clippy::too_many_lines, reason = "a table, a line per case")]
fn what_is_refused() {
    let refused = |changes: &[CellChange], award: Option<&str>| {
        shift(&ground(), changes, award.map(euros)).unwrap_err()
    };
    let to_travel = |amount: &str| change(2, "travel", 1, amount);
    for (changes, award, expected) in [
        (vec![], None, ShiftRefused::NoChange),
        (
            vec![to_travel("5.00"), to_travel("-5.00")],
            None,
            ShiftRefused::NoChange,
        ),
        (
            vec![change(3, "travel", 1, "5.00")],
            None,
            ShiftRefused::NoPartner,
        ),
        (
            vec![change(1, "yachts", 1, "5.00")],
            None,
            ShiftRefused::NoCategory("yachts".to_owned()),
        ),
        (
            vec![change(1, "travel", 3, "5.00")],
            None,
            ShiftRefused::NoSubArea,
        ),
        (
            vec![change(2, "services", 1, "-13000.01"), to_travel("13000.01")],
            None,
            ShiftRefused::BelowNothing {
                category: "services".to_owned(),
                there: euros("13000.00"),
                taken: euros("13000.01"),
            },
        ),
        // The cell holds more costs than it has money: nothing of it is free.
        (
            vec![change(1, "services", 1, "-0.01"), to_travel("0.01")],
            None,
            ShiftRefused::BelowClaimed {
                category: "services".to_owned(),
                left: euros("14999.99"),
                spent: euros("18000.00"),
            },
        ),
        // The other cell of the category is empty, but pays for what the first cannot hold.
        (
            vec![change(1, "services", 2, "-7000.01"), to_travel("7000.01")],
            None,
            ShiftRefused::BelowAccepted {
                category: "services".to_owned(),
                left: euros("17999.99"),
                accepted: euros("18000.00"),
            },
        ),
        (
            vec![to_travel("0.01")],
            None,
            ShiftRefused::TotalChanges(euros("0.01")),
        ),
        (
            vec![to_travel("100.00")],
            Some("34000.01"),
            ShiftRefused::AwardRaised {
                award: euros("34000.01"),
                before: euros("34000.00"),
            },
        ),
        (
            vec![change(2, "services", 1, "-100.00")],
            Some("34000.00"),
            ShiftRefused::AwardOverBudget {
                award: euros("34000.00"),
                covered: euros("33915.00"),
            },
        ),
        (
            vec![change(2, "services", 1, "-100.00")],
            Some("16999.99"),
            ShiftRefused::AwardBelowGranted {
                award: euros("16999.99"),
                granted: euros("17000.00"),
            },
        ),
    ] {
        assert_eq!(refused(&changes, award), expected, "{changes:?}");
    }
}

#[test]
fn a_decision_may_lower_the_total_with_the_award() {
    let changes = [change(2, "services", 1, "-13000.00")];
    let after = shift(&ground(), &changes, Some(euros("22950.00"))).unwrap();
    assert_eq!((after.total, after.award), (euros("27000.00"), euros("22950.00")));
    assert!(
        after.cells.iter().all(|cell| cell.partner == org(1)),
        "empty cells are left out"
    );
}

#[test]
fn the_tolerance_is_part_of_what_is_left() {
    let mut ground = ground();
    ground.tolerance = "10".parse().unwrap();
    // 16 363.64 with 10 per cent is 18 000.00.
    let most = change(1, "services", 2, "-8636.36");
    let to = change(2, "travel", 1, "8636.36");
    assert!(shift(&ground, &[most, to], None).is_ok());
    let more = change(1, "services", 2, "-8636.38");
    let to = change(2, "travel", 1, "8636.38");
    assert!(matches!(
        shift(&ground, &[more, to], None),
        Err(ShiftRefused::BelowAccepted { .. })
    ));
}
