use std::collections::BTreeSet;

use proptest::prelude::*;
use uuid::Uuid;

use super::{Candidate, SampledBy, SamplingRules, Seed, draw};
use crate::{ids::CostLineId, money::Money};

fn rules(share: &str, large_from: Option<i64>, credits: bool) -> SamplingRules {
    SamplingRules {
        share: share.parse().unwrap(),
        large_from: large_from.map(Money::from_cents),
        credits,
    }
}

fn lines(amounts: &[i64]) -> Vec<Candidate> {
    amounts
        .iter()
        .zip(1_u128..)
        .map(|(&cents, number)| Candidate {
            line: Uuid::from_u128(number).into(),
            voucher: format!("V{number}"),
            line_number: "1".to_owned(),
            account: "4340".to_owned(),
            amount: Money::from_cents(cents),
            occurrence: 1,
        })
        .collect()
}

fn numbered(drawn: &[(CostLineId, SampledBy)]) -> Vec<(u128, SampledBy)> {
    drawn
        .iter()
        .map(|&(line, by)| (Uuid::from(line).as_u128(), by))
        .collect()
}

/// Goal: what each rule takes, in order of precedence: large, credit, chance.
#[test]
fn the_rules() {
    use SampledBy::{Credit, Large};
    let amounts = [100, 50_000, -200, -60_000, 49_999];
    for (rules, expected) in [
        (rules("0", None, false), vec![]),
        (rules("0", Some(50_000), false), vec![(2, Large), (4, Large)]),
        (rules("0", None, true), vec![(3, Credit), (4, Credit)]),
        (
            rules("0", Some(50_000), true),
            vec![(2, Large), (3, Credit), (4, Large)],
        ),
    ] {
        let drawn = draw(&rules, Seed([7; 16]), &lines(&amounts));
        assert_eq!(numbered(&drawn), expected, "{rules:?}");
    }
}

/// Goal: the share is rounded up to whole lines, of those that no rule names.
#[test]
fn the_share() {
    for (share, lines_of_it, expected) in [
        ("10", 0, 0),
        ("10", 1, 1),
        ("10", 10, 1),
        ("10", 11, 2),
        ("33.3333", 3, 1),
        ("100", 7, 7),
        ("0", 1_000, 0),
    ] {
        let drawn = draw(
            &rules(share, None, false),
            Seed([7; 16]),
            &lines(&vec![100; lines_of_it]),
        );
        assert_eq!(drawn.len(), expected, "{share} % of {lines_of_it}");
    }
    let drawn = draw(
        &rules("50", Some(100), false),
        Seed([7; 16]),
        &lines(&[100, 1, 1]),
    );
    assert_eq!(drawn.len(), 2);
}

/// Goal: another seed, another sample; else the draw could be foreseen.
#[test]
fn the_seed_decides() {
    let lines = lines(&[100; 200]);
    let of = |seed| draw(&rules("10", None, false), Seed([seed; 16]), &lines);
    assert_eq!(of(1), of(1));
    assert_ne!(of(1), of(2));
}

proptest! {
    /// Goal: the order of the file decides nothing, and a line that stays is drawn again in a shorter file.
    #[test]
    fn the_order_is_irrelevant(
        amounts in prop::collection::vec(-1_000_i64..1_000, 1..60),
        seed in any::<[u8; 16]>(),
        turn in 0_usize..60,
    ) {
        let rules = rules("20", Some(900), true);
        let lines = lines(&amounts);
        let mut turned = lines.clone();
        turned.rotate_left(turn % lines.len());
        prop_assert_eq!(draw(&rules, Seed(seed), &lines), draw(&rules, Seed(seed), &turned));

        let all: BTreeSet<CostLineId> =
            draw(&rules, Seed(seed), &lines).into_iter().map(|(line, _)| line).collect();
        let fewer = draw(&rules, Seed(seed), &lines[1..]);
        let kept = all.iter().filter(|line| **line != lines[0].line);
        let still = kept.filter(|line| fewer.iter().any(|(one, _)| one == *line)).count();
        // One fewer by chance at most, when the share of fewer lines is smaller.
        prop_assert!(still + 1 >= all.len() - usize::from(all.contains(&lines[0].line)));
    }
}
