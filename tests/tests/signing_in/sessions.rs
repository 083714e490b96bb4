use chrono::Duration;
use serde_json::json;
use talkoot_test_support::TestApp;

use crate::signing_in::help::{id_of, logged, mutate, who};

/// A session lasts while something is done in it, an hour at most in between, and twelve hours in all.
#[tokio::test]
async fn a_session_ends_when_nothing_is_done_and_at_the_end_of_the_day() {
    let app = TestApp::start().await;
    let officer = &app.world.officer;
    let (one, other) = (app.signed_in(officer).await, app.signed_in(officer).await);
    assert_eq!(who(&one).await, "officer");
    app.clock.advance(Duration::minutes(59));
    assert_eq!(who(&one).await, "officer");
    app.clock.advance(Duration::minutes(59));
    assert_eq!(who(&one).await, "officer", "it was used in between");
    assert_eq!(who(&other).await, "", "nothing was done in it for two hours");
    for _ in 0..10 {
        app.clock.advance(Duration::minutes(59));
        assert_eq!(who(&one).await, "officer");
    }
    app.clock.advance(Duration::minutes(12));
    assert_eq!(who(&one).await, "", "twelve hours are over");
    let how = logged(&app, "signIn").await;
    assert_eq!(how, [json!({ "by": "link" }), json!({ "by": "link" })]);
    app.finish().await;
}

const MINE: &str = "{ mySessions { id browser openedBy isThisOne isOpen } }";

#[tokio::test]
async fn people_see_and_end_their_sessions() {
    let app = TestApp::start().await;
    let lohja = app.world.municipality("Lohja");
    let (one, other) = (
        app.signed_in(&lohja.preparer).await,
        app.signed_in(&lohja.preparer).await,
    );
    let stranger = app.signed_in(&lohja.approver).await;
    let mine = one.graphql(MINE, json!({})).await.accepted();
    let sessions = mine.at("/mySessions").as_array().cloned().expect("a list");
    assert_eq!(sessions.len(), 2);
    assert_eq!(sessions[0]["openedBy"], "LINK");
    let this: Vec<bool> = sessions
        .iter()
        .map(|session| session["isThisOne"].as_bool().expect("a boolean"))
        .collect();
    assert_eq!(this.iter().filter(|this| **this).count(), 1);
    let elsewhere = sessions.iter().find(|session| session["isThisOne"] == false);
    let elsewhere = elsewhere.expect("the other one")["id"].clone();

    let input = json!({ "id": elsewhere, "idempotencyKey": "1" });
    let unknown = mutate(&stranger, "endSession", "EndSessionInput", input.clone()).await;
    assert_eq!(unknown.errors(), ["NOT_FOUND"]);
    assert_eq!(who(&other).await, "preparer-444");
    let ended = mutate(&one, "endSession", "EndSessionInput", input).await;
    assert_eq!(ended.refusals("endSession"), [""; 0]);
    assert_eq!(who(&other).await, "");
    assert_eq!(who(&one).await, "preparer-444");
    let again = json!({ "id": elsewhere, "idempotencyKey": "2" });
    let again = mutate(&one, "endSession", "EndSessionInput", again).await;
    assert_eq!(again.refusals("endSession"), ["WRONG_STATE"]);

    let signed_out = one.post("/sign-out", &[]).await;
    assert_eq!(signed_out.status, 200);
    assert_eq!(one.holds("__Host-talkoot"), None);
    assert_eq!(logged(&app, "signOut").await.len(), 1);
    app.finish().await;
}

/// Ended by an administrator, at once: of the own organisation or of an authority; nobody else.
#[tokio::test]
async fn an_administrator_ends_the_sessions_of_a_person() {
    let app = TestApp::start().await;
    let lohja = app.world.municipality("Lohja");
    let preparer = id_of(&app, &lohja.preparer).await;
    let karkkila = &app.world.municipality("Karkkila").administrator;
    for (key, by, may) in [
        ("a", karkkila, false),
        ("b", &lohja.approver, false),
        ("c", &app.world.officer, false),
        ("d", &lohja.administrator, true),
        ("e", &app.world.administrator, true),
        ("f", &lohja.preparer, true),
    ] {
        let browser = app.signed_in(&lohja.preparer).await;
        let input = json!({ "personId": preparer, "idempotencyKey": key });
        let answer = app
            .mutate(by, "endSessionsOf", "EndSessionsOfInput", input, "person { id }")
            .await;
        let seen = format!("{{ sessionsOf(personId: \"{preparer}\") {{ id }} }}");
        let seen = app.graphql(by, &seen, json!({})).await;
        if may {
            assert_eq!(answer.accepted().text("/endSessionsOf/person/id"), preparer);
            assert_eq!(who(&browser).await, "", "{key}");
            assert_eq!(seen.accepted().at("/sessionsOf"), &json!([]));
        } else {
            assert_eq!(answer.errors(), ["NOT_FOUND"], "{key}");
            assert_eq!(seen.errors(), ["NOT_FOUND"], "{key}");
            assert_eq!(who(&browser).await, "preparer-444", "{key}");
        }
    }
    // The token stays: it is taken back by itself.
    assert_eq!(app.status(&lohja.preparer, "{ serverTime { today } }").await, 200);
    app.finish().await;
}
