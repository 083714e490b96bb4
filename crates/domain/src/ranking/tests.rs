use chrono::{DateTime, Utc};
use proptest::prelude::*;
use uuid::Uuid;

use super::{
    AwardRule, Birth, Candidate, Command, Entry, Facts, Line, Outcome, RankingMachine, Scenario, State,
    TieRule, Why, hash, rank, simulate,
};
use crate::{
    ids::ApplicationId,
    money::Money,
    rate::Rate,
    review_rules::Score,
    workflow::{Name, RefusalCode, Step, table, transition},
};

fn key<T: From<Uuid>>(number: u128) -> T {
    Uuid::from_u128(number).into()
}

fn cents(cents: i64) -> Money {
    Money::from_cents(cents)
}

fn score(numerator: i64, denominator: i64) -> Score {
    Score::new(numerator, denominator).unwrap()
}

fn candidate(number: u128, total: Score, by_criterion: &[i64], requested: i64) -> Candidate {
    Candidate {
        application: key(number),
        score: total,
        by_criterion: by_criterion.iter().map(|&points| score(points, 10)).collect(),
        requested: cents(requested),
    }
}

fn order(entries: &[Entry]) -> Vec<(ApplicationId, bool)> {
    entries.iter().map(|one| (one.application, one.tied)).collect()
}

/// Goal: the better score first; of equals what the named rule says; who stays equal is marked, the older first.
#[test]
fn the_order_and_its_ties() {
    let candidates = || {
        vec![
            candidate(1, score(2, 3), &[5, 8], 300),
            candidate(2, score(4, 6), &[6, 7], 400),
            candidate(3, score(3, 4), &[1, 1], 100),
            candidate(4, score(2, 3), &[5, 8], 300),
        ]
    };
    let by_criteria = rank(candidates(), TieRule::CriteriaInOrder).unwrap();
    let expected = [(key(3), false), (key(2), false), (key(1), true), (key(4), true)];
    assert_eq!(order(&by_criteria), expected);
    let by_grant = rank(candidates(), TieRule::SmallerGrant).unwrap();
    let expected = [(key(3), false), (key(1), true), (key(4), true), (key(2), false)];
    assert_eq!(order(&by_grant), expected);
    let sums: Vec<i64> = by_grant.iter().map(|one| one.cumulative.cents()).collect();
    assert_eq!(sums, [100, 400, 700, 1_100]);
}

/// Goal: the line at its borders.
#[test]
fn the_line_in_the_list() {
    let entries = rank(
        vec![
            candidate(1, score(3, 4), &[], 100),
            candidate(2, score(2, 4), &[], 100),
            candidate(3, score(1, 4), &[], 100),
        ],
        TieRule::SmallerGrant,
    )
    .unwrap();
    for (appropriation, expected) in [
        (300, [Line::Within, Line::Within, Line::Within]),
        (299, [Line::Within, Line::Within, Line::Across(cents(99))]),
        (200, [Line::Within, Line::Within, Line::Beyond]),
        (101, [Line::Within, Line::Across(cents(1)), Line::Beyond]),
        (0, [Line::Beyond, Line::Beyond, Line::Beyond]),
    ] {
        let found: Vec<Line> = entries
            .iter()
            .map(|one| one.line(cents(appropriation)).unwrap())
            .collect();
        assert_eq!(found, expected, "{appropriation}");
    }
}

fn scenario(rule: AwardRule, cut_off: Option<Score>, least_useful: &str) -> Scenario {
    Scenario {
        rule,
        cut_off,
        least_useful: least_useful.parse().unwrap(),
    }
}

