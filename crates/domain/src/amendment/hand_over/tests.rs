//! What the old lead hands over.

use proptest::prelude::*;

use super::{Position, hand_over};
use crate::money::Money;

fn euros(text: &str) -> Money {
    text.parse().unwrap()
}

/// Goal: the table of S6 and what differs from it in one number.
#[test]
#[expect(clippy::too_many_lines, reason = "a table, a line per case")]
fn s6_what_is_handed_over() {
    for (said, received, own, others, passed, amount, cash, entitlement, not_passed) in [
        (
            "S6",
            "68000.00",
            "17000.00",
            "34000.00",
            "34000.00",
            "17000.00",
            "272000.00",
            "289000.00",
            "0.00",
        ),
        (
            "nothing was received",
            "0.00",
            "17000.00",
            "34000.00",
            "0.00",
            "-17000.00",
            "340000.00",
            "289000.00",
            "34000.00",
        ),
        (
            "nothing was spent",
            "68000.00",
            "0.00",
            "0.00",
            "0.00",
            "68000.00",
            "272000.00",
            "340000.00",
            "0.00",
        ),
        (
            "partners wait",
            "68000.00",
            "17000.00",
            "34000.00",
            "30000.00",
            "21000.00",
            "272000.00",
            "289000.00",
            "4000.00",
        ),
        (
            "partners got too much",
            "68000.00",
            "17000.00",
            "34000.00",
            "40000.00",
            "11000.00",
            "272000.00",
            "289000.00",
            "-6000.00",
        ),
        (
            "everything was used",
            "51000.00",
            "17000.00",
            "34000.00",
            "34000.00",
            "0.00",
            "289000.00",
            "289000.00",
            "0.00",
        ),
    ] {
        let found = hand_over(Position {
            award: euros("340000.00"),
            received: euros(received),
            recovered: Money::ZERO,
            own_share: euros(own),
            shares_of_others: euros(others),
            passed_on: euros(passed),
        })
        .unwrap();
        assert_eq!(
            [
                found.amount,
                found.remaining_cash,
                found.remaining_entitlement,
                found.not_passed_on
            ],
            [amount, cash, entitlement, not_passed].map(euros),
            "{said}"
        );
        assert_eq!(found.explain().result, found.amount);
        assert_eq!(found.explain().unrounded, amount);
    }
}

#[test]
fn what_does_not_fit_is_refused() {
    let position = Position {
        award: Money::ZERO,
        received: Money::from_cents(i64::MIN),
        recovered: Money::ZERO,
        own_share: euros("1.00"),
        shares_of_others: Money::ZERO,
        passed_on: Money::ZERO,
    };
    assert!(hand_over(position).is_err());
}

proptest! {
    /// No cent is lost between what the state has not paid, what is handed over and what partners wait for.
    #[test]
    fn the_rest_of_the_award_is_all_there(
        award in 0_i64..10_000_000_000,
        received in 0_i64..10_000_000_000,
        recovered in 0_i64..1_000_000_000,
        own in -100_000_i64..5_000_000_000,
        others in -100_000_i64..5_000_000_000,
        passed in 0_i64..5_000_000_000,
    ) {
        let [award, received, recovered, own_share, shares_of_others, passed_on] =
            [award, received, recovered, own, others, passed].map(Money::from_cents);
        let found = hand_over(Position { award, received, recovered, own_share, shares_of_others, passed_on }).unwrap();
        let rest = found.remaining_cash.checked_add(found.amount).unwrap();
        prop_assert_eq!(rest.checked_sub(found.not_passed_on).unwrap(), found.remaining_entitlement);
    }
}

/// Goal: a correction takes the same off whether the next claim nets it or the authority recovers it; what is
/// recovered is paid to the authority and not handed over too.
#[test]
fn a_correction_is_handed_over_or_recovered_but_not_both() {
    let position = |recovered: &str, own: &str| Position {
        award: euros("340000.00"),
        received: euros("68000.00"),
        recovered: euros(recovered),
        own_share: euros(own),
        shares_of_others: euros("34000.00"),
        passed_on: euros("34000.00"),
    };
    // recovered, own share, handed over, cash left, entitlement left
    for (recovered, own, amount, cash, entitlement) in [
        ("0.00", "17000.00", "17000.00", "272000.00", "289000.00"),
        ("0.00", "13600.00", "20400.00", "272000.00", "292400.00"),
        ("3400.00", "13600.00", "17000.00", "275400.00", "292400.00"),
    ] {
        let found = hand_over(position(recovered, own)).unwrap();
        assert_eq!(
            [found.amount, found.remaining_cash, found.remaining_entitlement],
            [amount, cash, entitlement].map(euros),
            "{recovered} {own}"
        );
    }
}
