//! While payments to a project are held, nothing is paid.

use serde_json::{Value, json};
use talkoot_test_support::{Answer, User};

use crate::claims::setup::{Claims, SERVICES};

const ONE: &[(&str, &[(&str, &str)])] = &[("Karkkila", &[(SERVICES, "100.00")])];
const HOLD: &str = "paymentHold { id version state reason liftReason setBy { name } liftedBy { name } \
    availableActions { action allowed refusal { code } } }";

async fn set(claims: &Claims, user: &User, reason: &str) -> Answer {
    let input = json!({ "projectId": claims.project.id, "reason": reason });
    claims
        .app
        .mutate(user, "setPaymentHold", "SetPaymentHoldInput", input, HOLD)
        .await
}

async fn lift(claims: &Claims, user: &User, id: &str, version: i64, reason: &str) -> Answer {
    let input = json!({ "id": id, "expectedVersion": version, "reason": reason });
    claims
        .app
        .mutate(user, "liftPaymentHold", "LiftPaymentHoldInput", input, HOLD)
        .await
}

async fn standing(claims: &Claims, user: &User) -> Value {
    let query = "query($id: ID!) { project(id: $id) { paymentHold { reason } paymentHolds { state } } }";
    let read = claims
        .app
        .graphql(user, query, json!({ "id": claims.project.id }))
        .await
        .accepted();
    read.at("/project").clone()
}

/// Goal: set by one person, lifted by another, each with a reason, once; seen by everybody in the project.
#[tokio::test]
async fn a_hold_is_set_by_one_person_and_lifted_by_another() {
    let claims = Claims::start().await;
    let world = &claims.app.world;
    for user in [claims.lead(), &world.auditor, &world.administrator] {
        let refused = set(&claims, user, "x").await;
        assert_eq!(refused.refusals("setPaymentHold"), ["NOT_PERMITTED"]);
    }
    assert_eq!(set(&claims, &world.stranger, "x").await.errors(), ["NOT_FOUND"]);
    let mute = set(&claims, claims.officer(), "  ").await;
    assert_eq!(mute.refusals("setPaymentHold"), ["INCOMPLETE"]);
    assert_eq!(mute.at("/setPaymentHold/refusals/0/path"), &json!(["reason"]));

    let done = set(&claims, &world.both, "Raportti puuttuu").await.accepted();
    let id = done.text("/setPaymentHold/paymentHold/id");
    assert_eq!(done.text("/setPaymentHold/paymentHold/state"), "standing");
    assert_eq!(
        done.at("/setPaymentHold/paymentHold/availableActions"),
        &json!([{ "action": "liftPaymentHold", "allowed": false, "refusal": { "code": "SAME_PERSON" } }])
    );
    let twice = set(&claims, claims.officer(), "Toinen syy").await;
    assert_eq!(twice.refusals("setPaymentHold"), ["DUPLICATE"]);
    let partner = &world.municipality("Karkkila").preparer;
    for user in [claims.lead(), partner, claims.officer()] {
        assert_eq!(
            standing(&claims, user).await,
            json!({ "paymentHold": { "reason": "Raportti puuttuu" }, "paymentHolds": [{ "state": "standing" }] })
        );
    }

    let own = lift(&claims, &world.both, &id, 1, "Raportti tuli").await;
    assert_eq!(own.refusals("liftPaymentHold"), ["SAME_PERSON"]);
    let lead = lift(&claims, claims.lead(), &id, 1, "x").await;
    assert_eq!(lead.refusals("liftPaymentHold"), ["NOT_PERMITTED"]);
    let hidden = lift(&claims, &world.stranger, &id, 1, "x").await;
    assert_eq!(hidden.errors(), ["NOT_FOUND"]);
    let stale = lift(&claims, claims.second(), &id, 7, "x").await;
    assert_eq!(stale.refusals("liftPaymentHold"), ["VERSION_CONFLICT"]);
    let mute = lift(&claims, claims.second(), &id, 1, " ").await;
    assert_eq!(mute.refusals("liftPaymentHold"), ["INCOMPLETE"]);
    let lifted = lift(&claims, claims.second(), &id, 1, "Raportti tuli")
        .await
        .accepted();
    assert_eq!(lifted.text("/liftPaymentHold/paymentHold/state"), "lifted");
    assert_eq!(
        lifted.text("/liftPaymentHold/paymentHold/liftReason"),
        "Raportti tuli"
    );
    let again = lift(&claims, claims.second(), &id, 2, "x").await;
    assert_eq!(again.refusals("liftPaymentHold"), ["WRONG_STATE"]);
    assert_eq!(
        standing(&claims, claims.lead()).await,
        json!({ "paymentHold": null, "paymentHolds": [{ "state": "lifted" }] })
    );
    claims.app.finish().await;
}

