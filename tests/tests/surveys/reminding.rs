//! Mails of surveys: to each address once, reminders to the silent only, and what the mail server refused.

use serde_json::json;
use talkoot_mail::DeliveryFailure;
use talkoot_test_support::TestApp;

use crate::surveys::help::{
    answer, at, content, create, drafted, form, invite, opened, people, read, secrets, step, survey,
};

fn to(mails: &[(String, String)]) -> Vec<&str> {
    let mut to: Vec<&str> = mails.iter().map(|(to, _)| to.as_str()).collect();
    to.sort_unstable();
    to
}

/// Goal: seven and two days before the last day those who have not answered are reminded, each step once, and the
/// links of both mails lead to one answer.
#[tokio::test]
async fn the_silent_are_reminded_twice_and_nobody_else() {
    let app = TestApp::start().await;
    let officer = app.world.officer.clone();
    let of = json!({ "callId": app.published_call(|_| {}).await });
    let (_, first) = opened(&app, &officer, of, "2026-02-20", 3).await;
    answer(&app, &first[0], json!({ "potential": "yes" }))
        .await
        .accepted();
    app.travel_to(at("2026-02-12T21:59:00Z")).await;
    assert_eq!(to(&secrets(&app)), Vec::<&str>::new());
    app.travel_to(at("2026-02-12T22:00:00Z")).await;
    let week_before = secrets(&app);
    assert_eq!(
        to(&week_before),
        ["vastaaja2@example.org", "vastaaja3@example.org"]
    );
    app.work().await;
    app.travel_to(at("2026-02-14T10:00:00Z")).await;
    assert_eq!(to(&secrets(&app)), Vec::<&str>::new(), "each step once");

    // Both links of the second one work until one of them was used.
    let newer = &week_before
        .iter()
        .find(|(to, _)| to == "vastaaja2@example.org")
        .expect("a reminder")
        .1;
    assert!(form(&app, &first[1]).await.is_object() && form(&app, newer).await.is_object());
    answer(&app, &first[1], json!({ "potential": "no" }))
        .await
        .accepted();
    let twice = answer(&app, newer, json!({ "potential": "yes" })).await;
    assert_eq!(twice.refusals("answerSurvey"), ["DUPLICATE"]);
    answer(&app, &first[1], json!({ "potential": "yes" }))
        .await
        .accepted();

    app.travel_to(at("2026-02-18T10:00:00Z")).await;
    assert_eq!(to(&secrets(&app)), ["vastaaja3@example.org"]);
    app.travel_to(at("2026-02-20T10:00:00Z")).await;
    app.travel_to(at("2026-02-21T10:00:00Z")).await;
    assert_eq!(to(&secrets(&app)), Vec::<&str>::new(), "none after the last day");
    app.finish().await;
}

/// Goal: after an outage of the worker the latest step is caught up with, once; after the last day none.
#[tokio::test]
async fn an_outage_is_caught_up_with_once() {
    let app = TestApp::start().await;
    let officer = app.world.officer.clone();
    let of = json!({ "callId": app.published_call(|_| {}).await });
    opened(&app, &officer, of.clone(), "2026-02-20", 2).await;
    app.travel_to(at("2026-02-19T10:00:00Z")).await;
    assert_eq!(
        secrets(&app).len(),
        2,
        "the step of two days, not that of seven as well"
    );
    app.work().await;
    assert_eq!(secrets(&app).len(), 0);
    opened(&app, &officer, of, "2026-03-20", 2).await;
    app.travel_to(at("2026-03-21T10:00:00Z")).await;
    assert_eq!(secrets(&app).len(), 0, "the survey has closed");
    app.finish().await;
}

/// Goal: somebody who is invited late is not reminded the same day, an address is invited once, and none is reminded
/// when no day is named.
#[tokio::test]
async fn who_is_invited_late_is_not_reminded_at_once() {
    let app = TestApp::start().await;
    let officer = app.world.officer.clone();
    let of = json!({ "callId": app.published_call(|_| {}).await });
    let (open, _) = opened(&app, &officer, of.clone(), "2026-02-20", 1).await;
    app.clock.set(at("2026-02-13T08:00:00Z"));
    let more = [
        "VASTAAJA1@example.org",
        "myohainen@example.org",
        "Myohainen@example.org",
    ]
    .map(str::to_owned);
    let invited = survey("inviteToSurvey", invite(&app, &officer, &open, &more).await);
    assert_eq!(invited["participation"]["invited"], 2);
    app.work().await;
    assert_eq!(
        to(&secrets(&app)),
        ["myohainen@example.org", "vastaaja1@example.org"],
        "an invitation and a reminder"
    );
    app.travel_to(at("2026-02-18T08:00:00Z")).await;
    assert_eq!(secrets(&app).len(), 2);

    let mut quiet = content("2026-03-20");
    quiet["reminderDays"] = json!([]);
    let made = create(&app, &officer, of, quiet).await.accepted();
    let draft = made.at("/createSurvey/survey").clone();
    let invited = survey("inviteToSurvey", invite(&app, &officer, &draft, &people(1)).await);
    step(&app, &officer, "openSurvey", &invited).await.accepted();
    app.work().await;
    assert_eq!(secrets(&app).len(), 1);
    app.travel_to(at("2026-03-19T08:00:00Z")).await;
    assert_eq!(secrets(&app).len(), 0);
    app.finish().await;
}

/// Goal: what the mail server refuses for good is shown to whoever asks, what it refuses for now is tried again.
#[tokio::test]
async fn refused_addresses_are_shown() {
    let app = TestApp::start().await;
    let officer = app.world.officer.clone();
    let of = json!({ "callId": app.published_call(|_| {}).await });
    let draft = drafted(&app, &officer, of, "2026-02-20").await;
    let invited = survey("inviteToSurvey", invite(&app, &officer, &draft, &people(2)).await);
    let open = survey("openSurvey", step(&app, &officer, "openSurvey", &invited).await);
    app.mail.fail_next(DeliveryFailure::Permanent {
        code: Some(550),
        answer: "550 no such mailbox".to_owned(),
    });
    app.mail.fail_next(DeliveryFailure::Temporary {
        code: Some(451),
        answer: "451 busy".to_owned(),
    });
    app.work().await;
    let seen = read(&app, &officer, &open).await;
    assert_eq!(
        seen["participation"],
        json!({ "invited": 2, "delivered": 0, "refused": 1, "answered": 0, "responseRate": "0" })
    );
    assert_eq!(
        seen["refusedAddresses"],
        json!([{ "address": "vastaaja1@example.org", "answer": "550 no such mailbox" }])
    );
    assert_eq!(
        read(&app, &app.world.auditor.clone(), &open).await["refusedAddresses"],
        json!([]),
        "addresses are for whoever asks"
    );
    app.travel_to(at("2026-02-02T10:05:00Z")).await;
    assert_eq!(read(&app, &officer, &open).await["participation"]["delivered"], 1);
    // A mail that waits has nothing to ask once the survey has closed.
    let later = survey(
        "inviteToSurvey",
        invite(&app, &officer, &read(&app, &officer, &open).await, &people(3)).await,
    );
    let _ = app.mail.take();
    step(&app, &officer, "closeSurvey", &later).await.accepted();
    app.work().await;
    assert_eq!(app.mail.take().len(), 0);
    app.finish().await;
}
