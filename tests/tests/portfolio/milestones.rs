//! Milestones: a baseline that is set once, a forecast that moves with a reason, and what a report keeps of them.

use serde_json::{Value, json};
use talkoot_test_support::{Answer, User};

use crate::{
    claims::setup::Claims,
    portfolio::help::{add_milestone, february, handed_in, project, read},
    reports::help::{give_back, green, report},
};

const MILESTONE: &str = "milestone { id version state name baseline forecast reachedOn slipDays startedAt dropReason \
    subArea { number } addedBy { name } moves { forecast reason movedBy { name } } \
    availableActions { action allowed refusal { code } } }";

async fn step(claims: &Claims, by: &User, mutation: &str, milestone: &Value, more: Value) -> Answer {
    let kind = match mutation {
        "moveMilestone" => "MoveMilestoneInput",
        "completeMilestone" => "CompleteMilestoneInput",
        "dropMilestone" => "DropMilestoneInput",
        _ => "MilestoneStepInput",
    };
    let mut input = json!({ "id": milestone["id"], "expectedVersion": milestone["version"] });
    for (field, value) in more.as_object().expect("an object") {
        input[field] = value.clone();
    }
    claims.app.mutate(by, mutation, kind, input, MILESTONE).await
}

fn milestone(mutation: &str, answer: Answer) -> Value {
    answer.accepted().at(&format!("/{mutation}/milestone")).clone()
}

async fn moved(claims: &Claims, by: &User, of: &Value, to: &str) -> Value {
    let more = json!({ "forecast": to, "reason": "Toimittaja myöhästyy" });
    milestone("moveMilestone", step(claims, by, "moveMilestone", of, more).await)
}

/// Goal: the whole life: late, in time again, reached; the baseline stays and every change is there to be read.
#[tokio::test]
#[expect(clippy::too_many_lines, reason = "one story, in its order")]
async fn a_milestone_keeps_its_baseline_and_every_forecast() {
    let claims = Claims::start().await;
    let lead = claims.lead().clone();
    let area = claims.project.sub_areas[0].as_str();
    let added = add_milestone(
        &claims,
        &lead,
        Some(area),
        "Sähköinen päätöksenteko käytössä",
        "2026-09-01",
    )
    .await;
    let added = milestone("addMilestone", added);
    assert_eq!(
        (&added["state"], &added["subArea"]["number"], &added["slipDays"]),
        (&json!("planned"), &json!(1), &json!(0))
    );
    let late = moved(&claims, &lead, &added, "2026-10-02").await;
    assert_eq!(
        (&late["state"], &late["slipDays"]),
        (&json!("delayed"), &json!(31))
    );
    let early = step(
        &claims,
        &lead,
        "completeMilestone",
        &late,
        json!({ "reachedOn": "2026-02-02" }),
    )
    .await;
    assert_eq!(early.refusals("completeMilestone"), ["WRONG_STATE"]);
    let begun = milestone(
        "startMilestone",
        step(&claims, &lead, "startMilestone", &late, json!({})).await,
    );
    assert_eq!(begun["state"], "delayed");
    assert!(begun["startedAt"].is_string());
    let again = step(&claims, &lead, "startMilestone", &begun, json!({})).await;
    assert_eq!(again.refusals("startMilestone"), ["WRONG_STATE"]);
    let in_time = moved(&claims, &lead, &begun, "2026-08-31").await;
    assert_eq!(
        (&in_time["state"], &in_time["slipDays"]),
        (&json!("started"), &json!(-1))
    );
    let reached = step(
        &claims,
        &lead,
        "completeMilestone",
        &in_time,
        json!({ "reachedOn": "2026-02-02" }),
    )
    .await;
    let reached = milestone("completeMilestone", reached);
    assert_eq!(
        (
            &reached["state"],
            &reached["reachedOn"],
            &reached["baseline"],
            &reached["forecast"]
        ),
        (
            &json!("done"),
            &json!("2026-02-02"),
            &json!("2026-09-01"),
            &json!("2026-08-31")
        )
    );
    let by = json!({ "name": "lead-635" });
    assert_eq!(
        reached["moves"],
        json!([
            { "forecast": "2026-10-02", "reason": "Toimittaja myöhästyy", "movedBy": by },
            { "forecast": "2026-08-31", "reason": "Toimittaja myöhästyy", "movedBy": by },
        ])
    );
    let offered: Vec<&Value> = reached["availableActions"]
        .as_array()
        .expect("actions")
        .iter()
        .collect();
    assert!(
        offered.iter().all(|one| one["refusal"]["code"] == "WRONG_STATE"),
        "{offered:?}"
    );
    claims.app.finish().await;
}

