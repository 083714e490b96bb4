//! What the bank says of the payments in a file.

use serde_json::{Value, json};
use talkoot_test_support::finnish_iban;

use crate::payments::bank::{FEEDBACK, entry, notification, status_report};
use crate::payments::batching::Batching;

fn outcomes(feedback: &Value) -> Vec<String> {
    let items = feedback["items"].as_array().expect("items");
    items
        .iter()
        .map(|item| item["outcome"].as_str().expect("an outcome").to_owned())
        .collect()
}

/// Goal: acknowledged by the status report, confirmed by the booking and by nothing else; the claim is paid.
#[tokio::test]
async fn from_the_file_to_the_booking() {
    let batching = Batching::start(2).await;
    let payouts = [batching.payout(0).to_owned(), batching.payout(1).to_owned()];
    let batch = batching.sent(&[&payouts[0], &payouts[1]]).await;
    let file = batching.payment_file(&batch).await;
    let report = status_report(&file.message, "ACTC", &[]);
    let taken = batching.imported(&report).await;
    assert_eq!(
        [&taken["state"], &taken["message"], &taken["batch"]["number"]],
        [&json!("clear"), &json!("status"), &json!(1)]
    );
    assert_eq!(outcomes(&taken), ["acknowledged", "acknowledged"]);
    assert_eq!(taken["items"][0]["payout"]["state"], "sent");
    assert_eq!(batching.batch(&batch).await["state"], "acknowledged");

    // Other traffic of the account is counted and left alone.
    let entries =
        batching.booking(&file.payments[0], "85.00", "R1") + &batching.booking("NOTPROVIDED", "7.00", "X");
    let message = batching.notification(&entries);
    let booked = batching.imported(&message).await;
    assert_eq!(
        (outcomes(&booked), &booked["notOurs"]),
        (vec!["confirmed".to_owned()], &json!(1))
    );
    let item = &booked["items"][0];
    let today = batching.app.app.today().to_string();
    assert_eq!(
        [&item["bankReference"], &item["valueDate"], &item["payout"]["id"]],
        [&json!("R1"), &json!(today), &json!(payouts[0])]
    );
    assert_eq!(batching.batch(&batch).await["state"], "acknowledged");
    let rest = batching.notification(&batching.booking(&file.payments[1], "170.00", "R2"));
    batching.imported(&rest).await;
    assert_eq!(batching.batch(&batch).await["state"], "settled");

    // The same file twice changes nothing, under another key and name.
    let again = batching.imported(&message).await;
    assert_eq!(again["id"], booked["id"]);
    let audited = "SELECT COUNT(*) FROM audit_entry WHERE object = 'bank_feedback'";
    assert_eq!(batching.app.number(audited).await, 3);
    batching.app.work().await;
    let query = "query($id: ID!) { claim(id: $id) { state } payoutsNeedingAttention { totalCount } }";
    for (_, claim) in &batching.payables {
        let variables = json!({ "id": claim });
        let read = batching
            .app
            .graphql(batching.officer(), query, variables)
            .await
            .accepted();
        assert_eq!(read.text("/claim/state"), "paid");
        assert_eq!(read.number("/payoutsNeedingAttention/totalCount"), 0);
    }
    batching.app.finish().await;
}

