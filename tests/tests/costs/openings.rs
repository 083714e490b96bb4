use chrono::{TimeZone, Utc};
use serde_json::{Value, json};
use talkoot_test_support::{Answer, GrantedProject, TestApp, User};

async fn open(app: &TestApp, user: &User, input: Value) -> Answer {
    app.mutate(
        user,
        "openCostReports",
        "OpenCostReportsInput",
        input,
        "costReports { id state version }",
    )
    .await
}

fn period(project: &GrantedProject, place: usize) -> Value {
    json!({ "projectId": project.id, "periodId": project.periods[place] })
}

#[tokio::test]
async fn every_partner_gets_one_report_per_period() {
    let app = TestApp::start().await;
    let project = app.granted_project().await;
    let mut input = period(&project, 0);
    input["idempotencyKey"] = json!("one");
    let opened = open(&app, &app.world.officer, input.clone()).await.accepted();
    let reports = opened
        .at("/openCostReports/costReports")
        .as_array()
        .expect("a list");
    assert_eq!(reports.len(), 5);
    assert!(reports.iter().all(|report| report["state"] == "open"));
    let again = open(&app, &app.world.officer, input).await;
    assert_eq!(again, opened, "a repeated key has the same answer");

    let twice = open(&app, &project.lead.lead, period(&project, 0)).await;
    assert_eq!(twice.refusals("openCostReports"), ["DUPLICATE"]);

    let early = open(&app, &project.lead.lead, period(&project, 1)).await;
    assert_eq!(early.refusals("openCostReports"), ["DEADLINE"]);
    app.travel_to(Utc.with_ymd_and_hms(2026, 6, 30, 21, 0, 0).unwrap())
        .await;
    open(&app, &project.lead.lead, period(&project, 1))
        .await
        .accepted();
    app.finish().await;
}

#[tokio::test]
async fn only_the_lead_and_the_officer_open() {
    let app = TestApp::start().await;
    let project = app.granted_project().await;
    let world = &app.world;
    for user in [
        &world.second,
        &project.lead.preparer,
        &world.municipality("Lohja").lead,
    ] {
        let refused = open(&app, user, period(&project, 0)).await;
        assert_eq!(refused.refusals("openCostReports"), ["NOT_PERMITTED"]);
    }
    for user in [&world.stranger, &world.outsider.lead] {
        let refused = open(&app, user, period(&project, 0)).await;
        assert_eq!(refused.errors(), ["NOT_FOUND"]);
    }
    let other = app.granted_project().await;
    let foreign = json!({ "projectId": project.id, "periodId": other.periods[0] });
    let refused = open(&app, &world.officer, foreign).await;
    assert_eq!(refused.errors(), ["NOT_FOUND"], "a period of another project");
    app.finish().await;
}
