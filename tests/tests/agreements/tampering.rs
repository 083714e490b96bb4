//! What somebody changes past the engine in an agreement is refused by the database, and found where it is not.

use crate::claims::setup::Claims;

#[tokio::test]
async fn what_is_changed_past_the_engine_is_refused_or_found() {
    let claims = Claims::start().await;
    let app = &claims.app;
    app.agreed(&claims.project).await;
    for (sql, said) in [
        ("UPDATE agreement SET document = 'x'", "never changed"),
        (
            "UPDATE agreement_signature SET signed_by = (SELECT drafted_by FROM agreement)",
            "never changed",
        ),
        ("DELETE FROM agreement_signature", "never"),
    ] {
        let refused = app.by_hand(sql).await.expect_err("the trigger").to_string();
        assert!(refused.contains(said), "{sql}: {refused}");
    }
    for (table, sql) in [
        ("agreement", "UPDATE agreement SET other_terms = 'x'"),
        (
            "agreement",
            "UPDATE agreement SET in_force_since = '2026-01-01T00:00:00Z'",
        ),
        (
            "agreement_party",
            "UPDATE agreement_party SET share_cents = share_cents + 1",
        ),
    ] {
        let found = app.found_after(table, sql).await;
        assert!(
            found.iter().any(|finding| finding.what.contains("agreement")),
            "{sql}: {found:?}"
        );
    }
}
