use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;

use super::{AdvancePlan, Facts, FaultyPlan, Instalment, Why, order};
use crate::{
    money::Money,
    payout::{Payout, Source, State},
    workflow::Stamp,
};

fn euros(text: &str) -> Money {
    text.parse().unwrap()
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn plan(instalments: &[(Option<&str>, &str)]) -> AdvancePlan {
    AdvancePlan {
        instalments: instalments
            .iter()
            .map(|(from, amount)| Instalment {
                payable_from: from.map(day),
                amount: euros(amount),
            })
            .collect(),
        clearing: "50".parse().unwrap(),
    }
}

/// Goal: what a decision may promise under an award of 100.00, in order of precedence.
#[test]
fn plans() {
    for (instalments, expected) in [
        (vec![], Err(FaultyPlan::NoInstalment)),
        (vec![(None, "0.00")], Err(FaultyPlan::NothingPaid(1))),
        (
            vec![(None, "10.00"), (None, "-1.00")],
            Err(FaultyPlan::NothingPaid(2)),
        ),
        (
            vec![(Some("2026-03-01"), "10.00"), (None, "10.00")],
            Err(FaultyPlan::OutOfOrder(2)),
        ),
        (
            vec![(Some("2026-03-02"), "10.00"), (Some("2026-03-01"), "10.00")],
            Err(FaultyPlan::OutOfOrder(2)),
        ),
        (
            vec![(None, "60.00"), (Some("2026-03-01"), "40.01")],
            Err(FaultyPlan::OverAward {
                advance: euros("100.01"),
                award: euros("100.00"),
            }),
        ),
        (vec![(None, "60.00"), (Some("2026-03-01"), "40.00")], Ok(())),
        (vec![(Some("2026-03-01"), "10.00"); 2], Ok(())),
    ] {
        assert_eq!(
            plan(&instalments).check(euros("100.00")),
            expected,
            "{instalments:?}"
        );
    }
    let most = Money::from_cents(i64::MAX).to_string();
    let huge = plan(&[(None, most.as_str()), (None, "0.01")]);
    assert!(matches!(huge.check(euros("1.00")), Err(FaultyPlan::TooLarge(_))));
}

fn stamp() -> Stamp {
    Stamp {
        by: Uuid::from_u128(1).into(),
        at: DateTime::<Utc>::UNIX_EPOCH,
    }
}

fn payout(source: Source, amount: &str, failed: bool) -> Payout {
    Payout {
        id: Uuid::from_u128(1).into(),
        version: 1,
        project: Uuid::from_u128(2).into(),
        source,
        amount: euros(amount),
        set_off: Money::ZERO,
        returned: Money::ZERO,
        created: stamp(),
        state: if failed {
            State::Failed {
                approved: stamp(),
                sent: stamp(),
                failed: stamp(),
                reason: "account closed".to_owned(),
            }
        } else {
            State::Created
        },
    }
}

/// Goal: what can stand in the way of an instalment, in order of precedence.
#[test]
#[expect(clippy::too_many_lines, reason = "a table, a line per case")]
fn instalments() {
    let two = plan(&[(None, "60.00"), (Some("2026-03-01"), "40.00")]);
    let claim = Source::Claim(Uuid::from_u128(3).into());
    let first = Source::Advance { instalment: 1 };
    let over = Why::OverAward {
        amount: euros("40.00"),
        paid: euros("100.01"),
        award: euros("100.00"),
    };
    let from = day("2026-03-01");
    for (plan, number, today, payouts, last_claim, expected) in [
        (None, 1, "2026-02-01", vec![], None, Err(Why::NoAdvance)),
        (
            Some(&two),
            0,
            "2026-02-01",
            vec![],
            None,
            Err(Why::NoSuchInstalment { asked: 0, count: 2 }),
        ),
        (
            Some(&two),
            3,
            "2026-02-01",
            vec![],
            None,
            Err(Why::NoSuchInstalment { asked: 3, count: 2 }),
        ),
        (
            Some(&two),
            2,
            "2026-02-28",
            vec![],
            None,
            Err(Why::TooEarly { number: 2, from }),
        ),
        (Some(&two), 2, "2026-03-01", vec![], None, Ok(euros("40.00"))),
        (
            Some(&two),
            1,
            "2026-02-01",
            vec![payout(first, "60.00", false)],
            Some(4),
            Err(Why::LivePayout(1)),
        ),
        (
            Some(&two),
            1,
            "2026-02-01",
            vec![payout(first, "60.00", true)],
            None,
            Ok(euros("60.00")),
        ),
        (
            Some(&two),
            1,
            "2026-02-01",
            vec![],
            Some(4),
            Err(Why::LastClaimApproved(4)),
        ),
        (
            Some(&two),
            2,
            "2026-03-01",
            vec![payout(first, "60.00", false), payout(claim, "0.01", false)],
            None,
            Err(over),
        ),
        (
            Some(&two),
            2,
            "2026-03-01",
            vec![payout(first, "60.00", false), payout(claim, "0.01", true)],
            None,
            Ok(euros("40.00")),
        ),
    ] {
        let facts = Facts {
            plan,
            award: euros("100.00"),
            payouts: &payouts,
            last_claim,
            today: day(today),
            account_in_force: true,
            is_agreed: true,
        };
        assert_eq!(order(&facts, number), expected, "{number} on {today}");
    }
    let nowhere = Facts {
        plan: Some(&two),
        award: euros("100.00"),
        payouts: &[],
        last_claim: None,
        today: from,
        account_in_force: false,
        is_agreed: false,
    };
    assert_eq!(order(&nowhere, 1), Err(Why::NoAccountInForce));
    let unsigned = Facts {
        account_in_force: true,
        ..nowhere
    };
    assert_eq!(order(&unsigned, 1), Err(Why::NoAgreement));
}