/// Goal: a payment that the bank rejects fails with the bank's reason and returns to the officer, until
/// another payout takes its place and goes with a new batch.
#[tokio::test]
async fn a_rejected_payment_returns_to_the_officer() {
    let batching = Batching::start(2).await;
    let officer = batching.officer();
    let payouts = [batching.payout(0).to_owned(), batching.payout(1).to_owned()];
    let batch = batching.sent(&[&payouts[0], &payouts[1]]).await;
    let file = batching.payment_file(&batch).await;
    let report = status_report(&file.message, "PART", &[(&file.payments[1], "RJCT")]);
    let part = batching.imported(&report).await;
    assert_eq!(outcomes(&part), ["acknowledged", "failed"]);
    assert_eq!(part["items"][1]["words"], "AC04: the account is closed");
    let query = "query { payoutsNeedingAttention { totalCount edges { node { \
        payout { id state failureReason } reasons { reason words } } } } }";
    let read = batching.app.graphql(officer, query, json!({})).await.accepted();
    let waiting = read.at("/payoutsNeedingAttention/edges/0/node").clone();
    assert_eq!(read.number("/payoutsNeedingAttention/totalCount"), 1);
    assert_eq!(
        waiting["payout"],
        json!({ "id": payouts[1], "state": "failed", "failureReason": "AC04: the account is closed" })
    );
    assert_eq!(waiting["reasons"][0]["reason"], "FAILED");
    let lead = batching.app.world.municipality("Pälkäne").lead.clone();
    for by in [&lead, &batching.app.world.stranger] {
        let read = batching.app.graphql(by, query, json!({})).await.accepted();
        assert_eq!(read.number("/payoutsNeedingAttention/totalCount"), 0);
    }
    let once = batching.create(officer, &[&payouts[1]], json!({})).await;
    assert_eq!(once.refusals("createPaymentBatch"), ["DUPLICATE"]);

    let created =
        crate::payments::setup::create_payout(&batching.app, officer, &batching.payables[1].1).await;
    let another = created.accepted().text("/createPayout/payout/id");
    let read = batching.app.graphql(officer, query, json!({})).await.accepted();
    assert_eq!(read.number("/payoutsNeedingAttention/totalCount"), 0);
    batching
        .payout_step(batching.second(), "approvePayout", &another, json!({}))
        .await
        .accepted();
    let second = batching.sent(&[&another]).await;
    assert_eq!(batching.batch(&second).await["number"], 2);
    batching.app.finish().await;
}

/// Goal: a file that the bank rejects as a whole fails each of its payments.
#[tokio::test]
async fn a_rejected_file_fails_its_payments() {
    let batching = Batching::start(1).await;
    let batch = batching.sent(&[batching.payout(0)]).await;
    let file = batching.payment_file(&batch).await;
    let report = status_report(&file.message, "RJCT", &[]);
    let rejected = batching.imported(&report).await;
    assert_eq!(outcomes(&rejected), ["failed"]);
    let known = batching.batch(&batch).await;
    let why = "AM10: the control sum does not match the payments";
    assert_eq!(
        (&known["state"], &known["rejectionReason"]),
        (&json!("rejected"), &json!(why))
    );
    // Booked all the same: nobody is paid twice unseen.
    let message = batching.notification(&batching.booking(&file.payments[0], "85.00", "R1"));
    let booked = batching.imported(&message).await;
    assert_eq!(
        (outcomes(&booked), &booked["state"]),
        (vec!["contradicts".to_owned()], &json!("attention"))
    );
    assert_eq!(booked["items"][0]["payout"]["state"], "failed");
    batching.app.finish().await;
}

/// Goal: a line per booking that does not agree: nothing changes, and it is named.
#[tokio::test]
async fn bookings_that_do_not_agree() {
    let batching = Batching::start(2).await;
    let batch = batching.sent(&[batching.payout(0)]).await;
    let file = batching.payment_file(&batch).await;
    let name = file.payments[0].as_str();
    // The other payout is approved and was never sent.
    let other = batching.drafted(&[batching.payout(1)]).await;
    batching
        .step(batching.second(), "approvePaymentBatch", &other, json!({}))
        .await
        .accepted();
    let today = batching.app.app.today();
    let tomorrow = today.succ_opt().expect("a day").to_string();
    let yesterday = today.pred_opt().expect("a day").to_string();
    let today = today.to_string();
    let nobody = "TK01935f2c8a7b7c3d9e1f0123456789ab";
    for (entry, outcome, words) in [
        (
            entry(&today, "DBIT", "BOOK", "84.99", "R1", name),
            "amount_differs",
            "booked are 84.99, sent were 85.00",
        ),
        (
            entry(&today, "DBIT", "BOOK", "85.00", "", name),
            "incomplete",
            "no reference",
        ),
        (
            entry(&tomorrow, "DBIT", "BOOK", "85.00", "R1", name),
            "incomplete",
            "in the future",
        ),
        (
            entry(&yesterday, "DBIT", "BOOK", "85.00", "R1", name),
            "incomplete",
            "before the payout was sent",
        ),
        (
            entry(&today, "DBIT", "PDNG", "85.00", "R1", name),
            "announced",
            "",
        ),
        (
            entry(&today, "DBIT", "BOOK", "85.00", "R1", nobody),
            "unknown",
            "no such payout",
        ),
    ] {
        let read = batching.imported(&batching.notification(&entry)).await;
        assert_eq!(outcomes(&read), [outcome]);
        let item = &read["items"][0];
        assert!(item["words"].as_str().expect("words").contains(words), "{item}");
        let state = if outcome == "announced" {
            "clear"
        } else {
            "attention"
        };
        assert_eq!(read["state"], state, "{outcome}");
        assert_eq!(batching.batch(&batch).await["state"], "sent");
    }
    dealt_with(&batching).await;
    batching.app.finish().await;
}

