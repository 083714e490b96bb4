use serde_json::{Value, json};
use talkoot_test_support::TestApp;

use crate::administration::steps::{
    authority, bearer, id_of, issue, issue_with, person, role, status, token_step,
};

#[tokio::test]
async fn a_token_is_shown_once_and_expires() {
    let app = TestApp::start().await;
    let person = person(&app, "uusi@example.test").await;
    let by = &app.world.administrator;
    for days in [0, -1, 367] {
        let input = json!({ "personId": person, "label": "test", "days": days });
        let refused = issue_with(&app, by, input).await;
        assert_eq!(refused.refusals("issueToken"), ["INVALID_INPUT"], "{days}");
    }
    let unnamed = json!({ "personId": person, "label": " ", "days": 1 });
    assert_eq!(
        issue_with(&app, by, unnamed).await.refusals("issueToken"),
        ["INVALID_INPUT"]
    );

    let input = json!({ "personId": person, "label": "test", "days": 1, "idempotencyKey": "one" });
    let issued = issue_with(&app, by, input.clone()).await.accepted();
    let repeated = issue_with(&app, by, input).await.accepted();
    assert_eq!(repeated.at("/issueToken/token"), &Value::Null);
    assert_eq!(
        repeated.at("/issueToken/accessToken"),
        issued.at("/issueToken/accessToken")
    );

    let secret = issued.text("/issueToken/token");
    assert_eq!(status(&app, &secret).await, 200);
    app.clock.advance(chrono::Duration::days(1));
    assert_eq!(status(&app, &secret).await, 401);
    app.finish().await;
}

/// The defect of the audit: an administrator made a token for the officer and signed in as the officer.
#[tokio::test]
async fn one_administrator_alone_signs_in_as_nobody() {
    let app = TestApp::start().await;
    let (one, other) = (&app.world.administrator, &app.world.other_administrator);
    let officer = id_of(&app, &app.world.officer).await;
    let issued = issue(&app, one, &officer).await.accepted();
    assert_eq!(
        issued.text("/issueToken/accessToken/state"),
        "PENDING_CONFIRMATION"
    );
    let (secret, token) = (
        issued.text("/issueToken/token"),
        issued.text("/issueToken/accessToken/id"),
    );
    assert_eq!(status(&app, &secret).await, 401);

    let by_issuer = token_step(&app, one, "confirmToken", &token).await;
    assert_eq!(by_issuer.refusals("confirmToken"), ["SAME_PERSON"]);
    let by_officer = token_step(&app, &app.world.officer, "confirmToken", &token).await;
    assert_eq!(by_officer.refusals("confirmToken"), ["NOT_PERMITTED"]);
    for stranger in [&app.world.second, &app.world.municipality("Lohja").administrator] {
        let unknown = token_step(&app, stranger, "confirmToken", &token).await;
        assert_eq!(unknown.errors(), ["NOT_FOUND"]);
    }
    assert_eq!(status(&app, &secret).await, 401);

    let confirmed = token_step(&app, other, "confirmToken", &token).await.accepted();
    assert_eq!(confirmed.text("/confirmToken/accessToken/state"), "ACTIVE");
    assert_eq!(status(&app, &secret).await, 200);
    let again = token_step(&app, other, "confirmToken", &token).await;
    assert_eq!(again.refusals("confirmToken"), ["WRONG_STATE"]);
    app.finish().await;
}

/// Neither the order of token and role nor another administrator invented for the purpose helps.
#[tokio::test]
async fn there_is_no_way_round_the_second_administrator() {
    let app = TestApp::start().await;
    let one = &app.world.administrator;
    let ministry = authority(&app);
    let puppet = person(&app, "puppet@example.test").await;
    let issued = issue(&app, one, &puppet).await.accepted();
    assert_eq!(
        issued.text("/issueToken/accessToken/state"),
        "ACTIVE",
        "somebody without a role"
    );
    let secret = issued.text("/issueToken/token");
    assert_eq!(status(&app, &secret).await, 200);
    let change = (puppet.as_str(), ministry.as_str(), "ADMINISTRATOR");
    let _ = role(&app, one, "grantRole", change).await.accepted();
    assert_eq!(status(&app, &secret).await, 401, "with a role it takes two");

    let officer = id_of(&app, &app.world.officer).await;
    let for_officer = issue(&app, one, &officer).await.accepted();
    let token = for_officer.text("/issueToken/accessToken/id");
    let confirm = format!(
        "mutation {{ confirmToken(input: {{ idempotencyKey: \"k\", id: \"{token}\" }}) {{ refusals {{ code }} }} }}"
    );
    assert_eq!(app.status(&bearer(&app, &secret), &confirm).await, 401);
    assert_eq!(status(&app, &for_officer.text("/issueToken/token")).await, 401);
    app.finish().await;
}

