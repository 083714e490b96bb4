//! Indirect costs as a flat rate of wages: never booked, always there.

use chrono::{TimeZone, Utc};
use serde_json::{Value, json};
use talkoot_test_support::Answer;

use crate::{
    claims::setup::{Claims, PERSONNEL, SERVICES, of},
    claims::why::walk,
};

/// 40 per cent of wages on top, 80 per cent of it all granted.
async fn eura() -> Claims {
    Claims::start_from(|content| {
        content["flatRateOfWages"] = json!("40");
        content["rate"] = json!("80");
        content["largestAward"] = json!("400000.00");
    })
    .await
}

fn totals(claim: &Answer) -> [String; 4] {
    ["claimed", "cumulativeAccepted", "parked", "grant"]
        .map(|field| claim.text(&format!("/claim/totals/{field}")))
}

async fn cells(claims: &Claims, claim: &str) -> Vec<Value> {
    let fields = "{ cells { category claimed accepted cumulativeCost } }";
    let read = claims.read(claims.officer(), claim, fields).await.accepted();
    read.at("/claim/cells").as_array().cloned().expect("cells")
}

/// Scenario S10 at the scale of the tests' budgets, through the whole way: 40 000 of wages bring 16 000, and 80 %
/// of the 56 000 are granted; trap 3 of the peers at each step.
#[tokio::test]
async fn trap_03_the_flat_rate_follows_its_base_everywhere() {
    let claims = eura().await;
    let wages: &[(&str, &str)] = &[
        (PERSONNEL, "30000.00"),
        (PERSONNEL, "10000.00"),
        (SERVICES, "100.00"),
    ];
    claims.first_period(&[("Lohja", wages)]).await;
    let id = claims.submitted(0).await;
    assert_eq!(
        totals(&claims.claim(&id).await),
        ["56100.00", "56100.00", "0.00", "44880.00"]
    );
    let lines = claims.lines(claims.officer(), &id).await;
    assert_eq!(lines.len(), 3, "nothing derived is a line");

    // Disallowed before the decision: 10 000 of wages take 4 000 of flat rate with them.
    let disallowed = claims
        .decide(claims.officer(), "disallowCostLine", &lines[1], json!({}))
        .await
        .accepted();
    assert_eq!(
        disallowed.text("/disallowCostLine/costLine/verification/state"),
        "disallowed"
    );
    assert_eq!(
        totals(&claims.claim(&id).await),
        ["56100.00", "42100.00", "0.00", "33680.00"]
    );
    // Taken back: both are there again.
    let line = &claims.lines(claims.officer(), &id).await[1];
    claims
        .decide(claims.officer(), "reopenCostLine", line, json!({}))
        .await
        .accepted();
    assert_eq!(
        totals(&claims.claim(&id).await),
        ["56100.00", "56100.00", "0.00", "44880.00"]
    );
    claims.approved(&id).await;
    let payout = claims.paid(&id).await;
    let (rules, _) = walk(&claims, &payout, 2).await;
    assert!(rules.contains(&"flat_rate".to_owned()), "{rules:?}");
    assert!(rules.contains(&"flat_rate_of_sub_area".to_owned()), "{rules:?}");

    // Corrected after the payout: the next claim takes back 80 % of 14 000.
    claims.corrected(&lines[1].0, "0.00").await;
    let now = Utc.with_ymd_and_hms(2026, 7, 2, 10, 0, 0).unwrap();
    claims.app.travel_to(now).await;
    let reports = claims.open(1).await;
    claims
        .report(
            &of(&reports, "Lohja"),
            "Lohja",
            "15.8.2026",
            &[(SERVICES, "50.00")],
        )
        .await;
    let drafted = claims.draft_as(claims.lead(), 1).await.accepted();
    let next = drafted.text("/draftClaim/claim/id");
    assert_eq!(
        totals(&claims.claim(&next).await),
        ["50.00", "42150.00", "0.00", "-11160.00"]
    );
    let (rules, _) = walk(&claims, &next, 2).await;
    assert!(rules.contains(&"flat_rate".to_owned()), "{rules:?}");
    claims.app.finish().await;
}

/// Wages above their budget are parked and carry no flat rate; the flat rate has a budget of its own.
#[tokio::test]
async fn parked_wages_carry_no_flat_rate() {
    let claims = eura().await;
    claims
        .first_period(&[("Lohja", &[(PERSONNEL, "45000.00")])])
        .await;
    let drafted = claims.draft_as(claims.lead(), 0).await.accepted();
    let id = drafted.text("/draftClaim/claim/id");
    // 40 000 of wages and 16 000 of flat rate fit; 5 000 of wages are parked.
    assert_eq!(
        totals(&claims.claim(&id).await),
        ["63000.00", "56000.00", "5000.00", "44800.00"]
    );
    let cells = cells(&claims, &id).await;
    let derived = cells
        .iter()
        .find(|cell| cell["category"] == "flat_rate")
        .expect("the derived cell");
    assert_eq!(derived["cumulativeCost"], "16000.00", "{derived}");
    claims.app.finish().await;
}