/// Four messages do not agree about a payout and one about none: they come up until an officer deals with
/// each.
async fn dealt_with(batching: &Batching) {
    let officer = batching.officer();
    let query =
        "query { payoutsNeedingAttention { totalCount edges { node { reasons { reason words } } } } }";
    let read = batching.app.graphql(officer, query, json!({})).await.accepted();
    assert_eq!(read.number("/payoutsNeedingAttention/totalCount"), 1);
    let reasons = read
        .at("/payoutsNeedingAttention/edges/0/node/reasons")
        .as_array();
    assert_eq!(reasons.expect("reasons").len(), 4);

    // An officer deals with what did not agree, message by message.
    let list = "query { bankFeedbacks(filter: { states: [\"attention\"] }) { totalCount edges { node { id version } } } }";
    let open = batching.app.graphql(officer, list, json!({})).await.accepted();
    assert_eq!(open.number("/bankFeedbacks/totalCount"), 5);
    for edge in open.at("/bankFeedbacks/edges").as_array().expect("messages") {
        let node = &edge["node"];
        let mut input = json!({ "id": node["id"], "expectedVersion": node["version"], "note": " " });
        let input_type = "SettleBankFeedbackInput";
        let silent = batching
            .app
            .mutate(officer, "settleBankFeedback", input_type, input.clone(), FEEDBACK)
            .await;
        assert_eq!(silent.refusals("settleBankFeedback"), ["INCOMPLETE"]);
        input["note"] = json!("Soitettu pankkiin, maksu on kunnossa");
        let settled = batching
            .app
            .mutate(officer, "settleBankFeedback", input_type, input, FEEDBACK)
            .await
            .accepted();
        assert_eq!(settled.text("/settleBankFeedback/bankFeedback/state"), "settled");
    }
    let read = batching.app.graphql(officer, query, json!({})).await.accepted();
    assert_eq!(read.number("/payoutsNeedingAttention/totalCount"), 0);
}

/// Goal: money that comes back fails a payout that was not confirmed, and is named for one that was.
#[tokio::test]
async fn money_that_comes_back() {
    let batching = Batching::start(2).await;
    let batch = batching.sent(&[batching.payout(0), batching.payout(1)]).await;
    let file = batching.payment_file(&batch).await;
    let today = batching.app.app.today().to_string();
    let back = |name: &str, amount: &str| entry(&today, "CRDT", "BOOK", amount, "R9", name);
    let entries = batching.booking(&file.payments[0], "85.00", "R1")
        + &back(&file.payments[0], "85.00")
        + &back(&file.payments[1], "170.00");
    let read = batching.imported(&batching.notification(&entries)).await;
    assert_eq!(outcomes(&read), ["confirmed", "returned", "failed"]);
    assert_eq!(read["items"][1]["words"], "AC04: the account is closed");
    assert_eq!(
        [
            &read["items"][1]["payout"]["state"],
            &read["items"][2]["payout"]["state"]
        ],
        [&json!("confirmed"), &json!("failed")]
    );
    assert_eq!(batching.batch(&batch).await["state"], "settled");
    // Confirmed twice, under another reference: the bank may have paid twice.
    let twice = batching.notification(&batching.booking(&file.payments[0], "85.00", "R2"));
    assert_eq!(outcomes(&batching.imported(&twice).await), ["contradicts"]);
    batching.app.finish().await;
}

