use serde_json::{Value, json};
use talkoot_test_support::{Answer, TestApp, User};

use crate::administration::steps::create_person;

async fn create(app: &TestApp, by: &User, kind: &str, code: Value) -> Answer {
    let input = json!({ "kind": kind, "code": code, "nameFi": "Nimi", "nameSv": "Namn", "language": "FI" });
    let fields = "organisation { code }";
    app.mutate(by, "createOrganisation", "CreateOrganisationInput", input, fields)
        .await
}

#[tokio::test]
async fn only_an_authoritys_administrator_adds_organisations_and_people() {
    let app = TestApp::start().await;
    let lohja = app.world.municipality("Lohja");
    for user in [
        &app.world.officer,
        &app.world.second,
        &app.world.auditor,
        &app.world.stranger,
        &lohja.lead,
        &lohja.administrator,
    ] {
        let refused = create_person(&app, user, "a@example.test").await;
        assert_eq!(refused.refusals("createPerson"), ["NOT_PERMITTED"]);
        let refused = create(&app, user, "MUNICIPALITY", json!("049")).await;
        assert_eq!(refused.refusals("createOrganisation"), ["NOT_PERMITTED"]);
    }
    app.finish().await;
}

#[tokio::test]
async fn what_cannot_be_an_organisation_or_person_is_refused() {
    let app = TestApp::start().await;
    let administrator = &app.world.administrator;
    for (kind, code, expected) in [
        ("MUNICIPALITY", json!("4444"), "INVALID_INPUT"),
        ("MUNICIPALITY", Value::Null, "INVALID_INPUT"),
        ("AUTHORITY", json!("444"), "INVALID_INPUT"),
        ("MUNICIPALITY", json!("444"), "DUPLICATE"),
    ] {
        let refused = create(&app, administrator, kind, code).await;
        assert_eq!(refused.refusals("createOrganisation"), [expected]);
    }
    let created = create(&app, administrator, "MUNICIPALITY", json!("049"))
        .await
        .accepted();
    assert_eq!(created.text("/createOrganisation/organisation/code"), "049");

    let refused = create_person(&app, administrator, "no address").await;
    assert_eq!(refused.refusals("createPerson"), ["INVALID_INPUT"]);
    let _ = create_person(&app, administrator, "one@example.test")
        .await
        .accepted();
    let refused = create_person(&app, administrator, "ONE@example.test").await;
    assert_eq!(refused.refusals("createPerson"), ["DUPLICATE"]);
    app.finish().await;
}

/// What the database refuses names the mutation and what is there already.
#[tokio::test]
async fn what_exists_already_is_named() {
    let app = TestApp::start().await;
    let administrator = &app.world.administrator;
    let refused = create(&app, administrator, "MUNICIPALITY", json!("444")).await;
    let refusal = refused.at("/createOrganisation/refusals/0");
    assert_eq!(
        (&refusal["object"], &refusal["command"]),
        (&json!("organisation"), &json!("createOrganisation"))
    );
    assert!(
        refusal["message"]
            .as_str()
            .is_some_and(|words| words.contains("`organisations`")),
        "{refusal}"
    );

    let refused = create_person(&app, administrator, "officer@example.test").await;
    let refusal = refused.at("/createPerson/refusals/0");
    assert_eq!(
        (&refusal["object"], &refusal["command"]),
        (&json!("person"), &json!("createPerson"))
    );
    assert!(
        refusal["message"]
            .as_str()
            .is_some_and(|words| words.contains("e-mail")),
        "{refusal}"
    );
    app.finish().await;
}