/// Goal: what each rule gives, by hand, with who is left out and why.
#[test]
fn simulated_by_hand() {
    use Outcome::{BelowCutOff, Full, NoMoney, NotUseful, Part};
    let entries = rank(
        vec![
            candidate(1, score(9, 10), &[], 100),
            candidate(2, score(8, 10), &[], 100),
            candidate(3, score(7, 10), &[], 100),
            candidate(4, score(2, 10), &[], 10),
        ],
        TieRule::SmallerGrant,
    )
    .unwrap();
    let half = Some(score(1, 2));
    for (scenario, appropriation, expected) in [
        (
            scenario(AwardRule::Full, None, "0"),
            150,
            [(100, Full), (0, NoMoney), (0, NoMoney), (0, NoMoney)],
        ),
        (
            scenario(AwardRule::Full, None, "0"),
            310,
            [(100, Full), (100, Full), (100, Full), (10, Full)],
        ),
        (
            scenario(AwardRule::Full, half, "0"),
            310,
            [(100, Full), (100, Full), (100, Full), (0, BelowCutOff)],
        ),
        (
            scenario(AwardRule::FullThenPart, None, "50"),
            150,
            [(100, Full), (50, Part), (0, NoMoney), (0, NoMoney)],
        ),
        (
            scenario(AwardRule::FullThenPart, None, "50.0001"),
            150,
            [(100, Full), (0, NotUseful), (0, NoMoney), (0, NoMoney)],
        ),
        (
            scenario(AwardRule::FullThenPart, None, "0"),
            200,
            [(100, Full), (100, Full), (0, NoMoney), (0, NoMoney)],
        ),
        (
            scenario(AwardRule::EqualShare, half, "0"),
            100,
            [(34, Part), (33, Part), (33, Part), (0, BelowCutOff)],
        ),
        // A third is too little: the last one gives way, and half is enough.
        (
            scenario(AwardRule::EqualShare, half, "50"),
            100,
            [(50, Part), (50, Part), (0, NotUseful), (0, BelowCutOff)],
        ),
        (
            scenario(AwardRule::EqualShare, half, "100"),
            150,
            [(100, Full), (0, NotUseful), (0, NotUseful), (0, BelowCutOff)],
        ),
        (
            scenario(AwardRule::EqualShare, None, "0"),
            310,
            [(100, Full), (100, Full), (100, Full), (10, Full)],
        ),
        (
            scenario(AwardRule::EqualShare, None, "0"),
            0,
            [(0, NotUseful), (0, NotUseful), (0, NotUseful), (0, NotUseful)],
        ),
    ] {
        let simulated = simulate(&entries, cents(appropriation), scenario).unwrap();
        let found: Vec<(i64, Outcome)> = simulated
            .awards
            .iter()
            .map(|one| (one.award.cents(), one.outcome))
            .collect();
        assert_eq!(found, expected, "{scenario:?} {appropriation}");
    }
}

fn candidates() -> impl Strategy<Value = Vec<Candidate>> {
    let one = (0_i64..=50, 1_i64..=40_000_000);
    prop::collection::vec(one, 0..30).prop_map(|given| {
        let given = given.into_iter().zip(1..);
        given
            .map(|((points, requested), number)| candidate(number, score(points, 50), &[], requested))
            .collect()
    })
}

fn rules() -> impl Strategy<Value = AwardRule> {
    prop_oneof![
        Just(AwardRule::Full),
        Just(AwardRule::FullThenPart),
        Just(AwardRule::EqualShare)
    ]
}

proptest! {
    /// Cents are conserved: awarded and left make the appropriation, nobody gets more than asked or less than a useful
    /// part (but for the last cent of an equal share), and nobody above the line is worse off than somebody below.
    #[test]
    fn a_simulation_conserves_cents(
        given in candidates(),
        appropriation in 0_i64..200_000_000,
        rule in rules(),
        cut_off in prop::option::of(0_i64..=50),
        least in 0_u32..=1_000_000,
    ) {
        let entries = rank(given, TieRule::SmallerGrant).unwrap();
        let cut_off = cut_off.map(|points| score(points, 50));
        let least_useful = Rate::of_stored_millionths(least).unwrap();
        let scenario = Scenario { rule, cut_off, least_useful };
        let found = simulate(&entries, cents(appropriation), scenario).unwrap();
        prop_assert_eq!(found.awarded.cents() + found.left.cents(), appropriation);
        prop_assert!(!found.left.is_negative());
        let sum: i64 = found.awards.iter().map(|one| one.award.cents()).sum();
        prop_assert_eq!(sum, found.awarded.cents());
        prop_assert_eq!(found.awards.len(), entries.len());
        for (one, entry) in found.awards.iter().zip(&entries) {
            prop_assert_eq!(one.application, entry.application);
            prop_assert!(one.award <= one.requested && !one.award.is_negative());
            let nothing = !matches!(one.outcome, Outcome::Full | Outcome::Part);
            prop_assert!(one.award.is_zero() || !nothing);
            prop_assert_eq!(one.outcome == Outcome::BelowCutOff, cut_off.is_some_and(|least| entry.score < least));
            if one.outcome == Outcome::Part {
                let short = i128::from(one.requested.cents()) * i128::from(least)
                    - (i128::from(one.award.cents()) + 1) * 1_000_000;
                prop_assert!(short <= 0, "not useful: {one:?}");
            }
            prop_assert_eq!(one.outcome == Outcome::Full, one.award == one.requested);
        }
        let given_out: Vec<bool> = found.awards.iter().map(|one| !one.award.is_zero()).collect();
        if rule != AwardRule::EqualShare {
            let first = given_out.iter().position(|given| !given).unwrap_or(given_out.len());
            prop_assert!(given_out.iter().skip(first).all(|given| !given), "somebody was passed over");
        }
    }

    /// The order of the candidates does not matter, and the hash tells lists apart.
    #[test]
    fn the_list_does_not_depend_on_the_order(given in candidates(), turn in 0_usize..30) {
        let entries = rank(given.clone(), TieRule::SmallerGrant).unwrap();
        let mut turned = given;
        if !turned.is_empty() {
            let by = turn % turned.len();
            turned.rotate_left(by);
        }
        let again = rank(turned, TieRule::SmallerGrant).unwrap();
        prop_assert_eq!(&again, &entries);
        let of = |entries: &[Entry]| hash(key(1), TieRule::SmallerGrant, cents(5), entries);
        prop_assert_eq!(of(&again), of(&entries));
        if let Some(last) = entries.len().checked_sub(1) {
            prop_assert_ne!(of(&entries[..last]), of(&entries));
        }
    }
}

