//! What waits for officers, once a week.

use serde_json::json;
use talkoot_test_support::TestApp;

use super::{text, told};
use crate::{
    persons::settings::choose,
    reports::help::{june, noon, project, submitted},
};

/// A project whose portfolio report of June waits for the authority.
async fn waiting() -> TestApp {
    let app = TestApp::start_at(noon("2026-06-01")).await;
    let granted = project(&app).await;
    app.travel_to(noon("2026-06-02")).await;
    let june = june(&app, &granted).await;
    submitted(&app, &granted, &june).await;
    app
}

/// Goal: on Monday, with what waits and since when; once a week; nothing when nothing waits.
#[tokio::test]
async fn a_list_on_monday() {
    let app = waiting().await;
    assert_eq!(
        told(&app, "officer-week").await,
        [""; 0],
        "the list of this week went out when nothing waited"
    );
    app.travel_to(noon("2026-06-07")).await;
    assert_eq!(told(&app, "officer-week").await, [""; 0], "a Sunday");
    app.travel_to(noon("2026-06-08")).await;
    assert_eq!(
        told(&app, "officer-week").await,
        ["officer"],
        "who decided the grant handles it"
    );
    let said = text(&app, "officer-week").await;
    for words in ["1 raportti", "2.6.2026", "Digi"] {
        assert!(said.contains(words), "{words}: {said}");
    }
    app.travel_to(noon("2026-06-09")).await;
    assert_eq!(told(&app, "officer-week").await, ["officer"], "once a week");
    app.travel_to(noon("2026-06-15")).await;
    assert_eq!(told(&app, "officer-week").await, ["officer"; 2]);
    app.finish().await;
}

/// Goal: a worker that was away on Monday tells on the day it is back, once for all the weeks; who does not want the
/// list does not get it.
#[tokio::test]
async fn after_an_outage_and_without_the_wish() {
    let app = waiting().await;
    app.travel_to(noon("2026-06-25")).await;
    assert_eq!(told(&app, "officer-week").await, ["officer"]);
    let muted = json!({ "mutedKinds": ["officer-week"] });
    choose(&app, &app.world.officer, 0, &muted).await.accepted();
    app.travel_to(noon("2026-06-29")).await;
    assert_eq!(told(&app, "officer-week").await, ["officer"]);
    app.finish().await;
}
