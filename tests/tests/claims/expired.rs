//! The appropriation of a call expires: from that day on nothing is approved or sent (`domain.md`, rule 6).

use chrono::{TimeZone, Utc};
use serde_json::json;

use crate::claims::setup::{Claims, SERVICES};

#[tokio::test]
async fn nothing_is_paid_from_an_expired_appropriation() {
    let claims = Claims::start_from(|content| content["appropriationExpiresOn"] = json!("2028-01-01")).await;
    claims
        .first_period(&[("Karkkila", &[(SERVICES, "100.00")])])
        .await;
    let claim = claims.submitted(0).await;
    claims.approved(&claim).await;
    let created = claims
        .step(claims.officer(), "createPayout", &claim, json!({}))
        .await;
    let payout = created.accepted().text("/createPayout/payout/id");
    // Helsinki is two hours ahead: the last evening, and the first minute of the day.
    let expired = Utc.with_ymd_and_hms(2027, 12, 31, 22, 0, 0).unwrap();
    claims.app.travel_to(expired - chrono::Duration::minutes(1)).await;
    claims
        .payout_step(claims.second(), "approvePayout", &payout, json!({}))
        .await
        .accepted();
    claims.app.travel_to(expired).await;
    let late = claims
        .payout_step(claims.officer(), "sendPayout", &payout, json!({}))
        .await;
    assert_eq!(late.refusals("sendPayout"), ["DEADLINE"]);
    let query =
        "query($id: ID!) { payout(id: $id) { availableActions { action allowed refusal { message } } } }";
    let read = claims
        .app
        .graphql(claims.officer(), query, json!({ "id": payout }))
        .await
        .accepted();
    let actions = read
        .at("/payout/availableActions")
        .as_array()
        .expect("actions")
        .clone();
    let send = actions
        .iter()
        .find(|one| one["action"] == "sendPayout")
        .expect("an action");
    let message = send["refusal"]["message"].as_str().expect("a message");
    assert!(message.contains("expired on 2028-01-01"), "{message}");
    claims.app.finish().await;
}

#[tokio::test]
async fn a_payout_is_not_approved_after_the_appropriation_expired() {
    let claims = Claims::start_from(|content| content["appropriationExpiresOn"] = json!("2028-01-01")).await;
    claims
        .first_period(&[("Karkkila", &[(SERVICES, "100.00")])])
        .await;
    let claim = claims.submitted(0).await;
    claims.approved(&claim).await;
    let created = claims
        .step(claims.officer(), "createPayout", &claim, json!({}))
        .await;
    let payout = created.accepted().text("/createPayout/payout/id");
    claims
        .app
        .travel_to(Utc.with_ymd_and_hms(2028, 1, 3, 10, 0, 0).unwrap())
        .await;
    let refused = claims
        .payout_step(claims.second(), "approvePayout", &payout, json!({}))
        .await;
    assert_eq!(refused.refusals("approvePayout"), ["DEADLINE"]);
    let message = refused.text("/approvePayout/refusals/0/message");
    assert!(message.contains("expired on 2028-01-01"), "{message}");
    claims.app.finish().await;
}
