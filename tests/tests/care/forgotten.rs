//! Files that nobody used and people without a role go by themselves.

use chrono::{TimeZone, Utc};
use serde_json::json;
use talkoot_storage::audit;
use talkoot_test_support::TestApp;
use uuid::Uuid;

use crate::care::search::Needles;

/// Goal: ten years after the last role nothing says any more who somebody was, and what they did is still somebody's.
#[tokio::test]
async fn whoever_has_had_no_role_for_long_is_forgotten() {
    let app = TestApp::start().await;
    let turku = app.world.outsider.clone();
    let needles = Needles::new(&["preparer-853"]);
    // Something done, and a browser and an account to be known by.
    app.upload(&turku.preparer, turku.organisation, "a.csv", b"a;b\n")
        .await;
    let _ = app.signed_in(&turku.preparer).await;
    let viewer = "{ viewer { person { id } } }";
    let id = app
        .graphql(&turku.preparer, viewer, json!({}))
        .await
        .text("/viewer/person/id");
    let input = json!({ "personId": id, "organisationId": turku.id, "role": "PARTNER_PREPARER" });
    app.mutate(
        &turku.administrator,
        "endRole",
        "RoleInput",
        input,
        "person { id }",
    )
    .await
    .accepted();
    let places = needles.places(&app.reader().await.dump().await);
    assert_eq!(places, ["person.email", "person.name"]);

    app.travel_to(Utc.with_ymd_and_hms(2036, 1, 31, 10, 0, 0).unwrap())
        .await;
    let places = needles.places(&app.reader().await.dump().await);
    assert_eq!(places, ["person.email", "person.name"], "not yet");
    app.travel_to(Utc.with_ymd_and_hms(2036, 3, 1, 10, 0, 0).unwrap())
        .await;
    let dump = app.reader().await.dump().await;
    assert_eq!(needles.places(&dump), Vec::<String>::new());
    let others = Needles::new(&["approver-853", "officer"]).places(&dump);
    assert!(others.contains(&"person.name".to_owned()), "{others:?}");
    let key = Uuid::from(turku.preparer.person).simple().to_string();
    let row = dump["person"]
        .iter()
        .find(|row| row["id"].as_deref() == Some(&key))
        .expect("the person");
    assert_eq!(row["name"].as_deref(), Some("***"));
    let deeds = dump["audit_entry"]
        .iter()
        .filter(|row| row["person_id"].as_deref() == Some(&key));
    assert!(deeds.count() > 0, "what was done is still somebody's");
    let session = &dump["session"][0];
    assert_eq!(session["browser"].as_deref(), Some("***"));
    let record = "SELECT COUNT(*) FROM audit_entry WHERE command = 'forgetPerson'";
    assert_eq!(app.number(record).await, 3, "a person, a token and a session");
    let checkup = audit::verify(app.app.store(), None).await.expect("the log");
    assert!(checkup.is_whole(), "{:#?}", checkup.findings);
    app.finish().await;
}

/// Goal: removing hides nothing: somebody whose row was changed past the log is kept until that is looked into.
#[tokio::test]
async fn nobody_is_forgotten_whose_row_was_changed() {
    let app = TestApp::start().await;
    let turku = app.world.outsider.clone();
    let viewer = "{ viewer { person { id } } }";
    let viewer = app.graphql(&turku.preparer, viewer, json!({})).await;
    let id = viewer.text("/viewer/person/id");
    let input = json!({ "personId": id, "organisationId": turku.id, "role": "PARTNER_PREPARER" });
    let ended = app.mutate(
        &turku.administrator,
        "endRole",
        "RoleInput",
        input,
        "person { id }",
    );
    ended.await.accepted();
    app.by_hand("UPDATE person SET name = 'somebody else' WHERE name = 'preparer-853'")
        .await
        .expect("a change past the log");
    app.travel_to(Utc.with_ymd_and_hms(2036, 3, 1, 10, 0, 0).unwrap())
        .await;
    let kept = "SELECT COUNT(*) FROM person WHERE name = 'somebody else'";
    assert_eq!(app.number(kept).await, 1);
    let checkup = audit::verify(app.app.store(), None).await.expect("the log");
    assert!(!checkup.is_whole());
    app.finish().await;
}