/// Goal: at every step of a payout a hold stops it, and the step is taken once the hold is lifted; what the
/// bank did is recorded all the same.
#[tokio::test]
async fn nothing_is_paid_while_a_hold_stands() {
    let claims = Claims::start().await;
    claims.first_period(ONE).await;
    let id = claims.submitted(0).await;
    claims.approved(&id).await;
    let hold = async || {
        let done = set(&claims, claims.officer(), "Raportti puuttuu")
            .await
            .accepted();
        done.text("/setPaymentHold/paymentHold/id")
    };
    let free = async |hold: &str| {
        lift(&claims, claims.second(), hold, 1, "Raportti tuli")
            .await
            .accepted();
    };

    let standing = hold().await;
    let refused = claims
        .step(claims.officer(), "createPayout", &id, json!({}))
        .await;
    assert_eq!(refused.refusals("createPayout"), ["WRONG_STATE"]);
    let said = refused.text("/createPayout/refusals/0/message");
    assert!(said.contains("Raportti puuttuu"), "{said}");
    free(&standing).await;
    let created = claims
        .step(claims.officer(), "createPayout", &id, json!({}))
        .await
        .accepted();
    let payout = created.text("/createPayout/payout/id");
    for (user, mutation) in [
        (claims.second(), "approvePayout"),
        (claims.officer(), "sendPayout"),
    ] {
        let standing = hold().await;
        let refused = claims.payout_step(user, mutation, &payout, json!({})).await;
        assert_eq!(refused.refusals(mutation), ["WRONG_STATE"]);
        let guarded = claims.app.by_hand("UPDATE payout SET state = 'sent'").await;
        assert!(
            guarded.expect_err("the trigger").to_string().contains("are held"),
            "the database guards it too"
        );
        free(&standing).await;
        claims
            .payout_step(user, mutation, &payout, json!({}))
            .await
            .accepted();
    }
    let _ = hold().await;
    let said = json!({ "bankReference": "RF0812344", "valueDate": claims.app.app.today().to_string() });
    claims
        .payout_step(claims.officer(), "confirmPayout", &payout, said)
        .await
        .accepted();
    let query = "{ portfolio { edges { node { paymentHold { reason } } } } }";
    let read = claims
        .app
        .graphql(claims.officer(), query, json!({}))
        .await
        .accepted();
    assert_eq!(
        read.at("/portfolio/edges/0/node/paymentHold/reason"),
        &json!("Raportti puuttuu")
    );
    claims.app.finish().await;
}

/// Goal: an instalment of an advance is a payment as well.
#[tokio::test]
async fn no_instalment_of_an_advance_is_paid_while_a_hold_stands() {
    let decision = json!({ "award": "1000.00", "advance": {
        "clearingRate": "50", "instalments": [{ "amount": "500.00" }],
    } });
    let claims = Claims::start_with(&decision).await;
    let done = set(&claims, claims.officer(), "Raportti puuttuu")
        .await
        .accepted();
    let refused = claims.order_instalment(claims.officer(), 1).await;
    assert_eq!(refused.refusals("createAdvancePayout"), ["WRONG_STATE"]);
    let hold = done.text("/setPaymentHold/paymentHold/id");
    lift(&claims, claims.second(), &hold, 1, "Raportti tuli")
        .await
        .accepted();
    claims.order_instalment(claims.officer(), 1).await.accepted();
    claims.app.finish().await;
}

/// Goal: a hold that cannot be read holds.
#[tokio::test]
async fn trap_09_what_cannot_be_checked_is_not_paid() {
    let claims = Claims::start().await;
    claims.first_period(ONE).await;
    let id = claims.submitted(0).await;
    claims.approved(&id).await;
    let done = set(&claims, claims.officer(), "x").await.accepted();
    let hold = done.text("/setPaymentHold/paymentHold/id");
    lift(&claims, claims.second(), &hold, 1, "y").await.accepted();
    // The letters are out before the row breaks.
    claims.app.work().await;
    // A row that contradicts itself: lifted by nobody.
    let unchecked = if claims.app.database_url.starts_with("postgres:") {
        "ALTER TABLE payment_hold DROP CONSTRAINT payment_hold_lifted; UPDATE payment_hold SET lifted_at = NULL"
    } else {
        "PRAGMA ignore_check_constraints = 1; UPDATE payment_hold SET lifted_at = NULL"
    };
    claims.app.by_hand(unchecked).await.expect("a broken row");
    let refused = claims
        .step(claims.officer(), "createPayout", &id, json!({}))
        .await;
    assert_eq!(refused.refusals("createPayout"), ["CANNOT_CHECK"]);
    claims.app.finish().await;
}

/// Goal: the lead's coordinators are told, once each.
#[tokio::test]
async fn the_lead_is_told() {
    let claims = Claims::start().await;
    claims.app.work().await;
    let before = claims.app.mail.sent().len();
    let done = set(&claims, claims.officer(), "Raportti puuttuu")
        .await
        .accepted();
    claims.app.work().await;
    let id = done.text("/setPaymentHold/paymentHold/id");
    lift(&claims, claims.second(), &id, 1, "Raportti tuli")
        .await
        .accepted();
    claims.app.work().await;
    claims.app.work().await;
    let sent = claims.app.mail.sent();
    let said: Vec<(&str, bool)> = sent[before..]
        .iter()
        .map(|mail| {
            let reason = mail.text.contains("Raportti puuttuu") || mail.text.contains("Raportti tuli");
            (mail.subject.split(':').next().unwrap_or_default(), reason)
        })
        .collect();
    assert_eq!(said, [("Maksatus keskeytetty", true), ("Maksatus jatkuu", true)]);
    assert!(
        sent[before..]
            .iter()
            .all(|mail| mail.to.address == "lead-635@example.test")
    );
    claims.app.finish().await;
}