/// Goal: the municipality that leads a sub-area runs its milestones, no other partner does, and the project's own are
/// the lead's.
#[tokio::test]
async fn the_lead_of_a_sub_area_runs_its_milestones() {
    let claims = Claims::start().await;
    let areas = project(&claims, claims.officer(), "subAreas { id lead { nameFi } }").await;
    let areas = areas["subAreas"].as_array().expect("areas").clone();
    let led = areas
        .iter()
        .find(|area| area["lead"]["nameFi"] == "Lohja")
        .expect("an area of Lohja");
    let id = led["id"].as_str().expect("an id");
    let lohja = claims.app.world.municipality("Lohja").preparer.clone();
    let karkkila = claims.app.world.municipality("Karkkila").preparer.clone();
    let added = milestone(
        "addMilestone",
        add_milestone(&claims, &lohja, Some(id), "Lomakkeet", "2026-09-01").await,
    );
    let refused = add_milestone(&claims, &karkkila, Some(id), "Lomakkeet", "2026-09-01").await;
    assert_eq!(refused.refusals("addMilestone"), ["NOT_PERMITTED"]);
    let refused = add_milestone(&claims, &lohja, None, "Hanke", "2026-09-01").await;
    assert_eq!(refused.refusals("addMilestone"), ["NOT_PERMITTED"]);
    let refused = step(&claims, &karkkila, "startMilestone", &added, json!({})).await;
    assert_eq!(refused.refusals("startMilestone"), ["NOT_PERMITTED"]);
    let begun = step(&claims, &lohja, "startMilestone", &added, json!({})).await;
    assert_eq!(milestone("startMilestone", begun)["state"], "started");
    claims.app.finish().await;
}

/// Goal: a submitted report keeps its milestones as they were; one that came back shows them as they are.
#[tokio::test]
async fn a_submitted_report_keeps_its_milestones() {
    let claims = Claims::start().await;
    let lead = claims.lead().clone();
    let added = milestone(
        "addMilestone",
        add_milestone(&claims, &lead, None, "Aloitus", "2026-09-01").await,
    );
    let started = february(&claims).await;
    let submitted = handed_in(&claims, &started, green()).await;
    let moved = moved(&claims, &lead, &added, "2026-09-15").await;
    let fields = "milestones { milestoneId name state baseline forecast reachedOn slipDays subAreaId }";
    let of = async |report: &Value| read(&claims, &lead, report, fields).await["milestones"].clone();
    let seen = |state: &str, forecast: &str, slip: i64| {
        json!([{
            "milestoneId": added["id"], "name": "Aloitus", "state": state, "baseline": "2026-09-01",
            "forecast": forecast, "reachedOn": null, "slipDays": slip, "subAreaId": null,
        }])
    };
    assert_eq!(of(&submitted).await, seen("planned", "2026-09-01", 0));
    let answer = give_back(&claims.app, claims.officer(), &submitted, &["Miksi?"]).await;
    let returned = report("returnPortfolioReport", answer);
    assert_eq!(of(&returned).await, seen("delayed", "2026-09-15", 14));
    let read = project(&claims, claims.officer(), "milestones { state version }").await;
    assert_eq!(
        read["milestones"],
        json!([{ "state": "delayed", "version": moved["version"] }])
    );
    for (sql, said) in [
        ("UPDATE milestone SET baseline = '2026-09-15'", "never changed"),
        ("UPDATE milestone_move SET reason = 'x'", "never changed"),
        ("DELETE FROM milestone_move", "never"),
    ] {
        let refused = claims
            .app
            .by_hand(sql)
            .await
            .expect_err("the trigger")
            .to_string();
        assert!(refused.contains(said), "{sql}: {refused}");
    }
    let found = claims
        .app
        .found_after("milestone", "UPDATE milestone SET name = 'x'")
        .await;
    assert!(
        found.iter().any(|one| one.what.contains("milestone")),
        "{found:?}"
    );
}

