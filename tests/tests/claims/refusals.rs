//! Who may do what with a claim, and when not.

use serde_json::json;

use crate::claims::setup::{Claims, SERVICES};

const ONE: &[(&str, &[(&str, &str)])] = &[("Karkkila", &[(SERVICES, "100.00")])];

#[tokio::test]
#[expect(clippy::too_many_lines, reason = "a table, a line per case")]
async fn each_step_belongs_to_a_role_and_a_state() {
    let claims = Claims::start().await;
    claims.first_period(ONE).await;
    let by_officer = claims.draft_as(claims.officer(), 0).await;
    assert_eq!(by_officer.refusals("draftClaim"), ["NOT_PERMITTED"]);
    let stranger = claims.app.world.stranger.clone();
    assert_eq!(claims.draft_as(&stranger, 0).await.errors(), ["NOT_FOUND"]);
    let drafted = claims.draft_as(claims.lead(), 0).await.accepted();
    let id = drafted.text("/draftClaim/claim/id");
    let karkkila = claims.app.world.municipality("Karkkila").lead.clone();
    let (officer, second, lead) = (claims.officer(), claims.second(), claims.lead());

    // mutation, who, input, expected
    for (mutation, user, more, expected) in [
        ("submitClaim", officer, json!({}), "NOT_PERMITTED"),
        ("submitClaim", &karkkila, json!({}), "NOT_PERMITTED"),
        (
            "submitClaim",
            lead,
            json!({ "expectedVersion": 9 }),
            "VERSION_CONFLICT",
        ),
        ("recomputeClaim", officer, json!({}), "NOT_PERMITTED"),
        (
            "requestClaimSupplement",
            officer,
            json!({ "questions": "?" }),
            "WRONG_STATE",
        ),
        (
            "requestClaimSupplement",
            lead,
            json!({ "questions": "?" }),
            "NOT_PERMITTED",
        ),
        (
            "acceptCostLines",
            officer,
            json!({ "allPending": true }),
            "WRONG_STATE",
        ),
        ("checkClaimContent", officer, json!({}), "WRONG_STATE"),
        ("checkClaimContent", second, json!({}), "NOT_PERMITTED"),
        ("approveClaim", second, json!({}), "WRONG_STATE"),
        ("approveClaim", officer, json!({}), "NOT_PERMITTED"),
        ("rejectClaim", second, json!({ "reason": "x" }), "WRONG_STATE"),
        ("rejectClaim", lead, json!({ "reason": "x" }), "NOT_PERMITTED"),
        ("createPayout", officer, json!({}), "WRONG_STATE"),
        ("createPayout", second, json!({}), "NOT_PERMITTED"),
    ] {
        let refused = claims.step(user, mutation, &id, more.clone()).await;
        assert_eq!(refused.refusals(mutation), [expected], "{mutation} {more}");
    }
    for mutation in [
        "submitClaim",
        "recomputeClaim",
        "checkClaimContent",
        "approveClaim",
        "createPayout",
    ] {
        let hidden = claims.step(&stranger, mutation, &id, json!({})).await;
        assert_eq!(hidden.errors(), ["NOT_FOUND"], "{mutation}");
    }
    let hidden = claims.read(&stranger, &id, "{ id }").await;
    assert_eq!(hidden.at("/claim"), &json!(null));
    let outsider = claims.app.world.outsider.lead.clone();
    assert_eq!(
        claims.read(&outsider, &id, "{ id }").await.at("/claim"),
        &json!(null)
    );

    let done = claims
        .step(lead, "submitClaim", &id, json!({ "idempotencyKey": "one" }))
        .await
        .accepted();
    let version = done.number("/submitClaim/claim/version") - 1;
    let key = json!({ "idempotencyKey": "one", "expectedVersion": version });
    assert_eq!(
        claims.step(lead, "submitClaim", &id, key).await,
        done,
        "a repeated key"
    );
    for mutation in ["submitClaim", "recomputeClaim"] {
        let late = claims.step(lead, mutation, &id, json!({})).await;
        assert_eq!(late.refusals(mutation), ["WRONG_STATE"]);
    }
    claims.app.finish().await;
}

