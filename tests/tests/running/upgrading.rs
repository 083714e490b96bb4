//! A migration that makes a table anew keeps every row of it, and every row that refers to it.

use serde_json::json;

use super::{said, talkoot};
use crate::{
    claims::setup::{Claims, SERVICES},
    reports::help::{june, noon, submitted},
};

/// Goal: the database of before is brought up to date with all that it holds: reports, claims and what hangs on them.
#[tokio::test]
async fn what_an_older_database_holds_is_kept() {
    const MIGRATION: &str = "m20261129_930000_owe_signatures";
    let claims = Claims::start().await;
    claims
        .first_period(&[("Karkkila", &[(SERVICES, "100.00")])])
        .await;
    claims.submitted(0).await;
    claims.app.work().await;
    claims.app.travel_to(noon("2026-06-02")).await;
    let owed = june(&claims.app, &claims.project).await;
    submitted(&claims.app, &claims.project, &owed).await;
    let app = &claims.app;
    app.by_hand(&format!(
        "DELETE FROM seaql_migrations WHERE version = '{MIGRATION}'; DROP TABLE told_once; \
         DROP INDEX obligation_waiting; DROP INDEX change_request_waiting;"
    ))
    .await
    .expect("the schema of before");
    let mut reader = app.reader().await;
    let before = reader.dump().await;
    assert!(before["obligation"].len() > 20 && before["portfolio_report"].len() == 1);

    let printed = said(&talkoot(&["migrate", "--database-url", &app.database_url]));
    assert!(printed.contains("up to date"), "{printed}");
    let mut after = app.reader().await.dump().await;
    assert_eq!(after.remove("told_once"), Some(Vec::new()));
    for (table, rows) in &before {
        assert_eq!(rows, &after[table], "{table}");
    }
    let doctor = said(&talkoot(&["doctor", "--database-url", &app.database_url]));
    assert!(doctor.contains("audit log: whole"), "{doctor}");
    let read = app
        .graphql(
            claims.lead(),
            "query($id: ID!) { obligation(id: $id) { state } }",
            json!({ "id": owed["id"] }),
        )
        .await;
    assert_eq!(read.text("/obligation/state"), "submitted");
    claims.app.finish().await;
}
