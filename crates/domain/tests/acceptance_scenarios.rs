//! The acceptance scenarios of `domain.md` section 5 that are arithmetic, through the public API.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking, in its helpers too")]

use talkoot_domain::{
    entitlement::{
        CategoryCost, DE_MINIMIS, FinalOutcome, Settlement, ceiling, claim_amount, clear_advance, eligible,
        final_balance, grant_on, net_of_vat, settle, split, split_of_claim,
    },
    identifiers::MunicipalityCode,
    interest::{Margin, ReferenceRates, Stretch, accrue},
    money::Money,
    rate::Rate,
};

const RATE: Rate = Rate::EIGHTY_FIVE_PERCENT;

fn euros(text: &str) -> Money {
    text.parse().unwrap()
}

fn costs(partners: &[(&str, &str)]) -> Vec<(MunicipalityCode, Money)> {
    partners
        .iter()
        .map(|(code, cost)| (code.parse().unwrap(), euros(cost)))
        .collect()
}

fn grant(accepted: &str, award: &str) -> Money {
    grant_on(euros(accepted), RATE, euros(award)).result
}

#[test]
fn s1_consolidation_and_residue() {
    let partners = costs(&[
        ("224", "12345.67"), // Karkkila
        ("291", "4321.09"),  // Kuhmoinen
        ("444", "23456.78"), // Lohja
        ("635", "9876.54"),  // Pälkäne
        ("936", "7654.33"),  // Virrat
    ]);
    let accepted = Money::sum(partners.iter().map(|(_, cost)| *cost)).unwrap();
    assert_eq!(accepted, euros("57654.41"));
    let answer = grant_on(accepted, RATE, euros("170000.00"));
    assert_eq!(
        (answer.unrounded.as_str(), answer.result),
        ("49006.2485", euros("49006.24"))
    );
    let shares = split(answer.result, &partners, RATE).unwrap();
    let found: Vec<_> = shares
        .iter()
        .map(|part| {
            (
                part.explanation.unrounded.as_str(),
                part.share.to_string(),
                part.residual_cent,
            )
        })
        .collect();
    let expected = [
        ("10493.8195", "10493.82", true),
        ("3672.9265", "3672.92", false),
        ("19938.263", "19938.26", false),
        ("8395.059", "8395.06", true),
        ("6506.1805", "6506.18", false),
    ];
    assert_eq!(
        found,
        expected.map(|(exact, share, cent)| (exact, share.to_owned(), cent))
    );
    assert_eq!(accepted.checked_sub(answer.result), Ok(euros("8648.17")));
}

#[test]
fn s2_mixed_imports() {
    let vat = |percent: &str, gross: &str| net_of_vat(euros(gross), percent.parse().unwrap()).result;
    let lines = [
        vat("24", "1240.00"),
        vat("25.5", "999.99"),
        vat("24", "-124.00"),
        euros("3150.25"),
    ];
    assert_eq!(lines[..3], [euros("1000.00"), euros("796.80"), euros("-100.00")]);
    let accepted = Money::sum(lines.map(|line| eligible(line, Rate::ONE).result)).unwrap();
    assert_eq!(accepted, euros("4847.05"));
    let answer = grant_on(accepted, RATE, euros("170000.00"));
    assert_eq!(
        (answer.unrounded.as_str(), answer.result),
        ("4119.9925", euros("4119.99"))
    );
}

#[test]
fn s3_ceiling() {
    let travel = CategoryCost {
        budget: euros("2000.00"),
        tolerance: Rate::ZERO,
        cumulative_cost: euros("2350.40"),
        accepted_before: Money::ZERO,
    };
    let first = ceiling(&travel).unwrap();
    assert_eq!(
        (first.accepted_now, first.parked),
        (euros("2000.00"), euros("350.40"))
    );
    assert_eq!(grant("2000.00", "170000.00"), euros("1700.00"));
    let shifted = CategoryCost {
        budget: euros("2300.00"),
        accepted_before: first.accepted,
        ..travel
    };
    let second = ceiling(&shifted).unwrap();
    assert_eq!(
        (second.accepted_now, second.parked),
        (euros("300.00"), euros("50.40"))
    );
    let more = claim_amount(grant("2300.00", "170000.00"), grant("2000.00", "170000.00")).unwrap();
    assert_eq!(more.result, euros("255.00"));
}

#[test]
fn s4_advance_clearing() {
    let half: Rate = "50".parse().unwrap();
    let award = RATE.of_floor(euros("200000.00"));
    assert_eq!(award, euros("170000.00"));
    let advance = "30".parse::<Rate>().unwrap().of_floor(award);
    assert_eq!(advance, euros("51000.00"));
    let first = clear_advance(grant("60000.00", "170000.00"), advance, half, false).unwrap();
    assert_eq!((first.cleared, first.net), (euros("25500.00"), euros("25500.00")));
    let claim = claim_amount(grant("140000.00", "170000.00"), grant("60000.00", "170000.00"))
        .unwrap()
        .result;
    let second = clear_advance(claim, first.outstanding, half, false).unwrap();
    assert_eq!(
        (second.cleared, second.net),
        (euros("25500.00"), euros("42500.00"))
    );
    assert_eq!(second.outstanding, Money::ZERO);
    let paid = Money::sum([advance, first.net, second.net]);
    assert_eq!(paid, Ok(grant("140000.00", "170000.00")));
}

