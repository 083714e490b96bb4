use std::collections::BTreeMap;

use uuid::Uuid;

use super::{
    Basis, Before, CannotConsolidate, Cell, Consolidation, PartnerBefore, consolidate, explain_shares,
};
use crate::{
    ids::{OrganisationId, SubAreaId},
    money::Money,
    project::Partner,
    rate::Rate,
};

const FIVE: [(&str, &str); 5] = [
    ("224", "Karkkila"),
    ("291", "Kuhmoinen"),
    ("444", "Lohja"),
    ("635", "Pälkäne"),
    ("936", "Virrat"),
];

pub(super) fn euros(text: &str) -> Money {
    text.parse().unwrap()
}

pub(super) fn organisation(code: &str) -> OrganisationId {
    // Ids run against the codes, so that an order by id would be noticed.
    Uuid::from_u128(10_000 - code.parse::<u128>().unwrap()).into()
}

pub(super) fn sub_area(number: u128) -> SubAreaId {
    Uuid::from_u128(number).into()
}

pub(super) fn basis(award: &str, budgets: &[(&str, &str, &str)]) -> Basis {
    Basis {
        rate: Rate::EIGHTY_FIVE_PERCENT,
        award: euros(award),
        public: None,
        tolerance: Rate::ZERO,
        clearing: Rate::ZERO,
        is_last: false,
        budgets: budgets
            .iter()
            .map(|&(code, category, amount)| ((organisation(code), category.to_owned()), euros(amount)))
            .collect(),
        partners: FIVE
            .iter()
            .map(|&(code, name)| Partner {
                organisation: organisation(code),
                code: code.parse().unwrap(),
                name: name.to_owned(),
            })
            .collect(),
        flat_rate: None,
    }
}

fn wide() -> Basis {
    let budgets: Vec<_> = FIVE
        .iter()
        .map(|&(code, _)| (code, "services", "100000.00"))
        .collect();
    basis("170000.00", &budgets)
}

pub(super) fn cell(code: &str, category: &str, area: u128, now: &str, cumulative: &str) -> Cell {
    Cell {
        partner: organisation(code),
        category: category.to_owned(),
        sub_area: sub_area(area),
        claimed: euros(now),
        counted: euros(now),
        cumulative: euros(cumulative),
    }
}

pub(super) fn after(claim: &Consolidation) -> Before {
    Before {
        eligible: claim.figures.eligible,
        grant: claim.figures.grant,
        advance: claim.figures.advance,
        owed: claim.figures.owed,
        partners: claim
            .partners
            .iter()
            .map(|one| {
                let stood = PartnerBefore {
                    accepted: one.cumulative_accepted,
                    share: one.cumulative_share,
                };
                (one.partner, stood)
            })
            .collect(),
    }
}

fn shares(claim: &Consolidation) -> Vec<String> {
    claim
        .partners
        .iter()
        .map(|one| format!("{} {} {}", one.code, one.grant_share, one.own_share))
        .collect()
}

fn s1_cells() -> Vec<Cell> {
    let amounts = ["12345.67", "4321.09", "23456.78", "9876.54", "7654.33"];
    FIVE.iter()
        .zip(amounts)
        .map(|(&(code, _), amount)| cell(code, "services", 1, amount, amount))
        .collect()
}

/// Scenario S1 to the cent.
#[test]
fn s1_consolidation_and_residue() {
    let mut cells = s1_cells();
    cells.reverse();
    let claim = consolidate(&wide(), cells, &Before::default()).unwrap();
    let figures = claim.figures;
    assert_eq!(figures.claimed, euros("57654.41"));
    assert_eq!(figures.eligible, euros("57654.41"));
    assert_eq!(
        (figures.grant, figures.amount, figures.payable),
        (euros("49006.24"), euros("49006.24"), euros("49006.24"))
    );
    assert_eq!(
        shares(&claim),
        [
            "224 10493.82 1851.85",
            "291 3672.92 648.17",
            "444 19938.26 3518.52",
            "635 8395.06 1481.48",
            "936 6506.18 1148.15",
        ]
    );
    let own = Money::sum(claim.partners.iter().map(|one| one.own_share)).unwrap();
    assert_eq!(own, euros("8648.17"));
    let with_a_cent: Vec<_> = claim
        .partners
        .iter()
        .filter(|one| one.residual_cent)
        .map(|one| one.code.to_string())
        .collect();
    assert_eq!(with_a_cent, ["224", "635"]);
}

