//! What changed since the last report, and a new report that begins with the words of the last one.

use chrono::{TimeZone as _, Utc};
use serde_json::{Value, json};

use crate::{
    claims::setup::Claims,
    portfolio::help::{add_milestone, change_risk, february, forecast, handed_in, raise, read, risk},
    reports::help::{green, obligation, report, start},
};

const CHANGES: &str = "changes { since { id } lights { aspect before after } \
    milestones { before { forecast } after { name forecast state } } risks { news before { state } after { topic state } } \
    forecasts { municipality { nameFi } before after } }";

/// Goal: the reader of a report sees what is not as it was in the report before, and only that; once it is submitted, for
/// ever.
#[tokio::test]
#[expect(clippy::too_many_lines, reason = "one story, in its order")]
async fn a_report_says_what_changed_since_the_last_one() {
    let claims = Claims::start().await;
    let lead = claims.lead().clone();
    let quiet = add_milestone(&claims, &lead, None, "Ennallaan", "2026-09-01")
        .await
        .accepted();
    assert!(quiet.at("/addMilestone/milestone/id").is_string());
    let moving = add_milestone(&claims, &lead, None, "Siirtyvä", "2026-09-01")
        .await
        .accepted();
    let moving = moving.at("/addMilestone/milestone").clone();
    let known = risk(
        "raiseRisk",
        raise(&claims, &lead, "Asiantuntijat", json!({})).await,
    );
    raise(&claims, &lead, "Aikataulu", json!({})).await.accepted();
    let started = february(&claims).await;
    assert_eq!(
        read(&claims, &lead, &started, CHANGES).await["changes"],
        Value::Null
    );
    let mut content = green();
    content["risk"] = json!({ "light": "YELLOW", "reason": "Toimittaja" });
    content["deviations"] = json!("Ei vielä.");
    content["explanations"] = json!([{ "aboutId": moving["id"], "text": "Kilpailutus venyi." }]);
    let first = handed_in(&claims, &started, content).await;

    claims
        .app
        .travel_to(Utc.with_ymd_and_hms(2026, 6, 1, 9, 0, 0).unwrap())
        .await;
    let owed = obligation(
        &claims.app,
        &claims.project,
        "portfolio_report",
        "2026-06-15",
        "Pälkäne",
    )
    .await;
    let second = report("startPortfolioReport", start(&claims.app, &lead, &owed).await);
    let begun = read(
        &claims,
        &lead,
        &second,
        "lights { light reason } summary deviations explanations { aboutId text } state",
    )
    .await;
    assert_eq!(
        begun["lights"][3],
        json!({ "light": "YELLOW", "reason": "Toimittaja" })
    );
    assert_eq!(begun["summary"], "Kaikki osa-alueet etenevät.");
    assert_eq!(begun["deviations"], "Ei vielä.");
    assert_eq!(
        begun["explanations"],
        json!([{ "aboutId": moving["id"], "text": "Kilpailutus venyi." }])
    );
    assert_eq!(begun["state"], "draft");
    let nothing = json!({
        "since": { "id": first["id"] }, "lights": [], "milestones": [], "risks": [], "forecasts": [],
    });
    assert_eq!(read(&claims, &lead, &second, CHANGES).await["changes"], nothing);

    let input = json!({
        "id": moving["id"], "expectedVersion": moving["version"], "forecast": "2026-09-15", "reason": "Toimittaja",
    });
    let kind = "MoveMilestoneInput";
    claims
        .app
        .mutate(&lead, "moveMilestone", kind, input, "milestone { id }")
        .await
        .accepted();
    let occurred = change_risk(&claims, &lead, "recordRiskOccurrence", &known, json!({})).await;
    risk("recordRiskOccurrence", occurred);
    raise(&claims, &lead, "Budjetti", json!({})).await.accepted();
    forecast(&claims, &lead, "Lohja", 0, Some("15300.00"))
        .await
        .accepted();
    let submitted = handed_in(&claims, &second, green()).await;
    let told = json!({
        "since": { "id": first["id"] },
        "lights": [{ "aspect": "risk", "before": "YELLOW", "after": "GREEN" }],
        "milestones": [{
            "before": { "forecast": "2026-09-01" },
            "after": { "name": "Siirtyvä", "forecast": "2026-09-15", "state": "delayed" },
        }],
        "risks": [
            { "news": ["occurred"], "before": { "state": "open" }, "after": { "topic": "Asiantuntijat", "state": "occurred" } },
            { "news": ["raised"], "before": null, "after": { "topic": "Budjetti", "state": "open" } },
        ],
        "forecasts": [{ "municipality": { "nameFi": "Lohja" }, "before": "15200.00", "after": "15300.00" }],
    });
    assert_eq!(
        read(&claims, claims.officer(), &submitted, CHANGES).await["changes"],
        told
    );
    // What happens later is the next report's.
    raise(&claims, &lead, "Johdon tuki", json!({})).await.accepted();
    assert_eq!(
        read(&claims, claims.officer(), &submitted, CHANGES).await["changes"],
        told
    );
    claims.app.finish().await;
}
