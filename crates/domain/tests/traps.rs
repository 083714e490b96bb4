//! Traps that other systems of this kind fell into, as far as they are arithmetic or dates (`docs/traps.md`).
#![expect(clippy::unwrap_used, reason = "a test fails by panicking, in its helpers too")]

use chrono::{Datelike, Days, NaiveDate, Weekday};
use proptest::prelude::*;
use talkoot_domain::{
    calendar::{end_of_day, helsinki_date, roll},
    entitlement::{claim_amount, grant_on, split},
    identifiers::MunicipalityCode,
    ladder::Ladder,
    money::Money,
    rate::Rate,
};

const RATE: Rate = Rate::EIGHTY_FIVE_PERCENT;

fn euros(text: &str) -> Money {
    text.parse().unwrap()
}

fn grant(accepted: Money) -> Money {
    grant_on(accepted, RATE, euros("1000000.00")).result
}

/// Elsewhere each source of the money was rounded down by itself, and a cent of 9 999.99 belonged to nobody; a
/// reversal was cut off towards minus infinity; and each partner was rounded without looking at the sum.
#[test]
fn trap_01_no_cent_is_left_over() {
    let cost = euros("9999.99");
    let state = grant(cost);
    let own = cost.checked_sub(state).unwrap();
    assert_eq!((state, own), (euros("8499.99"), euros("1500.00")));
    assert_eq!(state.checked_add(own), Ok(cost));

    // A correction is the difference of two sums and never rounded itself: there and back is the same.
    let before = grant(euros("100.00"));
    let more = claim_amount(grant(euros("110.01")), before).unwrap().result;
    let back = claim_amount(before, grant(euros("110.01"))).unwrap().result;
    assert_eq!((more, back), (euros("8.50"), euros("-8.50")));

    // Three partners: 28.33 each would be 84.99, and the grant is 85.00.
    let partners: Vec<(MunicipalityCode, Money)> = [("224", "33.34"), ("444", "33.33"), ("936", "33.33")]
        .map(|(code, cost)| (code.parse().unwrap(), euros(cost)))
        .to_vec();
    let shares = split(euros("85.00"), &partners, RATE).unwrap();
    let shares: Vec<String> = shares.iter().map(|part| part.share.to_string()).collect();
    assert_eq!(shares, ["28.34", "28.33", "28.33"]);
}

/// Elsewhere "the last period takes the remainder" in one place and "the first month" in another. Here no period
/// takes it: each claim brings the sum to what the rule says of everything, and the rule is named with the amount.
#[test]
fn trap_04_the_remainder_goes_by_one_named_rule() {
    let (mut accepted, mut before, mut brought) = (Money::ZERO, Money::ZERO, Vec::new());
    for _ in 0..6 {
        accepted = accepted.checked_add(euros("0.01")).unwrap();
        let answer = claim_amount(grant(accepted), before).unwrap();
        assert_eq!(
            answer.rule.describe(),
            "rule 3: grant on all accepted so far - grant before this claim"
        );
        before = grant(accepted);
        brought.push(answer.result.cents());
    }
    // 0.0085, 0.017, 0.0255, 0.034, 0.0425, 0.051: never a remainder that waits for a last period.
    assert_eq!(brought, [0, 1, 1, 1, 1, 1]);
    assert_eq!(before, euros("0.05"));
}

/// Elsewhere deadlines were computed in UTC, and calls that ended on a Sunday or Monday got no reminder. Here a
/// job that runs once an hour sends every step once, whatever day the deadline is and whether clocks change.
#[test]
fn trap_12_a_deadline_on_any_weekday_has_every_reminder() {
    let ladder = Ladder::default();
    for first in ["2026-02-01", "2026-03-24", "2026-10-20"] {
        let first: NaiveDate = first.parse().unwrap();
        for nominal in first.iter_days().take(14) {
            let due = roll(nominal);
            assert!(!matches!(due.weekday(), Weekday::Sat | Weekday::Sun), "{nominal}");
            let opened = due - Days::new(60);
            let end = end_of_day(due);
            assert_eq!(helsinki_date(end - chrono::Duration::seconds(1)), due);
            let mut sent = Vec::new();
            for hours in -24 * 40..24 * 9 {
                let today = helsinki_date(end + chrono::Duration::hours(hours));
                let step = ladder.latest_due(due, opened, today).map(|step| step.key());
                if let Some(step) = step.filter(|step| !sent.contains(step)) {
                    sent.push(step);
                }
            }
            assert_eq!(
                sent,
                ["-30", "-14", "-3", "0", "+1", "+7"],
                "due {due}, asked {nominal}"
            );
        }
    }
}

/// Elsewhere `4.2,0` became 420. An amount of the API is one number with a decimal point or none at all.
#[test]
fn trap_13_what_is_not_one_number_is_no_amount() {
    for text in [
        "4.2,0", "4,2.0", "4,20", "4.205", "1 000", "1e3", "", "-", ".5", "0x10", "420 ", "NaN",
    ] {
        assert!(text.parse::<Money>().is_err(), "{text}");
    }
    assert_eq!(euros("4.20").cents(), 420);
}

proptest! {
    /// Elsewhere cumulative figures fell from one period to the next. What is granted on more costs is never less,
    /// and a claim of costs alone never takes anything back.
    #[test]
    fn trap_14_cumulative_figures_do_not_fall(costs in proptest::collection::vec(0_i64..1_000_000, 1..20)) {
        let (mut accepted, mut before) = (Money::ZERO, Money::ZERO);
        for cost in costs {
            accepted = accepted.checked_add(Money::from_cents(cost)).unwrap();
            let after = grant_on(accepted, RATE, euros("50000.00")).result;
            prop_assert!(after >= before);
            prop_assert!(claim_amount(after, before).unwrap().result >= Money::ZERO);
            before = after;
        }
    }
}