#[test]
fn s5_disallowed_after_payout() {
    let half: Rate = "50".parse().unwrap();
    let before = grant("140000.00", "170000.00");
    for (new_cost, accepted, net, pay, owed) in [
        ("30000.00", "166000.00", "22100.00", "22100.00", "0.00"),
        ("2000.00", "138000.00", "-1700.00", "0.00", "1700.00"),
    ] {
        let total = Money::sum([euros("140000.00"), euros("-4000.00"), euros(new_cost)]).unwrap();
        assert_eq!(total, euros(accepted));
        let claim = claim_amount(grant(accepted, "170000.00"), before).unwrap();
        let cleared = clear_advance(claim.result, Money::ZERO, half, false).unwrap();
        assert_eq!(cleared.net, euros(net));
        let expected = Settlement {
            pay: euros(pay),
            owed: euros(owed),
        };
        assert_eq!(settle(cleared.net, Money::ZERO), Ok(expected));
    }
    assert_eq!(grant("166000.00", "170000.00"), euros("141100.00"));
}

#[test]
fn s8_final_payment() {
    let answer = grant_on(euros("187654.32"), RATE, euros("170000.00"));
    assert_eq!(
        (answer.unrounded.as_str(), answer.result),
        ("159506.172", euros("159506.17"))
    );
    for (paid, outcome) in [
        ("150000.00", FinalOutcome::Pay(euros("9506.17"))),
        ("160000.00", FinalOutcome::Return(euros("493.83"))),
        ("159560.00", FinalOutcome::Waivable(euros("53.83"))),
    ] {
        let balance = final_balance(euros("170000.00"), answer.result, euros(paid), DE_MINIMIS).unwrap();
        assert_eq!((balance.outcome, balance.released), (outcome, euros("10493.83")));
    }
}

#[test]
fn s9_recovery_interest() {
    let stretch = |after: &str, until: &str| Stretch {
        principal: euros("3400.00"),
        after: after.parse().unwrap(),
        until: until.parse().unwrap(),
    };
    let rates = ReferenceRates::published();
    let interest = accrue(&[stretch("2024-03-15", "2025-05-20")], Margin::Recovery, &rates).unwrap();
    let segments: Vec<_> = interest
        .segments
        .iter()
        .map(|one| (one.days, one.rate.to_string(), &one.unrounded[..7]))
        .collect();
    let expected = [
        (107, "7.5", "74.7534"),
        (184, "7.5", "128.547"),
        (140, "6.5", "84.7671"),
    ];
    assert_eq!(
        segments,
        expected.map(|(days, rate, exact)| (days, rate.to_owned(), exact))
    );
    assert_eq!(interest.amount(), euros("288.07"));
    assert_eq!(
        euros("3400.00").checked_add(interest.amount()),
        Ok(euros("3688.07"))
    );
    let late = accrue(&[stretch("2025-05-20", "2025-06-19")], Margin::Late, &rates).unwrap();
    assert_eq!((late.segments[0].days, late.amount()), (30, euros("29.34")));
}

/// Elsewhere each funding source, each partner and each reversal was rounded on its own.
#[test]
fn cents_that_others_lost() {
    // 9 999.99 at 85 %: the grant and the own share are the whole.
    let cost = euros("9999.99");
    let state = grant("9999.99", "170000.00");
    assert_eq!(
        (state, cost.checked_sub(state)),
        (euros("8499.99"), Ok(euros("1500.00")))
    );
    // A cost of 10.01 in one claim and its reversal in the next.
    let base = costs(&[("224", "100.00")]);
    let with = costs(&[("224", "100.00"), ("291", "10.01")]);
    let without = costs(&[("224", "100.00"), ("291", "0.00")]);
    let shares = |partners: &[(MunicipalityCode, Money)], accepted: &str| {
        split(grant(accepted, "170000.00"), partners, RATE).unwrap()
    };
    let (first, second, third) = (
        shares(&base, "100.00"),
        shares(&with, "110.01"),
        shares(&without, "100.00"),
    );
    let claims = [
        split_of_claim(&first, &second).unwrap(),
        split_of_claim(&second, &third).unwrap(),
    ];
    assert_eq!(claims[0], costs(&[("224", "0.00"), ("291", "8.50")]));
    assert_eq!(claims[1], costs(&[("224", "0.00"), ("291", "-8.50")]));
    // Three equal partners of 100.00 in sum: 85.00, not three times 28.33.
    let three = costs(&[("224", "33.33"), ("291", "33.33"), ("444", "33.34")]);
    let total = Money::sum(shares(&three, "100.00").iter().map(|part| part.share));
    assert_eq!(total, Ok(euros("85.00")));
}
