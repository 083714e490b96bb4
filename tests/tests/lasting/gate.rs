//! The final report waits for the exit plan, where the call says so.

use serde_json::{Value, json};
use talkoot_test_support::Answer;

use crate::{
    claims::setup::Claims,
    lasting::help::approved,
    reports::help::{noon, obligation},
};

async fn hand_in(claims: &Claims, owed: &Value) -> Answer {
    let input = json!({
        "id": owed["id"], "expectedVersion": owed["version"], "statement": "Kaikki tehtiin.", "fileIds": [],
    });
    let fields = "obligation { state }";
    let app = &claims.app;
    app.mutate(
        claims.lead(),
        "submitObligation",
        "SubmitObligationInput",
        input,
        fields,
    )
    .await
}

async fn offered(claims: &Claims, owed: &Value) -> Value {
    let query =
        "query($id: ID!) { obligation(id: $id) { availableActions { action refusal { code message } } } }";
    let read = claims
        .app
        .graphql(claims.lead(), query, json!({ "id": owed["id"] }))
        .await
        .accepted();
    let actions = read.at("/obligation/availableActions").as_array().cloned();
    let actions = actions.expect("actions");
    let submit = actions.iter().find(|one| one["action"] == "submitObligation");
    submit.expect("an action")["refusal"].clone()
}

/// Goal: by default the final report is not taken without an approved plan, and what is offered says so before.
#[tokio::test]
async fn the_final_report_waits_for_the_exit_plan() {
    let claims = Claims::start_from(|content| {
        content.as_object_mut().expect("an object").remove("exitPlanFrom");
    })
    .await;
    let query = "query($id: ID!) { project(id: $id) { terms { exitPlanFrom } } }";
    let read = claims
        .app
        .graphql(claims.officer(), query, json!({ "id": claims.project.id }))
        .await
        .accepted();
    assert_eq!(read.at("/project/terms/exitPlanFrom"), "FINAL_REPORT");
    claims.app.travel_to(noon("2028-02-01")).await;
    let owed = obligation(
        &claims.app,
        &claims.project,
        "final_report",
        "2028-02-29",
        "Pälkäne",
    )
    .await;
    let early = hand_in(&claims, &owed).await;
    assert_eq!(early.refusals("submitObligation"), ["INCOMPLETE"]);
    let refusal = offered(&claims, &owed).await;
    assert_eq!(refusal["code"], "INCOMPLETE");
    let message = refusal["message"].as_str().unwrap_or_default();
    assert!(message.contains("startExitPlan"), "{message}");
    approved(&claims).await;
    assert!(offered(&claims, &owed).await.is_null());
    hand_in(&claims, &owed).await.accepted();
    claims.app.finish().await;
}

/// Goal: a call may want the plan by the interim report, or not at all.
#[tokio::test]
async fn a_call_says_from_when_the_plan_is_needed() {
    for (from, expected) in [
        ("INTERIM_REPORT", "INCOMPLETE"),
        ("FINAL_REPORT", ""),
        ("NEVER", ""),
    ] {
        let claims = Claims::start_from(|content| content["exitPlanFrom"] = json!(from)).await;
        claims.app.travel_to(noon("2027-01-15")).await;
        let query = "query($id: ID!) { project(id: $id) { obligations(first: 100, filter: { kinds: [\"interim_report\"] }) \
                     { edges { node { id version } } } } }";
        let read = claims
            .app
            .graphql(claims.officer(), query, json!({ "id": claims.project.id }))
            .await
            .accepted();
        let owed = read.at("/project/obligations/edges/0/node").clone();
        let found = hand_in(&claims, &owed).await;
        let refusals = found.refusals("submitObligation");
        assert_eq!(refusals.concat(), expected, "{from}");
        claims.app.finish().await;
    }
}
