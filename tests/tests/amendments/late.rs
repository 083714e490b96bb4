//! The call says what becomes of a request that comes too late, whatever it asks.

use chrono::{TimeZone, Utc};
use serde_json::{Value, json};

use crate::{
    amendments::{
        help::{create_as, request_step},
        plans::{owed, scope},
    },
    claims::setup::Claims,
};

/// One of each kind that moves no money.
async fn kinds(claims: &Claims) -> Vec<Value> {
    let report = owed(claims, "final_report").await[0]["id"].clone();
    let area = &claims.project.sub_areas[0];
    let lead = &claims.project.lead;
    let query = "{ viewer { person { id } } }";
    let read = claims.app.graphql(&lead.preparer, query, json!({})).await;
    let person = read.text("/viewer/person/id");
    vec![
        json!({ "personInCharge": {
            "municipalityId": lead.id, "duty": "MANAGER", "personId": person, "handOver": [],
        } }),
        scope("a", "b", &[area]),
        json!({ "timetable": { "days": [
            { "subAreaId": area, "firstDay": "2026-03-01", "lastDay": "2027-12-30" },
        ] } }),
        json!({ "reportDeadline": { "obligationId": report, "newDate": "2028-05-31" } }),
        json!({ "changeOfDirection": { "learned": "a", "changes": "b", "firstDay": "2027-12-01" } }),
        json!({ "earlyStop": { "learned": "a", "reason": "b", "lastDay": "2027-12-30" } }),
    ]
}

/// Creates a draft of each kind in time, and submits each on a day; gives what became of it.
async fn submitted_on(claims: &Claims, day: u32) -> Vec<(String, Value)> {
    claims.app.work().await;
    let mut drafts = Vec::new();
    for part in kinds(claims).await {
        let created = create_as(claims, claims.lead(), json!([part.clone()]))
            .await
            .accepted();
        drafts.push((part, created.text("/createChangeRequest/changeRequest/id")));
    }
    claims
        .app
        .clock
        .set(Utc.with_ymd_and_hms(2027, 12, day, 10, 0, 0).unwrap());
    let mut outcomes = Vec::new();
    for (part, id) in drafts {
        let answer = request_step(claims, claims.lead(), "submitChangeRequest", &id, 1, &json!({})).await;
        let refused = answer.refusals("submitChangeRequest");
        let late = match refused.first() {
            Some(code) => json!(code),
            None => answer.at("/submitChangeRequest/changeRequest/late").clone(),
        };
        outcomes.push((part.to_string(), late));
    }
    outcomes
}

#[tokio::test]
async fn late_requests_of_each_kind_are_refused() {
    let claims = Claims::start().await;
    for (part, outcome) in submitted_on(&claims, 2).await {
        assert_eq!(outcome, "DEADLINE", "{part}");
    }
    claims.app.finish().await;
}

#[tokio::test]
async fn requests_of_each_kind_are_taken_in_time() {
    let claims = Claims::start().await;
    for (part, outcome) in submitted_on(&claims, 1).await {
        assert_eq!(outcome, json!(false), "{part}");
    }
    claims.app.finish().await;
}

#[tokio::test]
async fn late_requests_of_each_kind_are_marked_where_the_call_takes_them() {
    let claims = Claims::start_from(|content| content["takesLateChangeRequests"] = json!(true)).await;
    for (part, outcome) in submitted_on(&claims, 2).await {
        assert_eq!(outcome, json!(true), "{part}");
    }
    claims.app.finish().await;
}
