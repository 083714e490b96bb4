//! What somebody changes past the engine in a change request, its parts or an amendment is found.

use serde_json::json;

use crate::{
    amendments::help::{cell, decided, shift, submitted},
    claims::setup::Claims,
};

#[tokio::test]
async fn what_is_changed_past_the_engine_is_found() {
    let claims = Claims::start().await;
    let parts = json!([
        shift(&[
            cell(&claims, "Lohja", "services", 0, "-100.00"),
            cell(&claims, "Lohja", "travel", 0, "100.00"),
        ]),
        { "extension": { "lastDay": "2028-03-31" } },
    ]);
    let (_, parts) = submitted(&claims, parts).await;
    for part in &parts {
        decided(&claims, part).await;
    }
    assert_eq!(claims.app.found_after("project_amendment", "SELECT 1").await, []);
    // kind of object, table, what is done
    for (object, table, sql) in [
        (
            "change request",
            "change_request",
            "UPDATE change_request SET reason = 'x'",
        ),
        (
            "change request",
            "change_requester",
            "DELETE FROM change_requester",
        ),
        (
            "change part",
            "change_part",
            "UPDATE change_part SET reasoning = 'x'",
        ),
        (
            "budget version",
            "budget_cell",
            "UPDATE budget_cell SET amount_cents = amount_cents + 1",
        ),
        (
            "project",
            "project_amendment",
            "UPDATE project_amendment SET award_after_cents = award_after_cents + 1",
        ),
        ("project", "project_amendment", "DELETE FROM project_amendment"),
    ] {
        let found = claims.app.found_after(table, sql).await;
        assert!(
            found.iter().any(|finding| finding.what.contains(object)),
            "{sql}: {found:?}"
        );
    }
    claims.app.finish().await;
}
