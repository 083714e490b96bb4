//! What somebody changes past the engine in a survey is refused by the database, and found where it is not.

use serde_json::json;
use talkoot_test_support::TestApp;

use crate::surveys::help::{answer, opened, step};

#[tokio::test]
async fn what_is_changed_past_the_engine_is_refused_or_found() {
    let app = TestApp::start().await;
    let officer = app.world.officer.clone();
    let of = json!({ "callId": app.published_call(|_| {}).await });
    let (open, secrets) = opened(&app, &officer, of, "2026-02-20", 5).await;
    for secret in &secrets {
        answer(&app, secret, json!({ "potential": "yes" }))
            .await
            .accepted();
    }
    step(&app, &officer, "closeSurvey", &open).await.accepted();
    for (sql, said) in [
        ("UPDATE survey_reply SET content = '{}'", "never changed"),
        ("DELETE FROM survey_reply", "never"),
        ("UPDATE survey_question SET answered = 9", "never changed"),
        ("UPDATE survey_option SET chosen = 9", "never changed"),
        ("DELETE FROM survey_option", "never"),
    ] {
        let refused = app.by_hand(sql).await.expect_err("the trigger").to_string();
        assert!(refused.contains(said), "{sql}: {refused}");
    }
    for (table, sql) in [
        ("survey", "UPDATE survey SET fewest_answers = 3"),
        (
            "survey_invitation",
            "UPDATE survey_invitation SET address = 'x@example.org' WHERE address LIKE '%1@%'",
        ),
    ] {
        let found = app.found_after(table, sql).await;
        assert!(
            found.iter().any(|finding| finding.what.contains("survey")),
            "{sql}: {found:?}"
        );
    }
}