/// Goal: what is refused as a whole, with the words that help; nothing of it is used.
#[tokio::test]
async fn messages_that_are_refused() {
    let batching = Batching::start(1).await;
    let officer = batching.officer();
    let batch = batching.sent(&[batching.payout(0)]).await;
    let file = batching.payment_file(&batch).await;
    let name = file.payments[0].as_str();
    let drafted_elsewhere = "TK01935f2c8a7b7c3d9e1f0123456789ab";
    let wrong_sum = status_report(&file.message, "ACTC", &[]).replace(
        "<GrpSts>",
        "<OrgnlNbOfTxs>2</OrgnlNbOfTxs><OrgnlCtrlSum>85.00</OrgnlCtrlSum><GrpSts>",
    );
    let today = batching.app.app.today().to_string();
    let booking = entry(&today, "DBIT", "BOOK", "85.00", "R1", name);
    for (message, words) in [
        ("hello".to_owned(), "whole XML"),
        (status_report(drafted_elsewhere, "ACTC", &[]), "not made here"),
        (status_report("OTHER-1", "RJCT", &[]), "OTHER-1"),
        (
            status_report(&file.message, "PART", &[(drafted_elsewhere, "RJCT")]),
            "not in this batch",
        ),
        (wrong_sum, "2 payments of 85.00"),
        (
            notification(&finnish_iban(7), &booking),
            "from which this authority does not pay",
        ),
    ] {
        let refused = batching.import(officer, &message).await;
        assert_eq!(
            refused.refusals("importBankFeedback"),
            ["INVALID_INPUT"],
            "{message}"
        );
        assert_eq!(refused.text("/importBankFeedback/refusals/0/path/0"), "fileId");
        let found = refused.text("/importBankFeedback/refusals/0/message");
        assert!(found.contains(words), "{found}");
    }
    let auditor = batching.app.world.auditor.clone();
    let taken = status_report(&file.message, "ACTC", &[]);
    let refused = batching.import(&auditor, &taken).await;
    assert_eq!(refused.refusals("importBankFeedback"), ["NOT_PERMITTED"]);
    let stored = "SELECT COUNT(*) FROM bank_feedback";
    assert_eq!(batching.app.number(stored).await, 0);
    assert_eq!(batching.batch(&batch).await["state"], "sent");
    batching.app.finish().await;
}

/// Goal: what the bank is silent about comes up after the days that one asks for.
#[tokio::test]
async fn silence_comes_up() {
    let batching = Batching::start(1).await;
    batching.sent(&[batching.payout(0)]).await;
    let query = "query($days: Int) { payoutsNeedingAttention(silentDays: $days) { \
        edges { node { reasons { reason } } } } }";
    for (after, days, found) in [(0, 5, 0), (4, 5, 0), (4, 3, 1), (6, 5, 1)] {
        let now = batching.app.app.now();
        batching.app.travel_to(now + chrono::Duration::days(after)).await;
        let read = batching
            .app
            .graphql(batching.officer(), query, json!({ "days": days }))
            .await
            .accepted();
        let edges = read
            .at("/payoutsNeedingAttention/edges")
            .as_array()
            .expect("edges")
            .clone();
        assert_eq!(edges.len(), found, "{after} {days}");
        assert!(
            edges
                .iter()
                .all(|edge| edge["node"]["reasons"][0]["reason"] == "SILENT")
        );
        batching.app.clock.set(now);
    }
    batching.app.finish().await;
}

/// Goal: two officers import messages about the same payment at the same time: it is confirmed once.
#[tokio::test(flavor = "multi_thread")]
async fn a_payment_is_confirmed_once() {
    let batching = Batching::start(2).await;
    let world = batching.app.world.clone();
    let batch = batching.sent(&[batching.payout(0), batching.payout(1)]).await;
    let file = batching.payment_file(&batch).await;
    let one = batching.booking(&file.payments[0], "85.00", "R1");
    let two = batching.booking(&file.payments[1], "170.00", "R2");
    let messages = [
        batching.notification(&format!("{one}{two}")),
        batching.notification(&format!("{two}{one}")),
    ];
    let (first, second) = tokio::join!(
        batching.import(&world.officer, &messages[0]),
        batching.import(&world.other_officer, &messages[1]),
    );
    let mut found: Vec<Vec<String>> = [first, second]
        .into_iter()
        .map(|imported| outcomes(imported.accepted().at("/importBankFeedback/bankFeedback")))
        .collect();
    found.sort();
    assert_eq!(found, [["confirmed", "confirmed"], ["repeated", "repeated"]]);
    let confirmed = "SELECT COUNT(*) FROM audit_entry WHERE object = 'payout' AND state_after = 'confirmed'";
    assert_eq!(batching.app.number(confirmed).await, 2);
    assert_eq!(batching.batch(&batch).await["state"], "settled");
    batching.app.finish().await;
}