#[test]
fn the_shares_can_be_explained_from_what_is_stored() {
    let claim = consolidate(&wide(), s1_cells(), &Before::default()).unwrap();
    let stored: Vec<_> = claim
        .partners
        .iter()
        .map(|one| (one.code, one.cumulative_accepted))
        .collect();
    let explained = explain_shares(Rate::EIGHTY_FIVE_PERCENT, claim.figures.grant, &stored).unwrap();
    for partner in &claim.partners {
        assert_eq!(explained[&partner.code].result, partner.cumulative_share);
    }
    assert_eq!(explained[&"224".parse().unwrap()].unrounded, "10493.8195");
}

/// Scenario S3: what is above the budget is parked, and an approved change of the budget releases it.
#[test]
fn s3_ceiling_parks_and_a_change_releases() {
    let budget = [("224", "travel", "2000.00"), ("224", "services", "1000.00")];
    let cells = vec![
        cell("224", "travel", 1, "2000.00", "2000.00"),
        cell("224", "travel", 2, "350.40", "350.40"),
    ];
    let first = consolidate(&basis("170000.00", &budget), cells, &Before::default()).unwrap();
    let figures = first.figures;
    assert_eq!(
        (figures.claimed, figures.eligible, figures.parked, figures.amount),
        (
            euros("2350.40"),
            euros("2000.00"),
            euros("350.40"),
            euros("1700.00")
        )
    );
    assert_eq!(first.categories.len(), 1);
    assert_eq!(
        (first.categories[0].ceiling, first.categories[0].parked),
        (euros("2000.00"), euros("350.40"))
    );

    let changed = [("224", "travel", "2300.00"), ("224", "services", "700.00")];
    let cells = vec![
        cell("224", "travel", 1, "0.00", "2000.00"),
        cell("224", "travel", 2, "0.00", "350.40"),
    ];
    let second = consolidate(&basis("170000.00", &changed), cells, &after(&first)).unwrap();
    assert_eq!(
        (
            second.figures.accepted().unwrap(),
            second.figures.amount,
            second.figures.parked
        ),
        (euros("300.00"), euros("255.00"), euros("50.40"))
    );
}

#[test]
fn without_a_budget_everything_is_parked() {
    let cells = vec![cell("224", "rents", 1, "10.00", "10.00")];
    let claim = consolidate(&wide(), cells, &Before::default()).unwrap();
    assert_eq!(
        (
            claim.figures.eligible,
            claim.figures.parked,
            claim.figures.payable
        ),
        (Money::ZERO, euros("10.00"), Money::ZERO)
    );
}

/// Like scenario S5: a line of an earlier claim counts less, and the next claim carries the
/// difference, or the project owes it.
#[test]
fn what_is_taken_back_is_netted_and_what_is_owed_is_carried() {
    let lohja = |now: &str, cumulative: &str| vec![cell("444", "services", 1, now, cumulative)];
    let first = consolidate(&wide(), lohja("60000.00", "60000.00"), &Before::default()).unwrap();
    assert_eq!(first.figures.payable, euros("51000.00"));
    // 4 000.00 of the first claim no longer counts.
    let netted = consolidate(&wide(), lohja("30000.00", "86000.00"), &after(&first)).unwrap();
    assert_eq!(
        (netted.figures.amount, netted.figures.payable),
        (euros("22100.00"), euros("22100.00"))
    );
    let owing = consolidate(&wide(), lohja("2000.00", "58000.00"), &after(&first)).unwrap();
    let figures = owing.figures;
    assert_eq!(
        (figures.amount, figures.payable, figures.owed),
        (euros("-1700.00"), Money::ZERO, euros("1700.00"))
    );
    let last = consolidate(&wide(), lohja("10000.00", "68000.00"), &after(&owing)).unwrap();
    assert_eq!(
        (
            last.figures.amount,
            last.figures.owed_before,
            last.figures.payable
        ),
        (euros("8500.00"), euros("1700.00"), euros("6800.00"))
    );
    // 51 000.00 and 6 800.00 are 85 per cent of 68 000.00.
    assert_eq!(last.figures.grant, euros("57800.00"));
    assert_eq!(last.figures.explain_payable().unwrap().result, euros("6800.00"));
    let nothing = owing.figures.explain_payable().unwrap();
    assert_eq!(
        (nothing.unrounded.as_str(), nothing.result),
        ("-1700.00", Money::ZERO)
    );
}

