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
