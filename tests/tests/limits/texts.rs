//! Text that cannot be kept is refused with the path to it.

use serde_json::{Value, json};
use talkoot_test_support::{Answer, TestApp};

async fn person(app: &TestApp, name: &str, email: &str) -> Answer {
    let input = json!({ "name": name, "email": email, "language": "FI" });
    let by = &app.world.administrator;
    app.mutate(by, "createPerson", "CreatePersonInput", input, "person { name }")
        .await
}

fn path(answer: &Answer) -> Value {
    assert_eq!(answer.errors(), ["INVALID_INPUT"], "{:#}", answer.0);
    answer.0["errors"][0]["extensions"]["path"].clone()
}

#[tokio::test]
async fn control_characters_are_refused_wherever_they_come_in() {
    let app = TestApp::start().await;
    for bad in ["Nimi\u{0}", "\u{1b}[2J", "Ni\u{7f}mi", "Ni\u{85}mi"] {
        let refused = person(&app, bad, "a@example.test").await;
        assert_eq!(path(&refused), json!(["input", "name"]));
    }
    let literal = r#"mutation { createPerson(input: { idempotencyKey: "k", name: "a\u0000", email: "a@example.test",
        language: FI }) { refusals { code } } }"#;
    let refused = app.graphql(&app.world.administrator, literal, json!({})).await;
    assert_eq!(path(&refused), json!(["input", "name"]));

    let lists = "query($ids: [String!]) { serverTime { today } }";
    let refused = app
        .graphql(
            &app.world.officer,
            lists,
            json!({ "ids": ["fine", { "deep": "\u{0}" }] }),
        )
        .await;
    assert_eq!(path(&refused), json!(["ids", "1", "deep"]));
    app.finish().await;
}

/// Goal: no field takes whatever comes, not even one that says nothing of its length itself.
#[tokio::test]
async fn what_is_longer_than_any_field_takes_is_refused() {
    let app = TestApp::start().await;
    let authority = &app.world.authority_id;
    let asked = async |reason: String| {
        let input = json!({ "projectId": authority, "reason": reason });
        app.mutate(
            &app.world.officer,
            "setPaymentHold",
            "SetPaymentHoldInput",
            input,
            "paymentHold { id }",
        )
        .await
    };
    let refused = asked("ä".repeat(50_001)).await;
    assert_eq!(path(&refused), json!(["input", "reason"]));
    let told = refused.0["errors"][0]["message"].to_string();
    assert!(told.contains("50000 characters; shorten it"), "{told}");
    // As long as may be: it comes as far as the question of which project.
    assert_eq!(asked("ä".repeat(50_000)).await.errors(), ["NOT_FOUND"]);
    app.finish().await;
}

#[tokio::test]
async fn lines_and_tabs_are_text() {
    let app = TestApp::start().await;
    let call = app.published_call(|_| {}).await;
    let mut input = app.application_input(&call);
    input["summary"] = json!("Ensimmäinen rivi\r\n\ttoinen rivi\n");
    let lead = &app.world.municipality("Pälkäne").lead;
    let created = app
        .mutate(
            lead,
            "createApplication",
            "CreateApplicationInput",
            input,
            "application { summary }",
        )
        .await
        .accepted();
    assert!(
        created
            .text("/createApplication/application/summary")
            .contains("\n\ttoinen")
    );
    app.finish().await;
}

#[tokio::test]
async fn an_address_is_an_address_and_a_name_is_one_line() {
    let app = TestApp::start().await;
    for bad in [
        "@", "a@", "@b.fi", "a@b", "a b@c.fi", "a@b..fi", "a@c@d.fi", "a,b@c.fi", "<a@b.fi>", "a@b.fi.",
    ] {
        let refused = person(&app, "Nimi", bad).await;
        assert_eq!(refused.refusals("createPerson"), ["INVALID_INPUT"], "{bad}");
    }
    let refused = person(&app, "Nimi\nBcc: muut", "a@example.test").await;
    assert_eq!(refused.refusals("createPerson"), ["INVALID_INPUT"]);
    let _ = person(&app, "Nimi", "etunimi.suku-nimi+t@kunta.example")
        .await
        .accepted();
    app.finish().await;
}
