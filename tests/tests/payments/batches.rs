//! Payment batches: who makes, approves and sends them, of which payouts; the file is made once.

use serde_json::json;
use talkoot_test_support::finnish_iban;

use crate::payments::batching::Batching;
use crate::payments::setup::Payable;

/// Goal: from approved payouts to the file, by three persons' steps; the file holds what was released.
#[tokio::test]
async fn from_payouts_to_the_file() {
    let batching = Batching::start(2).await;
    let (officer, second) = (batching.officer(), batching.second());
    let payouts = [batching.payout(0), batching.payout(1)];
    let created = batching.create(officer, &payouts, json!({})).await.accepted();
    let drafted = created.at("/createPaymentBatch/paymentBatch").clone();
    assert_eq!(
        [
            &drafted["number"],
            &drafted["state"],
            &drafted["count"],
            &drafted["total"]
        ],
        [&json!(1), &json!("draft"), &json!(2), &json!("255.00")]
    );
    assert_eq!(drafted["account"]["iban"], finnish_iban(90));
    assert_eq!(drafted["file"], json!(null));
    // A reference of the batch and the place in it, each with its check digit.
    let references = [
        &drafted["lines"][0]["reference"],
        &drafted["lines"][1]["reference"],
    ];
    assert_eq!(references, [&json!("10016"), &json!("10029")]);

    let batch = drafted["id"].as_str().expect("an id");
    let early = batching.step(officer, "sendPaymentBatch", batch, json!({})).await;
    assert_eq!(early.refusals("sendPaymentBatch"), ["WRONG_STATE"]);
    let alone = batching
        .step(officer, "approvePaymentBatch", batch, json!({}))
        .await;
    assert_eq!(alone.refusals("approvePaymentBatch"), ["NOT_PERMITTED"]);
    // Who approved the payouts may approve their batch.
    let approved = batching
        .step(second, "approvePaymentBatch", batch, json!({}))
        .await
        .accepted();
    assert_eq!(
        approved.text("/approvePaymentBatch/paymentBatch/approvedBy/name"),
        "second"
    );
    let key = json!({ "idempotencyKey": "the file" });
    let sent = batching
        .step(officer, "sendPaymentBatch", batch, key)
        .await
        .accepted();
    let sent = sent.at("/sendPaymentBatch/paymentBatch").clone();
    assert_eq!(
        (&sent["state"], &sent["lines"][1]["payout"]["state"]),
        (&json!("sent"), &json!("sent"))
    );

    holds_what_was_released(&batching, sent["file"]["id"].as_str().expect("a file")).await;
    let again = batching.step(officer, "sendPaymentBatch", batch, json!({})).await;
    assert_eq!(again.refusals("sendPaymentBatch"), ["WRONG_STATE"]);
    let message = again.text("/sendPaymentBatch/refusals/0/message");
    assert!(message.contains("never made twice"), "{message}");
    let files = "SELECT COUNT(*) FROM stored_file WHERE name LIKE 'payments-%'";
    assert_eq!(batching.app.number(files).await, 1);
    batching.app.finish().await;
}

/// The file of the two payouts, and who may read it.
async fn holds_what_was_released(batching: &Batching, file: &str) {
    let (status, content) = batching.app.download(batching.officer(), file).await;
    let text = String::from_utf8(content).expect("text");
    assert_eq!(status, 200);
    for part in [
        "pain.001.001.09",
        "<NbOfTxs>2</NbOfTxs>",
        "<CtrlSum>255.00</CtrlSum>",
        "<InstdAmt Ccy=\"EUR\">85.00</InstdAmt>",
        &format!("<IBAN>{}</IBAN>", finnish_iban(1)),
        &format!("<IBAN>{}</IBAN>", finnish_iban(90)),
        "<Nm>Valtiovarainministeriö</Nm>",
    ] {
        assert!(text.contains(part), "{part} is not in {text}");
    }
    // Only officers and second approvers read account numbers in bulk.
    let world = &batching.app.world;
    let lead = world.municipality("Pälkäne").lead.clone();
    for (by, status) in [
        (&world.second, 200),
        (&world.auditor, 404),
        (&world.administrator, 404),
        (&lead, 404),
    ] {
        assert_eq!(batching.app.download(by, file).await.0, status);
    }
}

