//! The authority's portfolio at a glance.

use serde_json::{Value, json};
use talkoot_test_support::TestApp;

use crate::reports::help::{june, noon, project, submitted};

const QUERY: &str = "{ portfolio(first: 50) { totalCount edges { node { openObligations overdueObligations \
                     daysLate project { number award lead { nameFi } } latestReport { state lights { aspect \
                     light reason } } } } } }";

#[tokio::test]
async fn every_project_is_seen_at_a_glance() {
    let app = TestApp::start_at(noon("2026-06-01")).await;
    let granted = project(&app).await;
    let other = project(&app).await;
    submitted(&app, &granted, &june(&app, &granted).await).await;
    app.travel_to(noon("2026-06-20")).await;
    let seen = app.graphql(&app.world.officer, QUERY, json!({})).await.accepted();
    assert_eq!(seen.number("/portfolio/totalCount"), 2);
    let nodes: Vec<&Value> = seen
        .at("/portfolio/edges")
        .as_array()
        .unwrap()
        .iter()
        .map(|edge| &edge["node"])
        .collect();
    let figures = |node: &Value| {
        (
            node["openObligations"].as_i64().unwrap(),
            node["overdueObligations"].as_i64().unwrap(),
            node["daysLate"].as_i64().unwrap(),
        )
    };
    assert_eq!(figures(nodes[0]), (0, 0, 0));
    assert_eq!(nodes[0]["latestReport"]["state"], "submitted");
    let timetable = json!({ "aspect": "timetable", "light": "GREEN", "reason": "" });
    assert_eq!(nodes[0]["latestReport"]["lights"][0], timetable);
    assert_eq!(nodes[0]["project"]["lead"]["nameFi"], "Pälkäne");
    assert_eq!(nodes[0]["project"]["award"], "300000.00");
    assert_eq!(
        figures(nodes[1]),
        (0, 1, 5),
        "{other:?} did not report on 15 June"
    );
    assert_eq!(nodes[1]["latestReport"], Value::Null);
    app.finish().await;
}

#[tokio::test]
async fn the_portfolio_is_the_authoritys_own() {
    let app = TestApp::start().await;
    let granted = project(&app).await;
    let world = &app.world;
    for (user, expected) in [
        (&world.officer, 1),
        (&world.second, 1),
        (&world.auditor, 1),
        (&world.administrator, 0),
        (&world.stranger, 0),
        (&granted.lead.lead, 0),
    ] {
        let seen = app.graphql(user, QUERY, json!({})).await.accepted();
        assert_eq!(seen.number("/portfolio/totalCount"), expected);
    }
    app.finish().await;
}

/// The page needs as many statements for seven projects as for one; so does a list of obligations with
/// its reminders and reports.
#[tokio::test]
async fn more_rows_need_no_more_statements() {
    let app = TestApp::start_at(noon("2026-06-01")).await;
    let obligations = "{ obligations(first: 100) { edges { node { id responsible { nameFi } project { name } \
                       portfolioReport { state risks { topic } } reminders { step recipients { state \
                       person { name } } } } } } }";
    let first = project(&app).await;
    submitted(&app, &first, &june(&app, &first).await).await;
    let cost = async |query: &str| {
        let before = app.app.store().statements();
        let _ = app.graphql(&app.world.officer, query, json!({})).await.accepted();
        app.app.store().statements() - before
    };
    let few = [cost(QUERY).await, cost(obligations).await];
    for _ in 0..6 {
        let more = project(&app).await;
        submitted(&app, &more, &june(&app, &more).await).await;
    }
    let many = [cost(QUERY).await, cost(obligations).await];
    assert_eq!(few[0], many[0]);
    assert!(many[0] <= 10, "{many:?}");
    // A loader's batch may fall in two when the executor yields; it never falls into one per row.
    assert!(many[1] <= few[1] + 4, "{few:?} became {many:?}");
    app.finish().await;
}