#[tokio::test]
async fn questions_go_back_and_answers_come() {
    let claims = Claims::start().await;
    claims.first_period(ONE).await;
    let id = claims.submitted(0).await;
    let (officer, lead) = (claims.officer(), claims.lead());
    let ask = |questions: &str| json!({ "questions": questions });
    let silent = claims
        .step(officer, "requestClaimSupplement", &id, ask(" "))
        .await;
    assert_eq!(silent.refusals("requestClaimSupplement"), ["INCOMPLETE"]);
    claims
        .step(officer, "requestClaimSupplement", &id, ask("Mikä lasku?"))
        .await
        .accepted();
    let all = json!({ "allPending": true });
    let waiting = claims.step(officer, "acceptCostLines", &id, all).await;
    assert_eq!(waiting.refusals("acceptCostLines"), ["WRONG_STATE"]);
    let silent = claims.step(lead, "submitClaim", &id, json!({})).await;
    assert_eq!(silent.refusals("submitClaim"), ["INCOMPLETE"]);
    let answer = json!({ "answer": "Tämä lasku." });
    claims.step(lead, "submitClaim", &id, answer).await.accepted();
    let read = claims.claim(&id).await;
    assert_eq!(read.text("/claim/questions"), "Mikä lasku?");
    assert_eq!(read.text("/claim/answer"), "Tämä lasku.");
    // A second round of questions hides the first answer.
    claims
        .step(officer, "requestClaimSupplement", &id, ask("Entä tämä?"))
        .await
        .accepted();
    let read = claims.claim(&id).await;
    assert_eq!(read.text("/claim/questions"), "Entä tämä?");
    assert_eq!(read.at("/claim/answer"), &json!(null));
    claims.app.finish().await;
}

#[tokio::test]
async fn one_person_with_both_roles_is_still_one_person() {
    let claims = Claims::start().await;
    claims.first_period(ONE).await;
    let id = claims.submitted(0).await;
    let both = claims.app.world.both.clone();
    let all = json!({ "allPending": true });
    claims.step(&both, "acceptCostLines", &id, all).await.accepted();
    claims
        .step(&both, "checkClaimContent", &id, json!({}))
        .await
        .accepted();
    for (mutation, more) in [
        ("approveClaim", json!({})),
        ("rejectClaim", json!({ "reason": "x" })),
    ] {
        let refused = claims.step(&both, mutation, &id, more).await;
        assert_eq!(refused.refusals(mutation), ["SAME_PERSON"]);
    }
    claims
        .step(claims.second(), "approveClaim", &id, json!({}))
        .await
        .accepted();
    let created = claims
        .step(&both, "createPayout", &id, json!({}))
        .await
        .accepted();
    let payout = created.text("/createPayout/payout/id");
    let refused = claims
        .payout_step(&both, "approvePayout", &payout, json!({}))
        .await;
    assert_eq!(refused.refusals("approvePayout"), ["SAME_PERSON"]);
    claims.app.finish().await;
}

#[tokio::test]
async fn available_actions_say_why_not() {
    let claims = Claims::start().await;
    claims.first_period(ONE).await;
    let id = claims.submitted(0).await;
    let fields = "{ availableActions { action allowed refusal { code } } }";
    let read = claims.read(claims.officer(), &id, fields).await.accepted();
    let no = |code: &str| json!({ "code": code });
    assert_eq!(
        read.at("/claim/availableActions"),
        &json!([
            { "action": "recomputeClaim", "allowed": false, "refusal": no("NOT_PERMITTED") },
            { "action": "submitClaim", "allowed": false, "refusal": no("NOT_PERMITTED") },
            { "action": "requestClaimSupplement", "allowed": true, "refusal": null },
            { "action": "checkClaimContent", "allowed": false, "refusal": no("INCOMPLETE") },
            { "action": "approveClaim", "allowed": false, "refusal": no("NOT_PERMITTED") },
            { "action": "rejectClaim", "allowed": false, "refusal": no("NOT_PERMITTED") },
            { "action": "createPayout", "allowed": false, "refusal": no("WRONG_STATE") },
            { "action": "acceptCostLines", "allowed": true, "refusal": null },
            { "action": "openSupplementRequest", "allowed": true, "refusal": null },
        ])
    );
    claims.app.finish().await;
}
