use proptest::prelude::*;
use uuid::Uuid;

use super::{Allocated, Allocation, CannotAllocate, Part, Size};
use crate::{ids::SubAreaId, money::Money, rate::Rate};

fn euros(text: &str) -> Money {
    text.parse().unwrap()
}

fn area(number: u128) -> SubAreaId {
    Uuid::from_u128(number).into()
}

/// `50%` or `12.34`.
fn size(text: &str) -> Size {
    match text.strip_suffix('%') {
        Some(percent) => Size::Percent(percent.parse().unwrap()),
        None => Size::Amount(euros(text)),
    }
}

fn allocation(share: Option<&str>, parts: &[&str]) -> Allocation {
    Allocation {
        share: share.map(size),
        parts: (1..)
            .zip(parts)
            .map(|(number, text)| Part {
                sub_area: area(number),
                size: size(text),
            })
            .collect(),
        reason: "Half of the meeting was ours".to_owned(),
    }
}

/// Goal: rule 2 at its borders, for costs and for credits alike.
#[test]
fn shares_and_parts_sum_to_the_cent() {
    type Line<'a> = (&'a str, Option<&'a str>, &'a [&'a str], &'a str, &'a [&'a str]);
    let table: [Line<'_>; 13] = [
        // booked, share, parts, claimed, amounts of the parts
        ("100.00", Some("50%"), &[], "50.00", &[]),
        ("0.01", Some("50%"), &[], "0.01", &[]),
        ("-0.01", Some("50%"), &[], "-0.01", &[]),
        ("99.99", Some("33.3333%"), &[], "33.33", &[]),
        ("100.00", Some("12.34"), &[], "12.34", &[]),
        ("-100.00", Some("-12.34"), &[], "-12.34", &[]),
        ("100.00", Some("0%"), &[], "0.00", &[]),
        ("100.00", None, &["60%", "40%"], "100.00", &["60.00", "40.00"]),
        ("0.01", None, &["50%", "50%"], "0.01", &["0.01", "0.00"]),
        ("-0.01", None, &["50%", "50%"], "-0.01", &["-0.01", "0.00"]),
        (
            "100.00",
            None,
            &["33.3333%", "33.3333%", "33.3334%"],
            "100.00",
            &["33.33", "33.33", "33.34"],
        ),
        (
            "100.00",
            Some("50%"),
            &["20.00", "30.00"],
            "50.00",
            &["20.00", "30.00"],
        ),
        (
            "100.01",
            Some("50%"),
            &["50%", "50%"],
            "50.01",
            &["25.01", "25.00"],
        ),
    ];
    for (booked, share, parts, claimed, amounts) in table {
        let found = allocation(share, parts).of(euros(booked)).unwrap();
        let expected = Allocated {
            share: euros(claimed),
            parts: (1..)
                .zip(amounts)
                .map(|(number, amount)| (area(number), euros(amount)))
                .collect(),
        };
        assert_eq!(found, expected, "{share:?} {parts:?} of {booked}");
    }
}

/// Trap 2 of the peers: floats made 28 of 29 % of 100, and 6 899 of 69 % of 10 000.
#[test]
fn trap_02_percentages_are_exact() {
    for (booked, share, expected) in [("100.00", "29%", "29.00"), ("10000.00", "69%", "6900.00")] {
        let found = allocation(Some(share), &[]).of(euros(booked)).unwrap();
        assert_eq!(found.share, euros(expected));
    }
}

#[test]
fn what_does_not_add_up_is_refused() {
    use CannotAllocate as No;
    let refused = |share, parts: &[&str]| allocation(share, parts).of(euros("100.00")).unwrap_err();
    let not_a_part = |amount, whole| No::NotAPart {
        amount: euros(amount),
        whole: euros(whole),
    };
    for (share, parts, expected, field) in [
        (None, &[][..], No::NothingAsked, "share"),
        (Some("100.01"), &[], not_a_part("100.01", "100.00"), "share"),
        (Some("-1.00"), &[], not_a_part("-1.00", "100.00"), "share"),
        (
            Some("50%"),
            &["50.01", "0.00"],
            not_a_part("50.01", "50.00"),
            "share",
        ),
        (None, &["100%"], No::PartCount, "parts"),
        (None, &["50%", "50.00"], No::Mixed, "parts"),
        (
            None,
            &["50%", "49.9999%"],
            No::PartsNotWhole("99.9999".parse().unwrap()),
            "parts",
        ),
        (
            None,
            &["50.00", "49.99"],
            No::PartsDiffer {
                parts: euros("99.99"),
                share: euros("100.00"),
            },
            "parts",
        ),
    ] {
        let found = refused(share, parts);
        assert_eq!(found.path(), [field], "{found}");
        assert_eq!(found, expected);
    }
    let mut twice = allocation(None, &["50%", "50%"]);
    twice.parts[1].sub_area = area(1);
    let found = twice.of(euros("1.00")).unwrap_err();
    assert_eq!(
        (found.path(), found),
        (
            vec!["parts".into(), "1".into(), "subAreaId".into()],
            No::SubAreaTwice(1)
        )
    );
    let mut silent = allocation(Some("50%"), &[]);
    silent.reason = "  ".to_owned();
    assert_eq!(silent.of(euros("1.00")), Err(No::NoReason));
}

proptest! {
    /// Cents are conserved, a credit note mirrors its invoice, and no part is a cent away from the exact one.
    #[test]
    fn parts_sum_to_the_share(
        cents in -1_000_000_000_i64..1_000_000_000, share in 0_u32..=1_000_000, cuts in proptest::collection::vec(0_u32..=1_000_000, 1..6),
    ) {
        let mut cuts = cuts;
        cuts.extend([0, 1_000_000]);
        cuts.sort_unstable();
        let rate = |millionths| Rate::of_stored_millionths(millionths).unwrap();
        let parts = cuts.windows(2).zip(1..).map(|(pair, number)| Part {
            sub_area: area(number),
            size: Size::Percent(rate(pair[1] - pair[0])),
        });
        let asked = Allocation {
            share: Some(Size::Percent(rate(share))),
            parts: parts.collect(),
            reason: "Shared".to_owned(),
        };
        let there = asked.of(Money::from_cents(cents)).unwrap();
        let back = asked.of(Money::from_cents(-cents)).unwrap();
        prop_assert_eq!(Money::sum(there.parts.iter().map(|part| part.1)), Ok(there.share));
        prop_assert_eq!(there.share.negated(), Ok(back.share));
        for ((part, other), pair) in there.parts.iter().zip(&back.parts).zip(cuts.windows(2)) {
            prop_assert_eq!(part.1.negated(), Ok(other.1));
            let exact = i128::from(there.share.cents()) * i128::from(pair[1] - pair[0]);
            prop_assert!((i128::from(part.1.cents()) * 1_000_000 - exact).abs() < 1_000_000);
        }
    }
}