/// Goal: the same request again gives the same batch and no second file.
#[tokio::test]
async fn a_repeated_request_has_no_second_effect() {
    let batching = Batching::start(1).await;
    let officer = batching.officer().clone();
    let key = json!({ "idempotencyKey": "one batch" });
    let mut ids = Vec::new();
    for _ in 0..2 {
        let created = batching
            .create(&officer, &[batching.payout(0)], key.clone())
            .await
            .accepted();
        ids.push(created.text("/createPaymentBatch/paymentBatch/id"));
    }
    assert_eq!(ids[0], ids[1]);
    batching
        .step(batching.second(), "approvePaymentBatch", &ids[0], json!({}))
        .await
        .accepted();
    let input = json!({ "id": ids[0], "expectedVersion": 2, "idempotencyKey": "the file" });
    let mut files = Vec::new();
    for _ in 0..2 {
        let fields = "paymentBatch { file { id sha256 } }";
        let sent = batching
            .app
            .mutate(
                &officer,
                "sendPaymentBatch",
                "PaymentBatchStepInput",
                input.clone(),
                fields,
            )
            .await
            .accepted();
        files.push(sent.at("/sendPaymentBatch/paymentBatch/file").clone());
    }
    assert_eq!(files[0], files[1]);
    batching.app.finish().await;
}

/// Goal: a line per way to put together what cannot be paid; every payout at fault is named.
#[tokio::test]
async fn what_cannot_be_put_together() {
    let batching = Batching::start(2).await;
    let officer = batching.officer();
    let (one, two) = (batching.payout(0), batching.payout(1));
    let today = batching.app.app.today();
    let past = today.pred_opt().expect("a day").to_string();
    let saturday = (1..8)
        .map(|ahead| today + chrono::Days::new(ahead))
        .find(|day| day.format("%u").to_string() == "6")
        .expect("a Saturday")
        .to_string();
    for (payouts, more, code, path) in [
        (&[][..], json!({}), "INVALID_INPUT", "payoutIds"),
        (&[one, one][..], json!({}), "INVALID_INPUT", "payoutIds"),
        (
            &[one][..],
            json!({ "executionDate": past }),
            "INVALID_INPUT",
            "executionDate",
        ),
        (
            &[one][..],
            json!({ "executionDate": saturday }),
            "INVALID_INPUT",
            "executionDate",
        ),
    ] {
        let refused = batching.create(officer, payouts, more).await;
        assert_eq!(refused.refusals("createPaymentBatch"), [code]);
        assert_eq!(refused.text("/createPaymentBatch/refusals/0/path/0"), path);
    }
    let lead = batching.app.world.municipality("Pälkäne").lead.clone();
    let stranger = batching.app.world.stranger.clone();
    for by in [&lead, &stranger] {
        let refused = batching.create(by, &[one], json!({})).await;
        assert_eq!(refused.refusals("createPaymentBatch"), ["NOT_PERMITTED"]);
    }

    // One is in a batch, one is not approved: both are named.
    batching.drafted(&[one]).await;
    batching
        .app
        .account_in_force(
            &batching.app.world.municipality("Pälkäne").clone(),
            &finnish_iban(2),
        )
        .await;
    let refused = batching.create(officer, &[one, two], json!({})).await;
    assert_eq!(
        refused.refusals("createPaymentBatch"),
        ["DUPLICATE", "WRONG_STATE"]
    );
    let message = refused.text("/createPaymentBatch/refusals/0/message");
    assert!(
        message.contains("payment batch 1 already, which officer made"),
        "{message}"
    );
    let message = refused.text("/createPaymentBatch/refusals/1/message");
    assert!(message.contains("no longer in force"), "{message}");
    batching
        .payout_step(officer, "redirectPayout", two, json!({}))
        .await
        .accepted();
    let refused = batching.create(officer, &[two], json!({})).await;
    assert_eq!(refused.refusals("createPaymentBatch"), ["WRONG_STATE"]);
    let message = refused.text("/createPaymentBatch/refusals/0/message");
    assert!(message.contains("approvePayout"), "{message}");
    batching.app.finish().await;
}

/// Goal: a payout of another authority does not exist here, and without an account nothing is paid.
#[tokio::test]
async fn without_an_account_of_the_authority_nothing_is_put_together() {
    let payable = Payable::start().await;
    let payout = payable.approved_payout().await;
    let batching = Batching {
        app: payable.app,
        payables: vec![(payout.clone(), payable.claim)],
    };
    let refused = batching.create(batching.officer(), &[&payout], json!({})).await;
    assert_eq!(refused.refusals("createPaymentBatch"), ["INCOMPLETE"]);
    batching.app.authority_account(&finnish_iban(90)).await;
    let query = "query { organisations { id nameFi } }";
    let listed = batching
        .app
        .graphql(&batching.app.world.stranger, query, json!({}))
        .await
        .accepted();
    let organisations = listed
        .at("/organisations")
        .as_array()
        .expect("organisations")
        .clone();
    let other = organisations
        .iter()
        .find(|one| one["nameFi"] == "Toinen ministeriö");
    let other = other.expect("the other authority")["id"].clone();
    let stranger = batching.app.world.stranger.clone();
    let foreign = batching
        .create(&stranger, &[&payout], json!({ "authorityId": other }))
        .await;
    assert_eq!(foreign.refusals("createPaymentBatch"), ["INVALID_INPUT"]);
    batching.app.finish().await;
}