#[tokio::test]
async fn who_may_issue_a_token() {
    let app = TestApp::start().await;
    let lohja = app.world.municipality("Lohja");
    let preparer = id_of(&app, &lohja.preparer).await;
    let officer = id_of(&app, &app.world.officer).await;
    let nobody_yet = person(&app, "uusi@example.test").await;
    for (by, whose) in [
        (&app.world.administrator, &preparer),
        (&lohja.administrator, &officer),
        (&lohja.administrator, &nobody_yet),
        (&app.world.municipality("Karkkila").administrator, &preparer),
        (&app.world.officer, &officer),
        (&lohja.preparer, &preparer),
    ] {
        assert_eq!(
            issue(&app, by, whose).await.refusals("issueToken"),
            ["NOT_PERMITTED"]
        );
    }
    // A token for oneself needs nobody else.
    let oneself = id_of(&app, &lohja.administrator).await;
    let issued = issue(&app, &lohja.administrator, &oneself).await.accepted();
    assert_eq!(issued.text("/issueToken/accessToken/state"), "ACTIVE");
    assert_eq!(status(&app, &issued.text("/issueToken/token")).await, 200);
    app.finish().await;
}

#[tokio::test]
async fn a_token_is_taken_back_by_its_person_or_an_administrator() {
    let app = TestApp::start().await;
    let lohja = app.world.municipality("Lohja");
    let preparer = id_of(&app, &lohja.preparer).await;
    for (revoker, place) in [
        (&lohja.preparer, 0),
        (&lohja.administrator, 1),
        (&app.world.administrator, 2),
    ] {
        let issued = issue(&app, &lohja.administrator, &preparer).await.accepted();
        let token = issued.text("/issueToken/accessToken/id");
        let _ = token_step(&app, &app.world.administrator, "confirmToken", &token)
            .await
            .accepted();
        let secret = issued.text("/issueToken/token");
        assert_eq!(status(&app, &secret).await, 200);
        for stranger in [
            &lohja.approver,
            &app.world.officer,
            &app.world.municipality("Karkkila").administrator,
        ] {
            let unknown = token_step(&app, stranger, "revokeToken", &token).await;
            assert_eq!(unknown.errors(), ["NOT_FOUND"]);
        }
        let revoked = token_step(&app, revoker, "revokeToken", &token).await.accepted();
        assert_eq!(
            revoked.text("/revokeToken/accessToken/state"),
            "REVOKED",
            "{place}"
        );
        assert_eq!(status(&app, &secret).await, 401);
        let again = token_step(&app, revoker, "revokeToken", &token).await;
        assert_eq!(again.refusals("revokeToken"), ["WRONG_STATE"]);
        let late = token_step(&app, &app.world.administrator, "confirmToken", &token).await;
        assert_eq!(late.refusals("confirmToken"), ["WRONG_STATE"]);
    }
    app.finish().await;
}

#[tokio::test]
async fn the_list_of_tokens_tells_everything_but_the_secret() {
    let app = TestApp::start().await;
    let lohja = app.world.municipality("Lohja");
    let preparer = id_of(&app, &lohja.preparer).await;
    let issued = issue(&app, &lohja.administrator, &preparer).await.accepted();
    let list = "query($id: ID) { accessTokens(personId: $id) { totalCount edges { node { id label state \
                expiresAt lastUsedAt issuedBy { name } person { id } } } } }";
    let own = app.graphql(&lohja.preparer, list, json!({})).await.accepted();
    assert_eq!(own.number("/accessTokens/totalCount"), 2);
    let first = own.at("/accessTokens/edges/0/node");
    assert_eq!(
        (&first["label"], &first["state"]),
        (&json!("installation"), &json!("ACTIVE"))
    );
    assert_eq!(first["lastUsedAt"], json!("2026-02-02T10:00:00+00:00"));
    assert_eq!(first["issuedBy"], Value::Null);
    let second = own.at("/accessTokens/edges/1/node");
    assert_eq!(second["state"], json!("PENDING_CONFIRMATION"));
    assert_eq!(second["issuedBy"]["name"], json!("administrator-0"));
    assert_eq!(second["lastUsedAt"], Value::Null);
    let secret = issued.text("/issueToken/token");
    assert!(!own.0.to_string().contains(&secret));

    let variables = json!({ "id": preparer });
    for administrator in [&lohja.administrator, &app.world.administrator] {
        let seen = app
            .graphql(administrator, list, variables.clone())
            .await
            .accepted();
        assert_eq!(seen.at("/accessTokens/edges"), own.at("/accessTokens/edges"));
    }
    for stranger in [
        &lohja.approver,
        &app.world.officer,
        &app.world.municipality("Karkkila").administrator,
    ] {
        let hidden = app.graphql(stranger, list, variables.clone()).await;
        assert_eq!(hidden.errors(), ["NOT_FOUND"]);
    }
    // By its id, too.
    let node = "query($id: ID!) { node(id: $id) { ... on AccessToken { label } } }";
    let token = json!({ "id": second["id"] });
    assert_eq!(
        app.graphql(&lohja.preparer, node, token.clone())
            .await
            .text("/node/label"),
        "test"
    );
    assert_eq!(
        app.graphql(&lohja.approver, node, token).await.at("/node"),
        &Value::Null
    );
    app.finish().await;
}
