use serde_json::{Value, json};
use talkoot_test_support::{Answer, User};

use crate::claims::setup::{Claims, S1};

async fn record(claims: &Claims, transfer: &Value) -> Answer {
    let input = json!({
        "id": transfer["id"], "expectedVersion": transfer["version"], "paidOn": claims.app.app.today().to_string(),
        "reference": "12344",
    });
    claims
        .app
        .mutate(
            claims.lead(),
            "recordTransfer",
            "RecordTransferInput",
            input,
            "transfer { state }",
        )
        .await
}

/// The first transfer of a paid claim, with what its lead can do.
async fn owed(claims: &Claims, user: &User) -> Value {
    let query = "query { transfers(first: 100) { edges { node { id version availableActions { action allowed \
        refusal { code } } } } } }";
    let read = claims.app.graphql(user, query, json!({})).await.accepted();
    read.at("/transfers/edges/0/node").clone()
}

async fn paid(claims: &Claims) {
    claims.first_period(&S1).await;
    let claim = claims.submitted(0).await;
    claims.approved(&claim).await;
    claims.paid(&claim).await;
}

/// Goal: nothing is passed on before the agreement is in force, nor after it was ended.
#[tokio::test]
async fn nothing_is_passed_on_without_an_agreement() {
    let claims = Claims::start().await;
    paid(&claims).await;
    let transfer = owed(&claims, claims.lead()).await;
    assert_eq!(
        transfer["availableActions"][0],
        json!({ "action": "recordTransfer", "allowed": false, "refusal": { "code": "INCOMPLETE" } })
    );
    let refused = record(&claims, &transfer).await;
    assert_eq!(refused.refusals("recordTransfer"), ["INCOMPLETE"]);
    assert_eq!(refused.at("/recordTransfer/refusals/0/path"), &json!([]));

    let id = claims.app.agreed(&claims.project).await;
    claims
        .app
        .agreement_step(
            claims.lead(),
            "terminateAgreement",
            &id,
            &json!({ "reason": "Riita" }),
        )
        .await
        .accepted();
    let refused = record(&claims, &transfer).await;
    assert_eq!(refused.refusals("recordTransfer"), ["INCOMPLETE"]);

    claims.app.agreed(&claims.project).await;
    let allowed = owed(&claims, claims.lead()).await;
    assert_eq!(allowed["availableActions"][0]["allowed"], true);
    record(&claims, &transfer).await.accepted();
    claims.app.finish().await;
}

/// Goal: a call that asks for no agreement lets money pass without.
#[tokio::test]
async fn a_call_may_do_without() {
    let claims = Claims::start_from(|content| content["agreementRequired"] = json!(false)).await;
    paid(&claims).await;
    let query = "query($id: ID!) { project(id: $id) { terms { agreementRequired } } }";
    let read = claims
        .app
        .graphql(claims.lead(), query, json!({ "id": claims.project.id }))
        .await
        .accepted();
    assert_eq!(read.at("/project/terms/agreementRequired"), false);
    let transfer = owed(&claims, claims.lead()).await;
    record(&claims, &transfer).await.accepted();
    claims.app.finish().await;
}

/// Goal: an advance waits for the agreement too.
#[tokio::test]
async fn an_advance_waits_for_the_agreement() {
    let decision = json!({ "award": "170000.00", "advance": {
        "instalments": [{ "percentOfAward": "30" }], "clearingRate": "50",
    } });
    let claims = Claims::start_with(&decision).await;
    let query = "query($id: ID!) { project(id: $id) { agreements { id state } } }";
    let read = claims
        .app
        .graphql(claims.officer(), query, json!({ "id": claims.project.id }))
        .await
        .accepted();
    let id = read.text("/project/agreements/0/id");
    claims
        .app
        .agreement_step(
            claims.lead(),
            "terminateAgreement",
            &id,
            &json!({ "reason": "Riita" }),
        )
        .await
        .accepted();
    let refused = claims.order_instalment(claims.officer(), 1).await;
    assert_eq!(refused.refusals("createAdvancePayout"), ["INCOMPLETE"]);
    claims.app.agreed(&claims.project).await;
    claims.order_instalment(claims.officer(), 1).await.accepted();
    claims.app.finish().await;
}

/// Goal: a lead whose partners have all left has nobody to agree with, and is not kept waiting for an agreement.
#[tokio::test]
async fn a_lead_that_is_left_alone_needs_no_agreement() {
    let decision = json!({ "award": "170000.00", "advance": {
        "instalments": [{ "percentOfAward": "30" }], "clearingRate": "50",
    } });
    let claims = Claims::start_with(&decision).await;
    let query = "query($id: ID!) { project(id: $id) { agreements { id } } }";
    let read = claims
        .app
        .graphql(claims.officer(), query, json!({ "id": claims.project.id }))
        .await
        .accepted();
    let id = read.text("/project/agreements/0/id");
    let reason = json!({ "reason": "Kaikki osatoteuttajat ovat lähteneet" });
    claims
        .app
        .agreement_step(claims.lead(), "terminateAgreement", &id, &reason)
        .await
        .accepted();
    claims
        .app
        .as_owner(
            "UPDATE project_partner SET last_day = '2026-02-01', certificate = 'x' WHERE organisation_id <> \
             (SELECT lead_id FROM project)",
        )
        .await;
    let drafted = claims
        .app
        .draft_agreement(claims.lead(), &claims.project.id)
        .await;
    assert_eq!(drafted.refusals("draftAgreement"), ["WRONG_STATE"]);
    claims.order_instalment(claims.officer(), 1).await.accepted();
}
