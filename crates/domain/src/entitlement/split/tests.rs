use super::*;
use crate::entitlement::grant_on;

fn euros(text: &str) -> Money {
    text.parse().unwrap()
}

fn code(text: &str) -> MunicipalityCode {
    text.parse().unwrap()
}

fn costs(partners: &[(&str, &str)]) -> Vec<(MunicipalityCode, Money)> {
    partners
        .iter()
        .map(|(municipality, cost)| (code(municipality), euros(cost)))
        .collect()
}

fn shares(award: &str, partners: &[(&str, &str)]) -> Vec<String> {
    let partners = costs(partners);
    let total = Money::sum(partners.iter().map(|(_, cost)| *cost)).unwrap();
    let grant = grant_on(total, Rate::EIGHTY_FIVE_PERCENT, euros(award)).result;
    let parts = split(grant, &partners, Rate::EIGHTY_FIVE_PERCENT).unwrap();
    assert_eq!(Money::sum(parts.iter().map(|part| part.share)), Ok(grant));
    parts
        .iter()
        .map(|part| format!("{} {}", part.municipality, part.share))
        .collect()
}

/// Goal: who gets the missing cents, in order of precedence.
#[test]
fn missing_cents_go_to_the_largest_fraction_then_the_lowest_code() {
    // .95 and .90 before .92 of nobody: the largest two fractions.
    let five = [
        ("224", "12345.67"),
        ("291", "4321.09"),
        ("444", "23456.78"),
        ("635", "9876.54"),
        ("936", "7654.33"),
    ];
    let expected = [
        "224 10493.82",
        "291 3672.92",
        "444 19938.26",
        "635 8395.06",
        "936 6506.18",
    ];
    assert_eq!(shares("170000.00", &five), expected);
    // Splitting each alone would give 28.33 three times, 84.99 in sum.
    assert_eq!(
        shares("1000.00", &[("936", "33.34"), ("224", "33.33"), ("444", "33.33")]),
        ["224 28.33", "444 28.33", "936 28.34"]
    );
    // Equal fractions: ascending code.
    assert_eq!(
        shares(
            "1000.00",
            &[("936", "0.50"), ("444", "0.50"), ("224", "0.50"), ("049", "0.50")]
        ),
        ["049 0.43", "224 0.43", "444 0.42", "936 0.42"]
    );
}

#[test]
fn a_capped_grant_is_split_in_proportion() {
    assert_eq!(
        shares(
            "100.00",
            &[("224", "1000.00"), ("291", "1000.00"), ("444", "1000.00")]
        ),
        ["224 33.34", "291 33.33", "444 33.33"]
    );
    assert_eq!(
        shares("0.00", &[("224", "1000.00"), ("291", "1.00")]),
        ["224 0.00", "291 0.00"]
    );
    let parts = split(
        euros("100.00"),
        &costs(&[("224", "1000.00"), ("291", "500.00")]),
        Rate::ONE,
    )
    .unwrap();
    assert_eq!(parts[0].explanation.limited_by, Some(Limit::Award));
    assert_eq!(parts[0].explanation.unrounded, "66.6666666666…");
    let inputs: Vec<_> = parts[0]
        .explanation
        .inputs
        .iter()
        .map(|input| format!("{} {}", input.quantity, input.value))
        .collect();
    assert_eq!(
        inputs,
        [
            "funding_rate 100",
            "cumulative_accepted 1000.00",
            "grant 100.00",
            "accepted_by_all 1500.00"
        ]
    );
}

/// Goal: credits that exceed a partner's costs, from harmless to more than everybody's costs.
#[test]
fn negative_costs_of_a_partner_keep_the_sum() {
    for (partners, expected) in [
        ([("224", "100.00"), ("291", "-10.01")], ["224 85.00", "291 -8.51"]),
        ([("224", "100.01"), ("291", "-10.01")], ["224 85.01", "291 -8.51"]),
        (
            [("224", "100.00"), ("291", "-100.00")],
            ["224 85.00", "291 -85.00"],
        ),
        (
            [("224", "100.00"), ("291", "-100.01")],
            ["224 85.00", "291 -85.00"],
        ),
        (
            [("224", "100.00"), ("291", "-500.00")],
            ["224 85.00", "291 -85.00"],
        ),
        ([("224", "-1.00"), ("291", "-500.00")], ["224 0.00", "291 0.00"]),
    ] {
        assert_eq!(shares("1000.00", &partners), expected, "{partners:?}");
    }
    let three = [("224", "10.01"), ("291", "-10.00"), ("444", "-20.00")];
    assert_eq!(shares("1000.00", &three), ["224 8.51", "291 -2.84", "444 -5.67"]);
}

#[test]
fn a_grant_that_does_not_belong_to_the_costs_is_refused() {
    let rate = Rate::EIGHTY_FIVE_PERCENT;
    let one = costs(&[("224", "100.00")]);
    assert_eq!(
        split(euros("85.01"), &one, rate),
        Err(SplitRefused::MoreThanTheRate {
            grant: euros("85.01"),
            most: euros("85.00")
        })
    );
    assert_eq!(
        split(euros("-0.01"), &one, rate),
        Err(SplitRefused::NegativeGrant(euros("-0.01")))
    );
    let twice = costs(&[("224", "100.00"), ("224", "1.00")]);
    assert_eq!(
        split(euros("85.00"), &twice, rate),
        Err(SplitRefused::ListedTwice(code("224")))
    );
    let huge = [
        (code("224"), Money::from_cents(i64::MAX)),
        (code("291"), Money::from_cents(1)),
    ];
    assert_eq!(
        split(Money::ZERO, &huge, rate),
        Err(SplitRefused::TooLarge(Overflow))
    );
    assert_eq!(split(Money::ZERO, &[], rate), Ok(Vec::new()));
    assert!(matches!(
        split(euros("0.01"), &[], rate),
        Err(SplitRefused::MoreThanTheRate { .. })
    ));
}

/// A partner that joins or leaves between two claims is in only one of the two splits.
#[test]
fn the_share_of_a_claim_is_a_difference() {
    let rate = Rate::EIGHTY_FIVE_PERCENT;
    let before = split(
        euros("255.00"),
        &costs(&[("224", "100.00"), ("291", "200.00")]),
        rate,
    )
    .unwrap();
    let after = split(
        euros("340.00"),
        &costs(&[("224", "150.00"), ("444", "250.00")]),
        rate,
    )
    .unwrap();
    let claim = split_of_claim(&before, &after).unwrap();
    let expected = [("224", "42.50"), ("291", "-170.00"), ("444", "212.50")];
    assert_eq!(claim, costs(&expected));
    assert_eq!(
        Money::sum(claim.iter().map(|(_, share)| *share)),
        Ok(euros("85.00"))
    );
    assert_eq!(split_of_claim(&[], &before).unwrap()[1].1, euros("170.00"));
}
