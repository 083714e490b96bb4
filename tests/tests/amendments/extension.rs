//! The use period ends later: terms, periods, obligations and reminders follow.

use chrono::{TimeZone, Utc};
use serde_json::{Value, json};
use talkoot_test_support::{Stage, TestApp, said};

use crate::{
    amendments::help::{create_as, decided, project, request_step, submitted},
    claims::setup::Claims,
};

fn extension(last_day: &str) -> Value {
    json!([{ "extension": { "lastDay": last_day } }])
}

async fn obligations(claims: &Claims, kind: &str) -> Vec<[String; 3]> {
    let query = "query($id: ID!, $filter: ObligationFilter) { project(id: $id) { \
                 obligations(first: 100, filter: $filter) { edges { node { \
                 nominalDate dueDate responsible { nameFi } } } } } }";
    let variables = json!({ "id": claims.project.id, "filter": { "kinds": [kind] } });
    let read = claims
        .app
        .graphql(claims.officer(), query, variables)
        .await
        .accepted();
    let edges = read
        .at("/project/obligations/edges")
        .as_array()
        .expect("edges")
        .clone();
    let text = |value: &Value| value.as_str().expect("a text").to_owned();
    edges
        .iter()
        .map(|edge| {
            let node = &edge["node"];
            [
                text(&node["nominalDate"]),
                text(&node["dueDate"]),
                text(&node["responsible"]["nameFi"]),
            ]
        })
        .collect()
}

#[tokio::test]
async fn dates_follow_a_longer_use_period() {
    let claims = Claims::start().await;
    claims.app.work().await;
    let final_report = |date: &str| vec![[date.to_owned(), date.to_owned(), "Pälkäne".to_owned()]];
    assert_eq!(obligations(&claims, "final_report").await[0][0], "2028-02-29");
    assert_eq!(obligations(&claims, "cost_report").await.len(), 20);

    let (_, parts) = submitted(&claims, extension("2028-03-31")).await;
    let done = decided(&claims, &parts[0]).await;
    assert_eq!(done.text("/decideChangePart/changePart/state"), "in_force");

    let fields = "terms { usePeriodLast } periods { number firstDay lastDay } \
                  amendments { termsBefore { usePeriodLast } termsAfter { usePeriodLast } }";
    let after = project(&claims, claims.lead(), fields).await;
    assert_eq!(after["terms"]["usePeriodLast"], "2028-03-31");
    assert_eq!(
        after["amendments"],
        json!([{ "termsBefore": { "usePeriodLast": "2027-12-31" }, "termsAfter": { "usePeriodLast": "2028-03-31" } }])
    );
    let periods = after["periods"].as_array().expect("periods");
    assert_eq!(periods.len(), 5);
    assert_eq!(
        periods[4],
        json!({ "number": 5, "firstDay": "2028-01-01", "lastDay": "2028-03-31" })
    );
    assert_eq!(
        obligations(&claims, "final_report").await,
        final_report("2028-05-31")
    );
    assert_eq!(obligations(&claims, "follow_up").await[0][0], "2029-03-31");
    let reports = obligations(&claims, "cost_report").await;
    assert_eq!(reports.len(), 25);
    assert_eq!(reports.iter().filter(|one| one[0] == "2028-05-15").count(), 5);
    let portfolio = obligations(&claims, "portfolio_report").await;
    assert_eq!(portfolio.last().expect("a report")[0], "2028-02-15");

    // Nobody hears of the old day of the final report, and of the new one each step once.
    let _ = claims.app.mail.take();
    for (month, day) in [
        (1, 30),
        (2, 15),
        (2, 26),
        (2, 29),
        (3, 1),
        (4, 2),
        (5, 1),
        (5, 2),
        (5, 17),
    ] {
        let noon = Utc.with_ymd_and_hms(2028, month, day, 10, 0, 0).unwrap();
        claims.app.travel_to(noon).await;
    }
    let told: Vec<String> = claims
        .app
        .mail
        .take()
        .into_iter()
        .filter(|mail| said(mail).iter().any(|subject| subject.contains("oppuselvity")))
        .map(|mail| mail.text)
        .collect();
    assert_eq!(told.len(), 2, "thirty and fourteen days before: {told:#?}");
    assert!(
        told.iter()
            .all(|text| text.contains("31.5.2028") && !text.contains("29.2.2028"))
    );
    claims.app.finish().await;
}

#[tokio::test]
async fn what_no_extension_can_be() {
    let claims = Claims::start().await;
    for (last_day, code) in [
        ("2027-12-31", "INVALID_INPUT"),
        ("2027-06-30", "INVALID_INPUT"),
        ("2099-12-31", "INVALID_INPUT"),
    ] {
        let created = create_as(&claims, claims.lead(), extension(last_day))
            .await
            .accepted();
        let id = created.text("/createChangeRequest/changeRequest/id");
        let refused = request_step(&claims, claims.lead(), "submitChangeRequest", &id, 1, &json!({})).await;
        assert_eq!(refused.refusals("submitChangeRequest"), [code], "{last_day}");
    }
    // Thirty days before the end it is too late.
    let created = create_as(&claims, claims.lead(), extension("2028-03-31"))
        .await
        .accepted();
    let id = created.text("/createChangeRequest/changeRequest/id");
    claims
        .app
        .clock
        .set(Utc.with_ymd_and_hms(2027, 12, 2, 10, 0, 0).unwrap());
    let refused = request_step(&claims, claims.lead(), "submitChangeRequest", &id, 1, &json!({})).await;
    assert_eq!(refused.refusals("submitChangeRequest"), ["DEADLINE"]);
    claims
        .app
        .clock
        .set(Utc.with_ymd_and_hms(2027, 12, 1, 10, 0, 0).unwrap());
    request_step(&claims, claims.lead(), "submitChangeRequest", &id, 1, &json!({}))
        .await
        .accepted();
    claims.app.finish().await;
}

/// A call may take late requests and mark them, and its money may be gone some day.
#[tokio::test]
async fn the_call_says_what_is_late_and_when_the_money_is_gone() {
    let app = TestApp::start().await;
    let call = app
        .published_call(|content| {
            content["takesLateChangeRequests"] = json!(true);
            content["appropriationExpiresOn"] = json!("2028-12-31");
        })
        .await;
    let applied = app.application_to(&call, Stage::Accepted).await;
    let granted = app.project_of(&applied).await;
    let claims = Claims {
        app,
        project: granted,
    };
    let too_long = create_as(&claims, claims.lead(), extension("2028-12-31"))
        .await
        .accepted();
    let too_long = too_long.text("/createChangeRequest/changeRequest/id");
    let refused = request_step(
        &claims,
        claims.lead(),
        "submitChangeRequest",
        &too_long,
        1,
        &json!({}),
    )
    .await;
    assert_eq!(refused.refusals("submitChangeRequest"), ["DEADLINE"]);

    let created = create_as(&claims, claims.lead(), extension("2028-12-30"))
        .await
        .accepted();
    let id = created.text("/createChangeRequest/changeRequest/id");
    claims
        .app
        .clock
        .set(Utc.with_ymd_and_hms(2027, 12, 20, 10, 0, 0).unwrap());
    let late = request_step(&claims, claims.lead(), "submitChangeRequest", &id, 1, &json!({}))
        .await
        .accepted();
    assert_eq!(late.at("/submitChangeRequest/changeRequest/late"), &json!(true));
    claims.app.finish().await;
}