/// Goal: nobody approves a batch that they made, nor one with a payout that they created.
#[tokio::test]
async fn two_persons() {
    let batching = Batching::start(1).await;
    let both = batching.app.world.both.clone();
    let created = batching
        .create(&both, &[batching.payout(0)], json!({}))
        .await
        .accepted();
    let batch = created.text("/createPaymentBatch/paymentBatch/id");
    let alone = batching
        .step(&both, "approvePaymentBatch", &batch, json!({}))
        .await;
    assert_eq!(alone.refusals("approvePaymentBatch"), ["SAME_PERSON"]);
    let cancelled = batching
        .step(
            &both,
            "cancelPaymentBatch",
            &batch,
            json!({ "reason": "Väärä päivä" }),
        )
        .await
        .accepted();
    assert_eq!(
        cancelled.text("/cancelPaymentBatch/paymentBatch/cancellationReason"),
        "Väärä päivä"
    );
    // Pointed to its account by the one who may be a second person too.
    let lead = batching.app.world.municipality("Pälkäne").clone();
    batching.app.account_in_force(&lead, &finnish_iban(2)).await;
    let payout = batching.payout(0).to_owned();
    batching
        .payout_step(&both, "redirectPayout", &payout, json!({}))
        .await
        .accepted();
    batching
        .payout_step(batching.second(), "approvePayout", &payout, json!({}))
        .await
        .accepted();
    let batch = batching.drafted(&[&payout]).await;
    let own = batching
        .step(&both, "approvePaymentBatch", &batch, json!({}))
        .await;
    assert_eq!(own.refusals("approvePaymentBatch"), ["SAME_PERSON"]);
    let message = own.text("/approvePaymentBatch/refusals/0/message");
    assert!(message.contains("pointed it to its account"), "{message}");
    batching.app.finish().await;
}

/// Goal: while a batch holds a payout it is neither redirected nor sent alone; when the account changes
/// meanwhile the batch is neither approved nor sent, and a cancelled one lets its payouts go.
#[tokio::test]
async fn a_batch_holds_its_payouts() {
    let batching = Batching::start(1).await;
    let officer = batching.officer();
    let payout = batching.payout(0);
    let batch = batching.drafted(&[payout]).await;
    let lead = batching.app.world.municipality("Pälkäne").clone();
    batching.app.account_in_force(&lead, &finnish_iban(2)).await;
    for mutation in ["redirectPayout", "sendPayout"] {
        let refused = batching.payout_step(officer, mutation, payout, json!({})).await;
        assert_eq!(refused.refusals(mutation), ["WRONG_STATE"]);
        let message = refused.text(&format!("/{mutation}/refusals/0/message"));
        assert!(message.contains("payment batch 1"), "{message}");
    }
    let changed = batching
        .step(batching.second(), "approvePaymentBatch", &batch, json!({}))
        .await;
    assert_eq!(changed.refusals("approvePaymentBatch"), ["WRONG_STATE"]);
    let silent = batching
        .step(officer, "cancelPaymentBatch", &batch, json!({ "reason": " " }))
        .await;
    assert_eq!(silent.refusals("cancelPaymentBatch"), ["INCOMPLETE"]);
    batching
        .step(
            officer,
            "cancelPaymentBatch",
            &batch,
            json!({ "reason": "Tili vaihtui" }),
        )
        .await
        .accepted();
    batching
        .payout_step(officer, "redirectPayout", payout, json!({}))
        .await
        .accepted();
    batching
        .payout_step(batching.second(), "approvePayout", payout, json!({}))
        .await
        .accepted();
    let query = "query($id: ID!) { payout(id: $id) { batch { number } availableActions { action refusal { message } } } }";
    let read = batching
        .app
        .graphql(officer, query, json!({ "id": payout }))
        .await
        .accepted();
    assert_eq!(read.at("/payout/batch"), &json!(null));
    let second = batching.drafted(&[payout]).await;
    assert_eq!(batching.batch(&second).await["number"], 2);
    let read = batching
        .app
        .graphql(officer, query, json!({ "id": payout }))
        .await
        .accepted();
    assert_eq!(read.at("/payout/batch/number"), &json!(2));
    let actions = read
        .at("/payout/availableActions")
        .as_array()
        .expect("actions")
        .clone();
    let sending = actions
        .iter()
        .find(|one| one["action"] == "sendPayout")
        .expect("sending");
    let why = sending["refusal"]["message"].as_str().expect("a reason");
    assert!(why.contains("payment batch 2"), "{why}");
    // The lead sees the payout and not the batch.
    let read = batching
        .app
        .graphql(&lead.lead, query, json!({ "id": payout }))
        .await
        .accepted();
    assert_eq!(read.at("/payout/batch"), &json!(null));
    batching.app.finish().await;
}

