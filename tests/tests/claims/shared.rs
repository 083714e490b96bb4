//! Shared and split lines on their way through claim, verification and correction.

use serde_json::json;

use crate::{
    claims::setup::{Claims, SERVICES, of},
    claims::why::walk,
};

/// A report of which one invoice of 1 000.01 is half the project's, in two sub-areas.
async fn shared(claims: &Claims) -> String {
    let reports = claims.open(0).await;
    let report = of(&reports, "Lohja");
    let areas = &claims.project.sub_areas;
    let part = |area: &str, percent: &str| json!({ "subAreaId": area, "size": { "percent": percent } });
    let allocation = json!({
        "share": { "percent": "50" }, "parts": [part(&areas[0], "50"), part(&areas[1], "50")],
        "reason": "Puolet laskusta, kahdelle osa-alueelle",
    });
    claims
        .report_with(
            &report,
            "Lohja",
            &[(SERVICES, "1000.01"), (SERVICES, "200.00")],
            Some((0, allocation)),
        )
        .await;
    report
}

#[tokio::test]
async fn each_part_is_verified_on_its_own_and_everything_adds_up() {
    let claims = Claims::start().await;
    shared(&claims).await;
    let id = claims.submitted(0).await;
    let lines = claims.lines(claims.officer(), &id).await;
    let mut amounts: Vec<&str> = lines.iter().map(|line| line.2.as_str()).collect();
    amounts.sort_unstable();
    assert_eq!(amounts, ["200.00", "250.00", "250.01"], "500.005 is 500.01");
    let read = claims.claim(&id).await;
    assert_eq!(read.text("/claim/totals/claimed"), "700.01");
    let part = lines
        .iter()
        .find(|line| line.2 == "250.01")
        .expect("the first part");
    claims
        .decide(claims.officer(), "disallowCostLine", part, json!({}))
        .await
        .accepted();
    let read = claims.claim(&id).await;
    assert_eq!(read.text("/claim/totals/cumulativeAccepted"), "450.00");
    assert_eq!(read.text("/claim/totals/grant"), "382.50");
    claims.approved(&id).await;
    let payout = claims.paid(&id).await;
    let (rules, rows) = walk(&claims, &payout, 2).await;
    for rule in ["eligible_line", "line_part", "source", "verification"] {
        assert!(rules.contains(&rule.to_owned()), "{rule} of {rules:?}");
    }
    let mut booked: Vec<&str> = rows
        .iter()
        .map(|row| row["result"].as_str().expect("an amount"))
        .collect();
    booked.sort_unstable();
    assert_eq!(
        booked,
        ["1000.01", "1000.01", "200.00"],
        "down to the rows of the file"
    );

    // A correction takes the other part; its reversal brings exactly that back.
    let other = lines
        .iter()
        .find(|line| line.2 == "250.00")
        .expect("the second part");
    claims.corrected(&other.0, "100.00").await;
    let (_, rows) = walk(&claims, &payout, 2).await;
    assert_eq!(rows.len(), 3);
    claims.app.finish().await;
}
