//! The lead hears that the money came, the officer that it did not.

use serde_json::json;

use crate::payments::bank::status_report;
use crate::payments::batching::Batching;

/// Goal: a confirmed payout is told to those who run the project in the lead municipality, a failed one to the
/// authority's officers, with the bank's reason; each once.
#[tokio::test]
async fn who_is_told_what() {
    let batching = Batching::start(2).await;
    let batch = batching.sent(&[batching.payout(0), batching.payout(1)]).await;
    let file = batching.payment_file(&batch).await;
    batching.app.work().await;
    drop(batching.app.mail.take());
    let report = status_report(&file.message, "PART", &[(&file.payments[1], "RJCT")]);
    batching.imported(&report).await;
    let message = batching.notification(&batching.booking(&file.payments[0], "85.00", "R1"));
    batching.imported(&message).await;
    for _ in 0..2 {
        batching.app.work().await;
    }
    let mut sent: Vec<(String, bool, bool)> = batching
        .app
        .mail
        .take()
        .iter()
        .map(|mail| {
            (
                mail.to.address.clone(),
                mail.text.contains("85,00"),
                mail.text.contains("AC04: the account is closed"),
            )
        })
        .collect();
    sent.sort();
    let expected = [
        ("both@example.test", false, true),
        ("lead-635@example.test", true, false),
        ("officer@example.test", false, true),
        ("other-officer@example.test", false, true),
    ];
    assert_eq!(
        sent,
        expected.map(|(to, came, failed)| (to.to_owned(), came, failed))
    );
    let query = "query($id: ID!) { payout(id: $id) { state } }";
    let read = batching
        .app
        .graphql(batching.officer(), query, json!({ "id": batching.payout(1) }))
        .await;
    assert_eq!(read.accepted().text("/payout/state"), "failed");
    batching.app.finish().await;
}
