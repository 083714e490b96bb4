//! What somebody changes past the engine in a correction, a recovery, a bank account or a rate is found.

use serde_json::json;

use crate::{
    recoveries::life::two_paid_claims,
    recoveries::recovering::{receipt, travel},
};

#[tokio::test]
async fn what_is_changed_past_the_engine_is_found() {
    let (claims, [first, second]) = two_paid_claims().await;
    let wages = claims.lines(claims.officer(), &second).await.remove(0).0;
    claims.corrected(&wages, "39999.00").await;
    let id = claims.recovering(&first).await;
    claims.recorded_rate("2026-07-01", "2.5").await;
    claims.decided(&id, "2026-09-01").await;
    travel(&claims, 2026, 8, 3).await;
    let part = receipt("1000.00", "2026-08-03", "RF0812344");
    claims
        .recover(claims.officer(), "recordRecoveryReceipt", &id, part)
        .await
        .accepted();
    // kind of object, table, what is done
    for (object, table, sql) in [
        (
            "correction",
            "correction",
            "UPDATE correction SET reason_text = 'x'",
        ),
        (
            "correction",
            "correction",
            "UPDATE correction SET state = 'proposed', endorsed_by = NULL, endorsed_at = NULL, \
             approved_by = NULL, approved_at = NULL WHERE state = 'approved'",
        ),
        (
            "correction",
            "correction_line",
            "UPDATE correction_line SET remains_cents = remains_cents - 1",
        ),
        ("correction", "correction_effect", "DELETE FROM correction_effect"),
        (
            "recovery",
            "recovery",
            "UPDATE recovery SET principal_cents = principal_cents - 1",
        ),
        ("recovery", "recovery", "UPDATE recovery SET reasoning = 'x'"),
        ("recovery", "recovery", "DELETE FROM recovery"),
        (
            "recovery",
            "recovery_entry",
            "UPDATE recovery_entry SET amount_cents = amount_cents + 1",
        ),
        ("recovery", "recovery_entry", "DELETE FROM recovery_entry"),
        (
            "reference rate",
            "reference_rate",
            "UPDATE reference_rate SET rate_millionths = 1",
        ),
        (
            "bank account",
            "bank_account",
            "UPDATE bank_account SET iban = 'FI4250001510000023'",
        ),
        (
            "payout",
            "payout_destination",
            "UPDATE payout_destination SET named_at = '2026-01-01T00:00:00Z'",
        ),
    ] {
        let found = claims.app.found_after(table, sql).await;
        assert!(
            found.iter().any(|finding| finding.what.contains(object)),
            "{sql}: {found:?}"
        );
    }
    assert_eq!(claims.app.found_after("recovery", "SELECT 1").await, []);
    let still = claims.recovery(claims.officer(), &id).await;
    assert_eq!(still.text("/recovery/state"), "due");
    assert_eq!(still.at("/recovery/principal"), &json!("3400.00"));
    claims.app.finish().await;
}
