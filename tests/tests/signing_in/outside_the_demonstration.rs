//! What a demonstration shows to everybody is worth nothing elsewhere, and nothing comes with a password.

use talkoot_test_support::TestApp;

use crate::signing_in::help::WHO;

#[tokio::test]
async fn a_token_of_another_database_signs_nobody_in() {
    let (one, other) = (TestApp::start().await, TestApp::start().await);
    // The people have the same names and addresses; the tokens were drawn for each database.
    assert_ne!(one.world.officer.token, other.world.officer.token);
    assert_eq!(other.status(&one.world.officer, WHO).await, 401);
    let browser = one.signed_in(&one.world.officer).await;
    let elsewhere = other.browser();
    elsewhere.hold(
        "__Host-talkoot",
        &browser.holds("__Host-talkoot").expect("a session"),
    );
    let nobody = elsewhere.graphql(WHO, serde_json::json!({})).await;
    assert_eq!(nobody.errors(), ["UNAUTHENTICATED"]);
    one.finish().await;
    other.finish().await;
}

/// Served as an installation, nothing of a demonstration is there.
#[tokio::test]
async fn an_installation_shows_no_sign_ins() {
    let app = TestApp::start().await;
    let browser = app.browser();
    let first = browser.get("/").await;
    assert_eq!(first.status, 200);
    assert!(!first.body.contains("Ready sign-ins") && !first.body.contains("talkoot_"));
    assert!(
        !browser
            .get("/graphql?as=0")
            .await
            .body
            .contains("Bearer talkoot_")
    );
    assert_eq!(browser.get("/demo/clock").await.status, 404);
    let token = format!("Bearer {}", app.world.administrator.token);
    let moved = browser
        .request("/demo/clock", |request| {
            request
                .json(&serde_json::json!({ "now": "2030-01-01T00:00:00Z" }))
                .header("authorization", &token)
        })
        .await;
    assert_eq!(moved.status, 404);
    app.finish().await;
}
