use serde_json::json;
use talkoot_test_support::TestApp;

use crate::signing_in::help::{id_of, logged, who};

/// With the last role everything ends that signs the person in, in the same moment; with another one left, nothing.
#[tokio::test]
async fn with_the_last_role_sessions_and_tokens_end() {
    let app = TestApp::start().await;
    let both = &app.world.both;
    let person = id_of(&app, both).await;
    let browser = app.signed_in(both).await;
    for (role, stays) in [("OFFICER", true), ("SECOND_APPROVER", false)] {
        let input = json!({ "personId": person, "organisationId": app.world.authority_id, "role": role });
        let by = &app.world.administrator;
        let ended = app
            .mutate(by, "endRole", "RoleInput", input, "person { id }")
            .await;
        let _ = ended.accepted();
        assert_eq!(!who(&browser).await.is_empty(), stays, "{role}");
        let status = app.status(both, "{ serverTime { today } }").await;
        assert_eq!(status, if stays { 200 } else { 401 }, "{role}");
    }
    let details = logged(&app, "endRole").await;
    let last = details.last().expect("an entry");
    assert_eq!(last, &json!({ "sessionsEnded": 1, "tokensRevoked": 1 }));

    // Given a role again, the person signs in anew: nothing of before comes back.
    let input = json!({ "personId": person, "organisationId": app.world.authority_id, "role": "OFFICER" });
    let by = &app.world.administrator;
    let _ = app
        .mutate(by, "grantRole", "RoleInput", input, "person { id }")
        .await
        .accepted();
    assert_eq!(who(&browser).await, "");
    assert_eq!(app.status(both, "{ serverTime { today } }").await, 401);
    app.finish().await;
}

/// A last role that ends by its day ends nothing by itself, but nothing of then acts when a role is given later.
#[tokio::test]
async fn who_comes_back_after_a_role_that_ended_by_its_day_begins_anew() {
    let app = TestApp::start().await;
    let lohja = app.world.municipality("Lohja").clone();
    let person = id_of(&app, &lohja.preparer).await;
    let browser = app.signed_in(&lohja.preparer).await;
    let role = |more: serde_json::Value| {
        let mut input = json!({ "personId": person, "organisationId": lohja.id, "role": "PARTNER_PREPARER" });
        for (name, value) in more.as_object().cloned().unwrap_or_default() {
            input[name] = value;
        }
        input
    };
    let change = async |mutation: &str, input: serde_json::Value| {
        let by = &lohja.administrator;
        let done = app
            .mutate(by, mutation, "RoleInput", input, "person { id }")
            .await;
        let _ = done.accepted();
    };
    // Another role until today takes the place of the one without an end.
    let role_until_today = json!({ "personId": person, "organisationId": lohja.id, "role": "LEAD_COORDINATOR",
        "validUntil": app.app.today() });
    change("grantRole", role_until_today).await;
    change("endRole", role(json!({}))).await;
    assert_eq!(app.status(&lohja.preparer, "{ serverTime { today } }").await, 200);

    app.travel_to(app.app.now() + chrono::Duration::days(1)).await;
    assert_eq!(who(&browser).await, "");
    change("grantRole", role(json!({ "validUntil": "2026-12-31" }))).await;
    assert_eq!(who(&browser).await, "", "the session of then");
    assert_eq!(app.status(&lohja.preparer, "{ serverTime { today } }").await, 401);
    let details = logged(&app, "grantRole").await;
    // The session has ended by its hours.
    let ended = json!({ "sessionsEnded": 0, "tokensRevoked": 1 });
    assert!(details.contains(&ended), "{details:?}");
    app.finish().await;
}
