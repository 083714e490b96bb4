//! Two officers want to pay the same at the same time.

use serde_json::json;

use crate::payments::batching::Batching;

/// Goal: of two batches with the same payout one comes to be; the other is refused and told who was first.
/// Each holds another payout too, in the other order, so that locks taken in the order of the input would
/// wait for each other.
#[tokio::test(flavor = "multi_thread")]
async fn a_payout_goes_into_one_batch() {
    let batching = Batching::start(2).await;
    let world = batching.app.world.clone();
    let (one, two) = (batching.payout(0), batching.payout(1));
    let (here, there) = ([one, two], [two, one]);
    let (first, second) = tokio::join!(
        batching.create(&world.officer, &here, json!({})),
        batching.create(&world.other_officer, &there, json!({})),
    );
    let refusals = [
        first.refusals("createPaymentBatch"),
        second.refusals("createPaymentBatch"),
    ];
    let (loser, winner) = match refusals.each_ref().map(Vec::is_empty) {
        [true, false] => (second, "officer"),
        [false, true] => (first, "other-officer"),
        _ => panic!("one of them must be refused: {refusals:?}"),
    };
    assert_eq!(loser.refusals("createPaymentBatch"), ["DUPLICATE", "DUPLICATE"]);
    let message = loser.text("/createPaymentBatch/refusals/0/message");
    assert!(
        message.contains(&format!("payment batch 1 already, which {winner} made")),
        "{message}"
    );
    let lines = "SELECT COUNT(*) FROM payment_batch_line";
    assert_eq!(batching.app.number(lines).await, 2);
    batching.app.finish().await;
}

/// Goal: two officers have the file made at the same time: there is one file.
#[tokio::test(flavor = "multi_thread")]
async fn the_file_is_made_once() {
    let batching = Batching::start(1).await;
    let world = batching.app.world.clone();
    let batch = batching.drafted(&[batching.payout(0)]).await;
    batching
        .step(&world.second, "approvePaymentBatch", &batch, json!({}))
        .await
        .accepted();
    let (first, second) = tokio::join!(
        batching.step(&world.officer, "sendPaymentBatch", &batch, json!({})),
        batching.step(&world.other_officer, "sendPaymentBatch", &batch, json!({})),
    );
    let mut refusals = [
        first.refusals("sendPaymentBatch"),
        second.refusals("sendPaymentBatch"),
    ];
    refusals.sort();
    assert!(refusals[0].is_empty(), "{refusals:?}");
    assert!(
        refusals[1] == ["VERSION_CONFLICT"] || refusals[1] == ["WRONG_STATE"],
        "{refusals:?}"
    );
    let files = "SELECT COUNT(*) FROM stored_file WHERE name LIKE 'payments-%'";
    assert_eq!(batching.app.number(files).await, 1);
    batching.app.finish().await;
}

/// Goal: disjoint batches made at the same time both come to be, with numbers of their own.
#[tokio::test(flavor = "multi_thread")]
async fn batches_are_numbered_one_after_the_other() {
    let batching = Batching::start(2).await;
    let world = batching.app.world.clone();
    let (here, there) = ([batching.payout(0)], [batching.payout(1)]);
    let (first, second) = tokio::join!(
        batching.create(&world.officer, &here, json!({})),
        batching.create(&world.other_officer, &there, json!({})),
    );
    let number = "/createPaymentBatch/paymentBatch/number";
    let mut numbers = [first.accepted().number(number), second.accepted().number(number)];
    numbers.sort_unstable();
    assert_eq!(numbers, [1, 2]);
    batching.app.finish().await;
}
