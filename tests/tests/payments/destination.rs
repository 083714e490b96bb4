//! A payout names the account version that it goes to, and no other is paid.

use serde_json::json;
use talkoot_test_support::{Stage, TestApp, finnish_iban};

use crate::payments::setup::Payable;

#[tokio::test]
async fn without_an_approved_account_there_is_no_payout() {
    let app = TestApp::start().await;
    let applied = app.application_at(Stage::Accepted).await;
    let project = app.project_of(&applied).await;
    let payable = Payable::of(app, project).await;
    let refused = payable.create_payout(payable.officer()).await;
    assert_eq!(refused.refusals("createPayout"), ["INCOMPLETE"]);
    let message = refused.text("/createPayout/refusals/0/message");
    assert!(message.contains("proposeBankAccount"), "{message}");
    let lead = payable.project.lead.clone();
    // Proposed and confirmed is not enough.
    let proposed = payable
        .app
        .propose_account(&lead.preparer, &lead.id, &finnish_iban(1), json!({}))
        .await
        .accepted();
    let account = proposed.text("/proposeBankAccount/bankAccount/id");
    let refused = payable.create_payout(payable.officer()).await;
    assert_eq!(refused.refusals("createPayout"), ["INCOMPLETE"]);
    payable.app.let_account_through(&lead.approver, &account).await;
    let created = payable.create_payout(payable.officer()).await.accepted();
    assert_eq!(
        created.at("/createPayout/payout/account"),
        &json!({ "id": account, "iban": finnish_iban(1), "number": 1 })
    );
    payable.app.finish().await;
}

/// Goal: an account that is changed in between stops the payout until two persons have looked again.
#[tokio::test]
async fn a_changed_account_stops_a_payout_until_it_is_approved_anew() {
    let payable = Payable::start().await;
    let (officer, second) = (payable.officer(), payable.second());
    let lead = payable.project.lead.clone();
    let payout = payable.approved_payout().await;
    let same = payable.step(officer, "redirectPayout", &payout, json!({})).await;
    assert_eq!(same.refusals("redirectPayout"), ["DUPLICATE"]);
    let new = payable.app.account_in_force(&lead, &finnish_iban(2)).await;

    let stopped = payable.step(officer, "sendPayout", &payout, json!({})).await;
    assert_eq!(stopped.refusals("sendPayout"), ["WRONG_STATE"]);
    let message = stopped.text("/sendPayout/refusals/0/message");
    assert!(message.contains("redirectPayout"), "{message}");
    let stranger = payable
        .step(&lead.lead, "redirectPayout", &payout, json!({}))
        .await;
    assert_eq!(stranger.refusals("redirectPayout"), ["NOT_PERMITTED"]);
    let both = payable.app.world.both.clone();
    let redirected = payable
        .step(&both, "redirectPayout", &payout, json!({}))
        .await
        .accepted();
    let after = redirected.at("/redirectPayout/payout").clone();
    assert_eq!(
        (&after["state"], &after["approvedBy"]),
        (&json!("created"), &json!(null))
    );
    assert_eq!(
        after["account"],
        json!({ "id": new, "iban": finnish_iban(2), "number": 2 })
    );

    // Whoever pointed it there does not approve it.
    let alone = payable.step(&both, "approvePayout", &payout, json!({})).await;
    assert_eq!(alone.refusals("approvePayout"), ["SAME_PERSON"]);
    payable
        .step(second, "approvePayout", &payout, json!({}))
        .await
        .accepted();
    payable
        .step(officer, "sendPayout", &payout, json!({}))
        .await
        .accepted();
    let late = payable.step(officer, "redirectPayout", &payout, json!({})).await;
    assert_eq!(late.refusals("redirectPayout"), ["WRONG_STATE"]);
    payable.app.finish().await;
}

/// Goal: an account changed before the approval is not approved unseen.
#[tokio::test]
async fn a_payout_to_an_old_account_is_not_approved() {
    let payable = Payable::start().await;
    let created = payable.create_payout(payable.officer()).await.accepted();
    let payout = created.text("/createPayout/payout/id");
    let lead = payable.project.lead.clone();
    payable.app.account_in_force(&lead, &finnish_iban(2)).await;
    let refused = payable
        .step(payable.second(), "approvePayout", &payout, json!({}))
        .await;
    assert_eq!(refused.refusals("approvePayout"), ["WRONG_STATE"]);
    // Only the owner and the authority see where the money goes.
    let query = "query($id: ID!) { payout(id: $id) { amount account { iban } } }";
    let lohja = payable.app.world.municipality("Lohja").lead.clone();
    for (by, sees) in [(&lead.lead, true), (&lohja, false)] {
        let read = payable
            .app
            .graphql(by, query, json!({ "id": payout }))
            .await
            .accepted();
        assert_eq!(read.at("/payout/account").is_object(), sees);
    }
    payable.app.finish().await;
}
