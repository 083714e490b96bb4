//! What administrators do, in few words.

use serde_json::{Value, json};
use talkoot_test_support::{Answer, TestApp, User};

pub(crate) async fn create_person(app: &TestApp, by: &User, email: &str) -> Answer {
    let input = json!({ "name": "Uusi Henkilö", "email": email, "language": "SV" });
    let fields = "person { id name }";
    app.mutate(by, "createPerson", "CreatePersonInput", input, fields)
        .await
}

/// A new person, by the authority's administrator.
pub(crate) async fn person(app: &TestApp, email: &str) -> String {
    let created = create_person(app, &app.world.administrator, email)
        .await
        .accepted();
    created.text("/createPerson/person/id")
}

/// The global id of somebody who can sign in.
pub(crate) async fn id_of(app: &TestApp, user: &User) -> String {
    let viewer = app.graphql(user, "{ viewer { person { id } } }", json!({})).await;
    viewer.text("/viewer/person/id")
}

/// The global id of the authority of the test.
pub(crate) fn authority(app: &TestApp) -> String {
    app.world.authority_id.clone()
}

pub(crate) async fn role(
    app: &TestApp,
    by: &User,
    mutation: &str,
    (person, organisation, role): (&str, &str, &str),
) -> Answer {
    let input = json!({ "personId": person, "organisationId": organisation, "role": role });
    app.mutate(by, mutation, "RoleInput", input, "person { id }")
        .await
}

/// Issues a token good for 30 days.
pub(crate) async fn issue(app: &TestApp, by: &User, person: &str) -> Answer {
    issue_with(
        app,
        by,
        json!({ "personId": person, "label": "test", "days": 30 }),
    )
    .await
}

pub(crate) async fn issue_with(app: &TestApp, by: &User, input: Value) -> Answer {
    let fields = "token accessToken { id state }";
    app.mutate(by, "issueToken", "IssueTokenInput", input, fields)
        .await
}

/// Confirms or revokes a token.
pub(crate) async fn token_step(app: &TestApp, by: &User, mutation: &str, id: &str) -> Answer {
    let fields = "accessToken { id state confirmedBy { id } revokedBy { id } }";
    app.mutate(by, mutation, "TokenStepInput", json!({ "id": id }), fields)
        .await
}

/// Whoever holds this secret.
pub(crate) fn bearer(app: &TestApp, secret: &str) -> User {
    User {
        person: app.world.officer.person,
        token: secret.to_owned(),
    }
}

/// The HTTP status with which a token is answered: 200 when it signs in.
pub(crate) async fn status(app: &TestApp, secret: &str) -> u16 {
    app.status(&bearer(app, secret), "{ viewer { person { name } } }")
        .await
}