/// Goal: an account changed between approval and file stops the file; so does a day that has passed.
#[tokio::test]
async fn what_was_approved_is_what_is_paid() {
    let batching = Batching::start(1).await;
    let officer = batching.officer();
    let batch = batching.drafted(&[batching.payout(0)]).await;
    batching
        .step(batching.second(), "approvePaymentBatch", &batch, json!({}))
        .await
        .accepted();
    batching.app.authority_account(&finnish_iban(91)).await;
    let refused = batching
        .step(officer, "sendPaymentBatch", &batch, json!({}))
        .await;
    assert_eq!(refused.refusals("sendPaymentBatch"), ["WRONG_STATE"]);
    let later = batching.app.app.now() + chrono::Duration::days(10);
    batching.app.travel_to(later).await;
    let refused = batching
        .step(officer, "sendPaymentBatch", &batch, json!({}))
        .await;
    assert_eq!(refused.refusals("sendPaymentBatch"), ["DEADLINE"]);
    let files = "SELECT COUNT(*) FROM stored_file WHERE name LIKE 'payments-%'";
    assert_eq!(batching.app.number(files).await, 0);
    batching.app.finish().await;
}

/// Goal: manual confirmations end a batch too, and what one pays past the engine is found.
#[tokio::test]
async fn a_batch_is_over_when_its_payments_are() {
    let batching = Batching::start(2).await;
    let officer = batching.officer();
    let batch = batching.sent(&[batching.payout(0), batching.payout(1)]).await;
    let said = json!({ "bankReference": "R1", "valueDate": batching.app.app.today().to_string() });
    batching
        .payout_step(officer, "confirmPayout", batching.payout(0), said)
        .await
        .accepted();
    assert_eq!(batching.batch(&batch).await["state"], "sent");
    batching
        .payout_step(
            officer,
            "failPayout",
            batching.payout(1),
            json!({ "reason": "Tili suljettu" }),
        )
        .await
        .accepted();
    assert_eq!(batching.batch(&batch).await["state"], "settled");
    let whole = talkoot_storage::audit::verify(batching.app.app.store(), None)
        .await
        .expect("an answer");
    assert!(whole.is_whole(), "{:?}", whole.findings);
    batching
        .app
        .as_owner("UPDATE payment_batch_line SET reference = '12344' WHERE position = 1")
        .await;
    let found = talkoot_storage::audit::verify(batching.app.app.store(), None)
        .await
        .expect("an answer");
    assert!(
        found
            .findings
            .iter()
            .any(|finding| finding.what.contains("payment batch"))
    );
    batching.app.finish().await;
}

/// Goal: while payments to a project are held its payout goes into no batch, and a batch that holds it is
/// neither approved nor sent.
#[tokio::test]
async fn a_held_project_is_not_paid() {
    let batching = Batching::start(2).await;
    let officer = batching.officer();
    let batch = batching.drafted(&[batching.payout(0)]).await;
    for place in 0..2 {
        let query = "query($id: ID!) { payout(id: $id) { project { id } } }";
        let variables = json!({ "id": batching.payout(place) });
        let read = batching.app.graphql(officer, query, variables).await.accepted();
        let input = json!({ "projectId": read.text("/payout/project/id"), "reason": "Raportti puuttuu" });
        batching
            .app
            .mutate(
                officer,
                "setPaymentHold",
                "SetPaymentHoldInput",
                input,
                "paymentHold { id }",
            )
            .await
            .accepted();
    }
    let refused = batching.create(officer, &[batching.payout(1)], json!({})).await;
    assert_eq!(refused.refusals("createPaymentBatch"), ["WRONG_STATE"]);
    let message = refused.text("/createPaymentBatch/refusals/0/message");
    assert!(message.contains("held (Raportti puuttuu)"), "{message}");
    let second = batching.second();
    let refused = batching
        .step(second, "approvePaymentBatch", &batch, json!({}))
        .await;
    assert_eq!(refused.refusals("approvePaymentBatch"), ["WRONG_STATE"]);
    batching.app.finish().await;
}
