use proptest::prelude::*;

use super::{Criterion, FaultyRules, ReviewRules, Score};

fn criterion(code: &str, weight: u16, scale: u16) -> Criterion {
    Criterion {
        code: code.to_owned(),
        name_fi: "Nimi".to_owned(),
        name_sv: "Namn".to_owned(),
        name_en: "Name".to_owned(),
        weight,
        scale,
    }
}

fn rules(criteria: &[(u16, u16)]) -> ReviewRules {
    let criteria = criteria.iter().zip(0..);
    ReviewRules {
        criteria: criteria
            .map(|(&(weight, scale), place)| criterion(&format!("c{place}"), weight, scale))
            .collect(),
        blind: false,
    }
}

/// Goal: each fault is named with its place; what is at a border stands.
#[test]
fn what_criteria_can_be() {
    let named = |change: fn(&mut Criterion)| {
        let mut rules = rules(&[(1, 5), (1, 5)]);
        change(&mut rules.criteria[1]);
        rules
    };
    let place = 1;
    for (rules, expected) in [
        (ReviewRules::default(), Ok(())),
        (rules(&[(1, 1), (1_000, 100)]), Ok(())),
        (rules(&[(1, 5); 20]), Ok(())),
        (rules(&[(1, 5); 21]), Err(FaultyRules::TooMany)),
        (
            rules(&[(1, 5), (0, 5)]),
            Err(FaultyRules::Weight { place, weight: 0 }),
        ),
        (
            rules(&[(1, 5), (1_001, 5)]),
            Err(FaultyRules::Weight { place, weight: 1_001 }),
        ),
        (
            rules(&[(1, 5), (1, 0)]),
            Err(FaultyRules::Scale { place, scale: 0 }),
        ),
        (
            rules(&[(1, 5), (1, 11)]),
            Err(FaultyRules::Scale { place, scale: 11 }),
        ),
        (
            rules(&[(1, 5), (1, 101)]),
            Err(FaultyRules::Scale { place, scale: 101 }),
        ),
        (
            named(|one| one.name_sv = " ".to_owned()),
            Err(FaultyRules::Text {
                place,
                field: "nameSv",
            }),
        ),
        (
            named(|one| one.code = "c0".to_owned()),
            Err(FaultyRules::Twice {
                place,
                code: "c0".to_owned(),
            }),
        ),
    ] {
        assert_eq!(rules.check(), expected);
        if let Err(faulty) = expected {
            assert_eq!(faulty.path()[0], "criteria");
        }
    }
}

/// Goal: weights count whatever the scale; the mean is exact, also where decimals would not end.
#[test]
fn weighted_means_by_hand() {
    for (criteria, reviews, fraction, percent) in [
        // 4/5 x 3 + 50/100 x 1 = 2.9 of 4.
        (&[(3, 5), (1, 100)][..], vec![vec![4, 50]], "29/40", "72.5000"),
        // The same points, of which one reviewer gives the whole.
        (
            &[(3, 5), (1, 100)][..],
            vec![vec![4, 50], vec![5, 100]],
            "69/80",
            "86.2500",
        ),
        // Thirds.
        (&[(1, 3)][..], vec![vec![1]], "1/3", "33.3333"),
        (&[(1, 3)][..], vec![vec![2]], "2/3", "66.6667"),
        (&[(1, 1)][..], vec![vec![0]], "0/1", "0.0000"),
        (&[(7, 10)][..], vec![vec![10], vec![10]], "1/1", "100.0000"),
    ] {
        let mean = rules(criteria).mean(&reviews).unwrap();
        assert_eq!(mean.to_string(), fraction);
        assert_eq!(mean.percent().to_string(), percent);
    }
    let rules = rules(&[(3, 5), (1, 100)]);
    assert_eq!(rules.mean(&[]), None, "nobody reviewed");
    assert_eq!(rules.mean(&[vec![4]]), None, "points are missing");
    assert_eq!(
        rules.mean(&[vec![6, 0]]).map(|mean| mean.to_string()),
        Some("9/10".to_owned())
    );
    assert_eq!(rules.mean(&[vec![6, 100]]), None, "more points than there are");
    assert_eq!(ReviewRules::default().mean(&[vec![]]), None, "no criteria");
}

fn scales() -> impl Strategy<Value = u16> {
    prop_oneof![1_u16..=10, Just(20), Just(25), Just(50), Just(100)]
}

fn reviewed() -> impl Strategy<Value = (Vec<(u16, u16)>, Vec<Vec<u16>>)> {
    prop::collection::vec((1_u16..=1_000, scales()), 1..=20).prop_flat_map(|criteria| {
        let points: Vec<_> = criteria.iter().map(|&(_, scale)| 0..=scale).collect();
        (Just(criteria), prop::collection::vec(points, 1..=6))
    })
}

proptest! {
    /// The mean is that of an independent sum of decimals of 28 digits, to the last of which it agrees; it lies
    /// between the lowest and the highest review; the order of the reviewers does not matter.
    #[test]
    fn means_agree_with_decimals((criteria, mut reviews) in reviewed()) {
        use rust_decimal::Decimal;
        let rules = rules(&criteria);
        prop_assert_eq!(rules.check(), Ok(()));
        let mean = rules.mean(&reviews).unwrap();
        let weights: Decimal = criteria.iter().map(|&(weight, _)| Decimal::from(weight)).sum();
        let one = |points: &Vec<u16>| -> Decimal {
            let parts = criteria.iter().zip(points).map(|(&(weight, scale), &points)| {
                Decimal::from(weight) * Decimal::from(points) / Decimal::from(scale)
            });
            parts.sum::<Decimal>() / weights
        };
        let all: Decimal = reviews.iter().map(one).sum::<Decimal>() / Decimal::from(reviews.len());
        let exact = Decimal::from(mean.numerator()) / Decimal::from(mean.denominator());
        prop_assert!((all - exact).abs() < Decimal::new(1, 20));
        let alone: Vec<Score> = reviews.iter().filter_map(|one| rules.mean(std::slice::from_ref(one))).collect();
        prop_assert!(alone.iter().min() <= Some(&mean) && Some(&mean) <= alone.iter().max());
        reviews.reverse();
        prop_assert_eq!(rules.mean(&reviews), Some(mean));
    }

    /// Scores are ordered as the fractions they are.
    #[test]
    fn scores_are_ordered(a in 0_i64..=5_000, b in 1_i64..=5_000, c in 0_i64..=5_000, d in 1_i64..=5_000) {
        if let (Some(one), Some(other)) = (Score::new(a, b), Score::new(c, d)) {
            prop_assert_eq!(one.cmp(&other), (a * d).cmp(&(c * b)));
            prop_assert_eq!(one == other, a * d == c * b);
        }
    }
}
