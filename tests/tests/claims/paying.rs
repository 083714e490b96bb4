//! The payout on its way: refusals, failure and a second attempt.

use chrono::{TimeZone, Utc};
use serde_json::json;

use crate::claims::setup::{Claims, SERVICES};

async fn approved() -> (Claims, String) {
    let claims = Claims::start().await;
    claims
        .first_period(&[("Karkkila", &[(SERVICES, "100.00")])])
        .await;
    let id = claims.submitted(0).await;
    claims.approved(&id).await;
    (claims, id)
}

#[tokio::test]
async fn a_failed_payout_is_followed_by_another() {
    let (claims, id) = approved().await;
    let first = claims.sent(&id).await;
    let twice = claims
        .step(claims.officer(), "createPayout", &id, json!({}))
        .await;
    assert_eq!(twice.refusals("createPayout"), ["DUPLICATE"]);
    let silent = claims
        .payout_step(claims.officer(), "failPayout", &first, json!({ "reason": "" }))
        .await;
    assert_eq!(silent.refusals("failPayout"), ["INCOMPLETE"]);
    let reason = json!({ "reason": "Tili suljettu" });
    let failed = claims
        .payout_step(claims.officer(), "failPayout", &first, reason)
        .await
        .accepted();
    assert_eq!(failed.text("/failPayout/payout/failureReason"), "Tili suljettu");
    claims.app.work().await;
    assert_eq!(claims.claim(&id).await.text("/claim/state"), "finance_approved");

    let second = claims.paid(&id).await;
    let read = claims.claim(&id).await;
    assert_eq!(read.text("/claim/state"), "paid");
    assert_eq!(
        read.at("/claim/payouts"),
        &json!([{ "id": first, "state": "failed" }, { "id": second, "state": "confirmed" }])
    );
    let after = claims
        .step(claims.officer(), "createPayout", &id, json!({}))
        .await;
    assert_eq!(after.refusals("createPayout"), ["WRONG_STATE"]);
    claims.app.finish().await;
}

#[tokio::test]
#[expect(clippy::too_many_lines, reason = "a table, a line per case")]
async fn each_step_of_a_payout_belongs_to_a_role_and_a_state() {
    let (claims, id) = approved().await;
    let created = claims
        .step(claims.officer(), "createPayout", &id, json!({}))
        .await
        .accepted();
    let payout = created.text("/createPayout/payout/id");
    assert_eq!(created.text("/createPayout/payout/amount"), "85.00");
    let said = |day: &str| json!({ "bankReference": "RF0812344", "valueDate": day });
    let reason = json!({ "reason": "x" });
    let (officer, second, lead) = (claims.officer(), claims.second(), claims.lead());
    for (mutation, user, more, expected) in [
        ("approvePayout", officer, json!({}), "NOT_PERMITTED"),
        ("approvePayout", lead, json!({}), "NOT_PERMITTED"),
        (
            "approvePayout",
            second,
            json!({ "expectedVersion": 7 }),
            "VERSION_CONFLICT",
        ),
        ("sendPayout", officer, json!({}), "WRONG_STATE"),
        ("sendPayout", second, json!({}), "NOT_PERMITTED"),
        ("confirmPayout", officer, said("2026-02-02"), "WRONG_STATE"),
        ("confirmPayout", second, said("2026-02-02"), "NOT_PERMITTED"),
        ("failPayout", officer, reason.clone(), "WRONG_STATE"),
        ("failPayout", second, reason, "NOT_PERMITTED"),
    ] {
        let refused = claims.payout_step(user, mutation, &payout, more.clone()).await;
        assert_eq!(refused.refusals(mutation), [expected], "{mutation} {more}");
    }
    let stranger = claims.app.world.stranger.clone();
    let hidden = claims
        .payout_step(&stranger, "approvePayout", &payout, json!({}))
        .await;
    assert_eq!(hidden.errors(), ["NOT_FOUND"]);

    claims
        .payout_step(second, "approvePayout", &payout, json!({}))
        .await
        .accepted();
    claims
        .app
        .travel_to(Utc.with_ymd_and_hms(2026, 2, 5, 10, 0, 0).unwrap())
        .await;
    claims
        .payout_step(officer, "sendPayout", &payout, json!({}))
        .await
        .accepted();
    for (more, expected) in [
        (said("2026-02-04"), "INVALID_INPUT"),
        (said("2026-02-06"), "INVALID_INPUT"),
        (
            json!({ "bankReference": " ", "valueDate": "2026-02-05" }),
            "INCOMPLETE",
        ),
    ] {
        let refused = claims
            .payout_step(officer, "confirmPayout", &payout, more.clone())
            .await;
        assert_eq!(refused.refusals("confirmPayout"), [expected], "{more}");
    }
    let query = "query($id: ID!) { payout(id: $id) { state claim { number } createdBy { name } \
                 approvedBy { name } availableActions { action allowed } } }";
    let read = claims
        .app
        .graphql(officer, query, json!({ "id": payout }))
        .await
        .accepted();
    assert_eq!(
        read.at("/payout"),
        &json!({
            "state": "sent", "claim": { "number": 1 }, "createdBy": { "name": "officer" },
            "approvedBy": { "name": "second" },
            "availableActions": [
                { "action": "approvePayout", "allowed": false }, { "action": "redirectPayout", "allowed": false },
                { "action": "proposeSetOff", "allowed": false },
                { "action": "withdrawSetOff", "allowed": false },
                { "action": "sendPayout", "allowed": false },
                { "action": "confirmPayout", "allowed": true }, { "action": "failPayout", "allowed": true },
                { "action": "recordPayoutReturn", "allowed": false },
                { "action": "approvePayoutReturn", "allowed": false },
                { "action": "withdrawPayoutReturn", "allowed": false },
            ],
        })
    );
    claims.app.finish().await;
}

#[tokio::test]
async fn two_payouts_at_the_same_time_are_one() {
    let (claims, id) = approved().await;
    let other = claims.app.world.other_officer.clone();
    let (one, two) = tokio::join!(
        claims.step(claims.officer(), "createPayout", &id, json!({})),
        claims.step(&other, "createPayout", &id, json!({})),
    );
    let refusals = [one.refusals("createPayout"), two.refusals("createPayout")].concat();
    assert_eq!(refusals, ["DUPLICATE"]);
    claims.app.finish().await;
}