/// Scenarios S4, S5 and S8 in one history: an advance of 51 000.00 is cleared at 50 per cent, 4 000.00 of
/// claim 1 fall away before claim 3, and the last claim settles what is left. Goal: each row follows from
/// the one above it.
#[test]
fn s4_and_s5_advance_correction_and_the_last_claim() {
    let mut basis = wide();
    basis
        .budgets
        .insert((organisation("444"), "services".to_owned()), euros("200000.00"));
    basis.clearing = "50".parse().unwrap();
    let mut before = Before {
        advance: euros("51000.00"),
        ..Before::default()
    };
    // claimed now | counts in all | last | grant | cleared | left | payable | owed
    for line in [
        "60000.00 | 60000.00 | no | 51000.00 | 25500.00 | 25500.00 | 25500.00 | 0.00",
        "80000.00 | 140000.00 | no | 68000.00 | 25500.00 | 0.00 | 42500.00 | 0.00",
        "30000.00 | 166000.00 | no | 22100.00 | 0.00 | 0.00 | 22100.00 | 0.00",
        "0.00 | 164000.00 | last | -1700.00 | 0.00 | 0.00 | 0.00 | 1700.00",
    ] {
        let row: Vec<&str> = line.split(" | ").collect();
        basis.is_last = row[2] == "last";
        let cells = vec![cell("444", "services", 1, row[0], row[1])];
        let claim = consolidate(&basis, cells, &before).unwrap();
        let figures = claim.figures;
        let found = [
            figures.amount,
            figures.advance_cleared,
            figures.advance,
            figures.payable,
            figures.owed,
        ];
        assert_eq!(
            found.map(|amount| amount.to_string()).as_slice(),
            &row[3..],
            "{line}"
        );
        assert_eq!(figures.explain_payable().unwrap().result, figures.payable);
        before = after(&claim);
    }
}

#[test]
fn the_last_claim_owes_what_is_left_of_the_advance() {
    let mut basis = wide();
    basis.clearing = "50".parse().unwrap();
    basis.is_last = true;
    let before = Before {
        advance: euros("100.00"),
        ..Before::default()
    };
    let claim = consolidate(
        &basis,
        vec![cell("444", "services", 1, "10.00", "10.00")],
        &before,
    )
    .unwrap();
    let figures = claim.figures;
    assert_eq!(
        [
            figures.amount,
            figures.advance_cleared,
            figures.advance,
            figures.payable,
            figures.owed
        ],
        ["8.50", "100.00", "0.00", "0.00", "91.50"].map(euros)
    );
}

#[test]
fn the_award_caps_the_grant_and_the_shares() {
    let mut capped = wide();
    capped.award = euros("100.00");
    let cells = vec![
        cell("224", "services", 1, "100.00", "100.00"),
        cell("444", "services", 1, "200.00", "200.00"),
    ];
    let claim = consolidate(&capped, cells, &Before::default()).unwrap();
    assert_eq!(claim.figures.amount, euros("100.00"));
    assert_eq!(shares(&claim), ["224 33.33 66.67", "444 66.67 133.33"]);
}

#[test]
fn a_partner_that_reports_nothing_more_keeps_its_share() {
    let first = consolidate(&wide(), s1_cells(), &Before::default()).unwrap();
    let cells = s1_cells()
        .into_iter()
        .map(|cell| Cell {
            claimed: Money::ZERO,
            counted: Money::ZERO,
            ..cell
        })
        .collect();
    let second = consolidate(&wide(), cells, &after(&first)).unwrap();
    assert_eq!(second.figures.amount, Money::ZERO);
    assert!(second.partners.iter().all(|one| one.grant_share.is_zero()));
    assert_eq!(second.partners.len(), 5);
}

#[test]
fn costs_of_nobody_are_refused() {
    let cells = vec![cell("853", "services", 1, "10.00", "10.00")];
    assert_eq!(
        consolidate(&wide(), cells, &Before::default()),
        Err(CannotConsolidate::NoPartner(organisation("853")))
    );
    let gone = Before {
        partners: BTreeMap::from([(organisation("853"), PartnerBefore::default())]),
        ..Before::default()
    };
    assert!(matches!(
        consolidate(&wide(), Vec::new(), &gone),
        Err(CannotConsolidate::NoPartner(_))
    ));
}

#[test]
fn sums_that_do_not_fit_are_an_answer() {
    let huge = Cell {
        cumulative: Money::from_cents(i64::MAX),
        ..cell("224", "services", 1, "1.00", "1.00")
    };
    let cells = vec![
        huge.clone(),
        Cell {
            sub_area: sub_area(2),
            ..huge
        },
    ];
    assert!(matches!(
        consolidate(&wide(), cells, &Before::default()),
        Err(CannotConsolidate::TooLarge(_))
    ));
}
