//! The notes of reports that are older than the register: each topic of a project is a risk in it.

use serde_json::{Value, json};

use crate::{
    claims::setup::Claims,
    portfolio::help::{change_risk, february, project, risk},
    reports::help::{REPORT, green, report},
};

const MIGRATION: &str = include_str!("../../../migrations/src/sql/risks.sql");

/// Goal: what the migration makes of older notes can be read and changed, is not taken for tampering, and is vouched for
/// from its first change on.
#[tokio::test]
async fn older_notes_become_risks() {
    let claims = Claims::start().await;
    let lead = claims.lead().clone();
    let mut written = february(&claims).await;
    for (topic, probability) in [("Toimittaja", 2), ("Henkilöstö", 3), ("Toimittaja", 5)] {
        let note =
            json!({ "topic": topic, "text": "Voi viivästyä.", "probability": probability, "effect": 4 });
        let input = json!({
            "id": written["id"], "expectedVersion": written["version"], "content": green(), "newRisks": [note],
        });
        let kind = "UpdatePortfolioReportInput";
        let answer = claims
            .app
            .mutate(&lead, "updatePortfolioReport", kind, input, REPORT)
            .await;
        written = report("updatePortfolioReport", answer);
    }
    // As if the notes were older than the register, in a project of which it knows other risks only.
    claims
        .app
        .by_hand("UPDATE risk_note SET risk_id = NULL; UPDATE risk SET number = number + 10, topic = 'Muu'")
        .await
        .expect("no trigger is in the way");
    let (_, steps) = MIGRATION
        .split_once("-- The notes of older reports")
        .expect("the step");
    let (_, steps) = steps.split_once('\n').expect("the end of its title");
    claims.app.by_hand(steps).await.expect("the step runs");

    let fields = "risks { id version number topic probability state owner { role } history { note probability inReport } }";
    let register = project(&claims, claims.officer(), fields).await;
    let made: Vec<Value> = register["risks"]
        .as_array()
        .expect("risks")
        .iter()
        .take(2)
        .cloned()
        .collect();
    let told: Vec<String> = made
        .iter()
        .map(|one| {
            let said = one["history"].as_array().map_or(0, Vec::len);
            format!(
                "{} {} {} {said}",
                one["number"],
                one["topic"].as_str().unwrap_or_default(),
                one["probability"]
            )
        })
        .collect();
    assert_eq!(told, ["1 Toimittaja 5 2", "2 Henkilöstö 3 1"]);
    assert_eq!(
        (&made[0]["version"], &made[0]["state"]),
        (&json!(0), &json!("open"))
    );

    // Only the two that were changed by hand above are found, until a made one is changed past the engine too.
    let found = async |sql: &str| {
        let found = claims.app.found_after("risk", sql).await;
        found.iter().filter(|one| one.what.contains("risk")).count()
    };
    assert_eq!(found("UPDATE risk SET effect = 1 WHERE number = 2").await, 2);
    let assessed = change_risk(&claims, &lead, "assessRisk", &made[1], json!({})).await;
    assert_eq!(risk("assessRisk", assessed)["version"], 1);
    assert_eq!(found("UPDATE risk SET effect = 1 WHERE number = 2").await, 3);
}