/// Goal: every pair of state and command.
#[test]
fn the_table() {
    let rows: Vec<String> = table::<RankingMachine>()
        .into_iter()
        .filter_map(|(state, command, step)| match step {
            Step::To(next) => Some(format!("{} {} {}", state.code(), command.code(), next.code())),
            Step::Stays | Step::No(_) => None,
        })
        .collect();
    assert_eq!(rows, ["proposed confirm fixed", "proposed withdraw withdrawn"]);
}

/// Goal: two persons, in the order of precedence.
#[test]
fn confirming() {
    let facts = |by, has_conflict, is_present| Facts {
        by: key(by),
        kept_by: key(1),
        has_conflict,
        is_present,
    };
    let fixed = State::Fixed { confirmed: None };
    let withdrawal = |reason: &str| Command::Withdraw {
        reason: reason.to_owned(),
    };
    for (state, command, facts, expected) in [
        (State::Proposed, Command::Confirm, facts(2, false, true), None),
        (
            State::Proposed,
            Command::Confirm,
            facts(1, true, false),
            Some(RefusalCode::NotPermitted),
        ),
        (
            State::Proposed,
            Command::Confirm,
            facts(1, false, false),
            Some(RefusalCode::SamePerson),
        ),
        (
            State::Proposed,
            Command::Confirm,
            facts(2, false, false),
            Some(RefusalCode::WrongState),
        ),
        (State::Proposed, withdrawal("Virhe."), facts(1, true, false), None),
        (
            State::Proposed,
            withdrawal(" "),
            facts(1, false, false),
            Some(RefusalCode::Incomplete),
        ),
        (
            fixed.clone(),
            Command::Confirm,
            facts(2, false, true),
            Some(RefusalCode::WrongState),
        ),
        (
            fixed,
            withdrawal("Virhe."),
            facts(2, false, true),
            Some(RefusalCode::WrongState),
        ),
    ] {
        let done = transition::<RankingMachine>(state, command, &facts, DateTime::<Utc>::UNIX_EPOCH);
        assert_eq!(done.err().map(|refusal| refusal.code), expected);
    }
}

/// Goal: how a list is born: it stands at once before a decision, and is proposed with a reason after one.
#[test]
fn births() {
    let usual = Birth {
        is_closed: true,
        is_decided: false,
        has_conflict: false,
        pending: None,
        same: None,
    };
    let decided = Birth {
        is_decided: true,
        ..usual
    };
    let fixed = State::Fixed { confirmed: None };
    let words = || Some("Virhe.".to_owned());
    assert_eq!(usual.check(2, vec![], None), Ok((None, fixed.clone())));
    assert_eq!(usual.check(2, vec![], Some(" Virhe. ")), Ok((words(), fixed)));
    assert_eq!(
        decided.check(2, vec![], Some("Virhe.")),
        Ok((words(), State::Proposed))
    );
    assert_eq!(decided.check(2, vec![], Some(" ")), Err(Why::NoReason));
    assert_eq!(usual.check(0, vec![], None), Err(Why::NothingReviewed));
    let missing = vec!["A".to_owned()];
    assert_eq!(
        usual.check(1, missing.clone(), None),
        Err(Why::NotReviewed(missing))
    );
    for (birth, expected) in [
        (
            Birth {
                is_closed: false,
                ..usual
            },
            Why::CallNotClosed,
        ),
        (
            Birth {
                has_conflict: true,
                ..usual
            },
            Why::Conflict,
        ),
        (
            Birth {
                pending: Some(3),
                ..usual
            },
            Why::Pending(3),
        ),
        (
            Birth {
                same: Some(2),
                ..decided
            },
            Why::SameAsBefore(2),
        ),
    ] {
        assert_eq!(birth.check(2, vec![], Some("Virhe.")), Err(expected));
    }
    let long = "x".repeat(10_001);
    assert_eq!(usual.check(2, vec![], Some(&long)), Err(Why::LongReason(10_000)));
}
