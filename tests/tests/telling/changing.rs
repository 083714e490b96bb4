//! When people and municipalities change places.

use serde_json::json;
use talkoot_test_support::TestApp;

use super::{text, told};
use crate::{
    amendments::{
        help::{decided, part_step, submitted},
        lead::{at_the_cut_off, to_karkkila},
    },
    persons::help::{name, naming},
    reports::help::{noon, project},
};

/// Goal: the first owner and the first manager hear of it with what is open; who names themselves knows.
#[tokio::test]
async fn the_first_to_be_named() {
    let app = TestApp::start_at(noon("2026-06-01")).await;
    let granted = project(&app).await;
    let kuhmoinen = app.world.municipality("Kuhmoinen").clone();
    let lead = &granted.lead.lead;
    let input = naming(
        &app,
        &granted,
        &kuhmoinen,
        "OWNER",
        (&kuhmoinen.preparer, None, None),
    )
    .await;
    name(&app, lead, input).await.accepted();
    assert_eq!(told(&app, "duty-taken").await, ["preparer-291"]);
    let said = text(&app, "duty-taken").await;
    assert!(
        said.contains("Sinut on nimetty tehtävään")
            || said.contains("olet nimetty")
            || said.contains("on nimetty"),
        "{said}"
    );
    assert!(!said.contains("Ennen sinua"), "{said}");

    let input = naming(
        &app,
        &granted,
        &granted.lead.clone(),
        "MANAGER",
        (lead, None, None),
    )
    .await;
    name(&app, lead, input).await.accepted();
    assert_eq!(
        told(&app, "duty-taken").await,
        ["preparer-291"],
        "who names themselves knows"
    );
    app.finish().await;
}

/// Goal: everybody in the project hears once that another municipality leads, when it does.
#[tokio::test]
async fn another_lead() {
    let (claims, _) = at_the_cut_off().await;
    let app = &claims.app;
    let karkkila = app.world.municipality("Karkkila").clone();
    let palkane = claims.project.lead.clone();
    let (_, parts) = submitted(&claims, to_karkkila(&claims, &json!({}))).await;
    decided(&claims, &parts[0]).await;
    assert_eq!(
        told(app, "lead-changed").await,
        [""; 0],
        "it is decided, not in force"
    );
    for user in [&palkane.lead, &karkkila.lead, &app.world.other_officer] {
        part_step(&claims, user, "confirmChangePart", &parts[0], json!({}))
            .await
            .accepted();
    }
    let everybody = told(app, "lead-changed").await;
    for one in ["lead-224", "lead-635", "approver-936", "preparer-444", "officer"] {
        assert!(everybody.contains(&one.to_owned()), "{one}: {everybody:?}");
    }
    let mut once = everybody.clone();
    once.dedup();
    assert_eq!(once, everybody, "each once");
    let said = text(app, "lead-changed").await;
    assert!(said.contains("Karkkila") && said.contains("30.6.2026"), "{said}");
    claims.app.finish().await;
}