/// Goal: each refusal of each mutation, with its path.
#[tokio::test]
#[expect(clippy::too_many_lines, reason = "a table, a line per case")]
async fn every_refusal_says_why() {
    let claims = Claims::start().await;
    let lead = claims.lead().clone();
    let other = claims
        .app
        .application_at(talkoot_test_support::Stage::Drafted)
        .await;
    for (area, name, day, path) in [
        (None, " ", "2026-09-01", "name"),
        // A year that was typed wrong.
        (None, "Aloitus", "2021-01-19", "baseline"),
        (
            Some(other.sub_areas[0].as_str()),
            "Aloitus",
            "2026-09-01",
            "subAreaId",
        ),
    ] {
        let refused = add_milestone(&claims, &lead, area, name, day).await;
        assert_eq!(refused.at("/addMilestone/refusals/0/path"), &json!([path]));
    }
    let outsider = &claims.app.world.outsider.lead;
    let refused = add_milestone(&claims, outsider, None, "Aloitus", "2026-09-01").await;
    assert_eq!(refused.errors(), ["NOT_FOUND"]);
    let added = milestone(
        "addMilestone",
        add_milestone(&claims, &lead, None, "Aloitus", "2026-09-01").await,
    );
    let cases = [
        (
            "moveMilestone",
            json!({ "forecast": "2026-10-01", "reason": " " }),
            "INCOMPLETE",
            json!(["reason"]),
        ),
        (
            "moveMilestone",
            json!({ "forecast": "2026-09-01", "reason": "x" }),
            "INVALID_INPUT",
            json!(["forecast"]),
        ),
        (
            "moveMilestone",
            json!({ "forecast": "2036-09-01", "reason": "x" }),
            "INVALID_INPUT",
            json!(["forecast"]),
        ),
        (
            "completeMilestone",
            json!({ "reachedOn": "2026-02-02" }),
            "WRONG_STATE",
            json!([]),
        ),
        (
            "dropMilestone",
            json!({ "reason": "" }),
            "INCOMPLETE",
            json!(["reason"]),
        ),
    ];
    for (mutation, more, code, path) in cases {
        let refused = step(&claims, &lead, mutation, &added, more).await;
        assert_eq!(refused.refusals(mutation), [code], "{mutation}");
        assert_eq!(refused.at(&format!("/{mutation}/refusals/0/path")), &path);
        let officer = step(&claims, claims.officer(), "startMilestone", &added, json!({})).await;
        assert_eq!(officer.refusals("startMilestone"), ["NOT_PERMITTED"]);
    }
    let begun = milestone(
        "startMilestone",
        step(&claims, &lead, "startMilestone", &added, json!({})).await,
    );
    let stale = step(&claims, &lead, "dropMilestone", &added, json!({ "reason": "x" })).await;
    assert_eq!(stale.refusals("dropMilestone"), ["VERSION_CONFLICT"]);
    let tomorrow = step(
        &claims,
        &lead,
        "completeMilestone",
        &begun,
        json!({ "reachedOn": "2026-02-03" }),
    )
    .await;
    assert_eq!(
        tomorrow.at("/completeMilestone/refusals/0/path"),
        &json!(["reachedOn"])
    );
    let dropped = step(
        &claims,
        &lead,
        "dropMilestone",
        &begun,
        json!({ "reason": "Rajattiin pois" }),
    )
    .await;
    let dropped = milestone("dropMilestone", dropped);
    assert_eq!(
        (&dropped["state"], &dropped["dropReason"]),
        (&json!("dropped"), &json!("Rajattiin pois"))
    );
    let gone = step(&claims, &lead, "startMilestone", &dropped, json!({})).await;
    assert_eq!(gone.refusals("startMilestone"), ["WRONG_STATE"]);
    claims.app.finish().await;
}
