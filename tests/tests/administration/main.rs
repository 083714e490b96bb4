//! People, organisations, roles and tokens: given and taken by an administrator, at once.

use serde_json::{Value, json};
use talkoot_test_support::{Answer, TestApp, User};

async fn create_person(app: &TestApp, by: &User, email: &str) -> Answer {
    let input = json!({ "name": "Uusi Henkilö", "email": email, "language": "SV" });
    app.mutate(
        by,
        "createPerson",
        "CreatePersonInput",
        input,
        "person { id name }",
    )
    .await
}

async fn role(app: &TestApp, mutation: &str, person: &str, organisation: &str) -> Answer {
    let input = json!({ "personId": person, "organisationId": organisation, "role": "PARTNER_PREPARER" });
    app.mutate(
        &app.world.administrator,
        mutation,
        "RoleInput",
        input,
        "person { id }",
    )
    .await
}

async fn token(app: &TestApp, person: &str, days: i64, key: &str) -> Answer {
    let input = json!({ "personId": person, "label": "test", "days": days, "idempotencyKey": key });
    app.mutate(
        &app.world.administrator,
        "issueToken",
        "IssueTokenInput",
        input,
        "token",
    )
    .await
}

fn user(app: &TestApp, token: &str) -> User {
    User {
        person: app.world.officer.person,
        token: token.to_owned(),
    }
}

#[tokio::test]
async fn a_new_person_signs_in_with_a_role_until_it_ends() {
    let app = TestApp::start().await;
    let person = create_person(&app, &app.world.administrator, "uusi@example.test")
        .await
        .accepted();
    let person = person.text("/createPerson/person/id");
    let lohja = app.world.municipality("Lohja").id.clone();
    let _ = role(&app, "grantRole", &person, &lohja).await.accepted();
    let issued = token(&app, &person, 30, "one").await.accepted();
    let new = user(&app, &issued.text("/issueToken/token"));
    let viewer = "{ viewer { person { name } memberships { role organisation { nameFi } } } }";
    let seen = app.graphql(&new, viewer, json!({})).await.accepted();
    assert_eq!(
        seen.at("/viewer"),
        &json!({ "person": { "name": "Uusi Henkilö" },
                 "memberships": [{ "role": "partner_preparer", "organisation": { "nameFi": "Lohja" } }] })
    );

    // The token is shown once: asking again under the same key shows none.
    assert_eq!(
        token(&app, &person, 30, "one")
            .await
            .accepted()
            .at("/issueToken/token"),
        &Value::Null
    );
    assert_eq!(
        role(&app, "grantRole", &person, &lohja)
            .await
            .refusals("grantRole"),
        ["DUPLICATE"]
    );

    let _ = role(&app, "endRole", &person, &lohja).await.accepted();
    let after = app.graphql(&new, viewer, json!({})).await.accepted();
    assert_eq!(after.at("/viewer/memberships"), &json!([]));
    assert_eq!(
        role(&app, "endRole", &person, &lohja).await.errors(),
        ["NOT_FOUND"]
    );
    app.finish().await;
}

#[tokio::test]
async fn a_token_expires() {
    let app = TestApp::start().await;
    let person = create_person(&app, &app.world.administrator, "uusi@example.test")
        .await
        .accepted();
    let person = person.text("/createPerson/person/id");
    assert_eq!(
        token(&app, &person, 367, "long").await.refusals("issueToken"),
        ["INVALID_INPUT"]
    );
    let issued = token(&app, &person, 1, "short").await.accepted();
    let new = user(&app, &issued.text("/issueToken/token"));
    assert_eq!(app.status(&new, "{ serverTime { today } }").await, 200);
    app.clock.advance(chrono::Duration::days(1));
    assert_eq!(app.status(&new, "{ serverTime { today } }").await, 401);
    app.finish().await;
}

#[tokio::test]
async fn only_an_administrator_administers() {
    let app = TestApp::start().await;
    for user in [
        &app.world.officer,
        &app.world.second,
        &app.world.municipality("Lohja").lead,
    ] {
        let refused = create_person(&app, user, "a@example.test").await;
        assert_eq!(refused.refusals("createPerson"), ["NOT_PERMITTED"]);
    }
    app.finish().await;
}

#[tokio::test]
async fn what_cannot_be_an_organisation_or_person_is_refused() {
    let app = TestApp::start().await;
    let organisation = async |kind: &str, code: Value| {
        let input =
            json!({ "kind": kind, "code": code, "nameFi": "Nimi", "nameSv": "Namn", "language": "FI" });
        app.mutate(
            &app.world.administrator,
            "createOrganisation",
            "CreateOrganisationInput",
            input,
            "organisation { code }",
        )
        .await
    };
    assert_eq!(
        organisation("MUNICIPALITY", json!("4444"))
            .await
            .refusals("createOrganisation"),
        ["INVALID_INPUT"]
    );
    assert_eq!(
        organisation("MUNICIPALITY", Value::Null)
            .await
            .refusals("createOrganisation"),
        ["INVALID_INPUT"]
    );
    assert_eq!(
        organisation("AUTHORITY", json!("444"))
            .await
            .refusals("createOrganisation"),
        ["INVALID_INPUT"]
    );
    assert_eq!(
        organisation("MUNICIPALITY", json!("444"))
            .await
            .refusals("createOrganisation"),
        ["DUPLICATE"]
    );
    assert_eq!(
        organisation("MUNICIPALITY", json!("049"))
            .await
            .accepted()
            .text("/createOrganisation/organisation/code"),
        "049"
    );

    let administrator = &app.world.administrator;
    assert_eq!(
        create_person(&app, administrator, "no address")
            .await
            .refusals("createPerson"),
        ["INVALID_INPUT"]
    );
    let _ = create_person(&app, administrator, "one@example.test")
        .await
        .accepted();
    assert_eq!(
        create_person(&app, administrator, "ONE@example.test")
            .await
            .refusals("createPerson"),
        ["DUPLICATE"]
    );
    app.finish().await;
}

#[tokio::test]
async fn without_a_token_there_is_only_the_time() {
    let app = TestApp::start().await;
    let nobody = user(&app, "talkoot_invented");
    assert_eq!(app.status(&nobody, "{ viewer { person { name } } }").await, 401);
    let unsigned = app.anonymous("{ viewer { person { name } } }").await;
    assert_eq!(unsigned.errors(), ["UNAUTHENTICATED"]);
    assert!(
        app.anonymous("{ serverTime { today } }")
            .await
            .accepted()
            .at("/serverTime/today")
            .is_string()
    );
    app.finish().await;
}
